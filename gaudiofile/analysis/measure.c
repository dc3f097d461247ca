/*
 * SPDX-FileCopyrightText: 2026 gaudiofile contributors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#include "analysis/measure.h"

#include <math.h>

#include "core/late-library.h"
#include "gaf-error.h"

#ifdef GAF_EBUR128

#include <ebur128.h>

#define FUNCTIONS(F)           \
  F (ebur128_init)             \
  F (ebur128_destroy)          \
  F (ebur128_set_channel)      \
  F (ebur128_add_frames_float) \
  F (ebur128_loudness_window)  \
  F (ebur128_loudness_global)  \
  F (ebur128_loudness_range)   \
  F (ebur128_true_peak)        \
  F (ebur128_sample_peak)

typedef struct {
#define F(name) __typeof__ (&name) name;
  FUNCTIONS (F)
#undef F
} Library;

static const Library *
get_library (void)
{
#define F(name) #name,
  static const char *const names[] = { FUNCTIONS (F) NULL };
#undef F
  static Library library;
  static gsize state = 0; /* 1: it is there, 2: it is not */

  if (g_once_init_enter (&state)) {
    const gboolean ok = gaf_late_library_load ("libebur128.so.1", names, (gpointer *) (void *) &library);

    g_once_init_leave (&state, ok ? 1 : 2);
  }
  return state == 1 ? &library : NULL;
}

/* Tenths of a second that a loudness is of. */
#define MOMENTARY  4
#define SHORT_TERM 30
/* Frames that are handed over at a time, side by side. */
#define PIECE 4096

struct _GafMeasure {
  const Library *library;
  ebur128_state *state;
  guint channels;
  guint tenth;                 /* frames */
  guint n_of_tenth;            /* that are over */
  double energies[SHORT_TERM]; /* of the last tenths; a ring */
  guint64 n_tenths;
  GArray *momentary, *short_term;
  float *samples; /* PIECE frames */
};

/* {{{ channels */

/* By GstAudioChannelPosition; those that are not here are as loud as the ones in front. */
static int
channel_of (guint position)
{
  switch (position) {
  case 0:
    return EBUR128_LEFT;
  case 1:
    return EBUR128_RIGHT;
  case 2:
    return EBUR128_CENTER;
  case 3: /* low frequencies do not count */
  case 9:
    return EBUR128_UNUSED;
  case 4: /* behind, and at the sides */
  case 10:
    return EBUR128_LEFT_SURROUND;
  case 5:
  case 11:
    return EBUR128_RIGHT_SURROUND;
  default:
    return EBUR128_CENTER;
  }
}

static void
set_channels (GafMeasure *self, guint64 mask)
{
  guint channel = 0;

  if (self->channels < 3 || (guint) __builtin_popcountll (mask) != self->channels)
    return;
  for (guint position = 0; position < 64; position++)
    if (mask >> position & 1)
      self->library->ebur128_set_channel (self->state, channel++, channel_of (position));
}

/* }}} */

GafMeasure *
gaf_measure_new (double rate, guint channels, guint64 mask, GError **error)
{
  const Library *library = get_library ();
  GafMeasure *self;
  ebur128_state *state;

  if (library == NULL) {
    g_set_error (error, GAF_ERROR, GAF_ERROR_MISSING_PLUGIN,
                 "Loudness is measured by libebur128, which is not installed: apt install libebur128-1");
    return NULL;
  }
  state = library->ebur128_init (channels, (unsigned long) llround (rate),
                                 EBUR128_MODE_I | EBUR128_MODE_TRUE_PEAK | EBUR128_MODE_SAMPLE_PEAK);
  if (state == NULL) {
    g_set_error (error, GAF_ERROR, GAF_ERROR_UNSUPPORTED,
                 "libebur128 cannot measure the loudness of %u channels at %g Hz", channels, rate);
    return NULL;
  }
  self = g_new0 (GafMeasure, 1);
  self->library = library;
  self->state = state;
  self->channels = channels;
  self->tenth = MAX (llround (rate / 10), 1);
  self->momentary = g_array_new (FALSE, FALSE, sizeof (float));
  self->short_term = g_array_new (FALSE, FALSE, sizeof (float));
  self->samples = g_new (float, PIECE *channels);
  set_channels (self, mask);
  return self;
}

void
gaf_measure_free (GafMeasure *self)
{
  if (self == NULL)
    return;
  self->library->ebur128_destroy (&self->state);
  g_array_unref (self->momentary);
  g_array_unref (self->short_term);
  g_free (self->samples);
  g_free (self);
}

/* {{{ tenths of a second */

static float
loudness_of (const GafMeasure *self, guint n_tenths)
{
  const guint n = MIN (n_tenths, self->n_tenths);
  double energy = 0;

  for (guint i = 1; i <= n; i++)
    energy += self->energies[(self->n_tenths - i) % SHORT_TERM];
  return energy > 0 ? 10 * log10 (energy / n) - 0.691 : -INFINITY;
}

