/*
 * SPDX-FileCopyrightText: 2026 gaudiofile contributors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

/*
 * gaudiofile._native: the Python face of libgaudiofile. One C file per Python type, and one per theme:
 *
 *   audio-file.c      AudioFile: which class a call of it makes
 *
 *                     reading                                      writing
 *   readable.c        ReadableAudioFile: a GafReader               writable.c       WriteableAudioFile: a GafWriter
 *   source.c          name, buffer, file-like → a GafReader        sink.c           name, file-like → a GafWriter
 *   input-stream.c    a file-like as a GInputStream                output-stream.c  a file-like as a GOutputStream
 *   array.c           NumPy arrays that a reader fills             samples.c        arrays that a writer takes
 *   reading.c         what both kinds of readable file share       encode-spec.c    keyword arguments → a GafEncodeSpec
 *                                                                  encode.c         AudioFile.encode()
 *                     resampling
 *   resampled.c       ResampledReadableAudioFile: a GafResampledReader around another file's source
 *   resampler.c       StreamResampler: a GafResampler; resample()
 *   quality.c         Resample.Quality, from and to C
 *
 *                     tags
 *   tags.c            a GafTags, from and to gaudiofile.tags.Tags
 *
 *                     live
 *   stream.c          LiveStream: a GafStream, for AudioStream in stream.py
 *   effect.c          Effect: a GafEffect, for its plugins in _plugins.py
 *   player.c          LivePlayer: a GafPlayer, for Player in player.py
 *   recorder.c        LiveRecorder: a GafRecorder, for Recorder in recorder.py
 *   happenings.c      what a GObject signals, without a main loop
 *
 *                     what a file is like
 *   subject.c         the file, and its progress
 *   peaks.c           Peaks: a GafPeaks
 *   analysis.c        loudness(), silences(), plot()
 *   info.c            probe()
 *
 *                     one file of another
 *   convert.c         convert(), convert_many()
 *
 *                     for all of them
 *   array-like.c      what callers give for an array
 *   types.c           the classes that others need to know
 *   file-like.c       calling a file-like, and what it raises
 *   arguments.c       arguments by position and by name
 *   numbers.c         what may be given as a number of frames, a rate and so on
 *   errors.c          GError → exception
 *   interrupt.c       Ctrl-C in calls that take long
 *   async.c           asyncio: what _async.py needs, and its functions as methods
 *   gobject.c         the way to PyGObject
 *   numpy-api.c       the way to NumPy's C functions
 */

#include "analysis.h"
#include "async.h"
#include "audio-file.h"
#include "convert.h"
#include "converted.h"
#include "load.h"
#include "effect.h"
#include "errors.h"
#include "info.h"
#include "interrupt.h"
#include "peaks.h"
#include "player.h"
#include "quality.h"
#include "readable.h"
#include "recorder.h"
#include "resampled.h"
#include "resampler.h"
#include "stream.h"
#include "tags.h"
#include "writable.h"

#include <dlfcn.h>

/*
 * GStreamer needs libunwind, which has functions of the same names as the run-time library of C++ has. PyGObject
 * makes the names of what it loads known to everything that is loaded later, and then exceptions of C++, in
 * pedalboard or in a plugin of GStreamer, end the process. The first to make a name known wins, so it has to be the
 * right one.
 */
static void
keep_exceptions_working (void)
{
  dlopen ("libgcc_s.so.1", RTLD_NOW | RTLD_GLOBAL);
}

/* The first call looks for GStreamer's plugins. */
static PyObject *
list_texts (char **(*get_texts) (void) )
{
  g_auto (GStrv) texts = NULL;
  PyObject *list;

  Py_BEGIN_ALLOW_THREADS;
  texts = get_texts ();
  Py_END_ALLOW_THREADS;

  list = PyList_New (0);
  for (guint i = 0; list != NULL && texts[i] != NULL; i++) {
    g_autoptr (PyObject) text = PyUnicode_FromString (texts[i]);

    if (text == NULL || PyList_Append (list, text) < 0)
      Py_CLEAR (list);
  }
  return list;
}

