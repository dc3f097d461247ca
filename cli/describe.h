/*
 * SPDX-FileCopyrightText: 2026 gaudiofile contributors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Prints, of the table of commands, the manual page ("man"), or the completion of a shell ("bash", "zsh", "fish"). The
 * build does that, and installs them. Returns how the program ends. */
int cli_describe (const char *what);

G_END_DECLS
