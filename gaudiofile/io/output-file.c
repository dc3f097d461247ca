/*
 * SPDX-FileCopyrightText: 2026 gaudiofile contributors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#include "io/output-file.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <poll.h>
#include <glib/gstdio.h>
#include <pthread.h>
#include <signal.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/sysmacros.h>
#include <unistd.h>

#include "core/fork-gate.h"
#include "core/interrupt.h"
#include "io/open-files.h"

/* As many symbolic links as Linux itself follows. */
#define MAX_LINKS 40

/* Room is asked for in steps of this, or if there is less only for what is needed. */
#define RESERVE_STEP (1024 * 1024)

/* How often it is looked whether a pipe has a reader, µs. */
#define READER_INTERVAL 5000

/* Of the name, so that with what is put around it it stays below NAME_MAX. */
#define MAX_TEMPORARY_NAME 200

/* Linux's memory devices (null, zero, full) take a write at any offset; other devices and pipes take what comes next.
 */
static gboolean
mode_can_seek (const struct stat *st)
{
  if (S_ISFIFO (st->st_mode) || S_ISSOCK (st->st_mode))
    return FALSE;
  return !S_ISCHR (st->st_mode) || major (st->st_rdev) == 1;
}

static gboolean
mode_can_block (const struct stat *st)
{
  return !S_ISREG (st->st_mode) && !S_ISDIR (st->st_mode);
}

void
gaf_output_file_init (GafOutputFile *self, const char *path, gboolean atomic)
{
  struct stat st;

  memset (self, 0, sizeof *self);
  self->path = g_strdup (path);
  self->fd = -1;
  self->can_seek = TRUE;
  if (stat (path, &st) == 0) {
    self->can_seek = mode_can_seek (&st);
    self->can_block = mode_can_block (&st);
  }
  /* Only a file has a place where it can appear. */
  self->atomic = atomic && !self->can_block;
}

void
gaf_output_file_clear (GafOutputFile *self)
{
  if (self->fd >= 0 && self->atomic)
    gaf_output_file_discard (self);
  if (self->fd >= 0)
    close (self->fd);
  self->fd = -1;
  g_clear_pointer (&self->path, g_free);
  g_clear_pointer (&self->target, g_free);
  g_clear_pointer (&self->temporary, g_free);
}

/* open */

/* Renaming over a symbolic link would replace the link: follow it first, also where it leads to nothing yet. */
static int
follow_links (const char *path, char **target)
{
  g_autofree char *name = g_strdup (path);

  for (guint i = 0; i < MAX_LINKS; i++) {
    g_autofree char *link = g_file_read_link (name, NULL);
    g_autofree char *folder = NULL;

    if (link == NULL) {
      *target = g_steal_pointer (&name);
      return 0;
    }
    folder = g_path_get_dirname (name);
    g_free (name);
    name = g_path_is_absolute (link) ? g_steal_pointer (&link) : g_build_filename (folder, link, NULL);
  }
  return ELOOP;
}

/* What the new file may be while it does not have the owner and group of the old one yet: at no moment can it be read
 * by somebody who could
 * not read the old one. */
static mode_t
first_mode (const struct stat *old)
{
  const mode_t mode = old->st_mode & 0777;

  return old->st_uid == geteuid () && old->st_gid == getegid () ? mode : mode & 0700;
}

/* Gives the new file the old one's owner, group and mode. Not being allowed to is no failure: another's file in a
 * shared folder becomes one's
 * own; and where the group is another one, it gets the rights of all others. */
static void
take_after (int fd, const struct stat *old)
{
  mode_t mode = old->st_mode & 07777;

  if (fchown (fd, old->st_uid, old->st_gid) != 0) {
    mode &= 0777;
    if (fchown (fd, (uid_t) -1, old->st_gid) != 0)
      mode = (mode & 0707) | (mode & 07) << 3;
  }
  if (fchmod (fd, mode) != 0 && fchmod (fd, mode & 0777) != 0)
    g_debug ("The mode of a new file could not be set: %s", g_strerror (errno));
}

