/*
 * SPDX-FileCopyrightText: 2026 gaudiofile contributors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

/*
 * MPEG layers 1 to 3 by libmpg123 itself, where the build has it, else by the element mpg123audiodec. That is the same
 * library and gives the same bits; but of a clip of three seconds a third of the time goes into making the element, and
 * into its buffers, time stamps and locks.
 *
 *   packet ─► feed ─► libmpg123 ─► frame that began at byte b of all that was fed ─► block at that packet's position
 *
 * A frame comes out when its packet is in, but for free format, which shows its frames' size only with the next one. A
 * decoder that was closed is kept for the next file of that rate and channels: opening its feed makes it as new.
 */

#include "packets/frame-decoder.h"

#include <gst/gst.h>
#include <string.h>

#include "core/warm-pool.h"
#include "gaf-error.h"

#ifdef GAF_MPG123

#include <mpg123.h>

#define N_FED 8  /* packets that are remembered; libmpg123 is behind by one or two */
#define STEP  32 /* frames that the synthesis filter makes at a time */

typedef struct {
  gint64 start, end; /* bytes, in all that was fed */
  gint64 position;
  gboolean has_audio;
} Fed;

typedef struct {
  GafFrameDecoder parent;
  mpg123_handle *mpg123;
  gint64 n_bytes; /* fed since it was made as new */
  Fed fed[N_FED];
  guint n_fed;
  GBytes *key;
  GafDecodedBlock block; /* n_frames is 0: none */
} MpegFrames;

static void
mpeg_destroy (gpointer data)
{
  MpegFrames *self = data;

  mpg123_delete (self->mpg123);
  g_bytes_unref (self->key);
  g_free (self);
}

static GafWarmPool warm = { .destroy = mpeg_destroy };

/* blocks */

/* The packet that the frame which came out last began in; NULL: nobody knows. */
static const Fed *
find_fed (MpegFrames *self)
{
  const gint64 at = mpg123_framepos (self->mpg123);

  for (guint i = 0; i < N_FED; i++)
    if (at >= self->fed[i].start && at < self->fed[i].end)
      return &self->fed[i];
  return NULL;
}

/* Whether libmpg123 gave up inside the packet: it fills the rest with zeros then. Its synthesis filter has turned less
 * far than it should have, and so rounds each later sample in another way. */
static gboolean
gave_up_inside (const GafDecodedBlock *block)
{
  const float *samples = (const float *) (gconstpointer) block->planes[0];
  const gint64 n = block->n_frames * block->channels;

  if (block->n_frames < STEP)
    return FALSE;
  for (gint64 i = n - STEP * block->channels; i < n; i++)
    if (samples[i] != 0)
      return FALSE;
  return TRUE;
}

static gboolean
take_format (MpegFrames *self)
{
  GafDecodedBlock *block = &self->block;
  long rate;
  int channels, encoding;

  if (mpg123_getformat (self->mpg123, &rate, &channels, &encoding) != MPG123_OK || encoding != MPG123_ENC_FLOAT_32
      || channels < 1 || channels > 2)
    return FALSE;
  block->coding = GAF_CODING_F32LE;
  block->rate = rate;
  block->channels = channels;
  block->depth = 32;
  block->stride = sizeof (float) * channels;
  return TRUE;
}

/* Decodes what is in, up to the next frame. Without one, the block has no frames. */
static void
decode (MpegFrames *self)
{
  GafDecodedBlock *block = &self->block;
  unsigned char *samples = NULL;
  const Fed *fed;
  off_t number;
  size_t size = 0;
  int result;

  block->n_frames = 0;
  do
    result = mpg123_decode_frame (self->mpg123, &number, &samples, &size);
  while (result == MPG123_NEW_FORMAT);
  /* A decoder that was made as new does not say that the format is new when it is the old one. */
  if (result != MPG123_OK || samples == NULL || !take_format (self) || size < block->stride)
    return;

  for (int c = 0; c < block->channels; c++)
    block->planes[c] = samples + sizeof (float) * c;
  block->n_frames = size / block->stride;
  fed = find_fed (self);
  block->position = fed != NULL ? fed->position : -1;
  block->gave_up = fed != NULL && fed->has_audio && gave_up_inside (block);
}

/* the class */

