/*
 * SPDX-FileCopyrightText: 2026 gaudiofile contributors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#include "formats/pcm/walker.h"

#include <string.h>

#include "gaf-error.h"

typedef gboolean (*Walker) (GafChunks *self, GafByteSource *source, GError **error);

/* Sony's Wave64 specification: the GUIDs of the file and of the form, as they lie in the file. */
static const guint8 w64_riff[16] = "riff\x2e\x91\xcf\x11\xa5\xd6\x28\xdb\x04\xc1\x00";
static const guint8 w64_wave[16] = "wave\xf3\xac\xd3\x11\x8c\xd1\x00\xc0\x4f\x8e\xdb\x8a";

/* What a file begins with: @magic, and behind 8 bytes @form, if it has one. */
static const struct {
  const char magic[5];
  const char form[5];
  Walker walker;
} magics[] = {
  { "RIFF", "WAVE", gaf_chunks_walk_wav },  { "RIFX", "WAVE", gaf_chunks_walk_wav },
  { "RF64", "WAVE", gaf_chunks_walk_wav },  { "BW64", "WAVE", gaf_chunks_walk_wav },
  { "FORM", "AIFF", gaf_chunks_walk_aiff }, { "FORM", "AIFC", gaf_chunks_walk_aiff },
  { ".snd", "", gaf_chunks_walk_au },       { "dns.", "", gaf_chunks_walk_au },
  { ".sd\0", "", gaf_chunks_walk_au },      { "\0ds.", "", gaf_chunks_walk_au },
};

static Walker
find_walker (const guint8 *head, gsize length)
{
  for (gsize i = 0; i < G_N_ELEMENTS (magics) && length >= 12; i++)
    if (memcmp (head, magics[i].magic, 4) == 0 && (magics[i].form[0] == 0 || memcmp (head + 8, magics[i].form, 4) == 0))
      return magics[i].walker;
  if (length >= 40 && memcmp (head, w64_riff, 16) == 0 && memcmp (head + 24, w64_wave, 16) == 0)
    return gaf_chunks_walk_w64;
  if (length >= 8 && memcmp (head, "caff\0\1", 6) == 0)
    return gaf_chunks_walk_caf;
  return NULL;
}

gboolean
gaf_chunks_recognise (const guint8 *head, gsize length)
{
  return find_walker (head, length) != NULL;
}

GafChunks *
gaf_chunks_new (GafByteSource *source, GError **error)
{
  g_autoptr (GafChunks) self = g_new0 (GafChunks, 1);
  gsize available = 0;
  const guint8 *head = gaf_byte_source_peek (source, 0, 40, &available, error);
  Walker walker;

  if (head == NULL)
    return NULL;
  walker = find_walker (head, available);
  if (walker == NULL) {
    gaf_chunks_fail (error, GAF_ERROR_NOT_AUDIO, "This is not a WAV, RF64, W64, AIFF, AU or CAF file");
    return NULL;
  }

  self->n_frames = -1;
  if (!walker (self, source, error))
    return NULL;

  /* Half a frame at the end is no frame. */
  if (self->kind == GAF_CHUNKS_PCM) {
    gint64 there = (gint64) (self->data_size / self->block_size);

    self->n_frames = self->n_frames < 0 ? there : MIN (self->n_frames, there);
  }
  return g_steal_pointer (&self);
}

void
gaf_chunks_free (GafChunks *self)
{
  if (self == NULL)
    return;
  gst_clear_caps (&self->caps);
  g_clear_pointer (&self->packets, g_array_unref);
  g_clear_pointer (&self->ranges, g_array_unref);
  g_free (self);
}
