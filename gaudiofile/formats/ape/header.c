/*
 * SPDX-FileCopyrightText: 2026 gaudiofile contributors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#include "formats/ape/header.h"

#include "core/bytes.h"
#include "core/limits.h"
#include "gaf-error.h"

#define FLAG_8_BITS        (1u << 0)
#define FLAG_PEAK          (1u << 2)
#define FLAG_24_BITS       (1u << 3)
#define FLAG_TABLE_SIZE    (1u << 4)
#define FLAG_NO_WAV_HEADER (1u << 5)
#define FLAG_FLOAT         (1u << 12)

#define LENGTH         73728         /* frames of a packet, before the header told them */
#define LENGTH_EARLY   9216          /* the same in early versions */
#define MAX_LENGTH     (16 * LENGTH) /* of the highest level */
#define MAX_DESCRIPTOR 4096          /* bytes; it has 52, and may grow */

static gboolean
is_cut (GError **error)
{
  g_set_error (error, GAF_ERROR, GAF_ERROR_CORRUPT, "Monkey's Audio that ends inside its header");
  return FALSE;
}

/* From version 3.98. */
static gboolean
read_new (GafApeHeader *self, GafByteSource *source, const guint8 *descriptor, GError **error)
{
  const guint32 size = gaf_read_le32 (descriptor + 8);
  const guint32 header_size = gaf_read_le32 (descriptor + 12);
  guint8 header[24];
  gssize got;

  if (size < 52 || size > MAX_DESCRIPTOR || header_size < sizeof header || header_size > MAX_DESCRIPTOR) {
    g_set_error (error, GAF_ERROR, GAF_ERROR_CORRUPT, "Monkey's Audio whose header is damaged");
    return FALSE;
  }
  self->table = size + header_size;
  self->table_size = gaf_read_le32 (descriptor + 16);
  self->audio = self->table + self->table_size + gaf_read_le32 (descriptor + 20);
  self->audio_end = self->audio + (gaf_read_le32 (descriptor + 24) | (guint64) gaf_read_le32 (descriptor + 28) << 32);
  self->trailer = gaf_read_le32 (descriptor + 32);

  got = gaf_byte_source_read (source, size, header, sizeof header, error);
  if (got < 0)
    return FALSE;
  if ((gsize) got < sizeof header)
    return is_cut (error);
  self->level = gaf_read_le16 (header);
  self->flags = gaf_read_le16 (header + 2);
  self->length = gaf_read_le32 (header + 4);
  self->last_length = gaf_read_le32 (header + 8);
  self->n_packets = gaf_read_le32 (header + 12);
  self->bits = gaf_read_le16 (header + 16);
  self->channels = gaf_read_le16 (header + 18);
  self->rate = (int) MIN (gaf_read_le32 (header + 20), G_MAXINT);
  return TRUE;
}

/* Before version 3.98; @header has all fields that may be there. */
static void
read_old (GafApeHeader *self, const guint8 *header)
{
  guint64 at = 32;

  self->level = gaf_read_le16 (header + 6);
  self->flags = gaf_read_le16 (header + 8);
  self->channels = gaf_read_le16 (header + 10);
  self->rate = (int) MIN (gaf_read_le32 (header + 12), G_MAXINT);
  self->trailer = gaf_read_le32 (header + 20);
  self->n_packets = gaf_read_le32 (header + 24);
  self->last_length = gaf_read_le32 (header + 28);
  self->bits = self->flags & FLAG_8_BITS ? 8 : self->flags & FLAG_24_BITS ? 24 : 16;
  self->table_size = (guint64) self->n_packets * 4;

  if (self->flags & FLAG_PEAK)
    at += 4;
  if (self->flags & FLAG_TABLE_SIZE) {
    self->table_size = (guint64) gaf_read_le32 (header + at) * 4;
    at += 4;
  }
  if (!(self->flags & FLAG_NO_WAV_HEADER))
    at += gaf_read_le32 (header + 16);
  self->table = at;
  self->audio = at + self->table_size;

  if (self->version >= 3950)
    self->length = 4 * LENGTH;
  else
    self->length = self->version >= 3900 || self->level >= 4000 ? LENGTH : LENGTH_EARLY;
}

static gboolean
check (const GafApeHeader *self, GError **error)
{
  if (self->flags & FLAG_FLOAT || self->bits == 32 || self->channels > 2) {
    g_set_error (error, GAF_ERROR, GAF_ERROR_UNSUPPORTED,
                 "Monkey's Audio with %d channels of %d bits%s: the decoder takes mono and stereo of 8, 16 and 24 bits",
                 self->channels, self->bits, self->flags & FLAG_FLOAT ? ", as floats" : "");
    return FALSE;
  }
  if ((self->bits != 8 && self->bits != 16 && self->bits != 24) || self->channels == 0 || self->rate == 0
      || self->length == 0 || self->length > MAX_LENGTH || self->last_length > self->length
      || (self->n_packets > 0 && self->last_length == 0)) {
    g_set_error (error, GAF_ERROR, GAF_ERROR_CORRUPT,
                 "Monkey's Audio with an impossible format: %d Hz, %d channels, %d bits, %u frames a packet",
                 self->rate, self->channels, self->bits, self->length);
    return FALSE;
  }
  return TRUE;
}

gboolean
gaf_ape_header_read (GafApeHeader *self, GafByteSource *source, GError **error)
{
  guint8 header[52];
  gssize got = gaf_byte_source_read (source, 0, header, sizeof header, error);

  *self = (GafApeHeader){ 0 };
  if (got < 0)
    return FALSE;
  if (got < 40)
    return is_cut (error);
  if (header[3] == 'F') {
    g_set_error (error, GAF_ERROR, GAF_ERROR_UNSUPPORTED,
                 "Monkey's Audio of floats, which is not read here: convert it with its own program, \"mac\"");
    return FALSE;
  }
  self->version = gaf_read_le16 (header + 4);
  if (self->version < GAF_APE_OLDEST || self->version > GAF_APE_NEWEST) {
    g_set_error (error, GAF_ERROR, GAF_ERROR_UNSUPPORTED,
                 "Monkey's Audio of version %u.%02u, which is not read here: convert it with its own program, \"mac\"",
                 self->version / 1000, self->version % 1000 / 10);
    return FALSE;
  }
  if (self->version < 3980)
    read_old (self, header);
  else if ((gsize) got < sizeof header)
    return is_cut (error);
  else if (!read_new (self, source, header, error))
    return FALSE;
  return check (self, error);
}
