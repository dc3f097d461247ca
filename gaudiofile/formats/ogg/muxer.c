/*
 * SPDX-FileCopyrightText: 2026 gaudiofile contributors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

/*
 * Ogg files with one logical stream of Vorbis (Vorbis I specification, appendix A) or Opus (RFC 7845).
 *
 * Positions are not the encoder's, but counted from the packets' own durations, as a reader does. The last page's is
 * where the audio ends, so that readers cut off what the encoder filled up its last packets with.
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

#include <string.h>

#include "core/bytes.h"
#include "gaf-error.h"
#include "formats/ogg/ogg.h"

#define SURPLUS 2 /* packets that an encoder may put out after the last that is needed */

typedef struct {
  GstBuffer *data;
  gint64 start; /* granule positions, before and behind it */
  gint64 end;
} Pending;

typedef struct {
  GafMuxer parent;
  GafOggWriter pages;
  GafXiphCodec codec;
  gint64 granule;  /* behind the packet that came last */
  GArray *pending; /* of Pending: what will be the next page */
} OggMuxer;

static OggMuxer *
self_of (GafMuxer *muxer)
{
  return (OggMuxer *) muxer;
}

static void
clear_pending (gpointer data)
{
  gst_clear_buffer (&((Pending *) data)->data);
}

static gboolean
fail (GError **error, const char *what)
{
  g_set_error (error, GAF_ERROR, GAF_ERROR_CORRUPT, "The encoder %s, so that no Ogg file can be written", what);
  return FALSE;
}

/* headers */

/*
 * RFC 7845, section 5.1: the rate of the original goes into bytes 12 to 15, for information.
 *
 * From 5, 7 and 8 channels with positions GStreamer's encoder makes files with some of them interchanged, at least up
 * to 1.22. So it gets them without positions, for which it makes a stream of each channel and calls their meaning
 * unknown (family 255). They are in WAVE's order. That is told here: family 1 has the order of Vorbis (section
 * 5.1.1.2), and a table of which stream is which.
 */
static void
complete_opus_header (OggMuxer *self, guint8 *header, gsize size)
{
  static const guint8 vorbis_order[9][8] = {
    [3] = { 0, 2, 1 },          [4] = { 0, 1, 2, 3 },          [5] = { 0, 2, 1, 3, 4 },
    [6] = { 0, 2, 1, 4, 5, 3 }, [7] = { 0, 2, 1, 5, 6, 4, 3 }, [8] = { 0, 2, 1, 6, 7, 4, 5, 3 },
  };
  const guint channels = header[9];

  gaf_write_le32 (header + 12, (guint32) gaf_encode_spec_get_rate (self->parent.spec));
  if (header[18] == 255 && channels >= 3 && channels <= 8 && size >= 21 + channels && header[20] == 0) {
    header[18] = 1;
    memcpy (header + 21, vorbis_order[channels], channels);
  }
}

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
    complete_opus_header (self, header, size);
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

/* How many of the pending packets make a page; 0 if they are not enough for one. */
static guint
page_length (OggMuxer *self)
{
  const Pending *pending = (const Pending *) self->pending->data;

  for (guint i = 0; i < self->pending->len; i++)
    if (pending[i].end == 0 || pending[i].end - pending[0].start >= self->codec.rate / 2)
      return i + 1;
  return 0;
}

static gboolean
write_page (OggMuxer *self, guint length, GafOggFlags flags, GError **error)
{
  for (guint i = 0; i < length; i++) {
    Pending *pending = &g_array_index (self->pending, Pending, i);
    GstMapInfo map;
    gboolean ok;

    if (!gst_buffer_map (pending->data, &map, GST_MAP_READ))
      return fail (error, "delivered a packet that cannot be read");
    ok = gaf_ogg_writer_put (&self->pages, map.data, map.size, pending->end, error);
    gst_buffer_unmap (pending->data, &map);
    if (!ok)
      return FALSE;
  }
  g_array_remove_range (self->pending, 0, length);
  return gaf_ogg_writer_end_page (&self->pages, flags, error);
}

static gboolean
ogg_packet (GafMuxer *muxer, GstBuffer *packet, guint64 rewrite, GError **error)
{
  OggMuxer *self = self_of (muxer);
  Pending pending = { NULL, self->granule, self->granule };
  guint8 head[8];
  guint length;
  int duration;

  if (rewrite != G_MAXUINT64 || GST_BUFFER_FLAG_IS_SET (packet, GST_BUFFER_FLAG_HEADER))
    return TRUE;
  duration = gaf_xiph_codec_duration (&self->codec, head, gst_buffer_extract (packet, 0, head, sizeof head));
  if (duration < 0)
    return fail (error, "delivered a packet that is no audio");

  self->granule += duration;
  pending.data = gst_buffer_ref (packet);
  pending.end = self->granule;
  g_array_append_val (self->pending, pending);
  length = page_length (self);
  return length == 0 || self->pending->len <= length + SURPLUS || write_page (self, length, 0, error);
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
  Pending *pending = (Pending *) self->pending->data;
  guint n = self->pending->len;
  guint length;

  if (n == 0 || end > self->granule)
    return fail (error, "delivered less than it got");
  /* Packets wholly behind the end go, but one stays to carry it. */
  while (n > 1 && pending[n - 1].start >= end)
    n--;
  g_array_set_size (self->pending, n);
  pending[n - 1].end = MAX (end, pending[0].start);

  while ((length = page_length (self)) > 0 && length < self->pending->len)
    if (!write_page (self, length, 0, error))
      return FALSE;
  return write_page (self, self->pending->len, GAF_OGG_EOS, error);
}

static void
ogg_free (GafMuxer *muxer)
{
  OggMuxer *self = self_of (muxer);

  gaf_ogg_writer_clear (&self->pages);
  gaf_xiph_codec_clear (&self->codec);
  g_clear_pointer (&self->pending, g_array_unref);
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
  self->pending = g_array_new (FALSE, FALSE, sizeof (Pending));
  g_array_set_clear_func (self->pending, clear_pending);
  gaf_ogg_writer_init (&self->pages, sink);
  return &self->parent;
}
