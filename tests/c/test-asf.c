/*
 * SPDX-FileCopyrightText: 2026 gaudiofile contributors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#include "core/bytes.h"
#include "formats/asf/asf.h"
#include "gaudiofile/gaf-error.h"
#include "test-util.h"

/* ASF files made here, whose media objects are text: what comes out of them, and what does not. */

#define OK          -1
#define PACKET_SIZE 80

static const char header_guid[] = "3026b2758e66cf11a6d900aa0062ce6c";
static const char data_guid[] = "3626b2758e66cf11a6d900aa0062ce6c";
static const char file_guid[] = "a1dcab8c47a9cf118ee400c00c205365";
static const char stream_guid[] = "9107dcb7b7a9cf118ee600c00c205365";
static const char audio_guid[] = "409e69f84d5bcf11a8fd00805f5c442b";
static const char video_guid[] = "c0ef19bc4d5bcf11a8fd00805f5c442b";
static const char spread_guid[] = "50cdc3bf8f61cf118bb200aa00b4e220";

typedef struct {
  guint16 codec;
  guint16 channels;
  guint32 rate;
  guint16 block;
  guint16 bits;
  guint16 flags; /* of the stream; 0: number 1 */
  gboolean spread;
  guint32 packet_size; /* 0: PACKET_SIZE */
  guint64 data_size;   /* that the data object claims; 0: the truth */
  guint64 n_packets;   /* the same */
} Format;

static const Format wma = { 0x161, 2, 44100, 1486, 16 };

static void
append_guid (GByteArray *bytes, const char *digits)
{
  for (int i = 0; i < 16; i++)
    append_le (bytes, g_ascii_xdigit_value (digits[2 * i]) << 4 | g_ascii_xdigit_value (digits[2 * i + 1]), 1);
}

static void
append_zeros (GByteArray *bytes, guint n)
{
  while (n-- > 0)
    append_le (bytes, 0, 1);
}

static void
put_stream (GByteArray *out, const Format *format, gboolean audio)
{
  const guint correction = format->spread ? 8 : 0;

  append_guid (out, stream_guid);
  append_le (out, 78 + 22 + correction, 8);
  append_guid (out, audio ? audio_guid : video_guid);
  append_guid (out, format->spread ? spread_guid : video_guid);
  append_zeros (out, 8);
  append_le (out, 22, 4);
  append_le (out, correction, 4);
  append_le (out, audio ? MAX (format->flags, 1) : 2, 2);
  append_zeros (out, 4);
  append_le (out, format->codec, 2);
  append_le (out, format->channels, 2);
  append_le (out, format->rate, 4);
  append_le (out, 16000, 4);
  append_le (out, format->block, 2);
  append_le (out, format->bits, 2);
  append_le (out, 4, 2);
  append_text (out, "info");
  if (format->spread) { /* pieces of 2 of 3 packets of 4 */
    append_le (out, 3, 1);
    append_le (out, 4, 2);
    append_le (out, 2, 2);
    append_zeros (out, 3);
  }
}

/* @packets are filled up to whole ones. */
static GBytes *
make_asf (const Format *format, GByteArray *packets)
{
  const guint32 packet_size = format->packet_size ? format->packet_size : PACKET_SIZE;
  GByteArray *file = g_byte_array_new ();
  g_autoptr (GByteArray) body = g_byte_array_new ();

  append_guid (body, file_guid);
  append_le (body, 104, 8);
  append_zeros (body, 40);
  append_le (body, 30000000, 8); /* plays for 3 s, of which 1 s is a preroll */
  append_zeros (body, 8);
  append_le (body, 1000, 8);
  append_le (body, 2, 4);
  append_le (body, packet_size, 4);
  append_le (body, packet_size, 4);
  append_le (body, 0, 4);
  put_stream (body, format, FALSE);
  put_stream (body, format, TRUE);

  append_guid (file, header_guid);
  append_le (file, 30 + body->len, 8);
  append_le (file, 3, 4);
  append_le (file, 0x0201, 2);
  g_byte_array_append (file, body->data, body->len);
  append_guid (file, data_guid);
  append_le (file, format->data_size ? format->data_size : 50 + packets->len, 8);
  append_zeros (file, 16);
  append_le (file, format->n_packets ? format->n_packets : packets->len / packet_size, 8);
  append_le (file, 0x0101, 2);
  g_byte_array_append (file, packets->data, packets->len);
  return g_byte_array_free_to_bytes (file);
}

