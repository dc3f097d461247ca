/*
 * SPDX-FileCopyrightText: 2026 gaudiofile contributors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#include "commands.h"

#include "input.h"
#include "interrupt.h"
#include "keys.h"
#include "meter.h"
#include "report.h"
#include "terminal.h"

#define SHOWN_EVERY 60 /* milliseconds */
#define STEP        5  /* seconds that an arrow goes */
#define VOLUME_STEP 0.1

static char *device_name, *start_text;
static int volume = 100;
static double speed = 1;
static gboolean loop;

static const GOptionEntry options[] = {
  { "device", 'd', 0, OPTION_TEXT, &device_name, "Play there: an output that \"gaudiofile devices\" lists", "NAME" },
  { "start", 's', 0, OPTION_TEXT, &start_text, "Begin here, in the first file: seconds, or as in 1:30", "TIME" },
  { "volume", 'v', 0, G_OPTION_ARG_INT, &volume, "So loud, of 100", "PERCENT" },
  { "speed", 0, 0, G_OPTION_ARG_DOUBLE, &speed, "So fast, from 0.5 to 2, with the pitch as it is", "FACTOR" },
  { "loop", 'l', 0, G_OPTION_ARG_NONE, &loop, "Play the file again and again", NULL },
  { NULL },
};

typedef struct {
  GafPlayer *player;
  GMainLoop *loop;
  int status;
} Playing;

/* {{{ what is shown */

static const char *
get_name (GafSource *source)
{
  return source != NULL ? g_object_get_data (G_OBJECT (source), "name") : NULL;
}

static void
show_source (GafPlayer *player, GafSource *source)
{
  const double rate = gaf_source_get_rate (source);
  g_autofree char *position = cli_text_from_time ((double) gaf_player_get_position (player) / rate, 1);
  g_autofree char *length = cli_text_from_time (gaf_source_get_duration (source), 1);
  g_autofree char *times = g_strdup_printf ("%s / %s", position, length);
  g_autofree char *name = cli_text_from_name (get_name (source));
  g_autoptr (GafLevel) level = gaf_player_get_level (player);
  const gboolean utf8 = cli_terminal_has_utf8 ();
  const gboolean is_paused = gaf_player_get_state (player) == GAF_PLAYER_STATE_PAUSED;

  cli_meter_show (is_paused ? (utf8 ? "⏸" : "=") : (utf8 ? "▶" : ">"), name, times, level);
}

static gboolean
show (gpointer data)
{
  Playing *self = data;
  g_autoptr (GafSource) source = gaf_player_get_source (self->player);

  if (source != NULL)
    show_source (self->player, source);
  return G_SOURCE_CONTINUE;
}

/* }}} */

/* {{{ what happens */

static void
on_ended (GafPlayer *player, gpointer data)
{
  g_main_loop_quit (((Playing *) data)->loop);
}

static void
on_error (GafPlayer *player, const GError *error, gpointer data)
{
  Playing *self = data;
  g_autoptr (GafSource) source = gaf_player_get_source (player);

  cli_meter_clear ();
  cli_report_error (get_name (source), NULL, error);
  self->status = STATUS_ERROR;
  g_main_loop_quit (self->loop);
}

static gboolean
on_interrupt (GCancellable *cancellable, gpointer data)
{
  g_main_loop_quit (((Playing *) data)->loop);
  return G_SOURCE_REMOVE;
}

static void
go (Playing *self, double seconds)
{
  g_autoptr (GafSource) source = gaf_player_get_source (self->player);
  const gint64 n_frames = source != NULL ? gaf_source_get_n_frames (source) : 0;
  const double rate = source != NULL ? gaf_source_get_rate (source) : 0;
  const gint64 wanted = gaf_player_get_position (self->player) + (gint64) (seconds * rate);

  if (source != NULL)
    gaf_player_seek (self->player, CLAMP (wanted, 0, n_frames), NULL);
}

static void
on_key (CliKey key, gpointer data)
{
  Playing *self = data;
  GafPlayer *player = self->player;

  switch (key) {
  case CLI_KEY_SPACE:
    if (gaf_player_get_state (player) == GAF_PLAYER_STATE_PAUSED)
      gaf_player_play (player, NULL);
    else
      gaf_player_pause (player, NULL);
    break;
  case CLI_KEY_LEFT:
    go (self, -STEP);
    break;
  case CLI_KEY_RIGHT:
    go (self, STEP);
    break;
  case CLI_KEY_UP:
    gaf_player_set_volume (player, MIN (gaf_player_get_volume (player) + VOLUME_STEP, 1));
    break;
  case CLI_KEY_DOWN:
    gaf_player_set_volume (player, MAX (gaf_player_get_volume (player) - VOLUME_STEP, 0));
    break;
  case CLI_KEY_MUTE:
    gaf_player_set_mute (player, !gaf_player_get_mute (player));
    break;
  case CLI_KEY_PREVIOUS:
    gaf_player_seek (player, 0, NULL);
    break;
  case CLI_KEY_NEXT:
    if (gaf_player_get_n_queued (player) > 0)
      gaf_player_next (player, NULL);
    else
      g_main_loop_quit (self->loop);
    break;
  case CLI_KEY_QUIT:
    g_main_loop_quit (self->loop);
    break;
  case CLI_KEY_NONE:
    break;
  }
}

