/*
 * SPDX-FileCopyrightText: 2026 gaudiofile contributors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#include "gaf-error.h"

#include <errno.h>

#include "gaf-private.h"

/* What our errors carry beside code and message. GLib keeps it in front of the GError and copies it with it. */
typedef struct {
  int saved_errno; /* 0: not the system's */
} GafErrorPrivate;

/* GLib rounds the size of what it keeps in front up to this. */
#define PRIVATE_ALIGNMENT (2 * sizeof (gsize))

static GafErrorPrivate *
get_private (const GError *error)
{
  const gsize size = (sizeof (GafErrorPrivate) + PRIVATE_ALIGNMENT - 1) / PRIVATE_ALIGNMENT * PRIVATE_ALIGNMENT;

  return (GafErrorPrivate *) ((guint8 *) error - size);
}

static void
init_private (GError *error)
{
  get_private (error)->saved_errno = 0;
}

static void
copy_private (const GError *src, GError *dest)
{
  get_private (dest)->saved_errno = get_private (src)->saved_errno;
}

static void
clear_private (GError *error)
{
}

/**
 * gaf_error_quark:
 *
 * Gives the domain of [error@Error], which all errors of this library have but those of GIO that are passed on.
 *
 * Returns: the quark
 * Since: 0.1
 */
GQuark
gaf_error_quark (void)
{
  static GQuark quark;
  static gsize done = 0;

  /* G_DEFINE_EXTENDED_ERROR() would name the domain "GafError". */
  if (g_once_init_enter (&done)) {
    quark = g_error_domain_register_static ("gaf-error-quark", sizeof (GafErrorPrivate), init_private, copy_private,
                                            clear_private);
    g_once_init_leave (&done, 1);
  }
  return quark;
}

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
 * system or a limit allows) or `EIO`. See [error@Error] for which code such an error has. Of an error that a stream
 * reported in the domain %G_IO_ERROR it is the number that GIO made the code from; there `EPERM` is told as `EACCES`.
 *
 * Returns: the number as in `errno`; 0 if the error is not the system's, or it is not known which
 * Since: 0.1
 */
int
gaf_error_get_errno (const GError *error)
{
  g_return_val_if_fail (error != NULL, 0);

  if (error->domain == GAF_ERROR)
    return get_private (error)->saved_errno;
  return error->domain == G_IO_ERROR ? errno_of_io_error (error->code) : 0;
}

GError *
gaf_error_new_literal (GafError code, int saved_errno, const char *message)
{
  GError *error = g_error_new_literal (GAF_ERROR, (int) code, message);

  get_private (error)->saved_errno = saved_errno;
  return error;
}

static GError *
new_with_number (GafError code, int saved_errno, const char *what)
{
  GError *error = g_error_new (GAF_ERROR, (int) code, "%s: %s", what, g_strerror (saved_errno));

  get_private (error)->saved_errno = saved_errno;
  return error;
}

GError *
gaf_error_new_errno (int saved_errno, const char *what)
{
  const int code = g_io_error_from_errno (saved_errno);

  if (saved_errno == ENOENT || saved_errno == ENOTDIR)
    return new_with_number (GAF_ERROR_NOT_FOUND, saved_errno, what);
  if (saved_errno == EISDIR)
    return new_with_number (GAF_ERROR_NOT_A_FILE, saved_errno, what);
  /* A program that looks for G_IO_ERROR_PERMISSION_DENIED means both. */
  if (errno_of_io_error (code) == saved_errno || saved_errno == EPERM)
    return g_error_new (G_IO_ERROR, code, "%s: %s", what, g_strerror (saved_errno));
  return new_with_number (GAF_ERROR_IO, saved_errno, what);
}
