/*
 * SPDX-FileCopyrightText: 2026 gaudiofile contributors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#include "gaf-encode-spec.h"

#include "core/fork-gate.h"
#include "gaf-private.h"
#include "gaf-tags-private.h"

/**
 * GafEncodeSpec:
 *
 * Describes an audio file that is to be written: its format, sample rate, channels, bit depth and quality.
 *
 * Make one with [ctor@EncodeSpec.new] (or set the properties when constructing), change what shall differ from the
 * format's usual settings, and hand it to a [class@Writer]. The writer copies it: later changes of the spec have no
 * effect on files that are open already, and one spec may serve for many files. [method@Writer.get_spec] tells what
 * the writer made of it, with everything filled in that was left open here.
 *
 * Values are not checked when they are set but by [method@EncodeSpec.resolve], which each writer calls, since whether
 * one is possible depends on the others.
 *
 * ```c
 * g_autoptr (GError) error = NULL;
 * g_autoptr (GafEncodeSpec) spec = gaf_encode_spec_new ("flac", 44100, 2);
 *
 * gaf_encode_spec_set_bit_depth (spec, 24);
 * gaf_encode_spec_set_atomic (spec, TRUE);  // an old file stays until the new one is whole
 * if (!gaf_encode_spec_resolve (spec, &error))
 *   g_printerr ("%s\n", error->message);
 * ```
 *
 * Since: 0.1
 */
struct _GafEncodeSpec {
  GObject parent_instance;

  char *format; /* lower case, no dot; NULL: not set */
  double rate;
  guint channels;
  guint bit_depth;
  char *quality;
  char *codec;
  guint64 channel_mask;
  gboolean atomic;
  GafTags *tags; /* of its own; or NULL */
};

enum {
  PROP_0,
  PROP_FORMAT,
  PROP_RATE,
  PROP_CHANNELS,
  PROP_BIT_DEPTH,
  PROP_QUALITY,
  PROP_CODEC,
  PROP_CHANNEL_MASK,
  PROP_ATOMIC,
  PROP_TAGS,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

G_DEFINE_FINAL_TYPE (GafEncodeSpec, gaf_encode_spec, G_TYPE_OBJECT)

#define DEFAULT_BIT_DEPTH 16

/* Later changes of the program's own do not count. */
static GafTags *
copy_tags (GafTags *tags)
{
  return tags != NULL ? gaf_tags_new_for_set (gaf_tag_set_copy (gaf_tags_get_set (tags))) : NULL;
}

static char *
normalise_format (const char *format)
{
  return g_ascii_strdown (*format == '.' ? format + 1 : format, -1);
}

static void
notify (GafEncodeSpec *self, guint property)
{
  g_object_notify_by_pspec (G_OBJECT (self), properties[property]);
}

static void
set_uint (GafEncodeSpec *self, guint *field, guint value, guint property)
{
  if (*field == value)
    return;
  *field = value;
  notify (self, property);
}

static void
set_string (GafEncodeSpec *self, char **field, const char *value, guint property)
{
  char *copy;

  if (g_strcmp0 (*field, value) == 0)
    return;
  copy = g_strdup (value); /* which may be a part of the old one */
  g_free (*field);
  *field = copy;
  notify (self, property);
}

static void
gaf_encode_spec_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  GafEncodeSpec *self = GAF_ENCODE_SPEC (object);

  switch (id) {
  case PROP_FORMAT:
    gaf_encode_spec_set_format (self, g_value_get_string (value));
    break;
  case PROP_RATE:
    gaf_encode_spec_set_rate (self, g_value_get_double (value));
    break;
  case PROP_CHANNELS:
    gaf_encode_spec_set_channels (self, g_value_get_uint (value));
    break;
  case PROP_BIT_DEPTH:
    gaf_encode_spec_set_bit_depth (self, g_value_get_uint (value));
    break;
  case PROP_QUALITY:
    gaf_encode_spec_set_quality (self, g_value_get_string (value));
    break;
  case PROP_CODEC:
    gaf_encode_spec_set_codec (self, g_value_get_string (value));
    break;
  case PROP_CHANNEL_MASK:
    gaf_encode_spec_set_channel_mask (self, g_value_get_uint64 (value));
    break;
  case PROP_ATOMIC:
    gaf_encode_spec_set_atomic (self, g_value_get_boolean (value));
    break;
  case PROP_TAGS:
    gaf_encode_spec_set_tags (self, g_value_get_object (value));
    break;
  default:
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
  }
}

