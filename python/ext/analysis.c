/*
 * SPDX-FileCopyrightText: 2026 gaudiofile contributors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#include "analysis.h"

#include "errors.h"
#include "interrupt.h"
#include "peaks.h"
#include "subject.h"

/*
 * loudness(), silences() and plot(), which _analysis.py makes of these.
 */

/* A copy of numbers of the library's. */
static PyObject *
array_of (int n_dimensions, const npy_intp *shape, int type, const void *data, gsize size)
{
  PyObject *array = PyArray_SimpleNew (n_dimensions, shape, type);

  if (array != NULL && size > 0)
    memcpy (PyArray_DATA ((PyArrayObject *) array), data, size);
  return array;
}

static PyObject *
floats_of (const float *values, gsize n)
{
  const npy_intp shape = n;

  return array_of (1, &shape, NPY_FLOAT32, values, n * sizeof *values);
}

const char gafpy_measure_loudness_doc[] =
    "measure_loudness($module, file, progress, /)\n--\n\n"
    "What loudness() is made of: (integrated, range, max_momentary, max_short_term, true_peak, replay_gain,\n"
    "replay_peak, momentary, short_term).";

PyObject *
gafpy_measure_loudness (PyObject *module, PyObject *args)
{
  g_auto (GafPySubject) subject = { 0 };
  g_autoptr (GafLoudness) loudness = NULL;
  PyObject *file, *progress, *momentary_array, *short_term_array;
  GError *error = NULL;
  const float *momentary, *short_term;
  gsize n_momentary, n_short_term;

  if (!PyArg_ParseTuple (args, "OO", &file, &progress) || gafpy_subject_init (&subject, file, progress, TRUE) < 0)
    return NULL;
  GAFPY_BEGIN_CALL;
  loudness = gaf_loudness_new_for_reader (subject.reader, subject.cancellable, gafpy_subject_get_progress (&subject),
                                          &subject, &error);
  GAFPY_END_CALL;
  if (loudness == NULL)
    return gafpy_subject_raise (&subject, error);
  if (gafpy_subject_has_raised (&subject))
    return NULL;
  momentary = gaf_loudness_get_momentary (loudness, &n_momentary);
  short_term = gaf_loudness_get_short_term (loudness, &n_short_term);
  momentary_array = floats_of (momentary, n_momentary);
  short_term_array = floats_of (short_term, n_short_term);
  return Py_BuildValue ("(dddddddNN)", gaf_loudness_get_integrated (loudness), gaf_loudness_get_range (loudness),
                        gaf_loudness_get_max_momentary (loudness), gaf_loudness_get_max_short_term (loudness),
                        gaf_loudness_get_true_peak (loudness), gaf_loudness_get_replay_gain (loudness),
                        gaf_loudness_get_replay_peak (loudness), momentary_array, short_term_array);
}

const char gafpy_find_silences_doc[] = "find_silences($module, file, threshold, frames, seconds, progress, /)\n--\n\n"
                                       "What silences() and trim_points() are made of: (ranges, begin, end). frames is "
                                       "how many have to be silent; if it is\n"
                                       "0, so many seconds.";

PyObject *
gafpy_find_silences (PyObject *module, PyObject *args)
{
  g_auto (GafPySubject) subject = { 0 };
  g_autoptr (GafSilences) silences = NULL;
  PyObject *file, *progress, *array;
  GError *error = NULL;
  const gint64 *ranges;
  double threshold, seconds;
  long long frames;
  gsize n;
  gint64 begin, end;

  if (!PyArg_ParseTuple (args, "OdLdO", &file, &threshold, &frames, &seconds, &progress)
      || gafpy_subject_init (&subject, file, progress, TRUE) < 0)
    return NULL;
  if (frames == 0)
    frames = CLAMP (seconds * gaf_reader_get_rate (subject.reader), 1, 1e15);
  GAFPY_BEGIN_CALL;
  silences = gaf_silences_new_for_reader (subject.reader, threshold, frames, subject.cancellable,
                                          gafpy_subject_get_progress (&subject), &subject, &error);
  GAFPY_END_CALL;
  if (silences == NULL)
    return gafpy_subject_raise (&subject, error);
  if (gafpy_subject_has_raised (&subject))
    return NULL;
  ranges = gaf_silences_get_ranges (silences, &n);
  gaf_silences_get_trim (silences, &begin, &end);
  array = array_of (2, (npy_intp[]){ n / 2, 2 }, NPY_INT64, ranges, n * sizeof *ranges);
  return Py_BuildValue ("(NLL)", array, (long long) begin, (long long) end);
}

const char gafpy_save_plot_doc[] = "save_plot($module, peaks, path, title, width, height, /)\n--\n\n"
                                   "What plot() is made of.";

PyObject *
gafpy_save_plot (PyObject *module, PyObject *args)
{
  PyObject *object;
  g_autoptr (PyObject) path = NULL;
  const char *title;
  int width, height;
  GafPeaks *peaks;
  GError *error = NULL;
  gboolean ok;

  if (!PyArg_ParseTuple (args, "OO&zii", &object, PyUnicode_FSConverter, &path, &title, &width, &height))
    return NULL;
  peaks = gafpy_peaks_get (object);
  if (peaks == NULL)
    return NULL;
  if (width < 0 || height < 0)
    return PyErr_Format (PyExc_ValueError, "A picture cannot be %d by %d pixels", width, height);
  GAFPY_BEGIN_CALL;
  ok = gaf_plot_save (peaks, PyBytes_AS_STRING (path), title, width, height, NULL, &error);
  GAFPY_END_CALL;
  if (!ok)
    return gafpy_raise (error, NULL);
  if (gafpy_interrupt_raise ())
    return NULL;
  Py_RETURN_NONE;
}
