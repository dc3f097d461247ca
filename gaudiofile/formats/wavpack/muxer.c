/*
 * SPDX-FileCopyrightText: 2026 gaudiofile contributors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

/*
 * WavPack files: blocks one after another ("WavPack 4 & 5 Binary File / Block Format", David Bryant). The first one
 * says how many frames the file has.
 *
 * GStreamer's encoder takes 32-bit integers only and says so in every block. Samples of 16 or 24 bits come to it
 * left-justified; the zeros below cost nothing, for each block tells how many of them it leaves out. Here 16 or 8 are
 * taken off that number and off the size of a sample, so that the file is of the bits it was asked for. Audio data and
 * its CRC are of the bits that were not left out, and stay.
 *
 * The encoder also puts a RIFF header into its first block, for a file of 32 bits and of a length that it does not
 * know yet. It is optional and would come out of wvunpack as it is, so it is taken out.
 *
 * Where the encoder was made to begin anew (see write/encoder-packets.c), it counts from 0 again: the index is what
 * comes before.
 */

#include "packets/muxer.h"

#include <string.h>

#include "core/bytes.h"
#include "gaf-error.h"
#include "formats/wavpack/header.h"

#define VERSION 0x407 /* of the stream; what the encoder writes for PCM */

typedef struct {
  GafMuxer parent;
  guint bits;
  gint64 n_frames;   /* in the blocks so far */
  gint64 begin;      /* of them, before the encoder last began to count from 0 */
  GByteArray *first; /* the blocks with index 0, which are the beginning of the file */
} WavpackMuxer;

static WavpackMuxer *
self_of (GafMuxer *muxer)
{
  return (WavpackMuxer *) muxer;
}

static gboolean
fail (GError **error, const char *what)
{
  g_set_error (error, GAF_ERROR, GAF_ERROR_CORRUPT, "The WavPack encoder delivered %s; the file ends before it", what);
  return FALSE;
}

/* blocks */

/* The total has 40 bits; those with all ones in the lower 32 are left out, for these mean "not known". */
static void
set_total (guint8 *block, gint64 total)
{
  const guint64 coded = total + total / G_MAXUINT32;

  block[11] = coded >> 32;
  gaf_write_le32 (block + 12, (guint32) coded);
}

/* The block's samples are of 32 bits, of which the lowest are zero: makes them samples of @bits. */
static gboolean
narrow (guint8 *bytes, const GafWavpackBlock *block, guint bits, GError **error)
{
  const guint surplus = 32 - bits;
  GafWavpackSubBlock sub = { 0 };

  if ((block->flags & GAF_WAVPACK_BYTES) != GAF_WAVPACK_BYTES)
    return fail (error, "a block that is not of 32 bits");
  gaf_write_le32 (bytes + 24, (block->flags & ~GAF_WAVPACK_BYTES) | (bits / 8 - 1));
  if (!(block->flags & GAF_WAVPACK_INT32))
    return TRUE; /* all zero: nothing was left out */

  while (gaf_wavpack_next_sub_block (bytes, block->size, &sub))
    if (sub.id == GAF_WAVPACK_ID_INT32 && sub.length == 4) {
      /* How many low bits are stored apart; how many are zero, one, or a repetition of the bit above */
      guint8 *counts = bytes + (sub.payload - bytes);

      if (counts[0] != 0 || counts[1] < surplus)
        break;
      counts[1] -= surplus;
      return TRUE;
    }
  return fail (error, "a block with other samples than it got");
}

static void
remove_riff_header (GByteArray *bytes, guint begin, GafWavpackBlock *block)
{
  GafWavpackSubBlock sub = { 0 };

  while (gaf_wavpack_next_sub_block (bytes->data + begin, block->size, &sub))
    if (sub.id == GAF_WAVPACK_ID_RIFF_HEADER) {
      g_byte_array_remove_range (bytes, begin + sub.begin, sub.end - sub.begin);
      block->size -= sub.end - sub.begin;
      gaf_write_le32 (bytes->data + begin + 4, block->size - 8);
      return;
    }
}

/* The frame that a block begins with, of 40 bits. */
static void
set_index (guint8 *block, gint64 index)
{
  block[10] = index >> 32;
  gaf_write_le32 (block + 16, (guint32) index);
}

/* Works over the blocks of a packet; how many frames there are with them, -1 with @error. */
static gint64
convert_blocks (WavpackMuxer *self, GByteArray *bytes, GError **error)
{
  GafWavpackBlock block;
  gint64 end = 0;

  for (guint at = 0; at < bytes->len; at += block.size) {
    if (!gaf_wavpack_block_parse (bytes->data + at, bytes->len - at, &block) || block.size > bytes->len - at) {
      fail (error, "something that is no block");
      return -1;
    }
    if (self->bits < 32 && !narrow (bytes->data + at, &block, self->bits, error))
      return -1;
    remove_riff_header (bytes, at, &block);
    if (block.index == 0)
      self->begin = self->n_frames;
    set_index (bytes->data + at, self->begin + block.index);
    gaf_wavpack_update_checksum (bytes->data + at, block.size);
    end = self->begin + block.index + block.n_frames;
  }
  return end;
}

