/*
 * SPDX-FileCopyrightText: 2026 gaudiofile contributors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#include "commands.h"

#include <string.h>

#include "interrupt.h"
#include "keys.h"
#include "meter.h"
#include "report.h"
#include "terminal.h"

#define SHOWN_EVERY 60 /* milliseconds */
#define USUAL_RATE  44100

static char *device_name, *duration_text, *split_text, *quality, *codec, *format;
static int rate = USUAL_RATE, channels = 1, bit_depth;

static const GOptionEntry options[] = {
  { "device", 0, 0, OPTION_TEXT, &device_name, "Record from there: an input that \"gaudiofile devices\" lists",
    "NAME" },
  { "duration", 'd', 0, OPTION_TEXT, &duration_text, "End after so long: seconds, or as in 1:30", "TIME" },
  { "split", 0, 0, OPTION_TEXT, &split_text, "Begin another file each time so much was recorded", "TIME" },
  { "rate", 'r', 0, G_OPTION_ARG_INT, &rate, "Record at this rate; 44100 if not given", "HZ" },
  { "channels", 'c', 0, G_OPTION_ARG_INT, &channels, "Record so many channels; 1 if not given", "N" },
  { "bit-depth", 'b', 0, G_OPTION_ARG_INT, &bit_depth, "Store so many bits a sample; 16 if not given", "N" },
  { "format", 't', 0, OPTION_TEXT, &format, "Write this format, whatever the extension is", "EXTENSION" },
  { "codec", 0, 0, OPTION_TEXT, &codec, "Use this codec, of a format that has several", "CODEC" },
  { "quality", 0, 0, OPTION_TEXT, &quality, "As for convert", "QUALITY" },
  { NULL },
};

typedef struct {
  GafRecorder *recorder;
  GMainLoop *loop;
  const char *name;
  int status;
} Recording;

static gboolean
show (gpointer data)
{
  Recording *self = data;
  g_autoptr (GafLevel) level = gaf_recorder_get_level (self->recorder);
  g_autofree char *position = cli_text_from_time ((double) gaf_recorder_get_position (self->recorder) / rate, 1);
  g_autofree char *name = cli_text_from_name (self->name);
  const gboolean is_paused = gaf_recorder_get_state (self->recorder) == GAF_RECORDER_STATE_PAUSED;
  const gboolean utf8 = cli_terminal_has_utf8 ();

  cli_meter_show (is_paused ? (utf8 ? "⏸" : "=") : (utf8 ? "●" : "*"), name, position, level);
  return G_SOURCE_CONTINUE;
}

/* {{{ what happens */

static void
on_ended (GafRecorder *recorder, gpointer data)
{
  g_main_loop_quit (((Recording *) data)->loop);
}

static void
on_error (GafRecorder *recorder, const GError *error, gpointer data)
{
  Recording *self = data;

  cli_meter_clear ();
  cli_report_error (self->name, self->name, error);
  self->status = STATUS_ERROR;
  g_main_loop_quit (self->loop);
}

/* It is the usual way to end a recording, which is kept. */
static gboolean
on_interrupt (GCancellable *cancellable, gpointer data)
{
  g_main_loop_quit (((Recording *) data)->loop);
  return G_SOURCE_REMOVE;
}

static void
on_key (CliKey key, gpointer data)
{
  Recording *self = data;

  if (key == CLI_KEY_QUIT)
    g_main_loop_quit (self->loop);
  else if (key != CLI_KEY_SPACE)
    return;
  else if (gaf_recorder_get_state (self->recorder) == GAF_RECORDER_STATE_PAUSED)
    gaf_recorder_resume (self->recorder, NULL);
  else
    gaf_recorder_pause (self->recorder, NULL);
}

/* }}} */

static void
record (Recording *self)
{
  g_autoptr (GSource) interrupt = g_cancellable_source_new (cli_interrupt_get_cancellable ());
  g_autoptr (GError) error = NULL;
  guint timer = 0;

