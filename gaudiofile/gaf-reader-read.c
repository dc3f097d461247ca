/*
 * SPDX-FileCopyrightText: 2026 gaudiofile contributors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#include "gaf-reader-private.h"

#include <string.h>

#include "core/limits.h"
#include "core/memory.h"
#include "gaf-error.h"

/* Reading and seeking. */

/* seek */

/**
 * gaf_reader_seek:
 * @self: a reader
 * @frame: the frame to go on at, from 0 to [method@Reader.get_n_frames]
 * @cancellable: (nullable): not used: seeking does not wait for the file
 * @error: %GAF_ERROR_OUT_OF_RANGE for a frame outside of the file, %GAF_ERROR_CLOSED or %GAF_ERROR_BUSY
 *
 * Sets the frame that is read next. The file is not touched: the next read does the work of finding the frame.
 *
 * Returns: %TRUE, or %FALSE with @error set and the position unchanged
 * Since: 0.1
 */
gboolean
gaf_reader_seek (GafReader *self, gint64 frame, GCancellable *cancellable, GError **error)
{
  g_return_val_if_fail (GAF_IS_READER (self), FALSE);

  return gaf_reader_seek_to (self, frame, cancellable, error);
}

/**
 * gaf_reader_tell:
 * @self: a reader
 *
 * Tells the frame that is read next, at the rate of the file.
 *
 * Returns: a frame, counted from 0
 * Since: 0.1
 */
gint64
gaf_reader_tell (GafReader *self)
{
  g_return_val_if_fail (GAF_IS_READER (self), 0);

  return gaf_shared64_get (&self->position);
}

/* read */

/**
 * gaf_reader_read: (skip)
 * @self: a reader
 * @planes: one pointer per channel, each to room for @n_frames samples
 * @n_frames: how many frames to read at most
 * @cancellable: (nullable): cancels the reading
 * @error: %GAF_ERROR_INVALID_ARGUMENT for a negative @n_frames, %GAF_ERROR_CLOSED after [method@Reader.close],
 *   %GAF_ERROR_BUSY from inside a call of the same reader, or in a child of fork() if another thread was using it,
 *   %GAF_ERROR_CORRUPT for what cannot be decoded, %GAF_ERROR_IO, %G_IO_ERROR_CANCELLED, or the stream's own
 *
 * Reads frames as planar 32-bit float into the caller's memory, and goes on behind them with the next call. Full scale
 * is 1.0; integers of b bits are divided by 2^(b-1) - 1.
 *
 * Returns: how many frames were read; fewer than @n_frames only at the end of the file, 0 there. -1 with @error set,
 *   and then the position has not changed
 * Since: 0.1
 */
gint64
gaf_reader_read (GafReader *self, float *const *planes, gint64 n_frames, GCancellable *cancellable, GError **error)
{
  const GafSampleDest dest = { GAF_SAMPLE_FORMAT_FLOAT32, GAF_LAYOUT_PLANAR, (void *const *) planes };

  g_return_val_if_fail (GAF_IS_READER (self), -1);

  return gaf_reader_read_into (self, &dest, n_frames, cancellable, error);
}

/**
 * gaf_reader_read_interleaved: (skip)
 * @self: a reader
 * @samples: room for @n_frames × channels samples
 * @n_frames: how many frames to read at most
 * @cancellable: (nullable): cancels the reading
 * @error: as [method@Reader.read]
 *
 * Reads frames as interleaved 32-bit float, one sample of each channel after the other, into the caller's memory.
 *
 * Returns: how many frames were read, as [method@Reader.read]
 * Since: 0.1
 */
gint64
gaf_reader_read_interleaved (GafReader *self, float *samples, gint64 n_frames, GCancellable *cancellable,
                             GError **error)
{
  void *const planes[] = { samples };
  const GafSampleDest dest = { GAF_SAMPLE_FORMAT_FLOAT32, GAF_LAYOUT_INTERLEAVED, planes };

  g_return_val_if_fail (GAF_IS_READER (self), -1);

  return gaf_reader_read_into (self, &dest, n_frames, cancellable, error);
}

