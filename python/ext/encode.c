/*
 * SPDX-FileCopyrightText: 2026 gaudiofile contributors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#include "encode.h"

#include "encode-spec.h"
#include "errors.h"
#include "interrupt.h"
#include "numbers.h"
#include "samples.h"

/* AudioFile.encode(): a whole file in memory, written without Python in between. */

/* Without the GIL. */
static GBytes *
encode_samples (const GafPySamples *samples, GafEncodeSpec *spec, GError **error)
{
  g_autoptr (GafWriter) writer = gaf_writer_new_for_memory (spec, error);
  gboolean ok;

  if (writer == NULL)
    return NULL;
  ok = gafpy_samples_write (samples, writer, error);
  /* What write() reported comes again. */
  if (!gaf_writer_close (writer, NULL, ok ? error : NULL) || !ok)
    return NULL;
  return gaf_writer_steal_bytes (writer, error);
}

/* A copy of the bytes, made without the GIL. */
static PyObject *
copy_bytes (GBytes *bytes)
{
  gsize size;
  const void *data = g_bytes_get_data (bytes, &size);
  PyObject *copy = PyBytes_FromStringAndSize (NULL, size);

  if (copy != NULL && size > 0) {
    void *target = PyBytes_AS_STRING (copy);

    Py_BEGIN_ALLOW_THREADS;
    memcpy (target, data, size);
    Py_END_ALLOW_THREADS;
  }
  return copy;
}

PyObject *
gafpy_encode (PyObject *array, const GafPyEncodeArguments *arguments)
{
  g_autoptr (GafEncodeSpec) spec = NULL;
  g_autoptr (GBytes) bytes = NULL;
  GafPyHint hint = GAFPY_HINT_NONE;
  GafPySamples samples;
  GError *error = NULL;
  const char *format;

  if (!PyUnicode_Check (arguments->format)) {
    gafpy_raise_type ("format", "a str", arguments->format);
    return NULL;
  }
  format = PyUnicode_AsUTF8 (arguments->format);
  spec = format == NULL ? NULL : gafpy_encode_spec_new (arguments, format);
  if (spec == NULL)
    return NULL;

  /* Finds out what is wrong with the arguments before the samples are looked at, as opening a file does. */
  if (!gaf_encode_spec_resolve (spec, &error))
    return gafpy_raise (error, NULL);
  if (!gafpy_samples_init (&samples, array, gaf_encode_spec_get_channels (spec), &hint))
    return NULL;
  if (!gafpy_samples_are_plain (&samples)) {
    GafPySamples plain;

    if (!gafpy_samples_copy (&samples, 0, samples.frames, &plain)) {
      gafpy_samples_clear (&samples);
      return NULL;
    }
    gafpy_samples_clear (&samples);
    gafpy_samples_move (&samples, &plain);
  }

  GAFPY_BEGIN_CALL;
  bytes = encode_samples (&samples, spec, &error);
  GAFPY_END_CALL;
  gafpy_samples_clear (&samples);

  if (bytes == NULL)
    return gafpy_raise (error, NULL);
  return copy_bytes (bytes);
}
