/*
 * SPDX-FileCopyrightText: 2026 gaudiofile contributors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#pragma once

/*
 * gaudiofile._native: the Python face of libgaudiofile. One C file per Python type, and one per theme:
 *
 *   audio-file.c      AudioFile: which class a call of it makes
 *
 *                     reading                                      writing
 *   readable.c        ReadableAudioFile: a GafReader               writable.c       WriteableAudioFile: a GafWriter
 *   source.c          name, buffer, file-like → a GafReader        sink.c           name, file-like → a GafWriter
 *   input-stream.c    a file-like as a GInputStream                output-stream.c  a file-like as a GOutputStream
 *   array.c           NumPy arrays that a reader fills             samples.c        NumPy arrays that a writer takes
 *   reading.c         what both kinds of readable file share       encode-spec.c    keyword arguments → a GafEncodeSpec
 *                                                                  encode.c         AudioFile.encode()
 *                     resampling
 *   resampled.c       ResampledReadableAudioFile: a GafResampledReader around another file's source
 *   resampler.c       StreamResampler: a GafResampler
 *   quality.c         Resample.Quality, from and to C
 *
 *   stream.c          LiveStream: a GafStream, for AudioStream in stream.py
 *   effect.c          Effect: a GafEffect, for its plugins in _plugins.py
 *
 *   file-like.c       calling a file-like, and what it raises
 *   arguments.c       arguments by position and by name
 *   numbers.c         what may be given as a number of frames, a rate and so on
 *   gobject.c         the way to PyGObject
 *   errors.c          GError → exception
 *
 * Rules: the GIL is released around every call into the library that works or may wait, so that a lock is never waited for
 * with the GIL held. A NULL, FALSE or -1 from anything here comes with a Python exception set.
 */

#define PY_SSIZE_T_CLEAN
#include <Python.h>

#define PY_ARRAY_UNIQUE_SYMBOL gafpy_numpy_api
#ifndef GAFPY_IMPORTS_NUMPY
#define NO_IMPORT_ARRAY
#endif
#include <numpy/arrayobject.h>

#include <gaudiofile/gaudiofile.h>

/* errors.c */

/* Adds the exception classes to the module. */
int       gafpy_errors_init      (PyObject *module);
/* Raises what @error stands for, and frees it; @name is the file's (NULL if it has none). Returns NULL. */
PyObject *gafpy_raise            (GError   *error,
                                  PyObject *name);
/* Raises for a file that was closed. Returns NULL. */
PyObject *gafpy_raise_closed     (void);
/* Raises for a call from inside a method of the file's own file-like. Returns NULL. */
PyObject *gafpy_raise_busy       (void);

/* numbers.c */

/* A whole number above 0, given as an integer or as a float without fraction. */
int       gafpy_parse_frames     (PyObject *object,
                                  gint64   *frames);
/* A whole number, given as anything but a Python float. */
int       gafpy_parse_position   (PyObject *object,
                                  gint64   *position);
/* TypeError: @name must be @expected. Returns -1. */
int       gafpy_raise_type       (const char *name,
                                  const char *expected,
                                  PyObject   *value);
/* A real number (for a rate), given as anything with __float__ or __index__; TypeError names it @name. */
int       gafpy_parse_real       (PyObject   *object,
                                  const char *name,
                                  double     *value);
/* A whole number from 0 (of channels, bits), given as anything with __index__. */
int       gafpy_parse_count      (PyObject   *object,
                                  const char *name,
                                  int        *count);
/* Rates are int where they are whole. */
PyObject *gafpy_rate_to_object   (double    rate);

/* arguments.c */

typedef struct {
  const char        *function;
  const char        *text;         /* the arguments, for messages */
  const char        *names[10];    /* in the order of positions; NULL-terminated */
  gboolean           has_source;   /* the first is called filename or file_like */
  int                n_positional; /* the others by name only */
  int                n_required;
} GafPySignature;

/* Sets those of @values that are given (borrowed). */
gboolean gafpy_parse_arguments (const GafPySignature *signature,
                                PyObject             *args,
                                PyObject             *kwargs,
                                PyObject            **values);
/* The one argument @name of a vectorcall method; NULL if it is not given. */
gboolean gafpy_parse_one       (const char           *method,
                                const char           *name,
                                PyObject *const      *args,
                                Py_ssize_t            n_args,
                                PyObject             *names,
                                PyObject            **value);

/* gobject.c */

/* The PyGObject wrapper of a GObject. */
PyObject *gafpy_gobject_wrap   (gpointer  object);
/* The GObject in a wrapper of PyGObject; borrowed. */
GObject  *gafpy_gobject_unwrap (PyObject *object);

