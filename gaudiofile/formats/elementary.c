/*
 * SPDX-FileCopyrightText: 2026 gaudiofile contributors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#include "formats/elementary.h"

#include <string.h>

#include "gaf-error.h"
#include "core/limits.h"
#include "packets/aac.h"

/*
 * ADTS, AC-3, E-AC-3 and AMR: streams of frames, each of which tells its own length. One walker, and a function per format that
 * reads a header.
 *
 *   │ frame │ frame │ … junk … │ frame + its dependent frames │ …
 *
 * All headers are walked at opening, so that the length is exact: reading one in a few hundred bytes is fast. Positions are
 * counted, and a place is kept for every 8th packet. How a frame is found depends on nothing but the place where it is looked
 * for, so linear reading and seeking agree.
 */

#define INDEX_STRIDE  8
#define INDEX_MAX     65536                 /* then every second entry is dropped: memory stays bounded */
#define SCAN_WINDOW   GAF_BYTE_SOURCE_BLOCK /* bytes searched at a time … */
#define CHAIN_WINDOW  (44 * 1024) /* … in which the longest chain fits behind a candidate: 5 frames of ADTS */
#define AC3_HEADER    7
#define HEADER_MAX    8  /* bytes that a header function may look at */
#define SUBSTREAM_MAX 64 /* frames in one packet of E-AC-3: 8 programs of 8 */
#define NOT_FOUND     G_MAXUINT64

typedef struct {
  guint32 size; /* bytes, header included */
  int n_frames; /* audio frames in it */
  int rate;
  int channels;   /* 0: only the decoder knows */
  guint32 key;    /* what all frames of a stream have in common */
  gboolean joins; /* it belongs to the packet of the frame before it */
} Frame;

typedef struct {
  const char *name;
  const char *container;
  guint header; /* bytes of the header */
  int wanted;   /* frames in a row that make a stream of what follows junk */
  /* Parses a header of which HEADER_MAX bytes are there, zeros behind the end of the source. */
  gboolean (*parse) (Frame *frame, const guint8 *data);
} Format;

typedef struct {
  guint64 offset;  /* where the next packet is looked for */
  gint64 number;   /* of it */
  gint64 position; /* of it, in frames */
} Cursor;

typedef struct {
  GafPacketizer base;
  const Format *format;
  GafByteSource *source;
  guint64 size;
  Frame first;
  GArray *index; /* of Cursor: every @stride-th packet */
  gint64 stride;
  gint64 total; /* frames */
  Cursor read;  /* the packet that next() returns */
} Frames;

/* headers */

/* adts_fixed_header() and adts_variable_header() of ISO/IEC 14496-3, 1.A.2.2 */
static gboolean
parse_adts (Frame *frame, const guint8 *data)
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
parse_eac3 (Frame *frame, const guint8 *data)
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
  return frame->size > HEADER_MAX;
}

/* syncinfo() and bsi(), ATSC A/52, 5.3.1 and 5.3.2 */
static gboolean
parse_ac3 (Frame *frame, const guint8 *data)
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
  guint8 header[HEADER_MAX] = { 0 };
  Frame frame;

  memcpy (header, data, MIN (length, HEADER_MAX));
  if (length < AC3_HEADER || !parse_ac3 (&frame, header))
    return FALSE;
  *self = (GafAc3Header){ frame.size, frame.n_frames, frame.rate, frame.channels, frame.joins, frame.key >> 16 != 0 };
  return TRUE;
}

/*
 * RFC 4867, 5.3: padding bit, frame type, quality bit, two padding bits, then the speech bits, whose number is in 3GPP TS 26.101 and
 * 26.201. Types that are for future use have size 0 here and are no frames.
 */
static gboolean
parse_amr (Frame *frame, const guint8 *data, const guint8 *sizes, int rate)
{
  guint8 size = sizes[data[0] >> 3 & 15];

  if ((data[0] & 0x83) != 0 || size == 0)
    return FALSE;
  *frame = (Frame){ .size = size, .n_frames = rate / 50, .rate = rate, .channels = 1 };
  return TRUE;
}

static gboolean
parse_amr_nb (Frame *frame, const guint8 *data)
{
  static const guint8 sizes[16] = { 13, 14, 16, 18, 20, 21, 27, 32, 6, 0, 0, 0, 0, 0, 0, 1 };

  return parse_amr (frame, data, sizes, 8000);
}

static gboolean
parse_amr_wb (Frame *frame, const guint8 *data)
{
  static const guint8 sizes[16] = { 18, 24, 33, 37, 41, 47, 51, 59, 61, 6, 0, 0, 0, 0, 1, 1 };

  return parse_amr (frame, data, sizes, 16000);
}

static const Format adts = { "ADTS", "ADTS", 7, 5, parse_adts };
static const Format ac3 = { "AC-3", NULL, AC3_HEADER, 5, parse_ac3 };
static const Format amr_nb = { "AMR", "AMR", 1, 8, parse_amr_nb };
static const Format amr_wb = { "AMR", "AMR", 1, 8, parse_amr_wb };

