/*
 * SPDX-FileCopyrightText: 2026 gaudiofile contributors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#pragma once

#include "encode-spec.h"

PyObject *gafpy_encode (PyObject                   *array,
                        const GafPyEncodeArguments *arguments);
