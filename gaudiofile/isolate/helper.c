/*
 * SPDX-FileCopyrightText: 2026 gaudiofile contributors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#include "isolate/helper.h"

#include <errno.h>
#include <fcntl.h>
#include <sched.h>
#include <signal.h>
#include <spawn.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include "core/beside.h"
#include "core/call-guard.h"
#include "core/fork-gate.h"
#include "gaf-error.h"
#include "isolate/protocol.h"

/*
 *   program ─clone─► nobody ─posix_spawn─► helper ─fork─► decoding process
 *                      │
 *                      └─ ends at once, so that the helper is no child of the program: nothing that waits for children
 *                         finds it, and no signal says that it ended
 *
 * The helper knows by a pidfd when the program has ended, and its children end with it.
 */

#define NAME "gaudiofile-decoder"

extern char **environ;

static GafCallGuard guard; /* for what is below; its owner is inside the fork gate, so no child finds it taken */
static int control = -1;
static guint generation; /* of the process whose helper it is */

static gboolean
fail (GError **error, const char *reason)
{
  g_set_error (error, GAF_ERROR, GAF_ERROR_NO_ISOLATION,
               "The decoder could not be isolated, so nothing was read: %s. isolation=\"none\" reads without", reason);
  return FALSE;
}

static char *
find_program (void)
{
  const char *chosen = secure_getenv ("GAUDIOFILE_DECODER");

  return chosen != NULL ? g_strdup (chosen) : gaf_find_beside (NAME, GAF_LIBEXECDIR);
}

typedef struct {
  const char *path;
  int control, program; /* descriptors for the helper */
  int result;           /* errno of starting it */
} Spawn;

/* In a process that shares the program's memory while the program waits: it can only do what cannot fail half-way. */
static int
spawn (void *data)
{
  Spawn *self = data;
  char *const arguments[] = { (char *) NAME, NULL };
  posix_spawn_file_actions_t actions;
  posix_spawnattr_t attributes;
  sigset_t none, all;
  pid_t pid;

  sigemptyset (&none);
  sigfillset (&all);
  posix_spawn_file_actions_init (&actions);
  for (int fd = 0; fd < 3; fd++)
    posix_spawn_file_actions_addopen (&actions, fd, "/dev/null", O_RDWR, 0);
  posix_spawn_file_actions_adddup2 (&actions, self->control, GAF_HELPER_CONTROL);
  posix_spawn_file_actions_adddup2 (&actions, self->program, GAF_HELPER_PROGRAM);
  posix_spawnattr_init (&attributes);
  posix_spawnattr_setsigmask (&attributes, &none);
  posix_spawnattr_setsigdefault (&attributes, &all);
  /* A session of its own: Ctrl-C is for the program. */
  posix_spawnattr_setflags (&attributes, POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF | POSIX_SPAWN_SETSID);
  self->result = posix_spawn (&pid, self->path, &actions, &attributes, arguments, environ);
  posix_spawnattr_destroy (&attributes);
  posix_spawn_file_actions_destroy (&actions);
  _exit (0);
}

static int
spawn_helper (const char *path, int socket, int program)
{
  static guint8 stack[64 * 1024] __attribute__ ((aligned (16)));
  Spawn self = { path, socket, program, 0 };
  sigset_t all, before;
  pid_t pid;

  /* No handler of the program may run in a process that is not the program. Without a signal in the flags, only who
   * asks for such a child finds it. */
  sigfillset (&all);
  pthread_sigmask (SIG_BLOCK, &all, &before);
  pid = clone (spawn, stack + sizeof stack, CLONE_VM | CLONE_VFORK, &self);
  if (pid < 0)
    self.result = errno;
  else
    while (waitpid (pid, NULL, __WCLONE) < 0 && errno == EINTR)
      ;
  pthread_sigmask (SIG_SETMASK, &before, NULL);
  return self.result;
}

