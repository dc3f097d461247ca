/*
 * SPDX-FileCopyrightText: 2026 gaudiofile contributors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#pragma once

#include <gaudiofile/gaf-device.h>
#include <gaudiofile/gaf-encode-spec.h>
#include <gaudiofile/gaf-level.h>
#include <gaudiofile/gaf-peaks.h>

G_BEGIN_DECLS

/**
 * GafRecorderState:
 * @GAF_RECORDER_STATE_NEW: It has not begun.
 * @GAF_RECORDER_STATE_RECORDING: It records.
 * @GAF_RECORDER_STATE_PAUSED: It was paused; the device stays open, and what it gives is dropped.
 * @GAF_RECORDER_STATE_STOPPED: It has ended, and all files are whole.
 *
 * What a recorder does, as [property@Recorder:state] tells and notifies it.
 *
 * Since: 0.1
 */
typedef enum {
  GAF_RECORDER_STATE_NEW,
  GAF_RECORDER_STATE_RECORDING,
  GAF_RECORDER_STATE_PAUSED,
  GAF_RECORDER_STATE_STOPPED,
} GafRecorderState;

#define GAF_TYPE_RECORDER (gaf_recorder_get_type ())

GAF_AVAILABLE_IN_ALL
G_DECLARE_FINAL_TYPE (GafRecorder, gaf_recorder, GAF, RECORDER, GObject)

GAF_AVAILABLE_IN_ALL
GafRecorder      *gaf_recorder_new              (GafDevice      *device,
                                                 const char     *path,
                                                 GafEncodeSpec  *spec);

/* before it begins */

GAF_AVAILABLE_IN_ALL
gint64            gaf_recorder_get_max_frames   (GafRecorder    *self);
GAF_AVAILABLE_IN_ALL
void              gaf_recorder_set_max_frames   (GafRecorder    *self,
                                                 gint64          n_frames);
GAF_AVAILABLE_IN_ALL
gint64            gaf_recorder_get_split_frames (GafRecorder    *self);
GAF_AVAILABLE_IN_ALL
void              gaf_recorder_set_split_frames (GafRecorder    *self,
                                                 gint64          n_frames);
GAF_AVAILABLE_IN_ALL
gint64            gaf_recorder_get_split_bytes  (GafRecorder    *self);
GAF_AVAILABLE_IN_ALL
void              gaf_recorder_set_split_bytes  (GafRecorder    *self,
                                                 gint64          n_bytes);

/* record */

GAF_AVAILABLE_IN_ALL
gboolean          gaf_recorder_start            (GafRecorder    *self,
                                                 GCancellable   *cancellable,
                                                 GError        **error);
GAF_AVAILABLE_IN_ALL
gboolean          gaf_recorder_pause            (GafRecorder    *self,
                                                 GError        **error);
GAF_AVAILABLE_IN_ALL
gboolean          gaf_recorder_resume           (GafRecorder    *self,
                                                 GError        **error);
GAF_AVAILABLE_IN_ALL
gboolean          gaf_recorder_stop             (GafRecorder    *self,
                                                 GCancellable   *cancellable,
                                                 GError        **error);
GAF_AVAILABLE_IN_ALL
gboolean          gaf_recorder_wait             (GafRecorder    *self,
                                                 gint            timeout,
                                                 GCancellable   *cancellable,
                                                 GError        **error);

/* info */

GAF_AVAILABLE_IN_ALL
GafRecorderState  gaf_recorder_get_state        (GafRecorder    *self);
GAF_AVAILABLE_IN_ALL
gint64            gaf_recorder_get_position     (GafRecorder    *self);
GAF_AVAILABLE_IN_ALL
gint64            gaf_recorder_get_lost_frames  (GafRecorder    *self);
GAF_AVAILABLE_IN_ALL
GafLevel         *gaf_recorder_get_level        (GafRecorder    *self);
GAF_AVAILABLE_IN_ALL
GafPeaks         *gaf_recorder_get_peaks        (GafRecorder    *self);
GAF_AVAILABLE_IN_ALL
char            **gaf_recorder_get_files        (GafRecorder    *self);

/* asynchronous forms: on a thread of a pool; the callback comes on the main context of the caller */

GAF_AVAILABLE_IN_ALL
void gaf_recorder_start_async (GafRecorder         *self,
                               GCancellable        *cancellable,
                               GAsyncReadyCallback  callback,
                               gpointer             user_data);
GAF_AVAILABLE_IN_ALL
gboolean gaf_recorder_start_finish (GafRecorder   *self,
                                    GAsyncResult  *result,
                                    GError       **error);
GAF_AVAILABLE_IN_ALL
void gaf_recorder_stop_async (GafRecorder         *self,
                              GCancellable        *cancellable,
                              GAsyncReadyCallback  callback,
                              gpointer             user_data);
GAF_AVAILABLE_IN_ALL
gboolean gaf_recorder_stop_finish (GafRecorder   *self,
                                   GAsyncResult  *result,
                                   GError       **error);
GAF_AVAILABLE_IN_ALL
void gaf_recorder_wait_async (GafRecorder         *self,
                              gint                 timeout,
                              GCancellable        *cancellable,
                              GAsyncReadyCallback  callback,
                              gpointer             user_data);
GAF_AVAILABLE_IN_ALL
gboolean gaf_recorder_wait_finish (GafRecorder   *self,
                                   GAsyncResult  *result,
                                   GError       **error);

G_END_DECLS
