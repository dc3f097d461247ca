/*
 * SPDX-FileCopyrightText: 2026 gaudiofile contributors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#include <string.h>

#include "core/bytes.h"
#include "formats/wavpack/header.h"
#include "muxer-file.h"

#define RATE 44100

/* files, taken apart */

typedef struct {
  guint n_blocks;
  gint64 n_frames; /* of all blocks */
  gint64 total;    /* what the first says */
  guint bytes;     /* per sample */
} Parsed;

/* Blocks without gaps, each sound and of the same sample size, none with a RIFF header. */
static Parsed
parse (GBytes *file)
{
  gsize size;
  const guint8 *data = g_bytes_get_data (file, &size);
  Parsed parsed = { 0 };
  GafWavpackBlock block;

  for (gsize at = 0; at < size; at += block.size) {
    GafWavpackSubBlock sub = { 0 };
    guint32 end = GAF_WAVPACK_HEADER_SIZE;

    g_assert_true (gaf_wavpack_block_parse (data + at, size - at, &block));
    g_assert_cmpuint (at + block.size, <=, size);
    if (at == 0) {
      parsed.total = block.total;
      parsed.bytes = (block.flags & GAF_WAVPACK_BYTES) + 1;
    }
    g_assert_cmpuint ((block.flags & GAF_WAVPACK_BYTES) + 1, ==, parsed.bytes);
    g_assert_cmpint (block.index, ==, parsed.n_frames);
    g_assert_cmpint (gaf_wavpack_verify_checksum (data + at, block.size), !=, GAF_WAVPACK_CHECKSUM_WRONG);
    while (gaf_wavpack_next_sub_block (data + at, block.size, &sub)) {
      g_assert_cmpuint (sub.id, !=, GAF_WAVPACK_ID_RIFF_HEADER);
      end = sub.end;
    }
    g_assert_cmpuint (end, ==, block.size);
    parsed.n_blocks++;
    parsed.n_frames += block.n_frames;
  }
  return parsed;
}

/* Samples of @bits, left-justified, in all ways a block can be: loud, silent, of fewer bits than they could be, at
 * the limits. */
static gint32 *
make_samples (guint bits, guint n_frames)
{
  gint32 *samples = g_new (gint32, 2 * n_frames);
  guint32 random = 1;

  for (guint i = 0; i < 2 * n_frames; i++) {
    random = random * 1664525 + 1013904223;
    switch (i / 2 / (RATE / 4)) {
    case 0:
      samples[i] = random & (0xffffffffu << (32 - bits));
      break;
    case 1:
      samples[i] = 0;
      break;
    case 2:
      samples[i] = random & 0xffff0000u & (random >> 31 ? 0xffffffffu : 0xfff00000u);
      break;
    case 3:
      samples[i] = (gint32) (random & 0x0ff00000u);
      break;
    case 4:
      samples[i] = random >> 31 ? G_MININT32 : (gint32) (0x7fffffffu & (0xffffffffu << (32 - bits)));
      break;
    default:
      samples[i] = (gint32) (random >> 12) * (1 << (32 - bits));
      break;
    }
  }
  return samples;
}

static void
assert_samples (GBytes *file, guint bits, const gint32 *samples, gint64 n_frames)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GafReader) reader = gaf_reader_new_for_bytes (file, NULL, &error);
  g_autofree gint32 *read = g_new (gint32, 2 * n_frames);

  if (g_error_matches (error, GAF_ERROR, GAF_ERROR_MISSING_PLUGIN))
    return;
  g_assert_no_error (error);
  g_assert_cmpuint (gaf_reader_get_bits (reader), ==, bits);
  g_assert_cmpint (gaf_reader_read_raw (reader, GAF_LAYOUT_INTERLEAVED, (void *[]){ read }, n_frames, NULL, &error), ==,
                   n_frames);
  for (gint64 i = 0; i < 2 * n_frames; i++)
    g_assert_cmpint (bits == 16 ? ((gint16 *) read)[i] * 65536 : read[i], ==, samples[i]);
}

