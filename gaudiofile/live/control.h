/*
 * SPDX-FileCopyrightText: 2026 gaudiofile contributors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* The function of the thread that opens and closes the devices. @core: a GafStreamCore; its reference is dropped at the
 * end. */
gpointer       gaf_stream_control     (gpointer            core);

G_END_DECLS
