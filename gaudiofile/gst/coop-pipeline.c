/*
 * SPDX-FileCopyrightText: 2026 gaudiofile contributors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

/*
 * The pipeline that runs on the caller's thread.
 *
 * An ordinary pipeline starts a thread that moves the data, and hands it to the program across a queue. Here the
 * program's own call moves the data: nothing runs between two calls, so there is nothing to wait for, to wake up or to
 * shut down.
 *
 *   gaf_coop_pipeline_push()
 *      │ gst_pad_push()
 *      ▼
 *   our src pad ─► decoder or encoder ─► our sink pad ─► queue ─► gaf_coop_pipeline_pop()
 *
 * Our two pads belong to no element, and the elements to no bin: GStreamer's elements need neither, and without
 * appsrc, appsink and GstPipeline opening takes a fraction of the time.
 *
 * An element that wants a thread (a GstTask on one of its pads) is refused. None of the decoders and encoders in use
 * does.
 *
 * Everything that enters GStreamer is inside the fork gate (core/fork-gate.h).
 */

#include "gst/coop-pipeline.h"
#include "gst/elements.h"

#include <string.h>

#include "read/codecs.h"
#include "gaf-error.h"
#include "core/fork-gate.h"
#include "core/limits.h"

/* The pipeline */

#define MAX_ELEMENTS 4

struct _GafCoopPipeline {
  GstElement *elements[MAX_ELEMENTS];
  guint n_elements;
  GstBus *bus;

  GstPad *src;  /* ours, before the first element */
  GstPad *sink; /* ours, behind the last */

  GstCaps *input;

  GQueue queue;        /* of GstBuffer, and of the caps events between them */
  GstCaps *out_caps;   /* of the buffer last popped */
  guint64 out_offset;  /* where the buffer last popped belongs; G_MAXUINT64: behind the one before */
  guint64 next_offset; /* … and the next one */
  gboolean rewritable;
  gboolean eos;

  GMutex error_lock;
  GError *error; /* the first that an element posted */
};

/* messages */

static void
keep_error (GafCoopPipeline *self, GError *error)
{
  g_mutex_lock (&self->error_lock);
  if (self->error == NULL)
    self->error = error;
  else
    g_error_free (error);
  g_mutex_unlock (&self->error_lock);
}

static GstBusSyncReply
on_message (GstBus *bus, GstMessage *message, gpointer user_data)
{
  GafCoopPipeline *self = user_data;

  if (GST_MESSAGE_TYPE (message) == GST_MESSAGE_STREAM_STATUS) {
    GstStreamStatusType type;
    GstElement *owner;

    gst_message_parse_stream_status (message, &type, &owner);
    if (type == GST_STREAM_STATUS_TYPE_CREATE)
      keep_error (self,
                  g_error_new (GAF_ERROR, GAF_ERROR_UNSUPPORTED,
                               "%s wants a thread of its own, which is not possible here", GST_OBJECT_NAME (owner)));
  } else if (GST_MESSAGE_TYPE (message) == GST_MESSAGE_ERROR) {
    g_autoptr (GError) posted = NULL;
    g_autofree char *debug = NULL;

    gst_message_parse_error (message, &posted, &debug);
    GST_INFO ("error posted by %s: %s (%s)", GST_MESSAGE_SRC_NAME (message), posted->message, debug);
    keep_error (self, g_error_new (GAF_ERROR, posted->domain == GST_RESOURCE_ERROR ? GAF_ERROR_IO : GAF_ERROR_CORRUPT,
                                   "%s", posted->message));
  }

  gst_message_unref (message);
  return GST_BUS_DROP;
}

/* Takes the error out: TRUE when there was one. */
static gboolean
take_error (GafCoopPipeline *self, GError **error)
{
  GError *found;

  g_mutex_lock (&self->error_lock);
  found = g_steal_pointer (&self->error);
  g_mutex_unlock (&self->error_lock);

  if (found == NULL)
    return FALSE;
  g_propagate_error (error, found);
  return TRUE;
}

/* our sink pad: what comes out of the chain */

static GstFlowReturn
sink_chain (GstPad *pad, GstObject *parent, GstBuffer *buffer)
{
  GafCoopPipeline *self = gst_pad_get_element_private (pad);

  g_queue_push_tail (&self->queue, buffer);
  return GST_FLOW_OK;
}

