/*
 * SPDX-FileCopyrightText: 2026 gaudiofile contributors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#pragma once

#include "formats/pcm/chunks.h"
#include "packets/packetizer.h"

G_BEGIN_DECLS

/*
 * Audio that is taken out of a container in which other things lie between (MPEG-TS, MPEG-PS, AVI, FLV): what is left
 * is read as if it were a file of bare frames, or the data of a WAV file.
 */
typedef struct {
  GafByteSource   *source;         /* the audio alone */
  GafPacketizerNew packetizer_new; /* of its bare frames; NULL: it has … */
  GafChunks       *chunks;         /* … PCM or blocks, whose offsets count in @source; NULL: frames of some kind */
} GafExtract;

static inline void
gaf_extract_clear (GafExtract *self)
{
  g_clear_pointer (&self->source, gaf_byte_source_unref);
  g_clear_pointer (&self->chunks, gaf_chunks_free);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (GafExtract, gaf_extract_clear)

/* Fills @self, which is empty; @track of the audio tracks, counted from 0; -1: the first that can be read. FALSE with
 * @error, and then @self is to be cleared all the same. */
typedef gboolean (*GafExtractor) (GafByteSource *source, int track, GafExtract *self, GError **error);

gboolean gaf_extract_ts         (GafByteSource *source, int track, GafExtract *self, GError **error); /* MPEG-TS */
gboolean gaf_extract_ps         (GafByteSource *source, int track, GafExtract *self, GError **error); /* MPEG-PS */
gboolean gaf_extract_avi        (GafByteSource *source, int track, GafExtract *self, GError **error);
gboolean gaf_extract_flv        (GafByteSource *source, int track, GafExtract *self, GError **error);

/* For containers that have raw AAC in packets of their own: what its AudioSpecificConfig says becomes packets of
 * @chunks, none as yet. FALSE with @error. */
gboolean gaf_extract_set_aac    (GafChunks *chunks, const guint8 *config, gsize size, GError **error);
/* One more of them; FALSE with GAF_ERROR_LIMIT. One that is empty, or too large to be any, is left out. */
gboolean gaf_extract_add_packet (GafChunks *chunks, guint64 offset, guint64 size, GError **error);

G_END_DECLS
