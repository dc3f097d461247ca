/*
 * SPDX-FileCopyrightText: 2026 gaudiofile contributors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#include "converted.h"

#include "arguments.h"
#include "async.h"
#include "numbers.h"
#include "quality.h"
#include "reading.h"
#include "source.h"
#include "types.h"

/*
 * ConvertedReadableAudioFile: a GafConvertedReader around the source of another file, and the type in which its samples
 * come. What it shares with ReadableAudioFile is in reading.c.
 */

/* FALSE with an exception set for a type that samples are not converted to. */
static gboolean
parse_dtype (PyObject *object, int *dtype)
{
  PyArray_Descr *descr = NULL;

  *dtype = NPY_FLOAT32;
  if (object == NULL || object == Py_None)
    return TRUE;
  if (!PyArray_DescrConverter (object, &descr))
    return FALSE;
  if (PyArray_ISNBO (descr->byteorder)
      && (descr->type_num == NPY_FLOAT32 || descr->type_num == NPY_FLOAT64 || descr->type_num == NPY_INT16
          || descr->type_num == NPY_INT32))
    *dtype = descr->type_num;
  else
    PyErr_Format (PyExc_TypeError, "dtype must be one of float32, float64, int16, int32, not %R", object);
  Py_DECREF (descr);
  return !PyErr_Occurred ();
}

/* The array of weights, NULL for none; FALSE with an exception set. */
static gboolean
parse_matrix (PyObject *object, int channels, PyObject **matrix, int *rows)
{
  PyArrayObject *array;

  *matrix = NULL;
  *rows = 0;
  if (object == NULL || object == Py_None)
    return TRUE;
  array = (PyArrayObject *) PyArray_FROMANY (object, NPY_FLOAT32, 2, 2, NPY_ARRAY_CARRAY_RO | NPY_ARRAY_FORCECAST);
  if (array == NULL)
    return FALSE;
  *matrix = (PyObject *) array;
  *rows = PyArray_DIM (array, 0) > GAFPY_MOST_CHANNELS ? 0 : PyArray_DIM (array, 0);
  if (PyArray_DIM (array, 1) == channels && *rows > 0)
    return TRUE;
  PyErr_Format (PyExc_ValueError,
                "matrix must have the shape (num_channels, %d), a weight for each channel of the file in each row, not "
                "(%zd, %zd)",
                channels, (Py_ssize_t) PyArray_DIM (array, 0), (Py_ssize_t) PyArray_DIM (array, 1));
  Py_CLEAR (*matrix);
  return FALSE;
}

static PyObject *
or_none (PyObject *object)
{
  return object != NULL ? object : Py_None;
}

/* @effects: borrowed; NULL for none. @pre_roll: frames. FALSE with an exception set. */
static gboolean
parse_effects (const GafPyConversion *conversion, double rate, const char **effects, gint64 *pre_roll)
{
  double seconds;

  *effects = NULL;
  *pre_roll = -1;
  if (or_none (conversion->effects) == Py_None)
    return TRUE;
  if (!PyUnicode_Check (conversion->effects)) {
    gafpy_raise_type ("effects", "a str, the description of GStreamer elements", conversion->effects);
    return FALSE;
  }
  *effects = PyUnicode_AsUTF8 (conversion->effects);
  if (*effects == NULL || or_none (conversion->pre_roll) == Py_None)
    return *effects != NULL;
  if (gafpy_parse_real (conversion->pre_roll, "preroll", &seconds) < 0)
    return FALSE;
  if (!(seconds >= 0 && seconds < 1e9)) {
    PyErr_Format (PyExc_ValueError, "preroll must be seconds from 0, not %R", conversion->pre_roll);
    return FALSE;
  }
  *pre_roll = (gint64) (seconds * rate);
  return TRUE;
}

/* Without the GIL: @source, gone through the effects, if there are any. NULL with @error. */
static GafSource *
add_effects (GafSource *source, const char *effects, gint64 pre_roll, GError **error)
{
  return effects == NULL ? g_object_ref (source)
                         : (GafSource *) gaf_processed_reader_new (source, effects, pre_roll, error);
}

