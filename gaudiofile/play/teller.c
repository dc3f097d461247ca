/*
 * SPDX-FileCopyrightText: 2026 gaudiofile contributors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#include "play/teller.h"

#define MOST_WAITING 256

typedef enum { NOTIFY, PLAIN, ERROR, STRING } Kind;

typedef struct {
  Kind kind;
  const char *name;
  gpointer argument; /* may be NULL */
} Event;

struct _GafTeller {
  gatomicrefcount ref_count;
  GMainContext *context;
  GWeakRef object;

  GMutex lock;
  GQueue events;      /* of Event */
  gboolean is_coming; /* a source will look at them */
};

GafTeller *
gaf_teller_new (gpointer object)
{
  GafTeller *self = g_new0 (GafTeller, 1);

  g_atomic_ref_count_init (&self->ref_count);
  g_mutex_init (&self->lock);
  g_queue_init (&self->events);
  self->context = g_main_context_ref_thread_default ();
  g_weak_ref_init (&self->object, object);
  return self;
}

static void
event_free (gpointer data)
{
  Event *event = data;

  if (event->kind == ERROR)
    g_error_free (event->argument);
  else
    g_free (event->argument);
  g_free (event);
}

GafTeller *
gaf_teller_ref (GafTeller *self)
{
  g_atomic_ref_count_inc (&self->ref_count);
  return self;
}

void
gaf_teller_unref (GafTeller *self)
{
  if (!g_atomic_ref_count_dec (&self->ref_count))
    return;
  g_queue_clear_full (&self->events, event_free);
  g_weak_ref_clear (&self->object);
  g_main_context_unref (self->context);
  g_mutex_clear (&self->lock);
  g_free (self);
}

void
gaf_teller_forget (GafTeller *self)
{
  g_weak_ref_set (&self->object, NULL);
}

static void
tell (gpointer object, const Event *event)
{
  if (event->kind == NOTIFY)
    g_object_notify (object, event->name);
  else if (event->kind == PLAIN)
    g_signal_emit_by_name (object, event->name);
  else
    g_signal_emit_by_name (object, event->name, event->argument);
}

static gboolean
dispatch (gpointer data)
{
  GafTeller *self = data;
  g_autoptr (GObject) object = g_weak_ref_get (&self->object);

  for (;;) {
    Event *event;

    g_mutex_lock (&self->lock);
    event = g_queue_pop_head (&self->events);
    self->is_coming = event != NULL;
    g_mutex_unlock (&self->lock);
    if (event == NULL)
      return G_SOURCE_REMOVE;
    if (object != NULL)
      tell (object, event);
    event_free (event);
  }
}

static void
unref_teller (gpointer data)
{
  gaf_teller_unref (data);
}

/* Takes @argument. */
static void
add (GafTeller *self, Kind kind, const char *name, gpointer argument)
{
  g_autoptr (GSource) source = NULL;
  Event *event = g_new0 (Event, 1), *oldest = NULL;
  gboolean is_coming;

  *event = (Event){ .kind = kind, .name = name, .argument = argument };
  g_mutex_lock (&self->lock);
  if (self->events.length >= MOST_WAITING)
    oldest = g_queue_pop_head (&self->events);
  g_queue_push_tail (&self->events, event);
  is_coming = self->is_coming;
  self->is_coming = TRUE;
  g_mutex_unlock (&self->lock);
  if (oldest != NULL)
    event_free (oldest);
  if (is_coming)
    return;

  source = g_idle_source_new ();
  g_source_set_priority (source, G_PRIORITY_DEFAULT);
  g_source_set_callback (source, dispatch, gaf_teller_ref (self), unref_teller);
  g_source_attach (source, self->context);
}

void
gaf_teller_notify (GafTeller *self, const char *property)
{
  add (self, NOTIFY, property, NULL);
}

void
gaf_teller_notify_again (GafTeller *self, const char *property)
{
  gboolean is_waiting = FALSE;

  g_mutex_lock (&self->lock);
  for (GList *item = self->events.head; item != NULL && !is_waiting; item = item->next) {
    const Event *event = item->data;

    is_waiting = event->kind == NOTIFY && g_str_equal (event->name, property);
  }
  g_mutex_unlock (&self->lock);
  if (!is_waiting)
    add (self, NOTIFY, property, NULL);
}

void
gaf_teller_signal (GafTeller *self, const char *signal)
{
  add (self, PLAIN, signal, NULL);
}

void
gaf_teller_signal_error (GafTeller *self, const char *signal, const GError *error)
{
  add (self, ERROR, signal, g_error_copy (error));
}

void
gaf_teller_signal_string (GafTeller *self, const char *signal, const char *string)
{
  add (self, STRING, signal, g_strdup (string));
}
