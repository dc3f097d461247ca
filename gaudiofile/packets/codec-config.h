/*
 * SPDX-FileCopyrightText: 2026 gaudiofile contributors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#pragma once

#include <gst/gst.h>

G_BEGIN_DECLS

/*
 * What the codecs' own headers say.
 */

/* MPEG-4's AudioSpecificConfig (ISO/IEC 14496-3, 1.6.2.1). */
typedef struct {
  guint object_type;   /* of the core: 2 is AAC LC */
  int   core_rate;     /* Hz */
  int   rate;          /* of what comes out: twice that where the header tells of spectral band replication */
  int   channels;      /* 0: the header does not say it by a number */
  int   packet_frames; /* of a packet, at @rate */
} GafAacConfig;

/* FALSE: there is none, or it claims an impossible rate. */
gboolean gaf_aac_config_parse (GafAacConfig *self, const guint8 *data, gsize length);

/* The name of a codec of MPEG-4 that no decoder is for, by its object type; NULL: it is AAC, or unknown. */
const char *gaf_aac_config_get_other_codec (guint object_type);

/* Before a decoder sees the codec header, @config or else in @caps: FALSE with @error if the header claims an
 * impossible format, which decoders of libav would offer as it is, and GStreamer would log criticals. */
gboolean gaf_codec_config_check (const char *codec, GBytes *config, const GstCaps *caps, GError **error);

/* The same for what is costly to find out, and is done before the decoder is made, not when the file is opened: FALSE
 * with @error if the header of Vorbis, @setup or NULL, asks for more memory than it can be worth. */
gboolean gaf_codec_config_check_cost (const char *codec, GBytes *setup, GError **error);

G_END_DECLS
