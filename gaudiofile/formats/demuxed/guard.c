/*
 * SPDX-FileCopyrightText: 2026 gaudiofile contributors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#include "formats/demuxed/guard.h"

#include <string.h>

#include "gaf-error.h"
#include "core/limits.h"

/* Matroska: elements of EBML (RFC 8794, 4 and 5), a number for the name, one for the size, and contents */

typedef struct {
  guint32 id;
  guint64 start; /* of the contents */
  guint64 end;   /* not beyond what encloses it */
  gboolean cut;  /* it says that it goes on there … */
  gboolean open; /* … or does not say where it ends */
} Element;

#define ID_EBML             0x1a45dfa3
#define ID_DOC_TYPE         0x4282
#define ID_DOC_TYPE_READ    0x4285
#define ID_SEGMENT          0x18538067
#define ID_CLUSTER          0x1f43b675
#define ID_BLOCK_GROUP      0xa0
#define ID_VOID             0xec
#define ID_TRACKS           0x1654ae6b
#define ID_SEEK_HEAD        0x114d9b74
#define ID_SEEK             0x4dbb
#define ID_SEEK_ID          0x53ab
#define ID_SEEK_POSITION    0x53ac
#define ID_TRACK            0xae
#define ID_TRACK_TYPE       0x83
#define ID_VIDEO            0xe0
#define ID_CODEC            0x86
#define ID_AUDIO            0xe1
#define ID_BIT_DEPTH        0x6264
#define ID_CHANNELS         0x9f
#define TYPE_VIDEO          1
#define TYPE_AUDIO          2
#define NEWEST_READ_VERSION 2 /* of which matroskademux knows */

/* How many bytes a number has: one more than it has leading zeros. */
static gsize
number_length (guint8 first)
{
  gsize length = 1;

  for (guint8 bit = 0x80; length <= 8 && !(first & bit); bit >>= 1)
    length++;
  return length;
}

/* The element at @offset, if one fits before @end. FALSE: none, or @error. */
static gboolean
read_element (GafByteSource *source, guint64 offset, guint64 end, Element *element, GError **error)
{
  gsize id_length, size_length, n;
  gboolean unknown = TRUE;
  const guint8 *head;
  guint64 size = 0;

  if (offset >= end)
    return FALSE;
  head = gaf_byte_source_peek (source, offset, 12, &n, error);
  if (head == NULL)
    return FALSE;
  n = MIN (n, end - offset);
  if (n < 2)
    return FALSE;
  id_length = number_length (head[0]);
  if (id_length > 4 || id_length >= n)
    return FALSE;
  size_length = number_length (head[id_length]);
  if (size_length > 8 || id_length + size_length > n)
    return FALSE;

  element->id = 0;
  for (gsize i = 0; i < id_length; i++)
    element->id = element->id << 8 | head[i];
  for (gsize i = 0; i < size_length; i++) {
    const guint8 mask = i == 0 ? (guint8) (0xff >> size_length) : 0xff;

    size = size << 8 | (head[id_length + i] & mask);
    unknown = unknown && (head[id_length + i] & mask) == mask;
  }
  element->start = offset + id_length + size_length;
  element->open = unknown;
  element->cut = !unknown && size > end - element->start;
  element->end = unknown || element->cut ? end : element->start + size;
  return TRUE;
}

/* The contents as an unsigned number, of eight bytes at most; those that cannot be read count as 0. */
static guint64
read_number (GafByteSource *source, const Element *element)
{
  const gsize wanted = MIN (8, element->end - element->start);
  gsize n;
  const guint8 *bytes = gaf_byte_source_peek (source, element->start, wanted, &n, NULL);
  guint64 value = 0;

  for (gsize i = 0; bytes != NULL && i < MIN (n, wanted); i++)
    value = value << 8 | bytes[i];
  return value;
}

