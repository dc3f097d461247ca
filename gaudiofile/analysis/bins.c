/*
 * SPDX-FileCopyrightText: 2026 gaudiofile contributors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

/* Putting an hour of bins together for 2,000 pixels takes 90 µs with -O2, in which sums stay in memory, and 55 so. */
#if defined __OPTIMIZE__ && !defined __clang__
#pragma GCC optimize("O3")
#endif

#include "analysis/bins.h"

#include <math.h>
#include <string.h>

#include "core/memory.h"
#include "samples/vector.h"

#define FACTOR 4

typedef gint32 Mask __attribute__ ((vector_size (32)));

/* {{{ of samples */

/* The lower one of each two. */
#define LOWER(a, b) ((GafVector) ((((a) < (b)) & (Mask) (a)) | (~((a) < (b)) & (Mask) (b))))

/* Puts @n samples into a bin. */
GAF_FOR_WIDE_VECTORS static void
add_samples (GafBin *bin, const float *samples, gint64 n)
{
  const float infinity = INFINITY;
  GafVector lowest[2], highest[2], energy[2];
  float low = bin->lowest, high = bin->highest;
  double sum = bin->energy;
  gint64 i = 0;

  for (int k = 0; k < 2; k++) {
    energy[k] = (GafVector){ 0 };
    lowest[k] = highest[k] = energy[k] + infinity;
  }
  for (; i + 16 <= n; i += 16) {
    for (int k = 0; k < 2; k++) {
      GafVector x = *(const GafVector *) (samples + i + 8 * k);

      x = (GafVector) ((Mask) (x == x) & (Mask) x);
      lowest[k] = LOWER (x, lowest[k]);
      highest[k] = LOWER (-x, highest[k]);
      energy[k] += x * x;
    }
  }
  for (int k = 0; k < 8; k++) {
    low = MIN (low, MIN (lowest[0][k], lowest[1][k]));
    high = MIN (high, MIN (highest[0][k], highest[1][k]));
    sum += (double) energy[0][k] + energy[1][k];
  }
  for (; i < n; i++) {
    const float x = isnan (samples[i]) ? 0 : samples[i];

    low = MIN (low, x);
    high = MIN (high, -x);
    sum += (double) x * x;
  }
  bin->lowest = low;
  bin->highest = high;
  bin->energy = sum;
}

static const GafBin empty = { { INFINITY, INFINITY, 0, 0 } };

/* }}} */

/* {{{ table */

void
gaf_bins_init (GafBins *self, guint channels, guint resolution)
{
  *self = (GafBins){ .channels = channels, .resolution = resolution };
}

void
gaf_bins_clear (GafBins *self)
{
  for (guint l = 0; l < GAF_BINS_LEVELS; l++)
    g_clear_pointer (&self->levels[l], g_free);
}

gsize
gaf_bins_get_size (const GafBins *self)
{
  gsize size = sizeof *self;

  for (guint l = 0; l < GAF_BINS_LEVELS; l++)
    size += self->room[l] * self->channels * sizeof (GafBin);
  return size;
}

static gint64
bins_of (const GafBins *self, gint64 n_frames)
{
  return n_frames / self->resolution + (n_frames % self->resolution != 0);
}

/* Room for so many bins in a level. */
static gboolean
make_room (GafBins *self, guint level, gint64 n, GError **error)
{
  const gsize size = self->channels * sizeof (GafBin);
  GafBin *bins;

  if (n <= self->room[level])
    return TRUE;
  bins = gaf_memory_try (n, size, error);
  if (bins == NULL)
    return FALSE;
  if (self->n[level] > 0)
    memcpy (bins, self->levels[level], self->n[level] * size);
  g_free (self->levels[level]);
  self->levels[level] = bins;
  self->room[level] = n;
  return TRUE;
}

/* One bin more, which is empty; with a quarter of what is there as room for others. */
static GafBin *
add_bin (GafBins *self, guint level, GError **error)
{
  const gint64 n = self->n[level];
  GafBin *bin;

  if (n >= self->room[level] && !make_room (self, level, n + n / 4 + 16, error))
    return NULL;
  bin = self->levels[level] + n * self->channels;
  for (guint c = 0; c < self->channels; c++)
    bin[c] = empty;
  self->n[level]++;
  return bin;
}

static inline GafBin
together (GafBin a, GafBin b)
{
  GafBin sum;

  sum.lowest = a.lowest < b.lowest ? a.lowest : b.lowest;
  sum.highest = a.highest < b.highest ? a.highest : b.highest;
  sum.energy = a.energy + b.energy;
  sum.unused = 0;
  return sum;
}

/* Bins of the levels above for the first @n bins, which are whole. */
static gboolean
raise_levels (GafBins *self, gint64 n, GError **error)
{
  const guint channels = self->channels;

  for (guint l = 1; l < GAF_BINS_LEVELS && (n /= FACTOR) > 0; l++) {
    while (self->n[l] < n) {
      const GafBin *from = self->levels[l - 1] + self->n[l] * FACTOR * channels;
      GafBin *bin = add_bin (self, l, error);

      if (bin == NULL)
        return FALSE;
      for (guint i = 0; i < FACTOR * channels; i++)
        bin[i % channels] = together (bin[i % channels], from[i]);
    }
  }
  return TRUE;
}

