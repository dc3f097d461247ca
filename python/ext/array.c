/*
 * SPDX-FileCopyrightText: 2026 gaudiofile contributors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#include "array.h"

#include "array-like.h"
#include "file-like.h"
#include "interrupt.h"
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

static gint64
position_of (const GafPyReadSpec *spec)
{
  return spec->position >= 0 ? spec->position : gaf_source_tell (spec->source);
}

/* How many frames to expect when @frames are asked for; at least 1. */
static gint64
expect (const GafPyReadSpec *spec, gint64 frames)
{
  gint64 length;

  if (frames <= SMALL / spec->width / MAX (spec->channels, 1))
    return frames;

  length = MAX (gaf_source_get_n_frames (spec->source) - position_of (spec), 0);
  if (!gaf_source_get_exact_duration (spec->source))
    length = length > G_MAXINT64 - SLACK ? G_MAXINT64 : length + SLACK;
  return CLAMP (length, 1, frames);
}

/* @filled: how many frames were read from spec->position on. */
static gboolean
at_known_end (const GafPyReadSpec *spec, gint64 filled)
{
  const gint64 position = spec->position >= 0 ? spec->position + filled : gaf_source_tell (spec->source);

  return gaf_source_get_exact_duration (spec->source) && position >= gaf_source_get_n_frames (spec->source);
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

static GafSampleFormat
format_of (int dtype)
{
  switch (dtype) {
  case NPY_INT16:
    return GAF_SAMPLE_FORMAT_INT16;
  case NPY_INT32:
    return GAF_SAMPLE_FORMAT_INT32;
  case NPY_FLOAT64:
    return GAF_SAMPLE_FORMAT_FLOAT64;
  default:
    return GAF_SAMPLE_FORMAT_FLOAT32;
  }
}

static gint64
read_converted (const GafPyReadSpec *spec, gint64 filled, void **planes, gint64 wanted, GError **error)
{
  GafConvertedReader *reader = GAF_CONVERTED_READER (spec->source);

  if (spec->position < 0)
    return gaf_converted_reader_read_as (reader, format_of (spec->dtype), planes, wanted, NULL, error);
  return gaf_converted_reader_read_at (reader, spec->position + filled, format_of (spec->dtype), planes, wanted, NULL,
                                       error);
}

/* Without the GIL. */
static gint64
read_planes (const GafPyReadSpec *spec, gint64 filled, void **planes, gint64 wanted, GError **error)
{
  if (spec->raw)
    return gaf_reader_read_raw (GAF_READER (spec->source), GAF_LAYOUT_PLANAR, planes, wanted, NULL, error);
  if (GAF_IS_CONVERTED_READER (spec->source))
    return read_converted (spec, filled, planes, wanted, error);
  if (spec->position < 0)
    return gaf_source_read (spec->source, (float **) planes, wanted, NULL, error);
  if (GAF_IS_READER (spec->source))
    return gaf_reader_read_at (GAF_READER (spec->source), spec->position + filled, (float **) planes, wanted, NULL,
                               error);
  return gaf_resampled_reader_read_at (GAF_RESAMPLED_READER (spec->source), spec->position + filled, (float **) planes,
                                       wanted, NULL, error);
}

/* Reads into rows that are @step bytes apart, from @filled on; -1 with an exception set. */
static gint64
fill (const GafPyReadSpec *spec, char *samples, npy_intp step, gint64 filled, gint64 wanted)
{
  g_autofree void **many = spec->channels > 8 ? g_new (void *, spec->channels) : NULL;
  void *few[8], **planes = many != NULL ? many : few;
  GError *error = NULL;
  gint64 n_read;

  for (int c = 0; c < spec->channels; c++)
    planes[c] = samples + c * step + filled * spec->width;

  GAFPY_BEGIN_CALL;
  n_read = read_planes (spec, filled, planes, wanted, &error);
  GAFPY_END_CALL;

  if (n_read < 0) {
    gafpy_source_raise (spec->origin, error);
    return -1;
  }
  /* Some formats take an unreadable end for the end. */
  if (gafpy_interrupt_raise () || gafpy_file_like_reraise (spec->origin->file_like, FALSE))
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
    gint64 n_read = fill (spec, PyArray_BYTES ((PyArrayObject *) array), PyArray_STRIDE ((PyArrayObject *) array, 0),
                          filled, capacity - filled);

    if (n_read < 0)
      return NULL;
    filled += n_read;
    if (filled < capacity || capacity >= frames || at_known_end (spec, filled))
      break;
    if (!grow (spec, &array, filled, &capacity, frames))
      return NULL;
  }

  if (array != NULL && filled < capacity && !gafpy_array_shorten (array, filled))
    return NULL;
  return g_steal_pointer (&array);
}