/* The contents as text, which may be shorter than its element: NUL ends it. */
static void
read_text (GafByteSource *source, const Element *element, char text[32])
{
  const gsize wanted = MIN (31, element->end - element->start);
  gsize n;
  const guint8 *bytes = gaf_byte_source_peek (source, element->start, wanted, &n, NULL);

  n = bytes != NULL ? MIN (n, wanted) : 0;
  if (n > 0)
    memcpy (text, bytes, n);
  text[n] = '\0';
}

/* matroskademux reports a type or version that it does not know about from an object that is no element. */
static gboolean
check_ebml_header (GafByteSource *source, const Element *header, GError **error)
{
  Element element;
  char type[32];

  for (guint64 at = header->start; read_element (source, at, header->end, &element, error); at = element.end) {
    if (element.id == ID_DOC_TYPE) {
      read_text (source, &element, type);
      if (strcmp (type, "matroska") != 0 && strcmp (type, "webm") != 0) {
        g_set_error (error, GAF_ERROR, GAF_ERROR_NOT_AUDIO, "This is an EBML file of another type than Matroska");
        return FALSE;
      }
    } else if (element.id == ID_DOC_TYPE_READ && read_number (source, &element) > NEWEST_READ_VERSION) {
      g_set_error (error, GAF_ERROR, GAF_ERROR_UNSUPPORTED,
                   "The Matroska file says that a reader has to know version %" G_GUINT64_FORMAT
                   " of the format; %d is known here",
                   read_number (source, &element), NEWEST_READ_VERSION);
      return FALSE;
    }
  }
  return TRUE;
}

/* matroskademux asks for the name of a format that there is not, when PCM has an odd number of bits; and a track that is of two types
 * it takes for impossible. */
static gboolean
check_track (GafByteSource *source, const Element *track, GError **error)
{
  Element element, audio;
  guint64 bits = 16, channels = 1;
  char codec[32] = "";
  guint32 types = 0; /* a bit for each that it claims to be */

  for (guint64 at = track->start; read_element (source, at, track->end, &element, error); at = element.end) {
    if (element.id == ID_CODEC)
      read_text (source, &element, codec);
    if (element.id == ID_TRACK_TYPE)
      types |= 1u << MIN (read_number (source, &element), 31);
    if (element.id == ID_VIDEO || element.id == ID_AUDIO)
      types |= 1u << (element.id == ID_VIDEO ? TYPE_VIDEO : TYPE_AUDIO);
    if (element.id != ID_AUDIO)
      continue;
    for (guint64 inner = element.start; read_element (source, inner, element.end, &audio, error); inner = audio.end)
      if (audio.id == ID_BIT_DEPTH && read_number (source, &audio) != 0)
        bits = read_number (source, &audio);
      else if (audio.id == ID_CHANNELS)
        channels = MAX (channels, read_number (source, &audio));
  }
  if ((types & (types - 1)) != 0) {
    g_set_error (error, GAF_ERROR, GAF_ERROR_CORRUPT, "A track of the Matroska file is of several types");
    return FALSE;
  }
  if (channels > GAF_LIMIT_CHANNELS) {
    g_set_error (error, GAF_ERROR, GAF_ERROR_LIMIT,
                 "The Matroska header claims %" G_GUINT64_FORMAT " channels, the limit is %d", channels,
                 GAF_LIMIT_CHANNELS);
    return FALSE;
  }
  if (g_str_has_prefix (codec, "A_PCM/INT/") && bits != 8 && bits != 16 && bits != 24 && bits != 32) {
    g_set_error (error, GAF_ERROR, GAF_ERROR_UNSUPPORTED,
                 "The Matroska file holds PCM of %" G_GUINT64_FORMAT " bits, which is not supported", bits);
    return FALSE;
  }
  return TRUE;
}

static gboolean
check_tracks (GafByteSource *source, const Element *tracks, GError **error)
{
  GError *local_error = NULL;
  guint64 at = tracks->start;
  Element element;

  for (guint i = 0; i < GAF_LIMIT_CHUNKS && read_element (source, at, tracks->end, &element, &local_error); i++) {
    if (element.id == ID_TRACK && !check_track (source, &element, &local_error))
      break;
    at = element.end;
  }
  if (local_error == NULL)
    return TRUE;
  g_propagate_error (error, local_error);
  return FALSE;
}

