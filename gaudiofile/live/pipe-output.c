/*
 * SPDX-FileCopyrightText: 2026 gaudiofile contributors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#include "live/pipe-private.h"
#include "live/through.h"

/* What an output is given, and when. */

/* What a server has taken cannot be replaced any more: nor what it takes before it has what replaces, µs. */
#define MARGIN          (20 * G_TIME_SPAN_MILLISECOND)
#define PIPEWIRE_MARGIN (6 * G_TIME_SPAN_MILLISECOND)
/* A device that is pulled from is kept so much less than full, in periods: so that there is room for what replaces. */
#define PULL_SLACK 3
/* What begins waits until the device holds enough not to lose the beginning, but no longer than this, seconds. */
#define BEGIN_SECONDS 0.15
/* A block that took longer to be taken had to wait for room, µs. */
#define WAITED_FOR_ROOM 1000

/* With the lock: takes what was written. */
static void
take_written (GafStreamPipe *self, float *samples)
{
  GafStreamCore *core = self->core;
  float *planes[GAF_LIMIT_CHANNELS];
  gsize n;

  for (guint c = 0; c < self->side->channels; c++)
    planes[c] = samples + c;
  n = gaf_ring_take (&core->written, planes, self->side->channels, core->block);
  if (n > 0)
    self->data_end = self->n_pushed + n;
  if (core->is_fed && n < core->block)
    core->n_underruns += core->block - n;
  /* A pause in writing is no underrun for ever. */
  if (n == 0)
    core->is_fed = FALSE;
}

/* With the lock; the block is silent. */
static void
fill_block (GafStreamPipe *self, float *samples, gboolean is_early)
{
  GafStreamCore *core = self->core;
  const guint channels = self->side->channels;
  float *planes[GAF_LIMIT_CHANNELS];

  if (core->pull != NULL) {
    core->pull->fill (core->pull_data, self->n_pushed, samples, core->block);
    self->n_pushed += core->block;
    gaf_meter_add (&self->side->meter, samples, core->block);
    return;
  }
  if (!is_early)
    take_written (self, samples);
  if (core->passes_through) {
    g_autofree float *through = g_new0 (float, core->block *channels);

    gaf_stream_shorten_through (core, core->through_out.level);
    for (guint c = 0; c < channels; c++)
      planes[c] = through + c;
    core->n_underruns += core->block - gaf_ring_take (&core->through_out, planes, channels, core->block);
    for (gsize i = 0; i < core->block * channels; i++)
      samples[i] += through[i];
  }
  self->n_pushed += core->block;
  gaf_meter_add (&self->side->meter, samples, core->block);
}

static gboolean
is_short (GafStreamCore *core)
{
  return (core->passes_through && core->through_out.level < core->block)
         || (core->is_fed && core->written.level < core->block);
}

/*
 * The device has room for a block, and holds some more that it has not played yet. Whoever is late may be waited for
 * until it has one left. How much it holds is known when it has asked some time after it had got the last block,
 * because it asks as soon as it has room; while it is being filled, it is reckoned.
 */
static void
wait_for_block (GafStreamPipe *self)
{
  GafStreamCore *core = self->core;
  const gint64 now = g_get_monotonic_time ();
  const gint64 elapsed = now - self->fed_at;
  const gint64 period = gaf_stream_frames_to_time (core, core->block);
  gint64 left;

  if (elapsed >= period / 2 && self->n_pushed > 0)
    self->held = self->device_time - period;
  else
    self->held = MAX (self->held - elapsed, 0);
  left = self->held - period - period / 2;
  while (left > 0 && !self->is_closing && is_short (core)
         && g_cond_wait_until (&core->changed, &core->lock, now + left))
    continue;
  self->fed_at = g_get_monotonic_time ();
  self->held = MAX (self->held - (self->fed_at - now), 0) + period;
}

/* Whether the server is asked for as much as it takes, and shows by that how far it is. */
static gboolean
keeps_full (GafStreamPipe *self)
{
  return self->core->pull != NULL && self->is_of_pipewire && self->sink != NULL;
}

