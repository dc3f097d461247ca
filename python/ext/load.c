/*
 * SPDX-FileCopyrightText: 2026 gaudiofile contributors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#include "load.h"

#include "async.h"
#include "numbers.h"
#include "source.h"

/*
 * Many files at once, for load_many() in _bulk.py: gaf_load_many() with the GIL released, which is taken every 50 ms to
 * look for Ctrl-C and to tell the progress.
 */

typedef struct {
  gsize n;
  GafClip **clips;
  GafPySource **origins;
  PyObject *progress; /* borrowed; NULL for none */
  GCancellable *cancellable;
  gboolean interrupted; /* with its exception set, which waits in the three below */
  PyObject *error_type, *error, *traceback;
  gsize told; /* the number that @progress was called with last */
  PyThreadState *thread;
} Loading;

static void
loading_clear (Loading *self)
{
  for (gsize i = 0; i < self->n; i++) {
    g_clear_object (&self->clips[i]);
    if (self->origins[i] != NULL) {
      gafpy_source_release (self->origins[i]);
      gafpy_source_unref (self->origins[i]);
    }
  }
  g_free (self->clips);
  g_free (self->origins);
  g_clear_object (&self->cancellable);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Loading, loading_clear)

/* {{{ what is to be loaded */

static GafClip *
make_clip (PyObject *object, GafPySource **origin)
{
  g_autoptr (PyObject) path = NULL;

  *origin = gafpy_source_new (object, &path);
  if (*origin == NULL)
    return NULL;
  if (path != NULL)
    return gaf_clip_new_for_path (PyBytes_AS_STRING (path));
  if ((*origin)->stream != NULL)
    return gaf_clip_new_for_stream (G_INPUT_STREAM ((*origin)->stream));
  return gaf_clip_new_for_bytes ((*origin)->bytes);
}

/* @offsets: NULL or None for 0. FALSE with an exception set. */
static gboolean
set_ranges (Loading *self, PyObject *offsets, long long frames)
{
  g_autoptr (PyObject) list = NULL;

  if (offsets != NULL && offsets != Py_None) {
    list = PySequence_Fast (offsets, "offsets must be a sequence of numbers of frames");
    if (list == NULL)
      return FALSE;
    if ((gsize) PySequence_Fast_GET_SIZE (list) != self->n) {
      PyErr_Format (PyExc_ValueError, "there are %zd offsets for %zd files", PySequence_Fast_GET_SIZE (list),
                    (Py_ssize_t) self->n);
      return FALSE;
    }
  }
  for (gsize i = 0; i < self->n; i++) {
    gint64 offset = 0;

    if (list != NULL && gafpy_parse_position (PySequence_Fast_GET_ITEM (list, i), &offset) < 0)
      return FALSE;
    if (offset < 0) {
      PyErr_Format (PyExc_ValueError, "an offset must not be negative, but one is %lld", (long long) offset);
      return FALSE;
    }
    gaf_clip_set_range (self->clips[i], offset, frames);
  }
  return TRUE;
}

/* Each clip into its part of the array (files, channels, frames). */
static gboolean
set_memory (Loading *self, PyObject *out, int channels, long long frames)
{
  PyArrayObject *array = (PyArrayObject *) out;
  const gsize size = (gsize) channels * frames;

  if (!PyArray_Check (out) || PyArray_TYPE (array) != NPY_FLOAT32 || !PyArray_ISCARRAY (array)
      || (gsize) PyArray_SIZE (array) != size * self->n) {
    PyErr_SetString (PyExc_TypeError, "out must be float32 of shape (files, channels, frames)");
    return FALSE;
  }
  for (gsize i = 0; i < self->n; i++)
    gaf_clip_set_memory (self->clips[i], (float *) PyArray_DATA (array) + i * size, size);
  return TRUE;
}

/* }}} */

/* {{{ while it is loaded */

