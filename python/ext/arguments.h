/*
 * SPDX-FileCopyrightText: 2026 gaudiofile contributors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#pragma once

#include "native.h"

typedef struct {
  const char        *function;
  const char        *text;         /* the arguments, for messages */
  const char        *names[16];    /* in the order of positions; NULL-terminated */
  gboolean           has_source;   /* the first is called filename or file_like */
  int                n_positional; /* the others by name only */
  int                n_required;
} GafPySignature;

/* Sets those of @values that are given (borrowed). */
gboolean gafpy_parse_arguments (const GafPySignature *signature,
                                PyObject             *args,
                                PyObject             *kwargs,
                                PyObject            **values);
/* The same for a vectorcall method. */
gboolean gafpy_parse_call      (const GafPySignature *signature,
                                PyObject *const      *args,
                                Py_ssize_t            n_args,
                                PyObject             *names,
                                PyObject            **values);
