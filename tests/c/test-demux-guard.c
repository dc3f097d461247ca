/*
 * SPDX-FileCopyrightText: 2026 gaudiofile contributors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#include "formats/demuxed/guard.h"
#include "gaudiofile/gaf-error.h"
#include "test-util.h"

#define OK -1

typedef gboolean (*Guard) (GafByteSource *source, GError **error);

static void
assert_guard (Guard guard, GByteArray *array, int code)
{
  g_autoptr (GBytes) bytes = g_bytes_new (array->data, array->len);
  g_autoptr (GafByteSource) source = gaf_byte_source_new_for_bytes (bytes);
  g_autoptr (GError) error = NULL;

  g_assert_cmpint (guard (source, &error), ==, code == OK);
  if (code == OK)
    g_assert_no_error (error);
  else
    g_assert_error (error, GAF_ERROR, code);
}

/* Cut anywhere, or with any byte another, nothing is read outside (which a sanitizer sees) and no error is
 * forgotten. */
static void
damage (Guard guard, GByteArray *array)
{
  for (gsize i = 0; i < array->len; i++)
    for (int kind = 0; kind < 3; kind++) {
      g_autofree guint8 *copy = g_memdup2 (array->data, array->len);
      g_autoptr (GBytes) bytes = NULL;
      g_autoptr (GafByteSource) source = NULL;
      g_autoptr (GError) error = NULL;

      copy[i] = kind == 1 ? 0xff : 0;
      bytes = g_bytes_new (copy, kind == 2 ? i : array->len);
      source = gaf_byte_source_new_for_bytes (bytes);
      g_assert_cmpint (guard (source, &error), ==, error == NULL);
    }
}

/* Matroska */

static void
put_element (GByteArray *bytes, guint32 id, gconstpointer data, gsize size)
{
  append_be (bytes, id, id > 0xffffff ? 4 : id > 0xffff ? 3 : id > 0xff ? 2 : 1);
  append_be (bytes, 0x4000 | size, 2);
  g_byte_array_append (bytes, data, size);
}

static guint8 track_type = 2;
static guint8 track_channels = 2;

static GByteArray *
make_matroska (const char *type, gsize type_size, guint8 version, const char *codec, guint8 bits, gboolean endless)
{
  g_autoptr (GByteArray) header = g_byte_array_new (), audio = g_byte_array_new (), track = g_byte_array_new ();
  g_autoptr (GByteArray) tracks = g_byte_array_new ();
  GByteArray *file = g_byte_array_new ();

  put_element (header, 0xec, "void", 4);
  put_element (header, 0x4282, type, type_size);
  put_element (header, 0x4285, &version, 1);
  put_element (audio, 0x9f, &track_channels, 1);
  if (bits > 0)
    put_element (audio, 0x6264, &bits, 1);
  put_element (track, 0xd7, "\1", 1);
  put_element (track, 0x83, &track_type, 1);
  put_element (track, 0xe1, audio->data, audio->len);
  put_element (track, 0x86, codec, strlen (codec));
  put_element (tracks, 0xae, track->data, track->len);

  put_element (file, 0x1a45dfa3, header->data, header->len);
  if (endless) {
    append_be (file, 0x18538067, 4);
    append_be (file, G_GUINT64_CONSTANT (0x01ffffffffffffff), 8);
    put_element (file, 0x1654ae6b, tracks->data, tracks->len);
  } else {
    g_autoptr (GByteArray) segment = g_byte_array_new ();

    put_element (segment, 0xec, "void", 4);
    put_element (segment, 0x1654ae6b, tracks->data, tracks->len);
    put_element (file, 0x18538067, segment->data, segment->len);
  }
  put_element (file, 0x1f43b675, "cluster", 7);
  return file;
}

