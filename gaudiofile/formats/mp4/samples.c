/*
 * SPDX-FileCopyrightText: 2026 gaudiofile contributors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#include "formats/mp4/samples.h"

#include "gaf-error.h"
#include "core/bytes.h"
#include "core/limits.h"
#include "core/memory.h"

#define MAX_CHUNK_RUNS (2 * GAF_LIMIT_HEADER / sizeof (GafMp4ChunkRun))

/* opening */

/* How many packets the table of sizes has, and of what size. */
static guint64
open_sizes (GafMp4Samples *self, GError **error)
{
  const GafMp4Audio *audio = &self->movie->audio;
  const guint8 *head = gaf_mp4_table_get (&self->sizes, 0, 12, error);
  guint64 count;

  if (head == NULL)
    return 0;
  count = gaf_read_be32 (head + 8);
  self->size_bits = 32;
  if (audio->compact) {
    self->size_bits = head[7];
    if (self->size_bits != 4 && self->size_bits != 8 && self->size_bits != 16)
      return 0;
  } else {
    self->fixed_size = gaf_read_be32 (head + 4);
  }
  if (self->fixed_size > 0)
    return count;
  return MIN (count, (audio->sizes.end - audio->sizes.start - 12) * 8 / self->size_bits);
}

/* The table of chunks as far as it makes sense: they are numbered from 1 upwards. FALSE with @error. */
static gboolean
open_chunks (GafMp4Samples *self, guint32 block_frames, guint64 *n_packets, GError **error)
{
  const guint8 *head = gaf_mp4_table_get (&self->offsets, 0, 8, error);
  const GafMp4Audio *audio = &self->movie->audio;
  const guint width = audio->wide ? 8 : 4;
  GafMp4Table table;
  guint32 n_entries;

  *n_packets = 0;
  if (head == NULL)
    return TRUE;
  self->n_chunks = MIN (gaf_read_be32 (head + 4), (audio->offsets.end - audio->offsets.start - 8) / width);
  gaf_mp4_table_init (&table, self->source, &audio->chunks);
  head = gaf_mp4_table_get (&table, 0, 8, error);
  n_entries = head != NULL ? gaf_read_be32 (head + 4) : 0;
  for (guint32 i = 0; i < n_entries; i++) {
    const guint8 *entry = gaf_mp4_table_get (&table, 8 + (guint64) i * 12, 12, error);
    const GafMp4ChunkRun *last = i > 0 ? &g_array_index (self->chunk_runs, GafMp4ChunkRun, i - 1) : NULL;
    GafMp4ChunkRun run = { 0 };

    if (entry == NULL)
      break;
    run.first_chunk = gaf_read_be32 (entry) - 1;
    run.per_chunk = gaf_read_be32 (entry + 4) / MAX (block_frames, 1);
    if (run.first_chunk >= self->n_chunks || (last != NULL && run.first_chunk <= last->first_chunk))
      break;
    if (last != NULL)
      run.first_packet = last->first_packet + (guint64) (run.first_chunk - last->first_chunk) * last->per_chunk;
    if (i >= MAX_CHUNK_RUNS) {
      g_set_error (error, GAF_ERROR, GAF_ERROR_LIMIT, "The MP4 file has a table of more than %d chunks",
                   (int) MAX_CHUNK_RUNS);
      return FALSE;
    }
    if (!gaf_memory_append (self->chunk_runs, &run, error))
      return FALSE;
  }
  if (self->chunk_runs->len > 0) {
    const GafMp4ChunkRun *last = &g_array_index (self->chunk_runs, GafMp4ChunkRun, self->chunk_runs->len - 1);

    *n_packets = last->first_packet + (guint64) (self->n_chunks - last->first_chunk) * last->per_chunk;
  }
  return TRUE;
}

