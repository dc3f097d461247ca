/*
 * SPDX-FileCopyrightText: 2026 gaudiofile contributors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#include "gaf-player-private.h"

#include "core/fork-gate.h"
#include "core/task-queue.h"
#include "gaf-enum-types.h"
#include "gaf-error.h"
#include "live/meter.h"
#include "play/steer.h"

enum {
  PROP_0,
  PROP_STATE,
  PROP_PLAYING,
  PROP_POSITION,
  PROP_SOURCE,
  PROP_DEVICE,
  PROP_VOLUME,
  PROP_MUTE,
  PROP_RATE,
  PROP_LOOP,
  N_PROPERTIES,
};

static GParamSpec *properties[N_PROPERTIES];

G_DEFINE_FINAL_TYPE (GafPlayer, gaf_player, G_TYPE_OBJECT)

#define LOUDEST 8.0
#define SLOWEST 0.5
#define FASTEST 2.0

/* How long closing may keep the caller, µs. */
#define CLOSE_PATIENCE (1900 * G_TIME_SPAN_MILLISECOND)

/* {{{ object */

static void
gaf_player_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  GafPlayer *self = GAF_PLAYER (object);

  switch (id) {
  case PROP_STATE:
    g_value_set_enum (value, gaf_player_get_state (self));
    break;
  case PROP_PLAYING:
    g_value_set_boolean (value, gaf_player_get_state (self) == GAF_PLAYER_STATE_PLAYING);
    break;
  case PROP_POSITION:
    g_value_set_int64 (value, gaf_player_core_get_position (self->core));
    break;
  case PROP_SOURCE:
    g_value_take_object (value, gaf_player_get_source (self));
    break;
  case PROP_DEVICE:
    g_value_take_object (value, gaf_player_get_device (self));
    break;
  case PROP_VOLUME:
    g_value_set_double (value, gaf_player_get_volume (self));
    break;
  case PROP_MUTE:
    g_value_set_boolean (value, gaf_player_get_mute (self));
    break;
  case PROP_RATE:
    g_value_set_double (value, gaf_player_get_rate (self));
    break;
  case PROP_LOOP:
    g_value_set_boolean (value, gaf_player_get_loop (self));
    break;
  default:
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
  }
}

static gboolean
is_here (GafPlayer *self)
{
  return self->core->generation == gaf_fork_gate_get_generation ();
}

static void
gaf_player_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  GafPlayer *self = GAF_PLAYER (object);
  g_autoptr (GafDevice) device = NULL;

  if (!gaf_player_core_check (self->core, NULL))
    return;
  device = gaf_player_get_device (self);
  switch (id) {
  case PROP_PLAYING:
    if (g_value_get_boolean (value) ? gaf_player_core_play (self->core, NULL)
                                    : gaf_player_core_pause (self->core, NULL))
      return;
    break; /* a switch that is bound to it goes back */
  case PROP_SOURCE:
    gaf_player_core_set_source (self->core, g_value_get_object (value));
    break;
  case PROP_DEVICE:
    if (device == g_value_get_object (value))
      return;
    gaf_player_core_set_device (self->core, g_value_get_object (value));
    break;
  case PROP_VOLUME:
    if (g_value_get_double (value) == gaf_player_get_volume (self))
      return;
    gaf_player_core_set_volume (self->core, g_value_get_double (value), gaf_player_get_mute (self));
    break;
  case PROP_MUTE:
    if (g_value_get_boolean (value) == gaf_player_get_mute (self))
      return;
    gaf_player_core_set_volume (self->core, gaf_player_get_volume (self), g_value_get_boolean (value));
    break;
  case PROP_RATE:
    if (g_value_get_double (value) == gaf_player_get_rate (self))
      return;
    gaf_player_core_set_rate (self->core, g_value_get_double (value));
    break;
  case PROP_LOOP:
    if (g_value_get_boolean (value) == gaf_player_get_loop (self))
      return;
    gaf_player_core_set_loop (self->core, g_value_get_boolean (value));
    break;
  default:
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    return;
  }
  g_object_notify_by_pspec (object, pspec);
}

/* TRUE for the first time. */
static gboolean
end (GafPlayer *self)
{
  GafPlayerCore *core = self->core;
  const gint64 deadline = g_get_monotonic_time () + CLOSE_PATIENCE;

  if (!gaf_player_core_check (core, NULL))
    return FALSE;
  g_mutex_lock (&core->lock);
  core->is_closing = TRUE;
  g_cond_broadcast (&core->changed);
  g_mutex_unlock (&core->lock);
  g_cancellable_cancel (core->cancellable);
  g_mutex_lock (&core->lock);
  while (core->n_threads > 0 && g_cond_wait_until (&core->changed, &core->lock, deadline))
    continue;
  g_mutex_unlock (&core->lock);
  return TRUE;
}

