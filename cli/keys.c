/*
 * SPDX-FileCopyrightText: 2026 gaudiofile contributors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#include "keys.h"

#include <glib-unix.h>
#include <string.h>
#include <termios.h>
#include <unistd.h>

static struct termios before;
static guint source;
static CliKeyFunc told;
static gpointer told_data;

/* Arrows send several bytes, which come at once. */
static const struct {
  const char *bytes;
  CliKey key;
} keys[] = {
  { "\033[A", CLI_KEY_UP }, { "\033[B", CLI_KEY_DOWN }, { "\033[C", CLI_KEY_RIGHT }, { "\033[D", CLI_KEY_LEFT },
  { "\033OA", CLI_KEY_UP }, { "\033OB", CLI_KEY_DOWN }, { "\033OC", CLI_KEY_RIGHT }, { "\033OD", CLI_KEY_LEFT },
  { " ", CLI_KEY_SPACE },   { "q", CLI_KEY_QUIT },      { "Q", CLI_KEY_QUIT },       { "\004", CLI_KEY_QUIT },
  { "n", CLI_KEY_NEXT },    { "p", CLI_KEY_PREVIOUS },  { "m", CLI_KEY_MUTE },
};

/* The key at the beginning of @bytes, and how many are its. */
static CliKey
find_key (const char *bytes, gsize *length)
{
  for (gsize i = 0; i < G_N_ELEMENTS (keys); i++)
    if (g_str_has_prefix (bytes, keys[i].bytes)) {
      *length = strlen (keys[i].bytes);
      return keys[i].key;
    }
  *length = 1;
  return CLI_KEY_NONE;
}

static gboolean
on_input (int fd, GIOCondition condition, gpointer unused)
{
  char bytes[64];
  const ssize_t n = read (fd, bytes, sizeof bytes - 1);
  gsize length;

  if (n <= 0) {
    source = 0;
    told (CLI_KEY_QUIT, told_data);
    return G_SOURCE_REMOVE;
  }
  bytes[n] = '\0';
  for (const char *rest = bytes; *rest != '\0'; rest += length) {
    const CliKey key = find_key (rest, &length);

    if (key != CLI_KEY_NONE)
      told (key, told_data);
  }
  return G_SOURCE_CONTINUE;
}

gboolean
cli_keys_begin (CliKeyFunc func, gpointer data)
{
  struct termios raw;

  /* A program in the background that sets a terminal is stopped. */
  if (!isatty (STDIN_FILENO) || tcgetpgrp (STDIN_FILENO) != getpgrp () || tcgetattr (STDIN_FILENO, &before) != 0)
    return FALSE;
  raw = before;
  raw.c_lflag &= ~(tcflag_t) (ICANON | ECHO);
  raw.c_cc[VMIN] = 1;
  raw.c_cc[VTIME] = 0;
  if (tcsetattr (STDIN_FILENO, TCSANOW, &raw) != 0)
    return FALSE;
  told = func;
  told_data = data;
  source = g_unix_fd_add (STDIN_FILENO, G_IO_IN | G_IO_HUP, on_input, NULL);
  return TRUE;
}

void
cli_keys_end (void)
{
  if (told == NULL)
    return;
  g_clear_handle_id (&source, g_source_remove);
  tcsetattr (STDIN_FILENO, TCSANOW, &before);
  told = NULL;
}
