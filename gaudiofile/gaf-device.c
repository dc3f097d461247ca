/*
 * SPDX-FileCopyrightText: 2026 gaudiofile contributors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#include "gaf-device-private.h"

#include "gaf-enum-types.h"
#include "gaf-error.h"

/**
 * GafDevice:
 *
 * A device that audio is played to or recorded from: a sound card, a virtual device of the sound server, or the monitor
 * of an output, which records what is being played there.
 *
 * The devices in a [class@DeviceMonitor] are kept up to date: when the default device or something else about them
 * changes, the object stays and its properties change, with `notify`. All others tell what was so when they were made.
 *
 * ```c
 * g_autoptr (GError) error = NULL;
 * g_autoptr (GListModel) devices = gaf_device_list (GAF_DIRECTION_OUTPUT, &error);
 *
 * for (guint i = 0; devices != NULL && i < g_list_model_get_n_items (devices); i++) {
 *   g_autoptr (GafDevice) device = g_list_model_get_item (devices, i);
 *
 *   g_print ("%s%s\n", gaf_device_get_name (device), gaf_device_get_is_default (device) ? " (default)" : "");
 * }
 * ```
 *
 * Since: 0.1
 */
struct _GafDevice {
  GObject parent_instance;

  /* Never change. */
  GafDirection direction;
  char *id;

  /* A monitor changes these on its main context while other threads look at them: numbers are read and written as a
   * whole, strings are interned and so are never freed. */
  gint is_default;
  const char *name;
  const char *monitor_of;
  guint channels;
  guint min_rate;
  guint max_rate;

  GMutex lock;
  GstDevice *handle; /* guarded by lock; NULL: this stands for the default device */
};

enum {
  PROP_0,
  PROP_NAME,
  PROP_ID,
  PROP_DIRECTION,
  PROP_IS_DEFAULT,
  PROP_MONITOR_OF,
  PROP_CHANNELS,
  PROP_MIN_RATE,
  PROP_MAX_RATE,
  N_PROPERTIES,
};

static GParamSpec *properties[N_PROPERTIES];

G_DEFINE_FINAL_TYPE (GafDevice, gaf_device, G_TYPE_OBJECT)

#define MONITOR_SUFFIX ".monitor"

/* what GStreamer says of a device */

static GstDevice *
ref_handle (GafDevice *self)
{
  GstDevice *handle;

  g_mutex_lock (&self->lock);
  handle = self->handle == NULL ? NULL : gst_object_ref (self->handle);
  g_mutex_unlock (&self->lock);
  return handle;
}

static gboolean
is_pulse (GstDevice *handle)
{
  return g_str_equal (G_OBJECT_TYPE_NAME (handle), "GstPulseDevice");
}

static char *
get_string (GstDevice *handle, const char *key)
{
  g_autoptr (GstStructure) structure = gst_device_get_properties (handle);

  return structure == NULL ? NULL : g_strdup (gst_structure_get_string (structure, key));
}

/* The name by which the device's own system knows it; there is no property for it that all providers have. */
static char *
find_id (GafDevice *self)
{
  static const char *const keys[] = { "node.name", "api.alsa.path", "device.api.path", "device.id" };
  char *id = NULL;

  if (g_object_class_find_property (G_OBJECT_GET_CLASS (self->handle), "internal-name") != NULL)
    g_object_get (self->handle, "internal-name", &id, NULL);
  for (guint i = 0; id == NULL && i < G_N_ELEMENTS (keys); i++)
    id = get_string (self->handle, keys[i]);
  return id != NULL ? id : g_strdup (self->name);
}

