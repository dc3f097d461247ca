/*
 * SPDX-FileCopyrightText: 2026 gaudiofile contributors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

/*
 * Tells ThreadSanitizer what GLib and GStreamer do between threads. Their own code is not compiled for it, so that it
 * sees neither their locks, which are futexes, nor their counters of references, and would call each use of what they
 * guard a race. These functions stand before theirs in a program that is linked with this file, say what is meant, and
 * call theirs.
 */

#include <dlfcn.h>
#include <gio/gio.h>
#include <gst/gst.h>

/* From the header <sanitizer/tsan_interface.h>, which GCC does not install: what was done before a release is seen
 * behind an acquire of the same address. */
void __tsan_acquire (void *address);
void __tsan_release (void *address);

#define REAL(name)                                                    \
  static __typeof__ (name) *real;                                     \
  if (G_UNLIKELY (__atomic_load_n (&real, __ATOMIC_ACQUIRE) == NULL)) \
  __atomic_store_n (&real, (__typeof__ (name) *) dlsym (RTLD_NEXT, #name), __ATOMIC_RELEASE)

/* Newer headers of GLib have macros in front of some of them. */
#undef g_once_init_enter
#undef g_once_init_leave
#undef g_atomic_ref_count_dec
#undef g_object_ref
#undef g_object_unref

/* {{{ locks */

#define LOCKS(prefix, type)              \
  void prefix##_lock (type *lock)        \
  {                                      \
    REAL (prefix##_lock);                \
    real (lock);                         \
    __tsan_acquire (lock);               \
  }                                      \
  gboolean prefix##_trylock (type *lock) \
  {                                      \
    REAL (prefix##_trylock);             \
    if (!real (lock))                    \
      return FALSE;                      \
    __tsan_acquire (lock);               \
    return TRUE;                         \
  }                                      \
  void prefix##_unlock (type *lock)      \
  {                                      \
    REAL (prefix##_unlock);              \
    __tsan_release (lock);               \
    real (lock);                         \
  }

LOCKS (g_mutex, GMutex)
LOCKS (g_rec_mutex, GRecMutex)

void
g_cond_wait (GCond *cond, GMutex *mutex)
{
  REAL (g_cond_wait);
  __tsan_release (mutex);
  real (cond, mutex);
  __tsan_acquire (mutex);
}

gboolean
g_cond_wait_until (GCond *cond, GMutex *mutex, gint64 end_time)
{
  gboolean result;

  REAL (g_cond_wait_until);
  __tsan_release (mutex);
  result = real (cond, mutex, end_time);
  __tsan_acquire (mutex);
  return result;
}

gboolean
g_once_init_enter (volatile void *location)
{
  gboolean result;

  REAL (g_once_init_enter);
  result = real (location);
  __tsan_acquire ((void *) location);
  return result;
}

void
g_once_init_leave (volatile void *location, gsize result)
{
  REAL (g_once_init_leave);
  __tsan_release ((void *) location);
  real (location, result);
}

/* }}} */

/* {{{ counted references: whoever drops the last one sees what the others did before they dropped theirs */

#define COUNTED(ref, unref, type, result) \
  result ref (type object)                \
  {                                       \
    REAL (ref);                           \
    return real (object);                 \
  }                                       \
  void unref (type object)                \
  {                                       \
    REAL (unref);                         \
    __tsan_release ((void *) object);     \
    __tsan_acquire ((void *) object);     \
    real (object);                        \
  }

COUNTED (g_object_ref, g_object_unref, gpointer, gpointer)
COUNTED (gst_object_ref, gst_object_unref, gpointer, gpointer)
COUNTED (gst_mini_object_ref, gst_mini_object_unref, GstMiniObject *, GstMiniObject *)
COUNTED (g_bytes_ref, g_bytes_unref, GBytes *, GBytes *)

/* What another thread's main context is given to call: there it sees all that was done before. */
typedef struct {
  GSourceFunc function;
  gpointer data;
  GDestroyNotify notify;
} Call;

static gboolean
make_call (gpointer data)
{
  const Call *call = data;

  __tsan_acquire (data);
  return call->function (call->data);
}

static void
drop_call (gpointer data)
{
  Call *call = data;

  __tsan_acquire (data);
  if (call->notify != NULL)
    call->notify (call->data);
  g_free (call);
}

void
g_source_set_callback (GSource *source, GSourceFunc function, gpointer data, GDestroyNotify notify)
{
  Call *call;

  REAL (g_source_set_callback);
  /* Others have functions with other arguments. */
  if (source->source_funcs != &g_idle_funcs && source->source_funcs != &g_timeout_funcs) {
    real (source, function, data, notify);
    return;
  }
  call = g_new (Call, 1);
  *call = (Call){ function, data, notify };
  __tsan_release (call);
  real (source, make_call, call, drop_call);
}

gboolean (g_atomic_ref_count_dec) (gatomicrefcount *count)
{
  gboolean is_last;

  REAL (g_atomic_ref_count_dec);
  __tsan_release ((void *) count);
  is_last = real (count);
  __tsan_acquire ((void *) count);
  return is_last;
}

/* }}} */

/* {{{ queues: what goes in is seen by whoever takes it out */

void
g_async_queue_push (GAsyncQueue *queue, gpointer data)
{
  REAL (g_async_queue_push);
  __tsan_release (queue);
  real (queue, data);
}

gpointer
g_async_queue_pop (GAsyncQueue *queue)
{
  gpointer data;

  REAL (g_async_queue_pop);
  data = real (queue);
  __tsan_acquire (queue);
  return data;
}

gpointer
g_async_queue_try_pop (GAsyncQueue *queue)
{
  gpointer data;

  REAL (g_async_queue_try_pop);
  data = real (queue);
  __tsan_acquire (queue);
  return data;
}

gpointer
g_async_queue_timeout_pop (GAsyncQueue *queue, guint64 timeout)
{
  gpointer data;

  REAL (g_async_queue_timeout_pop);
  data = real (queue, timeout);
  __tsan_acquire (queue);
  return data;
}

/* }}} */

/* Defaults; TSAN_OPTIONS can say otherwise. What is suppressed: threads of GStreamer's own, and the lock that a child
 * of fork() makes anew because its owner is not there any more. */
const char *__tsan_default_options (void);
const char *__tsan_default_suppressions (void);

const char *
__tsan_default_suppressions (void)
{
  return "race:g_queue_pop_tail\nrace:g_rw_lock_\nmutex:gaf_fork_gate_enter\nmutex:after_fork_in_child\n"
         "mutex:after_fork_in_parent\nthread:libglib-2.0.so.0\n";
}

const char *
__tsan_default_options (void)
{
  return "second_deadlock_stack=1:history_size=4:halt_on_error=0:exitcode=66";
}
