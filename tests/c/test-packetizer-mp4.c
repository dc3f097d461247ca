/*
 * SPDX-FileCopyrightText: 2026 gaudiofile contributors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#include "gaudiofile/gaf-error.h"
#include "gst/elements.h"
#include "mp4-file.h"
#include "packets/packetizer.h"

/* MP4 files of boxes made here: where their packets are found, at which positions, and what of them is presented. The
 * codec is ALAC, 100 frames a packet, 1000 Hz, unless said otherwise; nothing is decoded. */

static GafPacketizer *
open_movie (GBytes *bytes, GArray **pieces, GError **error)
{
  g_autoptr (GafByteSource) source = gaf_byte_source_new_for_bytes (bytes);
  GafMp4Movie *movie = gaf_mp4_movie_new (source, -1, error);

  return movie != NULL ? gaf_packetizer_mp4_new (source, movie, pieces, error) : NULL;
}

/* places */

/* What is found, from the start and after a seek to each packet: @found has the offset of each packet, and in front of
 * an offset -n, that its size is n from there on; 0 ends. */
static void
check_places (GafPacketizer *packetizer, const int *found)
{
  int sizes[MAX_LIST], offsets[MAX_LIST];
  guint n = 0;

  for (int size = 1; *found != 0; found++) {
    if (*found < 0) {
      size = -*found;
      continue;
    }
    sizes[n] = size;
    offsets[n++] = *found;
  }
  for (guint from = 0; from <= n; from++) {
    g_assert_true (gaf_packetizer_seek (packetizer, from * 100, 0, NULL));
    for (guint i = MIN (from, n - 1); i < n; i++) {
      g_auto (GafPacket) packet = { 0 };
      g_autoptr (GError) error = NULL;
      guint8 first;

      g_assert_true (gaf_packetizer_next (packetizer, &packet, &error));
      g_assert_no_error (error);
      g_assert_cmpint (gst_buffer_get_size (packet.data), ==, sizes[i]);
      g_assert_cmpint (gst_buffer_extract (packet.data, 0, &first, 1), ==, 1);
      g_assert_cmpint (first, ==, offsets[i]);
      g_assert_cmpint (packet.position, ==, i * 100);
      g_assert_cmpint (packet.n_frames, ==, 100);
    }
    g_assert_false (gaf_packetizer_next (packetizer, &(GafPacket){ 0 }, NULL));
  }
}

static void
test_places (void)
{
  static const struct {
    Movie movie;
    int found[MAX_LIST];
  } cases[] = {
    { { .runs = { { 1, 2 } }, .size = 4, .n_packets = 4, .places = { 30, 60 } }, { -4, 30, 34, 60, 64 } },
    { { .runs = { { 1, 2 } }, .size = 4, .n_packets = 4, .places = { 30, 60 }, .wide = TRUE }, { -4, 30, 34, 60, 64 } },
    { { .runs = { { 1, 1 }, { 2, 2 } }, .sizes = { 5, 6, 7 }, .places = { 30, 60 } }, { -5, 30, -6, 60, -7, 66 } },
    { { .runs = { { 1, 3 } }, .sizes = { 5, 6, 7 }, .bits = 8, .places = { 30 } }, { -5, 30, -6, 35, -7, 41 } },
    { { .runs = { { 1, 3 } }, .sizes = { 5, 6, 7 }, .bits = 16, .places = { 30 } }, { -5, 30, -6, 35, -7, 41 } },
    { { .runs = { { 1, 3 } }, .sizes = { 5, 6, 7 }, .bits = 4, .places = { 30 } }, { -5, 30, -6, 35, -7, 41 } },
    /* more than there is, in one table or another */
    { { .runs = { { 1, 9 } }, .sizes = { 5, 6 }, .places = { 30 } }, { -5, 30, -6, 35 } },
    { { .runs = { { 1, 1 } }, .sizes = { 5, 6, 7 }, .places = { 30, 60 } }, { -5, 30, -6, 60 } },
    { { .runs = { { 1, 1 }, { 2, 0xffffffff } }, .sizes = { 5, 6, 7 }, .places = { 30, 60 } },
      { -5, 30, -6, 60, -7, 66 } },
    /* and beyond the file */
    { { .runs = { { 1, 2 } }, .size = 4, .n_packets = 4, .places = { 30, 0xfffffff0 } }, { -4, 30, 34 } },
    { { .runs = { { 1, 1 } }, .size = 4, .n_packets = 3, .places = { 30, 60, 0xfffffff0 } }, { -4, 30, 60 } },
    /* runs of chunks that go backwards end the table */
    { { .runs = { { 1, 2 }, { 2, 1 }, { 2, 7 } }, .size = 4, .n_packets = 9, .places = { 30, 60 } },
      { -4, 30, 34, 60 } },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++) {
    Movie movie = cases[i].movie;
    g_autoptr (GafPacketizer) packetizer = NULL;
    g_autoptr (GArray) pieces = NULL;
    g_autoptr (GError) error = NULL;
    g_autoptr (GBytes) bytes = NULL;

    g_test_message ("case %" G_GSIZE_FORMAT, i);
    movie.scale = movie.movie_scale = 1000;
    bytes = make_movie (&movie);
    packetizer = open_movie (bytes, &pieces, &error);
    g_assert_no_error (error);
    check_places (packetizer, cases[i].found);
  }
}

