/*
 * SPDX-FileCopyrightText: 2026 gaudiofile contributors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#include "write/encoder.h"

#include "formats/writable.h"

GafEncoder *
gaf_encoder_open (GafByteSink *sink, GafEncodeSpec *spec, GError **error)
{
  const GafWriteFormat *format =
      gaf_write_format_find (gaf_encode_spec_get_format (spec), gaf_encode_spec_get_codec (spec));

  g_return_val_if_fail (format != NULL, NULL);

  return format->chunks != GAF_CHUNK_NONE ? gaf_encoder_pcm_new (sink, spec, error)
                                          : gaf_encoder_packets_new (sink, spec, error);
}
