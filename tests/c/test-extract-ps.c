/*
 * SPDX-FileCopyrightText: 2026 gaudiofile contributors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#include <glib/gstdio.h>

#include "formats/extract.h"
#include "packet-file.h"

/* MPEG program streams made here: the bytes of one stream are taken out, whatever lies between them. */

static void
put_pack (PacketFile *file, gboolean mpeg_2)
{
  if (mpeg_2)
    put (file, "\0\0\1\xba\x44\0\4\0\4\1\0\1\3\xfa\xff\xff", 16); /* with two bytes of stuffing */
  else
    put (file, "\0\0\1\xba\x21\0\1\0\1\x80\0\1", 12);
}

/* @header: what stands in front of the text. */
static void
put_pes (PacketFile *file, guint8 code, const char *header, gsize header_size, const char *text)
{
  put_be (file, 3, 1);
  put_be (file, 1, code);
  put_be (file, 2, header_size + strlen (text));
  put (file, header, header_size);
  put (file, text, strlen (text));
}

#define PES(file, code, header, text) put_pes (file, code, header, sizeof header - 1, text)

#define PLAIN     "\x81\0\0"               /* MPEG-2, without times */
#define TIMED     "\x81\x80\5\x21\0\1\0\1" /* … with one */
#define SCRAMBLED "\xb1\0\0"

static gboolean
extract (const PacketFile *file, int track, GafExtract *out, GError **error)
{
  g_autoptr (GBytes) bytes = g_bytes_new (file->bytes->data, file->bytes->len);
  g_autoptr (GafByteSource) source = gaf_byte_source_new_for_bytes (bytes);

  return gaf_extract_ps (source, track, out, error);
}

static void
assert_text (const PacketFile *file, int track, GafPacketizerNew packetizer_new, const char *text)
{
  g_auto (GafExtract) out = { 0 };
  g_autoptr (GError) error = NULL;
  char read[200];
  gssize n;

  g_assert_true (extract (file, track, &out, &error));
  g_assert_no_error (error);
  n = gaf_byte_source_read (out.source, 0, read, sizeof read, &error);
  g_assert_cmpmem (read, n, text, strlen (text));
  g_assert_cmpuint (gaf_byte_source_get_size (out.source), ==, n);
  g_assert_true (out.packetizer_new == packetizer_new);
}

static void
assert_fails (const PacketFile *file, int track, GafError code, const char *what)
{
  g_auto (GafExtract) out = { 0 };
  g_autoptr (GError) error = NULL;

  g_assert_false (extract (file, track, &out, &error));
  g_assert_error (error, GAF_ERROR, (int) code);
  g_assert_nonnull (strstr (error->message, what));
}

static void
put_streams (PacketFile *file)
{
  packet_file_init (file);
  put_pack (file, TRUE);
  PES (file, 0xbb, "", "system header");
  PES (file, 0xe0, PLAIN, "a picture");
  PES (file, 0xbf, "", "navigation");
  PES (file, 0xc0, TIMED, "one");
  PES (file, 0xbe, "", "padding");
  put_pack (file, TRUE);
  PES (file, 0xbd, TIMED "\x80\1\0\1", "AC-3, ");
  PES (file, 0xbd, PLAIN "\x20", "subtitles");
  PES (file, 0xc0, PLAIN, "two");
  PES (file, 0xbd, PLAIN "\x88\1\0\1", "DTS");
  PES (file, 0xbd, PLAIN "\x80\1\0\1", "more");
  put (file, "\0\0\1\xb9", 4);
  put_pack (file, TRUE);
  PES (file, 0xc0, PLAIN, "three");
}

static void
test_mpeg_2 (void)
{
  g_auto (PacketFile) file;

  put_streams (&file);
  assert_text (&file, -1, NULL, "onetwothree");
  assert_text (&file, 0, NULL, "onetwothree");
  assert_text (&file, 1, gaf_packetizer_ac3_new, "AC-3, more");
  assert_text (&file, 2, gaf_packetizer_dts_new, "DTS");
  assert_fails (&file, 3, GAF_ERROR_INVALID_ARGUMENT, "track");
  g_byte_array_set_size (file.bytes, file.bytes->len - 2);
  assert_text (&file, -1, NULL, "onetwothr");
}

/* Its headers tell no length: stuffing, buffer size, times. */
static void
test_mpeg_1 (void)
{
  g_auto (PacketFile) file;

  packet_file_init (&file);
  put_pack (&file, FALSE);
  PES (&file, 0xc1, "\x0f", "one ");
  PES (&file, 0xc1, "\xff\xff\xff\x0f", "two ");
  PES (&file, 0xc1, "\x21\0\1\0\1", "three ");
  PES (&file, 0xc1, "\xff\x40\x20\x31\0\1\0\1\x11\0\1\0\1", "four ");
  PES (&file, 0xc0, "\x0f", "other");
  PES (&file, 0xc1, "\x40\x20\x0f", "five");
  assert_text (&file, -1, NULL, "one two three four five");
}

