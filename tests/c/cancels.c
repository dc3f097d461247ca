/*
 * SPDX-FileCopyrightText: 2026 gaudiofile contributors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

/*
 * The campaign of cancelling: asynchronous calls, one after the other, each cancelled at a random moment - before it,
 * just after it, or while it is at work - and a look at what is left.
 *
 *   cancels --folder DIR [--calls REGEX] [--cancels 1000] [--seed 1] [--length 60] [--longest 50] [--stall 5] [--server
 * PGID]
 *
 * Wrong is: another error than G_IO_ERROR_CANCELLED, a call that does not end, a reader that does not go on as if
 * nothing had been, half a file, an old file that an atomic writer has touched, and objects, descriptors or threads
 * that stay. With --longest and --stall (milliseconds; without them the two are only told) also a call that ends later
 * than that after it was cancelled, and a main loop that stood still for longer between two looks at what there is
 * to do; time in which the system had other things to run is not counted.
 *
 * With --server, the process group of a sound server, devices are called too, half of the time while that is stopped.
 * tests/support/cancels.py runs it. The calls themselves are in cancels-files.c, cancels-analysis.c, cancels-tags.c and
 * cancels-devices.c.
 */

#include "cancels.h"

#include <fcntl.h>
#include <glib/gstdio.h>
#include <malloc.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define HANGS 20 /* seconds */
#define HOLE  ((goffset) 1 << 32)
#define HEAP  (16 << 20) /* of which there are */
#define HEAPS 16

GPtrArray *campaign_files;
char *campaign_folder = NULL;
int campaign_server = 0;
gint64 campaign_frames;
float *campaign_noise; /* 2 planes of campaign_frames */
GafBlock *campaign_block;

static char *pattern = NULL;
static int n_cancels = 1000, seed = 1, length = 60;
static double longest = 0, longest_stall = 0; /* ms; 0 for any */
static guint n_wrong;
static gint n_alive; /* atomic */
static Trial *current;

/* what was measured */

typedef struct {
  guint n, n_cancelled;
  gint64 slowest; /* µs */
  gint64 stalled;
} Figures;

static GHashTable *figures; /* by name of the call */
static GArray *latencies;   /* gint64, µs */

void
trial_complain (Trial *trial, const char *format, ...)
{
  va_list arguments;
  g_autofree char *text = NULL;

  va_start (arguments, format);
  text = g_strdup_vprintf (format, arguments);
  va_end (arguments);
  if (n_wrong++ < 50)
    g_printerr ("wrong: %s%s%s, seed %d: %s\n", trial->call->name, trial->file != NULL ? " of " : "",
                trial->file != NULL ? trial->file->format : "", trial->seed, text);
}

/* standing still */

static int schedstat = -1;
static gint64 left_poll, waited;

/* How long this thread has waited for a processor, µs. */
static gint64
get_waited (void)
{
  char text[100] = "";
  char *rest = NULL;

  if (pread (schedstat, text, sizeof text - 1, 0) <= 0)
    return 0;
  g_ascii_strtoull (text, &rest, 10);
  return (gint64) (g_ascii_strtoull (rest, NULL, 10) / 1000);
}

static void
look_at_clock (void)
{
  const gint64 now = g_get_monotonic_time (), waiting = get_waited ();
  const gint64 stalled = now - left_poll - (waiting - waited);

  if (current != NULL && current->is_running)
    current->stalled = MAX (current->stalled, stalled);
  left_poll = now;
  waited = waiting;
}

/* Between two of these the main loop does what it has to. */
static gint
poll_and_look (GPollFD *descriptors, guint n, gint timeout)
{
  gint n_ready;

  look_at_clock ();
  n_ready = g_poll (descriptors, n, timeout);
  left_poll = g_get_monotonic_time ();
  waited = get_waited ();
  return n_ready;
}

/* a trial */

static void
on_gone (gpointer unused, GObject *object)
{
  g_atomic_int_add (&n_alive, -1);
}

gpointer
trial_track (gpointer object)
{
  if (object != NULL) {
    g_atomic_int_inc (&n_alive);
    g_object_weak_ref (object, on_gone, NULL);
  }
  return object;
}

static gboolean
cancel (gpointer data)
{
  Trial *trial = data;

  trial->timer = 0;
  trial->cancelled = g_get_monotonic_time ();
  g_cancellable_cancel (trial->cancellable);
  return G_SOURCE_REMOVE;
}

