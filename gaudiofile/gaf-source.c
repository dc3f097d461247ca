/*
 * SPDX-FileCopyrightText: 2026 gaudiofile contributors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#include "gaf-source.h"

#include <math.h>
#include <string.h>

#include "core/fork-gate.h"
#include "core/limits.h"
#include "core/memory.h"
#include "gaf-error.h"
#include "gaf-private.h"

G_DEFINE_INTERFACE (GafSource, gaf_source, G_TYPE_OBJECT)

static void
gaf_source_default_init (GafSourceInterface *iface)
{
  /* All functions are NULL: those below do what an implementation leaves out. */
}

/* sources of the program */

/* What is kept of a source that is not one of the library's own: what must not change, and what it does not count
 * itself. */
typedef struct {
  GMutex lock;
  double rate;
  guint channels;  /* 0: describe() did not tell yet */
  gint64 position; /* where there is no tell() */
  gint64 n_frames; /* where there is no get_n_frames(): the furthest frame so far */
  gboolean ended;
} Foreign;

static void
foreign_free (gpointer data)
{
  Foreign *foreign = data;

  g_mutex_clear (&foreign->lock);
  g_free (foreign);
}

static Foreign *
get_foreign (GafSource *self)
{
  static GMutex lock;
  static GQuark quark;
  Foreign *foreign;

  g_mutex_lock (&lock);
  if (quark == 0)
    quark = g_quark_from_static_string ("gaf-source-foreign");
  foreign = g_object_get_qdata (G_OBJECT (self), quark);
  if (foreign == NULL) {
    foreign = g_new0 (Foreign, 1);
    g_mutex_init (&foreign->lock);
    g_object_set_qdata_full (G_OBJECT (self), quark, foreign, foreign_free);
  }
  g_mutex_unlock (&lock);
  return foreign;
}

static void
moved (GafSource *self, gint64 position, gboolean ended)
{
  Foreign *foreign = get_foreign (self);

  g_mutex_lock (&foreign->lock);
  foreign->position = position;
  foreign->n_frames = MAX (foreign->n_frames, position);
  foreign->ended |= ended;
  g_mutex_unlock (&foreign->lock);
}

static gboolean G_GNUC_PRINTF (3, 4) fault (GafSource *self, GError **error, const char *format, ...)
{
  g_autofree char *what = NULL;
  va_list arguments;

  va_start (arguments, format);
  what = g_strdup_vprintf (format, arguments);
  va_end (arguments);
  g_set_error (error, GAF_ERROR, GAF_ERROR_INVALID_ARGUMENT, "The source %s %s", G_OBJECT_TYPE_NAME (self), what);
  return FALSE;
}

/* Calls a function of the program's source with the fork gate open. */
#define CALL(result, call)                      \
  G_STMT_START                                  \
  {                                             \
    const guint depth = gaf_fork_gate_pause (); \
    (result) = (call);                          \
    gaf_fork_gate_resume (depth);               \
  }                                             \
  G_STMT_END

/* An implementation says what is wrong by an error, or returns something: both or neither is put right. */
static gboolean
settle (GafSource *self, gboolean ok, const char *function, GError *failure, GError **error)
{
  if (failure != NULL) {
    g_propagate_error (error, failure);
    return FALSE;
  }
  return ok || fault (self, error, "failed in %s() and did not say why", function);
}

/* info */

/* What was told first counts: those who read have made room for so many channels. */
static void
describe_foreign (GafSource *self, double *rate, guint *channels)
{
  const GafSourceInterface *iface = GAF_SOURCE_GET_IFACE (self);
  Foreign *foreign = get_foreign (self);
  double told_rate = 0;
  guint told_channels = 0;
  gboolean known;

  g_mutex_lock (&foreign->lock);
  known = foreign->channels > 0;
  g_mutex_unlock (&foreign->lock);
  if (!known && iface->describe != NULL) {
    const guint depth = gaf_fork_gate_pause ();

    iface->describe (self, &told_rate, &told_channels);
    gaf_fork_gate_resume (depth);
  }

  g_mutex_lock (&foreign->lock);
  if (foreign->channels == 0 && told_channels <= GAF_LIMIT_CHANNELS && told_rate > 0 && isfinite (told_rate)) {
    foreign->rate = told_rate;
    foreign->channels = told_channels;
  }
  *rate = foreign->channels > 0 ? foreign->rate : 0;
  *channels = foreign->channels;
  g_mutex_unlock (&foreign->lock);
}

