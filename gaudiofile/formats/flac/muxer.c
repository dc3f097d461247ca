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
 * All headers are ours; of the encoder's own only the MD5 sum is taken, which it writes over its STREAMINFO at the
 * end. It makes no seek table unless it knows the length beforehand. Here points are taken as frames pass by, one each
 * second; when the table is full, every other point is dropped and from then on points are twice as far apart. So the
 * space for it is known at the beginning, and a table fills it at least by half. What is left is padding, which tag
 * editors can use.
 *
 * Into a sink that cannot seek, the length stays 0, which means not known (section 8.2), and there is no seek table.
 */

#include "packets/muxer.h"

#include <string.h>

#include "gaf-error.h"
#include "formats/flac/header.h"

#define MAX_POINTS   128
#define POINT_SIZE   18 /* bytes, section 8.5 */
#define BLOCK_HEADER 4  /* bytes, section 8.1 */
#define RESERVE      (BLOCK_HEADER + MAX_POINTS * POINT_SIZE)
#define INFO_OFFSET  8 /* of STREAMINFO's payload */
#define MD5_OFFSET   (INFO_OFFSET + 18)
#define MD5_SIZE     16
#define VENDOR       "gaudiofile"

#define DEFAULT_BLOCK_SIZE 4096 /* frames; what the header of an empty file says */

/* Section 8.1, table 5 */
typedef enum {
  BLOCK_STREAMINFO = 0,
  BLOCK_PADDING = 1,
  BLOCK_SEEKTABLE = 3,
  BLOCK_VORBIS_COMMENT = 4,
} BlockType;

#define LAST_BLOCK 0x80

/* RFC 1321, appendix A.5 */
static const guint8 md5_of_nothing[MD5_SIZE] = { 0xd4, 0x1d, 0x8c, 0xd9, 0x8f, 0x00, 0xb2, 0x04,
                                                 0xe9, 0x80, 0x09, 0x98, 0xec, 0xf8, 0x42, 0x7e };

typedef struct {
  gint64 frame;
  guint64 offset; /* from the first byte of the first FLAC frame */
  guint size;     /* sample frames in that FLAC frame */
} Point;

typedef struct {
  GafMuxer parent;
  gboolean can_seek;
  gboolean started;

  GafFlacStreamInfo info; /* of what is written so far */
  guint8 md5[MD5_SIZE];   /* zeros: not known */
  guint64 audio_size;     /* bytes of all frames */

  Point points[MAX_POINTS];
  guint n_points;
  gint64 interval; /* frames between two points, at least */
} FlacMuxer;

/* headers */

static void
put_block_header (GByteArray *bytes, guint type, guint32 length)
{
  guint8 header[BLOCK_HEADER];

  GST_WRITE_UINT8 (header, type);
  GST_WRITE_UINT24_BE (header + 1, length);
  g_byte_array_append (bytes, header, sizeof header);
}

static void
put_stream_info (FlacMuxer *self, GByteArray *bytes)
{
  guint8 payload[GAF_FLAC_STREAM_INFO_SIZE];

  g_byte_array_append (bytes, (const guint8 *) "fLaC", 4);
  put_block_header (bytes, BLOCK_STREAMINFO, sizeof payload);
  gaf_flac_stream_info_write (&self->info, payload);
  memcpy (payload + MD5_OFFSET - INFO_OFFSET, self->md5, MD5_SIZE);
  g_byte_array_append (bytes, payload, sizeof payload);
}

static void
put_seek_table (FlacMuxer *self, GByteArray *bytes)
{
  const guint unused = MAX_POINTS - self->n_points;
  guint8 padding[RESERVE] = { 0 };

  if (self->n_points > 0)
    put_block_header (bytes, BLOCK_SEEKTABLE, self->n_points * POINT_SIZE);
  for (guint i = 0; i < self->n_points; i++) {
    guint8 point[POINT_SIZE];

    GST_WRITE_UINT64_BE (point, self->points[i].frame);
    GST_WRITE_UINT64_BE (point + 8, self->points[i].offset);
    GST_WRITE_UINT16_BE (point + 16, self->points[i].size);
    g_byte_array_append (bytes, point, sizeof point);
  }
  if (self->n_points == 0) {
    put_block_header (bytes, BLOCK_PADDING, RESERVE - BLOCK_HEADER);
    g_byte_array_append (bytes, padding, RESERVE - BLOCK_HEADER);
  } else if (unused > 0) {
    put_block_header (bytes, BLOCK_PADDING, unused * POINT_SIZE - BLOCK_HEADER);
    g_byte_array_append (bytes, padding, unused * POINT_SIZE - BLOCK_HEADER);
  }
}

