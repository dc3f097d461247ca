/*
 * SPDX-FileCopyrightText: 2026 gaudiofile contributors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#include "resampler.h"

#include "arguments.h"
#include "array-like.h"
#include "array.h"
#include "errors.h"
#include "interrupt.h"
#include "numbers.h"
#include "quality.h"

#include <structmember.h>

#define MOST_CHANNELS 64

/*
 * StreamResampler: a GafResampler that goes from NumPy array to NumPy array.
 *
 *   (channels, frames)  planes: rows, used where they are      ─► new array (channels, frames)
 *   (frames, channels)  copied to planes                       ─► the same, seen as (frames, channels)
 *   (frames,)           one channel                            ─► as the array before
 */

typedef struct {
  PyObject_HEAD GafResampler *resampler;
  PyObject *weak_references;
  int channels;
  gboolean is_interleaved; /* the last array with two dimensions was (frames, channels) */
} Resampler;

static PyObject *
resampler_new (PyTypeObject *type, PyObject *args, PyObject *kwargs)
{
  static const GafPySignature signature = {
    .function = "StreamResampler",
    .text = "(source_sample_rate, target_sample_rate, num_channels, quality=Resample.Quality.WindowedSinc32)",
    .names = { "source_sample_rate", "target_sample_rate", "num_channels", "quality" },
    .n_positional = 4,
    .n_required = 3,
  };
  PyObject *values[4] = { NULL };
  g_autoptr (GafResampler) resampler = NULL;
  GError *error = NULL;
  GafResampleQuality quality;
  double rates[2];
  int channels;
  Resampler *self;

  if (!gafpy_parse_arguments (&signature, args, kwargs, values)
      || gafpy_parse_real (values[0], signature.names[0], &rates[0]) < 0
      || gafpy_parse_real (values[1], signature.names[1], &rates[1]) < 0
      || gafpy_parse_count (values[2], signature.names[2], &channels) < 0
      || !gafpy_quality_parse (values[3], signature.function, &quality))
    return NULL;

  Py_BEGIN_ALLOW_THREADS;
  resampler = gaf_resampler_new (rates[0], rates[1], channels, quality, &error);
  Py_END_ALLOW_THREADS;

  if (resampler == NULL)
    return gafpy_raise (error, NULL);
  self = gafpy_alloc (type);
  if (self == NULL)
    return NULL;
  self->resampler = g_steal_pointer (&resampler);
  self->channels = channels;
  return (PyObject *) self;
}

static void
resampler_dealloc (PyObject *object)
{
  Resampler *self = (Resampler *) object;
  PyTypeObject *type = Py_TYPE ((PyObject *) self);

  if (self->weak_references != NULL)
    PyObject_ClearWeakRefs (object);
  g_clear_object (&self->resampler);
  gafpy_free (type, self);
  Py_DECREF (type);
}

/* {{{ arrays */

static PyArrayObject *
raise_channels (Resampler *self, gint64 channels, gint64 frames)
{
  PyErr_Format (PyExc_ValueError,
                "Expected %d-channel input, but was provided a buffer with %lld channels and %lld samples.",
                self->channels, (long long) channels, (long long) frames);
  return NULL;
}

/* The argument as an array of float32, if that takes no more than converting numbers without loss. @function and
 * @arguments: for messages, what was called. */
static PyArrayObject *
to_float (PyObject *object, const char *function, const char *arguments)
{
  g_autoptr (PyObject) shared = PyObject_HasAttrString (object, "__dlpack__")
                                    ? (PyObject *) gafpy_array_from (object, "input")
                                    : Py_NewRef (object);
  PyObject *array = shared == NULL ? NULL
                                   : PyArray_FromAny (shared, PyArray_DescrFromType (NPY_FLOAT32), 0, 0,
                                                      NPY_ARRAY_ALIGNED | NPY_ARRAY_NOTSWAPPED, NULL);

  if (array == NULL && (PyErr_ExceptionMatches (PyExc_TypeError) || PyErr_ExceptionMatches (PyExc_ValueError))) {
    PyErr_Clear ();
    if (PyArray_Check (object))
      PyErr_Format (PyExc_TypeError,
                    "%s(): incompatible function arguments. Samples must be float32, or of a type that float32 "
                    "holds without loss, not %S: convert them, with astype(numpy.float32)",
                    function, PyArray_DESCR ((PyArrayObject *) object));
    else
      PyErr_Format (PyExc_TypeError,
                    "%s(): incompatible function arguments. Expected %s%s with a NumPy array of float32, not %.200s",
                    function, function, arguments, gafpy_type_name (object));
  }
  return (PyArrayObject *) array;
}

