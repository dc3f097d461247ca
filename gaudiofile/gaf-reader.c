/*
 * SPDX-FileCopyrightText: 2026 gaudiofile contributors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#include "gaf-reader-private.h"

#include "gaf-enum-types.h"
#include "gaf-error.h"
#include "core/fork-gate.h"
#include "core/task-queue.h"
#include "core/interrupt.h"
#include "core/limits.h"
#include "isolate/decoder-isolated.h"
#include "read/open.h"

/**
 * GafReader:
 *
 * An audio file, open for reading.
 *
 * Lengths and positions are *frames*; a frame is one sample of each channel. [method@Reader.read] goes on where the
 * last one ended, [method@Reader.seek] says where to go on, and both are exact: what is read at frame n is the same,
 * bit for bit, however n was reached.
 *
 * Decoding happens inside the calls, on the thread that calls. Only a long read of a path or of bytes has parts decoded
 * on other threads, which end before it returns; see [func@set_max_threads]. One reader can be used from several
 * threads, one call at a time: the others wait. A stream that calls back into the reader that reads it gets
 * %GAF_ERROR_BUSY.
 *
 * The file is recognised by its contents, not by its name. Nothing of the file is written or kept after
 * [method@Reader.close].
 *
 * ```c
 * g_autoptr (GError) error = NULL;
 * g_autoptr (GafReader) reader = gaf_reader_new_for_path ("song.flac", NULL, &error);
 * g_autoptr (GafBlock) second = NULL;
 *
 * // The second that begins at frame 44,100; a block has float samples and their shape.
 * if (reader != NULL && gaf_reader_seek (reader, 44100, NULL, &error))
 *   second = gaf_reader_read_frames (reader, 44100, GAF_LAYOUT_INTERLEAVED, NULL, &error);
 * if (second == NULL)
 *   g_printerr ("%s\n", error->message);
 * ```
 *
 * Since: 0.1
 */