static int
open_atomic (GafOutputFile *self)
{
  g_autofree char *folder = NULL;
  g_autofree char *base = NULL;
  struct stat st;
  gboolean exists;
  int error = follow_links (self->path, &self->target);

  if (error != 0)
    return error;
  exists = stat (self->target, &st) == 0;
  /* The file beside it has a shorter name: only the renaming would find out. */
  if (!exists && errno == ENAMETOOLONG)
    return ENAMETOOLONG;
  if (exists && S_ISDIR (st.st_mode))
    return EISDIR;
  /* Renaming needs no permission on the old file. Writing does, and this is a way of writing. */
  if (exists && access (self->target, W_OK) != 0)
    return errno;

  folder = g_path_get_dirname (self->target);
  base = g_path_get_basename (self->target);
  if (strlen (base) > MAX_TEMPORARY_NAME)
    base[MAX_TEMPORARY_NAME] = '\0';
  do {
    g_free (self->temporary); /* the name that was tried is in the place of the letters */
    self->temporary = g_strdup_printf ("%s/.%s.XXXXXX", folder, base);
    self->fd = g_mkstemp_full (self->temporary, O_WRONLY | O_CLOEXEC, exists ? first_mode (&st) : 0666);
  } while (self->fd < 0 && errno == EINTR);
  if (self->fd < 0) {
    error = errno;
    g_clear_pointer (&self->temporary, g_free);
    return error;
  }
  if (exists)
    take_after (self->fd, &st);
  return 0;
}

static gboolean
is_pipe (const char *path)
{
  struct stat st;

  return stat (path, &st) == 0 && S_ISFIFO (st.st_mode);
}

/* Waits for the pipe's reader, and not in open(), in which a signal that comes a moment before is not noticed. */
static int
open_pipe (GafOutputFile *self, int flags)
{
  int error = ENXIO;

  while (error == ENXIO || error == EINTR) {
    self->fd = open (self->path, flags | O_NONBLOCK);
    error = self->fd >= 0 ? 0 : errno;
    if (error == ENXIO) {
      g_usleep (READER_INTERVAL);
      if (!gaf_interrupt_check (G_MAXSIZE, NULL))
        error = ECANCELED;
    }
  }
  if (error == 0 && fcntl (self->fd, F_SETFL, flags & ~(O_CLOEXEC | O_NOCTTY)) != 0)
    error = errno;
  return error;
}

/* Opens an old file and empties it, unless this process is reading it. */
static int
open_old (GafOutputFile *self, int flags)
{
  guint depth = self->can_block ? gaf_fork_gate_pause () : 0;
  struct stat st;
  int error;

  if (is_pipe (self->path)) {
    error = open_pipe (self, flags);
  } else {
    self->fd = TEMP_FAILURE_RETRY (open (self->path, flags | O_CREAT, 0666));
    error = self->fd >= 0 ? 0 : errno;
  }
  gaf_fork_gate_resume (depth);

  if (error != 0 || fstat (self->fd, &st) != 0 || !S_ISREG (st.st_mode))
    return error;
  if (gaf_open_files_have (self->fd))
    error = ETXTBSY;
  else if (TEMP_FAILURE_RETRY (ftruncate (self->fd, 0)) != 0)
    error = errno;
  if (error != 0) {
    close (self->fd);
    self->fd = -1;
  }
  return error;
}

static int
open_plain (GafOutputFile *self)
{
  const int flags = O_WRONLY | O_CLOEXEC | O_NOCTTY;

  self->fd = TEMP_FAILURE_RETRY (open (self->path, flags | O_CREAT | O_EXCL, 0666));
  self->is_created = self->fd >= 0;
  if (self->fd < 0 && errno == EEXIST)
    return open_old (self, flags);
  return self->fd < 0 ? errno : 0;
}

