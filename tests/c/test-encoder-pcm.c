/*
 * SPDX-FileCopyrightText: 2026 gaudiofile contributors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#include <fcntl.h>
#include <gio/gio.h>
#include <gio/gunixoutputstream.h>
#include <glib/gstdio.h>
#include <gst/audio/audio-channels.h>
#include <signal.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include "formats/pcm/write.h"
#include "formats/pcm/chunks.h"
#include "write/encoder.h"
#include "gaudiofile/gaf-error.h"

#define RATE   44100
#define FRAMES 3001 /* odd, so that 8 bits need padding */

#define POSITION(name) (G_GUINT64_CONSTANT (1) << GST_AUDIO_CHANNEL_POSITION_##name)

/* format, and what it says it is when it is read */
static const struct {
  const char *format;
  const char *container;
  GafChunkFormat chunks;
} formats[] = {
  { "wav", "WAV", GAF_CHUNK_WAV },    { "rf64", "RF64", GAF_CHUNK_RF64 }, { "w64", "W64", GAF_CHUNK_W64 },
  { "aiff", "AIFF", GAF_CHUNK_AIFF }, { "au", "AU", GAF_CHUNK_AU },       { "caf", "CAF", GAF_CHUNK_CAF },
};
static const guint depths[] = { 8, 16, 24, 32, 64 };

static GafEncodeSpec *
make_spec (const char *format, guint bits, guint channels)
{
  g_autoptr (GError) error = NULL;
  GafEncodeSpec *spec = gaf_encode_spec_new (format, RATE, channels);

  gaf_encode_spec_set_bit_depth (spec, bits);
  gaf_encode_spec_resolve (spec, &error);
  g_assert_no_error (error);
  return spec;
}

static GafEncoder *
open_encoder (GafByteSink *sink, const char *format, guint bits, guint channels)
{
  g_autoptr (GafEncodeSpec) spec = make_spec (format, bits, channels);
  g_autoptr (GError) error = NULL;
  GafEncoder *encoder = gaf_encoder_pcm_new (sink, spec, &error);

  g_assert_no_error (error);
  return encoder;
}

/* @n frames of something that every coding tells apart, planar float. */
static float *
make_samples (gsize n)
{
  float *samples = g_new (float, n);

  for (gsize i = 0; i < n; i++)
    samples[i] = (float) ((gint32) ((guint32) i * 2654435761u)) / 2147483648.0f;
  return samples;
}

static void
write_floats (GafEncoder *encoder, const float *samples, guint channels, gsize n_frames, gsize chunk)
{
  const guint8 *planes[64];
  GafSampleSource source = { G_BYTE_ORDER == G_LITTLE_ENDIAN ? GAF_CODING_F32LE : GAF_CODING_F32BE, (int) channels, 4,
                             planes };
  g_autoptr (GError) error = NULL;

  for (guint c = 0; c < channels; c++)
    planes[c] = (const guint8 *) (samples + c * n_frames);
  for (gsize done = 0; done < n_frames; done += chunk) {
    encoder->klass->write (encoder, &source, done, (gint64) MIN (chunk, n_frames - done), &error);
    g_assert_no_error (error);
  }
}

static GBytes *
finish (GafEncoder *encoder, GafByteSink *sink)
{
  g_autoptr (GError) error = NULL;

  encoder->klass->finish (encoder, &error);
  g_assert_no_error (error);
  gaf_byte_sink_close (sink, &error);
  g_assert_no_error (error);
  return gaf_byte_sink_steal_bytes (sink);
}

static GBytes *
encode (const char *format, guint bits, guint channels, const float *samples, gsize n_frames, gsize chunk)
{
  g_autoptr (GafByteSink) sink = gaf_byte_sink_new_for_memory ();
  g_autoptr (GafEncoder) encoder = open_encoder (sink, format, bits, channels);

  write_floats (encoder, samples, channels, n_frames, chunk);
  return finish (encoder, sink);
}

