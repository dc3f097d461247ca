/*
 * SPDX-FileCopyrightText: 2026 gaudiofile contributors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#include "peaks.h"

#include "arguments.h"
#include "errors.h"
#include "interrupt.h"
#include "numbers.h"
#include "subject.h"

#include <structmember.h>

/*
 * Peaks: a GafPeaks.
 */

typedef struct {
  PyObject_HEAD GafPeaks *peaks;
  PyObject *weak_references;
} Peaks;

static PyTypeObject *peaks_type;

GafPeaks *
gafpy_peaks_get (PyObject *object)
{
  if (PyObject_TypeCheck (object, peaks_type))
    return ((Peaks *) object)->peaks;
  gafpy_raise_type ("peaks", "a Peaks", object);
  return NULL;
}

/* Takes @peaks. */
static PyObject *
wrap (PyTypeObject *type, GafPeaks *peaks)
{
  Peaks *self = gafpy_alloc (type);

  if (self == NULL)
    g_object_unref (peaks);
  else
    self->peaks = peaks;
  return (PyObject *) self;
}

PyObject *
gafpy_peaks_wrap (GafPeaks *peaks)
{
  return wrap (peaks_type, peaks);
}

/* @object: NULL or None for the usual. */
static int
take_resolution (PyObject *object, int *resolution)
{
  *resolution = 0;
  if (object == NULL || object == Py_None)
    return 0;
  if (gafpy_parse_count (object, "resolution", resolution) < 0)
    return -1;
  if (*resolution > 0)
    return 0;
  PyErr_Format (PyExc_ValueError, "resolution must be a power of two from 16 to 65536 frames, not %d", *resolution);
  return -1;
}

/* {{{ of a file */

const char gafpy_peaks_of_doc[] =
    "peaks(file, *, resolution=None, cache=True, progress=None)\n--\n\n"
    "The waveform of a whole file at a glance: a Peaks, which tells lowest sample, highest sample and RMS of any "
    "range\n"
    "for any number of pixels in microseconds.\n\n"
    "file is a name, bytes, an open binary file or a ReadableAudioFile, whose position stays as it is. It is decoded "
    "on\n"
    "all processors if it is long. What was computed for a name is kept in the user's cache, and taken from there as\n"
    "long as the file is the same by device, inode, size and time of change, unless cache is False.\n\n"
    "resolution is the number of frames of the smallest part that has numbers of its own: a power of two from 16 to\n"
    "65536, by default 1024. progress is called with how many frames are done, and how many there are; what it raises\n"
    "ends the call. Raises what AudioFile and its methods raise.\n\n"
    ">>> peaks = gaudiofile.peaks(\"song.flac\")\n"
    ">>> lowest, highest, rms = peaks.query(0, 44_100, pixels=800)\n"
    ">>> lowest.shape\n"
    "(2, 800)";

PyObject *
gafpy_peaks_of (PyObject *module, PyObject *args, PyObject *kwargs)
{
  static const GafPySignature signature = {
    .function = "peaks",
    .text = "(file, *, resolution=None, cache=True, progress=None)",
    .names = { "file", "resolution", "cache", "progress" },
    .n_positional = 1,
    .n_required = 1,
  };
  PyObject *values[4] = { NULL };
  g_auto (GafPySubject) subject = { 0 };
  GafAnalysisProgress progress;
  GafPeaks *peaks;
  GError *error = NULL;
  int resolution, cache;

  if (!gafpy_parse_arguments (&signature, args, kwargs, values) || take_resolution (values[1], &resolution) < 0)
    return NULL;
  cache = values[2] != NULL ? PyObject_IsTrue (values[2]) : TRUE;
  if (cache < 0 || gafpy_subject_init (&subject, values[0], values[3], FALSE) < 0)
    return NULL;
  progress = gafpy_subject_get_progress (&subject);
  GAFPY_BEGIN_CALL;
  if (subject.path != NULL)
    peaks = gaf_peaks_new_for_path (PyBytes_AS_STRING (subject.path), resolution,
                                    cache ? GAF_PEAKS_DEFAULT : GAF_PEAKS_NO_CACHE, subject.cancellable, progress,
                                    &subject, &error);
  else
    peaks = gaf_peaks_new_for_reader (subject.reader, resolution, subject.cancellable, progress, &subject, &error);
  GAFPY_END_CALL;
  if (peaks == NULL)
    return gafpy_subject_raise (&subject, error);
  if (gafpy_subject_has_raised (&subject)) {
    g_object_unref (peaks);
    return NULL;
  }
  return wrap (peaks_type, peaks);
}

