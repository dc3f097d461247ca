/*
 * SPDX-FileCopyrightText: 2026 gaudiofile contributors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#include "convert/graph.h"

#include <math.h>

#include "convert/ahead.h"
#include "convert/level.h"
#include "convert/process.h"
#include "convert/range.h"
#include "core/fork-gate.h"
#include "core/threads.h"
#include "gaf-converted-reader.h"
#include "gaf-error.h"
#include "gaf-processed-reader.h"
#include "gaf-reader-private.h"

/* What is shorter is decoded sooner than a thread is made. */
#define SHORTEST_AHEAD 65536

/* {{{ sources */

/* Takes @source. */
static GafSource *
add_range (GafSource *source, const GafConvertSettings *settings)
{
  GafSource *range;

  if (settings->offset == 0 && settings->n_frames < 0)
    return source;
  range = gaf_range_new (source, settings->offset, settings->n_frames);
  g_object_unref (source);
  return range;
}

/* Takes @source. NULL with @error. */
static GafSource *
add_conversion (GafSource *source, const GafConvertSettings *settings, GafEncodeSpec *spec, GError **error)
{
  const double rate = gaf_encode_spec_get_rate (spec);
  const guint channels = gaf_encode_spec_get_channels (spec);
  GafSource *converted;

  if (settings->matrix == NULL && rate == gaf_source_get_rate (source) && channels == gaf_source_get_channels (source))
    return source;
  converted = (GafSource *) gaf_converted_reader_new (source, rate, channels, settings->matrix, settings->n_matrix,
                                                      settings->quality, error);
  g_object_unref (source);
  return converted;
}

/* Takes @source. NULL with @error. */
static GafSource *
add_effects (GafSource *source, const GafConvertSettings *settings, GError **error)
{
  GafSource *processed;

  if (settings->effects == NULL || settings->effects[0] == '\0')
    return source;
  processed = (GafSource *) gaf_processed_reader_new (source, settings->effects, -1, error);
  g_object_unref (source);
  return processed;
}

/* A source of the program's own, or a stream of it, is called on its thread only; and whoever listens hears of a length
 * there. */
static gboolean
may_thread (GafSource *source)
{
  return GAF_IS_READER (source) && gaf_source_get_exact_duration (source)
         && gaf_reader_has_own_bytes (GAF_READER (source));
}

static gboolean
check_range (const GafConvertSettings *settings, GafSource *source, GError **error)
{
  const gint64 n_frames = gaf_source_get_n_frames (source);

  if (settings->offset <= n_frames || !gaf_source_get_exact_duration (source))
    return TRUE;
  g_set_error (error, GAF_ERROR, GAF_ERROR_OUT_OF_RANGE,
               "Cannot begin at frame %" G_GINT64_FORMAT ": the source has %" G_GINT64_FORMAT " frames",
               settings->offset, n_frames);
  return FALSE;
}

gboolean
gaf_graph_init (GafGraph *self, const GafConvertSettings *settings, GafSource *source, GafEncodeSpec *spec,
                GError **error)
{
  GafSource *last;

  *self = (GafGraph){ .settings = settings, .source = source, .may_thread = may_thread (source) };
  if (!check_range (settings, source, error))
    return FALSE;
  gaf_fork_gate_enter ();
  last = add_range (g_object_ref (source), settings);
  last = add_conversion (last, settings, spec, error);
  if (last != NULL)
    last = add_effects (last, settings, error);
  gaf_fork_gate_leave ();
  self->last = last;
  /* Only the range, or nothing, is around it, and nothing is done to the samples. */
  self->is_raw = GAF_IS_READER (source) && (last == source || GAF_IS_RANGE (last)) && settings->process == NULL
                 && settings->gain == 0 && settings->normalize == GAF_NORMALIZE_NONE && settings->fade_in == 0
                 && settings->fade_out == 0 && gaf_source_get_sample_format (source) != GAF_SAMPLE_FORMAT_UNKNOWN;
  return last != NULL;
}

void
gaf_graph_clear (GafGraph *self)
{
  g_clear_object (&self->last);
}

gboolean
gaf_graph_is_exact (const GafGraph *self)
{
  return gaf_source_get_exact_duration (self->last);
}

/* }}} */

/* {{{ flows */

gboolean
gaf_graph_has_threads (const GafGraph *self)
{
  const guint most = self->settings->max_threads > 0 ? self->settings->max_threads : gaf_threads_get_max ();

  return most > 1 && !gaf_threads_is_worker ();
}

static gboolean
is_worth_a_thread (const GafGraph *self)
{
  return self->may_thread && gaf_graph_has_threads (self)
         && (!gaf_graph_is_exact (self) || gaf_source_get_n_frames (self->last) >= SHORTEST_AHEAD);
}

static gint64
frames_of (const GafFlow *flow, double seconds)
{
  return llround (seconds * flow->rate);
}

GafFlow *
gaf_graph_start (const GafGraph *self, gint64 at_a_time, double factor, gint64 n_frames)
{
  const GafConvertSettings *settings = self->settings;
  const gboolean fades = n_frames >= 0 && (settings->fade_in > 0 || settings->fade_out > 0);
  GafFlow *flow = self->is_raw ? gaf_flow_new_raw (self->source, settings->offset, settings->n_frames)
                               : gaf_flow_new_for_source (self->last);

  if (is_worth_a_thread (self))
    flow = gaf_ahead_new (flow, at_a_time);
  if (settings->process != NULL)
    flow = gaf_process_new (flow, settings->process, settings->process_data);
  if (factor != 1 || fades)
    flow = gaf_level_new (flow, factor, fades ? frames_of (flow, settings->fade_in) : 0,
                          fades ? frames_of (flow, settings->fade_out) : 0, n_frames);
  return flow;
}

/* }}} */
