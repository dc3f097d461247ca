/*
 * SPDX-FileCopyrightText: 2026 gaudiofile contributors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#include <glib/gstdio.h>
#include <unistd.h>

#include "chunk-samples.h"
#include "packets/packetizer.h"

/* The containers that only a few programs still write: SPHERE, IRCAM, PAF, AVR, SVX, HTK, SoX, WVE, MPC2000, PVF.
 */

static File *
nist (const char *fields)
{
  File *file = text (g_byte_array_new (), "NIST_1A\n   1024\n");

  text (text (file, fields), "end_head\n");
  while (file->len < 1024)
    text (file, " ");
  return file;
}

#define MONO_8K "channel_count -i 1\nsample_rate -i 8000\n"

static void
test_nist (void)
{
  static const struct {
    const char *fields;
    GafCoding coding;
    gint64 n_frames; /* in 24 bytes */
  } files[] = {
    { MONO_8K "sample_n_bytes -i 2\nsample_byte_format -s2 01\nsample_coding -s3 pcm\n", GAF_CODING_S16LE, 12 },
    { MONO_8K "sample_n_bytes -i 2\nsample_byte_format -s2 10\nsample_sig_bits -i 12\n", GAF_CODING_S16BE, 12 },
    { MONO_8K "sample_byte_format -s3 012\n", GAF_CODING_S24LE, 8 },
    { MONO_8K "sample_n_bytes -i 4\nsample_byte_format -s4 3210\n", GAF_CODING_S32BE, 6 },
    { MONO_8K "sample_n_bytes -i 1\nsample_byte_format -s1 1\n", GAF_CODING_S8, 24 },
    { MONO_8K "sample_n_bytes -i 1\nsample_coding -s4 ulaw\n", GAF_CODING_MULAW, 24 },
    { MONO_8K "sample_byte_format -s6 mu-law\n", GAF_CODING_MULAW, 24 },
    { MONO_8K "sample_coding -s4 alaw\nsample_count -i 20\n", GAF_CODING_ALAW, 20 },
    /* counts of a stream, or that lie */
    { MONO_8K "sample_coding -s4 alaw\nsample_count -i 0\n", GAF_CODING_ALAW, 24 },
    { MONO_8K "sample_coding -s4 alaw\nsample_count -i 2147483647\n", GAF_CODING_ALAW, 24 },
    { MONO_8K "sample_coding -s4 alaw\nsample_count -i -1\n", GAF_CODING_ALAW, 24 },
    { MONO_8K "sample_coding -s4 alaw\nsample_count -i 99999999999999999999999\n", GAF_CODING_ALAW, 24 },
    /* what is not known, without a value or empty is passed over */
    { MONO_8K "\n \nsample_coding\nfoo -s3 bar\nsample_coding -s4 alaw\n", GAF_CODING_ALAW, 24 },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (files); i++)
    assert_pcm (fill (nist (files[i].fields), 24), "SPHERE", files[i].coding, 1, 8000, 1024, files[i].n_frames);

  assert_fails (fill (nist (MONO_8K "sample_coding -s26 pcm,embedded-shorten-v2.00\n"), 24), GAF_ERROR_UNSUPPORTED);
  assert_fails (fill (nist (MONO_8K "sample_coding -s3 mp3\n"), 24), GAF_ERROR_UNSUPPORTED);
  assert_fails (fill (nist (MONO_8K "sample_n_bytes -i 5\n"), 24), GAF_ERROR_UNSUPPORTED);
  assert_fails (fill (nist (MONO_8K "sample_n_bytes -i 18446744073709551615\n"), 24), GAF_ERROR_UNSUPPORTED);
  assert_fails (fill (nist ("channel_count -i 1\n"), 24), GAF_ERROR_CORRUPT);
  assert_fails (fill (nist ("channel_count -i 1\nsample_rate -i nan\n"), 24), GAF_ERROR_CORRUPT);
  assert_fails (fill (nist ("channel_count -i 1\nsample_rate -i -8000\n"), 24), GAF_ERROR_CORRUPT);
  assert_fails (fill (nist ("sample_rate -i 8000\n"), 24), GAF_ERROR_CORRUPT);
  assert_fails (fill (nist ("channel_count -i 99999999999\nsample_rate -i 8000\n"), 24), GAF_ERROR_LIMIT);
  /* a header that never ends, or is not there */
  assert_fails (text (g_byte_array_new (), "NIST_1A\n   1024\nchannel_count -i 1"), GAF_ERROR_CORRUPT);
  assert_fails (fill (text (g_byte_array_new (), "NIST_1A\n      8\n"), 24), GAF_ERROR_CORRUPT);
  assert_fails (fill (text (g_byte_array_new (), "NIST_1A\n9999999\n"), 24), GAF_ERROR_CORRUPT);
  assert_fails (fill (text (g_byte_array_new (), "NIST_1A\n     -1\n"), 24), GAF_ERROR_CORRUPT);
  {
    File *file = text (g_byte_array_new (), "NIST_1A\n   1024\n");

    while (file->len < 1024)
      text (file, "x");
    assert_fails (fill (file, 24), GAF_ERROR_CORRUPT);
  }
}

