/*
 * SPDX-FileCopyrightText: 2026 gaudiofile contributors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#pragma once

#include <gio/gio.h>

#include "gaf-limits.h"

G_BEGIN_DECLS

/*
 * GafByteSource: the bytes of a file, by offset. Everything that reads a file reads it through this.
 *
 *   path   → fd + pread          (no GInputStream in between: it measured faster)
 *   GFile  → its local path, or g_file_read(): a stream
 *   stream → GInputStream + GSeekable; the stream's position when handed in counts as byte 0
 *   bytes  → memory, never copied
 *   window → a part of another source, counting from its own byte 0; never reaches outside
 *   derived → made of the bytes of another source by a function (io/piece-source.c)
 *
 * Not a GObject: plain, reference counted, private. Not thread-safe: the reader's lock guards it.
 *
 * An I/O error is sticky: the first one is kept (gaf_byte_source_get_error()), so that a parser that
 * takes a failed read for the end of the file cannot hide it. Windows and derived sources share that of their base.
 */
typedef struct _GafByteSource GafByteSource;

GafByteSource *gaf_byte_source_new_for_path   (const char    *path,
                                               GError       **error);
/* @fd: transfer full; of a regular file that has @size bytes. */
GafByteSource *gaf_byte_source_new_for_fd     (int            fd,
                                               guint64        size);
GafByteSource *gaf_byte_source_new_for_file   (GFile         *file,
                                               GCancellable  *cancellable,
                                               GError       **error);
GafByteSource *gaf_byte_source_new_for_stream (GInputStream  *stream,
                                               GCancellable  *cancellable,
                                               GError       **error);
GafByteSource *gaf_byte_source_new_for_bytes  (GBytes        *bytes);
GafByteSource *gaf_byte_source_new_window     (GafByteSource *base,
                                               guint64        offset,
                                               guint64        size);
/* @base: NULL if @read has its bytes from elsewhere.
 * Bytes of a derived source: all of @length, which are there; fewer if @base has become shorter, -1 with @error. */
typedef gssize (*GafByteSourceRead)           (gpointer       user_data,
                                               guint64        offset,
                                               guint8        *dest,
                                               gsize          length,
                                               GError       **error);
GafByteSource *gaf_byte_source_new_derived    (GafByteSource *base,
                                               guint64        size,
                                               GafByteSourceRead read,
                                               gpointer       user_data,
                                               GDestroyNotify destroy);
/* The same bytes for another thread: of a path or of memory, as they were opened, cancelled by
 * the same. NULL for any other, and if there are no descriptors left. */
GafByteSource *gaf_byte_source_clone          (GafByteSource *self);
GafByteSource *gaf_byte_source_ref            (GafByteSource *self);
void           gaf_byte_source_unref          (GafByteSource *self);

/* Size in bytes, fixed at opening. */
guint64        gaf_byte_source_get_size       (GafByteSource *self);

/* Copies up to @length bytes from @offset to @dest, looping over short reads. Returns how many; fewer
 * than asked only at the end of the source (0 at or past it), -1 with @error on failure. */
gssize         gaf_byte_source_read           (GafByteSource *self,
                                               guint64        offset,
                                               gpointer       dest,
                                               gsize          length,
                                               GError       **error);

/* Bytes from @offset without a copy where possible: a pointer to at least MIN (@wanted, size - @offset)
 * bytes, how many in @available (it may be more: use what is there). The pointer is valid until the next call on this
 * source. Meant for sequential and nearby access: there is one read-ahead buffer, of up to GAF_BYTE_SOURCE_BLOCK bytes,
 * or @wanted if that is more. At or past the end: non-NULL with @available 0. NULL with @error on failure. */
const guint8  *gaf_byte_source_peek           (GafByteSource *self,
                                               guint64        offset,
                                               gsize          wanted,
                                               gsize         *available,
                                               GError       **error);

/* The first I/O error, or NULL; still owned by the source. */
const GError  *gaf_byte_source_get_error      (GafByteSource *self);

void           gaf_byte_source_clear_error    (GafByteSource *self);

/* The descriptor of a source that reads a file by one; -1: another kind of source, or closed. */
int            gaf_byte_source_get_fd         (GafByteSource *self);

/* What cancels the reads from now on; NULL for nothing. Not referenced: reset it before the call ends. */
void           gaf_byte_source_set_cancellable (GafByteSource *self,
                                                GCancellable  *cancellable);

/* To be called between two pieces of work of @work samples or bytes: FALSE with %G_IO_ERROR_CANCELLED if the call was
 * cancelled or interrupted (core/interrupt.h). Each read does it too. */
gboolean       gaf_byte_source_check           (GafByteSource *self,
                                                gsize          work,
                                                GError       **error);

/* What the file may claim and cost, from now on; the defaults, if nothing was set. Borrowed. */
void             gaf_byte_source_set_limits (GafByteSource   *self,
                                             const GafLimits *limits);
const GafLimits *gaf_byte_source_get_limits (GafByteSource   *self);

/* A frame was found: of the time that may go by without one nothing has yet. */
void           gaf_byte_source_note_progress (GafByteSource *self);

/* Closes the file descriptor or drops the stream (a stream handed in by the caller is left open). */
void           gaf_byte_source_close          (GafByteSource *self);

#define GAF_BYTE_SOURCE_BLOCK       (64 * 1024)
#define GAF_BYTE_SOURCE_FIRST_BLOCK (4 * 1024)

G_DEFINE_AUTOPTR_CLEANUP_FUNC (GafByteSource, gaf_byte_source_unref)

G_END_DECLS
