/*
 * SPDX-FileCopyrightText: 2026 gaudiofile contributors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#include "packets/muxer.h"

#include <string.h>

#include "core/bytes.h"
#include "gaf-error.h"
#include "formats/mp4/boxes.h"
#include "packets/aac.h"

/*
 * M4A: while it is written a file of fragments, each complete in itself and about a second long, so that a crash costs
 * no more than that; when it is finished a plain file with one index, which every player knows and can seek in.
 *
 *   writing   ftyp │ free │ moov (no packets) │ moof mdat │ moof mdat │ …
 *   finished  ftyp │ mdat ······························│ moov (all packets)
 *                    └ the 16 bytes of "free", overwritten with a header that takes in all up to the index
 *
 * The headers of the fragments stay inside the large mdat box, where nothing refers to them: about 1 % of AAC, less of
 * ALAC. The overwriting is the very last step; before it there is a file of fragments with an index behind, of which
 * readers take the first. Where the sink cannot seek, it stays at fragments.
 */

#define ALAC_COOKIE_SIZE   36
#define ALAC_PACKET_FRAMES 4096
#define CONFIG_MAX         64 /* bytes: descriptor sizes stay below 128 */

typedef struct {
  GafMuxer base;
  GafMp4Track track;
  GafMp4Index index;
  gboolean started;

  guint64 placeholder_at;
  guint fragment_packets; /* in each fragment */
  GByteArray *fragment;   /* packets of the one that is being filled … */
  guint fragment_first;   /* … from this one on */
  GByteArray *scratch;    /* boxes being made */
} Mp4;

static gboolean
append_scratch (Mp4 *self, GError **error)
{
  gboolean ok = gaf_byte_sink_append (self->base.sink, self->scratch->data, self->scratch->len, error);

  g_byte_array_set_size (self->scratch, 0);
  return ok;
}

/* What the decoder has to know: the encoder says it, but for a file without sound, of which the encoder was never
 * asked. */

/* The box "alac", as described in Apple's ALACMagicCookieDescription.txt; tuning and sizes as Apple's encoder sets
 * them. */
static GBytes *
make_alac_config (Mp4 *self)
{
  guint8 config[ALAC_COOKIE_SIZE] = { 0, 0, 0, ALAC_COOKIE_SIZE, 'a', 'l', 'a', 'c' };

  gaf_write_be32 (config + 12, ALAC_PACKET_FRAMES);
  config[17] = gaf_encode_spec_get_bit_depth (self->base.spec);
  config[18] = 40;
  config[19] = 10;
  config[20] = 14;
  config[21] = self->track.channels;
  config[23] = 255;
  gaf_write_be32 (config + 32, self->track.rate);
  return g_bytes_new (config, sizeof config);
}

/* @caps: the encoder's, or NULL. */
static gboolean
learn_codec (Mp4 *self, GstCaps *caps, GError **error)
{
  const GstStructure *structure = caps != NULL ? gst_caps_get_structure (caps, 0) : NULL;
  const GValue *value = structure != NULL ? gst_structure_get_value (structure, "codec_data") : NULL;
  GafMp4Track *track = &self->track;
  const guint8 *config;
  gsize size;

  track->alac = g_strcmp0 (gaf_encode_spec_get_codec (self->base.spec), "alac") == 0;
  if (value != NULL) {
    gpointer copy;

    gst_buffer_extract_dup (gst_value_get_buffer (value), 0, -1, &copy, &size);
    track->config = g_bytes_new_take (copy, size);
  } else {
    track->config =
        track->alac ? make_alac_config (self) : gaf_aac_make_config (2, self->track.rate, self->track.channels);
  }
  config = g_bytes_get_data (track->config, &size);

  track->packet_frames = GAF_AAC_PACKET_FRAMES;
  track->delay = GAF_AAC_ENCODER_DELAY;
  if (track->alac && size == ALAC_COOKIE_SIZE) {
    track->packet_frames = gaf_read_be32 (config + 12);
    track->bits = config[17];
    track->delay = 0;
  }
  if (size >= 2 && size <= CONFIG_MAX && (!track->alac || size == ALAC_COOKIE_SIZE) && track->packet_frames > 0)
    return TRUE;
  g_set_error (error, GAF_ERROR, GAF_ERROR_CORRUPT, "The %s encoder did not describe its stream",
               track->alac ? "ALAC" : "AAC");
  return FALSE;
}

static gboolean
mp4_start (GafMuxer *base, GstCaps *caps, GError **error)
{
  Mp4 *self = (Mp4 *) base;
  const char *quality = gaf_encode_spec_get_quality (base->spec);

  if (!learn_codec (self, caps, error))
    return FALSE;
  self->track.bitrate = quality != NULL ? g_ascii_strtoull (quality, NULL, 10) * 1000 : 0;
  self->fragment_packets = MAX (self->track.rate / self->track.packet_frames, 1);
  self->started = TRUE;

  gaf_mp4_put_ftyp (self->scratch);
  self->placeholder_at = gaf_byte_sink_get_size (base->sink) + self->scratch->len;
  gaf_mp4_put_free (self->scratch, GAF_MP4_LARGE_HEADER);
  gaf_mp4_put_init (self->scratch, &self->track);
  return append_scratch (self, error);
}