/* }}} */

/* {{{ life */

static PyObject *
peaks_new (PyTypeObject *type, PyObject *args, PyObject *kwargs)
{
  static const GafPySignature signature = {
    .function = "Peaks",
    .text = "(samplerate, num_channels, *, resolution=None)",
    .names = { "samplerate", "num_channels", "resolution" },
    .n_positional = 2,
    .n_required = 2,
  };
  PyObject *values[3] = { NULL };
  GafPeaks *peaks;
  GError *error = NULL;
  double rate;
  int channels, resolution;

  if (!gafpy_parse_arguments (&signature, args, kwargs, values) || gafpy_parse_real (values[0], "samplerate", &rate) < 0
      || gafpy_parse_count (values[1], "num_channels", &channels) < 0 || take_resolution (values[2], &resolution) < 0)
    return NULL;
  peaks = gaf_peaks_new (rate, MAX (channels, 0), resolution, &error);
  return peaks != NULL ? wrap (type, peaks) : gafpy_raise (error, NULL);
}

static void
peaks_dealloc (PyObject *object)
{
  Peaks *self = (Peaks *) object;
  PyTypeObject *type = Py_TYPE ((PyObject *) self);

  if (self->weak_references != NULL)
    PyObject_ClearWeakRefs (object);
  g_clear_object (&self->peaks);
  gafpy_free (type, self);
  Py_DECREF (type);
}

static PyObject *
peaks_repr (PyObject *object)
{
  GafPeaks *peaks = ((Peaks *) object)->peaks;
  g_autoptr (PyObject) rate = gafpy_rate_to_object (gaf_peaks_get_rate (peaks));

  if (rate == NULL)
    return NULL;
  return PyUnicode_FromFormat ("<%s samplerate=%R num_channels=%u frames=%lld resolution=%u at %p>",
                               gafpy_type_name (object), rate, gaf_peaks_get_channels (peaks),
                               (long long) gaf_peaks_get_n_frames (peaks), gaf_peaks_get_resolution (peaks), object);
}

/* }}} */

/* {{{ methods */

PyDoc_STRVAR (
    append_doc,
    "append($self, samples, /)\n--\n\n"
    "Adds samples behind those that are there, as while recording: float32 or float64 of shape (num_channels,\n"
    "frames), or (frames,) for one channel. One thread may append while others query.\n\n"
    "ValueError for another shape, TypeError for other numbers.");

static PyObject *
peaks_append (PyObject *object, PyObject *samples)
{
  GafPeaks *peaks = ((Peaks *) object)->peaks;
  const int channels = gaf_peaks_get_channels (peaks);
  const float *planes[64];
  g_autoptr (PyObject) any = PyArray_FROM_O (samples);
  g_autoptr (PyObject) floats = NULL;
  PyArrayObject *array;
  GError *error = NULL;
  npy_intp n;
  gboolean ok;

  if (any == NULL)
    return NULL;
  if (!PyArray_ISFLOAT ((PyArrayObject *) any)) {
    gafpy_raise_type ("samples", "an array of float32 or float64", samples);
    return NULL;
  }
  floats = PyArray_FROMANY (any, NPY_FLOAT32, 1, 2, NPY_ARRAY_CARRAY_RO | NPY_ARRAY_FORCECAST);
  if (floats == NULL)
    return NULL;
  array = (PyArrayObject *) floats;
  n = PyArray_DIM (array, PyArray_NDIM (array) - 1);
  if (PyArray_NDIM (array) == 1 ? channels != 1 : PyArray_DIM (array, 0) != channels)
    return PyErr_Format (PyExc_ValueError, "samples must have the shape (%d, frames)", channels);
  for (int c = 0; c < channels; c++)
    planes[c] = (const float *) PyArray_DATA (array) + c * n;
  Py_BEGIN_ALLOW_THREADS;
  ok = gaf_peaks_append (peaks, planes, n, &error);
  Py_END_ALLOW_THREADS;
  if (!ok)
    return gafpy_raise (error, NULL);
  Py_RETURN_NONE;
}

