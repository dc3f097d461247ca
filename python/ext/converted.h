/*
 * SPDX-FileCopyrightText: 2026 gaudiofile contributors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#pragma once

#include "native.h"

/* As given by the caller: borrowed, NULL or None where not given. */
typedef struct {
  PyObject *samplerate;
  PyObject *num_channels;
  PyObject *dtype;
  PyObject *matrix;
  PyObject *quality;
  PyObject *effects;
  PyObject *pre_roll; /* seconds */
} GafPyConversion;

int       gafpy_converted_init (PyObject              *module);
extern const char gafpy_through_doc[];
/* A method of all files that are read: a ConvertedReadableAudioFile around @self, with effects. */
PyObject *gafpy_through        (PyObject              *self,
                                PyObject              *args,
                                PyObject              *kwargs);
/* A ConvertedReadableAudioFile that reads @file. */
PyObject *gafpy_converted_open (PyTypeObject          *type,
                                PyObject              *file,
                                const GafPyConversion *conversion);