static void
test_damage (void)
{
  g_auto (PacketFile) file;

  packet_file_init (&file);
  put_pack (&file, TRUE);
  PES (&file, 0xc0, PLAIN, "one ");
  put (&file, "junk, \0\0\1\x05 and a start code of video", 36);
  put_pack (&file, TRUE);
  PES (&file, 0xc0, PLAIN, "two ");
  PES (&file, 0xc0, "\x81\0\xff", "a header that is longer than the packet");
  PES (&file, 0xbd, "\x81", "");
  PES (&file, 0xc0, "", "");
  PES (&file, 0xc0, SCRAMBLED, "secret");
  PES (&file, 0xc0, PLAIN, "three");
  assert_text (&file, -1, NULL, "one two three");
}

static void
test_pcm (void)
{
  g_auto (PacketFile) file;
  g_auto (PacketFile) wide;
  g_auto (GafExtract) out = { 0 };
  g_autoptr (GError) error = NULL;

  packet_file_init (&file);
  put_pack (&file, TRUE);
  PES (&file, 0xbd, PLAIN "\xa0\1\0\4\0\x11\x80", "frames of");
  PES (&file, 0xbd, PLAIN "\xa0\1\0\4\0\x11\x80", " 4 bytes");
  g_assert_true (extract (&file, -1, &out, &error));
  g_assert_no_error (error);
  g_assert_cmpint (out.chunks->coding, ==, GAF_CODING_S16BE);
  g_assert_cmpfloat (out.chunks->rate, ==, 96000);
  g_assert_cmpint (out.chunks->channels, ==, 2);
  g_assert_cmpint (out.chunks->n_frames, ==, 4);

  packet_file_init (&wide);
  put_pack (&wide, TRUE);
  PES (&wide, 0xbd, PLAIN "\xa0\1\0\4\0\x81\x80", "frames");
  assert_fails (&wide, -1, GAF_ERROR_UNSUPPORTED, "24 bits");
}

static void
test_refused (void)
{
  g_auto (PacketFile) file;
  g_auto (PacketFile) silent;
  g_auto (PacketFile) secret;
  g_auto (PacketFile) raw;

  packet_file_init (&file);
  put_pack (&file, TRUE);
  PES (&file, 0xbd, PLAIN "\xb1\1\0\4\0", "lossless");
  assert_fails (&file, -1, GAF_ERROR_UNSUPPORTED, "TrueHD");
  packet_file_init (&silent);
  put_pack (&silent, TRUE);
  PES (&silent, 0xe0, PLAIN, "a picture");
  assert_fails (&silent, -1, GAF_ERROR_NOT_AUDIO, "no audio");
  packet_file_init (&secret);
  put_pack (&secret, TRUE);
  PES (&secret, 0xc0, SCRAMBLED, "secret");
  assert_fails (&secret, -1, GAF_ERROR_UNSUPPORTED, "encrypted");
  packet_file_init (&raw);
  put_pack (&raw, TRUE);
  PES (&raw, 0xbd, PLAIN, "\x0b\x77 without a substream");
  PES (&raw, 0xbd, PLAIN, "\x0b\x77 and another");
  assert_text (&raw, -1, gaf_packetizer_ac3_new, "\x0b\x77 without a substream\x0b\x77 and another");
}

/* Cut anywhere, and with any byte another: it ends, and reads nothing outside. */
static void
test_random (void)
{
  g_auto (PacketFile) file;

  put_streams (&file);
  for (gsize i = 0; i < file.bytes->len; i++)
    for (int kind = 0; kind < 5; kind++) {
      g_auto (PacketFile) damaged;
      g_auto (GafExtract) out = { 0 };
      g_autoptr (GError) error = NULL;
      guint8 read[500];

      packet_file_init (&damaged);
      put (&damaged, file.bytes->data, kind == 0 ? i : file.bytes->len);
      if (kind > 0)
        damaged.bytes->data[i] = kind == 1 ? 0xff : kind == 2 ? 0 : damaged.bytes->data[i] ^ (kind == 3 ? 0x10 : 0x40);
      if (extract (&damaged, kind == 4 ? 1 : -1, &out, &error))
        gaf_byte_source_read (out.source, 0, read, sizeof read, &error);
      else
        g_assert_nonnull (error);
    }
}

int
main (int argc, char **argv)
{
  gst_init (&argc, &argv);
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/extract/ps/mpeg-2", test_mpeg_2);
  g_test_add_func ("/extract/ps/mpeg-1", test_mpeg_1);
  g_test_add_func ("/extract/ps/damage", test_damage);
  g_test_add_func ("/extract/ps/pcm", test_pcm);
  g_test_add_func ("/extract/ps/refused", test_refused);
  g_test_add_func ("/extract/ps/random", test_random);
  return g_test_run ();
}
