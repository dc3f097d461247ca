/*
 * SPDX-FileCopyrightText: 2026 gaudiofile contributors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#include "formats/mp4/scan.h"

#include "gaf-error.h"

#include <gst/gst.h>
#include <stdio.h>
#include <string.h>

#include "core/bytes.h"
#include "formats/demuxed/guard.h"
#include "core/limits.h"

typedef struct {
  guint64 start; /* of its contents */
  guint64 end;
  guint64 header; /* of the whole box */
  guint32 type;
} Box;

/* What is known of the track being walked. */
typedef struct {
  gboolean is_audio;
  gboolean has_times; /* its `stts` was seen */
  GafMp4Info info;
  gint64 edit_media_time; /* -1: no edit list */
  guint64 edit_duration;  /* in movie time */
  guint32 id;
} Track;

/* What a packet of a fragment is like where the fragment does not say it. */
typedef struct {
  guint32 track;
  guint32 duration;
  guint32 size;
} Defaults;

#define MAX_TRACKS 8 /* whose defaults are kept */

typedef struct {
  GafByteSource *source;
  GafByteSource *patched;
  guint32 movie_timescale;
  guint64 movie_duration;
  guint64 movie_duration_at; /* byte offset; 0: not seen */
  gsize movie_duration_size;
  guint boxes;

  guint32 track; /* the one that was chosen */
  Defaults defaults[MAX_TRACKS];
  guint n_defaults;
  Defaults fragment;     /* of the track fragment being walked */
  guint64 moof;          /* where the fragment begins */
  guint64 base;          /* where the offsets of its packets count from */
  guint64 fragments;     /* ticks of all packets in fragments */
  guint64 fragments_end; /* where the last of them ends */
  guint64 data_start;    /* bytes of the packets of the fragment being walked */
  guint64 data_end;
  gboolean disorderly; /* fragments that do not fit together */
} Walk;

#define FOURCC(a, b, c, d) ((guint32) (a) << 24 | (guint32) (b) << 16 | (guint32) (c) << 8 | (guint32) (d))

/* The box at @offset, which must end by @end. FALSE: there is none, or @error. */
static gboolean
read_box (Walk *walk, guint64 offset, guint64 end, Box *box, GError **error)
{
  guint8 head[16];
  guint64 size, header_size = 8;
  gssize n;

  if (offset + 8 > end || ++walk->boxes > GAF_LIMIT_CHUNKS)
    return FALSE;
  n = gaf_byte_source_read (walk->source, offset, head, sizeof head, error);
  if (n < 8)
    return FALSE;

  size = gaf_read_be32 (head);
  if (size == 1) {
    if (n < 16)
      return FALSE;
    size = gaf_read_be64 (head + 8);
    header_size = 16;
  } else if (size == 0) {
    size = end - offset;
  }
  if (size < header_size)
    return FALSE;

  box->type = gaf_read_be32 (head + 4);
  box->header = offset;
  box->start = offset + header_size;
  box->end = size > end - offset ? end : offset + size;
  return box->start <= box->end;
}

/* Reads the first @length bytes of a box's contents, all of them or nothing. */
static gboolean
read_contents (Walk *walk, const Box *box, guint8 *dest, gsize length, GError **error)
{
  return box->end - box->start >= length
         && gaf_byte_source_read (walk->source, box->start, dest, length, error) == (gssize) length;
}

static void
scan_mvhd (Walk *walk, const Box *box, GError **error)
{
  guint8 data[32];

  if (!read_contents (walk, box, data, 20, error))
    return;
  if (data[0] == 1 && !read_contents (walk, box, data, 32, error))
    return;
  walk->movie_timescale = gaf_read_be32 (data + (data[0] == 1 ? 20 : 12));
  walk->movie_duration = data[0] == 1 ? gaf_read_be64 (data + 24) : gaf_read_be32 (data + 16);
  walk->movie_duration_at = box->start + (data[0] == 1 ? 24 : 16);
  walk->movie_duration_size = data[0] == 1 ? 8 : 4;
}

/* The movie's duration leaves out what edit lists cut off, and is rounded; a demuxer must not stop there. Much longer than a
 * track it must not be either: qtdemux takes such a track for a preview. */
