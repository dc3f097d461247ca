/*
 * SPDX-FileCopyrightText: 2026 gaudiofile contributors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#pragma once

#include "formats/matroska/ebml.h"
#include "formats/matroska/ids.h"

G_BEGIN_DECLS

/*
 * What stands in a Matroska file (RFC 9559) before the first cluster, or where the directory (SeekHead) says:
 *
 *   EBML header │ Segment: SeekHead │ Info │ Tracks │ … │ Cluster │ Cluster │ … │ Cues │ Tags
 */

/* What was done to the frames of a track before they were stored (ContentEncodings), and has to be undone. */
typedef enum {
  GAF_MATROSKA_PLAIN,
  GAF_MATROSKA_ZLIB,     /* each frame is compressed */
  GAF_MATROSKA_STRIPPED, /* the bytes with which every frame begins are left out */
} GafMatroskaEncoding;

/* What was decompressed so far. */
typedef struct {
  guint64 n_in;  /* bytes */
  guint64 n_out;
} GafMatroskaInflation;

typedef struct {
  guint64             number;      /* by which blocks name it */
  char                codec[40];   /* CodecID */
  GBytes             *config;      /* CodecPrivate, as stored; or NULL */
  double              rate;        /* SamplingFrequency, Hz */
  double              output_rate; /* OutputSamplingFrequency (spectral band replication), or 0 */
  guint64             channels;
  guint64             bits;        /* BitDepth; 0: not said */
  guint64             delay;       /* CodecDelay, ns */
  gboolean            is_default;  /* FlagDefault */
  gboolean            enabled;     /* FlagEnabled */
  GafMatroskaEncoding encoding;
  gboolean            of_frames;   /* the encoding is that of frames … */
  gboolean            of_config;   /* … or (and) of @config */
  GBytes             *prefix;      /* GAF_MATROSKA_STRIPPED: what is left out */
  const char         *refused;     /* why the track cannot be read; NULL if it can */
  GafMatroskaInflation *inflation; /* GAF_MATROSKA_ZLIB: goes on while the track is read */
} GafMatroskaTrack;

typedef struct {
  guint64    segment;       /* where the segment's contents begin: positions in the file count from here */
  guint64    end;           /* of the segment */
  guint64    first_cluster; /* its offset; @end if there is none */
  guint64    cues;          /* their offset; 0 if there are none */
  guint64    scale;         /* ns in a tick of the time stamps */
  double     duration;      /* ticks; 0: not said */
  GPtrArray *tracks;        /* of GafMatroskaTrack: those of audio */
  gboolean   other_tracks;  /* there are tracks of something else */
} GafMatroskaHeader;

gboolean                gaf_matroska_header_read   (GafMatroskaHeader       *self,
                                                    GafByteSource           *source,
                                                    GError                 **error);
void                    gaf_matroska_header_clear  (GafMatroskaHeader       *self);

/* Track @track of audio, counted from 0; with -1 the first that is enabled and a default one, or the first. NULL with
 * @error. */
const GafMatroskaTrack *gaf_matroska_header_choose (const GafMatroskaHeader *self,
                                                    int                      track,
                                                    GError                 **error);

/* The first cluster that begins at or after @offset and before @limit, looked for byte by byte; that what begins like
 * one is a cluster shows in its contents. FALSE without @error: there is none. */
gboolean                gaf_matroska_find_cluster  (GafByteSource           *source,
                                                    guint64                  offset,
                                                    guint64                  limit,
                                                    guint64                  segment_end,
                                                    guint64                 *found,
                                                    GError                 **error);

G_END_DECLS
