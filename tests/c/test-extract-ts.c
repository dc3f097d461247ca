/*
 * SPDX-FileCopyrightText: 2026 gaudiofile contributors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#include <glib/gstdio.h>

#include "core/bytes.h"
#include "core/crc.h"
#include "formats/extract.h"
#include "packet-file.h"

/* MPEG transport streams made here: the bytes of one stream are taken out, whatever lies between them. */

#define AUDIO_PID 0x101
#define PMT_PID   0x100

typedef struct {
  GByteArray *bytes;
  guint stride;         /* 0: 188 */
  guint counters[8192]; /* of each pid */
} Ts;

static void
ts_clear (Ts *ts)
{
  g_byte_array_unref (ts->bytes);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Ts, ts_clear)

/* A packet with up to 184 bytes of payload, stuffed by an adaptation field. Returns how many went in. */
static gsize
put_packet (Ts *ts, guint pid, gboolean starts, const guint8 *payload, gsize size)
{
  guint8 packet[192 + 16] = { 0 };
  guint8 *p = packet + (ts->stride == 192 ? 4 : 0);
  const gsize n = MIN (size, 184);

  p[0] = 0x47;
  p[1] = (starts ? 0x40 : 0) | pid >> 8;
  p[2] = pid & 0xff;
  p[3] = 0x10 | (ts->counters[pid]++ & 15);
  if (n < 184) {
    p[3] |= 0x20;
    p[4] = 183 - n;
    if (n < 183) {
      p[5] = 0;
      memset (p + 6, 0xff, 182 - n);
    }
  }
  memcpy (p + 188 - n, payload, n);
  g_byte_array_append (ts->bytes, packet, ts->stride == 0 ? 188 : ts->stride);
  return n;
}

/* A table in as many packets as it needs, with its checksum. */
static void
put_section (Ts *ts, guint pid, const guint8 *body, gsize size)
{
  g_autoptr (GByteArray) section = g_byte_array_new ();
  guint32 crc = 0;

  g_byte_array_append (section, (guint8 *) "\0", 1); /* the pointer */
  g_byte_array_append (section, body, size);
  section->data[2] = 0xb0 | (size + 4 - 3) >> 8;
  section->data[3] = (size + 4 - 3) & 0xff;
  crc = GUINT32_TO_BE (gaf_crc32_ogg (0xffffffff, section->data + 1, size));
  g_byte_array_append (section, (guint8 *) &crc, 4);
  for (gsize at = 0; at < section->len;)
    at += put_packet (ts, pid, at == 0, section->data + at, section->len - at);
}

static void
put_pat (Ts *ts)
{
  const guint8 pat[] = { 0, 0, 0, 0, 1, 0xc1, 0, 0, 0, 0, 0xe0, 0x10, 0, 1, 0xe0 | PMT_PID >> 8, PMT_PID & 0xff };

  put_section (ts, 0, pat, sizeof pat);
}

/* A stream of video, and one of the type, with @descriptors of up to 200 bytes. */
static void
put_pmt (Ts *ts, guint8 type, const char *descriptors, gsize size)
{
  guint8 pmt[300] = { 2, 0, 0, 0, 1, 0xc1, 0, 0, 0xe1, 0, 0xf0, 0, 0x1b, 0xe2, 0, 0xf0, 0 };
  const guint8 stream[] = { type, 0xe0 | AUDIO_PID >> 8, AUDIO_PID & 0xff, 0xf0, size };

  memcpy (pmt + 17, stream, 5);
  memcpy (pmt + 22, descriptors, size);
  put_section (ts, PMT_PID, pmt, 22 + size);
}

static void
put_pes (Ts *ts, guint pid, const char *text, gsize header, gsize size)
{
  g_autoptr (GByteArray) pes = g_byte_array_new ();
  const guint8 start[9] = { 0, 0, 1, 0xc0, 0, 0, 0x80, 0, header };

  g_byte_array_append (pes, start, 9);
  for (gsize i = 0; i < header; i++)
    g_byte_array_append (pes, (guint8 *) "\xff", 1);
  g_byte_array_append (pes, (guint8 *) text, size);
  for (gsize at = 0; at < pes->len;) {
    at += put_packet (ts, pid, at == 0, pes->data + at, pes->len - at);
    if (at < pes->len)
      put_packet (ts, 0x200, FALSE, (guint8 *) "video", 5);
  }
}

