/*
 * SPDX-FileCopyrightText: 2026 gaudiofile contributors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#include <sys/wait.h>
#include <unistd.h>

#include "core/fork-gate.h"
#include "test-util.h"

/* A child that calls @function; it must come back soon. */
static void
in_child (void (*function) (void))
{
  pid_t pid = fork ();
  int status;

  g_assert_cmpint (pid, >=, 0);
  if (pid == 0) {
    alarm (20); /* a hang is a signal */
    function ();
    _exit (42);
  }
  g_assert_cmpint (waitpid (pid, &status, 0), ==, pid);
  g_assert_true (WIFEXITED (status));
  g_assert_cmpint (WEXITSTATUS (status), ==, 42);
}

static void
enter_and_leave (void)
{
  gaf_fork_gate_enter ();
  gaf_fork_gate_enter ();
  gaf_fork_gate_leave ();
  gaf_fork_gate_leave ();
}

static void
leave_once (void)
{
  gaf_fork_gate_leave ();
  enter_and_leave ();
}

static guint parents_generation;

static void
check_generation (void)
{
  g_assert_cmpuint (gaf_fork_gate_get_generation (), !=, parents_generation);
}

static void
test_nesting (void)
{
  guint depth;

  enter_and_leave ();
  g_assert_cmpuint (gaf_fork_gate_pause (), ==, 0);
  gaf_fork_gate_resume (0);
  gaf_fork_gate_enter ();
  gaf_fork_gate_enter ();
  depth = gaf_fork_gate_pause ();
  g_assert_cmpuint (depth, ==, 2);
  enter_and_leave (); /* inside a caller's stream, by another reader */
  gaf_fork_gate_resume (depth);
  gaf_fork_gate_leave ();
  gaf_fork_gate_leave ();
  in_child (enter_and_leave);
}

/* Whoever forks from inside its own call is inside in the child too. */
static void
test_fork_inside (void)
{
  gaf_fork_gate_enter ();
  in_child (leave_once);
  in_child (leave_once);
  gaf_fork_gate_leave ();
  in_child (enter_and_leave);
}

static void
test_generation (void)
{
  enter_and_leave ();
  parents_generation = gaf_fork_gate_get_generation ();
  in_child (check_generation);
  g_assert_cmpuint (gaf_fork_gate_get_generation (), ==, parents_generation);
}

typedef struct {
  int inside; /* atomic */
  int left;
  gboolean pauses;
  GMutex go_on;
} Other;

static gpointer
other_thread (gpointer data)
{
  Other *other = data;
  guint depth = 0;

  gaf_fork_gate_enter ();
  if (other->pauses)
    depth = gaf_fork_gate_pause ();
  g_atomic_int_set (&other->inside, TRUE);
  if (other->pauses) {
    /* until the fork is done */
    g_mutex_lock (&other->go_on);
    g_mutex_unlock (&other->go_on);
    gaf_fork_gate_resume (depth);
  } else {
    g_usleep (100000);
    g_atomic_int_set (&other->left, TRUE);
  }
  gaf_fork_gate_leave ();
  return NULL;
}

/* A fork waits for a thread that is inside; not for one that is in its caller's stream. */
static void
test_other_thread (gconstpointer pauses)
{
  Other other = { .pauses = GPOINTER_TO_INT (pauses) };
  GThread *thread;

  g_mutex_init (&other.go_on);
  g_mutex_lock (&other.go_on);
  thread = g_thread_new ("other", other_thread, &other);
  while (!g_atomic_int_get (&other.inside))
    g_thread_yield ();
  in_child (enter_and_leave);
  g_assert_cmpint (g_atomic_int_get (&other.left), ==, !other.pauses);
  g_mutex_unlock (&other.go_on);
  g_thread_join (thread);
  g_mutex_clear (&other.go_on);
  in_child (enter_and_leave);
}

static int stop;

static gpointer
in_and_out (gpointer data)
{
  while (!g_atomic_int_get (&stop))
    enter_and_leave ();
  return NULL;
}

/* Threads that are inside nearly always do not keep forks from happening. */
static void
test_crowd (void)
{
  GThread *threads[3];

  for (gsize i = 0; i < G_N_ELEMENTS (threads); i++)
    threads[i] = g_thread_new ("crowd", in_and_out, NULL);
  for (int i = 0; i < 100; i++)
    in_child (enter_and_leave);
  g_atomic_int_set (&stop, TRUE);
  for (gsize i = 0; i < G_N_ELEMENTS (threads); i++)
    g_thread_join (threads[i]);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/fork-gate/nesting", test_nesting);
  g_test_add_func ("/fork-gate/fork-inside", test_fork_inside);
  g_test_add_func ("/fork-gate/generation", test_generation);
  g_test_add_data_func ("/fork-gate/waits", GINT_TO_POINTER (FALSE), test_other_thread);
  g_test_add_data_func ("/fork-gate/does-not-wait", GINT_TO_POINTER (TRUE), test_other_thread);
  g_test_add_func ("/fork-gate/crowd", test_crowd);
  return g_test_run ();
}
