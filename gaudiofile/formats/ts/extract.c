/*
 * SPDX-FileCopyrightText: 2026 gaudiofile contributors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

/*
 *   packets of one pid │ ┌ PES header, audio │ audio │ audio │ ┌ PES header, audio │ …  ─► audio audio audio audio
 *
 * What stands in the headers of PES are times, which are not needed: the frames are counted.
 */

#include "formats/extract.h"

#include "formats/ts/ts.h"
#include "gaf-error.h"
#include "io/piece-source.h"
#include "packets/track.h"

#define PES_HEADER 9 /* bytes (2.4.3.6): 0 0 1, stream, length 4, flags 6, how many bytes follow 8 */

/* The state of a walk: a PES packet has begun; bytes of its header that are still to come; the counter of the packet
 * before, and whether there was one. */
#define STATE_BEGUN            1u
#define STATE_SKIP(state)      ((guint) ((state) >> 1 & 0xffff))
#define STATE_LAST(state)      ((guint) ((state) >> 17 & 15))
#define STATE_COUNTED          (1u << 21)
#define STATE_MAKE(skip, last) (STATE_BEGUN | STATE_COUNTED | (skip) << 1 | (last) << 17)

typedef struct {
  GafTsPackets packets;
  guint pid;
  gboolean scrambled; /* some of them were */
} Walk;

/* The audio in the payload of a packet. */
static void
take_payload (GafPieceCursor *cursor, const guint8 *data, const GafTsHeader *header, guint64 offset, GafPiece *piece)
{
  guint at = header->payload, skip = STATE_SKIP (cursor->state);

  if (header->starts) {
    skip = 0;
    if (GAF_TS_PACKET - at >= PES_HEADER && data[at] == 0 && data[at + 1] == 0 && data[at + 2] == 1)
      skip = PES_HEADER + data[at + 8];
  }
  at += MIN (skip, GAF_TS_PACKET - at);
  skip -= MIN (skip, GAF_TS_PACKET - header->payload);
  cursor->state = STATE_MAKE (skip, header->counter);
  *piece = (GafPiece){ offset + at, GAF_TS_PACKET - at };
}

static gboolean
next_piece (gpointer user_data, GafPieceCursor *cursor, GafPiece *piece, GError **error)
{
  Walk *self = user_data;
  const guint8 *data;
  GafTsHeader header;
  guint64 offset;

  while ((data = gaf_ts_packets_next (&self->packets, &cursor->at, &offset, &header, error)) != NULL) {
    if (header.pid != self->pid || header.payload == GAF_TS_PACKET)
      continue;
    if (header.scrambled) {
      self->scrambled = TRUE;
      continue;
    }
    /* A packet may be sent twice, and is the same then (2.4.3.3). */
    if ((cursor->state & STATE_COUNTED) && !header.restarts && STATE_LAST (cursor->state) == header.counter)
      continue;
    /* A recording may begin in a PES packet, whose frames could only be guessed at. */
    if (!header.starts && !(cursor->state & STATE_BEGUN))
      continue;
    take_payload (cursor, data, &header, offset, piece);
    return TRUE;
  }
  return FALSE;
}

static GafPacketizerNew
get_packetizer (GafTsKind kind)
{
  switch (kind) {
  case GAF_TS_MPEG:
    return gaf_packetizer_mpeg_new;
  case GAF_TS_ADTS:
    return gaf_packetizer_adts_new;
  case GAF_TS_LOAS:
    return gaf_packetizer_loas_new;
  case GAF_TS_AC3:
    return gaf_packetizer_ac3_new;
  case GAF_TS_DTS:
    return gaf_packetizer_dts_new;
  case GAF_TS_MLP:
    return gaf_packetizer_mlp_new;
  default:
    return NULL;
  }
}

/* The stream that was asked for, or the first that can be read. NULL with @error. */
static const GafTsStream *
choose_stream (const GArray *streams, int track, GError **error)
{
  const GafTsStream *stream = NULL;

  if (streams->len == 0) {
    g_set_error (error, GAF_ERROR, GAF_ERROR_NOT_AUDIO, "The MPEG-TS file has no audio");
    return NULL;
  }
  if (!gaf_check_track (track, streams->len, error))
    return NULL;
  for (guint i = 0; i < streams->len && track < 0 && stream == NULL; i++)
    if (g_array_index (streams, GafTsStream, i).kind != GAF_TS_OTHER)
      stream = &g_array_index (streams, GafTsStream, i);
  if (stream == NULL)
    stream = &g_array_index (streams, GafTsStream, MAX (track, 0));
  if (stream->kind != GAF_TS_OTHER)
    return stream;
  g_set_error (error, GAF_ERROR, GAF_ERROR_UNSUPPORTED,
               "The MPEG-TS file holds %s, which cannot be read; convert it with another tool", stream->codec);
  return NULL;
}

gboolean
gaf_extract_ts (GafByteSource *source, int track, GafExtract *self, GError **error)
{
  g_autoptr (GArray) streams = NULL;
  const GafTsStream *stream;
  GafTsPackets packets = { .source = source };
  const guint8 *head;
  gsize length;
  Walk *walk;

  head = gaf_byte_source_peek (source, 0, GAF_TS_LOOK, &length, error);
  if (head == NULL)
    return FALSE;
  if (!gaf_ts_find_layout (&packets.layout, head, MIN (length, GAF_TS_LOOK), GAF_TS_LOOK)) {
    g_set_error (error, GAF_ERROR, GAF_ERROR_NOT_AUDIO, "There are no packets of MPEG-TS in it");
    return FALSE;
  }
  streams = gaf_ts_find_streams (&packets, error);
  stream = streams != NULL ? choose_stream (streams, track, error) : NULL;
  if (stream == NULL)
    return FALSE;

  walk = g_new0 (Walk, 1);
  walk->packets = packets;
  walk->pid = stream->pid;
  self->source = gaf_byte_source_new_pieces (source, packets.layout.start, next_piece, walk, g_free, error);
  if (self->source == NULL)
    return FALSE;
  if (gaf_byte_source_get_size (self->source) == 0) {
    g_set_error (error, GAF_ERROR, walk->scrambled ? GAF_ERROR_UNSUPPORTED : GAF_ERROR_CORRUPT,
                 walk->scrambled ? "The audio of the MPEG-TS file is encrypted, and cannot be read"
                                 : "There is nothing in the audio of the MPEG-TS file");
    return FALSE;
  }
  self->packetizer_new = get_packetizer (stream->kind);
  return TRUE;
}
