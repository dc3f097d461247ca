/*
 * SPDX-FileCopyrightText: 2026 gaudiofile contributors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#include "gaf-tags-private.h"

#include "core/file-name.h"
#include "core/fork-gate.h"
#include "gaf-error.h"
#include "tags/tag-file.h"

/**
 * GafTags:
 *
 * What the tags of an audio file say: texts by name, and covers.
 *
 * Names are those that TagLib has for all formats, in upper case: `TITLE`, `ARTIST`, `ALBUM`, `ALBUMARTIST`,
 * `TRACKNUMBER`, `DISCNUMBER`, `DATE`, `GENRE`, `COMMENT`, `COMPOSER`, `LYRICS`, `REPLAYGAIN_TRACK_GAIN`,
 * `MUSICBRAINZ_TRACKID` and so on. Any other name of ASCII letters can be used too. They may be given in any case. Each
 * has a list of texts, mostly of one.
 *
 * Tags that are written are an order to change those of the file: names that they have are set, a name with an empty
 * list is removed, and what is not named stays, unless all is to be replaced. The audio is not encoded anew: after
 * the edit it is compared, packet by packet, with what it was before, and only a file that has all of them takes the
 * place of the old one. It does so in one step, so that there is the old file or the new one at any moment.
 *
 * ```c
 * g_autoptr (GError) error = NULL;
 * g_autoptr (GafTags) tags = gaf_tags_new ();
 *
 * gaf_tags_set_value (tags, "TITLE", "Front Center");
 * gaf_tags_set_values (tags, "ARTIST", (const char *const[]){ "One", "Another", NULL });
 * if (!gaf_tags_write (tags, "song.flac", FALSE, NULL, &error))  // what is not named stays
 *   g_printerr ("%s\n", error->message);
 * ```
 *
 * Since: 0.1
 */
struct _GafTags {
  GObject parent_instance;

  GafTagSet *set;
};

G_DEFINE_FINAL_TYPE (GafTags, gaf_tags, G_TYPE_OBJECT)

static void
gaf_tags_finalize (GObject *object)
{
  gaf_tag_set_free (GAF_TAGS (object)->set);
  G_OBJECT_CLASS (gaf_tags_parent_class)->finalize (object);
}

static void
gaf_tags_init (GafTags *self)
{
  self->set = gaf_tag_set_new ();
}

static void
gaf_tags_class_init (GafTagsClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = gaf_tags_finalize;
}

GafTags *
gaf_tags_new_for_set (GafTagSet *set)
{
  GafTags *self = gaf_tags_new ();

  gaf_tag_set_free (self->set);
  self->set = set;
  return self;
}

const GafTagSet *
gaf_tags_get_set (GafTags *self)
{
  return self->set;
}

/**
 * gaf_tags_new:
 *
 * Makes tags that say nothing yet, to be filled and then written or handed to [method@EncodeSpec.set_tags].
 *
 * Returns: (transfer full): tags
 * Since: 0.1
 */
GafTags *
gaf_tags_new (void)
{
  return g_object_new (GAF_TYPE_TAGS, NULL);
}

/* texts */

/* What the Xiph comment allows, which is the strictest. */
static gboolean
is_name (const char *name)
{
  for (const char *c = name; *c != '\0'; c++)
    if (*c < 0x20 || *c > 0x7d || *c == '=')
      return FALSE;
  return *name != '\0';
}

/**
 * gaf_tags_get_names:
 * @self: tags
 *
 * Lists the names that have texts, or are to be removed.
 *
 * Returns: (transfer full) (array zero-terminated=1): names in upper case
 * Since: 0.1
 */
char **
gaf_tags_get_names (GafTags *self)
{
  g_autoptr (GPtrArray) names = g_ptr_array_new ();

  g_return_val_if_fail (GAF_IS_TAGS (self), NULL);

  for (guint i = 0; i < self->set->entries->len; i++)
    g_ptr_array_add (names, g_strdup (((GafTagEntry *) self->set->entries->pdata[i])->name));
  g_ptr_array_add (names, NULL);
  return (char **) g_ptr_array_steal (names, NULL);
}

/**
 * gaf_tags_get_values:
 * @self: tags
 * @name: a name, in any case
 *
 * Gives all texts of a name, in their order, as UTF-8.
 *
 * Returns: (transfer full) (array zero-terminated=1) (nullable): the texts, of which there are none if they are to be
 *   removed; %NULL if the tags say nothing about @name
 * Since: 0.1
 */
char **
gaf_tags_get_values (GafTags *self, const char *name)
{
  const GafTagEntry *entry;

  g_return_val_if_fail (GAF_IS_TAGS (self), NULL);
  g_return_val_if_fail (name != NULL, NULL);

  entry = gaf_tag_set_find (self->set, name);
  return entry != NULL ? g_strdupv (entry->texts) : NULL;
}

