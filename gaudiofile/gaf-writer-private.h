/*
 * SPDX-FileCopyrightText: 2026 gaudiofile contributors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#pragma once

#include "core/call-guard.h"
#include "core/shared.h"
#include "gaf-writer.h"
#include "io/byte-sink.h"
#include "write/encoder.h"

G_BEGIN_DECLS

/* A writer's insides, for gaf-writer.c, where it begins and ends, gaf-writer-open.c, the constructors, and
 * gaf-writer-write.c, which takes samples of all shapes. */
struct _GafWriter {
  GObject parent_instance;

  GafCallGuard guard; /* held during each call; guards all below */
  guint generation;   /* of the process that wrote last: see core/fork-gate.h; atomic */

  GFile *file;           /* NULL: a stream or memory, or not known */
  GOutputStream *stream; /* until it is opened */
  GafEncodeSpec *spec;   /* resolved, when it is open; the caller may change it, which changes nothing about the file */
  guint channels;
  double rate;
  GafByteSink *sink;   /* kept when closed, for its error and its bytes */
  GafEncoder *encoder; /* NULL once closed */
  GafSampleFormat format;
  GafShared64 n_frames;
  gint64 refreshed;   /* monotonic µs of the last refresh */
  gboolean is_told;   /* the sink's error was reported by a call */
  gint is_spoilt;     /* a call failed or was cancelled: an atomic file must not replace the old one; atomic */
  gint closed;
};

/* gaf-writer.c: appends @n_frames frames of @source. FALSE with @error. */
gboolean gaf_writer_write_samples (GafWriter             *self,
                                   const GafSampleSource *source,
                                   gint64                 n_frames,
                                   GCancellable          *cancellable,
                                   GError               **error);

/* gaf-writer.c: @sink: transfer full. Nothing is created unless all else is known to work. */
gboolean gaf_writer_open_sink     (GafWriter             *self,
                                   GafByteSink           *sink,
                                   GafEncodeSpec         *spec,
                                   GCancellable          *cancellable,
                                   GError               **error);

/* A call that would have written was cancelled before it began; on any thread. @self: a GafWriter. */
void gaf_writer_skip (gpointer self);

G_END_DECLS
