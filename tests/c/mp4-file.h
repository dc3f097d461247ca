/*
 * SPDX-FileCopyrightText: 2026 gaudiofile contributors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#pragma once

#include "core/bytes.h"
#include "formats/mp4/movie.h"
#include "test-util.h"

/* MP4 files made box by box, with one track of audio. */

typedef struct {
  GByteArray *bytes;
  guint open[12]; /* where the boxes begin that are not ended yet */
  guint depth;
} Boxes;

static inline void
begin (Boxes *self, const char *type)
{
  self->open[self->depth++] = self->bytes->len;
  append_be (self->bytes, 0, 4);
  append_text (self->bytes, type);
}

static inline void
begin_full (Boxes *self, const char *type, guint32 version_and_flags)
{
  begin (self, type);
  append_be (self->bytes, version_and_flags, 4);
}

static inline void
end (Boxes *self)
{
  guint at = self->open[--self->depth];

  gaf_write_be32 (self->bytes->data + at, self->bytes->len - at);
}

#define MAX_LIST 16

typedef struct {
  guint version;             /* of the boxes that have two */
  guint32 movie_scale, scale;
  guint64 said;              /* durations in all headers */
  gint64 edits[MAX_LIST][2]; /* length in movie time, start in track time; 0, 0 ends */
  guint32 times[MAX_LIST][2]; /* count, ticks of each; 0, 0 ends */
  guint32 runs[MAX_LIST][2];  /* `stsc`: from which chunk on, how many packets; 0, 0 ends */
  guint32 size;              /* `stsz`: of all packets … */
  guint32 n_packets;
  guint32 sizes[MAX_LIST];   /* … or of each; 0 ends */
  guint bits;                /* `stz2` with entries of so many */
  guint64 places[MAX_LIST];  /* `stco`; 0 ends */
  gboolean wide;             /* `co64` */
  gint16 roll;               /* of a sample group */
  const char *smpb;
  gboolean fragmented;
  gboolean external;         /* the data reference leads to another file */
  gboolean disabled;
  void (*put_entry) (Boxes *boxes, gconstpointer user_data); /* NULL: ALAC of 100 frames a packet, 1000 Hz */
  gconstpointer entry;
} Movie;

/* The sample description of a codec of no version. */
static inline void
begin_entry (Boxes *boxes, const char *type, guint version, guint channels, guint bits, guint32 rate)
{
  begin (boxes, type);
  append_be (boxes->bytes, 1, 8); /* the data reference */
  append_be (boxes->bytes, (guint64) version << 48, 8);
  append_be (boxes->bytes, channels, 2);
  append_be (boxes->bytes, bits, 2);
  append_be (boxes->bytes, 0, 4);
  append_be (boxes->bytes, (guint64) rate << 16, 4);
}

static inline void
put_alac (Boxes *boxes, gconstpointer user_data)
{
  (void) user_data;
  begin_entry (boxes, "alac", 0, 2, 16, 1000);
  begin_full (boxes, "alac", 0);
  append_be (boxes->bytes, 100, 4);
  append_be (boxes->bytes, 0x0010280a0e010000, 8);
  append_be (boxes->bytes, 0, 8);
  append_be (boxes->bytes, 1000, 4);
  end (boxes);
  end (boxes);
}

static inline void
put_versioned (Boxes *boxes, guint version, guint64 value)
{
  append_be (boxes->bytes, value, version == 1 ? 8 : 4);
}

static inline guint
count (const guint32 list[MAX_LIST][2])
{
  guint n = 0;

  while (n < MAX_LIST && (list[n][0] != 0 || list[n][1] != 0))
    n++;
  return n;
}

static inline void
put_pairs (Boxes *boxes, const char *type, const guint32 list[MAX_LIST][2], gboolean with_index)
{
  begin_full (boxes, type, 0);
  append_be (boxes->bytes, count (list), 4);
  for (guint i = 0; i < count (list); i++) {
    append_be (boxes->bytes, list[i][0], 4);
    append_be (boxes->bytes, list[i][1], 4);
    if (with_index)
      append_be (boxes->bytes, 1, 4);
  }
  end (boxes);
}

