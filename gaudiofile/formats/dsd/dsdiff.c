/*
 * SPDX-FileCopyrightText: 2026 gaudiofile contributors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#include <string.h>

#include "core/bytes.h"
#include "core/limits.h"
#include "formats/dsd/dsd.h"
#include "gaf-error.h"

/*
 * DSDIFF ("Direct Stream Digital Interchange File Format" 1.5, Philips). Chunks as in AIFF, with sizes of 64 bits; an
 * odd one is followed by a byte of padding:
 *
 *   "FRM8" size "DSD " ║ "PROP" size "SND " │ "FS  " rate │ "CHNL" channels │ "CMPR" compression ║ "DSD " size, samples
 *
 * What is compressed is in a chunk "DST " instead: see formats/dsd/dst.c.
 */

/* What is in a "PROP" chunk. FALSE with @error. */
static gboolean
read_properties (GafByteSource *source, const GafDsdiffChunk *properties, GafDsd *dsd, GError **error)
{
  GError *local_error = NULL;
  guint64 at = properties->start + 4; /* "SND " */
  GafDsdiffChunk chunk;

  for (guint i = 0; i < GAF_LIMIT_CHUNKS && gaf_dsdiff_read_chunk (source, at, properties->next, &chunk, &local_error);
       i++) {
    guint8 bytes[4] = { 0 };

    at = chunk.next;
    if (gaf_byte_source_read (source, chunk.start, bytes, MIN (chunk.size, 4), &local_error) < 0)
      break;
    if (gaf_dsdiff_is_called (&chunk, "FS  "))
      dsd->bit_rate = gaf_read_be32 (bytes);
    else if (gaf_dsdiff_is_called (&chunk, "CHNL"))
      dsd->channels = gaf_read_be16 (bytes);
    else if (gaf_dsdiff_is_called (&chunk, "CMPR") && memcmp (bytes, "DSD ", 4) != 0
             && memcmp (bytes, "DST ", 4) != 0) {
      g_set_error (error, GAF_ERROR, GAF_ERROR_UNSUPPORTED, "DSDIFF with a compression that is not known");
      return FALSE;
    }
  }
  if (local_error != NULL) {
    g_propagate_error (error, local_error);
    return FALSE;
  }
  return TRUE;
}

GafPacketizer *
gaf_packetizer_dsdiff_new (GafByteSource *source, GError **error)
{
  GafDsd dsd = { .container = "DSDIFF", .n_frames = -1 };
  const guint64 end = gaf_byte_source_get_size (source);
  GError *local_error = NULL;
  guint64 at = GAF_DSDIFF_CHUNK + 4;
  GafDsdiffChunk chunk;

  for (guint i = 0; i < GAF_LIMIT_CHUNKS && gaf_dsdiff_read_chunk (source, at, end, &chunk, &local_error); i++) {
    at = chunk.next;
    if (gaf_dsdiff_is_called (&chunk, "PROP") && !read_properties (source, &chunk, &dsd, error))
      return NULL;
    if (gaf_dsdiff_is_called (&chunk, "DST "))
      return gaf_packetizer_dst_new (source, &dsd, &chunk, error);
    if (gaf_dsdiff_is_called (&chunk, "DSD ")) {
      dsd.data = chunk.start;
      dsd.data_size = chunk.size;
      return gaf_packetizer_dsd_new (source, &dsd, error);
    }
  }
  if (local_error != NULL)
    g_propagate_error (error, local_error);
  else
    g_set_error (error, GAF_ERROR, GAF_ERROR_CORRUPT, "DSDIFF without samples");
  return NULL;
}
