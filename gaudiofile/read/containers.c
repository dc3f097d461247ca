/*
 * SPDX-FileCopyrightText: 2026 gaudiofile contributors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#include "read/containers.h"

#include <string.h>

#include "formats/flac/header.h"
#include "formats/ts/ts.h"

/* A FLAC frame without the file's header: eight bits of checksum tell it from ADTS, whose sync word it shares. */
static gboolean
is_flac_frame (const guint8 *head, gsize length)
{
  GafFlacFrameHeader flac;

  return gaf_flac_frame_header_parse (head, length, &flac);
}

/* ISO/IEC 14496-3, AudioSyncStream: eleven bits of sync. */
static gboolean
is_loas (const guint8 *head, gsize length)
{
  return length >= 2 && head[0] == 0x56 && (head[1] & 0xe0) == 0xe0;
}

/* Twelve bits of sync; ADTS has layer 0, which MPEG audio does not use. */
static gboolean
is_adts (const guint8 *head, gsize length)
{
  return length >= 2 && head[0] == 0xff && (head[1] & 0xf6) == 0xf0;
}

static gboolean
is_mpeg (const guint8 *head, gsize length)
{
  return length >= 2 && head[0] == 0xff && (head[1] & 0xe0) == 0xe0;
}

/* The first packet may be one that is cut off. */
static gboolean
is_ts (const guint8 *head, gsize length)
{
  GafTsLayout layout;

  return gaf_ts_find_layout (&layout, head, MIN (length, GAF_TS_LOOK), GAF_TS_STRIDE) && layout.start < layout.stride;
}

