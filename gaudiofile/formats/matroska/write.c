/*
 * SPDX-FileCopyrightText: 2026 gaudiofile contributors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#include "formats/matroska/write.h"

#include <string.h>

#include "core/bytes.h"
#include "formats/matroska/ids.h"

#define APPLICATION    "gaudiofile"
#define TICK           1000000 /* ns in a time stamp's unit: what all write, and WebM demands */
#define SEEK_HEAD_SIZE 80      /* of three entries */
#define DURATION_SIZE  11      /* ID of two bytes, size of one, a float of eight */
#define TRACK_NUMBER   1
#define TRACK_AUDIO    2

/* CodecDelay, SeekPreRoll and DiscardPadding are of version 4; who does not know them can read the file all the same.
 */
#define DOC_VERSION      4
#define DOC_READ_VERSION 2

/* elements */

static void
put_id (GByteArray *bytes, guint32 id)
{
  gaf_append_be (bytes, id > 0xffffff ? 4 : id > 0xffff ? 3 : id > 0xff ? 2 : 1, id);
}

static void
put_size (GByteArray *bytes, guint64 size)
{
  guint n = 1;

  /* All ones would mean "not known". */
  while (size >= (G_GUINT64_CONSTANT (1) << (7 * n)) - 1)
    n++;
  gaf_append_be (bytes, n, size | G_GUINT64_CONSTANT (1) << (7 * n));
}

void
gaf_ebml_put_uint (GByteArray *bytes, guint32 id, guint64 value)
{
  guint n = 1;

  while (n < 8 && value >> (8 * n) != 0)
    n++;
  put_id (bytes, id);
  put_size (bytes, n);
  gaf_append_be (bytes, n, value);
}

void
gaf_ebml_put_float (GByteArray *bytes, guint32 id, double value)
{
  guint64 bits;

  memcpy (&bits, &value, sizeof bits);
  put_id (bytes, id);
  put_size (bytes, sizeof bits);
  gaf_append_be64 (bytes, bits);
}

void
gaf_ebml_put_bytes (GByteArray *bytes, guint32 id, gconstpointer data, gsize size)
{
  put_id (bytes, id);
  put_size (bytes, size);
  g_byte_array_append (bytes, data, size);
}

void
gaf_ebml_put_text (GByteArray *bytes, guint32 id, const char *text)
{
  gaf_ebml_put_bytes (bytes, id, text, strlen (text));
}

void
gaf_ebml_put_void (GByteArray *bytes, guint size)
{
  static const guint8 zeros[128];

  gaf_ebml_put_bytes (bytes, GAF_MATROSKA_ID_VOID, zeros, size - 2);
}

guint
gaf_ebml_begin (GByteArray *bytes, guint32 id)
{
  put_id (bytes, id);
  gaf_append_be32 (bytes, 0);
  return bytes->len;
}

void
gaf_ebml_end (GByteArray *bytes, guint begin)
{
  gaf_write_be32 (bytes->data + begin - 4, 0x10000000 | (bytes->len - begin));
}

/* the file */

static void
put_ebml_header (GByteArray *bytes, const char *doc_type)
{
  const guint header = gaf_ebml_begin (bytes, GAF_MATROSKA_ID_EBML);

  gaf_ebml_put_uint (bytes, GAF_MATROSKA_ID_EBML_VERSION, 1);
  gaf_ebml_put_uint (bytes, GAF_MATROSKA_ID_EBML_READ_VERSION, 1);
  gaf_ebml_put_uint (bytes, GAF_MATROSKA_ID_MAX_ID_LENGTH, 4);
  gaf_ebml_put_uint (bytes, GAF_MATROSKA_ID_MAX_SIZE_LENGTH, 8);
  gaf_ebml_put_text (bytes, GAF_MATROSKA_ID_DOC_TYPE, doc_type);
  gaf_ebml_put_uint (bytes, GAF_MATROSKA_ID_DOC_VERSION, DOC_VERSION);
  gaf_ebml_put_uint (bytes, GAF_MATROSKA_ID_DOC_READ_VERSION, DOC_READ_VERSION);
  gaf_ebml_end (bytes, header);
}

