/*
 * SPDX-FileCopyrightText: 2026 gaudiofile contributors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#pragma once

#include <glib.h>
#include <sys/types.h>

G_BEGIN_DECLS

/*
 * GafOutputFile: a file of the system that is being written: the part of GafByteSink that knows about paths and
 * descriptors.
 *
 *   plain   path ─► open, pwrite, close
 *   atomic  path ─► a new file beside it, pwrite, fsync, rename over it, fsync of the folder
 *
 * A pipe or a terminal is written front to back, and can be neither atomic nor removed. Functions return 0 or an errno.
 */
typedef struct {
  char    *path;       /* as given */
  char    *target;     /* what is renamed over: where symbolic links at the path lead to; NULL if not atomic */
  char    *temporary;  /* what is written to until then; NULL if not atomic */
  int      fd;         /* -1: not open */
  gboolean atomic;
  gboolean can_seek;   /* known before opening too */
  gboolean can_block;  /* a pipe or a device, where writing may wait for others */
  gboolean is_created; /* there was none before */
  gboolean was_linked; /* had a name in a folder when it was opened */
  /* bytes from the beginning for which the file system has set room aside; G_MAXUINT64: it cannot do that */
  guint64  reserved;
  pid_t    owner;      /* the process that opened it: a child of fork() must not remove what its parent writes */
} GafOutputFile;

void gaf_output_file_init     (GafOutputFile *self, const char *path, gboolean atomic);
/* Closes and frees; what is not committed stays if it is plain, and is removed if it is atomic. */
void gaf_output_file_clear    (GafOutputFile *self);

/* ETXTBSY if this process is reading the very file, which is left as it is: a plain file would be emptied. */
int  gaf_output_file_open     (GafOutputFile *self);
/* Writes all of it; @done says how much of it was written, also when it fails. @offset counts only if it can seek. */
int  gaf_output_file_write    (GafOutputFile *self, guint64 offset, const guint8 *data, gsize length, gsize *done);
int  gaf_output_file_truncate (GafOutputFile *self, guint64 size);
/* Sees to it that the file can grow to @size bytes without "no space": ENOSPC, EDQUOT or EFBIG if not. 0 also where
 * the file system cannot
 * promise that. */
int  gaf_output_file_reserve  (GafOutputFile *self, guint64 size);
/* Whether it surely can: TRUE only if the room is set aside. */
gboolean gaf_output_file_has_room (GafOutputFile *self, guint64 size);
/* ENOENT if somebody has deleted the file, or its folder: what is written would be lost. */
int  gaf_output_file_check    (GafOutputFile *self);
/* The name that what is written has until it is committed, for who puts another file there, which is committed then;
 * NULL for pipes and devices. */
const char *gaf_output_file_get_name (GafOutputFile *self);
int  gaf_output_file_commit   (GafOutputFile *self);
/* Closes, and removes the file if it is this that made it. */
void gaf_output_file_discard  (GafOutputFile *self);
/* Closes, and leaves the file as it is. */
void gaf_output_file_let_go   (GafOutputFile *self);

G_END_DECLS
