/*
 * SPDX-FileCopyrightText: 2026 gaudiofile contributors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#include "gaf-convert-many.h"

#include "analysis/call.h"
#include "core/crew.h"
#include "core/fork-gate.h"
#include "core/interrupt.h"
#include "core/task-queue.h"
#include "core/threads.h"
#include "gaf-conversion-private.h"
#include "gaf-error.h"

/**
 * GafConvertJob:
 *
 * One file that [func@convert_many] converts, and what has become of it.
 *
 * ```c
 * g_autoptr (GError) error = NULL;
 * g_autoptr (GafConversion) conversion = gaf_conversion_new ();
 * g_autoptr (GafConvertJob) first = gaf_convert_job_new (conversion, "song.flac", "song.opus");
 * g_autoptr (GafConvertJob) second = gaf_convert_job_new (conversion, "voice.wav", "voice.opus");
 * GafConvertJob *jobs[] = { first, second };
 *
 * if (!gaf_convert_many (jobs, 2, 0, GAF_LOAD_DEFAULT, NULL, NULL, NULL, &error))
 *   g_printerr ("%s\n", error->message);
 * for (int i = 0; i < 2; i++)
 *   if (gaf_convert_job_get_error (jobs[i]) != NULL)
 *     g_printerr ("%s\n", gaf_convert_job_get_error (jobs[i])->message);
 * ```
 *
 * Since: 0.1
 */
struct _GafConvertJob {
  GObject parent_instance;

  GafConversion *conversion;
  char *source;
  char *destination;

  gint64 n_frames; /* -1: not converted */
  double applied_gain;
  GError *error;
};

enum { PROP_0, PROP_SOURCE, PROP_DESTINATION, PROP_N_FRAMES, PROP_APPLIED_GAIN, N_PROPS };

static GParamSpec *properties[N_PROPS];

G_DEFINE_FINAL_TYPE (GafConvertJob, gaf_convert_job, G_TYPE_OBJECT)

/* {{{ job */

static void
gaf_convert_job_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  GafConvertJob *self = GAF_CONVERT_JOB (object);

  switch (id) {
  case PROP_SOURCE:
    g_value_set_string (value, self->source);
    break;
  case PROP_DESTINATION:
    g_value_set_string (value, self->destination);
    break;
  case PROP_N_FRAMES:
    g_value_set_int64 (value, self->n_frames);
    break;
  case PROP_APPLIED_GAIN:
    g_value_set_double (value, self->applied_gain);
    break;
  default:
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
  }
}

static void
gaf_convert_job_finalize (GObject *object)
{
  GafConvertJob *self = GAF_CONVERT_JOB (object);

  g_clear_object (&self->conversion);
  g_free (self->source);
  g_free (self->destination);
  g_clear_error (&self->error);
  G_OBJECT_CLASS (gaf_convert_job_parent_class)->finalize (object);
}

static void
gaf_convert_job_init (GafConvertJob *self)
{
  self->n_frames = -1;
}

