/*
 * SPDX-FileCopyrightText: 2026 gaudiofile contributors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#pragma once

#include <gaudiofile/gaf-types.h>

G_BEGIN_DECLS

GAF_AVAILABLE_IN_ALL
char **gaf_get_readable_extensions (void);
GAF_AVAILABLE_IN_ALL
char **gaf_get_writable_extensions (void);
GAF_AVAILABLE_IN_ALL
char **gaf_get_readable_content_types (void);
GAF_AVAILABLE_IN_ALL
char **gaf_get_writable_content_types (void);

G_END_DECLS
