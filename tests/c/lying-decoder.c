/*
 * SPDX-FileCopyrightText: 2026 gaudiofile contributors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#include "core/limits.h"
#include "gaf-error.h"
#include "gaf-types.h"
#include "isolate/protocol.h"

/*
 * What stands in the place of gaudiofile-decoder in test-isolation.c, and says what a decoder that was taken over by a
 * file might say. The environment variable GAF_LIE names the lie. It sees to one session and ends.
 */

static const char *lie;
static int session;

static gboolean
is (const char *name)
{
  return strcmp (lie, name) == 0;
}

static void
say (const GafMessage *message)
{
  gaf_message_send (session, message, NULL, 0);
}

static void
say_opened (void)
{
  GafMessage message = { .type = GAF_MESSAGE_OPENED };

  message.opened.rate = is ("rate") ? 0.0 / 0.0 : is ("high rate") ? 1e300 : 44100;
  message.opened.channels = is ("channels") ? GAF_LIMIT_CHANNELS + 1 : is ("no channels") ? 0 : 2;
  message.opened.format = is ("format") ? 99 : GAF_SAMPLE_FORMAT_INT16;
  message.opened.bits = is ("bits") ? -1 : 16;
  message.opened.n_frames = is ("length") ? -1 : 1 << 20;
  message.opened.exact = TRUE;
  if (is ("endless names")) {
    memset (message.opened.codec, 0xff, sizeof message.opened.codec);
    memset (message.opened.container, 'x', sizeof message.opened.container);
  } else if (!is ("no codec")) {
    strcpy (message.opened.codec, "pcm");
  }
  say (&message);
}

static void
say_done (gint64 asked)
{
  GafMessage message = { .type = is ("opened for done") ? GAF_MESSAGE_OPENED : GAF_MESSAGE_DONE };

  message.done.done = is ("too many frames") ? asked + 1 : is ("negative frames") ? -1 : asked;
  message.done.n_frames = is ("negative length") ? -1 : 1 << 20;
  say (&message);
}

static void
greet (void)
{
  GafMessage message = { .type = GAF_MESSAGE_HELLO };

  message.hello.pid = is ("no process") ? -1 : getpid ();
  strcpy (message.hello.build, is ("version") ? "another" : GAF_BUILD);
  say (&message);
  message = (GafMessage){ .type = is ("unlocked") ? GAF_MESSAGE_DONE : GAF_MESSAGE_LOCKED };
  say (&message);
}

/* Instead of OPENED. FALSE: no, that as well. */
static gboolean
open_otherwise (void)
{
  GafMessage message = { .type = GAF_MESSAGE_FAILED };

  if (is ("error")) {
    message.failed.domain = 77;
    message.failed.code = -5;
    memset (message.failed.text, 0xfe, sizeof message.failed.text);
  } else if (is ("error code")) {
    message.failed.domain = GAF_DOMAIN_GIO;
    message.failed.code = G_IO_ERROR_CANCELLED;
  } else if (is ("type")) {
    message.type = 1000;
  } else if (is ("hello again")) {
    message.type = GAF_MESSAGE_HELLO;
  } else if (is ("need")) {
    message.type = GAF_MESSAGE_NEED;
    memset (message.element, 0xff, sizeof message.element);
  } else if (is ("half a message")) {
    if (write (session, &message, 7) == 7)
      return TRUE;
  } else if (is ("silence")) {
    /* Until it is given up. */
    gaf_message_receive (session, &message, NULL);
    return TRUE;
  } else if (is ("want")) {
    static const guint64 offsets[] = { G_MAXUINT64, 1 << 30, 0 };

    for (gsize i = 0; i < G_N_ELEMENTS (offsets); i++) {
      message = (GafMessage){ .type = GAF_MESSAGE_WANT };
      message.want.offset = offsets[i];
      message.want.length = G_MAXUINT32;
      say (&message);
      if (!gaf_message_receive (session, &message, NULL) || message.bytes.length != -1)
        _exit (1);
    }
    return FALSE;
  } else {
    return FALSE;
  }
  say (&message);
  return TRUE;
}

int
main (void)
{
  GafMessage message;
  int fds[GAF_START_N_FDS];

  lie = g_getenv ("GAF_LIE");
  do {
    if (!gaf_message_receive (GAF_HELPER_CONTROL, &message, fds))
      return 0;
  } while (message.type != GAF_MESSAGE_START);
  session = fds[GAF_START_SESSION];
  close (fds[GAF_START_SAMPLES]);
  if (is ("end"))
    return 0;
  greet ();
  if (!gaf_message_receive (session, &message, NULL) || open_otherwise ())
    return 0;
  say_opened ();
  while (gaf_message_receive (session, &message, NULL))
    say_done (message.read.n_frames);
  return 0;
}
