/*
 * SPDX-FileCopyrightText: 2026 gaudiofile contributors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#include "recorder.h"

#include "encode-spec.h"
#include "errors.h"
#include "gobject.h"
#include "happenings.h"
#include "peaks.h"
#include "stream.h"

/* LiveRecorder: a GafRecorder, for Recorder in recorder.py, which has the defaults and calls the program's functions.
 */

typedef struct {
  PyObject_HEAD GafRecorder *recorder;
  GafPyHappenings happenings;
} Live;

static PyTypeObject *live_type;

/* Milliseconds. */
#define SLICE 50

/* {{{ life */

static PyObject *
live_new (PyTypeObject *type, PyObject *args, PyObject *kwargs)
{
  static char *names[] = { "path",    "device", "format", "samplerate", "num_channels", "bit_depth",
                           "quality", "codec",  "atomic", "tags",       "listens",      NULL };
  GafPyEncodeArguments arguments = { 0 };
  g_autoptr (GafEncodeSpec) spec = NULL;
  g_autoptr (PyObject) path = NULL;
  g_autoptr (GafDevice) device = NULL;
  PyObject *device_name;
  const char *format;
  int listens;
  Live *self;

  if (!PyArg_ParseTupleAndKeywords (args, kwargs, "O&OsOOOOOOOp", names, PyUnicode_FSConverter, &path, &device_name,
                                    &format, &arguments.samplerate, &arguments.num_channels, &arguments.bit_depth,
                                    &arguments.quality, &arguments.codec, &arguments.atomic, &arguments.tags, &listens))
    return NULL;
  spec = gafpy_encode_spec_new (&arguments, format);
  if (spec == NULL || !gafpy_find_device (device_name, GAF_DIRECTION_INPUT, &device))
    return NULL;
  self = gafpy_alloc (type);
  if (self == NULL)
    return NULL;
  if (listens)
    gafpy_happenings_begin (&self->happenings);
  self->recorder = gaf_recorder_new (device, PyBytes_AS_STRING (path), spec);
  if (listens) {
    gafpy_happenings_end (&self->happenings);
    gafpy_happenings_listen (&self->happenings, self->recorder, "file-finished", G_TYPE_STRING);
    gafpy_happenings_listen (&self->happenings, self->recorder, "ended", G_TYPE_NONE);
    gafpy_happenings_listen (&self->happenings, self->recorder, "error", G_TYPE_ERROR);
  }
  return (PyObject *) self;
}

static void
live_dealloc (PyObject *object)
{
  Live *self = (Live *) object;
  PyTypeObject *type = Py_TYPE ((PyObject *) self);
  PyObject *error_type, *error, *traceback;

  PyErr_Fetch (&error_type, &error, &traceback);
  Py_BEGIN_ALLOW_THREADS;
  g_clear_object (&self->recorder);
  gafpy_happenings_clear (&self->happenings);
  Py_END_ALLOW_THREADS;
  PyErr_Restore (error_type, error, traceback);
  gafpy_free (type, self);
  Py_DECREF (type);
}

PyDoc_STRVAR (poll_doc, "poll($self, seconds, /)\n--\n\n"
                        "What has happened, or happens in so many seconds: a list of names, each with its argument.");

static PyObject *
live_poll (PyObject *object, PyObject *argument)
{
  Live *self = (Live *) object;
  double seconds = PyFloat_AsDouble (argument);

  if (seconds == -1 && PyErr_Occurred ())
    return NULL;
  if (self->happenings.context == NULL)
    return PyErr_Format (PyExc_RuntimeError, "This recorder does not listen");
  return gafpy_happenings_wait (&self->happenings, seconds);
}

/* }}} */

/* {{{ record */

PyDoc_STRVAR (start_doc, "start($self, /)\n--\n\n"
                         "Opens the device and the file, and records.");

