/*
 * SPDX-FileCopyrightText: 2026 gaudiofile contributors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#include "native.h"

#include <structmember.h>

/*
 * ReadableAudioFile: a GafReader, and what it reads from.
 *
 * What reads, seeks or closes is called with the GIL released. What only asks neither locks nor waits in the library, and works from
 * anywhere: from another thread while one reads, and from inside the file-like.
 */

typedef struct {
  PyObject_HEAD GafReader *reader;
  GafPySource source;
  PyObject *weak_references;
  double rate;
  int channels;
  GafSampleFormat format;
} Readable;

PyTypeObject *gafpy_readable_type;

/* {{{ life */

PyObject *
gafpy_readable_open (PyTypeObject *type, PyObject *object)
{
  GafPySource source = { 0 };
  GafReader *reader = gafpy_source_open (&source, object);
  Readable *self = reader == NULL ? NULL : (Readable *) type->tp_alloc (type, 0);

  if (self == NULL) {
    g_clear_object (&reader);
    gafpy_source_release (&source);
    Py_CLEAR (source.name);
    return NULL;
  }
  self->reader = reader;
  self->source = source;
  self->rate = gaf_reader_get_rate (reader);
  self->channels = gaf_reader_get_channels (reader);
  self->format = gaf_reader_get_sample_format (reader);
  return (PyObject *) self;
}

static PyObject *
readable_new (PyTypeObject *type, PyObject *args, PyObject *kwargs)
{
  static const GafPySignature signature = {
    .function = "ReadableAudioFile",
    .text = "(filename_or_file_like)",
    .names = { "" },
    .has_source = TRUE,
    .n_positional = 1,
    .n_required = 1,
  };
  PyObject *object = NULL;

  if (!gafpy_parse_arguments (&signature, args, kwargs, &object))
    return NULL;
  return gafpy_readable_open (type, object);
}

/* The C side holds references to the file-like too. They count as ours alone only while nobody else holds the reader. */
static int
readable_traverse (PyObject *object, visitproc visit, void *arg)
{
  Readable *self = (Readable *) object;

  Py_VISIT (Py_TYPE (self));
  Py_VISIT (self->source.object);
  if (self->reader != NULL && G_OBJECT (self->reader)->ref_count == 1)
    return gafpy_source_traverse (&self->source, visit, arg);
  return 0;
}

/* Closing a file waits for a read that is under way on another thread. */
static void
close_reader (Readable *self)
{
  Py_BEGIN_ALLOW_THREADS;
  gaf_reader_close (self->reader);
  Py_END_ALLOW_THREADS;
  gafpy_source_release (&self->source);
}

static int
readable_clear (PyObject *object)
{
  Readable *self = (Readable *) object;

  if (self->reader != NULL)
    close_reader (self);
  return 0;
}

static void
readable_dealloc (PyObject *object)
{
  Readable *self = (Readable *) object;
  PyTypeObject *type = Py_TYPE (self);
  PyObject *error_type, *error, *traceback;

  PyObject_GC_UnTrack (self);
  if (self->weak_references != NULL)
    PyObject_ClearWeakRefs (object);

  /* The end of the file-like may run any code. */
  PyErr_Fetch (&error_type, &error, &traceback);
  if (self->reader != NULL) {
    GafReader *reader = g_steal_pointer (&self->reader);
    gboolean shared = G_OBJECT (reader)->ref_count > 1; /* with PyGObject: then it stays open */

    Py_BEGIN_ALLOW_THREADS;
    if (!shared)
      gaf_reader_close (reader);
    Py_END_ALLOW_THREADS;
    /* With the GIL: os.fork() holds it, so that GLib's locks are free then, which the end of an object takes. */
    g_object_unref (reader);
  }
  gafpy_source_release (&self->source);
  Py_CLEAR (self->source.name);
  PyErr_Restore (error_type, error, traceback);

  type->tp_free (self);
  Py_DECREF (type);
}