/* positions */

static void
test_positions (void)
{
  static const struct {
    guint32 scale;
    guint32 times[MAX_LIST][2];
    gint64 n_frames;
    int positions[6]; /* of six packets */
  } cases[] = {
    { 1000, { { 6, 100 } }, 600, { 0, 100, 200, 300, 400, 500 } },
    { 1000, { { 5, 100 }, { 1, 30 } }, 530, { 0, 100, 200, 300, 400, 500 } },
    /* no times, and ones that stand still */
    { 1000, { { 0, 0 } }, 600, { 0, 100, 200, 300, 400, 500 } },
    { 1000, { { 2, 100 }, { 4, 0 } }, 600, { 0, 100, 200, 300, 400, 500 } },
    { 1000, { { 6, 0 } }, 600, { 0, 100, 200, 300, 400, 500 } },
    /* rounded ones of another container */
    { 1000, { { 1, 99 }, { 2, 101 }, { 2, 98 }, { 1, 100 } }, 600, { 0, 100, 200, 300, 400, 500 } },
    { 1000, { { 1, 99 }, { 2, 101 }, { 2, 98 }, { 1, 97 } }, 600, { 0, 100, 200, 300, 400, 500 } },
    { 1000, { { 1, 99 }, { 2, 101 }, { 2, 98 }, { 1, 50 } }, 550, { 0, 100, 200, 300, 400, 500 } },
    { 90000, { { 3, 9090 }, { 3, 8910 } }, 600, { 0, 100, 200, 300, 400, 500 } },
    { 30, { { 6, 3 } }, 600, { 0, 100, 200, 300, 400, 500 } },
    { 600, { { 5, 60 }, { 1, 30 } }, 550, { 0, 100, 200, 300, 400, 500 } },
    /* a gap: a packet or more is missing */
    { 1000, { { 2, 100 }, { 1, 200 }, { 3, 100 } }, 700, { 0, 100, 200, 400, 500, 600 } },
    { 1000, { { 2, 100 }, { 1, 190 }, { 3, 100 } }, 690, { 0, 100, 200, 390, 490, 590 } },
    { 1000, { { 2, 100 }, { 1, 150 }, { 3, 100 } }, 600, { 0, 100, 200, 300, 400, 500 } },
    { 90000, { { 2, 9000 }, { 1, 27010 }, { 3, 9000 } }, 800, { 0, 100, 200, 500, 600, 700 } },
    /* what all times say cannot be gaps */
    { 1000, { { 6, 200 } }, 600, { 0, 100, 200, 300, 400, 500 } },
    /* a last packet that is said to be longer is not */
    { 1000, { { 5, 100 }, { 1, 5000 } }, 600, { 0, 100, 200, 300, 400, 500 } },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++) {
    Movie movie = { .scale = cases[i].scale,
                    .movie_scale = 1000,
                    .runs = { { 1, 6 } },
                    .size = 5,
                    .n_packets = 6,
                    .places = { FIRST_PLACE } };
    g_autoptr (GafPacketizer) packetizer = NULL;
    g_autoptr (GArray) pieces = NULL;
    g_autoptr (GError) error = NULL;
    g_autoptr (GBytes) bytes = NULL;

    g_test_message ("case %" G_GSIZE_FORMAT, i);
    memcpy (movie.times, cases[i].times, sizeof movie.times);
    bytes = make_movie (&movie);
    packetizer = open_movie (bytes, &pieces, &error);
    g_assert_no_error (error);
    g_assert_cmpint (packetizer->n_frames, ==, cases[i].n_frames);
    g_assert_true (packetizer->exact);
    for (guint p = 0; p < 6; p++)
      for (int wanted = cases[i].positions[p]; wanted < cases[i].positions[p] + 100; wanted += 99) {
        g_auto (GafPacket) packet = { 0 };

        g_assert_true (gaf_packetizer_seek (packetizer, wanted, 0, NULL));
        g_assert_true (gaf_packetizer_next (packetizer, &packet, NULL));
        g_assert_cmpint (packet.position, ==, cases[i].positions[p]);
      }
  }
}

