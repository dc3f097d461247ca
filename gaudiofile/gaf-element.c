/*
 * SPDX-FileCopyrightText: 2026 gaudiofile contributors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#include "gaf-element.h"

#include <gst/app/app.h>
#include <gst/audio/audio.h>
#include <math.h>

#include "core/limits.h"
#include "gaf-error.h"
#include "gst/elements.h"

/*
 * For programs that have a pipeline of GStreamer's:
 *
 *   GafSource ─► appsrc ─► the program's elements ─► appsink ─► GafWriter
 *
 * Both are called on the threads of the pipeline.
 */

/* Frames of a buffer. */
#define BLOCK 4096

static GstElement *
make (const char *name, GError **error)
{
  GstElement *element = gaf_elements_init (error) ? gst_element_factory_make (name, NULL) : NULL;

  if (element == NULL && error != NULL && *error == NULL)
    g_set_error (error, GAF_ERROR, GAF_ERROR_MISSING_PLUGIN,
                 "GStreamer's element \"%s\" is not installed: apt install gstreamer1.0-plugins-base", name);
  return element;
}

/* NULL with @error for a rate that GStreamer has not. */
static GstCaps *
make_caps (GstAudioFormat format, double rate, guint channels, guint64 mask, GError **error)
{
  GstAudioChannelPosition positions[GAF_LIMIT_CHANNELS];
  gboolean has_positions;
  GstAudioInfo info;

  if (channels == 0 || rate != floor (rate) || rate > G_MAXINT) {
    g_set_error (error, GAF_ERROR, GAF_ERROR_INVALID_ARGUMENT,
                 "GStreamer takes a whole number of Hz, not %g Hz with %u channels: resample it", rate, channels);
    return NULL;
  }
  if (mask == 0 && channels > 2)
    mask = gst_audio_channel_get_fallback_mask ((gint) channels);
  has_positions = mask != 0 && gst_audio_channel_positions_from_mask ((gint) channels, mask, positions);
  gst_audio_info_init (&info);
  gst_audio_info_set_format (&info, format, (gint) rate, (gint) channels, has_positions ? positions : NULL);
  return gst_audio_info_to_caps (&info);
}

/* {{{ a source */

typedef struct {
  GafSource *source;
  GstAppSrc *app; /* not owned */
  guint channels;
  guint rate;
  gint64 frame; /* that is read next; set on the streaming thread, and by a seek, which waits for that */
  gboolean is_discont;
  GstSegment segment; /* what is wanted; on the streaming thread */
} Feeder;

static void
feeder_free (gpointer data)
{
  Feeder *self = data;

  g_object_unref (self->source);
  g_free (self);
}

static GstClockTime
time_of (const Feeder *self, gint64 frame)
{
  return gst_util_uint64_scale (frame, GST_SECOND, self->rate);
}

/* The length may have been an estimate. */
static void
tell_duration (Feeder *self)
{
  gst_app_src_set_duration (self->app, time_of (self, gaf_source_get_n_frames (self->source)));
}

static GstBuffer *
make_buffer (Feeder *self, GafBlock *block)
{
  GBytes *bytes = gaf_block_get_bytes (block);
  const gint64 n = gaf_block_get_n_frames (block);
  GstBuffer *buffer = gst_buffer_new_wrapped_bytes (bytes);

  GST_BUFFER_PTS (buffer) = time_of (self, self->frame);
  GST_BUFFER_DURATION (buffer) = time_of (self, self->frame + n) - GST_BUFFER_PTS (buffer);
  GST_BUFFER_OFFSET (buffer) = self->frame;
  GST_BUFFER_OFFSET_END (buffer) = self->frame + n;
  if (self->is_discont)
    GST_BUFFER_FLAG_SET (buffer, GST_BUFFER_FLAG_DISCONT);
  self->is_discont = FALSE;
  return buffer;
}

static void
on_need_data (GstAppSrc *app, guint length, gpointer data)
{
  Feeder *self = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GafBlock) block = NULL;

  if (gaf_source_tell (self->source) == self->frame || gaf_source_seek (self->source, self->frame, NULL, &error))
    block = gaf_source_read_frames (self->source, BLOCK, GAF_LAYOUT_INTERLEAVED, NULL, &error);
  if (block == NULL) {
    GST_ELEMENT_ERROR (app, STREAM, DECODE, ("%s", error->message), (NULL));
    gst_app_src_end_of_stream (app);
    return;
  }
  if (gaf_block_get_n_frames (block) == 0) {
    tell_duration (self);
    gst_app_src_end_of_stream (app);
    return;
  }
  {
    GstBuffer *buffer = make_buffer (self, block);

    self->frame += gaf_block_get_n_frames (block);
    gst_app_src_push_buffer (app, buffer);
  }
}

