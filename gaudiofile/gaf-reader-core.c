/*
 * SPDX-FileCopyrightText: 2026 gaudiofile contributors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#include "gaf-reader-private.h"

#include "core/file-name.h"
#include "core/interrupt.h"
#include "core/task-queue.h"
#include "gaf-error.h"

/* What a reader does, for gaf-reader-read.c and gaf-reader-source.c, which offer it in two ways. */

void
gaf_reader_add_name (GafReader *self, GError **error)
{
  g_autofree char *name = NULL;

  if (self->path != NULL)
    name = g_filename_display_name (self->path);
  else if (self->file != NULL)
    name = g_file_get_parse_name (self->file);
  gaf_file_name_put_in_front (name, error);
}

void
gaf_reader_take_length (GafReader *self)
{
  self->is_length_new |= gaf_shared64_get (&self->n_frames) != self->decoder->n_frames
                         || (!g_atomic_int_get (&self->exact) && self->decoder->exact);
  gaf_shared64_set (&self->n_frames, self->decoder->n_frames);
  g_atomic_int_set (&self->exact, self->decoder->exact);
}

gboolean
gaf_reader_begin (GafReader *self, GCancellable *cancellable, GError **error)
{
  if (!gaf_call_guard_enter (&self->guard, "reader", error))
    return FALSE;
  if (self->decoder == NULL) {
    gaf_call_guard_leave (&self->guard);
    g_set_error (error, GAF_ERROR, GAF_ERROR_CLOSED, "The file is closed: I/O operation on a closed file");
    gaf_reader_add_name (self, error);
    return FALSE;
  }
  gaf_byte_source_clear_error (self->source);
  gaf_byte_source_set_cancellable (self->source, cancellable);
  return TRUE;
}

void
gaf_reader_end (GafReader *self)
{
  const gboolean is_length_new = self->is_length_new;

  self->is_length_new = FALSE;
  gaf_byte_source_set_cancellable (self->source, NULL);
  gaf_call_guard_leave (&self->guard);
  if (G_LIKELY (!is_length_new))
    return;
  gaf_notify (self, "n-frames");
  gaf_notify (self, "exact-duration");
  gaf_notify (self, "duration");
}

gint64
gaf_reader_read_locked (GafReader *self, gint64 frame, const GafSampleDest *dest, gint64 n_frames, GError **error)
{
  gint64 done = gaf_reader_read_in_parts (self, frame, dest, n_frames);

  if (done < 0)
    done = gaf_decoder_read_at (self->decoder, frame, dest, 0, n_frames, error);
  /* Some formats take bytes that cannot be had for the end. */
  if (G_UNLIKELY (g_atomic_int_get (&gaf_interrupt_has_stopped)) && done >= 0 && !gaf_interrupt_check (0, error))
    done = -1;
  if (done < 0)
    gaf_reader_add_name (self, error);
  else
    gaf_reader_take_length (self);
  return done;
}

gboolean
gaf_reader_check_n_frames (gint64 n_frames, GError **error)
{
  if (n_frames >= 0)
    return TRUE;
  g_set_error (error, GAF_ERROR, GAF_ERROR_INVALID_ARGUMENT,
               "Cannot read %" G_GINT64_FORMAT " frames: the number must not be negative", n_frames);
  return FALSE;
}

gboolean
gaf_reader_check_position (GafReader *self, gint64 frame, GError **error)
{
  const gint64 n_frames = gaf_shared64_get (&self->n_frames);

  if (frame >= 0 && frame <= n_frames)
    return TRUE;
  g_set_error (error, GAF_ERROR, GAF_ERROR_OUT_OF_RANGE,
               "Cannot seek to frame %" G_GINT64_FORMAT ": the file has %" G_GINT64_FORMAT " frames", frame, n_frames);
  gaf_reader_add_name (self, error);
  return FALSE;
}

gint64
gaf_reader_read_into (GafReader *self, const GafSampleDest *dest, gint64 n_frames, GCancellable *cancellable,
                      GError **error)
{
  gint64 position, done;

  if (!gaf_reader_check_n_frames (n_frames, error) || !gaf_reader_begin (self, cancellable, error))
    return -1;
  position = gaf_shared64_get (&self->position);
  done = gaf_reader_read_locked (self, position, dest, n_frames, error);
  if (done > 0)
    gaf_shared64_set (&self->position, position + done);
  gaf_reader_end (self);
  return done;
}

gint64
gaf_reader_read_from (GafReader *self, gint64 frame, const GafSampleDest *dest, gint64 n_frames,
                      GCancellable *cancellable, GError **error)
{
  gint64 done = 0;

  if (!gaf_reader_check_n_frames (n_frames, error) || !gaf_reader_begin (self, cancellable, error))
    return -1;
  if (frame <= gaf_shared64_get (&self->n_frames)) {
    done = gaf_reader_read_locked (self, frame, dest, n_frames, error);
    gaf_shared64_set (&self->position, frame + MAX (done, 0));
  }
  gaf_reader_end (self);
  return done;
}

gboolean
gaf_reader_seek_to (GafReader *self, gint64 frame, GCancellable *cancellable, GError **error)
{
  gboolean ok;

  if (!gaf_reader_begin (self, cancellable, error))
    return FALSE;
  ok = gaf_reader_check_position (self, frame, error);
  if (ok)
    gaf_shared64_set (&self->position, frame);
  gaf_reader_end (self);
  return ok;
}

gboolean
gaf_reader_pass (GafReader *self, GafReaderPass *pass, GCancellable *cancellable, GError **error)
{
  gint64 done;

  if (!gaf_reader_begin (self, cancellable, error))
    return FALSE;
  done = gaf_reader_pass_locked (self, pass, error);
  if (G_UNLIKELY (g_atomic_int_get (&gaf_interrupt_has_stopped)) && done >= 0 && !gaf_interrupt_check (0, error))
    done = -1;
  if (done >= 0)
    gaf_reader_take_length (self);
  else if (!pass->stopped)
    gaf_reader_add_name (self, error);
  gaf_reader_end (self);
  return done >= 0;
}

gboolean
gaf_reader_has_own_bytes (GafReader *self)
{
  g_autoptr (GafByteSource) clone = NULL;

  if (!gaf_reader_begin (self, NULL, NULL))
    return FALSE;
  clone = gaf_byte_source_clone (self->source);
  gaf_reader_end (self);
  return clone != NULL;
}
