/*
 * SPDX-FileCopyrightText: 2026 gaudiofile contributors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#include "gaf-device-monitor.h"

#include "core/task-queue.h"
#include "gaf-device-private.h"

/* The asynchronous forms of what asks the sound server for devices: the same calls on a thread of a pool. */

/* What a call was given. */
typedef struct {
  GafDirection direction;
  char *name;
} DeviceCall;

static DeviceCall *
device_call (GafDirection direction, const char *name)
{
  DeviceCall *call = g_new (DeviceCall, 1);

  *call = (DeviceCall){ .direction = direction, .name = g_strdup (name) };
  return call;
}

static void
device_call_free (gpointer data)
{
  DeviceCall *call = data;

  g_free (call->name);
  g_free (call);
}

static void
do_list (GTask *task, gpointer self, gpointer data, GCancellable *cancellable)
{
  DeviceCall *call = data;
  GError *error = NULL;
  GListModel *found = gaf_device_list (call->direction, &error);

  (void) self;
  (void) cancellable;
  gaf_task_return (task, found, g_object_unref, error);
}

/**
 * gaf_device_list_async:
 * @direction: inputs or outputs
 * @cancellable: (nullable): cancels the call
 * @callback: (scope async) (nullable): called on the caller's main context when it is done
 * @user_data: for @callback
 *
 * Lists the devices as [func@Device.list] does, without making the caller wait for the sound server.
 *
 * Since: 0.1
 */
void
gaf_device_list_async (GafDirection direction, GCancellable *cancellable, GAsyncReadyCallback callback,
                       gpointer user_data)
{
  DeviceCall *call = device_call (direction, NULL);

  gaf_task_queue_run (
      gaf_task_new (NULL, call, device_call_free, cancellable, callback, user_data, gaf_device_list_async), NULL,
      do_list);
}

/**
 * gaf_device_list_finish:
 * @result: what the callback was given
 * @error: as [func@Device.list]
 *
 * Ends [func@Device.list_async] in its callback, and hands over the devices that there are now.
 *
 * Returns: (transfer full): a list of [class@Device], or %NULL with @error set
 * Since: 0.1
 */
GListModel *
gaf_device_list_finish (GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, NULL), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

static void
do_find (GTask *task, gpointer self, gpointer data, GCancellable *cancellable)
{
  DeviceCall *call = data;
  GError *error = NULL;
  GafDevice *found = gaf_device_find (call->direction, call->name, &error);

  (void) self;
  (void) cancellable;
  gaf_task_return (task, found, g_object_unref, error);
}

/**
 * gaf_device_find_async:
 * @direction: inputs or outputs
 * @name: name or id of a device
 * @cancellable: (nullable): cancels the call
 * @callback: (scope async) (nullable): called on the caller's main context when it is done
 * @user_data: for @callback
 *
 * Looks a device up as [func@Device.find] does, without making the caller wait for the sound server.
 *
 * Since: 0.1
 */
void
gaf_device_find_async (GafDirection direction, const char *name, GCancellable *cancellable,
                       GAsyncReadyCallback callback, gpointer user_data)
{
  DeviceCall *call = device_call (direction, name);

  gaf_task_queue_run (
      gaf_task_new (NULL, call, device_call_free, cancellable, callback, user_data, gaf_device_find_async), NULL,
      do_find);
}

/**
 * gaf_device_find_finish:
 * @result: what the callback was given
 * @error: as [func@Device.find]
 *
 * Ends [func@Device.find_async] in its callback, and hands over the device that was found.
 *
 * Returns: (transfer full): the device, or %NULL with @error set
 * Since: 0.1
 */
GafDevice *
gaf_device_find_finish (GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, NULL), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

static void
do_get_default (GTask *task, gpointer self, gpointer data, GCancellable *cancellable)
{
  DeviceCall *call = data;
  GError *error = NULL;
  GafDevice *found = gaf_device_get_default (call->direction, &error);

  (void) self;
  (void) cancellable;
  gaf_task_return (task, found, g_object_unref, error);
}

/**
 * gaf_device_get_default_async:
 * @direction: inputs or outputs
 * @cancellable: (nullable): cancels the call
 * @callback: (scope async) (nullable): called on the caller's main context when it is done
 * @user_data: for @callback
 *
 * Tells the default device as [func@Device.get_default] does, without making the caller wait for the sound server.
 *
 * Since: 0.1
 */
void
gaf_device_get_default_async (GafDirection direction, GCancellable *cancellable, GAsyncReadyCallback callback,
                              gpointer user_data)
{
  DeviceCall *call = device_call (direction, NULL);

  gaf_task_queue_run (
      gaf_task_new (NULL, call, device_call_free, cancellable, callback, user_data, gaf_device_get_default_async), NULL,
      do_get_default);
}

/**
 * gaf_device_get_default_finish:
 * @result: what the callback was given
 * @error: as [func@Device.get_default]
 *
 * Ends [func@Device.get_default_async] in its callback, and hands over the device that is the default one.
 *
 * Returns: (transfer full): the device, or %NULL with @error set
 * Since: 0.1
 */
GafDevice *
gaf_device_get_default_finish (GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, NULL), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

/* The list changes on the main context of the caller, not on that of this thread. */
static void
do_monitor_new (GTask *task, gpointer self, gpointer data, GCancellable *cancellable)
{
  DeviceCall *call = data;
  GError *error = NULL;
  GafDeviceMonitor *monitor = gaf_device_monitor_new_on (g_task_get_context (task), call->direction, &error);

  (void) self;
  (void) cancellable;
  gaf_task_return (task, monitor, g_object_unref, error);
}

/**
 * gaf_device_monitor_create_async:
 * @direction: inputs or outputs
 * @cancellable: (nullable): cancels the call
 * @callback: (scope async) (nullable): called on the caller's main context when it is done
 * @user_data: for @callback
 *
 * Makes a list of the devices as [ctor@DeviceMonitor.new] does (a constructor of Vala has the name already), without
 * making the caller wait for the sound server. The list changes on the caller's main context.
 *
 * Since: 0.1
 */
void
gaf_device_monitor_create_async (GafDirection direction, GCancellable *cancellable, GAsyncReadyCallback callback,
                                 gpointer user_data)
{
  gaf_task_queue_run (gaf_task_new (NULL, device_call (direction, NULL), device_call_free, cancellable, callback,
                                    user_data, gaf_device_monitor_create_async),
                      NULL, do_monitor_new);
}

/**
 * gaf_device_monitor_create_finish:
 * @result: what the callback was given
 * @error: as [ctor@DeviceMonitor.new]
 *
 * Ends [func@DeviceMonitor.create_async] in its callback, and hands over the list, which has its devices already.
 *
 * Returns: (transfer full): a list, or %NULL with @error set
 * Since: 0.1
 */
GafDeviceMonitor *
gaf_device_monitor_create_finish (GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, NULL), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
