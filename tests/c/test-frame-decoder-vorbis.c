/*
 * SPDX-FileCopyrightText: 2026 gaudiofile contributors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#include <gaudiofile/gaudiofile.h>
#include <math.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "core/fork-gate.h"
#include "core/warm-pool.h"
#include "formats/ogg/ogg.h"
#include "io/byte-source.h"
#include "packets/frame-decoder.h"
#include "read/libav.h"

#define RATE   22050
#define FRAMES 30000

#ifdef GAF_LIBAVCODEC
#define CHOSEN "libavcodec"
#else
#define CHOSEN "vorbisdec"
#endif

G_DEFINE_AUTOPTR_CLEANUP_FUNC (GafFrameDecoder, gaf_frame_decoder_free)

/* A file of noise, which differs with @seed; of the same @quality, headers are the same. */
static GafPacketizer *
make_stream (guint32 seed, int channels, const char *quality)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (seed);
  g_autoptr (GError) error = NULL;
  g_autoptr (GafEncodeSpec) spec = gaf_encode_spec_new ("ogg", RATE, channels);
  g_autoptr (GafWriter) writer = NULL;
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (GafByteSource) source = NULL;
  g_autofree float *samples = g_new (float, FRAMES *channels);
  GafPacketizer *packetizer;

  for (int i = 0; i < FRAMES * channels; i++)
    samples[i] = g_rand_double_range (rand, -.5, .5);
  gaf_encode_spec_set_quality (spec, quality);
  writer = gaf_writer_new_for_memory (spec, &error);
  g_assert_no_error (error);
  g_assert_true (gaf_writer_write_interleaved (writer, samples, FRAMES, NULL, &error));
  g_assert_true (gaf_writer_close (writer, NULL, &error));
  bytes = gaf_writer_steal_bytes (writer, &error);
  g_assert_no_error (error);
  source = gaf_byte_source_new_for_bytes (bytes);
  packetizer = gaf_packetizer_ogg_new (source, &error);
  g_assert_no_error (error);
  return packetizer;
}

