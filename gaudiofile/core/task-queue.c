/*
 * SPDX-FileCopyrightText: 2026 gaudiofile contributors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#include "core/task-queue.h"

#include "core/fork-gate.h"
#include "gaf-error.h"

/* A task that waits for its turn, or has it. */
typedef struct {
  GTask *task;
  GafTaskWork work;
  GQuark line; /* of its object: the tasks that are done one after the other, of which the first is being done; or 0 */
} Entry;

static GMutex lines_lock;

static void start (Entry *entry);

static void
line_free (gpointer line)
{
  g_queue_free (line); /* empty: a task holds its object */
}

/* Whether it is the entry's turn at once. */
static gboolean
stand_in_line (GObject *object, Entry *entry)
{
  GQueue *line;
  gboolean is_first;

  g_mutex_lock (&lines_lock);
  line = g_object_get_qdata (object, entry->line);
  if (line == NULL) {
    line = g_queue_new ();
    g_object_set_qdata_full (object, entry->line, line, line_free);
  }
  is_first = g_queue_is_empty (line);
  g_queue_push_tail (line, entry);
  g_mutex_unlock (&lines_lock);
  return is_first;
}

/* Whose turn it is after @entry, which is done. */
static Entry *
leave_line (GObject *object, Entry *entry)
{
  GQueue *line;
  Entry *next;

  g_mutex_lock (&lines_lock);
  line = g_object_get_qdata (object, entry->line);
  g_assert (g_queue_pop_head (line) == entry);
  next = g_queue_peek_head (line);
  g_mutex_unlock (&lines_lock);
  return next;
}

static void
run_in_thread (gpointer data, gpointer pool_data)
{
  Entry *entry = data;
  g_autoptr (GTask) task = entry->task;
  GObject *object = g_task_get_source_object (task);
  g_autoptr (GObject) held = object != NULL ? g_object_ref (object) : NULL;
  Entry *next = NULL;

  (void) pool_data;
  /* Cancelled while it waited. */
  if (!g_task_return_error_if_cancelled (task))
    entry->work (task, object, g_task_get_task_data (task), g_task_get_cancellable (task));
  if (entry->line != 0)
    next = leave_line (held, entry);
  g_free (entry);
  if (next != NULL)
    start (next);
}

/* On a thread of a pool of our own. g_task_run_in_thread() tells of a task only when the thread has come back from it,
 * when the next one may have been told of; and it has ten threads, which recordings without an end would take up. */
static void
start (Entry *entry)
{
  static GThreadPool *pool;
  static gsize once;

  if (g_once_init_enter (&once)) {
    pool = g_thread_pool_new (run_in_thread, NULL, -1, FALSE, NULL);
    g_once_init_leave (&once, 1);
  }
  g_thread_pool_push (pool, entry, NULL);
}

/* Whether the threads that earlier tasks ran on are in this process. */
static gboolean
has_threads (void)
{
  static guint generation;
  static gsize once;

  if (g_once_init_enter (&once)) {
    gaf_fork_gate_install ();
    generation = gaf_fork_gate_get_generation ();
    g_once_init_leave (&once, 1);
  }
  return generation == gaf_fork_gate_get_generation ();
}

void
gaf_task_queue_run (GTask *task, const char *line, GafTaskWork work)
{
  GObject *object = g_task_get_source_object (task);
  Entry *entry;

  g_task_set_check_cancellable (task, FALSE); /* what was done is told, also if it was cancelled just afterwards */
  if (!has_threads ()) {
    g_task_return_new_error (task, GAF_ERROR, GAF_ERROR_BUSY,
                             "This process was forked from one that made asynchronous calls, whose threads it has not: "
                             "call the synchronous functions here, or start a new program");
    g_object_unref (task);
    return;
  }
  entry = g_new (Entry, 1);
  *entry = (Entry){ .task = task, .work = work, .line = g_quark_from_static_string (line) };
  if (entry->line == 0 || stand_in_line (object, entry))
    start (entry);
}

GTask *
gaf_task_new (gpointer self, gpointer call, GDestroyNotify destroy, GCancellable *cancellable,
              GAsyncReadyCallback callback, gpointer user_data, gpointer tag)
{
  GTask *task = g_task_new (self, cancellable, callback, user_data);

  g_task_set_source_tag (task, tag);
  g_task_set_task_data (task, call, destroy);
  return task;
}

void
gaf_task_return (GTask *task, gpointer result, GDestroyNotify destroy, GError *error)
{
  if (result != NULL)
    g_task_return_pointer (task, result, destroy);
  else
    g_task_return_error (task, error);
}

void
gaf_task_return_ok (GTask *task, gboolean result, GError *error)
{
  if (result)
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

/* By a pointer: a number of GTask's has as many bits as a pointer. */
void
gaf_task_return_count (GTask *task, gint64 result, GError *error)
{
  if (result >= 0)
    g_task_return_pointer (task, g_memdup2 (&result, sizeof result), g_free);
  else
    g_task_return_error (task, error);
}

gint64
gaf_task_propagate_count (gpointer self, GAsyncResult *result, GError **error)
{
  g_autofree gint64 *count = NULL;

  g_return_val_if_fail (g_task_is_valid (result, self), -1);

  count = g_task_propagate_pointer (G_TASK (result), error);
  return count != NULL ? *count : -1;
}