#define MAX_SEEK_HEADS 16 /* one that names another one, which names another … */

/* matroskademux goes to where the segment's directory says that there are tracks, wherever that is. */
static gboolean
check_seek_head (GafByteSource *source, const Element *segment, Element head, GError **error)
{
  GError *local_error = NULL;
  gboolean more = TRUE;
  guint n_tracks = 0;

  for (guint i = 0; i < MAX_SEEK_HEADS && more; i++) {
    Element seek, element, next = { 0 };

    for (guint64 at = head.start; read_element (source, at, head.end, &seek, &local_error); at = seek.end) {
      guint64 id = 0, position = 0;

      if (seek.id != ID_SEEK)
        continue;
      for (guint64 inner = seek.start; read_element (source, inner, seek.end, &element, &local_error);
           inner = element.end) {
        if (element.id == ID_SEEK_ID)
          id = read_number (source, &element);
        else if (element.id == ID_SEEK_POSITION)
          position = read_number (source, &element);
      }
      if ((id != ID_TRACKS && id != ID_SEEK_HEAD) || position >= segment->end - segment->start
          || !read_element (source, segment->start + position, segment->end, &element, &local_error))
        continue;
      if (element.id == ID_TRACKS && (++n_tracks > MAX_SEEK_HEADS || !check_tracks (source, &element, &local_error)))
        break;
      if (element.id == ID_SEEK_HEAD)
        next = element;
    }
    more = next.id != 0 && local_error == NULL;
    head = next;
  }
  if (local_error == NULL && (more || n_tracks > MAX_SEEK_HEADS))
    g_set_error (&local_error, GAF_ERROR, GAF_ERROR_CORRUPT, "The directory of the Matroska file is damaged");
  if (local_error == NULL)
    return TRUE;
  g_propagate_error (error, local_error);
  return FALSE;
}

#define BLOCKS_LOOKED_AT (16 * 1024 * 1024) /* bytes of a file whose blocks are looked at when it is opened */
#define MAX_HIDDEN       64

/* matroskademux takes the lower half of a size of more than 32 bits for all of it, and copies more than there is. A group with such an
 * element is made one that is stepped over. */
static void
hide_damaged_group (GafByteSource *source, guint64 at, const Element *group, guint *n_hidden)
{
  const guint8 nothing = ID_VOID;
  Element element;

  for (guint64 inner = group->start; read_element (source, inner, group->end, &element, NULL); inner = element.end)
    if (element.cut && (*n_hidden)++ < MAX_HIDDEN) {
      gaf_byte_source_patch (source, at, &nothing, 1);
      return;
    }
}

static void
hide_damaged_groups (GafByteSource *source, const Element *cluster, guint *n_hidden)
{
  Element element;

  for (guint64 at = cluster->start; read_element (source, at, cluster->end, &element, NULL); at = element.end)
    if (element.id == ID_BLOCK_GROUP)
      hide_damaged_group (source, at, &element, n_hidden);
}

gboolean
gaf_demux_guard_matroska (GafByteSource *source, GError **error)
{
  const guint64 size = gaf_byte_source_get_size (source);
  GError *local_error = NULL;
  Element element, segment = { 0, 0, size };
  gboolean has_tracks = FALSE, ok = TRUE;
  guint n_hidden = 0;
  guint64 at = 0;

  /* Tracks come before the first cluster in what is not made to be strange; else matroskademux looks for them behind it. */
  for (guint i = 0; i < GAF_LIMIT_CHUNKS && ok && read_element (source, at, size, &element, &local_error); i++) {
    if (element.id == ID_EBML) {
      ok = check_ebml_header (source, &element, &local_error);
    } else if (element.id == ID_SEGMENT) {
      segment = element;
    } else if (element.id == ID_SEEK_HEAD) {
      ok = check_seek_head (source, &segment, element, &local_error);
    } else if (element.id == ID_TRACKS) {
      ok = check_tracks (source, &element, &local_error);
      has_tracks = TRUE;
    } else if (element.id == ID_CLUSTER && size > BLOCKS_LOOKED_AT) {
      if (has_tracks)
        break;
    } else if (element.id == ID_CLUSTER && !element.open) {
      hide_damaged_groups (source, &element, &n_hidden);
    } else if (element.id == ID_BLOCK_GROUP) { /* of an open cluster, which is entered */
      hide_damaged_group (source, at, &element, &n_hidden);
    }
    at = element.id == ID_SEGMENT || (element.id == ID_CLUSTER && element.open) ? element.start : element.end;
  }
  if (local_error == NULL)
    return TRUE;
  g_propagate_error (error, local_error);
  return FALSE;
}

