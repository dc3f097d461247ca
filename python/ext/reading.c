/*
 * SPDX-FileCopyrightText: 2026 gaudiofile contributors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#include "reading.h"

#include "arguments.h"
#include "array.h"
#include "errors.h"
#include "file-like.h"
#include "gobject.h"
#include "interrupt.h"
#include "numbers.h"
#include "source.h"
#include "types.h"

#include <structmember.h>

/*
 * What both kinds of file that is open for reading have in common: a GafSource, and what it reads from.
 *
 *   ResampledReadableAudioFile ──wrapped──► … ──wrapped──► ReadableAudioFile ─┐
 *     │ source                                 │ source                       ├─ origin: name, file-like
 *   GafResampledReader ─────────────────────► GafReader                       │
 *     └───────────────────────────────────────────────────────────────────────┘
 *
 * What reads, seeks or closes is called with the GIL released. What only asks neither locks nor waits in the
 * library, and works from anywhere: from another thread while one reads, and from inside the file-like.
 */

/* {{{ life */

PyObject *
gafpy_reading_new (PyTypeObject *type, gpointer source, GafPySource *origin, PyObject *wrapped)
{
  GafPyReading *self = gafpy_alloc (type);

  if (self == NULL) {
    g_object_unref (source);
    gafpy_source_unref (origin);
    return NULL;
  }
  self->source = GAF_SOURCE (source);
  self->origin = origin;
  self->rate = gaf_source_get_rate (self->source);
  self->channels = gaf_source_get_channels (self->source);
  self->format = gaf_source_get_sample_format (self->source);
  self->wrapped = Py_XNewRef (wrapped);
  self->dtype = NPY_FLOAT32;
  return (PyObject *) self;
}

static gboolean
is_reader (GafPyReading *self)
{
  return self->source != NULL && GAF_IS_READER (self->source);
}

/* Whether others than we, in Python, hold the reader: it may be read after we are gone. */
static gboolean
is_shared (GafPyReading *self)
{
  return self->origin->is_shared && G_OBJECT (self->source)->ref_count > 1;
}

/* The C side holds references to the file-like too. They count as ours alone only while nobody else holds the
 * reader. */
static int
reading_traverse (PyObject *object, visitproc visit, void *arg)
{
  GafPyReading *self = (GafPyReading *) object;

  Py_VISIT (Py_TYPE ((PyObject *) self));
  Py_VISIT (self->wrapped);
  if (!is_reader (self))
    return 0;
  Py_VISIT (self->origin->object);
  return is_shared (self) ? 0 : gafpy_source_traverse (self->origin, visit, arg);
}

/* Without the GIL: a reader waits for a read that is under way on another thread. */
static void
close_source (GafSource *source)
{
  if (GAF_IS_READER (source))
    gaf_reader_close (GAF_READER (source));
  else if (GAF_IS_CONVERTED_READER (source))
    gaf_converted_reader_close (GAF_CONVERTED_READER (source));
  else
    gaf_resampled_reader_close (GAF_RESAMPLED_READER (source));
}

/* FALSE with an exception set if that was interrupted while another thread was reading; then it is open still. */
static gboolean
close_self (GafPyReading *self)
{
  GAFPY_BEGIN_CALL;
  close_source (self->source);
  GAFPY_END_CALL;
  if (gafpy_interrupt_raise ())
    return FALSE;
  if (is_reader (self))
    gafpy_source_release (self->origin);
  Py_CLEAR (self->wrapped);
  return TRUE;
}

static int
reading_clear (PyObject *object)
{
  GafPyReading *self = (GafPyReading *) object;

  if (self->source != NULL && !close_self (self))
    PyErr_WriteUnraisable (object);
  return 0;
}

