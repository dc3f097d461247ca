/*
 * SPDX-FileCopyrightText: 2026 gaudiofile contributors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#pragma once

#include <gaudiofile/gaf-block.h>
#include <gaudiofile/gaf-device.h>
#include <gaudiofile/gaf-effect.h>
#include <gaudiofile/gaf-level.h>
#include <gaudiofile/gaf-types.h>
#include <gaudiofile/gaf-writer.h>

G_BEGIN_DECLS

/**
 * GafStreamState:
 * @GAF_STREAM_STATE_NEW: The stream was not opened yet.
 * @GAF_STREAM_STATE_RUNNING: Audio is flowing.
 * @GAF_STREAM_STATE_INTERRUPTED: A device or the sound server is gone; the stream looks for it, or for another one.
 * @GAF_STREAM_STATE_FAILED: The stream has ended with an error, which every read and write returns from then on.
 * @GAF_STREAM_STATE_CLOSED: The stream was closed.
 *
 * How a live stream is doing, as [property@Stream:state] tells and notifies it.
 *
 * Since: 0.1
 */
typedef enum {
  GAF_STREAM_STATE_NEW,
  GAF_STREAM_STATE_RUNNING,
  GAF_STREAM_STATE_INTERRUPTED,
  GAF_STREAM_STATE_FAILED,
  GAF_STREAM_STATE_CLOSED,
} GafStreamState;

/**
 * GafStreamProcess:
 * @planes: (array length=n_channels): one pointer per channel of the input, each to @n_frames samples, to change in
 *   place
 * @n_channels: the number of channels of the input
 * @n_frames: how many frames: the stream's buffer size
 * @user_data: what was given with the function
 *
 * A function that changes audio which passes from the input to the output, planar 32-bit float. It is called on a
 * thread of the stream, and has to be done with a block in the time that the block lasts; when it is late, silence is
 * played, and the devices go on.
 *
 * Since: 0.1
 */
typedef void (*GafStreamProcess) (float *const *planes,
                                  guint         n_channels,
                                  gint64        n_frames,
                                  gpointer      user_data);

/**
 * GafStream:
 *
 * Audio from a device, to a device, or both, as it happens.
 *
 * A stream is made for a device or for the default one, opened with [method@Stream.open], and then read from and
 * written to in frames of 32-bit float of the stream's own rate and channels; the sound server converts. A stream with
 * both directions can also pass audio through ([method@Stream.set_pass_through]), with something done to it on the way
 * ([method@Stream.set_process]).
 *
 * A stream of the default device goes on when another device becomes the default one and when the sound server is
 * restarted: it is interrupted meanwhile ([property@Stream:state]), and counts what was lost
 * ([property@Stream:lost-frames]). When the device that a stream was made for is gone, the stream fails within two
 * seconds. Properties are notified on the main context that was the thread's default one when the stream was made.
 *
 * Waiting calls take a timeout in milliseconds: they do what can be done until then. -1 waits for as long as it takes;
 * but never on a device that is gone. Several threads may use one stream.
 *
 * ```c
 * g_autoptr (GError) error = NULL;
 * g_autoptr (GafStream) stream = gaf_stream_new_record (NULL, 48000, 1, 0);
 * float samples[4800];
 *
 * if (!gaf_stream_open (stream, NULL, &error)
 *     || gaf_stream_read (stream, (float *const[]){ samples }, 4800, -1, NULL, &error) < 0)
 *   g_printerr ("%s\n", error->message);
 * gaf_stream_close (stream);
 * ```
 *
 * Since: 0.1
 */
#define GAF_TYPE_STREAM (gaf_stream_get_type ())

GAF_AVAILABLE_IN_ALL
G_DECLARE_FINAL_TYPE (GafStream, gaf_stream, GAF, STREAM, GObject)

/* make, and open */

GAF_AVAILABLE_IN_ALL
GafStream      *gaf_stream_new_record          (GafDevice         *input,
                                                guint              rate,
                                                guint              channels,
                                                guint              buffer_size);
GAF_AVAILABLE_IN_ALL
GafStream      *gaf_stream_new_play            (GafDevice         *output,
                                                guint              rate,
                                                guint              channels,
                                                guint              buffer_size);
GAF_AVAILABLE_IN_ALL
GafStream      *gaf_stream_new_duplex          (GafDevice         *input,
                                                GafDevice         *output,
                                                guint              rate,
                                                guint              input_channels,
                                                guint              output_channels,
                                                guint              buffer_size);
GAF_AVAILABLE_IN_ALL
void            gaf_stream_set_device          (GafStream         *self,
                                                GafDirection       direction,
                                                GafDevice         *device);
GAF_AVAILABLE_IN_ALL
void            gaf_stream_set_channels        (GafStream         *self,
                                                GafDirection       direction,
                                                guint              channels);
GAF_AVAILABLE_IN_ALL
void            gaf_stream_set_rate            (GafStream         *self,
                                                guint              rate);
