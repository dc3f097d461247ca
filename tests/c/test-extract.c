/*
 * SPDX-FileCopyrightText: 2026 gaudiofile contributors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#include <glib/gstdio.h>

#include "core/bytes.h"
#include "formats/extract.h"
#include "packet-file.h"

/* AVI and FLV made here: the bytes of their audio are taken out, or their packets listed. */

static gboolean
extract (GafExtractor extractor, const PacketFile *file, int track, GafExtract *out, GError **error)
{
  g_autoptr (GBytes) bytes = g_bytes_new (file->bytes->data, file->bytes->len);
  g_autoptr (GafByteSource) source = gaf_byte_source_new_for_bytes (bytes);

  return extractor (source, track, out, error);
}

static void
assert_text (GafExtractor extractor, const PacketFile *file, int track, const char *text)
{
  g_auto (GafExtract) out = { 0 };
  g_autoptr (GError) error = NULL;
  char read[200];
  gssize n;

  g_assert_true (extract (extractor, file, track, &out, &error));
  g_assert_no_error (error);
  n = gaf_byte_source_read (out.source, 0, read, sizeof read, &error);
  g_assert_cmpmem (read, n, text, strlen (text));
  g_assert_cmpuint (gaf_byte_source_get_size (out.source), ==, n);
  g_assert_nonnull (out.chunks);
  g_assert_cmpuint (out.chunks->data_size, ==, n);
}

static void
assert_fails (GafExtractor extractor, const PacketFile *file, int track, GafError code, const char *what)
{
  g_auto (GafExtract) out = { 0 };
  g_autoptr (GError) error = NULL;

  g_assert_false (extract (extractor, file, track, &out, &error));
  g_assert_error (error, GAF_ERROR, (int) code);
  g_assert_nonnull (strstr (error->message, what));
}

/* Cut anywhere, and with any byte another: it ends, and reads nothing outside. */
static void
assert_robust (GafExtractor extractor, const PacketFile *file)
{
  for (gsize i = 0; i < file->bytes->len; i++)
    for (int kind = 0; kind < 4; kind++) {
      g_auto (PacketFile) damaged;
      g_auto (GafExtract) out = { 0 };
      g_autoptr (GError) error = NULL;
      guint8 read[500];

      packet_file_init (&damaged);
      put (&damaged, file->bytes->data, kind == 0 ? i : file->bytes->len);
      if (kind > 0)
        damaged.bytes->data[i] = kind == 1 ? 0xff : kind == 2 ? 0 : damaged.bytes->data[i] ^ 0x10;
      if (extract (extractor, &damaged, -1, &out, &error))
        gaf_byte_source_read (out.source, 0, read, sizeof read, &error);
      else
        g_assert_nonnull (error);
    }
}

/* AVI */

static gsize
begin_list (PacketFile *file, const char *id, const char *type)
{
  put (file, id, 4);
  put_le (file, 4, 0);
  put (file, type, 4);
  return file->bytes->len - 8;
}

static void
end_list (PacketFile *file, gsize at)
{
  gaf_write_le32 (file->bytes->data + at, file->bytes->len - at - 4);
}

static void
put_chunk (PacketFile *file, const char *id, const char *text)
{
  put (file, id, 4);
  put_le (file, 4, strlen (text));
  put (file, text, strlen (text));
  if (strlen (text) % 2)
    put_le (file, 1, 0);
}

static void
put_stream (PacketFile *file, const char *type, guint tag, const char *extra)
{
  const gsize list = begin_list (file, "LIST", "strl");

  put (file, "strh", 4);
  put_le (file, 4, 56);
  put (file, type, 4);
  for (int i = 0; i < 13; i++)
    put_le (file, 4, 0);
  put (file, "strf", 4);
  put_le (file, 4, 18 + strlen (extra));
  put_le (file, 2, tag);
  put_le (file, 2, 1);
  put_le (file, 4, 8000);
  put_le (file, 4, 8000);
  put_le (file, 2, 1);
  put_le (file, 2, 8);
  put_le (file, 2, strlen (extra));
  put (file, extra, strlen (extra));
  put_chunk (file, "strn", "odd");
  end_list (file, list);
}

