/*
 * SPDX-FileCopyrightText: 2026 gaudiofile contributors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#pragma once

#include "live/core.h"

G_BEGIN_DECLS

/* A call that waits for something to change in a stream: until a deadline, until it is cancelled, or until nothing can
 * come of it. */
typedef struct {
  GafStreamCore *core;
  GCancellable  *cancellable;
  gulong         handler;
  gint64         deadline; /* monotonic µs; 0: none */
} GafStreamWait;

/* How long to sleep at most, µs: a device that is gone for too long changes nothing. */
#define GAF_STREAM_SLICE (100 * G_TIME_SPAN_MILLISECOND)

/* Without the lock. @timeout: milliseconds, -1 for none. */
void     gaf_stream_wait_begin (GafStreamWait  *self,
                                GafStreamCore  *core,
                                gint            timeout,
                                GCancellable   *cancellable);
void     gaf_stream_wait_end   (GafStreamWait  *self);
/* With the lock: sleeps until a change, @slice µs at most. FALSE at the deadline. */
gboolean gaf_stream_wait_more  (GafStreamWait  *self,
                                gint64          slice);
/* With the lock: whether there is anything to wait for. */
gboolean gaf_stream_wait_check (GafStreamWait  *self,
                                GafDirection    direction,
                                GError        **error);

G_END_DECLS
