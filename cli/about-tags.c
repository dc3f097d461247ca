/*
 * SPDX-FileCopyrightText: 2026 gaudiofile contributors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#include "about-tags.h"

#include "terminal.h"

char *
cli_tags_join (GafTags *tags, const char *name)
{
  g_auto (GStrv) values = tags != NULL ? gaf_tags_get_values (tags, name) : NULL;

  return values != NULL && values[0] != NULL ? g_strjoinv (", ", values) : NULL;
}

char *
cli_tags_describe_covers (GafTags *tags)
{
  const guint n = tags != NULL ? gaf_tags_get_n_covers (tags) : 0;
  GString *text;

  if (n == 0)
    return NULL;
  text = g_string_new (NULL);
  for (guint i = 0; i < n; i++) {
    GafCover *cover = gaf_tags_get_cover (tags, i);
    const char *description = gaf_cover_get_description (cover);
    g_autofree char *size = g_format_size (g_bytes_get_size (gaf_cover_get_data (cover)));

    g_string_append_printf (text, "%s%s, %s", i > 0 ? "; " : "", gaf_cover_get_mime_type (cover), size);
    if (description != NULL && *description != '\0')
      g_string_append_printf (text, ", \"%s\"", description);
  }
  return g_string_free (text, FALSE);
}

static gboolean
has_value (GafTags *tags, const char *name)
{
  return gaf_tags_get_value (tags, name) != NULL;
}

void
cli_tags_print (GafTags *tags)
{
  g_auto (GStrv) names = tags != NULL ? gaf_tags_get_names (tags) : NULL;
  g_autofree char *covers = cli_tags_describe_covers (tags);
  guint width = 0;

  for (guint i = 0; names != NULL && names[i] != NULL; i++)
    if (has_value (tags, names[i]))
      width = MAX (width, cli_text_get_width (names[i]));
  for (guint i = 0; names != NULL && names[i] != NULL; i++) {
    g_auto (GStrv) values = gaf_tags_get_values (tags, names[i]);

    for (guint k = 0; values != NULL && values[k] != NULL; k++) {
      g_autofree char *value = cli_text_clean (values[k]);

      g_print ("  %-*s  %s\n", (int) width, k == 0 ? names[i] : "", value);
    }
  }
  if (covers != NULL)
    g_print ("  %-*s  %s\n", (int) width, "(cover)", covers);
}

void
cli_tags_add_json (GafTags *tags, CliJson *json)
{
  g_auto (GStrv) names = tags != NULL ? gaf_tags_get_names (tags) : NULL;

  cli_json_begin (json, "tags", '{');
  for (guint i = 0; names != NULL && names[i] != NULL; i++) {
    g_auto (GStrv) values = gaf_tags_get_values (tags, names[i]);

    cli_json_begin (json, names[i], '[');
    for (guint k = 0; values != NULL && values[k] != NULL; k++)
      cli_json_text (json, NULL, values[k]);
    cli_json_end (json, ']');
  }
  cli_json_end (json, '}');
  cli_json_begin (json, "covers", '[');
  for (guint i = 0; tags != NULL && i < gaf_tags_get_n_covers (tags); i++) {
    GafCover *cover = gaf_tags_get_cover (tags, i);

    cli_json_begin (json, NULL, '{');
    cli_json_text (json, "content_type", gaf_cover_get_mime_type (cover));
    cli_json_int (json, "kind", gaf_cover_get_kind (cover));
    cli_json_text (json, "description", gaf_cover_get_description (cover));
    cli_json_int (json, "bytes", (gint64) g_bytes_get_size (gaf_cover_get_data (cover)));
    cli_json_end (json, '}');
  }
  cli_json_end (json, ']');
}
