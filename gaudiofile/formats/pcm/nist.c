/*
 * SPDX-FileCopyrightText: 2026 gaudiofile contributors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#include "formats/pcm/walker.h"

#include <stdlib.h>
#include <string.h>

#include "gaf-error.h"

/*
 * SPHERE (National Institute of Standards and Technology, "SPeech HEader REsources"): two lines, "NIST_1A" and the size
 * of the header, then a line for each field: name, type ("-i", "-r" or "-s" and a length), value; "end_head" at the
 * end, and spaces up to the size. The samples follow.
 *
 *   channel_count, sample_rate, sample_n_bytes, sample_count (frames), sample_sig_bits
 *   sample_byte_format  "01" little-endian, "10" big-endian, "1" one byte; for µ-law also "mu-law"
 *   sample_coding       "pcm", "ulaw", "alaw"; with "embedded-shorten…" behind a comma what is compressed
 */

#define MAX_HEADER (64 * 1024) /* bytes; the header is of 1024, in some corpora of a few thousand */

typedef struct {
  guint64 channels;
  guint64 bytes; /* of a sample; 0: not said */
  guint64 bits;
  char coding[32];
  char order[32];
} Fields;

/* The next word of a line, up to @end; its length in @length. */
static const char *
next_word (const char *text, const char *end, gsize *length)
{
  const char *start;

  while (text < end && (*text == ' ' || *text == '\t'))
    text++;
  for (start = text; text < end && !g_ascii_isspace (*text);)
    text++;
  *length = text - start;
  return start;
}

static void
copy_word (char *dest, gsize size, const char *word, gsize length)
{
  g_strlcpy (dest, word, MIN (length + 1, size));
}

static void
parse_line (GafChunks *self, Fields *fields, const char *line, const char *end)
{
  gsize name_length, type_length, length;
  const char *name = next_word (line, end, &name_length);
  const char *type = next_word (name + name_length, end, &type_length);
  const char *value = next_word (type + type_length, end, &length);
  char text[32];

  copy_word (text, sizeof text, value, length);
#define IS(field) (name_length == strlen (field) && memcmp (name, field, name_length) == 0)
  if (IS ("channel_count"))
    fields->channels = g_ascii_strtoull (text, NULL, 10);
  else if (IS ("sample_rate"))
    self->rate = g_ascii_strtod (text, NULL);
  else if (IS ("sample_n_bytes"))
    fields->bytes = g_ascii_strtoull (text, NULL, 10);
  else if (IS ("sample_sig_bits"))
    fields->bits = g_ascii_strtoull (text, NULL, 10);
  else if (IS ("sample_count"))
    self->n_frames = MIN (g_ascii_strtoull (text, NULL, 10), G_MAXINT64);
  else if (IS ("sample_coding"))
    copy_word (fields->coding, sizeof fields->coding, value, length);
  else if (IS ("sample_byte_format"))
    copy_word (fields->order, sizeof fields->order, value, length);
#undef IS
}

static gboolean
set_coding (GafChunks *self, Fields *fields, GError **error)
{
  const char *coding = fields->coding;
  GafCoding found;

  if (strstr (coding, "shorten") != NULL)
    return gaf_chunks_fail (error, GAF_ERROR_UNSUPPORTED,
                            "The SPHERE file is compressed with Shorten, which cannot be read; uncompress it with "
                            "another tool");
  /* A SPHERE file without the field is PCM. Some writers say of µ-law only "mu-law" for its byte order. */
  if (*coding == '\0' && g_str_equal (fields->order, "mu-law"))
    coding = "ulaw";
  if (g_str_equal (coding, "ulaw") || g_str_equal (coding, "mu-law")) {
    gaf_chunks_set_pcm (self, GAF_CODING_MULAW, 0);
    return TRUE;
  }
  if (g_str_equal (coding, "alaw")) {
    gaf_chunks_set_pcm (self, GAF_CODING_ALAW, 0);
    return TRUE;
  }
  if (*coding != '\0' && !g_str_equal (coding, "pcm"))
    return gaf_chunks_fail (error, GAF_ERROR_UNSUPPORTED,
                            "The SPHERE file holds audio of coding \"%s\", which cannot be read; convert it to PCM "
                            "with another tool",
                            coding);

  /* The order has a digit for each byte. */
  if (fields->bytes == 0)
    fields->bytes = MAX (strlen (fields->order), 1);
  found = fields->bytes <= 4 ? gaf_chunks_integer_coding (fields->bytes, fields->order[0] != '0') : GAF_CODING_NONE;
  if (found == GAF_CODING_NONE)
    return gaf_chunks_fail (error, GAF_ERROR_UNSUPPORTED,
                            "The SPHERE file has samples of %" G_GUINT64_FORMAT " bytes; up to 4 can be read",
                            fields->bytes);
  gaf_chunks_set_pcm (self, found,
                      fields->bits > 0 && fields->bits <= 8 * fields->bytes ? fields->bits : 8 * fields->bytes);
  return TRUE;
}

gboolean
gaf_chunks_walk_nist (GafChunks *self, GafByteSource *source, GError **error)
{
  g_autofree char *header = NULL;
  const char *line, *end;
  guint64 size;
  Fields fields = {
    0,
  };
  char head[17] = "";

  self->container = "SPHERE";
  if (!gaf_chunks_read (source, 0, head, 16, error))
    return FALSE;
  size = g_ascii_strtoull (head + 8, NULL, 10);
  if (size < 16 || size > MAX_HEADER)
    return gaf_chunks_fail (error, GAF_ERROR_CORRUPT, "The SPHERE header says that it has %" G_GUINT64_FORMAT " bytes",
                            size);
  header = g_malloc (size);
  if (!gaf_chunks_read (source, 0, header, size, error))
    return FALSE;

  end = header + size;
  for (line = header + 16; line < end;) {
    const char *stop = memchr (line, '\n', end - line);

    if (stop == NULL || (stop - line >= 8 && memcmp (line, "end_head", 8) == 0))
      break;
    parse_line (self, &fields, line, stop);
    line = stop + 1;
  }
  self->channels = fields.channels > G_MAXINT ? G_MAXINT : (int) fields.channels;
  if (!gaf_chunks_check (self, error) || !set_coding (self, &fields, error))
    return FALSE;
  gaf_chunks_set_data (self, source, size, G_MAXUINT64);
  /* A program that could not go back leaves 0. */
  if (self->n_frames == 0)
    self->n_frames = -1;
  return TRUE;
}
