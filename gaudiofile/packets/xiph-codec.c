/*
 * SPDX-FileCopyrightText: 2026 gaudiofile contributors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

/*
 * What the container (Ogg, Matroska, MP4) does not say: which codec a stream is of, what its headers hold, how many
 * frames a packet yields.
 *
 * Comment headers are not passed on: an empty one is made up in their place. Decoders insist on one but use nothing of
 * it, pictures in it are large, and damage in it is no reason not to play the file.
 */

#include "packets/xiph-codec.h"

#include <string.h>

#include "core/bytes.h"
#include "core/limits.h"
#include "formats/flac/header.h"
#include "gaf-error.h"

/*
 * How far before its target a decoder has to start so that it gives the very samples that it gives when it started at
 * the beginning. FLAC keeps no state, and Vorbis none but the block before; two more are for a damaged one. The others
 * predict from what they decoded, and the difference dies away: seeks at random positions were all bit-exact from these
 * on (GStreamer 1.22, 16-bit samples; with RFC 7845's 80 ms, sufficient for the ear, hardly any was).
 *
 *   CELT   1.5 s, at all frame sizes; 2 s for certain
 *   SILK   5 s for speech. Its long-term prediction may carry a steady tone's phase on for ever: music forced through
 *          it is not exact even after 20 s, though near
 *   Speex  5 s
 */
#define OPUS_CELT_PREROLL (2 * 48000)
#define OPUS_SILK_PREROLL (5 * 48000)
#define SPEEX_PREROLL     5 /* seconds */

struct _GafXiphMapping {
  const char *name;
  const char *magic; /* the BOS packet begins with it */
  gsize magic_size;
  GafXiphHeader (*header) (GafXiphCodec *self, const guint8 *packet, gsize size, GError **error);
  int (*duration) (GafXiphCodec *self, const guint8 *packet, gsize size);
};

static GafXiphHeader
corrupt (const GafXiphCodec *self, GError **error, const char *what)
{
  g_set_error (error, GAF_ERROR, GAF_ERROR_CORRUPT, "The %s file's %s is damaged; it cannot be decoded without it",
               self->container, what);
  return GAF_XIPH_HEADER_ERROR;
}

static gboolean
check_limits (const GafXiphCodec *self, gint64 rate, gint64 channels, GError **error)
{
  if (rate > 0 && rate <= GAF_LIMIT_RATE && channels > 0 && channels <= GAF_LIMIT_CHANNELS)
    return TRUE;
  g_set_error (error, GAF_ERROR, rate <= 0 || channels <= 0 ? GAF_ERROR_CORRUPT : GAF_ERROR_LIMIT,
               "The %s file says %" G_GINT64_FORMAT " Hz and %" G_GINT64_FORMAT " channels; "
               "up to %d Hz and %d channels can be read",
               self->container, rate, channels, GAF_LIMIT_RATE, GAF_LIMIT_CHANNELS);
  return FALSE;
}

static void
keep (GafXiphCodec *self, guint i, gconstpointer header, gsize size)
{
  g_clear_pointer (&self->headers[i], g_bytes_unref);
  self->headers[i] = g_bytes_new (header, size);
}

/* Vorbis I specification */

static const guint8 vorbis_comment[] = { 3, 'v', 'o', 'r', 'b', 'i', 's', 0, 0, 0, 0, 0, 0, 0, 0, 1 };

static guint
get_bits (const guint8 *bytes, gsize position, guint n_bits)
{
  guint value = 0;

  for (guint i = 0; i < n_bits; i++, position++)
    value |= ((bytes[position / 8] >> (position % 8)) & 1u) << i;
  return value;
}

/*
 * The modes are the last thing in the setup header (section 4.2.4): a count less one in 6 bits; for each mode blockflag
 * (1 bit), windowtype (16, zero), transformtype (16, zero), mapping (8, at most 63); then the framing bit, and zeros up
 * to a whole byte. Read backwards, all before it can stay unread: as many modes as look like one, and of the numbers of
 * modes that the count before them confirms, the largest.
 */
