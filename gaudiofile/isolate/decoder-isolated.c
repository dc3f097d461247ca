/*
 * SPDX-FileCopyrightText: 2026 gaudiofile contributors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#include "isolate/decoder-isolated.h"

#include <math.h>
#include <string.h>

#include "core/limits.h"
#include "gaf-error.h"
#include "isolate/helper.h"
#include "isolate/session.h"

/*
 *   read_at ──► slot that has the frames ──► copied
 *                 │ none: READ, and wait for it
 *                 └ the next ones are asked for before these are copied, where a read goes on where the last
 *                   ended
 *
 * A process that has ended, was given up while it worked (cancelled), or belongs to the program that this one was
 * forked off from, is replaced by a new one at the next read: each read says where, so nothing is lost with it.
 */

typedef enum { SLOT_EMPTY, SLOT_ASKED, SLOT_READY } SlotState;

typedef struct {
  SlotState state;
  GafSampleFormat format;
  GafLayout layout;
  guint64 serial;  /* of the request */
  gint64 frame;    /* the first of … */
  gint64 asked;    /* … so many that were asked for … */
  gint64 done;     /* … and so many that came */
  gint64 n_frames; /* of the file, as the process knew it then */
  gboolean exact;
} Slot;

typedef struct {
  GafDecoder parent;
  GafByteSource *source;
  int track;
  GafSession *session; /* NULL: none yet, or no more */
  Slot slots[GAF_ISOLATED_N_SLOTS];
  guint64 serial; /* of the next request */
  gint64 next;    /* the frame behind the last read */
  gint64 ahead;   /* frames to ask for at once, more and more while reads go on one behind the other; 0: as asked for */
  int n_loaded;   /* plugins that were loaded for it */
} GafDecoderIsolated;

/* A file needs one element, and GStreamer itself; some have a second choice. */
#define MOST_LOADED 4

static void
set_senseless (GError **error)
{
  g_set_error (error, GAF_ERROR, GAF_ERROR_CORRUPT,
               "The isolated decoder gave an answer that makes no sense: the file may be made to attack programs");
}

/* the process */

static void
forget (GafDecoderIsolated *self)
{
  g_clear_pointer (&self->session, gaf_session_free);
  for (int i = 0; i < GAF_ISOLATED_N_SLOTS; i++)
    self->slots[i].state = SLOT_EMPTY;
}

static const char *
intern (const char *text, gsize size)
{
  g_autofree char *copy = g_strndup (text, size);

  for (char *c = copy; *c != '\0'; c++)
    if (!g_ascii_isprint (*c))
      *c = '?';
  return *copy != '\0' ? g_intern_string (copy) : NULL;
}

/* What the process says of the file has to be something that a file can be. */
static gboolean
take_description (GafDecoder *decoder, const GafMessage *message)
{
  const int channels = message->opened.channels;
  const double rate = message->opened.rate;

  if (channels < 1 || channels > GAF_LIMIT_CHANNELS || !isfinite (rate) || rate <= 0 || rate > GAF_LIMIT_RATE
      || message->opened.format <= GAF_SAMPLE_FORMAT_UNKNOWN || message->opened.format > GAF_SAMPLE_FORMAT_FLOAT64
      || message->opened.bits < 0 || message->opened.bits > 64 || message->opened.n_frames < 0)
    return FALSE;
  decoder->rate = rate;
  decoder->channels = channels;
  decoder->channel_mask = message->opened.channel_mask;
  decoder->format = message->opened.format;
  decoder->bits = message->opened.bits;
  decoder->n_frames = message->opened.n_frames;
  decoder->exact = message->opened.exact != 0;
  decoder->codec = intern (message->opened.codec, sizeof message->opened.codec);
  decoder->container = intern (message->opened.container, sizeof message->opened.container);
  return decoder->codec != NULL;
}

/* The process ends, and the next one has the plugin of an element. FALSE with @error. */
static gboolean
load (GafDecoderIsolated *self, const GafMessage *message, GError **error)
{
  char element[sizeof message->element];

  gaf_message_set_text (element, sizeof element, message->element);
  forget (self);
  if (self->n_loaded++ < MOST_LOADED)
    return gaf_helper_load (element, error);
  g_set_error (error, GAF_ERROR, GAF_ERROR_MISSING_PLUGIN, "GStreamer's element \"%s\" cannot be loaded",
               intern (element, sizeof element));
  return FALSE;
}

/* Starts a process until one has all plugins that the file needs; most often that is the first. @message: OPENED. */
static gboolean
start (GafDecoderIsolated *self, GafMessage *message, GError **error)
{
  for (;;) {
    gboolean usable;

    self->session = gaf_session_new (self->source, self->track, error);
    if (self->session == NULL || !gaf_session_receive (self->session, message, &usable, error)) {
      forget (self);
      return FALSE;
    }
    if (message->type == GAF_MESSAGE_OPENED)
      return TRUE;
    if (message->type != GAF_MESSAGE_NEED) {
      forget (self);
      set_senseless (error);
      return FALSE;
    }
    if (!load (self, message, error))
      return FALSE;
  }
}

