/*
 * SPDX-FileCopyrightText: 2026 gaudiofile contributors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#include "gaf-device-private.h"

#include "core/interrupt.h"
#include "gst/elements.h"
#include "gaf-error.h"

/*
 * On one machine several providers list the same hardware (the PulseAudio side of a sound server, PipeWire itself, ALSA
 * below), so the best of them that has any device is kept, and no other.
 *
 * GstDeviceMonitor would share one instance of a provider in the whole process, and that goes on showing the devices of
 * a server that has ended for as long as anybody uses it. So each watch has an instance of its own.
 */
struct _GafDeviceWatch {
  gatomicrefcount ref_count;
  void (*changed) (gpointer data);
  gpointer data;

  /* The start may wait for a sound server that has stopped answering, so it happens on a thread that can be left
   * behind. */
  GMutex lock;
  GCond cond;
  GstDeviceProvider *provider; /* started; NULL if there is no device at all */
  gboolean is_started;
  gboolean is_abandoned;
};

#define START_TIMEOUT (1500 * G_TIME_SPAN_MILLISECOND)
/* Who waits for that can be interrupted so often. */
#define SLICE (10 * G_TIME_SPAN_MILLISECOND)

/* {{{ providers */

/*
 * The provider for PulseAudio's protocol, which PipeWire speaks too, tells most: which device is the default one, and
 * which is a monitor. PipeWire's own provider crashes when its server ends while it starts (seen in 0.3.65), so it is
 * used only where there is no other way to PipeWire.
 *
 * No others are asked: some do not list audio devices, and some load libraries that do not work together with others
 * that a program may use.
 */
static const char *const provider_names[] = { "pulsedeviceprovider", "pipewiredeviceprovider", "alsadeviceprovider" };

enum { PULSE, PIPEWIRE };

/* NULL if it is not installed. */
static GstDeviceProvider *
make_provider (const char *name)
{
  g_autoptr (GstDeviceProviderFactory) factory = gst_device_provider_factory_find (name);
  g_autoptr (GstPluginFeature) loaded = factory == NULL ? NULL : gst_plugin_feature_load (GST_PLUGIN_FEATURE (factory));
  GType type = G_TYPE_INVALID;

  if (loaded != NULL)
    type = gst_device_provider_factory_get_device_provider_type (GST_DEVICE_PROVIDER_FACTORY (loaded));
  return type == G_TYPE_INVALID ? NULL : gst_object_ref_sink (g_object_new (type, NULL));
}

static gboolean
has_device (GstDeviceProvider *provider)
{
  g_autolist (GstDevice) handles = gst_device_provider_get_devices (provider);

  for (GList *item = handles; item != NULL; item = item->next)
    if (gaf_device_is_audio (item->data))
      return TRUE;
  return FALSE;
}

static void
stop_provider (GstDeviceProvider *provider)
{
  g_autoptr (GstBus) bus = gst_device_provider_get_bus (provider);

  /* After this no call of the handler begins; stopping ends the threads that one may still be in. */
  gst_bus_set_flushing (bus, TRUE);
  gst_device_provider_stop (provider);
  gst_bus_set_sync_handler (bus, NULL, NULL, NULL);
  gst_object_unref (provider);
}

static GstBusSyncReply
on_message (GstBus *bus, GstMessage *message, gpointer data)
{
  GafDeviceWatch *self = data;

  switch (GST_MESSAGE_TYPE (message)) {
  case GST_MESSAGE_DEVICE_ADDED:
  case GST_MESSAGE_DEVICE_REMOVED:
  case GST_MESSAGE_DEVICE_CHANGED:
    g_mutex_lock (&self->lock);
    if (self->changed != NULL)
      self->changed (self->data);
    g_mutex_unlock (&self->lock);
    break;
  default:
    break;
  }
  gst_message_unref (message);
  return GST_BUS_DROP;
}

