/*
 * SPDX-FileCopyrightText: 2026 gaudiofile contributors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* A table for people, printed when it is whole. Columns that are empty in every row are left out. */
typedef struct _CliTable CliTable;

/* A title for each column, ended by NULL; "<" in front: text, else numbers, which are at the right. */
CliTable *cli_table_new      (const char *const *titles);
void      cli_table_free     (CliTable          *self);
/* Adds a cell to the last row; takes @text, which may be NULL. A row begins when the one before is full. */
void      cli_table_add      (CliTable          *self,
                              char              *text);
guint     cli_table_get_rows (CliTable          *self);
void      cli_table_print    (CliTable          *self);
/* A line "title  cell" for each cell that is not empty, of a row. */
void      cli_table_print_row (CliTable         *self,
                              guint              row);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CliTable, cli_table_free)

G_END_DECLS
