/*
 * SPDX-FileCopyrightText: 2026 gaudiofile contributors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#include <string.h>

#include "core/limits.h"
#include "formats/matroska/frames.h"
#include "formats/matroska/matroska.h"

#define MARK_STEP  (32 * 1024)  /* bytes between two marks of the index */
#define MARKS_MOST 65536        /* then every second is dropped */
#define NEAR       (128 * 1024) /* bytes from which on walking is quicker than bisecting */
#define PROBES     8            /* places of the file whose claims are looked at before they are believed */
#define TAIL_FIRST (256 * 1024) /* bytes of the end in which the last cluster is looked for … */
#define TAIL_MOST  (16 * 1024 * 1024)
#define CYCLE                                                                                                          \
  8 /* packets of MPEG audio after which the phase of mpg123's synthesis filter repeats: see formats/mpeg/packetizer.c \
     */

/* the index */

static GafMatroskaCursor
here (GafMatroskaPacketizer *self)
{
  GafMatroskaCursor cursor = self->at;

  cursor.place = self->blocks.place;
  cursor.previous = self->codec.xiph.previous;
  return cursor;
}

static gboolean
is_mpeg (const GafMatroskaPacketizer *self)
{
  return g_str_has_prefix (self->parent.codec, "mp");
}

/* Whether decoding may begin with the packet. MPEG audio: the decoder rounds as it does when it comes from the start.
 */
static gboolean
is_entry (const GafMatroskaPacketizer *self, gint64 ordinal)
{
  return !is_mpeg (self) || ordinal == 0 || (ordinal - (self->codec.tagged ? 1 : 0)) % CYCLE == 0;
}

static void
add_mark (GArray *marks, const GafMatroskaCursor *cursor, guint64 *step)
{
  if (marks->len > 0
      && cursor->place.offset < g_array_index (marks, GafMatroskaCursor, marks->len - 1).place.offset + *step)
    return;
  if (marks->len == MARKS_MOST) {
    for (guint i = 0; i < MARKS_MOST / 2; i++)
      g_array_index (marks, GafMatroskaCursor, i) = g_array_index (marks, GafMatroskaCursor, 2 * i);
    g_array_set_size (marks, MARKS_MOST / 2);
    *step *= 2;
  }
  g_array_append_val (marks, *cursor);
}

gboolean
gaf_matroska_make_index (GafMatroskaPacketizer *self, GError **error)
{
  g_autoptr (GArray) marks = g_array_new (FALSE, FALSE, sizeof (GafMatroskaCursor));
  GafMatroskaCursor cursor = gaf_matroska_get_start (self);
  g_autoptr (GError) local_error = NULL;
  guint64 step = MARK_STEP;
  gint64 discard = 0;

  gaf_matroska_go (self, &cursor);
  g_array_append_val (marks, cursor);
  for (;;) {
    cursor = here (self);
    if (!gaf_matroska_next_block (self, &local_error))
      break;
    cursor.position = self->at.position; /* behind a gap, if there is one */
    if (is_entry (self, cursor.ordinal))
      add_mark (marks, &cursor, &step);
    if (!gaf_matroska_skip_block (self, &local_error))
      break;
    discard = self->block.discard;
  }
  if (local_error != NULL) {
    g_propagate_error (error, g_steal_pointer (&local_error));
    return FALSE;
  }
  g_clear_pointer (&self->marks, g_array_unref);
  self->marks = g_steal_pointer (&marks);
  if (!self->parent.exact) {
    gaf_matroska_set_length (self, self->at.position, discard);
    self->parent.exact = TRUE;
  }
  cursor = gaf_matroska_get_start (self);
  gaf_matroska_go (self, &cursor);
  return TRUE;
}

/* The last mark whose position is at or before @position. */
static GafMatroskaCursor
find_mark (GafMatroskaPacketizer *self, gint64 position)
{
  guint low = 0, high = self->marks->len;

  while (low + 1 < high) {
    const guint middle = low + (high - low) / 2;

    if (g_array_index (self->marks, GafMatroskaCursor, middle).position <= position)
      low = middle;
    else
      high = middle;
  }
  return g_array_index (self->marks, GafMatroskaCursor, low);
}

/* Walks on to the block with @position in it, or the last one; stands before it, or before the last one ahead of it
 * where decoding may begin. */
