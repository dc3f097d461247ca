/*
 * SPDX-FileCopyrightText: 2026 gaudiofile contributors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#include "isolate/session.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "core/fork-gate.h"
#include "core/limits.h"
#include "gaf-error.h"
#include "isolate/helper.h"

/* How often a wait looks whether it is to be given up, ms. */
#define LOOK_INTERVAL 40

struct _GafSession {
  GafByteSource *source;
  guint generation; /* of the process that made it */
  pid_t pid;        /* 0: not known yet */
  gboolean lost;    /* it ended before it said who it is */
  int socket;
  guint8 *shared;
  gint64 cpu_allowed; /* seconds for one request */
  gint64 cpu_until;   /* seconds that the process may have used in all, as the kernel knows it */
  GError *io_error;   /* of the source, while the process was served */
};

static gboolean
refuse (GError **error, const char *reason)
{
  g_set_error (error, GAF_ERROR, GAF_ERROR_NO_ISOLATION,
               "The decoder could not be isolated, so nothing was read: %s. isolation=\"none\" reads without", reason);
  return FALSE;
}

/* limits of time */

/* The kernel counts, and stops the process; so it does when nobody waits for it. Each request may take its time: a file
 * may be read over and over. */
static gboolean
allow_time (GafSession *self)
{
  struct rlimit limit = { 0 };
  struct timespec used;
  clockid_t clock;

  if (clock_getcpuclockid (self->pid, &clock) != 0 || clock_gettime (clock, &used) != 0)
    return FALSE;
  if (used.tv_sec + self->cpu_allowed < self->cpu_until)
    return TRUE;
  /* A second more than is asked for, so that it need not be told at each request. */
  self->cpu_until = used.tv_sec + self->cpu_allowed + 2;
  /* The program may have a limit itself. */
  if (prlimit (self->pid, RLIMIT_CPU, NULL, &limit) != 0)
    return FALSE;
  limit.rlim_cur = MIN (limit.rlim_max, (rlim_t) self->cpu_until);
  return prlimit (self->pid, RLIMIT_CPU, &limit, NULL) == 0;
}

/* the end of the process */

static GError *
explain_end (GafSession *self)
{
  const pid_t pid = self->pid;
  int status = 0;

  self->pid = 0;
  self->lost = pid == 0;
  if (pid == 0)
    return g_error_new (GAF_ERROR, GAF_ERROR_NO_ISOLATION,
                        "The decoder could not be isolated, so nothing was read: its process ended at once");
  if (!gaf_helper_end (pid, &status))
    return g_error_new (GAF_ERROR, GAF_ERROR_IO, "The isolated decoder was ended from outside");
  if (!WIFSIGNALED (status))
    return g_error_new (GAF_ERROR, GAF_ERROR_CORRUPT, "The isolated decoder ended by itself while it read the file");
  switch (WTERMSIG (status)) {
  case SIGXCPU:
    return g_error_new (GAF_ERROR, GAF_ERROR_LIMIT,
                        "The isolated decoder was stopped: it used more than %" G_GINT64_FORMAT
                        " seconds of processor time at once",
                        self->cpu_allowed);
  case SIGSYS:
    return g_error_new (GAF_ERROR, GAF_ERROR_CORRUPT,
                        "The isolated decoder was stopped, because it asked the system for something that decoding "
                        "does not need: the file may be made to attack programs");
  case SIGKILL:
  case SIGTERM:
    return g_error_new (GAF_ERROR, GAF_ERROR_IO, "The isolated decoder was ended from outside (%s)",
                        g_strsignal (WTERMSIG (status)));
  default:
    return g_error_new (GAF_ERROR, GAF_ERROR_CORRUPT,
                        "The isolated decoder crashed (%s): the file is damaged, or made to attack programs",
                        g_strsignal (WTERMSIG (status)));
  }
}

/* messages */

/* FALSE with @error if it is cancelled or interrupted before there is something to receive. */
static gboolean
wait_for_message (GafSession *self, GError **error)
{
  struct pollfd fd = { .fd = self->socket, .events = POLLIN };

  do {
    if (!gaf_byte_source_check (self->source, G_MAXSIZE, error))
      return FALSE;
  } while (poll (&fd, 1, LOOK_INTERVAL) <= 0);
  return TRUE;
}

