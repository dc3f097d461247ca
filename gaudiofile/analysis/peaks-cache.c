/*
 * SPDX-FileCopyrightText: 2026 gaudiofile contributors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#include "analysis/peaks-cache.h"

#include <glib/gstdio.h>
#include <string.h>
#include <sys/stat.h>
#include <utime.h>

#include "core/bytes.h"
#include "core/crc.h"
#include "core/limits.h"
#include "gaf-version.h"

/*
 * A file of the cache, numbers with their lowest byte first:
 *
 *   "GAFpeaks" | version of this form | CRC-32 of all behind it | of the library | device, inode, size, changed |
 *   rate | frames | channels | resolution | for each bin and channel: lowest, highest, energy
 */
#define MAGIC    "GAFpeaks"
#define FORM     1
#define CHECKED  16 /* where that begins which the checksum is of */
#define LIBRARY  16 /* bytes */
#define HEADER   (CHECKED + LIBRARY + 4 * 8 + 8 + 8 + 4 + 4)
#define BIN_SIZE 12

/* {{{ identity */

gboolean
gaf_file_identity_get (GafFileIdentity *self, const char *path)
{
  struct stat info;

  if (stat (path, &info) != 0 || !S_ISREG (info.st_mode))
    return FALSE;
  *self = (GafFileIdentity){ .device = info.st_dev,
                             .inode = info.st_ino,
                             .size = info.st_size,
                             .changed = info.st_mtim.tv_sec * G_GINT64_CONSTANT (1000000000) + info.st_mtim.tv_nsec };
  return TRUE;
}

gboolean
gaf_file_identity_equal (const GafFileIdentity *self, const GafFileIdentity *other)
{
  return self->device == other->device && self->inode == other->inode && self->size == other->size
         && self->changed == other->changed;
}

/* }}} */

/* {{{ numbers */

static void
append_double (GByteArray *bytes, double value)
{
  guint64 coded;

  memcpy (&coded, &value, sizeof coded);
  gaf_append_le64 (bytes, coded);
}

static void
append_header (GByteArray *bytes, const GafFileIdentity *file, const GafBins *bins, double rate)
{
  char library[LIBRARY] = { 0 };

  memcpy (library, gaf_get_version (), MIN (strlen (gaf_get_version ()), LIBRARY));
  g_byte_array_append (bytes, (const guint8 *) MAGIC, strlen (MAGIC));
  gaf_append_le32 (bytes, FORM);
  gaf_append_le32 (bytes, 0); /* the checksum, later */
  g_byte_array_append (bytes, (const guint8 *) library, LIBRARY);
  gaf_append_le64 (bytes, file->device);
  gaf_append_le64 (bytes, file->inode);
  gaf_append_le64 (bytes, file->size);
  gaf_append_le64 (bytes, file->changed);
  append_double (bytes, rate);
  gaf_append_le64 (bytes, bins->n_frames);
  gaf_append_le32 (bytes, bins->channels);
  gaf_append_le32 (bytes, bins->resolution);
}

static void
write_float (guint8 *p, float value)
{
  guint32 coded;

  memcpy (&coded, &value, sizeof coded);
  gaf_write_le32 (p, coded);
}

static GByteArray *
to_bytes (const GafFileIdentity *file, const GafBins *bins, double rate)
{
  const gsize n = bins->n[0] * bins->channels;
  GByteArray *bytes = g_byte_array_sized_new (HEADER + n * BIN_SIZE);
  guint8 *p;

  append_header (bytes, file, bins, rate);
  g_byte_array_set_size (bytes, HEADER + n * BIN_SIZE);
  p = bytes->data + HEADER;
  for (gsize i = 0; i < n; i++, p += BIN_SIZE) {
    write_float (p, bins->levels[0][i].lowest);
    write_float (p + 4, -bins->levels[0][i].highest);
    write_float (p + 8, bins->levels[0][i].energy);
  }
  gaf_write_le32 (bytes->data + CHECKED - 4, gaf_crc32 (0, bytes->data + CHECKED, bytes->len - CHECKED));
  return bytes;
}

