/*
 * SPDX-FileCopyrightText: 2026 gaudiofile contributors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#include "audio-file.h"

#include "arguments.h"
#include "async.h"
#include "converted.h"
#include "encode-spec.h"
#include "encode.h"
#include "readable.h"
#include "types.h"
#include "writable.h"

/*
 * AudioFile: the base class, and the function like open() that makes the right subclass for a mode.
 */

static gboolean
is_for_reading (const GafPyEncodeArguments *encode)
{
  return encode->bit_depth == NULL && encode->quality == NULL && encode->format == NULL && encode->codec == NULL
         && encode->atomic == NULL && encode->tags == NULL;
}

/* As the file is, or converted as it is read. */
static PyObject *
open_readable (PyObject *source, PyObject *track, PyObject *isolation, PyObject *limits,
               const GafPyConversion *conversion)
{
  g_autoptr (PyObject) file = gafpy_readable_open (gafpy_readable_type, source, track, isolation, limits);

  if (file == NULL
      || (conversion->samplerate == NULL && conversion->num_channels == NULL && conversion->dtype == NULL
          && conversion->matrix == NULL))
    return g_steal_pointer (&file);
  return gafpy_converted_open (gafpy_converted_type, file, conversion);
}

static PyObject *
audio_file_new (PyTypeObject *type, PyObject *args, PyObject *kwargs)
{
  static const GafPySignature signature = {
    .function = "AudioFile",
    .text = "(filename_or_file_like, mode='r', samplerate=None, num_channels=None, *, track=None, isolation=None, "
            "dtype='float32', matrix=None) or AudioFile(filename_or_file_like, 'w', samplerate, "
            "num_channels=1, "
            "bit_depth=16, quality=None, format=None, *, codec=None, atomic=False, tags=None)",
    .names = { "", "mode", GAFPY_ENCODE_NAMES, "track", "dtype", "matrix", "isolation", "limits" },
    .has_source = TRUE,
    .n_positional = 7,
    .n_required = 1,
  };
  struct {
    PyObject *source;
    PyObject *mode;
    GafPyEncodeArguments encode;
    PyObject *track;
    PyObject *dtype;
    PyObject *matrix;
    PyObject *isolation;
    PyObject *limits;
  } values = { 0 };

  if (!gafpy_parse_arguments (&signature, args, kwargs, &values.source))
    return NULL;

  if (values.mode == NULL
      || (PyUnicode_Check (values.mode) && PyUnicode_CompareWithASCIIString (values.mode, "r") == 0)) {
    const GafPyConversion conversion = { values.encode.samplerate, values.encode.num_channels, values.dtype,
                                         values.matrix, NULL };

    if (is_for_reading (&values.encode))
      return open_readable (values.source, values.track, values.isolation, values.limits, &conversion);
    PyErr_SetString (PyExc_TypeError, "Opening an audio file for reading takes no bit_depth, quality, format, codec, "
                                      "atomic or tags: what these say is read from the file");
  } else if (PyUnicode_Check (values.mode) && PyUnicode_CompareWithASCIIString (values.mode, "w") == 0) {
    if (values.track == NULL && values.isolation == NULL && values.limits == NULL && values.dtype == NULL
        && values.matrix == NULL)
      return gafpy_writable_open (gafpy_writable_type, values.source, &values.encode);
    PyErr_SetString (PyExc_TypeError,
                     values.track != NULL    ? "Writing an audio file takes no track: one track is written"
                     : values.limits != NULL ? "Writing an audio file takes no limits: those are for what is read"
                     : values.isolation != NULL
                         ? "Writing an audio file takes no isolation: what is written is trusted"
                         : "Writing an audio file takes no dtype or matrix: samples of any type are "
                           "written as they come");
  } else {
    PyErr_Format (PyExc_TypeError,
                  "Audio files can only be opened in read mode (\"r\") or write mode (\"w\"), not in mode %R",
                  values.mode);
  }
  return NULL;
}

