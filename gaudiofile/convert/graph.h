/*
 * SPDX-FileCopyrightText: 2026 gaudiofile contributors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#pragma once

#include "convert/flow.h"
#include "convert/settings.h"

G_BEGIN_DECLS

/*
 * What is between the source and the encoder, as flow.h shows it.
 */
typedef struct {
  const GafConvertSettings *settings;
  GafSource *source; /* as handed in */
  GafSource *last;   /* … with the range, rate, channels and effects that are wanted */
  gboolean   is_raw; /* samples are handed on as they are stored */
  gboolean   may_thread; /* the source may be read on another thread */
} GafGraph;

/* Makes @self for a file like @spec. FALSE with @error. */
gboolean gaf_graph_init     (GafGraph                 *self,
                             const GafConvertSettings *settings,
                             GafSource                *source,
                             GafEncodeSpec            *spec,
                             GError                  **error);
void     gaf_graph_clear    (GafGraph                 *self);
/* Whether the length is known, so that a fade at the end can begin. */
gboolean gaf_graph_is_exact (const GafGraph           *self);
/* The frames of one pass, of which so many at a time are asked for. @n_frames: in all, for fades; -1 for none. */
GafFlow *gaf_graph_start    (const GafGraph           *self,
                             gint64                    at_a_time,
                             double                    factor,
                             gint64                    n_frames);
/* Whether more threads than the calling one may work. */
gboolean gaf_graph_has_threads (const GafGraph        *self);

G_END_DECLS
