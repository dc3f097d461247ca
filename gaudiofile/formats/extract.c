/*
 * SPDX-FileCopyrightText: 2026 gaudiofile contributors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#include "formats/extract.h"

#include "core/limits.h"
#include "core/memory.h"
#include "formats/pcm/walker.h"
#include "gaf-error.h"
#include "packets/codec-config.h"

#define MAX_PACKETS 4000000

gboolean
gaf_extract_set_aac (GafChunks *chunks, const guint8 *config, gsize size, GError **error)
{
  GafAacConfig aac;
  const char *other;

  if (!gaf_aac_config_parse (&aac, config, size))
    return gaf_chunks_fail (error, GAF_ERROR_CORRUPT, "The %s file has no usable header for its AAC audio",
                            chunks->container);
  other = gaf_aac_config_get_other_codec (aac.object_type);
  if (other != NULL)
    return gaf_chunks_fail (error, GAF_ERROR_UNSUPPORTED,
                            "The %s file holds MPEG-4 %s, for which there is no decoder; convert it with another tool",
                            chunks->container, other);
  chunks->kind = GAF_CHUNKS_PACKETS;
  chunks->rate = aac.core_rate;
  chunks->channels = aac.channels > 0 ? aac.channels : MAX (chunks->channels, 1);
  chunks->bits = 0;
  chunks->block_size = 0;
  chunks->frames_per_block = (guint) ((gint64) aac.packet_frames * aac.core_rate / aac.rate);
  chunks->packets = g_array_new (FALSE, FALSE, sizeof (GafChunksPacket));
  chunks->n_frames = 0;
  return gaf_chunks_parse_aac_cookie (chunks, config, size, error);
}

gboolean
gaf_extract_add_packet (GafChunks *chunks, guint64 offset, guint64 size, GError **error)
{
  const GafChunksPacket packet = { offset, (guint32) MIN (size, G_MAXUINT32), chunks->frames_per_block };

  if (size == 0 || size > GAF_LIMIT_PACKET)
    return TRUE;
  if (chunks->packets->len >= MAX_PACKETS)
    return gaf_chunks_fail (error, GAF_ERROR_LIMIT, "The %s file has more than %d packets", chunks->container,
                            MAX_PACKETS);
  if (!gaf_memory_append (chunks->packets, &packet, error))
    return FALSE;
  chunks->n_frames += packet.n_frames;
  return TRUE;
}
