/*
 * SPDX-FileCopyrightText: 2026 gaudiofile contributors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#include "play/recording.h"

#include <glib/gstdio.h>

#include "core/fork-gate.h"
#include "core/limits.h"
#include "gaf-error.h"
#include "live/core.h"

/* Frames that are written at once at most. */
#define BLOCK 1024
/* Frames that the device gives at once. */
#define DEVICE_BLOCK 1024
/* What a device may hold until it is fetched, seconds: a machine may be busy for as long, and nothing is lost. */
#define DEVICE_SECONDS 4
/* How long to wait for a block, ms: so long does stopping take. */
#define READ_TIMEOUT 20
/* A disk may take so long, seconds, but what waits for it no more than so many bytes. */
#define LONGEST_WAIT 20.0
#define MOST_WAITING (64 * 1024 * 1024)

GafRecorderCore *
gaf_recorder_core_new (gpointer recorder)
{
  GafRecorderCore *self = g_new0 (GafRecorderCore, 1);

  g_atomic_ref_count_init (&self->ref_count);
  gaf_fork_gate_install ();
  self->generation = gaf_fork_gate_get_generation ();
  self->teller = gaf_teller_new (recorder);
  self->files = g_ptr_array_new_with_free_func (g_free);
  g_mutex_init (&self->lock);
  g_cond_init (&self->changed);
  return self;
}

GafRecorderCore *
gaf_recorder_core_ref (GafRecorderCore *self)
{
  g_atomic_ref_count_inc (&self->ref_count);
  return self;
}

void
gaf_recorder_core_unref (GafRecorderCore *self)
{
  if (!g_atomic_ref_count_dec (&self->ref_count))
    return;
  g_clear_object (&self->device);
  g_clear_object (&self->spec);
  g_clear_object (&self->stream);
  g_clear_object (&self->peaks);
  g_clear_object (&self->writer);
  g_clear_error (&self->failure);
  g_ptr_array_unref (self->files);
  g_free (self->path);
  g_free (self->file);
  gaf_teller_unref (self->teller);
  g_mutex_clear (&self->lock);
  g_cond_clear (&self->changed);
  g_free (self);
}

gboolean
gaf_recorder_core_check (GafRecorderCore *self, GError **error)
{
  if (self->generation == gaf_fork_gate_get_generation ())
    return TRUE;
  g_set_error (error, GAF_ERROR, GAF_ERROR_BUSY,
               "This recorder belongs to the process that this one was forked off from: make another one here");
  return FALSE;
}

void
gaf_recorder_core_ask_to_stop (GafRecorderCore *self)
{
  self->is_stopping = TRUE;
  g_cond_broadcast (&self->changed);
}

/* With the lock. */
static void
set_state (GafRecorderCore *self, GafRecorderState state)
{
  if (self->state != state)
    gaf_teller_notify (self->teller, "state");
  self->state = state;
  g_cond_broadcast (&self->changed);
}

/* {{{ files */

/* take.wav, or take-001.wav and so on if there may be more of them. */
static char *
name_file (GafRecorderCore *self)
{
  const char *end = self->path + strlen (self->path);
  const char *base = strrchr (self->path, G_DIR_SEPARATOR);
  const char *dot = strrchr (base == NULL ? self->path : base, '.');

  if (self->split_frames == 0 && self->split_bytes == 0)
    return g_strdup (self->path);
  if (dot == NULL)
    dot = end;
  return g_strdup_printf ("%.*s-%03u%s", (int) (dot - self->path), self->path, self->files->len + 1, dot);
}

static gboolean
open_file (GafRecorderCore *self, GError **error)
{
  g_free (self->file);
  self->file = name_file (self);
  self->writer = gaf_writer_new_for_path (self->file, self->spec, NULL, error);
  self->file_frames = self->sized_frames = self->size = 0;
  if (self->writer == NULL)
    return FALSE;
  g_mutex_lock (&self->lock);
  g_ptr_array_add (self->files, g_strdup (self->file));
  g_mutex_unlock (&self->lock);
  return TRUE;
}

