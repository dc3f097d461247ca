/*
 * SPDX-FileCopyrightText: 2026 gaudiofile contributors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

/*
 * Ogg files with one logical stream of FLAC: RFC 9639, section 10.1.
 *
 *   pages    │ mapping, STREAMINFO │ comment │ half a second │ half a second │ … │ rest, EOS │
 *
 * A frame tells how long it is, and the encoder makes the last one as short as the audio: so positions are sums, and a
 * page can be written as soon as another packet follows, which tells that it is not the last. A file that just stops
 * lacks no more than that page. At the end the first page gets the length and the MD5 sum, where the sink can seek;
 * else they stay 0, which means not known.
 */

#include "packets/muxer.h"

#include "formats/flac/stream.h"
#include "formats/ogg/ogg.h"

typedef struct {
  GafMuxer parent;
  GafOggWriter pages;
  GafFlacStream stream;
  gint64 begin; /* of the page that is being filled */
  gboolean started;
} OggFlacMuxer;

static OggFlacMuxer *
self_of (GafMuxer *muxer)
{
  return (OggFlacMuxer *) muxer;
}

static GByteArray *
make_first_packet (OggFlacMuxer *self)
{
  /* The mapping's version is 1.0; one packet of headers follows. */
  static const guint8 mapping[] = { 0x7f, 'F', 'L', 'A', 'C', 1, 0, 0, 1, 'f', 'L', 'a', 'C' };
  GByteArray *packet = g_byte_array_new ();

  g_byte_array_append (packet, mapping, sizeof mapping);
  gaf_flac_put_stream_info (packet, &self->stream, FALSE);
  return packet;
}

static gboolean
append_headers (OggFlacMuxer *self, GafOggFlags flags, GError **error)
{
  g_autoptr (GByteArray) first = make_first_packet (self);
  g_autoptr (GByteArray) comment = g_byte_array_new ();

  self->started = TRUE;
  gaf_flac_put_comment (comment, TRUE);
  return gaf_ogg_writer_put (&self->pages, first->data, first->len, 0, error)
         && gaf_ogg_writer_end_page (&self->pages, 0, error)
         && gaf_ogg_writer_put (&self->pages, comment->data, comment->len, 0, error)
         && gaf_ogg_writer_end_page (&self->pages, flags, error);
}

static gboolean
ogg_flac_start (GafMuxer *muxer, GstCaps *caps, GError **error)
{
  OggFlacMuxer *self = self_of (muxer);

  return gaf_flac_stream_start (&self->stream, caps, error) && append_headers (self, 0, error);
}

/* A page is full when it has half a second. */
static gboolean
put_frame (OggFlacMuxer *self, const guint8 *data, gsize size, guint n_frames, GError **error)
{
  const gint64 end = (gint64) self->stream.info.n_frames;
  const gint64 start = end - n_frames;

  if (start - self->begin >= self->stream.info.rate / 2) {
    if (!gaf_ogg_writer_end_page (&self->pages, 0, error))
      return FALSE;
    self->begin = start;
  }
  return gaf_ogg_writer_put (&self->pages, data, size, end, error);
}

static gboolean
ogg_flac_packet (GafMuxer *muxer, GstBuffer *packet, guint64 rewrite, GError **error)
{
  OggFlacMuxer *self = self_of (muxer);
  GafFlacFrameHeader header;
  GstMapInfo map;
  gboolean ok;

  if (!gaf_flac_stream_packet (&self->stream, packet, rewrite, &map, &header, error))
    return FALSE;
  if (map.data == NULL)
    return TRUE;
  ok = put_frame (self, map.data, map.size, header.block_size, error);
  gst_buffer_unmap (packet, &map);
  return ok;
}

static gboolean
ogg_flac_refresh (GafMuxer *muxer, gint64 n_frames, GError **error)
{
  return gaf_byte_sink_flush (muxer->sink, error);
}

static gboolean
ogg_flac_finish (GafMuxer *muxer, gint64 n_frames, GError **error)
{
  OggFlacMuxer *self = self_of (muxer);
  g_autoptr (GByteArray) first = NULL;

  if (!self->started) {
    gaf_flac_stream_set_empty (&self->stream);
    return append_headers (self, GAF_OGG_EOS, error);
  }
  if (!gaf_ogg_writer_end_page (&self->pages, GAF_OGG_EOS, error))
    return FALSE;
  if (!gaf_byte_sink_can_seek (muxer->sink))
    return TRUE;
  first = make_first_packet (self);
  return gaf_byte_sink_flush (muxer->sink, error)
         && gaf_ogg_writer_replace_first (&self->pages, first->data, first->len, error);
}

static void
ogg_flac_free (GafMuxer *muxer)
{
  gaf_ogg_writer_clear (&self_of (muxer)->pages);
  g_free (muxer);
}

static const GafMuxerClass ogg_flac_class = { ogg_flac_start, ogg_flac_packet, ogg_flac_refresh, ogg_flac_finish,
                                              ogg_flac_free };

GafMuxer *
gaf_muxer_ogg_flac_new (GafByteSink *sink, GafEncodeSpec *spec, GError **error)
{
  OggFlacMuxer *self = g_new0 (OggFlacMuxer, 1);

  self->parent.klass = &ogg_flac_class;
  self->parent.sink = sink;
  self->parent.spec = g_object_ref (spec);
  gaf_flac_stream_init (&self->stream, spec);
  gaf_ogg_writer_init (&self->pages, sink);
  return &self->parent;
}
