/*
 * SPDX-FileCopyrightText: 2026 gaudiofile contributors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#pragma once

#include "formats/extract.h"
#include "packets/packetizer.h"

G_BEGIN_DECLS

/* What can be read, as one table in read/containers.c; the mirror of formats/writable.h. */

typedef enum {
  GAF_OPEN_PACKETS,  /* by the packetizer of the row */
  GAF_OPEN_LIKELY,   /* the same; its magic is so short that it may be something else's, and then it is looked for */
  GAF_OPEN_CHUNKS,   /* the walker of PCM containers, formats/pcm/ */
  GAF_OPEN_OGG,      /* may be chained */
  GAF_OPEN_MP4,      /* may be PCM, or several pieces */
  GAF_OPEN_MATROSKA, /* has tracks */
  GAF_OPEN_EXTRACT,  /* has tracks, with other things between, from which the extractor of the row takes one */
  GAF_OPEN_SEARCH,   /* of no row: streams of frames are looked for */
} GafOpen;

typedef struct {
  guint       offset; /* bytes from the start of the audio */
  guint       length;
  const char *bytes;
} GafMagic;

/* Most differ in the first byte, and there are many: memcmp() alone would show up in opening WAV. */
static inline gboolean
gaf_magic_fits (const GafMagic *self, const guint8 *head, gsize length)
{
  return length >= self->offset + self->length && head[self->offset] == (guint8) self->bytes[0]
         && memcmp (head + self->offset, self->bytes, self->length) == 0;
}

typedef struct {
  const char *extension; /* with its dot, in lower case */
  const char *codec;     /* key into the codec table: its usual contents; NULL: PCM, which needs no decoder */
} GafExtension;

typedef struct {
  const char      *name;           /* for people; of all rows that are named by others too, as people say it */
  const char      *codecs;         /* keys into the codec table, with blanks between: all that may be in it */
  const char      *note;           /* what else is worth telling; NULL: nothing */
  GafOpen          open;
  GafPacketizerNew packetizer_new; /* of GAF_OPEN_PACKETS and _LIKELY */
  GafExtractor     extractor;      /* of GAF_OPEN_EXTRACT */
  gboolean         is_bare;        /* opened without GStreamer, which is asked for when an element is wanted */
  gboolean         tags_behind;    /* does not say where it ends, so ID3 and its like may follow */
  GafMagic         magics[8];      /* any of them … */
  gboolean       (*have_magic) (const guint8 *head, gsize length); /* … or of a table elsewhere; may be NULL */
  gboolean       (*recognise) (const guint8 *head, gsize length); /* where no magic tells; may be NULL */
  GafExtension     extensions[10];
} GafContainer;

/* The row of what begins with @head; NULL: none. */
const GafContainer *gaf_containers_recognise (const guint8 *head, gsize length);

/* The whole table, ended by a row without a name. */
const GafContainer *gaf_containers_get_all   (void);

G_END_DECLS
