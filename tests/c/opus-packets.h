/*
 * SPDX-FileCopyrightText: 2026 gaudiofile contributors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#pragma once

#include "muxer-file.h"

/* Opus: packets made here, whose length is in their first byte (RFC 6716, section 3.1). */

#define OPUS_20_MS 0xfc /* CELT, full band, 960 frames, stereo, one frame in the packet */
#define PRE_SKIP   312

static inline GstCaps *
make_opus_caps (guint channels, guint family, guint n_coupled)
{
  guint8 head[21 + 8] = "OpusHead\1";
  const gsize size = family == 0 ? 19 : 21 + channels;
  g_autoptr (GBytes) first = NULL;
  g_autoptr (GBytes) second = g_bytes_new ("OpusTags\0\0\0\0\0\0\0\0", 16);

  head[9] = channels;
  head[10] = PRE_SKIP & 0xff;
  head[11] = PRE_SKIP >> 8;
  gaf_write_le32 (head + 12, 48000);
  head[18] = family;
  head[19] = channels - n_coupled;
  head[20] = n_coupled;
  for (guint i = 0; i < channels && i < 8; i++)
    head[21 + i] = i;
  first = g_bytes_new (head, size);
  return make_caps ("audio/x-opus", (GBytes *[]){ first, second }, 2);
}

static inline void
put_opus_packets (Muxing *muxing, guint n)
{
  for (guint i = 0; i < n; i++)
    muxing_packet (muxing, (guint8[]){ OPUS_20_MS, (guint8) i, (guint8) (i >> 8) }, 3, G_MAXUINT64);
}
