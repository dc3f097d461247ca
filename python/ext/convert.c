/*
 * SPDX-FileCopyrightText: 2026 gaudiofile contributors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#include "convert.h"

#include "async.h"
#include "errors.h"
#include "interrupt.h"
#include "quality.h"
#include "reading.h"
#include "sink.h"
#include "subject.h"
#include "tags.h"
#include "types.h"

/*
 * convert(): a GafConversion of what _convert.py has looked at.
 *
 *   name, bytes, file-like, file that is open ─► subject, or the source of that file ─┐
 *                                                                       gaf_conversion_run…()
 *   name, file-like ─► sink ──────────────────────────────────────────────────────────┘
 */

typedef struct {
  GafPySubject subject;
  GafSource *source; /* of a file that is open already, else NULL */
  GafPySink sink;
  PyObject *path; /* bytes: of the file to write; NULL for a file-like */
  GafConversion *conversion;
  PyObject *process; /* borrowed; or NULL */
} Converting;

static void
converting_clear (Converting *self)
{
  Py_BEGIN_ALLOW_THREADS;
  g_clear_object (&self->conversion);
  Py_END_ALLOW_THREADS;
  g_clear_object (&self->source);
  gafpy_subject_clear (&self->subject);
  gafpy_sink_release (&self->sink);
  Py_CLEAR (self->sink.name);
  Py_CLEAR (self->path);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Converting, converting_clear)

/* {{{ what changes the audio in Python */

static PyObject *
array_of (GafBlock *block)
{
  const npy_intp shape[2] = { gaf_block_get_channels (block), gaf_block_get_n_frames (block) };
  PyObject *array = PyArray_SimpleNew (2, shape, NPY_FLOAT32);
  gsize size;
  const void *samples = g_bytes_get_data (gaf_block_get_bytes (block), &size);

  if (array != NULL && size > 0)
    memcpy (PyArray_DATA ((PyArrayObject *) array), samples, size);
  return array;
}

static GafBlock *
block_of (PyObject *result, double rate)
{
  g_autoptr (PyObject) array = PyArray_FROMANY (result, NPY_FLOAT32, 2, 2, NPY_ARRAY_CARRAY_RO | NPY_ARRAY_FORCECAST);
  g_autoptr (GBytes) bytes = NULL;

  if (array == NULL)
    return NULL;
  bytes = g_bytes_new (PyArray_DATA ((PyArrayObject *) array), PyArray_NBYTES ((PyArrayObject *) array));
  return gaf_block_new (GAF_SAMPLE_FORMAT_FLOAT32, GAF_LAYOUT_PLANAR, PyArray_DIM ((PyArrayObject *) array, 0), rate,
                        PyArray_DIM ((PyArrayObject *) array, 1), bytes);
}

/* Without the GIL, on the thread that called. */
static GafBlock *
process (GafBlock *block, gint64 frame, gpointer data, GError **error)
{
  Converting *self = data;
  const PyGILState_STATE gil = PyGILState_Ensure ();
  PyObject *samples = array_of (block);
  PyObject *result = samples == NULL ? NULL
                                     : PyObject_CallFunction (self->process, "OLd", samples, (long long) frame,
                                                              gaf_block_get_rate (block));
  GafBlock *changed = result == NULL ? NULL : block_of (result, gaf_block_get_rate (block));

  if (changed == NULL) {
    PyObject *exception = gafpy_take_exception ();

    Py_XSETREF (self->subject.raised, exception);
    g_set_error (error, GAF_ERROR, GAF_ERROR_INVALID_ARGUMENT, "The effect raised an exception");
  }
  Py_XDECREF (result);
  Py_XDECREF (samples);
  PyGILState_Release (gil);
  return changed;
}

/* }}} */

/* {{{ arguments */

typedef struct {
  PyObject *format, *quality, *codec, *matrix, *resampling_quality, *process, *tags;
  double rate, gain, target, fade_in, fade_out;
  int channels, bit_depth, normalize, keep_tags, lossless;
  unsigned int threads;
  long long offset, frames;
  const char *effects;
} Options;

/* Of a str or None; NULL for None. FALSE with an exception set. */
static gboolean
take_text (PyObject *object, const char **text)
{
  *text = object == Py_None ? NULL : PyUnicode_AsUTF8 (object);
  return *text != NULL || object == Py_None;
}

