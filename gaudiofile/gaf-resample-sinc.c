/*
 * SPDX-FileCopyrightText: 2026 gaudiofile contributors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#include "gaf-resample-stage.h"

#include <gst/audio/audio.h>
#include <string.h>

#include "gaf-limits.h"

/*
 * Low-pass filters with a Kaiser window, by GStreamer's audio resampler.
 *
 * The transition band ends at half of the lower rate, so nothing folds back that is not below the stop band's level. Its
 * width follows from the taps and the level as in J. F. Kaiser, "Nonrecursive digital filter design using the I0-sinh window
 * function", 1974: width = (level - 8) / (2.285 × π × taps), in units of half the rate. When the rate is
 * lowered, GStreamer makes the filter longer in proportion.
 */
typedef struct {
  int taps;
  double level; /* of the stop band, dB below full scale */
} Filter;

static const Filter filters[] = {
  [GAF_RESAMPLE_QUALITY_WINDOWED_SINC] = { 384, 140 },     [GAF_RESAMPLE_QUALITY_WINDOWED_SINC_256] = { 384, 140 },
  [GAF_RESAMPLE_QUALITY_WINDOWED_SINC_128] = { 256, 130 }, [GAF_RESAMPLE_QUALITY_WINDOWED_SINC_64] = { 192, 125 },
  [GAF_RESAMPLE_QUALITY_WINDOWED_SINC_32] = { 160, 120 },  [GAF_RESAMPLE_QUALITY_WINDOWED_SINC_16] = { 64, 90 },
  [GAF_RESAMPLE_QUALITY_WINDOWED_SINC_8] = { 32, 70 },
};

/* Each phase (output frames have ratio.out of them) has its own taps, computed when it is first needed: that is exact. Of more
 * phases than this, the taps are interpolated from that many: linearly, since GStreamer's cubic interpolation moves the
 * signal by an eighth of a sample. 256 keep the error below -130 dB. */
#define MOST_PHASES         1024
#define INTERPOLATED_PHASES 256

typedef struct {
  GafResampleStage parent;
  GstAudioResampler *resampler;

  /* What was made but not yet wanted: GStreamer gives nothing without being fed. Planes of @room frames. */
  float *pending;
  gint64 first;
  gint64 n_pending;
  gint64 room;
} GafResampleSinc;

static gint64
sinc_get_ready (GafResampleStage *stage, gint64 n_in)
{
  GafResampleSinc *self = (GafResampleSinc *) stage;

  return self->n_pending + gst_audio_resampler_get_out_frames (self->resampler, n_in);
}

/* Makes all that can be made with @n_in more frames, behind what is pending. */
static void
make_pending (GafResampleSinc *self, const float *const *in, gint64 n_in)
{
  const gint64 n = gst_audio_resampler_get_out_frames (self->resampler, n_in);
  const guint channels = self->parent.channels;
  float *out[GAF_LIMIT_CHANNELS];

  if (self->first + self->n_pending + n > self->room) {
    const gint64 room = self->n_pending + n;
    float *pending = g_new (float, room *channels);

    for (guint c = 0; c < channels; c++)
      if (self->n_pending > 0)
        memcpy (pending + c * room, self->pending + c * self->room + self->first, self->n_pending * sizeof (float));
    g_free (self->pending);
    self->pending = pending;
    self->room = room;
    self->first = 0;
  }
  for (guint c = 0; c < channels; c++)
    out[c] = self->pending + c * self->room + self->first + self->n_pending;
  gst_audio_resampler_resample (self->resampler, (gpointer *) in, n_in, (gpointer *) out, n);
  self->n_pending += n;
}

static void
sinc_run (GafResampleStage *stage, const float *const *in, gint64 n_in, float *const *out, gint64 n_out)
{
  GafResampleSinc *self = (GafResampleSinc *) stage;

  stage->fed += n_in;
  stage->made += n_out;
  if (self->n_pending == 0 && n_out == (gint64) gst_audio_resampler_get_out_frames (self->resampler, n_in)) {
    gst_audio_resampler_resample (self->resampler, (gpointer *) in, n_in, (gpointer *) out, n_out);
    return;
  }
  if (n_in > 0)
    make_pending (self, in, n_in);
  for (guint c = 0; c < stage->channels && n_out > 0; c++)
    memcpy (out[c], self->pending + c * self->room + self->first, n_out * sizeof (float));
  self->n_pending -= n_out;
  self->first = self->n_pending == 0 ? 0 : self->first + n_out;
}

static void
sinc_free (GafResampleStage *stage)
{
  GafResampleSinc *self = (GafResampleSinc *) stage;

  gst_audio_resampler_free (self->resampler);
  g_free (self->pending);
  g_free (self);
}

GafResampleStage *
gaf_resample_sinc_new (GafResampleRatio ratio, guint channels, GafResampleQuality quality)
{
  const Filter *filter = &filters[quality];
  const double width = (filter->level - 8) / (2.285 * G_PI * filter->taps);
  const gboolean each_phase = ratio.out <= MOST_PHASES;
  g_autoptr (GstStructure) options = NULL;
  GstAudioResampler *resampler;
  GafResampleSinc *self;

  options = gst_structure_new (
      "options", GST_AUDIO_RESAMPLER_OPT_STOP_ATTENUATION, G_TYPE_DOUBLE, filter->level, GST_AUDIO_RESAMPLER_OPT_CUTOFF,
      G_TYPE_DOUBLE, 1 - width / 2, GST_AUDIO_RESAMPLER_OPT_TRANSITION_BANDWIDTH, G_TYPE_DOUBLE, width / 2,
      GST_AUDIO_RESAMPLER_OPT_FILTER_MODE, GST_TYPE_AUDIO_RESAMPLER_FILTER_MODE,
      each_phase ? GST_AUDIO_RESAMPLER_FILTER_MODE_FULL : GST_AUDIO_RESAMPLER_FILTER_MODE_INTERPOLATED,
      GST_AUDIO_RESAMPLER_OPT_FILTER_INTERPOLATION, GST_TYPE_AUDIO_RESAMPLER_FILTER_INTERPOLATION,
      each_phase ? GST_AUDIO_RESAMPLER_FILTER_INTERPOLATION_NONE : GST_AUDIO_RESAMPLER_FILTER_INTERPOLATION_LINEAR,
      GST_AUDIO_RESAMPLER_OPT_FILTER_OVERSAMPLE, G_TYPE_INT, INTERPOLATED_PHASES,
      GST_AUDIO_RESAMPLER_OPT_MAX_PHASE_ERROR, G_TYPE_DOUBLE, 0.0, NULL);
  resampler = gst_audio_resampler_new (GST_AUDIO_RESAMPLER_METHOD_KAISER,
                                       GST_AUDIO_RESAMPLER_FLAG_NON_INTERLEAVED_IN
                                           | GST_AUDIO_RESAMPLER_FLAG_NON_INTERLEAVED_OUT,
                                       GST_AUDIO_FORMAT_F32, channels, ratio.in, ratio.out, options);

  self = g_new0 (GafResampleSinc, 1);
  self->parent = (GafResampleStage){
    .ratio = ratio,
    .channels = channels,
    .reach = gst_audio_resampler_get_max_latency (resampler) + 1,
    .latency = gst_audio_resampler_get_max_latency (resampler),
    .get_ready = sinc_get_ready,
    .run = sinc_run,
    .free = sinc_free,
  };
  self->resampler = resampler;
  return &self->parent;
}
