/*
 * SPDX-FileCopyrightText: 2026 gaudiofile contributors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/*
 * GafByteSink: where the bytes of a file that is being written go. The mirror of GafByteSource.
 *
 *   path   → fd + pwrite; or a file beside it, renamed when all is written (atomic)
 *   GFile  → its local path, or g_file_replace(): a stream
 *   stream → GOutputStream, and GSeekable where it can; where it stands when handed in counts as byte 0
 *   memory → a GByteArray
 *
 * Bytes are appended through one buffer of GAF_BYTE_SINK_BLOCK; what was written already can be written over.
 *
 * Errors. Appending takes all bytes in any case, so that a muxer never has to think of what became of the half of a
 * packet: what could not be handed on is kept. Whoever appends much asks gaf_byte_sink_check() after each block, and
 * stops at the first error. That error is given again by every call after it, up to and including close. At the end
 * gaf_byte_sink_retry() tries once more with what was kept. If it fails again that is dropped, and the size is that of
 * what really arrived; what arrived can still be written over and cut, so that a header can be made true for it (these
 * calls do what they can, and then give the first error too).
 *
 * What the system says is as gaf_error_new_errno() has it; what a stream says is passed on as it is. Being cancelled
 * is no error of the file: what was not handed on then is kept, and goes with what comes next.
 *
 * Creating one creates no file; the file is created by the first byte (or by gaf_byte_sink_open(), for its errors).
 */
typedef struct _GafByteSink GafByteSink;

#define GAF_BYTE_SINK_BLOCK (64 * 1024)

GafByteSink *gaf_byte_sink_new_for_path   (const char     *path,
                                           gboolean        atomic);
GafByteSink *gaf_byte_sink_new_for_file   (GFile          *file,
                                           gboolean        atomic);
GafByteSink *gaf_byte_sink_new_for_stream (GOutputStream  *stream);
GafByteSink *gaf_byte_sink_new_for_memory (void);
/* Frees; an unclosed atomic file is removed, the old one stays. */
void         gaf_byte_sink_free           (GafByteSink    *self);

/* Creates or truncates the file. FALSE with @error: nothing was created. */
gboolean     gaf_byte_sink_open           (GafByteSink    *self,
                                           GError        **error);
/* Whether the file appears only when it is closed without an error. Known before open. */
gboolean     gaf_byte_sink_is_atomic      (GafByteSink    *self);
/* Whether what was written can be written over. Known before open. */
gboolean     gaf_byte_sink_can_seek       (GafByteSink    *self);
/* Bytes appended so far, those in the buffer included. */
guint64      gaf_byte_sink_get_size       (GafByteSink    *self);

/* FALSE only if nothing was taken: the sink is closed, could not be opened, has dropped what came before, or there is
 * no memory. */
gboolean     gaf_byte_sink_append         (GafByteSink    *self,
                                           gconstpointer   data,
                                           gsize           length,
                                           GError        **error);
/* FALSE with the first error, or if the call was cancelled. */
gboolean     gaf_byte_sink_check          (GafByteSink    *self,
                                           GError        **error);
/* Sees to it that @length bytes more than are appended now will find room on the disk. TRUE also if nobody can promise
 * that. Who has no @error only asks: the sink goes on, and for less there may be room. */
gboolean     gaf_byte_sink_reserve        (GafByteSink    *self,
                                           guint64         length,
                                           GError        **error);
/* At the end of a call that has appended: sees to it that what is in the buffer will be in the file, without flushing.
 * Hands it on, or leaves it there if its room on the disk is set aside: many small calls would cost more for the system
 * than for their samples. */
gboolean     gaf_byte_sink_settle         (GafByteSink    *self,
                                           GError        **error);
/* Hands the buffer on, without flushing. */
gboolean     gaf_byte_sink_hand_on        (GafByteSink    *self,
                                           GError        **error);
/* Before the end: tries again to hand on what is kept since an error. TRUE if all is in the file now, so that
 * appending makes sense again; else what
 * is kept is dropped. */
gboolean     gaf_byte_sink_retry          (GafByteSink    *self);
/* Writes over bytes [offset, offset + length), all of which were appended before. Only if it can seek. */
gboolean     gaf_byte_sink_overwrite      (GafByteSink    *self,
                                           guint64         offset,
                                           gconstpointer   data,
                                           gsize           length,
                                           GError        **error);
/* Cuts off what is behind @size. Only if it can seek; a stream that cannot truncate fails with %GAF_ERROR_UNSUPPORTED.
 */
gboolean     gaf_byte_sink_truncate       (GafByteSink    *self,
                                           guint64         size,
                                           GError        **error);
/* Hands the buffer on to the system (or the stream, which is flushed too). */
gboolean     gaf_byte_sink_flush          (GafByteSink    *self,
                                           GError        **error);
/* The name of what is written, for who puts another file there after flushing, which is the file then. NULL: it has
 * none. */
const char  *gaf_byte_sink_get_file_name  (GafByteSink    *self);
/* Flushes and closes; atomic: syncs and renames. A stream handed in by the caller is flushed and left open. */
gboolean     gaf_byte_sink_close          (GafByteSink    *self,
                                           GError        **error);
/* Closes without handing on what is buffered. A file that this sink created is removed; an atomic one leaves the old
 * file as it was. */
void         gaf_byte_sink_discard        (GafByteSink    *self);
/* Closes for this process alone, without a byte: for a child, whose parent goes on. */
void         gaf_byte_sink_let_go         (GafByteSink    *self);

/* Memory only, after close: what was written (transfer full). */
GBytes      *gaf_byte_sink_steal_bytes    (GafByteSink    *self);

/* The first error, or NULL, also after a successful retry; still owned by the sink. */
const GError *gaf_byte_sink_get_error     (GafByteSink    *self);
void         gaf_byte_sink_set_cancellable (GafByteSink   *self,
                                            GCancellable  *cancellable);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (GafByteSink, gaf_byte_sink_free)

G_END_DECLS
