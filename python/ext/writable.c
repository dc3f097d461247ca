/*
 * SPDX-FileCopyrightText: 2026 gaudiofile contributors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#include "writable.h"

#include "arguments.h"
#include "async.h"
#include "encode-spec.h"
#include "errors.h"
#include "file-like.h"
#include "gobject.h"
#include "interrupt.h"
#include "numbers.h"
#include "only-reading.h"
#include "samples.h"
#include "sink.h"
#include "types.h"

#include <structmember.h>

/*
 * WriteableAudioFile: a GafWriter, and what it writes to; the mirror of readable.c.
 *
 * What writes, flushes or closes is called with the GIL released. What only asks works from anywhere.
 */

typedef struct _Writable Writable;

struct _Writable {
  PyObject_HEAD GafWriter *writer;
  GafPySink sink;
  PyObject *weak_references;
  GafPyHint hint;
  int channels;
  gboolean is_atomic;  /* only close() puts the file into its place */
  gboolean has_failed; /* and the caller knows */
  int n_calls;         /* that are under way, on any thread */
  Writable *previous;  /* in the list of those that are open */
  Writable *next;
};

/* All that are open, for the end of the interpreter; guarded by the GIL. */
static Writable *open_writables;

static void
enter_list (Writable *self)
{
  self->next = open_writables;
  if (open_writables != NULL)
    open_writables->previous = self;
  open_writables = self;
}

static void
leave_list (Writable *self)
{
  if (self->previous != NULL)
    self->previous->next = self->next;
  else if (open_writables == self)
    open_writables = self->next;
  if (self->next != NULL)
    self->next->previous = self->previous;
  self->previous = self->next = NULL;
}

/* {{{ life */

PyObject *
gafpy_writable_open (PyTypeObject *type, PyObject *object, const GafPyEncodeArguments *arguments)
{
  GafPySink sink = { 0 };
  GafWriter *writer = gafpy_sink_open (&sink, object, arguments);
  Writable *self = writer == NULL ? NULL : gafpy_alloc (type);

  if (self == NULL) {
    g_clear_object (&writer);
    gafpy_sink_release (&sink);
    Py_CLEAR (sink.name);
    return NULL;
  }
  self->writer = writer;
  self->sink = sink;
  self->channels = gaf_encode_spec_get_channels (gaf_writer_get_spec (writer));
  self->is_atomic = sink.name != NULL && gaf_encode_spec_get_atomic (gaf_writer_get_spec (writer));
  enter_list (self);
  return (PyObject *) self;
}

static PyObject *
writable_new (PyTypeObject *type, PyObject *args, PyObject *kwargs)
{
  static const GafPySignature signature = {
    .function = "WriteableAudioFile",
    .text = "(filename_or_file_like, samplerate, num_channels=1, bit_depth=16, quality=None, format=None, *, "
            "codec=None, atomic=False, tags=None)",
    .names = { "", GAFPY_ENCODE_NAMES },
    .has_source = TRUE,
    .n_positional = 6,
    .n_required = 1,
  };
  struct {
    PyObject *source;
    GafPyEncodeArguments encode;
  } values = { 0 };

  if (!gafpy_parse_arguments (&signature, args, kwargs, &values.source))
    return NULL;
  return gafpy_writable_open (type, values.source, &values.encode);
}

static gboolean
is_closed (Writable *self)
{
  return gaf_writer_is_closed (self->writer);
}

/* FALSE with an exception set, if the writer cannot be asked to do something. */
static gboolean
check_usable (Writable *self)
{
  if (gafpy_file_like_is_inside (self->sink.file_like))
    gafpy_raise_busy ();
  else if (is_closed (self))
    gafpy_raise_closed (self->sink.name);
  else
    return TRUE;
  return FALSE;
}

/* None, or NULL with an exception set: what the library or the file-like had to say of a call. */
static PyObject *
result_of (Writable *self, gboolean ok, GError *error)
{
  if (ok && !gafpy_interrupt_raise () && !gafpy_file_like_reraise (self->sink.file_like, FALSE))
    Py_RETURN_NONE;
  self->has_failed = TRUE;
  return ok ? NULL : gafpy_sink_raise (&self->sink, error);
}

