/*
 * SPDX-FileCopyrightText: 2026 gaudiofile contributors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#include "play/reading.h"

#include <math.h>

#include "gaf-converted-reader.h"
#include "gaf-source-private.h"

/* Frames that are read at once. */
#define CHUNK 1024
/* A tape has so many seconds of what is not given yet … */
#define LEAD_SECONDS 0.6
/* … and so many of what was: more than a device holds. */
#define HISTORY_SECONDS 0.4
/* Before the deck gets a tape, it has so many seconds: more than a device takes at once when it begins. */
#define FIRST_SECONDS 0.12
/* What a stretch may give at once, beside twice of what it gets; seconds. */
#define STRETCH_SECONDS 0.25

void
gaf_player_reading_init (GafPlayerReading *self, GafPlayerCore *core, GafDeck *deck, guint rate, guint channels)
{
  *self = (GafPlayerReading){ .core = core, .rate = rate, .channels = channels, .speed = 1 };
  self->deck = gaf_deck_ref (deck);
  self->planes = g_new (float, CHUNK *channels);
  self->interleaved = g_new (float, CHUNK *channels);
}

void
gaf_player_reading_clear (GafPlayerReading *self)
{
  g_clear_pointer (&self->deck, gaf_deck_unref);
  g_clear_pointer (&self->planes, g_free);
  g_clear_pointer (&self->interleaved, g_free);
  g_clear_pointer (&self->tape, gaf_tape_free);
  g_clear_pointer (&self->item, gaf_player_item_unref);
  g_clear_pointer (&self->stretch, gaf_stretch_free);
}

/* {{{ onto the tape */

static gsize
get_room (GafPlayerReading *self)
{
  return self->tape != NULL ? gaf_tape_get_room (self->tape) : gaf_deck_get_room (self->deck);
}

static void
put (GafPlayerReading *self, const float *samples, gsize n_frames)
{
  if (self->tape != NULL)
    gaf_tape_put (self->tape, samples, n_frames);
  else
    gaf_deck_put (self->deck, samples, n_frames);
}

/* The item's frames from self->item->next on will be behind what was read so far. */
static void
mark (GafPlayerReading *self)
{
  const GafPlayerItem *item = self->item;
  const double frame = (double) item->next * item->scale, step = item->scale * self->speed;
  const guint64 end = self->tape != NULL ? self->tape->end : gaf_deck_get_end (self->deck);
  guint64 at = end;

  if (self->stretch != NULL)
    at = MAX (end, self->stretch_base + gaf_stretch_get_expected (self->stretch));
  if (self->tape != NULL)
    gaf_tape_mark (self->tape, at, item->serial, frame, step);
  else
    gaf_deck_mark (self->deck, at, item->serial, frame, step);
}

static void
set_complete (GafPlayerReading *self, gboolean is_complete)
{
  self->is_read_out = is_complete;
  if (self->tape != NULL)
    self->tape->is_complete = is_complete;
  else
    gaf_deck_set_complete (self->deck, is_complete);
}

/* }}} */

/* The source at the rate of the device, and with its channels. */
static gboolean
prepare (GafPlayerReading *self, GafPlayerItem *item, GError **error)
{
  double rate;
  guint channels;

  gaf_source_describe (item->source, &rate, &channels);
  item->scale = rate > 0 ? rate / self->rate : 1;
  g_clear_object (&item->played);
  if (rate == self->rate && channels == self->channels)
    item->played = g_object_ref (item->source);
  else
    item->played = GAF_SOURCE (gaf_converted_reader_new (item->source, self->rate, self->channels, NULL, 0,
                                                         GAF_RESAMPLE_QUALITY_WINDOWED_SINC_32, error));
  return item->played != NULL;
}

static gboolean
start_stretch (GafPlayerReading *self, GError **error)
{
  g_clear_pointer (&self->stretch, gaf_stretch_free);
  if (fabs (self->speed - 1) < 1e-6)
    return TRUE;
  self->stretch = gaf_stretch_new (self->rate, self->channels, self->speed, error);
  self->stretch_base = self->tape != NULL ? self->tape->end : gaf_deck_get_end (self->deck);
  return self->stretch != NULL;
}

static gboolean
flush_stretch (GafPlayerReading *self, GError **error)
{
  const float *samples;
  gsize n;

  if (self->stretch == NULL)
    return TRUE;
  samples = gaf_stretch_flush (self->stretch, &n, error);
  if (samples == NULL)
    return FALSE;
  put (self, samples, n);
  g_clear_pointer (&self->stretch, gaf_stretch_free);
  return TRUE;
}

/* The item behind the one that is read, or the same one again; NULL if there is none. A new reference. */
static GafPlayerItem *
find_following (GafPlayerReading *self)
{
  GafPlayerCore *core = self->core;
  GafPlayerItem *following = NULL;

  g_mutex_lock (&core->lock);
  if (core->loops && self->item->next > 0) {
    following = gaf_player_item_ref (self->item);
  } else {
    for (GList *item = core->items.head; item != NULL && following == NULL; item = item->next)
      if (((GafPlayerItem *) item->data)->serial > self->item->serial)
        following = gaf_player_item_ref (item->data);
  }
  g_mutex_unlock (&core->lock);
  return following;
}

