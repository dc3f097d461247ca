/*
 * SPDX-FileCopyrightText: 2026 gaudiofile contributors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#include "gaf-reader-private.h"

#include "core/fork-gate.h"
#include "core/limits.h"
#include "core/memory.h"
#include "core/threads.h"
#include "read/open.h"

/*
 * A long read in parts, decoded at the same time:
 *
 *   caller's memory   | part 0 | part 1 | … | last part |
 *                         │        │            │
 *   decoders of their own ┴────────┘            └─ the reader's own, on this thread, which then stands behind the read
 *
 * A part is what a seek to its beginning and a read from there give, and that is the same, bit for bit, as reading on.
 * The threads are made for the call and joined before it returns, and each is inside the fork gate while it works, so
 * that a fork() waits for them. Where anything is not as expected, the whole is read as ever, on this thread.
 *
 * A pass over a whole file goes the same way, with pieces that are handed over and forgotten in place of memory for
 * all.
 */

/* Frames between two looks at whether another part has failed. */
#define PIECE (1 << 16)
/* Frames that a pass decodes at a time: for the samples to be in the processor's cache still when they are taken. */
#define PASS_PIECE (1 << 14)

typedef struct {
  GafReaderPass *pass; /* NULL: a read */
  GafDecoder original; /* what the reader's decoder says of the stream */
  int track;
  GafByteSource *source;
  const GafSampleDest *dest; /* of a read */
  gint64 frame;              /* of the file */
  gint64 dest_frame;         /* where it goes */
  gint64 n_frames;
  gint *failed; /* atomic, of all parts */
  GafThreadsEnd *end;
} Part;

/* Room for a piece of a pass, in planes. NULL with @error. */
static float *
make_room (int channels, gint64 piece, float **planes, GError **error)
{
  float *samples = gaf_memory_try (piece, channels * sizeof (float), error);

  for (int c = 0; samples != NULL && c < channels; c++)
    planes[c] = samples + c * piece;
  return samples;
}

/* Hands pieces over until there are @n_frames or the file ends; G_MAXINT64 for all. Returns how many there were, -1
 * with
 * @error or because the pass was stopped. */
static gint64
pass_on (GafReaderPass *pass, GafDecoder *decoder, gint64 frame, gint64 n_frames, const gint *failed, GError **error)
{
  float *planes[GAF_LIMIT_CHANNELS];
  const GafSampleDest dest = { GAF_SAMPLE_FORMAT_FLOAT32, GAF_LAYOUT_PLANAR, (void *const *) planes };
  g_autofree float *samples = make_room (decoder->channels, pass->piece, planes, error);
  gint64 done = 0, got = 0;

  if (samples == NULL)
    return -1;
  while (done < n_frames && (failed == NULL || !g_atomic_int_get (failed))) {
    const gint64 wanted = MIN (n_frames - done, pass->piece);

    got = gaf_decoder_read_at (decoder, frame + done, &dest, 0, wanted, error);
    if (got <= 0)
      break;
    if (!pass->take ((const float *const *) planes, frame + done, got, pass->data)) {
      g_atomic_int_set (&pass->stopped, TRUE);
      return -1;
    }
    done += got;
    if (got < wanted)
      break;
  }
  return got < 0 ? -1 : done;
}

/* Parts that are being worked on. */
typedef struct {
  Part *parts;
  GThread **threads;
  GafThreadsEnd end;
  gint failed;
} Work;

static gboolean
decode (const Part *self, GafDecoder *decoder)
{
  gint64 done = 0;

  if (self->pass != NULL)
    return pass_on (self->pass, decoder, self->frame, self->n_frames, self->failed, NULL) == self->n_frames;
  while (done < self->n_frames && !g_atomic_int_get (self->failed)) {
    const gint64 n = MIN (self->n_frames - done, PIECE);

    if (gaf_decoder_read_at (decoder, self->frame + done, self->dest, self->dest_frame + done, n, NULL) != n)
      return FALSE;
    done += n;
  }
  return done == self->n_frames;
}

/* Whether another opening found the same stream. */
static gboolean
is_like (const GafDecoder *decoder, const GafDecoder *original)
{
  return decoder->exact && decoder->n_frames == original->n_frames && decoder->channels == original->channels
         && decoder->rate == original->rate && decoder->format == original->format;
}

