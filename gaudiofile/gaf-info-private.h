/*
 * SPDX-FileCopyrightText: 2026 gaudiofile contributors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#pragma once

#include "gaf-info.h"
#include "info/marks.h"

G_BEGIN_DECLS

/* gaf-info.c tells, gaf-probe.c finds out. Set once, before anybody else sees it. */
struct _GafInfo {
  GObject parent_instance;

  const char *format; /* interned strings; those below may be NULL */
  const char *container;
  const char *codec;
  const char *content_type;
  const char *channel_layout;
  double rate;
  guint channels;
  guint64 channel_mask;
  GafSampleFormat sample_format;
  guint bits;
  guint bit_rate;
  gint64 n_frames;
  gboolean exact;
  GafMarks marks;
  GafTags *tags; /* or NULL */
};

G_END_DECLS