/* A process anew, for a file that is the one it was. */
static gboolean
start_again (GafDecoderIsolated *self, GError **error)
{
  GafDecoder now = { 0 };
  GafMessage message;

  forget (self);
  if (!start (self, &message, error))
    return FALSE;
  if (take_description (&now, &message) && now.rate == self->parent.rate && now.channels == self->parent.channels
      && now.format == self->parent.format)
    return TRUE;
  forget (self);
  g_set_error (error, GAF_ERROR, GAF_ERROR_CORRUPT, "The file is not the one that it was when it was opened");
  return FALSE;
}

/* Whether the bytes come from the program, piece by piece. */
static gboolean
is_served (GafDecoderIsolated *self)
{
  return gaf_byte_source_get_fd (self->source) < 0;
}

/* slots */

/* How samples that are wanted as @dest lie in the slots; without planes. PCM of 16 bits is handed over as it is in the
 * file, and made float here: the process has nothing to do but read, and half as many bytes go from one processor to
 * the other. */
static GafSampleDest
lie_in_slots (GafDecoderIsolated *self, const GafSampleDest *dest)
{
  if (dest->format == GAF_SAMPLE_FORMAT_FLOAT32 && self->parent.format == GAF_SAMPLE_FORMAT_INT16
      && strcmp (self->parent.codec, "pcm") == 0)
    return (GafSampleDest){ GAF_SAMPLE_FORMAT_INT16, GAF_LAYOUT_INTERLEAVED, NULL };
  return (GafSampleDest){ dest->format, dest->layout, NULL };
}

/* How many frames there is room for. */
static gint64
slot_capacity (GafDecoderIsolated *self, GafSampleFormat format)
{
  return GAF_ISOLATED_SLOT / (self->parent.channels * gaf_sample_format_get_width (format));
}

static gboolean
ask (GafDecoderIsolated *self, Slot *slot, const GafSampleDest *dest, gint64 frame, gint64 n_frames, GError **error)
{
  GafMessage message = { .type = GAF_MESSAGE_READ };

  message.read.frame = frame;
  message.read.n_frames = n_frames;
  message.read.slot = slot - self->slots;
  message.read.format = dest->format;
  message.read.layout = dest->layout;
  if (!gaf_session_send (self->session, &message, error)) {
    forget (self);
    return FALSE;
  }
  *slot = (Slot){ SLOT_ASKED, dest->format, dest->layout, self->serial++, frame, n_frames, 0, 0, FALSE };
  return TRUE;
}

/* The one that was asked for first: answers come in that order. */
static Slot *
find_oldest (GafDecoderIsolated *self)
{
  Slot *oldest = NULL;

  for (int i = 0; i < GAF_ISOLATED_N_SLOTS; i++)
    if (self->slots[i].state == SLOT_ASKED && (oldest == NULL || self->slots[i].serial < oldest->serial))
      oldest = &self->slots[i];
  return oldest;
}

/* Takes the next answer, which is about @slot, the oldest one. FALSE with @error, and then the slot is empty; without a
 * session if that has ended. */
static gboolean
take_answer (GafDecoderIsolated *self, Slot *slot, GError **error)
{
  GafMessage message;
  gboolean usable;

  slot->state = SLOT_EMPTY;
  if (!gaf_session_receive (self->session, &message, &usable, error)) {
    if (!usable)
      forget (self);
    return FALSE;
  }
  /* At the first packet that needs it: with the plugin loaded, from the beginning. */
  if (message.type == GAF_MESSAGE_NEED)
    return load (self, &message, error) && start_again (self, error);
  if (message.type != GAF_MESSAGE_DONE || message.done.done < 0 || message.done.done > slot->asked
      || message.done.n_frames < 0) {
    forget (self);
    set_senseless (error);
    return FALSE;
  }
  slot->state = SLOT_READY;
  slot->done = message.done.done;
  slot->n_frames = message.done.n_frames;
  slot->exact = message.done.exact != 0;
  return TRUE;
}

/* Waits for what was asked for; the slot is empty if it has to be asked for again of a new process. FALSE with @error,
 * and then without a session if that has ended. What went wrong with others is told when they are asked for again. */
static gboolean
await (GafDecoderIsolated *self, Slot *slot, GError **error)
{
  while (slot->state == SLOT_ASKED) {
    g_autoptr (GError) local_error = NULL;
    Slot *oldest = find_oldest (self);

    if (take_answer (self, oldest, &local_error) || (oldest != slot && self->session != NULL))
      continue;
    g_propagate_error (error, g_steal_pointer (&local_error));
    return FALSE;
  }
  return TRUE;
}

