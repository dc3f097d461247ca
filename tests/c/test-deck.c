/*
 * SPDX-FileCopyrightText: 2026 gaudiofile contributors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#include "play/deck.h"
#include "play/stretch.h"

#include <math.h>

/* What a player is made of that needs no device: GafTape, GafDeck and GafStretch. */

#define RATE    8000
#define LEAD    8000
#define HISTORY 2000
#define BLOCK   64

/* A device that holds what it was given, and plays as far as it is told. */
typedef struct {
  GafDeck *deck;
  guint serial;
  guint64 next;
  float *samples;
} Device;

static void
device_init (Device *device)
{
  device->deck = gaf_deck_new (RATE, 1);
  device->serial = 1;
  device->next = 0;
  device->samples = g_new0 (float, 100 * RATE);
}

static void
device_clear (Device *device)
{
  gaf_deck_unref (device->deck);
  g_free (device->samples);
}

/* Blocks are asked for until it has @end frames; what is behind @earliest may be replaced. */
static void
ask (Device *device, guint64 earliest, guint64 end)
{
  gboolean is_first = TRUE;

  while (device->next < end || is_first) {
    device->next = gaf_deck_pull.place (device->deck, device->serial, MIN (earliest, device->next), device->next);
    gaf_deck_pull.fill (device->deck, device->next, device->samples + device->next, BLOCK);
    device->next += BLOCK;
    is_first = FALSE;
  }
}

/* Frame n is n × 1e-5. */
static GafTape *
make_tape (guint item, gint64 first, gsize n_frames, gboolean is_complete)
{
  GafTape *tape = gaf_tape_new (1, LEAD, HISTORY);

  tape->begins_hard = first == 0;
  gaf_tape_mark (tape, 0, item, (double) first, 1);
  for (gsize i = 0; i < n_frames; i++) {
    const float sample = (float) (first + (gint64) i) * 1e-5f;

    gaf_tape_put (tape, &sample, 1);
  }
  tape->is_complete = is_complete;
  return tape;
}

static void
check_frames (const Device *device, guint64 position, gint64 first, gsize n_frames)
{
  for (gsize i = 0; i < n_frames; i++)
    g_assert_cmpfloat_with_epsilon (device->samples[position + i], (float) (first + (gint64) i) * 1e-5f, 1e-7);
}

static void
check_heard (Device *device, gint64 position, guint item, gint64 frame)
{
  GafDeckHeard heard;

  gaf_deck_hear (device->deck, device->serial, position, &heard);
  g_assert_cmpuint (heard.item, ==, item);
  g_assert_cmpint ((gint64) heard.frame, ==, frame);
}

/* From the first frame on there is no fade, and at the end silence. */
static void
test_whole (void)
{
  GafDeckHeard heard;
  Device device;

  device_init (&device);
  gaf_deck_load (device.deck, make_tape (7, 0, 3000, TRUE));
  gaf_deck_set_playing (device.deck, TRUE);
  ask (&device, 0, 4000);
  check_frames (&device, 0, 0, 3000);
  g_assert_cmpfloat (device.samples[3000], ==, 0);
  check_heard (&device, 0, 7, 0);
  check_heard (&device, 1234, 7, 1234);
  gaf_deck_hear (device.deck, 1, 2999, &heard);
  g_assert_false (heard.is_over);
  gaf_deck_hear (device.deck, 1, 3000, &heard);
  g_assert_true (heard.is_over);
  device_clear (&device);
}

/* While the device holds so little that what comes next may be lost, there is silence, but not for ever. */
static void
test_early (void)
{
  Device device;

  for (guint is_slow = 0; is_slow < 2; is_slow++) {
    const guint64 lead = is_slow ? 100000 : 400;
    guint64 begin = 0;

    device_init (&device);
    gaf_deck_load (device.deck, make_tape (7, 1, 3000, TRUE));
    gaf_deck_set_playing (device.deck, TRUE);
    for (device.next = 0; device.next < 6000; device.next += BLOCK) {
      gaf_deck_pull.place (device.deck, 1, lead, device.next);
      gaf_deck_pull.fill (device.deck, device.next, device.samples + device.next, BLOCK);
    }
    while (device.samples[begin] == 0)
      begin++;
    g_assert_cmpuint (begin / BLOCK, ==, (is_slow ? RATE * 15 / 100 : lead) / BLOCK + 1);
    check_frames (&device, begin + 100, 101, 2000);
    device_clear (&device);
  }
}

