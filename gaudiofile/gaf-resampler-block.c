/*
 * SPDX-FileCopyrightText: 2026 gaudiofile contributors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#include "gaf-resampler-private.h"

#include "core/limits.h"
#include "core/memory.h"
#include "gaf-error.h"

/* Resampling of blocks, for bindings of other languages. */

/* Room for @n frames, planar. */
static GByteArray *
new_planes (GafResampler *self, gint64 n, float **planes, GError **error)
{
  GByteArray *samples;
  guint8 *memory;

  if ((guint64) n > G_MAXUINT / (self->engine->channels * sizeof (float))) {
    g_set_error (error, GAF_ERROR, GAF_ERROR_LIMIT,
                 "%" G_GINT64_FORMAT " frames are too many for one block: resample fewer at a time", n);
    return NULL;
  }
  memory = gaf_memory_try ((guint64) n, self->engine->channels * sizeof (float), error);
  if (memory == NULL)
    return NULL;
  samples = g_byte_array_new_take (memory, n * self->engine->channels * sizeof (float));
  for (guint c = 0; c < self->engine->channels; c++)
    planes[c] = (float *) samples->data + c * n;
  return samples;
}

static GafBlock *
new_block (GafResampler *self, GByteArray *samples, gint64 n)
{
  g_autoptr (GBytes) bytes = g_byte_array_free_to_bytes (samples);

  return gaf_block_new (GAF_SAMPLE_FORMAT_FLOAT32, GAF_LAYOUT_PLANAR, self->engine->channels, self->engine->target_rate,
                        n, bytes);
}

/* The planes of @block; of interleaved samples in @copy. */
static gboolean
find_planes (GafBlock *block, float **copy, const float **planes, GError **error)
{
  const guint channels = gaf_block_get_channels (block);
  const gint64 n = gaf_block_get_n_frames (block);
  const float *samples = g_bytes_get_data (gaf_block_get_bytes (block), NULL);

  if (gaf_block_get_layout (block) == GAF_LAYOUT_INTERLEAVED) {
    *copy = gaf_memory_try ((guint64) n, channels * sizeof (float), error);
    if (*copy == NULL)
      return FALSE;
    for (guint c = 0; c < channels; c++)
      for (gint64 i = 0; i < n; i++)
        (*copy)[c * n + i] = samples[i * channels + c];
    samples = *copy;
  }
  for (guint c = 0; c < channels; c++)
    planes[c] = samples + c * n;
  return TRUE;
}

static gboolean
check_block (GafResampler *self, GafBlock *block, GError **error)
{
  if (gaf_block_get_format (block) != GAF_SAMPLE_FORMAT_FLOAT32
      || gaf_block_get_channels (block) != self->engine->channels) {
    g_set_error (error, GAF_ERROR, GAF_ERROR_INVALID_ARGUMENT,
                 "The block has %u channels of %s, but the resampler takes %u of float32",
                 gaf_block_get_channels (block), gaf_sample_format_get_name (gaf_block_get_format (block)),
                 self->engine->channels);
    return FALSE;
  }
  if (gaf_block_get_rate (block) != self->engine->source_rate) {
    g_set_error (error, GAF_ERROR, GAF_ERROR_INVALID_ARGUMENT, "The block has %g Hz, but the resampler takes %g Hz",
                 gaf_block_get_rate (block), self->engine->source_rate);
    return FALSE;
  }
  return TRUE;
}

/**
 * gaf_resampler_process_block:
 * @self: a resampler
 * @block: the next piece of the stream: 32-bit float in either layout, with the resampler's channels and source rate
 * @error: %GAF_ERROR_INVALID_ARGUMENT for a block of another format, rate or number of channels, %GAF_ERROR_LIMIT for 4
 *   GiB of output or more, %GAF_ERROR_BUSY as [method@Resampler.process]
 *
 * Takes the next piece of the stream, and gives what is ready of the output. After an error the piece was not taken.
 *
 * Returns: (transfer full): a planar block, with no frames if nothing is ready; %NULL with @error set
 * Since: 0.1
 */
