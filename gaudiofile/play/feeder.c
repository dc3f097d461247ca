/*
 * SPDX-FileCopyrightText: 2026 gaudiofile contributors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#include "play/feeder.h"

#include "live/pipe.h"
#include "play/reading.h"

/*
 * The thread of a player.
 *
 *   what is to be done ─► do it ─► read on ─► what is heard? ─► wait ─┐
 *     ▲                                                              │ a wish, or some time
 *     └──────────────────────────────────────────────────────────────┘
 */
typedef struct {
  GafPlayerCore *core;
  GafStream *stream; /* NULL while the device is closed */
  GafPlayerReading reading;
} Feeder;

/* A device gets so much at once, seconds: so little delays what has to be heard soon. */
#define BLOCK_SECONDS 0.008
/* What a device holds, seconds. Sound servers take steps of half of that at most, and a step that they have begun
 * cannot be replaced any more. */
#define DEVICE_SECONDS 0.1
/* How long a tape takes to be heard, seconds, about. */
#define LOAD_SECONDS 0.04
/* Rates that a device is opened with; sources of others are resampled. */
#define LOWEST_RATE  8000
#define HIGHEST_RATE 192000
#define USUAL_RATE   48000
/* Sources with more channels are mixed to stereo. */
#define MOST_CHANNELS 8
/* How often to look at what is heard, µs: while it plays, and while it does not. */
#define STEP      (15 * G_TIME_SPAN_MILLISECOND)
#define IDLE_STEP (250 * G_TIME_SPAN_MILLISECOND)
/* What the device says may be so much behind what was reckoned, seconds. */
#define MOST_AHEAD 0.03
/* How long what is faded out takes to be heard, µs. */
#define FADE_HEARD (60 * G_TIME_SPAN_MILLISECOND)
#define FADE_LATE  (200 * G_TIME_SPAN_MILLISECOND)

/* {{{ the device */

static void
choose_format (GafSource *source, guint *rate, guint *channels)
{
  double source_rate;

  gaf_source_describe (source, &source_rate, channels);
  *rate = source_rate >= LOWEST_RATE && source_rate <= HIGHEST_RATE && source_rate == (guint) source_rate
              ? (guint) source_rate
              : USUAL_RATE;
  if (*channels == 0 || *channels > MOST_CHANNELS)
    *channels = 2;
}

/* Until what was faded out is heard; the device's thread may have begun with it long ago. */
static void
fade_out (Feeder *self)
{
  const gint64 late = g_get_monotonic_time () + FADE_LATE;
  GafDeck *deck = self->reading.deck;
  gint64 since;

  gaf_deck_set_playing (deck, FALSE);
  gaf_stream_core_hurry (self->stream->core);
  while (!gaf_deck_is_silent (deck, &since))
    if (g_get_monotonic_time () < late)
      g_usleep (2000);
    else
      return;
  g_usleep ((gulong) CLAMP (since + FADE_HEARD - g_get_monotonic_time (), 0, FADE_HEARD));
}

static void
close_device (Feeder *self, gboolean keeps_deck)
{
  GafPlayerCore *core = self->core;
  GafDeck *deck = NULL;
  GafStream *stream;

  g_mutex_lock (&core->lock);
  stream = g_steal_pointer (&core->stream);
  if (!keeps_deck)
    deck = g_steal_pointer (&core->deck);
  g_mutex_unlock (&core->lock);
  if (stream != NULL) {
    gaf_stream_close (stream);
    g_object_unref (stream);
  }
  self->stream = NULL;
  if (deck != NULL) {
    gaf_player_reading_clear (&self->reading);
    gaf_deck_unref (deck);
  }
}

/* The deck of the device before goes on, if there is one. */
static gboolean
open_device (Feeder *self, GafSource *source, GError **error)
{
  GafPlayerCore *core = self->core;
  g_autoptr (GafDevice) device = NULL;
  GafDeck *deck = self->reading.deck;
  GafStream *stream;
  guint rate = self->reading.rate, channels = self->reading.channels;

  if (deck == NULL)
    choose_format (source, &rate, &channels);
  g_mutex_lock (&core->lock);
  device = core->device == NULL ? NULL : g_object_ref (core->device);
  g_mutex_unlock (&core->lock);

  stream = gaf_stream_new_play (device, rate, channels, (guint) (BLOCK_SECONDS * rate));
  gaf_stream_set_device_time (stream, DEVICE_SECONDS);
  deck = deck != NULL ? gaf_deck_ref (deck) : gaf_deck_new (rate, channels);
  gaf_stream_core_set_pull (stream->core, &gaf_deck_pull, gaf_deck_ref (deck), (GDestroyNotify) gaf_deck_unref);
  if (!gaf_stream_open (stream, core->cancellable, error)) {
    g_object_unref (stream);
    gaf_deck_unref (deck);
    return FALSE;
  }
  self->stream = stream;
  if (self->reading.deck == NULL)
    gaf_player_reading_init (&self->reading, core, deck, rate, channels);

  g_mutex_lock (&core->lock);
  core->stream = stream;
  if (core->deck == NULL)
    core->deck = gaf_deck_ref (deck);
  gaf_deck_set_volume (deck, core->is_muted ? 0 : core->volume);
  g_mutex_unlock (&core->lock);
  gaf_deck_unref (deck);
  return TRUE;
}

