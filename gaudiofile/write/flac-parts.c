/*
 * SPDX-FileCopyrightText: 2026 gaudiofile contributors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#include "write/flac-parts.h"

#include <string.h>

#include "core/fork-gate.h"
#include "core/memory.h"
#include "core/threads.h"
#include "formats/flac/header.h"
#include "formats/flac/stream.h"
#include "gaf-error.h"

#define MOST_THREADS 16
/* Blocks that are worth a thread: most of a millisecond's work. */
#define LEAST 4
/* Samples of a thread's part of a round. */
#define ROUND (1 << 19)
/* Seconds of sound that may wait for a block which an encoder holds back. */
#define MOST_BLOCKED 0.75

typedef struct {
  GafFlacParts *parts;
  guint index;
  GafEncoderElement *element; /* made by the thread that works with it first, and kept */
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

  guint8 *staged;
  gsize n_staged; /* frames */
  gsize room;     /* frames that @staged can hold */
  gboolean narrow;

  Worker workers[MOST_THREADS];
  /* Of blocks from @next_out on. An encoder keeps its last block until it knows that another follows, so there may be
   * holes. */
  GPtrArray *frames;
  guint64 next_out;
  GstCaps *caps; /* NULL before the first frame */

  /* of a round */
  Worker *order[MOST_THREADS]; /* those with the oldest block held back come first, which others wait for */
  guint64 first_block;
  guint n_runs;
  gint next_run; /* atomic */
  gint failed;   /* atomic */
  GafThreadsEnd end;
};

GafFlacParts *
gaf_flac_parts_new (const GafEncoderSetup *setup, const GafWriteFormat *format, GafEncodeSpec *spec,
                    GafEncoderElement *element)
{
  GafFlacParts *self = g_new0 (GafFlacParts, 1);

  self->setup = setup;
  self->format = format;
  self->spec = g_object_ref (spec);
  self->frame_size = gaf_encode_spec_get_channels (spec) * gaf_coding_get_width (setup->coding (spec));
  self->run = setup->count_run (setup, spec, format);
  for (guint i = 0; i < MOST_THREADS; i++) {
    self->workers[i] = (Worker){ .parts = self, .blocks = G_QUEUE_INIT };
    self->order[i] = &self->workers[i];
  }
  self->workers[0].element = element;
  self->frames = g_ptr_array_new ();
  return self;
}