static void
test_depths (void)
{
  static const guint depths[] = { 16, 24, 32 };
  const gint64 n_frames = 2 * RATE + 17;

  for (guint i = 0; i < G_N_ELEMENTS (depths); i++) {
    g_autofree gint32 *samples = make_samples (depths[i], n_frames);
    g_autoptr (GafEncodeSpec) spec = make_spec ("wv", RATE, 2, depths[i]);

    for (int can_seek = 0; can_seek < 2; can_seek++) {
      g_auto (Muxing) muxing = { NULL };
      g_autoptr (GBytes) file = NULL;
      Parsed parsed;

      muxing_begin (&muxing, gaf_muxer_wavpack_new, spec, can_seek);
      if (!muxing_encode (&muxing, "wavpackenc", GST_AUDIO_FORMAT_S32LE, samples, n_frames, TRUE))
        return;
      file = muxing_finish (&muxing, n_frames);
      parsed = parse (file);
      g_assert_cmpuint (parsed.bytes, ==, depths[i] / 8);
      g_assert_cmpint (parsed.n_frames, ==, n_frames);
      g_assert_cmpint (parsed.total, ==, can_seek ? n_frames : -1);
      assert_length (file, n_frames);
      assert_samples (file, depths[i], samples, n_frames);
    }
  }
}

/* A crash after a refresh: the total is that of what is there. */
static void
test_refresh (void)
{
  g_autofree gint32 *samples = make_samples (16, 3 * RATE);
  g_autoptr (GafEncodeSpec) spec = make_spec ("wv", RATE, 2, 16);
  g_auto (Muxing) muxing = { NULL };
  g_autoptr (GBytes) file = NULL;
  Parsed parsed;

  muxing_begin (&muxing, gaf_muxer_wavpack_new, spec, TRUE);
  muxing_refresh (&muxing);
  if (!muxing_encode (&muxing, "wavpackenc", GST_AUDIO_FORMAT_S32LE, samples, 3 * RATE, FALSE))
    return;
  muxing_refresh (&muxing);
  file = muxing_take (&muxing);
  parsed = parse (file);
  g_assert_cmpint (parsed.n_frames, >, 2 * RATE);
  g_assert_cmpint (parsed.total, ==, parsed.n_frames);
  assert_length (file, parsed.n_frames);
}

static void
test_empty (void)
{
  static const struct {
    int rate;
    guint channels, bits;
  } cases[] = { { 44100, 2, 16 }, { 12345, 1, 24 }, { 192000, 1, 32 } };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autoptr (GafEncodeSpec) spec = make_spec ("wv", cases[i].rate, cases[i].channels, cases[i].bits);
    g_auto (Muxing) muxing = { NULL };
    g_autoptr (GBytes) file = NULL;
    g_autoptr (GafReader) reader = NULL;
    g_autoptr (GError) error = NULL;
    Parsed parsed;

    muxing_begin (&muxing, gaf_muxer_wavpack_new, spec, TRUE);
    muxing_refresh (&muxing);
    file = muxing_finish (&muxing, 0);
    parsed = parse (file);
    g_assert_cmpuint (parsed.n_blocks, ==, 1);
    g_assert_cmpint (parsed.total, ==, 0);
    reader = gaf_reader_new_for_bytes (file, NULL, &error);
    if (g_error_matches (error, GAF_ERROR, GAF_ERROR_MISSING_PLUGIN))
      return;
    g_assert_no_error (error);
    g_assert_cmpfloat (gaf_reader_get_rate (reader), ==, cases[i].rate);
    g_assert_cmpuint (gaf_reader_get_channels (reader), ==, cases[i].channels);
    g_assert_cmpuint (gaf_reader_get_bits (reader), ==, cases[i].bits);
    assert_length (file, 0);
    g_assert_true (gaf_reader_seek (reader, 0, NULL, &error));
  }
}

/* blocks made here, of a header alone or with a sub-block of which low bits are left out */

static gsize
make_block (guint8 *bytes, guint64 index, guint n_frames, guint32 flags, guint8 zeros)
{
  const gsize size = GAF_WAVPACK_HEADER_SIZE + (flags & GAF_WAVPACK_INT32 ? 6 : 0);

  memset (bytes, 0, size);
  memcpy (bytes, "wvpk", 4);
  gaf_write_le32 (bytes + 4, size - 8);
  gaf_write_le16 (bytes + 8, 0x407);
  bytes[10] = index >> 32;
  gaf_write_le32 (bytes + 12, G_MAXUINT32);
  gaf_write_le32 (bytes + 16, (guint32) index);
  gaf_write_le32 (bytes + 20, n_frames);
  gaf_write_le32 (bytes + 24, flags | GAF_WAVPACK_INITIAL | GAF_WAVPACK_FINAL);
  if (flags & GAF_WAVPACK_INT32) {
    bytes[32] = GAF_WAVPACK_ID_INT32;
    bytes[33] = 2;
    bytes[35] = zeros;
  }
  return size;
}

