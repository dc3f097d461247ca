/*
 * SPDX-FileCopyrightText: 2026 gaudiofile contributors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#pragma once

#include <gio/gio.h>
#include <sys/stat.h>

G_BEGIN_DECLS

/*
 * GafOpenFile: an entry in the register of the files that this process is reading.
 *
 * A writer looks there before it empties an old file: what a reader has open must not be lost under its hands. Files
 * are compared by device and inode, so it makes no difference by which name, link or descriptor they were opened.
 *
 * The entry is part of the byte source that reads the file. Entering and leaving are a few instructions; looking walks
 * the list.
 */
typedef struct _GafOpenFile GafOpenFile;

struct _GafOpenFile {
  int          fd; /* not owned; -1: not in the register */
  dev_t        device;
  ino_t        inode;
  GafOpenFile *previous;
  GafOpenFile *next;
};

/* Enters the file that @fd is open on, if it is a regular one. @st: what fstat() says of it. */
void     gaf_open_file_enter (GafOpenFile       *self,
                              int                fd,
                              const struct stat *st);
/* Does nothing for one that is not in the register. */
void     gaf_open_file_leave (GafOpenFile       *self);

/* Whether the file that @fd was opened on, to be written, is in the register. Entries whose descriptor was closed or
 * used anew since (by the owner of a
 * stream) do not count. */
gboolean gaf_open_files_have (int                fd);
/* The same for what is written from @start on by a stream of somebody else's, if it has a descriptor. What goes on
 * behind the end of the file takes nothing from its reader; that an empty one was emptied just now has to be told. */
gboolean gaf_open_files_would_lose (GOutputStream *stream,
                                    guint64        start);

G_END_DECLS
