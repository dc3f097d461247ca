/*
 * SPDX-FileCopyrightText: 2026 gaudiofile contributors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

/*
 *   pid 0: PAT ─► programs, each with the pid of its PMT ─► streams, each with its pid, a type, and descriptors
 *
 * They are sent again and again, a few times in a second, so that a recording may begin anywhere.
 */

#include "formats/ts/ts.h"

#include <string.h>

#include "core/bytes.h"
#include "core/crc.h"
#include "core/limits.h"
#include "gaf-error.h"

#define MAX_SECTION  1024 /* 2.4.4.1, 2.4.4.8 */
#define MAX_PROGRAMS 256

#define TABLE_PAT 0
#define TABLE_PMT 2

typedef struct {
  guint pid;
  guint number;
  gboolean known;      /* its streams are */
  GArray *streams;     /* of GafTsStream */
  GByteArray *section; /* so far */
} Program;

typedef struct {
  GArray *programs; /* of Program */
  GByteArray *section;
  gboolean known;
} Tables;

static void
program_clear (gpointer data)
{
  Program *self = data;

  g_array_unref (self->streams);
  g_byte_array_unref (self->section);
}

/* Puts the payload of a packet to the others of its section (2.4.4). TRUE when that is whole, and its checksum right.
 */
static gboolean
collect (GByteArray *section, const GafTsHeader *header, const guint8 *data)
{
  const guint8 *payload = data + header->payload;
  gsize left = GAF_TS_PACKET - header->payload, size;

  if (left == 0 || header->scrambled)
    return FALSE;
  if (header->starts) { /* where in it, is in the first byte */
    const gsize skip = 1 + payload[0];

    if (skip >= left)
      return FALSE;
    g_byte_array_set_size (section, 0);
    payload += skip;
    left -= skip;
  } else if (section->len == 0) {
    return FALSE;
  }
  g_byte_array_append (section, payload, left);
  if (section->len < 3)
    return FALSE;
  size = 3 + (gaf_read_be16 (section->data + 1) & 0xfff);
  if (size > section->len && section->len < MAX_SECTION)
    return FALSE;
  if (size > section->len || size < 12 || gaf_crc32_ogg (0xffffffff, section->data, size) != 0) {
    g_byte_array_set_size (section, 0);
    return FALSE;
  }
  g_byte_array_set_size (section, size - 4);
  return TRUE;
}

/* 2.4.4.3: eight bytes, then a program's number and the pid of its table in four; number 0 is another table's. */
static void
parse_pat (Tables *self)
{
  const GByteArray *section = self->section;

  if (section->data[0] != TABLE_PAT)
    return;
  for (gsize at = 8; at + 4 <= section->len && self->programs->len < MAX_PROGRAMS; at += 4) {
    Program program = { .number = gaf_read_be16 (section->data + at),
                        .pid = gaf_read_be16 (section->data + at + 2) & 0x1fff };

    if (program.number == 0)
      continue;
    program.streams = g_array_new (FALSE, FALSE, sizeof (GafTsStream));
    program.section = g_byte_array_new ();
    g_array_append_val (self->programs, program);
  }
  self->known = self->programs->len > 0;
}

/* streams */

/* ISO/IEC 13818-1, table 2-34; ATSC A/52, A/53; ETSI TS 101 154; Blu-ray's, some of which mean other things without its
 * registration. */
