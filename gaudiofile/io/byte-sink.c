/*
 * SPDX-FileCopyrightText: 2026 gaudiofile contributors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#include "io/byte-sink.h"

#include <errno.h>
#include <string.h>

#include "gaf-error.h"
#include "core/file-name.h"
#include "core/fork-gate.h"
#include "io/foreign-stream.h"
#include "io/open-files.h"
#include "io/output-file.h"
#include "gaf-private.h"

/*
 *  append ─► buffer ─┐
 *                    ├─► store (offset, bytes) ─┬► GafOutputFile
 *  overwrite ────────┘                          ├► GOutputStream, after a seek if it does not stand there
 *                                               └► memory, which grows
 */

/* So many calls are handed on at once: setting room aside, and giving the rest of it back at the end, costs as much. */
#define HAND_ON_FIRST 32

typedef enum {
  KIND_FILE,
  KIND_STREAM, /* also a GFile that has no path */
  KIND_MEMORY,
} Kind;

struct _GafByteSink {
  Kind kind;
  char *name; /* for messages */
  gboolean is_open;
  gboolean is_closed;

  guint64 stored;  /* bytes handed on; those in the buffer come behind them */
  guint n_settled; /* calls of gaf_byte_sink_settle() that handed on */
  guint8 *buffer;  /* KIND_MEMORY has none */
  gsize buffer_length;
  gsize buffer_allocated; /* GAF_BYTE_SINK_BLOCK, more after an error */

  GafOutputFile file; /* KIND_FILE */

  GFile *remote;         /* KIND_STREAM: what it is opened from, or NULL */
  gboolean is_atomic;    /* of @remote */
  gboolean is_created;   /* @remote was not there before */
  GOutputStream *stream; /* KIND_STREAM; NULL before opening and once closed */
  guint64 stream_start;  /* the stream's position that is our byte 0 */
  guint64 stream_offset; /* where it stands now, counted from our byte 0; G_MAXUINT64: not known */

  guint8 *memory; /* KIND_MEMORY */
  gsize allocated;

  GCancellable *cancellable; /* borrowed for the time of a call */
  GError *error;             /* the first failure */
  gboolean is_failing;       /* there was one, and no successful retry since */
  gboolean has_lost;         /* what was kept was dropped: nothing can be appended behind the hole */
};

static GafByteSink *
byte_sink_new (Kind kind)
{
  GafByteSink *self = g_new0 (GafByteSink, 1);

  self->kind = kind;
  return self;
}

GafByteSink *
gaf_byte_sink_new_for_path (const char *path, gboolean atomic)
{
  GafByteSink *self = byte_sink_new (KIND_FILE);

  self->name = g_filename_display_name (path);
  gaf_output_file_init (&self->file, path, atomic);
  return self;
}

GafByteSink *
gaf_byte_sink_new_for_file (GFile *file, gboolean atomic)
{
  g_autofree char *path = g_file_get_path (file);
  GafByteSink *self;

  if (path != NULL)
    return gaf_byte_sink_new_for_path (path, atomic);
  self = byte_sink_new (KIND_STREAM);
  self->name = g_file_get_uri (file);
  self->remote = g_object_ref (file);
  self->is_atomic = atomic;
  return self;
}

static void
take_stream (GafByteSink *self, GOutputStream *stream)
{
  self->stream = stream;
  if (gaf_foreign_stream_can_seek (stream)) {
    guint depth = gaf_fork_gate_pause ();

    self->stream_start = (guint64) MAX (g_seekable_tell (G_SEEKABLE (stream)), 0);
    gaf_fork_gate_resume (depth);
  }
}

GafByteSink *
gaf_byte_sink_new_for_stream (GOutputStream *stream)
{
  GafByteSink *self = byte_sink_new (KIND_STREAM);

  self->name = g_strdup ("the stream");
  take_stream (self, g_object_ref (stream));
  return self;
}