static void
test_matroska (void)
{
  static const struct {
    const char *type;
    gsize size;
    guint8 version;
    const char *codec;
    guint8 bits;
    int code;
  } cases[] = {
    { "matroska", 8, 2, "A_FLAC", 17, OK },
    { "webm", 4, 1, "A_OPUS", 0, OK },
    { "webm\0\0", 6, 1, "A_OPUS", 0, OK },
    { "matroska", 8, 2, "A_PCM/INT/LIT", 24, OK },
    { "matroska", 8, 2, "A_PCM/INT/BIG", 0, OK },
    { "matroska", 8, 2, "A_PCM/FLOAT/IEEE", 64, OK },
    { "matroshka", 9, 2, "A_FLAC", 0, GAF_ERROR_NOT_AUDIO },
    { "", 0, 2, "A_FLAC", 0, GAF_ERROR_NOT_AUDIO },
    { "matroska", 8, 3, "A_FLAC", 0, GAF_ERROR_UNSUPPORTED },
    { "matroska", 8, 2, "A_PCM/INT/LIT", 48, GAF_ERROR_UNSUPPORTED },
    { "matroska", 8, 2, "A_PCM/INT/BIG", 17, GAF_ERROR_UNSUPPORTED },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    for (int endless = 0; endless < 2; endless++) {
      g_autoptr (GByteArray) file =
          make_matroska (cases[i].type, cases[i].size, cases[i].version, cases[i].codec, cases[i].bits, endless);

      g_test_message ("case %" G_GSIZE_FORMAT, i);
      assert_guard (gaf_demux_guard_matroska, file, cases[i].code);
      damage (gaf_demux_guard_matroska, file);
    }
}

/* Details of sound in a track of sound only. */
static void
test_track_types (void)
{
  for (track_type = 1; track_type < 40; track_type++) {
    g_autoptr (GByteArray) file = make_matroska ("matroska", 8, 2, "A_FLAC", 0, FALSE);

    assert_guard (gaf_demux_guard_matroska, file, track_type == 2 ? OK : GAF_ERROR_CORRUPT);
  }
  track_type = 2;
}

static void
test_channels (void)
{
  static const guint8 channels[] = { 1, 64, 65, 255 };

  for (gsize i = 0; i < G_N_ELEMENTS (channels); i++) {
    g_autoptr (GByteArray) file = NULL;

    track_channels = channels[i];
    file = make_matroska ("matroska", 8, 2, "A_FLAC", 0, FALSE);
    assert_guard (gaf_demux_guard_matroska, file, channels[i] <= 64 ? OK : GAF_ERROR_LIMIT);
  }
  track_channels = 2;
}

/* A directory of @n entries for what is at @position. */
static void
put_directory (GByteArray *bytes, guint32 id, guint16 position, guint n)
{
  g_autoptr (GByteArray) head = g_byte_array_new (), seek = g_byte_array_new (), name = g_byte_array_new ();

  append_be (name, id, 4);
  put_element (seek, 0x53ab, name->data, name->len);
  position = GUINT16_TO_BE (position);
  put_element (seek, 0x53ac, &position, 2);
  for (guint i = 0; i < n; i++)
    put_element (head, 0x4dbb, seek->data, seek->len);
  put_element (bytes, 0x114d9b74, head->data, head->len);
}

/* Tracks that are hidden behind the first cluster, or within what is stepped over, are found as matroskademux finds
 * them. */
static void
test_hidden_tracks (void)
{
  for (int kind = 0; kind < 6; kind++) {
    g_autoptr (GByteArray) video = g_byte_array_new (), tracks = g_byte_array_new (), all = g_byte_array_new ();
    g_autoptr (GByteArray) segment = g_byte_array_new ();
    g_autoptr (GByteArray) file = make_matroska ("matroska", 8, 2, "A_FLAC", 0, FALSE);
    const gboolean bad = kind < 4;
    int code = bad ? GAF_ERROR_CORRUPT : OK;

    file->len = (guint8 *) memmem (file->data, file->len, "\x18\x53\x80\x67", 4) - file->data;
    put_element (video, 0x83, bad ? "\1" : "\2", 1);
    put_element (video, 0xe1, "", 0);
    put_element (tracks, 0xae, video->data, video->len);
    put_element (all, 0x1654ae6b, tracks->data, tracks->len);
    switch (kind) {
    case 0: /* behind a cluster */
      put_element (segment, 0x1f43b675, "cluster", 7);
      g_byte_array_append (segment, all->data, all->len);
      break;
    case 1: /* in an element that is nothing, where the directory says */
    case 4:
      put_directory (segment, 0x1654ae6b, 24 + 3, 1);
      g_assert_cmpuint (segment->len, ==, 24);
      put_element (segment, 0xec, all->data, all->len);
      break;
    case 2: /* where a directory says that is where the directory says */
      put_directory (segment, 0x114d9b74, 24 + 3, 1);
      put_directory (all, 0x1654ae6b, 24 + 3, 1);
      put_element (segment, 0xec, all->data, all->len);
      break;
    default: /* a directory that names itself, or the tracks too often: it ends */
      put_directory (segment, kind == 3 ? 0x114d9b74 : 0x1654ae6b, kind == 3 ? 0 : 6 + 20 * 18, kind == 3 ? 1 : 20);
      g_byte_array_append (segment, all->data, all->len);
      code = GAF_ERROR_CORRUPT;
      break;
    }
    put_element (file, 0x18538067, segment->data, segment->len);
    g_test_message ("kind %d", kind);
    assert_guard (gaf_demux_guard_matroska, file, code);
    damage (gaf_demux_guard_matroska, file);
  }
}

/* A group with a block that goes on behind it becomes void, wherever its cluster ends; the others are served as
 * they are. */
static void
test_block_groups (void)
{
  static const guint8 good[] = { 0xa0, 0x84, 0xa1, 0x82, 1, 2 };
  static const guint8 longer[] = { 0xa0, 0x84, 0xa1, 0x83, 1, 2 };
  static const guint8 huge[] = { 0xa0, 0x8b, 0xa1, 0x01, 0, 0, 1, 0, 0, 0, 2, 1, 2 };

  for (int open = 0; open < 2; open++) {
    g_autoptr (GByteArray) file = make_matroska ("matroska", 8, 2, "A_FLAC", 0, TRUE);
    const gsize sizes[] = { sizeof good, sizeof longer, sizeof good, sizeof huge, sizeof good };
    const guint8 *groups[] = { good, longer, good, huge, good };
    g_autoptr (GBytes) bytes = NULL;
    g_autoptr (GafByteSource) source = NULL;
    gsize at;

    file->len = (guint8 *) memmem (file->data, file->len, "\x1f\x43\xb6\x75", 4) - file->data;
    append_be (file, 0x1f43b675, 4);
    append_be (file, open ? 0xff : 0x80 + 3 * sizeof good + sizeof longer + sizeof huge, 1);
    at = file->len;
    for (gsize i = 0; i < G_N_ELEMENTS (groups); i++)
      g_byte_array_append (file, groups[i], sizes[i]);
    append_be (file, 0x1f43b67580, 5); /* an empty cluster */

    damage (gaf_demux_guard_matroska, file);
    bytes = g_bytes_new (file->data, file->len);
    source = gaf_byte_source_new_for_bytes (bytes);
    g_assert_true (gaf_demux_guard_matroska (source, NULL));
    for (gsize i = 0; i < G_N_ELEMENTS (groups); i++) {
      guint8 served[sizeof huge];

      g_assert_cmpint (gaf_byte_source_read (source, at, served, sizes[i], NULL), ==, sizes[i]);
      g_assert_cmphex (served[0], ==, i % 2 ? 0xec : 0xa0);
      g_assert_cmpmem (served + 1, sizes[i] - 1, groups[i] + 1, sizes[i] - 1);
      at += sizes[i];
    }
  }
}

/* Opus in MP4 */

static gboolean
guard_opus (GafByteSource *source, GError **error)
{
  return gaf_demux_guard_mp4_opus (source, 3, gaf_byte_source_get_size (source), error);
}

static void
test_mp4_opus (void)
{
  static const struct {
    guint8 channels, family, streams, coupled;
    int code;
    guint16 version;
  } cases[] = {
    { 2, 0, 0, 0, OK },
    { 2, 0, 0, 0, GAF_ERROR_CORRUPT, .version = 1 },
    { 1, 0, 1, 1, OK },
    { 6, 1, 4, 2, OK },
    { 3, 0, 0, 0, GAF_ERROR_CORRUPT },
    { 2, 0, 2, 0, GAF_ERROR_CORRUPT },
    { 2, 0, 0, 200, GAF_ERROR_CORRUPT },
    { 0, 1, 1, 1, GAF_ERROR_CORRUPT },
    { 6, 1, 0, 0, GAF_ERROR_CORRUPT },
    { 6, 1, 2, 3, GAF_ERROR_CORRUPT },
    { 100, 255, 100, 0, GAF_ERROR_CORRUPT }, /* the mapping reaches behind the end */
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autoptr (GByteArray) file = g_byte_array_new ();

    append_text (file, "..."); /* what comes before */
    append_be (file, 57 + 8, 4);
    append_text (file, "Opus");
    append_be (file, 0, 8);
    append_be (file, cases[i].version, 2);
    for (int zero = 0; zero < 26; zero++)
      append_le (file, 0, 1);
    append_be (file, 0, 1);
    append_be (file, cases[i].channels, 1);
    append_be (file, 312, 2);
    append_be (file, 48000, 4);
    append_be (file, 0, 2);
    append_be (file, cases[i].family, 1);
    append_be (file, cases[i].streams, 1);
    append_be (file, cases[i].coupled, 1);
    append_be (file, 0, 8);
    assert_guard (guard_opus, file, cases[i].code);
    damage (guard_opus, file);
  }
}

/* Vorbis in MP4 */

static gboolean
guard_vorbis (GafByteSource *source, GError **error)
{
  return gaf_demux_guard_mp4_vorbis (source, 0, gaf_byte_source_get_size (source), error);
}

static void
test_mp4_vorbis (void)
{
  static const struct {
    guint8 object, n, lacing[4];
    int code;
  } cases[] = {
    { 0xdd, 2, { 30, 20 }, OK },
    { 0xdd, 2, { 255, 10, 20 }, OK },
    { 0x40, 9, { 0 }, OK }, /* AAC */
    { 0xdd, 10, { 30, 20 }, GAF_ERROR_CORRUPT },
    { 0xdd, 2, { 0, 20 }, GAF_ERROR_CORRUPT },
    { 0xdd, 2, { 30, 0 }, GAF_ERROR_CORRUPT },
    { 0xdd, 2, { 255, 255, 255, 20 }, GAF_ERROR_CORRUPT },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autoptr (GByteArray) file = g_byte_array_new ();

    append_text (file, "....mp4a............................");
    append_text (file, "....esds....");
    append_be (file, 0x03808010, 4);
    append_be (file, 0, 3);
    append_be (file, 0x0410, 2);
    append_be (file, cases[i].object, 1);
    append_be (file, 0, 12);
    append_be (file, 0x058010, 3);
    append_be (file, cases[i].n, 1);
    g_byte_array_append (file, cases[i].lacing, 4);
    append_text (file, "\1vorbis");
    for (int more = 0; more < 400; more++)
      append_text (file, "x");
    assert_guard (guard_vorbis, file, cases[i].code);
    damage (guard_vorbis, file);
  }
}

/* PCM in MP4 */

static gboolean
guard_pcm (GafByteSource *source, GError **error)
{
  return gaf_demux_guard_mp4_pcm (source, 0, gaf_byte_source_get_size (source), error);
}

static void
test_mp4_pcm (void)
{
  static const struct {
    const char *type;
    guint16 version, channels, bits;
    guint32 v2_channels, v2_bits, v2_bytes;
    int code;
  } cases[] = {
    { "twos", 0, 2, 16, .code = OK },
    { "sowt", 1, 64, 24, .code = OK },
    { "fl64", 1, 1, 16, .code = OK },
    { "lpcm", 2, 3, 16, 6, 24, 18, OK },
    { "lpcm", 2, 3, 16, 2, 24, 8, OK },
    { "twos", 0, 0, 16, .code = GAF_ERROR_CORRUPT },
    { "twos", 0, 65, 16, .code = GAF_ERROR_CORRUPT },
    { "twos", 0, 2, 17, .code = GAF_ERROR_CORRUPT },
    { "twos", 0, 2, 0, .code = GAF_ERROR_CORRUPT },
    { "lpcm", 2, 3, 16, 0, 24, 18, GAF_ERROR_CORRUPT },
    { "lpcm", 2, 3, 16, 2, 17, 8, GAF_ERROR_CORRUPT },
    { "lpcm", 2, 3, 16, 2, 24, 4, GAF_ERROR_CORRUPT },
    { "lpcm", 2, 3, 16, 2, 24, 0xffffffff, GAF_ERROR_CORRUPT },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autoptr (GByteArray) file = g_byte_array_new ();

    append_be (file, 72, 4);
    append_text (file, cases[i].type);
    append_be (file, 1, 8);
    append_be (file, cases[i].version, 2);
    append_be (file, 0, 6);
    append_be (file, cases[i].channels, 2);
    append_be (file, cases[i].bits, 2);
    append_be (file, 0, 20);
    append_be (file, cases[i].v2_channels, 4);
    append_be (file, 0x7f000000, 4);
    append_be (file, cases[i].v2_bits, 4);
    append_be (file, 0, 4);
    append_be (file, cases[i].v2_bytes, 4);
    append_be (file, 1, 4);
    g_assert_cmpuint (file->len, ==, 72);
    assert_guard (guard_pcm, file, cases[i].code);
    damage (guard_pcm, file);
  }
}

static gboolean
guard_chunks (GafByteSource *source, GError **error)
{
  return gaf_demux_guard_mp4_chunks (source, 0, gaf_byte_source_get_size (source), 10, error);
}

static void
test_mp4_chunks (void)
{
  static const struct {
    guint32 n;
    guint32 first[3];
    int code;
  } cases[] = {
    { 0, { 0 }, OK },
    { 1, { 1 }, OK },
    { 3, { 1, 2, 10 }, OK },
    { 1, { 0 }, GAF_ERROR_CORRUPT },
    { 1, { 2 }, GAF_ERROR_CORRUPT },
    { 1, { 0xffffffff }, GAF_ERROR_CORRUPT },
    { 3, { 1, 3, 3 }, GAF_ERROR_CORRUPT },
    { 3, { 1, 3, 2 }, GAF_ERROR_CORRUPT },
    { 3, { 1, 2, 11 }, GAF_ERROR_CORRUPT },
    { 4, { 1, 2, 3 }, GAF_ERROR_CORRUPT }, /* more than there are */
    { 0xffffffff, { 1, 2, 3 }, GAF_ERROR_CORRUPT },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autoptr (GByteArray) file = g_byte_array_new ();

    append_be (file, 0, 4);
    append_be (file, cases[i].n, 4);
    for (guint32 entry = 0; entry < MIN (cases[i].n, 3); entry++) {
      append_be (file, cases[i].first[entry], 4);
      append_be (file, 100, 4);
      append_be (file, 1, 4);
    }
    assert_guard (guard_chunks, file, cases[i].code);
    damage (guard_chunks, file);
  }
}

/* codec headers */

static GstCaps *
caps_with (const char *name, gconstpointer codec_data, gsize size)
{
  g_autoptr (GstBuffer) buffer = gst_buffer_new_memdup (codec_data, size);

  return gst_caps_new_simple (name, "codec_data", GST_TYPE_BUFFER, buffer, NULL);
}

static void
test_caps (void)
{
  static const struct {
    guint8 channels;
    guint32 rate;
    gboolean sound;
  } cases[] = {
    { 2, 44100, TRUE }, { 0, 44100, FALSE }, { 2, 0, FALSE }, { 255, 44100, FALSE }, { 2, 1u << 30, FALSE }
  };

  gst_init (NULL, NULL);
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++) {
    guint8 alac[36] = { 0, 0, 0, 36, 'a', 'l', 'a', 'c' };
    g_autoptr (GstCaps) caps = NULL;

    alac[12 + 9] = cases[i].channels;
    GST_WRITE_UINT32_BE (alac + 12 + 20, cases[i].rate);
    caps = caps_with ("audio/x-alac", alac, sizeof alac);
    g_assert_cmpint (gaf_demux_guard_caps ("alac", caps, NULL), ==, cases[i].sound);
  }

  for (guint index = 0; index < 16; index++) { /* AAC LC of that rate */
    guint8 aac[5] = { 2 << 3 | index >> 1, (index & 1) << 7 };
    g_autoptr (GstCaps) caps = caps_with ("audio/mpeg", aac, sizeof aac);

    g_assert_cmpint (gaf_demux_guard_caps ("aac", caps, NULL), ==, index < 13);
    if (index == 15) {
      g_autoptr (GstCaps) explicit = NULL;

      aac[2] = 0x56; /* 44100 << 7 is 0x562200 */
      aac[3] = 0x22;
      explicit = caps_with ("audio/mpeg", aac, sizeof aac);
      g_assert_true (gaf_demux_guard_caps ("aac", explicit, NULL));
    }
  }

  for (int bare = 0; bare < 2; bare++) { /* AAC whose header is nowhere, or in each packet */
    g_autoptr (GstCaps) caps =
        gst_caps_new_simple ("audio/mpeg", "stream-format", G_TYPE_STRING, bare ? "raw" : "adts", NULL);

    g_assert_cmpint (gaf_demux_guard_caps ("aac", caps, NULL), ==, !bare);
  }
}

