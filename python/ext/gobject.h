/*
 * SPDX-FileCopyrightText: 2026 gaudiofile contributors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#pragma once

#include "native.h"

/* The PyGObject wrapper of a GObject. */
PyObject *gafpy_gobject_wrap   (gpointer  object);
/* The GObject in a wrapper of PyGObject; borrowed. */
GObject  *gafpy_gobject_unwrap (PyObject *object);
