/*
 * SPDX-FileCopyrightText: 2026 gaudiofile contributors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

/* A presentation put together from pieces of a stream and silence, as an edit list of MP4 says it. */

#include "read/decoder.h"

#include <gst/gst.h>

#include "formats/mp4/movie.h"

typedef struct {
  gint64 position; /* in the presentation */
  gint64 start;    /* in the stream; -1: silence */
  gint64 n_frames;
} Piece;

typedef struct {
  GafDecoder parent;
  GafDecoder *stream;
  GArray *pieces; /* of Piece */
} GafDecoderEdits;

static guint
find_piece (const GafDecoderEdits *self, gint64 frame)
{
  guint low = 0, high = self->pieces->len;

  while (high - low > 1) {
    const guint middle = low + (high - low) / 2;

    if (g_array_index (self->pieces, Piece, middle).position <= frame)
      low = middle;
    else
      high = middle;
  }
  return low;
}

static gint64
edits_read_at (GafDecoder *decoder, gint64 frame, const GafSampleDest *dest, gint64 dest_frame, gint64 n_frames,
               GError **error)
{
  GafDecoderEdits *self = (GafDecoderEdits *) decoder;
  gint64 done = 0;

  n_frames = MIN (n_frames, decoder->n_frames - frame);
  for (guint i = find_piece (self, frame); i < self->pieces->len && done < n_frames; i++) {
    const Piece *piece = &g_array_index (self->pieces, Piece, i);
    const gint64 within = frame + done - piece->position;
    const gint64 n = MIN (n_frames - done, piece->n_frames - within);
    gint64 got = 0;

    if (piece->start >= 0) {
      got = gaf_decoder_read_at (self->stream, piece->start + within, dest, dest_frame + done, n, error);
      if (got < 0)
        return -1;
    }
    /* Never fewer than promised, so that the pieces behind keep their places. */
    if (got < n)
      gaf_samples_silence (dest, decoder->channels, dest_frame + done + got, n - got);
    done += n;
  }
  return MAX (done, 0);
}

static gboolean
edits_add_up (GafDecoder *decoder, GChecksum *sum, GError **error)
{
  GafDecoderEdits *self = (GafDecoderEdits *) decoder;

  g_checksum_update (sum, (const guchar *) self->pieces->data, self->pieces->len * sizeof (Piece));
  return gaf_decoder_add_up (self->stream, sum, error);
}

static void
edits_free (GafDecoder *decoder)
{
  GafDecoderEdits *self = (GafDecoderEdits *) decoder;

  gaf_decoder_free (self->stream);
  g_array_unref (self->pieces);
  g_free (self);
}

static const GafDecoderClass edits_class = { edits_read_at, edits_free, edits_add_up };

GafDecoder *
gaf_decoder_edits_new (GafDecoder *stream, const GArray *pieces, int rate)
{
  GafDecoderEdits *self = g_new0 (GafDecoderEdits, 1);
  /* The decoder may put out more frames than packets tell of: spectral band replication. */
  const int to = (int) (stream->rate + 0.5);

  self->parent = *stream;
  self->parent.klass = &edits_class;
  self->parent.n_frames = 0;
  self->parent.exact = TRUE;
  self->stream = stream;
  self->pieces = g_array_new (FALSE, FALSE, sizeof (Piece));
  for (guint i = 0; i < pieces->len; i++) {
    const GafMp4Piece *from = &g_array_index (pieces, GafMp4Piece, i);
    const Piece piece = {
      self->parent.n_frames,
      from->start < 0 ? -1 : (gint64) gst_util_uint64_scale_int (from->start, to, rate),
      (gint64) gst_util_uint64_scale_int (from->n_frames, to, rate),
    };

    g_array_append_val (self->pieces, piece);
    self->parent.n_frames += piece.n_frames;
  }
  return &self->parent;
}
