/*
 * SPDX-FileCopyrightText: 2026 gaudiofile contributors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#include "core/bytes.h"
#include "formats/dsd/dsd.h"

gboolean
gaf_dsdiff_read_chunk (GafByteSource *source, guint64 at, guint64 end, GafDsdiffChunk *chunk, GError **error)
{
  guint8 head[GAF_DSDIFF_CHUNK];
  gssize got;

  if (at > end || end - at < GAF_DSDIFF_CHUNK)
    return FALSE;
  got = gaf_byte_source_read (source, at, head, sizeof head, error);
  if (got < GAF_DSDIFF_CHUNK)
    return FALSE;
  memcpy (chunk->name, head, 4);
  chunk->start = at + GAF_DSDIFF_CHUNK;
  chunk->size = gaf_read_be64 (head + 4);
  chunk->next = chunk->size >= end - chunk->start ? end : chunk->start + chunk->size + chunk->size % 2;
  return TRUE;
}
