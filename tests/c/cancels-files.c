/*
 * SPDX-FileCopyrightText: 2026 gaudiofile contributors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

/* The calls of the campaign of cancelling that are about files; see cancels.c. */

#include "cancels.h"

#include <glib/gstdio.h>
#include <string.h>

#define LOOKED_AT 2000 /* frames */

/* opening */

static const char *
any_path (Trial *trial)
{
  trial->may_fail = g_rand_boolean (trial->rand);
  return trial->may_fail ? trial->file->hole : trial->file->path;
}

static void
open_path (Trial *trial)
{
  const char *path = any_path (trial);

  trial_begin (trial);
  gaf_reader_new_for_path_async (path, trial->cancellable, trial_done, trial);
}

FINISH_OBJECT (open_path_end, gaf_reader_new_for_path_finish (result, &trial->error))

static void
open_file (Trial *trial)
{
  g_autoptr (GFile) file = g_file_new_for_path (any_path (trial));

  trial_begin (trial);
  gaf_reader_new_for_file_async (file, trial->cancellable, trial_done, trial);
}

FINISH_OBJECT (open_file_end, gaf_reader_new_for_file_finish (result, &trial->error))

static void
open_stream (Trial *trial)
{
  g_autoptr (GFile) file = g_file_new_for_path (any_path (trial));
  g_autoptr (GFileInputStream) stream = trial_track (g_file_read (file, NULL, NULL));

  trial_begin (trial);
  gaf_reader_new_for_stream_async (G_INPUT_STREAM (stream), trial->cancellable, trial_done, trial);
}

FINISH_OBJECT (open_stream_end, gaf_reader_new_for_stream_finish (result, &trial->error))

static void
open_bytes (Trial *trial)
{
  g_autoptr (GBytes) bytes = g_bytes_new_static (trial->file->data, trial->file->size);

  trial_begin (trial);
  gaf_reader_new_for_bytes_async (bytes, trial->cancellable, trial_done, trial);
}

FINISH_OBJECT (open_bytes_end, gaf_reader_new_for_bytes_finish (result, &trial->error))

static void
init (Trial *trial)
{
  g_autoptr (GFile) file = g_file_new_for_path (any_path (trial));

  trial->object = trial_track (g_object_new (GAF_TYPE_READER, "file", file, NULL));
  trial_begin (trial);
  g_async_initable_init_async (G_ASYNC_INITABLE (trial->object), 0, trial->cancellable, trial_done, trial);
}

FINISH (init_end, g_async_initable_init_finish (G_ASYNC_INITABLE (source), result, &error))

/* reading: a whole file, of which most does not come to be read */

GafReader *
trial_open_reader (Trial *trial)
{
  g_autoptr (GError) error = NULL;

  trial->object = trial_track (gaf_reader_new_for_path (trial->file->path, NULL, &error));
  g_assert_no_error (error);
  return GAF_READER (trial->object);
}

/* Room for all samples, whatever a sample is. */
static float *const *
planes_of (Trial *trial, gint64 n_frames)
{
  static float *planes[2];

  trial->memory = g_malloc (2 * n_frames * sizeof (float));
  planes[0] = trial->memory;
  planes[1] = planes[0] + n_frames;
  return planes;
}

static void
compare (Trial *trial, GafReader *reader, gint64 frame)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GafBlock) wanted =
      gaf_reader_read_frames_at (trial->file->reference, frame, LOOKED_AT, GAF_LAYOUT_PLANAR, NULL, NULL);
  g_autoptr (GafBlock) block = gaf_reader_read_frames_at (reader, frame, LOOKED_AT, GAF_LAYOUT_PLANAR, NULL, &error);

  if (block == NULL)
    trial_complain (trial, "cannot be read on: %s", error->message);
  else if (gaf_block_get_n_frames (block) != gaf_block_get_n_frames (wanted)
           || (!trial->file->is_noisy && !g_bytes_equal (gaf_block_get_bytes (block), gaf_block_get_bytes (wanted))))
    trial_complain (trial, "has other samples at %" G_GINT64_FORMAT, frame);
}

void
trial_look_at_reader (Trial *trial)
{
  if (trial->object == NULL)
    return;
  if (trial->error != NULL && gaf_reader_tell (GAF_READER (trial->object)) != 0)
    trial_complain (trial, "stands at %" G_GINT64_FORMAT, gaf_reader_tell (GAF_READER (trial->object)));
  for (guint i = 0; i < 2; i++)
    compare (trial, GAF_READER (trial->object), g_rand_int_range (trial->rand, 0, (gint32) campaign_frames));
}

