/*
 * SPDX-FileCopyrightText: 2026 gaudiofile contributors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

/*
 * FLAC files (RFC 9639).
 *
 *   "fLaC" │ STREAMINFO │ SEEKTABLE │ PADDING │ VORBIS_COMMENT │ frames …
 *                         └── RESERVE bytes ──┘
 *
 * The headers that other containers of FLAC have too are made in formats/flac/stream.c. The encoder makes no seek table
 * unless it knows the length beforehand. Here points are taken as frames pass by, one each
 * second; when the table is full, every other point is dropped and from then on points are twice as far apart. So the
 * space for it is known at the beginning, and a table fills it at least by half. What is left is padding, which tag
 * editors can use.
 *
 * Into a sink that cannot seek, the length stays 0, which means not known (section 8.2), and there is no seek table.
 */

#include "packets/muxer.h"

#include "core/bytes.h"
#include "formats/flac/stream.h"

#define MAX_POINTS 128
#define POINT_SIZE 18 /* bytes, section 8.5 */
#define RESERVE    (GAF_FLAC_BLOCK_HEADER + MAX_POINTS * POINT_SIZE)

typedef struct {
  gint64 frame;
  guint64 offset; /* from the first byte of the first FLAC frame */
  guint size;     /* sample frames in that FLAC frame */
} Point;

typedef struct {
  GafMuxer parent;
  gboolean can_seek;
  gboolean started;

  GafFlacStream stream;
  guint64 audio_size; /* bytes of all frames */

  Point points[MAX_POINTS];
  guint n_points;
  gint64 interval; /* frames between two points, at least */
} FlacMuxer;

/* headers */

/* At the beginning of the file: the mark, and the headers that change. */
static void
put_stream_info (FlacMuxer *self, GByteArray *bytes)
{
  g_byte_array_append (bytes, (const guint8 *) "fLaC", 4);
  gaf_flac_put_stream_info (bytes, &self->stream, FALSE);
}

static void
put_seek_table (FlacMuxer *self, GByteArray *bytes)
{
  const guint unused = MAX_POINTS - self->n_points;
  guint8 padding[RESERVE] = { 0 };

  if (self->n_points > 0)
    gaf_flac_put_block_header (bytes, GAF_FLAC_BLOCK_SEEKTABLE, self->n_points * POINT_SIZE);
  for (guint i = 0; i < self->n_points; i++) {
    gaf_append_be64 (bytes, self->points[i].frame);
    gaf_append_be64 (bytes, self->points[i].offset);
    gaf_append_be16 (bytes, self->points[i].size);
  }
  if (self->n_points == 0) {
    gaf_flac_put_block_header (bytes, GAF_FLAC_BLOCK_PADDING, RESERVE - GAF_FLAC_BLOCK_HEADER);
    g_byte_array_append (bytes, padding, RESERVE - GAF_FLAC_BLOCK_HEADER);
  } else if (unused > 0) {
    gaf_flac_put_block_header (bytes, GAF_FLAC_BLOCK_PADDING, unused * POINT_SIZE - GAF_FLAC_BLOCK_HEADER);
    g_byte_array_append (bytes, padding, unused * POINT_SIZE - GAF_FLAC_BLOCK_HEADER);
  }
}

static gboolean
append_headers (FlacMuxer *self, GError **error)
{
  g_autoptr (GByteArray) bytes = g_byte_array_new ();

  self->started = TRUE;
  put_stream_info (self, bytes);
  if (self->can_seek)
    put_seek_table (self, bytes);
  gaf_flac_put_comment (bytes, TRUE);
  return gaf_byte_sink_append (self->parent.sink, bytes->data, bytes->len, error);
}

/* Makes the headers tell of all frames written so far, which are handed on before: what the headers claim is there. */
static gboolean
rewrite_headers (FlacMuxer *self, GError **error)
{
  g_autoptr (GByteArray) bytes = g_byte_array_new ();

  put_stream_info (self, bytes);
  put_seek_table (self, bytes);
  return gaf_byte_sink_flush (self->parent.sink, error)
         && gaf_byte_sink_overwrite (self->parent.sink, 0, bytes->data, bytes->len, error);
}

/* frames */

static void
add_point (FlacMuxer *self, guint block_size)
{
  const gint64 frame = self->stream.info.n_frames - block_size;

  if (self->n_points > 0 && frame < self->points[self->n_points - 1].frame + self->interval)
    return;
  if (self->n_points == MAX_POINTS) {
    for (guint i = 0; i < MAX_POINTS / 2; i++)
      self->points[i] = self->points[2 * i];
    self->n_points = MAX_POINTS / 2;
    self->interval *= 2;
    if (frame < self->points[self->n_points - 1].frame + self->interval)
      return;
  }
  self->points[self->n_points++] = (Point){ frame, self->audio_size, block_size };
}

/* muxer */

static FlacMuxer *
self_of (GafMuxer *muxer)
{
  return (FlacMuxer *) muxer;
}

static gboolean
flac_start (GafMuxer *muxer, GstCaps *caps, GError **error)
{
  FlacMuxer *self = self_of (muxer);

  return gaf_flac_stream_start (&self->stream, caps, error) && append_headers (self, error);
}

static gboolean
flac_packet (GafMuxer *muxer, GstBuffer *packet, guint64 rewrite, GError **error)
{
  FlacMuxer *self = self_of (muxer);
  GafFlacFrameHeader header;
  GstMapInfo map;
  gboolean ok;

  if (!gaf_flac_stream_packet (&self->stream, packet, rewrite, &map, &header, error))
    return FALSE;
  if (map.data == NULL)
    return TRUE;
  ok = gaf_byte_sink_append (self->parent.sink, map.data, map.size, error);
  add_point (self, header.block_size);
  self->audio_size += map.size;
  gst_buffer_unmap (packet, &map);
  return ok;
}

static gboolean
flac_refresh (GafMuxer *muxer, gint64 n_frames, GError **error)
{
  FlacMuxer *self = self_of (muxer);

  if (self->can_seek && self->started && !rewrite_headers (self, error))
    return FALSE;
  return gaf_byte_sink_flush (self->parent.sink, error);
}

static gboolean
flac_finish (GafMuxer *muxer, gint64 n_frames, GError **error)
{
  FlacMuxer *self = self_of (muxer);

  if (!self->started) {
    gaf_flac_stream_set_empty (&self->stream);
    return append_headers (self, error);
  }
  return !self->can_seek || rewrite_headers (self, error);
}

static void
flac_free (GafMuxer *muxer)
{
  g_free (muxer);
}

static const GafMuxerClass flac_class = { flac_start, flac_packet, flac_refresh, flac_finish, flac_free };

GafMuxer *
gaf_muxer_flac_new (GafByteSink *sink, GafEncodeSpec *spec, GError **error)
{
  FlacMuxer *self = g_new0 (FlacMuxer, 1);

  self->parent.klass = &flac_class;
  self->parent.sink = sink;
  self->parent.spec = g_object_ref (spec);
  self->can_seek = gaf_byte_sink_can_seek (sink);
  self->interval = (gint64) gaf_encode_spec_get_rate (spec);
  gaf_flac_stream_init (&self->stream, spec);
  return &self->parent;
}
