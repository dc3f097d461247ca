/*
 * SPDX-FileCopyrightText: 2026 gaudiofile contributors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#include "convert/flow.h"

#include "core/limits.h"
#include "gaf-reader-private.h"
#include "gaf-source-private.h"

typedef struct {
  GafFlow parent;
  GafSource *source;
  gint64 frame; /* that is read next */
  gint64 end;
} SourceFlow;

void
gaf_flow_init (GafFlow *self, const GafFlowClass *klass, GafFlow *inner)
{
  self->klass = klass;
  self->inner = inner;
  if (inner == NULL)
    return;
  self->format = inner->format;
  self->channels = inner->channels;
  self->rate = inner->rate;
}

gint64
gaf_flow_read (GafFlow *self, void *const *planes, gint64 n_frames, GCancellable *cancellable, GError **error)
{
  return self->klass->read (self, planes, n_frames, cancellable, error);
}

void
gaf_flow_free (GafFlow *self)
{
  GafFlow *inner;

  if (self == NULL)
    return;
  inner = self->inner;
  if (self->klass->free != NULL)
    self->klass->free (self);
  g_free (self);
  gaf_flow_free (inner);
}

gpointer
gaf_flow_make_room (const GafFlow *self, gint64 n_frames, void **planes)
{
  const gsize width = gaf_sample_format_get_width (self->format);
  guint8 *room = g_malloc_n (n_frames * width, self->channels);

  for (guint c = 0; c < self->channels; c++)
    planes[c] = room + c * n_frames * width;
  return room;
}

gint64
gaf_flow_block_size (guint channels)
{
  return CLAMP (32768 / MAX (channels, 1), 1024, 16384);
}

/* {{{ sources */

static void
source_free (GafFlow *flow)
{
  g_object_unref (((SourceFlow *) flow)->source);
}

static gint64
source_read (GafFlow *flow, void *const *planes, gint64 n_frames, GCancellable *cancellable, GError **error)
{
  SourceFlow *self = (SourceFlow *) flow;
  const gint64 done =
      gaf_source_read_from (self->source, self->frame, (float *const *) planes, n_frames, cancellable, error);

  self->frame += MAX (done, 0);
  return done;
}

static gint64
raw_read (GafFlow *flow, void *const *planes, gint64 n_frames, GCancellable *cancellable, GError **error)
{
  SourceFlow *self = (SourceFlow *) flow;
  const GafSampleDest dest = { flow->format, GAF_LAYOUT_PLANAR, planes };
  const gint64 n = MIN (n_frames, self->end - self->frame);
  const gint64 done = gaf_reader_read_from (GAF_READER (self->source), self->frame, &dest, n, cancellable, error);

  self->frame += MAX (done, 0);
  return done;
}

static GafFlow *
source_flow_new (GafSource *source, const GafFlowClass *klass, GafSampleFormat format)
{
  SourceFlow *self = g_new0 (SourceFlow, 1);

  gaf_flow_init (&self->parent, klass, NULL);
  self->source = g_object_ref (source);
  self->parent.format = format;
  gaf_source_describe (source, &self->parent.rate, &self->parent.channels);
  return &self->parent;
}

GafFlow *
gaf_flow_new_for_source (GafSource *source)
{
  static const GafFlowClass klass = { source_read, source_free };

  return source_flow_new (source, &klass, GAF_SAMPLE_FORMAT_FLOAT32);
}

GafFlow *
gaf_flow_new_raw (GafSource *source, gint64 frame, gint64 n_frames)
{
  static const GafFlowClass klass = { raw_read, source_free };
  GafFlow *flow = source_flow_new (source, &klass, gaf_source_get_sample_format (source));

  ((SourceFlow *) flow)->frame = frame;
  ((SourceFlow *) flow)->end = n_frames < 0 ? G_MAXINT64 : frame + n_frames;
  return flow;
}

/* }}} */
