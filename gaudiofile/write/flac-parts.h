/*
 * SPDX-FileCopyrightText: 2026 gaudiofile contributors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#pragma once

#include "write/encoder-element.h"

G_BEGIN_DECLS

/*
 * FLAC encoded on several threads: the frames of a long stretch, bit for bit those that one encoder would make of it.
 *
 *   staged       the caller's samples, until there are whole runs of them
 *   blocks   │ run 0 │ run 1 │ run 2 │ run 3 │ …       a round
 *                │       │       │       │
 *   encoders     0       1       0       1             whoever is done takes the next run
 *                └───────┴───┬───┴───────┘
 *   frames                   └─► in their order, each with its number in the file
 *
 * A frame of FLAC needs nothing of those before it but its number, and, where the encoder chooses between left/right
 * and mid/side seldom, the last choice: so runs begin where it chooses anew (see count_run in write/encoder-setup.h).
 * The encoders stay from call to call, the threads don't.
 */
typedef struct _GafFlacParts GafFlacParts;

/* @element (transfer full): an encoder that was given nothing, to begin with. */
GafFlacParts *gaf_flac_parts_new    (const GafEncoderSetup *setup,
                                     const GafWriteFormat  *format,
                                     GafEncodeSpec         *spec,
                                     GafEncoderElement     *element);
void          gaf_flac_parts_free   (GafFlacParts          *self);

/* How many threads are worth their while for so many blocks; 1: none. */
guint         gaf_flac_parts_count_threads (gint64          n_blocks);
/* How many frames make a round, after which a call may look whether it is to end: some hundredths of a second. */
gsize         gaf_flac_parts_count_round   (GafFlacParts   *self);

/* Room for so many frames more, interleaved, in the setup's coding, to be filled at once. NULL: no memory. */
guint8       *gaf_flac_parts_stage      (GafFlacParts      *self,
                                         gsize              n_frames,
                                         GError           **error);
/* How many frames wait there. */
gsize         gaf_flac_parts_get_staged (GafFlacParts      *self);
/* How many frames are anywhere in here. */
gsize         gaf_flac_parts_get_held   (GafFlacParts      *self);

/*
 * Encodes whole runs of what is staged; the threads have ended when it returns. The samples are added to @sum, the MD5
 * sum of all. @more: there is going to be more, so that runs which would leave threads idle may wait, no longer than a
 * second of sound. Returns how many frames were encoded, -1 with @error.
 */
gint64        gaf_flac_parts_encode (GafFlacParts          *self,
                                     gboolean               more,
                                     GChecksum             *sum,
                                     GError               **error);
/* Encodes all that is staged: no more comes, and what the encoders have held back is there then. Returns as
 * gaf_flac_parts_encode(). */
gint64        gaf_flac_parts_finish (GafFlacParts          *self,
                                     GChecksum             *sum,
                                     GError               **error);
/* The next frame (transfer full). NULL: it is not there yet. */
GstBuffer    *gaf_flac_parts_pop    (GafFlacParts          *self);
/* When no frame is there: has the encoders give what they have held back, if that keeps others waiting that come to
 * most of a second of sound. */
gboolean      gaf_flac_parts_unblock (GafFlacParts         *self,
                                      GError              **error);
/* For when each block counts: encodes what is staged, and from now on each block when it is whole, by one encoder. To
 * be called when no frame is there, and returns as gaf_flac_parts_encode(). */
gint64        gaf_flac_parts_narrow (GafFlacParts          *self,
                                     GChecksum             *sum,
                                     GError               **error);
gboolean      gaf_flac_parts_is_narrow (GafFlacParts       *self);
/* What the encoders say of their stream; NULL before the first frame. Borrowed. */
GstCaps      *gaf_flac_parts_get_caps (GafFlacParts        *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (GafFlacParts, gaf_flac_parts_free)

G_END_DECLS
