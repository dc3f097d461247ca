/*
 * SPDX-FileCopyrightText: 2026 gaudiofile contributors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#include "write/flac-parts.h"

#include "core/fork-gate.h"
#include "core/threads.h"
#include "formats/flac/header.h"
#include "formats/flac/stream.h"
#include "gaf-error.h"

#define MOST_THREADS 16
/* Blocks that are worth a thread with an encoder of its own, which takes half a millisecond to make. */
#define LEAST 32
/* Samples of a thread's part of a round. */
#define ROUND (1 << 19)

typedef struct {
  GafFlacParts *parts;
  guint index;
  GafEncoderElement *element; /* made by the thread that works with it first, and kept from round to round */
  gint64 n_pushed;            /* frames of sound, for time stamps */
  GQueue blocks;              /* numbers of those that were given to it and have not come out as frames */
  GError *error;
} Worker;

struct _GafFlacParts {
  const GafEncoderSetup *setup;
  const GafWriteFormat *format;
  GafEncodeSpec *spec;
  gsize frame_size; /* bytes of one sample of all channels */
  guint run;        /* blocks */

  Worker workers[MOST_THREADS];
  guint n_workers;
  /* Of blocks from @next_out on. An encoder keeps its last block until it knows that another follows, so there may be
   * holes. */
  GPtrArray *frames;
  guint64 next_out;
  GstCaps *caps; /* NULL before the first frame */

  /* of a round */
  const guint8 *samples;
  guint64 first_block;
  guint n_runs;
  gint next_run; /* atomic */
  gint failed;   /* atomic */
  GafThreadsEnd end;
};

GafFlacParts *
gaf_flac_parts_new (const GafEncoderSetup *setup, const GafWriteFormat *format, GafEncodeSpec *spec,
                    guint64 first_block, guint n_threads)
{
  GafFlacParts *self = g_new0 (GafFlacParts, 1);

  self->setup = setup;
  self->format = format;
  self->spec = g_object_ref (spec);
  self->frame_size = gaf_encode_spec_get_channels (spec) * gaf_coding_get_width (setup->coding (spec));
  self->run = setup->count_run (setup, spec, format);
  self->n_workers = CLAMP (n_threads, 1, MOST_THREADS);
  for (guint i = 0; i < self->n_workers; i++)
    self->workers[i] = (Worker){ .parts = self, .index = i, .blocks = G_QUEUE_INIT };
  self->frames = g_ptr_array_new ();
  self->next_out = first_block;
  return self;
}

void
gaf_flac_parts_free (GafFlacParts *self)
{
  if (self == NULL)
    return;
  for (guint i = 0; i < self->n_workers; i++) {
    g_clear_pointer (&self->workers[i].element, gaf_encoder_element_free);
    g_queue_clear (&self->workers[i].blocks);
    g_clear_error (&self->workers[i].error);
  }
  for (guint i = 0; i < self->frames->len; i++)
    gst_clear_buffer ((GstBuffer **) &self->frames->pdata[i]);
  g_ptr_array_unref (self->frames);
  gst_clear_caps (&self->caps);
  g_clear_object (&self->spec);
  g_free (self);
}

guint
gaf_flac_parts_count_threads (gint64 n_blocks)
{
  if (gaf_threads_is_worker ())
    return 1;
  return CLAMP (n_blocks / LEAST, 1, MIN (gaf_threads_get_max (), MOST_THREADS));
}

guint
gaf_flac_parts_count_runs (GafFlacParts *self)
{
  const gsize samples = self->run * self->setup->block * gaf_encode_spec_get_channels (self->spec);

  return MAX (ROUND / samples, 1) * self->n_workers;
}

/* a worker */

/* Puts what has come out to its place among the frames. */
static gboolean
take_frames (Worker *worker)
{
  GafFlacParts *self = worker->parts;
  GstBuffer *taken;
  guint64 rewrite;

  while ((taken = gaf_encoder_element_pop (worker->element, &rewrite)) != NULL) {
    g_autoptr (GstBuffer) packet = taken;
    guint64 block;

    if (rewrite != G_MAXUINT64 || GST_BUFFER_FLAG_IS_SET (packet, GST_BUFFER_FLAG_HEADER))
      continue;
    if (g_queue_is_empty (&worker->blocks)) {
      g_set_error_literal (&worker->error, GAF_ERROR, GAF_ERROR_CORRUPT,
                           "The FLAC encoder delivered more frames than it was given");
      return FALSE;
    }
    block = GPOINTER_TO_SIZE (g_queue_pop_head (&worker->blocks));
    self->frames->pdata[block - self->next_out] = gaf_flac_frame_renumber (packet, block);
    if (self->frames->pdata[block - self->next_out] == NULL) {
      g_set_error_literal (&worker->error, GAF_ERROR, GAF_ERROR_CORRUPT,
                           "The FLAC encoder delivered something that is no frame; the file ends before it");
      return FALSE;
    }
  }
  return TRUE;
}

