/*
 * SPDX-FileCopyrightText: 2026 gaudiofile contributors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#include "info/outline.h"

#include <string.h>

#include "core/bytes.h"
#include "formats/matroska/header.h"
#include "formats/mp4/samples.h"
#include "info/boxes.h"
#include "read/probe.h"

/* A second look at headers, after those that open files: they know where the audio is, and do not keep it. */

/* Packets whose sizes are added up; the rest is like them. */
#define MOST_PACKETS 16384
#define MOST_TRACKS  256
#define MOST_BLOCKS  1024
/* Bytes at the beginning in which a file says what streams it has. */
#define HEAD 8192

/* {{{ a container each */

static void
look_at_chunks (GafOutline *self, GafByteSource *audio, const GafDecoder *decoder)
{
  g_autoptr (GafChunks) chunks = gaf_chunks_new (audio, NULL);

  if (chunks == NULL)
    return;
  self->n_bytes = chunks->data_size;
  /* Some samples have fewer bits than their bytes. */
  if (chunks->kind == GAF_CHUNKS_PCM && strcmp (chunks->codec, decoder->codec) == 0)
    self->bits = (guint) (chunks->rate * chunks->channels * gaf_coding_get_width (chunks->coding) * 8 + 0.5);
}

/* The metadata blocks of FLAC, which hold pictures too, are not audio. (RFC 9639, section 8.1) */
static void
look_at_flac (GafOutline *self, GafByteSource *audio)
{
  const guint64 size = gaf_byte_source_get_size (audio);
  guint64 at = 4;
  gsize available;
  const guint8 *head = gaf_byte_source_peek (audio, 0, 4, &available, NULL);

  self->n_bytes = size;
  if (head == NULL || available < 4 || memcmp (head, "fLaC", 4) != 0)
    return;
  for (guint i = 0; i < MOST_BLOCKS; i++) {
    head = gaf_byte_source_peek (audio, at, 4, &available, NULL);
    if (head == NULL || available < 4)
      return;
    at += 4 + (guint64) gaf_read_be24 (head + 1);
    if (head[0] & 0x80) {
      self->n_bytes = at < size ? size - at : 0;
      return;
    }
  }
}

static gboolean
is_video (GafByteSource *source, guint64 from, guint64 to)
{
  gsize available;
  const guint8 *handler;

  /* hdlr: version and flags, predefined, the kind of the track (ISO/IEC 14496-12, 8.4.3) */
  if (!gaf_box_find (source, from, to, "mdia", &from, &to) || !gaf_box_find (source, from, to, "hdlr", &from, &to))
    return FALSE;
  handler = gaf_byte_source_peek (source, from, 12, &available, NULL);
  return handler != NULL && available >= 12 && to - from >= 12 && memcmp (handler + 8, "vide", 4) == 0;
}

static guint64
add_up_packets (GafByteSource *audio, const GafMp4Movie *movie)
{
  g_autoptr (GafMp4Samples) samples = gaf_mp4_samples_new (audio, movie, 0, 0, NULL);
  guint64 n_bytes = 0, offset, n = 0;
  guint32 size;

  /* Where the tables count frames, they tell no packets. */
  if (samples == NULL || samples->counts_frames || !gaf_mp4_samples_clip (samples, NULL))
    return 0;
  gaf_mp4_samples_seek (samples, 0);
  while (n < MOST_PACKETS && gaf_mp4_samples_next (samples, &offset, &size, NULL)) {
    n_bytes += size;
    n++;
  }
  return n < MOST_PACKETS ? n_bytes : (guint64) ((double) n_bytes / n * samples->n_packets);
}

static void
look_at_mp4 (GafOutline *self, GafByteSource *audio, int track)
{
  g_autoptr (GafMp4Movie) movie = gaf_mp4_movie_new (audio, track, NULL);
  const guint64 size = gaf_byte_source_get_size (audio);
  guint64 from, to, at;
  gsize available;
  const guint8 *head = gaf_byte_source_peek (audio, 0, 12, &available, NULL);

  if (head != NULL && available >= 12 && memcmp (head + 4, "ftyp", 4) == 0)
    memcpy (self->brand, head + 8, 4);
  if (movie != NULL && self->bits == 0)
    self->n_bytes = add_up_packets (audio, movie);
  if (!gaf_box_find (audio, 0, size, "moov", &at, &to))
    return;
  for (guint i = 0; i < MOST_TRACKS && !self->has_video; i++) {
    guint64 end;

    if (!gaf_box_find (audio, at, to, "trak", &from, &end))
      return;
    self->has_video = is_video (audio, from, end);
    at = end;
  }
}

