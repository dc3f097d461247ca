/*
 * SPDX-FileCopyrightText: 2026 gaudiofile contributors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#pragma once

#include <gst/gst.h>

#include "formats/writable.h"
#include "gaf-encode-spec.h"
#include "samples/samples.h"

G_BEGIN_DECLS

/* What is particular about each encoder element, as one table in write/encoder-setup.c: what it takes, how it is set
 * up for a spec, and what has to
 * be done around it. */
typedef struct _GafEncoderSetup {
  const char *element;
  gsize block;    /* frames that are pushed at once */
  gsize tail;     /* frames of silence that it needs behind the end, to put out all before them */
  /* Frames of silence, no more than a block, that it needs in front as well as behind at a rate. NULL: none. */
  gsize (*count_around) (int rate);
  gsize latency;  /* frames that the element may keep back beside the block */
  GafCoding (*coding) (GafEncodeSpec *spec); /* what it is given */
  void (*set_up) (GstElement *element, GafEncodeSpec *spec, const GafWriteFormat *format);

  /* By the number of channels: the positions it takes for channels in WAVE's order; 0: without positions. NULL:
   * GStreamer's fallback. */
  const guint64 *masks;
  /* The order of seven and eight channels that it expects, by WAVE's numbers; NULL: WAVE's. */
  const guint8 *wide_order;
  /* How many channels from @first on are encoded together, by an element of their own. NULL: all. */
  guint (*count_together) (GafEncodeSpec *spec, guint first);
  /* The rates it takes, 0-terminated; any other is resampled to the highest. NULL: all that the format has. */
  const int *rates;
  gboolean takes_next; /* … or to the next above it, if there is one */
  gboolean keeps_rate; /* the muxer is told the rate before resampling, which the file has a place for */

  /* Of a codec whose packets stand alone: after how many blocks nothing that came before makes a difference to the
   * next, so that threads can begin there. NULL: never. */
  gsize (*count_run) (const struct _GafEncoderSetup *self, GafEncodeSpec *spec, const GafWriteFormat *format);

  gboolean is_lossless;
  gboolean is_full_range;  /* takes 32 bits only: 16 bits are rounded before they are widened */
  /* the first block is filled with silence, for what it holds back would need a second packet */
  gboolean fills_first;
  gboolean needs_a_block;  /* even of an empty file, for the headers that come with it */
  gboolean clips;          /* drops blocks that are much louder than full scale, at which it is cut off then */
  gboolean fixes_rate;     /* would choose another rate unless told */
  /* makes packets of another length unless time stamps leap: how many blocks a packet is to have. NULL: all is well */
  gint64 (*count_blocks) (const struct _GafEncoderSetup *self, GafEncodeSpec *spec);
  const char *first_caps;  /* sent on before anything else; NULL: not necessary */
} GafEncoderSetup;

/* How the first element of @format that is installed is set up. NULL with %GAF_ERROR_MISSING_PLUGIN. */
const GafEncoderSetup *gaf_encoder_setup_choose   (const GafWriteFormat  *format,
                                                   GError               **error);
/* The rate that the element works at for a spec. */
int                    gaf_encoder_setup_get_rate (const GafEncoderSetup *self,
                                                   GafEncodeSpec         *spec);
/* The caps of its input, for so many of the channels. */
GstCaps               *gaf_encoder_setup_get_caps (const GafEncoderSetup *self,
                                                   GafEncodeSpec         *spec,
                                                   guint                  channels);
/* No fewer bytes than the file grows by when all that the element and a muxer that gathers packets hold back is
 * written. */
gsize                  gaf_encoder_setup_get_held (const GafEncoderSetup *self,
                                                   const GafWriteFormat  *format,
                                                   GafEncodeSpec         *spec);

G_END_DECLS
