/*
 * SPDX-FileCopyrightText: 2026 gaudiofile contributors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#pragma once

#include <gaudiofile/gaf-conversion.h>
#include <gaudiofile/gaf-load.h>

G_BEGIN_DECLS

#define GAF_TYPE_CONVERT_JOB (gaf_convert_job_get_type ())

GAF_AVAILABLE_IN_ALL
G_DECLARE_FINAL_TYPE (GafConvertJob, gaf_convert_job, GAF, CONVERT_JOB, GObject)

GAF_AVAILABLE_IN_ALL
GafConvertJob *gaf_convert_job_new              (GafConversion       *conversion,
                                                 const char          *source,
                                                 const char          *destination);
GAF_AVAILABLE_IN_ALL
const char    *gaf_convert_job_get_source       (GafConvertJob       *self);
GAF_AVAILABLE_IN_ALL
const char    *gaf_convert_job_get_destination  (GafConvertJob       *self);

/* what has become of it */

GAF_AVAILABLE_IN_ALL
gint64         gaf_convert_job_get_n_frames     (GafConvertJob       *self);
GAF_AVAILABLE_IN_ALL
double         gaf_convert_job_get_applied_gain (GafConvertJob       *self);
GAF_AVAILABLE_IN_ALL
const GError  *gaf_convert_job_get_error        (GafConvertJob       *self);

GAF_AVAILABLE_IN_ALL
gboolean       gaf_convert_many                 (GafConvertJob      *const *jobs,
                                                 gsize               n_jobs,
                                                 guint               max_threads,
                                                 GafLoadFlags        flags,
                                                 GCancellable       *cancellable,
                                                 GafLoadProgress     progress,
                                                 gpointer            progress_data,
                                                 GError            **error);
GAF_AVAILABLE_IN_ALL
void           gaf_convert_many_async           (GafConvertJob      *const *jobs,
                                                 gsize               n_jobs,
                                                 guint               max_threads,
                                                 GafLoadFlags        flags,
                                                 GCancellable       *cancellable,
                                                 GafLoadProgress     progress,
                                                 gpointer            progress_data,
                                                 GDestroyNotify      progress_destroy,
                                                 GAsyncReadyCallback callback,
                                                 gpointer            user_data);
GAF_AVAILABLE_IN_ALL
gboolean       gaf_convert_many_finish          (GAsyncResult       *result,
                                                 GError            **error);

G_END_DECLS
