/*
 * SPDX-FileCopyrightText: 2026 gaudiofile contributors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

/* The calls of the campaign of cancelling that are about tags; see cancels.c. */

#include "cancels.h"

#include <glib/gstdio.h>
#include <string.h>

static void
read_path (Trial *trial)
{
  trial_begin (trial);
  gaf_tags_read_async (trial->file->path, trial->cancellable, trial_done, trial);
}

FINISH_OBJECT (read_path_end, gaf_tags_read_finish (result, &trial->error))

static void
read_file (Trial *trial)
{
  g_autoptr (GFile) file = g_file_new_for_path (trial->file->path);

  trial_begin (trial);
  gaf_tags_read_file_async (file, trial->cancellable, trial_done, trial);
}

FINISH_OBJECT (read_file_end, gaf_tags_read_file_finish (result, &trial->error))

static void
read_of_reader (Trial *trial)
{
  g_autoptr (GError) error = NULL;

  trial->other = trial_track (gaf_reader_new_for_path (trial->file->path, NULL, &error));
  g_assert_no_error (error);
  trial_begin (trial);
  gaf_reader_read_tags_async (GAF_READER (trial->other), trial->cancellable, trial_done, trial);
}

FINISH_OBJECT (read_of_reader_end, gaf_reader_read_tags_finish (GAF_READER (source), result, &trial->error))

/* A copy of the file, and what is to be written into it. */
static GafTags *
tags_of (Trial *trial)
{
  g_autofree char *folder = g_build_filename (campaign_folder, "tagged", NULL);
  g_autofree char *lyrics = g_strnfill (100000, 'l');

  trial->may_fail = g_str_equal (trial->file->format, "mka"); /* it has none that can be written */
  trial->path = g_strdup_printf ("%s/file.%s", folder, trial->file->format);
  g_mkdir_with_parents (folder, 0777);
  g_assert_true (g_file_set_contents (trial->path, trial->file->data, trial->file->size, NULL));
  trial->object = trial_track (gaf_tags_new ());
  gaf_tags_set_value (GAF_TAGS (trial->object), "title", "new");
  gaf_tags_set_value (GAF_TAGS (trial->object), "lyrics", lyrics);
  return GAF_TAGS (trial->object);
}

static void
write_path (Trial *trial)
{
  GafTags *tags = tags_of (trial);

  trial_begin (trial);
  gaf_tags_write_async (tags, trial->path, FALSE, trial->cancellable, trial_done, trial);
}

FINISH (write_path_end, gaf_tags_write_finish (GAF_TAGS (source), result, &error))

static void
write_file (Trial *trial)
{
  GafTags *tags = tags_of (trial);
  g_autoptr (GFile) file = g_file_new_for_path (trial->path);

  trial_begin (trial);
  gaf_tags_write_file_async (tags, file, TRUE, trial->cancellable, trial_done, trial);
}

FINISH (write_file_end, gaf_tags_write_file_finish (GAF_TAGS (source), result, &error))

/* The old file or the new one, and no other beside it. */
static void
look_at_tagged (Trial *trial)
{
  g_autoptr (GafTags) tags = gaf_tags_read (trial->path, NULL, NULL);
  const gboolean is_new = tags != NULL && g_strcmp0 (gaf_tags_get_value (tags, "title"), "new") == 0;
  g_autofree char *contents = NULL;
  gsize size = 0;

  g_file_get_contents (trial->path, &contents, &size, NULL);
  if (trial->error == NULL && !is_new)
    trial_complain (trial, "the tags were not written");
  if (trial->error != NULL && (size != trial->file->size || memcmp (contents, trial->file->data, size) != 0))
    trial_complain (trial, "the old file is not there any more");
  if (campaign_count_others (trial->path) > 0)
    trial_complain (trial, "there is another file beside it");
  g_unlink (trial->path);
}

const Call campaign_tag_calls[] = {
  { "tags read path", TRUE, 3, read_path, read_path_end, NULL },
  { "tags read file", TRUE, 3, read_file, read_file_end, NULL },
  { "tags of reader", TRUE, 3, read_of_reader, read_of_reader_end, NULL },
  { "tags write path", TRUE, 40, write_path, write_path_end, look_at_tagged },
  { "tags write file", TRUE, 40, write_file, write_file_end, look_at_tagged },
  { NULL },
};
