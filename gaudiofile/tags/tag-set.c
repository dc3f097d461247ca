/*
 * SPDX-FileCopyrightText: 2026 gaudiofile contributors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#include "tags/tag-set.h"

#include <string.h>

static void
entry_free (gpointer data)
{
  GafTagEntry *entry = data;

  g_free (entry->name);
  g_strfreev (entry->texts);
  g_free (entry);
}

static void
chapter_clear (gpointer data)
{
  g_free (((GafTagChapter *) data)->title);
}

GafTagSet *
gaf_tag_set_new (void)
{
  GafTagSet *self = g_new0 (GafTagSet, 1);

  self->entries = g_ptr_array_new_with_free_func (entry_free);
  self->chapters = g_array_new (FALSE, FALSE, sizeof (GafTagChapter));
  g_array_set_clear_func (self->chapters, chapter_clear);
  return self;
}

GafTagSet *
gaf_tag_set_copy (const GafTagSet *self)
{
  GafTagSet *copy = gaf_tag_set_new ();

  copy->may_lack_texts = self->may_lack_texts;
  copy->may_lack_covers = self->may_lack_covers;
  for (guint i = 0; i < self->entries->len; i++) {
    const GafTagEntry *entry = self->entries->pdata[i];

    gaf_tag_set_put (copy, entry->name, (const char *const *) entry->texts);
  }
  if (self->covers != NULL)
    copy->covers = g_ptr_array_new_with_free_func (g_object_unref);
  for (guint i = 0; self->covers != NULL && i < self->covers->len; i++)
    gaf_tag_set_add_cover (copy, g_object_ref (self->covers->pdata[i]));
  for (guint i = 0; i < self->chapters->len; i++) {
    const GafTagChapter *chapter = &g_array_index (self->chapters, GafTagChapter, i);

    gaf_tag_set_add_chapter (copy, chapter->start, chapter->end, chapter->title);
  }
  return copy;
}

void
gaf_tag_set_free (GafTagSet *self)
{
  if (self == NULL)
    return;
  g_ptr_array_unref (self->entries);
  g_clear_pointer (&self->covers, g_ptr_array_unref);
  g_array_unref (self->chapters);
  g_free (self);
}

static GafTagEntry *
find (const GafTagSet *self, const char *name, guint *index)
{
  for (guint i = 0; i < self->entries->len; i++) {
    GafTagEntry *entry = self->entries->pdata[i];

    if (g_ascii_strcasecmp (entry->name, name) == 0) {
      if (index != NULL)
        *index = i;
      return entry;
    }
  }
  return NULL;
}

const GafTagEntry *
gaf_tag_set_find (const GafTagSet *self, const char *name)
{
  return find (self, name, NULL);
}

void
gaf_tag_set_put (GafTagSet *self, const char *name, const char *const *texts)
{
  GafTagEntry *entry = find (self, name, NULL);
  char **copy = texts != NULL ? g_strdupv ((char **) texts) : g_new0 (char *, 1);

  if (entry == NULL) {
    entry = g_new0 (GafTagEntry, 1);
    entry->name = g_ascii_strup (name, -1);
    g_ptr_array_add (self->entries, entry);
  }
  g_strfreev (entry->texts);
  entry->texts = copy;
}

void
gaf_tag_set_add (GafTagSet *self, const char *name, const char *text)
{
  GafTagEntry *entry = find (self, name, NULL);
  guint n;

  if (entry == NULL) {
    gaf_tag_set_put (self, name, (const char *const[]){ text, NULL });
    return;
  }
  n = g_strv_length (entry->texts);
  entry->texts = g_renew (char *, entry->texts, n + 2);
  entry->texts[n] = g_strdup (text);
  entry->texts[n + 1] = NULL;
}

void
gaf_tag_set_drop (GafTagSet *self, const char *name)
{
  guint index;

  if (find (self, name, &index) != NULL)
    g_ptr_array_remove_index (self->entries, index);
}

void
gaf_tag_set_add_cover (GafTagSet *self, GafCover *cover)
{
  if (self->covers == NULL)
    self->covers = g_ptr_array_new_with_free_func (g_object_unref);
  g_ptr_array_add (self->covers, cover);
}

void
gaf_tag_set_add_chapter (GafTagSet *self, guint start, guint end, const char *title)
{
  const GafTagChapter chapter = { start, end, g_strdup (title) };

  g_array_append_val (self->chapters, chapter);
}
