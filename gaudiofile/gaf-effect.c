/*
 * SPDX-FileCopyrightText: 2026 gaudiofile contributors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#include "gaf-effect-private.h"

#include <gst/audio/audio.h>

#include "gst/elements.h"
#include "gaf-error.h"
#include "core/interrupt.h"
#include "core/limits.h"
#include "live/pipe.h"
#include "live/ring.h"

/**
 * GafEffect:
 *
 * GStreamer elements that change audio, as a function of blocks of samples.
 *
 *   planes ─► feed ─► audioconvert ! the elements ! audioconvert ! audioresample ! float ─► drain ─► ring ─► planes
 *
 * Everything happens on the thread that calls, unless the elements have threads of their own. As many frames come out
 * as go in: elements with a delay give silence first.
 *
 * An effect is used by one thread at a time.
 *
 * ```c
 * g_autoptr (GError) error = NULL;
 * g_autoptr (GafEffect) effect = gaf_effect_new_for_description ("volume volume=0.5", 48000, 1, &error);
 * float samples[480] = { 1 };
 * float *planes[] = { samples };
 *
 * if (effect == NULL || !gaf_effect_process (effect, planes, 480, &error))
 *   g_printerr ("%s\n", error->message);
 * ```
 *
 * Since: 0.1
 */
struct _GafEffect {
  GObject parent_instance;

  guint rate;
  guint channels;
  GstElement *bin;
  GstPad *feed;
  GstPad *drain;
  guint64 position; /* frames fed */

  GMutex lock; /* elements with threads of their own bring what is below at any time */
  GafRing ring;
  GError *error;

  /* with gaf_effect_feed(), also under the lock */
  gboolean is_fed;
  GQueue buffers; /* of GstBuffer: what has come out */
  gsize taken;    /* frames of the first */
  gsize held;     /* bytes of all */
  gboolean has_ended;
  GCond ended;
};

G_DEFINE_FINAL_TYPE (GafEffect, gaf_effect, G_TYPE_OBJECT)

enum { PROP_0, PROP_RATE, PROP_CHANNELS };

/* What may come out at once, beyond what goes in: seconds. */
#define RING_SECONDS  2
#define LARGEST_BLOCK 4096

static GstFlowReturn
on_buffer (GstPad *pad, GstObject *parent, GstBuffer *buffer)
{
  GafEffect *self = g_object_get_data (G_OBJECT (pad), "gaf-effect");
  const float *planes[GAF_LIMIT_CHANNELS];
  GstMapInfo map;

  if (self->is_fed) {
    g_mutex_lock (&self->lock);
    g_queue_push_tail (&self->buffers, buffer);
    self->held += gst_buffer_get_size (buffer);
    g_mutex_unlock (&self->lock);
    return GST_FLOW_OK;
  }
  if (gst_buffer_map (buffer, &map, GST_MAP_READ)) {
    for (guint c = 0; c < self->channels; c++)
      planes[c] = (const float *) map.data + c;
    g_mutex_lock (&self->lock);
    gaf_ring_force (&self->ring, planes, self->channels, map.size / sizeof (float) / self->channels);
    g_mutex_unlock (&self->lock);
    gst_buffer_unmap (buffer, &map);
  }
  gst_buffer_unref (buffer);
  return GST_FLOW_OK;
}

static gboolean
on_event (GstPad *pad, GstObject *parent, GstEvent *event)
{
  GafEffect *self = g_object_get_data (G_OBJECT (pad), "gaf-effect");

  if (GST_EVENT_TYPE (event) == GST_EVENT_EOS) {
    g_mutex_lock (&self->lock);
    self->has_ended = TRUE;
    g_cond_broadcast (&self->ended);
    g_mutex_unlock (&self->lock);
  }
  return gst_pad_event_default (pad, parent, event);
}

static GstBusSyncReply
on_message (GstBus *bus, GstMessage *message, gpointer data)
{
  GafEffect *self = data;

  if (GST_MESSAGE_TYPE (message) == GST_MESSAGE_ERROR) {
    g_mutex_lock (&self->lock);
    if (self->error == NULL)
      gst_message_parse_error (message, &self->error, NULL);
    g_mutex_unlock (&self->lock);
  }
  gst_message_unref (message);
  return GST_BUS_DROP;
}

/* {{{ object */