GAF_AVAILABLE_IN_ALL
void            gaf_stream_set_buffer_size     (GafStream         *self,
                                                guint              n_frames);
GAF_AVAILABLE_IN_ALL
void            gaf_stream_set_process         (GafStream         *self,
                                                GafStreamProcess   process,
                                                gpointer           user_data,
                                                GDestroyNotify     destroy);
GAF_AVAILABLE_IN_ALL
gboolean        gaf_stream_set_effect          (GafStream         *self,
                                                GafEffect         *effect,
                                                GError           **error);
GAF_AVAILABLE_IN_ALL
void            gaf_stream_set_device_time     (GafStream         *self,
                                                double             seconds);
GAF_AVAILABLE_IN_ALL
gboolean        gaf_stream_open                (GafStream         *self,
                                                GCancellable      *cancellable,
                                                GError           **error);

/* info */

GAF_AVAILABLE_IN_ALL
guint           gaf_stream_get_rate            (GafStream         *self);
GAF_AVAILABLE_IN_ALL
guint           gaf_stream_get_buffer_size     (GafStream         *self);
GAF_AVAILABLE_IN_ALL
guint           gaf_stream_get_channels        (GafStream         *self,
                                                GafDirection       direction);
GAF_AVAILABLE_IN_ALL
GafDevice      *gaf_stream_get_device          (GafStream         *self,
                                                GafDirection       direction);
GAF_AVAILABLE_IN_ALL
gboolean        gaf_stream_is_closed           (GafStream         *self);
GAF_AVAILABLE_IN_ALL
GafStreamState  gaf_stream_get_state           (GafStream         *self);
GAF_AVAILABLE_IN_ALL
double          gaf_stream_get_latency         (GafStream         *self,
                                                GafDirection       direction);
GAF_AVAILABLE_IN_ALL
GafLevel       *gaf_stream_get_level           (GafStream         *self,
                                                GafDirection       direction);
GAF_AVAILABLE_IN_ALL
gint64          gaf_stream_get_buffered_frames (GafStream         *self,
                                                GafDirection       direction);
GAF_AVAILABLE_IN_ALL
gint64          gaf_stream_get_dropped_frames  (GafStream         *self);
GAF_AVAILABLE_IN_ALL
gint64          gaf_stream_get_lost_frames     (GafStream         *self);
GAF_AVAILABLE_IN_ALL
gint64          gaf_stream_get_underrun_frames (GafStream         *self);
GAF_AVAILABLE_IN_ALL
guint           gaf_stream_get_interruptions   (GafStream         *self);

/* record */

GAF_AVAILABLE_IN_ALL
gint64          gaf_stream_read                (GafStream         *self,
                                                float *const      *planes,
                                                gint64             n_frames,
                                                gint               timeout,
                                                GCancellable      *cancellable,
                                                GError           **error) G_GNUC_WARN_UNUSED_RESULT;
GAF_AVAILABLE_IN_ALL
gint64          gaf_stream_read_interleaved    (GafStream         *self,
                                                float             *samples,
                                                gint64             n_frames,
                                                gint               timeout,
                                                GCancellable      *cancellable,
                                                GError           **error) G_GNUC_WARN_UNUSED_RESULT;
GAF_AVAILABLE_IN_ALL
GafBlock       *gaf_stream_read_frames         (GafStream         *self,
                                                gint64             n_frames,
                                                GafLayout          layout,
                                                gint               timeout,
                                                GCancellable      *cancellable,
                                                GError           **error);
GAF_AVAILABLE_IN_ALL
gint64          gaf_stream_record_to           (GafStream         *self,
                                                GafWriter         *writer,
                                                gint64             n_frames,
                                                GCancellable      *cancellable,
                                                GError           **error);

/* play */

GAF_AVAILABLE_IN_ALL
gint64          gaf_stream_write               (GafStream         *self,
                                                const float *const *planes,
                                                gint64             n_frames,
                                                gint               timeout,
                                                GCancellable      *cancellable,
                                                GError           **error);
GAF_AVAILABLE_IN_ALL
gint64          gaf_stream_write_interleaved   (GafStream         *self,
                                                const float       *samples,
                                                gint64             n_frames,
                                                gint               timeout,
                                                GCancellable      *cancellable,
                                                GError           **error);
GAF_AVAILABLE_IN_ALL
gboolean        gaf_stream_write_block         (GafStream         *self,
                                                GafBlock          *block,
                                                GCancellable      *cancellable,
                                                GError           **error);
GAF_AVAILABLE_IN_ALL
gboolean        gaf_stream_drain               (GafStream         *self,
                                                gint               timeout,
                                                GCancellable      *cancellable,
                                                GError           **error);

/* from the input to the output */

GAF_AVAILABLE_IN_ALL
void            gaf_stream_set_pass_through    (GafStream         *self,
                                                gboolean           pass_through);
