/*
 * SPDX-FileCopyrightText: 2026 gaudiofile contributors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#include "gst/coop-pipeline.h"
#include "gst/elements.h"
#include "gaudiofile/gaf-error.h"
#include "test-util.h"

#define RATE   8000
#define FRAMES 20000

static GafCoopPipeline *
new_push (const char *const *elements, const char *input, GError **error)
{
  g_autoptr (GstCaps) in = NULL;
  g_autoptr (GstCaps) out = NULL;

  g_assert_true (gaf_elements_init (NULL));
  in = gst_caps_from_string (input);
  out = gst_caps_new_any ();
  return gaf_coop_pipeline_new_push (elements, in, out, error);
}

static GafCoopPipeline *
new_pull (const char *const *elements, GafByteSource *source, GError **error)
{
  g_autoptr (GstCaps) out = NULL;

  g_assert_true (gaf_elements_init (NULL));
  out = gst_caps_new_any ();
  return gaf_coop_pipeline_new_pull (elements, source, out, error);
}

static const char *const alaw[] = { "alawdec", NULL };
static const char *const wavparse[] = { "wavparse", NULL };

#define ALAW_CAPS "audio/x-alaw, rate=8000, channels=1"

static void
push_bytes (GafCoopPipeline *pipeline, guint8 value, gsize size)
{
  guint8 *data = g_malloc (size);
  g_autoptr (GError) error = NULL;

  memset (data, value, size);
  gaf_coop_pipeline_push (pipeline, gst_buffer_new_wrapped (data, size), &error);
  g_assert_no_error (error);
}

/* Pops one buffer, of so many samples of that value. */
static void
assert_pops (GafCoopPipeline *pipeline, gint16 value, gsize n)
{
  g_autoptr (GstBuffer) buffer = gaf_coop_pipeline_pop (pipeline);
  GstMapInfo map;

  g_assert_nonnull (buffer);
  g_assert_true (gst_buffer_map (buffer, &map, GST_MAP_READ));
  g_assert_cmpuint (map.size, ==, 2 * n);
  for (gsize i = 0; i < n; i++)
    g_assert_cmpint (((gint16 *) map.data)[i], ==, value);
  gst_buffer_unmap (buffer, &map);
}

/* What goes in has come out when the call returns. */
static void
test_push (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GafCoopPipeline) pipeline = new_push (alaw, ALAW_CAPS, &error);
  GstCaps *caps;
  int rate = 0;

  g_assert_no_error (error);
  g_assert_null (gaf_coop_pipeline_pop (pipeline));
  g_assert_null (gaf_coop_pipeline_get_caps (pipeline));
  g_assert_cmpstr (GST_OBJECT_NAME (gst_element_get_factory (gaf_coop_pipeline_get_element (pipeline, 0))), ==,
                   "alawdec");

  for (int round = 0; round < 3; round++) {
    push_bytes (pipeline, 0xd5, 10);
    push_bytes (pipeline, 0xaa, 20);
    assert_pops (pipeline, 8, 10);
    caps = gaf_coop_pipeline_get_caps (pipeline);
    assert_pops (pipeline, 32256, 20);
    g_assert_null (gaf_coop_pipeline_pop (pipeline));
    g_assert_true (gaf_coop_pipeline_get_caps (pipeline) == caps);
    g_assert_true (gst_structure_get_int (gst_caps_get_structure (caps, 0), "rate", &rate));
    g_assert_cmpint (rate, ==, RATE);

    /* A flush forgets buffers, but not their caps, whether these were seen or not. */
    push_bytes (pipeline, 0xd5, 10);
    if (round == 1)
      g_assert_true (gaf_coop_pipeline_finish (pipeline, &error));
    gaf_coop_pipeline_flush (pipeline);
    g_assert_null (gaf_coop_pipeline_pop (pipeline));
  }
  g_assert_true (gaf_coop_pipeline_finish (pipeline, &error));
  g_assert_no_error (error);
}

