/*
 * SPDX-FileCopyrightText: 2026 gaudiofile contributors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#include "tags/tag-file.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "core/fork-gate.h"
#include "core/interrupt.h"
#include "gaf-error.h"
#include "gaf-private.h"
#include "io/output-file.h"
#include "read/open.h"
#include "read/probe.h"
#include "tags/taglib.h"

#define COPY_STEP (8 * 1024 * 1024)

/* which tags */

static const struct {
  const char *container; /* the beginning of the name in the table of containers */
  GafTagKind kind;
} kinds[] = {
  { "MPEG audio", GAF_TAG_KIND_MPEG },   { "ADTS", GAF_TAG_KIND_MPEG },       { "FLAC", GAF_TAG_KIND_FLAC },
  { "MP4", GAF_TAG_KIND_MP4 },           { "WavPack", GAF_TAG_KIND_WAVPACK }, { "Monkey's Audio", GAF_TAG_KIND_APE },
  { "Musepack", GAF_TAG_KIND_MUSEPACK }, { "TTA", GAF_TAG_KIND_TTA },         { "ASF", GAF_TAG_KIND_ASF },
  { "DSF", GAF_TAG_KIND_DSF },
};

/* A page of Ogg that begins a stream has 28 bytes before its packet, by which the codec is known. */
static GafTagKind
kind_of_ogg (const guint8 *head, gsize length)
{
  if (length >= 28 + 8 && memcmp (head + 28, "\1vorbis", 7) == 0)
    return GAF_TAG_KIND_OGG_VORBIS;
  if (length >= 28 + 8 && memcmp (head + 28, "OpusHead", 8) == 0)
    return GAF_TAG_KIND_OGG_OPUS;
  if (length >= 28 + 8 && memcmp (head + 28, "\177FLAC", 5) == 0)
    return GAF_TAG_KIND_OGG_FLAC;
  if (length >= 28 + 8 && memcmp (head + 28, "Speex   ", 8) == 0)
    return GAF_TAG_KIND_OGG_SPEEX;
  return GAF_TAG_KIND_NONE;
}

static GafTagKind
kind_of_chunks (const guint8 *head, gsize length)
{
  if (length >= 12 && memcmp (head, "RIFF", 4) == 0 && memcmp (head + 8, "WAVE", 4) == 0)
    return GAF_TAG_KIND_WAV;
  if (length >= 12 && memcmp (head, "FORM", 4) == 0 && memcmp (head + 8, "AIF", 3) == 0)
    return GAF_TAG_KIND_AIFF;
  return GAF_TAG_KIND_NONE;
}

/* What is recognised only by its frames, behind something else. */
static gboolean
kind_of_unknown (GafByteSource *source, GafTagKind *kind, GError **error)
{
  g_autoptr (GafDecoder) decoder = gaf_decoder_open (source, -1, error);

  if (decoder == NULL)
    return FALSE;
  *kind = g_str_has_prefix (decoder->codec, "mp") ? GAF_TAG_KIND_MPEG : GAF_TAG_KIND_NONE;
  return TRUE;
}

/* FALSE with @error: it is no audio. GAF_TAG_KIND_NONE for audio whose tags nobody here can read. @what is told which
 * format it is. */
static gboolean
find_kind (GafByteSource *source, GafTagKind *kind, const char **what, GError **error)
{
  const guint8 *head;
  gsize length;
  GafProbe probe;

  *kind = GAF_TAG_KIND_NONE;
  *what = "this format";
  if (!gaf_probe_source (source, &probe, error))
    return FALSE;
  if (probe.container == NULL)
    return kind_of_unknown (source, kind, error);
  *what = probe.container->name;
  head = gaf_byte_source_peek (source, probe.start, 64, &length, error);
  if (head == NULL)
    return FALSE;
  if (probe.container->open == GAF_OPEN_OGG)
    *kind = kind_of_ogg (head, length);
  else if (probe.container->open == GAF_OPEN_CHUNKS)
    *kind = kind_of_chunks (head, length);
  else
    for (gsize i = 0; i < G_N_ELEMENTS (kinds); i++)
      if (g_str_has_prefix (probe.container->name, kinds[i].container))
        *kind = kinds[i].kind;
  return TRUE;
}