static void
find_numbers (GafDevice *self)
{
  g_autoptr (GstCaps) caps = gst_device_get_caps (self->handle);
  g_autofree char *channels = get_string (self->handle, "audio.channels");

  for (guint i = 0; caps != NULL && i < gst_caps_get_size (caps); i++) {
    const GstStructure *structure = gst_caps_get_structure (caps, i);
    const GValue *value;
    gint low, high;

    if (!gst_structure_has_name (structure, "audio/x-raw"))
      continue;
    if (gst_structure_get_int (structure, "channels", &high))
      self->channels = MAX (self->channels, (guint) high);
    else if ((value = gst_structure_get_value (structure, "channels")) != NULL && GST_VALUE_HOLDS_INT_RANGE (value))
      self->channels = MAX (self->channels, (guint) gst_value_get_int_range_max (value));

    value = gst_structure_get_value (structure, "rate");
    if (value != NULL && GST_VALUE_HOLDS_INT_RANGE (value)) {
      low = gst_value_get_int_range_min (value);
      high = gst_value_get_int_range_max (value);
    } else if (gst_structure_get_int (structure, "rate", &low)) {
      high = low;
    } else {
      continue;
    }
    self->min_rate = self->min_rate == 0 ? (guint) low : MIN (self->min_rate, (guint) low);
    self->max_rate = MAX (self->max_rate, (guint) high);
  }
  if (channels != NULL && g_ascii_strtoull (channels, NULL, 10) > 0)
    self->channels = (guint) g_ascii_strtoull (channels, NULL, 10);
}

static void
find_default (GafDevice *self)
{
  g_autoptr (GstStructure) structure = gst_device_get_properties (self->handle);

  if (structure != NULL)
    gst_structure_get_boolean (structure, "is-default", &self->is_default);
}

static void
find_monitored (GafDevice *self)
{
  g_autofree char *class = get_string (self->handle, "device.class");
  g_autofree char *output = NULL;

  /* PulseAudio and PipeWire name a monitor after its sink. */
  if (g_strcmp0 (class, "monitor") != 0 || !g_str_has_suffix (self->id, MONITOR_SUFFIX))
    return;
  output = g_strndup (self->id, strlen (self->id) - strlen (MONITOR_SUFFIX));
  self->monitor_of = g_intern_string (output);
}

gboolean
gaf_device_is_audio (GstDevice *handle)
{
  return gst_device_has_classes (handle, "Audio/Source") || gst_device_has_classes (handle, "Audio/Sink");
}

GafDevice *
gaf_device_new (GstDevice *handle)
{
  GafDevice *self = g_object_new (GAF_TYPE_DEVICE, NULL);
  g_autofree char *name = gst_device_get_display_name (handle);

  self->handle = gst_object_ref (handle);
  self->direction = gst_device_has_classes (handle, "Audio/Source") ? GAF_DIRECTION_INPUT : GAF_DIRECTION_OUTPUT;
  self->name = g_intern_string (name);
  self->id = find_id (self);
  find_numbers (self);
  find_default (self);
  find_monitored (self);
  return self;
}

GafDevice *
gaf_device_new_default (GafDirection direction)
{
  GafDevice *self = g_object_new (GAF_TYPE_DEVICE, NULL);

  self->direction = direction;
  self->id = g_strdup ("default");
  self->name = "System default";
  return self;
}

gboolean
gaf_device_follows_default (GafDevice *self)
{
  return self->handle == NULL;
}

GstElement *
gaf_device_create_element (GafDevice *self, gboolean follow)
{
  g_autoptr (GstDevice) handle = ref_handle (self);
  GstElement *element;

  if (follow && !is_pulse (handle))
    return gst_element_factory_make (self->direction == GAF_DIRECTION_INPUT ? "autoaudiosrc" : "autoaudiosink", NULL);

  element = gst_device_create_element (handle, NULL);
  if (element != NULL && follow)
    g_object_set (element, "device", NULL, NULL);
  return element;
}

/* for those who make lists */

void
gaf_device_set_is_default (GafDevice *self, gboolean is_default)
{
  if (g_atomic_int_get (&self->is_default) == is_default)
    return;
  g_atomic_int_set (&self->is_default, is_default);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_IS_DEFAULT]);
}

