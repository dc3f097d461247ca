/*
 * SPDX-FileCopyrightText: 2026 gaudiofile contributors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#pragma once

#include <gst/gst.h>

#include "gaf-device-monitor.h"

G_BEGIN_DECLS

/* A device as GStreamer tells of it. */
GafDevice  *gaf_device_new            (GstDevice    *handle);
/* An item for lists that stands for the default device, whichever that is. */
GafDevice  *gaf_device_new_default    (GafDirection  direction);
gboolean    gaf_device_follows_default (GafDevice   *self);
/* Whether GStreamer's device is one of the two directions at all. */
gboolean    gaf_device_is_audio       (GstDevice    *handle);
/* Its source or sink element, floating; NULL if the device is gone. @follow: let the server choose, now and when the
 * default changes. */
GstElement *gaf_device_create_element (GafDevice    *self,
                                       gboolean      follow);

/* For those who make lists: what GStreamer does not tell, and names that tell devices apart. With notify. */
void        gaf_device_set_is_default (GafDevice    *self,
                                       gboolean      is_default);
void        gaf_device_set_name       (GafDevice    *self,
                                       const char   *name);
/* Whether the sound server says which device is the default one. */
gboolean    gaf_device_knows_default  (GafDevice    *self);
/* Whether it is the same device, however it has changed. */
gboolean    gaf_device_is_same        (GafDevice    *self,
                                       GafDevice    *other);
/* Takes over all that is so of @other now, which is the same device, with notify for what is different. */
void        gaf_device_become         (GafDevice    *self,
                                       GafDevice    *other);
/* Whether the sound server moves what plays or records on the default device when another one becomes that. */
gboolean    gaf_device_is_moved       (GafDevice    *self);
/* Whether its server is PipeWire. */
gboolean    gaf_device_is_of_pipewire (GafDevice    *self);

/* The one of @devices that @name stands for: an id, a name, or "default"; NULL for the default one. Transfer none. */
GafDevice  *gaf_device_pick           (GPtrArray    *devices,
                                       GafDirection  direction,
                                       const char   *name,
                                       GError      **error);

/*
 * The devices of this machine, as they come and go.
 *
 * @changed is called on any thread, and may only note that there is something to look at. A watch does not notice that
 * its sound server has ended: make a new one after an error.
 */
typedef struct _GafDeviceWatch GafDeviceWatch;

GafDeviceWatch *gaf_device_watch_new  (void          (*changed) (gpointer data),
                                       gpointer        data,
                                       GError        **error);
void            gaf_device_watch_free (GafDeviceWatch *self);
/* GafDevices, inputs and outputs, one for each device. */
GPtrArray      *gaf_device_watch_list (GafDeviceWatch *self);

/* gaf_device_monitor_new() for another main context than the thread's. */
GafDeviceMonitor *gaf_device_monitor_new_on (GMainContext   *context,
                                             GafDirection    direction,
                                             GError        **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (GafDeviceWatch, gaf_device_watch_free)

G_END_DECLS