void
gaf_flac_parts_free (GafFlacParts *self)
{
  if (self == NULL)
    return;
  for (guint i = 0; i < MOST_THREADS; i++) {
    g_clear_pointer (&self->workers[i].element, gaf_encoder_element_free);
    g_queue_clear (&self->workers[i].blocks);
    g_clear_error (&self->workers[i].error);
  }
  for (guint i = 0; i < self->frames->len; i++)
    gst_clear_buffer ((GstBuffer **) &self->frames->pdata[i]);
  g_ptr_array_unref (self->frames);
  g_free (self->staged);
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

gsize
gaf_flac_parts_count_round (GafFlacParts *self)
{
  const gsize run = self->run * self->setup->block;
  const gsize samples = run * gaf_encode_spec_get_channels (self->spec);

  return MAX (ROUND / samples, 1) * MIN (gaf_threads_get_max (), MOST_THREADS) * run;
}

guint8 *
gaf_flac_parts_stage (GafFlacParts *self, gsize n_frames, GError **error)
{
  guint8 *begin;

  if (self->n_staged + n_frames > self->room) {
    guint8 *larger = gaf_memory_try (self->n_staged + n_frames, self->frame_size, error);

    if (larger == NULL)
      return NULL;
    if (self->n_staged > 0)
      memcpy (larger, self->staged, self->n_staged * self->frame_size);
    g_free (self->staged);
    self->staged = larger;
    self->room = self->n_staged + n_frames;
  }
  begin = self->staged + self->n_staged * self->frame_size;
  self->n_staged += n_frames;
  return begin;
}

gsize
gaf_flac_parts_get_staged (GafFlacParts *self)
{
  return self->n_staged;
}

gsize
gaf_flac_parts_get_held (GafFlacParts *self)
{
  return self->n_staged + self->frames->len * self->setup->block;
}

static void
unstage (GafFlacParts *self, gsize n_frames)
{
  self->n_staged -= n_frames;
  memmove (self->staged, self->staged + n_frames * self->frame_size, self->n_staged * self->frame_size);
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

/* Gives an encoder blocks of the staged ones from @first on, of which the last may be a part only. */
static gboolean
encode_blocks (Worker *worker, gsize first, gsize n_frames)
{
  GafFlacParts *self = worker->parts;
  const guint64 rate = (guint64) gaf_encode_spec_get_rate (self->spec);

  for (gsize n; n_frames > 0; first += n, n_frames -= n) {
    const GstClockTime pts = gst_util_uint64_scale (worker->n_pushed, GST_SECOND, rate);
    GstClockTime end;

    n = MIN (n_frames, self->setup->block);
    end = gst_util_uint64_scale (worker->n_pushed + n, GST_SECOND, rate);
    g_queue_push_tail (&worker->blocks, GSIZE_TO_POINTER (self->first_block + first / self->setup->block));
    worker->n_pushed += (gint64) n;
    if (!gaf_encoder_element_push (worker->element, self->staged + first * self->frame_size, n, pts, end - pts,
                                   &worker->error)
        || !take_frames (worker))
      return FALSE;
  }
  return TRUE;
}

static gboolean
ensure_element (Worker *worker)
{
  GafFlacParts *self = worker->parts;

  if (worker->element == NULL)
    worker->element = gaf_encoder_element_new (self->setup, self->format, self->spec, FALSE, &worker->error);
  return worker->element != NULL;
}

/* Its own run first, so that each gets one in each round and gives what it has held back; then those that nobody has
 * begun. */
static void
encode_runs (Worker *worker)
{
  GafFlacParts *self = worker->parts;
  const gsize n_frames = self->run * self->setup->block;
  guint run = worker->index;

  if (!ensure_element (worker)) {
    g_atomic_int_set (&self->failed, TRUE);
    return;
  }
  while (run < self->n_runs && !g_atomic_int_get (&self->failed)) {
    if (!encode_blocks (worker, run * n_frames, n_frames))
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
  for (guint i = 0; i < MOST_THREADS; i++)
    if (self->workers[i].error != NULL) {
      g_propagate_error (error, g_steal_pointer (&self->workers[i].error));
      return FALSE;
    }
  return TRUE;
}

/* The oldest block that it has been given and that has not come out. */
static guint64
oldest_of (const Worker *worker)
{
  return g_queue_is_empty ((GQueue *) &worker->blocks)
             ? G_MAXUINT64
             : GPOINTER_TO_SIZE (g_queue_peek_head ((GQueue *) &worker->blocks));
}

static void
put_in_order (GafFlacParts *self)
{
  for (guint i = 1; i < MOST_THREADS; i++) {
    Worker *worker = self->order[i];
    guint j = i;

    for (; j > 0 && oldest_of (self->order[j - 1]) > oldest_of (worker); j--)
      self->order[j] = self->order[j - 1];
    self->order[j] = worker;
  }
  for (guint i = 0; i < MOST_THREADS; i++)
    self->order[i]->index = i;
}

static gboolean
encode_round (GafFlacParts *self, guint n_runs, guint n_workers, GChecksum *sum, GError **error)
{
  const guint channels = gaf_encode_spec_get_channels (self->spec);
  const gsize n_blocks = (gsize) n_runs * self->run;
  GThread *threads[MOST_THREADS] = { NULL };

  put_in_order (self);
  self->first_block = self->next_out + self->frames->len;
  self->n_runs = n_runs;
  self->next_run = (gint) n_workers;
  g_ptr_array_set_size (self->frames, (gint) (self->frames->len + n_blocks));

  gaf_threads_end_init (&self->end, n_workers - 1);
  for (guint i = 1; i < n_workers; i++)
    threads[i] = g_thread_try_new ("gaf-flac", work, self->order[i], NULL);
  gaf_flac_add_to_sum (sum, self->staged, n_blocks * self->setup->block * channels, self->frame_size / channels);
  encode_runs (self->order[0]);
  gaf_threads_end_join (&self->end, threads + 1, n_workers - 1);
  gaf_threads_end_clear (&self->end);
  for (guint i = 1; i < n_workers; i++)
    if (threads[i] == NULL)
      encode_runs (self->order[i]); /* its own run */
  return tell_error (self, error);
}

/* From what is staged, in this thread. */
static gint64
encode_alone (GafFlacParts *self, gsize n_frames, GChecksum *sum, GError **error)
{
  const guint channels = gaf_encode_spec_get_channels (self->spec);
  const gsize n_blocks = (n_frames + self->setup->block - 1) / self->setup->block;

  if (n_frames == 0)
    return 0;
  put_in_order (self);
  self->first_block = self->next_out + self->frames->len;
  g_ptr_array_set_size (self->frames, (gint) (self->frames->len + n_blocks));
  gaf_flac_add_to_sum (sum, self->staged, n_frames * channels, self->frame_size / channels);
  if (!ensure_element (self->order[0]) || !encode_blocks (self->order[0], 0, n_frames)) {
    tell_error (self, error);
    return -1;
  }
  unstage (self, n_frames);
  return (gint64) n_frames;
}

static gint64
encode_whole_runs (GafFlacParts *self, gboolean more, GChecksum *sum, GError **error)
{
  const gsize run = self->run * self->setup->block;
  guint n_runs = self->n_staged / run;
  const guint n_workers = MIN (gaf_flac_parts_count_threads ((gint64) n_runs * self->run), MAX (n_runs, 1));
  gsize n_frames;

  if (more && self->n_staged - (n_runs - n_runs % n_workers) * run <= (gsize) gaf_encode_spec_get_rate (self->spec))
    n_runs -= n_runs % n_workers;
  n_frames = n_runs * run;
  if (n_runs > 0 && !encode_round (self, n_runs, n_workers, sum, error))
    return -1;
  unstage (self, n_frames);
  return (gint64) n_frames;
}

static gboolean
check_dropped (GafFlacParts *self, GError **error)
{
  gint64 n_dropped = 0, n_pushed = 0;

  for (guint i = 0; i < MOST_THREADS; i++) {
    n_dropped += (gint64) (g_queue_get_length (&self->workers[i].blocks) * self->setup->block);
    n_pushed += self->workers[i].n_pushed;
    self->workers[i].n_pushed = 0;
  }
  if (n_dropped == 0)
    return TRUE;
  g_set_error (error, GAF_ERROR, GAF_ERROR_IO,
               "The encoder \"%s\" has dropped %" G_GINT64_FORMAT " of %" G_GINT64_FORMAT
               " frames: the file is incomplete",
               self->setup->element, n_dropped, n_pushed);
  return FALSE;
}

gint64
gaf_flac_parts_encode (GafFlacParts *self, gboolean more, GChecksum *sum, GError **error)
{
  return self->narrow ? encode_alone (self, self->n_staged - self->n_staged % self->setup->block, sum, error)
                      : encode_whole_runs (self, more, sum, error);
}

/* They give what they have held back. */
static gboolean
end_encoders (GafFlacParts *self, GError **error)
{
  gboolean ok = TRUE;

  for (guint i = 0; i < MOST_THREADS && ok; i++) {
    Worker *worker = &self->workers[i];

    if (worker->element == NULL || worker->n_pushed == 0)
      continue;
    ok = gaf_encoder_element_finish (worker->element, &worker->error) && take_frames (worker);
    if (self->caps == NULL && i == 0)
      self->caps = gst_caps_ref (gaf_encoder_element_get_caps (worker->element));
    g_clear_pointer (&worker->element, gaf_encoder_element_free);
  }
  return tell_error (self, error) && check_dropped (self, error);
}

gboolean
gaf_flac_parts_unblock (GafFlacParts *self, GError **error)
{
  const double limit = MOST_BLOCKED * gaf_encode_spec_get_rate (self->spec);

  return (double) self->frames->len * (double) self->setup->block <= limit || end_encoders (self, error);
}

gint64
gaf_flac_parts_finish (GafFlacParts *self, GChecksum *sum, GError **error)
{
  const gint64 n_frames = gaf_flac_parts_encode (self, FALSE, sum, error);
  const gint64 n_rest = n_frames >= 0 ? encode_alone (self, self->n_staged, sum, error) : -1;

  return n_rest >= 0 && end_encoders (self, error) ? n_frames + n_rest : -1;
}

gint64
gaf_flac_parts_narrow (GafFlacParts *self, GChecksum *sum, GError **error)
{
  const gint64 n_runs = encode_whole_runs (self, FALSE, sum, error);
  gint64 n_blocks;

  if (n_runs < 0 || !end_encoders (self, error))
    return -1;
  self->narrow = TRUE;
  n_blocks = gaf_flac_parts_encode (self, FALSE, sum, error);
  return n_blocks >= 0 ? n_runs + n_blocks : -1;
}

gboolean
gaf_flac_parts_is_narrow (GafFlacParts *self)
{
  return self->narrow;
}

GstBuffer *
gaf_flac_parts_pop (GafFlacParts *self)
{
  GstBuffer *frame = self->frames->len > 0 ? self->frames->pdata[0] : NULL;

  if (frame == NULL)
    return NULL;
  if (self->caps == NULL)
    self->caps = gst_caps_ref (gaf_encoder_element_get_caps (self->workers[0].element)); /* who encodes the first run */
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
