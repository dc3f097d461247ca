/*
 * SPDX-FileCopyrightText: 2026 gaudiofile contributors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#include <string.h>

#include "gaudiofile/gaf-error.h"
#include "packets/packetizer.h"

/* The streams are made here: headers that are right, and in each frame's last bytes its number. */

typedef GafPacketizer *(*NewFunc) (GafByteSource *source, GError **error);

static GafPacketizer *
open_bytes (NewFunc new_func, const guint8 *data, gsize length, GError **error)
{
  g_autoptr (GBytes) bytes = g_bytes_new (data, length);
  g_autoptr (GafByteSource) source = gaf_byte_source_new_for_bytes (bytes);

  return new_func (source, error);
}

static GafPacketizer *
open_stream (NewFunc new_func, GByteArray *stream)
{
  g_autoptr (GError) error = NULL;
  GafPacketizer *packetizer = open_bytes (new_func, stream->data, stream->len, &error);

  g_assert_no_error (error);
  return packetizer;
}

static void
add_bytes (GByteArray *stream, const char *bytes, gsize length)
{
  g_byte_array_append (stream, (const guint8 *) bytes, length);
}

/* Appends a frame of @size bytes: its header, zeros, and its number. */
static void
add_frame (GByteArray *stream, const guint8 *header, gsize header_size, guint size, guint number)
{
  guint at = stream->len;

  g_byte_array_set_size (stream, at + size);
  memset (stream->data + at, 0, size);
  memcpy (stream->data + at, header, header_size);
  if (size >= header_size + 2) {
    stream->data[at + size - 2] = number >> 8;
    stream->data[at + size - 1] = number & 0xff;
  }
}

/* AAC LC, 44.1 kHz, stereo, no CRC. */
static void
add_adts (GByteArray *stream, guint size, guint number)
{
  const guint8 header[] = { 0xff, 0xf1, 0x50, 0x80 | size >> 11, size >> 3 & 0xff, (size & 7) << 5 | 0x1f, 0xfc };

  add_frame (stream, header, sizeof header, size, number);
}

static void
add_ac3 (GByteArray *stream, guint rate_and_size, guint acmod_etc, guint size, guint number)
{
  const guint8 header[] = { 0x0b, 0x77, 0, 0, rate_and_size, 8 << 3, acmod_etc };

  add_frame (stream, header, sizeof header, size, number);
}

static void
add_eac3 (GByteArray *stream, guint type, guint substream, guint blocks_etc, guint size, guint number)
{
  guint words = size / 2 - 1;
  const guint8 header[] = { 0x0b, 0x77, type << 6 | substream << 3 | words >> 8, words & 0xff, blocks_etc, 16 << 3 };

  add_frame (stream, header, sizeof header, size, number);
}

typedef struct {
  gint64 position;
  gint64 n_frames;
  gsize size;
  int number;
} Seen;

static gboolean
next_seen (GafPacketizer *packetizer, Seen *seen)
{
  g_auto (GafPacket) packet = { 0 };
  g_autoptr (GError) error = NULL;
  guint8 number[2] = { 0 };

  if (!gaf_packetizer_next (packetizer, &packet, &error)) {
    g_assert_no_error (error);
    return FALSE;
  }
  seen->size = gst_buffer_get_size (packet.data);
  gst_buffer_extract (packet.data, MAX (seen->size, 2) - 2, number, 2);
  *seen = (Seen){ packet.position, packet.n_frames, seen->size, number[0] << 8 | number[1] };
  return TRUE;
}

/* Reads all, checks that positions add up to the length, then that every seek finds just what reading found.
 * Returns the packets. */
static GArray *
check_reading (GafPacketizer *packetizer)
{
  GArray *all = g_array_new (FALSE, FALSE, sizeof (Seen));
  gint64 position = 0;
  Seen seen;

  while (next_seen (packetizer, &seen)) {
    g_assert_cmpint (seen.position, ==, position);
    position += seen.n_frames;
    g_array_append_val (all, seen);
  }
  g_assert_true (packetizer->exact);
  g_assert_cmpint (packetizer->n_frames, ==, position);

  for (guint i = 0; i < all->len; i++) {
    const Seen *want = &g_array_index (all, Seen, i);

    g_assert_true (gaf_packetizer_seek (packetizer, want->position + want->n_frames - 1, 0, NULL));
    g_assert_true (next_seen (packetizer, &seen));
    g_assert_cmpmem (&seen, sizeof seen, want, sizeof *want);
    g_assert_cmpint (next_seen (packetizer, &seen), ==, i + 1 < all->len);
    /* With pre-roll: not later than asked. */
    g_assert_true (gaf_packetizer_seek (packetizer, want->position, 3000, NULL));
    g_assert_true (next_seen (packetizer, &seen));
    g_assert_cmpint (seen.position, <=, MAX (0, want->position - 3000));
    g_assert_cmpint (seen.position + seen.n_frames, >, MAX (0, want->position - 3000));
  }
  g_assert_true (gaf_packetizer_seek (packetizer, G_MAXINT64, 0, NULL));
  g_assert_true (next_seen (packetizer, &seen));
  g_assert_cmpint (seen.position + seen.n_frames, ==, position);
  return all;
}