static void
test_packets (void)
{
  static const guint32 n_frames[] = { 0, 22050, 131072, 131073, 0x7fffffff, 0xffffffff };
  g_autoptr (GstCaps) wavpack = NULL, other = NULL;

  gst_init (NULL, NULL);
  wavpack = gst_caps_new_empty_simple ("audio/x-wavpack");
  other = gst_caps_new_empty_simple ("audio/x-flac");
  for (gsize i = 0; i < G_N_ELEMENTS (n_frames); i++) {
    guint8 header[32] = { 'w', 'v', 'p', 'k' };
    g_autoptr (GstBuffer) buffer = NULL, stump = NULL;

    GST_WRITE_UINT32_LE (header + 20, n_frames[i]);
    buffer = gst_buffer_new_memdup (header, sizeof header);
    stump = gst_buffer_new_memdup (header, 10);
    g_assert_cmpint (gaf_demux_guard_packet (wavpack, buffer), ==, n_frames[i] <= 131072);
    g_assert_true (gaf_demux_guard_packet (wavpack, stump));
    g_assert_true (gaf_demux_guard_packet (other, buffer));
    g_assert_true (gaf_demux_guard_packet (NULL, buffer));
  }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/demux-guard/matroska", test_matroska);
  g_test_add_func ("/demux-guard/track-types", test_track_types);
  g_test_add_func ("/demux-guard/channels", test_channels);
  g_test_add_func ("/demux-guard/hidden-tracks", test_hidden_tracks);
  g_test_add_func ("/demux-guard/block-groups", test_block_groups);
  g_test_add_func ("/demux-guard/packets", test_packets);
  g_test_add_func ("/demux-guard/mp4-opus", test_mp4_opus);
  g_test_add_func ("/demux-guard/mp4-vorbis", test_mp4_vorbis);
  g_test_add_func ("/demux-guard/mp4-pcm", test_mp4_pcm);
  g_test_add_func ("/demux-guard/mp4-chunks", test_mp4_chunks);
  g_test_add_func ("/demux-guard/caps", test_caps);
  return g_test_run ();
}
