/*
 * SPDX-FileCopyrightText: 2026 gaudiofile contributors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/*
 * GafBins: lowest sample, highest sample and energy of each @resolution frames, of each channel; and of 4, 16, 64 … of
 * them together, so that any range is put together from a few numbers:
 *
 *   level 1  |           0           |           1           |  only of what is whole
 *   level 0  |  0  |  1  |  2  |  3  |  4  |  5  |  6  |  7  |  8  |  9 …   the last one may be begun only
 *
 *   bins 2 to 9 are 2, 3, level 1's 1, 8, 9.
 *
 * Not a number counts as zero. No locks in here.
 */

/* The numbers of a bin in one vector, so that two are put together by three instructions. */
typedef union {
  float vector __attribute__ ((vector_size (16)));
  struct {
    float lowest;
    float highest; /* with the other sign: both are the lower one of two */
    float energy;  /* the sum of the squares */
    float unused;
  };
} GafBin;

#define GAF_BINS_LEVELS 16 /* 4^16 bins are more than there are frames */

typedef struct {
  guint    channels;
  guint    resolution;
  gint64   n_frames;
  GafBin  *levels[GAF_BINS_LEVELS]; /* one after the other, the channels of one side by side */
  gint64   n[GAF_BINS_LEVELS];      /* bins in use */
  gint64   room[GAF_BINS_LEVELS];
} GafBins;

void     gaf_bins_init    (GafBins             *self,
                           guint                channels,
                           guint                resolution);
void     gaf_bins_clear   (GafBins             *self);
/* Bytes of memory in use. */
gsize    gaf_bins_get_size (const GafBins      *self);

/* Frames behind those that are there. FALSE with @error if there is no memory for them. */
gboolean gaf_bins_append  (GafBins             *self,
                           const float *const  *planes,
                           gint64               n_frames,
                           GError             **error);

/*
 * Of a length that is known: memory for all of it, which threads then fill, each other bins; and at the end what is put
 * together of them, for as many frames as came. @frame is the first one of a bin, and only the last part of all may end
 * inside of one.
 */
gboolean gaf_bins_reserve (GafBins             *self,
                           gint64               n_frames,
                           GError             **error);
void     gaf_bins_fill    (GafBins             *self,
                           gint64               frame,
                           const float *const  *planes,
                           gint64               n_frames);
gboolean gaf_bins_finish  (GafBins             *self,
                           gint64               n_frames,
                           GError             **error);

/*
 * Lowest sample, highest sample and root mean square for each of @n_pixels equal parts of the frames from @frame to
 * @end: of all bins that a part touches. Not a number where there are no frames. Each is for all pixels of the first
 * channel, then of the second and so on, @step numbers apart; NULL for what is not wanted.
 */
void     gaf_bins_query   (const GafBins       *self,
                           gint64               frame,
                           gint64               end,
                           guint                n_pixels,
                           float               *lowest,
                           float               *highest,
                           float               *rms,
                           gsize                step);

G_END_DECLS
