/*
 * SPDX-FileCopyrightText: 2026 gaudiofile contributors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* The same for each of many files, on several threads. Afterwards all are done, or Ctrl-C has come, and the rest is
 * left out. */
typedef void (*CliJob) (guint index, gpointer data);

/* @n_threads: 0 for as many as there are processors. */
void cli_jobs_run (guint n_jobs, int n_threads, CliJob run, gpointer data);

G_END_DECLS
