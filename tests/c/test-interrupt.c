/*
 * SPDX-FileCopyrightText: 2026 gaudiofile contributors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

/* Calls that are ended by the program's function; from Python, see test_interrupts.py. */

#include "core/fork-gate.h"
#include "core/interrupt.h"
#include "gaf-interrupt.h"

#include "test-util.h"

static int n_asked;
static gboolean is_to_end;

static gboolean
func (void)
{
  n_asked++;
  g_assert_false (gaf_fork_gate_is_inside ());
  return is_to_end;
}

static void
begin (gboolean end)
{
  n_asked = 0;
  is_to_end = end;
  gaf_set_interrupt_func (func);
  gaf_interrupt_begin ();
}

static void
pass_time (void)
{
  g_usleep (GAF_INTERRUPT_INTERVAL + 1000);
}

static void
assert_stopped (gsize work)
{
  g_autoptr (GError) error = NULL;

  g_assert_false (gaf_interrupt_check (work, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

static void
test_when (void)
{
  begin (FALSE);
  pass_time ();
  g_assert_true (gaf_interrupt_check (GAF_INTERRUPT_WORK / 2, NULL));
  g_assert_cmpint (n_asked, ==, 0); /* there was little to do */
  g_assert_true (gaf_interrupt_check (GAF_INTERRUPT_WORK / 2, NULL));
  g_assert_cmpint (n_asked, ==, 1);
  gaf_set_interrupt_func (NULL);
  pass_time ();
  g_assert_true (gaf_interrupt_check (G_MAXSIZE, NULL));
  g_assert_cmpint (n_asked, ==, 1);
}

/* From then on the call fails, and the next one does not. */
static void
test_stop (void)
{
  begin (TRUE);
  gaf_fork_gate_enter ();
  gaf_interrupt_begin ();
  pass_time ();
  assert_stopped (G_MAXSIZE);
  g_assert_true (gaf_fork_gate_is_inside ());
  assert_stopped (0);
  assert_stopped (0);
  g_assert_cmpint (n_asked, ==, 1);
  gaf_fork_gate_leave ();

  is_to_end = FALSE;
  gaf_fork_gate_enter ();
  g_assert_true (gaf_interrupt_check (0, NULL));
  g_assert_true (gaf_interrupt_check (G_MAXSIZE, NULL));
  gaf_fork_gate_leave ();
  gaf_set_interrupt_func (NULL);
}

static gboolean
nest (void)
{
  n_asked++;
  /* As in a reader that the function uses. */
  gaf_fork_gate_enter ();
  gaf_interrupt_check (G_MAXSIZE, NULL);
  gaf_fork_gate_leave ();
  return TRUE;
}

/* What the function does with the library belongs to no call but its own. */
static void
test_nesting (void)
{
  begin (TRUE);
  gaf_set_interrupt_func (nest);
  pass_time ();
  assert_stopped (G_MAXSIZE);
  assert_stopped (0);
  g_assert_cmpint (n_asked, ==, 1);
  gaf_set_interrupt_func (NULL);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/interrupt/when", test_when);
  g_test_add_func ("/interrupt/stop", test_stop);
  g_test_add_func ("/interrupt/nesting", test_nesting);
  return g_test_run ();
}
