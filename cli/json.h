/*
 * SPDX-FileCopyrightText: 2026 gaudiofile contributors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/*
 * JSON, written from front to back. In an object each value has a key; elsewhere it is NULL. Numbers are those of C
 * whatever the locale, and text is UTF-8.
 */
typedef struct {
  GString *text;
  guint depth;
  gboolean is_first;
} CliJson;

void cli_json_init   (CliJson *self);
/* Prints it. */
void cli_json_print  (CliJson *self);
void cli_json_clear  (CliJson *self);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (CliJson, cli_json_clear)

/* @bracket is '{' or '['. */
void cli_json_begin  (CliJson *self, const char *key, char bracket);
void cli_json_end    (CliJson *self, char bracket);
/* NULL is null. */
void cli_json_text   (CliJson *self, const char *key, const char *value);
void cli_json_int    (CliJson *self, const char *key, gint64 value);
/* What is not finite is null. */
void cli_json_double (CliJson *self, const char *key, double value);
void cli_json_bool   (CliJson *self, const char *key, gboolean value);
void cli_json_null   (CliJson *self, const char *key);

G_END_DECLS
