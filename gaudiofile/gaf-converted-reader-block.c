/*
 * SPDX-FileCopyrightText: 2026 gaudiofile contributors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#include "gaf-converted-reader.h"

#include <string.h>

#include "core/limits.h"
#include "gaf-error.h"

/* Frames of a GafConvertedReader in a block of their own. */

/**
 * gaf_converted_reader_read_block:
 * @self: a reader
 * @format: int16, int32, float32 or float64
 * @n_frames: how many frames to read at most
 * @cancellable: (nullable): cancels the reading
 * @error: as [method@ConvertedReader.read_as], and %GAF_ERROR_LIMIT for more than a block can hold
 *
 * Reads frames as planar samples of a format into a block of its own, as [method@ConvertedReader.read_as].
 *
 * Returns: (transfer full): a block of at most @n_frames frames, with none at the end; %NULL with @error set
 * Since: 0.1
 */
GafBlock *
gaf_converted_reader_read_block (GafConvertedReader *self, GafSampleFormat format, gint64 n_frames,
                                 GCancellable *cancellable, GError **error)
{
  GafSource *source = GAF_SOURCE (self);
  const guint channels = gaf_source_get_channels (source);
  const gsize width = MAX (gaf_sample_format_get_width (format), 1);
  g_autofree guint8 *samples = NULL;
  g_autoptr (GBytes) bytes = NULL;
  void *planes[GAF_LIMIT_CHANNELS];
  gint64 room, done;

  g_return_val_if_fail (GAF_IS_CONVERTED_READER (self), NULL);

  /* Memory for what can still come: more may be asked for than there is. An estimated length may be too small. */
  room = gaf_source_get_n_frames (source) - gaf_source_tell (source);
  room = MIN (n_frames, MAX (room, gaf_source_get_exact_duration (source) ? 0 : 65536));
  if (room > (gint64) (G_MAXINT32 / width / channels)) {
    g_set_error (error, GAF_ERROR, GAF_ERROR_LIMIT,
                 "%" G_GINT64_FORMAT " frames are too many for one block: read fewer at a time", room);
    return NULL;
  }
  samples = g_malloc (MAX (room, 1) * width * channels);
  for (guint c = 0; c < channels; c++)
    planes[c] = samples + c * room * width;
  done = gaf_converted_reader_read_as (self, format, planes, room, cancellable, error);
  if (done < 0)
    return NULL;
  for (guint c = 1; done < room && c < channels; c++)
    memmove (samples + c * done * width, planes[c], done * width);
  bytes = g_bytes_new_take (g_steal_pointer (&samples), done * width * channels);
  return gaf_block_new (format, GAF_LAYOUT_PLANAR, channels, gaf_source_get_rate (source), done, bytes);
}