static GafChunks *
walk (GBytes *bytes)
{
  g_autoptr (GafByteSource) source = gaf_byte_source_new_for_bytes (bytes);
  g_autoptr (GError) error = NULL;
  GafChunks *chunks = gaf_chunks_new (source, &error);

  g_assert_no_error (error);
  return chunks;
}

static GafChunks *
walk_path (const char *path)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GafByteSource) source = gaf_byte_source_new_for_path (path, &error);
  GafChunks *chunks = gaf_chunks_new (source, &error);

  g_assert_no_error (error);
  return chunks;
}

/* Every format says again what was put into it, and holds what the kernels made, and not a byte more. */
static void
test_read_back (void)
{
  g_autofree float *samples = make_samples (6 * FRAMES);

  for (gsize f = 0; f < G_N_ELEMENTS (formats); f++)
    for (gsize d = 0; d < G_N_ELEMENTS (depths) - (f == 3); d++)
      for (guint channels = 1; channels <= 6; channels += channels < 3 ? 1 : 3)
        for (gsize n_frames = 0; n_frames <= FRAMES; n_frames += FRAMES) {
          g_autoptr (GBytes) bytes = encode (formats[f].format, depths[d], channels, samples, n_frames, FRAMES);
          g_autoptr (GafChunks) chunks = walk (bytes);
          GafCoding coding = gaf_chunks_write_coding (formats[f].chunks, depths[d]);
          gsize size = gaf_coding_get_width (coding) * channels * n_frames;
          g_autofree guint8 *wanted = g_malloc (size);
          const guint8 *planes[6];
          GafSampleSource source = { GAF_CODING_F32LE, (int) channels, 4, planes };

          g_assert_cmpstr (chunks->container, ==, formats[f].container);
          g_assert_cmpint (chunks->kind, ==, GAF_CHUNKS_PCM);
          g_assert_cmpint (chunks->coding, ==, coding);
          g_assert_cmpint (chunks->bits, ==, depths[d]);
          g_assert_cmpint (chunks->channels, ==, channels);
          g_assert_cmpfloat (chunks->rate, ==, RATE);
          g_assert_cmpint (chunks->n_frames, ==, n_frames);
          g_assert_cmpuint (chunks->data_size, ==, size);
          g_assert_cmpuint (g_bytes_get_size (bytes) - chunks->data_offset - size, ==,
                            gaf_chunks_write_padding (formats[f].chunks, size));
          g_assert_cmpuint (g_bytes_get_size (bytes) % 2, ==, f == 2 || f >= 4 ? size % 2 : 0);

          for (guint c = 0; c < channels; c++)
            planes[c] = (const guint8 *) (samples + c * n_frames);
          if (G_BYTE_ORDER != G_LITTLE_ENDIAN)
            source.coding = GAF_CODING_F32BE;
          gaf_samples_pack (&source, 0, coding, wanted, n_frames);
          g_assert_cmpmem ((const guint8 *) g_bytes_get_data (bytes, NULL) + chunks->data_offset, size, wanted, size);
        }
}

static void
test_any_chunking (void)
{
  enum { N = 60000 };
  g_autofree float *samples = make_samples (2 * N);

  for (gsize f = 0; f < G_N_ELEMENTS (formats); f++) {
    g_autoptr (GBytes) whole = encode (formats[f].format, 24, 2, samples, N, N);

    for (guint i = 0; i < 5; i++) {
      g_autoptr (GBytes) parts = encode (formats[f].format, 24, 2, samples, N, g_test_rand_int_range (50, N));

      g_assert_true (g_bytes_equal (whole, parts));
    }
  }
}