/* {{{ into the caller's memory */

/* Frames that are read at a time where the memory's layout is not that of planes. */
#define PIECE 65536

static gboolean
raise_out (const char *expected, PyArrayObject *out)
{
  g_autoptr (PyObject) shape = PyObject_GetAttrString ((PyObject *) out, "shape");

  if (shape != NULL)
    PyErr_Format (PyExc_TypeError, "incompatible function arguments: out must be %s, not an array of %S of shape %R",
                  expected, PyArray_DESCR (out), shape);
  return FALSE;
}

static gboolean
check_out (const GafPyReadSpec *spec, PyArrayObject *out)
{
  const int n_axes = PyArray_NDIM (out);
  g_autofree char *expected = NULL;

  if (!PyArray_ISWRITEABLE (out)) {
    PyErr_SetString (PyExc_ValueError, "out is read-only");
    return FALSE;
  }
  if (PyArray_TYPE (out) == spec->dtype && PyArray_ISBEHAVED (out)
      && ((n_axes == 2 && PyArray_DIM (out, 0) == spec->channels) || (n_axes == 1 && spec->channels == 1)))
    return TRUE;
  expected = g_strdup_printf ("%s of shape (%d, frames)",
                              spec->dtype == NPY_FLOAT64 ? "float64"
                              : spec->dtype == NPY_INT16 ? "int16"
                              : spec->dtype == NPY_INT32 ? "int32"
                                                         : "float32",
                              spec->channels);
  return raise_out (expected, out);
}

/* As fill(), for an array in which the samples of a channel are not side by side. */
static gint64
fill_in_pieces (const GafPyReadSpec *spec, PyArrayObject *out, npy_intp step, npy_intp stride, gint64 frames)
{
  const gint64 size = MIN (frames, PIECE);
  g_autofree char *piece = g_try_malloc (MAX (size * spec->channels * spec->width, 1));
  GafPyReadSpec rest = *spec;
  gint64 filled = 0;

  if (piece == NULL) {
    PyErr_NoMemory ();
    return -1;
  }
  while (filled < frames) {
    const gint64 n = fill (&rest, piece, size * spec->width, 0, MIN (size, frames - filled));

    if (n < 0)
      return -1;
    for (int c = 0; c < spec->channels; c++)
      for (gint64 i = 0; i < n; i++)
        memcpy (PyArray_BYTES (out) + c * step + (filled + i) * stride, piece + (c * size + i) * spec->width,
                spec->width);
    filled += n;
    if (rest.position >= 0)
      rest.position += n;
    if (n == 0)
      break;
  }
  return filled;
}

/* out[..., :frames] */
static PyObject *
view_beginning (PyArrayObject *out, gint64 frames)
{
  g_autoptr (PyObject) end = PyLong_FromLongLong (frames);
  g_autoptr (PyObject) slice = end == NULL ? NULL : PySlice_New (NULL, end, NULL);
  g_autoptr (PyObject) key = slice == NULL ? NULL : PyTuple_Pack (2, Py_Ellipsis, slice);

  return key == NULL ? NULL : PyObject_GetItem ((PyObject *) out, key);
}

PyObject *
gafpy_read_into (const GafPyReadSpec *spec, gint64 frames, PyObject *object)
{
  g_autoptr (PyObject) owner = (PyObject *) gafpy_array_from (object, "out");
  PyArrayObject *out = (PyArrayObject *) owner;
  npy_intp step, stride;
  gint64 room, filled;

  if (out == NULL || !check_out (spec, out))
    return NULL;
  room = PyArray_DIM (out, PyArray_NDIM (out) - 1);
  step = PyArray_NDIM (out) == 2 ? PyArray_STRIDE (out, 0) : 0;
  stride = PyArray_STRIDE (out, PyArray_NDIM (out) - 1);
  if (frames > room)
    return PyErr_Format (PyExc_ValueError, "out has room for %lld frames, fewer than the %lld of num_frames",
                         (long long) room, (long long) frames);
  frames = frames == 0 ? room : frames;

  if (stride == spec->width || frames <= 1)
    filled = fill (spec, PyArray_BYTES (out), step, 0, frames);
  else
    filled = fill_in_pieces (spec, out, step, stride, frames);
  if (filled < 0)
    return NULL;
  return filled == room ? Py_NewRef (object) : view_beginning (out, filled);
}

/* }}} */
