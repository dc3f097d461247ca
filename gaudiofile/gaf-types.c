/*
 * SPDX-FileCopyrightText: 2026 gaudiofile contributors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#include "gaf-types.h"

/**
 * gaf_sample_format_get_width:
 * @format: a sample format
 *
 * Tells the size of one sample in memory. 24-bit samples are delivered in four bytes.
 *
 * Returns: bytes; 0 for %GAF_SAMPLE_FORMAT_UNKNOWN
 * Since: 0.1
 */
gsize
gaf_sample_format_get_width (GafSampleFormat format)
{
  switch (format) {
  case GAF_SAMPLE_FORMAT_INT8:
    return 1;
  case GAF_SAMPLE_FORMAT_INT16:
    return 2;
  case GAF_SAMPLE_FORMAT_INT24:
  case GAF_SAMPLE_FORMAT_INT32:
  case GAF_SAMPLE_FORMAT_FLOAT32:
    return 4;
  case GAF_SAMPLE_FORMAT_FLOAT64:
    return 8;
  case GAF_SAMPLE_FORMAT_UNKNOWN:
  default:
    return 0;
  }
}

/**
 * gaf_sample_format_get_name:
 * @format: a sample format
 *
 * The short name of a sample format, as NumPy writes it: "int16", "float32" and so on.
 *
 * Returns: (transfer none): a static string
 * Since: 0.1
 */
const char *
gaf_sample_format_get_name (GafSampleFormat format)
{
  switch (format) {
  case GAF_SAMPLE_FORMAT_INT8:
    return "int8";
  case GAF_SAMPLE_FORMAT_INT16:
    return "int16";
  case GAF_SAMPLE_FORMAT_INT24:
    return "int24";
  case GAF_SAMPLE_FORMAT_INT32:
    return "int32";
  case GAF_SAMPLE_FORMAT_FLOAT32:
    return "float32";
  case GAF_SAMPLE_FORMAT_FLOAT64:
    return "float64";
  case GAF_SAMPLE_FORMAT_UNKNOWN:
  default:
    return "unknown";
  }
}
