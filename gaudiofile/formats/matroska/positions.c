/*
 * SPDX-FileCopyrightText: 2026 gaudiofile contributors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#include <math.h>
#include <string.h>

#include "formats/matroska/frames.h"
#include "formats/matroska/matroska.h"

#define GAP_LEAST 20 /* 1 / seconds: what time stamps jump by on their own, where packets are written as they come */
/* Lengths claimed have to be in proportion to the bytes: so many frames for each. A forged time stamp cannot ask for
 * years of silence. */
#define FRAMES_PER_BYTE 4096

/* counting */

/* Audio frames in packet @i of the current block; -1: it is not to be decoded. Calls for one block have to be in order.
 */
gboolean
gaf_matroska_count_packet (GafMatroskaPacketizer *self, guint i, gint64 *n_frames, GError **error)
{
  const GafMatroskaBlock *block = &self->block;
  guint8 head[GAF_MATROSKA_HEAD];
  gsize size = block->sizes[i];
  gssize n = 0;

  if (i == 0 && block->head_size == MIN (size, GAF_MATROSKA_HEAD) && self->plain) {
    *n_frames = gaf_matroska_codec_count (&self->codec, block->head, block->head_size, size);
    return TRUE;
  }
  if (self->codec.n_frames == 0 || self->codec.wants_size || strcmp (self->codec.key, "alac") == 0) {
    n = gaf_matroska_frame_peek (self->track, self->source, block->starts[i], block->sizes[i], head, sizeof head,
                                 self->codec.wants_size ? &size : NULL, error);
    if (n < 0)
      return FALSE;
  }
  *n_frames = gaf_matroska_codec_count (&self->codec, head, n, size);
  return TRUE;
}

gboolean
gaf_matroska_get_claim (GafMatroskaPacketizer *self, gint64 *claim, GError **error)
{
  const double by_time = (double) self->block.time * self->frames_per_tick - self->origin;

  *claim = -1;
  if (!(by_time >= -self->tolerance && by_time < (double) (G_MAXINT64 / 4)))
    return TRUE;
  if (self->first_number >= 0) {
    guint8 head[GAF_MATROSKA_HEAD];
    const gssize n = gaf_matroska_frame_peek (self->track, self->source, self->block.starts[0], self->block.sizes[0],
                                              head, sizeof head, NULL, error);
    gint64 number;

    if (n < 0)
      return FALSE;
    number = gaf_matroska_codec_number (&self->codec, head, n) - self->first_number;
    if (number >= 0 && fabs ((double) number - by_time) <= self->tolerance)
      *claim = number;
  } else if (self->grid > 0) {
    const gint64 nearest = (gint64) floor (by_time / (double) self->grid + 0.5) * self->grid;

    if (nearest >= 0 && fabs ((double) nearest - by_time) <= self->tolerance)
      *claim = nearest;
  }
  return TRUE;
}

static gboolean
has_claims (const GafMatroskaPacketizer *self)
{
  return self->grid > 0 || self->first_number >= 0;
}

/* By how many frames the time from the block before to this one is longer than what lies between them. */
static double
get_jump (const GafMatroskaPacketizer *self)
{
  if (self->at.time_position < 0)
    return 0;
  return (double) (self->block.time - self->at.time) * self->frames_per_tick
         - (double) (self->at.position - self->at.time_position);
}

/* Decides where the current block is: where the one before ends, unless time says that packets are missing. */
static gboolean
place_block (GafMatroskaPacketizer *self, GError **error)
{
  const double bound = (double) gaf_byte_source_get_size (self->source) * FRAMES_PER_BYTE;
  const gint64 counted = self->at.position;
  const double jump = get_jump (self);
  gint64 claim;

  if (!gaf_matroska_get_claim (self, &claim, error))
    return FALSE;
  if (counted < 0) {
    self->at.position = claim;
  } else if (claim >= 0) {
    if (claim > counted && jump >= (double) (claim - counted) - 2 * self->tolerance && (double) claim <= bound)
      self->at.position = claim;
    else if (claim != counted)
      self->irregular = TRUE;
  } else {
    const double least = (double) MAX (self->codec.n_frames, self->parent.rate / GAP_LEAST) + 2 * self->tolerance;

    self->irregular = self->irregular || has_claims (self);
    if (jump >= least && (double) counted + jump <= bound) {
      self->at.position = counted + (gint64) jump;
      self->irregular = TRUE;
    }
  }
  self->at.time = self->block.time;
  self->at.time_position = self->at.position;
  return TRUE;
}

gboolean
gaf_matroska_next_block (GafMatroskaPacketizer *self, GError **error)
{
  self->lace = self->block.n_frames = 0;
  if (!gaf_matroska_blocks_next (&self->blocks, &self->block, error))
    return FALSE;
  return place_block (self, error);
}

/* Packet @i of the block is over, and had @n_frames (-1: it does not count). */
void
gaf_matroska_step_over (GafMatroskaPacketizer *self, gint64 n_frames)
{
  self->at.ordinal++;
  if (self->at.position >= 0 && n_frames > 0)
    self->at.position += n_frames;
}

gboolean
gaf_matroska_skip_block (GafMatroskaPacketizer *self, GError **error)
{
  for (; self->lace < self->block.n_frames; self->lace++) {
    gint64 n_frames;

    if (!gaf_matroska_count_packet (self, self->lace, &n_frames, error))
      return FALSE;
    gaf_matroska_step_over (self, n_frames);
  }
  return TRUE;
}

void
gaf_matroska_go (GafMatroskaPacketizer *self, const GafMatroskaCursor *cursor)
{
  self->at = *cursor;
  self->blocks.place = cursor->place;
  self->codec.xiph.previous = cursor->previous;
  self->lace = self->block.n_frames = 0;
  self->last_end = -1;
}

GafMatroskaCursor
gaf_matroska_get_start (GafMatroskaPacketizer *self)
{
  return (GafMatroskaCursor){ .place = { .offset = self->header.first_cluster }, .time_position = -1 };
}

/* Frames that DiscardPadding tells to cut off at the end of a block. */
static gint64
get_discard (const GafMatroskaPacketizer *self, gint64 discard)
{
  if (discard <= 0)
    return 0;
  return (gint64) gst_util_uint64_scale_round ((guint64) discard, self->parent.rate, GST_SECOND);
}

void
gaf_matroska_set_length (GafMatroskaPacketizer *self, gint64 end, gint64 discard)
{
  self->parent.n_frames = MAX (end - MIN (get_discard (self, discard), end) - self->parent.skip, 0);
}