/* Frames of the stream that the server holds when it is full; 0 if that is not known yet. */
static gint64
get_capacity (GafStreamPipe *self)
{
  GstAudioRingBuffer *ring;
  gint64 n_frames = 0;

  GST_OBJECT_LOCK (self->sink);
  ring = self->sink->ringbuffer;
  if (ring != NULL && gst_audio_ring_buffer_is_acquired (ring))
    n_frames = (gint64) ring->spec.segtotal * ring->spec.segsize / GST_AUDIO_INFO_BPF (&ring->spec.info)
               * self->core->rate / GST_AUDIO_INFO_RATE (&ring->spec.info);
  GST_OBJECT_UNLOCK (self->sink);
  return n_frames;
}

/* With the lock. That it asks for more says that there was room for all that it has. */
static void
note_taken (GafStreamPipe *self, gint64 capacity, GstClockTime now)
{
  const gint64 time = g_get_monotonic_time ();

  if (capacity == 0)
    return;
  gaf_taken_add (&self->taken, time, (gint64) self->n_pushed - capacity);
  if (GST_CLOCK_TIME_IS_VALID (now))
    gaf_taken_tell (&self->taken, time, (gint64) gst_util_uint64_scale (now, self->core->rate, GST_SECOND));
}

/* With the lock: the first frame that is not out of reach yet, or will be when @margin, µs, are over; -1 if that is not
 * known. */
static gint64
get_first_in_reach (GafStreamPipe *self, GstClockTime now, gint64 margin)
{
  gint64 frame;

  if (gaf_taken_get (&self->taken, g_get_monotonic_time () + margin, &frame))
    return MAX (frame, 0);
  return GST_CLOCK_TIME_IS_VALID (now) ? (gint64) gst_util_uint64_scale (
             (guint64) MAX ((gint64) now + margin * 1000, 0), self->core->rate, GST_SECOND)
                                       : -1;
}

static gint64
margin_of (GafStreamPipe *self)
{
  return self->is_of_pipewire ? PIPEWIRE_MARGIN : MARGIN;
}

/* With the lock: what is written now might be lost, because a server that begins reads what it has not got yet. */
static gboolean
is_early (GafStreamPipe *self, GstClockTime now)
{
  gint64 first;

  if (self->sink == NULL || self->n_pushed >= BEGIN_SECONDS * self->core->rate)
    return FALSE;
  first = get_first_in_reach (self, now, margin_of (self));
  return first < 0 || first > (gint64) self->n_pushed;
}

/*
 * With the lock. A device that got nothing for longer than it holds has played silence instead, and its time went on.
 * Samples at their old times would come after these for ever, and none be heard: they go where the device is. Returns
 * whether there is a gap in front of them.
 */
static gboolean
skip_what_is_past (GafStreamPipe *self, GstClockTime now)
{
  GafStreamCore *core = self->core;
  const gint64 past = get_first_in_reach (self, now, keeps_full (self) ? -GAF_PIPEWIRE_DOUBT : 0);

  if (self->n_pushed == 0 || past <= (gint64) (self->n_pushed + core->block))
    return FALSE;
  if (core->is_fed || core->passes_through || core->pull != NULL)
    core->n_underruns += past - (gint64) self->n_pushed;
  self->n_pushed = (guint64) past + core->block;
  self->held = gaf_stream_frames_to_time (core, core->block);
  return TRUE;
}

/*
 * Whoever is pulled from is asked when there is room, or, where that leaves none for what replaces, when the device is
 * less than nearly full, or when there is something that is to be heard soon. Returns the time. Without the lock.
 */
static GstClockTime
wait_until_due (GafStreamPipe *self)
{
  GafStreamCore *core = self->core;
  const gint64 period = gaf_stream_frames_to_time (core, core->block);
  const gint64 most = MAX (self->device_time - PULL_SLACK * period, period);

  for (;;) {
    const GstClockTime now = gst_element_get_current_running_time (self->pipeline);
    const gint64 played = GST_CLOCK_TIME_IS_VALID (now) ? (gint64) (now / 1000) : 0;
    gboolean is_due;
    gint64 left;

    g_mutex_lock (&core->lock);
    left = gaf_stream_frames_to_time (core, self->n_pushed) - played - most;
    /* A server begins to play when the device is full. */
    is_due =
        core->pull == NULL || keeps_full (self) || core->is_hurried || self->is_closing || left <= 0 || played < period;
    if (!is_due)
      g_cond_wait_until (&core->changed, &core->lock, g_get_monotonic_time () + CLAMP (left, 500, 10 * period));
    g_mutex_unlock (&core->lock);
    if (is_due)
      return now;
  }
}