enum {
  PROP_0,
  PROP_FILE,
  PROP_STREAM,
  PROP_BYTES,
  PROP_TRACK,
  PROP_ISOLATION,
  PROP_LIMITS,
  PROP_RATE,
  PROP_CHANNELS,
  PROP_CHANNEL_MASK,
  PROP_N_FRAMES,
  PROP_EXACT_DURATION,
  PROP_DURATION,
  PROP_SAMPLE_FORMAT,
  PROP_BITS,
  PROP_CODEC,
  PROP_CONTAINER,
  PROP_POSITION,
  PROP_CLOSED,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

static void initable_iface_init (GInitableIface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (GafReader, gaf_reader, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_INITABLE, initable_iface_init)
                                   G_IMPLEMENT_INTERFACE (G_TYPE_ASYNC_INITABLE, NULL)
                                       G_IMPLEMENT_INTERFACE (GAF_TYPE_SOURCE, gaf_reader_source_iface_init))

/* object */

static gboolean
check_limits (const GafDecoder *decoder, const GafLimits *limits, GError **error)
{
  if (decoder->channels > (int) limits->channels)
    return gaf_limits_exceeded (error, "channels", "The file has %d channels, up to %u are allowed", decoder->channels,
                                limits->channels);
  if (decoder->rate > limits->rate)
    return gaf_limits_exceeded (error, "rate", "The file has a sample rate of %g Hz, up to %u Hz are allowed",
                                decoder->rate, limits->rate);
  return TRUE;
}

static gboolean
gaf_reader_init_from_source (GafReader *self, GafByteSource *source, GCancellable *cancellable, GError **error)
{
  GafDecoder *decoder;

  gaf_byte_source_set_limits (source, self->limits);
  gaf_byte_source_set_cancellable (source, cancellable);
  decoder = self->isolation == GAF_ISOLATION_PROCESS ? gaf_decoder_open_isolated (source, self->track, error)
                                                     : gaf_decoder_open (source, self->track, error);
  /* Some formats take bytes that cannot be had for the end. */
  if (decoder != NULL
      && (!gaf_byte_source_check (source, 0, error)
          || !check_limits (decoder, gaf_byte_source_get_limits (source), error)))
    g_clear_pointer (&decoder, gaf_decoder_free);
  gaf_byte_source_set_cancellable (source, NULL);
  if (decoder == NULL)
    return FALSE;

  self->source = gaf_byte_source_ref (source);
  self->decoder = decoder;
  self->rate = decoder->rate;
  self->channels = decoder->channels;
  self->channel_mask = decoder->channel_mask;
  self->format = decoder->format;
  self->bits = decoder->bits;
  self->codec = decoder->codec;
  self->container = decoder->container;
  gaf_reader_take_length (self);
  self->is_length_new = FALSE; /* nobody knew another one */
  return TRUE;
}

/* An I/O error in the source while opening is what is reported, not what a parser makes of the missing bytes: it may
 * have taken them for the end of the file. */
static gboolean
open_source (GafReader *self, GafByteSource *source, GCancellable *cancellable, GError **error)
{
  G_GNUC_UNUSED g_autoptr (GafByteSource) owned = source;
  GError *local_error = NULL;
  gboolean ok;

  if (source == NULL)
    return FALSE;
  ok = gaf_reader_init_from_source (self, source, cancellable, &local_error);
  if (ok && gaf_byte_source_get_error (source) != NULL) {
    g_clear_pointer (&self->decoder, gaf_decoder_free);
    g_clear_pointer (&self->source, gaf_byte_source_unref);
    ok = FALSE;
  }
  if (!ok) {
    if (gaf_byte_source_get_error (source) != NULL) {
      g_clear_error (&local_error);
      local_error = g_error_copy (gaf_byte_source_get_error (source));
    }
    g_propagate_error (error, local_error);
    gaf_byte_source_close (source);
  }
  return ok;
}

static gboolean
gaf_reader_initable_init (GInitable *initable, GCancellable *cancellable, GError **error)
{
  GafReader *self = GAF_READER (initable);
  GafByteSource *source = NULL;
  gboolean ok;

  if (self->source != NULL || gaf_reader_is_closed (self))
    return TRUE;
  if (g_cancellable_set_error_if_cancelled (cancellable, error))
    return FALSE;
  /* The constructors below are inside already; g_initable_new() comes here directly. */
  gaf_fork_gate_enter ();
  if (!gaf_call_guard_enter (&self->guard, "reader", error)) {
    gaf_fork_gate_leave ();
    return FALSE;
  }
  if (!gaf_isolation_resolve (self->isolation, &self->isolation, error))
    source = NULL;
  else if (self->bytes != NULL)
    source = gaf_byte_source_new_for_bytes (self->bytes);
  else if (self->stream != NULL)
    source = gaf_byte_source_new_for_stream (self->stream, cancellable, error);
  else if (self->path != NULL)
    source = gaf_byte_source_new_for_path (self->path, error);
  else if (self->file != NULL)
    source = gaf_byte_source_new_for_file (self->file, cancellable, error);
  else
    g_set_error (error, GAF_ERROR, GAF_ERROR_INVALID_ARGUMENT, "There is nothing to read: set file, stream or bytes");
  ok = open_source (self, source, cancellable, error);
  if (!ok)
    gaf_reader_add_name (self, error);
  gaf_call_guard_leave (&self->guard);
  gaf_fork_gate_leave ();
  return ok;
}

static void
initable_iface_init (GInitableIface *iface)
{
  iface->init = gaf_reader_initable_init;
}

static void
gaf_reader_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  GafReader *self = GAF_READER (object);

  /* They are not construct-only because GObject then sets each of them for each object, which took a tenth of the time
   * in which a WAV file is opened. */
  if (self->source != NULL || gaf_reader_is_closed (self)) {
    g_critical ("GafReader:%s can be set until the file is opened, not later", pspec->name);
    return;
  }
  switch (id) {
  case PROP_FILE:
    g_set_object (&self->file, g_value_get_object (value));
    break;
  case PROP_STREAM:
    g_set_object (&self->stream, g_value_get_object (value));
    break;
  case PROP_BYTES:
    g_clear_pointer (&self->bytes, g_bytes_unref);
    self->bytes = g_value_dup_boxed (value);
    break;
  case PROP_TRACK:
    self->track = g_value_get_int (value);
    break;
  case PROP_ISOLATION:
    self->isolation = g_value_get_enum (value);
    break;
  case PROP_LIMITS:
    g_clear_pointer (&self->limits, gaf_limits_free);
    self->limits = g_value_dup_boxed (value);
    break;
  default:
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
  }
}

