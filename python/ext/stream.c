/*
 * SPDX-FileCopyrightText: 2026 gaudiofile contributors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#include "stream.h"

#include "errors.h"
#include "gobject.h"

#include <structmember.h>

/*
 * LiveStream: a GafStream, for AudioStream in stream.py, which has the names, the defaults and the plugins.
 *
 * What may wait does so with the GIL released and in slices, so that signals (Ctrl-C) are seen in between.
 */

typedef struct {
  PyObject_HEAD GafStream *stream;
  GafDevice *devices[2]; /* by GafDirection; NULL if not used */
} Live;

static PyTypeObject *live_type;

/* Milliseconds. */
#define SLICE 50
/* What the library allows. */
#define MAX_CHANNELS 64

/* {{{ processing */

/* On the stream's thread: the program's function gets a new array, and gives one back of the same shape. */
static void
process (float *const *planes, guint n_channels, gint64 n_frames, gpointer function)
{
  npy_intp shape[2] = { n_channels, n_frames };
  const gsize width = n_frames * sizeof (float);
  PyGILState_STATE gil;
  PyObject *input, *output = NULL;

  if (!Py_IsInitialized ())
    return;
  gil = PyGILState_Ensure ();
  input = PyArray_SimpleNew (2, shape, NPY_FLOAT32);
  if (input != NULL) {
    for (guint c = 0; c < n_channels; c++)
      memcpy (PyArray_GETPTR2 ((PyArrayObject *) input, c, 0), planes[c], width);
    output = PyObject_CallOneArg (function, input);
  }
  if (output != NULL && output != Py_None) {
    g_autoptr (PyObject) array = PyArray_FROMANY (output, NPY_FLOAT32, 2, 2, NPY_ARRAY_CARRAY | NPY_ARRAY_FORCECAST);

    if (array != NULL
        && (PyArray_DIM ((PyArrayObject *) array, 0) != n_channels
            || PyArray_DIM ((PyArrayObject *) array, 1) != n_frames))
      PyErr_SetString (PyExc_ValueError, "An array of another shape came back");
    else if (array != NULL)
      for (guint c = 0; c < n_channels; c++)
        memcpy (planes[c], PyArray_GETPTR2 ((PyArrayObject *) array, c, 0), width);
  }
  if (PyErr_Occurred ())
    PyErr_WriteUnraisable (function);
  Py_XDECREF (output);
  Py_XDECREF (input);
  PyGILState_Release (gil);
}

/* Also on the stream's thread, if that was the last to go. */
static void
drop_function (gpointer function)
{
  PyGILState_STATE gil;

  if (!Py_IsInitialized ())
    return;
  gil = PyGILState_Ensure ();
  Py_DECREF ((PyObject *) function);
  PyGILState_Release (gil);
}

/* }}} */

/* {{{ life */

static gboolean
find_device (Live *self, GafDirection direction, const char *name)
{
  GError *error = NULL;
  GafDevice *device;

  Py_BEGIN_ALLOW_THREADS;
  device = gaf_device_find (direction, name, &error);
  Py_END_ALLOW_THREADS;
  self->devices[direction] = device;
  if (device == NULL)
    gafpy_raise (error, NULL);
  return device != NULL;
}

/* "default" and "" stand for the default device, and follow it. */
static gboolean
is_default (const char *name)
{
  return *name == '\0' || g_str_equal (name, "default");
}

int
gafpy_find_device (PyObject *name, GafDirection direction, GafDevice **device)
{
  const char *text = name == NULL || name == Py_None ? "" : PyUnicode_AsUTF8 (name);
  GError *error = NULL;

  *device = NULL;
  if (text == NULL)
    return FALSE;
  if (is_default (text))
    return TRUE;
  Py_BEGIN_ALLOW_THREADS;
  *device = gaf_device_find (direction, text, &error);
  Py_END_ALLOW_THREADS;
  if (*device == NULL)
    gafpy_raise (error, NULL);
  return *device != NULL;
}

