/*
 * SPDX-FileCopyrightText: 2026 gaudiofile contributors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#include "live/pipe-private.h"

#include "gaf-device-private.h"
#include "gaf-error.h"
#include "live/through.h"

/* An output's buffer holds so many of the stream's: few where a delay is heard, more where only a gap is. */
#define PERIODS_DUPLEX 4
#define PERIODS        8
/* An input's holds more, because what is there is taken at once and nothing waits for it to be full. When the program
 * does not come to its turn for longer, the server and its library drop what comes, and neither tells. */
#define LEAST_OF_INPUT (1000 * G_TIME_SPAN_MILLISECOND)
/* With four seconds, PipeWire began a second late once in ten times; with one, never in two hundred. */
#define MOST_OF_PIPEWIRE (1000 * G_TIME_SPAN_MILLISECOND)
/* The shortest period asked of a device, µs: below, a server has no time for anything else. */
#define SHORTEST_PERIOD 1000
/* How long opening may take, and how long to wait for an error with the first samples then, µs. */
#define OPEN_TIMEOUT    (1000 * G_TIME_SPAN_MILLISECOND)
#define SAMPLES_TIMEOUT (400 * G_TIME_SPAN_MILLISECOND)

/* Of a device, in µs. */
static gint64
period_of (GafStreamCore *core)
{
  return MAX (gaf_stream_frames_to_time (core, core->block), SHORTEST_PERIOD);
}

static GafStreamPipe *
pipe_new (GafStreamCore *core, GafStreamSide *side, GafDevice *device)
{
  static gint n_pipes; /* atomic */
  GafStreamPipe *self = g_new0 (GafStreamPipe, 1);

  g_atomic_ref_count_init (&self->ref_count);
  self->core = gaf_stream_core_ref (core);
  self->side = side;
  self->device = g_object_ref (device);
  self->serial = (guint) g_atomic_int_add (&n_pipes, 1) + 1;
  self->pipeline = gst_pipeline_new (NULL);
  self->next_offset = GST_BUFFER_OFFSET_NONE;
  self->is_of_pipewire = gaf_device_is_of_pipewire (device);
  gaf_taken_init (&self->taken, core->rate);
  self->device_time = core->device_time;
  if (self->device_time == 0)
    self->device_time = (core->through_in.capacity > 0 ? PERIODS_DUPLEX : PERIODS) * period_of (core);
  if (side->direction == GAF_DIRECTION_INPUT)
    self->device_time = MAX (self->device_time, LEAST_OF_INPUT);
  if (self->is_of_pipewire)
    self->device_time = MIN (self->device_time, MOST_OF_PIPEWIRE);
  self->device_time = MAX (self->device_time, 2 * period_of (core));
  return self;
}

GafStreamPipe *
gaf_stream_pipe_ref (GafStreamPipe *self)
{
  g_atomic_ref_count_inc (&self->ref_count);
  return self;
}

void
gaf_stream_pipe_unref (GafStreamPipe *self)
{
  if (!g_atomic_ref_count_dec (&self->ref_count))
    return;
  g_clear_object (&self->sink);
  gst_object_unref (self->pipeline);
  g_object_unref (self->device);
  g_clear_error (&self->error);
  gaf_stream_core_unref (self->core);
  g_free (self);
}

static void
pipe_unref (gpointer data)
{
  gaf_stream_pipe_unref (data);
}

GError *
gaf_stream_pipe_steal_error (GafStreamPipe *self)
{
  return g_steal_pointer (&self->error);
}

/* Takes the error. */
static void
pipe_fail (GafStreamPipe *self, GError *error)
{
  g_mutex_lock (&self->core->lock);
  if (self->error == NULL)
    self->error = g_steal_pointer (&error);
  g_cond_broadcast (&self->core->changed);
  g_mutex_unlock (&self->core->lock);
  g_clear_error (&error);
  gaf_stream_core_push (self->core, GAF_STREAM_EVENT_PIPE);
}

/* On any thread. Nothing is left on the bus, because nobody looks there. */
static GstBusSyncReply
on_message (GstBus *bus, GstMessage *message, gpointer data)
{
  GafStreamPipe *self = data;
  GError *error = NULL;

  switch (GST_MESSAGE_TYPE (message)) {
  case GST_MESSAGE_ERROR:
    gst_message_parse_error (message, &error, NULL);
    pipe_fail (self, error);
    break;
  case GST_MESSAGE_EOS:
    pipe_fail (self, g_error_new (GAF_ERROR, GAF_ERROR_IO, "the device gives no more audio"));
    break;
  case GST_MESSAGE_CLOCK_LOST:
    pipe_fail (self, g_error_new (GAF_ERROR, GAF_ERROR_IO, "the device's clock has stopped"));
    break;
  default:
    break;
  }
  gst_message_unref (message);
  return GST_BUS_DROP;
}

