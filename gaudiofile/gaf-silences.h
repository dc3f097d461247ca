/*
 * SPDX-FileCopyrightText: 2026 gaudiofile contributors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#pragma once

#include <gaudiofile/gaf-analysis.h>
#include <gaudiofile/gaf-reader.h>

G_BEGIN_DECLS

#define GAF_TYPE_SILENCES (gaf_silences_get_type ())

GAF_AVAILABLE_IN_ALL
G_DECLARE_FINAL_TYPE (GafSilences, gaf_silences, GAF, SILENCES, GObject)

GAF_AVAILABLE_IN_ALL
GafSilences  *gaf_silences_new_for_reader  (GafReader            *reader,
                                            double                threshold,
                                            gint64                n_frames,
                                            GCancellable         *cancellable,
                                            GafAnalysisProgress   progress,
                                            gpointer              progress_data,
                                            GError              **error);
GAF_AVAILABLE_IN_ALL
const gint64 *gaf_silences_get_ranges      (GafSilences          *self,
                                            gsize                *n_values);
GAF_AVAILABLE_IN_ALL
void          gaf_silences_get_trim        (GafSilences          *self,
                                            gint64               *begin,
                                            gint64               *end);

/* asynchronous forms: on a thread of a pool; the callbacks come on the main context of the caller */

GAF_AVAILABLE_IN_ALL
void gaf_silences_new_for_reader_async     (GafReader            *reader,
                                            double                threshold,
                                            gint64                n_frames,
                                            GCancellable         *cancellable,
                                            GafAnalysisProgress   progress,
                                            gpointer              progress_data,
                                            GDestroyNotify        progress_destroy,
                                            GAsyncReadyCallback   callback,
                                            gpointer              user_data);
GAF_AVAILABLE_IN_ALL
GafSilences *gaf_silences_new_for_reader_finish (GAsyncResult    *result,
                                            GError              **error);

G_END_DECLS
