/*
 * SPDX-FileCopyrightText: 2026 gaudiofile contributors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#pragma once

#include "io/byte-source.h"
#include "core/call-guard.h"
#include "read/decoder.h"
#include "gaf-reader.h"
#include "gaf-source.h"

G_BEGIN_DECLS

/* A reader's insides, for gaf-reader.c, which opens and closes, gaf-reader-read.c, which reads, and gaf-reader-info.c,
 * which tells. */
struct _GafReader {
  GObject parent_instance;

  /* for construction */
  char *path; /* as the caller wrote it; beside file */
  GFile *file;
  GInputStream *stream;
  GBytes *bytes;

  GafCallGuard guard; /* held during each call that reads; guards all below */

  GafByteSource *source;
  GafDecoder *decoder; /* NULL once closed */
  gint64 position;

  /* Copies of what the decoder says: they outlive it, and are read without the lock. */
  double rate;
  guint channels;
  guint64 channel_mask;
  GafSampleFormat format;
  guint bits;
  const char *codec;
  const char *container;
  gint64 n_frames; /* atomic by being one word; exact is set after it */
  gint exact;
  gint closed;
};

/* gaf-reader.c */
/* Makes an error say which file it is about. */
void gaf_reader_add_name    (GafReader *self, GError **error);
/* Notes what the decoder says of the length, for those who ask without the lock. */
void gaf_reader_take_length (GafReader *self);

/* gaf-reader-source.c */
void gaf_reader_source_iface_init (GafSourceInterface *iface);

G_END_DECLS