void
trial_begin (Trial *trial)
{
  if (trial->delay < 0)
    cancel (trial);
  else if (trial->delay > 0)
    trial->timer = g_timeout_add (trial->delay, cancel, trial);
  look_at_clock ();
  trial->is_running = TRUE;
}

void
trial_done (GObject *source, GAsyncResult *result, gpointer data)
{
  Trial *trial = data;

  trial->call->finish (trial, source, result);
  look_at_clock ();
  if (--trial->n_pending > 0)
    return;
  trial->ended = g_get_monotonic_time ();
  trial->is_running = FALSE;
}

static gboolean
on_hanging (gpointer data)
{
  Trial *trial = data;

  trial_complain (trial, "does not end");
  g_printerr ("giving up\n");
  exit (1);
}

static Figures *
get_figures (const char *name)
{
  Figures *found = g_hash_table_lookup (figures, name);

  if (found == NULL) {
    found = g_new0 (Figures, 1);
    g_hash_table_insert (figures, (gpointer) name, found);
  }
  return found;
}

static void
count (Trial *trial)
{
  Figures *mine = get_figures (trial->call->name);
  const gint64 latency = trial->ended - trial->cancelled;

  mine->n++;
  mine->stalled = MAX (mine->stalled, trial->stalled);
  if (longest_stall > 0 && trial->stalled > longest_stall * 1000)
    trial_complain (trial, "the main loop stood still for %.1f ms", trial->stalled / 1000.0);
  if (trial->cancelled == 0 || trial->cancelled > trial->ended)
    return;
  mine->n_cancelled++;
  if (trial->call->ends_when_done)
    return;
  mine->slowest = MAX (mine->slowest, latency);
  g_array_append_val (latencies, latency);
  if (longest > 0 && latency > longest * 1000)
    trial_complain (trial, "went on for %.1f ms after it was cancelled", latency / 1000.0);
}

