/*
 * SPDX-FileCopyrightText: 2026 gaudiofile contributors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#include "analysis/png.h"

#ifdef GAF_CAIRO

#include <png.h>
#include <setjmp.h>

#include "core/late-library.h"

#define ROWS_AT_ONCE 8 /* in between it can be cancelled */

#define FUNCTIONS(F)           \
  F (png_create_write_struct)  \
  F (png_create_info_struct)   \
  F (png_destroy_write_struct) \
  F (png_set_longjmp_fn)       \
  F (png_set_write_fn)         \
  F (png_get_io_ptr)           \
  F (png_set_IHDR)             \
  F (png_write_info)           \
  F (png_set_filler)           \
  F (png_set_bgr)              \
  F (png_write_row)            \
  F (png_write_end)

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
    const gboolean ok = gaf_late_library_load ("libpng16.so.16", names, (gpointer *) (void *) &library);

    g_once_init_leave (&state, ok ? 1 : 2);
  }
  return state == 1 ? &library : NULL;
}

typedef struct {
  const Library *library;
  const guint8 *pixels; /* and the rest as gaf_png_encode() has it */
  guint width, height;
  gsize stride;
  GCancellable *cancellable;
  GByteArray *bytes;
} Picture;

static void
append (png_structp png, png_bytep data, size_t length)
{
  g_byte_array_append (get_library ()->png_get_io_ptr (png), data, (guint) length);
}

static void
flush (png_structp png)
{
}

static void
ignore (png_structp png, png_const_charp text)
{
}

/* FALSE if it was cancelled, or libpng has given up, which it does by a jump to here. */
static gboolean
write_picture (const Picture *self, png_structp png, png_infop info)
{
  const Library *library = self->library;

  if (setjmp (*library->png_set_longjmp_fn (png, longjmp, sizeof (jmp_buf))))
    return FALSE;
  library->png_set_write_fn (png, self->bytes, append, flush);
  library->png_set_IHDR (png, info, self->width, self->height, 8, PNG_COLOR_TYPE_RGB, PNG_INTERLACE_NONE,
                         PNG_COMPRESSION_TYPE_DEFAULT, PNG_FILTER_TYPE_DEFAULT);
  library->png_write_info (png, info);
#if G_BYTE_ORDER == G_LITTLE_ENDIAN
  library->png_set_filler (png, 0, PNG_FILLER_AFTER);
  library->png_set_bgr (png);
#else
  library->png_set_filler (png, 0, PNG_FILLER_BEFORE);
#endif
  for (guint y = 0; y < self->height; y++) {
    if (y % ROWS_AT_ONCE == 0 && g_cancellable_is_cancelled (self->cancellable))
      return FALSE;
    library->png_write_row (png, self->pixels + y * self->stride);
  }
  library->png_write_end (png, info);
  return TRUE;
}

GByteArray *
gaf_png_encode (const guint8 *pixels, guint width, guint height, gsize stride, GCancellable *cancellable)
{
  g_autoptr (GByteArray) bytes = g_byte_array_new ();
  const Library *library = get_library ();
  const Picture self = { library, pixels, width, height, stride, cancellable, bytes };
  png_structp png;
  png_infop info;
  gboolean ok;

  if (library == NULL)
    return NULL;
  png = library->png_create_write_struct (PNG_LIBPNG_VER_STRING, NULL, NULL, ignore);
  info = png != NULL ? library->png_create_info_struct (png) : NULL;
  ok = info != NULL && write_picture (&self, png, info);
  library->png_destroy_write_struct (&png, &info);
  return ok ? g_steal_pointer (&bytes) : NULL;
}

#endif