/**
 * gaf_tags_get_value:
 * @self: tags
 * @name: a name, in any case
 *
 * Gives the first text of a name, which is the only one mostly.
 *
 * Returns: (transfer none) (nullable): the text, which stays until the name is set again; %NULL if there is none
 * Since: 0.1
 */
const char *
gaf_tags_get_value (GafTags *self, const char *name)
{
  const GafTagEntry *entry;

  g_return_val_if_fail (GAF_IS_TAGS (self), NULL);
  g_return_val_if_fail (name != NULL, NULL);

  entry = gaf_tag_set_find (self->set, name);
  return entry != NULL ? entry->texts[0] : NULL;
}

/**
 * gaf_tags_set_values:
 * @self: tags
 * @name: a name: ASCII without "="
 * @values: (array zero-terminated=1) (nullable): its texts; %NULL or none: it is to be removed from the file
 *
 * Sets the texts of a name. Empty texts are left out.
 *
 * Since: 0.1
 */
void
gaf_tags_set_values (GafTags *self, const char *name, const char *const *values)
{
  g_return_if_fail (GAF_IS_TAGS (self));
  g_return_if_fail (name != NULL && is_name (name));

  gaf_tag_set_put (self->set, name, NULL);
  for (; values != NULL && *values != NULL; values++) {
    g_autofree char *valid = g_utf8_make_valid (*values, -1);

    if (valid[0] != '\0')
      gaf_tag_set_add (self->set, name, valid);
  }
}

/**
 * gaf_tags_set_value:
 * @self: tags
 * @name: a name: ASCII without "="
 * @value: (nullable): its only text; %NULL: it is to be removed from the file
 *
 * Sets the text of a name, in place of all texts that it had before.
 *
 * Since: 0.1
 */
void
gaf_tags_set_value (GafTags *self, const char *name, const char *value)
{
  gaf_tags_set_values (self, name, (const char *const[]){ value, NULL });
}

/**
 * gaf_tags_unset:
 * @self: tags
 * @name: a name, in any case
 *
 * Says nothing about a name any more: what a file has under it stays.
 *
 * Since: 0.1
 */
void
gaf_tags_unset (GafTags *self, const char *name)
{
  g_return_if_fail (GAF_IS_TAGS (self));
  g_return_if_fail (name != NULL);

  gaf_tag_set_drop (self->set, name);
}

/* covers */

/**
 * gaf_tags_get_n_covers:
 * @self: tags
 *
 * Tells how many covers there are to ask [method@Tags.get_cover] for.
 *
 * Returns: a number
 * Since: 0.1
 */
guint
gaf_tags_get_n_covers (GafTags *self)
{
  g_return_val_if_fail (GAF_IS_TAGS (self), 0);

  return self->set->covers != NULL ? self->set->covers->len : 0;
}

/**
 * gaf_tags_get_cover:
 * @self: tags
 * @index: which, counted from 0
 *
 * Gives one of the covers, in their order in the file. It belongs to the tags.
 *
 * Returns: (transfer none) (nullable): the cover; %NULL if there are not so many
 * Since: 0.1
 */
GafCover *
gaf_tags_get_cover (GafTags *self, guint index)
{
  g_return_val_if_fail (GAF_IS_TAGS (self), NULL);

  return index < gaf_tags_get_n_covers (self) ? self->set->covers->pdata[index] : NULL;
}

/**
 * gaf_tags_add_cover:
 * @self: tags
 * @cover: a cover
 *
 * Adds a cover. The covers of tags that have any take the place of all that the file has.
 *
 * Since: 0.1
 */
void
gaf_tags_add_cover (GafTags *self, GafCover *cover)
{
  g_return_if_fail (GAF_IS_TAGS (self));
  g_return_if_fail (GAF_IS_COVER (cover));

  gaf_tag_set_add_cover (self->set, g_object_ref (cover));
}

/**
 * gaf_tags_clear_covers:
 * @self: tags
 *
 * Has no covers any more: those of the file are to be removed when the tags are written.
 *
 * Since: 0.1
 */
void
gaf_tags_clear_covers (GafTags *self)
{
  g_return_if_fail (GAF_IS_TAGS (self));

  g_clear_pointer (&self->set->covers, g_ptr_array_unref);
  self->set->covers = g_ptr_array_new_with_free_func (g_object_unref);
}

/* files */

/* @source: transfer full; NULL with @error. @name is put in front of a message. */
static GafTags *
read_source (GafByteSource *source, const char *name, GCancellable *cancellable, GError **error)
{
  G_GNUC_UNUSED g_autoptr (GafByteSource) owned = source;
  g_autoptr (GafTagSet) set = gaf_tag_set_new ();
  gboolean ok = FALSE;

  if (source != NULL) {
    gaf_byte_source_set_cancellable (source, cancellable);
    ok = gaf_tag_file_read (source, set, error);
    gaf_byte_source_set_cancellable (source, NULL);
  }
  if (ok)
    return gaf_tags_new_for_set (g_steal_pointer (&set));
  gaf_file_name_put_in_front (name, error);
  return NULL;
}

