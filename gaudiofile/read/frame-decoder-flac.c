/*
 * SPDX-FileCopyrightText: 2026 gaudiofile contributors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

/*
 * FLAC by libFLAC itself. flacdec is the same library in an element; around it a buffer is allocated, stamped, sent and
 * read back for each frame, the channels are interleaved to be taken apart again, and caps are negotiated at each
 * opening. Without that a long file is read in nine tenths of the time, and 32 bits and the uncommon depths are decoded
 * too.
 *
 *   packet ─► read() ─► libFLAC ─► write(): int32 of each channel ─► as wide as the depth needs ─► block
 *
 * A packet is one frame of FLAC, and nothing goes from one to the next: the decoder is flushed before each, so that it
 * neither waits for what a damaged frame lacks nor fills a hole between the frames' numbers with silence of its own.
 * That also gets it out of the state "aborted". So nothing is left of a file that was read before, and a decoder is
 * kept for the next one: to make it takes a quarter of what a clip of three seconds does, above all where asking the
 * processor what it can (CPUID) leaves a virtual machine.
 */

#include "packets/frame-decoder.h"

#include <FLAC/stream_decoder.h>
#include <string.h>

#include "core/warm-pool.h"
#include "gaf-error.h"
#include "formats/flac/header.h"

#define LARGEST_KEPT (256 * 1024) /* bytes of a block */

typedef struct {
  GafFrameDecoder parent;
  FLAC__StreamDecoder *flac;

  const guint8 *data; /* what read() gives, and how much is left */
  gsize left;

  guint8 *samples; /* the block's memory, a channel behind the other */
  gsize allocated;
  GafDecodedBlock block; /* n_frames is 0: none */
  FLAC__StreamDecoderErrorStatus damage;
  gboolean damaged;
} FlacDecoder;

/* libFLAC's callbacks */

static FLAC__StreamDecoderReadStatus
flac_read (const FLAC__StreamDecoder *flac, FLAC__byte *buffer, size_t *bytes, void *user_data)
{
  FlacDecoder *self = user_data;

  /* A packet is lost with its first fault. libFLAC would look for a frame behind every false header in it, for minutes
   * in a hostile one. */
  if (self->damaged)
    return FLAC__STREAM_DECODER_READ_STATUS_ABORT;
  *bytes = MIN (*bytes, self->left);
  if (*bytes == 0)
    return FLAC__STREAM_DECODER_READ_STATUS_END_OF_STREAM;
  memcpy (buffer, self->data, *bytes);
  self->data += *bytes;
  self->left -= *bytes;
  return FLAC__STREAM_DECODER_READ_STATUS_CONTINUE;
}

static FLAC__StreamDecoderWriteStatus
flac_write (const FLAC__StreamDecoder *flac, const FLAC__Frame *frame, const FLAC__int32 *const *samples,
            void *user_data)
{
  FlacDecoder *self = user_data;
  GafDecodedBlock *block = &self->block;
  const FLAC__FrameHeader *header = &frame->header;
  const GafCoding coding = gaf_coding_for_bits (header->bits_per_sample);
  const gsize width = gaf_coding_get_width (coding);
  const gsize plane = header->blocksize * width;

  if (plane * header->channels > self->allocated) {
    self->allocated = plane * header->channels;
    g_free (self->samples);
    self->samples = g_malloc (self->allocated);
  }
  block->coding = coding;
  block->stride = width;
  block->rate = header->sample_rate;
  block->channels = header->channels;
  block->depth = header->bits_per_sample;
  block->n_frames = header->blocksize;
  for (guint c = 0; c < header->channels; c++) {
    block->planes[c] = self->samples + c * plane;
    gaf_samples_narrow (samples[c], header->bits_per_sample, self->samples + c * plane, header->blocksize);
  }
  return FLAC__STREAM_DECODER_WRITE_STATUS_CONTINUE;
}

static void
flac_error (const FLAC__StreamDecoder *flac, FLAC__StreamDecoderErrorStatus status, void *user_data)
{
  FlacDecoder *self = user_data;

  if (!self->damaged)
    self->damage = status;
  self->damaged = TRUE;
}

/* the class */

static gboolean
flac_push (GafFrameDecoder *decoder, GafPacket *packet, gboolean connected, GError **error)
{
  FlacDecoder *self = (FlacDecoder *) decoder;
  g_autoptr (GstBuffer) data = g_steal_pointer (&packet->data);
  GstMapInfo map = { .data = (guint8 *) packet->bytes, .size = packet->n_bytes };

  self->block.n_frames = 0;
  self->damaged = FALSE;
  if (data != NULL && !gst_buffer_map (data, &map, GST_MAP_READ))
    return TRUE;
  self->data = map.data;
  self->left = map.size;
  FLAC__stream_decoder_flush (self->flac);
  FLAC__stream_decoder_process_single (self->flac);
  self->left = 0;
  if (data != NULL)
    gst_buffer_unmap (data, &map);

  self->block.position = packet->position;
  if (!self->damaged)
    return TRUE; /* with a block, or without one if the packet ends too early */

  self->block.n_frames = 0; /* silence, where the frame's checksum is wrong */
  g_set_error (error, GAF_ERROR, GAF_ERROR_CORRUPT, "The FLAC decoder can make nothing of a packet: %s",
               FLAC__StreamDecoderErrorStatusString[self->damage]);
  return FALSE;
}

