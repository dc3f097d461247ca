/*
 * SPDX-FileCopyrightText: 2026 gaudiofile contributors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* The life of a decoding process, which was just forked off, with the descriptors that came with START (GAF_START_…):
 * says hello, locks itself in, opens the file, and answers until the program closes the session. */
G_NORETURN void gaf_child_run (const int *fds);

G_END_DECLS
