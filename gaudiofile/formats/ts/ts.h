/*
 * SPDX-FileCopyrightText: 2026 gaudiofile contributors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#pragma once

#include "io/byte-source.h"

G_BEGIN_DECLS

/*
 * MPEG transport streams (ISO/IEC 13818-1): packets of 188 bytes, each with a piece of one of several streams; on
 * Blu-ray and from some recorders with 4 bytes of time in front, from others with 16 bytes of checksum behind.
 *
 * ts.c       packets: how they lie in the file, and what is in one
 * tables.c   which streams there are: PAT and PMT
 * extract.c  one of them as a byte source
 */

#define GAF_TS_PACKET   188
#define GAF_TS_STRIDE   204         /* at most, from one to the next */
#define GAF_TS_SYNC     0x47
#define GAF_TS_LOOK     (16 * 1024) /* bytes in which the first packets are looked for */

typedef struct {
  guint   stride; /* bytes from one packet to the next: 188, 192 or 204 */
  guint64 start;  /* of the first sync byte */
} GafTsLayout;

typedef struct {
  guint    pid;
  gboolean starts;    /* a PES packet, or a section, begins in it */
  gboolean scrambled;
  gboolean restarts;  /* the counter may jump here */
  guint    counter;   /* of this pid, modulo 16 */
  guint    payload;   /* where in the packet it begins; GAF_TS_PACKET: there is none */
} GafTsHeader;

/* How packets lie in @head, of which the first begins in its first @within bytes; FALSE: they do not. */
gboolean gaf_ts_find_layout  (GafTsLayout  *layout,
                              const guint8 *head,
                              gsize         length,
                              gsize         within);
/* FALSE: not a packet, or one that its receiver knew to be damaged. @data has GAF_TS_PACKET bytes. */
gboolean gaf_ts_header_parse (GafTsHeader  *self,
                              const guint8 *data);

/* A place among packets. */
typedef struct {
  GafByteSource *source;
  GafTsLayout    layout;
} GafTsPackets;

/* The packet at or behind @*at, which moves behind it; bytes that are none are stepped over. NULL without @error: the
 * end. @offset: of the packet. */
const guint8 *gaf_ts_packets_next (const GafTsPackets *self,
                                   guint64            *at,
                                   guint64            *offset,
                                   GafTsHeader        *header,
                                   GError            **error);

typedef enum {
  GAF_TS_OTHER,   /* audio that cannot be read */
  GAF_TS_PRIVATE, /* perhaps audio */
  GAF_TS_MPEG,
  GAF_TS_ADTS,
  GAF_TS_LOAS,
  GAF_TS_AC3,
  GAF_TS_DTS,
  GAF_TS_MLP,
} GafTsKind;

typedef struct {
  guint       pid;
  const char *codec; /* what it is, for people */
  GafTsKind   kind;
} GafTsStream;

/* The streams of audio, a GArray of GafTsStream, in the order of the tables. NULL with @error. */
GArray  *gaf_ts_find_streams (const GafTsPackets *packets,
                              GError            **error);

G_END_DECLS
