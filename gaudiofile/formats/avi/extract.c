/*
 * SPDX-FileCopyrightText: 2026 gaudiofile contributors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

/*
 *   RIFF 'AVI '
 *     LIST hdrl ─ LIST strl for each stream ─ strh: video or audio; strf: of audio, a WAVEFORMATEX
 *     LIST movi ─ 00dc 01wb 00dc 01wb …      01wb: audio of stream 1   ─► the bytes of all of these, one after another
 *     idx1
 *   RIFF 'AVIX' ─ LIST movi …                in files of more than a gigabyte (OpenDML)
 *
 * (Microsoft, "AVI RIFF File Reference"; Matrox, "OpenDML AVI File Format Extensions".) The chunks are walked, so that
 * neither an index is needed nor the sizes of the lists, which a program leaves wrong that is killed.
 */

#include "formats/extract.h"

#include <string.h>

#include "core/bytes.h"
#include "core/limits.h"
#include "formats/pcm/walker.h"
#include "gaf-error.h"
#include "io/piece-source.h"
#include "packets/track.h"

#define HEADER      8   /* of a chunk: id, size */
#define LIST_HEADER 12  /* … and of a list, its type */
#define FORMAT_SIZE 256 /* bytes of a WAVEFORMATEX that are looked at */
#define MAX_STREAMS 100 /* two digits */
#define BLOCK       4096

typedef struct {
  guint number; /* of all streams */
  guint64 format_offset;
  guint64 format_size;
} Stream;

typedef struct {
  GArray *streams; /* of audio, of Stream */
  guint n_streams; /* of any kind */
  guint64 movi;    /* where its chunks begin; 0: not found */
} Headers;

/* headers */

static guint64
behind (guint64 offset, guint64 size)
{
  return offset + HEADER + size + size % 2;
}

/* The chunks of a LIST strl, from @offset to @end. */
static gboolean
parse_stream (Headers *self, GafByteSource *source, guint64 offset, guint64 end, GError **error)
{
  Stream stream = { .number = self->n_streams++ };
  gboolean is_audio = FALSE;

  for (guint i = 0; i < GAF_LIMIT_CHUNKS && end - offset >= HEADER; i++) {
    guint8 head[LIST_HEADER] = { 0 };
    guint64 size;

    if (gaf_byte_source_read (source, offset, head, sizeof head, error) < 0)
      return FALSE;
    size = MIN (gaf_read_le32 (head + 4), end - offset - HEADER);
    if (memcmp (head, "strh", 4) == 0) {
      is_audio = size >= 4 && memcmp (head + HEADER, "auds", 4) == 0;
    } else if (memcmp (head, "strf", 4) == 0) {
      stream.format_offset = offset + HEADER;
      stream.format_size = size;
    }
    offset = MIN (behind (offset, size), end);
  }
  if (is_audio && stream.number < MAX_STREAMS)
    g_array_append_val (self->streams, stream);
  return TRUE;
}

static gboolean
parse_headers (Headers *self, GafByteSource *source, GError **error)
{
  const guint64 end = gaf_byte_source_get_size (source);
  guint64 offset = LIST_HEADER;

  for (guint i = 0; i < GAF_LIMIT_CHUNKS && end - offset >= LIST_HEADER; i++) {
    guint8 head[LIST_HEADER];
    guint64 size;

    if (gaf_byte_source_read (source, offset, head, sizeof head, error) < 0)
      return FALSE;
    size = MIN (gaf_read_le32 (head + 4), end - offset - HEADER);
    if (memcmp (head, "LIST", 4) == 0 && memcmp (head + HEADER, "movi", 4) == 0) {
      self->movi = offset + LIST_HEADER;
      return TRUE;
    }
    if (memcmp (head, "LIST", 4) == 0 && memcmp (head + HEADER, "hdrl", 4) == 0) {
      offset += LIST_HEADER; /* what is in it comes next */
      continue;
    }
    if (memcmp (head, "LIST", 4) == 0 && memcmp (head + HEADER, "strl", 4) == 0 && size >= 4
        && !parse_stream (self, source, offset + LIST_HEADER, offset + HEADER + size, error))
      return FALSE;
    offset = MIN (behind (offset, size), end);
  }
  return TRUE;
}

/* chunks */

typedef struct {
  GafByteSource *source;
  char id[4]; /* of the chunks with the stream: "01wb" */
} Walk;

/* Whether chunks with this id are found in a LIST movi, or between those. */
static gboolean
is_known (const guint8 *id)
{
  static const char *const others[] = { "LIST", "RIFF", "JUNK", "idx1", "indx" };

  if (id[0] == 'i' && id[1] == 'x')
    return TRUE;
  if (g_ascii_isdigit (id[0]) && g_ascii_isdigit (id[1]))
    return g_ascii_islower (id[2]) && g_ascii_isalpha (id[3]);
  for (gsize i = 0; i < G_N_ELEMENTS (others); i++)
    if (memcmp (id, others[i], 4) == 0)
      return TRUE;
  return FALSE;
}

/* Damage: on to where a chunk of the stream could begin. FALSE without @error: nowhere. */
static gboolean
resync (const Walk *self, guint64 *at, GError **error)
{
  for (;;) {
    gsize length;
    const guint8 *found, *data = gaf_byte_source_peek (self->source, *at, BLOCK, &length, error);

    if (data == NULL || length < HEADER)
      return FALSE;
    found = memmem (data, length, self->id, 4);
    if (found != NULL) {
      *at += found - data;
      return TRUE;
    }
    *at += length - 3;
  }
}

