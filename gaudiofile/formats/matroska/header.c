/*
 * SPDX-FileCopyrightText: 2026 gaudiofile contributors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#include "formats/matroska/header.h"

#include <math.h>
#include <string.h>

#include "core/limits.h"
#include "gaf-error.h"
#include "packets/track.h"

#define TYPE_AUDIO   2
#define DOC_VERSION  4   /* of Matroska, that this reader knows */
#define PREFIX_MAX   256 /* bytes of header stripping; real ones have up to 8 */
#define MAX_TRACKS   1000
#define SCAN_WINDOW  GAF_BYTE_SOURCE_BLOCK
#define CLUSTER_HEAD 64 /* bytes in which a cluster's first elements are */

/* Elements from @at to @end, one after the other. */
#define for_each_element(element, source, from, limit) \
  for (guint64 next = from; gaf_ebml_read (&element, source, next, limit, NULL); next = element.end)

static gboolean
fail (GError **error, GafError code, const char *message)
{
  g_set_error_literal (error, GAF_ERROR, (int) code, message);
  return FALSE;
}

/* the EBML header */

static gboolean
read_ebml_header (GafByteSource *source, const GafEbmlElement *header, GError **error)
{
  GafEbmlElement element;

  for_each_element (element, source, header->start, header->end)
  {
    const guint64 value = gaf_ebml_get_uint (&element, source, 0);
    char type[16];

    if (element.id == GAF_MATROSKA_ID_DOC_TYPE) {
      gaf_ebml_get_text (&element, source, type, sizeof type);
      if (strcmp (type, "matroska") != 0 && strcmp (type, "webm") != 0)
        return fail (error, GAF_ERROR_NOT_AUDIO, "This is an EBML file of another type than Matroska");
    } else if (element.id == GAF_MATROSKA_ID_DOC_READ_VERSION && value > DOC_VERSION) {
      g_set_error (error, GAF_ERROR, GAF_ERROR_UNSUPPORTED,
                   "The Matroska file says that a reader has to know version %" G_GUINT64_FORMAT
                   " of the format; %d is known here",
                   value, DOC_VERSION);
      return FALSE;
    } else if ((element.id == GAF_MATROSKA_ID_MAX_ID_LENGTH && value > 4)
               || (element.id == GAF_MATROSKA_ID_MAX_SIZE_LENGTH && value > 8)) {
      return fail (error, GAF_ERROR_UNSUPPORTED,
                   "The Matroska file has IDs of more than 4 bytes or sizes of more than 8, which cannot be read");
    }
  }
  return TRUE;
}

/* tracks */

static void
free_track (gpointer data)
{
  GafMatroskaTrack *track = data;

  g_clear_pointer (&track->config, g_bytes_unref);
  g_clear_pointer (&track->prefix, g_bytes_unref);
  g_free (track->inflation);
  g_free (track);
}

static gboolean
read_compression (GafMatroskaTrack *track, GafByteSource *source, const GafEbmlElement *compression, GError **error)
{
  GafEbmlElement element;
  guint64 algorithm = 0;

  for_each_element (element, source, compression->start, compression->end)
  {
    if (element.id == GAF_MATROSKA_ID_ALGORITHM)
      algorithm = gaf_ebml_get_uint (&element, source, 0);
    if (element.id == GAF_MATROSKA_ID_SETTINGS) {
      if (element.end - element.start > PREFIX_MAX) {
        g_set_error (error, GAF_ERROR, GAF_ERROR_LIMIT,
                     "The Matroska file leaves %" G_GUINT64_FORMAT
                     " bytes out of each frame (header stripping); up to %d can be put back",
                     element.end - element.start, PREFIX_MAX);
        return FALSE;
      }
      g_clear_pointer (&track->prefix, g_bytes_unref);
      track->prefix = gaf_ebml_get_bytes (&element, source, PREFIX_MAX, error);
      if (track->prefix == NULL)
        return FALSE;
    }
  }
  switch (algorithm) {
  case 0:
    track->encoding = GAF_MATROSKA_ZLIB;
    break;
  case 1:
    track->refused = "is compressed with bzlib, which is not supported";
    break;
  case 2:
    track->refused = "is compressed with lzo, which is not supported";
    break;
  case 3:
    track->encoding = track->prefix != NULL ? GAF_MATROSKA_STRIPPED : GAF_MATROSKA_PLAIN;
    break;
  default:
    track->refused = "is compressed in a way that is not known";
    break;
  }
  return TRUE;
}

