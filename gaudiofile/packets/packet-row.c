/*
 * SPDX-FileCopyrightText: 2026 gaudiofile contributors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#include "packets/packet-row.h"

#include "core/memory.h"

gboolean
gaf_packet_row_next (GafPacketRow *self, GafPacket *packet, GError **error)
{
  while (self->next < self->n_packets) {
    const gint64 i = self->next++;

    packet->data = NULL;
    if (!self->load (self->user_data, i, &packet->data, error))
      return FALSE;
    if (packet->data == NULL)
      continue;
    packet->position = i * self->length;
    packet->n_frames = MIN (self->length, self->n_frames - packet->position);
    if (i != self->expected)
      GST_BUFFER_FLAG_SET (packet->data, GST_BUFFER_FLAG_DISCONT);
    self->expected = i + 1;
    return TRUE;
  }
  return FALSE;
}

gboolean
gaf_packet_row_seek (GafPacketRow *self, gint64 frame, GError **error)
{
  gint64 i = CLAMP (frame / self->length, 0, MAX (self->n_packets - 1, 0));

  for (; i > 0; i--) {
    g_autoptr (GstBuffer) data = NULL;

    if (!self->load (self->user_data, i, &data, error))
      return FALSE;
    if (data != NULL)
      break;
  }
  self->next = i;
  self->expected = i > 0 ? -1 : 0;
  return TRUE;
}

gboolean
gaf_packet_row_read (GafByteSource *source, guint64 offset, gsize size, gsize prefix, GstBuffer **data, GError **error)
{
  g_autoptr (GstBuffer) buffer = NULL;
  gssize got;
  guint8 *bytes;

  *data = NULL;
  if (offset > gaf_byte_source_get_size (source) || size > gaf_byte_source_get_size (source) - offset)
    return TRUE;
  bytes = gaf_memory_try (prefix + size, 1, error);
  if (bytes == NULL)
    return FALSE;
  buffer = gst_buffer_new_wrapped (bytes, prefix + size);
  got = gaf_byte_source_read (source, offset, bytes + prefix, size, error);
  if (got < 0)
    return FALSE;
  if ((gsize) got == size)
    *data = g_steal_pointer (&buffer);
  return TRUE;
}

void
gaf_packet_row_insert_lost (GArray *places, guint at, gint64 claimed, guint64 room, guint smallest)
{
  const gint64 few = 64; /* bytes may be missing too */
  const gint64 missing = claimed - places->len;
  g_autofree GafPacketPlace *lost = NULL;

  if (missing <= 0 || missing > (gint64) (room / smallest) + few)
    return;
  lost = g_new0 (GafPacketPlace, missing);
  g_array_insert_vals (places, at, lost, (guint) missing);
}