static void
lengthen_movie (Walk *walk, const GafMp4Info *info)
{
  guint64 track;
  guint8 bytes[8];

  if (walk->movie_duration_at == 0 || walk->movie_timescale == 0 || info->timescale == 0 || info->duration == 0)
    return;
  track = gst_util_uint64_scale_ceil (info->duration, walk->movie_timescale, info->timescale) + 1;
  if (track <= walk->movie_duration || (walk->movie_duration_size == 4 && track > G_MAXUINT32))
    return;
  GST_WRITE_UINT64_BE (bytes, track);
  gaf_byte_source_patch (walk->patched, walk->movie_duration_at, bytes + 8 - walk->movie_duration_size,
                         walk->movie_duration_size);
}

static void
scan_mdhd (Walk *walk, const Box *box, Track *track, GError **error)
{
  guint8 data[24];

  if (!read_contents (walk, box, data, 16, error))
    return;
  if (data[0] == 1 && !read_contents (walk, box, data, 24, error))
    return;
  track->info.timescale = gaf_read_be32 (data + (data[0] == 1 ? 20 : 12));
}

/* Which track it is: of all the header, that alone. */
static void
scan_tkhd (Walk *walk, const Box *box, Track *track, GError **error)
{
  guint8 data[24];

  if (read_contents (walk, box, data, sizeof data, error))
    track->id = gaf_read_be32 (data + (data[0] == 1 ? 20 : 12));
}

static void
scan_hdlr (Walk *walk, const Box *box, Track *track, GError **error)
{
  guint8 data[12];

  if (read_contents (walk, box, data, 12, error) && gaf_read_be32 (data + 8) == FOURCC ('s', 'o', 'u', 'n'))
    track->is_audio = TRUE;
}

/* The first edit that is no pause (media time -1) says where the presentation begins. */
static void
scan_elst (Walk *walk, const Box *box, Track *track, GError **error)
{
  guint8 data[20];
  guint32 count;
  guint64 offset = box->start + 8;

  if (!read_contents (walk, box, data, 8, error))
    return;
  count = gaf_read_be32 (data + 4);
  for (guint32 i = 0; i < count && track->edit_media_time < 0 && offset < box->end; i++) {
    const gsize size = data[0] == 1 ? 20 : 12;
    guint8 entry[20];

    if (gaf_byte_source_read (walk->source, offset, entry, size, error) != (gssize) size)
      return;
    offset += size;
    if (data[0] == 1) {
      track->edit_duration = gaf_read_be64 (entry);
      track->edit_media_time = (gint64) gaf_read_be64 (entry + 8);
    } else {
      track->edit_duration = gaf_read_be32 (entry);
      track->edit_media_time = (gint32) gaf_read_be32 (entry + 4);
    }
  }
}

/* Whether a sound description of QuickTime says that its samples are little-endian: box `enda` in box `wave`, behind fields whose
 * number is the description's version. */
static gboolean
is_little_endian (Walk *walk, const Box *entry, GError **error)
{
  static const guint fields[] = { 28, 28 + 16, 28 + 36 };
  guint8 data[10];
  guint version;
  Box box;

  if (!read_contents (walk, entry, data, 10, error))
    return FALSE;
  version = gaf_read_be16 (data + 8);
  if (version >= G_N_ELEMENTS (fields))
    return FALSE;
  for (guint64 offset = entry->start + fields[version]; read_box (walk, offset, entry->end, &box, error);
       offset = box.end)
    if (box.type == FOURCC ('w', 'a', 'v', 'e'))
      for (Box inner; read_box (walk, box.start, box.end, &inner, error); box.start = inner.end)
        if (inner.type == FOURCC ('e', 'n', 'd', 'a'))
          return read_contents (walk, &inner, data, 2, error) && gaf_read_be16 (data) == 1;
  return FALSE;
}

static gboolean
is_pcm (guint32 type)
{
  return type == FOURCC ('l', 'p', 'c', 'm') || type == FOURCC ('t', 'w', 'o', 's')
         || type == FOURCC ('s', 'o', 'w', 't') || type == FOURCC ('i', 'n', '2', '4')
         || type == FOURCC ('i', 'n', '3', '2') || type == FOURCC ('f', 'l', '3', '2')
         || type == FOURCC ('f', 'l', '6', '4') || type == FOURCC ('N', 'O', 'N', 'E');
}

