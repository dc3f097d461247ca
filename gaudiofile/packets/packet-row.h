/*
 * SPDX-FileCopyrightText: 2026 gaudiofile contributors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#pragma once

#include "packets/packetizer.h"

G_BEGIN_DECLS

/*
 * GafPacketRow: packets that all have the same number of frames, the last one perhaps fewer, in a format that knows
 * where each of them is (a table in the header of TTA and Monkey's Audio, arithmetic in DSD, an index in Musepack).
 *
 *   packet 0 │ packet 1 │ … │ packet n-1
 *   0          length         (n-1) × length … n_frames
 *
 * So the position of a packet is its number times the length, and nothing that is damaged can move another packet.
 */
typedef struct {
  /* Packet @i. Without @data and without @error: it is damaged, and left out. FALSE with @error. */
  gboolean (*load) (gpointer user_data, gint64 i, GstBuffer **data, GError **error);
  gpointer user_data;
  gint64   n_packets;
  gint64   length;    /* frames of a packet */
  gint64   n_frames;  /* of all packets */

  gint64   next;      /* the packet to go on with */
  gint64   expected;  /* the packet that goes on from the one handed out last */
} GafPacketRow;

/* Where a packet is that was found at opening. */
typedef struct {
  guint64 offset; /* 0: lost */
  guint64 size;
} GafPacketPlace;

/* At @at in @places, the one place where packets were lost, puts in as many lost ones as are missing of @claimed; if so
 * many can have been in the @room that is damaged there, or nearly. @smallest: bytes that a packet has at least. */
void     gaf_packet_row_insert_lost (GArray  *places,
                                     guint    at,
                                     gint64   claimed,
                                     guint64  room,
                                     guint    smallest);

/* How many packets @n_frames take, of @length each. */
static inline gint64
gaf_packet_row_count (gint64 n_frames, gint64 length)
{
  return n_frames / length + (n_frames % length > 0);
}

/* The next packet that is not damaged; flagged as a discontinuity where it does not go on from the one before. */
gboolean gaf_packet_row_next (GafPacketRow  *self,
                              GafPacket     *packet,
                              GError       **error);

/* Makes the packet with @frame in it the next one, the last packet if @frame lies behind; or the one before, if that is
 * damaged. FALSE with @error. */
gboolean gaf_packet_row_seek (GafPacketRow  *self,
                              gint64         frame,
                              GError       **error);

/* @size bytes at @offset of @source, behind @prefix bytes that the caller fills, as a buffer; NULL without @error if
 * the source ends before. */
gboolean gaf_packet_row_read (GafByteSource *source,
                              guint64        offset,
                              gsize          size,
                              gsize          prefix,
                              GstBuffer    **data,
                              GError       **error);

G_END_DECLS
