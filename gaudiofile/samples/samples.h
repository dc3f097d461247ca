/*
 * SPDX-FileCopyrightText: 2026 gaudiofile contributors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#pragma once

#include "gaf-types.h"

G_BEGIN_DECLS

/*
 * Sample kernels: the last step of every read, from the coding in the file or in the decoder's buffer straight into the
 * caller's memory, and the first step of every write. Nothing else in the library touches single samples.
 *
 * Integers scale by 1 / (2^(bits-1) - 1): 16-bit 32767 is 1.0 and -32768 is -1.0000305.
 */

/* How a sample lies in the file or in a decoder's buffer. */
typedef enum {
  GAF_CODING_NONE,
  GAF_CODING_U8,       /* 8-bit unsigned, 128 is zero (WAV) */
  GAF_CODING_S8,       /* 8-bit signed (AIFF, AU) */
  GAF_CODING_S16LE,
  GAF_CODING_S16BE,
  GAF_CODING_S24LE,    /* packed in three bytes */
  GAF_CODING_S24BE,
  GAF_CODING_S24_32LE, /* 24 bits, right-justified and sign-extended in 32 (GStreamer's S24_32LE) */
  GAF_CODING_S24_LEFTLE, /* 24 bits, left-justified in 32 (ALAC as gst-libav decodes it) */
  GAF_CODING_S32LE,
  GAF_CODING_S32BE,
  GAF_CODING_F32LE,
  GAF_CODING_F32BE,
  GAF_CODING_F64LE,
  GAF_CODING_F64BE,
  GAF_CODING_ALAW,
  GAF_CODING_MULAW,
} GafCoding;

/* Bytes of one sample. */
gsize           gaf_coding_get_width  (GafCoding coding);
/* What read_raw delivers for it: INT8, INT16, INT24 (S24*), INT32, FLOAT32 (also A-law and µ-law), FLOAT64. */
GafSampleFormat gaf_coding_get_format (GafCoding coding);

/* The narrowest integers of the machine that hold @bits bits, for what decoders give right-justified in 32: S8, S16LE,
 * S24_32LE or S32LE. gaf_samples_narrow() makes them of @n samples; depths between those are shifted up. */
GafCoding       gaf_coding_for_bits   (int bits);
void            gaf_samples_narrow    (const gint32 *source, int bits, void *dest, gsize n);

/*
 * Where samples come from: @planes[c] points at the first sample of channel c, @stride is the distance in bytes from
 * one frame of a channel to the next. Interleaved: planes[c] = data + c * width, stride = channels * width. Planar:
 * stride = width.
 */
typedef struct {
  GafCoding            coding;
  int                  channels;
  gsize                stride;
  const guint8 *const *planes; /* @channels pointers, not necessarily aligned */
} GafSampleSource;

/*
 * Where samples go: @format FLOAT32 converts and scales; any other must be what gaf_coding_get_format() says of the
 * source's coding (the samples as they are, native byte order). Planar: planes[c] is the start of channel c's memory.
 * Interleaved: only planes[0]. Always aligned to the sample's width.
 */
typedef struct {
  GafSampleFormat format;
  GafLayout       layout;
  void *const    *planes;
} GafSampleDest;

/* Converts @n_frames frames, the source's from frame @source_frame on, into the destination from frame @dest_frame
 * on. */
void gaf_samples_convert (const GafSampleSource *source,
                          gsize                  source_frame,
                          const GafSampleDest   *dest,
                          gsize                  dest_frame,
                          gsize                  n_frames);

/*
 * The other direction, for writing: @n_frames frames of @source (S8, S16, S32, F32 or F64 of the machine's byte order),
 * from frame @source_frame on, packed into @dest: interleaved, of coding @coding (integers, F32 or F64 of either byte
 * order). @dest is aligned to the coding's width where that is two, four or eight bytes.
 *
 * Float to integer multiplies by 2^(bits-1) - 1, rounds to nearest (halves to even), clips, and makes NaN zero; no
 * dither: integers that were read as float are the same again. Integers change their width by shifting. Integer to
 * float divides by 2^(bits-1), which is exact, and what pedalboard does.
 */
void gaf_samples_pack    (const GafSampleSource *source,
                          gsize                  source_frame,
                          GafCoding              coding,
                          void                  *dest,
                          gsize                  n_frames);

/* Encoders with losses compute with what they are given: one number that is none, or a huge one, makes a whole block
 * unusable, or takes the encoder for ever. What is beyond @peak becomes that, and not-a-number silence. */
void gaf_samples_tame    (float *samples,
                          gsize  n,
                          float  peak);

/* TRUE if the channels of a frame lie side by side and frames follow without a gap. */
gboolean gaf_samples_is_packed (const GafSampleSource *source);

/* Zeros (silence) for @channels channels. */
void gaf_samples_silence (const GafSampleDest *dest,
                          int                  channels,
                          gsize                dest_frame,
                          gsize                n_frames);

G_END_DECLS