/* Interleaved samples that are as the file has them go past the kernels. */
static void
test_as_is (void)
{
  g_autofree gint16 *samples = g_new (gint16, 2 * FRAMES);
  const guint8 *planes[] = { (guint8 *) samples, (guint8 *) (samples + 1) };
  GafSampleSource source = { GAF_CODING_S16LE, 2, 4, planes };
  g_autoptr (GafByteSink) sink = gaf_byte_sink_new_for_memory ();
  g_autoptr (GafEncoder) encoder = open_encoder (sink, "wav", 16, 2);
  g_autoptr (GBytes) bytes = NULL;
  gsize size;

  for (gsize i = 0; i < 2 * FRAMES; i++)
    samples[i] = (gint16) GINT16_TO_LE (i * 7);
  if (G_BYTE_ORDER != G_LITTLE_ENDIAN) {
    g_test_skip ("needs a little-endian machine");
    return;
  }
  g_assert_true (encoder->klass->write (encoder, &source, 1, FRAMES - 1, NULL));
  bytes = finish (encoder, sink);
  size = g_bytes_get_size (bytes);
  g_assert_cmpmem ((const guint8 *) g_bytes_get_data (bytes, NULL) + size - 4 * (FRAMES - 1), 4 * (FRAMES - 1),
                   samples + 2, 4 * (FRAMES - 1));
}

/* Mono and stereo are plain, as Python's wave module wants them; more channels say which they are. */
static void
test_wave_formats (void)
{
  static const struct {
    guint channels;
    guint bits;
    guint64 mask;
    guint tag;
    guint64 read;
  } cases[] = {
    { 1, 16, 0, 1, 0 },
    { 2, 24, 0, 1, 0 },
    { 2, 32, 0, 3, 0 },
    { 2, 16, POSITION (FRONT_LEFT) | POSITION (FRONT_RIGHT), 1, 0 },
    { 2, 16, POSITION (SIDE_LEFT) | POSITION (SIDE_RIGHT), 0xfffe, POSITION (SIDE_LEFT) | POSITION (SIDE_RIGHT) },
    { 4, 16, 0, 0xfffe, POSITION (FRONT_LEFT) | POSITION (FRONT_RIGHT) | POSITION (REAR_LEFT) | POSITION (REAR_RIGHT) },
    { 6, 32, 0, 0xfffe,
      POSITION (FRONT_LEFT) | POSITION (FRONT_RIGHT) | POSITION (FRONT_CENTER) | POSITION (LFE1) | POSITION (REAR_LEFT)
          | POSITION (REAR_RIGHT) },
    /* WAVE has no place for one of them: no particular loudspeakers */
    { 2, 16, POSITION (FRONT_LEFT) | POSITION (BOTTOM_FRONT_CENTER), 0xfffe, 0 },
    { 1, 16, POSITION (BOTTOM_FRONT_CENTER), 0xfffe, 0 },
    { 12, 16, 0, 0xfffe, 0 },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autoptr (GafEncodeSpec) spec = make_spec ("wav", cases[i].bits, cases[i].channels);
    g_autoptr (GafByteSink) sink = gaf_byte_sink_new_for_memory ();
    g_autoptr (GafEncoder) encoder = NULL;
    g_autoptr (GBytes) bytes = NULL;
    g_autoptr (GafChunks) chunks = NULL;
    const guint8 *data;

    gaf_encode_spec_set_channel_mask (spec, cases[i].mask);
    encoder = gaf_encoder_pcm_new (sink, spec, NULL);
    bytes = finish (encoder, sink);
    chunks = walk (bytes);
    data = g_bytes_get_data (bytes, NULL);
    g_assert_cmpmem (data + 48, 4, "fmt ", 4);
    g_assert_cmpuint (data[56] | data[57] << 8, ==, cases[i].tag);
    g_assert_cmphex (chunks->channel_mask, ==, cases[i].read);
    if (cases[i].tag == 0xfffe && cases[i].read == 0)
      g_assert_cmpmem (data + 76, 4, "\0\0\0\0", 4);
  }
}

/* The header of a file of @size bytes of samples, in front of a hole of that size. */
static GafChunks *
walk_sparse (const char *path, const GafChunksHeader *header, guint64 size, char *magic)
{
  g_autoptr (GByteArray) bytes = g_byte_array_new ();

  gaf_chunks_write_header (header, size, gaf_chunks_write_padding (header->format, size), bytes);
  memcpy (magic, bytes->data, 4);
  g_assert_true (g_file_set_contents (path, (const char *) bytes->data, bytes->len, NULL));
  g_assert_cmpint (truncate (path, (off_t) (bytes->len + size)), ==, 0);
  return walk_path (path);
}

