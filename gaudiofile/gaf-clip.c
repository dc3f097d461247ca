/*
 * SPDX-FileCopyrightText: 2026 gaudiofile contributors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#include "gaf-clip.h"

#include <string.h>

#include "core/fork-gate.h"
#include "core/limits.h"
#include "gaf-converted-reader.h"
#include "gaf-error.h"
#include "gaf-reader.h"

/**
 * GafClip:
 *
 * A file, or a part of one, that is loaded as a whole: what is to be loaded, and then the samples or the error.
 *
 * Many of them are loaded on all processors by [func@load_many]. A clip is used by one thread at a time, and loaded
 * once.
 *
 * ```c
 * g_autoptr (GError) error = NULL;
 * g_autoptr (GafClip) clip = gaf_clip_new_for_path ("song.flac");
 *
 * gaf_clip_set_range (clip, 16000, 3 * 16000);  // three seconds, from the first one on
 * gaf_clip_set_conversion (clip, 16000, 1);     // at 16 kHz, mixed to one channel
 * if (gaf_clip_load (clip, NULL, &error))
 *   g_print ("%" G_GINT64_FORMAT " frames\n", gaf_clip_get_n_frames (clip));
 * else
 *   g_printerr ("%s\n", error->message);
 * ```
 *
 * Since: 0.1
 */
struct _GafClip {
  GObject parent_instance;

  char *path; /* one of these four */
  GFile *file;
  GInputStream *stream;
  GBytes *bytes;

  gint64 offset;
  gint64 wanted; /* frames; -1: all */
  double rate;   /* 0: the file's */
  guint channels;
  GafLimits *limits; /* NULL: the defaults */
  float *memory;     /* of the caller's, for @channels × @wanted; NULL: a block is made */

  GafBlock *block;
  gint64 n_frames;
  GError *error;
};

G_DEFINE_FINAL_TYPE (GafClip, gaf_clip, G_TYPE_OBJECT)

/* Frames that are read between two looks at whether it was cancelled. */
#define PIECE 32768
/* What a header claims may be more than there is: at first there is memory for so many samples. */
#define MODEST (16 * 1024 * 1024)

/* loading */

/* What has no short form. */
static GafReader *
open_with_limits (GafClip *self, GCancellable *cancellable, GError **error)
{
  g_autoptr (GFile) file = self->path != NULL ? g_file_new_for_path (self->path) : NULL;

  return g_initable_new (GAF_TYPE_READER, cancellable, error, "file", file != NULL ? file : self->file, "stream",
                         self->stream, "bytes", self->bytes, "limits", self->limits, NULL);
}

static GafReader *
open_reader (GafClip *self, GCancellable *cancellable, GError **error)
{
  if (self->limits != NULL)
    return open_with_limits (self, cancellable, error);
  if (self->path != NULL)
    return gaf_reader_new_for_path (self->path, cancellable, error);
  if (self->file != NULL)
    return gaf_reader_new_for_file (self->file, cancellable, error);
  if (self->stream != NULL)
    return gaf_reader_new_for_stream (self->stream, cancellable, error);
  return gaf_reader_new_for_bytes (self->bytes, cancellable, error);
}

/* The reader, or what converts it. */
static GafSource *
convert (GafClip *self, GafReader *reader, GError **error)
{
  if ((self->rate == 0 || self->rate == gaf_reader_get_rate (reader))
      && (self->channels == 0 || self->channels == gaf_reader_get_channels (reader)))
    return g_object_ref (GAF_SOURCE (reader));
  return (GafSource *) gaf_converted_reader_new (GAF_SOURCE (reader), self->rate, self->channels, NULL, 0,
                                                 GAF_RESAMPLE_QUALITY_WINDOWED_SINC_32, error);
}

/* Up to @n_frames frames to planes that are @step samples apart; fewer at the end, -1 with @error. */
static gint64
read_planes (GafSource *source, float *samples, gint64 step, gint64 n_frames, GCancellable *cancellable, GError **error)
{
  const guint channels = gaf_source_get_channels (source);
  float *planes[GAF_LIMIT_CHANNELS];
  gint64 done = 0;

  while (done < n_frames) {
    const gint64 wanted = MIN (n_frames - done, PIECE);
    gint64 got;

    if (g_cancellable_set_error_if_cancelled (cancellable, error))
      return -1;
    for (guint c = 0; c < channels; c++)
      planes[c] = samples + c * step + done;
    got = gaf_source_read (source, planes, wanted, cancellable, error);
    if (got < 0)
      return -1;
    done += got;
    if (got < wanted)
      break;
  }
  return done;
}