/* Finishes the file, or gives it up. Waits for a write that is under way on another thread. */
static PyObject *
end_writer (Writable *self, gboolean commit)
{
  GError *error = NULL;
  PyObject *result;
  gboolean ok;

  self->n_calls++;
  gafpy_file_like_go_on (self->sink.file_like, TRUE);
  GAFPY_BEGIN_CALL;
  ok = commit ? gaf_writer_close (self->writer, NULL, &error) : gaf_writer_abort (self->writer, &error);
  GAFPY_END_CALL;
  gafpy_file_like_go_on (self->sink.file_like, FALSE);
  self->n_calls--;
  result = result_of (self, ok, error);

  if (is_closed (self)) {
    PyObject *type, *value, *traceback;

    /* The end of the file-like may run any code. */
    PyErr_Fetch (&type, &value, &traceback);
    leave_list (self);
    gafpy_sink_release (&self->sink);
    PyErr_Restore (type, value, traceback);
  }
  return result;
}

/* The C side holds references to the file-like too. They count as ours alone only while nobody else holds the
 * writer. */
static int
writable_traverse (PyObject *object, visitproc visit, void *arg)
{
  Writable *self = (Writable *) object;

  Py_VISIT (Py_TYPE ((PyObject *) self));
  Py_VISIT (self->sink.object);
  if (self->writer != NULL && G_OBJECT (self->writer)->ref_count == 1)
    return gafpy_file_like_traverse (self->sink.file_like, visit, arg);
  return 0;
}

/* As open() does of its files, and here it says what became of the file too. */
static void
warn_unclosed (PyObject *object)
{
  Writable *self = (Writable *) object;
  const char *what = self->is_atomic ? "given up, and an old file left as it was" : "finished";
  g_autoptr (PyObject) name = Py_NewRef (self->sink.name != NULL ? self->sink.name : (PyObject *) Py_TYPE (object));

  if (PyErr_ResourceWarning (object, 1, "unclosed audio file %R: it was %s", name, what) < 0) {
    /* Warnings may be errors, but nobody is there to catch this one. */
    if (PyErr_ExceptionMatches (PyExc_Warning))
      PyErr_WriteUnraisable (object);
    PyErr_Clear ();
  }
}

/* A file that nobody closed is finished now, or given up if it is atomic. Nobody is there to catch what goes wrong, so
   that goes to
 * sys.unraisablehook; unless a call has failed before, and this is the same error. */
static void
writable_finalize (PyObject *object)
{
  Writable *self = (Writable *) object;
  PyObject *type, *value, *traceback, *result;
  gboolean is_known = self->has_failed;

  if (self->writer == NULL || is_closed (self))
    return;
  PyErr_Fetch (&type, &value, &traceback);
  warn_unclosed (object);
  result = end_writer (self, !self->is_atomic);
  if (result == NULL && !is_known)
    PyErr_WriteUnraisable (object);
  PyErr_Clear ();
  Py_XDECREF (result);
  PyErr_Restore (type, value, traceback);
}

static int
writable_clear (PyObject *object)
{
  gafpy_sink_release (&((Writable *) object)->sink);
  return 0;
}

static void
writable_dealloc (PyObject *object)
{
  Writable *self = (Writable *) object;
  PyTypeObject *type = Py_TYPE ((PyObject *) self);
  PyObject *error_type, *error, *traceback;

  if (!PyObject_GC_IsFinalized (object)) {
    /* It lives while it is ended, and goes on living if a hook has taken a reference. */
    Py_INCREF (object);
    writable_finalize (object);
    if (--object->ob_refcnt > 0)
      return;
  }
  PyObject_GC_UnTrack (self);
  if (self->weak_references != NULL)
    PyObject_ClearWeakRefs (object);

  leave_list (self);
  PyErr_Fetch (&error_type, &error, &traceback);
  if (self->writer != NULL) {
    GafWriter *writer = g_steal_pointer (&self->writer);

    Py_BEGIN_ALLOW_THREADS;
    g_object_unref (writer);
    Py_END_ALLOW_THREADS;
  }
  gafpy_sink_release (&self->sink);
  Py_CLEAR (self->sink.name);
  PyErr_Restore (error_type, error, traceback);

  gafpy_free (type, self);
  Py_DECREF (type);
}

/* }}} */

/* {{{ the end of the interpreter */

/* How long the program's end waits for a daemon thread that is writing. */
#define LONGEST_WAIT_MS 2000

