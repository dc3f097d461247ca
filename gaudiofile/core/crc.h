/*
 * SPDX-FileCopyrightText: 2026 gaudiofile contributors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* A CRC goes on from @crc; that of no bytes is @crc itself. */

/* The CRC-16 with the polynomial x^16 + x^15 + x^2 + 1. */

/* Highest bit first: MPEG audio (starts at 0xffff), AC-3 and FLAC (start at 0). */
guint16 gaf_crc16           (guint16 crc, const guint8 *data, gsize length);
/* Lowest bit first (CRC-16/ARC): the tag of LAME (starts at 0). */
guint16 gaf_crc16_reflected (guint16 crc, const guint8 *data, gsize length);

/* The CRC-32 of Ethernet, ZIP and PNG (starts at 0): of TTA and Musepack. Over bytes with their own CRC behind them,
 * lowest byte first, it is GAF_CRC32_RESIDUE. */
guint32 gaf_crc32           (guint32 crc, const guint8 *data, gsize length);

#define GAF_CRC32_RESIDUE 0x2144df1cu

G_END_DECLS
