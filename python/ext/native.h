/*
 * SPDX-FileCopyrightText: 2026 gaudiofile contributors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#pragma once

/*
 * gaudiofile._native: the Python face of libgaudiofile. One C file per Python type, and one per theme:
 *
 *   audio-file.c    AudioFile: which class a call of it makes
 *   readable.c      ReadableAudioFile: a GafReader
 *   source.c        what a caller hands in (name, buffer, file-like) → a GafReader
 *   input-stream.c  a file-like as a GInputStream
 *   array.c         NumPy arrays that a reader fills
 *   numbers.c       what may be given as a number of frames
 *   errors.c        GError → exception
 *
 * Rules: the GIL is released around every call into the library that works or may wait, so that a lock is never waited for
 * with the GIL held. A NULL or -1 from anything here comes with a Python exception set.
 */

#define PY_SSIZE_T_CLEAN
#include <Python.h>

#define PY_ARRAY_UNIQUE_SYMBOL gafpy_numpy_api
#ifndef GAFPY_IMPORTS_NUMPY
#define NO_IMPORT_ARRAY
#endif
#include <numpy/arrayobject.h>

#include <gaudiofile/gaudiofile.h>

/* errors.c */

/* Adds the exception classes to the module. */
int       gafpy_errors_init      (PyObject *module);
/* Raises what @error stands for, and frees it; @name is the file's (NULL if it has none). Returns NULL. */
PyObject *gafpy_raise            (GError   *error,
                                  PyObject *name);
/* Raises for a file that was closed. Returns NULL. */
PyObject *gafpy_raise_closed     (void);
/* Raises for a call from inside the file-like's own read() or seek(). Returns NULL. */
PyObject *gafpy_raise_busy       (void);

/* numbers.c */

/* A whole number above 0, given as an integer or as a float without fraction. */
int       gafpy_parse_frames     (PyObject *object,
                                  gint64   *frames);
/* A whole number, given as anything but a Python float. */
int       gafpy_parse_position   (PyObject *object,
                                  gint64   *position);
/* Rates are int where they are whole. */
PyObject *gafpy_rate_to_object   (double    rate);

/* input-stream.c */

#define GAFPY_TYPE_INPUT_STREAM (gafpy_input_stream_get_type ())
G_DECLARE_FINAL_TYPE (GafPyInputStream, gafpy_input_stream, GAFPY, INPUT_STREAM, GInputStream)

GafPyInputStream *gafpy_input_stream_new      (PyObject         *file_like);
/* TRUE if this thread is inside a method of the file-like right now. */
gboolean          gafpy_input_stream_is_inside (GafPyInputStream *self);
/* Raises the exception that a method of the file-like ended with since the last call; FALSE if there was none. @again: raise the
 * last one once more if there is no new one. */
gboolean          gafpy_input_stream_reraise  (GafPyInputStream *self,
                                               gboolean          again);
int               gafpy_input_stream_traverse (GafPyInputStream *self,
                                               visitproc         visit,
                                               void             *arg);

/* source.c */

/* What a reader reads from. The references that C holds are held here once more, so that the last one is dropped here, with
 * the GIL: dropping it inside the library could wait for the GIL in the way of a fork(). */
typedef struct {
  PyObject         *name;   /* str: a path; else NULL */
  PyObject         *object; /* the file-like or buffer; NULL for a path */
  GafPyInputStream *stream; /* the file-like as a stream */
  GBytes           *bytes;  /* the buffer's bytes */
  PyObject         *view;   /* memoryview that holds the buffer; owned by @bytes */
} GafPySource;

GafReader *gafpy_source_open     (GafPySource *self,
                                  PyObject    *object);
/* Drops everything but the name. */
void       gafpy_source_release  (GafPySource *self);
int        gafpy_source_traverse (GafPySource *self,
                                  visitproc    visit,
                                  void        *arg);
/* If the library was left because of an exception of the file-like: raises that, else @error. Frees @error. */
PyObject  *gafpy_source_raise    (GafPySource *self,
                                  GError      *error);

/* array.c */

typedef struct {
  GafReader   *reader;
  GafPySource *source;
  int          channels;
  gboolean     raw;    /* read_raw instead of read */
  int          dtype;  /* NPY_… */
  int          width;  /* bytes of a sample */
} GafPyReadSpec;

/* A new array (channels, frames) with up to @frames frames. */
PyObject *gafpy_read_array (const GafPyReadSpec *spec,
                            gint64               frames);

/* audio-file.c, readable.c */

extern PyTypeObject *gafpy_audio_file_type;
extern PyTypeObject *gafpy_readable_type;

int       gafpy_audio_file_init (PyObject *module);
int       gafpy_readable_init   (PyObject *module);
/* Opens @object; @type is gafpy_readable_type or a subclass. */
PyObject *gafpy_readable_open   (PyTypeObject *type,
                                 PyObject     *object);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (PyObject, Py_DECREF)
