/*
 * SPDX-FileCopyrightText: 2026 gaudiofile contributors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#pragma once

#include "read/containers.h"
#include "read/decoder.h"

G_BEGIN_DECLS

/* What a file's headers say beside what a decoder has to know. */
typedef struct {
  guint64  n_bytes;   /* that the audio has in the file; 0: not known */
  guint    bits;      /* that a second has, of what is not compressed; 0: see @n_bytes */
  gboolean has_video;
  gboolean is_webm;   /* of Matroska */
  /* of Matroska: where the segment's contents begin, and their first cluster */
  guint64  segment;
  guint64  segment_end;
  guint64  first_cluster;
  /* what the file is recognised as, or NULL, and where it lies between the tags */
  const GafContainer *container;
  guint64  start;
  guint64  end;
  char     brand[5];  /* of MP4: what its file type box says first; "" without one, as QuickTime was at first */
} GafOutline;

/* @source: the whole file; @track and @decoder: as it was opened. What cannot be found is left as 0. An error of I/O is
 * kept by @source. */
void gaf_outline_find (GafOutline       *self,
                       GafByteSource    *source,
                       int               track,
                       const GafDecoder *decoder);

/* The same without a look at the file. */
void gaf_outline_guess (GafOutline       *self,
                        const GafDecoder *decoder);

/* Bits per second, on average; 0: not known. */
guint gaf_outline_get_bit_rate (const GafOutline *self,
                                const GafDecoder *decoder);

G_END_DECLS