/* reading */

typedef struct {
  GafByteSource *source;
  GError *error;
} Reading;

static gssize
read_source (gpointer user_data, guint64 offset, guint8 *dest, gsize length)
{
  Reading *self = user_data;

  g_clear_error (&self->error);
  return gaf_byte_source_read (self->source, offset, dest, length, &self->error);
}

static gboolean
report (GafTaglibResult result, const char *what, const char *name, GError **error)
{
  switch (result) {
  case GAF_TAGLIB_DONE:
  case GAF_TAGLIB_SAME:
    return TRUE;
  case GAF_TAGLIB_NO_PLACE:
    g_set_error (error, GAF_ERROR, GAF_ERROR_INVALID_ARGUMENT, "The tags of %s have no place for %s", what,
                 name != NULL ? name : "such covers");
    return FALSE;
  default:
    g_set_error (error, GAF_ERROR, GAF_ERROR_CORRUPT, "TagLib can make nothing of this file's headers (%s)", what);
    return FALSE;
  }
}

gboolean
gaf_tag_file_read (GafByteSource *source, GafTagSet *set, GError **error)
{
  Reading reading = { source, NULL };
  GafTagBytes bytes = { &reading, gaf_byte_source_get_size (source), read_source, NULL, NULL, FALSE };
  const GafTaglib *taglib;
  GafTaglibResult result;
  GafTagKind kind;
  const char *what;

  if (!find_kind (source, &kind, &what, error))
    return FALSE;
  if (kind == GAF_TAG_KIND_NONE)
    return TRUE;
  taglib = gaf_taglib_load (error);
  if (taglib == NULL)
    return FALSE;
  result = taglib->read (kind, &bytes, set);
  if (bytes.failed && reading.error != NULL) {
    g_propagate_error (error, reading.error);
    return FALSE;
  }
  return report (result, what, NULL, error);
}

/* are they alike? */

static gboolean
add_up (GafByteSource *source, GChecksum *sum, GafDecoder **decoder, GError **error)
{
  *decoder = gaf_decoder_open (source, -1, error);
  return *decoder != NULL && gaf_decoder_add_up (*decoder, sum, error);
}

/* FALSE with @error if the audio of @after is not that of @before. */
static gboolean
check_audio (GafByteSource *before, GafByteSource *after, const char *what, GError **error)
{
  g_autoptr (GChecksum) old_sum = g_checksum_new (G_CHECKSUM_MD5);
  g_autoptr (GChecksum) new_sum = g_checksum_new (G_CHECKSUM_MD5);
  g_autoptr (GafDecoder) old = NULL;
  g_autoptr (GafDecoder) new = NULL;
  g_autoptr (GError) local_error = NULL;

  if (!add_up (before, old_sum, &old, error))
    return FALSE;
  if (!add_up (after, new_sum, &new, &local_error) && g_error_matches (local_error, G_IO_ERROR, G_IO_ERROR_CANCELLED)) {
    g_propagate_error (error, g_steal_pointer (&local_error));
    return FALSE;
  }
  if (local_error == NULL && strcmp (g_checksum_get_string (old_sum), g_checksum_get_string (new_sum)) == 0
      && g_strcmp0 (old->container, new->container) == 0 && strcmp (old->codec, new->codec) == 0
      && old->rate == new->rate && old->channels == new->channels && old->channel_mask == new->channel_mask
      && old->bits == new->bits && old->format == new->format && old->exact == new->exact
      && (!old->exact || old->n_frames == new->n_frames))
    return TRUE;
  g_set_error (
      error, GAF_ERROR, GAF_ERROR_UNSUPPORTED,
      "The tags of this file (%s) cannot be changed: its audio would not have stayed as it is, so the file was "
      "left alone",
      what);
  return FALSE;
}