/* {{{ input */

static void
get_interleaved (const float *samples, guint channels, const float **planes)
{
  for (guint c = 0; c < channels; c++)
    planes[c] = samples + c;
}

static GstFlowReturn
on_sample (GstAppSink *sink, gpointer data)
{
  GafStreamPipe *self = data;
  GafStreamCore *core = self->core;
  const guint channels = self->side->channels;
  g_autoptr (GstSample) sample = gst_app_sink_pull_sample (sink);
  const float *planes[GAF_LIMIT_CHANNELS];
  GstMapInfo map;
  gsize n_frames;

  if (sample == NULL)
    return GST_FLOW_EOS;
  if (!gst_buffer_map (gst_sample_get_buffer (sample), &map, GST_MAP_READ))
    return GST_FLOW_ERROR;
  n_frames = map.size / (channels * sizeof (float));
  get_interleaved ((const float *) map.data, channels, planes);

  g_mutex_lock (&core->lock);
  self->n_buffers++;
  gaf_meter_add (&self->side->meter, (const float *) map.data, n_frames);
  if (core->passes_through)
    self->side->n_lost += gaf_ring_force (&core->through_in, planes, channels, n_frames);
  else
    core->n_dropped += gaf_ring_force (&core->heard, planes, channels, n_frames);
  g_cond_broadcast (&core->changed);
  g_mutex_unlock (&core->lock);

  gst_buffer_unmap (gst_sample_get_buffer (sample), &map);
  return GST_FLOW_OK;
}

/* The device's own count of samples tells what it has skipped. */
static GstPadProbeReturn
count_frames (GstPad *pad, GstPadProbeInfo *info, gpointer data)
{
  GafStreamPipe *self = data;
  GstBuffer *buffer = GST_PAD_PROBE_INFO_BUFFER (info);
  const guint64 offset = GST_BUFFER_OFFSET (buffer), end = GST_BUFFER_OFFSET_END (buffer);

  if (offset == GST_BUFFER_OFFSET_NONE || end == GST_BUFFER_OFFSET_NONE)
    return GST_PAD_PROBE_OK;
  if (self->next_offset != GST_BUFFER_OFFSET_NONE && offset > self->next_offset) {
    g_mutex_lock (&self->core->lock);
    self->side->n_lost += (gint64) (offset - self->next_offset);
    g_mutex_unlock (&self->core->lock);
  }
  self->next_offset = end;
  return GST_PAD_PROBE_OK;
}

/* }}} */

/* {{{ open and close */

/* autoaudiosrc and autoaudiosink make the element that has these when they start. */
static void
set_times (GstBin *pipeline, GstBin *bin, GstElement *element, gpointer data)
{
  GafStreamPipe *self = data;
  GObjectClass *klass = G_OBJECT_GET_CLASS (element);

  if (GST_IS_AUDIO_BASE_SINK (element))
    g_set_object (&self->sink, GST_AUDIO_BASE_SINK (element));
  if (g_object_class_find_property (klass, "buffer-time") != NULL
      && g_object_class_find_property (klass, "latency-time") != NULL)
    g_object_set (element, "buffer-time", self->device_time, "latency-time", period_of (self->core), NULL);
}

GstCaps *
gaf_stream_make_caps (guint rate, guint channels)
{
  GstAudioChannelPosition positions[GAF_LIMIT_CHANNELS];
  const guint64 mask = channels > 2 ? gst_audio_channel_get_fallback_mask (channels) : 0;
  const gboolean has_positions = mask != 0 && gst_audio_channel_positions_from_mask (channels, mask, positions);
  GstAudioInfo info;

  gst_audio_info_set_format (&info, GST_AUDIO_FORMAT_F32, (gint) rate, (gint) channels,
                             has_positions ? positions : NULL);
  return gst_audio_info_to_caps (&info);
}

/* Servers make mono of stereo, and stereo of mono, each in its own loudness; so where there is one channel, two go to
 * and come from them, and audioconvert does the rest: copies one, or takes the mean of both. */
static void
limit_device (GafStreamPipe *self, GstElement *filter)
{
  g_autoptr (GstCaps) caps = NULL;

  if (self->side->channels != 1 || !gaf_device_is_moved (self->device))
    return;
  caps = gst_caps_new_simple ("audio/x-raw", "channels", G_TYPE_INT, 2, NULL);
  g_object_set (filter, "caps", caps, NULL);
}

static GstElement *
make (const char *factory, GError **error)
{
  GstElement *element = gst_element_factory_make (factory, NULL);

  if (element == NULL)
    g_set_error (error, GAF_ERROR, GAF_ERROR_MISSING_PLUGIN,
                 "The GStreamer element '%s' is not installed; it is in Debian's package gstreamer1.0-plugins-base",
                 factory);
  return element;
}

