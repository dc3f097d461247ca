/*
 * SPDX-FileCopyrightText: 2026 gaudiofile contributors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/*
 * The boxes of an MP4 file with one track of sound (ISO/IEC 14496-12; 14496-14 for AAC; Apple's ALAC magic cookie
 * description), appended to a GByteArray. All times are frames: movie and track have the sample rate as their time
 * scale, so nothing is rounded.
 */

typedef struct {
  gboolean alac;        /* else AAC */
  guint rate;
  guint channels;
  guint bits;           /* ALAC */
  guint packet_frames;  /* frames of every packet but the last */
  guint delay;          /* frames before the first of the presentation */
  guint bitrate;        /* bit/s, about */
  GBytes *config;       /* AAC: AudioSpecificConfig; ALAC: the whole box "alac" */
} GafMp4Track;

/* Packets that lie together. */
typedef struct {
  guint64 offset; /* in the file */
  guint   count;
} GafMp4Chunk;

typedef struct {
  guint64 n_frames;    /* of the presentation */
  guint   last_frames; /* of the last packet */
  GArray *sizes;       /* guint32, of each packet */
  GArray *chunks;      /* GafMp4Chunk */
} GafMp4Index;

void gaf_mp4_put_ftyp       (GByteArray        *out);
/* The header of fragments. */
void gaf_mp4_put_init       (GByteArray        *out,
                             const GafMp4Track *track);
/* A fragment: packets @first and after it in @sizes, up to the last; @start: frames before it. An mdat box with the
 * packets has to follow. @last_frames: of its last packet. */
void gaf_mp4_put_moof       (GByteArray        *out,
                             const GafMp4Track *track,
                             guint              sequence,
                             guint64            start,
                             GArray            *sizes,
                             guint              first,
                             guint              last_frames);
/* The header of all that is in @index. */
void gaf_mp4_put_moov       (GByteArray        *out,
                             const GafMp4Track *track,
                             const GafMp4Index *index);

/* An mdat box's header of 16 bytes, @size bytes with it; and what can stand in its place until the size is known. */
#define GAF_MP4_LARGE_HEADER 16
void gaf_mp4_put_large_mdat (GByteArray        *out,
                             guint64            size);
void gaf_mp4_put_free       (GByteArray        *out,
                             guint              size);

G_END_DECLS
