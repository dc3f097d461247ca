/*
 * SPDX-FileCopyrightText: 2026 gaudiofile contributors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#pragma once

#include <gio/gio.h>
#include <gio/gunixoutputstream.h>
#include <glib/gstdio.h>
#include <gst/audio/audio.h>

#include "gst/coop-pipeline.h"
#include "gaudiofile/gaf-error.h"
#include "packets/muxer.h"
#include "gaudiofile/gaudiofile.h"

/* A muxer at work on a sink: fed by hand, or by an encoder element. */

typedef GafMuxer *(*NewMuxer) (GafByteSink *sink, GafEncodeSpec *spec, GError **error);

typedef struct {
  GafByteSink *sink;
  GafMuxer *muxer;
  char *path; /* of a sink that cannot seek; else NULL */
} Muxing;

static inline void
muxing_clear (Muxing *muxing)
{
  g_clear_pointer (&muxing->muxer, gaf_muxer_free);
  g_clear_pointer (&muxing->sink, gaf_byte_sink_free);
  if (muxing->path != NULL)
    g_unlink (muxing->path);
  g_clear_pointer (&muxing->path, g_free);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Muxing, muxing_clear)

static inline GafEncodeSpec *
make_spec (const char *format, double rate, guint channels, guint bits)
{
  GafEncodeSpec *spec = gaf_encode_spec_new (format, rate, channels);

  gaf_encode_spec_set_bit_depth (spec, bits);
  return spec;
}

static inline void
muxing_begin (Muxing *muxing, NewMuxer new_muxer, GafEncodeSpec *spec, gboolean can_seek)
{
  g_autoptr (GError) error = NULL;

  if (can_seek) {
    muxing->sink = gaf_byte_sink_new_for_memory ();
  } else {
    int fd = g_file_open_tmp ("gaf-muxer-XXXXXX", &muxing->path, &error);
    g_autoptr (GOutputStream) stream = g_unix_output_stream_new (fd, TRUE);

    muxing->sink = gaf_byte_sink_new_for_stream (stream);
  }
  g_assert_cmpint (gaf_byte_sink_can_seek (muxing->sink), ==, can_seek);
  muxing->muxer = new_muxer (muxing->sink, spec, &error);
  g_assert_no_error (error);
  g_assert_true (gaf_byte_sink_open (muxing->sink, &error));
}

/* What has been written by now: the file as a crash would leave it, or after finishing. Nothing can be written any
 * more. */
static inline GBytes *
muxing_take (Muxing *muxing)
{
  g_autoptr (GError) error = NULL;
  char *data;
  gsize size;

  gaf_byte_sink_close (muxing->sink, &error);
  g_assert_no_error (error);
  if (muxing->path == NULL)
    return gaf_byte_sink_steal_bytes (muxing->sink);
  g_assert_true (g_file_get_contents (muxing->path, &data, &size, NULL));
  return g_bytes_new_take (data, size);
}

static inline GBytes *
muxing_finish (Muxing *muxing, gint64 n_frames)
{
  g_autoptr (GError) error = NULL;

  muxing->muxer->klass->finish (muxing->muxer, n_frames, &error);
  g_assert_no_error (error);
  return muxing_take (muxing);
}

static inline void
muxing_refresh (Muxing *muxing)
{
  g_autoptr (GError) error = NULL;

  muxing->muxer->klass->refresh (muxing->muxer, 0, &error);
  g_assert_no_error (error);
}

static inline void
muxing_packet (Muxing *muxing, gconstpointer data, gsize size, guint64 rewrite)
{
  g_autoptr (GstBuffer) packet = gst_buffer_new_memdup (data, size);
  g_autoptr (GError) error = NULL;

  muxing->muxer->klass->packet (muxing->muxer, packet, rewrite, &error);
  g_assert_no_error (error);
}

/* by hand: what an encoder says before its first packet */

static inline GstCaps *
make_caps (const char *type, GBytes *const *headers, guint n_headers)
{
  GstCaps *caps = gst_caps_new_empty_simple (type);
  g_auto (GValue) array = G_VALUE_INIT;

  g_value_init (&array, GST_TYPE_ARRAY);
  for (guint i = 0; i < n_headers; i++) {
    g_auto (GValue) value = G_VALUE_INIT;

    g_value_init (&value, GST_TYPE_BUFFER);
    gst_value_take_buffer (&value, gst_buffer_new_wrapped_bytes (headers[i]));
    gst_value_array_append_value (&array, &value);
  }
  gst_structure_set_value (gst_caps_get_structure (caps, 0), "streamheader", &array);
  return caps;
}

/* by an element */

