/*
 * SPDX-FileCopyrightText: 2026 gaudiofile contributors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#include "formats/elementary.h"

#include <string.h>

#include "core/bytes.h"
#include "formats/dts.h"
#include "formats/spdif.h"
#include "gaf-error.h"
#include "packets/aac.h"
#include "packets/frame-walk.h"

/*
 * ADTS, LOAS, AC-3, E-AC-3, DTS, AMR, and S/PDIF in WAV: streams of frames, each of which tells its own length.
 * packets/frame-walk.c finds them; here is a function per format that reads a header.
 *
 * All headers are walked at opening, so that the length is exact: reading one in a few hundred bytes is fast.
 */

#define AC3_HEADER        7
#define DTS_EXTENSION_MIN 16
#define PCM_LOOK          2048 /* bytes of PCM that are searched for coded audio, zeros at the beginning included */

#define SBR_RATE         24000 /* Hz; the core of HE-AAC has seldom more */
#define SBR_SEARCH_FIRST 512   /* packets in which a header is looked for: from the beginning … */
#define SBR_SEARCH_BACK  64    /* … and back from where a seek goes to */

typedef struct {
  GafWalkFormat walk;
  const char *container;
  guint prefix; /* bytes of each packet that are no part of the coded audio; of S/PDIF, whose words have to be swapped
                   too */
  /* Whether decoding can begin at a packet, of which @size bytes are at @data, at any rate better than at others; NULL:
   * at all alike. */
  gboolean (*is_entry) (const guint8 *data, gsize size);
} Format;

typedef struct {
  GafPacketizer base;
  GafFrameWalk walk;
  const Format *format;
  gint64 total;       /* frames */
  GafWalkCursor read; /* the packet that next() returns */

  /* Packets that are decoded before those that a seek goes to, for the headers in them. */
  gboolean entry_searched;
  gboolean entry_found;
  GafWalkCursor entry_first; /* the first packet with such a header */
  GafWalkCursor detours[2];
  guint n_detours;
} Elementary;

/* headers */

/* adts_fixed_header() and adts_variable_header() of ISO/IEC 14496-3, 1.A.2.2 */
static gboolean
parse_adts (const GafFrameWalk *walk G_GNUC_UNUSED, GafWalkFrame *frame, const guint8 *data)
{
  /* Twelve bits of sync, one of MPEG-2 or -4, two of layer, which are 0. */
  if (data[0] != 0xff || (data[1] & 0xf6) != 0xf0)
    return FALSE;

  guint rate_index = data[2] >> 2 & 15;
  guint channels = (data[2] & 1) << 2 | data[3] >> 6;
  guint header = data[1] & 1 ? 7 : 9;

  frame->size = (guint32) (data[3] & 3) << 11 | data[4] << 3 | data[5] >> 5;
  if (rate_index >= GAF_AAC_N_RATES || frame->size <= header)
    return FALSE;

  frame->n_frames = 1024 * ((data[6] & 3) + 1);
  frame->rate = gaf_aac_rates[rate_index];
  frame->channels = channels == 7 ? 8 : channels;
  frame->key = (data[1] & 8) << 16 | (data[2] & 0xfd) << 8 | channels;
  frame->joins = FALSE;
  return TRUE;
}

const int gaf_ac3_rates[4] = { 48000, 44100, 32000, 0 };
static const int acmod_channels[8] = { 2, 1, 2, 3, 3, 4, 4, 5 };

/* bsi() of E-AC-3, ATSC A/52 annex E, 2.2 */
static gboolean
parse_eac3 (GafWalkFrame *frame, const guint8 *data)
{
  static const int blocks[4] = { 1, 2, 3, 6 };
  guint stream_type = data[2] >> 6;
  guint substream = data[2] >> 3 & 7;
  guint rate_code = data[4] >> 6;
  guint code = data[4] >> 4 & 3; /* number of blocks, or with the rate code 3 the halved rate */

  if (stream_type == 3 || (rate_code == 3 && code == 3))
    return FALSE;

  frame->size = 2 * (((guint32) (data[2] & 7) << 8 | data[3]) + 1);
  frame->rate = rate_code == 3 ? gaf_ac3_rates[code] / 2 : gaf_ac3_rates[rate_code];
  frame->n_frames = 256 * (rate_code == 3 ? 6 : blocks[code]);
  frame->channels = acmod_channels[data[4] >> 1 & 7] + (data[4] & 1);
  frame->key = 1 << 16 | frame->rate;
  /* Dependent frames add channels to the one before; other programs are not decoded, but take no time of their own
   * either. */
  frame->joins = stream_type == 1 || substream > 0;
  return frame->size > AC3_HEADER + 1;
}

