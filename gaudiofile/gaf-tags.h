/*
 * SPDX-FileCopyrightText: 2026 gaudiofile contributors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#pragma once

#include <gio/gio.h>

#include <gaudiofile/gaf-cover.h>

G_BEGIN_DECLS

#define GAF_TYPE_TAGS (gaf_tags_get_type ())

GAF_AVAILABLE_IN_ALL
G_DECLARE_FINAL_TYPE (GafTags, gaf_tags, GAF, TAGS, GObject)

GAF_AVAILABLE_IN_ALL
GafTags    *gaf_tags_new          (void);

/* texts, by name */

GAF_AVAILABLE_IN_ALL
char      **gaf_tags_get_names    (GafTags           *self);
GAF_AVAILABLE_IN_ALL
char      **gaf_tags_get_values   (GafTags           *self,
                                   const char        *name);
GAF_AVAILABLE_IN_ALL
const char *gaf_tags_get_value    (GafTags           *self,
                                   const char        *name);
GAF_AVAILABLE_IN_ALL
void        gaf_tags_set_values   (GafTags           *self,
                                   const char        *name,
                                   const char *const *values);
GAF_AVAILABLE_IN_ALL
void        gaf_tags_set_value    (GafTags           *self,
                                   const char        *name,
                                   const char        *value);
GAF_AVAILABLE_IN_ALL
void        gaf_tags_unset        (GafTags           *self,
                                   const char        *name);

/* pictures */

GAF_AVAILABLE_IN_ALL
guint       gaf_tags_get_n_covers (GafTags           *self);
GAF_AVAILABLE_IN_ALL
GafCover   *gaf_tags_get_cover    (GafTags           *self,
                                   guint              index);
GAF_AVAILABLE_IN_ALL
void        gaf_tags_add_cover    (GafTags           *self,
                                   GafCover          *cover);
GAF_AVAILABLE_IN_ALL
void        gaf_tags_clear_covers (GafTags           *self);

/* files */

GAF_AVAILABLE_IN_ALL
GafTags    *gaf_tags_read         (const char        *path,
                                   GCancellable      *cancellable,
                                   GError           **error);
GAF_AVAILABLE_IN_ALL
GafTags    *gaf_tags_read_file    (GFile             *file,
                                   GCancellable      *cancellable,
                                   GError           **error);
GAF_AVAILABLE_IN_ALL
gboolean    gaf_tags_write        (GafTags           *self,
                                   const char        *path,
                                   gboolean           replace,
                                   GCancellable      *cancellable,
                                   GError           **error);
GAF_AVAILABLE_IN_ALL
gboolean    gaf_tags_write_file   (GafTags           *self,
                                   GFile             *file,
                                   gboolean           replace,
                                   GCancellable      *cancellable,
                                   GError           **error);

/* asynchronous forms: on a thread of a pool; the callback comes on the main context of the caller */

GAF_AVAILABLE_IN_ALL
void gaf_tags_read_async (const char          *path,
                          GCancellable        *cancellable,
                          GAsyncReadyCallback  callback,
                          gpointer             user_data);
GAF_AVAILABLE_IN_ALL
GafTags *gaf_tags_read_finish (GAsyncResult  *result,
                               GError       **error);
GAF_AVAILABLE_IN_ALL
void gaf_tags_read_file_async (GFile               *file,
                               GCancellable        *cancellable,
                               GAsyncReadyCallback  callback,
                               gpointer             user_data);
GAF_AVAILABLE_IN_ALL
GafTags *gaf_tags_read_file_finish (GAsyncResult  *result,
                                    GError       **error);
GAF_AVAILABLE_IN_ALL
void gaf_tags_write_async (GafTags             *self,
                           const char          *path,
                           gboolean             replace,
                           GCancellable        *cancellable,
                           GAsyncReadyCallback  callback,
                           gpointer             user_data);
GAF_AVAILABLE_IN_ALL
gboolean gaf_tags_write_finish (GafTags       *self,
                                GAsyncResult  *result,
                                GError       **error);
GAF_AVAILABLE_IN_ALL
void gaf_tags_write_file_async (GafTags             *self,
                                GFile               *file,
                                gboolean             replace,
                                GCancellable        *cancellable,
                                GAsyncReadyCallback  callback,
                                gpointer             user_data);
GAF_AVAILABLE_IN_ALL
gboolean gaf_tags_write_file_finish (GafTags       *self,
                                     GAsyncResult  *result,
                                     GError       **error);

G_END_DECLS