/**
 * gaf_source_describe:
 * @self: a source
 * @rate: (out) (optional): frames per second, Hz
 * @channels: (out) (optional): the number of channels
 *
 * Tells the sample rate and the number of channels, which stay the same for as long as the source lives. Both are 0
 * while the source does not tell a rate above zero and from 1 to 64 channels; it cannot be read then.
 *
 * Since: 0.1
 */
void
gaf_source_describe (GafSource *self, double *rate, guint *channels)
{
  const GafSourceInterface *iface;
  double told_rate = 0;
  guint told_channels = 0;

  if (rate != NULL)
    *rate = 0;
  if (channels != NULL)
    *channels = 0;
  g_return_if_fail (GAF_IS_SOURCE (self));

  iface = GAF_SOURCE_GET_IFACE (self);
  if (iface->trusted)
    iface->describe (self, &told_rate, &told_channels);
  else
    describe_foreign (self, &told_rate, &told_channels);
  if (rate != NULL)
    *rate = told_rate;
  if (channels != NULL)
    *channels = told_channels;
}

/**
 * gaf_source_get_rate:
 * @self: a source
 *
 * Tells the sample rate, in which all positions and lengths of the source are counted.
 *
 * Returns: frames per second, Hz; 0 as [method@Source.describe] tells
 * Since: 0.1
 */
double
gaf_source_get_rate (GafSource *self)
{
  double rate;

  gaf_source_describe (self, &rate, NULL);
  return rate;
}

/**
 * gaf_source_get_channels:
 * @self: a source
 *
 * Tells how many channels the source has, the same from its beginning to its end.
 *
 * Returns: the number of channels; 0 as [method@Source.describe] tells
 * Since: 0.1
 */
guint
gaf_source_get_channels (GafSource *self)
{
  guint channels;

  gaf_source_describe (self, NULL, &channels);
  return channels;
}

/**
 * gaf_source_get_channel_mask:
 * @self: a source
 *
 * Tells which loudspeakers the channels are for, as [method@Reader.get_channel_mask].
 *
 * Returns: one bit for each `GstAudioChannelPosition`, 0 if it is not known
 * Since: 0.1
 */
guint64
gaf_source_get_channel_mask (GafSource *self)
{
  const GafSourceInterface *iface;
  guint64 mask = 0;

  g_return_val_if_fail (GAF_IS_SOURCE (self), 0);

  iface = GAF_SOURCE_GET_IFACE (self);
  if (iface->trusted)
    return iface->get_channel_mask (self);
  if (iface->get_channel_mask != NULL)
    CALL (mask, iface->get_channel_mask (self));
  return mask;
}

/**
 * gaf_source_get_n_frames:
 * @self: a source
 *
 * Tells the length. It is an estimate while [method@Source.get_exact_duration] is %FALSE; of a source that knows
 * nothing about its length it is what was read so far.
 *
 * Returns: frames (samples per channel)
 * Since: 0.1
 */
gint64
gaf_source_get_n_frames (GafSource *self)
{
  const GafSourceInterface *iface;
  Foreign *foreign;
  gint64 n_frames;

  g_return_val_if_fail (GAF_IS_SOURCE (self), 0);

  iface = GAF_SOURCE_GET_IFACE (self);
  if (iface->trusted)
    return iface->get_n_frames (self);
  if (iface->get_n_frames != NULL) {
    CALL (n_frames, iface->get_n_frames (self));
    return MAX (n_frames, 0);
  }
  foreign = get_foreign (self);
  g_mutex_lock (&foreign->lock);
  n_frames = foreign->n_frames;
  g_mutex_unlock (&foreign->lock);
  return n_frames;
}

