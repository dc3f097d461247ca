/*
 * SPDX-FileCopyrightText: 2026 gaudiofile contributors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#include "read/decoder.h"
#include "gaudiofile/gaf-error.h"
#include "test-util.h"

/* PCM and some ALAC in MP4: sample descriptions and tables made here, and where they say that the frames are. */

#define OK -1

typedef struct {
  const char *type;
  guint16 version, channels, bits;
  guint32 rate;     /* 0: as the time scale */
  guint32 v1_bytes; /* of a sample */
  guint32 v2_flags, v2_bits, v2_frame;
  guint32 runs[4][2];     /* `stsc`: from which chunk on, how many samples */
  guint32 size, sizes[8]; /* `stsz`: of all, or of each */
  guint64 places[6];      /* `stco`; 0 ends */
  gboolean wide;
  guint64 skip, length;
} Movie;

static void
end_box (GByteArray *file, GafMp4Box *box)
{
  box->end = file->len;
}

static GafMp4Box
begin_box (GByteArray *file)
{
  return (GafMp4Box){ file->len, 0 };
}

static GBytes *
make_movie (const Movie *movie, GafMp4Info *info)
{
  GByteArray *file = g_byte_array_new ();
  guint n;
  union {
    double number;
    guint64 bits;
  } rate = { movie->rate };

  *info = (GafMp4Info){ .timescale = 1000, .skip = movie->skip, .length = movie->length };
  memcpy (info->format, movie->type, 4);
  for (guint i = 0; i < 128; i++) /* each byte has its offset for its value */
    append_be (file, i, 1);

  info->description = begin_box (file);
  append_be (file, 72, 4);
  append_text (file, movie->type);
  append_be (file, 1, 8);
  append_be (file, movie->version, 2);
  append_be (file, 0, 6);
  append_be (file, movie->version == 2 ? 3 : movie->channels, 2);
  append_be (file, movie->bits, 2);
  append_be (file, 0, 4);
  append_be (file, movie->rate << 16, 4);
  if (movie->version == 2) {
    append_be (file, 72, 4);
    append_be (file, rate.bits, 8);
    append_be (file, movie->channels, 4);
    append_be (file, 0x7f000000, 4);
    append_be (file, movie->v2_bits, 4);
    append_be (file, movie->v2_flags, 4);
    append_be (file, movie->v2_frame, 4);
    append_be (file, 1, 4);
  } else {
    append_be (file, 0, 8);
    append_be (file, 0, 4);
    append_be (file, movie->v1_bytes, 4);
    append_be (file, 0, 8);
    append_be (file, 0, 8);
    append_be (file, 0, 4);
  }
  end_box (file, &info->description);

  for (n = 0; n < 4 && movie->runs[n][0] != 0; n++)
    ;
  info->chunks = begin_box (file);
  append_be (file, n, 8);
  for (guint i = 0; i < n; i++) {
    append_be (file, movie->runs[i][0], 4);
    append_be (file, movie->runs[i][1], 4);
    append_be (file, 1, 4);
  }
  end_box (file, &info->chunks);

  for (n = 0; n < 8 && movie->sizes[n] != 0; n++)
    ;
  info->sizes = begin_box (file);
  append_be (file, 0, 4);
  append_be (file, movie->size, 4);
  append_be (file, movie->size != 0 ? 1000 : n, 4);
  for (guint i = 0; i < n; i++)
    append_be (file, movie->sizes[i], 4);
  end_box (file, &info->sizes);

  for (n = 0; n < 6 && movie->places[n] != 0; n++)
    ;
  info->offsets = begin_box (file);
  info->offsets_are_wide = movie->wide;
  append_be (file, n, 8);
  for (guint i = 0; i < n; i++)
    append_be (file, movie->places[i], movie->wide ? 8 : 4);
  end_box (file, &info->offsets);
  return g_byte_array_free_to_bytes (file);
}

static GafChunks *
open_movie (GBytes *bytes, const GafMp4Info *info, GafByteSource **source, GError **error)
{
  *source = gaf_byte_source_new_for_bytes (bytes);
  return gaf_chunks_mp4_recognise (info) ? gaf_chunks_mp4_new (*source, info, error) : NULL;
}

