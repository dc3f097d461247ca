/*
 * SPDX-FileCopyrightText: 2026 gaudiofile contributors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#include "read/decoder.h"

#include "core/fork-gate.h"
#include "core/limits.h"

/* PCM: frame n is at an offset that can be computed, or found in a table of a few places. No element, no state, nothing
 * to warm up. */

/* Frames that are gathered at once, where they do not lie side by side. */
#define GATHERED 4096
/* Samples that are converted at once, or made silent: a call can be cancelled in between. */
#define PIECE (1 << 18)

typedef struct {
  GafDecoder parent;
  GafByteSource *source;
  GafChunks *chunks;
  guint8 *gathered; /* what the chunks' gather() fills */
} GafDecoderPcm;

/* Where @frame is, and up to how many frames lie there one behind the other. */
static guint64
locate (const GafChunks *chunks, gint64 frame, gint64 *n_frames)
{
  const GArray *ranges = chunks->ranges;
  const GafChunksRange *range;
  guint low = 0, high;

  if (ranges == NULL)
    return chunks->data_offset + (guint64) frame * chunks->block_size;

  frame += chunks->skip;
  high = ranges->len;
  while (high - low > 1) {
    const guint middle = low + (high - low) / 2;

    if (g_array_index (ranges, GafChunksRange, middle).first <= frame)
      low = middle;
    else
      high = middle;
  }
  range = &g_array_index (ranges, GafChunksRange, low);
  if (low + 1 < ranges->len)
    *n_frames = MIN (*n_frames, range[1].first - frame);
  if (range->offset == GAF_CHUNKS_SILENCE)
    return GAF_CHUNKS_SILENCE;
  return range->offset + (guint64) (frame - range->first) * chunks->block_size;
}

/* Up to @n_frames frames from @frame on, side by side; in @n_frames how many: 0 at the end of the file. NULL with
 * @error. */
static const guint8 *
find_frames (GafDecoderPcm *self, gint64 frame, guint64 offset, gint64 *n_frames, GError **error)
{
  const gsize block = self->chunks->block_size;
  const guint8 *data;
  gsize available;

  if (self->chunks->gather != NULL) {
    *n_frames = MIN (*n_frames, GATHERED);
    if (self->gathered == NULL)
      self->gathered = g_malloc (GATHERED * block);
    *n_frames = self->chunks->gather (self->chunks, self->source, frame, *n_frames, self->gathered, error);
    return *n_frames >= 0 ? self->gathered : NULL;
  }
  data = gaf_byte_source_peek (
      self->source, offset, MIN ((guint64) *n_frames * block, MAX (GAF_BYTE_SOURCE_BLOCK, block)), &available, error);
  if (data != NULL)
    *n_frames = MIN (*n_frames, (gint64) (available / block));
  return data;
}

static gint64
pcm_read_at (GafDecoder *decoder, gint64 frame, const GafSampleDest *dest, gint64 dest_frame, gint64 n_frames,
             GError **error)
{
  GafDecoderPcm *self = (GafDecoderPcm *) decoder;
  const GafChunks *chunks = self->chunks;
  const gsize block = chunks->block_size;
  const gsize width = gaf_coding_get_width (chunks->coding);
  gint64 done = 0;
  gsize work = 0; /* samples since the last check */

  n_frames = MIN (n_frames, decoder->n_frames - frame);
  while (done < n_frames) {
    const guint8 *planes[GAF_LIMIT_CHANNELS];
    GafSampleSource source = { chunks->coding, chunks->channels, block, planes };
    gint64 n = MIN (n_frames - done, PIECE / chunks->channels);
    const guint64 offset = locate (chunks, frame + done, &n);
    const guint8 *data;

    gaf_byte_source_note_progress (self->source);
    if (done > 0 && !gaf_byte_source_check (self->source, work, error))
      return -1;
    if (offset == GAF_CHUNKS_SILENCE) {
      gaf_samples_silence (dest, chunks->channels, dest_frame + done, n);
      done += n;
      work = n * chunks->channels;
      continue;
    }
    data = find_frames (self, frame + done, offset, &n, error);
    if (data == NULL)
      return -1;
    if (n <= 0) {
      /* The file has become shorter since it was opened. */
      decoder->n_frames = frame + done;
      break;
    }
    for (int c = 0; c < chunks->channels; c++)
      planes[c] = data + c * width;
    gaf_samples_convert (&source, 0, dest, dest_frame + done, n);
    done += n;
    work = n * chunks->channels;
  }
  return MAX (done, 0);
}

static gboolean
pcm_add_up (GafDecoder *decoder, GChecksum *sum, GError **error)
{
  const gint64 piece = PIECE / decoder->channels;
  const gsize width = (gsize) gaf_sample_format_get_width (decoder->format) * decoder->channels;
  g_autofree guint8 *samples = g_malloc (piece * width);
  void *planes[] = { samples };
  const GafSampleDest dest = { decoder->format, GAF_LAYOUT_INTERLEAVED, planes };
  gint64 n, frame = 0;

  while ((n = pcm_read_at (decoder, frame, &dest, 0, piece, error)) > 0) {
    g_checksum_update (sum, samples, n * width);
    frame += n;
    gaf_fork_gate_resume (gaf_fork_gate_pause ()); /* a fork() need not wait for the whole file */
  }
  return n == 0;
}

static void
pcm_free (GafDecoder *decoder)
{
  GafDecoderPcm *self = (GafDecoderPcm *) decoder;

  gaf_chunks_free (self->chunks);
  g_free (self->gathered);
  gaf_byte_source_unref (self->source);
  g_free (self);
}

static const GafDecoderClass pcm_class = { pcm_read_at, pcm_free, pcm_add_up };

GafDecoder *
gaf_decoder_pcm_new (GafByteSource *source, GafChunks *chunks, GError **error)
{
  GafDecoderPcm *self = g_new0 (GafDecoderPcm, 1);

  self->source = gaf_byte_source_ref (source);
  self->chunks = chunks;
  self->parent = (GafDecoder){
    .klass = &pcm_class,
    .container = chunks->container,
    .codec = chunks->codec,
    .rate = chunks->rate,
    .channels = chunks->channels,
    .channel_mask = chunks->channel_mask,
    .format = gaf_coding_get_format (chunks->coding),
    .bits = chunks->bits,
    .n_frames = MAX (chunks->n_frames, 0),
    .exact = TRUE,
  };
  return &self->parent;
}
