/*
 * SPDX-FileCopyrightText: 2026 gaudiofile contributors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#include "analysis/call.h"

#include "core/fork-gate.h"
#include "gaf-error.h"

#define INTERVAL (40 * G_TIME_SPAN_MILLISECOND)

/* {{{ watch */

void
gaf_watch_begin (GafWatch *self, gint64 n_frames, GCancellable *cancellable, GafAnalysisProgress progress,
                 gpointer progress_data)
{
  *self = (GafWatch){ .cancellable = cancellable,
                      .progress = progress,
                      .progress_data = progress_data,
                      .n_frames = n_frames,
                      .owner = g_thread_self (),
                      .generation = gaf_fork_gate_get_generation (),
                      .due = g_get_monotonic_time () + INTERVAL };
}

/* With the gate open: the program may do what it likes. */
static void
tell (GafWatch *self, gint64 n_done, gint64 n_frames)
{
  const guint depth = gaf_fork_gate_pause ();

  self->progress (n_done, n_frames, self->progress_data);
  gaf_fork_gate_resume (depth);
  self->due = g_get_monotonic_time () + INTERVAL;
}

gboolean
gaf_watch_step (GafWatch *self, gint64 n_frames)
{
  const gint64 done = __atomic_add_fetch (&self->n_done, n_frames, __ATOMIC_RELAXED);

  if (g_cancellable_is_cancelled (self->cancellable))
    return FALSE;
  if (self->progress == NULL || g_thread_self () != self->owner || g_get_monotonic_time () < self->due)
    return TRUE;
  /* Parts that could not be decoded by themselves are done twice. */
  tell (self, MIN (done, self->n_frames), self->n_frames);
  return self->generation == gaf_fork_gate_get_generation () && !g_cancellable_is_cancelled (self->cancellable);
}

void
gaf_watch_end (GafWatch *self)
{
  const gint64 n = __atomic_load_n (&self->n_done, __ATOMIC_RELAXED);

  if (self->progress != NULL)
    tell (self, n, n);
}

gboolean
gaf_watch_set_error (GafWatch *self, GError **error)
{
  if (self->generation != gaf_fork_gate_get_generation ())
    g_set_error (error, GAF_ERROR, GAF_ERROR_BUSY,
                 "A file was being analysed when this process was forked off; do it anew in the child");
  else
    g_cancellable_set_error_if_cancelled (self->cancellable, error);
  return FALSE;
}

/* }}} */

/* {{{ call */

GafAnalysisCall *
gaf_analysis_call_new (GafReader *reader, const char *path, GafAnalysisProgress progress, gpointer progress_data,
                       GDestroyNotify progress_destroy)
{
  GafAnalysisCall *self = g_new0 (GafAnalysisCall, 1);

  self->reader = reader != NULL ? g_object_ref (reader) : NULL;
  self->path = g_strdup (path);
  self->progress = progress;
  self->progress_data = progress_data;
  self->progress_destroy = progress_destroy;
  return self;
}

static void
forget_progress (GafAnalysisCall *self)
{
  GDestroyNotify destroy = g_steal_pointer (&self->progress_destroy);

  self->progress = NULL;
  if (destroy != NULL)
    destroy (self->progress_data);
}

void
gaf_analysis_call_free (gpointer data)
{
  GafAnalysisCall *self = data;

  forget_progress (self);
  if (self->free_more != NULL)
    self->free_more (self->more);
  g_clear_object (&self->reader);
  g_free (self->path);
  g_free (self);
}

/* What the caller's main context is told. */
typedef struct {
  GTask *task;
  gint64 n_done;
  gint64 n_frames;
} Notice;

static void
notice_free (gpointer data)
{
  Notice *self = data;

  g_object_unref (self->task);
  g_free (self);
}

static gboolean
pass_on (gpointer data)
{
  Notice *self = data;
  GafAnalysisCall *call = g_task_get_task_data (self->task);

  if (self->n_frames < 0)
    forget_progress (call);
  else if (call->progress != NULL)
    call->progress (self->n_done, self->n_frames, call->progress_data);
  return G_SOURCE_REMOVE;
}

/* Notices come in the order in which they are sent, and before what the task returns. */
static void
send (GTask *task, gint64 n_done, gint64 n_frames)
{
  g_autoptr (GSource) source = g_idle_source_new ();
  Notice *notice = g_new (Notice, 1);

  *notice = (Notice){ g_object_ref (task), n_done, n_frames };
  g_source_set_priority (source, g_task_get_priority (task));
  g_source_set_callback (source, pass_on, notice, notice_free);
  g_source_attach (source, g_task_get_context (task));
}

static void
hand_over (gint64 n_done, gint64 n_frames, gpointer task)
{
  send (task, n_done, n_frames);
}

GafAnalysisProgress
gaf_analysis_call_get_progress (GTask *task)
{
  const GafAnalysisCall *call = g_task_get_task_data (task);

  return call->progress != NULL ? hand_over : NULL;
}

void
gaf_analysis_call_end (GTask *task)
{
  const GafAnalysisCall *call = g_task_get_task_data (task);

  if (call->progress != NULL)
    send (task, 0, -1);
}

/* }}} */
