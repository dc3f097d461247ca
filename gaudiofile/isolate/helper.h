/*
 * SPDX-FileCopyrightText: 2026 gaudiofile contributors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#pragma once

#include <glib.h>
#include <sys/types.h>

G_BEGIN_DECLS

/*
 * The program's side of its helper: a process of one thread, started when it is first needed, that forks off a decoding
 * process for each reader. It ends with the program. A program that was forked off gets a helper of its own.
 */

/* The decoding process gets @fds, GAF_START_…, which stay the caller's; @n_fds of them. FALSE with
 * %GAF_ERROR_NO_ISOLATION, or %GAF_ERROR_BUSY. */
gboolean gaf_helper_start (const int  *fds,
                           guint       n_fds,
                           GError    **error);
/* Has the plugin of @element loaded, for all that are started from now on; "": GStreamer initialised. */
gboolean gaf_helper_load  (const char *element,
                           GError    **error);
/* Kills a decoding process. If @status is not NULL, waits for how it ended, as waitpid(); FALSE if that is not
 * known. */
gboolean gaf_helper_end   (pid_t       pid,
                           int        *status);

G_END_DECLS
