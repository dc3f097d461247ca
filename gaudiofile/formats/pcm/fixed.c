/*
 * SPDX-FileCopyrightText: 2026 gaudiofile contributors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#include "formats/pcm/walker.h"

#include <string.h>

#include "gaf-error.h"

/*
 * Containers that are a header of fixed size and form, and the samples behind it. What they look like is said in front
 * of each.
 */

/* IRCAM, of the Berkeley/IRCAM/CARL sound files: 0x64 0xa3, which machine, 0 (or all of it the other way round); rate
 * as a float, channels, encoding; comments up to byte 1024. The machines 1 (VAX) and 3 (MIPS) are little-endian, 2
 * (Sun) and 4 (NeXT) big-endian; a header whose bytes lie the other way round is of the other order. */
static gboolean
ircam_is_big_endian (const guint8 *head)
{
  const gboolean turned = head[0] == 0;
  const guint machine = head[turned ? 1 : 2];
  const gboolean big_endian = (machine % 2 == 0) != turned;
  /* As libsndfile decides: the order in which the channels are few. */
  const guint32 channels = big_endian ? gaf_read_be32 (head + 8) : gaf_read_le32 (head + 8);

  return channels > 0 && channels < 0x10000 ? big_endian : !big_endian;
}

gboolean
gaf_chunks_walk_ircam (GafChunks *self, GafByteSource *source, GError **error)
{
  static const struct {
    guint32 encoding;
    GafCoding big_endian;
    GafCoding little_endian;
  } codings[] = {
    { 0x00001, GAF_CODING_S8, GAF_CODING_S8 },       { 0x00002, GAF_CODING_S16BE, GAF_CODING_S16LE },
    { 0x00003, GAF_CODING_S24BE, GAF_CODING_S24LE }, { 0x40004, GAF_CODING_S32BE, GAF_CODING_S32LE },
    { 0x00004, GAF_CODING_F32BE, GAF_CODING_F32LE }, { 0x00008, GAF_CODING_F64BE, GAF_CODING_F64LE },
    { 0x10001, GAF_CODING_ALAW, GAF_CODING_ALAW },   { 0x20001, GAF_CODING_MULAW, GAF_CODING_MULAW },
  };
  guint32 rate_bits, channels, encoding;
  gboolean big_endian;
  float rate;
  guint8 head[16];

  self->container = "IRCAM";
  if (!gaf_chunks_read (source, 0, head, sizeof head, error))
    return FALSE;
  big_endian = ircam_is_big_endian (head);
  rate_bits = big_endian ? gaf_read_be32 (head + 4) : gaf_read_le32 (head + 4);
  channels = big_endian ? gaf_read_be32 (head + 8) : gaf_read_le32 (head + 8);
  encoding = big_endian ? gaf_read_be32 (head + 12) : gaf_read_le32 (head + 12);
  memcpy (&rate, &rate_bits, sizeof rate);
  self->rate = rate;
  self->channels = MIN (channels, G_MAXINT);
  if (!gaf_chunks_check (self, error))
    return FALSE;

  for (gsize i = 0; i < G_N_ELEMENTS (codings); i++)
    if (codings[i].encoding == encoding) {
      const GafCoding coding = big_endian ? codings[i].big_endian : codings[i].little_endian;

      gaf_chunks_set_pcm (self, coding, gaf_coding_get_width (coding) * 8);
      gaf_chunks_set_data (self, source, 1024, G_MAXUINT64);
      return TRUE;
    }
  return gaf_chunks_fail (error, GAF_ERROR_UNSUPPORTED,
                          "The IRCAM file holds audio of encoding 0x%x, which cannot be read; convert it to PCM with "
                          "another tool",
                          encoding);
}

/* Unsigned samples of 16 bits, big-endian, as signed ones. */
static gint64
gather_unsigned (const GafChunks *self, GafByteSource *source, gint64 frame, gint64 n_frames, guint8 *dest,
                 GError **error)
{
  const gssize size = gaf_byte_source_read (source, self->data_offset + (guint64) frame * self->block_size, dest,
                                            (gsize) n_frames * self->block_size, error);

  for (gssize i = 0; i < size; i += 2)
    dest[i] ^= 0x80;
  return size < 0 ? -1 : size / self->block_size;
}

