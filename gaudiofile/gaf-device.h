/*
 * SPDX-FileCopyrightText: 2026 gaudiofile contributors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#pragma once

#include <gio/gio.h>

#include <gaudiofile/gaf-version.h>

G_BEGIN_DECLS

/**
 * GafDirection:
 * @GAF_DIRECTION_INPUT: from a device to the program: microphones, and what others play
 * @GAF_DIRECTION_OUTPUT: from the program to a device: loudspeakers
 *
 * Which way audio goes between the program and a [class@Device].
 *
 * Since: 0.1
 */
typedef enum {
  GAF_DIRECTION_INPUT,
  GAF_DIRECTION_OUTPUT,
} GafDirection;

#define GAF_TYPE_DEVICE (gaf_device_get_type ())

GAF_AVAILABLE_IN_ALL
G_DECLARE_FINAL_TYPE (GafDevice, gaf_device, GAF, DEVICE, GObject)

/* what there is now */

GAF_AVAILABLE_IN_ALL
GListModel   *gaf_device_list           (GafDirection   direction,
                                         GError       **error);
GAF_AVAILABLE_IN_ALL
GafDevice    *gaf_device_find           (GafDirection   direction,
                                         const char    *name,
                                         GError       **error);
GAF_AVAILABLE_IN_ALL
GafDevice    *gaf_device_get_default    (GafDirection   direction,
                                         GError       **error);

/* info */

GAF_AVAILABLE_IN_ALL
const char   *gaf_device_get_name       (GafDevice     *self);
GAF_AVAILABLE_IN_ALL
const char   *gaf_device_get_id         (GafDevice     *self);
GAF_AVAILABLE_IN_ALL
GafDirection  gaf_device_get_direction  (GafDevice     *self);
GAF_AVAILABLE_IN_ALL
gboolean      gaf_device_get_is_default (GafDevice     *self);
GAF_AVAILABLE_IN_ALL
const char   *gaf_device_get_monitor_of (GafDevice     *self);
GAF_AVAILABLE_IN_ALL
guint         gaf_device_get_channels   (GafDevice     *self);
GAF_AVAILABLE_IN_ALL
guint         gaf_device_get_min_rate   (GafDevice     *self);
GAF_AVAILABLE_IN_ALL
guint         gaf_device_get_max_rate   (GafDevice     *self);

/* two devices */

GAF_AVAILABLE_IN_ALL
gboolean      gaf_device_feeds_back     (GafDevice     *input,
                                         GafDevice     *output);

/* asynchronous forms: on a thread of a pool; the callback comes on the main context of the caller */

GAF_AVAILABLE_IN_ALL
void gaf_device_list_async (GafDirection         direction,
                            GCancellable        *cancellable,
                            GAsyncReadyCallback  callback,
                            gpointer             user_data);
GAF_AVAILABLE_IN_ALL
GListModel *gaf_device_list_finish (GAsyncResult  *result,
                                    GError       **error);
GAF_AVAILABLE_IN_ALL
void gaf_device_find_async (GafDirection         direction,
                            const char          *name,
                            GCancellable        *cancellable,
                            GAsyncReadyCallback  callback,
                            gpointer             user_data);
GAF_AVAILABLE_IN_ALL
GafDevice *gaf_device_find_finish (GAsyncResult  *result,
                                   GError       **error);
GAF_AVAILABLE_IN_ALL
void gaf_device_get_default_async (GafDirection         direction,
                                   GCancellable        *cancellable,
                                   GAsyncReadyCallback  callback,
                                   gpointer             user_data);
GAF_AVAILABLE_IN_ALL
GafDevice *gaf_device_get_default_finish (GAsyncResult  *result,
                                          GError       **error);

G_END_DECLS
