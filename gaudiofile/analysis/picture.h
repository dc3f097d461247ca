/*
 * SPDX-FileCopyrightText: 2026 gaudiofile contributors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#pragma once

#include <gio/gio.h>

#include "analysis/bins.h"

G_BEGIN_DECLS

/*
 * A picture of a waveform by cairo: a channel under the other, with an axis of time. @values are those of
 * gaf_peaks_query() for gaf_picture_get_n_pixels() pixels.
 */
typedef struct {
  guint        width, height; /* pixels, or of SVG points */
  guint        channels;
  double       start;         /* seconds: the time of the first pixel */
  double       duration;      /* seconds */
  const char  *title;         /* or NULL */
  const float *values;
  GCancellable *cancellable;  /* or NULL */
} GafPicture;

/* FALSE with @error if it is too small or too large, or cairo is not there. */
gboolean    gaf_picture_check        (const GafPicture  *self,
                                      GError           **error);
guint       gaf_picture_get_n_pixels (const GafPicture  *self);
/* The bytes of the file, PNG or SVG; NULL with @error, also if it was cancelled. */
GByteArray *gaf_picture_draw         (const GafPicture  *self,
                                      gboolean           svg,
                                      GError           **error);

G_END_DECLS
