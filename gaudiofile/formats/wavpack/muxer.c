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
 *
 * More than two channels come as several blocks in a packet, each made as if it were the only one. Here they are made a
 * set: the first and the last are flagged, and the first says how many channels there are and for which loudspeakers.
 * It also says the rate, if that is none of those that fit into a header.
 */

#include "packets/muxer.h"

#include <string.h>

#include "core/bytes.h"
#include "gaf-error.h"
#include "formats/pcm/write.h"
#include "formats/wavpack/header.h"

#define VERSION 0x407 /* of the stream; what the encoder writes for PCM */

typedef struct {
  GafMuxer parent;
  guint bits;
  guint rate;
  guint channels;
  guint32 mask;      /* of WAVE; 0: no particular loudspeakers */
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

/* The frame that a block begins with, of 40 bits. */
static void
set_index (guint8 *block, gint64 index)
{
  block[10] = index >> 32;
  gaf_write_le32 (block + 16, (guint32) index);
}

/* Sub-blocks */

static guint
find_rate_index (guint rate)
{
  guint index = 0;

  while (index < G_N_ELEMENTS (gaf_wavpack_rates) && gaf_wavpack_rates[index] != (int) rate)
    index++;
  return index;
}

/* A sub-block of up to 255 words; a last byte that is not used fills the last one. */
static guint
make_sub_block (guint8 *sub_block, guint8 id, const guint8 *payload, guint length)
{
  sub_block[0] = id | (length % 2 != 0 ? 0x40 : 0);
  sub_block[1] = (length + 1) / 2;
  memcpy (sub_block + 2, payload, length);
  sub_block[2 + length] = 0;
  return 2 + (length + 1) / 2 * 2;
}

/* What the first block of a set has to say of all of them, in front of what else is in it. */
static guint
make_description (WavpackMuxer *self, guint8 *sub_blocks)
{
  guint8 payload[5] = { 0 };
  guint length = 1, size = 0;

  if (self->channels > 2) {
    payload[0] = self->channels;
    gaf_write_le32 (payload + 1, self->mask);
    for (length = 5; length > 1 && payload[length - 1] == 0;)
      length--;
    size += make_sub_block (sub_blocks, GAF_WAVPACK_ID_CHANNELS, payload, length);
  }
  if (find_rate_index (self->rate) == G_N_ELEMENTS (gaf_wavpack_rates)) {
    gaf_write_le24 (payload, self->rate);
    size += make_sub_block (sub_blocks + size, GAF_WAVPACK_ID_RATE, payload, 3);
  }
  return size;
}

static void
remove_sub_block (GByteArray *bytes, guint begin, GafWavpackBlock *block, guint8 id)
{
  GafWavpackSubBlock sub = { 0 };

  while (gaf_wavpack_next_sub_block (bytes->data + begin, block->size, &sub))
    if (sub.id == id) {
      g_byte_array_remove_range (bytes, begin + sub.begin, sub.end - sub.begin);
      block->size -= sub.end - sub.begin;
      return;
    }
}

static void
insert (GByteArray *bytes, guint at, const guint8 *data, guint size)
{
  const guint rest = bytes->len - at;

  g_byte_array_set_size (bytes, bytes->len + size);
  memmove (bytes->data + at + size, bytes->data + at, rest);
  memcpy (bytes->data + at, data, size);
}

/* Flags, rate and description of a block in its set. */
static void
describe_block (WavpackMuxer *self, GByteArray *bytes, guint begin, GafWavpackBlock *block)
{
  const guint32 ends = GAF_WAVPACK_INITIAL | GAF_WAVPACK_FINAL, rate_bits = 15u << GAF_WAVPACK_RATE_SHIFT;
  const gboolean is_first = begin == 0, is_last = begin + block->size == bytes->len;
  guint8 sub_blocks[16];
  guint size;

  /* What an encoder of a part says of it is not what is said here of all. */
  remove_sub_block (bytes, begin, block, GAF_WAVPACK_ID_RIFF_HEADER);
  remove_sub_block (bytes, begin, block, GAF_WAVPACK_ID_RATE);
  block->flags = (gaf_read_le32 (bytes->data + begin + 24) & ~(ends | rate_bits)) | (is_first ? GAF_WAVPACK_INITIAL : 0)
                 | (is_last ? GAF_WAVPACK_FINAL : 0) | (find_rate_index (self->rate) << GAF_WAVPACK_RATE_SHIFT);
  gaf_write_le32 (bytes->data + begin + 24, block->flags);
  size = is_first ? make_description (self, sub_blocks) : 0;
  if (size > 0)
    insert (bytes, begin + GAF_WAVPACK_HEADER_SIZE, sub_blocks, size);
  block->size += size;
  gaf_write_le32 (bytes->data + begin + 4, block->size - 8);
}

/* Works over the blocks of a packet; how many frames there are with them, -1 with @error. */
static gint64
convert_blocks (WavpackMuxer *self, GByteArray *bytes, GError **error)
{
  GafWavpackBlock block;
  guint n_frames = 0;
  gint64 end = 0;

  for (guint at = 0; at < bytes->len; at += block.size) {
    if (!gaf_wavpack_block_parse (bytes->data + at, bytes->len - at, &block) || block.size > bytes->len - at) {
      fail (error, "something that is no block");
      return -1;
    }
    if (at > 0 && block.n_frames != n_frames) {
      fail (error, "blocks of different lengths for the channels");
      return -1;
    }
    n_frames = block.n_frames;
    if (self->bits < 32 && !narrow (bytes->data + at, &block, self->bits, error))
      return -1;
    describe_block (self, bytes, at, &block);
    if (block.index == 0 && at == 0)
      self->begin = self->n_frames;
    set_index (bytes->data + at, self->begin + block.index);
    gaf_wavpack_update_checksum (bytes->data + at, block.size);
    end = self->begin + block.index + block.n_frames;
  }
  return end;
}

/* A block without samples, for a file without any. With more than two channels it is the only one of its set, which
 * readers of a file that has no audio take as it is. */
static void
make_empty_block (WavpackMuxer *self, GByteArray *bytes)
{
  const guint32 flags = (self->bits / 8 - 1) | (self->channels == 1 ? GAF_WAVPACK_MONO : 0);
  GafWavpackBlock block = { .size = GAF_WAVPACK_HEADER_SIZE };

  g_byte_array_set_size (bytes, GAF_WAVPACK_HEADER_SIZE);
  memset (bytes->data, 0, bytes->len);
  memcpy (bytes->data, "wvpk", 4);
  gaf_write_le16 (bytes->data + 8, VERSION);
  gaf_write_le32 (bytes->data + 24, flags);
  gaf_write_le32 (bytes->data + 28, G_MAXUINT32); /* CRC of no samples */
  describe_block (self, bytes, 0, &block);
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
  self->rate = (guint) gaf_encode_spec_get_rate (spec);
  self->channels = gaf_encode_spec_get_channels (spec);
  self->mask = gaf_chunks_write_mask (self->channels, gaf_encode_spec_get_channel_mask (spec));
  return &self->parent;
}
