/*
 * SPDX-FileCopyrightText: 2026 gaudiofile contributors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#pragma once

#include <gaudiofile/gaf-clip.h>

G_BEGIN_DECLS

/**
 * GafLoadFlags:
 * @GAF_LOAD_DEFAULT: All clips are loaded; those that cannot be have an error.
 * @GAF_LOAD_STOP_AT_ERROR: No clip is begun after one that cannot be loaded. All before that one are loaded.
 *
 * How [func@load_many] goes on, and [func@convert_many] with files.
 *
 * Since: 0.1
 */
typedef enum {
  GAF_LOAD_DEFAULT = 0,
  GAF_LOAD_STOP_AT_ERROR = 1 << 0,
} GafLoadFlags;

/**
 * GafLoadProgress:
 * @n_done: how many clips were loaded, or have failed
 * @n_clips: how many there are
 * @user_data: what was handed in
 *
 * Tells how far [func@load_many] is, or with files [func@convert_many]. It is called at least 10 times a second, on the
 * thread that called.
 *
 * Since: 0.1
 */
typedef void (*GafLoadProgress) (gsize n_done, gsize n_clips, gpointer user_data);

GAF_AVAILABLE_IN_ALL
gboolean gaf_load_many          (GafClip            *const *clips,
                                 gsize               n_clips,
                                 guint               max_threads,
                                 GafLoadFlags        flags,
                                 GCancellable       *cancellable,
                                 GafLoadProgress     progress,
                                 gpointer            progress_data,
                                 GError            **error);
GAF_AVAILABLE_IN_ALL
void     gaf_load_many_async    (GafClip            *const *clips,
                                 gsize               n_clips,
                                 guint               max_threads,
                                 GafLoadFlags        flags,
                                 GCancellable       *cancellable,
                                 GafLoadProgress     progress,
                                 gpointer            progress_data,
                                 GDestroyNotify      progress_destroy,
                                 GAsyncReadyCallback callback,
                                 gpointer            user_data);
GAF_AVAILABLE_IN_ALL
gboolean gaf_load_many_finish   (GAsyncResult       *result,
                                 GError            **error);

GAF_AVAILABLE_IN_ALL
void     gaf_set_max_threads    (guint               n_threads);
GAF_AVAILABLE_IN_ALL
guint    gaf_get_max_threads    (void);

G_END_DECLS
