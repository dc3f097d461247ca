/*
 * SPDX-FileCopyrightText: 2026 gaudiofile contributors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#include "gaf-info-private.h"

#include "gaf-enum-types.h"

/**
 * GafInfo:
 *
 * What an audio file is: its format, its length and so on, as its headers say. [func@probe] makes it.
 *
 * What a [class@Reader] of the file tells too is the same here. Nothing of it changes.
 *
 * ```c
 * g_autoptr (GError) error = NULL;
 * g_autoptr (GafInfo) info = gaf_probe_path ("song.flac", NULL, NULL, &error);
 *
 * if (info != NULL)
 *   g_print ("%s, %g Hz, %.3f s\n", gaf_info_get_content_type (info), gaf_info_get_rate (info),
 *            gaf_info_get_duration (info));
 * else
 *   g_printerr ("%s\n", error->message);
 * ```
 *
 * Since: 0.1
 */

enum {
  PROP_0,
  PROP_FORMAT,
  PROP_CONTAINER,
  PROP_CODEC,
  PROP_CONTENT_TYPE,
  PROP_RATE,
  PROP_CHANNELS,
  PROP_CHANNEL_MASK,
  PROP_CHANNEL_LAYOUT,
  PROP_SAMPLE_FORMAT,
  PROP_BITS,
  PROP_BIT_RATE,
  PROP_N_FRAMES,
  PROP_EXACT_DURATION,
  PROP_DURATION,
  PROP_TAGS,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

G_DEFINE_FINAL_TYPE (GafInfo, gaf_info, G_TYPE_OBJECT)

static void
gaf_info_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  GafInfo *self = GAF_INFO (object);

  switch (id) {
  case PROP_FORMAT:
    g_value_set_static_string (value, gaf_info_get_format (self));
    break;
  case PROP_CONTAINER:
    g_value_set_static_string (value, gaf_info_get_container (self));
    break;
  case PROP_CODEC:
    g_value_set_static_string (value, gaf_info_get_codec (self));
    break;
  case PROP_CONTENT_TYPE:
    g_value_set_static_string (value, gaf_info_get_content_type (self));
    break;
  case PROP_RATE:
    g_value_set_double (value, gaf_info_get_rate (self));
    break;
  case PROP_CHANNELS:
    g_value_set_uint (value, gaf_info_get_channels (self));
    break;
  case PROP_CHANNEL_MASK:
    g_value_set_uint64 (value, gaf_info_get_channel_mask (self));
    break;
  case PROP_CHANNEL_LAYOUT:
    g_value_set_static_string (value, gaf_info_get_channel_layout (self));
    break;
  case PROP_SAMPLE_FORMAT:
    g_value_set_enum (value, gaf_info_get_sample_format (self));
    break;
  case PROP_BITS:
    g_value_set_uint (value, gaf_info_get_bits (self));
    break;
  case PROP_BIT_RATE:
    g_value_set_uint (value, gaf_info_get_bit_rate (self));
    break;
  case PROP_N_FRAMES:
    g_value_set_int64 (value, gaf_info_get_n_frames (self));
    break;
  case PROP_EXACT_DURATION:
    g_value_set_boolean (value, gaf_info_get_exact_duration (self));
    break;
  case PROP_DURATION:
    g_value_set_double (value, gaf_info_get_duration (self));
    break;
  case PROP_TAGS:
    g_value_set_object (value, gaf_info_get_tags (self));
    break;
  default:
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
  }
}

static void
gaf_info_finalize (GObject *object)
{
  GafInfo *self = GAF_INFO (object);

  gaf_marks_clear (&self->marks);
  g_clear_object (&self->tags);
  G_OBJECT_CLASS (gaf_info_parent_class)->finalize (object);
}

static void
gaf_info_init (GafInfo *self)
{
  gaf_marks_init (&self->marks);
}