GafByteSink *
gaf_byte_sink_new_for_memory (void)
{
  GafByteSink *self = byte_sink_new (KIND_MEMORY);

  self->name = g_strdup ("memory");
  return self;
}

void
gaf_byte_sink_free (GafByteSink *self)
{
  if (self == NULL)
    return;
  if (self->kind == KIND_FILE)
    gaf_output_file_clear (&self->file);
  else if (self->is_open && self->is_atomic)
    gaf_byte_sink_discard (self);
  g_clear_pointer (&self->stream, gaf_foreign_stream_drop);
  g_clear_object (&self->remote);
  g_clear_error (&self->error);
  g_free (self->memory);
  g_free (self->buffer);
  g_free (self->name);
  g_free (self);
}

/* errors */

/* Takes @failure. What is reported is always the first one: what comes after it are consequences. */
static gboolean
fail (GafByteSink *self, GError *failure, GError **error)
{
  self->is_failing = TRUE;
  if (self->error == NULL)
    self->error = failure;
  else
    g_error_free (failure);
  g_propagate_error (error, g_error_copy (self->error));
  return FALSE;
}

static gboolean
fail_with_errno (GafByteSink *self, int saved_errno, const char *format, GError **error)
{
  g_autofree char *what = g_strdup_printf (format, self->name);

  return fail (self, gaf_error_new_errno (saved_errno, what), error);
}

/* TRUE if all is well. */
static gboolean
check_error (GafByteSink *self, GError **error)
{
  if (!self->is_failing)
    return TRUE;
  g_propagate_error (error, g_error_copy (self->error));
  return FALSE;
}

/* TRUE if something can be written now. An earlier error is the caller's business. */
static gboolean
check_open (GafByteSink *self, GError **error)
{
  if (!self->is_closed)
    return TRUE;
  if (check_error (self, error))
    g_set_error (error, GAF_ERROR, GAF_ERROR_CLOSED, "\"%s\" is closed", self->name);
  return FALSE;
}

static gboolean
check_state (GafByteSink *self, GError **error)
{
  return check_open (self, error) && !g_cancellable_set_error_if_cancelled (self->cancellable, error);
}

gboolean
gaf_byte_sink_check (GafByteSink *self, GError **error)
{
  return check_error (self, error) && check_state (self, error);
}

/* open */

static gboolean
open_remote (GafByteSink *self, GError **error)
{
  GError *local_error = NULL;
  GFileOutputStream *stream;

  self->is_created = !g_file_query_exists (self->remote, self->cancellable);
  stream = g_file_replace (self->remote, NULL, FALSE, G_FILE_CREATE_NONE, self->cancellable, &local_error);
  if (stream == NULL) {
    g_prefix_error (&local_error, "Could not create \"%s\": ", self->name);
    return fail (self, local_error, error);
  }
  take_stream (self, G_OUTPUT_STREAM (stream));
  self->stream_start = 0;
  return TRUE;
}

static gboolean
is_folder_missing (const char *path)
{
  g_autofree char *folder = g_path_get_dirname (path);

  return !g_file_test (folder, G_FILE_TEST_IS_DIR);
}

static GError *
new_being_read_error (GafByteSink *self)
{
  return g_error_new (GAF_ERROR, GAF_ERROR_BUSY,
                      "\"%s\" is being read by this process, and writing to it would empty it: close its reader first, "
                      "or write atomically (atomic=True), which puts the new file into its place when it is complete",
                      self->name);
}

