/*
 * SPDX-FileCopyrightText: 2026 gaudiofile contributors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/*
 * Ctrl-C and its like end what is going on: the calls of the library are cancelled, so that they take away what they
 * have begun, and then the program ends by the signal, as shells expect. Who asks again a second later is not kept.
 */

/* Before there is any thread. */
void          cli_interrupt_init            (void);
/* For all calls that take one. */
GCancellable *cli_interrupt_get_cancellable (void);
gboolean      cli_interrupt_has_come        (void);
/* Ends the program if a signal has come; else does nothing. */
void          cli_interrupt_finish          (void);
/* What has come was what was waited for. */
void          cli_interrupt_forget          (void);

G_END_DECLS
