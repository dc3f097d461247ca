/*
 * SPDX-FileCopyrightText: 2026 gaudiofile contributors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#pragma once

#include "source.h"

/*
 * What an analysis of a whole file is of, and what hears of its progress.
 *
 *   gafpy_subject_init ()          a name stays a name, anything else is opened; a ReadableAudioFile is its reader
 *   GAFPY_BEGIN_CALL … GAFPY_END_CALL around the call, with gafpy_subject_progress () and the cancellable
 *   gafpy_subject_raise ()         what the progress function raised, Ctrl-C, or the error
 *   gafpy_subject_clear ()
 */
typedef struct {
  GafReader    *reader;      /* NULL for a name */
  PyObject     *path;        /* bytes; or NULL */
  GafPySource  *origin;
  gboolean      is_ours;     /* the reader and the origin were made for this call */
  PyObject     *progress;    /* borrowed; or NULL */
  PyObject     *raised;      /* by it */
  GCancellable *cancellable; /* cancelled then */
} GafPySubject;

/* @progress: callable, None or NULL. @open: whether a name is opened too. -1 with an exception set. */
int                 gafpy_subject_init         (GafPySubject *self,
                                                PyObject     *file,
                                                PyObject     *progress,
                                                gboolean      open);
/* The same of another file that is open, whose source the caller has: without a reader. */
int                 gafpy_subject_init_for_open (GafPySubject *self,
                                                GafPySource  *origin,
                                                PyObject     *progress);
void                gafpy_subject_clear        (GafPySubject *self);
/* For the call, with the subject as its data; NULL if nobody wants to hear. */
GafAnalysisProgress gafpy_subject_get_progress (GafPySubject *self);
/* Frees @error. Returns NULL. */
PyObject           *gafpy_subject_raise        (GafPySubject *self,
                                                GError       *error);
/* After a call that went well: TRUE with an exception set if there is something to be raised nevertheless. */
gboolean            gafpy_subject_has_raised   (GafPySubject *self);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (GafPySubject, gafpy_subject_clear)