static gboolean
parse_vorbis_modes (GafXiphCodec *self, const guint8 *packet, gsize size)
{
  const gsize mode_bits = 1 + 16 + 16 + 8;
  gsize end = size * 8;
  guint n_modes = 0;
  guint64 flags = 0;

  while (end > 0 && get_bits (packet, end - 1, 1) == 0)
    end--;
  if (end == 0)
    return FALSE;
  end--; /* the framing bit */

  while (n_modes < 64 && end >= 7 * 8 + mode_bits + 6) {
    const gsize mode = end - mode_bits;

    if (get_bits (packet, mode + 1, 16) != 0 || get_bits (packet, mode + 17, 16) != 0
        || get_bits (packet, mode + 33, 8) > 63)
      break;
    flags = (flags << 1) | get_bits (packet, mode, 1);
    n_modes++;
    end = mode;
    if (get_bits (packet, end - 6, 6) + 1 == n_modes) {
      self->n_modes = n_modes;
      self->long_modes = flags;
    }
  }
  return self->n_modes > 0;
}

static GafXiphHeader
vorbis_header (GafXiphCodec *self, const guint8 *packet, gsize size, GError **error)
{
  if (self->headers[0] == NULL) /* identification, section 4.2.2 */
  {
    guint32 rate;

    if (size < 30 || gaf_read_le32 (packet + 7) != 0)
      return corrupt (self, error, "Vorbis identification header");
    rate = gaf_read_le32 (packet + 12);
    if (!check_limits (self, rate, packet[11], error))
      return GAF_XIPH_HEADER_ERROR;
    self->rate = (int) rate;
    self->channels = packet[11];
    self->blocks[0] = 1u << (packet[28] & 15);
    self->blocks[1] = 1u << (packet[28] >> 4);
    if (self->blocks[0] < 64 || self->blocks[1] > 8192 || self->blocks[0] > self->blocks[1])
      return corrupt (self, error, "Vorbis identification header");
    self->max_duration = self->blocks[1] / 2;
    self->preroll = self->blocks[1];
    self->overlaps = TRUE;
    keep (self, 0, packet, size);
    return GAF_XIPH_HEADER_TAKEN;
  }
  if (size >= 7 && memcmp (packet, "\5vorbis", 7) == 0) {
    if (!parse_vorbis_modes (self, packet, size))
      return corrupt (self, error, "Vorbis setup header");
    keep (self, 1, vorbis_comment, sizeof vorbis_comment);
    keep (self, 2, packet, size);
    self->whole = TRUE;
    self->ready = TRUE;
    return GAF_XIPH_HEADER_TAKEN;
  }
  /* Other header packets have an odd first byte as well. Audio before the setup header: it is lost. */
  if (size > 0 && !(packet[0] & 1))
    return corrupt (self, error, "Vorbis setup header");
  return GAF_XIPH_HEADER_TAKEN;
}

/* Section 4.3.8: a packet finishes what lies between the centre of the block before it and the centre of its own. */
static int
vorbis_duration (GafXiphCodec *self, const guint8 *packet, gsize size)
{
  guint mode, block;
  int duration;

  /* Without modes: a container whose setup header is damaged. */
  if (size == 0 || (packet[0] & 1) || self->n_modes == 0)
    return -1;
  mode = self->n_modes == 1 ? 0 : (packet[0] >> 1) & ((1u << g_bit_storage (self->n_modes - 1)) - 1);
  if (mode >= self->n_modes)
    return -1;
  block = self->blocks[(self->long_modes >> mode) & 1];
  duration = self->previous == 0 ? 0 : (int) (self->previous + block) / 4;
  self->previous = block;
  return duration;
}

/* Opus: RFC 7845, RFC 6716 */