/**
 * gaf_source_get_exact_duration:
 * @self: a source
 *
 * Tells whether the length is exact: that of what reading to the end delivers.
 *
 * Returns: %FALSE if it is an estimate, which reading to the end corrects
 * Since: 0.1
 */
gboolean
gaf_source_get_exact_duration (GafSource *self)
{
  const GafSourceInterface *iface;
  Foreign *foreign;
  gboolean exact;

  g_return_val_if_fail (GAF_IS_SOURCE (self), FALSE);

  iface = GAF_SOURCE_GET_IFACE (self);
  if (iface->trusted)
    return iface->get_exact_duration (self);
  if (iface->get_exact_duration != NULL) {
    CALL (exact, iface->get_exact_duration (self));
    return exact;
  }
  if (iface->get_n_frames != NULL)
    return TRUE;
  foreign = get_foreign (self);
  g_mutex_lock (&foreign->lock);
  exact = foreign->ended;
  g_mutex_unlock (&foreign->lock);
  return exact;
}

/**
 * gaf_source_get_duration:
 * @self: a source
 *
 * Tells the length in time: the frames divided by the rate. It is as exact as [method@Source.get_n_frames].
 *
 * Returns: seconds; 0 if the rate is not known
 * Since: 0.1
 */
double
gaf_source_get_duration (GafSource *self)
{
  const double rate = gaf_source_get_rate (self);

  return rate > 0 ? gaf_source_get_n_frames (self) / rate : 0;
}

/**
 * gaf_source_get_sample_format:
 * @self: a source
 *
 * Tells what the samples were stored as, before anything was done with them. What is read is 32-bit float in any case.
 *
 * Returns: the sample format
 * Since: 0.1
 */
GafSampleFormat
gaf_source_get_sample_format (GafSource *self)
{
  const GafSourceInterface *iface;
  GafSampleFormat format = GAF_SAMPLE_FORMAT_FLOAT32;

  g_return_val_if_fail (GAF_IS_SOURCE (self), GAF_SAMPLE_FORMAT_UNKNOWN);

  iface = GAF_SOURCE_GET_IFACE (self);
  if (iface->trusted)
    return iface->get_sample_format (self);
  if (iface->get_sample_format != NULL)
    CALL (format, iface->get_sample_format (self));
  return format;
}

/* reading */

static void
deinterleave (float *const *planes, const float *src, guint channels, gint64 n_frames)
{
  for (guint c = 0; c < channels; c++)
    for (gint64 i = 0; i < n_frames; i++)
      planes[c][i] = src[i * channels + c];
}

static const float *
samples_of (GafBlock *block)
{
  return g_bytes_get_data (gaf_block_get_bytes (block), NULL);
}

static gboolean
check_block (GafSource *self, GafBlock *block, gint64 n_frames, guint channels, GError **error)
{
  const double rate = gaf_source_get_rate (self);

  if (gaf_block_get_format (block) != GAF_SAMPLE_FORMAT_FLOAT32)
    return fault (self, error, "delivered a block of %s: it has to be float32",
                  gaf_sample_format_get_name (gaf_block_get_format (block)));
  if (gaf_block_get_channels (block) != channels)
    return fault (self, error, "delivered a block with %u channels, but has %u", gaf_block_get_channels (block),
                  channels);
  if (gaf_block_get_n_frames (block) > n_frames)
    return fault (self, error, "delivered %" G_GINT64_FORMAT " frames where %" G_GINT64_FORMAT " were wanted",
                  gaf_block_get_n_frames (block), n_frames);
  if (gaf_block_get_rate (block) != rate)
    return fault (self, error, "delivered a block of %g Hz, but has %g Hz", gaf_block_get_rate (block), rate);
  return TRUE;
}

