/*
 * SPDX-FileCopyrightText: 2026 gaudiofile contributors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#pragma once

#include "io/byte-source.h"
#include "tags/tag-set.h"

G_BEGIN_DECLS

/*
 * The tags of files.
 *
 *   reading   bytes ─► what is it? ─► TagLib
 *   writing   a copy beside the file ─► TagLib changes it ─► are all packets still there, at their places? ─► renamed
 *
 * The question at the end is what makes an edit safe: TagLib moves the audio and mends the tables that point to it, and
 * there are files for which it does not know all of them. Such a file stays as it was, and the call fails.
 */

/* Into @set. A format that has no tags gives none. FALSE with @error. */
gboolean gaf_tag_file_read        (GafByteSource   *source,
                                   GafTagSet       *set,
                                   GError         **error);
/* Changes the tags of the file as @set orders; with @replace the ones that it does not name are removed. FALSE with
 * @error: the file is as it was. */
gboolean gaf_tag_file_write       (const char      *path,
                                   const GafTagSet *set,
                                   gboolean         replace,
                                   GCancellable    *cancellable,
                                   GError         **error);
/* The same for a file that was just written, with fewer and fewer of what it may do without. */
gboolean gaf_tag_file_write_new   (const char      *path,
                                   const GafTagSet *set,
                                   GCancellable    *cancellable,
                                   GError         **error);
/* Whether that can be done with files that are written here, of the format of that name; see formats/writable.h. */
gboolean gaf_tag_file_can_write   (const char      *format);
/* The same for a file in memory; the new one, (transfer full). */
GBytes  *gaf_tag_file_write_bytes (GBytes          *bytes,
                                   const GafTagSet *set,
                                   gboolean         replace,
                                   GCancellable    *cancellable,
                                   GError         **error);

G_END_DECLS
