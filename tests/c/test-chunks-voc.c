/*
 * SPDX-FileCopyrightText: 2026 gaudiofile contributors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#include "chunk-samples.h"

/* VOC: sound, more of it, silence, and sizes that are not true. */

static File *
voc (void)
{
  return le (le (le (text (g_byte_array_new (), "Creative Voice File\x1a"), 2, 26), 2, 0x10a), 2, 0x1129);
}

static File *
block (File *file, guint type, guint size)
{
  return le (le (file, 1, type), 3, size);
}

static File *
sound_9 (File *file, guint size, guint rate, guint bits, guint channels, guint codec)
{
  return le (le (le (le (le (block (file, 9, size), 4, rate), 1, bits), 1, channels), 2, codec), 4, 0);
}

static void
test_voc (void)
{
  static const struct {
    guint codec, bits;
    GafCoding coding;
  } codings[] = {
    { 0, 8, GAF_CODING_U8 }, { 4, 16, GAF_CODING_S16LE }, { 6, 8, GAF_CODING_ALAW }, { 7, 8, GAF_CODING_MULAW }
  };
  File *file;

  /* block 1: 1000000 / (256 - 165), cut down; block 8 in front tells a rate and channels of its own */
  file = le (fill (le (le (block (voc (), 1, 6), 1, 165), 1, 0), 4), 1, 0);
  assert_pcm (file, "VOC", GAF_CODING_U8, 1, 10989, 0, 4);
  file = le (le (le (block (voc (), 8, 4), 2, 65536 - 256000000 / 44100 / 2), 1, 0), 1, 1);
  file = le (fill (le (le (block (file, 1, 6), 1, 165), 1, 0), 4), 1, 0);
  assert_pcm (file, "VOC", GAF_CODING_U8, 2, 44107, 0, 2);
  for (gsize i = 0; i < G_N_ELEMENTS (codings); i++) {
    const int width = gaf_coding_get_width (codings[i].coding);

    file = fill (sound_9 (voc (), 12 + 8 * width, 44100, codings[i].bits, 2, codings[i].codec), 8 * width);
    assert_pcm (le (file, 1, 0), "VOC", codings[i].coding, 2, 44100, 0, 4);
  }

  /* several blocks: sound, more of it, silence of twice the rate, text, more; and what follows the end is not read */
  file = bytes (le (le (block (voc (), 1, 4), 1, 256 - 125), 1, 0), "\x81\x82", 2);
  file = bytes (block (file, 2, 1), "\x83", 1);
  file = le (le (block (file, 3, 3), 2, 5), 1, 256 - 62);
  file = bytes (block (file, 5, 3), "abc", 3);
  file = bytes (block (file, 2, 2), "\x7f\x00", 2);
  file = bytes (block (le (file, 1, 0), 2, 2), "\x11\x22", 2);
  assert_samples (file, 1, 7, (gint32[]){ 1, 2, 3, 0, 0, -1, -128 });
  /* silence in front, and nothing else */
  file = bytes (le (le (block (le (le (block (voc (), 3, 3), 2, 2), 1, 131), 1, 3), 1, 131), 1, 0), "\x91", 1);
  assert_samples (file, 1, 4, (gint32[]){ 0, 0, 0, 0x11 });
  assert_samples (le (le (block (voc (), 3, 3), 2, 2), 1, 131), 1, 3, (gint32[]){ 0, 0, 0 });
}

