/*
 * SPDX-FileCopyrightText: 2026 gaudiofile contributors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#include "gaf-conversion-private.h"

#include "core/limits.h"
#include "gaf-enum-types.h"

/**
 * GafConversion:
 *
 * How audio files are made of others: which part, at which rate, with which channels, how loud, in which format.
 *
 * ```c
 * g_autoptr (GError) error = NULL;
 * g_autoptr (GafConversion) conversion = gaf_conversion_new ();
 *
 * g_object_set (conversion, "normalize", GAF_NORMALIZE_LOUDNESS, "target", -16.0, NULL);
 * if (gaf_conversion_run (conversion, "song.flac", "song.opus", NULL, NULL, NULL, &error) < 0)
 *   g_printerr ("%s\n", error->message);
 * ```
 *
 * What is not set is as in the source, or what is nearest to that in the new format: an MP3 of a file with 96 kHz has
 * 48 kHz, and one of a file with six channels has two. Samples that are only stored in another way stay as they are,
 * bit for bit, where the new format has room for them.
 *
 *   source ─► range ─► channels and rate ─► effects ─► a function ─► gain, fades ─► encoder ─► file
 *
 * The new file appears under its name when it is whole, in one step, with the tags and covers of the old one. A
 * conversion that fails or is cancelled leaves no file, and an old file of that name as it was. Source and destination
 * may be the same file.
 *
 * Decoding and encoding happen on two threads, one of which is made for the time; the samples do not depend on that.
 *
 * One conversion may be run any number of times, and on several threads at the same time, as long as nobody changes its
 * properties meanwhile.
 *
 * Since: 0.1
 */

enum {
  PROP_0,
  PROP_ENCODE_SPEC,
  PROP_OFFSET,
  PROP_N_FRAMES,
  PROP_GAIN,
  PROP_NORMALIZE,
  PROP_TARGET,
  PROP_FADE_IN,
  PROP_FADE_OUT,
  PROP_EFFECTS,
  PROP_KEEP_TAGS,
  PROP_LOSSLESS,
  PROP_RESAMPLE_QUALITY,
  PROP_MAX_THREADS,
  PROP_APPLIED_GAIN,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

G_DEFINE_FINAL_TYPE (GafConversion, gaf_conversion, G_TYPE_OBJECT)

/* The level of ReplayGain 2, LUFS. */
#define USUAL_TARGET -18.0
#define MOST_SECONDS 1e6
#define MOST_GAIN    200.0

/* {{{ object */

static void
gaf_conversion_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  GafConvertSettings *settings = &GAF_CONVERSION (object)->settings;

  switch (id) {
  case PROP_ENCODE_SPEC:
    g_set_object (&settings->spec, g_value_get_object (value));
    break;
  case PROP_OFFSET:
    settings->offset = g_value_get_int64 (value);
    break;
  case PROP_N_FRAMES:
    settings->n_frames = g_value_get_int64 (value);
    break;
  case PROP_GAIN:
    settings->gain = g_value_get_double (value);
    break;
  case PROP_NORMALIZE:
    settings->normalize = g_value_get_enum (value);
    break;
  case PROP_TARGET:
    settings->target = g_value_get_double (value);
    break;
  case PROP_FADE_IN:
    settings->fade_in = g_value_get_double (value);
    break;
  case PROP_FADE_OUT:
    settings->fade_out = g_value_get_double (value);
    break;
  case PROP_EFFECTS:
    g_free (settings->effects);
    settings->effects = g_value_dup_string (value);
    break;
  case PROP_KEEP_TAGS:
    settings->keep_tags = g_value_get_boolean (value);
    break;
  case PROP_LOSSLESS:
    settings->lossless = g_value_get_boolean (value);
    break;
  case PROP_RESAMPLE_QUALITY:
    settings->quality = g_value_get_enum (value);
    break;
  case PROP_MAX_THREADS:
    settings->max_threads = g_value_get_uint (value);
    break;
  default:
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
  }
}

static void
gaf_conversion_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  const GafConvertSettings *settings = &GAF_CONVERSION (object)->settings;

  switch (id) {
  case PROP_ENCODE_SPEC:
    g_value_set_object (value, settings->spec);
    break;
  case PROP_OFFSET:
    g_value_set_int64 (value, settings->offset);
    break;
  case PROP_N_FRAMES:
    g_value_set_int64 (value, settings->n_frames);
    break;
  case PROP_GAIN:
    g_value_set_double (value, settings->gain);
    break;
  case PROP_NORMALIZE:
    g_value_set_enum (value, settings->normalize);
    break;
  case PROP_TARGET:
    g_value_set_double (value, settings->target);
    break;
  case PROP_FADE_IN:
    g_value_set_double (value, settings->fade_in);
    break;
  case PROP_FADE_OUT:
    g_value_set_double (value, settings->fade_out);
    break;
  case PROP_EFFECTS:
    g_value_set_string (value, settings->effects);
    break;
  case PROP_KEEP_TAGS:
    g_value_set_boolean (value, settings->keep_tags);
    break;
  case PROP_LOSSLESS:
    g_value_set_boolean (value, settings->lossless);
    break;
  case PROP_RESAMPLE_QUALITY:
    g_value_set_enum (value, settings->quality);
    break;
  case PROP_MAX_THREADS:
    g_value_set_uint (value, settings->max_threads);
    break;
  case PROP_APPLIED_GAIN:
    g_value_set_double (value, gaf_conversion_get_applied_gain (GAF_CONVERSION (object)));
    break;
  default:
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
  }
}

