/*
 * SPDX-FileCopyrightText: 2026 gaudiofile contributors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#include <errno.h>
#include <fcntl.h>
#include <gio/gio.h>
#include <gio/gunixoutputstream.h>
#include <glib/gstdio.h>
#include <signal.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "io/byte-sink.h"
#include "gaudiofile/gaf-error.h"
#include "remote-file.h"

#include "test-folder.h"

static void
append_text (GafByteSink *sink, const char *text)
{
  g_autoptr (GError) error = NULL;

  g_assert_true (gaf_byte_sink_append (sink, text, strlen (text), &error));
  g_assert_no_error (error);
}

static void
close_and_free (GafByteSink *sink)
{
  g_autoptr (GError) error = NULL;

  gaf_byte_sink_close (sink, &error);
  g_assert_no_error (error);
  gaf_byte_sink_free (sink);
}

/* what all kinds do */

typedef enum {
  PLAIN,
  ATOMIC,
  MEMORY,
  STREAM,
  REMOTE,
  N_KINDS,
} Kind;

static GafByteSink *
make_sink (Kind kind, const char *path, GOutputStream **stream)
{
  g_autoptr (GFile) remote = NULL;

  switch (kind) {
  case PLAIN:
  case ATOMIC:
    return gaf_byte_sink_new_for_path (path, kind == ATOMIC);
  case MEMORY:
    return gaf_byte_sink_new_for_memory ();
  case STREAM:
    *stream = g_memory_output_stream_new_resizable ();
    /* where it stands is byte 0 */
    g_assert_true (g_output_stream_write_all (*stream, "before", 6, NULL, NULL, NULL));
    return gaf_byte_sink_new_for_stream (*stream);
  default:
    remote = remote_file_new (path);
    return gaf_byte_sink_new_for_file (remote, TRUE);
  }
}

static void
assert_result (Kind kind, GafByteSink *sink, const char *path, GOutputStream *stream, GByteArray *wanted)
{
  g_autoptr (GBytes) bytes = NULL;
  const guint8 *data;

  if (kind == MEMORY) {
    bytes = gaf_byte_sink_steal_bytes (sink);
    g_assert_cmpmem (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes), wanted->data, wanted->len);
    g_assert_null (gaf_byte_sink_steal_bytes (sink));
  } else if (kind == STREAM) {
    data = g_memory_output_stream_get_data (G_MEMORY_OUTPUT_STREAM (stream));
    g_assert_cmpmem (data, 6, "before", 6);
    g_assert_cmpmem (data + 6, g_memory_output_stream_get_data_size (G_MEMORY_OUTPUT_STREAM (stream)) - 6, wanted->data,
                     wanted->len);
    g_assert_false (g_output_stream_is_closed (stream));
  } else {
    assert_contents (path, wanted->data, wanted->len);
  }
}

/* Any order of calls gives what an array in memory gives. */
static void
test_random_calls (gconstpointer user_data)
{
  static guint8 junk[3 * GAF_BYTE_SINK_BLOCK];
  Kind kind = GPOINTER_TO_INT (user_data);
  g_autofree char *path = path_of ("random.bin");

  for (gsize i = 0; i < sizeof junk; i++)
    junk[i] = (guint8) (i * 31 + i / 251);

  for (guint round = 0; round < 20; round++) {
    g_autoptr (GOutputStream) stream = NULL;
    g_autoptr (GafByteSink) sink = make_sink (kind, path, &stream);
    g_autoptr (GByteArray) wanted = g_byte_array_new ();
    g_autoptr (GError) error = NULL;

    g_assert_true (gaf_byte_sink_can_seek (sink));
    for (guint i = 0; i < 60; i++) {
      guint what = g_test_rand_int_range (0, 100);
      gsize length = g_test_rand_int_range (0, what % 2 ? 300 : (gint32) sizeof junk / 2);
      const guint8 *data = junk + g_test_rand_int_range (0, 1000);

      if (what < 60) {
        g_assert_true (gaf_byte_sink_append (sink, data, length, &error));
        g_byte_array_append (wanted, data, length);
      } else if (what < 85 && wanted->len > 0) {
        gsize offset = g_test_rand_int_range (0, wanted->len);

        length = MIN (length, wanted->len - offset);
        g_assert_true (gaf_byte_sink_overwrite (sink, offset, data, length, &error));
        memcpy (wanted->data + offset, data, length);
      } else if (what < 92 && wanted->len > 0) {
        g_byte_array_set_size (wanted, wanted->len - g_test_rand_int_range (0, MIN (wanted->len, 90000)));
        g_assert_true (gaf_byte_sink_truncate (sink, wanted->len, &error));
      } else {
        g_assert_true (gaf_byte_sink_flush (sink, &error));
      }
      g_assert_no_error (error);
      g_assert_cmpuint (gaf_byte_sink_get_size (sink), ==, wanted->len);
    }
    g_assert_true (gaf_byte_sink_close (sink, &error));
    g_assert_true (gaf_byte_sink_close (sink, &error));
    g_assert_false (gaf_byte_sink_append (sink, "x", 1, &error));
    g_assert_error (error, GAF_ERROR, GAF_ERROR_CLOSED);
    assert_result (kind, sink, path, stream, wanted);
    unlink (path);
    g_assert_cmpuint (count_entries (), ==, 0);
  }
}

