/*
 * SPDX-FileCopyrightText: 2026 gaudiofile contributors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#include "gobject.h"

#ifdef GAF_CARRY

/* A wheel has a GLib of its own, and PyGObject that of the system: what is an object to one is none to the other. */
static gpointer
refuse (void)
{
  PyErr_SetString (
      PyExc_ImportError,
      "This gaudiofile is a wheel with a GLib of its own, which PyGObject cannot use. For .gobject, and for "
      "GStreamer elements as plugins, gaudiofile has to be built with the system's GLib: "
      "pip install --no-binary gaudiofile 'gaudiofile[gobject]', see docs/installing.md");
  return NULL;
}

PyObject *
gafpy_gobject_wrap (gpointer object)
{
  return refuse ();
}

GObject *
gafpy_gobject_unwrap (PyObject *object)
{
  return refuse ();
}

#else

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
    PyErr_Format (PyExc_TypeError, "Expected a GObject, not %.200s", gafpy_type_name (object));
    return NULL;
  }
  return pygobject_get (object);
}

#endif
