/*
 * SPDX-FileCopyrightText: 2026 gaudiofile contributors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/*
 * Blocks of WavPack 4 and 5 ("WavPack 4 & 5 Binary File / Block Format", David Bryant), for reading and for writing.
 *
 *   block: "wvpk" │ size │ version │ index │ total │ samples │ flags │ crc │ metadata sub-blocks …
 */

#define GAF_WAVPACK_HEADER_SIZE 32

/* The format allows blocks of up to 2^24 samples in theory; the encoder's limit is 131,072, and libwavpack refuses
 * blocks over 1 MiB. */
#define GAF_WAVPACK_MAX_BYTES  (1024 * 1024)
#define GAF_WAVPACK_MAX_FRAMES (1 << 24)

#define GAF_WAVPACK_BYTES   (3u << 0) /* bytes per sample - 1 */
#define GAF_WAVPACK_MONO    (1u << 2)
#define GAF_WAVPACK_HYBRID  (1u << 3)
#define GAF_WAVPACK_FLOAT   (1u << 7)
/* low bits that are all alike are left out; sub-block GAF_WAVPACK_ID_INT32 counts them */
#define GAF_WAVPACK_INT32   (1u << 8)
#define GAF_WAVPACK_INITIAL (1u << 11)
#define GAF_WAVPACK_FINAL   (1u << 12)
#define GAF_WAVPACK_DSD     (1u << 31)

#define GAF_WAVPACK_RATE_SHIFT 23 /* place in gaf_wavpack_rates, 15 for any other rate */

#define GAF_WAVPACK_ID_INT32       0x09
#define GAF_WAVPACK_ID_CHANNELS    0x0d
#define GAF_WAVPACK_ID_RIFF_HEADER 0x21
#define GAF_WAVPACK_ID_RATE        0x27
#define GAF_WAVPACK_ID_CHECKSUM    0x2f

typedef struct {
  guint32 size; /* header included */
  guint   version;
  gint64  index;
  gint64  total; /* -1 not known */
  guint32 n_frames;
  guint32 flags;
} GafWavpackBlock;

/* A metadata sub-block; @begin and @end count from the block's beginning. */
typedef struct {
  guint8        id;
  guint32       begin;
  guint32       end;
  const guint8 *payload;
  guint32       length;
} GafWavpackSubBlock;

/* What the flags and sub-blocks of a block say of the samples. */
typedef struct {
  int     rate;     /* Hz; 0: it does not say */
  int     channels; /* of the stream, not of the block */
  int     depth;    /* bits of a sample as it is stored */
  int     bits;     /* the same for whole numbers that are stored without loss, else 0 */
  guint64 mask;     /* of the channels; 0: not known */
} GafWavpackFormat;

typedef enum {
  GAF_WAVPACK_CHECKSUM_NONE,
  GAF_WAVPACK_CHECKSUM_RIGHT,
  GAF_WAVPACK_CHECKSUM_WRONG, /* or the block is no chain of sub-blocks */
} GafWavpackChecksum;

extern const int   gaf_wavpack_rates[15];

/* FALSE if there is no header at @data that a decoder could use. */
gboolean           gaf_wavpack_block_parse     (const guint8       *data,
                                                gsize               length,
                                                GafWavpackBlock    *block);
/* Steps to the next sub-block, the first time with sub->end of 0. FALSE: there is none, or it is damaged. */
gboolean           gaf_wavpack_next_sub_block  (const guint8       *block,
                                                guint32             size,
                                                GafWavpackSubBlock *sub);
/* @data: the whole block, or its first @length bytes. */
void               gaf_wavpack_format_parse    (GafWavpackFormat      *self,
                                                const GafWavpackBlock *block,
                                                const guint8          *data,
                                                gsize                  length);
GafWavpackChecksum gaf_wavpack_verify_checksum (const guint8       *block,
                                                guint32             size);
/* Makes the checksum true again, if there is one. */
void               gaf_wavpack_update_checksum (guint8             *block,
                                                guint32             size);

G_END_DECLS