static const struct {
  guint8 type;
  gboolean is_blu_ray;
  GafTsKind kind;
  const char *codec;
} types[] = {
  { 0x03, FALSE, GAF_TS_MPEG, "MPEG audio" },
  { 0x04, FALSE, GAF_TS_MPEG, "MPEG audio" },
  { 0x0f, FALSE, GAF_TS_ADTS, "AAC" },
  { 0x11, FALSE, GAF_TS_LOAS, "AAC in LATM" },
  { 0x1c, FALSE, GAF_TS_OTHER, "AAC without headers" },
  { 0x2d, FALSE, GAF_TS_OTHER, "MPEG-H 3D audio" },
  { 0x2e, FALSE, GAF_TS_OTHER, "MPEG-H 3D audio" },
  { 0x80, TRUE, GAF_TS_OTHER, "PCM of Blu-ray" },
  { 0x81, FALSE, GAF_TS_AC3, "AC-3" },
  { 0x82, FALSE, GAF_TS_DTS, "DTS" },
  { 0x83, TRUE, GAF_TS_OTHER, "TrueHD with AC-3 between" },
  { 0x83, FALSE, GAF_TS_MLP, "TrueHD" },
  { 0x84, FALSE, GAF_TS_AC3, "E-AC-3" },
  { 0x85, FALSE, GAF_TS_DTS, "DTS-HD" },
  { 0x86, TRUE, GAF_TS_DTS, "DTS-HD" },
  { 0x87, FALSE, GAF_TS_AC3, "E-AC-3" },
  { 0x8a, FALSE, GAF_TS_DTS, "DTS" },
  { 0xa1, TRUE, GAF_TS_AC3, "E-AC-3" },
  { 0xa2, TRUE, GAF_TS_DTS, "DTS-HD" },
};

/* Private data (type 6): by descriptors of DVB (ETSI EN 300 468, annex D and H), … */
static const struct {
  guint8 tag;
  GafTsKind kind;
  const char *codec;
} tags[] = {
  { 0x6a, GAF_TS_AC3, "AC-3" },
  { 0x7a, GAF_TS_AC3, "E-AC-3" },
  { 0x7b, GAF_TS_DTS, "DTS" },
};

/* … or by the registration of who made it (SMPTE-RA). */
static const struct {
  const char *format;
  GafTsKind kind;
  const char *codec;
} registrations[] = {
  { "AC-3", GAF_TS_AC3, "AC-3" },
  { "EAC3", GAF_TS_AC3, "E-AC-3" },
  { "DTS1", GAF_TS_DTS, "DTS" },
  { "DTS2", GAF_TS_DTS, "DTS" },
  { "DTS3", GAF_TS_DTS, "DTS" },
  { "Opus", GAF_TS_OTHER, "Opus" },
  { "BSSD", GAF_TS_OTHER, "AES3 PCM (SMPTE 302M)" },
  { "AC-4", GAF_TS_OTHER, "AC-4" },
};

#define DESCRIPTOR_REGISTRATION 0x05
#define TYPE_PRIVATE            0x06

/* The format of a registration descriptor among those at @data; NULL: none. */
static const guint8 *
find_registration (const guint8 *data, gsize length)
{
  for (gsize at = 0; at + 2 <= length && data[at + 1] <= length - at - 2; at += 2 + data[at + 1])
    if (data[at] == DESCRIPTOR_REGISTRATION && data[at + 1] >= 4)
      return data + at + 2;
  return NULL;
}

static gboolean
recognise_private (GafTsStream *stream, const guint8 *descriptors, gsize length)
{
  const guint8 *format = find_registration (descriptors, length);

  for (gsize at = 0; at + 2 <= length && descriptors[at + 1] <= length - at - 2; at += 2 + descriptors[at + 1])
    for (gsize i = 0; i < G_N_ELEMENTS (tags); i++)
      if (descriptors[at] == tags[i].tag) {
        stream->kind = tags[i].kind;
        stream->codec = tags[i].codec;
        return TRUE;
      }
  for (gsize i = 0; format != NULL && i < G_N_ELEMENTS (registrations); i++)
    if (memcmp (format, registrations[i].format, 4) == 0) {
      stream->kind = registrations[i].kind;
      stream->codec = registrations[i].codec;
      return TRUE;
    }
  /* Nobody says what it is. */
  stream->kind = GAF_TS_PRIVATE;
  return length == 0;
}

