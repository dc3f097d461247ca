/*
 * SPDX-FileCopyrightText: 2026 gaudiofile contributors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#include "gaf-device-monitor.h"

#include "gaf-device-private.h"
#include "gaf-enum-types.h"

/**
 * GafDeviceMonitor:
 *
 * The devices of one direction, as a list that follows what is plugged in and out, a change of the default device, and
 * a restart of the sound server.
 *
 * Items are [class@Device]. As long as a device is there, its object stays the same and at its place among the others;
 * what changes about it is told by `notify`, such as `notify::is-default`. New devices are added at the end. For a menu
 * there can be an item "System default" in front, see [property@DeviceMonitor:offers-default].
 *
 * The list and its devices change on the main context that was the thread's default one when the monitor was made, and
 * only while that runs.
 *
 * ```c
 * g_autoptr (GError) error = NULL;
 * g_autoptr (GafDeviceMonitor) inputs = gaf_device_monitor_new (GAF_DIRECTION_INPUT, &error);
 *
 * // With GTK: gtk_drop_down_new (g_object_ref (G_LIST_MODEL (inputs)), …).
 * if (inputs != NULL) {
 *   gaf_device_monitor_set_offers_default (inputs, TRUE);
 *   g_print ("%u lines in the menu\n", g_list_model_get_n_items (G_LIST_MODEL (inputs)));
 * }
 * ```
 *
 * Since: 0.1
 */
struct _GafDeviceMonitor {
  GObject parent_instance;

  GafDirection direction;
  GafDevice *follower; /* the first item, if it is wanted: "System default" */
  GPtrArray *devices;
  struct Looker *looker;
};

/* What looks for devices, on a thread of its own, because a sound server that does not answer may hold it up. It
 * outlives the monitor until then. */
typedef struct Looker {
  gatomicrefcount ref_count;
  GafDirection direction;
  GMainContext *context;
  GWeakRef monitor;

  GMutex lock;
  GCond cond;
  gboolean has_changed; /* there is something to look at */
  gboolean is_ending;
  GPtrArray *found; /* what the monitor does not know yet; NULL for nothing new */
} Looker;

enum {
  PROP_0,
  PROP_DIRECTION,
  PROP_DEFAULT_DEVICE,
  PROP_OFFERS_DEFAULT,
  N_PROPERTIES,
};

static GParamSpec *properties[N_PROPERTIES];

static void list_model_init (GListModelInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (GafDeviceMonitor, gaf_device_monitor, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL, list_model_init))

/* A watch notices neither that its server has ended nor (with PulseAudio) that another device is the default one, so a
 * new one is made this often, µs. */
#define RENEWAL (1000 * G_TIME_SPAN_MILLISECOND)
/* Changes come in bunches. */
#define SETTLING (20 * G_TIME_SPAN_MILLISECOND)

/* {{{ looker */

static void
looker_unref (gpointer data)
{
  Looker *self = data;

  if (!g_atomic_ref_count_dec (&self->ref_count))
    return;
  g_clear_pointer (&self->found, g_ptr_array_unref);
  g_main_context_unref (self->context);
  g_weak_ref_clear (&self->monitor);
  g_mutex_clear (&self->lock);
  g_cond_clear (&self->cond);
  g_free (self);
}

static Looker *
looker_ref (Looker *self)
{
  g_atomic_ref_count_inc (&self->ref_count);
  return self;
}

static Looker *
looker_new (GMainContext *context, GafDirection direction)
{
  Looker *self = g_new0 (Looker, 1);

  g_atomic_ref_count_init (&self->ref_count);
  g_mutex_init (&self->lock);
  g_cond_init (&self->cond);
  g_weak_ref_init (&self->monitor, NULL);
  self->context = g_main_context_ref (context);
  self->direction = direction;
  return self;
}

static void
on_changed (gpointer data)
{
  Looker *self = data;

  g_mutex_lock (&self->lock);
  self->has_changed = TRUE;
  g_cond_signal (&self->cond);
  g_mutex_unlock (&self->lock);
}

static GPtrArray *
look (Looker *self, GafDeviceWatch *watch)
{
  GPtrArray *devices = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr (GPtrArray) all = watch == NULL ? NULL : gaf_device_watch_list (watch);

  for (guint i = 0; all != NULL && i < all->len; i++)
    if (gaf_device_get_direction (all->pdata[i]) == self->direction)
      g_ptr_array_add (devices, g_object_ref (all->pdata[i]));
  return devices;
}