/* Takes the elements that are there, or all of them go. */
static gboolean
link_all (GafStreamPipe *self, GstElement **elements, guint n_elements)
{
  gboolean ok = TRUE;

  for (guint i = 0; i < n_elements; i++)
    if (elements[i] == NULL)
      ok = FALSE;
  for (guint i = 0; i < n_elements; i++)
    if (ok)
      gst_bin_add (GST_BIN (self->pipeline), elements[i]);
    else if (elements[i] != NULL)
      gst_object_unref (gst_object_ref_sink (elements[i]));
  for (guint i = 1; ok && i < n_elements; i++)
    ok = gst_element_link (elements[i - 1], elements[i]);
  return ok;
}

static gboolean
build (GafStreamPipe *self, GError **error)
{
  const gboolean is_input = self->side->direction == GAF_DIRECTION_INPUT;
  GstElement *device = gaf_device_create_element (self->device, self->side->device == NULL);
  GstElement *app = make (is_input ? "appsink" : "appsrc", error);
  GstElement *convert = make ("audioconvert", app != NULL ? error : NULL);
  GstElement *resample = make ("audioresample", app != NULL && convert != NULL ? error : NULL);
  GstElement *filter = make ("capsfilter", app != NULL && convert != NULL && resample != NULL ? error : NULL);
  GstElement *inputs[] = { device, filter, convert, resample, app };
  GstElement *outputs[] = { app, convert, resample, filter, device };
  g_autoptr (GstCaps) caps = gaf_stream_make_caps (self->core->rate, self->side->channels);

  g_signal_connect (self->pipeline, "deep-element-added", G_CALLBACK (set_times), self);
  if (!link_all (self, is_input ? inputs : outputs, G_N_ELEMENTS (inputs))) {
    if (error != NULL && *error == NULL)
      g_set_error (error, GAF_ERROR, GAF_ERROR_NO_DEVICE, "The audio device \"%s\" cannot be used by GStreamer",
                   gaf_device_get_name (self->device));
    return FALSE;
  }
  self->element = device;
  limit_device (self, filter);
  if (is_input) {
    g_autoptr (GstPad) pad = gst_element_get_static_pad (device, "src");
    GstAppSinkCallbacks callbacks = { .new_sample = on_sample };

    g_object_set (app, "sync", FALSE, "async", FALSE, "enable-last-sample", FALSE, "caps", caps, NULL);
    gst_app_sink_set_callbacks (GST_APP_SINK (app), &callbacks, gaf_stream_pipe_ref (self), pipe_unref);
    if (pad != NULL)
      gst_pad_add_probe (pad, GST_PAD_PROBE_TYPE_BUFFER, count_frames, self, NULL);
  } else {
    GstAppSrcCallbacks callbacks = { .need_data = gaf_stream_pipe_fill };

    g_object_set (app, "format", GST_FORMAT_TIME, "caps", caps, "block", FALSE, "max-bytes", G_GUINT64_CONSTANT (1),
                  NULL);
    gst_app_src_set_callbacks (GST_APP_SRC (app), &callbacks, gaf_stream_pipe_ref (self), pipe_unref);
  }
  return TRUE;
}

/* Until the first samples have come or gone; a device that is slow with them may have its time later. */
static gboolean
wait_for_samples (GafStreamPipe *self, GError **error)
{
  const gint64 deadline = g_get_monotonic_time () + SAMPLES_TIMEOUT;
  GafStreamCore *core = self->core;

  gboolean ok = FALSE;

  g_mutex_lock (&core->lock);
  while (self->error == NULL && self->n_buffers == 0 && !core->is_closing
         && g_cond_wait_until (&core->changed, &core->lock, deadline))
    continue;
  if (self->error != NULL)
    g_propagate_error (error, g_steal_pointer (&self->error));
  else if (core->is_closing)
    g_set_error (error, GAF_ERROR, GAF_ERROR_CLOSED, "The stream was closed");
  else
    ok = TRUE;
  g_mutex_unlock (&core->lock);
  return ok;
}

