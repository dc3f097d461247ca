/*
 * SPDX-FileCopyrightText: 2026 gaudiofile contributors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* The inner loop of resampling, for vectors as wide as the processor has; resample/groups.h tells what it is for. */

#define GAF_RESAMPLE_LANES   16 /* sums of one column */
#define GAF_RESAMPLE_COLUMNS 12 /* at most, at once */

typedef struct {
  const float *weights; /* [n][lanes] */
  guint n;
  guint n_low;         /* so many are added up from the first on, the others from the last one back */
  gboolean is_careful; /* an input that is not finite counts only where the weight is not 0; slower */
} GafResampleRows;

/* How many of @n columns are to be given to gaf_resample_multiply() next. */
guint    gaf_resample_count_columns (const GafResampleRows  *rows,
                                     gint64                  n);
/* sums[c][l] = Σ weights[i][l] × inputs[c][i] */
void     gaf_resample_multiply      (const GafResampleRows  *rows,
                                     const float *const     *inputs,
                                     guint                   n_columns,
                                     float                 (*sums)[GAF_RESAMPLE_LANES]);
/* Whether no sample is infinite or not a number. */
gboolean gaf_resample_are_finite    (const float            *samples,
                                     gint64                  n);

G_END_DECLS
