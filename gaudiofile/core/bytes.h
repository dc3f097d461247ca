/*
 * SPDX-FileCopyrightText: 2026 gaudiofile contributors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#pragma once

#include <glib.h>
#include <string.h>

G_BEGIN_DECLS

/*
 * Numbers in bytes, at any address: GST_READ_… and GST_WRITE_… would do it by a cast, which is undefined where they are
 * not aligned.
 *
 *   gaf_read_le32 (p)              the number at p; le and be with 16, 24, 32 and 64 bits
 *   gaf_write_le32 (p, value)      puts it there
 *   gaf_append_le32 (bytes, value) puts it at the end of a header that is being made
 *   gaf_read_be_float (p)          of IEEE 754; _double too
 *   gaf_read_be (p, n)             of a size that is only known at run time, 8 bytes at most
 */
#define GAF_DEFINE_NUMBER(order, ORDER, bits) \
  static inline guint##bits gaf_read_##order##bits (const guint8 *p) \
  { \
    guint##bits value; \
\
    memcpy (&value, p, sizeof value); \
    return GUINT##bits##_FROM_##ORDER (value); \
  } \
\
  static inline void gaf_write_##order##bits (guint8 *p, guint##bits value) \
  { \
    value = GUINT##bits##_TO_##ORDER (value); \
    memcpy (p, &value, sizeof value); \
  } \
\
  static inline void gaf_append_##order##bits (GByteArray *bytes, guint##bits value) \
  { \
    value = GUINT##bits##_TO_##ORDER (value); \
    g_byte_array_append (bytes, (const guint8 *) &value, sizeof value); \
  }

GAF_DEFINE_NUMBER (le, LE, 16)
GAF_DEFINE_NUMBER (le, LE, 32)
GAF_DEFINE_NUMBER (le, LE, 64)
GAF_DEFINE_NUMBER (be, BE, 16)
GAF_DEFINE_NUMBER (be, BE, 32)
GAF_DEFINE_NUMBER (be, BE, 64)

#undef GAF_DEFINE_NUMBER

/* 24 bits have no type of their own: @low, @middle and @high are where their bytes are. */
#define GAF_DEFINE_NUMBER_24(order, low, middle, high) \
  static inline guint32 gaf_read_##order##24 (const guint8 *p) \
  { \
    return (guint32) p[low] | (guint32) p[middle] << 8 | (guint32) p[high] << 16; \
  } \
\
  static inline void gaf_write_##order##24 (guint8 *p, guint32 value) \
  { \
    p[low] = value & 0xff; \
    p[middle] = value >> 8 & 0xff; \
    p[high] = value >> 16 & 0xff; \
  } \
\
  static inline void gaf_append_##order##24 (GByteArray *bytes, guint32 value) \
  { \
    guint8 number[3]; \
\
    gaf_write_##order##24 (number, value); \
    g_byte_array_append (bytes, number, sizeof number); \
  }

GAF_DEFINE_NUMBER_24 (le, 0, 1, 2)
GAF_DEFINE_NUMBER_24 (be, 2, 1, 0)

#undef GAF_DEFINE_NUMBER_24

#define GAF_DEFINE_FLOAT(order, type, bits) \
  static inline type gaf_read_##order##_##type (const guint8 *p) \
  { \
    const guint##bits coded = gaf_read_##order##bits (p); \
    type value; \
\
    memcpy (&value, &coded, sizeof value); \
    return value; \
  }

GAF_DEFINE_FLOAT (le, float, 32)
GAF_DEFINE_FLOAT (le, double, 64)
GAF_DEFINE_FLOAT (be, float, 32)
GAF_DEFINE_FLOAT (be, double, 64)

#undef GAF_DEFINE_FLOAT

static inline guint64
gaf_read_le (const guint8 *p, gsize n)
{
  guint64 value = 0;

  for (; n > 0; n--)
    value = value << 8 | p[n - 1];
  return value;
}

static inline guint64
gaf_read_be (const guint8 *p, gsize n)
{
  guint64 value = 0;

  for (gsize i = 0; i < n; i++)
    value = value << 8 | p[i];
  return value;
}

static inline void
gaf_append_be (GByteArray *bytes, gsize n, guint64 value)
{
  value = GUINT64_TO_BE (value);
  g_byte_array_append (bytes, (const guint8 *) &value + sizeof value - n, n);
}

G_END_DECLS
