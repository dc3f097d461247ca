/*
 * SPDX-FileCopyrightText: 2026 gaudiofile contributors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#pragma once

#include "file-like.h"

#define GAFPY_TYPE_OUTPUT_STREAM (gafpy_output_stream_get_type ())
G_DECLARE_FINAL_TYPE (GafPyOutputStream, gafpy_output_stream, GAFPY, OUTPUT_STREAM, GOutputStream)

GafPyOutputStream *gafpy_output_stream_new           (PyObject          *file_like);
GafPyFileLike     *gafpy_output_stream_get_file_like (GafPyOutputStream *self);
