/*
 * SPDX-FileCopyrightText: 2026 gaudiofile contributors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#include "gaf-load.h"

#include "core/crew.h"
#include "core/fork-gate.h"
#include "core/threads.h"
#include "gaf-error.h"

typedef struct {
  GafClip *const *clips;
  gsize n_clips;
  GafLoadFlags flags;
  GCancellable *cancellable;
  GafLoadProgress progress;
  gpointer progress_data;
} Load;

static gboolean
load_one (gsize index, gpointer data)
{
  Load *self = data;

  return gaf_clip_load (self->clips[index], self->cancellable, NULL) || (self->flags & GAF_LOAD_STOP_AT_ERROR) == 0;
}

static void
tell_progress (gsize n_done, gpointer data)
{
  Load *self = data;

  if (self->progress != NULL)
    self->progress (n_done, self->n_clips, self->progress_data);
}

/**
 * gaf_load_many:
 * @clips: (array length=n_clips): what to load; each once
 * @n_clips: how many
 * @max_threads: how many threads at most; 0 for [func@get_max_threads]. With 1, this thread loads
 * @flags: how to go on after an error
 * @cancellable: (nullable): cancels what is being loaded, and begins no more
 * @progress: (nullable) (scope call) (closure progress_data): is told how far it is, on this thread
 * @progress_data: what is handed to it
 * @error: %G_IO_ERROR_CANCELLED; %GAF_ERROR_BUSY in a child that @progress has forked off. What is wrong with a clip is
 *   told by [method@Clip.get_error]
 *
 * Loads clips on several threads, which end before this returns. The samples do not depend on their number.
 *
 * Returns: %TRUE if all were loaded or have an error of their own, %FALSE with @error set
 * Since: 0.1
 */
gboolean
gaf_load_many (GafClip *const *clips, gsize n_clips, guint max_threads, GafLoadFlags flags, GCancellable *cancellable,
               GafLoadProgress progress, gpointer progress_data, GError **error)
{
  Load load = { .clips = clips,
                .n_clips = n_clips,
                .flags = flags,
                .cancellable = cancellable,
                .progress = progress,
                .progress_data = progress_data };
  const GafCrew crew = { n_clips, cancellable, load_one, tell_progress, &load };

  g_return_val_if_fail (clips != NULL || n_clips == 0, FALSE);

  if (!gaf_crew_run (&crew, MIN (max_threads > 0 ? max_threads : gaf_threads_get_max (), MAX (n_clips, 1)))) {
    g_set_error (error, GAF_ERROR, GAF_ERROR_BUSY,
                 "Files were being loaded when this process was forked off; load them anew in the child");
    return FALSE;
  }
  return !g_cancellable_set_error_if_cancelled (cancellable, error);
}

/* {{{ async */

typedef struct {
  GPtrArray *clips;
  guint max_threads;
  GafLoadFlags flags;
  GafLoadProgress progress;
  gpointer progress_data;
  GDestroyNotify progress_destroy;
} AsyncLoad;

typedef struct {
  GTask *task;
  gsize n_done;
} Notice;

static void
async_load_free (gpointer data)
{
  AsyncLoad *self = data;

  g_ptr_array_unref (self->clips);
  if (self->progress_destroy != NULL)
    self->progress_destroy (self->progress_data);
  g_free (self);
}

static void
notice_free (gpointer data)
{
  Notice *self = data;

  g_object_unref (self->task);
  g_free (self);
}

static gboolean
pass_progress_on (gpointer data)
{
  Notice *self = data;
  AsyncLoad *load = g_task_get_task_data (self->task);

  if (!g_task_get_completed (self->task))
    load->progress (self->n_done, load->clips->len, load->progress_data);
  return G_SOURCE_REMOVE;
}

/* On the thread that waits: what the program is told, it is told in its own main context. */
static void
hand_progress_over (gsize n_done, gsize n_clips, gpointer data)
{
  GTask *task = data;
  AsyncLoad *load = g_task_get_task_data (task);
  GSource *source;
  Notice *notice;

  if (load->progress == NULL)
    return;
  notice = g_new (Notice, 1);
  *notice = (Notice){ g_object_ref (task), n_done };
  source = g_idle_source_new ();
  g_source_set_priority (source, g_task_get_priority (task));
  g_source_set_callback (source, pass_progress_on, notice, notice_free);
  g_source_attach (source, g_task_get_context (task));
  g_source_unref (source);
}

