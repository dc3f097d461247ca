/*
 * SPDX-FileCopyrightText: 2026 gaudiofile contributors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#pragma once

#include <gio/gio.h>
#include <glib/gstdio.h>
#include <gst/gst.h>
#include <string.h>

/* What several tests need: files and streams, samples that are known, and files made by elements of GStreamer. */

/* files */

static inline char *
write_temporary (gconstpointer data, gsize size)
{
  char *path = NULL;
  int fd = g_file_open_tmp ("gaf-test-XXXXXX", &path, NULL);

  g_assert_cmpint (fd, >=, 0);
  g_close (fd, NULL);
  g_assert_true (g_file_set_contents (path, data, size, NULL));
  return path;
}

/* Removes a folder and the files in it. */
static inline void
remove_folder (const char *folder)
{
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  const char *name;

  while ((name = g_dir_read_name (dir)) != NULL) {
    g_autofree char *path = g_build_filename (folder, name, NULL);

    g_unlink (path);
  }
  g_assert_cmpint (g_rmdir (folder), ==, 0);
}

static inline guint
count_entries (const char *folder)
{
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  guint n = 0;

  while (g_dir_read_name (dir) != NULL)
    n++;
  return n;
}

/* GLib's thread pools have a thread that starts the others, "pool-spawner". Newer GLibs start it with the first
 * pool, which GStreamer makes as soon as a demuxer has a task; it sleeps for ever and moves no data. It is not
 * counted, any other is. */
static inline guint
count_threads (void)
{
  g_autoptr (GDir) dir = g_dir_open ("/proc/self/task", 0, NULL);
  const char *id;
  guint n = 0;

  while ((id = g_dir_read_name (dir)) != NULL) {
    g_autofree char *path = g_strdup_printf ("/proc/self/task/%s/comm", id);
    g_autofree char *name = NULL;

    if (!g_file_get_contents (path, &name, NULL, NULL) || strcmp (name, "pool-spawner\n") != 0)
      n++;
  }
  return n;
}

static inline void
spawner_task (gpointer user_data)
{
}

/* Has the "pool-spawner" started, if this GLib has it, by making a task as demuxers do. It names itself, a moment
 * after it has come to be. */
static inline void
start_spawner (void)
{
  guint before = count_threads ();

  gst_object_unref (gst_task_new (spawner_task, NULL, NULL));
  for (int i = 0; i < 1000 && count_threads () != before; i++)
    g_usleep (1000);
}

/* streams: bytes that come a few at a time, and fail when told to */

#define TEST_TYPE_STREAM (test_stream_get_type ())
G_DECLARE_FINAL_TYPE (TestStream, test_stream, TEST, STREAM, GMemoryInputStream)

struct _TestStream {
  GMemoryInputStream parent_instance;
  gssize most; /* of one read; 0: as many as are asked for */
  int reads;
  int fail_at; /* that read fails, counted from now on at 1; 0: none */
  void (*called) (gpointer data);
  gpointer data;
};

G_DEFINE_FINAL_TYPE (TestStream, test_stream, G_TYPE_MEMORY_INPUT_STREAM)

static gssize
test_stream_read (GInputStream *stream, void *buffer, gsize count, GCancellable *cancellable, GError **error)
{
  TestStream *self = TEST_STREAM (stream);

  self->reads++;
  if (self->called != NULL)
    self->called (self->data);
  if (self->fail_at > 0 && --self->fail_at == 0) {
    g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_BROKEN_PIPE, "as told");
    return -1;
  }
  if (self->most > 0)
    count = MIN (count, (gsize) self->most);
  return G_INPUT_STREAM_CLASS (test_stream_parent_class)->read_fn (stream, buffer, count, cancellable, error);
}

static void
test_stream_class_init (TestStreamClass *klass)
{
  G_INPUT_STREAM_CLASS (klass)->read_fn = test_stream_read;
}

static void
test_stream_init (TestStream *self)
{
}

static inline TestStream *
test_stream_new (GBytes *bytes, gssize most)
{
  TestStream *self = g_object_new (TEST_TYPE_STREAM, NULL);

  g_memory_input_stream_add_bytes (G_MEMORY_INPUT_STREAM (self), bytes);
  self->most = most;
  return self;
}

/* samples */

/* Of 16 bits; every frame is another one than those near it. */
static inline gint16
sample_at (gint64 frame, int channel)
{
  return (gint16) ((frame * 7919 + channel * 104729 + (frame >> 7) * 31) & 0xffff);
}

