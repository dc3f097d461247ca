/*
 * SPDX-FileCopyrightText: 2026 gaudiofile contributors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/*
 * Lets one thread at a time be inside the calls of an object, with the fork gate held.
 *
 * The others wait. A call from inside a call (by a caller's stream) is noticed, and so is a child of fork() in which
 * the thread that was inside does not exist: both get an error rather than a deadlock.
 */
typedef struct {
  /* who is inside, or NULL; atomic. This one word is the lock, so that a child of fork() never finds a lock without
   * owner. */
  GThread *owner;
  guint generation; /* of the process that the owner is in; atomic */
} GafCallGuard;

void     gaf_call_guard_init        (GafCallGuard  *self);

/* @what: the object, for messages: "reader". FALSE with %GAF_ERROR_BUSY, or with
 * %G_IO_ERROR_CANCELLED if the program interrupts the waiting. */
gboolean gaf_call_guard_enter       (GafCallGuard  *self,
                                     const char    *what,
                                     GError       **error);
void     gaf_call_guard_leave       (GafCallGuard  *self);

/* Whether this thread is inside. */
gboolean gaf_call_guard_is_inside   (GafCallGuard  *self);
/* Whether the thread that is inside exists in a parent process only, so that it never leaves. */
gboolean gaf_call_guard_is_orphaned (GafCallGuard  *self);

G_END_DECLS
