/*
 * SPDX-FileCopyrightText: 2026 gaudiofile contributors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#pragma once

#include "gaf-recorder.h"
#include "play/recording.h"

G_BEGIN_DECLS

/* The insides of GafRecorder, for gaf-recorder.c and gaf-recorder-record.c. */
struct _GafRecorder {
  GObject parent_instance;

  GafRecorderCore *core;
};

G_END_DECLS