/**
 * gaf_reader_read_raw: (skip)
 * @self: a reader
 * @layout: how the channels are to lie
 * @planes: planar: one pointer per channel; interleaved: a single one
 * @n_frames: how many frames to read at most
 * @cancellable: (nullable): cancels the reading
 * @error: as [method@Reader.read]
 *
 * Reads frames in the file's own sample format ([method@Reader.get_sample_format]) into the caller's memory, which must
 * be aligned for it.
 *
 * Returns: how many frames were read, as [method@Reader.read]
 * Since: 0.1
 */
gint64
gaf_reader_read_raw (GafReader *self, GafLayout layout, void *const *planes, gint64 n_frames, GCancellable *cancellable,
                     GError **error)
{
  const GafSampleDest dest = { self->format, layout, planes };

  g_return_val_if_fail (GAF_IS_READER (self), -1);

  return gaf_reader_read_into (self, &dest, n_frames, cancellable, error);
}

/**
 * gaf_reader_read_at: (skip)
 * @self: a reader
 * @frame: where to read, from 0 to the length
 * @planes: one pointer per channel, each to room for @n_frames samples
 * @n_frames: how many frames to read at most
 * @cancellable: (nullable): cancels the reading
 * @error: as [method@Reader.read], and %GAF_ERROR_OUT_OF_RANGE
 *
 * Reads the frames at a position as planar 32-bit float, whatever else reads from @self at the same time: it is one
 * call, where [method@Reader.seek] and [method@Reader.read] are two that another thread can come between. The position
 * that those use stays as it is.
 *
 * Returns: how many frames were read, as [method@Reader.read]
 * Since: 0.1
 */
gint64
gaf_reader_read_at (GafReader *self, gint64 frame, float *const *planes, gint64 n_frames, GCancellable *cancellable,
                    GError **error)
{
  const GafSampleDest dest = { GAF_SAMPLE_FORMAT_FLOAT32, GAF_LAYOUT_PLANAR, (void *const *) planes };
  gint64 done = -1;

  g_return_val_if_fail (GAF_IS_READER (self), -1);

  if (!gaf_reader_check_n_frames (n_frames, error) || !gaf_reader_begin (self, cancellable, error))
    return -1;
  if (gaf_reader_check_position (self, frame, error))
    done = gaf_reader_read_locked (self, frame, &dest, n_frames, error);
  gaf_reader_end (self);
  return done;
}

/* Memory for what can still come: an asked-for number may be far more than there is. */
static GafBlock *
read_block_locked (GafReader *self, gint64 frame, gint64 n_frames, GafSampleFormat format, GafLayout layout,
                   GError **error)
{
  const gsize frame_size = self->channels * gaf_sample_format_get_width (format);
  g_autoptr (GByteArray) samples = NULL;
  g_autoptr (GBytes) bytes = NULL;
  void *planes[GAF_LIMIT_CHANNELS];
  const GafSampleDest dest = { format, layout, planes };
  gint64 done, room;
  gsize plane_size;
  guint8 *memory;

  /* An estimated length can be too small by a little: then the block ends there, and the next one goes on. */
  room = MIN (n_frames, MAX (gaf_shared64_get (&self->n_frames) - frame, g_atomic_int_get (&self->exact) ? 0 : 65536));
  if ((guint64) room > G_MAXUINT / MAX (frame_size, 1)) {
    g_set_error (error, GAF_ERROR, GAF_ERROR_LIMIT,
                 "%" G_GINT64_FORMAT " frames are too many for one block: read fewer at a time", room);
    return NULL;
  }
  memory = gaf_memory_try ((guint64) room, frame_size, error);
  if (memory == NULL)
    return NULL;
  samples = g_byte_array_new_take (memory, room * frame_size);
  plane_size = room * gaf_sample_format_get_width (format);
  for (guint c = 0; c < self->channels; c++)
    planes[c] = samples->data + (layout == GAF_LAYOUT_PLANAR ? c * plane_size : 0);
  done = gaf_reader_read_locked (self, frame, &dest, room, error);
  if (done < 0)
    return NULL;

  if (done < room && layout == GAF_LAYOUT_PLANAR)
    for (guint c = 1; c < self->channels; c++)
      memmove (samples->data + c * done * gaf_sample_format_get_width (format), samples->data + c * plane_size,
               done * gaf_sample_format_get_width (format));
  g_byte_array_set_size (samples, done * frame_size);
  bytes = g_byte_array_free_to_bytes (g_steal_pointer (&samples));
  return gaf_block_new (format, layout, self->channels, self->rate, done, bytes);
}

