/*
 * SPDX-FileCopyrightText: 2026 gaudiofile contributors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

#include "io/byte-source.h"
#include "gaudiofile/gaf-error.h"
#include "test-util.h"

#define SIZE 300007 /* several blocks of read-ahead, and no multiple of one */

typedef enum { BYTES, PATH, LOCAL_FILE, STREAM, SHORT_STREAM, LATE_STREAM, WINDOW, WINDOW_IN_WINDOW, N_KINDS } Kind;

static guint8 content[SIZE];

static GBytes *
part (gsize offset)
{
  return g_bytes_new_static (content + offset, SIZE - offset);
}

/* The content with a hundred bytes around it. */
static GafByteSource *
padded (void)
{
  g_autoptr (GByteArray) array = g_byte_array_new ();
  g_autoptr (GBytes) bytes = NULL;
  guint8 around[100];

  memset (around, 0xee, sizeof around);
  g_byte_array_append (array, around, sizeof around);
  g_byte_array_append (array, content, SIZE);
  g_byte_array_append (array, around, sizeof around);
  bytes = g_byte_array_free_to_bytes (g_steal_pointer (&array));
  return gaf_byte_source_new_for_bytes (bytes);
}

static GafByteSource *
open_kind (Kind kind)
{
  g_autoptr (GBytes) bytes = part (0);
  g_autoptr (GError) error = NULL;
  g_autoptr (TestStream) stream = test_stream_new (bytes, kind == SHORT_STREAM ? 777 : 0);
  g_autofree char *path = NULL;
  g_autoptr (GFile) file = NULL;
  g_autoptr (GafByteSource) base = NULL, middle = NULL;
  GafByteSource *source = NULL;

  switch (kind) {
  case BYTES:
    return gaf_byte_source_new_for_bytes (bytes);
  case PATH:
  case LOCAL_FILE:
    path = write_temporary (content, SIZE);
    file = g_file_new_for_path (path);
    source =
        kind == PATH ? gaf_byte_source_new_for_path (path, &error) : gaf_byte_source_new_for_file (file, NULL, &error);
    g_unlink (path);
    break;
  case LATE_STREAM: /* where it stands counts as byte 0 */
    g_memory_input_stream_add_data (G_MEMORY_INPUT_STREAM (stream), content, SIZE, NULL);
    g_assert_true (g_seekable_seek (G_SEEKABLE (stream), SIZE, G_SEEK_SET, NULL, NULL));
    source = gaf_byte_source_new_for_stream (G_INPUT_STREAM (stream), NULL, &error);
    break;
  case STREAM:
  case SHORT_STREAM:
    source = gaf_byte_source_new_for_stream (G_INPUT_STREAM (stream), NULL, &error);
    break;
  case WINDOW:
    base = padded ();
    return gaf_byte_source_new_window (base, 100, SIZE);
  default:
    base = padded ();
    middle = gaf_byte_source_new_window (base, 60, SIZE + 100);
    return gaf_byte_source_new_window (middle, 40, SIZE);
  }
  g_assert_no_error (error);
  return source;
}

/* Any kind gives the same bytes, in any order, and nothing behind its end. */
static void
test_same (void)
{
  g_autofree guint8 *buffer = g_malloc (SIZE + 10);

  for (Kind kind = BYTES; kind < N_KINDS; kind++) {
    g_autoptr (GafByteSource) source = open_kind (kind);
    g_autoptr (GafByteSource) again = gaf_byte_source_ref (source);

    g_assert_cmpuint (gaf_byte_source_get_size (source), ==, SIZE);
    g_assert_cmpint (gaf_byte_source_read (source, 0, buffer, SIZE + 10, NULL), ==, SIZE);
    g_assert_cmpmem (buffer, SIZE, content, SIZE);
    g_assert_cmpint (gaf_byte_source_read (source, SIZE, buffer, 1, NULL), ==, 0);
    g_assert_cmpint (gaf_byte_source_read (source, G_MAXUINT64, buffer, 1, NULL), ==, 0);
    g_assert_cmpint (gaf_byte_source_read (source, 5, NULL, 0, NULL), ==, 0);

    for (int i = 0; i < 300; i++) {
      gsize offset = g_test_rand_int_range (0, SIZE), length = g_test_rand_int_range (1, i % 10 ? 999 : 90000), n;
      gsize expected = MIN (length, SIZE - offset);
      const guint8 *data;

      if (i % 2) {
        g_assert_cmpint (gaf_byte_source_read (source, offset, buffer, length, NULL), ==, expected);
        g_assert_cmpmem (buffer, expected, content + offset, expected);
      } else {
        data = gaf_byte_source_peek (source, offset, length, &n, NULL);
        g_assert_cmpuint (n, >=, expected);
        g_assert_cmpuint (n, <=, SIZE - offset);
        g_assert_cmpmem (data, n, content + offset, n);
      }
    }
    for (guint64 offset = SIZE; offset < SIZE + 3; offset++) {
      gsize n = 1;

      g_assert_nonnull (gaf_byte_source_peek (source, offset, 5, &n, NULL));
      g_assert_cmpuint (n, ==, 0);
    }
    g_assert_null (gaf_byte_source_get_error (source));
  }
}