/* In the order in which they are tried: all magics first, then all functions. */
static const GafContainer containers[] = {
  { .name = "WAV, RF64, BW64, W64",
    .codecs = "pcm alaw mulaw adpcm-ms adpcm-ima adpcm-yamaha g722 g726 gsm mp3 aac ac3 eac3 dts wmav1 wmav2",
    .note = "8–32 bits, floats of 32 and 64; S/PDIF bursts too",
    .open = GAF_OPEN_CHUNKS,
    .have_magic = gaf_chunks_have_magic,
    .recognise = gaf_chunks_recognise,
    .extensions = { { ".wav" }, { ".bwf" }, { ".rf64" }, { ".w64" } } },
  { .name = "AIFF, AIFF-C",
    .codecs = "pcm alaw mulaw adpcm-ima-qt",
    .note = "both byte orders",
    .open = GAF_OPEN_CHUNKS,
    .extensions = { { ".aif" }, { ".aifc" }, { ".aiff" } } },
  { .name = "AU",
    .codecs = "pcm alaw mulaw g722 g726",
    .note = "both byte orders",
    .open = GAF_OPEN_CHUNKS,
    .extensions = { { ".au" }, { ".snd" } } },
  { .name = "CAF",
    .codecs = "pcm alaw mulaw adpcm-ima-qt alac aac",
    .open = GAF_OPEN_CHUNKS,
    .extensions = { { ".caf" } } },
  { .name = "VOC",
    .codecs = "pcm alaw mulaw",
    .note = "several blocks, with silence between",
    .open = GAF_OPEN_CHUNKS,
    .extensions = { { ".voc" } } },
  { .name = "SPHERE",
    .codecs = "pcm alaw mulaw",
    .note = "both byte orders",
    .open = GAF_OPEN_CHUNKS,
    .extensions = { { ".sph" }, { ".nist" } } },
  { .name = "IRCAM",
    .codecs = "pcm alaw mulaw",
    .note = "both byte orders",
    .open = GAF_OPEN_CHUNKS,
    .extensions = { { ".sf" } } },
  { .name = "8SVX, 16SV", .codecs = "pcm", .open = GAF_OPEN_CHUNKS, .extensions = { { ".svx" }, { ".8svx" } } },
  { .name = "ADX", .codecs = "adpcm-adx", .open = GAF_OPEN_CHUNKS, .extensions = { { ".adx", "adpcm-adx" } } },
  { .name = "PAF", .codecs = "pcm", .open = GAF_OPEN_CHUNKS, .extensions = { { ".paf" } } },
  { .name = "AVR", .codecs = "pcm", .open = GAF_OPEN_CHUNKS, .extensions = { { ".avr" } } },
  { .name = "HTK", .codecs = "pcm", .open = GAF_OPEN_CHUNKS, .extensions = { { ".htk" } } },
  { .name = "SoX", .codecs = "pcm", .open = GAF_OPEN_CHUNKS, .extensions = { { ".sox" } } },
  { .name = "PVF", .codecs = "pcm", .open = GAF_OPEN_CHUNKS, .extensions = { { ".pvf" } } },
  { .name = "WVE", .codecs = "alaw", .open = GAF_OPEN_CHUNKS, .extensions = { { ".wve" } } },
  { .name = "MPC 2000", .codecs = "pcm", .note = "called `.snd` too", .open = GAF_OPEN_CHUNKS },
  { .name = "FLAC",
    .codecs = "flac",
    .note = "4–32 bits; without a header too",
    .packetizer_new = gaf_packetizer_flac_new,
    .is_bare = TRUE,
    .tags_behind = TRUE,
    .magics = { { 0, 4, "fLaC" } },
    .recognise = is_flac_frame,
    .extensions = { { ".flac", "flac" } } },
  { .name = "Ogg",
    .codecs = "vorbis opus flac speex",
    .note = "chained files too",
    .open = GAF_OPEN_OGG,
    .is_bare = TRUE,
    .magics = { { 0, 4, "OggS" } },
    .extensions = { { ".oga", "vorbis" }, { ".ogg", "vorbis" }, { ".opus", "opus" }, { ".spx", "speex" } } },
  { .name = "WavPack",
    .codecs = "wavpack",
    .packetizer_new = gaf_packetizer_wavpack_new,
    .tags_behind = TRUE,
    .magics = { { 0, 4, "wvpk" } },
    .extensions = { { ".wv", "wavpack" } } },
  { .name = "TTA",
    .codecs = "tta",
    .packetizer_new = gaf_packetizer_tta_new,
    .tags_behind = TRUE,
    .magics = { { 0, 4, "TTA1" } },
    .extensions = { { ".tta", "tta" } } },
  { .name = "Monkey's Audio",
    .codecs = "ape",
    .note = "versions 3.81–3.99, mono and stereo",
    .packetizer_new = gaf_packetizer_ape_new,
    .tags_behind = TRUE,
    .magics = { { 0, 4, "MAC " }, { 0, 4, "MACF" } },
    .extensions = { { ".ape", "ape" } } },
  { .name = "Musepack, SV8",
    .codecs = "mpc8",
    .packetizer_new = gaf_packetizer_mpc8_new,
    .magics = { { 0, 4, "MPCK" } },
    .extensions = { { ".mpc", "mpc8" } } },
  { .name = "Musepack, SV7",
    .codecs = "mpc7",
    .packetizer_new = gaf_packetizer_mpc7_new,
    .magics = { { 0, 3, "MP+" } },
    .extensions = { { ".mp+", "mpc7" } } },
  { .name = "DSF",
    .codecs = "dsd-lsb",
    .note = "as float, at an eighth of its rate",
    .packetizer_new = gaf_packetizer_dsf_new,
    .magics = { { 0, 4, "DSD " } },
    .extensions = { { ".dsf", "dsd-lsb" } } },
  { .name = "DSDIFF",
    .codecs = "dsd-msb dst",
    .note = "as float, at an eighth of its rate",
    .packetizer_new = gaf_packetizer_dsdiff_new,
    .magics = { { 0, 4, "FRM8" } },
    .extensions = { { ".dff", "dsd-msb" } } },
  { .name = "MP4, QuickTime",
    .codecs = "aac alac mp3 ac3 eac3 opus flac vorbis amr-nb amr-wb evrc qcelp pcm alaw mulaw",
    .note = "fragments and edit lists too",
    .open = GAF_OPEN_MP4,
    .magics = { { 4, 4, "ftyp" },
                { 4, 4, "moov" },
                { 4, 4, "mdat" },
                { 4, 4, "wide" },
                { 4, 4, "skip" },
                { 4, 4, "free" },
                { 4, 4, "pnot" },
                { 4, 4, "styp" } },
    .extensions = { { ".m4a", "aac" },
                    { ".m4b", "aac" },
                    { ".m4r", "aac" },
                    { ".mp4", "aac" },
                    { ".mov", "aac" },
                    { ".qt", "aac" },
                    { ".3gp", "aac" },
                    { ".3g2", "aac" } } },
  { .name = "Matroska, WebM",
    .codecs = "vorbis opus flac aac alac mp3 mp2 ac3 eac3 dts wavpack pcm alaw mulaw adpcm-ms adpcm-ima",
    .open = GAF_OPEN_MATROSKA,
    .magics = { { 0, 4, "\x1a\x45\xdf\xa3" } },
    .extensions = { { ".mka", "vorbis" }, { ".mkv", "vorbis" }, { ".weba", "opus" }, { ".webm", "opus" } } },
  { .name = "ASF",
    .codecs = "wmav1 wmav2 wmapro wmalossless wmavoice mp3 pcm",
    .packetizer_new = gaf_packetizer_asf_new,
    .magics = { { 0, 16, "\x30\x26\xb2\x75\x8e\x66\xcf\x11\xa6\xd9\x00\xaa\x00\x62\xce\x6c" } },
    .extensions = { { ".asf", "wmav2" }, { ".wma", "wmav2" } } },
  { .name = "AVI",
    .codecs = "pcm alaw mulaw adpcm-ms adpcm-ima gsm mp3 mp2 aac ac3 eac3 dts wmav1 wmav2",
    .open = GAF_OPEN_EXTRACT,
    .extractor = gaf_extract_avi,
    .magics = { { 8, 4, "AVI " } },
    .extensions = { { ".avi", "mp3" } } },
  { .name = "FLV",
    .codecs = "aac mp3 pcm alaw mulaw",
    .open = GAF_OPEN_EXTRACT,
    .extractor = gaf_extract_flv,
    .magics = { { 0, 4, "FLV\x01" } },
    .extensions = { { ".flv", "aac" } } },
  { .name = "MPEG-TS",
    .codecs = "mp3 mp2 mp1 aac aac-latm ac3 eac3 dts truehd",
    .note = "packets of 188, 192 and 204 bytes",
    .open = GAF_OPEN_EXTRACT,
    .extractor = gaf_extract_ts,
    .recognise = is_ts,
    .extensions = { { ".ts", "aac" }, { ".m2ts", "ac3" }, { ".mts", "ac3" } } },
  { .name = "MPEG-PS",
    .codecs = "mp2 mp3 mp1 aac ac3 eac3 dts pcm",
    .note = "PCM of 16 bits; VOB of DVDs that are not encrypted",
    .open = GAF_OPEN_EXTRACT,
    .extractor = gaf_extract_ps,
    .magics = { { 0, 4, "\0\0\1\xba" } },
    .extensions = { { ".mpg", "mp2" }, { ".mpeg", "mp2" }, { ".vob", "ac3" } } },
  { .name = "AMR",
    .codecs = "amr-nb amr-wb",
    .packetizer_new = gaf_packetizer_amr_new,
    .magics = { { 0, 6, "#!AMR\n" }, { 0, 9, "#!AMR-WB\n" } },
    .extensions = { { ".amr", "amr-nb" }, { ".awb", "amr-wb" } } },
  { .name = "AC-3",
    .codecs = "ac3 eac3",
    .open = GAF_OPEN_LIKELY,
    .packetizer_new = gaf_packetizer_ac3_new,
    .magics = { { 0, 2, "\x0b\x77" } },
    .extensions = { { ".ac3", "ac3" }, { ".eac3", "eac3" }, { ".ec3", "eac3" } } },
  { .name = "TrueHD, MLP",
    .codecs = "truehd mlp",
    .open = GAF_OPEN_LIKELY,
    .packetizer_new = gaf_packetizer_mlp_new,
    .magics = { { 4, 4, "\xf8\x72\x6f\xba" }, { 4, 4, "\xf8\x72\x6f\xbb" } },
    .extensions = { { ".thd", "truehd" }, { ".mlp", "mlp" } } },
  /* ETSI TS 102 114: words of 16 bits and of 14 in 16, each in both byte orders */
  { .name = "DTS",
    .codecs = "dts",
    .open = GAF_OPEN_LIKELY,
    .packetizer_new = gaf_packetizer_dts_new,
    .tags_behind = TRUE,
    .magics = { { 0, 4, "\x7f\xfe\x80\x01" },
                { 0, 4, "\xfe\x7f\x01\x80" },
                { 0, 4, "\x1f\xff\xe8\x00" },
                { 0, 4, "\xff\x1f\x00\xe8" } },
    .extensions = { { ".dts", "dts" } } },
  { .name = "LOAS",
    .codecs = "aac-latm",
    .open = GAF_OPEN_LIKELY,
    .packetizer_new = gaf_packetizer_loas_new,
    .recognise = is_loas,
    .extensions = { { ".loas", "aac-latm" } } },
  { .name = "ADTS",
    .codecs = "aac",
    .open = GAF_OPEN_LIKELY,
    .packetizer_new = gaf_packetizer_adts_new,
    .tags_behind = TRUE,
    .recognise = is_adts,
    .extensions = { { ".aac", "aac" }, { ".adts", "aac" } } },
  { .name = "MPEG audio",
    .codecs = "mp3 mp2 mp1",
    .note = "with and without Xing, Info and LAME header; free format too",
    .open = GAF_OPEN_LIKELY,
    .packetizer_new = gaf_packetizer_mpeg_new,
#ifdef GAF_MPG123
    .is_bare = TRUE,
#endif
    .tags_behind = TRUE,
    .recognise = is_mpeg,
    .extensions = { { ".mp3", "mp3" }, { ".mp2", "mp2" }, { ".mp1", "mp1" }, { ".mpa", "mp2" } } },
  { .name = NULL },
};

static gboolean
has_magic (const GafContainer *container, const guint8 *head, gsize length)
{
  if (container->have_magic != NULL && container->have_magic (head, length))
    return TRUE;
  for (gsize i = 0; i < G_N_ELEMENTS (container->magics) && container->magics[i].length > 0; i++) {
    const GafMagic *magic = &container->magics[i];

    if (gaf_magic_fits (magic, head, length))
      return TRUE;
  }
  return FALSE;
}

const GafContainer *
gaf_containers_recognise (const guint8 *head, gsize length)
{
  for (const GafContainer *container = containers; container->name != NULL; container++)
    if (has_magic (container, head, length))
      return container;
  for (const GafContainer *container = containers; container->name != NULL; container++)
    if (container->recognise != NULL && container->recognise (head, length))
      return container;
  return NULL;
}

const GafContainer *
gaf_containers_get_all (void)
{
  return containers;
}