/* How far back a seek goes: as many packets as sample groups say, or the decoder's frames. */
static void
test_roll (void)
{
  static const int rolls[][3] = { { 0, 0, 500 },   { -2, 0, 300 }, { -2, 350, 100 },
                                  { -2, 10, 300 }, { 3, 0, 500 },  { -32768, 0, 0 } };

  for (gsize i = 0; i < G_N_ELEMENTS (rolls); i++) {
    const Movie movie = {
      .scale = 1000, .runs = { { 1, 8 } }, .size = 5, .n_packets = 8, .places = { FIRST_PLACE }, .roll = rolls[i][0]
    };
    g_autoptr (GBytes) bytes = make_movie (&movie);
    g_auto (GafPacket) packet = { 0 };
    g_autoptr (GArray) pieces = NULL;
    g_autoptr (GafPacketizer) packetizer = open_movie (bytes, &pieces, NULL);

    g_assert_true (gaf_packetizer_seek (packetizer, 500, rolls[i][1], NULL));
    g_assert_true (gaf_packetizer_next (packetizer, &packet, NULL));
    g_assert_cmpint (packet.position, ==, rolls[i][2]);
  }
}

/* what is presented */

static void
test_edits (void)
{
  static const struct {
    Movie movie;
    gint64 pieces[5][2]; /* where they start, -1 for silence, and how long they are; length 0 ends */
  } cases[] = {
    { { .movie_scale = 1000 }, { { 0, 1000 } } },
    /* an encoder's delay as an edit; its length agrees with the table as far as the time can tell */
    { { .movie_scale = 100, .edits = { { 95, 50 } } }, { { 50, 950 } } },
    { { .movie_scale = 100, .edits = { { 94, 50 } } }, { { 50, 950 } } },
    { { .movie_scale = 100, .edits = { { 95, 50 } }, .version = 1 }, { { 50, 950 } } },
    { { .movie_scale = 1000, .edits = { { 950, 50 } } }, { { 50, 950 } } },
    { { .movie_scale = 1000, .edits = { { 949, 50 } } }, { { 50, 949 } } },
    { { .movie_scale = 1000, .edits = { { 5000, 50 } } }, { { 50, 950 } } },
    /* not known: 0, or all ones */
    { { .movie_scale = 1000, .edits = { { 0, 50 } } }, { { 50, 950 } } },
    { { .movie_scale = 1000, .edits = { { 0xffffffff, 50 } } }, { { 50, 950 } } },
    { { .movie_scale = 1000, .edits = { { -1, 50 } }, .version = 1 }, { { 50, 950 } } },
    { { .movie_scale = 0, .edits = { { 200, 50 } } }, { { 50, 950 } } },
    /* several, one behind the other */
    { { .movie_scale = 1000, .edits = { { 300, 50 }, { 500, 350 } } }, { { 50, 800 } } },
    { { .movie_scale = 100, .edits = { { 30, 50 }, { 50, 355 } } }, { { 50, 805 } } },
    { { .movie_scale = 1000, .edits = { { 100, 50 }, { 400, 150 }, { 400, 550 } } }, { { 50, 900 } } },
    /* with something left out, or again */
    { { .movie_scale = 1000, .edits = { { 300, 50 }, { 400, 600 } } }, { { 50, 300 }, { 600, 400 } } },
    { { .movie_scale = 1000, .edits = { { 300, 600 }, { 300, 0 } } }, { { 600, 300 }, { 0, 300 } } },
    { { .movie_scale = 1000, .edits = { { 300, 100 }, { 300, 100 } } }, { { 100, 300 }, { 100, 300 } } },
    /* pauses */
    { { .movie_scale = 1000, .edits = { { 500, -1 }, { 950, 50 } } }, { { -1, 500 }, { 50, 950 } } },
    { { .movie_scale = 1000, .edits = { { 500, -1 }, { 950, 50 } }, .version = 1 }, { { -1, 500 }, { 50, 950 } } },
    { { .movie_scale = 1000, .edits = { { 300, 50 }, { 20, -1 }, { 400, 350 }, { 7, -1 } } },
      { { 50, 300 }, { -1, 20 }, { 350, 400 }, { -1, 7 } } },
    /* nothing to be heard, or behind the end: no edits */
    { { .movie_scale = 1000, .edits = { { 500, -1 } } }, { { 0, 1000 } } },
    { { .movie_scale = 1000, .edits = { { 100, 1000 } } }, { { 0, 1000 } } },
    { { .movie_scale = 1000, .edits = { { 100, 1000 }, { 100, 200 } } }, { { 200, 100 } } },
    /* in the ticks of another scale */
    { { .movie_scale = 100, .scale = 8000, .times = { { 10, 800 } }, .edits = { { 95, 404 } } }, { { 51, 949 } } },
    /* the same as a tag, which counts only without an edit */
    { { .movie_scale = 1000, .smpb = " 00000000 00000020 00000030 0000000000000300 00000000" }, { { 0x20, 0x300 } } },
    { { .movie_scale = 1000, .smpb = " 00000000 00000020 00000030 0000000000000000" }, { { 0x20, 1000 - 0x20 } } },
    { { .movie_scale = 1000, .smpb = " 00000000 00000020 00000030 FFFFFFFFFFFFFFFF" }, { { 0x20, 1000 - 0x20 } } },
    { { .movie_scale = 1000, .smpb = " 00000000 00000840 000001CA 0000000000000010" }, { { 0, 1000 } } },
    { { .movie_scale = 1000, .smpb = " 00000000 00000020" }, { { 0, 1000 } } },
    { { .movie_scale = 1000, .edits = { { 950, 50 } }, .smpb = " 00000000 00000020 00000030 0000000000000300" },
      { { 50, 950 } } },
    /* durations in headers do not count */
    { { .movie_scale = 1000, .said = 1 }, { { 0, 1000 } } },
    { { .movie_scale = 1000, .said = 0xffffffff }, { { 0, 1000 } } },
    { { .movie_scale = 1000, .said = G_MAXUINT64, .version = 1 }, { { 0, 1000 } } },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++) {
    Movie movie = cases[i].movie;
    g_autoptr (GafPacketizer) packetizer = NULL;
    g_autoptr (GArray) pieces = NULL;
    g_autoptr (GError) error = NULL;
    g_autoptr (GBytes) bytes = NULL;

    g_test_message ("case %" G_GSIZE_FORMAT, i);
    movie.scale = movie.scale != 0 ? movie.scale : 1000;
    movie.runs[0][0] = 1;
    movie.runs[0][1] = 10;
    movie.size = 5;
    movie.n_packets = 10;
    movie.places[0] = FIRST_PLACE;
    bytes = make_movie (&movie);
    packetizer = open_movie (bytes, &pieces, &error);
    g_assert_no_error (error);
    if (cases[i].pieces[1][1] == 0 && cases[i].pieces[0][0] >= 0) {
      g_assert_null (pieces);
      g_assert_cmpint (packetizer->skip, ==, cases[i].pieces[0][0]);
      g_assert_cmpint (packetizer->n_frames, ==, cases[i].pieces[0][1]);
      continue;
    }
    g_assert_cmpint (packetizer->skip, ==, 0);
    g_assert_cmpint (packetizer->n_frames, ==, 1000);
    for (guint p = 0; p < pieces->len; p++) {
      g_assert_cmpint (g_array_index (pieces, GafMp4Piece, p).start, ==, cases[i].pieces[p][0]);
      g_assert_cmpint (g_array_index (pieces, GafMp4Piece, p).n_frames, ==, cases[i].pieces[p][1]);
    }
    g_assert_true (pieces->len == 5 || cases[i].pieces[pieces->len][1] == 0);
  }
}