static void
test_flush_before_pop (void)
{
  g_autoptr (GafCoopPipeline) pipeline = new_push (alaw, ALAW_CAPS, NULL);

  push_bytes (pipeline, 0xd5, 10);
  gaf_coop_pipeline_flush (pipeline);
  g_assert_nonnull (gaf_coop_pipeline_get_caps (pipeline));
  push_bytes (pipeline, 0xaa, 4);
  assert_pops (pipeline, 32256, 4);
}

/* Steps to the end, and compares all that comes with the samples from @first on. */
static void
assert_steps (GafCoopPipeline *pipeline, gint64 first)
{
  g_autoptr (GError) error = NULL;
  gint64 frame = first;

  do {
    GstBuffer *buffer;

    while ((buffer = gaf_coop_pipeline_pop (pipeline)) != NULL) {
      GstMapInfo map;

      g_assert_true (gst_buffer_map (buffer, &map, GST_MAP_READ));
      for (gsize i = 0; i < map.size / 2; i++)
        g_assert_cmpint (((gint16 *) map.data)[i], ==, sample_at (frame++, 0));
      gst_buffer_unmap (buffer, &map);
      gst_buffer_unref (buffer);
    }
  } while (gaf_coop_pipeline_step (pipeline, &error));
  g_assert_no_error (error);
  g_assert_cmpint (frame, ==, FRAMES);
}

static void
test_pull (void)
{
  g_autoptr (GBytes) wav = make_wav (RATE, 1, FRAMES);
  guint threads = count_threads ();

  for (int most = 0; most < 200; most += 77) {
    g_autoptr (TestStream) stream = test_stream_new (wav, most);
    g_autoptr (GafByteSource) source = most == 0 ? gaf_byte_source_new_for_bytes (wav)
                                                 : gaf_byte_source_new_for_stream (G_INPUT_STREAM (stream), NULL, NULL);
    g_autoptr (GError) error = NULL;
    g_autoptr (GafCoopPipeline) pipeline = new_pull (wavparse, source, &error);

    g_assert_no_error (error);
    assert_steps (pipeline, 0);
    for (int i = 0; i < 5; i++) {
      int second = i % 3;

      g_assert_true (gaf_coop_pipeline_seek (pipeline, second * GST_SECOND));
      g_assert_null (gaf_coop_pipeline_pop (pipeline));
      assert_steps (pipeline, second * RATE);
    }
    g_assert_cmpuint (count_threads (), ==, threads);
  }
}

/* Freed at any moment: unstarted, in the middle with buffers waiting, at the end. */
static void
test_free (void)
{
  g_autoptr (GBytes) wav = make_wav (RATE, 1, FRAMES);
  guint threads = count_threads (), descriptors = count_entries ("/proc/self/fd");

  for (int steps = 0; steps < 12; steps++) {
    g_autoptr (GafByteSource) source = gaf_byte_source_new_for_bytes (wav);
    g_autoptr (GafCoopPipeline) pull = new_pull (wavparse, source, NULL);
    g_autoptr (GafCoopPipeline) push = new_push (alaw, ALAW_CAPS, NULL);

    for (int i = 0; i < steps; i++) {
      gaf_coop_pipeline_step (pull, NULL);
      push_bytes (push, 0xd5, 100);
    }
    g_assert_cmpuint (count_threads (), ==, threads);
  }
  g_assert_cmpuint (count_threads (), ==, threads);
  g_assert_cmpuint (count_entries ("/proc/self/fd"), ==, descriptors);
}

static void
test_missing (void)
{
  static const char *const elements[] = { "flacnonsense", NULL };
  g_autoptr (GError) error = NULL;

  g_assert_null (new_push (elements, "audio/x-raw", &error));
  g_assert_error (error, GAF_ERROR, GAF_ERROR_MISSING_PLUGIN);
  g_assert_nonnull (strstr (error->message, "flacnonsense"));
  g_assert_nonnull (strstr (error->message, "gstreamer1.0-plugins-good"));
}