static inline PyObject *
gafpy_string_or_none (const char *string)
{
  if (string == NULL)
    Py_RETURN_NONE;
  return PyUnicode_FromString (string);
}

/* file-like.c */

/*
 * A file-like object, as the streams of both directions call it. The calls come on the thread that called the reader or writer.
 * What the file-like raises is kept here while a GError takes its place in the library, and raised again when the library has been left.
 * Until then the file-like is left alone. NULL for a GafPyFileLike where there is none is fine, except in calling.
 */
typedef struct {
  PyObject *object;
  PyObject *exception; /* the last one; with its traceback */
  gboolean  fresh;     /* it has not been raised yet */

  /* The thread inside a method of the file-like, 0 for none. There is one at a time, under the reader's or writer's lock; others only
   * compare it with themselves. */
  gsize     inside;
} GafPyFileLike;

typedef struct {
  PyGILState_STATE gil;
  gsize            outer;
} GafPyCall;

void     gafpy_file_like_init      (GafPyFileLike *self,
                                    PyObject      *object);
/* Drops the file-like, with the GIL: it will not be called any more. */
void     gafpy_file_like_detach    (GafPyFileLike *self);
/* The same without the GIL, and even after the interpreter has ended. */
void     gafpy_file_like_finalize  (GafPyFileLike *self);
int      gafpy_file_like_traverse  (GafPyFileLike *self,
                                    visitproc      visit,
                                    void          *arg);

/* FALSE if the file-like is not to be called: it has failed and the caller does not know yet. Pair TRUE with gafpy_file_like_end(). */
gboolean gafpy_file_like_begin     (GafPyFileLike *self,
                                    GafPyCall     *call);
/* Takes the exception, if one is set. */
void     gafpy_file_like_end       (GafPyFileLike *self,
                                    GafPyCall     *call);
/* Sets the GError that stands for an exception. Returns FALSE. */
gboolean gafpy_file_like_fail      (GError       **error);

goffset  gafpy_file_like_tell      (GafPyFileLike *self);
gboolean gafpy_file_like_can_seek  (GafPyFileLike *self);
gboolean gafpy_file_like_seek      (GafPyFileLike *self,
                                    goffset        offset,
                                    GSeekType      type,
                                    GError       **error);

/* TRUE if this thread is inside a method of the file-like right now. */
gboolean gafpy_file_like_is_inside (GafPyFileLike *self);
/* Raises the exception that a method of the file-like ended with since the last call; FALSE if there was none. @again: raise the
 * last one once more if there is no new one. */
gboolean gafpy_file_like_reraise   (GafPyFileLike *self,
                                    gboolean       again);

/* input-stream.c, output-stream.c */

#define GAFPY_TYPE_INPUT_STREAM (gafpy_input_stream_get_type ())
G_DECLARE_FINAL_TYPE (GafPyInputStream, gafpy_input_stream, GAFPY, INPUT_STREAM, GInputStream)

GafPyInputStream  *gafpy_input_stream_new            (PyObject          *file_like);
GafPyFileLike     *gafpy_input_stream_get_file_like  (GafPyInputStream  *self);

#define GAFPY_TYPE_OUTPUT_STREAM (gafpy_output_stream_get_type ())
G_DECLARE_FINAL_TYPE (GafPyOutputStream, gafpy_output_stream, GAFPY, OUTPUT_STREAM, GOutputStream)

GafPyOutputStream *gafpy_output_stream_new           (PyObject          *file_like);
GafPyFileLike     *gafpy_output_stream_get_file_like (GafPyOutputStream *self);

/* source.c */

/*
 * What a reader reads from. The references that C holds are held here once more, so that the last one is dropped here, with
 * the GIL: dropping it inside the library could wait for the GIL in the way of a fork().
 *
 * Counted by references, with the GIL: files that resample the reader ask here for its name, and for what its file-like raised.
 */
typedef struct {
  PyObject         *name;      /* str: a path; else NULL */
  PyObject         *object;    /* the file-like or buffer; NULL for a path */
  GafPyInputStream *stream;    /* the file-like as a stream */
  GafPyFileLike    *file_like; /* the stream's */
  GBytes           *bytes;     /* the buffer's bytes */
  PyObject         *view;      /* memoryview that holds the buffer; owned by @bytes */
  gboolean          is_shared; /* PyGObject has had the reader, or one that resamples it, and may have it still */
} GafPySource;

/* Opens @object, and makes @self of it. */
GafReader   *gafpy_source_open     (PyObject     *object,
                                    GafPySource **self);
