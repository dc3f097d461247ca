/*
 * SPDX-FileCopyrightText: 2026 gaudiofile contributors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#include "samples.h"

#include "array-like.h"
#include "interrupt.h"

/*
 * NumPy arrays that a writer takes, the mirror of array.c: where the samples of each channel are. They are not
 * copied: a channel may have any stride.
 *
 *   (channels, frames)   | aaaaaa | bbbbbb |    planes: rows, stride: from column to column
 *   (frames, channels)   | ab | ab | ab |       planes: columns, stride: from row to row
 *   (frames,)            | aaaaaa |             one channel
 */

/* Arrays that have to be copied (of the other byte order, or read backwards) are copied in pieces of so many frames. */
#define PIECE 65536

static GafSampleFormat
sample_format (PyArray_Descr *dtype, Py_ssize_t width)
{
  if (dtype->kind == 'i')
    return width == 1   ? GAF_SAMPLE_FORMAT_INT8
           : width == 2 ? GAF_SAMPLE_FORMAT_INT16
           : width == 4 ? GAF_SAMPLE_FORMAT_INT32
                        : GAF_SAMPLE_FORMAT_UNKNOWN;
  if (dtype->kind == 'f')
    return width == 4 ? GAF_SAMPLE_FORMAT_FLOAT32 : width == 8 ? GAF_SAMPLE_FORMAT_FLOAT64 : GAF_SAMPLE_FORMAT_UNKNOWN;
  return GAF_SAMPLE_FORMAT_UNKNOWN;
}

/* {{{ which axis is which */

static gboolean
raise_channels (int channels, gint64 given)
{
  PyErr_Format (PyExc_RuntimeError, "The file was opened with num_channels=%d, but the array holds %lld-channel audio",
                channels, (long long) given);
  return FALSE;
}

static gboolean
raise_unclear (PyArrayObject *array)
{
  g_autoptr (PyObject) shape = PyObject_GetAttrString ((PyObject *) array, "shape");

  if (shape != NULL)
    PyErr_Format (PyExc_RuntimeError,
                  "The layout is not known of an array of shape %R. Provide a non-square array first, to show which "
                  "dimension is the channels and which the "
                  "samples; one of shape (num_channels, 0) or (0, num_channels) writes nothing",
                  shape);
  return FALSE;
}

/* Sets self->frame_axis, for an array of two dimensions. */
static gboolean
infer_layout (GafPySamples *self, int channels, GafPyHint *hint)
{
  const npy_intp *shape = PyArray_DIMS (self->array);

  if (shape[0] == shape[1]) {
    if (shape[0] == channels && (channels == 1 || *hint != GAFPY_HINT_NONE)) {
      self->frame_axis = *hint == GAFPY_HINT_INTERLEAVED ? 0 : 1;
      return TRUE;
    }
    if (*hint != GAFPY_HINT_NONE)
      return raise_channels (channels, shape[0]);
    return raise_unclear (self->array);
  }
  if (shape[0] != channels && shape[1] != channels)
    return raise_channels (channels,
                           shape[0] == 0 || shape[1] == 0 ? MAX (shape[0], shape[1]) : MIN (shape[0], shape[1]));

  self->frame_axis = shape[0] == channels ? 1 : 0;
  *hint = self->frame_axis == 1 ? GAFPY_HINT_PLANAR : GAFPY_HINT_INTERLEAVED;
  return TRUE;
}

/* }}} */

/* Notes where each channel begins. */
static void
find_planes (GafPySamples *self, int channels)
{
  const int channel_axis = 1 - self->frame_axis;
  const npy_intp step = PyArray_NDIM (self->array) == 1 ? 0 : PyArray_STRIDE (self->array, channel_axis);

  self->frames = PyArray_DIM (self->array, self->frame_axis);
  self->channels = channels;
  self->stride = PyArray_STRIDE (self->array, self->frame_axis);
  self->planes = channels > (int) G_N_ELEMENTS (self->few) ? g_new (const void *, channels) : self->few;
  for (int c = 0; c < channels; c++)
    self->planes[c] = PyArray_BYTES (self->array) + c * step;
}

static gboolean
raise_dtype (PyArray_Descr *dtype)
{
  const char *way_out = "convert them to one of these";

  if (dtype->kind == 'f')
    way_out = "convert them: .astype(numpy.float32)";
  else if (dtype->kind == 'i' || dtype->kind == 'u' || dtype->kind == 'b')
    way_out = "scale them to the range of int16 or int32, or to floating point from -1 to 1, and convert them: "
              ".astype(...)";
  PyErr_Format (PyExc_TypeError,
                "Samples must be an array of int8, int16, int32, float32 or float64, but its datatype is %S: %s", dtype,
                way_out);
  return FALSE;
}

