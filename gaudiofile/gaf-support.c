/*
 * SPDX-FileCopyrightText: 2026 gaudiofile contributors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#include "gaf-support.h"

#include <string.h>

#include "analysis/measure.h"
#include "analysis/picture.h"
#include "core/fork-gate.h"
#include "formats/writable.h"
#include "gst/elements.h"
#include "read/codecs.h"
#include "read/containers.h"
#include "tags/taglib.h"

/* The tables of what can be read and written, with what of them is installed: nothing is told here that they do not
 * say. */

/**
 * GafSupport:
 *
 * Something that this library can do if what it needs is installed: read a codec, write a format, or one of a few other
 * things. It says whether that works here, by which GStreamer element, and which package of Debian has it.
 *
 * Nothing of it changes; what is installed later is in a new list.
 *
 * ```c
 * g_autoptr (GPtrArray) codecs = gaf_support_list (GAF_SUPPORT_KIND_READING);
 *
 * for (guint i = 0; i < codecs->len; i++)
 *   if (!gaf_support_get_works (codecs->pdata[i]))
 *     g_print ("%s: %s\n", gaf_support_get_name (codecs->pdata[i]), gaf_support_get_message (codecs->pdata[i]));
 * ```
 *
 * Since: 0.1
 */
struct _GafSupport {
  const char *name;
  const char *codec;
  GPtrArray *extensions, *containers; /* ended by NULL */
  gboolean works;
  const char *element;
  const char *package;
  char *message; /* NULL if it works */
};

G_DEFINE_BOXED_TYPE (GafSupport, gaf_support, gaf_support_ref, gaf_support_unref)

static GafSupport *
support_new (const char *name, const char *codec)
{
  GafSupport *self = g_atomic_rc_box_new0 (GafSupport);

  self->name = name;
  self->codec = codec;
  self->extensions = g_ptr_array_new_with_free_func (g_free);
  self->containers = g_ptr_array_new ();
  return self;
}

static void
clear (gpointer data)
{
  GafSupport *self = data;

  g_ptr_array_unref (self->extensions);
  g_ptr_array_unref (self->containers);
  g_free (self->message);
}

/**
 * gaf_support_ref:
 * @self: a support
 *
 * Takes another reference to the entry, which [method@Support.unref] gives back.
 *
 * Returns: (transfer full): the same
 * Since: 0.1
 */
GafSupport *
gaf_support_ref (GafSupport *self)
{
  return g_atomic_rc_box_acquire (self);
}

/**
 * gaf_support_unref:
 * @self: (transfer full): a support
 *
 * Drops a reference to the entry; with the last one it is freed.
 *
 * Since: 0.1
 */
void
gaf_support_unref (GafSupport *self)
{
  g_atomic_rc_box_release_full (self, clear);
}

/* {{{ lists */

/* Takes @error. */
static void
take_error (GafSupport *self, GError *error)
{
  self->works = error == NULL;
  if (error != NULL)
    self->message = g_strdup (error->message);
  g_clear_error (&error);
}

/* One of @elements; the first that is installed, else the one to install. */
static void
find_element (GafSupport *self, const char *const *elements, gsize n_elements)
{
  GError *error = NULL;

  self->element = gaf_elements_choose (elements, n_elements, self->name, &error);
  if (self->element == NULL)
    self->element = elements[0];
  self->package = gaf_elements_get_package (self->element);
  take_error (self, error);
}

/* "flac vorbis" has "flac". */
static gboolean
has_word (const char *words, const char *word)
{
  const gsize length = strlen (word);

  for (const char *found = strstr (words, word); found != NULL; found = strstr (found + 1, word))
    if ((found == words || found[-1] == ' ') && (found[length] == ' ' || found[length] == '\0'))
      return TRUE;
  return FALSE;
}