/* A stream of video, and two of audio. */
static void
put_avi (PacketFile *file, guint tag, guint second, const char *extra)
{
  gsize list;

  packet_file_init (file);
  put (file, "RIFF\0\0\0\0AVI ", 12);
  list = begin_list (file, "LIST", "hdrl");
  put_chunk (file, "avih", "what is in here does not matter");
  put_stream (file, "vids", 0, "");
  put_stream (file, "auds", tag, extra);
  put_stream (file, "auds", second, "");
  end_list (file, list);
  put_chunk (file, "JUNK", "01wb");
}

static void
put_movi (PacketFile *file, gboolean sizes)
{
  gsize list = begin_list (file, "LIST", "movi"), record;

  put_chunk (file, "01wb", "one");
  put_chunk (file, "00dc", "a picture");
  put_chunk (file, "02wb", "other");
  record = begin_list (file, "LIST", "rec ");
  put_chunk (file, "01wb", "");
  put_chunk (file, "01wb", "two");
  if (sizes)
    end_list (file, record);
  put_chunk (file, "ix01", "01wb");
  if (sizes)
    end_list (file, list);
  put_chunk (file, "idx1", "01wb....");
  put (file, "RIFF\0\0\0\0AVIX", 12);
  list = begin_list (file, "LIST", "movi");
  put_chunk (file, "01wb", "three");
  if (sizes)
    end_list (file, list);
}

static void
test_avi (void)
{
  for (int sizes = 0; sizes < 2; sizes++) {
    g_auto (PacketFile) file;

    put_avi (&file, 1, 1, "");
    put_movi (&file, sizes);
    assert_text (gaf_extract_avi, &file, -1, "onetwothree");
    assert_text (gaf_extract_avi, &file, 0, "onetwothree");
    assert_text (gaf_extract_avi, &file, 1, "other");
    assert_fails (gaf_extract_avi, &file, 2, GAF_ERROR_INVALID_ARGUMENT, "track");
    assert_robust (gaf_extract_avi, &file);
    g_byte_array_set_size (file.bytes, file.bytes->len - 3); /* the padding, and two letters */
    assert_text (gaf_extract_avi, &file, -1, "onetwothr");
  }
}

static void
test_avi_damage (void)
{
  g_auto (PacketFile) file;

  put_avi (&file, 1, 1, "");
  put_movi (&file, TRUE);
  put (&file, "\xff\xfe junk, of some length", 24);
  put_chunk (&file, "01wb", "four");
  assert_text (gaf_extract_avi, &file, -1, "onetwothreefour");
}

static void
test_avi_refused (void)
{
  g_auto (PacketFile) file;
  g_auto (PacketFile) silent;
  g_auto (PacketFile) without;

  /* The first that cannot be read is passed over, unless it was asked for. */
  put_avi (&file, 0x674f, 1, "");
  put_movi (&file, TRUE);
  assert_text (gaf_extract_avi, &file, -1, "other");
  assert_fails (gaf_extract_avi, &file, 0, GAF_ERROR_UNSUPPORTED, "0x674f");
  packet_file_init (&silent);
  put (&silent, "RIFF\0\0\0\0AVI ", 12);
  put_stream (&silent, "vids", 0, "");
  put_movi (&silent, TRUE);
  assert_fails (gaf_extract_avi, &silent, -1, GAF_ERROR_NOT_AUDIO, "no audio");
  put_avi (&without, 1, 1, "");
  assert_fails (gaf_extract_avi, &without, -1, GAF_ERROR_CORRUPT, "no data");
}

