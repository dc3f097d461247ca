/*
 * SPDX-FileCopyrightText: 2026 gaudiofile contributors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#include "live/wait.h"

static void
on_cancelled (GCancellable *cancellable, gpointer data)
{
  GafStreamCore *core = data;

  gaf_stream_core_lock (core);
  g_cond_broadcast (&core->changed);
  g_mutex_unlock (&core->lock);
}

/* The handler of something that was cancelled already runs at once, and takes the lock. */
void
gaf_stream_wait_begin (GafStreamWait *self, GafStreamCore *core, gint timeout, GCancellable *cancellable)
{
  self->core = core;
  self->cancellable = cancellable;
  self->deadline = timeout < 0 ? 0 : g_get_monotonic_time () + (gint64) timeout * G_TIME_SPAN_MILLISECOND;
  self->handler = cancellable == NULL ? 0 : g_cancellable_connect (cancellable, G_CALLBACK (on_cancelled), core, NULL);
}

void
gaf_stream_wait_end (GafStreamWait *self)
{
  g_cancellable_disconnect (self->cancellable, self->handler);
}

gboolean
gaf_stream_wait_more (GafStreamWait *self, gint64 slice)
{
  const gint64 now = g_get_monotonic_time ();
  gint64 until = now + slice;

  if (self->deadline != 0 && now >= self->deadline)
    return FALSE;
  if (self->deadline != 0)
    until = MIN (until, self->deadline);
  g_cond_wait_until (&self->core->changed, &self->core->lock, until);
  return TRUE;
}

gboolean
gaf_stream_wait_check (GafStreamWait *self, GafDirection direction, GError **error)
{
  return !g_cancellable_set_error_if_cancelled (self->cancellable, error)
         && gaf_stream_core_check (self->core, direction, error);
}