int
gaf_output_file_open (GafOutputFile *self)
{
  int error = self->atomic ? open_atomic (self) : open_plain (self);
  struct stat st;

  if (error != 0)
    return error;
  self->owner = getpid ();
  if (fstat (self->fd, &st) == 0) {
    self->can_seek = mode_can_seek (&st);
    self->can_block = mode_can_block (&st);
    self->was_linked = st.st_nlink > 0;
  }
  return 0;
}

/* write */

/* A pipe without a reader raises SIGPIPE, which would end the program before it could hear of the error. */
static gssize
write_to_pipe (int fd, const guint8 *data, gsize length)
{
  static const struct timespec at_once = { 0, 0 };
  sigset_t pipe_set, old_set, pending;
  gboolean was_pending;
  gssize n;
  int error;

  sigemptyset (&pipe_set);
  sigaddset (&pipe_set, SIGPIPE);
  sigpending (&pending);
  was_pending = sigismember (&pending, SIGPIPE);
  pthread_sigmask (SIG_BLOCK, &pipe_set, &old_set);
  n = write (fd, data, length);
  error = errno;
  /* A reader that goes in the middle leaves a part written and the signal pending all the same. */
  if (n < (gssize) length && !was_pending)
    while (sigtimedwait (&pipe_set, NULL, &at_once) < 0 && errno == EINTR)
      ;
  pthread_sigmask (SIG_SETMASK, &old_set, NULL);
  errno = error;
  return n;
}

/* Waits until a pipe takes something: in write() itself, a signal that comes a moment before is not noticed. */
static int
wait_for_room (GafOutputFile *self)
{
  struct pollfd fd = { .fd = self->fd, .events = POLLOUT };

  while (poll (&fd, 1, GAF_INTERRUPT_INTERVAL / G_TIME_SPAN_MILLISECOND) <= 0)
    if (!gaf_interrupt_check (G_MAXSIZE, NULL))
      return ECANCELED;
  return 0;
}

int
gaf_output_file_write (GafOutputFile *self, guint64 offset, const guint8 *data, gsize length, gsize *done)
{
  guint depth = self->can_block ? gaf_fork_gate_pause () : 0;
  int error = self->fd < 0 ? EBADF : 0;

  *done = 0;
  while (error == 0 && *done < length) {
    gssize n;

    if (self->can_block) {
      error = wait_for_room (self);
      if (error != 0)
        break;
    }
    n = self->can_seek ? pwrite (self->fd, data + *done, length - *done, (off_t) (offset + *done))
                       : write_to_pipe (self->fd, data + *done, MIN (length - *done, PIPE_BUF));

    if (n > 0)
      *done += n;
    else if (n == 0)
      error = EIO; /* POSIX does not say what this would mean; trying for ever is no answer */
    else if (errno != EINTR)
      error = errno;
  }
  gaf_fork_gate_resume (depth);
  return error;
}

int
gaf_output_file_truncate (GafOutputFile *self, guint64 size)
{
  if (self->can_block)
    return 0; /* a device has no length */
  if (TEMP_FAILURE_RETRY (ftruncate (self->fd, (off_t) size)) != 0)
    return errno;
  /* The room behind it has gone back too. */
  if (self->reserved != G_MAXUINT64)
    self->reserved = MIN (self->reserved, size);
  return 0;
}

static gboolean
is_over_limit (guint64 size)
{
  struct rlimit limit;

  return getrlimit (RLIMIT_FSIZE, &limit) == 0 && limit.rlim_cur != RLIM_INFINITY && size > limit.rlim_cur;
}