static void
wait_until_idle (Writable *self)
{
  for (int i = 0; self->n_calls > 0 && i < LONGEST_WAIT_MS; i++) {
    Py_BEGIN_ALLOW_THREADS;
    g_usleep (1000);
    Py_END_ALLOW_THREADS;
  }
}

PyDoc_STRVAR (close_all_doc,
              "close_writers($module, /)\n--\n\n"
              "Ends each writer that is open, as if it was dropped: for the end of the interpreter, when "
              "the frames of daemon threads are never left.");

/* What a daemon thread holds is never dropped. A thread that does not come out of its call keeps its file as it is: to
 * wait for it would keep the program from ending. */
static PyObject *
close_writers (PyObject *module, PyObject *unused)
{
  while (open_writables != NULL) {
    Writable *self = (Writable *) Py_NewRef ((PyObject *) open_writables);

    wait_until_idle (self);
    if (self->n_calls == 0)
      writable_finalize ((PyObject *) self);
    leave_list (self);
    Py_DECREF (self);
  }
  Py_RETURN_NONE;
}

static PyMethodDef close_all = { "close_writers", close_writers, METH_NOARGS, close_all_doc };

static gboolean
register_at_exit (void)
{
  g_autoptr (PyObject) module = PyImport_ImportModule ("atexit");
  g_autoptr (PyObject) function = PyCFunction_New (&close_all, NULL);
  g_autoptr (PyObject) result = NULL;

  if (module != NULL && function != NULL)
    result = PyObject_CallMethod (module, "register", "O", function);
  return result != NULL;
}

/* }}} */

/* {{{ writing */

PyDoc_STRVAR (
    write_doc,
    "write($self, /, samples)\n--\n\n"
    "Appends frames. How they are cut into calls makes no difference to the file.\n\n"
    "samples is an array of int8, int16, int32, float32 or float64, of shape (num_channels, frames) or (frames,\n"
    "num_channels), or (frames,) for one channel; else TypeError or RuntimeError. Besides NumPy arrays, anything with\n"
    "a buffer, __array__ or __dlpack__ (tensors of other libraries) will do, and lists of floats. It may have any\n"
    "strides and is not copied. Integers are scaled to the bits of the file. Floating-point samples have full scale\n"
    "1.0; an integer format rounds and clips them, and makes not-a-number silence. A codec with losses gets silence\n"
    "for not-a-number too, and no more than +-8.0 (+-1.0 if it takes integers, or is WMA): more makes encoders fail.\n"
    "Formats of float32 and float64 keep what they are given.\n\n"
    "When both dimensions equal num_channels, the layout is that of the array before. If there was none:\n"
    "RuntimeError. An array of shape (num_channels, 0) or (0, num_channels) shows the layout and writes nothing.\n\n"
    "An OSError (a full disk: errno is ENOSPC), or what the file-like raises, comes from here. After it no more can "
    "be\n"
    "written, but close() puts all that was written before into the file. RuntimeError if the file is closed.");

static PyObject *
writable_write (PyObject *object, PyObject *const *args, Py_ssize_t n_args, PyObject *names)
{
  static const GafPySignature signature = {
    .function = "write",
    .text = "(samples)",
    .names = { "samples" },
    .n_positional = 1,
    .n_required = 1,
  };
  Writable *self = (Writable *) object;
  GafPySamples samples;
  PyObject *array = NULL, *result = NULL;
  GError *error = NULL;
  gboolean ok;

  if (!gafpy_parse_call (&signature, args, n_args, names, &array)
      || !gafpy_samples_init (&samples, array, self->channels, &self->hint))
    return NULL;

  if (check_usable (self)) {
    self->n_calls++;
    if (gafpy_samples_are_plain (&samples)) {
      GAFPY_BEGIN_CALL;
      ok = gafpy_samples_write (&samples, self->writer, &error);
      GAFPY_END_CALL;
    } else {
      ok = gafpy_samples_write_in_pieces (&samples, self->writer, &error);
    }
    self->n_calls--;
    if (error != NULL || !PyErr_Occurred ())
      result = result_of (self, ok, error);
  }
  gafpy_samples_clear (&samples);
  return result;
}

PyDoc_STRVAR (
    flush_doc,
    "flush($self, /)\n--\n\n"
    "Hands on what was written so far, so that others can read it. Codecs keep back what they need for their\n"
    "next packet.\n\n"
    "OSError, or what the file-like raises, as in write(). RuntimeError if the file is closed.");

