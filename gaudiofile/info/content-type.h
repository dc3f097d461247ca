/*
 * SPDX-FileCopyrightText: 2026 gaudiofile contributors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#pragma once

#include "info/outline.h"

G_BEGIN_DECLS

/* MIME types, by the names that the shared MIME-info database (freedesktop.org) has for them, by which GtkFileFilter
 * and file managers go; that has other names of them as aliases. NULL: there is none. Static strings. */

/* @extension: with its dot */
const char *gaf_content_type_of_extension (const char *extension);
/* of a file as it is */
const char *gaf_content_type_of_file      (const char       *container,
                                           const char       *codec,
                                           const GafOutline *outline);

G_END_DECLS
