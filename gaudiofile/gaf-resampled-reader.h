/*
 * SPDX-FileCopyrightText: 2026 gaudiofile contributors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#pragma once

#include <gaudiofile/gaf-resampler.h>
#include <gaudiofile/gaf-source.h>

G_BEGIN_DECLS

#define GAF_TYPE_RESAMPLED_READER (gaf_resampled_reader_get_type ())

GAF_AVAILABLE_IN_ALL
G_DECLARE_FINAL_TYPE (GafResampledReader, gaf_resampled_reader, GAF, RESAMPLED_READER, GObject)

GAF_AVAILABLE_IN_ALL
GafResampledReader *gaf_resampled_reader_new         (GafSource           *source,
                                                      double               rate,
                                                      GafResampleQuality   quality,
                                                      GError             **error);
GAF_AVAILABLE_IN_ALL
GafSource          *gaf_resampled_reader_get_source  (GafResampledReader  *self);
GAF_AVAILABLE_IN_ALL
GafResampleQuality  gaf_resampled_reader_get_quality (GafResampledReader  *self);
GAF_AVAILABLE_IN_ALL
gint64              gaf_resampled_reader_read_at     (GafResampledReader  *self,
                                                      gint64               frame,
                                                      float *const        *planes,
                                                      gint64               n_frames,
                                                      GCancellable        *cancellable,
                                                      GError             **error) G_GNUC_WARN_UNUSED_RESULT;
GAF_AVAILABLE_IN_ALL
void                gaf_resampled_reader_close       (GafResampledReader  *self);

/* asynchronous forms: on a thread of a pool; the callback comes on the main context of the caller */

GAF_AVAILABLE_IN_ALL
void gaf_resampled_reader_read_at_async (GafResampledReader  *self,
                                         gint64               frame,
                                         float               *const *planes,
                                         gint64               n_frames,
                                         GCancellable        *cancellable,
                                         GAsyncReadyCallback  callback,
                                         gpointer             user_data);
GAF_AVAILABLE_IN_ALL
gint64 gaf_resampled_reader_read_at_finish (GafResampledReader  *self,
                                            GAsyncResult        *result,
                                            GError             **error);

G_END_DECLS