gboolean
gaf_bins_append (GafBins *self, const float *const *planes, gint64 n_frames, GError **error)
{
  const guint resolution = self->resolution;
  gint64 done = 0;

  while (done < n_frames) {
    const guint used = self->n_frames % resolution;
    const gint64 n = MIN (n_frames - done, resolution - used);
    GafBin *bin = used > 0 ? self->levels[0] + (self->n[0] - 1) * self->channels : add_bin (self, 0, error);

    if (bin == NULL)
      return FALSE;
    for (guint c = 0; c < self->channels; c++)
      add_samples (bin + c, planes[c] + done, n);
    done += n;
    self->n_frames += n;
    if (used + n == resolution && !raise_levels (self, self->n[0], error))
      return FALSE;
  }
  return TRUE;
}

gboolean
gaf_bins_reserve (GafBins *self, gint64 n_frames, GError **error)
{
  return make_room (self, 0, bins_of (self, n_frames), error);
}

void
gaf_bins_fill (GafBins *self, gint64 frame, const float *const *planes, gint64 n_frames)
{
  GafBin *bin = self->levels[0] + frame / self->resolution * self->channels;

  for (gint64 done = 0; done < n_frames; done += self->resolution) {
    for (guint c = 0; c < self->channels; c++, bin++) {
      *bin = empty;
      add_samples (bin, planes[c] + done, MIN (self->resolution, n_frames - done));
    }
  }
}

gboolean
gaf_bins_finish (GafBins *self, gint64 n_frames, GError **error)
{
  gint64 n = n_frames / self->resolution;

  self->n_frames = n_frames;
  self->n[0] = bins_of (self, n_frames);
  for (guint l = 1; l < GAF_BINS_LEVELS && (n /= FACTOR) > 0; l++)
    if (!make_room (self, l, n, error))
      return FALSE;
  return raise_levels (self, n_frames / self->resolution, error);
}

/* }}} */

/* {{{ query */

/* Bins @from to @to of a level into @sums. */
static inline void
gather (const GafBins *self, guint level, gint64 from, gint64 to, guint channels, GafBin *sums)
{
  const GafBin *bin = self->levels[level] + from * channels;

  for (gint64 i = from; i < to; i++)
    for (guint c = 0; c < channels; c++, bin++)
      sums[c] = together (sums[c], *bin);
}

/* Bins @from to @to of the lowest level: the two ends from there, what is between from the levels above. */
static inline void
gather_range (const GafBins *self, gint64 from, gint64 to, guint channels, GafBin *sums)
{
  for (guint l = 0;; l++) {
    const gint64 up_from = (from + FACTOR - 1) / FACTOR;
    const gint64 up_to = l + 1 < GAF_BINS_LEVELS ? MIN (to / FACTOR, self->n[l + 1]) : 0;

    if (up_from >= up_to) {
      gather (self, l, from, to, channels, sums);
      return;
    }
    gather (self, l, from, up_from * FACTOR, channels, sums);
    gather (self, l, up_to * FACTOR, to, channels, sums);
    from = up_from;
    to = up_to;
  }
}

typedef struct {
  float *lowest, *highest, *rms;
  gsize step;
} Planes;

static inline void
put (const Planes *planes, gsize at, GafBin sum, gint64 n_frames)
{
  if (planes->lowest != NULL)
    planes->lowest[at] = n_frames > 0 ? sum.lowest : NAN;
  if (planes->highest != NULL)
    planes->highest[at] = n_frames > 0 ? -sum.highest : NAN;
  if (planes->rms != NULL)
    planes->rms[at] = n_frames > 0 ? sqrtf (sum.energy / n_frames) : NAN;
}

/* @channels once more, for the compiler to make a version for that number. */
static inline void
query (const GafBins *self, gint64 frame, gint64 end, guint n_pixels, guint channels, const Planes *planes)
{
  const gint64 whole = (end - frame) / n_pixels, rest = (end - frame) % n_pixels;
  const int shift = g_bit_nth_lsf (self->resolution, -1); /* divides in less time: it is a power of two */
  GafBin sums[channels];
  gint64 next = frame;

  for (guint i = 0; i < n_pixels; i++) {
    const gint64 a = next;
    const gint64 b = frame + (i + (gint64) 1) * whole + (i + (gint64) 1) * rest / n_pixels;
    const gint64 first = MAX (a, 0) >> shift;
    const gint64 last = MAX (MAX (b, a + 1), 0) - 1;
    const gint64 behind = MIN ((last >> shift) + 1, self->n[0]);
    const gint64 n_frames = MIN (behind << shift, self->n_frames) - (first << shift);

    next = b;
    for (guint c = 0; c < channels; c++)
      sums[c] = empty;
    if (n_frames > 0)
      gather_range (self, first, behind, channels, sums);
    for (guint c = 0; c < channels; c++)
      put (planes, c * planes->step + i, sums[c], n_frames);
  }
}

void
gaf_bins_query (const GafBins *self, gint64 frame, gint64 end, guint n_pixels, float *lowest, float *highest,
                float *rms, gsize step)
{
  const Planes planes = { lowest, highest, rms, step };

  if (n_pixels == 0)
    return;
  if (self->channels == 1)
    query (self, frame, end, n_pixels, 1, &planes);
  else if (self->channels == 2)
    query (self, frame, end, n_pixels, 2, &planes);
  else
    query (self, frame, end, n_pixels, self->channels, &planes);
}

/* }}} */