/* Drops the buffers, but remembers the caps between them: an element does not tell them again after a flush. */
static void
clear_queue (GafCoopPipeline *self)
{
  GstBuffer *buffer;

  while ((buffer = gaf_coop_pipeline_pop (self)) != NULL)
    gst_buffer_unref (buffer);
}

static gboolean
sink_event (GstPad *pad, GstObject *parent, GstEvent *event)
{
  GafCoopPipeline *self = gst_pad_get_element_private (pad);

  switch (GST_EVENT_TYPE (event)) {
  case GST_EVENT_CAPS:
  case GST_EVENT_SEGMENT:
    g_queue_push_tail (&self->queue, event);
    return TRUE;
  case GST_EVENT_EOS:
    self->eos = TRUE;
    break;
  case GST_EVENT_FLUSH_STOP:
    clear_queue (self);
    self->eos = FALSE;
    break;
  default:
    break;
  }

  gst_event_unref (event);
  return TRUE;
}

/* A segment in bytes says where the buffers after it belong: an encoder goes back to its header. */
static void
take_event (GafCoopPipeline *self, GstEvent *event)
{
  if (GST_EVENT_TYPE (event) == GST_EVENT_CAPS) {
    GstCaps *caps;

    gst_event_parse_caps (event, &caps);
    if (self->out_caps == NULL || !gst_caps_is_equal (self->out_caps, caps))
      gst_caps_replace (&self->out_caps, caps);
  } else {
    const GstSegment *segment;

    gst_event_parse_segment (event, &segment);
    self->next_offset = segment->format == GST_FORMAT_BYTES ? segment->start : G_MAXUINT64;
  }
}

GstBuffer *
gaf_coop_pipeline_pop (GafCoopPipeline *self)
{
  GstMiniObject *object;

  while ((object = g_queue_pop_head (&self->queue)) != NULL) {
    if (GST_IS_BUFFER (object)) {
      self->out_offset = self->next_offset;
      if (self->next_offset != G_MAXUINT64)
        self->next_offset += gst_buffer_get_size (GST_BUFFER_CAST (object));
      return GST_BUFFER_CAST (object);
    }
    take_event (self, GST_EVENT_CAST (object));
    gst_mini_object_unref (object);
  }
  return NULL;
}

guint64
gaf_coop_pipeline_get_offset (GafCoopPipeline *self)
{
  return self->out_offset;
}

void
gaf_coop_pipeline_set_rewritable (GafCoopPipeline *self, gboolean rewritable)
{
  self->rewritable = rewritable;
}

/* Encoders ask whether what is behind them can seek in bytes. */
static gboolean
sink_query (GstPad *pad, GstObject *parent, GstQuery *query)
{
  GafCoopPipeline *self = gst_pad_get_element_private (pad);
  GstFormat format;

  if (GST_QUERY_TYPE (query) != GST_QUERY_SEEKING)
    return gst_pad_query_default (pad, parent, query);

  gst_query_parse_seeking (query, &format, NULL, NULL, NULL);
  gst_query_set_seeking (query, format, format == GST_FORMAT_BYTES && self->rewritable, 0, -1);
  return format == GST_FORMAT_BYTES;
}

GstCaps *
gaf_coop_pipeline_get_caps (GafCoopPipeline *self)
{
  return self->out_caps;
}

/* our src pad: what goes into the chain */

/* Starts the stream: what a pad must have seen before its first buffer. FALSE if the element does not take the caps:
 * what such an element does with buffers all the same is its own idea (speexdec's is to crash). */
static gboolean
push_start (GafCoopPipeline *self, gboolean first)
{
  GstSegment segment;
  gboolean taken = TRUE;

  if (first) {
    gst_pad_push_event (self->src, gst_event_new_stream_start ("gaudiofile"));
    taken = gst_pad_push_event (self->src, gst_event_new_caps (self->input));
  }
  gst_segment_init (&segment, GST_FORMAT_TIME);
  gst_pad_push_event (self->src, gst_event_new_segment (&segment));
  return taken;
}

/* building */

typedef void (*SetUp) (GstElement *element, gpointer user_data);

