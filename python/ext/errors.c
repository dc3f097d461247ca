/*
 * SPDX-FileCopyrightText: 2026 gaudiofile contributors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#include "errors.h"

#include <errno.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

/* {{{ which exception for which error */

enum {
  NOT_FOUND,
  PERMISSION,
  NOT_A_FILE,
  IO,
  NOT_AUDIO,
  CORRUPT,
  LIMIT,
  UNSUPPORTED,
  MISSING_PLUGIN,
  NOT_SEEKABLE,
  CLOSED,
  BUSY,
  DEVICE,
  N_CLASSES,
};

/* The classes are those of gaudiofile/errors.py. */
static const char *const names[N_CLASSES] = {
  [NOT_FOUND] = "AudioFileNotFoundError",
  [PERMISSION] = "AudioPermissionError",
  [NOT_A_FILE] = "NotAFileError",
  [IO] = "AudioIOError",
  [NOT_AUDIO] = "NotAudioError",
  [CORRUPT] = "CorruptFileError",
  [LIMIT] = "LimitError",
  [UNSUPPORTED] = "UnsupportedFormatError",
  [MISSING_PLUGIN] = "MissingPluginError",
  [NOT_SEEKABLE] = "NotSeekableError",
  [CLOSED] = "ClosedFileError",
  [BUSY] = "BusyError",
  [DEVICE] = "DeviceError",
};

static PyObject *base_error;
static PyObject *types[N_CLASSES];

static PyObject *
class_for_code (int code)
{
  switch ((GafError) code) {
  case GAF_ERROR_NOT_FOUND:
    return types[NOT_FOUND];
  case GAF_ERROR_NOT_A_FILE:
    return types[NOT_A_FILE];
  case GAF_ERROR_NOT_AUDIO:
  case GAF_ERROR_EMPTY:
    return types[NOT_AUDIO];
  case GAF_ERROR_CORRUPT:
    return types[CORRUPT];
  case GAF_ERROR_LIMIT:
    return types[LIMIT];
  case GAF_ERROR_UNSUPPORTED:
    return types[UNSUPPORTED];
  case GAF_ERROR_MISSING_PLUGIN:
    return types[MISSING_PLUGIN];
  case GAF_ERROR_NOT_SEEKABLE:
    return types[NOT_SEEKABLE];
  case GAF_ERROR_OUT_OF_RANGE:
  case GAF_ERROR_INVALID_ARGUMENT:
    return PyExc_ValueError;
  case GAF_ERROR_CLOSED:
    return types[CLOSED];
  case GAF_ERROR_BUSY:
    return types[BUSY];
  case GAF_ERROR_IO:
    return types[IO];
  case GAF_ERROR_NO_DEVICE:
    return types[DEVICE];
  }
  return base_error;
}

/* }}} */

/* {{{ errno */

/* Some errors of the library have no code of their own; asking about the name tells. */
static int
errno_for_name (PyObject *name, int otherwise)
{
  g_autoptr (PyObject) bytes = NULL;
  struct stat status;

  if (name == NULL || !PyUnicode_FSConverter (name, &bytes)) {
    PyErr_Clear ();
    return otherwise;
  }
  if (stat (PyBytes_AS_STRING (bytes), &status) < 0)
    return errno;
  if (S_ISDIR (status.st_mode))
    return EISDIR;
  return faccessat (AT_FDCWD, PyBytes_AS_STRING (bytes), R_OK, AT_EACCESS) < 0 ? errno : otherwise;
}

/* }}} */

static void
raise_os_error (PyObject *type, int number, const char *message, PyObject *name)
{
  g_autoptr (PyObject) arguments = NULL;

  if (name != NULL)
    arguments = Py_BuildValue ("(isO)", number, message, name);
  else
    arguments = Py_BuildValue ("(is)", number, message);
  if (arguments != NULL)
    PyErr_SetObject (type, arguments);
}

PyObject *
gafpy_raise (GError *error, PyObject *name)
{
  g_autoptr (GError) owned = error;
  PyObject *type;

  if (owned == NULL) {
    PyErr_SetString (base_error, "The library gave no reason for its failure");
    return NULL;
  }

  if (owned->domain == GAF_ERROR)
    type = class_for_code (owned->code);
  else if (owned->domain == G_IO_ERROR)
    type = types[IO];
  else
    type = base_error;

  if (type == types[NOT_FOUND]) {
    raise_os_error (type, ENOENT, owned->message, name);
  } else if (type == types[NOT_A_FILE]) {
    raise_os_error (type, errno_for_name (name, EINVAL), owned->message, name);
  } else if (type == types[IO]) {
    int number = gaf_error_get_errno (owned);

    if (number == 0)
      number = owned->domain == G_IO_ERROR ? EIO : errno_for_name (name, EIO);
    if (number == EACCES || number == EPERM)
      type = types[PERMISSION];
    else if (number == ENOENT)
      type = types[NOT_FOUND];
    else if (number == EISDIR)
      type = types[NOT_A_FILE];
    raise_os_error (type, number, owned->message, name);
  } else {
    PyErr_SetString (type, owned->message);
  }
  return NULL;
}

PyObject *
gafpy_raise_closed (void)
{
  PyErr_SetString (types[CLOSED], "I/O operation on a closed file");
  return NULL;
}

PyObject *
gafpy_raise_busy (void)
{
  PyErr_SetString (types[BUSY], "This audio file is in use by the call that is inside a method of its file-like: use "
                                "it when that call has returned, or "
                                "open a second one");
  return NULL;
}

int
gafpy_errors_init (void)
{
  g_autoptr (PyObject) module = PyImport_ImportModule ("gaudiofile.errors");

  base_error = module == NULL ? NULL : PyObject_GetAttrString (module, "Error");
  if (base_error == NULL)
    return -1;
  for (gsize i = 0; i < G_N_ELEMENTS (names); i++) {
    types[i] = PyObject_GetAttrString (module, names[i]);
    if (types[i] == NULL)
      return -1;
  }
  return 0;
}