static void
reading_dealloc (PyObject *object)
{
  GafPyReading *self = (GafPyReading *) object;
  PyTypeObject *type = Py_TYPE ((PyObject *) self);
  PyObject *error_type, *error, *traceback;

  PyObject_GC_UnTrack (self);
  if (self->weak_references != NULL)
    PyObject_ClearWeakRefs (object);

  /* The end of the file-like may run any code. */
  PyErr_Fetch (&error_type, &error, &traceback);
  if (self->source != NULL) {
    gboolean owns_origin = is_reader (self), stays_open = is_shared (self);
    GafSource *source = g_steal_pointer (&self->source);

    Py_BEGIN_ALLOW_THREADS;
    if (!stays_open)
      close_source (source);
    Py_END_ALLOW_THREADS;
    /* With the GIL: os.fork() holds it, so that GLib's locks are free then, which the end of an object takes. */
    g_object_unref (source);
    if (owns_origin)
      gafpy_source_release (self->origin);
    gafpy_source_unref (self->origin);
  }
  Py_CLEAR (self->wrapped);
  Py_CLEAR (self->arguments);
  PyErr_Restore (error_type, error, traceback);

  gafpy_free (type, self);
  Py_DECREF (type);
}

static gboolean
is_closed (GafPyReading *self)
{
  return gaf_source_is_closed (self->source);
}

/* FALSE with an exception set, if the source cannot be asked to do something. */
static gboolean
check_usable (GafPyReading *self)
{
  if (gafpy_file_like_is_inside (self->origin->file_like))
    gafpy_raise_busy ();
  else if (is_closed (self))
    gafpy_raise_closed (self->origin->name);
  else
    return TRUE;
  return FALSE;
}

/* }}} */

/* {{{ reading */

PyObject *
gafpy_reading_get_raw (PyObject *object, PyObject *frames_object, int dtype, int width)
{
  GafPyReading *self = (GafPyReading *) object;
  const GafPyReadSpec spec = { self->source, self->origin, self->channels, -1, TRUE, dtype, width };
  gint64 frames;

  if (gafpy_parse_frames (frames_object, &frames) < 0 || !check_usable (self))
    return NULL;
  return gafpy_read_array (&spec, frames);
}

/* Frames of the file's dtype, into an array of the caller's if @out is neither NULL nor None. @position as in
 * GafPyReadSpec. */
static PyObject *
get_frames (GafPyReading *self, gint64 position, PyObject *frames_object, PyObject *out)
{
  const int width = self->dtype == NPY_INT16 ? 2 : self->dtype == NPY_FLOAT64 ? 8 : 4;
  const GafPyReadSpec spec = { self->source, self->origin, self->channels, position, FALSE, self->dtype, width };
  const gboolean has_out = out != NULL && out != Py_None;
  gint64 frames = 0;

  if (has_out && frames_object == NULL) {
    if (!check_usable (self))
      return NULL;
  } else if (gafpy_parse_frames (frames_object, &frames) < 0 || !check_usable (self)) {
    return NULL;
  }
  return has_out ? gafpy_read_into (&spec, frames, out) : gafpy_read_array (&spec, frames);
}

PyObject *
gafpy_reading_read (PyObject *self, PyObject *const *args, Py_ssize_t n_args, PyObject *names)
{
  static const GafPySignature signature = {
    .function = "read",
    .text = "(num_frames, *, out=None)",
    .names = { "num_frames", "out" },
    .n_positional = 1,
  };
  PyObject *values[2] = { NULL };

  if (!gafpy_parse_call (&signature, args, n_args, names, values))
    return NULL;
  return get_frames ((GafPyReading *) self, -1, values[0], values[1]);
}

PyObject *
gafpy_reading_read_at (PyObject *self, PyObject *const *args, Py_ssize_t n_args, PyObject *names)
{
  static const GafPySignature signature = {
    .function = "read_at",
    .text = "(position, num_frames, *, out=None)",
    .names = { "position", "num_frames", "out" },
    .n_positional = 2,
    .n_required = 1,
  };
  PyObject *values[3] = { NULL };
  gint64 position;

  if (!gafpy_parse_call (&signature, args, n_args, names, values) || gafpy_parse_position (values[0], &position) < 0)
    return NULL;
  if (position < 0)
    return PyErr_Format (PyExc_ValueError, "position must not be negative, but is %lld", (long long) position);
  return get_frames ((GafPyReading *) self, position, values[1], values[2]);
}

