/*
 * SPDX-FileCopyrightText: 2026 gaudiofile contributors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#include "live/through.h"
#include <gaudiofile/gaudiofile.h>
#include <gst/gst.h>
#include <math.h>

/* GStreamer elements as a function of blocks, and what a stream does without a device. */

#define RATE     48000
#define N_FRAMES 10000

static void
fill (float *samples)
{
  for (guint i = 0; i < N_FRAMES; i++)
    samples[i] = sinf ((float) i * 0.05f);
}

/* Processes in pieces of @piece frames. */
static void
process (GafEffect *effect, float *left, float *right, gsize piece)
{
  for (gsize first = 0; first < N_FRAMES; first += piece) {
    g_autoptr (GError) error = NULL;
    float *planes[] = { left + first, right + first };

    gaf_effect_process (effect, planes, MIN (piece, N_FRAMES - first), &error);
    g_assert_no_error (error);
  }
}

static void
check_halved (const float *samples)
{
  for (guint i = 0; i < N_FRAMES; i++)
    g_assert_cmpfloat_with_epsilon (samples[i], 0.5 * sinf ((float) i * 0.05f), 1e-6);
}

static void
test_description (void)
{
  static const gsize pieces[] = { 1000, 333, N_FRAMES };

  for (guint i = 0; i < G_N_ELEMENTS (pieces); i++) {
    g_autoptr (GError) error = NULL;
    g_autoptr (GafEffect) effect =
        gaf_effect_new_for_description ("volume volume=0.25 ! volume volume=2", RATE, 2, &error);
    g_autofree float *left = g_new (float, N_FRAMES), *right = g_new (float, N_FRAMES);

    g_assert_no_error (error);
    fill (left);
    fill (right);
    process (effect, left, right, pieces[i]);
    check_halved (left);
    check_halved (right);
  }
}

static void
test_element (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GstElement) element = NULL;
  g_autofree float *left = g_new (float, N_FRAMES), *right = g_new (float, N_FRAMES);

  gst_init (NULL, NULL);
  element = gst_object_ref_sink (gst_element_factory_make ("volume", NULL));
  g_object_set (element, "volume", 0.5, NULL);

  /* One after the other, but not both at once. */
  for (guint i = 0; i < 2; i++) {
    g_autoptr (GafEffect) effect = gaf_effect_new_for_element (G_OBJECT (element), RATE, 2, &error);

    g_assert_no_error (error);
    g_assert_null (gaf_effect_new_for_element (G_OBJECT (element), RATE, 2, NULL));
    fill (left);
    fill (right);
    process (effect, left, right, 512);
    check_halved (left);
  }
}

/* What is late comes later, behind silence; nothing is lost. */
static void
test_with_a_thread_of_its_own (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GafEffect) effect = gaf_effect_new_for_description ("queue", RATE, 1, &error);
  float block[100];
  float *planes[] = { block };
  float seen = 0;

  g_assert_no_error (error);
  for (guint i = 0; i < 1000 && seen < 500; i++) {
    for (guint k = 0; k < G_N_ELEMENTS (block); k++)
      block[k] = (float) (i * G_N_ELEMENTS (block) + k + 1);
    g_assert_true (gaf_effect_process (effect, planes, G_N_ELEMENTS (block), &error));
    for (guint k = 0; k < G_N_ELEMENTS (block); k++)
      if (block[k] != 0) {
        g_assert_cmpfloat (block[k], ==, seen + 1);
        seen = block[k];
      }
    g_usleep (1000);
  }
  g_assert_cmpfloat (seen, >=, 500);
}

static void
test_what_is_no_effect (void)
{
  static const char *const descriptions[] = { "no-such-element", "audiotestsrc", "fakesink", "volume volume=",
                                              "volume !",        "videoconvert", "" };

  for (guint i = 0; i < G_N_ELEMENTS (descriptions); i++) {
    g_autoptr (GError) error = NULL;

    g_assert_null (gaf_effect_new_for_description (descriptions[i], RATE, 2, &error));
    g_assert_error (error, GAF_ERROR, GAF_ERROR_INVALID_ARGUMENT);
    g_assert_nonnull (strstr (error->message, descriptions[i]));
  }
  for (guint i = 0; i < 3; i++) {
    static const guint numbers[][2] = { { 0, 2 }, { RATE, 0 }, { RATE, 65 } };
    g_autoptr (GError) error = NULL;

    g_assert_null (gaf_effect_new_for_description ("volume", numbers[i][0], numbers[i][1], &error));
    g_assert_error (error, GAF_ERROR, GAF_ERROR_INVALID_ARGUMENT);
  }
}