static void
look_at_opened (Trial *trial)
{
  if (trial->error == NULL && !trial->may_fail)
    trial_look_at_reader (trial);
}

#define BEGIN_READER(name, expression)             \
  static void name (Trial *trial)                  \
  {                                                \
    GafReader *reader = trial_open_reader (trial); \
                                                   \
    trial_begin (trial);                           \
    expression;                                    \
  }

BEGIN_READER (read_frames, gaf_reader_read_frames_async (reader, campaign_frames, GAF_LAYOUT_PLANAR, trial->cancellable,
                                                         trial_done, trial))

FINISH_BLOCK (read_frames_end, gaf_reader_read_frames_finish (GAF_READER (source), result, &trial->error))

BEGIN_READER (read_raw_frames, gaf_reader_read_raw_frames_async (reader, campaign_frames, GAF_LAYOUT_INTERLEAVED,
                                                                 trial->cancellable, trial_done, trial))

FINISH_BLOCK (read_raw_frames_end, gaf_reader_read_raw_frames_finish (GAF_READER (source), result, &trial->error))

BEGIN_READER (read_frames_at, gaf_reader_read_frames_at_async (reader, 1000, campaign_frames, GAF_LAYOUT_PLANAR,
                                                               trial->cancellable, trial_done, trial))

FINISH_BLOCK (read_frames_at_end, gaf_reader_read_frames_at_finish (GAF_READER (source), result, &trial->error))

static void
read_planes (Trial *trial)
{
  GafReader *reader = trial_open_reader (trial);
  float *const *planes = planes_of (trial, campaign_frames);

  trial_begin (trial);
  gaf_reader_read_async (reader, planes, campaign_frames, trial->cancellable, trial_done, trial);
}

FINISH (read_planes_end, gaf_reader_read_finish (GAF_READER (source), result, &error) >= 0)

static void
read_interleaved (Trial *trial)
{
  GafReader *reader = trial_open_reader (trial);
  float *const *planes = planes_of (trial, campaign_frames);

  trial_begin (trial);
  gaf_reader_read_interleaved_async (reader, planes[0], campaign_frames, trial->cancellable, trial_done, trial);
}

FINISH (read_interleaved_end, gaf_reader_read_interleaved_finish (GAF_READER (source), result, &error) >= 0)

static void
read_raw (Trial *trial)
{
  GafReader *reader = trial_open_reader (trial);
  float *const *planes = planes_of (trial, campaign_frames);

  trial_begin (trial);
  gaf_reader_read_raw_async (reader, GAF_LAYOUT_PLANAR, (void *const *) planes, campaign_frames, trial->cancellable,
                             trial_done, trial);
}

FINISH (read_raw_end, gaf_reader_read_raw_finish (GAF_READER (source), result, &error) >= 0)

static void
read_at (Trial *trial)
{
  GafReader *reader = trial_open_reader (trial);
  float *const *planes = planes_of (trial, campaign_frames);

  trial_begin (trial);
  gaf_reader_read_at_async (reader, 0, planes, campaign_frames, trial->cancellable, trial_done, trial);
}

FINISH (read_at_end, gaf_reader_read_at_finish (GAF_READER (source), result, &error) >= 0)

/* Behind a read that nobody cancels. */
static void
on_first_read (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GafBlock) block = gaf_reader_read_frames_finish (GAF_READER (source), result, &error);
  Trial *trial = data;

  if (block == NULL)
    trial_complain (trial, "the one before: %s", error->message);
  trial->other = trial_track (g_object_new (GAF_TYPE_ENCODE_SPEC, NULL)); /* a sign that it is done */
}

static void
wait_for_turn (Trial *trial)
{
  GafReader *reader = trial_open_reader (trial);

  gaf_reader_read_frames_async (reader, campaign_frames, GAF_LAYOUT_PLANAR, NULL, on_first_read, trial);
  trial_begin (trial);
  gaf_reader_seek_async (reader, 77, trial->cancellable, trial_done, trial);
}

FINISH (seek_end, gaf_reader_seek_finish (GAF_READER (source), result, &error))

