/*
 * SPDX-FileCopyrightText: 2026 gaudiofile contributors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#include "formats/mp4/timeline.h"

#include <gst/gst.h>

#include "gaf-error.h"
#include "core/limits.h"
#include "core/memory.h"

#define MAX_SPANS (2 * GAF_LIMIT_HEADER / sizeof (GafMp4Span))
#define MAX_GAP   (G_GINT64_CONSTANT (1) << 40) /* frames; what is longer is damage */
#define MEASURED  64                            /* bytes of a packet that say how long it is, at most */

typedef struct {
  GafMp4Timeline *timeline;
  GafMp4Samples *samples;
  const GafMp4Lengths *lengths;
  guint32 timescale;
  gboolean ignore_times;
  gboolean trust_times;

  guint64 packet; /* the next one */
  gint64 position;
  guint64 n_gaps;
  gboolean regular; /* so far all times were what the codec says */

  gint64 last_frames; /* of the packet before */
  gint64 last_ticks;
} Build;

static gint64
to_frames (const Build *self, guint64 ticks)
{
  return (gint64) MIN (gst_util_uint64_scale_round (ticks, self->lengths->rate, self->timescale),
                       (guint64) MAX_GAP + 1);
}

static gboolean
append (Build *self, guint64 n_packets, guint32 n_frames, GError **error)
{
  GArray *spans = self->timeline->spans;
  const GafMp4Span *last = spans->len > 0 ? &g_array_index (spans, GafMp4Span, spans->len - 1) : NULL;
  const GafMp4Span span = { (guint32) self->packet, n_frames, self->position };

  if (last == NULL || last->n_frames != n_frames
      || last->position + (gint64) (self->packet - last->packet) * n_frames != self->position) {
    if (spans->len >= MAX_SPANS || self->packet > G_MAXUINT32) {
      g_set_error (error, GAF_ERROR, GAF_ERROR_LIMIT, "The MP4 file has more than %d packets of different lengths",
                   (int) MAX_SPANS);
      return FALSE;
    }
    if (!gaf_memory_append (spans, &span, error))
      return FALSE;
  }
  self->packet += n_packets;
  self->position += (gint64) n_packets * n_frames;
  self->last_frames = n_frames;
  return TRUE;
}

/* How much longer than it can be a packet lasts, if that is about a packet or more; else 0. */
static gint64
find_gap (const Build *self, guint32 n_frames, guint64 ticks)
{
  const gint64 tick = to_frames (self, 1) + 1;
  const gint64 longer = to_frames (self, ticks) - n_frames;
  gint64 packets;

  if (longer < MAX (self->lengths->longest, n_frames) * 3 / 4 + 2 * tick || longer > MAX_GAP || n_frames == 0)
    return 0;
  /* What was left out was packets: the time may be rounded. */
  packets = (longer + n_frames / 2) / n_frames;
  if ((int) self->timescale != self->lengths->rate && ABS (packets * n_frames - longer) <= 2 * tick)
    return packets * n_frames;
  return longer;
}

/* Puts @n_packets packets of @n_frames, each of which is said to last @ticks, behind those before. */
static gboolean
put_packets (Build *self, guint64 n_packets, guint32 n_frames, guint32 ticks, GError **error)
{
  const gint64 gap = self->ignore_times ? 0 : find_gap (self, n_frames, ticks);
  const gboolean at_end = self->packet + n_packets == self->samples->n_packets;

  self->last_ticks = ticks;
  /* The length of the last packet is looked at later. */
  if (n_packets > 1 || !at_end)
    self->regular = self->regular && to_frames (self, ticks) == n_frames;
  if (gap == 0)
    return append (self, n_packets, n_frames, error);
  for (guint64 i = 0; i < n_packets; i++) {
    if (!append (self, 1, n_frames, error))
      return FALSE;
    if (i + 1 < n_packets || !at_end) {
      self->position += gap;
      self->n_gaps++;
    }
    /* Where most are longer than they can be, it is the times that are wrong. */
    if (self->n_gaps > self->samples->n_packets / 2)
      return TRUE;
  }
  return TRUE;
}

/* Packets whose lengths differ, one by one. */
static gboolean
measure_packets (Build *self, guint64 n_packets, guint32 ticks, GError **error)
{
  const GafMp4Lengths *lengths = self->lengths;

  if (self->samples->index != self->packet)
    gaf_mp4_samples_seek (self->samples, self->packet);
  for (guint64 i = 0; i < n_packets; i++) {
    guint64 offset;
    guint32 size;
    gsize available = 0;
    const guint8 *data = NULL;

    if (!gaf_mp4_samples_next (self->samples, &offset, &size, error))
      return FALSE;
    data = gaf_byte_source_peek (self->samples->source, offset, MIN (size, MEASURED), &available, error);
    if (data == NULL
        || !put_packets (self, 1, MAX (lengths->measure (lengths->user_data, data, MIN (size, available)), 0), ticks,
                         error))
      return FALSE;
  }
  return TRUE;
}

