/*
 * SPDX-FileCopyrightText: 2026 gaudiofile contributors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#pragma once

#include <gst/gst.h>

#include "formats/wma.h"
#include "io/byte-source.h"
#include "samples/samples.h"

G_BEGIN_DECLS

/*
 * The walker of PCM containers: WAV, AIFF, AU, CAF, VOC and others. It reads headers only, all sizes in 64 bits, and
 * says where the samples are. What a header claims is cut down to what the file holds. PCM in MP4 is one more kind of
 * it: formats/mp4/pcm.c.
 */

typedef enum {
  GAF_CHUNKS_PCM,     /* @coding says how; frame n is at data_offset + n * block_size */
  GAF_CHUNKS_PACKETS, /* blocks for a decoder element: @caps and @codec, either fixed blocks or a packet table */
  GAF_CHUNKS_MPEG,    /* the data chunk is a stream of MPEG audio frames */
  GAF_CHUNKS_ADTS,    /* … of ADTS frames */
  GAF_CHUNKS_AC3,     /* … of AC-3 frames, or of S/PDIF bursts */
  GAF_CHUNKS_DTS,     /* … of DTS frames, or of S/PDIF bursts */
} GafChunksKind;

typedef struct {
  guint64 offset; /* from the start of the file */
  guint32 size;   /* bytes */
  guint32 n_frames;
} GafChunksPacket;

typedef struct {
  guint64 offset; /* of its first frame, from the start of the file; GAF_CHUNKS_SILENCE: it is not in the file */
  gint64  first;  /* which frame that is */
} GafChunksRange;

#define GAF_CHUNKS_SILENCE G_MAXUINT64

typedef struct _GafChunks GafChunks;

/* Copies @n_frames frames from @frame on to @dest, interleaved and of the chunks' coding, from a file in which they lie
 * in another way. Fewer than asked: the file has become shorter. -1 with @error. */
typedef gint64 (*GafChunksGather) (const GafChunks *self, GafByteSource *source, gint64 frame, gint64 n_frames,
                                   guint8 *dest, GError **error);

/* Makes of the bytes of coded blocks what the decoder takes. */
typedef void (*GafChunksPrepare) (const GafChunks *self, guint8 *data, gsize size);

struct _GafChunks {
  GafChunksKind kind;
  const char   *container;        /* static: "WAV", "RF64", "AIFC", "AU", "CAF", "VOC" … */
  /* key into the codec table: "pcm", "alaw", "mulaw", "adpcm-ms", "adpcm-ima", "alac", "aac", "mp3" … */
  const char   *codec;
  double        rate;             /* Hz; AIFF and CAF can have fractions */
  int           channels;
  /* WAVE_FORMAT_EXTENSIBLE dwChannelMask / CAF layout in GStreamer's bit order; 0 not known */
  guint64       channel_mask;
  int           bits;             /* valid bits; 0 for A-law and µ-law */
  GafCoding     coding;           /* GAF_CHUNKS_PCM */
  guint64       data_offset;      /* from the start of the file */
  guint64       data_size;        /* bytes that are really there */
  guint32       block_size;       /* bytes of a PCM frame or of a coded block */
  guint         frame_bits;       /* of blocks that hold nothing but codes: bits of a frame; 0: other blocks */
  GafChunksPrepare prepare;       /* of coded blocks; NULL: the decoder takes them as they are */
  guint32       frames_per_block; /* 1 for PCM; ADPCM: frames in a full block */
  /* in the data (a `fact` chunk or `pakt` valid-frames rules for packets); -1 not known */
  gint64        n_frames;
  gint64        skip;             /* CAF priming frames; frames before the first of the presentation in @ranges */
  GstCaps      *caps;             /* GAF_CHUNKS_PACKETS */
  GafWma        wma;              /* … of Windows Media 1 and 2; block_size 0: of another codec */
  GArray       *packets;          /* of GafChunksPacket: CAF's packet table; NULL for fixed blocks */
  /* of GafChunksRange: PCM of MP4 and VOC, in place of @data_offset; NULL: all in one place */
  GArray       *ranges;
  GafChunksGather gather;         /* NULL: frame by frame, interleaved */
  gboolean      packed_big_endian; /* PAF's 24 bits, for its @gather */
};

/* TRUE if the first bytes are the magic of one of these containers. */
gboolean   gaf_chunks_have_magic (const guint8 *head, gsize length);
/* TRUE if they are those of one that has no magic (needs up to 42). */
gboolean   gaf_chunks_recognise (const guint8 *head, gsize length);

/* Walks the headers. NULL with @error: NOT_AUDIO, CORRUPT, UNSUPPORTED, LIMIT or an I/O error. */
GafChunks *gaf_chunks_new       (GafByteSource *source, GError **error);
void       gaf_chunks_free      (GafChunks *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (GafChunks, gaf_chunks_free)

G_END_DECLS