/* which track */

static void
test_tracks (void)
{
  static const struct {
    gboolean disabled[3]; /* of three tracks, of 100, 200 and 300 frames */
    int track;
    gint64 n_frames; /* -1: there is no such track */
  } cases[] = {
    { { FALSE, FALSE, FALSE }, -1, 100 }, { { TRUE, FALSE, FALSE }, -1, 200 }, { { TRUE, TRUE, FALSE }, -1, 300 },
    { { TRUE, TRUE, TRUE }, -1, 100 },    { { FALSE, FALSE, FALSE }, 1, 200 }, { { FALSE, FALSE, TRUE }, 2, 300 },
    { { FALSE, FALSE, FALSE }, 3, -1 },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++) {
    Boxes boxes = { g_byte_array_new (), { 0 }, 0 };
    Movie movie = { .scale = 1000, .movie_scale = 1000, .size = 5, .places = { FIRST_PLACE } };
    g_autoptr (GafByteSource) source = NULL;
    g_autoptr (GafPacketizer) packetizer = NULL;
    g_autoptr (GArray) pieces = NULL;
    g_autoptr (GError) error = NULL;
    g_autoptr (GBytes) bytes = NULL;
    GafMp4Movie *found;

    put_data (&boxes);
    begin_movie (&boxes, &movie);
    put_track (&boxes, &movie, "vide");
    for (guint t = 0; t < 3; t++) {
      movie.disabled = cases[i].disabled[t];
      movie.runs[0][0] = 1;
      movie.runs[0][1] = movie.n_packets = t + 1;
      put_track (&boxes, &movie, "soun");
    }
    end (&boxes);
    bytes = g_byte_array_free_to_bytes (boxes.bytes);
    source = gaf_byte_source_new_for_bytes (bytes);
    found = gaf_mp4_movie_new (source, cases[i].track, &error);
    if (cases[i].n_frames < 0) {
      g_assert_error (error, GAF_ERROR, GAF_ERROR_INVALID_ARGUMENT);
      continue;
    }
    g_assert_cmpint (found->n_tracks, ==, 3);
    packetizer = gaf_packetizer_mp4_new (source, found, &pieces, &error);
    g_assert_no_error (error);
    g_assert_cmpint (packetizer->n_frames, ==, cases[i].n_frames);
  }
}

