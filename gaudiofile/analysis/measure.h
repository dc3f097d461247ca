/*
 * SPDX-FileCopyrightText: 2026 gaudiofile contributors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/*
 * Loudness after EBU R 128, by libebur128: frames in their order, and then what they come to.
 */
typedef struct _GafMeasure GafMeasure;

typedef struct {
  double integrated; /* LUFS; -INFINITY for silence */
  double range;      /* LU */
  double true_peak;  /* of all channels, 1 is full scale */
  double peak;       /* the same of the samples alone */
} GafMeasured;

/* NULL with @error: libebur128 is not there, or cannot do this. @mask: which loudspeakers, 0 for the usual ones. */
GafMeasure *gaf_measure_new  (double               rate,
                              guint                channels,
                              guint64              mask,
                              GError             **error);
void        gaf_measure_free (GafMeasure          *self);
/* FALSE with @error if there is no memory for more. */
gboolean    gaf_measure_add  (GafMeasure          *self,
                              const float *const  *planes,
                              gint64               n_frames,
                              GError             **error);
void        gaf_measure_end  (GafMeasure          *self,
                              GafMeasured         *measured);
/* For each tenth of a second that is over, in LUFS: of the last 0.4 s and of the last 3 s; since the beginning while
 * that is not over. Of float; owned by @self. */
GArray     *gaf_measure_get_momentary  (GafMeasure *self);
GArray     *gaf_measure_get_short_term (GafMeasure *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (GafMeasure, gaf_measure_free)

G_END_DECLS
