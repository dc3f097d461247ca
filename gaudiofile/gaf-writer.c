/*
 * SPDX-FileCopyrightText: 2026 gaudiofile contributors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#include "gaf-writer-private.h"

#include "gaf-enum-types.h"
#include "gaf-error.h"
#include "core/fork-gate.h"
#include "core/task-queue.h"
#include "gaf-private.h"
#include "formats/writable.h"
#include "gaf-tags-private.h"
#include "tags/tag-file.h"
#include "tags/taglib.h"

static void initable_iface_init (GInitableIface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (GafWriter, gaf_writer, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_INITABLE, initable_iface_init)
                                   G_IMPLEMENT_INTERFACE (G_TYPE_ASYNC_INITABLE, NULL))

enum { PROP_0, PROP_FILE, PROP_STREAM, PROP_SPEC, PROP_SAMPLE_FORMAT, PROP_N_FRAMES, PROP_CLOSED, N_PROPS };

/* Headers are made true at least this often, µs of the clock. */
#define REFRESH_INTERVAL 500000

/* processes */

/* This is a child that has inherited the writer and has not written. */
static gboolean
is_inherited (GafWriter *self)
{
  return (guint) g_atomic_int_get (&self->generation) != gaf_fork_gate_get_generation ();
}

/* Closes for this process alone: the file is the parent's, who goes on writing or finishes it. */
static void
let_go (GafWriter *self)
{
  if (gaf_call_guard_is_orphaned (&self->guard))
    return;
  g_clear_pointer (&self->encoder, gaf_encoder_free);
  if (self->sink != NULL)
    gaf_byte_sink_let_go (self->sink);
  g_atomic_int_set (&self->closed, TRUE);
}

/* calls */

static gboolean
begin (GafWriter *self, GCancellable *cancellable, GError **error)
{
  if (!gaf_call_guard_enter (&self->guard, "writer", error))
    return FALSE;
  if (self->encoder == NULL) {
    if (self->sink == NULL)
      g_set_error (error, GAF_ERROR, GAF_ERROR_CLOSED, "The writer is not open yet: call g_initable_init() first");
    else
      g_set_error (error, GAF_ERROR, GAF_ERROR_CLOSED, "The file is closed: I/O operation on a closed file");
    gaf_call_guard_leave (&self->guard);
    return FALSE;
  }
  gaf_byte_sink_set_cancellable (self->sink, cancellable);
  return TRUE;
}

static void
end (GafWriter *self)
{
  gaf_byte_sink_set_cancellable (self->sink, NULL);
  gaf_call_guard_leave (&self->guard);
}

void
gaf_writer_skip (gpointer self)
{
  g_atomic_int_set (&GAF_WRITER (self)->is_spoilt, TRUE);
}

/* The end of each call that writes. Takes @failure, which the caller knows then. */
static gboolean
report (GafWriter *self, GError *failure, GError **error)
{
  if (failure == NULL)
    return TRUE;
  /* A write that is refused because of the format's limit leaves a valid file, of all that was written before. */
  if (!g_error_matches (failure, GAF_ERROR, GAF_ERROR_LIMIT))
    gaf_writer_skip (self);
  self->is_told = gaf_byte_sink_get_error (self->sink) != NULL;
  g_propagate_error (error, failure);
  return FALSE;
}

/* An atomic file that lacks something is not written on: it would never be put into its place. */
static gboolean
check_spoilt (GafWriter *self, GError **error)
{
  if (!g_atomic_int_get (&self->is_spoilt) || !gaf_byte_sink_is_atomic (self->sink)
      || gaf_byte_sink_get_error (self->sink) != NULL)
    return TRUE;
  g_set_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED,
               "An earlier call failed or was cancelled, so this atomic file is incomplete: close it, which leaves the "
               "old file as it is, and write it anew");
  return FALSE;
}

