/*
 * SPDX-FileCopyrightText: 2026 gaudiofile contributors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#include "samples/mix.h"

#include <gst/audio/audio.h>
#include <string.h>

#include "core/limits.h"
#include "gaf-error.h"

static gboolean
find_positions (guint channels, guint64 mask, GstAudioChannelPosition *positions)
{
  if (mask == 0)
    mask = gst_audio_channel_get_fallback_mask (channels);
  return gst_audio_channel_positions_from_mask (channels, mask, positions);
}

/* GStreamer's mixer does not show its matrix, but what it makes of one channel alone is a column of it. */
static float *
ask_mixer (guint from, guint64 mask, guint to)
{
  GstAudioChannelPosition in[GAF_LIMIT_CHANNELS], out[GAF_LIMIT_CHANNELS];
  g_autofree float *unit = g_new0 (float, from *from);
  g_autofree float *columns = g_new0 (float, from *to);
  gpointer source[] = { unit }, dest[] = { columns };
  GstAudioChannelMixer *mixer;
  float *matrix;

  if (!find_positions (from, mask, in) || !find_positions (to, 0, out))
    return NULL;
  mixer = gst_audio_channel_mixer_new (GST_AUDIO_CHANNEL_MIXER_FLAGS_NONE, GST_AUDIO_FORMAT_F32, from, in, to, out);
  if (mixer == NULL)
    return NULL;
  for (guint c = 0; c < from; c++)
    unit[c * from + c] = 1;
  gst_audio_channel_mixer_samples (mixer, source, dest, from);
  gst_audio_channel_mixer_free (mixer);

  matrix = g_new (float, from *to);
  for (guint c = 0; c < from; c++)
    for (guint k = 0; k < to; k++)
      matrix[k * from + c] = columns[c * to + k];
  return matrix;
}

float *
gaf_mix_matrix_new (guint from, guint64 mask, guint to, GError **error)
{
  float *matrix = NULL;

  if (to == 1 || from == 1) {
    matrix = g_new (float, from *to);
    for (guint i = 0; i < from * to; i++)
      matrix[i] = 1.0f / from;
  } else if (to > 0 && to <= GAF_LIMIT_CHANNELS) {
    matrix = ask_mixer (from, mask, to);
  }
  if (matrix == NULL)
    g_set_error (
        error, GAF_ERROR, GAF_ERROR_INVALID_ARGUMENT,
        "There is no usual way to make %u channels of %u: read it as it is, with one channel, or with a matrix of "
        "%u × %u weights",
        to, from, to, from);
  return matrix;
}

void
gaf_mix (const float *matrix, const float *const *source, guint from, float *const *dest, guint to, gsize n_frames)
{
  for (guint k = 0; k < to; k++) {
    const float *row = matrix + k * from;
    gboolean first = TRUE;

    /* Channel by channel, in one order, so that the pieces in which frames come make no difference. */
    for (guint c = 0; c < from; c++) {
      const float weight = row[c], *plane = source[c];
      float *out = dest[k];

      if (weight == 0)
        continue;
      if (first)
        for (gsize i = 0; i < n_frames; i++)
          out[i] = plane[i] * weight;
      else
        for (gsize i = 0; i < n_frames; i++)
          out[i] += plane[i] * weight;
      first = FALSE;
    }
    if (first)
      memset (dest[k], 0, n_frames * sizeof (float));
  }
}
