/*
 * SPDX-FileCopyrightText: 2026 gaudiofile contributors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* What can be written, as one table in formats/writable.c; the mirror of gaf-chain. */

typedef enum {
  GAF_CHUNK_WAV,
  GAF_CHUNK_RF64,
  GAF_CHUNK_W64,
  GAF_CHUNK_AIFF,
  GAF_CHUNK_AU,
  GAF_CHUNK_CAF,
  GAF_CHUNK_NONE, /* no PCM container: packets of a codec */
} GafChunkFormat;

typedef enum {
  GAF_MUX_NONE,
  GAF_MUX_MPEG,
  GAF_MUX_FLAC,
  GAF_MUX_OGG,
  GAF_MUX_OGG_FLAC,
  GAF_MUX_MP4,
  GAF_MUX_MATROSKA,
  GAF_MUX_BARE,
  GAF_MUX_WAVPACK,
  GAF_MUX_ASF,
} GafMux;

typedef struct {
  const char *format;        /* "wav", "ogg" …; with a dot in front it is the file name's extension */
  const char *name;          /* as messages call it */
  const char *codec;         /* "pcm", "vorbis", "aac" … */
  GafChunkFormat chunks;
  GafMux mux;
  const char *elements[3];   /* encoder, in order of preference; none for PCM */
  const int *depths;         /* that are stored, 0-terminated; NULL: the depth is only a label */
  const int *rates;          /* 0-terminated; NULL: all from min_rate to max_rate */
  int min_rate;
  int max_rate;
  int max_channels;
  gboolean needs_seek;       /* the header is rewritten */
  const char *const *quality; /* full names, NULL-terminated; NULL: none */
  guint default_quality;     /* index */
  guint best_quality;
  guint worst_quality;
} GafWriteFormat;

/* The first entry of a format is its usual codec. @codec NULL: that one. NULL: not known. */
const GafWriteFormat *gaf_write_format_find (const char *format,
                                             const char *codec);
/* All entries, ended by one without a format. */
const GafWriteFormat *gaf_write_format_all (void);

/* Finds the option that a user means by @text: a number, a prefix or a word of it. NULL: none is meant. */
const char *gaf_write_format_match_quality (const GafWriteFormat *format, const char *text);

G_END_DECLS