static PyObject *
live_new (PyTypeObject *type, PyObject *args, PyObject *kwargs)
{
  static char *names[] = { "input_device",   "output_device",   "rate",    "buffer_size",
                           "input_channels", "output_channels", "process", NULL };
  const char *input, *output;
  unsigned int rate, buffer_size, input_channels, output_channels;
  g_autoptr (PyObject) object = NULL;
  PyObject *function;
  GafDevice *chosen[2];
  Live *self;

  if (!PyArg_ParseTupleAndKeywords (args, kwargs, "zzIIIIO", names, &input, &output, &rate, &buffer_size,
                                    &input_channels, &output_channels, &function))
    return NULL;
  object = gafpy_alloc (type);
  self = (Live *) object;
  if (self == NULL || (input != NULL && !find_device (self, GAF_DIRECTION_INPUT, is_default (input) ? NULL : input))
      || (output != NULL && !find_device (self, GAF_DIRECTION_OUTPUT, is_default (output) ? NULL : output)))
    return NULL;

  chosen[0] = input == NULL || is_default (input) ? NULL : self->devices[0];
  chosen[1] = output == NULL || is_default (output) ? NULL : self->devices[1];
  if (output == NULL)
    self->stream = gaf_stream_new_record (chosen[0], rate, input_channels, buffer_size);
  else if (input == NULL)
    self->stream = gaf_stream_new_play (chosen[1], rate, output_channels, buffer_size);
  else
    self->stream = gaf_stream_new_duplex (chosen[0], chosen[1], rate, input_channels, output_channels, buffer_size);
  if (function != Py_None)
    gaf_stream_set_process (self->stream, process, Py_NewRef (function), drop_function);
  return g_steal_pointer (&object);
}

static void
live_dealloc (PyObject *object)
{
  Live *self = (Live *) object;
  PyTypeObject *type = Py_TYPE ((PyObject *) self);
  PyObject *error_type, *error, *traceback;

  PyErr_Fetch (&error_type, &error, &traceback);
  Py_BEGIN_ALLOW_THREADS;
  g_clear_object (&self->stream);
  g_clear_object (&self->devices[0]);
  g_clear_object (&self->devices[1]);
  Py_END_ALLOW_THREADS;
  PyErr_Restore (error_type, error, traceback);
  gafpy_free (type, self);
  Py_DECREF (type);
}

PyDoc_STRVAR (open_doc, "open($self, /)\n--\n\n"
                        "Opens the devices, and returns when audio flows.");

static PyObject *
live_open (PyObject *object, PyObject *unused)
{
  Live *self = (Live *) object;
  GError *error = NULL;
  gboolean ok;

  Py_BEGIN_ALLOW_THREADS;
  ok = gaf_stream_open (self->stream, NULL, &error);
  Py_END_ALLOW_THREADS;
  if (!ok)
    return gafpy_raise (error, NULL);
  Py_RETURN_NONE;
}

PyDoc_STRVAR (close_doc, "close($self, /)\n--\n\n"
                         "Closes the devices.");

static PyObject *
live_close (PyObject *object, PyObject *unused)
{
  Py_BEGIN_ALLOW_THREADS;
  gaf_stream_close (((Live *) object)->stream);
  Py_END_ALLOW_THREADS;
  Py_RETURN_NONE;
}

/* }}} */

/* {{{ reading and writing */

PyDoc_STRVAR (read_doc, "read($self, frames, /)\n--\n\n"
                        "Waits for so many frames and returns them; 0 returns what is there.");

static PyObject *
live_read (PyObject *object, PyObject *argument)
{
  GafStream *stream = ((Live *) object)->stream;
  long long asked = PyLong_AsLongLong (argument);
  npy_intp shape[2] = { gaf_stream_get_channels (stream, GAF_DIRECTION_INPUT), 0 };
  g_autoptr (PyObject) array = NULL;
  float *planes[MAX_CHANNELS];
  gint64 n_done = 0, n_read = 0;
  int timeout = asked == 0 ? 0 : SLICE;
  GError *error = NULL;

  if (asked < 0)
    return PyErr_Occurred () ? NULL : PyErr_Format (PyExc_ValueError, "Cannot read %lld frames", asked);
  shape[1] = asked > 0 ? asked : gaf_stream_get_buffered_frames (stream, GAF_DIRECTION_INPUT);
  if (shape[0] > MAX_CHANNELS)
    return PyErr_Format (PyExc_ValueError, "Too many channels");
  array = PyArray_SimpleNew (2, shape, NPY_FLOAT32);
  if (array == NULL)
    return NULL;

  for (;;) {
    for (npy_intp c = 0; c < shape[0]; c++)
      planes[c] = (float *) PyArray_BYTES ((PyArrayObject *) array) + c * shape[1] + n_done;
    Py_BEGIN_ALLOW_THREADS;
    n_read = gaf_stream_read (stream, planes, shape[1] - n_done, timeout, NULL, &error);
    Py_END_ALLOW_THREADS;
    if (n_read < 0)
      return gafpy_raise (error, NULL);
    n_done += n_read;
    /* Another thread may have taken what was there; then the rest is waited for, however little was asked for. */
    if (n_done >= shape[1])
      return g_steal_pointer (&array);
    timeout = SLICE;
    if (PyErr_CheckSignals () < 0)
      return NULL;
  }
}

