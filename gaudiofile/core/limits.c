/*
 * SPDX-FileCopyrightText: 2026 gaudiofile contributors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#include "core/limits.h"

#include "gaf-error.h"

const struct _GafLimits gaf_limits_default = {
  .channels = GAF_LIMIT_CHANNELS,
  .rate = GAF_LIMIT_RATE,
  .header_bytes = GAF_LIMIT_HEADER,
  .tag_bytes = GAF_LIMIT_TAG_BYTES,
  .decode_ahead = GAF_LIMIT_DECODED,
  .links = GAF_LIMIT_CHAIN_LINKS,
  .seconds = GAF_LIMIT_SECONDS,
};

gboolean
gaf_limits_exceeded (GError **error, const char *limit, const char *format, ...)
{
  g_autofree char *text = NULL;
  va_list arguments;

  va_start (arguments, format);
  text = g_strdup_vprintf (format, arguments);
  va_end (arguments);
  g_set_error (error, GAF_ERROR, GAF_ERROR_LIMIT,
               "%s. If you trust the file, raise \"%s\" of the limits it is opened with", text, limit);
  return FALSE;
}
