/*
 * SPDX-FileCopyrightText: 2026 gaudiofile contributors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#include "packets/held.h"

static void
clear_packet (gpointer data)
{
  gst_clear_buffer (&((GafHeldPacket *) data)->data);
}

void
gaf_held_packets_init (GafHeldPackets *self)
{
  *self = (GafHeldPackets){ .packets = g_array_new (FALSE, FALSE, sizeof (GafHeldPacket)) };
  g_array_set_clear_func (self->packets, clear_packet);
}

void
gaf_held_packets_clear (GafHeldPackets *self)
{
  g_clear_pointer (&self->packets, g_array_unref);
}

void
gaf_held_packets_push (GafHeldPackets *self, GstBuffer *packet, gint64 n_frames)
{
  const GafHeldPacket held = { gst_buffer_ref (packet), self->position, self->position + n_frames };

  self->position = held.end;
  g_array_append_val (self->packets, held);
}

void
gaf_held_packets_remove (GafHeldPackets *self, guint n)
{
  if (n > 0)
    g_array_remove_range (self->packets, 0, n);
}

gint64
gaf_held_packets_cut (GafHeldPackets *self, gint64 end)
{
  guint n = self->packets->len;
  GafHeldPacket *last;
  gint64 whole;

  while (n > 1 && gaf_held_packets_get (self, n - 1)->start >= end)
    n--;
  if (n == 0)
    return 0;
  g_array_set_size (self->packets, n);
  last = &g_array_index (self->packets, GafHeldPacket, n - 1);
  whole = last->end;
  last->end = MIN (MAX (end, gaf_held_packets_get (self, 0)->start), whole);
  return whole - last->end;
}

guint
gaf_held_packets_count (const GafHeldPackets *self, gint64 n_frames)
{
  for (guint i = 0; i < self->packets->len; i++)
    if (gaf_held_packets_get (self, i)->end - gaf_held_packets_get (self, 0)->start >= n_frames)
      return i + 1;
  return 0;
}
