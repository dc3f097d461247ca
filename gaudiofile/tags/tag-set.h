/*
 * SPDX-FileCopyrightText: 2026 gaudiofile contributors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#pragma once

#include "gaf-cover.h"

G_BEGIN_DECLS

/*
 * What tags say, apart from any file: lists of texts by name, and pictures. The inside of GafTags.
 *
 * It is also an order to change a file's tags: a name without texts is one to remove, and @covers is NULL if it says
 * nothing about pictures.
 */
typedef struct {
  char *name;   /* in upper case */
  char **texts; /* ended by NULL; none: to be removed */
} GafTagEntry;

/* A chapter, as ID3v2 has it. */
typedef struct {
  guint start; /* ms */
  guint end;   /* ms */
  char *title;
} GafTagChapter;

typedef struct {
  GPtrArray *entries;  /* of GafTagEntry */
  GPtrArray *covers;   /* of GafCover; NULL: nothing is said about them */
  GArray    *chapters; /* of GafTagChapter; only read */
  /* What came from another file: a new file may do without it, if its tags have no place for it. */
  gboolean   may_lack_texts;
  gboolean   may_lack_covers;
} GafTagSet;

GafTagSet         *gaf_tag_set_new         (void);
GafTagSet         *gaf_tag_set_copy        (const GafTagSet   *self);
void               gaf_tag_set_free        (GafTagSet         *self);

/* NULL: it says nothing about @name, which may be in any case. */
const GafTagEntry *gaf_tag_set_find        (const GafTagSet   *self,
                                            const char        *name);
/* @texts: NULL or none: to be removed. */
void               gaf_tag_set_put         (GafTagSet         *self,
                                            const char        *name,
                                            const char *const *texts);
/* One text more. */
void               gaf_tag_set_add         (GafTagSet         *self,
                                            const char        *name,
                                            const char        *text);
void               gaf_tag_set_drop        (GafTagSet         *self,
                                            const char        *name);
/* @cover: transfer full */
void               gaf_tag_set_add_cover   (GafTagSet         *self,
                                            GafCover          *cover);
void               gaf_tag_set_add_chapter (GafTagSet         *self,
                                            guint              start,
                                            guint              end,
                                            const char        *title);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (GafTagSet, gaf_tag_set_free)

G_END_DECLS
