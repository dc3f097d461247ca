/*
 * SPDX-FileCopyrightText: 2026 gaudiofile contributors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

/*
 * Several streams, one after the other, each complete in itself (chained Ogg; MPEG audio that changes its rate). Each
 * link is decoded by itself, on a window of the file, so positions inside a link are exact as ever, and the whole is
 * their sum.
 *
 * A link of another sample rate than the first is resampled to the first's, with a filter that can begin at any frame:
 * so each frame comes out the same however it is reached.
 */

#include <string.h>

#include "read/decoder.h"
#include "gaf-error.h"
#include "core/limits.h"
#include "resample/engine.h"

#define RESAMPLE_BLOCK 4096

/* Decoders kept open; a file may have thousands of links. */
#define MAX_OPEN 8

typedef struct {
  GafByteSource *window;
  GafDecoder *decoder; /* NULL: not open */
  int rate;
  gint64 n_own;    /* frames at that rate */
  gint64 start;    /* of the link, in the whole */
  gint64 n_frames; /* at the whole's rate */

  /* a link of another rate, while it is open */
  GafResampleEngine *resampler;
  gint64 wanted;   /* frame of decoder that the resampler needs next */
  gint64 at;       /* frame at the whole's rate that it makes next */
  float *in, *out; /* planes of RESAMPLE_BLOCK frames for each channel */
} Link;

typedef struct {
  GafDecoder parent;
  GafByteSource *source;
  GafPacketizerNew packetizer_new; /* of a link */
  GArray *links;                   /* of Link */
  guint open[MAX_OPEN];            /* the links opened last, plus one */
  guint n_opened;
} GafDecoderChained;

/* Frames of one link, at the whole's rate */

static gboolean
link_open_resampler (GafDecoderChained *self, Link *link, GError **error)
{
  if (link->resampler != NULL)
    return TRUE;
  link->resampler = gaf_resample_engine_new (link->rate, self->parent.rate, self->parent.channels,
                                             GAF_RESAMPLE_QUALITY_WINDOWED_SINC_64, error);
  if (link->resampler == NULL)
    return FALSE;
  link->in = g_new (float, RESAMPLE_BLOCK * self->parent.channels);
  link->out = g_new (float, RESAMPLE_BLOCK * self->parent.channels);
  link->at = link->wanted = 0;
  return TRUE;
}

/* Makes up to @n_frames of the link, at most RESAMPLE_BLOCK, in @link->out. 0 at its end, -1 with @error. */
static gint64
link_resample (GafDecoderChained *self, Link *link, gint64 n_frames, GError **error)
{
  const gint64 rest = link->n_own - link->wanted;
  float *in[GAF_LIMIT_CHANNELS], *out[GAF_LIMIT_CHANNELS];
  const GafSampleDest dest = { GAF_SAMPLE_FORMAT_FLOAT32, GAF_LAYOUT_PLANAR, (void *const *) in };
  gint64 n;

  for (int c = 0; c < self->parent.channels; c++) {
    in[c] = link->in + c * RESAMPLE_BLOCK;
    out[c] = link->out + c * RESAMPLE_BLOCK;
  }
  n = MIN (rest, CLAMP (gaf_resample_engine_get_n_needed (link->resampler, n_frames), 1, RESAMPLE_BLOCK));
  if (n > 0) {
    n = gaf_decoder_read_at (link->decoder, link->wanted, &dest, 0, n, error);
    if (n < 0)
      return -1;
  }
  /* Fewer than it was to have: what is missing is silence, as in chained_read_at(). */
  if (n <= 0) {
    link->wanted = link->n_own;
    return gaf_resample_engine_read_tail (link->resampler, out, n_frames);
  }
  link->wanted += n;
  return gaf_resample_engine_process (link->resampler, (const float *const *) in, n, out, n_frames);
}

