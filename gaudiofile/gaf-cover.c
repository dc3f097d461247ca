/*
 * SPDX-FileCopyrightText: 2026 gaudiofile contributors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#include "gaf-cover.h"

#include <string.h>

/**
 * GafCover:
 *
 * A picture in the tags of an audio file: the front of the cover, mostly. It does not change.
 *
 * ```c
 * g_autoptr (GError) error = NULL;
 * g_autoptr (GafTags) tags = gaf_tags_read ("song.mp3", NULL, &error);
 *
 * for (guint i = 0; tags != NULL && i < gaf_tags_get_n_covers (tags); i++) {
 *   GafCover *cover = gaf_tags_get_cover (tags, i);  // belongs to the tags
 *
 *   g_print ("%s, %" G_GSIZE_FORMAT " bytes\n", gaf_cover_get_mime_type (cover),
 *            g_bytes_get_size (gaf_cover_get_data (cover)));
 * }
 * ```
 *
 * Since: 0.1
 */
struct _GafCover {
  GObject parent_instance;

  GBytes *data;
  char *mime_type;
  guint kind;
  char *description;
};

enum { PROP_0, PROP_DATA, PROP_MIME_TYPE, PROP_KIND, PROP_DESCRIPTION, N_PROPS };

static GParamSpec *properties[N_PROPS];

G_DEFINE_FINAL_TYPE (GafCover, gaf_cover, G_TYPE_OBJECT)

/* By its first bytes; files often say nothing, or "image/jpg". */
static const char *
recognise (GBytes *data)
{
  gsize size = 0;
  const guint8 *bytes = data != NULL ? g_bytes_get_data (data, &size) : NULL;

  if (size >= 8 && memcmp (bytes, "\x89PNG\r\n\x1a\n", 8) == 0)
    return "image/png";
  if (size >= 3 && memcmp (bytes, "\xff\xd8\xff", 3) == 0)
    return "image/jpeg";
  if (size >= 4 && memcmp (bytes, "GIF8", 4) == 0)
    return "image/gif";
  if (size >= 12 && memcmp (bytes, "RIFF", 4) == 0 && memcmp (bytes + 8, "WEBP", 4) == 0)
    return "image/webp";
  if (size >= 2 && memcmp (bytes, "BM", 2) == 0)
    return "image/bmp";
  return NULL;
}

static void
gaf_cover_constructed (GObject *object)
{
  GafCover *self = GAF_COVER (object);
  const char *recognised = recognise (self->data);

  G_OBJECT_CLASS (gaf_cover_parent_class)->constructed (object);
  if (self->data == NULL)
    self->data = g_bytes_new_static ("", 0);
  if (recognised != NULL || self->mime_type == NULL || strchr (self->mime_type, '/') == NULL) {
    g_free (self->mime_type);
    self->mime_type = g_strdup (recognised != NULL ? recognised : "application/octet-stream");
  }
  if (self->description == NULL)
    self->description = g_strdup ("");
}

static void
gaf_cover_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  GafCover *self = GAF_COVER (object);

  switch (id) {
  case PROP_DATA:
    self->data = g_value_dup_boxed (value);
    break;
  case PROP_MIME_TYPE:
    self->mime_type = g_value_dup_string (value);
    break;
  case PROP_KIND:
    self->kind = g_value_get_uint (value);
    break;
  case PROP_DESCRIPTION:
    self->description = g_value_dup_string (value);
    break;
  default:
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
  }
}

static void
gaf_cover_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  GafCover *self = GAF_COVER (object);

  switch (id) {
  case PROP_DATA:
    g_value_set_boxed (value, self->data);
    break;
  case PROP_MIME_TYPE:
    g_value_set_string (value, self->mime_type);
    break;
  case PROP_KIND:
    g_value_set_uint (value, self->kind);
    break;
  case PROP_DESCRIPTION:
    g_value_set_string (value, self->description);
    break;
  default:
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
  }
}

static void
gaf_cover_finalize (GObject *object)
{
  GafCover *self = GAF_COVER (object);

  g_clear_pointer (&self->data, g_bytes_unref);
  g_free (self->mime_type);
  g_free (self->description);
  G_OBJECT_CLASS (gaf_cover_parent_class)->finalize (object);
}

static void
gaf_cover_init (GafCover *self)
{
}

