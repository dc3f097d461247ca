/*
 * SPDX-FileCopyrightText: 2026 gaudiofile contributors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#pragma once

#include <gio/gio.h>

#include "gaf-interrupt.h"

G_BEGIN_DECLS

/*
 * Lets a program end a call that takes long: Ctrl-C in Python.
 *
 *   loop over blocks, packets or bytes ──► gaf_interrupt_check (work)
 *                                             │ enough work since the last look, and enough time
 *                                             ▼
 *                                          the program's function, with the fork gate open: shall the call end?
 *
 * A check costs a few instructions; the clock is read after GAF_INTERRUPT_WORK samples or bytes, and the program asked
 * each GAF_INTERRUPT_INTERVAL. A call that is shorter never asks. An asynchronous call also ends when its GCancellable
 * is cancelled, which each look sees, also where the call has no GCancellable to hand on.
 */
#define GAF_INTERRUPT_WORK     16384
#define GAF_INTERRUPT_INTERVAL (40 * G_TIME_SPAN_MILLISECOND)

/* To be called between two pieces of work, where giving up leaves everything whole. @work: samples or bytes since the
 * last check, G_MAXSIZE for waiting. FALSE with %G_IO_ERROR_CANCELLED; and then again until the call has ended, so that
 * nobody takes it for the end of a file. */
gboolean gaf_interrupt_check (gsize    work,
                              GError **error);

/* Whether a call of any thread was ever told to end: if not, no call has to ask at its end. */
extern gint gaf_interrupt_has_stopped; /* atomic */

/* The same for a call that is made of many others, outside of the fork gate, and looks at the clock itself: asks now.
 */
gboolean gaf_interrupt_ask   (GError **error);

/* A call begins that does not begin by entering the fork gate. */
void     gaf_interrupt_begin (void);

/* What ends the calls that this thread makes from now on; NULL for nothing. Not referenced. Between calls. */
void     gaf_interrupt_set_cancellable (GCancellable *cancellable);

void     gaf_interrupt_set   (GafInterruptFunc func);

G_END_DECLS