PyObject *
gafpy_converted_open (PyTypeObject *type, PyObject *file, const GafPyConversion *conversion)
{
  GafPyReading *wrapped = (GafPyReading *) file;
  g_autoptr (PyObject) matrix = NULL;
  GafConvertedReader *reader = NULL;
  GafResampleQuality quality;
  GafSource *processed;
  GError *error = NULL;
  const char *effects;
  gint64 pre_roll;
  int channels = 0, rows, dtype;
  double rate = 0;
  PyObject *self;

  if (or_none (conversion->samplerate) != Py_None && gafpy_parse_real (conversion->samplerate, "samplerate", &rate) < 0)
    return NULL;
  if (or_none (conversion->samplerate) != Py_None && !(rate > 0))
    return PyErr_Format (PyExc_ValueError, "samplerate must be above 0, not %R", conversion->samplerate);
  if (or_none (conversion->num_channels) != Py_None) {
    if (gafpy_parse_count (conversion->num_channels, "num_channels", &channels) < 0)
      return NULL;
    if (channels < 1 || channels > GAFPY_MOST_CHANNELS)
      return PyErr_Format (PyExc_ValueError, "num_channels must be from 1 to %d, not %d", GAFPY_MOST_CHANNELS,
                           channels);
  }
  if (!parse_dtype (conversion->dtype, &dtype) || !parse_matrix (conversion->matrix, wrapped->channels, &matrix, &rows)
      || !gafpy_quality_parse (conversion->quality, "ConvertedReadableAudioFile", &quality)
      || !parse_effects (conversion, wrapped->rate, &effects, &pre_roll))
    return NULL;
  if (matrix != NULL && channels != 0 && channels != rows)
    return PyErr_Format (PyExc_ValueError, "matrix has %d rows, but num_channels is %d", rows, channels);

  Py_BEGIN_ALLOW_THREADS;
  processed = add_effects (wrapped->source, effects, pre_roll, &error);
  if (processed != NULL)
    reader = gaf_converted_reader_new (processed, rate, matrix != NULL ? (guint) rows : (guint) channels,
                                       matrix != NULL ? PyArray_DATA ((PyArrayObject *) matrix) : NULL,
                                       matrix != NULL ? (gsize) PyArray_SIZE ((PyArrayObject *) matrix) : 0, quality,
                                       &error);
  g_clear_object (&processed);
  Py_END_ALLOW_THREADS;

  if (reader == NULL)
    return gafpy_source_raise (wrapped->origin, error);
  self = gafpy_reading_new (type, reader, gafpy_source_ref (wrapped->origin), file);
  if (self != NULL) {
    ((GafPyReading *) self)->dtype = dtype;
    ((GafPyReading *) self)->arguments =
        Py_BuildValue ("(OOOOOOO)", or_none (conversion->samplerate), or_none (conversion->num_channels),
                       or_none (conversion->dtype), matrix != NULL ? matrix : Py_None, or_none (conversion->quality),
                       or_none (conversion->effects), or_none (conversion->pre_roll));
    if (((GafPyReading *) self)->arguments == NULL)
      Py_CLEAR (self);
  }
  return self;
}

static PyObject *
converted_new (PyTypeObject *type, PyObject *args, PyObject *kwargs)
{
  static const GafPySignature signature = {
    .function = "ConvertedReadableAudioFile",
    .text = "(audio_file, samplerate=None, num_channels=None, dtype='float32', *, matrix=None, "
            "resampling_quality=Resample.Quality.WindowedSinc32, effects=None, preroll=None)",
    .names = { "audio_file", "samplerate", "num_channels", "dtype", "matrix", "resampling_quality", "effects",
               "preroll" },
    .n_positional = 4,
    .n_required = 1,
  };
  struct {
    PyObject *file;
    GafPyConversion conversion;
  } values = { 0 };

  if (!gafpy_parse_arguments (&signature, args, kwargs, &values.file))
    return NULL;
  if (!PyObject_TypeCheck (values.file, gafpy_readable_type) && !PyObject_TypeCheck (values.file, gafpy_resampled_type)
      && !PyObject_TypeCheck (values.file, gafpy_converted_type))
    return PyErr_Format (PyExc_TypeError,
                         "%s(): incompatible function arguments. audio_file must be a ReadableAudioFile, as "
                         "AudioFile(...) returns it, not %.200s",
                         signature.function, gafpy_type_name (values.file));
  if (values.conversion.quality == Py_None)
    values.conversion.quality = NULL;
  return gafpy_converted_open (type, values.file, &values.conversion);
}

const char gafpy_through_doc[] =
    "through($self, /, effects, *, preroll=None)\n--\n\n"
    "This file gone through GStreamer elements, such as \"audioecho delay=200000000\": a ConvertedReadableAudioFile, "
    "which\n"
    "reads this one as it is read. It is as long as this file, to the frame.\n\n"
    "Effects remember what was before, so seeking sends all that is before its target through them once more, from "
    "the\n"
    "beginning on, and what is read does not depend on how one came there. With preroll it is only so many seconds:\n"
    "quicker, and enough where an effect has forgotten what was earlier. Reading on and skipping forward go on from\n"
    "where the last read ended.\n\n"
    "ValueError for what is no description of elements that change audio, TypeError for what is no str.";

