/*
 * SPDX-FileCopyrightText: 2026 gaudiofile contributors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

/* The calls of the campaign of cancelling that are about devices; see cancels.c. The sound server is stopped during
 * half of them. */

#include "cancels.h"

#include <glib/gstdio.h>
#include <signal.h>

#define LONG (30 * CAMPAIGN_RATE) /* frames that take longer than anybody waits */

/* From here on the server answers, or does not. */
static void
begin (Trial *trial)
{
  trial->may_fail = g_rand_boolean (trial->rand);
  if (trial->may_fail)
    kill (-campaign_server, SIGSTOP);
  trial_begin (trial);
}

static void
let_go_on (Trial *trial)
{
  kill (-campaign_server, SIGCONT);
  if (trial->object != NULL && GAF_IS_STREAM (trial->object))
    gaf_stream_close (GAF_STREAM (trial->object));
}

/* devices */

static GafDirection
any_direction (Trial *trial)
{
  return g_rand_boolean (trial->rand) ? GAF_DIRECTION_INPUT : GAF_DIRECTION_OUTPUT;
}

static void
list (Trial *trial)
{
  begin (trial);
  gaf_device_list_async (any_direction (trial), trial->cancellable, trial_done, trial);
}

FINISH_OBJECT (list_end, gaf_device_list_finish (result, &trial->error))

static void
find (Trial *trial)
{
  begin (trial);
  gaf_device_find_async (GAF_DIRECTION_OUTPUT, "default", trial->cancellable, trial_done, trial);
}

FINISH_OBJECT (find_end, gaf_device_find_finish (result, &trial->error))

static void
get_default (Trial *trial)
{
  begin (trial);
  gaf_device_get_default_async (any_direction (trial), trial->cancellable, trial_done, trial);
}

FINISH_OBJECT (get_default_end, gaf_device_get_default_finish (result, &trial->error))

static void
monitor (Trial *trial)
{
  begin (trial);
  gaf_device_monitor_create_async (any_direction (trial), trial->cancellable, trial_done, trial);
}

FINISH_OBJECT (monitor_end, gaf_device_monitor_create_finish (result, &trial->error))

/* streams */

static GafStream *
new_stream (Trial *trial)
{
  switch (g_rand_int_range (trial->rand, 0, 3)) {
  case 0:
    return gaf_stream_new_record (NULL, CAMPAIGN_RATE, 2, 0);
  case 1:
    return gaf_stream_new_play (NULL, CAMPAIGN_RATE, 2, 0);
  default:
    return gaf_stream_new_duplex (NULL, NULL, CAMPAIGN_RATE, 2, 2, 0);
  }
}

static void
open_stream (Trial *trial)
{
  GafStream *stream = new_stream (trial);

  trial->object = trial_track (stream);
  begin (trial);
  gaf_stream_open_async (stream, trial->cancellable, trial_done, trial);
}

FINISH (open_stream_end, gaf_stream_open_finish (GAF_STREAM (source), result, &error))

/* A stream that is open. */
static GafStream *
take_stream (Trial *trial, GafStream *stream)
{
  g_autoptr (GError) error = NULL;

  trial->object = trial_track (stream);
  if (!gaf_stream_open (stream, NULL, &error))
    trial_complain (trial, "opening: %s", error->message);
  return stream;
}

static GafStream *
recorder_of (Trial *trial)
{
  return take_stream (trial, gaf_stream_new_record (NULL, CAMPAIGN_RATE, 2, 0));
}

static GafStream *
player_of (Trial *trial)
{
  return take_stream (trial, gaf_stream_new_play (NULL, CAMPAIGN_RATE, 2, 0));
}

static void
read_frames (Trial *trial)
{
  GafStream *stream = recorder_of (trial);

  begin (trial);
  gaf_stream_read_frames_async (stream, LONG, GAF_LAYOUT_PLANAR, -1, trial->cancellable, trial_done, trial);
}

static void
read_frames_end (Trial *trial, GObject *source, GAsyncResult *result)
{
  GafBlock *block = gaf_stream_read_frames_finish (GAF_STREAM (source), result, &trial->error);

  g_clear_pointer (&block, gaf_block_unref);
}

static void
read_planes (Trial *trial)
{
  GafStream *stream = recorder_of (trial);
  float *samples = g_new (float, 2 * LONG);
  float *planes[] = { samples, samples + LONG };

  trial->memory = samples;
  begin (trial);
  gaf_stream_read_async (stream, planes, LONG, -1, trial->cancellable, trial_done, trial);
}

FINISH (read_planes_end, gaf_stream_read_finish (GAF_STREAM (source), result, &error) >= 0)

static void
read_interleaved (Trial *trial)
{
  GafStream *stream = recorder_of (trial);

  trial->memory = g_new (float, 2 * LONG);
  begin (trial);
  gaf_stream_read_interleaved_async (stream, trial->memory, LONG, -1, trial->cancellable, trial_done, trial);
}