static gboolean
walk_to (GafMatroskaPacketizer *self, gint64 position, GError **error)
{
  GafMatroskaCursor entry = here (self);
  GError *local_error = NULL;

  for (;;) {
    const GafMatroskaCursor before = here (self);

    if (!gaf_matroska_next_block (self, &local_error))
      break;
    /* Vorbis: the first packet yields nothing, and there the second has its position. */
    if (is_entry (self, before.ordinal)
        && (self->at.position < position || (self->at.position == position && !self->codec.xiph.overlaps)))
      entry = before;
    if (!gaf_matroska_skip_block (self, &local_error) || self->at.position > position)
      break;
  }
  if (local_error != NULL) {
    g_propagate_error (error, local_error);
    return FALSE;
  }
  gaf_matroska_go (self, &entry);
  return TRUE;
}

/* claims */

/* Cues, as far as they make sense: in ascending order. */
static void
load_cues (GafMatroskaPacketizer *self)
{
  GafMatroskaCue last = { G_MININT64, 0 };
  GafEbmlElement cues, point, element, inner;
  guint n = 0;

  if (self->cues != NULL)
    return;
  self->cues = g_array_new (FALSE, FALSE, sizeof (GafMatroskaCue));
  if (self->header.cues == 0 || !gaf_ebml_read (&cues, self->source, self->header.cues, self->header.end, NULL))
    return;
  for (guint64 at = cues.start; n < GAF_LIMIT_CHUNKS && gaf_ebml_read (&point, self->source, at, cues.end, NULL);
       at = point.end, n++) {
    GafMatroskaCue cue = { 0, 0 };

    if (point.id != GAF_MATROSKA_ID_CUE_POINT)
      continue;
    for (guint64 to = point.start; gaf_ebml_read (&element, self->source, to, point.end, NULL); to = element.end)
      if (element.id == GAF_MATROSKA_ID_CUE_TIME) {
        cue.time = (gint64) MIN (gaf_ebml_get_uint (&element, self->source, 0), G_MAXINT64 / 4);
      } else if (element.id == GAF_MATROSKA_ID_CUE_POSITIONS && cue.offset == 0) {
        for (guint64 in = element.start; gaf_ebml_read (&inner, self->source, in, element.end, NULL); in = inner.end)
          if (inner.id == GAF_MATROSKA_ID_CUE_CLUSTER)
            cue.offset = self->header.segment
                         + MIN (gaf_ebml_get_uint (&inner, self->source, 0), self->header.end - self->header.segment);
      }
    if (cue.time > last.time && cue.offset > last.offset) {
      g_array_append_val (self->cues, cue);
      last = cue;
    }
  }
}

/* Goes to the first cluster at or after @offset and before @limit, and looks at its first block. @claim is -1 if that
 * has none, or if there is no such cluster: then @found is FALSE. Stands behind the block. */
static gboolean
probe (GafMatroskaPacketizer *self, guint64 offset, guint64 limit, guint64 *cluster, gint64 *claim, gboolean *found,
       GError **error)
{
  GafMatroskaCursor cursor = { .position = -1, .time_position = -1 };
  GError *local_error = NULL;

  *claim = -1;
  *found = gaf_matroska_find_cluster (self->source, offset, limit, self->header.end, cluster, &local_error);
  if (*found) {
    cursor.place.offset = *cluster;
    gaf_matroska_go (self, &cursor);
    *found = gaf_matroska_blocks_next (&self->blocks, &self->block, &local_error);
    if (*found && !gaf_matroska_get_claim (self, claim, &local_error))
      *found = FALSE;
  }
  if (local_error != NULL)
    g_propagate_error (error, local_error);
  return local_error == NULL;
}

/* Do the claims fit all over the file? One that does not makes the file irregular. */
static gboolean
check_claims (GafMatroskaPacketizer *self, GError **error)
{
  const guint64 first = self->header.first_cluster, length = self->header.end - first;
  gint64 least = 0;

  self->checked = TRUE;
  for (guint i = 1; i < PROBES && !self->irregular; i++) {
    const guint64 from = first + length / PROBES * i;
    guint64 offset = from, cluster;
    gint64 claim;
    gboolean found;

    /* The cluster that Cues tell of, rather than one that has to be looked for. */
    for (guint k = 0; k < self->cues->len; k++)
      if (g_array_index (self->cues, GafMatroskaCue, k).offset >= from) {
        offset = g_array_index (self->cues, GafMatroskaCue, k).offset;
        break;
      }
    if (!probe (self, offset, self->header.end, &cluster, &claim, &found, error))
      return FALSE;
    if (!found)
      break;
    self->irregular = claim < least;
    least = claim;
  }
  return TRUE;
}