/* finding frames */

/* A frame of this stream at @data, of which @length bytes are there. */
static gboolean
parse_frame (Frames *self, Frame *frame, const guint8 *data, gsize length)
{
  guint8 header[HEADER_MAX] = { 0 };

  if (length < self->format->header)
    return FALSE;
  memcpy (header, data, MIN (length, HEADER_MAX));
  return self->format->parse (frame, header) && (self->first.size == 0 || frame->key == self->first.key);
}

/* Do @wanted frames in a row begin at @data? At the end of the source @enough will do, if they fill it or one cut off follows. */
static gboolean
chain_fits (Frames *self, const guint8 *data, gsize length, gboolean at_end, int wanted, int enough)
{
  Frame first = { 0 };
  gsize at = 0;

  for (int n = 0; n < wanted; n++) {
    Frame frame;

    if (at_end && at == length)
      return n >= enough;
    if (!parse_frame (self, &frame, data + at, length - at))
      return FALSE;
    if (n == 0)
      first = frame;
    if (frame.key != first.key)
      return FALSE;
    if (frame.size > length - at)
      return at_end && n >= enough;
    at += frame.size;
  }
  return TRUE;
}

/*
 * The first place from @start on, and before @end, where frames follow each other; NOT_FOUND if there is none. At @start itself @wanted
 * frames are enough. Each window is read once. FALSE: @error.
 */
static gboolean
scan (Frames *self, guint64 start, guint64 end, int wanted, guint64 *found, GError **error)
{
  guint64 offset = start;

  *found = NOT_FOUND;
  while (offset < end) {
    gsize length;
    const guint8 *data = gaf_byte_source_peek (self->source, offset, SCAN_WINDOW, &length, error);
    if (data == NULL)
      return FALSE;
    if (length == 0)
      return TRUE;

    gboolean at_end = offset + length >= self->size || length < SCAN_WINDOW;
    gsize limit = MIN (at_end ? length : length - CHAIN_WINDOW, end - offset);

    for (gsize at = 0; at < limit; at++) {
      gboolean at_start = offset + at == start;

      if (chain_fits (self, data + at, length - at, at_end, at_start ? wanted : self->format->wanted,
                      at_start ? 1 : 2)) {
        *found = offset + at;
        return TRUE;
      }
    }
    if (at_end)
      return TRUE;
    offset += limit;
  }
  return TRUE;
}

/* Reads the frame at @offset. @found is FALSE if there is none, or not all of it. FALSE: @error. */
static gboolean
look_at (Frames *self, guint64 offset, Frame *frame, gboolean *found, GError **error)
{
  gsize length;
  const guint8 *data = gaf_byte_source_peek (self->source, offset, HEADER_MAX, &length, error);

  if (data == NULL)
    return FALSE;
  *found = parse_frame (self, frame, data, length) && frame->size <= self->size - offset;
  return TRUE;
}

/*
 * Finds the packet at or behind @cursor and moves it there; @size is that of the frame and those that belong to it. @found is FALSE at
 * the end of the stream. FALSE: @error.
 */
static gboolean
find_packet (Frames *self, Cursor *cursor, Frame *frame, guint64 *size, gboolean *found, GError **error)
{
  if (!look_at (self, cursor->offset, frame, found, error))
    return FALSE;
  if (!*found) {
    guint64 offset;

    if (!scan (self, cursor->offset, self->size, 3, &offset, error))
      return FALSE;
    if (offset == NOT_FOUND)
      return TRUE;
    cursor->offset = offset;
    if (!look_at (self, offset, frame, found, error) || !*found)
      return *found;
  }

  *size = frame->size;
  for (int i = 0; i < SUBSTREAM_MAX; i++) {
    Frame next;
    gboolean more;

    if (!look_at (self, cursor->offset + *size, &next, &more, error))
      return FALSE;
    if (!more || !next.joins)
      break;
    *size += next.size;
  }
  return TRUE;
}

static void
step_over (Cursor *cursor, const Frame *frame, guint64 size)
{
  cursor->offset += size;
  cursor->number++;
  cursor->position += frame->n_frames;
}

static void
add_to_index (Frames *self, const Cursor *cursor)
{
  if (cursor->number != (gint64) self->index->len * self->stride)
    return;
  if (self->index->len == INDEX_MAX) {
    for (guint i = 0; i < INDEX_MAX / 2; i++)
      g_array_index (self->index, Cursor, i) = g_array_index (self->index, Cursor, 2 * i);
    g_array_set_size (self->index, INDEX_MAX / 2);
    self->stride *= 2;
  }
  g_array_append_val (self->index, *cursor);
}

static gboolean
walk (Frames *self, GError **error)
{
  Cursor cursor = self->read;
  gboolean found = TRUE;

  while (found) {
    Frame frame;
    guint64 size;

    add_to_index (self, &cursor);
    if (!find_packet (self, &cursor, &frame, &size, &found, error))
      return FALSE;
    if (found)
      step_over (&cursor, &frame, size);
  }
  self->total = cursor.position;
  return TRUE;
}

/* packets */

