/*
 * SPDX-FileCopyrightText: 2026 gaudiofile contributors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#pragma once

#include "analysis/call.h"
#include "convert/graph.h"
#include "convert/settings.h"
#include "gaf-conversion.h"
#include "gaf-writer.h"
#include "io/byte-sink.h"

G_BEGIN_DECLS

/* A conversion's insides, for gaf-conversion.c, which has the properties, and gaf-conversion-run.c, which converts. */
struct _GafConversion {
  GObject parent_instance;

  GafConvertSettings settings;
  GDestroyNotify process_destroy;
  GMutex lock; /* guards what is below */
  double applied_gain;
};

/* gaf-conversion-run.c: gaf_conversion_run() without progress, which tells the gain to the caller alone. */
gint64 gaf_conversion_run_path (GafConversion  *self,
                                const char     *source,
                                const char     *destination,
                                GCancellable   *cancellable,
                                double         *applied_gain,
                                GError        **error);

/* gaf-conversion-cut.c */

/* Whether the samples of the source are all in the file that is open. FALSE with @error. */
gboolean gaf_conversion_check_samples (const GafGraph           *graph,
                                       GafWriter                *writer,
                                       GError                  **error);
/* Whether packets are to be copied, and nothing is to be decoded. */
gboolean gaf_conversion_wants_packets (const GafConvertSettings *settings,
                                       GafSource                *source);
/* Copies them, and tags; closes @sink. Returns how many frames there are, or -1 with @error. */
gint64   gaf_conversion_cut           (const GafConvertSettings *settings,
                                       GafReader                *reader,
                                       GafEncodeSpec            *spec,
                                       GafByteSink              *sink,
                                       GafWatch                 *watch,
                                       GCancellable             *cancellable,
                                       GError                  **error);

G_END_DECLS
