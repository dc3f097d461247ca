/*
 * SPDX-FileCopyrightText: 2026 gaudiofile contributors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#include "live/meter.h"
#include "live/ring.h"
#include <math.h>

/* What a live stream is made of that needs no device: GafRing and GafMeter. */

#define CAPACITY 10

/* Frame n of channel c is n + c / 10. */
static void
put (GafRing *ring, gsize first, gsize n_frames, gsize expected)
{
  float left[64], right[64];
  const float *planes[] = { left, right };

  for (gsize i = 0; i < n_frames; i++) {
    left[i] = (float) (first + i);
    right[i] = left[i] + 0.1f;
  }
  g_assert_cmpuint (gaf_ring_put (ring, planes, 1, n_frames), ==, expected);
}

static void
take (GafRing *ring, gsize first, gsize n_frames, gsize expected)
{
  float samples[128] = { 0 };
  float *planes[] = { samples, samples + 1 };

  g_assert_cmpuint (gaf_ring_take (ring, planes, 2, n_frames), ==, expected);
  for (gsize i = 0; i < expected; i++) {
    g_assert_cmpfloat (samples[2 * i], ==, (float) (first + i));
    g_assert_cmpfloat (samples[2 * i + 1], ==, (float) (first + i) + 0.1f);
  }
  g_assert_cmpfloat (samples[2 * expected], ==, 0);
}

static void
test_in_order (void)
{
  GafRing ring;

  gaf_ring_init (&ring, 2, CAPACITY);
  put (&ring, 0, 7, 7);
  take (&ring, 0, 3, 3);
  put (&ring, 7, 20, 6);
  g_assert_cmpuint (gaf_ring_get_room (&ring), ==, 0);
  take (&ring, 3, 64, 10);
  take (&ring, 0, 1, 0);
  put (&ring, 0, 0, 0);
  gaf_ring_clear (&ring);
}

/* Every place to start from, and every length. */
static void
test_around_the_end (void)
{
  for (gsize start = 0; start < CAPACITY; start++)
    for (gsize n = 0; n <= CAPACITY; n++) {
      GafRing ring;

      gaf_ring_init (&ring, 2, CAPACITY);
      put (&ring, 0, start, start);
      if (start > 0) {
        put (&ring, start, 1, 1);
        g_assert_cmpuint (gaf_ring_skip (&ring, start), ==, start);
      }
      put (&ring, start + 1, n, MIN (n, gaf_ring_get_room (&ring)));
      take (&ring, start > 0 ? start : 1, CAPACITY, ring.level);
      gaf_ring_clear (&ring);
    }
}

static void
test_force (void)
{
  float samples[64];
  const float *planes[] = { samples };
  float *to[] = { samples };
  GafRing ring;

  for (guint i = 0; i < G_N_ELEMENTS (samples); i++)
    samples[i] = (float) i;
  gaf_ring_init (&ring, 1, CAPACITY);
  g_assert_cmpuint (gaf_ring_force (&ring, planes, 1, 8), ==, 0);
  g_assert_cmpuint (gaf_ring_force (&ring, planes, 1, 5), ==, 3);
  g_assert_cmpuint (gaf_ring_force (&ring, planes, 1, 40), ==, 40);
  g_assert_cmpuint (gaf_ring_take (&ring, to, 1, CAPACITY), ==, CAPACITY);
  for (guint i = 0; i < CAPACITY; i++)
    g_assert_cmpfloat (samples[i], ==, (float) (30 + i));
  gaf_ring_clear (&ring);
}

static void
test_no_capacity (void)
{
  const float *planes[] = { NULL };
  float *to[] = { NULL };
  GafRing ring;

  gaf_ring_init (&ring, 0, 0);
  g_assert_cmpuint (gaf_ring_put (&ring, planes, 1, 5), ==, 0);
  g_assert_cmpuint (gaf_ring_force (&ring, planes, 1, 5), ==, 5);
  g_assert_cmpuint (gaf_ring_take (&ring, to, 1, 5), ==, 0);
  g_assert_cmpuint (gaf_ring_skip (&ring, 5), ==, 0);
  gaf_ring_clear (&ring);
}

/* The same however it is cut. */
static void
test_meter (void)
{
  for (gsize piece = 1; piece < 50; piece += 7) {
    float samples[2 * 100];
    g_autoptr (GafLevel) level = NULL;
    GafMeter meter;

    for (guint i = 0; i < 100; i++) {
      samples[2 * i] = i % 2 ? 0.5f : -0.5f;
      samples[2 * i + 1] = i == 60 ? -0.8f : 0;
    }
    gaf_meter_init (&meter, 2, 50);
    for (gsize i = 0; i < 100; i += piece)
      gaf_meter_add (&meter, samples + 2 * i, MIN (piece, 100 - i));
    level = gaf_meter_get (&meter);
    g_assert_cmpuint (gaf_level_get_channels (level), ==, 2);
    g_assert_cmpfloat_with_epsilon (gaf_level_get_peak (level, 0), 0.5, 1e-6);
    g_assert_cmpfloat_with_epsilon (gaf_level_get_rms (level, 0), 0.5, 1e-6);
    g_assert_cmpfloat_with_epsilon (gaf_level_get_peak (level, 1), 0.8, 1e-6);
    g_assert_cmpfloat_with_epsilon (gaf_level_get_rms (level, 1), 0.8 / sqrt (50), 1e-6);
    g_assert_cmpfloat (gaf_level_get_peak (level, 2), ==, 0);
    g_assert_cmpfloat (gaf_level_get_rms (level, 2), ==, 0);
  }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/ring/in-order", test_in_order);
  g_test_add_func ("/ring/around-the-end", test_around_the_end);
  g_test_add_func ("/ring/force", test_force);
  g_test_add_func ("/ring/no-capacity", test_no_capacity);
  g_test_add_func ("/meter", test_meter);
  return g_test_run ();
}
