/*
 * SPDX-FileCopyrightText: 2026 gaudiofile contributors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#pragma once

#include <gaudiofile/gaudiofile.h>

#include "json.h"

G_BEGIN_DECLS

/*
 * A file that a command is given, or one of a folder that it is given. "-" is the standard input, which is copied to a
 * file without a name first if it is a pipe: only in a file can be gone back.
 */
typedef struct {
  char *name;     /* as the user calls it, in the bytes of the file system */
  char *relative; /* below the folder it was found in; NULL if it was named itself */
  char *path;     /* what is opened */
} CliInput;

/* What is wrong with one is said, and makes @status STATUS_ERROR; the others are in the list. In folders are the files
 * with extensions of what can be read, by name, and those in folders below. */
GPtrArray *cli_inputs_new   (char          **names,
                             int            *status);
CliInput  *cli_inputs_get   (GPtrArray      *inputs,
                             guint           index);
gboolean   cli_input_is_stdin (const CliInput *self);

void       cli_input_report (const CliInput *self,
                             const GError   *error);
/* Begins an object with what it is called, to be ended by the caller; one with @error, which may be NULL, is whole. */
void       cli_input_add_json (const CliInput *self,
                             CliJson        *json,
                             const GError   *error);

/* All that is left, from one descriptor to another. FALSE with @error, also after Ctrl-C. */
gboolean   cli_copy         (int             from,
                             int             to,
                             GError        **error);

G_END_DECLS
