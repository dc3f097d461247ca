/*
 * SPDX-FileCopyrightText: 2026 gaudiofile contributors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#include "analysis/picture.h"

#include <math.h>

#include "analysis/png.h"
#include "core/late-library.h"
#include "gaf-error.h"

#ifdef GAF_CAIRO

#include <cairo-svg.h>
#include <cairo.h>

#define FUNCTIONS(F)                      \
  F (cairo_create)                        \
  F (cairo_destroy)                       \
  F (cairo_fill)                          \
  F (cairo_image_surface_create)          \
  F (cairo_image_surface_get_data)        \
  F (cairo_image_surface_get_stride)      \
  F (cairo_line_to)                       \
  F (cairo_close_path)                    \
  F (cairo_move_to)                       \
  F (cairo_rectangle)                     \
  F (cairo_select_font_face)              \
  F (cairo_set_font_size)                 \
  F (cairo_set_line_width)                \
  F (cairo_set_source_rgb)                \
  F (cairo_show_text)                     \
  F (cairo_status)                        \
  F (cairo_status_to_string)              \
  F (cairo_stroke)                        \
  F (cairo_surface_destroy)               \
  F (cairo_surface_finish)                \
  F (cairo_surface_flush)                 \
  F (cairo_surface_status)                \
  F (cairo_svg_surface_create_for_stream) \
  F (cairo_text_extents)

typedef struct {
#define F(name) __typeof__ (&name) name;
  FUNCTIONS (F)
#undef F
} Library;

static const Library *
get_library (void)
{
#define F(name) #name,
  static const char *const names[] = { FUNCTIONS (F) NULL };
#undef F
  static Library library;
  static gsize state = 0; /* 1: it is there, 2: it is not */

  if (g_once_init_enter (&state)) {
    const gboolean ok = gaf_late_library_load ("libcairo.so.2", names, (gpointer *) (void *) &library);

    g_once_init_leave (&state, ok ? 1 : 2);
  }
  return state == 1 ? &library : NULL;
}

/* {{{ measures, in pixels */

#define LEFT   58
#define RIGHT  18
#define BOTTOM 30
#define TOP    12
#define TITLE  24 /* more at the top */
#define GAP    14 /* between channels */
#define LEAST  24 /* height of a channel */
#define MOST   16384
#define PIECE  256       /* columns of pixels that are drawn at once: in between it can be cancelled */
#define AREA   (1 << 17) /* and pixels of the ground, which are fresh memory */
#define FONT   11

static double
get_top (const GafPicture *self)
{
  return TOP + (self->title != NULL ? TITLE : 0);
}

static double
get_channel_height (const GafPicture *self)
{
  return (self->height - get_top (self) - BOTTOM - GAP * (self->channels - 1.0)) / self->channels;
}

guint
gaf_picture_get_n_pixels (const GafPicture *self)
{
  return self->width > LEFT + RIGHT ? self->width - LEFT - RIGHT : 0;
}

gboolean
gaf_picture_check (const GafPicture *self, GError **error)
{
  if (get_library () == NULL) {
    g_set_error (error, GAF_ERROR, GAF_ERROR_MISSING_PLUGIN,
                 "Waveforms are drawn by cairo, which is not installed: apt install libcairo2");
    return FALSE;
  }
  if (self->width <= MOST && self->height <= MOST && gaf_picture_get_n_pixels (self) >= LEAST
      && get_channel_height (self) >= LEAST)
    return TRUE;
  g_set_error (error, GAF_ERROR, GAF_ERROR_INVALID_ARGUMENT,
               "A picture of %u channels cannot have %u by %u pixels: it takes at least %d by %d, and at most %d each",
               self->channels, self->width, self->height, LEFT + RIGHT + LEAST,
               (int) get_top (self) + BOTTOM + (LEAST + GAP) * (int) self->channels - GAP, MOST);
  return FALSE;
}

/* }}} */

/* {{{ drawing */

typedef struct {
  const Library *library;
  const GafPicture *picture;
  cairo_t *cr;
} Drawing;

#define CALL(self, function, ...) (self)->library->cairo_##function ((self)->cr, ##__VA_ARGS__)

static void
set_grey (const Drawing *self, double grey)
{
  CALL (self, set_source_rgb, grey, grey, grey);
}

/* Lines of one pixel are sharp if they go through the middle of it. */
static double
sharp (double x)
{
  return floor (x) + 0.5;
}

static void
draw_line (const Drawing *self, double x1, double y1, double x2, double y2)
{
  CALL (self, move_to, x1, y1);
  CALL (self, line_to, x2, y2);
  CALL (self, stroke);
}

/* @where: the part of the text that is left of @x. */
static void
draw_text (const Drawing *self, const char *text, double x, double y, double where)
{
  cairo_text_extents_t extents;

  CALL (self, text_extents, text, &extents);
  CALL (self, move_to, x - where * extents.x_advance, y);
  CALL (self, show_text, text);
}

/* {{{ time */

