/*
 * SPDX-FileCopyrightText: 2026 gaudiofile contributors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#include "live/core.h"

#include "gaf-device-private.h"
#include "gaf-error.h"
#include "core/fork-gate.h"
#include "core/limits.h"

#define SMALLEST_BUFFER_SIZE 16
#define LARGEST_BUFFER_SIZE  (1 << 18)

/* Callers that wait get an error when a device has been gone for so long, µs. The stream goes on looking for one. */
#define PATIENCE (1700 * G_TIME_SPAN_MILLISECOND)

/* What is kept of unread input: so many buffers, but so much of a second at least. */
#define HEARD_BLOCKS  8
#define HEARD_SECONDS 0.5
/* What may be written ahead, beside what the device holds. */
#define WRITTEN_BLOCKS  4
#define WRITTEN_SECONDS 0.05
/* What may wait to be processed, or for the loudspeaker. */
#define THROUGH_BLOCKS 6

GafStreamCore *
gaf_stream_core_new (guint rate, guint block)
{
  GafStreamCore *self = g_new0 (GafStreamCore, 1);

  g_atomic_ref_count_init (&self->ref_count);
  g_mutex_init (&self->lock);
  g_cond_init (&self->changed);
  gaf_fork_gate_install ();
  self->generation = self->lock_generation = gaf_fork_gate_get_generation ();
  self->rate = rate;
  self->block = block;
  self->heard_seconds = HEARD_SECONDS;
  self->events = g_async_queue_new ();
  self->sides[GAF_DIRECTION_OUTPUT].direction = GAF_DIRECTION_OUTPUT;
  self->context = g_main_context_ref_thread_default ();
  g_weak_ref_init (&self->stream, NULL);
  return self;
}

void
gaf_stream_core_set_device (GafStreamCore *self, GafDirection direction, GafDevice *device)
{
  GafStreamSide *side = &self->sides[direction];

  if (device != NULL && gaf_device_follows_default (device))
    device = NULL;
  g_free (side->device);
  g_free (side->device_name);
  side->device = device == NULL ? NULL : g_strdup (gaf_device_get_id (device));
  side->device_name = device == NULL ? NULL : g_strdup (gaf_device_get_name (device));
}

void
gaf_stream_core_set_pull (GafStreamCore *self, const GafStreamPull *pull, gpointer data, GDestroyNotify destroy)
{
  self->pull = pull;
  self->pull_data = data;
  self->pull_destroy = destroy;
}

/* In a child of fork() there are no threads but the one that calls, and the lock may be held by one that is not there.
 */
void
gaf_stream_core_lock (GafStreamCore *self)
{
  if (self->lock_generation != gaf_fork_gate_get_generation ()) {
    self->lock_generation = gaf_fork_gate_get_generation ();
    g_mutex_init (&self->lock);
    g_cond_init (&self->changed);
    self->n_threads = 0;
  }
  g_mutex_lock (&self->lock);
}

/* The thread's @function gets a reference, and ends with gaf_stream_core_leave(). */
void
gaf_stream_core_start_thread (GafStreamCore *self, const char *name, GThreadFunc function)
{
  gaf_stream_core_lock (self);
  self->n_threads++;
  g_mutex_unlock (&self->lock);
  g_thread_unref (g_thread_new (name, function, gaf_stream_core_ref (self)));
}

/* The last that a thread does; drops its reference. */
void
gaf_stream_core_leave (GafStreamCore *self)
{
  g_mutex_lock (&self->lock);
  self->n_threads--;
  g_cond_broadcast (&self->changed);
  g_mutex_unlock (&self->lock);
  gaf_stream_core_unref (self);
}

GafStreamCore *
gaf_stream_core_ref (GafStreamCore *self)
{
  g_atomic_ref_count_inc (&self->ref_count);
  return self;
}

