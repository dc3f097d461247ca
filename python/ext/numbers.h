/*
 * SPDX-FileCopyrightText: 2026 gaudiofile contributors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#pragma once

#include "native.h"

/* A whole number above 0, given as an integer or as a float without fraction. */
int       gafpy_parse_frames     (PyObject *object,
                                  gint64   *frames);
/* A whole number of frames, given as an integer or as a float without fraction. */
int       gafpy_parse_position   (PyObject *object,
                                  gint64   *position);
/* TypeError: @name must be @expected. Returns -1. */
int       gafpy_raise_type       (const char *name,
                                  const char *expected,
                                  PyObject   *value);
/* A real number (for a rate), given as anything with __float__ or __index__; TypeError names it @name. */
int       gafpy_parse_real       (PyObject   *object,
                                  const char *name,
                                  double     *value);
/* A whole number from 0 (of channels, bits), given as anything with __index__. */
int       gafpy_parse_count      (PyObject   *object,
                                  const char *name,
                                  int        *count);
/* Rates are int where they are whole. */
PyObject *gafpy_rate_to_object   (double    rate);
