/*
 * SPDX-FileCopyrightText: 2026 gaudiofile contributors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

/*
 * Ogg files with one logical stream of Vorbis (Vorbis I specification, appendix A) or Opus (RFC 7845).
 *
 * The last page's position is where the audio ends, so that readers cut off what the encoder filled up its last packets
 * with.
 *
 *   pages    │ id │ comment, setup │ half a second │ half a second │ … │ rest, EOS │
 *
 * A page is written some packets later: those of the last one have to be at hand when the end is known. A file that
 * just stops lacks no more than that page.
 *
 * Vorbis' first packet, which yields nothing by itself, has a page of its own: with all of a short file on a single
 * page ffmpeg 5.1 miscounts its frames, whoever wrote it.
 */

#include "packets/muxer.h"

#include "core/bytes.h"
#include "gaf-error.h"
#include "formats/ogg/ogg.h"
#include "packets/held.h"

typedef struct {
  GafMuxer parent;
  GafOggWriter pages;
  GafXiphCodec codec;
  GafHeldPackets held; /* what will be the next page */
} OggMuxer;

static OggMuxer *
self_of (GafMuxer *muxer)
{
  return (OggMuxer *) muxer;
}

static gboolean
fail (GError **error, const char *what)
{
  g_set_error (error, GAF_ERROR, GAF_ERROR_CORRUPT, "The encoder %s, so that no Ogg file can be written", what);
  return FALSE;
}

/* headers */

static gboolean
put_header (OggMuxer *self, GstBuffer *buffer, guint number, GError **error)
{
  const gsize size = gst_buffer_get_size (buffer);
  g_autofree guint8 *header = g_malloc (size);

  gst_buffer_extract (buffer, 0, header, size);
  self->codec.container = "Ogg";
  if (number == 0 && !gaf_xiph_codec_recognise (&self->codec, header, size))
    return fail (error, "has an unknown header");
  if (gaf_xiph_codec_header (&self->codec, header, size, error) != GAF_XIPH_HEADER_TAKEN)
    return FALSE;
  if (number == 0 && self->codec.pre_skip)
    gaf_xiph_codec_complete_opus (header, size, (guint) gaf_encode_spec_get_rate (self->parent.spec));
  if (!gaf_ogg_writer_put (&self->pages, header, size, 0, error))
    return FALSE;
  /* The first header has a page of its own. */
  return number > 0 || gaf_ogg_writer_end_page (&self->pages, 0, error);
}

static gboolean
ogg_start (GafMuxer *muxer, GstCaps *caps, GError **error)
{
  OggMuxer *self = self_of (muxer);
  const GValue *headers =
      caps != NULL ? gst_structure_get_value (gst_caps_get_structure (caps, 0), "streamheader") : NULL;

  for (guint i = 0; headers != NULL && i < gst_value_array_get_size (headers); i++)
    if (!put_header (self, gst_value_get_buffer (gst_value_array_get_value (headers, i)), i, error))
      return FALSE;
  if (!self->codec.ready)
    return fail (error, "does not deliver its headers");
  return gaf_ogg_writer_end_page (&self->pages, 0, error);
}

/* audio */

/* How many of the packets make a page; 0 if they are not enough for one. Vorbis' first one is alone on its page. */
static guint
page_length (OggMuxer *self)
{
  if (self->held.packets->len > 0 && gaf_held_packets_get (&self->held, 0)->end == 0)
    return 1;
  return gaf_held_packets_count (&self->held, self->codec.rate / 2);
}

static gboolean
write_page (OggMuxer *self, guint length, GafOggFlags flags, GError **error)
{
  for (guint i = 0; i < length; i++) {
    const GafHeldPacket *held = gaf_held_packets_get (&self->held, i);
    GstMapInfo map;
    gboolean ok;

    if (!gst_buffer_map (held->data, &map, GST_MAP_READ))
      return fail (error, "delivered a packet that cannot be read");
    ok = gaf_ogg_writer_put (&self->pages, map.data, map.size, held->end, error);
    gst_buffer_unmap (held->data, &map);
    if (!ok)
      return FALSE;
  }
  gaf_held_packets_remove (&self->held, length);
  return gaf_ogg_writer_end_page (&self->pages, flags, error);
}

static gboolean
ogg_packet (GafMuxer *muxer, GstBuffer *packet, guint64 rewrite, GError **error)
{
  OggMuxer *self = self_of (muxer);
  guint8 head[8];
  guint length;
  int duration;

  if (rewrite != G_MAXUINT64 || GST_BUFFER_FLAG_IS_SET (packet, GST_BUFFER_FLAG_HEADER))
    return TRUE;
  duration = gaf_xiph_codec_duration (&self->codec, head, gst_buffer_extract (packet, 0, head, sizeof head));
  if (duration < 0)
    return fail (error, "delivered a packet that is no audio");
  gaf_held_packets_push (&self->held, packet, duration);
  length = page_length (self);
  return length == 0 || self->held.packets->len <= length + GAF_HELD_SURPLUS || write_page (self, length, 0, error);
}

static gboolean
ogg_refresh (GafMuxer *muxer, gint64 n_frames, GError **error)
{
  return gaf_byte_sink_flush (muxer->sink, error);
}

/* Where audio of @n_frames at the file's rate ends. */
static gint64
last_granule (OggMuxer *self, gint64 n_frames)
{
  return self->codec.skip
         + (gint64) gst_util_uint64_scale_round (n_frames, self->codec.rate,
                                                 (guint64) gaf_encode_spec_get_rate (self->parent.spec));
}

static gboolean
ogg_finish (GafMuxer *muxer, gint64 n_frames, GError **error)
{
  OggMuxer *self = self_of (muxer);
  const gint64 end = last_granule (self, n_frames);
  guint length;

  if (self->held.packets->len == 0 || end > self->held.position)
    return fail (error, "delivered less than it got");
  gaf_held_packets_cut (&self->held, end);

  while ((length = page_length (self)) > 0 && length < self->held.packets->len)
    if (!write_page (self, length, 0, error))
      return FALSE;
  return write_page (self, self->held.packets->len, GAF_OGG_EOS, error);
}

static void
ogg_free (GafMuxer *muxer)
{
  OggMuxer *self = self_of (muxer);

  gaf_ogg_writer_clear (&self->pages);
  gaf_xiph_codec_clear (&self->codec);
  gaf_held_packets_clear (&self->held);
  g_free (self);
}

static const GafMuxerClass ogg_class = { ogg_start, ogg_packet, ogg_refresh, ogg_finish, ogg_free };

GafMuxer *
gaf_muxer_ogg_new (GafByteSink *sink, GafEncodeSpec *spec, GError **error)
{
  OggMuxer *self = g_new0 (OggMuxer, 1);

  self->parent.klass = &ogg_class;
  self->parent.sink = sink;
  self->parent.spec = g_object_ref (spec);
  gaf_held_packets_init (&self->held);
  gaf_ogg_writer_init (&self->pages, sink);
  return &self->parent;
}
