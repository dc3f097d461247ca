/*
 * SPDX-FileCopyrightText: 2026 gaudiofile contributors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#include "gaf-probe.h"

#include "core/limits.h"
#include "core/task-queue.h"
#include "gaf-info-private.h"
#include "gaf-reader-private.h"
#include "gaf-tags-private.h"
#include "info/channels.h"
#include "info/content-type.h"
#include "info/marks-find.h"
#include "info/outline.h"
#include "read/codecs.h"
#include "tags/tag-file.h"

/*
 * Probing is opening: it knows all that a reader tells, and makes no decoder where the headers and the packets say
 * enough. A second look at the headers, in info/, finds what a decoder has no use for.
 */

static void
look (GafMarks *marks, GafOutline *outline, GafReader *reader)
{
  gaf_outline_find (outline, reader->source, reader->track, reader->decoder);
  if (outline->end > 0)
    gaf_marks_find (marks, reader->source, outline, reader->decoder->rate);
}

/* NULL: they cannot be read, which is no reason not to tell the rest. */
static GafTagSet *
read_tags (GafReader *reader)
{
  g_autoptr (GafTagSet) set = gaf_tag_set_new ();

  if (reader->isolation == GAF_ISOLATION_PROCESS || !gaf_tag_file_read (reader->source, set, NULL))
    return NULL;
  return g_steal_pointer (&set);
}

/* With the reader's lock. FALSE with @error. */
static gboolean
take (GafInfo *self, GafReader *reader, GError **error)
{
  const GafDecoder *decoder = reader->decoder;
  const GafCodec *codec = gaf_codecs_get_codec (decoder->codec);
  GafOutline outline;

  /* What is isolated is not looked at in this process. */
  if (reader->isolation == GAF_ISOLATION_PROCESS)
    gaf_outline_guess (&outline, decoder);
  else
    look (&self->marks, &outline, reader);
  if (gaf_byte_source_get_error (reader->source) != NULL) {
    g_propagate_error (error, g_error_copy (gaf_byte_source_get_error (reader->source)));
    return FALSE;
  }

  self->container = decoder->container;
  self->codec = decoder->codec;
  self->format = decoder->container != NULL || codec == NULL ? decoder->container : codec->name;
  self->content_type = gaf_content_type_of_file (decoder->container, decoder->codec, &outline);
  self->rate = decoder->rate;
  self->channels = decoder->channels;
  self->channel_mask = decoder->channel_mask;
  self->channel_layout = gaf_channels_get_layout (decoder->channels, decoder->channel_mask, decoder->codec);
  self->sample_format = decoder->format;
  self->bits = decoder->bits;
  self->bit_rate = gaf_outline_get_bit_rate (&outline, decoder);
  self->n_frames = decoder->n_frames;
  self->exact = decoder->exact;
  return TRUE;
}

/**
 * gaf_probe_reader:
 * @reader: a reader that is open, whose position stays as it is
 * @cancellable: (nullable): cancels the call
 * @error: %GAF_ERROR_CLOSED; %GAF_ERROR_IO, or the error of a stream
 *
 * Tells what the file of a reader is, as [func@probe] does: for files in memory and streams, and for one that was
 * opened in a certain way.
 *
 * Of a reader whose file is decoded in a process of its own only what that tells is known: neither tags, chapters, cues
 * and loops, nor the bit rate where it differs from moment to moment.
 *
 * Returns: (transfer full): what the file is, or %NULL with @error set
 * Since: 0.1
 */
