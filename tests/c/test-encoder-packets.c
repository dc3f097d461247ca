/*
 * SPDX-FileCopyrightText: 2026 gaudiofile contributors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#include <gaudiofile/gaudiofile.h>
#include <gst/audio/audio.h>

/* What an encoder does that does not work as it should: one that drops a block takes the place of flacenc. */

#define RATE   44100
#define FRAMES 60000
#define PIECE  40000 /* that long a piece is worth two threads */

static GType real;
static gint block;         /* atomic; how many blocks encoders were given */
static gint dropped;       /* which of them is dropped; 0: none */
static gsize dropped_size; /* how many frames that were */

static GMutex lock;
static GHashTable *seen; /* the encoders that were given something */

static GstFlowReturn
dropper_handle_frame (GstAudioEncoder *encoder, GstBuffer *buffer)
{
  GstAudioEncoderClass *klass = g_type_class_peek (real);

  g_mutex_lock (&lock);
  g_hash_table_add (seen, encoder);
  g_mutex_unlock (&lock);
  if (buffer == NULL || g_atomic_int_add (&block, 1) + 1 != dropped)
    return klass->handle_frame (encoder, buffer);
  dropped_size = gst_buffer_get_size (buffer) / 4;
  return gst_audio_encoder_finish_frame (encoder, NULL, (gint) dropped_size);
}

static void
dropper_class_init (gpointer klass, gpointer data)
{
  GST_AUDIO_ENCODER_CLASS (klass)->handle_frame = dropper_handle_frame;
}

/* Registers an element that is flacenc, but for what it drops, under that name. */
static gboolean
replace_flacenc (void)
{
  GstElement *element = gst_element_factory_make ("flacenc", NULL);
  GTypeQuery query;
  GType type;

  if (element == NULL)
    return FALSE;
  real = G_OBJECT_TYPE (element);
  gst_object_unref (gst_object_ref_sink (element));
  g_assert_true (g_type_is_a (real, GST_TYPE_AUDIO_ENCODER));
  g_type_query (real, &query);
  type = g_type_register_static_simple (real, "Dropper", query.class_size, dropper_class_init, query.instance_size,
                                        NULL, 0);
  return gst_element_register (NULL, "flacenc", GST_RANK_NONE, type);
}

static gboolean
write_flac (guint n_threads, GError **error)
{
  g_autoptr (GafEncodeSpec) spec = gaf_encode_spec_new ("flac", RATE, 2);
  g_autoptr (GafWriter) writer = NULL;
  g_autofree gint16 *samples = g_new (gint16, 2 * FRAMES);
  gboolean ok = TRUE;

  for (guint i = 0; i < 2 * FRAMES; i++)
    samples[i] = (gint16) (i * 40503u);
  block = 0;
  g_hash_table_remove_all (seen);
  gaf_set_max_threads (n_threads);
  writer = gaf_writer_new_for_memory (spec, error);
  g_assert_nonnull (writer);
  for (guint at = 0; at < FRAMES && ok; at += PIECE) {
    const gint16 *piece = samples + 2 * at;

    ok = gaf_writer_write_raw (writer, GAF_SAMPLE_FORMAT_INT16, (const void *const[]){ piece, piece + 1 },
                               2 * sizeof *samples, MIN (PIECE, FRAMES - at), NULL, error);
  }
  /* Where several encode, a loss is seen sometimes now and sometimes then. */
  return gaf_writer_close (writer, NULL, ok ? error : NULL) && ok;
}

static void
test_dropped_block (void)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *expected = NULL;

  gst_init (NULL, NULL);
  if (!replace_flacenc ()) {
    g_test_skip ("flacenc is not installed");
    return;
  }
  seen = g_hash_table_new (NULL, NULL);
  for (guint n_threads = 1; n_threads <= 2; n_threads++) {
    dropped = 0;
    g_assert_true (write_flac (n_threads, &error));
    g_assert_no_error (error);
    g_assert_cmpint (block, >, 3);
    /* So many do work, and none is made anew for the next piece. */
    g_assert_cmpuint (g_hash_table_size (seen), ==, n_threads);
  }

  dropped = 3;
  g_assert_false (write_flac (1, &error));
  g_assert_error (error, GAF_ERROR, GAF_ERROR_IO);
  expected = g_strdup_printf ("\"flacenc\" has dropped %" G_GSIZE_FORMAT " of %d frames", dropped_size, FRAMES);
  if (strstr (error->message, expected) == NULL)
    g_error ("\"%s\" does not say \"%s\"", error->message, expected);
  g_clear_error (&error);

  /* An encoder that got no other block may say something else. */
  g_assert_false (write_flac (2, &error));
  g_assert_nonnull (error);
  g_assert_true (error->domain == GAF_ERROR);
  g_hash_table_unref (seen);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/encoder-packets/dropped-block", test_dropped_block);
  return g_test_run ();
}
