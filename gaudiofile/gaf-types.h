/*
 * SPDX-FileCopyrightText: 2026 gaudiofile contributors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#pragma once

#include <gio/gio.h>

#include <gaudiofile/gaf-version.h>

G_BEGIN_DECLS

/**
 * GafSampleFormat:
 * @GAF_SAMPLE_FORMAT_UNKNOWN: The format is not known, or not fixed yet.
 * @GAF_SAMPLE_FORMAT_INT8: An 8-bit signed integer.
 * @GAF_SAMPLE_FORMAT_INT16: A 16-bit signed integer of native byte order.
 * @GAF_SAMPLE_FORMAT_INT24: 24 significant bits, delivered left-justified in a 32-bit signed integer of native byte
 *   order (the low eight bits are zero).
 * @GAF_SAMPLE_FORMAT_INT32: A 32-bit signed integer of native byte order.
 * @GAF_SAMPLE_FORMAT_FLOAT32: A 32-bit IEEE float of native byte order.
 * @GAF_SAMPLE_FORMAT_FLOAT64: A 64-bit IEEE float of native byte order.
 *
 * The format of one sample when it is delivered in the file's own, by [method@Reader.read_raw] and
 * [method@Reader.read_raw_frames].
 *
 * Codecs with loss, and the logarithmic and adaptive PCM codings, are delivered as float.
 *
 * Since: 0.1
 */
typedef enum {
  GAF_SAMPLE_FORMAT_UNKNOWN,
  GAF_SAMPLE_FORMAT_INT8,
  GAF_SAMPLE_FORMAT_INT16,
  GAF_SAMPLE_FORMAT_INT24,
  GAF_SAMPLE_FORMAT_INT32,
  GAF_SAMPLE_FORMAT_FLOAT32,
  GAF_SAMPLE_FORMAT_FLOAT64,
} GafSampleFormat;

/**
 * GafLayout:
 * @GAF_LAYOUT_PLANAR: All samples of the first channel, then all of the second, and so on: shape (channels, frames).
 * @GAF_LAYOUT_INTERLEAVED: Frame after frame; a frame is one sample of each channel: shape (frames, channels).
 *
 * How the samples of several channels lie in memory.
 *
 * Since: 0.1
 */
typedef enum {
  GAF_LAYOUT_PLANAR,
  GAF_LAYOUT_INTERLEAVED,
} GafLayout;

/**
 * GafIsolation:
 * @GAF_ISOLATION_DEFAULT: As the environment variable `GAUDIOFILE_ISOLATION` says: `process` or `none`; none if it is
 *   not set.
 * @GAF_ISOLATION_NONE: In the program.
 * @GAF_ISOLATION_PROCESS: In a process of its own, which can do nothing but decode: it opens no files, has no network,
 *   starts nothing, and its memory and time are limited.
 *
 * Where a file is decoded: in the program or in a process of its own, see [property@Reader:isolation].
 *
 * Since: 0.1
 */
typedef enum {
  GAF_ISOLATION_DEFAULT,
  GAF_ISOLATION_NONE,
  GAF_ISOLATION_PROCESS,
} GafIsolation;

GAF_AVAILABLE_IN_ALL
gsize gaf_sample_format_get_width (GafSampleFormat format);
GAF_AVAILABLE_IN_ALL
const char *gaf_sample_format_get_name (GafSampleFormat format);

G_END_DECLS
