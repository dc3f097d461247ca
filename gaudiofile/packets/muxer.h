/*
 * SPDX-FileCopyrightText: 2026 gaudiofile contributors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#pragma once

#include <gst/gst.h>

#include "io/byte-sink.h"
#include "gaf-encode-spec.h"

G_BEGIN_DECLS

/*
 * GafMuxer: packets of one coded stream put into a file, the mirror of GafPacketizer.
 *
 *   frames ─► encoder element ─► packets ─► muxer ─► byte sink
 *
 * The file is to be usable at any moment up to the last second: what is in it is complete (pages, fragments, frames),
 * and headers that count are refreshed when its refresh() is called, where the sink can seek. All bytes are a
 * function of the spec and the packets: no time, no random number.
 *
 * Implementations embed this struct first.
 */
typedef struct _GafMuxer GafMuxer;

typedef struct {
  /* Before the first packet: what the encoder says of its stream (codec_data, streamheader). Writes the headers. */
  gboolean (*start) (GafMuxer *self, GstCaps *caps, GError **error);

  /* The next packet (transfer none). @rewrite: G_MAXUINT64, or the byte offset that the encoder wants these bytes
   * written over at (flacenc and wavpackenc do that with their headers at the end). */
  gboolean (*packet) (GafMuxer *self, GstBuffer *packet, guint64 rewrite, GError **error);

  /* About once a second: makes the headers true, so that a crash right after loses nothing before it. May be NULL. */
  gboolean (*refresh) (GafMuxer *self, gint64 n_frames, GError **error);

  /* The end: @n_frames is how many were encoded, at the spec's rate. Without any packet a valid empty file is left
   * (start() may not have been called then: caps are NULL and the encoder was not asked). */
  gboolean (*finish) (GafMuxer *self, gint64 n_frames, GError **error);

  void (*free) (GafMuxer *self);
} GafMuxerClass;

struct _GafMuxer {
  const GafMuxerClass *klass;
  GafByteSink *sink;   /* not owned */
  GafEncodeSpec *spec; /* owned; resolved */
};

GafMuxer *gaf_muxer_mpeg_new      (GafByteSink *sink, GafEncodeSpec *spec, GError **error); /* MP3 with Info frame */
/* Before the first packet, of packets that no encoder of ours made: how many frames are before the first that is to be
 * heard, at most 4095, and whether the bit rate varies. */
void      gaf_muxer_mpeg_set_delay (GafMuxer   *self,
                                    guint       delay,
                                    gboolean    is_vbr);
GafMuxer *gaf_muxer_flac_new      (GafByteSink *sink, GafEncodeSpec *spec, GError **error);
GafMuxer *gaf_muxer_ogg_new       (GafByteSink *sink, GafEncodeSpec *spec, GError **error); /* Vorbis, Opus */
GafMuxer *gaf_muxer_ogg_flac_new  (GafByteSink *sink, GafEncodeSpec *spec, GError **error);
GafMuxer *gaf_muxer_mp4_new       (GafByteSink *sink, GafEncodeSpec *spec, GError **error); /* AAC, ALAC */
GafMuxer *gaf_muxer_matroska_new  (GafByteSink *sink, GafEncodeSpec *spec, GError **error); /* Opus … AAC */
GafMuxer *gaf_muxer_bare_new      (GafByteSink *sink, GafEncodeSpec *spec, GError **error); /* AC-3 */
GafMuxer *gaf_muxer_wavpack_new   (GafByteSink *sink, GafEncodeSpec *spec, GError **error);
GafMuxer *gaf_muxer_asf_new       (GafByteSink *sink, GafEncodeSpec *spec, GError **error); /* Windows Media 2 */

static inline void
gaf_muxer_free (GafMuxer *self)
{
  if (self == NULL)
    return;
  g_clear_object (&self->spec);
  self->klass->free (self);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (GafMuxer, gaf_muxer_free)

G_END_DECLS
