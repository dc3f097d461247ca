/*
 * SPDX-FileCopyrightText: 2026 gaudiofile contributors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#pragma once

#include <gaudiofile/gaf-source.h>

G_BEGIN_DECLS

#define GAF_TYPE_PROCESSED_READER (gaf_processed_reader_get_type ())

GAF_AVAILABLE_IN_ALL
G_DECLARE_FINAL_TYPE (GafProcessedReader, gaf_processed_reader, GAF, PROCESSED_READER, GObject)

GAF_AVAILABLE_IN_ALL
GafProcessedReader *gaf_processed_reader_new          (GafSource           *source,
                                                       const char          *effects,
                                                       gint64               pre_roll,
                                                       GError             **error);
GAF_AVAILABLE_IN_ALL
GafSource          *gaf_processed_reader_get_source   (GafProcessedReader  *self);
GAF_AVAILABLE_IN_ALL
const char         *gaf_processed_reader_get_effects  (GafProcessedReader  *self);
GAF_AVAILABLE_IN_ALL
void                gaf_processed_reader_close        (GafProcessedReader  *self);

G_END_DECLS
