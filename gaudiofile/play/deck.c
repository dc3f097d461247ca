/*
 * SPDX-FileCopyrightText: 2026 gaudiofile contributors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#include "play/deck.h"

#include <math.h>
#include <string.h>

/* A pause fades for so long, seconds: a sound that ends at once clicks. */
#define FADE_SECONDS 0.006
/* From one tape to the next. */
#define CROSS_SECONDS 0.006
/* The volume follows within so many, for the same reason. */
#define VOLUME_SECONDS 0.005
/* What begins to sound waits until the device holds enough not to lose the beginning, but no longer than this. */
#define BEGIN_SECONDS 0.15
/* What is remembered of what a device was given: more than it holds. */
#define LOG_SECONDS 0.5
/* Runs to remember. */
#define MOST_RUNS 64

/* Frames of the device, one after the other, that were given alike. */
typedef struct {
  guint64 position;
  guint64 n;
  guint tape;
  guint64 mark;   /* of that tape */
  gboolean moves; /* frames of the tape; else silence */
  guint item;
  double frame;
  double step;
} Run;

struct _GafDeck {
  gatomicrefcount ref_count;
  guint rate;
  guint channels;

  GMutex lock;
  GafTape *tape;
  guint tape_number;
  GafTape *pending; /* is to be played from the next block on */
  GafTape *retired; /* was played; freed by the feeder */

  gboolean plays;
  gboolean is_urgent;  /* what has changed is to be heard soon */
  gboolean is_early;   /* what begins now might be lost */
  gsize waited;        /* so many frames, for that */
  double fade;         /* 0 (silent) to 1 */
  gint64 silent_since; /* monotonic µs; of the time when fade is 0 */
  double volume;       /* follows near_volume, which follows wanted_volume: so it begins to move without an edge */
  double near_volume;
  double wanted_volume;

  float *tail; /* of the tape before, which is faded out of */
  gsize tail_length;
  gsize tail_at;

  /* of the device */
  guint serial;
  guint64 next;    /* the frame that is given next */
  guint64 floor;   /* frames before that stay as they were given */
  guint64 heard;   /* at the last look */
  gsize log_size;  /* frames */
  float *fade_log; /* by frame modulo the size */
  float *volume_log;
  GArray *runs; /* of Run */
};

GafDeck *
gaf_deck_new (guint rate, guint channels)
{
  GafDeck *self = g_new0 (GafDeck, 1);

  g_atomic_ref_count_init (&self->ref_count);
  g_mutex_init (&self->lock);
  self->rate = rate;
  self->channels = channels;
  self->volume = self->near_volume = self->wanted_volume = 1;
  self->tail = g_new (float, (gsize) (CROSS_SECONDS * rate + 1) * channels);
  self->log_size = (gsize) (LOG_SECONDS * rate) + 1;
  self->fade_log = g_new0 (float, self->log_size);
  self->volume_log = g_new0 (float, self->log_size);
  self->runs = g_array_new (FALSE, FALSE, sizeof (Run));
  return self;
}

GafDeck *
gaf_deck_ref (GafDeck *self)
{
  g_atomic_ref_count_inc (&self->ref_count);
  return self;
}

void
gaf_deck_unref (GafDeck *self)
{
  if (!g_atomic_ref_count_dec (&self->ref_count))
    return;
  g_clear_pointer (&self->tape, gaf_tape_free);
  g_clear_pointer (&self->pending, gaf_tape_free);
  g_clear_pointer (&self->retired, gaf_tape_free);
  g_array_unref (self->runs);
  g_free (self->tail);
  g_free (self->fade_log);
  g_free (self->volume_log);
  g_mutex_clear (&self->lock);
  g_free (self);
}

/* {{{ what was given when */

static Run *
get_run (GafDeck *self, guint i)
{
  return &g_array_index (self->runs, Run, i);
}