static gboolean
write_locked (GafWriter *self, const GafSampleSource *source, gint64 n_frames, GError **error)
{
  gboolean ok;
  gint64 now;

  if (!check_spoilt (self, error) || !gaf_byte_sink_check (self->sink, error))
    return FALSE;
  ok = n_frames == 0 || self->encoder->klass->write (self->encoder, source, 0, n_frames, error);
  gaf_shared64_set (&self->n_frames, self->encoder->n_frames);
  if (!ok)
    return FALSE;

  now = g_get_monotonic_time ();
  if (now - self->refreshed < REFRESH_INTERVAL)
    return TRUE;
  self->refreshed = now;
  return self->encoder->klass->refresh (self->encoder, error);
}

gboolean
gaf_writer_write_samples (GafWriter *self, const GafSampleSource *source, gint64 n_frames, GCancellable *cancellable,
                          GError **error)
{
  GError *failure = NULL;
  gboolean ok;

  if (n_frames < 0) {
    g_set_error (error, GAF_ERROR, GAF_ERROR_INVALID_ARGUMENT,
                 "Cannot write %" G_GINT64_FORMAT " frames: the number must not be negative", n_frames);
    return FALSE;
  }
  if (!begin (self, cancellable, error))
    return FALSE;
  g_atomic_int_set (&self->generation, gaf_fork_gate_get_generation ());
  write_locked (self, source, n_frames, &failure);
  ok = report (self, failure, error);
  end (self);
  gaf_notify (self, "n-frames");
  return ok;
}

/* Into the file that is all written. What is wrong with writing itself closing will say. */
static gboolean
write_tags (GafWriter *self, GCancellable *cancellable, GError **error)
{
  GafTags *tags = gaf_encode_spec_get_tags (self->spec);
  g_autoptr (GError) failure = NULL;

  if (tags == NULL || !gaf_byte_sink_flush (self->sink, NULL)
      || gaf_tag_file_write_new (gaf_byte_sink_get_file_name (self->sink), gaf_tags_get_set (tags), cancellable,
                                 &failure))
    return TRUE;
  g_propagate_prefixed_error (error, g_steal_pointer (&failure), "The audio was written, but not its tags: ");
  return FALSE;
}

/* Ends the file. @commit: finish it, else give it up. @cancellable: of an atomic one. */
static void
end_locked (GafWriter *self, gboolean commit, GCancellable *cancellable, GError **error)
{
  g_autoptr (GError) local_error = NULL;

  if (commit) {
    /* What an earlier error has held up may get through now. */
    gaf_byte_sink_retry (self->sink);
    if (self->encoder->klass->finish (self->encoder, &local_error) && write_tags (self, cancellable, &local_error))
      gaf_byte_sink_close (self->sink, &local_error);
    else if (gaf_byte_sink_is_atomic (self->sink))
      gaf_byte_sink_discard (self->sink);
    else
      gaf_byte_sink_close (self->sink, NULL);
    /* The sink's first error is the reason; what came after it are consequences. */
    if (gaf_byte_sink_get_error (self->sink) != NULL) {
      g_clear_error (&local_error);
      if (!self->is_told)
        local_error = g_error_copy (gaf_byte_sink_get_error (self->sink));
    }
    if (local_error != NULL)
      g_propagate_error (error, g_steal_pointer (&local_error));
  } else {
    gaf_byte_sink_discard (self->sink);
  }
  g_clear_pointer (&self->encoder, gaf_encoder_free);
  g_atomic_int_set (&self->closed, TRUE);
}

/* object */

static void
gaf_writer_dispose (GObject *object)
{
  GafWriter *self = GAF_WRITER (object);
  g_autoptr (GError) error = NULL;

  if (self->encoder != NULL && gaf_byte_sink_is_atomic (self->sink))
    gaf_writer_abort (self, NULL);
  else if (self->encoder != NULL && !gaf_writer_close (self, NULL, &error))
    g_warning ("An audio file was not closed, and finishing it failed: %s", error->message);
  G_OBJECT_CLASS (gaf_writer_parent_class)->dispose (object);
}

