/*
 * SPDX-FileCopyrightText: 2026 gaudiofile contributors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#pragma once

#include <gaudiofile/gaf-tags.h>
#include <gaudiofile/gaf-types.h>

G_BEGIN_DECLS

#define GAF_TYPE_ENCODE_SPEC (gaf_encode_spec_get_type ())

GAF_AVAILABLE_IN_ALL
G_DECLARE_FINAL_TYPE (GafEncodeSpec, gaf_encode_spec, GAF, ENCODE_SPEC, GObject)

GAF_AVAILABLE_IN_ALL
GafEncodeSpec *gaf_encode_spec_new              (const char     *format,
                                                 double          rate,
                                                 guint           channels);

/* properties: what the file is to be like */

GAF_AVAILABLE_IN_ALL
const char    *gaf_encode_spec_get_format       (GafEncodeSpec  *self);
GAF_AVAILABLE_IN_ALL
void           gaf_encode_spec_set_format       (GafEncodeSpec  *self,
                                                 const char     *format);
GAF_AVAILABLE_IN_ALL
double         gaf_encode_spec_get_rate         (GafEncodeSpec  *self);
GAF_AVAILABLE_IN_ALL
void           gaf_encode_spec_set_rate         (GafEncodeSpec  *self,
                                                 double          rate);
GAF_AVAILABLE_IN_ALL
guint          gaf_encode_spec_get_channels     (GafEncodeSpec  *self);
GAF_AVAILABLE_IN_ALL
void           gaf_encode_spec_set_channels     (GafEncodeSpec  *self,
                                                 guint           channels);
GAF_AVAILABLE_IN_ALL
guint          gaf_encode_spec_get_bit_depth    (GafEncodeSpec  *self);
GAF_AVAILABLE_IN_ALL
void           gaf_encode_spec_set_bit_depth    (GafEncodeSpec  *self,
                                                 guint           bits);
GAF_AVAILABLE_IN_ALL
const char    *gaf_encode_spec_get_quality      (GafEncodeSpec  *self);
GAF_AVAILABLE_IN_ALL
void           gaf_encode_spec_set_quality      (GafEncodeSpec  *self,
                                                 const char     *quality);
GAF_AVAILABLE_IN_ALL
const char    *gaf_encode_spec_get_codec        (GafEncodeSpec  *self);
GAF_AVAILABLE_IN_ALL
void           gaf_encode_spec_set_codec        (GafEncodeSpec  *self,
                                                 const char     *codec);
GAF_AVAILABLE_IN_ALL
guint64        gaf_encode_spec_get_channel_mask (GafEncodeSpec  *self);
GAF_AVAILABLE_IN_ALL
void           gaf_encode_spec_set_channel_mask (GafEncodeSpec  *self,
                                                 guint64         mask);
GAF_AVAILABLE_IN_ALL
gboolean       gaf_encode_spec_get_atomic       (GafEncodeSpec  *self);
GAF_AVAILABLE_IN_ALL
void           gaf_encode_spec_set_atomic       (GafEncodeSpec  *self,
                                                 gboolean        atomic);
GAF_AVAILABLE_IN_ALL
GafTags       *gaf_encode_spec_get_tags         (GafEncodeSpec  *self);
GAF_AVAILABLE_IN_ALL
void           gaf_encode_spec_set_tags         (GafEncodeSpec  *self,
                                                 GafTags        *tags);

/* checking */

GAF_AVAILABLE_IN_ALL
gboolean       gaf_encode_spec_resolve          (GafEncodeSpec  *self,
                                                 GError        **error);

G_END_DECLS
