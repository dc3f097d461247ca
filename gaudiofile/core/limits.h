/*
 * SPDX-FileCopyrightText: 2026 gaudiofile contributors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#pragma once

#include <glib.h>

/*
 * Every limit of the library, in one place. A file that claims more gives %GAF_ERROR_LIMIT, so that a few hostile bytes
 * cannot ask for gigabytes of memory.
 */
#define GAF_LIMIT_CHANNELS      64                 /* GStreamer's GstAudioInfo holds 64 channel positions */
#define GAF_LIMIT_RATE          1536000            /* Hz; twice the highest rate of any converter sold */
#define GAF_LIMIT_RESAMPLE_LOWEST  1      /* Hz */
#define GAF_LIMIT_RESAMPLE_HIGHEST 768000 /* Hz; the highest rate of audio in use */
#define GAF_LIMIT_TAGS          8                  /* ID3v2, APE, Lyrics3 … blocks in a row, before or behind */
#define GAF_LIMIT_HEADER        (16 * 1024 * 1024) /* bytes of codec headers (setup, cookie, comments with pictures) */
#define GAF_LIMIT_PACKET        (8 * 1024 * 1024)  /* bytes of one packet */
#define GAF_LIMIT_CHUNKS        100000             /* chunks or boxes walked in one container */
#define GAF_LIMIT_CHAIN_LINKS   10000              /* links of a chained Ogg file */
#define GAF_LIMIT_CHANGES       128                /* of sample rate or channels in a stream of bare frames */
#define GAF_LIMIT_RESYNC        (4 * 1024 * 1024)  /* bytes searched for the first frame of a headerless stream */
#define GAF_LIMIT_FRUITLESS      256                /* packets in a row that a decoder makes nothing of */
#define GAF_LIMIT_BOOKS         (1024 * 1024)      /* values in the codebooks of a Vorbis header */
#define GAF_LIMIT_DECODED       (16 * 1024 * 1024) /* bytes of float that one packet may become */
#define GAF_LIMIT_HOLE          (64 * 1024 * 1024) /* bytes without a frame after which none is looked for any more */
#define GAF_LIMIT_INFLATION     128                /* times as large as they are packets may become, on average … */
#define GAF_LIMIT_INFLATED      (64 * 1024 * 1024) /* … if they are more bytes than this */
#define GAF_LIMIT_OVERLAP       4                  /* times the size of a file that packets of one pass may have */
#define GAF_LIMIT_LINK          1024               /* bytes of a link of a chained file on average, if there are … */
#define GAF_LIMIT_SHORT_LINKS   256                /* … more than so many */
#define GAF_LIMIT_EDIT_WORK     (16 * 1024 * 1024) /* frames decoded to begin at pieces of an edit list */
#define GAF_LIMIT_CODEC_PEAK     8.0f               /* 18 dB over full scale: encoders with losses are given no more */
/* A decoder in a process of its own, see docs/isolation.md. */
#define GAF_LIMIT_ISOLATED_MEMORY    (256 * 1024 * 1024) /* bytes over what it has before it sees the file */
#define GAF_LIMIT_ISOLATED_CPU       20                /* seconds for one request, and … */
#define GAF_LIMIT_ISOLATED_CPU_BYTES (4 * 1024 * 1024) /* … one more for each of so many bytes that the file has */
#define GAF_LIMIT_HEADER_MOST    (1024 * 1024 * 1024) /* what GAF_LIMIT_HEADER can be raised to */
#define GAF_LIMIT_TAG_BYTES      (1024 * 1024 * 1024) /* of all tags; they are stepped over */
#define GAF_LIMIT_PEAKS_CACHE    (256 * 1024 * 1024) /* bytes of peaks that are kept in the user's cache */
#define GAF_LIMIT_SECONDS        30                 /* of computing without a frame */

/* Those that a program may set for a file; public as GafLimits, see there for what they mean. */
struct _GafLimits {
  guint   channels;
  guint   rate;
  guint64 header_bytes;
  guint64 tag_bytes;
  guint64 decode_ahead;
  guint   links;
  double  seconds;
};

extern const struct _GafLimits gaf_limits_default;

/* Sets GAF_ERROR_LIMIT: what is wrong, and that the limit of that name may be raised. Returns FALSE. */
gboolean gaf_limits_exceeded (GError    **error,
                              const char *limit,
                              const char *format,
                              ...) G_GNUC_PRINTF (3, 4);