static void
set_string (GafDevice *self, const char **field, const char *value, guint property)
{
  const char *interned = g_intern_string (value);

  if (g_atomic_pointer_get (field) == interned)
    return;
  g_atomic_pointer_set (field, interned);
  g_object_notify_by_pspec (G_OBJECT (self), properties[property]);
}

static void
set_uint (GafDevice *self, guint *field, guint value, guint property)
{
  if ((guint) g_atomic_int_get (field) == value)
    return;
  g_atomic_int_set (field, value);
  g_object_notify_by_pspec (G_OBJECT (self), properties[property]);
}

void
gaf_device_set_name (GafDevice *self, const char *name)
{
  set_string (self, &self->name, name, PROP_NAME);
}

void
gaf_device_become (GafDevice *self, GafDevice *other)
{
  GstDevice *handle = ref_handle (other);
  GstDevice *old;

  g_mutex_lock (&self->lock);
  old = self->handle;
  self->handle = handle;
  g_mutex_unlock (&self->lock);
  gst_object_unref (old);

  gaf_device_set_is_default (self, gaf_device_get_is_default (other));
  gaf_device_set_name (self, gaf_device_get_name (other));
  set_string (self, &self->monitor_of, gaf_device_get_monitor_of (other), PROP_MONITOR_OF);
  set_uint (self, &self->channels, gaf_device_get_channels (other), PROP_CHANNELS);
  set_uint (self, &self->min_rate, gaf_device_get_min_rate (other), PROP_MIN_RATE);
  set_uint (self, &self->max_rate, gaf_device_get_max_rate (other), PROP_MAX_RATE);
}

gboolean
gaf_device_knows_default (GafDevice *self)
{
  g_autoptr (GstDevice) handle = ref_handle (self);
  g_autoptr (GstStructure) structure = gst_device_get_properties (handle);

  return structure != NULL && gst_structure_has_field (structure, "is-default");
}

gboolean
gaf_device_is_same (GafDevice *self, GafDevice *other)
{
  return self->direction == other->direction && g_str_equal (self->id, other->id);
}

/* PulseAudio does, and so does PipeWire for those who speak PulseAudio's protocol. */
gboolean
gaf_device_is_moved (GafDevice *self)
{
  g_autoptr (GstDevice) handle = ref_handle (self);

  return is_pulse (handle);
}

/* Also by way of PulseAudio's protocol. */
gboolean
gaf_device_is_of_pipewire (GafDevice *self)
{
  g_autoptr (GstDevice) handle = ref_handle (self);
  g_autofree char *limit = handle == NULL ? NULL : get_string (handle, "clock.quantum-limit");

  return limit != NULL;
}

/* object */

static void
gaf_device_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  GafDevice *self = GAF_DEVICE (object);

  switch (id) {
  case PROP_NAME:
    g_value_set_string (value, gaf_device_get_name (self));
    break;
  case PROP_ID:
    g_value_set_string (value, self->id);
    break;
  case PROP_DIRECTION:
    g_value_set_enum (value, self->direction);
    break;
  case PROP_IS_DEFAULT:
    g_value_set_boolean (value, gaf_device_get_is_default (self));
    break;
  case PROP_MONITOR_OF:
    g_value_set_string (value, gaf_device_get_monitor_of (self));
    break;
  case PROP_CHANNELS:
    g_value_set_uint (value, gaf_device_get_channels (self));
    break;
  case PROP_MIN_RATE:
    g_value_set_uint (value, gaf_device_get_min_rate (self));
    break;
  case PROP_MAX_RATE:
    g_value_set_uint (value, gaf_device_get_max_rate (self));
    break;
  default:
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
  }
}

static void
gaf_device_finalize (GObject *object)
{
  GafDevice *self = GAF_DEVICE (object);

  g_clear_pointer (&self->handle, gst_object_unref);
  g_free (self->id);
  g_mutex_clear (&self->lock);
  G_OBJECT_CLASS (gaf_device_parent_class)->finalize (object);
}

