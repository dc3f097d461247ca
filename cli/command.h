/*
 * SPDX-FileCopyrightText: 2026 gaudiofile contributors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#pragma once

#include <gaudiofile/gaudiofile.h>

G_BEGIN_DECLS

/*
 * A command of the program. All that is said about it anywhere is said here: --help, the manual page and the completion
 * of the shells (describe.c) are made from it.
 */
typedef struct {
  const char *name;
  const char *arguments;       /* as usage has them: "FILE…" */
  const char *summary;         /* a line */
  const char *description;     /* paragraphs, with an empty line between */
  const GOptionEntry *options; /* its own; each value in a variable of the command's file */
  /* @arguments: what is left without the options, ended by NULL. Returns how the program ends. */
  int (*run) (char **arguments);
} Command;

/* How the program ends. After Ctrl-C it ends by the signal. */
enum {
  STATUS_OK,
  STATUS_ERROR, /* of some file */
  STATUS_USAGE,
};

/* An option whose value is text of any bytes: G_OPTION_ARG_STRING takes only what the locale has. */
#define OPTION_TEXT G_OPTION_ARG_FILENAME

G_END_DECLS
