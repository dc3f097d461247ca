/*
 * SPDX-FileCopyrightText: 2026 gaudiofile contributors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Versions of a function for processors with wider vectors, chosen when the library is loaded. */
#if defined(__x86_64__) && defined(__GLIBC__) && defined(__GNUC__) && !defined(__clang__)
#define GAF_FOR_WIDE_VECTORS __attribute__ ((target_clones ("arch=x86-64-v3", "default")))
#else
#define GAF_FOR_WIDE_VECTORS
#endif

/* Eight samples, at any address. */
typedef float GafVector __attribute__ ((vector_size (32), aligned (4)));

G_END_DECLS