/* Whether the times of all packets but the last can be lengths of the codec. */
static gboolean
can_trust_times (const Build *self, GError **error)
{
  const GafMp4Lengths *lengths = self->lengths;
  guint64 n_packets, done = 0;
  GafMp4Times times;
  guint32 ticks;
  gint64 time;

  if (lengths->n_frames > 0 || lengths->step == 0 || (int) self->timescale != lengths->rate)
    return FALSE;
  gaf_mp4_times_init (&times, self->samples);
  while (gaf_mp4_times_next (&times, &n_packets, &ticks, &time, error)) {
    done += n_packets;
    if ((done < self->samples->n_packets || n_packets > 1)
        && (ticks == 0 || ticks > lengths->longest || ticks % lengths->step != 0))
      return FALSE;
  }
  return TRUE;
}

/* The frames of the last packet that are sound: as it says itself, and as its time says where that is no matter of
 * rounding. */
static gint64
get_last_frames (const Build *self)
{
  const gint64 slack = self->regular && (int) self->timescale == self->lengths->rate
                           ? 1
                           : MAX (2 * (to_frames (self, 1) + 1), self->lengths->rate / 500);
  const gint64 said = to_frames (self, self->last_ticks);
  gint64 n_frames = self->last_frames;

  if (self->lengths->last > 0)
    n_frames = MIN (n_frames, self->lengths->last);
  return !self->ignore_times && said > 0 && n_frames - said >= slack ? said : n_frames;
}

static gboolean
build (Build *self, GError **error)
{
  const GafMp4Lengths *lengths = self->lengths;
  GError *local_error = NULL;
  GafMp4Times times;
  guint64 n_packets;
  guint32 ticks;
  gint64 time, expected = -1;
  guint64 total = 0;

  self->packet = self->position = self->n_gaps = 0;
  self->regular = TRUE;
  g_array_set_size (self->timeline->spans, 0);
  gaf_mp4_samples_seek (self->samples, 0);
  if (lengths->measure != NULL)
    lengths->measure (lengths->user_data, NULL, 0);
  gaf_mp4_times_init (&times, self->samples);
  while (gaf_mp4_times_next (&times, &n_packets, &ticks, &time, &local_error)) {
    const guint32 n_frames = self->trust_times ? ticks : lengths->n_frames;

    total += n_packets * ticks;
    /* A fragment that begins later than the one before it ends. */
    if (time >= 0 && expected >= 0 && time > expected)
      self->position += find_gap (self, self->last_frames, time - expected + self->last_ticks);
    expected = (time >= 0 ? time : MAX (expected, 0)) + (gint64) (n_packets * ticks);
    if (n_frames == 0) {
      if (!measure_packets (self, n_packets, ticks, &local_error))
        break;
    } else if (!put_packets (self, n_packets, n_frames, ticks, &local_error)) {
      break;
    }
    if (self->n_gaps > self->samples->n_packets / 2)
      break;
  }
  self->timeline->said = to_frames (self, total);
  if (local_error == NULL)
    return TRUE;
  g_propagate_error (error, local_error);
  return FALSE;
}

gboolean
gaf_mp4_timeline_init (GafMp4Timeline *self, GafMp4Samples *samples, const GafMp4Lengths *lengths, GError **error)
{
  Build state = { .timeline = self, .samples = samples, .lengths = lengths };
  GError *local_error = NULL;

  self->n_frames = 0;
  self->spans = g_array_new (FALSE, FALSE, sizeof (GafMp4Span));
  state.timescale = samples->movie->audio.timescale;
  state.ignore_times = samples->counts_frames;
  state.trust_times = can_trust_times (&state, &local_error);
  if (local_error == NULL && build (&state, &local_error) && state.n_gaps > samples->n_packets / 2) {
    state.ignore_times = TRUE;
    build (&state, &local_error);
  }
  gaf_mp4_samples_seek (samples, 0);
  if (local_error != NULL) {
    g_propagate_error (error, local_error);
    return FALSE;
  }
  samples->n_packets = MIN (samples->n_packets, state.packet);
  if (state.packet > 0)
    self->n_frames = state.position - state.last_frames + get_last_frames (&state);
  return TRUE;
}

void
gaf_mp4_timeline_clear (GafMp4Timeline *self)
{
  g_clear_pointer (&self->spans, g_array_unref);
}

/* positions */

void
gaf_mp4_timeline_get (const GafMp4Timeline *self, guint64 index, gint64 *position, gint64 *n_frames)
{
  guint low = 0, high = self->spans->len;
  const GafMp4Span *span;

  while (high - low > 1) {
    const guint middle = low + (high - low) / 2;

    if (g_array_index (self->spans, GafMp4Span, middle).packet <= index)
      low = middle;
    else
      high = middle;
  }
  span = &g_array_index (self->spans, GafMp4Span, low);
  *position = span->position + (gint64) (index - span->packet) * span->n_frames;
  *n_frames = span->n_frames;
}

guint64
gaf_mp4_timeline_find (const GafMp4Timeline *self, gint64 position)
{
  guint low = 0, high = self->spans->len;
  const GafMp4Span *span;
  guint64 index;

  while (high - low > 1) {
    const guint middle = low + (high - low) / 2;

    if (g_array_index (self->spans, GafMp4Span, middle).position <= position)
      low = middle;
    else
      high = middle;
  }
  span = &g_array_index (self->spans, GafMp4Span, low);
  if (span->n_frames == 0 || position < span->position)
    return span->packet;
  index = span->packet + (guint64) (position - span->position) / span->n_frames;
  if (low + 1 < self->spans->len)
    index = MIN (index, (guint64) span[1].packet - 1);
  return index;
}
