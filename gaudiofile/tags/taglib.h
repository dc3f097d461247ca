/*
 * SPDX-FileCopyrightText: 2026 gaudiofile contributors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#pragma once

#include "tags/tag-set.h"

G_BEGIN_DECLS

/*
 * TagLib, as C. What is in a tag and where it goes is TagLib's; its C interface knows seven fields and neither lists
 * nor pictures before version 2, so tags/taglib.cpp stands between. It throws no exceptions.
 *
 *   tags/tag-file.c ──► tags/taglib.c ──dlopen──► gaudiofile-taglib.so: tags/taglib.cpp ──► libtag, libstdc++
 *
 * It is a module of its own, loaded when tags are first wanted: most programs want none, and would wait at their start
 * for a library of C++ and its thousands of symbols.
 */

typedef enum {
  GAF_TAG_KIND_NONE, /* tags cannot be had */
  GAF_TAG_KIND_MPEG, /* ID3v2, ID3v1 and APE around a stream of frames */
  GAF_TAG_KIND_FLAC,
  GAF_TAG_KIND_OGG_VORBIS,
  GAF_TAG_KIND_OGG_OPUS,
  GAF_TAG_KIND_OGG_FLAC,
  GAF_TAG_KIND_OGG_SPEEX,
  GAF_TAG_KIND_MP4,
  GAF_TAG_KIND_WAV,
  GAF_TAG_KIND_AIFF,
  GAF_TAG_KIND_WAVPACK,
  GAF_TAG_KIND_APE,
  GAF_TAG_KIND_MUSEPACK,
  GAF_TAG_KIND_TTA,
  GAF_TAG_KIND_ASF,
  GAF_TAG_KIND_DSF,
} GafTagKind;

/* A file, as TagLib sees it. */
typedef struct {
  gpointer user_data;
  guint64  size;
  /* Fewer than asked at the end of the file; -1: it failed, or was cancelled, and who made this knows why. */
  gssize   (*read)     (gpointer user_data, guint64 offset, guint8 *dest, gsize length);
  /* NULL: only to be read. FALSE: as above. */
  gboolean (*write)    (gpointer user_data, guint64 offset, const guint8 *data, gsize length);
  gboolean (*truncate) (gpointer user_data, guint64 size);
  gboolean failed;     /* one of them did */
} GafTagBytes;

typedef enum {
  GAF_TAGLIB_DONE,
  GAF_TAGLIB_SAME,     /* nothing was to be changed, and nothing was */
  GAF_TAGLIB_REFUSED,  /* the file is not what TagLib takes for one of this kind */
  GAF_TAGLIB_NO_PLACE, /* a name, or a cover, that tags of this kind have no place for */
} GafTaglibResult;

/* What the module needs of the library, which it does not link: GafCover is one type in a process. */
typedef struct {
  GafCover   *(*cover_new)             (GBytes *data, const char *mime_type, guint kind, const char *description);
  GBytes     *(*cover_get_data)        (GafCover *cover);
  const char *(*cover_get_mime_type)   (GafCover *cover);
  guint       (*cover_get_kind)        (GafCover *cover);
  const char *(*cover_get_description) (GafCover *cover);
} GafTaglibHost;

/* What the module does. */
typedef struct {
  /* The tags are put into @set; it has covers then, perhaps none of them. */
  GafTaglibResult (*read)  (GafTagKind kind, GafTagBytes *bytes, GafTagSet *set);
  /* Changes the tags as @set orders; with @replace those that it does not name are removed. @what: (nullable) the name
   * without a place, to be freed. */
  GafTaglibResult (*write) (GafTagKind kind, GafTagBytes *bytes, const GafTagSet *set, gboolean replace, char **what);
} GafTaglib;

/* The module's only export; NULL if it is not of the version @build. */
typedef const GafTaglib *(*GafTaglibBegin) (const GafTaglibHost *host,
                                            const char          *build);

/* Loads it, the first time. NULL with @error: there is none. */
const GafTaglib *gaf_taglib_load (GError **error);

G_END_DECLS
