/*
 * SPDX-FileCopyrightText: 2026 gaudiofile contributors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#include "gaf-reader-private.h"

#include "core/fork-gate.h"
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
 */

/* Frames between two looks at whether another part has failed. */
#define PIECE (1 << 16)

typedef struct {
  GafDecoder original; /* what the reader's decoder says of the stream */
  int track;
  GafByteSource *source;
  const GafSampleDest *dest;
  gint64 frame;      /* of the file */
  gint64 dest_frame; /* where it goes */
  gint64 n_frames;
  gint *failed; /* atomic, of all parts */
  GafThreadsEnd *end;
} Part;

static gboolean
decode (const Part *self, GafDecoder *decoder)
{
  gint64 done = 0;

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

static void
set_part (Part *part, guint i, guint n_parts, gint64 frame, gint64 n_frames)
{
  const gint64 size = n_frames / n_parts;

  part->frame = frame + i * size;
  part->dest_frame = i * size;
  part->n_frames = i + 1 < n_parts ? size : n_frames - i * size;
}

/* Waits with the gate open: a thread that has not entered it yet is kept out while a fork() waits, which would wait for
 * this one. */
static void
join (GThread **threads, guint n_threads, GafThreadsEnd *end)
{
  const guint depth = gaf_fork_gate_pause ();

  for (guint i = 0; i < n_threads; i++)
    gaf_threads_end_lacks (end, threads[i] == NULL);
  while (!gaf_threads_end_wait (end, G_MAXINT64))
    ;
  gaf_fork_gate_resume (depth);
  gaf_threads_end_let_go (end);
  for (guint i = 0; i < n_threads; i++)
    if (threads[i] != NULL)
      g_thread_join (threads[i]);
}

gint64
gaf_reader_read_in_parts (GafReader *self, gint64 frame, const GafSampleDest *dest, gint64 n_frames)
{
  const gint64 n = MIN (n_frames, self->decoder->n_frames - frame);
  const guint n_parts = count_parts (self, n);
  g_autofree Part *parts = NULL;
  g_autofree GThread **threads = NULL;
  gint failed = FALSE;
  GafThreadsEnd end;

  if (n_parts < 2)
    return -1;
  gaf_threads_end_init (&end, n_parts - 1);
  parts = g_new0 (Part, n_parts);
  threads = g_new0 (GThread *, n_parts);
  for (guint i = 0; i < n_parts; i++) {
    parts[i] = (Part){ .original = *self->decoder, .track = self->track, .dest = dest, .failed = &failed, .end = &end };
    set_part (&parts[i], i, n_parts, frame, n);
  }

  for (guint i = 0; i + 1 < n_parts && !failed; i++) {
    parts[i].source = gaf_byte_source_clone (self->source);
    if (parts[i].source != NULL)
      threads[i] = g_thread_try_new ("gaf-part", decode_part, &parts[i], NULL);
    if (threads[i] == NULL)
      g_atomic_int_set (&failed, TRUE);
  }
  if (!g_atomic_int_get (&failed) && !decode (&parts[n_parts - 1], self->decoder))
    g_atomic_int_set (&failed, TRUE);
  join (threads, n_parts - 1, &end);
  gaf_threads_end_clear (&end);
  for (guint i = 0; i + 1 < n_parts; i++)
    g_clear_pointer (&parts[i].source, gaf_byte_source_unref);
  if (!failed)
    return n;
  gaf_byte_source_clear_error (self->source);
  return -1;
}