static gboolean
start_helper (GError **error)
{
  g_autofree char *path = find_program ();
  g_autofree char *reason = NULL;
  int sockets[2] = { -1, -1 }, program = -1, high[2] = { -1, -1 };
  const char *what = NULL;
  int result = 0;

  if (socketpair (AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0, sockets) != 0)
    what = "there is no socket for it";
  else if ((program = syscall (SYS_pidfd_open, getpid (), 0)) < 0)
    what = "the system has no pidfd_open()";
  /* Out of the way of the numbers that they get in the helper. */
  else if ((high[0] = fcntl (sockets[1], F_DUPFD_CLOEXEC, GAF_HELPER_N_FDS)) < 0
           || (high[1] = fcntl (program, F_DUPFD_CLOEXEC, GAF_HELPER_N_FDS)) < 0)
    what = "there are no descriptors for it";
  if (what != NULL)
    result = errno;
  else {
    what = path;
    result = spawn_helper (path, high[0], high[1]);
  }
  for (int i = 0; i < 2; i++)
    if (high[i] >= 0)
      close (high[i]);
  if (program >= 0)
    close (program);
  if (sockets[1] >= 0)
    close (sockets[1]);
  if (result == 0) {
    control = sockets[0];
    generation = gaf_fork_gate_get_generation ();
    return TRUE;
  }
  if (sockets[0] >= 0)
    close (sockets[0]);
  reason = g_strdup_printf ("%s: %s", what, g_strerror (result));
  return fail (error, reason);
}

static void
forget_helper (void)
{
  if (control >= 0)
    close (control);
  control = -1;
}

static gboolean
begin (GError **error)
{
  static gsize done = 0;

  if (g_once_init_enter (&done)) {
    gaf_call_guard_init (&guard);
    g_once_init_leave (&done, 1);
  }
  if (!gaf_call_guard_enter (&guard, "helper", error))
    return FALSE;
  /* A program that was forked off has its parent's socket. */
  if (control >= 0 && generation != gaf_fork_gate_get_generation ())
    forget_helper ();
  return TRUE;
}

/* A helper that has ended is started anew, once. */
static gboolean
send_to_helper (const GafMessage *message, const int *fds, guint n_fds, GError **error)
{
  gboolean ok = FALSE;

  if (!begin (error))
    return FALSE;
  for (int tries = 0; !ok && tries < 2; tries++) {
    if (control < 0 && !start_helper (error))
      break;
    ok = gaf_message_send (control, message, fds, n_fds);
    if (!ok && errno != EPIPE && errno != ECONNRESET) {
      fail (error, g_strerror (errno));
      break;
    }
    if (!ok) {
      forget_helper ();
      if (tries > 0)
        fail (error, "its helper process ended at once");
    }
  }
  gaf_call_guard_leave (&guard);
  return ok;
}

gboolean
gaf_helper_start (const int *fds, guint n_fds, GError **error)
{
  const GafMessage message = { .type = GAF_MESSAGE_START };

  return send_to_helper (&message, fds, n_fds, error);
}

gboolean
gaf_helper_load (const char *element, GError **error)
{
  GafMessage message = { .type = GAF_MESSAGE_LOAD };

  gaf_message_set_text (message.element, sizeof message.element, element);
  return send_to_helper (&message, NULL, 0, error);
}

gboolean
gaf_helper_end (pid_t pid, int *status)
{
  const GafMessage message = { .type = GAF_MESSAGE_END, .pid = pid };
  int answer[2] = { -1, -1 };
  gboolean ok = FALSE;

  if (!begin (NULL))
    return FALSE;
  if (status != NULL && socketpair (AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0, answer) != 0)
    status = NULL;
  /* If there is no helper any more, its children are not either. */
  if (control >= 0)
    ok = gaf_message_send (control, &message, &answer[1], status != NULL ? 1 : 0);
  gaf_call_guard_leave (&guard);
  if (answer[1] >= 0)
    close (answer[1]);
  if (status != NULL) {
    ok = ok && recv (answer[0], status, sizeof *status, 0) == sizeof *status;
    close (answer[0]);
  }
  return ok;
}