static void
look_at_turn (Trial *trial)
{
  while (trial->other == NULL)
    g_main_context_iteration (NULL, TRUE);
  if (gaf_reader_tell (GAF_READER (trial->object)) != (trial->error == NULL ? 77 : campaign_frames)
      && gaf_reader_tell (GAF_READER (trial->object)) != gaf_reader_get_n_frames (GAF_READER (trial->object)))
    trial_complain (trial, "stands at %" G_GINT64_FORMAT, gaf_reader_tell (GAF_READER (trial->object)));
}

/* sources */

static void
resampled_of (Trial *trial)
{
  g_autoptr (GError) error = NULL;
  const double rates[] = { 48000, 8000, 192000, 47999.5 };

  trial->other = G_OBJECT (trial_open_reader (trial));
  trial->object = trial_track (gaf_resampled_reader_new (GAF_SOURCE (trial->other), rates[trial->seed % 4],
                                                         GAF_RESAMPLE_QUALITY_WINDOWED_SINC_256, &error));
  g_assert_no_error (error);
}

static void
read_resampled (Trial *trial)
{
  resampled_of (trial);
  trial_begin (trial);
  gaf_source_read_frames_async (GAF_SOURCE (trial->object), campaign_frames, GAF_LAYOUT_PLANAR, trial->cancellable,
                                trial_done, trial);
}

FINISH_BLOCK (read_source_frames_end, gaf_source_read_frames_finish (GAF_SOURCE (source), result, &trial->error))

static void
read_resampled_planes (Trial *trial)
{
  float *const *planes = planes_of (trial, campaign_frames);

  resampled_of (trial);
  trial_begin (trial);
  gaf_source_read_async (GAF_SOURCE (trial->object), planes, campaign_frames, trial->cancellable, trial_done, trial);
}

FINISH (read_source_end, gaf_source_read_finish (GAF_SOURCE (source), result, &error) >= 0)

static void
read_resampled_at (Trial *trial)
{
  float *const *planes = planes_of (trial, campaign_frames);

  resampled_of (trial);
  trial_begin (trial);
  gaf_resampled_reader_read_at_async (GAF_RESAMPLED_READER (trial->object), 500, planes, campaign_frames,
                                      trial->cancellable, trial_done, trial);
}

FINISH (read_resampled_at_end, gaf_resampled_reader_read_at_finish (GAF_RESAMPLED_READER (source), result, &error) >= 0)

static void
seek_source (Trial *trial)
{
  resampled_of (trial);
  trial_begin (trial);
  gaf_source_seek_async (GAF_SOURCE (trial->object), 12345, trial->cancellable, trial_done, trial);
}

FINISH (seek_source_end, gaf_source_seek_finish (GAF_SOURCE (source), result, &error))

static void
look_at_source (Trial *trial)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GafBlock) block = NULL;

  if (gaf_source_seek (GAF_SOURCE (trial->object), 5000, NULL, &error))
    block = gaf_source_read_frames (GAF_SOURCE (trial->object), LOOKED_AT, GAF_LAYOUT_PLANAR, NULL, &error);
  if (block == NULL || gaf_block_get_n_frames (block) != LOOKED_AT)
    trial_complain (trial, "cannot be read on: %s", error != NULL ? error->message : "too few");
}

static void
converted_of (Trial *trial)
{
  g_autoptr (GError) error = NULL;

  trial->other = G_OBJECT (trial_open_reader (trial));
  trial->object = trial_track (gaf_converted_reader_new (GAF_SOURCE (trial->other), 32000, 2, NULL, 0,
                                                         GAF_RESAMPLE_QUALITY_WINDOWED_SINC_32, &error));
  g_assert_no_error (error);
}

static void
read_converted (Trial *trial)
{
  float *const *planes = planes_of (trial, campaign_frames);

  converted_of (trial);
  trial_begin (trial);
  gaf_converted_reader_read_as_async (GAF_CONVERTED_READER (trial->object), GAF_SAMPLE_FORMAT_INT16,
                                      (void *const *) planes, campaign_frames, trial->cancellable, trial_done, trial);
}

FINISH (read_converted_end, gaf_converted_reader_read_as_finish (GAF_CONVERTED_READER (source), result, &error) >= 0)

static void
read_converted_at (Trial *trial)
{
  float *const *planes = planes_of (trial, campaign_frames);

  converted_of (trial);
  trial_begin (trial);
  gaf_converted_reader_read_at_async (GAF_CONVERTED_READER (trial->object), 9, GAF_SAMPLE_FORMAT_INT32,
                                      (void *const *) planes, campaign_frames, trial->cancellable, trial_done, trial);
}

FINISH (read_converted_at_end, gaf_converted_reader_read_at_finish (GAF_CONVERTED_READER (source), result, &error) >= 0)

