/*
 * SPDX-FileCopyrightText: 2026 gaudiofile contributors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#pragma once

#include <glib.h>
#include <string.h>

G_BEGIN_DECLS

/* Numbers at any address. GST_READ_… would do it by a cast, which is undefined where they are not aligned. */
#define GAF_DEFINE_READ(order, ORDER, bits) \
  static inline guint##bits gaf_read_##order##bits (const guint8 *p) \
  { \
    guint##bits value; \
\
    memcpy (&value, p, sizeof value); \
    return GUINT##bits##_FROM_##ORDER (value); \
  }

GAF_DEFINE_READ (le, LE, 16)
GAF_DEFINE_READ (le, LE, 32)
GAF_DEFINE_READ (le, LE, 64)
GAF_DEFINE_READ (be, BE, 16)
GAF_DEFINE_READ (be, BE, 32)
GAF_DEFINE_READ (be, BE, 64)

#undef GAF_DEFINE_READ

/* And the other way: a number at the end of a header that is being made. */
#define GAF_DEFINE_APPEND(order, ORDER, bits) \
  static inline void gaf_append_##order##bits (GByteArray *bytes, guint##bits value) \
  { \
    value = GUINT##bits##_TO_##ORDER (value); \
    g_byte_array_append (bytes, (const guint8 *) &value, sizeof value); \
  }

GAF_DEFINE_APPEND (le, LE, 16)
GAF_DEFINE_APPEND (le, LE, 32)
GAF_DEFINE_APPEND (le, LE, 64)
GAF_DEFINE_APPEND (be, BE, 16)
GAF_DEFINE_APPEND (be, BE, 32)
GAF_DEFINE_APPEND (be, BE, 64)

#undef GAF_DEFINE_APPEND

G_END_DECLS
