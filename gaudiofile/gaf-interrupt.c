/*
 * SPDX-FileCopyrightText: 2026 gaudiofile contributors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#include "gaf-interrupt.h"

#include "core/interrupt.h"

/**
 * GafInterruptFunc: (skip)
 *
 * Is asked now and then, about each 40 ms, on the thread that is inside of a long call of this library. It may call
 * the library, but not use the object that is at work.
 *
 * Returns: %TRUE to end the call, which then fails with %G_IO_ERROR_CANCELLED
 * Since: 0.1
 */

/**
 * gaf_set_interrupt_func: (skip)
 * @func: (nullable): what is asked whether to go on, or %NULL for nothing
 *
 * Sets a function that can end calls that take long: reading, writing, resampling, opening, and waiting for another
 * thread's call. It is for bindings of languages that handle signals between their own instructions only, such as
 * Python; there is one for the whole process. A #GCancellable does the same for single calls.
 *
 * A call that has ended so can be made again: a reader stands where it was, and a writer has taken a number of whole
 * frames, which [method@Writer.tell] tells.
 *
 * Since: 0.1
 */
void
gaf_set_interrupt_func (GafInterruptFunc func)
{
  gaf_interrupt_set (func);
}

/**
 * gaf_set_thread_cancellable: (skip)
 * @cancellable: (nullable): what ends the calls that this thread makes from now on, or %NULL for nothing
 *
 * Has all calls of this thread end when @cancellable is cancelled, also those that take no #GCancellable, as
 * [func@set_interrupt_func] does. It is for bindings that call the synchronous functions on threads of their own, and
 * must not be called inside of a call. No reference is taken.
 *
 * Since: 0.1
 */
void
gaf_set_thread_cancellable (GCancellable *cancellable)
{
  gaf_interrupt_set_cancellable (cancellable);
}
