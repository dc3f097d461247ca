/*
 * SPDX-FileCopyrightText: 2026 gaudiofile contributors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#include "player.h"

#include "errors.h"
#include "gobject.h"
#include "happenings.h"
#include "reading.h"
#include "stream.h"
#include "types.h"

/* LivePlayer: a GafPlayer, for Player in player.py, which keeps the files and calls the program's functions. */

typedef struct {
  PyObject_HEAD GafPlayer *player;
  GafPyHappenings happenings;
} Live;

static PyTypeObject *live_type;

/* Milliseconds. */
#define SLICE 50

/* {{{ life */

static PyObject *
live_new (PyTypeObject *type, PyObject *args, PyObject *kwargs)
{
  static char *names[] = { "listens", NULL };
  int listens;
  Live *self;

  if (!PyArg_ParseTupleAndKeywords (args, kwargs, "p", names, &listens))
    return NULL;
  self = gafpy_alloc (type);
  if (self == NULL)
    return NULL;
  if (listens)
    gafpy_happenings_begin (&self->happenings);
  self->player = gaf_player_new ();
  if (listens) {
    gafpy_happenings_end (&self->happenings);
    gafpy_happenings_listen (&self->happenings, self->player, "ended", G_TYPE_NONE);
    gafpy_happenings_listen (&self->happenings, self->player, "error", G_TYPE_ERROR);
    gafpy_happenings_listen (&self->happenings, self->player, "source-changed", G_TYPE_NONE);
    gafpy_happenings_listen (&self->happenings, self->player, "notify::state", G_TYPE_PARAM);
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
  if (self->player != NULL) {
    g_signal_handlers_disconnect_matched (self->player, 0, 0, 0, NULL, NULL, NULL);
    gaf_player_close (self->player);
  }
  g_clear_object (&self->player);
  gafpy_happenings_clear (&self->happenings);
  Py_END_ALLOW_THREADS;
  PyErr_Restore (error_type, error, traceback);
  gafpy_free (type, self);
  Py_DECREF (type);
}

PyDoc_STRVAR (close_doc, "close($self, /)\n--\n\n"
                         "Closes the device.");

static PyObject *
live_close (PyObject *object, PyObject *unused)
{
  Py_BEGIN_ALLOW_THREADS;
  gaf_player_close (((Live *) object)->player);
  Py_END_ALLOW_THREADS;
  Py_RETURN_NONE;
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
    return PyErr_Format (PyExc_RuntimeError, "This player does not listen");
  return gafpy_happenings_wait (&self->happenings, seconds);
}

/* }}} */

/* {{{ what is played */

/* NULL with an exception set for what is no open file. */
static GafSource *
get_source (PyObject *file)
{
  if (PyObject_TypeCheck (file, gafpy_readable_type) || PyObject_TypeCheck (file, gafpy_resampled_type)
      || PyObject_TypeCheck (file, gafpy_converted_type))
    return ((GafPyReading *) file)->source;
  PyErr_Format (PyExc_TypeError, "A player plays files that are open for reading, not %.200s", gafpy_type_name (file));
  return NULL;
}

PyDoc_STRVAR (set_source_doc, "set_source($self, file, /)\n--\n\n"
                              "What is played: a file that is open for reading, or None.");

static PyObject *
live_set_source (PyObject *object, PyObject *file)
{
  GafSource *source = file == Py_None ? NULL : get_source (file);

  if (source == NULL && file != Py_None)
    return NULL;
  Py_BEGIN_ALLOW_THREADS;
  gaf_player_set_source (((Live *) object)->player, source);
  Py_END_ALLOW_THREADS;
  Py_RETURN_NONE;
}

PyDoc_STRVAR (enqueue_doc, "enqueue($self, file, /)\n--\n\n"
                           "Plays a file that is open for reading behind all others.");

static PyObject *
live_enqueue (PyObject *object, PyObject *file)
{
  GafSource *source = get_source (file);

  if (source == NULL)
    return NULL;
  Py_BEGIN_ALLOW_THREADS;
  gaf_player_enqueue (((Live *) object)->player, source);
  Py_END_ALLOW_THREADS;
  Py_RETURN_NONE;
}

PyDoc_STRVAR (clear_queue_doc, "clear_queue($self, /)\n--\n\n"
                               "Drops what is behind the file that is heard.");

static PyObject *
live_clear_queue (PyObject *object, PyObject *unused)
{
  Py_BEGIN_ALLOW_THREADS;
  gaf_player_clear_queue (((Live *) object)->player);
  Py_END_ALLOW_THREADS;
  Py_RETURN_NONE;
}

PyDoc_STRVAR (is_source_doc, "is_source($self, file, /)\n--\n\n"
                             "Whether that is the file that is heard.");

static PyObject *
live_is_source (PyObject *object, PyObject *file)
{
  GafSource *source = get_source (file);
  g_autoptr (GafSource) heard = NULL;

  if (source == NULL)
    return NULL;
  Py_BEGIN_ALLOW_THREADS;
  heard = gaf_player_get_source (((Live *) object)->player);
  Py_END_ALLOW_THREADS;
  return PyBool_FromLong (source == heard);
}

/* }}} */

/* {{{ play */

static PyObject *
call (PyObject *object, gboolean (*function) (GafPlayer *self, GError **error))
{
  GError *error = NULL;
  gboolean ok;

  Py_BEGIN_ALLOW_THREADS;
  ok = function (((Live *) object)->player, &error);
  Py_END_ALLOW_THREADS;
  if (!ok)
    return gafpy_raise (error, NULL);
  Py_RETURN_NONE;
}

PyDoc_STRVAR (play_doc, "play($self, /)\n--\n\n"
                        "Plays.");

static PyObject *
live_play (PyObject *object, PyObject *unused)
{
  return call (object, gaf_player_play);
}

PyDoc_STRVAR (pause_doc, "pause($self, /)\n--\n\n"
                         "Pauses.");

static PyObject *
live_pause (PyObject *object, PyObject *unused)
{
  return call (object, gaf_player_pause);
}

PyDoc_STRVAR (stop_doc, "stop($self, /)\n--\n\n"
                        "Stops, and goes to the first frame.");

static PyObject *
live_stop (PyObject *object, PyObject *unused)
{
  return call (object, gaf_player_stop);
}

PyDoc_STRVAR (next_doc, "next($self, /)\n--\n\n"
                        "Goes over to the next file.");

static PyObject *
live_next (PyObject *object, PyObject *unused)
{
  return call (object, gaf_player_next);
}

PyDoc_STRVAR (seek_doc, "seek($self, frame, /)\n--\n\n"
                        "Goes to a frame.");

static PyObject *
live_seek (PyObject *object, PyObject *argument)
{
  const long long frame = PyLong_AsLongLong (argument);
  GError *error = NULL;
  gboolean ok;

  if (frame == -1 && PyErr_Occurred ())
    return NULL;
  Py_BEGIN_ALLOW_THREADS;
  ok = gaf_player_seek (((Live *) object)->player, frame, &error);
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
    ok = gaf_player_wait (((Live *) object)->player, (gint) CLAMP (left, 0, SLICE), NULL, &error);
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
  static const char *const names[] = { "stopped", "playing", "paused", "closed" };
  GafPlayerState state;

  Py_BEGIN_ALLOW_THREADS;
  state = gaf_player_get_state (((Live *) self)->player);
  Py_END_ALLOW_THREADS;
  return PyUnicode_FromString (names[state]);
}

static PyObject *
get_position (PyObject *self, void *closure)
{
  gint64 position;

  Py_BEGIN_ALLOW_THREADS;
  position = gaf_player_get_position (((Live *) self)->player);
  Py_END_ALLOW_THREADS;
  return PyLong_FromLongLong (position);
}

static PyObject *
get_n_queued (PyObject *self, void *closure)
{
  guint n;

  Py_BEGIN_ALLOW_THREADS;
  n = gaf_player_get_n_queued (((Live *) self)->player);
  Py_END_ALLOW_THREADS;
  return PyLong_FromUnsignedLong (n);
}

static PyObject *
get_level (PyObject *self, void *closure)
{
  g_autoptr (GafLevel) level = NULL;

  Py_BEGIN_ALLOW_THREADS;
  level = gaf_player_get_level (((Live *) self)->player);
  Py_END_ALLOW_THREADS;
  return gafpy_level_new (level);
}

/* By name of the GObject's property. */
static PyObject *
get_number (PyObject *self, void *name)
{
  double number;

  Py_BEGIN_ALLOW_THREADS;
  g_object_get (((Live *) self)->player, name, &number, NULL);
  Py_END_ALLOW_THREADS;
  return PyFloat_FromDouble (number);
}

static int
set_number (PyObject *self, PyObject *value, void *name)
{
  const double number = value == NULL ? 0 : PyFloat_AsDouble (value);

  if (PyErr_Occurred ())
    return -1;
  Py_BEGIN_ALLOW_THREADS;
  g_object_set (((Live *) self)->player, name, number, NULL);
  Py_END_ALLOW_THREADS;
  return 0;
}

static PyObject *
get_flag (PyObject *self, void *name)
{
  gboolean flag;

  Py_BEGIN_ALLOW_THREADS;
  g_object_get (((Live *) self)->player, name, &flag, NULL);
  Py_END_ALLOW_THREADS;
  return PyBool_FromLong (flag);
}

static int
set_flag (PyObject *self, PyObject *value, void *name)
{
  const int flag = value == NULL ? 0 : PyObject_IsTrue (value);

  if (flag < 0)
    return -1;
  Py_BEGIN_ALLOW_THREADS;
  g_object_set (((Live *) self)->player, name, (gboolean) flag, NULL);
  Py_END_ALLOW_THREADS;
  return 0;
}

static PyObject *
get_device (PyObject *self, void *closure)
{
  g_autoptr (GafDevice) device = NULL;

  Py_BEGIN_ALLOW_THREADS;
  device = gaf_player_get_device (((Live *) self)->player);
  Py_END_ALLOW_THREADS;
  return gafpy_string_or_none (device == NULL ? NULL : gaf_device_get_name (device));
}

static int
set_device (PyObject *self, PyObject *value, void *closure)
{
  GafDevice *device = NULL;

  if (!gafpy_find_device (value, GAF_DIRECTION_OUTPUT, &device))
    return -1;
  Py_BEGIN_ALLOW_THREADS;
  gaf_player_set_device (((Live *) self)->player, device);
  g_clear_object (&device);
  Py_END_ALLOW_THREADS;
  return 0;
}

static PyObject *
get_gobject (PyObject *self, void *closure)
{
  return gafpy_gobject_wrap (((Live *) self)->player);
}

/* }}} */

static PyMethodDef methods[] = {
  { "set_source", live_set_source, METH_O, set_source_doc },
  { "is_source", live_is_source, METH_O, is_source_doc },
  { "enqueue", live_enqueue, METH_O, enqueue_doc },
  { "clear_queue", live_clear_queue, METH_NOARGS, clear_queue_doc },
  { "play", live_play, METH_NOARGS, play_doc },
  { "pause", live_pause, METH_NOARGS, pause_doc },
  { "stop", live_stop, METH_NOARGS, stop_doc },
  { "next", live_next, METH_NOARGS, next_doc },
  { "seek", live_seek, METH_O, seek_doc },
  { "wait", live_wait, METH_O, wait_doc },
  { "poll", live_poll, METH_O, poll_doc },
  { "close", live_close, METH_NOARGS, close_doc },
  { NULL, NULL, 0, NULL },
};

static PyGetSetDef properties[] = {
  { "state", get_state, NULL, "stopped, playing, paused or closed.", NULL },
  { "position", get_position, NULL, "The frame that is heard.", NULL },
  { "n_queued", get_n_queued, NULL, "How many files are behind the one that is heard.", NULL },
  { "level", get_level, NULL, "Peaks and RMS, by channel.", NULL },
  { "volume", get_number, set_number, "What samples are multiplied with.", "volume" },
  { "rate", get_number, set_number, "The speed.", "rate" },
  { "mute", get_flag, set_flag, "Whether nothing is to be heard.", "mute" },
  { "loop", get_flag, set_flag, "Whether the file is played again and again.", "loop" },
  { "device", get_device, set_device, "The name of the device that was set, or None.", NULL },
  { "gobject", get_gobject, NULL, "The GAudioFile.Player behind this object.", NULL },
  { NULL, NULL, NULL, NULL, NULL },
};

PyDoc_STRVAR (live_doc, "Plays files on a device; what Player is made of. listens: whether poll() is called.");

int
gafpy_player_init (PyObject *module)
{
  PyType_Slot slots[] = {
    { Py_tp_doc, (void *) live_doc }, { Py_tp_new, live_new },      { Py_tp_dealloc, live_dealloc },
    { Py_tp_methods, methods },       { Py_tp_getset, properties }, { 0, NULL },
  };
  PyType_Spec spec = {
    .name = "gaudiofile._native.LivePlayer",
    .basicsize = sizeof (Live),
    .flags = Py_TPFLAGS_DEFAULT | Py_TPFLAGS_IMMUTABLETYPE,
    .slots = slots,
  };

  live_type = (PyTypeObject *) PyType_FromSpec (&spec);
  return live_type == NULL ? -1 : PyModule_AddType (module, live_type);
}
