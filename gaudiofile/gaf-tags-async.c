/*
 * SPDX-FileCopyrightText: 2026 gaudiofile contributors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#include "core/task-queue.h"
#include "gaf-tags-private.h"

/* The asynchronous forms of what tags do with files: the same calls on a thread of a pool. */

/* What a call was given. */
typedef struct {
  gpointer target; /* a path or a GFile */
  GDestroyNotify free;
  GafTags *tags; /* a copy; NULL: they are to be read */
  gboolean replace;
} TagsCall;

static TagsCall *
tags_call (gpointer target, GDestroyNotify free, GafTags *tags, gboolean replace)
{
  TagsCall *call = g_new (TagsCall, 1);

  *call = (TagsCall){ target, free, NULL, replace };
  if (tags != NULL)
    call->tags = gaf_tags_new_for_set (gaf_tag_set_copy (gaf_tags_get_set (tags)));
  return call;
}

static void
tags_call_free (gpointer data)
{
  TagsCall *call = data;

  call->free (call->target);
  g_clear_object (&call->tags);
  g_free (call);
}

static void
do_read (GTask *task, gpointer self, gpointer data, GCancellable *cancellable)
{
  TagsCall *call = data;
  GError *error = NULL;
  GafTags *tags = gaf_tags_read (call->target, cancellable, &error);

  (void) self;
  gaf_task_return (task, tags, g_object_unref, error);
}

/**
 * gaf_tags_read_async:
 * @path: (type filename): name of an audio file
 * @cancellable: (nullable): cancels the call
 * @callback: (scope async) (nullable): called on the caller's main context when it is done
 * @user_data: for @callback
 *
 * Reads the tags of a file as [func@Tags.read] does, without making the caller wait.
 *
 * Since: 0.1
 */
void
gaf_tags_read_async (const char *path, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data)
{
  TagsCall *call;

  g_return_if_fail (path != NULL);

  call = tags_call (g_strdup (path), g_free, NULL, FALSE);
  gaf_task_queue_run (gaf_task_new (NULL, call, tags_call_free, cancellable, callback, user_data, gaf_tags_read_async),
                      NULL, do_read);
}

/**
 * gaf_tags_read_finish:
 * @result: what the callback was given
 * @error: as [func@Tags.read]
 *
 * Ends [func@Tags.read_async] in its callback, and hands over the tags of the file.
 *
 * Returns: (transfer full): the tags; %NULL with @error set
 * Since: 0.1
 */
GafTags *
gaf_tags_read_finish (GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, NULL), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

static void
do_read_file (GTask *task, gpointer self, gpointer data, GCancellable *cancellable)
{
  TagsCall *call = data;
  GError *error = NULL;
  GafTags *tags = gaf_tags_read_file (call->target, cancellable, &error);

  (void) self;
  gaf_task_return (task, tags, g_object_unref, error);
}

/**
 * gaf_tags_read_file_async:
 * @file: an audio file
 * @cancellable: (nullable): cancels the call
 * @callback: (scope async) (nullable): called on the caller's main context when it is done
 * @user_data: for @callback
 *
 * Reads the tags of a file as [func@Tags.read_file] does, without making the caller wait.
 *
 * Since: 0.1
 */
void
gaf_tags_read_file_async (GFile *file, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data)
{
  TagsCall *call;

  g_return_if_fail (G_IS_FILE (file));

  call = tags_call (g_object_ref (file), g_object_unref, NULL, FALSE);
  gaf_task_queue_run (
      gaf_task_new (NULL, call, tags_call_free, cancellable, callback, user_data, gaf_tags_read_file_async), NULL,
      do_read_file);
}

/**
 * gaf_tags_read_file_finish:
 * @result: what the callback was given
 * @error: as [func@Tags.read_file]
 *
 * Ends [func@Tags.read_file_async] in its callback, and hands over the tags of the file.
 *
 * Returns: (transfer full): the tags; %NULL with @error set
 * Since: 0.1
 */
GafTags *
gaf_tags_read_file_finish (GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, NULL), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

static void
do_write (GTask *task, gpointer self, gpointer data, GCancellable *cancellable)
{
  TagsCall *call = data;
  GError *error = NULL;
  const gboolean ok = gaf_tags_write (call->tags, call->target, call->replace, cancellable, &error);

  (void) self;
  gaf_task_return_ok (task, ok, error);
}

/**
 * gaf_tags_write_async:
 * @self: tags; they are copied
 * @path: (type filename): name of an audio file
 * @replace: whether all names and covers that @self does not have are to be removed from the file
 * @cancellable: (nullable): cancels the call
 * @callback: (scope async) (nullable): called on the caller's main context when it is done
 * @user_data: for @callback
 *
 * Changes the tags of a file as [method@Tags.write] does, without making the caller wait.
 *
 * Since: 0.1
 */
void
gaf_tags_write_async (GafTags *self, const char *path, gboolean replace, GCancellable *cancellable,
                      GAsyncReadyCallback callback, gpointer user_data)
{
  TagsCall *call;

  g_return_if_fail (GAF_IS_TAGS (self));
  g_return_if_fail (path != NULL);

  call = tags_call (g_strdup (path), g_free, self, replace);
  gaf_task_queue_run (gaf_task_new (self, call, tags_call_free, cancellable, callback, user_data, gaf_tags_write_async),
                      "gaf-tags-calls", do_write);
}

/**
 * gaf_tags_write_finish:
 * @self: tags
 * @result: what the callback was given
 * @error: as [method@Tags.write]
 *
 * Ends [method@Tags.write_async] in its callback, and tells whether the file has the tags.
 *
 * Returns: %TRUE; %FALSE with @error set, and the file is as it was
 * Since: 0.1
 */
gboolean
gaf_tags_write_finish (GafTags *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

static void
do_write_file (GTask *task, gpointer self, gpointer data, GCancellable *cancellable)
{
  TagsCall *call = data;
  GError *error = NULL;
  const gboolean ok = gaf_tags_write_file (call->tags, call->target, call->replace, cancellable, &error);

  (void) self;
  gaf_task_return_ok (task, ok, error);
}

/**
 * gaf_tags_write_file_async:
 * @self: tags; they are copied
 * @file: an audio file
 * @replace: whether all names and covers that @self does not have are to be removed from the file
 * @cancellable: (nullable): cancels the call
 * @callback: (scope async) (nullable): called on the caller's main context when it is done
 * @user_data: for @callback
 *
 * Changes the tags of a file as [method@Tags.write_file] does, without making the caller wait.
 *
 * Since: 0.1
 */
void
gaf_tags_write_file_async (GafTags *self, GFile *file, gboolean replace, GCancellable *cancellable,
                           GAsyncReadyCallback callback, gpointer user_data)
{
  TagsCall *call;

  g_return_if_fail (GAF_IS_TAGS (self));
  g_return_if_fail (G_IS_FILE (file));

  call = tags_call (g_object_ref (file), g_object_unref, self, replace);
  gaf_task_queue_run (
      gaf_task_new (self, call, tags_call_free, cancellable, callback, user_data, gaf_tags_write_file_async),
      "gaf-tags-calls", do_write_file);
}

/**
 * gaf_tags_write_file_finish:
 * @self: tags
 * @result: what the callback was given
 * @error: as [method@Tags.write_file]
 *
 * Ends [method@Tags.write_file_async] in its callback, and tells whether the file has the tags.
 *
 * Returns: %TRUE; %FALSE with @error set, and the file is as it was
 * Since: 0.1
 */
gboolean
gaf_tags_write_file_finish (GafTags *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}