static Slot *
find_slot (GafDecoderIsolated *self, const GafSampleDest *dest, gint64 frame)
{
  for (int i = 0; i < GAF_ISOLATED_N_SLOTS; i++) {
    Slot *slot = &self->slots[i];

    if (slot->state != SLOT_EMPTY && slot->format == dest->format && slot->layout == dest->layout
        && frame >= slot->frame && frame < slot->frame + slot->asked)
      return slot;
  }
  return NULL;
}

/* Waits for all that was asked for and that nobody wants now. */
static gboolean
drain (GafDecoderIsolated *self, GError **error)
{
  Slot *oldest;

  while ((oldest = find_oldest (self)) != NULL) {
    g_autoptr (GError) local_error = NULL;

    if (take_answer (self, oldest, &local_error) || self->session != NULL)
      continue;
    g_propagate_error (error, g_steal_pointer (&local_error));
    return FALSE;
  }
  return TRUE;
}

/* The slot that has @frame, with what comes behind it; NULL with @error. @n_frames: that are wanted from there on. */
static Slot *
fetch (GafDecoderIsolated *self, const GafSampleDest *dest, gint64 frame, gint64 n_frames, GError **error)
{
  const gint64 capacity = slot_capacity (self, dest->format);
  Slot *slot = find_slot (self, dest, frame);
  gint64 asked;

  if (slot != NULL && slot->state == SLOT_ASKED) {
    g_autoptr (GError) local_error = NULL;

    if (!await (self, slot, &local_error)
        && (is_served (self) || (self->session == NULL && !start_again (self, NULL)))) {
      g_propagate_error (error, g_steal_pointer (&local_error));
      return NULL;
    }
  }
  if (slot != NULL && slot->state == SLOT_READY && (frame < slot->frame + slot->done || slot->done < slot->asked))
    return slot;

  /* As much as is read ahead; if that fails, what is wanted may not. */
  asked = MIN (MAX (n_frames, self->ahead), capacity);
  for (;;) {
    g_autoptr (GError) local_error = NULL;

    if (!drain (self, error))
      return NULL;
    slot = &self->slots[0];
    if (!ask (self, slot, dest, frame, asked, error))
      return NULL;
    if (await (self, slot, &local_error)) {
      if (slot->state == SLOT_READY)
        return slot;
      continue;
    }
    if (self->session == NULL || asked <= n_frames) {
      g_propagate_error (error, g_steal_pointer (&local_error));
      return NULL;
    }
    asked = n_frames;
  }
}

/* Has the other slots filled with what comes behind @slot: @n_frames that are wanted now, and what is read ahead. The
 * process goes from one to the next without waiting for this one. */
static gboolean
read_ahead (GafDecoderIsolated *self, const Slot *slot, const GafSampleDest *dest, gint64 n_frames, GError **error)
{
  const gint64 capacity = slot_capacity (self, dest->format);
  const gint64 end = slot->frame + slot->done + MAX (n_frames, self->ahead);
  gint64 frame = slot->frame + slot->done;
  gboolean used[GAF_ISOLATED_N_SLOTS] = { FALSE };

  used[slot - self->slots] = TRUE;
  if (slot->done < slot->asked)
    return TRUE;
  while (frame < end && !(slot->exact && frame >= slot->n_frames)) {
    Slot *next = find_slot (self, dest, frame);

    for (int i = 0; next == NULL && i < GAF_ISOLATED_N_SLOTS; i++)
      if (!used[i] && self->slots[i].state != SLOT_ASKED)
        next = &self->slots[i];
    if (next == NULL || used[next - self->slots])
      break;
    if ((next->state == SLOT_EMPTY || frame < next->frame || frame >= next->frame + next->asked
         || next->format != dest->format || next->layout != dest->layout)
        && !ask (self, next, dest, frame, MIN (MAX (end - frame, MIN (self->ahead, capacity)), capacity), error))
      return FALSE;
    if (next->state == SLOT_READY && next->done < next->asked)
      break;
    used[next - self->slots] = TRUE;
    frame = next->frame + next->asked;
  }
  return TRUE;
}

/* Makes float of what lies in a slot as integers of 16 bits, interleaved. */
static void
convert (GafDecoderIsolated *self, const Slot *slot, gint64 frame, const GafSampleDest *dest, gint64 dest_frame,
         gint64 n_frames)
{
  const guint8 *samples = gaf_session_get_slot (self->session, slot - self->slots);
  const guint8 *planes[GAF_LIMIT_CHANNELS];
  const int channels = self->parent.channels;
  const GafSampleSource source = {
    .coding = G_BYTE_ORDER == G_LITTLE_ENDIAN ? GAF_CODING_S16LE : GAF_CODING_S16BE,
    .channels = channels,
    .stride = channels * sizeof (gint16),
    .planes = planes,
  };

  for (int c = 0; c < channels; c++)
    planes[c] = samples + c * sizeof (gint16);
  gaf_samples_convert (&source, frame - slot->frame, dest, dest_frame, n_frames);
}