static void
gaf_writer_finalize (GObject *object)
{
  GafWriter *self = GAF_WRITER (object);

  /* What a thread that is no more was in the middle of stays as it is. */
  if (!gaf_call_guard_is_orphaned (&self->guard)) {
    g_clear_pointer (&self->encoder, gaf_encoder_free);
    g_clear_pointer (&self->sink, gaf_byte_sink_free);
  }
  g_clear_object (&self->file);
  g_clear_object (&self->stream);
  g_clear_object (&self->spec);
  G_OBJECT_CLASS (gaf_writer_parent_class)->finalize (object);
}

static void
gaf_writer_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  GafWriter *self = GAF_WRITER (object);

  if (self->sink != NULL) {
    g_critical ("GafWriter:%s can be set until the file is opened, not later", pspec->name);
    return;
  }
  switch (id) {
  case PROP_FILE:
    g_set_object (&self->file, g_value_get_object (value));
    break;
  case PROP_STREAM:
    g_set_object (&self->stream, g_value_get_object (value));
    break;
  case PROP_SPEC:
    g_set_object (&self->spec, g_value_get_object (value));
    break;
  default:
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
  }
}

static void
gaf_writer_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  GafWriter *self = GAF_WRITER (object);

  switch (id) {
  case PROP_FILE:
    g_value_set_object (value, self->file);
    break;
  case PROP_SPEC:
    g_value_set_object (value, self->spec);
    break;
  case PROP_SAMPLE_FORMAT:
    g_value_set_enum (value, self->format);
    break;
  case PROP_N_FRAMES:
    g_value_set_int64 (value, gaf_shared64_get (&self->n_frames));
    break;
  case PROP_CLOSED:
    g_value_set_boolean (value, g_atomic_int_get (&self->closed));
    break;
  default:
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
  }
}

static void
gaf_writer_class_init (GafWriterClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  const GParamFlags flags = G_PARAM_READABLE | G_PARAM_STATIC_STRINGS;
  const GParamFlags chosen = G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS;
  GParamSpec *properties[N_PROPS] = { NULL };

  object_class->get_property = gaf_writer_get_property;
  object_class->set_property = gaf_writer_set_property;
  /**
   * GafWriter:file:
   *
   * The file to write, an old one is replaced; %NULL for a stream or for memory. It can be set until the file is
   * opened.
   *
   * Since: 0.1
   */
  properties[PROP_FILE] = g_param_spec_object ("file", NULL, NULL, G_TYPE_FILE, chosen);
  /**
   * GafWriter:stream:
   *
   * Where the bytes go, if not to a file. Without either they stay in memory, for [method@Writer.steal_bytes]. It can
   * be set until the file is opened.
   *
   * Since: 0.1
   */
  properties[PROP_STREAM] =
      g_param_spec_object ("stream", NULL, NULL, G_TYPE_OUTPUT_STREAM, G_PARAM_WRITABLE | G_PARAM_STATIC_STRINGS);
  /**
   * GafWriter:spec: (getter get_spec)
   *
   * What is written: until the file is opened what was asked for, which can be set until then; later with all filled in
   * that was left open.
   *
   * Since: 0.1
   */
  properties[PROP_SPEC] = g_param_spec_object ("spec", NULL, NULL, GAF_TYPE_ENCODE_SPEC, chosen);
  /**
   * GafWriter:sample-format: (getter get_sample_format)
   *
   * What one sample of the file is: an integer of so many bits, or a float.
   *
   * Since: 0.1
   */
  properties[PROP_SAMPLE_FORMAT] = g_param_spec_enum ("sample-format", NULL, NULL, GAF_TYPE_SAMPLE_FORMAT, 0, flags);
  /**
   * GafWriter:n-frames:
   *
   * How many frames were written so far, as [method@Writer.tell]. It is notified after each call that writes.
   *
   * Since: 0.1
   */
  properties[PROP_N_FRAMES] = g_param_spec_int64 ("n-frames", NULL, NULL, 0, G_MAXINT64, 0, flags);
  /**
   * GafWriter:closed:
   *
   * %TRUE after [method@Writer.close] or [method@Writer.abort], whether these had an error or not.
   *
   * Since: 0.1
   */
  properties[PROP_CLOSED] = g_param_spec_boolean ("closed", NULL, NULL, FALSE, flags);
  g_object_class_install_properties (object_class, N_PROPS, properties);
  object_class->dispose = gaf_writer_dispose;
  object_class->finalize = gaf_writer_finalize;
}