static GafEncodeSpec *
make_spec (const Options *options)
{
  g_autoptr (GafEncodeSpec) spec = g_object_new (GAF_TYPE_ENCODE_SPEC, "bit-depth", options->bit_depth, "rate",
                                                 options->rate, "channels", options->channels, NULL);
  const char *format, *quality, *codec;

  if (!take_text (options->format, &format) || !take_text (options->quality, &quality)
      || !take_text (options->codec, &codec))
    return NULL;
  gaf_encode_spec_set_format (spec, format);
  gaf_encode_spec_set_quality (spec, quality);
  gaf_encode_spec_set_codec (spec, codec);
  if (options->tags != Py_None) {
    g_autoptr (GafTags) tags = gafpy_tags_from_python (options->tags);

    if (tags == NULL)
      return NULL;
    gaf_encode_spec_set_tags (spec, tags);
  }
  return g_steal_pointer (&spec);
}

static gboolean
parse_options (PyObject *tuple, Options *options)
{
  return PyArg_ParseTuple (tuple, "OdiiOOLLOOzOdidddOpIp", &options->format, &options->rate, &options->channels,
                           &options->bit_depth, &options->quality, &options->codec, &options->offset, &options->frames,
                           &options->matrix, &options->resampling_quality, &options->effects, &options->process,
                           &options->gain, &options->normalize, &options->target, &options->fade_in, &options->fade_out,
                           &options->tags, &options->keep_tags, &options->threads, &options->lossless);
}

static GafConversion *
make_conversion (const Options *options)
{
  g_autoptr (GafEncodeSpec) spec = make_spec (options);
  g_autoptr (GafConversion) conversion = NULL;
  GafResampleQuality quality;

  if (spec == NULL
      || !gafpy_quality_parse (options->resampling_quality != Py_None ? options->resampling_quality : NULL, "convert",
                               &quality))
    return NULL;
  conversion = gaf_conversion_new ();
  g_object_set (conversion, "encode-spec", spec, "offset", (gint64) options->offset, "n-frames",
                (gint64) options->frames, "gain", options->gain, "normalize", options->normalize, "target",
                options->target, "fade-in", options->fade_in, "fade-out", options->fade_out, "effects",
                options->effects, "keep-tags", options->keep_tags, "resample-quality", quality, "max-threads",
                options->threads, "lossless", options->lossless, NULL);
  if (options->matrix != Py_None) {
    PyArrayObject *matrix = (PyArrayObject *) options->matrix;

    if (!PyArray_Check (options->matrix) || PyArray_TYPE (matrix) != NPY_FLOAT32 || PyArray_NDIM (matrix) != 2
        || !PyArray_ISCARRAY_RO (matrix) || PyArray_DIM (matrix, 0) < 1 || PyArray_DIM (matrix, 0) > 64) {
      PyErr_SetString (PyExc_ValueError, "matrix must be of shape (num_channels, channels of the source)");
      return NULL;
    }
    gaf_conversion_set_matrix (conversion, PyArray_DIM (matrix, 0), PyArray_DATA (matrix), PyArray_SIZE (matrix));
  }
  return g_steal_pointer (&conversion);
}

static gboolean
is_open (PyObject *object)
{
  return PyObject_TypeCheck (object, gafpy_resampled_type) || PyObject_TypeCheck (object, gafpy_converted_type);
}

/* A file that is open already is converted as it is read. */
static int
take_source (Converting *self, PyObject *object, PyObject *progress)
{
  GafPyReading *reading = (GafPyReading *) object;
  int result;

  if (!is_open (object))
    return gafpy_subject_init (&self->subject, object, progress, FALSE);
  result = gafpy_subject_init_for_open (&self->subject, reading->origin, progress);
  self->source = g_object_ref (reading->source);
  return result;
}

/* }}} */

/* Without the GIL. */
static gint64
run (Converting *self, GError **error)
{
  const GafAnalysisProgress progress = gafpy_subject_get_progress (&self->subject);
  GafSource *source = self->source != NULL ? self->source : (GafSource *) self->subject.reader;
  const char *to = self->path != NULL ? PyBytes_AS_STRING (self->path) : NULL;
  GCancellable *cancellable = self->subject.cancellable;
  g_autoptr (GafReader) reader = NULL;
  gint64 n;

  if (self->subject.path != NULL && to != NULL)
    return gaf_conversion_run (self->conversion, PyBytes_AS_STRING (self->subject.path), to, cancellable, progress,
                               &self->subject, error);
  if (self->subject.path != NULL) {
    reader = gaf_reader_new_for_path (PyBytes_AS_STRING (self->subject.path), cancellable, error);
    if (reader == NULL)
      return -1;
    source = GAF_SOURCE (reader);
  }
  if (to != NULL)
    n = gaf_conversion_run_source (self->conversion, source, to, cancellable, progress, &self->subject, error);
  else
    n = gaf_conversion_run_stream (self->conversion, source, G_OUTPUT_STREAM (self->sink.stream), cancellable, progress,
                                   &self->subject, error);
  if (reader != NULL)
    gaf_reader_close (reader);
  return n;
}