PyObject *
gafpy_through (PyObject *self, PyObject *args, PyObject *kwargs)
{
  static const GafPySignature signature = {
    .function = "through",
    .text = "(effects, *, preroll=None)",
    .names = { "effects", "preroll" },
    .n_positional = 1,
    .n_required = 1,
  };
  PyObject *values[2] = { NULL };
  GafPyConversion conversion = { 0 };

  if (!gafpy_parse_arguments (&signature, args, kwargs, values))
    return NULL;
  if (!PyUnicode_Check (values[0])) {
    gafpy_raise_type ("effects", "a str, the description of GStreamer elements", values[0]);
    return NULL;
  }
  conversion.effects = values[0];
  conversion.pre_roll = values[1];
  return gafpy_converted_open (gafpy_converted_type, self, &conversion);
}

static PyObject *
get_dtype (PyObject *self, void *closure)
{
  return (PyObject *) PyArray_DescrFromType (((GafPyReading *) self)->dtype);
}

static PyObject *
get_matrix (PyObject *self, void *closure)
{
  GafPyReading *reading = (GafPyReading *) self;
  GafConvertedReader *reader = GAF_CONVERTED_READER (reading->source);
  npy_intp shape[2] = { reading->channels, 0 };
  const float *weights;
  PyObject *matrix;
  gsize n;

  weights = gaf_converted_reader_get_matrix (reader, &n);
  if (weights == NULL)
    Py_RETURN_NONE;
  shape[1] = n / reading->channels;
  matrix = PyArray_SimpleNew (2, shape, NPY_FLOAT32);
  if (matrix != NULL)
    memcpy (PyArray_DATA ((PyArrayObject *) matrix), weights, n * sizeof (float));
  return matrix;
}

PyDoc_STRVAR (
    read_doc,
    "read($self, /, num_frames=0, *, out=None)\n--\n\n"
    "Reads the next num_frames frames at this file's sample rate, as samples of its dtype.\n\n"
    "Returns an array of shape (num_channels, frames), with fewer frames than asked for only at the end of the file,\n"
    "where it is (num_channels, 0). num_frames and out are as for ReadableAudioFile.read(); out has this file's "
    "dtype.\n\n"
    "RuntimeError if this or the wrapped file is closed.");

PyDoc_STRVAR (
    read_at_doc,
    "read_at($self, /, position, num_frames=0, *, out=None)\n--\n\n"
    "Reads num_frames frames from a position on, as seek() and read() in one call, and leaves tell() as it is: for\n"
    "threads that share a file.\n\n"
    "The arguments, what is returned and what is raised are as for seek() and read().");

PyDoc_STRVAR (
    seek_doc,
    "seek($self, /, position)\n--\n\n"
    "Goes to a frame, counted at this file's sample rate: the next read begins there, exactly. The position just\n"
    "behind the last frame is allowed.\n\n"
    "ValueError for a position outside the file, TypeError for a fraction, RuntimeError if this or the wrapped file "
    "is\n"
    "closed.");

PyDoc_STRVAR (tell_doc, "tell($self, /)\n--\n\n"
                        "The frame that the next read begins with, counted at this file's sample rate.");

PyDoc_STRVAR (seekable_doc, "seekable($self, /)\n--\n\n"
                            "True while this and the wrapped file are open: all audio files can seek.");

PyDoc_STRVAR (
    close_doc,
    "close($self, /)\n--\n\n"
    "Ends reading and lets go of the wrapped file, which stays open as long as somebody else has it. Properties stay\n"
    "readable. Closing again does nothing.");

PyDoc_STRVAR (enter_doc, "__enter__($self, /)\n--\n\n"
                         "Returns this file, which is closed when the with statement ends.");

PyDoc_STRVAR (exit_doc, "__exit__($self, exc_type, exc_value, traceback, /)\n--\n\n"
                        "Closes this file as close() does: a wrapped file that nobody else has is closed with it.");

PyDoc_STRVAR (
    reduce_doc,
    "__reduce__($self, /)\n--\n\n"
    "Lets a file be pickled and copied, with its position: one that was opened by name is opened again, and one that\n"
    "is read from a buffer takes the bytes along. TypeError for one that is read from a file-like object.");