static gboolean
add_elements (GafCoopPipeline *self, const char *const *names, GError **error)
{
  guint n = g_strv_length ((char **) names);

  g_return_val_if_fail (n > 0 && n <= MAX_ELEMENTS, FALSE);

  for (guint i = 0; i < n; i++) {
    GstElement *element = gst_element_factory_make (names[i], NULL);

    if (element == NULL) {
      g_set_error (error, GAF_ERROR, GAF_ERROR_MISSING_PLUGIN,
                   "The GStreamer element \"%s\" is not installed: install the package %s", names[i],
                   gaf_elements_get_package (names[i]));
      return FALSE;
    }
    self->elements[self->n_elements++] = gst_object_ref_sink (element);
    gst_element_set_bus (element, self->bus);
  }
  return TRUE;
}

static gboolean
link_elements (GafCoopPipeline *self)
{
  GstPad *upstream = gst_object_ref (self->src);

  for (guint i = 0; i < self->n_elements; i++) {
    g_autoptr (GstPad) from = upstream;
    g_autoptr (GstPad) to = gst_element_get_static_pad (self->elements[i], "sink");

    upstream = NULL;
    if (to == NULL || gst_pad_link_full (from, to, GST_PAD_LINK_CHECK_NOTHING) != GST_PAD_LINK_OK)
      return FALSE;
    upstream = gst_element_get_static_pad (self->elements[i], "src");
    if (upstream == NULL)
      return FALSE;
  }

  if (gst_pad_link_full (upstream, self->sink, GST_PAD_LINK_CHECK_NOTHING) != GST_PAD_LINK_OK) {
    gst_object_unref (upstream);
    return FALSE;
  }
  gst_object_unref (upstream);
  return TRUE;
}

static GstPad *
make_sink_pad (GafCoopPipeline *self, GstCaps *output)
{
  g_autoptr (GstPadTemplate) template =
      gst_object_ref_sink (gst_pad_template_new ("sink", GST_PAD_SINK, GST_PAD_ALWAYS, output));
  GstPad *pad = gst_object_ref_sink (gst_pad_new_from_template (template, "sink"));

  gst_pad_set_element_private (pad, self);
  gst_pad_set_chain_function (pad, sink_chain);
  gst_pad_set_event_function (pad, sink_event);
  gst_pad_set_query_function (pad, sink_query);
  return pad;
}

static GstPad *
make_src_pad (GafCoopPipeline *self)
{
  GstPad *pad = gst_object_ref_sink (gst_pad_new ("src", GST_PAD_SRC));

  gst_pad_set_element_private (pad, self);
  return pad;
}

static gboolean
start (GafCoopPipeline *self, const char *const *elements, GstCaps *output, SetUp set_up, gpointer user_data,
       GError **error)
{
  gboolean taken;

  self->src = make_src_pad (self);
  self->sink = make_sink_pad (self, output);
  if (!add_elements (self, elements, error))
    return FALSE;
  if (set_up != NULL)
    set_up (self->elements[0], user_data);
  if (!link_elements (self)) {
    g_set_error (error, GAF_ERROR, GAF_ERROR_UNSUPPORTED, "The elements of the chain to \"%s\" do not fit together",
                 elements[self->n_elements - 1]);
    return FALSE;
  }

  gst_pad_set_active (self->sink, TRUE);
  gst_pad_set_active (self->src, TRUE);

  /* From the end of the flow to its beginning: whoever receives is ready first. PAUSED is as far as it has to go:
   * without clock and sinks, PLAYING changes nothing for these elements. */
  for (guint i = self->n_elements; i > 0; i--) {
    if (gst_element_set_state (self->elements[i - 1], GST_STATE_PAUSED) == GST_STATE_CHANGE_FAILURE) {
      if (!take_error (self, error))
        g_set_error (error, GAF_ERROR, GAF_ERROR_CORRUPT, "The element \"%s\" could not start", elements[i - 1]);
      return FALSE;
    }
  }
  if (take_error (self, error))
    return FALSE;
  taken = push_start (self, TRUE);
  if (take_error (self, error))
    return FALSE;
  if (!taken)
    g_set_error (error, GAF_ERROR, GAF_ERROR_CORRUPT, "The element \"%s\" cannot decode what the file says it holds",
                 elements[0]);
  return taken;
}

