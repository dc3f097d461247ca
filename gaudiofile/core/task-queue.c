/*
 * SPDX-FileCopyrightText: 2026 gaudiofile contributors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#include "core/task-queue.h"

#include "core/fork-gate.h"
#include "core/interrupt.h"
#include "gaf-error.h"

/* A task that waits for its turn, or has it. */
typedef struct {
  gatomicrefcount ref_count; /* of the line or thread, and of the source */
  GTask *task;               /* NULL from when it is begun; guarded by the lock */
  GafTaskWork work;
  void (*skipped) (gpointer self); /* or NULL */
  GQuark line; /* of its object: the tasks that are done one after the other, of which the first is being done; or 0 */
  gboolean is_always_done;
  GSource *source; /* on the task's main context while it waits in line: tells of its being cancelled; or NULL */
} Entry;

/* The threads, which stay; and what no thread has begun yet. */
static struct {
  GMutex lock;
  GCond changed;
  GQueue waiting; /* of Entry */
  guint n_idle;
} workers = { .waiting = G_QUEUE_INIT };

static GMutex lines_lock;
static __thread GTask *being_done; /* by this thread */

static void start (Entry *entry);

static void
entry_unref (gpointer data)
{
  Entry *self = data;

  if (!g_atomic_ref_count_dec (&self->ref_count))
    return;
  g_clear_object (&self->task);
  g_free (self);
}

static void
line_free (gpointer line)
{
  g_queue_free (line); /* empty: a task holds its object */
}

/* With the lock. */
static GQueue *
get_line (GObject *object, GQuark name)
{
  GQueue *line = g_object_get_qdata (object, name);

  if (line == NULL) {
    line = g_queue_new ();
    g_object_set_qdata_full (object, name, line, line_free);
  }
  return line;
}

/* TRUE if it was cancelled, which is told then. */
static gboolean
is_skipped (Entry *self, GTask *task)
{
  if (self->is_always_done || !g_cancellable_is_cancelled (g_task_get_cancellable (task)))
    return FALSE;
  if (self->skipped != NULL)
    self->skipped (g_task_get_source_object (task));
  return g_task_return_error_if_cancelled (task);
}

/* On the main context of who has asked. The first in line is being done, or about to be. */
static gboolean
on_cancelled (GCancellable *cancellable, gpointer data)
{
  Entry *self = data;
  g_autoptr (GTask) task = NULL;
  GQueue *line;

  (void) cancellable;
  g_mutex_lock (&lines_lock);
  line = self->task != NULL ? g_object_get_qdata (g_task_get_source_object (self->task), self->line) : NULL;
  if (line != NULL && g_queue_peek_head (line) != self && g_queue_remove (line, self))
    task = g_steal_pointer (&self->task);
  g_mutex_unlock (&lines_lock);
  if (task != NULL) {
    is_skipped (self, task);
    g_clear_pointer (&self->source, g_source_unref);
    entry_unref (self); /* of the line */
  }
  return G_SOURCE_REMOVE;
}

/* With the lock. */
static void
watch_cancelling (Entry *self)
{
  GCancellable *cancellable = g_task_get_cancellable (self->task);

  if (cancellable == NULL || self->is_always_done)
    return;
  g_atomic_ref_count_inc (&self->ref_count);
  self->source = g_cancellable_source_new (cancellable);
  g_source_set_callback (self->source, G_SOURCE_FUNC (on_cancelled), self, entry_unref);
  g_source_set_priority (self->source, g_task_get_priority (self->task));
  g_source_attach (self->source, g_task_get_context (self->task));
}

