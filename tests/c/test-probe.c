/*
 * SPDX-FileCopyrightText: 2026 gaudiofile contributors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#include "gaudiofile/gaf-error.h"
#include "core/limits.h"
#include "read/probe.h"
#include "test-util.h"

#define BODY_SIZE 5000

typedef void (*Part) (GByteArray *bytes);

static void
put_zeros (GByteArray *bytes, guint size)
{
  gsize before = bytes->len;

  g_byte_array_set_size (bytes, before + size);
  memset (bytes->data + before, 0, size);
}

/* tags in front */

static void
put_id3v2 (GByteArray *bytes, guint32 size, guint8 flags, guint really)
{
  append_text (bytes, "ID3\4");
  append_be (bytes, flags, 2); /* revision 0, flags */
  for (int shift = 21; shift >= 0; shift -= 7)
    append_be (bytes, size >> shift & 0x7f, 1);
  put_zeros (bytes, really);
}

static void
put_ape (GByteArray *bytes, guint32 size, guint32 flags)
{
  append_text (bytes, "APETAGEX");
  append_le (bytes, 2000, 4);
  append_le (bytes, size, 4);
  append_le (bytes, 0, 4);
  append_le (bytes, flags, 4);
  append_le (bytes, 0, 8);
}

static void
id3v2 (GByteArray *bytes)
{
  put_id3v2 (bytes, 300, 0, 300);
}

/* More than seven bits in each byte of the size, and a picture's worth of them. */
static void
id3v2_large (GByteArray *bytes)
{
  put_id3v2 (bytes, 3000000, 0, 3000000);
}

static void
id3v2_footer (GByteArray *bytes)
{
  put_id3v2 (bytes, 100, 0x10, 100);
  append_text (bytes, "3DI\4");
  put_zeros (bytes, 6);
}

static void
ape_header (GByteArray *bytes)
{
  put_ape (bytes, 64, 1u << 31 | 1u << 29);
  put_zeros (bytes, 32);
  put_ape (bytes, 64, 1u << 31);
}

static void
padding (GByteArray *bytes)
{
  put_zeros (bytes, 100);
}

/* tags behind */

static void
id3v1 (GByteArray *bytes)
{
  append_text (bytes, "TAG");
  put_zeros (bytes, 125);
}

static void
id3v1_enhanced (GByteArray *bytes)
{
  append_text (bytes, "TAG+");
  put_zeros (bytes, 223);
  id3v1 (bytes);
}

static void
ape_footer (GByteArray *bytes)
{
  put_zeros (bytes, 60);
  put_ape (bytes, 92, 0);
}

static void
ape_both (GByteArray *bytes)
{
  ape_header (bytes);
}

static void
lyrics3 (GByteArray *bytes)
{
  append_text (bytes, "LYRICSBEGININD0000200000021LYRICS200");
}

/* One behind the other: starts and ends of what is between. */
static void
test_tags (void)
{
  static const Part front[] = { NULL, id3v2, id3v2_large, id3v2_footer, ape_header };
  static const Part behind[] = { NULL, id3v1, id3v1_enhanced, ape_footer, ape_both, lyrics3 };
  guint8 body[BODY_SIZE] = { 0xff, 0xfb, 0x90, 0x64 };

  memset (body + 4, 0x55, sizeof body - 4);
  for (gsize a = 0; a < G_N_ELEMENTS (front); a++)
    for (gsize b = 0; b < G_N_ELEMENTS (front); b++)
      for (gsize c = 0; c < G_N_ELEMENTS (behind); c++)
        for (gsize d = 0; d < G_N_ELEMENTS (behind); d++) {
          g_autoptr (GByteArray) array = g_byte_array_new ();
          g_autoptr (GBytes) bytes = NULL;
          g_autoptr (GafByteSource) source = NULL;
          g_autoptr (GError) error = NULL;
          guint64 start, end;
          GafProbe probe;

          if ((a == 0 && b > 0) || (c == 0 && d > 0) || (a == 2 && b == 2))
            continue;
          if (front[a] != NULL)
            front[a](array);
          if (front[b] != NULL)
            front[b](array);
          if (a == 1 && b == 0)
            padding (array); /* behind a tag some writers pad */
          start = array->len;
          g_byte_array_append (array, body, sizeof body);
          end = array->len;
          if (behind[c] != NULL)
            behind[c](array);
          if (behind[d] != NULL)
            behind[d](array);
          bytes = g_bytes_new (array->data, array->len);
          source = gaf_byte_source_new_for_bytes (bytes);

          g_assert_true (gaf_probe_source (source, &probe, &error));
          g_assert_no_error (error);
          g_assert_cmpstr (probe.container->name, ==, "MPEG audio");
          g_assert_cmpuint (probe.start, ==, start);
          g_assert_cmpuint (probe.end, ==, end);
        }
}

static gboolean
probe_array (GByteArray *array, GafProbe *probe, GError **error)
{
  g_autoptr (GBytes) bytes = g_bytes_new (array->data, array->len);
  g_autoptr (GafByteSource) source = gaf_byte_source_new_for_bytes (bytes);

  return gaf_probe_source (source, probe, error);
}

