/*
 * SPDX-FileCopyrightText: 2026 gaudiofile contributors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#include "resampled.h"

#include "arguments.h"
#include "async.h"
#include "converted.h"
#include "numbers.h"
#include "quality.h"
#include "reading.h"
#include "source.h"
#include "types.h"

/*
 * ResampledReadableAudioFile: a GafResampledReader around the source of another file. What it shares with
 * ReadableAudioFile is in reading.c.
 */

static PyObject *
resampled_open (PyTypeObject *type, PyObject *file, double rate, GafResampleQuality quality)
{
  GafPyReading *wrapped = (GafPyReading *) file;
  GafResampledReader *reader;
  GError *error = NULL;

  Py_BEGIN_ALLOW_THREADS;
  reader = gaf_resampled_reader_new (wrapped->source, rate, quality, &error);
  Py_END_ALLOW_THREADS;

  if (reader == NULL)
    return gafpy_source_raise (wrapped->origin, error);
  return gafpy_reading_new (type, reader, gafpy_source_ref (wrapped->origin), file);
}

PyObject *
gafpy_resampled_from (PyObject *self, PyObject *args, PyObject *kwargs)
{
  static const GafPySignature signature = {
    .function = "resampled_to",
    .text = "(target_sample_rate, quality=Resample.Quality.WindowedSinc32)",
    .names = { "target_sample_rate", "quality" },
    .n_positional = 2,
    .n_required = 1,
  };
  PyObject *values[2] = { NULL };
  GafResampleQuality quality;
  double rate;

  if (!gafpy_parse_arguments (&signature, args, kwargs, values)
      || gafpy_parse_real (values[0], "target_sample_rate", &rate) < 0
      || !gafpy_quality_parse (values[1], signature.function, &quality))
    return NULL;
  if (rate == ((GafPyReading *) self)->rate)
    return Py_NewRef (self);
  return resampled_open (gafpy_resampled_type, self, rate, quality);
}

static PyObject *
resampled_new (PyTypeObject *type, PyObject *args, PyObject *kwargs)
{
  static const GafPySignature signature = {
    .function = "ResampledReadableAudioFile",
    .text = "(audio_file, target_sample_rate, resampling_quality=Resample.Quality.WindowedSinc32)",
    .names = { "audio_file", "target_sample_rate", "resampling_quality" },
    .n_positional = 3,
    .n_required = 2,
  };
  PyObject *values[3] = { NULL };
  GafResampleQuality quality;
  double rate;

  if (!gafpy_parse_arguments (&signature, args, kwargs, values))
    return NULL;
  if (!PyObject_TypeCheck (values[0], gafpy_readable_type) && !PyObject_TypeCheck (values[0], gafpy_resampled_type)) {
    PyErr_Format (PyExc_TypeError,
                  "%s(): incompatible function arguments. audio_file must be a ReadableAudioFile, as AudioFile(...) "
                  "returns it, not %.200s",
                  signature.function, gafpy_type_name (values[0]));
    return NULL;
  }
  if (gafpy_parse_real (values[1], signature.names[1], &rate) < 0
      || !gafpy_quality_parse (values[2], signature.function, &quality))
    return NULL;
  return resampled_open (type, values[0], rate, quality);
}

PyDoc_STRVAR (
    read_doc,
    "read($self, /, num_frames=0, *, out=None)\n--\n\n"
    "Reads the next num_frames frames (samples of each channel) at this file's sample rate, as float32.\n\n"
    "Returns an array of shape (num_channels, frames), with fewer frames than asked for only at the end of the file,\n"
    "where it is (num_channels, 0). The samples are those that a StreamResampler makes of the whole wrapped file.\n\n"
    "num_frames must be given, and be a whole number above 0; it may be a float without fraction. Else ValueError.\n"
    "With out, an array of float32 of shape (num_channels, n) or a tensor of another library, the frames are written\n"
    "there, at most n; what is returned is out, or the part of it that was filled. Rows of samples side by side are\n"
    "filled in place, any other layout with one copy more.\n\n"
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
    "Goes to a frame, counted at this file's sample rate: the next read begins there, exactly, and takes no longer "
    "for\n"
    "a later one. The position just behind the last frame is allowed.\n\n"
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
    resampled_to_doc,
    "resampled_to($self, /, target_sample_rate, quality=...)\n--\n\n"
    "This file at yet another sample rate, as ReadableAudioFile.resampled_to(). Resampling the wrapped file itself is\n"
    "better: once is cleaner than twice.");