/* AVR (Audio Visual Research, on Atari): "2BIT", 8 bytes of name; then in big-endian 12 stereo (0 or -1), 14 bits, 16
 * signed (0 or -1), 18 loop, 20 note, 22 rate (the upper byte is of no use here), 26 frames; samples from byte 128 on.
 */
gboolean
gaf_chunks_walk_avr (GafChunks *self, GafByteSource *source, GError **error)
{
  GafCoding coding = GAF_CODING_NONE;
  guint bits;
  gboolean is_signed;
  guint32 frames;
  guint8 head[30];

  self->container = "AVR";
  if (!gaf_chunks_read (source, 0, head, sizeof head, error))
    return FALSE;
  self->channels = gaf_read_be16 (head + 12) != 0 ? 2 : 1;
  bits = gaf_read_be16 (head + 14);
  is_signed = gaf_read_be16 (head + 16) != 0;
  self->rate = gaf_read_be32 (head + 22) & 0xffffff;
  frames = gaf_read_be32 (head + 26);
  if (!gaf_chunks_check (self, error))
    return FALSE;
  if (bits == 8)
    coding = is_signed ? GAF_CODING_S8 : GAF_CODING_U8;
  else if (bits == 16)
    coding = GAF_CODING_S16BE;
  if (coding == GAF_CODING_NONE)
    return gaf_chunks_fail (error, GAF_ERROR_UNSUPPORTED, "The AVR file has samples of %u bits; 8 and 16 can be read",
                            bits);
  gaf_chunks_set_pcm (self, coding, bits);
  if (bits == 16 && !is_signed)
    self->gather = gather_unsigned;
  gaf_chunks_set_data (self, source, 128, (guint64) frames * self->block_size);
  return TRUE;
}

/* HTK (S. Young et al., "The HTK Book", 5.10): in big-endian frames, sample period in 100 ns, bytes of a sample, kind:
 * 0 is a waveform. There is no magic. */
gboolean
gaf_chunks_is_htk (const guint8 *head, gsize length)
{
  const guint32 period = length >= 12 ? gaf_read_be32 (head + 4) : 0;

  /* 4 kHz to 200 kHz; two bytes of kind 0 */
  return period >= 50 && period <= 2500 && memcmp (head + 8, "\0\2\0\0", 4) == 0;
}

gboolean
gaf_chunks_walk_htk (GafChunks *self, GafByteSource *source, GError **error)
{
  guint8 head[12];

  self->container = "HTK";
  if (!gaf_chunks_read (source, 0, head, sizeof head, error))
    return FALSE;
  self->channels = 1;
  /* The period is what is rounded, so that 227 stands for 44.1 kHz; no rate is better than the true one. */
  self->rate = 10000000 / gaf_read_be32 (head + 4);
  gaf_chunks_set_pcm (self, GAF_CODING_S16BE, 16);
  gaf_chunks_set_data (self, source, 12, 2 * (guint64) gaf_read_be32 (head));
  return TRUE;
}

/* SoX's own: ".SoX", or "XoS." where all is big-endian; 4 size of the header behind the first four bytes, 8 samples of
 * all channels (8 bytes), 16 rate (a double), 24 channels, 28 size of the comment; samples of 32 bits (sox,
 * soxformat(7)). */
gboolean
gaf_chunks_walk_sox (GafChunks *self, GafByteSource *source, GError **error)
{
  const guint64 total = gaf_byte_source_get_size (source);
  gboolean big_endian;
  guint64 offset, samples, rate_bits;
  guint32 channels;
  guint8 head[32];

  self->container = "SoX";
  if (!gaf_chunks_read (source, 0, head, sizeof head, error))
    return FALSE;
  big_endian = head[0] == 'X';
  offset = 4 + (guint64) (big_endian ? gaf_read_be32 (head + 4) : gaf_read_le32 (head + 4));
  samples = big_endian ? gaf_read_be64 (head + 8) : gaf_read_le64 (head + 8);
  rate_bits = big_endian ? gaf_read_be64 (head + 16) : gaf_read_le64 (head + 16);
  channels = big_endian ? gaf_read_be32 (head + 24) : gaf_read_le32 (head + 24);
  memcpy (&self->rate, &rate_bits, sizeof self->rate);
  self->channels = MIN (channels, G_MAXINT);
  if (!gaf_chunks_check (self, error))
    return FALSE;
  if (offset < sizeof head || offset > total)
    return gaf_chunks_fail (error, GAF_ERROR_CORRUPT,
                            "The SoX header says that the samples begin at byte %" G_GUINT64_FORMAT
                            " of %" G_GUINT64_FORMAT,
                            offset, total);
  gaf_chunks_set_pcm (self, gaf_chunks_integer_coding (4, big_endian), 32);
  gaf_chunks_set_data (self, source, offset, samples > total / 4 ? G_MAXUINT64 : samples * 4);
  return TRUE;
}

