/*
 * SPDX-FileCopyrightText: 2026 gaudiofile contributors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#include "gaf-writer-private.h"

#include "gaf-error.h"
#include "core/fork-gate.h"
#include "gaf-private.h"
#include "formats/writable.h"

/* GafWriter: making one, and opening the file. */

/* @sink: transfer full. Nothing is created unless all else is known to work. */
static gboolean
open_sink (GafWriter *self, GafByteSink *sink, GafEncodeSpec *spec, GCancellable *cancellable, GError **error)
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
    } else {
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

static GafWriter *
writer_new (GafByteSink *sink, GafEncodeSpec *spec, GCancellable *cancellable, GError **error)
{
  g_autoptr (GafWriter) self = g_object_new (GAF_TYPE_WRITER, NULL);

  return open_sink (self, sink, spec, cancellable, error) ? g_steal_pointer (&self) : NULL;
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
  return open_sink (self, sink, self->spec, cancellable, error);
}

void
gaf_writer_initable_iface_init (gpointer iface, gpointer data)
{
  (void) data;
  ((GInitableIface *) iface)->init = gaf_writer_initable_init;
}

/**
 * gaf_writer_new_for_path:
 * @path: (type filename): name of the file to write; an old one is replaced
 * @spec: what to write
 * @cancellable: (nullable): cancels the opening
 * @error: %GAF_ERROR_INVALID_ARGUMENT, %GAF_ERROR_UNSUPPORTED, %GAF_ERROR_MISSING_PLUGIN, %GAF_ERROR_NOT_SEEKABLE, or
 *   what the system says, of which [func@error_get_errno] tells the number
 *
 * Creates an audio file.
 *
 * Returns: (transfer full): a writer, or %NULL with @error set and no file created
 */
GafWriter *
gaf_writer_new_for_path (const char *path, GafEncodeSpec *spec, GCancellable *cancellable, GError **error)
{
  g_return_val_if_fail (path != NULL, NULL);
  g_return_val_if_fail (GAF_IS_ENCODE_SPEC (spec), NULL);

  return writer_new (gaf_byte_sink_new_for_path (path, gaf_encode_spec_get_atomic (spec)), spec, cancellable, error);
}

/**
 * gaf_writer_new_for_file:
 * @file: the file to write; an old one is replaced
 * @spec: what to write
 * @cancellable: (nullable): cancels the opening
 * @error: as [ctor@Writer.new_for_path]
 *
 * Creates an audio file.
 *
 * Returns: (transfer full): a writer, or %NULL with @error set and no file created
 */
GafWriter *
gaf_writer_new_for_file (GFile *file, GafEncodeSpec *spec, GCancellable *cancellable, GError **error)
{
  g_return_val_if_fail (G_IS_FILE (file), NULL);
  g_return_val_if_fail (GAF_IS_ENCODE_SPEC (spec), NULL);

  return writer_new (gaf_byte_sink_new_for_file (file, gaf_encode_spec_get_atomic (spec)), spec, cancellable, error);
}

/**
 * gaf_writer_new_for_stream:
 * @stream: where the bytes go; where it stands now counts as byte 0
 * @spec: what to write
 * @cancellable: (nullable): cancels the opening
 * @error: as [ctor@Writer.new_for_path]; an error of @stream is passed on as it is; %GAF_ERROR_BUSY if @stream would
 *   write over a file that a reader of this process has open by another descriptor
 *
 * Writes an audio file into a stream. One that cannot seek works for formats that need no rewriting; MP3 then starts
 * 1105 frames late, because what tells its delay is written at the end. The stream is flushed each half second of
 * sound and when the writer is closed, and left open.
 *
 * Returns: (transfer full): a writer, or %NULL with @error set
 */
GafWriter *
gaf_writer_new_for_stream (GOutputStream *stream, GafEncodeSpec *spec, GCancellable *cancellable, GError **error)
{
  g_return_val_if_fail (G_IS_OUTPUT_STREAM (stream), NULL);
  g_return_val_if_fail (GAF_IS_ENCODE_SPEC (spec), NULL);

  return writer_new (gaf_byte_sink_new_for_stream (stream), spec, cancellable, error);
}

/**
 * gaf_writer_new_for_memory:
 * @spec: what to write
 * @error: as [ctor@Writer.new_for_path]
 *
 * Writes an audio file into memory, from where [method@Writer.steal_bytes] takes it when the writer is closed.
 *
 * Returns: (transfer full): a writer, or %NULL with @error set
 */
GafWriter *
gaf_writer_new_for_memory (GafEncodeSpec *spec, GError **error)
{
  g_return_val_if_fail (GAF_IS_ENCODE_SPEC (spec), NULL);

  return writer_new (gaf_byte_sink_new_for_memory (), spec, NULL, error);
}
