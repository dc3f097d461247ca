/*
 * SPDX-FileCopyrightText: 2026 gaudiofile contributors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#include "read/probe.h"

#include <gst/gst.h>
#include <string.h>

#include "core/bytes.h"
#include "gaf-error.h"
#include "core/limits.h"
#include "packets/id3.h"

#define HEAD_SIZE  64
#define TAIL_SIZE  355             /* bytes: the longest tag of a fixed size */
#define LYRICS_MAX (5100 + 11 + 9) /* Lyrics3 v1 tells no size, but this limit of the text, between its two marks */

/* what begins a file */

static const struct {
  GafMagic magic;
  const char *name;
  gboolean is_audio;
} foreign[] = {
  { { 0, 4, "MThd" }, "MIDI", TRUE },
  { { 0, 4, "ADIF" }, "AAC in ADIF", TRUE },
  { { 0, 4, ".ra\xfd" }, "RealAudio", TRUE },
  { { 0, 4, ".RMF" }, "RealMedia", TRUE },
  { { 0, 4, "OFR " }, "OptimFROG", TRUE },
  { { 0, 4, "tBaK" }, "TAK", TRUE },
  { { 0, 4, "TWIN" }, "TwinVQ", TRUE },
  { { 0, 4, "\x89PNG" }, "a PNG picture" },
  { { 0, 3, "\xff\xd8\xff" }, "a JPEG picture" },
  { { 0, 4, "GIF8" }, "a GIF picture" },
  { { 0, 5, "%PDF-" }, "a PDF document" },
  { { 0, 4, "PK\x03\x04" }, "a ZIP archive" },
  { { 0, 2, "\x1f\x8b" }, "gzip-compressed data" },
  { { 0, 7, "#EXTM3U" }, "a playlist" },
  { { 0, 5, "<?xml" }, "XML" },
  { { 0, 4, "\177ELF" }, "a program" },
};

static void
recognise (GafProbe *probe, const guint8 *head, gsize length)
{
  for (gsize i = 0; i < G_N_ELEMENTS (foreign); i++) {
    if (gaf_magic_fits (&foreign[i].magic, head, length)) {
      probe->foreign = foreign[i].name;
      probe->foreign_audio = foreign[i].is_audio;
      return;
    }
  }
  probe->container = gaf_containers_recognise (head, length);
}

/* tags in front */

/* An APEv2 tag in front: "APETAGEX", version, size without the header, count, flags (bit 29: this is the header). */
static guint64
ape_header_size (const guint8 *head, gsize length)
{
  if (length < 32 || memcmp (head, "APETAGEX", 8) != 0 || !(gaf_read_le32 (head + 20) & (1u << 29)))
    return 0;
  return 32 + (guint64) gaf_read_le32 (head + 12);
}

static gboolean
skip_leading_tags (GafByteSource *source, GafProbe *probe, GError **error)
{
  const guint64 limit = MIN (gaf_byte_source_get_limits (source)->tag_bytes, G_MAXINT64);

  for (guint i = 0;; i++) {
    gsize length;
    const guint8 *head = gaf_byte_source_peek (source, probe->start, 32, &length, error);
    guint64 size;

    if (head == NULL)
      return FALSE;
    size = gaf_id3v2_get_size (head, length);
    if (size == 0)
      size = ape_header_size (head, length);
    if (size == 0)
      return TRUE;
    if (i == GAF_LIMIT_TAGS) {
      g_set_error (error, GAF_ERROR, GAF_ERROR_LIMIT, "There are more than %d tags in front of the audio",
                   GAF_LIMIT_TAGS);
      return FALSE;
    }
    if (size > limit || probe->start > limit - size)
      return gaf_limits_exceeded (error, "tag_bytes",
                                  "The tags in front of the audio have more than %" G_GUINT64_FORMAT " bytes", limit);
    /* A tag that claims more than there is: the audio is looked for behind its header. */
    if (size >= probe->end - probe->start) {
      probe->start += MIN (GAF_ID3V2_HEADER, probe->end - probe->start);
      return TRUE;
    }
    probe->start += size;
    /* Some writers pad behind the tag. MP4 begins with zeros of its own. */
    head = gaf_byte_source_peek (source, probe->start, 4096, &length, error);
    if (head == NULL)
      return FALSE;
    recognise (probe, head, length);
    if (probe->container != NULL || probe->foreign != NULL)
      continue;
    for (gsize zeros = 0; zeros < MIN (length, 4096) && head[zeros] == 0; zeros++)
      if (zeros + 1 < length && head[zeros + 1] != 0)
        probe->start += zeros + 1;
  }
}