PyDoc_STRVAR (write_doc,
              "write($self, samples, /)\n--\n\n"
              "Plays float32 samples of shape (channels, frames), in C order; returns when all are in line.");

static gboolean
get_planes (PyObject *object, PyObject *argument, gint64 first, const float **planes)
{
  const int channels = (int) gaf_stream_get_channels (((Live *) object)->stream, GAF_DIRECTION_OUTPUT);
  PyArrayObject *array = (PyArrayObject *) argument;

  if (!PyArray_Check (argument) || PyArray_TYPE (array) != NPY_FLOAT32 || PyArray_NDIM (array) != 2
      || !PyArray_IS_C_CONTIGUOUS (array) || !PyArray_ISNOTSWAPPED (array) || PyArray_DIM (array, 0) != channels) {
    PyErr_SetString (PyExc_TypeError, "Expected float32 samples of shape (channels, frames)");
    return FALSE;
  }
  if (channels > MAX_CHANNELS) {
    PyErr_Format (PyExc_ValueError, "A stream cannot have %d channels, but 1 to %d", channels, MAX_CHANNELS);
    return FALSE;
  }
  for (int c = 0; c < channels; c++)
    planes[c] = (const float *) PyArray_BYTES (array) + c * PyArray_DIM (array, 1) + first;
  return TRUE;
}

static PyObject *
live_write (PyObject *object, PyObject *argument)
{
  GafStream *stream = ((Live *) object)->stream;
  const float *planes[MAX_CHANNELS];
  gint64 n_frames, n_done = 0, n = 0;
  GError *error = NULL;

  do {
    if (!get_planes (object, argument, n_done, planes))
      return NULL;
    n_frames = PyArray_DIM ((PyArrayObject *) argument, 1);
    Py_BEGIN_ALLOW_THREADS;
    n = gaf_stream_write (stream, planes, n_frames - n_done, SLICE, NULL, &error);
    Py_END_ALLOW_THREADS;
    if (n < 0)
      return gafpy_raise (error, NULL);
    n_done += n;
    if (PyErr_CheckSignals () < 0)
      return NULL;
  } while (n_done < n_frames);
  Py_RETURN_NONE;
}

PyDoc_STRVAR (write_ahead_doc, "write_ahead($self, samples, /)\n--\n\n"
                               "Before open(): as write(), but takes what there is room for, and returns how much.");

static PyObject *
live_write_ahead (PyObject *object, PyObject *argument)
{
  const float *planes[MAX_CHANNELS];
  GError *error = NULL;
  gint64 n_written;

  if (!get_planes (object, argument, 0, planes))
    return NULL;
  n_written = gaf_stream_write (((Live *) object)->stream, planes, PyArray_DIM ((PyArrayObject *) argument, 1), 0, NULL,
                                &error);
  /* What is wrong with it is told by open(). */
  g_clear_error (&error);
  return PyLong_FromLongLong (MAX (n_written, 0));
}

PyDoc_STRVAR (set_device_time_doc, "set_device_time($self, seconds, /)\n--\n\n"
                                   "Before open(): how much audio a device may hold.");

static PyObject *
live_set_device_time (PyObject *object, PyObject *argument)
{
  double seconds = PyFloat_AsDouble (argument);

  if (seconds == -1 && PyErr_Occurred ())
    return NULL;
  gaf_stream_set_device_time (((Live *) object)->stream, seconds);
  Py_RETURN_NONE;
}

PyDoc_STRVAR (drain_doc, "drain($self, /)\n--\n\n"
                         "Waits until everything that was written was played.");

static PyObject *
live_drain (PyObject *object, PyObject *unused)
{
  GafStream *stream = ((Live *) object)->stream;

  for (;;) {
    GError *error = NULL;
    gboolean ok;

    Py_BEGIN_ALLOW_THREADS;
    ok = gaf_stream_drain (stream, SLICE, NULL, &error);
    Py_END_ALLOW_THREADS;
    if (ok)
      Py_RETURN_NONE;
    if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_TIMED_OUT))
      return gafpy_raise (error, NULL);
    g_clear_error (&error);
    if (PyErr_CheckSignals () < 0)
      return NULL;
  }
}

/* }}} */

/* {{{ properties */

static GafDirection
direction_of (void *closure)
{
  return closure == NULL ? GAF_DIRECTION_INPUT : GAF_DIRECTION_OUTPUT;
}

#define OUTPUT ((void *) 1)

