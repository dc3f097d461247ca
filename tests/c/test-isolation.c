/*
 * SPDX-FileCopyrightText: 2026 gaudiofile contributors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#include <errno.h>
#include <fcntl.h>
#include <gaudiofile/gaudiofile.h>
#include <signal.h>
#include <sys/mman.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include "core/limits.h"
#include "isolate/protocol.h"
#include "isolate/sandbox.h"
#include "test-util.h"

/* Decoding in a process of its own: what such a process cannot do, and what is not believed of what it says.
 * tests/python/test_isolation.py reads files of all formats so. */

#define FRAMES 30000

static GBytes *wav;

/* the sandbox */

static int
try_open (void)
{
  return open ("/etc/passwd", O_RDONLY) < 0 && errno == EPERM ? 0 : 1;
}

static int
try_stat (void)
{
  return access ("/etc/passwd", R_OK) < 0 && errno == EPERM ? 0 : 1;
}

static int
try_code (void)
{
  void *memory = mmap (NULL, 4096, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);

  if (memory == MAP_FAILED)
    return 1;
  if (mmap (NULL, 4096, PROT_READ | PROT_EXEC, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0) != MAP_FAILED || errno != EPERM)
    return 2;
  return mprotect (memory, 4096, PROT_READ | PROT_EXEC) < 0 && errno == EPERM ? 0 : 3;
}

static int
try_memory (void)
{
  const gsize size = GAF_LIMIT_ISOLATED_MEMORY;
  void *much = mmap (NULL, size / 2, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);

  if (much == MAP_FAILED)
    return 1;
  return mmap (NULL, size, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0) == MAP_FAILED ? 0 : 2;
}

static int
try_fork (void)
{
  return fork () < 0 ? 0 : 1;
}

static int
try_descriptor (void)
{
  return dup (0);
}

static int
try_socket (void)
{
  return socket (AF_INET, SOCK_STREAM, 0);
}

static int
try_program (void)
{
  return execl ("/bin/true", "true", NULL);
}

static int
try_kill (void)
{
  return kill (getppid (), SIGCONT);
}

static int
try_truncate (void)
{
  return ftruncate (0, 0);
}

static int
try_abort (void)
{
  abort ();
}

static void
test_sandbox (void)
{
  static const struct {
    const char *name;
    int (*try) (void);
    int signal; /* 0: it returns 0 */
  } rows[] = {
    { "open", try_open, 0 },          { "stat", try_stat, 0 },
    { "code", try_code, 0 },          { "memory", try_memory, 0 },
    { "fork", try_fork, 0 },          { "descriptor", try_descriptor, SIGSYS },
    { "socket", try_socket, SIGSYS }, { "program", try_program, SIGSYS },
    { "kill", try_kill, SIGSYS },     { "truncate", try_truncate, SIGSYS },
    { "abort", try_abort, SIGABRT },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++) {
    const pid_t pid = fork ();
    const char *what;
    int status;

    if (pid == 0)
      _exit (gaf_sandbox_enter (&what) ? rows[i].try () : 99);
    g_assert_cmpint (waitpid (pid, &status, 0), ==, pid);
    g_test_message ("%s: %#x", rows[i].name, status);
    if (rows[i].signal != 0)
      g_assert_true (WIFSIGNALED (status) && WTERMSIG (status) == rows[i].signal);
    else
      g_assert_true (WIFEXITED (status) && WEXITSTATUS (status) == 0);
  }
}

/* messages */

/* The reason why a process gives up is the last that it says, while a message to it is still on its way. */
static void
test_last_words (void)
{
  const GafMessage open = { .type = GAF_MESSAGE_OPEN }, failed = { .type = GAF_MESSAGE_FAILED };
  GafMessage message;
  int sockets[2];

  g_assert_cmpint (socketpair (AF_UNIX, SOCK_SEQPACKET, 0, sockets), ==, 0);
  g_assert_true (gaf_message_send (sockets[0], &open, NULL, 0));
  g_assert_true (gaf_message_send (sockets[1], &failed, NULL, 0));
  close (sockets[1]);
  g_assert_true (gaf_message_receive (sockets[0], &message, NULL));
  g_assert_cmpint (message.type, ==, GAF_MESSAGE_FAILED);
  g_assert_false (gaf_message_receive (sockets[0], &message, NULL));
  g_assert_cmpint (errno, ==, 0);
  close (sockets[0]);
}

/* lies */

static GafReader *
open_isolated (GCancellable *cancellable, GError **error)
{
  return g_initable_new (GAF_TYPE_READER, cancellable, error, "bytes", wav, "isolation", GAF_ISOLATION_PROCESS, NULL);
}

/* The helper that is there ends with the session before this. */
static void
choose_lie (const char *lie)
{
  g_setenv ("GAUDIOFILE_DECODER", g_getenv ("GAF_LYING_DECODER"), TRUE);
  g_setenv ("GAF_LIE", lie, TRUE);
}