static gboolean
close_file (GafRecorderCore *self, GError **error)
{
  GafWriter *writer = g_steal_pointer (&self->writer);
  gboolean ok;

  if (writer == NULL)
    return TRUE;
  ok = gaf_writer_close (writer, NULL, error);
  g_object_unref (writer);
  if (ok)
    gaf_teller_signal_string (self->teller, "file-finished", self->file);
  return ok;
}

/* Whether the file would be too large with so many frames more, as far as can be told: what is not on the disk yet
 * takes as much for each frame as what is there. */
static gboolean
is_full (GafRecorderCore *self, gint64 n_more)
{
  GStatBuf status;

  if (self->split_frames > 0 && self->file_frames >= self->split_frames)
    return TRUE;
  if (self->split_bytes == 0 || g_stat (self->file, &status) != 0)
    return FALSE;
  if (status.st_size != self->size) {
    self->size = status.st_size;
    self->sized_frames = self->file_frames;
  }
  if (self->sized_frames == 0)
    return FALSE;
  return (double) self->size / (double) self->sized_frames * (double) (self->file_frames + n_more)
         > (double) self->split_bytes;
}

static gboolean
append_peaks (GafRecorderCore *self, const float *samples, gint64 n_frames, GError **error)
{
  const guint channels = gaf_encode_spec_get_channels (self->spec);
  const float *planes[GAF_LIMIT_CHANNELS];
  g_autofree float *planar = g_new (float, n_frames *channels);

  for (guint c = 0; c < channels; c++) {
    for (gint64 i = 0; i < n_frames; i++)
      planar[c * n_frames + i] = samples[i * channels + c];
    planes[c] = planar + c * n_frames;
  }
  return gaf_peaks_append (self->peaks, planes, n_frames, error);
}

static gboolean
write_run (GafRecorderCore *self, const float *samples, gint64 n_frames, GError **error)
{
  if ((self->writer == NULL && !open_file (self, error))
      || !gaf_writer_write_interleaved (self->writer, samples, n_frames, NULL, error)
      || !append_peaks (self, samples, n_frames, error))
    return FALSE;
  self->file_frames += n_frames;
  g_mutex_lock (&self->lock);
  self->n_frames += n_frames;
  gaf_teller_notify_again (self->teller, "position");
  g_cond_broadcast (&self->changed);
  g_mutex_unlock (&self->lock);
  return !is_full (self, BLOCK) || close_file (self, error);
}

/* Sets @is_done at the longest time. */
static gboolean
write_frames (GafRecorderCore *self, const float *samples, gint64 n_frames, gboolean *is_done, GError **error)
{
  const guint channels = gaf_encode_spec_get_channels (self->spec);

  while (n_frames > 0 && !*is_done) {
    gint64 run = n_frames;

    if (self->split_frames > 0)
      run = MIN (run, self->split_frames - (self->writer == NULL ? 0 : self->file_frames));
    if (self->max_frames > 0)
      run = MIN (run, self->max_frames - self->n_frames);
    if (!write_run (self, samples, run, error))
      return FALSE;
    samples += run * channels;
    n_frames -= run;
    *is_done = self->max_frames > 0 && self->n_frames >= self->max_frames;
  }
  return TRUE;
}

/* }}} */

/* {{{ the thread */

/* Frames that are there, or come soon; 0 while the device is gone. -1 with an error that ends all. */
static gint64
read_frames (GafRecorderCore *self, float *samples, gint64 n_frames, gint timeout, GError **error)
{
  g_autoptr (GError) local_error = NULL;
  const gint64 n = gaf_stream_read_interleaved (self->stream, samples, n_frames, timeout, NULL, &local_error);

  if (n >= 0)
    return n;
  if (g_error_matches (local_error, GAF_ERROR, GAF_ERROR_NO_DEVICE)
      && gaf_stream_get_state (self->stream) == GAF_STREAM_STATE_INTERRUPTED) {
    g_usleep (READ_TIMEOUT * 1000);
    return 0;
  }
  g_propagate_error (error, g_steal_pointer (&local_error));
  return -1;
}