static gboolean tell (gpointer data);

static void
publish (Looker *self, GafDeviceWatch *watch)
{
  GPtrArray *devices = look (self, watch);
  g_autoptr (GSource) source = NULL;
  gboolean is_told;

  g_mutex_lock (&self->lock);
  is_told = self->found != NULL;
  g_clear_pointer (&self->found, g_ptr_array_unref);
  self->found = devices;
  g_mutex_unlock (&self->lock);
  if (is_told)
    return;
  source = g_idle_source_new ();
  g_source_set_callback (source, tell, looker_ref (self), looker_unref);
  g_source_attach (source, self->context);
}

/* FALSE at the end. */
static gboolean
wait_for_change (Looker *self, gboolean *has_changed)
{
  const gint64 deadline = g_get_monotonic_time () + RENEWAL;
  gboolean is_ending;

  g_mutex_lock (&self->lock);
  while (!self->has_changed && !self->is_ending && g_cond_wait_until (&self->cond, &self->lock, deadline))
    continue;
  *has_changed = self->has_changed;
  is_ending = self->is_ending;
  g_mutex_unlock (&self->lock);
  if (is_ending)
    return FALSE;
  if (*has_changed) {
    g_usleep (SETTLING);
    g_mutex_lock (&self->lock);
    self->has_changed = FALSE;
    g_mutex_unlock (&self->lock);
  }
  return TRUE;
}

static gpointer
run (gpointer data)
{
  Looker *self = data;
  GafDeviceWatch *watch = gaf_device_watch_new (on_changed, self, NULL);
  gboolean has_changed;

  publish (self, watch);
  while (wait_for_change (self, &has_changed)) {
    if (!has_changed) {
      GafDeviceWatch *next = gaf_device_watch_new (on_changed, self, NULL);

      g_clear_pointer (&watch, gaf_device_watch_free);
      watch = next;
    }
    publish (self, watch);
  }
  g_clear_pointer (&watch, gaf_device_watch_free);
  looker_unref (self);
  return NULL;
}

/* }}} */

/* {{{ the list */

/* Where the devices begin among the items. */
static guint
get_first (GafDeviceMonitor *self)
{
  return self->follower == NULL ? 0 : 1;
}

/* The device of @devices that is the same as @device, taken out of there; NULL if it is not among them. */
static GafDevice *
take_same (GPtrArray *devices, GafDevice *device)
{
  for (guint i = 0; i < devices->len; i++)
    if (gaf_device_is_same (devices->pdata[i], device))
      return g_ptr_array_steal_index (devices, i);
  return NULL;
}

/*
 * Devices that are there still keep their objects and their order, so that a selection in a list stays where it is.
 * What changed about them is notified when all know it. Devices that are new come last.
 *
 * Consumes @devices.
 */
static void
become (GafDeviceMonitor *self, GPtrArray *devices)
{
  g_autoptr (GafDevice) before = gaf_device_monitor_get_default (self);
  g_autoptr (GafDevice) after = NULL;
  g_autoptr (GPtrArray) kept = g_ptr_array_new_with_free_func (g_object_unref);

  for (guint i = 0; i < self->devices->len;) {
    GafDevice *device = self->devices->pdata[i];
    g_autoptr (GafDevice) now = take_same (devices, device);

    if (now == NULL) {
      g_ptr_array_remove_index (self->devices, i);
      g_list_model_items_changed (G_LIST_MODEL (self), get_first (self) + i, 1, 0);
      continue;
    }
    g_object_freeze_notify (G_OBJECT (device));
    gaf_device_become (device, now);
    g_ptr_array_add (kept, g_object_ref (device));
    i++;
  }
  if (devices->len > 0) {
    const guint position = self->devices->len;
    const guint added = devices->len;

    g_ptr_array_extend_and_steal (self->devices, g_ptr_array_ref (devices));
    g_list_model_items_changed (G_LIST_MODEL (self), get_first (self) + position, 0, added);
  }
  for (guint i = 0; i < kept->len; i++)
    g_object_thaw_notify (kept->pdata[i]);

  after = gaf_device_monitor_get_default (self);
  if (before != after)
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_DEFAULT_DEVICE]);
}

