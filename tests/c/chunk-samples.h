/*
 * SPDX-FileCopyrightText: 2026 gaudiofile contributors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#pragma once

#include "chunk-file.h"
#include "read/decoder.h"

/* What is read of files made byte by byte: the samples themselves, and that of random ones nothing goes wrong. */

static inline File *
bytes (File *file, const char *values, gsize n)
{
  return g_byte_array_append (file, (const guint8 *) values, n);
}

/* Reads all of it, in pieces of @piece frames, as the file's own integers, the channels one behind the other. Takes the
 * file. */
static inline gint32 *
read_all (File *file, gint64 piece, int *channels, gint64 *n_frames)
{
  g_autoptr (GBytes) bytes = g_byte_array_free_to_bytes (file);
  g_autoptr (GafByteSource) source = gaf_byte_source_new_for_bytes (bytes);
  g_autoptr (GError) error = NULL;
  GafChunks *chunks = gaf_chunks_new (source, &error);
  g_autoptr (GafDecoder) decoder = NULL;
  gint32 *result;

  g_assert_no_error (error);
  decoder = gaf_decoder_pcm_new (source, chunks, &error);
  g_assert_no_error (error);
  *channels = decoder->channels;
  *n_frames = decoder->n_frames;
  result = g_new0 (gint32, *channels * *n_frames + 1);
  for (gint64 frame = 0; frame < *n_frames; frame += piece) {
    const gsize width = decoder->format == GAF_SAMPLE_FORMAT_INT8    ? 1
                        : decoder->format == GAF_SAMPLE_FORMAT_INT16 ? 2
                                                                     : 4;
    g_autofree guint8 *memory = g_malloc0 (width * piece * *channels);
    void *planes[8];
    const GafSampleDest dest = { decoder->format, GAF_LAYOUT_PLANAR, planes };
    gint64 n;

    for (int c = 0; c < *channels; c++)
      planes[c] = memory + width * piece * c;
    n = gaf_decoder_read_at (decoder, frame, &dest, 0, piece, &error);
    g_assert_no_error (error);
    g_assert_cmpint (n, ==, MIN (piece, *n_frames - frame));
    for (int c = 0; c < *channels; c++)
      for (gint64 i = 0; i < n; i++) {
        const guint8 *p = (const guint8 *) planes[c] + i * width;

        result[c * *n_frames + frame + i] = width == 1   ? *(const gint8 *) p
                                            : width == 2 ? *(const gint16 *) p
                                                         : *(const gint32 *) p;
      }
  }
  return result;
}

static inline void
assert_samples (File *file, int channels, gint64 n_frames, const gint32 *samples)
{
  g_autoptr (GByteArray) copy = g_byte_array_new ();

  g_byte_array_append (copy, file->data, file->len);
  for (gint64 piece = 1; piece <= n_frames + 1; piece++) {
    GByteArray *one = g_byte_array_new ();
    int found_channels;
    gint64 found_frames;
    g_autofree gint32 *found = NULL;

    g_byte_array_append (one, copy->data, copy->len);
    found = read_all (one, piece, &found_channels, &found_frames);
    g_assert_cmpint (found_channels, ==, channels);
    g_assert_cmpint (found_frames, ==, n_frames);
    for (gint64 i = 0; i < channels * n_frames; i++)
      g_assert_cmphex (found[i], ==, samples[i]);
  }
  g_byte_array_unref (file);
}

/* Whatever a header is, it gives an error, or frames that are in the file. Takes the files. */
static inline void
assert_random (File **files, gsize n_files)
{
  for (gsize i = 0; i < n_files; i++) {
    for (int n = 0; n < 3000; n++) {
      File *copy = g_byte_array_new ();
      const gsize length =
          g_test_rand_int_range (0, 3) == 0 ? (gsize) g_test_rand_int_range (1, files[i]->len + 1) : files[i]->len;
      int channels;
      gint64 n_frames;
      g_autoptr (GafByteSource) source = NULL;
      g_autoptr (GBytes) all = NULL;
      g_autoptr (GafChunks) chunks = NULL;
      g_autoptr (GafDecoder) decoder = NULL;
      g_autoptr (GError) error = NULL;

      g_byte_array_append (copy, files[i]->data, length);
      for (int k = g_test_rand_int_range (1, 5); k > 0; k--)
        copy->data[g_test_rand_int_range (0, MIN (length, 100))] =
            g_test_rand_int_range (0, 2) ? 0xff : g_test_rand_int_range (0, 256);
      all = g_byte_array_free_to_bytes (copy);
      source = gaf_byte_source_new_for_bytes (all);
      chunks = gaf_chunks_new (source, &error);
      g_assert_true ((chunks != NULL) == (error == NULL));
      if (chunks == NULL || chunks->kind != GAF_CHUNKS_PCM)
        continue;
      channels = chunks->channels;
      n_frames = chunks->n_frames;
      g_assert_cmpint (n_frames, >=, 0);
      g_assert_cmpint (channels, >, 0);
      if (chunks->ranges == NULL)
        g_assert_cmpint (n_frames, <=, length);
      decoder = gaf_decoder_pcm_new (source, g_steal_pointer (&chunks), &error);
      {
        g_autofree float *memory = g_new (float, 500 * channels);
        void *planes[1] = { memory };
        const GafSampleDest dest = { GAF_SAMPLE_FORMAT_FLOAT32, GAF_LAYOUT_INTERLEAVED, planes };

        g_assert_cmpint (gaf_decoder_read_at (decoder, 0, &dest, 0, 500, &error), ==, MIN (n_frames, 500));
        g_assert_cmpint (gaf_decoder_read_at (decoder, n_frames, &dest, 0, 500, &error), ==, 0);
        g_assert_no_error (error);
      }
    }
    g_byte_array_unref (files[i]);
  }
}
