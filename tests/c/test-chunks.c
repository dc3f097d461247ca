/*
 * SPDX-FileCopyrightText: 2026 gaudiofile contributors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#include <glib.h>
#include <glib/gstdio.h>

#include "chunk-file.h"
#include "packets/packetizer.h"

static File *
fmt (File *file, guint tag, guint channels, guint rate, guint block, guint bits)
{
  le (le (text (file, "fmt "), 4, 16), 2, tag);
  le (le (le (file, 2, channels), 4, rate), 4, rate * block);
  return le (le (file, 2, block), 2, bits);
}

static File *
wav (const char *id)
{
  return text (le (text (g_byte_array_new (), id), 4, 0), "WAVE");
}

static File *
data (File *file, guint32 claim, gsize n)
{
  return fill (le (text (file, "data"), 4, claim), n);
}

static void
test_wav (void)
{
  File *file;

  assert_pcm (data (fmt (wav ("RIFF"), 1, 2, 44100, 4, 16), 40, 40), "WAV", GAF_CODING_S16LE, 2, 44100, 44, 10);
  assert_pcm (data (fmt (wav ("RIFF"), 1, 1, 8000, 1, 8), 5, 5), "WAV", GAF_CODING_U8, 1, 8000, 44, 5);
  assert_pcm (data (fmt (wav ("RIFF"), 3, 1, 8000, 8, 64), 80, 80), "WAV", GAF_CODING_F64LE, 1, 8000, 44, 10);
  assert_pcm (data (fmt (wav ("RIFF"), 7, 2, 8000, 2, 8), 80, 80), "WAV", GAF_CODING_MULAW, 2, 8000, 44, 40);
  /* 12 and 20 bits, left-justified; 24 in four bytes; a wrong block size is not believed */
  assert_pcm (data (fmt (wav ("RIFF"), 1, 1, 8000, 2, 12), 8, 8), "WAV", GAF_CODING_S16LE, 1, 8000, 44, 4);
  assert_pcm (data (fmt (wav ("RIFF"), 1, 1, 8000, 3, 20), 9, 9), "WAV", GAF_CODING_S24LE, 1, 8000, 44, 3);
  assert_pcm (data (fmt (wav ("RIFF"), 1, 2, 8000, 8, 24), 16, 16), "WAV", GAF_CODING_S24_32LE, 2, 8000, 44, 2);
  assert_pcm (data (fmt (wav ("RIFF"), 1, 2, 8000, 0, 16), 16, 16), "WAV", GAF_CODING_S16LE, 2, 8000, 44, 4);

  /* a chunk of odd size before the data: with its byte of padding, and without */
  file = be (le (text (fmt (wav ("RIFF"), 1, 1, 8000, 2, 16), "LIST"), 4, 3), 4, 0x61626300);
  assert_pcm (data (file, 8, 8), "WAV", GAF_CODING_S16LE, 1, 8000, 56, 4);
  file = be (le (text (fmt (wav ("RIFF"), 1, 1, 8000, 2, 16), "LIST"), 4, 3), 3, 0x616263);
  assert_pcm (data (file, 8, 8), "WAV", GAF_CODING_S16LE, 1, 8000, 55, 4);

  /* extensible: the subformat's tag, and the mask in GStreamer's order: a side (bit 9) is its bit 10, the top's
   * rear centre (16) its bit 20 */
  file = le (text (wav ("RIFF"), "fmt "), 4, 40);
  le (le (le (le (le (file, 2, 0xfffe), 2, 2), 4, 48000), 4, 48000 * 8), 2, 8);
  le (le (le (le (file, 2, 32), 2, 22), 2, 24), 4, 0x10200);
  be (be (le (file, 4, 1), 4, 0x00001000), 8, G_GUINT64_CONSTANT (0x800000aa00389b71));
  {
    g_autoptr (GafChunks) chunks = open_file (data (file, 16, 16), NULL);

    g_assert_nonnull (chunks);
    g_assert_cmpint (chunks->coding, ==, GAF_CODING_S32LE);
    g_assert_cmpint (chunks->bits, ==, 24);
    g_assert_cmphex (chunks->channel_mask, ==, 0x100400);
  }
}

