/*
 * SPDX-FileCopyrightText: 2026 gaudiofile contributors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#include "gaudiofile/gaf-error.h"
#include "gst/elements.h"
#include "mp4-file.h"
#include "packets/packetizer.h"

/* MP4 files in fragments, made here: where their packets are found; and what damage does, to these and all other boxes.
 */

static GafPacketizer *
open_movie (GBytes *bytes, GArray **pieces, GError **error)
{
  g_autoptr (GafByteSource) source = gaf_byte_source_new_for_bytes (bytes);
  GafMp4Movie *movie = gaf_mp4_movie_new (source, -1, error);

  return movie != NULL ? gaf_packetizer_mp4_new (source, movie, pieces, error) : NULL;
}

/* fragments */

static void
test_fragments (void)
{
  static const struct {
    Fragment fragments[3];
    guint n_fragments;
    gint64 n_frames;
    int found[8][2]; /* where each packet begins (its first byte, in the order of the data: 1, 2 …) and its position; 0
                        ends */
  } cases[] = {
    /* all by default: sizes of 5, 100 ticks */
    { { { 0, 0, 0, 1, 2 } }, 1, 200, { { 1, 0 }, { 6, 100 } } },
    { { { 0x20000, 0, 0, 1, 2 }, { 0x20000, 0, 200, 1, 1 } }, 2, 300, { { 1, 0 }, { 6, 100 }, { 1, 200 } } },
    { { { 0x18, 0, -1, 1, 2 } }, 1, 200, { { 1, 0 }, { 6, 100 } } },
    /* sizes and durations of each */
    { { { 0, 0, 0, 0x301, 3, .sizes = { 2, 3, 4 }, .durations = { 100, 100, 100 } } },
      1,
      300,
      { { 1, 0 }, { 3, 100 }, { 6, 200 } } },
    { { { 0, 0, 0, 0x705, 3, .sizes = { 2, 3, 4 }, .durations = { 100, 100, 40 } } },
      1,
      240,
      { { 1, 0 }, { 3, 100 }, { 6, 200 } } },
    { { { 0, 0, 0, 0x201, 3, .sizes = { 2, 3, 4 } } }, 1, 300, { { 1, 0 }, { 3, 100 }, { 6, 200 } } },
    /* a stream joined in the middle begins with its first packet; a gap, and one that is none */
    { { { 0, 0, 90000, 1, 1 }, { 0, 0, 90100, 1, 1 } }, 2, 200, { { 1, 0 }, { 1, 100 } } },
    { { { 0, 0, 0, 1, 1 }, { 0, 0, 300, 1, 1 } }, 2, 400, { { 1, 0 }, { 1, 300 } } },
    { { { 0, 0, 0, 1, 1 }, { 0, 0, 130, 1, 1 }, { 0, 0, 230, 1, 1 } }, 3, 300, { { 1, 0 }, { 1, 100 }, { 1, 200 } } },
    /* of another track */
    { { { 0, 0, 0, 1, 1, .track = 8 }, { 0, 0, 0, 1, 2 } }, 2, 200, { { 1, 0 }, { 6, 100 } } },
    /* offsets in the file */
    { { { 1, FIRST_PLACE, 0, 0, 2 } }, 1, 200, { { FIRST_PLACE, 0 }, { FIRST_PLACE + 5, 100 } } },
    { { { 1, FIRST_PLACE, 0, 1, 2, .data_offset = 10 } },
      1,
      200,
      { { FIRST_PLACE + 10, 0 }, { FIRST_PLACE + 15, 100 } } },
    /* more than there is */
    { { { 0, 0, 0, 1, 2 }, { 0, 0, 200, 1, 0xffffffff } }, 2, 1000 * 100, { { 1, 0 }, { 6, 100 }, { 1, 200 } } },
    { { { 0, 0, 0, 1, 1 }, { 1, G_MAXUINT64, 100, 1, 5 } }, 2, 100, { { 1, 0 } } },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++) {
    const Movie movie = { .scale = 1000, .movie_scale = 1000, .fragmented = TRUE };
    Boxes boxes = { g_byte_array_new (), { 0 }, 0 };
    g_autoptr (GafPacketizer) packetizer = NULL;
    g_autoptr (GArray) pieces = NULL;
    g_autoptr (GError) error = NULL;
    g_autoptr (GBytes) bytes = NULL;
    guint p = 0;

    g_test_message ("case %" G_GSIZE_FORMAT, i);
    put_movie (&boxes, &movie);
    for (guint f = 0; f < cases[i].n_fragments; f++) {
      const Fragment *fragment = &cases[i].fragments[f];
      const guint start = boxes.bytes->len;
      guint offset_at;

      begin (&boxes, "moof");
      put_traf (&boxes, fragment, &offset_at);
      end (&boxes);
      if ((fragment->trun_flags & 1) && fragment->data_offset == 0 && !(fragment->tfhd_flags & 1))
        gaf_write_be32 (boxes.bytes->data + offset_at, boxes.bytes->len + 8 - start);
      begin (&boxes, "mdat");
      for (guint b = 1; b <= 20; b++)
        append_be (boxes.bytes, b, 1);
      end (&boxes);
    }
    bytes = g_byte_array_free_to_bytes (boxes.bytes);
    packetizer = open_movie (bytes, &pieces, &error);
    g_assert_no_error (error);
    if (cases[i].n_frames < 1000)
      g_assert_cmpint (packetizer->n_frames, ==, cases[i].n_frames);
    for (p = 0; p < 8 && cases[i].found[p][0] != 0; p++) {
      g_auto (GafPacket) packet = { 0 };
      guint8 first;

      g_assert_true (gaf_packetizer_next (packetizer, &packet, &error));
      g_assert_cmpint (gst_buffer_extract (packet.data, 0, &first, 1), ==, 1);
      g_assert_cmpint (first, ==, cases[i].found[p][0]);
      g_assert_cmpint (packet.position, ==, cases[i].found[p][1]);
    }
    if (cases[i].n_frames < 1000)
      g_assert_false (gaf_packetizer_next (packetizer, &(GafPacket){ 0 }, &error));
  }
}

