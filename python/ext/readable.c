/*
 * SPDX-FileCopyrightText: 2026 gaudiofile contributors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#include "readable.h"

#include "arguments.h"
#include "async.h"
#include "converted.h"
#include "errors.h"
#include "file-like.h"
#include "interrupt.h"
#include "reading.h"
#include "resampled.h"
#include "source.h"
#include "tags.h"
#include "types.h"

/*
 * ReadableAudioFile: a GafReader. What it shares with ResampledReadableAudioFile is in reading.c.
 */

PyObject *
gafpy_readable_open (PyTypeObject *type, PyObject *object, PyObject *track, PyObject *isolation, PyObject *limits)
{
  GafPySource *origin;
  GafReader *reader = gafpy_source_open (object, track, isolation, limits, &origin);

  return reader == NULL ? NULL : gafpy_reading_new (type, reader, origin, NULL);
}

static PyObject *
readable_new (PyTypeObject *type, PyObject *args, PyObject *kwargs)
{
  static const GafPySignature signature = {
    .function = "ReadableAudioFile",
    .text = "(filename_or_file_like, *, track=None, isolation=None, limits=None)",
    .names = { "", "track", "isolation", "limits" },
    .has_source = TRUE,
    .n_positional = 1,
    .n_required = 1,
  };
  PyObject *values[4] = { NULL };

  if (!gafpy_parse_arguments (&signature, args, kwargs, values))
    return NULL;
  return gafpy_readable_open (type, values[0], values[1], values[2], values[3]);
}

PyDoc_STRVAR (
    read_doc,
    "read($self, /, num_frames=0, *, out=None)\n--\n\n"
    "Reads the next num_frames frames (samples of each channel) as float32.\n\n"
    "Returns an array of shape (num_channels, frames), with fewer frames than asked for only at the end of the file,\n"
    "where it is (num_channels, 0). Integer samples are scaled so that the largest value is 1.0.\n\n"
    "num_frames must be given, and be a whole number above 0; it may be a float without fraction. Else ValueError.\n"
    "With out, an array of float32 of shape (num_channels, n) or a tensor of another library, the frames are written\n"
    "there, at most n; what is returned is out, or the part of it that was filled. Rows of samples side by side are\n"
    "filled in place, any other layout with one copy more.\n\n"
    "RuntimeError if the file is closed.");

PyDoc_STRVAR (
    read_at_doc,
    "read_at($self, /, position, num_frames=0, *, out=None)\n--\n\n"
    "Reads num_frames frames from a position on, as seek() and read() in one call, and leaves tell() as it is: for\n"
    "threads that share a file.\n\n"
    "The arguments, what is returned and what is raised are as for seek() and read().");

PyDoc_STRVAR (
    read_raw_doc,
    "read_raw($self, /, num_frames=0)\n--\n\n"
    "Reads the next num_frames frames in the file's own sample format.\n\n"
    "As read(), but the array's dtype is int8, int16, int32 or float32, and its values are those in the file. 8-bit\n"
    "samples are signed also where the file's are not; 24-bit samples fill the upper bits of an int32.\n\n"
    "RuntimeError for files of 64-bit floating-point samples, for which there is read().");