/* A window that claims more than there is ends with what it is a part of. */
static void
test_window_bounds (void)
{
  g_autoptr (GBytes) bytes = part (0);
  g_autoptr (GafByteSource) base = gaf_byte_source_new_for_bytes (bytes);
  static const struct {
    guint64 offset, size, expected;
  } cases[] = { { 10, G_MAXUINT64, SIZE - 10 }, { SIZE, 5, 0 }, { G_MAXUINT64, 5, 0 }, { SIZE - 1, 5, 1 },
                { 0, SIZE + 1, SIZE },          { 7, 0, 0 } };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autoptr (GafByteSource) window = gaf_byte_source_new_window (base, cases[i].offset, cases[i].size);
    guint8 byte;

    g_assert_cmpuint (gaf_byte_source_get_size (window), ==, cases[i].expected);
    g_assert_cmpint (gaf_byte_source_read (window, cases[i].expected, &byte, 1, NULL), ==, 0);
  }
}

/* The first failure is kept until it is cleared, in the source and in the windows over it; then all is well again. */
static void
test_sticky (void)
{
  g_autoptr (GBytes) bytes = part (0);
  g_autoptr (TestStream) stream = test_stream_new (bytes, 0);
  g_autoptr (GafByteSource) source = gaf_byte_source_new_for_stream (G_INPUT_STREAM (stream), NULL, NULL);
  g_autoptr (GafByteSource) window = gaf_byte_source_new_window (source, 100, 1000);
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GError) error = NULL;
  guint8 buffer[10];
  gsize n;

  stream->fail_at = 1;
  g_assert_cmpint (gaf_byte_source_read (window, 0, buffer, 10, &error), ==, -1);
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_BROKEN_PIPE);
  g_clear_error (&error);
  g_assert_cmpint (gaf_byte_source_read (window, 0, buffer, 10, NULL), ==, 10);
  g_assert_cmpmem (buffer, 10, content + 100, 10);
  g_assert_error (gaf_byte_source_get_error (window), G_IO_ERROR, G_IO_ERROR_BROKEN_PIPE);
  g_assert_true (gaf_byte_source_get_error (window) == gaf_byte_source_get_error (source));
  gaf_byte_source_clear_error (window);
  g_assert_null (gaf_byte_source_get_error (source));

  stream->fail_at = 1;
  g_assert_null (gaf_byte_source_peek (source, 200000, 10, &n, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_BROKEN_PIPE);
  g_clear_error (&error);
  gaf_byte_source_clear_error (source);

  /* Being cancelled is nothing that stays. */
  gaf_byte_source_set_cancellable (window, cancellable);
  g_cancellable_cancel (cancellable);
  g_assert_cmpint (gaf_byte_source_read (source, 0, buffer, 10, &error), ==, -1);
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_assert_null (gaf_byte_source_get_error (source));
  gaf_byte_source_set_cancellable (source, NULL);
  g_assert_cmpint (gaf_byte_source_read (source, 0, buffer, 10, NULL), ==, 10);
}

static void
test_close (void)
{
  for (Kind kind = PATH; kind <= SHORT_STREAM; kind++) {
    guint descriptors = count_entries ("/proc/self/fd");
    g_autoptr (GafByteSource) source = open_kind (kind);
    g_autoptr (GError) error = NULL;
    guint8 byte;

    gaf_byte_source_close (source);
    gaf_byte_source_close (source);
    g_assert_cmpuint (count_entries ("/proc/self/fd"), ==, descriptors);
    g_assert_cmpint (gaf_byte_source_read (source, 0, &byte, 1, &error), ==, -1);
    g_assert_error (error, GAF_ERROR, GAF_ERROR_CLOSED);
  }
}

/* A stream handed in is the caller's. */
static void
test_stream_stays_open (void)
{
  g_autoptr (GBytes) bytes = part (0);
  g_autoptr (TestStream) stream = test_stream_new (bytes, 0);
  GafByteSource *source = gaf_byte_source_new_for_stream (G_INPUT_STREAM (stream), NULL, NULL);

  gaf_byte_source_unref (source);
  g_assert_false (g_input_stream_is_closed (G_INPUT_STREAM (stream)));
  g_assert_cmpuint (G_OBJECT (stream)->ref_count, ==, 1);
}