static void
test_channels (void)
{
  float left[] = { 1, 2 }, right[] = { 3, 4 };
  float *planes[] = { left, right };
  float mapped[6];

  gaf_stream_map_channels (planes, 2, 2, mapped, 1);
  g_assert_cmpfloat (mapped[0], ==, 2);
  g_assert_cmpfloat (mapped[1], ==, 3);
  gaf_stream_map_channels (planes, 1, 2, mapped, 3);
  g_assert_cmpfloat (mapped[2], ==, 1);
  g_assert_cmpfloat (mapped[3], ==, 2);
  gaf_stream_map_channels (planes, 2, 2, mapped, 3);
  g_assert_cmpfloat (mapped[1], ==, 3);
  g_assert_cmpfloat (mapped[2], ==, 0);
}

/* Errors, and no crash and no hang, in every order of calls. */
static void
test_stream_without_a_device (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GafStream) stream = NULL;
  g_autoptr (GListModel) devices = NULL;
  g_autoptr (GafLevel) level = NULL;
  float samples[200] = { 0 };

  devices = gaf_device_list (GAF_DIRECTION_OUTPUT, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (g_list_model_get_n_items (devices), ==, 0);

  stream = gaf_stream_new_play (NULL, 0, 2, 0);
  g_assert_cmpuint (gaf_stream_get_rate (stream), ==, 44100);
  g_assert_cmpuint (gaf_stream_get_buffer_size (stream), ==, 512);
  g_assert_cmpint (gaf_stream_get_state (stream), ==, GAF_STREAM_STATE_NEW);
  g_assert_cmpint (gaf_stream_read_interleaved (stream, samples, 10, 0, NULL, &error), ==, -1);
  g_assert_error (error, GAF_ERROR, GAF_ERROR_CLOSED);
  g_clear_error (&error);
  g_assert_cmpint (gaf_stream_write_interleaved (stream, samples, 100, 0, NULL, NULL), ==, 100);
  g_assert_cmpint (gaf_stream_get_buffered_frames (stream, GAF_DIRECTION_OUTPUT), ==, 100);
  gaf_stream_set_pass_through (stream, TRUE);
  g_assert_false (gaf_stream_get_pass_through (stream));

  g_assert_false (gaf_stream_open (stream, NULL, &error));
  g_assert_error (error, GAF_ERROR, GAF_ERROR_NO_DEVICE);
  g_clear_error (&error);
  g_assert_cmpint (gaf_stream_get_state (stream), ==, GAF_STREAM_STATE_CLOSED);
  g_assert_cmpint (gaf_stream_write_interleaved (stream, samples, 100, -1, NULL, &error), ==, -1);
  g_assert_error (error, GAF_ERROR, GAF_ERROR_CLOSED);
  g_clear_error (&error);
  g_assert_false (gaf_stream_drain (stream, -1, NULL, &error));
  g_clear_error (&error);
  g_assert_false (gaf_stream_open (stream, NULL, &error));
  level = gaf_stream_get_level (stream, GAF_DIRECTION_INPUT);
  g_assert_cmpuint (gaf_level_get_channels (level), ==, 0);
  g_assert_cmpfloat (gaf_stream_get_latency (stream, GAF_DIRECTION_OUTPUT), ==, 0);
  gaf_stream_close (stream);
}

static void
test_stream_arguments (void)
{
  static const guint arguments[][3] = { { 1, 2, 512 },      { G_MAXUINT, 2, 512 }, { 48000, 0, 512 },
                                        { 48000, 65, 512 }, { 48000, 2, 1 },       { 48000, 2, G_MAXUINT } };

  for (guint i = 0; i < G_N_ELEMENTS (arguments); i++) {
    g_autoptr (GError) error = NULL;
    g_autoptr (GafStream) stream = gaf_stream_new_record (NULL, arguments[i][0], arguments[i][1], arguments[i][2]);

    g_assert_false (gaf_stream_open (stream, NULL, &error));
    g_assert_error (error, GAF_ERROR, GAF_ERROR_INVALID_ARGUMENT);
  }
}

int
main (int argc, char **argv)
{
  /* No sound server, whatever this machine has. */
  g_setenv ("PULSE_SERVER", "unix:/nonexistent/pulse", TRUE);
  g_setenv ("XDG_RUNTIME_DIR", "/nonexistent", TRUE);
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/effect/description", test_description);
  g_test_add_func ("/effect/element", test_element);
  g_test_add_func ("/effect/with-a-thread-of-its-own", test_with_a_thread_of_its_own);
  g_test_add_func ("/effect/what-is-none", test_what_is_no_effect);
  g_test_add_func ("/stream/channels", test_channels);
  g_test_add_func ("/stream/without-a-device", test_stream_without_a_device);
  g_test_add_func ("/stream/arguments", test_stream_arguments);
  return g_test_run ();
}
