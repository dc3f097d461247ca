/*
 * SPDX-FileCopyrightText: 2026 gaudiofile contributors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#include "formats/elementary.h"

#include <string.h>

#include "core/limits.h"
#include "gaf-error.h"
#include "packets/aac.h"
#include "packets/frame-walk.h"

/*
 * ADTS, AC-3, E-AC-3 and AMR: streams of frames, each of which tells its own length. packets/frame-walk.c finds them; here is a function
 * per format that reads a header.
 *
 * All headers are walked at opening, so that the length is exact: reading one in a few hundred bytes is fast.
 */

#define AC3_HEADER 7

#define SBR_RATE         24000 /* Hz; the core of HE-AAC has seldom more */
#define SBR_SEARCH_FIRST 512   /* packets in which a header is looked for: from the beginning … */
#define SBR_SEARCH_BACK  64    /* … and back from where a seek goes to */

typedef struct {
  GafWalkFormat walk;
  const char *container;
} Format;

typedef struct {
  GafPacketizer base;
  GafFrameWalk walk;
  const Format *format;
  gint64 total;       /* frames */
  GafWalkCursor read; /* the packet that next() returns */

  /* HE-AAC: packets that are decoded before those that a seek goes to, for the header of spectral band replication in them. */
  gboolean sbr_searched;
  gboolean sbr_found;
  GafWalkCursor sbr_first; /* the first packet with such a header */
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

static const int ac3_rates[3] = { 48000, 44100, 32000 };
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
  frame->rate = rate_code == 3 ? ac3_rates[code] / 2 : ac3_rates[rate_code];
  frame->n_frames = 256 * (rate_code == 3 ? 6 : blocks[code]);
  frame->channels = acmod_channels[data[4] >> 1 & 7] + (data[4] & 1);
  frame->key = 1 << 16 | frame->rate;
  /* Dependent frames add channels to the one before; other programs are not decoded, but take no time of their own either. */
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
  int words = bitrates[size_code / 2] * 1000 / 16 * 1536 / ac3_rates[rate_code];
  if (rate_code == 1)
    words += size_code & 1;
  frame->size = 2 * words;
  frame->n_frames = 1536;
  frame->rate = ac3_rates[rate_code] >> (bsid > 8 ? bsid - 8 : 0); /* 9 and 10: half and quarter rate, by custom */

  /* Between acmod and lfeon stand two bits for each mix level that the mode has. */
  guint acmod = data[6] >> 5;
  guint skip = 3;
  if ((acmod & 1) != 0 && acmod != 1)
    skip += 2;
  if ((acmod & 4) != 0)
    skip += 2;
  if (acmod == 2)
    skip += 2;
  gboolean lfe = ((data[6] << 8 | data[7]) >> (15 - skip) & 1) != 0;
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
 * RFC 4867, 5.3: padding bit, frame type, quality bit, two padding bits, then the speech bits, whose number is in 3GPP TS 26.101 and
 * 26.201. Types that are for future use have size 0 here and are no frames.
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

static const Format adts = {
  { .name = "ADTS",
    .header = 7,
    .sync = 0xff,
    .window = 44 * 1024,
    .wanted = 5,
    .enough = 2,
    .resumed = 5,
    .resumed_enough = 2,
    .parse = parse_adts },
  "ADTS",
};
static const Format ac3 = {
  { .name = "AC-3",
    .header = AC3_HEADER,
    .sync = 0x0b,
    .joins = TRUE,
    .window = 44 * 1024,
    .wanted = 5,
    .enough = 2,
    .resumed = 5,
    .resumed_enough = 2,
    .parse = parse_ac3 },
  NULL,
};
static const Format amr_nb = {
  { .name = "AMR",
    .header = 1,
    .sync = -1,
    .window = 1024,
    .wanted = 8,
    .enough = 2,
    .resumed = 8,
    .resumed_enough = 2,
    .parse = parse_amr_nb },
  "AMR",
};
static const Format amr_wb = {
  { .name = "AMR",
    .header = 1,
    .sync = -1,
    .window = 1024,
    .wanted = 8,
    .enough = 2,
    .resumed = 8,
    .resumed_enough = 2,
    .parse = parse_amr_wb },
  "AMR",
};

/* packets */

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
  return gst_buffer_new_memdup (data, frame->size);
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

/* Looks for the header of spectral band replication in up to @n packets from @cursor on, and moves it to the last of them that has one, or the
 * first if @first. */
static gboolean
find_sbr_header (Elementary *self, GafWalkCursor *cursor, gint64 n, gboolean first, gboolean *found, GError **error)
{
  GafWalkCursor at = *cursor;

  *found = FALSE;
  for (; n > 0; n--) {
    const GafWalkCursor before = at;
    GafWalkFrame frame;
    gsize length, header;
    const guint8 *data;
    gboolean any;

    if (!gaf_frame_walk_find (&self->walk, &at, &frame, &any, error))
      return FALSE;
    if (!any)
      return TRUE;
    data = gaf_byte_source_peek (self->walk.source, at.offset, frame.size, &length, error);
    if (data == NULL)
      return FALSE;
    header = length > 1 && (data[1] & 1) ? 7 : 9;
    if (length >= frame.size && frame.size > header
        && gaf_aac_packet_has_sbr_header (data + header, frame.size - header)) {
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
 * Encoders of HE-AAC repeat the header of spectral band replication now and then, some never. Without it there is no upper half of the
 * spectrum. So the last packet with a header before those that a seek goes to is decoded first; and before that the first of all,
 * in case the other only looks like one.
 */
static gboolean
plan_detours (Elementary *self, GError **error)
{
  const gint64 at_first = self->base.rate <= SBR_RATE ? SBR_SEARCH_FIRST : SBR_SEARCH_FIRST / 32;
  GafWalkCursor last;
  gboolean found;

  if (!self->sbr_searched) {
    if (!find_sbr_header (self, &self->sbr_first, at_first, TRUE, &self->sbr_found, error))
      return FALSE;
    self->sbr_searched = TRUE;
  }
  if (!self->sbr_found || self->read.number <= self->sbr_first.number)
    return TRUE;

  if (!gaf_frame_walk_seek (&self->walk, MAX (self->read.position - SBR_SEARCH_BACK * 1024, 0), &last, error)
      || !find_sbr_header (self, &last, self->read.number - last.number, FALSE, &found, error))
    return FALSE;
  if (found && last.number > self->sbr_first.number)
    self->detours[self->n_detours++] = last;
  self->detours[self->n_detours++] = self->sbr_first;
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
  return self->format != &adts || plan_detours (self, error);
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
  self->read = self->sbr_first = walk->walked;
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