static gboolean
encode_run (Worker *worker, guint run)
{
  GafFlacParts *self = worker->parts;
  const gsize block = self->setup->block;
  const guint64 rate = (guint64) gaf_encode_spec_get_rate (self->spec);

  for (guint i = run * self->run; i < (run + 1) * self->run; i++) {
    const GstClockTime pts = gst_util_uint64_scale (worker->n_pushed, GST_SECOND, rate);
    const GstClockTime end = gst_util_uint64_scale (worker->n_pushed + block, GST_SECOND, rate);

    g_queue_push_tail (&worker->blocks, GSIZE_TO_POINTER (self->first_block + i));
    worker->n_pushed += block;
    if (!gaf_encoder_element_push (worker->element, self->samples + i * block * self->frame_size, block, pts, end - pts,
                                   &worker->error)
        || !take_frames (worker))
      return FALSE;
  }
  return TRUE;
}

/* Its own run first, so that each gets one in each round and gives what it has held back; then those that nobody has
 * begun. */
static void
encode_runs (Worker *worker)
{
  GafFlacParts *self = worker->parts;
  guint run = worker->index;

  if (worker->element == NULL)
    worker->element = gaf_encoder_element_new (self->setup, self->format, self->spec, FALSE, &worker->error);
  if (worker->element == NULL) {
    g_atomic_int_set (&self->failed, TRUE);
    return;
  }
  while (run < self->n_runs && !g_atomic_int_get (&self->failed)) {
    if (!encode_run (worker, run))
      g_atomic_int_set (&self->failed, TRUE);
    run = g_atomic_int_add (&self->next_run, 1);
  }
}

static gpointer
work (gpointer data)
{
  Worker *worker = data;

  gaf_threads_set_worker (TRUE);
  gaf_fork_gate_enter ();
  encode_runs (worker);
  gaf_fork_gate_leave ();
  gaf_threads_end_come_to (&worker->parts->end);
  return NULL;
}

/* all of them */

static gboolean
tell_error (GafFlacParts *self, GError **error)
{
  for (guint i = 0; i < self->n_workers; i++)
    if (self->workers[i].error != NULL) {
      g_propagate_error (error, g_steal_pointer (&self->workers[i].error));
      return FALSE;
    }
  return TRUE;
}

gboolean
gaf_flac_parts_encode (GafFlacParts *self, const guint8 *samples, guint n_runs, GChecksum *sum, GError **error)
{
  const guint n_workers = MIN (self->n_workers, n_runs);
  const guint channels = gaf_encode_spec_get_channels (self->spec);
  const gsize n_blocks = (gsize) n_runs * self->run;
  GThread *threads[MOST_THREADS] = { NULL };

  self->samples = samples;
  self->first_block = self->next_out + self->frames->len;
  self->n_runs = n_runs;
  self->next_run = (gint) n_workers;
  g_ptr_array_set_size (self->frames, (gint) (self->frames->len + n_blocks));

  gaf_threads_end_init (&self->end, n_workers - 1);
  for (guint i = 1; i < n_workers; i++)
    threads[i] = g_thread_try_new ("gaf-flac", work, &self->workers[i], NULL);
  gaf_flac_add_to_sum (sum, samples, n_blocks * self->setup->block * channels, self->frame_size / channels);
  encode_runs (&self->workers[0]);
  gaf_threads_end_join (&self->end, threads + 1, n_workers - 1);
  gaf_threads_end_clear (&self->end);
  for (guint i = 1; i < n_workers; i++)
    if (threads[i] == NULL)
      encode_runs (&self->workers[i]); /* its own run */
  return tell_error (self, error);
}

static gboolean
check_dropped (GafFlacParts *self, GError **error)
{
  gint64 n_dropped = 0, n_pushed = 0;

  for (guint i = 0; i < self->n_workers; i++) {
    n_dropped += (gint64) (g_queue_get_length (&self->workers[i].blocks) * self->setup->block);
    n_pushed += self->workers[i].n_pushed;
  }
  if (n_dropped == 0)
    return TRUE;
  g_set_error (error, GAF_ERROR, GAF_ERROR_IO,
               "The encoder \"%s\" has dropped %" G_GINT64_FORMAT " of %" G_GINT64_FORMAT
               " frames: the file is incomplete",
               self->setup->element, n_dropped, n_pushed);
  return FALSE;
}

gboolean
gaf_flac_parts_finish (GafFlacParts *self, GError **error)
{
  for (guint i = 0; i < self->n_workers; i++) {
    Worker *worker = &self->workers[i];

    if (worker->element == NULL)
      continue;
    if (!gaf_encoder_element_finish (worker->element, error))
      return FALSE;
    if (!take_frames (worker))
      return tell_error (self, error);
  }
  return check_dropped (self, error);
}

GstBuffer *
gaf_flac_parts_pop (GafFlacParts *self)
{
  GstBuffer *frame = self->frames->len > 0 ? self->frames->pdata[0] : NULL;

  if (frame == NULL)
    return NULL;
  if (self->caps == NULL)
    self->caps = gst_caps_ref (gaf_encoder_element_get_caps (self->workers[0].element));
  self->frames->pdata[0] = NULL;
  g_ptr_array_remove_index (self->frames, 0);
  self->next_out++;
  return frame;
}

GstCaps *
gaf_flac_parts_get_caps (GafFlacParts *self)
{
  return self->caps;
}
