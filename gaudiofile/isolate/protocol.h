/*
 * SPDX-FileCopyrightText: 2026 gaudiofile contributors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#pragma once

#include "core/limits.h"

G_BEGIN_DECLS

/*
 * What a program, its helper and the decoding processes say to each other. See docs/isolation.md.
 *
 *   program ──── control ────► helper           START, LOAD, END: no answers, but for END if it is asked for one
 *      ▲                         │ fork()
 *      └─────── session ──────► decoding process   one for each reader; it has the samples' memory in common with the
 *                                                   program
 *
 * Both are sockets that keep messages whole (SOCK_SEQPACKET). All three are of one build on one machine, so messages
 * are structs. What comes out of a decoding process is believed by nobody: each number is checked, and of the memory in
 * common nothing but samples is read.
 */

/* Where the helper finds what it inherits. */
#define GAF_HELPER_CONTROL 3 /* the control socket */
#define GAF_HELPER_PROGRAM 4 /* a pidfd of the program: becomes readable when that has ended */
#define GAF_HELPER_N_FDS   5

/* Descriptors that come with START, in this order; the last only if the program has the file open. */
enum {
  GAF_START_SESSION,
  GAF_START_SAMPLES,
  GAF_START_FILE,
  GAF_START_N_FDS,
};

/* The memory in common: a window through which the program hands over bytes of the file, and room for blocks of
 * samples, so that some are filled while one is emptied. Together they fit into a processor's cache. */
#define GAF_ISOLATED_WINDOW (256 * 1024)
#define GAF_ISOLATED_SLOT   (256 * 1024)
#define GAF_ISOLATED_N_SLOTS 4
#define GAF_ISOLATED_SHARED (GAF_ISOLATED_WINDOW + GAF_ISOLATED_N_SLOTS * GAF_ISOLATED_SLOT)

typedef enum {
  /* control */
  GAF_MESSAGE_START, /* fork, with the descriptors above */
  GAF_MESSAGE_LOAD,  /* @element: load its plugin; empty: initialise GStreamer */
  GAF_MESSAGE_END,   /* @pid: kill and forget; a descriptor that comes along gets its status, an int */

  /* session, from the decoding process */
  GAF_MESSAGE_HELLO,  /* @hello: before it locks itself in */
  GAF_MESSAGE_LOCKED, /* nothing of the file was touched before this */
  GAF_MESSAGE_OPENED, /* @opened */
  GAF_MESSAGE_DONE,   /* @done: samples are in the slot */
  GAF_MESSAGE_FAILED, /* @failed: in place of LOCKED, OPENED or DONE */
  GAF_MESSAGE_NEED,   /* @element: it has to be loaded in the helper; this process ends */
  GAF_MESSAGE_WANT,   /* @want: bytes, into the window */

  /* session, from the program */
  GAF_MESSAGE_OPEN,  /* @open */
  GAF_MESSAGE_READ,  /* @read */
  GAF_MESSAGE_BYTES, /* @bytes: they are in the window */
} GafMessageType;

/* The domains of errors that are passed on. */
typedef enum {
  GAF_DOMAIN_OTHER,
  GAF_DOMAIN_GAF,
  GAF_DOMAIN_GIO,
  GAF_DOMAIN_LOCK, /* the process could not lock itself in */
} GafMessageDomain;

typedef struct {
  GafMessageType type;
  union {
    gint32 pid;
    char element[64];
    struct {
      gint32 pid;
      char build[40];
    } hello;
    struct {
      guint64 size;  /* of the file */
      gint32 track;
      struct _GafLimits limits;
      gint32 served; /* the program hands over the bytes; else the file is there */
    } open;
    struct {
      double rate;
      guint64 channel_mask;
      gint64 n_frames;
      gint32 exact;
      gint32 channels;
      gint32 format;
      gint32 bits;
      char codec[32];
      char container[48]; /* empty: none */
    } opened;
    struct {
      gint64 frame;
      gint64 n_frames;
      gint32 slot;
      gint32 format;
      gint32 layout;
    } read;
    struct {
      gint64 done;     /* frames in the slot */
      gint64 n_frames; /* of the file */
      gint32 exact;
    } done;
    struct {
      guint64 offset;
      guint32 length;
    } want;
    struct {
      gint32 length; /* -1: failed */
    } bytes;
    struct {
      gint32 domain;
      gint32 code;
      gint32 saved_errno;
      char text[500];
    } failed;
  };
} GafMessage;

/* Sends @message and up to GAF_START_N_FDS descriptors, which stay the caller's. FALSE with errno. */
gboolean gaf_message_send    (int               socket,
                              const GafMessage *message,
                              const int        *fds,
                              guint             n_fds);
/* Waits for a message. @fds, if not NULL, gets GAF_START_N_FDS descriptors, -1 for those that did not come. FALSE with
 * errno: 0 if the other side has closed, EPROTO for anything but a whole message. */
gboolean gaf_message_receive (int               socket,
                              GafMessage       *message,
                              int              *fds);

/* An error as a message, and back. What comes back is of one of the domains above, and its text is UTF-8. */
void     gaf_message_set_error (GafMessage       *message,
                                const GError     *error);
GError  *gaf_message_get_error (const GafMessage *message);

/* Copies @text, which may be NULL, as far as there is room, with a NUL behind it. */
void     gaf_message_set_text  (char             *dest,
                                gsize             size,
                                const char       *text);

G_END_DECLS
