/*
 * SPDX-FileCopyrightText: 2026 gaudiofile contributors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#include "interrupt.h"

pthread_t gafpy_main_thread;
int gafpy_main_calls;
PyObject *gafpy_raised;

static gboolean
is_main_thread (void)
{
  return pthread_equal (pthread_self (), gafpy_main_thread) != 0;
}

PyObject *
gafpy_take_exception (void)
{
#if PY_VERSION_HEX >= 0x030c0000
  return PyErr_GetRaisedException ();
#else
  PyObject *type, *value, *traceback;

  PyErr_Fetch (&type, &value, &traceback);
  PyErr_NormalizeException (&type, &value, &traceback);
  if (traceback != NULL)
    PyException_SetTraceback (value, traceback);
  Py_XDECREF (type);
  Py_XDECREF (traceback);
  return value;
#endif
}

/* Any code may run in a handler, also calls like the one that is asked about. */
static void
run_handlers (void)
{
  const int calls = gafpy_main_calls;
  PyGILState_STATE gil = PyGILState_Ensure ();

  gafpy_main_calls = 0;
  if (PyErr_CheckSignals () < 0)
    gafpy_raised = gafpy_take_exception ();
  gafpy_main_calls = calls;
  PyGILState_Release (gil);
}

static gboolean
is_to_end (void)
{
  if (!is_main_thread () || gafpy_main_calls == 0 || !Py_IsInitialized ())
    return FALSE;
  if (gafpy_raised == NULL)
    run_handlers ();
  return gafpy_raised != NULL;
}

gboolean
gafpy_interrupt_raise_kept (void)
{
  PyObject *exception;

  if (!is_main_thread ())
    return FALSE;
  exception = g_steal_pointer (&gafpy_raised);
  PyErr_SetObject ((PyObject *) Py_TYPE (exception), exception);
  Py_DECREF (exception);
  return TRUE;
}

/* The thread that forks is the main one in the child. */
static void
after_fork_in_child (void)
{
  if (is_main_thread ())
    return;
  gafpy_main_thread = pthread_self ();
  gafpy_main_calls = 0;
  gafpy_raised = NULL;
}

int
gafpy_interrupt_init (void)
{
  g_autoptr (PyObject) threading = PyImport_ImportModule ("threading");
  g_autoptr (PyObject) thread = threading == NULL ? NULL : PyObject_CallMethod (threading, "main_thread", NULL);
  g_autoptr (PyObject) number = thread == NULL ? NULL : PyObject_GetAttrString (thread, "ident");

  if (number == NULL)
    return -1;
  /* CPython's numbers of threads are those of pthread. */
  gafpy_main_thread = (pthread_t) PyLong_AsUnsignedLong (number);
  if (PyErr_Occurred ())
    return -1;
  pthread_atfork (NULL, NULL, after_fork_in_child);
  gaf_set_interrupt_func (is_to_end);
  return 0;
}