/* An array (channels, frames), or of one dimension for one channel, in which the samples of a channel lie side by
 * side. */
static PyArrayObject *
to_planes (Resampler *self, PyObject *object)
{
  g_autoptr (PyObject) owner = (PyObject *) to_float (object, "process", "(input=None)");
  PyArrayObject *array = (PyArrayObject *) owner;
  const npy_intp *shape = array == NULL ? NULL : PyArray_DIMS (array);
  const int n_axes = array == NULL ? 0 : PyArray_NDIM (array);

  if (array == NULL)
    return NULL;
  if (n_axes != 1 && n_axes != 2) {
    PyErr_Format (PyExc_RuntimeError, "Number of input dimensions must be 1 or 2 (got %d).", n_axes);
    return NULL;
  }
  if (n_axes == 1 && self->channels != 1)
    return raise_channels (self, 1, shape[0]);
  if (n_axes == 2) {
    const gboolean is_square = shape[0] == shape[1];

    if (shape[0] != self->channels && shape[1] != self->channels)
      return raise_channels (self, shape[0] == 0 || shape[1] == 0 ? MAX (shape[0], shape[1]) : MIN (shape[0], shape[1]),
                             shape[0] == 0 || shape[1] == 0 ? 0 : MAX (shape[0], shape[1]));
    if (!is_square)
      self->is_interleaved = shape[0] != self->channels;
    if (self->is_interleaved) {
      PyObject *turned = PyArray_Transpose (array, NULL);

      if (turned == NULL)
        return NULL;
      Py_SETREF (owner, turned);
      array = (PyArrayObject *) turned;
    }
  }
  if (PyArray_DIM (array, n_axes - 1) > 1 && PyArray_STRIDE (array, n_axes - 1) != sizeof (float))
    return (PyArrayObject *) PyArray_NewCopy (array, NPY_CORDER);
  return (PyArrayObject *) g_steal_pointer (&owner);
}

static PyObject *
new_array (Resampler *self, gint64 frames)
{
  npy_intp shape[2] = { self->channels, frames };

  return PyArray_SimpleNew (2, shape, NPY_FLOAT32);
}

/* An array that was made for more frames than came, in the layout that the caller uses. Takes @array. */
static PyObject *
finish (Resampler *self, PyObject *array, gint64 frames)
{
  g_autoptr (PyObject) owner = array;

  if (frames < PyArray_DIM ((PyArrayObject *) array, 1) && !gafpy_array_shorten (array, frames))
    return NULL;
  return self->is_interleaved ? PyArray_Transpose ((PyArrayObject *) array, NULL) : g_steal_pointer (&owner);
}

/* }}} */

/* {{{ methods */

/* Others may use the resampler between the two calls, for the lock is not kept while the GIL is waited for. Then
 * more may be ready than there is room for, and comes with the next call, or less. */

static PyObject *
process (Resampler *self, PyArrayObject *input)
{
  const gint64 n_frames = PyArray_DIM (input, PyArray_NDIM (input) - 1);
  const npy_intp step = PyArray_NDIM (input) == 1 ? 0 : PyArray_STRIDE (input, 0);
  const float **source = g_newa (const float *, self->channels);
  float **target = g_newa (float *, self->channels);
  GError *error = NULL;
  PyObject *array;
  gint64 room, n;

  GAFPY_BEGIN_CALL;
  room = gaf_resampler_get_n_ready (self->resampler, n_frames);
  GAFPY_END_CALL;
  array = new_array (self, room);
  if (array == NULL)
    return NULL;
  for (int c = 0; c < self->channels; c++) {
    source[c] = (const float *) (PyArray_BYTES (input) + c * step);
    target[c] = (float *) gafpy_array_row (array, c);
  }

  GAFPY_BEGIN_CALL;
  n = gaf_resampler_process (self->resampler, source, n_frames, target, room, &error);
  GAFPY_END_CALL;
  if (n < 0) {
    Py_DECREF (array);
    return gafpy_raise (error, NULL);
  }
  return finish (self, array, n);
}

