/*
 * SPDX-FileCopyrightText: 2026 gaudiofile contributors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

/* Makes another file of a file: its name says the format, and what the format needs is done on the way. Tells how far
 * it is. Ctrl-C leaves no half of a file. */

#include <gaudiofile/gaudiofile.h>
#include <glib-unix.h>

/* In the main context while the file is converted on another thread. */
static void
show_progress (gint64 n_done, gint64 n_frames, gpointer user_data)
{
  g_printerr ("%3d %%\r", n_frames > 0 ? (int) (100 * n_done / n_frames) : 0);
}

static gboolean
on_interrupt (gpointer cancellable)
{
  g_cancellable_cancel (cancellable);
  return G_SOURCE_CONTINUE;
}

static void
on_done (GObject *conversion, GAsyncResult *result, gpointer place)
{
  *(GAsyncResult **) place = g_object_ref (result);
}

int
main (int argc, char **argv)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GafConversion) conversion = gaf_conversion_new ();
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GAsyncResult) result = NULL;
  gint64 n_frames;

  if (argc != 3 && argc != 4) {
    g_printerr ("usage: %s FILE NEW-FILE [RATE]\n", argv[0]);
    return 2;
  }

  /* All that a conversion can be told is a property. What is not set in a specification stays as it is in the file. */
  if (argc > 3) {
    g_autoptr (GafEncodeSpec) spec = g_object_new (GAF_TYPE_ENCODE_SPEC, "rate", g_ascii_strtod (argv[3], NULL), NULL);

    g_object_set (conversion, "encode-spec", spec, NULL);
  }

  g_unix_signal_add (SIGINT, on_interrupt, cancellable);
  gaf_conversion_run_async (conversion, argv[1], argv[2], cancellable, show_progress, NULL, NULL, on_done, &result);
  while (result == NULL)
    g_main_context_iteration (NULL, TRUE);

  n_frames = gaf_conversion_run_finish (conversion, result, &error);
  if (n_frames < 0) {
    g_printerr ("%s\n", error->message);
    return 1;
  }
  g_print ("%" G_GINT64_FORMAT " frames written\n", n_frames);
  return 0;
}
