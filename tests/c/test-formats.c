/*
 * SPDX-FileCopyrightText: 2026 gaudiofile contributors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

/*
 * The tables of formats: whether they hold together, and whether README.md and docs/formats.md say what they say.
 * `build/tests/c/test-formats --update`, run in the project's folder, makes them say it.
 */

#include <string.h>

#include "core/limits.h"
#include "formats/writable.h"
#include "read/codecs.h"
#include "read/containers.h"

#define README_BEGIN "<!-- made by test-formats: begin -->\n"
#define README_END   "<!-- made by test-formats: end -->\n"

static const char introduction[] =
    "# Formats\n\n"
    "Made from the tables of the code by `build/tests/c/test-formats --update`; a test fails when it is not up to "
    "date.\n"
    "`gaudiofile.get_supported_read_formats()` and `get_supported_write_formats()` tell what the machine can do now: "
    "for\n"
    "some codecs an element of GStreamer has to be installed, and an error names the Debian package that has it.\n\n";

/* reading */

static void
append_extensions (GString *page, const GafContainer *container)
{
  for (gsize i = 0; i < G_N_ELEMENTS (container->extensions) && container->extensions[i].extension != NULL; i++)
    g_string_append_printf (page, "%s`%s`", i > 0 ? " " : "", container->extensions[i].extension);
}

static void
append_codecs (GString *page, const GafContainer *container)
{
  g_auto (GStrv) codecs = g_strsplit (container->codecs, " ", -1);

  for (guint i = 0; codecs[i] != NULL; i++) {
    const GafCodec *codec = gaf_codecs_get_codec (codecs[i]);

    if (codec == NULL)
      g_error ("%s: there is no codec '%s'", container->name, codecs[i]);
    g_string_append_printf (page, "%s%s", i > 0 ? ", " : "", codec->name);
  }
}

static void
append_reading (GString *page)
{
  g_string_append (page, "| Container | Usual extensions | Codecs | |\n|---|---|---|---|\n");
  for (const GafContainer *container = gaf_containers_get_all (); container->name != NULL; container++) {
    g_string_append_printf (page, "| %s | ", container->name);
    append_extensions (page, container);
    g_string_append (page, " | ");
    append_codecs (page, container);
    g_string_append_printf (page, " | %s%s|\n", container->note != NULL ? container->note : "",
                            container->note != NULL ? " " : "");
  }
}

/* writing */

static void
append_depths (GString *page, const GafWriteFormat *format)
{
  for (gsize i = 0; format->depths != NULL && format->depths[i] > 0; i++)
    g_string_append_printf (page, "%s%d", i > 0 ? ", " : "", format->depths[i]);
}

static void
append_rates (GString *page, const GafWriteFormat *format)
{
  if (format->rates == NULL)
    g_string_append_printf (page, "%d–%d", MAX (format->min_rate, 1), format->max_rate);
  for (gsize i = 0; format->rates != NULL && format->rates[i] > 0; i++)
    g_string_append_printf (page, "%s%d", i > 0 ? ", " : "", format->rates[i]);
}

static void
append_qualities (GString *page, const GafWriteFormat *format)
{
  if (format->quality == NULL)
    return;
  g_string_append_printf (page, "%s … %s; %s", format->quality[0],
                          format->quality[g_strv_length ((char **) format->quality) - 1],
                          format->quality[format->default_quality]);
}

static void
append_writing (GString *page)
{
  g_string_append (
      page, "\n## Writing\n\nThe first of several codecs of a format is the usual one; `codec=` chooses "
            "another. Bits are given where samples are stored\nas they are. The quality behind the semicolon is "
            "what is taken without one.\n\n"
            "| Format | | Codec | Bits | Sample rates (Hz) | Channels | Quality |\n|---|---|---|---|---|---|---|\n");
  for (const GafWriteFormat *format = gaf_write_format_all (); format->format != NULL; format++) {
    const GafCodec *codec = gaf_codecs_get_codec (format->codec);

    g_string_append_printf (page, "| `%s` | %s | %s | ", format->format, format->name,
                            codec != NULL ? codec->name : format->codec);
    append_depths (page, format);
    g_string_append (page, " | ");
    append_rates (page, format);
    g_string_append_printf (page, " | 1–%d | ", format->max_channels);
    append_qualities (page, format);
    g_string_append (page, format->quality != NULL ? " |\n" : "|\n");
  }
  g_string_append (
      page, "\n"
            "Samples that are not numbers, or far over full scale (1.0), never reach an encoder, which would lose a "
            "block of them or\n"
            "compute for ever. Integer formats round and clip them, and not-a-number becomes silence. Codecs with "
            "losses get silence for\n"
            "it too, and no more than ±8.0 (18 dB over full scale) where they take floats: Vorbis, AAC, AC-3, and all "
            "that are resampled\n"
            "first; ±1.0 where they take integers (MP3, Opus), and WMA. PCM of 32 or 64 bits in WAV, RF64, W64, AU and "
            "CAF is floating point\n"
            "and keeps what it is given. An encoder that swallows a block all the same is an error of `close()`.\n");
}