/* what is refused */

static void
put_type (Boxes *boxes, gconstpointer type)
{
  begin_entry (boxes, type, 0, 2, 16, 1000);
  end (boxes);
}

static void
put_esds (Boxes *boxes, gconstpointer config)
{
  static const guint8 head[] = { 3, 0x80, 0x80, 0x80, 25, 0, 0, 0, 4, 0x80, 0x80, 0x80, 17, 0x40, 0x15 };

  begin_entry (boxes, "mp4a", 0, 2, 16, 1000);
  begin_full (boxes, "esds", 0);
  g_byte_array_append (boxes->bytes, head, sizeof head);
  append_be (boxes->bytes, 0, 11);
  append_be (boxes->bytes, 0x0502, 2);
  g_byte_array_append (boxes->bytes, config, 2);
  end (boxes);
  end (boxes);
}

static void
put_opus (Boxes *boxes, gconstpointer fields) /* version of the description, channels, family, streams, coupled */
{
  const guint8 *f = fields;

  begin_entry (boxes, "Opus", f[0], 2, 16, 48000);
  begin (boxes, "dOps");
  append_be (boxes->bytes, f[1], 2);
  append_be (boxes->bytes, 312, 2);
  append_be (boxes->bytes, 48000, 4);
  append_be (boxes->bytes, 0, 2);
  append_be (boxes->bytes, f[2], 1);
  if (f[2] != 0) {
    append_be (boxes->bytes, f[3], 1);
    append_be (boxes->bytes, f[4], 1);
    for (guint i = 0; i < MIN (f[1], 8); i++)
      append_be (boxes->bytes, i, 1);
  }
  end (boxes);
  end (boxes);
}

