/*
 * SPDX-FileCopyrightText: 2026 gaudiofile contributors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#pragma once

#include "analysis/bins.h"
#include "gaf-peaks.h"

G_BEGIN_DECLS

/* The insides of GafPeaks, for gaf-peaks.c and gaf-peaks-new.c, which makes them of files. */
struct _GafPeaks {
  GObject parent_instance;

  double rate;
  GMutex lock;  /* taken inside the fork gate only, so that no child of fork() finds it taken; guards the bins */
  GafBins bins;
  gint64 start;
};

/* Empty ones. @resolution: 0 for the usual. */
GafPeaks *gaf_peaks_make (double    rate,
                          guint     channels,
                          guint     resolution,
                          GError  **error);

G_END_DECLS