static gint64
link_read_resampled (GafDecoderChained *self, Link *link, gint64 frame, const GafSampleDest *dest, gint64 dest_frame,
                     gint64 n_frames, GError **error)
{
  const guint8 *planes[GAF_LIMIT_CHANNELS];
  const GafSampleSource source = { GAF_CODING_F32LE, self->parent.channels, sizeof (float), planes };
  gint64 done = 0;

  if (!link_open_resampler (self, link, error))
    return -1;
  if (link->at != frame)
    link->wanted = gaf_resample_engine_begin_at (link->resampler, frame);
  link->at = -1;
  for (int c = 0; c < self->parent.channels; c++)
    planes[c] = (const guint8 *) (link->out + c * RESAMPLE_BLOCK);
  while (done < n_frames) {
    const gboolean ended = link->wanted >= link->n_own;
    const gint64 n = link_resample (self, link, MIN (n_frames - done, RESAMPLE_BLOCK), error);

    if (n < 0)
      return -1;
    if (n == 0 && ended)
      break;
    gaf_samples_convert (&source, 0, dest, dest_frame + done, n);
    done += n;
  }
  link->at = frame + done;
  return done;
}

/* Links, opened and closed */

static void
link_close (Link *link)
{
  g_clear_pointer (&link->decoder, gaf_decoder_free);
  g_clear_pointer (&link->resampler, gaf_resample_engine_free);
  g_clear_pointer (&link->in, g_free);
  g_clear_pointer (&link->out, g_free);
}

static void
link_clear (gpointer data)
{
  Link *link = data;

  link_close (link);
  g_clear_pointer (&link->window, gaf_byte_source_unref);
}

static GafDecoder *
open_window (GafDecoderChained *self, GafByteSource *window, GError **error)
{
  GafPacketizer *packetizer = self->packetizer_new (window, error);

  return packetizer != NULL ? gaf_decoder_packets_new (window, packetizer, error) : NULL;
}

/* Opens the link if it is not open, and closes the one that was opened longest ago. */
static gboolean
ensure_open (GafDecoderChained *self, guint index, GError **error)
{
  Link *link = &g_array_index (self->links, Link, index);
  guint *slot = &self->open[self->n_opened % MAX_OPEN];

  if (link->decoder != NULL)
    return TRUE;
  link->decoder = open_window (self, link->window, error);
  if (link->decoder == NULL)
    return FALSE;
  /* A missing channel is silent or doubled by the packets decoder, which is told the number. */
  link->decoder->channels = self->parent.channels;
  if (*slot > 0)
    link_close (&g_array_index (self->links, Link, *slot - 1));
  *slot = index + 1;
  self->n_opened++;
  return TRUE;
}

/* The whole */

/* The last link that begins at or before @frame. */
static guint
find_link (GafDecoderChained *self, gint64 frame)
{
  guint low = 0, high = self->links->len;

  while (high - low > 1) {
    const guint middle = low + (high - low) / 2;

    if (g_array_index (self->links, Link, middle).start <= frame)
      low = middle;
    else
      high = middle;
  }
  return low;
}

static gint64
chained_read_at (GafDecoder *decoder, gint64 frame, const GafSampleDest *dest, gint64 dest_frame, gint64 n_frames,
                 GError **error)
{
  GafDecoderChained *self = (GafDecoderChained *) decoder;
  gint64 done = 0;

  for (guint i = find_link (self, frame); i < self->links->len && done < n_frames; i++) {
    Link *link = &g_array_index (self->links, Link, i);
    gint64 at = frame + done - link->start;
    gint64 n = MIN (n_frames - done, link->n_frames - at);

    if (at < 0 || n <= 0)
      continue;
    if (!ensure_open (self, i, error))
      return -1;
    n = link->rate != self->parent.rate ? link_read_resampled (self, link, at, dest, dest_frame + done, n, error)
                                        : gaf_decoder_read_at (link->decoder, at, dest, dest_frame + done, n, error);
    if (n < 0)
      return -1;
    done += n;
    /* Never fewer than promised: what is missing in a link is silence, so that the links behind it keep their places.
     */
    if (at + n < link->n_frames && done < n_frames) {
      n = MIN (n_frames - done, link->n_frames - at - n);
      gaf_samples_silence (dest, decoder->channels, dest_frame + done, n);
      done += n;
    }
  }
  return done;
}