static PyObject *
get_supported_read_formats (PyObject *module, PyObject *unused)
{
  return list_texts (gaf_get_readable_extensions);
}

static PyObject *
get_supported_write_formats (PyObject *module, PyObject *unused)
{
  return list_texts (gaf_get_writable_extensions);
}

static PyObject *
readable_content_types (PyObject *module, PyObject *unused)
{
  return list_texts (gaf_get_readable_content_types);
}

static PyObject *
writable_content_types (PyObject *module, PyObject *unused)
{
  return list_texts (gaf_get_writable_content_types);
}

PyDoc_STRVAR (
    get_supported_read_formats_doc,
    "get_supported_read_formats()\n--\n\n"
    "The file name extensions (``\".wav\"`` and so on) that can be read on this machine now, sorted.\n\n"
    "What a file is called is not looked at when it is opened. Formats whose GStreamer plugin is not installed are\n"
    "left out.\n\n"
    ">>> \".flac\" in gaudiofile.get_supported_read_formats()\n"
    "True");

PyDoc_STRVAR (get_supported_write_formats_doc, "get_supported_write_formats()\n--\n\n"
                                               "The file name extensions (``\".wav\"`` and so on) of the formats that "
                                               "can be written on this machine now, sorted.\n\n"
                                               "Formats whose GStreamer plugin is not installed are left out.\n\n"
                                               ">>> \".flac\" in gaudiofile.get_supported_write_formats()\n"
                                               "True");

PyDoc_STRVAR (readable_content_types_doc,
              "readable_content_types()\n--\n\n"
              "The MIME types of the formats that can be read on this machine now, sorted: for file choosers.\n\n"
              "Formats without a type of their own are left out.\n\n"
              ">>> \"audio/flac\" in gaudiofile.readable_content_types()\n"
              "True");

PyDoc_STRVAR (writable_content_types_doc,
              "writable_content_types()\n--\n\n"
              "The MIME types of the formats that can be written on this machine now, sorted.\n\n"
              ">>> \"audio/flac\" in gaudiofile.writable_content_types()\n"
              "True");

PyDoc_STRVAR (list_devices_doc,
              "list_devices($module, output, /)\n--\n\n"
              "Of each input, or of each output, there is now: name, id, whether it is the default one, the id of the "
              "output that it monitors, the most channels, the lowest and the highest rate.");

static PyMethodDef functions[] = {
  { "get_supported_read_formats", get_supported_read_formats, METH_NOARGS, get_supported_read_formats_doc },
  { "get_supported_write_formats", get_supported_write_formats, METH_NOARGS, get_supported_write_formats_doc },
  { "readable_content_types", readable_content_types, METH_NOARGS, readable_content_types_doc },
  { "writable_content_types", writable_content_types, METH_NOARGS, writable_content_types_doc },
  { "load_clips", (PyCFunction) (void *) gafpy_load_clips, METH_VARARGS | METH_KEYWORDS, gafpy_load_clips_doc },
  { "new_cancellable", gafpy_new_cancellable, METH_NOARGS, gafpy_new_cancellable_doc },
  { "cancel", gafpy_cancel, METH_O, gafpy_cancel_doc },
  { "call_cancellable", gafpy_call_cancellable, METH_VARARGS, gafpy_call_cancellable_doc },
  { "peaks", (PyCFunction) (void *) gafpy_peaks_of, METH_VARARGS | METH_KEYWORDS, gafpy_peaks_of_doc },
  { "probe_file", gafpy_probe_file, METH_VARARGS, gafpy_probe_file_doc },
  { "measure_loudness", gafpy_measure_loudness, METH_VARARGS, gafpy_measure_loudness_doc },
  { "convert_file", gafpy_convert_file, METH_VARARGS, gafpy_convert_file_doc },
  { "convert_files", gafpy_convert_files, METH_VARARGS, gafpy_convert_files_doc },
  { "find_silences", gafpy_find_silences, METH_VARARGS, gafpy_find_silences_doc },
  { "save_plot", gafpy_save_plot, METH_VARARGS, gafpy_save_plot_doc },
  { "resample", (PyCFunction) (void *) gafpy_resample, METH_VARARGS | METH_KEYWORDS, gafpy_resample_doc },
  { "set_max_threads", gafpy_set_max_threads, METH_O, gafpy_set_max_threads_doc },
  { "get_max_threads", gafpy_get_max_threads, METH_NOARGS, gafpy_get_max_threads_doc },
  { "read_tags", gafpy_read_tags, METH_O, gafpy_read_tags_doc },
  { "write_tags", gafpy_write_tags, METH_VARARGS, gafpy_write_tags_doc },
  { "list_devices", gafpy_list_devices, METH_O, list_devices_doc },
  { NULL, NULL, 0, NULL },
};

