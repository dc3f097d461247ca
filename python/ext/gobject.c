/*
 * SPDX-FileCopyrightText: 2026 gaudiofile contributors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#include "native.h"

#include <pygobject.h>

/* PyGObject is loaded for those who ask for it only: that takes longer than opening a file. */
PyObject *
gafpy_gobject_wrap (gpointer object)
{
  static gboolean have_pygobject;

  if (!have_pygobject) {
    g_autoptr (PyObject) typelib = PyImport_ImportModule ("gaudiofile._typelib");
    g_autoptr (PyObject) namespace = typelib == NULL ? NULL : PyObject_CallMethod (typelib, "load", NULL);
    g_autoptr (PyObject) pygobject = namespace == NULL ? NULL : pygobject_init (3, 42, 0);

    if (pygobject == NULL)
      return NULL;
    have_pygobject = TRUE;
  }
  return pygobject_new (G_OBJECT (object));
}