static GafXiphHeader
opus_header (GafXiphCodec *self, const guint8 *packet, gsize size, GError **error)
{
  g_autofree guint8 *head = NULL;
  guint family, n_streams = 1, n_coupled;
  gsize table;

  if (self->whole) /* OpusTags */
  {
    self->ready = TRUE;
    return size >= 8 && memcmp (packet, "OpusTags", 8) == 0 ? GAF_XIPH_HEADER_TAKEN : GAF_XIPH_HEADER_AUDIO;
  }
  if (size < 19 || (packet[8] & 0xf0) != 0)
    return corrupt (self, error, "Opus identification header");
  self->channels = packet[9];
  family = packet[18];
  n_coupled = self->channels == 2;
  if (!check_limits (self, 48000, self->channels, error))
    return GAF_XIPH_HEADER_ERROR;
  if (family == 0 ? self->channels > 2 : size < 21)
    return corrupt (self, error, "Opus identification header");
  if (family != 0) {
    n_streams = packet[19];
    n_coupled = packet[20];
    /* A number for each channel; in family 3 a matrix of 16-bit numbers stands in its place (RFC 8486, section 4.1). */
    table = family == 3 ? 2 * (gsize) self->channels * (n_streams + n_coupled) : (gsize) self->channels;
    if (n_streams == 0 || n_coupled > n_streams || n_streams + n_coupled > 255 || size < 21 + table)
      return corrupt (self, error, "Opus identification header");
  }

  self->rate = 48000; /* whatever went into the encoder: granule positions and durations count in it (section 4) */
  self->pre_skip = TRUE;
  self->skip = gaf_read_le16 (packet + 10);
  self->max_duration = 5760;
  self->preroll = OPUS_CELT_PREROLL;

  /* The decoder is to drop nothing itself, and to work at 48 kHz: the reader trims by the position. */
  head = g_memdup2 (packet, size);
  gaf_write_le16 (head + 10, 0);
  gaf_write_le32 (head + 12, 48000);
  keep (self, 0, head, size);
  keep (self, 1, "OpusTags\0\0\0\0\0\0\0", 16);
  self->whole = TRUE;
  return GAF_XIPH_HEADER_TAKEN;
}

static void
add_opus_mapping (GstCaps *caps, GBytes *header)
{
  gsize size;
  const guint8 *head = g_bytes_get_data (header, &size);
  const int channels = head[9], family = head[18];
  g_auto (GValue) mapping = G_VALUE_INIT;

  gst_caps_set_simple (caps, "channel-mapping-family", G_TYPE_INT, family, "stream-count", G_TYPE_INT,
                       family != 0 ? head[19] : 1, "coupled-count", G_TYPE_INT, family != 0 ? head[20] : channels == 2,
                       NULL);
  if (family == 0 || family == 3)
    return;
  g_value_init (&mapping, GST_TYPE_ARRAY);
  for (int i = 0; i < channels; i++) {
    g_auto (GValue) value = G_VALUE_INIT;

    g_value_init (&value, G_TYPE_INT);
    g_value_set_int (&value, head[21 + i]);
    gst_value_array_append_value (&mapping, &value);
  }
  gst_structure_set_value (gst_caps_get_structure (caps, 0), "channel-mapping", &mapping);
}

/*
 * RFC 7845, section 5.1: the rate of the original goes into bytes 12 to 15, for information.
 *
 * From 5, 7 and 8 channels with positions GStreamer's encoder makes files with some of them interchanged, at least up
 * to 1.22. So it gets them without positions, for which it makes a stream of each channel and calls their meaning
 * unknown (family 255). They are in WAVE's order. That is told here: family 1 has the order of Vorbis (section
 * 5.1.1.2), and a table of which stream is which.
 */
void
gaf_xiph_codec_complete_opus (guint8 *header, gsize size, guint rate)
{
  static const guint8 vorbis_order[9][8] = {
    [3] = { 0, 2, 1 },          [4] = { 0, 1, 2, 3 },          [5] = { 0, 2, 1, 3, 4 },
    [6] = { 0, 2, 1, 4, 5, 3 }, [7] = { 0, 2, 1, 5, 6, 4, 3 }, [8] = { 0, 2, 1, 6, 7, 4, 5, 3 },
  };
  const guint channels = header[9];

  gaf_write_le32 (header + 12, rate);
  if (header[18] == 255 && channels >= 3 && channels <= 8 && size >= 21 + channels && header[20] == 0) {
    header[18] = 1;
    memcpy (header + 21, vorbis_order[channels], channels);
  }
}