/* Formats of WAV that cannot be, or cannot be read. */
static void
test_wav_formats (void)
{
  static const struct {
    guint tag, channels, block, bits;
    int code;
  } rows[] = {
    { 0xfffe, 2, 4, 16, GAF_ERROR_CORRUPT },      /* extensible, without the rest */
    { 0x0003, 1, 2, 16, GAF_ERROR_UNSUPPORTED },  /* floats of 16 bits */
    { 0x0011, 3, 600, 4, GAF_ERROR_UNSUPPORTED }, /* IMA ADPCM of three channels */
    { 0x0011, 1, 512, 3, GAF_ERROR_UNSUPPORTED }, /* … and of three bits */
    { 0x0020, 3, 256, 4, GAF_ERROR_UNSUPPORTED }, /* Yamaha's of three channels */
    { 0x0031, 2, 65, 0, GAF_ERROR_UNSUPPORTED },  /* GSM of two */
    { 0x0161, 2, 0, 16, GAF_ERROR_CORRUPT },      /* WMA without a block size */
    { 0x1234, 2, 4, 16, GAF_ERROR_UNSUPPORTED },
  };
  File *file;

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    assert_fails (data (fmt (wav ("RIFF"), rows[i].tag, rows[i].channels, 8000, rows[i].block, rows[i].bits), 600, 600),
                  rows[i].code);

  /* extensible, of a subformat that nobody knows; of Dolby's AC-3 */
  for (guint i = 0; i < 2; i++) {
    g_autoptr (GError) error = NULL;
    g_autoptr (GafChunks) chunks = NULL;

    file = le (text (wav ("RIFF"), "fmt "), 4, 40);
    le (le (le (le (le (file, 2, 0xfffe), 2, 2), 4, 48000), 4, 48000 * 4), 2, 4);
    le (le (le (le (file, 2, 16), 2, 22), 2, 16), 4, 3);
    be (be (le (le (file, 4, 0xe06d802c), 4, 0x11cfdb46), 4, 0xb4d10080), 4, i == 0 ? 0 : 0x5f6cbbea);
    chunks = open_file (data (file, 16, 16), &error);
    if (i == 0)
      g_assert_error (error, GAF_ERROR, GAF_ERROR_UNSUPPORTED);
    else
      g_assert_cmpint (chunks->kind, ==, GAF_CHUNKS_AC3);
  }
}

/* Sizes that a stream leaves behind, or that the file does not hold. */
static void
test_sizes (void)
{
  File *file;

  assert_pcm (data (fmt (wav ("RIFF"), 1, 1, 8000, 2, 16), G_MAXUINT32, 8), "WAV", GAF_CODING_S16LE, 1, 8000, 44, 4);
  assert_pcm (data (fmt (wav ("RIFF"), 1, 1, 8000, 2, 16), 0x7ffff000, 9), "WAV", GAF_CODING_S16LE, 1, 8000, 44, 4);
  assert_pcm (data (fmt (wav ("RIFF"), 1, 1, 8000, 2, 16), 0, 8), "WAV", GAF_CODING_S16LE, 1, 8000, 44, 4);
  /* truly empty: at the end, and before another chunk */
  assert_pcm (data (fmt (wav ("RIFF"), 1, 1, 8000, 2, 16), 0, 0), "WAV", GAF_CODING_S16LE, 1, 8000, 44, 0);
  file = le (text (data (fmt (wav ("RIFF"), 1, 1, 8000, 2, 16), 0, 0), "LIST"), 4, 4);
  assert_pcm (text (file, "INFO"), "WAV", GAF_CODING_S16LE, 1, 8000, 44, 0);

  /* RF64: ds64 says it where data says -1, and nobody else does */
  file = le (le (le (text (wav ("RF64"), "ds64"), 4, 28), 8, 0), 8, 6);
  file = fmt (le (le (file, 8, 3), 4, 0), 1, 1, 8000, 2, 16);
  assert_pcm (data (file, G_MAXUINT32, 20), "RF64", GAF_CODING_S16LE, 1, 8000, 80, 3);
  assert_pcm (data (fmt (wav ("BW64"), 1, 1, 8000, 2, 16), 8, 20), "BW64", GAF_CODING_S16LE, 1, 8000, 44, 4);
}

