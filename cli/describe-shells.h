/*
 * SPDX-FileCopyrightText: 2026 gaudiofile contributors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#pragma once

/* What is offered when Tab is pressed: commands, then their options, and else files. Of an option's value, by what it
 * is called in --help: FILE and FOLDER are names, a|b|c is one of these, and of others nothing is known. */
void cli_describe_bash (void);
void cli_describe_zsh  (void);
void cli_describe_fish (void);