FINISH (read_interleaved_end, gaf_stream_read_interleaved_finish (GAF_STREAM (source), result, &error) >= 0)

static void
record (Trial *trial)
{
  GafStream *stream = recorder_of (trial);
  g_autoptr (GafEncodeSpec) spec = gaf_encode_spec_new ("flac", CAMPAIGN_RATE, 2);

  trial->path = g_build_filename (campaign_folder, "recorded.flac", NULL);
  trial->other = trial_track (gaf_writer_new_for_path (trial->path, spec, NULL, NULL));
  begin (trial);
  gaf_stream_record_to_async (stream, GAF_WRITER (trial->other), -1, trial->cancellable, trial_done, trial);
}

FINISH (record_end, gaf_stream_record_to_finish (GAF_STREAM (source), result, &error) >= 0)

static void
look_at_recorded (Trial *trial)
{
  GafWriter *writer = GAF_WRITER (trial->other);
  g_autoptr (GError) error = NULL;
  g_autoptr (GafReader) reader = NULL;

  let_go_on (trial);
  if (gaf_writer_close (writer, NULL, &error))
    reader = gaf_reader_new_for_path (trial->path, NULL, &error);
  if (reader == NULL)
    trial_complain (trial, "the file: %s", error->message);
  else if (gaf_reader_get_n_frames (reader) != gaf_writer_tell (writer))
    trial_complain (trial, "the file has %d frames", (int) gaf_reader_get_n_frames (reader));
  g_unlink (trial->path);
}

static void
write_block (Trial *trial)
{
  GafStream *stream = player_of (trial);

  begin (trial);
  gaf_stream_write_block_async (stream, campaign_block, trial->cancellable, trial_done, trial);
}

FINISH (write_block_end, gaf_stream_write_block_finish (GAF_STREAM (source), result, &error))

static void
write_planes (Trial *trial)
{
  GafStream *stream = player_of (trial);
  const float *planes[] = { campaign_noise, campaign_noise + campaign_frames };

  begin (trial);
  gaf_stream_write_async (stream, planes, campaign_frames, -1, trial->cancellable, trial_done, trial);
}

FINISH (write_planes_end, gaf_stream_write_finish (GAF_STREAM (source), result, &error) >= 0)

static void
write_interleaved (Trial *trial)
{
  GafStream *stream = player_of (trial);

  begin (trial);
  gaf_stream_write_interleaved_async (stream, campaign_noise, campaign_frames, -1, trial->cancellable, trial_done,
                                      trial);
}

FINISH (write_interleaved_end, gaf_stream_write_interleaved_finish (GAF_STREAM (source), result, &error) >= 0)

static void
drain (Trial *trial)
{
  GafStream *stream = player_of (trial);

  gaf_stream_write_interleaved (stream, campaign_noise, CAMPAIGN_RATE, 0, NULL, NULL);
  begin (trial);
  gaf_stream_drain_async (stream, -1, trial->cancellable, trial_done, trial);
}

FINISH (drain_end, gaf_stream_drain_finish (GAF_STREAM (source), result, &error))

/* Nothing cancels it; it is about the main loop, on which the stream then goes away. */
static void
close_stream (Trial *trial)
{
  GafStream *stream = take_stream (trial, new_stream (trial));

  begin (trial);
  gaf_stream_close_async (stream, trial_done, trial);
}

static void
close_stream_end (Trial *trial, GObject *source, GAsyncResult *result)
{
  gaf_stream_close_finish (GAF_STREAM (source), result, &trial->error);
  g_clear_object (&trial->object);
}

const Call campaign_device_calls[] = {
  { "device list", FALSE, 60, list, list_end, let_go_on },
  { "device find", FALSE, 60, find, find_end, let_go_on },
  { "device get default", FALSE, 60, get_default, get_default_end, let_go_on },
  { "device monitor", FALSE, 60, monitor, monitor_end, let_go_on },
  { "stream open", FALSE, 100, open_stream, open_stream_end, let_go_on },
  { "stream read frames", FALSE, 100, read_frames, read_frames_end, let_go_on },
  { "stream read", FALSE, 100, read_planes, read_planes_end, let_go_on },
  { "stream read interleaved", FALSE, 100, read_interleaved, read_interleaved_end, let_go_on },
  { "stream record", FALSE, 100, record, record_end, look_at_recorded },
  { "stream write block", FALSE, 100, write_block, write_block_end, let_go_on },
  { "stream write", FALSE, 100, write_planes, write_planes_end, let_go_on },
  { "stream write interleaved", FALSE, 100, write_interleaved, write_interleaved_end, let_go_on },
  { "stream drain", FALSE, 100, drain, drain_end, let_go_on },
  { "stream close", FALSE, 100, close_stream, close_stream_end, let_go_on, TRUE, TRUE },
  { NULL },
};