static gboolean
next_piece (gpointer user_data, GafPieceCursor *cursor, GafPiece *piece, GError **error)
{
  const Walk *self = user_data;
  const guint64 end = gaf_byte_source_get_size (self->source);

  while (cursor->at < end && end - cursor->at >= HEADER) {
    const guint64 offset = cursor->at;
    guint8 head[HEADER];
    const gssize n = gaf_byte_source_read (self->source, offset, head, sizeof head, error);
    guint64 size;

    if (n < (gssize) sizeof head)
      return FALSE;
    size = gaf_read_le32 (head + 4);
    if (!is_known (head)) {
      cursor->at++;
      if (!resync (self, &cursor->at, error))
        return FALSE;
      continue;
    }
    if (memcmp (head, "LIST", 4) == 0 || memcmp (head, "RIFF", 4) == 0) {
      cursor->at =
          offset + LIST_HEADER; /* movi, rec: what is in them comes next; of others too, which are passed over */
      if (memcmp (head, "LIST", 4) == 0 && offset + LIST_HEADER <= end) {
        guint8 type[4];

        if (gaf_byte_source_read (self->source, offset + HEADER, type, 4, error) < 4)
          return FALSE;
        if (memcmp (type, "movi", 4) != 0 && memcmp (type, "rec ", 4) != 0)
          cursor->at = behind (offset, size);
      }
      continue;
    }
    cursor->at = behind (offset, size);
    if (memcmp (head, self->id, 4) == 0) {
      *piece = (GafPiece){ offset + HEADER, MIN (size, end - offset - HEADER) };
      return TRUE;
    }
  }
  return FALSE;
}

/* what is in them */

/* Every chunk a packet of AAC, without a header: all that is known stands in the AudioSpecificConfig of the format. */
static gboolean
list_packets (GafExtract *self, GafByteSource *source, Walk *walk, guint64 movi, const guint8 *config, gsize size,
              GError **error)
{
  GafPieceCursor cursor = { .at = movi };
  GError *local_error = NULL;
  GafPiece piece;

  if (!gaf_extract_set_aac (self->chunks, config, size, error))
    return FALSE;
  while (next_piece (walk, &cursor, &piece, &local_error))
    if (!gaf_extract_add_packet (self->chunks, piece.offset, piece.size, &local_error))
      break;
  if (local_error != NULL) {
    g_propagate_error (error, local_error);
    return FALSE;
  }
  g_clear_pointer (&self->source, gaf_byte_source_unref); /* and the walk with it */
  self->source = gaf_byte_source_ref (source);
  return TRUE;
}

static gboolean
take_stream (GafExtract *self, GafByteSource *source, const Headers *headers, const Stream *stream, GError **error)
{
  const gsize length = MIN (stream->format_size, FORMAT_SIZE);
  guint8 format[FORMAT_SIZE], sync[2];
  GafChunks *chunks;
  Walk *walk;

  self->chunks = chunks = g_new0 (GafChunks, 1);
  chunks->container = "AVI";
  chunks->n_frames = -1;
  if (!gaf_chunks_read (source, stream->format_offset, format, length, error)
      || !gaf_chunks_parse_wave_format (chunks, format, length, FALSE, error))
    return FALSE;

  walk = g_new0 (Walk, 1);
  walk->source = source;
  walk->id[0] = '0' + stream->number / 10;
  walk->id[1] = '0' + stream->number % 10;
  walk->id[2] = 'w';
  walk->id[3] = 'b';
  self->source = gaf_byte_source_new_pieces (source, headers->movi, next_piece, walk, g_free, error);
  if (self->source == NULL)
    return FALSE;
  chunks->data_size = gaf_byte_source_get_size (self->source);
  if (chunks->kind == GAF_CHUNKS_PCM)
    chunks->n_frames = (gint64) (chunks->data_size / chunks->block_size);
  else if (chunks->kind == GAF_CHUNKS_PACKETS)
    chunks->n_frames = gaf_chunks_count_wave_blocks (chunks, chunks->data_size);
  if (chunks->kind != GAF_CHUNKS_ADTS)
    return TRUE;

  if (gaf_byte_source_read (self->source, 0, sync, sizeof sync, error) < 0)
    return FALSE;
  if (chunks->data_size < 2 || (sync[0] == 0xff && (sync[1] & 0xf6) == 0xf0) || length <= 18)
    return TRUE;
  return list_packets (self, source, walk, headers->movi, format + 18, MIN (gaf_read_le16 (format + 16), length - 18),
                       error);
}

gboolean
gaf_extract_avi (GafByteSource *source, int track, GafExtract *self, GError **error)
{
  g_autoptr (GArray) streams = g_array_new (FALSE, FALSE, sizeof (Stream));
  g_autoptr (GError) first_error = NULL;
  Headers headers = { .streams = streams };

  if (!parse_headers (&headers, source, error))
    return FALSE;
  if (streams->len == 0)
    return gaf_chunks_fail (error, GAF_ERROR_NOT_AUDIO, "The AVI file has no audio");
  if (headers.movi == 0)
    return gaf_chunks_fail (error, GAF_ERROR_CORRUPT, "The AVI file has no data that could be found");
  if (!gaf_check_track (track, streams->len, error))
    return FALSE;
  for (guint i = MAX (track, 0); i < streams->len; i++) {
    GError *local_error = NULL;

    if (take_stream (self, source, &headers, &g_array_index (streams, Stream, i), &local_error))
      return TRUE;
    gaf_extract_clear (self);
    if (first_error == NULL)
      first_error = g_steal_pointer (&local_error);
    g_clear_error (&local_error);
    if (track >= 0 || !g_error_matches (first_error, GAF_ERROR, GAF_ERROR_UNSUPPORTED))
      break;
  }
  g_propagate_error (error, g_steal_pointer (&first_error));
  return FALSE;
}
