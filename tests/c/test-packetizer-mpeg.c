/*
 * SPDX-FileCopyrightText: 2026 gaudiofile contributors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#include <string.h>

#include "core/bytes.h"
#include "gaudiofile/gaf-error.h"
#include "formats/mpeg/header.h"
#include "packets/packetizer.h"

/* The streams are made here: headers that are right, and in each frame's last bytes its number. */

#define L3_128K  0xfffb9000 /* MPEG-1 layer 3, 128 kbit/s, 44.1 kHz, stereo: 417 bytes */
#define L3_160K  0xfffba000 /* … 522 bytes */
#define L3_OTHER 0xfffb9400 /* … 48 kHz */
#define L3_CRC   0xfffa9000
#define L3_8K    0xfff318c0 /* MPEG-2 layer 3, 8 kbit/s, 16 kHz, mono: 36 bytes */
#define L3_FREE  0xfffb0000
#define L2_192K  0xfffda800 /* MPEG-1 layer 2, 192 kbit/s, 32 kHz: 864 bytes */
#define L2_FREE  0xfffd0800

static GByteArray *
stream_new (void)
{
  return g_byte_array_new ();
}

/* Appends a frame of @size bytes (0: what its header says), and returns it. */
static guint8 *
add_frame (GByteArray *stream, guint32 word, guint size, guint number)
{
  GafMpegHeader header;
  guint8 bytes[4];
  guint at = stream->len;

  gaf_write_be32 (bytes, word);
  g_assert_true (gaf_mpeg_header_parse (&header, bytes));
  size = size > 0 ? size : header.size;
  g_byte_array_set_size (stream, at + size);
  memset (stream->data + at, 0, size);
  memcpy (stream->data + at, bytes, 4);
  stream->data[at + size - 2] = number >> 8;
  stream->data[at + size - 1] = number & 0xff;
  return stream->data + at;
}

static void
add_frames (GByteArray *stream, guint32 word, guint first, guint n)
{
  for (guint i = 0; i < n; i++)
    add_frame (stream, word, 0, first + i);
}

static void
add_text (GByteArray *stream, const char *text, gsize length)
{
  g_byte_array_append (stream, (const guint8 *) text, length);
}

/* A tag frame: number of frames, bytes of the whole stream, delay and padding. */
static void
add_tag (GByteArray *stream, guint n_packets, guint n_bytes, guint delay, guint padding)
{
  guint8 *tag = add_frame (stream, L3_128K, 0, 0) + 36;

  memcpy (tag, "Info", 4);
  gaf_write_be32 (tag + 4, 3);
  gaf_write_be32 (tag + 8, n_packets);
  gaf_write_be32 (tag + 12, n_bytes);
  memcpy (tag + 16, "Lavc59.37", 9);
  gaf_write_be32 (tag + 16 + 21, delay << 20 | padding << 8);
}

static GafPacketizer *
open_part (GByteArray *stream, gsize length, GError **error)
{
  g_autoptr (GBytes) bytes = g_bytes_new (stream->data, length);
  g_autoptr (GafByteSource) source = gaf_byte_source_new_for_bytes (bytes);

  return gaf_packetizer_mpeg_new (source, error);
}

static GafPacketizer *
open_stream (GByteArray *stream)
{
  g_autoptr (GError) error = NULL;
  GafPacketizer *packetizer = open_part (stream, stream->len, &error);

  g_assert_no_error (error);
  return packetizer;
}

/* The number of the next frame, or -1 at the end; @position is checked. */
static int
next_number (GafPacketizer *packetizer, gint64 *position)
{
  g_auto (GafPacket) packet = { 0 };
  g_autoptr (GError) error = NULL;
  guint8 number[2] = { 0 };

  if (!gaf_packetizer_next (packetizer, &packet, &error)) {
    g_assert_no_error (error);
    return -1;
  }
  gsize size = gst_buffer_get_size (packet.data);
  gst_buffer_extract (packet.data, size - 2, number, 2);
  *position = packet.position;
  return number[0] << 8 | number[1];
}