/* A block without samples, for a file without any: the header, and the rate if the header has no room for it. */
static void
make_empty_block (WavpackMuxer *self, GByteArray *bytes)
{
  const guint rate = (guint) gaf_encode_spec_get_rate (self->parent.spec);
  const gboolean mono = gaf_encode_spec_get_channels (self->parent.spec) == 1;
  guint rate_index = 0;
  guint32 flags = (self->bits / 8 - 1) | (mono ? GAF_WAVPACK_MONO : 0) | GAF_WAVPACK_INITIAL | GAF_WAVPACK_FINAL;

  while (rate_index < G_N_ELEMENTS (gaf_wavpack_rates) && gaf_wavpack_rates[rate_index] != (int) rate)
    rate_index++;
  flags |= (guint32) rate_index << GAF_WAVPACK_RATE_SHIFT;

  g_byte_array_set_size (bytes, GAF_WAVPACK_HEADER_SIZE);
  memset (bytes->data, 0, bytes->len);
  memcpy (bytes->data, "wvpk", 4);
  gaf_write_le16 (bytes->data + 8, VERSION);
  gaf_write_le32 (bytes->data + 24, flags);
  gaf_write_le32 (bytes->data + 28, G_MAXUINT32); /* CRC of no samples */
  if (rate_index == G_N_ELEMENTS (gaf_wavpack_rates)) {
    /* Two words, of which the last byte is not used */
    guint8 sub_block[6] = { GAF_WAVPACK_ID_RATE | 0x40, 2 };

    gaf_write_le24 (sub_block + 2, rate);
    g_byte_array_append (bytes, sub_block, sizeof sub_block);
  }
  gaf_write_le32 (bytes->data + 4, bytes->len - 8);
}

/* muxer */

static gboolean
wavpack_start (GafMuxer *muxer, GstCaps *caps, GError **error)
{
  return TRUE;
}

static gboolean
wavpack_packet (GafMuxer *muxer, GstBuffer *packet, guint64 rewrite, GError **error)
{
  WavpackMuxer *self = self_of (muxer);
  g_autoptr (GByteArray) bytes = g_byte_array_new ();
  gint64 end;

  /* The first block with the total, from the encoder's point of view: of all blocks, or since it began anew. */
  if (rewrite == 0)
    return TRUE;
  g_byte_array_set_size (bytes, gst_buffer_get_size (packet));
  gst_buffer_extract (packet, 0, bytes->data, bytes->len);
  end = convert_blocks (self, bytes, error);
  if (end < 0 || !gaf_byte_sink_append (self->parent.sink, bytes->data, bytes->len, error))
    return FALSE;
  if (self->first == NULL)
    self->first = g_steal_pointer (&bytes);
  self->n_frames = MAX (self->n_frames, end);
  return TRUE;
}

/* Tells in the first block how many frames there are, after they have been handed on. */
static gboolean
rewrite_total (WavpackMuxer *self, GError **error)
{
  GafWavpackBlock block;

  for (guint at = 0; at < self->first->len; at += block.size) {
    gaf_wavpack_block_parse (self->first->data + at, self->first->len - at, &block);
    set_total (self->first->data + at, self->n_frames);
    gaf_wavpack_update_checksum (self->first->data + at, block.size);
  }
  return gaf_byte_sink_flush (self->parent.sink, error)
         && gaf_byte_sink_overwrite (self->parent.sink, 0, self->first->data, self->first->len, error);
}

static gboolean
wavpack_refresh (GafMuxer *muxer, gint64 n_frames, GError **error)
{
  WavpackMuxer *self = self_of (muxer);

  if (self->first != NULL && gaf_byte_sink_can_seek (self->parent.sink) && !rewrite_total (self, error))
    return FALSE;
  return gaf_byte_sink_flush (self->parent.sink, error);
}

static gboolean
wavpack_finish (GafMuxer *muxer, gint64 n_frames, GError **error)
{
  WavpackMuxer *self = self_of (muxer);
  g_autoptr (GByteArray) bytes = g_byte_array_new ();

  if (self->first != NULL)
    return !gaf_byte_sink_can_seek (self->parent.sink) || rewrite_total (self, error);
  make_empty_block (self, bytes);
  return gaf_byte_sink_append (self->parent.sink, bytes->data, bytes->len, error);
}

static void
wavpack_free (GafMuxer *muxer)
{
  WavpackMuxer *self = self_of (muxer);

  g_clear_pointer (&self->first, g_byte_array_unref);
  g_free (self);
}

static const GafMuxerClass wavpack_class = { wavpack_start, wavpack_packet, wavpack_refresh, wavpack_finish,
                                             wavpack_free };

GafMuxer *
gaf_muxer_wavpack_new (GafByteSink *sink, GafEncodeSpec *spec, GError **error)
{
  WavpackMuxer *self = g_new0 (WavpackMuxer, 1);

  self->parent.klass = &wavpack_class;
  self->parent.sink = sink;
  self->parent.spec = g_object_ref (spec);
  self->bits = gaf_encode_spec_get_bit_depth (spec);
  return &self->parent;
}