/* The lower 32 bits of a total are never all ones, since that means that it is not known. */
static void
test_total (void)
{
  static const gint64 totals[] = { 100, G_MAXUINT32 - 1, G_MAXUINT32, (gint64) G_MAXUINT32 + 1,
                                   G_GINT64_CONSTANT (0xfffffffff) };

  for (guint i = 0; i < G_N_ELEMENTS (totals); i++) {
    g_autoptr (GafEncodeSpec) spec = make_spec ("wv", RATE, 2, 32);
    g_auto (Muxing) muxing = { NULL };
    g_autoptr (GBytes) file = NULL;
    GafWavpackBlock block;
    guint8 bytes[64];

    muxing_begin (&muxing, gaf_muxer_wavpack_new, spec, TRUE);
    muxing_packet (&muxing, bytes, make_block (bytes, 0, 50, 3, 0), G_MAXUINT64);
    muxing_packet (&muxing, bytes, make_block (bytes, totals[i] - 50, 50, 3, 0), G_MAXUINT64);
    muxing_packet (&muxing, "garbage", 7, 0); /* the encoder's own correction */
    file = muxing_finish (&muxing, totals[i]);
    g_assert_true (gaf_wavpack_block_parse (g_bytes_get_data (file, NULL), 32, &block));
    g_assert_cmpint (block.total, ==, totals[i]);
  }
}

static void
test_errors (void)
{
  static const struct {
    guint32 flags;
    guint8 zeros;
    gboolean good;
  } cases[] = {
    { 3, 0, TRUE },
    { 3 | GAF_WAVPACK_INT32, 16, TRUE },
    { 3 | GAF_WAVPACK_INT32, 31, TRUE },
    { 3 | GAF_WAVPACK_INT32, 15, FALSE }, /* samples that were not rounded to 16 bits */
    { 2, 0, FALSE },
  };
  g_autoptr (GafEncodeSpec) spec = make_spec ("wv", RATE, 2, 16);
  g_autoptr (GstBuffer) garbage = gst_buffer_new_memdup ("garbage garbage garbage garbage garbage", 40);
  g_autoptr (GError) error = NULL;
  g_auto (Muxing) muxing = { NULL };
  guint8 bytes[64];

  muxing_begin (&muxing, gaf_muxer_wavpack_new, spec, TRUE);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++) {
    const gsize size = make_block (bytes, 0, 50, cases[i].flags, cases[i].zeros);
    g_autoptr (GstBuffer) packet = gst_buffer_new_memdup (bytes, size);

    g_assert_cmpint (muxing.muxer->klass->packet (muxing.muxer, packet, G_MAXUINT64, &error), ==, cases[i].good);
    if (!cases[i].good)
      g_assert_error (error, GAF_ERROR, GAF_ERROR_CORRUPT);
    g_clear_error (&error);
  }
  g_assert_false (muxing.muxer->klass->packet (muxing.muxer, garbage, G_MAXUINT64, &error));
  g_assert_error (error, GAF_ERROR, GAF_ERROR_CORRUPT);

  assert_full_disk (gaf_muxer_wavpack_new, spec, NULL, bytes, make_block (bytes, 0, 50, 3, 0));
}

/* sets of blocks */

/* A block as an encoder of one or two channels alone would make it, with nothing in it. */
static void
put_block (GByteArray *bytes, gboolean mono, guint index, guint n_frames)
{
  guint8 block[GAF_WAVPACK_HEADER_SIZE] = "wvpk";

  gaf_write_le32 (block + 4, sizeof block - 8);
  gaf_write_le16 (block + 8, 0x407);
  gaf_write_le32 (block + 16, index);
  gaf_write_le32 (block + 20, n_frames);
  gaf_write_le32 (block + 24, 3 | GAF_WAVPACK_INITIAL | GAF_WAVPACK_FINAL | 9u << GAF_WAVPACK_RATE_SHIFT
                                  | (mono ? GAF_WAVPACK_MONO : 0));
  g_byte_array_append (bytes, block, sizeof block);
}

