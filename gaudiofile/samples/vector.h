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
 */
#ifdef GAF_WIDE_VECTORS
#define GAF_FOR_WIDE_VECTORS __attribute__ ((target_clones ("arch=x86-64-v3", "default")))
#else
#define GAF_FOR_WIDE_VECTORS
#endif

/* Whether the version for wide vectors is the one that runs. */
gboolean gaf_vector_is_wide (void);

/* Eight samples, at any address. */
typedef float GafVector __attribute__ ((vector_size (32), aligned (4)));

G_END_DECLS
