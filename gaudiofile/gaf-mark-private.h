/*
 * SPDX-FileCopyrightText: 2026 gaudiofile contributors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#pragma once

#include "gaf-mark.h"

G_BEGIN_DECLS

/* @title: @length bytes, which are made UTF-8; NULL or none: no title */
GafMark *gaf_mark_new (gint64      start,
                       gint64      end,
                       const char *title,
                       gsize       length);

G_END_DECLS
