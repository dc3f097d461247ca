/*
 * SPDX-FileCopyrightText: 2026 gaudiofile contributors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#include "gaf-error.h"
#include "gaf-flac-scan.h"
#include "gaf-limits.h"
#include "gaf-packetizer.h"

/*
 * Native FLAC (RFC 9639).
 *
 *   fLaC │ STREAMINFO │ … SEEKTABLE … │ first frame │ … │ last frame │ junk
 *                                     └ where       └ bisected by   └ found from the end: where the
 *                                       0 is          seeks           stream really ends
 *
 * A packet is one sound frame (gaf-flac-scan.h), its position what its own number says, so it is the same however it was reached.
 * Position 0 is the first frame if that lies where the metadata ends: a stream recorded from its middle starts at some number.
 * If damage comes first, position 0 is number 0, as long as that agrees with STREAMINFO's total.
 *
 * Numbers that contradict each other (two files put together, a fixed stream of unequal blocks) are not used: such a file is
 * walked once, and positions are counted.
 */

typedef enum {
  NUMBERING_FIXED,   /* the header's number counts FLAC frames of self->block sample frames each */
  NUMBERING_SAMPLES, /* it counts sample frames */
  NUMBERING_NONE,    /* it is of no use; positions are counted, self->index helps seeking */
} Numbering;

/* A place to start from. */
typedef struct {
  guint64 offset;
  gint64  position;
} Mark;

#define INDEX_STEP  (32 * 1024)       /* bytes between two marks of the index */
#define SEEK_LINEAR (24 * 1024)       /* bytes from which on walking is quicker than bisecting */
#define PROBES      8                 /* places at which the numbering is looked at before it is trusted */
#define TAIL_FIRST  (32 * 1024)       /* bytes of the end in which the last frame is looked for at first */
#define TAIL_MOST   (8 * 1024 * 1024) /* … and at most, before walking from the start */

typedef struct {
  GafPacketizer     parent;
  GafByteSource    *source;
  GafFlacStreamInfo info;
  GafFlacScan       scan;
  guint64           audio;        /* where the metadata ends; the seek table's offsets count from here */
  guint64           after_info;   /* where STREAMINFO ends */
  guint64           table_offset; /* of the SEEKTABLE's points, 0 if there are none */
  guint32           table_points;
  Numbering         numbering;
  gboolean          trusted; /* the numbering was looked at all over the file */
  gint64            base;    /* number (in sample frames) of position 0 */
  Mark              first;
  Mark              last;
  Mark              at;      /* where to go on; its position is kept only when counting */
  GArray           *index;   /* of Mark */
} FlacPacketizer;

/* metadata */

static gboolean
read_exactly (GafByteSource *source, guint64 offset, gpointer data, gsize length, gboolean *done, GError **error)
{
  gssize n = gaf_byte_source_read (source, offset, data, length, error);

  *done = n == (gssize) length;
  return n >= 0;
}

/* Walks the metadata blocks (section 8.1). Where they make no sense (a wrong length, an impossible type) the walk ends, and
 * frames are looked for from there, or from the start if not even the marker is there. */
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
  for (int i = 0; i < GAF_LIMIT_CHUNKS; i++)
    {
      guint8 data[GAF_FLAC_STREAM_INFO_SIZE];
      guint32 length;

      if (!read_exactly (self->source, offset, head, 4, &done, error))
        return FALSE;
      length = GST_READ_UINT24_BE (head + 1);
      /* 0xff is type 127, forbidden so that a block header never looks like a frame's sync code. */
      if (!done || head[0] == 0xff || length > size - offset - 4)
        return TRUE;

      if ((head[0] & 0x7f) == 0 && !*have_info && length >= sizeof data)
        {
          if (!read_exactly (self->source, offset + 4, data, sizeof data, &done, error))
            return FALSE;
          *have_info = done && gaf_flac_stream_info_parse (data, sizeof data, &self->info);
          self->after_info = offset + 4 + length;
        }
      else if ((head[0] & 0x7f) == 3)
        {
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

/* positions */

/* The position of @frame by its number; only for numberings that can be used. */
static gint64
position_of (FlacPacketizer *self, const GafFlacFrame *frame)
{
  guint64 number = frame->header.number;

  return (gint64) (self->numbering == NUMBERING_FIXED ? number * self->scan.block : number) - self->base;
}

static gint64
end_of (FlacPacketizer *self, const GafFlacFrame *frame)
{
  return position_of (self, frame) + frame->header.block_size;
}

/* Counts all frames of the file from the start, and makes an index of them. */
static gboolean
count_all (FlacPacketizer *self, GError **error)
{
  g_autoptr (GError) local = NULL;
  GafFlacFrame frame;
  Mark mark = self->first;

  self->numbering = NUMBERING_NONE;
  self->base = 0;
  mark.position = 0;
  g_clear_pointer (&self->index, g_array_unref);
  self->index = g_array_new (FALSE, FALSE, sizeof (Mark));
  g_array_append_val (self->index, mark);
  gaf_flac_scan_rewind (&self->scan);

  while (gaf_flac_scan_find (&self->scan, mark.offset, self->scan.end, &frame, &local))
    {
      if (frame.offset >= g_array_index (self->index, Mark, self->index->len - 1).offset + INDEX_STEP)
        {
          mark.offset = frame.offset;
          g_array_append_val (self->index, mark);
        }
      mark.offset = frame.offset + frame.size;
      mark.position += frame.header.block_size;
    }
  if (local != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&local));
      return FALSE;
    }
  self->first.position = 0;
  self->parent.n_frames = mark.position;
  self->parent.exact = self->trusted = TRUE;
  return TRUE;
}

