/*
 * SPDX-FileCopyrightText: 2026 gaudiofile contributors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#include "read/decoder.h"
#include "gaudiofile/gaf-error.h"
#include "mp4-file.h"

/* PCM in MP4: sample descriptions and tables made here, and where they say that the frames are. */

#define OK -1

typedef struct {
  const char *type;
  guint16 version, channels, bits;
  double rate;      /* 0: as the time scale */
  guint32 v1_bytes; /* of a sample */
  guint32 v2_flags, v2_bits, v2_frame;
  gint enda;    /* the box in `wave`; 0: there is none */
  guint16 pcmc; /* flags and bits of that box; 0: there is none */
} Entry;

static void
put_pcm (Boxes *boxes, gconstpointer user_data)
{
  const Entry *entry = user_data;
  union {
    double number;
    guint64 bits;
  } rate = { entry->rate };

  begin_entry (boxes, entry->type, entry->version, entry->version == 2 ? 3 : entry->channels, entry->bits,
               (guint32) entry->rate);
  if (entry->version == 2) {
    append_be (boxes->bytes, 72, 4);
    append_be (boxes->bytes, rate.bits, 8);
    append_be (boxes->bytes, entry->channels, 4);
    append_be (boxes->bytes, 0x7f000000, 4);
    append_be (boxes->bytes, entry->v2_bits, 4);
    append_be (boxes->bytes, entry->v2_flags, 4);
    append_be (boxes->bytes, entry->v2_frame, 4);
    append_be (boxes->bytes, 1, 4);
  } else if (entry->version == 1) {
    append_be (boxes->bytes, 1, 4);
    append_be (boxes->bytes, 0, 8);
    append_be (boxes->bytes, entry->v1_bytes, 4);
  }
  if (entry->enda != 0) {
    begin (boxes, "wave");
    begin (boxes, "enda");
    append_be (boxes->bytes, entry->enda, 2);
    end (boxes);
    end (boxes);
  }
  if (entry->pcmc != 0) {
    begin_full (boxes, "pcmC", 0);
    append_be (boxes->bytes, entry->pcmc, 2);
    end (boxes);
  }
  end (boxes);
}

static GafDecoder *
open_movie (GBytes *bytes, GError **error)
{
  g_autoptr (GafByteSource) source = gaf_byte_source_new_for_bytes (bytes);
  g_autoptr (GafMp4Movie) movie = gaf_mp4_movie_new (source, -1, error);
  g_autoptr (GArray) pieces = NULL;
  GafChunks *chunks;

  if (movie == NULL)
    return NULL;
  g_assert_true (gaf_mp4_is_pcm (source, movie, error));
  chunks = gaf_mp4_pcm_new (source, movie, &pieces, error);
  g_assert_null (pieces);
  return chunks != NULL ? gaf_decoder_pcm_new (source, chunks, error) : NULL;
}

