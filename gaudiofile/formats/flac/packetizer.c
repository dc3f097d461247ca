/*
 * SPDX-FileCopyrightText: 2026 gaudiofile contributors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#include "gaf-error.h"
#include "core/bytes.h"
#include "formats/flac/scan.h"
#include "packets/frame-map.h"
#include "core/limits.h"
#include "packets/packetizer.h"

/*
 * Native FLAC (RFC 9639).
 *
 *   fLaC │ STREAMINFO │ … SEEKTABLE … │ frame │ frame │ …
 *          └ rate, channels …           └ formats/flac/scan.h finds them, packets/frame-map.h knows their positions
 *
 * A packet is one sound frame. Decoding one needs nothing of the frames before: no pre-roll.
 */

#define READ_AHEAD (24 * 1024) /* bytes: two or three frames of music */
#define LONGEST    (32 * 1024) /* bytes of a frame, up to which one is read at once */

typedef struct {
  GafPacketizer parent;
  GafByteSource *source;
  GafFlacStreamInfo info;
  GafFlacScan scan;
  GafFrameMap map;
  guint64 audio;        /* where the metadata ends; the seek table's offsets count from here */
  guint64 after_info;   /* where STREAMINFO ends */
  guint64 table_offset; /* of the SEEKTABLE's points, 0 if there are none */
  guint32 table_points;
} FlacPacketizer;

/* metadata */

static gboolean
read_exactly (GafByteSource *source, guint64 offset, gpointer data, gsize length, gboolean *done, GError **error)
{
  gssize n = gaf_byte_source_read (source, offset, data, length, error);

  *done = n == (gssize) length;
  return n >= 0;
}

/* Walks the metadata blocks (section 8.1). Where they make no sense (a wrong length, an impossible type) the walk ends,
 * and frames are looked for from there, or from the start if not even the marker is there. */
static gboolean
read_metadata (FlacPacketizer *self, gboolean *have_info, GError **error)
{
  guint64 size = gaf_byte_source_get_size (self->source);
  guint64 offset = 4;
  guint8 head[4];
  gboolean done;

  *have_info = FALSE;
  self->audio = 0;
  if (!read_exactly (self->source, 0, head, 4, &done, error))
    return FALSE;
  if (!done || memcmp (head, "fLaC", 4) != 0)
    return TRUE;

  self->audio = offset;
  for (int i = 0; i < GAF_LIMIT_CHUNKS; i++) {
    guint8 data[GAF_FLAC_STREAM_INFO_SIZE];
    guint32 length;

    if (!read_exactly (self->source, offset, head, 4, &done, error))
      return FALSE;
    length = gaf_read_be24 (head + 1);
    /* 0xff is type 127, forbidden so that a block header never looks like a frame's sync code. */
    if (!done || head[0] == 0xff || length > size - offset - 4)
      return TRUE;

    if ((head[0] & 0x7f) == 0 && !*have_info && length >= sizeof data) {
      if (!read_exactly (self->source, offset + 4, data, sizeof data, &done, error))
        return FALSE;
      *have_info = done && gaf_flac_stream_info_parse (data, sizeof data, &self->info);
      self->after_info = offset + 4 + length;
    } else if ((head[0] & 0x7f) == 3) {
      self->table_offset = offset + 4;
      self->table_points = length / 18;
    }

    offset += 4 + (guint64) length;
    self->audio = offset;
    if (head[0] & 0x80)
      return TRUE;
  }
  return TRUE;
}

/* frames */

static gint64
number_of (FlacPacketizer *self, const GafFlacFrameHeader *header)
{
  return (gint64) (self->scan.block != 0 ? header->number * self->scan.block : header->number);
}

/* What is looked at in several steps is read in one. That is all: a failure comes again when it is looked at. */
static void
read_ahead (FlacPacketizer *self, guint64 offset)
{
  gsize available;

  gaf_byte_source_peek (self->source, offset, READ_AHEAD, &available, NULL);
}

