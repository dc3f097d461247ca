/*
 * SPDX-FileCopyrightText: 2026 gaudiofile contributors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#include <errno.h>
#include <gaudiofile/gaudiofile.h>

#include "gaudiofile/gaf-private.h"

/* The number survives in an error and its copies, whether GIO has a code for it or not; the code is GIO's where it can be. */
static void
test_errno (void)
{
  static const int numbers[] = { EACCES, EAGAIN,  EBUSY,  EDQUOT,       EEXIST, EFBIG,  EINVAL,    EIO,
                                 EISDIR, ELOOP,   EMFILE, ENAMETOOLONG, ENODEV, ENFILE, ENOENT,    ENOMEM,
                                 ENOSPC, ENOTDIR, ENXIO,  EPIPE,        EROFS,  ESTALE, ETIMEDOUT, ETXTBSY };

  for (gsize i = 0; i < G_N_ELEMENTS (numbers); i++) {
    g_autoptr (GError) error = gaf_error_new_errno (numbers[i], "Writing failed");
    g_autoptr (GError) copy = g_error_copy (error);
    g_autofree char *message = g_strdup_printf ("Writing failed: %s", g_strerror (numbers[i]));

    g_assert_cmpstr (error->message, ==, message);
    g_assert_cmpint (gaf_error_get_errno (error), ==, numbers[i]);
    g_assert_cmpint (gaf_error_get_errno (copy), ==, numbers[i]);
    if (error->domain == G_IO_ERROR)
      g_assert_cmpint (error->code, ==, g_io_error_from_errno (numbers[i]));
    else
      g_assert_error (error, GAF_ERROR, GAF_ERROR_IO);
  }
}

/* What programs look for. */
static void
test_io_error (void)
{
  static const struct {
    int number;
    GIOErrorEnum code;
  } cases[] = { { ENOSPC, G_IO_ERROR_NO_SPACE },           { EACCES, G_IO_ERROR_PERMISSION_DENIED },
                { EPERM, G_IO_ERROR_PERMISSION_DENIED },   { ENOENT, G_IO_ERROR_NOT_FOUND },
                { EPIPE, G_IO_ERROR_BROKEN_PIPE },         { EROFS, G_IO_ERROR_READ_ONLY },
                { EMFILE, G_IO_ERROR_TOO_MANY_OPEN_FILES } };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autoptr (GError) error = gaf_error_new_errno (cases[i].number, "Writing failed");

    g_assert_error (error, G_IO_ERROR, (int) cases[i].code);
  }
}

/* What is not the system's has none, also if a message sounds like it. */
static void
test_no_errno (void)
{
  g_autoptr (GError) ours = g_error_new (GAF_ERROR, GAF_ERROR_IO, "%s", g_strerror (EFBIG));
  g_autoptr (GError) gio = g_error_new (G_IO_ERROR, G_IO_ERROR_FAILED, "%s", g_strerror (EFBIG));
  g_autoptr (GError) other = g_error_new (G_CONVERT_ERROR, G_CONVERT_ERROR_FAILED, "%s", g_strerror (EFBIG));

  g_assert_cmpint (gaf_error_get_errno (ours), ==, 0);
  g_assert_cmpint (gaf_error_get_errno (gio), ==, 0);
  g_assert_cmpint (gaf_error_get_errno (other), ==, 0);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/error/errno", test_errno);
  g_test_add_func ("/error/io-error", test_io_error);
  g_test_add_func ("/error/no-errno", test_no_errno);
  return g_test_run ();
}
