/*
 * SPDX-FileCopyrightText: 2026 gaudiofile contributors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#include "convert/range.h"

#include "core/shared.h"
#include "gaf-error.h"
#include "gaf-source-private.h"

struct _GafRange {
  GObject parent_instance;

  GafSource *source;
  gint64 offset;
  gint64 n_wanted; /* G_MAXINT64: to the end */
  GafShared64 position;
};

static void source_iface_init (GafSourceInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (GafRange, gaf_range, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (GAF_TYPE_SOURCE, source_iface_init))

static void
describe (GafSource *source, double *rate, guint *channels)
{
  gaf_source_describe (GAF_RANGE (source)->source, rate, channels);
}

static guint64
get_channel_mask (GafSource *source)
{
  return gaf_source_get_channel_mask (GAF_RANGE (source)->source);
}

static gint64
get_n_frames (GafSource *source)
{
  GafRange *self = GAF_RANGE (source);

  return CLAMP (gaf_source_get_n_frames (self->source) - self->offset, 0, self->n_wanted);
}

static gboolean
get_exact_duration (GafSource *source)
{
  return gaf_source_get_exact_duration (GAF_RANGE (source)->source);
}

static GafSampleFormat
get_sample_format (GafSource *source)
{
  return gaf_source_get_sample_format (GAF_RANGE (source)->source);
}

static gint64
read_from (GafSource *source, gint64 frame, float *const *planes, gint64 n_frames, GCancellable *cancellable,
           GError **error)
{
  GafRange *self = GAF_RANGE (source);
  const gint64 n = CLAMP (self->n_wanted - frame, 0, n_frames);
  gint64 done = 0;

  if (n > 0)
    done = gaf_source_read_from (self->source, self->offset + frame, planes, n, cancellable, error);
  if (done >= 0)
    gaf_shared64_set (&self->position, frame + done);
  return done;
}

static gint64
tell (GafSource *source)
{
  return gaf_shared64_get (&GAF_RANGE (source)->position);
}

static gint64
read_planes (GafSource *source, float *const *planes, gint64 n_frames, GCancellable *cancellable, GError **error)
{
  return read_from (source, tell (source), planes, n_frames, cancellable, error);
}

static gboolean
seek (GafSource *source, gint64 frame, GCancellable *cancellable, GError **error)
{
  const gint64 n_frames = get_n_frames (source);

  if (frame < 0 || frame > n_frames) {
    g_set_error (error, GAF_ERROR, GAF_ERROR_OUT_OF_RANGE,
                 "Cannot seek to frame %" G_GINT64_FORMAT ": the part has %" G_GINT64_FORMAT " frames", frame,
                 n_frames);
    return FALSE;
  }
  gaf_shared64_set (&GAF_RANGE (source)->position, frame);
  return TRUE;
}

static gboolean
is_closed (GafSource *source)
{
  return gaf_source_is_closed (GAF_RANGE (source)->source);
}

static void
source_iface_init (GafSourceInterface *iface)
{
  static const GafTrustedSource trusted = { read_from };

  iface->describe = describe;
  iface->get_channel_mask = get_channel_mask;
  iface->get_n_frames = get_n_frames;
  iface->get_exact_duration = get_exact_duration;
  iface->get_sample_format = get_sample_format;
  iface->read = read_planes;
  iface->seek = seek;
  iface->tell = tell;
  iface->is_closed = is_closed;
  gaf_source_interface_set_trusted (iface, &trusted);
}

static void
gaf_range_finalize (GObject *object)
{
  g_object_unref (GAF_RANGE (object)->source);
  G_OBJECT_CLASS (gaf_range_parent_class)->finalize (object);
}

static void
gaf_range_init (GafRange *self)
{
}

static void
gaf_range_class_init (GafRangeClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = gaf_range_finalize;
}

GafSource *
gaf_range_new (GafSource *source, gint64 offset, gint64 n_frames)
{
  GafRange *self = g_object_new (GAF_TYPE_RANGE, NULL);

  self->source = g_object_ref (source);
  self->offset = offset;
  self->n_wanted = n_frames < 0 ? G_MAXINT64 : n_frames;
  return GAF_SOURCE (self);
}