static void
gaf_encode_spec_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  GafEncodeSpec *self = GAF_ENCODE_SPEC (object);

  switch (id) {
  case PROP_FORMAT:
    g_value_set_string (value, self->format);
    break;
  case PROP_RATE:
    g_value_set_double (value, self->rate);
    break;
  case PROP_CHANNELS:
    g_value_set_uint (value, self->channels);
    break;
  case PROP_BIT_DEPTH:
    g_value_set_uint (value, self->bit_depth);
    break;
  case PROP_QUALITY:
    g_value_set_string (value, self->quality);
    break;
  case PROP_CODEC:
    g_value_set_string (value, self->codec);
    break;
  case PROP_CHANNEL_MASK:
    g_value_set_uint64 (value, self->channel_mask);
    break;
  case PROP_ATOMIC:
    g_value_set_boolean (value, self->atomic);
    break;
  case PROP_TAGS:
    g_value_set_object (value, self->tags);
    break;
  default:
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
  }
}

static void
gaf_encode_spec_finalize (GObject *object)
{
  GafEncodeSpec *self = GAF_ENCODE_SPEC (object);

  g_free (self->format);
  g_free (self->quality);
  g_free (self->codec);
  g_clear_object (&self->tags);
  G_OBJECT_CLASS (gaf_encode_spec_parent_class)->finalize (object);
}