/* The sample descriptions: box after box, each one a codec. FALSE with @error when the demuxer must not see one. */
static gboolean
scan_stsd (Walk *walk, const Box *box, Track *track, GError **error)
{
  guint8 data[8 + 36];
  Box entry;

  /* The first entry: its format, and what stands at the same places for all kinds of sound (ISO/IEC 14496-12, 12.2.3). */
  if (read_contents (walk, box, data, sizeof data, error)) {
    memcpy (track->info.format, data + 12, 4);
    track->info.description = (GafMp4Box){ box->start + 8, MIN (box->end, box->start + 8 + gaf_read_be32 (data + 8)) };
    track->info.channels = gaf_read_be16 (data + 32);
    track->info.bits = gaf_read_be16 (data + 34);
  }
  for (guint64 offset = box->start + 8; *error == NULL && read_box (walk, offset, box->end, &entry, error);
       offset = entry.end) {
    if (entry.type == FOURCC ('O', 'p', 'u', 's')
        && !gaf_demux_guard_mp4_opus (walk->source, entry.header, gaf_byte_source_get_size (walk->source), error))
      return FALSE;
    if (entry.type == FOURCC ('m', 'p', '4', 'a')
        && !gaf_demux_guard_mp4_vorbis (walk->source, entry.header, entry.end, error))
      return FALSE;
    if (is_pcm (entry.type) && !gaf_demux_guard_mp4_pcm (walk->source, entry.header, entry.end, error))
      return FALSE;
    if (track->is_audio && is_little_endian (walk, &entry, error))
      track->info.little_endian = TRUE;
  }
  return TRUE;
}

/* In files that were met, the table of the chunks' places comes behind the table of what is in them. */
static gboolean
check_chunks (Walk *walk, const Box *box, const Track *track, GError **error)
{
  guint8 data[8];

  if (track->info.chunks.start == 0 || !read_contents (walk, box, data, 8, error))
    return TRUE;
  return gaf_demux_guard_mp4_chunks (walk->source, track->info.chunks.start, track->info.chunks.end,
                                     gaf_read_be32 (data + 4), error);
}

static void
scan_stts (Walk *walk, const Box *box, Track *track, GError **error)
{
  guint64 offset = box->start + 8;
  guint8 data[8];
  guint32 count;

  if (!read_contents (walk, box, data, 8, error))
    return;
  count = gaf_read_be32 (data + 4);
  track->info.duration = 0;
  for (guint32 i = 0; i < count && offset + 8 <= box->end; i++, offset += 8) {
    gsize available;
    const guint8 *entry = gaf_byte_source_peek (walk->source, offset, 8, &available, error);

    if (entry == NULL || available < 8)
      return;
    track->info.duration += (guint64) gaf_read_be32 (entry) * gaf_read_be32 (entry + 4);
  }
}

static void
scan_stsz (Walk *walk, const Box *box, Track *track, GError **error)
{
  guint8 data[8];

  track->info.sizes = (GafMp4Box){ box->start, box->end };
  if (read_contents (walk, box, data, 8, error))
    track->info.size = gaf_read_be32 (data + 4);
}

/* fragments: ISO/IEC 14496-12, 8.8 */

static void
scan_trex (Walk *walk, const Box *box, GError **error)
{
  guint8 data[20];

  if (walk->n_defaults == MAX_TRACKS || !read_contents (walk, box, data, sizeof data, error))
    return;
  walk->defaults[walk->n_defaults++] =
      (Defaults){ gaf_read_be32 (data + 4), gaf_read_be32 (data + 12), gaf_read_be32 (data + 16) };
}

static void
scan_tfhd (Walk *walk, const Box *box, GError **error)
{
  guint8 data[8 + 24] = { 0 };
  const gsize length = MIN (box->end - box->start, sizeof data);
  const guint8 *at = data + 8;
  guint32 flags;

  walk->fragment = (Defaults){ 0 };
  walk->base = walk->moof;
  if (length < 8 || !read_contents (walk, box, data, length, error))
    return;
  flags = gaf_read_be32 (data);
  for (guint i = 0; i < walk->n_defaults; i++)
    if (walk->defaults[i].track == gaf_read_be32 (data + 4))
      walk->fragment = walk->defaults[i];
  walk->fragment.track = gaf_read_be32 (data + 4);
  if (flags & 0x1) {
    walk->base = gaf_read_be64 (at);
    at += 8;
  }
  if (flags & 0x2)
    at += 4;
  if (flags & 0x8) {
    walk->fragment.duration = gaf_read_be32 (at);
    at += 4;
  }
  if (flags & 0x10)
    walk->fragment.size = gaf_read_be32 (at);
}