/* open and discard */

static void
test_creates_late (void)
{
  g_autofree char *path = path_of ("late.wav");
  GafByteSink *sink = gaf_byte_sink_new_for_path (path, FALSE);

  g_assert_cmpuint (count_entries (), ==, 0);
  close_and_free (sink);
  g_assert_cmpuint (count_entries (), ==, 0);

  sink = gaf_byte_sink_new_for_path (path, FALSE);
  append_text (sink, "x");
  g_assert_cmpuint (count_entries (), ==, 1);
  close_and_free (sink);
  assert_text (path, "x");
  unlink (path);
}

static void
test_discard (void)
{
  for (Kind kind = PLAIN; kind <= REMOTE; kind += kind == ATOMIC ? REMOTE - ATOMIC : 1) {
    g_autofree char *path = path_of ("discard.wav");
    GafByteSink *sink = make_sink (kind, path, NULL);

    append_text (sink, "new");
    gaf_byte_sink_discard (sink);
    gaf_byte_sink_free (sink);
    g_assert_cmpuint (count_entries (), ==, 0);

    /* A file that was there is not removed. An atomic one is as it was. */
    g_assert_true (g_file_set_contents (path, "old", -1, NULL));
    sink = make_sink (kind, path, NULL);
    append_text (sink, "new");
    gaf_byte_sink_discard (sink);
    gaf_byte_sink_free (sink);
    g_assert_cmpuint (count_entries (), ==, 1);
    assert_text (path, kind == PLAIN ? "" : "old");
    unlink (path);
  }
}

static void
assert_open_fails (const char *path, gboolean atomic, GQuark domain, int code, int number)
{
  g_autoptr (GafByteSink) sink = gaf_byte_sink_new_for_path (path, atomic);
  g_autoptr (GError) error = NULL;

  g_assert_false (gaf_byte_sink_open (sink, &error));
  g_assert_error (error, domain, code);
  g_assert_nonnull (strstr (error->message, g_strerror (number)));
  g_assert_nonnull (strstr (error->message, path));
  g_assert_cmpint (gaf_error_get_errno (gaf_byte_sink_get_error (sink)), ==, number);
}

static void
test_open_errors (void)
{
  g_autofree char *missing = path_of ("missing/a.wav");
  g_autofree char *file = path_of ("file");
  g_autofree char *below = path_of ("file/a.wav");
  g_autofree char *loop = path_of ("loop");
  g_autofree char *locked = path_of ("locked");
  g_autofree char *inside = path_of ("locked/a.wav");

  g_assert_true (g_file_set_contents (file, "file", -1, NULL));
  g_assert_cmpint (symlink (loop, loop), ==, 0);
  g_assert_cmpint (g_mkdir (locked, 0555), ==, 0);
  for (int atomic = 0; atomic < 2; atomic++) {
    assert_open_fails (missing, atomic, GAF_ERROR, GAF_ERROR_NOT_FOUND, ENOENT);
    assert_open_fails (below, atomic, GAF_ERROR, GAF_ERROR_NOT_FOUND, ENOTDIR);
    assert_open_fails (folder, atomic, GAF_ERROR, GAF_ERROR_NOT_A_FILE, EISDIR);
    assert_open_fails (loop, atomic, G_IO_ERROR, G_IO_ERROR_TOO_MANY_LINKS, ELOOP);
    if (access (locked, W_OK) != 0) /* root may write anywhere */
      assert_open_fails (inside, atomic, G_IO_ERROR, G_IO_ERROR_PERMISSION_DENIED, EACCES);
  }
  assert_text (file, "file");
  unlink (file);
  unlink (loop);
  rmdir (locked);
  g_assert_cmpuint (count_entries (), ==, 0);
}