static void
note (GafDeck *self, guint64 position, gboolean moves)
{
  const GafTapeMark *mark = self->tape == NULL ? NULL : gaf_tape_find (self->tape, self->tape->cursor);
  const guint64 at = mark == NULL ? 0 : mark->at;
  Run *last = self->runs->len == 0 ? NULL : get_run (self, self->runs->len - 1);
  Run run = { .position = position, .n = 1, .tape = self->tape_number, .mark = at, .moves = moves };

  if (last != NULL && last->position + last->n == position && last->moves == moves && last->tape == run.tape
      && last->mark == at) {
    last->n++;
    return;
  }
  if (mark != NULL) {
    run.item = mark->item;
    run.frame = mark->frame + (double) (self->tape->cursor - at) * mark->step;
    run.step = moves ? mark->step : 0;
  }
  if (self->runs->len >= MOST_RUNS)
    g_array_remove_range (self->runs, 0, MOST_RUNS / 2);
  g_array_append_val (self->runs, run);
}

/* What was given for the device's frames from @position on has not been given: the tape is wound back. */
static void
wind_back (GafDeck *self, guint64 position)
{
  while (self->runs->len > 0) {
    Run *run = get_run (self, self->runs->len - 1);
    const guint64 kept = position <= run->position ? 0 : MIN (position - run->position, run->n);

    if (run->moves && run->tape == self->tape_number)
      self->tape->cursor -= MIN (run->n - kept, self->tape->cursor - self->tape->start);
    run->n = kept;
    if (kept > 0)
      break;
    g_array_set_size (self->runs, self->runs->len - 1);
  }
}

/* }}} */

/* {{{ the device's thread */

/* Another device, or the same one anew: what the one before had and did not play is played again. */
static void
take_device (GafDeck *self, guint serial)
{
  if (self->serial != 0 && self->runs->len > 0) {
    wind_back (self, self->heard);
    self->fade = 0;
  }
  g_array_set_size (self->runs, 0);
  self->tail_length = self->tail_at = 0;
  self->serial = serial;
  self->next = self->floor = self->heard = 0;
  self->waited = 0;
}

static void
replace (GafDeck *self, guint64 position)
{
  wind_back (self, position);
  self->fade = self->fade_log[(position - 1) % self->log_size];
  self->volume = self->near_volume =
      self->fade == 0 ? self->wanted_volume : self->volume_log[(position - 1) % self->log_size];
  self->next = position;
}

/* A few frames of the tape before, to fade out of. */
static void
keep_tail (GafDeck *self)
{
  const gsize n = (gsize) (CROSS_SECONDS * self->rate);

  for (gsize i = 0; i < n; i++) {
    const float *frame = self->tape == NULL ? NULL : gaf_tape_peek (self->tape);

    if (frame != NULL)
      memcpy (self->tail + i * self->channels, frame, self->channels * sizeof (float));
    else
      memset (self->tail + i * self->channels, 0, self->channels * sizeof (float));
    if (frame != NULL)
      self->tape->cursor++;
  }
  self->tail_length = n;
  self->tail_at = 0;
  self->floor = self->next + n;
}

static void
change_tape (GafDeck *self)
{
  const gboolean was_over = self->tape == NULL || gaf_tape_peek (self->tape) == NULL;

  if (self->fade > 0 && !(was_over && self->pending->begins_hard))
    keep_tail (self);
  else
    self->floor = self->next;
  self->retired = self->tape;
  self->tape = g_steal_pointer (&self->pending);
  self->tape_number++;
}

static guint64
place (gpointer data, guint serial, guint64 earliest, guint64 next)
{
  GafDeck *self = data;
  guint64 position;

  g_mutex_lock (&self->lock);
  if (serial != self->serial)
    take_device (self, serial);
  if (next != self->next) /* the device was late, and what is between was never given */
    self->floor = next;
  self->next = next;
  self->is_early = earliest > next && self->waited < BEGIN_SECONDS * self->rate;
  if (self->is_urgent) {
    earliest = MAX (earliest, self->floor);
    if (next > self->log_size)
      earliest = MAX (earliest, next - self->log_size + 1);
    if (earliest > 0 && earliest < next)
      replace (self, earliest);
    self->is_urgent = FALSE;
  }
  /* What is fading out for a pause goes on to silence first, so that the next tape stands at its first frame. */
  if (self->pending != NULL && self->retired == NULL && (self->plays || self->fade == 0))
    change_tape (self);
  position = self->next;
  g_mutex_unlock (&self->lock);
  return position;
}