/* Finds the last frame: walks the last bytes of the file, more and more of them until there is a sound frame. */
static gboolean
find_last (FlacPacketizer *self, GafFlacFrame *last, GError **error)
{
  g_autoptr (GError) local = NULL;
  guint64 length = self->scan.end - self->first.offset;

  for (guint64 tail = TAIL_FIRST;; tail *= 4)
    {
      guint64 from;
      GafFlacFrame frame;
      gboolean found = FALSE;

      if (tail > TAIL_MOST || tail > length)
        tail = length;
      from = self->scan.end - tail;
      gaf_flac_scan_rewind (&self->scan);
      while (gaf_flac_scan_find (&self->scan, from, self->scan.end, &frame, &local))
        {
          *last = frame;
          from = frame.offset + frame.size;
          found = TRUE;
        }
      if (local != NULL)
        {
          g_propagate_error (error, g_steal_pointer (&local));
          return FALSE;
        }
      if (found || tail == length)
        return TRUE;
    }
}

/* Looks at frames all over the file: do the positions that they claim ascend, as their places do? */
static gboolean
check_numbering (FlacPacketizer *self, gboolean *consistent, GError **error)
{
  g_autoptr (GError) local = NULL;
  guint64 length = self->last.offset - self->first.offset;
  guint64 from = self->first.offset;
  gint64 least = self->first.position;

  *consistent = TRUE;
  gaf_flac_scan_rewind (&self->scan);
  for (guint i = 1; i < PROBES && *consistent; i++)
    {
      GafFlacFrame frame;
      gint64 position;

      from = MAX (from, self->first.offset + length / PROBES * i);
      if (!gaf_flac_scan_find (&self->scan, from, self->last.offset, &frame, &local))
        break;
      position = position_of (self, &frame);
      *consistent = position >= least && position <= self->last.position &&
                    (self->numbering != NUMBERING_FIXED || frame.header.block_size == self->scan.block);
      least = position + frame.header.block_size;
      from = frame.offset + frame.size;
    }
  if (local != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&local));
      return FALSE;
    }
  self->trusted = *consistent;
  return TRUE;
}

/* How the file numbers its frames, from the first two sound ones. Before RFC 9639, Flake wrote variable blocks with the sync code
 * of fixed ones, and counted sample frames. */
static gboolean
find_numbering (FlacPacketizer *self, const GafFlacFrame *first, GError **error)
{
  g_autoptr (GError) local = NULL;
  GafFlacFrame second;

  self->scan.variable = first->header.variable;
  self->scan.any = FALSE;
  self->scan.block = 0;
  self->numbering = NUMBERING_SAMPLES;
  if (first->header.variable)
    return TRUE;

  if (gaf_flac_scan_find (&self->scan, first->offset + first->size, self->scan.end, &second, &local) &&
      second.header.number == first->header.number + first->header.block_size && second.header.number != first->header.number + 1)
    return TRUE;
  if (local != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&local));
      return FALSE;
    }
  /* The first frame's own size, not STREAMINFO's, which may be wrong; but a lone frame may be a short last one. */
  self->numbering = NUMBERING_FIXED;
  self->scan.block = first->header.block_size;
  if (first->header.number > 0 && self->info.min_block == self->info.max_block)
    self->scan.block = MAX (self->scan.block, self->info.max_block);
  return TRUE;
}

