/*
 * SPDX-FileCopyrightText: 2026 gaudiofile contributors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#include "formats/mp4/boxes.h"

#include <string.h>

#include "core/bytes.h"

/* Section numbers are those of ISO/IEC 14496-12:2015 where nothing else is said. */

#define TRACK_ID 1

/* numbers and boxes */

static void
put_zeros (GByteArray *out, guint n_bytes)
{
  guint at = out->len;

  g_byte_array_set_size (out, at + n_bytes);
  memset (out->data + at, 0, n_bytes);
}

/* Begins a box, whose size end_box() fills in. */
static guint
begin_box (GByteArray *out, const char *type)
{
  guint at = out->len;

  gaf_append_be32 (out, 0);
  g_byte_array_append (out, (const guint8 *) type, 4);
  return at;
}

/* 4.2: one with version and flags. */
static guint
begin_full_box (GByteArray *out, const char *type, guint version, guint32 flags)
{
  guint at = begin_box (out, type);

  gaf_append_be32 (out, version << 24 | flags);
  return at;
}

static void
end_box (GByteArray *out, guint at)
{
  gaf_write_be32 (out->data + at, out->len - at);
}

/* 8.2.2: version 1 of a box has times of eight bytes, version 0 of four. */
static guint
time_version (guint64 duration)
{
  return duration > G_MAXUINT32 ? 1 : 0;
}

static void
put_time (GByteArray *out, guint version, guint64 value)
{
  gaf_append_be (out, version == 1 ? 8 : 4, value);
}

void
gaf_mp4_put_free (GByteArray *out, guint size)
{
  gaf_append_be32 (out, size);
  g_byte_array_append (out, (const guint8 *) "free", 4);
  put_zeros (out, size - 8);
}

void
gaf_mp4_put_large_mdat (GByteArray *out, guint64 size)
{
  gaf_append_be32 (out, 1); /* 4.2: the size is the eight bytes behind the type */
  g_byte_array_append (out, (const guint8 *) "mdat", 4);
  gaf_append_be64 (out, size);
}

/* 4.3; "M4A " is Apple's brand for sound alone, "iso5" allows offsets that count from a fragment's start. */
void
gaf_mp4_put_ftyp (GByteArray *out)
{
  guint box = begin_box (out, "ftyp");

  g_byte_array_append (out, (const guint8 *) "M4A \0\0\2\0M4A mp42isomiso5", 24);
  end_box (out, box);
}

/* movie header */

/* No rotation, no scaling. */
static void
put_matrix (GByteArray *out)
{
  static const guint32 unity[9] = { 0x10000, 0, 0, 0, 0x10000, 0, 0, 0, 0x40000000 };

  for (gsize i = 0; i < G_N_ELEMENTS (unity); i++)
    gaf_append_be32 (out, unity[i]);
}

/* 8.2.2 */
static void
put_mvhd (GByteArray *out, const GafMp4Track *track, guint64 duration)
{
  guint version = time_version (duration);
  guint box = begin_full_box (out, "mvhd", version, 0);

  put_zeros (out, version == 1 ? 16 : 8); /* no time of creation: the same sound gives the same bytes */
  gaf_append_be32 (out, track->rate);
  put_time (out, version, duration);
  gaf_append_be32 (out, 0x10000); /* speed 1 */
  gaf_append_be16 (out, 0x100);   /* volume 1 */
  put_zeros (out, 10);
  put_matrix (out);
  put_zeros (out, 24);
  gaf_append_be32 (out, TRACK_ID + 1);
  end_box (out, box);
}

/* 8.3.2 */
static void
put_tkhd (GByteArray *out, guint64 duration)
{
  guint version = time_version (duration);
  guint box = begin_full_box (out, "tkhd", version, 7); /* enabled, in movie and preview */

  put_zeros (out, version == 1 ? 16 : 8);
  gaf_append_be32 (out, TRACK_ID);
  put_zeros (out, 4);
  put_time (out, version, duration);
  put_zeros (out, 12);
  gaf_append_be16 (out, 0x100);
  put_zeros (out, 2);
  put_matrix (out);
  put_zeros (out, 8);
  end_box (out, box);
}

/* 8.6.6: the presentation is @duration frames from the encoder's delay on; 0, in the header of fragments, says: all
 * that there is. */
