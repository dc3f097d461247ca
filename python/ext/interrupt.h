/*
 * SPDX-FileCopyrightText: 2026 gaudiofile contributors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#pragma once

#include "native.h"

#include <pthread.h>

/*
 * Ctrl-C, and other signals that Python has handlers for, in calls that take long.
 *
 *   main thread, without the GIL, in a call of the library
 *      │ each 40 ms                          ┌─► nothing came: the call goes on
 *      ▼                                     │
 *   takes the GIL ─► runs Python's handlers ─┤
 *                                            └─► one raised: kept here; the call ends, and what it raised comes out
 */

extern pthread_t gafpy_main_thread; /* the one that Python runs handlers on */
extern int gafpy_main_calls;         /* how many of our calls it is inside of */
extern PyObject *gafpy_raised;       /* what a handler raised, until the call has ended */

/* Around a call of the library that may take long, in place of Py_BEGIN_ALLOW_THREADS and Py_END_ALLOW_THREADS. If the
 * call ends by an error, gafpy_raise() and its relatives raise what the handler did; else ask gafpy_interrupt_raise().
 */
#define GAFPY_BEGIN_CALL \
  { \
    const int gafpy_is_main = pthread_equal (pthread_self (), gafpy_main_thread) != 0; \
\
    gafpy_main_calls += gafpy_is_main; \
    Py_BEGIN_ALLOW_THREADS
#define GAFPY_END_CALL \
  Py_END_ALLOW_THREADS \
  gafpy_main_calls -= gafpy_is_main; \
  }

/* The exception that is set, which is set no more. */
PyObject *gafpy_take_exception (void);

/* TRUE with an exception set if a handler has raised one during this thread's last call. */
gboolean  gafpy_interrupt_raise_kept (void);

static inline gboolean
gafpy_interrupt_raise (void)
{
  return G_UNLIKELY (gafpy_raised != NULL) && gafpy_interrupt_raise_kept ();
}


int       gafpy_interrupt_init  (void);
