/*
 * SPDX-FileCopyrightText: 2026 gaudiofile contributors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#pragma once

#include <string.h>

#include "packets/packetizer.h"

G_BEGIN_DECLS

/*
 * DSD: samples of one bit, millions a second. The decoder makes floats of them, one of eight bits: the rate that is
 * spoken of here is an eighth of the file's, and a byte of a channel is a frame.
 */
typedef struct {
  const char *container;
  guint32     bit_rate; /* of one channel, Hz */
  guint       channels;
  gboolean    low_first; /* the first sample of a byte is the lowest bit, else the highest */
  guint64     block;     /* bytes of a channel that lie together; 0: the channels alternate byte by byte */
  guint64     data;      /* where the samples begin */
  guint64     data_size; /* as the file claims */
  gint64      n_frames;  /* as the file claims; -1: it does not */
} GafDsd;

#define GAF_DSDIFF_CHUNK 12 /* bytes of a name and a size */

/* A chunk of DSDIFF. */
typedef struct {
  guint8  name[4];
  guint64 start; /* of what is in it */
  guint64 size;
  guint64 next;
} GafDsdiffChunk;

/* The chunk at @at; FALSE without @error if there is none before @end. */
gboolean       gaf_dsdiff_read_chunk  (GafByteSource  *source,
                                       guint64         at,
                                       guint64         end,
                                       GafDsdiffChunk *chunk,
                                       GError        **error);

static inline gboolean
gaf_dsdiff_is_called (const GafDsdiffChunk *chunk, const char *name)
{
  return memcmp (chunk->name, name, 4) == 0;
}

/* Whether the rate and channels can be. FALSE with @error. */
gboolean       gaf_dsd_check          (const GafDsd   *dsd,
                                       GError        **error);

/* The packetizer of what a header told. NULL with @error. */
GafPacketizer *gaf_packetizer_dsd_new (GafByteSource  *source,
                                       const GafDsd   *dsd,
                                       GError        **error);
/* The same of a chunk with DST in it. */
GafPacketizer *gaf_packetizer_dst_new (GafByteSource        *source,
                                       const GafDsd         *dsd,
                                       const GafDsdiffChunk *sound,
                                       GError              **error);

G_END_DECLS