/* Of a reader for a path it is made when it is asked for: it takes a sixth of the time in which a WAV file is opened.
 */
static GFile *
get_file (GafReader *self)
{
  GFile *file = g_atomic_pointer_get (&self->file);

  if (file != NULL || self->path == NULL)
    return file;
  file = g_file_new_for_path (self->path);
  if (g_atomic_pointer_compare_and_exchange (&self->file, NULL, file))
    return file;
  g_object_unref (file); /* another thread was quicker */
  return g_atomic_pointer_get (&self->file);
}

static void
gaf_reader_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  GafReader *self = GAF_READER (object);

  switch (id) {
  case PROP_TRACK:
    g_value_set_int (value, self->track);
    break;
  case PROP_ISOLATION:
    g_value_set_enum (value, self->isolation);
    break;
  case PROP_LIMITS:
    g_value_set_boxed (value, self->limits);
    break;
  case PROP_FILE:
    g_value_set_object (value, get_file (self));
    break;
  case PROP_RATE:
    g_value_set_double (value, self->rate);
    break;
  case PROP_CHANNELS:
    g_value_set_uint (value, self->channels);
    break;
  case PROP_CHANNEL_MASK:
    g_value_set_uint64 (value, self->channel_mask);
    break;
  case PROP_N_FRAMES:
    g_value_set_int64 (value, gaf_shared64_get (&self->n_frames));
    break;
  case PROP_EXACT_DURATION:
    g_value_set_boolean (value, g_atomic_int_get (&self->exact));
    break;
  case PROP_DURATION:
    g_value_set_double (value, self->rate > 0 ? gaf_shared64_get (&self->n_frames) / self->rate : 0);
    break;
  case PROP_SAMPLE_FORMAT:
    g_value_set_enum (value, self->format);
    break;
  case PROP_BITS:
    g_value_set_uint (value, self->bits);
    break;
  case PROP_CODEC:
    g_value_set_string (value, self->codec);
    break;
  case PROP_CONTAINER:
    g_value_set_string (value, self->container);
    break;
  case PROP_POSITION:
    g_value_set_int64 (value, gaf_shared64_get (&self->position));
    break;
  case PROP_CLOSED:
    g_value_set_boolean (value, gaf_reader_is_closed (self));
    break;
  default:
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
  }
}

/* TRUE if it was open, and is closed now. */
static gboolean
end (GafReader *self)
{
  g_autoptr (GafByteSource) source = NULL;
  g_autoptr (GInputStream) stream = NULL;
  g_autoptr (GBytes) bytes = NULL;
  GafDecoder *decoder;
  gboolean was_open;

  /* From inside a read, by its own stream: it cannot be closed under it. */
  if (gaf_call_guard_is_inside (&self->guard))
    return FALSE;
  if (gaf_call_guard_is_orphaned (&self->guard)) {
    g_atomic_int_set (&self->closed, TRUE);
    return FALSE;
  }

  if (!gaf_call_guard_enter (&self->guard, "reader", NULL))
    return FALSE;
  decoder = g_steal_pointer (&self->decoder);
  source = g_steal_pointer (&self->source);
  stream = g_steal_pointer (&self->stream);
  bytes = g_steal_pointer (&self->bytes);
  g_atomic_int_set (&self->closed, TRUE);
  was_open = decoder != NULL;
  gaf_decoder_free (decoder);
  if (source != NULL)
    gaf_byte_source_close (source);
  gaf_call_guard_leave (&self->guard);
  /* The rest is dropped with the gate open: the end of the caller's stream or bytes may run the caller's code. */
  return was_open;
}

static void
gaf_reader_finalize (GObject *object)
{
  GafReader *self = GAF_READER (object);

  end (self);
  g_clear_pointer (&self->source, gaf_byte_source_unref);
  g_clear_pointer (&self->limits, gaf_limits_free);
  g_free (self->path);
  g_clear_object (&self->file);
  g_clear_object (&self->stream);
  g_clear_pointer (&self->bytes, g_bytes_unref);
  G_OBJECT_CLASS (gaf_reader_parent_class)->finalize (object);
}

static void
gaf_reader_init (GafReader *self)
{
  gaf_call_guard_init (&self->guard);
  self->track = -1;
}

