/*
 * SPDX-FileCopyrightText: 2026 gaudiofile contributors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

/*
 *   FLV header │ size of the tag before │ tag │ size │ tag │ size │ …        a tag: 11 bytes, then its data
 *                                         │
 *                 audio: a byte that tells codec, rate and channels; of AAC one more: a packet or the header; the audio
 *
 * (Adobe, "Adobe Flash Video File Format Specification", version 10.1, annex E.)
 */

#include "formats/extract.h"

#include <string.h>

#include "core/bytes.h"
#include "formats/pcm/walker.h"
#include "gaf-error.h"
#include "io/piece-source.h"
#include "packets/track.h"

#define TAG_HEADER 11 /* type 0, size 1, time 4 and 7, stream 8 */
#define TAG_SIZE   4  /* behind each */
#define BLOCK      4096

enum {
  TAG_AUDIO = 8,
  TAG_VIDEO = 9,
  TAG_SCRIPT = 18,
};

enum {
  FORMAT_PCM = 0,
  FORMAT_ADPCM = 1,
  FORMAT_MP3 = 2,
  FORMAT_PCM_LE = 3,
  FORMAT_ALAW = 7,
  FORMAT_MULAW = 8,
  FORMAT_EXTENDED = 9,
  FORMAT_AAC = 10,
  FORMAT_MP3_8K = 14,
};

static const char *const format_names[16] = {
  "PCM",   "Flash ADPCM", "MP3", "PCM",   "Nellymoser", "Nellymoser", "Nellymoser", "A-law",
  "µ-law", NULL,          "AAC", "Speex", NULL,         NULL,         "MP3",        "sound of the device",
};

typedef struct {
  GafByteSource *source;
  guint format;
} Walk;

/* A tag at @offset, and the first two bytes in it. */
typedef struct {
  guint type;
  guint64 size;
  gboolean filtered; /* encrypted */
  guint8 data[2];
} Tag;

/* FALSE without @error: there is none. */
static gboolean
read_tag (GafByteSource *source, guint64 offset, Tag *tag, GError **error)
{
  guint8 head[TAG_HEADER + 2] = { 0 };
  const gssize n = gaf_byte_source_read (source, offset, head, sizeof head, error);

  if (n < TAG_HEADER)
    return FALSE;
  *tag = (Tag){ .type = head[0] & 0x1f,
                .size = gaf_read_be24 (head + 1),
                .filtered = (head[0] & 0x20) != 0,
                .data = { head[TAG_HEADER], head[TAG_HEADER + 1] } };
  /* Three bytes of the stream's number, which is 0 always. */
  return (head[0] & 0xc0) == 0 && gaf_read_be24 (head + 8) == 0
         && (tag->type == TAG_AUDIO || tag->type == TAG_VIDEO || tag->type == TAG_SCRIPT);
}

/* Damage: on to the next tag behind which its size stands. FALSE without @error: there is none. */
static gboolean
resync (GafByteSource *source, guint64 *at, GError **error)
{
  for (;;) {
    guint8 block[BLOCK];
    const gssize n = gaf_byte_source_read (source, *at, block, sizeof block, error);

    if (n < TAG_HEADER)
      return FALSE;
    for (gssize i = 0; i + TAG_HEADER <= n; i++) {
      const guint8 *head = block + i;
      guint8 size[TAG_SIZE];

      if ((head[0] != TAG_AUDIO && head[0] != TAG_VIDEO && head[0] != TAG_SCRIPT) || gaf_read_be24 (head + 8) != 0)
        continue;
      if (gaf_byte_source_read (source, *at + i + TAG_HEADER + gaf_read_be24 (head + 1), size, sizeof size, error)
          < TAG_SIZE) {
        if (gaf_byte_source_get_error (source) != NULL)
          return FALSE;
        continue;
      }
      if (gaf_read_be32 (size) == TAG_HEADER + gaf_read_be24 (head + 1)) {
        *at += i;
        return TRUE;
      }
    }
    *at += n - TAG_HEADER + 1;
  }
}

/* The next tag of audio, at @offset, that is not empty; @at moves behind it. FALSE without @error: the end. */
static gboolean
next_audio (GafByteSource *source, guint64 *at, guint64 *offset, Tag *tag, GError **error)
{
  GError *local_error = NULL;

  while (*at < gaf_byte_source_get_size (source)) {
    *offset = *at;
    if (!read_tag (source, *offset, tag, &local_error)) {
      *at += 1;
      if (local_error == NULL && resync (source, at, &local_error))
        continue;
      if (local_error != NULL)
        g_propagate_error (error, local_error);
      return FALSE;
    }
    *at += TAG_HEADER + tag->size + TAG_SIZE;
    if (tag->type == TAG_AUDIO && tag->size > 1)
      return TRUE;
  }
  return FALSE;
}

static gboolean
next_piece (gpointer user_data, GafPieceCursor *cursor, GafPiece *piece, GError **error)
{
  const Walk *self = user_data;
  const guint64 end = gaf_byte_source_get_size (self->source);
  guint64 offset;
  Tag tag;

  while (next_audio (self->source, &cursor->at, &offset, &tag, error)) {
    if (tag.filtered || tag.data[0] >> 4 != (int) self->format || offset + TAG_HEADER + 1 >= end)
      continue;
    *piece = (GafPiece){ offset + TAG_HEADER + 1, MIN (tag.size - 1, end - offset - TAG_HEADER - 1) };
    return TRUE;
  }
  return FALSE;
}