/* Moves planes of @n_frames frames from @from to @to samples apart; @to is not larger. */
static void
move_together (float *samples, guint channels, gint64 from, gint64 to, gint64 n_frames)
{
  for (guint c = 1; from != to && c < channels; c++)
    memmove (samples + c * to, samples + c * from, n_frames * sizeof (float));
}

static gboolean
no_memory (gint64 room, GError **error)
{
  g_set_error (error, GAF_ERROR, GAF_ERROR_LIMIT, "There is no memory for %" G_GINT64_FORMAT " frames: load fewer",
               room);
  return FALSE;
}

/* Twice the room, with the planes where they then have to be. */
static gboolean
grow (float **samples, guint channels, gint64 *room, gint64 done, GError **error)
{
  const gint64 larger = *room * 2;
  float *grown = larger > (gint64) (G_MAXSSIZE / sizeof (float) / channels)
                     ? NULL
                     : g_try_realloc (*samples, larger * channels * sizeof (float));

  if (grown == NULL)
    return no_memory (larger, error);
  for (guint c = channels - 1; c > 0; c--)
    memmove (grown + c * larger, grown + c * *room, done * sizeof (float));
  *samples = grown;
  *room = larger;
  return TRUE;
}

static gboolean
load_block (GafClip *self, GafSource *source, GCancellable *cancellable, GError **error)
{
  const guint channels = gaf_source_get_channels (source);
  const gint64 expected =
      gaf_source_get_n_frames (source) - self->offset + (gaf_source_get_exact_duration (source) ? 0 : PIECE);
  const gint64 most = self->wanted >= 0 ? self->wanted : G_MAXINT64;
  gint64 room = CLAMP (MIN (expected, most), 1, MODEST / (gint64) channels), done = 0;
  g_autofree float *samples = g_try_malloc (room * channels * sizeof (float));
  g_autoptr (GBytes) bytes = NULL;

  if (samples == NULL)
    return no_memory (room, error);
  for (;;) {
    const gint64 wanted = MIN (room, most) - done;
    const gint64 got = read_planes (source, samples + done, room, wanted, cancellable, error);

    if (got < 0)
      return FALSE;
    done += got;
    if (got < wanted || done >= most
        || (gaf_source_get_exact_duration (source) && self->offset + done >= gaf_source_get_n_frames (source)))
      break;
    if (!grow (&samples, channels, &room, done, error))
      return FALSE;
  }
  move_together (samples, channels, room, done, done);
  if (done < room)
    samples = g_realloc (samples, MAX (done * channels, 1) * sizeof (float));
  bytes = g_bytes_new_take (g_steal_pointer (&samples), done * channels * sizeof (float));
  self->n_frames = done;
  self->block =
      gaf_block_new (GAF_SAMPLE_FORMAT_FLOAT32, GAF_LAYOUT_PLANAR, channels, gaf_source_get_rate (source), done, bytes);
  return TRUE;
}

static gboolean
load_source (GafClip *self, GafSource *source, GCancellable *cancellable, GError **error)
{
  if (!gaf_source_seek (source, self->offset, cancellable, error))
    return FALSE;
  self->rate = gaf_source_get_rate (source);
  self->channels = gaf_source_get_channels (source);
  if (self->memory == NULL)
    return load_block (self, source, cancellable, error);
  self->n_frames = read_planes (source, self->memory, self->wanted, self->wanted, cancellable, error);
  if (self->n_frames >= 0)
    return TRUE;
  /* Nothing of a broken file is left there. */
  memset (self->memory, 0, self->wanted * self->channels * sizeof (float));
  self->n_frames = 0;
  return FALSE;
}

/**
 * gaf_clip_load:
 * @self: a clip that was not loaded yet
 * @cancellable: (nullable): cancels the loading
 * @error: as [ctor@Reader.new_for_path] and [method@Source.read]; %GAF_ERROR_OUT_OF_RANGE if the part that is wanted
 *   begins behind the end, %GAF_ERROR_LIMIT if there is no memory for it. [method@Clip.get_error] has it as well
 *
 * Loads one clip, on this thread, and returns when all samples are there.
 *
 * Returns: %TRUE, or %FALSE with @error set
 * Since: 0.1
 */
