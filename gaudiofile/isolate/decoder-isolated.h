/*
 * SPDX-FileCopyrightText: 2026 gaudiofile contributors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#pragma once

#include "gaf-types.h"
#include "read/decoder.h"

G_BEGIN_DECLS

/* What @wanted means in this program: never %GAF_ISOLATION_DEFAULT. FALSE with %GAF_ERROR_INVALID_ARGUMENT if the
 * environment says what nobody understands. */
gboolean    gaf_isolation_resolve     (GafIsolation   wanted,
                                       GafIsolation  *isolation,
                                       GError       **error);

/* As gaf_decoder_open(), in a process of its own; %GAF_ERROR_NO_ISOLATION if that cannot be had. */
GafDecoder *gaf_decoder_open_isolated (GafByteSource *source,
                                       int            track,
                                       GError       **error);

G_END_DECLS