static gboolean
map_find (gpointer user_data, guint64 from, guint64 limit, GafMapFrame *frame, GError **error)
{
  FlacPacketizer *self = user_data;
  GafFlacFrame found;

  /* the last frames, which are looked for one by one */
  if (limit == self->map.end && limit - MIN (from, limit) <= READ_AHEAD)
    read_ahead (self, from);
  if (!gaf_flac_scan_find (&self->scan, from, limit, &found, error))
    return FALSE;
  *frame = (GafMapFrame){ found.offset, found.size, number_of (self, &found.header), found.header.block_size };
  return TRUE;
}

static void
map_rewind (gpointer user_data)
{
  gaf_flac_scan_rewind (&((FlacPacketizer *) user_data)->scan);
}

/* The SEEKTABLE's point @i (section 8.5); not valid if it is a placeholder, or impossible. */
static gboolean
read_point (FlacPacketizer *self, guint32 i, GafMapMark *mark, gboolean *valid, GError **error)
{
  guint8 data[18];
  guint64 number, offset;

  if (!read_exactly (self->source, self->table_offset + i * G_GUINT64_CONSTANT (18), data, sizeof data, valid, error))
    return FALSE;
  number = gaf_read_be64 (data);
  offset = gaf_read_be64 (data + 8);
  *valid = *valid && number < G_MAXINT64 && offset < self->scan.end - self->audio;
  if (*valid)
    *mark = (GafMapMark){ self->audio + offset, (gint64) number };
  return TRUE;
}

/* The SEEKTABLE's points on both sides of @number. */
static gboolean
map_hint (gpointer user_data, gint64 number, GafMapMark hints[2], guint *n_hints, GError **error)
{
  FlacPacketizer *self = user_data;
  guint32 from = 0;
  guint32 to = self->table_points;
  GafMapMark mark;
  gboolean valid;

  while (from < to) {
    guint32 middle = from + (to - from) / 2;

    if (!read_point (self, middle, &mark, &valid, error))
      return FALSE;
    /* Placeholders sort behind all others. */
    if (valid && mark.position <= number)
      from = middle + 1;
    else
      to = middle;
  }

  *n_hints = 0;
  for (guint32 i = MAX (from, 1) - 1; i < self->table_points && i <= from; i++) {
    if (!read_point (self, i, &hints[*n_hints], &valid, error))
      return FALSE;
    *n_hints += valid;
  }
  return TRUE;
}

static const GafFrameMapClass map_class = { map_find, map_rewind, map_hint };

/* opening */

/* The first sound frame. Where there is none at the end of the metadata, that end may be wrong: then from STREAMINFO
 * on. */
static gboolean
find_first (FlacPacketizer *self, GafFlacFrame *first, GError **error)
{
  g_autoptr (GError) local = NULL;
  gsize available;

  /* That and the header behind it; else mostly two frames. */
  if (self->info.max_frame > 0 && self->info.max_frame <= LONGEST)
    gaf_byte_source_peek (self->source, self->audio, self->info.max_frame + GAF_FLAC_FRAME_HEADER_MAX, &available,
                          NULL);
  else
    read_ahead (self, self->audio);
  if (gaf_flac_scan_find (&self->scan, self->audio, self->audio + 1, first, &local))
    return TRUE;
  if (local == NULL && self->after_info != 0
      && gaf_flac_scan_find (&self->scan, self->after_info, self->after_info + GAF_LIMIT_RESYNC, first, &local))
    return TRUE;
  if (local == NULL && gaf_flac_scan_find (&self->scan, self->audio, self->audio + GAF_LIMIT_RESYNC, first, &local))
    return TRUE;
  if (local != NULL)
    g_propagate_error (error, g_steal_pointer (&local));
  return FALSE;
}

/* How the file numbers its frames, from the first two sound ones. Before RFC 9639, Flake wrote variable blocks with the
 * sync code of fixed ones, and counted sample frames. */