static void
add_containers (GafSupport *self)
{
  for (const GafContainer *container = gaf_containers_get_all (); container->name != NULL; container++) {
    if (container->codecs != NULL && has_word (container->codecs, self->codec))
      g_ptr_array_add (self->containers, (gpointer) container->name);
    for (gsize i = 0; i < G_N_ELEMENTS (container->extensions) && container->extensions[i].extension != NULL; i++) {
      const GafExtension *extension = &container->extensions[i];

      if (strcmp (extension->codec != NULL ? extension->codec : "pcm", self->codec) == 0)
        g_ptr_array_add (self->extensions, g_strdup (extension->extension));
    }
  }
}

static void
find_decoder (GafSupport *self, const GafCodec *codec)
{
  self->works = TRUE;
  /* The element of PCM is for packets of it, and is GStreamer's own. */
  if (codec->elements[0] == NULL || strcmp (codec->codec, "pcm") == 0 || (codec->flags & GAF_CODEC_LIBRARY))
    return;
  find_element (self, codec->elements, G_N_ELEMENTS (codec->elements));
  if (!self->works && gaf_codecs_is_there (codec)) {
    g_clear_pointer (&self->message, g_free);
    self->element = self->package = NULL;
    self->works = TRUE;
  }
}

static void
list_reading (GPtrArray *list)
{
  gsize n_codecs;
  const GafCodec *codecs = gaf_codecs_get_all (&n_codecs);

  for (gsize i = 0; i < n_codecs; i++) {
    GafSupport *self = support_new (codecs[i].name, codecs[i].codec);

    add_containers (self);
    find_decoder (self, &codecs[i]);
    g_ptr_array_add (list, self);
  }
}

/* The same format under another extension has a row of its own in the table. */
static GafSupport *
find_row (GPtrArray *list, const GafWriteFormat *format)
{
  for (guint i = 0; i < list->len; i++) {
    GafSupport *self = list->pdata[i];

    if (strcmp (self->name, format->name) == 0 && strcmp (self->codec, format->codec) == 0)
      return self;
  }
  return NULL;
}

static void
list_writing (GPtrArray *list)
{
  for (const GafWriteFormat *format = gaf_write_format_all (); format->format != NULL; format++) {
    GafSupport *self = find_row (list, format);

    if (self == NULL) {
      self = support_new (format->name, format->codec);
      g_ptr_array_add (self->containers, (gpointer) format->name);
      if (format->elements[0] != NULL)
        find_element (self, format->elements, G_N_ELEMENTS (format->elements));
      else
        self->works = TRUE;
      g_ptr_array_add (list, self);
    }
    g_ptr_array_add (self->extensions, g_strconcat (".", format->format, NULL));
  }
}

/* @package: of the library that does it. */
static GafSupport *
add_other (GPtrArray *list, const char *name, const char *package)
{
  GafSupport *self = support_new (name, NULL);

  self->package = package;
  g_ptr_array_add (list, self);
  return self;
}

static void
list_others (GPtrArray *list)
{
  static const char *const devices[] = { "pulsesrc" };
  static const char *const live[] = { "audioresample" };
  static const GafPicture picture = { .width = 1000, .height = 1000, .channels = 1 };
  g_autoptr (GafMeasure) measure = NULL;
  GError *error = NULL;
  GafSupport *self;

  self = add_other (list, "tags",
#ifdef GAF_TAGLIB_PACKAGE
                    GAF_TAGLIB_PACKAGE
#else
                    "libtag1-dev"
#endif
  );
  gaf_taglib_load (&error);
  take_error (self, g_steal_pointer (&error));

  self = add_other (list, "loudness", "libebur128-1");
  measure = gaf_measure_new (48000, 1, 0, &error);
  take_error (self, g_steal_pointer (&error));

  self = add_other (list, "pictures", "libcairo2");
  gaf_picture_check (&picture, &error);
  take_error (self, g_steal_pointer (&error));

  self = add_other (list, "live audio", NULL);
  find_element (self, live, G_N_ELEMENTS (live));
  self = add_other (list, "PulseAudio and PipeWire", NULL);
  find_element (self, devices, G_N_ELEMENTS (devices));
}