/* What was captured until now, and is not read yet. */
static gboolean
take_rest (GafRecorderCore *self, float *samples, gboolean writes, gboolean *is_done, GError **error)
{
  gint64 n_left = gaf_stream_get_buffered_frames (self->stream, GAF_DIRECTION_INPUT);

  while (n_left > 0 && !*is_done) {
    const gint64 n = read_frames (self, samples, MIN (BLOCK, n_left), 0, error);

    if (n < 0 || (writes && !write_frames (self, samples, n, is_done, error)))
      return FALSE;
    if (n == 0)
      break;
    n_left -= n;
  }
  return TRUE;
}

/* Until it is to stop. */
static gboolean
record (GafRecorderCore *self, float *samples, GError **error)
{
  gboolean is_done = FALSE, was_paused = FALSE;

  while (!is_done) {
    gboolean is_stopping, is_paused;
    gint64 n;

    g_mutex_lock (&self->lock);
    is_stopping = self->is_stopping;
    is_paused = self->state == GAF_RECORDER_STATE_PAUSED;
    g_mutex_unlock (&self->lock);
    if ((is_stopping || is_paused != was_paused) && !take_rest (self, samples, !was_paused, &is_done, error))
      return FALSE;
    if (is_stopping)
      return TRUE;
    was_paused = is_paused;
    n = read_frames (self, samples, BLOCK, READ_TIMEOUT, error);
    if (n < 0 || (!is_paused && !is_done && !write_frames (self, samples, n, &is_done, error)))
      return FALSE;
  }
  return TRUE;
}

static gpointer
run (gpointer data)
{
  GafRecorderCore *self = data;
  g_autofree float *samples = g_new (float, BLOCK *gaf_encode_spec_get_channels (self->spec));
  GError *error = NULL;
  gboolean ok = record (self, samples, &error);

  /* The error that was first is the one that is told. */
  ok = close_file (self, ok ? &error : NULL) && ok;
  gaf_stream_close (self->stream);

  g_mutex_lock (&self->lock);
  if (error != NULL)
    gaf_teller_signal_error (self->teller, "error", error);
  else
    gaf_teller_signal (self->teller, "ended");
  self->failure = error;
  self->is_running = FALSE;
  set_state (self, GAF_RECORDER_STATE_STOPPED);
  g_mutex_unlock (&self->lock);
  gaf_recorder_core_unref (self);
  return NULL;
}

/* }}} */

static gboolean
open_device (GafRecorderCore *self, GCancellable *cancellable, GError **error)
{
  const guint rate = (guint) gaf_encode_spec_get_rate (self->spec);
  const guint channels = gaf_encode_spec_get_channels (self->spec);
  GafStream *stream = gaf_stream_new_record (self->device, rate, channels, DEVICE_BLOCK);
  const double most = (double) MOST_WAITING / (double) MAX (rate * channels * sizeof (float), 1);

  gaf_stream_set_device_time (stream, DEVICE_SECONDS);
  stream->core->heard_seconds = CLAMP (most, stream->core->heard_seconds, LONGEST_WAIT);
  g_mutex_lock (&self->lock);
  self->stream = stream;
  g_mutex_unlock (&self->lock);
  return gaf_stream_open (stream, cancellable, error);
}

gboolean
gaf_recorder_core_begin (GafRecorderCore *self, GCancellable *cancellable, GError **error)
{
  GafPeaks *peaks =
      gaf_peaks_new (gaf_encode_spec_get_rate (self->spec), gaf_encode_spec_get_channels (self->spec), 0, error);
  gboolean ok = peaks != NULL;

  g_mutex_lock (&self->lock);
  self->peaks = peaks;
  g_mutex_unlock (&self->lock);
  /* An old file stays as it is where there is no device. */
  ok = ok && open_device (self, cancellable, error) && open_file (self, error);
  if (!ok && self->stream != NULL)
    gaf_stream_close (self->stream);

  g_mutex_lock (&self->lock);
  if (ok) {
    self->is_running = TRUE;
    set_state (self, GAF_RECORDER_STATE_RECORDING);
    g_thread_unref (g_thread_new ("gaf-recorder", run, gaf_recorder_core_ref (self)));
  } else {
    g_ptr_array_set_size (self->files, 0);
    set_state (self, GAF_RECORDER_STATE_STOPPED);
  }
  g_mutex_unlock (&self->lock);
  return ok;
}