/* The frame whose time that is; times are rounded down. */
static gboolean
on_seek_data (GstAppSrc *app, guint64 time, gpointer data)
{
  Feeder *self = data;

  self->frame =
      MIN ((gint64) gst_util_uint64_scale_round (time, self->rate, GST_SECOND), gaf_source_get_n_frames (self->source));
  self->is_discont = TRUE;
  return TRUE;
}

/* What is outside of the segment that a seek has asked for is cut off, to the frame. */
static GstPadProbeReturn
clip (GstPad *pad, GstPadProbeInfo *info, gpointer data)
{
  Feeder *self = data;
  GstBuffer *buffer;

  if ((GST_PAD_PROBE_INFO_TYPE (info) & GST_PAD_PROBE_TYPE_EVENT_DOWNSTREAM) != 0) {
    GstEvent *event = GST_PAD_PROBE_INFO_EVENT (info);

    if (GST_EVENT_TYPE (event) == GST_EVENT_SEGMENT)
      gst_event_copy_segment (event, &self->segment);
    return GST_PAD_PROBE_OK;
  }
  buffer = gst_audio_buffer_clip (GST_PAD_PROBE_INFO_BUFFER (info), &self->segment, (gint) self->rate,
                                  (gint) (self->channels * sizeof (float)));
  info->data = buffer;
  return buffer != NULL ? GST_PAD_PROBE_OK : GST_PAD_PROBE_HANDLED;
}

/**
 * gaf_source_make_element:
 * @self: a source
 * @error: %GAF_ERROR_INVALID_ARGUMENT for a rate that is no whole number; %GAF_ERROR_MISSING_PLUGIN;
 *   %GAF_ERROR_CLOSED
 *
 * Makes an element for a pipeline of GStreamer's that gives the audio of a source: a GstAppSrc with 32-bit float in its
 * rate and channels. It seeks to the frame, and ends where the source does, or where a seek has asked for.
 *
 * The source is read on a thread of the pipeline, from frame 0 on wherever it stands. The element keeps a reference.
 * One element is made for one source at a time: each moves it.
 *
 * Returns: (transfer none): a GstElement, which is floating as all new ones are; %NULL with @error set
 * Since: 0.1
 */
GObject *
gaf_source_make_element (GafSource *self, GError **error)
{
  GstAppSrcCallbacks callbacks = { .need_data = on_need_data, .seek_data = on_seek_data };
  g_autoptr (GstCaps) caps = NULL;
  g_autoptr (GstPad) pad = NULL;
  GstElement *element;
  Feeder *feeder;

  g_return_val_if_fail (GAF_IS_SOURCE (self), NULL);

  if (gaf_source_is_closed (self)) {
    g_set_error (error, GAF_ERROR, GAF_ERROR_CLOSED, "The file is closed: I/O operation on a closed file");
    return NULL;
  }
  element = make ("appsrc", error);
  if (element == NULL)
    return NULL;
  caps = make_caps (GST_AUDIO_FORMAT_F32, gaf_source_get_rate (self), gaf_source_get_channels (self),
                    gaf_source_get_channel_mask (self), error);
  if (caps == NULL) {
    gst_object_unref (gst_object_ref_sink (element));
    return NULL;
  }
  feeder = g_new0 (Feeder, 1);
  feeder->source = g_object_ref (self);
  feeder->app = GST_APP_SRC (element);
  feeder->channels = gaf_source_get_channels (self);
  feeder->rate = (guint) gaf_source_get_rate (self);
  feeder->is_discont = TRUE;
  gst_segment_init (&feeder->segment, GST_FORMAT_TIME);
  g_object_set (element, "caps", caps, "format", GST_FORMAT_TIME, "stream-type", GST_APP_STREAM_TYPE_SEEKABLE,
                "max-bytes", G_GUINT64_CONSTANT (1), "emit-signals", FALSE, NULL);
  tell_duration (feeder);
  pad = gst_element_get_static_pad (element, "src");
  gst_pad_add_probe (pad, GST_PAD_PROBE_TYPE_BUFFER | GST_PAD_PROBE_TYPE_EVENT_DOWNSTREAM, clip, feeder, NULL);
  gst_app_src_set_callbacks (GST_APP_SRC (element), &callbacks, feeder, feeder_free);
  return G_OBJECT (element);
}

/* }}} */

/* {{{ a writer */

static GafSampleFormat
format_of (const GstAudioInfo *info)
{
  switch (GST_AUDIO_INFO_FORMAT (info)) {
  case GST_AUDIO_FORMAT_S16:
    return GAF_SAMPLE_FORMAT_INT16;
  case GST_AUDIO_FORMAT_S32:
    return GAF_SAMPLE_FORMAT_INT32;
  case GST_AUDIO_FORMAT_F32:
    return GAF_SAMPLE_FORMAT_FLOAT32;
  case GST_AUDIO_FORMAT_F64:
    return GAF_SAMPLE_FORMAT_FLOAT64;
  default:
    return GAF_SAMPLE_FORMAT_UNKNOWN;
  }
}

