/*
 * SPDX-FileCopyrightText: 2026 gaudiofile contributors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

/*
 * Several streams, one after the other, each complete in itself (chained Ogg; MPEG audio that changes its rate). Each
 * link is decoded by itself, on a window of the file, so positions inside a link are exact as ever, and the whole is
 * their sum.
 *
 * A link of another sample rate than the first is resampled to the first's by GStreamer's resampler, from the link's
 * first frame on, in blocks of one size: so each frame comes out the same however it is reached.
 */

#include <gst/audio/audio.h>
#include <math.h>
#include <string.h>

#include "read/decoder.h"
#include "gaf-error.h"
#include "core/limits.h"

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
  GstAudioResampler *resampler;
  gint64 fed;    /* frames read from decoder */
  GArray *ready; /* of float, interleaved: what was resampled and not read yet */
  gint64 ready_start;
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

/* A new resampler, not a reset one: gst_audio_resampler_reset() keeps the phase. Its filter begins half full of zeros,
 * so that the first frame that comes out is the one at time zero. */
static void
link_restart (GafDecoderChained *self, Link *link)
{
  g_clear_pointer (&link->resampler, gst_audio_resampler_free);
  link->resampler = gst_audio_resampler_new (GST_AUDIO_RESAMPLER_METHOD_KAISER, 0, GST_AUDIO_FORMAT_F32,
                                             self->parent.channels, link->rate, self->parent.rate, NULL);
  link->fed = 0;
  link->ready_start = 0;
  if (link->ready == NULL)
    link->ready = g_array_new (FALSE, FALSE, sizeof (float));
  g_array_set_size (link->ready, 0);
}

/* Resamples one block more. FALSE with @error. */
static gboolean
link_resample (GafDecoderChained *self, Link *link, GError **error)
{
  const int channels = self->parent.channels;
  g_autofree float *in = g_new0 (float, RESAMPLE_BLOCK *channels);
  void *const planes[] = { in };
  const GafSampleDest dest = { GAF_SAMPLE_FORMAT_FLOAT32, GAF_LAYOUT_INTERLEAVED, planes };
  gint64 n = MIN (RESAMPLE_BLOCK, link->n_own - link->fed);
  gpointer in_ptr[1] = { in }, out_ptr[1];
  gsize out_frames, before = link->ready->len;

  if (n > 0) {
    n = gaf_decoder_read_at (link->decoder, link->fed, &dest, 0, n, error);
    if (n < 0)
      return FALSE;
  }
  /* Behind the end come zeros, to bring out what is still in the filter. */
  link->fed += RESAMPLE_BLOCK;

  out_frames = gst_audio_resampler_get_out_frames (link->resampler, RESAMPLE_BLOCK);
  g_array_set_size (link->ready, before + out_frames * channels);
  out_ptr[0] = (float *) link->ready->data + before;
  gst_audio_resampler_resample (link->resampler, in_ptr, RESAMPLE_BLOCK, out_ptr, out_frames);
  return TRUE;
}

static gint64
link_read_resampled (GafDecoderChained *self, Link *link, gint64 frame, const GafSampleDest *dest, gint64 dest_frame,
                     gint64 n_frames, GError **error)
{
  const int channels = self->parent.channels;
  gint64 done = 0;

  if (link->resampler == NULL || frame < link->ready_start)
    link_restart (self, link);
  while (done < n_frames) {
    gint64 available = link->ready_start + link->ready->len / channels;
    gint64 at = frame + done;
    gint64 n = MIN (n_frames - done, available - at);

    if (n <= 0) {
      /* All that was made lies before what is wanted. */
      link->ready_start = available;
      g_array_set_size (link->ready, 0);
      if (!link_resample (self, link, error))
        return -1;
      continue;
    }

    {
      const guint8 *planes[GAF_LIMIT_CHANNELS];
      const GafSampleSource source = { GAF_CODING_F32LE, channels, channels * sizeof (float), planes };

      for (int c = 0; c < channels; c++)
        planes[c] = (const guint8 *) link->ready->data + c * sizeof (float);
      gaf_samples_convert (&source, at - link->ready_start, dest, dest_frame + done, n);
    }
    done += n;
  }
  return done;
}

/* Links, opened and closed */

static void
link_close (Link *link)
{
  g_clear_pointer (&link->decoder, gaf_decoder_free);
  g_clear_pointer (&link->resampler, gst_audio_resampler_free);
  g_clear_pointer (&link->ready, g_array_unref);
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

static void
chained_free (GafDecoder *decoder)
{
  GafDecoderChained *self = (GafDecoderChained *) decoder;

  g_array_unref (self->links);
  gaf_byte_source_unref (self->source);
  g_free (self);
}

static const GafDecoderClass chained_class = { chained_read_at, chained_free };

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