/* Of which of the two names an error is: messages about writing quote that of the new file. */
static gboolean
is_about (const GError *error, const char *path)
{
  g_autofree char *name = g_filename_display_name (path);
  g_autofree char *quoted = g_strdup_printf ("\"%s\"", name);

  return strstr (error->message, quoted) != NULL;
}

static PyObject *
raise_for (Converting *self, GError *error)
{
  if (self->subject.raised == NULL && self->path != NULL && is_about (error, PyBytes_AS_STRING (self->path)))
    return gafpy_raise (error, self->sink.name);
  if (self->subject.raised == NULL && self->sink.file_like != NULL
      && gafpy_file_like_reraise (self->sink.file_like, error->domain != GAF_ERROR)) {
    g_error_free (error);
    return NULL;
  }
  return gafpy_subject_raise (&self->subject, error);
}

const char gafpy_convert_file_doc[] =
    "convert_file($module, source, destination, progress, options, /)\n--\n\n"
    "What convert() is made of: (frames, gain). options are format, samplerate, num_channels, bit_depth, quality, "
    "codec,\n"
    "offset, frames, matrix, resampling_quality, effects, process, gain, normalize, target, fade_in, fade_out, tags,\n"
    "keep_tags, threads and lossless; 0 or None for what is not asked for.";

PyObject *
gafpy_convert_file (PyObject *module, PyObject *args)
{
  g_auto (Converting) self = { 0 };
  g_autoptr (PyObject) format = NULL;
  PyObject *source, *destination, *progress, *tuple;
  Options options;
  GError *error = NULL;
  gint64 n;

  if (!PyArg_ParseTuple (args, "OOOO!", &source, &destination, &progress, &PyTuple_Type, &tuple)
      || !parse_options (tuple, &options) || !gafpy_sink_recognise (&self.sink, destination, &self.path))
    return NULL;
  if (self.path == NULL) {
    format = gafpy_sink_choose_format (&self.sink, options.format);
    options.format = format;
  }
  self.conversion = options.format != NULL ? make_conversion (&options) : NULL;
  if (self.conversion == NULL || take_source (&self, source, progress) < 0)
    return NULL;
  if (options.process != Py_None) {
    self.process = options.process;
    gaf_conversion_set_process (self.conversion, process, &self, NULL);
  }
  if (gafpy_get_cancellable () != NULL)
    g_set_object (&self.subject.cancellable, gafpy_get_cancellable ());

  GAFPY_BEGIN_CALL;
  n = run (&self, &error);
  GAFPY_END_CALL;
  if (n < 0)
    return raise_for (&self, error);
  if (gafpy_subject_has_raised (&self.subject)
      || (self.sink.file_like != NULL && gafpy_file_like_reraise (self.sink.file_like, FALSE)))
    return NULL;
  return Py_BuildValue ("(Ld)", (long long) n, gaf_conversion_get_applied_gain (self.conversion));
}

/* {{{ many files */

typedef struct {
  GPtrArray *jobs;    /* of GafConvertJob */
  PyObject *progress; /* borrowed; or NULL */
  PyObject *raised;   /* by it */
  gsize told;
  GCancellable *cancellable;
} Many;

static void
many_clear (Many *self)
{
  g_ptr_array_unref (self->jobs);
  g_clear_object (&self->cancellable);
  Py_CLEAR (self->raised);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Many, many_clear)

/* Without the GIL, on the thread that called. */
static void
tell (gsize n_done, gsize n_jobs, gpointer data)
{
  Many *self = data;
  PyGILState_STATE gil;

  if (self->progress == NULL || self->told == n_done || self->raised != NULL)
    return;
  self->told = n_done;
  gil = PyGILState_Ensure ();
  {
    PyObject *result = PyObject_CallFunction (self->progress, "nn", (Py_ssize_t) n_done, (Py_ssize_t) n_jobs);

    if (result == NULL) {
      self->raised = gafpy_take_exception ();
      g_cancellable_cancel (self->cancellable);
    }
    Py_XDECREF (result);
  }
  PyGILState_Release (gil);
}

