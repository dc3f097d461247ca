/*
 * SPDX-FileCopyrightText: 2026 gaudiofile contributors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#pragma once

#include "command.h"

G_BEGIN_DECLS

extern const Command command_info;
extern const Command command_plot;
extern const Command command_tag;
extern const Command command_loudness;
extern const Command command_convert;
extern const Command command_trim;
extern const Command command_play;
extern const Command command_record;
extern const Command command_devices;
extern const Command command_doctor;

/* What the program is about, in a sentence. */
extern const char cli_about[];

/* All of them, ended by NULL; and the options that each of them has. */
extern const Command *const commands[];
extern const GOptionEntry common_options[];

/* Set by --help. */
extern gboolean cli_help;

const Command *command_find (const char *name);

G_END_DECLS
