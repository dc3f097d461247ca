/*
 * SPDX-FileCopyrightText: 2026 gaudiofile contributors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

/* A GafSource of the program, by its C functions; by read_frames() it is tested in tests/python/test_source.py. */

#include <gaudiofile/gaudiofile.h>

#include "test-util.h"

#define RATE     8000
#define FRAMES   10000
#define CHANNELS 2

#define RAMP_TYPE (ramp_get_type ())
G_DECLARE_FINAL_TYPE (Ramp, ramp, TEST, RAMP, GObject)

struct _Ramp {
  GObject parent_instance;
  gint64 position;
  gint64 lie; /* what read() says instead; 0: the truth */
};

static void source_iface_init (GafSourceInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (Ramp, ramp, G_TYPE_OBJECT, G_IMPLEMENT_INTERFACE (GAF_TYPE_SOURCE, source_iface_init))

static void
ramp_class_init (RampClass *klass)
{
}

static void
ramp_init (Ramp *self)
{
}

static void
describe (GafSource *source, double *rate, guint *channels)
{
  *rate = RATE;
  *channels = CHANNELS;
}

static gint64
read_planes (GafSource *source, float *const *planes, gint64 n_frames, GCancellable *cancellable, GError **error)
{
  Ramp *self = TEST_RAMP (source);
  const gint64 n = MIN (n_frames, FRAMES - self->position);

  for (gint64 i = 0; i < n; i++) {
    planes[0][i] = (float) (self->position + i) / FRAMES;
    planes[1][i] = -planes[0][i];
  }
  if (self->lie != 0)
    return self->lie;
  self->position += n;
  return n;
}

static void
source_iface_init (GafSourceInterface *iface)
{
  iface->describe = describe;
  iface->read = read_planes;
}

static void
test_blocks (void)
{
  for (GafLayout layout = GAF_LAYOUT_PLANAR; layout <= GAF_LAYOUT_INTERLEAVED; layout++) {
    g_autoptr (Ramp) ramp = g_object_new (RAMP_TYPE, NULL);
    GafSource *source = GAF_SOURCE (ramp);
    gint64 done = 0;

    for (;;) {
      g_autoptr (GError) error = NULL;
      g_autoptr (GafBlock) block = gaf_source_read_frames (source, 3000, layout, NULL, &error);
      const float *samples;
      gint64 n;

      g_assert_no_error (error);
      g_assert_cmpint (gaf_block_get_layout (block), ==, layout);
      n = gaf_block_get_n_frames (block);
      if (n == 0)
        break;
      samples = g_bytes_get_data (gaf_block_get_bytes (block), NULL);
      for (gint64 i = 0; i < n; i++)
        for (guint c = 0; c < CHANNELS; c++)
          g_assert_cmpfloat (samples[layout == GAF_LAYOUT_PLANAR ? c * n + i : i * CHANNELS + c], ==,
                             (c == 0 ? 1 : -1) * (float) (done + i) / FRAMES);
      done += n;
      g_assert_cmpint (gaf_source_tell (source), ==, done);
    }
    g_assert_cmpint (done, ==, FRAMES);
    g_assert_true (gaf_source_get_exact_duration (source));
    g_assert_cmpint (gaf_source_get_n_frames (source), ==, FRAMES);
  }
}

static void
test_lies (void)
{
  static const gint64 lies[] = { -1, -5, 11, G_MAXINT64, G_MININT64 };

  for (gsize i = 0; i < G_N_ELEMENTS (lies); i++) {
    g_autoptr (Ramp) ramp = g_object_new (RAMP_TYPE, NULL);
    g_autoptr (GError) error = NULL;
    float left[10], right[10];
    float *planes[] = { left, right };

    ramp->lie = lies[i];
    g_assert_cmpint (gaf_source_read (GAF_SOURCE (ramp), planes, 10, NULL, &error), ==, -1);
    g_assert_error (error, GAF_ERROR, GAF_ERROR_INVALID_ARGUMENT);
    g_assert_true (strstr (error->message, "The source Ramp") != NULL);
    g_assert_cmpint (gaf_source_tell (GAF_SOURCE (ramp)), ==, 0);
  }
}

static void
test_resampled (void)
{
  g_autoptr (Ramp) ramp = g_object_new (RAMP_TYPE, NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (GafResampledReader) resampled =
      gaf_resampled_reader_new (GAF_SOURCE (ramp), 2 * RATE, GAF_RESAMPLE_QUALITY_WINDOWED_SINC_32, &error);
  g_autoptr (GafBlock) block = NULL;
  const float *samples;

  g_assert_no_error (error);
  block = gaf_source_read_frames (GAF_SOURCE (resampled), 3 * FRAMES, GAF_LAYOUT_PLANAR, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpint (gaf_block_get_n_frames (block), ==, 2 * FRAMES);
  samples = g_bytes_get_data (gaf_block_get_bytes (block), NULL);
  for (gint64 i = 200; i < 2 * FRAMES - 200; i++)
    g_assert_cmpfloat_with_epsilon (samples[i], i / (2.0 * FRAMES), 1e-5);
}

/* {{{ a reader that several things read at once */

#define ROUNDS 300
#define PIECE  37

static GBytes *
make_noise_wav (void)
{
  g_autoptr (GafEncodeSpec) spec = gaf_encode_spec_new ("wav", RATE, CHANNELS);
  g_autoptr (GafWriter) writer = gaf_writer_new_for_memory (spec, NULL);
  g_autofree float *noise = g_new (float, FRAMES);
  const float *planes[] = { noise, noise };

  for (gint64 i = 0; i < FRAMES; i++)
    noise[i] = g_test_rand_double_range (-0.5, 0.5);
  g_assert_true (gaf_writer_write (writer, planes, FRAMES, NULL, NULL));
  g_assert_true (gaf_writer_close (writer, NULL, NULL));
  return gaf_writer_steal_bytes (writer, NULL);
}

/* What reads the reader: at another rate, or as one channel. */
static GafSource *
wrap (GafReader *reader, gboolean resampled)
{
  if (resampled)
    return (GafSource *) gaf_resampled_reader_new (GAF_SOURCE (reader), 1.5 * RATE, GAF_RESAMPLE_QUALITY_LINEAR, NULL);
  return (GafSource *) gaf_converted_reader_new (GAF_SOURCE (reader), 0, 1, NULL, 0,
                                                 GAF_RESAMPLE_QUALITY_WINDOWED_SINC_32, NULL);
}

/* The first channel in small pieces, each of which is a read of the reader. */
static gint64
read_pieces (GafSource *source, float *samples)
{
  float other[PIECE];
  gint64 done = 0, got;

  g_assert_true (gaf_source_seek (source, 0, NULL, NULL));
  do {
    float *planes[] = { samples + done, other };

    got = gaf_source_read (source, planes, PIECE, NULL, NULL);
    g_assert_cmpint (got, >=, 0);
    done += got;
  } while (got > 0);
  return done;
}

/* Frames that are not what they are when nobody else reads. */
static guint
count_wrong (GafReader *shared, GBytes *wav, gboolean resampled)
{
  g_autoptr (GafReader) own = gaf_reader_new_for_bytes (wav, NULL, NULL);
  g_autoptr (GafSource) alone = wrap (own, resampled);
  g_autoptr (GafSource) beside = wrap (shared, resampled);
  g_autofree float *expected = g_new (float, 2 * FRAMES), *got = g_new (float, 2 * FRAMES);
  const gint64 n = read_pieces (alone, expected);
  guint n_wrong = 0;

  for (guint round = 0; round < ROUNDS; round++) {
    n_wrong += read_pieces (beside, got) != n;
    for (gint64 i = 0; i < n; i++)
      n_wrong += got[i] != expected[i];
  }
  return n_wrong;
}

typedef struct {
  GafReader *reader;
  GBytes *wav;
  gint stop; /* atomic */
} Shared;

static gpointer
read_mono (gpointer data)
{
  Shared *self = data;

  return GUINT_TO_POINTER (count_wrong (self->reader, self->wav, FALSE));
}

static gpointer
move_about (gpointer data)
{
  Shared *self = data;
  float left[PIECE], right[PIECE];
  float *planes[] = { left, right };

  for (guint i = 0; !g_atomic_int_get (&self->stop); i++) {
    g_assert_true (gaf_reader_seek (self->reader, i * 7919 % (FRAMES - PIECE), NULL, NULL));
    g_assert_cmpint (gaf_reader_read (self->reader, planes, PIECE, NULL, NULL), >=, 0); /* others move it too */
  }
  return NULL;
}

static void
test_shared (void)
{
  g_autoptr (GBytes) wav = make_noise_wav ();
  g_autoptr (GafReader) reader = gaf_reader_new_for_bytes (wav, NULL, NULL);
  Shared shared = { reader, wav, FALSE };
  GThread *mover = g_thread_new ("mover", move_about, &shared);
  GThread *mono = g_thread_new ("mono", read_mono, &shared);

  g_assert_cmpuint (count_wrong (reader, wav, TRUE), ==, 0);
  g_assert_cmpuint (GPOINTER_TO_UINT (g_thread_join (mono)), ==, 0);
  g_atomic_int_set (&shared.stop, TRUE);
  g_thread_join (mover);
}

/* }}} */

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/source/blocks", test_blocks);
  g_test_add_func ("/source/lies", test_lies);
  g_test_add_func ("/source/resampled", test_resampled);
  g_test_add_func ("/source/shared", test_shared);
  return g_test_run ();
}
