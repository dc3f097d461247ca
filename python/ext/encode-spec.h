/*
 * SPDX-FileCopyrightText: 2026 gaudiofile contributors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#pragma once

#include "native.h"

/* As given by the caller: borrowed, NULL where not given. */
typedef struct {
  PyObject *samplerate;
  PyObject *num_channels;
  PyObject *bit_depth;
  PyObject *quality;
  PyObject *format;
  PyObject *codec;
  PyObject *atomic;
  PyObject *tags;
} GafPyEncodeArguments;

/* Their names, in that order. */
#define GAFPY_ENCODE_NAMES "samplerate", "num_channels", "bit_depth", "quality", "format", "codec", "atomic", "tags"

GafEncodeSpec *gafpy_encode_spec_new (const GafPyEncodeArguments *arguments,
                                      const char                 *format);
