/*
 * SPDX-FileCopyrightText: 2026 gaudiofile contributors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#include "gaudiofile/gaf-error.h"
#include "formats/mp4/scan.h"
#include "test-util.h"

/* MP4 files of boxes made here, without any audio: what is said of its length, and what a demuxer is shown. */

typedef struct {
  GByteArray *bytes;
  guint open[8]; /* where the boxes begin that are not ended yet */
  guint depth;
} Boxes;

static void
begin (Boxes *self, const char *type)
{
  self->open[self->depth++] = self->bytes->len;
  append_be (self->bytes, 0, 4);
  append_text (self->bytes, type);
}

static void
end (Boxes *self)
{
  guint at = self->open[--self->depth];

  GST_WRITE_UINT32_BE (self->bytes->data + at, self->bytes->len - at);
}

typedef struct {
  guint version; /* of the boxes that have two */
  guint32 movie_scale;
  guint64 movie_duration;
  guint32 scale;
  gboolean video;        /* a track of pictures comes first */
  gint64 edits[3][2];    /* length in movie time, start in track time; 0, 0 ends */
  guint32 samples[2][2]; /* count, ticks of each */
  const char *smpb;
  gboolean fragmented;
} Movie;

static void
put_versioned (Boxes *boxes, guint version, guint64 value)
{
  append_be (boxes->bytes, value, version == 1 ? 8 : 4);
}

static void
put_track (Boxes *boxes, const Movie *movie, const char *handler)
{
  begin (boxes, "trak");
  if (movie->edits[0][0] != 0) {
    guint n = 0;

    while (n < 3 && movie->edits[n][0] != 0)
      n++;
    begin (boxes, "edts");
    begin (boxes, "elst");
    append_be (boxes->bytes, (guint64) movie->version << 24, 4);
    append_be (boxes->bytes, n, 4);
    for (guint i = 0; i < n; i++) {
      put_versioned (boxes, movie->version, movie->edits[i][0]);
      put_versioned (boxes, movie->version, movie->edits[i][1]);
      append_be (boxes->bytes, 0x10000, 4);
    }
    end (boxes);
    end (boxes);
  }
  begin (boxes, "mdia");
  begin (boxes, "mdhd");
  append_be (boxes->bytes, (guint64) movie->version << 24, 4);
  put_versioned (boxes, movie->version, 0);
  put_versioned (boxes, movie->version, 0);
  append_be (boxes->bytes, movie->scale, 4);
  put_versioned (boxes, movie->version, 1);
  append_be (boxes->bytes, 0, 4);
  end (boxes);
  begin (boxes, "hdlr");
  append_be (boxes->bytes, 0, 8);
  append_text (boxes->bytes, handler);
  append_be (boxes->bytes, 0, 8);
  end (boxes);
  begin (boxes, "minf");
  begin (boxes, "stbl");
  begin (boxes, "stts");
  append_be (boxes->bytes, 0, 4);
  append_be (boxes->bytes, movie->samples[0][0] == 0 ? 0 : movie->samples[1][0] == 0 ? 1 : 2, 4);
  for (guint i = 0; i < 2 && movie->samples[i][0] != 0; i++) {
    append_be (boxes->bytes, movie->samples[i][0], 4);
    append_be (boxes->bytes, movie->samples[i][1], 4);
  }
  for (int i = 0; i < 4; i++)
    end (boxes);
}

static GBytes *
make_movie (const Movie *movie)
{
  static const Movie video = { .scale = 600, .samples = { { 25, 24 } } };
  Boxes boxes = { g_byte_array_new (), { 0 }, 0 };

  begin (&boxes, "ftyp");
  append_text (boxes.bytes, "M4A ");
  end (&boxes);
  begin (&boxes, "moov");
  begin (&boxes, "mvhd");
  append_be (boxes.bytes, (guint64) movie->version << 24, 4);
  put_versioned (&boxes, movie->version, 0);
  put_versioned (&boxes, movie->version, 0);
  append_be (boxes.bytes, movie->movie_scale, 4);
  put_versioned (&boxes, movie->version, movie->movie_duration);
  append_be (boxes.bytes, 0, 40);
  end (&boxes);
  if (movie->video)
    put_track (&boxes, &video, "vide");
  put_track (&boxes, movie, "soun");
  if (movie->smpb != NULL) {
    begin (&boxes, "udta");
    append_text (boxes.bytes, "iTunSMPB");
    append_be (boxes.bytes, 0, 16);
    append_text (boxes.bytes, movie->smpb);
    end (&boxes);
  }
  if (movie->fragmented) {
    begin (&boxes, "mvex");
    end (&boxes);
  }
  end (&boxes);
  return g_byte_array_free_to_bytes (boxes.bytes);
}

