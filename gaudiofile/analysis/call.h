/*
 * SPDX-FileCopyrightText: 2026 gaudiofile contributors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#pragma once

#include "core/shared.h"
#include "core/task-queue.h"
#include "gaf-analysis.h"
#include "gaf-reader.h"

G_BEGIN_DECLS

/* {{{ GafWatch: who is told how far a pass over a file is, and who can end it */

typedef struct {
  GCancellable        *cancellable;
  GafAnalysisProgress  progress;      /* or NULL */
  gpointer             progress_data;
  gint64               n_frames;
  gint64               n_done;        /* atomic */
  GThread             *owner;         /* the thread that called, which tells */
  guint                generation;    /* of the process */
  gint64               due;
} GafWatch;

void     gaf_watch_begin     (GafWatch             *self,
                              gint64                n_frames,
                              GCancellable         *cancellable,
                              GafAnalysisProgress   progress,
                              gpointer              progress_data);
/* On any thread: so many frames more are done. FALSE: go on no more. */
gboolean gaf_watch_step      (GafWatch             *self,
                              gint64                n_frames);
/* All is done. */
void     gaf_watch_end       (GafWatch             *self);
/* Why gaf_watch_step() was FALSE, if it was. Returns FALSE. */
gboolean gaf_watch_set_error (GafWatch             *self,
                              GError              **error);

/* }}} */

/* {{{ GafAnalysisCall: what an asynchronous call was given */

typedef struct {
  GafReader           *reader;        /* referenced; or … */
  char                *path;
  guint                flags;
  guint                number;
  double               threshold;
  gint64               n_frames;
  gpointer             more;          /* what else was given, or NULL */
  GDestroyNotify       free_more;

  GafAnalysisProgress  progress;
  gpointer             progress_data;
  GDestroyNotify       progress_destroy;
} GafAnalysisCall;

/* For gaf_task_new(). */
GafAnalysisCall *gaf_analysis_call_new  (GafReader           *reader,
                                         const char          *path,
                                         GafAnalysisProgress  progress,
                                         gpointer             progress_data,
                                         GDestroyNotify       progress_destroy);
void             gaf_analysis_call_free (gpointer             self);

/* For the work: what passes the progress on to the caller's main context, with the task as its data; or NULL. */
GafAnalysisProgress gaf_analysis_call_get_progress (GTask *task);
/* Before the task returns: no more progress is told, and what was handed in for it is freed where it was used. */
void             gaf_analysis_call_end  (GTask               *task);

/* }}} */

G_END_DECLS
