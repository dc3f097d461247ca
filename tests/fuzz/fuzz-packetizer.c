/*
 * SPDX-FileCopyrightText: 2026 gaudiofile contributors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

/*
 * One packetizer, GAF_FUZZ_PACKETIZER, fed by libFuzzer: it is opened, read, and sent to places that the bytes choose.
 * What packetizers promise is checked on the way: positions never go back, and seeks end up at or before their target.
 */

#include "fuzz.h"

#include "formats/mp4/movie.h"
#include "packets/packetizer.h"

#define PACKETS 4000
#define SEEKS   12

/* An MP4 file may be PCM, which has no packets but tables that are walked all the same. */
static GafPacketizer *G_GNUC_UNUSED
open_mp4 (GafByteSource *source, GError **error)
{
  g_autoptr (GafMp4Movie) movie = gaf_mp4_movie_new (source, -1, error);
  g_autoptr (GArray) pieces = NULL;

  if (movie == NULL)
    return NULL;
  if (gaf_mp4_is_pcm (source, movie, NULL)) {
    gaf_chunks_free (gaf_mp4_pcm_new (source, movie, &pieces, NULL));
    return NULL;
  }
  return gaf_packetizer_mp4_new (source, g_steal_pointer (&movie), &pieces, error);
}

static GafPacketizer *G_GNUC_UNUSED
open_matroska (GafByteSource *source, GError **error)
{
  return gaf_packetizer_matroska_new (source, -1, error);
}

typedef struct {
  gint64 position;
  gint64 end; /* the position, if the packet does not say how much is in it */
} Span;

/* @spans (may be NULL): what was read is appended. */
static void
read_packets (GafPacketizer *packetizer, guint n, GArray *spans)
{
  gint64 last = G_MININT64;

  for (guint i = 0; i < n; i++) {
    g_auto (GafPacket) packet = { 0 };
    Span span;

    if (!gaf_packetizer_next (packetizer, &packet, NULL))
      return;
    g_assert_nonnull (packet.data);
    g_assert_cmpint (packet.position, >=, last);
    last = packet.position;
    span = (Span){ packet.position, packet.position + MAX (packet.n_frames, 0) };
    if (spans != NULL)
      g_array_append_val (spans, span);
  }
}

/* A seek goes to a packet at or before its target, but for where there is none: packets that lie outside of the file or
 * are damaged are left out, and then the one behind them comes. @spans: those of the whole file, or its beginning. */
static void
seek (GafPacketizer *packetizer, gint64 frame, gint64 preroll, const GArray *spans)
{
  const gint64 target = MAX (frame - preroll, 0);
  g_auto (GafPacket) packet = { 0 };

  if (!gaf_packetizer_seek (packetizer, frame, preroll, NULL) || !gaf_packetizer_next (packetizer, &packet, NULL)
      || packet.position <= target)
    return;
  for (guint i = 0; i < spans->len; i++) {
    const Span *span = &g_array_index (spans, Span, i);

    if (span->position <= target)
      g_assert_cmpint (span->end, <=, target);
  }
}

int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  g_autoptr (GafByteSource) source = gaf_fuzz_source_new (data, size);
  g_autoptr (GError) error = NULL;
  g_autoptr (GafPacketizer) packetizer = GAF_FUZZ_PACKETIZER (source, &error);
  g_autoptr (GArray) spans = g_array_new (FALSE, FALSE, sizeof (Span));
  guint32 hash = 2166136261u;

  if (packetizer == NULL) {
    gaf_byte_source_close (source);
    return 0;
  }
  g_assert_no_error (error);
  read_packets (packetizer, PACKETS, spans);
  for (size_t i = 0; i < size; i++)
    hash = (hash ^ data[i]) * 16777619u;
  for (guint i = 0; i < SEEKS; i++) {
    const gint64 length = CLAMP (packetizer->n_frames, 1, G_MAXINT64 / 2) + 2;

    hash = hash * 1664525u + 1013904223u;
    seek (packetizer, (gint64) (hash % (guint64) length), hash & 1 ? 0 : hash >> 20, spans);
    read_packets (packetizer, 3, NULL);
  }
  gaf_byte_source_close (source);
  return 0;
}