/* WAV is RIFF as long as it can, and RF64 from there on, with the samples in the same place. */
static void
test_past_4_gib (void)
{
  const guint64 limit = G_MAXUINT32 - (80 - 8); /* of the data: RIFF counts all but its first eight bytes */
  const guint64 sizes[] = { 0, limit - limit % 4, limit - limit % 4 + 4, G_GUINT64_CONSTANT (5) << 30,
                            G_GUINT64_CONSTANT (20) << 30 };
  g_autofree char *path = g_build_filename (g_get_tmp_dir (), "gaf-sparse-XXXXXX", NULL);

  close (g_mkstemp (path));
  for (gsize i = 0; i < G_N_ELEMENTS (sizes); i++)
    for (gsize f = 0; f < 3; f++) {
      GafChunksHeader header = { formats[f].chunks, GAF_CODING_S16LE, RATE, 2, 0 };
      char magic[5] = { 0 };
      g_autoptr (GafChunks) chunks = walk_sparse (path, &header, sizes[i], magic);

      g_assert_cmpint (chunks->n_frames, ==, sizes[i] / 4);
      if (f < 2)
        g_assert_cmpuint (chunks->data_offset, ==, 80);
      g_assert_cmpstr (magic, ==, f == 2 ? "riff" : f == 1 || i >= 2 ? "RF64" : "RIFF");
    }
  unlink (path);
}

/* AU says that it does not know, from the size on that it cannot say. */
static void
test_au_sizes (void)
{
  static const guint64 sizes[] = { 0, G_MAXUINT32 - 1, G_MAXUINT32, G_GUINT64_CONSTANT (5) << 30, G_MAXUINT64 };

  for (gsize i = 0; i < G_N_ELEMENTS (sizes); i++) {
    GafChunksHeader header = { GAF_CHUNK_AU, GAF_CODING_S8, RATE, 1, 0 };
    g_autoptr (GByteArray) bytes = g_byte_array_new ();
    guint32 size;

    gaf_chunks_write_header (&header, sizes[i], 0, bytes);
    memcpy (&size, bytes->data + 8, 4);
    g_assert_cmphex (GUINT32_FROM_BE (size), ==, MIN (sizes[i], G_MAXUINT32));
  }
}

/* CAF says that it does not know while it is written, and the samples are in the same place afterwards. */
static void
test_caf_sizes (void)
{
  static const guint64 sizes[] = { 0, G_GUINT64_CONSTANT (5) << 30, G_MAXUINT64 };

  for (gsize i = 0; i < G_N_ELEMENTS (sizes); i++) {
    GafChunksHeader header = { GAF_CHUNK_CAF, GAF_CODING_S16LE, RATE, 6, 0 };
    g_autoptr (GByteArray) bytes = g_byte_array_new ();
    guint64 size;

    gaf_chunks_write_header (&header, sizes[i], 0, bytes);
    g_assert_cmpuint (bytes->len, ==, 8 + 44 + 24 + 16); /* desc, chan, and the beginning of data */
    memcpy (&size, bytes->data + bytes->len - 12, 8);
    g_assert_cmphex (GUINT64_FROM_BE (size), ==, sizes[i] == G_MAXUINT64 ? G_MAXUINT64 : sizes[i] + 4);
  }
}

/* AIFF says so before its limit, and what was written stays a valid file. */
static void
test_aiff_limit (void)
{
  g_autofree float *samples = make_samples (FRAMES);
  const guint8 *planes[] = { (const guint8 *) samples };
  GafSampleSource source = { GAF_CODING_F32LE, 1, 4, planes };
  g_autoptr (GafByteSink) sink = gaf_byte_sink_new_for_memory ();
  g_autoptr (GafEncoder) encoder = open_encoder (sink, "aiff", 16, 1);
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (GafChunks) chunks = NULL;

  write_floats (encoder, samples, 1, FRAMES, FRAMES);
  /* as much as there is room for, and a frame: nothing of it is touched */
  g_assert_false (
      encoder->klass->write (encoder, &source, 0, (G_MAXUINT32 - 46 - 2 * FRAMES) / 2 + G_GINT64_CONSTANT (1), &error));
  g_assert_error (error, GAF_ERROR, GAF_ERROR_LIMIT);
  bytes = finish (encoder, sink);
  chunks = walk (bytes);
  g_assert_cmpint (chunks->n_frames, ==, FRAMES);
}