/* Without the GIL, on the thread that called. */
static void
tick (gsize n_done, gsize n_clips, gpointer data)
{
  Loading *self = data;

  PyEval_RestoreThread (self->thread);
  if (!self->interrupted) {
    g_autoptr (PyObject) result = NULL;
    gboolean ok = PyErr_CheckSignals () == 0;

    if (ok && self->progress != NULL && n_done != self->told) {
      self->told = n_done;
      result = PyObject_CallFunction (self->progress, "nn", (Py_ssize_t) n_done, (Py_ssize_t) n_clips);
      ok = result != NULL;
    }
    if (!ok) {
      self->interrupted = TRUE;
      PyErr_Fetch (&self->error_type, &self->error, &self->traceback);
      g_cancellable_cancel (self->cancellable);
    }
  }
  self->thread = PyEval_SaveThread ();
}

/* }}} */

/* {{{ what has become of it */

static void
release_bytes (PyObject *capsule)
{
  g_bytes_unref (PyCapsule_GetPointer (capsule, NULL));
}

/* The samples of a block as an array, without a copy: nobody else has them. */
static PyObject *
array_of (GafBlock *block)
{
  npy_intp shape[2] = { gaf_block_get_channels (block), gaf_block_get_n_frames (block) };
  GBytes *bytes = gaf_block_get_bytes (block);
  PyObject *capsule, *array;

  if (shape[1] == 0)
    return PyArray_SimpleNew (2, shape, NPY_FLOAT32);
  capsule = PyCapsule_New (g_bytes_ref (bytes), NULL, release_bytes);
  if (capsule == NULL) {
    g_bytes_unref (bytes);
    return NULL;
  }
  array = PyArray_SimpleNewFromData (2, shape, NPY_FLOAT32, (void *) g_bytes_get_data (bytes, NULL));
  if (array == NULL) {
    Py_DECREF (capsule);
    return NULL;
  }
  if (PyArray_SetBaseObject ((PyArrayObject *) array, capsule) < 0)
    Py_CLEAR (array);
  return array;
}

/* The exception that reading this file alone would raise, as an object. */
static PyObject *
exception_of (GafClip *clip, GafPySource *origin)
{
  GError *error = g_error_copy (gaf_clip_get_error (clip));
  PyObject *type, *value, *traceback;

  if (origin->bytes != NULL)
    gafpy_source_explain_buffer (error, origin->object);
  gafpy_source_raise (origin, error);
  PyErr_Fetch (&type, &value, &traceback);
  PyErr_NormalizeException (&type, &value, &traceback);
  if (traceback != NULL && value != NULL)
    PyException_SetTraceback (value, traceback);
  Py_XDECREF (type);
  Py_XDECREF (traceback);
  return value;
}

/* An exception; None if it was not begun; (samples or None, frames, rate). */
static PyObject *
result_of (Loading *self, gsize i)
{
  GafClip *clip = self->clips[i];
  GafBlock *block = gaf_clip_get_block (clip);
  g_autoptr (PyObject) samples = NULL;

  if (gaf_clip_get_error (clip) != NULL)
    return exception_of (clip, self->origins[i]);
  samples = block != NULL ? array_of (block) : Py_NewRef (Py_None);
  if (samples == NULL)
    return NULL;
  return Py_BuildValue ("(OLN)", samples, (long long) gaf_clip_get_n_frames (clip),
                        gafpy_rate_to_object (gaf_clip_get_rate (clip)));
}

/* }}} */

const char gafpy_load_clips_doc[] =
    "load_clips(files, offsets, frames, samplerate, num_channels, threads, stop, progress, out, limits)\n--\n\n"
    "Loads files on several threads; what load_many() is made of. samplerate and num_channels are 0 for those of the\n"
    "files, frames -1 for all, threads 0 for as many as get_max_threads() says, out None or an array, limits None or\n"
    "a Limits.\n\n"
    "Returns for each file an exception, or (samples, frames, samplerate), where samples is None if there is out.";

