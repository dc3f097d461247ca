/*
 * SPDX-FileCopyrightText: 2026 gaudiofile contributors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#include "packets/muxer.h"

#include <string.h>

#include "core/bytes.h"
#include "core/crc.h"
#include "gaf-error.h"
#include "formats/mpeg/header.h"

/*
 * MP3: frames one behind the other, and before them one that holds no sound but a tag (Info, or Xing for variable bit
 * rate).
 *
 *   ┌ tag frame ───────────────────────────────────────────────────────────────┐┌ frame 0 ┐┌ frame 1 ┐ …
 *   │ header │ side info: 0 │ "Info" │ frames, bytes, TOC, quality │ LAME's part ││         ││         │
 *   └────────┴──────────────┴────────┴─────────────────────────────┴─────────────┘└─────────┘└─────────┘
 *
 * The tag tells how many frames there are, and in LAME's part what the encoder put before the first sample and behind
 * the last: from those come exact lengths. http://gabriel.mp3-tech.org/mp3infotag.html describes it (revision 0).
 *
 * What the tag holds is known at the end. Where the sink cannot seek, there is no tag: one that is not complete makes
 * readers play it as sound. Such a file is 1105 frames late and longer at its end, as files of MP3 without a tag are.
 */

#define ENCODER_DELAY 576  /* frames LAME puts in front; measured: the same at all rates, bit rates and in VBR */
#define TAG_SIZE      120  /* id, flags, frames, bytes, table of contents, quality */
#define LAME_SIZE     36   /* LAME's part; two CRCs are its end */
#define TOC_SIZE      100  /* entries, one byte each */
#define SILENT_FRAMES 2    /* in a file without sound */
#define POINTS_MAX    1024 /* then every second is dropped: memory stays bounded */

/* The name of what encoded. Its version is not known here. Readers believe delay and padding only below certain names:
 * GStreamer's
 * mpegaudioparse below "LAME", ffmpeg also below "Lavc" and "Lavf". */
static const char encoder_name[9] = "LAME";

typedef struct {
  GafMuxer base;
  gboolean vbr;
  int vbr_quality; /* 0 … 9 */
  guint delay;     /* frames before the first that is to be heard */

  GByteArray *pending; /* of the encoder's bytes: not yet a whole frame */
  GafMpegHeader first; /* the first frame's header */
  guint min_bitrate;   /* kbit/s, of all frames */
  guint64 n_packets;   /* frames of sound */
  guint16 crc;         /* of all bytes of sound */

  guint8 *tag; /* the tag frame; NULL: none is written */
  guint32 tag_size;
  guint64 tag_offset;

  GArray *points; /* guint64: bytes before frame 0, @point_stride, 2 · @point_stride …, from the tag frame's start */
  guint64 point_stride; /* frames */
} Mpeg;

/* the tag frame */

/* The header of the tag frame: a frame like the first one of sound, of its bit rate or the next higher one where the
 * tag fits in. */
static GafMpegHeader
choose_tag_header (const GafMpegHeader *first, gboolean same_bitrate)
{
  /* without padding, mode extension and CRC */
  const guint32 base = (first->word | 0x00010000) & ~0x00000230u;
  GafMpegHeader header = *first;

  for (guint32 index = same_bitrate ? first->word >> 12 & 0xf : 1; index < 15; index++) {
    guint8 bytes[GAF_MPEG_HEADER_SIZE];

    gaf_write_be32 (bytes, (base & ~0xf000u) | index << 12);
    gaf_mpeg_header_parse (&header, bytes);
    if (header.size >= GAF_MPEG_HEADER_SIZE + gaf_mpeg_header_get_side_info (&header) + TAG_SIZE + LAME_SIZE)
      break;
  }
  return header;
}

static void
fill_toc (Mpeg *self, guint8 *toc, guint64 n_bytes)
{
  for (guint i = 0; i < TOC_SIZE && self->points->len > 0; i++) {
    guint64 packet = self->n_packets * i / TOC_SIZE;
    guint64 at = g_array_index (self->points, guint64, packet / self->point_stride);

    toc[i] = MIN (at * 256 / n_bytes, 255);
  }
}

/* LAME's part. What only the encoder's inside knows (low-pass, noise shaping, peak, gains) stays 0, which says "not
 * known". */