/* syncinfo() and bsi(), ATSC A/52, 5.3.1 and 5.3.2 */
static gboolean
parse_ac3 (const GafFrameWalk *walk G_GNUC_UNUSED, GafWalkFrame *frame, const guint8 *data)
{
  /* Table 5.18: kbit/s by frmsizecod / 2. A frame is 1536 audio frames. */
  static const int bitrates[19] = { 32,  40,  48,  56,  64,  80,  96,  112, 128, 160,
                                    192, 224, 256, 320, 384, 448, 512, 576, 640 };

  if (data[0] != 0x0b || data[1] != 0x77)
    return FALSE;

  guint bsid = data[5] >> 3;
  if (bsid > 10)
    return bsid <= 16 && parse_eac3 (frame, data);

  guint rate_code = data[4] >> 6;
  guint size_code = data[4] & 63;
  if (rate_code == 3 || size_code >= 2 * G_N_ELEMENTS (bitrates))
    return FALSE;

  /* In 16-bit words; at 44.1 kHz the odd codes have one more. */
  int words = bitrates[size_code / 2] * 1000 / 16 * 1536 / gaf_ac3_rates[rate_code];
  if (rate_code == 1)
    words += size_code & 1;
  frame->size = 2 * words;
  frame->n_frames = GAF_AC3_PACKET_FRAMES;
  frame->rate = gaf_ac3_rates[rate_code] >> (bsid > 8 ? bsid - 8 : 0); /* 9 and 10: half and quarter rate, by custom */

  /* Between acmod and lfeon stand two bits for each mix level that the mode has. */
  guint acmod = data[6] >> 5;
  guint skip = 3;
  if ((acmod & 1) != 0 && acmod != 1)
    skip += 2;
  if ((acmod & 4) != 0)
    skip += 2;
  if (acmod == 2)
    skip += 2;
  gboolean lfe = ((gaf_read_be16 (data + 6)) >> (15 - skip) & 1) != 0;
  frame->channels = acmod_channels[acmod] + (lfe ? 1 : 0);
  frame->key = frame->rate;
  frame->joins = FALSE;
  return TRUE;
}

gboolean
gaf_ac3_header_parse (GafAc3Header *self, const guint8 *data, gsize length)
{
  guint8 header[GAF_WALK_HEADER_MAX] = { 0 };
  GafWalkFrame frame;

  memcpy (header, data, MIN (length, GAF_WALK_HEADER_MAX));
  if (length < AC3_HEADER || !parse_ac3 (NULL, &frame, header))
    return FALSE;
  *self = (GafAc3Header){ frame.size, frame.n_frames, frame.rate, frame.channels, frame.joins, frame.key >> 16 != 0 };
  return TRUE;
}

/*
 * RFC 4867, 5.3: padding bit, frame type, quality bit, two padding bits, then the speech bits, whose number is in 3GPP
 * TS 26.101 and 26.201. Types that are for future use have size 0 here and are no frames.
 */
static gboolean
parse_amr (GafWalkFrame *frame, const guint8 *data, const guint8 *sizes, int rate)
{
  guint8 size = sizes[data[0] >> 3 & 15];

  if ((data[0] & 0x83) != 0 || size == 0)
    return FALSE;
  *frame = (GafWalkFrame){ .size = size, .n_frames = rate / 50, .rate = rate, .channels = 1 };
  return TRUE;
}

static gboolean
parse_amr_nb (const GafFrameWalk *walk G_GNUC_UNUSED, GafWalkFrame *frame, const guint8 *data)
{
  static const guint8 sizes[16] = { 13, 14, 16, 18, 20, 21, 27, 32, 6, 0, 0, 0, 0, 0, 0, 1 };

  return parse_amr (frame, data, sizes, 8000);
}