gboolean
gaf_byte_sink_open (GafByteSink *self, GError **error)
{
  int saved_errno;

  if (self->is_open)
    return check_error (self, error);
  if (!check_state (self, error) || !check_error (self, error))
    return FALSE;

  if (self->kind == KIND_FILE) {
    saved_errno = gaf_output_file_open (&self->file);
    if (saved_errno == ETXTBSY)
      return fail (self, new_being_read_error (self), error);
    if (saved_errno == ENOENT && is_folder_missing (self->file.path)) {
      const char *hint = gaf_file_name_get_hint (self->name);
      g_autofree char *format =
          g_strconcat ("Could not create \"%s\", its folder does not exist", hint != NULL ? ". " : NULL, hint, NULL);

      return fail_with_errno (self, saved_errno, format, error);
    }
    if (saved_errno != 0)
      return fail_with_errno (self, saved_errno, "Could not create \"%s\"", error);
  } else if (self->kind == KIND_STREAM && self->stream == NULL) {
    if (!open_remote (self, error))
      return FALSE;
  } else if (self->kind == KIND_STREAM && gaf_open_files_would_lose (self->stream, self->stream_start)) {
    return fail (self,
                 g_error_new_literal (GAF_ERROR, GAF_ERROR_BUSY,
                                      "The file of the stream is being read by this process, and would change under "
                                      "its reader: close the reader first, or write to another file"),
                 error);
  }
  if (self->kind != KIND_MEMORY) {
    self->buffer = g_malloc (GAF_BYTE_SINK_BLOCK);
    self->buffer_allocated = GAF_BYTE_SINK_BLOCK;
  }
  self->is_open = TRUE;
  return TRUE;
}

gboolean
gaf_byte_sink_is_atomic (GafByteSink *self)
{
  return self->kind == KIND_FILE ? self->file.atomic : self->is_atomic;
}

gboolean
gaf_byte_sink_can_seek (GafByteSink *self)
{
  switch (self->kind) {
  case KIND_FILE:
    return self->file.can_seek;
  case KIND_STREAM:
    /* Of a GFile it is known when it is open. Most can. */
    return self->stream != NULL ? gaf_foreign_stream_can_seek (self->stream) : self->remote != NULL;
  case KIND_MEMORY:
  default:
    return TRUE;
  }
}

guint64
gaf_byte_sink_get_size (GafByteSink *self)
{
  return self->stored + self->buffer_length;
}

/* store */

static gboolean
store_in_file (GafByteSink *self, guint64 offset, const guint8 *data, gsize length, gsize *done, GError **error)
{
  int saved_errno = gaf_output_file_write (&self->file, offset, data, length, done);

  return saved_errno == 0 || fail_with_errno (self, saved_errno, "Writing \"%s\" failed", error);
}

static gboolean
store_in_stream (GafByteSink *self, guint64 offset, const guint8 *data, gsize length, gsize *done, GError **error)
{
  GError *failure = NULL;
  guint depth = gaf_fork_gate_pause ();
  gboolean ok = TRUE;

  if (self->stream_offset != offset && gaf_foreign_stream_can_seek (self->stream))
    ok = g_seekable_seek (G_SEEKABLE (self->stream), (goffset) (self->stream_start + offset), G_SEEK_SET,
                          self->cancellable, &failure);
  if (ok)
    ok = g_output_stream_write_all (self->stream, data, length, done, self->cancellable, &failure);
  gaf_fork_gate_resume (depth);

  self->stream_offset = ok ? offset + *done : G_MAXUINT64;
  if (g_error_matches (failure, G_IO_ERROR, G_IO_ERROR_CANCELLED)) {
    g_propagate_error (error, failure); /* it can be handed on later */
    return FALSE;
  }
  return ok || fail (self, failure, error);
}

static gboolean
store_in_memory (GafByteSink *self, guint64 offset, const guint8 *data, gsize length, gsize *done, GError **error)
{
  if (length > self->allocated - offset) {
    /* Half as much again: the copies of a growing file stay below three times its size. */
    gsize wanted = MAX (offset + length, self->allocated + self->allocated / 2);
    guint8 *memory = g_try_realloc (self->memory, MAX (wanted, GAF_BYTE_SINK_BLOCK));

    if (memory == NULL)
      return fail_with_errno (self, ENOMEM, "Writing into %s failed", error);
    self->memory = memory;
    self->allocated = MAX (wanted, GAF_BYTE_SINK_BLOCK);
  }
  memcpy (self->memory + offset, data, length);
  *done = length;
  return TRUE;
}