static char *
make_page (void)
{
  GString *page = g_string_new (introduction);

  g_string_append (page, "## Reading\n\n");
  append_reading (page);
  append_writing (page);
  return g_string_free (page, FALSE);
}

/* README.md with the table of what is read between its two marks. NULL: there are none. */
static char *
make_readme (const char *readme)
{
  const char *begin = strstr (readme, README_BEGIN);
  const char *end = strstr (readme, README_END);
  GString *result;

  if (begin == NULL || end == NULL)
    return NULL;
  result = g_string_new_len (readme, begin + strlen (README_BEGIN) - readme);
  append_reading (result);
  g_string_append (result, end);
  return g_string_free (result, FALSE);
}

/* files; @root: the project's folder */

static char *
load (const char *root, const char *name)
{
  g_autofree char *path = g_build_filename (root, name, NULL);
  g_autoptr (GError) error = NULL;
  char *text = NULL;

  if (!g_file_get_contents (path, &text, NULL, &error))
    g_error ("%s", error->message);
  return text;
}

static void
update (void)
{
  g_autofree char *old = load (".", "README.md");
  g_autofree char *readme = make_readme (old);
  g_autofree char *page = make_page ();
  g_autoptr (GError) error = NULL;

  if (readme == NULL)
    g_error ("README.md has no marks for the table");
  if (!g_file_set_contents ("README.md", readme, -1, &error)
      || !g_file_set_contents ("docs/formats.md", page, -1, &error))
    g_error ("%s", error->message);
}

/* tests */

static void
test_documentation (void)
{
  const char *root = g_getenv ("GAF_SOURCE_ROOT");
  g_autofree char *old = load (root != NULL ? root : ".", "README.md");
  g_autofree char *old_page = load (root != NULL ? root : ".", "docs/formats.md");
  g_autofree char *readme = make_readme (old);
  g_autofree char *page = make_page ();

  if (g_strcmp0 (readme, old) != 0 || strcmp (page, old_page) != 0)
    g_test_message ("Run: build/tests/c/test-formats --update");
  g_assert_cmpstr (old, ==, readme);
  g_assert_cmpstr (old_page, ==, page);
}

/* A magic leads to its own row, and no extension is in two rows. */
static void
test_rows (void)
{
  g_autoptr (GHashTable) seen = g_hash_table_new (g_str_hash, g_str_equal);

  for (const GafContainer *container = gaf_containers_get_all (); container->name != NULL; container++) {
    for (gsize i = 0; i < G_N_ELEMENTS (container->magics) && container->magics[i].length > 0; i++) {
      const GafMagic *magic = &container->magics[i];
      guint8 head[2048] = { 0 };

      memcpy (head + magic->offset, magic->bytes, magic->length);
      g_assert_true (gaf_containers_recognise (head, sizeof head) == container);
    }
    for (gsize i = 0; i < G_N_ELEMENTS (container->extensions) && container->extensions[i].extension != NULL; i++) {
      const GafExtension *extension = &container->extensions[i];

      g_assert_true (g_hash_table_add (seen, (gpointer) extension->extension));
      g_assert_true (extension->codec == NULL || gaf_codecs_get_codec (extension->codec) != NULL);
      g_assert_true (extension->codec == NULL || strstr (container->codecs, extension->codec) != NULL);
    }
    g_assert_true ((container->packetizer_new != NULL)
                   == (container->open == GAF_OPEN_PACKETS || container->open == GAF_OPEN_LIKELY));
  }
}

int
main (int argc, char **argv)
{
  if (argc == 2 && strcmp (argv[1], "--update") == 0) {
    update ();
    return 0;
  }
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/formats/documentation", test_documentation);
  g_test_add_func ("/formats/rows", test_rows);
  return g_test_run ();
}
