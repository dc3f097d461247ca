/*
 * SPDX-FileCopyrightText: 2026 gaudiofile contributors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#include "json.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

void
cli_json_init (CliJson *self)
{
  *self = (CliJson){ .text = g_string_new (NULL), .is_first = TRUE };
}

void
cli_json_print (CliJson *self)
{
  g_string_append_c (self->text, '\n');
  fwrite (self->text->str, 1, self->text->len, stdout);
}

void
cli_json_clear (CliJson *self)
{
  if (self->text != NULL)
    g_string_free (self->text, TRUE);
  self->text = NULL;
}

static void
append_text (GString *text, const char *value)
{
  g_autofree char *valid = g_utf8_make_valid (value, -1);

  g_string_append_c (text, '"');
  for (const char *c = valid; *c != '\0'; c++) {
    if (*c == '"' || *c == '\\')
      g_string_append_c (text, '\\');
    if ((guchar) *c < 0x20 || *c == 0x7f)
      g_string_append_printf (text, "\\u%04x", (guint) (guchar) *c);
    else
      g_string_append_c (text, *c);
  }
  g_string_append_c (text, '"');
}

static void
break_line (CliJson *self)
{
  g_string_append_c (self->text, '\n');
  for (guint i = 0; i < self->depth; i++)
    g_string_append (self->text, "  ");
}

static void
begin_value (CliJson *self, const char *key)
{
  if (!self->is_first)
    g_string_append_c (self->text, ',');
  if (self->depth > 0)
    break_line (self);
  self->is_first = FALSE;
  if (key != NULL) {
    append_text (self->text, key);
    g_string_append (self->text, ": ");
  }
}

void
cli_json_begin (CliJson *self, const char *key, char bracket)
{
  begin_value (self, key);
  g_string_append_c (self->text, bracket);
  self->depth++;
  self->is_first = TRUE;
}

void
cli_json_end (CliJson *self, char bracket)
{
  self->depth--;
  if (!self->is_first)
    break_line (self);
  g_string_append_c (self->text, bracket);
  self->is_first = FALSE;
}

void
cli_json_text (CliJson *self, const char *key, const char *value)
{
  begin_value (self, key);
  if (value != NULL)
    append_text (self->text, value);
  else
    g_string_append (self->text, "null");
}

void
cli_json_int (CliJson *self, const char *key, gint64 value)
{
  begin_value (self, key);
  g_string_append_printf (self->text, "%" G_GINT64_FORMAT, value);
}

void
cli_json_double (CliJson *self, const char *key, double value)
{
  char text[G_ASCII_DTOSTR_BUF_SIZE];

  begin_value (self, key);
  g_string_append (self->text, isfinite (value) ? g_ascii_formatd (text, sizeof text, "%.10g", value) : "null");
}

void
cli_json_bool (CliJson *self, const char *key, gboolean value)
{
  begin_value (self, key);
  g_string_append (self->text, value ? "true" : "false");
}

void
cli_json_null (CliJson *self, const char *key)
{
  cli_json_text (self, key, NULL);
}
