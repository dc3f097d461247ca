/*
 * SPDX-FileCopyrightText: 2026 gaudiofile contributors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

/* Records from the default input into a file, showing the level, and plays that on the default output. */

#include <string.h>

#include <gaudiofile/gaudiofile.h>

#define RATE     48000
#define CHANNELS 2

static gboolean
show_level (gpointer recorder)
{
  g_autoptr (GafLevel) level = gaf_recorder_get_level (recorder);

  if (level != NULL)
    g_printerr ("%5.1f s, peak %.3f\r", (double) gaf_recorder_get_position (recorder) / RATE,
                gaf_level_get_peak (level, 0));
  return G_SOURCE_CONTINUE;
}

static void
on_done (GObject *object, GAsyncResult *result, gpointer place)
{
  *(GAsyncResult **) place = g_object_ref (result);
}

/* Runs the main loop, which shows the level, until the recorder has stopped by itself. */
static gboolean
wait_for_recorder (GafRecorder *recorder, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;
  guint timer = g_timeout_add (100, show_level, recorder);

  gaf_recorder_wait_async (recorder, -1, NULL, on_done, &result);
  while (result == NULL)
    g_main_context_iteration (NULL, TRUE);
  g_source_remove (timer);
  return gaf_recorder_wait_finish (recorder, result, error);
}

int
main (int argc, char **argv)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GafEncodeSpec) spec = NULL;
  g_autoptr (GafRecorder) recorder = NULL;
  g_autoptr (GafPlayer) player = NULL;

  if (argc != 3) {
    g_printerr ("usage: %s NEW-FILE SECONDS\n", argv[0]);
    return 2;
  }

  /* The format goes by the file's name. */
  spec = gaf_encode_spec_new (strrchr (argv[1], '.') != NULL ? strrchr (argv[1], '.') + 1 : "wav", RATE, CHANNELS);
  recorder = gaf_recorder_new (NULL, argv[1], spec);
  gaf_recorder_set_max_frames (recorder, (gint64) (g_ascii_strtod (argv[2], NULL) * RATE));
  if (!gaf_recorder_start (recorder, NULL, &error) || !wait_for_recorder (recorder, &error)) {
    g_printerr ("%s\n", error->message);
    return 1;
  }
  g_print ("recorded %" G_GINT64_FORMAT " frames, lost %" G_GINT64_FORMAT "\n", gaf_recorder_get_position (recorder),
           gaf_recorder_get_lost_frames (recorder));

  player = gaf_player_new ();
  if (!gaf_player_set_path (player, argv[1], NULL, &error) || !gaf_player_play (player, &error)
      || !gaf_player_wait (player, -1, NULL, &error)) {
    g_printerr ("%s\n", error->message);
    return 1;
  }
  g_print ("played %" G_GINT64_FORMAT " frames\n", gaf_player_get_position (player));
  gaf_player_close (player);
  return 0;
}