static inline void
pass_on (Muxing *muxing, GafCoopPipeline *pipeline, gboolean *started)
{
  g_autoptr (GError) error = NULL;
  GstBuffer *taken;

  while ((taken = gaf_coop_pipeline_pop (pipeline)) != NULL) {
    g_autoptr (GstBuffer) packet = taken;

    if (!*started)
      muxing->muxer->klass->start (muxing->muxer, gaf_coop_pipeline_get_caps (pipeline), &error);
    *started = TRUE;
    g_assert_no_error (error);
    muxing->muxer->klass->packet (muxing->muxer, packet, gaf_coop_pipeline_get_offset (pipeline), &error);
    g_assert_no_error (error);
  }
}

/* Encodes @n_frames of @samples and gives the packets to the muxer; to the encoder's end if @whole. FALSE after
 * skipping the test, if the element is not installed. */
static inline gboolean
muxing_encode (Muxing *muxing, const char *element, GstAudioFormat format, gconstpointer samples, gsize n_frames,
               gboolean whole)
{
  const char *elements[] = { element, NULL };
  const int channels = (int) gaf_encode_spec_get_channels (muxing->muxer->spec);
  g_autoptr (GafCoopPipeline) pipeline = NULL;
  g_autoptr (GstCaps) input = NULL, output = gst_caps_new_any ();
  g_autoptr (GError) error = NULL;
  GstAudioInfo info;
  gboolean started = FALSE;

  gst_audio_info_init (&info);
  gst_audio_info_set_format (&info, format, (int) gaf_encode_spec_get_rate (muxing->muxer->spec), channels, NULL);
  input = gst_audio_info_to_caps (&info);
  pipeline = gaf_coop_pipeline_new (elements, input, output, &error);
  if (g_error_matches (error, GAF_ERROR, GAF_ERROR_MISSING_PLUGIN)) {
    g_test_skip (error->message);
    return FALSE;
  }
  g_assert_no_error (error);
  gaf_coop_pipeline_set_rewritable (pipeline, gaf_byte_sink_can_seek (muxing->sink));

  for (gsize at = 0; at < n_frames; at += 1024) {
    const gsize n = MIN (n_frames - at, 1024);
    GstBuffer *buffer = gst_buffer_new_memdup ((const guint8 *) samples + at * info.bpf, n * info.bpf);

    GST_BUFFER_PTS (buffer) = gst_util_uint64_scale (at, GST_SECOND, info.rate);
    gaf_coop_pipeline_push (pipeline, buffer, &error);
    g_assert_no_error (error);
    pass_on (muxing, pipeline, &started);
  }
  if (whole) {
    gaf_coop_pipeline_finish (pipeline, &error);
    g_assert_no_error (error);
    pass_on (muxing, pipeline, &started);
  }
  return TRUE;
}

/* Frames in the file as our reader counts them, by what it says and by reading all; skips the test where nothing is
 * installed that decodes it. */
static inline void
assert_length (GBytes *file, gint64 n_frames)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GafReader) reader = gaf_reader_new_for_bytes (file, NULL, &error);
  g_autofree float *samples = NULL;
  gint64 sum = 0;
  gint64 n;

  if (g_error_matches (error, GAF_ERROR, GAF_ERROR_MISSING_PLUGIN)) {
    g_test_skip (error->message);
    return;
  }
  g_assert_no_error (error);
  g_assert_cmpint (gaf_reader_get_n_frames (reader), ==, n_frames);
  samples = g_new (float, 4096 * gaf_reader_get_channels (reader));
  while ((n = gaf_reader_read_interleaved (reader, samples, 4096, NULL, &error)) > 0)
    sum += n;
  g_assert_no_error (error);
  g_assert_cmpint (sum, ==, n_frames);
}

/* A full disk is told of by the sink after packet(), and by refresh(), in GIO's words. */
static inline void
assert_full_disk (NewMuxer new_muxer, GafEncodeSpec *spec, GstCaps *caps, gconstpointer packet, gsize size)
{
  g_autoptr (GafByteSink) sink = gaf_byte_sink_new_for_path ("/dev/full", FALSE);
  g_autoptr (GError) error = NULL;
  g_autoptr (GafMuxer) muxer = new_muxer (sink, spec, &error);
  g_autoptr (GstBuffer) buffer = gst_buffer_new_memdup (packet, size);

  g_assert_true (gaf_byte_sink_open (sink, &error));
  g_assert_true (muxer->klass->start (muxer, caps, &error));
  for (gsize sum = 0; sum < 4 * GAF_BYTE_SINK_BLOCK && error == NULL; sum += size)
    if (muxer->klass->packet (muxer, buffer, G_MAXUINT64, &error))
      gaf_byte_sink_check (sink, &error);
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_NO_SPACE);
  g_clear_error (&error);
  g_assert_false (muxer->klass->refresh (muxer, 0, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_NO_SPACE);
}