static gboolean
find_numbering (FlacPacketizer *self, const GafFlacFrame *first, GError **error)
{
  g_autoptr (GError) local = NULL;
  guint64 after = first->header.number + first->header.block_size;
  GafFlacFrame second;

  self->scan.variable = first->header.variable;
  self->scan.any = FALSE;
  if (first->header.variable)
    return TRUE;

  if (gaf_flac_scan_find (&self->scan, first->offset + first->size, self->scan.end, &second, &local)
      && second.header.number == after && after != first->header.number + 1)
    return TRUE;
  if (local != NULL) {
    g_propagate_error (error, g_steal_pointer (&local));
    return FALSE;
  }
  /* The first frame's own size, not STREAMINFO's, which may be wrong; but a lone frame may be a short last one. */
  self->scan.block = first->header.block_size;
  if (first->header.number > 0 && self->info.min_block == self->info.max_block)
    self->scan.block = MAX (self->scan.block, self->info.max_block);
  return TRUE;
}

/* What the first frame says rules over STREAMINFO, as decoders go by it. */
static gboolean
merge_info (FlacPacketizer *self, const GafFlacFrameHeader *first, gboolean have_info, GError **error)
{
  if (!have_info) {
    /* A header that leaves something open needs STREAMINFO. */
    if (first->rate == 0 || first->bits == 0) {
      g_set_error (error, GAF_ERROR, GAF_ERROR_CORRUPT,
                   "FLAC without STREAMINFO, and frames that leave the sample rate or bit depth to it");
      return FALSE;
    }
    self->info = (GafFlacStreamInfo){ .min_block = 16, .max_block = G_MAXUINT16 };
  }
  self->info.channels = first->channels;
  self->info.rate = first->rate != 0 ? first->rate : self->info.rate;
  self->info.bits = first->bits != 0 ? first->bits : self->info.bits;
  self->scan.bits = self->info.bits;
  return TRUE;
}

/* Whether the file is as encoders write it: blocks of one size, the header of the first of which, number 0, lies where
 * the metadata ends, and at the end the header of a frame with which STREAMINFO's length is full. Then no frame need be
 * looked at as a whole, which would take most of the time of opening. */
static gboolean
is_intact (FlacPacketizer *self, const GafFlacFrameHeader *first, gsize window, gboolean *intact, GError **error)
{
  const GafFlacStreamInfo *info = &self->info;
  g_autoptr (GError) local = NULL;
  guint64 offset, number;

  *intact = FALSE;
  if (first->variable || first->number != 0 || info->n_frames == 0 || info->n_frames > G_MAXINT64
      || info->min_block != info->max_block || first->block_size != info->max_block || window > LONGEST)
    return TRUE;
  self->scan.variable = self->scan.any = FALSE;
  *intact = gaf_flac_scan_find_end (&self->scan, info->max_block, window, &offset, &number, &local)
            && gaf_frame_map_open_intact (&self->map, self->audio, &(GafMapMark){ offset, (gint64) number },
                                          (gint64) info->n_frames);
  if (*intact)
    self->scan.block = self->map.block = info->max_block;
  else
    self->scan.any = TRUE;
  if (local == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&local));
  return FALSE;
}

/* The header at the end of the metadata. */
static gboolean
peek_first (FlacPacketizer *self, GafFlacFrameHeader *header)
{
  const guint64 end = gaf_byte_source_get_size (self->source);
  gsize available;
  const guint8 *data = gaf_byte_source_peek (self->source, self->audio, GAF_FLAC_FRAME_HEADER_MAX, &available, NULL);

  return data != NULL && gaf_flac_frame_header_parse (data, MIN (available, end - self->audio), header);
}

/* What can be had with the first frame's header alone. */
static gboolean
open_intact (FlacPacketizer *self, gboolean have_info, gboolean *intact, GError **error)
{
  GafFlacFrameHeader first;

  *intact = FALSE;
  if (!have_info || self->info.max_frame == 0 || !peek_first (self, &first))
    return TRUE;
  return is_intact (self, &first, self->info.max_frame, intact, error)
         && (!*intact || merge_info (self, &first, have_info, error));
}