/* A loudness is the logarithm of an energy: of tenths of a second it is kept, longer times are means of them. */
static void
end_tenth (GafMeasure *self)
{
  double loudness = -INFINITY;
  float value;

  self->library->ebur128_loudness_window (self->state, 100, &loudness);
  self->energies[self->n_tenths++ % SHORT_TERM] = isfinite (loudness) ? pow (10, (loudness + 0.691) / 10) : 0;
  value = loudness_of (self, MOMENTARY);
  g_array_append_val (self->momentary, value);
  value = loudness_of (self, SHORT_TERM);
  g_array_append_val (self->short_term, value);
  self->n_of_tenth = 0;
}

/* }}} */

/* Side by side. What is not a number, or infinite, would be in the filters for ever, and counts as zero. */
static void
interleave (GafMeasure *self, const float *const *planes, gint64 from, guint n)
{
  for (guint c = 0; c < self->channels; c++)
    for (guint i = 0; i < n; i++) {
      const float x = planes[c][from + i];

      self->samples[i * self->channels + c] = isfinite (x) ? x : 0;
    }
}

gboolean
gaf_measure_add (GafMeasure *self, const float *const *planes, gint64 n_frames, GError **error)
{
  gint64 done = 0;

  while (done < n_frames) {
    const guint n = MIN (MIN (n_frames - done, PIECE), self->tenth - self->n_of_tenth);

    interleave (self, planes, done, n);
    if (self->library->ebur128_add_frames_float (self->state, self->samples, n) != EBUR128_SUCCESS) {
      g_set_error (error, GAF_ERROR, GAF_ERROR_LIMIT, "There is no memory to measure the loudness of more");
      return FALSE;
    }
    done += n;
    self->n_of_tenth += n;
    if (self->n_of_tenth == self->tenth)
      end_tenth (self);
  }
  return TRUE;
}

/* {{{ loudness range */

static double
energy_of (float loudness)
{
  return pow (10, (loudness + 0.691) / 10);
}

static int
compare_floats (gconstpointer a, gconstpointer b)
{
  const float first = *(const float *) a, second = *(const float *) b;

  return (first > second) - (first < second);
}

/* Those of at least @gate, from @from on. */
static GArray *
louder_than (const GArray *values, guint from, double gate)
{
  GArray *louder = g_array_new (FALSE, FALSE, sizeof (float));

  for (guint i = from; i < values->len; i++)
    if (g_array_index (values, float, i) >= gate)
      g_array_append_val (louder, g_array_index (values, float, i));
  return louder;
}

/* EBU Tech 3342: from the 10th to the 95th percentile of the short-term loudness, of what is above -70 LUFS and no more
 * than 20 LU below the mean of that. Each tenth of a second: libebur128 takes each second, which misses what varies
 * faster. */
static double
get_range (const GArray *short_term)
{
  g_autoptr (GArray) heard = louder_than (short_term, SHORT_TERM - 1, -70);
  g_autoptr (GArray) taken = NULL;
  double energy = 0;

  for (guint i = 0; i < heard->len; i++)
    energy += energy_of (g_array_index (heard, float, i));
  if (heard->len == 0)
    return 0;
  taken = louder_than (heard, 0, 10 * log10 (energy / heard->len) - 0.691 - 20);
  g_array_sort (taken, compare_floats);
  return (double) g_array_index (taken, float, (guint) ((taken->len - 1) * 0.95 + 0.5))
         - g_array_index (taken, float, (guint) ((taken->len - 1) * 0.10 + 0.5));
}

/* }}} */

void
gaf_measure_end (GafMeasure *self, GafMeasured *measured)
{
  *measured = (GafMeasured){ .integrated = -INFINITY };
  self->library->ebur128_loudness_global (self->state, &measured->integrated);
  measured->range = get_range (self->short_term);
  for (guint c = 0; c < self->channels; c++) {
    double peak = 0;

    self->library->ebur128_true_peak (self->state, c, &peak);
    measured->true_peak = MAX (measured->true_peak, peak);
    self->library->ebur128_sample_peak (self->state, c, &peak);
    measured->peak = MAX (measured->peak, peak);
  }
}

GArray *
gaf_measure_get_momentary (GafMeasure *self)
{
  return self->momentary;
}

GArray *
gaf_measure_get_short_term (GafMeasure *self)
{
  return self->short_term;
}

#else

GafMeasure *
gaf_measure_new (double rate, guint channels, guint64 mask, GError **error)
{
  g_set_error (error, GAF_ERROR, GAF_ERROR_UNSUPPORTED,
               "This gaudiofile was built without libebur128, which measures loudness: apt install libebur128-dev, and "
               "build it anew");
  return NULL;
}

void
gaf_measure_free (GafMeasure *self)
{
}

gboolean
gaf_measure_add (GafMeasure *self, const float *const *planes, gint64 n_frames, GError **error)
{
  return FALSE;
}

void
gaf_measure_end (GafMeasure *self, GafMeasured *measured)
{
}

GArray *
gaf_measure_get_momentary (GafMeasure *self)
{
  return NULL;
}

GArray *
gaf_measure_get_short_term (GafMeasure *self)
{
  return NULL;
}

#endif
