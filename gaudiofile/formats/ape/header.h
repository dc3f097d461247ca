/*
 * SPDX-FileCopyrightText: 2026 gaudiofile contributors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#pragma once

#include "io/byte-source.h"

G_BEGIN_DECLS

/*
 * The header of Monkey's Audio, as its SDK defines it (APEHeader, MACLib.h; monkeysaudio.com). Numbers have their
 * lowest byte first.
 *
 * From version 3.98:
 *   "MAC " │ version │ – │ sizes of: descriptor, header, table, WAV header, audio (2×), WAV trailer │ MD5
 *   level │ flags │ frames a packet │ frames of the last │ packets │ bits │ channels │ rate
 *   place of packet 0 │ 1 │ … ║ WAV header ║ packets ║ WAV trailer
 *
 * Before:
 *   "MAC " │ version │ level │ flags │ channels │ rate │ sizes of: WAV header, trailer │ packets │ last one's frames
 *   peak, if flagged │ number of places, if flagged ║ WAV header ║ place of packet 0 │ 1 │ … ║ packets ║ WAV trailer
 */

#define GAF_APE_OLDEST 3810 /* before, packets begin at any bit */
#define GAF_APE_NEWEST 3990

typedef struct {
  guint   version; /* times 1000 */
  guint   level;   /* of compression */
  guint   flags;
  int     bits;
  int     channels;
  int     rate;
  guint32 length; /* frames of a packet */
  guint32 last_length;
  guint32 n_packets;
  guint64 table;      /* bytes from the start */
  guint64 table_size; /* bytes */
  guint64 audio;      /* where the packets begin */
  guint64 audio_end;  /* 0: the header does not tell */
  guint32 trailer;    /* bytes behind the packets */
} GafApeHeader;

/* FALSE with @error: damaged, or of a kind that is not read. */
gboolean gaf_ape_header_read (GafApeHeader *self, GafByteSource *source, GError **error);

G_END_DECLS
