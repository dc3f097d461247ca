/*
 * SPDX-FileCopyrightText: 2026 gaudiofile contributors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#pragma once

#include <gaudiofile/gaf-block.h>
#include <gaudiofile/gaf-limits.h>
#include <gaudiofile/gaf-tags.h>
#include <gaudiofile/gaf-types.h>

G_BEGIN_DECLS

#define GAF_TYPE_READER (gaf_reader_get_type ())

GAF_AVAILABLE_IN_ALL
G_DECLARE_FINAL_TYPE (GafReader, gaf_reader, GAF, READER, GObject)

/* open */

GAF_AVAILABLE_IN_ALL
GafReader      *gaf_reader_new_for_path       (const char    *path,
                                               GCancellable  *cancellable,
                                               GError       **error);
GAF_AVAILABLE_IN_ALL
GafReader      *gaf_reader_new_for_file       (GFile         *file,
                                               GCancellable  *cancellable,
                                               GError       **error);
GAF_AVAILABLE_IN_ALL
GafReader      *gaf_reader_new_for_stream     (GInputStream  *stream,
                                               GCancellable  *cancellable,
                                               GError       **error);
GAF_AVAILABLE_IN_ALL
GafReader      *gaf_reader_new_for_bytes      (GBytes        *bytes,
                                               GCancellable  *cancellable,
                                               GError       **error);

/* info: fixed at opening but for the length, and readable after closing */

GAF_AVAILABLE_IN_ALL
double          gaf_reader_get_rate           (GafReader     *self);
GAF_AVAILABLE_IN_ALL
guint           gaf_reader_get_channels       (GafReader     *self);
GAF_AVAILABLE_IN_ALL
guint64         gaf_reader_get_channel_mask   (GafReader     *self);
GAF_AVAILABLE_IN_ALL
gint64          gaf_reader_get_n_frames       (GafReader     *self);
GAF_AVAILABLE_IN_ALL
gboolean        gaf_reader_get_exact_duration (GafReader     *self);
GAF_AVAILABLE_IN_ALL
double          gaf_reader_get_duration       (GafReader     *self);
GAF_AVAILABLE_IN_ALL
GafSampleFormat gaf_reader_get_sample_format  (GafReader     *self);
GAF_AVAILABLE_IN_ALL
guint           gaf_reader_get_bits           (GafReader     *self);
GAF_AVAILABLE_IN_ALL
const char     *gaf_reader_get_codec          (GafReader     *self);
GAF_AVAILABLE_IN_ALL
const char     *gaf_reader_get_container      (GafReader     *self);

/* seek */

GAF_AVAILABLE_IN_ALL
gboolean        gaf_reader_seek               (GafReader     *self,
                                               gint64         frame,
                                               GCancellable  *cancellable,
                                               GError       **error);
GAF_AVAILABLE_IN_ALL
gint64          gaf_reader_tell               (GafReader     *self);

/* read: into the caller's memory */

GAF_AVAILABLE_IN_ALL
gint64          gaf_reader_read               (GafReader     *self,
                                               float *const  *planes,
                                               gint64         n_frames,
                                               GCancellable  *cancellable,
                                               GError       **error) G_GNUC_WARN_UNUSED_RESULT;
GAF_AVAILABLE_IN_ALL
gint64          gaf_reader_read_interleaved   (GafReader     *self,
                                               float         *samples,
                                               gint64         n_frames,
                                               GCancellable  *cancellable,
                                               GError       **error) G_GNUC_WARN_UNUSED_RESULT;
GAF_AVAILABLE_IN_ALL
gint64          gaf_reader_read_raw           (GafReader     *self,
                                               GafLayout      layout,
                                               void *const   *planes,
                                               gint64         n_frames,
                                               GCancellable  *cancellable,
                                               GError       **error) G_GNUC_WARN_UNUSED_RESULT;
