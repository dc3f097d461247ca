/*
 * SPDX-FileCopyrightText: 2026 gaudiofile contributors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#pragma once

#include "file-like.h"

#define GAFPY_TYPE_INPUT_STREAM (gafpy_input_stream_get_type ())
G_DECLARE_FINAL_TYPE (GafPyInputStream, gafpy_input_stream, GAFPY, INPUT_STREAM, GInputStream)

GafPyInputStream  *gafpy_input_stream_new            (PyObject          *file_like);
GafPyFileLike     *gafpy_input_stream_get_file_like  (GafPyInputStream  *self);
/* FALSE with a TypeError, if what a file-like's read() returned is not bytes. */
gboolean           gafpy_input_stream_check_bytes   (PyObject         *bytes);