static void
put_edts (GByteArray *out, const GafMp4Track *track, guint64 duration)
{
  guint version = time_version (duration);
  guint edts = begin_box (out, "edts");
  guint box = begin_full_box (out, "elst", version, 0);

  gaf_append_be32 (out, 1);
  put_time (out, version, duration);
  put_time (out, version, track->delay);
  gaf_append_be32 (out, 0x10000);
  end_box (out, box);
  end_box (out, edts);
}

/* 8.4.2, 8.4.3 */
static void
put_mdhd_and_hdlr (GByteArray *out, const GafMp4Track *track, guint64 duration)
{
  guint version = time_version (duration);
  guint box = begin_full_box (out, "mdhd", version, 0);

  put_zeros (out, version == 1 ? 16 : 8);
  gaf_append_be32 (out, track->rate);
  put_time (out, version, duration);
  gaf_append_be16 (out, 0x55c4); /* "und": no language */
  put_zeros (out, 2);
  end_box (out, box);

  box = begin_full_box (out, "hdlr", 0, 0);
  put_zeros (out, 4);
  g_byte_array_append (out, (const guint8 *) "soun", 4);
  put_zeros (out, 12);
  g_byte_array_append (out, (const guint8 *) "SoundHandler", 13);
  end_box (out, box);
}

/* sample description */

/* ISO/IEC 14496-1, 8.3.3: a descriptor's tag and size, in the four bytes that all players know. */
static void
put_descriptor (GByteArray *out, guint tag, guint size)
{
  gaf_append_be (out, 1, tag);
  gaf_append_be32 (out, 0x80808000 | size);
}

/* ISO/IEC 14496-14, 5.6, and the descriptors of 14496-1, 7.2.6 */
static void
put_esds (GByteArray *out, const GafMp4Track *track)
{
  gsize size;
  const guint8 *config = g_bytes_get_data (track->config, &size);
  guint box = begin_full_box (out, "esds", 0, 0);

  put_descriptor (out, 3, 3 + 5 + 13 + 5 + size + 5 + 1); /* ES_Descriptor */
  gaf_append_be16 (out, 0);
  gaf_append_be (out, 1, 0);
  put_descriptor (out, 4, 13 + 5 + size);             /* DecoderConfigDescriptor */
  gaf_append_be (out, 1, 0x40);                       /* MPEG-4 audio */
  gaf_append_be (out, 1, 0x15);                       /* a stream of sound */
  gaf_append_be (out, 3, 6144 / 8 * track->channels); /* the decoder's buffer: 14496-3, 4.5.3.1 */
  gaf_append_be32 (out, track->bitrate);              /* at most */
  gaf_append_be32 (out, track->bitrate);              /* on average */
  put_descriptor (out, 5, size);                      /* DecoderSpecificInfo */
  g_byte_array_append (out, config, size);
  put_descriptor (out, 6, 1); /* SLConfigDescriptor: 2, as in all MP4 files */
  gaf_append_be (out, 1, 2);
  end_box (out, box);
}

/* 8.5.2 and 12.2.3 */
static void
put_stsd (GByteArray *out, const GafMp4Track *track)
{
  guint box = begin_full_box (out, "stsd", 0, 0);
  guint entry;

  gaf_append_be32 (out, 1);
  entry = begin_box (out, track->alac ? "alac" : "mp4a");
  put_zeros (out, 6);
  gaf_append_be16 (out, 1); /* where the packets are: in this file */
  put_zeros (out, 8);
  gaf_append_be16 (out, track->channels);
  gaf_append_be16 (out, track->alac ? track->bits : 16);
  put_zeros (out, 4);
  gaf_append_be32 (out, track->rate <= G_MAXUINT16 ? (guint64) track->rate << 16
                                                   : 0); /* else only in the codec's own header */
  if (track->alac)
    g_byte_array_append (out, g_bytes_get_data (track->config, NULL), g_bytes_get_size (track->config));
  else
    put_esds (out, track);
  end_box (out, entry);
  end_box (out, box);
}

/* sample table */

/* 8.6.1.2: how long the packets are. */
static void
put_stts (GByteArray *out, const GafMp4Track *track, const GafMp4Index *index)
{
  guint count = index->sizes->len;
  gboolean short_end = count > 0 && index->last_frames != track->packet_frames;
  guint box = begin_full_box (out, "stts", 0, 0);

  if (short_end)
    count--;
  gaf_append_be32 (out, (count > 0 ? 1 : 0) + (short_end ? 1 : 0));
  if (count > 0) {
    gaf_append_be32 (out, count);
    gaf_append_be32 (out, track->packet_frames);
  }
  if (short_end) {
    gaf_append_be32 (out, 1);
    gaf_append_be32 (out, index->last_frames);
  }
  end_box (out, box);
}

