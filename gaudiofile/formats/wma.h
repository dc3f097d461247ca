/*
 * SPDX-FileCopyrightText: 2026 gaudiofile contributors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#pragma once

#include <gst/gst.h>

G_BEGIN_DECLS

/*
 * Windows Media Audio 1 and 2, whose packets ASF and WAV hold: how many audio frames there are in each.
 *
 *   packet 0        │ packet 1            │ packet 2
 *   ██ A ██ B ██ C ░│░░ C ██ D ██ E ██ F ░│░░ F …          with a bit reservoir: blocks begin in one packet and end in
 *   gives A B       │ gives C D E         │ gives F …      the next; each packet says how many begin in it
 *
 * Without a reservoir a packet is one block. All blocks of a stream have the same number of frames.
 *
 * The first two blocks that a decoder gives are its warming up, and half of the last block stays in it. FFmpeg drops
 * the former and drains the latter, and so is done here. A packet of silence behind the last (gaf_wma_make_tail())
 * drains any decoder.
 */
typedef struct {
  int      block_frames;
  guint    block_size; /* bytes of a packet */
  gboolean reservoir;
  /* The decoder makes noise, with a generator that goes on from the start: decoding always has to begin there. */
  gboolean noise;
} GafWma;

/* Frames of each block. */
int        gaf_wma_get_block_frames (int version,
                                     int rate);
/* @data: what follows the WAVEFORMATEX. FALSE: no such stream. */
gboolean   gaf_wma_parse      (GafWma       *self,
                               int           version,
                               int           rate,
                               int           channels,
                               guint         byte_rate,
                               guint         block_size,
                               const guint8 *data,
                               gsize         size);
/* Audio frames that a packet, which begins with the byte @head, yields behind others, or as the @first. */
int        gaf_wma_count      (const GafWma *self,
                               guint8        head,
                               gboolean      first);
/* What makes the decoder give the block that it still has; the decoder has to be flushed before. */
GstBuffer *gaf_wma_make_tail  (const GafWma *self);

/* Frames of warming up. */
#define GAF_WMA_SKIP(self) (2 * (self)->block_frames)

G_END_DECLS
