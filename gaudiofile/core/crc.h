/*
 * SPDX-FileCopyrightText: 2026 gaudiofile contributors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Checksums by division of polynomials. Each goes on from @crc; that of no bytes is @crc itself. */

/* x^8 + x^2 + x + 1, highest bit first: headers of FLAC frames (starts at 0). */
guint8  gaf_crc8            (guint8 crc, const guint8 *data, gsize length);
/* x^16 + x^15 + x^2 + 1, highest bit first: MPEG audio (starts at 0xffff), FLAC frames (0). */
guint16 gaf_crc16           (guint16 crc, const guint8 *data, gsize length);
/* The same, lowest bit first (CRC-16/ARC): the tag of LAME (0). */
guint16 gaf_crc16_reflected (guint16 crc, const guint8 *data, gsize length);

/* The CRC-32 of Ethernet, ZIP and PNG (starts at 0): of TTA and Musepack. Over bytes with their own CRC behind them,
 * lowest byte first, it is GAF_CRC32_RESIDUE. */
guint32 gaf_crc32           (guint32 crc, const guint8 *data, gsize length);

#define GAF_CRC32_RESIDUE 0x2144df1cu

/* The same polynomial (0x04c11db7), highest bit first and not inverted: pages of Ogg (starts at 0), tables of MPEG-TS
 * (0xffffffff). */
guint32 gaf_crc32_ogg       (guint32 crc, const guint8 *data, gsize length);

G_END_DECLS