/* writing. What the disk may take long for is done outside of the fork gate: no fork() of another thread waits for it.
 */

typedef struct {
  int fd;             /* of a file, or */
  GByteArray *memory; /* the bytes themselves */
  GCancellable *cancellable;
  GError *error;
} Writing;

static gboolean
fail (Writing *self, int saved_errno)
{
  if (self->error == NULL)
    self->error = gaf_error_new_errno (saved_errno, "Writing the tags failed");
  return FALSE;
}

static gboolean
may_go_on (Writing *self, gsize work)
{
  if (self->error != NULL)
    return FALSE;
  return !g_cancellable_set_error_if_cancelled (self->cancellable, &self->error)
         && gaf_interrupt_check (work, &self->error);
}

static gssize
read_copy (gpointer user_data, guint64 offset, guint8 *dest, gsize length)
{
  Writing *self = user_data;
  gsize done = 0;

  if (!may_go_on (self, length))
    return -1;
  if (self->memory != NULL) {
    done = offset < self->memory->len ? MIN (length, self->memory->len - offset) : 0;
    memcpy (dest, self->memory->data + offset, done);
  }
  while (self->memory == NULL && done < length) {
    const guint depth = gaf_fork_gate_pause ();
    const gssize n = TEMP_FAILURE_RETRY (pread (self->fd, dest + done, length - done, (off_t) (offset + done)));

    gaf_fork_gate_resume (depth);
    if (n < 0) {
      fail (self, errno);
      return -1;
    }
    if (n == 0)
      break;
    done += n;
  }
  return done;
}

static gboolean
write_copy (gpointer user_data, guint64 offset, const guint8 *data, gsize length)
{
  Writing *self = user_data;
  gsize done = 0;

  if (!may_go_on (self, length))
    return FALSE;
  if (self->memory != NULL) {
    if (offset > G_MAXUINT32 || length > G_MAXUINT32 - offset)
      return fail (self, EFBIG);
    if (offset + length > self->memory->len)
      g_byte_array_set_size (self->memory, (guint) (offset + length));
    memcpy (self->memory->data + offset, data, length);
    return TRUE;
  }
  while (done < length) {
    const guint depth = gaf_fork_gate_pause ();
    const gssize n = TEMP_FAILURE_RETRY (pwrite (self->fd, data + done, length - done, (off_t) (offset + done)));

    gaf_fork_gate_resume (depth);
    if (n <= 0)
      return fail (self, n < 0 ? errno : EIO);
    done += n;
  }
  return TRUE;
}

static gboolean
truncate_copy (gpointer user_data, guint64 size)
{
  Writing *self = user_data;

  if (self->memory != NULL) {
    g_byte_array_set_size (self->memory, (guint) MIN (size, self->memory->len));
    return TRUE;
  }
  return TEMP_FAILURE_RETRY (ftruncate (self->fd, (off_t) size)) == 0 || fail (self, errno);
}

/* Changes the tags of the copy in @writing. @changed: there was something to change. */
static gboolean
edit (Writing *writing, GafTagKind kind, guint64 size, const GafTagSet *set, gboolean replace, const char *what,
      gboolean *changed, GError **error)
{
  GafTagBytes bytes = { writing, size, read_copy, write_copy, truncate_copy, FALSE };
  const GafTaglib *taglib = gaf_taglib_load (error);
  g_autofree char *name = NULL;
  GafTaglibResult result;

  if (taglib == NULL)
    return FALSE;
  result = taglib->write (kind, &bytes, set, replace, &name);
  if (writing->error != NULL) {
    g_propagate_error (error, g_steal_pointer (&writing->error));
    return FALSE;
  }
  *changed = result != GAF_TAGLIB_SAME;
  if (result == GAF_TAGLIB_DONE && !bytes.failed) {
    /* Some files of Ogg FLAC it writes in a way in which it cannot read them. */
    g_autoptr (GafTagSet) again = gaf_tag_set_new ();
    const gboolean ok = report (taglib->read (kind, &bytes, again), what, NULL, error);

    g_clear_error (&writing->error);
    return ok;
  }
  return report (bytes.failed ? GAF_TAGLIB_REFUSED : result, what, name, error);
}