static inline void
put_sizes (Boxes *boxes, const Movie *movie)
{
  guint n = 0;
  guint32 pending = 0;

  while (n < MAX_LIST && movie->sizes[n] != 0)
    n++;
  begin_full (boxes, movie->bits != 0 ? "stz2" : "stsz", 0);
  append_be (boxes->bytes, movie->bits != 0 ? movie->bits : movie->size, 4);
  append_be (boxes->bytes, movie->n_packets != 0 ? movie->n_packets : n, 4);
  for (guint i = 0; i < n; i++) {
    if (movie->bits == 4) {
      pending = pending << 4 | movie->sizes[i];
      if (i % 2 == 1 || i + 1 == n)
        append_be (boxes->bytes, i % 2 == 1 ? pending & 0xff : pending << 4 & 0xff, 1);
    } else {
      append_be (boxes->bytes, movie->sizes[i], movie->bits != 0 ? movie->bits / 8 : 4);
    }
  }
  end (boxes);
}

static inline void
put_tables (Boxes *boxes, const Movie *movie)
{
  guint n = 0;

  begin (boxes, "stbl");
  begin_full (boxes, "stsd", 0);
  append_be (boxes->bytes, 1, 4);
  (movie->put_entry != NULL ? movie->put_entry : put_alac) (boxes, movie->entry);
  end (boxes);
  put_pairs (boxes, "stts", movie->times, FALSE);
  put_pairs (boxes, "stsc", movie->runs, TRUE);
  put_sizes (boxes, movie);
  while (n < MAX_LIST && movie->places[n] != 0)
    n++;
  begin_full (boxes, movie->wide ? "co64" : "stco", 0);
  append_be (boxes->bytes, n, 4);
  for (guint i = 0; i < n; i++)
    append_be (boxes->bytes, movie->places[i], movie->wide ? 8 : 4);
  end (boxes);
  if (movie->roll != 0) {
    begin_full (boxes, "sgpd", 1u << 24);
    append_text (boxes->bytes, "roll");
    append_be (boxes->bytes, 2, 4);
    append_be (boxes->bytes, 1, 4);
    append_be (boxes->bytes, (guint16) movie->roll, 2);
    end (boxes);
  }
  end (boxes);
}

static inline void
put_track (Boxes *boxes, const Movie *movie, const char *handler)
{
  guint n = 0;

  begin (boxes, "trak");
  begin_full (boxes, "tkhd", (guint32) movie->version << 24 | !movie->disabled);
  put_versioned (boxes, movie->version, 0);
  put_versioned (boxes, movie->version, 0);
  append_be (boxes->bytes, 7, 4);
  append_be (boxes->bytes, 0, 4);
  put_versioned (boxes, movie->version, movie->said);
  append_be (boxes->bytes, 0, 60);
  end (boxes);
  while (n < MAX_LIST && (movie->edits[n][0] != 0 || movie->edits[n][1] != 0))
    n++;
  if (n > 0) {
    begin (boxes, "edts");
    begin_full (boxes, "elst", (guint32) movie->version << 24);
    append_be (boxes->bytes, n, 4);
    for (guint i = 0; i < n; i++) {
      put_versioned (boxes, movie->version, movie->edits[i][0]);
      put_versioned (boxes, movie->version, movie->edits[i][1]);
      append_be (boxes->bytes, 0x10000, 4);
    }
    end (boxes);
    end (boxes);
  }
  begin (boxes, "mdia");
  begin_full (boxes, "mdhd", (guint32) movie->version << 24);
  put_versioned (boxes, movie->version, 0);
  put_versioned (boxes, movie->version, 0);
  append_be (boxes->bytes, movie->scale, 4);
  put_versioned (boxes, movie->version, movie->said);
  append_be (boxes->bytes, 0, 4);
  end (boxes);
  begin_full (boxes, "hdlr", 0);
  append_be (boxes->bytes, 0, 4);
  append_text (boxes->bytes, handler);
  append_be (boxes->bytes, 0, 13);
  end (boxes);
  begin (boxes, "minf");
  begin (boxes, "dinf");
  begin_full (boxes, "dref", 0);
  append_be (boxes->bytes, 1, 4);
  begin_full (boxes, "url ", !movie->external);
  if (movie->external)
    append_text (boxes->bytes, "file:other.mov");
  end (boxes);
  end (boxes);
  end (boxes);
  put_tables (boxes, movie);
  for (int i = 0; i < 3; i++)
    end (boxes);
}

/* What comes before the packets: 64 bytes, of which each is its own offset from 16 on. */
#define FIRST_PLACE 16
#define DATA_END    128

