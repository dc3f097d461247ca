/*
 * SPDX-FileCopyrightText: 2026 gaudiofile contributors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#include "isolate/protocol.h"

#include <errno.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#include "gaf-error.h"
#include "gaf-private.h"

gboolean
gaf_message_send (int socket, const GafMessage *message, const int *fds, guint n_fds)
{
  union {
    struct cmsghdr header;
    char bytes[CMSG_SPACE (GAF_START_N_FDS * sizeof (int))];
  } control = { 0 };
  struct iovec data = { (void *) message, sizeof *message };
  struct msghdr packet = { .msg_iov = &data, .msg_iovlen = 1 };
  gssize n;

  if (n_fds > 0) {
    packet.msg_control = control.bytes;
    packet.msg_controllen = CMSG_SPACE (n_fds * sizeof (int));
    control.header.cmsg_level = SOL_SOCKET;
    control.header.cmsg_type = SCM_RIGHTS;
    control.header.cmsg_len = CMSG_LEN (n_fds * sizeof (int));
    memcpy (CMSG_DATA (&control.header), fds, n_fds * sizeof (int));
  }
  do
    n = sendmsg (socket, &packet, MSG_NOSIGNAL);
  while (n < 0 && errno == EINTR);
  return n == sizeof *message;
}

/* Takes the descriptors that came with @packet, and closes what nobody asked for. */
static void
take_fds (struct msghdr *packet, int *fds)
{
  guint n_taken = 0;

  for (struct cmsghdr *header = CMSG_FIRSTHDR (packet); header != NULL; header = CMSG_NXTHDR (packet, header)) {
    const guint n = (header->cmsg_len - CMSG_LEN (0)) / sizeof (int);

    if (header->cmsg_level != SOL_SOCKET || header->cmsg_type != SCM_RIGHTS)
      continue;
    for (guint i = 0; i < n; i++) {
      int fd;

      memcpy (&fd, CMSG_DATA (header) + i * sizeof (int), sizeof fd);
      if (n_taken < GAF_START_N_FDS)
        fds[n_taken++] = fd;
      else
        close (fd);
    }
  }
}

gboolean
gaf_message_receive (int socket, GafMessage *message, int *fds)
{
  union {
    struct cmsghdr header;
    char bytes[CMSG_SPACE (GAF_START_N_FDS * sizeof (int))];
  } control;
  struct iovec data = { message, sizeof *message };
  struct msghdr packet = { .msg_iov = &data, .msg_iovlen = 1 };
  gssize n;
  int tries = 0;

  /* Descriptors that are sent where none are asked for are closed by the kernel. */
  if (fds != NULL) {
    packet.msg_control = control.bytes;
    packet.msg_controllen = sizeof control.bytes;
    for (guint i = 0; i < GAF_START_N_FDS; i++)
      fds[i] = -1;
  }
  /* That the other side has closed with something unread is told first, and once; then comes what it said last. */
  do
    n = recvmsg (socket, &packet, MSG_CMSG_CLOEXEC);
  while (n < 0 && (errno == EINTR || (errno == ECONNRESET && tries++ == 0)));
  if (n > 0 && fds != NULL)
    take_fds (&packet, fds);
  if (n == 0 || (n < 0 && errno == ECONNRESET))
    errno = 0;
  else if (n > 0 && n != sizeof *message)
    errno = EPROTO;
  return n == sizeof *message;
}

void
gaf_message_set_text (char *dest, gsize size, const char *text)
{
  g_strlcpy (dest, text != NULL ? text : "", size);
}

void
gaf_message_set_error (GafMessage *message, const GError *error)
{
  *message = (GafMessage){ .type = GAF_MESSAGE_FAILED };
  message->failed.domain = error->domain == GAF_ERROR    ? GAF_DOMAIN_GAF
                           : error->domain == G_IO_ERROR ? GAF_DOMAIN_GIO
                                                         : GAF_DOMAIN_OTHER;
  message->failed.code = error->code;
  message->failed.saved_errno = gaf_error_get_errno (error);
  gaf_message_set_text (message->failed.text, sizeof message->failed.text, error->message);
}

GError *
gaf_message_get_error (const GafMessage *message)
{
  g_autofree char *raw = g_strndup (message->failed.text, sizeof message->failed.text);
  g_autofree char *text = g_utf8_make_valid (raw, -1);
  const int code = message->failed.code;

  switch (message->failed.domain) {
  case GAF_DOMAIN_GAF:
    if (code >= 0 && code <= GAF_ERROR_NO_ISOLATION)
      return gaf_error_new_literal (code, MAX (message->failed.saved_errno, 0), text);
    break;
  case GAF_DOMAIN_GIO:
    /* That it was cancelled is known here only. */
    if (code >= 0 && code != G_IO_ERROR_CANCELLED && code <= G_IO_ERROR_MESSAGE_TOO_LARGE)
      return g_error_new_literal (G_IO_ERROR, code, text);
    break;
  case GAF_DOMAIN_LOCK:
    return g_error_new (GAF_ERROR, GAF_ERROR_NO_ISOLATION,
                        "The decoder could not be isolated, so nothing was read: %s. isolation=\"none\" reads without",
                        text);
  default:
    break;
  }
  return g_error_new_literal (GAF_ERROR, GAF_ERROR_CORRUPT, text);
}