static gpointer
decode_part (gpointer data)
{
  const Part *self = data;
  GafDecoder *decoder;
  gboolean ok;

  gaf_threads_set_worker (TRUE);
  gaf_fork_gate_enter ();
  decoder = gaf_decoder_open (self->source, self->track, NULL);
  ok = decoder != NULL && is_like (decoder, &self->original) && decode (self, decoder);
  gaf_decoder_free (decoder);
  if (!ok)
    g_atomic_int_set (self->failed, TRUE);
  gaf_fork_gate_leave ();
  gaf_threads_end_come_to (self->end);
  return NULL;
}

/* How many parts; 1 for no parts. */
static guint
count_parts (GafReader *self, gint64 n_frames)
{
  const gint64 part = self->decoder->part;

  if (part <= 0 || n_frames / part < 2 || !self->decoder->exact || gaf_threads_is_worker ())
    return 1;
  return MIN (gaf_threads_get_max (), n_frames / part);
}

/* Parts begin at multiples of @unit from @frame on. */
static void
set_part (Part *part, guint i, guint n_parts, gint64 frame, gint64 n_frames, gint64 unit)
{
  const gint64 size = n_frames / n_parts / unit * unit;

  part->frame = frame + i * size;
  part->dest_frame = i * size;
  part->n_frames = i + 1 < n_parts ? size : n_frames - i * size;
}

static Work *
work_new (guint n_parts)
{
  Work *self = g_new0 (Work, 1);

  gaf_threads_end_init (&self->end, n_parts - 1);
  self->parts = g_new0 (Part, n_parts);
  self->threads = g_new0 (GThread *, n_parts);
  return self;
}

static void
work_free (Work *self, guint n_parts)
{
  gaf_threads_end_clear (&self->end);
  for (guint i = 0; i + 1 < n_parts; i++)
    g_clear_pointer (&self->parts[i].source, gaf_byte_source_unref);
  g_free (self->parts);
  g_free (self->threads);
  g_free (self);
}

/* -1 if it is to be done as a whole, or if this process is a child that the caller has made in the midst of it: the
 * threads are in its parent, and what they were given stays as it is. */
static gint64
work_in_parts (GafReader *self, gint64 frame, const GafSampleDest *dest, gint64 n_frames, GafReaderPass *pass)
{
  const gint64 n = MIN (n_frames, self->decoder->n_frames - frame);
  const guint n_parts = count_parts (self, n);
  const guint generation = gaf_fork_gate_get_generation ();
  Work *work;
  gboolean ok;

  if (n_parts < 2)
    return -1;
  work = work_new (n_parts);
  for (guint i = 0; i < n_parts; i++) {
    Part *part = &work->parts[i];

    *part = (Part){ .pass = pass,
                    .original = *self->decoder,
                    .track = self->track,
                    .dest = dest,
                    .failed = &work->failed,
                    .end = &work->end };
    set_part (part, i, n_parts, frame, n, pass != NULL ? pass->piece : 1);
  }

  for (guint i = 0; i + 1 < n_parts && !work->failed; i++) {
    work->parts[i].source = gaf_byte_source_clone (self->source);
    if (work->parts[i].source != NULL)
      work->threads[i] = g_thread_try_new ("gaf-part", decode_part, &work->parts[i], NULL);
    if (work->threads[i] == NULL)
      g_atomic_int_set (&work->failed, TRUE);
  }
  if (!g_atomic_int_get (&work->failed) && !decode (&work->parts[n_parts - 1], self->decoder))
    g_atomic_int_set (&work->failed, TRUE);
  if (generation != gaf_fork_gate_get_generation ())
    return -1;
  gaf_threads_end_join (&work->end, work->threads, n_parts - 1);
  ok = !work->failed;
  work_free (work, n_parts);
  if (ok)
    return n;
  gaf_byte_source_clear_error (self->source);
  return -1;
}

gint64
gaf_reader_read_in_parts (GafReader *self, gint64 frame, const GafSampleDest *dest, gint64 n_frames)
{
  return work_in_parts (self, frame, dest, n_frames, NULL);
}

gint64
gaf_reader_pass_locked (GafReader *self, GafReaderPass *pass, GError **error)
{
  gint64 done = -1;

  pass->piece = pass->unit * MAX (PASS_PIECE / pass->unit, 1);
  pass->stopped = FALSE;
  if (!pass->in_order)
    done = work_in_parts (self, 0, NULL, G_MAXINT64, pass);
  if (done < 0 && !pass->stopped)
    done = pass_on (pass, self->decoder, 0, G_MAXINT64, NULL, error);
  return done;
}
