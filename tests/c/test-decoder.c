/*
 * SPDX-FileCopyrightText: 2026 gaudiofile contributors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#include <gaudiofile/gaudiofile.h>

#include "gaudiofile/gaf-error.h"
#include "gst/elements.h"
#include "test-util.h"

/* The promises of exactness, for files that GStreamer's own encoders make; where an element is not installed, its
 * row is skipped. */

#define RATE     44100
#define CHANNELS 2
#define FRAMES   60001

typedef struct {
  const char *name;
  const char *elements; /* behind the samples */
  const char *codec;
  const char *container;
  int bits; /* of a codec without loss: the samples are those that went in, all of them */
} Case;

static const Case cases[] = {
  { "wav", "wavenc", "pcm", "WAV", 16 },
  { "wav-alaw", "alawenc ! wavenc", "alaw", "WAV", 0 },
  { "aiff", "audio/x-raw,format=S16BE ! aiffmux", "pcm", "AIFF", 16 },
  { "au", "avmux_au", "pcm", "AU", 16 },
  { "flac", "flacenc", "flac", NULL, 16 },
  { "flac-ogg", "flacenc ! oggmux", "flac", "Ogg", 16 },
  { "flac-matroska", "flacenc ! matroskamux", "flac", "Matroska", 16 },
  { "wavpack", "wavpackenc", "wavpack", NULL, 32 },
  { "alac", "avenc_alac ! qtmux", "alac", "MP4", 16 },
  { "pcm-matroska", "audio/x-raw,format=S16LE ! matroskamux", "pcm", "Matroska", 16 },
  { "vorbis", "vorbisenc ! oggmux", "vorbis", "Ogg", 0 },
  { "vorbis-webm", "vorbisenc ! webmmux", "vorbis", "Matroska", 0 },
  { "opus", "opusenc ! oggmux", "opus", "Ogg", 0 },
  { "opus-webm", "opusenc ! webmmux", "opus", "Matroska", 0 },
  { "speex", "audio/x-raw,channels=1 ! speexenc ! oggmux", "speex", "Ogg", 0 },
  { "mp3", "lamemp3enc", "mp3", NULL, 0 },
  { "mp2", "twolamemp2enc", "mp2", NULL, 0 },
  { "aac", "avenc_aac aac-pns=false ! avmux_ipod", "aac", "MP4", 0 },
  { "aac-adts", "avenc_aac aac-pns=false ! aacparse ! audio/mpeg,stream-format=adts", "aac", "ADTS", 0 },
  { "wma", "avenc_wmav2 ! asfmux", "wmav2", "ASF", 0 },
  { "amr", "audio/x-raw,rate=8000,channels=1 ! amrnbenc ! avmux_amr", "amr-nb", "AMR", 0 },
};

static GBytes *wav;
static GBytes *encoded[G_N_ELEMENTS (cases)];

/* Borrowed; NULL after skipping the test. */
static GBytes *
encode_case (const Case *c)
{
  GBytes **bytes = &encoded[c - cases];

  if (*bytes == NULL)
    *bytes = encode (wav, c->elements);
  return *bytes;
}

/* Reads up to @n frames at @at, interleaved. */
static gint64
read_at (GafReader *reader, float *samples, gint64 at, gint64 n)
{
  g_autoptr (GError) error = NULL;
  gint64 done;

  g_assert_true (gaf_reader_seek (reader, at, NULL, &error));
  done = gaf_reader_read_interleaved (reader, samples, n, NULL, &error);
  g_assert_no_error (error);
  return done;
}

static void
check_exact (GafReader *reader, int bits)
{
  const guint channels = gaf_reader_get_channels (reader);
  const gsize frame_size = channels * sizeof (float);
  const gint64 room = gaf_reader_get_n_frames (reader) + RATE;
  g_autofree float *whole = g_new (float, room *channels);
  g_autofree float *piece = g_new (float, room *channels);
  g_autoptr (GError) error = NULL;
  gint64 n_frames = read_at (reader, whole, 0, room), done = 0, n;

  g_assert_true (gaf_reader_get_exact_duration (reader));
  g_assert_cmpint (gaf_reader_get_n_frames (reader), ==, n_frames);
  g_assert_cmpint (n_frames, >, 5000);
  for (gint64 i = 0; bits > 0 && i < n_frames; i++)
    for (guint c = 0; c < channels; c++)
      g_assert_cmpfloat (whole[i * channels + c], ==,
                         bits == 16 ? sample_at (i, c) * (1.0f / 32767)
                                    : sample_at (i, c) * 65536.0f * (1.0f / 2147483647));

  /* in pieces */
  g_assert_true (gaf_reader_seek (reader, 0, NULL, NULL));
  do {
    n = gaf_reader_read_interleaved (reader, piece + done * channels, 1 + done % 3001, NULL, &error);
    g_assert_no_error (error);
    done += n;
  } while (n > 0);
  g_assert_cmpint (done, ==, n_frames);
  g_assert_cmpmem (piece, done * frame_size, whole, n_frames * frame_size);

  /* by seeks */
  for (int i = 0; i < 25; i++) {
    gint64 at = i == 0 ? n_frames : i == 1 ? n_frames - 1 : g_test_rand_int_range (0, n_frames);

    n = MIN (500, n_frames - at);
    g_assert_cmpint (read_at (reader, piece, at, 500), ==, n);
    g_assert_cmpmem (piece, n * frame_size, whole + at * channels, n * frame_size);
  }
}