static void
drop_process (GafConversion *self)
{
  const GDestroyNotify destroy = g_steal_pointer (&self->process_destroy);

  if (destroy != NULL)
    destroy (self->settings.process_data);
}

static void
gaf_conversion_finalize (GObject *object)
{
  GafConversion *self = GAF_CONVERSION (object);

  drop_process (self);
  g_clear_object (&self->settings.spec);
  g_free (self->settings.matrix);
  g_free (self->settings.effects);
  g_mutex_clear (&self->lock);
  G_OBJECT_CLASS (gaf_conversion_parent_class)->finalize (object);
}

static void
gaf_conversion_init (GafConversion *self)
{
  g_mutex_init (&self->lock);
  self->settings = (GafConvertSettings){
    .n_frames = -1, .quality = GAF_RESAMPLE_QUALITY_WINDOWED_SINC_32, .target = USUAL_TARGET, .keep_tags = TRUE
  };
}

static void
install_of_file (GParamFlags flags)
{
  /**
   * GafConversion:encode-spec:
   *
   * What the new file is like; %NULL for the format of its extension, and all else as in the source. In it, a format of
   * %NULL, and a rate, a number of channels or a bit depth of 0 leave that open, and tags are changes of those that are
   * kept. Files are always written as [property@EncodeSpec:atomic] says.
   *
   * [ctor@EncodeSpec.new] sets a bit depth of 16.
   *
   * Since: 0.1
   */
  properties[PROP_ENCODE_SPEC] = g_param_spec_object ("encode-spec", NULL, NULL, GAF_TYPE_ENCODE_SPEC, flags);
  /**
   * GafConversion:offset:
   *
   * The first frame of the source that is converted.
   *
   * Since: 0.1
   */
  properties[PROP_OFFSET] = g_param_spec_int64 ("offset", NULL, NULL, 0, G_MAXINT64, 0, flags);
  /**
   * GafConversion:n-frames:
   *
   * How many frames of the source are converted; -1 for all to the end.
   *
   * Since: 0.1
   */
  properties[PROP_N_FRAMES] = g_param_spec_int64 ("n-frames", NULL, NULL, -1, G_MAXINT64, -1, flags);
  /**
   * GafConversion:keep-tags:
   *
   * Whether the new file has the tags and covers of the old one, but for those that its tags have no place for. Tags
   * that tell a ReplayGain are left out if the level changes.
   *
   * Since: 0.1
   */
  properties[PROP_KEEP_TAGS] = g_param_spec_boolean ("keep-tags", NULL, NULL, TRUE, flags);
  /**
   * GafConversion:lossless:
   *
   * Whether nothing may be lost: a conversion that would lose something fails. Of MP3, and of Vorbis and Opus in Ogg,
   * packets are copied and not decoded; a part of them begins at the frame that is asked for, of Vorbis at the
   * beginning of its packet, and ends at the frame.
   *
   * Since: 0.1
   */
  properties[PROP_LOSSLESS] = g_param_spec_boolean ("lossless", NULL, NULL, FALSE, flags);
  /**
   * GafConversion:max-threads:
   *
   * How many threads may work, the calling one included; 0 for [func@get_max_threads]. With 1 none is made.
   *
   * Since: 0.1
   */
  properties[PROP_MAX_THREADS] = g_param_spec_uint ("max-threads", NULL, NULL, 0, G_MAXUINT, 0, flags);
}

