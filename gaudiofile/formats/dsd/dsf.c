/*
 * SPDX-FileCopyrightText: 2026 gaudiofile contributors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#include <string.h>

#include "core/bytes.h"
#include "formats/dsd/dsd.h"
#include "gaf-error.h"

/*
 * DSF ("DSF File Format Specification" 1.01, Sony). Numbers have their lowest byte first; a chunk's size counts its
 * name and size too:
 *
 *   "DSD " size │ size of the file │ place of the ID3v2 tag
 *   "fmt " size │ version │ format │ layout │ channels │ rate │ bits │ samples of a channel │ block │ –
 *   "data" size │ blocks …
 *
 * The last block of each channel is filled up with zeros.
 */

#define DATA_HEADER 12

GafPacketizer *
gaf_packetizer_dsf_new (GafByteSource *source, GError **error)
{
  GafDsd dsd = { .container = "DSF" };
  guint8 head[28 + 52];
  guint8 data[DATA_HEADER];
  guint64 at, samples;
  guint32 bits;
  gssize got = gaf_byte_source_read (source, 0, head, sizeof head, error);

  if (got < 0)
    return NULL;
  if ((gsize) got < sizeof head || gaf_read_le64 (head + 4) != 28 || memcmp (head + 28, "fmt ", 4) != 0
      || gaf_read_le64 (head + 32) < 52 || gaf_read_le64 (head + 32) > G_MAXINT32) {
    g_set_error (error, GAF_ERROR, GAF_ERROR_CORRUPT, "DSF whose header is damaged");
    return NULL;
  }
  if (gaf_read_le32 (head + 44) != 0) {
    g_set_error (error, GAF_ERROR, GAF_ERROR_UNSUPPORTED, "DSF with a format %u that is not known",
                 gaf_read_le32 (head + 44));
    return NULL;
  }
  dsd.channels = gaf_read_le32 (head + 52);
  dsd.bit_rate = gaf_read_le32 (head + 56);
  bits = gaf_read_le32 (head + 60);
  samples = gaf_read_le64 (head + 64);
  dsd.block = gaf_read_le32 (head + 72);
  dsd.low_first = bits == 1;
  dsd.n_frames = (gint64) (samples / 8);

  at = 28 + gaf_read_le64 (head + 32);
  got = gaf_byte_source_read (source, at, data, sizeof data, error);
  if (got < 0)
    return NULL;
  if (got < DATA_HEADER || memcmp (data, "data", 4) != 0 || gaf_read_le64 (data + 4) < DATA_HEADER
      || (bits != 1 && bits != 8) || dsd.block == 0) {
    g_set_error (error, GAF_ERROR, GAF_ERROR_CORRUPT, "DSF whose header is damaged");
    return NULL;
  }
  dsd.data = at + DATA_HEADER;
  dsd.data_size = gaf_read_le64 (data + 4) - DATA_HEADER;
  return gaf_packetizer_dsd_new (source, &dsd, error);
}