GafStreamPipe *
gaf_stream_pipe_open (GafStreamCore *core, GafStreamSide *side, GafDevice *device, GError **error)
{
  g_autoptr (GError) local_error = NULL;
  GafStreamPipe *self = pipe_new (core, side, device);
  g_autoptr (GstBus) bus = gst_element_get_bus (self->pipeline);
  gboolean ok;

  gst_bus_set_sync_handler (bus, on_message, gaf_stream_pipe_ref (self), pipe_unref);
  ok = build (self, &local_error)
       && gst_element_set_state (self->pipeline, GST_STATE_PLAYING) != GST_STATE_CHANGE_FAILURE
       && gst_element_get_state (self->pipeline, NULL, NULL, OPEN_TIMEOUT * 1000) != GST_STATE_CHANGE_FAILURE;
  if (!ok && local_error == NULL) {
    g_mutex_lock (&core->lock);
    local_error = g_steal_pointer (&self->error);
    g_mutex_unlock (&core->lock);
  }
  if (ok)
    ok = wait_for_samples (self, &local_error);
  if (ok)
    return self;

  if (local_error != NULL && local_error->domain == GAF_ERROR)
    g_propagate_error (error, g_steal_pointer (&local_error));
  else
    g_set_error (error, GAF_ERROR, GAF_ERROR_NO_DEVICE, "The audio device \"%s\" could not be opened: %s",
                 gaf_device_get_name (device),
                 local_error != NULL ? local_error->message : "GStreamer gives no reason");
  gaf_stream_pipe_close (self);
  return NULL;
}

void
gaf_stream_pipe_close (GafStreamPipe *self)
{
  g_autoptr (GstBus) bus = gst_element_get_bus (self->pipeline);

  g_mutex_lock (&self->core->lock);
  self->is_closing = TRUE;
  g_cond_broadcast (&self->core->changed);
  g_mutex_unlock (&self->core->lock);

  gst_element_set_state (self->pipeline, GST_STATE_NULL);
  gst_bus_set_sync_handler (bus, NULL, NULL, NULL);
  g_signal_handlers_disconnect_by_data (self->pipeline, self);
  /* The elements hold the callbacks, and those hold this. */
  for (GList *item = GST_BIN_CHILDREN (self->pipeline), *next; item != NULL; item = next) {
    next = item->next;
    gst_bin_remove (GST_BIN (self->pipeline), item->data);
  }
  gaf_stream_pipe_unref (self);
}

/* }}} */

/* {{{ how far it is */

gint64
gaf_stream_pipe_get_delay (GafStreamPipe *self)
{
  gint64 position = 0;
  guint64 n_pushed;

  if (self->side->direction == GAF_DIRECTION_INPUT) {
    g_autoptr (GstQuery) query = gst_query_new_latency ();
    GstClockTime least = 0;

    if (gst_element_query (self->element, query))
      gst_query_parse_latency (query, NULL, &least, NULL);
    return GST_CLOCK_TIME_IS_VALID (least) ? (gint64) gst_util_uint64_scale_round (least, self->core->rate, GST_SECOND)
                                           : 0;
  }

  if (!gst_element_query_position (self->pipeline, GST_FORMAT_TIME, &position) || position < 0)
    return 0;
  g_mutex_lock (&self->core->lock);
  n_pushed = self->n_pushed;
  g_mutex_unlock (&self->core->lock);
  return MAX ((gint64) n_pushed - (gint64) gst_util_uint64_scale_round (position, self->core->rate, GST_SECOND), 0);
}

gboolean
gaf_stream_pipe_get_heard (GafStreamPipe *self, guint *serial, gint64 *frame)
{
  gint64 position = 0;
  gboolean is_taken;

  *serial = self->serial;
  g_mutex_lock (&self->core->lock);
  is_taken = gaf_taken_get_heard (&self->taken, g_get_monotonic_time (), frame);
  g_mutex_unlock (&self->core->lock);
  if (is_taken)
    return TRUE;
  if (!gst_element_query_position (self->pipeline, GST_FORMAT_TIME, &position) || position < 0)
    return FALSE;
  g_mutex_lock (&self->core->lock);
  *frame = gaf_taken_hold (&self->taken, (gint64) gst_util_uint64_scale_round (position, self->core->rate, GST_SECOND));
  g_mutex_unlock (&self->core->lock);
  return TRUE;
}

gboolean
gaf_stream_pipe_is_drained (GafStreamPipe *self)
{
  const gint64 doubt = self->is_of_pipewire ? GAF_PIPEWIRE_DOUBT * 1000 : 0;
  gint64 position = 0;
  guint64 end;

  g_mutex_lock (&self->core->lock);
  end = self->data_end;
  g_mutex_unlock (&self->core->lock);
  return gst_element_query_position (self->pipeline, GST_FORMAT_TIME, &position)
         && position >= (gint64) gst_util_uint64_scale_ceil (end, GST_SECOND, self->core->rate) + doubt;
}

/* }}} */

GafStreamPipe *
gaf_stream_pipe_ref_open (GafStreamCore *core, GafDirection direction)
{
  GafStreamPipe *pipe;

  gaf_stream_core_lock (core);
  pipe = core->sides[direction].pipe == NULL ? NULL : gaf_stream_pipe_ref (core->sides[direction].pipe);
  g_mutex_unlock (&core->lock);
  return pipe;
}