static void
install_of_audio (GParamFlags flags)
{
  /**
   * GafConversion:gain:
   *
   * By how much the level is raised, dB. What is above full scale then is clipped by formats of integers.
   *
   * Since: 0.1
   */
  properties[PROP_GAIN] = g_param_spec_double ("gain", NULL, NULL, -MOST_GAIN, MOST_GAIN, 0, flags);
  /**
   * GafConversion:normalize:
   *
   * To what the level is brought, which takes a pass over the audio before; [property@Conversion:gain] does not count
   * then. No sample is clipped: where it would be, also between samples, the level is raised by less.
   *
   * Since: 0.1
   */
  properties[PROP_NORMALIZE] =
      g_param_spec_enum ("normalize", NULL, NULL, GAF_TYPE_NORMALIZE, GAF_NORMALIZE_NONE, flags);
  /**
   * GafConversion:target:
   *
   * The level that [property@Conversion:normalize] brings the audio to: LUFS for a loudness, dBFS for a peak.
   *
   * Since: 0.1
   */
  properties[PROP_TARGET] = g_param_spec_double ("target", NULL, NULL, -MOST_GAIN, 0, USUAL_TARGET, flags);
  /**
   * GafConversion:fade-in:
   *
   * How long the level rises from silence at the beginning, in a straight line: seconds.
   *
   * Since: 0.1
   */
  properties[PROP_FADE_IN] = g_param_spec_double ("fade-in", NULL, NULL, 0, MOST_SECONDS, 0, flags);
  /**
   * GafConversion:fade-out:
   *
   * How long it falls to silence at the end: seconds.
   *
   * Since: 0.1
   */
  properties[PROP_FADE_OUT] = g_param_spec_double ("fade-out", NULL, NULL, 0, MOST_SECONDS, 0, flags);
  /**
   * GafConversion:effects:
   *
   * GStreamer elements that the audio goes through, as for [ctor@ProcessedReader.new], with the rate and the channels
   * of the new file; %NULL for none.
   *
   * Since: 0.1
   */
  properties[PROP_EFFECTS] = g_param_spec_string ("effects", NULL, NULL, NULL, flags);
  /**
   * GafConversion:resample-quality:
   *
   * The filter to resample with, where the rates differ.
   *
   * Since: 0.1
   */
  properties[PROP_RESAMPLE_QUALITY] = g_param_spec_enum ("resample-quality", NULL, NULL, GAF_TYPE_RESAMPLE_QUALITY,
                                                         GAF_RESAMPLE_QUALITY_WINDOWED_SINC_32, flags);
  /**
   * GafConversion:applied-gain: (getter get_applied_gain)
   *
   * By how much the last run that went well has raised the level, dB.
   *
   * Since: 0.1
   */
  properties[PROP_APPLIED_GAIN] = g_param_spec_double ("applied-gain", NULL, NULL, -G_MAXDOUBLE, G_MAXDOUBLE, 0,
                                                       G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
}

static void
gaf_conversion_class_init (GafConversionClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  const GParamFlags flags = G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS;

  object_class->set_property = gaf_conversion_set_property;
  object_class->get_property = gaf_conversion_get_property;
  object_class->finalize = gaf_conversion_finalize;
  install_of_file (flags);
  install_of_audio (flags);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

/* }}} */

/**
 * gaf_conversion_new:
 *
 * Makes a conversion that changes nothing but the format.
 *
 * Returns: (transfer full): a conversion
 * Since: 0.1
 */
GafConversion *
gaf_conversion_new (void)
{
  return g_object_new (GAF_TYPE_CONVERSION, NULL);
}

/**
 * gaf_conversion_set_matrix:
 * @self: a conversion
 * @channels: how many channels the new file has
 * @matrix: (array length=n_matrix) (nullable): for each of them, the weight of each channel of the source, as for
 *   [ctor@ConvertedReader.new]; %NULL for the usual ones
 * @n_matrix: how many weights
 *
 * Sets how channels are mixed. It is used with sources of n_matrix / channels channels; a run with any other fails.
 *
 * Since: 0.1
 */
void
gaf_conversion_set_matrix (GafConversion *self, guint channels, const float *matrix, gsize n_matrix)
{
  g_return_if_fail (GAF_IS_CONVERSION (self));
  g_return_if_fail (matrix == NULL || (channels > 0 && channels <= GAF_LIMIT_CHANNELS));

  g_free (self->settings.matrix);
  self->settings.matrix = matrix != NULL ? g_memdup2 (matrix, n_matrix * sizeof *matrix) : NULL;
  self->settings.n_matrix = n_matrix;
  self->settings.channels = channels;
}

/**
 * gaf_conversion_set_process:
 * @self: a conversion
 * @process: (nullable) (scope notified) (closure user_data) (destroy destroy): the function; %NULL for none
 * @user_data: what is handed to it
 * @destroy: frees that
 *
 * Sets a function that changes the audio, with the rate and the channels of the new file. It is called on the thread
 * that converts, behind [property@Conversion:effects].
 *
 * Since: 0.1
 */
void
gaf_conversion_set_process (GafConversion *self, GafConversionProcess process, gpointer user_data,
                            GDestroyNotify destroy)
{
  g_return_if_fail (GAF_IS_CONVERSION (self));

  drop_process (self);
  self->settings.process = process;
  self->settings.process_data = user_data;
  self->process_destroy = destroy;
}

/**
 * gaf_conversion_get_applied_gain: (get-property applied-gain)
 * @self: a conversion
 *
 * Tells by how much the last run that went well has raised the level: [property@Conversion:gain], or what was needed to
 * normalize, as far as nothing would have been clipped.
 *
 * Returns: dB
 * Since: 0.1
 */
double
gaf_conversion_get_applied_gain (GafConversion *self)
{
  double gain;

  g_return_val_if_fail (GAF_IS_CONVERSION (self), 0);

  g_mutex_lock (&self->lock);
  gain = self->applied_gain;
  g_mutex_unlock (&self->lock);
  return gain;
}
