/*
 * SPDX-FileCopyrightText: 2026 gaudiofile contributors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#include <errno.h>
#include <fcntl.h>
#include <fenv.h>
#include <poll.h>
#include <signal.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include "gst/elements.h"
#include "isolate/child.h"
#include "isolate/protocol.h"
#include "read/codecs.h"
#include "read/libav.h"

/*
 * gaudiofile-decoder: the helper of a program that reads files in isolation. Not to be started by people.
 *
 * It has one thread, so that it can fork at any time, and sees no byte of any file. A decoding process is a fork of it:
 * it has all that was loaded here, which is what takes time.
 */

static GArray *children; /* pid_t: those that nobody has ended */
static GArray *ending;   /* pid_t: killed, to be waited for */

static void
start (const int *fds)
{
  const pid_t pid = fork ();

  /* If there can be no more processes, the program sees that the session has closed. */
  if (pid == 0)
    gaf_child_run (fds);
  if (pid > 0)
    g_array_append_val (children, pid);
}

/* Only what the table of codecs has: the name comes from a process that has read a file. */
static gboolean
is_decoder (const char *element)
{
  gsize n_codecs;
  const GafCodec *codecs = gaf_codecs_get_all (&n_codecs);

  for (gsize i = 0; i < n_codecs; i++)
    for (gsize j = 0; j < G_N_ELEMENTS (codecs[i].elements) && codecs[i].elements[j] != NULL; j++)
      if (strcmp (codecs[i].elements[j], element) == 0)
        return TRUE;
  return FALSE;
}

/* One is made, because the first of a class takes the longest. */
static void
load_element (const char *element)
{
  GstElement *first;

  if (!gaf_elements_init (NULL) || !is_decoder (element))
    return;
  first = gst_element_factory_make (element, NULL);
  if (first != NULL)
    gst_object_unref (gst_object_ref_sink (first));
}

static void
load (const GafMessage *message)
{
  char name[sizeof message->element];
  fenv_t environment;

  gaf_message_set_text (name, sizeof name, message->element);
  /* Some libraries change how the thread that loads them computes. */
  fegetenv (&environment);
#ifdef GAF_LIBAVCODEC
  if (strcmp (name, GAF_LIBAV_NAME) == 0)
    gaf_libav_get ();
  else
#endif
    load_element (name);
  fesetenv (&environment);
}

static void
end (pid_t pid, int answer)
{
  for (guint i = 0; i < children->len; i++) {
    int status;

    if (g_array_index (children, pid_t, i) != pid)
      continue;
    g_array_remove_index_fast (children, i);
    kill (pid, SIGKILL);
    if (answer < 0)
      g_array_append_val (ending, pid);
    else if (waitpid (pid, &status, 0) == pid)
      send (answer, &status, sizeof status, MSG_NOSIGNAL);
    return;
  }
}

static void
wait_for_ending (void)
{
  for (guint i = ending->len; i-- > 0;)
    if (waitpid (g_array_index (ending, pid_t, i), NULL, WNOHANG) != 0)
      g_array_remove_index_fast (ending, i);
}

static void
handle (void)
{
  int fds[GAF_START_N_FDS];
  GafMessage message;

  if (!gaf_message_receive (GAF_HELPER_CONTROL, &message, fds))
    _exit (0);
  switch (message.type) {
  case GAF_MESSAGE_START:
    start (fds);
    break;
  case GAF_MESSAGE_LOAD:
    load (&message);
    break;
  case GAF_MESSAGE_END:
    end (message.pid, fds[0]);
    break;
  default:
    break;
  }
  for (guint i = 0; i < G_N_ELEMENTS (fds); i++)
    if (fds[i] >= 0)
      close (fds[i]);
}

int
main (void)
{
  struct pollfd fds[] = { { .fd = GAF_HELPER_CONTROL, .events = POLLIN },
                          { .fd = GAF_HELPER_PROGRAM, .events = POLLIN } };

  /* What the program has open and lets others have. */
  if (fcntl (GAF_HELPER_CONTROL, F_GETFD) < 0 || fcntl (GAF_HELPER_PROGRAM, F_GETFD) < 0
      || close_range (GAF_HELPER_N_FDS, ~0U, 0) != 0)
    return 1;
  /* Libraries that libav brings along start threads for arithmetic that nobody asks for. */
  g_setenv ("OPENBLAS_NUM_THREADS", "1", TRUE);
  g_setenv ("OMP_NUM_THREADS", "1", TRUE);
  children = g_array_new (FALSE, FALSE, sizeof (pid_t));
  ending = g_array_new (FALSE, FALSE, sizeof (pid_t));
  for (;;) {
    if (poll (fds, G_N_ELEMENTS (fds), ending->len > 0 ? 5 : -1) < 0 && errno != EINTR)
      return 1;
    if (fds[1].revents != 0)
      return 0;
    if (fds[0].revents != 0)
      handle ();
    wait_for_ending ();
  }
}
