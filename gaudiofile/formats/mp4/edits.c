/*
 * SPDX-FileCopyrightText: 2026 gaudiofile contributors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#include "formats/mp4/movie.h"

#include <gst/gst.h>

#include "core/limits.h"

#define LONGEST (G_GINT64_CONSTANT (1) << 52) /* frames of the presentation; what goes beyond is left out */

/* Frames in @ticks of @timescale. */
static gint64
to_frames (guint64 ticks, int rate, guint32 timescale)
{
  return timescale == 0 ? 0 : (gint64) MIN (gst_util_uint64_scale_round (ticks, rate, timescale), (guint64) LONGEST);
}

static void
append (GArray *pieces, gint64 start, gint64 n_frames)
{
  const GafMp4Piece piece = { start, n_frames };

  if (n_frames > 0)
    g_array_append_val (pieces, piece);
}

/* One edit. Lengths are in the movie's coarse time: what fits to the edit before it, or to the end of the track, as
 * well as the time can tell is meant to fit exactly. */
static void
append_edit (GArray *pieces, const GafMp4Movie *movie, const GafMp4Edit *edit, gint64 n_frames, gint64 said, int rate)
{
  const gint64 start = to_frames (edit->media_time, rate, movie->audio.timescale);
  const gboolean is_exact = movie->timescale == 0 || movie->timescale % rate == 0;
  const gint64 tick = is_exact ? 0 : rate / movie->timescale + 1;
  gint64 length = to_frames (edit->duration, rate, movie->timescale);
  GafMp4Piece *last = pieces->len > 0 ? &g_array_index (pieces, GafMp4Piece, pieces->len - 1) : NULL;

  if (start >= n_frames)
    return;
  if (edit->duration == 0 || movie->timescale == 0 || length + tick >= n_frames - start
      || ABS (start + length - said) <= tick)
    length = n_frames - start;
  if (last != NULL && last->start >= 0 && start > last->start && ABS (last->start + last->n_frames - start) <= tick)
    last->n_frames = start + length - last->start;
  else
    append (pieces, start, length);
}

GArray *
gaf_mp4_get_pieces (const GafMp4Movie *movie, gint64 n_frames, gint64 said, int rate, gint64 otherwise)
{
  const GArray *edits = movie->audio.edits;
  GArray *pieces = g_array_new (FALSE, FALSE, sizeof (GafMp4Piece));
  gint64 total = 0;
  gboolean trimmed = FALSE, sounding = FALSE;

  for (guint i = 0; edits != NULL && i < edits->len && pieces->len < GAF_LIMIT_CHUNKS && total < LONGEST; i++) {
    GafMp4Edit edit = g_array_index (edits, GafMp4Edit, i);
    const guint before = pieces->len;

    /* The list of a file in fragments was written before the fragments. */
    if (movie->fragmented && edit.media_time >= 0)
      edit.duration = 0;
    if (edit.media_time >= 0)
      append_edit (pieces, movie, &edit, n_frames, said, rate);
    else
      append (pieces, -1, to_frames (edit.duration, rate, movie->timescale));
    trimmed |= edit.media_time > 0;
    if (pieces->len > before) {
      total += g_array_index (pieces, GafMp4Piece, before).n_frames;
      sounding |= g_array_index (pieces, GafMp4Piece, before).start >= 0;
    }
  }
  /* Silence alone is a list that makes no sense. */
  if (!sounding)
    g_array_set_size (pieces, 0);

  if (!trimmed && movie->delay >= 0) {
    const gint64 delay = to_frames (movie->delay, rate, movie->audio.timescale);

    if (delay < n_frames) {
      g_array_set_size (pieces, 0);
      append (pieces, delay,
              movie->length > 0 ? MIN (n_frames - delay, to_frames (movie->length, rate, movie->audio.timescale))
                                : n_frames - delay);
    }
  }
  if (pieces->len == 0)
    append (pieces, MIN (otherwise, n_frames), n_frames - MIN (otherwise, n_frames));
  if (pieces->len == 0)
    g_array_append_val (pieces, ((GafMp4Piece){ 0, 0 }));
  return pieces;
}
