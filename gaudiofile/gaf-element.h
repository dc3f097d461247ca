/*
 * SPDX-FileCopyrightText: 2026 gaudiofile contributors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#pragma once

#include <gaudiofile/gaf-source.h>
#include <gaudiofile/gaf-writer.h>

G_BEGIN_DECLS

GAF_AVAILABLE_IN_ALL
GObject *gaf_source_make_element (GafSource  *self,
                                  GError    **error);
GAF_AVAILABLE_IN_ALL
GObject *gaf_writer_make_element (GafWriter  *self,
                                  GError    **error);

G_END_DECLS
