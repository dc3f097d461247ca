/*
 * SPDX-FileCopyrightText: 2026 gaudiofile contributors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#include "convert/fit.h"

#include <math.h>
#include <string.h>

#include "formats/writable.h"
#include "gaf-error.h"
#include "gaf-private.h"
#include "gaf-reader.h"
#include "gaf-tags-private.h"
#include "tags/tag-file.h"

/* {{{ format */

/* What has no number of bits is heard, not computed with. */
#define USUAL_DEPTH 16
/* Bits of what is not 0 or 1, but a stream of them. */
#define DEPTH_OF_DSD 24

static gboolean
set_format (GafEncodeSpec *spec, const char *name, GError **error)
{
  g_autofree char *base = name != NULL ? g_path_get_basename (name) : NULL;
  const char *dot = base != NULL ? strrchr (base, '.') : NULL;

  if (gaf_encode_spec_get_format (spec) != NULL)
    return TRUE;
  if (dot == NULL) {
    g_set_error (error, GAF_ERROR, GAF_ERROR_INVALID_ARGUMENT,
                 "It is not known which format to write: %s%s has no extension that says so; add one, such as .flac, "
                 "or set the format",
                 name != NULL ? "the file name " : "the stream", name != NULL ? base : "");
    return FALSE;
  }
  gaf_encode_spec_set_format (spec, dot);
  return TRUE;
}

/* The lowest rate that is not below @rate, or the highest. */
static double
fit_rate (const GafWriteFormat *format, double rate)
{
  guint i = 0;

  if (format->rates == NULL)
    return CLAMP (round (rate), MAX (format->min_rate, 1), format->max_rate);
  while (format->rates[i] < rate && format->rates[i + 1] != 0)
    i++;
  return format->rates[i];
}

/* The least depth that has all of the bits, or the greatest. */
static guint
fit_depth (const GafWriteFormat *format, guint bits)
{
  guint i = 0;

  if (format->depths == NULL)
    return bits;
  while ((guint) format->depths[i] < bits && format->depths[i + 1] != 0)
    i++;
  return format->depths[i];
}

static guint
depth_of (GafSource *source)
{
  const guint bits = GAF_IS_READER (source) ? gaf_reader_get_bits (GAF_READER (source)) : 0;

  switch (gaf_source_get_sample_format (source)) {
  case GAF_SAMPLE_FORMAT_INT8:
    return 8;
  case GAF_SAMPLE_FORMAT_INT16:
    return 16;
  case GAF_SAMPLE_FORMAT_INT24:
    return 24;
  case GAF_SAMPLE_FORMAT_INT32:
    return 32;
  case GAF_SAMPLE_FORMAT_FLOAT64:
    return 64;
  case GAF_SAMPLE_FORMAT_FLOAT32:
    if (bits == 1)
      return DEPTH_OF_DSD;
    return bits == 32 ? 32 : USUAL_DEPTH;
  case GAF_SAMPLE_FORMAT_UNKNOWN:
  default:
    return USUAL_DEPTH;
  }
}

/* What was left open; all of it, if the format is known. What is wrong, gaf_encode_spec_resolve() says. */
static void
fill_in (GafEncodeSpec *spec, const GafConvertSettings *settings, GafSource *source, const GafWriteFormat *format)
{
  const guint channels = gaf_source_get_channels (source);

  if (gaf_encode_spec_get_rate (spec) == 0)
    gaf_encode_spec_set_rate (spec, fit_rate (format, gaf_source_get_rate (source)));
  if (gaf_encode_spec_get_channels (spec) == 0)
    gaf_encode_spec_set_channels (spec, settings->matrix != NULL ? settings->channels
                                                                 : MIN (channels, (guint) format->max_channels));
  if (gaf_encode_spec_get_bit_depth (spec) == 0)
    gaf_encode_spec_set_bit_depth (spec, fit_depth (format, depth_of (source)));
  if (gaf_encode_spec_get_channel_mask (spec) == 0 && settings->matrix == NULL
      && gaf_encode_spec_get_channels (spec) == channels)
    gaf_encode_spec_set_channel_mask (spec, gaf_source_get_channel_mask (source));
}

/* Of packets that are not decoded, the codec is what it is. */
static void
keep_codec (GafEncodeSpec *spec, const GafConvertSettings *settings, GafSource *source)
{
  const char *codec = GAF_IS_READER (source) ? gaf_reader_get_codec (GAF_READER (source)) : NULL;

  if (settings->lossless && gaf_encode_spec_get_codec (spec) == NULL && codec != NULL
      && gaf_write_format_find (gaf_encode_spec_get_format (spec), codec) != NULL)
    gaf_encode_spec_set_codec (spec, codec);
}