static GafFrameDecoder *
decoder_for (const GafPacketizer *packetizer)
{
  g_autoptr (GError) error = NULL;
  GafFrameDecoder *decoder = gaf_frame_decoder_vorbis_new (packetizer, &error);

  g_assert_no_error (error);
  if (decoder == NULL)
    decoder = gaf_frame_decoder_element_new (packetizer, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (decoder->name, ==, CHOSEN);
  return decoder;
}

/* All samples of the first @n_packets, a channel behind the other in each block. */
static GArray *
decode (GafFrameDecoder *decoder, GafPacketizer *packetizer, guint n_packets)
{
  g_autoptr (GError) error = NULL;
  GArray *out = g_array_new (FALSE, FALSE, sizeof (float));
  GafPacket packet = { 0 };

  g_assert_true (gaf_packetizer_seek (packetizer, 0, 0, &error));
  while (n_packets-- > 0 && gaf_packetizer_next (packetizer, &packet, &error)) {
    const gint64 position = packet.position, n_frames = packet.n_frames;
    GafDecodedBlock block;

    g_assert_true (gaf_frame_decoder_push (decoder, &packet, TRUE, &error));
    while (gaf_frame_decoder_pop (decoder, RATE, &block, &error)) {
      g_assert_cmpint (block.position, ==, position);
      g_assert_cmpint (block.n_frames, ==, n_frames);
      g_assert_cmpint (block.channels, ==, packetizer->channels);
      for (int c = 0; c < block.channels; c++)
        for (gint64 i = 0; i < block.n_frames; i++)
          g_array_append_vals (out, block.planes[c] + i * block.stride, 1);
    }
  }
  g_assert_no_error (error);
  return out;
}

static void
assert_same (GArray *a, GArray *b)
{
  g_assert_cmpuint (a->len, >, 0);
  g_assert_cmpmem (a->data, a->len * sizeof (float), b->data, b->len * sizeof (float));
}

/* The element, which is libvorbis, is what is used where libavcodec is not installed. */
static void
test_as_libvorbis (void)
{
  for (int channels = 1; channels <= 8; channels++) {
    g_autoptr (GafPacketizer) stream = make_stream (channels, channels, NULL);
    g_autoptr (GafFrameDecoder) decoder = decoder_for (stream);
    g_autoptr (GafFrameDecoder) element = gaf_frame_decoder_element_new (stream, NULL);
    g_autoptr (GArray) ours = decode (decoder, stream, G_MAXUINT);
    g_autoptr (GArray) theirs = NULL;

    g_assert_cmpstr (element->name, ==, "vorbisdec");
    theirs = decode (element, stream, G_MAXUINT);
    g_assert_cmpuint (ours->len, ==, theirs->len);
    for (guint i = 0; i < ours->len; i++)
      g_assert_cmpfloat_with_epsilon (g_array_index (ours, float, i), g_array_index (theirs, float, i), 1e-5);
  }
}

/* A decoder that was used before gives the same bits as a new one, wherever it was left. */
static void
test_warm (void)
{
  g_autoptr (GafPacketizer) other = make_stream (1, 2, "64");
  g_autoptr (GafPacketizer) stream = make_stream (2, 2, "64");
  g_autoptr (GafFrameDecoder) decoder = decoder_for (stream);
  g_autoptr (GArray) as_new = decode (decoder, stream, G_MAXUINT);

  g_clear_pointer (&decoder, gaf_frame_decoder_free);
  for (guint n = 0; n < 20; n++) {
    g_autoptr (GafFrameDecoder) again = NULL;
    g_autoptr (GArray) out = NULL;

    decoder = decoder_for (other);
    g_array_unref (decode (decoder, other, n));
    if (n % 3 == 2) { /* it is damaged where it was left */
      const guint8 noise[50] = { 0, 255, 3, n, 77, 0xc3 };
      GafPacket packet = { gst_buffer_new_memdup (noise, sizeof noise), 0, -1, FALSE };

      gaf_frame_decoder_push (decoder, &packet, TRUE, NULL);
    }
    g_clear_pointer (&decoder, gaf_frame_decoder_free);
    again = decoder_for (stream);
    if (strcmp (CHOSEN, "libavcodec") == 0)
      g_assert_true (again->warm);
    out = decode (again, stream, G_MAXUINT);
    assert_same (out, as_new);
  }
}

/* One that is in use is not given away, nor one of other headers. */
static void
test_own_decoder (void)
{
  g_autoptr (GafPacketizer) stream = make_stream (3, 2, "64");
  g_autoptr (GafPacketizer) better = make_stream (3, 2, "96");
  g_autoptr (GafFrameDecoder) decoder = decoder_for (stream);
  g_autoptr (GArray) half = decode (decoder, stream, 10);
  g_autoptr (GafFrameDecoder) second = decoder_for (stream);
  g_autoptr (GArray) whole = decode (second, stream, G_MAXUINT);
  g_autoptr (GafFrameDecoder) third = NULL;

  g_assert_true (decoder != second);
  g_assert_cmpmem (half->data, half->len * sizeof (float), whole->data, half->len * sizeof (float));
  g_clear_pointer (&decoder, gaf_frame_decoder_free);
  third = decoder_for (better);
  g_assert_false (third->warm);
}

/* What is no audio, and what is damaged, gives nothing; the rest is as good as before. */
static void
test_damage (void)
{
  g_autoptr (GafPacketizer) stream = make_stream (4, 1, "64");
  g_autoptr (GafFrameDecoder) decoder = decoder_for (stream);
  g_autoptr (GArray) before = decode (decoder, stream, G_MAXUINT);
  g_autoptr (GArray) after = NULL;
  g_autoptr (GRand) rand = g_rand_new_with_seed (5);

  for (int n = 0; n < 2000; n++) {
    guint8 noise[100];
    const gsize size = g_rand_int_range (rand, 0, sizeof noise);
    GafPacket packet = { NULL, 0, -1, FALSE };
    GafDecodedBlock block;

    for (gsize i = 0; i < sizeof noise; i++)
      noise[i] = g_rand_int (rand);
    if (n % 5 == 0)
      memcpy (noise, "\1vorbis\0\0\0\0\2\1\1\1\1", 16);
    packet.data = size > 0 ? gst_buffer_new_memdup (noise, size) : gst_buffer_new ();
    if (gaf_frame_decoder_push (decoder, &packet, TRUE, NULL) && gaf_frame_decoder_pop (decoder, RATE, &block, NULL))
      g_assert_cmpint (block.channels, ==, 1);
    g_assert_null (packet.data);
  }
  gaf_frame_decoder_flush (decoder);
  after = decode (decoder, stream, G_MAXUINT);
  assert_same (after, before);
}

static void
count (gpointer data)
{
  ++*(int *) data;
}

static void
test_pool (void)
{
  GafWarmPool pool = { .destroy = count };
  g_autoptr (GBytes) key = g_bytes_new_static ("a", 1);
  g_autoptr (GBytes) same = g_bytes_new_static ("a", 1);
  g_autoptr (GBytes) other = g_bytes_new_static ("b", 1);
  int destroyed[GAF_WARM_POOL_SIZE + 2] = { 0 };

  g_assert_null (gaf_warm_pool_take (&pool, key));
  gaf_warm_pool_give (&pool, key, &destroyed[0]);
  g_assert_null (gaf_warm_pool_take (&pool, other));
  g_assert_true (gaf_warm_pool_take (&pool, same) == &destroyed[0]);
  g_assert_null (gaf_warm_pool_take (&pool, key));

  for (gsize i = 0; i < G_N_ELEMENTS (destroyed); i++) /* more than it keeps: the first go */
    gaf_warm_pool_give (&pool, i % 2 == 0 ? key : other, &destroyed[i]);
  for (gsize i = 0; i < G_N_ELEMENTS (destroyed); i++)
    g_assert_cmpint (destroyed[i], ==, i < 2);
  g_assert_true (gaf_warm_pool_take (&pool, other) == &destroyed[GAF_WARM_POOL_SIZE + 1]);
  g_assert_true (gaf_warm_pool_take (&pool, key) == &destroyed[GAF_WARM_POOL_SIZE]);
}

/* A child has none of its parent's, and makes its own. */
static void
test_pool_and_fork (void)
{
  GafWarmPool pool = { .destroy = count };
  g_autoptr (GBytes) key = g_bytes_new_static ("a", 1);
  int destroyed = 0, status;
  pid_t pid;

  gaf_fork_gate_install ();
  gaf_warm_pool_give (&pool, key, &destroyed);
  pid = fork ();
  if (pid == 0) {
    gboolean ok = gaf_warm_pool_take (&pool, key) == NULL && destroyed == 1;

    gaf_warm_pool_give (&pool, key, &destroyed);
    _exit (ok && gaf_warm_pool_take (&pool, key) == &destroyed ? 0 : 1);
  }
  g_assert_cmpint (waitpid (pid, &status, 0), ==, pid);
  g_assert_true (WIFEXITED (status) && WEXITSTATUS (status) == 0);
  g_assert_true (gaf_warm_pool_take (&pool, key) == &destroyed);
}

static gpointer
take_and_give (gpointer data)
{
  static const char names[] = "abc";
  GafWarmPool *pool = data;

  for (int i = 0; i < 20000; i++) {
    g_autoptr (GBytes) key = g_bytes_new_static (names + i % 3, 1);
    int *thing = gaf_warm_pool_take (pool, key);

    if (thing == NULL)
      thing = g_new0 (int, 1);
    g_assert_cmpint ((*thing)++, ==, 0); /* nobody else has it */
    (*thing)--;
    gaf_warm_pool_give (pool, key, thing);
  }
  return NULL;
}

static void
test_pool_and_threads (void)
{
  static GafWarmPool pool = { .destroy = g_free };
  GThread *threads[4];

  for (gsize i = 0; i < G_N_ELEMENTS (threads); i++)
    threads[i] = g_thread_new ("pool", take_and_give, &pool);
  for (gsize i = 0; i < G_N_ELEMENTS (threads); i++)
    g_thread_join (threads[i]);
}

int
main (int argc, char *argv[])
{
  gst_init (NULL, NULL);
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/frame-decoder/vorbis/as-libvorbis", test_as_libvorbis);
  g_test_add_func ("/frame-decoder/vorbis/warm", test_warm);
  g_test_add_func ("/frame-decoder/vorbis/own-decoder", test_own_decoder);
  g_test_add_func ("/frame-decoder/vorbis/damage", test_damage);
  g_test_add_func ("/warm-pool/order", test_pool);
  g_test_add_func ("/warm-pool/fork", test_pool_and_fork);
  g_test_add_func ("/warm-pool/threads", test_pool_and_threads);
  return g_test_run ();
}