static File *
w64_chunk (File *file, const char *id, guint64 size)
{
  static const guint8 tail[] = { 0xf3, 0xac, 0xd3, 0x11, 0x8c, 0xd1, 0x00, 0xc0, 0x4f, 0x8e, 0xdb, 0x8a };

  return le (g_byte_array_append (text (file, id), tail, sizeof tail), 8, size + 24);
}

static void
test_w64 (void)
{
  static const guint8 riff[] = { 'r',  'i',  'f',  'f',  0x2e, 0x91, 0xcf, 0x11,
                                 0xa5, 0xd6, 0x28, 0xdb, 0x04, 0xc1, 0x00, 0x00 };
  File *file = le (g_byte_array_append (g_byte_array_new (), riff, sizeof riff), 8, 0);

  w64_chunk (file, "wave", 0);
  g_byte_array_set_size (file, 40);
  fill (w64_chunk (file, "junk", 3), 8); /* padded to eight */
  w64_chunk (file, "fmt ", 16);
  le (le (le (le (le (le (file, 2, 1), 2, 2), 4, 44100), 4, 0), 2, 6), 2, 24);
  assert_pcm (fill (w64_chunk (file, "data", 12), 24), "W64", GAF_CODING_S24LE, 2, 44100, 136, 2);
}

static File *
aiff (const char *form, guint channels, guint frames, guint bits, const char *compression)
{
  File *file = text (be (text (g_byte_array_new (), "FORM"), 4, 0), form);

  be (text (file, "COMM"), 4, *compression != '\0' ? 24 : 18);
  be (be (be (file, 2, channels), 4, frames), 2, bits);
  be (be (file, 2, 0x400d), 8, G_GUINT64_CONSTANT (0xac44800000000000)); /* 22050.25 */
  return *compression != '\0' ? be (text (file, compression), 2, 0) : file;
}

static File *
ssnd (File *file, guint size, guint offset, gsize n)
{
  return fill (be (be (be (text (file, "SSND"), 4, size), 4, offset), 4, 0), n);
}

static void
test_aiff (void)
{
  static const struct {
    char compression[5];
    GafCoding coding;
  } codings[] = {
    { "NONE", GAF_CODING_S16BE }, { "twos", GAF_CODING_S16BE }, { "sowt", GAF_CODING_S16LE },
    { "in24", GAF_CODING_S24BE }, { "in32", GAF_CODING_S32BE }, { "42ni", GAF_CODING_S24LE },
    { "23ni", GAF_CODING_S32LE }, { "fl32", GAF_CODING_F32BE }, { "FL64", GAF_CODING_F64BE },
    { "alaw", GAF_CODING_ALAW },  { "ULAW", GAF_CODING_MULAW }, { "raw ", GAF_CODING_U8 },
  };

  assert_pcm (ssnd (aiff ("AIFF", 2, 3, 16, ""), 20, 0, 12), "AIFF", GAF_CODING_S16BE, 2, 22050.25, 54, 3);
  assert_pcm (ssnd (aiff ("AIFF", 1, 3, 8, ""), 13, 2, 5), "AIFF", GAF_CODING_S8, 1, 22050.25, 56, 3);
  /* the smaller of COMM and SSND; a stream leaves zeros in both */
  assert_pcm (ssnd (aiff ("AIFF", 2, 9, 16, ""), 20, 0, 12), "AIFF", GAF_CODING_S16BE, 2, 22050.25, 54, 3);
  assert_pcm (ssnd (aiff ("AIFF", 2, 0, 16, ""), 0, 0, 12), "AIFF", GAF_CODING_S16BE, 2, 22050.25, 54, 3);
  for (gsize i = 0; i < G_N_ELEMENTS (codings); i++)
    assert_pcm (ssnd (aiff ("AIFC", 1, 2, 16, codings[i].compression), 24, 0, 16), "AIFC", codings[i].coding, 1,
                22050.25, 60, 2);
  assert_fails (ssnd (aiff ("AIFC", 1, 2, 16, "MAC3"), 24, 0, 16), GAF_ERROR_UNSUPPORTED);
  assert_fails (aiff ("AIFF", 1, 2, 16, ""), GAF_ERROR_CORRUPT);
}