static GafBlock *
read_block (GafReader *self, gint64 n_frames, GafSampleFormat format, GafLayout layout, GCancellable *cancellable,
            GError **error)
{
  GafBlock *block;
  gint64 position;

  if (!gaf_reader_check_n_frames (n_frames, error) || !gaf_reader_begin (self, cancellable, error))
    return NULL;
  position = gaf_shared64_get (&self->position);
  block = read_block_locked (self, position, n_frames, format, layout, error);
  if (block != NULL)
    gaf_shared64_set (&self->position, position + gaf_block_get_n_frames (block));
  gaf_reader_end (self);
  return block;
}

/**
 * gaf_reader_read_frames:
 * @self: a reader
 * @n_frames: how many frames to read at most
 * @layout: how the channels are to lie in memory
 * @cancellable: (nullable): cancels the reading
 * @error: as [method@Reader.read], and %GAF_ERROR_LIMIT for a block of 4 GiB or more
 *
 * Reads frames as 32-bit float into a block of its own, and goes on behind them with the next call. The block has fewer
 * frames than asked for at the end of the file; and it may have while the length is an estimate.
 *
 * Returns: (transfer full): a block of at most @n_frames frames, with none at the end of the file; %NULL with @error
 *   set
 * Since: 0.1
 */
GafBlock *
gaf_reader_read_frames (GafReader *self, gint64 n_frames, GafLayout layout, GCancellable *cancellable, GError **error)
{
  g_return_val_if_fail (GAF_IS_READER (self), NULL);

  return read_block (self, n_frames, GAF_SAMPLE_FORMAT_FLOAT32, layout, cancellable, error);
}

/**
 * gaf_reader_read_raw_frames:
 * @self: a reader
 * @n_frames: how many frames to read at most
 * @layout: how the channels are to lie in memory
 * @cancellable: (nullable): cancels the reading
 * @error: as [method@Reader.read_frames]
 *
 * Reads frames in the file's own sample format ([method@Reader.get_sample_format]) into a block of its own, as
 * [method@Reader.read_frames] does.
 *
 * Returns: (transfer full): a block of at most @n_frames frames, with none at the end of the file; %NULL with @error
 *   set
 * Since: 0.1
 */
GafBlock *
gaf_reader_read_raw_frames (GafReader *self, gint64 n_frames, GafLayout layout, GCancellable *cancellable,
                            GError **error)
{
  g_return_val_if_fail (GAF_IS_READER (self), NULL);

  return read_block (self, n_frames, self->format, layout, cancellable, error);
}

/**
 * gaf_reader_read_frames_at:
 * @self: a reader
 * @frame: where to read, from 0 to the length
 * @n_frames: how many frames to read at most
 * @layout: how the channels are to lie in memory
 * @cancellable: (nullable): cancels the reading
 * @error: as [method@Reader.read_frames], and %GAF_ERROR_OUT_OF_RANGE for a frame outside of the file
 *
 * Reads the frames at a position as 32-bit float, as [method@Reader.read_at]: in one call, and without moving the
 * position that [method@Reader.read_frames] goes on from.
 *
 * Returns: (transfer full): a block of at most @n_frames frames, with none at the end of the file; %NULL with @error
 *   set
 * Since: 0.1
 */
GafBlock *
gaf_reader_read_frames_at (GafReader *self, gint64 frame, gint64 n_frames, GafLayout layout, GCancellable *cancellable,
                           GError **error)
{
  GafBlock *block = NULL;

  g_return_val_if_fail (GAF_IS_READER (self), NULL);

  if (!gaf_reader_check_n_frames (n_frames, error) || !gaf_reader_begin (self, cancellable, error))
    return NULL;
  if (gaf_reader_check_position (self, frame, error))
    block = read_block_locked (self, frame, n_frames, GAF_SAMPLE_FORMAT_FLOAT32, layout, error);
  gaf_reader_end (self);
  return block;
}
