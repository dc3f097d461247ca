/*
 * SPDX-FileCopyrightText: 2026 gaudiofile contributors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#include "effect.h"

#include "errors.h"
#include "gobject.h"
#include "interrupt.h"

/* Effect: a GafEffect, for the plugins of AudioStream that are GStreamer elements. */

typedef struct {
  PyObject_HEAD GafEffect *effect;
  unsigned int channels;
} Effect;

static PyTypeObject *effect_type;

static PyObject *
effect_new (PyTypeObject *type, PyObject *args, PyObject *kwargs)
{
  static char *names[] = { "elements", "rate", "channels", NULL };
  unsigned int rate, channels;
  const char *description = NULL;
  GafEffect *effect;
  GObject *element = NULL;
  PyObject *elements;
  GError *error = NULL;
  Effect *self;

  if (!PyArg_ParseTupleAndKeywords (args, kwargs, "OII", names, &elements, &rate, &channels))
    return NULL;
  if (PyUnicode_Check (elements))
    description = PyUnicode_AsUTF8 (elements);
  else
    element = gafpy_gobject_unwrap (elements);
  if (description == NULL && element == NULL)
    return NULL;

  Py_BEGIN_ALLOW_THREADS;
  effect = description != NULL ? gaf_effect_new_for_description (description, rate, channels, &error)
                               : gaf_effect_new_for_element (element, rate, channels, &error);
  Py_END_ALLOW_THREADS;
  if (effect == NULL)
    return gafpy_raise (error, NULL);
  self = gafpy_alloc (type);
  if (self == NULL) {
    g_object_unref (effect);
    return NULL;
  }
  self->effect = effect;
  self->channels = channels;
  return (PyObject *) self;
}

static void
effect_dealloc (PyObject *object)
{
  PyTypeObject *type = Py_TYPE (object);
  GafEffect *effect = ((Effect *) object)->effect;
  PyObject *error_type, *error, *traceback;

  PyErr_Fetch (&error_type, &error, &traceback);
  Py_BEGIN_ALLOW_THREADS;
  g_clear_object (&effect);
  Py_END_ALLOW_THREADS;
  PyErr_Restore (error_type, error, traceback);
  gafpy_free (type, object);
  Py_DECREF (type);
}

PyDoc_STRVAR (process_doc,
              "process($self, samples, /)\n--\n\n"
              "Sends float32 samples of shape (channels, frames) through the elements; as many come back.");

static PyObject *
effect_process (PyObject *object, PyObject *samples)
{
  Effect *self = (Effect *) object;
  g_autoptr (PyObject) copy =
      PyArray_FROMANY (samples, NPY_FLOAT32, 2, 2, NPY_ARRAY_CARRAY | NPY_ARRAY_ENSURECOPY | NPY_ARRAY_FORCECAST);
  float *planes[64];
  gint64 n_frames;
  GError *error = NULL;
  gboolean ok;

  if (copy == NULL)
    return NULL;
  if (PyArray_DIM ((PyArrayObject *) copy, 0) != self->channels || self->channels > G_N_ELEMENTS (planes))
    return PyErr_Format (PyExc_ValueError, "The effect is for %u channels, but the samples have %lld", self->channels,
                         (long long) PyArray_DIM ((PyArrayObject *) copy, 0));
  n_frames = PyArray_DIM ((PyArrayObject *) copy, 1);
  for (unsigned int c = 0; c < self->channels; c++)
    planes[c] = (float *) PyArray_BYTES ((PyArrayObject *) copy) + c * n_frames;

  GAFPY_BEGIN_CALL;
  ok = gaf_effect_process (self->effect, planes, n_frames, &error);
  GAFPY_END_CALL;
  return ok ? g_steal_pointer (&copy) : gafpy_raise (error, NULL);
}

static PyMethodDef methods[] = {
  { "process", effect_process, METH_O, process_doc },
  { NULL, NULL, 0, NULL },
};

PyDoc_STRVAR (effect_doc, "GStreamer elements as a function of blocks: of a description, such as \"volume "
                          "volume=0.5\", or of an element.");

int
gafpy_effect_init (PyObject *module)
{
  PyType_Slot slots[] = {
    { Py_tp_doc, (void *) effect_doc },
    { Py_tp_new, effect_new },
    { Py_tp_dealloc, effect_dealloc },
    { Py_tp_methods, methods },
    { 0, NULL },
  };
  PyType_Spec spec = {
    .name = "gaudiofile._native.Effect",
    .basicsize = sizeof (Effect),
    .flags = Py_TPFLAGS_DEFAULT | Py_TPFLAGS_IMMUTABLETYPE,
    .slots = slots,
  };

  effect_type = (PyTypeObject *) PyType_FromSpec (&spec);
  return effect_type == NULL ? -1 : PyModule_AddType (module, effect_type);
}