static File *
svx (const char *form, guint rate, guint compression, int channels)
{
  File *file = text (be (text (g_byte_array_new (), "FORM"), 4, 0), form);

  be (be (be (be (text (file, "VHDR"), 4, 20), 8, 0), 4, 0), 2, rate);
  be (be (be (file, 1, 1), 1, compression), 4, 0x10000);
  if (channels > 0)
    be (be (text (file, "CHAN"), 4, 4), 4, channels);
  return file;
}

static File *
body (File *file, guint32 claim, gsize n)
{
  return fill (be (text (file, "BODY"), 4, claim), n);
}

static void
test_svx (void)
{
  File *file;

  assert_pcm (body (svx ("8SVX", 8000, 0, 0), 5, 6), "8SVX", GAF_CODING_S8, 1, 8000, 48, 5);
  assert_pcm (body (svx ("8SVX", 8000, 0, 4), 5, 6), "8SVX", GAF_CODING_S8, 1, 8000, 60, 5);
  assert_pcm (body (svx ("16SV", 44100, 0, 0), 6, 6), "16SV", GAF_CODING_S16BE, 1, 44100, 48, 3);
  /* both channels: the right one behind the left one, each of half of what is there */
  file = bytes (be (text (svx ("8SVX", 8000, 0, 6), "BODY"), 4, 6), "\1\2\3\x81\x82\x83", 6);
  assert_samples (file, 2, 3, (gint32[]){ 1, 2, 3, -127, -126, -125 });
  file = bytes (be (text (svx ("16SV", 8000, 0, 6), "BODY"), 4, 8), "\1\2\3\4\x81\x82\x83\x84", 8);
  assert_samples (file, 2, 2, (gint32[]){ 0x102, 0x304, -0x7e7e, -0x7c7c });
  /* a chunk behind tells the channels; a chunk of odd size in front */
  file = be (text (body (svx ("8SVX", 8000, 0, 0), 4, 4), "CHAN"), 4, 4);
  assert_pcm (be (file, 4, 6), "8SVX", GAF_CODING_S8, 2, 8000, 48, 2);
  file = be (text (svx ("8SVX", 8000, 0, 0), "NAME"), 4, 3);
  assert_pcm (body (be (file, 4, 0x61626300), 4, 4), "8SVX", GAF_CODING_S8, 1, 8000, 60, 4);
  /* sizes of streams */
  assert_pcm (body (svx ("8SVX", 8000, 0, 0), 0, 6), "8SVX", GAF_CODING_S8, 1, 8000, 48, 6);
  assert_pcm (body (svx ("8SVX", 8000, 0, 0), G_MAXUINT32, 6), "8SVX", GAF_CODING_S8, 1, 8000, 48, 6);
  assert_pcm (body (svx ("8SVX", 8000, 0, 0), 0x7fffffff, 6), "8SVX", GAF_CODING_S8, 1, 8000, 48, 6);
  /* truly empty */
  file = be (text (body (svx ("8SVX", 8000, 0, 0), 0, 0), "ANNO"), 4, 4);
  assert_pcm (be (file, 4, 0), "8SVX", GAF_CODING_S8, 1, 8000, 48, 0);

  assert_fails (body (svx ("8SVX", 8000, 1, 0), 6, 6), GAF_ERROR_UNSUPPORTED);
  assert_fails (body (svx ("8SVX", 8000, 2, 0), 6, 6), GAF_ERROR_UNSUPPORTED);
  assert_fails (body (svx ("8SVX", 8000, 200, 0), 6, 6), GAF_ERROR_UNSUPPORTED);
  assert_fails (body (svx ("8SVX", 0, 0, 0), 6, 6), GAF_ERROR_CORRUPT);
  assert_fails (body (svx ("8SVX", 8000, 0, 1), 6, 6), GAF_ERROR_CORRUPT);
  assert_fails (svx ("8SVX", 8000, 0, 0), GAF_ERROR_CORRUPT);
  file = svx ("8SVX", 8000, 0, 0);
  file->data[19] = 4;
  assert_fails (body (file, 6, 6), GAF_ERROR_CORRUPT);
}