static gboolean
is_closed (Readable *self)
{
  return gaf_reader_is_closed (self->reader);
}

/* FALSE with an exception set, if the reader cannot be asked to do something. */
static gboolean
check_usable (Readable *self)
{
  if (gafpy_file_like_is_inside (self->source.file_like))
    gafpy_raise_busy ();
  else if (is_closed (self))
    gafpy_raise_closed ();
  else
    return TRUE;
  return FALSE;
}

/* }}} */

/* {{{ reading */

static PyObject *
read_as (Readable *self, PyObject *frames_object, gboolean raw, int dtype, int width)
{
  GafPyReadSpec spec = { self->reader, &self->source, self->channels, raw, dtype, width };
  gint64 frames;

  if (gafpy_parse_frames (frames_object, &frames) < 0 || !check_usable (self))
    return NULL;
  return gafpy_read_array (&spec, frames);
}

PyDoc_STRVAR (
    read_doc,
    "read($self, /, num_frames=0)\n--\n\n"
    "Reads the next num_frames frames (samples of each channel) as float32.\n\n"
    "Returns an array of shape (num_channels, frames), with fewer frames than asked for only at the end of the file,\n"
    "where it is (num_channels, 0). Integer samples are scaled so that the largest value is 1.0.\n\n"
    "num_frames must be given, and be a whole number above 0; it may be a float without fraction. Else ValueError.\n"
    "RuntimeError if the file is closed.");

static PyObject *
readable_read (PyObject *self, PyObject *const *args, Py_ssize_t n_args, PyObject *names)
{
  PyObject *frames;

  if (!gafpy_parse_one ("read", "num_frames", args, n_args, names, &frames))
    return NULL;
  return read_as ((Readable *) self, frames, FALSE, NPY_FLOAT32, sizeof (float));
}

PyDoc_STRVAR (
    read_raw_doc,
    "read_raw($self, /, num_frames=0)\n--\n\n"
    "Reads the next num_frames frames in the file's own sample format.\n\n"
    "As read(), but the array's dtype is int8, int16, int32 or float32, and its values are those in the file. 8-bit\n"
    "samples are signed also where the file's are not; 24-bit samples fill the upper bits of an int32.\n\n"
    "RuntimeError for files of 64-bit floating-point samples, for which there is read().");

static PyObject *
readable_read_raw (PyObject *object, PyObject *const *args, Py_ssize_t n_args, PyObject *names)
{
  Readable *self = (Readable *) object;
  PyObject *frames;

  if (!gafpy_parse_one ("read_raw", "num_frames", args, n_args, names, &frames))
    return NULL;
  switch (self->format) {
  case GAF_SAMPLE_FORMAT_INT8:
    return read_as (self, frames, TRUE, NPY_INT8, 1);
  case GAF_SAMPLE_FORMAT_INT16:
    return read_as (self, frames, TRUE, NPY_INT16, 2);
  case GAF_SAMPLE_FORMAT_INT24:
  case GAF_SAMPLE_FORMAT_INT32:
    return read_as (self, frames, TRUE, NPY_INT32, 4);
  case GAF_SAMPLE_FORMAT_FLOAT32:
    return read_as (self, frames, TRUE, NPY_FLOAT32, 4);
  case GAF_SAMPLE_FORMAT_FLOAT64:
    PyErr_SetString (
        PyExc_RuntimeError,
        "This file contains 64-bit floating-point audio, which read_raw() does not return: use read(), which "
        "converts it to 32 bits");
    return NULL;
  case GAF_SAMPLE_FORMAT_UNKNOWN:
  default:
    PyErr_SetString (PyExc_RuntimeError, "The sample format of this file is not known: use read()");
    return NULL;
  }
}

PyDoc_STRVAR (
    seek_doc,
    "seek($self, /, position)\n--\n\n"
    "Goes to a frame: the next read begins there, exactly. The position just behind the last frame is allowed.\n\n"
    "ValueError for a position outside the file, TypeError for a float, RuntimeError if the file is closed.");

