/*
 * SPDX-FileCopyrightText: 2026 gaudiofile contributors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#include "formats/ts/ts.h"

#include "core/bytes.h"

#define RESYNC_BLOCK (16 * 1024)
#define ENOUGH       5 /* packets in a row that prove that there are packets */
#define AT_LEAST     3 /* … where the file ends */

static const guint strides[] = { 188, 192, 204 };

/* Packets in a row from @at on, as far as it shows: a sync byte, and neither payload nor adaptation field is reserved.
 */
static guint
count_syncs (const guint8 *head, gsize length, gsize at, guint stride)
{
  guint n = 0;

  for (; at + 3 < length && n < ENOUGH && head[at] == GAF_TS_SYNC && (head[at + 3] & 0x30) != 0; at += stride)
    n++;
  return n;
}

gboolean
gaf_ts_find_layout (GafTsLayout *layout, const guint8 *head, gsize length, gsize within)
{
  const gsize end = MIN (within, length);

  for (gsize at = 0; at < end; at++) {
    const guint8 *sync = memchr (head + at, GAF_TS_SYNC, end - at);

    if (sync == NULL)
      return FALSE;
    at = sync - head;
    for (gsize i = 0; i < G_N_ELEMENTS (strides); i++) {
      const guint n = count_syncs (head, length, at, strides[i]);

      if (n < AT_LEAST || (n < ENOUGH && at + (gsize) n * strides[i] + 3 < length))
        continue;
      *layout = (GafTsLayout){ strides[i], at };
      return TRUE;
    }
  }
  return FALSE;
}

/* 2.4.3.2: sync, error 15, start 14, pid 12–0; scrambling, adaptation field and payload, counter. 2.4.3.4: the length
 * of the adaptation field, then flags, of which bit 7 is the discontinuity. */
gboolean
gaf_ts_header_parse (GafTsHeader *self, const guint8 *data)
{
  const guint flags = gaf_read_be16 (data + 1), control = data[3] >> 4 & 3;

  if (data[0] != GAF_TS_SYNC || (flags & 0x8000))
    return FALSE;
  *self = (GafTsHeader){ .pid = flags & 0x1fff,
                         .starts = (flags & 0x4000) != 0,
                         .scrambled = (data[3] & 0xc0) != 0,
                         .counter = data[3] & 15,
                         .payload = 4 };
  if (control & 2) {
    self->payload += 1 + data[4];
    self->restarts = data[4] > 0 && (data[5] & 0x80) != 0;
  }
  if (!(control & 1) || self->payload > GAF_TS_PACKET)
    self->payload = GAF_TS_PACKET;
  return TRUE;
}

const guint8 *
gaf_ts_packets_next (const GafTsPackets *self, guint64 *at, guint64 *offset, GafTsHeader *header, GError **error)
{
  for (;;) {
    gsize length;
    const guint8 *data = gaf_byte_source_peek (self->source, *at, GAF_TS_PACKET, &length, error);
    GafTsLayout layout;

    if (data == NULL || length < GAF_TS_PACKET)
      return NULL;
    if (data[0] == GAF_TS_SYNC) {
      *offset = *at;
      *at += self->layout.stride;
      if (gaf_ts_header_parse (header, data))
        return data;
      continue;
    }
    /* Lost: on to where packets follow each other again. */
    data = gaf_byte_source_peek (self->source, *at, RESYNC_BLOCK, &length, error);
    if (data == NULL)
      return NULL;
    length = MIN (length, RESYNC_BLOCK);
    if (gaf_ts_find_layout (&layout, data, length, length))
      *at += layout.start;
    else if (length < RESYNC_BLOCK)
      return NULL;
    else
      *at += length - (ENOUGH - 1) * GAF_TS_STRIDE;
  }
}
