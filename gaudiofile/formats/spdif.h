/*
 * SPDX-FileCopyrightText: 2026 gaudiofile contributors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Bursts of coded audio in what looks like PCM of 16 bits in two channels (IEC 61937, "S/PDIF"): as WAV files have
 * them, with little-endian words, while the coded audio in them is of big-endian ones. */
#define GAF_SPDIF_SYNC        0x72 /* the first byte of a burst: 72 f8 1f 4e */
#define GAF_SPDIF_HEADER_SIZE 8

typedef enum {
  GAF_SPDIF_NONE,
  GAF_SPDIF_AC3,
  GAF_SPDIF_EAC3,
  GAF_SPDIF_DTS,
} GafSpdifKind;

typedef struct {
  GafSpdifKind kind;
  guint32      size;    /* bytes to the next burst */
  guint32      payload; /* bytes of coded audio behind the header */
} GafSpdifHeader;

/* FALSE: the GAF_SPDIF_HEADER_SIZE bytes at @data are no header, or of a kind that is not read. */
gboolean gaf_spdif_header_parse (GafSpdifHeader *self, const guint8 *data);

/* Puts the bytes of @n words in order. */
void     gaf_spdif_swap         (guint8 *dest, const guint8 *data, gsize n);

G_END_DECLS
