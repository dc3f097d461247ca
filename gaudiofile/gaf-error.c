/*
 * SPDX-FileCopyrightText: 2026 gaudiofile contributors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#include "gaf-error.h"

#include <errno.h>

#include "gaf-private.h"

/**
 * gaf_error_quark:
 *
 * The domain of [error@Error].
 *
 * Returns: the quark
 */

/* What our errors carry beside code and message. GLib keeps it with the GError and copies it with it. */
typedef struct {
  int saved_errno; /* 0: not the system's */
} GafErrorPrivate;

static void
gaf_error_private_init (GafErrorPrivate *private)
{
  private->saved_errno = 0;
}

static void
gaf_error_private_copy (const GafErrorPrivate *src, GafErrorPrivate *dest)
{
  dest->saved_errno = src->saved_errno;
}

static void
gaf_error_private_clear (GafErrorPrivate *private)
{
}

/* clang-format off */
G_DEFINE_EXTENDED_ERROR (GafError, gaf_error)
/* clang-format on */

/* GIO's codes were made from numbers: the way back. Where two have one code (ENOSPC and ENOMEM) it is the usual one. */
static int
errno_of_io_error (int code)
{
  static const int numbers[] = { ENOENT,    EACCES, EISDIR, ENOTDIR, EEXIST, ENAMETOOLONG, EINVAL, ELOOP,    EROFS,
                                 ENOTEMPTY, ENOSPC, EPIPE,  EAGAIN,  EBUSY,  ENOTSUP,      EMFILE, ETIMEDOUT };

  for (gsize i = 0; code != G_IO_ERROR_FAILED && i < G_N_ELEMENTS (numbers); i++)
    if ((int) g_io_error_from_errno (numbers[i]) == code)
      return numbers[i];
  return 0;
}

/**
 * gaf_error_get_errno:
 * @error: an error of any domain
 *
 * The system's number of an error, such as `ENOSPC` (no space), `EDQUOT` (over quota), `EFBIG` (larger than the file
 * system or a limit allows) or `EIO`. What GIO has a code of its own for comes in the domain %G_IO_ERROR, the rest as
 * %GAF_ERROR_IO; this asks both. `EPERM` is told as `EACCES`.
 *
 * Returns: the number as in `errno`; 0 if the error is not the system's, or it is not known which
 */
int
gaf_error_get_errno (const GError *error)
{
  g_return_val_if_fail (error != NULL, 0);

  if (error->domain == GAF_ERROR)
    return gaf_error_get_private (error)->saved_errno;
  return error->domain == G_IO_ERROR ? errno_of_io_error (error->code) : 0;
}

GError *
gaf_error_new_errno (int saved_errno, const char *what)
{
  const int code = g_io_error_from_errno (saved_errno);
  GError *error;

  /* A program that looks for G_IO_ERROR_PERMISSION_DENIED means both. */
  if (errno_of_io_error (code) == saved_errno || saved_errno == EPERM)
    return g_error_new (G_IO_ERROR, code, "%s: %s", what, g_strerror (saved_errno));
  error = g_error_new (GAF_ERROR, GAF_ERROR_IO, "%s: %s", what, g_strerror (saved_errno));
  gaf_error_get_private (error)->saved_errno = saved_errno;
  return error;
}