/* atomic */

static void
test_atomic (void)
{
  g_autofree char *path = path_of ("atomic.wav");
  g_autofree char *link = path_of ("link.wav");
  GafByteSink *sink;
  struct stat st;

  g_assert_true (g_file_set_contents (path, "old", -1, NULL));
  g_assert_cmpint (chmod (path, 0640), ==, 0);
  g_assert_cmpint (symlink ("atomic.wav", link), ==, 0);

  /* not closed: the old one stays, and nothing else */
  sink = gaf_byte_sink_new_for_path (link, TRUE);
  append_text (sink, "half");
  g_assert_true (gaf_byte_sink_flush (sink, NULL));
  assert_text (path, "old");
  g_assert_cmpuint (count_entries (), ==, 3);
  gaf_byte_sink_free (sink);
  assert_text (path, "old");
  g_assert_cmpuint (count_entries (), ==, 2);

  /* closed: through the link, with the mode that it had */
  sink = gaf_byte_sink_new_for_path (link, TRUE);
  append_text (sink, "whole");
  close_and_free (sink);
  assert_text (path, "whole");
  g_assert_true (g_file_test (link, G_FILE_TEST_IS_SYMLINK));
  g_assert_cmpint (stat (path, &st), ==, 0);
  g_assert_cmpint (st.st_mode & 07777, ==, 0640);
  g_assert_cmpuint (count_entries (), ==, 2);

  /* a link that leads to nothing yet */
  unlink (path);
  sink = gaf_byte_sink_new_for_path (link, TRUE);
  append_text (sink, "first");
  close_and_free (sink);
  assert_text (path, "first");
  g_assert_true (g_file_test (link, G_FILE_TEST_IS_SYMLINK));
  unlink (path);
  unlink (link);
}

/* A name as long as the file system takes leaves no room for what is put around it. */
static void
test_atomic_long_name (void)
{
  g_autofree char *name = g_strnfill (255, 'n');
  g_autofree char *path = path_of (name);
  GafByteSink *sink = gaf_byte_sink_new_for_path (path, TRUE);

  append_text (sink, "x");
  close_and_free (sink);
  assert_text (path, "x");
  unlink (path);
}

/* A child that only frees what it inherited leaves the parent's files alone. */
static void
test_fork (void)
{
  g_autofree char *path = path_of ("fork.wav");
  GafByteSink *sink = gaf_byte_sink_new_for_path (path, TRUE);
  int status;
  pid_t child;

  append_text (sink, "parent");
  child = fork ();
  if (child == 0) {
    gaf_byte_sink_free (sink);
    _exit (0);
  }
  g_assert_cmpint (waitpid (child, &status, 0), ==, child);
  close_and_free (sink);
  assert_text (path, "parent");
  unlink (path);
}

/* errors while writing */

static void
assert_error_stays (GafByteSink *sink, GQuark domain, int code, int number)
{
  g_autoptr (GError) error = NULL;

  for (int i = 0; i < 3; i++) {
    g_clear_error (&error);
    if (i == 0)
      g_assert_false (gaf_byte_sink_check (sink, &error));
    else if (i == 1)
      g_assert_false (gaf_byte_sink_flush (sink, &error));
    else
      g_assert_false (gaf_byte_sink_close (sink, &error));
    g_assert_error (error, domain, code);
    g_assert_cmpstr (error->message, ==, gaf_byte_sink_get_error (sink)->message);
  }
  g_assert_cmpint (gaf_error_get_errno (gaf_byte_sink_get_error (sink)), ==, number);
}