/* codec headers in caps */

static gsize
extract (const GValue *value, gsize offset, guint8 *dest, gsize length)
{
  GstBuffer *buffer = value != NULL && GST_VALUE_HOLDS_BUFFER (value) ? gst_value_get_buffer (value) : NULL;

  return buffer != NULL ? gst_buffer_extract (buffer, offset, dest, length) : 0;
}

/* Apple's ALACSpecificConfig behind 12 bytes of a box: channels at 9, rate at 20. avdec_alac offers what it finds there. */
static gboolean
alac_is_sound (const GstStructure *structure)
{
  guint8 config[24];

  if (extract (gst_structure_get_value (structure, "codec_data"), 12, config, sizeof config) < sizeof config)
    return TRUE; /* it is refused without harm */
  return config[9] > 0 && config[9] <= GAF_LIMIT_CHANNELS && GST_READ_UINT32_BE (config + 20) > 0
         && GST_READ_UINT32_BE (config + 20) <= GAF_LIMIT_RATE;
}

/* AudioSpecificConfig (ISO/IEC 14496-3, 1.6.2.1): 5 bits of object type, 4 of the rate's index, of which 13 and 14 mean nothing, and
 * 15 that 24 bits of rate follow. avdec_aac offers what it finds there; without it, bare packets mean nothing. */
static gboolean
aac_is_sound (const GstStructure *structure)
{
  guint8 config[5] = { 0 };
  guint32 index;

  if (!gst_structure_has_field (structure, "codec_data"))
    return g_strcmp0 (gst_structure_get_string (structure, "stream-format"), "raw") != 0;
  if (extract (gst_structure_get_value (structure, "codec_data"), 0, config, sizeof config) < 2 || config[0] >> 3 == 31)
    return TRUE;
  index = (config[0] & 7) << 1 | config[1] >> 7;
  return index < 13 || (index == 15 && (GST_READ_UINT32_BE (config + 1) >> 7 & 0xffffff) > 0);
}

gboolean
gaf_demux_guard_caps (const char *codec, GstCaps *caps, GError **error)
{
  const GstStructure *structure = gst_caps_get_structure (caps, 0);

  if ((strcmp (codec, "alac") != 0 || alac_is_sound (structure))
      && (strcmp (codec, "aac") != 0 || aac_is_sound (structure)))
    return TRUE;
  g_set_error (error, GAF_ERROR, GAF_ERROR_CORRUPT,
               "The codec's own header is damaged: it claims an impossible format");
  return FALSE;
}

/* packets */

#define WAVPACK_MAX_FRAMES 131072

/* wavpackdec asks for memory for as many frames as the block's header says (WavPack 4 & 5 file format, "block_samples"), and
 * ends the program when there is not as much. */
gboolean
gaf_demux_guard_packet (GstCaps *caps, GstBuffer *packet)
{
  guint8 header[24];

  if (caps == NULL || !gst_structure_has_name (gst_caps_get_structure (caps, 0), "audio/x-wavpack")
      || gst_buffer_extract (packet, 0, header, sizeof header) < sizeof header)
    return TRUE;
  return GST_READ_UINT32_LE (header + 20) <= WAVPACK_MAX_FRAMES;
}