/* From 0 to 1, without an edge at either end, which would be heard. */
static double
smooth (double x)
{
  return x <= 0 ? 0 : x >= 1 ? 1 : 0.5 - 0.5 * cos (G_PI * x);
}

static void
fade_away (GafDeck *self, double step)
{
  self->fade = MAX (self->fade - step, 0);
  if (self->fade == 0)
    self->silent_since = g_get_monotonic_time ();
}

static void
move_fade (GafDeck *self)
{
  const double step = 1 / (FADE_SECONDS * self->rate);

  if (self->plays && self->fade == 0 && self->is_early)
    self->waited++;
  else if (self->plays && self->fade == 0 && self->tape != NULL && self->tape->cursor == 0 && self->tape->begins_hard)
    self->fade = 1;
  else if (self->plays)
    self->fade = MIN (self->fade + step, 1);
  else if (self->fade > 0)
    fade_away (self, step);
  self->near_volume += (self->wanted_volume - self->near_volume) / (VOLUME_SECONDS * self->rate);
  self->volume += (self->near_volume - self->volume) / (VOLUME_SECONDS * self->rate);
  if (self->fade > 0)
    self->waited = 0;
  if (fabs (self->wanted_volume - self->near_volume) + fabs (self->near_volume - self->volume) < 1e-6)
    self->volume = self->near_volume = self->wanted_volume;
}

static void
fill_frame (GafDeck *self, guint64 position, float *samples)
{
  const float *frame = self->tape == NULL ? NULL : gaf_tape_peek (self->tape);
  const gboolean crosses = self->tail_at < self->tail_length;
  const float *tail = self->tail + self->tail_at * self->channels;
  float in = 1, gain;
  gboolean moves;

  move_fade (self);
  moves = frame != NULL && self->fade > 0;
  gain = (float) (smooth (self->fade) * self->volume);
  if (crosses)
    in = (float) smooth ((double) (self->tail_at + 1) / (double) (self->tail_length + 1));
  for (guint c = 0; c < self->channels; c++) {
    const float sample = moves ? frame[c] : 0;

    samples[c] = gain * (crosses ? in * sample + (1 - in) * tail[c] : sample);
  }
  note (self, position, moves);
  self->fade_log[position % self->log_size] = (float) self->fade;
  self->volume_log[position % self->log_size] = (float) self->volume;
  if (crosses)
    self->tail_at++;
  if (moves)
    self->tape->cursor++;
}

static void
fill (gpointer data, guint64 position, float *samples, gsize n_frames)
{
  GafDeck *self = data;

  g_mutex_lock (&self->lock);
  for (gsize i = 0; i < n_frames; i++)
    fill_frame (self, position + i, samples + i * self->channels);
  self->next = position + n_frames;
  g_mutex_unlock (&self->lock);
}

const GafStreamPull gaf_deck_pull = { .place = place, .fill = fill };

/* }}} */

/* {{{ the feeder's thread */

/* With the lock. */
static GafTape *
get_newest (GafDeck *self)
{
  return self->pending != NULL ? self->pending : self->tape;
}

void
gaf_deck_load (GafDeck *self, GafTape *tape)
{
  GafTape *retired, *skipped;

  g_mutex_lock (&self->lock);
  retired = g_steal_pointer (&self->retired);
  skipped = self->pending;
  self->pending = tape;
  self->is_urgent = self->is_urgent || self->fade > 0;
  g_mutex_unlock (&self->lock);
  g_clear_pointer (&retired, gaf_tape_free);
  g_clear_pointer (&skipped, gaf_tape_free);
}

gsize
gaf_deck_get_room (GafDeck *self)
{
  GafTape *tape;
  gsize room;

  g_mutex_lock (&self->lock);
  tape = get_newest (self);
  room = tape == NULL ? 0 : gaf_tape_get_room (tape);
  g_mutex_unlock (&self->lock);
  return room;
}