static gboolean
parse_amr_wb (const GafFrameWalk *walk G_GNUC_UNUSED, GafWalkFrame *frame, const guint8 *data)
{
  static const guint8 sizes[16] = { 18, 24, 33, 37, 41, 47, 51, 59, 61, 6, 0, 0, 0, 0, 1, 1 };

  return parse_amr (frame, data, sizes, 16000);
}

#define DEFINE_PARSE_DTS(name, sync_byte)                                                                \
  static gboolean name (const GafFrameWalk *walk G_GNUC_UNUSED, GafWalkFrame *frame, const guint8 *data) \
  {                                                                                                      \
    return parse_dts (frame, data, sync_byte);                                                           \
  }

/* @sync: the first byte, which tells the form. */
static gboolean
parse_dts (GafWalkFrame *frame, const guint8 *data, guint8 sync)
{
  GafDtsHeader header;
  const guint32 extension = sync == GAF_DTS_SYNC_BE ? gaf_dts_extension_size (data) : 0;

  if (extension > 0) {
    *frame = (GafWalkFrame){ .size = extension, .key = GAF_WALK_ANY_KEY, .joins = TRUE };
    return extension > DTS_EXTENSION_MIN;
  }
  if (data[0] != sync || !gaf_dts_header_parse (&header, data))
    return FALSE;
  *frame = (GafWalkFrame){ .size = header.size,
                           .n_frames = header.n_frames,
                           .rate = header.rate,
                           .channels = header.channels,
                           .key = (guint32) header.rate << 4 | (guint32) header.channels };
  return TRUE;
}

DEFINE_PARSE_DTS (parse_dts_be, GAF_DTS_SYNC_BE)
DEFINE_PARSE_DTS (parse_dts_le, GAF_DTS_SYNC_LE)
DEFINE_PARSE_DTS (parse_dts_14be, GAF_DTS_SYNC_14BE)
DEFINE_PARSE_DTS (parse_dts_14le, GAF_DTS_SYNC_14LE)

/* A burst takes the time of the frame, or frames, in it. */
static gboolean
parse_spdif (const GafFrameWalk *walk, GafWalkFrame *frame, const guint8 *data)
{
  guint8 payload[GAF_WALK_HEADER_MAX] = { 0 };
  GafSpdifHeader header;

  if (!gaf_spdif_header_parse (&header, data))
    return FALSE;
  gaf_spdif_swap (payload, data + GAF_SPDIF_HEADER_SIZE, (GAF_WALK_HEADER_MAX - GAF_SPDIF_HEADER_SIZE) / 2);
  if (header.kind == GAF_SPDIF_DTS ? !parse_dts (frame, payload, payload[0]) : !parse_ac3 (walk, frame, payload))
    return FALSE;
  if (frame->joins || (header.kind == GAF_SPDIF_EAC3) != (header.kind != GAF_SPDIF_DTS && frame->key >> 16 == 1))
    return FALSE;
  if (header.kind == GAF_SPDIF_EAC3)
    frame->n_frames = GAF_AC3_PACKET_FRAMES;
  frame->key = frame->key << 2 | header.kind;
  frame->size = header.size;
  return TRUE;
}

static guint
get_bits (const guint8 *data, guint *at, guint n)
{
  guint value = 0;

  for (; n > 0; n--, (*at)++)
    value = value << 1 | (data[*at / 8] >> (7 - *at % 8) & 1);
  return value;
}

/* AudioSyncStream() of ISO/IEC 14496-3, 1.7.2, with an AudioMuxElement() (1.7.3) of one program and one layer in it: 11
 * bits of sync, 13 of length; whether the configuration is that of the packet before; the configuration. */
