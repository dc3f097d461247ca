/*
 * SPDX-FileCopyrightText: 2026 gaudiofile contributors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#pragma once

#include <gaudiofile/gaudiofile.h>

G_BEGIN_DECLS

/* The last line of the terminal, while something is played or recorded: written again and again. */

/* Whether there is a terminal for it. */
gboolean cli_meter_is_shown (void);
/* @state, @name, @times, and behind them for each channel of @level, which may be NULL, a bar from -60 dBFS. In a
 * narrow terminal the name is shortened for the bars, and without room for both the bars are left out. */
void     cli_meter_show     (const char *state,
                             const char *name,
                             const char *times,
                             GafLevel   *level);
/* Takes it away. */
void     cli_meter_clear    (void);

G_END_DECLS