/* The first sound frame. Where there is none at the end of the metadata, that end may be wrong: then from STREAMINFO on. */
static gboolean
find_first (FlacPacketizer *self, GafFlacFrame *first, GError **error)
{
  g_autoptr (GError) local = NULL;

  if (gaf_flac_scan_find (&self->scan, self->audio, self->audio + 1, first, &local))
    return TRUE;
  if (local == NULL && self->after_info != 0 &&
      gaf_flac_scan_find (&self->scan, self->after_info, self->after_info + GAF_LIMIT_RESYNC, first, &local))
    return TRUE;
  if (local == NULL && gaf_flac_scan_find (&self->scan, self->audio, self->audio + GAF_LIMIT_RESYNC, first, &local))
    return TRUE;
  if (local != NULL)
    g_propagate_error (error, g_steal_pointer (&local));
  return FALSE;
}

/* Where the presentation starts and ends. */
static gboolean
find_extent (FlacPacketizer *self, const GafFlacFrame *first, GError **error)
{
  guint64 total = self->info.n_frames;
  guint64 bytes = self->scan.end - self->first.offset;
  GafFlacFrame last = *first;
  gint64 end;
  gboolean consistent;

  if (!find_numbering (self, first, error) || !find_last (self, &last, error))
    return FALSE;

  end = end_of (self, &last);
  if (self->first.offset == self->audio || total == 0 || end > (gint64) total)
    self->base = position_of (self, first);
  self->first.position = position_of (self, first);
  self->last = (Mark) { last.offset, position_of (self, &last) };
  end -= self->base;

  /* No frame is so short that more could be in the file: the numbers are nonsense. */
  if (end <= 0 || self->last.position < self->first.position ||
      (guint64) end / GAF_FLAC_BLOCK_SIZE_MAX > bytes / GAF_FLAC_FRAME_MIN)
    return count_all (self, error);

  if ((guint64) end != total)
    {
      if (!check_numbering (self, &consistent, error))
        return FALSE;
      if (!consistent || (self->numbering == NUMBERING_FIXED && self->info.min_block != self->info.max_block))
        return count_all (self, error);
    }

  /* A last frame that is damaged still counts when STREAMINFO says that it is there. */
  if ((guint64) end < total && total - end <= MAX (self->info.max_block, first->header.block_size))
    end = total;
  self->parent.n_frames = end;
  self->parent.exact = TRUE;
  return TRUE;
}

/* seeking */

/* The SEEKTABLE's point @i (section 8.5), FALSE if it is a placeholder, or impossible. */
static gboolean
read_point (FlacPacketizer *self, guint32 i, Mark *mark, gboolean *valid, GError **error)
{
  guint8 data[18];
  guint64 number, offset;

  if (!read_exactly (self->source, self->table_offset + i * G_GUINT64_CONSTANT (18), data, sizeof data, valid, error))
    return FALSE;
  number = GST_READ_UINT64_BE (data);
  offset = GST_READ_UINT64_BE (data + 8);
  *valid = *valid && number < G_MAXINT64 && offset < self->scan.end - self->audio;
  if (*valid)
    *mark = (Mark) { self->audio + offset, (gint64) number - self->base };
  return TRUE;
}

/* Narrows [@low, @high] by the SEEKTABLE. Its points are hints: one counts only if the frame is there that it tells of. */
static gboolean
consult_table (FlacPacketizer *self, gint64 target, Mark *low, Mark *high, GError **error)
{
  guint32 from = 0;
  guint32 to = self->table_points;
  Mark mark;
  gboolean valid;

  while (from < to)
    {
      guint32 middle = from + (to - from) / 2;

      if (!read_point (self, middle, &mark, &valid, error))
        return FALSE;
      /* Placeholders sort behind all others. */
      if (valid && mark.position <= target)
        from = middle + 1;
      else
        to = middle;
    }

  for (guint32 i = MAX (from, 1) - 1; i < self->table_points && i <= from; i++)
    {
      g_autoptr (GError) local = NULL;
      GafFlacFrame frame;

      if (!read_point (self, i, &mark, &valid, error))
        return FALSE;
      if (!valid || mark.offset <= low->offset || mark.offset >= high->offset)
        continue;
      if (gaf_flac_scan_find (&self->scan, mark.offset, mark.offset + 1, &frame, &local) &&
          position_of (self, &frame) == mark.position)
        *(mark.position <= target ? low : high) = mark;
      else if (local != NULL)
        {
          g_propagate_error (error, g_steal_pointer (&local));
          return FALSE;
        }
    }
  return TRUE;
}