static gboolean
parse_loas (const GafFrameWalk *walk G_GNUC_UNUSED, GafWalkFrame *frame, const guint8 *data)
{
  guint at = 24, type, index, channels, n_subframes;
  gboolean version1;

  if (data[0] != 0x56 || (data[1] & 0xe0) != 0xe0)
    return FALSE;
  frame->size = 3 + ((guint32) (data[1] & 0x1f) << 8 | data[2]);
  frame->key = GAF_WALK_ANY_KEY;
  if (frame->size < 8)
    return FALSE;
  if (get_bits (data, &at, 1))
    return TRUE;

  /* Version 1 tells lengths, each in as many bytes as the two bits before it say, and one more. */
  version1 = get_bits (data, &at, 1);
  if (version1) {
    if (get_bits (data, &at, 1)) /* a way of telling it that is reserved */
      return FALSE;
    at += 8 * (1 + get_bits (data, &at, 2));
  }
  at++;
  n_subframes = 1 + get_bits (data, &at, 6);
  if (get_bits (data, &at, 4 + 3) != 0) /* several programs or layers */
    return FALSE;
  if (version1)
    at += 8 * (1 + get_bits (data, &at, 2));
  type = get_bits (data, &at, 5);
  index = get_bits (data, &at, 4);
  channels = get_bits (data, &at, 4);
  if (type == 0 || type == 31 || index >= GAF_AAC_N_RATES)
    return FALSE;
  frame->rate = gaf_aac_rates[index];
  frame->channels = 0; /* with parametric stereo there are more than are told */
  frame->n_frames = 1024 * (int) n_subframes;
  frame->key = type << 12 | index << 8 | channels << 4 | (n_subframes & 15);
  return TRUE;
}

static gboolean
adts_is_entry (const guint8 *data, gsize size)
{
  const gsize header = size > 1 && (data[1] & 1) ? 7 : 9;

  return size > header && gaf_aac_packet_has_sbr_header (data + header, size - header);
}

static gboolean
loas_is_entry (const guint8 *data, gsize size)
{
  return size > 3 && (data[3] & 0x80) == 0;
}

#define WINDOW (48 * 1024) /* in which the longest chain fits behind a candidate: 5 frames of ADTS */

#define WALK(format_name, header_size, sync_byte, n, parse_function)                                   \
  .walk.name = format_name, .walk.header = header_size, .walk.sync = sync_byte, .walk.window = WINDOW, \
  .walk.wanted = n, .walk.enough = 2, .walk.resumed = n, .walk.resumed_enough = 2, .walk.parse = parse_function

static const Format adts = { WALK ("ADTS", 7, 0xff, 5, parse_adts), .container = "ADTS", .is_entry = adts_is_entry };
static const Format loas = { WALK ("LOAS", 8, 0x56, 5, parse_loas), .container = "LOAS", .is_entry = loas_is_entry };
static const Format ac3 = { WALK ("AC-3", AC3_HEADER, 0x0b, 5, parse_ac3), .walk.joins = TRUE };
static const Format amr_nb = { WALK ("AMR", 1, -1, 8, parse_amr_nb), .container = "AMR" };
static const Format amr_wb = { WALK ("AMR", 1, -1, 8, parse_amr_wb), .container = "AMR" };
static const Format dts[] = {
  { WALK ("DTS", GAF_DTS_HEADER_SIZE, GAF_DTS_SYNC_BE, 3, parse_dts_be), .walk.joins = TRUE },
  { WALK ("DTS", GAF_DTS_HEADER_SIZE, GAF_DTS_SYNC_14LE, 3, parse_dts_14le) },
  { WALK ("DTS", GAF_DTS_HEADER_SIZE, GAF_DTS_SYNC_LE, 3, parse_dts_le) },
  { WALK ("DTS", GAF_DTS_HEADER_SIZE, GAF_DTS_SYNC_14BE, 3, parse_dts_14be) },
};
static const Format spdif = { WALK ("S/PDIF", 16, GAF_SPDIF_SYNC, 2, parse_spdif), .prefix = GAF_SPDIF_HEADER_SIZE };

/* packets */

/* The coded audio of an S/PDIF burst. */
static GstBuffer *
unwrap_burst (const guint8 *data, gsize size)
{
  GafSpdifHeader header;
  guint8 *payload;
  gsize n_words;

  if (!gaf_spdif_header_parse (&header, data))
    return gst_buffer_new_memdup (data, size);
  n_words = MIN ((header.payload + 1) / 2, (size - GAF_SPDIF_HEADER_SIZE) / 2);
  payload = g_malloc (n_words * 2);
  gaf_spdif_swap (payload, data + GAF_SPDIF_HEADER_SIZE, n_words);
  return gst_buffer_new_wrapped (payload, n_words * 2);
}