/* Goes to a cluster whose first block claims a position at or before @position, and near to it. @arrived is FALSE if
 * claims turn out to be of no use. */
static gboolean
find_by_claims (GafMatroskaPacketizer *self, gint64 position, gboolean *arrived, GError **error)
{
  GafMatroskaCursor cursor = gaf_matroska_get_start (self);
  guint64 low = self->header.first_cluster, high = self->header.end, end = high;
  gint64 low_claim = 0, high_claim = -1;
  gboolean halve = FALSE;

  *arrived = FALSE;
  for (guint from = 0, to = self->cues->len; from < to;) {
    const guint middle = from + (to - from) / 2;
    const GafMatroskaCue *cue = &g_array_index (self->cues, GafMatroskaCue, middle);
    guint64 cluster;
    gint64 claim;
    gboolean found;

    if (!probe (self, cue->offset, MIN (cue->offset + 1, high), &cluster, &claim, &found, error))
      return FALSE;
    if (!found || claim < 0) { /* there is no cluster, or its first block is strange: Cues are no help */
      g_array_set_size (self->cues, 0);
      break;
    }
    if (claim <= position) {
      from = middle + 1;
      if (cluster > low) {
        low = cluster;
        low_claim = claim;
      }
    } else {
      to = middle;
      high = MIN (high, cluster);
      high_claim = claim;
    }
  }
  end = MIN (end, high);

  /* Between low and end lies the cluster that is wanted; none begins between end and high. */
  while (self->cues->len == 0 && end > low + NEAR) {
    const guint64 length = end - low;
    guint64 guess = length / 2, cluster;
    gint64 claim;
    gboolean found;

    if (!halve && high_claim > low_claim) {
      guess = (guint64) ((double) length * ((double) (position - low_claim) / (double) (high_claim - low_claim)));
      guess = CLAMP (guess, NEAR / 2, length - 1) - (NEAR / 2 - 1);
    }
    if (!probe (self, low + guess, end, &cluster, &claim, &found, error))
      return FALSE;
    if (found && claim < 0)
      return TRUE;
    if (!found) {
      end = low + guess;
    } else if (claim > position) {
      high_claim = claim;
      end = low + guess;
    } else if (cluster > low) {
      low = cluster;
      low_claim = claim;
    } else {
      break;
    }
    halve = !halve && end - low > length / 2;
  }

  if (low > self->header.first_cluster)
    cursor = (GafMatroskaCursor){ .place = { .offset = low },
                                  .position = -1,
                                  .ordinal = self->grid > 0 ? low_claim / self->grid : 0,
                                  .time_position = -1 };
  gaf_matroska_go (self, &cursor);
  *arrived = TRUE;
  return TRUE;
}

/* the end */

gboolean
gaf_matroska_find_end (GafMatroskaPacketizer *self, gint64 *end, gint64 *discard, gboolean *found, GError **error)
{
  const guint64 first = self->header.first_cluster, length = self->header.end - first;
  guint64 tail = TAIL_FIRST, cluster = 0;
  GafMatroskaCursor cursor = { .position = -1, .time_position = -1 };
  GError *local_error = NULL;
  gint64 claim;

  *found = FALSE;
  for (gboolean done = FALSE; !done && !*found; tail *= 4) {
    guint64 at = self->header.end - MIN (tail, length);

    done = tail >= MIN (length, TAIL_MOST);
    while (gaf_matroska_find_cluster (self->source, at, self->header.end, self->header.end, &cluster, error)) {
      *found = TRUE;
      at = cluster + 1;
      cursor.place.offset = cluster;
    }
    if (*error != NULL)
      return FALSE;
  }
  if (!*found)
    return TRUE;

  gaf_matroska_go (self, &cursor);
  *found = FALSE;
  while (gaf_matroska_blocks_next (&self->blocks, &self->block, &local_error)) {
    const double by_time = (double) self->block.time * self->frames_per_tick - self->origin;

    if (!gaf_matroska_get_claim (self, &claim, &local_error))
      break;
    if (!(by_time >= 0 && by_time < (double) (G_MAXINT64 / 4)))
      break;
    /* Without a claim, rather too long than too short: that is corrected when the end is read. */
    self->at.position = claim >= 0 ? claim : (gint64) by_time + (gint64) self->tolerance + self->parent.rate / 8;
    self->lace = 0;
    if (!gaf_matroska_skip_block (self, &local_error))
      break;
    *found = TRUE;
    *end = self->at.position;
    *discard = self->block.discard;
  }
  if (local_error != NULL)
    g_propagate_error (error, local_error);
  return local_error == NULL;
}