/* tags behind */

/* Bytes of the tag that ends at the end of @tail; 0: none. */
static guint64
trailing_tag_size (const guint8 *tail, gsize length)
{
  /* ID3v1: the last 128 bytes; an "enhanced" one has 227 more in front */
  if (length >= 128 && memcmp (tail + length - 128, "TAG", 3) == 0) {
    if (length >= 355 && memcmp (tail + length - 355, "TAG+", 4) == 0)
      return 355;
    return 128;
  }
  /* APEv2: a footer of 32 bytes, whose size counts the items and the footer; bit 31: there is a header too */
  if (length >= 32 && memcmp (tail + length - 32, "APETAGEX", 8) == 0) {
    const guint8 *footer = tail + length - 32;

    return (guint64) gaf_read_le32 (footer + 12) + ((gaf_read_le32 (footer + 20) & (1u << 31)) ? 32 : 0);
  }
  /* Lyrics3 v2: "LYRICSBEGIN" … six digits of size, "LYRICS200" */
  if (length >= 15 && memcmp (tail + length - 9, "LYRICS200", 9) == 0) {
    guint64 size = 0;

    for (gsize i = length - 15; i < length - 9; i++) {
      if (!g_ascii_isdigit (tail[i]))
        return 0;
      size = size * 10 + (tail[i] - '0');
    }
    return size + 15;
  }
  /* ID3v2.4 at the end: a footer "3DI" */
  if (length >= 10 && memcmp (tail + length - 10, "3DI", 3) == 0) {
    const guint8 *footer = tail + length - 10;

    if (!((footer[6] | footer[7] | footer[8] | footer[9]) & 0x80))
      return 20 + ((guint64) footer[6] << 21 | (guint64) footer[7] << 14 | (guint64) footer[8] << 7 | footer[9]);
  }
  return 0;
}

/* Bytes of a Lyrics3 tag of version 1, from "LYRICSBEGIN" to "LYRICSEND", that ends at @end; 0: none. FALSE with
 * @error. */
static gboolean
find_lyrics (GafByteSource *source, guint64 start, guint64 end, guint64 *size, GError **error)
{
  const guint64 n = MIN (end - start, LYRICS_MAX);
  g_autofree guint8 *tail = g_malloc (n);
  gssize got = gaf_byte_source_read (source, end - n, tail, n, error);
  const guint8 *found;

  *size = 0;
  if (got < 0)
    return FALSE;
  found = memmem (tail, got, "LYRICSBEGIN", 11);
  if (found != NULL)
    *size = tail + got - found;
  return TRUE;
}

static gboolean
skip_trailing_tags (GafByteSource *source, GafProbe *probe, GError **error)
{
  const guint64 limit = gaf_byte_source_get_limits (source)->tag_bytes;
  guint64 n_bytes = probe->start;

  for (guint i = 0; i < GAF_LIMIT_TAGS; i++) {
    const guint64 n = MIN (probe->end - probe->start, TAIL_SIZE);
    guint8 tail[TAIL_SIZE];
    guint64 size;
    gssize got = gaf_byte_source_read (source, probe->end - n, tail, n, error);

    if (got < 0)
      return FALSE;
    size = trailing_tag_size (tail, got);
    if (size == 0 && got >= 9 && memcmp (tail + got - 9, "LYRICSEND", 9) == 0
        && !find_lyrics (source, probe->start, probe->end, &size, error))
      return FALSE;
    /* A size that reaches beyond the audio's start is no tag's. */
    if (size == 0 || size > probe->end - probe->start)
      return TRUE;
    n_bytes += size;
    if (n_bytes > limit)
      return gaf_limits_exceeded (error, "tag_bytes", "The tags of the file have more than %" G_GUINT64_FORMAT " bytes",
                                  limit);
    probe->end -= size;
  }
  return TRUE;
}