/* Several track fragments in one movie fragment: without offsets, one behind the other. */
static void
test_track_fragments (void)
{
  const Movie movie = { .scale = 1000, .movie_scale = 1000, .fragmented = TRUE };
  const Fragment others = { 0x10, 0, 0, 1, 2, .track = 8 }, ours = { 0x10, 0, 0, 0, 2 };
  Boxes boxes = { g_byte_array_new (), { 0 }, 0 };
  g_autoptr (GafPacketizer) packetizer = NULL;
  g_autoptr (GArray) pieces = NULL;
  g_autoptr (GBytes) bytes = NULL;
  guint start, offset_at, unused;

  put_movie (&boxes, &movie);
  start = boxes.bytes->len;
  begin (&boxes, "moof");
  put_traf (&boxes, &others, &offset_at);
  put_traf (&boxes, &ours, &unused);
  end (&boxes);
  gaf_write_be32 (boxes.bytes->data + offset_at, boxes.bytes->len + 8 - start);
  begin (&boxes, "mdat");
  for (guint b = 1; b <= 20; b++)
    append_be (boxes.bytes, b, 1);
  end (&boxes);
  bytes = g_byte_array_free_to_bytes (boxes.bytes);
  packetizer = open_movie (bytes, &pieces, NULL);
  for (guint i = 0; i < 2; i++) {
    g_auto (GafPacket) packet = { 0 };
    guint8 first;

    g_assert_true (gaf_packetizer_next (packetizer, &packet, NULL));
    gst_buffer_extract (packet.data, 0, &first, 1);
    g_assert_cmpint (first, ==, 11 + 5 * i);
  }
}

/* damage */