PyDoc_STRVAR (
    query_doc,
    "query($self, /, start=0, frames=None, *, pixels=1000)\n--\n\n"
    "Lowest sample, highest sample and RMS of each of so many equal parts of a range: three arrays of float32, of "
    "shape\n"
    "(num_channels, pixels).\n\n"
    "The range begins at frame start and has so many frames, by default all that follow. Part i begins at\n"
    "start + i * frames // pixels, and is widened to whole multiples of resolution: so it is exact for edges that are\n"
    "such multiples. Where there are no frames, the numbers are NaN.\n\n"
    "ValueError for a negative number of frames, and for pixels outside 1 to 10,000,000.");

/* One of the three numbers of each pixel, as a view. */
static PyObject *
view_of (PyArrayObject *values, int which)
{
  const npy_intp shape[2] = { PyArray_DIM (values, 0), PyArray_DIM (values, 2) };
  const npy_intp strides[2] = { PyArray_STRIDE (values, 0), PyArray_STRIDE (values, 2) };
  PyObject *view = PyArray_New (&PyArray_Type, 2, shape, NPY_FLOAT32, strides,
                                PyArray_BYTES (values) + which * PyArray_STRIDE (values, 1), 0,
                                NPY_ARRAY_WRITEABLE | NPY_ARRAY_ALIGNED, NULL);

  if (view == NULL)
    return NULL;
  Py_INCREF ((PyObject *) values);
  if (PyArray_SetBaseObject ((PyArrayObject *) view, (PyObject *) values) < 0)
    Py_CLEAR (view);
  return view;
}

static PyObject *
peaks_query (PyObject *object, PyObject *const *args, Py_ssize_t n_args, PyObject *names)
{
  static const GafPySignature signature = {
    .function = "query",
    .text = "(start=0, frames=None, *, pixels=1000)",
    .names = { "start", "frames", "pixels" },
    .n_positional = 2,
  };
  GafPeaks *peaks = ((Peaks *) object)->peaks;
  PyObject *values[3] = { NULL };
  g_autoptr (PyObject) array = NULL;
  npy_intp shape[3] = { gaf_peaks_get_channels (peaks), 3, 0 };
  gint64 start = 0, frames = -1;
  int pixels = 1000;

  if (!gafpy_parse_call (&signature, args, n_args, names, values))
    return NULL;
  if (values[0] != NULL && gafpy_parse_position (values[0], &start) < 0)
    return NULL;
  if (values[1] != NULL && values[1] != Py_None) {
    if (gafpy_parse_position (values[1], &frames) < 0)
      return NULL;
    if (frames < 0)
      return PyErr_Format (PyExc_ValueError, "frames must not be negative, but is %lld", (long long) frames);
  }
  if (values[2] != NULL && gafpy_parse_count (values[2], "pixels", &pixels) < 0)
    return NULL;
  if (pixels < 1 || pixels > 10000000)
    return PyErr_Format (PyExc_ValueError, "pixels must be from 1 to 10,000,000, not %d", pixels);
  shape[2] = pixels;
  array = PyArray_SimpleNew (3, shape, NPY_FLOAT32);
  if (array == NULL)
    return NULL;
  Py_BEGIN_ALLOW_THREADS;
  gaf_peaks_query_into (peaks, start, frames, pixels, PyArray_DATA ((PyArrayObject *) array));
  Py_END_ALLOW_THREADS;
  return Py_BuildValue ("(NNN)", view_of ((PyArrayObject *) array, 0), view_of ((PyArrayObject *) array, 1),
                        view_of ((PyArrayObject *) array, 2));
}