/* The packet at @cursor, which moves behind it. NULL without @error: the end. */
static GstBuffer *
read_packet (Elementary *self, GafWalkCursor *cursor, GafWalkFrame *frame, GError **error)
{
  gboolean found;
  gsize length;
  const guint8 *data;

  if (cursor->position >= self->total || !gaf_frame_walk_find (&self->walk, cursor, frame, &found, error) || !found)
    return NULL;
  data = gaf_byte_source_peek (self->walk.source, cursor->offset, frame->size, &length, error);
  if (data == NULL || length < frame->size) /* shorter: the file was cut while it was read */
    return NULL;
  gaf_walk_cursor_step (cursor, frame);
  return self->format->prefix > 0 ? unwrap_burst (data, frame->size) : gst_buffer_new_memdup (data, frame->size);
}

static gboolean
elementary_next (GafPacketizer *base, GafPacket *packet, GError **error)
{
  Elementary *self = (Elementary *) base;
  GafWalkCursor *cursor = &self->read;
  GafWalkFrame frame;

  if (self->n_detours > 0)
    cursor = &self->detours[--self->n_detours];
  packet->data = read_packet (self, cursor, &frame, error);
  if (packet->data == NULL)
    return FALSE;
  packet->position = cursor->position - frame.n_frames;
  packet->n_frames = frame.n_frames;
  return TRUE;
}

/* Looks for a packet with a header that others need among up to @n from @cursor on, and moves it to the last that has
 * one, or the first if
 * @first. */
static gboolean
find_header_packet (Elementary *self, GafWalkCursor *cursor, gint64 n, gboolean first, gboolean *found, GError **error)
{
  GafWalkCursor at = *cursor;

  *found = FALSE;
  for (; n > 0; n--) {
    const GafWalkCursor before = at;
    GafWalkFrame frame;
    gsize length;
    const guint8 *data;
    gboolean any;

    if (!gaf_frame_walk_find (&self->walk, &at, &frame, &any, error))
      return FALSE;
    if (!any)
      return TRUE;
    data = gaf_byte_source_peek (self->walk.source, at.offset, frame.size, &length, error);
    if (data == NULL)
      return FALSE;
    if (length >= frame.size && self->format->is_entry (data, frame.size)) {
      *found = TRUE;
      *cursor = before;
      if (first)
        return TRUE;
    }
    gaf_walk_cursor_step (&at, &frame);
  }
  return TRUE;
}

/*
 * Encoders of HE-AAC repeat the header of spectral band replication now and then, some never. Without it there is no
 * upper half of the spectrum. LOAS says now and then how it is to be read. So the last packet with a header before
 * those that a seek goes to is decoded first; and before that the first of all, in case the other only looks like one.
 */
static gboolean
plan_detours (Elementary *self, GError **error)
{
  const gint64 at_first =
      self->base.rate <= SBR_RATE || self->format == &loas ? SBR_SEARCH_FIRST : SBR_SEARCH_FIRST / 32;
  GafWalkCursor last;
  gboolean found;

  if (!self->entry_searched) {
    if (!find_header_packet (self, &self->entry_first, at_first, TRUE, &self->entry_found, error))
      return FALSE;
    self->entry_searched = TRUE;
  }
  if (!self->entry_found || self->read.number <= self->entry_first.number)
    return TRUE;

  if (!gaf_frame_walk_seek (&self->walk, MAX (self->read.position - SBR_SEARCH_BACK * 1024, 0), &last, error)
      || !find_header_packet (self, &last, self->read.number - last.number, FALSE, &found, error))
    return FALSE;
  if (found && last.number > self->entry_first.number)
    self->detours[self->n_detours++] = last;
  self->detours[self->n_detours++] = self->entry_first;
  return TRUE;
}

static gboolean
elementary_seek (GafPacketizer *base, gint64 frame, gint64 preroll, GError **error)
{
  Elementary *self = (Elementary *) base;
  gint64 wanted = MIN (MAX (frame, 0), MAX (self->total - 1, 0));

  wanted -= MIN (wanted, MAX (preroll, 0));
  self->n_detours = 0;
  if (!gaf_frame_walk_seek (&self->walk, wanted, &self->read, error))
    return FALSE;
  return self->format->is_entry == NULL || plan_detours (self, error);
}

