/*
 * SPDX-FileCopyrightText: 2026 gaudiofile contributors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#include "types.h"

PyTypeObject *gafpy_audio_file_type;
PyTypeObject *gafpy_readable_type;
PyTypeObject *gafpy_resampled_type;
PyTypeObject *gafpy_converted_type;
PyTypeObject *gafpy_writable_type;
