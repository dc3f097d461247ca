/*
 * SPDX-FileCopyrightText: 2026 gaudiofile contributors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#pragma once

#include <gaudiofile/gaf-block.h>
#include <gaudiofile/gaf-encode-spec.h>
#include <gaudiofile/gaf-types.h>

G_BEGIN_DECLS

/**
 * GafWriter:
 *
 * An audio file, open for writing.
 *
 * What the file is like is said by a [class@EncodeSpec]; the file appears when the writer is made, and a writer that
 * could not be made leaves none. Frames are appended with [method@Writer.write] and its siblings, in any format and in
 * pieces of any size: the bytes of the file do not depend on how it was cut. Encoding happens inside the calls, on the
 * thread that calls; of a long stretch of FLAC parts are encoded at the same time, on threads that have ended when the
 * call returns, see [func@set_max_threads].
 *
 * A writer ends in one of three ways:
 *
 * - [method@Writer.close] finishes the file.
 * - [method@Writer.abort] gives it up.
 * - A writer that is dropped without either is finished, and can only warn if that fails. An atomic one (see
 *   [method@EncodeSpec.set_atomic]) is given up: the old file, if there is one, is replaced by close() only, and only
 *   if no write failed or was cancelled.
 *
 * Each error is told once, by the call that met it; close() tells only of one that nobody has heard of. After an error
 * no more can be written, but what was written before it is in the file when the writer is closed. (With a codec, a
 * stream that fails for good does not get what was held back: at most two seconds.)
 *
 * Where a writer is made of properties (`new GAudioFile.Writer({ file, spec })`), g_initable_init() opens it.
 *
 * If the process dies, at most the last second is lost; two with a codec.
 *
 * One writer can be used from several threads, one call at a time: the others wait.
 *
 * After fork() the file is the parent's. A child that writes to it takes it over, and then it is up to the program
 * that not both do; one that only closes, aborts or drops the writer leaves the file alone.
 *
 * ```c
 * g_autoptr (GError) error = NULL;
 * g_autoptr (GafEncodeSpec) spec = gaf_encode_spec_new ("flac", 48000, 1);
 * g_autoptr (GafWriter) writer = gaf_writer_new_for_path ("silence.flac", spec, NULL, &error);
 * const float samples[4800] = { 0 };
 *
 * if (writer == NULL
 *     || !gaf_writer_write (writer, (const float *const[]){ samples }, 4800, NULL, &error)
 *     || !gaf_writer_close (writer, NULL, &error))
 *   g_printerr ("%s\n", error->message);
 * ```
 *
 * Since: 0.1
 */
#define GAF_TYPE_WRITER (gaf_writer_get_type ())

GAF_AVAILABLE_IN_ALL
G_DECLARE_FINAL_TYPE (GafWriter, gaf_writer, GAF, WRITER, GObject)

/* open */

GAF_AVAILABLE_IN_ALL
GafWriter      *gaf_writer_new_for_path      (const char     *path,
                                              GafEncodeSpec  *spec,
                                              GCancellable   *cancellable,
                                              GError        **error);
GAF_AVAILABLE_IN_ALL
GafWriter      *gaf_writer_new_for_file      (GFile          *file,
                                              GafEncodeSpec  *spec,
                                              GCancellable   *cancellable,
                                              GError        **error);
GAF_AVAILABLE_IN_ALL
GafWriter      *gaf_writer_new_for_stream    (GOutputStream  *stream,
                                              GafEncodeSpec  *spec,
                                              GCancellable   *cancellable,
                                              GError        **error);
GAF_AVAILABLE_IN_ALL
GafWriter      *gaf_writer_new_for_memory    (GafEncodeSpec  *spec,
                                              GError        **error);

/* info: readable after closing */

GAF_AVAILABLE_IN_ALL
GafEncodeSpec  *gaf_writer_get_spec          (GafWriter      *self);
GAF_AVAILABLE_IN_ALL
GafSampleFormat gaf_writer_get_sample_format (GafWriter      *self);
GAF_AVAILABLE_IN_ALL
gint64          gaf_writer_tell              (GafWriter      *self);

/* write */

GAF_AVAILABLE_IN_ALL
gboolean        gaf_writer_write             (GafWriter           *self,
                                              const float *const  *planes,
                                              gint64               n_frames,
                                              GCancellable        *cancellable,
                                              GError             **error);
GAF_AVAILABLE_IN_ALL
gboolean        gaf_writer_write_interleaved (GafWriter           *self,
                                              const float         *samples,
                                              gint64               n_frames,
                                              GCancellable        *cancellable,
                                              GError             **error);
GAF_AVAILABLE_IN_ALL
gboolean        gaf_writer_write_raw         (GafWriter           *self,
                                              GafSampleFormat      format,
                                              const void *const   *planes,
                                              gsize                stride,
                                              gint64               n_frames,
                                              GCancellable        *cancellable,
                                              GError             **error);
GAF_AVAILABLE_IN_ALL
gboolean        gaf_writer_write_block       (GafWriter           *self,
                                              GafBlock            *block,
                                              GCancellable        *cancellable,
                                              GError             **error);

/* end */

