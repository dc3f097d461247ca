/*
 * SPDX-FileCopyrightText: 2026 gaudiofile contributors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#pragma once

#include <gaudiofile/gaf-analysis.h>
#include <gaudiofile/gaf-block.h>
#include <gaudiofile/gaf-reader.h>

G_BEGIN_DECLS

/**
 * GafPeaksFlags:
 * @GAF_PEAKS_DEFAULT: What was computed is kept in the user's cache, and taken from there.
 * @GAF_PEAKS_NO_CACHE: The file is decoded, and nothing is kept.
 *
 * How [ctor@Peaks.new_for_path] goes about it: whether it uses the cache of the user.
 *
 * Since: 0.1
 */
typedef enum {
  GAF_PEAKS_DEFAULT = 0,
  GAF_PEAKS_NO_CACHE = 1 << 0,
} GafPeaksFlags;

/**
 * GAF_PEAKS_RESOLUTION:
 *
 * The usual base resolution of [class@Peaks]: so many frames have a minimum, a maximum and a root mean square.
 *
 * Since: 0.1
 */
#define GAF_PEAKS_RESOLUTION 1024

#define GAF_TYPE_PEAKS (gaf_peaks_get_type ())

GAF_AVAILABLE_IN_ALL
G_DECLARE_FINAL_TYPE (GafPeaks, gaf_peaks, GAF, PEAKS, GObject)

/* of a file */

GAF_AVAILABLE_IN_ALL
GafPeaks *gaf_peaks_new_for_path          (const char           *path,
                                           guint                 resolution,
                                           GafPeaksFlags         flags,
                                           GCancellable         *cancellable,
                                           GafAnalysisProgress   progress,
                                           gpointer              progress_data,
                                           GError              **error);
GAF_AVAILABLE_IN_ALL
GafPeaks *gaf_peaks_new_for_reader        (GafReader            *reader,
                                           guint                 resolution,
                                           GCancellable         *cancellable,
                                           GafAnalysisProgress   progress,
                                           gpointer              progress_data,
                                           GError              **error);

/* of what comes block by block */

GAF_AVAILABLE_IN_ALL
GafPeaks *gaf_peaks_new                   (double                rate,
                                           guint                 channels,
                                           guint                 resolution,
                                           GError              **error);
GAF_AVAILABLE_IN_ALL
gboolean  gaf_peaks_append                (GafPeaks             *self,
                                           const float *const   *planes,
                                           gint64                n_frames,
                                           GError              **error);
GAF_AVAILABLE_IN_ALL
gboolean  gaf_peaks_append_block          (GafPeaks             *self,
                                           GafBlock             *block,
                                           GError              **error);

/* what they are */

GAF_AVAILABLE_IN_ALL
double    gaf_peaks_get_rate              (GafPeaks             *self);
GAF_AVAILABLE_IN_ALL
guint     gaf_peaks_get_channels          (GafPeaks             *self);
GAF_AVAILABLE_IN_ALL
guint     gaf_peaks_get_resolution        (GafPeaks             *self);
GAF_AVAILABLE_IN_ALL
gint64    gaf_peaks_get_n_frames          (GafPeaks             *self);
GAF_AVAILABLE_IN_ALL
gsize     gaf_peaks_get_size              (GafPeaks             *self);
GAF_AVAILABLE_IN_ALL
gint64    gaf_peaks_get_start             (GafPeaks             *self);
GAF_AVAILABLE_IN_ALL
void      gaf_peaks_set_start             (GafPeaks             *self,
                                           gint64                frame);

/* of a range, for so many pixels */

GAF_AVAILABLE_IN_ALL
gboolean  gaf_peaks_query_into            (GafPeaks             *self,
                                           gint64                frame,
                                           gint64                n_frames,
                                           guint                 n_pixels,
                                           float                *values);
GAF_AVAILABLE_IN_ALL
float    *gaf_peaks_query                 (GafPeaks             *self,
                                           gint64                frame,
                                           gint64                n_frames,
                                           guint                 n_pixels,
                                           gsize                *n_values);
GAF_AVAILABLE_IN_ALL
guint8   *gaf_peaks_query_bytes           (GafPeaks             *self,
                                           gint64                frame,
                                           gint64                n_frames,
                                           guint                 n_pixels,
                                           gsize                *n_bytes);
GAF_AVAILABLE_IN_ALL
GBytes   *gaf_peaks_draw                  (GafPeaks             *self,
                                           gint64                frame,
                                           gint64                n_frames,
                                           guint                 width,
                                           guint                 height,
                                           guint32               color);

/* asynchronous forms: on a thread of a pool; the callbacks come on the main context of the caller */

GAF_AVAILABLE_IN_ALL
void gaf_peaks_new_for_path_async         (const char           *path,
                                           guint                 resolution,
                                           GafPeaksFlags         flags,
                                           GCancellable         *cancellable,
                                           GafAnalysisProgress   progress,
                                           gpointer              progress_data,
                                           GDestroyNotify        progress_destroy,
                                           GAsyncReadyCallback   callback,
                                           gpointer              user_data);
GAF_AVAILABLE_IN_ALL
GafPeaks *gaf_peaks_new_for_path_finish   (GAsyncResult         *result,
                                           GError              **error);
GAF_AVAILABLE_IN_ALL
void gaf_peaks_new_for_reader_async       (GafReader            *reader,
                                           guint                 resolution,
                                           GCancellable         *cancellable,
                                           GafAnalysisProgress   progress,
                                           gpointer              progress_data,
                                           GDestroyNotify        progress_destroy,
                                           GAsyncReadyCallback   callback,
                                           gpointer              user_data);
GAF_AVAILABLE_IN_ALL
GafPeaks *gaf_peaks_new_for_reader_finish (GAsyncResult         *result,
                                           GError              **error);

G_END_DECLS
