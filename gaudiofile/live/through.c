/*
 * SPDX-FileCopyrightText: 2026 gaudiofile contributors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#include "live/through.h"

/*
 * What passes from the input to the output, on a thread of its own: what the program does to it may take any time, and
 * must not be in the way of a device.
 */

void
gaf_stream_map_channels (float *const *planes, guint n_planes, gsize n_frames, float *to, guint channels)
{
  for (gsize i = 0; i < n_frames; i++) {
    float *frame = to + i * channels;

    if (channels == 1 && n_planes > 1) {
      float sum = 0;

      for (guint c = 0; c < n_planes; c++)
        sum += planes[c][i];
      frame[0] = sum / (float) n_planes;
      continue;
    }
    for (guint c = 0; c < channels; c++)
      frame[c] = n_planes == 1 ? planes[0][i] : c < n_planes ? planes[c][i] : 0;
  }
}

/* A whole block in @planes; FALSE when the stream is closed. */
static gboolean
take_block (GafStreamCore *core, float *const *planes)
{
  gboolean is_closing;

  g_mutex_lock (&core->lock);
  while (!core->is_closing && core->through_in.level < core->block)
    g_cond_wait (&core->changed, &core->lock);
  is_closing = core->is_closing;
  if (!is_closing)
    gaf_ring_take (&core->through_in, planes, 1, core->block);
  g_mutex_unlock (&core->lock);
  return !is_closing;
}

static void
give_block (GafStreamCore *core, float *const *planes, float *output)
{
  const guint channels = core->through_out.channels;
  const float *interleaved[GAF_LIMIT_CHANNELS];

  gaf_stream_map_channels (planes, core->through_in.channels, core->block, output, channels);
  for (guint c = 0; c < channels; c++)
    interleaved[c] = output + c;

  g_mutex_lock (&core->lock);
  if (core->passes_through) {
    gaf_ring_force (&core->through_out, interleaved, channels, core->block);
    core->n_dropped += gaf_ring_force (&core->heard, (const float *const *) planes, 1, core->block);
    g_cond_broadcast (&core->changed);
  }
  g_mutex_unlock (&core->lock);
}

void
gaf_stream_shorten_through (GafStreamCore *core, gsize level)
{
  const guint channels = core->through_out.channels;
  g_autofree float *first = NULL;
  GafRing *ring = &core->through_out;

  core->through_low = MIN (core->through_low, level);
  core->through_seen += core->block;
  if (core->through_seen < core->rate)
    return;
  if (core->through_low >= 2 * core->block && ring->level >= 2 * core->block) {
    float *planes[GAF_LIMIT_CHANNELS];

    first = g_new (float, core->block *channels);
    for (guint c = 0; c < channels; c++)
      planes[c] = first + c;
    gaf_ring_take (ring, planes, channels, core->block);
    for (gsize i = 0; i < core->block; i++) {
      float *frame = ring->samples + (ring->start + i) % ring->capacity * channels;
      const float in = (float) (i + 1) / (float) core->block;

      for (guint c = 0; c < channels; c++)
        frame[c] = in * frame[c] + (1 - in) * first[i * channels + c];
    }
  }
  core->through_low = G_MAXSIZE;
  core->through_seen = 0;
}

gpointer
gaf_stream_through (gpointer data)
{
  GafStreamCore *core = data;
  const guint n_in = core->through_in.channels, n_out = core->through_out.channels;
  g_autofree float *input = g_new (float, core->block *n_in);
  g_autofree float *output = g_new (float, core->block *n_out);
  float *planes[GAF_LIMIT_CHANNELS];

  for (guint c = 0; c < n_in; c++)
    planes[c] = input + c * core->block;
  while (take_block (core, planes)) {
    if (core->process != NULL)
      core->process (planes, n_in, core->block, core->process_data);
    give_block (core, planes, output);
  }

  gaf_stream_core_leave (core);
  return NULL;
}
