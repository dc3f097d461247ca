/*
 * SPDX-FileCopyrightText: 2026 gaudiofile contributors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#include "conversion.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <string.h>
#include <unistd.h>

#include "input.h"
#include "interrupt.h"
#include "terminal.h"

/* {{{ values */

/* Those that are not given stay as they are. */
static gboolean
find_number (const char *text, const char *option, double *value, GError **error)
{
  return text == NULL || cli_text_to_number (text, option, value, error);
}

static gboolean
find_time (const char *text, double *seconds, GError **error)
{
  return text == NULL || cli_text_to_time (text, seconds, error);
}

typedef struct {
  double start, duration; /* seconds; negative: all */
  double gain, loudness, peak;
  double fade_in, fade_out;
} Values;

static gboolean
find_values (const CliConversion *self, Values *values, GError **error)
{
  *values = (Values){ .duration = -1 };
  return find_time (self->start, &values->start, error) && find_time (self->duration, &values->duration, error)
         && find_number (self->gain, "--gain", &values->gain, error)
         && find_number (self->loudness, "--loudness", &values->loudness, error)
         && find_number (self->peak, "--peak", &values->peak, error)
         && find_time (self->fade_in, &values->fade_in, error) && find_time (self->fade_out, &values->fade_out, error);
}

/* The library knows what each of its properties may be. */
static gboolean
check_range (const char *option, const char *property, double value, GError **error)
{
  GObjectClass *klass = g_type_class_ref (GAF_TYPE_CONVERSION);
  const GParamSpecDouble *spec = G_PARAM_SPEC_DOUBLE (g_object_class_find_property (klass, property));
  const gboolean ok = value >= spec->minimum && value <= spec->maximum;

  if (!ok)
    g_set_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT, "%s is from %g to %g", option, spec->minimum,
                 spec->maximum);
  g_type_class_unref (klass);
  return ok;
}

static gboolean
check_ranges (const Values *values, GError **error)
{
  return check_range ("--gain", "gain", values->gain, error)
         && check_range ("--loudness", "target", values->loudness, error)
         && check_range ("--peak", "target", values->peak, error)
         && check_range ("--fade-in", "fade-in", values->fade_in, error)
         && check_range ("--fade-out", "fade-out", values->fade_out, error);
}

gboolean
cli_conversion_check (const CliConversion *self, GError **error)
{
  const char *wrong = NULL;
  Values values;

  if (!find_values (self, &values, error) || !check_ranges (&values, error))
    return FALSE;
  if (self->rate < 0 || self->channels < 0 || self->bit_depth < 0)
    wrong = "--rate, --channels and --bit-depth are larger than 0";
  else if (self->loudness != NULL && self->peak != NULL)
    wrong = "--loudness and --peak exclude each other";
  else if ((self->effects != NULL && !g_utf8_validate (self->effects, -1, NULL))
           || (self->quality != NULL && !g_utf8_validate (self->quality, -1, NULL)))
    wrong = "what is given is not UTF-8";
  if (wrong != NULL)
    g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT, wrong);
  return wrong == NULL;
}

/* }}} */

static gint64
to_frame (double seconds, double rate)
{
  return (gint64) (MIN (seconds * rate, (double) (G_MAXINT64 / 4)) + 0.5);
}

