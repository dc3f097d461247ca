/*
 * SPDX-FileCopyrightText: 2026 gaudiofile contributors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#include "gaf-peaks.h"

#include <math.h>

/* GafPeaks as pixels, for a toolkit that shows them. It is no more than filling columns, and needs no library. */

#define MOST  16384 /* pixels in a row, and rows */
#define BYTES 4     /* of a pixel */
/* How much of a channel's height full scale takes: its neighbours do not touch. */
#define SCALE 0.96
/* Silence is a line of so many pixels. */
#define LINE 1.0
/* How strong the colour is outside of the root mean square. */
#define OUTSIDE 0.5

typedef struct {
  guint8 *pixels;
  guint width, height;
  double color[BYTES]; /* multiplied by its opacity */
} Canvas;

static double
get_covered (double top, double bottom, guint row)
{
  return CLAMP (MIN (bottom, row + 1.0) - MAX (top, (double) row), 0, 1);
}

/* One channel of a column: @lowest, @highest and @rms around @middle, which is @half away from the next channel. */
static void
draw_column (const Canvas *self, guint x, double middle, double half, double lowest, double highest, double rms)
{
  const double top = middle - CLAMP (highest, -1, 1) * half * SCALE - LINE / 2;
  const double bottom = middle - CLAMP (lowest, -1, 1) * half * SCALE + LINE / 2;
  const double inside = MIN (rms, 1) * half * SCALE;
  const guint last = MIN ((guint) ceil (MIN (bottom, middle + half)), self->height);

  for (guint y = (guint) MAX (floor (MAX (top, middle - half)), 0); y < last; y++) {
    const double outside = OUTSIDE * get_covered (top, bottom, y);
    const double strength = MAX (outside, get_covered (MAX (top, middle - inside), MIN (bottom, middle + inside), y));
    guint8 *pixel = self->pixels + ((gsize) y * self->width + x) * BYTES;

    for (guint i = 0; i < BYTES; i++)
      pixel[i] = (guint8) lround (self->color[i] * strength);
  }
}

/**
 * gaf_peaks_draw:
 * @self: peaks
 * @frame: the first frame of the range; it and the end may lie outside of what is there
 * @n_frames: how many frames the range has; -1 for all from @frame on
 * @width: how many pixels a row has, from 1 to 16384
 * @height: how many rows there are, from 1 to 16384
 * @color: red, green, blue and opacity, as 0xRRGGBBAA
 *
 * Draws a range as a waveform, a channel under the other: from the lowest to the highest sample of each column, half as
 * opaque outside of the root mean square. The rest is transparent. It takes one or two milliseconds: a widget may
 * call it whenever it is drawn. With axes and into a file it is [func@plot_save].
 *
 * The pixels are those of `GDK_MEMORY_R8G8B8A8_PREMULTIPLIED`. `gdk_memory_texture_new()` makes a texture of them, with
 * a stride of 4 × @width.
 *
 * Returns: (transfer full): 4 × @width × @height bytes
 * Since: 0.1
 */
GBytes *
gaf_peaks_draw (GafPeaks *self, gint64 frame, gint64 n_frames, guint width, guint height, guint32 color)
{
  g_autofree float *values = NULL;
  const guint channels = GAF_IS_PEAKS (self) ? gaf_peaks_get_channels (self) : 0;
  const double opacity = (color & 0xff) / 255.0;
  const double half = height / 2.0 / MAX (channels, 1);
  Canvas canvas = { .width = width, .height = height };
  gsize n_values;

  g_return_val_if_fail (GAF_IS_PEAKS (self), NULL);
  g_return_val_if_fail (width > 0 && width <= MOST && height > 0 && height <= MOST, NULL);

  values = gaf_peaks_query (self, frame, n_frames, width, &n_values);
  canvas.pixels = g_malloc0 ((gsize) width * height * BYTES);
  for (guint i = 0; i < BYTES - 1; i++)
    canvas.color[i] = (color >> (8 * (BYTES - 1 - i)) & 0xff) * opacity;
  canvas.color[BYTES - 1] = color & 0xff;

  for (guint c = 0; c < channels; c++) {
    const float *lowest = values + (gsize) c * 3 * width, *highest = lowest + width, *rms = highest + width;

    for (guint x = 0; x < width; x++)
      if (!isnan (lowest[x]))
        draw_column (&canvas, x, (2 * c + 1) * half, half, lowest[x], highest[x], rms[x]);
  }
  return g_bytes_new_take (canvas.pixels, (gsize) width * height * BYTES);
}
