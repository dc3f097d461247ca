/*
 * SPDX-FileCopyrightText: 2026 gaudiofile contributors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#include "formats/matroska/blocks.h"

#include <string.h>

#include "core/bytes.h"
#include "core/limits.h"

#define LOOK          \
  (GAF_EBML_HEAD + 11 \
   + GAF_MATROSKA_HEAD)     /* bytes: what is there of an element, a block and its first frame, as a rule */
#define HEAD_MAX 1100       /* bytes: of an element, a block, and the sizes of 255 frames in EBML lacing */
#define JUMP     (8 * 1024) /* bytes between two heads from which on reading just the head is quicker than reading on */

typedef enum {
  FOUND_NOTHING, /* no element that could be here */
  FOUND_OTHER,   /* one to be stepped over */
  FOUND_BLOCK,   /* one of the track */
} Found;

void
gaf_matroska_blocks_go (GafMatroskaBlocks *self, guint64 offset)
{
  self->place = (GafMatroskaPlace){ .offset = offset };
}

/* The bytes of a head at @offset, no more than @wanted of them: by reading on, or, behind a large block, by reading
 * only them into
 * @buffer. NULL with @error. */
static const guint8 *
look (GafMatroskaBlocks *self, guint64 offset, gsize wanted, guint8 *buffer, gsize *length, GError **error)
{
  const guint64 jump = offset > self->looked ? offset - self->looked : 0;
  gssize n;

  self->looked = offset;
  if (jump < JUMP)
    return gaf_byte_source_peek (self->source, offset, wanted, length, error);
  n = gaf_byte_source_read (self->source, offset, buffer, wanted, error);
  *length = MAX (n, 0);
  return n < 0 ? NULL : buffer;
}

/* lacing (RFC 9559, 10.3) */

/* Sizes of 255 and a rest. Returns the bytes they take, 0 if they make no sense. */
static gsize
parse_xiph (GafMatroskaBlock *block, const guint8 *data, gsize length)
{
  gsize at = 0;

  for (guint i = 0; i + 1 < block->n_frames; i++) {
    guint32 size = 0;

    while (at < length && data[at] == 255 && size < GAF_LIMIT_PACKET) {
      size += 255;
      at++;
    }
    if (at >= length || data[at] == 255)
      return 0;
    block->sizes[i] = size + data[at++];
  }
  return at;
}

/* The first size as it is, each other as the difference to the one before, with half of the range taken off. */
static gsize
parse_ebml (GafMatroskaBlock *block, const guint8 *data, gsize length)
{
  gint64 size = 0;
  gsize at = 0;

  for (guint i = 0; i + 1 < block->n_frames; i++) {
    guint64 value;
    const gsize n = gaf_ebml_parse_number (data + at, length - at, &value, NULL);

    if (n == 0)
      return 0;
    at += n;
    size = i == 0 ? (gint64) value : size + (gint64) value - ((G_GINT64_CONSTANT (1) << (7 * n - 1)) - 1);
    if (size < 0 || size > G_MAXUINT32)
      return 0;
    block->sizes[i] = (guint32) size;
  }
  return at;
}

/* Sets the frames of a block whose lacing begins at @data, which lies at @offset; it ends at @end. FALSE: it makes no
 * sense. */