static void
gaf_cover_class_init (GafCoverClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  const GParamFlags flags = G_PARAM_READWRITE | G_PARAM_CONSTRUCT_ONLY | G_PARAM_STATIC_STRINGS;

  object_class->constructed = gaf_cover_constructed;
  object_class->set_property = gaf_cover_set_property;
  object_class->get_property = gaf_cover_get_property;
  object_class->finalize = gaf_cover_finalize;

  /**
   * GafCover:data: (getter get_data)
   *
   * The bytes of the picture's file, as they lie in the audio file.
   *
   * Since: 0.1
   */
  properties[PROP_DATA] = g_param_spec_boxed ("data", NULL, NULL, G_TYPE_BYTES, flags);
  /**
   * GafCover:mime-type: (getter get_mime_type)
   *
   * What the picture is, such as "image/jpeg". What the bytes show counts more than what was said.
   *
   * Since: 0.1
   */
  properties[PROP_MIME_TYPE] = g_param_spec_string ("mime-type", NULL, NULL, NULL, flags);
  /**
   * GafCover:kind: (getter get_kind)
   *
   * What the picture shows, a [enum@CoverKind] or another number up to 20.
   *
   * Since: 0.1
   */
  properties[PROP_KIND] = g_param_spec_uint ("kind", NULL, NULL, 0, 20, GAF_COVER_KIND_FRONT, flags);
  /**
   * GafCover:description: (getter get_description)
   *
   * Words about the picture, such as "Back side"; often there are none.
   *
   * Since: 0.1
   */
  properties[PROP_DESCRIPTION] = g_param_spec_string ("description", NULL, NULL, NULL, flags);

  g_object_class_install_properties (object_class, N_PROPS, properties);
}

/**
 * gaf_cover_new:
 * @data: the bytes of a picture's file; they are not copied
 * @mime_type: (nullable): what it is; %NULL to have it recognised (JPEG, PNG, GIF, WebP and BMP are)
 * @kind: what it shows: a [enum@CoverKind], %GAF_COVER_KIND_FRONT mostly
 * @description: (nullable): words about it
 *
 * Makes a cover out of the bytes of a picture's file, for [method@Tags.add_cover].
 *
 * Returns: (transfer full): a cover
 * Since: 0.1
 */
GafCover *
gaf_cover_new (GBytes *data, const char *mime_type, guint kind, const char *description)
{
  g_return_val_if_fail (data != NULL, NULL);

  return g_object_new (GAF_TYPE_COVER, "data", data, "mime-type", mime_type, "kind", MIN (kind, 20), "description",
                       description, NULL);
}

/**
 * gaf_cover_get_data: (get-property data)
 * @self: a cover
 *
 * Gives the bytes of the picture's file, as they lie in the audio file.
 *
 * Returns: (transfer none): the bytes, owned by @self
 * Since: 0.1
 */
GBytes *
gaf_cover_get_data (GafCover *self)
{
  g_return_val_if_fail (GAF_IS_COVER (self), NULL);

  return self->data;
}

/**
 * gaf_cover_get_mime_type: (get-property mime-type)
 * @self: a cover
 *
 * Tells the MIME type of the picture, recognised by its first bytes where they are known.
 *
 * Returns: (transfer none): such as "image/jpeg"; "application/octet-stream" if nobody knows
 * Since: 0.1
 */
const char *
gaf_cover_get_mime_type (GafCover *self)
{
  g_return_val_if_fail (GAF_IS_COVER (self), NULL);

  return self->mime_type;
}

/**
 * gaf_cover_get_kind: (get-property kind)
 * @self: a cover
 *
 * Tells what the picture shows, by the numbers that ID3 and FLAC share.
 *
 * Returns: a [enum@CoverKind], or another number up to 20
 * Since: 0.1
 */
guint
gaf_cover_get_kind (GafCover *self)
{
  g_return_val_if_fail (GAF_IS_COVER (self), 0);

  return self->kind;
}

/**
 * gaf_cover_get_description: (get-property description)
 * @self: a cover
 *
 * Gives the words about the picture that the file has with it.
 *
 * Returns: (transfer none): a text, often empty
 * Since: 0.1
 */
const char *
gaf_cover_get_description (GafCover *self)
{
  g_return_val_if_fail (GAF_IS_COVER (self), NULL);

  return self->description;
}
