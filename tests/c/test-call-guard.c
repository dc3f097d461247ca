/*
 * SPDX-FileCopyrightText: 2026 gaudiofile contributors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

/* Objects whose calls lead into each other, used by several threads, while another thread forks. */

#include <pthread.h>
#include <sched.h>
#include <sys/wait.h>
#include <unistd.h>

#include "core/call-guard.h"
#include "gaf-error.h"

#include "test-util.h"

#define FORKS         400
#define SHORT_THREADS 20000

static GafCallGuard outer, inner;
static int stop;
static int n_calls; /* atomic */

static void
call_inner (void)
{
  g_assert_true (gaf_call_guard_enter (&inner, "inner", NULL));
  g_atomic_int_inc (&n_calls);
  gaf_call_guard_leave (&inner);
}

static gpointer
use_inner (gpointer data)
{
  while (!g_atomic_int_get (&stop))
    call_inner ();
  return NULL;
}

/* As a resampled reader does with the reader that it reads from. */
static gpointer
use_outer (gpointer data)
{
  while (!g_atomic_int_get (&stop)) {
    g_assert_true (gaf_call_guard_enter (&outer, "outer", NULL));
    call_inner ();
    gaf_call_guard_leave (&outer);
  }
  return NULL;
}

/* In the child each object can be used, or says that a thread that is not there was using it. */
static void
use_in_child (GafCallGuard *guard)
{
  GError *error = NULL;

  if (gaf_call_guard_enter (guard, "object", &error)) {
    gaf_call_guard_leave (guard);
    return;
  }
  g_assert_error (error, GAF_ERROR, GAF_ERROR_BUSY);
  g_clear_error (&error);
}

static void
test_forks (void)
{
  GThread *threads[4];

  gaf_call_guard_init (&outer);
  gaf_call_guard_init (&inner);
  for (guint i = 0; i < G_N_ELEMENTS (threads); i++)
    threads[i] = g_thread_new ("user", i % 2 == 0 ? use_outer : use_inner, NULL);
  for (int i = 0; i < FORKS; i++) {
    pid_t pid;
    int status;

    alarm (60); /* a deadlock is a signal */
    pid = fork ();
    g_assert_cmpint (pid, >=, 0);
    if (pid == 0) {
      alarm (20);
      use_in_child (&outer);
      use_in_child (&inner);
      _exit (42);
    }
    g_assert_cmpint (waitpid (pid, &status, 0), ==, pid);
    g_assert_true (WIFEXITED (status));
    g_assert_cmpint (WEXITSTATUS (status), ==, 42);
  }
  g_atomic_int_set (&stop, TRUE);
  for (guint i = 0; i < G_N_ELEMENTS (threads); i++)
    g_thread_join (threads[i]);
  alarm (0);
  g_test_message ("%d calls beside %d forks", n_calls, FORKS);
}

static void
test_inside (void)
{
  GafCallGuard guard;
  GError *error = NULL;

  gaf_call_guard_init (&guard);
  g_assert_true (gaf_call_guard_enter (&guard, "reader", NULL));
  g_assert_true (gaf_call_guard_is_inside (&guard));
  g_assert_false (gaf_call_guard_enter (&guard, "reader", &error));
  g_assert_error (error, GAF_ERROR, GAF_ERROR_BUSY);
  g_clear_error (&error);
  gaf_call_guard_leave (&guard);
  g_assert_true (gaf_call_guard_enter (&guard, "reader", NULL));
  gaf_call_guard_leave (&guard);
  g_assert_false (gaf_call_guard_is_orphaned (&guard));
}

static void *
call_once (void *data)
{
  g_assert_true (gaf_call_guard_enter (&inner, "inner", NULL));
  sched_yield ();
  gaf_call_guard_leave (&inner);
  return NULL;
}

/* A thread that has not used GLib yet, which gives it what the one before it had, meets that one in its call. */
static void
test_short_threads (void)
{
  pthread_t threads[16];

  gaf_call_guard_init (&inner);
  for (guint i = 0; i < SHORT_THREADS + G_N_ELEMENTS (threads); i++) {
    if (i >= G_N_ELEMENTS (threads))
      g_assert_cmpint (pthread_join (threads[i % G_N_ELEMENTS (threads)], NULL), ==, 0);
    if (i < SHORT_THREADS)
      g_assert_cmpint (pthread_create (&threads[i % G_N_ELEMENTS (threads)], NULL, call_once, NULL), ==, 0);
  }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/call-guard/inside", test_inside);
  g_test_add_func ("/call-guard/short-threads", test_short_threads);
  g_test_add_func ("/call-guard/forks", test_forks);
  return g_test_run ();
}
