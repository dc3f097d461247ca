/*
 * SPDX-FileCopyrightText: 2026 gaudiofile contributors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#pragma once

#include <gaudiofile/gaf-enum-types.h>
#include <gaudiofile/gaf-error.h>
#include <gaudiofile/gaf-version.h>
