/*
 * SPDX-FileCopyrightText: 2026 gaudiofile contributors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

/*
 * A resampler of the rates, channels and quality that the bytes say, fed in one piece and again in pieces of lengths
 * that they say: the same bits have to come out, and as many frames as were promised.
 *
 *   data: rates, 3 bytes each │ channels │ quality │ pieces, 16 bytes │ samples, 2 bytes each …
 */

#include "fuzz.h"

#include "core/bytes.h"
#include "gaudiofile.h"

#define PIECES     8
#define HEADER     24
#define MOST       3000 /* frames in */
#define MOST_OUT   60000
#define MOST_RATIO 64

/* Source and target, channel after channel. */
typedef struct {
  float *planes[4];
  guint n;
} Planes;

static void
planes_init (Planes *self, guint n_channels, gint64 n_frames)
{
  self->n = n_channels;
  for (guint c = 0; c < n_channels; c++)
    self->planes[c] = g_new0 (float, MAX (n_frames, 1));
}

static void
planes_clear (Planes *self)
{
  for (guint c = 0; c < self->n; c++)
    g_free (self->planes[c]);
}

/* Feeds @n frames in @pieces, one after the other until all are in; gives how many frames came out. */
static gint64
run (GafResampler *resampler, Planes *source, gint64 n, Planes *target, gint64 room, const guint8 *pieces)
{
  gint64 at = 0, out = 0;

  for (guint i = 0; at < n; i++) {
    const gint64 length = pieces != NULL ? MIN (gaf_read_le16 (pieces + 2 * (i % PIECES)) % 700 + 1, n - at) : n;
    const gint64 ready = gaf_resampler_get_n_ready (resampler, length);
    const float *from[4];
    float *to[4];
    g_autoptr (GError) error = NULL;
    gint64 got;

    for (guint c = 0; c < source->n; c++) {
      from[c] = source->planes[c] + at;
      to[c] = target->planes[c] + out;
    }
    got = gaf_resampler_process (resampler, from, length, to, room - out, &error);
    g_assert_no_error (error);
    g_assert_cmpint (got, ==, ready);
    at += length;
    out += got;
  }
  {
    const gint64 rest = gaf_resampler_get_n_rest (resampler);
    g_autoptr (GError) error = NULL;
    float *to[4];

    for (guint c = 0; c < source->n; c++)
      to[c] = target->planes[c] + out;
    g_assert_cmpint (gaf_resampler_flush (resampler, to, room - out, &error), ==, rest);
    g_assert_no_error (error);
    return out + rest;
  }
}

int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  g_autoptr (GafResampler) resampler = NULL;
  g_autoptr (GError) error = NULL;
  Planes source, whole, parts;
  guint channels;
  gint64 n, room;
  double from, to;

  if (size < HEADER)
    return 0;
  from = (data[0] | data[1] << 8 | data[2] << 16) / 16.0;
  to = (data[3] | data[4] << 8 | data[5] << 16) / 16.0;
  channels = data[6] % 5;
  /* The filter is as long as the ratio is large: what is left would take its time, and show nothing else. */
  if (from > MOST_RATIO * to)
    return 0;
  resampler = gaf_resampler_new (from, to, channels, data[7] % (GAF_RESAMPLE_QUALITY_WINDOWED_SINC_8 + 1), &error);
  if (resampler == NULL) {
    g_assert_nonnull (error);
    return 0;
  }
  g_assert_cmpint (channels, >, 0);
  n = MIN ((gint64) (size - HEADER) / 2 / channels, MOST);
  room = gaf_resampler_get_n_frames (resampler, n);
  g_assert_cmpint (room, >=, 0);
  if (room > MOST_OUT)
    return 0;
  planes_init (&source, channels, n);
  planes_init (&whole, channels, room);
  planes_init (&parts, channels, room);
  for (guint c = 0; c < channels; c++)
    for (gint64 i = 0; i < n; i++)
      source.planes[c][i] = (gint16) gaf_read_le16 (data + HEADER + 2 * (c * n + i)) / 32768.0f;

  g_assert_cmpint (run (resampler, &source, n, &whole, room, NULL), ==, room);
  g_assert_true (gaf_resampler_reset (resampler, NULL));
  g_assert_cmpint (run (resampler, &source, n, &parts, room, data + 8), ==, room);
  for (guint c = 0; c < channels; c++)
    g_assert_cmpmem (whole.planes[c], room * sizeof (float), parts.planes[c], room * sizeof (float));

  planes_clear (&source);
  planes_clear (&whole);
  planes_clear (&parts);
  return 0;
}