static void
read_converted_block (Trial *trial)
{
  converted_of (trial);
  trial_begin (trial);
  gaf_converted_reader_read_block_async (GAF_CONVERTED_READER (trial->object), GAF_SAMPLE_FORMAT_FLOAT32,
                                         campaign_frames, trial->cancellable, trial_done, trial);
}

FINISH_BLOCK (read_converted_block_end,
              gaf_converted_reader_read_block_finish (GAF_CONVERTED_READER (source), result, &trial->error))

/* many files */

static void
add_clips (Trial *trial)
{
  trial->clips = g_ptr_array_new_with_free_func (g_object_unref);
  for (guint i = 0; i < campaign_files->len; i++) {
    File *file = campaign_files->pdata[i];

    g_ptr_array_add (trial->clips, trial_track (gaf_clip_new_for_path (file->path)));
  }
}

static void
load_many (Trial *trial)
{
  add_clips (trial);
  trial_begin (trial);
  gaf_load_many_async ((GafClip *const *) trial->clips->pdata, trial->clips->len, 1 + trial->seed % 3, 0,
                       trial->cancellable, NULL, NULL, NULL, trial_done, trial);
}

FINISH (load_many_end, gaf_load_many_finish (result, &error))

static void
load_clip (Trial *trial)
{
  trial->object = trial_track (gaf_clip_new_for_path (trial->file->path));
  gaf_clip_set_conversion (GAF_CLIP (trial->object), 48000, 1);
  trial_begin (trial);
  gaf_clip_load_async (GAF_CLIP (trial->object), trial->cancellable, trial_done, trial);
}

FINISH (load_clip_end, gaf_clip_load_finish (GAF_CLIP (source), result, &error))

/* writing */

static GafEncodeSpec *
spec_of (Trial *trial)
{
  static const char *const formats[] = { "wav", "flac", "mp3", "ogg", "opus", "m4a", "wv", "aiff", "mka" };
  g_autofree char *folder = NULL;
  const char *format = formats[g_rand_int_range (trial->rand, 0, G_N_ELEMENTS (formats))];
  GafEncodeSpec *spec = gaf_encode_spec_new (format, CAMPAIGN_RATE, 2);

  trial->is_atomic = g_rand_boolean (trial->rand);
  gaf_encode_spec_set_atomic (spec, trial->is_atomic);
  trial->path = g_strdup_printf ("%s/written/file.%s", campaign_folder, format);
  folder = g_path_get_dirname (trial->path);
  g_mkdir_with_parents (folder, 0777);
  if (trial->is_atomic)
    g_assert_true (g_file_set_contents (trial->path, "old", 3, NULL));
  else
    g_unlink (trial->path);
  return spec;
}

static GafWriter *
writer_of (Trial *trial)
{
  g_autoptr (GafEncodeSpec) spec = spec_of (trial);
  g_autoptr (GError) error = NULL;

  trial->object = trial_track (gaf_writer_new_for_path (trial->path, spec, NULL, &error));
  g_assert_no_error (error);
  return GAF_WRITER (trial->object);
}

static void
create_path (Trial *trial)
{
  g_autoptr (GafEncodeSpec) spec = spec_of (trial);

  trial_begin (trial);
  gaf_writer_new_for_path_async (trial->path, spec, trial->cancellable, trial_done, trial);
}

FINISH_OBJECT (create_path_end, gaf_writer_new_for_path_finish (result, &trial->error))

static void
create_file (Trial *trial)
{
  g_autoptr (GafEncodeSpec) spec = spec_of (trial);
  g_autoptr (GFile) file = g_file_new_for_path (trial->path);

  trial_begin (trial);
  gaf_writer_new_for_file_async (file, spec, trial->cancellable, trial_done, trial);
}

FINISH_OBJECT (create_file_end, gaf_writer_new_for_file_finish (result, &trial->error))

static void
create_stream (Trial *trial)
{
  g_autoptr (GafEncodeSpec) spec = gaf_encode_spec_new ("flac", CAMPAIGN_RATE, 2);
  g_autoptr (GOutputStream) stream = trial_track (g_memory_output_stream_new_resizable ());

  trial_begin (trial);
  gaf_writer_new_for_stream_async (stream, spec, trial->cancellable, trial_done, trial);
}

FINISH_OBJECT (create_stream_end, gaf_writer_new_for_stream_finish (result, &trial->error))

