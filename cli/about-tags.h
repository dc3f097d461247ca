/*
 * SPDX-FileCopyrightText: 2026 gaudiofile contributors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#pragma once

#include <gaudiofile/gaudiofile.h>

#include "json.h"
#include "table.h"

G_BEGIN_DECLS

/* Tags and covers, as info and tag show them. @tags may be NULL. */

/* The values of a name, with commas between; NULL if it has none. To be freed. */
char *cli_tags_join      (GafTags    *tags,
                          const char *name);
/* "image/jpeg, 51 kB, 2": NULL if there is none. To be freed. */
char *cli_tags_describe_covers (GafTags *tags);
/* A line for each. */
void  cli_tags_print     (GafTags    *tags);
/* The keys "tags" and "covers". */
void  cli_tags_add_json  (GafTags    *tags,
                          CliJson    *json);

G_END_DECLS
