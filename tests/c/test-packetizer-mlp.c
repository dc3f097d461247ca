/*
 * SPDX-FileCopyrightText: 2026 gaudiofile contributors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#include <glib/gstdio.h>

#include "core/bytes.h"
#include "packet-file.h"

/* MLP and TrueHD made here: access units with headers that are true, and random bytes in them. */

typedef struct {
  gboolean is_mlp;
  guint rate_code;
  guint substreams;
} Kind;

/* Some bytes, the last of which are @end. */
static void
put_unit (PacketFile *file, const Kind *kind, gboolean sync, gint64 position, const char *end, gsize end_size)
{
  const gsize offset = file->bytes->len, size = 2 * g_test_rand_int_range (50, 400);
  const guint frames = 40 << (kind->rate_code & 7);
  guint8 *unit, parity = 0;
  gsize at = 4;

  for (gsize i = 0; i < size; i++)
    put_be (file, 1, g_test_rand_int_range (0, 256));
  unit = file->bytes->data + offset;
  gaf_write_be16 (unit, size / 2);
  if (sync) {
    gaf_write_be32 (unit + 4, kind->is_mlp ? 0xf8726fbb : 0xf8726fba);
    /* left and right, of few channels and of many; or 16 bits */
    gaf_write_be32 (unit + 8, kind->is_mlp ? 0x0f0f0000 | kind->rate_code << 20 : kind->rate_code << 28 | 0x8001);
    gaf_write_be16 (unit + 12, 0xb752);
    unit[20] = kind->substreams << 4;
    at += 28;
  } else if (gaf_read_be16 (unit + 4) == 0xf872) {
    unit[4] = 0;
  }
  for (guint i = 0; i < kind->substreams; i++) {
    gsize n = i == 1 ? 4 : 2;

    unit[at] = (unit[at] & 0x7f) | (i == 1 ? 0x80 : 0);
    for (; n > 0; n--)
      parity ^= unit[at++];
  }
  parity ^= unit[0] ^ unit[1] ^ unit[2] ^ unit[3];
  unit[0] |= ((parity >> 4 ^ parity ^ 15) & 15) << 4;
  memcpy (unit + size - end_size, end, end_size);
  expect (file, offset, position, frames);
}

static void
make (PacketFile *file, const Kind *kind, guint n, const char *end, gsize end_size)
{
  const guint frames = 40 << (kind->rate_code & 7);

  packet_file_init (file);
  for (guint i = 0; i < n; i++)
    put_unit (file, kind, i % 16 == 0, (gint64) i * frames, end, i + 1 == n ? end_size : 0);
}

static void
test_packets (void)
{
  static const Kind kinds[] = {
    { FALSE, 0, 1 }, { FALSE, 1, 2 }, { FALSE, 2, 4 }, { FALSE, 8, 3 }, { TRUE, 0, 1 }, { TRUE, 9, 2 },
  };
  static const int rates[] = { 48000, 96000, 192000, 44100, 48000, 88200 };

  for (gsize i = 0; i < G_N_ELEMENTS (kinds); i++) {
    g_auto (PacketFile) file;
    g_autoptr (GafPacketizer) packetizer = NULL;

    make (&file, &kinds[i], 300, "", 0);
    check (&file, gaf_packetizer_mlp_new, 300 * (40 << (kinds[i].rate_code & 7)));
    packetizer = open_file (&file, gaf_packetizer_mlp_new, NULL);
    g_assert_cmpint (packetizer->rate, ==, rates[i]);
    g_assert_cmpstr (packetizer->codec, ==, kinds[i].is_mlp ? "mlp" : "truehd");
  }
}

/* The last unit tells how many of its frames are none: of TrueHD, with or without checksums behind. */
static void
test_end (void)
{
  const Kind kind = { FALSE, 0, 1 };
  static const struct {
    const char *end;
    gsize size;
    int trimmed;
  } cases[] = {
    { "\xd2\x34\x20\x25\x12\x34", 6, 37 },
    { "\xd2\x34\x20\x25", 4, 37 },
    { "\xd2\x34\xd2\x34", 4, 0 },
    { "\xd2\x34\x3f\xff", 4, 39 }, /* more than there are */
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_auto (PacketFile) file;
    g_autoptr (GafPacketizer) packetizer = NULL;
    g_autoptr (GError) error = NULL;

    make (&file, &kind, 40, cases[i].end, cases[i].size);
    packetizer = open_file (&file, gaf_packetizer_mlp_new, &error);
    g_assert_no_error (error);
    g_assert_cmpint (packetizer->n_frames, ==, 40 * 40 - cases[i].trimmed);
  }
}

/* Behind one that is damaged, the next with a major sync is found. */
static void
test_damage (void)
{
  const Kind kind = { FALSE, 0, 2 };
  g_auto (PacketFile) file;
  g_auto (PacketFile) other;

  make (&file, &kind, 200, "", 0);
  memset (file.bytes->data + expected (&file, 70)->offset, 0, 8);
  g_array_remove_range (file.packets, 70, 10);
  for (guint i = 70; i < file.packets->len; i++)
    expected (&file, i)->position -= 10 * 40;
  check (&file, gaf_packetizer_mlp_new, 190 * 40);

  packet_file_init (&other);
  put (&other, "neither of the two, but long enough to be looked at", 51);
  check_fails (&other, gaf_packetizer_mlp_new, GAF_ERROR_NOT_AUDIO);
}

static void
test_random (void)
{
  const Kind kind = { FALSE, 0, 1 };
  g_auto (PacketFile) file;

  make (&file, &kind, 60, "\xd2\x34\x20\x25", 4);
  check_robust (&file, gaf_packetizer_mlp_new, 400);
}

int
main (int argc, char **argv)
{
  gst_init (&argc, &argv);
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/packetizer/mlp/packets", test_packets);
  g_test_add_func ("/packetizer/mlp/end", test_end);
  g_test_add_func ("/packetizer/mlp/damage", test_damage);
  g_test_add_func ("/packetizer/mlp/random", test_random);
  return g_test_run ();
}
