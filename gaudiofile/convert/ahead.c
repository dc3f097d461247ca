/*
 * SPDX-FileCopyrightText: 2026 gaudiofile contributors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#include "convert/ahead.h"

#include <string.h>

#include "core/fork-gate.h"
#include "core/interrupt.h"
#include "core/limits.h"
#include "core/threads.h"
#include "gaf-error.h"

#define LEAST_BLOCKS 4
/* How often who waits for a block looks whether it is to end. */
#define TICK (20 * G_TIME_SPAN_MILLISECOND)

typedef struct {
  gpointer room;
  void *planes[GAF_LIMIT_CHANNELS];
  gint64 n_frames;
} Block;

typedef struct {
  GafFlow parent;
  gint64 block_size;
  gint64 taken;              /* frames of the first block that the caller has had */
  GCancellable *cancellable; /* of what the thread does */
  GThread *thread;
  GafThreadsEnd end;
  guint generation; /* of the process that has the thread */

  GMutex lock; /* guards all below, but not the samples */
  GCond changed;
  guint n_blocks;
  Block *blocks; /* a ring */
  guint first;   /* the block that the caller takes from */
  guint n_full;
  gboolean has_ended; /* the thread makes no more */
  gboolean is_to_end;
  GError *error;
} Ahead;

/* {{{ the thread */

/* The block to fill; NULL: no more. */
static Block *
wait_for_room (Ahead *self)
{
  Block *block = NULL;

  g_mutex_lock (&self->lock);
  while (self->n_full == self->n_blocks && !self->is_to_end)
    g_cond_wait (&self->changed, &self->lock);
  if (!self->is_to_end)
    block = &self->blocks[(self->first + self->n_full) % self->n_blocks];
  g_mutex_unlock (&self->lock);
  return block;
}

/* Whether there is more to do. */
static gboolean
fill (Ahead *self, Block *block)
{
  GError *error = NULL;
  const gint64 n = gaf_flow_read (self->parent.inner, block->planes, self->block_size, self->cancellable, &error);

  g_mutex_lock (&self->lock);
  block->n_frames = MAX (n, 0);
  self->n_full += n > 0;
  self->has_ended = n < self->block_size;
  self->error = error;
  g_cond_broadcast (&self->changed);
  g_mutex_unlock (&self->lock);
  return n == self->block_size;
}

static gpointer
work (gpointer data)
{
  Ahead *self = data;
  Block *block;

  gaf_threads_set_worker (TRUE);
  gaf_interrupt_set_cancellable (self->cancellable);
  do
    block = wait_for_room (self);
  while (block != NULL && fill (self, block));
  gaf_interrupt_set_cancellable (NULL);
  gaf_threads_end_come_to (&self->end);
  return NULL;
}

/* }}} */

/* {{{ the caller */

static gboolean
check (Ahead *self, GCancellable *cancellable, GError **error)
{
  if (self->generation != gaf_fork_gate_get_generation ()) {
    g_set_error (error, GAF_ERROR, GAF_ERROR_BUSY,
                 "A file was being converted when this process was forked off; do it anew in the child");
    return FALSE;
  }
  return !g_cancellable_set_error_if_cancelled (cancellable, error) && gaf_interrupt_ask (error);
}

/* The block to take from; NULL at the end, and with @error. */
static Block *
wait_for_block (Ahead *self, GCancellable *cancellable, GError **error)
{
  Block *block = NULL;

  if (!check (self, cancellable, error))
    return NULL;
  g_mutex_lock (&self->lock);
  while (self->n_full == 0 && !self->has_ended) {
    if (g_cond_wait_until (&self->changed, &self->lock, g_get_monotonic_time () + TICK))
      continue;
    g_mutex_unlock (&self->lock);
    if (!check (self, cancellable, error))
      return NULL;
    g_mutex_lock (&self->lock);
  }
  if (self->n_full > 0)
    block = &self->blocks[self->first];
  else if (self->error != NULL)
    g_propagate_error (error, g_steal_pointer (&self->error));
  g_mutex_unlock (&self->lock);
  return block;
}