PyObject *
gafpy_reading_seek (PyObject *object, PyObject *const *args, Py_ssize_t n_args, PyObject *names)
{
  static const GafPySignature signature = {
    .function = "seek",
    .text = "(position)",
    .names = { "position" },
    .n_positional = 1,
    .n_required = 1,
  };
  GafPyReading *self = (GafPyReading *) object;
  PyObject *position_object = NULL;
  GError *error = NULL;
  gint64 position;
  gboolean ok;

  if (!gafpy_parse_call (&signature, args, n_args, names, &position_object)
      || gafpy_parse_position (position_object, &position) < 0 || !check_usable (self))
    return NULL;

  GAFPY_BEGIN_CALL;
  ok = gaf_source_seek (self->source, position, NULL, &error);
  GAFPY_END_CALL;

  if (!ok)
    return gafpy_source_raise (self->origin, error);
  if (gafpy_file_like_reraise (self->origin->file_like, FALSE))
    return NULL;
  Py_RETURN_NONE;
}

PyObject *
gafpy_reading_tell (PyObject *self, PyObject *unused)
{
  return PyLong_FromLongLong (gaf_source_tell (((GafPyReading *) self)->source));
}

PyObject *
gafpy_reading_seekable (PyObject *self, PyObject *unused)
{
  return PyBool_FromLong (!is_closed ((GafPyReading *) self));
}

/* }}} */

/* {{{ in blocks */

const char gafpy_reading_blocks_doc[] =
    "blocks($self, /, size, overlap=0, fill_value=None)\n--\n\n"
    "The rest of the file, from tell() on, as an iterator of arrays of size frames each, of shape (num_channels, "
    "size).\n\n"
    "Each block begins with the last overlap frames of the one before; overlap is less than size. The last block is\n"
    "shorter, unless there is a fill_value to fill it up with. Reading in between goes on where the blocks are.\n\n"
    "ValueError for sizes that cannot be; what read() raises comes from the iterator. Iterating over the file itself\n"
    "gives blocks of one second, and len() its frames.";

/* _blocks.blocks (self, *args, **kwargs) */
static PyObject *
call_blocks (PyObject *self, PyObject *args, PyObject *kwargs)
{
  g_autoptr (PyObject) module = PyImport_ImportModule ("gaudiofile._blocks");
  g_autoptr (PyObject) function = module == NULL ? NULL : PyObject_GetAttrString (module, "blocks");
  g_autoptr (PyObject) bound = function == NULL ? NULL : gafpy_bind (function, self);

  return bound == NULL ? NULL : PyObject_Call (bound, args, kwargs);
}

PyObject *
gafpy_reading_blocks (PyObject *self, PyObject *args, PyObject *kwargs)
{
  return check_usable ((GafPyReading *) self) ? call_blocks (self, args, kwargs) : NULL;
}

static PyObject *
reading_iter (PyObject *self)
{
  g_autoptr (PyObject) args = Py_BuildValue ("(L)", (long long) MAX (((GafPyReading *) self)->rate, 1));

  return args == NULL ? NULL : gafpy_reading_blocks (self, args, NULL);
}

static Py_ssize_t
reading_length (PyObject *self)
{
  return gaf_source_get_n_frames (((GafPyReading *) self)->source);
}

/* An empty file is a file too. */
static int
reading_bool (PyObject *self)
{
  return 1;
}

/* }}} */

/* {{{ pickling */