/* RFC 9559, 5.1.4.1.31 */
static gboolean
read_encodings (GafMatroskaTrack *track, GafByteSource *source, const GafEbmlElement *encodings, GError **error)
{
  GafEbmlElement encoding, element;
  guint n = 0;

  for_each_element (encoding, source, encodings->start, encodings->end)
  {
    guint64 scope = 1, type = 0;
    gboolean compressed = FALSE;

    if (encoding.id != GAF_MATROSKA_ID_ENCODING)
      continue;
    if (++n > 1) {
      track->refused = "is encoded several times over, which is not supported";
      return TRUE;
    }
    for_each_element (element, source, encoding.start, encoding.end)
    {
      if (element.id == GAF_MATROSKA_ID_ENCODING_SCOPE)
        scope = gaf_ebml_get_uint (&element, source, 1);
      else if (element.id == GAF_MATROSKA_ID_ENCODING_TYPE)
        type = gaf_ebml_get_uint (&element, source, 0);
      else if (element.id == GAF_MATROSKA_ID_COMPRESSION) {
        compressed = TRUE;
        if (!read_compression (track, source, &element, error))
          return FALSE;
      }
    }
    if (type == 1)
      track->refused = "is encrypted";
    else if (type != 0)
      track->refused = "is encoded in a way that is not known";
    else if (!compressed) /* all elements have their default values */
      track->encoding = GAF_MATROSKA_ZLIB;
    track->of_frames = (scope & 1) != 0;
    track->of_config = (scope & 2) != 0;
  }
  return TRUE;
}

static double
sane_rate (double rate)
{
  return isfinite (rate) && rate >= 1 && rate <= G_MAXINT ? rate : 0;
}

static void
read_audio (GafMatroskaTrack *track, GafByteSource *source, const GafEbmlElement *audio)
{
  GafEbmlElement element;

  for_each_element (element, source, audio->start, audio->end)
  {
    if (element.id == GAF_MATROSKA_ID_RATE)
      track->rate = sane_rate (gaf_ebml_get_float (&element, source));
    else if (element.id == GAF_MATROSKA_ID_OUTPUT_RATE)
      track->output_rate = sane_rate (gaf_ebml_get_float (&element, source));
    else if (element.id == GAF_MATROSKA_ID_CHANNELS)
      track->channels = gaf_ebml_get_uint (&element, source, 1);
    else if (element.id == GAF_MATROSKA_ID_BITS)
      track->bits = gaf_ebml_get_uint (&element, source, 0);
  }
}

static gboolean
read_track (GafMatroskaHeader *self, GafByteSource *source, const GafEbmlElement *entry, GError **error)
{
  GafMatroskaTrack *track = g_new0 (GafMatroskaTrack, 1);
  GafEbmlElement element;
  guint64 type = 0;
  gboolean ok = TRUE;

  track->inflation = g_new0 (GafMatroskaInflation, 1);
  track->rate = 8000; /* the elements' default values */
  track->channels = 1;
  track->is_default = track->enabled = TRUE;
  for (guint64 at = entry->start; ok && gaf_ebml_read (&element, source, at, entry->end, NULL); at = element.end)
    switch (element.id) {
    case GAF_MATROSKA_ID_NUMBER:
      track->number = gaf_ebml_get_uint (&element, source, 0);
      break;
    case GAF_MATROSKA_ID_TYPE:
      type = gaf_ebml_get_uint (&element, source, 0);
      break;
    case GAF_MATROSKA_ID_ENABLED:
      track->enabled = gaf_ebml_get_uint (&element, source, 1) != 0;
      break;
    case GAF_MATROSKA_ID_DEFAULT:
      track->is_default = gaf_ebml_get_uint (&element, source, 1) != 0;
      break;
    case GAF_MATROSKA_ID_CODEC:
      gaf_ebml_get_text (&element, source, track->codec, sizeof track->codec);
      break;
    case GAF_MATROSKA_ID_CONFIG:
      g_clear_pointer (&track->config, g_bytes_unref);
      track->config = gaf_ebml_get_bytes (&element, source, gaf_byte_source_get_limits (source)->header_bytes, error);
      ok = track->config != NULL;
      break;
    case GAF_MATROSKA_ID_DELAY:
      track->delay = gaf_ebml_get_uint (&element, source, 0);
      break;
    case GAF_MATROSKA_ID_AUDIO:
      read_audio (track, source, &element);
      break;
    case GAF_MATROSKA_ID_ENCODINGS:
      ok = read_encodings (track, source, &element, error);
      break;
    default:
      break;
    }

  if (!ok || type != TYPE_AUDIO) {
    self->other_tracks = self->other_tracks || ok;
    free_track (track);
  } else {
    g_ptr_array_add (self->tracks, track);
  }
  return ok;
}