static void
scan_trun (Walk *walk, const Box *box, GError **error)
{
  const guint8 *data;
  guint64 offset = box->start + 8;
  guint64 end = walk->base;
  guint64 start;
  guint32 flags, count, size;
  guint32 done = 0;
  guint8 head[8 + 4] = { 0 };

  if (walk->fragment.track != walk->track || !read_contents (walk, box, head, 8, error))
    return;
  flags = gaf_read_be32 (head);
  count = gaf_read_be32 (head + 4);
  if (flags & 0x1) {
    if (!read_contents (walk, box, head, 12, error))
      return;
    end += (gint64) (gint32) gaf_read_be32 (head + 8);
    offset += 4;
  }
  if (flags & 0x4)
    offset += 4;
  start = end;

  /* Per packet: duration, size, flags and composition time, each where its flag is set. */
  size = 4 * (!!(flags & 0x100) + !!(flags & 0x200) + !!(flags & 0x400) + !!(flags & 0x800));
  if (size == 0) {
    walk->fragments += (guint64) count * walk->fragment.duration;
    end += (guint64) count * walk->fragment.size;
  }
  for (; size > 0 && done < count && offset + size <= box->end; done++, offset += size) {
    guint64 duration = walk->fragment.duration;
    guint64 n_bytes = walk->fragment.size;
    gsize available;

    data = gaf_byte_source_peek (walk->source, offset, size, &available, error);
    if (data == NULL || available < size)
      return;
    if (flags & 0x100)
      duration = gaf_read_be32 (data);
    if (flags & 0x200)
      n_bytes = gaf_read_be32 (data + (flags & 0x100 ? 4 : 0));
    walk->fragments += duration;
    end += n_bytes;
  }
  walk->fragments_end = MAX (walk->fragments_end, end);
  walk->data_start = MIN (walk->data_start, start);
  walk->data_end = MAX (walk->data_end, end);
  if (size > 0 && offset + (guint64) (count - done) * size > box->end)
    walk->disorderly = TRUE;
}

/* The time at which a fragment begins is the end of the one before it. */
static void
scan_tfdt (Walk *walk, const Box *box, guint64 before, GError **error)
{
  guint8 data[12] = { 0 };
  const gsize length = MIN (box->end - box->start, sizeof data);

  if (walk->fragment.track != walk->track || length < 8 || !read_contents (walk, box, data, length, error))
    return;
  if ((data[0] == 1 ? gaf_read_be64 (data + 4) : gaf_read_be32 (data + 4)) != before + walk->fragments)
    walk->disorderly = TRUE;
}

/* In an orderly file each moof has its packets in the mdat behind it, and nothing unknown stands between. Elsewhere a demuxer
 * that jumps finds another way than one that reads on. */
static void
check_order (Walk *walk, const Box *box)
{
  switch (box->type) {
  case FOURCC ('m', 'o', 'o', 'f'):
    walk->disorderly |= walk->data_end > 0;
    walk->data_start = G_MAXUINT64;
    walk->data_end = 0;
    return;
  case FOURCC ('m', 'd', 'a', 't'):
    walk->disorderly |= walk->data_end > 0 && (walk->data_start < box->start || walk->data_end > box->end);
    walk->data_end = 0;
    return;
  case FOURCC ('f', 't', 'y', 'p'):
  case FOURCC ('s', 't', 'y', 'p'):
  case FOURCC ('m', 'o', 'o', 'v'):
  case FOURCC ('f', 'r', 'e', 'e'):
  case FOURCC ('s', 'k', 'i', 'p'):
  case FOURCC ('s', 'i', 'd', 'x'):
  case FOURCC ('m', 'f', 'r', 'a'):
    return;
  default:
    walk->disorderly = TRUE;
  }
}

/* Adds the fragments to what the sample table has. A file cut off in the last one tells of more than there is. */
static void
finish_fragments (Walk *walk, GafMp4Info *info)
{
  if (!info->fragmented || info->timescale == 0)
    return;
  info->duration += walk->fragments;
  info->complete = walk->fragments_end <= gaf_byte_source_get_size (walk->source) && walk->boxes <= GAF_LIMIT_CHUNKS;
  info->orderly = info->complete && !walk->disorderly && walk->data_end == 0;
  if (info->skip > info->duration)
    info->skip = 0;
}