/* Narrows [@low, @high] by guessing, from where in between a constant bit rate would have the target, and from their middle when
 * that gains little. Every step makes the stretch smaller. */
static gboolean
bisect (FlacPacketizer *self, gint64 target, Mark *low, Mark *high, GError **error)
{
  guint64 limit = high->offset; /* frames from here on are known to be past the target */
  gboolean halve = FALSE;

  while (limit > low->offset + SEEK_LINEAR && low->position < high->position)
    {
      g_autoptr (GError) local = NULL;
      guint64 length = limit - low->offset;
      guint64 guess = length / 2;
      GafFlacFrame frame;

      if (!halve)
        {
          guess = gst_util_uint64_scale (length, MAX (target - low->position, 0), high->position - low->position);
          guess = CLAMP (guess, SEEK_LINEAR / 2, length - 1);
          guess -= SEEK_LINEAR / 2 - 1;
        }
      guess += low->offset;
      if (!gaf_flac_scan_find (&self->scan, guess, limit, &frame, &local))
        {
          if (local != NULL)
            {
              g_propagate_error (error, g_steal_pointer (&local));
              return FALSE;
            }
          limit = guess;
        }
      else if (position_of (self, &frame) > target)
        {
          *high = (Mark) { frame.offset, position_of (self, &frame) };
          limit = guess;
        }
      else
        {
          low->offset = frame.offset;
          low->position = position_of (self, &frame);
        }
      halve = !halve && limit - low->offset > length / 2;
    }
  return TRUE;
}

/* Walks from @self->at to the frame with @target in it, or the last one before it. */
static gboolean
walk_to (FlacPacketizer *self, gint64 target, GError **error)
{
  g_autoptr (GError) local = NULL;
  GafFlacFrame frame;
  Mark next = self->at;

  while (gaf_flac_scan_find (&self->scan, next.offset, self->scan.end, &frame, &local))
    {
      gint64 position = self->numbering == NUMBERING_NONE ? next.position : position_of (self, &frame);

      if (position > target)
        break;
      self->at = (Mark) { frame.offset, position };
      if (position + frame.header.block_size > target)
        break;
      next = (Mark) { frame.offset + frame.size, position + frame.header.block_size };
    }
  if (local == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&local));
  return FALSE;
}

static gboolean
flac_seek (GafPacketizer *packetizer, gint64 frame, gint64 preroll, GError **error)
{
  FlacPacketizer *self = (FlacPacketizer *) packetizer;
  gint64 target = MAX (0, frame - MIN (preroll, frame));
  gboolean consistent;

  if (!self->trusted)
    {
      if (!check_numbering (self, &consistent, error))
        return FALSE;
      if (!consistent)
        {
          /* What was promised stays; only where the frames are is found out anew. */
          gint64 n_frames = packetizer->n_frames;

          if (!count_all (self, error))
            return FALSE;
          packetizer->n_frames = MIN (n_frames, packetizer->n_frames);
        }
    }

  gaf_flac_scan_rewind (&self->scan);
  self->at = self->first;
  if (self->numbering == NUMBERING_NONE)
    {
      for (guint low = 0, high = self->index->len; low < high;)
        {
          guint middle = low + (high - low) / 2;
          Mark mark = g_array_index (self->index, Mark, middle);

          if (mark.position <= target)
            {
              self->at = mark;
              low = middle + 1;
            }
          else
            high = middle;
        }
    }
  else if (target >= self->last.position)
    self->at = self->last;
  else
    {
      Mark high = self->last;

      if (!consult_table (self, target, &self->at, &high, error) || !bisect (self, target, &self->at, &high, error))
        return FALSE;
    }
  return walk_to (self, target, error);
}

/* packets */