/* Tags whose sizes are lies, cut anywhere: what is called audio is always inside of the file. */
static void
test_lies (void)
{
  static const guint32 sizes[] = { 0, 1, 127, 128, 5000, 0x0fffffff, 0xffffffff, 0x80000000 };

  for (gsize i = 0; i < G_N_ELEMENTS (sizes); i++)
    for (int kind = 0; kind < 4; kind++) {
      g_autoptr (GByteArray) array = g_byte_array_new ();
      guint length;

      if (kind == 0)
        put_id3v2 (array, sizes[i], 0x10, 50);
      if (kind == 1)
        put_ape (array, sizes[i], 1u << 29);
      append_text (array, "\xff\xfb\x90\x64 and so on, though not for long");
      if (kind == 2)
        put_ape (array, sizes[i], 1u << 31);
      if (kind == 3) {
        g_autofree char *text = g_strdup_printf ("%06uLYRICS200", sizes[i] % 1000000);

        append_text (array, text);
      }
      length = array->len;
      for (guint size = 1; size <= length; size++) {
        g_autoptr (GError) error = NULL;
        GafProbe probe;

        g_byte_array_set_size (array, length);
        array->len = size;
        if (probe_array (array, &probe, &error)) {
          g_assert_cmpuint (probe.start, <=, probe.end);
          g_assert_cmpuint (probe.end, <=, size);
        } else {
          g_assert_nonnull (error);
        }
        array->len = length;
      }
    }
}

static void
test_too_many (void)
{
  for (int n = GAF_LIMIT_TAGS; n <= GAF_LIMIT_TAGS + 1; n++) {
    g_autoptr (GByteArray) array = g_byte_array_new ();
    g_autoptr (GError) error = NULL;
    GafProbe probe;

    for (int i = 0; i < n; i++)
      id3v2 (array);
    append_text (array, "fLaC and what belongs to it");
    if (n <= GAF_LIMIT_TAGS) {
      g_assert_true (probe_array (array, &probe, &error));
      g_assert_cmpstr (probe.container->name, ==, "FLAC");
    } else {
      g_assert_false (probe_array (array, &probe, &error));
      g_assert_error (error, GAF_ERROR, GAF_ERROR_LIMIT);
    }
  }
}

static void
test_magics (void)
{
  static const struct {
    const char *text;
    gsize size;
    const char *container;
    const char *foreign;
  } magics[] = {
    { "RIFF\0\0\0\0WAVE", 12, "WAV, RF64, BW64, W64", NULL },
    { "FORM\0\0\0\0AIFF", 12, "WAV, RF64, BW64, W64", NULL },
    { ".snd\0\0\0\30", 8, "WAV, RF64, BW64, W64", NULL },
    { "caff\0\1\0\0", 8, "WAV, RF64, BW64, W64", NULL },
    { "fLaC", 4, "FLAC", NULL },
    { "OggS", 4, "Ogg", NULL },
    { "\0\0\0\40ftypM4A ", 12, "MP4, QuickTime", NULL },
    { "\0\0\0\40mdat", 8, "MP4, QuickTime", NULL },
    { "\x1a\x45\xdf\xa3", 4, "Matroska, WebM", NULL },
    { "\x30\x26\xb2\x75\x8e\x66\xcf\x11\xa6\xd9\x00\xaa\x00\x62\xce\x6c", 16, "ASF", NULL },
    { "wvpk", 4, "WavPack", NULL },
    { "#!AMR\n", 6, "AMR", NULL },
    { "#!AMR-WB\n", 9, "AMR", NULL },
    { "\x0b\x77", 2, "AC-3", NULL },
    { "\xff\xf1\x50\x80", 4, "ADTS", NULL },
    { "\xff\xfb\x90\x64", 4, "MPEG audio", NULL },
    { "\x89PNG", 4, NULL, "a PNG picture" },
    { "#EXTM3U", 7, NULL, "a playlist" },
    { "MThd", 4, NULL, "MIDI" },
    { "just text", 9, NULL, NULL },
    { "", 0, NULL, NULL },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (magics); i++)
    for (int tagged = 0; tagged < 2; tagged++) {
      g_autoptr (GByteArray) array = g_byte_array_new ();
      GafProbe probe;

      if (tagged)
        id3v2 (array);
      g_byte_array_append (array, (const guint8 *) magics[i].text, magics[i].size);
      append_text (array, "!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!");
      g_assert_true (probe_array (array, &probe, NULL));
      g_assert_cmpstr (probe.container != NULL ? probe.container->name : NULL, ==, magics[i].container);
      g_assert_cmpstr (probe.foreign, ==, magics[i].foreign);
    }
}

static void
test_empty (void)
{
  g_autoptr (GByteArray) array = g_byte_array_new ();
  g_autoptr (GError) error = NULL;
  GafProbe probe;

  g_assert_false (probe_array (array, &probe, &error));
  g_assert_error (error, GAF_ERROR, GAF_ERROR_EMPTY);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/probe/tags", test_tags);
  g_test_add_func ("/probe/lies", test_lies);
  g_test_add_func ("/probe/too-many", test_too_many);
  g_test_add_func ("/probe/magics", test_magics);
  g_test_add_func ("/probe/empty", test_empty);
  return g_test_run ();
}
