/*
 * SPDX-FileCopyrightText: 2026 gaudiofile contributors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#pragma once

#include "packet-file.h"

/* A Matroska file made in memory, element by element, with the packets that are to be found in it. */

#define PACKET  1024 /* frames in a packet of AAC */
#define RATE    48000
#define FILLER  60 /* bytes of a packet, at least */
#define UNKNOWN G_GUINT64_CONSTANT (0x01ffffffffffffff)

static inline void
put_id (PacketFile *file, guint32 id)
{
  put_be (file, id > 0xffffff ? 4 : id > 0xffff ? 3 : id > 0xff ? 2 : 1, id);
}

static inline void
put_element (PacketFile *file, guint32 id, gconstpointer data, gsize size)
{
  put_id (file, id);
  put_be (file, 8, G_GUINT64_CONSTANT (0x0100000000000000) | size);
  put (file, data, size);
}

static inline void
put_uint (PacketFile *file, guint32 id, guint64 value)
{
  value = GUINT64_TO_BE (value);
  put_element (file, id, &value, sizeof value);
}

static inline void
put_float (PacketFile *file, guint32 id, double value)
{
  guint64 bits;

  memcpy (&bits, &value, sizeof bits);
  put_uint (file, id, bits);
}

/* An element whose size is filled in by end_element(). */
static inline gsize
begin_element (PacketFile *file, guint32 id)
{
  put_id (file, id);
  put_be (file, 8, UNKNOWN);
  return file->bytes->len;
}

static inline void
end_element (PacketFile *file, gsize start)
{
  guint8 *size = file->bytes->data + start - 8;
  const guint64 value = GUINT64_TO_BE (G_GUINT64_CONSTANT (0x0100000000000000) | (file->bytes->len - start));

  memcpy (size, &value, sizeof value);
}

typedef enum {
  SIMPLE = 0,
  GROUPS = 1 << 0,   /* BlockGroup instead of SimpleBlock */
  OPEN = 1 << 1,     /* sizes of segment and clusters are not known */
  CUES = 1 << 2,     /* behind the clusters, with a directory that says where */
  VIDEO = 1 << 3,    /* another track in between */
  STRIPPED = 1 << 4, /* packets have lost their first two bytes */
  NO_DURATION = 1 << 5,
  TRACKS_LAST = 1 << 6, /* behind the clusters; the directory says where */
} Kind;

typedef enum {
  LACING_NONE,
  LACING_XIPH,
  LACING_FIXED,
  LACING_EBML,
} Lacing;

typedef struct {
  const char *codec;
  const void *config;
  gsize config_size;
  guint64 delay; /* ns */
  guint64 bits;
} Track;

static const guint8 aac_config[] = { 0x11, 0x90 }; /* LC, 48 kHz, 2 channels */
static const Track aac = { "A_AAC", aac_config, sizeof aac_config, 0, 0 };
static const guint8 prefix[2] = { 0x21, 0x1b };

static inline void
put_track (PacketFile *file, const Track *track, guint number, Kind kind)
{
  gsize entry = begin_element (file, 0xae), audio;

  put_uint (file, 0xd7, number);
  put_uint (file, 0x83, 2);
  put_element (file, 0x86, track->codec, strlen (track->codec));
  if (track->config != NULL)
    put_element (file, 0x63a2, track->config, track->config_size);
  if (track->delay > 0)
    put_uint (file, 0x56aa, track->delay);
  audio = begin_element (file, 0xe1);
  put_float (file, 0xb5, RATE);
  put_uint (file, 0x9f, 2);
  if (track->bits > 0)
    put_uint (file, 0x6264, track->bits);
  end_element (file, audio);
  if (kind & STRIPPED) {
    gsize encodings = begin_element (file, 0x6d80), encoding = begin_element (file, 0x6240);
    gsize compression = begin_element (file, 0x5034);

    put_uint (file, 0x4254, 3);
    put_element (file, 0x4255, prefix, sizeof prefix);
    end_element (file, compression);
    end_element (file, encoding);
    end_element (file, encodings);
  }
  end_element (file, entry);
}

static inline void
put_tracks (PacketFile *file, const Track *track, Kind kind)
{
  gsize tracks = begin_element (file, 0x1654ae6b);

  if (kind & VIDEO) {
    gsize entry = begin_element (file, 0xae);

    put_uint (file, 0xd7, 1);
    put_uint (file, 0x83, 1);
    put_element (file, 0x86, "V_VP8", 5);
    end_element (file, entry);
  }
  put_track (file, track, 2, kind);
  end_element (file, tracks);
}

typedef struct {
  gsize segment;
  gsize tracks_place; /* where the directory's numbers are, to be filled in */
  gsize cues_place;
} Begun;

static inline gsize
put_seek (PacketFile *file, guint32 id)
{
  gsize seek = begin_element (file, 0x4dbb), place;
  const guint32 value = GUINT32_TO_BE (id);

  put_element (file, 0x53ab, &value, 4);
  put_uint (file, 0x53ac, 0);
  place = file->bytes->len - 8;
  end_element (file, seek);
  return place;
}

static inline void
fill_in (PacketFile *file, gsize place, guint64 value)
{
  value = GUINT64_TO_BE (value);
  memcpy (file->bytes->data + place, &value, sizeof value);
}