/* At the end of an item: the next one, if there is any. */
static gboolean
follow (GafPlayerReading *self, GError **error)
{
  GafPlayerItem *following = find_following (self);

  if (following == NULL) {
    if (self->is_read_out)
      return TRUE;
    if (!flush_stretch (self, error))
      return FALSE;
    set_complete (self, TRUE);
    return TRUE;
  }
  set_complete (self, FALSE);
  if ((self->stretch == NULL && !start_stretch (self, error))
      || (following != self->item && !prepare (self, following, error))) {
    gaf_player_item_unref (following);
    return FALSE;
  }
  following->next = 0;
  gaf_player_item_unref (self->item);
  self->item = following;
  mark (self);
  return TRUE;
}

static gboolean
read_chunk (GafPlayerReading *self, GError **error)
{
  const float *samples = self->interleaved;
  float *planes[GAF_LIMIT_CHANNELS];
  gsize n_out;
  gint64 n;

  for (guint c = 0; c < self->channels; c++)
    planes[c] = self->planes + c * CHUNK;
  n = gaf_source_read_from (self->item->played, self->item->next, planes, CHUNK, self->core->cancellable, error);
  if (n < 0)
    return FALSE;
  if (n == 0)
    return follow (self, error);
  for (guint c = 0; c < self->channels; c++)
    for (gint64 i = 0; i < n; i++)
      self->interleaved[i * self->channels + c] = planes[c][i];
  self->item->next += n;
  n_out = (gsize) n;
  if (self->stretch != NULL)
    samples = gaf_stretch_push (self->stretch, samples, (gsize) n, &n_out, error);
  if (samples == NULL)
    return FALSE;
  put (self, samples, n_out);
  return TRUE;
}

gboolean
gaf_player_reading_load (GafPlayerReading *self, GafPlayerItem *item, gint64 frame, double speed, GError **error)
{
  g_clear_pointer (&self->tape, gaf_tape_free);
  self->tape = gaf_tape_new (self->channels, (gsize) (LEAD_SECONDS * self->rate) + 4 * CHUNK,
                             (gsize) (HISTORY_SECONDS * self->rate));
  self->tape->begins_hard = frame == 0;
  self->speed = speed;
  self->is_read_out = FALSE;
  gaf_player_item_ref (item);
  g_clear_pointer (&self->item, gaf_player_item_unref);
  self->item = item;
  if (!prepare (self, item, error) || !start_stretch (self, error))
    return FALSE;
  if (gaf_source_get_exact_duration (item->source))
    frame = MIN (frame, gaf_source_get_n_frames (item->source));
  item->next = item->played == item->source ? frame : llround ((double) frame / item->scale);
  mark (self);
  while (self->tape->end < FIRST_SECONDS * self->rate && !self->is_read_out)
    if (!read_chunk (self, error))
      return FALSE;
  gaf_deck_load (self->deck, g_steal_pointer (&self->tape));
  return TRUE;
}

gboolean
gaf_player_reading_cut (GafPlayerReading *self, GError **error)
{
  GafPlayerCore *core = self->core;
  GafPlayerItem *item = NULL;
  guint serial;
  double frame;

  if (self->item == NULL || !gaf_deck_cut (self->deck) || !gaf_deck_get_next (self->deck, &serial, &frame))
    return TRUE;
  g_mutex_lock (&core->lock);
  for (GList *link = core->items.head; link != NULL && item == NULL; link = link->next)
    if (((GafPlayerItem *) link->data)->serial == serial)
      item = gaf_player_item_ref (link->data);
  g_mutex_unlock (&core->lock);
  if (item == NULL)
    return TRUE;
  gaf_player_item_unref (self->item);
  self->item = item; /* which was read to its end */
  self->is_read_out = FALSE;
  g_clear_pointer (&self->stretch, gaf_stretch_free);
  return follow (self, error);
}

static gboolean
is_wanted_elsewhere (GafPlayerCore *core)
{
  gboolean is_wanted;

  g_mutex_lock (&core->lock);
  is_wanted = core->is_closing || core->todo != 0;
  g_mutex_unlock (&core->lock);
  return is_wanted;
}

gboolean
gaf_player_reading_go_on (GafPlayerReading *self, GError **error)
{
  const gsize least = self->stretch == NULL ? CHUNK : 2 * CHUNK + (gsize) (STRETCH_SECONDS * self->rate);

  if (self->item == NULL)
    return TRUE;
  if (self->is_read_out && !follow (self, error))
    return FALSE;
  while (!self->is_read_out && get_room (self) >= least && !is_wanted_elsewhere (self->core))
    if (!read_chunk (self, error))
      return FALSE;
  return TRUE;
}