static void
test_au (void)
{
  File *file = be (be (be (text (g_byte_array_new (), ".snd"), 4, 28), 4, G_MAXUINT32), 4, 3);

  assert_pcm (fill (be (be (be (file, 4, 8000), 4, 2), 4, 0), 10), "AU", GAF_CODING_S16BE, 2, 8000, 28, 2);
  file = be (be (be (text (g_byte_array_new (), ".snd"), 4, 24), 4, 8), 4, 27);
  assert_pcm (fill (be (be (file, 4, 8000), 4, 2), 10), "AU", GAF_CODING_ALAW, 2, 8000, 24, 4);
  /* what a stream leaves */
  file = be (be (be (text (g_byte_array_new (), ".snd"), 4, 24), 4, 0), 4, 27);
  assert_pcm (fill (be (be (file, 4, 8000), 4, 2), 10), "AU", GAF_CODING_ALAW, 2, 8000, 24, 5);
  /* G.721 of two channels; G.723 of five bits; not known */
  for (guint i = 0; i < 3; i++) {
    file = be (be (be (text (g_byte_array_new (), ".snd"), 4, 24), 4, 8), 4, (guint[]){ 23, 26, 99 }[i]);
    assert_fails (fill (be (be (file, 4, 8000), 4, i == 0 ? 2 : 1), 10), GAF_ERROR_UNSUPPORTED);
  }
}

static File *
caf (const char *format, guint flags, guint bytes, guint frames, guint channels, guint bits)
{
  File *file = be (text (g_byte_array_new (), "caff"), 4, 0x00010000);

  be (text (file, "desc"), 8, 32);
  text (be (file, 8, G_GUINT64_CONSTANT (0x40e5888000000000)), format); /* 44100 */
  return be (be (be (be (be (file, 4, flags), 4, bytes), 4, frames), 4, channels), 4, bits);
}

static void
test_caf (void)
{
  File *file = be (be (text (caf ("lpcm", 2, 4, 1, 2, 16), "data"), 8, G_MAXUINT64), 4, 0);

  assert_pcm (fill (file, 13), "CAF", GAF_CODING_S16LE, 2, 44100, 68, 3);
  file = be (be (text (caf ("lpcm", 1, 4, 1, 1, 32), "data"), 8, 12), 4, 0);
  assert_pcm (fill (file, 13), "CAF", GAF_CODING_F32BE, 1, 44100, 68, 2);
  assert_fails (be (text (caf ("lpcm", 2, 4, 1, 2, 16), "free"), 8, 0), GAF_ERROR_CORRUPT);
}