static void
gaf_reader_class_init (GafReaderClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  const GParamFlags chosen = G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS;
  /* What closing gives back cannot be asked for: another thread might close at that moment. */
  const GParamFlags given = G_PARAM_WRITABLE | G_PARAM_STATIC_STRINGS;
  const GParamFlags info = G_PARAM_READABLE | G_PARAM_STATIC_STRINGS;

  object_class->set_property = gaf_reader_set_property;
  object_class->get_property = gaf_reader_get_property;
  object_class->finalize = gaf_reader_finalize;

  /**
   * GafReader:file:
   *
   * The file to read, if the reader was made for a path or a file; else %NULL.
   *
   * Since: 0.1
   */
  properties[PROP_FILE] = g_param_spec_object ("file", NULL, NULL, G_TYPE_FILE, chosen);
  /**
   * GafReader:stream:
   *
   * The stream to read, if the reader is made for one. It can only be set, because closing gives the stream back.
   *
   * Since: 0.1
   */
  properties[PROP_STREAM] = g_param_spec_object ("stream", NULL, NULL, G_TYPE_INPUT_STREAM, given);
  /**
   * GafReader:bytes:
   *
   * The bytes of the audio file, if the reader is made for memory. They can only be set, because closing gives them
   * back.
   *
   * Since: 0.1
   */
  properties[PROP_BYTES] = g_param_spec_boxed ("bytes", NULL, NULL, G_TYPE_BYTES, given);
  /**
   * GafReader:track:
   *
   * Which audio track is read, counted from 0, of a file that may hold several: MP4, QuickTime, Matroska and WebM. -1,
   * the default, is the one that the file says is meant to be heard, else the first. To choose another, make the
   * reader by g_initable_new() with this property; a track that is not there fails with
   * %GAF_ERROR_INVALID_ARGUMENT.
   *
   * Since: 0.1
   */
  properties[PROP_TRACK] = g_param_spec_int ("track", NULL, NULL, -1, G_MAXINT, -1, chosen);
  /**
   * GafReader:isolation:
   *
   * Where the file is decoded: with %GAF_ISOLATION_PROCESS in a process of its own, which has no files, no network and
   * limited memory, so that a file that is made to attack the decoder gets no further. Where that cannot be had,
   * opening fails with %GAF_ERROR_NO_ISOLATION. A decoder that crashes is an error of the read. To choose, make the
   * reader by g_initable_new() with this property. Of a reader that is open it tells what it is, never
   * %GAF_ISOLATION_DEFAULT.
   *
   * Since: 0.1
   */
  properties[PROP_ISOLATION] =
      g_param_spec_enum ("isolation", NULL, NULL, GAF_TYPE_ISOLATION, GAF_ISOLATION_DEFAULT, chosen);
  /**
   * GafReader:limits:
   *
   * What the file may claim and cost; %NULL for the defaults. They are copied. To set them, make the reader by
   * g_initable_new() with this property.
   *
   * Since: 0.1
   */
  properties[PROP_LIMITS] = g_param_spec_boxed ("limits", NULL, NULL, GAF_TYPE_LIMITS, chosen);
  /**
   * GafReader:rate: (getter get_rate)
   *
   * The sample rate, the same for the whole file: frames per second, Hz.
   *
   * Since: 0.1
   */
  properties[PROP_RATE] = g_param_spec_double ("rate", NULL, NULL, 0, G_MAXDOUBLE, 0, info);
  /**
   * GafReader:channels: (getter get_channels)
   *
   * The number of channels, from 1 to 64, which is the same for the whole file.
   *
   * Since: 0.1
   */
  properties[PROP_CHANNELS] = g_param_spec_uint ("channels", NULL, NULL, 0, GAF_LIMIT_CHANNELS, 0, info);
  /**
   * GafReader:channel-mask: (getter get_channel_mask)
   *
   * The loudspeakers that the channels are for, one bit for each; 0 if the file does not say. See
   * [method@Reader.get_channel_mask].
   *
   * Since: 0.1
   */
  properties[PROP_CHANNEL_MASK] = g_param_spec_uint64 ("channel-mask", NULL, NULL, 0, G_MAXUINT64, 0, info);
  /**
   * GafReader:n-frames: (getter get_n_frames)
   *
   * The length in frames; an estimate while [property@Reader:exact-duration] is %FALSE. It is notified when a read has
   * found out more, as that and [property@Reader:duration] are.
   *
   * Since: 0.1
   */
  properties[PROP_N_FRAMES] = g_param_spec_int64 ("n-frames", NULL, NULL, 0, G_MAXINT64, 0, info);
  /**
   * GafReader:exact-duration: (getter get_exact_duration)
   *
   * %TRUE if the length is exact; %FALSE while it is an estimate.
   *
   * Since: 0.1
   */
  properties[PROP_EXACT_DURATION] = g_param_spec_boolean ("exact-duration", NULL, NULL, FALSE, info);
  /**
   * GafReader:duration: (getter get_duration)
   *
   * The length in seconds: [property@Reader:n-frames] divided by [property@Reader:rate].
   *
   * Since: 0.1
   */
  properties[PROP_DURATION] = g_param_spec_double ("duration", NULL, NULL, 0, G_MAXDOUBLE, 0, info);
  /**
   * GafReader:sample-format: (getter get_sample_format)
   *
   * The format of one sample as [method@Reader.read_raw] delivers it.
   *
   * Since: 0.1
   */
  properties[PROP_SAMPLE_FORMAT] =
      g_param_spec_enum ("sample-format", NULL, NULL, GAF_TYPE_SAMPLE_FORMAT, GAF_SAMPLE_FORMAT_UNKNOWN, info);
  /**
   * GafReader:bits: (getter get_bits)
   *
   * The number of significant bits of a sample; 0 for codecs with loss, of which A-law and µ-law are two.
   *
   * Since: 0.1
   */
  properties[PROP_BITS] = g_param_spec_uint ("bits", NULL, NULL, 0, 64, 0, info);
  /**
   * GafReader:codec: (getter get_codec)
   *
   * The short name of the codec, such as "pcm" or "flac".
   *
   * Since: 0.1
   */
  properties[PROP_CODEC] = g_param_spec_string ("codec", NULL, NULL, NULL, info);
  /**
   * GafReader:container: (getter get_container)
   *
   * The name of the container, such as "WAV"; %NULL for a codec without one.
   *
   * Since: 0.1
   */
  properties[PROP_CONTAINER] = g_param_spec_string ("container", NULL, NULL, NULL, info);
  /**
   * GafReader:position:
   *
   * The frame that is read next, counted from 0. It is not notified.
   *
   * Since: 0.1
   */
  properties[PROP_POSITION] = g_param_spec_int64 ("position", NULL, NULL, 0, G_MAXINT64, 0, info);
  /**
   * GafReader:closed:
   *
   * %TRUE after [method@Reader.close], which lets go of the file and its decoder.
   *
   * Since: 0.1
   */
  properties[PROP_CLOSED] = g_param_spec_boolean ("closed", NULL, NULL, FALSE, info);

  g_object_class_install_properties (object_class, N_PROPS, properties);
}