static void
put_seek (GByteArray *bytes, guint32 id, guint64 place)
{
  const guint seek = gaf_ebml_begin (bytes, GAF_MATROSKA_ID_SEEK);
  guint8 number[8];

  gaf_write_be32 (number, id);
  gaf_ebml_put_bytes (bytes, GAF_MATROSKA_ID_SEEK_ID, number, 4);
  gaf_write_be64 (number, place);
  gaf_ebml_put_bytes (bytes, GAF_MATROSKA_ID_SEEK_POSITION, number, 8);
  gaf_ebml_end (bytes, seek);
}

void
gaf_matroska_put_seek_head (GByteArray *bytes, const GafMatroskaPlaces *places, guint64 cues)
{
  const guint begin = bytes->len;
  const guint head = gaf_ebml_begin (bytes, GAF_MATROSKA_ID_SEEK_HEAD);

  put_seek (bytes, GAF_MATROSKA_ID_INFO, places->info - places->segment);
  put_seek (bytes, GAF_MATROSKA_ID_TRACKS, places->tracks - places->segment);
  if (cues > 0)
    put_seek (bytes, GAF_MATROSKA_ID_CUES, cues - places->segment);
  gaf_ebml_end (bytes, head);
  if (bytes->len - begin < SEEK_HEAD_SIZE)
    gaf_ebml_put_void (bytes, SEEK_HEAD_SIZE - (bytes->len - begin));
}

void
gaf_matroska_put_duration (GByteArray *bytes, double duration)
{
  if (duration >= 0)
    gaf_ebml_put_float (bytes, GAF_MATROSKA_ID_DURATION, duration);
  else
    gaf_ebml_put_void (bytes, DURATION_SIZE);
}

static void
put_info (GByteArray *bytes, GafMatroskaPlaces *places)
{
  const guint info = gaf_ebml_begin (bytes, GAF_MATROSKA_ID_INFO);

  gaf_ebml_put_uint (bytes, GAF_MATROSKA_ID_SCALE, TICK);
  gaf_ebml_put_text (bytes, GAF_MATROSKA_ID_MUXING_APP, APPLICATION);
  gaf_ebml_put_text (bytes, GAF_MATROSKA_ID_WRITING_APP, APPLICATION);
  places->duration = bytes->len;
  gaf_matroska_put_duration (bytes, -1);
  gaf_ebml_end (bytes, info);
}

static void
put_track (GByteArray *bytes, const GafMatroskaOutTrack *track, GafMatroskaPlaces *places)
{
  const guint entry = gaf_ebml_begin (bytes, GAF_MATROSKA_ID_TRACK);
  gsize size;
  gconstpointer config = g_bytes_get_data (track->config, &size);
  guint audio;

  gaf_ebml_put_uint (bytes, GAF_MATROSKA_ID_NUMBER, TRACK_NUMBER);
  gaf_ebml_put_uint (bytes, GAF_MATROSKA_ID_UID, TRACK_NUMBER); /* of all tracks in the file, which is this one */
  gaf_ebml_put_uint (bytes, GAF_MATROSKA_ID_TYPE, TRACK_AUDIO);
  gaf_ebml_put_uint (bytes, GAF_MATROSKA_ID_LACING, 0);
  gaf_ebml_put_text (bytes, GAF_MATROSKA_ID_LANGUAGE, "und");
  gaf_ebml_put_text (bytes, GAF_MATROSKA_ID_CODEC, track->codec_id);
  if (track->delay > 0)
    gaf_ebml_put_uint (bytes, GAF_MATROSKA_ID_DELAY, track->delay);
  if (track->preroll > 0)
    gaf_ebml_put_uint (bytes, GAF_MATROSKA_ID_PREROLL, track->preroll);
  audio = gaf_ebml_begin (bytes, GAF_MATROSKA_ID_AUDIO);
  gaf_ebml_put_float (bytes, GAF_MATROSKA_ID_RATE, track->rate);
  gaf_ebml_put_uint (bytes, GAF_MATROSKA_ID_CHANNELS, track->channels);
  if (track->bits > 0)
    gaf_ebml_put_uint (bytes, GAF_MATROSKA_ID_BITS, track->bits);
  gaf_ebml_end (bytes, audio);
  gaf_ebml_put_bytes (bytes, GAF_MATROSKA_ID_CONFIG, config, size);
  places->config = bytes->len - size;
  gaf_ebml_end (bytes, entry);
}