/* A file that becomes shorter while it is open ends earlier, without an error or a signal. */
static void
test_truncated (void)
{
  g_autofree char *path = write_temporary (content, SIZE);
  g_autoptr (GafByteSource) source = gaf_byte_source_new_for_path (path, NULL);
  guint8 buffer[100];
  gsize n = 1;

  g_assert_cmpint (truncate (path, 1000), ==, 0);
  g_unlink (path);
  g_assert_cmpint (gaf_byte_source_read (source, 950, buffer, 100, NULL), ==, 50);
  g_assert_cmpint (gaf_byte_source_read (source, 2000, buffer, 100, NULL), ==, 0);
  g_assert_nonnull (gaf_byte_source_peek (source, 200000, 100, &n, NULL));
  g_assert_cmpuint (n, ==, 0);
}

static void
assert_refused (const char *path, GafError code)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GFile) file = g_file_new_for_path (path);
  guint descriptors = count_entries ("/proc/self/fd");

  g_assert_null (gaf_byte_source_new_for_path (path, &error));
  g_assert_error (error, GAF_ERROR, (int) code);
  g_clear_error (&error);
  g_assert_null (gaf_byte_source_new_for_file (file, NULL, &error));
  g_assert_error (error, GAF_ERROR, (int) code);
  g_assert_cmpuint (count_entries ("/proc/self/fd"), ==, descriptors);
}

/* What is no file is refused, without waiting for the other end of a pipe. */
static void
test_refused (void)
{
  g_autofree char *folder = g_dir_make_tmp ("gaf-XXXXXX", NULL);
  g_autofree char *fifo = g_build_filename (folder, "fifo", NULL);
  g_autofree char *link = g_build_filename (folder, "link", NULL);
  g_autofree char *listening = g_build_filename (folder, "socket", NULL);
  g_autofree char *absent = g_build_filename (folder, "absent", NULL);
  g_autofree char *below = g_build_filename (fifo, "below", NULL);
  struct sockaddr_un address = { .sun_family = AF_UNIX };
  int fd = socket (AF_UNIX, SOCK_STREAM, 0);

  g_strlcpy (address.sun_path, listening, sizeof address.sun_path);
  g_assert_cmpint (mkfifo (fifo, 0600), ==, 0);
  g_assert_cmpint (symlink (fifo, link), ==, 0);
  g_assert_cmpint (bind (fd, (struct sockaddr *) &address, sizeof address), ==, 0);

  assert_refused (folder, GAF_ERROR_NOT_A_FILE);
  assert_refused (fifo, GAF_ERROR_NOT_A_FILE);
  assert_refused (link, GAF_ERROR_NOT_A_FILE);
  assert_refused (listening, GAF_ERROR_NOT_A_FILE);
  assert_refused ("/dev/null", GAF_ERROR_NOT_A_FILE);
  assert_refused (absent, GAF_ERROR_NOT_FOUND);
  assert_refused (below, GAF_ERROR_NOT_FOUND);

  close (fd);
  g_unlink (listening);
  g_unlink (link);
  g_unlink (fifo);
  g_rmdir (folder);
}

static void
test_refused_streams (void)
{
  g_autoptr (GInputStream) empty = g_memory_input_stream_new ();
  g_autoptr (GBytes) bytes = part (0);
  g_autoptr (TestStream) stream = test_stream_new (bytes, 0);
  g_autoptr (GConverter) converter = G_CONVERTER (g_charset_converter_new ("UTF-8", "UTF-8", NULL));
  g_autoptr (GInputStream) pipe = g_converter_input_stream_new (G_INPUT_STREAM (stream), converter);
  g_autoptr (GError) error = NULL;

  g_assert_null (gaf_byte_source_new_for_stream (empty, NULL, &error));
  g_assert_error (error, GAF_ERROR, GAF_ERROR_EMPTY);
  g_clear_error (&error);
  g_assert_null (gaf_byte_source_new_for_stream (pipe, NULL, &error));
  g_assert_error (error, GAF_ERROR, GAF_ERROR_NOT_SEEKABLE);
  g_clear_error (&error);
  g_assert_true (g_seekable_seek (G_SEEKABLE (stream), 0, G_SEEK_END, NULL, NULL));
  g_assert_null (gaf_byte_source_new_for_stream (G_INPUT_STREAM (stream), NULL, &error));
  g_assert_error (error, GAF_ERROR, GAF_ERROR_EMPTY);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  for (gsize i = 0; i < SIZE; i++)
    content[i] = (guint8) (i * 31 + i / 251);

  g_test_add_func ("/byte-source/same", test_same);
  g_test_add_func ("/byte-source/window-bounds", test_window_bounds);
  g_test_add_func ("/byte-source/sticky", test_sticky);
  g_test_add_func ("/byte-source/close", test_close);
  g_test_add_func ("/byte-source/stream-stays-open", test_stream_stays_open);
  g_test_add_func ("/byte-source/truncated", test_truncated);
  g_test_add_func ("/byte-source/refused", test_refused);
  g_test_add_func ("/byte-source/refused-streams", test_refused_streams);
  return g_test_run ();
}