static void
gaf_writer_init (GafWriter *self)
{
  gaf_call_guard_init (&self->guard);
  g_atomic_int_set (&self->generation, gaf_fork_gate_get_generation ());
}

/* opening */

/* tags */

/* What can be said before anything is written. */
static gboolean
prepare_tags (GafWriter *self, GafEncodeSpec *spec, const GafWriteFormat *format, GError **error)
{
  if (gaf_encode_spec_get_tags (spec) == NULL)
    return TRUE;
  if (!gaf_tag_file_can_write (format->name)) {
    g_set_error (error, GAF_ERROR, GAF_ERROR_UNSUPPORTED, "Tags of %s cannot be written here", format->name);
    return FALSE;
  }
  if (gaf_byte_sink_get_file_name (self->sink) == NULL) {
    g_set_error (error, GAF_ERROR, GAF_ERROR_UNSUPPORTED,
                 "Tags are written into local files only: this goes to a stream, to memory or to a device");
    return FALSE;
  }
  return gaf_taglib_load (error) != NULL;
}

gboolean
gaf_writer_open_sink (GafWriter *self, GafByteSink *sink, GafEncodeSpec *spec, GCancellable *cancellable,
                      GError **error)
{
  g_autoptr (GafEncodeSpec) resolved = gaf_encode_spec_copy (spec); /* what the encoder keeps */
  const GafWriteFormat *format;
  gboolean ok = FALSE;

  self->sink = sink;
  self->refreshed = g_get_monotonic_time ();
  g_atomic_int_set (&self->generation, gaf_fork_gate_get_generation ());
  if (g_cancellable_set_error_if_cancelled (cancellable, error))
    return FALSE;

  if (!gaf_call_guard_enter (&self->guard, "writer", error))
    return FALSE;
  gaf_byte_sink_set_cancellable (sink, cancellable);
  if (gaf_encode_spec_resolve (resolved, error)) {
    format = gaf_write_format_find (gaf_encode_spec_get_format (resolved), gaf_encode_spec_get_codec (resolved));
    if (format->needs_seek && !gaf_byte_sink_can_seek (sink)) {
      g_set_error (
          error, GAF_ERROR, GAF_ERROR_NOT_SEEKABLE,
          "The output is not seekable, but %s files have their length at the beginning: choose flac, ogg, mp3 or au, "
          "or write into memory first",
          format->name);
    } else if (prepare_tags (self, resolved, format, error)) {
      self->encoder = gaf_encoder_open (sink, resolved, error);
      ok = self->encoder != NULL;
      if (!ok)
        gaf_byte_sink_discard (sink);
    }
  }
  gaf_byte_sink_set_cancellable (sink, NULL);
  g_clear_object (&self->spec);
  self->spec = gaf_encode_spec_copy (resolved);
  self->channels = gaf_encode_spec_get_channels (resolved);
  self->rate = gaf_encode_spec_get_rate (resolved);
  gaf_call_guard_leave (&self->guard);
  if (ok)
    self->format = self->encoder->format;
  return ok;
}

static gboolean
gaf_writer_initable_init (GInitable *initable, GCancellable *cancellable, GError **error)
{
  GafWriter *self = GAF_WRITER (initable);
  GafByteSink *sink;

  if (self->encoder != NULL || g_atomic_int_get (&self->closed))
    return TRUE;
  if (self->sink != NULL) {
    g_set_error (error, GAF_ERROR, GAF_ERROR_CLOSED, "This writer could not be opened before: make another one");
    return FALSE;
  }
  if (self->spec == NULL || (self->file != NULL && self->stream != NULL)) {
    g_set_error (error, GAF_ERROR, GAF_ERROR_INVALID_ARGUMENT,
                 self->spec == NULL ? "It is not said what to write: set spec"
                                    : "A writer writes to a file or to a stream, not to both: set one of them");
    return FALSE;
  }
  if (self->file != NULL)
    sink = gaf_byte_sink_new_for_file (self->file, gaf_encode_spec_get_atomic (self->spec));
  else if (self->stream != NULL)
    sink = gaf_byte_sink_new_for_stream (self->stream);
  else
    sink = gaf_byte_sink_new_for_memory ();
  g_clear_object (&self->stream);
  return gaf_writer_open_sink (self, sink, self->spec, cancellable, error);
}