GafMp4Samples *
gaf_mp4_samples_new (GafByteSource *source, const GafMp4Movie *movie, guint32 block_bytes, guint32 block_frames,
                     GError **error)
{
  g_autoptr (GafMp4Samples) self = g_new0 (GafMp4Samples, 1);
  GError *local_error = NULL;
  guint64 n_sizes, n_in_chunks;

  self->source = gaf_byte_source_ref (source);
  self->movie = movie;
  self->fields_run = G_MAXUINT;
  self->chunk_runs = g_array_new (FALSE, FALSE, sizeof (GafMp4ChunkRun));
  gaf_mp4_table_init (&self->sizes, source, &movie->audio.sizes);
  gaf_mp4_table_init (&self->offsets, source, &movie->audio.offsets);
  n_sizes = open_sizes (self, &local_error);
  if (block_bytes > 0 && self->fixed_size > 0 && self->fixed_size % block_bytes != 0) {
    n_sizes /= block_frames;
    self->fixed_size = block_bytes;
    self->counts_frames = TRUE;
  } else {
    block_frames = 1;
  }
  if (local_error != NULL || !open_chunks (self, block_frames, &n_in_chunks, &local_error)) {
    g_propagate_error (error, local_error);
    return NULL;
  }
  if (local_error != NULL) {
    g_propagate_error (error, local_error);
    return NULL;
  }
  if (self->fixed_size > 0)
    n_sizes = MIN (n_sizes, gaf_byte_source_get_size (source) / self->fixed_size + 1);
  self->n_packets = self->n_tabled = MIN (n_sizes, n_in_chunks);
  self->run_firsts = gaf_memory_try (movie->runs->len, sizeof (guint64), error);
  if (self->run_firsts == NULL)
    return NULL;
  for (guint i = 0; i < movie->runs->len; i++) {
    self->run_firsts[i] = self->n_packets;
    self->n_packets += g_array_index (movie->runs, GafMp4Run, i).n_packets;
  }
  return g_steal_pointer (&self);
}

void
gaf_mp4_samples_free (GafMp4Samples *self)
{
  g_array_unref (self->chunk_runs);
  g_free (self->run_firsts);
  gaf_byte_source_unref (self->source);
  g_free (self);
}

/* places */

static guint32
get_size (GafMp4Samples *self, guint64 index, GError **error)
{
  const guint64 bit = index * self->size_bits;
  const guint8 *entry;

  if (self->fixed_size > 0)
    return self->fixed_size;
  entry = gaf_mp4_table_get (&self->sizes, 12 + bit / 8, MAX (self->size_bits / 8, 1), error);
  if (entry == NULL)
    return 0;
  switch (self->size_bits) {
  case 4:
    return bit % 8 == 0 ? entry[0] >> 4 : entry[0] & 15;
  case 8:
    return entry[0];
  case 16:
    return gaf_read_be16 (entry);
  default:
    return gaf_read_be32 (entry);
  }
}

static guint32
get_size_in_run (GafMp4Samples *self, guint run_index, guint64 index, GError **error)
{
  const GafMp4Run *run = &g_array_index (self->movie->runs, GafMp4Run, run_index);
  const guint8 *entry;

  if (!(run->flags & GAF_MP4_RUN_HAS_SIZE))
    return run->size;
  if (self->fields_run != run_index)
    gaf_mp4_table_init (&self->fields, self->source, &run->table);
  self->fields_run = run_index;
  entry = gaf_mp4_table_get (
      &self->fields, index * gaf_mp4_run_entry_size (run) + (run->flags & GAF_MP4_RUN_HAS_DURATION ? 4 : 0), 4, error);
  return entry != NULL ? gaf_read_be32 (entry) : 0;
}

/* Where the chunk with the next packet is. @error is not NULL itself, and stops the sum at the first failure. */
static gboolean
find_in_tables (GafMp4Samples *self, GError **error)
{
  const GafMp4ChunkRun *run;
  const guint width = self->movie->audio.wide ? 8 : 4;
  guint low = 0, high = self->chunk_runs->len;
  const guint8 *entry;
  guint64 chunk, within;

  while (high - low > 1) {
    const guint middle = low + (high - low) / 2;

    if (g_array_index (self->chunk_runs, GafMp4ChunkRun, middle).first_packet <= self->index)
      low = middle;
    else
      high = middle;
  }
  run = &g_array_index (self->chunk_runs, GafMp4ChunkRun, low);
  chunk = run->first_chunk + (self->index - run->first_packet) / run->per_chunk;
  within = (self->index - run->first_packet) % run->per_chunk;
  entry = gaf_mp4_table_get (&self->offsets, 8 + chunk * width, width, error);
  if (entry == NULL)
    return FALSE;
  self->offset = width == 8 ? MIN (gaf_read_be64 (entry), (guint64) G_MAXINT64) : gaf_read_be32 (entry);
  self->left = MIN (run->per_chunk - within, self->n_tabled - self->index);
  if (self->fixed_size > 0)
    self->offset += within * self->fixed_size;
  else
    for (guint64 i = self->index - within; i < self->index && *error == NULL; i++)
      self->offset += get_size (self, i, error);
  return TRUE;
}