static void
gaf_info_class_init (GafInfoClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  const GParamFlags flags = G_PARAM_READABLE | G_PARAM_STATIC_STRINGS;

  object_class->get_property = gaf_info_get_property;
  object_class->finalize = gaf_info_finalize;

  /**
   * GafInfo:format: (getter get_format)
   *
   * What the file is called by people: "WAV", "MP3", "FLAC" and so on.
   *
   * Since: 0.1
   */
  properties[PROP_FORMAT] = g_param_spec_string ("format", NULL, NULL, NULL, flags);
  /**
   * GafInfo:container: (getter get_container)
   *
   * The name of the container; %NULL for a codec without one. As [property@Reader:container].
   *
   * Since: 0.1
   */
  properties[PROP_CONTAINER] = g_param_spec_string ("container", NULL, NULL, NULL, flags);
  /**
   * GafInfo:codec: (getter get_codec)
   *
   * The short name of the codec. As [property@Reader:codec].
   *
   * Since: 0.1
   */
  properties[PROP_CODEC] = g_param_spec_string ("codec", NULL, NULL, NULL, flags);
  /**
   * GafInfo:content-type: (getter get_content_type)
   *
   * The MIME type; %NULL if there is none.
   *
   * Since: 0.1
   */
  properties[PROP_CONTENT_TYPE] = g_param_spec_string ("content-type", NULL, NULL, NULL, flags);
  /**
   * GafInfo:rate: (getter get_rate)
   *
   * The sample rate: frames per second, Hz. As [property@Reader:rate].
   *
   * Since: 0.1
   */
  properties[PROP_RATE] = g_param_spec_double ("rate", NULL, NULL, 0, G_MAXDOUBLE, 0, flags);
  /**
   * GafInfo:channels: (getter get_channels)
   *
   * The number of channels of the file, from 1 to 64, as [property@Reader:channels].
   *
   * Since: 0.1
   */
  properties[PROP_CHANNELS] = g_param_spec_uint ("channels", NULL, NULL, 0, G_MAXUINT, 0, flags);
  /**
   * GafInfo:channel-mask: (getter get_channel_mask)
   *
   * The loudspeakers that the channels are for; 0 if the file does not say. As [property@Reader:channel-mask].
   *
   * Since: 0.1
   */
  properties[PROP_CHANNEL_MASK] = g_param_spec_uint64 ("channel-mask", NULL, NULL, 0, G_MAXUINT64, 0, flags);
  /**
   * GafInfo:channel-layout: (getter get_channel_layout)
   *
   * What people call these channels: "mono", "stereo", "5.1" and so on; %NULL if the file does not say.
   *
   * Since: 0.1
   */
  properties[PROP_CHANNEL_LAYOUT] = g_param_spec_string ("channel-layout", NULL, NULL, NULL, flags);
  /**
   * GafInfo:sample-format: (getter get_sample_format)
   *
   * The format of one sample, as it would be read. As [property@Reader:sample-format].
   *
   * Since: 0.1
   */
  properties[PROP_SAMPLE_FORMAT] =
      g_param_spec_enum ("sample-format", NULL, NULL, GAF_TYPE_SAMPLE_FORMAT, GAF_SAMPLE_FORMAT_UNKNOWN, flags);
  /**
   * GafInfo:bits: (getter get_bits)
   *
   * The number of significant bits of a sample; 0 for codecs with loss. As [property@Reader:bits].
   *
   * Since: 0.1
   */
  properties[PROP_BITS] = g_param_spec_uint ("bits", NULL, NULL, 0, G_MAXUINT, 0, flags);
  /**
   * GafInfo:bit-rate: (getter get_bit_rate)
   *
   * Bits of the audio in a second, on average; 0 if that is not known.
   *
   * Since: 0.1
   */
  properties[PROP_BIT_RATE] = g_param_spec_uint ("bit-rate", NULL, NULL, 0, G_MAXUINT, 0, flags);
  /**
   * GafInfo:n-frames: (getter get_n_frames)
   *
   * The length in frames; an estimate where [property@Info:exact-duration] is %FALSE. As [property@Reader:n-frames].
   *
   * Since: 0.1
   */
  properties[PROP_N_FRAMES] = g_param_spec_int64 ("n-frames", NULL, NULL, 0, G_MAXINT64, 0, flags);
  /**
   * GafInfo:exact-duration: (getter get_exact_duration)
   *
   * %TRUE if the length is exact, %FALSE if it is an estimate. As [property@Reader:exact-duration].
   *
   * Since: 0.1
   */
  properties[PROP_EXACT_DURATION] = g_param_spec_boolean ("exact-duration", NULL, NULL, FALSE, flags);
  /**
   * GafInfo:duration: (getter get_duration)
   *
   * The length in seconds; an estimate while [property@Info:exact-duration] is %FALSE.
   *
   * Since: 0.1
   */
  properties[PROP_DURATION] = g_param_spec_double ("duration", NULL, NULL, 0, G_MAXDOUBLE, 0, flags);
  /**
   * GafInfo:tags: (getter get_tags)
   *
   * The tags; %NULL if they cannot be read.
   *
   * Since: 0.1
   */
  properties[PROP_TAGS] = g_param_spec_object ("tags", NULL, NULL, GAF_TYPE_TAGS, flags);

  g_object_class_install_properties (object_class, N_PROPS, properties);
}