static gboolean
scan (GBytes *bytes, GafMp4Info *info, GafByteSource **patched, GError **error)
{
  g_autoptr (GafByteSource) source = gaf_byte_source_new_for_bytes (bytes);

  *patched = gaf_byte_source_new_window (source, 0, g_bytes_get_size (bytes));
  return gaf_mp4_scan (source, *patched, info, error);
}

static void
test_lengths (void)
{
  static const struct {
    Movie movie;
    GafMp4Info info;
  } cases[] = {
    /* only a sample table */
    { { 0, 1000, 23220, 44100, .samples = { { 1000, 1024 } } }, { 44100, 1024000, 0, 0, FALSE } },
    { { 0, 1000, 23220, 44100, .samples = { { 999, 1024 }, { 1, 500 } } }, { 44100, 999 * 1024 + 500, 0, 0, FALSE } },
    { { 0, 1000, 23220, 44100, .video = TRUE, .samples = { { 1000, 1024 } } }, { 44100, 1024000, 0, 0, FALSE } },
    /* an encoder's delay as an edit; its length agrees with the table as far as milliseconds can tell */
    { { 0, 1000, 23197, 44100, .edits = { { 23197, 1024 } }, .samples = { { 1000, 1024 } } },
      { 44100, 1024000, 1024, 0, FALSE } },
    { { 1, 1000, 23197, 44100, .edits = { { 23197, 1024 } }, .samples = { { 1000, 1024 } } },
      { 44100, 1024000, 1024, 0, FALSE } },
    /* and one that cuts off the end */
    { { 0, 44100, 1000000, 44100, .edits = { { 1000000, 2048 } }, .samples = { { 1000, 1024 } } },
      { 44100, 1024000, 2048, 1000000, FALSE } },
    { { 0, 1000, 10000, 44100, .edits = { { 10000, 1024 } }, .samples = { { 1000, 1024 } } },
      { 44100, 1024000, 1024, 441000, FALSE } },
    /* a pause first */
    { { 1, 1000, 23220, 44100, .edits = { { 500, -1 }, { 23197, 1024 } }, .samples = { { 1000, 1024 } } },
      { 44100, 1024000, 1024, 0, FALSE } },
    /* an edit that begins behind the end is none */
    { { 0, 1000, 23220, 44100, .edits = { { 100, 1024000 } }, .samples = { { 1000, 1024 } } },
      { 44100, 1024000, 0, 0, FALSE } },
    /* the same as a tag, which counts only without an edit */
    { { 0, 1000, 23220, 44100, .samples = { { 1000, 1024 } },
        .smpb = " 00000000 00000840 000001CA 00000000000F95F6 00000000 00000000" },
      { 44100, 1024000, 0x840, 0xf95f6, FALSE } },
    { { 0, 1000, 23220, 44100, .samples = { { 1000, 1024 } }, .smpb = " 00000000 00000840 000001CA FFFFFFFFFFFFFFFF" },
      { 44100, 1024000, 0, 0, FALSE } },
    /* no table: the fragments have their own */
    { { 0, 1000, 0, 48000, .fragmented = TRUE }, { 48000, 0, 0, 0, TRUE } },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autoptr (GBytes) bytes = make_movie (&cases[i].movie);
    g_autoptr (GafByteSource) patched = NULL;
    g_autoptr (GError) error = NULL;
    GafMp4Info info;

    g_test_message ("case %" G_GSIZE_FORMAT, i);
    g_assert_true (scan (bytes, &info, &patched, &error));
    g_assert_no_error (error);
    g_assert_cmpuint (info.timescale, ==, cases[i].info.timescale);
    g_assert_cmpuint (info.duration, ==, cases[i].info.duration);
    g_assert_cmpuint (info.skip, ==, cases[i].info.skip);
    g_assert_cmpuint (info.length, ==, cases[i].info.length);
    g_assert_cmpint (info.fragmented, ==, cases[i].info.fragmented);
  }
}

