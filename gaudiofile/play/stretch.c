/*
 * SPDX-FileCopyrightText: 2026 gaudiofile contributors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#include "play/stretch.h"

#include <math.h>
#include <string.h>

#include "gaf-error.h"
#include "gst/elements.h"
#include "live/pipe.h"

struct _GafStretch {
  guint rate;
  guint channels;
  double tempo;
  GstElement *element;
  GstPad *feed;
  GstPad *drain;
  guint64 n_in;
  guint64 n_out;
  GArray *out; /* of floats: what the last push brought */
};

/* The element compares pieces of this length with each other before it gives one; seconds. */
#define LOOK_AHEAD 0.2

static GstFlowReturn
on_buffer (GstPad *pad, GstObject *parent, GstBuffer *buffer)
{
  GafStretch *self = g_object_get_data (G_OBJECT (pad), "gaf-stretch");
  GstMapInfo map;

  (void) parent;
  if (gst_buffer_map (buffer, &map, GST_MAP_READ)) {
    g_array_append_vals (self->out, map.data, (guint) (map.size / sizeof (float)));
    gst_buffer_unmap (buffer, &map);
  }
  gst_buffer_unref (buffer);
  return GST_FLOW_OK;
}

static gboolean
link_element (GafStretch *self)
{
  g_autoptr (GstPad) sink = gst_element_get_static_pad (self->element, "sink");
  g_autoptr (GstPad) source = gst_element_get_static_pad (self->element, "src");
  g_autoptr (GstCaps) caps = gaf_stream_make_caps (self->rate, self->channels);
  GstSegment segment;

  gst_segment_init (&segment, GST_FORMAT_TIME);
  segment.rate = self->tempo; /* which is how it is told */
  return sink != NULL && source != NULL && gst_pad_link (self->feed, sink) == GST_PAD_LINK_OK
         && gst_pad_link (source, self->drain) == GST_PAD_LINK_OK
         && gst_element_set_state (self->element, GST_STATE_PLAYING) != GST_STATE_CHANGE_FAILURE
         && gst_pad_push_event (self->feed, gst_event_new_stream_start ("gaudiofile"))
         && gst_pad_push_event (self->feed, gst_event_new_caps (caps))
         && gst_pad_push_event (self->feed, gst_event_new_segment (&segment));
}

GafStretch *
gaf_stretch_new (guint rate, guint channels, double tempo, GError **error)
{
  g_autoptr (GafStretch) self = NULL;

  if (!gaf_elements_check ("scaletempo", error))
    return NULL;
  self = g_new0 (GafStretch, 1);
  self->rate = rate;
  self->channels = channels;
  self->tempo = tempo;
  self->out = g_array_sized_new (FALSE, FALSE, sizeof (float), 4096); /* never without memory */
  self->element = gst_object_ref_sink (gst_element_factory_make ("scaletempo", NULL));
  self->feed = gst_object_ref_sink (gst_pad_new ("feed", GST_PAD_SRC));
  self->drain = gst_object_ref_sink (gst_pad_new ("drain", GST_PAD_SINK));
  g_object_set_data (G_OBJECT (self->drain), "gaf-stretch", self);
  gst_pad_set_chain_function (self->drain, on_buffer);
  gst_pad_set_active (self->feed, TRUE);
  gst_pad_set_active (self->drain, TRUE);
  if (!link_element (self)) {
    g_set_error (error, GAF_ERROR, GAF_ERROR_INVALID_ARGUMENT,
                 "GStreamer's \"scaletempo\" cannot play %u channels of %u Hz at %g times the speed", channels, rate,
                 tempo);
    return NULL;
  }
  return g_steal_pointer (&self);
}

void
gaf_stretch_free (GafStretch *self)
{
  if (self->element != NULL)
    gst_element_set_state (self->element, GST_STATE_NULL);
  if (self->feed != NULL)
    gst_pad_set_active (self->feed, FALSE);
  if (self->drain != NULL)
    gst_pad_set_active (self->drain, FALSE);
  gst_clear_object (&self->feed);
  gst_clear_object (&self->drain);
  gst_clear_object (&self->element);
  g_array_unref (self->out);
  g_free (self);
}

static gboolean
push (GafStretch *self, const float *samples, gsize n_frames, GError **error)
{
  const gsize size = n_frames * self->channels * sizeof (float);
  GstBuffer *buffer = gst_buffer_new_allocate (NULL, size, NULL);

  if (samples != NULL)
    gst_buffer_fill (buffer, 0, samples, size);
  else
    gst_buffer_memset (buffer, 0, 0, size);
  GST_BUFFER_PTS (buffer) = gst_util_uint64_scale (self->n_in, GST_SECOND, self->rate);
  GST_BUFFER_DURATION (buffer) = gst_util_uint64_scale (n_frames, GST_SECOND, self->rate);
  if (gst_pad_push (self->feed, buffer) == GST_FLOW_OK)
    return TRUE;
  g_set_error (error, GAF_ERROR, GAF_ERROR_IO, "GStreamer's \"scaletempo\" has failed");
  return FALSE;
}

const float *
gaf_stretch_push (GafStretch *self, const float *samples, gsize n_frames, gsize *n_out, GError **error)
{
  g_array_set_size (self->out, 0);
  if (!push (self, samples, n_frames, error))
    return NULL;
  self->n_in += n_frames;
  *n_out = self->out->len / self->channels;
  self->n_out += *n_out;
  return (const float *) self->out->data;
}

guint64
gaf_stretch_get_expected (const GafStretch *self)
{
  return (guint64) llround ((double) self->n_in / self->tempo);
}

const float *
gaf_stretch_flush (GafStretch *self, gsize *n_out, GError **error)
{
  const guint64 expected = gaf_stretch_get_expected (self);

  g_array_set_size (self->out, 0);
  if (!push (self, NULL, (gsize) (LOOK_AHEAD * self->rate), error))
    return NULL;
  *n_out = MIN (self->out->len / self->channels, expected > self->n_out ? expected - self->n_out : 0);
  self->n_out += *n_out;
  return (const float *) self->out->data;
}
