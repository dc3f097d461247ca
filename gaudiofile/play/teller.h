/*
 * SPDX-FileCopyrightText: 2026 gaudiofile contributors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#pragma once

#include <glib-object.h>

G_BEGIN_DECLS

/*
 * Has an object emit signals and notify properties on the main context that was the thread's default one when the
 * object was made, in the order in which they were asked for, from any thread. It keeps no reference to the object.
 *
 * In a program without a main loop nobody hears it: of what waits, the oldest is forgotten.
 */
typedef struct _GafTeller GafTeller;

GafTeller *gaf_teller_new           (gpointer      object);
GafTeller *gaf_teller_ref           (GafTeller    *self);
void       gaf_teller_unref         (GafTeller    *self);
/* The object is going. */
void       gaf_teller_forget        (GafTeller    *self);
/* All names are static. */
void       gaf_teller_notify        (GafTeller    *self,
                                     const char   *property);
/* One that is told often: not while it waits to be told already. */
void       gaf_teller_notify_again  (GafTeller    *self,
                                     const char   *property);
void       gaf_teller_signal        (GafTeller    *self,
                                     const char   *signal);
void       gaf_teller_signal_error  (GafTeller    *self,
                                     const char   *signal,
                                     const GError *error);
void       gaf_teller_signal_string (GafTeller    *self,
                                     const char   *signal,
                                     const char   *string);

G_END_DECLS