static void
gaf_convert_job_class_init (GafConvertJobClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  const GParamFlags flags = G_PARAM_READABLE | G_PARAM_STATIC_STRINGS;

  object_class->get_property = gaf_convert_job_get_property;
  object_class->finalize = gaf_convert_job_finalize;
  /**
   * GafConvertJob:source: (getter get_source)
   *
   * The name of the file to convert, absolute or relative to the current directory.
   *
   * Since: 0.1
   */
  properties[PROP_SOURCE] = g_param_spec_string ("source", NULL, NULL, NULL, flags);
  /**
   * GafConvertJob:destination: (getter get_destination)
   *
   * The name of the file to write; an older file of that name is replaced.
   *
   * Since: 0.1
   */
  properties[PROP_DESTINATION] = g_param_spec_string ("destination", NULL, NULL, NULL, flags);
  /**
   * GafConvertJob:n-frames: (getter get_n_frames)
   *
   * How many frames were written, before the codec resamples them as Opus does; -1 if there is no file.
   *
   * Since: 0.1
   */
  properties[PROP_N_FRAMES] = g_param_spec_int64 ("n-frames", NULL, NULL, -1, G_MAXINT64, -1, flags);
  /**
   * GafConvertJob:applied-gain: (getter get_applied_gain)
   *
   * By how much the level was raised, dB.
   *
   * Since: 0.1
   */
  properties[PROP_APPLIED_GAIN] = g_param_spec_double ("applied-gain", NULL, NULL, -G_MAXDOUBLE, G_MAXDOUBLE, 0, flags);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

/**
 * gaf_convert_job_new:
 * @conversion: how to convert; many jobs may have the same
 * @source: (type filename): name of the audio file to convert
 * @destination: (type filename): name of the file to write
 *
 * Makes a job, which is done by [func@convert_many].
 *
 * Returns: (transfer full): a job
 * Since: 0.1
 */
GafConvertJob *
gaf_convert_job_new (GafConversion *conversion, const char *source, const char *destination)
{
  GafConvertJob *self;

  g_return_val_if_fail (GAF_IS_CONVERSION (conversion), NULL);
  g_return_val_if_fail (source != NULL && destination != NULL, NULL);

  self = g_object_new (GAF_TYPE_CONVERT_JOB, NULL);
  self->conversion = g_object_ref (conversion);
  self->source = g_strdup (source);
  self->destination = g_strdup (destination);
  return self;
}

/**
 * gaf_convert_job_get_source: (get-property source)
 * @self: a job
 *
 * Tells the name of the file that is converted, as the job was made with it.
 *
 * Returns: (transfer none) (type filename): its name
 * Since: 0.1
 */
const char *
gaf_convert_job_get_source (GafConvertJob *self)
{
  g_return_val_if_fail (GAF_IS_CONVERT_JOB (self), NULL);

  return self->source;
}

/**
 * gaf_convert_job_get_destination: (get-property destination)
 * @self: a job
 *
 * Tells the name of the file that is written, as the job was made with it.
 *
 * Returns: (transfer none) (type filename): its name
 * Since: 0.1
 */
const char *
gaf_convert_job_get_destination (GafConvertJob *self)
{
  g_return_val_if_fail (GAF_IS_CONVERT_JOB (self), NULL);

  return self->destination;
}

/**
 * gaf_convert_job_get_n_frames: (get-property n-frames)
 * @self: a job
 *
 * Tells how long the new file is, in frames of its own rate.
 *
 * Returns: frames; -1 if the job was not done, or has failed
 * Since: 0.1
 */
gint64
gaf_convert_job_get_n_frames (GafConvertJob *self)
{
  g_return_val_if_fail (GAF_IS_CONVERT_JOB (self), -1);

  return self->n_frames;
}

/**
 * gaf_convert_job_get_applied_gain: (get-property applied-gain)
 * @self: a job
 *
 * Tells by how much the level was raised, as [method@Conversion.get_applied_gain].
 *
 * Returns: dB
 * Since: 0.1
 */
double
gaf_convert_job_get_applied_gain (GafConvertJob *self)
{
  g_return_val_if_fail (GAF_IS_CONVERT_JOB (self), 0);

  return self->applied_gain;
}

/**
 * gaf_convert_job_get_error:
 * @self: a job
 *
 * Tells why there is no new file, after [func@convert_many] has returned. The error belongs to the job.
 *
 * Returns: (transfer none) (nullable): the error; %NULL if there is none, or the job was not begun
 * Since: 0.1
 */
const GError *
gaf_convert_job_get_error (GafConvertJob *self)
{
  g_return_val_if_fail (GAF_IS_CONVERT_JOB (self), NULL);

  return self->error;
}

/* }}} */

/* {{{ many */

typedef struct {
  GafConvertJob *const *jobs;
  gsize n_jobs;
  GafLoadFlags flags;
  GCancellable *cancellable; /* the caller's */
  GCancellable *inner;       /* cancelled with it, and when the program is interrupted */
  GafLoadProgress progress;
  gpointer progress_data;
} Many;

static gboolean
do_job (gsize index, gpointer data)
{
  const Many *self = data;
  GafConvertJob *job = self->jobs[index];

  g_clear_error (&job->error);
  job->n_frames = gaf_conversion_run_path (job->conversion, job->source, job->destination, self->inner,
                                           &job->applied_gain, &job->error);
  if (g_error_matches (job->error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return FALSE;
  return job->error == NULL || (self->flags & GAF_LOAD_STOP_AT_ERROR) == 0;
}

static void
tick (gsize n_done, gpointer data)
{
  const Many *self = data;

  if (g_cancellable_is_cancelled (self->cancellable) || !gaf_interrupt_ask (NULL)) {
    gaf_fork_gate_enter ();
    g_cancellable_cancel (self->inner);
    gaf_fork_gate_leave ();
  }
  if (self->progress != NULL)
    self->progress (n_done, self->n_jobs, self->progress_data);
}

/**
 * gaf_convert_many:
 * @jobs: (array length=n_jobs): what to convert; each once, and each into a file of its own
 * @n_jobs: how many
 * @max_threads: how many threads at most; 0 for [func@get_max_threads]. With 1, this thread converts
 * @flags: how to go on after an error
 * @cancellable: (nullable): cancels what is being converted, and begins no more
 * @progress: (nullable) (scope call) (closure progress_data): is told how many files are done, on this thread
 * @progress_data: what is handed to it
 * @error: %G_IO_ERROR_CANCELLED; %GAF_ERROR_BUSY in a child that @progress has forked off. What is wrong with a file is
 *   told by [method@ConvertJob.get_error]
 *
 * Converts files on several threads, each file on one, which end before this returns. A function that was set with
 * [method@Conversion.set_process] is called on them.
 *
 * Returns: %TRUE if all were converted or have an error of their own, %FALSE with @error set
 * Since: 0.1
 */
gboolean
gaf_convert_many (GafConvertJob *const *jobs, gsize n_jobs, guint max_threads, GafLoadFlags flags,
                  GCancellable *cancellable, GafLoadProgress progress, gpointer progress_data, GError **error)
{
  g_autoptr (GCancellable) inner = g_cancellable_new ();
  Many many = { .jobs = jobs,
                .n_jobs = n_jobs,
                .flags = flags,
                .cancellable = cancellable,
                .inner = inner,
                .progress = progress,
                .progress_data = progress_data };
  const GafCrew crew = { n_jobs, inner, do_job, tick, &many };

  g_return_val_if_fail (jobs != NULL || n_jobs == 0, FALSE);

  if (g_cancellable_set_error_if_cancelled (cancellable, error))
    return FALSE;
  if (!gaf_crew_run (&crew, MIN (max_threads > 0 ? max_threads : gaf_threads_get_max (), MAX (n_jobs, 1)))) {
    g_set_error (error, GAF_ERROR, GAF_ERROR_BUSY,
                 "Files were being converted when this process was forked off; convert them anew in the child");
    return FALSE;
  }
  for (gsize i = 0; i < n_jobs; i++)
    if (g_error_matches (jobs[i]->error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
      g_cancellable_cancel (inner);
  return !g_cancellable_set_error_if_cancelled (cancellable, error)
         && !g_cancellable_set_error_if_cancelled (inner, error);
}

/* }}} */

/* {{{ async */

typedef struct {
  GPtrArray *jobs;
  guint max_threads;
  GafLoadFlags flags;
} ManyCall;

static void
many_call_free (gpointer data)
{
  ManyCall *self = data;

  g_ptr_array_unref (self->jobs);
  g_free (self);
}

/* The progress of many files is passed on as that of one is. */
static void
pass_on (gsize n_done, gsize n_jobs, gpointer task)
{
  const GafAnalysisProgress progress = gaf_analysis_call_get_progress (task);

  if (progress != NULL)
    progress (n_done, n_jobs, task);
}

static void
do_many (GTask *task, gpointer self, gpointer data, GCancellable *cancellable)
{
  const ManyCall *call = ((GafAnalysisCall *) data)->more;
  GError *error = NULL;
  const gboolean ok = gaf_convert_many ((GafConvertJob *const *) call->jobs->pdata, call->jobs->len, call->max_threads,
                                        call->flags, cancellable, pass_on, task, &error);

  gaf_analysis_call_end (task);
  gaf_task_return_ok (task, ok, error);
}

/* What the program is told, of the form that it asked for. */
typedef struct {
  GafLoadProgress progress;
  gpointer data;
  GDestroyNotify destroy;
} Listener;

static void
tell_listener (gint64 n_done, gint64 n_jobs, gpointer data)
{
  const Listener *self = data;

  self->progress (n_done, n_jobs, self->data);
}

static void
listener_free (gpointer data)
{
  Listener *self = data;

  if (self->destroy != NULL)
    self->destroy (self->data);
  g_free (self);
}

/**
 * gaf_convert_many_async:
 * @jobs: (array length=n_jobs): what to convert; they belong to the call until it ends
 * @n_jobs: how many
 * @max_threads: how many threads at most; 0 for [func@get_max_threads]
 * @flags: how to go on after an error
 * @cancellable: (nullable): cancels what is being converted, and begins no more
 * @progress: (nullable) (scope notified) (closure progress_data) (destroy progress_destroy): is told how many files are
 *   done, on the caller's main context
 * @progress_data: what is handed to it
 * @progress_destroy: frees that
 * @callback: (scope async) (nullable): called on the caller's main context when all is done
 * @user_data: for @callback
 *
 * Converts files on several threads as [func@convert_many] does, without making the caller wait.
 *
 * Since: 0.1
 */
void
gaf_convert_many_async (GafConvertJob *const *jobs, gsize n_jobs, guint max_threads, GafLoadFlags flags,
                        GCancellable *cancellable, GafLoadProgress progress, gpointer progress_data,
                        GDestroyNotify progress_destroy, GAsyncReadyCallback callback, gpointer user_data)
{
  const Listener listener = { progress, progress_data, progress_destroy };
  GafAnalysisCall *call;
  ManyCall *many;

  g_return_if_fail (jobs != NULL || n_jobs == 0);

  call = progress != NULL
             ? gaf_analysis_call_new (NULL, NULL, tell_listener, g_memdup2 (&listener, sizeof listener), listener_free)
             : gaf_analysis_call_new (NULL, NULL, NULL, progress_data, progress_destroy);
  many = g_new (ManyCall, 1);
  *many = (ManyCall){ g_ptr_array_new_full (n_jobs, g_object_unref), max_threads, flags };
  for (gsize i = 0; i < n_jobs; i++)
    g_ptr_array_add (many->jobs, g_object_ref (jobs[i]));
  call->more = many;
  call->free_more = many_call_free;
  gaf_task_queue_run (
      gaf_task_new (NULL, call, gaf_analysis_call_free, cancellable, callback, user_data, gaf_convert_many_async), NULL,
      do_many);
}

/**
 * gaf_convert_many_finish:
 * @result: what the callback was given
 * @error: as [func@convert_many]
 *
 * Ends [func@convert_many_async] in its callback; each job then tells its own result.
 *
 * Returns: %TRUE if all were converted or have an error of their own, %FALSE with @error set
 * Since: 0.1
 */
gboolean
gaf_convert_many_finish (GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, NULL), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

/* }}} */
