/*
 * SPDX-FileCopyrightText: 2026 gaudiofile contributors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#pragma once

#include <gaudiofile/gaf-types.h>

G_BEGIN_DECLS

typedef gboolean (*GafInterruptFunc) (void);

GAF_AVAILABLE_IN_ALL
void gaf_set_interrupt_func     (GafInterruptFunc  func);
GAF_AVAILABLE_IN_ALL
void gaf_set_thread_cancellable (GCancellable     *cancellable);

G_END_DECLS
