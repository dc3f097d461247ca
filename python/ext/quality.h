/*
 * SPDX-FileCopyrightText: 2026 gaudiofile contributors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#pragma once

#include "native.h"

int       gafpy_quality_init    (void);
/* A member of Resample.Quality; NULL stands for the default. @function is for the message of a TypeError. */
gboolean  gafpy_quality_parse   (PyObject           *object,
                                 const char         *function,
                                 GafResampleQuality *quality);
PyObject *gafpy_quality_to_enum (GafResampleQuality  quality);