static void
gaf_device_class_init (GafDeviceClass *klass)
{
  const GParamFlags flags = G_PARAM_READABLE | G_PARAM_STATIC_STRINGS;
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = gaf_device_get_property;
  object_class->finalize = gaf_device_finalize;

  /**
   * GafDevice:name: (getter get_name)
   *
   * What people call the device, for menus; two devices may have the same name.
   *
   * Since: 0.1
   */
  properties[PROP_NAME] = g_param_spec_string ("name", NULL, NULL, NULL, flags);
  /**
   * GafDevice:id: (getter get_id)
   *
   * What the sound server calls the device; it stays the same, so that it can be kept in settings.
   *
   * Since: 0.1
   */
  properties[PROP_ID] = g_param_spec_string ("id", NULL, NULL, NULL, flags);
  /**
   * GafDevice:direction: (getter get_direction)
   *
   * Whether one records from it or plays to it.
   *
   * Since: 0.1
   */
  properties[PROP_DIRECTION] =
      g_param_spec_enum ("direction", NULL, NULL, GAF_TYPE_DIRECTION, GAF_DIRECTION_INPUT, flags);
  /**
   * GafDevice:is-default: (getter get_is_default)
   *
   * Whether it is used where no device is named.
   *
   * Since: 0.1
   */
  properties[PROP_IS_DEFAULT] = g_param_spec_boolean ("is-default", NULL, NULL, FALSE, flags);
  /**
   * GafDevice:monitor-of: (getter get_monitor_of)
   *
   * The id of the output whose sound this input records.
   *
   * Since: 0.1
   */
  properties[PROP_MONITOR_OF] = g_param_spec_string ("monitor-of", NULL, NULL, NULL, flags);
  /**
   * GafDevice:channels: (getter get_channels)
   *
   * The largest number of channels that the device has; 0 if it is not known.
   *
   * Since: 0.1
   */
  properties[PROP_CHANNELS] = g_param_spec_uint ("channels", NULL, NULL, 0, G_MAXUINT, 0, flags);
  /**
   * GafDevice:min-rate: (getter get_min_rate)
   *
   * The lowest sample rate that the device takes, in Hz; 0 if it is not known.
   *
   * Since: 0.1
   */
  properties[PROP_MIN_RATE] = g_param_spec_uint ("min-rate", NULL, NULL, 0, G_MAXUINT, 0, flags);
  /**
   * GafDevice:max-rate: (getter get_max_rate)
   *
   * The highest sample rate that the device takes, in Hz; 0 if it is not known.
   *
   * Since: 0.1
   */
  properties[PROP_MAX_RATE] = g_param_spec_uint ("max-rate", NULL, NULL, 0, G_MAXUINT, 0, flags);
  g_object_class_install_properties (object_class, N_PROPERTIES, properties);
}

static void
gaf_device_init (GafDevice *self)
{
  g_mutex_init (&self->lock);
}

/* info */

/**
 * gaf_device_get_name:
 * @self: a device
 *
 * Tells what people call the device. Where several have the same name, the id is added, so that names tell devices
 * apart.
 *
 * Returns: (transfer none): the name, a string that is never freed
 * Since: 0.1
 */
const char *
gaf_device_get_name (GafDevice *self)
{
  g_return_val_if_fail (GAF_IS_DEVICE (self), NULL);

  return g_atomic_pointer_get (&self->name);
}

/**
 * gaf_device_get_id:
 * @self: a device
 *
 * Tells what the sound server calls the device. It stays the same when the server or the machine is restarted.
 *
 * Returns: (transfer none): the id, owned by @self
 * Since: 0.1
 */
const char *
gaf_device_get_id (GafDevice *self)
{
  g_return_val_if_fail (GAF_IS_DEVICE (self), NULL);

  return self->id;
}

/**
 * gaf_device_get_direction:
 * @self: a device
 *
 * Tells whether one records from the device or plays to it.
 *
 * Returns: the direction
 * Since: 0.1
 */
GafDirection
gaf_device_get_direction (GafDevice *self)
{
  g_return_val_if_fail (GAF_IS_DEVICE (self), GAF_DIRECTION_INPUT);

  return self->direction;
}

