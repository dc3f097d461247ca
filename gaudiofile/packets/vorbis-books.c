/*
 * SPDX-FileCopyrightText: 2026 gaudiofile contributors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

/* Vorbis I specification, section 3.2.1: how codebooks are packed; bits are taken from the lowest on (section 2.1). */

#include "packets/vorbis-books.h"

#include <math.h>

#include "core/limits.h"
#include "gaf-error.h"

#define SYNC 0x564342

typedef struct {
  const guint8 *bytes;
  guint64 at; /* bits */
  guint64 end;
} Bits;

/* The next bits, up to 32 of them; 0 behind the end, which @at tells then. */
static guint32
take (Bits *self, guint n)
{
  const guint64 byte = self->at / 8, size = self->end / 8;
  guint64 value = 0;

  if (n == 0)
    return 0;
  for (guint i = 0; i < 5 && byte + i < size; i++)
    value |= (guint64) self->bytes[byte + i] << (8 * i);
  value >>= self->at % 8;
  self->at += n;
  return (guint32) (value & ((G_GUINT64_CONSTANT (1) << n) - 1));
}

/* The lengths of the code words: nothing is wanted of them but how many entries are used. */
static guint32
skip_lengths (Bits *bits, guint32 n_entries)
{
  guint32 n_used = 0;

  if (take (bits, 1)) { /* ordered: how many there are of each length */
    take (bits, 5);
    while (n_used < n_entries && bits->at < bits->end) {
      const guint32 n = take (bits, g_bit_storage (n_entries - n_used));

      n_used += MIN (n, n_entries - n_used);
    }
    return n_used;
  }
  if (!take (bits, 1)) { /* a length for each */
    bits->at += (guint64) n_entries * 5;
    return n_entries;
  }
  for (guint32 i = 0; i < n_entries && bits->at < bits->end; i++)
    if (take (bits, 1)) {
      bits->at += 5;
      n_used++;
    }
  return n_used;
}

/* Section 9.2.3: the largest number whose power with @dimensions is not more than @n_entries. */
static guint32
count_values (guint32 n_entries, guint32 dimensions)
{
  return dimensions == 0 ? 0 : (guint32) floor (pow (n_entries, 1.0 / dimensions) + 1e-9);
}

gboolean
gaf_vorbis_books_check (const guint8 *setup, gsize size, GError **error)
{
  Bits bits = { setup, 7 * 8, (guint64) size * 8 }; /* behind the kind of packet and "vorbis" */
  const guint n_books = take (&bits, 8) + 1;
  guint64 total = 0;

  for (guint i = 0; i < n_books && take (&bits, 24) == SYNC && bits.at < bits.end; i++) {
    const guint32 dimensions = take (&bits, 16), n_entries = take (&bits, 24);
    const guint32 n_used = skip_lengths (&bits, n_entries);
    const guint type = take (&bits, 4);

    total += n_entries;
    if (type == 1 || type == 2) {
      const guint64 n_values = type == 1 ? count_values (n_entries, dimensions) : (guint64) n_entries * dimensions;
      guint n_bits;

      take (&bits, 32);
      take (&bits, 32);
      n_bits = take (&bits, 4) + 1;
      take (&bits, 1);
      bits.at += n_values * n_bits;
      total += (guint64) n_used * dimensions;
    }
    if (total > GAF_LIMIT_BOOKS) {
      g_set_error (error, GAF_ERROR, GAF_ERROR_LIMIT,
                   "The header of the Vorbis audio asks for codebooks of more than %d values, of which no encoder "
                   "makes a tenth",
                   GAF_LIMIT_BOOKS);
      return FALSE;
    }
  }
  return TRUE;
}
