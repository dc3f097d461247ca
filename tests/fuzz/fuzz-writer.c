/*
 * SPDX-FileCopyrightText: 2026 gaudiofile contributors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

/*
 * Writes what the bytes say (format, rate, channels, depth, quality; then samples as floats of any kind, NaN and
 * infinity among them, in pieces of any length), and reads it again: as many frames have to come back, finite ones.
 *
 *   data: format │ rate, 4 bytes │ channels │ depth │ quality │ length of a piece │ samples, 4 bytes each …
 */

#include "fuzz.h"

#include <math.h>

#include "core/bytes.h"
#include "formats/writable.h"
#include "gaudiofile.h"

#define HEADER     9
#define MOST       4000 /* samples */
#define MOST_TIMES 8    /* each sample is written so often, for there to be blocks of it */
#define MOST_TIME  20   /* seconds of one channel: at a rate of 4 Hz few samples are long to encode */

static const GafWriteFormat *
choose_format (guint number)
{
  const GafWriteFormat *all = gaf_write_format_all ();
  guint n = 0;

  while (all[n].format != NULL)
    n++;
  return &all[number % n];
}

static GafEncodeSpec *
make_spec (const uint8_t *data, const GafWriteFormat *format)
{
  static const int usual_rates[] = { 8000, 11025, 16000, 22050, 44100, 48000, 96000, 192000 };
  const guint32 rate = gaf_read_le32 (data + 1);
  GafEncodeSpec *spec = gaf_encode_spec_new (
      format->format, rate % 2 ? usual_rates[rate / 2 % G_N_ELEMENTS (usual_rates)] : rate % 1600000, data[5] % 10);

  gaf_encode_spec_set_codec (spec, format->codec);
  if (data[6] % 4 != 0)
    gaf_encode_spec_set_bit_depth (spec, data[6] % 4 == 1 ? 16 : data[6] % 72);
  if (format->quality != NULL && data[7] % 4 != 0)
    gaf_encode_spec_set_quality (spec, format->quality[data[7] % (format->worst_quality + 1)]);
  return spec;
}

/* What a reader finds in it. */
static void
check (GBytes *bytes, const GafWriteFormat *format, gint64 written, double rate)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GafReader) reader = gaf_reader_new_for_bytes (bytes, NULL, &error);
  g_autofree float *samples = NULL;
  const double ratio = reader != NULL ? gaf_reader_get_rate (reader) / rate : 1;
  gint64 total = 0, n;
  guint channels;

  /* Some formats without frames are no file. */
  if (reader == NULL && written == 0)
    return;
  g_assert_no_error (error);
  channels = gaf_reader_get_channels (reader);
  samples = g_new (float, 4096 * channels);
  while ((n = gaf_reader_read_interleaved (reader, samples, 4096, NULL, &error)) > 0) {
    for (gint64 i = 0; i < n * channels && format->chunks == GAF_CHUNK_NONE; i++)
      g_assert_true (isfinite (samples[i]));
    total += n;
  }
  g_assert_no_error (error);
  /* AC-3 has no room for the number of frames. */
  if (format->mux == GAF_MUX_BARE)
    g_assert_cmpint (total, >=, written * ratio - 1);
  else
    g_assert_cmpint (ABS (total - (gint64) llround (written * ratio)), <=, ratio == 1 ? 0 : 1);
}

int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  const GafWriteFormat *format;
  g_autoptr (GafEncodeSpec) spec = NULL;
  g_autoptr (GafWriter) writer = NULL;
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree float *samples = NULL;
  gint64 n_frames, piece, written = 0;
  guint rounds, channels;
  double rate;

  if (size < HEADER)
    return 0;
  format = choose_format (data[0]);
  spec = make_spec (data, format);
  writer = gaf_writer_new_for_memory (spec, &error);
  if (writer == NULL) {
    g_assert_nonnull (error);
    return 0;
  }
  rate = gaf_encode_spec_get_rate (spec);
  channels = gaf_encode_spec_get_channels (spec);
  rounds = 1 + data[5] % MOST_TIMES;
  n_frames = MIN ((size - HEADER) / 4, MOST) / channels;
  n_frames = MIN (n_frames, (gint64) ceil (MOST_TIME * rate / rounds / channels));
  piece = MAX (n_frames * data[8] / 255, 1);
  samples = g_new (float, MAX (n_frames * channels, 1));
  for (gint64 i = 0; i < n_frames * channels; i++)
    samples[i] = gaf_read_le_float (data + HEADER + 4 * i);

  for (guint round = 0; round < rounds; round++)
    for (gint64 at = 0; at < n_frames; at += piece) {
      const gint64 n = MIN (piece, n_frames - at);

      if (!gaf_writer_write_interleaved (writer, samples + at * channels, n, NULL, &error)) {
        g_assert_nonnull (error);
        return 0;
      }
      written += n;
      g_assert_cmpint (gaf_writer_tell (writer), ==, written);
    }
  if (data[7] == 255) {
    g_assert_true (gaf_writer_abort (writer, NULL));
    return 0;
  }
  if (!gaf_writer_close (writer, NULL, &error)) {
    g_assert_nonnull (error);
    return 0;
  }
  bytes = gaf_writer_steal_bytes (writer, &error);
  g_assert_no_error (error);
  check (bytes, format, written, rate);
  return 0;
}
