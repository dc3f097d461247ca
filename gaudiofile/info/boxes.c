/*
 * SPDX-FileCopyrightText: 2026 gaudiofile contributors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#include "info/boxes.h"

#include <string.h>

#include "core/bytes.h"

/* Of one level; a file made by programs has some dozens. */
#define MOST_BOXES 4096

gboolean
gaf_box_find (GafByteSource *source, guint64 start, guint64 end, const char *kind, guint64 *from, guint64 *to)
{
  for (guint i = 0; i < MOST_BOXES && start < end && end - start >= 8; i++) {
    gsize available;
    const guint8 *head = gaf_byte_source_peek (source, start, 16, &available, NULL);
    guint64 size, header = 8;

    if (head == NULL || available < 8)
      return FALSE;
    size = gaf_read_be32 (head);
    if (size == 1 && available >= 16) {
      size = gaf_read_be64 (head + 8);
      header = 16;
    } else if (size == 0) {
      size = end - start; /* up to the end */
    }
    if (size < header || size > end - start)
      return FALSE;
    if (memcmp (head + 4, kind, 4) == 0) {
      *from = start + header;
      *to = start + size;
      return TRUE;
    }
    start += size;
  }
  return FALSE;
}
