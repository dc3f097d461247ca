/*
 * SPDX-FileCopyrightText: 2026 gaudiofile contributors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#include "live/control.h"

#include "gaf-device-private.h"
#include "gaf-error.h"
#include "live/pipe.h"

/*
 * The thread that opens and closes the devices of one stream.
 *
 *   opening ─► up ─── its pipe has an error, or the named device is gone ──► down ─► every 100 ms: opening
 *                                                                           └ named, gone for a while ─► failed
 *
 * A server moves a stream that follows the default device by itself when that changes (PulseAudio's protocol); where it
 * does not, the pipe is opened anew.
 */

/* How often to look for a device that is gone, µs. */
#define RETRY (100 * G_TIME_SPAN_MILLISECOND)
/* A named device may come back this long after it has gone, µs: servers restart, cables are pushed in again. */
#define GRACE (1200 * G_TIME_SPAN_MILLISECOND)

typedef struct {
  GafStreamCore *core;
  GafDeviceWatch *watch; /* NULL: to be made anew */
  char *defaults[2];     /* the ids of the default devices as last seen */
} Control;

static void
on_devices_changed (gpointer data)
{
  gaf_stream_core_push (data, GAF_STREAM_EVENT_DEVICES);
}

static GPtrArray *
list_devices (Control *self, GError **error)
{
  if (self->watch == NULL)
    self->watch = gaf_device_watch_new (on_devices_changed, self->core, error);
  return self->watch == NULL ? NULL : gaf_device_watch_list (self->watch);
}

/* A watch does not notice that its server has ended. */
static void
forget_devices (Control *self)
{
  g_clear_pointer (&self->watch, gaf_device_watch_free);
}

static gboolean
is_used (const GafStreamSide *side)
{
  return side->channels > 0;
}

static void
note_default (Control *self, GafDevice *device)
{
  const GafDirection direction = gaf_device_get_direction (device);

  g_free (self->defaults[direction]);
  self->defaults[direction] = g_strdup (gaf_device_get_id (device));
}

/* Opens a side that has no pipe. */
static gboolean
open_side (Control *self, GafStreamSide *side, GError **error)
{
  GafStreamCore *core = self->core;
  g_autoptr (GPtrArray) devices = list_devices (self, error);
  GafDevice *device = devices == NULL ? NULL : gaf_device_pick (devices, side->direction, side->device, error);
  GafStreamPipe *pipe = device == NULL ? NULL : gaf_stream_pipe_open (core, side, device, error);
  const gint64 now = g_get_monotonic_time ();

  if (pipe == NULL) {
    forget_devices (self);
    return FALSE;
  }
  if (side->device == NULL)
    note_default (self, device);

  g_mutex_lock (&core->lock);
  side->pipe = pipe;
  if (side->down_since != 0)
    side->n_lost += (now - side->down_since) * core->rate / G_USEC_PER_SEC;
  side->down_since = 0;
  g_clear_error (&side->why);
  g_cond_broadcast (&core->changed);
  g_mutex_unlock (&core->lock);
  return TRUE;
}

static void
close_side (Control *self, GafStreamSide *side)
{
  GafStreamPipe *pipe;

  g_mutex_lock (&self->core->lock);
  pipe = g_steal_pointer (&side->pipe);
  g_mutex_unlock (&self->core->lock);
  if (pipe != NULL)
    gaf_stream_pipe_close (pipe);
}

/* Takes the error. */
static void
interrupt (Control *self, GafStreamSide *side, GError *why)
{
  GafStreamCore *core = self->core;

  g_mutex_lock (&core->lock);
  side->down_since = g_get_monotonic_time ();
  side->n_interruptions++;
  g_clear_error (&side->why);
  side->why = why;
  gaf_meter_reset (&side->meter);
  g_mutex_unlock (&core->lock);
  gaf_stream_core_tell (core);
  close_side (self, side);
}

/* Takes the error. */
static void
fail (Control *self, GError *error)
{
  GafStreamCore *core = self->core;

  g_mutex_lock (&core->lock);
  if (core->failure == NULL)
    core->failure = g_steal_pointer (&error);
  g_mutex_unlock (&core->lock);
  g_clear_error (&error);
  gaf_stream_core_tell (core);
  for (guint i = 0; i < G_N_ELEMENTS (core->sides); i++)
    close_side (self, &core->sides[i]);
}

