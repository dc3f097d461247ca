/*
 * SPDX-FileCopyrightText: 2026 gaudiofile contributors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#include "read/open.h"

#include <string.h>

#include "core/limits.h"
#include "gst/elements.h"
#include "gaf-error.h"
#include "formats/elementary.h"
#include "formats/mp4/movie.h"
#include "formats/ogg/ogg.h"
#include "packets/track.h"
#include "read/codecs.h"
#include "read/probe.h"

/* A packetizer that could be opened becomes a decoder; one that could not has set @error. */
static GafDecoder *
with_packets (GafByteSource *source, GafPacketizer *packetizer, GError **error)
{
  return packetizer != NULL ? gaf_decoder_packets_new (source, packetizer, error) : NULL;
}

/* @first (transfer full; NULL with @error) is a stream of bare frames. Where it changes its sample rate or channels,
 * what follows is a stream of its own, and all of them are read as one. */
static GafDecoder *
with_links (GafByteSource *source, GafPacketizer *first, GafPacketizerNew packetizer_new, GError **error)
{
  g_autoptr (GafPacketizer) packetizer = first;
  g_autoptr (GArray) links = NULL;
  const guint limit = gaf_byte_source_get_limits (source)->links;
  const guint most = limit > GAF_LIMIT_CHAIN_LINKS ? limit : MIN (limit, GAF_LIMIT_CHANGES);
  guint64 offset = 0;

  if (packetizer == NULL || packetizer->next_link == 0)
    return with_packets (source, g_steal_pointer (&packetizer), error);

  links = g_array_new (FALSE, FALSE, sizeof (GafLink));
  for (;;) {
    const guint64 size = gaf_byte_source_get_size (source) - offset;
    const guint64 next = packetizer != NULL ? packetizer->next_link : 0;
    const GafLink link = { offset, next > 0 ? next : size };
    g_autoptr (GafByteSource) rest = NULL;

    g_array_append_val (links, link);
    if (next == 0)
      break;
    if (links->len > most) {
      gaf_limits_exceeded (error, "links",
                           "The stream changes its sample rate or channels more than %u times; split it to read it",
                           most);
      return NULL;
    }
    offset += next;
    rest = gaf_byte_source_new_window (source, offset, size - next);
    gaf_packetizer_free (packetizer);
    packetizer = packetizer_new (rest, NULL);
  }
  if (gaf_byte_source_get_error (source) != NULL) {
    g_propagate_error (error, g_error_copy (gaf_byte_source_get_error (source)));
    return NULL;
  }
  return gaf_decoder_chained_new (source, links, packetizer_new, error);
}

/* The data chunk holds what @packetizer_new opens. NULL without @error if @optional and it does not. */
static GafDecoder *
open_in_chunks (GafByteSource *source, const GafChunks *chunks, GafPacketizerNew packetizer_new, gboolean optional,
                GError **error)
{
  g_autoptr (GafByteSource) window = NULL;
  GError *local_error = NULL;
  GafPacketizer *packetizer;

  if (!gaf_elements_init (error))
    return NULL;
  window = gaf_byte_source_new_window (source, chunks->data_offset, chunks->data_size);
  packetizer = packetizer_new (window, &local_error);
  if (packetizer != NULL) {
    packetizer->container = chunks->container;
    return with_links (window, packetizer, packetizer_new, error);
  }
  if (optional && gaf_byte_source_get_error (source) == NULL)
    g_error_free (local_error);
  else
    g_propagate_error (error, local_error);
  return NULL;
}

/* @found (transfer full; NULL with @error): what the walker of a PCM container found in @source. */
static GafDecoder *
open_chunks (GafByteSource *source, GafChunks *found, GError **error)
{
  g_autoptr (GafChunks) chunks = found;
  GError *local_error = NULL;
  GafPacketizerNew wrapped = NULL;

  if (chunks == NULL)
    return NULL;
  /* DTS and S/PDIF pass for PCM; the latter also for bare AC-3 and DTS. */
  if (chunks->kind == GAF_CHUNKS_AC3 || chunks->kind == GAF_CHUNKS_DTS
      || (chunks->kind == GAF_CHUNKS_PCM && chunks->channels == 2 && chunks->coding == GAF_CODING_S16LE
          && chunks->ranges == NULL && chunks->gather == NULL))
    wrapped = gaf_find_frames_in_pcm (source, chunks->data_offset, &local_error);
  if (wrapped != NULL) {
    GafDecoder *decoder = open_in_chunks (source, chunks, wrapped, TRUE, &local_error);

    if (decoder != NULL)
      return decoder;
  }
  if (local_error != NULL) {
    g_propagate_error (error, local_error);
    return NULL;
  }

  switch (chunks->kind) {
  case GAF_CHUNKS_PACKETS:
    return with_packets (source, gaf_packetizer_blocks_new (source, g_steal_pointer (&chunks), error), error);
  case GAF_CHUNKS_MPEG:
    return open_in_chunks (source, chunks, gaf_packetizer_mpeg_new, FALSE, error);
  case GAF_CHUNKS_ADTS:
    return open_in_chunks (source, chunks, gaf_packetizer_adts_new, FALSE, error);
  case GAF_CHUNKS_AC3:
    return open_in_chunks (source, chunks, gaf_packetizer_ac3_new, FALSE, error);
  case GAF_CHUNKS_DTS:
    return open_in_chunks (source, chunks, gaf_packetizer_dts_new, FALSE, error);
  default:
    return gaf_decoder_pcm_new (source, g_steal_pointer (&chunks), error);
  }
}