static PyObject *
writable_flush (PyObject *object, PyObject *unused)
{
  Writable *self = (Writable *) object;
  GError *error = NULL;
  gboolean ok;

  if (!check_usable (self))
    return NULL;
  self->n_calls++;
  GAFPY_BEGIN_CALL;
  ok = gaf_writer_flush (self->writer, NULL, &error);
  GAFPY_END_CALL;
  self->n_calls--;
  return result_of (self, ok, error);
}

PyDoc_STRVAR (tell_doc, "tell($self, /)\n--\n\n"
                        "The number of frames written so far.");

static PyObject *
writable_tell (PyObject *self, PyObject *unused)
{
  return PyLong_FromLongLong (gaf_writer_tell (((Writable *) self)->writer));
}

/* }}} */

/* {{{ closing */

PyDoc_STRVAR (
    close_doc,
    "close($self, /)\n--\n\n"
    "Finishes the file. A file-like object is flushed and left open. Properties stay readable.\n\n"
    "Waits for a write that is under way on another thread. Raises what went wrong and no call has raised before: all\n"
    "that was written is in the file if neither this nor a call before has raised. An atomic file takes the place of\n"
    "the old one now, unless a call before has failed. RuntimeError if the file is closed already.");

static PyObject *
writable_close (PyObject *object, PyObject *unused)
{
  Writable *self = (Writable *) object;

  return check_usable (self) ? end_writer (self, TRUE) : NULL;
}

PyDoc_STRVAR (
    abort_doc,
    "abort($self, /)\n--\n\n"
    "Gives the file up: closes it without finishing.\n\n"
    "With atomic=True the old file stays as it is, and nothing else is left. Without, the file is removed if it was "
    "not\n"
    "there before; an old one was emptied on opening, and keeps what has been written into it since, unfinished. A\n"
    "file-like object gets no more bytes and is left open. Does nothing if the file is closed already.");

static PyObject *
writable_abort (PyObject *object, PyObject *unused)
{
  Writable *self = (Writable *) object;

  if (is_closed (self))
    Py_RETURN_NONE;
  return check_usable (self) ? end_writer (self, FALSE) : NULL;
}

PyDoc_STRVAR (enter_doc, "__enter__($self, /)\n--\n\n"
                         "Returns this file, which is closed when the with statement ends.");

static PyObject *
writable_enter (PyObject *self, PyObject *unused)
{
  return Py_NewRef (self);
}

PyDoc_STRVAR (exit_doc, "__exit__($self, exc_type, exc_value, traceback, /)\n--\n\n"
                        "Closes the file, if that was not done inside the with statement. If the statement is left by "
                        "an exception, an atomic\n"
                        "file is given up, as by abort(); any other is finished as far as it was written. A note on "
                        "the exception says so.");

/* Tells in a traceback what became of the file. */
static void
add_note (Writable *self, PyObject *exception)
{
  g_autoptr (PyObject) name =
      self->sink.name != NULL ? Py_NewRef (self->sink.name) : PyUnicode_FromString ("The audio file");
  g_autoptr (PyObject) note = NULL;
  PyObject *result;

  if (name == NULL)
    return;
  if (self->is_atomic)
    note = PyUnicode_FromFormat ("%U is as it was: nothing of what was written before this exception is in it", name);
  else
    note = PyUnicode_FromFormat ("%U was finished with the %lld frames that were written before this exception", name,
                                 (long long) gaf_writer_tell (self->writer));
  result = note == NULL ? NULL : PyObject_CallMethod (exception, "add_note", "O", note);
  PyErr_Clear (); /* a note is not worth another exception */
  Py_XDECREF (result);
}

static PyObject *
writable_exit (PyObject *object, PyObject *const *args, Py_ssize_t n_args)
{
  Writable *self = (Writable *) object;
  gboolean is_exception, was_told;
  PyObject *result;

  if (n_args != 3) {
    PyErr_SetString (PyExc_TypeError, "__exit__(): incompatible function arguments. Expected three");
    return NULL;
  }
  if (is_closed (self))
    Py_RETURN_NONE;
  if (!check_usable (self))
    return NULL;
  is_exception = args[0] != Py_None;
  was_told = self->has_failed;
  result = end_writer (self, !(is_exception && self->is_atomic));
  if (result != NULL && is_exception && !was_told && PyExceptionInstance_Check (args[1]))
    add_note (self, args[1]);
  return result;
}

