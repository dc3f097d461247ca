/*
 * SPDX-FileCopyrightText: 2026 gaudiofile contributors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#include <glib/gstdio.h>

#include "formats/matroska/header.h"
#include "gst/elements.h"
#include "matroska-file.h"

static GafPacketizer *
matroska (GafByteSource *source, GError **error)
{
  return gaf_packetizer_matroska_new (source, -1, error);
}

/* reading */

static void
test_kinds (void)
{
  static const Kind kinds[] = { SIMPLE, GROUPS, OPEN,         OPEN | GROUPS | NO_DURATION,
                                CUES,   VIDEO,  VIDEO | OPEN, TRACKS_LAST };
  static const guint64 scales[] = { 1000000, 41666, 100000 };

  for (gsize k = 0; k < G_N_ELEMENTS (kinds); k++)
    for (Lacing lacing = LACING_NONE; lacing <= LACING_EBML; lacing++) {
      g_auto (PacketFile) file;
      gint64 n_frames = make_file (&file, kinds[k], lacing, lacing == LACING_NONE ? 1 : 8, 5, scales[k % 3], 0);

      g_test_message ("kind %d lacing %d", kinds[k], lacing);
      if (lacing == LACING_NONE) {
        check (&file, matroska, n_frames);
      } else {
        /* A seek goes to the block's first packet. */
        g_autoptr (GError) error = NULL;
        g_autoptr (GafPacketizer) packetizer = open_file (&file, matroska, &error);
        GafPacket packet = { NULL };

        g_assert_no_error (error);
        g_assert_cmpint (packetizer->n_frames, ==, n_frames);
        for (guint i = 0; i < file.packets->len; i++) {
          g_assert_true (gaf_packetizer_next (packetizer, &packet, &error));
          assert_packet (&file, i, &packet);
          gaf_packet_clear (&packet);
        }
        g_assert_false (gaf_packetizer_next (packetizer, &packet, &error));
        for (guint i = 0; i < file.packets->len; i++) {
          g_assert_true (gaf_packetizer_seek (packetizer, expected (&file, i)->position + 5, 0, &error));
          g_assert_true (gaf_packetizer_next (packetizer, &packet, &error));
          assert_packet (&file, i / 8 * 8, &packet);
          gaf_packet_clear (&packet);
        }
      }
    }
}

/* Over 16 MiB the file is not walked when it is opened: a seek finds its way by Cues or without them, and arrives at
 * the same packets. */
static void
test_large (void)
{
  static const Kind kinds[] = { SIMPLE, OPEN, CUES, GROUPS | NO_DURATION };

  for (gsize k = 0; k < G_N_ELEMENTS (kinds); k++) {
    g_auto (PacketFile) file;
    gint64 n_frames = make_file (&file, kinds[k], LACING_NONE, 1, 1400, 1000000, 5000000);
    g_autoptr (GError) error = NULL;
    g_autoptr (GafPacketizer) packetizer = open_path (&file, matroska, &error);
    GafPacket packet = { NULL };

    g_assert_cmpuint (file.bytes->len, >, 16 * 1024 * 1024);
    g_assert_no_error (error);
    g_assert_false (packetizer->exact);
    g_assert_cmpint (packetizer->n_frames, ==, n_frames - (kinds[k] & GROUPS ? 240 : 0));
    for (int round = 0; round < 60; round++) {
      const gint64 frame = round == 0 ? n_frames - 1 : round == 1 ? 0 : g_test_rand_int_range (0, n_frames);

      g_assert_true (gaf_packetizer_seek (packetizer, frame, 3000, &error));
      for (guint i = (guint) (MAX (frame - 3000, 0) / PACKET), n = 0; n < 50 && i < file.packets->len; i++, n++) {
        g_assert_true (gaf_packetizer_next (packetizer, &packet, &error));
        assert_packet (&file, i, &packet);
        gaf_packet_clear (&packet);
      }
    }
    while (gaf_packetizer_next (packetizer, &packet, &error))
      gaf_packet_clear (&packet);
    g_assert_no_error (error);
    g_assert_true (packetizer->exact);
    g_assert_cmpint (packetizer->n_frames, ==, n_frames - (kinds[k] & GROUPS ? 240 : 0));
  }
}

