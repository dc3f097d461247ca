/*
 * SPDX-FileCopyrightText: 2026 gaudiofile contributors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#include "isolate/child.h"

#include <errno.h>
#include <signal.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <unistd.h>

#include "core/limits.h"
#include "gaf-error.h"
#include "gst/elements.h"
#include "isolate/protocol.h"
#include "isolate/sandbox.h"
#include "read/open.h"

/* What it has open, beside /dev/null three times. */
#define SESSION 3
#define FILE_FD 4

static guint8 *shared;

static void
say (const GafMessage *message)
{
  if (!gaf_message_send (SESSION, message, NULL, 0))
    _exit (0);
}

static void
listen_for (GafMessage *message, GafMessageType type)
{
  if (!gaf_message_receive (SESSION, message, NULL) || message->type != type)
    _exit (0);
}

static void
say_failed (const GError *error)
{
  GafMessage message;

  gaf_message_set_error (&message, error);
  say (&message);
}

/* Plugins can be loaded in the helper only. */
static void
need_plugin (const char *element)
{
  GafMessage message = { .type = GAF_MESSAGE_NEED };

  gaf_message_set_text (message.element, sizeof message.element, element);
  say (&message);
  _exit (0);
}

/* Nobody reads what is logged here; but that memory is wanting has to be told, since GLib aborts then. Without any
 * memory of its own. */
static void
handle_log (const char *domain, GLogLevelFlags level, const char *text, gpointer unused)
{
  GafMessage message = { .type = GAF_MESSAGE_FAILED };

  if (!(level & G_LOG_FLAG_FATAL) || strstr (text, "failed to allocate") == NULL)
    return;
  message.failed.domain = GAF_DOMAIN_GAF;
  message.failed.code = GAF_ERROR_LIMIT;
  gaf_message_set_text (message.failed.text, sizeof message.failed.text,
                        "The isolated decoder was stopped: the file needs more memory than it may have");
  say (&message);
  _exit (0);
}

/* the file */

/* Bytes that the program hands over. */
static gssize
read_served (gpointer unused, guint64 offset, guint8 *dest, gsize length, GError **error)
{
  gsize done = 0;

  while (done < length) {
    GafMessage message = { .type = GAF_MESSAGE_WANT };

    message.want.offset = offset + done;
    message.want.length = MIN (length - done, GAF_ISOLATED_WINDOW);
    say (&message);
    listen_for (&message, GAF_MESSAGE_BYTES);
    if (message.bytes.length < 0) {
      g_set_error (error, GAF_ERROR, GAF_ERROR_IO, "Reading failed");
      return -1;
    }
    if (message.bytes.length == 0)
      break;
    memcpy (dest + done, shared, message.bytes.length);
    done += message.bytes.length;
  }
  return done;
}

static GafDecoder *
open_file (GafByteSource **source)
{
  static GafLimits limits;
  GafMessage message;
  g_autoptr (GError) error = NULL;
  GafDecoder *decoder;

  listen_for (&message, GAF_MESSAGE_OPEN);
  *source = message.open.served ? gaf_byte_source_new_derived (NULL, message.open.size, read_served, NULL, NULL)
                                : gaf_byte_source_new_for_fd (FILE_FD, message.open.size);
  limits = message.open.limits;
  gaf_byte_source_set_limits (*source, &limits);
  decoder = gaf_decoder_open (*source, message.open.track, &error);
  if (decoder == NULL) {
    /* As in the program: what reading gave, not what the parser made of it. */
    say_failed (gaf_byte_source_get_error (*source) != NULL ? gaf_byte_source_get_error (*source) : error);
    _exit (0);
  }
  message = (GafMessage){ .type = GAF_MESSAGE_OPENED };
  message.opened.rate = decoder->rate;
  message.opened.channel_mask = decoder->channel_mask;
  message.opened.n_frames = decoder->n_frames;
  message.opened.exact = decoder->exact;
  message.opened.channels = decoder->channels;
  message.opened.format = decoder->format;
  message.opened.bits = decoder->bits;
  gaf_message_set_text (message.opened.codec, sizeof message.opened.codec, decoder->codec);
  gaf_message_set_text (message.opened.container, sizeof message.opened.container, decoder->container);
  say (&message);
  return decoder;
}

static void
read_block (GafDecoder *decoder, GafByteSource *source)
{
  void *planes[GAF_LIMIT_CHANNELS];
  GafSampleDest dest = { .planes = planes };
  g_autoptr (GError) error = NULL;
  GafMessage message;
  guint8 *slot;
  gint64 done;

  listen_for (&message, GAF_MESSAGE_READ);
  slot = shared + GAF_ISOLATED_WINDOW + (gsize) message.read.slot * GAF_ISOLATED_SLOT;
  dest.format = message.read.format;
  dest.layout = message.read.layout;
  for (int c = 0; c < decoder->channels; c++)
    planes[c] = slot + c * message.read.n_frames * gaf_sample_format_get_width (dest.format);
  gaf_byte_source_clear_error (source);
  done = gaf_decoder_read_at (decoder, message.read.frame, &dest, 0, message.read.n_frames, &error);
  if (done < 0) {
    say_failed (error);
    return;
  }
  message = (GafMessage){ .type = GAF_MESSAGE_DONE };
  message.done.done = done;
  message.done.n_frames = decoder->n_frames;
  message.done.exact = decoder->exact;
  say (&message);
}

/* Takes the descriptors to their numbers, and has no others. */
static gboolean
arrange (const int *fds)
{
  shared = mmap (NULL, GAF_ISOLATED_SHARED, PROT_READ | PROT_WRITE, MAP_SHARED, fds[GAF_START_SAMPLES], 0);
  if (shared == MAP_FAILED || dup2 (fds[GAF_START_SESSION], SESSION) < 0)
    return FALSE;
  if (fds[GAF_START_FILE] < 0)
    close (FILE_FD);
  else if (dup2 (fds[GAF_START_FILE], FILE_FD) < 0)
    return FALSE;
  return close_range (FILE_FD + 1, ~0U, 0) == 0;
}

static void
lock_in (void)
{
  GafMessage message = { .type = GAF_MESSAGE_HELLO };
  const char *what = "its descriptors cannot be closed";

  message.hello.pid = getpid ();
  gaf_message_set_text (message.hello.build, sizeof message.hello.build, GAF_BUILD);
  say (&message);
  if (gaf_sandbox_enter (&what)) {
    message = (GafMessage){ .type = GAF_MESSAGE_LOCKED };
    say (&message);
    return;
  }
  message = (GafMessage){ .type = GAF_MESSAGE_FAILED };
  message.failed.domain = GAF_DOMAIN_LOCK;
  g_snprintf (message.failed.text, sizeof message.failed.text, "%s: %s", what, g_strerror (errno));
  say (&message);
  _exit (0);
}

void
gaf_child_run (const int *fds)
{
  const pid_t helper = getppid ();
  GafByteSource *source;
  GafDecoder *decoder;

  /* With the helper, which ends with the program. */
  if (prctl (PR_SET_PDEATHSIG, SIGKILL) != 0 || getppid () != helper || !arrange (fds))
    _exit (1);
  g_log_set_default_handler (handle_log, NULL);
  gaf_elements_set_need (need_plugin);
  lock_in ();
  decoder = open_file (&source);
  for (;;)
    read_block (decoder, source);
}