GAF_AVAILABLE_IN_ALL
gint64          gaf_reader_read_at            (GafReader     *self,
                                               gint64         frame,
                                               float *const  *planes,
                                               gint64         n_frames,
                                               GCancellable  *cancellable,
                                               GError       **error) G_GNUC_WARN_UNUSED_RESULT;

/* read: a block of its own, for language bindings */

GAF_AVAILABLE_IN_ALL
GafBlock       *gaf_reader_read_frames        (GafReader     *self,
                                               gint64         n_frames,
                                               GafLayout      layout,
                                               GCancellable  *cancellable,
                                               GError       **error);
GAF_AVAILABLE_IN_ALL
GafBlock       *gaf_reader_read_raw_frames    (GafReader     *self,
                                               gint64         n_frames,
                                               GafLayout      layout,
                                               GCancellable  *cancellable,
                                               GError       **error);
GAF_AVAILABLE_IN_ALL
GafBlock       *gaf_reader_read_frames_at     (GafReader     *self,
                                               gint64         frame,
                                               gint64         n_frames,
                                               GafLayout      layout,
                                               GCancellable  *cancellable,
                                               GError       **error);

/* tags */

GAF_AVAILABLE_IN_ALL
GafTags        *gaf_reader_read_tags          (GafReader     *self,
                                               GCancellable  *cancellable,
                                               GError       **error);

/* close */

GAF_AVAILABLE_IN_ALL
void            gaf_reader_close              (GafReader     *self);
GAF_AVAILABLE_IN_ALL
gboolean        gaf_reader_is_closed          (GafReader     *self);

/* asynchronous forms: on a thread of a pool; the callback comes on the main context of the caller */

GAF_AVAILABLE_IN_ALL
void gaf_reader_new_for_path_async (const char          *path,
                                    GCancellable        *cancellable,
                                    GAsyncReadyCallback  callback,
                                    gpointer             user_data);
GAF_AVAILABLE_IN_ALL
GafReader *gaf_reader_new_for_path_finish (GAsyncResult  *result,
                                           GError       **error);
GAF_AVAILABLE_IN_ALL
void gaf_reader_new_for_file_async (GFile               *file,
                                    GCancellable        *cancellable,
                                    GAsyncReadyCallback  callback,
                                    gpointer             user_data);
GAF_AVAILABLE_IN_ALL
GafReader *gaf_reader_new_for_file_finish (GAsyncResult  *result,
                                           GError       **error);
GAF_AVAILABLE_IN_ALL
void gaf_reader_new_for_stream_async (GInputStream        *stream,
                                      GCancellable        *cancellable,
                                      GAsyncReadyCallback  callback,
                                      gpointer             user_data);
GAF_AVAILABLE_IN_ALL
GafReader *gaf_reader_new_for_stream_finish (GAsyncResult  *result,
                                             GError       **error);
GAF_AVAILABLE_IN_ALL
void gaf_reader_new_for_bytes_async (GBytes              *bytes,
                                     GCancellable        *cancellable,
                                     GAsyncReadyCallback  callback,
                                     gpointer             user_data);
GAF_AVAILABLE_IN_ALL
GafReader *gaf_reader_new_for_bytes_finish (GAsyncResult  *result,
                                            GError       **error);
GAF_AVAILABLE_IN_ALL
void gaf_reader_seek_async (GafReader           *self,
                            gint64               frame,
                            GCancellable        *cancellable,
                            GAsyncReadyCallback  callback,
                            gpointer             user_data);
GAF_AVAILABLE_IN_ALL
gboolean gaf_reader_seek_finish (GafReader     *self,
                                 GAsyncResult  *result,
                                 GError       **error);
GAF_AVAILABLE_IN_ALL
void gaf_reader_read_frames_async (GafReader           *self,
                                   gint64               n_frames,
                                   GafLayout            layout,
                                   GCancellable        *cancellable,
                                   GAsyncReadyCallback  callback,
                                   gpointer             user_data);
