/*
 * SPDX-FileCopyrightText: 2026 gaudiofile contributors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#pragma once

#include <gaudiofile/gaf-types.h>

G_BEGIN_DECLS

/**
 * GafSupportKind:
 * @GAF_SUPPORT_KIND_READING: codecs that can be decoded
 * @GAF_SUPPORT_KIND_WRITING: formats that can be written, each with its codecs
 * @GAF_SUPPORT_KIND_OTHER: everything else that needs something which may not be installed: tags, loudness, pictures,
 *   devices
 *
 * What a list of [struct@Support] is about: codecs that are read, formats that are written, and so on.
 *
 * Since: 0.1
 */
typedef enum {
  GAF_SUPPORT_KIND_READING,
  GAF_SUPPORT_KIND_WRITING,
  GAF_SUPPORT_KIND_OTHER,
} GafSupportKind;

#define GAF_TYPE_SUPPORT (gaf_support_get_type ())

typedef struct _GafSupport GafSupport;

GAF_AVAILABLE_IN_ALL
GType       gaf_support_get_type       (void) G_GNUC_CONST;
GAF_AVAILABLE_IN_ALL
GafSupport *gaf_support_ref            (GafSupport *self);
GAF_AVAILABLE_IN_ALL
void        gaf_support_unref          (GafSupport *self);

GAF_AVAILABLE_IN_ALL
GPtrArray  *gaf_support_list           (GafSupportKind kind);

GAF_AVAILABLE_IN_ALL
const char *gaf_support_get_name       (GafSupport *self);
GAF_AVAILABLE_IN_ALL
const char *gaf_support_get_codec      (GafSupport *self);
GAF_AVAILABLE_IN_ALL
const char *const *gaf_support_get_extensions (GafSupport *self);
GAF_AVAILABLE_IN_ALL
const char *const *gaf_support_get_containers (GafSupport *self);
GAF_AVAILABLE_IN_ALL
gboolean    gaf_support_get_works      (GafSupport *self);
GAF_AVAILABLE_IN_ALL
const char *gaf_support_get_element    (GafSupport *self);
GAF_AVAILABLE_IN_ALL
const char *gaf_support_get_package    (GafSupport *self);
GAF_AVAILABLE_IN_ALL
const char *gaf_support_get_message    (GafSupport *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (GafSupport, gaf_support_unref)

G_END_DECLS