static gboolean
is_container (guint32 type)
{
  return type == FOURCC ('m', 'o', 'o', 'v') || type == FOURCC ('t', 'r', 'a', 'k')
         || type == FOURCC ('m', 'd', 'i', 'a') || type == FOURCC ('m', 'i', 'n', 'f')
         || type == FOURCC ('s', 't', 'b', 'l') || type == FOURCC ('e', 'd', 't', 's')
         || type == FOURCC ('m', 'v', 'e', 'x') || type == FOURCC ('m', 'o', 'o', 'f')
         || type == FOURCC ('t', 'r', 'a', 'f');
}

/* A pre-edit-list file of a well-known shop: delay, padding and length as text in a tag. Frames, so ticks when the track's
 * time scale is its rate, as it is in those files. Format as documented by Apple, "Audio priming" (TN2258). */
static void
scan_smpb (Walk *walk, guint64 moov_start, guint64 moov_end, GafMp4Info *info, GError **error)
{
  const guint64 from = moov_end - moov_start > 1024 * 1024 ? moov_end - 1024 * 1024 : moov_start;
  gsize available;
  const guint8 *data = gaf_byte_source_peek (walk->source, from, moov_end - from, &available, error);
  const guint8 *found;
  char text[128];
  guint delay, padding;
  guint64 length;
  gsize n;

  if (data == NULL)
    return;
  available = MIN (available, moov_end - from);
  found = memmem (data, available, "iTunSMPB", 8);
  if (found == NULL)
    return;
  n = MIN (available - (found - data), sizeof text - 1);
  if (n < 32)
    return;
  memcpy (text, found, n);
  for (gsize i = 0; i < n; i++)
    if (text[i] == '\0')
      text[i] = '.';
  text[n] = '\0';

  /* name, a `data` box's header of 16 bytes, then " 00000000 delay padding length …" in hexadecimal */
  for (const char *p = text + 8; (p = strchr (p, ' ')) != NULL; p++) {
    guint zero;

    if (sscanf (p, " %8x %8x %8x %16" G_GINT64_MODIFIER "x", &zero, &delay, &padding, &length) == 4 && zero == 0) {
      if (length > 0 && length <= info->duration && delay <= info->duration - length) {
        info->skip = delay;
        info->length = length;
      }
      return;
    }
  }
}

/* The edit list's part in @info. */
static void
take_edits (Walk *walk, const Track *track, GafMp4Info *info)
{
  guint64 rest, edit, tick;

  if (track->edit_media_time < 0)
    return;
  if (info->duration > 0 && (guint64) track->edit_media_time >= info->duration)
    return;
  info->skip = track->edit_media_time;
  if (info->duration == 0 || walk->movie_timescale == 0 || track->edit_duration == 0)
    return;

  /* The edit's length has movie time's coarse ticks; the sample table is exact and is believed when the two agree. */
  rest = info->duration - info->skip;
  edit = gst_util_uint64_scale_round (track->edit_duration, info->timescale, walk->movie_timescale);
  tick = info->timescale / walk->movie_timescale + 1;
  if (edit + tick < rest)
    info->length = edit;
}

/* All boxes of a track have been seen: the first audio track is the one. */
static void
finish_track (Walk *walk, Track *track, GafMp4Info *info)
{
  if (track->is_audio && track->has_times && track->info.timescale > 0 && info->timescale == 0) {
    gboolean fragmented = info->fragmented;

    *info = track->info;
    info->fragmented = fragmented;
    take_edits (walk, track, info);
    walk->track = track->id;
  }
  *track = (Track){ .edit_media_time = -1 };
}