/* Time stamps that drift away from the packets, by a packet in a hundred: all packets are contiguous all the same. */
static void
test_drift (void)
{
  g_auto (PacketFile) file;
  Begun begun = begin_file (&file, &aac, SIMPLE, 1000000, 0);
  g_autoptr (GError) error = NULL;
  g_autoptr (GafPacketizer) packetizer = NULL;
  GafPacket packet = { NULL };
  gint64 position = 0;

  for (guint c = 0; c < 1400; c++) {
    const gint64 time = to_ticks (position + position / 100, 1000000);
    gsize cluster = begin_element (&file, 0x1f43b675);

    put_uint (&file, 0xe7, (guint64) time);
    for (guint i = 0; i < 40; i++)
      put_packets (&file, SIMPLE, LACING_NONE, (gint) (to_ticks (position + position / 100, 1000000) - time), 1,
                   &position, PACKET, 0);
    end_element (&file, cluster);
  }
  end_element (&file, begun.segment);

  packetizer = open_path (&file, matroska, &error);
  g_assert_no_error (error);
  for (int round = 0; round < 40; round++) {
    const gint64 frame = g_test_rand_int_range (0, position);

    g_assert_true (gaf_packetizer_seek (packetizer, frame, 0, &error));
    for (guint i = (guint) (frame / PACKET), n = 0; n < 300 && i < file.packets->len; i++, n++) {
      g_assert_true (gaf_packetizer_next (packetizer, &packet, &error));
      assert_packet (&file, i, &packet);
      gaf_packet_clear (&packet);
    }
  }
  g_assert_true (packetizer->exact);
  g_assert_cmpint (packetizer->n_frames, ==, position);
}

/* Packets that are missing in the middle: time tells of it, and those after the gap are at their own position, read or
 * sought. */
static void
test_gap (void)
{
  for (guint missing = 1; missing < 60; missing = missing * 3 + 1) {
    g_auto (PacketFile) file;
    Begun begun = begin_file (&file, &aac, SIMPLE, 1000000, 0);
    gint64 position = 0;

    for (guint c = 0; c < 6; c++) {
      const gint64 time = to_ticks (position, 1000000);
      gsize cluster = begin_element (&file, 0x1f43b675);

      put_uint (&file, 0xe7, (guint64) time);
      for (guint i = 0; i < 40; i++) {
        if (c == 2 && i == 17)
          position += missing * PACKET;
        put_packets (&file, SIMPLE, LACING_NONE, (gint) (to_ticks (position, 1000000) - time), 1, &position, PACKET, 0);
      }
      end_element (&file, cluster);
    }
    end_element (&file, begun.segment);
    check (&file, matroska, position);
  }
}

/* A cluster whose beginning is overwritten is stepped over; what follows stays in place. */
static void
test_damaged_cluster (void)
{
  g_auto (PacketFile) file;
  gint64 n_frames = make_file (&file, SIMPLE, LACING_NONE, 1, 6, 1000000, 0);
  gsize at = expected (&file, 80)->offset - 40;

  while (memcmp (file.bytes->data + at, "\x1f\x43\xb6\x75", 4) != 0)
    at--;
  memset (file.bytes->data + at, 0, 60);
  g_array_remove_range (file.packets, 80, 40);
  check (&file, matroska, n_frames);
}