static void
check_packets (GafPacketizer *packetizer, int n, int n_frames)
{
  gint64 position;

  for (int i = 0; i < n; i++) {
    g_assert_cmpint (next_number (packetizer, &position), ==, i);
    g_assert_cmpint (position, ==, (gint64) i * n_frames);
  }
  g_assert_cmpint (next_number (packetizer, &position), ==, -1);
}

static void
test_headers (void)
{
  static const struct {
    guint32 word;
    int version, layer, rate, channels, n_frames;
    guint32 size;
  } good[] = {
    { L3_128K, 1, 3, 44100, 2, 1152, 417 },    { L3_128K | 0x200, 1, 3, 44100, 2, 1152, 418 },
    { L3_8K, 2, 3, 16000, 1, 576, 36 },        { 0xffe318c0, 3, 3, 8000, 1, 576, 72 },
    { L2_192K, 1, 2, 32000, 2, 1152, 864 },    { 0xfff518c0, 2, 2, 16000, 1, 1152, 72 },
    { 0xffff1000, 1, 1, 44100, 2, 384, 32 },   { 0xffff1200, 1, 1, 44100, 2, 384, 36 },
    { 0xfffbe400, 1, 3, 48000, 2, 1152, 960 }, { L3_FREE, 1, 3, 44100, 2, 1152, 0 },
  };
  /* No sync, version, layer, bit rate and rate that are reserved. */
  static const guint32 bad[] = { 0xff7b9000, 0xffeb9000, 0xfff99000, 0xfffbf000, 0xfffb9c00, 0x7ffb9000 };
  GafMpegHeader header;
  guint8 bytes[4];

  for (gsize i = 0; i < G_N_ELEMENTS (good); i++) {
    gaf_write_be32 (bytes, good[i].word);
    g_assert_true (gaf_mpeg_header_parse (&header, bytes));
    g_assert_cmpint (header.version, ==, good[i].version);
    g_assert_cmpint (header.layer, ==, good[i].layer);
    g_assert_cmpint (header.rate, ==, good[i].rate);
    g_assert_cmpint (header.channels, ==, good[i].channels);
    g_assert_cmpint (header.n_frames, ==, good[i].n_frames);
    g_assert_cmpuint (header.size, ==, good[i].size);
  }
  for (gsize i = 0; i < G_N_ELEMENTS (bad); i++) {
    gaf_write_be32 (bytes, bad[i]);
    g_assert_false (gaf_mpeg_header_parse (&header, bytes));
  }
}

static void
test_tag (void)
{
  g_autoptr (GByteArray) stream = stream_new ();
  add_tag (stream, 100, 101 * 417, 576, 1000);
  add_frames (stream, L3_128K, 0, 100);

  g_autoptr (GafPacketizer) packetizer = open_stream (stream);
  g_assert_cmpint (packetizer->skip, ==, 576 + 529);
  g_assert_cmpint (packetizer->n_frames, ==, 100 * 1152 - 1576);
  g_assert_true (packetizer->exact);
  check_packets (packetizer, 100, 1152);

  /* Cut short, the tag's number is not believed, and there is no padding at the end. */
  g_autoptr (GafPacketizer) part = open_part (stream, stream->len - 10 * 417 - 5, NULL);
  g_assert_cmpint (part->skip, ==, 576 + 529);
  g_assert_cmpint (part->n_frames, ==, 89 * 1152 - 1105);
  g_assert_true (part->exact);
  check_packets (part, 89, 1152);

  /* A tag alone is a file of no frames. */
  g_autoptr (GafPacketizer) empty = open_part (stream, 417, NULL);
  g_assert_cmpint (empty->n_frames, ==, 0);
  check_packets (empty, 0, 1152);

  /* With less padding than the decoder's delay, the end of the sound comes out of a silent frame more. */
  gaf_write_be32 (stream->data + 36 + 37, 576 << 20 | 100 << 8);
  g_autoptr (GafPacketizer) tight = open_stream (stream);
  gint64 position;
  g_assert_true (gaf_packetizer_seek (tight, 99 * 1152, 0, NULL));
  while (next_number (tight, &position) > 0 && position < 99 * 1152)
    ;
  g_assert_cmpint (next_number (tight, &position), ==, 0);
  g_assert_cmpint (position, ==, 100 * 1152);
  g_assert_cmpint (next_number (tight, &position), ==, -1);
}

