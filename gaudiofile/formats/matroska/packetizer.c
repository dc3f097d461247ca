/*
 * SPDX-FileCopyrightText: 2026 gaudiofile contributors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#include <string.h>

#include "formats/matroska/frames.h"
#include "formats/matroska/matroska.h"
#include "gaf-error.h"

/* Larger files are walked when they have to be, not when they are opened: this takes about 3 ms. */
#define INDEX_AT_OPENING (16 * 1024 * 1024)
#define CALIBRATE        16 /* blocks that tell how time stamps and packets fit */
#define TRIES            32 /* packets from which the codec may be learnt, when the first is damaged */
#define DELAY_MOST       10 /* seconds: a CodecDelay of more makes no sense */

static GafMatroskaPacketizer *
self_of (GafPacketizer *packetizer)
{
  return (GafMatroskaPacketizer *) packetizer;
}

/* packets */

/* The packet's own count, from its bytes. */
static gint64
count_buffer (GafMatroskaPacketizer *self, GstBuffer *buffer)
{
  GstMapInfo map;
  gint64 n_frames;

  if (!gst_buffer_map (buffer, &map, GST_MAP_READ))
    return -1;
  n_frames = gaf_matroska_codec_count (&self->codec, map.data, MIN (map.size, GAF_MATROSKA_HEAD), map.size);
  gst_buffer_unmap (buffer, &map);
  return n_frames;
}

/* Layer 3 after a seek: packets whose main data the decoder has not got are made silent. */
static void
prepare_mpeg (GafMatroskaPacketizer *self, GafPacket *packet)
{
  GafMpegHeader header;
  GstMapInfo map;

  if (!gst_buffer_map (packet->data, &map, GST_MAP_READWRITE))
    return;
  if (map.size >= GAF_MPEG_HEADER_SIZE && gaf_mpeg_header_parse (&header, map.data) && header.bitrate > 0
      && header.size <= map.size && header.size >= gaf_mpeg_header_get_main_data (&header))
    gaf_mpeg_reservoir_take (&self->reservoir, map.data, &header);
  gst_buffer_unmap (packet->data, &map);
}

static gboolean
matroska_next (GafPacketizer *packetizer, GafPacket *packet, GError **error)
{
  GafMatroskaPacketizer *self = self_of (packetizer);
  GError *local_error = NULL;

  for (;;) {
    const GafMatroskaBlock *block = &self->block;
    GstBuffer *buffer;
    gint64 position, n_frames;
    guint i;

    if (self->lace >= block->n_frames && !gaf_matroska_next_block (self, &local_error)) {
      if (local_error != NULL) {
        g_propagate_error (error, local_error);
      } else if (!packetizer->exact && self->at.position >= 0) {
        gaf_matroska_set_length (self, self->at.position, block->discard);
        packetizer->exact = TRUE;
      }
      return FALSE;
    }
    i = self->lace++;
    buffer = gaf_matroska_frame_load (self->track, self->source, block->starts[i], block->sizes[i], &local_error);
    if (local_error != NULL) {
      g_propagate_error (error, local_error);
      return FALSE;
    }
    n_frames = buffer != NULL ? count_buffer (self, buffer) : -1;
    position = self->at.position;
    gaf_matroska_step_over (self, n_frames);
    /* Not a tag: it has no sound, and takes its time all the same. */
    if (n_frames < 0 || (self->codec.tagged && self->at.ordinal == 1)) {
      g_clear_pointer (&buffer, gst_buffer_unref);
      continue;
    }
    buffer = gaf_matroska_codec_complete (&self->codec, buffer, MAX (position, 0));
    if (buffer == NULL)
      continue;
    packet->data = buffer;
    packet->position = position;
    packet->n_frames = n_frames;
    if (g_str_has_prefix (packetizer->codec, "mp"))
      prepare_mpeg (self, packet);
    if (position != self->last_end)
      GST_BUFFER_FLAG_SET (packet->data, GST_BUFFER_FLAG_DISCONT);
    self->last_end = position + n_frames;
    return TRUE;
  }
}

