/*
 * SPDX-FileCopyrightText: 2026 gaudiofile contributors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#pragma once

#include <gaudiofile/gaf-analysis.h>
#include <gaudiofile/gaf-reader.h>

G_BEGIN_DECLS

#define GAF_TYPE_LOUDNESS (gaf_loudness_get_type ())

GAF_AVAILABLE_IN_ALL
G_DECLARE_FINAL_TYPE (GafLoudness, gaf_loudness, GAF, LOUDNESS, GObject)

GAF_AVAILABLE_IN_ALL
GafLoudness *gaf_loudness_new_for_reader   (GafReader            *reader,
                                            GCancellable         *cancellable,
                                            GafAnalysisProgress   progress,
                                            gpointer              progress_data,
                                            GError              **error);

/* of the whole file, after EBU R 128 */

GAF_AVAILABLE_IN_ALL
double       gaf_loudness_get_integrated   (GafLoudness          *self);
GAF_AVAILABLE_IN_ALL
double       gaf_loudness_get_range        (GafLoudness          *self);
GAF_AVAILABLE_IN_ALL
double       gaf_loudness_get_max_momentary (GafLoudness         *self);
GAF_AVAILABLE_IN_ALL
double       gaf_loudness_get_max_short_term (GafLoudness        *self);
GAF_AVAILABLE_IN_ALL
double       gaf_loudness_get_true_peak    (GafLoudness          *self);

/* along it */

GAF_AVAILABLE_IN_ALL
const float *gaf_loudness_get_momentary    (GafLoudness          *self,
                                            gsize                *n_values);
GAF_AVAILABLE_IN_ALL
const float *gaf_loudness_get_short_term   (GafLoudness          *self,
                                            gsize                *n_values);

/* ReplayGain 2 */

GAF_AVAILABLE_IN_ALL
double       gaf_loudness_get_replay_gain  (GafLoudness          *self);
GAF_AVAILABLE_IN_ALL
double       gaf_loudness_get_replay_peak  (GafLoudness          *self);

/* asynchronous forms: on a thread of a pool; the callbacks come on the main context of the caller */

GAF_AVAILABLE_IN_ALL
void gaf_loudness_new_for_reader_async     (GafReader            *reader,
                                            GCancellable         *cancellable,
                                            GafAnalysisProgress   progress,
                                            gpointer              progress_data,
                                            GDestroyNotify        progress_destroy,
                                            GAsyncReadyCallback   callback,
                                            gpointer              user_data);
GAF_AVAILABLE_IN_ALL
GafLoudness *gaf_loudness_new_for_reader_finish (GAsyncResult    *result,
                                            GError              **error);

G_END_DECLS