static void
put_object (GByteArray *out, guint32 size, guint32 time)
{
  append_le (out, 8, 1);
  append_le (out, size, 4);
  append_le (out, time, 4);
}

/* A payload among several: number and offset of its object, and the object's size. */
static void
put_payload (GByteArray *out, guint stream, guint number, guint offset, guint32 size, const char *text)
{
  append_le (out, stream | 0x80, 1);
  append_le (out, number, 1);
  append_le (out, offset, 4);
  put_object (out, size, 0);
  append_le (out, strlen (text), 2);
  append_text (out, text);
}

static void
begin_packet (GByteArray *out, guint n_payloads, gboolean correction)
{
  if (correction)
    append_le (out, 0x000082, 3);
  append_le (out, 0x10 | (n_payloads > 0), 1); /* padding in two bytes; several payloads */
  append_le (out, 0x5d, 1);                    /* numbers of objects: one byte; offsets: four; replicated data: one */
  append_le (out, 0, 2);
  append_zeros (out, 6);
  if (n_payloads > 0)
    append_le (out, 0x80 | n_payloads, 1); /* lengths in two bytes */
}

/* Fills it up, and says so in its padding if @correction tells where that is; other packets have payloads with a
 * length. */
static void
end_packet (GByteArray *out, guint start, gboolean correction)
{
  const guint padding = start + PACKET_SIZE - out->len;

  g_assert_cmpuint (out->len, <=, start + PACKET_SIZE);
  gaf_write_le16 (out->data + start + (correction ? 5 : 2), padding);
  append_zeros (out, padding);
}

/* All that comes out, with "|" between. */
static char *
read_all (GafAsf *asf)
{
  g_autoptr (GString) text = g_string_new (NULL);
  g_autoptr (GError) error = NULL;
  GstBuffer *buffer;

  while ((buffer = gaf_asf_next (asf, &error)) != NULL) {
    GstMapInfo map;

    g_assert_true (gst_buffer_map (buffer, &map, GST_MAP_READ));
    g_assert_cmpuint (map.size, <, 4096);
    g_string_append_printf (text, "%s%.*s", text->len > 0 ? "|" : "", (int) map.size, map.data);
    gst_buffer_unmap (buffer, &map);
    gst_buffer_unref (buffer);
  }
  g_assert_no_error (error);
  return g_string_free (g_steal_pointer (&text), FALSE);
}

static GafAsf *
open_bytes (GBytes *bytes, GError **error)
{
  g_autoptr (GafByteSource) source = gaf_byte_source_new_for_bytes (bytes);

  return gaf_asf_new (source, error);
}

static void
assert_text (const Format *format, GByteArray *packets, const char *text)
{
  g_autoptr (GBytes) bytes = make_asf (format, packets);
  g_autoptr (GError) error = NULL;
  g_autoptr (GafAsf) asf = open_bytes (bytes, &error);

  g_assert_no_error (error);
  for (int round = 0; round < 2; round++) {
    g_autofree char *found = read_all (asf);

    g_assert_cmpstr (found, ==, text);
    gaf_asf_rewind (asf);
  }
}

static GByteArray *
make_packets (void)
{
  GByteArray *out = g_byte_array_new ();
  guint start;

  for (int correction = 0; correction < 2; correction++) {
    start = out->len;
    begin_packet (out, 3, correction);
    put_payload (out, 1, 7, 0, 3, "one");
    put_payload (out, 2, 7, 0, 1, "v");
    put_payload (out, 1, 8, 0, 7, "se");
    end_packet (out, start, correction);

    start = out->len;
    begin_packet (out, 1, correction);
    put_payload (out, 1, 8, 2, 7, "ven..");
    end_packet (out, start, correction);

    start = out->len; /* one, which reaches to the padding */
    begin_packet (out, 0, correction);
    append_le (out, 1, 1);
    append_le (out, 9, 1);
    append_le (out, 0, 4);
    put_object (out, 4, 0);
    append_text (out, "four");
    end_packet (out, start, correction);

    start = out->len; /* "compressed" */
    begin_packet (out, 0, correction);
    append_le (out, 1, 1);
    append_le (out, 10, 1);
    append_le (out, 0, 4);
    append_le (out, 1, 1);
    append_le (out, 50, 1);
    append_text (out, "\2hi\3all");
    end_packet (out, start, correction);
  }
  return out;
}