static void
test_length (void)
{
  gint64 position;

  /* A constant bit rate is an estimate, not below the truth, until the end was seen. */
  g_autoptr (GByteArray) constant = stream_new ();
  add_frames (constant, L3_128K, 0, 200);
  g_autoptr (GafPacketizer) packetizer = open_stream (constant);
  g_assert_false (packetizer->exact);
  g_assert_cmpint (packetizer->n_frames, ==, 200 * 1152);
  check_packets (packetizer, 200, 1152);
  g_assert_true (packetizer->exact);
  g_assert_cmpint (packetizer->n_frames, ==, 200 * 1152);

  /* What only looks constant at the start is walked. */
  add_frames (constant, L3_160K, 200, 500);
  g_autoptr (GafPacketizer) variable = open_stream (constant);
  g_assert_true (variable->exact);
  g_assert_cmpint (variable->n_frames, ==, 700 * 1152);

  /* A seek far away finds the same frame; one past the end the last. */
  g_assert_true (gaf_packetizer_seek (variable, G_MAXINT64, 0, NULL));
  while (next_number (variable, &position) >= 0)
    g_assert_cmpint (position, <=, 699 * 1152);
  g_assert_cmpint (position, ==, 699 * 1152);
}

static void
test_damage (void)
{
  g_autoptr (GByteArray) stream = stream_new ();
  int numbers[300];
  gint64 position;
  int n = 0;

  /* Zeros in front, junk, another file's ID3v2 tag with a false frame in it, a few frames of another rate, half a
   * frame at the end. */
  g_byte_array_set_size (stream, 100);
  memset (stream->data, 0, 100);
  add_frames (stream, L3_128K, 0, 50);
  add_text (stream, "junk \xff\xfb\x90 junk", 13);
  add_frames (stream, L3_160K, 50, 50);
  add_text (stream, "ID3\x03\0\0\0\0\x06\x42", 10);
  add_frames (stream, L3_128K, 9999, 2);
  add_frames (stream, L3_128K, 100, 50);
  add_frames (stream, L3_OTHER, 9999, 5);
  add_frames (stream, L3_128K, 150, 60);
  g_byte_array_set_size (stream, stream->len - 200);

  g_autoptr (GafPacketizer) packetizer = open_stream (stream);
  while ((numbers[n] = next_number (packetizer, &position)) >= 0) {
    g_assert_cmpint (numbers[n], ==, n);
    g_assert_cmpint (position, ==, (gint64) n++ * 1152);
  }
  g_assert_cmpint (n, ==, 209);
  g_assert_cmpint (packetizer->n_frames, ==, 209 * 1152);

  /* Wherever a seek goes, it begins at a multiple of 8, early enough, and what follows is what linear reading gave. */
  for (int i = 0; i < 209; i++) {
    g_assert_true (gaf_packetizer_seek (packetizer, (gint64) i * 1152 + 1151, 1152, NULL));
    int first = next_number (packetizer, &position);
    g_assert_cmpint (first % 8, ==, 0);
    g_assert_cmpint (first, <=, MAX (i - 4, 0));
    g_assert_cmpint (first, >=, i - 4 - 15);
    g_assert_cmpint (position, ==, (gint64) first * 1152);
    g_assert_cmpint (next_number (packetizer, &position), ==, first + 1);
  }
}

