/*
 * SPDX-FileCopyrightText: 2026 gaudiofile contributors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#pragma once

#include "native.h"

/*
 * A file-like object, as the streams of both directions call it. The calls come on the thread that called the reader
 * or writer. What the file-like raises is kept here while a GError takes its place in the library, and raised again
 * when the library has been left. Until then the file-like is left alone, but for the end of a file. NULL for a
 * GafPyFileLike where there is none is fine, except in calling.
 */
typedef struct {
  PyObject *object;
  PyObject *exception; /* the last one; with its traceback */
  gboolean  fresh;     /* it has not been raised yet */
  gboolean  goes_on;   /* it is called all the same: a file is being finished as far as that goes */

  /* The thread inside a method of the file-like, 0 for none. There is one at a time, under the reader's or writer's
   * lock; others only compare it with themselves. */
  gsize     inside;
} GafPyFileLike;

typedef struct {
  PyGILState_STATE gil;
  gsize            outer;
} GafPyCall;

void     gafpy_file_like_init      (GafPyFileLike *self,
                                    PyObject      *object);
/* Drops the file-like, with the GIL: it will not be called any more. */
void     gafpy_file_like_detach    (GafPyFileLike *self);
/* The same without the GIL, and even after the interpreter has ended. */
void     gafpy_file_like_finalize  (GafPyFileLike *self);
int      gafpy_file_like_traverse  (GafPyFileLike *self,
                                    visitproc      visit,
                                    void          *arg);

/* FALSE if the file-like is not to be called: it has failed and the caller does not know yet. Pair TRUE with
 * gafpy_file_like_end(). */
gboolean gafpy_file_like_begin     (GafPyFileLike *self,
                                    GafPyCall     *call);
/* Takes the exception, if one is set. */
void     gafpy_file_like_end       (GafPyFileLike *self,
                                    GafPyCall     *call);
/* Sets the GError that stands for an exception. Returns FALSE. */
gboolean gafpy_file_like_fail      (GError       **error);

goffset  gafpy_file_like_tell      (GafPyFileLike *self);
gboolean gafpy_file_like_can_seek  (GafPyFileLike *self);
gboolean gafpy_file_like_seek      (GafPyFileLike *self,
                                    goffset        offset,
                                    GSeekType      type,
                                    GError       **error);

/* Of an object with a file's name in its attribute "name", as open() makes them, that name; else NULL, without an
 * exception. A new reference. */
PyObject *gafpy_file_like_get_name (PyObject       *object);

/* The descriptor of one that is a file; else -1, without an exception: most others have no fileno() or raise in it. */
int      gafpy_file_like_find_descriptor (PyObject *object);

/* While it is on, exceptions do not keep the file-like from being called. The first one counts. If the caller has seen
 * one before, others
 * are the same failure met again, unless they are interrupts. */
void     gafpy_file_like_go_on     (GafPyFileLike *self,
                                    gboolean       on);

/* TRUE if this thread is inside a method of the file-like right now. */
gboolean gafpy_file_like_is_inside (GafPyFileLike *self);
/* Raises the exception that a method of the file-like ended with since the last call; FALSE if there was none.
 * @again: raise the last one once more if there is no new one. */
gboolean gafpy_file_like_reraise   (GafPyFileLike *self,
                                    gboolean       again);