/**
 * gaf_info_get_format: (get-property format)
 * @self: an info
 *
 * Tells what people call the file: the name of its container, or of its codec where there is no container.
 *
 * Returns: (transfer none): a static string
 * Since: 0.1
 */
const char *
gaf_info_get_format (GafInfo *self)
{
  g_return_val_if_fail (GAF_IS_INFO (self), NULL);

  return self->format;
}

/**
 * gaf_info_get_container: (get-property container)
 * @self: an info
 *
 * Tells the name of the container, as [method@Reader.get_container] does: "WAV", "Ogg", "MP4" and so on.
 *
 * Returns: (transfer none) (nullable): a static string; %NULL for a codec without a container, such as MP3
 * Since: 0.1
 */
const char *
gaf_info_get_container (GafInfo *self)
{
  g_return_val_if_fail (GAF_IS_INFO (self), NULL);

  return self->container;
}

/**
 * gaf_info_get_codec: (get-property codec)
 * @self: an info
 *
 * Tells the short name of the codec, as [method@Reader.get_codec] does: "pcm", "flac", "mp3" and so on.
 *
 * Returns: (transfer none): a static string
 * Since: 0.1
 */
const char *
gaf_info_get_codec (GafInfo *self)
{
  g_return_val_if_fail (GAF_IS_INFO (self), NULL);

  return self->codec;
}

/**
 * gaf_info_get_content_type: (get-property content-type)
 * @self: an info
 *
 * Tells the MIME type, by the name that the shared MIME-info database has for it. Files with video too have types of
 * video.
 *
 * Returns: (transfer none) (nullable): a static string; %NULL for a format that has none
 * Since: 0.1
 */
const char *
gaf_info_get_content_type (GafInfo *self)
{
  g_return_val_if_fail (GAF_IS_INFO (self), NULL);

  return self->content_type;
}

/**
 * gaf_info_get_rate: (get-property rate)
 * @self: an info
 *
 * Tells the sample rate in Hz, as [method@Reader.get_rate] of an open file does.
 *
 * Returns: frames per second, Hz
 * Since: 0.1
 */
double
gaf_info_get_rate (GafInfo *self)
{
  g_return_val_if_fail (GAF_IS_INFO (self), 0);

  return self->rate;
}

/**
 * gaf_info_get_channels: (get-property channels)
 * @self: an info
 *
 * Tells the number of channels, as [method@Reader.get_channels] does.
 *
 * Returns: the number of channels, from 1 to 64
 * Since: 0.1
 */
guint
gaf_info_get_channels (GafInfo *self)
{
  g_return_val_if_fail (GAF_IS_INFO (self), 0);

  return self->channels;
}

/**
 * gaf_info_get_channel_mask: (get-property channel-mask)
 * @self: an info
 *
 * Tells which loudspeakers the channels are for, as [method@Reader.get_channel_mask] does.
 *
 * Returns: the mask; 0 if the file does not say
 * Since: 0.1
 */
guint64
gaf_info_get_channel_mask (GafInfo *self)
{
  g_return_val_if_fail (GAF_IS_INFO (self), 0);

  return self->channel_mask;
}

/**
 * gaf_info_get_channel_layout: (get-property channel-layout)
 * @self: an info
 *
 * Tells what people call these channels: "mono", "stereo", "5.1", "5.1(side)" and so on, by the names that FFmpeg has
 * for them.
 *
 * Returns: (transfer none) (nullable): a static string; %NULL if the file does not say, or there is no name
 * Since: 0.1
 */
const char *
gaf_info_get_channel_layout (GafInfo *self)
{
  g_return_val_if_fail (GAF_IS_INFO (self), NULL);

  return self->channel_layout;
}

/**
 * gaf_info_get_sample_format: (get-property sample-format)
 * @self: an info
 *
 * Tells the format of one sample of the file, as [method@Reader.get_sample_format] does.
 *
 * Returns: the sample format
 * Since: 0.1
 */
GafSampleFormat
gaf_info_get_sample_format (GafInfo *self)
{
  g_return_val_if_fail (GAF_IS_INFO (self), GAF_SAMPLE_FORMAT_UNKNOWN);

  return self->sample_format;
}

/**
 * gaf_info_get_bits: (get-property bits)
 * @self: an info
 *
 * Tells how many bits of a sample are significant, as [method@Reader.get_bits] does.
 *
 * Returns: bits; 0 for codecs with loss
 * Since: 0.1
 */
