/*
 * SPDX-FileCopyrightText: 2026 gaudiofile contributors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#pragma once

#include <glib.h>
#include <string.h>

G_BEGIN_DECLS

#define GAF_ID3V2_HEADER 10 /* bytes */

/* Bytes of the ID3v2 tag at @data, with its header and footer; 0: there is none. The size is told in four bytes of
 * seven bits each (id3.org, ID3v2.4.0, 3.1); bit 4 of the flags says that a footer follows. */
static inline guint64
gaf_id3v2_get_size (const guint8 *data, gsize length)
{
  if (length < GAF_ID3V2_HEADER || memcmp (data, "ID3", 3) != 0 || data[3] == 0xff || data[4] == 0xff
      || ((data[6] | data[7] | data[8] | data[9]) & 0x80) != 0)
    return 0;
  return GAF_ID3V2_HEADER + ((guint64) data[6] << 21 | (guint64) data[7] << 14 | (guint64) data[8] << 7 | data[9])
         + (data[5] & 0x10 ? 10 : 0);
}

G_END_DECLS
