/*
 * SPDX-FileCopyrightText: 2026 gaudiofile contributors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/*
 * Elements of EBML (RFC 8794) and what stands around the packets of a Matroska file (RFC 9559), made here from plain
 * facts. All of it keeps its size when it is made again with other numbers.
 */

void gaf_ebml_put_uint  (GByteArray *bytes, guint32 id, guint64 value);
void gaf_ebml_put_float (GByteArray *bytes, guint32 id, double value);
void gaf_ebml_put_text  (GByteArray *bytes, guint32 id, const char *text);
void gaf_ebml_put_bytes (GByteArray *bytes, guint32 id, gconstpointer data, gsize size);
/* Zeros that nobody reads: an element of @size bytes in all, 2 at least. */
void gaf_ebml_put_void  (GByteArray *bytes, guint size);
/* An element of elements, up to 256 MiB of them: end() gets what begin() returned. */
guint gaf_ebml_begin    (GByteArray *bytes, guint32 id);
void  gaf_ebml_end      (GByteArray *bytes, guint begin);

typedef struct {
  const char *doc_type; /* "matroska", "webm" */
  const char *codec_id;
  GBytes *config;       /* CodecPrivate */
  int rate;             /* Hz */
  guint channels;
  guint bits;           /* 0: not said */
  guint64 delay;        /* CodecDelay, ns */
  guint64 preroll;      /* SeekPreRoll, ns */
} GafMatroskaOutTrack;

typedef struct {
  guint64 time;   /* of the cluster's first block, ms */
  guint64 offset; /* of the cluster, from the beginning of the segment's contents */
} GafMatroskaOutCue;

/* Where things are that are written over later; from the beginning of the file. */
typedef struct {
  guint64 segment_size; /* of eight bytes */
  guint64 segment;      /* its contents */
  guint64 seek_head;
  guint64 info;
  guint64 tracks;
  guint64 duration;
  guint64 config;       /* CodecPrivate's contents */
} GafMatroskaPlaces;

/* All up to the first cluster: of a segment whose size, duration and end are not known. */
void gaf_matroska_put_head      (GByteArray *bytes, const GafMatroskaOutTrack *track, GafMatroskaPlaces *places);
/* Of always the same size. @cues: their place in the file; 0: there are none. */
void gaf_matroska_put_seek_head (GByteArray *bytes, const GafMatroskaPlaces *places, guint64 cues);
/* @duration: of the sound, ms; below 0: not known. Always of the same size. */
void gaf_matroska_put_duration  (GByteArray *bytes, double duration);
/* The size of the segment's contents; always of eight bytes. */
void gaf_matroska_put_segment_size (GByteArray *bytes, guint64 size);
/* @cues: of GafMatroskaOutCue */
void gaf_matroska_put_cues      (GByteArray *bytes, const GArray *cues);

/* Clusters: begin() and end() around blocks. @time: ms, in the file; of a block within 32 s of its cluster's. */
guint gaf_matroska_begin_cluster (GByteArray *bytes, guint64 time);
void  gaf_matroska_put_block     (GByteArray *bytes, guint64 cluster_time, guint64 time, const guint8 *data, gsize size,
                                  guint64 discard_ns);

G_END_DECLS
