/*
 * SPDX-FileCopyrightText: 2026 gaudiofile contributors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#pragma once

#include <gaudiofile/gaf-info.h>
#include <gaudiofile/gaf-reader.h>

G_BEGIN_DECLS

GAF_AVAILABLE_IN_ALL
GafInfo *gaf_probe               (GFile                *file,
                                  const GafLimits      *limits,
                                  GCancellable         *cancellable,
                                  GError              **error);
GAF_AVAILABLE_IN_ALL
GafInfo *gaf_probe_path          (const char           *path,
                                  const GafLimits      *limits,
                                  GCancellable         *cancellable,
                                  GError              **error);
GAF_AVAILABLE_IN_ALL
GafInfo *gaf_probe_reader        (GafReader            *reader,
                                  GCancellable         *cancellable,
                                  GError              **error);

/* asynchronous forms: on a thread of a pool; the callbacks come on the main context of the caller */

GAF_AVAILABLE_IN_ALL
void     gaf_probe_async         (GFile                *file,
                                  const GafLimits      *limits,
                                  GCancellable         *cancellable,
                                  GAsyncReadyCallback   callback,
                                  gpointer              user_data);
GAF_AVAILABLE_IN_ALL
GafInfo *gaf_probe_finish        (GAsyncResult         *result,
                                  GError              **error);
GAF_AVAILABLE_IN_ALL
void     gaf_probe_path_async    (const char           *path,
                                  const GafLimits      *limits,
                                  GCancellable         *cancellable,
                                  GAsyncReadyCallback   callback,
                                  gpointer              user_data);
GAF_AVAILABLE_IN_ALL
GafInfo *gaf_probe_path_finish   (GAsyncResult         *result,
                                  GError              **error);
GAF_AVAILABLE_IN_ALL
void     gaf_probe_reader_async  (GafReader            *reader,
                                  GCancellable         *cancellable,
                                  GAsyncReadyCallback   callback,
                                  gpointer              user_data);
GAF_AVAILABLE_IN_ALL
GafInfo *gaf_probe_reader_finish (GAsyncResult         *result,
                                  GError              **error);

G_END_DECLS
