/*
 * SPDX-FileCopyrightText: 2026 gaudiofile contributors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#include "write/encoder-element.h"

#include <string.h>

#include "core/limits.h"
#include "gst/coop-pipeline.h"

/*
 *                 ┌─ channels 0, 1 ─► element ─► packet ─┐
 *  block of all ──┼─ channel 2 ─────► element ─► packet ─┼─► packets of the same frames, one behind the other
 *                 └─ …                                   ┘
 *
 * Usually there is one part, with all channels.
 */

typedef struct {
  GafCoopPipeline *pipeline;
  guint first; /* channel */
  guint n_channels;
  GstBuffer *packet; /* waits for those of the other parts */
} Part;

struct _GafEncoderElement {
  const GafEncoderSetup *setup;
  const GafWriteFormat *format;
  GafEncodeSpec *spec;
  gsize width; /* bytes of a sample */
  guint channels;
  Part parts[GAF_LIMIT_CHANNELS];
  guint n_parts;
};

static void
set_up (GstElement *element, gpointer user_data)
{
  GafEncoderElement *self = user_data;

  self->setup->set_up (element, self->spec, self->format);
}

static void
send_first_caps (GafEncoderElement *self, GafCoopPipeline *pipeline)
{
  g_autoptr (GstPad) pad = NULL;
  g_autoptr (GstCaps) caps = NULL;

  if (self->setup->first_caps == NULL)
    return;
  pad = gst_element_get_static_pad (gaf_coop_pipeline_get_element (pipeline, 0), "src");
  caps = gst_caps_from_string (self->setup->first_caps);
  gst_pad_push_event (pad, gst_event_new_caps (caps));
}

static gboolean
add_part (GafEncoderElement *self, guint n_channels, gboolean rewritable, GError **error)
{
  const char *elements[2] = { self->setup->element, NULL };
  Part *part = &self->parts[self->n_parts];
  const Part *before = self->n_parts > 0 ? part - 1 : NULL;
  g_autoptr (GstCaps) input = gaf_encoder_setup_get_caps (self->setup, self->spec, n_channels);
  g_autoptr (GstCaps) output = self->setup->fixes_rate
                                   ? gst_caps_new_simple ("audio/mpeg", "rate", G_TYPE_INT,
                                                          gaf_encoder_setup_get_rate (self->setup, self->spec), NULL)
                                   : gst_caps_new_any ();

  part->first = before != NULL ? before->first + before->n_channels : 0;
  part->n_channels = n_channels;
  part->pipeline = gaf_coop_pipeline_new_full (elements, input, output, set_up, self, error);
  if (part->pipeline == NULL)
    return FALSE;
  self->n_parts++;
  send_first_caps (self, part->pipeline);
  gaf_coop_pipeline_set_rewritable (part->pipeline, rewritable);
  return TRUE;
}

GafEncoderElement *
gaf_encoder_element_new (const GafEncoderSetup *setup, const GafWriteFormat *format, GafEncodeSpec *spec,
                         gboolean rewritable, GError **error)
{
  g_autoptr (GafEncoderElement) self = g_new0 (GafEncoderElement, 1);
  guint next = 0;

  self->setup = setup;
  self->format = format;
  self->spec = g_object_ref (spec);
  self->width = gaf_coding_get_width (setup->coding (spec));
  self->channels = gaf_encode_spec_get_channels (spec);
  while (next < self->channels) {
    const guint n = setup->count_together != NULL ? setup->count_together (spec, next) : self->channels;

    if (!add_part (self, n, rewritable, error))
      return NULL;
    next += n;
  }
  return g_steal_pointer (&self);
}

void
gaf_encoder_element_free (GafEncoderElement *self)
{
  if (self == NULL)
    return;
  for (guint i = 0; i < self->n_parts; i++) {
    gaf_coop_pipeline_free (self->parts[i].pipeline);
    gst_clear_buffer (&self->parts[i].packet);
  }
  g_clear_object (&self->spec);
  g_free (self);
}

/* The part's channels of a block. */
static GstBuffer *
take_channels (GafEncoderElement *self, const Part *part, const guint8 *block, gsize n_frames)
{
  const gsize size = part->n_channels * self->width, stride = self->channels * self->width;
  GstBuffer *buffer;
  GstMapInfo map;

  if (self->n_parts == 1)
    return gst_buffer_new_memdup (block, n_frames * stride);
  buffer = gst_buffer_new_allocate (NULL, n_frames * size, NULL);
  gst_buffer_map (buffer, &map, GST_MAP_WRITE);
  for (gsize i = 0; i < n_frames; i++)
    memcpy (map.data + i * size, block + i * stride + part->first * self->width, size);
  gst_buffer_unmap (buffer, &map);
  return buffer;
}

gboolean
gaf_encoder_element_push (GafEncoderElement *self, const guint8 *block, gsize n_frames, GstClockTime pts,
                          GstClockTime duration, GError **error)
{
  for (guint i = 0; i < self->n_parts; i++) {
    GstBuffer *buffer = take_channels (self, &self->parts[i], block, n_frames);

    GST_BUFFER_PTS (buffer) = pts;
    GST_BUFFER_DURATION (buffer) = duration;
    if (!gaf_coop_pipeline_push (self->parts[i].pipeline, buffer, error))
      return FALSE;
  }
  return TRUE;
}

gboolean
gaf_encoder_element_finish (GafEncoderElement *self, GError **error)
{
  for (guint i = 0; i < self->n_parts; i++)
    if (!gaf_coop_pipeline_finish (self->parts[i].pipeline, error))
      return FALSE;
  return TRUE;
}

/* What an element wants to write over the beginning is of its own channels only, so that of several nobody can use it.
 */
static void
fetch (Part *part)
{
  while (part->packet == NULL && (part->packet = gaf_coop_pipeline_pop (part->pipeline)) != NULL)
    if (gaf_coop_pipeline_get_offset (part->pipeline) == 0)
      gst_clear_buffer (&part->packet);
}

GstBuffer *
gaf_encoder_element_pop (GafEncoderElement *self, guint64 *rewrite)
{
  GstBuffer *packet;

  if (self->n_parts == 1) {
    packet = gaf_coop_pipeline_pop (self->parts[0].pipeline);
    *rewrite = gaf_coop_pipeline_get_offset (self->parts[0].pipeline);
    return packet;
  }
  *rewrite = G_MAXUINT64;
  for (guint i = 0; i < self->n_parts; i++) {
    fetch (&self->parts[i]);
    if (self->parts[i].packet == NULL)
      return NULL;
  }
  packet = g_steal_pointer (&self->parts[0].packet);
  for (guint i = 1; i < self->n_parts; i++)
    packet = gst_buffer_append (packet, g_steal_pointer (&self->parts[i].packet));
  return packet;
}

GstCaps *
gaf_encoder_element_get_caps (GafEncoderElement *self)
{
  return gaf_coop_pipeline_get_caps (self->parts[0].pipeline);
}
