/*
 * SPDX-FileCopyrightText: 2026 gaudiofile contributors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#pragma once

#include "io/byte-source.h"

G_BEGIN_DECLS

/* What a file is, from its first bytes. */
typedef enum {
  GAF_CONTAINER_UNKNOWN, /* no magic: perhaps MPEG audio behind junk */
  GAF_CONTAINER_CHUNKS,
  GAF_CONTAINER_FLAC,
  GAF_CONTAINER_OGG,
  GAF_CONTAINER_MP4,
  GAF_CONTAINER_MATROSKA,
  GAF_CONTAINER_ASF,
  GAF_CONTAINER_WAVPACK,
  GAF_CONTAINER_AMR,
  GAF_CONTAINER_AC3,
  GAF_CONTAINER_ADTS,
  GAF_CONTAINER_DTS,
  GAF_CONTAINER_LOAS,
  GAF_CONTAINER_MPEG,
  GAF_CONTAINER_FOREIGN, /* something known that is not read here: see name */
} GafContainer;

typedef struct {
  GafContainer container;
  const char  *name;  /* of a foreign format, else NULL */
  guint64      start; /* the audio, between the tags */
  guint64      end;
} GafProbe;

/* Steps over the tags in front and behind, and looks at what stands between. FALSE with @error: empty, too many tags,
 * I/O. */
gboolean gaf_probe        (GafByteSource *source, GafProbe *probe, GError **error);
/* Sets the error for what turned out to be no audio: what it is instead, as far as that shows. @audio: without the
 * tags. */
void     gaf_probe_refuse (GafByteSource *audio, const GafProbe *probe, GError **error);

G_END_DECLS
