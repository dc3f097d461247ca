/*
 * SPDX-FileCopyrightText: 2026 gaudiofile contributors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#include <string.h>

#include "core/bytes.h"
#include "core/limits.h"
#include "core/memory.h"
#include "formats/musepack/musepack.h"
#include "gaf-error.h"
#include "packets/packet-row.h"

/*
 * Musepack, stream version 7: one stream of bits in words of 32, lowest byte first, each read from its highest bit.
 *
 *   "MP+" 7 │ coded frames ║ 16 bytes of settings ║ 8 bits of the encoder's version │ 20 bits of size │ frame 0 │
 *   20 bits of size │ frame 1 │ … │ 11 bits: the last frame's length │ perhaps one frame more
 *
 * A frame begins at any bit. All are found at opening, by their sizes. The decoder wants whole words, and to be told
 * at which bit of the first the frame begins:
 *
 *   bit │ 0 │ 0 │ 0 ║ words …
 *
 * The scale factors of a frame refer to those of the frame before. Encoders that mean files to be seeked in start them
 * anew within 32 frames, and say so ("fast seek"); other files are decoded from the start.
 */

#define HEADER_SIZE 24
#define CONFIG_SIZE 16
#define FIRST_BIT   (HEADER_SIZE * 8 + 8)
#define SIZE_BITS   20
#define LAST_BITS   11
#define PREFIX      4
#define STRIDE      16        /* frames from a place in the index to the next */
#define MAX_FRAMES  (1 << 26) /* weeks; and 32 MB of index */

typedef struct {
  GafPacketizer parent;
  GafByteSource *source;
  guint32 claimed; /* coded frames */
  gint64 n_coded;  /* that are there */
  GArray *index;   /* of guint64: the bit at which the size of every STRIDE-th frame begins */
  gboolean from_start;
  gint64 next; /* coded frame to go on with */
  guint64 bit; /* where its size begins */
  gint64 expected;
} Sv7Packetizer;

/* bits */

/* @n bits at @bit, up to 20. FALSE without @error: the file ends before. */
static gboolean
read_bits (GafByteSource *source, guint64 bit, guint n, guint32 *value, GError **error)
{
  gsize available;
  const guint8 *data = gaf_byte_source_peek (source, bit / 32 * 4, 8, &available, error);
  guint8 words[8] = { 0 };

  if (data == NULL || available * 8 < bit % 32 + n)
    return FALSE;
  memcpy (words, data, MIN (available, sizeof words));
  *value = (guint32) (((guint64) gaf_read_le32 (words) << 32 | gaf_read_le32 (words + 4)) >> (64 - bit % 32 - n));
  *value &= (1u << n) - 1;
  return TRUE;
}

/* Frame @number, whose size is at @bit: where it begins and ends; @bit goes on to the next. FALSE without @error: it is
 * not all there. */
static gboolean
step (Sv7Packetizer *self, gint64 number, guint64 *bit, guint64 *begin, guint64 *end, GError **error)
{
  guint32 size;

  if (!read_bits (self->source, *bit, SIZE_BITS, &size, error))
    return FALSE;
  *begin = *bit + SIZE_BITS;
  *end = *begin + size;
  *bit = *end + (number + 1 == self->claimed ? LAST_BITS : 0);
  return (*end + 31) / 32 * 4 <= gaf_byte_source_get_size (self->source);
}

/* opening */

/* Finds the frames. FALSE with @error. */
static gboolean
find_frames (Sv7Packetizer *self, guint32 last_length, GError **error)
{
  GError *local_error = NULL;
  guint64 bit = FIRST_BIT, begin, end;
  gint64 n = self->claimed;

  /* The decoder is late by some frames of audio; where they do not fit into the last frame, there is one more. */
  if (n > 0 && last_length + GAF_MUSEPACK_DELAY > GAF_MUSEPACK_FRAME)
    n++;
  while (self->n_coded < n) {
    if (self->n_coded % STRIDE == 0 && !gaf_memory_append (self->index, &bit, error))
      return FALSE;
    if (!step (self, self->n_coded, &bit, &begin, &end, &local_error) || end == begin)
      break;
    self->n_coded++;
  }
  if (local_error != NULL) {
    g_propagate_error (error, local_error);
    return FALSE;
  }
  return TRUE;
}

