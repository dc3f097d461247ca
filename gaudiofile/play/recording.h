/*
 * SPDX-FileCopyrightText: 2026 gaudiofile contributors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#pragma once

#include "gaf-recorder.h"
#include "gaf-stream.h"
#include "play/teller.h"

G_BEGIN_DECLS

/*
 * A recorder, as its threads share it:
 *
 *   device ─► GafStream, with a long ring ─► recorder's thread ─┬─► GafWriter: one file, or one after the other
 *                                                               └─► GafPeaks
 *
 * What the disk is slow to take waits in the ring.
 */
typedef struct {
  gatomicrefcount  ref_count;
  guint            generation;   /* of the process: a child of fork() has no thread of it */
  GafTeller       *teller;

  /* fixed when it begins */
  GafDevice       *device;       /* NULL: the default one */
  char            *path;
  GafEncodeSpec   *spec;
  gint64           max_frames;   /* 0: no limit; likewise below */
  gint64           split_frames;
  gint64           split_bytes;

  GMutex           lock;
  GCond            changed;      /* anything below */
  GafRecorderState state;
  gboolean         has_begun;
  gboolean         is_stopping;
  gboolean         is_running;   /* the thread */
  GError          *failure;
  gint64           n_frames;     /* recorded */
  GPtrArray       *files;        /* char *: those that were begun */
  GafStream       *stream;
  GafPeaks        *peaks;

  /* of the thread that begins it, and then of its own */
  GafWriter       *writer;       /* NULL between two files */
  char            *file;         /* its name */
  gint64           file_frames;
  gint64           sized_frames; /* what the file's size was looked up at, and was … */
  gint64           size;         /* … bytes */
} GafRecorderCore;

GafRecorderCore *gaf_recorder_core_new   (gpointer          recorder);
GafRecorderCore *gaf_recorder_core_ref   (GafRecorderCore  *self);
void             gaf_recorder_core_unref (GafRecorderCore  *self);
/* FALSE in a child of fork(), where nothing of it may be touched. */
gboolean         gaf_recorder_core_check (GafRecorderCore  *self,
                                          GError          **error);
/* With the lock. */
void             gaf_recorder_core_ask_to_stop (GafRecorderCore *self);
/* Opens the device and the first file, and starts the thread. Without the lock. */
gboolean         gaf_recorder_core_begin (GafRecorderCore  *self,
                                          GCancellable     *cancellable,
                                          GError          **error);

G_END_DECLS
