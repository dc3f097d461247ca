/*
 * SPDX-FileCopyrightText: 2026 gaudiofile contributors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* What people call that many channels in these places (a mask of GstAudioChannelPosition, 0 if the file does not say):
 * "stereo", "5.1" and so on. Some codecs say it by what they are: their two channels are left and right. NULL: it is
 * not said, or there is no name. A static string. */
const char *gaf_channels_get_layout (guint       channels,
                                     guint64     mask,
                                     const char *codec);

G_END_DECLS