/* RFC 6716, section 3.1 */
static int
opus_duration (GafXiphCodec *self, const guint8 *packet, gsize size)
{
  static const int silk[] = { 480, 960, 1920, 2880 };
  guint config;
  int frame, duration;

  if (size == 0 || (size >= 8 && (memcmp (packet, "OpusTags", 8) == 0 || memcmp (packet, "OpusHead", 8) == 0)))
    return -1;
  config = packet[0] >> 3;
  if (config < 16) /* SILK alone or with CELT above it */
    self->preroll = OPUS_SILK_PREROLL;
  if (config < 12)
    frame = silk[config & 3];
  else if (config < 16)
    frame = 480 << (config & 1);
  else
    frame = 120 << (config & 3);

  switch (packet[0] & 3) {
  case 0:
    duration = frame;
    break;
  case 3:
    duration = size < 2 ? 0 : frame * (packet[1] & 63);
    break;
  default:
    duration = 2 * frame;
    break;
  }
  return duration > 0 && duration <= 5760 ? duration : -1;
}

/* FLAC: RFC 9639, section 10.1 */

static GafXiphHeader
flac_header (GafXiphCodec *self, const guint8 *packet, gsize size, GError **error)
{
  GafFlacStreamInfo info;

  if (self->whole) {
    /* The mapping's own count of header packets may be 0, not known. No metadata block begins like a frame. */
    self->ready = size > 0 && packet[0] == 0xff;
    return self->ready ? GAF_XIPH_HEADER_AUDIO : GAF_XIPH_HEADER_TAKEN;
  }
  if (size < 17 || packet[5] != 1 || memcmp (packet + 9, "fLaC", 4) != 0 || (packet[13] & 0x7f) != 0
      || !gaf_flac_stream_info_parse (packet + 17, size - 17, &info))
    return corrupt (self, error, "FLAC stream information");
  if (!check_limits (self, info.rate, info.channels, error))
    return GAF_XIPH_HEADER_ERROR;
  self->rate = info.rate;
  self->channels = info.channels;
  self->bits = info.bits;
  self->max_duration = (int) CLAMP (info.max_block, 16, GAF_FLAC_BLOCK_SIZE_MAX);
  self->flac = info;
  self->whole = TRUE;
  return GAF_XIPH_HEADER_TAKEN;
}

static int
flac_duration (GafXiphCodec *self, const guint8 *packet, gsize size)
{
  GafFlacFrameHeader header;

  (void) self;
  return gaf_flac_frame_header_parse (packet, size, &header) ? (int) header.block_size : -1;
}

/* Speex manual, section "Ogg file format" */

static GafXiphHeader
speex_header (GafXiphCodec *self, const guint8 *packet, gsize size, GError **error)
{
  static const guint8 comment[8] = { 0 };
  guint32 mode, n_frames, n_extra;

  if (self->whole) {
    self->headers_due--;
    self->ready = self->headers_due == 0;
    return GAF_XIPH_HEADER_TAKEN;
  }
  if (size < 80)
    return corrupt (self, error, "Speex header");
  mode = gaf_read_le32 (packet + 40);
  n_frames = MAX (gaf_read_le32 (packet + 64), 1);
  n_extra = gaf_read_le32 (packet + 68);
  if (mode > 2 || n_frames > 100 || n_extra > 1000)
    return corrupt (self, error, "Speex header");
  if (!check_limits (self, gaf_read_le32 (packet + 36), gaf_read_le32 (packet + 48), error))
    return GAF_XIPH_HEADER_ERROR;
  self->rate = (int) gaf_read_le32 (packet + 36);
  self->channels = (int) gaf_read_le32 (packet + 48);
  self->max_duration = (160 << mode) * (int) n_frames; /* narrow, wide and ultra-wide band: 20 ms each */
  self->headers_due = 1 + n_extra;
  self->preroll = SPEEX_PREROLL * self->rate;
  keep (self, 0, packet, size);
  keep (self, 1, comment, sizeof comment);
  self->whole = TRUE;
  return GAF_XIPH_HEADER_TAKEN;
}

