/*
 * SPDX-FileCopyrightText: 2026 gaudiofile contributors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#pragma once

#include <gaudiofile/gaf-device.h>

G_BEGIN_DECLS

#define GAF_TYPE_DEVICE_MONITOR (gaf_device_monitor_get_type ())

GAF_AVAILABLE_IN_ALL
G_DECLARE_FINAL_TYPE (GafDeviceMonitor, gaf_device_monitor, GAF, DEVICE_MONITOR, GObject)

GAF_AVAILABLE_IN_ALL
GafDeviceMonitor *gaf_device_monitor_new           (GafDirection       direction,
                                                    GError           **error);
GAF_AVAILABLE_IN_ALL
GafDirection      gaf_device_monitor_get_direction (GafDeviceMonitor  *self);
GAF_AVAILABLE_IN_ALL
GafDevice        *gaf_device_monitor_get_default   (GafDeviceMonitor  *self);

GAF_AVAILABLE_IN_ALL
void              gaf_device_monitor_set_offers_default (GafDeviceMonitor *self,
                                                    gboolean           offers_default);
GAF_AVAILABLE_IN_ALL
gboolean          gaf_device_monitor_get_offers_default (GafDeviceMonitor *self);

GAF_AVAILABLE_IN_ALL
void              gaf_device_monitor_create_async     (GafDirection         direction,
                                                    GCancellable        *cancellable,
                                                    GAsyncReadyCallback  callback,
                                                    gpointer             user_data);
GAF_AVAILABLE_IN_ALL
GafDeviceMonitor *gaf_device_monitor_create_finish    (GAsyncResult        *result,
                                                    GError             **error);

G_END_DECLS
