/*
 * SPDX-FileCopyrightText: 2026 gaudiofile contributors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#include "info.h"

#include "errors.h"
#include "interrupt.h"
#include "numbers.h"
#include "file-like.h"
#include "reading.h"
#include "tags.h"
#include "types.h"

/*
 * probe(), which _info.py makes of this.
 */

/* A tuple of (start, end or None, title or None). */
static PyObject *
list_marks (GPtrArray *marks)
{
  PyObject *tuple = PyTuple_New (marks->len);

  for (guint i = 0; tuple != NULL && i < marks->len; i++) {
    GafMark *mark = g_ptr_array_index (marks, i);
    const gint64 end = gaf_mark_get_end (mark);
    PyObject *item = Py_BuildValue ("(LNN)", (long long) gaf_mark_get_start (mark),
                                    end >= 0 ? PyLong_FromLongLong (end) : Py_NewRef (Py_None),
                                    gafpy_string_or_none (gaf_mark_get_title (mark)));

    if (item == NULL)
      Py_CLEAR (tuple);
    else
      PyTuple_SET_ITEM (tuple, i, item);
  }
  return tuple;
}

static PyObject *
tags_or_none (GafTags *tags)
{
  return tags != NULL ? gafpy_tags_to_python (tags) : Py_NewRef (Py_None);
}

/* In the order of Info's fields. */
static PyObject *
make_tuple (GafInfo *info)
{
  const guint bit_rate = gaf_info_get_bit_rate (info);

  return Py_BuildValue (
      "(sNNNNINKNINLNdNNNN)", gaf_info_get_format (info), gafpy_string_or_none (gaf_info_get_container (info)),
      gafpy_string_or_none (gaf_info_get_codec (info)), gafpy_string_or_none (gaf_info_get_content_type (info)),
      gafpy_rate_to_object (gaf_info_get_rate (info)), gaf_info_get_channels (info),
      gafpy_string_or_none (gaf_info_get_channel_layout (info)), (unsigned long long) gaf_info_get_channel_mask (info),
      PyUnicode_FromString (gaf_sample_format_get_name (gaf_info_get_sample_format (info))), gaf_info_get_bits (info),
      bit_rate > 0 ? PyLong_FromUnsignedLong (bit_rate) : Py_NewRef (Py_None), (long long) gaf_info_get_n_frames (info),
      PyBool_FromLong (gaf_info_get_exact_duration (info)), gaf_info_get_duration (info),
      tags_or_none (gaf_info_get_tags (info)), list_marks (gaf_info_get_chapters (info)),
      list_marks (gaf_info_get_cues (info)), list_marks (gaf_info_get_loops (info)));
}

const char gafpy_probe_file_doc[] = "probe_file($module, file, track, isolation, limits, /)\n--\n\n"
                                    "What probe() is made of: the fields of an Info.";

PyObject *
gafpy_probe_file (PyObject *module, PyObject *args)
{
  PyObject *file, *track, *isolation, *limits, *result = NULL;
  gboolean is_ours;
  GafPySource *origin;
  GafReader *reader;
  GafInfo *info;
  GError *error = NULL;

  if (!PyArg_ParseTuple (args, "OOOO", &file, &track, &isolation, &limits))
    return NULL;
  is_ours = !PyObject_TypeCheck (file, gafpy_readable_type);
  if (!is_ours) {
    GafPyReading *reading = (GafPyReading *) file;

    if (gafpy_file_like_is_inside (reading->origin->file_like))
      return gafpy_raise_busy ();
    reader = g_object_ref (GAF_READER (reading->source));
    origin = gafpy_source_ref (reading->origin);
  } else if (PyObject_TypeCheck (file, gafpy_audio_file_type)) {
    gafpy_raise_type ("file", "a name, bytes, a binary file or a ReadableAudioFile", file);
    return NULL;
  } else {
    reader = gafpy_source_open (file, track, isolation, limits, &origin);
    if (reader == NULL)
      return NULL;
  }

  GAFPY_BEGIN_CALL;
  info = gaf_probe_reader (reader, NULL, &error);
  if (is_ours)
    gaf_reader_close (reader);
  GAFPY_END_CALL;
  if (info == NULL)
    gafpy_source_raise (origin, error);
  else if (!gafpy_interrupt_raise ())
    result = make_tuple (info);

  g_clear_object (&info);
  g_object_unref (reader);
  if (is_ours)
    gafpy_source_release (origin);
  gafpy_source_unref (origin);
  return result;
}
