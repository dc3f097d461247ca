/*
 * SPDX-FileCopyrightText: 2026 gaudiofile contributors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#include "gaf-reader-private.h"
#include "gaf-source-private.h"

/* A reader as a GafSource. The type is known here: what is called is a reader. */

static GafReader *
reader_of (GafSource *source)
{
  return (GafReader *) source;
}

static void
describe (GafSource *source, double *rate, guint *channels)
{
  *rate = reader_of (source)->rate;
  *channels = reader_of (source)->channels;
}

static guint64
get_channel_mask (GafSource *source)
{
  return reader_of (source)->channel_mask;
}

static gint64
get_n_frames (GafSource *source)
{
  return gaf_shared64_get (&reader_of (source)->n_frames);
}

static gboolean
get_exact_duration (GafSource *source)
{
  return g_atomic_int_get (&reader_of (source)->exact);
}

static GafSampleFormat
get_sample_format (GafSource *source)
{
  return reader_of (source)->format;
}

static gint64
read_planes (GafSource *source, float *const *planes, gint64 n_frames, GCancellable *cancellable, GError **error)
{
  const GafSampleDest dest = { GAF_SAMPLE_FORMAT_FLOAT32, GAF_LAYOUT_PLANAR, (void *const *) planes };

  return gaf_reader_read_into (reader_of (source), &dest, n_frames, cancellable, error);
}

static gint64
read_from (GafSource *source, gint64 frame, float *const *planes, gint64 n_frames, GCancellable *cancellable,
           GError **error)
{
  const GafSampleDest dest = { GAF_SAMPLE_FORMAT_FLOAT32, GAF_LAYOUT_PLANAR, (void *const *) planes };

  return gaf_reader_read_from (reader_of (source), frame, &dest, n_frames, cancellable, error);
}

static gboolean
seek (GafSource *source, gint64 frame, GCancellable *cancellable, GError **error)
{
  return gaf_reader_seek_to (reader_of (source), frame, cancellable, error);
}

static gint64
tell (GafSource *source)
{
  return gaf_shared64_get (&reader_of (source)->position);
}

static gboolean
is_closed (GafSource *source)
{
  return g_atomic_int_get (&reader_of (source)->closed);
}

void
gaf_reader_source_iface_init (GafSourceInterface *iface)
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
