/*
 * SPDX-FileCopyrightText: 2026 gaudiofile contributors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#include "gaf-encode-spec.h"

#include <math.h>
#include <string.h>

#include "gaf-error.h"
#include "formats/writable.h"
#include "gst/elements.h"

/* Whether a file like a GafEncodeSpec can be written. What is set is compared with the table in formats/writable.c. */

static char *
join_numbers (const int *numbers)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; numbers[i] != 0; i++)
    g_string_append_printf (text, "%s%d", i > 0 ? ", " : "", numbers[i]);
  return g_string_free (text, FALSE);
}

/* Each once, in the order of the table. */
static char *
join_formats (void)
{
  GString *text = g_string_new (NULL);

  for (const GafWriteFormat *entry = gaf_write_format_all (); entry->format != NULL; entry++)
    if (gaf_write_format_find (entry->format, NULL) == entry)
      g_string_append_printf (text, "%s%s", text->len > 0 ? ", " : "", entry->format);
  return g_string_free (text, FALSE);
}

static char *
join_codecs (const char *format)
{
  GString *text = g_string_new (NULL);

  for (const GafWriteFormat *entry = gaf_write_format_all (); entry->format != NULL; entry++)
    if (strcmp (entry->format, format) == 0)
      g_string_append_printf (text, "%s%s", text->len > 0 ? ", " : "", entry->codec);
  return g_string_free (text, FALSE);
}

static gboolean
has_number (const int *numbers, double wanted)
{
  for (guint i = 0; numbers[i] != 0; i++)
    if (numbers[i] == wanted)
      return TRUE;
  return FALSE;
}

static gboolean
fail (GError **error, const char *message)
{
  g_set_error_literal (error, GAF_ERROR, GAF_ERROR_INVALID_ARGUMENT, message);
  return FALSE;
}

static gboolean
check_rate (GafEncodeSpec *self, const GafWriteFormat *format, GError **error)
{
  const double rate = gaf_encode_spec_get_rate (self);
  g_autofree char *message = NULL;
  g_autofree char *list = NULL;

  if (!(rate > 0) || !isfinite (rate))
    return fail (error, "Writing an audio file needs a sample rate above zero");
  if (rate != floor (rate))
    return fail (error, "The sample rate of a file has to be a whole number of Hz; resample to one");
  if (format->rates != NULL ? has_number (format->rates, rate) : rate >= format->min_rate && rate <= format->max_rate)
    return TRUE;

  list = format->rates != NULL ? join_numbers (format->rates)
                               : g_strdup_printf ("%d to %d", MAX (format->min_rate, 1), format->max_rate);
  message = g_strdup_printf ("%s files do not support the sample rate of %g Hz. Supported sample rates: %s",
                             format->name, rate, list);
  return fail (error, message);
}

static gboolean
check_channels (GafEncodeSpec *self, const GafWriteFormat *format, GError **error)
{
  const guint channels = gaf_encode_spec_get_channels (self);
  g_autofree char *message = NULL;

  if (channels == 0)
    return fail (error, "Writing an audio file needs a number of channels above zero");
  if (channels <= (guint) format->max_channels)
    return TRUE;
  message = g_strdup_printf ("%s files hold up to %d channels, not %u", format->name, format->max_channels, channels);
  return fail (error, message);
}

static gboolean
check_bit_depth (GafEncodeSpec *self, const GafWriteFormat *format, GError **error)
{
  const guint bits = gaf_encode_spec_get_bit_depth (self);
  g_autofree char *message = NULL;
  g_autofree char *list = NULL;

  if (format->depths == NULL || has_number (format->depths, bits))
    return TRUE;
  list = join_numbers (format->depths);
  message = g_strdup_printf ("%s files do not support the bit depth of %u. Supported bit depths: %s", format->name,
                             bits, list);
  return fail (error, message);
}

/* The setting whose number is nearest to the one that was given; NULL if none was, or the settings have none. */
static const char *
find_nearest (const char *const *settings, double wanted)
{
  const char *nearest = NULL;
  double least = G_MAXDOUBLE;

  for (guint i = 0; settings[i] != NULL; i++) {
    const double distance = fabs (g_ascii_strtod (settings[i], NULL) - wanted);

    if (g_ascii_isdigit (settings[i][0]) && distance < least) {
      nearest = settings[i];
      least = distance;
    }
  }
  return nearest;
}

