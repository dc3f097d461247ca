// SPDX-FileCopyrightText: 2026 gaudiofile contributors
// SPDX-License-Identifier: LGPL-2.1-or-later
// Made by bindings/rust/generate from GAudioFile-1.0.gir; changes belong there.

#![allow(unused_imports)]

use std::future::Future;
use std::path::{Path, PathBuf};
use std::pin::Pin;

use glib::prelude::*;
use glib::translate::*;

use crate::*;
use crate::{callbacks, memory};

glib::wrapper! {
    /// An audio file, open for writing.
    ///
    /// What the file is like is said by a `EncodeSpec`; the file appears when the writer is made, and a writer that
    /// could not be made leaves none. Frames are appended with `Writer::write()` and its siblings, in any format and
    /// in pieces of any size: the bytes of the file do not depend on how it was cut. Encoding happens inside the
    /// calls, on the thread that calls; of a long stretch of FLAC parts are encoded at the same time, on threads
    /// that have ended when the call returns, see `set_max_threads()`.
    ///
    /// A writer ends in one of three ways:
    ///
    /// - `Writer::close()` finishes the file.
    /// - `Writer::abort()` gives it up.
    /// - A writer that is dropped without either is finished, and can only warn if that fails. An atomic one (see
    ///   `EncodeSpec::set_atomic()`) is given up: the old file, if there is one, is replaced by close() only, and only
    ///   if no write failed or was cancelled.
    ///
    /// Each error is told once, by the call that met it; close() tells only of one that nobody has heard of. After
    /// an error no more can be written, but what was written before it is in the file when the writer is closed.
    /// (With a codec, a stream that fails for good does not get what was held back: at most two seconds.)
    ///
    /// Where a writer is made of properties (`new GAudioFile.Writer({ file, spec })`), g_initable_init() opens it.
    ///
    /// If the process dies, at most the last second is lost; two with a codec.
    ///
    /// One writer can be used from several threads, one call at a time: the others wait.
    ///
    /// After fork() the file is the parent's. A child that writes to it takes it over, and then it is up to the
    /// program that not both do; one that only closes, aborts or drops the writer leaves the file alone.
    ///
    #[doc(alias = "GafWriter")]
    pub struct Writer(Object<ffi::GafWriter, ffi::GafWriterClass>) @implements gio::AsyncInitable, gio::Initable;

    match fn {
        type_ => || ffi::gaf_writer_get_type(),
    }
}

impl Writer {
    /// Makes a [`Writer`] of properties.
    pub fn builder() -> WriterBuilder {
        WriterBuilder { properties: Vec::new() }
    }

    /// Creates an audio file by way of GIO, in the format that the spec says.
    ///
    /// `file`: the file to write; an old one is replaced
    ///
    /// `spec`: what to write
    ///
    /// `cancellable`: cancels the opening
    ///
    /// Returns: a writer
    #[doc(alias = "gaf_writer_new_for_file")]
    pub fn for_file(file: &impl IsA<gio::File>, spec: &EncodeSpec, cancellable: Option<&gio::Cancellable>) -> Result<Self, glib::Error> {
        unsafe {
            let mut error = std::ptr::null_mut();
            let ret = ffi::gaf_writer_new_for_file(file.as_ref().to_glib_none().0, spec.to_glib_none().0, cancellable.to_glib_none().0, &mut error);
            if error.is_null() { Ok(from_glib_full(ret)) } else { Err(from_glib_full(error)) }
        }
    }

    /// Writes an audio file into memory, from where `Writer::steal_bytes()` takes it when the writer is closed.
    ///
    /// `spec`: what to write
    ///
    /// Returns: a writer
    #[doc(alias = "gaf_writer_new_for_memory")]
    pub fn for_memory(spec: &EncodeSpec) -> Result<Self, glib::Error> {
        unsafe {
            let mut error = std::ptr::null_mut();
            let ret = ffi::gaf_writer_new_for_memory(spec.to_glib_none().0, &mut error);
            if error.is_null() { Ok(from_glib_full(ret)) } else { Err(from_glib_full(error)) }
        }
    }

