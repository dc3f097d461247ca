/*
 * SPDX-FileCopyrightText: 2026 gaudiofile contributors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#pragma once

#include "encode-spec.h"
#include "output-stream.h"

/* What a writer writes to; held as in GafPySource. */
typedef struct {
  PyObject          *name;      /* str: a path; else NULL */
  PyObject          *object;    /* the file-like; NULL for a path */
  GafPyOutputStream *stream;    /* the file-like as a stream */
  GafPyFileLike     *file_like; /* the stream's */
} GafPySink;

GafWriter *gafpy_sink_open    (GafPySink                  *self,
                               PyObject                   *object,
                               const GafPyEncodeArguments *arguments);
/* The steps of that: sets @path (bytes) if @object is a name, else finds out what it is; FALSE with an exception set.
 */
gboolean   gafpy_sink_recognise     (GafPySink                  *self,
                                     PyObject                   *object,
                                     PyObject                  **path);
/* @format, or what the name says; NULL with an exception set. */
PyObject  *gafpy_sink_choose_format (GafPySink                  *self,
                                     PyObject                   *format);
/* Drops everything but the name. */
void       gafpy_sink_release (GafPySink                  *self);
/* If the library was left because of an exception of the file-like: raises that, else @error. Frees @error. */
PyObject  *gafpy_sink_raise   (GafPySink                  *self,
                               GError                     *error);