static gboolean
add_job (Many *self, GafConversion *conversion, PyObject *pair)
{
  g_autoptr (PyObject) source = NULL;
  g_autoptr (PyObject) destination = NULL;

  if (!PyArg_ParseTuple (pair, "O&O&", PyUnicode_FSConverter, &source, PyUnicode_FSConverter, &destination))
    return FALSE;
  g_ptr_array_add (self->jobs,
                   gaf_convert_job_new (conversion, PyBytes_AS_STRING (source), PyBytes_AS_STRING (destination)));
  return TRUE;
}

/* The exception that converting this file alone would raise, as an object. */
static PyObject *
exception_of (GafConvertJob *job)
{
  const GError *error = gaf_convert_job_get_error (job);
  const char *path = is_about (error, gaf_convert_job_get_destination (job)) ? gaf_convert_job_get_destination (job)
                                                                             : gaf_convert_job_get_source (job);
  g_autoptr (PyObject) name = PyUnicode_DecodeFSDefault (path);

  if (name == NULL)
    return NULL;
  gafpy_raise (g_error_copy (error), name);
  return gafpy_take_exception ();
}

/* An exception; None if it was not begun; (frames, gain). */
static PyObject *
result_of (GafConvertJob *job)
{
  if (gaf_convert_job_get_error (job) != NULL)
    return exception_of (job);
  if (gaf_convert_job_get_n_frames (job) < 0)
    Py_RETURN_NONE;
  return Py_BuildValue ("(Ld)", (long long) gaf_convert_job_get_n_frames (job), gaf_convert_job_get_applied_gain (job));
}

static PyObject *
list_results (const Many *self)
{
  g_autoptr (PyObject) results = PyList_New (self->jobs->len);

  for (guint i = 0; results != NULL && i < self->jobs->len; i++) {
    PyObject *result = result_of (self->jobs->pdata[i]);

    if (result == NULL)
      return NULL;
    PyList_SET_ITEM (results, i, result);
  }
  return g_steal_pointer (&results);
}

const char gafpy_convert_files_doc[] =
    "convert_files($module, pairs, progress, threads, stop, options, /)\n--\n\n"
    "What convert_many() is made of: for each pair of names an exception, None if it was not begun, or what\n"
    "convert_file() returns.";

PyObject *
gafpy_convert_files (PyObject *module, PyObject *args)
{
  g_auto (Many) self = { g_ptr_array_new_with_free_func (g_object_unref), NULL, NULL, G_MAXSIZE, NULL };
  g_autoptr (GafConversion) conversion = NULL;
  PyObject *pairs, *progress, *tuple;
  unsigned int threads;
  GError *error = NULL;
  Options options;
  gboolean ok;
  int stop;

  if (!PyArg_ParseTuple (args, "O!OIpO!", &PyList_Type, &pairs, &progress, &threads, &stop, &PyTuple_Type, &tuple)
      || !parse_options (tuple, &options))
    return NULL;
  self.progress = progress != Py_None ? progress : NULL;
  self.cancellable = gafpy_get_cancellable () != NULL ? g_object_ref (gafpy_get_cancellable ()) : g_cancellable_new ();
  conversion = make_conversion (&options);
  for (Py_ssize_t i = 0; conversion != NULL && i < PyList_GET_SIZE (pairs); i++)
    if (!add_job (&self, conversion, PyList_GET_ITEM (pairs, i)))
      return NULL;
  if (conversion == NULL)
    return NULL;

  GAFPY_BEGIN_CALL;
  ok = gaf_convert_many ((GafConvertJob *const *) self.jobs->pdata, self.jobs->len, threads,
                         stop ? GAF_LOAD_STOP_AT_ERROR : GAF_LOAD_DEFAULT, self.cancellable, tell, &self, &error);
  GAFPY_END_CALL;
  if (self.raised != NULL) {
    PyErr_SetObject ((PyObject *) Py_TYPE (self.raised), self.raised);
    g_clear_error (&error);
    return NULL;
  }
  if (!ok)
    return gafpy_raise (error, NULL);
  return gafpy_interrupt_raise () ? NULL : list_results (&self);
}

/* }}} */
