/*
 * SPDX-FileCopyrightText: 2026 gaudiofile contributors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#pragma once

#include "io/byte-source.h"
#include "core/call-guard.h"
#include "core/shared.h"
#include "read/decoder.h"
#include "gaf-reader.h"
#include "gaf-source.h"

G_BEGIN_DECLS

/* A reader's insides, for gaf-reader.c, which opens and closes, gaf-reader-read.c, which reads, and gaf-reader-info.c,
 * which tells; gaf-reader-parts.c reads on several threads. */
struct _GafReader {
  GObject parent_instance;

  /* for construction */
  char *path; /* as the caller wrote it; beside file */
  GFile *file;
  GInputStream *stream;
  GBytes *bytes;
  GafIsolation isolation; /* as wanted; once open, as it is */
  GafLimits *limits; /* NULL: the defaults */
  int track; /* of the audio tracks; -1: the one that is meant to be heard */

  GafCallGuard guard; /* held during each call that reads; guards all below */

  GafByteSource *source;
  GafDecoder *decoder; /* NULL once closed */
  GafShared64 position;

  /* Copies of what the decoder says: they outlive it, and are read without the lock. */
  double rate;
  guint channels;
  guint64 channel_mask;
  GafSampleFormat format;
  guint bits;
  const char *codec;
  const char *container;
  GafShared64 n_frames;
  gint exact; /* set after it */
  gint closed;
  gboolean is_length_new; /* since the last call has ended */
};

/* gaf-reader-core.c */

/* Makes an error say which file it is about. */
void     gaf_reader_add_name       (GafReader            *self,
                                    GError              **error);
/* Notes what the decoder says of the length, for those who ask without the lock. */
void     gaf_reader_take_length    (GafReader            *self);
/* Each call that reads is between these two. FALSE with @error: closed, or called from inside itself. */
gboolean gaf_reader_begin          (GafReader            *self,
                                    GCancellable         *cancellable,
                                    GError              **error);
void     gaf_reader_end            (GafReader            *self);
/* Between those two: reads at a position, which does not move the reader's own; -1 with @error. */
gint64   gaf_reader_read_locked    (GafReader            *self,
                                    gint64                frame,
                                    const GafSampleDest  *dest,
                                    gint64                n_frames,
                                    GError              **error);
/* FALSE with @error for a negative number, and for a position outside of the file. */
gboolean gaf_reader_check_n_frames (gint64                n_frames,
                                    GError              **error);
gboolean gaf_reader_check_position (GafReader            *self,
                                    gint64                frame,
                                    GError              **error);
/* Whole calls: reads at the reader's position, and sets that. */
gint64   gaf_reader_read_into      (GafReader            *self,
                                    const GafSampleDest  *dest,
                                    gint64                n_frames,
                                    GCancellable         *cancellable,
                                    GError              **error);
/* … reads at @frame, and sets the position behind that; 0 frames, and no error, behind the end. */
gint64   gaf_reader_read_from      (GafReader            *self,
                                    gint64                frame,
                                    const GafSampleDest  *dest,
                                    gint64                n_frames,
                                    GCancellable         *cancellable,
                                    GError              **error);
gboolean gaf_reader_seek_to        (GafReader            *self,
                                    gint64                frame,
                                    GCancellable         *cancellable,
                                    GError              **error);

/* Whether its bytes are those of a file or of memory, and not of a stream of the program's: another thread may have
 * them read. */
gboolean gaf_reader_has_own_bytes  (GafReader            *self);

/* gaf-reader-parts.c */

/* Has parts of a long read decoded at the same time. -1 without an error: it is to be read as a whole. */
gint64   gaf_reader_read_in_parts  (GafReader            *self,
                                    gint64                frame,
                                    const GafSampleDest  *dest,
                                    gint64                n_frames);

/*
 * What goes over a whole file. Pieces of whole units, but for the last one of the file, are handed to @take, on the
 * thread that decoded them: on several threads at a time, each with a part of the file in order. Where a part cannot be
 * decoded like that, all pieces come once more, on the caller's thread.
 */
typedef struct {
  gint64   unit;     /* frames */
  gboolean in_order; /* all on the caller's thread, from the beginning to the end */
  gboolean (*take) (const float *const *planes, gint64 frame, gint64 n_frames, gpointer data); /* FALSE: no more */
  gpointer data;

  gint64   piece;    /* set by gaf_reader_pass(): frames of a piece */
  gint     stopped;  /* atomic; set by gaf_reader_pass(): @take wanted no more */
} GafReaderPass;

/* Between gaf_reader_begin() and its end; -1 with @error, or because of @stopped, without. */
gint64   gaf_reader_pass_locked    (GafReader            *self,
                                    GafReaderPass        *pass,
                                    GError              **error);
/* gaf-reader-core.c: a whole call, which leaves the reader's position as it is. FALSE as -1. */
gboolean gaf_reader_pass           (GafReader            *self,
                                    GafReaderPass        *pass,
                                    GCancellable         *cancellable,
                                    GError              **error);

/* gaf-reader-source.c */
void gaf_reader_source_iface_init (GafSourceInterface *iface);

G_END_DECLS
