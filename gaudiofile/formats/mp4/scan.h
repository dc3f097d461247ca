/*
 * SPDX-FileCopyrightText: 2026 gaudiofile contributors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#pragma once

#include "io/byte-source.h"

G_BEGIN_DECLS

/*
 * What an MP4 or QuickTime file says about the length of its first audio track, to the frame (ISO/IEC 14496-12).
 *
 * qtdemux applies edit lists and movie durations in movie time (often milliseconds) and so loses frames at the end.
 * It is given the file without them, and the trimming is done by frames from what is found here.
 */
typedef struct {
  guint64 start; /* of a box's contents; 0: there is no such box */
  guint64 end;
} GafMp4Box;

typedef struct {
  guint32 timescale; /* of the track: ticks per second; 0: no audio track was found */
  guint64 duration;  /* ticks, the sum of the sample table and of all fragments */
  guint64 skip;      /* ticks before the first of the presentation (edit list, or iTunSMPB) */
  guint64 length;    /* ticks of the presentation; 0: to the end */
  gboolean fragmented;
  gboolean complete; /* fragmented: all of them were found, with all their packets */
  gboolean orderly;  /* fragmented: complete, and each fits to the one before */

  /* the sample description, for a track without packets, of which no demuxer tells */
  char format[5]; /* "mp4a", "alac" … */
  guint16 channels;
  guint16 bits;

  gboolean
      little_endian; /* PCM of QuickTime: box `enda` says so; qtdemux does not heed it for floats and 32-bit integers */

  /* where that description is (whole, with its header), and the tables of where its packets are */
  GafMp4Box description;
  GafMp4Box chunks;  /* `stsc` */
  GafMp4Box times;   /* `stts` */
  GafMp4Box sizes;   /* `stsz` */
  guint32 size;      /* of every packet, as `stsz` says; 0: they differ */
  GafMp4Box offsets; /* `stco`, or `co64` */
  gboolean offsets_are_wide;
} GafMp4Info;

/* @patched: gets the patches that hide edit lists and short durations from a demuxer. FALSE with @error only for I/O errors, and
 * for what a demuxer must not see (formats/demuxed/guard.h); what is not understood is left at 0. */
gboolean gaf_mp4_scan (GafByteSource *source, GafByteSource *patched, GafMp4Info *info, GError **error);

G_END_DECLS
