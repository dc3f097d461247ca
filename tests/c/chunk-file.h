/*
 * SPDX-FileCopyrightText: 2026 gaudiofile contributors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#pragma once

#include <glib.h>
#include <string.h>

#include "formats/pcm/chunks.h"
#include "gaudiofile/gaf-error.h"

/*
 * Files are written here byte by byte: "RIFF", numbers of 2, 4 and 8 bytes, in the order of the file.
 */
typedef GByteArray File;

static inline File *
text (File *file, const char *bytes)
{
  return g_byte_array_append (file, (const guint8 *) bytes, strlen (bytes));
}

static inline File *
le (File *file, guint size, guint64 value)
{
  value = GUINT64_TO_LE (value);
  return g_byte_array_append (file, (const guint8 *) &value, size);
}

static inline File *
be (File *file, guint size, guint64 value)
{
  value = GUINT64_TO_BE (value);
  return g_byte_array_append (file, (const guint8 *) &value + 8 - size, size);
}

static inline File *
fill (File *file, gsize n)
{
  for (gsize i = 0; i < n; i++)
    be (file, 1, 0x81 + i % 100);
  return file;
}

/* Takes the file. */
static inline GafChunks *
open_file (File *file, GError **error)
{
  g_autoptr (GBytes) bytes = g_byte_array_free_to_bytes (file);
  g_autoptr (GafByteSource) source = gaf_byte_source_new_for_bytes (bytes);

  return gaf_chunks_new (source, error);
}

static inline void
assert_pcm (File *file, const char *container, GafCoding coding, int channels, double rate, guint64 offset,
            gint64 n_frames)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GafChunks) chunks = open_file (file, &error);

  g_assert_no_error (error);
  g_assert_cmpint (chunks->kind, ==, GAF_CHUNKS_PCM);
  g_assert_cmpstr (chunks->container, ==, container);
  g_assert_cmpint (chunks->coding, ==, coding);
  g_assert_cmpint (chunks->channels, ==, channels);
  g_assert_cmpfloat (chunks->rate, ==, rate);
  g_assert_cmpint (chunks->data_offset, ==, offset);
  g_assert_cmpint (chunks->n_frames, ==, n_frames);
  g_assert_cmpint (chunks->block_size, ==, gaf_coding_get_width (coding) * channels);
  g_assert_cmpint (chunks->bits == 0, ==, coding == GAF_CODING_ALAW || coding == GAF_CODING_MULAW);
}

static inline void
assert_fails (File *file, int code)
{
  g_autoptr (GError) error = NULL;
  GafChunks *chunks = open_file (file, &error);

  g_assert_null (chunks);
  g_assert_error (error, GAF_ERROR, code);
}