/* What stands in the header of CAF and cannot be, or cannot be read; G.711 and MPEG, which can. */
static void
test_caf_formats (void)
{
  static const struct {
    const char *format;
    guint flags, bytes, frames, channels, bits;
    int code;
    guint8 table[5]; /* if not zeros: numbers of the packet table */
  } rows[] = {
    { "lpcm", 0, 2, 1, 1, 0, GAF_ERROR_CORRUPT, "" },
    { "lpcm", 0, 2, 1, 1, 65, GAF_ERROR_CORRUPT, "" },
    { "lpcm", 1, 2, 1, 1, 16, GAF_ERROR_UNSUPPORTED, "" },
    { "lpcm", 0, 8, 1, 1, 64, GAF_ERROR_UNSUPPORTED, "" },
    { "QDM2", 0, 0, 0, 1, 0, GAF_ERROR_UNSUPPORTED, "" },
    { "alac", 0, 0, 1 << 20, 1, 0, GAF_ERROR_LIMIT, "" },
    { "alac", 0, 1 << 30, 4096, 1, 0, GAF_ERROR_LIMIT, "" },
    { "ima4", 0, 0, 64, 1, 0, GAF_ERROR_CORRUPT, "" },                                   /* needs a table */
    { "ima4", 0, 0, 64, 1, 0, GAF_ERROR_CORRUPT, { 0 | 0x80, 0x00, 0x80, 0x80, 0x80 } }, /* a packet of no bytes */
    { "ima4", 0, 0, 64, 1, 0, GAF_ERROR_CORRUPT, { 0x8f, 0xff, 0xff, 0xff, 0xff } },     /* a number without an end */
    { "ima4", 0, 0, 64, 1, 0, GAF_ERROR_LIMIT, { 0x87, 0xff, 0xff, 0xff, 0x7f } },       /* 2 GiB */
    { "ima4", 0, 34, 0, 1, 0, GAF_ERROR_LIMIT, { 0x87, 0xff, 0xff, 0xff, 0x7f } },       /* 2^31 frames */
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++) {
    File *file = caf (rows[i].format, rows[i].flags, rows[i].bytes, rows[i].frames, rows[i].channels, rows[i].bits);

    if (rows[i].table[0] != 0) {
      be (be (be (be (be (text (file, "pakt"), 8, 24 + 5), 8, 2), 8, 128), 4, 0), 4, 0);
      g_byte_array_append (file, rows[i].table, 5);
    }
    assert_fails (fill (be (be (text (file, "data"), 8, 4 + 68), 4, 0), 68), rows[i].code);
  }

  assert_fails (fill (be (text (be (text (g_byte_array_new (), "caff"), 4, 0x00010000), "data"), 8, 40), 40),
                GAF_ERROR_CORRUPT);
  assert_pcm (fill (be (be (text (caf ("alaw", 0, 2, 1, 2, 8), "data"), 8, 12), 4, 0), 8), "CAF", GAF_CODING_ALAW, 2,
              44100, 68, 4);
  assert_pcm (fill (be (be (text (caf ("ulaw", 0, 1, 1, 1, 8), "data"), 8, 12), 4, 0), 8), "CAF", GAF_CODING_MULAW, 1,
              44100, 68, 8);
  for (guint layer = 1; layer <= 3; layer++) {
    g_autofree char *format = g_strdup_printf (".mp%u", layer);
    g_autoptr (GafChunks) chunks =
        open_file (fill (be (be (text (caf (format, 0, 0, 1152, 2, 0), "data"), 8, 12), 4, 0), 8), NULL);

    g_assert_cmpint (chunks->kind, ==, GAF_CHUNKS_MPEG);
    g_assert_cmpstr (chunks->codec, ==, format + 1);
  }
}

/* @filled: the last packet was cut off and filled up. Every packet by reading from the start, then each of its
 * frames by seeking: the same packet, at the same position. */
static void
assert_packets (File *file, const guint32 *sizes, const guint32 *frames, gsize n, gboolean filled, gint64 skip,
                gint64 n_frames)
{
  g_autoptr (GBytes) bytes = g_byte_array_free_to_bytes (file);
  g_autoptr (GafByteSource) source = gaf_byte_source_new_for_bytes (bytes);
  g_autoptr (GError) error = NULL;
  g_autoptr (GafChunks) chunks = gaf_chunks_new (source, &error);
  g_autoptr (GafPacketizer) packetizer = NULL;
  gint64 position = 0;

  g_assert_no_error (error);
  packetizer = gaf_packetizer_blocks_new (source, g_steal_pointer (&chunks), &error);
  g_assert_no_error (error);
  g_assert_cmpint (packetizer->skip, ==, skip);
  g_assert_cmpint (packetizer->n_frames, ==, n_frames);

  for (gsize i = 0; i < n; i++) {
    g_auto (GafPacket) packet = { 0 };

    g_assert_true (gaf_packetizer_next (packetizer, &packet, &error));
    g_assert_cmpint (packet.position, ==, position);
    g_assert_cmpint (packet.n_frames, ==, frames[i]);
    g_assert_cmpint (gst_buffer_get_size (packet.data), ==, sizes[i]);
    /* no test file has a zero in its data: a zero is filling */
    if (filled && i == n - 1)
      g_assert_cmpint (gst_buffer_memcmp (packet.data, sizes[i] - 1, "", 1), ==, 0);
    else
      g_assert_cmpint (gst_buffer_memcmp (packet.data, sizes[i] - 1, "", 1), !=, 0);
    position += frames[i];
  }
  for (int again = 0; again < 2; again++) {
    g_auto (GafPacket) packet = { 0 };

    g_assert_false (gaf_packetizer_next (packetizer, &packet, &error));
    g_assert_no_error (error);
  }

  position = 0;
  for (gsize i = 0; i < n; position += frames[i++])
    for (guint frame = 0; frame < frames[i]; frame += MAX (1, frames[i] - 1)) {
      g_auto (GafPacket) packet = { 0 };

      g_assert_true (gaf_packetizer_seek (packetizer, position + frame + 5, 5, &error));
      g_assert_true (gaf_packetizer_next (packetizer, &packet, &error));
      g_assert_cmpint (packet.position, ==, position);
    }
  g_assert_true (gaf_packetizer_seek (packetizer, G_MAXINT64, 0, &error));
}