static gboolean
raise_dimensions (PyArrayObject *array)
{
  static const char *const numbers[] = { "no", "one", "two", "three", "four" };
  const int n_axes = PyArray_NDIM (array);
  g_autoptr (PyObject) shape = PyObject_GetAttrString ((PyObject *) array, "shape");

  if (shape == NULL)
    return FALSE;
  if (n_axes < (int) G_N_ELEMENTS (numbers))
    PyErr_Format (PyExc_RuntimeError, "Samples have one or two dimensions, but the shape %R has %s dimensions%s", shape,
                  numbers[n_axes], n_axes == 3 ? ": pass array[0], or one after the other" : "");
  else
    PyErr_Format (PyExc_RuntimeError, "Samples have one or two dimensions, but the shape %R has %d", shape, n_axes);
  return FALSE;
}

/* Notes the layout of self->array, and where its samples are. */
static gboolean
inspect_array (GafPySamples *self, int channels, GafPyHint *hint)
{
  self->format = sample_format (PyArray_DESCR (self->array), PyArray_ITEMSIZE (self->array));
  if (self->format == GAF_SAMPLE_FORMAT_UNKNOWN)
    return raise_dtype (PyArray_DESCR (self->array));
  self->frame_axis = 0;
  if (PyArray_NDIM (self->array) < 1 || PyArray_NDIM (self->array) > 2)
    return raise_dimensions (self->array);
  if (PyArray_NDIM (self->array) == 1 && channels != 1)
    return raise_channels (channels, 1);
  if (PyArray_NDIM (self->array) == 2 && !infer_layout (self, channels, hint))
    return FALSE;
  find_planes (self, channels);
  return TRUE;
}

gboolean
gafpy_samples_init (GafPySamples *self, PyObject *object, int channels, GafPyHint *hint)
{
  self->array = gafpy_array_from (object, "samples");
  if (self->array != NULL && inspect_array (self, channels, hint))
    return TRUE;
  Py_CLEAR (self->array);
  return FALSE;
}

void
gafpy_samples_clear (GafPySamples *self)
{
  if (self->planes != self->few)
    g_free (self->planes);
  self->planes = NULL;
  Py_CLEAR (self->array);
}

gboolean
gafpy_samples_are_plain (const GafPySamples *self)
{
  return PyArray_ISNOTSWAPPED (self->array) && self->stride >= 0;
}

gboolean
gafpy_samples_copy (const GafPySamples *self, gint64 first, gint64 frames, GafPySamples *copy)
{
  const int n_axes = PyArray_NDIM (self->array);
  npy_intp shape[2] = { PyArray_DIM (self->array, 0), n_axes == 2 ? PyArray_DIM (self->array, 1) : 0 };
  g_autoptr (PyObject) part = NULL;
  PyArray_Descr *dtype = PyArray_DESCR (self->array);

  /* The part lives no longer than the array. */
  shape[self->frame_axis] = frames;
  Py_INCREF ((PyObject *) dtype);
  part = PyArray_NewFromDescr (&PyArray_Type, dtype, n_axes, shape, PyArray_STRIDES (self->array),
                               PyArray_BYTES (self->array) + first * self->stride, 0, NULL);
  if (part == NULL)
    return FALSE;

  *copy = *self;
  copy->array =
      (PyArrayObject *) PyArray_FromArray ((PyArrayObject *) part, PyArray_DescrFromType (PyArray_TYPE (self->array)),
                                           NPY_ARRAY_CARRAY | NPY_ARRAY_ENSURECOPY);
  copy->planes = NULL;
  if (copy->array == NULL)
    return FALSE;
  find_planes (copy, self->channels);
  return TRUE;
}

void
gafpy_samples_move (GafPySamples *self, GafPySamples *other)
{
  gboolean is_few = other->planes == other->few;

  *self = *other;
  if (is_few)
    self->planes = self->few;
  other->planes = NULL;
  other->array = NULL;
}

gboolean
gafpy_samples_write (const GafPySamples *self, GafWriter *writer, GError **error)
{
  return gaf_writer_write_raw (writer, self->format, self->planes, self->stride, self->frames, NULL, error);
}

gboolean
gafpy_samples_write_in_pieces (const GafPySamples *self, GafWriter *writer, GError **error)
{
  for (gint64 first = 0; first < self->frames; first += PIECE) {
    GafPySamples piece;
    gboolean ok;

    /* A piece may take less time than after which a call asks whether it is to end. */
    if (PyErr_CheckSignals () < 0 || !gafpy_samples_copy (self, first, MIN (PIECE, self->frames - first), &piece))
      return FALSE;
    GAFPY_BEGIN_CALL;
    ok = gafpy_samples_write (&piece, writer, error);
    GAFPY_END_CALL;
    gafpy_samples_clear (&piece);
    if (!ok)
      return FALSE;
  }
  return TRUE;
}