/* Seconds between two marks, so that there are at most @n. */
static double
get_time_step (double duration, double n)
{
  static const double steps[] = { 1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 900, 1800, 3600, 7200, 14400, 28800, 86400 };
  const double least = duration / n;
  double power;

  for (guint i = 0; least > 1 && i < G_N_ELEMENTS (steps); i++)
    if (steps[i] >= least)
      return steps[i];
  power = pow (10, floor (log10 (least)));
  return least <= power ? power : least <= 2 * power ? 2 * power : least <= 5 * power ? 5 * power : 10 * power;
}

static char *
format_time (double seconds, double step)
{
  const int digits = step < 1 ? (int) ceil (-log10 (step) - 1e-9) : 0;
  const gint64 whole = (gint64) floor (seconds + 1e-9);

  if (digits > 0 && seconds < 60)
    return g_strdup_printf ("%.*f", digits, seconds);
  if (whole >= 3600 || step >= 3600)
    return g_strdup_printf ("%" G_GINT64_FORMAT ":%02d:%02d", whole / 3600, (int) (whole / 60 % 60),
                            (int) (whole % 60));
  if (digits > 0)
    return g_strdup_printf ("%d:%0*.*f", (int) (whole / 60), digits + 3, digits, seconds - whole / 60 * 60);
  return g_strdup_printf ("%d:%02d", (int) (whole / 60), (int) (whole % 60));
}

/* Marks under the last channel, and lines through all. */
static void
draw_time (const Drawing *self)
{
  const GafPicture *picture = self->picture;
  const double width = gaf_picture_get_n_pixels (picture), bottom = picture->height - BOTTOM;
  const double step = get_time_step (picture->duration, MAX (width / 80, 2));

  const double first = ceil (picture->start / step - 1e-9);
  const double end = picture->start + picture->duration * (1 + 1e-9);

  for (gint64 i = 0; picture->duration > 0 && (first + i) * step <= end; i++) {
    const double time = (first + i) * step;
    const double x = sharp (LEFT + (time - picture->start) / picture->duration * width);
    g_autofree char *text = format_time (time, step);

    set_grey (self, 0.88);
    draw_line (self, x, get_top (picture), x, bottom);
    set_grey (self, 0.35);
    draw_line (self, x, bottom, x, bottom + 4);
    draw_text (self, text, x, bottom + 17, 0.5);
  }
}

/* }}} */

/* {{{ channels */

/* A surface between two rows of numbers; between pixels without frames there is none. */
static void
fill_between (const Drawing *self, const float *upper, double upper_sign, const float *lower, double lower_sign,
              double middle, double half)
{
  const guint n = gaf_picture_get_n_pixels (self->picture);
  guint i = 0;

  while (i < n) {
    guint end = i;

    while (end < n && end < i + PIECE && !isnan (upper[end]))
      end++;
    /* At least a pixel high, for silence to be seen. */
    for (guint k = i; k < end; k++)
      CALL (self, rectangle, LEFT + k, middle - CLAMP (upper_sign * upper[k], -1, 1) * half - 0.5, 1,
            (CLAMP (upper_sign * upper[k], -1, 1) - CLAMP (lower_sign * lower[k], -1, 1)) * half + 1);
    CALL (self, fill);
    if (g_cancellable_is_cancelled (self->picture->cancellable))
      return;
    i = MAX (end, i + 1);
  }
}

static char *
name_channel (guint channel, guint channels)
{
  if (channels == 1)
    return g_strdup ("");
  if (channels == 2)
    return g_strdup (channel == 0 ? "L" : "R");
  return g_strdup_printf ("%u", channel + 1);
}

static void
draw_channel (const Drawing *self, guint channel)
{
  const GafPicture *picture = self->picture;
  const guint n = gaf_picture_get_n_pixels (picture);
  const float *values = picture->values + (gsize) channel * 3 * n;
  const double height = get_channel_height (picture), top = get_top (picture) + channel * (height + GAP);
  const double middle = sharp (top + height / 2), half = floor (height / 2);
  const double step = half >= 60 ? 0.5 : 1;
  g_autofree char *name = name_channel (channel, picture->channels);

  for (double level = -1; level <= 1; level += step) {
    const double y = sharp (middle - level * half);
    g_autofree char *text = g_strdup_printf ("%g", level);

    set_grey (self, 0.88);
    draw_line (self, LEFT, y, LEFT + n, y);
    set_grey (self, 0.35);
    draw_line (self, LEFT - 4, y, LEFT, y);
    draw_text (self, text, LEFT - 7, y + 4, 1);
  }
  set_grey (self, 0.1);
  draw_text (self, name, 10, middle + 4, 0);
  CALL (self, set_source_rgb, 0.45, 0.65, 0.90);
  fill_between (self, values + n, 1, values, 1, middle, half);
  CALL (self, set_source_rgb, 0.13, 0.35, 0.67);
  fill_between (self, values + 2 * n, 1, values + 2 * n, -1, middle, half);
  set_grey (self, 0.35);
  CALL (self, rectangle, LEFT + 0.5, sharp (top), n - 1, 2 * half);
  CALL (self, stroke);
}