static gboolean
chained_add_up (GafDecoder *decoder, GChecksum *sum, GError **error)
{
  GafDecoderChained *self = (GafDecoderChained *) decoder;

  for (guint i = 0; i < self->links->len; i++) {
    g_autoptr (GafDecoder) link = open_window (self, g_array_index (self->links, Link, i).window, error);

    if (link == NULL || !gaf_decoder_add_up (link, sum, error))
      return FALSE;
  }
  return TRUE;
}

static void
chained_free (GafDecoder *decoder)
{
  GafDecoderChained *self = (GafDecoderChained *) decoder;

  g_array_unref (self->links);
  gaf_byte_source_unref (self->source);
  g_free (self);
}

static const GafDecoderClass chained_class = { chained_read_at, chained_free, chained_add_up };

/* Takes stock of a link, which is closed again: it is opened when it is read from. */
static gboolean
add_link (GafDecoderChained *self, const GafLink *where, GError **error)
{
  g_autoptr (GafByteSource) window = gaf_byte_source_new_window (self->source, where->offset, where->size);
  GafDecoder *decoder = open_window (self, window, error);
  Link link = { .start = self->parent.n_frames };

  if (decoder == NULL)
    return FALSE;
  if (self->links->len == 0) {
    GafDecoder *parent = &self->parent;
    const GafDecoderClass *klass = parent->klass;

    *parent = *decoder;
    parent->klass = klass;
    parent->format = GAF_SAMPLE_FORMAT_FLOAT32;
    parent->n_frames = 0;
  }
  link.rate = decoder->rate;
  link.n_own = link.n_frames = decoder->n_frames;
  gaf_decoder_free (decoder);
  if (link.rate != self->parent.rate && MAX (link.rate, self->parent.rate) > GAF_LIMIT_RESAMPLE_HIGHEST) {
    g_set_error (error, GAF_ERROR, GAF_ERROR_LIMIT,
                 "A stream of %d Hz follows one of %.0f Hz; up to %d Hz can be made one of the other", link.rate,
                 self->parent.rate, GAF_LIMIT_RESAMPLE_HIGHEST);
    return FALSE;
  }
  if (link.rate != self->parent.rate)
    link.n_frames = gst_util_uint64_scale_int_round (link.n_own, self->parent.rate, link.rate);
  link.window = g_steal_pointer (&window);
  self->parent.n_frames += link.n_frames;
  g_array_append_val (self->links, link);
  return TRUE;
}

GafDecoder *
gaf_decoder_chained_new (GafByteSource *source, GArray *links, GafPacketizerNew packetizer_new, GError **error)
{
  GafDecoderChained *self = g_new0 (GafDecoderChained, 1);
  g_autoptr (GafDecoder) decoder = &self->parent;
  GError *first_error = NULL;

  self->source = gaf_byte_source_ref (source);
  self->packetizer_new = packetizer_new;
  self->links = g_array_new (FALSE, FALSE, sizeof (Link));
  g_array_set_clear_func (self->links, link_clear);
  self->parent.klass = &chained_class;
  for (guint i = 0; i < links->len; i++) {
    GError *local_error = NULL;

    if (add_link (self, &g_array_index (links, GafLink, i), &local_error))
      continue;
    /* A link that cannot be read (another codec, damage) is left out, if there is one that can. */
    if (first_error == NULL)
      first_error = local_error;
    else
      g_error_free (local_error);
  }
  if (self->links->len == 0) {
    g_propagate_error (error, first_error);
    return NULL;
  }
  g_clear_error (&first_error);
  self->parent.exact = TRUE; /* chained_read_at() gives what was promised */
  return g_steal_pointer (&decoder);
}