static void
copy (GafDecoderIsolated *self, const Slot *slot, gint64 frame, const GafSampleDest *dest, gint64 dest_frame,
      gint64 n_frames)
{
  const guint8 *samples = gaf_session_get_slot (self->session, slot - self->slots);
  const gsize width = gaf_sample_format_get_width (dest->format);
  const gsize frame_size = dest->layout == GAF_LAYOUT_PLANAR ? width : width * self->parent.channels;
  const int planes = dest->layout == GAF_LAYOUT_PLANAR ? self->parent.channels : 1;

  for (int c = 0; c < planes; c++)
    memcpy ((guint8 *) dest->planes[c] + dest_frame * frame_size,
            samples + (c * slot->asked + frame - slot->frame) * frame_size, n_frames * frame_size);
}

/* the decoder */

static gint64
isolated_read_at (GafDecoder *decoder, gint64 frame, const GafSampleDest *dest, gint64 dest_frame, gint64 n_frames,
                  GError **error)
{
  GafDecoderIsolated *self = (GafDecoderIsolated *) decoder;
  const GafSampleDest lying = lie_in_slots (self, dest);
  gint64 done = 0;

  if ((self->session == NULL || !gaf_session_is_ours (self->session)) && !start_again (self, error))
    return -1;
  /* What a stream of the program's delivers is read when it is wanted, and not before. */
  if (is_served (self) || frame != self->next || frame == 0)
    self->ahead = 0;
  else
    self->ahead = MIN (MAX (4 * MAX (self->ahead, n_frames), 4096), 2 * slot_capacity (self, lying.format));
  while (done < n_frames) {
    Slot *slot = fetch (self, &lying, frame + done, n_frames - done, error);
    gint64 n;

    if (slot == NULL)
      return -1;
    n = CLAMP (slot->frame + slot->done - (frame + done), 0, n_frames - done);
    /* The process works while this is copied. */
    if (!read_ahead (self, slot, &lying, n_frames - done - n, error))
      return -1;
    if (lying.format != dest->format)
      convert (self, slot, frame + done, dest, dest_frame + done, n);
    else
      copy (self, slot, frame + done, dest, dest_frame + done, n);
    done += n;
    /* What the decoder knew behind the last of these frames. */
    if (frame + done >= slot->frame + slot->done) {
      decoder->n_frames = slot->n_frames;
      decoder->exact = slot->exact;
    }
    if (n == 0)
      break;
  }
  self->next = frame + done;
  return done;
}

static void
isolated_free (GafDecoder *decoder)
{
  GafDecoderIsolated *self = (GafDecoderIsolated *) decoder;

  forget (self);
  gaf_byte_source_unref (self->source);
  g_free (self);
}

static const GafDecoderClass isolated_class = { isolated_read_at, isolated_free };

GafDecoder *
gaf_decoder_open_isolated (GafByteSource *source, int track, GError **error)
{
  GafDecoderIsolated *self = g_new0 (GafDecoderIsolated, 1);
  GafMessage message;

  self->parent.klass = &isolated_class;
  self->source = gaf_byte_source_ref (source);
  self->track = track;
  if (start (self, &message, error)) {
    if (take_description (&self->parent, &message))
      return &self->parent;
    set_senseless (error);
  }
  isolated_free (&self->parent);
  return NULL;
}

/* Read once: looking through the environment would be a tenth of what opening a WAV file takes. */
static const char *
get_default (void)
{
  static gsize once = 0;
  static char *said = NULL;

  if (g_once_init_enter (&once)) {
    said = g_strdup (g_getenv ("GAUDIOFILE_ISOLATION"));
    g_once_init_leave (&once, 1);
  }
  return said;
}

gboolean
gaf_isolation_resolve (GafIsolation wanted, GafIsolation *isolation, GError **error)
{
  const char *said = wanted == GAF_ISOLATION_DEFAULT ? get_default () : NULL;

  *isolation = wanted == GAF_ISOLATION_DEFAULT ? GAF_ISOLATION_NONE : wanted;
  if (said == NULL || *said == '\0' || strcmp (said, "none") == 0)
    return TRUE;
  *isolation = GAF_ISOLATION_PROCESS;
  if (strcmp (said, "process") == 0)
    return TRUE;
  g_set_error (error, GAF_ERROR, GAF_ERROR_INVALID_ARGUMENT,
               "GAUDIOFILE_ISOLATION is \"%s\" in the environment: it can be \"process\" or \"none\"", said);
  return FALSE;
}