static PyObject *
readable_seek (PyObject *object, PyObject *const *args, Py_ssize_t n_args, PyObject *names)
{
  Readable *self = (Readable *) object;
  PyObject *position_object;
  GError *error = NULL;
  gint64 position;
  gboolean ok;

  if (!gafpy_parse_one ("seek", "position", args, n_args, names, &position_object))
    return NULL;
  if (position_object == NULL) {
    PyErr_SetString (PyExc_TypeError, "seek(): incompatible function arguments. Expected seek(position)");
    return NULL;
  }
  if (gafpy_parse_position (position_object, &position) < 0 || !check_usable (self))
    return NULL;

  Py_BEGIN_ALLOW_THREADS;
  ok = gaf_reader_seek (self->reader, position, NULL, &error);
  Py_END_ALLOW_THREADS;

  if (!ok)
    return gafpy_source_raise (&self->source, error);
  if (gafpy_file_like_reraise (self->source.file_like, FALSE))
    return NULL;
  Py_RETURN_NONE;
}

PyDoc_STRVAR (tell_doc, "tell($self, /)\n--\n\n"
                        "The frame that the next read begins with.");

static PyObject *
readable_tell (PyObject *self, PyObject *unused)
{
  return PyLong_FromLongLong (gaf_reader_tell (((Readable *) self)->reader));
}

PyDoc_STRVAR (seekable_doc, "seekable($self, /)\n--\n\n"
                            "True while the file is open: all audio files can seek.");

static PyObject *
readable_seekable (PyObject *self, PyObject *unused)
{
  return PyBool_FromLong (!is_closed ((Readable *) self));
}

/* }}} */

/* {{{ closing */

PyDoc_STRVAR (
    close_doc,
    "close($self, /)\n--\n\n"
    "Closes the file and gives back what it held. A file-like object is left open. Properties stay readable.\n\n"
    "Waits for a read that is under way on another thread. Closing again does nothing.");

static PyObject *
readable_close (PyObject *object, PyObject *unused)
{
  Readable *self = (Readable *) object;

  if (gafpy_file_like_is_inside (self->source.file_like))
    return gafpy_raise_busy ();
  close_reader (self);
  Py_RETURN_NONE;
}

PyDoc_STRVAR (enter_doc, "__enter__($self, /)\n--\n\n"
                         "Returns this file, which is closed when the with statement ends.");

static PyObject *
readable_enter (PyObject *self, PyObject *unused)
{
  return Py_NewRef (self);
}

PyDoc_STRVAR (exit_doc, "__exit__($self, exc_type, exc_value, traceback, /)\n--\n\n"
                        "Closes the file.");

static PyObject *
readable_exit (PyObject *self, PyObject *const *args, Py_ssize_t n_args)
{
  if (n_args != 3) {
    PyErr_SetString (PyExc_TypeError, "__exit__(): incompatible function arguments. Expected three");
    return NULL;
  }
  return readable_close (self, NULL);
}

/* }}} */

PyDoc_STRVAR (resampled_to_doc, "resampled_to($self, /, target_sample_rate, quality=None)\n--\n\n"
                                "This file at another sample rate; the file itself if it has that rate already.\n\n"
                                "NotImplementedError for any other rate: this version does not resample.");

static PyObject *
readable_resampled_to (PyObject *object, PyObject *args, PyObject *kwargs)
{
  static char *names[] = { "target_sample_rate", "quality", NULL };
  Readable *self = (Readable *) object;
  PyObject *quality;
  double rate;

  if (!PyArg_ParseTupleAndKeywords (args, kwargs, "d|O:resampled_to", names, &rate, &quality))
    return NULL;
  if (rate == self->rate)
    return Py_NewRef (object);
  PyErr_SetString (PyExc_NotImplementedError, "This version of gaudiofile does not resample");
  return NULL;
}

