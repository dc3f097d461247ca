/*
 * SPDX-FileCopyrightText: 2026 gaudiofile contributors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#pragma once

#include "packets/packetizer.h"

G_BEGIN_DECLS

/* What both versions of Musepack have in common. */

#define GAF_MUSEPACK_FRAME 1152 /* audio frames in a coded one */
/* audio frames by which the decoder's filter is late; Musepack's own decoder drops them */
#define GAF_MUSEPACK_DELAY 481

extern const int gaf_musepack_rates[4];

/* @config: what the decoder of @version, "mpc7" or "mpc8", wants as codec_data. */
GstCaps *gaf_musepack_make_caps (const GafPacketizer *packetizer, int version, gconstpointer config, gsize size);

G_END_DECLS
