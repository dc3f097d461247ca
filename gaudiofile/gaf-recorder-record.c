/*
 * SPDX-FileCopyrightText: 2026 gaudiofile contributors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#include "gaf-recorder-private.h"

#include "gaf-error.h"

/* GafRecorder: recording, and waiting for its end. */

/* How long to wait at most before looking whether to go on waiting, µs. */
#define WAIT_STEP (50 * G_TIME_SPAN_MILLISECOND)

/**
 * gaf_recorder_start:
 * @self: a recorder that has not begun
 * @cancellable: (nullable): cancels the opening of the device
 * @error: as [method@Stream.open] for the device, and as [ctor@Writer.new_for_path] for the file; %GAF_ERROR_CLOSED if
 *   it has begun before, %GAF_ERROR_BUSY in a child of fork()
 *
 * Opens the device and the file, which may take three seconds, and begins to record.
 *
 * Returns: %TRUE, or %FALSE with @error set
 * Since: 0.1
 */
gboolean
gaf_recorder_start (GafRecorder *self, GCancellable *cancellable, GError **error)
{
  GafRecorderCore *core;
  gboolean has_begun;

  g_return_val_if_fail (GAF_IS_RECORDER (self), FALSE);

  core = self->core;
  if (!gaf_recorder_core_check (core, error))
    return FALSE;
  if (core->path == NULL || core->spec == NULL) {
    g_set_error (error, GAF_ERROR, GAF_ERROR_INVALID_ARGUMENT, "A recorder needs a path and a spec");
    return FALSE;
  }
  g_mutex_lock (&core->lock);
  has_begun = core->has_begun || core->is_stopping;
  core->has_begun = TRUE;
  g_mutex_unlock (&core->lock);
  if (has_begun) {
    g_set_error (error, GAF_ERROR, GAF_ERROR_CLOSED,
                 "The recorder has begun already, and records once: make another one");
    return FALSE;
  }
  return gaf_recorder_core_begin (core, cancellable, error);
}

/* From one state to another one. */
static gboolean
change (GafRecorder *self, GafRecorderState from, GafRecorderState to, GError **error)
{
  GafRecorderCore *core = self->core;
  gboolean ok;

  if (!gaf_recorder_core_check (core, error))
    return FALSE;
  g_mutex_lock (&core->lock);
  ok = core->state == from || core->state == to;
  if (core->state == from) {
    core->state = to;
    gaf_teller_notify (core->teller, "state");
    g_cond_broadcast (&core->changed);
  }
  g_mutex_unlock (&core->lock);
  if (!ok)
    g_set_error (error, GAF_ERROR, GAF_ERROR_CLOSED, "The recorder does not record");
  return ok;
}

/**
 * gaf_recorder_pause:
 * @self: a recorder that records
 * @error: %GAF_ERROR_CLOSED if it does not record, %GAF_ERROR_BUSY in a child of fork()
 *
 * Pauses. What was captured until now is recorded; what comes until [method@Recorder.resume] is not. It does not wait.
 *
 * Returns: %TRUE, or %FALSE with @error set
 * Since: 0.1
 */
gboolean
gaf_recorder_pause (GafRecorder *self, GError **error)
{
  g_return_val_if_fail (GAF_IS_RECORDER (self), FALSE);

  return change (self, GAF_RECORDER_STATE_RECORDING, GAF_RECORDER_STATE_PAUSED, error);
}

/**
 * gaf_recorder_resume:
 * @self: a recorder that was paused
 * @error: %GAF_ERROR_CLOSED if it does not record, %GAF_ERROR_BUSY in a child of fork()
 *
 * Goes on recording, from now on. It does not wait.
 *
 * Returns: %TRUE, or %FALSE with @error set
 * Since: 0.1
 */
gboolean
gaf_recorder_resume (GafRecorder *self, GError **error)
{
  g_return_val_if_fail (GAF_IS_RECORDER (self), FALSE);

  return change (self, GAF_RECORDER_STATE_PAUSED, GAF_RECORDER_STATE_RECORDING, error);
}

/* TRUE at the end; then @ok says how it was. */
static gboolean
is_over (GafRecorderCore *core, gboolean *ok, GError **error)
{
  gboolean is_over;

  g_mutex_lock (&core->lock);
  is_over = core->state == GAF_RECORDER_STATE_STOPPED || (!core->has_begun && core->is_stopping);
  *ok = core->failure == NULL;
  if (is_over && !*ok)
    g_propagate_error (error, g_error_copy (core->failure));
  g_mutex_unlock (&core->lock);
  return is_over;
}

/**
 * gaf_recorder_wait:
 * @self: a recorder
 * @timeout: how long to wait, in milliseconds; -1 for as long as it takes
 * @cancellable: (nullable): cancels the waiting
 * @error: what the recording has ended with, if that was an error; %G_IO_ERROR_TIMED_OUT, %G_IO_ERROR_CANCELLED,
 *   %GAF_ERROR_BUSY in a child of fork()
 *
 * Waits until the recording has ended, and all files are whole.
 *
 * Returns: %TRUE if it has, or %FALSE with @error set
 * Since: 0.1
 */
gboolean
gaf_recorder_wait (GafRecorder *self, gint timeout, GCancellable *cancellable, GError **error)
{
  const gint64 deadline = g_get_monotonic_time () + (gint64) timeout * G_TIME_SPAN_MILLISECOND;
  GafRecorderCore *core;
  gboolean ok = TRUE;

  g_return_val_if_fail (GAF_IS_RECORDER (self), FALSE);

  core = self->core;
  if (!gaf_recorder_core_check (core, error))
    return FALSE;
  while (!is_over (core, &ok, error)) {
    const gint64 now = g_get_monotonic_time ();

    if (g_cancellable_set_error_if_cancelled (cancellable, error))
      return FALSE;
    if (timeout >= 0 && now >= deadline) {
      g_set_error (error, G_IO_ERROR, G_IO_ERROR_TIMED_OUT, "The recording has not ended in %d ms", timeout);
      return FALSE;
    }
    g_mutex_lock (&core->lock);
    if (core->state != GAF_RECORDER_STATE_STOPPED)
      g_cond_wait_until (&core->changed, &core->lock, timeout >= 0 ? MIN (deadline, now + WAIT_STEP) : now + WAIT_STEP);
    g_mutex_unlock (&core->lock);
  }
  return ok;
}

/**
 * gaf_recorder_stop:
 * @self: a recorder
 * @cancellable: (nullable): cancels the waiting, not the stopping
 * @error: as [method@Recorder.wait]
 *
 * Ends the recording: what was captured until now is written, and the file is finished. Stopping again only waits for
 * that.
 *
 * Returns: %TRUE, or %FALSE with @error set
 * Since: 0.1
 */
gboolean
gaf_recorder_stop (GafRecorder *self, GCancellable *cancellable, GError **error)
{
  g_return_val_if_fail (GAF_IS_RECORDER (self), FALSE);

  if (!gaf_recorder_core_check (self->core, error))
    return FALSE;
  g_mutex_lock (&self->core->lock);
  gaf_recorder_core_ask_to_stop (self->core);
  g_mutex_unlock (&self->core->lock);
  return gaf_recorder_wait (self, -1, cancellable, error);
}