/* Takes the provider; gives it back started, if it has a device. */
static GstDeviceProvider *
try_provider (GafDeviceWatch *self, GstDeviceProvider *provider)
{
  g_autoptr (GstBus) bus = gst_device_provider_get_bus (provider);

  gst_bus_set_sync_handler (bus, on_message, self, NULL);
  if (!gst_device_provider_start (provider))
    gst_object_unref (provider);
  else if (!has_device (provider))
    stop_provider (provider);
  else
    return provider;
  return NULL;
}

static GstDeviceProvider *
start_best (GafDeviceWatch *self)
{
  GstDeviceProvider *best = NULL;
  gboolean have_pulse = FALSE;

  for (guint i = 0; i < G_N_ELEMENTS (provider_names) && best == NULL; i++) {
    GstDeviceProvider *provider = i == PIPEWIRE && have_pulse ? NULL : make_provider (provider_names[i]);

    have_pulse = have_pulse || (i == PULSE && provider != NULL);
    if (provider != NULL)
      best = try_provider (self, provider);
  }
  return best;
}

/* }}} */

static void
watch_unref (GafDeviceWatch *self)
{
  if (!g_atomic_ref_count_dec (&self->ref_count))
    return;
  g_mutex_clear (&self->lock);
  g_cond_clear (&self->cond);
  g_free (self);
}

static gpointer
start (gpointer data)
{
  GafDeviceWatch *self = data;
  GstDeviceProvider *provider = start_best (self);
  gboolean is_abandoned;

  g_mutex_lock (&self->lock);
  self->is_started = TRUE;
  is_abandoned = self->is_abandoned;
  if (!is_abandoned)
    self->provider = g_steal_pointer (&provider);
  g_cond_signal (&self->cond);
  g_mutex_unlock (&self->lock);
  if (provider != NULL)
    stop_provider (provider);
  watch_unref (self);
  return NULL;
}

/* FALSE if it is abandoned, because it takes too long or the program does not want to wait any longer. */
static gboolean
wait_for_start (GafDeviceWatch *self, GError **error) /* not NULL */
{
  const gint64 deadline = g_get_monotonic_time () + START_TIMEOUT;
  gboolean goes_on = TRUE;

  gaf_interrupt_begin ();
  g_mutex_lock (&self->lock);
  while (!self->is_started && goes_on) {
    const gint64 now = g_get_monotonic_time ();

    if (g_cond_wait_until (&self->cond, &self->lock, MIN (deadline, now + SLICE)))
      continue;
    g_mutex_unlock (&self->lock);
    goes_on = gaf_interrupt_check (G_MAXSIZE, error);
    if (goes_on && now >= deadline) {
      goes_on = FALSE;
      g_set_error (error, GAF_ERROR, GAF_ERROR_NO_DEVICE,
                   "The sound server does not answer: is it stopped, or overloaded? Restarting it helps");
    }
    g_mutex_lock (&self->lock);
  }
  goes_on = self->is_started;
  self->is_abandoned = !goes_on;
  if (!goes_on)
    self->changed = NULL;
  else
    g_clear_error (error); /* it came after all */
  g_mutex_unlock (&self->lock);
  return goes_on;
}

GafDeviceWatch *
gaf_device_watch_new (void (*changed) (gpointer data), gpointer data, GError **error)
{
  GafDeviceWatch *self;
  GError *local_error = NULL;

  if (!gaf_elements_init (error))
    return NULL;

  self = g_new0 (GafDeviceWatch, 1);
  g_atomic_ref_count_init (&self->ref_count);
  g_mutex_init (&self->lock);
  g_cond_init (&self->cond);
  self->changed = changed;
  self->data = data;

  g_atomic_ref_count_inc (&self->ref_count);
  g_thread_unref (g_thread_new ("gaf-devices", start, self));
  if (!wait_for_start (self, &local_error)) {
    g_propagate_error (error, local_error);
    watch_unref (self);
    return NULL;
  }
  return self;
}

void
gaf_device_watch_free (GafDeviceWatch *self)
{
  if (self->provider != NULL)
    stop_provider (self->provider);
  watch_unref (self);
}