static gboolean
do_nothing (gpointer data)
{
  return G_SOURCE_REMOVE;
}

/* What the program handed in is freed with the last reference, and has to be in its own main context. */
static void
unref_in_context (GTask *task)
{
  GSource *source = g_idle_source_new ();

  g_source_set_callback (source, do_nothing, task, g_object_unref);
  g_source_attach (source, g_task_get_context (task));
  g_source_unref (source);
}

static gpointer
load_async (gpointer data)
{
  GTask *task = data;
  AsyncLoad *load = g_task_get_task_data (task);
  GError *error = NULL;

  if (gaf_load_many ((GafClip *const *) load->clips->pdata, load->clips->len, load->max_threads, load->flags,
                     g_task_get_cancellable (task), hand_progress_over, task, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
  unref_in_context (task);
  return NULL;
}

/**
 * gaf_load_many_async:
 * @clips: (array length=n_clips): what to load; each once. They belong to the call until it ends
 * @n_clips: how many
 * @max_threads: how many threads at most; 0 for [func@get_max_threads]
 * @flags: how to go on after an error
 * @cancellable: (nullable): cancels what is being loaded, and begins no more
 * @progress: (nullable) (scope notified) (closure progress_data) (destroy progress_destroy): is told how far it is, in
 *   the caller's main context
 * @progress_data: what is handed to it
 * @progress_destroy: frees that, in the caller's main context
 * @callback: (scope async): is called when all is done
 * @user_data: what is handed to it
 *
 * Loads clips on several threads, as [func@load_many], while the program goes on.
 *
 * Since: 0.1
 */
void
gaf_load_many_async (GafClip *const *clips, gsize n_clips, guint max_threads, GafLoadFlags flags,
                     GCancellable *cancellable, GafLoadProgress progress, gpointer progress_data,
                     GDestroyNotify progress_destroy, GAsyncReadyCallback callback, gpointer user_data)
{
  GTask *task = g_task_new (NULL, cancellable, callback, user_data);
  AsyncLoad *load = g_new (AsyncLoad, 1);

  *load = (AsyncLoad){
    g_ptr_array_new_full (n_clips, g_object_unref), max_threads, flags, progress, progress_data, progress_destroy
  };
  for (gsize i = 0; i < n_clips; i++)
    g_ptr_array_add (load->clips, g_object_ref (clips[i]));
  g_task_set_source_tag (task, gaf_load_many_async);
  g_task_set_task_data (task, load, async_load_free);
  gaf_fork_gate_enter ();
  g_thread_unref (g_thread_new ("gaf-load", load_async, task));
  gaf_fork_gate_leave ();
}

/**
 * gaf_load_many_finish:
 * @result: what the callback was given
 * @error: as [func@load_many]
 *
 * Ends [func@load_many_async] in its callback; each clip then has its samples, or an error.
 *
 * Returns: %TRUE if all were loaded or have an error of their own, %FALSE with @error set
 * Since: 0.1
 */
gboolean
gaf_load_many_finish (GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, NULL), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

/* }}} */

/**
 * gaf_set_max_threads:
 * @n_threads: how many threads a call may have work, the calling one included; 0 for the usual
 *
 * Limits the threads that [func@load_many], long reads, long writes of FLAC and long pieces for a [class@Resampler]
 * make for their time. With 1 none is made. Without a call of this, the environment variable `GAUDIOFILE_MAX_THREADS`
 * counts; without that, the processors that the process may use, by its affinity and its control group.
 *
 * Since: 0.1
 */
void
gaf_set_max_threads (guint n_threads)
{
  gaf_threads_set_max (n_threads);
}

/**
 * gaf_get_max_threads:
 *
 * Tells how many threads a call may have work at most; see [func@set_max_threads].
 *
 * Returns: how many threads, the calling one included: at least 1
 * Since: 0.1
 */
guint
gaf_get_max_threads (void)
{
  return gaf_threads_get_max ();
}