static void
test_packets (void)
{
  File *file;

  /* Microsoft: (64 - 7) * 2 + 2 = 116 frames in a block; the last has 10 bytes: 2 + 3 * 2. It is filled up for the
   * decoder. */
  assert_packets (data (fmt (wav ("RIFF"), 2, 1, 8000, 64, 4), 138, 200), (guint32[]){ 64, 64, 64 },
                  (guint32[]){ 116, 116, 116 }, 3, TRUE, 0, 240);
  /* IMA: (64 - 8) * 2 / 2 + 1 = 57; the last has 8 + 8 bytes: 1 + 8 */
  assert_packets (data (fmt (wav ("RIFF"), 17, 2, 8000, 64, 4), 80, 80), (guint32[]){ 64, 64 }, (guint32[]){ 57, 57 },
                  2, TRUE, 0, 66);
  /* GSM: 320 frames in 65 bytes; part of a block is none */
  assert_packets (data (fmt (wav ("RIFF"), 0x31, 1, 44100, 65, 0), 160, 160), (guint32[]){ 65, 65, 65 },
                  (guint32[]){ 320, 320, 320 }, 3, TRUE, 0, 640);
  /* QuickTime's IMA: 34 bytes a channel, 64 frames; half a block is none */
  assert_packets (ssnd (aiff ("AIFC", 2, 2, 16, "ima4"), 8 + 136 + 20, 0, 156), (guint32[]){ 68, 68, 68 },
                  (guint32[]){ 64, 64, 64 }, 3, TRUE, 0, 128);

  /* Windows Media without the header that should follow */
  {
    g_autoptr (GafChunks) chunks = open_file (data (fmt (wav ("RIFF"), 0x161, 2, 44100, 743, 16), 743, 743), NULL);

    g_assert_nonnull (chunks);
    g_assert_false (gst_structure_has_field (gst_caps_get_structure (chunks->caps, 0), "codec_data"));
  }

  /* G.726 of 3 bits: packets of 768 bytes; 2048 frames each, but for the last bytes: 5 * 8 / 3. G.722: two frames a
   * byte, at most 2048 in a packet. Yamaha: of two channels one frame a byte. */
  assert_packets (data (fmt (wav ("RIFF"), 0x45, 1, 8000, 3, 3), 773, 773), (guint32[]){ 768, 768 },
                  (guint32[]){ 2048, 2048 }, 2, TRUE, 0, 2048 + 13);
  assert_packets (data (fmt (wav ("RIFF"), 0x28f, 1, 16000, 1, 4), 1030, 1030), (guint32[]){ 1024, 1024 },
                  (guint32[]){ 2048, 2048 }, 2, TRUE, 0, 2060);
  assert_packets (data (fmt (wav ("RIFF"), 0x20, 2, 16000, 1024, 4), 1030, 1030), (guint32[]){ 1024, 1024 },
                  (guint32[]){ 1024, 1024 }, 2, TRUE, 0, 1030);
  file = be (be (be (text (g_byte_array_new (), ".snd"), 4, 24), 4, G_MAXUINT32), 4, 25);
  assert_packets (fill (be (be (file, 4, 8000), 4, 1), 768), (guint32[]){ 768 }, (guint32[]){ 2048 }, 1, FALSE, 0,
                  2048);

  /* a packet table behind the data, where sizes and frames vary: 200 is two bytes; 3 frames of priming; the fourth
   * packet is cut off and so is none */
  file = be (be (text (caf ("aac ", 0, 0, 0, 2, 0), "kuki"), 8, 2), 2, 0x1210);
  file = fill (be (be (text (file, "data"), 8, 4 + 207), 4, 0), 207);
  file = be (be (be (be (be (text (file, "pakt"), 8, 24 + 9), 8, 4), 8, 60), 4, 3), 4, 0);
  file = be (be (be (be (file, 2, 0x8148), 1, 40), 2, 0x051e), 2, 0x0203);
  assert_packets (be (file, 2, 0x630a), (guint32[]){ 200, 5, 2 }, (guint32[]){ 40, 30, 3 }, 3, FALSE, 3, 60);
}

