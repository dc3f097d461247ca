/*
 * SPDX-FileCopyrightText: 2026 gaudiofile contributors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#include "formats/matroska/ebml.h"

#include <string.h>

#include "core/bytes.h"
#include "core/limits.h"
#include "core/memory.h"
#include "gaf-error.h"

gsize
gaf_ebml_parse_number (const guint8 *data, gsize length, guint64 *value, gboolean *unknown)
{
  gsize size = 1;
  guint64 ones;

  if (length == 0 || data[0] == 0)
    return 0;
  while (!(data[0] & (0x80 >> (size - 1))))
    size++;
  if (size > length)
    return 0;

  ones = (G_GUINT64_CONSTANT (1) << (7 * size)) - 1;
  *value = gaf_read_be (data, size) & ones;
  if (unknown != NULL)
    *unknown = *value == ones;
  return size;
}

gboolean
gaf_ebml_parse (GafEbmlElement *self, const guint8 *data, gsize length, guint64 offset, guint64 parent_end)
{
  gsize id_size = 1, size_size;
  guint64 size;

  if (offset >= parent_end)
    return FALSE;
  length = MIN (length, parent_end - offset);
  if (length < 2 || data[0] < 0x10) /* an ID has four bytes at most */
    return FALSE;
  while (!(data[0] & (0x80 >> (id_size - 1))))
    id_size++;
  if (id_size >= length)
    return FALSE;
  size_size = gaf_ebml_parse_number (data + id_size, length - id_size, &size, &self->unknown);
  if (size_size == 0)
    return FALSE;

  self->id = gaf_read_be (data, id_size);
  self->offset = offset;
  self->start = offset + id_size + size_size;
  self->cut = !self->unknown && size > parent_end - self->start;
  self->end = self->unknown || self->cut ? parent_end : self->start + size;
  return TRUE;
}

gboolean
gaf_ebml_read (GafEbmlElement *self, GafByteSource *source, guint64 offset, guint64 parent_end, GError **error)
{
  const guint8 *data;
  gsize length;

  if (offset >= parent_end)
    return FALSE;
  data = gaf_byte_source_peek (source, offset, GAF_EBML_HEAD, &length, error);
  return data != NULL && gaf_ebml_parse (self, data, length, offset, parent_end);
}

/* Up to eight bytes of contents, right-aligned in @bytes; how many there are. */
static gsize
read_short (const GafEbmlElement *self, GafByteSource *source, guint8 bytes[8])
{
  const guint64 size = self->end - self->start;

  memset (bytes, 0, 8);
  if (size == 0 || size > 8
      || gaf_byte_source_read (source, self->start, bytes + 8 - size, size, NULL) != (gssize) size)
    return 0;
  return size;
}

guint64
gaf_ebml_get_uint (const GafEbmlElement *self, GafByteSource *source, guint64 fallback)
{
  guint8 bytes[8];

  return read_short (self, source, bytes) > 0 ? gaf_read_be64 (bytes) : fallback;
}

gint64
gaf_ebml_get_int (const GafEbmlElement *self, GafByteSource *source)
{
  guint8 bytes[8];
  const gsize size = read_short (self, source, bytes);

  if (size == 0)
    return 0;
  if (bytes[8 - size] & 0x80)
    memset (bytes, 0xff, 8 - size);
  return (gint64) gaf_read_be64 (bytes);
}

double
gaf_ebml_get_float (const GafEbmlElement *self, GafByteSource *source)
{
  guint8 bytes[8];

  switch (read_short (self, source, bytes)) {
  case 4:
    return gaf_read_be_float (bytes + 4);
  case 8:
    return gaf_read_be_double (bytes);
  default:
    return 0;
  }
}

void
gaf_ebml_get_text (const GafEbmlElement *self, GafByteSource *source, char *text, gsize size)
{
  const gssize n = gaf_byte_source_read (source, self->start, text, MIN (size - 1, self->end - self->start), NULL);

  text[MAX (n, 0)] = '\0';
}

GBytes *
gaf_ebml_get_bytes (const GafEbmlElement *self, GafByteSource *source, gsize limit, GError **error)
{
  const guint64 size = self->end - self->start;
  g_autofree guint8 *bytes = NULL;
  gssize n;

  if (size > limit) {
    gaf_limits_exceeded (error, "header_bytes",
                         "A header of the Matroska file has %" G_GUINT64_FORMAT " bytes; up to %" G_GSIZE_FORMAT
                         " are allowed",
                         size, limit);
    return NULL;
  }
  bytes = gaf_memory_try (size, 1, error);
  if (bytes == NULL)
    return NULL;
  n = gaf_byte_source_read (source, self->start, bytes, size, error);
  return n < 0 ? NULL : g_bytes_new_take (g_steal_pointer (&bytes), n);
}