static PyObject *
get_rate (PyObject *self, void *closure)
{
  return PyLong_FromUnsignedLong (gaf_stream_get_rate (((Live *) self)->stream));
}

static PyObject *
get_buffer_size (PyObject *self, void *closure)
{
  return PyLong_FromUnsignedLong (gaf_stream_get_buffer_size (((Live *) self)->stream));
}

static PyObject *
get_channels (PyObject *self, void *closure)
{
  return PyLong_FromUnsignedLong (gaf_stream_get_channels (((Live *) self)->stream, direction_of (closure)));
}

static PyObject *
get_state (PyObject *self, void *closure)
{
  static const char *const names[] = { "new", "running", "interrupted", "failed", "closed" };

  return PyUnicode_FromString (names[gaf_stream_get_state (((Live *) self)->stream)]);
}

/* Asks the device. */
static PyObject *
get_latency (PyObject *self, void *closure)
{
  double latency;

  Py_BEGIN_ALLOW_THREADS;
  latency = gaf_stream_get_latency (((Live *) self)->stream, direction_of (closure));
  Py_END_ALLOW_THREADS;
  return PyFloat_FromDouble (latency);
}

PyObject *
gafpy_level_new (GafLevel *level)
{
  const guint channels = gaf_level_get_channels (level);
  g_autoptr (PyObject) peaks = PyTuple_New (channels);
  g_autoptr (PyObject) rms = PyTuple_New (channels);

  for (guint c = 0; peaks != NULL && rms != NULL && c < channels; c++) {
    PyObject *peak = PyFloat_FromDouble (gaf_level_get_peak (level, c));
    PyObject *mean = PyFloat_FromDouble (gaf_level_get_rms (level, c));

    PyTuple_SET_ITEM (peaks, c, peak);
    PyTuple_SET_ITEM (rms, c, mean);
    if (peak == NULL || mean == NULL)
      return NULL;
  }
  return peaks == NULL || rms == NULL ? NULL : PyTuple_Pack (2, peaks, rms);
}

static PyObject *
get_level (PyObject *self, void *closure)
{
  g_autoptr (GafLevel) level = gaf_stream_get_level (((Live *) self)->stream, direction_of (closure));

  return gafpy_level_new (level);
}

static PyObject *
get_buffered (PyObject *self, void *closure)
{
  return PyLong_FromLongLong (gaf_stream_get_buffered_frames (((Live *) self)->stream, direction_of (closure)));
}

static PyObject *
get_dropped (PyObject *self, void *closure)
{
  return PyLong_FromLongLong (gaf_stream_get_dropped_frames (((Live *) self)->stream));
}

static PyObject *
get_lost (PyObject *self, void *closure)
{
  return PyLong_FromLongLong (gaf_stream_get_lost_frames (((Live *) self)->stream));
}

static PyObject *
get_underruns (PyObject *self, void *closure)
{
  return PyLong_FromLongLong (gaf_stream_get_underrun_frames (((Live *) self)->stream));
}

static PyObject *
get_interruptions (PyObject *self, void *closure)
{
  return PyLong_FromUnsignedLong (gaf_stream_get_interruptions (((Live *) self)->stream));
}

static PyObject *
get_device_name (PyObject *self, void *closure)
{
  GafDevice *device = ((Live *) self)->devices[direction_of (closure)];

  return gafpy_string_or_none (device == NULL ? NULL : gaf_device_get_name (device));
}

static PyObject *
get_feeds_back (PyObject *self, void *closure)
{
  GafDevice **devices = ((Live *) self)->devices;

  return PyBool_FromLong (devices[0] != NULL && devices[1] != NULL && gaf_device_feeds_back (devices[0], devices[1]));
}

static PyObject *
get_pass_through (PyObject *self, void *closure)
{
  return PyBool_FromLong (gaf_stream_get_pass_through (((Live *) self)->stream));
}

static int
set_pass_through (PyObject *self, PyObject *value, void *closure)
{
  int is_true = value == NULL ? 0 : PyObject_IsTrue (value);

  if (is_true < 0)
    return -1;
  gaf_stream_set_pass_through (((Live *) self)->stream, is_true);
  return 0;
}

static PyObject *
get_gobject (PyObject *self, void *closure)
{
  return gafpy_gobject_wrap (((Live *) self)->stream);
}

/* }}} */

static PyMethodDef methods[] = {
  { "open", live_open, METH_NOARGS, open_doc },
  { "close", live_close, METH_NOARGS, close_doc },
  { "read", live_read, METH_O, read_doc },
  { "write", live_write, METH_O, write_doc },
  { "write_ahead", live_write_ahead, METH_O, write_ahead_doc },
  { "set_device_time", live_set_device_time, METH_O, set_device_time_doc },
  { "drain", live_drain, METH_NOARGS, drain_doc },
  { NULL, NULL, 0, NULL },
};