static inline Begun
begin_file (PacketFile *file, const Track *track, Kind kind, guint64 scale, double duration)
{
  gsize header, info, head;
  Begun begun;

  packet_file_init (file);
  header = begin_element (file, 0x1a45dfa3);
  put_element (file, 0x4282, "matroska", 8);
  put_uint (file, 0x4285, 2);
  end_element (file, header);
  begun.segment = begin_element (file, 0x18538067);
  head = begin_element (file, 0x114d9b74);
  begun.tracks_place = put_seek (file, 0x1654ae6b);
  begun.cues_place = put_seek (file, 0x1c53bb6b);
  end_element (file, head);
  info = begin_element (file, 0x1549a966);
  put_uint (file, 0x2ad7b1, scale);
  if (!(kind & NO_DURATION))
    put_float (file, 0x4489, duration);
  end_element (file, info);
  if (!(kind & TRACKS_LAST)) {
    fill_in (file, begun.tracks_place, file->bytes->len - begun.segment);
    put_tracks (file, track, kind);
  }
  return begun;
}

/* The head of a block of @n packets, whose sizes are @sizes. */
static inline void
put_block_head (PacketFile *file, guint track, gint relative, Lacing lacing, const guint *sizes, guint n)
{
  put_be (file, 1, 0x80 | track);
  put_be (file, 2, (guint16) relative);
  put_be (file, 1, 0x80 | lacing << 1);
  if (lacing == LACING_NONE)
    return;
  put_be (file, 1, n - 1);
  for (guint i = 0; i + 1 < n && lacing == LACING_XIPH; i++) {
    for (guint size = sizes[i]; size >= 255; size -= 255)
      put_be (file, 1, 255);
    put_be (file, 1, sizes[i] % 255);
  }
  for (guint i = 0; i + 1 < n && lacing == LACING_EBML; i++) {
    const gint difference = i == 0 ? 0 : (gint) sizes[i] - (gint) sizes[i - 1];

    if (i == 0)
      put_be (file, 2, 0x4000 | sizes[i]);
    else
      put_be (file, 2, 0x4000 | (difference + 0x1fff));
  }
}

/* A block of @n random packets, each of @length frames, which are expected from @position on. */
static inline void
put_packets (PacketFile *file, Kind kind, Lacing lacing, gint relative, guint n, gint64 *position, gint64 length,
             gint64 discard)
{
  guint sizes[256];
  gsize group = kind & GROUPS ? begin_element (file, 0xa0) : 0;
  gsize block;

  for (guint i = 0; i < n; i++)
    sizes[i] = i > 0 && lacing == LACING_FIXED ? sizes[0] : (guint) g_test_rand_int_range (FILLER, 600);
  block = begin_element (file, kind & GROUPS ? 0xa1 : 0xa3);
  put_block_head (file, 2, relative, lacing, sizes, n);
  for (guint i = 0; i < n; i++) {
    const gsize at = file->bytes->len;

    put_be (file, 1, 0x21);
    put_random (file, sizes[i] - 1);
    expect (file, at, *position, length);
    *position += length;
  }
  end_element (file, block);
  if (kind & GROUPS) {
    if (discard != 0)
      put_uint (file, 0x75a2, (guint64) discard);
    end_element (file, group);
  }
}

static inline gint64
to_ticks (gint64 position, guint64 scale)
{
  return (gint64) ((double) position * 1e9 / RATE / (double) scale + 0.5);
}

/* A whole file of AAC: clusters of 40 packets, in blocks of @per_block. */
static inline gint64
make_file (PacketFile *file, Kind kind, Lacing lacing, guint per_block, guint n_clusters, guint64 scale, gint64 discard)
{
  Begun begun = begin_file (file, &aac, kind, scale, (double) to_ticks ((gint64) n_clusters * 40 * PACKET, scale));
  g_autoptr (GArray) clusters = g_array_new (FALSE, FALSE, sizeof (gint64));
  gint64 position = 0;

  for (guint c = 0; c < n_clusters; c++) {
    const gint64 time = to_ticks (position, scale), place = (gint64) (file->bytes->len - begun.segment);
    gsize cluster = begin_element (file, 0x1f43b675);

    g_array_append_val (clusters, time);
    g_array_append_val (clusters, place);
    put_uint (file, 0xe7, (guint64) time);
    for (guint i = 0; i < 40; i += per_block) {
      if (kind & VIDEO) {
        gsize block = begin_element (file, 0xa3);

        put_block_head (file, 1, 0, LACING_NONE, NULL, 1);
        for (guint k = 0; k < 20000; k++)
          put_be (file, 1, 0x55);
        end_element (file, block);
      }
      put_packets (file, kind, lacing, (gint) (to_ticks (position, scale) - time), per_block, &position, PACKET,
                   c + 1 == n_clusters && i + per_block >= 40 ? discard : 0);
    }
    if (!(kind & OPEN))
      end_element (file, cluster);
  }
  if (kind & TRACKS_LAST) {
    fill_in (file, begun.tracks_place, file->bytes->len - begun.segment);
    put_tracks (file, &aac, kind);
  }
  if (kind & CUES) {
    gsize cues;

    fill_in (file, begun.cues_place, file->bytes->len - begun.segment);
    cues = begin_element (file, 0x1c53bb6b);
    for (guint i = 0; i < clusters->len; i += 2) {
      gsize point = begin_element (file, 0xbb), positions;

      put_uint (file, 0xb3, (guint64) g_array_index (clusters, gint64, i));
      positions = begin_element (file, 0xb7);
      put_uint (file, 0xf7, 2);
      put_uint (file, 0xf1, (guint64) g_array_index (clusters, gint64, i + 1));
      end_element (file, positions);
      end_element (file, point);
    }
    end_element (file, cues);
  }
  if (!(kind & OPEN))
    end_element (file, begun.segment);
  return position;
}