static gboolean
store (GafByteSink *self, guint64 offset, const guint8 *data, gsize length, gsize *done, GError **error)
{
  *done = 0;
  switch (self->kind) {
  case KIND_FILE:
    return store_in_file (self, offset, data, length, done, error);
  case KIND_STREAM:
    return store_in_stream (self, offset, data, length, done, error);
  case KIND_MEMORY:
  default:
    return store_in_memory (self, offset, data, length, done, error);
  }
}

/* Appends to what is stored; the buffer is empty. @done: how much of it arrived. */
static gboolean
store_next (GafByteSink *self, const guint8 *data, gsize length, gsize *done, GError **error)
{
  gboolean ok = store (self, self->stored, data, length, done, error);

  self->stored += *done;
  return ok;
}

/* What does not arrive stays in the buffer. */
static gboolean
store_buffer (GafByteSink *self, GError **error)
{
  gsize done;
  gboolean ok;

  if (self->buffer_length == 0)
    return TRUE;
  ok = store_next (self, self->buffer, self->buffer_length, &done, error);
  self->buffer_length -= done;
  if (self->buffer_length > 0)
    memmove (self->buffer, self->buffer + done, self->buffer_length);
  return ok;
}

static void
fill_buffer (GafByteSink *self, const guint8 *data, gsize length)
{
  if (length > self->buffer_allocated - self->buffer_length) {
    self->buffer_allocated = MAX (self->buffer_length + length, 2 * self->buffer_allocated);
    self->buffer = g_realloc (self->buffer, self->buffer_allocated);
  }
  if (length > 0)
    memcpy (self->buffer + self->buffer_length, data, length);
  self->buffer_length += length;
}

/* write */

gboolean
gaf_byte_sink_append (GafByteSink *self, gconstpointer data, gsize length, GError **error)
{
  const guint8 *bytes = data;
  gsize done = 0;

  if (!check_open (self, error))
    return FALSE;
  if (!self->is_open && !gaf_byte_sink_open (self, error))
    return FALSE;
  if (self->has_lost)
    return check_error (self, error);
  if (self->kind == KIND_MEMORY)
    return check_error (self, error) && (length == 0 || store_next (self, bytes, length, &done, error));

  if (self->buffer_length + length <= GAF_BYTE_SINK_BLOCK || self->is_failing) {
    fill_buffer (self, bytes, length);
    return TRUE;
  }
  /* Large pieces are not copied. */
  if (store_buffer (self, NULL) && length >= GAF_BYTE_SINK_BLOCK / 2)
    store_next (self, bytes, length, &done, NULL);
  fill_buffer (self, bytes + done, length - done);
  return TRUE;
}

gboolean
gaf_byte_sink_reserve (GafByteSink *self, guint64 length, GError **error)
{
  int saved_errno;

  if (self->kind != KIND_FILE || !self->is_open || self->is_failing)
    return TRUE;
  saved_errno = gaf_output_file_reserve (&self->file, gaf_byte_sink_get_size (self) + length);
  return saved_errno == 0 || (error != NULL && fail_with_errno (self, saved_errno, "Writing \"%s\" failed", error));
}

gboolean
gaf_byte_sink_settle (GafByteSink *self, GError **error)
{
  if (self->n_settled < HAND_ON_FIRST || self->kind != KIND_FILE || self->is_failing
      || !gaf_output_file_has_room (&self->file, gaf_byte_sink_get_size (self))) {
    self->n_settled++;
    return gaf_byte_sink_hand_on (self, error);
  }
  return check_state (self, error);
}

gboolean
gaf_byte_sink_hand_on (GafByteSink *self, GError **error)
{
  return check_error (self, error) && check_state (self, error) && store_buffer (self, error);
}