/* Sizes and other words that are not true. */
static void
test_voc_lies (void)
{
  File *file;

  /* 0, or more than there is: to the end */
  assert_samples (bytes (le (le (block (voc (), 1, 0), 1, 131), 1, 0), "\x81\x82\x83", 3), 1, 3, (gint32[]){ 1, 2, 3 });
  assert_samples (bytes (le (le (block (voc (), 1, 0xffffff), 1, 131), 1, 0), "\x81\x82\x83", 3), 1, 3,
                  (gint32[]){ 1, 2, 3 });
  /* SoX: 8 bytes less than there are, of 12 */
  file = sound_9 (voc (), 12 + 4, 8000, 16, 1, 4);
  file = le (le (le (le (file, 4, 0x30102), 4, 0x50004), 4, 0x70006), 1, 0);
  assert_samples (file, 1, 6, (gint32[]){ 0x102, 3, 4, 5, 6, 7 });
  /* … but a text of four bytes is no sound */
  file = le (bytes (block (le (sound_9 (voc (), 12 + 4, 8000, 16, 1, 4), 4, 0x30102), 5, 4), "abcd", 4), 1, 0);
  assert_samples (file, 1, 2, (gint32[]){ 0x102, 3 });
  /* cut off inside a block's head, or its body */
  assert_samples (bytes (le (le (block (voc (), 1, 4), 1, 131), 1, 0), "\x81\x82\x09\x10\x00", 5), 1, 2,
                  (gint32[]){ 1, 2 });
  assert_samples (le (block (bytes (le (le (block (voc (), 1, 4), 1, 131), 1, 0), "\x81\x82", 2), 9, 12), 4, 1), 1, 2,
                  (gint32[]){ 1, 2 });

  assert_fails (voc (), GAF_ERROR_CORRUPT);
  assert_fails (le (voc (), 1, 0), GAF_ERROR_CORRUPT);
  assert_fails (text (voc (), "\2\2"), GAF_ERROR_CORRUPT);
  assert_fails (fill (sound_9 (voc (), 20, 0, 16, 1, 4), 8), GAF_ERROR_CORRUPT);
  assert_fails (fill (sound_9 (voc (), 20, 8000, 16, 0, 4), 8), GAF_ERROR_CORRUPT);
  assert_fails (fill (sound_9 (voc (), 20, G_MAXUINT32, 16, 1, 4), 8), GAF_ERROR_LIMIT);
  assert_fails (fill (sound_9 (voc (), 20, 8000, 16, 65, 4), 8), GAF_ERROR_LIMIT);
  assert_fails (fill (sound_9 (voc (), 20, 8000, 16, 1, 3), 8), GAF_ERROR_UNSUPPORTED);
  assert_fails (fill (sound_9 (voc (), 20, 8000, 16, 1, 0x200), 8), GAF_ERROR_UNSUPPORTED);
  assert_fails (fill (sound_9 (voc (), 20, 8000, 16, 1, 99), 8), GAF_ERROR_UNSUPPORTED);
  assert_fails (fill (sound_9 (voc (), 20, 8000, 24, 1, 4), 8), GAF_ERROR_UNSUPPORTED);
  assert_fails (fill (le (le (block (voc (), 1, 6), 1, 131), 1, 1), 4), GAF_ERROR_UNSUPPORTED);
  /* another rate in the middle */
  file = fill (sound_9 (voc (), 20, 8000, 16, 1, 4), 8);
  assert_fails (fill (sound_9 (file, 20, 8001, 16, 1, 4), 8), GAF_ERROR_UNSUPPORTED);
  /* more blocks than anybody needs */
  file = voc ();
  for (int i = 0; i < 100001; i++)
    block (file, 4, 0);
  assert_fails (file, GAF_ERROR_LIMIT);
}

static void
test_random (void)
{
  File *files[] = {
    fill (sound_9 (fill (sound_9 (voc (), 20, 8000, 16, 1, 4), 8), 20, 8000, 16, 1, 4), 8),
    fill (le (le (block (voc (), 1, 0), 1, 131), 1, 0), 30),
  };

  assert_random (files, G_N_ELEMENTS (files));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/chunks-voc/blocks", test_voc);
  g_test_add_func ("/chunks-voc/lies", test_voc_lies);
  g_test_add_func ("/chunks-voc/random", test_random);
  return g_test_run ();
}