static void
elementary_free (GafPacketizer *base)
{
  Elementary *self = (Elementary *) base;

  gaf_frame_walk_clear (&self->walk);
  g_free (self);
}

static const GafPacketizerClass elementary_class = { elementary_next, elementary_seek, elementary_free, NULL };

/* opening */

static Elementary *
elementary_new (GafByteSource *source, const Format *format)
{
  Elementary *self = g_new0 (Elementary, 1);

  self->base.klass = &elementary_class;
  self->base.container = format->container;
  self->base.n_frames = -1;
  self->format = format;
  gaf_frame_walk_init (&self->walk, &format->walk, source);
  return self;
}

/* Finds the first frame, at @start if all is well, and walks from there. */
static gboolean
open_stream (Elementary *self, guint64 start, GError **error)
{
  GafFrameWalk *walk = &self->walk;
  gboolean found;

  if (!gaf_frame_walk_begin (walk, start, &found, error))
    return FALSE;
  if (!found) {
    g_set_error (error, GAF_ERROR, GAF_ERROR_NOT_AUDIO,
                 "No %s frames were found; the file is of another format or damaged", walk->format->name);
    return FALSE;
  }
  self->read = self->entry_first = walk->walked;
  self->base.rate = walk->first.rate;
  self->base.channels = walk->first.channels;
  if (!gaf_frame_walk_to (walk, G_MAXINT64, error))
    return FALSE;
  self->base.n_frames = self->total = walk->walked.position;
  self->base.exact = TRUE;
  if (walk->other_at != GAF_WALK_NOT_FOUND)
    self->base.next_link = walk->other_at;
  return TRUE;
}

static GstCaps *
make_caps (Elementary *self, const char *media_type)
{
  GstCaps *caps =
      gst_caps_new_simple (media_type, "framed", G_TYPE_BOOLEAN, TRUE, "rate", G_TYPE_INT, self->base.rate, NULL);

  if (self->base.channels > 0)
    gst_caps_set_simple (caps, "channels", G_TYPE_INT, self->base.channels, NULL);
  return caps;
}

GafPacketizer *
gaf_packetizer_adts_new (GafByteSource *source, GError **error)
{
  Elementary *self = elementary_new (source, &adts);
  g_autoptr (GafPacketizer) base = &self->base;

  self->base.codec = "aac";
  if (!open_stream (self, 0, error))
    return NULL;
  self->base.caps = make_caps (self, "audio/mpeg");
  gst_caps_set_simple (self->base.caps, "mpegversion", G_TYPE_INT, self->walk.first.key >> 19 & 1 ? 2 : 4,
                       "stream-format", G_TYPE_STRING, "adts", NULL);
  return g_steal_pointer (&base);
}

GafPacketizer *
gaf_packetizer_ac3_new (GafByteSource *source, GError **error)
{
  Elementary *self = elementary_new (source, &ac3);
  g_autoptr (GafPacketizer) base = &self->base;

  if (!open_stream (self, 0, error))
    return NULL;
  gboolean enhanced = self->walk.first.key >> 16 != 0;
  self->base.codec = enhanced ? "eac3" : "ac3";
  self->base.caps = make_caps (self, enhanced ? "audio/x-eac3" : "audio/x-ac3");
  gst_caps_set_simple (self->base.caps, "alignment", G_TYPE_STRING, "frame", NULL);
  return g_steal_pointer (&base);
}

GafPacketizer *
gaf_packetizer_loas_new (GafByteSource *source, GError **error)
{
  Elementary *self = elementary_new (source, &loas);
  g_autoptr (GafPacketizer) base = &self->base;

  self->base.codec = "aac-latm";
  if (!open_stream (self, 0, error))
    return NULL;
  self->base.caps = gst_caps_new_simple ("audio/mpeg", "mpegversion", G_TYPE_INT, 4, "stream-format", G_TYPE_STRING,
                                         "loas", "framed", G_TYPE_BOOLEAN, TRUE, NULL);
  return g_steal_pointer (&base);
}

