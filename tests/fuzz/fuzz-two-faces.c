/*
 * SPDX-FileCopyrightText: 2026 gaudiofile contributors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

/*
 * The whole reader, on bytes that change while they are read, as of a file that another program rewrites: what was
 * checked once may be otherwise when it is read again. The last byte says at which read the other face is shown.
 *
 *   data: first face … │ patches, 4 bytes each: where (3), what (1) │ their number │ after how many reads
 */

#include "fuzz.h"

#include "gaudiofile.h"

#define FRAMES 20000
#define PIECE  2048

typedef struct {
  GInputStream parent;
  const guint8 *data;
  gsize size;
  const guint8 *patches;
  guint n_patches;
  guint reads_left; /* until the patches count */
  gsize position;
} FaceStream;

typedef GInputStreamClass FaceStreamClass;

static void face_stream_seekable (GSeekableIface *iface);

GType face_stream_get_type (void);
G_DEFINE_TYPE_WITH_CODE (FaceStream, face_stream, G_TYPE_INPUT_STREAM,
                         G_IMPLEMENT_INTERFACE (G_TYPE_SEEKABLE, face_stream_seekable))

static gssize
face_stream_read (GInputStream *stream, void *buffer, gsize count, GCancellable *cancellable, GError **error)
{
  FaceStream *self = (FaceStream *) stream;
  const gsize n = MIN (count, self->size - self->position);

  if (n > 0)
    memcpy (buffer, self->data + self->position, n);
  if (self->reads_left > 0) {
    self->reads_left--;
  } else {
    for (guint i = 0; i < self->n_patches; i++) {
      const guint8 *patch = self->patches + 4 * i;
      const gsize where = (patch[0] | patch[1] << 8 | patch[2] << 16) % MAX (self->size, 1);

      if (where >= self->position && where < self->position + n)
        ((guint8 *) buffer)[where - self->position] = patch[3];
    }
  }
  self->position += n;
  return n;
}

static goffset
face_stream_tell (GSeekable *seekable)
{
  return ((FaceStream *) seekable)->position;
}

static gboolean
face_stream_can_seek (GSeekable *seekable)
{
  return TRUE;
}

static gboolean
face_stream_seek (GSeekable *seekable, goffset offset, GSeekType type, GCancellable *cancellable, GError **error)
{
  FaceStream *self = (FaceStream *) seekable;
  const goffset base = type == G_SEEK_SET ? 0 : type == G_SEEK_CUR ? (goffset) self->position : (goffset) self->size;

  if (offset + base < 0 || offset + base > (goffset) self->size) {
    g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT, "Outside");
    return FALSE;
  }
  self->position = base + offset;
  return TRUE;
}

static gboolean
face_stream_can_truncate (GSeekable *seekable)
{
  return FALSE;
}

static void
face_stream_seekable (GSeekableIface *iface)
{
  iface->tell = face_stream_tell;
  iface->can_seek = face_stream_can_seek;
  iface->seek = face_stream_seek;
  iface->can_truncate = face_stream_can_truncate;
}

static void
face_stream_class_init (FaceStreamClass *klass)
{
  klass->read_fn = face_stream_read;
}

static void
face_stream_init (FaceStream *self)
{
}

/* Reads a part; FALSE when that failed, which it may. */
static gboolean
read_some (GafReader *reader, float *samples, gint64 frames)
{
  const gint64 before = gaf_reader_tell (reader);
  g_autoptr (GError) error = NULL;
  gint64 total = 0, n = 0;

  while (total < frames && (n = gaf_reader_read_interleaved (reader, samples, PIECE, NULL, &error)) > 0)
    total += n;
  g_assert_true ((n < 0) == (error != NULL));
  g_assert_cmpint (gaf_reader_tell (reader), ==, before + total);
  return n >= 0;
}

int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  g_autoptr (GafReader) reader = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree float *samples = NULL;
  g_autofree guint8 *copy = NULL; /* exactly as large as it is, so that reading behind its end is seen */
  g_autoptr (GInputStream) parent = g_object_new (face_stream_get_type (), NULL);
  FaceStream *stream = (FaceStream *) parent;

  if (size < 2)
    return 0;
  stream->reads_left = data[size - 1] % 64;
  stream->n_patches = data[size - 2] % 32;
  size -= 2;
  if (size < 4 * stream->n_patches)
    return 0;
  size -= 4 * stream->n_patches;
  stream->patches = data + size;
  stream->data = copy = g_memdup2 (data, size);
  stream->size = size;

  reader = gaf_reader_new_for_stream (parent, NULL, &error);
  if (reader == NULL) {
    g_assert_nonnull (error);
    return 0;
  }
  samples = g_new (float, PIECE *gaf_reader_get_channels (reader));
  if (!read_some (reader, samples, FRAMES))
    return 0;
  for (guint i = 0; i < 3; i++) {
    const gint64 frames = MAX (gaf_reader_get_n_frames (reader), 0);

    if (!gaf_reader_seek (reader, frames * i / 3, NULL, NULL) || !read_some (reader, samples, 3000))
      return 0;
  }
  return 0;
}
