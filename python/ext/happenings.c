/*
 * SPDX-FileCopyrightText: 2026 gaudiofile contributors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#include "happenings.h"

#include "errors.h"
#include "interrupt.h"

typedef struct {
  const char *name;
  GError *error;
  char *string;
} Happening;

/* What a handler is called with. */
typedef struct {
  GafPyHappenings *happenings;
  const char *name;
  int value; /* of a property, as it was told last */
} Listener;

void
gafpy_happenings_begin (GafPyHappenings *self)
{
  self->context = g_main_context_new ();
  g_queue_init (&self->waiting);
  g_main_context_push_thread_default (self->context);
}

void
gafpy_happenings_end (GafPyHappenings *self)
{
  g_main_context_pop_thread_default (self->context);
}

static void
happening_free (gpointer data)
{
  Happening *self = data;

  g_clear_error (&self->error);
  g_free (self->string);
  g_free (self);
}

void
gafpy_happenings_clear (GafPyHappenings *self)
{
  if (self->context == NULL)
    return;
  g_queue_clear_full (&self->waiting, happening_free);
  g_clear_pointer (&self->context, g_main_context_unref);
}

static void
add (Listener *listener, const GError *error, const char *string)
{
  Happening *happening = g_new0 (Happening, 1);

  happening->name = listener->name;
  happening->error = error == NULL ? NULL : g_error_copy (error);
  happening->string = g_strdup (string);
  g_queue_push_tail (&listener->happenings->waiting, happening);
}

static void
on_plain (gpointer object, gpointer data)
{
  (void) object;
  add (data, NULL, NULL);
}

static void
on_error (gpointer object, const GError *error, gpointer data)
{
  (void) object;
  add (data, error, NULL);
}

static void
on_string (gpointer object, const char *string, gpointer data)
{
  (void) object;
  add (data, NULL, string);
}

/* Of an enumeration: by the name of its value, if that is another one than before. */
static void
on_notify (gpointer object, GParamSpec *pspec, gpointer data)
{
  Listener *listener = data;
  const GEnumValue *value;
  int number;

  g_object_get (object, pspec->name, &number, NULL);
  value = g_enum_get_value (G_PARAM_SPEC_ENUM (pspec)->enum_class, number);
  if (number != listener->value && value != NULL)
    add (data, NULL, value->value_nick);
  listener->value = number;
}

static void
free_listener (gpointer data, GClosure *closure)
{
  (void) closure;
  g_free (data);
}

void
gafpy_happenings_listen (GafPyHappenings *self, gpointer object, const char *name, GType argument)
{
  Listener *listener = g_new0 (Listener, 1);
  GCallback handler = G_CALLBACK (on_plain);

  *listener = (Listener){ .happenings = self, .name = name };
  if (argument == G_TYPE_ERROR)
    handler = G_CALLBACK (on_error);
  else if (argument == G_TYPE_STRING)
    handler = G_CALLBACK (on_string);
  else if (argument == G_TYPE_PARAM)
    handler = G_CALLBACK (on_notify);
  g_signal_connect_data (object, name, handler, listener, free_listener, 0);
}

static gboolean
on_late (gpointer is_late)
{
  *(gboolean *) is_late = TRUE;
  return G_SOURCE_REMOVE;
}

/* As a Python object. */
static PyObject *
describe (Happening *self)
{
  PyObject *argument;

  if (self->error != NULL) {
    gafpy_raise (g_steal_pointer (&self->error), NULL);
    argument = gafpy_take_exception ();
  } else if (self->string != NULL) {
    argument = PyUnicode_DecodeFSDefault (self->string);
  } else {
    argument = Py_NewRef (Py_None);
  }
  return argument == NULL ? NULL : Py_BuildValue ("(sN)", self->name, argument);
}

PyObject *
gafpy_happenings_wait (GafPyHappenings *self, double seconds)
{
  g_autoptr (PyObject) list = PyList_New (0);
  Happening *happening;

  if (list == NULL)
    return NULL;
  Py_BEGIN_ALLOW_THREADS;
  if (g_main_context_acquire (self->context)) {
    g_autoptr (GSource) timeout = g_timeout_source_new ((guint) (CLAMP (seconds, 0, 3600) * 1000));
    gboolean is_late = FALSE;

    g_source_set_callback (timeout, on_late, &is_late, NULL);
    g_source_attach (timeout, self->context);
    while (!is_late && self->waiting.length == 0)
      g_main_context_iteration (self->context, TRUE);
    g_source_destroy (timeout);
    g_main_context_release (self->context);
  }
  Py_END_ALLOW_THREADS;

  while ((happening = g_queue_pop_head (&self->waiting)) != NULL) {
    g_autoptr (PyObject) item = describe (happening);

    happening_free (happening);
    if (item == NULL || PyList_Append (list, item) < 0)
      return NULL;
  }
  return g_steal_pointer (&list);
}