static PyObject *
get_quality (PyObject *self, void *closure)
{
  return gafpy_quality_to_enum (
      gaf_resampled_reader_get_quality (GAF_RESAMPLED_READER (((GafPyReading *) self)->source)));
}

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
  { "resampled_to", (PyCFunction) (void *) gafpy_resampled_from, METH_VARARGS | METH_KEYWORDS, resampled_to_doc },
  { "__reduce__", gafpy_reading_reduce, METH_NOARGS, reduce_doc },
  { "__enter__", gafpy_reading_enter, METH_NOARGS, enter_doc },
  { "__exit__", (PyCFunction) (void *) gafpy_reading_exit, METH_FASTCALL, exit_doc },
  { NULL, NULL, 0, NULL },
};

static PyGetSetDef properties[] = {
  { "name", gafpy_reading_get_name, NULL, "The wrapped file's name; None for a file-like object or a buffer.", NULL },
  { "closed", gafpy_reading_get_closed, NULL, "True once this file or the wrapped one is closed.", NULL },
  { "samplerate", gafpy_reading_get_samplerate, NULL,
    "Frames per second, as was asked for: an int, or a float if it has a fraction.", NULL },
  { "num_channels", gafpy_reading_get_num_channels, NULL, "The number of channels.", NULL },
  { "frames", gafpy_reading_get_frames, NULL,
    "The number of frames at this file's sample rate: that of the wrapped file times the ratio of the rates, rounded "
    "(halves up). An estimate as long as exact_duration_known is False.",
    NULL },
  { "duration", gafpy_reading_get_duration, NULL, "The length in seconds: frames divided by samplerate.", NULL },
  { "exact_duration_known", gafpy_reading_get_exact, NULL,
    "False while frames and duration are estimates: for some MP3 and similar files, until they were read to the end "
    "once.",
    NULL },
  { "file_dtype", gafpy_reading_get_file_dtype, NULL,
    "The sample format of the wrapped file: int8, int16, int24, int32, float32 or float64. What is read is float32.",
    NULL },
  { "resampling_quality", get_quality, NULL, "The Resample.Quality that this file was made with.", NULL },
  { "gobject", gafpy_reading_get_gobject, NULL,
    "The GAudioFile.ResampledReader behind this object, for use with PyGObject. Both are the same open file.", NULL },
  { NULL, NULL, NULL, NULL, NULL },
};

PyDoc_STRVAR (
    resampled_doc,
    "ResampledReadableAudioFile(audio_file, target_sample_rate, resampling_quality=...)\n--\n\n"
    "An audio file that is read at another sample rate; ReadableAudioFile.resampled_to() makes these.\n\n"
    "audio_file is a ReadableAudioFile or another ResampledReadableAudioFile, target_sample_rate a number of Hz that\n"
    "may have a fraction, resampling_quality a member of Resample.Quality. ValueError for a rate outside 1 to 768,000\n"
    "Hz, TypeError for other arguments, RuntimeError if audio_file is closed.\n\n"
    "Reading begins at frame 0, and is exact: neither pieces nor seeks make a difference to the samples. Memory use "
    "is\n"
    "constant. The wrapped file is moved by reading here, and may be used in between, by other threads too: each read\n"
    "goes where it has to. It is kept while this file is open. Methods of a file-like object are called on the thread\n"
    "that reads, and what they raise comes out unchanged.\n\n"
    ">>> with gaudiofile.AudioFile(\"song.flac\").resampled_to(16_000) as f:\n"
    "...     f.frames, f.read(1000).shape\n"
    "(48000, (2, 1000))");

int
gafpy_resampled_init (PyObject *module)
{
  gafpy_resampled_type = gafpy_reading_make_type ("gaudiofile.ResampledReadableAudioFile", resampled_doc, resampled_new,
                                                  methods, properties);
  return gafpy_resampled_type == NULL ? -1 : PyModule_AddType (module, gafpy_resampled_type);
}