static PyObject *
live_start (PyObject *object, PyObject *unused)
{
  GError *error = NULL;
  gboolean ok;

  Py_BEGIN_ALLOW_THREADS;
  ok = gaf_recorder_start (((Live *) object)->recorder, NULL, &error);
  Py_END_ALLOW_THREADS;
  if (!ok)
    return gafpy_raise (error, NULL);
  Py_RETURN_NONE;
}

static PyObject *
call (PyObject *object, gboolean (*function) (GafRecorder *self, GError **error))
{
  GError *error = NULL;
  gboolean ok;

  Py_BEGIN_ALLOW_THREADS;
  ok = function (((Live *) object)->recorder, &error);
  Py_END_ALLOW_THREADS;
  if (!ok)
    return gafpy_raise (error, NULL);
  Py_RETURN_NONE;
}

PyDoc_STRVAR (pause_doc, "pause($self, /)\n--\n\n"
                         "Pauses.");

static PyObject *
live_pause (PyObject *object, PyObject *unused)
{
  return call (object, gaf_recorder_pause);
}

PyDoc_STRVAR (resume_doc, "resume($self, /)\n--\n\n"
                          "Goes on.");

static PyObject *
live_resume (PyObject *object, PyObject *unused)
{
  return call (object, gaf_recorder_resume);
}

PyDoc_STRVAR (stop_doc, "stop($self, /)\n--\n\n"
                        "Ends the recording, and returns when the files are whole.");

static PyObject *
live_stop (PyObject *object, PyObject *unused)
{
  GError *error = NULL;
  gboolean ok;

  Py_BEGIN_ALLOW_THREADS;
  ok = gaf_recorder_stop (((Live *) object)->recorder, NULL, &error);
  Py_END_ALLOW_THREADS;
  if (!ok)
    return gafpy_raise (error, NULL);
  Py_RETURN_NONE;
}

PyDoc_STRVAR (wait_doc, "wait($self, seconds, /)\n--\n\n"
                        "Waits for the end, for so many seconds at most, or for ever if they are negative; whether it "
                        "has come.");

static PyObject *
live_wait (PyObject *object, PyObject *argument)
{
  const double seconds = PyFloat_AsDouble (argument);
  const gint64 deadline = g_get_monotonic_time () + (gint64) (CLAMP (seconds, 0, 1e9) * G_USEC_PER_SEC);

  if (seconds == -1 && PyErr_Occurred ())
    return NULL;
  for (;;) {
    const gint64 left = seconds < 0 ? SLICE : (deadline - g_get_monotonic_time ()) / 1000;
    GError *error = NULL;
    gboolean ok;

    Py_BEGIN_ALLOW_THREADS;
    ok = gaf_recorder_wait (((Live *) object)->recorder, (gint) CLAMP (left, 0, SLICE), NULL, &error);
    Py_END_ALLOW_THREADS;
    if (ok)
      Py_RETURN_TRUE;
    if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_TIMED_OUT))
      return gafpy_raise (error, NULL);
    g_clear_error (&error);
    if (PyErr_CheckSignals () < 0)
      return NULL;
    if (left <= 0)
      Py_RETURN_FALSE;
  }
}

/* }}} */

/* {{{ properties */

static PyObject *
get_state (PyObject *self, void *closure)
{
  static const char *const names[] = { "new", "recording", "paused", "stopped" };

  return PyUnicode_FromString (names[gaf_recorder_get_state (((Live *) self)->recorder)]);
}

static PyObject *
get_position (PyObject *self, void *closure)
{
  return PyLong_FromLongLong (gaf_recorder_get_position (((Live *) self)->recorder));
}

static PyObject *
get_lost (PyObject *self, void *closure)
{
  return PyLong_FromLongLong (gaf_recorder_get_lost_frames (((Live *) self)->recorder));
}

static PyObject *
get_level (PyObject *self, void *closure)
{
  g_autoptr (GafLevel) level = gaf_recorder_get_level (((Live *) self)->recorder);

  return gafpy_level_new (level);
}