/* NULL with @error. */
static GafConversion *
make (const CliConversion *self, const char *source, gboolean one_thread, GError **error)
{
  g_autoptr (GafEncodeSpec) spec = g_object_new (GAF_TYPE_ENCODE_SPEC, "bit-depth", (guint) self->bit_depth, NULL);
  g_autoptr (GafConversion) conversion = gaf_conversion_new ();
  Values values;

  if (!find_values (self, &values, error))
    return NULL;
  if (self->format != NULL)
    gaf_encode_spec_set_format (spec, self->format);
  if (self->codec != NULL)
    gaf_encode_spec_set_codec (spec, self->codec);
  if (self->quality != NULL)
    gaf_encode_spec_set_quality (spec, self->quality);
  if (self->rate > 0)
    gaf_encode_spec_set_rate (spec, self->rate);
  if (self->channels > 0)
    gaf_encode_spec_set_channels (spec, (guint) self->channels);
  g_object_set (conversion, "encode-spec", spec, "gain", values.gain, "fade-in", values.fade_in, "fade-out",
                values.fade_out, "effects", self->effects, "keep-tags", !self->no_tags, "lossless", self->lossless,
                "max-threads", one_thread ? 1 : 0, NULL);
  if (self->loudness != NULL)
    g_object_set (conversion, "normalize", GAF_NORMALIZE_LOUDNESS, "target", values.loudness, NULL);
  if (self->peak != NULL)
    g_object_set (conversion, "normalize", GAF_NORMALIZE_PEAK, "target", values.peak, NULL);
  if (self->start != NULL || self->duration != NULL) {
    g_autoptr (GafReader) reader = gaf_reader_new_for_path (source, cli_interrupt_get_cancellable (), error);

    if (reader == NULL)
      return NULL;
    g_object_set (conversion, "offset", to_frame (values.start, gaf_reader_get_rate (reader)), "n-frames",
                  values.duration >= 0 ? to_frame (values.duration, gaf_reader_get_rate (reader)) : (gint64) -1, NULL);
    gaf_reader_close (reader);
  }
  return g_steal_pointer (&conversion);
}

gboolean
cli_conversion_run (const CliConversion *self, const char *source, const char *destination, gboolean one_thread,
                    GafAnalysisProgress progress, gpointer progress_data, GError **error)
{
  g_autoptr (GafConversion) conversion = make (self, source, one_thread, error);

  return conversion != NULL
         && gaf_conversion_run (conversion, source, destination, cli_interrupt_get_cancellable (), progress,
                                progress_data, error)
                >= 0;
}

gboolean
cli_conversion_run_range (const CliConversion *self, const char *source, const char *destination, gint64 first,
                          gint64 n_frames, GafAnalysisProgress progress, gpointer progress_data, GError **error)
{
  g_autoptr (GafConversion) conversion = make (self, source, FALSE, error);

  if (conversion == NULL)
    return FALSE;
  g_object_set (conversion, "offset", first, "n-frames", n_frames, NULL);
  return gaf_conversion_run (conversion, source, destination, cli_interrupt_get_cancellable (), progress, progress_data,
                             error)
         >= 0;
}

/* {{{ the standard output */

static gboolean
copy_out (const char *path, GError **error)
{
  const int fd = g_open (path, O_RDONLY | O_CLOEXEC, 0);
  gboolean ok;

  if (fd < 0) {
    g_set_error_literal (error, G_IO_ERROR, (int) g_io_error_from_errno (errno), g_strerror (errno));
    return FALSE;
  }
  /* Nothing is left behind, whatever becomes of the pipe. */
  unlink (path);
  ok = cli_copy (fd, STDOUT_FILENO, error);
  close (fd);
  return ok;
}

gboolean
cli_conversion_to_stdout (const CliConversion *self, const char *source, GafAnalysisProgress progress,
                          gpointer progress_data, GError **error)
{
  g_autofree char *folder = g_dir_make_tmp ("gaudiofile-XXXXXX", error);
  g_autofree char *name = NULL;
  g_autofree char *path = NULL;
  gboolean ok;

  if (folder == NULL)
    return FALSE;
  name = g_strconcat ("output.", *self->format == '.' ? self->format + 1 : self->format, NULL);
  path = g_build_filename (folder, name, NULL);
  ok = cli_conversion_run (self, source, path, FALSE, progress, progress_data, error);
  if (ok)
    ok = copy_out (path, error);
  unlink (path);
  rmdir (folder);
  return ok;
}

/* }}} */