GafInfo *
gaf_probe_reader (GafReader *reader, GCancellable *cancellable, GError **error)
{
  g_autoptr (GafInfo) self = NULL;
  g_autoptr (GafTagSet) tags = NULL;
  gboolean ok;

  g_return_val_if_fail (GAF_IS_READER (reader), NULL);

  self = g_object_new (GAF_TYPE_INFO, NULL);
  if (!gaf_reader_begin (reader, cancellable, error))
    return NULL;
  tags = read_tags (reader);
  ok = gaf_byte_source_check (reader->source, 0, error) && take (self, reader, error);
  if (!ok)
    gaf_reader_add_name (reader, error);
  gaf_reader_end (reader);
  if (tags != NULL)
    self->tags = gaf_tags_new_for_set (g_steal_pointer (&tags));
  return ok ? g_steal_pointer (&self) : NULL;
}

/* Takes @reader; NULL with @error. */
static GafInfo *
probe_and_close (GafReader *reader, GCancellable *cancellable, GError **error)
{
  GafInfo *self = reader != NULL ? gaf_probe_reader (reader, cancellable, error) : NULL;

  if (reader != NULL)
    gaf_reader_close (reader);
  g_clear_object (&reader);
  return self;
}

/**
 * gaf_probe:
 * @file: a file, local or not, that GIO can read and seek in
 * @limits: (nullable): what the file may claim and cost; %NULL for the defaults
 * @cancellable: (nullable): cancels the call
 * @error: as [ctor@Reader.new_for_file]
 *
 * Tells what an audio file is, by its headers: thousands of files a second.
 *
 * A [class@Reader] of the file tells the same rate, channels and length. Samples are decoded only where nothing else
 * tells those: the first packet, of codecs whose headers may be silent about channels or rate, such as AAC with one
 * channel, which may turn out as two.
 *
 * Returns: (transfer full): what the file is, or %NULL with @error set
 * Since: 0.1
 */
GafInfo *
gaf_probe (GFile *file, const GafLimits *limits, GCancellable *cancellable, GError **error)
{
  g_return_val_if_fail (G_IS_FILE (file), NULL);

  return probe_and_close (g_initable_new (GAF_TYPE_READER, cancellable, error, "file", file, "limits", limits, NULL),
                          cancellable, error);
}

/**
 * gaf_probe_path:
 * @path: (type filename): name of a file, absolute or relative to the current directory
 * @limits: (nullable): what the file may claim and cost; %NULL for the defaults
 * @cancellable: (nullable): cancels the call
 * @error: as [ctor@Reader.new_for_path]
 *
 * Tells what the audio file at @path is, as [func@probe] does.
 *
 * Returns: (transfer full): what the file is, or %NULL with @error set
 * Since: 0.1
 */
GafInfo *
gaf_probe_path (const char *path, const GafLimits *limits, GCancellable *cancellable, GError **error)
{
  g_autoptr (GFile) file = NULL;

  g_return_val_if_fail (path != NULL, NULL);

  if (limits == NULL)
    return probe_and_close (gaf_reader_new_for_path (path, cancellable, error), cancellable, error);
  file = g_file_new_for_path (path);
  return gaf_probe (file, limits, cancellable, error);
}

/* {{{ asynchronous forms */

typedef struct {
  GFile *file; /* or … */
  char *path;
  GafLimits *limits;
} Call;

static void
call_free (gpointer data)
{
  Call *self = data;

  g_clear_object (&self->file);
  g_clear_pointer (&self->limits, gaf_limits_free);
  g_free (self->path);
  g_free (self);
}

static Call *
call_new (GFile *file, const char *path, const GafLimits *limits)
{
  Call *self = g_new0 (Call, 1);

  g_set_object (&self->file, file);
  self->path = g_strdup (path);
  self->limits = limits != NULL ? gaf_limits_copy (limits) : NULL;
  return self;
}

static void
probe (GTask *task, gpointer self, gpointer data, GCancellable *cancellable)
{
  Call *call = data;
  GError *error = NULL;
  GafInfo *info = call->file != NULL ? gaf_probe (call->file, call->limits, cancellable, &error)
                                     : gaf_probe_path (call->path, call->limits, cancellable, &error);

  (void) self;
  gaf_task_return (task, info, g_object_unref, error);
}