/* Frames of another rate that follow each other are another stream. */
static void
test_links (void)
{
  g_autoptr (GByteArray) stream = stream_new ();
  gint64 position;
  gsize first;

  add_frames (stream, L3_128K, 0, 50);
  first = stream->len;
  add_frames (stream, L3_OTHER, 0, 300);
  add_frames (stream, L3_128K, 0, 50);
  g_autoptr (GafPacketizer) packetizer = open_stream (stream);
  g_assert_cmpuint (packetizer->next_link, ==, first);
  g_assert_cmpint (packetizer->n_frames, ==, 50 * 1152);
  check_packets (packetizer, 50, 1152);

  /* Where opening does not look, reading says where it is. */
  g_autoptr (GByteArray) late = stream_new ();
  add_frames (late, L3_128K, 0, 2000);
  first = late->len;
  add_frames (late, L3_OTHER, 0, 10);
  add_frames (late, L3_128K, 0, 1000);
  g_autoptr (GafPacketizer) unaware = open_stream (late);
  g_autoptr (GError) error = NULL;
  g_assert_cmpuint (unaware->next_link, ==, 0);
  for (int i = 0; i < 2000; i++)
    g_assert_cmpint (next_number (unaware, &position), ==, i);
  g_auto (GafPacket) packet = { 0 };
  g_assert_false (gaf_packetizer_next (unaware, &packet, &error));
  g_assert_error (error, GAF_ERROR, GAF_ERROR_UNSUPPORTED);
  g_autofree char *where = g_strdup_printf ("byte %" G_GSIZE_FORMAT ",", first);
  g_assert_nonnull (strstr (error->message, where));
}

/* A layer 3 frame that refers to main data from before the start is made silent, in reading and after a seek alike;
 * after a seek each that only lies on the way, too: up to three before the wanted one, for the decoder to warm up. */
static void
test_reservoir (void)
{
  static const guint32 words[] = { L3_8K, L3_128K, L3_CRC };

  for (gsize w = 0; w < G_N_ELEMENTS (words); w++) {
    g_autoptr (GByteArray) stream = stream_new ();
    GafMpegHeader header = { 0 };

    for (int i = 0; i < 300; i++) {
      guint8 *frame = add_frame (stream, words[w], 0, i);
      gaf_mpeg_header_parse (&header, frame);
      guint at = header.crc ? 6 : 4;
      frame[at] = 0xff;
      frame[at + 1] = header.version == 1 ? 0x80 : 0;
      frame[at + 2] = 0x55;
    }
    guint main_data = header.size - (header.crc ? 6 : 4) - gaf_mpeg_header_get_side_info (&header);
    const guint most = header.version == 1 ? 511 : 255;
    int silent = ((header.version == 1 ? 511 : 255) + main_data - 1) / main_data;

    g_autoptr (GafPacketizer) packetizer = open_stream (stream);
    for (int from = 0; from < 300; from += 111) {
      int n_silent = 0;
      gint64 first = -1, first_sound = -1;
      guint8 bytes[9];

      g_assert_true (gaf_packetizer_seek (packetizer, (gint64) from * header.n_frames, 0, NULL));
      for (;;) {
        g_auto (GafPacket) packet = { 0 };
        if (!gaf_packetizer_next (packetizer, &packet, NULL))
          break;
        first = first < 0 ? packet.position : first;
        gst_buffer_extract (packet.data, header.crc ? 6 : 4, bytes, 3);
        if (bytes[2] == 0x55) {
          g_assert_cmpint (bytes[0], ==, 0xff);
          first_sound = first_sound < 0 ? packet.position : first_sound;
        } else {
          /* It refers back to all that the decoder was given: no further, and no less. */
          guint back = header.version == 1 ? bytes[0] << 1 | bytes[1] >> 7 : bytes[0];

          g_assert_cmpuint (back, ==, MIN (n_silent * main_data, most));
          n_silent++;
        }
      }
      if (from == 0)
        g_assert_cmpint (n_silent, ==, silent);
      else
        g_assert_cmpint (first_sound / header.n_frames, ==, from - 3);
      g_assert_cmpint (n_silent, >=, silent);
      g_assert_cmpint (first / header.n_frames % 8, ==, 0);
    }
  }
}

