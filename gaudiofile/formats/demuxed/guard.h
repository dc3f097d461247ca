/*
 * SPDX-FileCopyrightText: 2026 gaudiofile contributors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#pragma once

#include <gst/gst.h>

#include "io/byte-source.h"

G_BEGIN_DECLS

/*
 * What GStreamer's demuxers, and decoders behind them, do not take well in damaged files: it makes them log criticals, which end a
 * program that asks for that, or read beyond their memory. It is looked for before they see it, and the file is refused then.
 *
 * Each check names what it keeps away from. Where a newer GStreamer needs it no more, it does no harm.
 */

/* Before the demuxer sees the file. FALSE with @error: refused, or I/O. */
gboolean gaf_demux_guard_matroska (GafByteSource *source, GError **error);

/* Before the decoder sees the demuxer's caps. */
gboolean gaf_demux_guard_caps     (const char *codec, GstCaps *caps, GError **error);

/* Before the decoder sees a packet: FALSE, it is to be left out. */
gboolean gaf_demux_guard_packet   (GstCaps *caps, GstBuffer *packet);

G_END_DECLS