gboolean
gaf_byte_sink_retry (GafByteSink *self)
{
  if (!self->is_failing || self->is_closed || self->has_lost)
    return !self->is_failing;
  self->is_failing = FALSE;
  if (self->is_open && store_buffer (self, NULL))
    return TRUE;
  self->is_failing = TRUE;
  self->has_lost = TRUE;
  self->buffer_length = 0;
  return FALSE;
}

gboolean
gaf_byte_sink_overwrite (GafByteSink *self, guint64 offset, gconstpointer data, gsize length, GError **error)
{
  const guint8 *bytes = data;
  guint64 size = gaf_byte_sink_get_size (self);
  gsize n;

  g_return_val_if_fail (gaf_byte_sink_can_seek (self), FALSE);

  if (!check_state (self, error))
    return FALSE;
  if (offset > size || length > size - offset) {
    /* Only what did not arrive can be missing. */
    g_return_val_if_fail (self->error != NULL, FALSE);
    length = offset > size ? 0 : size - offset;
  }

  n = offset < self->stored ? MIN (length, self->stored - offset) : 0;
  if (n < length)
    memcpy (self->buffer + (offset + n - self->stored), bytes + n, length - n);
  if (n > 0) {
    gsize done;

    if (!store (self, offset, bytes, n, &done, error))
      return FALSE;
  }
  return check_error (self, error);
}

static gboolean
truncate_stream (GafByteSink *self, guint64 size, GError **error)
{
  GError *failure = NULL;
  guint depth;
  gboolean ok;

  if (!gaf_foreign_stream_can_truncate (self->stream)) {
    if (check_error (self, error))
      g_set_error (error, GAF_ERROR, GAF_ERROR_UNSUPPORTED, "\"%s\" cannot be made shorter", self->name);
    return FALSE;
  }
  depth = gaf_fork_gate_pause ();
  ok = g_seekable_truncate (G_SEEKABLE (self->stream), (goffset) (self->stream_start + size), self->cancellable,
                            &failure);
  gaf_fork_gate_resume (depth);
  self->stream_offset = G_MAXUINT64;
  return ok || fail (self, failure, error);
}

gboolean
gaf_byte_sink_truncate (GafByteSink *self, guint64 size, GError **error)
{
  int saved_errno;

  g_return_val_if_fail (gaf_byte_sink_can_seek (self), FALSE);
  g_return_val_if_fail (size <= gaf_byte_sink_get_size (self), FALSE);

  if (!check_state (self, error))
    return FALSE;
  if (size >= self->stored) {
    self->buffer_length = size - self->stored;
    return check_error (self, error);
  }
  self->buffer_length = 0;
  if (self->kind == KIND_FILE) {
    saved_errno = gaf_output_file_truncate (&self->file, size);
    if (saved_errno != 0)
      return fail_with_errno (self, saved_errno, "Shortening \"%s\" failed", error);
  } else if (self->kind == KIND_STREAM) {
    if (!truncate_stream (self, size, error))
      return FALSE;
  }
  self->stored = size;
  return check_error (self, error);
}

static gboolean
flush_stream (GafByteSink *self, GError **error)
{
  GError *failure = NULL;
  guint depth = gaf_fork_gate_pause ();
  gboolean ok = g_output_stream_flush (self->stream, self->cancellable, &failure);

  gaf_fork_gate_resume (depth);
  if (g_error_matches (failure, G_IO_ERROR, G_IO_ERROR_CANCELLED)) {
    g_propagate_error (error, failure); /* it can be flushed later */
    return FALSE;
  }
  return ok || fail (self, failure, error);
}

gboolean
gaf_byte_sink_flush (GafByteSink *self, GError **error)
{
  int saved_errno;

  if (!check_state (self, error) || !check_error (self, error))
    return FALSE;
  if (!self->is_open)
    return TRUE;
  if (!store_buffer (self, error))
    return FALSE;
  if (self->kind == KIND_STREAM)
    return flush_stream (self, error);
  saved_errno = self->kind == KIND_FILE ? gaf_output_file_check (&self->file) : 0;
  return saved_errno == 0
         || fail_with_errno (self, saved_errno, "\"%s\" was deleted while it was being written", error);
}