static void
write_block (Trial *trial)
{
  GafWriter *writer = writer_of (trial);

  trial_begin (trial);
  gaf_writer_write_block_async (writer, campaign_block, trial->cancellable, trial_done, trial);
}

FINISH (write_block_end, gaf_writer_write_block_finish (GAF_WRITER (source), result, &error))

static void
write_planes (Trial *trial)
{
  const float *planes[] = { campaign_noise, campaign_noise + campaign_frames };
  GafWriter *writer = writer_of (trial);

  trial_begin (trial);
  gaf_writer_write_async (writer, planes, campaign_frames, trial->cancellable, trial_done, trial);
}

FINISH (write_planes_end, gaf_writer_write_finish (GAF_WRITER (source), result, &error))

static void
write_interleaved (Trial *trial)
{
  GafWriter *writer = writer_of (trial);

  trial_begin (trial);
  gaf_writer_write_interleaved_async (writer, campaign_noise, campaign_frames, trial->cancellable, trial_done, trial);
}

FINISH (write_interleaved_end, gaf_writer_write_interleaved_finish (GAF_WRITER (source), result, &error))

static void
write_raw (Trial *trial)
{
  const void *planes[] = { campaign_noise, campaign_noise + campaign_frames };
  GafWriter *writer = writer_of (trial);

  trial_begin (trial);
  gaf_writer_write_raw_async (writer, GAF_SAMPLE_FORMAT_FLOAT32, planes, sizeof (float), campaign_frames,
                              trial->cancellable, trial_done, trial);
}

FINISH (write_raw_end, gaf_writer_write_raw_finish (GAF_WRITER (source), result, &error))

static GafWriter *
filled_writer_of (Trial *trial)
{
  const float *planes[] = { campaign_noise, campaign_noise + campaign_frames };
  g_autoptr (GError) error = NULL;
  GafWriter *writer = writer_of (trial);

  gaf_writer_write (writer, planes, MIN (campaign_frames, 5 * CAMPAIGN_RATE), NULL, &error);
  g_assert_no_error (error);
  return writer;
}

static void
flush (Trial *trial)
{
  GafWriter *writer = filled_writer_of (trial);

  trial_begin (trial);
  gaf_writer_flush_async (writer, trial->cancellable, trial_done, trial);
}

FINISH (flush_end, gaf_writer_flush_finish (GAF_WRITER (source), result, &error))

static void
close_writer (Trial *trial)
{
  GafWriter *writer = filled_writer_of (trial);

  trial_begin (trial);
  gaf_writer_close_async (writer, trial->cancellable, trial_done, trial);
}

FINISH (close_writer_end, gaf_writer_close_finish (GAF_WRITER (source), result, &error))

static void
give_up (Trial *trial)
{
  GafWriter *writer = filled_writer_of (trial);

  trial_begin (trial);
  gaf_writer_abort_async (writer, trial_done, trial);
}

FINISH (give_up_end, gaf_writer_abort_finish (GAF_WRITER (source), result, &error))

BEGIN_READER (close_reader, gaf_reader_close_async (reader, trial_done, trial))

FINISH (close_reader_end, gaf_reader_close_finish (GAF_READER (source), result, &error))

guint
campaign_count_others (const char *path)
{
  g_autofree char *folder = g_path_get_dirname (path);
  g_autofree char *base = g_path_get_basename (path);
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  const char *name;
  guint n = 0;

  while ((name = g_dir_read_name (dir)) != NULL)
    n += !g_str_equal (name, base);
  return n;
}

static void
look_at_audio (Trial *trial, gint64 n_frames)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GafReader) reader = gaf_reader_new_for_path (trial->path, NULL, &error);

  if (reader == NULL && n_frames > 0)
    trial_complain (trial, "the file cannot be read: %s", error->message);
  else if (reader != NULL && !g_str_has_suffix (trial->path, "opus") && gaf_reader_get_n_frames (reader) != n_frames)
    trial_complain (trial, "%s has %" G_GINT64_FORMAT " frames instead of %" G_GINT64_FORMAT, trial->path,
                    gaf_reader_get_n_frames (reader), n_frames);
}