/*
 * With the lock: whether the server is sure to take a block at once. PulseAudio reads a piece every so often, 20 ms for
 * instance, and is full again soon after that; what replaces would then wait, and come when its place has been read.
 * There is room right after a block that had to wait for it, and as long as less has been given than the server can
 * hold. A server that no block has waited for lately is never full: see PULL_SLACK.
 */
static gboolean
has_room (GafStreamPipe *self, GstClockTime now, gint64 time, gint64 capacity)
{
  const gint64 two = 2 * (gint64) self->core->block;
  const gboolean has_waited = self->given_at > 0 && time - self->given_at > WAITED_FOR_ROOM;
  gint64 played;

  if (has_waited)
    self->waited_at = time;
  if (has_waited || capacity == 0 || !GST_CLOCK_TIME_IS_VALID (now) || time - self->waited_at > self->device_time)
    return TRUE;
  played = (gint64) gst_util_uint64_scale (now, self->core->rate, GST_SECOND);
  return (gint64) self->n_pushed - played + two <= capacity;
}

/* With the lock: where the next block goes, if not behind the last one. Returns whether that is so. */
static gboolean
place_block (GafStreamPipe *self, GstClockTime now)
{
  GafStreamCore *core = self->core;
  guint64 earliest = self->n_pushed, position;
  gint64 first = -1;

  core->is_hurried = FALSE;
  if (self->sink != NULL)
    first = get_first_in_reach (self, now, margin_of (self));
  if (first >= 0)
    earliest = (guint64) first;
  position = core->pull->place (core->pull_data, self->serial, earliest, self->n_pushed);
  if (position == self->n_pushed)
    return FALSE;
  self->n_pushed = position;
  return TRUE;
}

/* The sink makes a frame of a time again, and cuts off what is behind the point: a time of whole nanoseconds, rounded
 * down, would come out as the frame before, and what replaces be one frame off. */
static GstClockTime
middle_of (GafStreamCore *core, guint64 frame)
{
  return gst_util_uint64_scale (2 * frame + 1, GST_SECOND, 2 * (guint64) core->rate);
}

void
gaf_stream_pipe_fill (GstAppSrc *source, guint length, gpointer data)
{
  GafStreamPipe *self = data;
  GafStreamCore *core = self->core;
  const gsize size = core->block * self->side->channels * sizeof (float);
  GstBuffer *buffer = gst_buffer_new_allocate (NULL, size, NULL);
  const gint64 time = g_get_monotonic_time ();
  gboolean is_elsewhere;
  GstMapInfo map;
  GstClockTime now;
  gint64 capacity;

  if (!gst_buffer_map (buffer, &map, GST_MAP_WRITE)) {
    gst_buffer_unref (buffer);
    return;
  }
  memset (map.data, 0, map.size);
  /* Without the lock, because it asks the device. */
  now = wait_until_due (self);
  capacity = core->pull != NULL && self->sink != NULL ? get_capacity (self) : 0;
  g_mutex_lock (&core->lock);
  if (core->pull == NULL)
    wait_for_block (self);
  else if (keeps_full (self))
    note_taken (self, capacity, now);
  is_elsewhere = skip_what_is_past (self, now);
  if (core->pull != NULL && (is_elsewhere || keeps_full (self) || has_room (self, now, time, capacity)))
    is_elsewhere = place_block (self, now) || is_elsewhere;
  if (is_elsewhere)
    GST_BUFFER_FLAG_SET (buffer, GST_BUFFER_FLAG_DISCONT);
  GST_BUFFER_OFFSET (buffer) = self->n_pushed;
  GST_BUFFER_PTS (buffer) = middle_of (core, self->n_pushed);
  GST_BUFFER_DURATION (buffer) = gst_util_uint64_scale (core->block, GST_SECOND, core->rate);
  fill_block (self, (float *) map.data, core->pull == NULL && is_early (self, now));
  GST_BUFFER_OFFSET_END (buffer) = self->n_pushed;
  self->n_buffers++;
  self->given_at = g_get_monotonic_time ();
  g_cond_broadcast (&core->changed);
  g_mutex_unlock (&core->lock);
  gst_buffer_unmap (buffer, &map);
  gst_app_src_push_buffer (source, buffer);
}
