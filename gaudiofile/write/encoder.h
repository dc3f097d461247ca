/*
 * SPDX-FileCopyrightText: 2026 gaudiofile contributors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#pragma once

#include "io/byte-sink.h"
#include "gaf-encode-spec.h"
#include "samples/samples.h"

G_BEGIN_DECLS

/*
 * GafEncoder: from frames to bytes, the mirror of GafDecoder.
 *
 *   gaf_encoder_open(): format ─┬─ PCM container ──────────────────────────────► write/encoder-pcm.c
 *                               └─ codec: element ─► packets ─► muxer ─────────► write/encoder-packets.c
 */
typedef struct _GafEncoder GafEncoder;

typedef struct {
  /* Appends frames [first, first + n_frames) of @source, whose coding is one of S8, S16, S32, F32, F64 of the
   * machine's byte order. When it
   * fails, n_frames says how many of them were taken. */
  gboolean (*write) (GafEncoder *self, const GafSampleSource *source, gsize first, gint64 n_frames, GError **error);
  /* Makes what was written so far readable, as far as the format can. */
  gboolean (*refresh) (GafEncoder *self, GError **error);
  /* The end of the file: headers are final, the sink is not closed. Also after an error, when gaf_byte_sink_retry()
   * was called. Not called
   * again after it failed. */
  gboolean (*finish) (GafEncoder *self, GError **error);
  void     (*free) (GafEncoder *self);
} GafEncoderClass;

struct _GafEncoder {
  const GafEncoderClass *klass;
  GafSampleFormat format; /* what is stored: file_dtype */
  gint64 n_frames;        /* taken so far */
};

/* @spec is resolved; @sink is not opened yet, and is opened by this when everything else is known to work. */
GafEncoder *gaf_encoder_open        (GafByteSink *sink, GafEncodeSpec *spec, GError **error);
GafEncoder *gaf_encoder_pcm_new     (GafByteSink *sink, GafEncodeSpec *spec, GError **error);
GafEncoder *gaf_encoder_packets_new (GafByteSink *sink, GafEncodeSpec *spec, GError **error);

static inline void
gaf_encoder_free (GafEncoder *self)
{
  if (self != NULL)
    self->klass->free (self);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (GafEncoder, gaf_encoder_free)

G_END_DECLS