/* What is wrong with a quality, if it is a number, and which would be right; "" if nothing can be said. */
static char *
explain_quality (const char *const *settings, const char *quality)
{
  char *end;
  double wanted = g_ascii_strtod (quality, &end);
  const char *last = settings[g_strv_length ((char **) settings) - 1];
  const gboolean is_number = end != quality && *end == '\0' && isfinite (wanted);
  const gboolean is_bits = is_number && wanted >= 5000 && strstr (last, "kbps") != NULL;
  const char *nearest;

  if (!is_number)
    return g_strdup ("");
  if (is_bits)
    wanted /= 1000;
  nearest = find_nearest (settings, wanted);
  if (nearest == NULL)
    return g_strdup ("");
  return g_strdup_printf ("%s The nearest is \"%s\".",
                          is_bits ? " Bit rates are in kilobits per second, not bits." : "", nearest);
}

static gboolean
resolve_quality (GafEncodeSpec *self, const GafWriteFormat *format, GError **error)
{
  static const char *const words[] = { "best", "worst", "fastest", "slowest", NULL };
  const char *quality = gaf_encode_spec_get_quality (self);
  g_autofree char *stripped = g_strstrip (g_strdup (quality != NULL ? quality : ""));
  const char *found = gaf_write_format_match_quality (format, stripped);
  g_autofree char *message = NULL;
  g_autofree char *list = NULL;

  if (found != NULL || (format->quality == NULL && (*stripped == '\0' || g_strv_contains (words, stripped)))) {
    gaf_encode_spec_set_quality (self, found);
    return TRUE;
  }
  if (format->quality == NULL) {
    message = g_strdup_printf ("The quality \"%s\" was not understood: %s files have no quality settings", quality,
                               format->name);
  } else {
    g_autofree char *explanation = explain_quality (format->quality, stripped);

    list = g_strjoinv (", ", (char **) format->quality);
    message = g_strdup_printf ("The quality \"%s\" was not understood.%s %s files can have: %s", quality, explanation,
                               format->name, list);
  }
  return fail (error, message);
}

static gboolean
check_elements (const GafWriteFormat *format, GError **error)
{
  if (format->elements[0] == NULL)
    return TRUE;
  if (!gaf_elements_init (error))
    return FALSE;
  for (gsize i = 0; i < G_N_ELEMENTS (format->elements) && format->elements[i] != NULL; i++)
    if (gaf_elements_check (format->elements[i], NULL))
      return TRUE;
  return gaf_elements_check (format->elements[0], error);
}

static const GafWriteFormat *
find_format (GafEncodeSpec *self, GError **error)
{
  const char *name = gaf_encode_spec_get_format (self);
  const char *codec = gaf_encode_spec_get_codec (self);
  const GafWriteFormat *format;

  if (name == NULL) {
    fail (error, "Writing an audio file needs a format, such as \"wav\" or \"flac\"");
    return NULL;
  }
  format = gaf_write_format_find (name, codec);
  if (format != NULL)
    return format;
  if (gaf_write_format_find (name, NULL) != NULL) {
    g_autofree char *codecs = join_codecs (name);

    g_set_error (error, GAF_ERROR, GAF_ERROR_UNSUPPORTED, "\"%s\" is not written into %s files. They can hold: %s",
                 codec, name, codecs);
    return NULL;
  }
  {
    g_autofree char *formats = join_formats ();

    g_set_error (error, GAF_ERROR, GAF_ERROR_UNSUPPORTED, "\"%s\" is no format that can be written; there are %s", name,
                 formats);
  }
  return NULL;
}

/**
 * gaf_encode_spec_resolve:
 * @self: a spec
 * @error: %GAF_ERROR_INVALID_ARGUMENT for what no file of that format can be, or what is missing;
 *   %GAF_ERROR_UNSUPPORTED for a format or codec that is not written; %GAF_ERROR_MISSING_PLUGIN if the encoder is not
 *   installed
 *
 * Checks that such a file can be written, and fills in what was left open: the codec, and the full name of the quality.
 * A [class@Writer] does this by itself, with a copy; call it to know before.
 *
 * Returns: %TRUE, or %FALSE with @error set
 * Since: 0.1
 */
gboolean
gaf_encode_spec_resolve (GafEncodeSpec *self, GError **error)
{
  const GafWriteFormat *format;

  g_return_val_if_fail (GAF_IS_ENCODE_SPEC (self), FALSE);

  format = find_format (self, error);
  if (format == NULL || !check_rate (self, format, error) || !check_channels (self, format, error)
      || !check_bit_depth (self, format, error) || !resolve_quality (self, format, error)
      || !check_elements (format, error))
    return FALSE;
  gaf_encode_spec_set_codec (self, format->codec);
  return TRUE;
}