/* Writes the packets that have come together. */
static gboolean
write_fragment (Mp4 *self, guint last_frames, GError **error)
{
  guint first = self->fragment_first;
  GafMp4Chunk chunk = { .count = self->index.sizes->len - first };
  guint8 header[8] = { 0, 0, 0, 0, 'm', 'd', 'a', 't' };

  gaf_write_be32 (header, self->fragment->len + sizeof header);
  gaf_mp4_put_moof (self->scratch, &self->track, self->index.chunks->len + 1,
                    (guint64) first * self->track.packet_frames, self->index.sizes, first, last_frames);
  g_byte_array_append (self->scratch, header, sizeof header);
  if (!append_scratch (self, error))
    return FALSE;

  chunk.offset = gaf_byte_sink_get_size (self->base.sink);
  g_array_append_val (self->index.chunks, chunk);
  self->fragment_first += chunk.count;
  if (!gaf_byte_sink_append (self->base.sink, self->fragment->data, self->fragment->len, error))
    return FALSE;
  g_byte_array_set_size (self->fragment, 0);
  return TRUE;
}

static gboolean
mp4_packet (GafMuxer *base, GstBuffer *packet, guint64 rewrite G_GNUC_UNUSED, GError **error)
{
  Mp4 *self = (Mp4 *) base;
  GstMapInfo map;
  guint32 size;

  if (self->index.sizes->len - self->fragment_first == self->fragment_packets
      && !write_fragment (self, self->track.packet_frames, error))
    return FALSE;

  if (!gst_buffer_map (packet, &map, GST_MAP_READ)) {
    g_set_error (error, GAF_ERROR, GAF_ERROR_IO, "A packet of the encoder could not be read");
    return FALSE;
  }
  size = map.size;
  g_byte_array_append (self->fragment, map.data, map.size);
  gst_buffer_unmap (packet, &map);
  g_array_append_val (self->index.sizes, size);
  return TRUE;
}

/* The fragments that are full are all there is to make true: where they are cut must not depend on the time of day. */
static gboolean
mp4_refresh (GafMuxer *base, gint64 n_frames G_GNUC_UNUSED, GError **error)
{
  return gaf_byte_sink_flush (base->sink, error);
}

/* How much of the last packet belongs to the file: it ends with the last frame that was written. */
static guint
count_last_frames (Mp4 *self, gint64 n_frames)
{
  gint64 before = ((gint64) self->index.sizes->len - 1) * self->track.packet_frames;

  return (guint) CLAMP (n_frames + (gint64) self->track.delay - before, 1, (gint64) self->track.packet_frames);
}

static void
update_bitrate (Mp4 *self, gint64 n_frames)
{
  guint64 n_bytes = 0;

  for (guint i = 0; i < self->index.sizes->len; i++)
    n_bytes += g_array_index (self->index.sizes, guint32, i);
  if (n_frames > 0)
    self->track.bitrate = gst_util_uint64_scale (n_bytes * 8, self->track.rate, n_frames);
}

/* Makes a plain file of the fragments. */
static gboolean
make_plain (Mp4 *self, gint64 n_frames, GError **error)
{
  guint64 end = gaf_byte_sink_get_size (self->base.sink);
  gboolean ok;

  update_bitrate (self, n_frames);
  gaf_mp4_put_moov (self->scratch, &self->track, &self->index);
  /* The fragments count until this box is in the file, and no more behind it. */
  if (!append_scratch (self, error) || !gaf_byte_sink_hand_on (self->base.sink, error))
    return FALSE;

  gaf_mp4_put_large_mdat (self->scratch, end - self->placeholder_at);
  ok = gaf_byte_sink_overwrite (self->base.sink, self->placeholder_at, self->scratch->data, self->scratch->len, error);
  g_byte_array_set_size (self->scratch, 0);
  return ok;
}

static gboolean
mp4_finish (GafMuxer *base, gint64 n_frames, GError **error)
{
  Mp4 *self = (Mp4 *) base;

  if (!self->started && !mp4_start (base, NULL, error))
    return FALSE;

  /* What the encoder made of no frames at all is only its delay. */
  if (n_frames == 0) {
    g_array_set_size (self->index.sizes, self->fragment_first);
    g_byte_array_set_size (self->fragment, 0);
  }
  self->index.n_frames = n_frames;
  self->index.last_frames = count_last_frames (self, n_frames);
  if (self->index.sizes->len > self->fragment_first && !write_fragment (self, self->index.last_frames, error))
    return FALSE;
  return !gaf_byte_sink_can_seek (base->sink) || make_plain (self, n_frames, error);
}

static void
mp4_free (GafMuxer *base)
{
  Mp4 *self = (Mp4 *) base;

  g_clear_pointer (&self->track.config, g_bytes_unref);
  g_array_unref (self->index.sizes);
  g_array_unref (self->index.chunks);
  g_byte_array_unref (self->fragment);
  g_byte_array_unref (self->scratch);
  g_free (self);
}

static const GafMuxerClass mp4_class = { mp4_start, mp4_packet, mp4_refresh, mp4_finish, mp4_free };

GafMuxer *
gaf_muxer_mp4_new (GafByteSink *sink, GafEncodeSpec *spec, GError **error G_GNUC_UNUSED)
{
  Mp4 *self = g_new0 (Mp4, 1);

  self->base.klass = &mp4_class;
  self->base.sink = sink;
  self->base.spec = g_object_ref (spec);
  self->track.rate = (guint) gaf_encode_spec_get_rate (spec);
  self->track.channels = gaf_encode_spec_get_channels (spec);
  self->index.sizes = g_array_new (FALSE, FALSE, sizeof (guint32));
  self->index.chunks = g_array_new (FALSE, FALSE, sizeof (GafMp4Chunk));
  self->fragment = g_byte_array_new ();
  self->scratch = g_byte_array_new ();
  return &self->base;
}