/* 1000 bytes of text that is nowhere like itself. */
static const char *
get_text (void)
{
  static char text[1001];

  for (int i = 0; i < 1000; i++)
    text[i] = 'a' + (i * i + i / 7) % 26;
  return text;
}

static void
fill (Ts *ts, guint8 type)
{
  ts->bytes = g_byte_array_new ();
  put_pat (ts);
  put_pmt (ts, type, "", 0);
  put_pes (ts, 0x200, "a picture", 5, 9);
  put_pes (ts, AUDIO_PID, get_text (), 5, 400);
  put_pes (ts, AUDIO_PID, get_text () + 400, 0, 100);
  put_pes (ts, AUDIO_PID, get_text () + 500, 200, 500); /* its header is longer than a packet */
}

static gboolean
extract (const GByteArray *data, int track, GafExtract *out, GError **error)
{
  g_autoptr (GBytes) bytes = g_bytes_new (data->data, data->len);
  g_autoptr (GafByteSource) source = gaf_byte_source_new_for_bytes (bytes);

  return gaf_extract_ts (source, track, out, error);
}

/* The bytes, read from the start and at random. */
static void
assert_text (const GByteArray *data, const char *text, gsize size)
{
  g_auto (GafExtract) out = { 0 };
  g_autoptr (GError) error = NULL;
  char read[1100];

  g_assert_true (extract (data, -1, &out, &error));
  g_assert_no_error (error);
  g_assert_cmpuint (gaf_byte_source_get_size (out.source), ==, size);
  g_assert_cmpint (gaf_byte_source_read (out.source, 0, read, sizeof read, &error), ==, size);
  g_assert_cmpmem (read, size, text, size);
  for (int i = 0; i < 300 && size > 0; i++) {
    const gsize at = g_test_rand_int_range (0, size), wanted = g_test_rand_int_range (1, 400);
    gsize length;
    const guint8 *peeked;

    g_assert_cmpint (gaf_byte_source_read (out.source, at, read, wanted, &error), ==, MIN (wanted, size - at));
    g_assert_cmpmem (read, MIN (wanted, size - at), text + at, MIN (wanted, size - at));
    peeked = gaf_byte_source_peek (out.source, at, wanted, &length, &error);
    g_assert_cmpuint (length, >=, MIN (wanted, size - at));
    g_assert_cmpmem (peeked, length, text + at, length);
  }
}

static void
assert_fails (const GByteArray *data, int track, GafError code, const char *what)
{
  g_auto (GafExtract) out = { 0 };
  g_autoptr (GError) error = NULL;

  g_assert_false (extract (data, track, &out, &error));
  g_assert_error (error, GAF_ERROR, (int) code);
  g_assert_nonnull (strstr (error->message, what));
}

static void
test_strides (void)
{
  const guint strides[] = { 188, 192, 204 };

  for (gsize i = 0; i < G_N_ELEMENTS (strides); i++) {
    g_auto (Ts) ts = { .stride = strides[i] };

    fill (&ts, 3);
    assert_text (ts.bytes, get_text (), 1000);
    /* cut off in a packet of the first table, which does not come again */
    g_byte_array_remove_range (ts.bytes, 0, 100);
    assert_fails (ts.bytes, -1, GAF_ERROR_CORRUPT, "table");
  }
}

/* The tables come later; what is before them of the stream is read too, from where a PES packet begins. */
static void
test_amid (void)
{
  g_auto (Ts) ts = { .stride = 188 };

  ts.bytes = g_byte_array_new ();
  put_packet (&ts, AUDIO_PID, FALSE, (guint8 *) "the rest of something", 21);
  put_pes (&ts, AUDIO_PID, get_text (), 5, 300);
  put_pat (&ts);
  put_pmt (&ts, 0x0f, "", 0);
  put_pes (&ts, AUDIO_PID, get_text () + 300, 5, 700);
  assert_text (ts.bytes, get_text (), 1000);
  g_byte_array_prepend (ts.bytes, (guint8 *) "half a packet that G ends", 25);
  assert_text (ts.bytes, get_text (), 1000);
}

