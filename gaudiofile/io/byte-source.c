/*
 * SPDX-FileCopyrightText: 2026 gaudiofile contributors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#include "io/byte-source.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include <gio/gfiledescriptorbased.h>

#include "core/file-name.h"
#include "core/limits.h"
#include "core/fork-gate.h"
#include "core/interrupt.h"
#include "core/memory.h"
#include "gaf-error.h"
#include "gaf-private.h"
#include "io/foreign-stream.h"
#include "io/open-files.h"

#define TIMED_WORK (1024 * 1024) /* bytes read between two looks at the clock */

typedef enum {
  KIND_FD,
  KIND_STREAM,
  KIND_BYTES,
  KIND_WINDOW,
  KIND_DERIVED,
} Kind;

struct _GafByteSource {
  grefcount ref_count;
  Kind kind;
  guint64 size;

  int fd;           /* KIND_FD; -1 once closed */
  GafOpenFile open; /* in the register of files that are being read, while KIND_FD or KIND_STREAM is open on one */

  GInputStream *stream;  /* KIND_STREAM; NULL once closed */
  gboolean owns_stream;  /* opened by us, so closed by us */
  guint64 stream_start;  /* the stream's position that is our byte 0 */
  guint64 stream_offset; /* where the stream stands now, counted from our byte 0; G_MAXUINT64: not known */

  GBytes *bytes; /* KIND_BYTES */
  const guint8 *data;

  GafByteSource *base; /* KIND_WINDOW, KIND_DERIVED */
  guint64 base_offset;

  GafByteSourceRead derive; /* KIND_DERIVED */
  gpointer derive_data;
  GDestroyNotify derive_destroy;

  guint8 *buffer; /* read-ahead of all but KIND_BYTES and KIND_WINDOW, for peek(); read() only takes what is in it */
  gsize buffer_allocated;
  guint64 buffer_offset;
  gsize buffer_length;

  const GafLimits *limits; /* borrowed; NULL: the defaults */
  gsize untimed;           /* bytes, about, since the clock was looked at */
  gint64 begun;            /* the thread's time (µs) when there was progress last; 0: it is just now */

  GCancellable *cancellable; /* borrowed for the time of a call */
  gsize unchecked;           /* bytes that were read since it was looked whether to go on */
  GError *error;             /* the first failure */
};

/* The buffer for the first look at a file is kept for the next one: the allocator has no quick way to pieces so large,
 * and it took a twentieth of the time in which a WAV file is opened. */
static gpointer spare; /* atomic */

static guint8 *
allocate_buffer (gsize length, GError **error)
{
  guint8 *buffer = length == GAF_BYTE_SOURCE_FIRST_BLOCK ? g_atomic_pointer_get (&spare) : NULL;

  if (buffer != NULL && g_atomic_pointer_compare_and_exchange (&spare, buffer, NULL))
    return buffer;
  return gaf_memory_try (length, 1, error);
}

static void
free_buffer (GafByteSource *self)
{
  if (self->buffer_allocated != GAF_BYTE_SOURCE_FIRST_BLOCK
      || !g_atomic_pointer_compare_and_exchange (&spare, NULL, self->buffer))
    g_free (self->buffer);
  self->buffer = NULL;
  self->buffer_allocated = self->buffer_length = 0;
}

static GafByteSource *
byte_source_new (Kind kind, guint64 size)
{
  GafByteSource *self = g_new0 (GafByteSource, 1);

  g_ref_count_init (&self->ref_count);
  self->kind = kind;
  self->size = size;
  self->fd = -1;
  self->open.fd = -1;
  return self;
}

/* open */

static gboolean
check_regular (const char *path, const struct stat *st, GError **error)
{
  g_autofree char *name = NULL;
  const char *what = NULL;

  if (S_ISREG (st->st_mode))
    return TRUE;

  name = g_filename_display_name (path);
  if (S_ISDIR (st->st_mode))
    what = "a directory";
  else if (S_ISFIFO (st->st_mode))
    what = "a pipe";
  else if (S_ISSOCK (st->st_mode))
    what = "a socket";
  else
    what = "a device";

  g_set_error (error, GAF_ERROR, GAF_ERROR_NOT_A_FILE,
               "\"%s\" is %s, not a file: audio can only be read from something that can seek", name, what);
  return FALSE;
}