static int
speex_duration (GafXiphCodec *self, const guint8 *packet, gsize size)
{
  (void) packet;
  return size > 0 ? self->max_duration : -1;
}

static const GafXiphMapping mappings[] = {
  { "vorbis", "\1vorbis", 7, vorbis_header, vorbis_duration },
  { "opus", "OpusHead", 8, opus_header, opus_duration },
  { "flac",
    "\x7f"
    "FLAC",
    5, flac_header, flac_duration },
  { "speex", "Speex   ", 8, speex_header, speex_duration },
};

gboolean
gaf_xiph_codec_recognise (GafXiphCodec *self, const guint8 *packet, gsize size)
{
  for (guint i = 0; i < G_N_ELEMENTS (mappings); i++)
    if (size >= mappings[i].magic_size && memcmp (packet, mappings[i].magic, mappings[i].magic_size) == 0) {
      self->mapping = &mappings[i];
      self->name = mappings[i].name;
      return TRUE;
    }
  return FALSE;
}

GafXiphHeader
gaf_xiph_codec_header (GafXiphCodec *self, const guint8 *packet, gsize size, GError **error)
{
  self->n_headers++;
  return self->mapping->header (self, packet, size, error);
}

int
gaf_xiph_codec_duration (GafXiphCodec *self, const guint8 *packet, gsize size)
{
  return self->mapping->duration (self, packet, size);
}

/* The headers as the caps' streamheader. */
static void
set_streamheader (GstCaps *caps, GBytes *const *headers, guint n_headers)
{
  g_auto (GValue) array = G_VALUE_INIT;

  g_value_init (&array, GST_TYPE_ARRAY);
  for (guint i = 0; i < n_headers && headers[i] != NULL; i++) {
    g_auto (GValue) value = G_VALUE_INIT;

    g_value_init (&value, GST_TYPE_BUFFER);
    gst_value_take_buffer (&value, gst_buffer_new_wrapped_bytes (headers[i]));
    gst_value_array_append_value (&array, &value);
  }
  gst_structure_set_value (gst_caps_get_structure (caps, 0), "streamheader", &array);
}

GstCaps *
gaf_xiph_codec_make_caps (const GafXiphCodec *self)
{
  g_autofree char *media_type = g_strconcat ("audio/x-", self->name, NULL);
  GstCaps *caps;

  if (strcmp (self->name, "flac") == 0)
    return gaf_flac_caps_new (&self->flac);
  caps = gst_caps_new_simple (media_type, "rate", G_TYPE_INT, self->rate, "channels", G_TYPE_INT, self->channels, NULL);
  if (strcmp (self->name, "opus") == 0)
    add_opus_mapping (caps, self->headers[0]);
  set_streamheader (caps, self->headers, G_N_ELEMENTS (self->headers));
  return caps;
}

void
gaf_xiph_codec_describe (GafXiphCodec *self, GafPacketizer *packetizer)
{
  for (guint i = 0; i < G_N_ELEMENTS (self->headers); i++)
    if (self->headers[i] != NULL)
      packetizer->headers[i] = g_bytes_ref (self->headers[i]);
  if (strcmp (self->name, "flac") == 0)
    packetizer->flac = &self->flac;
}

void
gaf_xiph_codec_clear (GafXiphCodec *self)
{
  for (guint i = 0; i < G_N_ELEMENTS (self->headers); i++)
    g_clear_pointer (&self->headers[i], g_bytes_unref);
}

const char *
gaf_xiph_codec_name (const guint8 *packet, gsize size)
{
  static const struct {
    const char *magic, *name;
    gsize size;
  } names[] = {
    { "\x80theora", "Theora video", 7 },
    { "fishead", "a Skeleton track", 8 },
    { "CELT    ", "CELT audio", 8 },
    { "PCM     ", "PCM audio", 8 },
    { "fLaC", "FLAC audio in the mapping from before 2004", 4 },
    { "BBCD", "Dirac video", 4 },
    { "OVP80", "VP8 video", 5 },
    { "\x80kate", "Kate subtitles", 6 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    if (size >= names[i].size && memcmp (packet, names[i].magic, names[i].size) == 0)
      return names[i].name;
  return NULL;
}
