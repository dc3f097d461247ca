/*
 * SPDX-FileCopyrightText: 2026 gaudiofile contributors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#include "core/crc.h"

#include "core/bytes.h"

#if defined __x86_64__ && defined __GNUC__
#define HAVE_CLMUL
#include <immintrin.h>
#endif

/* table[k][b] is the checksum of byte b followed by k zero bytes. So as many bytes as there are rows are summed by
 * look-ups that do not wait for each other: the long ones are run over every byte of a file, and would show up next to
 * a fast decoder otherwise. */
#define ROWS_16 16
#define ROWS_32 8

static guint8 table8[256];
static guint16 table16[ROWS_16][256];
static guint16 reflected16[ROWS_16][256];
static guint32 table32[ROWS_32][256];
static guint32 reflected32[ROWS_32][256];
/* Powers of x modulo the polynomial, see fold() */
typedef struct {
  guint32 x_to_128, x_to_192, x_to_512, x_to_576;
} Powers;

static Powers powers16, powers32;

static void
make_first_rows (void)
{
  for (guint byte = 0; byte < 256; byte++) {
    guint8 crc8 = (guint8) byte;
    guint16 crc16 = (guint16) (byte << 8), reflected_16 = (guint16) byte;
    guint32 crc32 = (guint32) byte << 24, reflected_32 = byte;

    for (int bit = 0; bit < 8; bit++) {
      crc8 = (guint8) ((crc8 << 1) ^ (crc8 & 0x80 ? 0x07 : 0));
      crc16 = (guint16) ((crc16 << 1) ^ (crc16 & 0x8000 ? 0x8005 : 0));
      reflected_16 = (guint16) ((reflected_16 >> 1) ^ (reflected_16 & 1 ? 0xa001 : 0));
      crc32 = (crc32 << 1) ^ (crc32 & 0x80000000u ? 0x04c11db7u : 0);
      reflected_32 = (reflected_32 >> 1) ^ (reflected_32 & 1 ? 0xedb88320u : 0);
    }
    table8[byte] = crc8;
    table16[0][byte] = crc16;
    reflected16[0][byte] = reflected_16;
    table32[0][byte] = crc32;
    reflected32[0][byte] = reflected_32;
  }
}

static void
set_power (guint exponent, guint32 power, Powers *powers)
{
  if (exponent == 128)
    powers->x_to_128 = power;
  else if (exponent == 192)
    powers->x_to_192 = power;
  else if (exponent == 512)
    powers->x_to_512 = power;
  else if (exponent == 576)
    powers->x_to_576 = power;
}

static void
make_tables (void)
{
  static gsize ready = 0;
  guint32 power16 = 1, power32 = 1;

  if (!g_once_init_enter (&ready))
    return;
  make_first_rows ();
  for (guint k = 1; k < ROWS_16; k++)
    for (guint byte = 0; byte < 256; byte++) {
      const guint16 crc = table16[k - 1][byte], reflected = reflected16[k - 1][byte];

      table16[k][byte] = (guint16) ((crc << 8) ^ table16[0][crc >> 8]);
      reflected16[k][byte] = (reflected >> 8) ^ reflected16[0][reflected & 0xff];
    }
  for (guint k = 1; k < ROWS_32; k++)
    for (guint byte = 0; byte < 256; byte++) {
      const guint32 crc = table32[k - 1][byte], reflected = reflected32[k - 1][byte];

      table32[k][byte] = (crc << 8) ^ table32[0][crc >> 24];
      reflected32[k][byte] = (reflected >> 8) ^ reflected32[0][reflected & 0xff];
    }
  for (guint n = 1; n <= 576; n++) {
    power16 = (power16 << 1 & 0xffff) ^ (power16 & 0x8000 ? 0x8005 : 0);
    power32 = (power32 << 1) ^ (power32 & 0x80000000u ? 0x04c11db7u : 0);
    set_power (n, power16, &powers16);
    set_power (n, power32, &powers32);
  }
  g_once_init_leave (&ready, 1);
}

#ifdef HAVE_CLMUL
#define FOLD_MIN 64 /* bytes from which on it is worth it */

static gboolean
can_fold (gsize length)
{
  return length >= FOLD_MIN && __builtin_cpu_supports ("pclmul") && __builtin_cpu_supports ("ssse3");
}

/* @next, with the 16 bytes @sum in front of it folded in. */
__attribute__ ((target ("pclmul,ssse3"), always_inline)) static inline __m128i
fold_into (__m128i next, __m128i sum, __m128i factors)
{
  return _mm_xor_si128 (
      next, _mm_xor_si128 (_mm_clmulepi64_si128 (sum, factors, 0x11), _mm_clmulepi64_si128 (sum, factors, 0x00)));
}

__attribute__ ((target ("pclmul,ssse3"), always_inline)) static inline __m128i
load_reversed (const guint8 *data)
{
  const __m128i reverse = _mm_set_epi8 (0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15);

  return _mm_shuffle_epi8 (_mm_loadu_si128 ((const __m128i *) data), reverse);
}

/* The bytes are a polynomial over GF(2), highest bit first, of which the checksum is the rest after division by P. 16
 * bytes in front of 16 others are worth H x^192 + L x^128, H and L being their halves; x^192 and x^128 may be replaced
 * by their own rests. So a multiplication without carry folds 16 bytes into the next 16, until 16 are left for the
 * tables; or into the 16 that are 64 further, by x^576 and x^512: four of these do not wait for each other.
 * @crc: that of what came before, in the highest bits. Returns how many bytes went into @rest. */
