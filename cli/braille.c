/*
 * SPDX-FileCopyrightText: 2026 gaudiofile contributors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#include "braille.h"

#include <math.h>

#include "terminal.h"

#define DOTS_ACROSS 2
#define DOTS_DOWN   4

/* Bits of U+2800 by column and row of the dot. */
static const guint8 bits[DOTS_ACROSS][DOTS_DOWN] = { { 0x01, 0x02, 0x04, 0x40 }, { 0x08, 0x10, 0x20, 0x80 } };

guint
cli_wave_get_n_pixels (guint columns)
{
  return columns * DOTS_ACROSS;
}

static int
to_dot (float value, guint n_dots)
{
  return (int) floor ((1 - CLAMP (value, -1, 1)) / 2 * (n_dots - 1) + 0.5);
}

/* @lowest: for each pixel, and @highest; not a number where there are no frames. */
static void
print_row (const float *lowest, const float *highest, guint columns, guint row, guint rows)
{
  const gboolean utf8 = cli_terminal_has_utf8 ();
  g_autoptr (GString) line = g_string_new (NULL);

  for (guint column = 0; column < columns; column++) {
    gunichar character = 0x2800;

    for (guint x = 0; x < DOTS_ACROSS; x++) {
      const guint i = column * DOTS_ACROSS + x;

      if (isnan (lowest[i]))
        continue;
      for (guint y = 0; y < DOTS_DOWN; y++) {
        const int dot = (int) (row * DOTS_DOWN + y);

        if (dot >= to_dot (highest[i], rows * DOTS_DOWN) && dot <= to_dot (lowest[i], rows * DOTS_DOWN))
          character |= bits[x][y];
      }
    }
    if (utf8)
      g_string_append_unichar (line, character);
    else
      g_string_append_c (line, character != 0x2800 ? '#' : ' ');
  }
  g_print ("%s\n", line->str);
}

/* Times under the wave, as many as there is room for, each where it belongs; the last ends at the edge. */
static void
print_times (guint columns, double start, double end)
{
  const guint digits = end - start < 10 ? 3 : 0;
  g_autofree char *longest = cli_text_from_time (end, digits);
  const guint room = 2 * cli_text_get_width (longest) + 2;
  const guint n = MAX (columns / room, 1);
  g_autoptr (GString) line = g_string_new (NULL);

  for (guint i = 0; i < n; i++) {
    g_autofree char *text = cli_text_from_time (start + (end - start) * i / n, digits);

    g_string_append_printf (line, "%*s%s", (int) (columns * i / n) - (int) line->len, "", text);
  }
  if (line->len + cli_text_get_width (longest) < columns)
    g_string_append_printf (line, "%*s%s", (int) (columns - line->len - cli_text_get_width (longest)), "", longest);
  g_print ("%s\n", line->str);
}

void
cli_wave_print (const float *values, guint channels, guint columns, double start, double end)
{
  const guint n = cli_wave_get_n_pixels (columns);
  const guint rows = channels == 1 ? 8 : channels == 2 ? 6 : 4;

  for (guint c = 0; c < channels; c++)
    for (guint row = 0; row < rows; row++)
      print_row (values + (gsize) c * 3 * n, values + ((gsize) c * 3 + 1) * n, columns, row, rows);
  print_times (columns, start, end);
}