/* seeking */

/* Bytes of main data in the packets from here to @position (layer 3). Comes back. */
static gboolean
count_main_data (GafMatroskaPacketizer *self, gint64 position, guint64 enough, guint64 *n_bytes, GError **error)
{
  const GafMatroskaCursor begin = here (self);

  *n_bytes = 0;
  while (*n_bytes < enough && gaf_matroska_next_block (self, error) && self->at.position < position) {
    for (guint i = 0; i < self->block.n_frames; i++) {
      guint8 head[GAF_MPEG_HEADER_SIZE];
      GafMpegHeader header;

      if (gaf_matroska_frame_peek (self->track, self->source, self->block.starts[i], self->block.sizes[i], head,
                                   sizeof head, NULL, error)
          < 0)
        return FALSE;
      if (gaf_mpeg_header_parse (&header, head) && header.size > gaf_mpeg_header_get_main_data (&header))
        *n_bytes += header.size - gaf_mpeg_header_get_main_data (&header);
    }
    if (!gaf_matroska_skip_block (self, error))
      return FALSE;
  }
  if (*error != NULL)
    return FALSE;
  gaf_matroska_go (self, &begin);
  return TRUE;
}

static gboolean
go_to (GafMatroskaPacketizer *self, gint64 position, GError **error)
{
  const gboolean claims = self->grid > 0 || self->first_number >= 0;
  gboolean arrived = FALSE;
  GafMatroskaCursor cursor;

  if (self->marks == NULL && claims && !self->irregular) {
    load_cues (self);
    if (!self->checked && !check_claims (self, error))
      return FALSE;
    if (!self->irregular && !find_by_claims (self, position, &arrived, error))
      return FALSE;
    if (arrived && !walk_to (self, position, error))
      return FALSE;
    if (arrived && !self->irregular)
      return TRUE;
  }
  if (self->marks == NULL && !gaf_matroska_make_index (self, error))
    return FALSE;
  cursor = find_mark (self, position);
  gaf_matroska_go (self, &cursor);
  return walk_to (self, position, error);
}

/* Layer 3 refers back to main data of earlier packets, so the entry lies so far back that there is enough of it. */
static gboolean
go_to_mpeg (GafMatroskaPacketizer *self, gint64 frame, GError **error)
{
  const gint64 packet = MAX (self->codec.n_frames, 1);
  const guint64 enough = strcmp (self->parent.codec, "mp3") == 0 ? 511 : 0;
  guint64 n_bytes = 0;

  for (gint64 back = CYCLE;; back *= 2) {
    /* Behind the main data two packets warm up what the decoder keeps from one to the next. */
    const gint64 warm = MAX (frame - 3 * packet, 0);
    const gint64 position = MAX (warm - back * packet, 0);

    if (!go_to (self, position, error))
      return FALSE;
    if (self->at.ordinal == 0 || position == 0 || back > 4096)
      break;
    if (!count_main_data (self, warm, enough, &n_bytes, error))
      return FALSE;
    if (n_bytes >= enough)
      break;
  }
  self->reservoir = (GafMpegReservoir){ .filling = self->at.ordinal > 0 };
  return TRUE;
}

gboolean
gaf_matroska_seek (GafPacketizer *packetizer, gint64 frame, gint64 preroll, GError **error)
{
  GafMatroskaPacketizer *self = (GafMatroskaPacketizer *) packetizer;
  GError *local_error = NULL;
  gboolean ok;

  preroll = MAX (preroll, self->codec.xiph.preroll);
  ok = is_mpeg (self) ? go_to_mpeg (self, frame, &local_error)
                      : go_to (self, MAX (frame - MIN (preroll, frame), 0), &local_error);
  if (local_error != NULL)
    g_propagate_error (error, local_error);
  return ok;
}
