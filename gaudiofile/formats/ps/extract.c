/*
 * SPDX-FileCopyrightText: 2026 gaudiofile contributors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

/*
 * MPEG program streams (ISO/IEC 11172-1 and 13818-1, 2.5), among them the VOB of DVDs:
 *
 *   pack header │ PES packet │ PES packet │ pack header │ …     each begins with 0 0 1 and a byte that tells what it is
 *                     │
 *                     └ 0 0 1, stream │ length │ header with times │ of private stream 1: substream, … │ audio
 *
 * A PES packet of audio is a piece of its stream. Private stream 1 has AC-3, DTS and PCM, by the number of a substream.
 */

#include "formats/extract.h"

#include <string.h>

#include "core/bytes.h"
#include "core/limits.h"
#include "formats/pcm/walker.h"
#include "gaf-error.h"
#include "io/piece-source.h"
#include "packets/track.h"

#define START_END     0xb9 /* the lowest of those that are not of video alone */
#define START_PACK    0xba
#define START_PRIVATE 0xbd
#define START_AUDIO   0xc0 /* … 0xdf */
#define START_VIDEO   0xe0

#define PES_START    6  /* bytes of a PES packet before what its length counts */
#define HEAD         64 /* bytes that are looked at: the longest header of MPEG-1 has 16 + 2 + 10 */
#define AC3_HEADER   4  /* of a substream: its number, frames 1, where the first begins 2 */
#define PCM_HEADER   7  /* the same, and three bytes of which the second tells the format */
#define RESYNC_BLOCK 4096

/* The key of a stream: its start code; of private stream 1 its substream too. */
#define KEY(code, substream) ((code) << 8 | (substream))
#define RAW_AC3              0x00 /* in place of a substream: AC-3 without a header (DVB) */

typedef struct {
  guint key;
  guint64 offset; /* of the audio */
  guint64 size;
  gboolean scrambled;
  guint8 pcm_format;
} Packet;

typedef struct {
  GafByteSource *source;
  guint key;
  gboolean scrambled; /* packets of it were */
} Walk;

/* packets */

/* Where the payload of a PES packet begins, of whose @length bytes the first are at @data; 0: nowhere. MPEG-2 (2.4.3.6)
 * tells the length of its header; of MPEG-1 (11172-1, 2.4.3.3) each part shows by its first bits. */
static guint
find_payload (const guint8 *data, gsize length, gboolean *scrambled)
{
  gsize at = PES_START;

  *scrambled = FALSE;
  if (length < at + 3)
    return 0;
  if ((data[at] & 0xc0) == 0x80) {
    *scrambled = (data[at] & 0x30) != 0;
    at += 3 + data[at + 2];
    return (guint) at;
  }
  while (at < length && data[at] == 0xff && at < PES_START + 16)
    at++;
  if (at < length && (data[at] & 0xc0) == 0x40)
    at += 2;
  if (at >= length)
    return 0;
  if ((data[at] & 0xf0) == 0x20)
    at += 5;
  else if ((data[at] & 0xf0) == 0x30)
    at += 10;
  else
    at += 1;
  return (guint) at;
}

/* The audio in the PES packet at @offset, of @size bytes, of which @length are at @data. FALSE: there is none. */
static gboolean
parse_packet (Packet *packet, const guint8 *data, gsize length, guint64 offset, guint64 size)
{
  const guint code = data[3];
  guint at, substream;

  if (code != START_PRIVATE && (code < START_AUDIO || code >= START_VIDEO))
    return FALSE;
  at = find_payload (data, MIN (length, size), &packet->scrambled);
  if (at == 0 || at >= size)
    return FALSE;
  packet->key = KEY (code, 0);
  if (code == START_PRIVATE) {
    if (at + 2 > MIN (length, size))
      return FALSE;
    substream = data[at];
    if (substream == 0x0b && data[at + 1] == 0x77) {
      packet->key = KEY (code, RAW_AC3);
    } else {
      const gboolean is_pcm = substream >= 0xa0 && substream < 0xb0;

      if (substream < 0x80 || substream >= 0xd0)
        return FALSE;
      packet->key = KEY (code, substream);
      if (at + PCM_HEADER > MIN (length, size))
        return FALSE;
      packet->pcm_format = data[at + 5];
      at += is_pcm ? PCM_HEADER : AC3_HEADER;
    }
  }
  packet->offset = offset + at;
  packet->size = size - at;
  return TRUE;
}

/* Bytes of a pack header: of MPEG-2 14, and up to seven of stuffing (2.5.3.4); of MPEG-1 12. */
static guint
pack_size (const guint8 *data)
{
  return (data[4] & 0xc0) == 0x40 ? 14 + (data[13] & 7) : 12;
}

/* The next start code that is not within video, at or behind @at. FALSE without @error: there is none. */
static gboolean
resync (GafByteSource *source, guint64 *at, GError **error)
{
  for (;;) {
    gsize length;
    const guint8 *data = gaf_byte_source_peek (source, *at, RESYNC_BLOCK, &length, error);

    if (data == NULL || length < 4)
      return FALSE;
    for (gsize i = 0; i + 4 <= length; i++)
      if (data[i + 2] == 1 && data[i] == 0 && data[i + 1] == 0 && data[i + 3] >= START_END) {
        *at += i;
        return TRUE;
      }
    *at += length - 3;
  }
}

