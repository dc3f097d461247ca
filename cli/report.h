/*
 * SPDX-FileCopyrightText: 2026 gaudiofile contributors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* What the program says beside what was asked for: on the standard error. */

/* "gaudiofile: NAME: MESSAGE"; @name, which may be NULL, is what the user calls the file, and @path, which may be NULL
 * too, what the message may call it. Nothing is said about what was cancelled. From any thread. */
void cli_report_error   (const char   *name,
                         const char   *path,
                         const GError *error);
/* "gaudiofile: MESSAGE", and that there is help. Returns STATUS_USAGE. */
int  cli_report_usage   (const char   *command,
                         const char   *format,
                         ...) G_GNUC_PRINTF (2, 3);
/* A line for who wants to know, unless --quiet. */
void cli_report_note    (const char   *format,
                         ...) G_GNUC_PRINTF (1, 2);

G_END_DECLS