GafCoopPipeline *
gaf_coop_pipeline_new_full (const char *const *elements, GstCaps *input, GstCaps *output, SetUp set_up,
                            gpointer user_data, GError **error)
{
  g_autoptr (GafCoopPipeline) self = NULL;
  gboolean ok;

  gaf_fork_gate_enter ();
  ok = gaf_elements_init (error);
  if (ok) {
    self = g_new0 (GafCoopPipeline, 1);
    g_queue_init (&self->queue);
    g_mutex_init (&self->error_lock);
    self->out_offset = self->next_offset = G_MAXUINT64;
    /* Without "enable-async" the bus has no file descriptors; nobody polls it. */
    self->bus = g_object_new (GST_TYPE_BUS, "enable-async", FALSE, NULL);
    gst_bus_set_sync_handler (self->bus, on_message, self, NULL);
    self->input = gst_caps_ref (input);
    ok = start (self, elements, output, set_up, user_data, error);
  }
  gaf_fork_gate_leave ();

  return ok ? g_steal_pointer (&self) : NULL;
}

GafCoopPipeline *
gaf_coop_pipeline_new (const char *const *elements, GstCaps *input, GstCaps *output, GError **error)
{
  return gaf_coop_pipeline_new_full (elements, input, output, NULL, NULL, error);
}

void
gaf_coop_pipeline_free (GafCoopPipeline *self)
{
  gaf_fork_gate_enter ();

  /* From the beginning of the flow: nothing is sent to whoever has stopped. */
  for (guint i = 0; i < self->n_elements; i++)
    gst_element_set_state (self->elements[i], GST_STATE_NULL);
  if (self->src != NULL)
    gst_pad_set_active (self->src, FALSE);
  if (self->sink != NULL)
    gst_pad_set_active (self->sink, FALSE);
  for (guint i = 0; i < self->n_elements; i++) {
    gst_element_set_bus (self->elements[i], NULL);
    gst_object_unref (self->elements[i]);
  }
  gst_clear_object (&self->src);
  gst_clear_object (&self->sink);

  gst_bus_set_sync_handler (self->bus, NULL, NULL, NULL);
  gst_clear_object (&self->bus);
  clear_queue (self);
  gst_clear_caps (&self->out_caps);
  gst_clear_caps (&self->input);
  g_clear_error (&self->error);
  g_mutex_clear (&self->error_lock);
  g_free (self);

  gaf_fork_gate_leave ();
}

GstElement *
gaf_coop_pipeline_get_element (GafCoopPipeline *self, guint index)
{
  g_return_val_if_fail (index < self->n_elements, NULL);

  return self->elements[index];
}

gboolean
gaf_coop_pipeline_push (GafCoopPipeline *self, GstBuffer *buffer, GError **error)
{
  GstFlowReturn flow;
  gboolean ok = TRUE;

  gaf_fork_gate_enter ();
  flow = gst_pad_push (self->src, buffer);
  if (take_error (self, error)) {
    ok = FALSE;
  } else if (flow != GST_FLOW_OK && flow != GST_FLOW_EOS) {
    g_set_error (error, GAF_ERROR, GAF_ERROR_CORRUPT, "The element \"%s\" stopped: %s",
                 GST_OBJECT_NAME (gst_element_get_factory (self->elements[0])), gst_flow_get_name (flow));
    ok = FALSE;
  }
  gaf_fork_gate_leave ();
  return ok;
}

gboolean
gaf_coop_pipeline_finish (GafCoopPipeline *self, GError **error)
{
  gboolean ok;

  gaf_fork_gate_enter ();
  gst_pad_push_event (self->src, gst_event_new_eos ());
  ok = !take_error (self, error);
  gaf_fork_gate_leave ();
  return ok;
}

void
gaf_coop_pipeline_flush (GafCoopPipeline *self)
{
  gaf_fork_gate_enter ();
  gst_pad_push_event (self->src, gst_event_new_flush_start ());
  gst_pad_push_event (self->src, gst_event_new_flush_stop (TRUE));
  clear_queue (self);
  take_error (self, NULL);
  push_start (self, FALSE);
  gaf_fork_gate_leave ();
}