/* The next PES packet of audio; @at moves behind it. FALSE without @error: the end. */
static gboolean
next_packet (GafByteSource *source, guint64 *at, Packet *packet, GError **error)
{
  const guint64 end = gaf_byte_source_get_size (source);

  while (*at < end) {
    guint8 head[HEAD] = { 0 };
    const guint64 offset = *at;
    gsize n;
    const guint8 *data = gaf_byte_source_peek (source, offset, HEAD, &n, error); /* packets lie close together */
    guint64 size;

    if (data == NULL)
      return FALSE;
    n = MIN (n, HEAD);
    memcpy (head, data, n);
    if (n < PES_START)
      return FALSE;
    if (head[0] != 0 || head[1] != 0 || head[2] != 1 || head[3] < START_END) {
      *at += 1;
      if (!resync (source, at, error))
        return FALSE;
      continue;
    }
    if (head[3] == START_END || head[3] == START_PACK) {
      *at += head[3] == START_END ? 4 : pack_size (head);
      continue;
    }
    size = MIN (PES_START + (guint64) gaf_read_be16 (head + 4), end - offset);
    *at += size;
    if (parse_packet (packet, head, n, offset, size))
      return TRUE;
  }
  return FALSE;
}

static gboolean
next_piece (gpointer user_data, GafPieceCursor *cursor, GafPiece *piece, GError **error)
{
  Walk *self = user_data;
  Packet packet;

  while (next_packet (self->source, &cursor->at, &packet, error)) {
    if (packet.key != self->key)
      continue;
    if (packet.scrambled) {
      self->scrambled = TRUE;
      continue;
    }
    *piece = (GafPiece){ packet.offset, packet.size };
    return TRUE;
  }
  return FALSE;
}

/* streams */

/* How a stream is read. NULL: it cannot be, and @name says what it is. @any: of what is not told here. */
static GafPacketizerNew
get_packetizer (guint key, const char **name, gboolean *is_pcm)
{
  const guint substream = key & 0xff;

  *name = NULL;
  *is_pcm = FALSE;
  if (key >> 8 != START_PRIVATE)
    return NULL; /* MPEG audio mostly; AAC by some broadcasters */
  if (substream == RAW_AC3 || substream < 0x88 || substream >= 0xc0)
    return gaf_packetizer_ac3_new;
  if (substream < 0xa0)
    return gaf_packetizer_dts_new;
  *is_pcm = substream < 0xb0;
  *name = *is_pcm ? NULL : "TrueHD";
  return NULL;
}

/* The PCM of DVDs: bits 7–6 depth, 5–4 rate, 2–0 channels less one. */
static gboolean
set_pcm (GafExtract *self, guint8 format, GError **error)
{
  static const int rates[] = { 48000, 96000, 44100, 32000 };
  GafChunks *chunks = self->chunks = g_new0 (GafChunks, 1);
  const guint bits = 16 + 4 * (format >> 6);

  chunks->container = "MPEG-PS";
  chunks->rate = rates[format >> 4 & 3];
  chunks->channels = (format & 7) + 1;
  chunks->channel_mask = chunks->channels == 2 ? 3 : 0;
  if (bits != 16)
    return gaf_chunks_fail (error, GAF_ERROR_UNSUPPORTED,
                            "The MPEG-PS file holds PCM of %u bits, which cannot be read; convert it with another tool",
                            bits);
  gaf_chunks_set_pcm (chunks, GAF_CODING_S16BE, 16);
  chunks->data_size = gaf_byte_source_get_size (self->source);
  chunks->n_frames = (gint64) (chunks->data_size / chunks->block_size);
  return TRUE;
}

/* The first packet of each stream of audio, in the order in which they come. */
static GArray *
find_streams (GafByteSource *source, int track, GError **error)
{
  GArray *streams = g_array_new (FALSE, FALSE, sizeof (Packet));
  GError *local_error = NULL;
  guint64 at = 0;
  Packet packet = { 0 };

  while (at < GAF_LIMIT_RESYNC && (track >= 0 || streams->len == 0)
         && next_packet (source, &at, &packet, &local_error)) {
    gboolean known = FALSE;

    for (guint i = 0; i < streams->len; i++)
      known = known || g_array_index (streams, Packet, i).key == packet.key;
    if (!known)
      g_array_append_val (streams, packet);
  }
  if (local_error != NULL) {
    g_propagate_error (error, local_error);
    g_clear_pointer (&streams, g_array_unref);
  }
  return streams;
}

gboolean
gaf_extract_ps (GafByteSource *source, int track, GafExtract *self, GError **error)
{
  g_autoptr (GArray) streams = find_streams (source, track, error);
  const Packet *stream;
  const char *name;
  gboolean is_pcm;
  Walk *walk;

  if (streams == NULL)
    return FALSE;
  if (streams->len == 0)
    return gaf_chunks_fail (error, GAF_ERROR_NOT_AUDIO, "The MPEG-PS file has no audio");
  if (!gaf_check_track (track, streams->len, error))
    return FALSE;
  stream = &g_array_index (streams, Packet, MAX (track, 0));
  self->packetizer_new = get_packetizer (stream->key, &name, &is_pcm);
  if (name != NULL)
    return gaf_chunks_fail (error, GAF_ERROR_UNSUPPORTED,
                            "The MPEG-PS file holds %s, which cannot be read; convert it with another tool", name);

  walk = g_new0 (Walk, 1);
  walk->source = source;
  walk->key = stream->key;
  self->source = gaf_byte_source_new_pieces (source, 0, next_piece, walk, g_free, error);
  if (self->source == NULL)
    return FALSE;
  if (gaf_byte_source_get_size (self->source) == 0)
    return gaf_chunks_fail (error, walk->scrambled ? GAF_ERROR_UNSUPPORTED : GAF_ERROR_CORRUPT,
                            walk->scrambled ? "The audio of the MPEG-PS file is encrypted, and cannot be read"
                                            : "There is nothing in the audio of the MPEG-PS file");
  return !is_pcm || set_pcm (self, stream->pcm_format, error);
}
