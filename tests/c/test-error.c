/*
 * SPDX-FileCopyrightText: 2026 gaudiofile contributors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#include <errno.h>
#include <gaudiofile/gaudiofile.h>
#include <glib/gstdio.h>
#include <unistd.h>

#include "gaudiofile/gaf-private.h"

/* The number survives in an error and its copies, whichever code it has. */
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
      g_assert_true (error->domain == GAF_ERROR);
  }
  g_assert_cmpstr (g_quark_to_string (GAF_ERROR), ==, "gaf-error-quark");
}

/* What programs look for: the same in reading and in writing. */
static void
test_domain (void)
{
  const struct {
    int number;
    GQuark domain;
    int code;
  } cases[] = {
    { ENOENT, GAF_ERROR, GAF_ERROR_NOT_FOUND },
    { ENOTDIR, GAF_ERROR, GAF_ERROR_NOT_FOUND },
    { EISDIR, GAF_ERROR, GAF_ERROR_NOT_A_FILE },
    { ENOSPC, G_IO_ERROR, G_IO_ERROR_NO_SPACE },
    { EACCES, G_IO_ERROR, G_IO_ERROR_PERMISSION_DENIED },
    { EPERM, G_IO_ERROR, G_IO_ERROR_PERMISSION_DENIED },
    { EPIPE, G_IO_ERROR, G_IO_ERROR_BROKEN_PIPE },
    { EROFS, G_IO_ERROR, G_IO_ERROR_READ_ONLY },
    { EMFILE, G_IO_ERROR, G_IO_ERROR_TOO_MANY_OPEN_FILES },
    { EDQUOT, GAF_ERROR, GAF_ERROR_IO },
    { EIO, GAF_ERROR, GAF_ERROR_IO },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autoptr (GError) error = gaf_error_new_errno (cases[i].number, "Writing failed");

    g_assert_error (error, cases[i].domain, cases[i].code);
  }
}

/* Reading and writing say the same of the same path. */
static void
test_reading_and_writing (void)
{
  g_autofree char *folder = g_dir_make_tmp ("gaf-error-XXXXXX", NULL);
  g_autofree char *file = g_build_filename (folder, "file", NULL);
  g_autofree char *loop = g_build_filename (folder, "loop", NULL);
  char *paths[] = {
    g_build_filename (folder, "missing", "a.wav", NULL),
    g_build_filename (file, "a.wav", NULL),
    g_strdup (folder),
    g_strdup (loop),
    NULL,
  };
  g_autoptr (GafEncodeSpec) spec = gaf_encode_spec_new ("wav", 44100, 1);

  g_assert_true (g_file_set_contents (file, "", 0, NULL));
  g_assert_cmpint (symlink (loop, loop), ==, 0);
  for (guint i = 0; paths[i] != NULL; i++) {
    g_autoptr (GError) reading = NULL;
    g_autoptr (GError) writing = NULL;

    g_assert_null (gaf_reader_new_for_path (paths[i], NULL, &reading));
    g_assert_null (gaf_writer_new_for_path (paths[i], spec, NULL, &writing));
    g_assert_error (writing, reading->domain, reading->code);
    if (i != 2) /* a reader looks before it opens, and the system does not know what it wants there */
      g_assert_cmpint (gaf_error_get_errno (writing), ==, gaf_error_get_errno (reading));
    g_free (paths[i]);
  }
  g_unlink (file);
  g_unlink (loop);
  g_rmdir (folder);
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
  g_test_add_func ("/error/domain", test_domain);
  g_test_add_func ("/error/reading-and-writing", test_reading_and_writing);
  g_test_add_func ("/error/no-errno", test_no_errno);
  return g_test_run ();
}