typedef File *(*Put) (File *file, guint size, guint64 value);

static File *
paf (Put word, guint order, guint rate, guint format, guint channels)
{
  File *file = text (g_byte_array_new (), word == be ? " paf" : "fap ");

  word (word (word (word (word (word (file, 4, 0), 4, order), 4, rate), 4, format), 4, channels), 4, 0);
  while (file->len < 2048)
    be (file, 1, 0);
  return file;
}

static void
test_paf (void)
{
  /* two channels of ten samples: 0x030201, 0x060504 … and the second ones 0x100 more */
  gint32 samples[20];
  File *little = paf (le, 1, 48000, 1, 2);
  File *big = paf (be, 0, 48000, 1, 2);

  for (int c = 0; c < 2; c++) {
    guint8 pack[32] = { 0 };

    for (int i = 0; i < 10; i++) {
      const gint32 sample = 0x10203 * (i + 1) + c * 0x100 - (i % 2) * 0x400000;

      samples[10 * c + i] = (gint32) ((guint32) sample << 8);
      for (int b = 0; b < 3; b++)
        pack[3 * i + b] = (guint32) sample >> (8 * b);
    }
    g_byte_array_append (little, pack, sizeof pack);
    for (int i = 0; i < 32; i++)
      g_byte_array_append (big, &pack[i ^ 3], 1);
  }
  assert_samples (little, 2, 10, samples);
  assert_samples (big, 2, 10, samples);

  assert_pcm (fill (paf (be, 0, 44100, 0, 2), 9), "PAF", GAF_CODING_S16BE, 2, 44100, 2048, 2);
  assert_pcm (fill (paf (be, 1, 44100, 0, 1), 9), "PAF", GAF_CODING_S16LE, 1, 44100, 2048, 4);
  assert_pcm (fill (paf (le, 0, 44100, 2, 2), 9), "PAF", GAF_CODING_S8, 2, 44100, 2048, 4);
  /* the last pack is not whole */
  assert_pcm (fill (paf (le, 1, 44100, 1, 1), 63), "PAF", GAF_CODING_S24LE, 1, 44100, 2048, 10);
  assert_fails (fill (paf (le, 1, 44100, 3, 1), 63), GAF_ERROR_UNSUPPORTED);
  assert_fails (fill (paf (le, 1, 0, 0, 1), 63), GAF_ERROR_CORRUPT);
  assert_fails (fill (paf (le, 1, 44100, 1, 0), 63), GAF_ERROR_CORRUPT);
  assert_fails (fill (paf (le, 1, 44100, 1, G_MAXUINT32), 63), GAF_ERROR_LIMIT);
  assert_fails (text (g_byte_array_new (), " paf12345678"), GAF_ERROR_CORRUPT);
}

static File *
ircam (guint32 magic, Put word, guint32 rate, guint channels, guint encoding)
{
  File *file = be (g_byte_array_new (), 4, magic);

  word (word (word (file, 4, rate), 4, channels), 4, encoding);
  while (file->len < 1024)
    be (file, 1, 0);
  return file;
}

#define FLOAT_44100 0x472c4400