GAF_AVAILABLE_IN_ALL
GafBlock *gaf_reader_read_frames_finish (GafReader     *self,
                                         GAsyncResult  *result,
                                         GError       **error);
GAF_AVAILABLE_IN_ALL
void gaf_reader_read_raw_frames_async (GafReader           *self,
                                       gint64               n_frames,
                                       GafLayout            layout,
                                       GCancellable        *cancellable,
                                       GAsyncReadyCallback  callback,
                                       gpointer             user_data);
GAF_AVAILABLE_IN_ALL
GafBlock *gaf_reader_read_raw_frames_finish (GafReader     *self,
                                             GAsyncResult  *result,
                                             GError       **error);
GAF_AVAILABLE_IN_ALL
void gaf_reader_read_frames_at_async (GafReader           *self,
                                      gint64               frame,
                                      gint64               n_frames,
                                      GafLayout            layout,
                                      GCancellable        *cancellable,
                                      GAsyncReadyCallback  callback,
                                      gpointer             user_data);
GAF_AVAILABLE_IN_ALL
GafBlock *gaf_reader_read_frames_at_finish (GafReader     *self,
                                            GAsyncResult  *result,
                                            GError       **error);
GAF_AVAILABLE_IN_ALL
void gaf_reader_read_async (GafReader           *self,
                            float               *const *planes,
                            gint64               n_frames,
                            GCancellable        *cancellable,
                            GAsyncReadyCallback  callback,
                            gpointer             user_data);
GAF_AVAILABLE_IN_ALL
gint64 gaf_reader_read_finish (GafReader     *self,
                               GAsyncResult  *result,
                               GError       **error);
GAF_AVAILABLE_IN_ALL
void gaf_reader_read_at_async (GafReader           *self,
                               gint64               frame,
                               float               *const *planes,
                               gint64               n_frames,
                               GCancellable        *cancellable,
                               GAsyncReadyCallback  callback,
                               gpointer             user_data);
GAF_AVAILABLE_IN_ALL
gint64 gaf_reader_read_at_finish (GafReader     *self,
                                  GAsyncResult  *result,
                                  GError       **error);
GAF_AVAILABLE_IN_ALL
void gaf_reader_read_interleaved_async (GafReader           *self,
                                        float               *samples,
                                        gint64               n_frames,
                                        GCancellable        *cancellable,
                                        GAsyncReadyCallback  callback,
                                        gpointer             user_data);
GAF_AVAILABLE_IN_ALL
gint64 gaf_reader_read_interleaved_finish (GafReader     *self,
                                           GAsyncResult  *result,
                                           GError       **error);
GAF_AVAILABLE_IN_ALL
void gaf_reader_read_raw_async (GafReader           *self,
                                GafLayout            layout,
                                void                *const *planes,
                                gint64               n_frames,
                                GCancellable        *cancellable,
                                GAsyncReadyCallback  callback,
                                gpointer             user_data);
GAF_AVAILABLE_IN_ALL
gint64 gaf_reader_read_raw_finish (GafReader     *self,
                                   GAsyncResult  *result,
                                   GError       **error);
GAF_AVAILABLE_IN_ALL
void gaf_reader_read_tags_async (GafReader           *self,
                                 GCancellable        *cancellable,
                                 GAsyncReadyCallback  callback,
                                 gpointer             user_data);
GAF_AVAILABLE_IN_ALL
GafTags *gaf_reader_read_tags_finish (GafReader     *self,
                                      GAsyncResult  *result,
                                      GError       **error);
GAF_AVAILABLE_IN_ALL
void gaf_reader_close_async (GafReader           *self,
                             GAsyncReadyCallback  callback,
                             gpointer             user_data);
GAF_AVAILABLE_IN_ALL
gboolean gaf_reader_close_finish (GafReader     *self,
                                  GAsyncResult  *result,
                                  GError       **error);

G_END_DECLS
