/*
 * SPDX-FileCopyrightText: 2026 gaudiofile contributors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#pragma once

#include <gaudiofile/gaf-block.h>
#include <gaudiofile/gaf-types.h>

G_BEGIN_DECLS

/**
 * GafResampleQuality:
 * @GAF_RESAMPLE_QUALITY_ZERO_ORDER_HOLD: The nearest sample.
 * @GAF_RESAMPLE_QUALITY_LINEAR: A straight line between the two samples around.
 * @GAF_RESAMPLE_QUALITY_CATMULL_ROM: A Catmull-Rom spline, a cubic through the two samples in the middle of four.
 * @GAF_RESAMPLE_QUALITY_LAGRANGE: A polynomial of the fourth degree through the five samples around.
 * @GAF_RESAMPLE_QUALITY_WINDOWED_SINC: The same as @GAF_RESAMPLE_QUALITY_WINDOWED_SINC_256.
 * @GAF_RESAMPLE_QUALITY_WINDOWED_SINC_256: 384 taps: flat to 0.48 of the lower rate, aliases below -135 dB.
 * @GAF_RESAMPLE_QUALITY_WINDOWED_SINC_128: 256 taps: flat to 0.47 of the lower rate, aliases below -128 dB.
 * @GAF_RESAMPLE_QUALITY_WINDOWED_SINC_64: 192 taps: flat to 0.46 of the lower rate, aliases below -120 dB.
 * @GAF_RESAMPLE_QUALITY_WINDOWED_SINC_32: 160 taps, the default: flat to 0.455 of the lower rate, aliases below -115
 *   dB.
 * @GAF_RESAMPLE_QUALITY_WINDOWED_SINC_16: 96 taps: flat to 0.44 of the lower rate, aliases below -88 dB.
 * @GAF_RESAMPLE_QUALITY_WINDOWED_SINC_8: 32 taps: flat to 0.37 of the lower rate, aliases below -65 dB.
 *
 * The filter of a [class@Resampler]: the more taps, the more work for each sample. Only the sinc filters keep what is
 * above half of the lower rate from folding back as aliases; the others are for special effects and comparisons.
 *
 * Since: 0.1
 */
typedef enum {
  GAF_RESAMPLE_QUALITY_ZERO_ORDER_HOLD,
  GAF_RESAMPLE_QUALITY_LINEAR,
  GAF_RESAMPLE_QUALITY_CATMULL_ROM,
  GAF_RESAMPLE_QUALITY_LAGRANGE,
  GAF_RESAMPLE_QUALITY_WINDOWED_SINC,
  GAF_RESAMPLE_QUALITY_WINDOWED_SINC_256,
  GAF_RESAMPLE_QUALITY_WINDOWED_SINC_128,
  GAF_RESAMPLE_QUALITY_WINDOWED_SINC_64,
  GAF_RESAMPLE_QUALITY_WINDOWED_SINC_32,
  GAF_RESAMPLE_QUALITY_WINDOWED_SINC_16,
  GAF_RESAMPLE_QUALITY_WINDOWED_SINC_8,
} GafResampleQuality;

#define GAF_TYPE_RESAMPLER (gaf_resampler_get_type ())

GAF_AVAILABLE_IN_ALL
G_DECLARE_FINAL_TYPE (GafResampler, gaf_resampler, GAF, RESAMPLER, GObject)

GAF_AVAILABLE_IN_ALL
GafResampler      *gaf_resampler_new               (double              source_rate,
                                                    double              target_rate,
                                                    guint               channels,
                                                    GafResampleQuality  quality,
                                                    GError            **error);

/* info */

GAF_AVAILABLE_IN_ALL
double             gaf_resampler_get_source_rate   (GafResampler       *self);
GAF_AVAILABLE_IN_ALL
double             gaf_resampler_get_target_rate   (GafResampler       *self);
GAF_AVAILABLE_IN_ALL
guint              gaf_resampler_get_channels      (GafResampler       *self);
GAF_AVAILABLE_IN_ALL
GafResampleQuality gaf_resampler_get_quality       (GafResampler       *self);
GAF_AVAILABLE_IN_ALL
double             gaf_resampler_get_input_latency (GafResampler       *self);
GAF_AVAILABLE_IN_ALL
gint64             gaf_resampler_get_n_frames      (GafResampler       *self,
                                                    gint64              n_source_frames);

/* planes in the caller's memory */

GAF_AVAILABLE_IN_ALL
gint64             gaf_resampler_get_n_ready       (GafResampler       *self,
                                                    gint64              n_frames);
GAF_AVAILABLE_IN_ALL
gint64             gaf_resampler_get_n_rest        (GafResampler       *self);
GAF_AVAILABLE_IN_ALL
gint64             gaf_resampler_process           (GafResampler       *self,
                                                    const float *const *source,
                                                    gint64              n_frames,
                                                    float *const       *target,
                                                    gint64              room,
                                                    GError            **error);
GAF_AVAILABLE_IN_ALL
gint64             gaf_resampler_flush             (GafResampler       *self,
                                                    float *const       *target,
                                                    gint64              room,
                                                    GError            **error);
GAF_AVAILABLE_IN_ALL
gint64             gaf_resampler_resample          (GafResampler       *self,
                                                    const float *const *source,
                                                    gint64              n_frames,
                                                    float *const       *target,
                                                    GError            **error);
GAF_AVAILABLE_IN_ALL
gboolean           gaf_resampler_reset             (GafResampler       *self,
                                                    GError            **error);

/* blocks, for language bindings */

GAF_AVAILABLE_IN_ALL
GafBlock          *gaf_resampler_process_block     (GafResampler       *self,
                                                    GafBlock           *block,
                                                    GError            **error);
GAF_AVAILABLE_IN_ALL
GafBlock          *gaf_resampler_flush_block       (GafResampler       *self,
                                                    GError            **error);
GAF_AVAILABLE_IN_ALL
GafBlock          *gaf_resampler_resample_block    (GafResampler       *self,
                                                    GafBlock           *block,
                                                    GError            **error);

G_END_DECLS
