/*
 * SPDX-FileCopyrightText: 2026 gaudiofile contributors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#pragma once

#include <gst/gst.h>

G_BEGIN_DECLS

/*
 * What has to be known about GStreamer's elements before one is made: that GStreamer is initialised, whether an element
 * is installed, and which Debian package has it.
 */

/* Initialises GStreamer at the first call; cheap afterwards. Everything that handles caps or elements calls it
 * before. */
gboolean    gaf_elements_init        (GError           **error);

/* For a process that cannot load plugins: what it calls when one has to be loaded, with an element of it, or with "" if
 * it is GStreamer that has to be initialised. Not to return. gaf_elements_need() calls it, for libraries that are
 * loaded without GStreamer; it does nothing in all other processes. */
void        gaf_elements_set_need    (void              (*need) (const char *element));
void        gaf_elements_need        (const char         *element);

/* Debian's package of an element, for messages. */
const char *gaf_elements_get_package (const char        *element);

/* FALSE with GAF_ERROR_MISSING_PLUGIN if the element is not installed. */
gboolean    gaf_elements_check       (const char        *element,
                                      GError           **error);

/* The first of @names (up to @n_names, or to NULL) that is installed. NULL with GAF_ERROR_MISSING_PLUGIN, which says
 * that @user (a codec or format, in words) needs the first of them. */
const char *gaf_elements_choose      (const char *const *names,
                                      gsize              n_names,
                                      const char        *user,
                                      GError           **error);

G_END_DECLS
