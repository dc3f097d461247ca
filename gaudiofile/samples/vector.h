/*
 * SPDX-FileCopyrightText: 2026 gaudiofile contributors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/*
 * Compiles a function twice: for any processor, and for those with 256-bit vectors and fused multiply-add (x86-64-v3:
 * Intel since 2013, AMD since 2015). Which version runs is chosen when the library is loaded, by what the processor can
 * do. To name a processor instead, such as "arch=haswell", would choose that version on that model alone.
 * GAF_WIDE_VECTORS is set by meson.build where the compiler knows this.
 *
 * GAF_FOR_WIDEST_VECTORS compiles a function for processors with 512-bit vectors only (x86-64-v4). It may be called
 * where gaf_vector_is_widest() says so.
 */
#ifdef GAF_WIDE_VECTORS
#define GAF_FOR_WIDE_VECTORS __attribute__ ((target_clones ("arch=x86-64-v3", "default")))
#define GAF_FOR_WIDEST_VECTORS __attribute__ ((target ("arch=x86-64-v4")))
#else
#define GAF_FOR_WIDE_VECTORS
#endif

/* Whether the version for wide vectors is the one that runs. */
gboolean gaf_vector_is_wide   (void);
/* Whether the processor and the system have 512-bit vectors. */
gboolean gaf_vector_is_widest (void);

/* Eight samples, at any address, and as bits; sixteen. */
typedef float GafVector __attribute__ ((vector_size (32), aligned (4)));
typedef int GafVectorBits __attribute__ ((vector_size (32), aligned (4)));
typedef float GafVector16 __attribute__ ((vector_size (64), aligned (4)));

G_END_DECLS
