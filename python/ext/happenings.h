/*
 * SPDX-FileCopyrightText: 2026 gaudiofile contributors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#pragma once

#include "native.h"

/*
 * What a GObject signals, for Python programs, which have no main loop: a main context of the object's own, and a list
 * of what has come there. gafpy_happenings_wait() runs the context for a while, on the thread that calls it.
 */
typedef struct {
  GMainContext *context;
  GQueue        waiting; /* of Happening, in happenings.c; of the thread that runs the context */
} GafPyHappenings;

/* Before the object is made, and after: in between it has this context. */
void      gafpy_happenings_begin  (GafPyHappenings *self);
void      gafpy_happenings_end    (GafPyHappenings *self);
void      gafpy_happenings_clear  (GafPyHappenings *self);
/* Signals without an argument, with an error, with a string, or (G_TYPE_PARAM) that a property, an enumeration that is
 * 0 at first, has changed. @name: static. */
void      gafpy_happenings_listen (GafPyHappenings *self,
                                   gpointer         object,
                                   const char      *name,
                                   GType            argument);
/* A list of (name, argument) of what happens in @seconds, or has happened. */
PyObject *gafpy_happenings_wait   (GafPyHappenings *self,
                                   double           seconds);
