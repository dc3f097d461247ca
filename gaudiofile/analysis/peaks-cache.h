/*
 * SPDX-FileCopyrightText: 2026 gaudiofile contributors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#pragma once

#include "analysis/bins.h"

G_BEGIN_DECLS

/*
 * Peaks of files in the user's cache: gaudiofile/peaks in $XDG_CACHE_HOME, a file for each file and resolution. It is
 * good for as long as the file has the same device, inode, size and time of change, and the library is the same. Files
 * that were not asked for longest are removed when all together are larger than GAF_LIMIT_PEAKS_CACHE.
 */

/* Which file it is. */
typedef struct {
  guint64 device;
  guint64 inode;
  guint64 size;
  gint64  changed; /* nanoseconds */
} GafFileIdentity;

/* FALSE for what is no file of the system's. */
gboolean gaf_file_identity_get   (GafFileIdentity       *self,
                                  const char            *path);
gboolean gaf_file_identity_equal (const GafFileIdentity *self,
                                  const GafFileIdentity *other);

/* FALSE if there are none, or none that are good: then @bins is as it was, which is empty. */
gboolean gaf_peaks_cache_load    (const GafFileIdentity *file,
                                  guint                  resolution,
                                  GafBins               *bins,
                                  double                *rate);
/* What cannot be kept is computed anew the next time. */
void     gaf_peaks_cache_store   (const GafFileIdentity *file,
                                  const GafBins         *bins,
                                  double                 rate);

G_END_DECLS
