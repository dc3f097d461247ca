/*
 * SPDX-FileCopyrightText: 2026 gaudiofile contributors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

/*
 * Streams without a container: packets that tell their own length, one after the other (AC-3). Nothing in such a file
 * says how long the encoder's delay is, nor how much of the last packet is sound: it begins late, and ends with the
 * packet.
 */

#include "packets/muxer.h"

#include "gaf-error.h"

static gboolean
bare_start (GafMuxer *muxer, GstCaps *caps, GError **error)
{
  return TRUE;
}

static gboolean
bare_packet (GafMuxer *muxer, GstBuffer *packet, guint64 rewrite, GError **error)
{
  GstMapInfo map;
  gboolean ok;

  if (rewrite != G_MAXUINT64)
    return TRUE;
  if (!gst_buffer_map (packet, &map, GST_MAP_READ)) {
    g_set_error_literal (error, GAF_ERROR, GAF_ERROR_IO, "A packet of the encoder could not be read");
    return FALSE;
  }
  ok = gaf_byte_sink_append (muxer->sink, map.data, map.size, error);
  gst_buffer_unmap (packet, &map);
  return ok;
}

static gboolean
bare_refresh (GafMuxer *muxer, gint64 n_frames, GError **error)
{
  return gaf_byte_sink_flush (muxer->sink, error);
}

static gboolean
bare_finish (GafMuxer *muxer, gint64 n_frames, GError **error)
{
  return TRUE;
}

static void
bare_free (GafMuxer *muxer)
{
  g_free (muxer);
}

static const GafMuxerClass bare_class = { bare_start, bare_packet, bare_refresh, bare_finish, bare_free };

GafMuxer *
gaf_muxer_bare_new (GafByteSink *sink, GafEncodeSpec *spec, GError **error)
{
  GafMuxer *self = g_new0 (GafMuxer, 1);

  self->klass = &bare_class;
  self->sink = sink;
  self->spec = g_object_ref (spec);
  return self;
}
