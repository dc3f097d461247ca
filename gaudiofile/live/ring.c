/*
 * SPDX-FileCopyrightText: 2026 gaudiofile contributors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#include "live/ring.h"

void
gaf_ring_init (GafRing *self, guint channels, gsize capacity)
{
  self->channels = channels;
  self->capacity = capacity;
  self->start = self->level = 0;
  self->samples = g_malloc0_n (MAX (capacity * channels, 1), sizeof (float));
}

void
gaf_ring_clear (GafRing *self)
{
  g_clear_pointer (&self->samples, g_free);
  self->capacity = self->start = self->level = 0;
}

gsize
gaf_ring_get_room (const GafRing *self)
{
  return self->capacity - self->level;
}

/* Both directions are two runs at most: up to the end of the memory, and from its beginning. */
gsize
gaf_ring_put (GafRing *self, const float *const *planes, gsize stride, gsize n_frames)
{
  const gsize n = MIN (n_frames, gaf_ring_get_room (self));
  gsize place = self->capacity == 0 ? 0 : (self->start + self->level) % self->capacity;

  for (gsize done = 0; done < n;) {
    const gsize run = MIN (n - done, self->capacity - place);

    for (guint c = 0; c < self->channels; c++) {
      const float *from = planes[c] + done * stride;
      float *to = self->samples + place * self->channels + c;

      for (gsize i = 0; i < run; i++)
        to[i * self->channels] = from[i * stride];
    }
    done += run;
    place = 0;
  }
  self->level += n;
  return n;
}

gsize
gaf_ring_force (GafRing *self, const float *const *planes, gsize stride, gsize n_frames)
{
  const gsize skipped = n_frames > self->capacity ? n_frames - self->capacity : 0;
  const gsize kept = n_frames - skipped;
  gsize dropped = skipped;

  if (kept > gaf_ring_get_room (self))
    dropped += gaf_ring_skip (self, kept - gaf_ring_get_room (self));
  if (skipped > 0) {
    g_autofree const float **later = g_new (const float *, self->channels);

    for (guint c = 0; c < self->channels; c++)
      later[c] = planes[c] + skipped * stride;
    gaf_ring_put (self, later, stride, kept);
  } else {
    gaf_ring_put (self, planes, stride, kept);
  }
  return dropped;
}

gsize
gaf_ring_take (GafRing *self, float *const *planes, gsize stride, gsize n_frames)
{
  const gsize n = MIN (n_frames, self->level);

  for (gsize done = 0; done < n;) {
    const gsize run = MIN (n - done, self->capacity - self->start);

    for (guint c = 0; c < self->channels; c++) {
      const float *from = self->samples + self->start * self->channels + c;
      float *to = planes[c] + done * stride;

      for (gsize i = 0; i < run; i++)
        to[i * stride] = from[i * self->channels];
    }
    done += run;
    gaf_ring_skip (self, run);
  }
  return n;
}

gsize
gaf_ring_skip (GafRing *self, gsize n_frames)
{
  const gsize n = MIN (n_frames, self->level);

  self->level -= n;
  self->start = self->level == 0 ? 0 : (self->start + n) % self->capacity;
  return n;
}