static void
initable_iface_init (GInitableIface *iface)
{
  iface->init = gaf_writer_initable_init;
}

/* info */

/**
 * gaf_writer_get_spec: (get-property spec)
 * @self: a writer
 *
 * Tells what is written: a copy of the spec that the writer was made with, with all filled in that was left open there.
 * Changing it changes nothing about the file.
 *
 * Returns: (transfer none): the spec, owned by @self
 * Since: 0.1
 */
GafEncodeSpec *
gaf_writer_get_spec (GafWriter *self)
{
  g_return_val_if_fail (GAF_IS_WRITER (self), NULL);

  return self->spec;
}

/**
 * gaf_writer_get_sample_format: (get-property sample-format)
 * @self: a writer
 *
 * Tells what one sample of the file is: an integer of so many bits, or a float.
 *
 * Returns: the sample format
 * Since: 0.1
 */
GafSampleFormat
gaf_writer_get_sample_format (GafWriter *self)
{
  g_return_val_if_fail (GAF_IS_WRITER (self), GAF_SAMPLE_FORMAT_UNKNOWN);

  return self->format;
}

/**
 * gaf_writer_tell:
 * @self: a writer
 *
 * Tells how many frames were written so far, at the rate of the spec.
 *
 * Returns: frames (samples per channel)
 * Since: 0.1
 */
gint64
gaf_writer_tell (GafWriter *self)
{
  g_return_val_if_fail (GAF_IS_WRITER (self), 0);

  return gaf_shared64_get (&self->n_frames);
}

/* end */

/**
 * gaf_writer_flush:
 * @self: a writer
 * @cancellable: (nullable): cancels the flushing
 * @error: as [method@Writer.write]
 *
 * Hands on what was written so far, and makes the file's headers true for it. Codecs keep back what they need for
 * their next packet.
 *
 * Returns: %TRUE, or %FALSE with @error set
 * Since: 0.1
 */
gboolean
gaf_writer_flush (GafWriter *self, GCancellable *cancellable, GError **error)
{
  GError *failure = NULL;
  gboolean ok;

  g_return_val_if_fail (GAF_IS_WRITER (self), FALSE);

  if (!begin (self, cancellable, error))
    return FALSE;
  g_atomic_int_set (&self->generation, gaf_fork_gate_get_generation ());
  if (check_spoilt (self, &failure) && gaf_byte_sink_check (self->sink, &failure)
      && self->encoder->klass->refresh (self->encoder, &failure))
    gaf_byte_sink_flush (self->sink, &failure);
  ok = report (self, failure, error);
  end (self);
  return ok;
}

/**
 * gaf_writer_close:
 * @self: a writer
 * @cancellable: (nullable): if it is cancelled already the file is finished all the same, for half a file helps
 *   nobody, but for an atomic one, which is given up
 * @error: as [method@Writer.write], if no call has reported it yet; %G_IO_ERROR_CANCELLED
 *
 * Finishes the file. After that the writer only answers questions. Closing twice does no harm.
 *
 * An atomic file takes the place of the old one now, unless a call before has failed or was cancelled: then the old
 * file stays as it is.
 *
 * In a child of fork() that has not written itself, the file is left to the parent.
 *
 * Returns: %TRUE if there is nothing to tell that was not told before; %FALSE with @error set. All that was written is
 * in the file if
 *   this and all calls before returned %TRUE.
 * Since: 0.1
 */