/* open */

/* Inside the gate from the beginning: making a GObject takes locks of GLib's too. What the caller hands in is not
 * dropped here for the last time, since the caller holds it. Two of the first three are NULL, and @path may be. */
static GafReader *
open_reader (GFile *file, GInputStream *stream, GBytes *bytes, const char *path, GCancellable *cancellable,
             GError **error)
{
  GafReader *self;

  gaf_fork_gate_enter ();
  self = g_object_new (GAF_TYPE_READER, NULL);
  g_set_object (&self->file, file);
  g_set_object (&self->stream, stream);
  self->bytes = bytes != NULL ? g_bytes_ref (bytes) : NULL;
  self->path = g_strdup (path);
  /* Later the current folder may be another one. */
  if (path != NULL && !g_path_is_absolute (path))
    self->file = g_file_new_for_path (path);
  if (!gaf_reader_initable_init (G_INITABLE (self), cancellable, error))
    g_clear_object (&self);
  gaf_fork_gate_leave ();
  return self;
}

/**
 * gaf_reader_new_for_path:
 * @path: (type filename): name of a file, absolute or relative to the current directory
 * @cancellable: (nullable): cancels the opening, which then fails with %G_IO_ERROR_CANCELLED
 * @error: %GAF_ERROR_NOT_FOUND, %GAF_ERROR_NOT_A_FILE, %GAF_ERROR_NOT_AUDIO, %GAF_ERROR_EMPTY, %GAF_ERROR_CORRUPT,
 *   %GAF_ERROR_UNSUPPORTED, %GAF_ERROR_LIMIT, %GAF_ERROR_MISSING_PLUGIN or %GAF_ERROR_IO; [func@error_get_errno] tells
 *   the system's number
 *
 * Opens the audio file at @path. Its format is recognised by its contents. The message of an error begins with the name
 * of the file.
 *
 * Returns: (transfer full): a reader at frame 0, or %NULL with @error set
 * Since: 0.1
 */
