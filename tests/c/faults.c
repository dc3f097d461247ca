/*
 * SPDX-FileCopyrightText: 2026 gaudiofile contributors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

/*
 * Makes calls of the system fail, for tests/support/faults.py: a library that is loaded before libc (LD_PRELOAD). Only
 * calls that are about a file with a certain text in its name are counted, and one of them fails, or from it on all.
 * Nothing fails until faults_arm() is called.
 */

/* The calls of both names are meant: those with 64 at the end, and those without. */
#undef _FILE_OFFSET_BITS

#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/types.h>
#include <unistd.h>

#define PUBLIC __attribute__ ((visibility ("default")))

/* A number that errno never is: the call does half of what it was asked for. */
#define HALF 100000

static char which[32]; /* the name of the calls */
static char text[256]; /* in the file's name */
static int is_armed, is_lasting, number;
static long nth, n_calls, n_failed;

PUBLIC void faults_arm (const char *call, const char *in_name, long n, int error, int lasting);
PUBLIC long faults_disarm (long *failed);

/* From now on the @n-th @call is to fail with @error, and with @lasting all behind it; 0: none, they are counted. */
void
faults_arm (const char *call, const char *in_name, long n, int error, int lasting)
{
  snprintf (which, sizeof which, "%s", call);
  snprintf (text, sizeof text, "%s", in_name);
  nth = n;
  number = error;
  is_lasting = lasting;
  n_calls = n_failed = 0;
  is_armed = 1;
}

/* How many calls there were, and of them failed. */
long
faults_disarm (long *failed)
{
  is_armed = 0;
  *failed = n_failed;
  return n_calls;
}

static int
is_meant (const char *call, int fd, const char *name)
{
  char link[32], target[PATH_MAX];
  const int error = errno;
  ssize_t length;

  if (!is_armed || strcmp (call, which) != 0)
    return 0;
  if (name == NULL) {
    snprintf (link, sizeof link, "/proc/self/fd/%d", fd);
    length = readlink (link, target, sizeof target - 1);
    errno = error;
    target[length > 0 ? length : 0] = '\0';
    name = target;
  }
  return strstr (name, text) != NULL;
}

/* What errno is to be, or 0: the call is done. */
static int
fault (const char *call, int fd, const char *name)
{
  if (!is_meant (call, fd, name))
    return 0;
  n_calls++;
  if (nth == 0 || (is_lasting ? n_calls < nth : n_calls != nth))
    return 0;
  n_failed++;
  return number;
}

#define REAL(name)                \
  static __typeof__ (name) *real; \
  if (real == NULL)               \
  real = (__typeof__ (name) *) dlsym (RTLD_NEXT, #name)

/* A call of one file descriptor; @call is the name without "64". */
#define OF_FD(type, call, name, parameters, arguments) \
  PUBLIC type name parameters                          \
  {                                                    \
    int error;                                         \
    REAL (name);                                       \
    error = fault (call, fd, NULL);                    \
    if (error == 0)                                    \
      return real arguments;                           \
    errno = error;                                     \
    return -1;                                         \
  }

/* One that moves bytes, and may move fewer. */
#define MOVING(call, name, parameters, arguments) \
  PUBLIC ssize_t name parameters                  \
  {                                               \
    int error;                                    \
    REAL (name);                                  \
    error = fault (call, fd, NULL);               \
    if (error == HALF && n > 1)                   \
      n /= 2;                                     \
    if (error == 0 || error == HALF)              \
      return real arguments;                      \
    errno = error;                                \
    return -1;                                    \
  }

MOVING ("read", read, (int fd, void *to, size_t n), (fd, to, n))
MOVING ("read", pread, (int fd, void *to, size_t n, off_t offset), (fd, to, n, offset))
MOVING ("read", pread64, (int fd, void *to, size_t n, off64_t offset), (fd, to, n, offset))
MOVING ("write", write, (int fd, const void *from, size_t n), (fd, from, n))
MOVING ("write", pwrite, (int fd, const void *from, size_t n, off_t offset), (fd, from, n, offset))
MOVING ("write", pwrite64, (int fd, const void *from, size_t n, off64_t offset), (fd, from, n, offset))
OF_FD (off_t, "lseek", lseek, (int fd, off_t offset, int whence), (fd, offset, whence))
OF_FD (off64_t, "lseek", lseek64, (int fd, off64_t offset, int whence), (fd, offset, whence))
OF_FD (int, "ftruncate", ftruncate, (int fd, off_t size), (fd, size))
OF_FD (int, "ftruncate", ftruncate64, (int fd, off64_t size), (fd, size))
OF_FD (int, "fallocate", fallocate, (int fd, int mode, off_t offset, off_t size), (fd, mode, offset, size))
OF_FD (int, "fallocate", fallocate64, (int fd, int mode, off64_t offset, off64_t size), (fd, mode, offset, size))
OF_FD (int, "fstat", fstat, (int fd, struct stat *result), (fd, result))
OF_FD (int, "fstat", fstat64, (int fd, struct stat64 *result), (fd, result))
OF_FD (int, "fsync", fsync, (int fd), (fd))
OF_FD (int, "fchmod", fchmod, (int fd, mode_t mode), (fd, mode))
OF_FD (int, "fchown", fchown, (int fd, uid_t user, gid_t group), (fd, user, group))

/* Linux has closed it even when it reports an error. */
PUBLIC int
close (int fd)
{
  int error;
  REAL (close);
  error = fault ("close", fd, NULL);
  if (error == 0)
    return real (fd);
  real (fd);
  errno = error;
  return -1;
}

#define OPENING(name)                                \
  PUBLIC int name (const char *path, int flags, ...) \
  {                                                  \
    mode_t mode = 0;                                 \
    va_list arguments;                               \
    int error;                                       \
    REAL (name);                                     \
    if (flags & (O_CREAT | __O_TMPFILE)) {           \
      va_start (arguments, flags);                   \
      mode = va_arg (arguments, mode_t);             \
      va_end (arguments);                            \
    }                                                \
    error = fault ("open", -1, path);                \
    if (error == 0)                                  \
      return real (path, flags, mode);               \
    errno = error;                                   \
    return -1;                                       \
  }

OPENING (open)
OPENING (open64)

/* One of a name. */
#define OF_NAME(call, name, parameters, arguments) \
  PUBLIC int name parameters                       \
  {                                                \
    int error;                                     \
    REAL (name);                                   \
    error = fault (call, -1, path);                \
    if (error == 0)                                \
      return real arguments;                       \
    errno = error;                                 \
    return -1;                                     \
  }

OF_NAME ("rename", rename, (const char *path, const char *other), (path, other))
OF_NAME ("unlink", unlink, (const char *path), (path))
OF_NAME ("stat", stat, (const char *path, struct stat *result), (path, result))
OF_NAME ("stat", stat64, (const char *path, struct stat64 *result), (path, result))
OF_NAME ("stat", lstat, (const char *path, struct stat *result), (path, result))
OF_NAME ("stat", lstat64, (const char *path, struct stat64 *result), (path, result))
OF_NAME ("access", access, (const char *path, int mode), (path, mode))