static void
set_open_error (const char *path, int saved_errno, GError **error)
{
  g_autofree char *name = g_filename_display_name (path);
  const char *hint = saved_errno == ENOENT || saved_errno == ENOTDIR ? gaf_file_name_get_hint (name) : NULL;
  g_autofree char *what = g_strdup_printf ("Could not open \"%s\"", name);
  GError *failure = gaf_error_new_errno (saved_errno, what);

  if (hint != NULL) {
    char *message = g_strconcat (failure->message, ". ", hint, NULL);

    g_free (failure->message);
    failure->message = message;
  }
  g_propagate_error (error, failure);
}

/* Whether the last part of a path has an extension. */
static gboolean
has_extension (const char *path)
{
  const char *name = strrchr (path, G_DIR_SEPARATOR);

  return strchr (name != NULL ? name : path, '.') != NULL;
}

GafByteSource *
gaf_byte_source_new_for_path (const char *path, GError **error)
{
  GafByteSource *self;
  struct stat st;
  int fd;

  if (*path == '\0') {
    g_set_error (error, GAF_ERROR, GAF_ERROR_NOT_FOUND, "The file name is empty");
    return NULL;
  }
  /* Looked at before opening, because opening a device can do things; but devices have no extension, and to look is a
   * tenth of the time of opening. */
  if (!has_extension (path)) {
    if (stat (path, &st) != 0) {
      set_open_error (path, errno, error);
      return NULL;
    }
    if (!check_regular (path, &st, error))
      return NULL;
  }

  /* A pipe is not waited for. */
  fd = TEMP_FAILURE_RETRY (open (path, O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY));
  if (fd < 0) {
    const int saved_errno = errno;

    /* Sockets cannot be opened. */
    if (stat (path, &st) != 0 || check_regular (path, &st, error))
      set_open_error (path, saved_errno, error);
    return NULL;
  }
  if (fstat (fd, &st) != 0) {
    set_open_error (path, errno, error);
    close (fd);
    return NULL;
  }
  if (!check_regular (path, &st, error)) {
    close (fd);
    return NULL;
  }

  self = byte_source_new (KIND_FD, st.st_size);
  self->fd = fd;
  gaf_open_file_enter (&self->open, fd, &st);
  return self;
}

GafByteSource *
gaf_byte_source_new_for_fd (int fd, guint64 size)
{
  GafByteSource *self = byte_source_new (KIND_FD, size);

  self->fd = fd;
  return self;
}

GafByteSource *
gaf_byte_source_new_for_file (GFile *file, GCancellable *cancellable, GError **error)
{
  g_autofree char *path = g_file_get_path (file);
  g_autofree char *uri = NULL;
  g_autoptr (GFileInputStream) stream = NULL;
  g_autoptr (GError) local_error = NULL;
  GafByteSource *self;

  if (path != NULL)
    return gaf_byte_source_new_for_path (path, error);

  uri = g_file_get_uri (file);
  stream = g_file_read (file, cancellable, &local_error);
  if (stream == NULL) {
    if (g_error_matches (local_error, G_IO_ERROR, G_IO_ERROR_CANCELLED)) {
      g_propagate_error (error, g_steal_pointer (&local_error));
      return NULL;
    }
    g_set_error (error, GAF_ERROR,
                 g_error_matches (local_error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND)      ? GAF_ERROR_NOT_FOUND
                 : g_error_matches (local_error, G_IO_ERROR, G_IO_ERROR_IS_DIRECTORY) ? GAF_ERROR_NOT_A_FILE
                                                                                      : GAF_ERROR_IO,
                 "Could not open \"%s\": %s", uri, local_error->message);
    return NULL;
  }

  self = gaf_byte_source_new_for_stream (G_INPUT_STREAM (stream), cancellable, error);
  if (self != NULL)
    self->owns_stream = TRUE;
  return self;
}