static gboolean
read_tracks (GafMatroskaHeader *self, GafByteSource *source, const GafEbmlElement *tracks, GError **error)
{
  GafEbmlElement element;
  guint n = 0;

  if (self->tracks->len > 0) /* a second copy */
    return TRUE;
  for_each_element (element, source, tracks->start,
                    tracks->end) if (element.id == GAF_MATROSKA_ID_TRACK && n++ < MAX_TRACKS
                                     && !read_track (self, source, &element, error)) return FALSE;
  return TRUE;
}

const GafMatroskaTrack *
gaf_matroska_header_choose (const GafMatroskaHeader *self, int track, GError **error)
{
  const guint n = self->tracks->len;
  const GafMatroskaTrack *first_enabled = NULL;

  if (n == 0) {
    fail (error, GAF_ERROR_NOT_AUDIO,
          self->other_tracks ? "The Matroska file holds no audio, only other tracks"
                             : "The Matroska file holds no audio that could be found");
    return NULL;
  }
  if (!gaf_check_track (track, n, error))
    return NULL;
  if (track >= 0)
    return g_ptr_array_index (self->tracks, track);

  for (guint i = 0; i < n; i++) {
    const GafMatroskaTrack *candidate = g_ptr_array_index (self->tracks, i);

    if (candidate->enabled && candidate->is_default)
      return candidate;
    if (candidate->enabled && first_enabled == NULL)
      first_enabled = candidate;
  }
  return first_enabled != NULL ? first_enabled : g_ptr_array_index (self->tracks, 0);
}

/* the segment */

static void
read_info (GafMatroskaHeader *self, GafByteSource *source, const GafEbmlElement *info)
{
  GafEbmlElement element;

  for_each_element (element, source, info->start, info->end)
  {
    if (element.id == GAF_MATROSKA_ID_SCALE)
      self->scale = gaf_ebml_get_uint (&element, source, 1000000);
    else if (element.id == GAF_MATROSKA_ID_DURATION)
      self->duration = gaf_ebml_get_float (&element, source);
  }
  if (self->scale == 0 || self->scale > G_GUINT64_CONSTANT (1000000000) * 3600)
    self->scale = 1000000;
  if (!isfinite (self->duration) || self->duration < 0)
    self->duration = 0;
}

/* Where the directory says that @wanted is; FALSE: it does not, or it is not there. */
static gboolean
look_up (GafMatroskaHeader *self, GafByteSource *source, const GafEbmlElement *head, guint32 wanted,
         GafEbmlElement *found)
{
  GafEbmlElement seek, element;

  for_each_element (seek, source, head->start, head->end)
  {
    guint64 id = 0, position = 0;

    if (seek.id != GAF_MATROSKA_ID_SEEK)
      continue;
    for_each_element (element, source, seek.start, seek.end)
    {
      if (element.id == GAF_MATROSKA_ID_SEEK_ID)
        id = gaf_ebml_get_uint (&element, source, 0);
      else if (element.id == GAF_MATROSKA_ID_SEEK_POSITION)
        position = gaf_ebml_get_uint (&element, source, 0);
    }
    if (id == wanted && position < self->end - self->segment
        && gaf_ebml_read (found, source, self->segment + position, self->end, NULL) && found->id == wanted)
      return TRUE;
  }
  return FALSE;
}