static void
test_damage (void)
{
  g_auto (Ts) ts = { .stride = 188 };
  guint8 junk[300] = { 0 };
  gsize audio[20], n = 0;

  fill (&ts, 3);
  for (gsize at = 0; at < ts.bytes->len; at += 188)
    if ((gaf_read_be16 (ts.bytes->data + at + 1) & 0x1fff) == AUDIO_PID)
      audio[n++] = at;
  g_assert_cmpuint (n, >=, 7);

  for (int kind = 0; kind < 4; kind++) {
    g_autoptr (GByteArray) data = g_byte_array_new ();
    const gsize at = audio[1];

    g_byte_array_append (data, ts.bytes->data, at + 188);
    if (kind == 0) /* sent twice */
      g_byte_array_append (data, ts.bytes->data + at, 188);
    else if (kind == 1) /* junk between */
      g_byte_array_append (data, junk, sizeof junk);
    else if (kind == 2) { /* one that the receiver knew to be wrong */
      g_byte_array_append (data, ts.bytes->data + at, 188);
      data->data[at + 188 + 1] |= 0x80;
    } else { /* an adaptation field longer than the packet */
      g_byte_array_append (data, ts.bytes->data + at, 188);
      data->data[at + 188 + 3] |= 0x20;
      data->data[at + 188 + 4] = 200;
    }
    g_byte_array_append (data, ts.bytes->data + at + 188, ts.bytes->len - at - 188);
    assert_text (data, get_text (), 1000);
  }
  for (gsize i = 0; i < n; i++)
    ts.bytes->data[audio[i] + 3] |= 0x80;
  assert_fails (ts.bytes, -1, GAF_ERROR_UNSUPPORTED, "encrypted");
}

static void
test_streams (void)
{
  static const struct {
    guint8 type;
    const char *descriptors;
    gsize size;
    GafPacketizerNew packetizer_new; /* NULL: refused … */
    const char *what;                /* … as this; NULL: no audio at all */
  } cases[] = {
    { 0x03, "", 0, gaf_packetizer_mpeg_new, NULL },
    { 0x04, "", 0, gaf_packetizer_mpeg_new, NULL },
    { 0x0f,
      "\x0a\x04"
      "eng",
      6, gaf_packetizer_adts_new, NULL },
    { 0x11, "", 0, gaf_packetizer_loas_new, NULL },
    { 0x81, "", 0, gaf_packetizer_ac3_new, NULL },
    { 0x87, "", 0, gaf_packetizer_ac3_new, NULL },
    { 0x06, "\x6a\x01\x00", 3, gaf_packetizer_ac3_new, NULL },
    { 0x06,
      "\x0a\x04"
      "eng\0\x7a\x00",
      8, gaf_packetizer_ac3_new, NULL },
    { 0x06, "\x7b\x00", 2, gaf_packetizer_dts_new, NULL },
    { 0x06,
      "\x05\x04"
      "DTS2",
      6, gaf_packetizer_dts_new, NULL },
    { 0x06,
      "\x05\x04"
      "BSSD",
      6, NULL, "302M" },
    { 0x83, "", 0, gaf_packetizer_mlp_new, NULL },
    { 0x1c, "", 0, NULL, "without headers" },
    { 0x06, "\x59\x00", 2, NULL, NULL },
    { 0x1b, "", 0, NULL, NULL },
    { 0x80, "", 0, NULL, NULL },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_auto (Ts) ts = { .stride = 188 };
    g_auto (GafExtract) out = { 0 };
    g_autoptr (GError) error = NULL;

    g_test_message ("case %" G_GSIZE_FORMAT, i);
    ts.bytes = g_byte_array_new ();
    put_pat (&ts);
    put_pmt (&ts, cases[i].type, cases[i].descriptors, cases[i].size);
    put_pes (&ts, AUDIO_PID, "audio", 5, 5);
    if (cases[i].packetizer_new == NULL) {
      assert_fails (ts.bytes, -1, cases[i].what != NULL ? GAF_ERROR_UNSUPPORTED : GAF_ERROR_NOT_AUDIO,
                    cases[i].what != NULL ? cases[i].what : "no audio");
      continue;
    }
    g_assert_true (extract (ts.bytes, 0, &out, &error));
    g_assert_no_error (error);
    g_assert_true (out.packetizer_new == cases[i].packetizer_new);
    assert_fails (ts.bytes, 1, GAF_ERROR_INVALID_ARGUMENT, "track");
  }
}