static void
test_codings (void)
{
  static const struct {
    Entry entry;
    GafCoding coding;
    int code;
  } cases[] = {
    { { "twos", 0, 2, 16 }, GAF_CODING_S16BE, OK },
    { { "sowt", 0, 2, 16 }, GAF_CODING_S16LE, OK },
    { { "twos", 0, 1, 8 }, GAF_CODING_S8, OK },
    { { "raw ", 0, 1, 8 }, GAF_CODING_U8, OK },
    { { "NONE", 0, 1, 16 }, GAF_CODING_S16BE, OK },
    { { "twos", 1, 2, 16, .v1_bytes = 3 }, GAF_CODING_S24BE, OK },
    { { "twos", 1, 2, 16, .v1_bytes = 0xffffffff }, GAF_CODING_S16BE, OK },
    { { "in24", 1, 2, 16 }, GAF_CODING_S24BE, OK },
    { { "in32", 1, 64, 16 }, GAF_CODING_S32BE, OK },
    { { "fl32", 1, 2, 16 }, GAF_CODING_F32BE, OK },
    { { "fl64", 1, 2, 16 }, GAF_CODING_F64BE, OK },
    { { "alaw", 0, 2, 16 }, GAF_CODING_ALAW, OK },
    { { "ulaw", 0, 2, 16 }, GAF_CODING_MULAW, OK },
    { { "lpcm", 2, 6, 16, .v2_bits = 24, .v2_frame = 18 }, GAF_CODING_S24LE, OK },
    { { "lpcm", 2, 2, 16, .v2_bits = 32, .v2_frame = 8, .v2_flags = 1 }, GAF_CODING_F32LE, OK },
    { { "lpcm", 2, 2, 16, .v2_bits = 64, .v2_frame = 16, .v2_flags = 3 }, GAF_CODING_F64BE, OK },
    { { "lpcm", 2, 2, 16, .v2_bits = 16, .v2_frame = 4, .v2_flags = 2 }, GAF_CODING_S16BE, OK },
    { { "lpcm", 2, 2, 16, .v2_bits = 16, .v2_frame = 5 }, GAF_CODING_NONE, GAF_ERROR_UNSUPPORTED },
    { { "lpcm", 2, 2, 16, .v2_bits = 16, .v2_frame = 4, .v2_flags = 1 }, GAF_CODING_NONE, GAF_ERROR_UNSUPPORTED },
    { { "in24", 1, 2, 16, .enda = 1 }, GAF_CODING_S24LE, OK },
    { { "fl32", 0, 2, 16, .enda = 1 }, GAF_CODING_F32LE, OK },
    { { "fl64", 1, 2, 16, .enda = 2 }, GAF_CODING_F64BE, OK },
    { { "ipcm", 0, 2, 16, .pcmc = 0x0118 }, GAF_CODING_S24LE, OK },
    { { "ipcm", 0, 2, 16, .pcmc = 0x0010 }, GAF_CODING_S16BE, OK },
    { { "fpcm", 0, 2, 16, .pcmc = 0x0120 }, GAF_CODING_F32LE, OK },
    { { "fpcm", 0, 2, 16, .pcmc = 0x0121 }, GAF_CODING_NONE, GAF_ERROR_UNSUPPORTED },
    { { "twos", 0, 2, 17 }, GAF_CODING_NONE, GAF_ERROR_UNSUPPORTED },
    { { "twos", 0, 2, 0 }, GAF_CODING_NONE, GAF_ERROR_UNSUPPORTED },
    { { "twos", 0, 0, 16 }, GAF_CODING_NONE, GAF_ERROR_CORRUPT },
    { { "twos", 0, 65, 16 }, GAF_CODING_NONE, GAF_ERROR_LIMIT },
    { { "lpcm", 2, 0, 16, .v2_bits = 16, .v2_frame = 4 }, GAF_CODING_NONE, GAF_ERROR_CORRUPT },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    for (guint32 rate = 0; rate <= 44100; rate += 44100) {
      Entry entry = cases[i].entry;
      const Movie movie = { .scale = 1000, .size = 1, .put_entry = put_pcm, .entry = &entry };
      g_autoptr (GafDecoder) decoder = NULL;
      g_autoptr (GError) error = NULL;
      g_autoptr (GBytes) bytes = NULL;

      g_test_message ("case %" G_GSIZE_FORMAT, i);
      entry.rate = rate;
      bytes = make_movie (&movie);
      decoder = open_movie (bytes, &error);
      if (cases[i].code != OK) {
        g_assert_error (error, GAF_ERROR, cases[i].code);
        continue;
      }
      g_assert_no_error (error);
      g_assert_cmpint (decoder->format, ==, gaf_coding_get_format (cases[i].coding));
      g_assert_cmpint (decoder->bits, ==,
                       cases[i].coding == GAF_CODING_ALAW || cases[i].coding == GAF_CODING_MULAW
                           ? 0
                           : (int) gaf_coding_get_width (cases[i].coding) * 8);
      g_assert_cmpint (decoder->channels, ==, entry.channels);
      g_assert_cmpfloat (decoder->rate, ==, rate == 0 ? 1000 : rate);
      g_assert_cmpint (decoder->n_frames, ==, 0);
    }
}

/* Samples of 8 bits, one channel: each is the offset of its byte. */
static void
test_places (void)
{
  static const struct {
    Movie movie;
    gint8 found[16]; /* 0 ends */
  } cases[] = {
    { { .runs = { { 1, 3 } }, .size = 1, .n_packets = 1000, .places = { 30, 40 } }, { 30, 31, 32, 40, 41, 42 } },
    { { .runs = { { 1, 3 } }, .size = 1, .n_packets = 1000, .places = { 40, 30 }, .wide = TRUE },
      { 40, 41, 42, 30, 31, 32 } },
    { { .runs = { { 1, 1 }, { 3, 2 } }, .size = 1, .n_packets = 1000, .places = { 30, 40, 50, 60 } },
      { 30, 40, 50, 51, 60, 61 } },
    { { .runs = { { 1, 2 } }, .size = 1, .n_packets = 1000, .places = { 30, 32, 34 } }, { 30, 31, 32, 33, 34, 35 } },
    { { .runs = { { 1, 1 } }, .size = 3, .n_packets = 1000, .places = { 30, 40 } }, { 30, 31, 32, 40, 41, 42 } },
    { { .runs = { { 1, 2 } }, .sizes = { 1, 2, 1, 1 }, .places = { 30, 40 } }, { 30, 31, 32, 40, 41 } },
    /* more than there is */
    { { .runs = { { 1, 2 } }, .sizes = { 1, 2, 1 }, .places = { 30, 40, 50 } }, { 30, 31, 32, 40 } },
    { { .runs = { { 1, 2 } }, .size = 1, .n_packets = 1000, .places = { 30, 0xffffffff, 40 } }, { 30, 31, 40, 41 } },
    { { .runs = { { 1, 2 } }, .size = 1, .n_packets = 1000, .places = { 30, G_MAXUINT64, 40 }, .wide = TRUE },
      { 30, 31, 40, 41 } },
    { { .runs = { { 1, 0 } }, .size = 1, .n_packets = 1000, .places = { 30 } }, { 0 } },
    { { .size = 1, .n_packets = 1000, .places = { 30 } }, { 0 } },
    { { .runs = { { 2, 1 } }, .size = 1, .n_packets = 1000, .places = { 30, 40 } }, { 40 } },
    /* edits, at a rate that is the time scale */
    { { .runs = { { 1, 3 } }, .size = 1, .n_packets = 1000, .places = { 30, 40 }, .edits = { { 0, 2 } } },
      { 32, 40, 41, 42 } },
    { { .runs = { { 1, 3 } }, .size = 1, .n_packets = 1000, .places = { 30, 40 }, .edits = { { 1, 4 } } }, { 41 } },
    { { .runs = { { 1, 3 } }, .size = 1, .n_packets = 1000, .places = { 30, 40 }, .edits = { { 0, 100 } } },
      { 30, 31, 32, 40, 41, 42 } },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++) {
    static const Entry entry = { "twos", 0, 1, 8 };
    Movie movie = cases[i].movie;
    g_autoptr (GError) error = NULL;
    g_autoptr (GBytes) bytes = NULL;
    g_autoptr (GafDecoder) decoder = NULL;
    gint64 n = strnlen ((const char *) cases[i].found, 16);

    g_test_message ("case %" G_GSIZE_FORMAT, i);
    movie.scale = movie.movie_scale = 1000;
    movie.put_entry = put_pcm;
    movie.entry = &entry;
    bytes = make_movie (&movie);
    decoder = open_movie (bytes, &error);
    g_assert_no_error (error);
    g_assert_cmpint (decoder->n_frames, ==, n);
    for (gint64 from = 0; from < n; from++) {
      gint8 samples[16] = { 0 };
      gpointer plane = samples;
      const GafSampleDest dest = { GAF_SAMPLE_FORMAT_INT8, GAF_LAYOUT_PLANAR, &plane };

      g_assert_cmpint (gaf_decoder_read_at (decoder, from, &dest, 0, 16, &error), ==, n - from);
      g_assert_cmpmem (samples, n - from, cases[i].found + from, n - from);
    }
  }
}

/* The edits are in the movie's time, which is divided by the rate. */
static void
test_slow_rate (void)
{
  static const Entry entry = { "lpcm", 2, 1, 16, .rate = 0.25, .v2_bits = 16, .v2_frame = 2 };
  const Movie movie = { .movie_scale = 600,
                        .scale = 1000,
                        .edits = { { 600, 1 } },
                        .runs = { { 1, 1 } },
                        .size = 2,
                        .n_packets = 1,
                        .places = { FIRST_PLACE },
                        .put_entry = put_pcm,
                        .entry = &entry };
  Boxes boxes = { g_byte_array_new (), { 0 }, 0 };
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (GError) error = NULL;

  put_movie (&boxes, &movie);
  bytes = g_byte_array_free_to_bytes (boxes.bytes);
  g_assert_null (open_movie (bytes, &error));
  g_assert_error (error, GAF_ERROR, GAF_ERROR_CORRUPT);
}

/* A table in which each chunk is in another place: a million are the limit. */
static void
test_limits (void)
{
  static const Entry entry = { "twos", 0, 1, 8 };
  const guint32 n = 1100000;
  const Movie movie = {
    .scale = 1000, .runs = { { 1, 1 } }, .size = 1, .n_packets = n, .put_entry = put_pcm, .entry = &entry
  };
  Boxes boxes = { g_byte_array_new (), { 0 }, 0 };
  g_autoptr (GafDecoder) decoder = NULL;
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (GError) error = NULL;
  guint8 *table;

  put_movie (&boxes, &movie);
  table = memmem (boxes.bytes->data, boxes.bytes->len, "stco", 4);
  gaf_write_be32 (table - 4, 16 + n * 4);
  gaf_write_be32 (table + 8, n);
  for (const char *const *box = (const char *const[]){ "moov", "trak", "mdia", "minf", "stbl", NULL }; *box != NULL;
       box++) {
    guint8 *size = (guint8 *) memmem (boxes.bytes->data, boxes.bytes->len, *box, 4) - 4;

    gaf_write_be32 (size, gaf_read_be32 (size) + n * 4);
  }
  for (guint32 i = 0; i < n; i++)
    append_be (boxes.bytes, FIRST_PLACE + i % 2 * 2, 4);
  bytes = g_byte_array_free_to_bytes (boxes.bytes);
  decoder = open_movie (bytes, &error);
  g_assert_null (decoder);
  g_assert_error (error, GAF_ERROR, GAF_ERROR_LIMIT);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/chunks-mp4/codings", test_codings);
  g_test_add_func ("/chunks-mp4/places", test_places);
  g_test_add_func ("/chunks-mp4/slow-rate", test_slow_rate);
  g_test_add_func ("/chunks-mp4/limits", test_limits);
  return g_test_run ();
}