static gboolean
mpeg_push (GafFrameDecoder *decoder, GafPacket *packet, gboolean connected, GError **error)
{
  MpegFrames *self = (MpegFrames *) decoder;
  g_autoptr (GstBuffer) data = g_steal_pointer (&packet->data);
  GstMapInfo map = { .data = (guint8 *) packet->bytes, .size = packet->n_bytes };

  self->block.n_frames = 0;
  if (data != NULL && !gst_buffer_map (data, &map, GST_MAP_READ))
    return TRUE;
  self->fed[self->n_fed++ % N_FED] =
      (Fed){ self->n_bytes, self->n_bytes + map.size, packet->position, packet->has_audio };
  self->n_bytes += map.size;
  /* Free format has no bit rate in its header (bits 12 to 15); how long its frames are is seen by the next one. */
  if (self->n_fed == 1)
    mpg123_param (self->mpg123, map.size > 2 && map.data[2] >> 4 == 0 ? MPG123_REMOVE_FLAGS : MPG123_ADD_FLAGS,
                  MPG123_NO_READAHEAD, 0);
  mpg123_feed (self->mpg123, map.data, map.size);
  if (data != NULL)
    gst_buffer_unmap (data, &map);
  /* What it can make nothing of becomes silence; nothing needs to be flushed for that. */
  decode (self);
  return TRUE;
}

static void
mpeg_finish (GafFrameDecoder *decoder)
{
}

static gboolean
mpeg_pop (GafFrameDecoder *decoder, int rate, GafDecodedBlock *block, GError **error)
{
  MpegFrames *self = (MpegFrames *) decoder;

  if (self->block.n_frames == 0)
    decode (self);
  if (self->block.n_frames == 0)
    return FALSE;
  *block = self->block;
  self->block.n_frames = 0;
  return TRUE;
}

static void
mpeg_flush (GafFrameDecoder *decoder)
{
  MpegFrames *self = (MpegFrames *) decoder;

  self->block.n_frames = 0;
  self->n_bytes = 0;
  self->n_fed = 0;
  memset (self->fed, 0, sizeof self->fed);
  mpg123_open_feed (self->mpg123);
}

static gboolean
mpeg_renew (GafFrameDecoder *decoder, GError **error)
{
  mpeg_flush (decoder);
  return TRUE;
}

static void
mpeg_free (GafFrameDecoder *decoder)
{
  gaf_warm_pool_give (&warm, ((MpegFrames *) decoder)->key, decoder);
}

static const GafFrameDecoderClass mpeg_class = { mpeg_push, mpeg_finish, mpeg_pop, mpeg_flush, mpeg_renew, mpeg_free };

/* making */

/* Also where frames have one channel more or less than the stream's first, as they may. */
static gboolean
set_format (mpg123_handle *handle, const GafPacketizer *packetizer)
{
  return (packetizer->channels == 1 || packetizer->channels == 2) && mpg123_format_none (handle) == MPG123_OK
         && mpg123_format (handle, packetizer->rate, packetizer->channels == 1 ? MPG123_MONO : MPG123_STEREO,
                           MPG123_ENC_FLOAT_32)
                == MPG123_OK;
}

static mpg123_handle *
make_handle (const GafPacketizer *packetizer)
{
  mpg123_handle *handle = mpg123_new (NULL, NULL);

  if (handle == NULL)
    return NULL;
  /* Each packet is a frame, also the one that a tag is in; what is cut off at the ends is not its business, nor where
   * in what follows the next frame is. */
  if (mpg123_param (handle, MPG123_ADD_FLAGS, MPG123_FORCE_FLOAT | MPG123_QUIET | MPG123_IGNORE_INFOFRAME, 0)
          == MPG123_OK
      && mpg123_param (handle, MPG123_REMOVE_FLAGS, MPG123_GAPLESS, 0) == MPG123_OK
      && mpg123_param (handle, MPG123_RESYNC_LIMIT, -1, 0) == MPG123_OK && set_format (handle, packetizer))
    return handle;
  mpg123_delete (handle);
  return NULL;
}

/* NULL: by the element then. */
static GafFrameDecoder *
make (const GafPacketizer *packetizer)
{
  const int made_for[] = { packetizer->rate, packetizer->channels };
  g_autoptr (GBytes) key = g_bytes_new (made_for, sizeof made_for);
  MpegFrames *self = gaf_warm_pool_take (&warm, key);

  if (self != NULL)
    self->parent.warm = TRUE;
  else {
    mpg123_handle *handle = make_handle (packetizer);

    if (handle == NULL)
      return NULL;
    self = g_new0 (MpegFrames, 1);
    self->parent.klass = &mpeg_class;
    self->parent.name = "mpg123";
    self->parent.takes_bare = TRUE;
    self->mpg123 = handle;
    self->key = g_steal_pointer (&key);
  }
  mpeg_flush (&self->parent);
  return &self->parent;
}

#endif

GafFrameDecoder *
gaf_frame_decoder_mpeg_new (const GafPacketizer *packetizer, GError **error)
{
#ifdef GAF_MPG123
  return make (packetizer);
#else
  return NULL;
#endif
}
