/*
 * SPDX-FileCopyrightText: 2026 gaudiofile contributors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#include "formats/flac/scan.h"

#include <string.h>

#include "core/crc.h"
#include "core/limits.h"

/* How many bytes may be looked at in vain: so many in any case, and so many times the stretch itself. Ordinary damage
 * costs a few frames' worth; only a file made of false frame headers comes near. */
#define BUDGET_BASE   (G_GUINT64_CONSTANT (32) << 20)
#define BUDGET_FACTOR 8

void
gaf_flac_scan_init (GafFlacScan *self, GafByteSource *source, guint64 start, guint64 end)
{
  *self = (GafFlacScan){ .source = source, .start = start, .end = end, .any = TRUE };
  gaf_flac_scan_rewind (self);
}

void
gaf_flac_scan_rewind (GafFlacScan *self)
{
  self->wasted = 0;
  self->budget = BUDGET_BASE + BUDGET_FACTOR * (self->end - self->start);
}

/* Index of the next possible sync code (fourteen ones, a zero, the blocking strategy; section 9.1) in [@at, @length),
 * else @length. A last byte 0xff counts, as what follows it is not known. */
static gsize
find_sync (const guint8 *data, gsize at, gsize length)
{
  while (at < length) {
    const guint8 *found = memchr (data + at, 0xff, length - at);

    if (found == NULL)
      return length;
    at = found - data;
    if (at + 1 == length || (data[at + 1] & 0xfe) == 0xf8)
      return at;
    at++;
  }
  return length;
}

static gboolean
parse_header (GafFlacScan *self, const guint8 *data, gsize length, GafFlacFrameHeader *header)
{
  return gaf_flac_frame_header_parse (data, length, header) && (self->any || header->variable == self->variable);
}

/* The size that no frame exceeds: twice that of its samples stored verbatim; a side channel has one bit more
 * (section 9.2). */
static guint64
max_frame_size (GafFlacScan *self, const GafFlacFrameHeader *header)
{
  guint64 bits = header->bits != 0 ? header->bits : MAX (self->bits, 16);
  guint64 size = header->block_size * (guint64) header->channels * (bits + 1) / 8;

  return MIN (2 * size + 1024, GAF_LIMIT_PACKET);
}

/* TRUE if a tag of a known kind begins here. */
static gboolean
is_tag (const guint8 *data, gsize length)
{
  static const char *const tags[] = { "TAG", "APETAGEX", "LYRICSBEGIN", "ID3", "fLaC" };

  for (guint i = 0; i < G_N_ELEMENTS (tags); i++)
    if (length >= strlen (tags[i]) && memcmp (data, tags[i], strlen (tags[i])) == 0)
      return TRUE;
  return FALSE;
}

/* The size of a last frame with junk behind it, 0 if it is not sound. A right CRC-16 at some byte alone says little:
 * among ten thousand bytes there is one by chance in 15 % of cases. So what follows has to be known, or the frame has
 * to end where STREAMINFO says that the stream ends; then the junk goes to the decoder as well, which leaves it alone.
 */
static gsize
measure_last (GafFlacScan *self, const GafFlacFrameHeader *header, const guint8 *data, gsize length)
{
  guint64 position = self->block != 0 ? header->number * self->block : header->number;
  guint16 crc = gaf_crc16 (0, data, MIN (length, header->header_size));
  gboolean plausible = FALSE;
  gsize zeros = length; /* from here on there are only zeros */

  while (zeros > 0 && data[zeros - 1] == 0)
    zeros--;

  for (gsize i = header->header_size; i < length; i++) {
    crc = gaf_crc16 (crc, data + i, 1);
    if (crc != 0 || i + 1 < GAF_FLAC_FRAME_MIN)
      continue;
    if (i + 1 >= zeros || is_tag (data + i + 1, length - i - 1))
      return i + 1;
    plausible = TRUE;
  }
  return plausible && self->n_frames != 0 && position + header->block_size == self->n_frames ? length : 0;
}

/* The size of a frame behind which another FLAC file was put, 0 if it is not one. */
static gsize
measure_joined (const guint8 *data, gsize length)
{
  guint16 crc = 0;
  gsize summed = 0;

  for (;;) {
    const guint8 *found = memmem (data + summed, length - summed, "fLaC", 4);

    if (found == NULL)
      return 0;
    crc = gaf_crc16 (crc, data + summed, found - data - summed);
    summed = found - data;
    if (crc == 0 && summed >= GAF_FLAC_FRAME_MIN)
      return summed;
    crc = gaf_crc16 (crc, found, 4);
    summed += 4;
  }
}