static void
probe_reader (GTask *task, gpointer self, gpointer reader, GCancellable *cancellable)
{
  GError *error = NULL;
  GafInfo *info = gaf_probe_reader (reader, cancellable, &error);

  (void) self;
  gaf_task_return (task, info, g_object_unref, error);
}

/**
 * gaf_probe_async:
 * @file: a file, local or not, that GIO can read and seek in
 * @limits: (nullable): what the file may claim and cost; %NULL for the defaults
 * @cancellable: (nullable): cancels the call
 * @callback: (scope async) (nullable): called on the caller's main context when it is known
 * @user_data: for @callback
 *
 * Tells what an audio file is as [func@probe] does, without making the caller wait.
 *
 * Since: 0.1
 */
void
gaf_probe_async (GFile *file, const GafLimits *limits, GCancellable *cancellable, GAsyncReadyCallback callback,
                 gpointer user_data)
{
  g_return_if_fail (G_IS_FILE (file));

  gaf_task_queue_run (
      gaf_task_new (NULL, call_new (file, NULL, limits), call_free, cancellable, callback, user_data, gaf_probe_async),
      NULL, probe);
}

/**
 * gaf_probe_finish:
 * @result: what the callback was given
 * @error: as [func@probe]
 *
 * Ends [func@probe_async] in its callback, and hands over what the file is.
 *
 * Returns: (transfer full): what the file is, or %NULL with @error set
 * Since: 0.1
 */
GafInfo *
gaf_probe_finish (GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, NULL), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

/**
 * gaf_probe_path_async:
 * @path: (type filename): name of a file, absolute or relative to the current directory
 * @limits: (nullable): what the file may claim and cost; %NULL for the defaults
 * @cancellable: (nullable): cancels the call
 * @callback: (scope async) (nullable): called on the caller's main context when it is known
 * @user_data: for @callback
 *
 * Tells what the audio file at @path is as [func@probe_path] does, without making the caller wait.
 *
 * Since: 0.1
 */
void
gaf_probe_path_async (const char *path, const GafLimits *limits, GCancellable *cancellable,
                      GAsyncReadyCallback callback, gpointer user_data)
{
  g_return_if_fail (path != NULL);

  gaf_task_queue_run (gaf_task_new (NULL, call_new (NULL, path, limits), call_free, cancellable, callback, user_data,
                                    gaf_probe_path_async),
                      NULL, probe);
}

/**
 * gaf_probe_path_finish:
 * @result: what the callback was given
 * @error: as [func@probe_path]
 *
 * Ends [func@probe_path_async] in its callback, and hands over what the file is.
 *
 * Returns: (transfer full): what the file is, or %NULL with @error set
 * Since: 0.1
 */
GafInfo *
gaf_probe_path_finish (GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, NULL), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

/**
 * gaf_probe_reader_async:
 * @reader: a reader that is open, whose position stays as it is
 * @cancellable: (nullable): cancels the call
 * @callback: (scope async) (nullable): called on the caller's main context when it is known
 * @user_data: for @callback
 *
 * Tells what the file of a reader is as [func@probe_reader] does, without making the caller wait.
 *
 * Since: 0.1
 */
void
gaf_probe_reader_async (GafReader *reader, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data)
{
  g_return_if_fail (GAF_IS_READER (reader));

  gaf_task_queue_run (gaf_task_new (NULL, g_object_ref (reader), g_object_unref, cancellable, callback, user_data,
                                    gaf_probe_reader_async),
                      NULL, probe_reader);
}

/**
 * gaf_probe_reader_finish:
 * @result: what the callback was given
 * @error: as [func@probe_reader]
 *
 * Ends [func@probe_reader_async] in its callback, and hands over what the file is.
 *
 * Returns: (transfer full): what the file is, or %NULL with @error set
 * Since: 0.1
 */
GafInfo *
gaf_probe_reader_finish (GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, NULL), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

/* }}} */