  g_source_set_callback (interrupt, G_SOURCE_FUNC (on_interrupt), self, NULL);
  g_source_attach (interrupt, NULL);
  g_signal_connect (self->recorder, "ended", G_CALLBACK (on_ended), self);
  g_signal_connect (self->recorder, "error", G_CALLBACK (on_error), self);
  if (cli_meter_is_shown ())
    timer = g_timeout_add (SHOWN_EVERY, show, self);
  if (gaf_recorder_start (self->recorder, cli_interrupt_get_cancellable (), &error)) {
    cli_keys_begin (on_key, self);
    g_main_loop_run (self->loop);
    cli_keys_end ();
    /* The interrupt has come; closing the file is not to be interrupted. */
    gaf_recorder_stop (self->recorder, NULL, &error);
  }
  cli_meter_clear ();
  if (error != NULL) {
    cli_report_error (self->name, self->name, error);
    self->status = STATUS_ERROR;
  }
  if (timer > 0)
    g_source_remove (timer);
  g_source_destroy (interrupt);
  g_signal_handlers_disconnect_by_data (self->recorder, self);
}

/* What the options say, or NULL with @error. */
static GafEncodeSpec *
make_spec (const char *name, GError **error)
{
  const char *dot = strrchr (name, '.'), *slash = strrchr (name, G_DIR_SEPARATOR);
  g_autoptr (GafEncodeSpec) spec = NULL;

  if (format == NULL && (dot == NULL || dot < slash)) {
    g_set_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT, "%s has no extension: give the --format", name);
    return NULL;
  }
  spec = gaf_encode_spec_new (format != NULL ? format : dot, rate, (guint) channels);
  if (bit_depth > 0)
    gaf_encode_spec_set_bit_depth (spec, (guint) bit_depth);
  if (quality != NULL)
    gaf_encode_spec_set_quality (spec, quality);
  if (codec != NULL)
    gaf_encode_spec_set_codec (spec, codec);
  return g_steal_pointer (&spec);
}

static int
run (char **arguments)
{
  Recording recording = { .status = STATUS_OK };
  double duration = 0, split = 0;
  g_autoptr (GError) error = NULL;
  g_autoptr (GafDevice) device = NULL;
  g_autoptr (GafEncodeSpec) spec = NULL;

  if (g_strv_length (arguments) != 1)
    return cli_report_usage ("record", "record needs a file to write");
  if (rate < 1 || channels < 1 || bit_depth < 0)
    return cli_report_usage ("record", "--rate, --channels and --bit-depth are larger than 0");
  spec = make_spec (arguments[0], &error);
  if (spec == NULL || (duration_text != NULL && !cli_text_to_time (duration_text, &duration, &error))
      || (split_text != NULL && !cli_text_to_time (split_text, &split, &error)))
    return cli_report_usage ("record", "%s", error->message);
  if (device_name != NULL && (device = gaf_device_find (GAF_DIRECTION_INPUT, device_name, &error)) == NULL) {
    cli_report_error (NULL, NULL, error);
    return STATUS_ERROR;
  }
  recording.name = arguments[0];
  recording.recorder = gaf_recorder_new (device, arguments[0], spec);
  recording.loop = g_main_loop_new (NULL, FALSE);
  if (duration > 0)
    g_object_set (recording.recorder, "max-frames", (gint64) (duration * rate + 0.5), NULL);
  if (split > 0)
    g_object_set (recording.recorder, "split-frames", (gint64) (split * rate + 0.5), NULL);
  record (&recording);
  g_object_unref (recording.recorder);
  g_main_loop_unref (recording.loop);
  cli_interrupt_forget ();
  return recording.status;
}

const Command command_record = {
  .name = "record",
  .arguments = "FILE",
  .summary = "Record from a microphone, or what others play",
  .description =
      "Records into a file, whose extension says the format, until Ctrl-C, q, or --duration; then the file is "
      "whole, and what was recorded is in it, and it ends with 0. The monitor of an output, which \"gaudiofile "
      "devices\" lists, hears what is played there.\n\n"
      "Keys, in a terminal: space pauses and goes on, q ends.",
  .options = options,
  .run = run,
};