/* crashes and errors */

static void
test_refresh (void)
{
  g_autofree float *samples = make_samples (2 * FRAMES);

  for (gsize f = 0; f < G_N_ELEMENTS (formats); f++) {
    g_autofree char *path = g_build_filename (g_get_tmp_dir (), "gaf-refresh-XXXXXX", NULL);
    g_autoptr (GafByteSink) sink = NULL;
    g_autoptr (GafEncoder) encoder = NULL;
    g_autoptr (GError) error = NULL;

    close (g_mkstemp (path));
    sink = gaf_byte_sink_new_for_path (path, FALSE);
    encoder = open_encoder (sink, formats[f].format, 8, 1);
    for (guint i = 0; i < 3; i++) {
      g_autoptr (GafChunks) chunks = walk_path (path);

      /* the file as others see it now */
      g_assert_cmpint (chunks->n_frames, ==, i * FRAMES);
      write_floats (encoder, samples, 1, FRAMES, FRAMES);
      encoder->klass->refresh (encoder, &error);
      g_assert_no_error (error);
    }
    unlink (path);
  }
}

/* Killed at any moment, the file lacks half a second at most of what write() has said is written. */
static void
test_kill (void)
{
  g_autofree float *samples = make_samples (2 * RATE);

  for (gsize f = 0; f < G_N_ELEMENTS (formats); f++) {
    g_autofree char *path = g_build_filename (g_get_tmp_dir (), "gaf-kill-XXXXXX", NULL);
    int progress[2];
    gint64 written = 0, value;
    pid_t child;

    close (g_mkstemp (path));
    g_assert_cmpint (pipe (progress), ==, 0);
    child = fork ();
    if (child == 0) {
      GafByteSink *sink = gaf_byte_sink_new_for_path (path, FALSE);
      GafEncoder *encoder = open_encoder (sink, formats[f].format, 16, 2);

      for (gint64 i = 1;; i++) {
        write_floats (encoder, samples, 2, 1000, 1000);
        /* From here on the header says something, and no reader goes on to the end of the file. */
        if (i == 1)
          encoder->klass->refresh (encoder, NULL);
        value = i * 1000;
        if (write (progress[1], &value, sizeof value) != sizeof value)
          _exit (1);
      }
    }
    close (progress[1]);
    for (int i = 0; i < 100 + (int) f * 7; i++)
      g_assert_cmpint (read (progress[0], &written, sizeof written), ==, sizeof written);
    kill (child, SIGKILL);
    waitpid (child, NULL, 0);
    while (read (progress[0], &value, sizeof value) == sizeof value)
      written = value;
    close (progress[0]);
    {
      g_autoptr (GafChunks) chunks = walk_path (path);

      g_assert_cmpint (chunks->n_frames, >, written - RATE / 2 - 1);
    }
    unlink (path);
  }
}

