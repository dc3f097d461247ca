/*
 * SPDX-FileCopyrightText: 2026 gaudiofile contributors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#include "gaf-encode-spec.h"

#include <math.h>
#include <string.h>

#include "read/codecs.h"
#include "gst/elements.h"
#include "gaf-error.h"
#include "core/limits.h"
#include "gaf-private.h"
#include "formats/writable.h"

/**
 * GafEncodeSpec:
 *
 * What an audio file that is to be written is like: its format, rate, channels, bit depth and quality.
 *
 * Made by [ctor@EncodeSpec.new], filled in with the setters, and handed to a [class@Writer], which checks it and reports in its own copy
 * what it made of it.
 */
struct _GafEncodeSpec {
  grefcount ref_count;
  char *format;
  double rate;
  guint channels;
  guint bit_depth;
  char *quality;
  char *codec;
  guint64 channel_mask;
  gboolean atomic;
};

G_DEFINE_BOXED_TYPE (GafEncodeSpec, gaf_encode_spec, gaf_encode_spec_ref, gaf_encode_spec_unref)

/**
 * gaf_encode_spec_new:
 * @format: "wav", "aiff", "flac", "ogg", "mp3", "opus", "m4a", "wv", "w64", "rf64" or "au"; a dot in front does no harm
 * @rate: frames per second, Hz
 * @channels: how many channels
 *
 * A description of a file. What is not set is left to the format: 16 bits, its usual codec, its default quality.
 *
 * Returns: (transfer full): a new spec
 */
GafEncodeSpec *
gaf_encode_spec_new (const char *format, double rate, guint channels)
{
  GafEncodeSpec *self;

  g_return_val_if_fail (format != NULL, NULL);

  self = g_new0 (GafEncodeSpec, 1);
  g_ref_count_init (&self->ref_count);
  self->format = g_ascii_strdown (*format == '.' ? format + 1 : format, -1);
  self->rate = rate;
  self->channels = channels;
  self->bit_depth = 16;
  return self;
}

/**
 * gaf_encode_spec_ref:
 * @self: a spec
 *
 * Takes a reference.
 *
 * Returns: (transfer full): @self
 */
GafEncodeSpec *
gaf_encode_spec_ref (GafEncodeSpec *self)
{
  g_ref_count_inc (&self->ref_count);
  return self;
}

/**
 * gaf_encode_spec_unref:
 * @self: (transfer full): a spec
 *
 * Drops a reference.
 */
void
gaf_encode_spec_unref (GafEncodeSpec *self)
{
  if (!g_ref_count_dec (&self->ref_count))
    return;
  g_free (self->format);
  g_free (self->quality);
  g_free (self->codec);
  g_free (self);
}

/* A copy that a writer can resolve without changing the caller's. */
GafEncodeSpec *
gaf_encode_spec_copy (GafEncodeSpec *self)
{
  GafEncodeSpec *copy = gaf_encode_spec_new (self->format, self->rate, self->channels);

  copy->bit_depth = self->bit_depth;
  copy->quality = g_strdup (self->quality);
  copy->codec = g_strdup (self->codec);
  copy->channel_mask = self->channel_mask;
  copy->atomic = self->atomic;
  return copy;
}

/* setters */

/**
 * gaf_encode_spec_set_bit_depth:
 * @self: a spec
 * @bits: bits per sample: 8, 16, 24, 32 or 64, as the format allows
 *
 * Sets the bits per sample of PCM and lossless codecs. In WAV and its relatives 32 and 64 are float.
 */
void
gaf_encode_spec_set_bit_depth (GafEncodeSpec *self, guint bits)
{
  self->bit_depth = bits;
}

/**
 * gaf_encode_spec_set_quality:
 * @self: a spec
 * @quality: (nullable): a number, a name, the beginning of one, "best", "worst", "fastest" or "slowest"; %NULL or
 *   blank for the default
 *
 * Sets the quality: kilobits per second for Vorbis, Opus, AAC and MP3 ("192", "192 kbps"), also "V0" to "V9" for MP3, and the
 * compression level "0" to "8" for FLAC.
 */
