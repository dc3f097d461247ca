/*
 * SPDX-FileCopyrightText: 2026 gaudiofile contributors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#pragma once

#include <gst/app/app.h>
#include <gst/audio/audio.h>

#include "live/pipe.h"
#include "live/taken.h"

G_BEGIN_DECLS

/* PipeWire may be less far than it tells or than is reckoned: its account wanders by so much in the first seconds, and
 * on a busy machine it leaves out a piece or two, µs. */
#define GAF_PIPEWIRE_DOUBT (45 * G_TIME_SPAN_MILLISECOND)

/*
 * One device as a pipeline, with GStreamer's own threads and the device's own clock:
 *
 *   input:   device ! audioconvert ! audioresample ! float, rate, channels ! appsink ─► on_sample(): heard, through_in
 *   output:  gaf_stream_pipe_fill(): written, through_out ─► appsrc ! audioconvert ! audioresample ! device
 *
 * The output never ends and never pauses: what nobody has written is silence. So it has no gaps to make up for, and a
 * device that waits for its program cannot be.
 */
struct _GafStreamPipe {
  gatomicrefcount   ref_count;
  GafStreamCore    *core;        /* referenced */
  GafStreamSide    *side;
  GafDevice        *device;
  GstElement       *pipeline;
  GstElement       *element;     /* the device's, in the pipeline */
  gint64            device_time; /* µs of audio in the device's buffer */
  guint             serial;      /* of all pipes, from 1 */
  gboolean          is_of_pipewire;
  GstAudioBaseSink *sink;        /* output: it takes what replaces what it holds; NULL: it does not */

  /* under the core's lock */
  GError           *error;
  gboolean          is_closing;
  guint64           n_buffers;
  guint64           n_pushed;    /* output: frames handed to the pipeline */
  guint64           data_end;    /* output: n_pushed behind the last one that was written */
  gint64            fed_at;      /* output: monotonic µs of the last time */
  gint64            held;        /* output: µs of audio that the device holds */
  gint64            given_at;    /* output: monotonic µs at which the last block was given to the pipeline */
  gint64            waited_at;   /* output: monotonic µs at which a block had waited for room */
  GafTaken          taken;       /* output, of PipeWire, pulled from: of the frames that were pushed */

  /* of the streaming thread */
  guint64           next_offset; /* input: the device's own count */
};

static inline gint64
gaf_stream_frames_to_time (GafStreamCore *core, gsize n_frames)
{
  return (gint64) n_frames * G_USEC_PER_SEC / core->rate;
}

/* live/pipe-output.c: the next block, when the pipeline asks for one (GstAppSrc's need-data). */
void gaf_stream_pipe_fill (GstAppSrc *source,
                           guint      length,
                           gpointer   data);

G_END_DECLS
