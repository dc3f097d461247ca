/*
 * SPDX-FileCopyrightText: 2026 gaudiofile contributors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#include "meter.h"

#include <math.h>

#include "terminal.h"

#define FLOOR (-60.0) /* dBFS, at the left of a bar */
#define MOST  8       /* channels that are shown */
/* Columns: of a bar, which has two blanks before it; of a name; of " -12.3 dB" behind the bars, and some more. */
#define LEAST_BAR  4
#define LEAST_NAME 8
#define BEHIND     11

static gboolean is_there;

gboolean
cli_meter_is_shown (void)
{
  return cli_terminal_is (2) && !cli_quiet;
}

static void
append_bar (GString *text, double level, guint width)
{
  const gboolean utf8 = cli_terminal_has_utf8 ();
  const double decibels = level > 0 ? 20 * log10 (level) : FLOOR;
  const guint n = (guint) (CLAMP (1 - decibels / FLOOR, 0, 1) * width + 0.5);

  for (guint i = 0; i < width; i++)
    g_string_append (text, i < n ? (utf8 ? "█" : "#") : (utf8 ? "░" : "."));
}

/* Columns for the name. In the last one of the terminal nothing is written: the cursor would go to the next line. */
static guint
get_name_room (guint width, guint others, guint channels)
{
  const guint with_bars = others + BEHIND + channels * (LEAST_BAR + 2) + 1;

  if (channels > 0 && width >= with_bars + LEAST_NAME)
    return width - with_bars;
  return width > others + 1 ? width - others - 1 : 0;
}

void
cli_meter_show (const char *state, const char *name, const char *times, GafLevel *level)
{
  const guint width = cli_terminal_get_width (2);
  const guint channels = level != NULL ? MIN (gaf_level_get_channels (level), MOST) : 0;
  const guint others = cli_text_get_width (state) + 1 + 2 + cli_text_get_width (times);
  g_autofree char *shown = cli_text_shorten (name, get_name_room (width, others, channels));
  const guint taken = others + cli_text_get_width (shown);
  g_autoptr (GString) line = g_string_new (NULL);
  double highest = 0;

  if (!cli_meter_is_shown ())
    return;
  g_string_printf (line, "%s %s  %s", state, shown, times);
  if (channels > 0 && width > taken + BEHIND + channels * (LEAST_BAR + 2)) {
    const guint bar = MIN ((width - taken - BEHIND - 1) / channels - 2, 20);

    for (guint c = 0; c < channels; c++) {
      g_string_append (line, "  ");
      append_bar (line, gaf_level_get_peak (level, c), bar);
      highest = MAX (highest, gaf_level_get_peak (level, c));
    }
    if (highest > 0)
      g_string_append_printf (line, " %5.1f dB", 20 * log10 (highest));
  }
  g_printerr ("\r%s\033[K", line->str);
  is_there = TRUE;
}

void
cli_meter_clear (void)
{
  if (is_there)
    g_printerr ("\r\033[K");
  is_there = FALSE;
}