static inline void
put_data (Boxes *boxes)
{
  begin (boxes, "mdat");
  append_be (boxes->bytes, 0, 8);
  for (guint i = FIRST_PLACE; i < DATA_END; i++)
    append_be (boxes->bytes, i, 1);
  end (boxes);
}

static inline void
begin_movie (Boxes *boxes, const Movie *movie)
{
  begin (boxes, "moov");
  begin_full (boxes, "mvhd", (guint32) movie->version << 24);
  put_versioned (boxes, movie->version, 0);
  put_versioned (boxes, movie->version, 0);
  append_be (boxes->bytes, movie->movie_scale, 4);
  put_versioned (boxes, movie->version, movie->said);
  append_be (boxes->bytes, 0, 80);
  end (boxes);
}

static inline void
put_smpb (Boxes *boxes, const char *text)
{
  begin (boxes, "udta");
  begin_full (boxes, "meta", 0);
  begin_full (boxes, "hdlr", 0);
  append_be (boxes->bytes, 0, 21);
  end (boxes);
  begin (boxes, "ilst");
  begin (boxes, "----");
  begin_full (boxes, "mean", 0);
  append_text (boxes->bytes, "com.apple.iTunes");
  end (boxes);
  begin_full (boxes, "name", 0);
  append_text (boxes->bytes, "iTunSMPB");
  end (boxes);
  begin_full (boxes, "data", 1);
  append_be (boxes->bytes, 0, 4);
  append_text (boxes->bytes, text);
  for (int i = 0; i < 5; i++)
    end (boxes);
}

/* Data, and the movie behind it. */
static inline void
put_movie (Boxes *boxes, const Movie *movie)
{
  put_data (boxes);
  begin_movie (boxes, movie);
  put_track (boxes, movie, "soun");
  if (movie->smpb != NULL)
    put_smpb (boxes, movie->smpb);
  if (movie->fragmented) {
    begin (boxes, "mvex");
    begin_full (boxes, "trex", 0);
    append_be (boxes->bytes, 7, 4);
    append_be (boxes->bytes, 1, 4);
    append_be (boxes->bytes, 100, 4);
    append_be (boxes->bytes, 5, 4);
    append_be (boxes->bytes, 0, 4);
    end (boxes);
    end (boxes);
  }
  end (boxes);
}

static inline GBytes *
make_movie (const Movie *movie)
{
  Boxes boxes = { g_byte_array_new (), { 0 }, 0 };

  put_movie (&boxes, movie);
  return g_byte_array_free_to_bytes (boxes.bytes);
}

/* A track fragment. */
typedef struct {
  guint32 tfhd_flags;
  guint64 base;
  gint64 time; /* -1: it does not say */
  guint32 trun_flags;
  guint32 n_packets;
  gint32 data_offset; /* 0: from its own data */
  guint32 sizes[6], durations[6];
  guint32 track; /* 0: the one */
} Fragment;

static inline void
put_traf (Boxes *boxes, const Fragment *fragment, guint *offset_at)
{
  begin (boxes, "traf");
  begin_full (boxes, "tfhd", fragment->tfhd_flags);
  append_be (boxes->bytes, fragment->track != 0 ? fragment->track : 7, 4);
  if (fragment->tfhd_flags & 0x1)
    append_be (boxes->bytes, fragment->base, 8);
  if (fragment->tfhd_flags & 0x8)
    append_be (boxes->bytes, 100, 4);
  if (fragment->tfhd_flags & 0x10)
    append_be (boxes->bytes, 5, 4);
  end (boxes);
  if (fragment->time >= 0) {
    begin_full (boxes, "tfdt", 1u << 24);
    append_be (boxes->bytes, fragment->time, 8);
    end (boxes);
  }
  begin_full (boxes, "trun", fragment->trun_flags);
  append_be (boxes->bytes, fragment->n_packets, 4);
  *offset_at = boxes->bytes->len;
  if (fragment->trun_flags & 0x1)
    append_be (boxes->bytes, (guint32) fragment->data_offset, 4);
  if (fragment->trun_flags & 0x4)
    append_be (boxes->bytes, 0, 4);
  for (guint i = 0; i < MIN (fragment->n_packets, 6); i++) {
    if (fragment->trun_flags & 0x100)
      append_be (boxes->bytes, fragment->durations[i], 4);
    if (fragment->trun_flags & 0x200)
      append_be (boxes->bytes, fragment->sizes[i], 4);
    if (fragment->trun_flags & 0x400)
      append_be (boxes->bytes, 0, 4);
  }
  end (boxes);
  end (boxes);
}