gboolean
gaf_tag_file_can_write (const char *format)
{
  static const char *const formats[] = { "WAV", "AIFF", "FLAC", "Ogg Vorbis", "Ogg Opus", "Ogg FLAC",
                                         "MP3", "Opus", "M4A",  "WMA",        "WavPack",  NULL };

  return g_strv_contains (formats, format);
}

/* The kind of tags to write into @source. */
static gboolean
find_writable_kind (GafByteSource *source, GafTagKind *kind, const char **what, GError **error)
{
  if (!find_kind (source, kind, what, error))
    return FALSE;
  if (*kind == GAF_TAG_KIND_NONE) {
    /* Under one name in the table of containers there may be several. */
    g_autoptr (GafDecoder) decoder = gaf_decoder_open (source, -1, error);

    if (decoder != NULL)
      g_set_error (error, GAF_ERROR, GAF_ERROR_UNSUPPORTED, "Tags of %s cannot be written here",
                   decoder->container != NULL ? decoder->container : decoder->codec);
    return FALSE;
  }
  return TRUE;
}

/* All bytes of @source into @fd: shared with the old file, where the file system can do that. */
static gboolean
copy_bytes (GafByteSource *source, Writing *writing, GError **error)
{
  const guint64 size = gaf_byte_source_get_size (source);
  const int from = gaf_byte_source_get_fd (source);
  gboolean by_system = from >= 0;
  loff_t done = 0;

  while ((guint64) done < size && may_go_on (writing, COPY_STEP)) {
    const gsize step = MIN (size - done, COPY_STEP);
    loff_t to = done;
    const guint depth = gaf_fork_gate_pause ();
    gssize n = by_system ? TEMP_FAILURE_RETRY (copy_file_range (from, &done, writing->fd, &to, step, 0)) : -1;

    gaf_fork_gate_resume (depth);
    if (n <= 0) {
      /* Between some file systems it cannot be done so. */
      gsize available;
      const guint8 *data = gaf_byte_source_peek (source, done, MIN (step, GAF_BYTE_SOURCE_BLOCK), &available, error);

      by_system = FALSE;
      if (data == NULL)
        return FALSE;
      if (available == 0 || !write_copy (writing, done, data, MIN (available, size - done)))
        break;
      done += MIN (available, size - done);
    }
  }
  if (writing->error == NULL && (guint64) done < size)
    fail (writing, EIO);
  if (writing->error == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&writing->error));
  return FALSE;
}

/* In the copy that @output has open. */
static gboolean
write_into_copy (GafByteSource *source, GafOutputFile *output, const GafTagSet *set, gboolean replace,
                 gboolean *changed, GCancellable *cancellable, GError **error)
{
  Writing writing = { -1, NULL, cancellable, NULL };
  g_autoptr (GafByteSource) copy = NULL;
  GafTagKind kind;
  const char *what;
  gboolean ok;

  if (!find_writable_kind (source, &kind, &what, error))
    return FALSE;
  writing.fd = TEMP_FAILURE_RETRY (open (output->temporary, O_RDWR | O_CLOEXEC));
  if (writing.fd < 0) {
    g_propagate_error (error, gaf_error_new_errno (errno, output->path));
    return FALSE;
  }
  ok = copy_bytes (source, &writing, error)
       && edit (&writing, kind, gaf_byte_source_get_size (source), set, replace, what, changed, error);
  close (writing.fd);
  if (!ok || !*changed)
    return ok;
  copy = gaf_byte_source_new_for_path (output->temporary, error);
  if (copy == NULL)
    return FALSE;
  gaf_byte_source_set_cancellable (copy, cancellable);
  return check_audio (source, copy, what, error);
}