static PyMethodDef methods[] = {
  { "read", (PyCFunction) (void *) gafpy_reading_read, METH_FASTCALL | METH_KEYWORDS, read_doc },
  { "read_at", (PyCFunction) (void *) gafpy_reading_read_at, METH_FASTCALL | METH_KEYWORDS, read_at_doc },
  { "blocks", (PyCFunction) (void *) gafpy_reading_blocks, METH_VARARGS | METH_KEYWORDS, gafpy_reading_blocks_doc },
  GAFPY_ASYNC_READING_METHODS,
  { "seek", (PyCFunction) (void *) gafpy_reading_seek, METH_FASTCALL | METH_KEYWORDS, seek_doc },
  { "tell", gafpy_reading_tell, METH_NOARGS, tell_doc },
  { "seekable", gafpy_reading_seekable, METH_NOARGS, seekable_doc },
  { "close", gafpy_reading_close, METH_NOARGS, close_doc },
  { "through", (PyCFunction) (void *) gafpy_through, METH_VARARGS | METH_KEYWORDS, gafpy_through_doc },
  { "__reduce__", gafpy_reading_reduce, METH_NOARGS, reduce_doc },
  { "__enter__", gafpy_reading_enter, METH_NOARGS, enter_doc },
  { "__exit__", (PyCFunction) (void *) gafpy_reading_exit, METH_FASTCALL, exit_doc },
  { NULL, NULL, 0, NULL },
};

static PyGetSetDef properties[] = {
  { "name", gafpy_reading_get_name, NULL, "The wrapped file's name; None for a file-like object or a buffer.", NULL },
  { "closed", gafpy_reading_get_closed, NULL, "True once this file or the wrapped one is closed.", NULL },
  { "samplerate", gafpy_reading_get_samplerate, NULL, "Frames per second: an int, or a float if it has a fraction.",
    NULL },
  { "num_channels", gafpy_reading_get_num_channels, NULL, "The number of channels of what is read.", NULL },
  { "dtype", get_dtype, NULL, "The type of the samples that are read.", NULL },
  { "matrix", get_matrix, NULL,
    "The weights by which channels are mixed, float32 of shape (num_channels, channels of the wrapped file); None if "
    "they stay as they are.",
    NULL },
  { "frames", gafpy_reading_get_frames, NULL,
    "The number of frames at this file's sample rate. An estimate as long as exact_duration_known is False.", NULL },
  { "duration", gafpy_reading_get_duration, NULL, "The length in seconds: frames divided by samplerate.", NULL },
  { "exact_duration_known", gafpy_reading_get_exact, NULL,
    "False while frames and duration are estimates: for some MP3 and similar files, until they were read to the end "
    "once.",
    NULL },
  { "file_dtype", gafpy_reading_get_file_dtype, NULL,
    "The sample format of the wrapped file: int8, int16, int24, int32, float32 or float64.", NULL },
  { "gobject", gafpy_reading_get_gobject, NULL,
    "The GAudioFile.ConvertedReader behind this object, for use with PyGObject. Both are the same open file.", NULL },
  { NULL, NULL, NULL, NULL, NULL },
};

PyDoc_STRVAR (
    converted_doc,
    "ConvertedReadableAudioFile(audio_file, samplerate=None, num_channels=None, dtype='float32', *, matrix=None, "
    "resampling_quality=..., effects=None, preroll=None)\n--\n\n"
    "An audio file that is read at another sample rate, with other channels, as samples of another type, or with\n"
    "effects; AudioFile(..., samplerate=, num_channels=, dtype=, matrix=) and through() make these.\n\n"
    "audio_file is a ReadableAudioFile or another file that is read. samplerate is in Hz and may have a fraction, "
    "None\n"
    "for that of the file. num_channels=1 is the mean of all channels; one channel is copied to as many as are "
    "wanted;\n"
    "else the file is mixed as GStreamer mixes for such loudspeakers (5.1 to stereo and so on), or ValueError. "
    "matrix,\n"
    "of shape (num_channels, channels of the file), has the weights instead. dtype is float32 or float64, with full\n"
    "scale 1.0, or int16 or int32: a file of such integers that is not resampled or mixed comes as it is, and all "
    "else\n"
    "is scaled, rounded and clipped. resampling_quality is a member of Resample.Quality. effects and preroll\n"
    "are as for through(), and come first.\n\n"
    "Reading begins at frame 0, and is exact: neither pieces nor seeks make a difference to the samples. The wrapped\n"
    "file is moved by reading here, and is kept while this one is open.\n\n"
    "ValueError for values that cannot be, TypeError for arguments of other types, RuntimeError if audio_file is "
    "closed.\n\n"
    ">>> with gaudiofile.AudioFile(\"song.flac\", samplerate=16_000, num_channels=1, dtype=\"int16\") as f:\n"
    "...     f.read(1000).shape, f.frames\n"
    "((1, 1000), 48000)");

int
gafpy_converted_init (PyObject *module)
{
  gafpy_converted_type = gafpy_reading_make_type ("gaudiofile.ConvertedReadableAudioFile", converted_doc, converted_new,
                                                  methods, properties);
  return gafpy_converted_type == NULL ? -1 : PyModule_AddType (module, gafpy_converted_type);
}
