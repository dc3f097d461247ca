/*
 * SPDX-FileCopyrightText: 2026 gaudiofile contributors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#include "errors.h"

#include "interrupt.h"

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
  ISOLATION,
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
  [ISOLATION] = "IsolationError",
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
  case GAF_ERROR_NO_ISOLATION:
    return types[ISOLATION];
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
  if (S_ISFIFO (status.st_mode) || S_ISSOCK (status.st_mode))
    return ESPIPE;
  return faccessat (AT_FDCWD, PyBytes_AS_STRING (bytes), R_OK, AT_EACCESS) < 0 ? errno : otherwise;
}

/* }}} */

static void
raise_os_error (PyObject *type, int number, PyObject *message, PyObject *name)
{
  g_autoptr (PyObject) arguments =
      name != NULL ? Py_BuildValue ("(iOO)", number, message, name) : Py_BuildValue ("(iO)", number, message);

  if (arguments != NULL)
    PyErr_SetObject (type, arguments);
}

static void
raise_other (PyObject *type, PyObject *message, PyObject *name)
{
  g_autoptr (PyObject) exception = PyObject_CallOneArg (type, message);

  if (exception != NULL && (name == NULL || PyObject_SetAttrString (exception, "filename", name) == 0))
    PyErr_SetObject (type, exception);
}

/* The message, which begins with the file's name if it does not have it already. */
static PyObject *
make_message (const char *text, PyObject *name)
{
  g_autoptr (PyObject) message = PyUnicode_DecodeUTF8 (text, strlen (text), "replace");
  int has_name = message == NULL || name == NULL ? 1 : PySequence_Contains (message, name);

  if (message == NULL || has_name < 0)
    return NULL;
  if (has_name)
    return g_steal_pointer (&message);
  if (g_str_has_prefix (text, "This is "))
    return PyUnicode_FromFormat ("\"%U\" is %s", name, text + strlen ("This is "));
  return PyUnicode_FromFormat ("\"%U\": %U", name, message);
}

static PyObject *
class_for (const GError *error)
{
  if (error->domain == GAF_ERROR)
    return class_for_code (error->code);
  return error->domain == G_IO_ERROR ? types[IO] : base_error;
}

PyObject *
gafpy_raise (GError *error, PyObject *name)
{
  g_autoptr (GError) owned = error;
  g_autoptr (PyObject) message = NULL;
  PyObject *type;

  if (gafpy_interrupt_raise ())
    return NULL;
  if (owned == NULL) {
    PyErr_SetString (base_error, "The library gave no reason for its failure");
    return NULL;
  }
  message = make_message (owned->message, name);
  if (message == NULL)
    return NULL;

  type = class_for (owned);
  if (type == types[NOT_FOUND]) {
    /* "file/name" is no name of a file that could be there, which Python tells from one that is not there. */
    if (gaf_error_get_errno (owned) == ENOTDIR)
      raise_os_error (types[IO], ENOTDIR, message, name);
    else
      raise_os_error (type, ENOENT, message, name);
  } else if (type == types[NOT_A_FILE]) {
    int number = gaf_error_get_errno (owned);

    raise_os_error (type, number != 0 ? number : errno_for_name (name, EINVAL), message, name);
  } else if (type == types[NOT_SEEKABLE]) {
    raise_os_error (type, ESPIPE, message, name);
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
    raise_os_error (type, number, message, name);
  } else {
    raise_other (type, message, name);
  }
  return NULL;
}

PyObject *
gafpy_raise_closed (PyObject *name)
{
  return gafpy_raise (g_error_new (GAF_ERROR, GAF_ERROR_CLOSED, "I/O operation on a closed file"), name);
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
