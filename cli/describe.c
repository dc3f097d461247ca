/*
 * SPDX-FileCopyrightText: 2026 gaudiofile contributors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#include "describe.h"

#include <string.h>

#include "commands.h"
#include "describe-man.h"
#include "describe-shells.h"
#include "report.h"

int
cli_describe (const char *what)
{
  static const struct {
    const char *what;
    void (*print) (void);
  } kinds[] = {
    { "man", cli_describe_man },
    { "bash", cli_describe_bash },
    { "zsh", cli_describe_zsh },
    { "fish", cli_describe_fish },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (kinds); i++)
    if (strcmp (kinds[i].what, what) == 0) {
      kinds[i].print ();
      return STATUS_OK;
    }
  return cli_report_usage (NULL, "%s cannot be described", what);
}