/* }}} */

/* {{{ properties */

static GafEncodeSpec *
spec_of (PyObject *self)
{
  return gaf_writer_get_spec (((Writable *) self)->writer);
}

static PyObject *
get_frames (PyObject *self, void *closure)
{
  return writable_tell (self, NULL);
}

static PyObject *
get_samplerate (PyObject *self, void *closure)
{
  return gafpy_rate_to_object (gaf_encode_spec_get_rate (spec_of (self)));
}

static PyObject *
get_num_channels (PyObject *self, void *closure)
{
  return PyLong_FromLong (((Writable *) self)->channels);
}

static const char *
file_dtype (PyObject *self)
{
  return gaf_sample_format_get_name (gaf_writer_get_sample_format (((Writable *) self)->writer));
}

static PyObject *
get_file_dtype (PyObject *self, void *closure)
{
  return PyUnicode_FromString (file_dtype (self));
}

static PyObject *
get_bit_depth (PyObject *self, void *closure)
{
  return PyLong_FromUnsignedLong (gaf_encode_spec_get_bit_depth (spec_of (self)));
}

static PyObject *
get_quality (PyObject *self, void *closure)
{
  return gafpy_string_or_none (gaf_encode_spec_get_quality (spec_of (self)));
}

static PyObject *
get_codec (PyObject *self, void *closure)
{
  return gafpy_string_or_none (gaf_encode_spec_get_codec (spec_of (self)));
}

static PyObject *
get_name (PyObject *self, void *closure)
{
  PyObject *name = ((Writable *) self)->sink.name;

  return Py_NewRef (name != NULL ? name : Py_None);
}

static PyObject *
get_closed (PyObject *self, void *closure)
{
  return PyBool_FromLong (is_closed ((Writable *) self));
}

static PyObject *
get_gobject (PyObject *self, void *closure)
{
  return gafpy_gobject_wrap (((Writable *) self)->writer);
}

/* }}} */

static PyObject *
writable_repr (PyObject *object)
{
  Writable *self = (Writable *) object;
  const char *quality = gaf_encode_spec_get_quality (spec_of (object));
  g_autofree char *quality_text = quality == NULL ? g_strdup ("") : g_strdup_printf (" quality=\"%s\"", quality);
  g_autoptr (PyObject) rate = get_samplerate (object, NULL);
  g_autoptr (PyObject) what = NULL;

  if (rate == NULL)
    return NULL;
  if (self->sink.name != NULL)
    what = PyUnicode_FromFormat (" filename=\"%U\"", self->sink.name);
  else if (self->sink.object != NULL)
    what = PyUnicode_FromFormat (" file_like=%R", self->sink.object);
  else
    what = PyUnicode_FromString ("");
  if (what == NULL)
    return NULL;
  return PyUnicode_FromFormat ("<%s%U samplerate=%R num_channels=%d%s file_dtype=%s%s at %p>",
                               gafpy_type_name ((PyObject *) self), what, rate, self->channels, quality_text,
                               file_dtype (object), is_closed (self) ? " closed" : "", object);
}

PyDoc_STRVAR (dir_doc, "__dir__($self, /)\n--\n\n"
                       "The names of what a file for writing has.");

static PyMethodDef methods[] = {
  { "write", (PyCFunction) (void *) writable_write, METH_FASTCALL | METH_KEYWORDS, write_doc },
  { "flush", writable_flush, METH_NOARGS, flush_doc },
  GAFPY_ASYNC_METHOD ("write_async", gafpy_write_async),
  GAFPY_ASYNC_METHOD ("flush_async", gafpy_flush_async),
  GAFPY_ASYNC_METHOD ("abort_async", gafpy_abort_async),
  GAFPY_ASYNC_METHODS,
  { "tell", writable_tell, METH_NOARGS, tell_doc },
  { "close", writable_close, METH_NOARGS, close_doc },
  { "abort", writable_abort, METH_NOARGS, abort_doc },
  { "__enter__", writable_enter, METH_NOARGS, enter_doc },
  { "__exit__", (PyCFunction) (void *) writable_exit, METH_FASTCALL, exit_doc },
  { "__dir__", gafpy_only_reading_dir, METH_NOARGS, dir_doc },
  { NULL, NULL, 0, NULL },
};

