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
 *   blocks   │ run 0 │ run 1 │ run 2 │ run 3 │ …       a round
 *                │       │       │       │
 *   encoders     0       1       0       1             whoever is done takes the next run
 *                └───────┴───┬───┴───────┘
 *   frames                   └─► in their order, each with its number in the file
 *
 * A frame of FLAC needs nothing of those before it but its number, and, where the encoder chooses between left/right
 * and mid/side seldom, the last choice: so runs begin where it chooses anew (see count_run in write/encoder-setup.h).
 */
typedef struct _GafFlacParts GafFlacParts;

/* @first_block: the number of the first block that is going to be encoded, which has to be the beginning of a run.
 * @n_threads: how many work, the calling one included. */
GafFlacParts *gaf_flac_parts_new    (const GafEncoderSetup *setup,
                                     const GafWriteFormat  *format,
                                     GafEncodeSpec         *spec,
                                     guint64                first_block,
                                     guint                  n_threads);
void          gaf_flac_parts_free   (GafFlacParts          *self);

/* How many threads are worth their while for so many blocks; 1: none. */
guint         gaf_flac_parts_count_threads (gint64          n_blocks);
/* How many runs make a round, after which a call may look whether it is to end: some hundredths of a second. */
guint         gaf_flac_parts_count_runs    (GafFlacParts   *self);

/* A round: @samples are @n_runs runs of whole blocks, interleaved, in the setup's coding. They are added to @sum, the
 * MD5 sum of all. The threads have ended when it returns. */
gboolean      gaf_flac_parts_encode (GafFlacParts          *self,
                                     const guint8          *samples,
                                     guint                  n_runs,
                                     GChecksum             *sum,
                                     GError               **error);
/* No more rounds come: what the encoders have held back is there then. */
gboolean      gaf_flac_parts_finish (GafFlacParts          *self,
                                     GError               **error);
/* The next frame (transfer full). NULL: it is not there yet. */
GstBuffer    *gaf_flac_parts_pop    (GafFlacParts          *self);
/* What the encoders say of their stream; NULL before the first frame. Borrowed. */
GstCaps      *gaf_flac_parts_get_caps (GafFlacParts        *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (GafFlacParts, gaf_flac_parts_free)

G_END_DECLS