/* {{{ the list */

/* Devices of one name get their id added. */
static void
tell_apart (GPtrArray *devices)
{
  for (guint i = 0; i < devices->len; i++) {
    GafDevice *device = devices->pdata[i];
    g_autofree char *name = g_strdup (gaf_device_get_name (device));
    gboolean is_unique = TRUE;

    for (guint j = i + 1; j < devices->len; j++) {
      GafDevice *other = devices->pdata[j];

      if (gaf_device_get_direction (other) == gaf_device_get_direction (device)
          && g_str_equal (gaf_device_get_name (other), name)) {
        g_autofree char *longer = g_strdup_printf ("%s (%s)", name, gaf_device_get_id (other));

        gaf_device_set_name (other, longer);
        is_unique = FALSE;
      }
    }
    if (!is_unique) {
      g_autofree char *longer = g_strdup_printf ("%s (%s)", name, gaf_device_get_id (device));

      gaf_device_set_name (device, longer);
    }
  }
}

/* Where no provider says which device is the default one, it is the first that is no monitor. */
static void
choose_default (GPtrArray *devices, GafDirection direction)
{
  GafDevice *first = NULL;

  for (guint i = 0; i < devices->len; i++) {
    GafDevice *device = devices->pdata[i];

    if (gaf_device_get_direction (device) != direction)
      continue;
    if (gaf_device_knows_default (device))
      return;
    if (first == NULL && gaf_device_get_monitor_of (device) == NULL)
      first = device;
  }
  if (first != NULL)
    gaf_device_set_is_default (first, TRUE);
}

/* A provider lists a device twice that appears while it starts. */
static gboolean
has_same (GPtrArray *devices, GafDevice *device)
{
  for (guint i = 0; i < devices->len; i++)
    if (gaf_device_is_same (devices->pdata[i], device))
      return TRUE;
  return FALSE;
}

GPtrArray *
gaf_device_watch_list (GafDeviceWatch *self)
{
  g_autolist (GstDevice) handles = self->provider == NULL ? NULL : gst_device_provider_get_devices (self->provider);
  GPtrArray *devices = g_ptr_array_new_with_free_func (g_object_unref);

  for (GList *item = handles; item != NULL; item = item->next) {
    g_autoptr (GafDevice) device = gaf_device_is_audio (item->data) ? gaf_device_new (item->data) : NULL;

    if (device != NULL && !has_same (devices, device))
      g_ptr_array_add (devices, g_steal_pointer (&device));
  }
  tell_apart (devices);
  choose_default (devices, GAF_DIRECTION_INPUT);
  choose_default (devices, GAF_DIRECTION_OUTPUT);
  return devices;
}

/* }}} */

/* {{{ one of the list */

static const char *
direction_name (GafDirection direction)
{
  return direction == GAF_DIRECTION_INPUT ? "input" : "output";
}

/* An id is looked for first: a name might be what another device is called by its server. */
static GafDevice *
pick_by (GPtrArray *devices, GafDirection direction, const char *name, const char *(*get) (GafDevice *device))
{
  for (guint i = 0; i < devices->len; i++)
    if (gaf_device_get_direction (devices->pdata[i]) == direction && g_str_equal (get (devices->pdata[i]), name))
      return devices->pdata[i];
  return NULL;
}

