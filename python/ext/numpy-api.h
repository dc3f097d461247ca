/*
 * SPDX-FileCopyrightText: 2026 gaudiofile contributors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#pragma once


/* Makes NumPy's C functions callable. Returns -1 with an exception set if there is no NumPy that fits. */
int gafpy_numpy_init (void);
