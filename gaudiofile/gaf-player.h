/*
 * SPDX-FileCopyrightText: 2026 gaudiofile contributors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#pragma once

#include <gaudiofile/gaf-device.h>
#include <gaudiofile/gaf-level.h>
#include <gaudiofile/gaf-source.h>

G_BEGIN_DECLS

/**
 * GafPlayerState:
 * @GAF_PLAYER_STATE_STOPPED: Nothing is played: not yet, or not any more.
 * @GAF_PLAYER_STATE_PLAYING: It plays, or will as soon as the device is open.
 * @GAF_PLAYER_STATE_PAUSED: It was paused.
 * @GAF_PLAYER_STATE_CLOSED: The player was closed.
 *
 * What a player does, as [property@Player:state] tells and notifies it.
 *
 * Since: 0.1
 */
typedef enum {
  GAF_PLAYER_STATE_STOPPED,
  GAF_PLAYER_STATE_PLAYING,
  GAF_PLAYER_STATE_PAUSED,
  GAF_PLAYER_STATE_CLOSED,
} GafPlayerState;

/**
 * GafPlayer:
 *
 * Plays a file, or any other [iface@Source], on a device: play, pause, seek, volume, speed, and what comes next without
 * a gap.
 *
 * No call but [method@Player.wait], [method@Player.close] and those that open a file waits for anything: the player has
 * a thread of its own, which opens the device, reads the source and watches what is heard. A pause is heard within 50
 * milliseconds and a seek within 100, without a click; [method@Player.get_position] tells what is heard now.
 *
 * What is in the queue ([method@Player.enqueue]) follows without a gap: no frame is missing and none is added. A source
 * of another rate or with other channels than the first one is converted.
 *
 * A source is read by the player alone, from its first frame on. It may be one of the program's own, which is read on
 * the player's thread.
 *
 * A player of the default device goes on when another device becomes the default one, and when the sound server is
 * restarted, from where it was. If the device that was set is gone, it stops with [signal@Player::error].
 *
 * Signals are emitted, and [property@Player:state] and [property@Player:source] notified, on the main context that was
 * the thread's default one when the player was made.
 *
 * ```c
 * g_autoptr (GError) error = NULL;
 * g_autoptr (GafPlayer) player = gaf_player_new ();
 *
 * if (!gaf_player_set_path (player, "song.flac", NULL, &error)
 *     || !gaf_player_enqueue_path (player, "next.flac", NULL, &error)
 *     || !gaf_player_play (player, &error)
 *     || !gaf_player_wait (player, -1, NULL, &error))
 *   g_printerr ("%s\n", error->message);
 * ```
 *
 * Since: 0.1
 */
#define GAF_TYPE_PLAYER (gaf_player_get_type ())

GAF_AVAILABLE_IN_ALL
G_DECLARE_FINAL_TYPE (GafPlayer, gaf_player, GAF, PLAYER, GObject)

GAF_AVAILABLE_IN_ALL
GafPlayer      *gaf_player_new          (void);

/* what is played */

GAF_AVAILABLE_IN_ALL
void            gaf_player_set_source   (GafPlayer     *self,
                                         GafSource     *source);
GAF_AVAILABLE_IN_ALL
GafSource      *gaf_player_get_source   (GafPlayer     *self);
GAF_AVAILABLE_IN_ALL
gboolean        gaf_player_set_path     (GafPlayer     *self,
                                         const char    *path,
                                         GCancellable  *cancellable,
                                         GError       **error);
GAF_AVAILABLE_IN_ALL
void            gaf_player_enqueue      (GafPlayer     *self,
                                         GafSource     *source);
GAF_AVAILABLE_IN_ALL
gboolean        gaf_player_enqueue_path (GafPlayer     *self,
                                         const char    *path,
                                         GCancellable  *cancellable,
                                         GError       **error);
GAF_AVAILABLE_IN_ALL
void            gaf_player_clear_queue  (GafPlayer     *self);
GAF_AVAILABLE_IN_ALL
guint           gaf_player_get_n_queued (GafPlayer     *self);

/* play: none of these waits */

GAF_AVAILABLE_IN_ALL
gboolean        gaf_player_play         (GafPlayer     *self,
                                         GError       **error);