/* WVE (Psion Series 3): "ALawSoundFile**" and a zero; in big-endian version, frames (4 bytes), and what a player
 * makes of it; A-law at 8 kHz from byte 32 on. */
gboolean
gaf_chunks_walk_wve (GafChunks *self, GafByteSource *source, GError **error)
{
  guint8 head[32];

  self->container = "WVE";
  if (!gaf_chunks_read (source, 0, head, sizeof head, error))
    return FALSE;
  self->channels = 1;
  self->rate = 8000;
  gaf_chunks_set_pcm (self, GAF_CODING_ALAW, 0);
  gaf_chunks_set_data (self, source, sizeof head, gaf_read_be32 (head + 18));
  return TRUE;
}

/* The samples of Akai's MPC 2000: 1, 4, 17 bytes of name, level, tune, channels - 1; in little-endian 22 start, 26 end
 * of a loop, 30 frames, 34 length of a loop, 38 and 39 loop and beats, 40 rate; 16 bits from byte 42 on. */
gboolean
gaf_chunks_is_mpc2k (const guint8 *head, gsize length)
{
  if (length < 42 || head[0] != 1 || head[1] != 4 || head[21] > 1 || head[38] > 1 || !g_ascii_isgraph (head[2]))
    return FALSE;
  for (int i = 2; i < 18; i++)
    if (!g_ascii_isprint (head[i]) && head[i] != 0)
      return FALSE;
  return gaf_read_le16 (head + 40) >= 4000;
}

gboolean
gaf_chunks_walk_mpc2k (GafChunks *self, GafByteSource *source, GError **error)
{
  guint8 head[42];

  self->container = "MPC2000";
  if (!gaf_chunks_read (source, 0, head, sizeof head, error))
    return FALSE;
  self->channels = head[21] + 1;
  self->rate = gaf_read_le16 (head + 40);
  gaf_chunks_set_pcm (self, GAF_CODING_S16LE, 16);
  gaf_chunks_set_data (self, source, sizeof head, (guint64) gaf_read_le32 (head + 30) * self->block_size);
  return TRUE;
}

/* Portable Voice Format: "PVF1", a line of channels, rate and bits; samples in big-endian. */
gboolean
gaf_chunks_walk_pvf (GafChunks *self, GafByteSource *source, GError **error)
{
  const guint64 total = gaf_byte_source_get_size (source);
  gint64 numbers[3];
  GafCoding coding;
  char head[65] = "";
  char *at = head + 5;
  gsize length = MIN (total, sizeof head - 1);

  self->container = "PVF";
  if (!gaf_chunks_read (source, 0, head, length, error))
    return FALSE;
  for (guint i = 0; i < G_N_ELEMENTS (numbers); i++)
    numbers[i] = g_ascii_strtoll (at, &at, 10);
  if (*at != '\n')
    return gaf_chunks_fail (error, GAF_ERROR_CORRUPT, "The PVF header does not say channels, rate and bits");
  self->channels = (int) CLAMP (numbers[0], 0, G_MAXINT);
  self->rate = (double) numbers[1];
  if (!gaf_chunks_check (self, error))
    return FALSE;
  coding = numbers[2] == 8 || numbers[2] == 16 || numbers[2] == 32 ? gaf_chunks_integer_coding (numbers[2] / 8, TRUE)
                                                                   : GAF_CODING_NONE;
  if (coding == GAF_CODING_NONE)
    return gaf_chunks_fail (error, GAF_ERROR_UNSUPPORTED,
                            "The PVF file has samples of %" G_GINT64_FORMAT " bits; 8, 16 and 32 can be read",
                            numbers[2]);
  gaf_chunks_set_pcm (self, coding, numbers[2]);
  gaf_chunks_set_data (self, source, at + 1 - head, G_MAXUINT64);
  return TRUE;
}