gboolean
gaf_clip_load (GafClip *self, GCancellable *cancellable, GError **error)
{
  GafSource *source = NULL;
  GafReader *reader;
  gboolean ok = FALSE;

  g_return_val_if_fail (GAF_IS_CLIP (self), FALSE);

  g_clear_error (&self->error);
  g_clear_pointer (&self->block, gaf_block_unref);
  reader = open_reader (self, cancellable, &self->error);
  if (reader != NULL) {
    source = convert (self, reader, &self->error);
    ok = source != NULL && load_source (self, source, cancellable, &self->error);
    /* The end of objects takes locks of GLib's; what a stream of the caller's does at its own end is not waited for. */
    gaf_reader_close (reader);
    gaf_fork_gate_enter ();
    g_clear_object (&source);
    g_object_unref (reader);
    gaf_fork_gate_leave ();
  }
  if (!ok && error != NULL)
    *error = g_error_copy (self->error);
  return ok;
}

/* object */

static void
gaf_clip_finalize (GObject *object)
{
  GafClip *self = GAF_CLIP (object);

  g_free (self->path);
  g_clear_object (&self->file);
  g_clear_object (&self->stream);
  g_clear_pointer (&self->bytes, g_bytes_unref);
  g_clear_pointer (&self->limits, gaf_limits_free);
  g_clear_pointer (&self->block, gaf_block_unref);
  g_clear_error (&self->error);
  G_OBJECT_CLASS (gaf_clip_parent_class)->finalize (object);
}

static void
gaf_clip_init (GafClip *self)
{
  self->wanted = -1;
}

static void
gaf_clip_class_init (GafClipClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = gaf_clip_finalize;
}

/**
 * gaf_clip_new_for_path:
 * @path: (type filename): name of a file
 *
 * Makes a clip of a file. It is not looked at before it is loaded.
 *
 * Returns: (transfer full): a clip
 * Since: 0.1
 */
GafClip *
gaf_clip_new_for_path (const char *path)
{
  GafClip *self;

  g_return_val_if_fail (path != NULL, NULL);

  self = g_object_new (GAF_TYPE_CLIP, NULL);
  self->path = g_strdup (path);
  return self;
}

/**
 * gaf_clip_new_for_file:
 * @file: a file that GIO can read and seek in
 *
 * Makes a clip of a file, which is opened only when the clip is loaded.
 *
 * Returns: (transfer full): a clip
 * Since: 0.1
 */
GafClip *
gaf_clip_new_for_file (GFile *file)
{
  GafClip *self;

  g_return_val_if_fail (G_IS_FILE (file), NULL);

  self = g_object_new (GAF_TYPE_CLIP, NULL);
  self->file = g_object_ref (file);
  return self;
}

/**
 * gaf_clip_new_for_stream:
 * @stream: a stream that is a [iface@Gio.Seekable]; it is read on another thread, and by no other clip
 *
 * Makes a clip of what a stream delivers.
 *
 * Returns: (transfer full): a clip
 * Since: 0.1
 */
GafClip *
gaf_clip_new_for_stream (GInputStream *stream)
{
  GafClip *self;

  g_return_val_if_fail (G_IS_INPUT_STREAM (stream), NULL);

  self = g_object_new (GAF_TYPE_CLIP, NULL);
  self->stream = g_object_ref (stream);
  return self;
}

/**
 * gaf_clip_new_for_bytes:
 * @bytes: a whole audio file in memory
 *
 * Makes a clip of a file in memory.
 *
 * Returns: (transfer full): a clip
 * Since: 0.1
 */
GafClip *
gaf_clip_new_for_bytes (GBytes *bytes)
{
  GafClip *self;

  g_return_val_if_fail (bytes != NULL, NULL);

  self = g_object_new (GAF_TYPE_CLIP, NULL);
  self->bytes = g_bytes_ref (bytes);
  return self;
}

/* what is wanted */

/**
 * gaf_clip_set_range:
 * @self: a clip
 * @offset: the first frame, from 0, at the rate that is wanted
 * @n_frames: how many frames at most; -1 for all
 *
 * Says which part of the file is loaded; without it, all.
 *
 * Since: 0.1
 */