/* What a copy in another process, or in this one, is opened from: the name, or the bytes. */
static PyObject *
get_original (GafPyReading *self)
{
  const GafPySource *origin = self->origin;

  if (origin->name != NULL)
    return Py_NewRef (origin->name);
  if (origin->bytes != NULL && PyBytes_CheckExact (origin->object))
    return Py_NewRef (origin->object);
  if (origin->bytes != NULL)
    return PyBytes_FromStringAndSize (g_bytes_get_data (origin->bytes, NULL), g_bytes_get_size (origin->bytes));
  PyErr_Format (
      PyExc_TypeError,
      "cannot pickle or copy an audio file that is read from the file-like object %R: open it by name, or from "
      "bytes",
      origin->object);
  return NULL;
}

PyObject *
gafpy_reading_reduce (PyObject *object, PyObject *unused)
{
  GafPyReading *self = (GafPyReading *) object;
  g_autoptr (PyObject) module = NULL, reopen = NULL, original = NULL, state = NULL;

  if (!check_usable (self))
    return NULL;
  module = PyImport_ImportModule ("gaudiofile._reopen");
  reopen = module == NULL ? NULL
                          : PyObject_GetAttrString (module, is_reader (self)          ? "reopen"
                                                            : self->arguments != NULL ? "reopen_converted"
                                                                                      : "reopen_resampled");
  original = reopen == NULL ? NULL : is_reader (self) ? get_original (self) : Py_NewRef (self->wrapped);
  if (original == NULL)
    return NULL;
  /* Of a subclass that was written in Python. */
  state = PyObject_GetAttrString (object, "__dict__");
  if (state == NULL) {
    if (!PyErr_ExceptionMatches (PyExc_AttributeError))
      return NULL;
    PyErr_Clear ();
    state = Py_NewRef (Py_None);
  }
  if (is_reader (self))
    return Py_BuildValue ("O(OOLiiO)O", reopen, Py_TYPE ((PyObject *) self), original,
                          (long long) gaf_source_tell (self->source), self->origin->track,
                          (int) self->origin->isolation, self->origin->asked != NULL ? self->origin->asked : Py_None,
                          state);
  if (self->arguments != NULL)
    return Py_BuildValue ("O(OOOL)O", reopen, Py_TYPE ((PyObject *) self), original, self->arguments,
                          (long long) gaf_source_tell (self->source), state);
  return Py_BuildValue ("O(OONNL)O", reopen, Py_TYPE ((PyObject *) self), original, gafpy_rate_to_object (self->rate),
                        PyLong_FromLong (gaf_resampled_reader_get_quality (GAF_RESAMPLED_READER (self->source))),
                        (long long) gaf_source_tell (self->source), state);
}

/* }}} */

/* {{{ closing */

PyObject *
gafpy_reading_close (PyObject *object, PyObject *unused)
{
  GafPyReading *self = (GafPyReading *) object;

  if (gafpy_file_like_is_inside (self->origin->file_like))
    return gafpy_raise_busy ();
  if (!close_self (self))
    return NULL;
  Py_RETURN_NONE;
}

PyObject *
gafpy_reading_enter (PyObject *self, PyObject *unused)
{
  return Py_NewRef (self);
}

PyObject *
gafpy_reading_exit (PyObject *self, PyObject *const *args, Py_ssize_t n_args)
{
  if (n_args != 3) {
    PyErr_SetString (PyExc_TypeError, "__exit__(): incompatible function arguments. Expected three");
    return NULL;
  }
  return gafpy_reading_close (self, NULL);
}

/* }}} */

/* {{{ properties */

PyObject *
gafpy_reading_get_name (PyObject *self, void *closure)
{
  PyObject *name = ((GafPyReading *) self)->origin->name;

  return Py_NewRef (name != NULL ? name : Py_None);
}

PyObject *
gafpy_reading_get_closed (PyObject *self, void *closure)
{
  return PyBool_FromLong (is_closed ((GafPyReading *) self));
}

PyObject *
gafpy_reading_get_samplerate (PyObject *self, void *closure)
{
  return gafpy_rate_to_object (((GafPyReading *) self)->rate);
}

PyObject *
gafpy_reading_get_num_channels (PyObject *self, void *closure)
{
  return PyLong_FromLong (((GafPyReading *) self)->channels);
}

