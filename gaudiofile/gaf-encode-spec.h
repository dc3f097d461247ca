/*
 * SPDX-FileCopyrightText: 2026 gaudiofile contributors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#pragma once

#include <gaudiofile/gaf-types.h>

G_BEGIN_DECLS

#define GAF_TYPE_ENCODE_SPEC (gaf_encode_spec_get_type ())

typedef struct _GafEncodeSpec GafEncodeSpec;

GAF_AVAILABLE_IN_ALL
GType          gaf_encode_spec_get_type         (void) G_GNUC_CONST;
GAF_AVAILABLE_IN_ALL
GafEncodeSpec *gaf_encode_spec_new              (const char     *format,
                                                 double          rate,
                                                 guint           channels);
GAF_AVAILABLE_IN_ALL
GafEncodeSpec *gaf_encode_spec_ref              (GafEncodeSpec  *self);
GAF_AVAILABLE_IN_ALL
void           gaf_encode_spec_unref            (GafEncodeSpec  *self);

GAF_AVAILABLE_IN_ALL
void           gaf_encode_spec_set_bit_depth    (GafEncodeSpec  *self,
                                                 guint           bits);
GAF_AVAILABLE_IN_ALL
void           gaf_encode_spec_set_quality      (GafEncodeSpec  *self,
                                                 const char     *quality);
GAF_AVAILABLE_IN_ALL
void           gaf_encode_spec_set_codec        (GafEncodeSpec  *self,
                                                 const char     *codec);
GAF_AVAILABLE_IN_ALL
void           gaf_encode_spec_set_channel_mask (GafEncodeSpec  *self,
                                                 guint64         mask);
GAF_AVAILABLE_IN_ALL
void           gaf_encode_spec_set_atomic       (GafEncodeSpec  *self,
                                                 gboolean        atomic);

GAF_AVAILABLE_IN_ALL
const char    *gaf_encode_spec_get_format       (GafEncodeSpec  *self);
GAF_AVAILABLE_IN_ALL
double         gaf_encode_spec_get_rate         (GafEncodeSpec  *self);
GAF_AVAILABLE_IN_ALL
guint          gaf_encode_spec_get_channels     (GafEncodeSpec  *self);
GAF_AVAILABLE_IN_ALL
guint          gaf_encode_spec_get_bit_depth    (GafEncodeSpec  *self);
GAF_AVAILABLE_IN_ALL
const char    *gaf_encode_spec_get_quality      (GafEncodeSpec  *self);
GAF_AVAILABLE_IN_ALL
const char    *gaf_encode_spec_get_codec        (GafEncodeSpec  *self);
GAF_AVAILABLE_IN_ALL
guint64        gaf_encode_spec_get_channel_mask (GafEncodeSpec  *self);
GAF_AVAILABLE_IN_ALL
gboolean       gaf_encode_spec_get_atomic       (GafEncodeSpec  *self);

/* Checks that what was set can be written, and fills in what was left open (bit depth, codec, the quality's full name). */
GAF_AVAILABLE_IN_ALL
gboolean       gaf_encode_spec_resolve          (GafEncodeSpec  *self,
                                                 GError        **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (GafEncodeSpec, gaf_encode_spec_unref)

G_END_DECLS
