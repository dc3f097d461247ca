/*
 * SPDX-FileCopyrightText: 2026 gaudiofile contributors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#pragma once

#include "gaf-source.h"

G_BEGIN_DECLS

/*
 * GafFlow: frames that are asked for, one block after the other. A conversion is some of these behind each other, and
 * whoever writes the file asks the last one.
 *
 *   GafSource ─► flow ─► ahead: a thread that reads on ─► process: a function of the program's ─► level ─► writer
 *
 * All are called on the thread of the caller, outside of the fork gate.
 */
typedef struct _GafFlow GafFlow;

typedef struct {
  /* Fewer than @n_frames only at the end; -1 with @error, and then no more is asked for. */
  gint64 (*read) (GafFlow *self, void *const *planes, gint64 n_frames, GCancellable *cancellable, GError **error);
  void   (*free) (GafFlow *self); /* what is behind @inner is freed by gaf_flow_free() */
} GafFlowClass;

struct _GafFlow {
  const GafFlowClass *klass;
  GafFlow            *inner; /* owned; what this one asks, or NULL */
  GafSampleFormat     format;
  guint               channels;
  double              rate;
};

/* For who makes one: @self has room for it. Takes @inner, and is like it. */
void     gaf_flow_init        (GafFlow             *self,
                               const GafFlowClass  *klass,
                               GafFlow             *inner);
gint64   gaf_flow_read        (GafFlow             *self,
                               void *const         *planes,
                               gint64               n_frames,
                               GCancellable        *cancellable,
                               GError             **error);
void     gaf_flow_free        (GafFlow             *self);

/* 32-bit float from the beginning of @source on; a reference is kept. */
GafFlow *gaf_flow_new_for_source (GafSource *source);
/* The samples of @source, a GafReader, as they are stored: @n_frames from @frame on. */
GafFlow *gaf_flow_new_raw        (GafSource *source,
                                  gint64     frame,
                                  gint64     n_frames);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (GafFlow, gaf_flow_free)

/* Memory for blocks: so many frames of so many channels of up to 64 bits, and where each plane begins. */
gpointer gaf_flow_make_room   (const GafFlow       *self,
                               gint64               n_frames,
                               void               **planes);
/* How many frames are a block, of so many channels: some hundred kilobytes. */
gint64   gaf_flow_block_size  (guint                channels);

G_END_DECLS
