/*
 * SPDX-FileCopyrightText: 2026 gaudiofile contributors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#pragma once

#include "formats/mp4/table.h"
#include "packets/packetizer.h"

G_BEGIN_DECLS

/*
 * What the boxes of an MP4 or QuickTime file say of its audio (ISO/IEC 14496-12; "QuickTime File Format"). Reading goes
 * on from here:
 *
 *   formats/mp4/movie.c       boxes → the audio tracks, where their tables are, what fragments there are
 *   formats/mp4/entry.c       a track's sample description → codec and caps
 *   formats/mp4/samples.c     its tables and fragments → where each packet lies
 *   formats/mp4/timeline.c    … and which frames it yields
 *   formats/mp4/edits.c       its edit list → which of those frames are presented
 *   formats/mp4/packetizer.c  all of it together, for coded audio
 *   formats/mp4/pcm.c         … and for PCM, which needs no decoder
 */

/* An entry of an edit list. */
typedef struct {
  guint64 duration;   /* in the movie's time; 0: to the end */
  gint64  media_time; /* in the track's ticks: what is presented; -1: nothing, for as long as @duration says */
} GafMp4Edit;

typedef struct {
  guint32   id;
  gboolean  enabled;
  gboolean  external;  /* its audio is in another file */
  guint32   timescale; /* ticks per second */
  GArray   *edits;     /* of GafMp4Edit; NULL: no edit list */
  guint     roll;      /* packets to decode before one that is to come out right, as sample groups say */

  GafMp4Box entry;     /* the sample description, with its header */
  GafMp4Box times;     /* the contents of `stts` … */
  GafMp4Box chunks;    /* `stsc` */
  GafMp4Box sizes;     /* `stsz` or `stz2` */
  GafMp4Box offsets;   /* `stco` or `co64` */
  gboolean  compact;   /* @sizes is `stz2` */
  gboolean  wide;      /* @offsets is `co64` */
} GafMp4Audio;

/* Packets of a fragment that lie one behind the other (`trun`). */
typedef struct {
  guint64   offset;    /* of the first */
  gint64    time;      /* ticks at which it begins, as the fragment says (`tfdt`); -1: where the packet before ends */
  GafMp4Box table;     /* an entry for each packet, of the fields that are flagged */
  guint32   flags;     /* of the box */
  guint32   n_packets;
  guint32   duration;  /* of each, where there is no such field */
  guint32   size;
} GafMp4Run;

#define GAF_MP4_RUN_HAS_DURATION 0x100
#define GAF_MP4_RUN_HAS_SIZE     0x200

/* Bytes of an entry in a run's table. */
guint gaf_mp4_run_entry_size (const GafMp4Run *run);

typedef struct {
  guint32     timescale;
  GafMp4Audio audio;      /* the track that was chosen */
  guint       n_tracks;   /* of audio */
  GArray     *runs;       /* of GafMp4Run: the fragments of that track, in the order of the file */
  gboolean    fragmented; /* more packets may be in fragments than in the tables */
  gboolean    complete;   /* the file was walked to its end */
  gint64      delay;      /* iTunSMPB: frames before the first of the presentation; -1: there is no such tag */
  guint64     length;     /* … and of the presentation */
} GafMp4Movie;

/* Walks the boxes. @track: which of the audio tracks, counted from 0; -1: the first that is enabled, else the first.
 * NULL with @error: there is no movie or no audio in it, or it is none that can be read, or I/O. */
GafMp4Movie *gaf_mp4_movie_new  (GafByteSource *source,
                                 int            track,
                                 GError       **error);
void         gaf_mp4_movie_free (GafMp4Movie   *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (GafMp4Movie, gaf_mp4_movie_free)

/* A piece of the presentation. */
typedef struct {
  gint64 start;    /* coded frame; -1: silence */
  gint64 n_frames;
} GafMp4Piece;

/* Coded audio as packets. @movie: transfer full, also on failure. @pieces: NULL, or what is presented where that is not
 * all in one piece, which the packetizer's skip and n_frames tell then; in frames of its rate. */
GafPacketizer *gaf_packetizer_mp4_new (GafByteSource *source,
                                       GafMp4Movie   *movie,
                                       GArray       **pieces,
                                       GError       **error);

/* PCM, which needs no decoder. FALSE: that is not what the track holds, or @error. */
gboolean   gaf_mp4_is_pcm (GafByteSource     *source,
                           const GafMp4Movie *movie,
                           GError           **error);
/* @pieces as above. */
GafChunks *gaf_mp4_pcm_new (GafByteSource     *source,
                            const GafMp4Movie *movie,
                            GArray           **pieces,
                            GError           **error);

/* What is presented of the track's @n_frames frames of @rate Hz: an array of GafMp4Piece, at least one. @said: how many
 * frames the times in the tables add up to, on which the edit list may be based. @otherwise: frames to leave out at the
 * beginning where there is no edit list. */
GArray *gaf_mp4_get_pieces (const GafMp4Movie *movie,
                            gint64             n_frames,
                            gint64             said,
                            int                rate,
                            gint64             otherwise);

G_END_DECLS
