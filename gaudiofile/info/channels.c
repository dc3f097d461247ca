/*
 * SPDX-FileCopyrightText: 2026 gaudiofile contributors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#include "info/channels.h"

/* Bits of GstAudioChannelPosition. */
#define FRONT  0x3
#define CENTRE 0x4
#define LFE    0x8
#define REAR   0x30
#define INNER  0xc0 /* left and right of the centre */
#define MIDDLE 0x100
#define SIDE   0xc00

/* By the names that FFmpeg and others have for them. */
static const struct {
  guint64 mask;
  const char *name;
} layouts[] = {
  { CENTRE, "mono" },
  { FRONT, "stereo" },
  { FRONT | LFE, "2.1" },
  { FRONT | CENTRE, "3.0" },
  { FRONT | MIDDLE, "3.0(back)" },
  { FRONT | CENTRE | LFE, "3.1" },
  { FRONT | CENTRE | MIDDLE, "4.0" },
  { FRONT | CENTRE | MIDDLE | LFE, "4.1" },
  { FRONT | REAR, "quad" },
  { FRONT | SIDE, "quad(side)" },
  { FRONT | CENTRE | REAR, "5.0" },
  { FRONT | CENTRE | SIDE, "5.0(side)" },
  { FRONT | CENTRE | LFE | REAR, "5.1" },
  { FRONT | CENTRE | LFE | SIDE, "5.1(side)" },
  { FRONT | CENTRE | SIDE | MIDDLE, "6.0" },
  { FRONT | CENTRE | REAR | MIDDLE, "hexagonal" },
  { FRONT | CENTRE | LFE | SIDE | MIDDLE, "6.1" },
  { FRONT | CENTRE | LFE | REAR | MIDDLE, "6.1(back)" },
  { FRONT | CENTRE | REAR | SIDE, "7.0" },
  { FRONT | CENTRE | LFE | REAR | SIDE, "7.1" },
  { FRONT | CENTRE | LFE | REAR | INNER, "7.1(wide)" },
  { FRONT | CENTRE | LFE | SIDE | INNER, "7.1(wide-side)" },
};

const char *
gaf_channels_get_layout (guint channels, guint64 mask, const char *codec)
{
  static const char *const of_speakers[] = { "mp1", "mp2", "mp3", "opus", "tta", NULL };

  if (channels == 1)
    return "mono";
  if (channels == 2 && mask == 0 && g_strv_contains (of_speakers, codec))
    return "stereo";
  for (gsize i = 0; i < G_N_ELEMENTS (layouts); i++)
    if (layouts[i].mask == mask)
      return layouts[i].name;
  return NULL;
}