static PyObject *
get_peaks (PyObject *self, void *closure)
{
  GafPeaks *peaks = gaf_recorder_get_peaks (((Live *) self)->recorder);

  if (peaks == NULL)
    Py_RETURN_NONE;
  return gafpy_peaks_wrap (peaks);
}

static PyObject *
get_files (PyObject *self, void *closure)
{
  g_auto (GStrv) files = gaf_recorder_get_files (((Live *) self)->recorder);
  g_autoptr (PyObject) list = PyList_New (0);

  for (guint i = 0; list != NULL && files[i] != NULL; i++) {
    g_autoptr (PyObject) name = PyUnicode_DecodeFSDefault (files[i]);

    if (name == NULL || PyList_Append (list, name) < 0)
      return NULL;
  }
  return g_steal_pointer (&list);
}

/* By name of the GObject's property. */
static PyObject *
get_limit (PyObject *self, void *name)
{
  gint64 limit;

  g_object_get (((Live *) self)->recorder, name, &limit, NULL);
  return PyLong_FromLongLong (limit);
}

static int
set_limit (PyObject *self, PyObject *value, void *name)
{
  const long long limit = value == NULL ? 0 : PyLong_AsLongLong (value);

  if (PyErr_Occurred ())
    return -1;
  g_object_set (((Live *) self)->recorder, name, (gint64) limit, NULL);
  return 0;
}

static PyObject *
get_gobject (PyObject *self, void *closure)
{
  return gafpy_gobject_wrap (((Live *) self)->recorder);
}

/* }}} */

static PyMethodDef methods[] = {
  { "start", live_start, METH_NOARGS, start_doc },
  { "pause", live_pause, METH_NOARGS, pause_doc },
  { "resume", live_resume, METH_NOARGS, resume_doc },
  { "stop", live_stop, METH_NOARGS, stop_doc },
  { "wait", live_wait, METH_O, wait_doc },
  { "poll", live_poll, METH_O, poll_doc },
  { NULL, NULL, 0, NULL },
};

static PyGetSetDef properties[] = {
  { "state", get_state, NULL, "new, recording, paused or stopped.", NULL },
  { "position", get_position, NULL, "Frames that were recorded.", NULL },
  { "lost", get_lost, NULL, "Frames that are missing.", NULL },
  { "level", get_level, NULL, "Peaks and RMS, by channel.", NULL },
  { "peaks", get_peaks, NULL, "The waveform; None before it has begun.", NULL },
  { "files", get_files, NULL, "The names of the files.", NULL },
  { "max_frames", get_limit, set_limit, "After how many frames it ends; 0 for never.", "max-frames" },
  { "split_frames", get_limit, set_limit, "How many frames a file has; 0 for any number.", "split-frames" },
  { "split_bytes", get_limit, set_limit, "How large a file gets; 0 for any size.", "split-bytes" },
  { "gobject", get_gobject, NULL, "The GAudioFile.Recorder behind this object.", NULL },
  { NULL, NULL, NULL, NULL, NULL },
};

PyDoc_STRVAR (live_doc, "Records into files; what Recorder is made of. listens: whether poll() is called.");

int
gafpy_recorder_init (PyObject *module)
{
  PyType_Slot slots[] = {
    { Py_tp_doc, (void *) live_doc }, { Py_tp_new, live_new },      { Py_tp_dealloc, live_dealloc },
    { Py_tp_methods, methods },       { Py_tp_getset, properties }, { 0, NULL },
  };
  PyType_Spec spec = {
    .name = "gaudiofile._native.LiveRecorder",
    .basicsize = sizeof (Live),
    .flags = Py_TPFLAGS_DEFAULT | Py_TPFLAGS_IMMUTABLETYPE,
    .slots = slots,
  };

  live_type = (PyTypeObject *) PyType_FromSpec (&spec);
  return live_type == NULL ? -1 : PyModule_AddType (module, live_type);
}