static void
gaf_player_dispose (GObject *object)
{
  end (GAF_PLAYER (object));
  G_OBJECT_CLASS (gaf_player_parent_class)->dispose (object);
}

static void
gaf_player_finalize (GObject *object)
{
  GafPlayer *self = GAF_PLAYER (object);

  gaf_teller_forget (self->core->teller);
  gaf_player_core_unref (self->core);
  G_OBJECT_CLASS (gaf_player_parent_class)->finalize (object);
}

static void
gaf_player_init (GafPlayer *self)
{
  self->core = gaf_player_core_new (self);
}

static void
install_signals (GType type)
{
  /**
   * GafPlayer::ended:
   * @self: the player
   *
   * All was heard to its end, and the player has stopped.
   *
   * Since: 0.1
   */
  g_signal_new ("ended", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  /**
   * GafPlayer::error:
   * @self: the player
   * @error: what has happened: that of the device, as [method@Stream.open], or of the source, as [method@Source.read]
   *
   * The player has stopped because of an error. [method@Player.play] tries again, from where it was.
   *
   * Since: 0.1
   */
  g_signal_new ("error", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_ERROR);
  /**
   * GafPlayer::source-changed:
   * @self: the player
   *
   * The next source of the queue is heard now: [property@Player:source].
   *
   * Since: 0.1
   */
  g_signal_new ("source-changed", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
gaf_player_class_init (GafPlayerClass *klass)
{
  const GParamFlags flags = G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = gaf_player_get_property;
  object_class->set_property = gaf_player_set_property;
  object_class->dispose = gaf_player_dispose;
  object_class->finalize = gaf_player_finalize;

  /**
   * GafPlayer:state: (getter get_state)
   *
   * Whether the player plays, pauses, has stopped or was closed. It is notified on the player's main context.
   *
   * Since: 0.1
   */
  properties[PROP_STATE] = g_param_spec_enum ("state", NULL, NULL, GAF_TYPE_PLAYER_STATE, GAF_PLAYER_STATE_STOPPED,
                                              G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  /**
   * GafPlayer:playing:
   *
   * Whether it plays. Setting it plays or pauses; where there is nothing to play it stays %FALSE.
   *
   * Since: 0.1
   */
  properties[PROP_PLAYING] = g_param_spec_boolean ("playing", NULL, NULL, FALSE, flags);
  /**
   * GafPlayer:position: (getter get_position)
   *
   * Which frame is heard now. While it plays, that is notified often enough for a line that moves.
   *
   * Since: 0.1
   */
  properties[PROP_POSITION] =
      g_param_spec_int64 ("position", NULL, NULL, 0, G_MAXINT64, 0, G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  /**
   * GafPlayer:source: (getter get_source) (setter set_source)
   *
   * What is played now. Setting it drops the queue.
   *
   * Since: 0.1
   */
  properties[PROP_SOURCE] = g_param_spec_object ("source", NULL, NULL, GAF_TYPE_SOURCE, flags);
  /**
   * GafPlayer:device: (getter get_device) (setter set_device)
   *
   * The device to play on; %NULL for the default one, whichever that is.
   *
   * Since: 0.1
   */
  properties[PROP_DEVICE] = g_param_spec_object ("device", NULL, NULL, GAF_TYPE_DEVICE, flags);
  /**
   * GafPlayer:volume: (getter get_volume) (setter set_volume)
   *
   * What samples are multiplied with, 1 at first.
   *
   * Since: 0.1
   */
  properties[PROP_VOLUME] = g_param_spec_double ("volume", NULL, NULL, 0, LOUDEST, 1, flags);
  /**
   * GafPlayer:mute: (getter get_mute) (setter set_mute)
   *
   * Whether nothing is to be heard, whatever the volume.
   *
   * Since: 0.1
   */
  properties[PROP_MUTE] = g_param_spec_boolean ("mute", NULL, NULL, FALSE, flags);
  /**
   * GafPlayer:rate: (getter get_rate) (setter set_rate)
   *
   * The speed, with the pitch kept; 1 at first.
   *
   * Since: 0.1
   */
  properties[PROP_RATE] = g_param_spec_double ("rate", NULL, NULL, SLOWEST, FASTEST, 1, flags);
  /**
   * GafPlayer:loop: (getter get_loop) (setter set_loop)
   *
   * Whether the source is played again and again, without a gap.
   *
   * Since: 0.1
   */
  properties[PROP_LOOP] = g_param_spec_boolean ("loop", NULL, NULL, FALSE, flags);
  g_object_class_install_properties (object_class, N_PROPERTIES, properties);
  install_signals (G_TYPE_FROM_CLASS (klass));
}

/* }}} */

/**
 * gaf_player_new:
 *
 * Makes a player for the default device, without anything to play.
 *
 * Returns: (transfer full): a player
 * Since: 0.1
 */
GafPlayer *
gaf_player_new (void)
{
  return g_object_new (GAF_TYPE_PLAYER, NULL);
}

/* {{{ what is played, and how */

/**
 * gaf_player_set_source:
 * @self: a player
 * @source: (nullable): what to play, from its first frame on; %NULL for nothing
 *
 * Sets what is played, in place of what is played and of the queue. A player that plays goes over to it, one that is
 * paused stays so.
 *
 * Since: 0.1
 */
void
gaf_player_set_source (GafPlayer *self, GafSource *source)
{
  g_return_if_fail (GAF_IS_PLAYER (self));
  g_return_if_fail (source == NULL || GAF_IS_SOURCE (source));

  g_object_set (self, "source", source, NULL);
}

/**
 * gaf_player_get_source:
 * @self: a player
 *
 * Tells what is played now, or would be played next by [method@Player.play].
 *
 * Returns: (transfer full) (nullable): the source that is heard, or would be
 * Since: 0.1
 */
GafSource *
gaf_player_get_source (GafPlayer *self)
{
  GafSource *source = NULL;
  GafPlayerItem *first;

  g_return_val_if_fail (GAF_IS_PLAYER (self), NULL);

  if (!is_here (self))
    return NULL;
  g_mutex_lock (&self->core->lock);
  first = g_queue_peek_head (&self->core->items);
  if (first != NULL)
    source = g_object_ref (first->source);
  g_mutex_unlock (&self->core->lock);
  return source;
}

/**
 * gaf_player_get_state:
 * @self: a player
 *
 * Tells whether the player plays, pauses, has stopped or was closed.
 *
 * Returns: the state
 * Since: 0.1
 */
GafPlayerState
gaf_player_get_state (GafPlayer *self)
{
  GafPlayerState state;

  g_return_val_if_fail (GAF_IS_PLAYER (self), GAF_PLAYER_STATE_CLOSED);

  if (!is_here (self))
    return GAF_PLAYER_STATE_CLOSED;
  g_mutex_lock (&self->core->lock);
  state = self->core->is_closing ? GAF_PLAYER_STATE_CLOSED : self->core->state;
  g_mutex_unlock (&self->core->lock);
  return state;
}

/**
 * gaf_player_get_level:
 * @self: a player
 *
 * Tells how loud it is, over the last whole twentieth of a second, with the volume. A meter asks as often as it draws.
 *
 * Returns: (transfer full): the level; one without channels while the device is not open
 * Since: 0.1
 */
GafLevel *
gaf_player_get_level (GafPlayer *self)
{
  g_autoptr (GafStream) stream = NULL;
  GafMeter none;

  g_return_val_if_fail (GAF_IS_PLAYER (self), NULL);

  if (is_here (self)) {
    g_mutex_lock (&self->core->lock);
    stream = self->core->stream == NULL ? NULL : g_object_ref (self->core->stream);
    g_mutex_unlock (&self->core->lock);
  }
  if (stream != NULL)
    return gaf_stream_get_level (stream, GAF_DIRECTION_OUTPUT);
  gaf_meter_init (&none, 0, 1);
  return gaf_meter_get (&none);
}

static double
look_up (GafPlayer *self, const double *number)
{
  double value = 0;

  if (!is_here (self))
    return value;
  g_mutex_lock (&self->core->lock);
  value = *number;
  g_mutex_unlock (&self->core->lock);
  return value;
}

static gboolean
ask (GafPlayer *self, const gboolean *flag)
{
  gboolean value = FALSE;

  if (!is_here (self))
    return value;
  g_mutex_lock (&self->core->lock);
  value = *flag;
  g_mutex_unlock (&self->core->lock);
  return value;
}

/**
 * gaf_player_get_volume:
 * @self: a player
 *
 * Tells the volume, as a factor of the samples: 1 leaves them as they are.
 *
 * Returns: what samples are multiplied with
 * Since: 0.1
 */
double
gaf_player_get_volume (GafPlayer *self)
{
  g_return_val_if_fail (GAF_IS_PLAYER (self), 0);

  return look_up (self, &self->core->volume);
}

/**
 * gaf_player_set_volume:
 * @self: a player
 * @volume: what samples are multiplied with: 1 for as they are, 0 for silence, 8 at most
 *
 * Sets the volume, which is heard within 100 milliseconds, without a click.
 *
 * Since: 0.1
 */
void
gaf_player_set_volume (GafPlayer *self, double volume)
{
  g_return_if_fail (GAF_IS_PLAYER (self));

  g_object_set (self, "volume", CLAMP (volume, 0, LOUDEST), NULL);
}

/**
 * gaf_player_get_mute:
 * @self: a player
 *
 * Tells whether the player is mute. The volume stays what it was meanwhile.
 *
 * Returns: %TRUE if nothing is to be heard
 * Since: 0.1
 */
gboolean
gaf_player_get_mute (GafPlayer *self)
{
  g_return_val_if_fail (GAF_IS_PLAYER (self), FALSE);

  return ask (self, &self->core->is_muted);
}

/**
 * gaf_player_set_mute:
 * @self: a player
 * @mute: whether nothing is to be heard
 *
 * Makes the player mute, or audible again. It goes on playing.
 *
 * Since: 0.1
 */
void
gaf_player_set_mute (GafPlayer *self, gboolean mute)
{
  g_return_if_fail (GAF_IS_PLAYER (self));

  g_object_set (self, "mute", mute, NULL);
}

/**
 * gaf_player_get_rate:
 * @self: a player
 *
 * Tells how quickly the source is played, from 0.5 to 2 times its own speed.
 *
 * Returns: the speed; 1 is that of the source
 * Since: 0.1
 */
double
gaf_player_get_rate (GafPlayer *self)
{
  g_return_val_if_fail (GAF_IS_PLAYER (self), 1);

  return look_up (self, &self->core->rate);
}

/**
 * gaf_player_set_rate:
 * @self: a player
 * @rate: the speed, from 0.5 to 2
 *
 * Sets the speed, which the pitch does not follow. At 1 samples are played as they are.
 *
 * Since: 0.1
 */
void
gaf_player_set_rate (GafPlayer *self, double rate)
{
  g_return_if_fail (GAF_IS_PLAYER (self));

  g_object_set (self, "rate", CLAMP (rate, SLOWEST, FASTEST), NULL);
}

/**
 * gaf_player_get_loop:
 * @self: a player
 *
 * Tells whether the source is played again and again.
 *
 * Returns: %TRUE if it is
 * Since: 0.1
 */
gboolean
gaf_player_get_loop (GafPlayer *self)
{
  g_return_val_if_fail (GAF_IS_PLAYER (self), FALSE);

  return ask (self, &self->core->loops);
}

/**
 * gaf_player_set_loop:
 * @self: a player
 * @loop: whether the source is to be played again and again
 *
 * Has the source that is played begin anew at its end, without a gap, until this is set to %FALSE; the queue waits.
 *
 * Since: 0.1
 */
void
gaf_player_set_loop (GafPlayer *self, gboolean loop)
{
  g_return_if_fail (GAF_IS_PLAYER (self));

  g_object_set (self, "loop", loop, NULL);
}

/**
 * gaf_player_get_device:
 * @self: a player
 *
 * Tells which device was set, which need not be there now.
 *
 * Returns: (transfer full) (nullable): the device, or %NULL for the default one, whichever that is
 * Since: 0.1
 */
GafDevice *
gaf_player_get_device (GafPlayer *self)
{
  GafDevice *device;

  g_return_val_if_fail (GAF_IS_PLAYER (self), NULL);

  if (!is_here (self))
    return NULL;
  g_mutex_lock (&self->core->lock);
  device = self->core->device == NULL ? NULL : g_object_ref (self->core->device);
  g_mutex_unlock (&self->core->lock);
  return device;
}

/**
 * gaf_player_set_device:
 * @self: a player
 * @device: (nullable): an output device; %NULL, or the item "System default" of a [class@DeviceMonitor], for the
 * default one, whichever that is at any time
 *
 * Sets the device to play on, at any time: it goes on there from where it is.
 *
 * Since: 0.1
 */
void
gaf_player_set_device (GafPlayer *self, GafDevice *device)
{
  g_return_if_fail (GAF_IS_PLAYER (self));
  g_return_if_fail (device == NULL || gaf_device_get_direction (device) == GAF_DIRECTION_OUTPUT);

  g_object_set (self, "device", device, NULL);
}

/* }}} */

/**
 * gaf_player_close:
 * @self: a player
 *
 * Ends the player: what is heard is faded out, the device is closed, and its thread ends. It takes less than two
 * seconds, even when the sound server hangs. Closing again does nothing.
 *
 * Since: 0.1
 */
void
gaf_player_close (GafPlayer *self)
{
  g_return_if_fail (GAF_IS_PLAYER (self));

  if (end (self))
    gaf_notify (self, "state");
}