    /// Creates an audio file of the given name, in the format that the spec says.
    ///
    /// `path`: name of the file to write; an old one is replaced
    ///
    /// `spec`: what to write
    ///
    /// `cancellable`: cancels the opening
    ///
    /// Returns: a writer
    #[doc(alias = "gaf_writer_new_for_path")]
    pub fn for_path(path: impl AsRef<Path>, spec: &EncodeSpec, cancellable: Option<&gio::Cancellable>) -> Result<Self, glib::Error> {
        unsafe {
            let mut error = std::ptr::null_mut();
            let ret = ffi::gaf_writer_new_for_path(path.as_ref().to_glib_none().0, spec.to_glib_none().0, cancellable.to_glib_none().0, &mut error);
            if error.is_null() { Ok(from_glib_full(ret)) } else { Err(from_glib_full(error)) }
        }
    }

    /// Writes an audio file into a stream. One that cannot seek works for formats that need no rewriting; MP3 then
    /// starts 1105 frames late, because what tells its delay is written at the end. The stream is flushed each half
    /// second of sound and when the writer is closed, and left open.
    ///
    /// `stream`: where the bytes go; where it stands now counts as byte 0
    ///
    /// `spec`: what to write
    ///
    /// `cancellable`: cancels the opening
    ///
    /// Returns: a writer
    #[doc(alias = "gaf_writer_new_for_stream")]
    pub fn for_stream(stream: &impl IsA<gio::OutputStream>, spec: &EncodeSpec, cancellable: Option<&gio::Cancellable>) -> Result<Self, glib::Error> {
        unsafe {
            let mut error = std::ptr::null_mut();
            let ret = ffi::gaf_writer_new_for_stream(stream.as_ref().to_glib_none().0, spec.to_glib_none().0, cancellable.to_glib_none().0, &mut error);
            if error.is_null() { Ok(from_glib_full(ret)) } else { Err(from_glib_full(error)) }
        }
    }