/* One call of the program's read_frames(); its block keeps the rules. */
static GafBlock *
call_read_frames (GafSource *self, gint64 n_frames, GafLayout layout, GCancellable *cancellable, GError **error)
{
  const GafSourceInterface *iface = GAF_SOURCE_GET_IFACE (self);
  const guint channels = gaf_source_get_channels (self);
  const gint64 position = gaf_source_tell (self);
  g_autoptr (GafBlock) block = NULL;
  GError *failure = NULL;

  CALL (block, iface->read_frames (self, n_frames, layout, cancellable, &failure));
  if (!settle (self, block != NULL, "read_frames", failure, error)
      || !check_block (self, block, n_frames, channels, error))
    return NULL;
  moved (self, position + gaf_block_get_n_frames (block), n_frames > 0 && gaf_block_get_n_frames (block) == 0);
  return g_steal_pointer (&block);
}

/* One call of the program's read(). */
static gint64
call_read (GafSource *self, float *const *planes, gint64 n_frames, GCancellable *cancellable, GError **error)
{
  const GafSourceInterface *iface = GAF_SOURCE_GET_IFACE (self);
  const gint64 position = gaf_source_tell (self);
  GError *failure = NULL;
  gint64 done;

  CALL (done, iface->read (self, planes, n_frames, cancellable, &failure));
  if (!settle (self, done >= 0, "read", failure, error))
    return -1;
  if (done > n_frames) {
    fault (self, error, "read %" G_GINT64_FORMAT " frames where %" G_GINT64_FORMAT " were wanted", done, n_frames);
    return -1;
  }
  moved (self, position + done, done < n_frames);
  return done;
}

/* Blocks until there are @n_frames or a block is empty: a source may deliver less than it is asked for at any time. */
static gint64
gather (GafSource *self, float *const *planes, gint64 n_frames, GCancellable *cancellable, GError **error)
{
  const guint channels = gaf_source_get_channels (self);
  const gint64 start = gaf_source_tell (self);
  float *room[GAF_LIMIT_CHANNELS];
  gint64 done = 0, n;

  do {
    g_autoptr (GafBlock) block = call_read_frames (self, n_frames - done, GAF_LAYOUT_PLANAR, cancellable, error);

    if (block == NULL) {
      if (done > 0)
        gaf_source_seek (self, start, NULL, NULL); /* if it can, so that nothing is lost */
      return -1;
    }
    n = gaf_block_get_n_frames (block);
    for (guint c = 0; c < channels; c++)
      room[c] = planes[c] + done;
    if (gaf_block_get_layout (block) == GAF_LAYOUT_INTERLEAVED)
      deinterleave (room, samples_of (block), channels, n);
    else
      for (guint c = 0; c < channels; c++)
        if (n > 0)
          memcpy (room[c], samples_of (block) + c * n, n * sizeof (float));
    done += n;
  } while (n > 0 && done < n_frames);
  return done;
}

/* Whether reading can begin. */
static gboolean
check_foreign (GafSource *self, gint64 n_frames, GCancellable *cancellable, GError **error)
{
  const GafSourceInterface *iface = GAF_SOURCE_GET_IFACE (self);

  if (n_frames < 0) {
    g_set_error (error, GAF_ERROR, GAF_ERROR_INVALID_ARGUMENT,
                 "Cannot read %" G_GINT64_FORMAT " frames: the number must not be negative", n_frames);
    return FALSE;
  }
  if (gaf_source_is_closed (self)) {
    g_set_error (error, GAF_ERROR, GAF_ERROR_CLOSED, "The source %s is closed", G_OBJECT_TYPE_NAME (self));
    return FALSE;
  }
  if (iface->read == NULL && iface->read_frames == NULL)
    return fault (self, error, "implements neither read_frames() nor read()");
  if (gaf_source_get_channels (self) == 0)
    return fault (self, error, "does not tell a sample rate above zero and 1 to %d channels in describe()",
                  GAF_LIMIT_CHANNELS);
  return !g_cancellable_set_error_if_cancelled (cancellable, error);
}