GAF_AVAILABLE_IN_ALL
gboolean        gaf_writer_flush             (GafWriter      *self,
                                              GCancellable   *cancellable,
                                              GError        **error);
GAF_AVAILABLE_IN_ALL
gboolean        gaf_writer_close             (GafWriter      *self,
                                              GCancellable   *cancellable,
                                              GError        **error);
GAF_AVAILABLE_IN_ALL
gboolean        gaf_writer_abort             (GafWriter      *self,
                                              GError        **error);
GAF_AVAILABLE_IN_ALL
gboolean        gaf_writer_is_closed         (GafWriter      *self);
GAF_AVAILABLE_IN_ALL
GBytes         *gaf_writer_steal_bytes       (GafWriter      *self,
                                              GError        **error);

/* asynchronous forms: on a thread of a pool; the callback comes on the main context of the caller */

GAF_AVAILABLE_IN_ALL
void gaf_writer_new_for_path_async (const char          *path,
                                    GafEncodeSpec       *spec,
                                    GCancellable        *cancellable,
                                    GAsyncReadyCallback  callback,
                                    gpointer             user_data);
GAF_AVAILABLE_IN_ALL
GafWriter *gaf_writer_new_for_path_finish (GAsyncResult  *result,
                                           GError       **error);
GAF_AVAILABLE_IN_ALL
void gaf_writer_new_for_file_async (GFile               *file,
                                    GafEncodeSpec       *spec,
                                    GCancellable        *cancellable,
                                    GAsyncReadyCallback  callback,
                                    gpointer             user_data);
GAF_AVAILABLE_IN_ALL
GafWriter *gaf_writer_new_for_file_finish (GAsyncResult  *result,
                                           GError       **error);
GAF_AVAILABLE_IN_ALL
void gaf_writer_new_for_stream_async (GOutputStream       *stream,
                                      GafEncodeSpec       *spec,
                                      GCancellable        *cancellable,
                                      GAsyncReadyCallback  callback,
                                      gpointer             user_data);
GAF_AVAILABLE_IN_ALL
GafWriter *gaf_writer_new_for_stream_finish (GAsyncResult  *result,
                                             GError       **error);
GAF_AVAILABLE_IN_ALL
void gaf_writer_write_block_async (GafWriter           *self,
                                   GafBlock            *block,
                                   GCancellable        *cancellable,
                                   GAsyncReadyCallback  callback,
                                   gpointer             user_data);
GAF_AVAILABLE_IN_ALL
gboolean gaf_writer_write_block_finish (GafWriter     *self,
                                        GAsyncResult  *result,
                                        GError       **error);
GAF_AVAILABLE_IN_ALL
void gaf_writer_write_async (GafWriter           *self,
                             const float         *const *planes,
                             gint64               n_frames,
                             GCancellable        *cancellable,
                             GAsyncReadyCallback  callback,
                             gpointer             user_data);
GAF_AVAILABLE_IN_ALL
gboolean gaf_writer_write_finish (GafWriter     *self,
                                  GAsyncResult  *result,
                                  GError       **error);
GAF_AVAILABLE_IN_ALL
void gaf_writer_write_interleaved_async (GafWriter           *self,
                                         const float         *samples,
                                         gint64               n_frames,
                                         GCancellable        *cancellable,
                                         GAsyncReadyCallback  callback,
                                         gpointer             user_data);
GAF_AVAILABLE_IN_ALL
gboolean gaf_writer_write_interleaved_finish (GafWriter     *self,
                                              GAsyncResult  *result,
                                              GError       **error);
GAF_AVAILABLE_IN_ALL
void gaf_writer_write_raw_async (GafWriter           *self,
                                 GafSampleFormat      format,
                                 const void          *const *planes,
                                 gsize                stride,
                                 gint64               n_frames,
                                 GCancellable        *cancellable,
                                 GAsyncReadyCallback  callback,
                                 gpointer             user_data);
GAF_AVAILABLE_IN_ALL
gboolean gaf_writer_write_raw_finish (GafWriter     *self,
                                      GAsyncResult  *result,
                                      GError       **error);
GAF_AVAILABLE_IN_ALL
void gaf_writer_flush_async (GafWriter           *self,
                             GCancellable        *cancellable,
                             GAsyncReadyCallback  callback,
                             gpointer             user_data);
GAF_AVAILABLE_IN_ALL
gboolean gaf_writer_flush_finish (GafWriter     *self,
                                  GAsyncResult  *result,
                                  GError       **error);
GAF_AVAILABLE_IN_ALL
void gaf_writer_close_async (GafWriter           *self,
                             GCancellable        *cancellable,
                             GAsyncReadyCallback  callback,
                             gpointer             user_data);
GAF_AVAILABLE_IN_ALL
gboolean gaf_writer_close_finish (GafWriter     *self,
                                  GAsyncResult  *result,
                                  GError       **error);
GAF_AVAILABLE_IN_ALL
void gaf_writer_abort_async (GafWriter           *self,
                             GAsyncReadyCallback  callback,
                             gpointer             user_data);
GAF_AVAILABLE_IN_ALL
gboolean gaf_writer_abort_finish (GafWriter     *self,
                                  GAsyncResult  *result,
                                  GError       **error);

G_END_DECLS