GafPySource *gafpy_source_ref      (GafPySource  *self);
void         gafpy_source_unref    (GafPySource  *self);
/* Drops everything but the name. */
void         gafpy_source_release  (GafPySource  *self);
int          gafpy_source_traverse (GafPySource  *self,
                                    visitproc     visit,
                                    void         *arg);
/* If the library was left because of an exception of the file-like: raises that, else @error. Frees @error. */
PyObject    *gafpy_source_raise    (GafPySource  *self,
                                    GError       *error);

/* array.c */

typedef struct {
  GafSource   *source;
  GafPySource *origin;
  int          channels;
  gboolean     raw;    /* read_raw instead of read: of a GafReader only */
  int          dtype;  /* NPY_… */
  int          width;  /* bytes of a sample */
} GafPyReadSpec;

/* A new array (channels, frames) with up to @frames frames. */
PyObject *gafpy_read_array    (const GafPyReadSpec *spec,
                               gint64               frames);
/* Makes the array (channels, frames) shorter, in place. Nobody else may have seen it. */
gboolean  gafpy_array_shorten (PyObject            *array,
                               gint64               frames);
static inline char *
gafpy_array_row (PyObject *array,
                 int       channel)
{
  return PyArray_BYTES ((PyArrayObject *) array) + channel * PyArray_STRIDE ((PyArrayObject *) array, 0);
}

/* reading.c */

/*
 * A file that is open for reading: a ReadableAudioFile or a ResampledReadableAudioFile. The latter keeps the Python object that it
 * resamples, so that nothing is closed too early, until it is closed itself.
 */
typedef struct {
  PyObject_HEAD
  GafSource      *source;          /* a GafReader or a GafResampledReader */
  GafPySource    *origin;          /* of the reader, at the end of the chain */
  PyObject       *wrapped;         /* what is resampled; NULL for a GafReader, and when closed */
  PyObject       *weak_references;
  double          rate;
  int             channels;
  GafSampleFormat format;
} GafPyReading;

/* A type of these, derived from AudioFile. */
PyTypeObject *gafpy_reading_make_type (const char   *name,
                                       const char   *doc,
                                       newfunc       new,
                                       PyMethodDef  *methods,
                                       PyGetSetDef  *properties);
/* Takes @source and @origin, also when it fails. */
PyObject     *gafpy_reading_new       (PyTypeObject *type,
                                       gpointer      source,
                                       GafPySource  *origin,
                                       PyObject     *wrapped);
/* An array of so many of the next frames, as float32 or raw. */
PyObject     *gafpy_reading_get       (PyObject     *self,
                                       PyObject     *frames,
                                       gboolean      raw,
                                       int           dtype,
                                       int           width);

/* methods */
PyObject *gafpy_reading_read     (PyObject *self, PyObject *const *args, Py_ssize_t n_args, PyObject *names);
PyObject *gafpy_reading_seek     (PyObject *self, PyObject *const *args, Py_ssize_t n_args, PyObject *names);
PyObject *gafpy_reading_tell     (PyObject *self, PyObject *unused);
PyObject *gafpy_reading_seekable (PyObject *self, PyObject *unused);
PyObject *gafpy_reading_close    (PyObject *self, PyObject *unused);
PyObject *gafpy_reading_enter    (PyObject *self, PyObject *unused);
PyObject *gafpy_reading_exit     (PyObject *self, PyObject *const *args, Py_ssize_t n_args);

/* properties */
PyObject *gafpy_reading_get_name         (PyObject *self, void *closure);
PyObject *gafpy_reading_get_closed       (PyObject *self, void *closure);
PyObject *gafpy_reading_get_samplerate   (PyObject *self, void *closure);
PyObject *gafpy_reading_get_num_channels (PyObject *self, void *closure);
PyObject *gafpy_reading_get_frames       (PyObject *self, void *closure);
PyObject *gafpy_reading_get_duration     (PyObject *self, void *closure);
PyObject *gafpy_reading_get_exact        (PyObject *self, void *closure);
PyObject *gafpy_reading_get_file_dtype   (PyObject *self, void *closure);
PyObject *gafpy_reading_get_gobject      (PyObject *self, void *closure);

/* quality.c */

int       gafpy_quality_init    (void);
/* A member of Resample.Quality; NULL stands for the default. @function is for the message of a TypeError. */
gboolean  gafpy_quality_parse   (PyObject           *object,
                                 const char         *function,
                                 GafResampleQuality *quality);
PyObject *gafpy_quality_to_enum (GafResampleQuality  quality);

/* encode-spec.c */

/* As given by the caller: borrowed, NULL where not given. */
typedef struct {
  PyObject *samplerate;
  PyObject *num_channels;
  PyObject *bit_depth;
  PyObject *quality;
  PyObject *format;
  PyObject *codec;
  PyObject *atomic;
} GafPyEncodeArguments;

