/*
 * SPDX-FileCopyrightText: 2026 gaudiofile contributors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#include "write/encoder.h"

#include "formats/pcm/write.h"
#include "gaf-error.h"
#include "core/interrupt.h"
#include "core/limits.h"

/*
 *  frames ─► pack, in blocks ─► byte sink         the mirror of read/decoder-pcm.c
 *                 header ─────────┘ at the start; again each half second of audio, and at the end
 *
 * How much was written is the size of the sink less the header: true also when the disk was full in the middle of a
 * block.
 */

#define BLOCK_SIZE GAF_BYTE_SINK_BLOCK

typedef struct {
  GafEncoder parent;
  GafByteSink *sink; /* not owned */
  GafChunksHeader header;
  guint header_size;
  guint frame_size;
  guint64 max_data;
  guint64 refreshed; /* bytes of samples that were handed on, and that the header in the file knows of */
  guint8 *block;     /* of BLOCK_SIZE */
} GafEncoderPcm;

/* In whole frames. */
static guint64
data_size (GafEncoderPcm *self)
{
  guint64 size = gaf_byte_sink_get_size (self->sink);

  size = size > self->header_size ? size - self->header_size : 0;
  return size - size % self->frame_size;
}

static GByteArray *
make_header (GafEncoderPcm *self, guint64 size, guint padding)
{
  GByteArray *header = g_byte_array_new ();

  gaf_chunks_write_header (&self->header, size, padding, header);
  return header;
}

/* AU says "not known" until it is finished, which is true at any moment; so may CAF, but libsndfile finds no samples
 * then. */
static gboolean
has_counting_header (GafEncoderPcm *self)
{
  return !gaf_chunks_write_may_be_open (self->header.format)
         || (self->header.format == GAF_CHUNK_CAF && gaf_byte_sink_can_seek (self->sink));
}

static gboolean
rewrite_header (GafEncoderPcm *self, guint64 size, guint padding, GError **error)
{
  g_autoptr (GByteArray) header = make_header (self, size, padding);

  return gaf_byte_sink_overwrite (self->sink, 0, header->data, header->len, error);
}

/* What the header says while the file is open. FFmpeg takes what lies behind W64's data chunk for another chunk and
 * finds no samples then, but cuts a
 * chunk that is longer than the file; so W64 claims more than there is. */
static guint64
open_size (GafEncoderPcm *self)
{
  const guint64 more = G_GUINT64_CONSTANT (1) << 40;

  return data_size (self) + (self->header.format == GAF_CHUNK_W64 ? more - more % self->frame_size : 0);
}

/* The samples first: a header must not promise what is not there yet. */
static gboolean
pcm_refresh (GafEncoder *encoder, GError **error)
{
  GafEncoderPcm *self = (GafEncoderPcm *) encoder;
  const guint64 size = data_size (self);

  if (!gaf_byte_sink_flush (self->sink, error))
    return FALSE;
  if (!has_counting_header (self) || self->refreshed == size) {
    self->refreshed = size;
    return TRUE;
  }
  self->refreshed = size;
  return rewrite_header (self, open_size (self), 0, error) && gaf_byte_sink_flush (self->sink, error);
}

static gboolean
check_room (GafEncoderPcm *self, gint64 n_frames, GError **error)
{
  guint64 room = (self->max_data - data_size (self)) / self->frame_size;

  if ((guint64) n_frames <= room)
    return TRUE;
  g_set_error (error, GAF_ERROR, GAF_ERROR_LIMIT,
               "An AIFF file can hold 4 GiB: there is room for %" G_GUINT64_FORMAT
               " more frames, not for %" G_GINT64_FORMAT
               ". Nothing of these was written and the file is valid; choose wav, rf64, w64 or flac for more",
               room, n_frames);
  return FALSE;
}