void
gaf_clip_set_range (GafClip *self, gint64 offset, gint64 n_frames)
{
  g_return_if_fail (GAF_IS_CLIP (self) && offset >= 0 && n_frames >= -1);

  self->offset = offset;
  self->wanted = n_frames;
}

/**
 * gaf_clip_set_conversion:
 * @self: a clip
 * @rate: frames per second; 0 for the file's
 * @channels: how many channels; 0 for the file's
 *
 * Says how the file is converted as it is loaded; see [ctor@ConvertedReader.new].
 *
 * Since: 0.1
 */
void
gaf_clip_set_conversion (GafClip *self, double rate, guint channels)
{
  g_return_if_fail (GAF_IS_CLIP (self) && rate >= 0 && channels <= GAF_LIMIT_CHANNELS);

  self->rate = rate;
  self->channels = channels;
}

/**
 * gaf_clip_set_limits:
 * @self: a clip
 * @limits: (nullable): what the file may claim, and cost; %NULL for the defaults
 *
 * Says what the file may claim, and cost, before loading it fails with %GAF_ERROR_LIMIT; see
 * [property@Reader:limits].
 *
 * Since: 0.1
 */
void
gaf_clip_set_limits (GafClip *self, const GafLimits *limits)
{
  g_return_if_fail (GAF_IS_CLIP (self));

  g_clear_pointer (&self->limits, gaf_limits_free);
  if (limits != NULL)
    self->limits = gaf_limits_copy (limits);
}

/**
 * gaf_clip_set_memory: (skip)
 * @self: a clip for which the number of frames and of channels was set
 * @samples: room for channels × frames samples
 * @n_samples: how many samples there is room for
 *
 * Has the clip loaded into memory of the caller's, all frames of a channel after the other, in place of a block. What
 * is behind the end of a short file is left as it is.
 *
 * Since: 0.1
 */
void
gaf_clip_set_memory (GafClip *self, float *samples, gsize n_samples)
{
  g_return_if_fail (GAF_IS_CLIP (self) && self->wanted >= 0 && self->channels > 0
                    && n_samples == (gsize) self->wanted * self->channels);

  self->memory = samples;
}

/* what has become of it */

/**
 * gaf_clip_get_block:
 * @self: a clip
 *
 * Tells the samples: 32-bit float, planar, of shape (channels, frames). The block belongs to the clip.
 *
 * Returns: (transfer none) (nullable): the samples; %NULL if the clip was not loaded, or to memory of the caller's
 * Since: 0.1
 */
GafBlock *
gaf_clip_get_block (GafClip *self)
{
  g_return_val_if_fail (GAF_IS_CLIP (self), NULL);

  return self->block;
}

/**
 * gaf_clip_get_n_frames:
 * @self: a clip
 *
 * Tells how many frames were loaded, which are fewer than asked for where the file ends before.
 *
 * Returns: frames; 0 if the clip was not loaded
 * Since: 0.1
 */
gint64
gaf_clip_get_n_frames (GafClip *self)
{
  g_return_val_if_fail (GAF_IS_CLIP (self), 0);

  return self->n_frames;
}

/**
 * gaf_clip_get_channels:
 * @self: a clip
 *
 * Tells how many channels the samples have: as many as asked for, or as the file has.
 *
 * Returns: the number of channels; before loading, the wanted one
 * Since: 0.1
 */
guint
gaf_clip_get_channels (GafClip *self)
{
  g_return_val_if_fail (GAF_IS_CLIP (self), 0);

  return self->channels;
}

/**
 * gaf_clip_get_rate:
 * @self: a clip
 *
 * Tells the sample rate of what was loaded.
 *
 * Returns: frames per second, Hz; before loading, the wanted one
 * Since: 0.1
 */
double
gaf_clip_get_rate (GafClip *self)
{
  g_return_val_if_fail (GAF_IS_CLIP (self), 0);

  return self->rate;
}

/**
 * gaf_clip_get_error:
 * @self: a clip
 *
 * Tells why the clip could not be loaded.
 *
 * Returns: (transfer none) (nullable): the error; %NULL if there was none
 * Since: 0.1
 */
const GError *
gaf_clip_get_error (GafClip *self)
{
  g_return_val_if_fail (GAF_IS_CLIP (self), NULL);

  return self->error;
}