static gboolean
flac_next (GafPacketizer *packetizer, GafPacket *packet, GError **error)
{
  FlacPacketizer *self = (FlacPacketizer *) packetizer;
  GafFlacFrame frame;
  const guint8 *data;
  gsize available;
  gint64 position;

  for (;;)
    {
      if (!gaf_flac_scan_find (&self->scan, self->at.offset, self->scan.end, &frame, error))
        return FALSE;
      position = self->numbering == NUMBERING_NONE ? self->at.position : position_of (self, &frame);
      self->at = (Mark) { frame.offset + frame.size, position + frame.header.block_size };
      /* Sound frames that claim to be outside of the stream are none of it. */
      if (position >= 0 && position < packetizer->n_frames)
        break;
    }

  data = gaf_byte_source_peek (self->source, frame.offset, frame.size, &available, error);
  if (data == NULL || available < frame.size)
    return FALSE;
  packet->data = gst_buffer_new_memdup (data, frame.size);
  if (frame.header.bits == 32 && self->info.bits == 32)
    {
      GstMapInfo map;

      if (gst_buffer_map (packet->data, &map, GST_MAP_READWRITE))
        {
          gaf_flac_frame_hide_bits (map.data, map.size, frame.header.header_size);
          gst_buffer_unmap (packet->data, &map);
        }
    }
  packet->position = position;
  packet->n_frames = frame.header.block_size;
  return TRUE;
}

static void
flac_free (GafPacketizer *packetizer)
{
  FlacPacketizer *self = (FlacPacketizer *) packetizer;

  g_clear_pointer (&self->index, g_array_unref);
  gaf_byte_source_unref (self->source);
  g_free (self);
}

static const GafPacketizerClass flac_class = { flac_next, flac_seek, flac_free };

GafPacketizer *
gaf_packetizer_flac_new (GafByteSource *source, GError **error)
{
  FlacPacketizer *self = g_new0 (FlacPacketizer, 1);
  g_autoptr (GafPacketizer) owner = &self->parent;
  g_autoptr (GError) local = NULL;
  GafFlacFrame first;
  gboolean have_info;

  self->parent.klass = &flac_class;
  self->source = gaf_byte_source_ref (source);
  if (!read_metadata (self, &have_info, error))
    return NULL;

  gaf_flac_scan_init (&self->scan, source, self->audio, gaf_byte_source_get_size (source));
  if (have_info)
    {
      self->scan.bits = self->info.bits;
      self->scan.n_frames = self->info.n_frames;
    }
  if (find_first (self, &first, &local))
    {
      /* What the frame says rules: decoders go by it. A header that leaves something open needs STREAMINFO. */
      if (!have_info && (first.header.rate == 0 || first.header.bits == 0))
        {
          g_set_error (error, GAF_ERROR, GAF_ERROR_CORRUPT,
                       "FLAC without STREAMINFO, and frames that leave the sample rate or bit depth to it");
          return NULL;
        }
      if (!have_info)
        self->info = (GafFlacStreamInfo) { .min_block = 16, .max_block = G_MAXUINT16 };
      self->info.channels = first.header.channels;
      self->info.rate = first.header.rate != 0 ? first.header.rate : self->info.rate;
      self->info.bits = first.header.bits != 0 ? first.header.bits : self->info.bits;
      self->first.offset = self->at.offset = first.offset;
      self->scan.bits = self->info.bits;
      if (!find_extent (self, &first, error))
        return NULL;
      gaf_flac_scan_rewind (&self->scan);
      self->at = self->first;
    }
  else if (local != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&local));
      return NULL;
    }
  else if (!have_info || self->audio + GAF_FLAC_FRAME_MIN < self->scan.end)
    {
      g_set_error (error, GAF_ERROR, GAF_ERROR_CORRUPT, "FLAC without any undamaged frame");
      return NULL;
    }
  else
    {
      /* Nothing behind the metadata: an empty stream. */
      self->first.offset = self->last.offset = self->at.offset = self->scan.end;
      self->parent.exact = self->trusted = TRUE;
    }

  if (!gaf_flac_check_bits (self->info.bits, error))
    return NULL;
  self->parent.container = NULL;
  self->parent.codec = "flac";
  self->parent.caps = gaf_flac_caps_new (&self->info);
  self->parent.rate = self->info.rate;
  self->parent.channels = self->info.channels;
  self->parent.bits = self->info.bits;
  return g_steal_pointer (&owner);
}
