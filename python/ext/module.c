/*
 * SPDX-FileCopyrightText: 2026 gaudiofile contributors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#define PY_SSIZE_T_CLEAN
#include <Python.h>

#include <gaudiofile/gaudiofile.h>

static struct PyModuleDef module = {
  PyModuleDef_HEAD_INIT,
  .m_name = "gaudiofile._native",
  .m_size = -1,
};

PyMODINIT_FUNC
PyInit__native (void)
{
  PyObject *self = PyModule_Create (&module);
  if (self)
    PyModule_AddStringConstant (self, "version", gaf_get_version ());
  return self;
}
