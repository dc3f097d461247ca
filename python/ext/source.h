/*
 * SPDX-FileCopyrightText: 2026 gaudiofile contributors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#pragma once

#include "input-stream.h"

/*
 * What a reader reads from. The references that C holds are held here once more, so that the last one is dropped
 * here, with the GIL: dropping it inside the library could wait for the GIL in the way of a fork().
 *
 * Counted by references, with the GIL: files that resample the reader ask here for its name, and for what its
 * file-like raised.
 */
typedef struct {
  int               track;     /* of the audio tracks; -1: the one that is meant to be heard */
  GafIsolation      isolation; /* as it was asked for */
  GafLimits        *limits;    /* … and these; NULL: the defaults */
  PyObject         *asked;     /* gaudiofile.Limits, which they were made from; or NULL */
  PyObject         *name;      /* str: a path; else NULL */
  PyObject         *object;    /* the file-like or buffer; NULL for a path */
  GafPyInputStream *stream;    /* the file-like as a stream */
  GafPyFileLike    *file_like; /* the stream's */
  GBytes           *bytes;     /* the buffer's bytes */
  PyObject         *view;      /* memoryview that holds the buffer; owned by @bytes */
  gboolean          is_shared; /* PyGObject has had the reader, or one that resamples it, and may have it still */
} GafPySource;

/* Opens @object, and makes @self of it. @track: int or None; @isolation: "process", "none" or None; @limits:
 * gaudiofile.Limits or None; NULL for None. */
GafReader   *gafpy_source_open     (PyObject     *object,
                                    PyObject     *track,
                                    PyObject     *isolation,
                                    PyObject     *limits,
                                    GafPySource **self);
/* What @object, a gaudiofile.Limits, says; @limits is NULL if it is None or NULL. FALSE with an exception set if it is
 * none, or has numbers that mean nothing. */
gboolean     gafpy_parse_limits    (PyObject     *object,
                                    GafLimits   **limits);
/* What @object is, without opening it: sets @path (bytes) if it is a name. NULL with an exception set. */
GafPySource *gafpy_source_new      (PyObject     *object,
                                    PyObject    **path);
GafPySource *gafpy_source_ref      (GafPySource  *self);
void         gafpy_source_unref    (GafPySource  *self);
/* Drops everything but the name. */
void         gafpy_source_release  (GafPySource  *self);
int          gafpy_source_traverse (GafPySource  *self,
                                    visitproc     visit,
                                    void         *arg);
/* Adds a hint to what opening @object said, which may not be meant as a file. */
void         gafpy_source_explain_buffer (GError  *error,
                                          PyObject *object);
/* If the library was left because of an exception of the file-like: raises that, else @error. Frees @error. */
PyObject    *gafpy_source_raise    (GafPySource  *self,
                                    GError       *error);