static gboolean
frames_next (GafPacketizer *base, GafPacket *packet, GError **error)
{
  Frames *self = (Frames *) base;
  Frame frame;
  guint64 size;
  gboolean found;
  gsize length;

  if (self->read.position >= self->total || !find_packet (self, &self->read, &frame, &size, &found, error) || !found)
    return FALSE;

  const guint8 *data = gaf_byte_source_peek (self->source, self->read.offset, size, &length, error);
  if (data == NULL || length < size) /* shorter: the file was cut while it was read */
    return FALSE;

  packet->data = gst_buffer_new_memdup (data, size);
  packet->position = self->read.position;
  packet->n_frames = frame.n_frames;
  step_over (&self->read, &frame, size);
  return TRUE;
}

static gboolean
frames_seek (GafPacketizer *base, gint64 frame, gint64 preroll, GError **error)
{
  Frames *self = (Frames *) base;
  gint64 wanted = MIN (MAX (frame, 0), MAX (self->total - 1, 0));
  guint low = 0;
  guint high = self->index->len - 1; /* walk() always makes one entry */

  wanted -= MIN (wanted, MAX (preroll, 0));
  while (low < high) {
    guint middle = (low + high + 1) / 2;

    if (g_array_index (self->index, Cursor, middle).position <= wanted)
      low = middle;
    else
      high = middle - 1;
  }

  Cursor cursor = g_array_index (self->index, Cursor, low);
  for (;;) {
    Frame found_frame;
    guint64 size;
    gboolean found;

    self->read = cursor;
    if (!find_packet (self, &cursor, &found_frame, &size, &found, error))
      return FALSE;
    if (!found || cursor.position + found_frame.n_frames > wanted)
      return TRUE;
    step_over (&cursor, &found_frame, size);
  }
}

static void
frames_free (GafPacketizer *base)
{
  Frames *self = (Frames *) base;

  gaf_byte_source_unref (self->source);
  g_array_unref (self->index);
  g_free (self);
}

static const GafPacketizerClass frames_class = { frames_next, frames_seek, frames_free };

/* opening */

static Frames *
frames_new (GafByteSource *source, const Format *format)
{
  Frames *self = g_new0 (Frames, 1);

  self->base.klass = &frames_class;
  self->base.container = format->container;
  self->base.n_frames = -1;
  self->format = format;
  self->source = gaf_byte_source_ref (source);
  self->size = gaf_byte_source_get_size (source);
  self->index = g_array_new (FALSE, FALSE, sizeof (Cursor));
  self->stride = INDEX_STRIDE;
  return self;
}

/* Finds the first frame, at @start if all is well, and walks from there. */
static gboolean
open_stream (Frames *self, guint64 start, GError **error)
{
  guint64 offset;
  gboolean found = FALSE;

  if (!scan (self, start, MIN (self->size, start + GAF_LIMIT_RESYNC), 2, &offset, error))
    return FALSE;
  if (offset != NOT_FOUND && !look_at (self, offset, &self->first, &found, error))
    return FALSE;
  if (!found) {
    g_set_error (error, GAF_ERROR, GAF_ERROR_NOT_AUDIO,
                 "No %s frames were found; the file is of another format or damaged", self->format->name);
    return FALSE;
  }
  self->read.offset = offset;
  self->base.rate = self->first.rate;
  self->base.channels = self->first.channels;
  if (!walk (self, error))
    return FALSE;
  self->base.n_frames = self->total;
  self->base.exact = TRUE;
  return TRUE;
}

static GstCaps *
make_caps (Frames *self, const char *media_type)
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
  Frames *self = frames_new (source, &adts);
  g_autoptr (GafPacketizer) base = &self->base;

  self->base.codec = "aac";
  if (!open_stream (self, 0, error))
    return NULL;
  self->base.caps = make_caps (self, "audio/mpeg");
  gst_caps_set_simple (self->base.caps, "mpegversion", G_TYPE_INT, self->first.key >> 19 & 1 ? 2 : 4, "stream-format",
                       G_TYPE_STRING, "adts", NULL);
  return g_steal_pointer (&base);
}

GafPacketizer *
gaf_packetizer_ac3_new (GafByteSource *source, GError **error)
{
  Frames *self = frames_new (source, &ac3);
  g_autoptr (GafPacketizer) base = &self->base;

  if (!open_stream (self, 0, error))
    return NULL;
  gboolean enhanced = self->first.key >> 16 != 0;
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

  Frames *self = frames_new (source, wide ? &amr_wb : &amr_nb);
  g_autoptr (GafPacketizer) base = &self->base;
  guint64 start = wide ? sizeof wb_magic - 1 : sizeof nb_magic - 1;

  self->base.codec = wide ? "amr-wb" : "amr-nb";
  if (!open_stream (self, start, error))
    return NULL;
  self->base.caps = gst_caps_new_simple (wide ? "audio/AMR-WB" : "audio/AMR", "rate", G_TYPE_INT, self->base.rate,
                                         "channels", G_TYPE_INT, 1, NULL);
  return g_steal_pointer (&base);
}