static PyObject *
flush (Resampler *self)
{
  float **target = g_newa (float *, self->channels);
  GError *error = NULL;
  PyObject *array;
  gint64 room, n;

  GAFPY_BEGIN_CALL;
  room = gaf_resampler_get_n_rest (self->resampler);
  GAFPY_END_CALL;
  array = new_array (self, room);
  if (array == NULL)
    return NULL;
  for (int c = 0; c < self->channels; c++)
    target[c] = (float *) gafpy_array_row (array, c);

  GAFPY_BEGIN_CALL;
  n = gaf_resampler_flush (self->resampler, target, room, &error);
  GAFPY_END_CALL;
  if (n < 0) {
    Py_DECREF (array);
    return gafpy_raise (error, NULL);
  }
  return finish (self, array, n);
}

PyDoc_STRVAR (
    process_doc,
    "process($self, /, input=None)\n--\n\n"
    "Takes the next frames of the stream, and returns those that are ready, as float32 of shape (num_channels, "
    "frames).\n\n"
    "input has shape (num_channels, frames); for one channel (frames,) does too. A float32 array is not copied; other\n"
    "numbers are converted, unscaled, if float32 holds them without loss. An array of shape (frames, num_channels) is\n"
    "taken as well, and what is returned then has that layout.\n\n"
    "Without input, or None, the stream ends: what is left is returned, and a new stream begins with the next call. "
    "All\n"
    "together are n times target_sample_rate / source_sample_rate frames, rounded (halves up), and the same samples\n"
    "whatever the pieces.\n\n"
    "ValueError for another number of channels, RuntimeError for another number of dimensions, TypeError for samples "
    "of\n"
    "another type, such as float64.");

static PyObject *
resampler_process (PyObject *object, PyObject *const *args, Py_ssize_t n_args, PyObject *names)
{
  static const GafPySignature signature = {
    .function = "process",
    .text = "(input=None)",
    .names = { "input" },
    .n_positional = 1,
  };
  Resampler *self = (Resampler *) object;
  g_autoptr (PyObject) input = NULL;
  PyObject *given = NULL;

  if (!gafpy_parse_call (&signature, args, n_args, names, &given))
    return NULL;
  if (given == NULL || given == Py_None)
    return flush (self);
  input = (PyObject *) to_planes (self, given);
  return input == NULL ? NULL : process (self, (PyArrayObject *) input);
}

PyDoc_STRVAR (reset_doc, "reset($self, /)\n--\n\n"
                         "Forgets the stream so far, so that a new one begins.");

static PyObject *
resampler_reset (PyObject *self, PyObject *unused)
{
  GError *error = NULL;
  gboolean ok;

  Py_BEGIN_ALLOW_THREADS;
  ok = gaf_resampler_reset (((Resampler *) self)->resampler, &error);
  Py_END_ALLOW_THREADS;
  if (!ok)
    return gafpy_raise (error, NULL);
  Py_RETURN_NONE;
}

/* }}} */

/* {{{ properties */

static PyObject *
get_source_rate (PyObject *self, void *closure)
{
  return PyFloat_FromDouble (gaf_resampler_get_source_rate (((Resampler *) self)->resampler));
}

static PyObject *
get_target_rate (PyObject *self, void *closure)
{
  return PyFloat_FromDouble (gaf_resampler_get_target_rate (((Resampler *) self)->resampler));
}

static PyObject *
get_num_channels (PyObject *self, void *closure)
{
  return PyLong_FromLong (((Resampler *) self)->channels);
}

static PyObject *
get_quality (PyObject *self, void *closure)
{
  return gafpy_quality_to_enum (gaf_resampler_get_quality (((Resampler *) self)->resampler));
}

static PyObject *
get_input_latency (PyObject *self, void *closure)
{
  return PyFloat_FromDouble (gaf_resampler_get_input_latency (((Resampler *) self)->resampler));
}

/* }}} */

/* {{{ a whole stream */

const char gafpy_resample_doc[] =
    "resample(audio, source_sample_rate, target_sample_rate, quality=...)\n--\n\n"
    "Changes the sample rate of audio that is in memory as a whole, on all processors.\n\n"
    "audio has the shape (channels, frames), or (frames,) for one channel, and what is returned has as many "
    "dimensions:\n"
    "float32, frames times target_sample_rate / source_sample_rate of them, rounded (halves up). A float32 array is "
    "not\n"
    "copied; other numbers are converted, unscaled, if float32 holds them without loss. Bit for bit, it is what a\n"
    "StreamResampler gives, of which rates and quality are.\n\n"
    "ValueError for other shapes and for rates outside of 1 to 768,000 Hz, TypeError for samples of another type, "
    "such as\n"
    "float64.\n\n"
    ">>> gaudiofile.resample(np.zeros((2, 44_100), np.float32), 44_100, 16_000).shape\n"
    "(2, 16000)";