static guint
find_run (const GafMp4Samples *self)
{
  guint low = 0, high = self->movie->runs->len;

  while (high - low > 1) {
    const guint middle = low + (high - low) / 2;

    if (self->run_firsts[middle] <= self->index)
      low = middle;
    else
      high = middle;
  }
  return low;
}

static void
find_in_runs (GafMp4Samples *self, GError **error)
{
  const guint index = find_run (self);
  const GafMp4Run *run = &g_array_index (self->movie->runs, GafMp4Run, index);
  const guint64 within = self->index - self->run_firsts[index];

  self->offset = MIN (run->offset, (guint64) G_MAXINT64);
  self->left = MIN (run->n_packets - within, self->n_packets - self->index);
  if (!(run->flags & GAF_MP4_RUN_HAS_SIZE))
    self->offset += within * run->size;
  else
    for (guint64 i = 0; i < within && *error == NULL; i++)
      self->offset += get_size_in_run (self, index, i, error);
}

void
gaf_mp4_samples_seek (GafMp4Samples *self, guint64 index)
{
  self->index = MIN (index, self->n_packets);
  self->left = 0;
}

/* Makes @offset and @left those of the next packet. FALSE without @error: the end. */
static gboolean
arrive (GafMp4Samples *self, GError **error)
{
  GError *local_error = NULL;

  if (self->index >= self->n_packets)
    return FALSE;
  if (self->left > 0)
    return TRUE;
  if (self->index >= self->n_tabled)
    find_in_runs (self, &local_error);
  else if (!find_in_tables (self, &local_error) && local_error == NULL)
    return FALSE;
  if (local_error == NULL)
    return TRUE;
  g_propagate_error (error, local_error);
  return FALSE;
}

gboolean
gaf_mp4_samples_next (GafMp4Samples *self, guint64 *offset, guint32 *size, GError **error)
{
  GError *local_error = NULL;

  if (!arrive (self, error))
    return FALSE;
  *offset = self->offset;
  if (self->index < self->n_tabled) {
    *size = get_size (self, self->index, &local_error);
  } else {
    const guint run = find_run (self);

    *size = get_size_in_run (self, run, self->index - self->run_firsts[run], &local_error);
  }
  if (local_error != NULL) {
    g_propagate_error (error, local_error);
    return FALSE;
  }
  self->offset += *size;
  self->left--;
  self->index++;
  return TRUE;
}

gboolean
gaf_mp4_samples_next_chunk (GafMp4Samples *self, guint64 *offset, guint64 *n_bytes, GError **error)
{
  GError *local_error = NULL;
  guint64 end;
  guint32 size;

  if (!arrive (self, error))
    return FALSE;
  *offset = self->offset;
  if (self->index < self->n_tabled && self->fixed_size > 0) {
    *n_bytes = self->left * self->fixed_size;
    self->index += self->left;
    self->left = 0;
    return TRUE;
  }
  *n_bytes = 0;
  do {
    if (!gaf_mp4_samples_next (self, &end, &size, &local_error))
      break;
    *n_bytes += size;
  } while (self->left > 0);
  if (local_error == NULL)
    return TRUE;
  g_propagate_error (error, local_error);
  return FALSE;
}