/* Section 8.6: the vendor, and no fields. The encoder's own would name its version, which is no reason for other
 * bytes. */
static void
put_comment (GByteArray *bytes)
{
  const guint32 size = strlen (VENDOR);
  guint8 number[4];

  put_block_header (bytes, LAST_BLOCK | BLOCK_VORBIS_COMMENT, 4 + size + 4);
  GST_WRITE_UINT32_LE (number, size);
  g_byte_array_append (bytes, number, sizeof number);
  g_byte_array_append (bytes, (const guint8 *) VENDOR, size);
  GST_WRITE_UINT32_LE (number, 0);
  g_byte_array_append (bytes, number, sizeof number);
}

static gboolean
append_headers (FlacMuxer *self, GError **error)
{
  g_autoptr (GByteArray) bytes = g_byte_array_new ();

  self->started = TRUE;
  put_stream_info (self, bytes);
  if (self->can_seek)
    put_seek_table (self, bytes);
  put_comment (bytes);
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
  const gint64 frame = self->info.n_frames;

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

static gboolean
append_frame (FlacMuxer *self, const guint8 *data, gsize size, GError **error)
{
  GafFlacFrameHeader header;

  if (!gaf_flac_frame_header_parse (data, size, &header)) {
    g_set_error_literal (error, GAF_ERROR, GAF_ERROR_CORRUPT,
                         "The FLAC encoder delivered something that is no frame; the file ends before it");
    return FALSE;
  }
  if (!gaf_byte_sink_append (self->parent.sink, data, size, error))
    return FALSE;
  add_point (self, header.block_size);
  self->info.n_frames += header.block_size;
  self->info.min_frame = self->info.min_frame == 0 ? size : MIN (self->info.min_frame, size);
  self->info.max_frame = MAX (self->info.max_frame, size);
  self->audio_size += size;
  return TRUE;
}

/* muxer */

static FlacMuxer *
self_of (GafMuxer *muxer)
{
  return (FlacMuxer *) muxer;
}

/* The first buffer of the stream header is the first packet of the mapping into Ogg (section 10.1): STREAMINFO's
 * payload is at byte 17. */
static gboolean
flac_start (GafMuxer *muxer, GstCaps *caps, GError **error)
{
  FlacMuxer *self = self_of (muxer);
  const GValue *headers =
      caps != NULL ? gst_structure_get_value (gst_caps_get_structure (caps, 0), "streamheader") : NULL;
  guint8 bytes[17 + GAF_FLAC_STREAM_INFO_SIZE] = { 0 };

  if (headers != NULL && gst_value_array_get_size (headers) > 0)
    gst_buffer_extract (gst_value_get_buffer (gst_value_array_get_value (headers, 0)), 0, bytes, sizeof bytes);
  if (!gaf_flac_stream_info_parse (bytes + 17, GAF_FLAC_STREAM_INFO_SIZE, &self->info)) {
    g_set_error_literal (error, GAF_ERROR, GAF_ERROR_CORRUPT, "The FLAC encoder does not describe its stream");
    return FALSE;
  }
  self->info.n_frames = 0;
  return append_headers (self, error);
}

static gboolean
flac_packet (GafMuxer *muxer, GstBuffer *packet, guint64 rewrite, GError **error)
{
  FlacMuxer *self = self_of (muxer);
  GstMapInfo map;
  gboolean ok = TRUE;

  if (rewrite != G_MAXUINT64) {
    if (rewrite == MD5_OFFSET)
      gst_buffer_extract (packet, 0, self->md5, MD5_SIZE);
    return TRUE;
  }
  if (GST_BUFFER_FLAG_IS_SET (packet, GST_BUFFER_FLAG_HEADER))
    return TRUE;
  if (!gst_buffer_map (packet, &map, GST_MAP_READ)) {
    g_set_error_literal (error, GAF_ERROR, GAF_ERROR_IO, "The FLAC encoder's packet cannot be read");
    return FALSE;
  }
  ok = append_frame (self, map.data, map.size, error);
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
    memcpy (self->md5, md5_of_nothing, MD5_SIZE);
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
  /* Stays if nothing is ever written; else it is the encoder's. */
  self->info = (GafFlacStreamInfo){
    .min_block = DEFAULT_BLOCK_SIZE,
    .max_block = DEFAULT_BLOCK_SIZE,
    .rate = (int) gaf_encode_spec_get_rate (spec),
    .channels = gaf_encode_spec_get_channels (spec),
    .bits = gaf_encode_spec_get_bit_depth (spec),
  };
  return &self->parent;
}