PyObject *
gafpy_reading_get_frames (PyObject *self, void *closure)
{
  return PyLong_FromLongLong (gaf_source_get_n_frames (((GafPyReading *) self)->source));
}

PyObject *
gafpy_reading_get_duration (PyObject *self, void *closure)
{
  return PyFloat_FromDouble (gaf_source_get_duration (((GafPyReading *) self)->source));
}

PyObject *
gafpy_reading_get_exact (PyObject *self, void *closure)
{
  return PyBool_FromLong (gaf_source_get_exact_duration (((GafPyReading *) self)->source));
}

PyObject *
gafpy_reading_get_file_dtype (PyObject *self, void *closure)
{
  return PyUnicode_FromString (gaf_sample_format_get_name (((GafPyReading *) self)->format));
}

PyObject *
gafpy_reading_get_gobject (PyObject *self, void *closure)
{
  ((GafPyReading *) self)->origin->is_shared = TRUE;
  return gafpy_gobject_wrap (((GafPyReading *) self)->source);
}

/* }}} */

/* What the origin is called in a repr. */
static PyObject *
describe_origin (const GafPySource *origin)
{
  if (origin->name != NULL)
    return PyUnicode_FromFormat (" filename=\"%U\"", origin->name);
  if (origin->object == NULL)
    return PyUnicode_FromString ("");
  /* The repr of bytes would be all of them. */
  if (PyBytes_Check (origin->object) || PyByteArray_Check (origin->object))
    return PyUnicode_FromFormat (" file_like=<%s at %p>", gafpy_type_name (origin->object), origin->object);
  return PyUnicode_FromFormat (" file_like=%R", origin->object);
}

static PyObject *
reading_repr (PyObject *object)
{
  GafPyReading *self = (GafPyReading *) object;
  g_autoptr (PyObject) rate = gafpy_reading_get_samplerate (object, NULL);
  g_autoptr (PyObject) frames = gafpy_reading_get_frames (object, NULL);
  g_autoptr (PyObject) origin = rate == NULL || frames == NULL ? NULL : describe_origin (self->origin);

  if (origin == NULL)
    return NULL;
  return PyUnicode_FromFormat ("<%s%U samplerate=%R num_channels=%d frames=%R file_dtype=%s%s at %p>",
                               gafpy_type_name ((PyObject *) self), origin, rate, self->channels, frames,
                               gaf_sample_format_get_name (self->format), is_closed (self) ? " closed" : "", object);
}

static PyMemberDef members[] = {
  { "__weaklistoffset__", T_PYSSIZET, offsetof (GafPyReading, weak_references), READONLY, NULL },
  { NULL, 0, 0, 0, NULL },
};

PyTypeObject *
gafpy_reading_make_type (const char *name, const char *doc, newfunc new, PyMethodDef *methods, PyGetSetDef *properties)
{
  PyType_Slot slots[] = {
    { Py_tp_doc, (void *) doc },
    { Py_tp_new, new },
    { Py_tp_dealloc, reading_dealloc },
    { Py_tp_traverse, reading_traverse },
    { Py_tp_clear, reading_clear },
    { Py_tp_repr, reading_repr },
    { Py_tp_methods, methods },
    { Py_tp_getset, properties },
    { Py_tp_members, members },
    { Py_tp_iter, reading_iter },
    { Py_mp_length, reading_length },
    { Py_nb_bool, reading_bool },
    { 0, NULL },
  };
  PyType_Spec spec = {
    .name = name,
    .basicsize = sizeof (GafPyReading),
    .flags = Py_TPFLAGS_DEFAULT | Py_TPFLAGS_BASETYPE | Py_TPFLAGS_HAVE_GC | Py_TPFLAGS_IMMUTABLETYPE,
    .slots = slots,
  };

  return (PyTypeObject *) PyType_FromSpecWithBases (&spec, (PyObject *) gafpy_audio_file_type);
}