static void
gaf_encode_spec_class_init (GafEncodeSpecClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  const GParamFlags flags = G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;

  object_class->set_property = gaf_encode_spec_set_property;
  object_class->get_property = gaf_encode_spec_get_property;
  object_class->finalize = gaf_encode_spec_finalize;

  /**
   * GafEncodeSpec:format: (getter get_format) (setter set_format)
   *
   * The format by its file name extension, in lower case and without a dot.
   *
   * Since: 0.1
   */
  properties[PROP_FORMAT] = g_param_spec_string ("format", NULL, NULL, NULL, flags);
  /**
   * GafEncodeSpec:rate: (getter get_rate) (setter set_rate)
   *
   * Frames per second, Hz; 0 while it is not set.
   *
   * Since: 0.1
   */
  properties[PROP_RATE] = g_param_spec_double ("rate", NULL, NULL, -G_MAXDOUBLE, G_MAXDOUBLE, 0, flags);
  /**
   * GafEncodeSpec:channels: (getter get_channels) (setter set_channels)
   *
   * The number of channels; 0 while it is not set.
   *
   * Since: 0.1
   */
  properties[PROP_CHANNELS] = g_param_spec_uint ("channels", NULL, NULL, 0, G_MAXUINT, 0, flags);
  /**
   * GafEncodeSpec:bit-depth: (getter get_bit_depth) (setter set_bit_depth)
   *
   * Bits per sample of PCM and lossless codecs.
   *
   * Since: 0.1
   */
  properties[PROP_BIT_DEPTH] = g_param_spec_uint ("bit-depth", NULL, NULL, 0, G_MAXUINT, DEFAULT_BIT_DEPTH, flags);
  /**
   * GafEncodeSpec:quality: (getter get_quality) (setter set_quality)
   *
   * The quality as [method@EncodeSpec.set_quality] takes it; %NULL for the format's default.
   *
   * Since: 0.1
   */
  properties[PROP_QUALITY] = g_param_spec_string ("quality", NULL, NULL, NULL, flags);
  /**
   * GafEncodeSpec:codec: (getter get_codec) (setter set_codec)
   *
   * The codec, where the format can hold more than one; %NULL for the format's usual codec.
   *
   * Since: 0.1
   */
  properties[PROP_CODEC] = g_param_spec_string ("codec", NULL, NULL, NULL, flags);
  /**
   * GafEncodeSpec:channel-mask: (getter get_channel_mask) (setter set_channel_mask)
   *
   * Which loudspeakers the channels are for; 0 for what is usual with that number of channels.
   *
   * Since: 0.1
   */
  properties[PROP_CHANNEL_MASK] = g_param_spec_uint64 ("channel-mask", NULL, NULL, 0, G_MAXUINT64, 0, flags);
  /**
   * GafEncodeSpec:atomic: (getter get_atomic) (setter set_atomic)
   *
   * Whether the file appears under its name only when it is complete.
   *
   * Since: 0.1
   */
  properties[PROP_ATOMIC] = g_param_spec_boolean ("atomic", NULL, NULL, FALSE, flags);
  /**
   * GafEncodeSpec:tags: (getter get_tags) (setter set_tags)
   *
   * The tags of the file, %NULL for none; see [method@EncodeSpec.set_tags] for which formats take them.
   *
   * Since: 0.1
   */
  properties[PROP_TAGS] = g_param_spec_object ("tags", NULL, NULL, GAF_TYPE_TAGS, flags);

  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
gaf_encode_spec_init (GafEncodeSpec *self)
{
  self->bit_depth = DEFAULT_BIT_DEPTH;
}

/**
 * gaf_encode_spec_new:
 * @format: a file name extension such as "wav", "flac" or "ogg", with or without a dot in front;
 *   [func@get_writable_extensions] lists all
 * @rate: the sample rate of the file, frames per second (Hz)
 * @channels: how many channels the file has
 *
 * Creates the description of a file. What is not set has the format's default: 16 bits, its usual codec and its
 * default quality.
 *
 * Returns: (transfer full): a new spec
 * Since: 0.1
 */
GafEncodeSpec *
gaf_encode_spec_new (const char *format, double rate, guint channels)
{
  GafEncodeSpec *self;

  g_return_val_if_fail (format != NULL, NULL);

  gaf_fork_gate_enter ();
  self = g_object_new (GAF_TYPE_ENCODE_SPEC, NULL);
  gaf_fork_gate_leave ();
  self->format = normalise_format (format);
  self->rate = rate;
  self->channels = channels;
  return self;
}

GafEncodeSpec *
gaf_encode_spec_copy (GafEncodeSpec *self)
{
  GafEncodeSpec *copy;

  gaf_fork_gate_enter ();
  copy = g_object_new (GAF_TYPE_ENCODE_SPEC, NULL);
  gaf_fork_gate_leave ();
  copy->format = g_strdup (self->format);
  copy->rate = self->rate;
  copy->channels = self->channels;
  copy->bit_depth = self->bit_depth;
  copy->quality = g_strdup (self->quality);
  copy->codec = g_strdup (self->codec);
  copy->channel_mask = self->channel_mask;
  copy->atomic = self->atomic;
  copy->tags = copy_tags (self->tags);
  return copy;
}

/* properties */

/**
 * gaf_encode_spec_get_format: (get-property format)
 * @self: a spec
 *
 * Tells the format of the file, in lower case and without a dot.
 *
 * Returns: (transfer none) (nullable): the format, owned by @self; %NULL while none is set
 * Since: 0.1
 */
const char *
gaf_encode_spec_get_format (GafEncodeSpec *self)
{
  g_return_val_if_fail (GAF_IS_ENCODE_SPEC (self), NULL);

  return self->format;
}

/**
 * gaf_encode_spec_set_format: (set-property format)
 * @self: a spec
 * @format: (nullable): the format, as [ctor@EncodeSpec.new] takes it
 *
 * Sets the format of the file. Upper case and a dot in front do no harm.
 *
 * Since: 0.1
 */
void
gaf_encode_spec_set_format (GafEncodeSpec *self, const char *format)
{
  g_autofree char *normal = format != NULL ? normalise_format (format) : NULL;

  g_return_if_fail (GAF_IS_ENCODE_SPEC (self));

  set_string (self, &self->format, normal, PROP_FORMAT);
}

/**
 * gaf_encode_spec_get_rate: (get-property rate)
 * @self: a spec
 *
 * Tells the sample rate of the file: frames per second, in Hz.
 *
 * Returns: frames per second, Hz; 0 while none is set
 * Since: 0.1
 */
double
gaf_encode_spec_get_rate (GafEncodeSpec *self)
{
  g_return_val_if_fail (GAF_IS_ENCODE_SPEC (self), 0);

  return self->rate;
}

/**
 * gaf_encode_spec_set_rate: (set-property rate)
 * @self: a spec
 * @rate: frames per second, Hz
 *
 * Sets the sample rate of the file. It has to be a whole number that the format can hold, or resolving fails.
 *
 * Opus, AAC and AC-3 take any rate from 1 to 768000 Hz, and what the codec has not is resampled: the file is then of
 * 48 kHz (Opus, whatever the rate is; the header tells the original one), or of the next rate above it that AAC has, at
 * most 96 kHz, or AC-3, at most 48 kHz. Of n frames, round(n × new / old) are in the file then.
 *
 * Since: 0.1
 */
void
gaf_encode_spec_set_rate (GafEncodeSpec *self, double rate)
{
  g_return_if_fail (GAF_IS_ENCODE_SPEC (self));

  if (self->rate == rate)
    return;
  self->rate = rate;
  notify (self, PROP_RATE);
}

/**
 * gaf_encode_spec_get_channels: (get-property channels)
 * @self: a spec
 *
 * Tells the number of channels of the file.
 *
 * Returns: how many channels; 0 while it is not set
 * Since: 0.1
 */
guint
gaf_encode_spec_get_channels (GafEncodeSpec *self)
{
  g_return_val_if_fail (GAF_IS_ENCODE_SPEC (self), 0);

  return self->channels;
}

/**
 * gaf_encode_spec_set_channels: (set-property channels)
 * @self: a spec
 * @channels: how many channels
 *
 * Sets the number of channels of the file.
 *
 * Since: 0.1
 */
void
gaf_encode_spec_set_channels (GafEncodeSpec *self, guint channels)
{
  g_return_if_fail (GAF_IS_ENCODE_SPEC (self));

  set_uint (self, &self->channels, channels, PROP_CHANNELS);
}

/**
 * gaf_encode_spec_get_bit_depth: (get-property bit-depth)
 * @self: a spec
 *
 * Tells how many bits a sample has in the file. Codecs with loss have no such thing and ignore it.
 *
 * Returns: bits per sample
 * Since: 0.1
 */
guint
gaf_encode_spec_get_bit_depth (GafEncodeSpec *self)
{
  g_return_val_if_fail (GAF_IS_ENCODE_SPEC (self), 0);

  return self->bit_depth;
}

/**
 * gaf_encode_spec_set_bit_depth: (set-property bit-depth)
 * @self: a spec
 * @bits: bits per sample: 8, 16, 24, 32 or 64, as far as the format has them
 *
 * Sets how many bits a sample has in the file, for PCM and lossless codecs. In WAV, RF64, W64, AIFF and AU, 64 bits are
 * floating point, and so are 32.
 *
 * Since: 0.1
 */
void
gaf_encode_spec_set_bit_depth (GafEncodeSpec *self, guint bits)
{
  g_return_if_fail (GAF_IS_ENCODE_SPEC (self));

  set_uint (self, &self->bit_depth, bits, PROP_BIT_DEPTH);
}

/**
 * gaf_encode_spec_get_quality: (get-property quality)
 * @self: a spec
 *
 * Tells the quality that was set; after [method@EncodeSpec.resolve], and in a writer's spec, the full name of the
 * quality that is used.
 *
 * Returns: (transfer none) (nullable): the quality, owned by @self; %NULL if none was set or the format has none
 * Since: 0.1
 */
const char *
gaf_encode_spec_get_quality (GafEncodeSpec *self)
{
  g_return_val_if_fail (GAF_IS_ENCODE_SPEC (self), NULL);

  return self->quality;
}

/**
 * gaf_encode_spec_set_quality: (set-property quality)
 * @self: a spec
 * @quality: (nullable): a number, a full name, the beginning of one, "best", "worst", "fastest" or "slowest"; %NULL or
 *   blank for the format's default
 *
 * Sets the quality: kilobits per second for Vorbis, Opus, AAC and MP3 ("192" or "192 kbps"), also "V0" to "V9" for MP3,
 * and the compression level "0" to "8" for FLAC.
 *
 * Since: 0.1
 */
void
gaf_encode_spec_set_quality (GafEncodeSpec *self, const char *quality)
{
  g_return_if_fail (GAF_IS_ENCODE_SPEC (self));

  set_string (self, &self->quality, quality, PROP_QUALITY);
}

/**
 * gaf_encode_spec_get_codec: (get-property codec)
 * @self: a spec
 *
 * Tells the codec that was set; after [method@EncodeSpec.resolve], and in a writer's spec, the one that is used.
 *
 * Returns: (transfer none) (nullable): the codec, owned by @self; %NULL if none was set
 * Since: 0.1
 */
const char *
gaf_encode_spec_get_codec (GafEncodeSpec *self)
{
  g_return_val_if_fail (GAF_IS_ENCODE_SPEC (self), NULL);

  return self->codec;
}

/**
 * gaf_encode_spec_set_codec: (set-property codec)
 * @self: a spec
 * @codec: (nullable): a codec by its short name, such as "alac" in M4A or "opus" in Ogg; %NULL for the format's usual
 * one
 *
 * Chooses the codec, where the format can hold more than one.
 *
 * Since: 0.1
 */
void
gaf_encode_spec_set_codec (GafEncodeSpec *self, const char *codec)
{
  g_return_if_fail (GAF_IS_ENCODE_SPEC (self));

  set_string (self, &self->codec, codec, PROP_CODEC);
}

/**
 * gaf_encode_spec_get_channel_mask: (get-property channel-mask)
 * @self: a spec
 *
 * Tells which loudspeakers the channels are for, one bit for each of them.
 *
 * Returns: one bit for each `GstAudioChannelPosition`; 0 for what is usual with that number of channels
 * Since: 0.1
 */
guint64
gaf_encode_spec_get_channel_mask (GafEncodeSpec *self)
{
  g_return_val_if_fail (GAF_IS_ENCODE_SPEC (self), 0);

  return self->channel_mask;
}

/**
 * gaf_encode_spec_set_channel_mask: (set-property channel-mask)
 * @self: a spec
 * @mask: one bit for each `GstAudioChannelPosition`, as many as there are channels; 0 for what is usual with that
 * number of channels
 *
 * Sets which loudspeakers the channels are for; the channels are in the order of the bits.
 *
 * Since: 0.1
 */
void
gaf_encode_spec_set_channel_mask (GafEncodeSpec *self, guint64 mask)
{
  g_return_if_fail (GAF_IS_ENCODE_SPEC (self));

  if (self->channel_mask == mask)
    return;
  self->channel_mask = mask;
  notify (self, PROP_CHANNEL_MASK);
}

/**
 * gaf_encode_spec_get_atomic: (get-property atomic)
 * @self: a spec
 *
 * Tells whether the file appears under its name only when it is complete.
 *
 * Returns: %TRUE if so
 * Since: 0.1
 */
gboolean
gaf_encode_spec_get_atomic (GafEncodeSpec *self)
{
  g_return_val_if_fail (GAF_IS_ENCODE_SPEC (self), FALSE);

  return self->atomic;
}

/**
 * gaf_encode_spec_set_atomic: (set-property atomic)
 * @self: a spec
 * @atomic: whether the file shall appear as a whole or not at all
 *
 * Sets whether the file appears under its name only when it is complete. It is then written beside that name and
 * renamed when the writer is closed without an error. Until then, and for good if writing fails, an older file of that
 * name stays as it was.
 *
 * Since: 0.1
 */
void
gaf_encode_spec_set_atomic (GafEncodeSpec *self, gboolean atomic)
{
  g_return_if_fail (GAF_IS_ENCODE_SPEC (self));

  atomic = !!atomic;
  if (self->atomic == atomic)
    return;
  self->atomic = atomic;
  notify (self, PROP_ATOMIC);
}

/**
 * gaf_encode_spec_get_tags: (get-property tags)
 * @self: a spec
 *
 * Tells which tags the file shall have. They belong to the spec.
 *
 * Returns: (transfer none) (nullable): the tags; %NULL for none
 * Since: 0.1
 */
GafTags *
gaf_encode_spec_get_tags (GafEncodeSpec *self)
{
  g_return_val_if_fail (GAF_IS_ENCODE_SPEC (self), NULL);

  return self->tags;
}

/**
 * gaf_encode_spec_set_tags: (set-property tags)
 * @self: a spec
 * @tags: (nullable): the tags, which are copied
 *
 * Sets tags and covers of the file. They are written when the writer is closed, which has to read and copy the file
 * once more; an atomic file is put into its place afterwards. That needs a file of the system, and a format of which
 * [method@Tags.write] can write the tags: else opening the writer fails.
 *
 * Since: 0.1
 */
void
gaf_encode_spec_set_tags (GafEncodeSpec *self, GafTags *tags)
{
  g_return_if_fail (GAF_IS_ENCODE_SPEC (self));
  g_return_if_fail (tags == NULL || GAF_IS_TAGS (tags));

  if (tags == NULL && self->tags == NULL)
    return;
  g_clear_object (&self->tags);
  self->tags = copy_tags (tags);
  notify (self, PROP_TAGS);
}