static void
test_packets (void)
{
  static const char once[] = "one|seven..|four|hi|all";
  g_autoptr (GByteArray) packets = make_packets ();
  g_autofree char *twice = g_strdup_printf ("%s|%s", once, once);
  Format format = wma;

  assert_text (&format, packets, twice);
  format.data_size = G_MAXUINT64; /* beyond the file */
  format.n_packets = G_MAXUINT64;
  assert_text (&format, packets, twice);
  format.n_packets = 4;
  assert_text (&format, packets, once);
  format.n_packets = 0;
  format.data_size = 50 + 4 * PACKET_SIZE;
  assert_text (&format, packets, once);
}

/* Sizes that are lies, and pieces that are missing: those objects are lost, and no memory is asked for. */
static void
test_pieces (void)
{
  static const struct {
    struct {
      guint number;
      guint32 offset, size;
      const char *text;
    } pieces[2];
    const char *found;
  } cases[] = {
    { { { 1, 0, 2, "ab" }, { 2, 0, 2, "cd" } }, "ab|cd" },
    { { { 1, 0, 4, "ab" }, { 1, 2, 4, "cd" } }, "abcd" },
    { { { 1, 0, 4, "ab" }, { 1, 2, 0, "cd" } }, "abcd" }, /* was met: later pieces do not say the size */
    { { { 1, 0, 0xf91a5b57, "ab" }, { 2, 0, 2, "cd" } }, "cd" },
    { { { 1, 0, 0xffffffff, "ab" }, { 1, 2, 0xffffffff, "cd" } }, "" },
    { { { 1, 0, 4, "ab" }, { 1, 3, 4, "cd" } }, "" },
    { { { 1, 0, 4, "ab" }, { 1, 1, 4, "cd" } }, "" },
    { { { 1, 0, 4, "ab" }, { 2, 2, 4, "cd" } }, "" },
    { { { 1, 2, 4, "ab" }, { 2, 0, 2, "cd" } }, "cd" },
    { { { 1, 0, 3, "ab" }, { 1, 2, 3, "cd" } }, "" },
    { { { 1, 0, 1, "ab" }, { 2, 0, 2, "cd" } }, "cd" },
    { { { 1, 0, 2, "" }, { 1, 0, 2, "cd" } }, "cd" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autoptr (GByteArray) packets = g_byte_array_new ();

    g_test_message ("case %" G_GSIZE_FORMAT, i);
    begin_packet (packets, 2, TRUE);
    for (int p = 0; p < 2; p++)
      put_payload (packets, 1, cases[i].pieces[p].number, cases[i].pieces[p].offset, cases[i].pieces[p].size,
                   cases[i].pieces[p].text);
    end_packet (packets, 0, TRUE);
    assert_text (&wma, packets, cases[i].found);
  }
}

static void
test_spread (void)
{
  g_autoptr (GByteArray) packets = g_byte_array_new ();
  Format format = wma;

  format.spread = TRUE;
  begin_packet (packets, 2, TRUE);
  put_payload (packets, 1, 1, 0, 12, "001122334455"); /* three packets of two pieces */
  put_payload (packets, 1, 2, 0, 4, "0011");          /* another size: as it is */
  end_packet (packets, 0, TRUE);
  assert_text (&format, packets, "002244113355|0011");
  format.spread = FALSE;
  assert_text (&format, packets, "001122334455|0011");
}

static void
test_headers (void)
{
  static const struct {
    Format format;
    const char *caps;
    int code;
  } cases[] = {
    { { 0x161, 2, 44100, 1486, 16 }, "audio/x-wma, wmaversion=2, block_align=1486, bitrate=128000, depth=16", OK },
    { { 0x00a, 1, 16000, 300, 16 }, "audio/x-wms, block_align=300, bitrate=128000, depth=16", OK },
    { { 0x055, 2, 44100, 1, 0 }, "audio/mpeg, mpegversion=1, layer=3", OK },
    { { 0x0ff, 2, 44100, 1, 0 }, "audio/mpeg, mpegversion=4, stream-format=raw", OK },
    { { 0x001, 2, 44100, 4, 16 }, "audio/x-raw, format=S16LE, layout=interleaved", OK },
    { { 0x006, 2, 44100, 2, 8 }, "audio/x-alaw", OK },
    { { 0x161, 0, 44100, 1486, 16 }, NULL, GAF_ERROR_CORRUPT },
    { { 0x161, 65, 44100, 1486, 16 }, NULL, GAF_ERROR_LIMIT },
    { { 0x161, 2, 0, 1486, 16 }, NULL, GAF_ERROR_CORRUPT },
    { { 0x161, 2, 0xffffffff, 1486, 16 }, NULL, GAF_ERROR_LIMIT },
    { { 0x161, 2, 44100, 0, 16 }, NULL, GAF_ERROR_CORRUPT },
    { { 0x001, 2, 44100, 4, 17 }, NULL, GAF_ERROR_UNSUPPORTED },
    { { 0x001, 2, 44100, 4, 0 }, NULL, GAF_ERROR_UNSUPPORTED },
    { { 0x001, 2, 44100, 16, 64 }, NULL, GAF_ERROR_UNSUPPORTED },
    { { 0x000, 2, 44100, 4, 16 }, NULL, GAF_ERROR_UNSUPPORTED },
    { { 0x161, 2, 44100, 1486, 16, .flags = 0x8001 }, NULL, GAF_ERROR_UNSUPPORTED },
    { { 0x161, 2, 44100, 1486, 16, .packet_size = 0xffffffff }, NULL, GAF_ERROR_LIMIT },
    { { 0x161, 2, 44100, 1486, 16, .packet_size = 65537 }, NULL, GAF_ERROR_LIMIT },
  };
  g_autoptr (GByteArray) packets = make_packets ();

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autoptr (GBytes) bytes = make_asf (&cases[i].format, packets);
    g_autoptr (GError) error = NULL;
    g_autoptr (GafAsf) asf = open_bytes (bytes, &error);
    g_autoptr (GstCaps) wanted = NULL;

    g_test_message ("case %" G_GSIZE_FORMAT, i);
    if (cases[i].code != OK) {
      g_assert_null (asf);
      g_assert_error (error, GAF_ERROR, cases[i].code);
      continue;
    }
    g_assert_no_error (error);
    wanted = gst_caps_from_string (cases[i].caps);
    gst_caps_set_simple (wanted, "rate", G_TYPE_INT, (int) cases[i].format.rate, "channels", G_TYPE_INT,
                         (int) cases[i].format.channels, NULL);
    g_assert_true (gst_caps_is_subset (gaf_asf_get_caps (asf), wanted));
    g_assert_cmpuint (gaf_asf_get_duration (asf), ==, 2 * GST_SECOND);
  }
}

