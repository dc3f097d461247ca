/*
 * SPDX-FileCopyrightText: 2026 gaudiofile contributors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* What is known about the terminal, and text for it. */

/* Set by --quiet. */
extern gboolean cli_quiet;

/* Whether what is printed goes to one; @fd is 1 or 2. */
gboolean cli_terminal_is        (int fd);
/* Columns; 80 where there is none. */
guint    cli_terminal_get_width (int fd);
/* Whether it shows more than ASCII. */
gboolean cli_terminal_has_utf8  (void);
/* Whether codes for bold text and the like are welcome. */
gboolean cli_terminal_has_style (int fd);

/* How many columns a text takes. */
guint    cli_text_get_width     (const char *text);
/* As it may be shown: what comes out of files must not move the cursor. In a line, without breaks. To be freed. */
char    *cli_text_clean         (const char *text);
/* The end of a text, as it may be shown, in so many columns: of names it says more than the beginning. To be freed. */
char    *cli_text_shorten       (const char *text, guint width);
/* A file's name, to be shown. To be freed. */
char    *cli_text_from_name     (const char *name);
/* "1:02:03" with @digits behind the second. To be freed. */
char    *cli_text_from_time     (double seconds, guint digits);
/* "90", "1:30", "0:01:30.5" and "1500ms" are times; FALSE with @error for what is none. */
gboolean cli_text_to_time       (const char *text, double *seconds, GError **error);
/* A number as in C; @option is what it is for. */
gboolean cli_text_to_number     (const char *text, const char *option, double *value, GError **error);

G_END_DECLS