/**
 * gaf_tags_read:
 * @path: (type filename): name of an audio file
 * @cancellable: (nullable): cancels the call
 * @error: as [ctor@Reader.new_for_path]; %GAF_ERROR_MISSING_PLUGIN if TagLib is not installed
 *
 * Reads the tags of a file. A format of which tags cannot be had gives none.
 *
 * Returns: (transfer full): the tags; %NULL with @error set
 * Since: 0.1
 */
GafTags *
gaf_tags_read (const char *path, GCancellable *cancellable, GError **error)
{
  g_autofree char *name = NULL;
  GafTags *self;

  g_return_val_if_fail (path != NULL, NULL);

  if (g_cancellable_set_error_if_cancelled (cancellable, error))
    return NULL;
  gaf_fork_gate_enter ();
  name = g_filename_display_name (path);
  self = read_source (gaf_byte_source_new_for_path (path, error), name, cancellable, error);
  gaf_fork_gate_leave ();
  return self;
}

/**
 * gaf_tags_read_file:
 * @file: an audio file
 * @cancellable: (nullable): cancels the call
 * @error: as [func@Tags.read]
 *
 * Reads the tags of a file, which need not be a local one.
 *
 * Returns: (transfer full): the tags; %NULL with @error set
 * Since: 0.1
 */
GafTags *
gaf_tags_read_file (GFile *file, GCancellable *cancellable, GError **error)
{
  g_autofree char *name = NULL;
  GafTags *self;

  g_return_val_if_fail (G_IS_FILE (file), NULL);

  if (g_cancellable_set_error_if_cancelled (cancellable, error))
    return NULL;
  gaf_fork_gate_enter ();
  name = g_file_get_parse_name (file);
  self = read_source (gaf_byte_source_new_for_file (file, cancellable, error), name, cancellable, error);
  gaf_fork_gate_leave ();
  return self;
}

/**
 * gaf_tags_write:
 * @self: tags
 * @path: (type filename): name of the audio file to change
 * @replace: whether all names and covers that @self does not have are to be removed from the file
 * @cancellable: (nullable): cancels the call
 * @error: as [ctor@Reader.new_for_path] and [ctor@Writer.new_for_path]; %GAF_ERROR_UNSUPPORTED for a format without
 * tags, and for a file whose audio would not stay as it is; %GAF_ERROR_INVALID_ARGUMENT for a name or cover without a
 * place
 *
 * Changes the tags of a file, without encoding the audio anew. Frames and chunks that are not understood stay.
 *
 * The file is copied, the copy is changed and compared, and then takes the old one's place in one step, with its mode
 * and owner. Whoever has the old file open goes on reading the old file. Nothing is written if there is nothing to
 * change.
 *
 * Returns: %TRUE; %FALSE with @error set, and the file is as it was
 * Since: 0.1
 */
gboolean
gaf_tags_write (GafTags *self, const char *path, gboolean replace, GCancellable *cancellable, GError **error)
{
  gboolean ok;

  g_return_val_if_fail (GAF_IS_TAGS (self), FALSE);
  g_return_val_if_fail (path != NULL, FALSE);

  if (g_cancellable_set_error_if_cancelled (cancellable, error))
    return FALSE;
  gaf_fork_gate_enter ();
  ok = gaf_tag_file_write (path, self->set, replace, cancellable, error);
  if (!ok) {
    g_autofree char *name = g_filename_display_name (path);

    gaf_file_name_put_in_front (name, error);
  }
  gaf_fork_gate_leave ();
  return ok;
}

/**
 * gaf_tags_write_file:
 * @self: tags
 * @file: the audio file to change, which has to have a path
 * @replace: whether all names and covers that @self does not have are to be removed from the file
 * @cancellable: (nullable): cancels the call
 * @error: as [method@Tags.write]
 *
 * Changes the tags of a file, as [method@Tags.write] does.
 *
 * Returns: %TRUE; %FALSE with @error set, and the file is as it was
 * Since: 0.1
 */
gboolean
gaf_tags_write_file (GafTags *self, GFile *file, gboolean replace, GCancellable *cancellable, GError **error)
{
  g_autofree char *path = NULL;
  g_autofree char *name = NULL;

  g_return_val_if_fail (GAF_IS_TAGS (self), FALSE);
  g_return_val_if_fail (G_IS_FILE (file), FALSE);

  path = g_file_get_path (file);
  if (path != NULL)
    return gaf_tags_write (self, path, replace, cancellable, error);
  name = g_file_get_parse_name (file);
  g_set_error (error, GAF_ERROR, GAF_ERROR_UNSUPPORTED, "%s has no path: tags are written into local files only", name);
  return FALSE;
}
