/*
 * SPDX-FileCopyrightText: 2026 gaudiofile contributors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#include "encode-spec.h"

#include "numbers.h"
#include "tags.h"

#include <math.h>

/*
 * What a file that is to be written shall be like, as Python says it → a GafEncodeSpec.
 *
 * Of the wrong type: TypeError, here. Of a value that no file has: ValueError, here only where the value would not
 * fit into the spec; the library knows the formats.
 */

/* More channels than this were meant as a rate: the lowest that is in use. */
#define LOWEST_RATE 8000

static gboolean
parse_rate (PyObject *value, double *rate)
{
  if (value == NULL || value == Py_None) {
    PyErr_SetString (PyExc_TypeError, "Opening an audio file for writing requires a samplerate argument, in Hz");
    return FALSE;
  }
  if (gafpy_parse_real (value, "samplerate", rate) < 0)
    return FALSE;
  /* Not a number is no whole number either. */
  if (isnan (*rate) || *rate != trunc (*rate)) {
    PyErr_Format (PyExc_TypeError, "samplerate must be a whole number of Hz for an audio file to be written, not %R",
                  value);
    return FALSE;
  }
  return TRUE;
}

/* @value may be NULL: the default stays. */
static gboolean
parse_count (PyObject *value, const char *name, int *count)
{
  return value == NULL || gafpy_parse_count (value, name, count) == 0;
}

static gboolean
parse_quality (PyObject *value, GafEncodeSpec *spec)
{
  g_autoptr (PyObject) text = NULL;
  const char *quality;

  if (value == NULL || value == Py_None)
    return TRUE;
  if (PyUnicode_Check (value)) {
    text = Py_NewRef (value);
  } else if (PyIndex_Check (value)) {
    g_autoptr (PyObject) integer = PyNumber_Index (value);

    text = integer == NULL ? NULL : PyNumber_ToBase (integer, 10);
  } else if (gafpy_has_float (value)) {
    g_autoptr (PyObject) number = PyNumber_Float (value);

    text = number == NULL ? NULL : PyObject_Str (number);
  } else {
    gafpy_raise_type ("quality", "a str, a number or None", value);
    return FALSE;
  }

  quality = text == NULL ? NULL : PyUnicode_AsUTF8 (text);
  if (quality == NULL)
    return FALSE;
  gaf_encode_spec_set_quality (spec, quality);
  return TRUE;
}

static gboolean
parse_codec (PyObject *value, GafEncodeSpec *spec)
{
  const char *codec;

  if (value == NULL || value == Py_None)
    return TRUE;
  if (!PyUnicode_Check (value)) {
    gafpy_raise_type ("codec", "a str or None", value);
    return FALSE;
  }
  codec = PyUnicode_AsUTF8 (value);
  if (codec == NULL)
    return FALSE;
  gaf_encode_spec_set_codec (spec, codec);
  return TRUE;
}

static gboolean
parse_tags (PyObject *value, GafEncodeSpec *spec)
{
  g_autoptr (GafTags) tags = NULL;

  if (value == NULL || value == Py_None)
    return TRUE;
  tags = gafpy_tags_from_python (value);
  if (tags == NULL)
    return FALSE;
  gaf_encode_spec_set_tags (spec, tags);
  return TRUE;
}

GafEncodeSpec *
gafpy_encode_spec_new (const GafPyEncodeArguments *arguments, const char *format)
{
  g_autoptr (GafEncodeSpec) spec = NULL;
  int channels = 1, bit_depth = 16, atomic = 0;
  double rate;

  if (!parse_rate (arguments->samplerate, &rate) || !parse_count (arguments->num_channels, "num_channels", &channels)
      || !parse_count (arguments->bit_depth, "bit_depth", &bit_depth))
    return NULL;
  if (channels >= LOWEST_RATE && rate < channels) {
    PyErr_Format (
        PyExc_ValueError,
        "num_channels=%d looks like a sample rate, and samplerate=%R like a number of channels: try reversing "
        "the two arguments",
        channels, arguments->samplerate);
    return NULL;
  }
  if (arguments->atomic != NULL) {
    atomic = PyObject_IsTrue (arguments->atomic);
    if (atomic < 0)
      return NULL;
  }

  spec = gaf_encode_spec_new (format, rate, channels);
  gaf_encode_spec_set_bit_depth (spec, bit_depth);
  gaf_encode_spec_set_atomic (spec, atomic);
  if (!parse_quality (arguments->quality, spec) || !parse_codec (arguments->codec, spec)
      || !parse_tags (arguments->tags, spec))
    return NULL;
  return g_steal_pointer (&spec);
}
