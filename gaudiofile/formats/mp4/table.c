/*
 * SPDX-FileCopyrightText: 2026 gaudiofile contributors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#include "formats/mp4/table.h"

void
gaf_mp4_table_init (GafMp4Table *self, GafByteSource *source, const GafMp4Box *box)
{
  self->source = source;
  self->box = *box;
  self->window = 0;
  self->n_bytes = 0;
}

const guint8 *
gaf_mp4_table_get (GafMp4Table *self, guint64 at, guint size, GError **error)
{
  const guint64 length = self->box.end - self->box.start;

  if (self->box.start == 0 || at > length || size > length - at)
    return NULL;
  at += self->box.start;
  if (at < self->window || at + size > self->window + self->n_bytes) {
    const gssize n =
        gaf_byte_source_read (self->source, at, self->bytes, MIN (sizeof self->bytes, self->box.end - at), error);

    self->window = at;
    self->n_bytes = MAX (n, 0);
    if (n < (gssize) size)
      return NULL;
  }
  return self->bytes + (at - self->window);
}