static void
matroska_free (GafPacketizer *packetizer)
{
  GafMatroskaPacketizer *self = self_of (packetizer);

  gaf_matroska_codec_clear (&self->codec);
  gaf_matroska_header_clear (&self->header);
  g_clear_pointer (&self->marks, g_array_unref);
  g_clear_pointer (&self->cues, g_array_unref);
  g_clear_pointer (&self->source, gaf_byte_source_unref);
  g_free (self);
}

static const GafPacketizerClass matroska_class = { matroska_next, gaf_matroska_seek, matroska_free, NULL };

/* opening */

/* The codec, learnt from the track's header and the first packet, or, if that is damaged, from one of those after it.
 */
static gboolean
open_codec (GafMatroskaPacketizer *self, GError **error)
{
  g_autoptr (GBytes) config = gaf_matroska_load_config (self->track);
  g_autoptr (GError) first_error = NULL;

  for (guint tries = 0; tries < TRIES; tries++) {
    GError *local_error = NULL;
    GstBuffer *buffer = NULL;
    GstMapInfo map = { 0 };
    gboolean ok, more = TRUE;

    if (self->lace >= self->block.n_frames) {
      self->lace = self->block.n_frames = 0;
      more = gaf_matroska_blocks_next (&self->blocks, &self->block, &local_error);
    }
    if (more && local_error == NULL) {
      buffer = gaf_matroska_frame_load (self->track, self->source, self->block.starts[self->lace],
                                        self->block.sizes[self->lace], &local_error);
      self->lace++;
    }
    if (local_error != NULL) {
      g_propagate_error (error, local_error);
      return FALSE;
    }
    if (!more && tries > 0)
      break;
    if (buffer != NULL)
      gst_buffer_map (buffer, &map, GST_MAP_READ);
    ok = gaf_matroska_codec_open (&self->codec, self->track, config, map.data, map.size, &local_error);
    if (buffer != NULL) {
      gst_buffer_unmap (buffer, &map);
      gst_buffer_unref (buffer);
    }
    if (ok)
      return TRUE;
    if (first_error == NULL)
      first_error = g_error_copy (local_error);
    gaf_matroska_codec_clear (&self->codec);
    if (!g_error_matches (local_error, GAF_ERROR, GAF_ERROR_CORRUPT))
      more = FALSE;
    g_error_free (local_error);
    if (!more)
      break;
  }
  g_propagate_error (error, g_steal_pointer (&first_error));
  return FALSE;
}

/* Compares the time stamps of the first blocks with the frames in their packets: where time 0 is, and whether they fit.
 */
static gboolean
calibrate (GafMatroskaPacketizer *self, GError **error)
{
  GafMatroskaCursor start = gaf_matroska_get_start (self);
  double least = 0, most = 0;
  gint64 n_frames = -1;
  gboolean same = TRUE;
  guint n = 0;

  self->frames_per_tick = (double) self->header.scale * self->parent.rate / 1e9;
  self->tolerance = self->frames_per_tick + 1;
  self->first_number = -1;
  gaf_matroska_go (self, &start);
  while (n < CALIBRATE && gaf_matroska_blocks_next (&self->blocks, &self->block, error)) {
    const double origin = (double) self->block.time * self->frames_per_tick - (double) self->at.position;

    least = n == 0 ? origin : MIN (least, origin);
    most = n == 0 ? origin : MAX (most, origin);
    if (n++ == 0 && strcmp (self->codec.key, "flac") == 0) {
      guint8 head[GAF_MATROSKA_HEAD];
      const gssize length = gaf_matroska_frame_peek (self->track, self->source, self->block.starts[0],
                                                     self->block.sizes[0], head, sizeof head, NULL, error);

      self->first_number = length < 0 ? -1 : gaf_matroska_codec_number (&self->codec, head, length);
    }
    for (guint i = 0; i < self->block.n_frames && same; i++) {
      gint64 count;

      if (!gaf_matroska_count_packet (self, i, &count, error))
        return FALSE;
      if (n_frames < 0)
        n_frames = count;
      /* A shorter one may be the last. */
      same = count == n_frames || (n > 1 && count < n_frames && i + 1 == self->block.n_frames);
      self->at.position += MAX (count, 0);
    }
    if (!same)
      break;
  }
  if (*error != NULL)
    return FALSE;

  self->origin = (least + most) / 2;
  if (most - least > 2 * self->tolerance) {
    self->first_number = -1;
  } else if (self->first_number >= 0) {
    self->tolerance += (double) self->codec.flac_block / 2;
  } else if (same && !self->codec.xiph.overlaps && (double) n_frames >= 3 * self->tolerance) {
    self->grid = n_frames;
  }
  gaf_matroska_go (self, &start);
  return TRUE;
}

