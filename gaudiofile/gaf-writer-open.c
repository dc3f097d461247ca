/*
 * SPDX-FileCopyrightText: 2026 gaudiofile contributors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#include "gaf-writer-private.h"

/* The constructors of GafWriter. */

static GafWriter *
writer_new (GafByteSink *sink, GafEncodeSpec *spec, GCancellable *cancellable, GError **error)
{
  g_autoptr (GafWriter) self = g_object_new (GAF_TYPE_WRITER, NULL);

  return gaf_writer_open_sink (self, sink, spec, cancellable, error) ? g_steal_pointer (&self) : NULL;
}

/**
 * gaf_writer_new_for_path:
 * @path: (type filename): name of the file to write; an old one is replaced
 * @spec: what to write
 * @cancellable: (nullable): cancels the opening
 * @error: %GAF_ERROR_INVALID_ARGUMENT, %GAF_ERROR_UNSUPPORTED, %GAF_ERROR_MISSING_PLUGIN, %GAF_ERROR_NOT_SEEKABLE, or
 *   what the system says, of which [func@error_get_errno] tells the number
 *
 * Creates an audio file of the given name, in the format that the spec says.
 *
 * Returns: (transfer full): a writer, or %NULL with @error set and no file created
 * Since: 0.1
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
 * Creates an audio file by way of GIO, in the format that the spec says.
 *
 * Returns: (transfer full): a writer, or %NULL with @error set and no file created
 * Since: 0.1
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
 * Since: 0.1
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
 * Since: 0.1
 */
GafWriter *
gaf_writer_new_for_memory (GafEncodeSpec *spec, GError **error)
{
  g_return_val_if_fail (GAF_IS_ENCODE_SPEC (spec), NULL);

  return writer_new (gaf_byte_sink_new_for_memory (), spec, NULL, error);
}