/* 8.7.4: packets per chunk, in runs of chunks with the same number. */
static void
put_stsc (GByteArray *out, const GafMp4Index *index)
{
  guint box = begin_full_box (out, "stsc", 0, 0);
  guint count_at = out->len;
  guint count = 0;
  guint before = 0;

  gaf_append_be32 (out, 0);
  for (guint i = 0; i < index->chunks->len; i++) {
    guint now = g_array_index (index->chunks, GafMp4Chunk, i).count;

    if (now == before)
      continue;
    gaf_append_be32 (out, i + 1);
    gaf_append_be32 (out, now);
    gaf_append_be32 (out, 1);
    before = now;
    count++;
  }
  gaf_write_be32 (out->data + count_at, count);
  end_box (out, box);
}

/* 8.7.3.2 */
static void
put_stsz (GByteArray *out, const GafMp4Index *index)
{
  guint box = begin_full_box (out, "stsz", 0, 0);

  gaf_append_be32 (out, 0);
  gaf_append_be32 (out, index->sizes->len);
  for (guint i = 0; i < index->sizes->len; i++)
    gaf_append_be32 (out, g_array_index (index->sizes, guint32, i));
  end_box (out, box);
}

/* 8.7.5: where the chunks are; co64 where one lies beyond 4 GiB. */
static void
put_chunk_offsets (GByteArray *out, const GafMp4Index *index)
{
  guint n = index->chunks->len;
  gboolean large = n > 0 && g_array_index (index->chunks, GafMp4Chunk, n - 1).offset > G_MAXUINT32;
  guint box = begin_full_box (out, large ? "co64" : "stco", 0, 0);

  gaf_append_be32 (out, n);
  for (guint i = 0; i < n; i++)
    gaf_append_be (out, large ? 8 : 4, g_array_index (index->chunks, GafMp4Chunk, i).offset);
  end_box (out, box);
}

/* 8.9 and 10.1: decoding of AAC begins one packet before the one wanted, whose first half overlaps with it. */
static void
put_roll (GByteArray *out, guint n_packets)
{
  guint box = begin_full_box (out, "sgpd", 1, 0);

  g_byte_array_append (out, (const guint8 *) "roll", 4);
  gaf_append_be32 (out, 2);
  gaf_append_be32 (out, 1);
  gaf_append_be16 (out, 0xffff);
  end_box (out, box);

  box = begin_full_box (out, "sbgp", 0, 0);
  g_byte_array_append (out, (const guint8 *) "roll", 4);
  gaf_append_be32 (out, 1);
  gaf_append_be32 (out, n_packets);
  gaf_append_be32 (out, 1);
  end_box (out, box);
}

static void
put_stbl (GByteArray *out, const GafMp4Track *track, const GafMp4Index *index)
{
  guint box = begin_box (out, "stbl");

  put_stsd (out, track);
  put_stts (out, track, index);
  put_stsc (out, index);
  put_stsz (out, index);
  put_chunk_offsets (out, index);
  if (!track->alac && index->sizes->len > 0)
    put_roll (out, index->sizes->len);
  end_box (out, box);
}

/* 8.3.1 and, from "minf" on, 8.4.4, 12.2.2, 8.7.1 and 8.7.2 */
static void
put_trak (GByteArray *out, const GafMp4Track *track, const GafMp4Index *index, guint64 coded)
{
  guint trak = begin_box (out, "trak");
  guint mdia, minf, dinf, dref, box;

  put_tkhd (out, index->n_frames);
  if (track->delay > 0)
    put_edts (out, track, index->n_frames);
  mdia = begin_box (out, "mdia");
  put_mdhd_and_hdlr (out, track, coded);
  minf = begin_box (out, "minf");
  box = begin_full_box (out, "smhd", 0, 0);
  put_zeros (out, 4);
  end_box (out, box);
  dinf = begin_box (out, "dinf");
  dref = begin_full_box (out, "dref", 0, 0);
  gaf_append_be32 (out, 1);
  box = begin_full_box (out, "url ", 0, 1); /* in this file */
  end_box (out, box);
  end_box (out, dref);
  end_box (out, dinf);
  put_stbl (out, track, index);
  end_box (out, minf);
  end_box (out, mdia);
  end_box (out, trak);
}