GafBlock *
gaf_resampler_process_block (GafResampler *self, GafBlock *block, GError **error)
{
  const float *source[GAF_LIMIT_CHANNELS];
  float *target[GAF_LIMIT_CHANNELS];
  g_autofree float *copy = NULL;
  GByteArray *samples;
  gint64 n;

  g_return_val_if_fail (GAF_IS_RESAMPLER (self), NULL);
  g_return_val_if_fail (block != NULL, NULL);

  if (!check_block (self, block, error))
    return NULL;
  if (!gaf_call_guard_enter (&self->guard, "resampler", error))
    return NULL;
  n = gaf_resample_engine_get_n_ready (self->engine, gaf_block_get_n_frames (block));
  samples = new_planes (self, n, target, error);
  if (samples != NULL && !find_planes (block, &copy, source, error))
    g_clear_pointer (&samples, g_byte_array_unref);
  if (samples != NULL)
    n = gaf_resampler_process_locked (self, source, gaf_block_get_n_frames (block), target, n, error);
  gaf_call_guard_leave (&self->guard);
  if (n < 0)
    g_clear_pointer (&samples, g_byte_array_unref);
  return samples == NULL ? NULL : new_block (self, samples, n);
}

/**
 * gaf_resampler_flush_block:
 * @self: a resampler
 * @error: %GAF_ERROR_LIMIT for 4 GiB of output or more, %GAF_ERROR_BUSY as [method@Resampler.process]
 *
 * Ends the stream, and gives the rest of the output; after it the resampler is as new, for the next stream.
 *
 * Returns: (transfer full): a planar block; %NULL with @error set
 * Since: 0.1
 */
GafBlock *
gaf_resampler_flush_block (GafResampler *self, GError **error)
{
  float *target[GAF_LIMIT_CHANNELS];
  GByteArray *samples;
  gint64 n;

  g_return_val_if_fail (GAF_IS_RESAMPLER (self), NULL);

  if (!gaf_call_guard_enter (&self->guard, "resampler", error))
    return NULL;
  n = gaf_resample_engine_get_n_rest (self->engine);
  samples = new_planes (self, n, target, error);
  if (samples != NULL) {
    n = gaf_resampler_read_tail_locked (self, target, n, error);
    gaf_resample_engine_begin_at (self->engine, 0);
  }
  gaf_call_guard_leave (&self->guard);
  if (n < 0)
    g_clear_pointer (&samples, g_byte_array_unref);
  return samples == NULL ? NULL : new_block (self, samples, n);
}

/**
 * gaf_resampler_resample_block:
 * @self: a resampler
 * @block: a whole stream, as [method@Resampler.process_block] takes its pieces
 * @error: as [method@Resampler.process_block]
 *
 * Resamples a whole stream in one call, on all processors: bit for bit what [method@Resampler.process_block] and
 * [method@Resampler.flush_block] give of it. A stream that was begun is forgotten, and after this the resampler is as
 * new.
 *
 * Returns: (transfer full): a planar block; %NULL with @error set
 * Since: 0.1
 */
GafBlock *
gaf_resampler_resample_block (GafResampler *self, GafBlock *block, GError **error)
{
  const float *source[GAF_LIMIT_CHANNELS];
  float *target[GAF_LIMIT_CHANNELS];
  g_autofree float *copy = NULL;
  GByteArray *samples;
  gint64 n;

  g_return_val_if_fail (GAF_IS_RESAMPLER (self), NULL);
  g_return_val_if_fail (block != NULL, NULL);

  if (!check_block (self, block, error) || !gaf_call_guard_enter (&self->guard, "resampler", error))
    return NULL;
  n = gaf_resample_engine_get_n_frames (self->engine, gaf_block_get_n_frames (block));
  samples = new_planes (self, n, target, error);
  if (samples != NULL && !find_planes (block, &copy, source, error))
    g_clear_pointer (&samples, g_byte_array_unref);
  if (samples != NULL)
    n = gaf_resampler_resample_locked (self, source, gaf_block_get_n_frames (block), target, error);
  gaf_call_guard_leave (&self->guard);
  if (n < 0)
    g_clear_pointer (&samples, g_byte_array_unref);
  return samples == NULL ? NULL : new_block (self, samples, n);
}