/* Codes of which the first is in the lowest bits come out with the first in the highest; AU of G.723 has such. */
static void
test_codes (void)
{
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (GafByteSource) source = NULL;
  g_autoptr (GafPacketizer) packetizer = NULL;
  g_auto (GafPacket) packet = { 0 };
  GError *error = NULL;
  File *file = be (be (be (text (g_byte_array_new (), ".snd"), 4, 24), 4, G_MAXUINT32), 4, 25);
  guint8 found[6], lowest[6] = { 0 }, highest[6] = { 0 };

  for (guint i = 0; i < 16; i++)
    for (guint b = 0; b < 3; b++) {
      const guint code = (i + 1) * 5 % 8;

      if (code & (1u << b))
        lowest[(i * 3 + b) / 8] |= 1u << ((i * 3 + b) % 8);
      if (code & (4u >> b))
        highest[(i * 3 + b) / 8] |= 0x80u >> ((i * 3 + b) % 8);
    }
  bytes = g_byte_array_free_to_bytes (g_byte_array_append (be (be (file, 4, 8000), 4, 1), lowest, sizeof lowest));
  source = gaf_byte_source_new_for_bytes (bytes);
  packetizer = gaf_packetizer_blocks_new (source, gaf_chunks_new (source, &error), &error);
  g_assert_no_error (error);
  g_assert_true (gaf_packetizer_next (packetizer, &packet, &error));
  g_assert_cmpint (gst_buffer_extract (packet.data, 0, found, sizeof found), ==, sizeof found);
  g_assert_cmpmem (found, sizeof found, highest, sizeof highest);
}

/* What the decoder is told of a cookie: the description inside of MPEG-4's descriptors, or ALAC's inside of its
 * atoms. */
static void
test_cookies (void)
{
  static const guint8 esds[] = { 3, 0x80, 22, 0, 0, 0, 4, 17, 0x40, 0x15, 0,    0,   0,
                                 0, 0,    0,  0, 0, 0, 0, 0,  5,    2,    0x12, 0x10 };
  static const guint8 frma[] = "\0\0\0\x0c"
                               "frmaalac"
                               "\0\0\0\x24"
                               "alac"
                               "\0\0\0\0"
                               "\0\0\x10\0\0\x10\x28\x0a\x0e\x02";

  for (int is_alac = 0; is_alac < 2; is_alac++) {
    File *file = be (text (caf (is_alac ? "alac" : "aac ", 0, 0, 1024 << (2 * is_alac), 2, 0), "kuki"), 8,
                     is_alac ? 48 : sizeof esds);
    g_autoptr (GafChunks) chunks = NULL;
    const GstBuffer *codec_data;
    GstBuffer *buffer;
    guint8 bytes[36] = {
      0,
    };

    g_byte_array_append (file, is_alac ? frma : esds, is_alac ? 34 : sizeof esds);
    fill (file, is_alac ? 14 : 0);
    file = be (be (be (text (file, "pakt"), 8, 25), 8, 1), 8, 0);
    file = fill (be (be (text (be (be (file, 8, 0), 1, 9), "data"), 8, 13), 4, 0), 9);
    chunks = open_file (file, NULL);
    g_assert_nonnull (chunks);
    g_assert_cmpstr (chunks->codec, ==, is_alac ? "alac" : "aac");
    codec_data =
        gst_value_get_buffer (gst_structure_get_value (gst_caps_get_structure (chunks->caps, 0), "codec_data"));
    buffer = (GstBuffer *) codec_data;
    g_assert_cmpint (gst_buffer_extract (buffer, 0, bytes, sizeof bytes), ==, is_alac ? 36 : 2);
    g_assert_cmpint (bytes[is_alac ? 17 : 0], ==, is_alac ? 16 : 0x12);
  }
}