/* {{{ properties */

static PyObject *
get_frames (PyObject *self, void *closure)
{
  return PyLong_FromLongLong (gaf_reader_get_n_frames (((Readable *) self)->reader));
}

static PyObject *
get_duration (PyObject *self, void *closure)
{
  return PyFloat_FromDouble (gaf_reader_get_duration (((Readable *) self)->reader));
}

static PyObject *
get_exact_duration_known (PyObject *self, void *closure)
{
  return PyBool_FromLong (gaf_reader_get_exact_duration (((Readable *) self)->reader));
}

static PyObject *
get_samplerate (PyObject *self, void *closure)
{
  return gafpy_rate_to_object (((Readable *) self)->rate);
}

static PyObject *
get_num_channels (PyObject *self, void *closure)
{
  return PyLong_FromLong (((Readable *) self)->channels);
}

static PyObject *
get_file_dtype (PyObject *self, void *closure)
{
  return PyUnicode_FromString (gaf_sample_format_get_name (((Readable *) self)->format));
}

static PyObject *
get_bit_depth (PyObject *self, void *closure)
{
  return PyLong_FromUnsignedLong (gaf_reader_get_bits (((Readable *) self)->reader));
}

static PyObject *
get_codec (PyObject *self, void *closure)
{
  return gafpy_string_or_none (gaf_reader_get_codec (((Readable *) self)->reader));
}

static PyObject *
get_container (PyObject *self, void *closure)
{
  return gafpy_string_or_none (gaf_reader_get_container (((Readable *) self)->reader));
}

static PyObject *
get_name (PyObject *self, void *closure)
{
  PyObject *name = ((Readable *) self)->source.name;

  return Py_NewRef (name != NULL ? name : Py_None);
}

static PyObject *
get_closed (PyObject *self, void *closure)
{
  return PyBool_FromLong (is_closed ((Readable *) self));
}

static PyObject *
get_gobject (PyObject *self, void *closure)
{
  return gafpy_gobject_wrap (((Readable *) self)->reader);
}

/* }}} */

static PyObject *
readable_repr (PyObject *object)
{
  Readable *self = (Readable *) object;
  g_autoptr (PyObject) rate = get_samplerate (object, NULL);
  g_autoptr (PyObject) frames = get_frames (object, NULL);
  g_autoptr (PyObject) what = NULL;

  if (rate == NULL || frames == NULL)
    return NULL;
  /* The repr of bytes would be all of them. */
  if (self->source.name != NULL)
    what = PyUnicode_FromFormat (" filename=\"%U\"", self->source.name);
  else if (self->source.object != NULL
           && (PyBytes_Check (self->source.object) || PyByteArray_Check (self->source.object)))
    what = PyUnicode_FromFormat (" file_like=<%s at %p>", Py_TYPE (self->source.object)->tp_name, self->source.object);
  else if (self->source.object != NULL)
    what = PyUnicode_FromFormat (" file_like=%R", self->source.object);
  else
    what = PyUnicode_FromString ("");
  if (what == NULL)
    return NULL;
  return PyUnicode_FromFormat ("<%s%U samplerate=%R num_channels=%d frames=%R file_dtype=%s%s at %p>",
                               Py_TYPE (self)->tp_name, what, rate, self->channels, frames,
                               gaf_sample_format_get_name (self->format), is_closed (self) ? " closed" : "", object);
}

static PyMethodDef methods[] = {
  { "read", (PyCFunction) (void *) readable_read, METH_FASTCALL | METH_KEYWORDS, read_doc },
  { "read_raw", (PyCFunction) (void *) readable_read_raw, METH_FASTCALL | METH_KEYWORDS, read_raw_doc },
  { "seek", (PyCFunction) (void *) readable_seek, METH_FASTCALL | METH_KEYWORDS, seek_doc },
  { "tell", readable_tell, METH_NOARGS, tell_doc },
  { "seekable", readable_seekable, METH_NOARGS, seekable_doc },
  { "close", readable_close, METH_NOARGS, close_doc },
  { "resampled_to", (PyCFunction) (void *) readable_resampled_to, METH_VARARGS | METH_KEYWORDS, resampled_to_doc },
  { "__enter__", readable_enter, METH_NOARGS, enter_doc },
  { "__exit__", (PyCFunction) (void *) readable_exit, METH_FASTCALL, exit_doc },
  { NULL, NULL, 0, NULL },
};