/* A pad of ours, at either end. */
static void
drop_pad (GstPad **pad)
{
  g_autoptr (GstPad) peer = *pad != NULL ? gst_pad_get_peer (*pad) : NULL;

  if (*pad != NULL)
    gst_pad_set_active (*pad, FALSE);
  if (peer != NULL && GST_PAD_IS_SRC (peer))
    gst_pad_unlink (peer, *pad);
  else if (peer != NULL)
    gst_pad_unlink (*pad, peer);
  gst_clear_object (pad);
}

static void
gaf_effect_finalize (GObject *object)
{
  GafEffect *self = GAF_EFFECT (object);

  if (self->bin != NULL) {
    g_autoptr (GstBus) bus = gst_element_get_bus (self->bin);

    gst_element_set_state (self->bin, GST_STATE_NULL);
    if (bus != NULL)
      gst_bus_set_sync_handler (bus, NULL, NULL, NULL);
    gst_element_set_bus (self->bin, NULL);
    drop_pad (&self->feed);
    drop_pad (&self->drain);
    /* A caller's element may be used elsewhere now. */
    for (GList *item = GST_BIN_CHILDREN (self->bin), *next; item != NULL; item = next) {
      next = item->next;
      gst_bin_remove (GST_BIN (self->bin), item->data);
    }
  }
  gst_clear_object (&self->bin);
  gaf_ring_clear (&self->ring);
  g_queue_clear_full (&self->buffers, (GDestroyNotify) gst_buffer_unref);
  g_clear_error (&self->error);
  g_mutex_clear (&self->lock);
  g_cond_clear (&self->ended);
  G_OBJECT_CLASS (gaf_effect_parent_class)->finalize (object);
}

static void
gaf_effect_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  GafEffect *self = GAF_EFFECT (object);

  switch (id) {
  case PROP_RATE:
    g_value_set_uint (value, self->rate);
    break;
  case PROP_CHANNELS:
    g_value_set_uint (value, self->channels);
    break;
  default:
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
  }
}

static void
gaf_effect_class_init (GafEffectClass *klass)
{
  const GParamFlags flags = G_PARAM_READABLE | G_PARAM_STATIC_STRINGS;
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->finalize = gaf_effect_finalize;
  object_class->get_property = gaf_effect_get_property;
  /**
   * GafEffect:rate: (getter get_rate)
   *
   * The sample rate that the effect was made for, in Hz.
   *
   * Since: 0.1
   */
  g_object_class_install_property (object_class, PROP_RATE,
                                   g_param_spec_uint ("rate", NULL, NULL, 0, G_MAXUINT, 0, flags));
  /**
   * GafEffect:channels: (getter get_channels)
   *
   * How many channels the effect takes and gives.
   *
   * Since: 0.1
   */
  g_object_class_install_property (object_class, PROP_CHANNELS,
                                   g_param_spec_uint ("channels", NULL, NULL, 0, G_MAXUINT, 0, flags));
}

static void
gaf_effect_init (GafEffect *self)
{
  g_mutex_init (&self->lock);
  g_cond_init (&self->ended);
  g_queue_init (&self->buffers);
}

/* }}} */

/* {{{ make */

static GafEffect *
effect_new (guint rate, guint channels, GError **error)
{
  GafEffect *self;

  if (!gaf_elements_init (error))
    return NULL;
  if (channels == 0 || channels > GAF_LIMIT_CHANNELS || rate == 0 || rate > GAF_LIMIT_RATE) {
    g_set_error (error, GAF_ERROR, GAF_ERROR_INVALID_ARGUMENT,
                 "An effect cannot have %u channels and %u Hz, but 1 to %d channels and up to %d Hz", channels, rate,
                 GAF_LIMIT_CHANNELS, GAF_LIMIT_RATE);
    return NULL;
  }
  self = g_object_new (GAF_TYPE_EFFECT, NULL);
  self->rate = rate;
  self->channels = channels;
  gaf_ring_init (&self->ring, channels, RING_SECONDS * rate + LARGEST_BLOCK);
  return self;
}

static gboolean
fail (GafEffect *self, const char *what, GError **error)
{
  g_autoptr (GError) reason = NULL;

  g_mutex_lock (&self->lock);
  reason = g_steal_pointer (&self->error);
  g_mutex_unlock (&self->lock);
  g_set_error (error, GAF_ERROR, GAF_ERROR_INVALID_ARGUMENT, "%s: %s", what,
               reason != NULL ? reason->message : "GStreamer gives no reason");
  return FALSE;
}