GafByteSource *
gaf_byte_source_new_for_stream (GInputStream *stream, GCancellable *cancellable, GError **error)
{
  GafByteSource *self = NULL;
  GSeekable *seekable;
  goffset start, end = 0;
  struct stat st;
  gboolean ok;
  guint depth;
  int fd;

  if (!gaf_foreign_stream_can_seek (stream)) {
    g_set_error (error, GAF_ERROR, GAF_ERROR_NOT_SEEKABLE,
                 "The stream is not seekable: read it into memory first, or save it to a file");
    return NULL;
  }

  seekable = G_SEEKABLE (stream);
  depth = gaf_fork_gate_pause ();
  start = g_seekable_tell (seekable);
  ok = g_seekable_seek (seekable, 0, G_SEEK_END, cancellable, error);
  if (ok) {
    end = g_seekable_tell (seekable);
    ok = g_seekable_seek (seekable, start, G_SEEK_SET, cancellable, error);
  }
  gaf_fork_gate_resume (depth);
  if (!ok)
    return NULL;

  if (end <= 0) {
    g_set_error (error, GAF_ERROR, GAF_ERROR_EMPTY, "The stream is empty");
    return NULL;
  }
  if (start >= end) {
    g_set_error (error, GAF_ERROR, GAF_ERROR_EMPTY,
                 "The stream is at its end (byte %" G_GINT64_FORMAT
                 "): nothing can be read from the end of the stream. Try seeking to its beginning first",
                 (gint64) start);
    return NULL;
  }

  self = byte_source_new (KIND_STREAM, end - start);
  self->stream = g_object_ref (stream);
  self->stream_start = start;
  fd = G_IS_FILE_DESCRIPTOR_BASED (stream) ? g_file_descriptor_based_get_fd (G_FILE_DESCRIPTOR_BASED (stream)) : -1;
  if (fd >= 0 && fstat (fd, &st) == 0)
    gaf_open_file_enter (&self->open, fd, &st);
  return self;
}

GafByteSource *
gaf_byte_source_new_for_bytes (GBytes *bytes)
{
  GafByteSource *self = byte_source_new (KIND_BYTES, g_bytes_get_size (bytes));

  self->bytes = g_bytes_ref (bytes);
  self->data = g_bytes_get_data (bytes, NULL);
  return self;
}

GafByteSource *
gaf_byte_source_new_window (GafByteSource *base, guint64 offset, guint64 size)
{
  guint64 start = MIN (offset, base->size);
  GafByteSource *self = byte_source_new (KIND_WINDOW, MIN (size, base->size - start));

  self->base = gaf_byte_source_ref (base);
  self->base_offset = start;
  return self;
}

GafByteSource *
gaf_byte_source_new_derived (GafByteSource *base, guint64 size, GafByteSourceRead read, gpointer user_data,
                             GDestroyNotify destroy)
{
  GafByteSource *self = byte_source_new (KIND_DERIVED, size);

  self->base = base != NULL ? gaf_byte_source_ref (base) : NULL;
  self->derive = read;
  self->derive_data = user_data;
  self->derive_destroy = destroy;
  return self;
}

GafByteSource *
gaf_byte_source_clone (GafByteSource *self)
{
  GafByteSource *clone;
  struct stat st;
  int fd;

  if (self->kind == KIND_BYTES && self->bytes != NULL)
    return gaf_byte_source_new_for_bytes (self->bytes);
  if (self->kind != KIND_FD || self->fd < 0 || fstat (self->fd, &st) != 0)
    return NULL;
  /* The same file, whatever its name stands for by now. Its position, which both share, is not used. */
  fd = fcntl (self->fd, F_DUPFD_CLOEXEC, 0);
  if (fd < 0)
    return NULL;
  clone = byte_source_new (KIND_FD, self->size);
  clone->fd = fd;
  clone->cancellable = self->cancellable;
  gaf_open_file_enter (&clone->open, fd, &st);
  return clone;
}

GafByteSource *
gaf_byte_source_ref (GafByteSource *self)
{
  g_ref_count_inc (&self->ref_count);
  return self;
}

void
gaf_byte_source_unref (GafByteSource *self)
{
  if (!g_ref_count_dec (&self->ref_count))
    return;

  gaf_byte_source_close (self);
  g_clear_pointer (&self->bytes, g_bytes_unref);
  if (self->derive_destroy != NULL)
    self->derive_destroy (self->derive_data);
  g_clear_pointer (&self->base, gaf_byte_source_unref);
  free_buffer (self);
  g_clear_error (&self->error);
  g_free (self);
}

void
gaf_byte_source_close (GafByteSource *self)
{
  self->buffer_length = 0;
  gaf_open_file_leave (&self->open);
  if (self->kind == KIND_FD && self->fd >= 0) {
    close (self->fd);
    self->fd = -1;
  }
  if (self->stream != NULL) {
    guint depth = gaf_fork_gate_pause ();

    if (self->owns_stream)
      g_input_stream_close (self->stream, NULL, NULL);
    g_clear_object (&self->stream);
    gaf_fork_gate_resume (depth);
  }
}

guint64
gaf_byte_source_get_size (GafByteSource *self)
{
  return self->size;
}

const GError *
gaf_byte_source_get_error (GafByteSource *self)
{
  return self->base != NULL ? gaf_byte_source_get_error (self->base) : self->error;
}