/* On the main context. */
static gboolean
tell (gpointer data)
{
  Looker *looker = data;
  g_autoptr (GafDeviceMonitor) self = g_weak_ref_get (&looker->monitor);
  g_autoptr (GPtrArray) devices = NULL;

  g_mutex_lock (&looker->lock);
  devices = g_steal_pointer (&looker->found);
  g_mutex_unlock (&looker->lock);
  if (self != NULL && devices != NULL)
    become (self, devices);
  return G_SOURCE_REMOVE;
}

static GType
get_item_type (GListModel *model)
{
  return GAF_TYPE_DEVICE;
}

static guint
get_n_items (GListModel *model)
{
  GafDeviceMonitor *self = GAF_DEVICE_MONITOR (model);

  return get_first (self) + self->devices->len;
}

static gpointer
get_item (GListModel *model, guint position)
{
  GafDeviceMonitor *self = GAF_DEVICE_MONITOR (model);
  const guint first = get_first (self);

  if (position < first)
    return g_object_ref (self->follower);
  return position - first < self->devices->len ? g_object_ref (self->devices->pdata[position - first]) : NULL;
}

static void
list_model_init (GListModelInterface *iface)
{
  iface->get_item_type = get_item_type;
  iface->get_n_items = get_n_items;
  iface->get_item = get_item;
}

/* }}} */

/* {{{ object */

static void
gaf_device_monitor_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  GafDeviceMonitor *self = GAF_DEVICE_MONITOR (object);

  switch (id) {
  case PROP_DIRECTION:
    g_value_set_enum (value, self->direction);
    break;
  case PROP_DEFAULT_DEVICE:
    g_value_take_object (value, gaf_device_monitor_get_default (self));
    break;
  case PROP_OFFERS_DEFAULT:
    g_value_set_boolean (value, gaf_device_monitor_get_offers_default (self));
    break;
  default:
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
  }
}

static void
gaf_device_monitor_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  switch (id) {
  case PROP_OFFERS_DEFAULT:
    gaf_device_monitor_set_offers_default (GAF_DEVICE_MONITOR (object), g_value_get_boolean (value));
    break;
  default:
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
  }
}

static void
gaf_device_monitor_finalize (GObject *object)
{
  GafDeviceMonitor *self = GAF_DEVICE_MONITOR (object);

  if (self->looker != NULL) {
    g_mutex_lock (&self->looker->lock);
    self->looker->is_ending = TRUE;
    g_cond_signal (&self->looker->cond);
    g_mutex_unlock (&self->looker->lock);
    g_weak_ref_set (&self->looker->monitor, NULL);
    looker_unref (self->looker);
  }
  g_ptr_array_unref (self->devices);
  g_clear_object (&self->follower);
  G_OBJECT_CLASS (gaf_device_monitor_parent_class)->finalize (object);
}

static void
gaf_device_monitor_class_init (GafDeviceMonitorClass *klass)
{
  const GParamFlags flags = G_PARAM_READABLE | G_PARAM_STATIC_STRINGS;
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = gaf_device_monitor_get_property;
  object_class->set_property = gaf_device_monitor_set_property;
  object_class->finalize = gaf_device_monitor_finalize;

  /**
   * GafDeviceMonitor:direction: (getter get_direction)
   *
   * The direction of the devices in the list: inputs or outputs.
   *
   * Since: 0.1
   */
  properties[PROP_DIRECTION] =
      g_param_spec_enum ("direction", NULL, NULL, GAF_TYPE_DIRECTION, GAF_DIRECTION_INPUT, flags);
  /**
   * GafDeviceMonitor:default-device: (getter get_default)
   *
   * The device in the list that is used where none is named; %NULL if there is none. It is notified when another device
   * becomes the default one.
   *
   * Since: 0.1
   */
  properties[PROP_DEFAULT_DEVICE] = g_param_spec_object ("default-device", NULL, NULL, GAF_TYPE_DEVICE, flags);
  /**
   * GafDeviceMonitor:offers-default: (getter get_offers_default) (setter set_offers_default)
   *
   * Whether the first item of the list is "System default", which stands for the default device, whichever that is.
   *
   * Since: 0.1
   */
  properties[PROP_OFFERS_DEFAULT] = g_param_spec_boolean (
      "offers-default", NULL, NULL, FALSE, G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPERTIES, properties);
}