static gboolean
read_header (Sv7Packetizer *self, guint8 *config, GError **error)
{
  guint8 header[HEADER_SIZE];
  gssize got = gaf_byte_source_read (self->source, 0, header, sizeof header, error);
  guint32 flags, last_length;

  if (got < 0)
    return FALSE;
  if (got < HEADER_SIZE) {
    g_set_error (error, GAF_ERROR, GAF_ERROR_CORRUPT, "Musepack (SV7) that ends inside its header");
    return FALSE;
  }
  if ((header[3] & 15) != 7) {
    g_set_error (error, GAF_ERROR, GAF_ERROR_UNSUPPORTED, "Musepack of stream version %u, which is not read here",
                 header[3] & 15);
    return FALSE;
  }
  memcpy (config, header + 8, CONFIG_SIZE);
  self->claimed = gaf_read_le32 (header + 4);
  if (self->claimed > MAX_FRAMES) {
    g_set_error (error, GAF_ERROR, GAF_ERROR_LIMIT, "Musepack (SV7) that claims %u frames, which is too much",
                 self->claimed);
    return FALSE;
  }
  self->parent.rate = gaf_musepack_rates[header[10] & 3];
  self->parent.channels = 2;
  self->parent.skip = GAF_MUSEPACK_DELAY;

  /* From the highest bit on: the length is told, the length of the last frame, fast seek. */
  flags = gaf_read_le32 (header + 20);
  self->from_start = !(flags & 1u << 19);
  last_length = flags & 1u << 31 ? flags >> 20 & 0x7ff : 0;
  if (last_length > GAF_MUSEPACK_FRAME)
    last_length = 0;
  if (!find_frames (self, last_length, error))
    return FALSE;

  self->parent.n_frames = self->n_coded * GAF_MUSEPACK_FRAME - GAF_MUSEPACK_DELAY;
  if (last_length > 0 && self->n_coded >= self->claimed && self->claimed > 0)
    self->parent.n_frames = (gint64) (self->claimed - 1) * GAF_MUSEPACK_FRAME + last_length;
  self->parent.n_frames = MAX (self->parent.n_frames, 0);
  self->parent.exact = TRUE;
  return TRUE;
}

/* the class */

static gboolean
sv7_next (GafPacketizer *packetizer, GafPacket *packet, GError **error)
{
  Sv7Packetizer *self = (Sv7Packetizer *) packetizer;
  guint64 begin, end, at, size;
  GstMapInfo map;

  if (self->next >= self->n_coded || !step (self, self->next, &self->bit, &begin, &end, error))
    return FALSE;
  at = begin / 32 * 4;
  size = (end + 31) / 32 * 4 - at;
  if (!gaf_packet_row_read (self->source, at, size, PREFIX, &packet->data, error) || packet->data == NULL)
    return FALSE;
  if (gst_buffer_map (packet->data, &map, GST_MAP_WRITE)) {
    memcpy (map.data, ((guint8[]){ begin % 32, 0, 0, 0 }), PREFIX);
    gst_buffer_unmap (packet->data, &map);
  }
  packet->position = self->next * GAF_MUSEPACK_FRAME;
  packet->n_frames = GAF_MUSEPACK_FRAME;
  if (self->next != self->expected)
    GST_BUFFER_FLAG_SET (packet->data, GST_BUFFER_FLAG_DISCONT);
  self->expected = ++self->next;
  return TRUE;
}

static gboolean
sv7_seek (GafPacketizer *packetizer, gint64 frame, gint64 preroll, GError **error)
{
  Sv7Packetizer *self = (Sv7Packetizer *) packetizer;
  gint64 coded = (frame - MIN (preroll, frame)) / GAF_MUSEPACK_FRAME;
  guint64 begin, end;

  coded = self->from_start ? 0 : CLAMP (coded, 0, MAX (self->n_coded - 1, 0));
  self->next = coded / STRIDE * STRIDE;
  self->bit = FIRST_BIT;
  if (self->next / STRIDE < self->index->len)
    self->bit = g_array_index (self->index, guint64, self->next / STRIDE);
  for (; self->next < coded; self->next++)
    if (!step (self, self->next, &self->bit, &begin, &end, error))
      return FALSE;
  self->expected = coded == 0 ? 0 : -1;
  return TRUE;
}

static void
sv7_free (GafPacketizer *packetizer)
{
  Sv7Packetizer *self = (Sv7Packetizer *) packetizer;

  g_clear_pointer (&self->index, g_array_unref);
  gaf_byte_source_unref (self->source);
  g_free (self);
}

static const GafPacketizerClass sv7_class = { sv7_next, sv7_seek, sv7_free };

GafPacketizer *
gaf_packetizer_mpc7_new (GafByteSource *source, GError **error)
{
  Sv7Packetizer *self = g_new0 (Sv7Packetizer, 1);
  g_autoptr (GafPacketizer) owner = &self->parent;
  guint8 config[CONFIG_SIZE];

  self->parent.klass = &sv7_class;
  self->source = gaf_byte_source_ref (source);
  self->index = g_array_new (FALSE, FALSE, sizeof (guint64));
  self->bit = FIRST_BIT;
  if (!read_header (self, config, error))
    return NULL;
  self->parent.codec = "mpc7";
  self->parent.settled = TRUE;
  self->parent.caps = gaf_musepack_make_caps (&self->parent, 7, config, CONFIG_SIZE);
  return g_steal_pointer (&owner);
}
