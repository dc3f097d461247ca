/*
 * SPDX-FileCopyrightText: 2026 gaudiofile contributors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#pragma once

#include <gaudiofile/gaf-types.h>

G_BEGIN_DECLS

GAF_AVAILABLE_IN_ALL
void gaf_object_unref (gpointer object);

G_END_DECLS