static void
test_case (gconstpointer data)
{
  const Case *c = data;
  GBytes *bytes = encode_case (c);
  g_autoptr (GError) error = NULL;
  g_autoptr (GafReader) reader = NULL;
  g_autoptr (TestStream) stream = NULL;
  guint threads;

  if (bytes == NULL)
    return;
  threads = count_threads ();
  reader = gaf_reader_new_for_bytes (bytes, NULL, &error);
  if (g_error_matches (error, GAF_ERROR, GAF_ERROR_MISSING_PLUGIN)) {
    g_test_skip (error->message);
    return;
  }
  g_assert_no_error (error);
  g_assert_cmpstr (gaf_reader_get_codec (reader), ==, c->codec);
  g_assert_cmpstr (gaf_reader_get_container (reader), ==, c->container);
  g_assert_cmpint (gaf_reader_get_sample_format (reader), ==,
                   c->bits == 16   ? GAF_SAMPLE_FORMAT_INT16
                   : c->bits == 32 ? GAF_SAMPLE_FORMAT_INT32
                                   : GAF_SAMPLE_FORMAT_FLOAT32);
  if (c->bits > 0) {
    g_assert_cmpuint (gaf_reader_get_bits (reader), ==, c->bits);
    g_assert_cmpint (gaf_reader_get_n_frames (reader), ==, FRAMES);
  }
  check_exact (reader, c->bits);
  g_assert_cmpuint (count_threads (), ==, threads);
  g_clear_object (&reader);

  /* the same from a stream that gives little at a time */
  stream = test_stream_new (bytes, 1009);
  reader = gaf_reader_new_for_stream (G_INPUT_STREAM (stream), NULL, &error);
  g_assert_no_error (error);
  check_exact (reader, c->bits);
}

/* The stream fails at any moment of opening and reading: its error comes out, and without the fault all is as it
 * was. */
static void
test_failing_stream (gconstpointer data)
{
  const Case *c = data;
  GBytes *bytes = encode_case (c);
  g_autoptr (TestStream) stream = NULL;
  g_autofree float *expected = g_new0 (float, CHANNELS * 1000);
  g_autofree float *samples = g_new0 (float, CHANNELS * 1000);
  gboolean failed = TRUE;

  if (bytes == NULL)
    return;
  for (int at = 0; failed; at++) {
    g_autoptr (GError) error = NULL;
    g_autoptr (GafReader) reader = NULL;
    gint64 n = -1;

    g_clear_object (&stream);
    stream = test_stream_new (bytes, 20000);
    stream->fail_at = at;
    failed = at == 0;
    reader = gaf_reader_new_for_stream (G_INPUT_STREAM (stream), NULL, &error);
    if (reader != NULL && gaf_reader_seek (reader, gaf_reader_get_n_frames (reader) * 2 / 3, NULL, &error))
      n = gaf_reader_read_interleaved (reader, samples, 1000, NULL, &error);
    if (n < 0) {
      g_assert_error (error, G_IO_ERROR, G_IO_ERROR_BROKEN_PIPE);
      failed = TRUE;
      if (reader == NULL)
        continue;
      n = gaf_reader_read_interleaved (reader, samples, 1000, NULL, NULL);
    }
    g_assert_cmpint (n, ==, 1000);
    if (at == 0)
      memcpy (expected, samples, CHANNELS * 1000 * sizeof (float));
    g_assert_cmpmem (samples, CHANNELS * 1000 * sizeof (float), expected, CHANNELS * 1000 * sizeof (float));
  }
}

/* Cut off anywhere, a file gives an error or what is left, but never more than it says. */
static void
test_truncated (gconstpointer data)
{
  const Case *c = data;
  GBytes *bytes = encode_case (c);

  for (gsize i = 1; bytes != NULL && i < 16; i++) {
    g_autoptr (GBytes) part = g_bytes_new_from_bytes (bytes, 0, g_bytes_get_size (bytes) * i / 16);
    g_autoptr (GError) error = NULL;
    g_autoptr (GafReader) reader = gaf_reader_new_for_bytes (part, NULL, &error);
    g_autofree float *samples = g_new (float, CHANNELS * 100000);
    gint64 n = 0, frames = 0;

    if (reader == NULL)
      continue;
    do {
      frames += n;
      n = gaf_reader_read_interleaved (reader, samples, 100000, NULL, &error);
    } while (n > 0);
    if (n == 0)
      g_assert_cmpint (frames, ==, gaf_reader_get_n_frames (reader));
  }
}

int
main (int argc, char **argv)
{
  int status = encode_if_asked (argc, argv);

  if (status >= 0)
    return status;
  /* A library that libav brings along starts threads for its own sums when it is loaded. */
  g_setenv ("OPENBLAS_NUM_THREADS", "1", TRUE);
  g_test_init (&argc, &argv, NULL);
  g_assert_true (gaf_elements_init (NULL));
  start_spawner ();
  wav = make_wav (RATE, CHANNELS, FRAMES);
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++) {
    static const struct {
      const char *name;
      GTestDataFunc function;
    } tests[] = { { "exact", test_case }, { "failing-stream", test_failing_stream }, { "truncated", test_truncated } };

    for (gsize t = 0; t < G_N_ELEMENTS (tests); t++) {
      g_autofree char *path = g_strdup_printf ("/decoder/%s/%s", tests[t].name, cases[i].name);

      g_test_add_data_func (path, &cases[i], tests[t].function);
    }
  }
  status = g_test_run ();
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    g_clear_pointer (&encoded[i], g_bytes_unref);
  g_bytes_unref (wav);
  return status;
}