/* FALSE with @error if the pieces of an edit list are so many and so short that decoding would mostly be to begin with
 * one. */
static gboolean
check_edits (const GafDecoder *stream, const GArray *pieces, GError **error)
{
  const GafCodec *codec = gaf_codecs_get_codec (stream->codec);
  const gint64 begin = codec != NULL ? MIN ((gint64) codec->preroll, stream->n_frames) + 4096 : 0;
  gint64 n_frames = 0;

  for (guint i = 0; i < pieces->len; i++)
    n_frames += MIN (g_array_index (pieces, GafMp4Piece, i).n_frames, 4 * begin);
  if (strcmp (stream->codec, "pcm") == 0 || pieces->len * begin <= GAF_LIMIT_EDIT_WORK + 4 * n_frames)
    return TRUE;
  g_set_error (error, GAF_ERROR, GAF_ERROR_LIMIT,
               "The edit list of the MP4 file puts the audio together from %u pieces, which are too short for so many",
               pieces->len);
  return FALSE;
}

/* @track: which of the audio tracks; -1: the one that is meant to be heard. */
static GafDecoder *
open_mp4 (GafByteSource *source, int track, GError **error)
{
  g_autoptr (GafMp4Movie) movie = gaf_mp4_movie_new (source, track, error);
  g_autoptr (GArray) pieces = NULL;
  GafPacketizer *packetizer = NULL;
  GError *local_error = NULL;
  GafDecoder *decoder;
  int rate;

  if (movie == NULL)
    return NULL;
  if (gaf_mp4_is_pcm (source, movie, &local_error)) {
    GafChunks *chunks = gaf_mp4_pcm_new (source, movie, &pieces, error);

    decoder = chunks != NULL ? gaf_decoder_pcm_new (source, chunks, error) : NULL;
    rate = decoder != NULL ? (int) (decoder->rate + 0.5) : 0;
  } else {
    if (local_error != NULL) {
      g_propagate_error (error, local_error);
      return NULL;
    }
    packetizer = gaf_packetizer_mp4_new (source, g_steal_pointer (&movie), &pieces, error);
    rate = packetizer != NULL ? packetizer->rate : 0;
    decoder = with_packets (source, packetizer, error);
  }
  if (decoder != NULL && pieces != NULL && !check_edits (decoder, pieces, error))
    g_clear_pointer (&decoder, gaf_decoder_free);
  return decoder != NULL && pieces != NULL ? gaf_decoder_edits_new (decoder, pieces, rate) : decoder;
}

static GafDecoder *
open_ogg (GafByteSource *source, GError **error)
{
  g_autoptr (GArray) links = gaf_ogg_find_links (source, error);

  if (links == NULL)
    return NULL;
  if (links->len == 1)
    return with_packets (source, gaf_packetizer_ogg_new (source, error), error);
  return gaf_decoder_chained_new (source, links, gaf_packetizer_ogg_new, error);
}

/* No magic at the start, or one that proved wrong: streams of frames are looked for behind what is there, as in
 * recordings that begin amid a frame. They are found by several frames in a row or by checksums, so that nothing else
 * is taken for them. */