/* Between the two pads; takes what is needed to remember @what it is for messages. */
static gboolean
start (GafEffect *self, const char *what, GError **error)
{
  g_autoptr (GstCaps) caps = gaf_stream_make_caps (self->rate, self->channels);
  g_autoptr (GstPad) sink = gst_element_get_static_pad (self->bin, "sink");
  g_autoptr (GstPad) source = gst_element_get_static_pad (self->bin, "src");
  g_autoptr (GstBus) bus = gst_bus_new ();
  GstSegment segment;

  gst_bus_set_sync_handler (bus, on_message, self, NULL);
  gst_element_set_bus (self->bin, bus);
  self->feed = gst_pad_new ("feed", GST_PAD_SRC);
  self->drain = gst_pad_new ("drain", GST_PAD_SINK);
  g_object_set_data (G_OBJECT (self->drain), "gaf-effect", self);
  gst_pad_set_chain_function (self->drain, on_buffer);
  gst_pad_set_event_function (self->drain, on_event);
  gst_pad_set_active (self->feed, TRUE);
  gst_pad_set_active (self->drain, TRUE);
  if (sink == NULL || source == NULL || gst_pad_link (self->feed, sink) != GST_PAD_LINK_OK
      || gst_pad_link (source, self->drain) != GST_PAD_LINK_OK
      || gst_element_set_state (self->bin, GST_STATE_PLAYING) == GST_STATE_CHANGE_FAILURE)
    return fail (self, what, error);

  gst_segment_init (&segment, GST_FORMAT_TIME);
  if (!gst_pad_push_event (self->feed, gst_event_new_stream_start ("gaudiofile"))
      || !gst_pad_push_event (self->feed, gst_event_new_caps (caps))
      || !gst_pad_push_event (self->feed, gst_event_new_segment (&segment)))
    return fail (self, what, error);
  return TRUE;
}

static char *
caps_text (GafEffect *self)
{
  g_autoptr (GstCaps) caps = gaf_stream_make_caps (self->rate, self->channels);

  return gst_caps_to_string (caps);
}

/**
 * gaf_effect_new_for_description:
 * @description: elements as gst-launch-1.0 has them, such as `"audiodynamic ratio=2 ! volume volume=0.5"`
 * @rate: frames per second, from 1 to 1536000 Hz
 * @channels: how many channels, from 1 to 64
 * @error: %GAF_ERROR_INVALID_ARGUMENT for a rate or a number of channels outside of the range, for what is no
 *   description of elements that change audio, and for elements that do not work; %GAF_ERROR_IO if GStreamer cannot
 *   start
 *
 * Makes an effect of GStreamer elements. Samples are converted before and behind them, so they may work in any format
 * of audio.
 *
 * Returns: (transfer full): an effect, or %NULL with @error set
 * Since: 0.1
 */
GafEffect *
gaf_effect_new_for_description (const char *description, guint rate, guint channels, GError **error)
{
  g_autoptr (GafEffect) self = NULL;
  g_autoptr (GError) local_error = NULL;
  g_autofree char *caps = NULL, *text = NULL, *what = NULL;

  g_return_val_if_fail (description != NULL, NULL);

  self = effect_new (rate, channels, error);
  if (self == NULL)
    return NULL;
  caps = caps_text (self);
  what = g_strdup_printf ("\"%s\" cannot be used as an effect", description);
  text =
      g_strdup_printf ("audioconvert ! %s ! audioconvert ! audioresample ! capsfilter caps=\"%s\"", description, caps);
  self->bin = gst_parse_bin_from_description_full (text, TRUE, NULL, GST_PARSE_FLAG_FATAL_ERRORS, &local_error);
  if (self->bin == NULL) {
    g_set_error (error, GAF_ERROR, GAF_ERROR_INVALID_ARGUMENT, "%s: %s", what,
                 local_error != NULL ? local_error->message : "GStreamer gives no reason");
    return NULL;
  }
  gst_object_ref_sink (self->bin);
  return start (self, what, error) ? g_steal_pointer (&self) : NULL;
}

