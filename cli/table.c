/*
 * SPDX-FileCopyrightText: 2026 gaudiofile contributors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#include "table.h"

#include "terminal.h"

struct _CliTable {
  const char *const *titles;
  guint n_columns;
  GPtrArray *cells;
};

CliTable *
cli_table_new (const char *const *titles)
{
  CliTable *self = g_new (CliTable, 1);

  *self = (CliTable){ titles, g_strv_length ((char **) titles), g_ptr_array_new_with_free_func (g_free) };
  return self;
}

void
cli_table_free (CliTable *self)
{
  g_ptr_array_unref (self->cells);
  g_free (self);
}

void
cli_table_add (CliTable *self, char *text)
{
  g_ptr_array_add (self->cells, text != NULL ? cli_text_clean (text) : g_strdup (""));
  g_free (text);
}

guint
cli_table_get_rows (CliTable *self)
{
  return self->cells->len / self->n_columns;
}

static const char *
get_cell (CliTable *self, guint row, guint column)
{
  return self->cells->pdata[row * self->n_columns + column];
}

static gboolean
is_text (CliTable *self, guint column)
{
  return self->titles[column][0] == '<';
}

static const char *
get_title (CliTable *self, guint column)
{
  return self->titles[column] + is_text (self, column);
}

/* 0: it is empty. */
static guint
get_column_width (CliTable *self, guint column)
{
  guint width = 0;

  for (guint row = 0; row < cli_table_get_rows (self); row++)
    width = MAX (width, cli_text_get_width (get_cell (self, row, column)));
  return width > 0 ? MAX (width, cli_text_get_width (get_title (self, column))) : 0;
}

static void
append_padded (GString *line, const char *text, guint width, gboolean is_left)
{
  const int blanks = MAX ((int) width - (int) cli_text_get_width (text), 0);

  if (is_left)
    g_string_append_printf (line, "%s%*s", text, blanks, "");
  else
    g_string_append_printf (line, "%*s%s", blanks, "", text);
}

static void
print_line (GString *line)
{
  while (line->len > 0 && line->str[line->len - 1] == ' ')
    g_string_truncate (line, line->len - 1);
  g_print ("%s\n", line->str);
  g_string_truncate (line, 0);
}

void
cli_table_print (CliTable *self)
{
  const gboolean style = cli_terminal_has_style (1);
  g_autoptr (GString) line = g_string_new (NULL);
  g_autofree guint *widths = g_new (guint, self->n_columns);

  if (self->cells->len == 0)
    return;
  for (guint column = 0; column < self->n_columns; column++) {
    widths[column] = get_column_width (self, column);
    if (widths[column] > 0) {
      append_padded (line, get_title (self, column), widths[column], is_text (self, column));
      g_string_append (line, "  ");
    }
  }
  if (style) {
    g_string_prepend (line, "\033[1m");
    g_string_append (line, "\033[0m");
  }
  print_line (line);
  for (guint row = 0; row < cli_table_get_rows (self); row++) {
    for (guint column = 0; column < self->n_columns; column++)
      if (widths[column] > 0) {
        append_padded (line, get_cell (self, row, column), widths[column], is_text (self, column));
        g_string_append (line, "  ");
      }
    print_line (line);
  }
}

void
cli_table_print_row (CliTable *self, guint row)
{
  g_autoptr (GString) line = g_string_new (NULL);
  guint width = 0;

  for (guint column = 0; column < self->n_columns; column++)
    if (*get_cell (self, row, column) != '\0')
      width = MAX (width, cli_text_get_width (get_title (self, column)));
  for (guint column = 0; column < self->n_columns; column++) {
    if (*get_cell (self, row, column) == '\0')
      continue;
    append_padded (line, get_title (self, column), width + 2, TRUE);
    g_string_append (line, get_cell (self, row, column));
    print_line (line);
  }
}
