/*
 * SPDX-FileCopyrightText: 2026 gaudiofile contributors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/*
 * What an asynchronous call does, on a thread of a pool. @self: the task's source object; @call: the task's data.
 * Ends with one of the g_task_return functions.
 */
typedef void (*GafTaskWork) (GTask *task, gpointer self, gpointer call, GCancellable *cancellable);

/*
 * Runs @work on a thread, after all tasks of the same source object and @line (a string that stays) that were asked for
 * earlier: two reads of a reader give what two reads in a row give. NULL: at once. Takes @task. In a child of fork()
 * whose parent ran tasks there are no threads that could do it: the task fails with GAF_ERROR_BUSY.
 *
 * A task that is cancelled while it waits for its turn is told of at once and never done; one that is cancelled while
 * it is done ends at the next gaf_interrupt_check().
 */
void     gaf_task_queue_run       (GTask                *task,
                                   const char           *line,
                                   GafTaskWork           work);

/* The same for what has to be done also if it is cancelled before, such as closing: @work sees the GCancellable. */
void     gaf_task_queue_run_always (GTask               *task,
                                    const char          *line,
                                    GafTaskWork          work);

/* The same for what leaves a gap: @skipped is called, on any thread, for a task that is never done. */
void     gaf_task_queue_run_or    (GTask                *task,
                                   const char           *line,
                                   GafTaskWork           work,
                                   void                (*skipped) (gpointer self));

/* @self: the source object, or NULL. @call: what the work needs, freed by @destroy. @tag: the function that asks. */
GTask   *gaf_task_new             (gpointer              self,
                                   gpointer              call,
                                   GDestroyNotify        destroy,
                                   GCancellable         *cancellable,
                                   GAsyncReadyCallback   callback,
                                   gpointer              user_data,
                                   gpointer              tag);

/* Ends the work: with @result, or if that is NULL, FALSE or negative, with @error, which is taken. */
void     gaf_task_return          (GTask                *task,
                                   gpointer              result,
                                   GDestroyNotify        destroy,
                                   GError               *error);
void     gaf_task_return_ok       (GTask                *task,
                                   gboolean              result,
                                   GError               *error);
void     gaf_task_return_count    (GTask                *task,
                                   gint64                result,
                                   GError               *error);

/*
 * Has those who listen hear that a property has changed. On the thread of an asynchronous call that is done on the main
 * context of who has asked, before its callback: bindings cannot be called anywhere else. Outside of all locks.
 */
void     gaf_notify               (gpointer              object,
                                   const char           *property);

/* What gaf_task_return_count() told. */
gint64   gaf_task_propagate_count (gpointer              self,
                                   GAsyncResult         *result,
                                   GError              **error);

G_END_DECLS
