/*
 * SPDX-FileCopyrightText: 2026 gaudiofile contributors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#pragma once

#include "gaf-stream.h"
#include "live/meter.h"
#include "live/ring.h"

G_BEGIN_DECLS

/*
 * A live stream, as its threads share it:
 *
 *   device ─► pipe (GStreamer's thread) ─┬────────────────────────────────► heard ─► read()
 *                                        └► through_in ─► through thread ─┬─► heard
 *                                           (only while passing through)  └► through_out ─┐
 *   device ◄─ pipe (GStreamer's thread) ◄──────────────────────────────────────────── + ◄─┴─ written ◄─ write()
 *
 * A control thread opens the pipes, closes them, and opens them again when something has happened to the device. Only
 * it calls into GStreamer in ways that may wait for a sound server, so a server that hangs holds up nobody else:
 * whoever waits for the control thread does so for a limited time, and then goes on without it.
 *
 * One lock guards all that is shared. It is held for the copying of a block at most, never while calling GStreamer or
 * the program.
 */
typedef struct _GafStreamCore GafStreamCore;
typedef struct _GafStreamPipe GafStreamPipe; /* live/pipe.h */

/* One direction of a stream. */
typedef struct {
  GafDirection   direction;
  char          *device;      /* id; NULL for the default device, whichever that is */
  char          *device_name; /* for messages */
  guint          channels;    /* 0: the stream does not have this direction */

  /* all below: under the lock */
  GafStreamPipe *pipe;        /* set and cleared by the control thread only */
  gint64         down_since;  /* monotonic µs; 0 while it is up */
  GError        *why;         /* why it is down */
  gint64         n_lost;      /* frames of time that it was down, or that a device skipped */
  guint          n_interruptions;
  GafMeter       meter;
} GafStreamSide;

typedef enum {
  GAF_STREAM_EVENT_QUIT,
  GAF_STREAM_EVENT_PIPE,    /* look at the pipes */
  GAF_STREAM_EVENT_DEVICES, /* look at the devices */
} GafStreamEvent;

/*
 * Where a player's frames come from, in place of write(): asked for when the device wants some. With the core's lock,
 * on the device's thread.
 *
 * A device holds some time of audio that it has not played yet. So that a pause is heard before that, blocks that it
 * has can be replaced, as far as it allows it.
 */
typedef struct {
  /* Which frame of the device comes next: @next, or one from @earliest on, to be given anew. @earliest is behind @next
   * when the device holds so little that what comes next may be late, and so be lost. @serial: another one each time
   * that a device is opened, from when on its frames are counted. */
  guint64 (*place) (gpointer data, guint serial, guint64 earliest, guint64 next);
  /* Interleaved, from the device's frame @position on. */
  void    (*fill)  (gpointer data, guint64 position, float *samples, gsize n_frames);
} GafStreamPull;

struct _GafStreamCore {
  gatomicrefcount  ref_count;
  guint            generation;  /* of the process: a child of fork() has none of the threads */
  guint            lock_generation;
  guint            rate;
  guint            block;       /* frames: the buffer size */
  gint64           device_time; /* µs of audio that a device may hold; 0: so many buffers */
  GAsyncQueue     *events;      /* GafStreamEvent + 1 */

  GafStreamProcess process;     /* fixed when open */
  gpointer         process_data;
  GDestroyNotify   process_destroy;

  const GafStreamPull *pull;    /* fixed when open; NULL: what is written is played */
  gpointer         pull_data;
  GDestroyNotify   pull_destroy;
  double           heard_seconds; /* what is kept of unread input; fixed when open */

  GMutex           lock;
  GCond            changed;     /* anything below, or in the sides */

  GafStreamSide    sides[2];    /* by GafDirection */
  GafRing          heard;
  GafRing          written;
  GafRing          through_in;
  GafRing          through_out;
  gint64           n_dropped;   /* frames that were dropped from heard unread */
  gint64           n_underruns; /* frames of silence that were played because nothing else was there in time */
  gboolean         is_fed;      /* frames were written, and more are expected */
  gboolean         is_hurried;  /* place() has something that is to be heard soon */
  gboolean         passes_through;
  gsize            through_low; /* lowest level of through_out … */
  gsize            through_seen; /* … over so many frames */

  gboolean         is_prepared;
  gboolean         was_opened;  /* gaf_stream_open() was called, which may be done once */
  gboolean         is_opened;   /* the first try has ended, well if there is no failure */
  gboolean         is_closing;
  guint            n_threads;   /* that still run */
  GError          *failure;     /* what the stream has ended with; once set, it stays */
  GWeakRef         stream;      /* whom to tell */
  GMainContext    *context;     /* and where */
  gboolean         is_telling;
};

struct _GafStream {
  GObject        parent_instance;

  GafStreamCore *core;
  GafDevice     *devices[2]; /* by GafDirection: what was asked for, NULL for the default one */
};

GafStreamCore *gaf_stream_core_new    (guint               rate,
                                       guint               block);
/* Before it is opened. @device: NULL for the default one, whichever that is. */
void           gaf_stream_core_set_device (GafStreamCore  *self,
                                         GafDirection      direction,
                                         GafDevice        *device);
/* What the program's own threads take the lock with. */
void           gaf_stream_core_lock   (GafStreamCore      *self);
void           gaf_stream_core_start_thread (GafStreamCore *self, const char *name, GThreadFunc function);
void           gaf_stream_core_leave  (GafStreamCore      *self);
GafStreamCore *gaf_stream_core_ref    (GafStreamCore      *self);
void           gaf_stream_core_unref  (GafStreamCore      *self);
/* The rings and meters, when it is known what is used; FALSE if that cannot be. With the lock, once. */
gboolean       gaf_stream_core_prepare (GafStreamCore     *self,
                                        GError           **error);
/* Has the stream notify its properties, on its main context. Without the lock. */
void           gaf_stream_core_tell   (GafStreamCore      *self);
GafStreamState gaf_stream_core_get_state (GafStreamCore   *self);
/* Has its threads end; FALSE if they were told already. Without the lock. */
gboolean       gaf_stream_core_begin_closing (GafStreamCore *self);
/* Before it is opened: the output's frames come from there. @destroy: of @data, on any thread. */
void           gaf_stream_core_set_pull (GafStreamCore    *self,
                                       const GafStreamPull *pull,
                                       gpointer            data,
                                       GDestroyNotify      destroy);
/* Has place() asked at once. Without the lock. */
void           gaf_stream_core_hurry  (GafStreamCore      *self);
void           gaf_stream_core_push   (GafStreamCore      *self,
                                       GafStreamEvent      event);
/* FALSE if nothing can come of waiting any longer: closed, failed, or the side is down for too long. With the lock. */
gboolean       gaf_stream_core_check  (GafStreamCore      *self,
                                       GafDirection        direction,
                                       GError            **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (GafStreamCore, gaf_stream_core_unref)

G_END_DECLS
