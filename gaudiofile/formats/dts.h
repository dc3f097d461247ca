/*
 * SPDX-FileCopyrightText: 2026 gaudiofile contributors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* A core frame of DTS Coherent Acoustics (ETSI TS 102 114, 5.3), as files have it: its words of 16 bits in either byte
 * order, or 14 bits of it in each word of 16, as on CDs and in WAV. */
#define GAF_DTS_HEADER_SIZE 20 /* bytes that are enough in any of these forms */

typedef struct {
  guint32 size;     /* bytes in the file */
  int     n_frames; /* audio frames in it */
  int     rate;     /* Hz */
  int     channels;
} GafDtsHeader;

/* The first bytes of a frame in each form. */
#define GAF_DTS_SYNC_BE   0x7f
#define GAF_DTS_SYNC_LE   0xfe
#define GAF_DTS_SYNC_14BE 0x1f
#define GAF_DTS_SYNC_14LE 0xff

/* FALSE: the GAF_DTS_HEADER_SIZE bytes at @data are no header. */
gboolean gaf_dts_header_parse    (GafDtsHeader *self, const guint8 *data);

/* The size of the extension substream (7.4; DTS-HD) at @data, which belongs to the core frame before it; 0: there is
 * none. */
guint32  gaf_dts_extension_size  (const guint8 *data);

G_END_DECLS