/**
 * gaf_source_read: (skip)
 * @self: a source
 * @planes: one pointer per channel, each to room for @n_frames samples
 * @n_frames: how many frames to read at most
 * @cancellable: (nullable): cancels the reading
 * @error: as [method@Reader.read]; what the source itself reports; %GAF_ERROR_INVALID_ARGUMENT if it breaks the rules
 * of [struct@SourceInterface]
 *
 * Reads frames as planar 32-bit float into memory of the caller.
 *
 * Returns: how many frames were read; fewer than @n_frames only at the end, 0 there. -1 with @error set, and then the
 *   position has not changed, unless the source cannot seek
 * Since: 0.1
 */
gint64
gaf_source_read (GafSource *self, float *const *planes, gint64 n_frames, GCancellable *cancellable, GError **error)
{
  const GafSourceInterface *iface;

  g_return_val_if_fail (GAF_IS_SOURCE (self), -1);

  iface = GAF_SOURCE_GET_IFACE (self);
  if (iface->trusted)
    return iface->read (self, planes, n_frames, cancellable, error);
  if (!check_foreign (self, n_frames, cancellable, error))
    return -1;
  if (n_frames == 0)
    return 0;
  return iface->read != NULL ? call_read (self, planes, n_frames, cancellable, error)
                             : gather (self, planes, n_frames, cancellable, error);
}

/* A block read by gaf_source_read(). */
static GafBlock *
read_by_planes (GafSource *self, gint64 n_frames, GafLayout layout, GCancellable *cancellable, GError **error)
{
  const guint channels = gaf_source_get_channels (self);
  g_autofree float *planar = gaf_memory_try ((guint64) n_frames, channels * sizeof (float), error);
  g_autoptr (GBytes) bytes = NULL;
  float *planes[GAF_LIMIT_CHANNELS];
  gint64 done;

  if (planar == NULL)
    return NULL;
  for (guint c = 0; c < channels; c++)
    planes[c] = planar + c * n_frames;
  done = gaf_source_read (self, planes, n_frames, cancellable, error);
  if (done < 0)
    return NULL;

  if (layout == GAF_LAYOUT_INTERLEAVED && channels > 1) {
    float *samples = gaf_memory_try ((guint64) done, channels * sizeof (float), error);

    if (samples == NULL)
      return NULL;
    for (guint c = 0; c < channels; c++)
      for (gint64 i = 0; i < done; i++)
        samples[i * channels + c] = planes[c][i];
    g_free (planar);
    planar = samples;
  } else if (done < n_frames) {
    for (guint c = 1; c < channels; c++)
      memmove (planar + c * done, planes[c], done * sizeof (float));
  }
  bytes = g_bytes_new_take (g_steal_pointer (&planar), done * channels * sizeof (float));
  return gaf_block_new (GAF_SAMPLE_FORMAT_FLOAT32, layout, channels, gaf_source_get_rate (self), done, bytes);
}

/**
 * gaf_source_read_frames:
 * @self: a source
 * @n_frames: how many frames to read at most
 * @layout: how the channels are to lie
 * @cancellable: (nullable): cancels the reading
 * @error: as [method@Source.read], and %GAF_ERROR_LIMIT for more frames than a block can hold
 *
 * Reads the next frames as 32-bit float, full scale being 1.0, and moves on behind them.
 *
 * Returns: (transfer full): a block of at most @n_frames frames, with none at the end; %NULL with @error set
 * Since: 0.1
 */
GafBlock *
gaf_source_read_frames (GafSource *self, gint64 n_frames, GafLayout layout, GCancellable *cancellable, GError **error)
{
  const GafSourceInterface *iface;
  g_autoptr (GafBlock) block = NULL;
  gint64 room;

  g_return_val_if_fail (GAF_IS_SOURCE (self), NULL);

  iface = GAF_SOURCE_GET_IFACE (self);
  if (!iface->trusted && !check_foreign (self, n_frames, cancellable, error))
    return NULL;

  /* Memory for what can still come: more may be asked for than there is. An estimated length may be too small. */
  room = gaf_source_get_n_frames (self) - gaf_source_tell (self);
  room = MIN (n_frames, MAX (room, gaf_source_get_exact_duration (self) ? 0 : 65536));
  if (room > (gint64) (G_MAXINT32 / sizeof (float) / MAX (gaf_source_get_channels (self), 1))) {
    g_set_error (error, GAF_ERROR, GAF_ERROR_LIMIT,
                 "%" G_GINT64_FORMAT " frames are too many for one block: read fewer at a time", room);
    return NULL;
  }
  if (iface->trusted || iface->read_frames == NULL)
    return read_by_planes (self, room, layout, cancellable, error);
  block = call_read_frames (self, room, layout, cancellable, error);
  return block != NULL ? gaf_block_with_layout (block, layout, error) : NULL;
}