GAF_AVAILABLE_IN_ALL
gboolean        gaf_player_pause        (GafPlayer     *self,
                                         GError       **error);
GAF_AVAILABLE_IN_ALL
gboolean        gaf_player_stop         (GafPlayer     *self,
                                         GError       **error);
GAF_AVAILABLE_IN_ALL
gboolean        gaf_player_seek         (GafPlayer     *self,
                                         gint64         frame,
                                         GError       **error);
GAF_AVAILABLE_IN_ALL
gboolean        gaf_player_next         (GafPlayer     *self,
                                         GError       **error);

/* info */

GAF_AVAILABLE_IN_ALL
GafPlayerState  gaf_player_get_state    (GafPlayer     *self);
GAF_AVAILABLE_IN_ALL
gint64          gaf_player_get_position (GafPlayer     *self);
GAF_AVAILABLE_IN_ALL
GafLevel       *gaf_player_get_level    (GafPlayer     *self);

/* how it is played: at any time */

GAF_AVAILABLE_IN_ALL
double          gaf_player_get_volume   (GafPlayer     *self);
GAF_AVAILABLE_IN_ALL
void            gaf_player_set_volume   (GafPlayer     *self,
                                         double         volume);
GAF_AVAILABLE_IN_ALL
gboolean        gaf_player_get_mute     (GafPlayer     *self);
GAF_AVAILABLE_IN_ALL
void            gaf_player_set_mute     (GafPlayer     *self,
                                         gboolean       mute);
GAF_AVAILABLE_IN_ALL
double          gaf_player_get_rate     (GafPlayer     *self);
GAF_AVAILABLE_IN_ALL
void            gaf_player_set_rate     (GafPlayer     *self,
                                         double         rate);
GAF_AVAILABLE_IN_ALL
gboolean        gaf_player_get_loop     (GafPlayer     *self);
GAF_AVAILABLE_IN_ALL
void            gaf_player_set_loop     (GafPlayer     *self,
                                         gboolean       loop);
GAF_AVAILABLE_IN_ALL
GafDevice      *gaf_player_get_device   (GafPlayer     *self);
GAF_AVAILABLE_IN_ALL
void            gaf_player_set_device   (GafPlayer     *self,
                                         GafDevice     *device);

/* wait, and close */

GAF_AVAILABLE_IN_ALL
gboolean        gaf_player_wait         (GafPlayer     *self,
                                         gint           timeout,
                                         GCancellable  *cancellable,
                                         GError       **error);
GAF_AVAILABLE_IN_ALL
void            gaf_player_close        (GafPlayer     *self);

/* asynchronous forms: on a thread of a pool; the callback comes on the main context of the caller */

GAF_AVAILABLE_IN_ALL
void gaf_player_set_path_async (GafPlayer           *self,
                                const char          *path,
                                GCancellable        *cancellable,
                                GAsyncReadyCallback  callback,
                                gpointer             user_data);
GAF_AVAILABLE_IN_ALL
gboolean gaf_player_set_path_finish (GafPlayer     *self,
                                     GAsyncResult  *result,
                                     GError       **error);
GAF_AVAILABLE_IN_ALL
void gaf_player_enqueue_path_async (GafPlayer           *self,
                                    const char          *path,
                                    GCancellable        *cancellable,
                                    GAsyncReadyCallback  callback,
                                    gpointer             user_data);
GAF_AVAILABLE_IN_ALL
gboolean gaf_player_enqueue_path_finish (GafPlayer     *self,
                                         GAsyncResult  *result,
                                         GError       **error);
GAF_AVAILABLE_IN_ALL
void gaf_player_wait_async (GafPlayer           *self,
                            gint                 timeout,
                            GCancellable        *cancellable,
                            GAsyncReadyCallback  callback,
                            gpointer             user_data);
GAF_AVAILABLE_IN_ALL
gboolean gaf_player_wait_finish (GafPlayer     *self,
                                 GAsyncResult  *result,
                                 GError       **error);
GAF_AVAILABLE_IN_ALL
void gaf_player_close_async (GafPlayer           *self,
                             GAsyncReadyCallback  callback,
                             gpointer             user_data);
GAF_AVAILABLE_IN_ALL
gboolean gaf_player_close_finish (GafPlayer     *self,
                                  GAsyncResult  *result,
                                  GError       **error);

G_END_DECLS