static gboolean
write_buffer (GafWriter *writer, GstBuffer *buffer, const GstAudioInfo *info, GError **error)
{
  const guint channels = (guint) GST_AUDIO_INFO_CHANNELS (info);
  const gsize width = (gsize) GST_AUDIO_INFO_WIDTH (info) / 8;
  const void *planes[GAF_LIMIT_CHANNELS];
  GstMapInfo map;
  gboolean ok;

  if (channels > GAF_LIMIT_CHANNELS || !gst_buffer_map (buffer, &map, GST_MAP_READ)) {
    g_set_error (error, GAF_ERROR, GAF_ERROR_INVALID_ARGUMENT, "The pipeline gives no audio that can be written");
    return FALSE;
  }
  for (guint c = 0; c < channels; c++)
    planes[c] = map.data + c * width;
  ok = gaf_writer_write_raw (writer, format_of (info), planes, width * channels,
                             (gint64) (map.size / (width * channels)), NULL, error);
  gst_buffer_unmap (buffer, &map);
  return ok;
}

static GstFlowReturn
on_sample (GstAppSink *app, gpointer data)
{
  GstSample *sample = gst_app_sink_pull_sample (app);
  g_autoptr (GError) error = NULL;
  GstAudioInfo info;
  gboolean ok;

  if (sample == NULL)
    return GST_FLOW_EOS;
  ok = gst_audio_info_from_caps (&info, gst_sample_get_caps (sample))
       && write_buffer (data, gst_sample_get_buffer (sample), &info, &error);
  gst_sample_unref (sample);
  if (ok)
    return GST_FLOW_OK;
  GST_ELEMENT_ERROR (app, RESOURCE, WRITE, ("%s", error != NULL ? error->message : "This is no audio"), (NULL));
  return GST_FLOW_ERROR;
}

/* Any of the formats that are taken as they are. */
static void
add_formats (GstCaps *caps)
{
  static const GstAudioFormat formats[] = { GST_AUDIO_FORMAT_F32, GST_AUDIO_FORMAT_S16, GST_AUDIO_FORMAT_S32,
                                            GST_AUDIO_FORMAT_F64 };
  GValue list = G_VALUE_INIT;

  g_value_init (&list, GST_TYPE_LIST);
  for (guint i = 0; i < G_N_ELEMENTS (formats); i++) {
    GValue value = G_VALUE_INIT;

    g_value_init (&value, G_TYPE_STRING);
    g_value_set_static_string (&value, gst_audio_format_to_string (formats[i]));
    gst_value_list_append_and_take_value (&list, &value);
  }
  gst_structure_take_value (gst_caps_get_structure (caps, 0), "format", &list);
}

/**
 * gaf_writer_make_element:
 * @self: a writer that is open
 * @error: %GAF_ERROR_MISSING_PLUGIN; %GAF_ERROR_CLOSED
 *
 * Makes an element for a pipeline of GStreamer's that writes what comes to it: a GstAppSink that takes audio of the
 * file's rate and channels, so that mostly an audioconvert and an audioresample are before it.
 *
 * Audio is written as fast as it comes, on a thread of the pipeline, one buffer behind the other whatever their times
 * are. When the pipeline has told of the end, call [method@Writer.close]. The element keeps a reference.
 *
 * Returns: (transfer none): a GstElement, which is floating as all new ones are; %NULL with @error set
 * Since: 0.1
 */
GObject *
gaf_writer_make_element (GafWriter *self, GError **error)
{
  GstAppSinkCallbacks callbacks = { .new_sample = on_sample };
  g_autoptr (GstCaps) caps = NULL;
  GstElement *element;
  GafEncodeSpec *spec;

  g_return_val_if_fail (GAF_IS_WRITER (self), NULL);

  if (gaf_writer_is_closed (self)) {
    g_set_error (error, GAF_ERROR, GAF_ERROR_CLOSED, "The file is closed: I/O operation on a closed file");
    return NULL;
  }
  element = make ("appsink", error);
  if (element == NULL)
    return NULL;
  spec = gaf_writer_get_spec (self);
  caps = make_caps (GST_AUDIO_FORMAT_F32, gaf_encode_spec_get_rate (spec), gaf_encode_spec_get_channels (spec),
                    gaf_encode_spec_get_channel_mask (spec), error);
  if (caps == NULL) {
    gst_object_unref (gst_object_ref_sink (element));
    return NULL;
  }
  add_formats (caps);
  g_object_set (element, "caps", caps, "sync", FALSE, "enable-last-sample", FALSE, "max-buffers", 4, NULL);
  gst_app_sink_set_callbacks (GST_APP_SINK (element), &callbacks, g_object_ref (self), g_object_unref);
  return G_OBJECT (element);
}

/* }}} */