/* The disk is full: the error arrives, and what arrived can be read, in whole frames. */
static void
test_full_disk (void)
{
  enum { LIMIT = 200003 };
  g_autofree float *samples = make_samples (2 * RATE);
  const guint8 *planes[] = { (const guint8 *) samples, (const guint8 *) samples };
  GafSampleSource source = { GAF_CODING_F32LE, 2, 4, planes };
  struct rlimit old, limit;
  void (*handler) (int) = signal (SIGXFSZ, SIG_IGN);

  getrlimit (RLIMIT_FSIZE, &old);
  limit = old;
  limit.rlim_cur = LIMIT;
  for (gsize f = 0; f < G_N_ELEMENTS (formats); f++) {
    g_autofree char *path = g_build_filename (g_get_tmp_dir (), "gaf-full-XXXXXX", NULL);
    g_autoptr (GafByteSink) sink = NULL;
    g_autoptr (GafEncoder) encoder = NULL;
    g_autoptr (GafChunks) chunks = NULL;
    g_autoptr (GError) error = NULL;

    close (g_mkstemp (path));
    sink = gaf_byte_sink_new_for_path (path, FALSE);
    encoder = open_encoder (sink, formats[f].format, 24, 2);
    setrlimit (RLIMIT_FSIZE, &limit);
    g_assert_false (encoder->klass->write (encoder, &source, 0, RATE, &error));
    g_assert_nonnull (error);
    g_clear_error (&error);
    g_assert_false (encoder->klass->finish (encoder, &error));
    g_assert_cmpstr (error->message, ==, gaf_byte_sink_get_error (sink)->message);
    g_assert_false (gaf_byte_sink_close (sink, NULL));
    setrlimit (RLIMIT_FSIZE, &old);

    chunks = walk_path (path);
    g_assert_cmpint (chunks->n_frames, ==, (LIMIT - (gint64) chunks->data_offset) / 6);
    g_assert_cmpuint (gaf_byte_sink_get_size (sink), ==, chunks->data_offset + chunks->data_size);
    unlink (path);
  }
  signal (SIGXFSZ, handler);
}

/* Where nothing can be written over, AU and CAF work, and the others refuse before they write. */
static void
test_cannot_seek (void)
{
  g_autofree float *samples = make_samples (FRAMES);

  for (gsize f = 0; f < G_N_ELEMENTS (formats); f++) {
    g_autoptr (GafEncodeSpec) spec = make_spec (formats[f].format, 16, 1);
    g_autoptr (GError) error = NULL;
    const gboolean may_be_open = gaf_chunks_write_may_be_open (formats[f].chunks);
    const gsize size = (formats[f].chunks == GAF_CHUNK_AU ? 28 : 68) + 2 * FRAMES;
    guint8 bytes[68 + 2 * FRAMES + 1];
    int fds[2];

    g_assert_cmpint (pipe (fds), ==, 0);
    {
      g_autoptr (GOutputStream) stream = g_unix_output_stream_new (fds[1], TRUE);
      g_autoptr (GafByteSink) sink = gaf_byte_sink_new_for_stream (stream);
      g_autoptr (GafEncoder) encoder = gaf_encoder_pcm_new (sink, spec, &error);

      if (may_be_open) {
        g_assert_no_error (error);
        write_floats (encoder, samples, 1, FRAMES, FRAMES);
        g_assert_null (finish (encoder, sink));
      } else {
        g_assert_error (error, GAF_ERROR, GAF_ERROR_NOT_SEEKABLE);
        g_assert_null (encoder);
      }
    }
    g_assert_cmpint (read (fds[0], bytes, sizeof bytes), ==, may_be_open ? (int) size : 0);
    close (fds[0]);
    if (may_be_open) {
      g_autoptr (GBytes) file = g_bytes_new (bytes, size);
      g_autoptr (GafChunks) chunks = walk (file);

      g_assert_cmpint (chunks->n_frames, ==, FRAMES);
    }
  }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/encoder-pcm/read-back", test_read_back);
  g_test_add_func ("/encoder-pcm/any-chunking", test_any_chunking);
  g_test_add_func ("/encoder-pcm/as-is", test_as_is);
  g_test_add_func ("/encoder-pcm/wave-formats", test_wave_formats);
  g_test_add_func ("/encoder-pcm/past-4-gib", test_past_4_gib);
  g_test_add_func ("/encoder-pcm/au-sizes", test_au_sizes);
  g_test_add_func ("/encoder-pcm/caf-sizes", test_caf_sizes);
  g_test_add_func ("/encoder-pcm/aiff-limit", test_aiff_limit);
  g_test_add_func ("/encoder-pcm/refresh", test_refresh);
  g_test_add_func ("/encoder-pcm/kill", test_kill);
  g_test_add_func ("/encoder-pcm/full-disk", test_full_disk);
  g_test_add_func ("/encoder-pcm/cannot-seek", test_cannot_seek);
  return g_test_run ();
}