static void
test_ircam (void)
{
  static const guint32 magics[][2] = { { 0x64a30100, 0 }, { 0x64a30200, 1 }, { 0x64a30300, 0 }, { 0x64a30400, 1 },
                                       { 0x0001a364, 1 }, { 0x0002a364, 0 }, { 0x0003a364, 1 }, { 0x0004a364, 0 } };
  static const struct {
    guint encoding;
    GafCoding coding;
  } codings[] = { { 1, GAF_CODING_S8 },         { 2, GAF_CODING_S16BE },       { 3, GAF_CODING_S24BE },
                  { 4, GAF_CODING_F32BE },      { 0x40004, GAF_CODING_S32BE }, { 8, GAF_CODING_F64BE },
                  { 0x10001, GAF_CODING_ALAW }, { 0x20001, GAF_CODING_MULAW } };

  /* whatever the magic says, numbers that make sense rule */
  for (gsize i = 0; i < G_N_ELEMENTS (magics); i++) {
    assert_pcm (fill (ircam (magics[i][0], magics[i][1] ? be : le, FLOAT_44100, 2, 2), 9), "IRCAM",
                magics[i][1] ? GAF_CODING_S16BE : GAF_CODING_S16LE, 2, 44100, 1024, 2);
    assert_pcm (fill (ircam (magics[i][0], magics[i][1] ? le : be, FLOAT_44100, 2, 2), 9), "IRCAM",
                magics[i][1] ? GAF_CODING_S16LE : GAF_CODING_S16BE, 2, 44100, 1024, 2);
  }
  for (gsize i = 0; i < G_N_ELEMENTS (codings); i++)
    assert_pcm (fill (ircam (0x64a30200, be, FLOAT_44100, 1, codings[i].encoding), 24), "IRCAM", codings[i].coding, 1,
                44100, 1024, 24 / gaf_coding_get_width (codings[i].coding));

  assert_fails (fill (ircam (0x64a30200, be, FLOAT_44100, 1, 99), 9), GAF_ERROR_UNSUPPORTED);
  assert_fails (fill (ircam (0x64a30200, be, 0, 1, 2), 9), GAF_ERROR_CORRUPT);
  assert_fails (fill (ircam (0x64a30200, be, 0x7fc00000, 1, 2), 9), GAF_ERROR_CORRUPT); /* not a number */
  assert_fails (fill (ircam (0x64a30200, be, 0x7f800000, 1, 2), 9), GAF_ERROR_CORRUPT); /* infinite */
  assert_fails (fill (ircam (0x64a30200, be, 0x7f000000, 1, 2), 9), GAF_ERROR_LIMIT);
  assert_fails (fill (ircam (0x64a30200, be, FLOAT_44100, 0, 2), 9), GAF_ERROR_CORRUPT);
  assert_fails (fill (ircam (0x64a30200, be, FLOAT_44100, 65, 2), 9), GAF_ERROR_LIMIT);
}

static File *
avr (guint stereo, guint bits, guint is_signed, guint rate, guint32 frames)
{
  File *file = text (text (g_byte_array_new (), "2BIT"), "a sound ");

  be (be (be (be (be (file, 2, stereo), 2, bits), 2, is_signed), 2, 0), 2, 0);
  be (be (file, 4, rate), 4, frames);
  while (file->len < 128)
    be (file, 1, 0);
  return file;
}

static void
test_avr (void)
{
  assert_pcm (fill (avr (0xffff, 16, 0xffff, 0xff00ac44, 2), 12), "AVR", GAF_CODING_S16BE, 2, 44100, 128, 2);
  assert_pcm (fill (avr (0, 8, 0, 8000, 7), 12), "AVR", GAF_CODING_U8, 1, 8000, 128, 7);
  assert_pcm (fill (avr (0, 8, 1, 8000, 7), 12), "AVR", GAF_CODING_S8, 1, 8000, 128, 7);
  /* a stream's, and a lie */
  assert_pcm (fill (avr (0, 8, 1, 8000, 0), 12), "AVR", GAF_CODING_S8, 1, 8000, 128, 12);
  assert_pcm (fill (avr (0, 8, 1, 8000, G_MAXUINT32), 12), "AVR", GAF_CODING_S8, 1, 8000, 128, 12);
  assert_samples (bytes (avr (0, 16, 0, 8000, 3), "\x80\0\0\0\xff\xff", 6), 1, 3, (gint32[]){ 0, -0x8000, 0x7fff });
  assert_fails (fill (avr (0, 12, 1, 8000, 2), 12), GAF_ERROR_UNSUPPORTED);
  assert_fails (fill (avr (0, 8, 1, 0, 2), 12), GAF_ERROR_CORRUPT);
  assert_fails (text (g_byte_array_new (), "2BITa sound .."), GAF_ERROR_CORRUPT);
}

static File *
htk (guint32 frames, guint32 period)
{
  return be (be (be (be (g_byte_array_new (), 4, frames), 4, period), 2, 2), 2, 0);
}

