/*
 * SPDX-FileCopyrightText: 2026 gaudiofile contributors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#include "gobject.h"

#include <pygobject.h>

/* PyGObject is loaded for those who ask for it only: that takes longer than opening a file. */
static gboolean
load_pygobject (void)
{
  static gboolean have_pygobject;

  if (!have_pygobject) {
    g_autoptr (PyObject) pygobject = pygobject_init (3, 42, 0);

    have_pygobject = pygobject != NULL;
  }
  return have_pygobject;
}

/* The classes of the library by name. */
static gboolean
load_namespace (void)
{
  static gboolean have_namespace;

  if (!have_namespace) {
    g_autoptr (PyObject) typelib = PyImport_ImportModule ("gaudiofile._typelib");
    g_autoptr (PyObject) namespace = typelib == NULL ? NULL : PyObject_CallMethod (typelib, "load", NULL);

    have_namespace = namespace != NULL;
  }
  return have_namespace;
}

PyObject *
gafpy_gobject_wrap (gpointer object)
{
  return load_namespace () && load_pygobject () ? pygobject_new (G_OBJECT (object)) : NULL;
}

GObject *
gafpy_gobject_unwrap (PyObject *object)
{
  if (!load_pygobject ())
    return NULL;
  if (!PyObject_TypeCheck (object, &PyGObject_Type) || pygobject_get (object) == NULL) {
    PyErr_Format (PyExc_TypeError, "Expected a GObject, not %.200s", Py_TYPE (object)->tp_name);
    return NULL;
  }
  return pygobject_get (object);
}