void
gaf_deck_put (GafDeck *self, const float *samples, gsize n_frames)
{
  GafTape *tape;

  g_mutex_lock (&self->lock);
  tape = get_newest (self);
  if (tape != NULL)
    gaf_tape_put (tape, samples, n_frames);
  g_mutex_unlock (&self->lock);
}

guint64
gaf_deck_get_end (GafDeck *self)
{
  GafTape *tape;
  guint64 end;

  g_mutex_lock (&self->lock);
  tape = get_newest (self);
  end = tape == NULL ? 0 : tape->end;
  g_mutex_unlock (&self->lock);
  return end;
}

void
gaf_deck_mark (GafDeck *self, guint64 at, guint item, double frame, double step)
{
  GafTape *tape;

  g_mutex_lock (&self->lock);
  tape = get_newest (self);
  if (tape != NULL)
    gaf_tape_mark (tape, at, item, frame, step);
  g_mutex_unlock (&self->lock);
}

void
gaf_deck_set_complete (GafDeck *self, gboolean is_complete)
{
  GafTape *tape;

  g_mutex_lock (&self->lock);
  tape = get_newest (self);
  if (tape != NULL)
    tape->is_complete = is_complete;
  g_mutex_unlock (&self->lock);
}

gboolean
gaf_deck_cut (GafDeck *self)
{
  const GafTapeMark *mark;
  GafTape *tape;

  g_mutex_lock (&self->lock);
  tape = get_newest (self);
  mark = tape == NULL ? NULL : gaf_tape_find_next (tape);
  if (mark != NULL)
    gaf_tape_cut (tape, mark->at);
  g_mutex_unlock (&self->lock);
  return mark != NULL;
}

gboolean
gaf_deck_get_next (GafDeck *self, guint *item, double *frame)
{
  const GafTapeMark *mark;
  GafTape *tape;

  g_mutex_lock (&self->lock);
  tape = get_newest (self);
  mark = tape == NULL ? NULL : gaf_tape_find (tape, tape->cursor);
  if (mark != NULL) {
    *item = mark->item;
    *frame = mark->frame + (double) (tape->cursor - mark->at) * mark->step;
  }
  g_mutex_unlock (&self->lock);
  return mark != NULL;
}

void
gaf_deck_set_playing (GafDeck *self, gboolean plays)
{
  g_mutex_lock (&self->lock);
  /* What begins to sound has time. */
  self->is_urgent = self->is_urgent || (self->plays && !plays);
  self->plays = plays;
  g_mutex_unlock (&self->lock);
}

void
gaf_deck_set_volume (GafDeck *self, double volume)
{
  g_mutex_lock (&self->lock);
  self->wanted_volume = volume;
  if (self->fade == 0)
    self->volume = self->near_volume = volume;
  g_mutex_unlock (&self->lock);
}

gboolean
gaf_deck_is_silent (GafDeck *self, gint64 *since)
{
  gboolean is_silent;

  g_mutex_lock (&self->lock);
  is_silent = !self->plays && self->fade == 0;
  if (since != NULL)
    *since = self->silent_since;
  g_mutex_unlock (&self->lock);
  return is_silent;
}

/* }}} */

void
gaf_deck_hear (GafDeck *self, guint serial, gint64 position, GafDeckHeard *heard)
{
  const guint64 at = (guint64) MAX (position, 0);
  guint64 end = 0;

  *heard = (GafDeckHeard){ 0 };
  g_mutex_lock (&self->lock);
  if (serial == self->serial)
    self->heard = at;
  for (guint i = 0; serial == self->serial && i < self->runs->len; i++) {
    const Run *run = get_run (self, i);

    if (run->moves)
      end = run->position + run->n;
    if (i > 0 && run->position > at)
      continue;
    heard->item = run->item;
    heard->frame = run->frame + run->step * (double) (at < run->position ? 0 : MIN (at - run->position, run->n));
    heard->step = run->step;
    heard->is_current = run->tape == self->tape_number && self->pending == NULL;
  }
  heard->is_over = heard->is_current && self->tape != NULL && self->tape->is_complete
                   && self->tape->cursor == self->tape->end && at >= end;
  g_mutex_unlock (&self->lock);
}
