/*
 * SPDX-FileCopyrightText: 2026 gaudiofile contributors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#include "gaf-plot.h"

#include <string.h>

#include "analysis/picture.h"
#include "core/fork-gate.h"
#include "core/task-queue.h"
#include "gaf-error.h"
#include "gaf-private.h"
#include "io/output-file.h"

/* A picture of peaks: their numbers for each pixel, drawn by analysis/picture.c, and written as a whole. */

#define USUAL_WIDTH  1200
#define USUAL_HEIGHT 150 /* of a channel */

/* FALSE with @error for a name that does not say what picture it is. */
static gboolean
find_kind (const char *path, gboolean *svg, GError **error)
{
  const char *dot = strrchr (path, '.');

  *svg = dot != NULL && g_ascii_strcasecmp (dot, ".svg") == 0;
  if (*svg || (dot != NULL && g_ascii_strcasecmp (dot, ".png") == 0))
    return TRUE;
  g_set_error (error, GAF_ERROR, GAF_ERROR_INVALID_ARGUMENT,
               "The name of a picture must end with .png or .svg, and this one does not: %s", path);
  return FALSE;
}

/* The new file, or the old one if it cannot be written. */
static gboolean
write_file (const char *path, const GByteArray *bytes, GError **error)
{
  GafOutputFile file;
  gsize done;
  int result;

  gaf_output_file_init (&file, path, TRUE);
  result = gaf_output_file_open (&file);
  if (result == 0)
    result = gaf_output_file_write (&file, 0, bytes->data, bytes->len, &done);
  if (result == 0)
    result = gaf_output_file_commit (&file);
  gaf_output_file_clear (&file);
  if (result != 0)
    g_propagate_error (error, gaf_error_new_errno (result, path));
  return result == 0;
}

static gboolean
save (GafPeaks *peaks, const char *path, const char *title, guint width, guint height, GCancellable *cancellable,
      GError **error)
{
  const guint channels = gaf_peaks_get_channels (peaks);
  GafPicture picture = { .width = width > 0 ? width : USUAL_WIDTH,
                         .height = height > 0 ? height : 60 + USUAL_HEIGHT * channels,
                         .channels = channels,
                         .start = gaf_peaks_get_start (peaks) / gaf_peaks_get_rate (peaks),
                         .duration = gaf_peaks_get_n_frames (peaks) / gaf_peaks_get_rate (peaks),
                         .title = title,
                         .cancellable = cancellable };
  g_autoptr (GByteArray) bytes = NULL;
  g_autofree float *values = NULL;
  gboolean svg;
  gsize n_values;

  if (!find_kind (path, &svg, error) || !gaf_picture_check (&picture, error)
      || g_cancellable_set_error_if_cancelled (cancellable, error))
    return FALSE;
  picture.values = values = gaf_peaks_query (peaks, 0, -1, gaf_picture_get_n_pixels (&picture), &n_values);
  bytes = gaf_picture_draw (&picture, svg, error);
  return bytes != NULL && write_file (path, bytes, error);
}

/**
 * gaf_plot_save:
 * @peaks: the waveform
 * @path: (type filename): the picture: a file that ends with `.png` or `.svg`
 * @title: (nullable): what to write over it
 * @width: how wide, in pixels; 0 for 1200
 * @height: how high, in pixels; 0 for what fits the number of channels
 * @cancellable: (nullable): cancels the call
 * @error: %GAF_ERROR_INVALID_ARGUMENT for another name or an impossible size; %GAF_ERROR_MISSING_PLUGIN if cairo is not
 *   installed, %GAF_ERROR_UNSUPPORTED if the library was built without it; what the system says about writing
 *
 * Draws a waveform: for each channel, from the lowest to the highest samples in a light colour, and their root mean
 * square in a dark one, over an axis of time. An older file stays until the new one is whole.
 *
 * Returns: %TRUE if the picture is there, %FALSE with @error set
 * Since: 0.1
 */
gboolean
gaf_plot_save (GafPeaks *peaks, const char *path, const char *title, guint width, guint height,
               GCancellable *cancellable, GError **error)
{
  gboolean ok;

  g_return_val_if_fail (GAF_IS_PEAKS (peaks), FALSE);
  g_return_val_if_fail (path != NULL, FALSE);

  gaf_fork_gate_enter (); /* cairo and fontconfig have locks */
  ok = save (peaks, path, title, width, height, cancellable, error);
  gaf_fork_gate_leave ();
  return ok;
}

/* {{{ asynchronous form */

typedef struct {
  char *path, *title;
  guint width, height;
} Call;

static void
call_free (gpointer data)
{
  Call *self = data;

  g_free (self->path);
  g_free (self->title);
  g_free (self);
}

static void
do_save (GTask *task, gpointer peaks, gpointer data, GCancellable *cancellable)
{
  const Call *call = data;
  GError *error = NULL;
  const gboolean ok = gaf_plot_save (peaks, call->path, call->title, call->width, call->height, cancellable, &error);

  gaf_task_return_ok (task, ok, error);
}

/**
 * gaf_plot_save_async:
 * @peaks: the waveform
 * @path: (type filename): the picture: a file that ends with `.png` or `.svg`
 * @title: (nullable): what to write over it
 * @width: how wide, in pixels; 0 for 1200
 * @height: how high, in pixels; 0 for what fits the number of channels
 * @cancellable: (nullable): cancels the call
 * @callback: (scope async) (nullable): called on the caller's main context when it is there
 * @user_data: for @callback
 *
 * Draws a waveform as [func@plot_save] does, without making the caller wait.
 *
 * Since: 0.1
 */
void
gaf_plot_save_async (GafPeaks *peaks, const char *path, const char *title, guint width, guint height,
                     GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data)
{
  Call *call;

  g_return_if_fail (GAF_IS_PEAKS (peaks));
  g_return_if_fail (path != NULL);

  call = g_new (Call, 1);
  *call = (Call){ g_strdup (path), g_strdup (title), width, height };
  gaf_task_queue_run (gaf_task_new (peaks, call, call_free, cancellable, callback, user_data, gaf_plot_save_async),
                      NULL, do_save);
}

/**
 * gaf_plot_save_finish:
 * @peaks: the waveform
 * @result: what the callback was given
 * @error: as [func@plot_save]
 *
 * Ends [func@plot_save_async] in its callback, and tells whether the picture was written.
 *
 * Returns: %TRUE if the picture is there, %FALSE with @error set
 * Since: 0.1
 */
gboolean
gaf_plot_save_finish (GafPeaks *peaks, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, peaks), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

/* }}} */