void
gaf_byte_source_clear_error (GafByteSource *self)
{
  if (self->base != NULL)
    gaf_byte_source_clear_error (self->base);
  g_clear_error (&self->error);
}

void
gaf_byte_source_set_cancellable (GafByteSource *self, GCancellable *cancellable)
{
  if (self->base != NULL)
    gaf_byte_source_set_cancellable (self->base, cancellable);
  else
    self->cancellable = cancellable;
  self->begun = 0;
}

void
gaf_byte_source_set_limits (GafByteSource *self, const GafLimits *limits)
{
  self->limits = limits;
}

const GafLimits *
gaf_byte_source_get_limits (GafByteSource *self)
{
  while (self->base != NULL)
    self = self->base;
  return self->limits != NULL ? self->limits : &gaf_limits_default;
}

void
gaf_byte_source_note_progress (GafByteSource *self)
{
  while (self->base != NULL)
    self = self->base;
  self->begun = 0;
}

int
gaf_byte_source_get_fd (GafByteSource *self)
{
  return self->kind == KIND_FD ? self->fd : -1;
}

/* The time of the thread, µs: waiting does not count. */
static gint64
get_thread_time (void)
{
  struct timespec now = { 0 };

  clock_gettime (CLOCK_THREAD_CPUTIME_ID, &now);
  return (gint64) now.tv_sec * G_USEC_PER_SEC + now.tv_nsec / 1000;
}

static gboolean
check_time (GafByteSource *self, gsize work, GError **error)
{
  const double seconds = gaf_byte_source_get_limits (self)->seconds;
  gint64 now;

  self->untimed += MIN (work, TIMED_WORK) + TIMED_WORK / 256;
  if (self->untimed < TIMED_WORK)
    return TRUE;
  self->untimed = 0;
  now = get_thread_time ();
  if (self->begun == 0)
    self->begun = now;
  if ((double) (now - self->begun) <= seconds * G_USEC_PER_SEC)
    return TRUE;
  if (self->error == NULL)
    gaf_limits_exceeded (&self->error, "seconds", "No audio was found in the file in %g seconds of computing", seconds);
  g_propagate_error (error, g_error_copy (self->error));
  return FALSE;
}

gboolean
gaf_byte_source_check (GafByteSource *self, gsize work, GError **error)
{
  while (self->base != NULL)
    self = self->base;
  return !g_cancellable_set_error_if_cancelled (self->cancellable, error) && gaf_interrupt_check (work, error)
         && check_time (self, work, error);
}

/* read */

/* Memory is read in pieces of any size, and much quicker than to ask each time. */
static gboolean
check_now_and_then (GafByteSource *self, gsize length, GError **error)
{
  self->unchecked += length;
  if (self->unchecked < GAF_INTERRUPT_WORK)
    return TRUE;
  length = self->unchecked;
  self->unchecked = 0;
  return gaf_byte_source_check (self, length, error);
}

