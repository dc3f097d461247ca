/*
 * SPDX-FileCopyrightText: 2026 gaudiofile contributors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#include "formats/mp4/movie.h"

#include <stdio.h>
#include <string.h>

#include "gaf-error.h"
#include "packets/track.h"
#include "core/bytes.h"
#include "core/memory.h"

#define FOURCC(a, b, c, d) ((guint32) (a) << 24 | (guint32) (b) << 16 | (guint32) (c) << 8 | (guint32) (d))
#define MAX_BOXES          1000000 /* walked in one file: a recording of many hours in fragments of a second */
#define MAX_DEPTH          10
#define MAX_TRACKS         1000 /* of audio */
#define MAX_ROLL           64   /* packets; the longest in use is 32 */

typedef struct {
  guint32 type;
  guint64 header; /* where the whole box begins */
  guint64 start;  /* … and its contents */
  guint64 end;
} Box;

/* What packets of a track's fragments are like where a fragment does not say it. */
typedef struct {
  guint32 track;
  guint32 duration;
  guint32 size;
} Defaults;

typedef struct {
  GafByteSource *source;
  GafMp4Movie *movie;
  GError *error;
  guint boxes;
  guint depth;
  int wanted; /* the track to choose */
  gboolean has_movie;
  gboolean compressed; /* the movie header is */

  GArray *tracks;    /* of GafMp4Audio */
  GafMp4Audio track; /* being walked */
  gboolean is_audio;
  guint32 external; /* a bit for each of the first 32 data references that lead to another file */
  char name[12];    /* of a freely named tag */

  GArray *defaults;  /* of Defaults */
  Defaults fragment; /* of the track fragment being walked */
  guint64 moof;      /* where the fragment begins */
  guint64 base;      /* what data offsets count from */
  guint64 data_end;  /* where the packets of the run before end */
  gint64 time;       /* for the next run */
} Walk;

/* boxes */

