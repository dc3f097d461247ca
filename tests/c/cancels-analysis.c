/*
 * SPDX-FileCopyrightText: 2026 gaudiofile contributors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

/* The calls of the campaign of cancelling that look at the whole of a file; see cancels.c. */

#include "cancels.h"

#include <glib/gstdio.h>

static void
peaks_of_path (Trial *trial)
{
  trial_begin (trial);
  gaf_peaks_new_for_path_async (trial->file->path, 0, GAF_PEAKS_NO_CACHE, trial->cancellable, NULL, NULL, NULL,
                                trial_done, trial);
}

FINISH_OBJECT (peaks_of_path_end, gaf_peaks_new_for_path_finish (result, &trial->error))

/* Begins @expression with a reader, which stays in trial->object; what comes of it goes to trial->other. */
#define BEGIN_ANALYSIS(name, expression)           \
  static void name (Trial *trial)                  \
  {                                                \
    GafReader *reader = trial_open_reader (trial); \
                                                   \
    trial_begin (trial);                           \
    expression;                                    \
  }
#define FINISH_ANALYSIS(name, expression)                                \
  static void name (Trial *trial, GObject *source, GAsyncResult *result) \
  {                                                                      \
    (void) source;                                                       \
    trial->other = (GObject *) trial_track (expression);                 \
  }

BEGIN_ANALYSIS (peaks_of_reader,
                gaf_peaks_new_for_reader_async (reader, 0, trial->cancellable, NULL, NULL, NULL, trial_done, trial))

FINISH_ANALYSIS (peaks_of_reader_end, gaf_peaks_new_for_reader_finish (result, &trial->error))

BEGIN_ANALYSIS (loudness,
                gaf_loudness_new_for_reader_async (reader, trial->cancellable, NULL, NULL, NULL, trial_done, trial))

FINISH_ANALYSIS (loudness_end, gaf_loudness_new_for_reader_finish (result, &trial->error))

BEGIN_ANALYSIS (silences, gaf_silences_new_for_reader_async (reader, 0.01, 100, trial->cancellable, NULL, NULL, NULL,
                                                             trial_done, trial))

FINISH_ANALYSIS (silences_end, gaf_silences_new_for_reader_finish (result, &trial->error))

/* A file of which the second half is a hole may take long to look at. */
static const char *
any_path (Trial *trial)
{
  trial->may_fail = g_rand_boolean (trial->rand);
  return trial->may_fail ? trial->file->hole : trial->file->path;
}

static void
probe (Trial *trial)
{
  g_autoptr (GFile) file = g_file_new_for_path (any_path (trial));

  trial_begin (trial);
  gaf_probe_async (file, NULL, trial->cancellable, trial_done, trial);
}

FINISH_OBJECT (probe_end, gaf_probe_finish (result, &trial->error))

static void
probe_path (Trial *trial)
{
  const char *path = any_path (trial);

  trial_begin (trial);
  gaf_probe_path_async (path, NULL, trial->cancellable, trial_done, trial);
}

FINISH_OBJECT (probe_path_end, gaf_probe_path_finish (result, &trial->error))

BEGIN_ANALYSIS (probe_reader, gaf_probe_reader_async (reader, trial->cancellable, trial_done, trial))

FINISH_ANALYSIS (probe_reader_end, gaf_probe_reader_finish (result, &trial->error))

/* A picture of peaks that are kept for all trials. */
static void
plot (Trial *trial)
{
  static GafPeaks *peaks;
  g_autofree char *folder = g_build_filename (campaign_folder, "plots", NULL);
  g_autoptr (GError) error = NULL;

  if (peaks == NULL)
    peaks = gaf_peaks_new_for_path (trial->file->path, 0, GAF_PEAKS_NO_CACHE, NULL, NULL, NULL, &error);
  g_assert_no_error (error);
  g_mkdir_with_parents (folder, 0777);
  trial->path = g_build_filename (folder, trial->seed % 2 ? "plot.png" : "plot.svg", NULL);
  g_file_set_contents (trial->path, "old", -1, NULL);
  trial_begin (trial);
  gaf_plot_save_async (peaks, trial->path, NULL, 3000, 1000, trial->cancellable, trial_done, trial);
}

FINISH (plot_end, gaf_plot_save_finish (GAF_PEAKS (source), result, &error))

static void
look_at_plot (Trial *trial)
{
  g_autofree char *contents = NULL;
  gsize size = 0;

  g_file_get_contents (trial->path, &contents, &size, NULL);
  if (trial->error != NULL ? g_strcmp0 (contents, "old") != 0 : size < 100)
    trial_complain (trial, trial->error != NULL ? "the old picture is gone" : "there is no picture");
  if (campaign_count_others (trial->path) > 0)
    trial_complain (trial, "there is another file beside it");
  g_unlink (trial->path);
}

/* Into another format, where there is an old file. */
static void
convert (Trial *trial)
{
  g_autofree char *conversions = g_build_filename (campaign_folder, "conversions", NULL);
  g_autoptr (GafConversion) conversion = gaf_conversion_new ();

  g_object_set (conversion, "normalize", trial->seed % 3 == 0 ? GAF_NORMALIZE_PEAK : GAF_NORMALIZE_NONE, NULL);
  g_mkdir_with_parents (conversions, 0777);
  trial->path = g_build_filename (conversions, trial->seed % 2 ? "new.flac" : "new.mp3", NULL);
  g_file_set_contents (trial->path, "old", -1, NULL);
  trial->object = trial_track (g_object_ref (conversion));
  trial_begin (trial);
  gaf_conversion_run_async (conversion, trial->file->path, trial->path, trial->cancellable, NULL, NULL, NULL,
                            trial_done, trial);
}

FINISH (convert_end, gaf_conversion_run_finish (GAF_CONVERSION (source), result, &error) >= 0)

static void
look_at_conversion (Trial *trial)
{
  g_autofree char *contents = NULL;
  gsize size = 0;

  g_file_get_contents (trial->path, &contents, &size, NULL);
  if (trial->error != NULL ? g_strcmp0 (contents, "old") != 0 : size < 100)
    trial_complain (trial, trial->error != NULL ? "the old file is gone" : "there is no new file");
  if (campaign_count_others (trial->path) > 0)
    trial_complain (trial, "there is another file beside it");
  g_unlink (trial->path);
}

const Call campaign_analysis_calls[] = {
  { "probe", TRUE, 30, probe, probe_end, NULL },
  { "probe path", TRUE, 30, probe_path, probe_path_end, NULL },
  { "probe reader", TRUE, 5, probe_reader, probe_reader_end, trial_look_at_reader },
  { "peaks of path", TRUE, 60, peaks_of_path, peaks_of_path_end, NULL },
  { "peaks of reader", TRUE, 60, peaks_of_reader, peaks_of_reader_end, trial_look_at_reader },
  { "loudness", TRUE, 100, loudness, loudness_end, trial_look_at_reader },
  { "silences", TRUE, 60, silences, silences_end, trial_look_at_reader },
  { "convert", TRUE, 200, convert, convert_end, look_at_conversion },
  { "plot", TRUE, 60, plot, plot_end, look_at_plot },
  { NULL },
};