/* A decoder that does not want what it is told it gets; elements that have no pads to be linked by; one that wants a thread more. */
static void
test_unfit (void)
{
  static const struct {
    const char *elements[3];
    const char *input; /* NULL: pull */
    GafError code;
  } cases[] = {
    { { "alawdec" }, "audio/x-flac", GAF_ERROR_CORRUPT },
    { { "fakesink", "alawdec" }, ALAW_CAPS, GAF_ERROR_UNSUPPORTED },
    { { "fakesrc" }, ALAW_CAPS, GAF_ERROR_UNSUPPORTED },
    { { "wavparse", "queue" }, NULL, GAF_ERROR_UNSUPPORTED },
  };
  g_autoptr (GBytes) wav = make_wav (RATE, 1, FRAMES);
  guint threads = count_threads ();

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autoptr (GafByteSource) source = gaf_byte_source_new_for_bytes (wav);
    g_autoptr (GError) error = NULL;
    g_autoptr (GafCoopPipeline) pipeline = cases[i].input != NULL ? new_push (cases[i].elements, cases[i].input, &error)
                                                                  : new_pull (cases[i].elements, source, &error);

    /* some say so at the first buffer only */
    if (pipeline != NULL && cases[i].input != NULL)
      gaf_coop_pipeline_push (pipeline, gst_buffer_new_and_alloc (100), &error);
    else if (pipeline != NULL)
      while (gaf_coop_pipeline_step (pipeline, &error))
        ;
    g_assert_error (error, GAF_ERROR, (int) cases[i].code);
  }
  g_assert_cmpuint (count_threads (), ==, threads);
}

/* A stream's own error comes out, not what the demuxer makes of the missing bytes. */
static void
test_source_error (void)
{
  g_autoptr (GBytes) wav = make_wav (RATE, 1, FRAMES);

  for (int at = 1; at < 6; at++) {
    g_autoptr (TestStream) stream = test_stream_new (wav, 0);
    g_autoptr (GafByteSource) source = gaf_byte_source_new_for_stream (G_INPUT_STREAM (stream), NULL, NULL);
    g_autoptr (GafCoopPipeline) pipeline = new_pull (wavparse, source, NULL);
    g_autoptr (GError) error = NULL;

    stream->fail_at = at;
    while (gaf_coop_pipeline_step (pipeline, &error))
      ;
    g_assert_error (error, G_IO_ERROR, G_IO_ERROR_BROKEN_PIPE);
  }
}

/* Data that is none: an error or an end, soon. */
static void
test_garbage (void)
{
  static const char *const demuxers[] = { "qtdemux", "matroskademux", "asfdemux", "wavparse" };
  g_autofree guint8 *noise = g_malloc (50000);
  g_autoptr (GBytes) bytes = NULL;
  guint threads = count_threads ();

  for (gsize i = 0; i < 50000; i++)
    noise[i] = g_test_rand_int_range (0, 256);
  bytes = g_bytes_new (noise, 50000);

  for (gsize i = 0; i < G_N_ELEMENTS (demuxers); i++) {
    const char *elements[] = { demuxers[i], NULL };
    g_autoptr (GafByteSource) source = gaf_byte_source_new_for_bytes (bytes);
    g_autoptr (GError) error = NULL;
    g_autoptr (GafCoopPipeline) pipeline = new_pull (elements, source, &error);
    int steps = 0;

    if (g_error_matches (error, GAF_ERROR, GAF_ERROR_MISSING_PLUGIN))
      continue;
    g_assert_no_error (error);
    while (gaf_coop_pipeline_step (pipeline, &error))
      g_assert_cmpint (steps++, <, 100000);
    g_assert_null (gaf_coop_pipeline_pop (pipeline));
  }
  g_assert_cmpuint (count_threads (), ==, threads);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_assert_true (gaf_elements_init (NULL));
  start_spawner ();
  g_test_add_func ("/coop-pipeline/push", test_push);
  g_test_add_func ("/coop-pipeline/flush-before-pop", test_flush_before_pop);
  g_test_add_func ("/coop-pipeline/pull", test_pull);
  g_test_add_func ("/coop-pipeline/free", test_free);
  g_test_add_func ("/coop-pipeline/missing", test_missing);
  g_test_add_func ("/coop-pipeline/unfit", test_unfit);
  g_test_add_func ("/coop-pipeline/source-error", test_source_error);
  g_test_add_func ("/coop-pipeline/garbage", test_garbage);
  return g_test_run ();
}
