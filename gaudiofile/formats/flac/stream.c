/*
 * SPDX-FileCopyrightText: 2026 gaudiofile contributors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

/*
 * The headers of FLAC that is being written (RFC 9639). All of them are ours; of the encoder's own only the MD5 sum is
 * taken, which it writes over its STREAMINFO at the end.
 */

#include "formats/flac/stream.h"

#include <string.h>

#include "core/bytes.h"
#include "gaf-error.h"

#define INFO_OFFSET 8 /* of STREAMINFO's payload, in a FLAC file */
#define VENDOR      "gaudiofile"

#define DEFAULT_BLOCK_SIZE 4096 /* frames; what the header of an empty file says */

/* RFC 1321, appendix A.5 */
static const guint8 md5_of_nothing[GAF_FLAC_MD5_SIZE] = { 0xd4, 0x1d, 0x8c, 0xd9, 0x8f, 0x00, 0xb2, 0x04,
                                                          0xe9, 0x80, 0x09, 0x98, 0xec, 0xf8, 0x42, 0x7e };

void
gaf_flac_stream_init (GafFlacStream *self, GafEncodeSpec *spec)
{
  /* Stays if nothing is ever written; else it is the encoder's. */
  *self = (GafFlacStream){ .info = {
                               .min_block = DEFAULT_BLOCK_SIZE,
                               .max_block = DEFAULT_BLOCK_SIZE,
                               .rate = (int) gaf_encode_spec_get_rate (spec),
                               .channels = gaf_encode_spec_get_channels (spec),
                               .bits = gaf_encode_spec_get_bit_depth (spec),
                           } };
}

/* The first buffer of the stream header is the first packet of the mapping into Ogg (section 10.1): STREAMINFO's
 * payload is at byte 17. */
gboolean
gaf_flac_stream_start (GafFlacStream *self, GstCaps *caps, GError **error)
{
  const GValue *headers =
      caps != NULL ? gst_structure_get_value (gst_caps_get_structure (caps, 0), "streamheader") : NULL;
  guint8 bytes[17 + GAF_FLAC_STREAM_INFO_SIZE] = { 0 };

  if (headers != NULL && gst_value_array_get_size (headers) > 0)
    gst_buffer_extract (gst_value_get_buffer (gst_value_array_get_value (headers, 0)), 0, bytes, sizeof bytes);
  if (!gaf_flac_stream_info_parse (bytes + 17, GAF_FLAC_STREAM_INFO_SIZE, &self->info)) {
    g_set_error_literal (error, GAF_ERROR, GAF_ERROR_CORRUPT, "The FLAC encoder does not describe its stream");
    return FALSE;
  }
  self->info.n_frames = 0;
  return TRUE;
}

static void
count_frame (GafFlacStream *self, const GafFlacFrameHeader *header, gsize size)
{
  self->info.n_frames += header->block_size;
  self->info.min_frame = self->info.min_frame == 0 ? size : MIN (self->info.min_frame, size);
  self->info.max_frame = MAX (self->info.max_frame, size);
}

gboolean
gaf_flac_stream_packet (GafFlacStream *self, GstBuffer *packet, guint64 rewrite, GstMapInfo *map,
                        GafFlacFrameHeader *header, GError **error)
{
  map->data = NULL;
  if (rewrite == GAF_FLAC_MD5_OFFSET)
    gst_buffer_extract (packet, 0, self->md5, sizeof self->md5);
  if (rewrite != G_MAXUINT64 || GST_BUFFER_FLAG_IS_SET (packet, GST_BUFFER_FLAG_HEADER))
    return TRUE;
  if (!gst_buffer_map (packet, map, GST_MAP_READ)) {
    map->data = NULL;
    g_set_error_literal (error, GAF_ERROR, GAF_ERROR_IO, "The FLAC encoder's packet cannot be read");
    return FALSE;
  }
  if (gaf_flac_frame_header_parse (map->data, map->size, header)) {
    count_frame (self, header, map->size);
    return TRUE;
  }
  gst_buffer_unmap (packet, map);
  map->data = NULL;
  g_set_error_literal (error, GAF_ERROR, GAF_ERROR_CORRUPT,
                       "The FLAC encoder delivered something that is no frame; the file ends before it");
  return FALSE;
}

void
gaf_flac_add_to_sum (GChecksum *sum, const guint8 *samples, gsize n_samples, gsize width)
{
  guint8 packed[3 * 4096];

  if (width == 2) {
    g_checksum_update (sum, samples, 2 * n_samples);
    return;
  }
  while (n_samples > 0) {
    const gsize n = MIN (n_samples, sizeof packed / 3);

    for (gsize i = 0; i < n; i++)
      memcpy (packed + 3 * i, samples + 4 * i, 3);
    g_checksum_update (sum, packed, 3 * n);
    samples += 4 * n;
    n_samples -= n;
  }
}

void
gaf_flac_stream_set_empty (GafFlacStream *self)
{
  memcpy (self->md5, md5_of_nothing, sizeof self->md5);
}

/* metadata blocks */

void
gaf_flac_put_block_header (GByteArray *bytes, guint type, guint32 length)
{
  const guint8 first = type;

  g_byte_array_append (bytes, &first, 1);
  gaf_append_be24 (bytes, length);
}

void
gaf_flac_put_stream_info (GByteArray *bytes, const GafFlacStream *self, gboolean last)
{
  guint8 payload[GAF_FLAC_STREAM_INFO_SIZE];

  gaf_flac_put_block_header (bytes, GAF_FLAC_BLOCK_STREAMINFO | (last ? GAF_FLAC_BLOCK_LAST : 0), sizeof payload);
  gaf_flac_stream_info_write (&self->info, payload);
  memcpy (payload + GAF_FLAC_MD5_OFFSET - INFO_OFFSET, self->md5, sizeof self->md5);
  g_byte_array_append (bytes, payload, sizeof payload);
}

/* Section 8.6: the vendor, and no fields. The encoder's own would name its version, which is no reason for other
 * bytes. */
void
gaf_flac_put_comment (GByteArray *bytes, gboolean last)
{
  const guint32 size = strlen (VENDOR);

  gaf_flac_put_block_header (bytes, GAF_FLAC_BLOCK_VORBIS_COMMENT | (last ? GAF_FLAC_BLOCK_LAST : 0), 4 + size + 4);
  gaf_append_le32 (bytes, size);
  g_byte_array_append (bytes, (const guint8 *) VENDOR, size);
  gaf_append_le32 (bytes, 0);
}