/* AAC without headers: each chunk is a packet. The AudioSpecificConfig: LC, 44.1 kHz, stereo. */
static void
test_avi_aac (void)
{
  g_auto (PacketFile) file;
  g_auto (GafExtract) out = { 0 };
  g_autoptr (GError) error = NULL;

  put_avi (&file, 0xff, 1, "\x12\x10");
  put_movi (&file, TRUE);
  g_assert_true (extract (gaf_extract_avi, &file, -1, &out, &error));
  g_assert_no_error (error);
  g_assert_cmpint (out.chunks->kind, ==, GAF_CHUNKS_PACKETS);
  g_assert_cmpuint (out.chunks->packets->len, ==, 3);
  g_assert_cmpint (out.chunks->n_frames, ==, 3 * 1024);
  g_assert_cmpfloat (out.chunks->rate, ==, 44100);
  g_assert_cmpint (out.chunks->channels, ==, 2);
  for (guint i = 0; i < 3; i++) {
    const GafChunksPacket *packet = &g_array_index (out.chunks->packets, GafChunksPacket, i);
    static const char *const texts[] = { "one", "two", "three" };

    g_assert_cmpmem (file.bytes->data + packet->offset, packet->size, texts[i], strlen (texts[i]));
  }
}

/* FLV */

static void
put_tag (PacketFile *file, guint type, guint first, int second, const char *text)
{
  const gsize size = 1 + (second >= 0) + strlen (text);

  put_be (file, 1, type);
  put_be (file, 3, size);
  put_be (file, 4, 0x12345678);
  put_be (file, 3, 0);
  put_be (file, 1, first);
  if (second >= 0)
    put_be (file, 1, second);
  put (file, text, strlen (text));
  put_be (file, 4, 11 + size);
}

static void
begin_flv (PacketFile *file)
{
  packet_file_init (file);
  put (file, "FLV\1\5\0\0\0\x09\0\0\0\0", 13);
  put_tag (file, 18, 2, -1, "onMetaData");
  put_tag (file, 9, 0x12, -1, "a picture");
}

static void
test_flv (void)
{
  g_auto (PacketFile) file;
  g_auto (GafExtract) out = { 0 };
  g_autoptr (GError) error = NULL;

  begin_flv (&file);
  put_tag (&file, 8, 0x3f, -1, "one ");
  put_tag (&file, 9, 0x12, -1, "a picture");
  put_tag (&file, 8, 0x2f, -1, "of another codec");
  put_tag (&file, 8, 0x3f, -1, "");
  put_tag (&file, 8, 0x3f, -1, "two ");
  put_tag (&file, 8, 0x3f, -1, "three");
  g_assert_true (extract (gaf_extract_flv, &file, 0, &out, &error));
  g_assert_cmpint (out.chunks->coding, ==, GAF_CODING_S16LE);
  g_assert_cmpint (out.chunks->channels, ==, 2);
  g_assert_cmpfloat (out.chunks->rate, ==, 44100);
  g_assert_cmpint (out.chunks->n_frames, ==, 3);
  assert_fails (gaf_extract_flv, &file, 1, GAF_ERROR_INVALID_ARGUMENT, "track");
  assert_robust (gaf_extract_flv, &file);
  assert_text (gaf_extract_flv, &file, -1, "one two three");
  put (&file, "\x08 junk, of some length", 23);
  put_tag (&file, 8, 0x3f, -1, "four");
  assert_text (gaf_extract_flv, &file, -1, "one two threefour");
  g_byte_array_set_size (file.bytes, file.bytes->len - 20 - 23 - 7); /* to the second letter of "three" */
  assert_text (gaf_extract_flv, &file, -1, "one two th");
}

