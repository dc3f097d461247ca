/*
 * SPDX-FileCopyrightText: 2026 gaudiofile contributors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#include "gst/coop-pipeline.h"
#include "gst/elements.h"
#include "gaudiofile/gaf-error.h"
#include "test-util.h"

#define RATE 8000

static GafCoopPipeline *
new_push (const char *const *elements, const char *input, GError **error)
{
  g_autoptr (GstCaps) in = NULL;
  g_autoptr (GstCaps) out = NULL;

  g_assert_true (gaf_elements_init (NULL));
  in = gst_caps_from_string (input);
  out = gst_caps_new_any ();
  return gaf_coop_pipeline_new (elements, in, out, error);
}

static const char *const alaw[] = { "alawdec", NULL };

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

/* Freed at any moment: unstarted, in the middle with buffers waiting, at the end. */
static void
test_free (void)
{
  guint threads = count_threads (), descriptors = count_entries ("/proc/self/fd");

  for (int steps = 0; steps < 12; steps++) {
    g_autoptr (GafCoopPipeline) push = new_push (alaw, ALAW_CAPS, NULL);

    for (int i = 0; i < steps; i++)
      push_bytes (push, 0xd5, 100);
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

/* A decoder that does not want what it is told it gets; elements that have no pads to be linked by; one that wants a
 * thread. */
static void
test_unfit (void)
{
  static const struct {
    const char *elements[3];
    const char *input;
    GafError code;
  } cases[] = {
    { { "alawdec" }, "audio/x-flac", GAF_ERROR_CORRUPT },
    { { "fakesink", "alawdec" }, ALAW_CAPS, GAF_ERROR_UNSUPPORTED },
    { { "fakesrc" }, ALAW_CAPS, GAF_ERROR_UNSUPPORTED },
    { { "queue" }, ALAW_CAPS, GAF_ERROR_UNSUPPORTED },
  };
  guint threads = count_threads ();

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autoptr (GError) error = NULL;
    g_autoptr (GafCoopPipeline) pipeline = NULL;

    /* the last one has had its thread for a moment */
    g_assert_cmpuint (count_threads (), ==, threads);
    pipeline = new_push (cases[i].elements, cases[i].input, &error);

    /* some say so at the first buffer only */
    if (pipeline != NULL)
      gaf_coop_pipeline_push (pipeline, gst_buffer_new_and_alloc (100), &error);
    g_assert_error (error, GAF_ERROR, (int) cases[i].code);
  }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_assert_true (gaf_elements_init (NULL));
  start_spawner ();
  g_test_add_func ("/coop-pipeline/push", test_push);
  g_test_add_func ("/coop-pipeline/flush-before-pop", test_flush_before_pop);
  g_test_add_func ("/coop-pipeline/free", test_free);
  g_test_add_func ("/coop-pipeline/missing", test_missing);
  g_test_add_func ("/coop-pipeline/unfit", test_unfit);
  return g_test_run ();
}
