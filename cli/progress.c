/*
 * SPDX-FileCopyrightText: 2026 gaudiofile contributors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#include "progress.h"

#include <string.h>

#include "terminal.h"

#define FIRST_AFTER (100 * G_TIME_SPAN_MILLISECOND)
#define INTERVAL    (80 * G_TIME_SPAN_MILLISECOND)
#define BAR         30 /* columns */

static struct {
  GMutex lock;
  gboolean is_on, is_shown;
  guint n_parts, n_done;
  double *fractions;
  double sum;
  gint64 start, last;
} progress;

/* With the lock. */
static void
clear (void)
{
  if (progress.is_shown)
    g_printerr ("\r\033[K");
  progress.is_shown = FALSE;
}

static char *
make_bar (double fraction)
{
  /* Eighths of a column. */
  static const char *const parts[] = { "", "▏", "▎", "▍", "▌", "▋", "▊", "▉" };
  const gboolean utf8 = cli_terminal_has_utf8 ();
  const guint eighths = (guint) (fraction * BAR * 8);
  GString *bar = g_string_new (NULL);
  guint n = eighths / 8;

  for (guint i = 0; i < n; i++)
    g_string_append (bar, utf8 ? "█" : "#");
  if (utf8 && eighths % 8 > 0) {
    g_string_append (bar, parts[eighths % 8]);
    n++;
  }
  for (; n < BAR; n++)
    g_string_append (bar, utf8 ? "░" : ".");
  return g_string_free (bar, FALSE);
}

/* With the lock. */
static void
show (const char *label)
{
  const gint64 now = g_get_monotonic_time ();
  const double fraction = CLAMP (progress.sum / progress.n_parts, 0, 1);
  const double elapsed = (double) (now - progress.start) / G_USEC_PER_SEC;
  const guint width = cli_terminal_get_width (2);
  g_autofree char *bar = NULL, *left = NULL, *files = NULL, *text = NULL, *name = NULL;

  if (now - progress.start < FIRST_AFTER || now - progress.last < INTERVAL)
    return;
  progress.last = now;
  bar = make_bar (fraction);
  left = fraction > 0.001 ? cli_text_from_time (elapsed * (1 - fraction) / fraction, 0) : g_strdup ("-:--");
  files =
      progress.n_parts > 1 ? g_strdup_printf ("  %u of %u files", progress.n_done, progress.n_parts) : g_strdup ("");
  text = g_strdup_printf ("%s %3.0f %%  %s left%s", bar, 100 * fraction, left, files);
  if (label != NULL && width > cli_text_get_width (text) + 10)
    name = cli_text_shorten (label, width - cli_text_get_width (text) - 3);
  g_printerr ("\r%s%s%s\033[K", text, name != NULL ? "  " : "", name != NULL ? name : "");
  progress.is_shown = TRUE;
}

void
cli_progress_begin (guint n_parts)
{
  g_mutex_lock (&progress.lock);
  progress.n_parts = MAX (n_parts, 1);
  progress.n_done = 0;
  progress.sum = 0;
  progress.fractions = g_new0 (double, progress.n_parts);
  progress.start = g_get_monotonic_time ();
  progress.last = 0;
  progress.is_on = !cli_quiet && cli_terminal_is (2) && g_strcmp0 (g_getenv ("TERM"), "dumb") != 0;
  g_mutex_unlock (&progress.lock);
}

void
cli_progress_set (guint part, double fraction, const char *label)
{
  g_mutex_lock (&progress.lock);
  if (progress.is_on && part < progress.n_parts) {
    progress.n_done += fraction >= 1 && progress.fractions[part] < 1;
    progress.sum += fraction - progress.fractions[part];
    progress.fractions[part] = fraction;
    show (label);
  }
  g_mutex_unlock (&progress.lock);
}

void
cli_progress_tell (gint64 n_done, gint64 n_frames, gpointer part)
{
  const CliPart *self = part;

  /* It is done when the call has ended. */
  cli_progress_set (self->index, n_frames > 0 ? CLAMP ((double) n_done / (double) n_frames, 0, 0.999) : 0, self->name);
}

void
cli_progress_end (void)
{
  g_mutex_lock (&progress.lock);
  clear ();
  progress.is_on = FALSE;
  g_clear_pointer (&progress.fractions, g_free);
  g_mutex_unlock (&progress.lock);
}

void
cli_progress_say (const char *line)
{
  g_mutex_lock (&progress.lock);
  clear ();
  g_printerr ("%s\n", line);
  g_mutex_unlock (&progress.lock);
}