static void
fill_lame (Mpeg *self, guint8 *at, guint64 n_bytes, int padding)
{
  const GafMpegHeader *first = &self->first;
  static const guint8 stereo_modes[4] = { 1, 3, 2, 0 }; /* by the header's: stereo, joint stereo, two channels, mono */
  guint8 rate = first->rate >= 48000 ? 2 : first->rate >= 44100 ? 1 : 0;

  memcpy (at, encoder_name, sizeof encoder_name);
  at[9] = self->vbr ? 4 : 1; /* revision 0; 1: constant, 4: LAME's default method of variable bit rate (mtrh) */
  at[20] = MIN (self->min_bitrate, 255);
  gaf_write_be24 (at + 21, (guint32) self->delay << 12 | (guint32) padding);
  at[24] = rate << 6 | stereo_modes[first->word >> 6 & 3] << 2;
  gaf_write_be32 (at + 28, n_bytes);
  gaf_write_be16 (at + 32, self->crc);
  gaf_write_be16 (at + 34, gaf_crc16_reflected (0, self->tag, at + 34 - self->tag));
}

/* Makes the tag say what is in the file. @padding: frames to be cut off at the end. */
static gboolean
write_tag (Mpeg *self, int padding, GError **error)
{
  guint8 *at = self->tag + GAF_MPEG_HEADER_SIZE + gaf_mpeg_header_get_side_info (&self->first);
  guint64 n_bytes = gaf_byte_sink_get_size (self->base.sink) - self->tag_offset;
  guint64 told_bytes = n_bytes <= G_MAXUINT32 ? n_bytes : 0; /* 30 hours at the highest rate; 0: not known */

  memcpy (at, self->vbr ? "Xing" : "Info", 4);
  gaf_write_be32 (at + 4, 0xf); /* all four fields are there */
  gaf_write_be32 (at + 8, MIN (self->n_packets, G_MAXUINT32));
  gaf_write_be32 (at + 12, told_bytes);
  fill_toc (self, at + 16, n_bytes);
  gaf_write_be32 (at + 16 + TOC_SIZE, self->vbr ? 100 - 10 * self->vbr_quality : 0);
  fill_lame (self, at + TAG_SIZE, told_bytes, padding);

  return gaf_byte_sink_overwrite (self->base.sink, self->tag_offset, self->tag, self->tag_size, error);
}

/* Reserves the tag frame, where it can be completed later. */
static gboolean
begin_tag (Mpeg *self, GError **error)
{
  GafMpegHeader header = choose_tag_header (&self->first, !self->vbr);

  if (!gaf_byte_sink_can_seek (self->base.sink))
    return TRUE;
  self->tag_size = header.size;
  self->tag = g_malloc0 (header.size);
  gaf_write_be32 (self->tag, header.word);
  self->tag_offset = gaf_byte_sink_get_size (self->base.sink);
  return gaf_byte_sink_append (self->base.sink, self->tag, self->tag_size, error);
}

/* frames */

static void
add_point (Mpeg *self, guint64 offset)
{
  if (self->n_packets % self->point_stride != 0)
    return;
  if (self->points->len == POINTS_MAX) {
    for (guint i = 0; i < POINTS_MAX / 2; i++)
      g_array_index (self->points, guint64, i) = g_array_index (self->points, guint64, 2 * i);
    g_array_set_size (self->points, POINTS_MAX / 2);
    self->point_stride *= 2;
  }
  g_array_append_val (self->points, offset);
}

static gboolean
add_frame (Mpeg *self, const GafMpegHeader *header, const guint8 *data, GError **error)
{
  gboolean is_first = self->n_packets == 0;

  if (is_first) {
    self->first = *header;
    self->min_bitrate = header->bitrate / 1000;
    if (!begin_tag (self, error))
      return FALSE;
  }
  add_point (self, gaf_byte_sink_get_size (self->base.sink) - self->tag_offset);
  if (!gaf_byte_sink_append (self->base.sink, data, header->size, error))
    return FALSE;
  self->n_packets++;
  self->min_bitrate = MIN (self->min_bitrate, (guint) header->bitrate / 1000);
  self->crc = gaf_crc16_reflected (self->crc, data, header->size);

  /* From here on the file is one of some length, whatever happens. */
  return !is_first || self->tag == NULL || write_tag (self, 0, error);
}

/* A layer 3 frame of the spec's rate and channels, in which all is zero: silence. */
static void
make_silent_frame (Mpeg *self, GafMpegHeader *header, guint8 *data)
{
  int rate = (int) gaf_encode_spec_get_rate (self->base.spec);
  gboolean mono = gaf_encode_spec_get_channels (self->base.spec) == 1;

  memset (data, 0, GAF_MPEG_MAX_FRAME_SIZE);
  for (guint32 version = 0; version < 4; version++) /* 2.5, reserved, 2, 1 */
    for (guint32 rate_index = 0; rate_index < 3; rate_index++) {
      guint32 word = 0xffe30000 | version << 19 | 4 << 12 | rate_index << 10 | (mono ? 3 : 1) << 6;

      gaf_write_be32 (data, word);
      if (gaf_mpeg_header_parse (header, data) && header->rate == rate)
        return;
    }
}