gboolean
gaf_tag_file_write (const char *path, const GafTagSet *set, gboolean replace, GCancellable *cancellable, GError **error)
{
  g_autoptr (GafByteSource) source = gaf_byte_source_new_for_path (path, error);
  gboolean ok = FALSE, changed = FALSE;
  GafOutputFile output;
  int system_error;
  guint depth;

  if (source == NULL)
    return FALSE;
  gaf_byte_source_set_cancellable (source, cancellable);
  gaf_output_file_init (&output, path, TRUE);
  system_error = gaf_output_file_open (&output);
  if (system_error == 0)
    ok = write_into_copy (source, &output, set, replace, &changed, cancellable, error);
  depth = gaf_fork_gate_pause ();
  if (ok && changed)
    system_error = gaf_output_file_commit (&output);
  else
    gaf_output_file_discard (&output);
  gaf_fork_gate_resume (depth);
  gaf_output_file_clear (&output);
  if (system_error != 0) {
    g_propagate_error (error, gaf_error_new_errno (system_error, path));
    return FALSE;
  }
  return ok;
}

/* Whether another attempt makes sense: what was refused is the tags, and not the disk. */
static gboolean
is_refused (const GError *error)
{
  return g_error_matches (error, GAF_ERROR, GAF_ERROR_INVALID_ARGUMENT)
         || g_error_matches (error, GAF_ERROR, GAF_ERROR_UNSUPPORTED)
         || g_error_matches (error, GAF_ERROR, GAF_ERROR_CORRUPT);
}

gboolean
gaf_tag_file_write_new (const char *path, const GafTagSet *set, GCancellable *cancellable, GError **error)
{
  g_autoptr (GafTagSet) fewer = NULL;
  g_autoptr (GError) failure = NULL;

  if (gaf_tag_file_write (path, set, FALSE, cancellable, &failure))
    return TRUE;
  if (is_refused (failure) && set->may_lack_covers && set->covers != NULL) {
    fewer = gaf_tag_set_copy (set);
    if (set->covers->len > 1)
      g_ptr_array_set_size (fewer->covers, 1); /* the first is the one that is shown */
    else
      g_clear_pointer (&fewer->covers, g_ptr_array_unref);
    return gaf_tag_file_write_new (path, fewer, cancellable, error);
  }
  if (is_refused (failure) && set->may_lack_texts && set->covers == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&failure));
  return FALSE;
}

GBytes *
gaf_tag_file_write_bytes (GBytes *bytes, const GafTagSet *set, gboolean replace, GCancellable *cancellable,
                          GError **error)
{
  g_autoptr (GafByteSource) source = gaf_byte_source_new_for_bytes (bytes);
  g_autoptr (GafByteSource) copy = NULL;
  g_autoptr (GBytes) edited = NULL;
  Writing writing = { -1, NULL, cancellable, NULL };
  gboolean changed = FALSE;
  GafTagKind kind;
  const char *what;
  gsize size;
  const guint8 *data = g_bytes_get_data (bytes, &size);

  if (!find_writable_kind (source, &kind, &what, error))
    return NULL;
  if (size > G_MAXUINT32) {
    g_set_error (error, GAF_ERROR, GAF_ERROR_LIMIT, "Tags are written into at most 4 GiB of memory");
    return NULL;
  }
  writing.memory = g_byte_array_sized_new ((guint) size + 4096);
  g_byte_array_append (writing.memory, data, (guint) size);
  if (!edit (&writing, kind, size, set, replace, what, &changed, error)) {
    g_byte_array_unref (writing.memory);
    return NULL;
  }
  edited = g_byte_array_free_to_bytes (writing.memory);
  if (!changed)
    return g_steal_pointer (&edited);
  copy = gaf_byte_source_new_for_bytes (edited);
  return check_audio (source, copy, what, error) ? g_steal_pointer (&edited) : NULL;
}