static gssize
fail (GafByteSource *self, GError *failure, GError **error)
{
  /* Being cancelled is no property of the file: it can be read on afterwards. */
  if (self->error == NULL && !g_error_matches (failure, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    self->error = g_error_copy (failure);
  g_propagate_error (error, failure);
  return -1;
}

static gssize
read_fd (GafByteSource *self, guint64 offset, guint8 *dest, gsize length, GError **error)
{
  gsize done = 0;

  if (self->fd < 0)
    return fail (self, g_error_new (GAF_ERROR, GAF_ERROR_CLOSED, "The file is closed"), error);

  while (done < length) {
    gssize n = pread (self->fd, dest + done, length - done, offset + done);

    if (n < 0 && errno == EINTR)
      continue;
    if (n < 0)
      return fail (self, gaf_error_new_errno (errno, "Reading failed"), error);
    if (n == 0)
      break; /* somebody made the file shorter */
    done += n;
  }
  return done;
}

static gssize
read_stream (GafByteSource *self, guint64 offset, guint8 *dest, gsize length, GError **error)
{
  g_autoptr (GError) local_error = NULL;
  gsize done = 0;
  gboolean ok = TRUE;
  guint depth;

  if (self->stream == NULL)
    return fail (self, g_error_new (GAF_ERROR, GAF_ERROR_CLOSED, "The stream is closed"), error);

  depth = gaf_fork_gate_pause ();
  if (self->stream_offset != offset)
    ok = g_seekable_seek (G_SEEKABLE (self->stream), self->stream_start + offset, G_SEEK_SET, self->cancellable,
                          &local_error);
  if (ok)
    ok = g_input_stream_read_all (self->stream, dest, length, &done, self->cancellable, &local_error);
  gaf_fork_gate_resume (depth);

  self->stream_offset = ok ? offset + done : G_MAXUINT64;
  if (!ok)
    return fail (self, g_steal_pointer (&local_error), error);
  return done;
}

gssize
gaf_byte_source_read (GafByteSource *self, guint64 offset, gpointer dest, gsize length, GError **error)
{
  /* A stream insists on a place to put it, even if it is asked for nothing. */
  if (offset >= self->size || length == 0)
    return 0;
  length = MIN (length, self->size - offset);

  switch (self->kind) {
  case KIND_WINDOW:
    return gaf_byte_source_read (self->base, self->base_offset + offset, dest, length, error);
  case KIND_BYTES:
    if (!check_now_and_then (self, length, error))
      return -1;
    memcpy (dest, self->data + offset, length);
    return length;
  case KIND_FD:
  case KIND_STREAM:
  case KIND_DERIVED:
    break;
  }

  if (!gaf_byte_source_check (self, length, error))
    return -1;
  if (offset >= self->buffer_offset && offset + length <= self->buffer_offset + self->buffer_length) {
    memcpy (dest, self->buffer + (offset - self->buffer_offset), length);
    return length;
  }
  if (self->kind == KIND_DERIVED && self->base != NULL)
    return self->derive (self->derive_data, offset, dest, length, error);
  if (self->kind == KIND_DERIVED) {
    GError *local_error = NULL;
    gssize n = self->derive (self->derive_data, offset, dest, length, &local_error);

    return n < 0 ? fail (self, local_error, error) : n;
  }
  return self->kind == KIND_FD ? read_fd (self, offset, dest, length, error)
                               : read_stream (self, offset, dest, length, error);
}

/* How much to read at @offset, which is not in the buffer. The first look is at a header, and often the only one
 * nearby: copying 64 kB takes longer than all else that opening a file does. Who goes on from there gets more and more;
 * files from descriptors do not mind to be asked often, streams do. */
static gsize
next_block (const GafByteSource *self, guint64 offset)
{
  const gboolean goes_on = offset >= self->buffer_offset && offset <= self->buffer_offset + self->buffer_length;

  if (self->buffer_allocated == 0)
    return GAF_BYTE_SOURCE_FIRST_BLOCK;
  if (self->kind != KIND_FD)
    return GAF_BYTE_SOURCE_BLOCK;
  return goes_on ? CLAMP (4 * self->buffer_length, GAF_BYTE_SOURCE_FIRST_BLOCK, GAF_BYTE_SOURCE_BLOCK)
                 : GAF_BYTE_SOURCE_FIRST_BLOCK;
}

const guint8 *
gaf_byte_source_peek (GafByteSource *self, guint64 offset, gsize wanted, gsize *available, GError **error)
{
  static const guint8 nothing[1];
  GError *no_memory = NULL;
  gssize n;
  gsize length;

  *available = 0;
  if (offset >= self->size)
    return nothing;
  wanted = MIN (wanted, self->size - offset);

  if (self->kind == KIND_BYTES) {
    if (!check_now_and_then (self, wanted, error))
      return NULL;
    *available = self->size - offset;
    return self->data + offset;
  }
  if (self->kind == KIND_WINDOW) {
    const guint8 *data = gaf_byte_source_peek (self->base, self->base_offset + offset, wanted, available, error);

    *available = MIN (*available, self->size - offset);
    return data;
  }

  if (offset < self->buffer_offset || offset + wanted > self->buffer_offset + self->buffer_length) {
    length = MIN (MAX (wanted, next_block (self, offset)), self->size - offset);
    if (length > self->buffer_allocated) {
      free_buffer (self);
      self->buffer = allocate_buffer (length, &no_memory);
      if (self->buffer == NULL) {
        fail (self, no_memory, error); /* not the end of the file */
        return NULL;
      }
      self->buffer_allocated = length;
    }
    self->buffer_length = 0;
    n = gaf_byte_source_read (self, offset, self->buffer, length, error);
    if (n < 0)
      return NULL;
    self->buffer_offset = offset;
    self->buffer_length = n;
  }

  /* The file may have become shorter since it was opened: then less is available than asked. */
  *available = self->buffer_offset + self->buffer_length - MIN (offset, self->buffer_offset + self->buffer_length);
  return self->buffer + (offset - self->buffer_offset);
}
