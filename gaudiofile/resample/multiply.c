/*
 * SPDX-FileCopyrightText: 2026 gaudiofile contributors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#include "resample/multiply.h"

#include <math.h>

#include "samples/vector.h"

/*
 * A processor multiplies and adds two vectors in a cycle, but loads little more, and has to wait four cycles for what
 * it adds to. So there are about twelve vectors of sums, each of which waits for none of the others, and what is loaded
 * is used for all of them: a row of weights for all columns, and a sample for all lanes.
 */

#define LANES GAF_RESAMPLE_LANES

#define INLINE static inline __attribute__ ((always_inline))

/*
 * Defines @name##_add(), which adds @n rows from row @i on, in steps of @step, to the sums of @n_columns columns; and
 * @name(), which is all of gaf_resample_multiply() for them. @Vector: of which @n_vectors make up all lanes. @n_rows:
 * so many are loaded at once, for each column's address to be looked up less often; this changes no sum.
 */
#define DEFINE_FOR_VECTOR(name, Vector, n_vectors, n_rows)                                                             \
  INLINE void name##_add (Vector (*sums)[n_vectors], guint n_columns, const float *weights,                            \
                          const float *const *inputs, gssize i, gsize n, const gssize step)                            \
  {                                                                                                                    \
    for (; n >= n_rows; n -= n_rows, i += n_rows * step) {                                                             \
      Vector row[n_rows][n_vectors];                                                                                   \
                                                                                                                       \
      _Pragma ("GCC unroll 8") for (guint k = 0; k < n_rows; k++)                                                      \
          _Pragma ("GCC unroll 8") for (guint v = 0; v < n_vectors; v++) row[k][v] =                                   \
              *(const Vector *) (weights + (i + k * step) * LANES + v * (LANES / n_vectors));                          \
      _Pragma ("GCC unroll 16") for (guint c = 0; c < n_columns; c++)                                                  \
          _Pragma ("GCC unroll 8") for (guint k = 0; k < n_rows; k++)                                                  \
              _Pragma ("GCC unroll 8") for (guint v = 0; v < n_vectors; v++) sums[c][v] +=                             \
          row[k][v] * inputs[c][i + k * step];                                                                         \
    }                                                                                                                  \
    for (; n > 0; n--, i += step)                                                                                      \
      _Pragma ("GCC unroll 16") for (guint c = 0; c < n_columns; c++)                                                  \
          _Pragma ("GCC unroll 8") for (guint v = 0; v < n_vectors; v++) sums[c][v] +=                                 \
          *(const Vector *) (weights + i * LANES + v * (LANES / n_vectors)) * inputs[c][i];                            \
  }                                                                                                                    \
                                                                                                                       \
  INLINE void name (const GafResampleRows *rows, const float *const *inputs, guint n_columns, float (*results)[LANES]) \
  {                                                                                                                    \
    Vector low[GAF_RESAMPLE_COLUMNS][n_vectors] = { 0 }, high[GAF_RESAMPLE_COLUMNS][n_vectors] = { 0 };                \
                                                                                                                       \
    name##_add (low, n_columns, rows->weights, inputs, 0, rows->n_low, 1);                                             \
    name##_add (high, n_columns, rows->weights, inputs, (gssize) rows->n - 1, rows->n - rows->n_low, -1);              \
    _Pragma ("GCC unroll 16") for (guint c = 0; c < n_columns; c++)                                                    \
        _Pragma ("GCC unroll 8") for (guint v = 0; v < n_vectors; v++)                                                 \
    {                                                                                                                  \
      *(Vector *) (results[c] + v * (LANES / n_vectors)) = low[c][v] + high[c][v];                                     \
    }                                                                                                                  \
  }

typedef void (*Multiply) (const GafResampleRows *rows, const float *const *inputs, float (*results)[LANES]);

/* A version of @name() for one number of columns. */
#define DEFINE_COLUMNS(attributes, name, n_columns)                                                   \
  attributes static void name##_##n_columns (const GafResampleRows *rows, const float *const *inputs, \
                                             float (*results)[LANES])                                 \
  {                                                                                                   \
    name (rows, inputs, n_columns, results);                                                          \
  }