static gboolean
mpeg_start (GafMuxer *base, GstCaps *caps, GError **error)
{
  int wanted = (int) gaf_encode_spec_get_rate (base->spec);
  int rate = wanted;

  gst_structure_get_int (gst_caps_get_structure (caps, 0), "rate", &rate);
  if (rate == wanted)
    return TRUE;
  g_set_error (error, GAF_ERROR, GAF_ERROR_UNSUPPORTED,
               "The MP3 encoder wants to write at %d Hz instead of %d Hz; choose a higher quality or another rate",
               rate, wanted);
  return FALSE;
}

static gboolean
mpeg_packet (GafMuxer *base, GstBuffer *packet, guint64 rewrite G_GNUC_UNUSED, GError **error)
{
  Mpeg *self = (Mpeg *) base;
  GafMpegHeader header;
  guint used = 0;
  GstMapInfo map;

  if (!gst_buffer_map (packet, &map, GST_MAP_READ)) {
    g_set_error (error, GAF_ERROR, GAF_ERROR_IO, "A packet of the MP3 encoder could not be read");
    return FALSE;
  }
  g_byte_array_append (self->pending, map.data, map.size);
  gst_buffer_unmap (packet, &map);

  while (self->pending->len - used >= GAF_MPEG_HEADER_SIZE) {
    const guint8 *data = self->pending->data + used;

    if (!gaf_mpeg_header_parse (&header, data) || header.layer != 3 || header.size == 0) {
      g_set_error (error, GAF_ERROR, GAF_ERROR_CORRUPT, "The MP3 encoder put out something that is no MP3 frame");
      return FALSE;
    }
    if (self->pending->len - used < header.size)
      break;
    if (!add_frame (self, &header, data, error))
      return FALSE;
    used += header.size;
  }
  g_byte_array_remove_range (self->pending, 0, used);
  return TRUE;
}

/* A reader that believes the tag finds all that was there now; the encoder has not put out its padding yet. */
static gboolean
mpeg_refresh (GafMuxer *base, gint64 n_frames G_GNUC_UNUSED, GError **error)
{
  Mpeg *self = (Mpeg *) base;

  return (self->tag == NULL || write_tag (self, 0, error)) && gaf_byte_sink_flush (base->sink, error);
}

static gboolean
mpeg_finish (GafMuxer *base, gint64 n_frames, GError **error)
{
  Mpeg *self = (Mpeg *) base;
  gint64 padding;

  /* Without any sound: silence, all of which is delay and padding. A single frame is not enough for ffmpeg to see a
   * stream in it. */
  if (self->n_packets == 0) {
    guint8 data[GAF_MPEG_MAX_FRAME_SIZE];
    GafMpegHeader header;

    make_silent_frame (self, &header, data);
    for (int i = 0; i < SILENT_FRAMES; i++)
      if (!add_frame (self, &header, data, error))
        return FALSE;
  }
  if (self->tag == NULL)
    return TRUE;
  padding = (gint64) self->n_packets * self->first.n_frames - self->delay - n_frames;
  return write_tag (self, (int) CLAMP (padding, 0, 0xfff), error);
}

static void
mpeg_free (GafMuxer *base)
{
  Mpeg *self = (Mpeg *) base;

  g_byte_array_unref (self->pending);
  g_array_unref (self->points);
  g_free (self->tag);
  g_free (self);
}

static const GafMuxerClass mpeg_class = { mpeg_start, mpeg_packet, mpeg_refresh, mpeg_finish, mpeg_free };

GafMuxer *
gaf_muxer_mpeg_new (GafByteSink *sink, GafEncodeSpec *spec, GError **error G_GNUC_UNUSED)
{
  Mpeg *self = g_new0 (Mpeg, 1);
  const char *quality = gaf_encode_spec_get_quality (spec);

  self->base.klass = &mpeg_class;
  self->base.sink = sink;
  self->base.spec = g_object_ref (spec);
  if (quality != NULL && g_ascii_toupper (quality[0]) == 'V') {
    self->vbr = TRUE;
    self->vbr_quality = g_ascii_digit_value (quality[1]);
  }
  self->delay = ENCODER_DELAY;
  self->pending = g_byte_array_new ();
  self->points = g_array_new (FALSE, FALSE, sizeof (guint64));
  self->point_stride = 1;
  return &self->base;
}

void
gaf_muxer_mpeg_set_delay (GafMuxer *base, guint delay, gboolean is_vbr)
{
  Mpeg *self = (Mpeg *) base;

  self->delay = delay;
  self->vbr = is_vbr;
}