    /// Creates an audio file as `Writer::for_file()` does, without making the caller wait.
    ///
    /// `file`: the file to write; an old one is replaced
    ///
    /// `spec`: what to write; it is copied
    ///
    /// `cancellable`: cancels the call
    #[doc(alias = "gaf_writer_new_for_file_async")]
    pub fn for_file_async<P: FnOnce(Result<Writer, glib::Error>) + 'static>(file: &impl IsA<gio::File>, spec: &EncodeSpec, cancellable: Option<&gio::Cancellable>, callback: P) {
        unsafe {
            let (ready, ready_data) = callbacks::ready(callback, |_source, result| {
                let mut error = std::ptr::null_mut();
                let ret = ffi::gaf_writer_new_for_file_finish(result, &mut error);
                if error.is_null() { Ok(from_glib_full(ret)) } else { Err(from_glib_full(error)) }
            });
            ffi::gaf_writer_new_for_file_async(file.as_ref().to_glib_none().0, spec.to_glib_none().0, cancellable.to_glib_none().0, ready, ready_data);
        }
    }

    /// [`for_file_async()`](Self::for_file_async) as a future; dropping it cancels.
    pub fn for_file_future(file: &(impl IsA<gio::File> + Clone + 'static), spec: &EncodeSpec) -> Pin<Box<dyn Future<Output = Result<Writer, glib::Error>> + 'static>> {
        let file = file.clone();
        let spec = spec.clone();
        Box::pin(gio::GioFuture::new(&(), move |_, cancellable, send| {
            Self::for_file_async(&file, &spec, Some(cancellable), move |result| send.resolve(result));
        }))
    }

    /// Creates an audio file as `Writer::for_path()` does, without making the caller wait.
    ///
    /// `path`: name of the file to write; an old one is replaced
    ///
    /// `spec`: what to write; it is copied
    ///
    /// `cancellable`: cancels the call
    #[doc(alias = "gaf_writer_new_for_path_async")]
    pub fn for_path_async<P: FnOnce(Result<Writer, glib::Error>) + 'static>(path: impl AsRef<Path>, spec: &EncodeSpec, cancellable: Option<&gio::Cancellable>, callback: P) {
        unsafe {
            let (ready, ready_data) = callbacks::ready(callback, |_source, result| {
                let mut error = std::ptr::null_mut();
                let ret = ffi::gaf_writer_new_for_path_finish(result, &mut error);
                if error.is_null() { Ok(from_glib_full(ret)) } else { Err(from_glib_full(error)) }
            });
            ffi::gaf_writer_new_for_path_async(path.as_ref().to_glib_none().0, spec.to_glib_none().0, cancellable.to_glib_none().0, ready, ready_data);
        }
    }

    /// [`for_path_async()`](Self::for_path_async) as a future; dropping it cancels.
    pub fn for_path_future(path: impl AsRef<Path>, spec: &EncodeSpec) -> Pin<Box<dyn Future<Output = Result<Writer, glib::Error>> + 'static>> {
        let path = path.as_ref().to_owned();
        let spec = spec.clone();
        Box::pin(gio::GioFuture::new(&(), move |_, cancellable, send| {
            Self::for_path_async(&path, &spec, Some(cancellable), move |result| send.resolve(result));
        }))
    }

    /// Writes an audio file into a stream as `Writer::for_stream()` does, without making the caller wait. The stream
    /// is written on other threads.
    ///
    /// `stream`: where the bytes go
    ///
    /// `spec`: what to write; it is copied
    ///
    /// `cancellable`: cancels the call
    #[doc(alias = "gaf_writer_new_for_stream_async")]
    pub fn for_stream_async<P: FnOnce(Result<Writer, glib::Error>) + 'static>(stream: &impl IsA<gio::OutputStream>, spec: &EncodeSpec, cancellable: Option<&gio::Cancellable>, callback: P) {
        unsafe {
            let (ready, ready_data) = callbacks::ready(callback, |_source, result| {
                let mut error = std::ptr::null_mut();
                let ret = ffi::gaf_writer_new_for_stream_finish(result, &mut error);
                if error.is_null() { Ok(from_glib_full(ret)) } else { Err(from_glib_full(error)) }
            });
            ffi::gaf_writer_new_for_stream_async(stream.as_ref().to_glib_none().0, spec.to_glib_none().0, cancellable.to_glib_none().0, ready, ready_data);
        }
    }

    /// [`for_stream_async()`](Self::for_stream_async) as a future; dropping it cancels.
    pub fn for_stream_future(stream: &(impl IsA<gio::OutputStream> + Clone + 'static), spec: &EncodeSpec) -> Pin<Box<dyn Future<Output = Result<Writer, glib::Error>> + 'static>> {
        let stream = stream.clone();
        let spec = spec.clone();
        Box::pin(gio::GioFuture::new(&(), move |_, cancellable, send| {
            Self::for_stream_async(&stream, &spec, Some(cancellable), move |result| send.resolve(result));
        }))
    }

    /// Gives the file up: closes the writer without finishing.
    ///
    /// An atomic writer removes its temporary file, and the old file stays as it is. One that is not atomic removes
    /// the file if it was not there before; an old file was emptied when the writer was made, and keeps what has
    /// been written into it since, unfinished. A stream gets no more bytes and is left open, and bytes in memory are
    /// dropped. After `Writer::close()` this does nothing; in a child of fork() that has not written itself, the
    /// file is left to the parent.
    ///
    /// Waits for a call on another thread to end.
    #[doc(alias = "gaf_writer_abort")]
    pub fn abort(&self) -> Result<(), glib::Error> {
        unsafe {
            let mut error = std::ptr::null_mut();
            let _ = ffi::gaf_writer_abort(self.to_glib_none().0, &mut error);
            if error.is_null() { Ok(()) } else { Err(from_glib_full(error)) }
        }
    }

    /// Gives the file up as `Writer::abort()` does, without making the caller wait: after the asynchronous calls
    /// before, which can be cancelled.
    #[doc(alias = "gaf_writer_abort_async")]
    pub fn abort_async<P: FnOnce(Result<(), glib::Error>) + 'static>(&self, callback: P) {
        unsafe {
            let (ready, ready_data) = callbacks::ready(callback, |source, result| {
                let mut error = std::ptr::null_mut();
                let _ = ffi::gaf_writer_abort_finish(source as *mut _, result, &mut error);
                if error.is_null() { Ok(()) } else { Err(from_glib_full(error)) }
            });
            ffi::gaf_writer_abort_async(self.to_glib_none().0, ready, ready_data);
        }
    }

    /// [`abort_async()`](Self::abort_async) as a future; dropping it cancels.
    pub fn abort_future(&self) -> Pin<Box<dyn Future<Output = Result<(), glib::Error>> + 'static>> {
        Box::pin(gio::GioFuture::new(self, move |this, _, send| {
            this.abort_async(move |result| send.resolve(result));
        }))
    }

    /// Finishes the file. After that the writer only answers questions. Closing twice does no harm.
    ///
    /// An atomic file takes the place of the old one now, unless a call before has failed or was cancelled: then the
    /// old file stays as it is.
    ///
    /// In a child of fork() that has not written itself, the file is left to the parent.
    ///
    /// `cancellable`: if it is cancelled already the file is finished all the same, for half a file helps nobody,
    /// but for an atomic one, which is given up
    #[doc(alias = "gaf_writer_close")]
    pub fn close(&self, cancellable: Option<&gio::Cancellable>) -> Result<(), glib::Error> {
        unsafe {
            let mut error = std::ptr::null_mut();
            let _ = ffi::gaf_writer_close(self.to_glib_none().0, cancellable.to_glib_none().0, &mut error);
            if error.is_null() { Ok(()) } else { Err(from_glib_full(error)) }
        }
    }

    /// Finishes the file as `Writer::close()` does, without making the caller wait: after the asynchronous calls
    /// before. The writer is closed then also if that was cancelled.
    ///
    /// `cancellable`: gives an atomic file up if it is cancelled before the calls before are done; another one is
    /// finished all the same
    #[doc(alias = "gaf_writer_close_async")]
    pub fn close_async<P: FnOnce(Result<(), glib::Error>) + 'static>(&self, cancellable: Option<&gio::Cancellable>, callback: P) {
        unsafe {
            let (ready, ready_data) = callbacks::ready(callback, |source, result| {
                let mut error = std::ptr::null_mut();
                let _ = ffi::gaf_writer_close_finish(source as *mut _, result, &mut error);
                if error.is_null() { Ok(()) } else { Err(from_glib_full(error)) }
            });
            ffi::gaf_writer_close_async(self.to_glib_none().0, cancellable.to_glib_none().0, ready, ready_data);
        }
    }

    /// [`close_async()`](Self::close_async) as a future; dropping it cancels.
    pub fn close_future(&self) -> Pin<Box<dyn Future<Output = Result<(), glib::Error>> + 'static>> {
        Box::pin(gio::GioFuture::new(self, move |this, cancellable, send| {
            this.close_async(Some(cancellable), move |result| send.resolve(result));
        }))
    }

    /// Hands on what was written so far, and makes the file's headers true for it. Codecs keep back what they need
    /// for their next packet.
    ///
    /// `cancellable`: cancels the flushing
    #[doc(alias = "gaf_writer_flush")]
    pub fn flush(&self, cancellable: Option<&gio::Cancellable>) -> Result<(), glib::Error> {
        unsafe {
            let mut error = std::ptr::null_mut();
            let _ = ffi::gaf_writer_flush(self.to_glib_none().0, cancellable.to_glib_none().0, &mut error);
            if error.is_null() { Ok(()) } else { Err(from_glib_full(error)) }
        }
    }

    /// Hands over what was written as `Writer::flush()` does, without making the caller wait.
    ///
    /// `cancellable`: cancels the call
    #[doc(alias = "gaf_writer_flush_async")]
    pub fn flush_async<P: FnOnce(Result<(), glib::Error>) + 'static>(&self, cancellable: Option<&gio::Cancellable>, callback: P) {
        unsafe {
            let (ready, ready_data) = callbacks::ready(callback, |source, result| {
                let mut error = std::ptr::null_mut();
                let _ = ffi::gaf_writer_flush_finish(source as *mut _, result, &mut error);
                if error.is_null() { Ok(()) } else { Err(from_glib_full(error)) }
            });
            ffi::gaf_writer_flush_async(self.to_glib_none().0, cancellable.to_glib_none().0, ready, ready_data);
        }
    }

    /// [`flush_async()`](Self::flush_async) as a future; dropping it cancels.
    pub fn flush_future(&self) -> Pin<Box<dyn Future<Output = Result<(), glib::Error>> + 'static>> {
        Box::pin(gio::GioFuture::new(self, move |this, cancellable, send| {
            this.flush_async(Some(cancellable), move |result| send.resolve(result));
        }))
    }

    /// Tells what one sample of the file is: an integer of so many bits, or a float.
    ///
    /// Returns: the sample format
    #[doc(alias = "gaf_writer_get_sample_format")]
    pub fn sample_format(&self) -> SampleFormat {
        unsafe {
            let ret = ffi::gaf_writer_get_sample_format(self.to_glib_none().0);
            from_glib(ret)
        }
    }

    /// Tells what is written: a copy of the spec that the writer was made with, with all filled in that was left
    /// open there. Changing it changes nothing about the file.
    ///
    /// Returns: the spec, owned by `self`
    #[doc(alias = "gaf_writer_get_spec")]
    pub fn spec(&self) -> EncodeSpec {
        unsafe {
            let ret = ffi::gaf_writer_get_spec(self.to_glib_none().0);
            from_glib_none(ret)
        }
    }

    /// Tells whether the writer was closed by `Writer::close()` or `Writer::abort()`.
    ///
    /// Returns: `true` after `Writer::close()`
    #[doc(alias = "gaf_writer_is_closed")]
    pub fn is_closed(&self) -> bool {
        unsafe {
            let ret = ffi::gaf_writer_is_closed(self.to_glib_none().0);
            from_glib(ret)
        }
    }

    /// Makes an element for a pipeline of GStreamer's that writes what comes to it: a GstAppSink that takes audio of
    /// the file's rate and channels, so that mostly an audioconvert and an audioresample are before it.
    ///
    /// Audio is written as fast as it comes, on a thread of the pipeline, one buffer behind the other whatever their
    /// times are. When the pipeline has told of the end, call `Writer::close()`. The element keeps a reference.
    ///
    /// Returns: a GstElement, which is floating as all new ones are
    #[doc(alias = "gaf_writer_make_element")]
    pub fn make_element(&self) -> Result<glib::Object, glib::Error> {
        unsafe {
            let mut error = std::ptr::null_mut();
            let ret = ffi::gaf_writer_make_element(self.to_glib_none().0, &mut error);
            if error.is_null() { Ok(from_glib_none(ret)) } else { Err(from_glib_full(error)) }
        }
    }

    /// Takes the file out of the writer, which then has none any more; a second call fails.
    ///
    /// Returns: the bytes of the file
    #[doc(alias = "gaf_writer_steal_bytes")]
    pub fn steal_bytes(&self) -> Result<glib::Bytes, glib::Error> {
        unsafe {
            let mut error = std::ptr::null_mut();
            let ret = ffi::gaf_writer_steal_bytes(self.to_glib_none().0, &mut error);
            if error.is_null() { Ok(from_glib_full(ret)) } else { Err(from_glib_full(error)) }
        }
    }

    /// Tells how many frames were written so far, at the rate of the spec.
    ///
    /// Returns: frames (samples per channel)
    #[doc(alias = "gaf_writer_tell")]
    pub fn tell(&self) -> i64 {
        unsafe {
            let ret = ffi::gaf_writer_tell(self.to_glib_none().0);
            ret
        }
    }

    /// Appends the frames of a block, which must have the channels and the rate of the file: nothing is resampled.
    ///
    /// `block`: samples, of the file's channels and rate
    ///
    /// `cancellable`: cancels the writing
    #[doc(alias = "gaf_writer_write_block")]
    pub fn write_block(&self, block: &Block, cancellable: Option<&gio::Cancellable>) -> Result<(), glib::Error> {
        unsafe {
            let mut error = std::ptr::null_mut();
            let _ = ffi::gaf_writer_write_block(self.to_glib_none().0, block.to_glib_none().0, cancellable.to_glib_none().0, &mut error);
            if error.is_null() { Ok(()) } else { Err(from_glib_full(error)) }
        }
    }

    /// Writes as `Writer::write_block()` does, without making the caller wait. Asynchronous calls on one writer are
    /// done in the order in which they were made.
    ///
    /// `block`: samples at the rate and with the channels of the file
    ///
    /// `cancellable`: cancels the call
    #[doc(alias = "gaf_writer_write_block_async")]
    pub fn write_block_async<P: FnOnce(Result<(), glib::Error>) + 'static>(&self, block: &Block, cancellable: Option<&gio::Cancellable>, callback: P) {
        unsafe {
            let (ready, ready_data) = callbacks::ready(callback, |source, result| {
                let mut error = std::ptr::null_mut();
                let _ = ffi::gaf_writer_write_block_finish(source as *mut _, result, &mut error);
                if error.is_null() { Ok(()) } else { Err(from_glib_full(error)) }
            });
            ffi::gaf_writer_write_block_async(self.to_glib_none().0, block.to_glib_none().0, cancellable.to_glib_none().0, ready, ready_data);
        }
    }

    /// [`write_block_async()`](Self::write_block_async) as a future; dropping it cancels.
    pub fn write_block_future(&self, block: &Block) -> Pin<Box<dyn Future<Output = Result<(), glib::Error>> + 'static>> {
        let block = block.clone();
        Box::pin(gio::GioFuture::new(self, move |this, cancellable, send| {
            this.write_block_async(&block, Some(cancellable), move |result| send.resolve(result));
        }))
    }

    /// The file to write, an old one is replaced; `None` for a stream or for memory. It can be set until the file is
    /// opened.
    pub fn file(&self) -> Option<gio::File> {
        ObjectExt::property(self, "file")
    }

    /// How many frames were written so far, as `Writer::tell()`. It is notified after each call that writes.
    pub fn n_frames(&self) -> i64 {
        ObjectExt::property(self, "n-frames")
    }

}