/* What the end of the file tells of the length, or, if nothing does, its header. */
static gboolean
estimate_length (GafMatroskaPacketizer *self, GError **error)
{
  GafPacketizer *packetizer = &self->parent;
  GafMatroskaCursor start = gaf_matroska_get_start (self);
  const double seconds = self->header.duration * (double) self->header.scale / 1e9;
  gint64 end, discard;
  gboolean found;

  if (!gaf_matroska_find_end (self, &end, &discard, &found, error))
    return FALSE;
  if (found)
    gaf_matroska_set_length (self, end, discard);
  else if (seconds > 0 && seconds * packetizer->rate < (double) (G_MAXINT64 / 4))
    /* Too long is corrected when the end is read. */
    packetizer->n_frames = (gint64) (seconds * packetizer->rate) + packetizer->rate / 4;
  else
    return gaf_matroska_make_index (self, error);
  gaf_matroska_go (self, &start);
  return TRUE;
}

static gboolean
open_track (GafMatroskaPacketizer *self, int track, GError **error)
{
  GafPacketizer *packetizer = &self->parent;
  GError *local_error = NULL;

  if (!gaf_matroska_header_read (&self->header, self->source, error))
    return FALSE;
  self->track = gaf_matroska_header_choose (&self->header, track, error);
  if (self->track == NULL)
    return FALSE;
  if (self->track->refused != NULL) {
    g_set_error (error, GAF_ERROR, GAF_ERROR_UNSUPPORTED, "The audio of the Matroska file %s", self->track->refused);
    return FALSE;
  }
  self->plain = !self->track->of_frames || self->track->encoding == GAF_MATROSKA_PLAIN;
  self->blocks = (GafMatroskaBlocks){ .source = self->source, .end = self->header.end, .track = self->track->number };
  gaf_matroska_blocks_go (&self->blocks, self->header.first_cluster);
  if (!open_codec (self, error))
    return FALSE;

  packetizer->codec = self->codec.key;
  packetizer->caps = gst_caps_ref (self->codec.caps);
  if (self->codec.xiph.whole)
    gaf_xiph_codec_describe (&self->codec.xiph, packetizer);
  packetizer->rate = self->codec.rate;
  packetizer->channels = self->codec.channels;
  packetizer->bits = self->codec.bits;
  if (self->codec.skip >= 0)
    packetizer->skip = self->codec.skip;
  else if (self->track->delay <= DELAY_MOST * GST_SECOND)
    packetizer->skip = (gint64) gst_util_uint64_scale_round (self->track->delay, packetizer->rate, GST_SECOND);

  if (!calibrate (self, &local_error)
      || !(gaf_byte_source_get_size (self->source) <= INDEX_AT_OPENING ? gaf_matroska_make_index (self, &local_error)
                                                                       : estimate_length (self, &local_error))) {
    g_propagate_error (error, local_error);
    return FALSE;
  }
  self->last_end = 0;
  return TRUE;
}

GafPacketizer *
gaf_packetizer_matroska_new (GafByteSource *source, int track, GError **error)
{
  GafMatroskaPacketizer *self = g_new0 (GafMatroskaPacketizer, 1);
  g_autoptr (GafPacketizer) packetizer = &self->parent;

  packetizer->klass = &matroska_class;
  packetizer->container = "Matroska";
  packetizer->n_frames = -1;
  self->source = gaf_byte_source_ref (source);
  if (!open_track (self, track, error))
    return NULL;
  return g_steal_pointer (&packetizer);
}