/* Takes nothing; the bin takes the elements. */
static gboolean
build (GafEffect *self, GstElement *element)
{
  g_autoptr (GstCaps) caps = gaf_stream_make_caps (self->rate, self->channels);
  GstElement *before = gst_element_factory_make ("audioconvert", NULL);
  GstElement *after = gst_element_factory_make ("audioconvert", NULL);
  GstElement *resample = gst_element_factory_make ("audioresample", NULL);
  GstElement *filter = gst_element_factory_make ("capsfilter", NULL);
  g_autoptr (GstPad) sink = NULL, source = NULL;

  self->bin = gst_object_ref_sink (gst_bin_new (NULL));
  if (before == NULL || after == NULL || resample == NULL || filter == NULL)
    return FALSE;
  g_object_set (filter, "caps", caps, NULL);
  gst_bin_add_many (GST_BIN (self->bin), before, element, after, resample, filter, NULL);
  if (!gst_element_link_many (before, element, after, resample, filter, NULL))
    return FALSE;
  sink = gst_element_get_static_pad (before, "sink");
  source = gst_element_get_static_pad (filter, "src");
  return gst_element_add_pad (self->bin, gst_ghost_pad_new ("sink", sink))
         && gst_element_add_pad (self->bin, gst_ghost_pad_new ("src", source));
}

/**
 * gaf_effect_new_for_element:
 * @element: a GstElement with an input and an output, which is in no pipeline; a reference is kept
 * @rate: frames per second, from 1 to 1536000 Hz
 * @channels: how many channels, from 1 to 64
 * @error: %GAF_ERROR_INVALID_ARGUMENT for a rate or a number of channels outside of the range, and if @element is no
 *   element, is used elsewhere already, or does not work; %GAF_ERROR_IO if GStreamer cannot start
 *
 * Makes an effect of a GStreamer element, whose properties can be changed while it works. The element can be used
 * elsewhere when the effect has been freed.
 *
 * Returns: (transfer full): an effect, or %NULL with @error set
 * Since: 0.1
 */
GafEffect *
gaf_effect_new_for_element (GObject *element, guint rate, guint channels, GError **error)
{
  g_autoptr (GafEffect) self = NULL;
  g_autoptr (GstObject) parent = NULL;
  g_autofree char *what = NULL;

  g_return_val_if_fail (G_IS_OBJECT (element), NULL);

  self = effect_new (rate, channels, error);
  if (self == NULL)
    return NULL;
  what = g_strdup_printf ("A %s cannot be used as an effect", G_OBJECT_TYPE_NAME (element));
  if (!GST_IS_ELEMENT (element)) {
    g_set_error (error, GAF_ERROR, GAF_ERROR_INVALID_ARGUMENT, "%s: it is no GStreamer element", what);
    return NULL;
  }
  parent = gst_object_get_parent (GST_OBJECT (element));
  if (parent != NULL) {
    g_set_error (error, GAF_ERROR, GAF_ERROR_INVALID_ARGUMENT, "%s: it is used elsewhere already", what);
    return NULL;
  }
  if (!build (self, GST_ELEMENT (element))) {
    g_set_error (error, GAF_ERROR, GAF_ERROR_INVALID_ARGUMENT, "%s: it has not one input and one output for audio",
                 what);
    return NULL;
  }
  return start (self, what, error) ? g_steal_pointer (&self) : NULL;
}

/* }}} */

static gboolean
push (GafEffect *self, float *const *planes, gsize first, gsize n_frames, GError **error)
{
  GstBuffer *buffer = gst_buffer_new_allocate (NULL, n_frames * self->channels * sizeof (float), NULL);
  GstFlowReturn result;
  GstMapInfo map;

  if (!gst_buffer_map (buffer, &map, GST_MAP_WRITE)) {
    gst_buffer_unref (buffer);
    return fail (self, "The effect has no memory", error);
  }
  for (guint c = 0; c < self->channels; c++)
    for (gsize i = 0; i < n_frames; i++)
      ((float *) map.data)[i * self->channels + c] = planes[c][first + i];
  gst_buffer_unmap (buffer, &map);
  GST_BUFFER_OFFSET (buffer) = self->position;
  GST_BUFFER_PTS (buffer) = gst_util_uint64_scale (self->position, GST_SECOND, self->rate);
  self->position += n_frames;
  GST_BUFFER_OFFSET_END (buffer) = self->position;
  GST_BUFFER_DURATION (buffer) =
      gst_util_uint64_scale (self->position, GST_SECOND, self->rate) - GST_BUFFER_PTS (buffer);
  result = gst_pad_push (self->feed, buffer);
  if (result == GST_FLOW_OK || (self->is_fed && result == GST_FLOW_EOS))
    return TRUE;
  return fail (self, "The effect does not work", error);
}

