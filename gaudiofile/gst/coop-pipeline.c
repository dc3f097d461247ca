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
 *  push:  gaf_coop_pipeline_push()
 *            │ gst_pad_push()
 *            ▼
 *         our src pad ─► decoder ─► our sink pad ─► queue ─► gaf_coop_pipeline_pop()
 *
 *  pull:  gaf_coop_pipeline_step()
 *            │ calls the function of the demuxer's task, once
 *            ▼
 *         demuxer ── gst_pad_pull_range() ──► our src pad ─► byte source
 *            │ gst_pad_push()
 *            └──────► our sink pad ─► queue ─► gaf_coop_pipeline_pop()
 *
 * Our two pads belong to no element, and the elements to no bin: GStreamer's elements need neither, and without
 * appsrc, appsink and GstPipeline opening takes a fraction of the time.
 *
 * A demuxer that pulls wants a thread: it creates a GstTask on its pad. The task is announced on the bus
 * (STREAM_STATUS, CREATE) before it starts, which is when we give it a pool of ours. A pool is what runs a task; ours
 * takes the job, marks the task as not running, and runs nothing. The task's state (started, paused at the end or on an
 * error, stopped) stays as the demuxer sets it, and we call its function ourselves, holding its lock as its thread
 * would.
 *
 * Closing is gst_element_set_state (NULL): with no job in the pool, nothing waits.
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

/* The pool that starts no thread */

#define GAF_TYPE_COOP_POOL (gaf_coop_pool_get_type ())
G_DECLARE_FINAL_TYPE (GafCoopPool, gaf_coop_pool, GAF, COOP_POOL, GstTaskPool)

struct _GafCoopPool {
  GstTaskPool parent_instance;
};

G_DEFINE_FINAL_TYPE (GafCoopPool, gaf_coop_pool, GST_TYPE_TASK_POOL)

static void
coop_pool_prepare (GstTaskPool *pool, GError **error)
{
}

static void
coop_pool_cleanup (GstTaskPool *pool)
{
}

/* @data is the task, with a reference that its thread would have dropped at its end. A task that is not "running" is
 * never waited for: that flag, not the pool's job, is what gst_task_join() looks at. */
static gpointer
coop_pool_push (GstTaskPool *pool, GstTaskPoolFunction func, gpointer data, GError **error)
{
  GST_TASK (data)->running = FALSE;
  gst_object_unref (data);
  return NULL;
}

static void
coop_pool_join (GstTaskPool *pool, gpointer id)
{
}

static void
gaf_coop_pool_class_init (GafCoopPoolClass *klass)
{
  GstTaskPoolClass *pool_class = GST_TASK_POOL_CLASS (klass);

  pool_class->prepare = coop_pool_prepare;
  pool_class->cleanup = coop_pool_cleanup;
  pool_class->push = coop_pool_push;
  pool_class->join = coop_pool_join;
}

static void
gaf_coop_pool_init (GafCoopPool *self)
{
}

/* The pipeline */

#define MAX_ELEMENTS 4

struct _GafCoopPipeline {
  GstElement *elements[MAX_ELEMENTS];
  guint n_elements;
  GstBus *bus;

  GstPad *src;  /* ours, before the first element */
  GstPad *sink; /* ours, behind the last */

  GafByteSource *source; /* pull mode */
  GstCaps *input;        /* push mode */