guint
gaf_info_get_bits (GafInfo *self)
{
  g_return_val_if_fail (GAF_IS_INFO (self), 0);

  return self->bits;
}

/**
 * gaf_info_get_bit_rate: (get-property bit-rate)
 * @self: an info
 *
 * Tells how many bits a second of audio has in the file, on average: of PCM all of its samples, else the bytes of the
 * audio by its duration. What a container has around packets counts, tags do not.
 *
 * It is an estimate where the number of frames is.
 *
 * Returns: bits per second; 0 if it is not known without reading all of the file: where video is in it too, and for
 * some others
 * Since: 0.1
 */
guint
gaf_info_get_bit_rate (GafInfo *self)
{
  g_return_val_if_fail (GAF_IS_INFO (self), 0);

  return self->bit_rate;
}

/**
 * gaf_info_get_n_frames: (get-property n-frames)
 * @self: an info
 *
 * Tells the length in frames, as [method@Reader.get_n_frames] of an open file does.
 *
 * Returns: frames (samples per channel)
 * Since: 0.1
 */
gint64
gaf_info_get_n_frames (GafInfo *self)
{
  g_return_val_if_fail (GAF_IS_INFO (self), 0);

  return self->n_frames;
}

/**
 * gaf_info_get_exact_duration: (get-property exact-duration)
 * @self: an info
 *
 * Tells whether the length is exact, as [method@Reader.get_exact_duration] does.
 *
 * Returns: %TRUE if the length is exact, %FALSE if it is an estimate
 * Since: 0.1
 */
gboolean
gaf_info_get_exact_duration (GafInfo *self)
{
  g_return_val_if_fail (GAF_IS_INFO (self), FALSE);

  return self->exact;
}

/**
 * gaf_info_get_duration: (get-property duration)
 * @self: an info
 *
 * Tells the length in time: [method@Info.get_n_frames] divided by [method@Info.get_rate].
 *
 * Returns: seconds
 * Since: 0.1
 */
double
gaf_info_get_duration (GafInfo *self)
{
  g_return_val_if_fail (GAF_IS_INFO (self), 0);

  return self->rate > 0 ? self->n_frames / self->rate : 0;
}

/**
 * gaf_info_get_chapters:
 * @self: an info
 *
 * Tells the chapters: of MP4 (the list that Nero began) and Matroska, of ID3v2 (`CHAP`), and of Vorbis comments
 * (`CHAPTER001=…`) in Ogg and FLAC.
 *
 * Returns: (transfer none) (element-type GafMark): its chapters, in their order
 * Since: 0.1
 */
GPtrArray *
gaf_info_get_chapters (GafInfo *self)
{
  g_return_val_if_fail (GAF_IS_INFO (self), NULL);

  return self->marks.lists[GAF_MARKS_CHAPTERS];
}

/**
 * gaf_info_get_cues:
 * @self: an info
 *
 * Tells the cue points: of WAV (`cue ` with its labels), of AIFF (`MARK`), and of FLAC the tracks of the sheet of a CD.
 *
 * Returns: (transfer none) (element-type GafMark): its cue points, in their order
 * Since: 0.1
 */
GPtrArray *
gaf_info_get_cues (GafInfo *self)
{
  g_return_val_if_fail (GAF_IS_INFO (self), NULL);

  return self->marks.lists[GAF_MARKS_CUES];
}

/**
 * gaf_info_get_loops:
 * @self: an info
 *
 * Tells the parts that an instrument plays over and over: of WAV (`smpl`) and AIFF (`INST`).
 *
 * Returns: (transfer none) (element-type GafMark): its loops, in their order
 * Since: 0.1
 */
GPtrArray *
gaf_info_get_loops (GafInfo *self)
{
  g_return_val_if_fail (GAF_IS_INFO (self), NULL);

  return self->marks.lists[GAF_MARKS_LOOPS];
}

/**
 * gaf_info_get_tags: (get-property tags)
 * @self: an info
 *
 * Tells the tags, with covers, as [method@Reader.read_tags] reads them.
 *
 * Returns: (transfer none) (nullable): tags, empty where the file has none; %NULL if they cannot be read: without
 * TagLib, of a file that is isolated, and where they are damaged or too large
 * Since: 0.1
 */
GafTags *
gaf_info_get_tags (GafInfo *self)
{
  g_return_val_if_fail (GAF_IS_INFO (self), NULL);

  return self->tags;
}