static void
pull (GafEffect *self, float *const *planes, gsize first, gsize n_frames)
{
  float *rest[GAF_LIMIT_CHANNELS];
  gsize missing;

  g_mutex_lock (&self->lock);
  missing = n_frames - MIN (n_frames, self->ring.level);
  for (guint c = 0; c < self->channels; c++) {
    memset (planes[c] + first, 0, missing * sizeof (float));
    rest[c] = planes[c] + first + missing;
  }
  gaf_ring_take (&self->ring, rest, 1, n_frames - missing);
  g_mutex_unlock (&self->lock);
}

/**
 * gaf_effect_process: (skip)
 * @self: an effect
 * @planes: one pointer per channel, each to @n_frames samples, which are changed in place
 * @n_frames: how many frames
 * @error: %GAF_ERROR_INVALID_ARGUMENT if the elements fail
 *
 * Sends planar 32-bit float through the elements, in pieces of 4096 frames. When they fail, the samples of that piece
 * and behind it are as they were.
 *
 * Returns: %TRUE, or %FALSE with @error set
 * Since: 0.1
 */
gboolean
gaf_effect_process (GafEffect *self, float *const *planes, gint64 n_frames, GError **error)
{
  g_return_val_if_fail (GAF_IS_EFFECT (self), FALSE);

  gaf_interrupt_begin ();
  for (gint64 first = 0; first < n_frames; first += LARGEST_BLOCK) {
    const gsize n = MIN (LARGEST_BLOCK, n_frames - first);

    if (!gaf_interrupt_check (n * self->channels, error) || !push (self, planes, first, n, error))
      return FALSE;
    pull (self, planes, first, n);
  }
  return TRUE;
}

/* {{{ what goes in and what comes out apart */

/* How long is waited for elements with threads of their own. */
#define PATIENCE (10 * G_TIME_SPAN_SECOND)
#define TICK     (20 * G_TIME_SPAN_MILLISECOND)
/* Bytes that may have come out and not been taken: of an effect that gives more than it takes. */
#define MOST_HELD (256 * 1024 * 1024)

gboolean
gaf_effect_feed (GafEffect *self, float *const *planes, gint64 frame, gint64 n_frames, GError **error)
{
  gsize held;

  if (!self->is_fed)
    self->position = frame;
  self->is_fed = TRUE;
  g_mutex_lock (&self->lock);
  held = self->held;
  g_mutex_unlock (&self->lock);
  if (held > MOST_HELD) {
    g_set_error (error, GAF_ERROR, GAF_ERROR_LIMIT, "The effect gives much more audio than it takes");
    return FALSE;
  }
  for (gint64 first = 0; first < n_frames; first += LARGEST_BLOCK)
    if (!push (self, planes, first, MIN (LARGEST_BLOCK, n_frames - first), error))
      return FALSE;
  return TRUE;
}

/* With the lock. */
static gboolean
wait_for_end (GafEffect *self, GCancellable *cancellable, GError **error)
{
  const gint64 give_up = g_get_monotonic_time () + PATIENCE;

  while (!self->has_ended && self->error == NULL) {
    const gint64 now = g_get_monotonic_time ();

    if (g_cancellable_set_error_if_cancelled (cancellable, error))
      return FALSE;
    if (now >= give_up) {
      g_set_error (error, GAF_ERROR, GAF_ERROR_INVALID_ARGUMENT,
                   "The effect does not end: it holds audio back for longer than it may take");
      return FALSE;
    }
    g_cond_wait_until (&self->ended, &self->lock, now + TICK);
  }
  return TRUE;
}

gboolean
gaf_effect_end (GafEffect *self, GCancellable *cancellable, GError **error)
{
  gboolean ok, failed;

  gst_pad_push_event (self->feed, gst_event_new_eos ());
  g_mutex_lock (&self->lock);
  ok = wait_for_end (self, cancellable, error);
  failed = self->error != NULL;
  g_mutex_unlock (&self->lock);
  return ok && !(failed && !fail (self, "The effect does not work", error));
}