static void
test_headers (void)
{
  File *file;
  union {
    double number;
    guint64 bits;
  } rate = { 44100.5 };

  assert_pcm (fill (htk (3, 625), 8), "HTK", GAF_CODING_S16BE, 1, 16000, 12, 3);
  assert_pcm (fill (htk (0, 625), 8), "HTK", GAF_CODING_S16BE, 1, 16000, 12, 4);
  assert_pcm (fill (htk (0x7fffffff, 625), 8), "HTK", GAF_CODING_S16BE, 1, 16000, 12, 4);
  assert_fails (fill (htk (3, 0), 8), GAF_ERROR_NOT_AUDIO);

  for (int order = 0; order < 2; order++) {
    const Put put = order ? be : le;
    const GafCoding coding = order ? GAF_CODING_S32BE : GAF_CODING_S32LE;

#define SOX(size, samples, channels)                                                                                 \
  fill (put (put (put (put (put (put (text (g_byte_array_new (), order ? "XoS." : ".SoX"), 4, size), 8, samples), 8, \
                            rate.bits),                                                                              \
                       4, channels),                                                                                 \
                  4, 4),                                                                                             \
             4, 0),                                                                                                  \
        21)
    assert_pcm (SOX (32, 4, 2), "SoX", coding, 2, 44100.5, 36, 2);
    assert_pcm (SOX (32, 0, 2), "SoX", coding, 2, 44100.5, 36, 2);
    assert_pcm (SOX (32, G_MAXUINT64, 1), "SoX", coding, 1, 44100.5, 36, 5);
    assert_fails (SOX (4, 4, 2), GAF_ERROR_CORRUPT);
    assert_fails (SOX (G_MAXUINT32, 4, 2), GAF_ERROR_CORRUPT);
    assert_fails (SOX (32, 4, 0), GAF_ERROR_CORRUPT);
    assert_fails (SOX (32, 4, 65), GAF_ERROR_LIMIT);
#undef SOX
  }

  for (int stream = 0; stream < 2; stream++) {
    file = be (be (be (text (g_byte_array_new (), "ALawSoundFile**"), 1, 0), 2, 0xf10), 4, stream ? 0 : 7);
    assert_pcm (fill (be (be (file, 8, 0), 2, 0), 9), "WVE", GAF_CODING_ALAW, 1, 8000, 32, stream ? 9 : 7);

    file = text (g_byte_array_new (), "\1\4a sample's name  ");
    be (be (be (file, 1, 100), 1, 0), 1, 1);
    le (le (le (le (file, 4, 0), 4, 2), 4, stream ? 0 : 2), 4, 0);
    assert_pcm (fill (le (le (le (file, 1, 0), 1, 4), 2, 44100), 13), "MPC2000", GAF_CODING_S16LE, 2, 44100, 42,
                stream ? 3 : 2);
  }

  assert_pcm (fill (text (g_byte_array_new (), "PVF1\n2 22050 16\n"), 9), "PVF", GAF_CODING_S16BE, 2, 22050, 16, 2);
  assert_pcm (fill (text (g_byte_array_new (), "PVF1\n1 8000 32\n"), 9), "PVF", GAF_CODING_S32BE, 1, 8000, 15, 2);
  assert_fails (text (g_byte_array_new (), "PVF1\n1 8000 32"), GAF_ERROR_CORRUPT);
  assert_fails (text (g_byte_array_new (), "PVF1\n1 8000 a\n"), GAF_ERROR_CORRUPT);
  assert_fails (text (g_byte_array_new (), "PVF1\n1 8000 24\n"), GAF_ERROR_UNSUPPORTED);
  assert_fails (text (g_byte_array_new (), "PVF1\n0 8000 8\n"), GAF_ERROR_CORRUPT);
  assert_fails (text (g_byte_array_new (), "PVF1\n1 -8000 8\n"), GAF_ERROR_CORRUPT);
  assert_fails (text (g_byte_array_new (), "PVF1\n99999999999999999999 8000 8\n"), GAF_ERROR_LIMIT);
}

static File *
adx (guint encoding, guint channels, guint rate, guint frames, guint flags)
{
  File *file = be (be (g_byte_array_new (), 2, 0x8000), 2, 32);

  be (be (be (be (be (be (file, 1, encoding), 1, 18), 1, 4), 1, channels), 4, rate), 4, frames);
  be (be (be (be (file, 2, 500), 1, 3), 1, flags), 8, 0);
  return text (be (file, 2, 0), "(c)CRI");
}