/* }}} */

/* {{{ what is heard */

/* With the lock. What was heard last is where it goes on, should it. */
static void
stop_at (GafPlayerCore *core)
{
  core->load_frame = MAX ((gint64) core->position, 0);
  core->todo |= GAF_PLAYER_LOAD | GAF_PLAYER_STOP;
  core->speed = 0;
  gaf_player_core_set_state (core, GAF_PLAYER_STATE_STOPPED);
}

/* Takes the error. */
static void
fail (Feeder *self, GError *error)
{
  GafPlayerCore *core = self->core;

  g_mutex_lock (&core->lock);
  core->is_loading = FALSE;
  /* What was read for something else than what is wished for now does not matter: it may be closed already. */
  if (!core->is_closing && (core->todo & (GAF_PLAYER_LOAD | GAF_PLAYER_CUT)) == 0) {
    gaf_teller_signal_error (core->teller, "error", error);
    g_clear_error (&core->failure);
    core->failure = g_steal_pointer (&error);
    stop_at (core);
  }
  g_cond_broadcast (&core->changed);
  g_mutex_unlock (&core->lock);
  g_clear_error (&error);
}

/*
 * With the lock. What was reckoned from the last time on may be ahead of what the device says now, by some milliseconds
 * in its beginning: the position waits then rather than goes back.
 */
static void
note_position (GafPlayerCore *core, const GafDeckHeard *heard, guint rate, gboolean is_elsewhere)
{
  const gint64 now = g_get_monotonic_time ();
  const double reckoned = gaf_player_core_reckon (core, now), speed = heard->step * rate;
  const double ahead = reckoned - heard->frame;

  core->waits = !is_elsewhere && speed > 0 && ahead > 0 && ahead < MOST_AHEAD * speed;
  core->position = core->waits ? reckoned : heard->frame;
  core->position_time = now;
  core->speed = speed;
}

/* With the lock. */
static void
note_heard (GafPlayerCore *core, const GafDeckHeard *heard, guint rate, GQueue *gone)
{
  gboolean is_elsewhere = core->sought >= 0;

  if (heard->item == 0 || core->state == GAF_PLAYER_STATE_STOPPED)
    return;
  if (heard->is_current && (core->todo & GAF_PLAYER_LOAD) == 0 && !core->is_loading) {
    core->sought = -1;
    is_elsewhere = gaf_player_core_go_on_to (core, heard->item, gone) || is_elsewhere;
  }
  if ((gint64) core->position != (gint64) heard->frame)
    gaf_teller_notify_again (core->teller, "position");
  note_position (core, heard, rate, is_elsewhere);
  if (heard->is_over && core->state == GAF_PLAYER_STATE_PLAYING && (core->todo & GAF_PLAYER_LOAD) == 0
      && !core->is_loading) {
    core->has_ended = TRUE;
    stop_at (core);
    gaf_teller_signal (core->teller, "ended");
  }
}

/* FALSE if the device has failed for good. */
static gboolean
look (Feeder *self, GError **error)
{
  g_autoptr (GafStreamPipe) pipe = gaf_stream_pipe_ref_open (self->stream->core, GAF_DIRECTION_OUTPUT);
  GQueue gone = G_QUEUE_INIT;
  GafDeckHeard heard;
  guint serial;
  gint64 frame;

  if (gaf_stream_get_state (self->stream) == GAF_STREAM_STATE_FAILED) {
    gboolean ok;

    gaf_stream_core_lock (self->stream->core);
    ok = gaf_stream_core_check (self->stream->core, GAF_DIRECTION_OUTPUT, error); /* which says why */
    g_mutex_unlock (&self->stream->core->lock);
    return ok;
  }
  if (pipe == NULL || !gaf_stream_pipe_get_heard (pipe, &serial, &frame))
    return TRUE;
  gaf_deck_hear (self->reading.deck, serial, frame, &heard);
  g_mutex_lock (&self->core->lock);
  note_heard (self->core, &heard, self->reading.rate, &gone);
  g_mutex_unlock (&self->core->lock);
  gaf_player_core_bury (&gone);
  return TRUE;
}

/* }}} */

/* {{{ what is to be done */

/* With the lock. */
static GafPlayerItem *
ref_first (GafPlayerCore *core)
{
  GafPlayerItem *first = g_queue_peek_head (&core->items);

  return first == NULL ? NULL : gaf_player_item_ref (first);
}

/* A device of another format. */
static gboolean
fits (Feeder *self, GafPlayerItem *item)
{
  guint rate, channels;

  choose_format (item->source, &rate, &channels);
  return rate == self->reading.rate && channels == self->reading.channels;
}

