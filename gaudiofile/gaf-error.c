/*
 * SPDX-FileCopyrightText: 2026 gaudiofile contributors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#include "gaf-error.h"

/**
 * gaf_error_quark:
 *
 * The domain of [error@Error].
 *
 * Returns: the quark
 */
/* clang-format off */
G_DEFINE_QUARK (gaf-error-quark, gaf_error)
/* clang-format on */