static void
test_trimming (void)
{
  const Track delayed = { "A_AAC", aac_config, sizeof aac_config, 21333333, 0 };
  g_auto (PacketFile) file;
  g_autoptr (GError) error = NULL;
  g_autoptr (GafPacketizer) packetizer = NULL;
  gint64 position = make_file (&file, GROUPS, LACING_NONE, 1, 2, 1000000, 10000000);

  check (&file, matroska, position - 480);
  packet_file_clear (&file);

  {
    Begun begun = begin_file (&file, &delayed, SIMPLE, 1000000, 0);
    gsize cluster = begin_element (&file, 0x1f43b675);

    position = 0;
    put_uint (&file, 0xe7, 0);
    put_packets (&file, SIMPLE, LACING_FIXED, 0, 10, &position, PACKET, 0);
    end_element (&file, cluster);
    end_element (&file, begun.segment);
  }
  packetizer = open_file (&file, matroska, &error);
  g_assert_no_error (error);
  g_assert_cmpint (packetizer->skip, ==, 1024);
  g_assert_cmpint (packetizer->n_frames, ==, 9 * 1024);
}

static void
test_header_stripping (void)
{
  g_auto (PacketFile) file;
  g_autoptr (GError) error = NULL;
  g_autoptr (GafPacketizer) packetizer = NULL;
  GafPacket packet = { NULL };

  make_file (&file, STRIPPED, LACING_EBML, 4, 2, 1000000, 0);
  packetizer = open_file (&file, matroska, &error);
  g_assert_no_error (error);
  for (guint i = 0; gaf_packetizer_next (packetizer, &packet, &error); i++) {
    const Expected *want = expected (&file, i);

    g_assert_cmpuint (gst_buffer_get_size (packet.data), ==, want->size + 2);
    g_assert_cmpint (gst_buffer_memcmp (packet.data, 0, prefix, 2), ==, 0);
    g_assert_cmpint (gst_buffer_memcmp (packet.data, 2, file.bytes->data + want->offset, want->size), ==, 0);
    g_assert_cmpint (packet.position, ==, want->position);
    gaf_packet_clear (&packet);
  }
}

/* refused */

static void
assert_refused (PacketFile *file, int track, GafError code, const char *word)
{
  g_autoptr (GBytes) bytes = g_bytes_new (file->bytes->data, file->bytes->len);
  g_autoptr (GafByteSource) source = gaf_byte_source_new_for_bytes (bytes);
  g_autoptr (GError) error = NULL;
  g_autoptr (GafPacketizer) packetizer = gaf_packetizer_matroska_new (source, track, &error);

  g_assert_null (packetizer);
  g_assert_error (error, GAF_ERROR, (int) code);
  if (word != NULL && strstr (error->message, word) == NULL)
    g_error ("\"%s\" does not say \"%s\"", error->message, word);
}