/* What a demuxer sees: no edit list, and a movie that is at least as long as its track. */
static void
test_patches (void)
{
  for (guint version = 0; version < 2; version++) {
    Movie movie = { version, 1000, 20000, 44100, .edits = { { 20000, 1024 } }, .samples = { { 1000, 1024 } } };
    g_autoptr (GBytes) bytes = make_movie (&movie);
    g_autoptr (GafByteSource) patched = NULL;
    gsize size = g_bytes_get_size (bytes), at;
    g_autofree guint8 *seen = g_malloc (size);
    const guint8 *data = g_bytes_get_data (bytes, NULL), *mvhd, *edts;
    guint64 duration;
    GafMp4Info info;

    g_assert_true (scan (bytes, &info, &patched, NULL));
    g_assert_cmpint (gaf_byte_source_read (patched, 0, seen, size, NULL), ==, size);
    mvhd = memmem (data, size, "mvhd", 4);
    edts = memmem (data, size, "edts", 4);
    g_assert_null (memmem (seen, size, "edts", 4));
    g_assert_cmpmem (seen + (edts - data), 4, "free", 4);
    at = mvhd + 4 - data + (version == 1 ? 24 : 16);
    duration = version == 1 ? GST_READ_UINT64_BE (seen + at) : GST_READ_UINT32_BE (seen + at);
    g_assert_cmpuint (duration, >=, 1024000 * 1000 / 44100);
    g_assert_cmpuint (duration, <, 1024000 * 1000 / 44100 + 10);
    /* and nothing else is another */
    memcpy (seen + (edts - data), "edts", 4);
    memcpy (seen + at, data + at, version == 1 ? 8 : 4);
    g_assert_cmpmem (seen, size, data, size);
  }
}

/* Cut anywhere, and with any byte another: it ends, and reads nothing outside. */
static void
test_damaged (void)
{
  Movie movie = { 1,
                  1000,
                  23197,
                  44100,
                  .edits = { { 23197, 1024 } },
                  .samples = { { 1000, 1024 } },
                  .smpb = " 00000000 00000840 000001CA 00000000000F95F6" };
  g_autoptr (GBytes) bytes = make_movie (&movie);
  gsize size = g_bytes_get_size (bytes);
  const guint8 *data = g_bytes_get_data (bytes, NULL);
  const gsize moov = (const guint8 *) memmem (data, size, "moov", 4) - 4 - data;

  for (gsize i = 0; i < size; i++)
    for (int kind = 0; kind < 4; kind++) {
      g_autofree guint8 *copy = g_memdup2 (data, size);
      g_autoptr (GafByteSource) patched = NULL;
      g_autoptr (GBytes) damaged = NULL;
      g_autoptr (GError) error = NULL;
      GafMp4Info info;

      copy[i] = kind == 1 ? 0xff : kind == 2 ? 0 : copy[i] ^ 0x80;
      damaged = g_bytes_new (copy, kind == 0 ? i : size);
      /* Without its movie header nothing of it goes to a demuxer. */
      if (!scan (damaged, &info, &patched, &error)) {
        g_assert_error (error, GAF_ERROR, GAF_ERROR_CORRUPT);
        g_assert_cmpuint (i, <, moov + 8);
        continue;
      }
      g_assert_no_error (error);
      g_assert_true (info.duration == 0 || info.skip < info.duration);
    }
}

static void
test_io_error (void)
{
  Movie movie = { 0, 1000, 23220, 44100, .samples = { { 1000, 1024 } } };
  g_autoptr (GBytes) bytes = make_movie (&movie);

  for (int at = 1; at < 5; at++) {
    g_autoptr (TestStream) stream = test_stream_new (bytes, 0);
    g_autoptr (GafByteSource) source = gaf_byte_source_new_for_stream (G_INPUT_STREAM (stream), NULL, NULL);
    g_autoptr (GError) error = NULL;
    GafMp4Info info;

    stream->fail_at = at;
    g_assert_false (gaf_mp4_scan (source, source, &info, &error));
    g_assert_error (error, G_IO_ERROR, G_IO_ERROR_BROKEN_PIPE);
  }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/mp4/lengths", test_lengths);
  g_test_add_func ("/mp4/patches", test_patches);
  g_test_add_func ("/mp4/damaged", test_damaged);
  g_test_add_func ("/mp4/io-error", test_io_error);
  return g_test_run ();
}