PyDoc_STRVAR (
    audio_file_doc,
    "AudioFile(filename, mode='r', samplerate=None, num_channels=1, bit_depth=16, quality=None, format=None, *, "
    "codec=None, atomic=False, tags=None, track=None, isolation=None, dtype=None, matrix=None, limits=None)\n--\n\n"
    "Opens an audio file, like open() opens a file; the base class of what is returned.\n\n"
    "Reading (mode ``\"r\"``) returns a ReadableAudioFile. The first argument is a file name (str or os.PathLike), a\n"
    "binary file-like object (with read, seek, tell and seekable), a memoryview or any other object with a buffer\n"
    "(bytes, bytearray, mmap, array, NumPy array). A file-like is read from its current position on, which counts as\n"
    "byte 0. A BytesIO or a buffer is read in place, and cannot be resized until the audio file is closed.\n\n"
    "track chooses one of several audio tracks of MP4, QuickTime, Matroska and WebM, counted from 0; by default it is\n"
    "the one that the file says is to be heard, else the first.\n\n"
    "With samplerate (Hz), num_channels, dtype or matrix, the file is converted as it is read, and what is returned is "
    "a\n"
    "ConvertedReadableAudioFile; see there for what they mean.\n\n"
    "isolation=\"process\" decodes in a process of its own, which can do nothing else: for files that nobody vouches "
    "for.\n"
    "Raises IsolationError where that cannot be had. By default the environment variable GAUDIOFILE_ISOLATION says.\n\n"
    "limits, a Limits, says what the file may claim and cost before reading it raises LimitError.\n\n"
    "Raises ValueError (of a subclass that tells more; many are an OSError as well) if that is not a readable audio\n"
    "file or there is no such track, TypeError for wrong arguments, and whatever the file-like's own methods raise.\n\n"
    "Writing (mode ``\"w\"``) returns a WriteableAudioFile. The first argument is a file name, or a binary file-like\n"
    "object (with write, seek, tell and seekable), which is written to from its current position on. One whose\n"
    "seekable() is False does for formats that never go back: get_supported_write_formats() lists all formats, and an\n"
    "error says which do; MP3 then starts 1105 frames late, because what tells its delay is written at the end. A "
    "file\n"
    "that could not be opened is not created.\n\n"
    "samplerate, in Hz, must be given. Opus and AAC take any: what the codec has not is resampled, and n frames\n"
    "read back as round(n * new / old), of Opus at 48 kHz, of AAC at the next rate that it has. format is the format's "
    "file name extension, by default that of the name.\n"
    "bit_depth is 8, 16, 24 or 32 (in WAV, 32 is float), as the format allows. quality is a number or a str, by the\n"
    "format: kilobits per second, a compression level, a name such as ``\"V2\"``, or one of ``\"best\"``, "
    "``\"worst\"``,\n"
    "``\"fastest\"`` and ``\"slowest\"``. codec chooses where a format can hold several: ``\"alac\"`` (lossless)\n"
    "in place of AAC in m4a, ``\"opus\"`` or ``\"flac\"`` in place of Vorbis in ogg; docs/formats.md lists all. With\n"
    "atomic, a file of that name is replaced when the new one is complete, and stays as it was if that fails. tags "
    "are\n"
    "written when the file is closed: as gaudiofile.tags.write() takes them, into a file with a name.\n\n"
    "Raises ValueError for values that the format does not have, TypeError for wrong arguments, OSError (which is a\n"
    "ValueError too) if the file cannot be created, and whatever the file-like's own methods raise.\n\n"
    ">>> with gaudiofile.AudioFile(\"song.flac\") as f:\n"
    "...     f.samplerate, f.num_channels, f.read(1000).shape\n"
    "(44100, 2, (2, 1000))");

PyDoc_STRVAR (encode_doc,
              "encode(samples, samplerate, format, num_channels=1, bit_depth=16, quality=None, *, codec=None)\n--\n\n"
              "Returns an audio file that holds the samples, as bytes.\n\n"
              "The bytes are those that AudioFile writes to a BytesIO, but are made with the GIL released from "
              "beginning to end.\n"
              "The arguments, and what is raised, are as for AudioFile and for WriteableAudioFile.write().");

static PyObject *
audio_file_encode (PyObject *type, PyObject *args, PyObject *kwargs)
{
  static const GafPySignature signature = {
    .function = "encode",
    .text = "(samples, samplerate, format, num_channels=1, bit_depth=16, quality=None, *, codec=None)",
    .names = { "samples", "samplerate", "format", "num_channels", "bit_depth", "quality", "codec" },
    .n_positional = 6,
    .n_required = 3,
  };
  PyObject *values[7] = { NULL };
  GafPyEncodeArguments arguments;

  if (!gafpy_parse_arguments (&signature, args, kwargs, values))
    return NULL;
  arguments = (GafPyEncodeArguments){ .samplerate = values[1],
                                      .format = values[2],
                                      .num_channels = values[3],
                                      .bit_depth = values[4],
                                      .quality = values[5],
                                      .codec = values[6] };
  return gafpy_encode (values[0], &arguments);
}

static PyMethodDef methods[] = {
  { "encode", (PyCFunction) (void *) audio_file_encode, METH_VARARGS | METH_KEYWORDS | METH_STATIC, encode_doc },
  { "open_async", (PyCFunction) (void *) gafpy_open_async, METH_VARARGS | METH_KEYWORDS | METH_STATIC,
    gafpy_open_async_doc },
  { NULL, NULL, 0, NULL },
};

int
gafpy_audio_file_init (PyObject *module)
{
  PyType_Slot slots[] = {
    { Py_tp_doc, (void *) audio_file_doc },
    { Py_tp_new, audio_file_new },
    { Py_tp_methods, methods },
    { 0, NULL },
  };
  PyType_Spec spec = {
    .name = "gaudiofile.AudioFile",
    .basicsize = sizeof (PyObject),
    .flags = Py_TPFLAGS_DEFAULT | Py_TPFLAGS_BASETYPE | Py_TPFLAGS_IMMUTABLETYPE,
    .slots = slots,
  };

  gafpy_audio_file_type = (PyTypeObject *) PyType_FromSpec (&spec);
  return gafpy_audio_file_type == NULL ? -1 : PyModule_AddType (module, gafpy_audio_file_type);
}