static File *
adx_blocks (File *file, guint n, gboolean mark)
{
  for (guint i = 0; i < n; i++) {
    be (file, 2, mark && i == n - 1 ? 0x8001 : 0x0042);
    fill (file, 16);
  }
  return file;
}

static void
test_adx (void)
{
  static const struct {
    guint channels, frames, blocks;
    gboolean mark;
    gint64 found;
  } files[] = {
    { 1, 100, 5, FALSE, 100 },       { 1, 1000, 5, FALSE, 160 }, { 1, 0, 5, FALSE, 160 },
    { 1, 0, 5, TRUE, 128 },          { 1, 1000, 5, TRUE, 128 },  { 2, 0, 5, FALSE, 64 },
    { 2, 0x7fffffff, 4, FALSE, 64 }, { 1, 0, 0, FALSE, 0 },      { 2, G_MAXUINT32, 1, FALSE, 0 },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (files); i++) {
    g_autoptr (GError) error = NULL;
    g_autoptr (GafChunks) chunks = open_file (
        adx_blocks (adx (3, files[i].channels, 44100, files[i].frames, 0), files[i].blocks, files[i].mark), &error);

    g_assert_no_error (error);
    g_assert_cmpint (chunks->kind, ==, GAF_CHUNKS_PACKETS);
    g_assert_cmpstr (chunks->container, ==, "ADX");
    g_assert_cmpint (chunks->n_frames, ==, files[i].found);
    g_assert_cmpint (chunks->data_offset, ==, 36);
    g_assert_cmpint (chunks->block_size, ==, 18 * 64 * files[i].channels);
  }
  assert_fails (adx_blocks (adx (2, 1, 44100, 100, 0), 5, FALSE), GAF_ERROR_UNSUPPORTED);
  assert_fails (adx_blocks (adx (3, 3, 44100, 100, 0), 5, FALSE), GAF_ERROR_UNSUPPORTED);
  assert_fails (adx_blocks (adx (3, 1, 44100, 100, 8), 5, FALSE), GAF_ERROR_UNSUPPORTED);
  assert_fails (adx_blocks (adx (3, 1, 0, 100, 0), 5, FALSE), GAF_ERROR_CORRUPT);
  assert_fails (adx_blocks (adx (3, 1, G_MAXUINT32, 100, 0), 5, FALSE), GAF_ERROR_LIMIT);
  {
    File *file = adx_blocks (adx (3, 1, 44100, 100, 0), 5, FALSE);

    file->data[2] = 0xff; /* a header of 64 KiB */
    assert_fails (file, GAF_ERROR_CORRUPT);
    file = adx_blocks (adx (3, 1, 44100, 100, 0), 5, FALSE);
    file->data[3] = 31;
    assert_fails (file, GAF_ERROR_CORRUPT);
  }
}

/* Marks of the end that are not at the end are blocks without sound. */
static void
test_adx_marks (void)
{
  File *file = adx_blocks (adx (3, 1, 44100, 1000, 0), 5, FALSE);
  g_autoptr (GBytes) all = NULL;
  g_autoptr (GafByteSource) source = NULL;
  g_autoptr (GafPacketizer) packetizer = NULL;
  g_auto (GafPacket) packet = { 0 };
  GError *error = NULL;
  guint8 found[90];

  file->data[36 + 18] = 0x80;
  all = g_byte_array_free_to_bytes (file);
  source = gaf_byte_source_new_for_bytes (all);
  packetizer = gaf_packetizer_blocks_new (source, gaf_chunks_new (source, &error), &error);
  g_assert_no_error (error);
  g_assert_cmpint (packetizer->n_frames, ==, 160);
  g_assert_true (gaf_packetizer_next (packetizer, &packet, &error));
  g_assert_cmpint (gst_buffer_extract (packet.data, 0, found, sizeof found), ==, sizeof found);
  for (guint i = 0; i < sizeof found; i++)
    g_assert_cmpint (found[i] == 0, ==, i / 18 == 1 || i % 18 == 0);
}

