/*
 * SPDX-FileCopyrightText: 2026 gaudiofile contributors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/*
 * Facts about AAC that several containers need. What an AudioSpecificConfig says is in packets/codec-config.h.
 */

/* ISO/IEC 14496-3, table 1.18: Hz by the four bits of the sampling frequency index; 0 behind the last. */
#define GAF_AAC_N_RATES 13
extern const int gaf_aac_rates[GAF_AAC_N_RATES + 1];

#define GAF_AAC_PACKET_FRAMES 1024
/* FFmpeg's AAC encoder (libavcodec's initial_padding): one packet before the first sample. */
#define GAF_AAC_ENCODER_DELAY 1024

/* The AudioSpecificConfig (1.6.2.1) of plain AAC whose packets hold 1024 frames: two bytes. @object_type: 1 is Main, 2
 * LC, 3 SSR, 4 LTP. @rate: one of the table. @channels: the channel configuration, 1 … 7. */
GBytes  *gaf_aac_make_config           (guint object_type, int rate, guint channels);

/* Whether the raw packet at @data (no ADTS header) seems to carry a header of spectral band replication (4.4.2.8),
 * without which a decoder cannot make the upper half of the spectrum. Encoders send one now and then, so after a seek a
 * decoder has to be given an earlier packet with one first. The element is looked for from the end, where encoders put
 * it, without decoding the packet: a wrong answer is possible, so also give the decoder the stream's first packet,
 * which always has it. */
gboolean gaf_aac_packet_has_sbr_header (const guint8 *data, gsize size);

/* Goes from the ES_Descriptor of MPEG-4 systems at *@data (ISO/IEC 14496-1, 7.2.6.5), of which there are *@length
 * bytes, to the DecoderSpecificInfo in it, which is the AudioSpecificConfig if the audio is AAC. @object_type: the
 * objectTypeIndication, e.g. 0x40 for MPEG-4 audio; may be NULL. FALSE: there is none; @object_type is then set if it
 * was there (else 0). */
gboolean gaf_descriptors_find_config   (const guint8 **data, gsize *length, guint *object_type);

G_END_DECLS