/* TRUE if @next is numbered as the frame after @header is, in whichever way the file counts. */
static gboolean
is_successor (const GafFlacFrameHeader *header, const GafFlacFrameHeader *next)
{
  return next->number == header->number + header->block_size
         || (!header->variable && next->number == header->number + 1);
}

/* The size of the frame with @header at @offset: up to the next frame header, or the end of the stretch, at which its
 * CRC-16 is right. 0 if there is none, which is no error: the frame is damaged, surely so when its successor was met
 * before. */
static gboolean
measure (GafFlacScan *self, guint64 offset, const GafFlacFrameHeader *header, gsize *size, GError **error)
{
  guint64 window = MIN (max_frame_size (self, header), self->end - offset);
  gsize wanted = MIN (window, GAF_FLAC_FRAME_HEADER_MAX);
  gsize at = MIN (window, GAF_FLAC_FRAME_MIN);
  gsize summed = 0;
  guint16 crc = 0;

  *size = 0;
  for (;;) {
    GafFlacFrameHeader next;
    gsize available;
    const guint8 *data = gaf_byte_source_peek (self->source, offset, wanted, &available, error);
    gboolean all;

    if (data == NULL)
      return FALSE;
    /* Fewer than asked for: the file has become shorter since it was opened. */
    if (available < wanted)
      window = available;
    available = MIN (available, window);
    all = available == window;

    while ((at = find_sync (data, at, available)) < available) {
      if (!all && available - at < GAF_FLAC_FRAME_HEADER_MAX)
        break;
      if (parse_header (self, data + at, available - at, &next)) {
        crc = gaf_crc16 (crc, data + summed, at - summed);
        summed = at;
        if (crc == 0) {
          *size = at;
          return TRUE;
        }
        if (is_successor (header, &next)) {
          self->wasted += at;
          return TRUE;
        }
      }
      at++;
    }
    if (all) {
      self->wasted += window;
      if (offset + window < self->end) {
        *size = measure_joined (data, window);
        return TRUE;
      }
      crc = gaf_crc16 (crc, data + summed, window - summed);
      *size = crc == 0 && window >= GAF_FLAC_FRAME_MIN ? window : measure_last (self, header, data, window);
      return TRUE;
    }
    wanted = MIN (window, MAX (2 * (guint64) available, GAF_BYTE_SOURCE_BLOCK / 4));
  }
}

gboolean
gaf_flac_scan_find (GafFlacScan *self, guint64 from, guint64 limit, GafFlacFrame *frame, GError **error)
{
  limit = MIN (limit, self->end);

  while (from < limit && self->wasted < self->budget) {
    gsize available, at, size;
    const guint8 *data = gaf_byte_source_peek (self->source, from, GAF_FLAC_FRAME_HEADER_MAX, &available, error);

    if (data == NULL)
      return FALSE;
    available = MIN (available, self->end - from);
    if (available < GAF_FLAC_FRAME_MIN)
      return FALSE;

    at = find_sync (data, 0, available);
    if (from + at >= limit)
      return FALSE;
    /* A header that the block cuts is looked at again from its beginning. */
    if (at > 0 && available - at < GAF_FLAC_FRAME_HEADER_MAX && from + available < self->end) {
      self->wasted += at;
      from += at;
      continue;
    }
    if (at < available && parse_header (self, data + at, available - at, &frame->header)) {
      frame->offset = from + at;
      if (!measure (self, frame->offset, &frame->header, &size, error))
        return FALSE;
      if (size > 0) {
        frame->size = size;
        return TRUE;
      }
    }
    self->wasted += at + 1;
    from += MIN (at + 1, available);
  }
  return FALSE;
}

gboolean
gaf_flac_scan_find_end (GafFlacScan *self, guint64 block, gsize window, guint64 *offset, guint64 *number,
                        GError **error)
{
  const guint64 from = self->end - MIN (window, self->end - self->start);
  gsize available;
  const guint8 *data = gaf_byte_source_peek (self->source, from, self->end - from, &available, error);
  gboolean found = FALSE;

  if (data == NULL)
    return FALSE;
  available = MIN (available, self->end - from);
  for (gsize at = 0; (at = find_sync (data, at, available)) < available; at++) {
    GafFlacFrameHeader header;

    if (parse_header (self, data + at, available - at, &header) && header.number < G_MAXUINT32
        && header.number * block + header.block_size == self->n_frames) {
      *offset = from + at;
      *number = header.number * block;
      found = TRUE;
    }
  }
  return found;
}
