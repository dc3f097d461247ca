/*
 * SPDX-FileCopyrightText: 2026 gaudiofile contributors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#include "terminal.h"

#include <gio/gio.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>

gboolean cli_quiet;

gboolean
cli_terminal_is (int fd)
{
  return isatty (fd);
}

guint
cli_terminal_get_width (int fd)
{
  struct winsize size;
  const char *columns = g_getenv ("COLUMNS");

  if (ioctl (fd, TIOCGWINSZ, &size) == 0 && size.ws_col > 0)
    return size.ws_col;
  return columns != NULL && atoi (columns) > 0 ? (guint) atoi (columns) : 80;
}

gboolean
cli_terminal_has_utf8 (void)
{
  return g_get_charset (NULL);
}

gboolean
cli_terminal_has_style (int fd)
{
  const char *term = g_getenv ("TERM"), *no_color = g_getenv ("NO_COLOR");

  return isatty (fd) && (no_color == NULL || *no_color == '\0') && g_strcmp0 (term, "dumb") != 0;
}

guint
cli_text_get_width (const char *text)
{
  guint width = 0;

  for (; *text != '\0'; text = g_utf8_next_char (text)) {
    const gunichar c = g_utf8_get_char (text);

    width += g_unichar_iszerowidth (c) ? 0 : g_unichar_iswide (c) ? 2 : 1;
  }
  return width;
}

char *
cli_text_clean (const char *text)
{
  g_autofree char *valid = g_utf8_make_valid (text, -1);
  GString *clean = g_string_new (NULL);

  for (const char *c = valid; *c != '\0'; c = g_utf8_next_char (c)) {
    const gunichar character = g_utf8_get_char (c);

    if (character == '\n' || character == '\r' || character == '\t')
      g_string_append_c (clean, ' ');
    else
      g_string_append_unichar (clean, g_unichar_iscntrl (character) ? 0xfffd : character);
  }
  return g_string_free (clean, FALSE);
}

char *
cli_text_shorten (const char *text, guint width)
{
  g_autofree char *clean = cli_text_clean (text);
  const char *mark = cli_terminal_has_utf8 () ? "…" : "";
  const char *rest = clean;

  if (cli_text_get_width (clean) <= width)
    return g_steal_pointer (&clean);
  while (*rest != '\0' && cli_text_get_width (rest) + cli_text_get_width (mark) > width)
    rest = g_utf8_next_char (rest);
  return width > 0 ? g_strconcat (mark, rest, NULL) : g_strdup ("");
}

char *
cli_text_from_name (const char *name)
{
  g_autofree char *text = g_filename_display_name (name);

  return cli_text_clean (text);
}

char *
cli_text_from_time (double seconds, guint digits)
{
  const double scale = pow (10, digits);
  const gint64 units = (gint64) floor (seconds * scale + 0.5);
  const gint64 whole = units / (gint64) scale;
  g_autofree char *fraction =
      digits > 0 ? g_strdup_printf (".%0*d", (int) digits, (int) (units % (gint64) scale)) : g_strdup ("");

  if (whole >= 3600)
    return g_strdup_printf ("%" G_GINT64_FORMAT ":%02d:%02d%s", whole / 3600, (int) (whole / 60 % 60),
                            (int) (whole % 60), fraction);
  return g_strdup_printf ("%d:%02d%s", (int) (whole / 60), (int) (whole % 60), fraction);
}

gboolean
cli_text_to_time (const char *text, double *seconds, GError **error)
{
  const char *rest = text;
  double sum = 0;

  for (guint n = 0; n < 3; n++) {
    char *end;
    double value;

    if (!g_ascii_isdigit (*rest) && *rest != '.')
      break;
    value = g_ascii_strtod (rest, &end);
    sum = 60 * sum + value;
    rest = end;
    if (*rest != ':') {
      if (n == 0 && strcmp (rest, "ms") == 0)
        sum /= 1000;
      else if (*rest != '\0' && !(n == 0 && strcmp (rest, "s") == 0))
        break;
      *seconds = sum;
      return isfinite (sum);
    }
    rest++;
  }
  g_set_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT,
               "%s is no time: write seconds, or as in 1:30, 0:01:30.5 or 1500ms", text);
  return FALSE;
}

gboolean
cli_text_to_number (const char *text, const char *option, double *value, GError **error)
{
  char *end;

  *value = g_ascii_strtod (text, &end);
  if (end != text && *end == '\0' && isfinite (*value))
    return TRUE;
  g_set_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT, "%s is no number, which %s takes", text, option);
  return FALSE;
}
