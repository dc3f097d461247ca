/*
 * SPDX-FileCopyrightText: 2026 gaudiofile contributors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#include "formats/matroska/frames.h"

#include <gio/gio.h>
#include <string.h>

#include "core/limits.h"
#include "core/memory.h"
#include "gaf-error.h"

/* Bytes of a compressed frame when it is decompressed: the largest that is known, of PCM in many channels, has a tenth.
 */
#define INFLATED_MAX (1024 * 1024)

/* Decompresses until @most bytes have come out or the input ends; what is damaged ends there. */
static GByteArray *
inflate_bytes (const guint8 *data, gsize size, gsize most)
{
  g_autoptr (GConverter) zlib = G_CONVERTER (g_zlib_decompressor_new (G_ZLIB_COMPRESSOR_FORMAT_ZLIB));
  GByteArray *bytes = g_byte_array_new ();
  GConverterResult result = G_CONVERTER_CONVERTED;

  while (result == G_CONVERTER_CONVERTED && bytes->len < most) {
    const gsize begin = bytes->len;
    const gsize room = MIN (most - begin, MAX (4 * size, 4096));
    gsize n_read = 0, n_written = 0;

    g_byte_array_set_size (bytes, begin + room);
    result = g_converter_convert (zlib, data, size, bytes->data + begin, room, G_CONVERTER_INPUT_AT_END, &n_read,
                                  &n_written, NULL);
    if (result == G_CONVERTER_ERROR)
      n_read = n_written = 0;
    g_byte_array_set_size (bytes, begin + n_written);
    data += n_read;
    size -= n_read;
    if (n_read == 0 && n_written == 0)
      break;
  }
  return bytes;
}

/* A frame of a track, of which all frames together must not become too many times as large. NULL with @error. */
static GByteArray *
inflate_frame (const GafMatroskaTrack *track, const guint8 *data, gsize size, gsize most, GError **error)
{
  GafMatroskaInflation *inflation = track->inflation;
  GByteArray *bytes = inflate_bytes (data, size, most);

  inflation->n_in += size;
  inflation->n_out += bytes->len;
  if (inflation->n_out <= GAF_LIMIT_INFLATED || inflation->n_out / GAF_LIMIT_INFLATION <= inflation->n_in)
    return bytes;
  g_byte_array_unref (bytes);
  g_set_error (error, GAF_ERROR, GAF_ERROR_LIMIT,
               "The packets of the Matroska file become more than %d times as large when they are decompressed; write "
               "it anew without compression (of the container), for example by mkvmerge --compression -1:none",
               GAF_LIMIT_INFLATION);
  return NULL;
}

GstBuffer *
gaf_matroska_frame_load (const GafMatroskaTrack *track, GafByteSource *source, guint64 start, gsize size,
                         GError **error)
{
  const gboolean stripped = track->of_frames && track->encoding == GAF_MATROSKA_STRIPPED;
  const gsize prefix = stripped ? g_bytes_get_size (track->prefix) : 0;
  gsize available;
  const guint8 *data = gaf_byte_source_peek (source, start, size, &available, error);
  guint8 *copy;

  if (data == NULL || available < size)
    return NULL;
  if (track->of_frames && track->encoding == GAF_MATROSKA_ZLIB) {
    GByteArray *bytes = inflate_frame (track, data, size, INFLATED_MAX, error);
    const gsize length = bytes != NULL ? bytes->len : 0;

    if (length == 0) {
      g_clear_pointer (&bytes, g_byte_array_unref);
      return NULL;
    }
    return gst_buffer_new_wrapped (g_byte_array_free (bytes, FALSE), length);
  }
  if (prefix + size == 0)
    return NULL;
  copy = gaf_memory_try (prefix + size, 1, error);
  if (copy == NULL)
    return NULL;
  if (prefix > 0)
    memcpy (copy, g_bytes_get_data (track->prefix, NULL), prefix);
  memcpy (copy + prefix, data, size);
  return gst_buffer_new_wrapped (copy, prefix + size);
}

gssize
gaf_matroska_frame_peek (const GafMatroskaTrack *track, GafByteSource *source, guint64 start, gsize size, guint8 *head,
                         gsize wanted, gsize *whole, GError **error)
{
  gsize prefix = 0, available;
  gssize n;

  if (track->of_frames && track->encoding == GAF_MATROSKA_ZLIB) {
    const guint8 *data = gaf_byte_source_peek (source, start, size, &available, error);
    GByteArray *bytes;

    if (data == NULL)
      return -1;
    bytes = inflate_frame (track, data, MIN (size, available), whole != NULL ? INFLATED_MAX : wanted, error);
    if (bytes == NULL)
      return -1;
    n = MIN (bytes->len, wanted);
    if (n > 0)
      memcpy (head, bytes->data, n);
    if (whole != NULL)
      *whole = bytes->len;
    g_byte_array_unref (bytes);
    return n;
  }

  if (track->of_frames && track->encoding == GAF_MATROSKA_STRIPPED) {
    const guint8 *data = g_bytes_get_data (track->prefix, &prefix);

    memcpy (head, data, MIN (prefix, wanted));
  }
  if (whole != NULL)
    *whole = prefix + size;
  if (prefix >= wanted)
    return (gssize) wanted;
  n = gaf_byte_source_read (source, start, head + prefix, MIN (size, wanted - prefix), error);
  return n < 0 ? -1 : (gssize) prefix + n;
}

GBytes *
gaf_matroska_load_config (const GafMatroskaTrack *track)
{
  gsize size;
  const guint8 *data;

  if (track->config == NULL)
    return NULL;
  if (!track->of_config)
    return g_bytes_ref (track->config);
  data = g_bytes_get_data (track->config, &size);
  switch (track->encoding) {
  case GAF_MATROSKA_ZLIB:
    return g_byte_array_free_to_bytes (inflate_bytes (data, size, INFLATED_MAX));
  case GAF_MATROSKA_STRIPPED: {
    GByteArray *bytes = g_byte_array_new ();
    gsize prefix;
    const guint8 *front = g_bytes_get_data (track->prefix, &prefix);

    g_byte_array_append (bytes, front, prefix);
    g_byte_array_append (bytes, data, size);
    return g_byte_array_free_to_bytes (bytes);
  }
  default:
    return g_bytes_ref (track->config);
  }
}