GAF_AVAILABLE_IN_ALL
gboolean        gaf_stream_get_pass_through    (GafStream         *self);

/* close */

GAF_AVAILABLE_IN_ALL
void            gaf_stream_close               (GafStream         *self);

/* asynchronous forms: on a thread of a pool; the callback comes on the main context of the caller */

GAF_AVAILABLE_IN_ALL
void gaf_stream_open_async (GafStream           *self,
                            GCancellable        *cancellable,
                            GAsyncReadyCallback  callback,
                            gpointer             user_data);
GAF_AVAILABLE_IN_ALL
gboolean gaf_stream_open_finish (GafStream     *self,
                                 GAsyncResult  *result,
                                 GError       **error);
GAF_AVAILABLE_IN_ALL
void gaf_stream_read_frames_async (GafStream           *self,
                                   gint64               n_frames,
                                   GafLayout            layout,
                                   gint                 timeout,
                                   GCancellable        *cancellable,
                                   GAsyncReadyCallback  callback,
                                   gpointer             user_data);
GAF_AVAILABLE_IN_ALL
GafBlock *gaf_stream_read_frames_finish (GafStream     *self,
                                         GAsyncResult  *result,
                                         GError       **error);
GAF_AVAILABLE_IN_ALL
void gaf_stream_read_async (GafStream           *self,
                            float               *const *planes,
                            gint64               n_frames,
                            gint                 timeout,
                            GCancellable        *cancellable,
                            GAsyncReadyCallback  callback,
                            gpointer             user_data);
GAF_AVAILABLE_IN_ALL
gint64 gaf_stream_read_finish (GafStream     *self,
                               GAsyncResult  *result,
                               GError       **error);
GAF_AVAILABLE_IN_ALL
void gaf_stream_read_interleaved_async (GafStream           *self,
                                        float               *samples,
                                        gint64               n_frames,
                                        gint                 timeout,
                                        GCancellable        *cancellable,
                                        GAsyncReadyCallback  callback,
                                        gpointer             user_data);
GAF_AVAILABLE_IN_ALL
gint64 gaf_stream_read_interleaved_finish (GafStream     *self,
                                           GAsyncResult  *result,
                                           GError       **error);
GAF_AVAILABLE_IN_ALL
void gaf_stream_record_to_async (GafStream           *self,
                                 GafWriter           *writer,
                                 gint64               n_frames,
                                 GCancellable        *cancellable,
                                 GAsyncReadyCallback  callback,
                                 gpointer             user_data);
GAF_AVAILABLE_IN_ALL
gint64 gaf_stream_record_to_finish (GafStream     *self,
                                    GAsyncResult  *result,
                                    GError       **error);
GAF_AVAILABLE_IN_ALL
void gaf_stream_write_block_async (GafStream           *self,
                                   GafBlock            *block,
                                   GCancellable        *cancellable,
                                   GAsyncReadyCallback  callback,
                                   gpointer             user_data);
GAF_AVAILABLE_IN_ALL
gboolean gaf_stream_write_block_finish (GafStream     *self,
                                        GAsyncResult  *result,
                                        GError       **error);
GAF_AVAILABLE_IN_ALL
void gaf_stream_write_async (GafStream           *self,
                             const float         *const *planes,
                             gint64               n_frames,
                             gint                 timeout,
                             GCancellable        *cancellable,
                             GAsyncReadyCallback  callback,
                             gpointer             user_data);
GAF_AVAILABLE_IN_ALL
gint64 gaf_stream_write_finish (GafStream     *self,
                                GAsyncResult  *result,
                                GError       **error);
GAF_AVAILABLE_IN_ALL
void gaf_stream_write_interleaved_async (GafStream           *self,
                                         const float         *samples,
                                         gint64               n_frames,
                                         gint                 timeout,
                                         GCancellable        *cancellable,
                                         GAsyncReadyCallback  callback,
                                         gpointer             user_data);
GAF_AVAILABLE_IN_ALL
gint64 gaf_stream_write_interleaved_finish (GafStream     *self,
                                            GAsyncResult  *result,
                                            GError       **error);
GAF_AVAILABLE_IN_ALL
void gaf_stream_drain_async (GafStream           *self,
                             gint                 timeout,
                             GCancellable        *cancellable,
                             GAsyncReadyCallback  callback,
                             gpointer             user_data);
GAF_AVAILABLE_IN_ALL
gboolean gaf_stream_drain_finish (GafStream     *self,
                                  GAsyncResult  *result,
                                  GError       **error);
GAF_AVAILABLE_IN_ALL
void gaf_stream_close_async (GafStream           *self,
                             GAsyncReadyCallback  callback,
                             gpointer             user_data);
GAF_AVAILABLE_IN_ALL
gboolean gaf_stream_close_finish (GafStream     *self,
                                  GAsyncResult  *result,
                                  GError       **error);

G_END_DECLS