/**
 * gaf_support_list:
 * @kind: what of
 *
 * Lists all that this library could do, with what of it works on this machine now. Of reading there is an entry for
 * each codec; of writing one for each format and codec in it; the others have names of their own: `tags`, `loudness`,
 * `pictures`, `live audio`, `PulseAudio and PipeWire`.
 *
 * Returns: (transfer container) (element-type GafSupport): the list, which has a reference to each
 * Since: 0.1
 */
GPtrArray *
gaf_support_list (GafSupportKind kind)
{
  GPtrArray *list = g_ptr_array_new_with_free_func ((GDestroyNotify) gaf_support_unref);

  gaf_fork_gate_enter ();
  if (kind == GAF_SUPPORT_KIND_READING)
    list_reading (list);
  else if (kind == GAF_SUPPORT_KIND_WRITING)
    list_writing (list);
  else
    list_others (list);
  gaf_fork_gate_leave ();
  for (guint i = 0; i < list->len; i++) {
    GafSupport *self = list->pdata[i];

    g_ptr_array_add (self->extensions, NULL);
    g_ptr_array_add (self->containers, NULL);
  }
  return list;
}

/* }}} */

/**
 * gaf_support_get_name:
 * @self: a support
 *
 * Tells what it is about: a codec or a format, as people call it, or another thing.
 *
 * Returns: (transfer none): the name
 * Since: 0.1
 */
const char *
gaf_support_get_name (GafSupport *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->name;
}

/**
 * gaf_support_get_codec:
 * @self: a support
 *
 * Tells the codec, as [method@Reader.get_codec] and [method@EncodeSpec.set_codec] call it.
 *
 * Returns: (transfer none) (nullable): the codec; %NULL for what is neither reading nor writing
 * Since: 0.1
 */
const char *
gaf_support_get_codec (GafSupport *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->codec;
}

/**
 * gaf_support_get_extensions:
 * @self: a support
 *
 * Tells the usual extensions: of the files that have the codec most of the time, or of those that are written so.
 *
 * Returns: (transfer none) (array zero-terminated=1): extensions with their dot, maybe none
 * Since: 0.1
 */
const char *const *
gaf_support_get_extensions (GafSupport *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return (const char *const *) self->extensions->pdata;
}

/**
 * gaf_support_get_containers:
 * @self: a support
 *
 * Tells which containers may have the codec, or the one that is written.
 *
 * Returns: (transfer none) (array zero-terminated=1): names for people, maybe none
 * Since: 0.1
 */
const char *const *
gaf_support_get_containers (GafSupport *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return (const char *const *) self->containers->pdata;
}

/**
 * gaf_support_get_works:
 * @self: a support
 *
 * Tells whether it works on this machine now, with what is installed.
 *
 * Returns: %TRUE if it does
 * Since: 0.1
 */
gboolean
gaf_support_get_works (GafSupport *self)
{
  g_return_val_if_fail (self != NULL, FALSE);

  return self->works;
}

/**
 * gaf_support_get_element:
 * @self: a support
 *
 * Tells the GStreamer element that does it, or that is missing.
 *
 * Returns: (transfer none) (nullable): its name; %NULL where it takes none
 * Since: 0.1
 */
const char *
gaf_support_get_element (GafSupport *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->element;
}

/**
 * gaf_support_get_package:
 * @self: a support
 *
 * Tells the package of Debian that has what does it: the one to install if it does not work.
 *
 * Returns: (transfer none) (nullable): its name; %NULL where this library does it alone
 * Since: 0.1
 */
const char *
gaf_support_get_package (GafSupport *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->package;
}

/**
 * gaf_support_get_message:
 * @self: a support
 *
 * Tells why it does not work, and what to install for it, in a sentence for people.
 *
 * Returns: (transfer none) (nullable): a sentence; %NULL if it works
 * Since: 0.1
 */
const char *
gaf_support_get_message (GafSupport *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->message;
}
