/*
 * SPDX-FileCopyrightText: 2026 gaudiofile contributors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#pragma once

#include "core/bytes.h"
#include "formats/pcm/chunks.h"

G_BEGIN_DECLS

/*
 * What the walkers of PCM containers share (walker.c). Each walker reads one container's headers and fills in a
 * GafChunks; chunks.c knows which walker belongs to which first bytes.
 *
 *   chunks.c ─┬► wav.c  (WAV, RF64, BW64, W64) ─► wave-format.c (the `fmt ` chunk)
 *             ├► aiff.c (AIFF, AIFC)
 *             ├► au.c, svx.c, voc.c, nist.c, paf.c, adx.c
 *             ├► fixed.c (IRCAM, AVR, HTK, SoX, WVE, MPC2000, PVF)
 *             └► caf.c ─► cookie.c (codec headers), packet table
 */

gboolean  gaf_chunks_walk_wav  (GafChunks *self, GafByteSource *source, GError **error);
gboolean  gaf_chunks_walk_w64  (GafChunks *self, GafByteSource *source, GError **error);
gboolean  gaf_chunks_walk_aiff (GafChunks *self, GafByteSource *source, GError **error);
gboolean  gaf_chunks_walk_au   (GafChunks *self, GafByteSource *source, GError **error);
gboolean  gaf_chunks_walk_caf  (GafChunks *self, GafByteSource *source, GError **error);
gboolean  gaf_chunks_walk_svx  (GafChunks *self, GafByteSource *source, GError **error);
gboolean  gaf_chunks_walk_voc  (GafChunks *self, GafByteSource *source, GError **error);
gboolean  gaf_chunks_walk_nist (GafChunks *self, GafByteSource *source, GError **error);
gboolean  gaf_chunks_walk_paf  (GafChunks *self, GafByteSource *source, GError **error);
gboolean  gaf_chunks_walk_ircam (GafChunks *self, GafByteSource *source, GError **error);
gboolean  gaf_chunks_walk_avr  (GafChunks *self, GafByteSource *source, GError **error);
gboolean  gaf_chunks_walk_htk  (GafChunks *self, GafByteSource *source, GError **error);
gboolean  gaf_chunks_walk_sox  (GafChunks *self, GafByteSource *source, GError **error);
gboolean  gaf_chunks_walk_wve  (GafChunks *self, GafByteSource *source, GError **error);
gboolean  gaf_chunks_walk_mpc2k (GafChunks *self, GafByteSource *source, GError **error);
gboolean  gaf_chunks_walk_pvf  (GafChunks *self, GafByteSource *source, GError **error);
gboolean  gaf_chunks_walk_adx  (GafChunks *self, GafByteSource *source, GError **error);

/* Whether a file of these, which have no magic, or hardly one, begins so. */
gboolean  gaf_chunks_is_htk    (const guint8 *head, gsize length);
gboolean  gaf_chunks_is_mpc2k  (const guint8 *head, gsize length);
gboolean  gaf_chunks_is_adx    (const guint8 *head, gsize length);

/* Copies exactly @length bytes from @offset; CORRUPT if the file ends before. */
gboolean  gaf_chunks_read            (GafByteSource *source, guint64 offset, gpointer dest, gsize length,
                                      GError **error);
/* Sets the GError and returns FALSE, so that a walker can return it. */
gboolean  gaf_chunks_fail            (GError **error, int code, const char *format, ...) G_GNUC_PRINTF (3, 4);
/* @size cut down to what the source holds from @offset on. */
guint64   gaf_chunks_clip            (GafByteSource *source, guint64 offset, guint64 size);
/* Says that the samples are at @offset, up to the end of the file or @size bytes if that is less. 0 bytes are what a
 * program leaves that writes to a pipe, or died; there too it is the end of the file. */
void      gaf_chunks_set_data        (GafChunks *self, GafByteSource *source, guint64 offset, guint64 size);
/* Says that @ranges has all @n_frames. */
void      gaf_chunks_set_ranges      (GafChunks *self, gint64 n_frames);
/* TRUE if a chunk could begin at @offset: an id of letters, digits and spaces, and a 32-bit size that fits. */
gboolean  gaf_chunks_is_chunk        (GafByteSource *source, guint64 offset, gboolean big_endian);
/* A four-character code as text for a message: what is not printable becomes '?'. @text has 5 bytes. */
const char *gaf_chunks_fourcc        (const guint8 *code, char *text);

/* The coding of integers of @bytes bytes, or GAF_CODING_NONE. 8 bits are signed. */
GafCoding gaf_chunks_integer_coding  (guint bytes, gboolean big_endian);
/* Makes @self PCM of this coding; block_size follows from the channels. */
void      gaf_chunks_set_pcm         (GafChunks *self, GafCoding coding, int bits);
/* Makes @self blocks of IMA ADPCM as QuickTime has it: 34 bytes and 64 frames per channel and block. */
gboolean  gaf_chunks_set_ima4        (GafChunks *self, GError **error);
/* Makes @self blocks of ITU-T's codecs, which are rows of codes; how many frames there are follows from the size. */
gboolean  gaf_chunks_set_g722        (GafChunks *self, GError **error);
gboolean  gaf_chunks_set_g726        (GafChunks *self, guint bits, gboolean lowest_first, GError **error);
/* dwChannelMask (CAF's bitmap has the same order) to GStreamer's; 0 if it does not fit the number of channels. */
guint64   gaf_chunks_wave_mask       (guint32 mask, int channels);
/* Checks rate and channels against the limits. To be called before they are calculated with. */
gboolean  gaf_chunks_check           (GafChunks *self, GError **error);

/* The `fmt ` chunk of WAV and W64: coding or caps, rate, channels, block size. */
gboolean  gaf_chunks_parse_wave_format (GafChunks *self, const guint8 *fmt, gsize length, gboolean big_endian,
                                        GError **error);
/* Frames in @size bytes of its blocks, the last of which may be cut off. */
gint64    gaf_chunks_count_wave_blocks (GafChunks *self, guint64 size);

/* CAF's `kuki` chunk to the decoder's caps. */
gboolean  gaf_chunks_parse_alac_cookie (GafChunks *self, const guint8 *cookie, gsize length, GError **error);
gboolean  gaf_chunks_parse_aac_cookie  (GafChunks *self, const guint8 *cookie, gsize length, GError **error);

G_END_DECLS