/* A pause replaces what the device has, and what was not heard comes again. */
static void
test_pause (void)
{
  gint64 asked, since = 0;
  guint64 resumed;
  Device device;

  device_init (&device);
  gaf_deck_load (device.deck, make_tape (7, 0, 6000, TRUE));
  gaf_deck_set_playing (device.deck, TRUE);
  ask (&device, 0, 2048);
  asked = g_get_monotonic_time ();
  gaf_deck_set_playing (device.deck, FALSE);
  ask (&device, 1500, 2048);
  check_frames (&device, 0, 0, 1500);
  g_assert_cmpfloat (fabsf (device.samples[1570]), <, 1e-9);
  g_assert_true (gaf_deck_is_silent (device.deck, &since));
  g_assert_cmpint (since, >=, asked);
  g_assert_cmpint (since, <=, g_get_monotonic_time ());
  check_heard (&device, 1600, 7, 1500 + RATE * 6 / 1000 - 1);
  for (guint i = 1500; i < 1570; i++) /* a sample is as large as the one before, or a little less */
    g_assert_cmpfloat (fabsf (device.samples[i] - device.samples[i - 1]), <, 6e-4);
  resumed = device.next;
  gaf_deck_set_playing (device.deck, TRUE);
  ask (&device, resumed, 4096);
  check_frames (&device, resumed + 100, 1547 + 100, 1000);
  device_clear (&device);
}

/* Another tape is faded into, where the device lets it. */
static void
test_seek (void)
{
  Device device;

  device_init (&device);
  gaf_deck_load (device.deck, make_tape (7, 0, 6000, TRUE));
  gaf_deck_set_playing (device.deck, TRUE);
  ask (&device, 0, 2048);
  gaf_deck_load (device.deck, make_tape (7, 20000, 3000, TRUE));
  ask (&device, 1000, 3008);
  check_frames (&device, 0, 0, 1000);
  check_frames (&device, 1048, 20048, 1900);
  check_heard (&device, 1000, 7, 20000);
  check_heard (&device, 999, 7, 999);
  /* It is not wound back behind where it began. */
  gaf_deck_set_playing (device.deck, FALSE);
  ask (&device, 500, 3008);
  check_heard (&device, 999, 7, 999);
  device_clear (&device);
}

/* While it is paused, the new tape waits at its first frame. */
static void
test_seek_in_a_pause (void)
{
  guint64 resumed;
  Device device;

  device_init (&device);
  gaf_deck_load (device.deck, make_tape (7, 0, 6000, TRUE));
  gaf_deck_set_playing (device.deck, TRUE);
  ask (&device, 0, 1024);
  gaf_deck_set_playing (device.deck, FALSE);
  gaf_deck_load (device.deck, make_tape (7, 20000, 3000, TRUE));
  ask (&device, 512, 2048);
  check_heard (&device, 2000, 7, 20000);
  resumed = device.next;
  gaf_deck_set_playing (device.deck, TRUE);
  ask (&device, resumed, 4096);
  check_frames (&device, resumed + 100, 20000 + 100, 1000);
  device_clear (&device);
}

/* What a device had and did not play is played on the next one. */
static void
test_another_device (void)
{
  GafDeckHeard heard;
  Device device;

  device_init (&device);
  gaf_deck_load (device.deck, make_tape (7, 0, 6000, TRUE));
  gaf_deck_set_playing (device.deck, TRUE);
  ask (&device, 0, 2048);
  gaf_deck_hear (device.deck, 1, 1200, &heard);
  device.serial = 2;
  device.next = 0;
  ask (&device, 0, 1024);
  check_frames (&device, 64, 1264, 900);
  check_heard (&device, 100, 7, 1300);
  device_clear (&device);
}