void
gaf_encode_spec_set_quality (GafEncodeSpec *self, const char *quality)
{
  g_free (self->quality);
  self->quality = g_strdup (quality);
}

/**
 * gaf_encode_spec_set_codec:
 * @self: a spec
 * @codec: (nullable): "alac" in M4A, "opus" in Ogg; %NULL for the format's usual codec
 *
 * Chooses a codec where a format can hold more than one.
 */
void
gaf_encode_spec_set_codec (GafEncodeSpec *self, const char *codec)
{
  g_free (self->codec);
  self->codec = g_strdup (codec);
}

/**
 * gaf_encode_spec_set_channel_mask:
 * @self: a spec
 * @mask: a bit for each `GstAudioChannelPosition`; 0 for what is usual with that number of channels
 *
 * Sets which loudspeakers the channels are for.
 */
void
gaf_encode_spec_set_channel_mask (GafEncodeSpec *self, guint64 mask)
{
  self->channel_mask = mask;
}

/**
 * gaf_encode_spec_set_atomic:
 * @self: a spec
 * @atomic: whether the file appears as a whole or not at all
 *
 * Atomic writing goes to a file beside the wanted one, which takes its place when the writer is closed without an error. Until then,
 * and for ever if it fails, an old file of that name stays as it was.
 */
void
gaf_encode_spec_set_atomic (GafEncodeSpec *self, gboolean atomic)
{
  self->atomic = atomic;
}

/* getters */

/**
 * gaf_encode_spec_get_format:
 * @self: a spec
 *
 * The format, in lower case and without a dot.
 *
 * Returns: (transfer none): the format
 */
const char *
gaf_encode_spec_get_format (GafEncodeSpec *self)
{
  return self->format;
}

/**
 * gaf_encode_spec_get_rate:
 * @self: a spec
 *
 * Frames per second.
 *
 * Returns: the sample rate in Hz
 */
double
gaf_encode_spec_get_rate (GafEncodeSpec *self)
{
  return self->rate;
}

/**
 * gaf_encode_spec_get_channels:
 * @self: a spec
 *
 * The number of channels.
 *
 * Returns: how many
 */
guint
gaf_encode_spec_get_channels (GafEncodeSpec *self)
{
  return self->channels;
}

/**
 * gaf_encode_spec_get_bit_depth:
 * @self: a spec
 *
 * The bits per sample.
 *
 * Returns: bits
 */
guint
gaf_encode_spec_get_bit_depth (GafEncodeSpec *self)
{
  return self->bit_depth;
}

/**
 * gaf_encode_spec_get_quality:
 * @self: a spec
 *
 * The quality; of a writer's spec the full name of what is used.
 *
 * Returns: (transfer none) (nullable): the quality, or %NULL if the format has none
 */
const char *
gaf_encode_spec_get_quality (GafEncodeSpec *self)
{
  return self->quality;
}

/**
 * gaf_encode_spec_get_codec:
 * @self: a spec
 *
 * The codec; of a writer's spec what is used.
 *
 * Returns: (transfer none) (nullable): the codec
 */
const char *
gaf_encode_spec_get_codec (GafEncodeSpec *self)
{
  return self->codec;
}

/**
 * gaf_encode_spec_get_channel_mask:
 * @self: a spec
 *
 * Which loudspeakers the channels are for.
 *
 * Returns: the mask, 0 for what is usual
 */
guint64
gaf_encode_spec_get_channel_mask (GafEncodeSpec *self)
{
  return self->channel_mask;
}

/**
 * gaf_encode_spec_get_atomic:
 * @self: a spec
 *
 * Whether the file appears as a whole.
 *
 * Returns: %TRUE if so
 */
gboolean
gaf_encode_spec_get_atomic (GafEncodeSpec *self)
{
  return self->atomic;
}

/* checking */

