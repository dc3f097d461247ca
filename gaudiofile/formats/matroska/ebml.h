/*
 * SPDX-FileCopyrightText: 2026 gaudiofile contributors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#pragma once

#include "io/byte-source.h"

G_BEGIN_DECLS

/*
 * Elements of EBML (RFC 8794): an ID of one to four bytes, a size of one to eight, and the contents. A size whose bits
 * are all ones means "not known": the element ends where its parent does, or where one begins that cannot be inside of
 * it.
 */
typedef struct {
  guint32  id;      /* with its length marker, as specifications write it */
  guint64  offset;  /* of the ID */
  guint64  start;   /* of the contents */
  guint64  end;     /* of the contents; not beyond the parent's end */
  gboolean unknown; /* the size is not known */
  gboolean cut;     /* by its size it would end behind its parent */
} GafEbmlElement;

/* Bytes of the longest ID and size. */
#define GAF_EBML_HEAD 12

/* Reads the head of an element from the @length bytes at @data, which lie at @offset in the file. FALSE: none. */
gboolean gaf_ebml_parse       (GafEbmlElement       *self,
                               const guint8         *data,
                               gsize                 length,
                               guint64               offset,
                               guint64               parent_end);
/* The same from the file. FALSE without @error: there is none before @parent_end. */
gboolean gaf_ebml_read        (GafEbmlElement       *self,
                               GafByteSource        *source,
                               guint64               offset,
                               guint64               parent_end,
                               GError              **error);
/* A number whose length its first byte tells, as sizes and the track numbers of blocks are. Returns how many bytes it
 * has, 0 if it is none; @unknown, if not NULL: all of its bits are ones. */
gsize    gaf_ebml_parse_number (const guint8        *data,
                                gsize                length,
                                guint64             *value,
                                gboolean            *unknown);

/* The contents of an element as an unsigned number; @fallback if the element is empty or longer than eight bytes. */
guint64  gaf_ebml_get_uint    (const GafEbmlElement *self,
                               GafByteSource        *source,
                               guint64               fallback);
gint64   gaf_ebml_get_int     (const GafEbmlElement *self,
                               GafByteSource        *source);
/* As a float of four or eight bytes; 0 if it is none. */
double   gaf_ebml_get_float   (const GafEbmlElement *self,
                               GafByteSource        *source);
/* As text, at most size - 1 bytes of it. */
void     gaf_ebml_get_text    (const GafEbmlElement *self,
                               GafByteSource        *source,
                               char                 *text,
                               gsize                 size);
/* All of the contents; NULL with @error (more than @limit bytes are GAF_ERROR_LIMIT). */
GBytes  *gaf_ebml_get_bytes   (const GafEbmlElement *self,
                               GafByteSource        *source,
                               gsize                 limit,
                               GError              **error);

G_END_DECLS