static void
test_adts (void)
{
  g_autoptr (GByteArray) stream = g_byte_array_new ();
  g_autoptr (GArray) all = NULL;

  add_bytes (stream, "junk", 4);
  for (int i = 0; i < 100; i++)
    add_adts (stream, 100 + i * 7 % 50, i);
  add_bytes (stream, "more \xff\xf1\x50\x80\x05\0\0 junk", 17);
  for (int i = 100; i < 200; i++)
    add_adts (stream, 300, i);
  add_adts (stream, 300, 200);
  g_byte_array_set_size (stream, stream->len - 1);

  g_autoptr (GafPacketizer) packetizer = open_stream (gaf_packetizer_adts_new, stream);
  g_assert_cmpstr (packetizer->codec, ==, "aac");
  g_assert_cmpint (packetizer->rate, ==, 44100);
  g_assert_cmpint (packetizer->channels, ==, 2);
  all = check_reading (packetizer);
  g_assert_cmpuint (all->len, ==, 200);
  for (int i = 0; i < 200; i++)
    g_assert_cmpint (g_array_index (all, Seen, i).number, ==, i);

  /* Three raw data blocks in a frame are as many times 1024; a header alone is no frame. */
  g_byte_array_set_size (stream, 0);
  add_adts (stream, 50, 0);
  stream->data[6] |= 2;
  g_autoptr (GafPacketizer) one = open_stream (gaf_packetizer_adts_new, stream);
  g_assert_cmpint (one->n_frames, ==, 3072);
  g_byte_array_set_size (stream, 0);
  add_adts (stream, 7, 0);
  g_assert_null (open_bytes (gaf_packetizer_adts_new, stream->data, stream->len, NULL));
}

static void
test_ac3 (void)
{
  /* Table 5.18 of A/52 in samples: fscod and frmsizecod, acmod and what follows to lfeon; bytes, rate, channels. */
  static const struct {
    guint rate_and_size, acmod_etc, size;
    int rate, channels;
  } good[] = {
    { 0, 2 << 5, 128, 48000, 2 },         { 37, 1 << 5, 2560, 48000, 1 },      { 64, 2 << 5 | 4, 138, 44100, 3 },
    { 65, 2 << 5, 140, 44100, 2 },        { 100, 7 << 5 | 1, 2786, 44100, 6 }, { 101, 7 << 5, 2788, 44100, 5 },
    { 128 + 37, 3 << 5, 3840, 32000, 3 },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (good); i++) {
    g_autoptr (GByteArray) stream = g_byte_array_new ();
    g_autoptr (GArray) all = NULL;

    for (int n = 0; n < 12; n++)
      add_ac3 (stream, good[i].rate_and_size, good[i].acmod_etc, good[i].size, n);
    g_autoptr (GafPacketizer) packetizer = open_stream (gaf_packetizer_ac3_new, stream);
    g_assert_cmpstr (packetizer->codec, ==, "ac3");
    g_assert_cmpint (packetizer->rate, ==, good[i].rate);
    g_assert_cmpint (packetizer->channels, ==, good[i].channels);
    all = check_reading (packetizer);
    g_assert_cmpuint (all->len, ==, 12);
    g_assert_cmpint (packetizer->n_frames, ==, 12 * 1536);
  }
}