GafReader *
gaf_reader_new_for_path (const char *path, GCancellable *cancellable, GError **error)
{
  g_return_val_if_fail (path != NULL, NULL);

  return open_reader (NULL, NULL, NULL, path, cancellable, error);
}

/**
 * gaf_reader_new_for_file:
 * @file: a file, local or not, that GIO can read and seek in; the reader keeps a reference
 * @cancellable: (nullable): cancels the opening, which then fails with %G_IO_ERROR_CANCELLED
 * @error: as [ctor@Reader.new_for_path], and %GAF_ERROR_NOT_SEEKABLE if GIO cannot seek in it
 *
 * Opens an audio file that GIO reads. Its format is recognised by its contents, not by its name.
 *
 * Returns: (transfer full): a reader at frame 0, or %NULL with @error set
 * Since: 0.1
 */
GafReader *
gaf_reader_new_for_file (GFile *file, GCancellable *cancellable, GError **error)
{
  g_return_val_if_fail (G_IS_FILE (file), NULL);

  return open_reader (file, NULL, NULL, NULL, cancellable, error);
}

/**
 * gaf_reader_new_for_stream:
 * @stream: a stream that is a [iface@Gio.Seekable]; where it stands now counts as byte 0
 * @cancellable: (nullable): cancels the opening
 * @error: as [ctor@Reader.new_for_path], and %GAF_ERROR_NOT_SEEKABLE; an error of @stream is passed on as it is
 *
 * Opens audio that a stream delivers. The reader moves the stream as it likes until it is closed, and does not close
 * it.
 *
 * Returns: (transfer full): a reader at frame 0, or %NULL with @error set
 * Since: 0.1
 */
GafReader *
gaf_reader_new_for_stream (GInputStream *stream, GCancellable *cancellable, GError **error)
{
  g_return_val_if_fail (G_IS_INPUT_STREAM (stream), NULL);

  return open_reader (NULL, stream, NULL, NULL, cancellable, error);
}

/**
 * gaf_reader_new_for_bytes:
 * @bytes: a whole audio file in memory; the samples are not copied, and a reference is kept until the reader is closed
 * @cancellable: (nullable): cancels the opening, which then fails with %G_IO_ERROR_CANCELLED
 * @error: as [ctor@Reader.new_for_path]
 *
 * Opens an audio file that is in memory.
 *
 * Returns: (transfer full): a reader at frame 0, or %NULL with @error set
 * Since: 0.1
 */
GafReader *
gaf_reader_new_for_bytes (GBytes *bytes, GCancellable *cancellable, GError **error)
{
  g_return_val_if_fail (bytes != NULL, NULL);

  return open_reader (NULL, NULL, bytes, NULL, cancellable, error);
}

/* close */

/**
 * gaf_reader_close:
 * @self: a reader
 *
 * Closes the file, frees what decoding needed, and drops the stream or the bytes that were handed in; a stream is not
 * closed. The properties stay readable, while seeking and reading fail with %GAF_ERROR_CLOSED. Closing twice does no
 * harm. A read that is going on in another thread is waited for; called from inside a read, by the reader's own stream,
 * this does nothing.
 *
 * Since: 0.1
 */
void
gaf_reader_close (GafReader *self)
{
  g_return_if_fail (GAF_IS_READER (self));

  if (end (self))
    gaf_notify (self, "closed");
}

/**
 * gaf_reader_is_closed:
 * @self: a reader
 *
 * Tells whether the reader was closed by [method@Reader.close]; it cannot be opened again.
 *
 * Returns: %TRUE after [method@Reader.close]
 * Since: 0.1
 */
gboolean
gaf_reader_is_closed (GafReader *self)
{
  g_return_val_if_fail (GAF_IS_READER (self), TRUE);

  return g_atomic_int_get (&self->closed);
}
