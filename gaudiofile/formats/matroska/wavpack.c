/*
 * SPDX-FileCopyrightText: 2026 gaudiofile contributors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

/*
 * WavPack in Matroska: of the headers of its blocks there is only what cannot be made up again. A packet begins with
 * the number of samples; then come flags, checksum and the block's contents. Where there are several blocks in a packet
 * (more than two channels), each has its size between checksum and contents.
 */

#include <string.h>

#include "core/bytes.h"
#include "formats/matroska/codec.h"
#include "formats/wavpack/header.h"

#define MOST_BLOCKS 64 /* in one packet */

static void
write_header (GafMatroskaCodec *self, guint8 *header, guint32 payload, gint64 position, const guint8 *n_frames,
              const guint8 *flags)
{
  memcpy (header, "wvpk", 4);
  gaf_write_le32 (header + 4, payload + GAF_WAVPACK_HEADER_SIZE - 8);
  gaf_write_le16 (header + 8, self->version);
  header[10] = position >> 32 & 0xff;
  header[11] = 0;
  gaf_write_le32 (header + 12, G_MAXUINT32);
  gaf_write_le32 (header + 16, position & G_MAXUINT32);
  memcpy (header + 20, n_frames, 4);
  memcpy (header + 24, flags, 8);
}

GstBuffer *
gaf_matroska_codec_complete (GafMatroskaCodec *self, GstBuffer *frame, gint64 position)
{
  g_autoptr (GByteArray) bytes = g_byte_array_new ();
  GstMapInfo map;
  gboolean ok = FALSE;
  gsize size;

  if (strcmp (self->key, "wavpack") != 0 || !gst_buffer_map (frame, &map, GST_MAP_READ))
    return frame;
  for (gsize at = 4, n = 0; n < MOST_BLOCKS && map.size >= 12 && map.size - at >= 8; n++) {
    const guint8 *const flags = map.data + at;
    const guint32 ends = GAF_WAVPACK_INITIAL | GAF_WAVPACK_FINAL;
    gsize payload = map.size - at - 8, start = bytes->len;
    guint8 header[GAF_WAVPACK_HEADER_SIZE];

    at += 8;
    if ((gaf_read_le32 (flags) & ends) != ends) {
      if (payload < 4 || gaf_read_le32 (map.data + at) > payload - 4)
        break;
      payload = gaf_read_le32 (map.data + at);
      at += 4;
    }
    if (payload > GAF_WAVPACK_MAX_BYTES)
      break;
    write_header (self, header, payload, position, map.data, flags);
    g_byte_array_append (bytes, header, sizeof header);
    g_byte_array_append (bytes, map.data + at, payload);
    gaf_wavpack_update_checksum (bytes->data + start, bytes->len - start);
    at += payload;
    ok = at == map.size;
    if (ok)
      break;
  }
  gst_buffer_unmap (frame, &map);
  gst_buffer_unref (frame);
  if (!ok)
    return NULL;
  size = bytes->len;
  return gst_buffer_new_wrapped (g_byte_array_free (g_steal_pointer (&bytes), FALSE), size);
}