static GafDecoder *
open_unknown (GafByteSource *source, const GafProbe *probe, GError **error)
{
  static const GafPacketizerNew tries[] = { gaf_packetizer_mpeg_new, gaf_packetizer_flac_new, gaf_packetizer_adts_new,
                                            gaf_packetizer_ac3_new,  gaf_packetizer_dts_new,  gaf_packetizer_loas_new };
  GafOggPages pages = { .source = source };
  GafOggPage page;

  if (!gaf_elements_init (error))
    return NULL;
  /* A page of Ogg has a checksum, so there is no mistaking it. */
  if (gaf_ogg_pages_next (&pages, 0, GAF_LIMIT_RESYNC, &page, NULL))
    return open_ogg (source, error);
  if (gaf_byte_source_get_error (source) != NULL) {
    g_propagate_error (error, g_error_copy (gaf_byte_source_get_error (source)));
    return NULL;
  }

  for (gsize i = 0; i < G_N_ELEMENTS (tries); i++) {
    GError *local_error = NULL;
    GafPacketizer *packetizer = tries[i](source, &local_error);

    if (packetizer != NULL)
      return with_links (source, packetizer, tries[i], error);
    if (gaf_byte_source_get_error (source) != NULL) {
      g_propagate_error (error, local_error);
      return NULL;
    }
    g_clear_error (&local_error);
  }
  gaf_probe_refuse (source, probe, error);
  return NULL;
}

/* Of a container in which other things lie between the audio. */
static GafDecoder *
open_extract (GafByteSource *source, const GafProbe *probe, int track, GError **error)
{
  g_auto (GafExtract) extract = { 0 };
  GafDecoder *decoder;

  if (!probe->container->extractor (source, track, &extract, error))
    return NULL;
  if (extract.packetizer_new != NULL)
    decoder =
        with_links (extract.source, extract.packetizer_new (extract.source, error), extract.packetizer_new, error);
  else if (extract.chunks != NULL)
    decoder = open_chunks (extract.source, g_steal_pointer (&extract.chunks), error);
  else
    decoder = open_unknown (extract.source, probe, error);
  if (decoder != NULL)
    decoder->container = probe->container->name;
  return decoder;
}

/* A few bits of magic, which may be those of something else. */
static GafDecoder *
open_likely (GafByteSource *source, const GafProbe *probe, GafPacketizerNew packetizer_new, GError **error)
{
  GError *local_error = NULL;
  GafPacketizer *packetizer = packetizer_new (source, &local_error);

  if (packetizer != NULL)
    return with_links (source, packetizer, packetizer_new, error);
  if (!g_error_matches (local_error, GAF_ERROR, GAF_ERROR_NOT_AUDIO) || gaf_byte_source_get_error (source) != NULL) {
    g_propagate_error (error, local_error);
    return NULL;
  }
  g_error_free (local_error);
  return open_unknown (source, probe, error);
}

/* FALSE with @error for a container that cannot have more than one track. */
static gboolean
check_track (const GafProbe *probe, int track, GError **error)
{
  const GafOpen open = probe->container != NULL ? probe->container->open : GAF_OPEN_SEARCH;

  return open == GAF_OPEN_MP4 || open == GAF_OPEN_MATROSKA || open == GAF_OPEN_EXTRACT
         || gaf_check_track (track, 1, error);
}

GafDecoder *
gaf_decoder_open (GafByteSource *source, int track, GError **error)
{
  g_autoptr (GafByteSource) window = NULL;
  GafByteSource *audio = source;
  GafProbe probe;

  if (!gaf_probe_source (source, &probe, error))
    return NULL;
  if (probe.start > 0 || probe.end < gaf_byte_source_get_size (source))
    audio = window = gaf_byte_source_new_window (source, probe.start, probe.end - probe.start);

  if (probe.foreign != NULL) {
    gaf_probe_refuse (audio, &probe, error);
    return NULL;
  }
  if (!check_track (&probe, track, error))
    return NULL;
  /* PCM does without GStreamer. */
  if (probe.container != NULL && probe.container->open == GAF_OPEN_CHUNKS)
    return open_chunks (audio, gaf_chunks_new (audio, error), error);
  if (probe.container != NULL && probe.container->open == GAF_OPEN_MP4)
    return open_mp4 (audio, track, error);

  /* For others there are caps. To read GStreamer's list of plugins takes ten milliseconds. */
  if ((probe.container == NULL || !probe.container->is_bare) && !gaf_elements_init (error))
    return NULL;

  switch (probe.container != NULL ? probe.container->open : GAF_OPEN_SEARCH) {
  case GAF_OPEN_PACKETS:
    return with_packets (audio, probe.container->packetizer_new (audio, error), error);
  case GAF_OPEN_LIKELY:
    return open_likely (audio, &probe, probe.container->packetizer_new, error);
  case GAF_OPEN_OGG:
    return open_ogg (audio, error);
  case GAF_OPEN_MATROSKA:
    return with_packets (audio, gaf_packetizer_matroska_new (audio, track, error), error);
  case GAF_OPEN_EXTRACT:
    return open_extract (audio, &probe, track, error);
  default:
    return open_unknown (audio, &probe, error);
  }
}
