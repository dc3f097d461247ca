/*
 * SPDX-FileCopyrightText: 2026 gaudiofile contributors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#include "resample/spread.h"

#include "core/limits.h"
#include "core/threads.h"

/* Frames of source and of target, each, that are worth a thread: it takes a tenth of a millisecond to make one. */
#define LEAST        32768
#define MOST_THREADS 16

struct _GafResampleSpread {
  GafResampleEngine *engine;
  GafResampleEngine *helpers[MOST_THREADS - 1]; /* made when they are needed, and kept because of their filters */
};

/* What one thread makes. */
typedef struct {
  GafResampleEngine *engine;
  guint channels;
  const float *in[GAF_LIMIT_CHANNELS];
  gint64 n_in;
  float *out[GAF_LIMIT_CHANNELS];
  gint64 n_out;
  GThread *thread;
} Part;

static gpointer
make_part (gpointer data)
{
  Part *part = data;

  gaf_resample_engine_process (part->engine, part->in, part->n_in, part->out, part->n_out);
  return NULL;
}

static GafResampleEngine *
get_helper (GafResampleSpread *self, guint i)
{
  GafResampleEngine *engine = self->engine;

  if (self->helpers[i] == NULL)
    self->helpers[i] =
        gaf_resample_engine_new (engine->source_rate, engine->target_rate, engine->channels, engine->quality, NULL);
  return self->helpers[i];
}

/* The engine goes on where @other has got to. */
static void
take_over (GafResampleEngine *engine, GafResampleEngine *other)
{
  const GafResampleEngine mine = *engine;

  for (guint s = 0; s < engine->n_stages; s++) {
    engine->stages[s] = other->stages[s];
    engine->buffers[s] = other->buffers[s];
    other->stages[s] = mine.stages[s];
    other->buffers[s] = mine.buffers[s];
  }
  engine->lead = other->lead;
}

static guint
count_threads (gint64 n_frames, gint64 n_made)
{
  if (MIN (n_frames, n_made) < 2 * LEAST || gaf_threads_is_worker ())
    return 1;
  return MIN (MIN (gaf_threads_get_max (), MOST_THREADS), MIN (n_frames, n_made) / LEAST);
}

/* Whether all parts lie within @source, and each can be made of what it gets: the first @n_parts - 1 as much as they
 * need, the last one the rest. Nothing has happened to the engine if not. */
static gboolean
lay_out (GafResampleSpread *self, Part *parts, guint n_parts, const float *const *source, gint64 n_frames,
         float *const *target, gint64 n_made)
{
  GafResampleEngine *engine = self->engine;
  const gint64 first = gaf_resample_engine_get_n_fed (engine); /* the source frame that @source begins with */
  const gint64 position = gaf_resample_engine_get_position (engine);
  const gint64 more = 2 * (engine->ratio.in / engine->ratio.out + 1);

  for (guint i = 0; i < n_parts; i++) {
    const gint64 begin = n_made * i / n_parts, end = n_made * (i + 1) / n_parts;
    Part *part = &parts[i];
    gint64 at = 0; /* in @source */

    part->engine = i == 0 ? engine : get_helper (self, i - 1);
    if (part->engine == NULL)
      return FALSE;
    if (i > 0)
      at = gaf_resample_engine_begin_at (part->engine, position + begin) - first;
    part->channels = engine->channels;
    part->n_out = end - begin;
    part->n_in = n_frames - at;
    if (i + 1 < n_parts)
      part->n_in = gaf_resample_engine_get_n_needed (part->engine, part->n_out) + more;
    if (at < 0 || part->n_in > n_frames - at)
      return FALSE;
    /* An engine that can give so many frames does, so that no part comes out short. */
    if (gaf_resample_engine_get_n_ready (part->engine, part->n_in) < part->n_out)
      return FALSE;
    for (guint c = 0; c < part->channels; c++) {
      part->in[c] = source[c] + at;
      part->out[c] = target[c] + begin;
    }
  }
  return TRUE;
}

gint64
gaf_resample_spread_process (GafResampleSpread *self, const float *const *source, gint64 n_frames, float *const *target,
                             gint64 room)
{
  const gint64 n_made = MIN (room, gaf_resample_engine_get_n_ready (self->engine, n_frames));
  const guint n_parts = count_threads (n_frames, n_made);
  g_autofree Part *parts = NULL;

  if (n_parts < 2)
    return gaf_resample_engine_process (self->engine, source, n_frames, target, room);
  parts = g_new0 (Part, n_parts);
  if (!lay_out (self, parts, n_parts, source, n_frames, target, n_made))
    return gaf_resample_engine_process (self->engine, source, n_frames, target, room);

  /* A part whose thread cannot be made is made here. */
  for (guint i = 1; i < n_parts; i++)
    parts[i].thread = g_thread_try_new ("gaf-resample", make_part, &parts[i], NULL);
  for (guint i = 0; i < n_parts; i++)
    if (parts[i].thread == NULL)
      make_part (&parts[i]);
    else
      g_thread_join (parts[i].thread);
  take_over (self->engine, parts[n_parts - 1].engine);
  return n_made;
}

GafResampleSpread *
gaf_resample_spread_new (GafResampleEngine *engine)
{
  GafResampleSpread *self = g_new0 (GafResampleSpread, 1);

  self->engine = engine;
  return self;
}

void
gaf_resample_spread_free (GafResampleSpread *self)
{
  if (self == NULL)
    return;
  for (guint i = 0; i < G_N_ELEMENTS (self->helpers); i++)
    gaf_resample_engine_free (self->helpers[i]);
  g_free (self);
}