static gboolean
is_top_level (guint32 id)
{
  switch (id) {
  case GAF_MATROSKA_ID_SEEK_HEAD:
  case GAF_MATROSKA_ID_INFO:
  case GAF_MATROSKA_ID_TRACKS:
  case GAF_MATROSKA_ID_CUES:
  case GAF_MATROSKA_ID_CHAPTERS:
  case GAF_MATROSKA_ID_TAGS:
  case GAF_MATROSKA_ID_ATTACHMENTS:
  case GAF_MATROSKA_ID_VOID:
  case GAF_MATROSKA_ID_CRC:
    return TRUE;
  default:
    return FALSE;
  }
}

/* Walks the segment up to the first cluster. Where something else than its elements is, that is looked for. */
static gboolean
read_segment (GafMatroskaHeader *self, GafByteSource *source, GError **error)
{
  GafEbmlElement element, head = { 0 }, found;
  guint64 at = self->segment;

  self->first_cluster = self->end;
  for (guint i = 0; i < GAF_LIMIT_CHUNKS; i++) {
    if (!gaf_ebml_read (&element, source, at, self->end, NULL)
        || (element.id != GAF_MATROSKA_ID_CLUSTER && (!is_top_level (element.id) || element.unknown || element.cut))) {
      if (at < self->end && !gaf_matroska_find_cluster (source, at, self->end, self->end, &self->first_cluster, error)
          && *error != NULL)
        return FALSE;
      break;
    }
    if (element.id == GAF_MATROSKA_ID_CLUSTER) {
      self->first_cluster = element.offset;
      break;
    }
    if (element.id == GAF_MATROSKA_ID_SEEK_HEAD && head.id == 0)
      head = element;
    else if (element.id == GAF_MATROSKA_ID_INFO)
      read_info (self, source, &element);
    else if (element.id == GAF_MATROSKA_ID_CUES)
      self->cues = element.offset;
    else if (element.id == GAF_MATROSKA_ID_TRACKS && !read_tracks (self, source, &element, error))
      return FALSE;
    at = element.end;
  }

  if (head.id == 0)
    return TRUE;
  /* A directory may name another one, at the file's end. */
  for (int i = 0; i < 2; i++) {
    if (self->tracks->len == 0 && look_up (self, source, &head, GAF_MATROSKA_ID_TRACKS, &found)
        && !read_tracks (self, source, &found, error))
      return FALSE;
    if (self->duration == 0 && look_up (self, source, &head, GAF_MATROSKA_ID_INFO, &found))
      read_info (self, source, &found);
    if (self->cues == 0 && look_up (self, source, &head, GAF_MATROSKA_ID_CUES, &found))
      self->cues = found.offset;
    if (!look_up (self, source, &head, GAF_MATROSKA_ID_SEEK_HEAD, &found) || found.offset == head.offset)
      break;
    head = found;
  }
  return TRUE;
}

/* Tracks that stand behind clusters, and no directory says where: found by stepping over those. */
static gboolean
find_late_tracks (GafMatroskaHeader *self, GafByteSource *source, GError **error)
{
  GafEbmlElement element;
  guint64 at = self->first_cluster;

  for (guint i = 0; i < GAF_LIMIT_CHUNKS && gaf_ebml_read (&element, source, at, self->end, NULL); i++) {
    if (element.unknown || element.cut)
      break;
    if (element.id == GAF_MATROSKA_ID_TRACKS)
      return read_tracks (self, source, &element, error);
    at = element.end;
  }
  return TRUE;
}