static void
test_descriptions (void)
{
  static const struct {
    void (*put) (Boxes *boxes, gconstpointer user_data);
    const char *data;
    int code; /* -1: fine */
    const char *named;
  } cases[] = {
    { put_type, "QDM2", GAF_ERROR_UNSUPPORTED, "QDesign" },
    { put_type, "ssmv", GAF_ERROR_UNSUPPORTED, "SMV" },
    { put_type, "enca", GAF_ERROR_UNSUPPORTED, "encrypted" },
    { put_type, "zzz\1", GAF_ERROR_UNSUPPORTED, "zzz\\001" },
    { put_type, "mp4a", GAF_ERROR_CORRUPT, "AAC" },
    { put_type, "alac", GAF_ERROR_CORRUPT, "ALAC" },
    { put_type, "fLaC", GAF_ERROR_CORRUPT, "FLAC" },
    { put_type, "Opus", GAF_ERROR_CORRUPT, "Opus" },
    { put_type, "samr", -1, NULL },
    { put_type, "sevc", -1, NULL },
    { put_type, "sqcp", -1, NULL },
    { put_type, "ac-3", -1, NULL },
    { put_esds, "\x12\x10", -1, NULL },
    { put_esds, "\x16\x90", GAF_ERROR_CORRUPT, "AAC" },     /* a rate that means nothing */
    { put_esds, "\xf8\x80", GAF_ERROR_UNSUPPORTED, "ALS" }, /* 31, and 4 more than 32 */
    { put_esds, "\xf8\x40", GAF_ERROR_UNSUPPORTED, "layer 3" },
    { put_esds, "\xf9\x40", GAF_ERROR_UNSUPPORTED, "USAC" },
    { put_opus, "\0\2\0", -1, NULL },
    { put_opus, "\1\2\0", -1, NULL }, /* of version 1, but without QuickTime's fields */
    { put_opus, "\0\1\0", -1, NULL },
    { put_opus, "\0\6\1\4\2", -1, NULL },
    { put_opus, "\0\3\0", GAF_ERROR_CORRUPT, "Opus" },
    { put_opus, "\0\0\1\1\1", GAF_ERROR_CORRUPT, NULL },
    { put_opus, "\0\6\1\0\0", GAF_ERROR_CORRUPT, "Opus" },
    { put_opus, "\0\6\1\2\3", GAF_ERROR_CORRUPT, "Opus" },
    { put_opus, "\0\144\377\144\0", GAF_ERROR_LIMIT, NULL },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++) {
    const Movie movie = { .scale = 1000, .put_entry = cases[i].put, .entry = cases[i].data };
    g_autoptr (GBytes) bytes = make_movie (&movie);
    g_autoptr (GArray) pieces = NULL;
    g_autoptr (GError) error = NULL;
    g_autoptr (GafPacketizer) packetizer = open_movie (bytes, &pieces, &error);

    g_test_message ("case %" G_GSIZE_FORMAT ": %s", i, error != NULL ? error->message : "");
    if (cases[i].code < 0) {
      g_assert_no_error (error);
      g_assert_cmpint (packetizer->n_frames, ==, 0);
      continue;
    }
    if (cases[i].code == GAF_ERROR_LIMIT && g_error_matches (error, GAF_ERROR, GAF_ERROR_UNSUPPORTED))
      continue; /* more channels than a decoder takes */
    g_assert_error (error, GAF_ERROR, cases[i].code);
    if (cases[i].named != NULL)
      g_assert_nonnull (strstr (error->message, cases[i].named));
  }
}

static void
test_refused (void)
{
  static const struct {
    Movie movie;
    const char *renamed, *name; /* a box that is called otherwise */
    int code;
  } cases[] = {
    { { .external = TRUE }, NULL, NULL, GAF_ERROR_UNSUPPORTED },
    { { .scale = 1000 }, "mvhd", "cmov", GAF_ERROR_UNSUPPORTED },
    { { .scale = 1000 }, "soun", "vide", GAF_ERROR_NOT_AUDIO },
    { { .scale = 1000 }, "moov", "free", GAF_ERROR_CORRUPT },
    { { .scale = 1000, .runs = { { 1, 1 } }, .size = 5, .n_packets = 5, .places = { 5000 } },
      NULL,
      NULL,
      GAF_ERROR_CORRUPT },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++) {
    Boxes boxes = { g_byte_array_new (), { 0 }, 0 };
    Movie movie = cases[i].movie;
    g_autoptr (GArray) pieces = NULL;
    g_autoptr (GError) error = NULL;
    g_autoptr (GBytes) bytes = NULL;

    movie.scale = 1000;
    put_movie (&boxes, &movie);
    if (cases[i].renamed != NULL)
      memcpy (memmem (boxes.bytes->data, boxes.bytes->len, cases[i].renamed, 4), cases[i].name, 4);
    bytes = g_byte_array_free_to_bytes (boxes.bytes);
    g_assert_null (open_movie (bytes, &pieces, &error));
    g_assert_error (error, GAF_ERROR, cases[i].code);
  }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_assert_true (gaf_elements_init (NULL));
  g_test_add_func ("/packetizer-mp4/places", test_places);
  g_test_add_func ("/packetizer-mp4/positions", test_positions);
  g_test_add_func ("/packetizer-mp4/roll", test_roll);
  g_test_add_func ("/packetizer-mp4/edits", test_edits);
  g_test_add_func ("/packetizer-mp4/tracks", test_tracks);
  g_test_add_func ("/packetizer-mp4/descriptions", test_descriptions);
  g_test_add_func ("/packetizer-mp4/refused", test_refused);
  return g_test_run ();
}