void
gaf_stream_core_unref (GafStreamCore *self)
{
  if (!g_atomic_ref_count_dec (&self->ref_count))
    return;
  for (guint i = 0; i < G_N_ELEMENTS (self->sides); i++) {
    g_free (self->sides[i].device);
    g_free (self->sides[i].device_name);
    g_clear_error (&self->sides[i].why);
  }
  if (self->process_destroy != NULL)
    self->process_destroy (self->process_data);
  if (self->pull_destroy != NULL)
    self->pull_destroy (self->pull_data);
  gaf_ring_clear (&self->heard);
  gaf_ring_clear (&self->written);
  gaf_ring_clear (&self->through_in);
  gaf_ring_clear (&self->through_out);
  g_clear_error (&self->failure);
  g_weak_ref_clear (&self->stream);
  g_main_context_unref (self->context);
  g_async_queue_unref (self->events);
  g_mutex_clear (&self->lock);
  g_cond_clear (&self->changed);
  g_free (self);
}

static gboolean
check_arguments (GafStreamCore *core, GError **error)
{
  guint n_channels = 0;

  for (guint i = 0; i < G_N_ELEMENTS (core->sides); i++) {
    n_channels += core->sides[i].channels;
    if (core->sides[i].channels > GAF_LIMIT_CHANNELS) {
      g_set_error (error, GAF_ERROR, GAF_ERROR_INVALID_ARGUMENT, "A stream cannot have %u channels, but 1 to %d",
                   core->sides[i].channels, GAF_LIMIT_CHANNELS);
      return FALSE;
    }
  }
  if (n_channels == 0)
    g_set_error (error, GAF_ERROR, GAF_ERROR_INVALID_ARGUMENT, "A stream needs at least one channel");
  else if (core->rate < 1000 || core->rate > GAF_LIMIT_RATE)
    g_set_error (error, GAF_ERROR, GAF_ERROR_INVALID_ARGUMENT, "A stream cannot have a rate of %u Hz, but 1000 to %d",
                 core->rate, GAF_LIMIT_RATE);
  else if (core->block < SMALLEST_BUFFER_SIZE || core->block > LARGEST_BUFFER_SIZE)
    g_set_error (error, GAF_ERROR, GAF_ERROR_INVALID_ARGUMENT,
                 "A stream cannot have a buffer size of %u frames, but %d to %d", core->block, SMALLEST_BUFFER_SIZE,
                 LARGEST_BUFFER_SIZE);
  else
    return TRUE;
  return FALSE;
}

gboolean
gaf_stream_core_prepare (GafStreamCore *self, GError **error)
{
  const guint n_in = self->sides[GAF_DIRECTION_INPUT].channels;
  const guint n_out = self->sides[GAF_DIRECTION_OUTPUT].channels;

  if (self->is_prepared)
    return TRUE;
  if (!check_arguments (self, error))
    return FALSE;
  gaf_ring_init (&self->heard, n_in,
                 n_in == 0 ? 0 : MAX (HEARD_BLOCKS * self->block, self->heard_seconds * self->rate));
  gaf_ring_init (&self->written, n_out,
                 n_out == 0 ? 0 : MAX (WRITTEN_BLOCKS * self->block, WRITTEN_SECONDS * self->rate));
  if (n_in > 0 && n_out > 0) {
    gaf_ring_init (&self->through_in, n_in, THROUGH_BLOCKS * self->block);
    gaf_ring_init (&self->through_out, n_out, THROUGH_BLOCKS * self->block);
  }
  for (guint i = 0; i < G_N_ELEMENTS (self->sides); i++)
    gaf_meter_init (&self->sides[i].meter, self->sides[i].channels, self->rate / 20);
  self->is_prepared = TRUE;
  return TRUE;
}

GafStreamState
gaf_stream_core_get_state (GafStreamCore *self)
{
  GafStreamState state;

  gaf_stream_core_lock (self);
  if (self->is_closing)
    state = GAF_STREAM_STATE_CLOSED;
  else if (self->failure != NULL)
    state = GAF_STREAM_STATE_FAILED;
  else if (!self->is_opened)
    state = GAF_STREAM_STATE_NEW;
  else if (self->sides[0].down_since != 0 || self->sides[1].down_since != 0)
    state = GAF_STREAM_STATE_INTERRUPTED;
  else
    state = GAF_STREAM_STATE_RUNNING;
  g_mutex_unlock (&self->lock);
  return state;
}