/* One source straight behind the other, and a queue that is changed. */
static void
test_queue (void)
{
  GafTape *tape = make_tape (7, 0, 1000, FALSE);
  const float ones[] = { 1, 1, 1, 1 };
  Device device;
  double frame;
  guint item;

  device_init (&device);
  gaf_deck_load (device.deck, tape);
  gaf_deck_mark (device.deck, gaf_deck_get_end (device.deck), 8, 0, 1);
  gaf_deck_put (device.deck, ones, 4);
  gaf_deck_set_playing (device.deck, TRUE);
  ask (&device, 0, 960);
  g_assert_true (gaf_deck_cut (device.deck));
  g_assert_false (gaf_deck_cut (device.deck));
  g_assert_cmpuint (gaf_deck_get_end (device.deck), ==, 1000);
  g_assert_true (gaf_deck_get_next (device.deck, &item, &frame));
  g_assert_cmpuint (item, ==, 7);
  gaf_deck_mark (device.deck, gaf_deck_get_end (device.deck), 9, 0, 1);
  gaf_deck_put (device.deck, ones, 4);
  gaf_deck_set_complete (device.deck, TRUE);
  ask (&device, 960, 1024);
  check_frames (&device, 0, 0, 1000);
  g_assert_cmpfloat (device.samples[1000], ==, 1);
  g_assert_cmpfloat (device.samples[1003], ==, 1);
  g_assert_cmpfloat (device.samples[1004], ==, 0);
  check_heard (&device, 999, 7, 999);
  check_heard (&device, 1002, 9, 2);
  device_clear (&device);
}

/* The tape keeps what it gave for a while, around its end too. */
static void
test_history (void)
{
  GafTape *tape = gaf_tape_new (1, 100, 50);

  gaf_tape_mark (tape, 0, 1, 0, 1);
  for (guint i = 0; i < 1000; i++) {
    const float sample = (float) i;

    g_assert_cmpuint (gaf_tape_get_room (tape), >, 0);
    g_assert_cmpuint (gaf_tape_get_room (tape), <=, 100);
    gaf_tape_put (tape, &sample, 1);
    if (i >= 30)
      g_assert_cmpfloat (*gaf_tape_peek (tape), ==, (float) (tape->cursor++));
  }
  g_assert_cmpuint (tape->cursor - tape->start, >=, 50);
  while (gaf_tape_get_room (tape) > 0)
    gaf_tape_put (tape, &(float){ 0 }, 1);
  tape->cursor -= 50;
  g_assert_cmpfloat (*gaf_tape_peek (tape), ==, 970 - 50);
  g_assert_cmpuint (gaf_tape_get_room (tape), ==, 0);
  gaf_tape_free (tape);
}

/* Twice as quick, and half: as many frames as that gives, and the same pitch. */
static void
test_stretch (void)
{
  const double tempos[] = { 0.5, 0.8, 1.5, 2 };

  for (guint t = 0; t < G_N_ELEMENTS (tempos); t++) {
    g_autoptr (GError) error = NULL;
    g_autoptr (GafStretch) stretch = gaf_stretch_new (RATE, 1, tempos[t], &error);
    guint64 n_frames = 0, n_crossings = 0;
    float before = 0;

    g_assert_no_error (error);
    for (guint block = 0; block <= 32; block++) {
      float samples[1000];
      const float *out;
      gsize n;

      for (guint i = 0; i < G_N_ELEMENTS (samples); i++)
        samples[i] = (float) sin (2 * G_PI * 440 * (block * 1000 + i) / RATE);
      out = block < 32 ? gaf_stretch_push (stretch, samples, G_N_ELEMENTS (samples), &n, &error)
                       : gaf_stretch_flush (stretch, &n, &error);
      g_assert_no_error (error);
      for (gsize i = 0; i < n; i++) {
        n_crossings += before < 0 && out[i] >= 0;
        before = out[i];
      }
      n_frames += n;
    }
    g_assert_cmpuint (n_frames, ==, gaf_stretch_get_expected (stretch));
    g_assert_cmpfloat_with_epsilon ((double) n_crossings * RATE / (double) n_frames, 440, 4.4);
  }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/deck/whole", test_whole);
  g_test_add_func ("/deck/early", test_early);
  g_test_add_func ("/deck/pause", test_pause);
  g_test_add_func ("/deck/seek", test_seek);
  g_test_add_func ("/deck/seek-in-a-pause", test_seek_in_a_pause);
  g_test_add_func ("/deck/another-device", test_another_device);
  g_test_add_func ("/deck/queue", test_queue);
  g_test_add_func ("/deck/history", test_history);
  g_test_add_func ("/deck/stretch", test_stretch);
  return g_test_run ();
}