static PyGetSetDef properties[] = {
  GAFPY_ONLY_READING_ALL,
  { "name", get_name, NULL, "The file's name as it was given; None for a file-like object.", NULL },
  { "closed", get_closed, NULL, "True once the file is closed.", NULL },
  { "samplerate", get_samplerate, NULL, "Frames per second, in Hz.", NULL },
  { "num_channels", get_num_channels, NULL, "The number of channels.", NULL },
  { "frames", get_frames, NULL, "The number of frames (samples of each channel) written so far.", NULL },
  { "file_dtype", get_file_dtype, NULL,
    "The sample format of the file, by its bit depth: int8, int16, int24, int32, float32 or float64.", NULL },
  { "bit_depth", get_bit_depth, NULL, "The bits of a sample, as the file was opened with.", NULL },
  { "quality", get_quality, NULL, "The full name of the quality setting in use, or None for formats that have none.",
    NULL },
  { "codec", get_codec, NULL, "How the samples are coded: pcm, flac, mp3, vorbis and so on.", NULL },
  { "gobject", get_gobject, NULL,
    "The GAudioFile.Writer behind this object, for use with PyGObject. Both are the same open file.", NULL },
  { NULL, NULL, NULL, NULL, NULL },
};

static PyMemberDef members[] = {
  { "__weaklistoffset__", T_PYSSIZET, offsetof (Writable, weak_references), READONLY, NULL },
  { NULL, 0, 0, 0, NULL },
};

PyDoc_STRVAR (
    writable_doc,
    "WriteableAudioFile(filename, samplerate, num_channels=1, bit_depth=16, quality=None, format=None, *, codec=None, "
    "atomic=False, tags=None)\n--\n\n"
    "An audio file that is open for writing. AudioFile(..., \"w\", ...) makes these; see there for the arguments.\n\n"
    "The file is complete when close() has returned, or the with statement has ended, without an exception. Before,\n"
    "all that was written is readable but for the last second, or two with a codec, even if the program dies. A file\n"
    "that nobody closes is finished when the object goes, or at the end of the program, with a ResourceWarning.\n\n"
    "With atomic=True a new file is written beside the old one, and takes its place when close() has succeeded, or "
    "the\n"
    "with statement ends without an exception. In all other cases (an exception, abort(), an error, an object that\n"
    "goes unclosed, the end of the program) the old file stays as it is, and nothing is left of the new one.\n\n"
    "May be used by several threads, one after the other; writes\n"
    "run with the GIL released. Methods of a file-like object are called on the thread that writes, and what they\n"
    "raise comes out unchanged. After a fork, a child that closes or drops the object leaves the file to the parent,\n"
    "unless it has written itself.\n\n"
    ">>> with gaudiofile.AudioFile(\"silence.flac\", \"w\", 44_100, 2, bit_depth=24) as f:\n"
    "...     f.write(np.zeros((2, 44_100), np.float32))");

int
gafpy_writable_init (PyObject *module)
{
  PyType_Slot slots[] = {
    { Py_tp_doc, (void *) writable_doc },
    { Py_tp_new, writable_new },
    { Py_tp_dealloc, writable_dealloc },
    { Py_tp_finalize, writable_finalize },
    { Py_tp_traverse, writable_traverse },
    { Py_tp_clear, writable_clear },
    { Py_tp_repr, writable_repr },
    { Py_tp_methods, methods },
    { Py_tp_getset, properties },
    { Py_tp_members, members },
    { 0, NULL },
  };
  PyType_Spec spec = {
    .name = "gaudiofile.WriteableAudioFile",
    .basicsize = sizeof (Writable),
    .flags = Py_TPFLAGS_DEFAULT | Py_TPFLAGS_BASETYPE | Py_TPFLAGS_HAVE_GC | Py_TPFLAGS_IMMUTABLETYPE,
    .slots = slots,
  };

  gafpy_writable_type = (PyTypeObject *) PyType_FromSpecWithBases (&spec, (PyObject *) gafpy_audio_file_type);
  if (gafpy_writable_type == NULL || !register_at_exit ())
    return -1;
  return PyModule_AddType (module, gafpy_writable_type);
}
