/*
 * SPDX-FileCopyrightText: 2026 gaudiofile contributors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#pragma once

#include "analysis/call.h"
#include "gaf-encode-spec.h"
#include "io/byte-sink.h"
#include "io/byte-source.h"

G_BEGIN_DECLS

/*
 * A part of a file of MP3, or of Vorbis or Opus in Ogg, made of its packets as they are.
 *
 *   packets of the source  … │ k-2 │ k-1 │  k  │ … │  m  │ …
 *                                  └── of these ────────┘     the first ones are for the decoder to warm up
 *
 * MP3 and Opus tell how many frames at the beginning are not to be heard, so the part begins at the frame that was
 * asked for. Vorbis begins where a packet does, up to a packet's length earlier. All end at the frame.
 */

/* Whether the audio of @source can be had so in files like @spec. FALSE with @error. */
gboolean gaf_cut_check (GafByteSource  *source,
                        GafEncodeSpec  *spec,
                        GError        **error);
/* Writes all but the tags. @n_frames: -1 for all to the end. Returns how many frames the new file has, or -1 with
 * @error. Inside of the fork gate; @watch is told. */
gint64   gaf_cut_write (GafByteSource  *source,
                        GafEncodeSpec  *spec,
                        GafByteSink    *sink,
                        gint64          offset,
                        gint64          n_frames,
                        GafWatch       *watch,
                        GError        **error);

G_END_DECLS