static void
test_refused (void)
{
  static const struct {
    const char *codec;
    guint64 bits;
    GafError code;
    const char *word;
  } cases[] = {
    { "A_TRUEHD", 0, GAF_ERROR_UNSUPPORTED, "TrueHD" },
    { "A_TTA1", 0, GAF_ERROR_UNSUPPORTED, "TTA" },
    { "A_NEW", 0, GAF_ERROR_UNSUPPORTED, "A_NEW" },
    { "A_PCM/INT/LIT", 17, GAF_ERROR_UNSUPPORTED, "17 bits" },
    { "A_PCM/FLOAT/IEEE", 16, GAF_ERROR_UNSUPPORTED, "16 bits" },
    { "A_AAC", 0, GAF_ERROR_CORRUPT, "AAC" },
    { "A_VORBIS", 0, GAF_ERROR_CORRUPT, "Vorbis" },
    { "A_FLAC", 0, GAF_ERROR_CORRUPT, "FLAC" },
    { "A_ALAC", 0, GAF_ERROR_CORRUPT, "ALAC" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++) {
    const Track track = { cases[i].codec, NULL, 0, 0, cases[i].bits };
    g_auto (PacketFile) file;
    Begun begun = begin_file (&file, &track, SIMPLE, 1000000, 0);
    gsize cluster = begin_element (&file, 0x1f43b675);
    gint64 position = 0;

    put_uint (&file, 0xe7, 0);
    put_packets (&file, SIMPLE, LACING_FIXED, 0, 10, &position, PACKET, 0);
    end_element (&file, cluster);
    end_element (&file, begun.segment);
    assert_refused (&file, -1, cases[i].code, cases[i].word);
  }
}

static void
put_plain_header (PacketFile *file, const char *type, guint64 version, guint64 size_length)
{
  gsize header;

  packet_file_init (file);
  header = begin_element (file, 0x1a45dfa3);
  put_element (file, 0x4282, type, strlen (type));
  put_uint (file, 0x4285, version);
  put_uint (file, 0x42f3, size_length);
  end_element (file, header);
}

static void
test_ebml_header (void)
{
  static const struct {
    const char *type;
    guint64 version, size_length;
    GafError code;
  } cases[] = {
    { "other", 2, 8, GAF_ERROR_NOT_AUDIO },
    { "matroska", 5, 8, GAF_ERROR_UNSUPPORTED },
    { "matroska", 2, 9, GAF_ERROR_UNSUPPORTED },
    { "webm", 4, 8, GAF_ERROR_NOT_AUDIO }, /* which has no tracks */
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_auto (PacketFile) file;

    put_plain_header (&file, cases[i].type, cases[i].version, cases[i].size_length);
    put_element (&file, 0x18538067, NULL, 0);
    assert_refused (&file, -1, cases[i].code, NULL);
  }
  {
    g_auto (PacketFile) file;

    put_plain_header (&file, "matroska", 2, 8);
    assert_refused (&file, -1, GAF_ERROR_CORRUPT, "segment");
  }
}

typedef struct {
  gboolean enabled, is_default;
} Flags;

/* Several tracks, told apart by their delay. */
static void
make_tracks (PacketFile *file, const Flags *flags, guint n)
{
  gsize tracks;

  put_plain_header (file, "matroska", 2, 8);
  begin_element (file, 0x18538067);
  tracks = begin_element (file, 0x1654ae6b);
  for (guint i = 0; i < n; i++) {
    gsize entry = begin_element (file, 0xae), audio;

    put_uint (file, 0xd7, i + 1);
    put_uint (file, 0x83, 2);
    put_uint (file, 0xb9, flags[i].enabled);
    put_uint (file, 0x88, flags[i].is_default);
    put_uint (file, 0x56aa, (i + 1) * G_GUINT64_CONSTANT (1000000));
    put_element (file, 0x86, "A_AAC", 5);
    put_element (file, 0x63a2, aac_config, sizeof aac_config);
    audio = begin_element (file, 0xe1);
    put_float (file, 0xb5, RATE);
    put_uint (file, 0x9f, 2);
    end_element (file, audio);
    end_element (file, entry);
  }
  end_element (file, tracks);
}

static void
test_tracks (void)
{
  static const struct {
    Flags flags[3];
    int wanted, chosen;
  } cases[] = {
    { { { TRUE, TRUE }, { TRUE, TRUE }, { TRUE, TRUE } }, -1, 0 },
    { { { TRUE, FALSE }, { TRUE, FALSE }, { TRUE, TRUE } }, -1, 2 },
    { { { FALSE, TRUE }, { TRUE, TRUE }, { TRUE, TRUE } }, -1, 1 },
    { { { FALSE, TRUE }, { TRUE, FALSE }, { FALSE, TRUE } }, -1, 1 },
    { { { FALSE, FALSE }, { FALSE, FALSE }, { FALSE, FALSE } }, -1, 0 },
    { { { TRUE, TRUE }, { FALSE, FALSE }, { TRUE, TRUE } }, 1, 1 },
    { { { TRUE, TRUE }, { TRUE, TRUE }, { TRUE, TRUE } }, 2, 2 },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_auto (PacketFile) file;
    g_autoptr (GBytes) bytes = NULL;
    g_autoptr (GafByteSource) source = NULL;
    g_autoptr (GError) error = NULL;
    g_autoptr (GafPacketizer) packetizer = NULL;

    make_tracks (&file, cases[i].flags, 3);
    bytes = g_bytes_new (file.bytes->data, file.bytes->len);
    source = gaf_byte_source_new_for_bytes (bytes);
    packetizer = gaf_packetizer_matroska_new (source, cases[i].wanted, &error);
    g_assert_no_error (error);
    g_assert_cmpint (packetizer->skip, ==, (cases[i].chosen + 1) * 48);
    assert_refused (&file, 3, GAF_ERROR_INVALID_ARGUMENT, "which has 3");
  }
}

/* Cut anywhere in its headers, or with any of their bytes another: no crash, and a false return has an error. */
static void
test_damaged_header (void)
{
  g_auto (PacketFile) file;
  g_autofree guint8 *data = NULL;
  gsize audio;

  make_file (&file, CUES | VIDEO | STRIPPED, LACING_XIPH, 20, 1, 1000000, 0);
  /* A single copy, changed in place: a copy of 50 kB for each of 2,000 changes would take most of the time. Its end is
   * the end of its memory, for AddressSanitizer to see what reads too far. */
  data = g_memdup2 (file.bytes->data, file.bytes->len);
  audio = expected (&file, 0)->offset;
  for (gsize i = 0; i < audio + 100; i++) {
    /* In front of the audio are 20,000 bytes of video, of which one is like another. */
    if (i > audio - 20000 && i < audio - 200 && i % 100 != 0)
      continue;
    for (int kind = 0; kind < 3; kind++) {
      const guint8 right = data[i];
      g_autoptr (GBytes) bytes = NULL;
      g_autoptr (GafByteSource) source = NULL;
      g_autoptr (GError) error = NULL;
      g_autoptr (GafPacketizer) packetizer = NULL;
      GafPacket packet = { NULL };

      data[i] = kind == 1 ? 0xff : 0;
      bytes = kind == 2 ? g_bytes_new (data, i) : g_bytes_new_static (data, file.bytes->len);
      source = gaf_byte_source_new_for_bytes (bytes);
      packetizer = gaf_packetizer_matroska_new (source, -1, &error);
      g_assert_cmpint (packetizer != NULL, ==, error == NULL);
      while (packetizer != NULL && gaf_packetizer_next (packetizer, &packet, NULL))
        gaf_packet_clear (&packet);
      data[i] = right;
    }
  }
}

static void
test_robust (void)
{
  static const Kind kinds[] = { SIMPLE, GROUPS | OPEN };

  for (gsize k = 0; k < G_N_ELEMENTS (kinds); k++) {
    g_auto (PacketFile) file;

    make_file (&file, kinds[k], k == 0 ? LACING_NONE : LACING_EBML, 4, 3, 1000000, 0);
    check_robust (&file, matroska, 500);
  }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_assert_true (gaf_elements_init (NULL));
  g_test_add_func ("/packetizer-matroska/kinds", test_kinds);
  g_test_add_func ("/packetizer-matroska/large", test_large);
  g_test_add_func ("/packetizer-matroska/drift", test_drift);
  g_test_add_func ("/packetizer-matroska/gap", test_gap);
  g_test_add_func ("/packetizer-matroska/damaged-cluster", test_damaged_cluster);
  g_test_add_func ("/packetizer-matroska/trimming", test_trimming);
  g_test_add_func ("/packetizer-matroska/header-stripping", test_header_stripping);
  g_test_add_func ("/packetizer-matroska/refused", test_refused);
  g_test_add_func ("/packetizer-matroska/ebml-header", test_ebml_header);
  g_test_add_func ("/packetizer-matroska/tracks", test_tracks);
  g_test_add_func ("/packetizer-matroska/damaged-header", test_damaged_header);
  g_test_add_func ("/packetizer-matroska/robust", test_robust);
  return g_test_run ();
}