/* Dependent frames stay with theirs; frames may have 1, 2, 3 or 6 blocks. */
static void
test_eac3 (void)
{
  g_autoptr (GByteArray) stream = g_byte_array_new ();
  g_autoptr (GArray) all = NULL;

  for (int i = 0; i < 40; i++) {
    add_eac3 (stream, 0, 0, (i % 4) << 4 | 7 << 1 | 1, 200, i);
    add_eac3 (stream, 1, 0, (i % 4) << 4 | 2 << 1, 100, i);
    if (i % 2 == 1)
      add_eac3 (stream, 0, 1, (i % 4) << 4 | 2 << 1, 60, i);
  }
  g_autoptr (GafPacketizer) packetizer = open_stream (gaf_packetizer_ac3_new, stream);
  g_assert_cmpstr (packetizer->codec, ==, "eac3");
  g_assert_cmpint (packetizer->channels, ==, 6);
  all = check_reading (packetizer);
  g_assert_cmpuint (all->len, ==, 40);
  g_assert_cmpint (packetizer->n_frames, ==, 10 * 256 * (1 + 2 + 3 + 6));
  for (int i = 0; i < 40; i++) {
    g_assert_cmpint (g_array_index (all, Seen, i).number, ==, i);
    g_assert_cmpuint (g_array_index (all, Seen, i).size, ==, i % 2 == 1 ? 360 : 300);
  }
}

static void
test_amr (void)
{
  static const struct {
    const char *magic, *codec;
    int rate;
    guint8 sizes[10]; /* of the frame types 0 … 8, or 9 */
    int n_sizes;
  } variants[] = {
    { "#!AMR\n", "amr-nb", 8000, { 13, 14, 16, 18, 20, 21, 27, 32, 6 }, 9 },
    { "#!AMR-WB\n", "amr-wb", 16000, { 18, 24, 33, 37, 41, 47, 51, 59, 61, 6 }, 10 },
  };

  for (gsize v = 0; v < G_N_ELEMENTS (variants); v++) {
    g_autoptr (GByteArray) stream = g_byte_array_new ();
    g_autoptr (GArray) all = NULL;

    add_bytes (stream, variants[v].magic, strlen (variants[v].magic));
    for (int i = 0; i < 100; i++) {
      guint8 type = i % variants[v].n_sizes;
      const guint8 header = type << 3 | 4;

      add_frame (stream, &header, 1, variants[v].sizes[type], i);
    }
    add_bytes (stream, "\x7c\x7c", 2); /* no data */
    g_autoptr (GafPacketizer) packetizer = open_stream (gaf_packetizer_amr_new, stream);
    g_assert_cmpstr (packetizer->codec, ==, variants[v].codec);
    g_assert_cmpint (packetizer->rate, ==, variants[v].rate);
    all = check_reading (packetizer);
    g_assert_cmpuint (all->len, ==, 102);
    g_assert_cmpint (packetizer->n_frames, ==, 102 * variants[v].rate / 50);
    for (int i = 0; i < 100; i++)
      g_assert_cmpint (g_array_index (all, Seen, i).number, ==, i);
  }

  g_autoptr (GError) error = NULL;
  g_assert_null (open_bytes (gaf_packetizer_amr_new, (const guint8 *) "#!AMR_MC1.0\n\0\0\0\1", 16, &error));
  g_assert_error (error, GAF_ERROR, GAF_ERROR_UNSUPPORTED);
}

static void
test_refused (void)
{
  static const NewFunc functions[] = { gaf_packetizer_adts_new, gaf_packetizer_ac3_new, gaf_packetizer_amr_new };
  /* Random bytes, and headers without frames. */
  static const char *const patterns[] = {
    NULL, "text", "\0\0\0", "\xff\xff\xff\xff", "\xff\xf1\x50\x80", "\x0b\x77\0\0"
  };
  g_autoptr (GByteArray) stream = g_byte_array_new ();
  guint32 random = 1;

  for (gsize kind = 0; kind < G_N_ELEMENTS (patterns); kind++) {
    g_byte_array_set_size (stream, 300000);
    for (guint i = 0; i < stream->len; i++) {
      random = random * 1103515245 + 12345;
      stream->data[i] = patterns[kind] != NULL ? patterns[kind][i % 4] : (char) (random >> 16);
    }
    for (gsize f = 0; f < G_N_ELEMENTS (functions); f++) {
      g_autoptr (GError) error = NULL;

      g_assert_null (open_bytes (functions[f], stream->data, stream->len, &error));
      g_assert_error (error, GAF_ERROR, GAF_ERROR_NOT_AUDIO);
      for (gsize length = 0; length < 10; length++)
        g_assert_null (open_bytes (functions[f], stream->data, length, NULL));
    }
  }
}

int
main (int argc, char **argv)
{
  gst_init (&argc, &argv);
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/packetizer-frames/adts", test_adts);
  g_test_add_func ("/packetizer-frames/ac3", test_ac3);
  g_test_add_func ("/packetizer-frames/eac3", test_eac3);
  g_test_add_func ("/packetizer-frames/amr", test_amr);
  g_test_add_func ("/packetizer-frames/refused", test_refused);
  return g_test_run ();
}