gboolean
gaf_writer_close (GafWriter *self, GCancellable *cancellable, GError **error)
{
  g_autoptr (GError) local_error = NULL;
  gboolean is_cancelled, is_atomic;

  g_return_val_if_fail (GAF_IS_WRITER (self), FALSE);

  if (is_inherited (self)) {
    let_go (self);
    return TRUE;
  }
  if (!begin (self, NULL, &local_error)) {
    if (g_error_matches (local_error, GAF_ERROR, GAF_ERROR_CLOSED))
      return TRUE;
    g_propagate_error (error, g_steal_pointer (&local_error));
    return FALSE;
  }
  is_atomic = gaf_byte_sink_is_atomic (self->sink);
  is_cancelled = is_atomic && g_cancellable_set_error_if_cancelled (cancellable, &local_error);
  end_locked (self, !is_cancelled && !(is_atomic && g_atomic_int_get (&self->is_spoilt)),
              is_atomic ? cancellable : NULL, is_cancelled ? NULL : &local_error);
  end (self);
  gaf_notify (self, "closed");

  if (local_error == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&local_error));
  return FALSE;
}

/**
 * gaf_writer_abort:
 * @self: a writer
 * @error: %GAF_ERROR_BUSY if the writer is used from inside one of its own calls
 *
 * Gives the file up: closes the writer without finishing.
 *
 * An atomic writer removes its temporary file, and the old file stays as it is. One that is not atomic removes the
 * file if it was not there before; an old file was emptied when the writer was made, and keeps what has been written
 * into it since, unfinished. A stream gets no more bytes and is left open, and bytes in memory are dropped. After
 * [method@Writer.close] this does nothing; in a child of fork() that has not written itself, the file is left to the
 * parent.
 *
 * Waits for a call on another thread to end.
 *
 * Returns: %TRUE; %FALSE with @error set
 * Since: 0.1
 */
gboolean
gaf_writer_abort (GafWriter *self, GError **error)
{
  g_autoptr (GError) local_error = NULL;

  g_return_val_if_fail (GAF_IS_WRITER (self), FALSE);

  if (is_inherited (self)) {
    let_go (self);
    return TRUE;
  }
  if (!begin (self, NULL, &local_error)) {
    if (g_error_matches (local_error, GAF_ERROR, GAF_ERROR_CLOSED))
      return TRUE;
    g_propagate_error (error, g_steal_pointer (&local_error));
    return FALSE;
  }
  end_locked (self, FALSE, NULL, NULL);
  end (self);
  gaf_notify (self, "closed");
  return TRUE;
}

/**
 * gaf_writer_is_closed:
 * @self: a writer
 *
 * Tells whether the writer was closed by [method@Writer.close] or [method@Writer.abort].
 *
 * Returns: %TRUE after [method@Writer.close]
 * Since: 0.1
 */
gboolean
gaf_writer_is_closed (GafWriter *self)
{
  g_return_val_if_fail (GAF_IS_WRITER (self), TRUE);

  return g_atomic_int_get (&self->closed);
}

/**
 * gaf_writer_steal_bytes:
 * @self: a closed writer made by [ctor@Writer.new_for_memory]
 * @error: %GAF_ERROR_INVALID_ARGUMENT if it is not
 *
 * Takes the file out of the writer, which then has none any more; a second call fails.
 *
 * Returns: (transfer full): the bytes of the file; %NULL with @error set
 * Since: 0.1
 */
GBytes *
gaf_writer_steal_bytes (GafWriter *self, GError **error)
{
  GBytes *bytes;

  g_return_val_if_fail (GAF_IS_WRITER (self), NULL);

  if (!gaf_call_guard_enter (&self->guard, "writer", error))
    return NULL;
  bytes = self->encoder == NULL && self->sink != NULL ? gaf_byte_sink_steal_bytes (self->sink) : NULL;
  gaf_call_guard_leave (&self->guard);
  if (bytes == NULL)
    g_set_error (error, GAF_ERROR, GAF_ERROR_INVALID_ARGUMENT,
                 "Only a closed writer that wrote into memory has bytes to give, and only once");
  return bytes;
}
