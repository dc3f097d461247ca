/*
 * SPDX-FileCopyrightText: 2026 gaudiofile contributors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#include "formats/pcm/walker.h"

#include <string.h>

#include "gaf-error.h"

typedef gboolean (*Walker) (GafChunks *self, GafByteSource *source, GError **error);

/* Sony's Wave64 specification: the GUID of the file, as it lies there. */
static const guint8 w64_riff[16] = "riff\x2e\x91\xcf\x11\xa5\xd6\x28\xdb\x04\xc1\x00";

/* What a file begins with: @magic, and behind 8 bytes @form, if it has one. */
static const struct {
  const char *magic;
  guint length;
  const char form[5];
  Walker walker;
  const char *name; /* of what is known and cannot be read */
} magics[] = {
  { "RIFF", 4, "WAVE", gaf_chunks_walk_wav, NULL },
  { "RIFX", 4, "WAVE", gaf_chunks_walk_wav, NULL },
  { "RF64", 4, "WAVE", gaf_chunks_walk_wav, NULL },
  { "BW64", 4, "WAVE", gaf_chunks_walk_wav, NULL },
  { (const char *) w64_riff, 16, "", gaf_chunks_walk_w64, NULL },
  { "FORM", 4, "AIFF", gaf_chunks_walk_aiff, NULL },
  { "FORM", 4, "AIFC", gaf_chunks_walk_aiff, NULL },
  { "FORM", 4, "8SVX", gaf_chunks_walk_svx, NULL },
  { "FORM", 4, "16SV", gaf_chunks_walk_svx, NULL },
  { "FORM", 4, "MAUD", NULL, "MAUD" },
  { ".snd", 4, "", gaf_chunks_walk_au, NULL },
  { "dns.", 4, "", gaf_chunks_walk_au, NULL },
  { ".sd\0", 4, "", gaf_chunks_walk_au, NULL },
  { "\0ds.", 4, "", gaf_chunks_walk_au, NULL },
  { "caff\0\1", 6, "", gaf_chunks_walk_caf, NULL },
  { "Creative Voice File\x1a", 20, "", gaf_chunks_walk_voc, NULL },
  { "NIST_1A\n", 8, "", gaf_chunks_walk_nist, NULL },
  { " paf", 4, "", gaf_chunks_walk_paf, NULL },
  { "fap ", 4, "", gaf_chunks_walk_paf, NULL },
  { "2BIT", 4, "", gaf_chunks_walk_avr, NULL },
  { ".SoX", 4, "", gaf_chunks_walk_sox, NULL },
  { "XoS.", 4, "", gaf_chunks_walk_sox, NULL },
  { "ALawSoundFile**", 16, "", gaf_chunks_walk_wve, NULL },
  { "PVF1\n", 5, "", gaf_chunks_walk_pvf, NULL },
  { "ajkg", 4, "", NULL, "Shorten" },
  { "MATLAB 5.0 MAT-file", 19, "", NULL, "MATLAB 5" },
  { "\0\0\0\0\1\0\0\0\1\0\0\0\0\0\0\0", 16, "", NULL, "MATLAB 4" },
  { "\0\0\3\xe8\0\0\0\1\0\0\0\1\0\0\0\0", 16, "", NULL, "MATLAB 4" },
  { "Extended Instrument: ", 21, "", NULL, "FastTracker 2 instrument" },
  { "SOUND SAMPLE DATA ", 18, "", NULL, "SampleVision" },
  { "SOUND\x1a", 6, "", NULL, "Sounder" },
  { "LM8953", 6, "", NULL, "Yamaha TX-16W" },
  { "DiamondWare Digitized", 21, "", NULL, "DiamondWare" },
};

/* Which line of the table, or -1. */
static int
find_magic (const guint8 *head, gsize length)
{
  for (gsize i = 0; i < G_N_ELEMENTS (magics); i++)
    if (length >= MAX (magics[i].length, 12) && head[0] == (guint8) magics[i].magic[0]
        && memcmp (head, magics[i].magic, magics[i].length) == 0
        && (magics[i].form[0] == 0 || memcmp (head + 8, magics[i].form, 4) == 0))
      return (int) i;
  return -1;
}

/* What no line of the table can say: a byte of the magic that may be one of several, or no magic at all. */
static Walker
find_unmarked (const guint8 *head, gsize length)
{
  if (length >= 16 && head[0] == 0x64 && head[1] == 0xa3 && head[2] >= 1 && head[2] <= 4 && head[3] == 0)
    return gaf_chunks_walk_ircam;
  if (length >= 16 && head[3] == 0x64 && head[2] == 0xa3 && head[1] >= 1 && head[1] <= 4 && head[0] == 0)
    return gaf_chunks_walk_ircam;
  if (gaf_chunks_is_adx (head, length))
    return gaf_chunks_walk_adx;
  if (gaf_chunks_is_htk (head, length))
    return gaf_chunks_walk_htk;
  return gaf_chunks_is_mpc2k (head, length) ? gaf_chunks_walk_mpc2k : NULL;
}

gboolean
gaf_chunks_have_magic (const guint8 *head, gsize length)
{
  return find_magic (head, length) >= 0;
}

gboolean
gaf_chunks_recognise (const guint8 *head, gsize length)
{
  return find_unmarked (head, length) != NULL;
}

GafChunks *
gaf_chunks_new (GafByteSource *source, GError **error)
{
  g_autoptr (GafChunks) self = g_new0 (GafChunks, 1);
  gsize available = 0;
  const guint8 *head = gaf_byte_source_peek (source, 0, 42, &available, error);
  Walker walker;
  int line;

  if (head == NULL)
    return NULL;
  line = find_magic (head, available);
  if (line >= 0 && magics[line].walker == NULL) {
    gaf_chunks_fail (error, GAF_ERROR_UNSUPPORTED,
                     "This is a %s file, which cannot be read; convert it to WAV with another tool", magics[line].name);
    return NULL;
  }
  walker = line >= 0 ? magics[line].walker : find_unmarked (head, available);
  if (walker == NULL) {
    gaf_chunks_fail (error, GAF_ERROR_NOT_AUDIO, "This is not a file of PCM in a known container");
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