static inline void
append_le (GByteArray *bytes, guint64 value, guint size)
{
  for (guint i = 0; i < size; i++)
    g_byte_array_append (bytes, &(guint8){ i < 8 ? value >> (8 * i) & 0xff : 0 }, 1);
}

static inline void
append_be (GByteArray *bytes, guint64 value, guint size)
{
  for (guint i = size; i > 0; i--)
    g_byte_array_append (bytes, &(guint8){ i <= 8 ? value >> (8 * (i - 1)) & 0xff : 0 }, 1);
}

static inline void
append_text (GByteArray *bytes, const char *text)
{
  g_byte_array_append (bytes, (const guint8 *) text, strlen (text));
}

/* A WAV file of those samples. */
static inline GBytes *
make_wav (guint rate, guint channels, guint32 n_frames)
{
  GByteArray *bytes = g_byte_array_new ();
  const guint32 size = n_frames * channels * 2;

  append_text (bytes, "RIFF");
  append_le (bytes, 36 + size, 4);
  append_text (bytes, "WAVEfmt ");
  append_le (bytes, 16, 4);
  append_le (bytes, 1, 2);
  append_le (bytes, channels, 2);
  append_le (bytes, rate, 4);
  append_le (bytes, rate * channels * 2, 4);
  append_le (bytes, channels * 2, 2);
  append_le (bytes, 16, 2);
  append_text (bytes, "data");
  append_le (bytes, size, 4);
  for (guint32 i = 0; i < n_frames; i++)
    for (guint c = 0; c < channels; c++)
      append_le (bytes, (guint16) sample_at (i, c), 2);
  return g_byte_array_free_to_bytes (bytes);
}

/* encoding */

#define SKIPPED 77

/* In a process of its own, so that no thread of an ordinary pipeline is in ours: runs a pipeline to its end. */
static inline int
run_pipeline (const char *description)
{
  g_autoptr (GstElement) pipeline = NULL;
  g_autoptr (GstMessage) message = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (GstBus) bus = NULL;

  gst_init (NULL, NULL);
  pipeline = gst_parse_launch_full (description, NULL, GST_PARSE_FLAG_FATAL_ERRORS, &error);
  if (pipeline == NULL)
    return g_error_matches (error, GST_PARSE_ERROR, GST_PARSE_ERROR_NO_SUCH_ELEMENT) ? SKIPPED : 1;
  bus = gst_element_get_bus (pipeline);
  gst_element_set_state (pipeline, GST_STATE_PLAYING);
  message = gst_bus_timed_pop_filtered (bus, 60 * GST_SECOND, GST_MESSAGE_EOS | GST_MESSAGE_ERROR);
  gst_element_set_state (pipeline, GST_STATE_NULL);
  return message != NULL && GST_MESSAGE_TYPE (message) == GST_MESSAGE_EOS ? 0 : 1;
}

/* A test that encodes calls this first in main(), and ends if it gives a status. */
static inline int
encode_if_asked (int argc, char **argv)
{
  return argc == 3 && strcmp (argv[1], "--encode") == 0 ? run_pipeline (argv[2]) : -1;
}

/* What the elements between a WAV file's samples and a file make of them, for example "flacenc". NULL after skipping
 * the test, if one is not installed. */
static inline GBytes *
encode (GBytes *wav, const char *elements)
{
  g_autofree char *input = write_temporary (g_bytes_get_data (wav, NULL), g_bytes_get_size (wav));
  g_autofree char *output = write_temporary ("", 0);
  g_autofree char *description =
      g_strdup_printf ("filesrc location=%s ! wavparse ! audioconvert ! audioresample ! %s ! filesink location=%s",
                       input, elements, output);
  const char *arguments[] = { "/proc/self/exe", "--encode", description, NULL };
  g_auto (GStrv) environment = g_environ_setenv (g_get_environ (), "ASAN_OPTIONS", "detect_leaks=0", TRUE);
  g_autoptr (GError) error = NULL;
  char *data = NULL;
  gsize size;
  int status;

  g_assert_true (
      g_spawn_sync (NULL, (char **) arguments, environment, G_SPAWN_DEFAULT, NULL, NULL, NULL, NULL, &status, &error));
  if (!g_spawn_check_wait_status (status, &error) && g_error_matches (error, G_SPAWN_EXIT_ERROR, SKIPPED)) {
    g_test_skip (elements);
  } else {
    g_assert_no_error (error);
    g_assert_true (g_file_get_contents (output, &data, &size, NULL));
  }
  g_unlink (input);
  g_unlink (output);
  return data != NULL ? g_bytes_new_take (data, size) : NULL;
}