static PyGetSetDef properties[] = {
  { "rate", get_rate, NULL, "Frames per second.", NULL },
  { "buffer_size", get_buffer_size, NULL, "Frames that go to or come from a device at once.", NULL },
  { "input_channels", get_channels, NULL, "0 without an input.", NULL },
  { "output_channels", get_channels, NULL, "0 without an output.", OUTPUT },
  { "state", get_state, NULL, "new, running, interrupted, failed or closed.", NULL },
  { "input_latency", get_latency, NULL, "Seconds.", NULL },
  { "output_latency", get_latency, NULL, "Seconds.", OUTPUT },
  { "input_level", get_level, NULL, "Peaks and RMS, by channel.", NULL },
  { "output_level", get_level, NULL, "Peaks and RMS, by channel.", OUTPUT },
  { "buffered_input", get_buffered, NULL, "Frames to be read.", NULL },
  { "buffered_output", get_buffered, NULL, "Frames to be played.", OUTPUT },
  { "dropped", get_dropped, NULL, "Frames of input that were not read in time, since opening.", NULL },
  { "lost", get_lost, NULL, "Frames that a device did not give or play, since opening.", NULL },
  { "underruns", get_underruns, NULL, "Frames of silence played for want of others, since opening.", NULL },
  { "interruptions", get_interruptions, NULL, "How often a device was lost, since opening.", NULL },
  { "input_device", get_device_name, NULL, "The name of the device; of the default one, the name when it was made.",
    NULL },
  { "output_device", get_device_name, NULL, "The name of the device; of the default one, the name when it was made.",
    OUTPUT },
  { "feeds_back", get_feeds_back, NULL, "Whether the input is likely to hear the output.", NULL },
  { "pass_through", get_pass_through, set_pass_through, "Whether the input is played on the output.", NULL },
  { "gobject", get_gobject, NULL, "The GAudioFile.Stream behind this object.", NULL },
  { NULL, NULL, NULL, NULL, NULL },
};

/* {{{ devices */

static PyObject *
describe (GafDevice *device)
{
  return Py_BuildValue ("(zzNzIII)", gaf_device_get_name (device), gaf_device_get_id (device),
                        PyBool_FromLong (gaf_device_get_is_default (device)), gaf_device_get_monitor_of (device),
                        gaf_device_get_channels (device), gaf_device_get_min_rate (device),
                        gaf_device_get_max_rate (device));
}

PyObject *
gafpy_list_devices (PyObject *module, PyObject *argument)
{
  int is_output = PyObject_IsTrue (argument);
  g_autoptr (PyObject) list = PyList_New (0);
  g_autoptr (GListModel) devices = NULL;
  GError *error = NULL;

  if (is_output < 0 || list == NULL)
    return NULL;
  Py_BEGIN_ALLOW_THREADS;
  devices = gaf_device_list (is_output ? GAF_DIRECTION_OUTPUT : GAF_DIRECTION_INPUT, &error);
  Py_END_ALLOW_THREADS;
  if (devices == NULL)
    return gafpy_raise (error, NULL);

  for (guint i = 0; i < g_list_model_get_n_items (devices); i++) {
    g_autoptr (GafDevice) device = g_list_model_get_item (devices, i);
    g_autoptr (PyObject) description = describe (device);

    if (description == NULL || PyList_Append (list, description) < 0)
      return NULL;
  }
  return g_steal_pointer (&list);
}

/* }}} */

PyDoc_STRVAR (live_doc,
              "Audio to and from devices; what AudioStream is made of. A device is given by name, \"default\" "
              "or None for none.");

int
gafpy_stream_init (PyObject *module)
{
  PyType_Slot slots[] = {
    { Py_tp_doc, (void *) live_doc }, { Py_tp_new, live_new },      { Py_tp_dealloc, live_dealloc },
    { Py_tp_methods, methods },       { Py_tp_getset, properties }, { 0, NULL },
  };
  PyType_Spec spec = {
    .name = "gaudiofile._native.LiveStream",
    .basicsize = sizeof (Live),
    .flags = Py_TPFLAGS_DEFAULT | Py_TPFLAGS_IMMUTABLETYPE,
    .slots = slots,
  };

  live_type = (PyTypeObject *) PyType_FromSpec (&spec);
  return live_type == NULL ? -1 : PyModule_AddType (module, live_type);
}