const char *
gaf_byte_sink_get_file_name (GafByteSink *self)
{
  return self->kind == KIND_FILE ? gaf_output_file_get_name (&self->file) : NULL;
}

/* end */

/* GIO leaves the old file in place when closing is cancelled. */
static void
close_stream (GafByteSink *self, gboolean keep, GError **error)
{
  g_autoptr (GCancellable) cancelled = keep ? NULL : g_cancellable_new ();
  GError *failure = NULL;
  guint depth;

  /* The caller's stays open. */
  if (self->remote != NULL && self->stream != NULL) {
    if (cancelled != NULL)
      g_cancellable_cancel (cancelled);
    depth = gaf_fork_gate_pause ();
    if (!g_output_stream_close (self->stream, cancelled, &failure) && keep)
      fail (self, g_steal_pointer (&failure), error);
    if (!keep && self->is_created)
      g_file_delete (self->remote, NULL, NULL);
    gaf_fork_gate_resume (depth);
    g_clear_error (&failure);
  }
  g_clear_pointer (&self->stream, gaf_foreign_stream_drop);
}

gboolean
gaf_byte_sink_close (GafByteSink *self, GError **error)
{
  int saved_errno = 0;

  if (self->is_closed)
    return check_error (self, error);

  self->cancellable = NULL;   /* half a file helps nobody */
  gaf_byte_sink_retry (self); /* what can be saved is saved */
  gaf_byte_sink_flush (self, NULL);
  self->is_closed = TRUE;

  if (self->kind == KIND_STREAM) {
    close_stream (self, self->error == NULL || !self->is_atomic, NULL);
  } else if (self->kind == KIND_FILE) {
    if (self->error != NULL && self->file.atomic)
      gaf_output_file_discard (&self->file);
    else
      saved_errno = gaf_output_file_commit (&self->file);
    if (saved_errno != 0)
      fail_with_errno (self, saved_errno, "Finishing \"%s\" failed", NULL);
  }
  if (self->error == NULL)
    return TRUE;
  g_propagate_error (error, g_error_copy (self->error));
  return FALSE;
}

void
gaf_byte_sink_discard (GafByteSink *self)
{
  self->is_closed = TRUE;
  self->buffer_length = 0;
  if (self->kind == KIND_FILE)
    gaf_output_file_discard (&self->file);
  else if (self->kind == KIND_STREAM)
    close_stream (self, FALSE, NULL);
  else
    self->is_open = FALSE; /* there is nothing to steal */
}

void
gaf_byte_sink_let_go (GafByteSink *self)
{
  self->is_closed = TRUE;
  self->is_open = FALSE;
  self->buffer_length = 0;
  if (self->kind == KIND_FILE)
    gaf_output_file_let_go (&self->file);
  /* A stream that is ours would write and close as its last reference goes. The caller's has others. */
  if (self->remote != NULL)
    self->stream = NULL;
}

GBytes *
gaf_byte_sink_steal_bytes (GafByteSink *self)
{
  guint8 *memory, *shrunk;

  if (self->kind != KIND_MEMORY || !self->is_closed || !self->is_open)
    return NULL;
  self->is_open = FALSE;
  memory = g_steal_pointer (&self->memory);
  /* What was allocated ahead goes back. */
  shrunk = memory != NULL && self->stored > 0 ? g_try_realloc (memory, self->stored) : NULL;
  return g_bytes_new_take (shrunk != NULL ? shrunk : memory, self->stored);
}

const GError *
gaf_byte_sink_get_error (GafByteSink *self)
{
  return self->error;
}

void
gaf_byte_sink_set_cancellable (GafByteSink *self, GCancellable *cancellable)
{
  self->cancellable = cancellable;
}