static void
look_at_matroska (GafOutline *self, GafByteSource *audio)
{
  GafMatroskaHeader header = { 0 };
  gsize available;
  const guint8 *head = gaf_byte_source_peek (audio, 0, 64, &available, NULL);

  self->is_webm = head != NULL && memmem (head, MIN (available, 64), "\x42\x82\x84webm", 7) != NULL;
  if (gaf_matroska_header_read (&header, audio, NULL)) {
    self->has_video = header.other_tracks;
    self->segment = header.segment;
    self->segment_end = header.end;
    self->first_cluster = header.first_cluster;
    if (!header.other_tracks && header.tracks->len == 1 && header.end > header.first_cluster)
      self->n_bytes = header.end - header.first_cluster;
  }
  gaf_matroska_header_clear (&header);
}

/* Whether the beginning of a file, where it says which streams it has, holds any of these. */
static gboolean
begins_with_any (GafByteSource *audio, const GafMagic *magics, gsize n_magics)
{
  gsize available;
  const guint8 *head = gaf_byte_source_peek (audio, 0, HEAD, &available, NULL);

  for (gsize i = 0; head != NULL && i < n_magics; i++)
    if (memmem (head, MIN (available, HEAD), magics[i].bytes, magics[i].length) != NULL)
      return TRUE;
  return FALSE;
}

/* The first packets of Theora, Dirac and OGM's video; ASF_Video_Media (ASF specification, 10.4). */
static const GafMagic videos[] = {
  { 0, 7, "\x80theora" },
  { 0, 5, "BBCD\0" },
  { 0, 6, "\1video" },
  { 0, 16, "\xc0\xef\x19\xbc\x4d\x5b\xcf\x11\xa8\xfd\x00\x80\x5f\x5c\x44\x2b" },
};

static void
look_at_streams (GafOutline *self, GafByteSource *audio)
{
  self->has_video = begins_with_any (audio, videos, G_N_ELEMENTS (videos));
  if (!self->has_video)
    self->n_bytes = gaf_byte_source_get_size (audio);
}

/* }}} */

/* Bits of a sample, of codecs in which all have as many; 0: of others. */
static double
bits_of_sample (const GafDecoder *decoder)
{
  if (strcmp (decoder->codec, "pcm") == 0)
    return (decoder->bits + 7) / 8 * 8;
  if (strcmp (decoder->codec, "alaw") == 0 || strcmp (decoder->codec, "mulaw") == 0)
    return 8;
  if (strcmp (decoder->codec, "adpcm-ima-qt") == 0)
    return 34 * 8 / 64.0; /* 64 frames of a channel in 34 bytes */
  return 0;
}

void
gaf_outline_guess (GafOutline *self, const GafDecoder *decoder)
{
  *self = (GafOutline){ .bits = (guint) (decoder->rate * decoder->channels * bits_of_sample (decoder) + 0.5) };
}

void
gaf_outline_find (GafOutline *self, GafByteSource *source, int track, const GafDecoder *decoder)
{
  g_autoptr (GafByteSource) audio = NULL;
  GafProbe probe;
  GafOpen open;

  gaf_outline_guess (self, decoder);
  if (!gaf_probe_source (source, &probe, NULL))
    return;
  self->container = probe.container;
  self->start = probe.start;
  self->end = probe.end;
  audio = gaf_byte_source_new_window (source, probe.start, probe.end - probe.start);
  open = probe.container != NULL ? probe.container->open : GAF_OPEN_SEARCH;
  if (strcmp (decoder->codec, "flac") == 0 && decoder->container == NULL)
    look_at_flac (self, audio);
  else if (open == GAF_OPEN_CHUNKS)
    look_at_chunks (self, audio, decoder);
  else if (open == GAF_OPEN_MP4)
    look_at_mp4 (self, audio, track);
  else if (open == GAF_OPEN_MATROSKA)
    look_at_matroska (self, audio);
  else if (open == GAF_OPEN_OGG || g_strcmp0 (decoder->container, "ASF") == 0)
    look_at_streams (self, audio);
  else if (open != GAF_OPEN_EXTRACT)
    self->n_bytes = probe.end - probe.start;
}

guint
gaf_outline_get_bit_rate (const GafOutline *self, const GafDecoder *decoder)
{
  double bits = self->bits;

  if (self->bits == 0 && decoder->n_frames > 0)
    bits = (double) self->n_bytes * 8 * decoder->rate / decoder->n_frames;
  return bits < G_MAXUINT / 2 ? (guint) (bits + 0.5) : 0;
}