/* }}} */

/* What cannot be opened is told, and left out. FALSE if nothing is left. */
static gboolean
open_sources (Playing *self, GPtrArray *inputs, double start)
{
  gboolean is_first = TRUE;

  for (guint i = 0; i < inputs->len; i++) {
    const CliInput *input = cli_inputs_get (inputs, i);
    g_autoptr (GError) error = NULL;
    g_autoptr (GafReader) reader = gaf_reader_new_for_path (input->path, cli_interrupt_get_cancellable (), &error);

    if (reader == NULL) {
      cli_input_report (input, error);
      self->status = STATUS_ERROR;
      continue;
    }
    g_object_set_data (G_OBJECT (reader), "name", input->name);
    if (!is_first) {
      gaf_player_enqueue (self->player, GAF_SOURCE (reader));
      continue;
    }
    is_first = FALSE;
    gaf_player_set_source (self->player, GAF_SOURCE (reader));
    if (start > 0)
      gaf_player_seek (self->player, (gint64) (start * gaf_reader_get_rate (reader)), NULL);
  }
  return !is_first;
}

static void
play (Playing *self)
{
  g_autoptr (GSource) interrupt = g_cancellable_source_new (cli_interrupt_get_cancellable ());
  g_autoptr (GError) error = NULL;
  guint timer = 0;

  g_source_set_callback (interrupt, G_SOURCE_FUNC (on_interrupt), self, NULL);
  g_source_attach (interrupt, NULL);
  g_signal_connect (self->player, "ended", G_CALLBACK (on_ended), self);
  g_signal_connect (self->player, "error", G_CALLBACK (on_error), self);
  if (cli_meter_is_shown ())
    timer = g_timeout_add (SHOWN_EVERY, show, self);
  cli_keys_begin (on_key, self);
  if (gaf_player_play (self->player, &error)) {
    g_main_loop_run (self->loop);
  } else {
    cli_report_error (NULL, NULL, error);
    self->status = STATUS_ERROR;
  }
  cli_keys_end ();
  cli_meter_clear ();
  if (timer > 0)
    g_source_remove (timer);
  g_source_destroy (interrupt);
  g_signal_handlers_disconnect_by_data (self->player, self);
}

static int
run (char **arguments)
{
  Playing playing = { .status = STATUS_OK };
  double start = 0;
  g_autoptr (GError) error = NULL;
  g_autoptr (GafDevice) device = NULL;
  g_autoptr (GPtrArray) inputs = NULL;

  if (arguments[0] == NULL)
    return cli_report_usage ("play", "play needs a file");
  if (start_text != NULL && !cli_text_to_time (start_text, &start, &error))
    return cli_report_usage ("play", "%s", error->message);
  if (!(speed >= 0.5 && speed <= 2) || volume < 0 || volume > 100)
    return cli_report_usage ("play", "--speed is from 0.5 to 2, and --volume from 0 to 100");
  inputs = cli_inputs_new (arguments, &playing.status);
  if (device_name != NULL && (device = gaf_device_find (GAF_DIRECTION_OUTPUT, device_name, &error)) == NULL) {
    cli_report_error (NULL, NULL, error);
    return STATUS_ERROR;
  }
  playing.player = gaf_player_new ();
  playing.loop = g_main_loop_new (NULL, FALSE);
  gaf_player_set_device (playing.player, device);
  gaf_player_set_volume (playing.player, volume / 100.0);
  gaf_player_set_rate (playing.player, speed);
  gaf_player_set_loop (playing.player, loop);
  if (open_sources (&playing, inputs, start))
    play (&playing);
  gaf_player_close (playing.player);
  g_object_unref (playing.player);
  g_main_loop_unref (playing.loop);
  return playing.status;
}

const Command command_play = {
  .name = "play",
  .arguments = "FILE…",
  .summary = "Play audio files",
  .description =
      "Plays files one after the other, without a gap. Of a folder all are played that can be read. - is the "
      "standard input.\n\n"
      "Keys, in a terminal: space pauses and goes on; left and right go back and forth by five seconds, up and "
      "down change the volume, m mutes; n is the next file, p the beginning of this one; q ends.",
  .options = options,
  .run = run,
};