static char *
join_numbers (const int *numbers)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; numbers[i] != 0; i++)
    g_string_append_printf (text, "%s%d", i > 0 ? ", " : "", numbers[i]);
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
  g_autofree char *message = NULL;
  g_autofree char *list = NULL;

  if (!(self->rate > 0) || !isfinite (self->rate))
    return fail (error, "Writing an audio file needs a sample rate above zero");
  if (self->rate != floor (self->rate))
    return fail (error, "The sample rate of a file has to be a whole number of Hz; resample to one");
  if (format->rates != NULL ? has_number (format->rates, self->rate)
                            : self->rate >= format->min_rate && self->rate <= format->max_rate)
    return TRUE;

  list = format->rates != NULL ? join_numbers (format->rates)
                               : g_strdup_printf ("%d to %d", MAX (format->min_rate, 1), format->max_rate);
  message = g_strdup_printf ("%s files do not support the sample rate of %g Hz. Supported sample rates: %s",
                             format->name, self->rate, list);
  return fail (error, message);
}

static gboolean
check_channels (GafEncodeSpec *self, const GafWriteFormat *format, GError **error)
{
  g_autofree char *message = NULL;

  if (self->channels == 0)
    return fail (error, "Writing an audio file needs a number of channels above zero");
  if (self->channels <= (guint) format->max_channels)
    return TRUE;
  message =
      g_strdup_printf ("%s files hold up to %d channels, not %u", format->name, format->max_channels, self->channels);
  return fail (error, message);
}

static gboolean
check_bit_depth (GafEncodeSpec *self, const GafWriteFormat *format, GError **error)
{
  g_autofree char *message = NULL;
  g_autofree char *list = NULL;

  if (format->depths == NULL || has_number (format->depths, self->bit_depth))
    return TRUE;
  list = join_numbers (format->depths);
  message = g_strdup_printf ("%s files do not support the bit depth of %u. Supported bit depths: %s", format->name,
                             self->bit_depth, list);
  return fail (error, message);
}

static gboolean
resolve_quality (GafEncodeSpec *self, const GafWriteFormat *format, GError **error)
{
  static const char *const words[] = { "best", "worst", "fastest", "slowest", NULL };
  g_autofree char *stripped = g_strstrip (g_strdup (self->quality != NULL ? self->quality : ""));
  const char *found = gaf_write_format_match_quality (format, stripped);
  g_autofree char *message = NULL;
  g_autofree char *list = NULL;

  if (found != NULL || (format->quality == NULL && (*stripped == '\0' || g_strv_contains (words, stripped)))) {
    gaf_encode_spec_set_quality (self, found);
    return TRUE;
  }
  if (format->quality == NULL) {
    message = g_strdup_printf ("The quality \"%s\" was not understood: %s files have no quality settings",
                               self->quality, format->name);
  } else {
    list = g_strjoinv (", ", (char **) format->quality);
    message = g_strdup_printf ("The quality \"%s\" was not understood. %s files can have: %s", self->quality,
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

/**
 * gaf_encode_spec_resolve:
 * @self: a spec
 * @error: %GAF_ERROR_INVALID_ARGUMENT, %GAF_ERROR_UNSUPPORTED or %GAF_ERROR_MISSING_PLUGIN
 *
 * Checks that such a file can be written, and fills in what was left open: the codec, and the full name of the
 * quality. Writers do this by themselves.
 *
 * Returns: %TRUE, or %FALSE with @error set
 */
gboolean
gaf_encode_spec_resolve (GafEncodeSpec *self, GError **error)
{
  const GafWriteFormat *format = gaf_write_format_find (self->format, self->codec);

  if (format == NULL && gaf_write_format_find (self->format, NULL) != NULL) {
    g_autofree char *codecs = join_codecs (self->format);

    g_set_error (error, GAF_ERROR, GAF_ERROR_UNSUPPORTED, "\"%s\" is not written into %s files. They can hold: %s",
                 self->codec, self->format, codecs);
    return FALSE;
  }
  if (format == NULL) {
    g_set_error (
        error, GAF_ERROR, GAF_ERROR_UNSUPPORTED,
        "\"%s\" is no format that can be written; there are wav, aiff, flac, ogg, mp3, opus, m4a, wv, w64, rf64 and au",
        self->format);
    return FALSE;
  }
  if (!check_rate (self, format, error) || !check_channels (self, format, error)
      || !check_bit_depth (self, format, error) || !resolve_quality (self, format, error)
      || !check_elements (format, error))
    return FALSE;
  gaf_encode_spec_set_codec (self, format->codec);
  return TRUE;
}