GafPacketizer *
gaf_packetizer_dts_new (GafByteSource *source, GError **error)
{
  for (gsize i = 0;; i++) {
    GError *local_error = NULL;
    Elementary *self = elementary_new (source, &dts[i]);
    g_autoptr (GafPacketizer) base = &self->base;

    self->base.codec = "dts";
    if (open_stream (self, 0, &local_error)) {
      self->base.caps = make_caps (self, "audio/x-dts");
      return g_steal_pointer (&base);
    }
    if (i + 1 == G_N_ELEMENTS (dts) || !g_error_matches (local_error, GAF_ERROR, GAF_ERROR_NOT_AUDIO)) {
      g_propagate_error (error, local_error);
      return NULL;
    }
    g_error_free (local_error);
  }
}

GafPacketizer *
gaf_packetizer_spdif_new (GafByteSource *source, GError **error)
{
  static const char *const codecs[] = { NULL, "ac3", "eac3", "dts" };
  static const char *const media_types[] = { NULL, "audio/x-ac3", "audio/x-eac3", "audio/x-dts" };
  Elementary *self = elementary_new (source, &spdif);
  g_autoptr (GafPacketizer) base = &self->base;

  if (!open_stream (self, 0, error))
    return NULL;
  self->base.codec = codecs[self->walk.first.key & 3];
  self->base.caps = make_caps (self, media_types[self->walk.first.key & 3]);
  return g_steal_pointer (&base);
}

/* How many of the bytes that it begins with are 0, rounded down to whole frames of PCM (4 bytes). Each opening of a WAV
 * file asks, and many begin with silence: eight bytes at a time. */
static gsize
count_zeros (const guint8 *data, gsize length)
{
  gsize at = 0;
  guint64 eight = 0;

  for (; at + 8 <= length; at += 8) {
    memcpy (&eight, data + at, 8);
    if (eight != 0)
      break;
  }
  while (at < length && data[at] == 0)
    at++;
  return at & ~(gsize) 3;
}

GafPacketizerNew
gaf_find_frames_in_pcm (GafByteSource *source, guint64 offset, GError **error)
{
  gsize length, at;
  const guint8 *data = gaf_byte_source_peek (source, offset, PCM_LOOK, &length, error);

  if (data == NULL)
    return NULL;
  length = MIN (length, PCM_LOOK);
  at = count_zeros (data, length);
  if (length - at >= GAF_SPDIF_HEADER_SIZE) {
    GafSpdifHeader burst;

    if (gaf_spdif_header_parse (&burst, data + at))
      return gaf_packetizer_spdif_new;
  }
  if (length - at >= GAF_DTS_HEADER_SIZE) {
    GafDtsHeader header;

    if (gaf_dts_header_parse (&header, data + at))
      return gaf_packetizer_dts_new;
  }
  return NULL;
}

GafPacketizer *
gaf_packetizer_amr_new (GafByteSource *source, GError **error)
{
  static const char nb_magic[] = "#!AMR\n";
  static const char wb_magic[] = "#!AMR-WB\n";
  gsize length;
  const guint8 *data = gaf_byte_source_peek (source, 0, sizeof wb_magic - 1, &length, error);

  if (data == NULL)
    return NULL;
  gboolean wide = length >= sizeof wb_magic - 1 && memcmp (data, wb_magic, sizeof wb_magic - 1) == 0;
  if (!wide && (length < sizeof nb_magic - 1 || memcmp (data, nb_magic, sizeof nb_magic - 1) != 0)) {
    gboolean known = length >= 5 && memcmp (data, "#!AMR", 5) == 0;

    g_set_error (error, GAF_ERROR, known ? GAF_ERROR_UNSUPPORTED : GAF_ERROR_NOT_AUDIO, "%s",
                 known ? "AMR in several channels cannot be read; convert it to one channel"
                       : "It does not begin as an AMR file does");
    return NULL;
  }

  Elementary *self = elementary_new (source, wide ? &amr_wb : &amr_nb);
  g_autoptr (GafPacketizer) base = &self->base;
  guint64 start = wide ? sizeof wb_magic - 1 : sizeof nb_magic - 1;

  self->base.codec = wide ? "amr-wb" : "amr-nb";
  if (!open_stream (self, start, error))
    return NULL;
  self->base.caps = gst_caps_new_simple (wide ? "audio/AMR-WB" : "audio/AMR", "rate", G_TYPE_INT, self->base.rate,
                                         "channels", G_TYPE_INT, 1, NULL);
  return g_steal_pointer (&base);
}
