/*
 * SPDX-FileCopyrightText: 2026 gaudiofile contributors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#include "muxer-file.h"

/* Packets come one behind the other, and nothing else; what an element would write over is left out. */
static void
test_packets (void)
{
  for (int can_seek = 0; can_seek < 2; can_seek++) {
    g_autoptr (GafEncodeSpec) spec = make_spec ("ac3", 48000, 2, 16);
    g_autoptr (GstCaps) caps = gst_caps_new_empty_simple ("audio/x-ac3");
    g_auto (Muxing) muxing = { NULL };
    g_autoptr (GBytes) file = NULL;
    g_autoptr (GError) error = NULL;

    muxing_begin (&muxing, gaf_muxer_bare_new, spec, can_seek);
    g_assert_true (muxing.muxer->klass->start (muxing.muxer, caps, &error));
    muxing_packet (&muxing, "first", 5, G_MAXUINT64);
    muxing_refresh (&muxing);
    muxing_packet (&muxing, "header", 6, 0);
    muxing_packet (&muxing, "second", 6, G_MAXUINT64);
    file = muxing_finish (&muxing, 100);
    g_assert_cmpmem (g_bytes_get_data (file, NULL), g_bytes_get_size (file), "firstsecond", 11);
  }
}

static void
test_empty (void)
{
  g_autoptr (GafEncodeSpec) spec = make_spec ("ac3", 48000, 2, 16);
  g_auto (Muxing) muxing = { NULL };
  g_autoptr (GBytes) file = NULL;

  muxing_begin (&muxing, gaf_muxer_bare_new, spec, TRUE);
  file = muxing_finish (&muxing, 0);
  g_assert_cmpuint (g_bytes_get_size (file), ==, 0);
}

static void
test_full_disk (void)
{
  g_autoptr (GafEncodeSpec) spec = make_spec ("ac3", 48000, 2, 16);
  g_autoptr (GstCaps) caps = gst_caps_new_empty_simple ("audio/x-ac3");
  static const guint8 packet[1792];

  assert_full_disk (gaf_muxer_bare_new, spec, caps, packet, sizeof packet);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  gst_init (&argc, &argv);

  g_test_add_func ("/muxer-bare/packets", test_packets);
  g_test_add_func ("/muxer-bare/empty", test_empty);
  g_test_add_func ("/muxer-bare/full-disk", test_full_disk);
  return g_test_run ();
}