static void
test_errors (void)
{
  g_autofree char *path = g_build_filename (g_get_tmp_dir (), "gaf-chunks-XXXXXX", NULL);
  g_autoptr (GafByteSource) source = NULL;
  g_autoptr (GError) error = NULL;
  int fd = g_mkstemp (path);
  File *file;

  assert_fails (text (g_byte_array_new (), "RIFF....AVI LIST"), GAF_ERROR_NOT_AUDIO);
  assert_fails (text (g_byte_array_new (), ""), GAF_ERROR_NOT_AUDIO);
  assert_fails (fmt (wav ("RIFF"), 1, 1, 8000, 2, 16), GAF_ERROR_CORRUPT);                     /* no data */
  assert_fails (fmt (data (wav ("RIFF"), 8, 8), 1, 1, 8000, 2, 16), GAF_ERROR_CORRUPT);        /* fmt too late */
  assert_fails (data (fmt (wav ("RIFF"), 1, 0, 8000, 2, 16), 8, 8), GAF_ERROR_CORRUPT);        /* no channels */
  assert_fails (data (fmt (wav ("RIFF"), 1, 1, 0, 2, 16), 8, 8), GAF_ERROR_CORRUPT);           /* no rate */
  assert_fails (data (fmt (wav ("RIFF"), 1, 1, 8000, 2, 0), 8, 8), GAF_ERROR_CORRUPT);         /* no bits */
  assert_fails (data (fmt (wav ("RIFF"), 17, 2, 8000, 66, 4), 8, 8), GAF_ERROR_CORRUPT);       /* ADPCM block */
  assert_fails (data (fmt (wav ("RIFF"), 1, 65, 8000, 130, 16), 8, 8), GAF_ERROR_LIMIT);       /* channels */
  assert_fails (data (fmt (wav ("RIFF"), 1, 1, 0xfffffff0, 2, 16), 8, 8), GAF_ERROR_LIMIT);    /* rate */
  assert_fails (data (fmt (wav ("RIFF"), 1, 1, 8000, 5, 40), 8, 8), GAF_ERROR_UNSUPPORTED);    /* bits */
  assert_fails (data (fmt (wav ("RIFF"), 0x31, 2, 8000, 65, 0), 8, 8), GAF_ERROR_UNSUPPORTED); /* GSM of two channels */
  assert_fails (data (fmt (wav ("RIFF"), 0x31, 1, 8000, 33, 0), 8, 8),
                GAF_ERROR_UNSUPPORTED); /* … in another packing */
  assert_fails (be (text (caf ("lpcm", 0, 2, 1, G_MAXUINT32, 16), "data"), 8, 4), GAF_ERROR_LIMIT);
  assert_fails (fill (be (text (caf ("alac", 0, 0, 4096, 2, 16), "data"), 8, 9), 9), GAF_ERROR_CORRUPT);

  /* more chunks than anybody needs */
  file = wav ("RIFF");
  g_byte_array_set_size (file, 12 + 8 * 200000);
  memset (file->data + 12, 0, file->len - 12);
  assert_fails (file, GAF_ERROR_LIMIT);

  /* an error of the source is passed on as it is */
  g_assert_cmpint (fd, >=, 0);
  g_assert_true (g_file_set_contents (path, "RIFF", 4, NULL));
  source = gaf_byte_source_new_for_path (path, &error);
  g_assert_no_error (error);
  gaf_byte_source_close (source);
  g_assert_null (gaf_chunks_new (source, &error));
  g_assert_error (error, GAF_ERROR, GAF_ERROR_CLOSED);
  g_close (fd, NULL);
  g_unlink (path);
}

int
main (int argc, char **argv)
{
  gst_init (NULL, NULL);
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/chunks/wav", test_wav);
  g_test_add_func ("/chunks/wav-formats", test_wav_formats);
  g_test_add_func ("/chunks/sizes", test_sizes);
  g_test_add_func ("/chunks/w64", test_w64);
  g_test_add_func ("/chunks/aiff", test_aiff);
  g_test_add_func ("/chunks/au", test_au);
  g_test_add_func ("/chunks/caf", test_caf);
  g_test_add_func ("/chunks/caf-formats", test_caf_formats);
  g_test_add_func ("/chunks/packets", test_packets);
  g_test_add_func ("/chunks/codes", test_codes);
  g_test_add_func ("/chunks/cookies", test_cookies);
  g_test_add_func ("/chunks/errors", test_errors);
  return g_test_run ();
}
