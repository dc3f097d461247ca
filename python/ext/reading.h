/*
 * SPDX-FileCopyrightText: 2026 gaudiofile contributors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#pragma once

#include "source.h"

#define GAFPY_MOST_CHANNELS 64

/*
 * A file that is open for reading: a ReadableAudioFile, a ResampledReadableAudioFile or a ConvertedReadableAudioFile.
 * The latter two keep the Python object that they read, so that nothing is closed too early, until they are closed
 * themselves.
 */
typedef struct {
  PyObject_HEAD
  GafSource      *source;          /* a GafReader, GafResampledReader or GafConvertedReader */
  GafPySource    *origin;          /* of the reader, at the end of the chain */
  PyObject       *wrapped;         /* what is resampled; NULL for a GafReader, and when closed */
  PyObject       *weak_references;
  double          rate;
  int             channels;
  GafSampleFormat format;
  int             dtype;           /* NPY_… of what is read */
  PyObject       *arguments;       /* of a GafConvertedReader: what it was made with, for copies; else NULL */
} GafPyReading;

/* A type of these, derived from AudioFile. */
PyTypeObject *gafpy_reading_make_type (const char   *name,
                                       const char   *doc,
                                       newfunc       new,
                                       PyMethodDef  *methods,
                                       PyGetSetDef  *properties);
/* Takes @source and @origin, also when it fails. */
PyObject     *gafpy_reading_new       (PyTypeObject *type,
                                       gpointer      source,
                                       GafPySource  *origin,
                                       PyObject     *wrapped);
/* An array of so many of the next frames, in the file's own format. */
PyObject     *gafpy_reading_get_raw   (PyObject     *self,
                                       PyObject     *frames,
                                       int           dtype,
                                       int           width);

/* methods */
extern const char gafpy_reading_blocks_doc[];
PyObject *gafpy_reading_read     (PyObject *self, PyObject *const *args, Py_ssize_t n_args, PyObject *names);
PyObject *gafpy_reading_read_at  (PyObject *self, PyObject *const *args, Py_ssize_t n_args, PyObject *names);
PyObject *gafpy_reading_blocks   (PyObject *self, PyObject *args, PyObject *kwargs);
PyObject *gafpy_reading_reduce   (PyObject *self, PyObject *unused);
PyObject *gafpy_reading_seek     (PyObject *self, PyObject *const *args, Py_ssize_t n_args, PyObject *names);
PyObject *gafpy_reading_tell     (PyObject *self, PyObject *unused);
PyObject *gafpy_reading_seekable (PyObject *self, PyObject *unused);
PyObject *gafpy_reading_close    (PyObject *self, PyObject *unused);
PyObject *gafpy_reading_enter    (PyObject *self, PyObject *unused);
PyObject *gafpy_reading_exit     (PyObject *self, PyObject *const *args, Py_ssize_t n_args);

/* properties */
PyObject *gafpy_reading_get_name         (PyObject *self, void *closure);
PyObject *gafpy_reading_get_closed       (PyObject *self, void *closure);
PyObject *gafpy_reading_get_samplerate   (PyObject *self, void *closure);
PyObject *gafpy_reading_get_num_channels (PyObject *self, void *closure);
PyObject *gafpy_reading_get_frames       (PyObject *self, void *closure);
PyObject *gafpy_reading_get_duration     (PyObject *self, void *closure);
PyObject *gafpy_reading_get_exact        (PyObject *self, void *closure);
PyObject *gafpy_reading_get_file_dtype   (PyObject *self, void *closure);
PyObject *gafpy_reading_get_gobject      (PyObject *self, void *closure);