static void
test_full_disk (void)
{
  g_autoptr (GafByteSink) sink = gaf_byte_sink_new_for_path ("/dev/full", FALSE);
  g_autoptr (GError) error = NULL;

  append_text (sink, "header");
  g_assert_true (gaf_byte_sink_can_seek (sink));
  g_assert_false (gaf_byte_sink_flush (sink, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_NO_SPACE);
  g_assert_false (gaf_byte_sink_retry (sink));
  g_assert_cmpuint (gaf_byte_sink_get_size (sink), ==, 0);
  g_assert_false (gaf_byte_sink_append (sink, "x", 1, NULL));
  assert_error_stays (sink, G_IO_ERROR, G_IO_ERROR_NO_SPACE, ENOSPC);
}

/* The disk is full in the middle of a write: what arrived counts, can be written over and cut, and stays. */
static void
test_full_in_the_middle (void)
{
  enum { LIMIT = 100000 };
  g_autofree char *path = path_of ("limit.wav");
  g_autofree guint8 *data = g_malloc0 (GAF_BYTE_SINK_BLOCK);
  GafByteSink *sink = gaf_byte_sink_new_for_path (path, FALSE);
  g_autoptr (GError) error = NULL;
  struct rlimit old, limit;
  void (*handler) (int) = signal (SIGXFSZ, SIG_IGN);

  getrlimit (RLIMIT_FSIZE, &old);
  limit = old;
  limit.rlim_cur = LIMIT;
  setrlimit (RLIMIT_FSIZE, &limit);
  g_assert_true (gaf_byte_sink_append (sink, data, GAF_BYTE_SINK_BLOCK, &error));
  g_assert_true (gaf_byte_sink_append (sink, data, GAF_BYTE_SINK_BLOCK, &error));
  g_assert_false (gaf_byte_sink_check (sink, &error));
  g_assert_cmpint (gaf_error_get_errno (gaf_byte_sink_get_error (sink)), ==, EFBIG);
  g_clear_error (&error);
  g_assert_cmpuint (gaf_byte_sink_get_size (sink), ==, 2 * GAF_BYTE_SINK_BLOCK);
  g_assert_false (gaf_byte_sink_retry (sink));
  g_assert_cmpuint (gaf_byte_sink_get_size (sink), ==, LIMIT);

  memset (data, 1, 4);
  g_assert_false (gaf_byte_sink_overwrite (sink, 0, data, 4, &error));
  g_assert_cmpstr (error->message, ==, gaf_byte_sink_get_error (sink)->message);
  g_assert_false (gaf_byte_sink_truncate (sink, LIMIT - 10, NULL));
  setrlimit (RLIMIT_FSIZE, &old); /* there is room again, but the file has a hole */
  assert_error_stays (sink, GAF_ERROR, GAF_ERROR_IO, EFBIG);
  gaf_byte_sink_free (sink);
  signal (SIGXFSZ, handler);

  {
    g_autofree guint8 *wanted = g_malloc0 (LIMIT);

    memset (wanted, 1, 4);
    assert_contents (path, wanted, LIMIT - 10);
  }
  unlink (path);
}

static void
test_atomic_error_keeps_old (void)
{
  g_autofree char *path = path_of ("keep.wav");
  g_autofree guint8 *data = g_malloc0 (GAF_BYTE_SINK_BLOCK);
  GafByteSink *sink = gaf_byte_sink_new_for_path (path, TRUE);
  struct rlimit old, limit;
  void (*handler) (int) = signal (SIGXFSZ, SIG_IGN);

  g_assert_true (g_file_set_contents (path, "old", -1, NULL));
  getrlimit (RLIMIT_FSIZE, &old);
  limit = old;
  limit.rlim_cur = 1000;
  setrlimit (RLIMIT_FSIZE, &limit);
  g_assert_true (gaf_byte_sink_append (sink, data, GAF_BYTE_SINK_BLOCK, NULL));
  g_assert_false (gaf_byte_sink_close (sink, NULL));
  setrlimit (RLIMIT_FSIZE, &old);
  gaf_byte_sink_free (sink);
  signal (SIGXFSZ, handler);
  assert_text (path, "old");
  g_assert_cmpuint (count_entries (), ==, 1);
  unlink (path);
}

/* What would be lost without a word, because nothing leads to it any more, is an error. */
static void
test_deleted (void)
{
  for (int atomic = 0; atomic < 2; atomic++) {
    g_autofree char *path = path_of ("gone/a.wav");
    g_autofree char *gone = path_of ("gone");
    g_autoptr (GafByteSink) sink = gaf_byte_sink_new_for_path (path, atomic);
    g_autoptr (GDir) dir = NULL;
    g_autoptr (GError) error = NULL;
    const char *name;

    g_assert_cmpint (g_mkdir (gone, 0777), ==, 0);
    append_text (sink, "x");
    dir = g_dir_open (gone, 0, NULL);
    while ((name = g_dir_read_name (dir)) != NULL) {
      g_autofree char *entry = g_build_filename (gone, name, NULL);

      unlink (entry);
    }
    g_assert_cmpint (rmdir (gone), ==, 0);
    g_assert_false (gaf_byte_sink_flush (sink, &error));
    g_assert_error (error, GAF_ERROR, GAF_ERROR_NOT_FOUND);
    assert_error_stays (sink, GAF_ERROR, GAF_ERROR_NOT_FOUND, ENOENT);
  }
  g_assert_cmpuint (count_entries (), ==, 0);
}

/* pipes, devices, streams */

static void
test_pipe (void)
{
  g_autofree char *path = path_of ("pipe");
  g_autofree guint8 *data = g_malloc0 (GAF_BYTE_SINK_BLOCK);
  GafByteSink *sink;
  g_autoptr (GError) error = NULL;
  char text[8] = { 0 };
  int reader;

  g_assert_cmpint (mkfifo (path, 0600), ==, 0);
  reader = open (path, O_RDONLY | O_NONBLOCK);
  sink = gaf_byte_sink_new_for_path (path, TRUE);
  g_assert_false (gaf_byte_sink_can_seek (sink));
  append_text (sink, "sound");
  g_assert_true (gaf_byte_sink_flush (sink, &error));
  g_assert_cmpint (read (reader, text, sizeof text), ==, 5);
  g_assert_cmpstr (text, ==, "sound");

  /* SIGPIPE would end this program. */
  close (reader);
  g_assert_true (gaf_byte_sink_append (sink, data, GAF_BYTE_SINK_BLOCK, &error));
  g_assert_false (gaf_byte_sink_hand_on (sink, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_BROKEN_PIPE);
  assert_error_stays (sink, G_IO_ERROR, G_IO_ERROR_BROKEN_PIPE, EPIPE);
  gaf_byte_sink_discard (sink);
  gaf_byte_sink_free (sink);
  g_assert_cmpuint (count_entries (), ==, 1);
  unlink (path);
}

static void
test_null (void)
{
  GafByteSink *sink = gaf_byte_sink_new_for_path ("/dev/null", TRUE);

  g_assert_true (gaf_byte_sink_can_seek (sink));
  append_text (sink, "nothing");
  g_assert_true (gaf_byte_sink_flush (sink, NULL));
  g_assert_true (gaf_byte_sink_overwrite (sink, 0, "N", 1, NULL));
  close_and_free (sink);
  g_assert_true (g_file_test ("/dev/null", G_FILE_TEST_EXISTS));
  g_assert_false (g_file_test ("/dev/null", G_FILE_TEST_IS_REGULAR));
}

/* The stream's own error comes out as it is. */
static void
test_stream_error (void)
{
  guint8 memory[1000];
  g_autoptr (GOutputStream) stream = g_memory_output_stream_new (memory, sizeof memory, NULL, NULL);
  g_autoptr (GafByteSink) sink = gaf_byte_sink_new_for_stream (stream);
  g_autofree guint8 *data = g_malloc0 (GAF_BYTE_SINK_BLOCK);
  g_autoptr (GError) error = NULL;
  g_autoptr (GError) own_error = NULL;

  g_assert_true (gaf_byte_sink_append (sink, data, GAF_BYTE_SINK_BLOCK, &error));
  g_assert_false (gaf_byte_sink_hand_on (sink, &error));
  g_assert_false (gaf_byte_sink_retry (sink));
  g_assert_cmpuint (gaf_byte_sink_get_size (sink), ==, sizeof memory);
  g_assert_cmpint (g_output_stream_write (stream, data, 1, NULL, &own_error), <, 0);
  g_assert_cmpstr (error->message, ==, own_error->message);
  g_assert_error (error, own_error->domain, own_error->code);
  g_assert_false (gaf_byte_sink_overwrite (sink, 0, "head", 4, NULL));
  assert_error_stays (sink, own_error->domain, own_error->code, ENOSPC);
  g_assert_cmpmem (memory, 4, "head", 4);
}

static void
test_stream_cannot_seek (void)
{
  int fds[2];
  char text[8] = { 0 };

  g_assert_cmpint (pipe (fds), ==, 0);
  {
    g_autoptr (GOutputStream) stream = g_unix_output_stream_new (fds[1], TRUE);
    GafByteSink *sink = gaf_byte_sink_new_for_stream (stream);

    g_assert_false (gaf_byte_sink_can_seek (sink));
    append_text (sink, "sou");
    append_text (sink, "nd");
    close_and_free (sink);
    g_assert_false (g_output_stream_is_closed (stream));
  }
  g_assert_cmpint (read (fds[0], text, sizeof text), ==, 5);
  g_assert_cmpstr (text, ==, "sound");
  close (fds[0]);
}

/* Being cancelled is no error of the file: it goes on where it was. */
static void
test_cancelled (void)
{
  g_autofree char *path = path_of ("cancelled.wav");
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GError) error = NULL;
  GafByteSink *sink = gaf_byte_sink_new_for_path (path, FALSE);

  append_text (sink, "one");
  g_cancellable_cancel (cancellable);
  gaf_byte_sink_set_cancellable (sink, cancellable);
  g_assert_false (gaf_byte_sink_check (sink, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_assert_null (gaf_byte_sink_get_error (sink));
  gaf_byte_sink_set_cancellable (sink, NULL);
  append_text (sink, "two");
  close_and_free (sink);
  assert_text (path, "onetwo");
  unlink (path);
}

int
main (int argc, char **argv)
{
  static const char *const kinds[N_KINDS] = { "plain", "atomic", "memory", "stream", "remote" };
  int result;

  g_test_init (&argc, &argv, NULL);
  folder = g_dir_make_tmp ("gaf-byte-sink-XXXXXX", NULL);
  for (int kind = 0; kind < N_KINDS; kind++) {
    g_autofree char *name = g_strdup_printf ("/byte-sink/random-calls/%s", kinds[kind]);

    g_test_add_data_func (name, GINT_TO_POINTER (kind), test_random_calls);
  }
  g_test_add_func ("/byte-sink/creates-late", test_creates_late);
  g_test_add_func ("/byte-sink/discard", test_discard);
  g_test_add_func ("/byte-sink/open-errors", test_open_errors);
  g_test_add_func ("/byte-sink/atomic", test_atomic);
  g_test_add_func ("/byte-sink/atomic-long-name", test_atomic_long_name);
  g_test_add_func ("/byte-sink/fork", test_fork);
  g_test_add_func ("/byte-sink/full-disk", test_full_disk);
  g_test_add_func ("/byte-sink/full-in-the-middle", test_full_in_the_middle);
  g_test_add_func ("/byte-sink/atomic-error-keeps-old", test_atomic_error_keeps_old);
  g_test_add_func ("/byte-sink/deleted", test_deleted);
  g_test_add_func ("/byte-sink/pipe", test_pipe);
  g_test_add_func ("/byte-sink/null", test_null);
  g_test_add_func ("/byte-sink/stream-error", test_stream_error);
  g_test_add_func ("/byte-sink/stream-cannot-seek", test_stream_cannot_seek);
  g_test_add_func ("/byte-sink/cancelled", test_cancelled);
  result = g_test_run ();
  g_rmdir (folder);
  g_free (folder);
  return result;
}