static gboolean
parse_lacing (GafMatroskaBlock *block, guint lacing, const guint8 *data, gsize length, guint64 offset, guint64 end)
{
  guint64 total = 0, rest;
  gsize n = 1;

  block->n_frames = 1;
  block->starts[0] = offset;
  if (lacing == 0) {
    if (end - offset > GAF_LIMIT_PACKET)
      return FALSE;
    block->sizes[0] = (guint32) (end - offset);
    return TRUE;
  }
  if (length == 0)
    return FALSE;
  block->n_frames = data[0] + 1u;
  if (lacing != 2 && block->n_frames > 1) {
    n = lacing == 1 ? parse_xiph (block, data + 1, length - 1) : parse_ebml (block, data + 1, length - 1);
    if (n++ == 0)
      return FALSE;
  }
  if (n > end - offset)
    return FALSE;
  rest = end - offset - n;
  if (lacing == 2) {
    if (rest % block->n_frames != 0)
      return FALSE;
    for (guint i = 0; i < block->n_frames; i++)
      block->sizes[i] = (guint32) MIN (rest / block->n_frames, G_MAXUINT32);
  } else {
    for (guint i = 0; i + 1 < block->n_frames; i++)
      total += block->sizes[i];
    if (total > rest)
      return FALSE;
    block->sizes[block->n_frames - 1] = (guint32) MIN (rest - total, G_MAXUINT32);
  }

  offset += n;
  for (guint i = 0; i < block->n_frames; i++) {
    if (block->sizes[i] > GAF_LIMIT_PACKET)
      return FALSE;
    block->starts[i] = offset;
    offset += block->sizes[i];
  }
  return TRUE;
}

/* The contents of a SimpleBlock or a Block, from @start to @end, of which @length bytes are at @data: track number,
 * time relative to the cluster, flags, lacing, frames. */
static gboolean
parse_block (GafMatroskaBlocks *self, GafMatroskaBlock *block, const guint8 *data, gsize length, guint64 start,
             guint64 end, Found *found, GError **error)
{
  guint8 buffer[HEAD_MAX];
  guint64 track;
  gsize n;

  *found = FOUND_OTHER;
  length = MIN (length, end - start);
  n = gaf_ebml_parse_number (data, length, &track, NULL);
  if (n == 0 || length < n + 3 || track != self->track)
    return TRUE;
  block->time = self->place.cluster_time + (gint16) gaf_read_be16 (data + n);
  if ((data[n + 2] & 0x06) != 0 && length < MIN (end - start, HEAD_MAX)) {
    data = look (self, start, MIN (end - start, HEAD_MAX), buffer, &length, error);
    if (data == NULL)
      return FALSE;
    length = MIN (length, end - start);
    if (length < n + 3)
      return TRUE;
  }
  if (!parse_lacing (block, (data[n + 2] >> 1) & 3, data + n + 3, length - n - 3, start + n + 3, end))
    return TRUE;
  block->head_size = 0;
  if (block->starts[0] - start < length) {
    block->head_size = (guint) MIN (MIN (length - (block->starts[0] - start), block->sizes[0]), GAF_MATROSKA_HEAD);
    memcpy (block->head, data + (block->starts[0] - start), block->head_size);
  }
  *found = FOUND_BLOCK;
  return TRUE;
}

static gboolean
parse_group (GafMatroskaBlocks *self, GafMatroskaBlock *block, const GafEbmlElement *group, Found *found,
             GError **error)
{
  guint64 at = group->start;

  *found = FOUND_OTHER;
  block->discard = 0;
  for (guint i = 0; i < GAF_LIMIT_CHUNKS && at < group->end; i++) {
    GafEbmlElement element;
    guint8 buffer[LOOK];
    gsize length;
    const guint8 *data = look (self, at, MIN (group->end - at, LOOK), buffer, &length, error);
    Found inner;

    if (data == NULL)
      return FALSE;
    if (!gaf_ebml_parse (&element, data, length, at, group->end) || element.cut || element.unknown)
      break;
    if (element.id == GAF_MATROSKA_ID_BLOCK) {
      const gsize head = MIN (element.start - at, length);

      if (!parse_block (self, block, data + head, length - head, element.start, element.end, &inner, error))
        return FALSE;
      if (inner != FOUND_BLOCK) /* of another track, as a rule: what else is there does not matter */
        break;
      *found = inner;
    } else if (element.id == GAF_MATROSKA_ID_DISCARD) {
      block->discard = gaf_ebml_get_int (&element, self->source);
    }
    at = element.end;
  }
  return TRUE;
}