/* Cut anywhere, and with any byte another: it ends, and reads nothing outside (which a sanitizer sees). */
static void
test_damaged (void)
{
  g_autoptr (GByteArray) packets = make_packets ();
  Format format = wma;
  g_autoptr (GBytes) bytes = NULL;
  gsize size;

  format.spread = TRUE;
  bytes = make_asf (&format, packets);
  size = g_bytes_get_size (bytes);
  for (gsize i = 0; i < size; i++)
    for (int kind = 0; kind < 4; kind++) {
      g_autofree guint8 *copy = g_memdup2 (g_bytes_get_data (bytes, NULL), size);
      g_autoptr (GBytes) damaged = NULL;
      g_autoptr (GError) error = NULL;
      g_autoptr (GafAsf) asf = NULL;
      g_autofree char *text = NULL;

      copy[i] = kind == 1 ? 0xff : kind == 2 ? 0 : copy[i] ^ 0x80;
      damaged = g_bytes_new (copy, kind == 0 ? i : size);
      asf = open_bytes (damaged, &error);
      g_assert_cmpint (asf == NULL, ==, error != NULL);
      if (asf != NULL)
        text = read_all (asf);
    }
}

int
main (int argc, char **argv)
{
  gst_init (&argc, &argv);
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/asf/packets", test_packets);
  g_test_add_func ("/asf/pieces", test_pieces);
  g_test_add_func ("/asf/spread", test_spread);
  g_test_add_func ("/asf/headers", test_headers);
  g_test_add_func ("/asf/damaged", test_damaged);
  return g_test_run ();
}
