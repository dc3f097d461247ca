/*
 * SPDX-FileCopyrightText: 2026 gaudiofile contributors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#pragma once

#include <gaudiofile/gaudiofile.h>

G_BEGIN_DECLS

/* How a file is to be converted, as options say it: text that is NULL, and numbers that are 0, as in the file. */
typedef struct {
  char *format, *codec, *quality;
  double rate;
  int channels, bit_depth;
  char *start, *duration;
  char *gain, *loudness, *peak;
  char *fade_in, *fade_out;
  char *effects;
  gboolean no_tags, lossless;
} CliConversion;

#define CLI_CONVERSION_INIT { NULL }

/* FALSE with @error for what has no meaning. */
gboolean cli_conversion_check     (const CliConversion *self,
                                   GError             **error);
/* @one_thread: others are converted beside it. FALSE with @error, and without a file. */
gboolean cli_conversion_run       (const CliConversion *self,
                                   const char          *source,
                                   const char          *destination,
                                   gboolean             one_thread,
                                   GafAnalysisProgress  progress,
                                   gpointer             progress_data,
                                   GError             **error);
/* By a file that is whole: what is known at the end only is at the beginning of most formats. */
gboolean cli_conversion_to_stdout (const CliConversion *self,
                                   const char          *source,
                                   GafAnalysisProgress  progress,
                                   gpointer             progress_data,
                                   GError             **error);
/* The same for a range of frames, whatever @self says about that; -1 for all that follow. */
gboolean cli_conversion_run_range (const CliConversion *self,
                                   const char          *source,
                                   const char          *destination,
                                   gint64               first,
                                   gint64               n_frames,
                                   GafAnalysisProgress  progress,
                                   gpointer             progress_data,
                                   GError             **error);

G_END_DECLS