/* {{{ events */

static void
look_at_pipes (Control *self)
{
  for (guint i = 0; i < G_N_ELEMENTS (self->core->sides); i++) {
    GafStreamSide *side = &self->core->sides[i];
    GError *error;

    g_mutex_lock (&self->core->lock);
    error = side->pipe == NULL ? NULL : gaf_stream_pipe_steal_error (side->pipe);
    g_mutex_unlock (&self->core->lock);
    if (error != NULL) {
      interrupt (self, side, error);
      forget_devices (self);
    }
  }
}

static void
look_at_side (Control *self, GafStreamSide *side, GPtrArray *devices)
{
  g_autoptr (GError) error = NULL;
  GafDevice *device = gaf_device_pick (devices, side->direction, side->device, &error);

  if (side->device != NULL) {
    if (device == NULL)
      interrupt (self, side, g_steal_pointer (&error));
    return;
  }
  if (device == NULL || g_strcmp0 (self->defaults[side->direction], gaf_device_get_id (device)) == 0)
    return;
  note_default (self, device);
  if (!gaf_device_is_moved (device))
    interrupt (self, side, g_error_new (GAF_ERROR, GAF_ERROR_NO_DEVICE, "the default device has changed"));
  else
    gaf_stream_core_tell (self->core);
}

static void
look_at_devices (Control *self)
{
  g_autoptr (GPtrArray) devices = list_devices (self, NULL);

  for (guint i = 0; devices != NULL && i < G_N_ELEMENTS (self->core->sides); i++)
    if (self->core->sides[i].pipe != NULL)
      look_at_side (self, &self->core->sides[i], devices);
}

/* TRUE if a side is still down. */
static gboolean
retry (Control *self)
{
  GafStreamCore *core = self->core;
  gboolean is_down = FALSE, has_changed = FALSE;

  for (guint i = 0; i < G_N_ELEMENTS (core->sides) && core->failure == NULL; i++) {
    GafStreamSide *side = &core->sides[i];
    GError *error = NULL;

    if (!is_used (side) || side->pipe != NULL)
      continue;
    if (open_side (self, side, &error)) {
      has_changed = TRUE;
      continue;
    }
    is_down = TRUE;
    if (side->device != NULL && g_get_monotonic_time () - side->down_since > GRACE) {
      g_prefix_error (&error, "The audio %s device \"%s\" is gone: ",
                      side->direction == GAF_DIRECTION_INPUT ? "input" : "output", side->device_name);
      fail (self, error);
      return FALSE;
    }
    g_clear_error (&error);
  }
  if (has_changed)
    gaf_stream_core_tell (core);
  return is_down;
}

/* }}} */

static gboolean
open_all (Control *self)
{
  GafStreamCore *core = self->core;
  GError *error = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (core->sides) && error == NULL; i++)
    if (is_used (&core->sides[i]))
      open_side (self, &core->sides[i], &error);
  if (error != NULL)
    fail (self, error);

  g_mutex_lock (&core->lock);
  core->is_opened = TRUE;
  g_cond_broadcast (&core->changed);
  g_mutex_unlock (&core->lock);
  return error == NULL;
}

gpointer
gaf_stream_control (gpointer data)
{
  GafStreamCore *core = data;
  Control self = { .core = core };
  gboolean is_down = FALSE, goes_on = open_all (&self);

  while (goes_on) {
    gpointer event = is_down ? g_async_queue_timeout_pop (core->events, RETRY) : g_async_queue_pop (core->events);

    switch (GPOINTER_TO_INT (event) - 1) {
    case GAF_STREAM_EVENT_QUIT:
      goes_on = FALSE;
      continue;
    case GAF_STREAM_EVENT_PIPE:
      look_at_pipes (&self);
      break;
    case GAF_STREAM_EVENT_DEVICES:
      look_at_devices (&self);
      break;
    default:
      break;
    }
    is_down = core->failure == NULL && retry (&self);
  }

  for (guint i = 0; i < G_N_ELEMENTS (core->sides); i++)
    close_side (&self, &core->sides[i]);
  forget_devices (&self);
  for (guint i = 0; i < G_N_ELEMENTS (self.defaults); i++)
    g_free (self.defaults[i]);

  gaf_stream_core_leave (core);
  return NULL;
}
