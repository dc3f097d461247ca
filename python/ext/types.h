/*
 * SPDX-FileCopyrightText: 2026 gaudiofile contributors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#pragma once

#include "native.h"

/* The classes that several files need to know; each is made by the _init() of the file that is named after it. */
extern PyTypeObject *gafpy_audio_file_type;
extern PyTypeObject *gafpy_readable_type;
extern PyTypeObject *gafpy_resampled_type;
extern PyTypeObject *gafpy_converted_type;
extern PyTypeObject *gafpy_writable_type;
