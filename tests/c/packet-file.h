/*
 * SPDX-FileCopyrightText: 2026 gaudiofile contributors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#pragma once

#include <string.h>

#include "gaudiofile/gaf-error.h"
#include "packets/packetizer.h"

/*
 * A file made in memory, with a list of the packets that a packetizer has to find in it; and the check that it does,
 * read through and reached by seeks.
 */
typedef struct {
  gint64 position;
  gint64 length; /* frames */
  gsize offset;  /* in the file, at the time it was added */
  gsize size;
} Expected;

typedef struct {
  GByteArray *bytes;
  GArray *packets; /* of Expected */
} PacketFile;

static inline void
packet_file_init (PacketFile *file)
{
  file->bytes = g_byte_array_new ();
  file->packets = g_array_new (FALSE, FALSE, sizeof (Expected));
}

static inline void
packet_file_clear (PacketFile *file)
{
  g_byte_array_unref (file->bytes);
  g_array_unref (file->packets);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (PacketFile, packet_file_clear)

static inline Expected *
expected (PacketFile *file, guint i)
{
  return &g_array_index (file->packets, Expected, i);
}

static inline void
put (PacketFile *file, gconstpointer data, gsize size)
{
  g_byte_array_append (file->bytes, data, size);
}

static inline void
put_be (PacketFile *file, guint size, guint64 value)
{
  value = GUINT64_TO_BE (value);
  put (file, (guint8 *) &value + 8 - size, size);
}

static inline void
put_le (PacketFile *file, guint size, guint64 value)
{
  value = GUINT64_TO_LE (value);
  put (file, &value, size);
}

/* A word at a time: there are tests of megabytes. */
static inline void
put_random (PacketFile *file, gsize size)
{
  while (size > 0) {
    const guint32 word = (guint32) g_test_rand_int ();
    const gsize part = MIN (size, sizeof word);

    put (file, &word, part);
    size -= part;
  }
}

/* Calls what was put from @offset on a packet. */
static inline void
expect (PacketFile *file, gsize offset, gint64 position, gint64 length)
{
  Expected packet = { position, length, offset, file->bytes->len - offset };

  g_array_append_val (file->packets, packet);
}

/* Turns one bit inside packet @i, which is not to be found then. */
static inline void
damage (PacketFile *file, guint i)
{
  file->bytes->data[expected (file, i)->offset + expected (file, i)->size / 2] ^= 0x10;
  g_array_remove_index (file->packets, i);
}

static inline void
assert_packet (PacketFile *file, guint i, GafPacket *packet)
{
  g_autoptr (GBytes) data = NULL;

  g_assert_cmpint (packet->position, ==, expected (file, i)->position);
  g_assert_cmpint (packet->n_frames, ==, expected (file, i)->length);
  g_assert_cmpint (gst_buffer_memcmp (packet->data, 0, file->bytes->data + expected (file, i)->offset,
                                      expected (file, i)->size),
                   ==, 0);
  g_assert_cmpuint (gst_buffer_get_size (packet->data), ==, expected (file, i)->size);
}

typedef GafPacketizer *(*Open) (GafByteSource *source, GError **error);

static inline GafPacketizer *
open_file (PacketFile *file, Open open, GError **error)
{
  g_autoptr (GBytes) bytes = g_bytes_new (file->bytes->data, file->bytes->len);
  g_autoptr (GafByteSource) source = gaf_byte_source_new_for_bytes (bytes);

  return open (source, error);
}

/* The same through a file, whose source hands out the bytes in blocks. */
static inline GafPacketizer *
open_path (PacketFile *file, Open open, GError **error)
{
  g_autofree char *path = NULL;
  g_autoptr (GafByteSource) source = NULL;
  int fd = g_file_open_tmp ("gaf-packets-XXXXXX", &path, error);

  g_assert_cmpint (fd, >=, 0);
  g_close (fd, NULL);
  g_assert_true (g_file_set_contents (path, (char *) file->bytes->data, file->bytes->len, error));
  source = gaf_byte_source_new_for_path (path, error);
  g_assert_nonnull (source);
  g_unlink (path);
  return open (source, error);
}

static inline void
check_packetizer (PacketFile *file, GafPacketizer *packetizer, gint64 n_frames)
{
  g_autoptr (GError) error = NULL;
  GafPacket packet = { NULL };
  gint64 end = 0;
  guint i;

  g_assert_nonnull (packetizer);
  g_assert_cmpint (packetizer->n_frames, ==, n_frames);
  g_assert_true (packetizer->exact);

  for (i = 0; gaf_packetizer_next (packetizer, &packet, &error); i++) {
    g_assert_cmpuint (i, <, file->packets->len);
    assert_packet (file, i, &packet);
    /* A decoder has to be told of a hole. */
    g_assert_cmpint (GST_BUFFER_IS_DISCONT (packet.data), ==, packet.position != end);
    end = packet.position + packet.n_frames;
    gaf_packet_clear (&packet);
  }
  g_assert_no_error (error);
  g_assert_cmpuint (i, ==, file->packets->len);

  for (int round = 0; round < 100 && n_frames > 0; round++) {
    gint64 frame = round == 0 ? n_frames + 5 : round == 1 ? n_frames - 1 : g_test_rand_int_range (0, n_frames);

    /* The last packet that begins at or before it; where there is none, the first. */
    for (i = file->packets->len - 1; i > 0 && expected (file, i)->position > frame; i--)
      ;
    g_assert_true (gaf_packetizer_seek (packetizer, frame, 0, &error));
    for (guint last = MIN (i + 3, file->packets->len); i < last; i++) {
      g_assert_true (gaf_packetizer_next (packetizer, &packet, &error));
      assert_packet (file, i, &packet);
      gaf_packet_clear (&packet);
    }
    g_assert_no_error (error);
  }
}

static inline void
check (PacketFile *file, Open open, gint64 n_frames)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GafPacketizer) bytes = open_file (file, open, &error);
  g_autoptr (GafPacketizer) path = open_path (file, open, &error);

  g_assert_no_error (error);
  check_packetizer (file, bytes, n_frames);
  check_packetizer (file, path, n_frames);
}