/* Whether it has a shape that is resampled. */
static gboolean
check_shape (PyArrayObject *array)
{
  const int n_axes = PyArray_NDIM (array);
  const npy_intp *shape = PyArray_DIMS (array);
  g_autoptr (PyObject) text = NULL;

  if (n_axes == 1 || (n_axes == 2 && (shape[0] <= MOST_CHANNELS || shape[1] > MOST_CHANNELS)))
    return TRUE;
  text = PyObject_GetAttrString ((PyObject *) array, "shape");
  if (text == NULL)
    return FALSE;
  if (n_axes == 2)
    PyErr_Format (PyExc_ValueError, "audio of shape %S has %zd channels: pass audio.T, of (channels, frames)", text,
                  (Py_ssize_t) shape[0]);
  else
    PyErr_Format (PyExc_ValueError, "audio must have the shape (channels, frames), not %S", text);
  return FALSE;
}

/* Fills a new array of the shape of @input, but for the number of frames. */
static PyObject *
resample (GafResampler *resampler, PyArrayObject *input, guint channels)
{
  const int n_axes = PyArray_NDIM (input);
  const gint64 n_frames = PyArray_DIM (input, n_axes - 1);
  npy_intp shape[2] = { channels, gaf_resampler_get_n_frames (resampler, n_frames) };
  const float **source = g_newa (const float *, channels);
  float **target = g_newa (float *, channels);
  GError *error = NULL;
  PyObject *array = PyArray_SimpleNew (n_axes, shape + 2 - n_axes, NPY_FLOAT32);
  gint64 n;

  if (array == NULL)
    return NULL;
  for (guint c = 0; c < channels; c++) {
    source[c] = (const float *) (PyArray_BYTES (input) + (n_axes == 2 ? c * PyArray_STRIDE (input, 0) : 0));
    target[c] = (float *) PyArray_DATA ((PyArrayObject *) array) + c * shape[1];
  }
  GAFPY_BEGIN_CALL;
  n = gaf_resampler_resample (resampler, source, n_frames, target, &error);
  GAFPY_END_CALL;
  if (n >= 0)
    return array;
  Py_DECREF (array);
  return gafpy_raise (error, NULL);
}

PyObject *
gafpy_resample (PyObject *module, PyObject *args, PyObject *kwargs)
{
  static const GafPySignature signature = {
    .function = "resample",
    .text = "(audio, source_sample_rate, target_sample_rate, quality=Resample.Quality.WindowedSinc32)",
    .names = { "audio", "source_sample_rate", "target_sample_rate", "quality" },
    .n_positional = 4,
    .n_required = 3,
  };
  PyObject *values[4] = { NULL };
  g_autoptr (GafResampler) resampler = NULL;
  g_autoptr (PyObject) owner = NULL;
  GError *error = NULL;
  GafResampleQuality quality;
  double rates[2];
  guint channels;
  PyArrayObject *array;
  int last;

  if (!gafpy_parse_arguments (&signature, args, kwargs, values)
      || gafpy_parse_real (values[1], signature.names[1], &rates[0]) < 0
      || gafpy_parse_real (values[2], signature.names[2], &rates[1]) < 0
      || !gafpy_quality_parse (values[3], signature.function, &quality))
    return NULL;
  owner = (PyObject *) to_float (values[0], signature.function, "(audio, source_sample_rate, target_sample_rate)");
  array = (PyArrayObject *) owner;
  if (array == NULL || !check_shape (array))
    return NULL;
  last = PyArray_NDIM (array) - 1;
  channels = last == 0 ? 1 : (guint) MIN (PyArray_DIM (array, 0), G_MAXINT);
  if (PyArray_DIM (array, last) > 1 && PyArray_STRIDE (array, last) != sizeof (float)) {
    Py_SETREF (owner, PyArray_NewCopy (array, NPY_CORDER));
    array = (PyArrayObject *) owner;
    if (array == NULL)
      return NULL;
  }

  Py_BEGIN_ALLOW_THREADS;
  resampler = gaf_resampler_new (rates[0], rates[1], channels, quality, &error);
  Py_END_ALLOW_THREADS;
  return resampler == NULL ? gafpy_raise (error, NULL) : resample (resampler, array, channels);
}