/* {{{ making it */

/* Python's number of it. */
#define MAIN_INTERPRETER 0

static PyObject *the_module; /* of the main interpreter; NULL: not made yet */
static gboolean is_filled;

/* Types, NumPy's functions and what is borrowed from other modules are there once in a process. So there is one module,
 * in the main interpreter, also for who imports it once more after having taken it from sys.modules. */
static PyObject *
make_module (PyObject *spec, PyModuleDef *def)
{
  g_autoptr (PyObject) name = NULL;

  if (PyInterpreterState_GetID (PyInterpreterState_Get ()) != MAIN_INTERPRETER) {
    PyErr_SetString (PyExc_ImportError,
                     "gaudiofile works in the main interpreter only, as NumPy does: import it there");
    return NULL;
  }
  if (the_module == NULL) {
    name = PyObject_GetAttrString (spec, "name");
    the_module = name == NULL ? NULL : PyModule_NewObject (name);
  }
  return Py_XNewRef (the_module);
}

static int
fill_module (PyObject *module)
{
  if (is_filled)
    return 0;
  keep_exceptions_working ();
  if (PyModule_AddStringConstant (module, "version", gaf_get_version ()) < 0 || gafpy_errors_init () < 0
      || gafpy_interrupt_init () < 0 || gafpy_quality_init () < 0 || gafpy_audio_file_init (module) < 0
      || gafpy_readable_init (module) < 0 || gafpy_resampled_init (module) < 0 || gafpy_converted_init (module) < 0
      || gafpy_writable_init (module) < 0 || gafpy_resampler_init (module) < 0 || gafpy_peaks_init (module) < 0
      || gafpy_stream_init (module) < 0 || gafpy_effect_init (module) < 0 || gafpy_player_init (module) < 0
      || gafpy_recorder_init (module) < 0)
    return -1;
  is_filled = TRUE;
  return 0;
}

/* What is true of it: many of its variables are guarded by the GIL, which a free-threaded Python switches on for it. */
static PyModuleDef_Slot slots[] = {
  { Py_mod_create, (void *) make_module },
  { Py_mod_exec, (void *) fill_module },
#ifdef Py_mod_multiple_interpreters /* Python 3.12 */
  { Py_mod_multiple_interpreters, Py_MOD_MULTIPLE_INTERPRETERS_NOT_SUPPORTED },
#endif
#ifdef Py_mod_gil /* Python 3.13 */
  { Py_mod_gil, Py_MOD_GIL_USED },
#endif
  { 0, NULL },
};

static struct PyModuleDef definition = {
  PyModuleDef_HEAD_INIT,
  .m_name = "gaudiofile._native",
  .m_doc = "The part of gaudiofile that is written in C.",
  .m_methods = functions,
  .m_slots = slots,
};

/* }}} */

PyMODINIT_FUNC
PyInit__native (void)
{
  return PyModuleDef_Init (&definition);
}