/* Packets of AAC, and in tags of their own its header, of which the first is taken. */
static gboolean
list_packets (GafExtract *self, GafByteSource *source, guint64 start, GError **error)
{
  const guint64 end = gaf_byte_source_get_size (source);
  GError *local_error = NULL;
  guint64 at = start, offset;
  Tag tag;

  while (next_audio (source, &at, &offset, &tag, &local_error)) {
    guint64 size = tag.size - 2;

    offset += TAG_HEADER + 2;
    if (tag.filtered || tag.data[0] >> 4 != FORMAT_AAC || offset >= end || size == 0)
      continue;
    size = MIN (size, end - offset);
    if (tag.data[1] == 0 && self->chunks->packets == NULL) {
      guint8 config[64];
      const gssize n = gaf_byte_source_read (source, offset, config, MIN (size, sizeof config), &local_error);

      if (n < 0 || !gaf_extract_set_aac (self->chunks, config, n, &local_error))
        break;
    } else if (tag.data[1] == 1 && self->chunks->packets != NULL
               && !gaf_extract_add_packet (self->chunks, offset, size, &local_error)) {
      break;
    }
  }
  if (local_error == NULL && self->chunks->packets == NULL)
    gaf_chunks_fail (&local_error, GAF_ERROR_CORRUPT, "The FLV file has no usable header for its AAC audio");
  if (local_error != NULL) {
    g_propagate_error (error, local_error);
    return FALSE;
  }
  self->source = gaf_byte_source_ref (source);
  return TRUE;
}

/* Annex E.4.2.1: rate in two bits, whether samples have 16 bits, whether there are two channels. */
static void
set_pcm (GafChunks *chunks, guint8 flags, guint format)
{
  static const int rates[] = { 5512, 11025, 22050, 44100 };

  chunks->rate = format == FORMAT_ALAW || format == FORMAT_MULAW ? 8000 : rates[flags >> 2 & 3];
  chunks->channels = 1 + (flags & 1);
  chunks->channel_mask = chunks->channels == 2 ? 3 : 0;
  if (format == FORMAT_ALAW || format == FORMAT_MULAW)
    gaf_chunks_set_pcm (chunks, format == FORMAT_ALAW ? GAF_CODING_ALAW : GAF_CODING_MULAW, 8);
  else if (flags & 2)
    gaf_chunks_set_pcm (chunks, GAF_CODING_S16LE, 16);
  else
    gaf_chunks_set_pcm (chunks, GAF_CODING_U8, 8);
}

static gboolean
refuse (guint format, gboolean filtered, GError **error)
{
  if (filtered)
    return gaf_chunks_fail (error, GAF_ERROR_UNSUPPORTED, "The audio of the FLV file is encrypted, and cannot be read");
  return gaf_chunks_fail (error, GAF_ERROR_UNSUPPORTED,
                          "The FLV file holds %s, which cannot be read; convert it with another tool",
                          format_names[format] != NULL ? format_names[format] : "audio of a newer kind");
}

gboolean
gaf_extract_flv (GafByteSource *source, int track, GafExtract *self, GError **error)
{
  GError *local_error = NULL;
  guint64 start, at, offset;
  guint8 head[9];
  guint format;
  Walk *walk;
  Tag tag;

  if (!gaf_check_track (track, 1, error) || !gaf_chunks_read (source, 0, head, sizeof head, error))
    return FALSE;
  start = at = (guint64) gaf_read_be32 (head + 5) + TAG_SIZE;
  if (!next_audio (source, &at, &offset, &tag, &local_error)) {
    if (local_error == NULL)
      gaf_chunks_fail (&local_error, GAF_ERROR_NOT_AUDIO, "The FLV file has no audio");
    g_propagate_error (error, local_error);
    return FALSE;
  }
  format = tag.data[0] >> 4;
  self->chunks = g_new0 (GafChunks, 1);
  self->chunks->container = "FLV";
  if (tag.filtered)
    return refuse (format, TRUE, error);
  switch (format) {
  case FORMAT_AAC:
    return list_packets (self, source, offset, error);
  case FORMAT_MP3:
  case FORMAT_MP3_8K:
    self->chunks->kind = GAF_CHUNKS_MPEG;
    self->chunks->codec = "mp3";
    break;
  case FORMAT_PCM:
  case FORMAT_PCM_LE:
  case FORMAT_ALAW:
  case FORMAT_MULAW:
    set_pcm (self->chunks, tag.data[0], format);
    break;
  default:
    return refuse (format, FALSE, error);
  }

  walk = g_new0 (Walk, 1);
  walk->source = source;
  walk->format = format;
  self->source = gaf_byte_source_new_pieces (source, start, next_piece, walk, g_free, error);
  if (self->source == NULL)
    return FALSE;
  self->chunks->data_size = gaf_byte_source_get_size (self->source);
  self->chunks->n_frames =
      self->chunks->kind == GAF_CHUNKS_PCM ? (gint64) (self->chunks->data_size / self->chunks->block_size) : -1;
  return TRUE;
}
