/*
 * SPDX-FileCopyrightText: 2026 gaudiofile contributors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#include "live/taken.h"

/* Where a server is, told by when it takes what it is given. */

#define RATE     48000
#define PIECE    1024
#define BLOCK    384
#define CAPACITY 2688

/* A server that reads a piece every so often, and a program that keeps its buffer full. */
typedef struct {
  GafTaken taken;
  gint64 now;    /* µs */
  gint64 read;   /* frames */
  gint64 pushed; /* frames */
  GRand *random;
} Server;

static gint64
time_of (gint64 frames)
{
  return frames * G_USEC_PER_SEC / RATE;
}

static void
server_init (Server *server)
{
  gaf_taken_init (&server->taken, RATE);
  server->now = 1000000;
  server->read = server->pushed = 0;
  server->random = g_rand_new_with_seed (7);
}

/* One piece is read, and what then has room is given, each block .1 to .6 ms after the last. */
static void
server_step (Server *server)
{
  gint64 time;

  server->now += time_of (PIECE);
  server->read += PIECE;
  time = server->now;
  while (server->pushed - CAPACITY <= server->read) {
    time += g_rand_int_range (server->random, 100, 600);
    gaf_taken_add (&server->taken, time, server->pushed - CAPACITY);
    server->pushed += BLOCK;
  }
}

static void
test_line (void)
{
  Server server;
  gint64 frames;

  server_init (&server);
  g_assert_false (gaf_taken_get (&server.taken, server.now, &frames));
  for (guint i = 0; i < 500; i++) {
    server_step (&server);
    if (i < 50)
      continue;
    /* What is read now, and what is before the next piece is read. */
    g_assert_true (gaf_taken_get (&server.taken, server.now, &frames));
    g_assert_cmpint (frames, >, server.read - RATE / 500);
    g_assert_cmpint (frames, <=, server.read + 1);
    g_assert_true (gaf_taken_get (&server.taken, server.now + time_of (PIECE) - 100, &frames));
    g_assert_cmpint (frames, >, server.read + PIECE - RATE / 500);
    g_assert_cmpint (frames, <=, server.read + PIECE + 1);
  }
  g_rand_free (server.random);
}

/* What is told swings by 30 ms to either side; the loudspeaker has @latency frames of its own. */
static void
check_heard (gint64 latency, gint64 tolerance)
{
  gint64 frame, last = G_MININT64;
  Server server;

  server_init (&server);
  for (guint i = 0; i < 2000; i++) {
    const gint64 swing = (i / 100) % 2 == 0 ? 30 : -30;

    server_step (&server);
    gaf_taken_tell (&server.taken, server.now, server.read - PIECE - latency + swing * RATE / 1000);
    g_assert_true (gaf_taken_get_heard (&server.taken, server.now, &frame));
    g_assert_cmpint (frame, >=, last);
    last = frame;
    if (i >= 1000)
      g_assert_cmpint (ABS (frame - (server.read - PIECE - latency)), <, tolerance);
  }
  g_rand_free (server.random);
}

static void
test_heard (void)
{
  check_heard (0, RATE * 3 / 1000);
  /* Without a wire. */
  check_heard (RATE / 5, RATE * 20 / 1000);
}

/* While the buffer is filled nothing is known; and soon after, what is heard. */
static void
test_begin (void)
{
  gint64 frames;
  Server server;

  server_init (&server);
  while (server.pushed < CAPACITY) {
    gaf_taken_add (&server.taken, server.now, server.pushed - CAPACITY);
    g_assert_false (gaf_taken_get (&server.taken, server.now, &frames));
    server.pushed += BLOCK;
  }
  for (guint i = 0; i < 10; i++) {
    server_step (&server);
    if (i < 4)
      continue;
    g_assert_true (gaf_taken_get_heard (&server.taken, server.now, &frames));
    g_assert_cmpint (ABS (frames - (server.read - PIECE)), <, RATE * 3 / 1000);
  }
  g_rand_free (server.random);
}

/* What is said to be heard by another account counts too, and never goes back. */
static void
test_hold (void)
{
  gint64 frames;
  Server server;

  server_init (&server);
  for (guint i = 0; i < 10; i++)
    server_step (&server);
  g_assert_true (gaf_taken_get_heard (&server.taken, server.now, &frames));
  g_assert_cmpint (gaf_taken_hold (&server.taken, frames - 1), ==, frames);
  g_assert_cmpint (gaf_taken_hold (&server.taken, frames + RATE), ==, frames + RATE);
  g_assert_true (gaf_taken_get_heard (&server.taken, server.now, &frames));
  g_assert_cmpint (gaf_taken_hold (&server.taken, 0), ==, frames);
  g_assert_cmpint (frames, >=, RATE);
  g_rand_free (server.random);
}

/* What replaces says nothing of the room there is. */
static void
test_replaced (void)
{
  gint64 before, after;
  Server server;

  server_init (&server);
  for (guint i = 0; i < 50; i++)
    server_step (&server);
  gaf_taken_get_heard (&server.taken, server.now, &before);
  for (gint64 frames = server.pushed - 5 * BLOCK; frames < server.pushed; frames += BLOCK)
    gaf_taken_add (&server.taken, server.now, frames - CAPACITY);
  gaf_taken_get_heard (&server.taken, server.now, &after);
  g_assert_cmpint (before, ==, after);
  g_rand_free (server.random);
}

/* A server that stood still is where it was when it goes on. */
static void
test_still (void)
{
  Server server;
  gint64 frames;

  server_init (&server);
  for (guint i = 0; i < 50; i++)
    server_step (&server);
  server.now += 400 * G_TIME_SPAN_MILLISECOND;
  for (guint i = 0; i < 20; i++)
    server_step (&server);
  g_assert_true (gaf_taken_get (&server.taken, server.now, &frames));
  g_assert_cmpint (ABS (frames - server.read), <, RATE / 1000);
  /* After much longer, nothing is known. */
  g_assert_false (gaf_taken_get (&server.taken, server.now + 2 * G_USEC_PER_SEC, &frames));
  g_rand_free (server.random);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/taken/line", test_line);
  g_test_add_func ("/taken/heard", test_heard);
  g_test_add_func ("/taken/begin", test_begin);
  g_test_add_func ("/taken/hold", test_hold);
  g_test_add_func ("/taken/replaced", test_replaced);
  g_test_add_func ("/taken/still", test_still);
  return g_test_run ();
}