static void
test_codings (void)
{
  static const struct {
    Movie movie;
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
    { { "twos", 0, 2, 17 }, GAF_CODING_NONE, GAF_ERROR_UNSUPPORTED },
    { { "twos", 0, 2, 0 }, GAF_CODING_NONE, GAF_ERROR_UNSUPPORTED },
    { { "twos", 0, 0, 16 }, GAF_CODING_NONE, GAF_ERROR_CORRUPT },
    { { "twos", 0, 65, 16 }, GAF_CODING_NONE, GAF_ERROR_LIMIT },
    { { "lpcm", 2, 0, 16, .v2_bits = 16, .v2_frame = 4 }, GAF_CODING_NONE, GAF_ERROR_CORRUPT },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    for (guint32 rate = 0; rate <= 44100; rate += 44100) {
      Movie movie = cases[i].movie;
      g_autoptr (GafByteSource) source = NULL;
      g_autoptr (GError) error = NULL;
      g_autoptr (GafChunks) chunks = NULL;
      g_autoptr (GBytes) bytes = NULL;
      GafMp4Info info;

      g_test_message ("case %" G_GSIZE_FORMAT, i);
      movie.rate = rate;
      bytes = make_movie (&movie, &info);
      chunks = open_movie (bytes, &info, &source, &error);
      if (cases[i].code != OK) {
        g_assert_error (error, GAF_ERROR, cases[i].code);
        continue;
      }
      g_assert_no_error (error);
      g_assert_cmpint (chunks->coding, ==, cases[i].coding);
      g_assert_cmpint (chunks->channels, ==, movie.channels);
      g_assert_cmpfloat (chunks->rate, ==, rate == 0 ? 1000 : rate);
      g_assert_cmpint (chunks->n_frames, ==, 0);
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
    { { .runs = { { 1, 3 } }, .size = 1, .places = { 10, 20 } }, { 10, 11, 12, 20, 21, 22 } },
    { { .runs = { { 1, 3 } }, .size = 1, .places = { 20, 10 }, .wide = TRUE }, { 20, 21, 22, 10, 11, 12 } },
    { { .runs = { { 1, 1 }, { 3, 2 } }, .size = 1, .places = { 10, 20, 30, 40 } }, { 10, 20, 30, 31, 40, 41 } },
    { { .runs = { { 1, 2 } }, .size = 1, .places = { 10, 12, 14 } }, { 10, 11, 12, 13, 14, 15 } },
    { { .runs = { { 1, 1 } }, .size = 3, .places = { 10, 20 } }, { 10, 11, 12, 20, 21, 22 } },
    { { .runs = { { 1, 2 } }, .sizes = { 1, 2, 1, 1 }, .places = { 10, 20 } }, { 10, 11, 12, 20, 21 } },
    /* more than there is */
    { { .runs = { { 1, 2 } }, .sizes = { 1, 2, 1 }, .places = { 10, 20, 30 } }, { 10, 11, 12, 20 } },
    { { .runs = { { 1, 2 } }, .size = 1, .places = { 10, 0xffffffff, 20 } }, { 10, 11, 20, 21 } },
    { { .runs = { { 1, 2 } }, .size = 1, .places = { 10, G_MAXUINT64, 20 }, .wide = TRUE }, { 10, 11, 20, 21 } },
    { { .runs = { { 1, 0 } }, .size = 1, .places = { 10 } }, { 0 } },
    { { .size = 1, .places = { 10 } }, { 0 } },
    { { .runs = { { 2, 1 } }, .size = 1, .places = { 10, 20 } }, { 20 } },
    /* edits, at a rate that is the time scale */
    { { .runs = { { 1, 3 } }, .size = 1, .places = { 10, 20 }, .skip = 2 }, { 12, 20, 21, 22 } },
    { { .runs = { { 1, 3 } }, .size = 1, .places = { 10, 20 }, .skip = 4, .length = 1 }, { 21 } },
    { { .runs = { { 1, 3 } }, .size = 1, .places = { 10, 20 }, .skip = 100 }, { 0 } },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++) {
    Movie movie = cases[i].movie;
    g_autoptr (GafByteSource) source = NULL;
    g_autoptr (GError) error = NULL;
    g_autoptr (GBytes) bytes = NULL;
    g_autoptr (GafDecoder) decoder = NULL;
    GafChunks *chunks;
    GafMp4Info info;
    gint64 n = strnlen ((const char *) cases[i].found, 16);

    g_test_message ("case %" G_GSIZE_FORMAT, i);
    movie.type = "twos";
    movie.channels = 1;
    movie.bits = 8;
    bytes = make_movie (&movie, &info);
    chunks = open_movie (bytes, &info, &source, &error);
    g_assert_no_error (error);
    decoder = gaf_decoder_pcm_new (source, chunks, &error);
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

/* Apple Lossless in packets of one size. */
static void
test_packets (void)
{
  static const struct {
    guint32 rate, frames; /* in the codec's header */
    guint32 times[2][2];
    guint64 places[6];
    gint64 n_frames;
    guint found[4]; /* offsets */
    int code;
  } cases[] = {
    { 1000, 4096, { { 4, 4096 } }, { 10, 40 }, 4 * 4096, { 10, 15, 40, 45 }, OK },
    { 1000, 4096, { { 3, 4096 }, { 1, 7 } }, { 10, 40 }, 3 * 4096 + 7, { 10, 15, 40, 45 }, OK },
    { 1000, 4096, { { 3, 4096 } }, { 10, 40 }, 3 * 4096, { 10, 15, 40 }, OK }, /* fewer times than packets */
    { 1000, 4096, { { 0, 9 }, { 9, 4096 } }, { 10, 0xffffff00 }, 2 * 4096, { 10, 15 }, OK }, /* and beyond the file */
    { 1000, 4096, { { 4, 0xffffffff } }, { 10, 40 }, 0, { 0 }, GAF_ERROR_LIMIT },
    { 1001, 4096, { { 4, 4096 } }, { 10, 40 }, 0, { 0 }, GAF_ERROR_UNSUPPORTED },
    { 1000, 0, { { 4, 4096 } }, { 10, 40 }, 0, { 0 }, GAF_ERROR_CORRUPT },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++) {
    Movie movie = { "alac", 0, 2, 16, .runs = { { 1, 2 } }, .size = 5 };
    GByteArray *file = g_byte_array_new ();
    g_autoptr (GBytes) head = NULL, bytes = NULL;
    g_autoptr (GafByteSource) source = NULL;
    g_autoptr (GafChunks) chunks = NULL;
    g_autoptr (GError) error = NULL;
    GafMp4Info info;
    guint8 *cookie;

    g_test_message ("case %" G_GSIZE_FORMAT, i);
    memcpy (movie.places, cases[i].places, sizeof movie.places);
    head = make_movie (&movie, &info);
    g_byte_array_append (file, g_bytes_get_data (head, NULL), g_bytes_get_size (head));
    info.size = movie.size;
    cookie = file->data + info.description.start + 36;
    GST_WRITE_UINT32_BE (cookie, 36);
    memcpy (cookie + 4, "alac", 4);
    GST_WRITE_UINT32_BE (cookie + 12, cases[i].frames);
    cookie[12 + 5] = 16;
    cookie[12 + 9] = 2;
    GST_WRITE_UINT32_BE (cookie + 12 + 20, cases[i].rate);
    info.times = begin_box (file);
    append_be (file, 2, 8);
    for (int t = 0; t < 2 && cases[i].times[t][1] != 0; t++) {
      append_be (file, cases[i].times[t][0], 4);
      append_be (file, cases[i].times[t][1], 4);
    }
    end_box (file, &info.times);

    bytes = g_byte_array_free_to_bytes (file);
    chunks = open_movie (bytes, &info, &source, &error);
    if (cases[i].code != OK) {
      g_assert_error (error, GAF_ERROR, cases[i].code);
      continue;
    }
    g_assert_no_error (error);
    g_assert_cmpint (chunks->kind, ==, GAF_CHUNKS_PACKETS);
    g_assert_cmpint (chunks->n_frames, ==, cases[i].n_frames);
    for (guint p = 0; p < 4; p++) {
      if (cases[i].found[p] == 0) {
        g_assert_cmpuint (chunks->packets->len, ==, p);
        break;
      }
      g_assert_cmpuint (g_array_index (chunks->packets, GafChunksPacket, p).offset, ==, cases[i].found[p]);
      g_assert_cmpuint (g_array_index (chunks->packets, GafChunksPacket, p).size, ==, 5);
    }
  }
}

/* What claims the same place again and again is no more than a table: a million chunks are the limit. */
static void
test_limits (void)
{
  GafMp4Info info;
  Movie movie = { "twos", 0, 1, 8, .runs = { { 1, 1 } }, .size = 1 };
  g_autoptr (GBytes) head = make_movie (&movie, &info);
  GByteArray *file = g_byte_array_new ();
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (GafByteSource) source = NULL;
  g_autoptr (GafChunks) chunks = NULL;
  g_autoptr (GError) error = NULL;
  const guint32 n = 1100000;

  g_byte_array_append (file, g_bytes_get_data (head, NULL), g_bytes_get_size (head));
  GST_WRITE_UINT32_BE (file->data + info.offsets.start + 4, n);
  GST_WRITE_UINT32_BE (file->data + info.sizes.start + 8, n);
  g_byte_array_set_size (file, info.offsets.start + 8 + n * 4);
  memset (file->data + info.offsets.start + 8, 0, n * 4);
  info.offsets.end = file->len;
  bytes = g_byte_array_free_to_bytes (file);
  chunks = open_movie (bytes, &info, &source, &error);
  g_assert_null (chunks);
  g_assert_error (error, GAF_ERROR, GAF_ERROR_LIMIT);
}

static void
test_not_recognised (void)
{
  Movie movie = { "twos", 0, 1, 8 };
  GafMp4Info info;
  g_autoptr (GBytes) bytes = make_movie (&movie, &info);
  GafMp4Info other = info;

  g_assert_true (gaf_chunks_mp4_recognise (&info));
  other.fragmented = TRUE;
  g_assert_false (gaf_chunks_mp4_recognise (&other));
  other = info;
  memcpy (other.format, "mp4a", 4);
  g_assert_false (gaf_chunks_mp4_recognise (&other));
  other = info;
  memcpy (other.format, "alac", 4); /* qtdemux reads it if its packets differ in size */
  g_assert_false (gaf_chunks_mp4_recognise (&other));
  other.size = 100;
  g_assert_true (gaf_chunks_mp4_recognise (&other));
  other = info;
  other.timescale = 0;
  g_assert_false (gaf_chunks_mp4_recognise (&other));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/chunks-mp4/codings", test_codings);
  g_test_add_func ("/chunks-mp4/places", test_places);
  g_test_add_func ("/chunks-mp4/packets", test_packets);
  g_test_add_func ("/chunks-mp4/limits", test_limits);
  g_test_add_func ("/chunks-mp4/not-recognised", test_not_recognised);
  return g_test_run ();
}
