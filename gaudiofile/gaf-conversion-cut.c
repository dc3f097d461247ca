/*
 * SPDX-FileCopyrightText: 2026 gaudiofile contributors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#include "gaf-conversion-private.h"

#include "convert/cut.h"
#include "core/fork-gate.h"
#include "formats/writable.h"
#include "gaf-error.h"
#include "gaf-reader-private.h"
#include "gaf-tags-private.h"
#include "tags/tag-file.h"

/* Conversions that lose nothing: whether they can be had, and those that copy packets. */

/* {{{ samples */

/* Bits of integers that all values of a format have room in; 0: a float that no integer has. */
static guint
bits_of (GafSampleFormat format)
{
  switch (format) {
  case GAF_SAMPLE_FORMAT_INT8:
    return 8;
  case GAF_SAMPLE_FORMAT_INT16:
    return 16;
  case GAF_SAMPLE_FORMAT_INT24:
    return 24;
  case GAF_SAMPLE_FORMAT_INT32:
    return 32;
  default:
    return 0;
  }
}

static gboolean
keeps_all (GafSampleFormat from, GafSampleFormat to)
{
  const guint bits = bits_of (from);

  if (from == to)
    return TRUE;
  if (bits == 0)
    return from == GAF_SAMPLE_FORMAT_FLOAT32 && to == GAF_SAMPLE_FORMAT_FLOAT64;
  if (to == GAF_SAMPLE_FORMAT_FLOAT64)
    return TRUE;
  return bits <= (to == GAF_SAMPLE_FORMAT_FLOAT32 ? 24 : bits_of (to));
}

gboolean
gaf_conversion_check_samples (const GafGraph *graph, GafWriter *writer, GError **error)
{
  const GafSampleFormat from = gaf_source_get_sample_format (graph->source);
  const GafSampleFormat to = gaf_writer_get_sample_format (writer);
  GafEncodeSpec *spec = gaf_writer_get_spec (writer);
  const GafWriteFormat *format =
      gaf_write_format_find (gaf_encode_spec_get_format (spec), gaf_encode_spec_get_codec (spec));

  /* Codecs with loss have no depths. */
  if (graph->is_raw && format->depths != NULL && keeps_all (from, to))
    return TRUE;
  g_set_error (error, GAF_ERROR, GAF_ERROR_INVALID_ARGUMENT,
               "This conversion would lose something: samples of %s, which are to become %s%s",
               gaf_sample_format_get_name (from), format->name,
               !graph->is_raw           ? ", are changed on the way"
               : format->depths == NULL ? ", which has loss"
                                        : ", do not all fit in");
  return FALSE;
}

/* }}} */

/* {{{ packets */

gboolean
gaf_conversion_wants_packets (const GafConvertSettings *settings, GafSource *source)
{
  return settings->lossless && GAF_IS_READER (source) && gaf_reader_get_bits (GAF_READER (source)) == 0;
}

static gboolean
check_settings (const GafConvertSettings *self, GafReader *reader, GafEncodeSpec *spec, GError **error)
{
  if (self->gain == 0 && self->normalize == GAF_NORMALIZE_NONE && self->fade_in == 0 && self->fade_out == 0
      && self->effects == NULL && self->process == NULL && self->matrix == NULL
      && gaf_encode_spec_get_rate (spec) == gaf_reader_get_rate (reader)
      && gaf_encode_spec_get_channels (spec) == gaf_reader_get_channels (reader))
    return TRUE;
  g_set_error (error, GAF_ERROR, GAF_ERROR_INVALID_ARGUMENT,
               "Without decoding, audio can be cut, but its level, rate and channels stay as they are");
  return FALSE;
}

/* The headers of Ogg have the tags of the source already. */
static gboolean
write_tags (const char *path, GafEncodeSpec *spec, gboolean keep, GCancellable *cancellable, GError **error)
{
  GafTags *tags = gaf_encode_spec_get_tags (spec);
  g_autoptr (GafTagSet) none = gaf_tag_set_new ();

  if (path == NULL || (tags == NULL && keep))
    return TRUE;
  none->covers = g_ptr_array_new_with_free_func (g_object_unref);
  return gaf_tag_file_write (path, tags != NULL ? gaf_tags_get_set (tags) : none, TRUE, cancellable, error);
}

gint64
gaf_conversion_cut (const GafConvertSettings *settings, GafReader *reader, GafEncodeSpec *spec, GafByteSink *sink,
                    GafWatch *watch, GCancellable *cancellable, GError **error)
{
  gint64 n_frames;
  gboolean ok;

  if (reader->isolation == GAF_ISOLATION_PROCESS) {
    g_set_error (error, GAF_ERROR, GAF_ERROR_NO_ISOLATION,
                 "Packets are copied in this process, and this file is isolated from it: if you trust the file, cut it "
                 "without isolation");
    return -1;
  }
  if (!check_settings (settings, reader, spec, error) || !gaf_reader_begin (reader, cancellable, error))
    return -1;
  gaf_byte_sink_set_cancellable (sink, cancellable);
  n_frames = gaf_cut_write (reader->source, spec, sink, settings->offset, settings->n_frames, watch, error);
  gaf_reader_end (reader);
  gaf_fork_gate_enter ();
  ok = n_frames >= 0 && gaf_byte_sink_check (sink, error) && gaf_byte_sink_flush (sink, error)
       && write_tags (gaf_byte_sink_get_file_name (sink), spec, settings->keep_tags, cancellable, error);
  if (ok)
    ok = gaf_byte_sink_close (sink, error);
  else
    gaf_byte_sink_discard (sink);
  gaf_byte_sink_set_cancellable (sink, NULL);
  gaf_fork_gate_leave ();
  return ok ? n_frames : -1;
}

/* }}} */
