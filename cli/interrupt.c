/*
 * SPDX-FileCopyrightText: 2026 gaudiofile contributors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#include "interrupt.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <unistd.h>

#define PATIENCE G_TIME_SPAN_SECOND

static const int signals[] = { SIGINT, SIGTERM, SIGHUP };

static GCancellable *cancellable;
static int ends[2];        /* of a pipe */
static gint signal_number; /* atomic; 0: none has come */

/* Of a signal handler hardly anything may be called: the thread hears of it by the pipe. */
static void
on_signal (int number)
{
  const int saved_errno = errno;
  const guint8 byte = (guint8) number;

  if (write (ends[1], &byte, 1) < 0)
    _exit (128 + number);
  errno = saved_errno;
}

static void
end_by (int number)
{
  signal (number, SIG_DFL);
  raise (number);
  _exit (128 + number);
}

static gpointer
wait_for_signals (gpointer unused)
{
  gint64 first = 0;
  guint8 byte;

  for (;;) {
    const ssize_t n = read (ends[0], &byte, 1);

    if (n < 0 && errno == EINTR)
      continue;
    if (n != 1)
      return NULL;
    if (first == 0) {
      first = g_get_monotonic_time ();
      g_atomic_int_set (&signal_number, byte);
      g_cancellable_cancel (cancellable);
    } else if (g_get_monotonic_time () - first > PATIENCE) {
      end_by (byte);
    }
  }
}

void
cli_interrupt_init (void)
{
  struct sigaction action = { .sa_handler = on_signal, .sa_flags = SA_RESTART };

  cancellable = g_cancellable_new ();
  if (pipe2 (ends, O_CLOEXEC) != 0)
    return;
  g_thread_unref (g_thread_new ("signals", wait_for_signals, NULL));
  for (gsize i = 0; i < G_N_ELEMENTS (signals); i++) {
    struct sigaction old;

    /* nohup, and shells for what is in the background, have them ignored. */
    if (sigaction (signals[i], NULL, &old) == 0 && old.sa_handler != SIG_IGN)
      sigaction (signals[i], &action, NULL);
  }
}

GCancellable *
cli_interrupt_get_cancellable (void)
{
  return cancellable;
}

gboolean
cli_interrupt_has_come (void)
{
  return g_atomic_int_get (&signal_number) != 0;
}

void
cli_interrupt_finish (void)
{
  if (cli_interrupt_has_come ())
    end_by (g_atomic_int_get (&signal_number));
}

void
cli_interrupt_forget (void)
{
  g_atomic_int_set (&signal_number, 0);
}
