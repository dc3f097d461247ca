/*
 * SPDX-FileCopyrightText: 2026 gaudiofile contributors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Keys, as they are pressed, where the standard input is a terminal. */

typedef enum {
  CLI_KEY_NONE,
  CLI_KEY_SPACE,
  CLI_KEY_QUIT,
  CLI_KEY_LEFT,
  CLI_KEY_RIGHT,
  CLI_KEY_UP,
  CLI_KEY_DOWN,
  CLI_KEY_NEXT,
  CLI_KEY_PREVIOUS,
  CLI_KEY_MUTE,
} CliKey;

typedef void (*CliKeyFunc) (CliKey key, gpointer data);

/* From now on, in the main loop: keys are neither shown nor wait for Enter. FALSE where there is no terminal. */
gboolean cli_keys_begin (CliKeyFunc func, gpointer data);
/* The terminal is as it was. */
void     cli_keys_end   (void);

G_END_DECLS