PyObject *
gafpy_load_clips (PyObject *module, PyObject *args, PyObject *kwargs)
{
  static char *names[] = { "files",    "offsets", "frames", "samplerate", "num_channels", "threads", "stop",
                           "progress", "out",     "limits", NULL };
  PyObject *files, *offsets, *progress, *out, *limits;
  long long frames;
  double rate;
  int channels, threads, stop;
  g_auto (Loading) self = { 0 };
  g_autoptr (PyObject) list = NULL;
  g_autoptr (PyObject) results = NULL;
  g_autoptr (GafLimits) allowed = NULL;
  GError *error = NULL;
  gboolean ok;

  if (!PyArg_ParseTupleAndKeywords (args, kwargs, "OOLdiipOOO", names, &files, &offsets, &frames, &rate, &channels,
                                    &threads, &stop, &progress, &out, &limits)
      || !gafpy_parse_limits (limits, &allowed))
    return NULL;
  list = PySequence_Fast (files, "paths must be a sequence of files");
  if (list == NULL)
    return NULL;
  self.n = PySequence_Fast_GET_SIZE (list);
  self.clips = g_new0 (GafClip *, self.n + 1);
  self.origins = g_new0 (GafPySource *, self.n + 1);
  self.cancellable = gafpy_get_cancellable () != NULL ? g_object_ref (gafpy_get_cancellable ()) : g_cancellable_new ();
  self.progress = progress != Py_None ? progress : NULL;
  self.told = G_MAXSIZE;
  for (gsize i = 0; i < self.n; i++) {
    self.clips[i] = make_clip (PySequence_Fast_GET_ITEM (list, i), &self.origins[i]);
    if (self.clips[i] == NULL)
      return NULL;
    gaf_clip_set_conversion (self.clips[i], rate, channels);
    gaf_clip_set_limits (self.clips[i], allowed);
  }
  if (!set_ranges (&self, offsets, frames) || (out != Py_None && !set_memory (&self, out, channels, frames)))
    return NULL;

  self.thread = PyEval_SaveThread ();
  ok = gaf_load_many (self.clips, self.n, threads, stop ? GAF_LOAD_STOP_AT_ERROR : GAF_LOAD_DEFAULT, self.cancellable,
                      tick, &self, &error);
  PyEval_RestoreThread (self.thread);

  if (self.interrupted) {
    g_clear_error (&error);
    PyErr_Restore (self.error_type, self.error, self.traceback);
    return NULL;
  }
  if (!ok)
    return gafpy_source_raise (self.origins[0], error);
  results = PyList_New (self.n);
  for (gsize i = 0; results != NULL && i < self.n; i++) {
    PyObject *result = result_of (&self, i);

    if (result == NULL)
      return NULL;
    PyList_SET_ITEM (results, i, result);
  }
  return g_steal_pointer (&results);
}

const char gafpy_set_max_threads_doc[] =
    "set_max_threads($module, number, /)\n--\n\n"
    "Limits the threads that load_many(), long reads, long writes of FLAC, and resampling of long pieces make for "
    "their\n"
    "time, the calling one included; 1 has them do without. 0 is the usual: what the environment variable\n"
    "GAUDIOFILE_MAX_THREADS says, else the processors that the process may use, by its affinity and its control "
    "group.\n"
    "ValueError for a negative number.\n\n"
    ">>> gaudiofile.set_max_threads(1)  # none but the one that calls\n"
    ">>> gaudiofile.set_max_threads(0)";

PyObject *
gafpy_set_max_threads (PyObject *module, PyObject *object)
{
  int number;

  if (gafpy_parse_count (object, "number", &number) < 0)
    return NULL;
  if (number < 0)
    return PyErr_Format (PyExc_ValueError, "number must not be negative, but is %d", number);
  gaf_set_max_threads (number);
  Py_RETURN_NONE;
}

const char gafpy_get_max_threads_doc[] =
    "get_max_threads($module, /)\n--\n\n"
    "How many threads load_many(), long reads and a StreamResampler have work at most, the calling one included; see\n"
    "set_max_threads().\n\n"
    ">>> gaudiofile.get_max_threads() >= 1\n"
    "True";

PyObject *
gafpy_get_max_threads (PyObject *module, PyObject *unused)
{
  return PyLong_FromUnsignedLong (gaf_get_max_threads ());
}
