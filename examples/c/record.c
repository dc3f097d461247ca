/*
 * SPDX-FileCopyrightText: 2026 gaudiofile contributors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

/* Records from the default input, or from the one that is named, into a file of any format. Ctrl-C ends it early. */

#include <string.h>

#include <gaudiofile/gaudiofile.h>
#include <glib-unix.h>

#define RATE     44100
#define CHANNELS 2

typedef struct {
  GafStream *stream;
  GafWriter *writer;
  GCancellable *cancellable;
  GMainLoop *loop;
  gint64 n_frames; /* wanted, and then written; -1 for an error */
  GError *error;
} Recording;

/* Recording blocks, so it has a thread of its own; the main loop goes on. */
static gpointer
record (gpointer data)
{
  Recording *recording = data;

  recording->n_frames = gaf_stream_record_to (recording->stream, recording->writer, recording->n_frames,
                                              recording->cancellable, &recording->error);
  g_main_loop_quit (recording->loop);
  return NULL;
}

static gboolean
on_interrupt (gpointer data)
{
  g_cancellable_cancel (data);
  return G_SOURCE_CONTINUE;
}

static gboolean
show_level (gpointer data)
{
  g_autoptr (GafLevel) level = gaf_stream_get_level (data, GAF_DIRECTION_INPUT);

  g_print ("peak %.3f  rms %.3f\n", gaf_level_get_peak (level, 0), gaf_level_get_rms (level, 0));
  return G_SOURCE_CONTINUE;
}

static void
on_state (GafStream *stream, GParamSpec *pspec, gpointer unused)
{
  if (gaf_stream_get_state (stream) == GAF_STREAM_STATE_INTERRUPTED)
    g_print ("The device is gone; looking for another one\n");
}

int
main (int argc, char **argv)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GafDevice) device = NULL;
  g_autoptr (GafEncodeSpec) spec = NULL;
  g_autoptr (GMainLoop) loop = g_main_loop_new (NULL, FALSE);
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GafStream) stream = NULL;
  g_autoptr (GafWriter) writer = NULL;
  Recording recording;
  GThread *thread;

  if (argc < 3) {
    g_printerr ("usage: %s FILE SECONDS [DEVICE]\n", argv[0]);
    return 2;
  }

  /* The format goes by the file's name. */
  spec = gaf_encode_spec_new (strrchr (argv[1], '.') != NULL ? strrchr (argv[1], '.') + 1 : "wav", RATE, CHANNELS);
  if (argc > 3)
    device = gaf_device_find (GAF_DIRECTION_INPUT, argv[3], &error);
  stream = error != NULL ? NULL : gaf_stream_new_record (device, RATE, CHANNELS, 0);
  if (stream == NULL || !gaf_stream_open (stream, NULL, &error)
      || (writer = gaf_writer_new_for_path (argv[1], spec, NULL, &error)) == NULL) {
    g_printerr ("%s\n", error->message);
    return 1;
  }

  recording = (Recording){ .stream = stream,
                           .writer = writer,
                           .cancellable = cancellable,
                           .loop = loop,
                           .n_frames = (gint64) (g_ascii_strtod (argv[2], NULL) * RATE) };
  g_signal_connect (stream, "notify::state", G_CALLBACK (on_state), NULL);
  g_unix_signal_add (SIGINT, on_interrupt, cancellable);
  g_timeout_add (250, show_level, stream);
  thread = g_thread_new ("record", record, &recording);
  g_main_loop_run (loop);
  g_thread_join (thread);

  if (recording.n_frames < 0 || !gaf_writer_close (writer, NULL, &error)) {
    g_printerr ("%s\n", recording.error != NULL ? recording.error->message : error->message);
    g_clear_error (&recording.error);
    return 1;
  }
  gaf_stream_close (stream);
  g_print ("%" G_GINT64_FORMAT " frames, %" G_GINT64_FORMAT " lost\n", recording.n_frames,
           gaf_stream_get_lost_frames (stream));
  return 0;
}