gboolean
gaf_probe_source (GafByteSource *source, GafProbe *probe, GError **error)
{
  const guint8 *head;
  gsize length;

  *probe = (GafProbe){ .end = gaf_byte_source_get_size (source) };
  if (probe->end == 0) {
    g_set_error (error, GAF_ERROR, GAF_ERROR_EMPTY, "The file is empty");
    return FALSE;
  }
  if (!skip_leading_tags (source, probe, error))
    return FALSE;

  head = gaf_byte_source_peek (source, probe->start, HEAD_SIZE, &length, error);
  if (head == NULL)
    return FALSE;
  recognise (probe, head, length);

  /* Formats that say where they end have no use for this. */
  if (probe->foreign == NULL && (probe->container == NULL || probe->container->tags_behind))
    return skip_trailing_tags (source, probe, error);
  return TRUE;
}

/* what it is instead */

/* Whether the bytes are text, so far: UTF-16 with its mark, or UTF-8 (or ASCII) that may be cut inside its last
 * character. */
static gboolean
is_text (const guint8 *head, gsize length)
{
  const char *end;

  if (length >= 2 && (memcmp (head, "\xff\xfe", 2) == 0 || memcmp (head, "\xfe\xff", 2) == 0))
    return TRUE;
  for (gsize i = 0; i < length; i++)
    if (head[i] < 0x20 && strchr ("\t\n\f\r", head[i]) == NULL)
      return FALSE;
  g_utf8_validate_len ((const char *) head, length, &end);
  return (gsize) ((const char *) head + length - end) < 4;
}

/* The first word or so of a text, for a message: of its first line that holds something, what can be printed
 * everywhere. */
static char *
quote_beginning (const guint8 *head, gsize length)
{
  GString *quote = g_string_new (NULL);

  for (gsize i = 0; i < length && quote->len < 32; i++) {
    if (head[i] == '\n' && quote->len > 0)
      break;
    if (g_ascii_isgraph (head[i]) || (head[i] == ' ' && quote->len > 0))
      g_string_append_c (quote, head[i]);
    else if (quote->len > 0 && head[i] != 0 && head[i] != '\r')
      g_string_append_c (quote, '?');
  }
  return g_strchomp (g_string_free (quote, FALSE));
}

void
gaf_probe_refuse (GafByteSource *audio, const GafProbe *probe, GError **error)
{
  GError *local_error = NULL;
  gsize length;
  const guint8 *head = gaf_byte_source_peek (audio, 0, HEAD_SIZE, &length, &local_error);

  if (head == NULL) {
    g_propagate_error (error, local_error);
    return;
  }
  length = MIN (length, HEAD_SIZE);
  if (probe->foreign != NULL) {
    g_set_error (error, GAF_ERROR, probe->foreign_audio ? GAF_ERROR_UNSUPPORTED : GAF_ERROR_NOT_AUDIO,
                 "This is %s, which is not read here%s", probe->foreign,
                 probe->foreign_audio ? "; convert it with another tool" : "");
  } else if (length > 0 && is_text (head, length)) {
    g_autofree char *quote = quote_beginning (head, length);

    g_set_error (error, GAF_ERROR, GAF_ERROR_NOT_AUDIO, "This is text or HTML, not audio (it begins '%s')", quote);
  } else {
    GString *bytes = g_string_new (NULL);

    for (gsize i = 0; i < MIN (length, 8); i++)
      g_string_append_printf (bytes, " %02x", head[i]);
    g_set_error (error, GAF_ERROR, GAF_ERROR_NOT_AUDIO,
                 "This is not audio, or of a format that is not known here (it begins with the bytes%s)", bytes->str);
    g_string_free (bytes, TRUE);
  }
}
