/*
 * SPDX-FileCopyrightText: 2026 gaudiofile contributors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#pragma once

#include "io/byte-source.h"

G_BEGIN_DECLS

/* A part of the file: a box's contents, or a whole box. @start 0: there is no such box. */
typedef struct {
  guint64 start;
  guint64 end;
} GafMp4Box;

/* A table in the file, read entry by entry. Each has a window of its own on the file, so that two of them, or a table
 * and the packets that it tells of, can be read side by side; and a large one takes no more memory than a small one. */
typedef struct {
  GafByteSource *source; /* not owned */
  GafMp4Box      box;
  guint64        window; /* where @bytes come from */
  guint          n_bytes;
  guint8         bytes[2048];
} GafMp4Table;

void     gaf_mp4_table_init (GafMp4Table     *self,
                             GafByteSource   *source,
                             const GafMp4Box *box);

/* The @size bytes (up to 64) at @at, counted from the table's start. NULL: they are not in it, or @error. */
const guint8 *gaf_mp4_table_get (GafMp4Table *self,
                                 guint64      at,
                                 guint        size,
                                 GError     **error);

G_END_DECLS