static void
test_refused (void)
{
  static const char *const names[] = { "ajkg\2........",         "MATLAB 5.0 MAT-file, written by",
                                       "Extended Instrument: a", "SOUND SAMPLE DATA 2.1 ",
                                       "SOUND\x1a..........",    "LM8953.........",
                                       "DiamondWare Digitized",  "FORM....MAUD...." };

  for (gsize i = 0; i < G_N_ELEMENTS (names); i++)
    assert_fails (text (g_byte_array_new (), names[i]), GAF_ERROR_UNSUPPORTED);
}

/* A file that somebody cuts off behind its opening ends there. */
static void
test_shortened (void)
{
  const struct {
    File *file;
    goffset kept;
    gint64 n_frames; /* in what is kept */
  } files[] = {
    { body (svx ("8SVX", 8000, 0, 6), 20000, 20000), 60 + 10000 + 4500, 4500 },
    { body (svx ("8SVX", 8000, 0, 6), 20000, 20000), 60 + 4500, 0 },
    { fill (paf (le, 1, 44100, 1, 1), 32 * 1000), 2048 + 32 * 500 + 16, 5000 },
    { fill (avr (0, 16, 0, 8000, 10000), 20000), 128 + 10001, 5000 },
    { fill (ircam (0x64a30200, be, FLOAT_44100, 1, 2), 20000), 1024 + 10001, 5000 },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (files); i++) {
    g_autofree char *path = g_build_filename (g_get_tmp_dir (), "gaf-chunks-XXXXXX", NULL);
    const int fd = g_mkstemp (path);
    g_autoptr (GafByteSource) source = NULL;
    g_autoptr (GafDecoder) decoder = NULL;
    g_autoptr (GError) error = NULL;
    g_autofree float *memory = g_new (float, 20000);
    void *planes[1] = { memory };
    const GafSampleDest dest = { GAF_SAMPLE_FORMAT_FLOAT32, GAF_LAYOUT_INTERLEAVED, planes };
    gint64 n = 0, total = 0;

    g_assert_cmpint (fd, >=, 0);
    g_assert_cmpint (write (fd, files[i].file->data, files[i].file->len), ==, files[i].file->len);
    source = gaf_byte_source_new_for_path (path, &error);
    g_assert_no_error (error);
    decoder = gaf_decoder_pcm_new (source, gaf_chunks_new (source, &error), &error);
    g_assert_no_error (error);
    g_assert_cmpint (decoder->n_frames, >, files[i].n_frames);
    g_assert_cmpint (ftruncate (fd, files[i].kept), ==, 0);
    do {
      n = gaf_decoder_read_at (decoder, total, &dest, 0, 10000, &error);
      g_assert_no_error (error);
      total += n;
    } while (n > 0);
    g_assert_cmpint (total, ==, files[i].n_frames);
    g_assert_cmpint (decoder->n_frames, ==, files[i].n_frames);
    g_close (fd, NULL);
    g_unlink (path);
    g_byte_array_unref (files[i].file);
  }
}

static void
test_random (void)
{
  File *files[] = {
    fill (nist (MONO_8K "sample_n_bytes -i 2\nsample_byte_format -s2 01\n"), 40),
    body (svx ("8SVX", 8000, 0, 6), 30, 30),
    fill (paf (le, 1, 44100, 1, 2), 200),
    fill (ircam (0x64a30200, be, FLOAT_44100, 2, 2), 40),
    fill (avr (0xffff, 16, 0xffff, 44100, 10), 40),
    fill (htk (10, 625), 20),
    adx_blocks (adx (3, 2, 44100, 100, 0), 6, TRUE),
    fill (text (g_byte_array_new (), "PVF1\n2 22050 16\n"), 40),
  };

  assert_random (files, G_N_ELEMENTS (files));
}

int
main (int argc, char **argv)
{
  gst_init (NULL, NULL);
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/chunks-others/nist", test_nist);
  g_test_add_func ("/chunks-others/svx", test_svx);
  g_test_add_func ("/chunks-others/paf", test_paf);
  g_test_add_func ("/chunks-others/ircam", test_ircam);
  g_test_add_func ("/chunks-others/avr", test_avr);
  g_test_add_func ("/chunks-others/headers", test_headers);
  g_test_add_func ("/chunks-others/adx", test_adx);
  g_test_add_func ("/chunks-others/adx-marks", test_adx_marks);
  g_test_add_func ("/chunks-others/refused", test_refused);
  g_test_add_func ("/chunks-others/shortened", test_shortened);
  g_test_add_func ("/chunks-others/random", test_random);
  return g_test_run ();
}