  GstTask *task; /* the demuxer's, once it has announced it */
  GafCoopPool *pool;

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
    if (type == GST_STREAM_STATUS_TYPE_CREATE) {
      const GValue *object = gst_message_get_stream_status_object (message);

      gst_task_set_pool (g_value_get_object (object), GST_TASK_POOL (self->pool));
      if (self->task == NULL)
        self->task = g_value_dup_object (object);
      else
        keep_error (self,
                    g_error_new (GAF_ERROR, GAF_ERROR_UNSUPPORTED,
                                 "%s wants more than one thread, which is not possible here", GST_OBJECT_NAME (owner)));
    }
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

/* Takes the error out: TRUE when there was one. The byte source's comes first, since demuxers turn it into
 * "this file is broken", or into a clean end. */
static gboolean
take_error (GafCoopPipeline *self, GError **error)
{
  const GError *source_error = self->source != NULL ? gaf_byte_source_get_error (self->source) : NULL;
  GError *found;

  g_mutex_lock (&self->error_lock);
  found = g_steal_pointer (&self->error);
  g_mutex_unlock (&self->error_lock);

  if (source_error != NULL) {
    g_clear_error (&found);
    found = g_error_copy (source_error);
  }
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

static GstFlowReturn
src_getrange (GstPad *pad, GstObject *parent, guint64 offset, guint length, GstBuffer **buffer)
{
  GafCoopPipeline *self = gst_pad_get_element_private (pad);
  guint64 size = gaf_byte_source_get_size (self->source);
  g_autoptr (GstBuffer) own = NULL;
  GstBuffer *target = *buffer;
  GstMapInfo map;
  gssize n;

  if (offset >= size)
    return GST_FLOW_EOS;
  length = MIN (length, size - offset);
  /* A demuxer asks for what a header claims. */
  if (length > 4 * GAF_LIMIT_HEADER)
    return GST_FLOW_ERROR;

  if (target == NULL) {
    own = gst_buffer_new_allocate (NULL, length, NULL);
    if (own == NULL)
      return GST_FLOW_ERROR;
    target = own;
  }

  if (!gst_buffer_map (target, &map, GST_MAP_WRITE))
    return GST_FLOW_ERROR;
  n = gaf_byte_source_read (self->source, offset, map.data, MIN (length, map.size), NULL);
  gst_buffer_unmap (target, &map);
  if (n < 0)
    return GST_FLOW_ERROR;
  if (n == 0)
    return GST_FLOW_EOS;

  gst_buffer_set_size (target, n);
  GST_BUFFER_OFFSET (target) = offset;
  if (*buffer == NULL)
    *buffer = g_steal_pointer (&own);
  return GST_FLOW_OK;
}

static gboolean
src_query (GstPad *pad, GstObject *parent, GstQuery *query)
{
  GafCoopPipeline *self = gst_pad_get_element_private (pad);
  GstFormat format;

  if (self->source == NULL)
    return gst_pad_query_default (pad, parent, query);

  switch (GST_QUERY_TYPE (query)) {
  case GST_QUERY_SCHEDULING:
    gst_query_set_scheduling (query, GST_SCHEDULING_FLAG_SEEKABLE, 1, -1, 0);
    gst_query_add_scheduling_mode (query, GST_PAD_MODE_PULL);
    return TRUE;
  case GST_QUERY_DURATION:
    gst_query_parse_duration (query, &format, NULL);
    if (format != GST_FORMAT_BYTES)
      return FALSE;
    gst_query_set_duration (query, GST_FORMAT_BYTES, gaf_byte_source_get_size (self->source));
    return TRUE;
  case GST_QUERY_SEEKING:
    gst_query_parse_seeking (query, &format, NULL, NULL, NULL);
    gst_query_set_seeking (query, format, format == GST_FORMAT_BYTES, 0, gaf_byte_source_get_size (self->source));
    return format == GST_FORMAT_BYTES;
  default:
    return gst_pad_query_default (pad, parent, query);
  }
}

static gboolean
src_activate_mode (GstPad *pad, GstObject *parent, GstPadMode mode, gboolean active)
{
  GafCoopPipeline *self = gst_pad_get_element_private (pad);

  return self->source != NULL ? mode == GST_PAD_MODE_PULL : mode == GST_PAD_MODE_PUSH;
}

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

/* Demuxers have no src pad until they know what is inside. The first audio stream is the one. */
static void
on_pad_added (GstElement *element, GstPad *pad, gpointer user_data)
{
  GafCoopPipeline *self = user_data;
  g_autoptr (GstCaps) caps = NULL;
  const char *media_type;

  if (gst_pad_is_linked (self->sink))
    return;
  caps = gst_pad_get_current_caps (pad);
  if (caps == NULL)
    caps = gst_pad_query_caps (pad, NULL);
  if (caps == NULL || gst_caps_is_empty (caps) || gst_caps_is_any (caps))
    return;
  media_type = gst_structure_get_name (gst_caps_get_structure (caps, 0));
  if (g_str_has_prefix (media_type, "audio/"))
    gst_pad_link_full (pad, self->sink, GST_PAD_LINK_CHECK_NOTHING);
}

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
    if (upstream == NULL) {
      g_signal_connect (self->elements[i], "pad-added", G_CALLBACK (on_pad_added), self);
      return i == self->n_elements - 1;
    }
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
  gst_pad_set_query_function (pad, src_query);
  gst_pad_set_activatemode_function (pad, src_activate_mode);
  if (self->source != NULL)
    gst_pad_set_getrange_function (pad, src_getrange);
  return pad;
}

static gboolean
start (GafCoopPipeline *self, const char *const *elements, GstCaps *output, SetUp set_up, gpointer user_data,
       GError **error)
{
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
  if (self->source == NULL)
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

  if (self->source == NULL) {
    gboolean taken = push_start (self, TRUE);

    if (take_error (self, error))
      return FALSE;
    if (!taken) {
      g_set_error (error, GAF_ERROR, GAF_ERROR_CORRUPT, "The element \"%s\" cannot decode what the file says it holds",
                   elements[0]);
      return FALSE;
    }
  }
  return TRUE;
}

static GafCoopPipeline *
pipeline_new (const char *const *elements, GstCaps *input, GafByteSource *source, GstCaps *output, SetUp set_up,
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
    if (source != NULL) {
      self->source = gaf_byte_source_ref (source);
      self->pool = gst_object_ref_sink (g_object_new (GAF_TYPE_COOP_POOL, NULL));
    } else {
      self->input = gst_caps_ref (input);
    }
    ok = start (self, elements, output, set_up, user_data, error);
  }
  gaf_fork_gate_leave ();

