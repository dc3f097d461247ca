/*
 * SPDX-FileCopyrightText: 2026 gaudiofile contributors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#pragma once

#include "convert/settings.h"
#include "gaf-conversion.h"

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

G_END_DECLS