static PyGetSetDef properties[] = {
  { "name", get_name, NULL, "The file's name as it was given; None for a file-like object or a buffer.", NULL },
  { "closed", get_closed, NULL, "True once the file is closed.", NULL },
  { "samplerate", get_samplerate, NULL, "Frames per second: an int, or a float if it has a fraction.", NULL },
  { "num_channels", get_num_channels, NULL, "The number of channels.", NULL },
  { "frames", get_frames, NULL,
    "The number of frames (samples of each channel) in the file. An estimate as long as exact_duration_known is False.",
    NULL },
  { "duration", get_duration, NULL, "The length in seconds: frames divided by samplerate.", NULL },
  { "exact_duration_known", get_exact_duration_known, NULL,
    "False while frames and duration are estimates: for some MP3 and similar files, until they were read to the end "
    "once.",
    NULL },
  { "file_dtype", get_file_dtype, NULL,
    "The file's own sample format: int8, int16, int24, int32, float32 or float64. Coded audio with loss is float32.",
    NULL },
  { "bit_depth", get_bit_depth, NULL,
    "Significant bits of a sample in the file; 0 for codecs that have no such number.", NULL },
  { "codec", get_codec, NULL, "How the samples are coded: pcm, flac, mp3, vorbis and so on.", NULL },
  { "container", get_container, NULL, "The format of the file around the codec, or None if there is none.", NULL },
  { "gobject", get_gobject, NULL,
    "The GAudioFile.Reader behind this object, for use with PyGObject. Both are the same open file.", NULL },
  { NULL, NULL, NULL, NULL, NULL },
};

static PyMemberDef members[] = {
  { "__weaklistoffset__", T_PYSSIZET, offsetof (Readable, weak_references), READONLY, NULL },
  { NULL, 0, 0, 0, NULL },
};

PyDoc_STRVAR (
    readable_doc,
    "An audio file that is open for reading. AudioFile(...) makes these; see there for what can be opened.\n\n"
    "Positions and lengths count frames: one sample of each channel. seek() is exact, and how a file is read in\n"
    "pieces makes no difference to the samples. May be used by several threads, one after the other; reads run with\n"
    "the GIL released. Methods of a file-like object are called on the thread that reads, and what they raise comes\n"
    "out unchanged.");

int
gafpy_readable_init (PyObject *module)
{
  PyType_Slot slots[] = {
    { Py_tp_doc, (void *) readable_doc }, { Py_tp_new, readable_new },
    { Py_tp_dealloc, readable_dealloc },  { Py_tp_traverse, readable_traverse },
    { Py_tp_clear, readable_clear },      { Py_tp_repr, readable_repr },
    { Py_tp_methods, methods },           { Py_tp_getset, properties },
    { Py_tp_members, members },           { 0, NULL },
  };
  PyType_Spec spec = {
    .name = "gaudiofile.ReadableAudioFile",
    .basicsize = sizeof (Readable),
    .flags = Py_TPFLAGS_DEFAULT | Py_TPFLAGS_BASETYPE | Py_TPFLAGS_HAVE_GC | Py_TPFLAGS_IMMUTABLETYPE,
    .slots = slots,
  };

  gafpy_readable_type = (PyTypeObject *) PyType_FromSpecWithBases (&spec, (PyObject *) gafpy_audio_file_type);
  return gafpy_readable_type == NULL ? -1 : PyModule_AddType (module, gafpy_readable_type);
}
