/*
 * SPDX-FileCopyrightText: 2026 gaudiofile contributors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#include "isolate/sandbox.h"

#include <errno.h>
#include <fcntl.h>
#include <linux/audit.h>
#include <linux/filter.h>
#include <linux/seccomp.h>
#include <stddef.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "core/limits.h"

/* The filter is a program that the kernel runs at each system call: seccomp(2). It knows calls by numbers that are each
 * architecture's own. */
#if defined(__x86_64__) && !defined(__ILP32__)
#define ARCHITECTURE AUDIT_ARCH_X86_64
#elif defined(__aarch64__)
#define ARCHITECTURE AUDIT_ARCH_AARCH64
#elif defined(__riscv) && __riscv_xlen == 64
#define ARCHITECTURE AUDIT_ARCH_RISCV64
#endif

/* What decoding needs: the socket, the file that is open, memory, the time, the end. The most frequent first. */
static const guint32 allowed[] = {
  SYS_pread64,      SYS_recvmsg,      SYS_sendmsg,         SYS_futex,        SYS_clock_gettime,
  SYS_munmap,       SYS_brk,          SYS_madvise,         SYS_mremap,       SYS_read,
  SYS_lseek,        SYS_write,        SYS_close,           SYS_fstat,        SYS_getpid,
  SYS_gettid,       SYS_getrandom,    SYS_sched_yield,     SYS_nanosleep,    SYS_clock_nanosleep,
  SYS_clock_getres, SYS_gettimeofday, SYS_restart_syscall, SYS_rt_sigreturn, SYS_sigaltstack,
  SYS_exit,         SYS_exit_group,
};

/* What libraries try, and do without when it is refused. Anything that is in neither table ends the process. */
static const guint32 refused[] = {
  SYS_openat,
#ifdef SYS_open
  SYS_open,       SYS_stat,         SYS_lstat,
  SYS_access,     SYS_readlink,     SYS_poll,
  SYS_pipe,       SYS_getrlimit,
#endif
#ifdef SYS_newfstatat
  SYS_newfstatat,
#endif
#ifdef SYS_faccessat2
  SYS_faccessat2,
#endif
  SYS_statx,      SYS_faccessat,    SYS_readlinkat,
  SYS_getcwd,     SYS_ioctl,        SYS_fcntl,
  SYS_uname,      SYS_sysinfo,      SYS_sched_getaffinity,
  SYS_prlimit64,  SYS_rt_sigaction, SYS_rt_sigprocmask,
  SYS_prctl,      SYS_ppoll,        SYS_pipe2,
  SYS_eventfd2,   SYS_memfd_create, SYS_mlock,
  SYS_mlock2,     SYS_mbind,        SYS_clone,
#ifdef SYS_clone3
  SYS_clone3,
#endif
};

#ifdef ARCHITECTURE

#define MOST_INSTRUCTIONS 256

typedef struct {
  struct sock_filter code[MOST_INSTRUCTIONS];
  guint16 length;
} Filter;

static void
add (Filter *self, struct sock_filter instruction)
{
  g_assert (self->length < MOST_INSTRUCTIONS);
  self->code[self->length++] = instruction;
}

#define LOAD(field) \
  (struct sock_filter) BPF_STMT (BPF_LD | BPF_W | BPF_ABS, (guint32) offsetof (struct seccomp_data, field))
#define UNLESS(value, n) (struct sock_filter) BPF_JUMP (BPF_JMP | BPF_JEQ | BPF_K, (value), 0, (n))
#define RETURN(action)   (struct sock_filter) BPF_STMT (BPF_RET | BPF_K, (action))

/* The lower half of an argument, which is what there is of flags and process numbers. */
#if G_BYTE_ORDER != G_LITTLE_ENDIAN
#error "the lower half of an argument is elsewhere"
#endif

/* Memory may be had, but not such that can be executed. */
static void
add_memory_call (Filter *self, guint32 number)
{
  add (self, UNLESS (number, 4));
  add (self, LOAD (args[2]));
  add (self, (struct sock_filter) BPF_JUMP (BPF_JMP | BPF_JSET | BPF_K, PROT_EXEC, 0, 1));
  add (self, RETURN (SECCOMP_RET_ERRNO | EPERM));
  add (self, RETURN (SECCOMP_RET_ALLOW));
}

static void
build_filter (Filter *self)
{
  self->length = 0;
  add (self, LOAD (arch));
  add (self, (struct sock_filter) BPF_JUMP (BPF_JMP | BPF_JEQ | BPF_K, ARCHITECTURE, 1, 0));
  add (self, RETURN (SECCOMP_RET_KILL_PROCESS));
  add (self, LOAD (nr));
  for (gsize i = 0; i < G_N_ELEMENTS (allowed); i++) {
    add (self, UNLESS (allowed[i], 1));
    add (self, RETURN (SECCOMP_RET_ALLOW));
  }
  add_memory_call (self, SYS_mmap);
  add_memory_call (self, SYS_mprotect);
  /* abort() and its like, which are meant for this process. */
  add (self, UNLESS (SYS_tgkill, 4));
  add (self, LOAD (args[0]));
  add (self, UNLESS ((guint32) getpid (), 1));
  add (self, RETURN (SECCOMP_RET_ALLOW));
  add (self, RETURN (SECCOMP_RET_KILL_PROCESS));
  for (gsize i = 0; i < G_N_ELEMENTS (refused); i++) {
    add (self, UNLESS (refused[i], 1));
    add (self, RETURN (SECCOMP_RET_ERRNO | EPERM));
  }
  add (self, RETURN (SECCOMP_RET_KILL_PROCESS));
}

static gboolean
filter_calls (void)
{
  Filter filter;
  struct sock_fprog program;

  build_filter (&filter);
  program = (struct sock_fprog){ filter.length, filter.code };
  /* Without this only root may have a filter; and no program that is started gets more rights than this one. */
  return prctl (PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) == 0
         && syscall (SYS_seccomp, SECCOMP_SET_MODE_FILTER, 0, &program) == 0;
}

#else

static gboolean
filter_calls (void)
{
  errno = ENOSYS;
  return FALSE;
}

#endif

/* Of the address space; 0: not known. */
static guint64
get_memory (void)
{
  const int fd = open ("/proc/self/statm", O_RDONLY | O_CLOEXEC);
  char text[64] = "";
  gssize n = fd >= 0 ? read (fd, text, sizeof text - 1) : -1;

  if (fd >= 0)
    close (fd);
  return n > 0 ? g_ascii_strtoull (text, NULL, 10) * (guint64) sysconf (_SC_PAGESIZE) : 0;
}

static gboolean
limit (int resource, guint64 value)
{
  struct rlimit limits;

  if (getrlimit (resource, &limits) != 0)
    return FALSE;
  limits.rlim_max = MIN (limits.rlim_max, value);
  limits.rlim_cur = limits.rlim_max;
  return setrlimit (resource, &limits) == 0;
}

gboolean
gaf_sandbox_enter (const char **what)
{
  const guint64 memory = get_memory ();

  *what = "its memory cannot be limited";
  if (memory == 0 || !limit (RLIMIT_AS, memory + GAF_LIMIT_ISOLATED_MEMORY))
    return FALSE;
  *what = "its limits cannot be set";
  if (!limit (RLIMIT_NOFILE, 0) || !limit (RLIMIT_FSIZE, 0) || !limit (RLIMIT_NPROC, 0) || !limit (RLIMIT_CORE, 0))
    return FALSE;
  *what = "the kernel has no seccomp for it";
  return filter_calls ();
}