/* A table in two packets; and a second stream of audio, of another program. */
static void
test_tables (void)
{
  const guint8 pat[] = { 0, 0, 0, 0, 1, 0xc1, 0, 0, 0, 1, 0xe1, 0, 0, 2, 0xe1, 0x10 };
  const guint8 second[] = {
    2, 0, 0, 0, 2, 0xc1, 0, 0, 0xe1, 0, 0xf0, 0, 0x0f, 0xe1, 2, 0xf0, 0, 0x81, 0xe1, 3, 0xf0, 0
  };
  char descriptors[198] = "\x50\xc4";
  g_auto (Ts) ts = { .stride = 188 };
  g_auto (GafExtract) out = { 0 };
  g_autoptr (GError) error = NULL;

  ts.bytes = g_byte_array_new ();
  put_section (&ts, 0, pat, sizeof pat);
  put_pmt (&ts, 3, descriptors, sizeof descriptors);
  put_section (&ts, 0x110, second, sizeof second);
  put_pes (&ts, AUDIO_PID, get_text (), 5, 1000);
  put_pes (&ts, 0x102, "another", 5, 7);
  assert_text (ts.bytes, get_text (), 1000);
  g_assert_true (extract (ts.bytes, 1, &out, &error));
  g_assert_no_error (error);
  g_assert_cmpuint (gaf_byte_source_get_size (out.source), ==, 7);
  assert_fails (ts.bytes, 2, GAF_ERROR_CORRUPT, "nothing");
  /* A table that is damaged is none. */
  ts.bytes->data[187] ^= 1;
  assert_fails (ts.bytes, -1, GAF_ERROR_CORRUPT, "table");
}

/* More pieces than are remembered, in a file. */
static void
test_long (void)
{
  const guint n = 200000;
  g_auto (Ts) ts = { .stride = 188 };
  g_auto (GafExtract) out = { 0 };
  g_autoptr (GafByteSource) source = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *path = NULL;
  int fd = g_file_open_tmp ("gaf-ts-XXXXXX", &path, &error);

  g_assert_cmpint (fd, >=, 0);
  g_close (fd, NULL);
  ts.bytes = g_byte_array_new ();
  put_pat (&ts);
  put_pmt (&ts, 3, "", 0);
  put_pes (&ts, AUDIO_PID, "", 0, 0);
  for (guint i = 0; i < n; i++) {
    const guint32 number = GUINT32_TO_BE (i);

    put_packet (&ts, AUDIO_PID, FALSE, (guint8 *) &number, 4);
  }
  g_assert_true (g_file_set_contents (path, (char *) ts.bytes->data, ts.bytes->len, &error));
  source = gaf_byte_source_new_for_path (path, &error);
  g_unlink (path);
  g_assert_true (gaf_extract_ts (source, -1, &out, &error));
  g_assert_cmpuint (gaf_byte_source_get_size (out.source), ==, 4 * n);
  for (int round = 0; round < 200; round++) {
    const guint at = g_test_rand_int_range (0, n - 10);
    guint8 read[40];

    g_assert_cmpint (gaf_byte_source_read (out.source, 4 * at, read, sizeof read, &error), ==, sizeof read);
    for (guint i = 0; i < 10; i++)
      g_assert_cmpuint (gaf_read_be32 (read + 4 * i), ==, at + i);
  }
}

/* Cut anywhere, with any byte another, and no packets at all: it ends, and reads nothing outside. */
static void
test_random (void)
{
  g_auto (Ts) ts = { .stride = 188 };

  fill (&ts, 3);
  for (gsize i = 0; i < ts.bytes->len; i++)
    for (int kind = 0; kind < 4; kind++) {
      g_autoptr (GByteArray) data = g_byte_array_new ();
      g_auto (GafExtract) out = { 0 };
      g_autoptr (GError) error = NULL;
      guint8 read[2000];

      g_byte_array_append (data, ts.bytes->data, kind == 0 ? i : ts.bytes->len);
      if (kind > 0)
        data->data[i] = kind == 1 ? 0xff : kind == 2 ? 0 : data->data[i] ^ 0x40;
      if (extract (data, -1, &out, &error))
        gaf_byte_source_read (out.source, 0, read, sizeof read, &error);
      else
        g_assert_nonnull (error);
    }
}

int
main (int argc, char **argv)
{
  gst_init (&argc, &argv);
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/extract/ts/strides", test_strides);
  g_test_add_func ("/extract/ts/amid", test_amid);
  g_test_add_func ("/extract/ts/damage", test_damage);
  g_test_add_func ("/extract/ts/streams", test_streams);
  g_test_add_func ("/extract/ts/tables", test_tables);
  g_test_add_func ("/extract/ts/long", test_long);
  g_test_add_func ("/extract/ts/random", test_random);
  return g_test_run ();
}