void
gaf_matroska_put_segment_size (GByteArray *bytes, guint64 size)
{
  gaf_append_be64 (bytes, size | G_GUINT64_CONSTANT (1) << 56);
}

void
gaf_matroska_put_head (GByteArray *bytes, const GafMatroskaOutTrack *track, GafMatroskaPlaces *places)
{
  guint tracks;

  *places = (GafMatroskaPlaces){ 0 };
  put_ebml_header (bytes, track->doc_type);
  put_id (bytes, GAF_MATROSKA_ID_SEGMENT);
  places->segment_size = bytes->len;
  gaf_matroska_put_segment_size (bytes, (G_GUINT64_CONSTANT (1) << 56) - 1); /* not known */
  places->segment = places->seek_head = bytes->len;
  places->info = places->seek_head + SEEK_HEAD_SIZE;
  /* Where the tracks begin is known when the information is made. */
  gaf_matroska_put_seek_head (bytes, places, 0);
  put_info (bytes, places);
  places->tracks = bytes->len;
  tracks = gaf_ebml_begin (bytes, GAF_MATROSKA_ID_TRACKS);
  put_track (bytes, track, places);
  gaf_ebml_end (bytes, tracks);
  {
    g_autoptr (GByteArray) seek_head = g_byte_array_new ();

    gaf_matroska_put_seek_head (seek_head, places, 0);
    memcpy (bytes->data + places->seek_head, seek_head->data, seek_head->len);
  }
}

void
gaf_matroska_put_cues (GByteArray *bytes, const GArray *cues)
{
  const guint begin = gaf_ebml_begin (bytes, GAF_MATROSKA_ID_CUES);

  for (guint i = 0; i < cues->len; i++) {
    const GafMatroskaOutCue *cue = &g_array_index (cues, GafMatroskaOutCue, i);
    const guint point = gaf_ebml_begin (bytes, GAF_MATROSKA_ID_CUE_POINT);
    guint positions;

    gaf_ebml_put_uint (bytes, GAF_MATROSKA_ID_CUE_TIME, cue->time);
    positions = gaf_ebml_begin (bytes, GAF_MATROSKA_ID_CUE_POSITIONS);
    gaf_ebml_put_uint (bytes, GAF_MATROSKA_ID_CUE_TRACK, TRACK_NUMBER);
    gaf_ebml_put_uint (bytes, GAF_MATROSKA_ID_CUE_CLUSTER, cue->offset);
    gaf_ebml_end (bytes, positions);
    gaf_ebml_end (bytes, point);
  }
  gaf_ebml_end (bytes, begin);
}

guint
gaf_matroska_begin_cluster (GByteArray *bytes, guint64 time)
{
  const guint cluster = gaf_ebml_begin (bytes, GAF_MATROSKA_ID_CLUSTER);

  gaf_ebml_put_uint (bytes, GAF_MATROSKA_ID_TIMESTAMP, time);
  return cluster;
}

void
gaf_matroska_put_block (GByteArray *bytes, guint64 cluster_time, guint64 time, const guint8 *data, gsize size,
                        guint64 discard_ns)
{
  /* Track number, time stamp from the cluster's on, flags: of a SimpleBlock that it needs none before it. */
  guint8 head[4] = { 0x80 | TRACK_NUMBER, 0, 0, discard_ns == 0 ? 0x80 : 0 };
  guint group = 0;

  gaf_write_be16 (head + 1, (guint16) (time - cluster_time));
  if (discard_ns > 0)
    group = gaf_ebml_begin (bytes, GAF_MATROSKA_ID_BLOCK_GROUP);
  put_id (bytes, discard_ns > 0 ? GAF_MATROSKA_ID_BLOCK : GAF_MATROSKA_ID_SIMPLE_BLOCK);
  put_size (bytes, sizeof head + size);
  g_byte_array_append (bytes, head, sizeof head);
  g_byte_array_append (bytes, data, size);
  if (discard_ns > 0) {
    guint8 number[8];

    gaf_write_be64 (number, discard_ns); /* signed: eight bytes of it never look negative */
    gaf_ebml_put_bytes (bytes, GAF_MATROSKA_ID_DISCARD, number, sizeof number);
    gaf_ebml_end (bytes, group);
  }
}
