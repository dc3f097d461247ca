/*
 * SPDX-FileCopyrightText: 2026 gaudiofile contributors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#include "native.h"

/*
 * AudioFile: the base class, and the function like open() that makes the right subclass for a mode.
 */

PyTypeObject *gafpy_audio_file_type;

typedef struct {
  PyObject *source;
  PyObject *mode;
  gboolean has_writing_arguments;
} Arguments;

static PyObject **
argument_slot (Arguments *self, PyObject *name, PyObject **ignored)
{
  static const char *const writing[] = { "samplerate", "num_channels", "bit_depth", "quality", "format" };

  if (PyUnicode_CompareWithASCIIString (name, "filename") == 0
      || PyUnicode_CompareWithASCIIString (name, "file_like") == 0)
    return &self->source;
  if (PyUnicode_CompareWithASCIIString (name, "mode") == 0)
    return &self->mode;
  for (gsize i = 0; i < G_N_ELEMENTS (writing); i++) {
    if (PyUnicode_CompareWithASCIIString (name, writing[i]) == 0) {
      self->has_writing_arguments = TRUE;
      return ignored;
    }
  }
  return NULL;
}

static gboolean
raise_arguments (void)
{
  PyErr_SetString (PyExc_TypeError,
                   "AudioFile(): incompatible function arguments. Expected AudioFile(filename_or_file_like, mode='r')");
  return FALSE;
}

/* By hand, because there are two names for the first argument. */
static gboolean
parse (Arguments *self, PyObject *args, PyObject *kwargs)
{
  Py_ssize_t n_args = PyTuple_GET_SIZE (args), position = 0;
  PyObject *name, *value;

  if (n_args > 7)
    return raise_arguments ();
  self->source = n_args > 0 ? PyTuple_GET_ITEM (args, 0) : NULL;
  self->mode = n_args > 1 ? PyTuple_GET_ITEM (args, 1) : NULL;
  self->has_writing_arguments = n_args > 2;

  while (kwargs != NULL && PyDict_Next (kwargs, &position, &name, &value)) {
    PyObject *ignored = NULL, **slot = argument_slot (self, name, &ignored);

    if (slot == NULL || *slot != NULL)
      return raise_arguments ();
    *slot = value;
  }
  if (self->source == NULL || (self->mode != NULL && !PyUnicode_Check (self->mode)))
    return raise_arguments ();
  return TRUE;
}

static PyObject *
raise_no_writing (void)
{
  PyErr_SetString (PyExc_NotImplementedError, "This version of gaudiofile reads audio files, but does not write them");
  return NULL;
}

static PyObject *
audio_file_new (PyTypeObject *type, PyObject *args, PyObject *kwargs)
{
  Arguments arguments = { 0 };

  if (!parse (&arguments, args, kwargs))
    return NULL;

  if (arguments.mode == NULL || PyUnicode_CompareWithASCIIString (arguments.mode, "r") == 0) {
    if (!arguments.has_writing_arguments)
      return gafpy_readable_open (gafpy_readable_type, arguments.source);
    PyErr_SetString (
        PyExc_TypeError,
        "Opening an audio file for reading takes no samplerate, num_channels, bit_depth, quality or format: these "
        "are read from the file");
  } else if (PyUnicode_CompareWithASCIIString (arguments.mode, "w") == 0) {
    return raise_no_writing ();
  } else {
    PyErr_Format (PyExc_TypeError,
                  "Audio files can only be opened in read mode (\"r\") or write mode (\"w\"), not in mode %R",
                  arguments.mode);
  }
  return NULL;
}

PyDoc_STRVAR (
    audio_file_doc,
    "Opens an audio file, like open() opens a file; the base class of what is returned.\n\n"
    "Reading (mode ``\"r\"``) returns a ReadableAudioFile. The first argument is a file name (str or os.PathLike), a\n"
    "binary file-like object (with read, seek, tell and seekable), a memoryview or any other object with a buffer\n"
    "(bytes, bytearray, mmap, array, NumPy array). A file-like is read from its current position on, which counts as\n"
    "byte 0. A BytesIO or a buffer is read in place, and cannot be resized until the audio file is closed.\n\n"
    "Raises ValueError (of a subclass that tells more; many are an OSError as well) if that is not a readable audio\n"
    "file, TypeError for wrong arguments, NotImplementedError for mode ``\"w\"`` in this version, and whatever the\n"
    "file-like's own methods raise.");

PyDoc_STRVAR (encode_doc, "encode(samples, samplerate, format, num_channels=1, bit_depth=16, quality=None)\n--\n\n"
                          "NotImplementedError: this version does not write audio.");

static PyObject *
audio_file_encode (PyObject *type, PyObject *args, PyObject *kwargs)
{
  return raise_no_writing ();
}

static PyMethodDef methods[] = {
  { "encode", (PyCFunction) (void *) audio_file_encode, METH_VARARGS | METH_KEYWORDS | METH_STATIC, encode_doc },
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