/**
 * gaf_device_get_is_default:
 * @self: a device
 *
 * Tells whether the device is the one that is used where none is named.
 *
 * Returns: %TRUE for the default device of its direction
 * Since: 0.1
 */
gboolean
gaf_device_get_is_default (GafDevice *self)
{
  g_return_val_if_fail (GAF_IS_DEVICE (self), FALSE);

  return g_atomic_int_get (&self->is_default);
}

/**
 * gaf_device_get_monitor_of:
 * @self: a device
 *
 * Tells, for an input that records what is played on an output, which output that is.
 *
 * Returns: (transfer none) (nullable): the id of the output, or %NULL if this is no monitor
 * Since: 0.1
 */
const char *
gaf_device_get_monitor_of (GafDevice *self)
{
  g_return_val_if_fail (GAF_IS_DEVICE (self), NULL);

  return g_atomic_pointer_get (&self->monitor_of);
}

/**
 * gaf_device_get_channels:
 * @self: a device
 *
 * Tells the largest number of channels that the device, or the sound server on its behalf, can play or record.
 *
 * Returns: a number of channels, 0 where it is not known
 * Since: 0.1
 */
guint
gaf_device_get_channels (GafDevice *self)
{
  g_return_val_if_fail (GAF_IS_DEVICE (self), 0);

  return g_atomic_int_get (&self->channels);
}

/**
 * gaf_device_get_min_rate:
 * @self: a device
 *
 * Tells the lowest sample rate that the device, or the sound server on its behalf, can run at.
 *
 * Returns: Hz, 0 where it is not known
 * Since: 0.1
 */
guint
gaf_device_get_min_rate (GafDevice *self)
{
  g_return_val_if_fail (GAF_IS_DEVICE (self), 0);

  return g_atomic_int_get (&self->min_rate);
}

/**
 * gaf_device_get_max_rate:
 * @self: a device
 *
 * Tells the highest sample rate that the device, or the sound server on its behalf, can run at.
 *
 * Returns: Hz, 0 where it is not known
 * Since: 0.1
 */
guint
gaf_device_get_max_rate (GafDevice *self)
{
  g_return_val_if_fail (GAF_IS_DEVICE (self), 0);

  return g_atomic_int_get (&self->max_rate);
}

/* two devices */

static gboolean
has_form_factor (GafDevice *self, const char *const *factors)
{
  g_autoptr (GstDevice) handle = ref_handle (self);
  g_autofree char *factor = handle == NULL ? NULL : get_string (handle, "device.form_factor");
  g_autofree char *dashed = handle == NULL ? NULL : get_string (handle, "device.form-factor");
  const char *either = factor != NULL ? factor : dashed;

  return either != NULL && g_strv_contains (factors, either);
}

/**
 * gaf_device_feeds_back:
 * @input: a device to record from
 * @output: a device to play to
 *
 * Tells whether what is played on @output is likely to come in again at @input, so that passing audio from one to the
 * other howls. It is so for an output and its own monitor, and for the microphone and the loudspeakers that are built
 * into one machine. Of the item "System default" of a [class@DeviceMonitor] it cannot be told: ask for the device that
 * is the default one.
 *
 * Returns: %TRUE if it is likely
 * Since: 0.1
 */
gboolean
gaf_device_feeds_back (GafDevice *input, GafDevice *output)
{
  static const char *const microphones[] = { "internal", "microphone", "webcam", NULL };
  static const char *const speakers[] = { "internal", "speaker", NULL };
  const char *monitor_of;

  g_return_val_if_fail (GAF_IS_DEVICE (input), FALSE);
  g_return_val_if_fail (GAF_IS_DEVICE (output), FALSE);

  monitor_of = gaf_device_get_monitor_of (input);
  if (monitor_of != NULL)
    return g_str_equal (monitor_of, output->id);
  return has_form_factor (input, microphones) && has_form_factor (output, speakers);
}
