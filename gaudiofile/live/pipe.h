/*
 * SPDX-FileCopyrightText: 2026 gaudiofile contributors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#pragma once

#include <gst/gst.h>

#include "live/core.h"

G_BEGIN_DECLS

/* One device of a stream, as a GStreamer pipeline. */

/* Opening and closing: without the lock, on the control thread. */
GafStreamPipe *gaf_stream_pipe_open   (GafStreamCore      *core,
                                       GafStreamSide      *side,
                                       GafDevice          *device,
                                       GError            **error);
void           gaf_stream_pipe_close  (GafStreamPipe      *self);
/* Interleaved float. */
GstCaps       *gaf_stream_make_caps   (guint               rate,
                                       guint               channels);
/* Takes the error that the pipe has ended with; NULL while it works. With the lock. */
GError        *gaf_stream_pipe_steal_error (GafStreamPipe *self);

/* On any thread: the pipe may be closed meanwhile, but stays what it is until the last reference goes. */
GafStreamPipe *gaf_stream_pipe_ref    (GafStreamPipe      *self);
void           gaf_stream_pipe_unref  (GafStreamPipe      *self);
/* The pipe of @core's side, if it is open. Without the lock. */
GafStreamPipe *gaf_stream_pipe_ref_open (GafStreamCore    *core,
                                         GafDirection      direction);
/* Frames between the device and this library; 0 where it is not known. */
gint64         gaf_stream_pipe_get_delay (GafStreamPipe   *self);
/* The device's frame that is heard now, as GafStreamPull counts them; FALSE where it is not known. */
gboolean       gaf_stream_pipe_get_heard (GafStreamPipe   *self,
                                         guint            *serial,
                                         gint64           *frame);
/* Whether all that was written is out of the loudspeaker. With nothing left in the ring. */
gboolean       gaf_stream_pipe_is_drained (GafStreamPipe  *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (GafStreamPipe, gaf_stream_pipe_unref)

G_END_DECLS
