/*
 * SPDX-FileCopyrightText: 2026 gaudiofile contributors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#pragma once

#include <glib-object.h>

#include <gaudiofile/gaf-version.h>

G_BEGIN_DECLS

#define GAF_TYPE_COVER (gaf_cover_get_type ())

/**
 * GafCoverKind:
 * @GAF_COVER_KIND_OTHER: something else
 * @GAF_COVER_KIND_FRONT: the front of the cover
 * @GAF_COVER_KIND_BACK: the back of the cover
 * @GAF_COVER_KIND_LEAFLET: a page of the booklet
 * @GAF_COVER_KIND_MEDIUM: the disc itself
 * @GAF_COVER_KIND_ARTIST: an artist
 *
 * What a picture shows. The numbers are those of ID3v2 and FLAC (picture types), which have some more: numbers up to 20
 * are kept as they are.
 *
 * Since: 0.1
 */
typedef enum {
  GAF_COVER_KIND_OTHER = 0,
  GAF_COVER_KIND_FRONT = 3,
  GAF_COVER_KIND_BACK = 4,
  GAF_COVER_KIND_LEAFLET = 5,
  GAF_COVER_KIND_MEDIUM = 6,
  GAF_COVER_KIND_ARTIST = 8,
} GafCoverKind;

GAF_AVAILABLE_IN_ALL
G_DECLARE_FINAL_TYPE (GafCover, gaf_cover, GAF, COVER, GObject)

GAF_AVAILABLE_IN_ALL
GafCover   *gaf_cover_new             (GBytes     *data,
                                       const char *mime_type,
                                       guint       kind,
                                       const char *description);
GAF_AVAILABLE_IN_ALL
GBytes     *gaf_cover_get_data        (GafCover   *self);
GAF_AVAILABLE_IN_ALL
const char *gaf_cover_get_mime_type   (GafCover   *self);
GAF_AVAILABLE_IN_ALL
guint       gaf_cover_get_kind        (GafCover   *self);
GAF_AVAILABLE_IN_ALL
const char *gaf_cover_get_description (GafCover   *self);

G_END_DECLS
