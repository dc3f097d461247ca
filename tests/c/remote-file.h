/*
 * SPDX-FileCopyrightText: 2026 gaudiofile contributors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#pragma once

#include <gio/gio.h>

/* A GFile without a path, as those of GVfs are; its file is a local one. */


typedef struct {
  GObject parent;
  GFile *local;
} RemoteFile;

typedef struct {
  GObjectClass parent;
} RemoteFileClass;

static GType remote_file_get_type (void);

static char *
remote_no_path (GFile *file)
{
  return NULL;
}

static char *
remote_uri (GFile *file)
{
  return g_strdup ("test://remote");
}

static GFileOutputStream *
remote_replace (GFile *file, const char *etag, gboolean backup, GFileCreateFlags flags, GCancellable *cancellable,
                GError **error)
{
  return g_file_replace (((RemoteFile *) file)->local, etag, backup, flags, cancellable, error);
}

static GFileInfo *
remote_info (GFile *file, const char *attributes, GFileQueryInfoFlags flags, GCancellable *cancellable, GError **error)
{
  return g_file_query_info (((RemoteFile *) file)->local, attributes, flags, cancellable, error);
}

static gboolean
remote_delete (GFile *file, GCancellable *cancellable, GError **error)
{
  return g_file_delete (((RemoteFile *) file)->local, cancellable, error);
}

static void
remote_file_init_interface (GFileIface *iface)
{
  iface->get_path = remote_no_path;
  iface->get_uri = remote_uri;
  iface->replace = remote_replace;
  iface->query_info = remote_info;
  iface->delete_file = remote_delete;
}

static void
remote_file_finalize (GObject *object)
{
  g_object_unref (((RemoteFile *) object)->local);
  G_OBJECT_CLASS (g_type_class_peek_parent (G_OBJECT_GET_CLASS (object)))->finalize (object);
}

static void
remote_file_class_init (RemoteFileClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = remote_file_finalize;
}

static void
remote_file_init (RemoteFile *self)
{
}

G_DEFINE_TYPE_WITH_CODE (RemoteFile, remote_file, G_TYPE_OBJECT,
                         G_IMPLEMENT_INTERFACE (G_TYPE_FILE, remote_file_init_interface))

static GFile *
remote_file_new (const char *path)
{
  RemoteFile *self = g_object_new (remote_file_get_type (), NULL);

  self->local = g_file_new_for_path (path);
  return G_FILE (self);
}
