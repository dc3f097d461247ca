/*
 * SPDX-FileCopyrightText: 2026 gaudiofile contributors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#include "gaf-reader-private.h"
#include "gaf-source-private.h"

/* A reader as a GafSource: the same calls. */

static void
describe (GafSource *source, double *rate, guint *channels)
{
  *rate = gaf_reader_get_rate (GAF_READER (source));
  *channels = gaf_reader_get_channels (GAF_READER (source));
}

static guint64
get_channel_mask (GafSource *source)
{
  return gaf_reader_get_channel_mask (GAF_READER (source));
}

static gint64
get_n_frames (GafSource *source)
{
  return gaf_reader_get_n_frames (GAF_READER (source));
}

static gboolean
get_exact_duration (GafSource *source)
{
  return gaf_reader_get_exact_duration (GAF_READER (source));
}

static GafSampleFormat
get_sample_format (GafSource *source)
{
  return gaf_reader_get_sample_format (GAF_READER (source));
}

static gint64
read_planes (GafSource *source, float *const *planes, gint64 n_frames, GCancellable *cancellable, GError **error)
{
  return gaf_reader_read (GAF_READER (source), planes, n_frames, cancellable, error);
}

static gboolean
seek (GafSource *source, gint64 frame, GCancellable *cancellable, GError **error)
{
  return gaf_reader_seek (GAF_READER (source), frame, cancellable, error);
}

static gint64
tell (GafSource *source)
{
  return gaf_reader_tell (GAF_READER (source));
}

static gboolean
is_closed (GafSource *source)
{
  return gaf_reader_is_closed (GAF_READER (source));
}

void
gaf_reader_source_iface_init (GafSourceInterface *iface)
{
  iface->describe = describe;
  iface->get_channel_mask = get_channel_mask;
  iface->get_n_frames = get_n_frames;
  iface->get_exact_duration = get_exact_duration;
  iface->get_sample_format = get_sample_format;
  iface->read = read_planes;
  iface->seek = seek;
  iface->tell = tell;
  iface->is_closed = is_closed;
  gaf_source_interface_set_trusted (iface);
}
