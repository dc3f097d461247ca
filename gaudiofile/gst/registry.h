/*
 * SPDX-FileCopyrightText: 2026 gaudiofile contributors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/*
 * Initialises GStreamer, also where no thread and no process can be started (RLIMIT_NPROC, a full cgroup).
 *
 * The list of its plugins is in a cache, which GStreamer makes and brings up to date by another program. If that cannot
 * be started it loads all plugins into this process instead, and of those some start threads as they are loaded, and
 * end the process if they cannot. So the cache is taken as it is then; and where there is none, the plugins that
 * decode and encode are loaded by name: @plugins, such as "vorbis", ends with %NULL.
 */
gboolean gaf_registry_init (const char *const  *plugins,
                            GError            **error);

G_END_DECLS
