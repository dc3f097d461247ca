/*
 * SPDX-FileCopyrightText: 2026 gaudiofile contributors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#pragma once

#include <gst/gst.h>

#include "io/byte-sink.h"
#include "io/byte-source.h"
#include "packets/packetizer.h"
#include "packets/xiph-codec.h"

G_BEGIN_DECLS

/*
 * Ogg, in layers (private):
 *
 *   formats/ogg/links.c        a chained file cut into its links, each a byte window of its own
 *   formats/ogg/pages.c        bytes → pages, CRC checked                            RFC 3533
 *   packets/xiph-codec.c       what header packets say, how long an audio packet is  Vorbis I, RFC 7845, …
 *   formats/ogg/stream.c       pages → packets with positions
 *   formats/ogg/seek.c         where to go on reading for a position
 *   formats/ogg/packetizer.c   opening: which stream, its headers, its first and last page
 *
 * and for writing:
 *
 *   formats/ogg/muxer.c        packets → pages with positions
 *   formats/ogg/muxer-flac.c   the same of FLAC
 *   formats/ogg/write.c        pages → bytes
 */

/* links */

typedef GafLink GafOggLink;

/* The links of a file, in order, of GafOggLink; at least one. A file of a single link costs its first pages and its
 * last. */
GArray *gaf_ogg_find_links (GafByteSource *source, GError **error);

/* pages */

#define GAF_OGG_PAGE_HEADER 27                       /* bytes, before the lacing values */
#define GAF_OGG_PAGE_MAX    (27 + 255 + 255 * 255)   /* bytes of the largest page */
#define GAF_OGG_NO_GRANULE  G_GINT64_CONSTANT (-1)   /* no packet ends on the page */

/* Bytes without a page after which none is expected any more: a file may claim any size, and be all holes. */
#define GAF_OGG_PATIENCE    (G_GUINT64_CONSTANT (64) * 1024 * 1024)

typedef enum {
  GAF_OGG_CONTINUED = 1 << 0, /* begins with the rest of a packet */
  GAF_OGG_BOS = 1 << 1,       /* first page of its logical stream */
  GAF_OGG_EOS = 1 << 2,       /* last page of its logical stream */
} GafOggFlags;

typedef struct {
  guint64       offset;
  guint32       size;        /* bytes, header included */
  guint32       header_size; /* lacing values included */
  guint32       serial;
  guint32       sequence;
  gint64        granule;
  guint8        flags;
  guint8        n_segments;
  const guint8 *bytes;       /* the whole page; valid until the next call on the source */
} GafOggPage;

typedef struct {
  GafByteSource *source; /* not owned */
  guint64        wasted; /* bytes checked in vain; bounds the work on files made of nothing but false starts */
} GafOggPages;

/* The first page that begins at or after @offset and before @limit. FALSE without @error: there is none, or none within
 * 64 MiB. */
gboolean gaf_ogg_pages_next (GafOggPages *self,
                             guint64      offset,
                             guint64      limit,
                             GafOggPage  *page,
                             GError     **error);

/* The last page between @begin and @end with one of @serials (any if @n_serials is 0) and a granule position, and in
 * @before, if such a page was on the way, the one before it (else its granule is GAF_OGG_NO_GRANULE). The bytes are not
 * set. */
gboolean gaf_ogg_pages_last (GafOggPages   *self,
                             guint64        begin,
                             guint64        end,
                             const guint32 *serials,
                             guint          n_serials,
                             GafOggPage    *page,
                             GafOggPage    *before,
                             GError       **error);

/* The CRC of a page; the field for it in the header counts as zero. */
guint32  gaf_ogg_page_crc   (const guint8  *page,
                             gsize          size);

/* pages, written */

typedef struct {
  GafByteSink *sink; /* not owned */
  guint32      sequence;
  GafOggFlags  flags;         /* of the page that is being filled */
  gint64       granule;
  guint        n_segments;
  guint8       segments[255]; /* lacing values */
  GByteArray  *body;
} GafOggWriter;

void     gaf_ogg_writer_init     (GafOggWriter *self,
                                  GafByteSink  *sink);
