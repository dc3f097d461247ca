/*
 * SPDX-FileCopyrightText: 2026 gaudiofile contributors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#pragma once

#include <gaudiofile/gaudiofile.h>

/* What the files of the campaign of cancelling share. */

#define CAMPAIGN_RATE 44100

typedef struct {
  const char *format;
  gboolean    is_noisy;  /* its decoder makes noise of its own: samples are not compared */
  char       *path;
  char       *hole;      /* its first half and 4 GiB of nothing */
  char       *data;
  gsize       size;
  GafReader  *reference;
} File;

typedef struct _Trial Trial;

/* A kind of call. */
typedef struct {
  const char *name;
  gboolean    has_file;
  int         longest_delay;  /* until it is cancelled, ms */
  void      (*begin)  (Trial *trial); /* calls trial_begin() and then what is tried, with trial_done() as callback */
  void      (*finish) (Trial *trial, GObject *source, GAsyncResult *result); /* what is wrong goes to trial->error */
  void      (*look)   (Trial *trial); /* at what is left; or NULL */
  gboolean    is_uncancelled;  /* is done also if it was cancelled before */
  gboolean    ends_when_done;  /* takes no GCancellable */
} Call;

struct _Trial {
  const Call   *call;
  int           seed;
  GRand        *rand;
  File         *file;
  GCancellable *cancellable;
  int           delay;       /* until it is cancelled, ms; -1 for before the call */
  guint         timer;
  guint         n_pending;   /* calls that have not ended */

  GObject      *object;
  GObject      *other;
  GPtrArray    *clips;
  gpointer      memory;
  char         *path;
  gboolean      is_atomic;
  gboolean      may_fail;

  gboolean      is_running;
  gint64        cancelled;   /* when; 0 for not */
  gint64        ended;
  gint64        stalled;     /* µs */
  GError       *error;
};

extern GPtrArray *campaign_files;
extern char      *campaign_folder;
extern int        campaign_server; /* process group; 0 for none */
extern gint64     campaign_frames;
extern float     *campaign_noise;
extern GafBlock  *campaign_block;
extern const Call campaign_file_calls[];
extern const Call campaign_tag_calls[];
extern const Call campaign_analysis_calls[];
extern const Call campaign_device_calls[];

void     trial_begin    (Trial        *trial);
void     trial_done     (GObject      *source,
                         GAsyncResult *result,
                         gpointer      trial);
void     trial_complain (Trial        *trial,
                         const char   *format,
                         ...) G_GNUC_PRINTF (2, 3);
/* Its end is expected. */
gpointer trial_track    (gpointer      object);

/* How many files are beside that of the name @path. */
guint campaign_count_others (const char *path);
/* cancels-files.c: */
/* One of trial->file, in trial->object. */
GafReader *trial_open_reader    (Trial      *trial);
/* That trial->object, a reader, reads on as if nothing had been. */
void       trial_look_at_reader (Trial      *trial);

/* What ends a call: an object of it goes to trial->object, samples are let go. */
#define FINISH_OBJECT(name, expression)                                  \
  static void name (Trial *trial, GObject *source, GAsyncResult *result) \
  {                                                                      \
    (void) source;                                                       \
    trial->object = (GObject *) trial_track (expression);                            \
  }
#define FINISH_BLOCK(name, expression)                                   \
  static void name (Trial *trial, GObject *source, GAsyncResult *result) \
  {                                                                      \
    GafBlock *block = expression;                                        \
                                                                         \
    (void) source;                                                       \
    g_clear_pointer (&block, gaf_block_unref);                           \
  }
#define FINISH(name, expression)                                         \
  static void name (Trial *trial, GObject *source, GAsyncResult *result) \
  {                                                                      \
    GError *error = NULL;                                                \
                                                                         \
    (void) source;                                                       \
    if (!(expression) && trial->error == NULL)                           \
      trial->error = g_steal_pointer (&error);                           \
    g_clear_error (&error);                                              \
  }