/* }}} */

static PyObject *
resampler_repr (PyObject *object)
{
  GafResampler *resampler = ((Resampler *) object)->resampler;
  g_autoptr (PyObject) source = gafpy_rate_to_object (gaf_resampler_get_source_rate (resampler));
  g_autoptr (PyObject) target = gafpy_rate_to_object (gaf_resampler_get_target_rate (resampler));
  g_autoptr (PyObject) quality = get_quality (object, NULL);
  g_autoptr (PyObject) name = quality == NULL ? NULL : PyObject_GetAttrString (quality, "name");

  if (source == NULL || target == NULL || name == NULL)
    return NULL;
  return PyUnicode_FromFormat ("<%s source_sample_rate=%R target_sample_rate=%R num_channels=%d quality=%U at %p>",
                               gafpy_type_name (object), source, target, ((Resampler *) object)->channels, name,
                               object);
}

static PyMethodDef methods[] = {
  { "process", (PyCFunction) (void *) resampler_process, METH_FASTCALL | METH_KEYWORDS, process_doc },
  { "reset", resampler_reset, METH_NOARGS, reset_doc },
  { NULL, NULL, 0, NULL },
};

static PyGetSetDef properties[] = {
  { "source_sample_rate", get_source_rate, NULL, "Frames per second of the input, Hz.", NULL },
  { "target_sample_rate", get_target_rate, NULL, "Frames per second of the output, Hz.", NULL },
  { "num_channels", get_num_channels, NULL, "The number of channels of input and output.", NULL },
  { "quality", get_quality, NULL, "The Resample.Quality that it was made with.", NULL },
  { "input_latency", get_input_latency, NULL,
    "How many input frames have to come before the first output frame does. It is only waiting: the output is not "
    "shifted by it.",
    NULL },
  { NULL, NULL, NULL, NULL, NULL },
};

static PyMemberDef members[] = {
  { "__weaklistoffset__", T_PYSSIZET, offsetof (Resampler, weak_references), READONLY, NULL },
  { NULL, 0, 0, 0, NULL },
};

PyDoc_STRVAR (
    resampler_doc,
    "StreamResampler(source_sample_rate, target_sample_rate, num_channels, quality=...)\n--\n\n"
    "Changes the sample rate of a stream of audio, array by array, in constant memory.\n\n"
    "The rates are numbers of Hz from 1 to 768,000 and may have a fraction, num_channels is 1 to 64, quality a member\n"
    "of Resample.Quality. ValueError for other values, TypeError for other types.\n\n"
    "Time zero stays time zero: output frame k is at the time k / target_sample_rate. The output is the same, bit for\n"
    "bit, however the input is cut into arrays. Not-a-number and infinity spoil only what the filter reaches. May be\n"
    "used by several threads, one after the other; the GIL is released at work.\n\n"
    ">>> resampler = gaudiofile.StreamResampler(44_100, 48_000, 1)\n"
    ">>> parts = [resampler.process(np.zeros((1, 441), np.float32)) for _ in range(10)]\n"
    ">>> parts.append(resampler.process())  # what is still in the filter\n"
    ">>> sum(part.shape[1] for part in parts)\n"
    "4800");

int
gafpy_resampler_init (PyObject *module)
{
  PyType_Slot slots[] = {
    { Py_tp_doc, (void *) resampler_doc },
    { Py_tp_new, resampler_new },
    { Py_tp_dealloc, resampler_dealloc },
    { Py_tp_repr, resampler_repr },
    { Py_tp_methods, methods },
    { Py_tp_getset, properties },
    { Py_tp_members, members },
    { 0, NULL },
  };
  PyType_Spec spec = {
    .name = "gaudiofile.StreamResampler",
    .basicsize = sizeof (Resampler),
    .flags = Py_TPFLAGS_DEFAULT | Py_TPFLAGS_BASETYPE | Py_TPFLAGS_IMMUTABLETYPE,
    .slots = slots,
  };
  g_autoptr (PyObject) type = PyType_FromSpec (&spec);

  return type == NULL ? -1 : PyModule_AddType (module, (PyTypeObject *) type);
}
