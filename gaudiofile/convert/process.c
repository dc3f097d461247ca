/*
 * SPDX-FileCopyrightText: 2026 gaudiofile contributors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#include "convert/process.h"

#include <string.h>

#include "core/limits.h"
#include "gaf-error.h"

typedef struct {
  GafFlow parent;
  GafConversionProcess process;
  gpointer data;
  gint64 n_in;  /* frames that the function was given */
  gint64 n_out; /* … and that were handed on */
  gboolean has_ended;
  GQueue blocks; /* that it returned */
  gint64 taken;  /* frames of the first */
} Process;

/* The next block for the function; one without frames at the end. */
static GafBlock *
read_block (Process *self, GCancellable *cancellable, GError **error)
{
  GafFlow *inner = self->parent.inner;
  const gint64 size = gaf_flow_block_size (inner->channels);
  g_autoptr (GBytes) bytes = NULL;
  void *planes[GAF_LIMIT_CHANNELS];
  g_autofree float *room = gaf_flow_make_room (inner, size, planes);
  const gint64 n = gaf_flow_read (inner, planes, size, cancellable, error);

  if (n < 0)
    return NULL;
  for (guint c = 1; n < size && c < inner->channels; c++)
    memmove (room + c * n, planes[c], n * sizeof (float));
  bytes = g_bytes_new_take (g_steal_pointer (&room), n * inner->channels * sizeof (float));
  return gaf_block_new (GAF_SAMPLE_FORMAT_FLOAT32, GAF_LAYOUT_PLANAR, inner->channels, inner->rate, n, bytes);
}

static gboolean
take_result (Process *self, GafBlock *result, GError **error)
{
  if (gaf_block_get_format (result) == GAF_SAMPLE_FORMAT_FLOAT32
      && gaf_block_get_channels (result) == self->parent.channels) {
    g_queue_push_tail (&self->blocks, result);
    return TRUE;
  }
  g_set_error (error, GAF_ERROR, GAF_ERROR_INVALID_ARGUMENT,
               "The function that changes the audio returned %u channels of %s for %u of float32",
               gaf_block_get_channels (result), gaf_sample_format_get_name (gaf_block_get_format (result)),
               self->parent.channels);
  gaf_block_unref (result);
  return FALSE;
}

/* Calls the function once. */
static gboolean
go_on (Process *self, GCancellable *cancellable, GError **error)
{
  g_autoptr (GafBlock) block = read_block (self, cancellable, error);
  GError *failure = NULL;
  GafBlock *result;

  if (block == NULL)
    return FALSE;
  result = self->process (block, self->n_in, self->data, &failure);
  self->n_in += gaf_block_get_n_frames (block);
  self->has_ended = gaf_block_get_n_frames (block) == 0;
  if (failure != NULL || result == NULL) {
    if (failure != NULL)
      g_propagate_error (error, failure);
    else
      g_set_error (error, GAF_ERROR, GAF_ERROR_INVALID_ARGUMENT,
                   "The function that changes the audio returned nothing, and did not say why");
    g_clear_pointer (&result, gaf_block_unref);
    return FALSE;
  }
  return take_result (self, result, error);
}

/* From the first block that there is. */
static gint64
take (Process *self, float *const *planes, gint64 first, gint64 n_frames)
{
  GafBlock *block = g_queue_peek_head (&self->blocks);
  const gint64 length = gaf_block_get_n_frames (block);
  const gint64 n = MIN (n_frames, length - self->taken);
  const float *samples = g_bytes_get_data (gaf_block_get_bytes (block), NULL);
  const gboolean planar = gaf_block_get_layout (block) == GAF_LAYOUT_PLANAR;
  const guint channels = self->parent.channels;

  for (guint c = 0; c < channels; c++)
    for (gint64 i = 0; i < n; i++)
      planes[c][first + i] = planar ? samples[c * length + self->taken + i] : samples[(self->taken + i) * channels + c];
  self->taken += n;
  if (self->taken == length) {
    gaf_block_unref (g_queue_pop_head (&self->blocks));
    self->taken = 0;
  }
  return n;
}

static gint64
process_read (GafFlow *flow, void *const *planes, gint64 n_frames, GCancellable *cancellable, GError **error)
{
  Process *self = (Process *) flow;
  gint64 done = 0;

  while (done < n_frames) {
    /* No more comes out than went in. */
    const gint64 wanted = MIN (n_frames - done, self->n_in - self->n_out);
    gint64 n = wanted;

    if (self->has_ended && wanted == 0)
      break;
    if (wanted == 0 || (g_queue_is_empty (&self->blocks) && !self->has_ended)) {
      if (!go_on (self, cancellable, error))
        return -1;
      continue;
    }
    if (!g_queue_is_empty (&self->blocks))
      n = take (self, (float *const *) planes, done, wanted);
    else
      for (guint c = 0; c < flow->channels; c++)
        memset ((float *) planes[c] + done, 0, wanted * sizeof (float));
    done += n;
    self->n_out += n;
  }
  return done;
}

static void
process_free (GafFlow *flow)
{
  g_queue_clear_full (&((Process *) flow)->blocks, (GDestroyNotify) gaf_block_unref);
}

GafFlow *
gaf_process_new (GafFlow *inner, GafConversionProcess process, gpointer data)
{
  static const GafFlowClass klass = { process_read, process_free };
  Process *self = g_new0 (Process, 1);

  gaf_flow_init (&self->parent, &klass, inner);
  self->process = process;
  self->data = data;
  g_queue_init (&self->blocks);
  return &self->parent;
}