  return ok ? g_steal_pointer (&self) : NULL;
}

GafCoopPipeline *
gaf_coop_pipeline_new_push (const char *const *elements, GstCaps *input, GstCaps *output, GError **error)
{
  return pipeline_new (elements, input, NULL, output, NULL, NULL, error);
}

GafCoopPipeline *
gaf_coop_pipeline_new_push_full (const char *const *elements, GstCaps *input, GstCaps *output, SetUp set_up,
                                 gpointer user_data, GError **error)
{
  return pipeline_new (elements, input, NULL, output, set_up, user_data, error);
}

GafCoopPipeline *
gaf_coop_pipeline_new_pull (const char *const *elements, GafByteSource *source, GstCaps *output, GError **error)
{
  return pipeline_new (elements, NULL, source, output, NULL, NULL, error);
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
    g_signal_handlers_disconnect_by_data (self->elements[i], self);
    gst_element_set_bus (self->elements[i], NULL);
    gst_object_unref (self->elements[i]);
  }
  gst_clear_object (&self->src);
  gst_clear_object (&self->sink);

  gst_bus_set_sync_handler (self->bus, NULL, NULL, NULL);
  gst_clear_object (&self->bus);
  gst_clear_object (&self->task);
  gst_clear_object (&self->pool);
  clear_queue (self);
  gst_clear_caps (&self->out_caps);
  gst_clear_caps (&self->input);
  g_clear_pointer (&self->source, gaf_byte_source_unref);
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

/* push mode */

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

/* pull mode */

gboolean
gaf_coop_pipeline_step (GafCoopPipeline *self, GError **error)
{
  gboolean going = FALSE;

  gaf_fork_gate_enter ();
  if (self->task != NULL) {
    g_rec_mutex_lock (self->task->lock);
    if (!self->eos && GST_TASK_STATE (self->task) == GST_TASK_STARTED) {
      self->task->func (self->task->user_data);
      going = TRUE;
    }
    g_rec_mutex_unlock (self->task->lock);
  }
  if (take_error (self, error))
    going = FALSE;
  gaf_fork_gate_leave ();
  return going;
}

gboolean
gaf_coop_pipeline_seek (GafCoopPipeline *self, GstClockTime time)
{
  gboolean ok = FALSE;

  gaf_fork_gate_enter ();
  if (gst_pad_is_linked (self->sink)) {
    clear_queue (self);
    self->eos = FALSE;
    /* Not GST_SEEK_FLAG_KEY_UNIT: it would move the segment too, and what is before the asked time is dropped by frames
     * later. */
    ok = gst_pad_push_event (self->sink,
                             gst_event_new_seek (1.0, GST_FORMAT_TIME, GST_SEEK_FLAG_FLUSH | GST_SEEK_FLAG_ACCURATE,
                                                 GST_SEEK_TYPE_SET, time, GST_SEEK_TYPE_NONE, 0));
    take_error (self, NULL);
  }
  gaf_fork_gate_leave ();
  return ok;
}