void
gaf_mp4_put_moov (GByteArray *out, const GafMp4Track *track, const GafMp4Index *index)
{
  guint box = begin_box (out, "moov");
  guint n = index->sizes->len;

  put_mvhd (out, track, index->n_frames);
  put_trak (out, track, index, n > 0 ? (guint64) (n - 1) * track->packet_frames + index->last_frames : 0);
  end_box (out, box);
}

/* fragments */

/* A user's tag of Apple's, in udta/meta/ilst. ffmpeg overlooks the edit list of a file of fragments, and takes the
 * delay from here. */
static void
put_smpb (GByteArray *out, const GafMp4Track *track)
{
  static const char mean[] = "com.apple.iTunes", name[] = "iTunSMPB";
  g_autofree char *text =
      g_strdup_printf (" 00000000 %08X 00000000 0000000000000000 00000000 00000000 00000000 00000000 "
                       "00000000 00000000 00000000 00000000",
                       track->delay);
  guint udta = begin_box (out, "udta");
  guint meta = begin_full_box (out, "meta", 0, 0);
  guint ilst, item, box;

  box = begin_full_box (out, "hdlr", 0, 0);
  put_zeros (out, 4);
  g_byte_array_append (out, (const guint8 *) "mdirappl", 8);
  put_zeros (out, 9);
  end_box (out, box);
  ilst = begin_box (out, "ilst");
  item = begin_box (out, "----");
  box = begin_full_box (out, "mean", 0, 0);
  g_byte_array_append (out, (const guint8 *) mean, strlen (mean));
  end_box (out, box);
  box = begin_full_box (out, "name", 0, 0);
  g_byte_array_append (out, (const guint8 *) name, strlen (name));
  end_box (out, box);
  box = begin_full_box (out, "data", 0, 1); /* text */
  put_zeros (out, 4);
  g_byte_array_append (out, (const guint8 *) text, strlen (text));
  end_box (out, box);
  end_box (out, item);
  end_box (out, ilst);
  end_box (out, meta);
  end_box (out, udta);
}

void
gaf_mp4_put_init (GByteArray *out, const GafMp4Track *track)
{
  g_autoptr (GArray) none = g_array_new (FALSE, FALSE, sizeof (guint32));
  const GafMp4Index index = { 0, 0, none, none };
  guint moov = begin_box (out, "moov");
  guint mvex, trex;

  put_mvhd (out, track, 0);
  put_trak (out, track, &index, 0);
  mvex = begin_box (out, "mvex"); /* 8.8.1 */
  trex = begin_full_box (out, "trex", 0, 0);
  gaf_append_be32 (out, TRACK_ID);
  gaf_append_be32 (out, 1);
  gaf_append_be32 (out, track->packet_frames);
  gaf_append_be32 (out, 0);
  gaf_append_be32 (out, 0x02000000); /* 8.8.3.1: needs no other packet */
  end_box (out, trex);
  end_box (out, mvex);
  if (track->delay > 0)
    put_smpb (out, track);
  end_box (out, moov);
}

/* 8.8.4 to 8.8.8 and 8.8.12 */
void
gaf_mp4_put_moof (GByteArray *out, const GafMp4Track *track, guint sequence, guint64 start, GArray *sizes, guint first,
                  guint last_frames)
{
  /* Every packet has its size; where the last one is short, durations too. */
  gboolean durations = last_frames != track->packet_frames;
  guint moof = begin_box (out, "moof");
  guint traf, box, offset_at;

  box = begin_full_box (out, "mfhd", 0, 0);
  gaf_append_be32 (out, sequence);
  end_box (out, box);
  traf = begin_box (out, "traf");
  box = begin_full_box (out, "tfhd", 0, 0x020000); /* offsets count from this moof box */
  gaf_append_be32 (out, TRACK_ID);
  end_box (out, box);
  box = begin_full_box (out, "tfdt", 1, 0);
  gaf_append_be64 (out, start);
  end_box (out, box);
  box = begin_full_box (out, "trun", 0, 0x201 | (durations ? 0x100 : 0));
  gaf_append_be32 (out, sizes->len - first);
  offset_at = out->len;
  gaf_append_be32 (out, 0);
  for (guint i = first; i < sizes->len; i++) {
    if (durations)
      gaf_append_be32 (out, i + 1 < sizes->len ? track->packet_frames : last_frames);
    gaf_append_be32 (out, g_array_index (sizes, guint32, i));
  }
  end_box (out, box);
  end_box (out, traf);
  end_box (out, moof);
  gaf_write_be32 (out->data + offset_at, out->len - moof + 8); /* behind the header of the mdat box */
}
