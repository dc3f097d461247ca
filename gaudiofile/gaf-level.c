/*
 * SPDX-FileCopyrightText: 2026 gaudiofile contributors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#include "gaf-level.h"

#include <math.h>

#include "live/meter.h"

/**
 * GafLevel:
 *
 * How loud each channel was over a twentieth of a second: the largest sample and the root of the mean square. Full
 * scale is 1.0.
 *
 * ```c
 * g_autoptr (GafPlayer) player = gaf_player_new ();
 * g_autoptr (GafLevel) level = gaf_player_get_level (player);
 *
 * for (guint channel = 0; channel < gaf_level_get_channels (level); channel++)
 *   g_print ("%.3f\n", gaf_level_get_peak (level, channel));
 * ```
 *
 * Since: 0.1
 */
struct _GafLevel {
  gatomicrefcount ref_count;
  guint channels;
  float peaks[GAF_LIMIT_CHANNELS];
  float rms[GAF_LIMIT_CHANNELS];
};

G_DEFINE_BOXED_TYPE (GafLevel, gaf_level, gaf_level_ref, gaf_level_unref)

/* {{{ meter */

void
gaf_meter_init (GafMeter *self, guint channels, gsize window)
{
  *self = (GafMeter){ .channels = channels, .window = MAX (window, 1) };
}

void
gaf_meter_reset (GafMeter *self)
{
  gaf_meter_init (self, self->channels, self->window);
}

static void
finish_window (GafMeter *self)
{
  for (guint c = 0; c < self->channels; c++) {
    self->last_peaks[c] = self->peaks[c];
    self->last_rms[c] = (float) sqrt (self->squares[c] / (double) self->n_frames);
    self->peaks[c] = 0;
    self->squares[c] = 0;
  }
  self->n_frames = 0;
}

void
gaf_meter_add (GafMeter *self, const float *samples, gsize n_frames)
{
  while (n_frames > 0) {
    const gsize run = MIN (n_frames, self->window - self->n_frames);

    for (guint c = 0; c < self->channels; c++) {
      float peak = self->peaks[c];
      double square = 0;

      for (gsize i = 0; i < run; i++) {
        const float sample = samples[i * self->channels + c];

        peak = fmaxf (peak, fabsf (sample));
        square += (double) sample * sample;
      }
      self->peaks[c] = peak;
      self->squares[c] += square;
    }
    self->n_frames += run;
    samples += run * self->channels;
    n_frames -= run;
    if (self->n_frames == self->window)
      finish_window (self);
  }
}

GafLevel *
gaf_meter_get (const GafMeter *self)
{
  GafLevel *level = g_new0 (GafLevel, 1);

  g_atomic_ref_count_init (&level->ref_count);
  level->channels = self->channels;
  memcpy (level->peaks, self->last_peaks, sizeof level->peaks);
  memcpy (level->rms, self->last_rms, sizeof level->rms);
  return level;
}

/* }}} */

/**
 * gaf_level_ref:
 * @self: a level
 *
 * Takes a reference to the level; any thread may.
 *
 * Returns: (transfer full): @self
 * Since: 0.1
 */
GafLevel *
gaf_level_ref (GafLevel *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  g_atomic_ref_count_inc (&self->ref_count);
  return self;
}

/**
 * gaf_level_unref:
 * @self: (transfer full): a level
 *
 * Drops a reference; with the last one the level is freed. Any thread may.
 *
 * Since: 0.1
 */
void
gaf_level_unref (GafLevel *self)
{
  g_return_if_fail (self != NULL);

  if (g_atomic_ref_count_dec (&self->ref_count))
    g_free (self);
}

/**
 * gaf_level_get_channels:
 * @self: a level
 *
 * Tells the number of channels that were measured.
 *
 * Returns: the number of channels
 * Since: 0.1
 */
guint
gaf_level_get_channels (GafLevel *self)
{
  g_return_val_if_fail (self != NULL, 0);

  return self->channels;
}

/**
 * gaf_level_get_peak:
 * @self: a level
 * @channel: a channel, from 0
 *
 * Tells the largest absolute value of a sample of the channel.
 *
 * Returns: the peak, 1.0 for full scale; 0 for a channel that there is not
 * Since: 0.1
 */
double
gaf_level_get_peak (GafLevel *self, guint channel)
{
  g_return_val_if_fail (self != NULL, 0);

  return channel < self->channels ? self->peaks[channel] : 0;
}

/**
 * gaf_level_get_rms:
 * @self: a level
 * @channel: a channel, from 0
 *
 * Tells the root of the mean square of the samples of the channel: 0.707 for a sine of full scale.
 *
 * Returns: the RMS, 1.0 for full scale; 0 for a channel that there is not
 * Since: 0.1
 */
double
gaf_level_get_rms (GafLevel *self, guint channel)
{
  g_return_val_if_fail (self != NULL, 0);

  return channel < self->channels ? self->rms[channel] : 0;
}