int
gaf_output_file_reserve (GafOutputFile *self, guint64 size)
{
  const guint64 steps[] = { size + RESERVE_STEP, size };
  const guint64 from = self->reserved;
  int error = 0;

  if (self->can_block || size <= self->reserved)
    return 0;
  for (guint i = 0; i < G_N_ELEMENTS (steps); i++) {
    error = is_over_limit (steps[i]) ? EFBIG : 0;
    while (error == 0 && fallocate (self->fd, FALLOC_FL_KEEP_SIZE, (off_t) from, (off_t) (steps[i] - from)) != 0)
      error = errno == EINTR ? 0 : errno;
    if (error == 0) {
      self->reserved = steps[i];
      return 0;
    }
    if (error != ENOSPC && error != EDQUOT && error != EFBIG)
      break;
  }
  if (error == ENOSPC || error == EDQUOT || error == EFBIG)
    return error;
  self->reserved = G_MAXUINT64;
  return 0;
}

gboolean
gaf_output_file_has_room (GafOutputFile *self, guint64 size)
{
  return !self->can_block && gaf_output_file_reserve (self, size) == 0 && self->reserved != G_MAXUINT64;
}

/* Gives back the room that was set aside and not used: making a file as long as it is does that. */
static void
release_reserve (GafOutputFile *self)
{
  struct stat st;

  if (self->reserved == 0 || self->reserved == G_MAXUINT64 || fstat (self->fd, &st) != 0)
    return;
  if ((guint64) st.st_size < self->reserved && TEMP_FAILURE_RETRY (ftruncate (self->fd, st.st_size)) != 0)
    g_debug ("%s: %s", self->path, g_strerror (errno));
}

int
gaf_output_file_check (GafOutputFile *self)
{
  struct stat st;

  if (self->fd < 0 || self->can_block || !self->was_linked)
    return 0;
  return fstat (self->fd, &st) == 0 && st.st_nlink == 0 ? ENOENT : 0;
}

const char *
gaf_output_file_get_name (GafOutputFile *self)
{
  if (self->can_block)
    return NULL;
  self->was_linked = FALSE; /* what is open may lose its name now */
  return self->temporary != NULL ? self->temporary : self->path;
}

/* end */

/* close() reports what a network file system could not write. */
static int
close_fd (GafOutputFile *self)
{
  int fd = self->fd;

  self->fd = -1;
  /* Linux has closed it even when it says EINTR. */
  return close (fd) == 0 || errno == EINTR ? 0 : errno;
}

static void
sync_folder (const char *path)
{
  g_autofree char *folder = g_path_get_dirname (path);
  int fd = open (folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);

  if (fd < 0)
    return;
  /* The file is in place already, and not every file system can do this. */
  if (fsync (fd) != 0)
    g_debug ("%s: %s", folder, g_strerror (errno));
  close (fd);
}

int
gaf_output_file_commit (GafOutputFile *self)
{
  int error;

  if (self->fd < 0)
    return 0;
  release_reserve (self);
  if (!self->atomic)
    return close_fd (self);

  if (TEMP_FAILURE_RETRY (fsync (self->fd)) != 0) {
    error = errno;
    gaf_output_file_discard (self);
    return error;
  }
  error = close_fd (self);
  if (error == 0 && rename (self->temporary, self->target) != 0)
    error = errno;
  if (error == 0)
    sync_folder (self->target);
  else
    unlink (self->temporary);
  g_clear_pointer (&self->temporary, g_free);
  return error;
}

/* TRUE if @name is still the name of what is open, and not of a file that somebody has put there since. */
static gboolean
is_name_of (const char *name, int fd)
{
  struct stat by_name, by_fd;

  return lstat (name, &by_name) == 0 && fstat (fd, &by_fd) == 0 && by_name.st_dev == by_fd.st_dev
         && by_name.st_ino == by_fd.st_ino;
}

void
gaf_output_file_let_go (GafOutputFile *self)
{
  if (self->fd >= 0)
    close_fd (self);
}

void
gaf_output_file_discard (GafOutputFile *self)
{
  const char *name = self->atomic ? self->temporary : self->path;

  if (self->fd < 0)
    return;
  if ((self->atomic || self->is_created) && self->owner == getpid () && is_name_of (name, self->fd))
    unlink (name);
  close_fd (self);
}