gboolean
gaf_matroska_header_read (GafMatroskaHeader *self, GafByteSource *source, GError **error)
{
  const guint64 size = gaf_byte_source_get_size (source);
  GafEbmlElement element;
  GError *local_error = NULL;
  guint64 at = 0;
  gboolean ok = FALSE;

  *self = (GafMatroskaHeader){ .scale = 1000000, .tracks = g_ptr_array_new_with_free_func (free_track) };
  for (guint i = 0; i < GAF_LIMIT_CHUNKS && !ok && gaf_ebml_read (&element, source, at, size, &local_error); i++) {
    if (element.id == GAF_MATROSKA_ID_EBML && !read_ebml_header (source, &element, &local_error))
      break;
    ok = element.id == GAF_MATROSKA_ID_SEGMENT;
    at = element.end;
  }
  if (ok) {
    self->segment = element.start;
    self->end = element.end;
    ok = read_segment (self, source, &local_error);
    if (ok && self->tracks->len == 0 && !self->other_tracks)
      ok = find_late_tracks (self, source, &local_error);
  } else if (local_error == NULL) {
    fail (&local_error, GAF_ERROR_CORRUPT, "The Matroska file has no segment: it is damaged or was cut off");
  }
  /* What was missing may have been so because it could not be read. */
  if (ok && gaf_byte_source_get_error (source) != NULL) {
    local_error = g_error_copy (gaf_byte_source_get_error (source));
    ok = FALSE;
  }
  if (!ok)
    g_propagate_error (error, local_error);
  return ok;
}

void
gaf_matroska_header_clear (GafMatroskaHeader *self)
{
  g_clear_pointer (&self->tracks, g_ptr_array_unref);
}

/* clusters */

/* Whether what begins at @data with a cluster's ID is a cluster: its time stamp is among its first elements. */
static gboolean
looks_like_cluster (const guint8 *data, gsize length, guint64 offset, guint64 segment_end)
{
  GafEbmlElement cluster, element;
  guint64 at;

  if (!gaf_ebml_parse (&cluster, data, length, offset, segment_end) || cluster.id != GAF_MATROSKA_ID_CLUSTER)
    return FALSE;
  at = cluster.start;
  for (int i = 0; i < 4 && at - offset < length; i++) {
    if (!gaf_ebml_parse (&element, data + (at - offset), length - (at - offset), at, cluster.end) || element.unknown
        || element.cut)
      return FALSE;
    if (element.id == GAF_MATROSKA_ID_TIMESTAMP)
      return element.end - element.start <= 8;
    if (element.id != GAF_MATROSKA_ID_CRC && element.id != GAF_MATROSKA_ID_VOID && element.id != 0xa7
        && element.id != 0xab)
      return FALSE;
    at = element.end;
  }
  return FALSE;
}

gboolean
gaf_matroska_find_cluster (GafByteSource *source, guint64 offset, guint64 limit, guint64 segment_end, guint64 *found,
                           GError **error)
{
  static const guint8 id[4] = { 0x1f, 0x43, 0xb6, 0x75 };

  while (offset < limit) {
    gsize length;
    const guint8 *data = gaf_byte_source_peek (source, offset, SCAN_WINDOW, &length, error);
    const guint8 *at;

    if (data == NULL)
      return FALSE;
    if (length > SCAN_WINDOW) /* memory: no more than it takes to arrive at @limit */
      length = MIN (length, MAX (SCAN_WINDOW, limit - offset + CLUSTER_HEAD));
    for (at = data; (at = memmem (at, length - (at - data), id, sizeof id)) != NULL; at++) {
      const guint64 place = offset + (at - data);

      if (place >= limit)
        return FALSE;
      if (length - (at - data) < CLUSTER_HEAD && place + CLUSTER_HEAD <= gaf_byte_source_get_size (source)
          && length < gaf_byte_source_get_size (source) - offset)
        break; /* the next window begins with it */
      if (looks_like_cluster (at, length - (at - data), place, segment_end)) {
        *found = place;
        return TRUE;
      }
    }
    if (length <= CLUSTER_HEAD || length >= gaf_byte_source_get_size (source) - offset)
      return FALSE;
    offset += at != NULL ? (guint64) (at - data) : length - CLUSTER_HEAD;
  }
  return FALSE;
}