/* }}} */

/* {{{ properties */

static PyObject *
get_samplerate (PyObject *self, void *closure)
{
  return gafpy_rate_to_object (gaf_peaks_get_rate (((Peaks *) self)->peaks));
}

static PyObject *
get_num_channels (PyObject *self, void *closure)
{
  return PyLong_FromUnsignedLong (gaf_peaks_get_channels (((Peaks *) self)->peaks));
}

static PyObject *
get_frames (PyObject *self, void *closure)
{
  return PyLong_FromLongLong (gaf_peaks_get_n_frames (((Peaks *) self)->peaks));
}

static PyObject *
get_resolution (PyObject *self, void *closure)
{
  return PyLong_FromUnsignedLong (gaf_peaks_get_resolution (((Peaks *) self)->peaks));
}

static PyObject *
get_nbytes (PyObject *self, void *closure)
{
  return PyLong_FromSize_t (gaf_peaks_get_size (((Peaks *) self)->peaks));
}

/* }}} */

static PyMethodDef methods[] = {
  { "append", peaks_append, METH_O, append_doc },
  { "query", (PyCFunction) (void *) peaks_query, METH_FASTCALL | METH_KEYWORDS, query_doc },
  { NULL, NULL, 0, NULL },
};

static PyGetSetDef properties[] = {
  { "samplerate", get_samplerate, NULL, "Frames per second: an int, or a float if it has a fraction.", NULL },
  { "num_channels", get_num_channels, NULL, "The number of channels.", NULL },
  { "frames", get_frames, NULL, "How many frames they are of; it grows with append().", NULL },
  { "resolution", get_resolution, NULL, "Frames of the smallest part that has numbers of its own.", NULL },
  { "nbytes", get_nbytes, NULL, "Bytes of memory that they take.", NULL },
  { NULL, NULL, NULL, NULL, NULL },
};

static PyMemberDef members[] = {
  { "__weaklistoffset__", T_PYSSIZET, offsetof (Peaks, weak_references), READONLY, NULL },
  { NULL, 0, 0, 0, NULL },
};

PyDoc_STRVAR (
    peaks_doc,
    "Peaks(samplerate, num_channels, *, resolution=None)\n--\n\n"
    "The waveform of audio at a glance, of a file (gaudiofile.peaks()) or growing with append().\n\n"
    "Each resolution frames have lowest sample, highest sample and RMS of their own, which are exact, and so\n"
    "have parts of them together: query() takes microseconds for any range. NaN counts as zero. An hour of\n"
    "stereo takes 7 MB. ValueError for a resolution that is not a power of two from 16 to 65536.\n\n"
    ">>> peaks = gaudiofile.Peaks(48_000, 2)\n"
    ">>> peaks.append(np.zeros((2, 48_000), np.float32))\n"
    ">>> lowest, highest, rms = peaks.query(pixels=100)\n"
    ">>> lowest.shape\n"
    "(2, 100)");

int
gafpy_peaks_init (PyObject *module)
{
  PyType_Slot slots[] = {
    { Py_tp_doc, (void *) peaks_doc }, { Py_tp_new, peaks_new },
    { Py_tp_dealloc, peaks_dealloc },  { Py_tp_repr, peaks_repr },
    { Py_tp_methods, methods },        { Py_tp_getset, properties },
    { Py_tp_members, members },        { 0, NULL },
  };
  PyType_Spec spec = {
    .name = "gaudiofile.Peaks",
    .basicsize = sizeof (Peaks),
    .flags = Py_TPFLAGS_DEFAULT | Py_TPFLAGS_IMMUTABLETYPE,
    .slots = slots,
  };

  peaks_type = (PyTypeObject *) PyType_FromSpec (&spec);
  return peaks_type == NULL ? -1 : PyModule_AddType (module, peaks_type);
}
