/*
 * SPDX-FileCopyrightText: 2026 gaudiofile contributors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#include "io/open-files.h"

#include <gio/gfiledescriptorbased.h>

#include "core/fork-gate.h"

static GMutex lock; /* taken inside the fork gate only: a child never finds it locked */
static GafOpenFile *first;

void
gaf_open_file_enter (GafOpenFile *self, int fd, const struct stat *st)
{
  self->fd = -1;
  if (!S_ISREG (st->st_mode))
    return;
  self->fd = fd;
  self->device = st->st_dev;
  self->inode = st->st_ino;

  gaf_fork_gate_enter ();
  g_mutex_lock (&lock);
  self->previous = NULL;
  self->next = first;
  if (first != NULL)
    first->previous = self;
  first = self;
  g_mutex_unlock (&lock);
  gaf_fork_gate_leave ();
}

void
gaf_open_file_leave (GafOpenFile *self)
{
  if (self->fd < 0)
    return;

  gaf_fork_gate_enter ();
  g_mutex_lock (&lock);
  if (self->previous != NULL)
    self->previous->next = self->next;
  else
    first = self->next;
  if (self->next != NULL)
    self->next->previous = self->previous;
  g_mutex_unlock (&lock);
  gaf_fork_gate_leave ();
  self->fd = -1;
}

static gboolean
is_still_open (const GafOpenFile *self)
{
  struct stat st;

  return fstat (self->fd, &st) == 0 && st.st_dev == self->device && st.st_ino == self->inode;
}

gboolean
gaf_open_files_have (int fd)
{
  gboolean found = FALSE;
  struct stat st;

  if (fstat (fd, &st) != 0)
    return FALSE;
  gaf_fork_gate_enter ();
  g_mutex_lock (&lock);
  /* One of the same number was closed before @fd was opened. */
  for (const GafOpenFile *entry = first; entry != NULL && !found; entry = entry->next)
    found = entry->device == st.st_dev && entry->inode == st.st_ino && entry->fd != fd && is_still_open (entry);
  g_mutex_unlock (&lock);
  gaf_fork_gate_leave ();
  return found;
}

gboolean
gaf_open_files_would_lose (GOutputStream *stream, guint64 start)
{
  struct stat st;
  int fd;

  if (!G_IS_FILE_DESCRIPTOR_BASED (stream))
    return FALSE;
  fd = g_file_descriptor_based_get_fd (G_FILE_DESCRIPTOR_BASED (stream));
  if (fd < 0 || fstat (fd, &st) != 0 || !S_ISREG (st.st_mode))
    return FALSE;
  return (st.st_size == 0 || start < (guint64) st.st_size) && gaf_open_files_have (fd);
}