static PyObject *
readable_read_raw (PyObject *self, PyObject *const *args, Py_ssize_t n_args, PyObject *names)
{
  static const GafPySignature signature = {
    .function = "read_raw",
    .text = "(num_frames)",
    .names = { "num_frames" },
    .n_positional = 1,
  };
  PyObject *frames = NULL;

  if (!gafpy_parse_call (&signature, args, n_args, names, &frames))
    return NULL;
  switch (((GafPyReading *) self)->format) {
  case GAF_SAMPLE_FORMAT_INT8:
    return gafpy_reading_get_raw (self, frames, NPY_INT8, 1);
  case GAF_SAMPLE_FORMAT_INT16:
    return gafpy_reading_get_raw (self, frames, NPY_INT16, 2);
  case GAF_SAMPLE_FORMAT_INT24:
  case GAF_SAMPLE_FORMAT_INT32:
    return gafpy_reading_get_raw (self, frames, NPY_INT32, 4);
  case GAF_SAMPLE_FORMAT_FLOAT32:
    return gafpy_reading_get_raw (self, frames, NPY_FLOAT32, 4);
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
    "ValueError for a position outside the file, TypeError for a fraction, RuntimeError if the file is closed.");

PyDoc_STRVAR (tell_doc, "tell($self, /)\n--\n\n"
                        "The frame that the next read begins with.");

PyDoc_STRVAR (seekable_doc, "seekable($self, /)\n--\n\n"
                            "True while the file is open: all audio files can seek.");

PyDoc_STRVAR (
    close_doc,
    "close($self, /)\n--\n\n"
    "Closes the file and gives back what it held. A file-like object is left open. Properties stay readable.\n\n"
    "Waits for a read that is under way on another thread. Closing again does nothing.");

PyDoc_STRVAR (enter_doc, "__enter__($self, /)\n--\n\n"
                         "Returns this file, which is closed when the with statement ends.");

PyDoc_STRVAR (exit_doc, "__exit__($self, exc_type, exc_value, traceback, /)\n--\n\n"
                        "Closes the file.");

PyDoc_STRVAR (
    resampled_to_doc,
    "resampled_to($self, /, target_sample_rate, quality=...)\n--\n\n"
    "This file at another sample rate, in Hz: a ResampledReadableAudioFile, which reads this one as it is read.\n\n"
    "The file itself if it has that rate already. target_sample_rate may have a fraction. ValueError for a rate\n"
    "outside 1 to 768,000 Hz, TypeError for a quality that is not a member of Resample.Quality.");

static GafReader *
reader_of (PyObject *self)
{
  return GAF_READER (((GafPyReading *) self)->source);
}

static PyObject *
get_bit_depth (PyObject *self, void *closure)
{
  return PyLong_FromUnsignedLong (gaf_reader_get_bits (reader_of (self)));
}

static PyObject *
get_codec (PyObject *self, void *closure)
{
  return gafpy_string_or_none (gaf_reader_get_codec (reader_of (self)));
}

static PyObject *
get_container (PyObject *self, void *closure)
{
  return gafpy_string_or_none (gaf_reader_get_container (reader_of (self)));
}

static PyObject *
get_tags (PyObject *object, void *closure)
{
  GafPyReading *self = (GafPyReading *) object;
  g_autoptr (GafTags) tags = NULL;
  GError *error = NULL;

  if (gafpy_file_like_is_inside (self->origin->file_like))
    return gafpy_raise_busy ();
  GAFPY_BEGIN_CALL;
  tags = gaf_reader_read_tags (reader_of (object), NULL, &error);
  GAFPY_END_CALL;
  return tags != NULL ? gafpy_tags_to_python (tags) : gafpy_source_raise (self->origin, error);
}

PyDoc_STRVAR (
    reduce_doc,
    "__reduce__($self, /)\n--\n\n"
    "Lets a file be pickled and copied, with its position: one that was opened by name is opened again, and one that\n"
    "is read from a buffer takes the bytes along. TypeError for one that is read from a file-like object.");

static PyMethodDef methods[] = {
  { "read", (PyCFunction) (void *) gafpy_reading_read, METH_FASTCALL | METH_KEYWORDS, read_doc },
  { "read_raw", (PyCFunction) (void *) readable_read_raw, METH_FASTCALL | METH_KEYWORDS, read_raw_doc },
  { "read_at", (PyCFunction) (void *) gafpy_reading_read_at, METH_FASTCALL | METH_KEYWORDS, read_at_doc },
  { "blocks", (PyCFunction) (void *) gafpy_reading_blocks, METH_VARARGS | METH_KEYWORDS, gafpy_reading_blocks_doc },
  GAFPY_ASYNC_READING_METHODS,
  GAFPY_ASYNC_METHOD ("read_raw_async", gafpy_read_raw_async),
  { "seek", (PyCFunction) (void *) gafpy_reading_seek, METH_FASTCALL | METH_KEYWORDS, seek_doc },
  { "tell", gafpy_reading_tell, METH_NOARGS, tell_doc },
  { "seekable", gafpy_reading_seekable, METH_NOARGS, seekable_doc },
  { "close", gafpy_reading_close, METH_NOARGS, close_doc },
  { "through", (PyCFunction) (void *) gafpy_through, METH_VARARGS | METH_KEYWORDS, gafpy_through_doc },
  { "resampled_to", (PyCFunction) (void *) gafpy_resampled_from, METH_VARARGS | METH_KEYWORDS, resampled_to_doc },
  { "__reduce__", gafpy_reading_reduce, METH_NOARGS, reduce_doc },
  { "__enter__", gafpy_reading_enter, METH_NOARGS, enter_doc },
  { "__exit__", (PyCFunction) (void *) gafpy_reading_exit, METH_FASTCALL, exit_doc },
  { NULL, NULL, 0, NULL },
};

static PyGetSetDef properties[] = {
  { "name", gafpy_reading_get_name, NULL, "The file's name as it was given; None for a file-like object or a buffer.",
    NULL },
  { "closed", gafpy_reading_get_closed, NULL, "True once the file is closed.", NULL },
  { "samplerate", gafpy_reading_get_samplerate, NULL, "Frames per second: an int, or a float if it has a fraction.",
    NULL },
  { "num_channels", gafpy_reading_get_num_channels, NULL, "The number of channels.", NULL },
  { "frames", gafpy_reading_get_frames, NULL,
    "The number of frames (samples of each channel) in the file. An estimate as long as exact_duration_known is False.",
    NULL },
  { "duration", gafpy_reading_get_duration, NULL, "The length in seconds: frames divided by samplerate.", NULL },
  { "exact_duration_known", gafpy_reading_get_exact, NULL,
    "False while frames and duration are estimates: for some MP3 and similar files, until they were read to the end "
    "once.",
    NULL },
  { "file_dtype", gafpy_reading_get_file_dtype, NULL,
    "The file's own sample format: int8, int16, int24, int32, float32 or float64. Coded audio with loss is float32.",
    NULL },
  { "bit_depth", get_bit_depth, NULL,
    "Significant bits of a sample in the file; 0 for codecs that have no such number.", NULL },
  { "codec", get_codec, NULL, "How the samples are coded: pcm, flac, mp3, vorbis and so on.", NULL },
  { "container", get_container, NULL, "The format of the file around the codec, or None if there is none.", NULL },
  { "tags", get_tags, NULL,
    "The tags, read anew each time while the file is open: a gaudiofile.tags.Tags; empty where there are none.", NULL },
  { "gobject", gafpy_reading_get_gobject, NULL,
    "The GAudioFile.Reader behind this object, for use with PyGObject. Both are the same open file.", NULL },
  { NULL, NULL, NULL, NULL, NULL },
};

PyDoc_STRVAR (
    readable_doc,
    "ReadableAudioFile(filename, *, track=None, isolation=None, limits=None)\n--\n\n"
    "An audio file that is open for reading. AudioFile(...) makes these; see there for what can be opened.\n\n"
    "Positions and lengths count frames: one sample of each channel. seek() is exact, and how a file is read in\n"
    "pieces makes no difference to the samples. May be used by several threads, one after the other; reads run with\n"
    "the GIL released. Methods of a file-like object are called on the thread that reads, and what they raise comes\n"
    "out unchanged.\n\n"
    ">>> with gaudiofile.AudioFile(\"song.flac\") as f:\n"
    "...     f.seek(1000)\n"
    "...     f.read(500).shape, f.tell()\n"
    "((2, 500), 1500)");

int
gafpy_readable_init (PyObject *module)
{
  gafpy_readable_type =
      gafpy_reading_make_type ("gaudiofile.ReadableAudioFile", readable_doc, readable_new, methods, properties);
  return gafpy_readable_type == NULL ? -1 : PyModule_AddType (module, gafpy_readable_type);
}