/* The box at @offset, which must end by @end. FALSE: there is none, or walk->error. */
static gboolean
read_box (Walk *walk, guint64 offset, guint64 end, Box *box)
{
  gsize available;
  const guint8 *head;
  guint64 size, header_size = 8;

  if (walk->error != NULL || offset + 8 > end || ++walk->boxes > MAX_BOXES)
    return FALSE;
  head = gaf_byte_source_peek (walk->source, offset, 16, &available, &walk->error);
  if (head == NULL || available < 8)
    return FALSE;

  size = gaf_read_be32 (head);
  if (size == 1) {
    if (available < 16)
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

/* The first @length bytes of a box's contents, all of them or nothing. They are valid until the next call. */
static const guint8 *
get_contents (Walk *walk, const Box *box, gsize length)
{
  gsize available;
  const guint8 *data;

  if (box->end - box->start < length)
    return NULL;
  data = gaf_byte_source_peek (walk->source, box->start, length, &available, &walk->error);
  return data != NULL && available >= length ? data : NULL;
}

static void walk_children (Walk *walk, guint64 start, guint64 end);

/* headers */

static void
take_mvhd (Walk *walk, const Box *box)
{
  const guint8 *data = get_contents (walk, box, 24);

  if (data != NULL)
    walk->movie->timescale = gaf_read_be32 (data + (data[0] == 1 ? 20 : 12));
}

static void
take_tkhd (Walk *walk, const Box *box)
{
  const guint8 *data = get_contents (walk, box, 24);

  if (data == NULL)
    return;
  walk->track.enabled = data[3] & 1;
  walk->track.id = gaf_read_be32 (data + (data[0] == 1 ? 20 : 12));
}

/* Durations, here and in other headers, are of no use: the tables know better, and some writers leave them 0 or all
 * ones. */
static void
take_mdhd (Walk *walk, const Box *box)
{
  const guint8 *data = get_contents (walk, box, 24);

  if (data == NULL)
    data = get_contents (walk, box, 16);
  if (data != NULL && (data[0] != 1 || box->end - box->start >= 24))
    walk->track.timescale = gaf_read_be32 (data + (data[0] == 1 ? 20 : 12));
}

static void
take_hdlr (Walk *walk, const Box *box)
{
  const guint8 *data = get_contents (walk, box, 12);

  if (data != NULL && memcmp (data + 8, "soun", 4) == 0)
    walk->is_audio = TRUE;
}

static void
take_elst (Walk *walk, const Box *box)
{
  const GafMp4Box contents = { box->start, box->end };
  const guint8 *data = get_contents (walk, box, 8);
  GafMp4Table table;
  gboolean wide;
  guint32 count;
  guint size;

  if (data == NULL || walk->track.edits != NULL)
    return;
  wide = data[0] == 1;
  size = wide ? 20 : 12;
  count = gaf_read_be32 (data + 4);
  walk->track.edits = g_array_new (FALSE, FALSE, sizeof (GafMp4Edit));
  gaf_mp4_table_init (&table, walk->source, &contents);
  for (guint32 i = 0; i < count; i++) {
    const guint8 *entry = gaf_mp4_table_get (&table, 8 + (guint64) i * size, size, &walk->error);
    GafMp4Edit edit;

    if (entry == NULL)
      return;
    edit.duration = wide ? gaf_read_be64 (entry) : gaf_read_be32 (entry);
    edit.media_time = wide ? (gint64) gaf_read_be64 (entry + 8) : (gint32) gaf_read_be32 (entry + 4);
    /* All ones are for not known, and a rate of 0 holds a moment, of which nothing is to be heard. */
    if (edit.duration == (wide ? G_MAXUINT64 : G_MAXUINT32))
      edit.duration = 0;
    if (gaf_read_be32 (entry + size - 4) == 0 && edit.duration > 0)
      edit.media_time = -1;
    if (!gaf_memory_append (walk->track.edits, &edit, &walk->error))
      return;
  }
}

/* The data references: flag 1 says that the audio is in this file. */
static void
take_dref (Walk *walk, const Box *box)
{
  guint64 offset = box->start + 8;
  Box entry;

  for (guint i = 0; i < 32 && read_box (walk, offset, box->end, &entry); i++, offset = entry.end) {
    const guint8 *data = get_contents (walk, &entry, 4);

    if (data != NULL && !(data[3] & 1) && entry.end - entry.start > 4)
      walk->external |= 1u << i;
  }
}

static void
take_stsd (Walk *walk, const Box *box)
{
  Box entry;

  if (walk->track.entry.start == 0 && read_box (walk, box->start + 8, box->end, &entry))
    walk->track.entry = (GafMp4Box){ entry.header, entry.end };
}

/* A group of packets that need others decoded before them (`roll`, `prol`): how many. */
static void
take_sgpd (Walk *walk, const Box *box)
{
  const guint8 *data = get_contents (walk, box, 12);
  guint at;

  if (data == NULL || (memcmp (data + 4, "roll", 4) != 0 && memcmp (data + 4, "prol", 4) != 0))
    return;
  at = data[0] == 0 ? 12 : gaf_read_be32 (data + 8) == 2 ? 16 : 20;
  data = get_contents (walk, box, at + 2);
  if (data != NULL)
    walk->track.roll = CLAMP (-(gint16) gaf_read_be16 (data + at), 0, MAX_ROLL);
}

/* tags */

/* iTunSMPB: delay, padding and length as text, from before edit lists came into use (Apple, TN2258). */
static void
take_data (Walk *walk, const Box *box)
{
  const gsize length = MIN (box->end - box->start, 128);
  const guint8 *data = get_contents (walk, box, length);
  g_autofree char *text = NULL;
  guint zero, delay, padding;
  guint64 n_frames;

  if (strcmp (walk->name, "iTunSMPB") != 0 || data == NULL || length < 16)
    return;
  text = g_strndup ((const char *) data + 8, length - 8);
  if (sscanf (text, " %8x %8x %8x %16" G_GINT64_MODIFIER "x", &zero, &delay, &padding, &n_frames) == 4 && zero == 0) {
    walk->movie->delay = delay;
    walk->movie->length = n_frames;
  }
}

static void
take_name (Walk *walk, const Box *box)
{
  const gsize length = MIN (box->end - box->start, 4 + sizeof walk->name - 1);
  const guint8 *data = get_contents (walk, box, length);

  memset (walk->name, 0, sizeof walk->name);
  if (data != NULL && length > 4)
    memcpy (walk->name, data + 4, length - 4);
}

/* ISO's has a version in front of its boxes, and QuickTime's has none. */
static void
take_meta (Walk *walk, const Box *box)
{
  const guint8 *data = get_contents (walk, box, 8);

  if (data != NULL)
    walk_children (walk, box->start + (memcmp (data + 4, "hdlr", 4) == 0 ? 0 : 4), box->end);
}

/* tracks */

static void
take_trak (Walk *walk, const Box *box)
{
  g_clear_pointer (&walk->track.edits, g_array_unref);
  walk->track = (GafMp4Audio){ 0 };
  walk->is_audio = FALSE;
  walk->external = 0;
  walk_children (walk, box->start, box->end);
  if (walk->is_audio && walk->track.timescale > 0 && walk->track.entry.start > 0 && walk->tracks->len < MAX_TRACKS) {
    const GafMp4Box *entry = &walk->track.entry;
    const Box whole = { 0, entry->start, entry->start, entry->end };
    const guint8 *data = get_contents (walk, &whole, 16);
    const guint index = data != NULL ? gaf_read_be16 (data + 14) : 0; /* of its data reference, from 1 */

    walk->track.external = index > 0 && index <= 32 && (walk->external >> (index - 1) & 1);
    g_array_append_val (walk->tracks, walk->track);
    walk->track.edits = NULL;
  }
}

static void
take_trex (Walk *walk, const Box *box)
{
  const guint8 *data = get_contents (walk, box, 20);

  if (data != NULL && walk->defaults->len < MAX_TRACKS) {
    Defaults defaults = { gaf_read_be32 (data + 4), gaf_read_be32 (data + 12), gaf_read_be32 (data + 16) };

    g_array_append_val (walk->defaults, defaults);
  }
}

/* Which track it is. */
static void
choose (Walk *walk)
{
  int chosen = walk->wanted;

  for (guint i = 0; chosen < 0 && i < walk->tracks->len; i++)
    if (g_array_index (walk->tracks, GafMp4Audio, i).enabled)
      chosen = (int) i;
  walk->movie->n_tracks = walk->tracks->len;
  chosen = MAX (chosen, 0);
  if ((guint) chosen >= walk->tracks->len)
    return;
  walk->movie->audio = g_array_index (walk->tracks, GafMp4Audio, chosen);
  if (walk->movie->audio.edits != NULL)
    g_array_ref (walk->movie->audio.edits);
}

static void
take_moov (Walk *walk, const Box *box)
{
  if (walk->has_movie)
    return;
  walk->has_movie = TRUE;
  walk_children (walk, box->start, box->end);
  choose (walk);
}

/* fragments: ISO/IEC 14496-12, 8.8 */

static void
take_moof (Walk *walk, const Box *box)
{
  walk->movie->fragmented = TRUE;
  walk->moof = box->header;
  walk->data_end = box->header;
  walk_children (walk, box->start, box->end);
}

static void
take_tfhd (Walk *walk, const Box *box)
{
  const gsize length = MIN (box->end - box->start, 8 + 24);
  const guint8 *data = get_contents (walk, box, length);
  guint8 fields[8 + 24] = { 0 };
  const guint8 *at = fields + 8;
  guint32 flags;

  walk->fragment = (Defaults){ 0 };
  walk->time = -1;
  if (data == NULL || length < 8)
    return;
  memcpy (fields, data, length);
  flags = gaf_read_be32 (fields);
  for (guint i = 0; i < walk->defaults->len; i++)
    if (g_array_index (walk->defaults, Defaults, i).track == gaf_read_be32 (fields + 4))
      walk->fragment = g_array_index (walk->defaults, Defaults, i);
  walk->fragment.track = gaf_read_be32 (fields + 4);
  /* Without an offset it is where the track fragment before this one ends, unless a flag says otherwise. */
  walk->base = flags & 0x20000 ? walk->moof : walk->data_end;
  if (flags & 0x1) {
    walk->base = gaf_read_be64 (at);
    at += 8;
  }
  walk->data_end = walk->base;
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
take_tfdt (Walk *walk, const Box *box)
{
  const guint8 *data = get_contents (walk, box, MIN (box->end - box->start, 12));

  if (data != NULL && box->end - box->start >= (data[0] == 1 ? 12 : 8))
    walk->time = data[0] == 1 ? (gint64) gaf_read_be64 (data + 4) : gaf_read_be32 (data + 4);
}

guint
gaf_mp4_run_entry_size (const GafMp4Run *run)
{
  return 4 * (!!(run->flags & 0x100) + !!(run->flags & 0x200) + !!(run->flags & 0x400) + !!(run->flags & 0x800));
}

/* Bytes of all of its packets; those that the table has no entries for are left out. */
static guint64
measure (Walk *walk, GafMp4Run *run)
{
  const guint size = gaf_mp4_run_entry_size (run);
  const guint at = run->flags & GAF_MP4_RUN_HAS_DURATION ? 4 : 0;
  guint64 n_bytes = 0;
  GafMp4Table table;

  if (size > 0)
    run->n_packets = MIN (run->n_packets, (run->table.end - run->table.start) / size);
  else
    run->n_packets = run->size > 0 ? MIN (run->n_packets, gaf_byte_source_get_size (walk->source) / run->size) : 0;
  if (!(run->flags & GAF_MP4_RUN_HAS_SIZE))
    return (guint64) run->n_packets * run->size;
  gaf_mp4_table_init (&table, walk->source, &run->table);
  for (guint32 i = 0; i < run->n_packets; i++) {
    const guint8 *entry = gaf_mp4_table_get (&table, (guint64) i * size + at, 4, &walk->error);

    if (entry == NULL)
      break;
    n_bytes += gaf_read_be32 (entry);
  }
  return n_bytes;
}

static void
take_trun (Walk *walk, const Box *box)
{
  const gsize length = MIN (box->end - box->start, 12);
  const guint8 *data = get_contents (walk, box, length);
  GafMp4Run run = { walk->data_end,          walk->time,         { box->start + 8, box->end }, 0, 0,
                    walk->fragment.duration, walk->fragment.size };

  if (data == NULL || length < 8)
    return;
  run.flags = gaf_read_be32 (data) & 0xffffff;
  run.n_packets = gaf_read_be32 (data + 4);
  if (run.flags & 0x1) {
    if (length < 12)
      return;
    run.offset = walk->base + (gint64) (gint32) gaf_read_be32 (data + 8);
    run.table.start += 4;
  }
  if (run.flags & 0x4)
    run.table.start += 4;
  run.table.start = MIN (run.table.start, run.table.end);
  walk->data_end = run.offset + measure (walk, &run);
  if (walk->fragment.track != walk->movie->audio.id || walk->movie->audio.timescale == 0 || run.n_packets == 0
      || walk->error != NULL)
    return;
  walk->time = -1;
  gaf_memory_append (walk->movie->runs, &run, &walk->error);
}

/* the walk */

static void
take_box (Walk *walk, const Box *box)
{
  GafMp4Box *contents = NULL;

  switch (box->type) {
  case FOURCC ('m', 'o', 'o', 'v'):
    take_moov (walk, box);
    return;
  case FOURCC ('t', 'r', 'a', 'k'):
    take_trak (walk, box);
    return;
  case FOURCC ('m', 'o', 'o', 'f'):
    take_moof (walk, box);
    return;
  case FOURCC ('m', 'v', 'e', 'x'):
    walk->movie->fragmented = TRUE;
    walk_children (walk, box->start, box->end);
    return;
  case FOURCC ('m', 'd', 'i', 'a'):
  case FOURCC ('m', 'i', 'n', 'f'):
  case FOURCC ('d', 'i', 'n', 'f'):
  case FOURCC ('s', 't', 'b', 'l'):
  case FOURCC ('e', 'd', 't', 's'):
  case FOURCC ('t', 'r', 'a', 'f'):
  case FOURCC ('u', 'd', 't', 'a'):
  case FOURCC ('i', 'l', 's', 't'):
  case FOURCC ('-', '-', '-', '-'):
    walk_children (walk, box->start, box->end);
    return;
  case FOURCC ('m', 'e', 't', 'a'):
    take_meta (walk, box);
    return;
  case FOURCC ('c', 'm', 'o', 'v'):
    walk->compressed = TRUE;
    return;
  case FOURCC ('m', 'v', 'h', 'd'):
    take_mvhd (walk, box);
    return;
  case FOURCC ('t', 'k', 'h', 'd'):
    take_tkhd (walk, box);
    return;
  case FOURCC ('m', 'd', 'h', 'd'):
    take_mdhd (walk, box);
    return;
  case FOURCC ('h', 'd', 'l', 'r'):
    take_hdlr (walk, box);
    return;
  case FOURCC ('e', 'l', 's', 't'):
    take_elst (walk, box);
    return;
  case FOURCC ('d', 'r', 'e', 'f'):
    take_dref (walk, box);
    return;
  case FOURCC ('s', 't', 's', 'd'):
    take_stsd (walk, box);
    return;
  case FOURCC ('s', 'g', 'p', 'd'):
    take_sgpd (walk, box);
    return;
  case FOURCC ('n', 'a', 'm', 'e'):
    take_name (walk, box);
    return;
  case FOURCC ('d', 'a', 't', 'a'):
    take_data (walk, box);
    return;
  case FOURCC ('t', 'r', 'e', 'x'):
    take_trex (walk, box);
    return;
  case FOURCC ('t', 'f', 'h', 'd'):
    take_tfhd (walk, box);
    return;
  case FOURCC ('t', 'f', 'd', 't'):
    take_tfdt (walk, box);
    return;
  case FOURCC ('t', 'r', 'u', 'n'):
    take_trun (walk, box);
    return;
  case FOURCC ('s', 't', 't', 's'):
    contents = &walk->track.times;
    break;
  case FOURCC ('s', 't', 's', 'c'):
    contents = &walk->track.chunks;
    break;
  case FOURCC ('s', 't', 's', 'z'):
  case FOURCC ('s', 't', 'z', '2'):
    contents = &walk->track.sizes;
    walk->track.compact = box->type == FOURCC ('s', 't', 'z', '2');
    break;
  case FOURCC ('s', 't', 'c', 'o'):
  case FOURCC ('c', 'o', '6', '4'):
    contents = &walk->track.offsets;
    walk->track.wide = box->type == FOURCC ('c', 'o', '6', '4');
    break;
  default:
    return;
  }
  *contents = (GafMp4Box){ box->start, box->end };
}

static void
walk_children (Walk *walk, guint64 start, guint64 end)
{
  Box box;

  if (walk->depth >= MAX_DEPTH)
    return;
  walk->depth++;
  for (guint64 offset = start; read_box (walk, offset, end, &box); offset = box.end)
    take_box (walk, &box);
  walk->depth--;
}

static gboolean
check (Walk *walk)
{
  const GafMp4Movie *movie = walk->movie;

  if (walk->error != NULL)
    return FALSE;
  if (!walk->has_movie)
    g_set_error (&walk->error, GAF_ERROR, GAF_ERROR_CORRUPT,
                 "The MP4 file has no movie header (moov box), without which nothing in it can be found: it is cut off "
                 "or damaged");
  else if (walk->compressed)
    g_set_error (&walk->error, GAF_ERROR, GAF_ERROR_UNSUPPORTED,
                 "The movie header of the QuickTime file is compressed, which is not supported; convert the file with "
                 "another tool");
  else if (movie->n_tracks == 0)
    g_set_error (&walk->error, GAF_ERROR, GAF_ERROR_NOT_AUDIO, "The MP4 file holds no audio that could be found");
  else if (gaf_check_track (walk->wanted, movie->n_tracks, &walk->error) && movie->audio.external)
    g_set_error (&walk->error, GAF_ERROR, GAF_ERROR_UNSUPPORTED,
                 "The audio of the MP4 file is not in it but in another file that it refers to; open that one");
  return walk->error == NULL;
}

GafMp4Movie *
gaf_mp4_movie_new (GafByteSource *source, int track, GError **error)
{
  g_autoptr (GafMp4Movie) movie = g_new0 (GafMp4Movie, 1);
  Walk walk = { .source = source, .movie = movie, .wanted = track, .time = -1 };
  gboolean ok;

  movie->runs = g_array_new (FALSE, FALSE, sizeof (GafMp4Run));
  movie->delay = -1;
  walk.tracks = g_array_new (FALSE, FALSE, sizeof (GafMp4Audio));
  walk.defaults = g_array_new (FALSE, FALSE, sizeof (Defaults));
  walk_children (&walk, 0, gaf_byte_source_get_size (source));
  movie->complete = walk.boxes <= MAX_BOXES;
  ok = check (&walk);
  g_clear_pointer (&walk.track.edits, g_array_unref);
  for (guint i = 0; i < walk.tracks->len; i++)
    g_clear_pointer (&g_array_index (walk.tracks, GafMp4Audio, i).edits, g_array_unref);
  g_array_unref (walk.tracks);
  g_array_unref (walk.defaults);
  if (ok)
    return g_steal_pointer (&movie);
  g_propagate_error (error, walk.error);
  return NULL;
}

void
gaf_mp4_movie_free (GafMp4Movie *self)
{
  g_clear_pointer (&self->audio.edits, g_array_unref);
  g_array_unref (self->runs);
  g_free (self);
}