gboolean
gaf_session_send (GafSession *self, const GafMessage *message, GError **error)
{
  g_clear_error (&self->io_error);
  if (allow_time (self) && gaf_message_send (self->socket, message, NULL, 0))
    return TRUE;
  g_propagate_error (error, explain_end (self));
  return FALSE;
}

/* Reads what the process wants to the window. */
static gboolean
serve (GafSession *self, const GafMessage *message, GError **error)
{
  const guint64 size = gaf_byte_source_get_size (self->source);
  GafMessage answer = { .type = GAF_MESSAGE_BYTES };
  gssize n = -1;

  if (message->want.offset <= size && message->want.length <= GAF_ISOLATED_WINDOW) {
    g_clear_error (&self->io_error);
    n = gaf_byte_source_read (self->source, message->want.offset, self->shared, message->want.length, &self->io_error);
  }
  answer.bytes.length = n;
  /* Part of the same request: the process gets no more time for it. */
  if (gaf_message_send (self->socket, &answer, NULL, 0))
    return TRUE;
  g_propagate_error (error, explain_end (self));
  return FALSE;
}

/* The next message, whatever it is. */
static gboolean
receive_any (GafSession *self, GafMessage *message, GError **error)
{
  if (!wait_for_message (self, error))
    return FALSE;
  if (gaf_message_receive (self->socket, message, NULL))
    return TRUE;
  g_propagate_error (error, explain_end (self));
  return FALSE;
}

gboolean
gaf_session_receive (GafSession *self, GafMessage *message, gboolean *usable, GError **error)
{
  *usable = FALSE;
  for (;;) {
    if (!receive_any (self, message, error))
      return FALSE;
    switch (message->type) {
    case GAF_MESSAGE_OPENED:
    case GAF_MESSAGE_DONE:
    case GAF_MESSAGE_NEED:
      *usable = TRUE;
      return TRUE;
    case GAF_MESSAGE_FAILED:
      *usable = TRUE;
      /* What the stream said, as it said it. */
      if (self->io_error != NULL) {
        g_propagate_error (error, g_steal_pointer (&self->io_error));
        /* It may be that it was cancelled: what the decoder makes of that, it has to forget. */
        *usable = FALSE;
      } else {
        g_propagate_error (error, gaf_message_get_error (message));
      }
      return FALSE;
    case GAF_MESSAGE_WANT:
      if (!serve (self, message, error))
        return FALSE;
      break;
    default:
      g_set_error (error, GAF_ERROR, GAF_ERROR_CORRUPT,
                   "The isolated decoder gave an answer that makes no sense: the file may be made to attack programs");
      return FALSE;
    }
  }
}

/* start and end */

/* Nobody can make it shorter, which would be the end of the program. */
static int
new_shared_memory (void)
{
  const int fd = memfd_create ("gaudiofile-samples", MFD_CLOEXEC | MFD_ALLOW_SEALING);

  if (fd < 0)
    return -1;
  if (ftruncate (fd, GAF_ISOLATED_SHARED) == 0
      && fcntl (fd, F_ADD_SEALS, F_SEAL_SHRINK | F_SEAL_GROW | F_SEAL_SEAL) == 0)
    return fd;
  close (fd);
  return -1;
}

/* The process exists, and says so; then it locks itself in. */
static gboolean
greet (GafSession *self, GError **error)
{
  GafMessage message;

  if (!receive_any (self, &message, error))
    return FALSE;
  if (message.type != GAF_MESSAGE_HELLO || message.hello.pid <= 0
      || strncmp (message.hello.build, GAF_BUILD, sizeof message.hello.build) != 0)
    return refuse (error, "the gaudiofile-decoder that is installed is of another version");
  self->pid = message.hello.pid;
  if (!allow_time (self))
    return refuse (error, "its processor time cannot be limited");
  return TRUE;
}

