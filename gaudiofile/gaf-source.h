/*
 * SPDX-FileCopyrightText: 2026 gaudiofile contributors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#pragma once

#include <gaudiofile/gaf-block.h>
#include <gaudiofile/gaf-types.h>

G_BEGIN_DECLS

/**
 * GafSource:
 *
 * Audio that can be read, and perhaps sought in: a [class@Reader], a [class@ResampledReader], or an object of yours.
 *
 * Lengths and positions are frames at the source's own rate; a frame is one sample of each channel.
 *
 * To make a source of your own, implement [vfunc@Source.describe] and [vfunc@Source.read_frames]; the other virtual
 * methods are for what else it can do. It can then be read at another rate by a [class@ResampledReader], and its
 * blocks can be handed to a [class@Writer].
 *
 * ```c
 * g_autoptr (GError) error = NULL;
 * g_autoptr (GafReader) reader = gaf_reader_new_for_path ("song.flac", NULL, &error);
 * GafSource *source = GAF_SOURCE (reader);
 *
 * // The same calls for a file, for one that is resampled, and for a source of your own.
 * while (reader != NULL && gaf_source_tell (source) < gaf_source_get_n_frames (source)) {
 *   g_autoptr (GafBlock) block = gaf_source_read_frames (source, 65536, GAF_LAYOUT_PLANAR, NULL, &error);
 *
 *   if (block == NULL || gaf_block_get_n_frames (block) == 0)
 *     break;
 * }
 * ```
 *
 * Since: 0.1
 */
#define GAF_TYPE_SOURCE (gaf_source_get_type ())

GAF_AVAILABLE_IN_ALL
G_DECLARE_INTERFACE (GafSource, gaf_source, GAF, SOURCE, GObject)

/**
 * GafSourceInterface:
 * @parent_iface: the parent
 * @describe: needed: tells the sample rate, frames per second, and the number of channels, 1 to 64. It is asked until
 *   it tells both, and what it told then holds for good
 * @get_channel_mask: which loudspeakers they are for; without it 0, not known
 * @get_n_frames: the length in frames; without it the source goes on until it delivers no more, and its length is an
 *   estimate (what was read so far) until then
 * @get_exact_duration: whether the length is exact and not an estimate; without it %TRUE if @get_n_frames is there
 * @get_sample_format: what the audio was stored as; without it 32-bit float
 * @read: this or @read_frames is needed: puts frames of planar 32-bit float into memory of the caller, as
 *   [method@Source.read]. For C; other languages cannot implement it
 * @read_frames: this or @read is needed: returns at most the wanted number of frames as a block of 32-bit float, of
 *   either layout and with the channels and the rate of the source; a block without frames is the end
 * @seek: sets the frame that is read next; the frame lies between 0 and the length. Without it the source cannot seek
 * @tell: the frame that is read next; without it, frames are counted as they are read
 * @is_closed: whether nothing can be read any more; without it %FALSE
 *
 * What a source of audio does. Only @describe and one of the two ways to read are needed; for the rest there are
 * defaults. Programs do not call these but the functions of [iface@Source], which check what comes back: what breaks
 * the rules above is an error of %GAF_ERROR_INVALID_ARGUMENT.
 *
 * The calls come on the thread that reads, one at a time as long as only one thread or one object reads the source.
 *
 * Since: 0.1
 */
struct _GafSourceInterface {
  GTypeInterface parent_iface;

  void (*describe) (GafSource *self, double *rate, guint *channels);
  guint64 (*get_channel_mask) (GafSource *self);
  gint64 (*get_n_frames) (GafSource *self);
  gboolean (*get_exact_duration) (GafSource *self);
  GafSampleFormat (*get_sample_format) (GafSource *self);
  gint64 (*read) (GafSource *self, float *const *planes, gint64 n_frames, GCancellable *cancellable, GError **error);
  GafBlock *(*read_frames) (GafSource *self, gint64 n_frames, GafLayout layout, GCancellable *cancellable,
                            GError **error);
  gboolean (*seek) (GafSource *self, gint64 frame, GCancellable *cancellable, GError **error);
  gint64 (*tell) (GafSource *self);
  gboolean (*is_closed) (GafSource *self);

  /*< private >*/
  gconstpointer trusted;
  gpointer padding[7];
};

GAF_AVAILABLE_IN_ALL
void            gaf_source_describe           (GafSource     *self,
                                               double        *rate,
                                               guint         *channels);
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

/* asynchronous forms: on a thread of a pool; the callback comes on the main context of the caller */

GAF_AVAILABLE_IN_ALL
void gaf_source_read_frames_async (GafSource           *self,
                                   gint64               n_frames,
                                   GafLayout            layout,
                                   GCancellable        *cancellable,
                                   GAsyncReadyCallback  callback,
                                   gpointer             user_data);
GAF_AVAILABLE_IN_ALL
GafBlock *gaf_source_read_frames_finish (GafSource     *self,
                                         GAsyncResult  *result,
                                         GError       **error);
GAF_AVAILABLE_IN_ALL
void gaf_source_read_async (GafSource           *self,
                            float               *const *planes,
                            gint64               n_frames,
                            GCancellable        *cancellable,
                            GAsyncReadyCallback  callback,
                            gpointer             user_data);
GAF_AVAILABLE_IN_ALL
gint64 gaf_source_read_finish (GafSource     *self,
                               GAsyncResult  *result,
                               GError       **error);
GAF_AVAILABLE_IN_ALL
void gaf_source_seek_async (GafSource           *self,
                            gint64               frame,
                            GCancellable        *cancellable,
                            GAsyncReadyCallback  callback,
                            gpointer             user_data);
GAF_AVAILABLE_IN_ALL
gboolean gaf_source_seek_finish (GafSource     *self,
                                 GAsyncResult  *result,
                                 GError       **error);

G_END_DECLS