// SAFETY: one writer can be used from several threads, one call at a time.
unsafe impl Send for Writer {}

// SAFETY: one writer can be used from several threads, one call at a time.
unsafe impl Sync for Writer {}

/// Makes a [`Writer`] of properties.
#[must_use = "nothing is made before build()"]
pub struct WriterBuilder {
    properties: Vec<(&'static str, glib::Value)>,
}

impl WriterBuilder {
    /// The file to write, an old one is replaced; `None` for a stream or for memory. It can be set until the file is
    /// opened.
    pub fn file(mut self, file: &impl IsA<gio::File>) -> Self {
        self.properties.push(("file", file.as_ref().into()));
        self
    }

    /// What is written: until the file is opened what was asked for, which can be set until then; later with all
    /// filled in that was left open.
    pub fn spec(mut self, spec: &EncodeSpec) -> Self {
        self.properties.push(("spec", spec.into()));
        self
    }

    /// Where the bytes go, if not to a file. Without either they stay in memory, for `Writer::steal_bytes()`. It can
    /// be set until the file is opened.
    pub fn stream(mut self, stream: &impl IsA<gio::OutputStream>) -> Self {
        self.properties.push(("stream", stream.as_ref().into()));
        self
    }

    /// Makes it, and opens what it was told of.
    pub fn build(self, cancellable: Option<&gio::Cancellable>) -> Result<Writer, glib::Error> {
        self.properties
            .into_iter()
            .fold(gio::Initable::builder(), |builder, (name, value)| builder.property(name, value))
            .build(cancellable)
    }
}
