/*
 * SPDX-FileCopyrightText: 2026 gaudiofile contributors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#pragma once

#include "gaf-block.h"
#include "gaf-encode-spec.h"
#include "gaf-error.h"

G_BEGIN_DECLS

/* What public types know of each other. */

/* What the system says, "@what: reason": of %G_IO_ERROR where that has a code for it, else %GAF_ERROR_IO;
 * gaf_error_get_errno() has the number of both. */
GError *gaf_error_new_errno (int saved_errno, const char *what);

/* An error of this domain with the system's number, 0 for none. */
GError *gaf_error_new_literal (GafError code, int saved_errno, const char *message);

/* A copy that can be resolved without changing the caller's spec. */
GafEncodeSpec *gaf_encode_spec_copy (GafEncodeSpec *self);

/* @self, a block of 32-bit float, in that layout: itself, or a copy. (transfer full) */
GafBlock *gaf_block_with_layout (GafBlock *self, GafLayout layout, GError **error);

G_END_DECLS