void     gaf_ogg_writer_clear    (GafOggWriter *self);
/* Puts a packet on the page; what has no room any more goes to the next. @granule: the position at which the packet
 * ends. */
gboolean gaf_ogg_writer_put      (GafOggWriter *self,
                                  const guint8 *packet,
                                  gsize         size,
                                  gint64        granule,
                                  GError      **error);
/* Writes the page if there is anything on it. */
gboolean gaf_ogg_writer_end_page (GafOggWriter *self,
                                  GafOggFlags   flags,
                                  GError      **error);

/* Writes the first page over, with another packet of the same size on it, alone there. */
gboolean gaf_ogg_writer_replace_first (GafOggWriter *self,
                                       const guint8 *packet,
                                       gsize         size,
                                       GError      **error);

/* packetizer */

/* A packet that ends on the current page. */
typedef struct {
  gsize  start; /* in body */
  gsize  size;
  gint64 position;
  int    n_frames;
} GafOggSlot;

/* A page on which audio packets end, as a linear reading found it. */
typedef struct {
  guint64 offset;
  gint64  end;   /* position at which its last packet ends */
  gint64  reach; /* the furthest position up to the end of this page */
} GafOggEntry;

typedef struct {
  GafPacketizer  parent;
  GafByteSource *source;
  GafOggPages    pages;
  GafXiphCodec    codec;
  guint32        serial;
  gboolean       alone;        /* no other logical stream beside it */

  /* fixed at opening */
  guint64        audio_offset; /* of the page on which the first audio packet begins; 0 until found */
  guint          audio_packet; /* how many packets end on that page before it */
  guint64        first_offset; /* of the first audio page with a granule position */
  guint64        last_offset;  /* of the last page with a granule position */
  guint32        first_sequence;
  guint32        last_sequence;
  gint64         origin;       /* granule position minus coded position */
  gint64         end;          /* coded position at which the presentation ends */

  /* the current page */
  guint64        offset;       /* where to look for the next page */
  GafOggPage     page;         /* its bytes are not valid */
  GByteArray    *body;
  gsize          rest;         /* where in body the packet begins that goes on on the next page */
  gboolean       has_rest;
  guint64        rest_offset;  /* of the page where that packet begins */
  guint          rest_number;  /* how many packets end on that page */
  GArray        *slots;        /* of GafOggSlot */
  guint          slot;
  gint64         duration;     /* of all slots */
  gint64         expected;     /* where the next page should begin; -1 not known */
  gboolean       has_sequence;
  gboolean       goes_on;      /* no page is missing between the current one and the one before it */
  guint32        sequence;

  /* seeking */
  gboolean       counted;      /* granule positions lie: all packets count, one behind the other */
  guint          n_right;      /* pages whose granule agrees with the packets before it … */
  guint          n_wrong;      /* … and does not, though no page is missing */
  gboolean       irregular;    /* granule positions cannot be bisected */
  GArray        *index;        /* of GafOggEntry; NULL until needed */
  guint          cursor;       /* in index */
} GafOggPacketizer;

/* The next page of the stream, cut into packets without positions. FALSE without @error: the end. */
gboolean gaf_ogg_packetizer_read_page (GafOggPacketizer *self, GError **error);
/* Gives the packets of the page just cut their positions. */
void     gaf_ogg_packetizer_place  (GafOggPacketizer *self);
/* Loads the next page on which audio packets end, with their positions. FALSE without @error: the end. */
gboolean gaf_ogg_packetizer_load   (GafOggPacketizer *self, GError **error);
/* Forgets the current page; goes on at @offset. */
void     gaf_ogg_packetizer_rewind (GafOggPacketizer *self, guint64 offset);
/* Reads all pages once. Where most granule positions disagree with the packets, all are counted from then on. */
gboolean gaf_ogg_packetizer_build_index (GafOggPacketizer *self, GError **error);
/* Compares granule positions with packets in a few places between the first page and the last; FALSE in @right if they
 * disagree. */
gboolean gaf_ogg_packetizer_check (GafOggPacketizer *self, gboolean *right, GError **error);
gboolean gaf_ogg_packetizer_seek   (GafPacketizer *packetizer, gint64 frame, gint64 preroll, GError **error);

G_END_DECLS