static gboolean
recognise_stream (GafTsStream *stream, guint type, const guint8 *descriptors, gsize length, gboolean is_blu_ray)
{
  if (type == TYPE_PRIVATE)
    return recognise_private (stream, descriptors, length);
  for (gsize i = 0; i < G_N_ELEMENTS (types); i++)
    if (types[i].type == type && (is_blu_ray || !types[i].is_blu_ray)) {
      stream->kind = types[i].kind;
      stream->codec = types[i].codec;
      return TRUE;
    }
  return FALSE;
}

/* 2.4.4.8: twelve bytes, of which the last two bits of the tenth and the byte behind tell the length of the program's
 * descriptors; those; then the streams: type, pid, length of descriptors, those. */
static void
parse_pmt (Program *self)
{
  const guint8 *data = self->section->data;
  const gsize length = self->section->len;
  gsize at = 12;
  const guint8 *registration;
  gboolean is_blu_ray;

  if (data[0] != TABLE_PMT || length < at || gaf_read_be16 (data + 3) != self->number)
    return;
  at += gaf_read_be16 (data + 10) & 0xfff;
  if (at > length)
    return;
  registration = find_registration (data + 12, at - 12);
  is_blu_ray = registration != NULL && memcmp (registration, "HDMV", 4) == 0;
  while (at + 5 <= length) {
    GafTsStream stream = { .pid = gaf_read_be16 (data + at + 1) & 0x1fff };
    const guint type = data[at];
    const gsize size = gaf_read_be16 (data + at + 3) & 0xfff;

    at += 5;
    if (size > length - at)
      break;
    if (recognise_stream (&stream, type, data + at, size, is_blu_ray))
      g_array_append_val (self->streams, stream);
    at += size;
  }
  self->known = TRUE;
}

/* TRUE when there is nothing more to learn. */
static gboolean
take_packet (Tables *self, const GafTsHeader *header, const guint8 *data)
{
  gboolean all = self->known;

  if (header->pid == 0 && !self->known && collect (self->section, header, data))
    parse_pat (self);
  for (guint i = 0; i < self->programs->len; i++) {
    Program *program = &g_array_index (self->programs, Program, i);

    if (!program->known && program->pid == header->pid && collect (program->section, header, data))
      parse_pmt (program);
    all = all && program->known;
  }
  return all;
}

/* Those of audio; where there are none, those that may be. */
static GArray *
list_streams (const Tables *self)
{
  GArray *streams = g_array_new (FALSE, FALSE, sizeof (GafTsStream));

  for (int private = 0; private < 2 && streams->len == 0; private ++)
    for (guint i = 0; i < self->programs->len; i++) {
      const Program *program = &g_array_index (self->programs, Program, i);

      for (guint k = 0; k < program->streams->len; k++) {
        const GafTsStream *stream = &g_array_index (program->streams, GafTsStream, k);

        if ((stream->kind == GAF_TS_PRIVATE) == private)
          g_array_append_val (streams, *stream);
      }
    }
  return streams;
}

GArray *
gaf_ts_find_streams (const GafTsPackets *packets, GError **error)
{
  Tables tables = { .programs = g_array_new (FALSE, FALSE, sizeof (Program)), .section = g_byte_array_new () };
  guint64 at = packets->layout.start, offset;
  GError *local_error = NULL;
  GArray *streams = NULL;
  const guint8 *data;
  GafTsHeader header;

  g_array_set_clear_func (tables.programs, program_clear);
  while (at - packets->layout.start < GAF_LIMIT_RESYNC
         && (data = gaf_ts_packets_next (packets, &at, &offset, &header, &local_error)) != NULL)
    if (take_packet (&tables, &header, data))
      break;
  if (local_error != NULL)
    g_propagate_error (error, local_error);
  else if (!tables.known)
    g_set_error (error, GAF_ERROR, GAF_ERROR_CORRUPT, "The MPEG-TS file has no table of its programs");
  else
    streams = list_streams (&tables);
  g_array_unref (tables.programs);
  g_byte_array_unref (tables.section);
  return streams;
}