static void
judge (Trial *trial)
{
  GError *error = trial->error;
  const gboolean was_cancelled = g_cancellable_is_cancelled (trial->cancellable);

  if (error != NULL && !(was_cancelled && g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
      && !trial->may_fail)
    trial_complain (trial, "%s (%s, %d)", error->message, g_quark_to_string (error->domain), error->code);
  if (trial->delay < 0 && error == NULL && !trial->call->is_uncancelled)
    trial_complain (trial, "was done although it had been cancelled before");
}

static void
run (const Call *call, int number)
{
  Trial trial = { .call = call, .seed = number, .n_pending = 1 };
  guint watchdog;

  trial.rand = g_rand_new_with_seed ((guint32) number);
  trial.cancellable = g_cancellable_new ();
  trial.delay = g_rand_int_range (trial.rand, 0, 10) == 0  ? -1
                : g_rand_int_range (trial.rand, 0, 6) == 0 ? 0
                                                           : g_rand_int_range (trial.rand, 1, call->longest_delay + 1);
  if (call->has_file)
    trial.file = campaign_files->pdata[g_rand_int_range (trial.rand, 0, (gint32) campaign_files->len)];
  current = &trial;
  watchdog = g_timeout_add_seconds (HANGS, on_hanging, &trial);
  call->begin (&trial);
  if (trial.delay == 0)
    cancel (&trial);
  while (trial.is_running)
    g_main_context_iteration (NULL, TRUE);
  /* What the task has held until after the callback. */
  trial.is_running = TRUE;
  while (g_main_context_iteration (NULL, FALSE))
    ;
  look_at_clock ();
  trial.is_running = FALSE;
  g_clear_handle_id (&trial.timer, g_source_remove);
  judge (&trial);
  count (&trial);
  if (call->look != NULL)
    call->look (&trial);
  current = NULL;

  g_source_remove (watchdog);
  g_clear_object (&trial.object);
  g_clear_object (&trial.other);
  g_clear_pointer (&trial.clips, g_ptr_array_unref);
  g_clear_pointer (&trial.memory, g_free);
  g_clear_pointer (&trial.path, g_free);
  g_clear_error (&trial.error);
  g_object_unref (trial.cancellable);
  g_rand_free (trial.rand);
}

/* before and after */

static void
add_file (const char *format, const char *codec, gboolean is_noisy)
{
  g_autoptr (GafEncodeSpec) spec = gaf_encode_spec_new (format, CAMPAIGN_RATE, 2);
  g_autofree char *name = g_strdup_printf ("read%u.%s", campaign_files->len, format);
  g_autoptr (GError) error = NULL;
  g_autoptr (GafWriter) writer = NULL;
  File *file = g_new0 (File, 1);
  gint64 half;
  int fd;

  file->format = codec != NULL ? codec : format;
  file->is_noisy = is_noisy;
  file->path = g_build_filename (campaign_folder, name, NULL);
  file->hole = g_strconcat (file->path, ".hole", NULL);
  if (codec != NULL)
    gaf_encode_spec_set_codec (spec, codec);
  writer = gaf_writer_new_for_path (file->path, spec, NULL, &error);
  g_assert_no_error (error);
  gaf_writer_write_block (writer, campaign_block, NULL, &error);
  g_assert_no_error (error);
  gaf_writer_close (writer, NULL, &error);
  g_assert_no_error (error);
  g_file_get_contents (file->path, &file->data, &file->size, NULL);
  half = (gint64) file->size / 2;
  g_file_set_contents (file->hole, file->data, half, NULL);
  fd = g_open (file->hole, O_WRONLY, 0);
  g_assert_true (fd >= 0 && ftruncate (fd, HOLE) == 0);
  close (fd);
  file->reference = gaf_reader_new_for_path (file->path, NULL, &error);
  g_assert_no_error (error);
  g_ptr_array_add (campaign_files, file);
}

static void
set_up (void)
{
  static const struct {
    const char *format, *codec;
    gboolean is_noisy;
  } kinds[] = { { "wav" }, { "flac" }, { "mp3" }, { "ogg", "vorbis" }, { "opus" }, { "m4a", "aac", TRUE },
                { "wv" },  { "aiff" }, { "mka" } };
  GRand *rand = g_rand_new_with_seed (5);
  g_autoptr (GBytes) bytes = NULL;

  campaign_frames = (gint64) length * CAMPAIGN_RATE;
  campaign_noise = g_new (float, 2 * campaign_frames);
  for (gint64 i = 0; i < 2 * campaign_frames; i++)
    campaign_noise[i] = (float) g_rand_double_range (rand, -0.3, 0.3);
  g_rand_free (rand);
  bytes = g_bytes_new_static (campaign_noise, 2 * campaign_frames * sizeof (float));
  campaign_block =
      gaf_block_new (GAF_SAMPLE_FORMAT_FLOAT32, GAF_LAYOUT_PLANAR, 2, CAMPAIGN_RATE, campaign_frames, bytes);
  campaign_files = g_ptr_array_new ();
  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    add_file (kinds[i].format, kinds[i].codec, kinds[i].is_noisy);
  figures = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, g_free);
  latencies = g_array_new (FALSE, FALSE, sizeof (gint64));
  schedstat = g_open ("/proc/thread-self/schedstat", O_RDONLY | O_CLOEXEC, 0);
}

static guint
count_entries (const char *folder)
{
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  guint n = 0;

  while (g_dir_read_name (dir) != NULL)
    n++;
  return n;
}

/* Threads that still end hold what they work on. */
static void
settle (guint descriptors, guint threads)
{
  const gint64 deadline = g_get_monotonic_time () + 3 * G_TIME_SPAN_SECOND;

  while ((g_atomic_int_get (&n_alive) > 0 || count_entries ("/proc/self/fd") > descriptors + 3
          || count_entries ("/proc/self/task") > threads + 8)
         && g_get_monotonic_time () < deadline) {
    g_usleep (5000);
    while (g_main_context_iteration (NULL, FALSE))
      ;
  }
}

static GPtrArray *
choose_calls (void)
{
  GPtrArray *chosen = g_ptr_array_new ();
  const Call *const tables[] = { campaign_file_calls, campaign_analysis_calls, campaign_tag_calls,
                                 campaign_server > 0 ? campaign_device_calls : NULL };

  for (guint i = 0; i < G_N_ELEMENTS (tables); i++)
    for (const Call *call = tables[i]; call != NULL && call->name != NULL; call++)
      if (pattern == NULL || g_regex_match_simple (pattern, call->name, 0, 0))
        g_ptr_array_add (chosen, (gpointer) call);
  return chosen;
}

static gint
compare (gconstpointer a, gconstpointer b)
{
  const gint64 x = *(const gint64 *) a, y = *(const gint64 *) b;

  return (x > y) - (x < y);
}

