/*
 * SPDX-FileCopyrightText: 2026 gaudiofile contributors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#pragma once

#include <gaudiofile/gaf-block.h>
#include <gaudiofile/gaf-encode-spec.h>
#include <gaudiofile/gaf-types.h>

G_BEGIN_DECLS

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
