/*
 * SPDX-FileCopyrightText: 2026 gaudiofile contributors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#pragma once

/*
 * NumPy is most of the time that importing gaudiofile would take, and who converts a file or looks at its tags has no
 * use for it. So it is imported when it is first wanted: by a call that may give or take arrays, or that makes an
 * object with such methods. They all come through gafpy_parse_arguments() or gafpy_alloc(), which begin with this.
 * Returns -1 with an exception set if there is no NumPy that fits.
 */
int gafpy_numpy_init (void);

/*
 * The same for what comes another way, from a module of Python that has imported NumPy itself: it is there, or all
 * ends.
 */
void gafpy_numpy_demand (void);
