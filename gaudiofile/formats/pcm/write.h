/*
 * SPDX-FileCopyrightText: 2026 gaudiofile contributors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#pragma once

#include "samples/samples.h"
#include "formats/writable.h"

G_BEGIN_DECLS

/*
 * Headers of PCM containers, the mirror of the walker in formats/pcm/chunks.c. All samples lie behind one header,
 * whose size does not depend on how many there are; so making a file's header true is to make it again and to write it
 * over the old one.
 *
 *   formats/pcm/write.c ─┬► formats/pcm/write-wav.c  (WAV, RF64, W64)
 *                       ├► formats/pcm/write-aiff.c (AIFF)
 *                       ├► formats/pcm/write-caf.c  (CAF)
 *                       └► AU
 */
typedef struct {
  GafChunkFormat format;
  GafCoding      coding;
  guint          rate;         /* Hz */
  guint          channels;
  guint64        channel_mask; /* GStreamer's bit order; 0: what is usual */
} GafChunksHeader;

/* The coding that holds samples of so many bits in this container; NONE if it has none. */
GafCoding gaf_chunks_write_coding   (GafChunkFormat format, guint bits);
/* The header of a file of @data_size bytes of samples (G_MAXUINT64: not known), then @padding of zeros. */
void      gaf_chunks_write_header   (const GafChunksHeader *self, guint64 data_size, guint padding, GByteArray *header);
/* Zeros behind the samples, which make the length even (WAV, AIFF). */
guint     gaf_chunks_write_padding  (GafChunkFormat format, guint64 data_size);
/* Whether a header may say that the size is not known (AU, CAF). */
gboolean  gaf_chunks_write_may_be_open (GafChunkFormat format);
/* The most bytes of samples that such a file can say that it has. */
guint64   gaf_chunks_write_max_data (const GafChunksHeader *self);

/* dwChannelMask, as WAV and others have it: @channel_mask (0: what is usual) in the order of WAVE's bits. 0: no
 * particular loudspeakers, or one of them has no place there. */
guint32   gaf_chunks_write_mask     (guint channels, guint64 channel_mask);

/* the parts */

void      gaf_chunks_write_wav      (const GafChunksHeader *self, guint64 data_size, guint padding, GByteArray *header);
void      gaf_chunks_write_w64      (const GafChunksHeader *self, guint64 data_size, guint padding, GByteArray *header);
void      gaf_chunks_write_aiff     (const GafChunksHeader *self, guint64 data_size, guint padding, GByteArray *header);
void      gaf_chunks_write_caf      (const GafChunksHeader *self, guint64 data_size, GByteArray *header);

G_END_DECLS
