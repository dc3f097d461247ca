/*
 * SPDX-FileCopyrightText: 2026 gaudiofile contributors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#pragma once

#include "formats/mpeg/header.h"

G_BEGIN_DECLS

/*
 * The bit reservoir of layer 3: a frame may refer to main data in the frames before it. This keeps count of what the
 * decoder has been given since it was started, and makes those frames silent whose main data it has not got.
 */
typedef struct {
  guint bytes;      /* of main data that the decoder has, no more than a frame can refer to */
  gboolean filling; /* decoding began amid the stream, and the reservoir is not full yet */
  guint silent;     /* so many frames more are only there for the reservoir and the decoder's phase */
} GafMpegReservoir;

/* The bytes that a frame can refer back to; 0 in layers 1 and 2. */
guint gaf_mpeg_reservoir_max (const GafMpegHeader *header);

/* The bytes that the decoder has more for later frames to refer to, once it has been given this one; 0 in layers 1 and
 * 2. */
guint gaf_mpeg_reservoir_gain (const GafMpegHeader *header);

/* The next frame for the decoder: changes @data if it cannot be decoded for want of main data. Does nothing in layers 1
 * and 2. */
void gaf_mpeg_reservoir_take (GafMpegReservoir *self, guint8 *data, const GafMpegHeader *header);

/* Whether the whole frame at @data says that there is sound in it. */
gboolean gaf_mpeg_frame_is_sounding (const guint8 *data, const GafMpegHeader *header);

G_END_DECLS
