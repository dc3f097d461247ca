/*
 * SPDX-FileCopyrightText: 2026 gaudiofile contributors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#pragma once

#include <gaudiofile/gaf-block.h>
#include <gaudiofile/gaf-types.h>

G_BEGIN_DECLS

#define GAF_TYPE_SOURCE (gaf_source_get_type ())

GAF_AVAILABLE_IN_ALL
G_DECLARE_INTERFACE (GafSource, gaf_source, GAF, SOURCE, GObject)

/**
 * GafSourceInterface:
 * @parent_iface: the parent
 * @get_rate: frames per second, Hz
 * @get_channels: the number of channels
 * @get_channel_mask: which loudspeakers they are for, 0 if unknown
 * @get_n_frames: the length
 * @get_exact_duration: whether the length is the truth
 * @get_sample_format: of what the audio was stored in
 * @read: frames into planes, as [method@Source.read]
 * @seek: as [method@Source.seek]
 * @tell: the frame that is read next
 * @is_closed: whether nothing can be read any more
 *
 * What a source of audio can do. All are needed, and none may block on another thread's read but @read and @seek.
 */
struct _GafSourceInterface {
  GTypeInterface parent_iface;

  double (*get_rate) (GafSource *self);
  guint (*get_channels) (GafSource *self);
  guint64 (*get_channel_mask) (GafSource *self);
  gint64 (*get_n_frames) (GafSource *self);
  gboolean (*get_exact_duration) (GafSource *self);
  GafSampleFormat (*get_sample_format) (GafSource *self);
  gint64 (*read) (GafSource *self, float *const *planes, gint64 n_frames, GCancellable *cancellable, GError **error);
  gboolean (*seek) (GafSource *self, gint64 frame, GCancellable *cancellable, GError **error);
  gint64 (*tell) (GafSource *self);
  gboolean (*is_closed) (GafSource *self);
};

GAF_AVAILABLE_IN_ALL
double          gaf_source_get_rate           (GafSource     *self);
GAF_AVAILABLE_IN_ALL
guint           gaf_source_get_channels       (GafSource     *self);
GAF_AVAILABLE_IN_ALL
guint64         gaf_source_get_channel_mask   (GafSource     *self);
GAF_AVAILABLE_IN_ALL
gint64          gaf_source_get_n_frames       (GafSource     *self);
GAF_AVAILABLE_IN_ALL
gboolean        gaf_source_get_exact_duration (GafSource     *self);
GAF_AVAILABLE_IN_ALL
double          gaf_source_get_duration       (GafSource     *self);
GAF_AVAILABLE_IN_ALL
GafSampleFormat gaf_source_get_sample_format  (GafSource     *self);
GAF_AVAILABLE_IN_ALL
gint64          gaf_source_read               (GafSource     *self,
                                               float *const  *planes,
                                               gint64         n_frames,
                                               GCancellable  *cancellable,
                                               GError       **error) G_GNUC_WARN_UNUSED_RESULT;
GAF_AVAILABLE_IN_ALL
GafBlock       *gaf_source_read_frames        (GafSource     *self,
                                               gint64         n_frames,
                                               GafLayout      layout,
                                               GCancellable  *cancellable,
                                               GError       **error);
GAF_AVAILABLE_IN_ALL
gboolean        gaf_source_seek               (GafSource     *self,
                                               gint64         frame,
                                               GCancellable  *cancellable,
                                               GError       **error);
GAF_AVAILABLE_IN_ALL
gint64          gaf_source_tell               (GafSource     *self);
GAF_AVAILABLE_IN_ALL
gboolean        gaf_source_is_closed          (GafSource     *self);

G_END_DECLS