gboolean
gaf_mp4_samples_clip (GafMp4Samples *self, GError **error)
{
  const guint64 end = gaf_byte_source_get_size (self->source);
  const guint64 lasts[] = { self->n_tabled, self->n_packets };
  GError *local_error = NULL;
  gboolean whole = TRUE;
  guint64 offset, n_bytes;
  guint32 size;

  /* Packets come in the order of the file: if the last one is in it, so are all. */
  for (guint i = 0; i < G_N_ELEMENTS (lasts) && whole; i++) {
    if (lasts[i] == 0)
      continue;
    gaf_mp4_samples_seek (self, lasts[i] - 1);
    whole = gaf_mp4_samples_next (self, &offset, &size, &local_error) && offset <= end && size <= end - offset;
  }
  if (!whole && local_error == NULL) {
    guint64 index = 0;

    gaf_mp4_samples_seek (self, 0);
    while (gaf_mp4_samples_next_chunk (self, &offset, &n_bytes, &local_error) && offset <= end
           && n_bytes <= end - offset)
      index = self->index;
    gaf_mp4_samples_seek (self, index);
    while (local_error == NULL && gaf_mp4_samples_next (self, &offset, &size, &local_error) && offset <= end
           && size <= end - offset)
      index = self->index;
    self->n_packets = index;
    self->n_tabled = MIN (self->n_tabled, index);
  }
  gaf_mp4_samples_seek (self, 0);
  if (local_error == NULL)
    return TRUE;
  g_propagate_error (error, local_error);
  return FALSE;
}

/* times */

void
gaf_mp4_times_init (GafMp4Times *self, GafMp4Samples *samples)
{
  *self = (GafMp4Times){ .samples = samples, .left = samples->n_packets, .tabled = samples->n_tabled };
  gaf_mp4_table_init (&self->table, samples->source, &samples->movie->audio.times);
}

/* An entry of `stts`; without one the packets' lengths are not known. */
static gboolean
next_tabled (GafMp4Times *self, guint64 *n_packets, guint32 *ticks, GError **error)
{
  GError *local_error = NULL;
  const guint8 *head = gaf_mp4_table_get (&self->table, 4, 4, &local_error);
  const guint32 n_entries = head != NULL ? gaf_read_be32 (head) : 0;

  *n_packets = 0;
  while (*n_packets == 0 && self->entry < n_entries) {
    const guint8 *entry = gaf_mp4_table_get (&self->table, 8 + self->entry * 8, 8, &local_error);

    if (entry == NULL)
      break;
    self->entry++;
    *n_packets = gaf_read_be32 (entry);
    *ticks = gaf_read_be32 (entry + 4);
  }
  if (local_error != NULL) {
    g_propagate_error (error, local_error);
    return FALSE;
  }
  if (*n_packets == 0) {
    *n_packets = self->tabled;
    *ticks = 0;
  }
  *n_packets = MIN (*n_packets, self->tabled);
  self->tabled -= *n_packets;
  return TRUE;
}

gboolean
gaf_mp4_times_next (GafMp4Times *self, guint64 *n_packets, guint32 *ticks, gint64 *time, GError **error)
{
  const GArray *runs = self->samples->movie->runs;
  const GafMp4Run *run;

  *time = -1;
  if (self->left == 0)
    return FALSE;
  if (self->tabled > 0) {
    if (!next_tabled (self, n_packets, ticks, error))
      return FALSE;
    self->left -= *n_packets;
    return TRUE;
  }
  if (self->run >= runs->len)
    return FALSE;
  run = &g_array_index (runs, GafMp4Run, self->run);
  *ticks = run->duration;
  *n_packets = run->n_packets;
  if (self->in_run == 0)
    *time = run->time;
  if (run->flags & GAF_MP4_RUN_HAS_DURATION) {
    const guint8 *entry;

    if (self->in_run == 0)
      gaf_mp4_table_init (&self->fields, self->samples->source, &run->table);
    entry = gaf_mp4_table_get (&self->fields, (guint64) self->in_run * gaf_mp4_run_entry_size (run), 4, error);
    if (entry == NULL)
      return FALSE;
    *ticks = gaf_read_be32 (entry);
    *n_packets = 1;
  }
  *n_packets = MIN (*n_packets, self->left);
  self->left -= *n_packets;
  self->in_run += *n_packets;
  if (self->in_run >= run->n_packets) {
    self->run++;
    self->in_run = 0;
  }
  return TRUE;
}