static gboolean
lock_in (GafSession *self, GError **error)
{
  GafMessage message;

  if (!receive_any (self, &message, error))
    return FALSE;
  if (message.type == GAF_MESSAGE_LOCKED)
    return TRUE;
  if (message.type == GAF_MESSAGE_FAILED)
    g_propagate_error (error, gaf_message_get_error (&message));
  else
    refuse (error, "its process gave an answer that makes no sense");
  return FALSE;
}

static gboolean
start (GafSession *self, int track, GError **error)
{
  const int file = gaf_byte_source_get_fd (self->source);
  GafMessage message = { .type = GAF_MESSAGE_OPEN };
  int fds[GAF_START_N_FDS] = { -1, -1, file };
  int sockets[2];
  gboolean ok;

  fds[GAF_START_SAMPLES] = new_shared_memory ();
  if (fds[GAF_START_SAMPLES] < 0)
    return refuse (error, g_strerror (errno));
  self->shared = mmap (NULL, GAF_ISOLATED_SHARED, PROT_READ | PROT_WRITE, MAP_SHARED, fds[GAF_START_SAMPLES], 0);
  if (self->shared == MAP_FAILED || socketpair (AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0, sockets) != 0) {
    refuse (error, g_strerror (errno));
    if (self->shared == MAP_FAILED)
      self->shared = NULL;
    close (fds[GAF_START_SAMPLES]);
    return FALSE;
  }
  self->socket = sockets[0];
  fds[GAF_START_SESSION] = sockets[1];
  ok = gaf_helper_start (fds, file >= 0 ? 3 : 2, error);
  close (fds[GAF_START_SESSION]);
  close (fds[GAF_START_SAMPLES]);
  if (!ok)
    return FALSE;

  message.open.size = gaf_byte_source_get_size (self->source);
  message.open.track = track;
  message.open.limits = *gaf_byte_source_get_limits (self->source);
  message.open.served = file < 0;
  /* It waits there until the process has locked itself in. */
  if (!gaf_message_send (self->socket, &message, NULL, 0)) {
    if (errno != EPIPE && errno != ECONNRESET)
      return refuse (error, g_strerror (errno));
    /* The helper had this session still to take when it ended. */
    g_propagate_error (error, explain_end (self));
    return FALSE;
  }
  return greet (self, error) && lock_in (self, error);
}

static GafSession *
new_session (GafByteSource *source, int track, gboolean *lost, GError **error)
{
  g_autoptr (GafSession) self = g_new0 (GafSession, 1);

  self->source = gaf_byte_source_ref (source);
  self->generation = gaf_fork_gate_get_generation ();
  self->socket = -1;
  self->cpu_allowed = GAF_LIMIT_ISOLATED_CPU + gaf_byte_source_get_size (source) / GAF_LIMIT_ISOLATED_CPU_BYTES;
  if (start (self, track, error))
    return g_steal_pointer (&self);
  *lost = self->lost;
  return NULL;
}

GafSession *
gaf_session_new (GafByteSource *source, int track, GError **error)
{
  g_autoptr (GError) local_error = NULL;
  gboolean lost = FALSE;
  GafSession *self = new_session (source, track, &lost, &local_error);

  if (self != NULL)
    return self;
  /* The helper was just about to end, and there is another one now. */
  if (lost)
    return new_session (source, track, &lost, error);
  g_propagate_error (error, g_steal_pointer (&local_error));
  return NULL;
}

void
gaf_session_free (GafSession *self)
{
  if (self->socket >= 0)
    close (self->socket);
  if (self->pid > 0 && gaf_session_is_ours (self))
    gaf_helper_end (self->pid, NULL);
  if (self->shared != NULL)
    munmap (self->shared, GAF_ISOLATED_SHARED);
  g_clear_error (&self->io_error);
  gaf_byte_source_unref (self->source);
  g_free (self);
}

gboolean
gaf_session_is_ours (const GafSession *self)
{
  return self->generation == gaf_fork_gate_get_generation ();
}

const guint8 *
gaf_session_get_slot (const GafSession *self, int slot)
{
  return self->shared + GAF_ISOLATED_WINDOW + (gsize) slot * GAF_ISOLATED_SLOT;
}