/* Their names, in that order. */
#define GAFPY_ENCODE_NAMES "samplerate", "num_channels", "bit_depth", "quality", "format", "codec", "atomic"

GafEncodeSpec *gafpy_encode_spec_new (const GafPyEncodeArguments *arguments,
                                      const char                 *format);

/* sink.c */

/* What a writer writes to; held as in GafPySource. */
typedef struct {
  PyObject          *name;      /* str: a path; else NULL */
  PyObject          *object;    /* the file-like; NULL for a path */
  GafPyOutputStream *stream;    /* the file-like as a stream */
  GafPyFileLike     *file_like; /* the stream's */
} GafPySink;

GafWriter *gafpy_sink_open    (GafPySink                  *self,
                               PyObject                   *object,
                               const GafPyEncodeArguments *arguments);
/* Drops everything but the name. */
void       gafpy_sink_release (GafPySink                  *self);
/* If the library was left because of an exception of the file-like: raises that, else @error. Frees @error. */
PyObject  *gafpy_sink_raise   (GafPySink                  *self,
                               GError                     *error);

/* samples.c */

/* The layout of the array before, for arrays whose shape does not tell. */
typedef enum {
  GAFPY_HINT_NONE,
  GAFPY_HINT_PLANAR,
  GAFPY_HINT_INTERLEAVED,
} GafPyHint;

typedef struct {
  PyArrayObject  *array;      /* owned */
  GafSampleFormat format;
  int             frame_axis;
  int             channels;
  gint64          frames;
  npy_intp        stride;     /* bytes from frame to frame */
  const void    **planes;     /* of each channel the first sample: @few, or allocated */
  const void     *few[8];
} GafPySamples;

/* Finds the samples in a NumPy array, and notes its layout in @hint. */
gboolean gafpy_samples_init            (GafPySamples       *self,
                                        PyObject           *object,
                                        int                 channels,
                                        GafPyHint          *hint);
void     gafpy_samples_clear           (GafPySamples       *self);
/* Whether the library can take the samples where they are. */
gboolean gafpy_samples_are_plain       (const GafPySamples *self);
/* Makes a plain copy of frames [first, first + frames). */
gboolean gafpy_samples_copy            (const GafPySamples *self,
                                        gint64              first,
                                        gint64              frames,
                                        GafPySamples       *copy);
/* Moves what @other owns to @self, which owns nothing. */
void     gafpy_samples_move            (GafPySamples       *self,
                                        GafPySamples       *other);
/* Plain samples only; without the GIL. */
gboolean gafpy_samples_write           (const GafPySamples *self,
                                        GafWriter          *writer,
                                        GError            **error);
/* Any samples; with the GIL. FALSE without @error: an exception is set. */
gboolean gafpy_samples_write_in_pieces (const GafPySamples *self,
                                        GafWriter          *writer,
                                        GError            **error);

/* encode.c */

PyObject *gafpy_encode (PyObject                   *array,
                        const GafPyEncodeArguments *arguments);

/* stream.c */

int       gafpy_stream_init  (PyObject *module);
/* A tuple for each input, or for each output if @argument is true. */
PyObject *gafpy_list_devices (PyObject *module,
                              PyObject *argument);

/* effect.c */

int       gafpy_effect_init  (PyObject *module);

/* audio-file.c, readable.c, resampled.c, writable.c, resampler.c */

extern PyTypeObject *gafpy_audio_file_type;
extern PyTypeObject *gafpy_readable_type;
extern PyTypeObject *gafpy_resampled_type;
extern PyTypeObject *gafpy_writable_type;

int       gafpy_audio_file_init (PyObject *module);
int       gafpy_readable_init   (PyObject *module);
int       gafpy_resampled_init  (PyObject *module);
int       gafpy_writable_init   (PyObject *module);
int       gafpy_resampler_init  (PyObject *module);
/* Opens @object; @type is gafpy_readable_type or a subclass. */
PyObject *gafpy_readable_open   (PyTypeObject *type,
                                 PyObject     *object);
/* Resamples @file, one of the readable types; @type is gafpy_resampled_type or a subclass. */
/* The method resampled_to() of both kinds of readable file. */
PyObject *gafpy_resampled_from (PyObject *self, PyObject *args, PyObject *kwargs);
/* Creates @object; @type is gafpy_writable_type or a subclass. */
PyObject *gafpy_writable_open   (PyTypeObject               *type,
                                 PyObject                   *object,
                                 const GafPyEncodeArguments *arguments);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (PyObject, Py_DECREF)