/* Whether they are whole, of that file, and by this library; then @bins has what the header says. */
static gboolean
is_good (const guint8 *data, gsize size, const GafFileIdentity *file, guint resolution, GafBins *bins, double *rate)
{
  g_autoptr (GByteArray) header = NULL;
  gint64 n;

  if (size < HEADER)
    return FALSE;
  *rate = gaf_read_le_double (data + HEADER - 24);
  bins->n_frames = gaf_read_le64 (data + HEADER - 16);
  bins->channels = gaf_read_le32 (data + HEADER - 8);
  bins->resolution = resolution;
  header = g_byte_array_sized_new (HEADER);
  append_header (header, file, bins, *rate);
  memcpy (header->data + CHECKED - 4, data + CHECKED - 4, 4);
  if (memcmp (data, header->data, HEADER) != 0)
    return FALSE;
  if (!(*rate > 0) || bins->n_frames < 0 || bins->channels < 1 || bins->channels > GAF_LIMIT_CHANNELS)
    return FALSE;
  n = bins->n_frames / resolution + (bins->n_frames % resolution != 0);
  return (size - HEADER) % (bins->channels * BIN_SIZE) == 0
         && (gint64) ((size - HEADER) / (bins->channels * BIN_SIZE)) == n
         && gaf_crc32 (0, data + CHECKED, size - CHECKED) == gaf_read_le32 (data + CHECKED - 4);
}

/* }}} */

/* {{{ folder */

static char *
get_folder (void)
{
  return g_build_filename (g_get_user_cache_dir (), "gaudiofile", "peaks", NULL);
}

static char *
name_of (const GafFileIdentity *file, guint resolution)
{
  g_autofree char *folder = get_folder ();
  g_autofree char *name = g_strdup_printf ("%" G_GINT64_MODIFIER "x-%" G_GINT64_MODIFIER "x-%u.peaks", file->device,
                                           file->inode, resolution);

  return g_build_filename (folder, name, NULL);
}

typedef struct {
  char *path;
  gint64 size;
  gint64 used;
} Kept;

static void
kept_clear (gpointer data)
{
  g_free (((Kept *) data)->path);
}

static int
compare_use (gconstpointer a, gconstpointer b)
{
  const gint64 first = ((const Kept *) a)->used, second = ((const Kept *) b)->used;

  return (first > second) - (first < second);
}

/* Removes what was used longest ago, until the rest is no more than it may be. */
static void
make_room (const char *folder)
{
  g_autoptr (GArray) all = g_array_new (FALSE, FALSE, sizeof (Kept));
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  const char *name;
  gint64 size = 0;

  g_array_set_clear_func (all, kept_clear);
  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL) {
    Kept kept = { .path = g_build_filename (folder, name, NULL) };
    struct stat info;

    if (lstat (kept.path, &info) == 0 && S_ISREG (info.st_mode)) {
      kept.size = info.st_size;
      kept.used = info.st_mtim.tv_sec * G_GINT64_CONSTANT (1000000000) + info.st_mtim.tv_nsec;
      size += kept.size;
      g_array_append_val (all, kept);
    } else {
      g_free (kept.path);
    }
  }
  if (size <= GAF_LIMIT_PEAKS_CACHE)
    return;
  g_array_sort (all, compare_use);
  for (guint i = 0; i < all->len && size > GAF_LIMIT_PEAKS_CACHE; i++) {
    const Kept *kept = &g_array_index (all, Kept, i);

    g_unlink (kept->path);
    size -= kept->size;
  }
}

/* }}} */

gboolean
gaf_peaks_cache_load (const GafFileIdentity *file, guint resolution, GafBins *bins, double *rate)
{
  g_autofree char *path = name_of (file, resolution);
  g_autofree char *data = NULL;
  GafBins read = { 0 };
  const guint8 *p;
  gsize size;

  if (!g_file_get_contents (path, &data, &size, NULL)
      || !is_good ((const guint8 *) data, size, file, resolution, &read, rate))
    return FALSE;
  if (!gaf_bins_reserve (&read, read.n_frames, NULL))
    return FALSE;
  p = (const guint8 *) data + HEADER;
  for (gsize i = 0; i < (size - HEADER) / BIN_SIZE; i++, p += BIN_SIZE)
    read.levels[0][i] = (GafBin){ .lowest = gaf_read_le_float (p),
                                  .highest = -gaf_read_le_float (p + 4),
                                  .energy = gaf_read_le_float (p + 8) };
  if (!gaf_bins_finish (&read, read.n_frames, NULL)) {
    gaf_bins_clear (&read);
    return FALSE;
  }
  *bins = read;
  g_utime (path, NULL); /* used now */
  return TRUE;
}

void
gaf_peaks_cache_store (const GafFileIdentity *file, const GafBins *bins, double rate)
{
  g_autofree char *folder = get_folder ();
  g_autofree char *path = name_of (file, bins->resolution);
  g_autoptr (GByteArray) bytes = NULL;

  if ((gsize) bins->n[0] * bins->channels * BIN_SIZE > GAF_LIMIT_PEAKS_CACHE / 4
      || g_mkdir_with_parents (folder, 0700) != 0)
    return;
  bytes = to_bytes (file, bins, rate);
  if (g_file_set_contents_full (path, (const char *) bytes->data, bytes->len, G_FILE_SET_CONTENTS_CONSISTENT, 0600,
                                NULL))
    make_room (folder);
}
