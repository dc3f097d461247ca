/*
 * SPDX-FileCopyrightText: 2026 gaudiofile contributors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#pragma once

#include "gaf-error.h"

G_BEGIN_DECLS

/* Whether a file with @n_tracks tracks of audio has the one that was asked for; -1 asks for none in particular. */
static inline gboolean
gaf_check_track (int track, guint n_tracks, GError **error)
{
  if (track < 0 || (guint) track < n_tracks)
    return TRUE;
  g_set_error (error, GAF_ERROR, GAF_ERROR_INVALID_ARGUMENT,
               "There is no audio track %d in this file, which has %u, counted from 0", track, n_tracks);
  return FALSE;
}

G_END_DECLS