/* Three channels, two and one: the first block begins the set and describes it, the last one ends it. */
static void
test_set (void)
{
  static const guint8 front_and_centre[] = { 3, 0x7 };
  g_autoptr (GafEncodeSpec) spec = make_spec ("wv", 22051, 3, 32);
  g_auto (Muxing) muxing = { NULL };
  g_autoptr (GBytes) file = NULL;
  const guint8 *data;
  gsize size, at = 0;

  muxing_begin (&muxing, gaf_muxer_wavpack_new, spec, TRUE);
  for (guint i = 0; i < 2; i++) {
    g_autoptr (GByteArray) packet = g_byte_array_new ();

    /* Both were made to begin anew, from 0. */
    put_block (packet, FALSE, 0, 1000);
    put_block (packet, TRUE, 0, 1000);
    muxing_packet (&muxing, packet->data, packet->len, G_MAXUINT64);
  }
  file = muxing_finish (&muxing, 2000);
  data = g_bytes_get_data (file, &size);
  for (guint i = 0; i < 4; i++) {
    const guint32 expected = i % 2 == 0 ? GAF_WAVPACK_INITIAL : GAF_WAVPACK_FINAL;
    GafWavpackBlock block;
    GafWavpackFormat format;
    GafWavpackSubBlock sub = { 0 };

    g_assert_true (gaf_wavpack_block_parse (data + at, size - at, &block));
    g_assert_cmphex (block.flags & (GAF_WAVPACK_INITIAL | GAF_WAVPACK_FINAL), ==, expected);
    g_assert_cmpint (block.index, ==, i / 2 * 1000);
    g_assert_cmpint (block.total, ==, i < 2 ? 2000 : 0);
    g_assert_cmpuint (block.flags >> GAF_WAVPACK_RATE_SHIFT & 15, ==, 15); /* told elsewhere */
    if (i % 2 == 0) {
      gaf_wavpack_format_parse (&format, &block, data + at, size - at);
      g_assert_cmpint (format.rate, ==, 22051);
      g_assert_cmpint (format.channels, ==, 3);
      g_assert_cmpuint (format.mask, ==, 7);
      g_assert_true (gaf_wavpack_next_sub_block (data + at, block.size, &sub));
      g_assert_cmpuint (sub.id, ==, GAF_WAVPACK_ID_CHANNELS);
      g_assert_cmpmem (sub.payload, sub.length, front_and_centre, sizeof front_and_centre);
    } else {
      g_assert_cmpuint (block.size, ==, GAF_WAVPACK_HEADER_SIZE);
    }
    at += block.size;
  }
  g_assert_cmpuint (at, ==, size);
}

/* Blocks of a set are of the same stretch of time. */
static void
test_set_of_different_lengths (void)
{
  g_autoptr (GafEncodeSpec) spec = make_spec ("wv", RATE, 3, 32);
  g_auto (Muxing) muxing = { NULL };
  g_autoptr (GByteArray) bytes = g_byte_array_new ();
  g_autoptr (GstBuffer) packet = NULL;
  g_autoptr (GError) error = NULL;

  muxing_begin (&muxing, gaf_muxer_wavpack_new, spec, TRUE);
  put_block (bytes, FALSE, 0, 1000);
  put_block (bytes, TRUE, 0, 999);
  packet = gst_buffer_new_memdup (bytes->data, bytes->len);
  g_assert_false (muxing.muxer->klass->packet (muxing.muxer, packet, G_MAXUINT64, &error));
  g_assert_error (error, GAF_ERROR, GAF_ERROR_CORRUPT);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  gst_init (&argc, &argv);

  g_test_add_func ("/muxer-wavpack/depths", test_depths);
  g_test_add_func ("/muxer-wavpack/refresh", test_refresh);
  g_test_add_func ("/muxer-wavpack/empty", test_empty);
  g_test_add_func ("/muxer-wavpack/total", test_total);
  g_test_add_func ("/muxer-wavpack/errors", test_errors);
  g_test_add_func ("/muxer-wavpack/set", test_set);
  g_test_add_func ("/muxer-wavpack/set-of-different-lengths", test_set_of_different_lengths);
  return g_test_run ();
}