static void
set_not_found (GPtrArray *devices, GafDirection direction, const char *name, GError **error)
{
  g_autoptr (GString) names = g_string_new (NULL);

  for (guint i = 0; i < devices->len; i++)
    if (gaf_device_get_direction (devices->pdata[i]) == direction)
      g_string_append_printf (names, "%s\"%s\"", names->len > 0 ? ", " : "", gaf_device_get_name (devices->pdata[i]));

  if (names->len == 0)
    g_set_error (error, GAF_ERROR, GAF_ERROR_NO_DEVICE,
                 "No such device: there is no audio %s device. Is a sound server (PulseAudio or PipeWire) running for "
                 "this user? It is reached through GStreamer's plugin in Debian's package gstreamer1.0-pulseaudio%s",
                 direction_name (direction),
                 gst_registry_check_feature_version (gst_registry_get (), "pulsesink", 1, 0, 0)
                     ? ""
                     : ", which is not installed");
  else if (name == NULL)
    g_set_error (error, GAF_ERROR, GAF_ERROR_NO_DEVICE,
                 "No such device: there is no default audio %s device; name one of %s", direction_name (direction),
                 names->str);
  else
    g_set_error (error, GAF_ERROR, GAF_ERROR_NO_DEVICE, "No such device: there is no audio %s device \"%s\", but %s",
                 direction_name (direction), name, names->str);
}

GafDevice *
gaf_device_pick (GPtrArray *devices, GafDirection direction, const char *name, GError **error)
{
  GafDevice *device = NULL;

  if (name != NULL) {
    device = pick_by (devices, direction, name, gaf_device_get_id);
    if (device == NULL)
      device = pick_by (devices, direction, name, gaf_device_get_name);
  }
  if (device == NULL && (name == NULL || g_str_equal (name, "default")))
    for (guint i = 0; device == NULL && i < devices->len; i++)
      if (gaf_device_get_direction (devices->pdata[i]) == direction && gaf_device_get_is_default (devices->pdata[i]))
        device = devices->pdata[i];
  if (device == NULL)
    set_not_found (devices, direction, name, error);
  return device;
}

/**
 * gaf_device_list:
 * @direction: inputs or outputs
 * @error: %GAF_ERROR_NO_DEVICE if the sound server does not answer, %GAF_ERROR_IO if GStreamer cannot start
 *
 * Lists the devices that there are now. The list does not change; [class@DeviceMonitor] is one that does. Waits for the
 * sound server, 1.5 seconds at most.
 *
 * Returns: (transfer full): a list of [class@Device], empty where there is no sound server, or %NULL with @error set
 * Since: 0.1
 */
GListModel *
gaf_device_list (GafDirection direction, GError **error)
{
  g_autoptr (GafDeviceWatch) watch = gaf_device_watch_new (NULL, NULL, error);
  g_autoptr (GPtrArray) devices = watch == NULL ? NULL : gaf_device_watch_list (watch);
  GListStore *list;

  if (devices == NULL)
    return NULL;
  list = g_list_store_new (GAF_TYPE_DEVICE);
  for (guint i = 0; i < devices->len; i++)
    if (gaf_device_get_direction (devices->pdata[i]) == direction)
      g_list_store_append (list, devices->pdata[i]);
  return G_LIST_MODEL (list);
}

/**
 * gaf_device_find:
 * @direction: input or output
 * @name: (nullable): a device's id or name; "default" or %NULL for the default device
 * @error: %GAF_ERROR_NO_DEVICE if there is none; the message lists those that there are
 *
 * Looks for a device among those that there are now. Waits for the sound server as [func@Device.list] does.
 *
 * Returns: (transfer full): the device, or %NULL with @error set
 * Since: 0.1
 */
GafDevice *
gaf_device_find (GafDirection direction, const char *name, GError **error)
{
  g_autoptr (GafDeviceWatch) watch = gaf_device_watch_new (NULL, NULL, error);
  g_autoptr (GPtrArray) devices = watch == NULL ? NULL : gaf_device_watch_list (watch);
  GafDevice *device = devices == NULL ? NULL : gaf_device_pick (devices, direction, name, error);

  return device == NULL ? NULL : g_object_ref (device);
}

/**
 * gaf_device_get_default:
 * @direction: input or output
 * @error: %GAF_ERROR_NO_DEVICE if there is none
 *
 * Looks for the device that is used where none is named, as it is now.
 *
 * Returns: (transfer full): the device, or %NULL with @error set
 * Since: 0.1
 */
GafDevice *
gaf_device_get_default (GafDirection direction, GError **error)
{
  return gaf_device_find (direction, NULL, error);
}

/* }}} */