static void
flac_finish (GafFrameDecoder *decoder)
{
}

static gboolean
flac_pop (GafFrameDecoder *decoder, int rate, GafDecodedBlock *block, GError **error)
{
  FlacDecoder *self = (FlacDecoder *) decoder;

  if (self->block.n_frames == 0)
    return FALSE;
  *block = self->block;
  self->block.n_frames = 0;
  return TRUE;
}

static void
flac_flush (GafFrameDecoder *decoder)
{
  ((FlacDecoder *) decoder)->block.n_frames = 0;
}

static gboolean
flac_renew (GafFrameDecoder *decoder, GError **error)
{
  flac_flush (decoder);
  return TRUE;
}

static void
flac_destroy (gpointer data)
{
  FlacDecoder *self = data;

  g_clear_pointer (&self->flac, FLAC__stream_decoder_delete);
  g_free (self->samples);
  g_free (self);
}

static GafWarmPool warm = { .destroy = flac_destroy };

/* They are all made alike. */
static GBytes *
get_key (void)
{
  static gsize key = 0;

  if (g_once_init_enter (&key))
    g_once_init_leave (&key, (gsize) g_bytes_new_static ("flac", 4));
  return (GBytes *) key;
}

static void
flac_free (GafFrameDecoder *decoder)
{
  FlacDecoder *self = (FlacDecoder *) decoder;

  /* The library's own buffers are twice as large as the block. */
  if (self->allocated > LARGEST_KEPT)
    flac_destroy (self);
  else
    gaf_warm_pool_give (&warm, get_key (), self);
}

static const GafFrameDecoderClass flac_class = { flac_push, flac_finish, flac_pop, flac_flush, flac_renew, flac_free };

/* Frames may leave their rate and depth to STREAMINFO, which the packetizer tells or has put into the caps. */
static gboolean
give_stream_info (FlacDecoder *self, const GafPacketizer *packetizer)
{
  guint8 header[GAF_FLAC_STREAM_HEADER_SIZE];
  GafFlacStreamInfo info;

  if (packetizer->flac != NULL)
    info = *packetizer->flac;
  else if (!gaf_flac_stream_info_from_caps (gaf_packetizer_get_caps (packetizer), &info))
    info = (GafFlacStreamInfo){ .min_block = 16,
                                .max_block = G_MAXUINT16,
                                .rate = packetizer->rate,
                                .channels = MAX (packetizer->channels, 1),
                                .bits = packetizer->bits > 0 ? packetizer->bits : 16 };
  gaf_flac_stream_header_write (&info, header);
  self->data = header;
  self->left = sizeof header;
  return FLAC__stream_decoder_process_until_end_of_metadata (self->flac);
}

static FlacDecoder *
take_warm (const GafPacketizer *packetizer)
{
  FlacDecoder *self = gaf_warm_pool_take (&warm, get_key ());

  if (self == NULL)
    return NULL;
  self->block.n_frames = 0;
  self->damaged = FALSE;
  if (FLAC__stream_decoder_reset (self->flac) && give_stream_info (self, packetizer)) {
    self->parent.warm = TRUE;
    return self;
  }
  flac_destroy (self);
  return NULL;
}

GafFrameDecoder *
gaf_frame_decoder_flac_new (const GafPacketizer *packetizer, GError **error)
{
  FlacDecoder *self = take_warm (packetizer);

  if (self != NULL)
    return &self->parent;
  self = g_new0 (FlacDecoder, 1);
  self->parent.klass = &flac_class;
  self->parent.name = "flac";
  self->parent.takes_bare = TRUE;
  self->flac = FLAC__stream_decoder_new ();
  if (self->flac == NULL
      || FLAC__stream_decoder_init_stream (self->flac, flac_read, NULL, NULL, NULL, NULL, flac_write, NULL, flac_error,
                                           self)
             != FLAC__STREAM_DECODER_INIT_STATUS_OK
      || !give_stream_info (self, packetizer)) {
    g_set_error (error, GAF_ERROR, GAF_ERROR_IO, "The FLAC decoder cannot be started: %s",
                 self->flac != NULL ? FLAC__stream_decoder_get_resolved_state_string (self->flac) : "no memory");
    flac_destroy (self);
    return NULL;
  }
  return &self->parent;
}
