/*
 * SPDX-FileCopyrightText: 2026 gaudiofile contributors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#include "tags.h"

#include "errors.h"
#include "interrupt.h"

/*
 * A GafTags ↔ a gaudiofile.tags.Tags, which is Python. In between are plain things: a dict of lists of str, and a list
 * of tuples (data, mime_type, kind, description), or None for covers that nothing is said about.
 */

/* to Python */

static PyObject *
list_values (GafTags *tags, const char *name)
{
  g_auto (GStrv) values = gaf_tags_get_values (tags, name);
  g_autoptr (PyObject) list = PyList_New (0);

  for (guint i = 0; list != NULL && values[i] != NULL; i++) {
    g_autoptr (PyObject) value = PyUnicode_DecodeUTF8 (values[i], strlen (values[i]), "replace");

    if (value == NULL || PyList_Append (list, value) < 0)
      return NULL;
  }
  return g_steal_pointer (&list);
}

static PyObject *
make_dict (GafTags *tags)
{
  g_auto (GStrv) names = gaf_tags_get_names (tags);
  g_autoptr (PyObject) dict = PyDict_New ();

  for (guint i = 0; dict != NULL && names[i] != NULL; i++) {
    g_autoptr (PyObject) list = list_values (tags, names[i]);
    g_autoptr (PyObject) name = PyUnicode_DecodeUTF8 (names[i], strlen (names[i]), "replace");

    if (list == NULL || name == NULL || PyDict_SetItem (dict, name, list) < 0)
      return NULL;
  }
  return g_steal_pointer (&dict);
}

static PyObject *
make_covers (GafTags *tags)
{
  g_autoptr (PyObject) list = PyList_New (0);

  for (guint i = 0; list != NULL && i < gaf_tags_get_n_covers (tags); i++) {
    GafCover *cover = gaf_tags_get_cover (tags, i);
    gsize size;
    const char *data = g_bytes_get_data (gaf_cover_get_data (cover), &size);
    g_autoptr (PyObject) item =
        Py_BuildValue ("(y#sIs)", data != NULL ? data : "", (Py_ssize_t) size, gaf_cover_get_mime_type (cover),
                       gaf_cover_get_kind (cover), gaf_cover_get_description (cover));

    if (item == NULL || PyList_Append (list, item) < 0)
      return NULL;
  }
  return g_steal_pointer (&list);
}

PyObject *
gafpy_tags_to_python (GafTags *tags)
{
  g_autoptr (PyObject) module = PyImport_ImportModule ("gaudiofile.tags");
  g_autoptr (PyObject) dict = module != NULL ? make_dict (tags) : NULL;
  g_autoptr (PyObject) covers = dict != NULL ? make_covers (tags) : NULL;

  return covers != NULL ? PyObject_CallMethod (module, "_from_native", "OO", dict, covers) : NULL;
}

/* from Python; the shapes are made by gaudiofile.tags._to_native() */

static gboolean
take_values (GafTags *tags, PyObject *name, PyObject *values)
{
  g_autoptr (GPtrArray) texts = g_ptr_array_new ();
  const char *key = PyUnicode_AsUTF8 (name);

  for (Py_ssize_t i = 0; key != NULL && i < PyList_GET_SIZE (values); i++) {
    const char *text = PyUnicode_AsUTF8 (PyList_GET_ITEM (values, i));

    if (text == NULL)
      return FALSE;
    g_ptr_array_add (texts, (gpointer) text);
  }
  g_ptr_array_add (texts, NULL);
  if (key != NULL)
    gaf_tags_set_values (tags, key, (const char *const *) texts->pdata);
  return key != NULL;
}

static gboolean
take_covers (GafTags *tags, PyObject *covers)
{
  gaf_tags_clear_covers (tags);
  for (Py_ssize_t i = 0; i < PyList_GET_SIZE (covers); i++) {
    const char *data, *mime_type, *description;
    Py_ssize_t size;
    unsigned int kind;
    g_autoptr (GBytes) bytes = NULL;
    g_autoptr (GafCover) cover = NULL;

    if (!PyArg_ParseTuple (PyList_GET_ITEM (covers, i), "y#zIs", &data, &size, &mime_type, &kind, &description))
      return FALSE;
    bytes = g_bytes_new (data, size);
    cover = gaf_cover_new (bytes, mime_type, kind, description);
    gaf_tags_add_cover (tags, cover);
  }
  return TRUE;
}

GafTags *
gafpy_tags_from_python (PyObject *object)
{
  g_autoptr (PyObject) module = PyImport_ImportModule ("gaudiofile.tags");
  g_autoptr (PyObject) plain = module != NULL ? PyObject_CallMethod (module, "_to_native", "O", object) : NULL;
  g_autoptr (GafTags) tags = gaf_tags_new ();
  PyObject *dict, *covers, *name, *values;
  Py_ssize_t position = 0;

  if (plain == NULL || !PyArg_ParseTuple (plain, "O!O", &PyDict_Type, &dict, &covers))
    return NULL;
  while (PyDict_Next (dict, &position, &name, &values))
    if (!take_values (tags, name, values))
      return NULL;
  if (covers != Py_None && !take_covers (tags, covers))
    return NULL;
  return g_steal_pointer (&tags);
}

/* functions of the module */

const char gafpy_read_tags_doc[] = "read_tags($module, path, /)\n--\n\n"
                                   "The tags of the file: a gaudiofile.tags.Tags.";

PyObject *
gafpy_read_tags (PyObject *module, PyObject *path)
{
  g_autoptr (PyObject) bytes = NULL;
  g_autoptr (PyObject) name = NULL;
  g_autoptr (GafTags) tags = NULL;
  GError *error = NULL;
  const char *file_name;

  if (!PyUnicode_FSConverter (path, &bytes) || !PyUnicode_FSDecoder (path, &name))
    return NULL;
  file_name = PyBytes_AS_STRING (bytes);
  GAFPY_BEGIN_CALL;
  tags = gaf_tags_read (file_name, NULL, &error);
  GAFPY_END_CALL;
  return tags != NULL ? gafpy_tags_to_python (tags) : gafpy_raise (error, name);
}

const char gafpy_write_tags_doc[] = "write_tags($module, path, tags, replace, /)\n--\n\n"
                                    "Changes the tags of the file.";

PyObject *
gafpy_write_tags (PyObject *module, PyObject *args)
{
  g_autoptr (PyObject) bytes = NULL;
  g_autoptr (PyObject) name = NULL;
  g_autoptr (GafTags) tags = NULL;
  GError *error = NULL;
  PyObject *path, *object;
  const char *file_name;
  int replace;
  gboolean ok;

  if (!PyArg_ParseTuple (args, "OOp", &path, &object, &replace) || !PyUnicode_FSConverter (path, &bytes)
      || !PyUnicode_FSDecoder (path, &name))
    return NULL;
  tags = gafpy_tags_from_python (object);
  if (tags == NULL)
    return NULL;
  file_name = PyBytes_AS_STRING (bytes);
  GAFPY_BEGIN_CALL;
  ok = gaf_tags_write (tags, file_name, replace, NULL, &error);
  GAFPY_END_CALL;
  if (!ok)
    return gafpy_raise (error, name);
  Py_RETURN_NONE;
}
