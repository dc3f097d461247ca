/*
 * SPDX-FileCopyrightText: 2026 gaudiofile contributors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#pragma once

#include "gaf-encode-spec.h"

G_BEGIN_DECLS

/* What public types know of each other. */

/* A copy that can be resolved without changing the caller's spec. */
GafEncodeSpec *gaf_encode_spec_copy (GafEncodeSpec *self);

G_END_DECLS
