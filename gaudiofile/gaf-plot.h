/*
 * SPDX-FileCopyrightText: 2026 gaudiofile contributors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#pragma once

#include <gaudiofile/gaf-peaks.h>

G_BEGIN_DECLS

GAF_AVAILABLE_IN_ALL
gboolean gaf_plot_save        (GafPeaks            *peaks,
                               const char          *path,
                               const char          *title,
                               guint                width,
                               guint                height,
                               GCancellable        *cancellable,
                               GError             **error);

/* asynchronous form: on a thread of a pool; the callback comes on the main context of the caller */

GAF_AVAILABLE_IN_ALL
void     gaf_plot_save_async  (GafPeaks            *peaks,
                               const char          *path,
                               const char          *title,
                               guint                width,
                               guint                height,
                               GCancellable        *cancellable,
                               GAsyncReadyCallback  callback,
                               gpointer             user_data);
GAF_AVAILABLE_IN_ALL
gboolean gaf_plot_save_finish (GafPeaks            *peaks,
                               GAsyncResult        *result,
                               GError             **error);

G_END_DECLS