/**
 * gaf_source_seek:
 * @self: a source
 * @frame: where to go on reading, from 0 to the length
 * @cancellable: (nullable): cancels it
 * @error: %GAF_ERROR_OUT_OF_RANGE, %GAF_ERROR_NOT_SEEKABLE, %GAF_ERROR_CLOSED or %GAF_ERROR_BUSY; what the source
 * itself reports
 *
 * Sets the frame that is read next. What is read there is the same as what a read from the start delivers there.
 *
 * Returns: %TRUE, or %FALSE with @error set
 * Since: 0.1
 */
gboolean
gaf_source_seek (GafSource *self, gint64 frame, GCancellable *cancellable, GError **error)
{
  const GafSourceInterface *iface;
  GError *failure = NULL;
  gint64 n_frames;
  gboolean ok;

  g_return_val_if_fail (GAF_IS_SOURCE (self), FALSE);

  iface = GAF_SOURCE_GET_IFACE (self);
  if (iface->trusted)
    return iface->seek (self, frame, cancellable, error);

  n_frames = gaf_source_get_n_frames (self);
  if (frame < 0 || (frame > n_frames && gaf_source_get_exact_duration (self))) {
    g_set_error (error, GAF_ERROR, GAF_ERROR_OUT_OF_RANGE,
                 "Cannot seek to frame %" G_GINT64_FORMAT ": the source %s has %" G_GINT64_FORMAT " frames", frame,
                 G_OBJECT_TYPE_NAME (self), n_frames);
    return FALSE;
  }
  if (iface->seek == NULL) {
    if (frame == gaf_source_tell (self))
      return TRUE;
    g_set_error (error, GAF_ERROR, GAF_ERROR_NOT_SEEKABLE, "The source %s cannot seek", G_OBJECT_TYPE_NAME (self));
    return FALSE;
  }
  CALL (ok, iface->seek (self, frame, cancellable, &failure));
  if (!settle (self, ok, "seek", failure, error))
    return FALSE;
  moved (self, frame, FALSE);
  return TRUE;
}

/**
 * gaf_source_tell:
 * @self: a source
 *
 * Tells the frame that is read next, at the rate of the source.
 *
 * Returns: a frame, counted from 0
 * Since: 0.1
 */
gint64
gaf_source_tell (GafSource *self)
{
  const GafSourceInterface *iface;
  Foreign *foreign;
  gint64 position;

  g_return_val_if_fail (GAF_IS_SOURCE (self), 0);

  iface = GAF_SOURCE_GET_IFACE (self);
  if (iface->trusted)
    return iface->tell (self);
  if (iface->tell != NULL) {
    CALL (position, iface->tell (self));
    return MAX (position, 0);
  }
  foreign = get_foreign (self);
  g_mutex_lock (&foreign->lock);
  position = foreign->position;
  g_mutex_unlock (&foreign->lock);
  return position;
}

/**
 * gaf_source_is_closed:
 * @self: a source
 *
 * Tells whether the source was closed, so that nothing can be read from it any more.
 *
 * Returns: %TRUE once it was closed
 * Since: 0.1
 */
gboolean
gaf_source_is_closed (GafSource *self)
{
  const GafSourceInterface *iface;
  gboolean closed = FALSE;

  g_return_val_if_fail (GAF_IS_SOURCE (self), TRUE);

  iface = GAF_SOURCE_GET_IFACE (self);
  if (iface->trusted)
    return iface->is_closed (self);
  if (iface->is_closed != NULL)
    CALL (closed, iface->is_closed (self));
  return closed;
}