typedef struct {
  guint n_columns;
  Multiply multiply;
} Version;

/* 16 registers for vectors of 8 */
DEFINE_FOR_VECTOR (by_8, GafVector, 2, 1)
DEFINE_COLUMNS (GAF_FOR_WIDE_VECTORS, by_8, 6)
DEFINE_COLUMNS (GAF_FOR_WIDE_VECTORS, by_8, 4)
DEFINE_COLUMNS (GAF_FOR_WIDE_VECTORS, by_8, 2)
DEFINE_COLUMNS (GAF_FOR_WIDE_VECTORS, by_8, 1)

static const Version versions_8[] = { { 6, by_8_6 }, { 4, by_8_4 }, { 2, by_8_2 }, { 1, by_8_1 } };

#ifdef GAF_WIDE_VECTORS
/* 32 registers for vectors of 16 */
DEFINE_FOR_VECTOR (by_16, GafVector16, 1, 4)
DEFINE_COLUMNS (GAF_FOR_WIDEST_VECTORS, by_16, 12)
DEFINE_COLUMNS (GAF_FOR_WIDEST_VECTORS, by_16, 8)
DEFINE_COLUMNS (GAF_FOR_WIDEST_VECTORS, by_16, 4)
DEFINE_COLUMNS (GAF_FOR_WIDEST_VECTORS, by_16, 2)
DEFINE_COLUMNS (GAF_FOR_WIDEST_VECTORS, by_16, 1)

static const Version versions_16[] = { { 12, by_16_12 },
                                       { 8, by_16_8 },
                                       { 4, by_16_4 },
                                       { 2, by_16_2 },
                                       { 1, by_16_1 } };
#endif

static const Version *
get_versions (void)
{
#ifdef GAF_WIDE_VECTORS
  if (gaf_vector_is_widest ())
    return versions_16;
#endif
  return versions_8;
}

/* One column in which not all is finite. 0 × infinity is not a number; where the weight is 0, the input is taken as 0.
 * First what is finite, by the same function as elsewhere: whether a product is rounded before it is added is the
 * compiler's choice, which it makes anew for each loop, and what is finite is to have the same bits. */
static void
multiply_carefully (const GafResampleRows *rows, const float *input, float (*results)[LANES])
{
  g_autofree float *finite = g_new (float, rows->n);
  const float *const inputs[] = { finite };

  for (guint i = 0; i < rows->n; i++)
    finite[i] = isfinite (input[i]) ? input[i] : 0;
  by_8_1 (rows, inputs, results);
  for (guint i = 0; i < rows->n; i++)
    if (!isfinite (input[i]))
      for (guint lane = 0; lane < LANES; lane++)
        if (rows->weights[i * LANES + lane] != 0)
          results[0][lane] += rows->weights[i * LANES + lane] * input[i];
}

guint
gaf_resample_count_columns (const GafResampleRows *rows, gint64 n)
{
  const Version *version = get_versions ();

  if (rows->is_careful)
    return 1;
  while (version->n_columns > n)
    version++;
  return version->n_columns;
}

void
gaf_resample_multiply (const GafResampleRows *rows, const float *const *inputs, guint n_columns, float (*sums)[LANES])
{
  const Version *version = get_versions ();

  if (rows->is_careful) {
    multiply_carefully (rows, inputs[0], sums);
    return;
  }
  while (version->n_columns != n_columns)
    version++;
  version->multiply (rows, inputs, sums);
}

/* 0 × infinity and 0 × not a number are not a number, and stay so. */
GAF_FOR_WIDE_VECTORS static gboolean
are_finite (const float *samples, gint64 n)
{
  GafVector sums = { 0 };
  float sum = 0;
  gint64 i = 0;

  for (; i + 8 <= n; i += 8)
    sums += *(const GafVector *) (samples + i) * 0;
  for (; i < n; i++)
    sum += samples[i] * 0;
  for (guint lane = 0; lane < 8; lane++)
    sum += sums[lane];
  return sum == 0;
}

/* A function of its own, because what has several versions for the linker to choose from is always exported. */
gboolean
gaf_resample_are_finite (const float *samples, gint64 n)
{
  return are_finite (samples, n);
}
