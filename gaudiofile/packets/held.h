/*
 * SPDX-FileCopyrightText: 2026 gaudiofile contributors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#pragma once

#include <gst/gst.h>

G_BEGIN_DECLS

/*
 * Packets that a muxer holds back, with their positions: those of the end have to be at hand when it is known where the
 * audio ends. Positions are not the encoder's, but counted from the packets' own lengths, as a reader does.
 */

/* Packets that an encoder may put out after the last that is needed. */
#define GAF_HELD_SURPLUS 2

typedef struct {
  GstBuffer *data;
  gint64 start; /* frames of the coded domain: before it … */
  gint64 end;   /* … and behind it */
} GafHeldPacket;

typedef struct {
  GArray *packets; /* of GafHeldPacket */
  gint64 position; /* behind the packet that came last */
} GafHeldPackets;

void gaf_held_packets_init   (GafHeldPackets *self);
void gaf_held_packets_clear  (GafHeldPackets *self);
/* Takes the next packet, of so many frames. */
void gaf_held_packets_push   (GafHeldPackets *self, GstBuffer *packet, gint64 n_frames);
/* The first @n are written. */
void gaf_held_packets_remove (GafHeldPackets *self, guint n);
/* The audio ends at @end: packets wholly behind it go, but one stays to carry it; it ends there. Returns how many
 * frames it has behind its end. */
gint64 gaf_held_packets_cut  (GafHeldPackets *self, gint64 end);
/* How many packets from the first on have @n_frames together; 0: all do not. */
guint gaf_held_packets_count (const GafHeldPackets *self, gint64 n_frames);

static inline const GafHeldPacket *
gaf_held_packets_get (const GafHeldPackets *self, guint i)
{
  return &g_array_index (self->packets, GafHeldPacket, i);
}

G_END_DECLS