__attribute__ ((target ("pclmul,ssse3"))) static gsize
fold (guint64 crc, const Powers *powers, const guint8 *data, gsize length, guint8 rest[16])
{
  const __m128i near = _mm_set_epi64x (powers->x_to_192, powers->x_to_128);
  const __m128i far = _mm_set_epi64x (powers->x_to_576, powers->x_to_512);
  __m128i sums[4];
  gsize at = 64;

  for (int i = 0; i < 4; i++)
    sums[i] = load_reversed (data + 16 * i);
  sums[0] = _mm_xor_si128 (sums[0], _mm_set_epi64x ((gint64) crc, 0));
  for (; length - at >= 64; at += 64)
    for (int i = 0; i < 4; i++)
      sums[i] = fold_into (load_reversed (data + at + 16 * i), sums[i], far);
  for (int i = 1; i < 4; i++)
    sums[i] = fold_into (sums[i], sums[i - 1], near);
  for (; length - at >= 16; at += 16)
    sums[3] = fold_into (load_reversed (data + at), sums[3], near);
  _mm_storeu_si128 ((__m128i *) rest, sums[3]);
  _mm_storeu_si128 ((__m128i *) rest, load_reversed (rest));
  return at;
}
#endif

guint8
gaf_crc8 (guint8 crc, const guint8 *data, gsize length)
{
  make_tables ();
  for (gsize i = 0; i < length; i++)
    crc = table8[crc ^ data[i]];
  return crc;
}

static guint16
crc16_by_tables (guint16 crc, const guint8 *data, gsize length)
{
  for (; length >= ROWS_16; data += ROWS_16, length -= ROWS_16) {
    guint16 sum = table16[ROWS_16 - 1][data[0] ^ (crc >> 8)] ^ table16[ROWS_16 - 2][data[1] ^ (crc & 0xff)];

#pragma GCC unroll 16
    for (guint i = 2; i < ROWS_16; i++)
      sum ^= table16[ROWS_16 - 1 - i][data[i]];
    crc = sum;
  }
  for (; length > 0; data++, length--)
    crc = (guint16) ((crc << 8) ^ table16[0][(crc >> 8) ^ *data]);
  return crc;
}

guint16
gaf_crc16 (guint16 crc, const guint8 *data, gsize length)
{
  make_tables ();
#ifdef HAVE_CLMUL
  if (can_fold (length)) {
    guint8 rest[16];
    const gsize n = fold ((guint64) crc << 48, &powers16, data, length, rest);

    crc = crc16_by_tables (0, rest, sizeof rest);
    data += n;
    length -= n;
  }
#endif
  return crc16_by_tables (crc, data, length);
}

guint16
gaf_crc16_reflected (guint16 crc, const guint8 *data, gsize length)
{
  make_tables ();
  for (; length >= ROWS_16; data += ROWS_16, length -= ROWS_16) {
    guint16 sum = reflected16[ROWS_16 - 1][data[0] ^ (crc & 0xff)] ^ reflected16[ROWS_16 - 2][data[1] ^ (crc >> 8)];

#pragma GCC unroll 16
    for (guint i = 2; i < ROWS_16; i++)
      sum ^= reflected16[ROWS_16 - 1 - i][data[i]];
    crc = sum;
  }
  for (; length > 0; data++, length--)
    crc = (guint16) ((crc >> 8) ^ reflected16[0][(crc ^ *data) & 0xff]);
  return crc;
}

guint32
gaf_crc32 (guint32 crc, const guint8 *data, gsize length)
{
  make_tables ();
  crc = ~crc;
  for (; length >= ROWS_32; data += ROWS_32, length -= ROWS_32) {
    const guint32 a = crc ^ gaf_read_le32 (data), b = gaf_read_le32 (data + 4);

    crc = reflected32[7][a & 0xff] ^ reflected32[6][(a >> 8) & 0xff] ^ reflected32[5][(a >> 16) & 0xff]
          ^ reflected32[4][a >> 24] ^ reflected32[3][b & 0xff] ^ reflected32[2][(b >> 8) & 0xff]
          ^ reflected32[1][(b >> 16) & 0xff] ^ reflected32[0][b >> 24];
  }
  for (; length > 0; data++, length--)
    crc = (crc >> 8) ^ reflected32[0][(crc ^ *data) & 0xff];
  return ~crc;
}

static guint32
crc32_ogg_by_tables (guint32 crc, const guint8 *data, gsize length)
{
  for (; length >= ROWS_32; data += ROWS_32, length -= ROWS_32) {
    const guint32 a = crc ^ gaf_read_be32 (data), b = gaf_read_be32 (data + 4);

    crc = table32[7][a >> 24] ^ table32[6][(a >> 16) & 0xff] ^ table32[5][(a >> 8) & 0xff] ^ table32[4][a & 0xff]
          ^ table32[3][b >> 24] ^ table32[2][(b >> 16) & 0xff] ^ table32[1][(b >> 8) & 0xff] ^ table32[0][b & 0xff];
  }
  for (; length > 0; data++, length--)
    crc = (crc << 8) ^ table32[0][(crc >> 24) ^ *data];
  return crc;
}

guint32
gaf_crc32_ogg (guint32 crc, const guint8 *data, gsize length)
{
  make_tables ();
#ifdef HAVE_CLMUL
  if (can_fold (length)) {
    guint8 rest[16];
    const gsize n = fold ((guint64) crc << 32, &powers32, data, length, rest);

    crc = crc32_ogg_by_tables (0, rest, sizeof rest);
    data += n;
    length -= n;
  }
#endif
  return crc32_ogg_by_tables (crc, data, length);
}