/* Ends what is being written, and looks at the file. */
static void
look_at_file (Trial *trial)
{
  GafWriter *writer = (GafWriter *) trial->object;
  g_autofree char *contents = NULL;
  g_autoptr (GError) error = NULL;
  gboolean is_old;

  if (writer != NULL && !gaf_writer_close (writer, NULL, &error) && trial->error == NULL)
    trial_complain (trial, "closing: %s", error->message);
  g_file_get_contents (trial->path, &contents, NULL, NULL);
  is_old = contents == NULL || g_str_equal (contents, "old");
  if (trial->is_atomic && trial->error != NULL && (contents == NULL || !is_old))
    trial_complain (trial, "the old file is not there any more");
  else if (writer == NULL && !is_old)
    trial_complain (trial, "a file was created");
  else if (writer != NULL && !is_old)
    look_at_audio (trial, gaf_writer_tell (writer));
  else if (writer != NULL && trial->error == NULL && gaf_writer_tell (writer) > 0)
    trial_complain (trial, "the file was not written");
  if (campaign_count_others (trial->path) > 0)
    trial_complain (trial, "there is another file beside it");
  g_unlink (trial->path);
}

static void
look_at_given_up (Trial *trial)
{
  g_autofree char *contents = NULL;

  g_file_get_contents (trial->path, &contents, NULL, NULL);
  if (trial->is_atomic ? g_strcmp0 (contents, "old") != 0 : contents != NULL)
    trial_complain (trial, "there is a file");
  if (campaign_count_others (trial->path) > 0)
    trial_complain (trial, "there is another file beside it");
  g_unlink (trial->path);
}

const Call campaign_file_calls[] = {
  { "reader open path", TRUE, 30, open_path, open_path_end, look_at_opened },
  { "reader open file", TRUE, 30, open_file, open_file_end, look_at_opened },
  { "reader open stream", TRUE, 30, open_stream, open_stream_end, look_at_opened },
  { "reader open bytes", TRUE, 10, open_bytes, open_bytes_end, look_at_opened },
  { "reader init", TRUE, 30, init, init_end, look_at_opened },
  { "reader read frames", TRUE, 60, read_frames, read_frames_end, trial_look_at_reader },
  { "reader read raw frames", TRUE, 60, read_raw_frames, read_raw_frames_end, trial_look_at_reader },
  { "reader read frames at", TRUE, 60, read_frames_at, read_frames_at_end, trial_look_at_reader },
  { "reader read", TRUE, 60, read_planes, read_planes_end, trial_look_at_reader },
  { "reader read interleaved", TRUE, 60, read_interleaved, read_interleaved_end, trial_look_at_reader },
  { "reader read raw", TRUE, 60, read_raw, read_raw_end, trial_look_at_reader },
  { "reader read at", TRUE, 60, read_at, read_at_end, trial_look_at_reader },
  { "reader seek behind a read", TRUE, 30, wait_for_turn, seek_end, look_at_turn },
  { "reader close", TRUE, 2, close_reader, close_reader_end, NULL, TRUE, TRUE },
  { "resampled read frames", TRUE, 100, read_resampled, read_source_frames_end, look_at_source },
  { "resampled read", TRUE, 100, read_resampled_planes, read_source_end, look_at_source },
  { "resampled read at", TRUE, 100, read_resampled_at, read_resampled_at_end, look_at_source },
  { "source seek", TRUE, 2, seek_source, seek_source_end, look_at_source },
  { "converted read as", TRUE, 100, read_converted, read_converted_end, look_at_source },
  { "converted read at", TRUE, 100, read_converted_at, read_converted_at_end, look_at_source },
  { "converted read block", TRUE, 100, read_converted_block, read_converted_block_end, look_at_source },
  { "load many", FALSE, 200, load_many, load_many_end, NULL },
  { "clip load", TRUE, 100, load_clip, load_clip_end, NULL },
  { "writer open path", FALSE, 4, create_path, create_path_end, look_at_file },
  { "writer open file", FALSE, 4, create_file, create_file_end, look_at_file },
  { "writer open stream", FALSE, 4, create_stream, create_stream_end, NULL },
  { "writer write block", FALSE, 60, write_block, write_block_end, look_at_file },
  { "writer write", FALSE, 60, write_planes, write_planes_end, look_at_file },
  { "writer write interleaved", FALSE, 60, write_interleaved, write_interleaved_end, look_at_file },
  { "writer write raw", FALSE, 60, write_raw, write_raw_end, look_at_file },
  { "writer flush", FALSE, 5, flush, flush_end, look_at_file },
  { "writer close", FALSE, 20, close_writer, close_writer_end, look_at_file, TRUE },
  { "writer abort", FALSE, 5, give_up, give_up_end, look_at_given_up, TRUE, TRUE },
  { NULL },
};