static GBytes *
make_full_movie (void)
{
  const Movie movie = { .scale = 1000,
                        .movie_scale = 1000,
                        .version = 1,
                        .edits = { { 100, -1 }, { 500, 50 }, { 100, 600 } },
                        .times = { { 5, 100 }, { 1, 250 }, { 4, 100 } },
                        .runs = { { 1, 2 }, { 3, 3 } },
                        .roll = -1,
                        .sizes = { 5, 6, 7, 5, 6, 7, 5, 6, 7, 3 },
                        .places = { 16, 30, 45, 70 },
                        .fragmented = TRUE,
                        .smpb = " 00000000 00000020 00000030 0000000000000300" };
  static const Fragment fragment = { 0x8, 0, 1150, 0x301, 3, .sizes = { 2, 3, 4 }, .durations = { 100, 300, 100 } };
  Boxes boxes = { g_byte_array_new (), { 0 }, 0 };
  guint start, offset_at;

  put_movie (&boxes, &movie);
  start = boxes.bytes->len;
  begin (&boxes, "moof");
  put_traf (&boxes, &fragment, &offset_at);
  end (&boxes);
  gaf_write_be32 (boxes.bytes->data + offset_at, boxes.bytes->len + 8 - start);
  begin (&boxes, "mdat");
  append_be (boxes.bytes, 1, 9);
  end (&boxes);
  return g_byte_array_free_to_bytes (boxes.bytes);
}

/* Reads all packets; positions go upwards, and each is found again. */
static void
read_all (GafPacketizer *packetizer)
{
  gint64 last = -1;

  for (guint i = 0; i < 100; i++) {
    g_auto (GafPacket) packet = { 0 };
    g_autoptr (GError) error = NULL;

    if (!gaf_packetizer_next (packetizer, &packet, &error)) {
      g_assert_no_error (error);
      break;
    }
    g_assert_cmpint (packet.position, >=, last);
    last = packet.position;
  }
  for (gint64 at = 0; at < 2000; at += 333) {
    g_auto (GafPacket) packet = { 0 };

    g_assert_true (gaf_packetizer_seek (packetizer, at, 0, NULL));
    gaf_packetizer_next (packetizer, &packet, NULL);
  }
}

/* Cut anywhere, and with any byte another: it ends, and reads nothing outside. */
static void
test_damaged (void)
{
  g_autoptr (GBytes) bytes = make_full_movie ();
  const gsize size = g_bytes_get_size (bytes);
  const guint8 *data = g_bytes_get_data (bytes, NULL);

  for (gsize i = 0; i < size; i++)
    for (int kind = 0; kind < 5; kind++) {
      g_autofree guint8 *copy = g_memdup2 (data, size);
      g_autoptr (GafPacketizer) packetizer = NULL;
      g_autoptr (GArray) pieces = NULL;
      g_autoptr (GBytes) damaged = NULL;
      g_autoptr (GError) error = NULL;

      copy[i] = kind == 1 ? 0xff : kind == 2 ? 0 : kind == 3 ? 1 : copy[i] ^ 0x80;
      damaged = g_bytes_new (copy, kind == 0 ? i : size);
      packetizer = open_movie (damaged, &pieces, &error);
      if (packetizer == NULL) {
        g_assert_true (error != NULL && error->domain == GAF_ERROR);
        continue;
      }
      g_assert_no_error (error);
      g_assert_cmpint (packetizer->n_frames, >=, 0);
      read_all (packetizer);
    }
}

static void
test_io_error (void)
{
  g_autoptr (GBytes) bytes = make_full_movie ();

  for (int at = 1; at < 5; at++) {
    g_autoptr (TestStream) stream = test_stream_new (bytes, 0);
    g_autoptr (GafByteSource) source = gaf_byte_source_new_for_stream (G_INPUT_STREAM (stream), NULL, NULL);
    g_autoptr (GError) error = NULL;
    g_autoptr (GArray) pieces = NULL;
    GafMp4Movie *movie;
    g_autoptr (GafPacketizer) packetizer = NULL;

    /* So small a file is read in one go or two. */
    stream->fail_at = at;
    movie = gaf_mp4_movie_new (source, -1, &error);
    if (movie != NULL)
      packetizer = gaf_packetizer_mp4_new (source, movie, &pieces, &error);
    g_assert_cmpint (packetizer == NULL, ==, gaf_byte_source_get_error (source) != NULL);
    if (at == 1 || packetizer == NULL)
      g_assert_error (error, G_IO_ERROR, G_IO_ERROR_BROKEN_PIPE);
  }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_assert_true (gaf_elements_init (NULL));
  g_test_add_func ("/mp4-fragments/fragments", test_fragments);
  g_test_add_func ("/mp4-fragments/track-fragments", test_track_fragments);
  g_test_add_func ("/mp4-fragments/damaged", test_damaged);
  g_test_add_func ("/mp4-fragments/io-error", test_io_error);
  return g_test_run ();
}
