/*
 * SPDX-FileCopyrightText: 2026 gaudiofile contributors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#pragma once

#include "io/byte-source.h"

G_BEGIN_DECLS

/*
 * The bytes of one stream of a file in which others lie between them (MPEG-TS, AVI, FLV …), as a byte source of their
 * own: what reads bare frames reads them then as if there were no container.
 *
 *   file     │h│piece│ video … │h│piece│h│piece│ …
 *                 ▼               ▼       ▼
 *   source      piece           piece   piece  …
 *
 * The pieces are walked through once at opening, for the sum of their sizes; only every so many of them is remembered
 * where it lies, so that a file of any number of pieces takes the same memory, and the rest is walked again when it is
 * read.
 */
typedef struct {
  guint64 at;    /* in the file: where the walk goes on */
  guint64 state; /* what the format has to know there; 0 at the start */
} GafPieceCursor;

typedef struct {
  guint64 offset; /* in the file */
  guint64 size;
} GafPiece;

/* Finds the next piece at or behind @cursor, and moves that behind it. What it finds depends on nothing but @cursor.
 * FALSE without @error: the end. */
typedef gboolean (*GafPieceNext) (gpointer user_data, GafPieceCursor *cursor, GafPiece *piece, GError **error);

/* @start: where the walk begins. @user_data is freed by @destroy with the source, also on failure. */
GafByteSource *gaf_byte_source_new_pieces (GafByteSource *base,
                                           guint64        start,
                                           GafPieceNext   next,
                                           gpointer       user_data,
                                           GDestroyNotify destroy,
                                           GError       **error);

G_END_DECLS