/* The frame that is heard when a new tape begins. */
static gint64
get_soonest (GafPlayerCore *core)
{
  double frame;

  g_mutex_lock (&core->lock);
  frame = core->position + core->speed * LOAD_SECONDS;
  g_mutex_unlock (&core->lock);
  return MAX ((gint64) frame, 0);
}

static gboolean
load (Feeder *self, GafPlayerItem *item, gint64 frame, double speed, GError **error)
{
  GafPlayerCore *core = self->core;
  gboolean ok;

  if (self->stream != NULL && !fits (self, item)) {
    fade_out (self);
    close_device (self, FALSE);
  }
  if (self->stream == NULL && !open_device (self, item->source, error))
    return FALSE;
  if (frame < 0)
    frame = get_soonest (core);
  ok = gaf_player_reading_load (&self->reading, item, frame, speed, error);
  g_mutex_lock (&core->lock);
  core->is_loading = FALSE;
  gaf_deck_set_playing (self->reading.deck, core->state == GAF_PLAYER_STATE_PLAYING);
  g_mutex_unlock (&core->lock);
  gaf_stream_core_hurry (self->stream->core);
  return ok;
}

static gboolean
reopen (Feeder *self, GafPlayerItem *item, GError **error)
{
  GError *ignored = NULL;

  if (!look (self, &ignored))
    g_clear_error (&ignored);
  close_device (self, TRUE);
  return open_device (self, item->source, error);
}

/* FALSE with an error. */
static gboolean
do_what_is_to_be_done (Feeder *self, GError **error)
{
  GafPlayerCore *core = self->core;
  GafPlayerItem *item;
  gboolean is_active, ok = TRUE;
  gint64 frame;
  guint todo;
  double speed;

  g_mutex_lock (&core->lock);
  todo = core->todo;
  frame = core->load_frame;
  speed = core->rate;
  item = ref_first (core);
  is_active =
      core->state == GAF_PLAYER_STATE_PLAYING || (core->state == GAF_PLAYER_STATE_PAUSED && self->stream != NULL);
  core->todo &= ~(guint) (GAF_PLAYER_STOP | GAF_PLAYER_CUT | GAF_PLAYER_REOPEN | GAF_PLAYER_LOOK);
  if (is_active && item != NULL && (todo & GAF_PLAYER_LOAD) != 0) {
    core->todo &= ~(guint) GAF_PLAYER_LOAD;
    core->is_loading = TRUE;
  } else {
    todo &= ~(guint) GAF_PLAYER_LOAD;
  }
  g_mutex_unlock (&core->lock);

  if ((todo & GAF_PLAYER_STOP) != 0 && !is_active && self->stream != NULL) {
    fade_out (self);
    close_device (self, FALSE);
  }
  if ((todo & GAF_PLAYER_REOPEN) != 0 && self->stream != NULL && item != NULL)
    ok = reopen (self, item, error);
  if (ok && (todo & GAF_PLAYER_LOAD) != 0)
    ok = load (self, item, frame, speed, error);
  else if (ok && (todo & GAF_PLAYER_CUT) != 0 && self->stream != NULL)
    ok = gaf_player_reading_cut (&self->reading, error);
  if (item != NULL)
    gaf_player_item_unref (item);
  return ok;
}

/* }}} */

/* FALSE to end. */
static gboolean
wait_for_wishes (Feeder *self)
{
  GafPlayerCore *core = self->core;
  gboolean goes_on;
  gint64 until;

  g_mutex_lock (&core->lock);
  until = g_get_monotonic_time ();
  until += core->state == GAF_PLAYER_STATE_PLAYING || core->speed != 0 || core->sought >= 0 ? STEP : IDLE_STEP;
  /* What is to be loaded waits for play() while there is no device. */
  while (!core->is_closing
         && (core->todo == 0
             || (core->todo == GAF_PLAYER_LOAD && self->stream == NULL && core->state != GAF_PLAYER_STATE_PLAYING))
         && (self->stream == NULL ? (g_cond_wait (&core->changed, &core->lock), TRUE)
                                  : g_cond_wait_until (&core->changed, &core->lock, until)))
    continue;
  goes_on = !core->is_closing;
  g_mutex_unlock (&core->lock);
  return goes_on;
}

gpointer
gaf_player_feed (gpointer data)
{
  GafPlayerCore *core = data;
  Feeder self = { .core = core };

  while (wait_for_wishes (&self)) {
    GError *error = NULL;

    if (!do_what_is_to_be_done (&self, &error)
        || (self.stream != NULL && (!gaf_player_reading_go_on (&self.reading, &error) || !look (&self, &error))))
      fail (&self, error);
  }
  if (self.stream != NULL)
    fade_out (&self);
  close_device (&self, FALSE);

  g_mutex_lock (&core->lock);
  core->n_threads--;
  g_cond_broadcast (&core->changed);
  g_mutex_unlock (&core->lock);
  gaf_player_core_unref (core);
  return NULL;
}