static void
test_lies_at_opening (void)
{
  static const struct {
    const char *lie;
    int code;
  } rows[] = {
    { "end", GAF_ERROR_NO_ISOLATION },
    { "version", GAF_ERROR_NO_ISOLATION },
    { "no process", GAF_ERROR_NO_ISOLATION },
    { "unlocked", GAF_ERROR_NO_ISOLATION },
    { "rate", GAF_ERROR_CORRUPT },
    { "high rate", GAF_ERROR_CORRUPT },
    { "channels", GAF_ERROR_CORRUPT },
    { "no channels", GAF_ERROR_CORRUPT },
    { "format", GAF_ERROR_CORRUPT },
    { "bits", GAF_ERROR_CORRUPT },
    { "length", GAF_ERROR_CORRUPT },
    { "no codec", GAF_ERROR_CORRUPT },
    { "error", GAF_ERROR_CORRUPT },
    { "error code", GAF_ERROR_CORRUPT },
    { "type", GAF_ERROR_CORRUPT },
    { "hello again", GAF_ERROR_CORRUPT },
    { "half a message", -1 },
    { "need", GAF_ERROR_MISSING_PLUGIN },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++) {
    g_autoptr (GError) error = NULL;

    choose_lie (rows[i].lie);
    g_assert_null (open_isolated (NULL, &error));
    g_assert_nonnull (error);
    g_test_message ("%s: %s", rows[i].lie, error->message);
    g_assert_true (g_utf8_validate (error->message, -1, NULL));
    if (rows[i].code >= 0)
      g_assert_error (error, GAF_ERROR, rows[i].code);
    else
      g_assert_true (error->domain == GAF_ERROR);
  }
}

static void
test_lies_at_reading (void)
{
  static const char *const lies[] = { "too many frames", "negative frames", "negative length", "opened for done" };
  float left[5000], right[5000];
  float *const planes[] = { left, right };

  for (gsize i = 0; i < G_N_ELEMENTS (lies); i++) {
    g_autoptr (GafReader) reader = NULL;
    g_autoptr (GError) error = NULL;

    choose_lie (lies[i]);
    reader = open_isolated (NULL, &error);
    g_assert_no_error (error);
    g_assert_cmpint (gaf_reader_read (reader, planes, 5000, NULL, &error), ==, -1);
    g_assert_error (error, GAF_ERROR, GAF_ERROR_CORRUPT);
    g_assert_cmpint (gaf_reader_tell (reader), ==, 0);
  }
}

/* What is no lie that does harm: names without end are cut, and bytes that are not there are not given. */
static void
test_harmless_lies (void)
{
  static const char *const lies[] = { "endless names", "want", "" };

  for (gsize i = 0; i < G_N_ELEMENTS (lies); i++) {
    g_autoptr (GafReader) reader = NULL;
    g_autoptr (GError) error = NULL;

    choose_lie (lies[i]);
    reader = open_isolated (NULL, &error);
    g_assert_no_error (error);
    g_assert_true (g_utf8_validate (gaf_reader_get_codec (reader), -1, NULL));
    g_assert_cmpuint (strlen (gaf_reader_get_codec (reader)), <=, 32);
  }
}

static gpointer
cancel_soon (gpointer cancellable)
{
  g_usleep (100000);
  g_cancellable_cancel (cancellable);
  return NULL;
}

/* A process that does not answer is given up. */
static void
test_cancel (void)
{
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GError) error = NULL;
  GThread *thread;

  choose_lie ("silence");
  thread = g_thread_new ("cancel", cancel_soon, cancellable);
  g_assert_null (open_isolated (cancellable, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_thread_join (thread);
}

/* the real one */

static void
assert_reads (GafReader *reader, gint64 frame)
{
  float left[1000], right[1000];
  float *const planes[] = { left, right };
  g_autoptr (GError) error = NULL;

  g_assert_cmpint (gaf_reader_read_at (reader, frame, planes, 1000, NULL, &error), ==, 1000);
  g_assert_no_error (error);
  for (int i = 0; i < 1000; i++) {
    g_assert_cmpfloat (left[i], ==, sample_at (frame + i, 0) * (1.0f / 32767));
    g_assert_cmpfloat (right[i], ==, sample_at (frame + i, 1) * (1.0f / 32767));
  }
}

static void
test_reads (void)
{
  g_autoptr (GCancellable) cancelled = g_cancellable_new ();
  g_autoptr (GafReader) reader = NULL;
  g_autoptr (GError) error = NULL;
  GafIsolation isolation;
  float left[10], right[10];
  float *const planes[] = { left, right };

  g_setenv ("GAUDIOFILE_DECODER", g_getenv ("GAF_REAL_DECODER"), TRUE);
  reader = open_isolated (NULL, &error);
  g_assert_no_error (error);
  g_object_get (reader, "isolation", &isolation, NULL);
  g_assert_cmpint (isolation, ==, GAF_ISOLATION_PROCESS);
  g_assert_cmpint (gaf_reader_get_n_frames (reader), ==, FRAMES);
  assert_reads (reader, 0);
  assert_reads (reader, 20000);

  /* One that was cancelled reads on afterwards. */
  g_cancellable_cancel (cancelled);
  g_assert_cmpint (gaf_reader_read (reader, planes, 10, cancelled, &error), ==, -1);
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  assert_reads (reader, 1000);
  assert_reads (reader, 2000);
}

int
main (int argc, char **argv)
{
  int result;

  g_test_init (&argc, &argv, NULL);
  wav = make_wav (22050, 2, FRAMES);
  g_test_add_func ("/isolation/last-words", test_last_words);
  g_test_add_func ("/isolation/sandbox", test_sandbox);
  g_test_add_func ("/isolation/lies-at-opening", test_lies_at_opening);
  g_test_add_func ("/isolation/lies-at-reading", test_lies_at_reading);
  g_test_add_func ("/isolation/harmless-lies", test_harmless_lies);
  g_test_add_func ("/isolation/cancel", test_cancel);
  g_test_add_func ("/isolation/reads", test_reads);
  result = g_test_run ();
  g_bytes_unref (wav);
  return result;
}