static void
test_free_format (void)
{
  g_autoptr (GByteArray) layer3 = stream_new ();
  for (int i = 0; i < 40; i++)
    add_frame (layer3, L3_FREE | (i % 3 == 1 ? 0x200 : 0), 700 + i % 3 % 2, i);
  g_autoptr (GafPacketizer) packetizer = open_stream (layer3);
  check_packets (packetizer, 40, 1152);

  /* Layer 2 goes to the decoder as a listed bit rate, longer if need be: 850 bytes become 192 kbit/s, 864 bytes. */
  g_autoptr (GByteArray) layer2 = stream_new ();
  for (int i = 0; i < 5; i++)
    memset (add_frame (layer2, L2_FREE, 850, 0) + 4, 0x33, 846);
  g_autoptr (GafPacketizer) rewritten = open_stream (layer2);
  for (int i = 0; i < 5; i++) {
    g_auto (GafPacket) packet = { 0 };
    guint8 bytes[864];
    g_assert_true (gaf_packetizer_next (rewritten, &packet, NULL));
    g_assert_cmpuint (gst_buffer_extract (packet.data, 0, bytes, 864), ==, 864);
    g_assert_cmpmem (bytes, 4, "\xff\xfd\xa8\0", 4);
    g_assert_cmphex (bytes[849], ==, 0x33);
    g_assert_cmphex (bytes[850], ==, 0);
  }
}

/* One frame is a file; the decoder needs a second to let it out. */
static void
test_one_frame (void)
{
  g_autoptr (GByteArray) stream = stream_new ();
  gint64 position;

  add_frame (stream, L3_128K, 0, 7);
  g_autoptr (GafPacketizer) packetizer = open_stream (stream);
  g_assert_cmpint (packetizer->n_frames, ==, 1152);
  for (int i = 0; i < 2; i++) {
    g_assert_cmpint (next_number (packetizer, &position), ==, 7);
    g_assert_cmpint (next_number (packetizer, &position), ==, 0);
    g_assert_cmpint (position, ==, 1152);
    g_assert_cmpint (next_number (packetizer, &position), ==, -1);
    g_assert_true (gaf_packetizer_seek (packetizer, 5000, 0, NULL));
  }
}

static void
test_refused (void)
{
  g_autoptr (GByteArray) stream = stream_new ();
  guint32 random = 1;
  /* Random bytes, and headers without frames. */
  static const char *const patterns[] = {
    NULL, "text", "\0\0\0", "\xff\xff\xff\xff", "\xff\xfb\x90\0", "\xff\xfa\0\0"
  };

  for (gsize kind = 0; kind < G_N_ELEMENTS (patterns); kind++) {
    g_autoptr (GError) error = NULL;

    g_byte_array_set_size (stream, 300000);
    for (guint i = 0; i < stream->len; i++) {
      random = random * 1103515245 + 12345;
      stream->data[i] = patterns[kind] != NULL ? patterns[kind][i % 4] : (char) (random >> 16);
    }
    g_autoptr (GafPacketizer) packetizer = open_part (stream, stream->len, &error);
    g_assert_null (packetizer);
    g_assert_error (error, GAF_ERROR, GAF_ERROR_NOT_AUDIO);
    for (gsize length = 0; length < 10; length++)
      g_assert_null (open_part (stream, length, NULL));
  }
}

int
main (int argc, char **argv)
{
  gst_init (&argc, &argv);
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/packetizer-mpeg/headers", test_headers);
  g_test_add_func ("/packetizer-mpeg/tag", test_tag);
  g_test_add_func ("/packetizer-mpeg/length", test_length);
  g_test_add_func ("/packetizer-mpeg/damage", test_damage);
  g_test_add_func ("/packetizer-mpeg/links", test_links);
  g_test_add_func ("/packetizer-mpeg/reservoir", test_reservoir);
  g_test_add_func ("/packetizer-mpeg/free-format", test_free_format);
  g_test_add_func ("/packetizer-mpeg/one-frame", test_one_frame);
  g_test_add_func ("/packetizer-mpeg/refused", test_refused);
  return g_test_run ();
}
