/*
 * SPDX-FileCopyrightText: 2026 gaudiofile contributors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#pragma once

#include "io/byte-source.h"
#include "isolate/protocol.h"

G_BEGIN_DECLS

/* One decoding process, as the program has it: its socket, the memory in common, its limits of time, its end. */
typedef struct _GafSession GafSession;

/* Starts a process that has @source open, locks itself in, and is told to open track @track of it. What it answers
 * comes with gaf_session_receive(). NULL with @error: %GAF_ERROR_NO_ISOLATION, or cancelled. */
GafSession   *gaf_session_new     (GafByteSource     *source,
                                   int                track,
                                   GError           **error);
/* Ends the process, whatever it does. */
void          gaf_session_free    (GafSession        *self);

/* FALSE in a process that was forked off from the one that made @self: it must not be used there. */
gboolean      gaf_session_is_ours (const GafSession  *self);

/* The samples of a slot. */
const guint8 *gaf_session_get_slot (const GafSession *self,
                                    int               slot);

/* FALSE with @error if the process has ended. */
gboolean      gaf_session_send    (GafSession        *self,
                                   const GafMessage  *message,
                                   GError           **error);
/* Waits for OPENED, DONE or NEED (@message), and serves the bytes that the process asks for meanwhile. FALSE with
 * @error: what the process says, what reading the bytes gave, how the process ended, or cancelled; @usable then tells
 * whether the process can be asked for something else. */
gboolean      gaf_session_receive (GafSession        *self,
                                   GafMessage        *message,
                                   gboolean          *usable,
                                   GError           **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (GafSession, gaf_session_free)

G_END_DECLS