GafEncodeSpec *
gaf_fit_new (const GafConvertSettings *settings, GafSource *source, const char *name, GError **error)
{
  g_autoptr (GafEncodeSpec) spec = NULL;
  const GafWriteFormat *format;

  if (settings->spec != NULL)
    spec = gaf_encode_spec_copy (settings->spec);
  else
    spec = g_object_new (GAF_TYPE_ENCODE_SPEC, "bit-depth", 0, NULL);
  if (!set_format (spec, name, error))
    return NULL;
  keep_codec (spec, settings, source);
  format = gaf_write_format_find (gaf_encode_spec_get_format (spec), gaf_encode_spec_get_codec (spec));
  if (format != NULL)
    fill_in (spec, settings, source, format);
  gaf_encode_spec_set_atomic (spec, TRUE);
  return gaf_encode_spec_resolve (spec, error) ? g_steal_pointer (&spec) : NULL;
}

/* }}} */

/* {{{ tags */

/* Whether the new file is as loud as the old one. */
static gboolean
keeps_level (const GafConvertSettings *self)
{
  return self->gain == 0 && self->normalize == GAF_NORMALIZE_NONE && self->fade_in == 0 && self->fade_out == 0
         && self->effects == NULL && self->process == NULL && self->matrix == NULL && self->offset == 0
         && self->n_frames < 0;
}

/* What the tags say that is not true of the new file. */
static void
drop_untrue (GafTagSet *set, const GafConvertSettings *settings)
{
  if (keeps_level (settings))
    return;
  for (guint i = set->entries->len; i-- > 0;) {
    const char *name = ((GafTagEntry *) set->entries->pdata[i])->name;

    if (g_str_has_prefix (name, "REPLAYGAIN_") || g_str_has_prefix (name, "R128_") || strcmp (name, "LENGTH") == 0)
      g_ptr_array_remove_index (set->entries, i);
  }
}

static void
change (GafTagSet *set, const GafTagSet *changes)
{
  for (guint i = 0; i < changes->entries->len; i++) {
    const GafTagEntry *entry = changes->entries->pdata[i];

    gaf_tag_set_put (set, entry->name, (const char *const *) entry->texts);
  }
  if (changes->covers == NULL)
    return;
  g_clear_pointer (&set->covers, g_ptr_array_unref);
  set->covers = g_ptr_array_new_with_free_func (g_object_unref);
  for (guint i = 0; i < changes->covers->len; i++)
    gaf_tag_set_add_cover (set, g_object_ref (changes->covers->pdata[i]));
}

/* Tags that cannot be read are no reason not to convert the audio. FALSE with @error if it was cancelled. */
static gboolean
read_tags (GafSource *source, GafTags **tags, GCancellable *cancellable, GError **error)
{
  g_autoptr (GError) failure = NULL;

  *tags = GAF_IS_READER (source) ? gaf_reader_read_tags (GAF_READER (source), cancellable, &failure) : NULL;
  if (!g_error_matches (failure, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&failure));
  return FALSE;
}

gboolean
gaf_fit_tags (const GafConvertSettings *settings, GafSource *source, GafEncodeSpec *spec, GCancellable *cancellable,
              GError **error)
{
  const GafWriteFormat *format =
      gaf_write_format_find (gaf_encode_spec_get_format (spec), gaf_encode_spec_get_codec (spec));
  GafTags *asked = gaf_encode_spec_get_tags (spec);
  g_autoptr (GafTags) kept = NULL;
  g_autoptr (GafTags) tags = NULL;
  GafTagSet *set;

  if (!settings->keep_tags || !gaf_tag_file_can_write (format->name))
    return TRUE;
  if (!read_tags (source, &kept, cancellable, error))
    return FALSE;
  if (kept == NULL)
    return TRUE;
  set = gaf_tag_set_copy (gaf_tags_get_set (kept));
  drop_untrue (set, settings);
  set->may_lack_covers = asked == NULL || gaf_tags_get_set (asked)->covers == NULL;
  set->may_lack_texts = asked == NULL;
  if (asked != NULL)
    change (set, gaf_tags_get_set (asked));
  tags = gaf_tags_new_for_set (set);
  if (set->entries->len > 0 || (set->covers != NULL && set->covers->len > 0))
    gaf_encode_spec_set_tags (spec, tags);
  return TRUE;
}

/* }}} */
