/*
 * SPDX-FileCopyrightText: 2026 gaudiofile contributors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#include "commands.h"

#include <string.h>

#include "braille.h"
#include "input.h"
#include "interrupt.h"
#include "progress.h"
#include "report.h"
#include "terminal.h"

static char *output, *start_text, *end_text;
static int width;

static const GOptionEntry options[] = {
  { "output", 'o', 0, OPTION_TEXT, &output, "Draw into this picture: a name with .png or .svg", "FILE" },
  { "start", 's', 0, OPTION_TEXT, &start_text, "Begin here: seconds, or as in 1:30", "TIME" },
  { "end", 'e', 0, OPTION_TEXT, &end_text, "End here", "TIME" },
  { "width", 'w', 0, G_OPTION_ARG_INT, &width, "So many pixels, or in the terminal columns", "N" },
  { NULL },
};

#define USUAL_WIDTH  1200 /* of pictures */
#define MOST_COLUMNS 1000
#define PIECE        65536

/* {{{ peaks */

typedef struct {
  double start, end; /* seconds; @end is infinite for all */
} Range;

static gint64
to_frame (double seconds, double rate)
{
  return (gint64) (MIN (seconds * rate, (double) (G_MAXINT64 / 2)) + 0.5);
}

/* As fine as can be seen, and not finer than peaks are. */
static guint
get_resolution (gint64 n_frames, guint n_pixels)
{
  guint resolution = GAF_PEAKS_RESOLUTION;

  while (resolution > 16 && (gint64) resolution * n_pixels > n_frames)
    resolution /= 2;
  return resolution;
}

static GafPeaks *
read_range (GafReader *reader, CliPart *part, gint64 first, gint64 end, guint resolution, GError **error)
{
  GCancellable *cancellable = cli_interrupt_get_cancellable ();
  g_autoptr (GafPeaks) peaks =
      gaf_peaks_new (gaf_reader_get_rate (reader), gaf_reader_get_channels (reader), resolution, error);
  gint64 left = end - first;

  if (peaks != NULL)
    gaf_peaks_set_start (peaks, first);
  if (peaks == NULL || !gaf_reader_seek (reader, first, cancellable, error))
    return NULL;
  while (left > 0) {
    g_autoptr (GafBlock) block =
        gaf_reader_read_frames (reader, MIN (left, PIECE), GAF_LAYOUT_PLANAR, cancellable, error);

    if (block == NULL || !gaf_peaks_append_block (peaks, block, error))
      return NULL;
    if (gaf_block_get_n_frames (block) == 0)
      break;
    left -= gaf_block_get_n_frames (block);
    cli_progress_tell (end - first - left, end - first, part);
  }
  return g_steal_pointer (&peaks);
}

/* Of @range, which then ends where the file does. */
static GafPeaks *
find_peaks (const CliInput *input, Range *range, guint n_pixels, GError **error)
{
  GCancellable *cancellable = cli_interrupt_get_cancellable ();
  g_autoptr (GafReader) reader = gaf_reader_new_for_path (input->path, cancellable, error);
  CliPart part = { 0, input->name };
  gint64 n_frames, first, end;
  guint resolution;
  double rate;

  if (reader == NULL)
    return NULL;
  rate = gaf_reader_get_rate (reader);
  n_frames = gaf_reader_get_n_frames (reader);
  first = MIN (to_frame (range->start, rate), n_frames);
  end = MAX (MIN (to_frame (range->end, rate), n_frames), first);
  range->end = (double) end / rate;
  resolution = get_resolution (end - first, n_pixels);
  if (first > 0 || end < n_frames)
    return read_range (reader, &part, first, end, resolution, error);
  /* Only what others want too is worth keeping. */
  if (resolution == GAF_PEAKS_RESOLUTION)
    return gaf_peaks_new_for_path (input->path, resolution,
                                   cli_input_is_stdin (input) ? GAF_PEAKS_NO_CACHE : GAF_PEAKS_DEFAULT, cancellable,
                                   cli_progress_tell, &part, error);
  return gaf_peaks_new_for_reader (reader, resolution, cancellable, cli_progress_tell, &part, error);
}

/* }}} */

static char *
make_title (const CliInput *input, const Range *range)
{
  g_autofree char *base = g_path_get_basename (input->name);
  g_autofree char *name = cli_text_from_name (cli_input_is_stdin (input) ? "standard input" : base);
  g_autofree char *start = cli_text_from_time (range->start, 3);

  return range->start > 0 ? g_strdup_printf ("%s, from %s", name, start) : g_steal_pointer (&name);
}

static gboolean
plot (const CliInput *input, Range range, GError **error)
{
  const guint columns = width > 0 ? (guint) width : MIN (cli_terminal_get_width (1), MOST_COLUMNS);
  const guint n_pixels = cli_wave_get_n_pixels (columns);
  g_autoptr (GafPeaks) peaks = NULL;
  g_autofree float *values = NULL;
  gsize n_values;

  cli_progress_begin (1);
  peaks = find_peaks (input, &range, output != NULL ? USUAL_WIDTH : n_pixels, error);
  cli_progress_end ();
  if (peaks == NULL)
    return FALSE;
  if (output != NULL) {
    g_autofree char *title = make_title (input, &range);

    return gaf_plot_save (peaks, output, title, (guint) width, 0, cli_interrupt_get_cancellable (), error);
  }
  values = gaf_peaks_query (peaks, 0, -1, n_pixels, &n_values);
  cli_wave_print (values, gaf_peaks_get_channels (peaks), columns, range.start, range.end);
  return TRUE;
}

static gboolean
find_range (Range *range, GError **error)
{
  *range = (Range){ 0, G_MAXDOUBLE };
  if ((start_text != NULL && !cli_text_to_time (start_text, &range->start, error))
      || (end_text != NULL && !cli_text_to_time (end_text, &range->end, error)))
    return FALSE;
  if (range->end > range->start)
    return TRUE;
  g_set_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT, "--end has to be behind --start");
  return FALSE;
}

static int
run (char **arguments)
{
  int status = STATUS_OK;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) inputs = NULL;
  Range range;

  if (arguments[0] == NULL || arguments[1] != NULL || g_file_test (arguments[0], G_FILE_TEST_IS_DIR))
    return cli_report_usage ("plot", "plot needs one file");
  if (width < 0 || (output == NULL && width > MOST_COLUMNS))
    return cli_report_usage ("plot", "--width is a number of pixels or columns");
  if (!find_range (&range, &error))
    return cli_report_usage ("plot", "%s", error->message);
  inputs = cli_inputs_new (arguments, &status);
  if (status == STATUS_OK && inputs->len > 0 && !plot (cli_inputs_get (inputs, 0), range, &error)) {
    /* It may be about the picture as well. */
    if (output != NULL && strstr (error->message, output) != NULL)
      cli_report_error (output, output, error);
    else
      cli_input_report (cli_inputs_get (inputs, 0), error);
    status = STATUS_ERROR;
  }
  return status;
}

const Command command_plot = {
  .name = "plot",
  .arguments = "FILE",
  .summary = "Draw the waveform, in the terminal or as a picture",
  .description =
      "Draws for each channel from the lowest to the highest samples, over time. Without --output it is drawn "
      "in the terminal, as wide as that is. - is the standard input.",
  .options = options,
  .run = run,
};