static gboolean
append_frames (GafEncoderPcm *self, const GafSampleSource *source, gsize first, gsize n, gboolean as_is, GError **error)
{
  const guint8 *bytes = as_is ? source->planes[0] + first * source->stride : self->block;
  GError *local_error = NULL;
  gboolean ok;

  if (!as_is)
    gaf_samples_pack (source, first, self->header.coding, self->block, n);
  if (!gaf_byte_sink_append (self->sink, bytes, n * self->frame_size, error))
    return FALSE;
  ok = gaf_byte_sink_check (self->sink, &local_error);
  /* What a cancelled call has appended stays in the file. */
  if (ok || g_error_matches (local_error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    self->parent.n_frames += (gint64) n;
  if (!ok)
    g_propagate_error (error, local_error);
  return ok;
}

static gboolean
pcm_write (GafEncoder *encoder, const GafSampleSource *source, gsize first, gint64 n_frames, GError **error)
{
  GafEncoderPcm *self = (GafEncoderPcm *) encoder;
  const gboolean as_is = source->coding == self->header.coding && gaf_samples_is_packed (source);
  const guint64 refresh_size = MAX (self->header.rate / 2, 1) * (guint64) self->frame_size;
  const gsize block = BLOCK_SIZE / self->frame_size;

  if (!check_room (self, n_frames, error))
    return FALSE;
  for (gint64 done = 0; done < n_frames; done += (gint64) block) {
    if ((done > 0 && !gaf_interrupt_check (BLOCK_SIZE, error))
        || !append_frames (self, source, first + (gsize) done, MIN (block, (gsize) (n_frames - done)), as_is, error))
      return FALSE;
    /* By the audio, not the clock: a writer that is faster than time loses no more than a slow one when it is killed.
     */
    if (data_size (self) - self->refreshed >= refresh_size && !pcm_refresh (encoder, error))
      return FALSE;
  }
  /* Nothing waits in a buffer until the disk is full. */
  return gaf_byte_sink_settle (self->sink, error);
}

/* After an error too: what arrived is to be readable. */
static gboolean
pcm_finish (GafEncoder *encoder, GError **error)
{
  GafEncoderPcm *self = (GafEncoderPcm *) encoder;
  static const guint8 zeros[1];
  guint64 size = data_size (self);
  guint padding = gaf_chunks_write_padding (self->header.format, size);
  gboolean can_seek = gaf_byte_sink_can_seek (self->sink);

  if (can_seek && self->header_size + size < gaf_byte_sink_get_size (self->sink))
    gaf_byte_sink_truncate (self->sink, self->header_size + size, NULL); /* an error came in the middle of a frame */
  if (gaf_byte_sink_check (self->sink, NULL) && gaf_byte_sink_append (self->sink, zeros, padding, NULL)
      && gaf_byte_sink_hand_on (self->sink, NULL))
    return !can_seek || rewrite_header (self, size, padding, error);
  /* There is no room even for the padding: chunks are read without it, too. */
  gaf_byte_sink_retry (self->sink);
  if (can_seek)
    rewrite_header (self, size, 0, NULL);
  return gaf_byte_sink_check (self->sink, error);
}

static void
pcm_free (GafEncoder *encoder)
{
  GafEncoderPcm *self = (GafEncoderPcm *) encoder;

  g_free (self->block);
  g_free (self);
}

static const GafEncoderClass pcm_class = { pcm_write, pcm_refresh, pcm_finish, pcm_free };

static gboolean
start (GafEncoderPcm *self, GError **error)
{
  g_autoptr (GByteArray) header = make_header (self, has_counting_header (self) ? 0 : G_MAXUINT64, 0);

  self->header_size = header->len;
  self->max_data = gaf_chunks_write_max_data (&self->header);
  if (!gaf_byte_sink_open (self->sink, error))
    return FALSE;
  if (has_counting_header (self) && !gaf_byte_sink_can_seek (self->sink)) {
    g_set_error (
        error, GAF_ERROR, GAF_ERROR_NOT_SEEKABLE,
        "The output is not seekable, but the length is at the beginning of such a file: choose flac, ogg, mp3, "
        "au or caf, or write into memory first");
    return FALSE;
  }
  /* At once, so that a full disk or an odd file-like is known from the beginning. */
  return gaf_byte_sink_append (self->sink, header->data, header->len, error) && gaf_byte_sink_flush (self->sink, error);
}

GafEncoder *
gaf_encoder_pcm_new (GafByteSink *sink, GafEncodeSpec *spec, GError **error)
{
  g_autoptr (GafEncoder) encoder = NULL;
  const GafWriteFormat *format =
      gaf_write_format_find (gaf_encode_spec_get_format (spec), gaf_encode_spec_get_codec (spec));
  GafEncoderPcm *self;
  GafCoding coding;

  g_return_val_if_fail (format != NULL && format->chunks != GAF_CHUNK_NONE, NULL);

  coding = gaf_chunks_write_coding (format->chunks, gaf_encode_spec_get_bit_depth (spec));
  g_return_val_if_fail (coding != GAF_CODING_NONE, NULL);

  self = g_new0 (GafEncoderPcm, 1);
  encoder = &self->parent;
  self->parent.klass = &pcm_class;
  self->parent.format = gaf_coding_get_format (coding);
  self->sink = sink;
  self->header.format = format->chunks;
  self->header.coding = coding;
  self->header.rate = (guint) gaf_encode_spec_get_rate (spec);
  self->header.channels = gaf_encode_spec_get_channels (spec);
  self->header.channel_mask = gaf_encode_spec_get_channel_mask (spec);
  self->frame_size = (guint) gaf_coding_get_width (coding) * self->header.channels;
  self->block = g_malloc (BLOCK_SIZE);
  if (!start (self, error))
    return NULL;
  return g_steal_pointer (&encoder);
}
