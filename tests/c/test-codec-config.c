/*
 * SPDX-FileCopyrightText: 2026 gaudiofile contributors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#include "core/bytes.h"
#include "gaudiofile/gaf-error.h"
#include "packets/codec-config.h"

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
    gaf_write_be32 (alac + 12 + 20, cases[i].rate);
    caps = caps_with ("audio/x-alac", alac, sizeof alac);
    g_assert_cmpint (gaf_codec_config_check ("alac", NULL, caps, NULL), ==, cases[i].sound);
  }

  for (guint index = 0; index < 16; index++) { /* AAC LC of that rate */
    guint8 aac[5] = { 2 << 3 | index >> 1, (index & 1) << 7 };
    g_autoptr (GstCaps) caps = caps_with ("audio/mpeg", aac, sizeof aac);

    g_assert_cmpint (gaf_codec_config_check ("aac", NULL, caps, NULL), ==, index < 13);
    if (index == 15) {
      g_autoptr (GstCaps) explicit = NULL;

      aac[2] = 0x56; /* 44100 << 7 is 0x562200 */
      aac[3] = 0x22;
      explicit = caps_with ("audio/mpeg", aac, sizeof aac);
      g_assert_true (gaf_codec_config_check ("aac", NULL, explicit, NULL));
    }
  }

  for (int bare = 0; bare < 2; bare++) { /* AAC whose header is nowhere, or in each packet */
    g_autoptr (GstCaps) caps =
        gst_caps_new_simple ("audio/mpeg", "stream-format", G_TYPE_STRING, bare ? "raw" : "adts", NULL);

    g_assert_cmpint (gaf_codec_config_check ("aac", NULL, caps, NULL), ==, !bare);
  }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/codec-config/check", test_caps);
  return g_test_run ();
}