static void
give_back (Ahead *self)
{
  self->taken = 0;
  g_mutex_lock (&self->lock);
  self->first = (self->first + 1) % self->n_blocks;
  self->n_full--;
  g_cond_broadcast (&self->changed);
  g_mutex_unlock (&self->lock);
}

static gint64
ahead_read (GafFlow *flow, void *const *planes, gint64 n_frames, GCancellable *cancellable, GError **error)
{
  Ahead *self = (Ahead *) flow;
  const gsize width = gaf_sample_format_get_width (flow->format);
  GError *failure = NULL;
  gint64 done = 0;

  while (done < n_frames) {
    Block *block = wait_for_block (self, cancellable, &failure);
    gint64 n;

    if (failure != NULL) {
      g_propagate_error (error, failure);
      return -1;
    }
    if (block == NULL)
      break;
    n = MIN (n_frames - done, block->n_frames - self->taken);
    for (guint c = 0; c < flow->channels; c++)
      memcpy ((guint8 *) planes[c] + done * width, (guint8 *) block->planes[c] + self->taken * width, n * width);
    done += n;
    self->taken += n;
    if (self->taken == block->n_frames)
      give_back (self);
  }
  return done;
}

/* In a child of fork() the thread is in the parent, and what it had stays as it is. */
static void
ahead_free (GafFlow *flow)
{
  Ahead *self = (Ahead *) flow;

  if (self->generation != gaf_fork_gate_get_generation ()) {
    flow->inner = NULL;
    return;
  }
  g_mutex_lock (&self->lock);
  self->is_to_end = TRUE;
  g_cond_broadcast (&self->changed);
  g_mutex_unlock (&self->lock);
  gaf_fork_gate_enter ();
  g_cancellable_cancel (self->cancellable);
  gaf_fork_gate_leave ();

  while (!gaf_threads_end_wait (&self->end, G_MAXINT64))
    ;
  gaf_fork_gate_enter ();
  gaf_threads_end_let_go (&self->end);
  g_thread_join (self->thread);
  g_object_unref (self->cancellable);
  gaf_fork_gate_leave ();
  gaf_threads_end_clear (&self->end);
  for (guint i = 0; i < self->n_blocks; i++)
    g_free (self->blocks[i].room);
  g_free (self->blocks);
  g_clear_error (&self->error);
  g_mutex_clear (&self->lock);
  g_cond_clear (&self->changed);
}

/* }}} */

GafFlow *
gaf_ahead_new (GafFlow *inner, gint64 n_frames)
{
  static const GafFlowClass klass = { ahead_read, ahead_free };
  Ahead *self = g_new0 (Ahead, 1);

  gaf_flow_init (&self->parent, &klass, inner);
  self->block_size = gaf_flow_block_size (inner->channels);
  self->n_blocks = MAX ((guint) (n_frames / self->block_size) + 1, LEAST_BLOCKS);
  self->blocks = g_new0 (Block, self->n_blocks);
  for (guint i = 0; i < self->n_blocks; i++)
    self->blocks[i].room = gaf_flow_make_room (inner, self->block_size, self->blocks[i].planes);
  g_mutex_init (&self->lock);
  g_cond_init (&self->changed);
  gaf_threads_end_init (&self->end, 1);
  self->generation = gaf_fork_gate_get_generation ();
  gaf_fork_gate_enter ();
  self->cancellable = g_cancellable_new ();
  self->thread = g_thread_try_new ("gaf-ahead", work, self, NULL);
  gaf_fork_gate_leave ();
  if (self->thread != NULL)
    return &self->parent;

  for (guint i = 0; i < self->n_blocks; i++)
    g_free (self->blocks[i].room);
  g_free (self->blocks);
  g_object_unref (self->cancellable);
  gaf_threads_end_clear (&self->end);
  g_mutex_clear (&self->lock);
  g_cond_clear (&self->changed);
  g_free (self);
  return inner;
}