/* With the lock: from the first buffer. */
static gsize
take_some (GafEffect *self, float *const *planes, gsize first, gsize n_frames)
{
  GstBuffer *buffer = g_queue_peek_head (&self->buffers);
  const gsize length = gst_buffer_get_size (buffer) / sizeof (float) / self->channels;
  const gsize n = MIN (n_frames, length - self->taken);
  GstMapInfo map;

  if (n > 0 && gst_buffer_map (buffer, &map, GST_MAP_READ)) {
    const float *samples = (const float *) map.data + self->taken * self->channels;

    for (guint c = 0; c < self->channels; c++)
      for (gsize i = 0; i < n; i++)
        planes[c][first + i] = samples[i * self->channels + c];
    gst_buffer_unmap (buffer, &map);
  }
  self->taken += n;
  if (self->taken == length) {
    self->held -= gst_buffer_get_size (buffer);
    gst_buffer_unref (g_queue_pop_head (&self->buffers));
    self->taken = 0;
  }
  return n;
}

gint64
gaf_effect_take (GafEffect *self, float *const *planes, gint64 n_frames)
{
  gint64 done = 0;

  g_mutex_lock (&self->lock);
  while (done < n_frames && !g_queue_is_empty (&self->buffers))
    done += take_some (self, planes, done, n_frames - done);
  g_mutex_unlock (&self->lock);
  return done;
}

/* }}} */

/* @samples: planes of the block's samples. */
static void
copy_planes (GafBlock *block, float *samples, gint64 n_frames)
{
  const guint channels = gaf_block_get_channels (block);
  const float *source = g_bytes_get_data (gaf_block_get_bytes (block), NULL);

  if (gaf_block_get_layout (block) == GAF_LAYOUT_PLANAR && n_frames > 0)
    memcpy (samples, source, channels * n_frames * sizeof (float));
  else
    for (gint64 i = 0; i < n_frames; i++)
      for (guint c = 0; c < channels; c++)
        samples[c * n_frames + i] = source[i * channels + c];
}

/**
 * gaf_effect_process_block:
 * @self: an effect
 * @block: samples, 32-bit float in either layout, with the effect's channels
 * @error: %GAF_ERROR_INVALID_ARGUMENT for a block of another format or number of channels, or if the elements fail
 *
 * Sends a block through the elements, as [method@Effect.process] does, and leaves the block itself as it is.
 *
 * Returns: (transfer full): a planar block of as many frames; %NULL with @error set
 * Since: 0.1
 */
GafBlock *
gaf_effect_process_block (GafEffect *self, GafBlock *block, GError **error)
{
  g_autoptr (GBytes) bytes = NULL;
  float *planes[GAF_LIMIT_CHANNELS];
  float *samples;
  gint64 n_frames;
  gsize size;

  g_return_val_if_fail (GAF_IS_EFFECT (self), NULL);
  g_return_val_if_fail (block != NULL, NULL);

  if (gaf_block_get_format (block) != GAF_SAMPLE_FORMAT_FLOAT32 || gaf_block_get_channels (block) != self->channels) {
    g_set_error (error, GAF_ERROR, GAF_ERROR_INVALID_ARGUMENT,
                 "The block has %u channels of %s, but the effect takes %u of float32", gaf_block_get_channels (block),
                 gaf_sample_format_get_name (gaf_block_get_format (block)), self->channels);
    return NULL;
  }
  n_frames = gaf_block_get_n_frames (block);
  size = self->channels * n_frames * sizeof (float);
  samples = g_malloc (size);
  copy_planes (block, samples, n_frames);
  bytes = g_bytes_new_take (samples, size);
  for (guint c = 0; c < self->channels; c++)
    planes[c] = samples + c * n_frames;
  if (!gaf_effect_process (self, planes, n_frames, error))
    return NULL;
  return gaf_block_new (GAF_SAMPLE_FORMAT_FLOAT32, GAF_LAYOUT_PLANAR, self->channels, gaf_block_get_rate (block),
                        n_frames, bytes);
}

/**
 * gaf_effect_get_rate: (get-property rate)
 * @self: an effect
 *
 * Tells the sample rate that the effect was made for.
 *
 * Returns: frames per second
 * Since: 0.1
 */
guint
gaf_effect_get_rate (GafEffect *self)
{
  g_return_val_if_fail (GAF_IS_EFFECT (self), 0);

  return self->rate;
}

/**
 * gaf_effect_get_channels: (get-property channels)
 * @self: an effect
 *
 * Tells how many channels the effect takes and gives.
 *
 * Returns: how many
 * Since: 0.1
 */
guint
gaf_effect_get_channels (GafEffect *self)
{
  g_return_val_if_fail (GAF_IS_EFFECT (self), 0);

  return self->channels;
}
