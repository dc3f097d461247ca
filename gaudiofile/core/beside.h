/*
 * SPDX-FileCopyrightText: 2026 gaudiofile contributors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* The path of a file that comes with the library: beside it, as in the build folder and in a wheel, else in @folder,
 * where it is installed. To be freed. */
char *gaf_find_beside (const char *name,
                       const char *folder);

G_END_DECLS