static void
gaf_device_monitor_init (GafDeviceMonitor *self)
{
  self->devices = g_ptr_array_new_with_free_func (g_object_unref);
}

/* }}} */

/**
 * gaf_device_monitor_new:
 * @direction: inputs or outputs
 * @error: %GAF_ERROR_NO_DEVICE if the sound server does not answer, %GAF_ERROR_IO if GStreamer cannot start
 *
 * Makes a list of the devices that there are, which follows them from now on. Without a sound server it is empty until
 * one is started. Waits for the sound server, 1.5 seconds at most.
 *
 * Returns: (transfer full): a list, or %NULL with @error set
 * Since: 0.1
 */
GafDeviceMonitor *
gaf_device_monitor_new (GafDirection direction, GError **error)
{
  g_autoptr (GMainContext) context = g_main_context_ref_thread_default ();

  return gaf_device_monitor_new_on (context, direction, error);
}

GafDeviceMonitor *
gaf_device_monitor_new_on (GMainContext *context, GafDirection direction, GError **error)
{
  g_autoptr (GafDeviceMonitor) self = NULL;
  g_autoptr (GafDeviceWatch) watch = gaf_device_watch_new (NULL, NULL, error);

  if (watch == NULL)
    return NULL;
  self = g_object_new (GAF_TYPE_DEVICE_MONITOR, NULL);
  self->direction = direction;
  self->looker = looker_new (context, direction);
  g_weak_ref_set (&self->looker->monitor, self);
  g_ptr_array_unref (self->devices);
  self->devices = look (self->looker, watch);
  g_thread_unref (g_thread_new ("gaf-monitor", run, looker_ref (self->looker)));
  return g_steal_pointer (&self);
}

/**
 * gaf_device_monitor_get_direction:
 * @self: a list of devices
 *
 * Tells whether the list has inputs or outputs.
 *
 * Returns: the direction that the list was made with
 * Since: 0.1
 */
GafDirection
gaf_device_monitor_get_direction (GafDeviceMonitor *self)
{
  g_return_val_if_fail (GAF_IS_DEVICE_MONITOR (self), GAF_DIRECTION_INPUT);

  return self->direction;
}

/**
 * gaf_device_monitor_get_default:
 * @self: a list of devices
 *
 * Tells the device in the list that is used where none is named.
 *
 * Returns: (transfer full) (nullable): the device, or %NULL if there is none
 * Since: 0.1
 */
GafDevice *
gaf_device_monitor_get_default (GafDeviceMonitor *self)
{
  g_return_val_if_fail (GAF_IS_DEVICE_MONITOR (self), NULL);

  for (guint i = 0; i < self->devices->len; i++)
    if (gaf_device_get_is_default (self->devices->pdata[i]))
      return g_object_ref (self->devices->pdata[i]);
  return NULL;
}

/**
 * gaf_device_monitor_set_offers_default:
 * @self: a list of devices
 * @offers_default: whether the first item is "System default"
 *
 * Puts an item in front of the devices that stands for the default device, whichever that is at any time, or takes it
 * away again. A stream that is made for it goes on when another device becomes the default one. Its id is "default",
 * and nothing is known of its channels and rates.
 *
 * Since: 0.1
 */
void
gaf_device_monitor_set_offers_default (GafDeviceMonitor *self, gboolean offers_default)
{
  g_autoptr (GafDevice) old = NULL;

  g_return_if_fail (GAF_IS_DEVICE_MONITOR (self));

  if ((self->follower != NULL) == !!offers_default)
    return;
  old = g_steal_pointer (&self->follower);
  if (offers_default)
    self->follower = gaf_device_new_default (self->direction);
  g_list_model_items_changed (G_LIST_MODEL (self), 0, offers_default ? 0 : 1, offers_default ? 1 : 0);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_OFFERS_DEFAULT]);
}

/**
 * gaf_device_monitor_get_offers_default:
 * @self: a list of devices
 *
 * Tells whether the first item of the list is "System default".
 *
 * Returns: %TRUE if it is
 * Since: 0.1
 */
gboolean
gaf_device_monitor_get_offers_default (GafDeviceMonitor *self)
{
  g_return_val_if_fail (GAF_IS_DEVICE_MONITOR (self), FALSE);

  return self->follower != NULL;
}