static inline void
check_fails (PacketFile *file, Open open, GafError code)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GafPacketizer) packetizer = open_file (file, open, &error);

  g_assert_null (packetizer);
  g_assert_error (error, GAF_ERROR, (int) code);
}

/* Cuts, overwrites and doubles parts of a good file: no crash, no hang, and never a packet that is none. */
static inline void
check_robust (PacketFile *file, Open open, int rounds)
{
  for (int round = 0; round < rounds; round++) {
    PacketFile broken;
    gsize at = g_test_rand_int_range (0, file->bytes->len);
    gsize length = g_test_rand_int_range (1, 5000);
    g_autoptr (GafPacketizer) packetizer = NULL;
    GafPacket packet = { NULL };

    packet_file_init (&broken);
    length = MIN (length, file->bytes->len - at);
    put (&broken, file->bytes->data, at);
    if (round % 4 == 0)
      put_random (&broken, length);
    if (round % 4 == 1)
      put (&broken, file->bytes->data, file->bytes->len);
    if (round % 4 != 2)
      put (&broken, file->bytes->data + at + length, file->bytes->len - at - length);

    packetizer = open_file (&broken, open, NULL);
    for (int seek = 0; packetizer != NULL && seek < 3; seek++) {
      for (int i = 0; (i < 5 || seek == 0) && gaf_packetizer_next (packetizer, &packet, NULL); i++) {
        g_assert_cmpint (packet.position, >=, 0);
        g_assert_cmpint (packet.position, <, packetizer->n_frames);
        gaf_packet_clear (&packet);
      }
      if (packetizer->n_frames > 0) {
        gint64 frame = g_test_rand_int_range (0, MIN (packetizer->n_frames, G_MAXINT32));

        g_assert_true (gaf_packetizer_seek (packetizer, frame, 0, NULL));
      }
    }
    packet_file_clear (&broken);
  }
}
