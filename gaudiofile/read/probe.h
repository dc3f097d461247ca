/*
 * SPDX-FileCopyrightText: 2026 gaudiofile contributors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#pragma once

#include "read/containers.h"

G_BEGIN_DECLS

/* What a file is, from its first bytes. */
typedef struct {
  const GafContainer *container;     /* NULL: no magic; perhaps MPEG audio behind junk */
  const char         *foreign;       /* name of something known that is not read here, else NULL */
  gboolean            foreign_audio; /* … which is audio, or music */
  guint64             start;         /* the audio, between the tags */
  guint64             end;
} GafProbe;

/* Steps over the tags in front and behind, and looks at what stands between. FALSE with @error: empty, too many tags,
 * I/O. */
gboolean gaf_probe_source (GafByteSource *source, GafProbe *probe, GError **error);
/* Sets the error for what turned out to be no audio: what it is instead, as far as that shows. @audio: without the
 * tags. */
void     gaf_probe_refuse (GafByteSource *audio, const GafProbe *probe, GError **error);

G_END_DECLS
