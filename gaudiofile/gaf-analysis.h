/*
 * SPDX-FileCopyrightText: 2026 gaudiofile contributors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * GafAnalysisProgress:
 * @n_done: frames that were gone through
 * @n_frames: how many there are; an estimate where the file's length is one. Where a file is gone through twice, twice
 *   as many
 * @user_data: what was handed in
 *
 * Tells how far an analysis or a conversion of a file is, up to 25 times a second: on the thread that called, or of an
 * asynchronous call in the main context of the caller.
 *
 * Since: 0.1
 */
typedef void (*GafAnalysisProgress) (gint64 n_done, gint64 n_frames, gpointer user_data);

G_END_DECLS