gboolean
gaf_mp4_scan (GafByteSource *source, GafByteSource *patched, GafMp4Info *info, GError **error)
{
  static const guint8 hidden[4] = { 'f', 'r', 'e', 'e' };
  Walk walk = { .source = source, .patched = patched };
  guint64 stack[8] = { gaf_byte_source_get_size (source) }; /* ends of the boxes around; a walk without recursion */
  guint64 offset = 0, moov_start = 0, moov_end = 0;
  guint depth = 0;
  Track track = { .edit_media_time = -1 };
  GError *local_error = NULL;
  Box box;

  *info = (GafMp4Info){ 0 };
  while (local_error == NULL) {
    if (!read_box (&walk, offset, stack[depth], &box, &local_error)) {
      if (depth == 0 || local_error != NULL)
        break;
      offset = stack[depth--];
      continue;
    }

    if (depth == 0)
      check_order (&walk, &box);
    switch (box.type) {
    case FOURCC ('m', 'v', 'h', 'd'):
      scan_mvhd (&walk, &box, &local_error);
      break;
    case FOURCC ('m', 'v', 'e', 'x'):
      info->fragmented = TRUE;
      break;
    case FOURCC ('m', 'o', 'o', 'f'):
      finish_track (&walk, &track, info);
      info->fragmented = TRUE;
      walk.moof = box.header;
      break;
    case FOURCC ('t', 'r', 'e', 'x'):
      scan_trex (&walk, &box, &local_error);
      break;
    case FOURCC ('t', 'f', 'h', 'd'):
      scan_tfhd (&walk, &box, &local_error);
      break;
    case FOURCC ('t', 'f', 'd', 't'):
      scan_tfdt (&walk, &box, info->duration, &local_error);
      break;
    case FOURCC ('t', 'r', 'u', 'n'):
      scan_trun (&walk, &box, &local_error);
      break;
    case FOURCC ('t', 'k', 'h', 'd'):
      scan_tkhd (&walk, &box, &track, &local_error);
      break;
    case FOURCC ('t', 'r', 'a', 'k'):
      finish_track (&walk, &track, info);
      break;
    case FOURCC ('m', 'd', 'h', 'd'):
      scan_mdhd (&walk, &box, &track, &local_error);
      break;
    case FOURCC ('h', 'd', 'l', 'r'):
      scan_hdlr (&walk, &box, &track, &local_error);
      break;
    /* An index into the fragments, which qtdemux would believe; it finds them without. And the tags, of which newer ones
     * trim by iTunSMPB, on top of what is trimmed here. */
    case FOURCC ('u', 'd', 't', 'a'):
    case FOURCC ('m', 'f', 'r', 'a'):
    case FOURCC ('s', 'i', 'd', 'x'):
    case FOURCC ('e', 'd', 't', 's'):
      gaf_byte_source_patch (patched, box.header + 4, hidden, 4);
      break;
    case FOURCC ('e', 'l', 's', 't'):
      scan_elst (&walk, &box, &track, &local_error);
      break;
    case FOURCC ('s', 't', 's', 'd'):
      scan_stsd (&walk, &box, &track, &local_error);
      break;
    case FOURCC ('s', 't', 's', 'c'):
      track.info.chunks = (GafMp4Box){ box.start, box.end };
      break;
    case FOURCC ('s', 't', 's', 'z'):
      scan_stsz (&walk, &box, &track, &local_error);
      break;
    case FOURCC ('s', 't', 'c', 'o'):
    case FOURCC ('c', 'o', '6', '4'):
      track.info.offsets = (GafMp4Box){ box.start, box.end };
      track.info.offsets_are_wide = box.type == FOURCC ('c', 'o', '6', '4');
      check_chunks (&walk, &box, &track, &local_error);
      break;
    case FOURCC ('s', 't', 't', 's'):
      scan_stts (&walk, &box, &track, &local_error);
      track.info.times = (GafMp4Box){ box.start, box.end };
      track.has_times = TRUE;
      break;
    case FOURCC ('m', 'o', 'o', 'v'):
      moov_start = box.start;
      moov_end = box.end;
      break;
    default:
      break;
    }

    if (is_container (box.type) && depth + 1 < G_N_ELEMENTS (stack)) {
      stack[++depth] = box.end;
      offset = box.start;
    } else {
      offset = box.end;
    }
  }

  finish_track (&walk, &track, info);
  finish_fragments (&walk, info);
  if (local_error == NULL && moov_end > moov_start && info->duration > 0 && info->skip == 0)
    scan_smpb (&walk, moov_start, moov_end, info, &local_error);
  if (local_error == NULL && moov_end == 0)
    g_set_error (&local_error, GAF_ERROR, GAF_ERROR_CORRUPT,
                 "The MP4 file has no movie header (moov box), without which nothing in it can be found: it is cut off "
                 "or damaged");
  if (local_error != NULL) {
    g_propagate_error (error, local_error);
    return FALSE;
  }
  if (!info->fragmented)
    lengthen_movie (&walk, info);
  return TRUE;
}
