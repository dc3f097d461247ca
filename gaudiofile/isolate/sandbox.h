/*
 * SPDX-FileCopyrightText: 2026 gaudiofile contributors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Takes from this process, for ever, what decoding does not need: files, network, other processes, and more memory than
 * the limit. FALSE with errno and @what was refused; the process is not to touch a file then. */
gboolean gaf_sandbox_enter (const char **what);

G_END_DECLS