static gboolean
take_stock (FlacPacketizer *self, const GafFlacFrame *first, GError **error)
{
  GafMapFrame frame;
  gboolean intact;

  if (self->info.max_frame == 0 && first->offset == self->audio) {
    if (!is_intact (self, &first->header, 2 * first->size, &intact, error))
      return FALSE;
    if (intact)
      return TRUE;
  }
  if (!find_numbering (self, first, error))
    return FALSE;
  frame = (GafMapFrame){ first->offset, first->size, number_of (self, &first->header), first->header.block_size };
  self->map.block = self->scan.block;
  self->map.last_length = MAX (self->info.max_block, self->scan.block);
  return gaf_frame_map_open (&self->map, &frame, first->offset == self->audio, self->info.n_frames,
                             self->scan.block != 0 && self->info.min_block != self->info.max_block, error);
}

/* packets */

static gboolean
flac_next (GafPacketizer *packetizer, GafPacket *packet, GError **error)
{
  FlacPacketizer *self = (FlacPacketizer *) packetizer;

  return gaf_frame_map_next (&self->map, self->source, packetizer->bare, packet, error);
}

static gboolean
flac_seek (GafPacketizer *packetizer, gint64 frame, gint64 preroll, GError **error)
{
  FlacPacketizer *self = (FlacPacketizer *) packetizer;

  return gaf_frame_map_seek (&self->map, MAX (0, frame - MIN (preroll, frame)), error);
}

static void
flac_free (GafPacketizer *packetizer)
{
  FlacPacketizer *self = (FlacPacketizer *) packetizer;

  gaf_frame_map_clear (&self->map);
  gaf_byte_source_unref (self->source);
  g_free (self);
}

static GstCaps *
flac_make_caps (GafPacketizer *packetizer)
{
  return gaf_flac_caps_new (&((FlacPacketizer *) packetizer)->info);
}

static const GafPacketizerClass flac_class = { flac_next, flac_seek, flac_free, .make_caps = flac_make_caps };

GafPacketizer *
gaf_packetizer_flac_new (GafByteSource *source, GError **error)
{
  FlacPacketizer *self = g_new0 (FlacPacketizer, 1);
  g_autoptr (GafPacketizer) owner = &self->parent;
  g_autoptr (GError) local = NULL;
  guint64 size = gaf_byte_source_get_size (source);
  GafFlacFrame first;
  gboolean have_info, intact;

  self->parent.klass = &flac_class;
  self->source = gaf_byte_source_ref (source);
  if (!read_metadata (self, &have_info, error))
    return NULL;

  gaf_flac_scan_init (&self->scan, source, self->audio, size);
  self->scan.bits = self->info.bits;
  self->scan.n_frames = self->info.n_frames;
  self->map = (GafFrameMap){
    .klass = &map_class,
    .user_data = self,
    .end = size,
    .min_size = GAF_FLAC_FRAME_MIN,
    .max_length = GAF_FLAC_BLOCK_SIZE_MAX,
  };

  if (!open_intact (self, have_info, &intact, error))
    return NULL;
  if (intact) {
    /* Nothing is left to find. */
  } else if (find_first (self, &first, &local)) {
    if (!merge_info (self, &first.header, have_info, error) || !take_stock (self, &first, error))
      return NULL;
  } else if (local != NULL) {
    g_propagate_error (error, g_steal_pointer (&local));
    return NULL;
  } else if (!have_info || self->audio + GAF_FLAC_FRAME_MIN < size) {
    g_set_error (error, GAF_ERROR, GAF_ERROR_CORRUPT, "FLAC without any undamaged frame");
    return NULL;
  } else {
    /* Nothing behind the metadata: an empty stream. */
    self->map.first.offset = self->map.last.offset = self->map.at.offset = size;
    self->map.trusted = TRUE;
  }

  self->parent.codec = "flac";
  self->parent.flac = &self->info;
  self->parent.rate = self->info.rate;
  self->parent.channels = self->info.channels;
  self->parent.bits = self->info.bits;
  self->parent.n_frames = self->map.n_frames;
  self->parent.exact = TRUE;
  return g_steal_pointer (&owner);
}