/* }}} */

/* FALSE if it was cancelled meanwhile: what is drawn on it then would be the first to touch that memory. */
static gboolean
draw_ground (const Drawing *self)
{
  const guint height = MAX (AREA / self->picture->width, 1);

  for (guint y = 0; y < self->picture->height; y += height) {
    CALL (self, rectangle, 0, y, self->picture->width, MIN (height, self->picture->height - y));
    CALL (self, fill);
    if (g_cancellable_is_cancelled (self->picture->cancellable))
      return FALSE;
  }
  return TRUE;
}

static void
draw (const Drawing *self)
{
  const GafPicture *picture = self->picture;

  set_grey (self, 1);
  if (!draw_ground (self))
    return;
  CALL (self, set_line_width, 1);
  CALL (self, select_font_face, "sans-serif", CAIRO_FONT_SLANT_NORMAL, CAIRO_FONT_WEIGHT_NORMAL);
  CALL (self, set_font_size, FONT);
  draw_time (self);
  for (guint c = 0; c < picture->channels; c++)
    draw_channel (self, c);
  if (picture->title != NULL) {
    set_grey (self, 0.1);
    CALL (self, set_font_size, FONT + 3);
    draw_text (self, picture->title, LEFT, TOP + 12, 0);
  }
}

/* }}} */

/* {{{ files */

typedef struct {
  GByteArray *bytes;
  GCancellable *cancellable;
} Output;

static cairo_status_t
append (void *output, const unsigned char *data, unsigned int length)
{
  Output *self = output;

  if (g_cancellable_is_cancelled (self->cancellable))
    return CAIRO_STATUS_WRITE_ERROR;
  g_byte_array_append (self->bytes, data, length);
  return CAIRO_STATUS_SUCCESS;
}

static cairo_status_t
draw_on (const GafPicture *picture, const Library *library, cairo_surface_t *surface)
{
  const Drawing self = { library, picture, library->cairo_create (surface) };
  cairo_status_t status;

  draw (&self);
  status = CALL (&self, status);
  CALL (&self, destroy);
  return status;
}

static GByteArray *
draw_svg (const GafPicture *picture, const Library *library, cairo_status_t *status)
{
  g_autoptr (GByteArray) bytes = g_byte_array_new ();
  Output output = { bytes, picture->cancellable };
  cairo_surface_t *surface =
      library->cairo_svg_surface_create_for_stream (append, &output, picture->width, picture->height);

  *status = draw_on (picture, library, surface);
  library->cairo_surface_finish (surface);
  if (*status == CAIRO_STATUS_SUCCESS)
    *status = library->cairo_surface_status (surface);
  library->cairo_surface_destroy (surface);
  return *status == CAIRO_STATUS_SUCCESS ? g_steal_pointer (&bytes) : NULL;
}

static GByteArray *
draw_png (const GafPicture *picture, const Library *library, cairo_status_t *status)
{
  cairo_surface_t *surface =
      library->cairo_image_surface_create (CAIRO_FORMAT_RGB24, (int) picture->width, (int) picture->height);
  GByteArray *bytes = NULL;

  *status = draw_on (picture, library, surface);
  library->cairo_surface_flush (surface);
  if (*status == CAIRO_STATUS_SUCCESS) {
    bytes = gaf_png_encode (library->cairo_image_surface_get_data (surface), picture->width, picture->height,
                            (gsize) library->cairo_image_surface_get_stride (surface), picture->cancellable);
    *status = bytes != NULL ? CAIRO_STATUS_SUCCESS : CAIRO_STATUS_PNG_ERROR;
  }
  library->cairo_surface_destroy (surface);
  return bytes;
}

GByteArray *
gaf_picture_draw (const GafPicture *self, gboolean svg, GError **error)
{
  g_autoptr (GByteArray) bytes = NULL;
  cairo_status_t status;

  if (!gaf_picture_check (self, error))
    return NULL;
  bytes = (svg ? draw_svg : draw_png) (self, get_library (), &status);
  if (g_cancellable_set_error_if_cancelled (self->cancellable, error))
    return NULL;
  if (bytes == NULL)
    g_set_error (error, GAF_ERROR, GAF_ERROR_UNSUPPORTED, "Cairo cannot draw the waveform: %s",
                 get_library ()->cairo_status_to_string (status));
  return g_steal_pointer (&bytes);
}

/* }}} */

#else

gboolean
gaf_picture_check (const GafPicture *self, GError **error)
{
  g_set_error (
      error, GAF_ERROR, GAF_ERROR_UNSUPPORTED,
      "This gaudiofile was built without cairo, which draws waveforms: apt install libcairo2-dev, and build it "
      "anew");
  return FALSE;
}

guint
gaf_picture_get_n_pixels (const GafPicture *self)
{
  return 0;
}

GByteArray *
gaf_picture_draw (const GafPicture *self, gboolean svg, GError **error)
{
  gaf_picture_check (self, error);
  return NULL;
}

#endif