static void
tell (void)
{
  const guint n = latencies->len;
  GHashTableIter iter;
  gpointer name, value;

  g_array_sort (latencies, compare);
  g_hash_table_iter_init (&iter, figures);
  while (g_hash_table_iter_next (&iter, &name, &value)) {
    const Figures *mine = value;

    g_print ("%-28s %5u calls, %5u cancelled, ended after %6.1f ms at most; main loop stood still %5.1f ms\n",
             (char *) name, mine->n, mine->n_cancelled, mine->slowest / 1000.0, mine->stalled / 1000.0);
  }
  if (n > 0)
    g_print ("cancelled %u: ended after %.1f ms (median), %.1f ms (99 %%), %.1f ms (most); %u wrong\n", n,
             g_array_index (latencies, gint64, n / 2) / 1000.0,
             g_array_index (latencies, gint64, n * 99 / 100) / 1000.0,
             g_array_index (latencies, gint64, n - 1) / 1000.0, n_wrong);
}

/*
 * Has the memory that the calls are going to use. That of a virtual machine is often with its host, and a page that is
 * touched for the first time is asked back: 200 to 450 ms for 64 MB where this was measured, 25 for pages that are
 * there. No call can be cancelled in the meantime, and none is to be blamed for it.
 */
static void
warm_heap (void)
{
#ifdef __GLIBC__
  char *heaps[HEAPS];

  mallopt (M_ARENA_MAX, 1);
  mallopt (M_MMAP_THRESHOLD, 2 * HEAP);
  mallopt (M_TRIM_THRESHOLD, G_MAXINT);
  for (guint k = 0; k < HEAPS; k++) {
    heaps[k] = malloc (HEAP);
    for (gsize i = 0; i < HEAP; i += 4096)
      ((volatile char *) heaps[k])[i] = 1;
  }
  for (guint k = 0; k < HEAPS; k++)
    free (heaps[k]);
#endif
}

static const GOptionEntry options[] = {
  { "folder", 0, 0, G_OPTION_ARG_FILENAME, &campaign_folder, "for files", "DIR" },
  { "calls", 0, 0, G_OPTION_ARG_STRING, &pattern, "which", "REGEX" },
  { "cancels", 0, 0, G_OPTION_ARG_INT, &n_cancels, "how many calls", "N" },
  { "seed", 0, 0, G_OPTION_ARG_INT, &seed, "of the first call", "N" },
  { "length", 0, 0, G_OPTION_ARG_INT, &length, "of the audio", "SECONDS" },
  { "longest", 0, 0, G_OPTION_ARG_DOUBLE, &longest, "that a call may go on", "MS" },
  { "stall", 0, 0, G_OPTION_ARG_DOUBLE, &longest_stall, "that the main loop may stand still", "MS" },
  { "server", 0, 0, G_OPTION_ARG_INT, &campaign_server, "process group of a sound server", "PGID" },
  { NULL },
};

int
main (int argc, char **argv)
{
  g_autoptr (GOptionContext) context = g_option_context_new (NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) calls = NULL;
  guint descriptors = 0, threads = 0;

  g_option_context_add_main_entries (context, options, NULL);
  if (!g_option_context_parse (context, &argc, &argv, &error) || campaign_folder == NULL) {
    g_printerr ("%s\n", error != NULL ? error->message : "--folder is missing");
    return 2;
  }
  calls = choose_calls ();
  if (calls->len == 0) {
    g_print ("no call has such a name\n");
    return 0;
  }
  warm_heap ();
  set_up ();
  g_main_context_set_poll_func (NULL, poll_and_look);
  for (int i = 0; i < n_cancels; i++) {
    run (calls->pdata[(guint) i % calls->len], seed + i);
    if (i == MIN ((int) (2 * calls->len), n_cancels / 2)) { /* what is kept for the next call is there by now */
      settle (0, 0);
      descriptors = count_entries ("/proc/self/fd");
      threads = count_entries ("/proc/self/task");
    }
  }
  settle (descriptors, threads);
  if (n_alive > 0)
    g_printerr ("wrong: %d objects are still there\n", n_alive);
  if (count_entries ("/proc/self/fd") > descriptors + 3)
    g_printerr ("wrong: %u descriptors were %u\n", count_entries ("/proc/self/fd"), descriptors);
  if (count_entries ("/proc/self/task") > threads + 8)
    g_printerr ("wrong: %u threads were %u\n", count_entries ("/proc/self/task"), threads);
  n_wrong += (n_alive > 0) + (count_entries ("/proc/self/fd") > descriptors + 3)
             + (count_entries ("/proc/self/task") > threads + 8);
  tell ();
  return n_wrong == 0 ? 0 : 1;
}
