/*
 * SPDX-FileCopyrightText: 2026 gaudiofile contributors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#include "array.h"

#include "file-like.h"
#include "source.h"

/*
 * NumPy arrays that a reader fills: allocated once, filled in place with the GIL released, shortened in place where
 * fewer frames came than were asked for.
 *
 *   (channels, capacity)   | aaaaaa..... | bbbbbb..... |     capacity: MIN (asked, what is left in the file)
 *   (channels, filled)     | aaaaaabbbbbb |                  rows moved together, the rest given back
 */

/* Up to so many bytes, an array is made without asking how much is left. */
#define SMALL (64 * 1024)
/* An estimated length may be too low, so this many frames more are expected. */
#define SLACK 8192
/* What a file's header claims may be more than there is memory for. Then start with this many bytes, and grow. */
#define MODEST (64 * 1024 * 1024)

static PyObject *
new_array (const GafPyReadSpec *spec, gint64 frames)
{
  npy_intp shape[2] = { spec->channels, frames };

  return PyArray_SimpleNew (2, shape, spec->dtype);
}

static gint64
largest_capacity (const GafPyReadSpec *spec)
{
  return G_MAXSSIZE / 2 / spec->width / MAX (spec->channels, 1);
}

/* How many frames to expect when @frames are asked for; at least 1. */
static gint64
expect (const GafPyReadSpec *spec, gint64 frames)
{
  gint64 length;

  if (frames <= SMALL / spec->width / MAX (spec->channels, 1))
    return frames;

  length = MAX (gaf_source_get_n_frames (spec->source) - gaf_source_tell (spec->source), 0);
  if (!gaf_source_get_exact_duration (spec->source))
    length = length > G_MAXINT64 - SLACK ? G_MAXINT64 : length + SLACK;
  return CLAMP (length, 1, frames);
}

static gboolean
at_known_end (const GafPyReadSpec *spec)
{
  return gaf_source_get_exact_duration (spec->source)
         && gaf_source_tell (spec->source) >= gaf_source_get_n_frames (spec->source);
}

static PyObject *
allocate (const GafPyReadSpec *spec, gint64 *capacity)
{
  PyObject *array = NULL;

  if (*capacity <= largest_capacity (spec)) {
    array = new_array (spec, *capacity);
    if (array != NULL || !PyErr_ExceptionMatches (PyExc_MemoryError))
      return array;
  }
  PyErr_Clear ();
  *capacity = MIN (*capacity, MODEST / spec->width / MAX (spec->channels, 1));
  return new_array (spec, *capacity);
}

/* Replaces the array by a larger one. */
static gboolean
grow (const GafPyReadSpec *spec, PyObject **array, gint64 filled, gint64 *capacity, gint64 frames)
{
  gint64 larger = MIN (frames, MIN (*capacity, largest_capacity (spec) / 2) * 2 + SLACK);
  PyObject *next = new_array (spec, larger);

  if (next == NULL)
    return FALSE;
  for (int c = 0; c < spec->channels; c++)
    memcpy (gafpy_array_row (next, c), gafpy_array_row (*array, c), filled * spec->width);
  Py_SETREF (*array, next);
  *capacity = larger;
  return TRUE;
}

gboolean
gafpy_array_shorten (PyObject *object, gint64 frames)
{
  PyArrayObject *array = (PyArrayObject *) object;
  const int channels = PyArray_DIM (array, 0);
  const gsize size = frames * PyArray_ITEMSIZE (array);
  npy_intp shape[2] = { channels, frames };
  PyArray_Dims dims = { shape, 2 };
  PyObject *none;

  for (int c = 1; c < channels; c++)
    memmove (gafpy_array_row (object, 0) + c * size, gafpy_array_row (object, c), size);
  none = PyArray_Resize (array, &dims, 0, NPY_CORDER);
  Py_XDECREF (none);
  return none != NULL;
}

/* Reads into the array's rows from @filled on; -1 with an exception set. */
static gint64
fill (const GafPyReadSpec *spec, PyObject *array, gint64 filled, gint64 wanted)
{
  g_autofree void **many = spec->channels > 8 ? g_new (void *, spec->channels) : NULL;
  void *few[8], **planes = many != NULL ? many : few;
  GError *error = NULL;
  gint64 n_read;

  for (int c = 0; c < spec->channels; c++)
    planes[c] = gafpy_array_row (array, c) + filled * spec->width;

  Py_BEGIN_ALLOW_THREADS;
  if (spec->raw)
    n_read = gaf_reader_read_raw (GAF_READER (spec->source), GAF_LAYOUT_PLANAR, planes, wanted, NULL, &error);
  else
    n_read = gaf_source_read (spec->source, (float **) planes, wanted, NULL, &error);
  Py_END_ALLOW_THREADS;

  if (n_read < 0) {
    gafpy_source_raise (spec->origin, error);
    return -1;
  }
  /* Some formats take an unreadable end for the end. */
  if (gafpy_file_like_reraise (spec->origin->file_like, FALSE))
    return -1;
  return n_read;
}

PyObject *
gafpy_read_array (const GafPyReadSpec *spec, gint64 frames)
{
  gint64 capacity = expect (spec, frames);
  g_autoptr (PyObject) array = allocate (spec, &capacity);
  gint64 filled = 0;

  while (array != NULL) {
    gint64 n_read = fill (spec, array, filled, capacity - filled);

    if (n_read < 0)
      return NULL;
    filled += n_read;
    if (filled < capacity || capacity >= frames || at_known_end (spec))
      break;
    if (!grow (spec, &array, filled, &capacity, frames))
      return NULL;
  }

  if (array != NULL && filled < capacity && !gafpy_array_shorten (array, filled))
    return NULL;
  return g_steal_pointer (&array);
}
