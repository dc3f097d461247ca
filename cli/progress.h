/*
 * SPDX-FileCopyrightText: 2026 gaudiofile contributors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/*
 * How far it is, as a bar with the time that is left: on the standard error if that is a terminal, and from when it
 * has taken a moment. There is one at a time.
 */

/* A part, as data of functions that are told how far it is. */
typedef struct {
  guint index;
  const char *name;
} CliPart;

/* As GafAnalysisProgress, with a CliPart. */
void cli_progress_tell  (gint64      n_done,
                         gint64      n_frames,
                         gpointer    part);

/* So many parts, such as files; with --quiet nothing is shown. */
void cli_progress_begin (guint       n_parts);
/* Of a part, from any thread; @label: what it is about, or NULL. */
void cli_progress_set   (guint       part,
                         double      fraction,
                         const char *label);
/* Takes the bar away. */
void cli_progress_end   (void);
/* A line on the standard error, above the bar. */
void cli_progress_say   (const char *line);

G_END_DECLS