/* Whether it is the entry's turn at once. */
static gboolean
stand_in_line (GObject *object, Entry *entry)
{
  GQueue *line;
  gboolean is_first;

  g_mutex_lock (&lines_lock);
  line = get_line (object, entry->line);
  is_first = g_queue_is_empty (line);
  g_queue_push_tail (line, entry);
  if (!is_first)
    watch_cancelling (entry);
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
do_task (Entry *entry, GTask *task)
{
  GCancellable *cancellable = g_task_get_cancellable (task);

  /* Cancelled while it waited for a thread. */
  if (is_skipped (entry, task))
    return;
  gaf_interrupt_set_cancellable (cancellable);
  being_done = task;
  entry->work (task, g_task_get_source_object (task), g_task_get_task_data (task), cancellable);
  being_done = NULL;
  gaf_interrupt_set_cancellable (NULL);
}

static void
do_entry (Entry *entry)
{
  g_autoptr (GTask) task = NULL;
  g_autoptr (GObject) held = NULL;
  Entry *next = NULL;

  g_mutex_lock (&lines_lock);
  task = g_steal_pointer (&entry->task);
  g_mutex_unlock (&lines_lock);
  if (g_task_get_source_object (task) != NULL)
    held = g_object_ref (g_task_get_source_object (task));
  if (entry->source != NULL) {
    g_source_destroy (entry->source);
    g_clear_pointer (&entry->source, g_source_unref);
  }
  do_task (entry, task);
  if (entry->line != 0)
    next = leave_line (held, entry);
  entry_unref (entry);
  if (next != NULL)
    start (next);
}

static gpointer
work (gpointer unused)
{
  Entry *entry;

  (void) unused;
  for (;;) {
    g_mutex_lock (&workers.lock);
    workers.n_idle++;
    while ((entry = g_queue_pop_head (&workers.waiting)) == NULL)
      g_cond_wait (&workers.changed, &workers.lock);
    workers.n_idle--;
    g_mutex_unlock (&workers.lock);
    do_entry (entry);
  }
  return NULL;
}

/* On a thread of our own. g_task_run_in_thread() tells of a task only when the thread has come back from it, when the
 * next one may have been told of; and it has ten threads, which recordings without an end would take up. Those of a
 * GThreadPool end when they had nothing to do for 15 seconds, and give back memory then, under a lock of GLib's: a
 * child that is forked at that moment would wait for it for ever. */
static void
start (Entry *entry)
{
  GThread *thread;
  gboolean is_short;

  g_mutex_lock (&workers.lock);
  g_queue_push_tail (&workers.waiting, entry);
  is_short = workers.n_idle < workers.waiting.length;
  g_cond_signal (&workers.changed);
  g_mutex_unlock (&workers.lock);
  if (!is_short)
    return;
  thread = g_thread_try_new ("gaf-task", work, NULL, NULL);
  if (thread != NULL) {
    g_thread_unref (thread);
    return;
  }
  /* The system has no more: the caller has to wait, unless another thread has come to it. */
  g_mutex_lock (&workers.lock);
  is_short = g_queue_remove (&workers.waiting, entry);
  g_mutex_unlock (&workers.lock);
  if (is_short)
    do_entry (entry);
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

static void
run (GTask *task, const char *line, GafTaskWork work, void (*skipped) (gpointer self), gboolean is_always_done)
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
  entry = g_new0 (Entry, 1);
  g_atomic_ref_count_init (&entry->ref_count);
  entry->task = task;
  entry->work = work;
  entry->line = g_quark_from_static_string (line);
  entry->skipped = skipped;
  entry->is_always_done = is_always_done;
  if (entry->line == 0 || stand_in_line (object, entry))
    start (entry);
}

void
gaf_task_queue_run (GTask *task, const char *line, GafTaskWork work)
{
  run (task, line, work, NULL, FALSE);
}

void
gaf_task_queue_run_always (GTask *task, const char *line, GafTaskWork work)
{
  run (task, line, work, NULL, TRUE);
}

void
gaf_task_queue_run_or (GTask *task, const char *line, GafTaskWork work, void (*skipped) (gpointer self))
{
  run (task, line, work, skipped, FALSE);
}

/* {{{ properties */

typedef struct {
  GObject *object;
  const char *property;
} Notice;

static void
notice_free (gpointer data)
{
  Notice *self = data;

  g_object_unref (self->object);
  g_free (self);
}

static gboolean
pass_on (gpointer data)
{
  Notice *self = data;

  g_object_notify (self->object, self->property);
  return G_SOURCE_REMOVE;
}

/* To all properties, or this one. Inside the gate: GLib has locks for this, which a fork() must not find taken. */
static gboolean
is_listened_to (gpointer object, const char *property)
{
  static guint signal; /* atomic */
  gboolean is_listened;
  guint notify;

  gaf_fork_gate_enter ();
  notify = g_atomic_int_get (&signal);
  if (notify == 0) {
    notify = g_signal_lookup ("notify", G_TYPE_OBJECT);
    g_atomic_int_set (&signal, notify);
  }
  /* Mostly nobody listens to anything, which is quickly told. */
  is_listened = g_signal_handler_find (object, G_SIGNAL_MATCH_ID, notify, 0, NULL, NULL, NULL) != 0
                && (g_signal_has_handler_pending (object, notify, 0, FALSE)
                    || g_signal_has_handler_pending (object, notify, g_quark_from_string (property), FALSE));
  gaf_fork_gate_leave ();
  return is_listened;
}

void
gaf_notify (gpointer object, const char *property)
{
  GSource *source;
  Notice *notice;

  if (!is_listened_to (object, property))
    return;
  if (being_done == NULL) {
    g_object_notify (object, property);
    return;
  }
  notice = g_new (Notice, 1);
  *notice = (Notice){ g_object_ref (object), g_intern_string (property) };
  source = g_idle_source_new ();
  g_source_set_priority (source, g_task_get_priority (being_done));
  g_source_set_callback (source, pass_on, notice, notice_free);
  g_source_attach (source, g_task_get_context (being_done));
  g_source_unref (source);
}

/* }}} */

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
