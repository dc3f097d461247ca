/*
 * SPDX-FileCopyrightText: 2026 gaudiofile contributors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#pragma once

#include <gaudiofile/gaf-analysis.h>
#include <gaudiofile/gaf-encode-spec.h>
#include <gaudiofile/gaf-resampler.h>
#include <gaudiofile/gaf-source.h>

G_BEGIN_DECLS

/**
 * GafNormalize:
 * @GAF_NORMALIZE_NONE: The level stays as it is.
 * @GAF_NORMALIZE_LOUDNESS: To so many LUFS, after EBU R 128.
 * @GAF_NORMALIZE_PEAK: The largest sample becomes so many dBFS.
 *
 * By what measure a [class@Conversion] brings audio to its [property@Conversion:target].
 *
 * Since: 0.1
 */
typedef enum {
  GAF_NORMALIZE_NONE,
  GAF_NORMALIZE_LOUDNESS,
  GAF_NORMALIZE_PEAK,
} GafNormalize;

/**
 * GafConversionProcess:
 * @block: what comes next, planar 32-bit float; at the end one without frames, for which all is returned that is still
 *   held back
 * @frame: the number of its first frame; at 0 another pass begins, and what was kept of an earlier one is void
 * @user_data: what was handed in
 * @error: what went wrong
 *
 * Changes audio that is converted. What comes out, in all, is cut or filled with silence at the end to the length of
 * what went in: a function with a delay returns fewer frames at first, and the rest at the end.
 *
 * Returns: (transfer full): a block of 32-bit float with the same number of channels, and as many frames as there are
 *   now; %NULL with @error set
 * Since: 0.1
 */
typedef GafBlock *(*GafConversionProcess) (GafBlock *block, gint64 frame, gpointer user_data, GError **error);

#define GAF_TYPE_CONVERSION (gaf_conversion_get_type ())

GAF_AVAILABLE_IN_ALL
G_DECLARE_FINAL_TYPE (GafConversion, gaf_conversion, GAF, CONVERSION, GObject)

GAF_AVAILABLE_IN_ALL
GafConversion *gaf_conversion_new                (void);
GAF_AVAILABLE_IN_ALL
void           gaf_conversion_set_matrix         (GafConversion         *self,
                                                  guint                  channels,
                                                  const float           *matrix,
                                                  gsize                  n_matrix);
GAF_AVAILABLE_IN_ALL
void           gaf_conversion_set_process        (GafConversion         *self,
                                                  GafConversionProcess   process,
                                                  gpointer               user_data,
                                                  GDestroyNotify         destroy);
GAF_AVAILABLE_IN_ALL
double         gaf_conversion_get_applied_gain   (GafConversion         *self);

/* convert */

GAF_AVAILABLE_IN_ALL
gint64         gaf_conversion_run                (GafConversion         *self,
                                                  const char            *source,
                                                  const char            *destination,
                                                  GCancellable          *cancellable,
                                                  GafAnalysisProgress    progress,
                                                  gpointer               progress_data,
                                                  GError               **error);
GAF_AVAILABLE_IN_ALL
gint64         gaf_conversion_run_files          (GafConversion         *self,
                                                  GFile                 *source,
                                                  GFile                 *destination,
                                                  GCancellable          *cancellable,
                                                  GafAnalysisProgress    progress,
                                                  gpointer               progress_data,
                                                  GError               **error);
GAF_AVAILABLE_IN_ALL
gint64         gaf_conversion_run_source         (GafConversion         *self,
                                                  GafSource             *source,
                                                  const char            *destination,
                                                  GCancellable          *cancellable,
                                                  GafAnalysisProgress    progress,
                                                  gpointer               progress_data,
                                                  GError               **error);
GAF_AVAILABLE_IN_ALL
gint64         gaf_conversion_run_stream         (GafConversion         *self,
                                                  GafSource             *source,
                                                  GOutputStream         *destination,
                                                  GCancellable          *cancellable,
                                                  GafAnalysisProgress    progress,
                                                  gpointer               progress_data,
                                                  GError               **error);

/* with the usual of everything */

GAF_AVAILABLE_IN_ALL
gint64         gaf_convert                       (const char            *source,
                                                  const char            *destination,
                                                  GCancellable          *cancellable,
                                                  GError               **error);

/* asynchronous forms: on a thread of a pool; the callbacks come on the main context of the caller */

GAF_AVAILABLE_IN_ALL
void           gaf_conversion_run_async          (GafConversion         *self,
                                                  const char            *source,
                                                  const char            *destination,
                                                  GCancellable          *cancellable,
                                                  GafAnalysisProgress    progress,
                                                  gpointer               progress_data,
                                                  GDestroyNotify         progress_destroy,
                                                  GAsyncReadyCallback    callback,
                                                  gpointer               user_data);
GAF_AVAILABLE_IN_ALL
gint64         gaf_conversion_run_finish         (GafConversion         *self,
                                                  GAsyncResult          *result,
                                                  GError               **error);
GAF_AVAILABLE_IN_ALL
void           gaf_conversion_run_files_async    (GafConversion         *self,
                                                  GFile                 *source,
                                                  GFile                 *destination,
                                                  GCancellable          *cancellable,
                                                  GafAnalysisProgress    progress,
                                                  gpointer               progress_data,
                                                  GDestroyNotify         progress_destroy,
                                                  GAsyncReadyCallback    callback,
                                                  gpointer               user_data);
GAF_AVAILABLE_IN_ALL
gint64         gaf_conversion_run_files_finish   (GafConversion         *self,
                                                  GAsyncResult          *result,
                                                  GError               **error);
GAF_AVAILABLE_IN_ALL
void           gaf_conversion_run_source_async   (GafConversion         *self,
                                                  GafSource             *source,
                                                  const char            *destination,
                                                  GCancellable          *cancellable,
                                                  GafAnalysisProgress    progress,
                                                  gpointer               progress_data,
                                                  GDestroyNotify         progress_destroy,
                                                  GAsyncReadyCallback    callback,
                                                  gpointer               user_data);
GAF_AVAILABLE_IN_ALL
gint64         gaf_conversion_run_source_finish  (GafConversion         *self,
                                                  GAsyncResult          *result,
                                                  GError               **error);
GAF_AVAILABLE_IN_ALL
void           gaf_conversion_run_stream_async   (GafConversion         *self,
                                                  GafSource             *source,
                                                  GOutputStream         *destination,
                                                  GCancellable          *cancellable,
                                                  GafAnalysisProgress    progress,
                                                  gpointer               progress_data,
                                                  GDestroyNotify         progress_destroy,
                                                  GAsyncReadyCallback    callback,
                                                  gpointer               user_data);
GAF_AVAILABLE_IN_ALL
gint64         gaf_conversion_run_stream_finish  (GafConversion         *self,
                                                  GAsyncResult          *result,
                                                  GError               **error);
GAF_AVAILABLE_IN_ALL
void           gaf_convert_async                 (const char            *source,
                                                  const char            *destination,
                                                  GCancellable          *cancellable,
                                                  GAsyncReadyCallback    callback,
                                                  gpointer               user_data);
GAF_AVAILABLE_IN_ALL
gint64         gaf_convert_finish                (GAsyncResult          *result,
                                                  GError               **error);

G_END_DECLS