static gboolean
is_outside_cluster (guint32 id)
{
  return id == GAF_MATROSKA_ID_CLUSTER || id == GAF_MATROSKA_ID_CUES || id == GAF_MATROSKA_ID_TAGS
         || id == GAF_MATROSKA_ID_SEEK_HEAD || id == GAF_MATROSKA_ID_INFO || id == GAF_MATROSKA_ID_TRACKS
         || id == GAF_MATROSKA_ID_CHAPTERS || id == GAF_MATROSKA_ID_ATTACHMENTS;
}

/* The element at the place, which is moved behind it or into it. */
static gboolean
step (GafMatroskaBlocks *self, GafMatroskaBlock *block, Found *found, GError **error)
{
  GafMatroskaPlace *place = &self->place;
  const guint64 end = place->cluster_end > 0 ? place->cluster_end : self->end;
  GafEbmlElement element;
  guint8 buffer[LOOK];
  gsize length, head;
  const guint8 *data = look (self, place->offset, MIN (end - place->offset, LOOK), buffer, &length, error);

  *found = FOUND_NOTHING;
  if (data == NULL)
    return FALSE;
  if (!gaf_ebml_parse (&element, data, length, place->offset, end))
    return TRUE;

  if (is_outside_cluster (element.id)) {
    /* A cluster whose size was not known ends here; or one whose size is wrong. */
    if (place->cluster_end > 0 && place->cluster_end < self->end
        && !gaf_ebml_parse (&element, data, length, place->offset, self->end))
      return TRUE;
    place->cluster_end = 0;
    if (element.id == GAF_MATROSKA_ID_CLUSTER) {
      *found = FOUND_OTHER;
      place->offset = element.start;
      place->cluster_end = MAX (element.end, element.start + 1);
      place->cluster_time = 0;
      return TRUE;
    }
  } else if (place->cluster_end > 0) {
    switch (element.id) {
    case GAF_MATROSKA_ID_SIMPLE_BLOCK:
    case GAF_MATROSKA_ID_BLOCK_GROUP:
      if (element.cut || element.unknown)
        return TRUE;
      block->offset = element.offset;
      block->discard = 0;
      head = MIN (element.start - element.offset, length);
      if (!(element.id == GAF_MATROSKA_ID_BLOCK_GROUP
                ? parse_group (self, block, &element, found, error)
                : parse_block (self, block, data + head, length - head, element.start, element.end, found, error)))
        return FALSE;
      place->offset = element.end;
      return TRUE;
    case GAF_MATROSKA_ID_TIMESTAMP: {
      const guint64 time = gaf_ebml_get_uint (&element, self->source, 0);

      place->cluster_time = time < G_MAXINT64 / 2 ? (gint64) time : 0;
      break;
    }
    case GAF_MATROSKA_ID_POSITION:
    case GAF_MATROSKA_ID_PREV_SIZE:
    case GAF_MATROSKA_ID_ENCRYPTED:
    case GAF_MATROSKA_ID_SILENT:
    case GAF_MATROSKA_ID_VOID:
    case GAF_MATROSKA_ID_CRC:
      break;
    default:
      return TRUE;
    }
  } else if (element.id != GAF_MATROSKA_ID_VOID && element.id != GAF_MATROSKA_ID_CRC) {
    return TRUE;
  }

  if (element.cut || element.unknown)
    return TRUE;
  *found = FOUND_OTHER;
  place->offset = element.end;
  return TRUE;
}

gboolean
gaf_matroska_blocks_next (GafMatroskaBlocks *self, GafMatroskaBlock *block, GError **error)
{
  GafMatroskaPlace *place = &self->place;

  for (;;) {
    Found found;

    if (place->cluster_end > 0 && place->offset >= place->cluster_end)
      place->cluster_end = 0;
    if (place->offset >= self->end)
      return FALSE;
    if (!step (self, block, &found, error))
      return FALSE;
    if (found == FOUND_BLOCK)
      return TRUE;
    if (found == FOUND_NOTHING) {
      guint64 cluster;

      /* A cluster that was cut off with the file, or damage. */
      if (!gaf_matroska_find_cluster (self->source, place->offset + 1, self->end, self->end, &cluster, error))
        return FALSE;
      gaf_matroska_blocks_go (self, cluster);
    }
  }
}
