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

/* @entry: offset of a sample description of Opus in MP4 (its box header); @end: of what encloses it. */
gboolean gaf_demux_guard_mp4_opus (GafByteSource *source, guint64 entry, guint64 end, GError **error);

/* @entry: `mp4a`; @end: its end. */
gboolean gaf_demux_guard_mp4_vorbis (GafByteSource *source, guint64 entry, guint64 end, GError **error);

/* @entry: one of PCM; @end: its end. */
gboolean gaf_demux_guard_mp4_pcm  (GafByteSource *source, guint64 entry, guint64 end, GError **error);

/* @contents: of `stsc`, up to @end; @n_chunks: how many of them `stco` or `co64` places. */
gboolean gaf_demux_guard_mp4_chunks (GafByteSource *source, guint64 contents, guint64 end, guint32 n_chunks, GError **error);

/* Before the decoder sees the demuxer's caps. */
gboolean gaf_demux_guard_caps     (const char *codec, GstCaps *caps, GError **error);

/* Before the decoder sees a packet: FALSE, it is to be left out. */
gboolean gaf_demux_guard_packet   (GstCaps *caps, GstBuffer *packet);

G_END_DECLS