static void
test_flv_codecs (void)
{
  static const struct {
    guint8 flags;
    GafCoding coding;
    GafChunksKind kind;
    double rate;
    int channels;
    const char *refused;
  } cases[] = {
    { 0x00, GAF_CODING_U8, GAF_CHUNKS_PCM, 5512, 1, NULL },
    { 0x0b, GAF_CODING_S16LE, GAF_CHUNKS_PCM, 22050, 2, NULL },
    { 0x76, GAF_CODING_ALAW, GAF_CHUNKS_PCM, 8000, 1, NULL },
    { 0x87, GAF_CODING_MULAW, GAF_CHUNKS_PCM, 8000, 2, NULL },
    { 0x2f, GAF_CODING_NONE, GAF_CHUNKS_MPEG, 0, 0, NULL },
    { 0xe2, GAF_CODING_NONE, GAF_CHUNKS_MPEG, 0, 0, NULL },
    { 0x12, 0, 0, 0, 0, "ADPCM" },
    { 0x42, 0, 0, 0, 0, "Nellymoser" },
    { 0x5a, 0, 0, 0, 0, "Nellymoser" },
    { 0x6a, 0, 0, 0, 0, "Nellymoser" },
    { 0xb6, 0, 0, 0, 0, "Speex" },
    { 0x90, 0, 0, 0, 0, "newer" },
    { 0xf0, 0, 0, 0, 0, "device" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_auto (PacketFile) file;
    g_auto (GafExtract) out = { 0 };
    g_autoptr (GError) error = NULL;

    begin_flv (&file);
    put_tag (&file, 8, cases[i].flags, -1, "sound");
    if (cases[i].refused != NULL) {
      assert_fails (gaf_extract_flv, &file, -1, GAF_ERROR_UNSUPPORTED, cases[i].refused);
      continue;
    }
    g_assert_true (extract (gaf_extract_flv, &file, -1, &out, &error));
    g_assert_cmpint (out.chunks->kind, ==, cases[i].kind);
    g_assert_cmpint (out.chunks->coding, ==, cases[i].coding);
    g_assert_cmpint (out.chunks->channels, ==, cases[i].channels);
    g_assert_cmpfloat (out.chunks->rate, ==, cases[i].rate);
  }
}

static void
test_flv_aac (void)
{
  g_auto (PacketFile) file;
  g_auto (PacketFile) headless;
  g_auto (PacketFile) encrypted;
  g_auto (PacketFile) silent;
  g_auto (GafExtract) out = { 0 };
  g_autoptr (GError) error = NULL;

  begin_flv (&file);
  put_tag (&file, 8, 0xaf, 1, "too early");
  put_tag (&file, 8, 0xaf, 0, "\x12\x10");
  put_tag (&file, 8, 0xaf, 1, "one");
  put_tag (&file, 8, 0xaf, 0, "\x12\x10");
  put_tag (&file, 8, 0xaf, 1, "");
  put_tag (&file, 8, 0xaf, 1, "two");
  g_assert_true (extract (gaf_extract_flv, &file, -1, &out, &error));
  g_assert_no_error (error);
  g_assert_cmpint (out.chunks->kind, ==, GAF_CHUNKS_PACKETS);
  g_assert_cmpuint (out.chunks->packets->len, ==, 2);
  g_assert_cmpint (out.chunks->n_frames, ==, 2 * 1024);
  assert_robust (gaf_extract_flv, &file);

  begin_flv (&headless);
  put_tag (&headless, 8, 0xaf, 1, "one");
  assert_fails (gaf_extract_flv, &headless, -1, GAF_ERROR_CORRUPT, "header");
  begin_flv (&encrypted);
  put_tag (&encrypted, 8 | 0x20, 0xaf, 1, "one");
  assert_fails (gaf_extract_flv, &encrypted, -1, GAF_ERROR_UNSUPPORTED, "encrypted");
  begin_flv (&silent);
  assert_fails (gaf_extract_flv, &silent, -1, GAF_ERROR_NOT_AUDIO, "no audio");
}

int
main (int argc, char **argv)
{
  gst_init (&argc, &argv);
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/extract/avi", test_avi);
  g_test_add_func ("/extract/avi/damage", test_avi_damage);
  g_test_add_func ("/extract/avi/refused", test_avi_refused);
  g_test_add_func ("/extract/avi/aac", test_avi_aac);
  g_test_add_func ("/extract/flv", test_flv);
  g_test_add_func ("/extract/flv/codecs", test_flv_codecs);
  g_test_add_func ("/extract/flv/aac", test_flv_aac);
  return g_test_run ();
}
