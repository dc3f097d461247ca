/*
 * SPDX-FileCopyrightText: 2026 gaudiofile contributors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#include "core/task-queue.h"
#include "gaf-error.h"
#include "gaf-reader-private.h"
#include "gaf-tags-private.h"
#include "tags/tag-file.h"

/**
 * gaf_reader_read_tags:
 * @self: a reader
 * @cancellable: (nullable): cancels the call
 * @error: as [func@Tags.read]; %GAF_ERROR_CLOSED; %GAF_ERROR_NO_ISOLATION for a reader that decodes in a process of its
 *   own
 *
 * Reads the tags of the file. Where the reader goes on reading stays as it is. Tags are read by TagLib, in this
 * process: that is what a reader with %GAF_ISOLATION_PROCESS is to avoid, so it fails for one.
 *
 * Returns: (transfer full): the tags; %NULL with @error set
 * Since: 0.1
 */
GafTags *
gaf_reader_read_tags (GafReader *self, GCancellable *cancellable, GError **error)
{
  g_autoptr (GafTagSet) set = NULL;
  gboolean ok;

  g_return_val_if_fail (GAF_IS_READER (self), NULL);

  if (!gaf_reader_begin (self, cancellable, error))
    return NULL;
  set = gaf_tag_set_new ();
  ok = self->isolation != GAF_ISOLATION_PROCESS;
  if (!ok)
    g_set_error (error, GAF_ERROR, GAF_ERROR_NO_ISOLATION,
                 "Tags are read in this process, and this file is isolated from it: if you trust the file, read its "
                 "tags without isolation");
  else
    ok = gaf_tag_file_read (self->source, set, error);
  gaf_reader_end (self);
  if (ok)
    return gaf_tags_new_for_set (g_steal_pointer (&set));
  gaf_reader_add_name (self, error);
  return NULL;
}

static void
do_read_tags (GTask *task, gpointer self, gpointer data, GCancellable *cancellable)
{
  GError *error = NULL;
  GafTags *tags = gaf_reader_read_tags (self, cancellable, &error);

  (void) data;
  gaf_task_return (task, tags, g_object_unref, error);
}

/**
 * gaf_reader_read_tags_async:
 * @self: a reader
 * @cancellable: (nullable): cancels the call
 * @callback: (scope async) (nullable): called on the caller's main context when it is done
 * @user_data: for @callback
 *
 * Reads the tags of the file as [method@Reader.read_tags] does, without making the caller wait.
 *
 * Since: 0.1
 */
void
gaf_reader_read_tags_async (GafReader *self, GCancellable *cancellable, GAsyncReadyCallback callback,
                            gpointer user_data)
{
  g_return_if_fail (GAF_IS_READER (self));

  gaf_task_queue_run (gaf_task_new (self, NULL, NULL, cancellable, callback, user_data, gaf_reader_read_tags_async),
                      "gaf-reader-calls", do_read_tags);
}

/**
 * gaf_reader_read_tags_finish:
 * @self: a reader
 * @result: what the callback was given
 * @error: as [method@Reader.read_tags]
 *
 * Ends [method@Reader.read_tags_async] in its callback, and hands over the tags of the file.
 *
 * Returns: (transfer full): the tags; %NULL with @error set
 * Since: 0.1
 */
GafTags *
gaf_reader_read_tags_finish (GafReader *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