void
gaf_stream_core_hurry (GafStreamCore *self)
{
  gaf_stream_core_lock (self);
  self->is_hurried = TRUE;
  g_cond_broadcast (&self->changed);
  g_mutex_unlock (&self->lock);
}

void
gaf_stream_core_push (GafStreamCore *self, GafStreamEvent event)
{
  g_async_queue_push (self->events, GUINT_TO_POINTER (event + 1));
}

gboolean
gaf_stream_core_begin_closing (GafStreamCore *self)
{
  gboolean is_first;

  gaf_stream_core_lock (self);
  is_first = !self->is_closing;
  self->is_closing = TRUE;
  g_cond_broadcast (&self->changed);
  if (is_first)
    gaf_stream_core_push (self, GAF_STREAM_EVENT_QUIT);
  g_mutex_unlock (&self->lock);
  return is_first;
}

/* {{{ telling */

static gboolean
notify (gpointer data)
{
  GafStreamCore *self = data;
  g_autoptr (GafStream) stream = NULL;

  g_mutex_lock (&self->lock);
  self->is_telling = FALSE;
  g_mutex_unlock (&self->lock);

  stream = g_weak_ref_get (&self->stream);
  if (stream != NULL) {
    g_object_freeze_notify (G_OBJECT (stream));
    g_object_notify (G_OBJECT (stream), "state");
    if (gaf_stream_core_get_state (self) == GAF_STREAM_STATE_CLOSED)
      g_object_notify (G_OBJECT (stream), "closed");
    g_object_notify (G_OBJECT (stream), "interruptions");
    g_object_notify (G_OBJECT (stream), "lost-frames");
    g_object_thaw_notify (G_OBJECT (stream));
  }
  return G_SOURCE_REMOVE;
}

static void
unref_core (gpointer data)
{
  gaf_stream_core_unref (data);
}

/* In a program without a main loop nobody hears it, and one source at most waits for ever. */
void
gaf_stream_core_tell (GafStreamCore *self)
{
  g_autoptr (GSource) source = NULL;
  gboolean is_telling;

  g_mutex_lock (&self->lock);
  is_telling = self->is_telling;
  self->is_telling = TRUE;
  g_cond_broadcast (&self->changed);
  g_mutex_unlock (&self->lock);
  if (is_telling)
    return;

  source = g_idle_source_new ();
  g_source_set_callback (source, notify, gaf_stream_core_ref (self), unref_core);
  g_source_attach (source, self->context);
}

/* }}} */

gboolean
gaf_stream_core_check (GafStreamCore *self, GafDirection direction, GError **error)
{
  const GafStreamSide *side = &self->sides[direction];

  if (self->generation != gaf_fork_gate_get_generation ()) {
    g_set_error (error, GAF_ERROR, GAF_ERROR_BUSY,
                 "This stream belongs to the process that this one was forked off from: open another one here");
    return FALSE;
  }
  if (self->is_closing || !self->is_opened) {
    g_set_error (error, GAF_ERROR, GAF_ERROR_CLOSED, "The stream is %s",
                 self->is_closing ? "closed" : "not open yet: open it first");
    return FALSE;
  }
  if (side->channels == 0) {
    g_set_error (error, GAF_ERROR, GAF_ERROR_INVALID_ARGUMENT,
                 direction == GAF_DIRECTION_INPUT ? "This stream has no input device to read from: make one that has"
                                                  : "This stream has no output device to write to: make one that has");
    return FALSE;
  }
  if (self->failure != NULL) {
    if (error != NULL)
      *error = g_error_copy (self->failure);
    return FALSE;
  }
  if (side->down_since != 0 && g_get_monotonic_time () - side->down_since > PATIENCE) {
    g_set_error (
        error, GAF_ERROR, GAF_ERROR_NO_DEVICE,
        "The audio %s device is gone, and no other has come in its place: %s. The stream goes on looking for one",
        direction == GAF_DIRECTION_INPUT ? "input" : "output",
        side->why != NULL ? side->why->message : "no reason given");
    return FALSE;
  }
  return TRUE;
}
