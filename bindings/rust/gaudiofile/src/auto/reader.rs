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
    /// An audio file, open for reading.
    ///
    /// Lengths and positions are *frames*; a frame is one sample of each channel. `Reader::read()` goes on where the
    /// last one ended, `Reader::seek()` says where to go on, and both are exact: what is read at frame n is the
    /// same, bit for bit, however n was reached.
    ///
    /// Decoding happens inside the calls, on the thread that calls. Only a long read of a path or of bytes has parts
    /// decoded on other threads, which end before it returns; see `set_max_threads()`. One reader can be used from
    /// several threads, one call at a time: the others wait. A stream that calls back into the reader that reads it
    /// gets `GAF_ERROR_BUSY`.
    ///
    /// The file is recognised by its contents, not by its name. Nothing of the file is written or kept after
    /// `Reader::close()`.
    ///
    #[doc(alias = "GafReader")]
    pub struct Reader(Object<ffi::GafReader, ffi::GafReaderClass>) @implements Source, gio::AsyncInitable, gio::Initable;

    match fn {
        type_ => || ffi::gaf_reader_get_type(),
    }
}

impl Reader {
    /// Makes a [`Reader`] of properties.
    pub fn builder() -> ReaderBuilder {
        ReaderBuilder { properties: Vec::new() }
    }

    /// Opens an audio file that is in memory.
    ///
    /// `bytes`: a whole audio file in memory; the samples are not copied, and a reference is kept until the reader
    /// is closed
    ///
    /// `cancellable`: cancels the opening, which then fails with `gio::IOErrorEnum::Cancelled`
    ///
    /// Returns: a reader at frame 0
    #[doc(alias = "gaf_reader_new_for_bytes")]
    pub fn for_bytes(bytes: &glib::Bytes, cancellable: Option<&gio::Cancellable>) -> Result<Self, glib::Error> {
        unsafe {
            let mut error = std::ptr::null_mut();
            let ret = ffi::gaf_reader_new_for_bytes(bytes.to_glib_none().0, cancellable.to_glib_none().0, &mut error);
            if error.is_null() { Ok(from_glib_full(ret)) } else { Err(from_glib_full(error)) }
        }
    }

    /// Opens an audio file that GIO reads. Its format is recognised by its contents, not by its name.
    ///
    /// `file`: a file, local or not, that GIO can read and seek in; the reader keeps a reference
    ///
    /// `cancellable`: cancels the opening, which then fails with `gio::IOErrorEnum::Cancelled`
    ///
    /// Returns: a reader at frame 0
    #[doc(alias = "gaf_reader_new_for_file")]
    pub fn for_file(file: &impl IsA<gio::File>, cancellable: Option<&gio::Cancellable>) -> Result<Self, glib::Error> {
        unsafe {
            let mut error = std::ptr::null_mut();
            let ret = ffi::gaf_reader_new_for_file(file.as_ref().to_glib_none().0, cancellable.to_glib_none().0, &mut error);
            if error.is_null() { Ok(from_glib_full(ret)) } else { Err(from_glib_full(error)) }
        }
    }

    /// Opens the audio file at `path`. Its format is recognised by its contents. The message of an error begins with
    /// the name of the file.
    ///
    /// `path`: name of a file, absolute or relative to the current directory
    ///
    /// `cancellable`: cancels the opening, which then fails with `gio::IOErrorEnum::Cancelled`
    ///
    /// Returns: a reader at frame 0
    #[doc(alias = "gaf_reader_new_for_path")]
    pub fn for_path(path: impl AsRef<Path>, cancellable: Option<&gio::Cancellable>) -> Result<Self, glib::Error> {
        unsafe {
            let mut error = std::ptr::null_mut();
            let ret = ffi::gaf_reader_new_for_path(path.as_ref().to_glib_none().0, cancellable.to_glib_none().0, &mut error);
            if error.is_null() { Ok(from_glib_full(ret)) } else { Err(from_glib_full(error)) }
        }
    }

    /// Opens audio that a stream delivers. The reader moves the stream as it likes until it is closed, and does not
    /// close it.
    ///
    /// `stream`: a stream that is a `Gio::Seekable`; where it stands now counts as byte 0
    ///
    /// `cancellable`: cancels the opening
    ///
    /// Returns: a reader at frame 0
    #[doc(alias = "gaf_reader_new_for_stream")]
    pub fn for_stream(stream: &impl IsA<gio::InputStream>, cancellable: Option<&gio::Cancellable>) -> Result<Self, glib::Error> {
        unsafe {
            let mut error = std::ptr::null_mut();
            let ret = ffi::gaf_reader_new_for_stream(stream.as_ref().to_glib_none().0, cancellable.to_glib_none().0, &mut error);
            if error.is_null() { Ok(from_glib_full(ret)) } else { Err(from_glib_full(error)) }
        }
    }

    /// Opens an audio file in memory as `Reader::for_bytes()` does, without making the caller wait.
    ///
    /// `bytes`: a whole audio file in memory, which is not copied
    ///
    /// `cancellable`: cancels the opening
    #[doc(alias = "gaf_reader_new_for_bytes_async")]
    pub fn for_bytes_async<P: FnOnce(Result<Reader, glib::Error>) + 'static>(bytes: &glib::Bytes, cancellable: Option<&gio::Cancellable>, callback: P) {
        unsafe {
            let (ready, ready_data) = callbacks::ready(callback, |_source, result| {
                let mut error = std::ptr::null_mut();
                let ret = ffi::gaf_reader_new_for_bytes_finish(result, &mut error);
                if error.is_null() { Ok(from_glib_full(ret)) } else { Err(from_glib_full(error)) }
            });
            ffi::gaf_reader_new_for_bytes_async(bytes.to_glib_none().0, cancellable.to_glib_none().0, ready, ready_data);
        }
    }

    /// [`for_bytes_async()`](Self::for_bytes_async) as a future; dropping it cancels.
    pub fn for_bytes_future(bytes: &glib::Bytes) -> Pin<Box<dyn Future<Output = Result<Reader, glib::Error>> + 'static>> {
        let bytes = bytes.clone();
        Box::pin(gio::GioFuture::new(&(), move |_, cancellable, send| {
            Self::for_bytes_async(&bytes, Some(cancellable), move |result| send.resolve(result));
        }))
    }

    /// Opens an audio file as `Reader::for_file()` does, without making the caller wait.
    ///
    /// `file`: a file, local or not, that GIO can read and seek in; the reader keeps a reference
    ///
    /// `cancellable`: cancels the opening
    #[doc(alias = "gaf_reader_new_for_file_async")]
    pub fn for_file_async<P: FnOnce(Result<Reader, glib::Error>) + 'static>(file: &impl IsA<gio::File>, cancellable: Option<&gio::Cancellable>, callback: P) {
        unsafe {
            let (ready, ready_data) = callbacks::ready(callback, |_source, result| {
                let mut error = std::ptr::null_mut();
                let ret = ffi::gaf_reader_new_for_file_finish(result, &mut error);
                if error.is_null() { Ok(from_glib_full(ret)) } else { Err(from_glib_full(error)) }
            });
            ffi::gaf_reader_new_for_file_async(file.as_ref().to_glib_none().0, cancellable.to_glib_none().0, ready, ready_data);
        }
    }

    /// [`for_file_async()`](Self::for_file_async) as a future; dropping it cancels.
    pub fn for_file_future(file: &(impl IsA<gio::File> + Clone + 'static)) -> Pin<Box<dyn Future<Output = Result<Reader, glib::Error>> + 'static>> {
        let file = file.clone();
        Box::pin(gio::GioFuture::new(&(), move |_, cancellable, send| {
            Self::for_file_async(&file, Some(cancellable), move |result| send.resolve(result));
        }))
    }

    /// Opens the audio file at `path` as `Reader::for_path()` does, without making the caller wait.
    ///
    /// `path`: name of a file, absolute or relative to the current directory
    ///
    /// `cancellable`: cancels the opening
    #[doc(alias = "gaf_reader_new_for_path_async")]
    pub fn for_path_async<P: FnOnce(Result<Reader, glib::Error>) + 'static>(path: impl AsRef<Path>, cancellable: Option<&gio::Cancellable>, callback: P) {
        unsafe {
            let (ready, ready_data) = callbacks::ready(callback, |_source, result| {
                let mut error = std::ptr::null_mut();
                let ret = ffi::gaf_reader_new_for_path_finish(result, &mut error);
                if error.is_null() { Ok(from_glib_full(ret)) } else { Err(from_glib_full(error)) }
            });
            ffi::gaf_reader_new_for_path_async(path.as_ref().to_glib_none().0, cancellable.to_glib_none().0, ready, ready_data);
        }
    }

    /// [`for_path_async()`](Self::for_path_async) as a future; dropping it cancels.
    pub fn for_path_future(path: impl AsRef<Path>) -> Pin<Box<dyn Future<Output = Result<Reader, glib::Error>> + 'static>> {
        let path = path.as_ref().to_owned();
        Box::pin(gio::GioFuture::new(&(), move |_, cancellable, send| {
            Self::for_path_async(&path, Some(cancellable), move |result| send.resolve(result));
        }))
    }

    /// Opens audio that a stream delivers as `Reader::for_stream()` does, without making the caller wait. The stream
    /// is read on other threads.
    ///
    /// `stream`: a stream that is a `Gio::Seekable`; where it stands now counts as byte 0
    ///
    /// `cancellable`: cancels the opening
    #[doc(alias = "gaf_reader_new_for_stream_async")]
    pub fn for_stream_async<P: FnOnce(Result<Reader, glib::Error>) + 'static>(stream: &impl IsA<gio::InputStream>, cancellable: Option<&gio::Cancellable>, callback: P) {
        unsafe {
            let (ready, ready_data) = callbacks::ready(callback, |_source, result| {
                let mut error = std::ptr::null_mut();
                let ret = ffi::gaf_reader_new_for_stream_finish(result, &mut error);
                if error.is_null() { Ok(from_glib_full(ret)) } else { Err(from_glib_full(error)) }
            });
            ffi::gaf_reader_new_for_stream_async(stream.as_ref().to_glib_none().0, cancellable.to_glib_none().0, ready, ready_data);
        }
    }

    /// [`for_stream_async()`](Self::for_stream_async) as a future; dropping it cancels.
    pub fn for_stream_future(stream: &(impl IsA<gio::InputStream> + Clone + 'static)) -> Pin<Box<dyn Future<Output = Result<Reader, glib::Error>> + 'static>> {
        let stream = stream.clone();
        Box::pin(gio::GioFuture::new(&(), move |_, cancellable, send| {
            Self::for_stream_async(&stream, Some(cancellable), move |result| send.resolve(result));
        }))
    }

    /// Closes the file, frees what decoding needed, and drops the stream or the bytes that were handed in; a stream
    /// is not closed. The properties stay readable, while seeking and reading fail with `GAF_ERROR_CLOSED`. Closing
    /// twice does no harm. A read that is going on in another thread is waited for; called from inside a read, by
    /// the reader's own stream, this does nothing.
    #[doc(alias = "gaf_reader_close")]
    pub fn close(&self) {
        unsafe {
            ffi::gaf_reader_close(self.to_glib_none().0);
        }
    }

    /// Closes the file after the asynchronous calls before, as `Reader::close()` does, which waits for a call of
    /// another thread.
    #[doc(alias = "gaf_reader_close_async")]
    pub fn close_async<P: FnOnce(Result<(), glib::Error>) + 'static>(&self, callback: P) {
        unsafe {
            let (ready, ready_data) = callbacks::ready(callback, |source, result| {
                let mut error = std::ptr::null_mut();
                let _ = ffi::gaf_reader_close_finish(source as *mut _, result, &mut error);
                if error.is_null() { Ok(()) } else { Err(from_glib_full(error)) }
            });
            ffi::gaf_reader_close_async(self.to_glib_none().0, ready, ready_data);
        }
    }

    /// [`close_async()`](Self::close_async) as a future; dropping it cancels.
    pub fn close_future(&self) -> Pin<Box<dyn Future<Output = Result<(), glib::Error>> + 'static>> {
        Box::pin(gio::GioFuture::new(self, move |this, _, send| {
            this.close_async(move |result| send.resolve(result));
        }))
    }

    /// Tells how many bits of a sample are significant, which may be fewer than the sample format has.
    ///
    /// Returns: bits; 0 for codecs with loss, of which A-law and µ-law are two
    #[doc(alias = "gaf_reader_get_bits")]
    pub fn bits(&self) -> u32 {
        unsafe {
            let ret = ffi::gaf_reader_get_bits(self.to_glib_none().0);
            ret
        }
    }

    /// Tells which loudspeakers the channels are for: bit n is set for the position n of `GstAudioChannelPosition`.
    /// The channels are in the order of their bits.
    ///
    /// Returns: the mask; 0 if the file does not say
    #[doc(alias = "gaf_reader_get_channel_mask")]
    pub fn channel_mask(&self) -> u64 {
        unsafe {
            let ret = ffi::gaf_reader_get_channel_mask(self.to_glib_none().0);
            ret
        }
    }

    /// Tells the number of channels, which is the same for the whole file.
    ///
    /// Returns: the number of channels, from 1 to 64
    #[doc(alias = "gaf_reader_get_channels")]
    pub fn channels(&self) -> u32 {
        unsafe {
            let ret = ffi::gaf_reader_get_channels(self.to_glib_none().0);
            ret
        }
    }

    /// Tells the short name of the codec: "pcm", "flac", "mp3", "vorbis" and so on.
    ///
    /// Returns: a static string
    #[doc(alias = "gaf_reader_get_codec")]
    pub fn codec(&self) -> glib::GString {
        unsafe {
            let ret = ffi::gaf_reader_get_codec(self.to_glib_none().0);
            from_glib_none(ret)
        }
    }

    /// Tells the name of the container: "WAV", "Ogg", "MP4" and so on.
    ///
    /// Returns: a static string; `None` for a codec without a container, such as MP3
    #[doc(alias = "gaf_reader_get_container")]
    pub fn container(&self) -> Option<glib::GString> {
        unsafe {
            let ret = ffi::gaf_reader_get_container(self.to_glib_none().0);
            from_glib_none(ret)
        }
    }

    /// Tells the length in time: `Reader::n_frames()` divided by `Reader::rate()`. It is an estimate where the
    /// number of frames is.
    ///
    /// Returns: seconds
    #[doc(alias = "gaf_reader_get_duration")]
    pub fn duration(&self) -> f64 {
        unsafe {
            let ret = ffi::gaf_reader_get_duration(self.to_glib_none().0);
            ret
        }
    }

    /// Tells whether the length is exact, so that reading to the end gives just as many frames. It is an estimate
    /// only for files that do not say, such as MP3 without a Xing header; once exact, it stays so.
    ///
    /// Returns: `true` if the length is exact, `false` if it is an estimate
    #[doc(alias = "gaf_reader_get_exact_duration")]
    pub fn is_exact_duration(&self) -> bool {
        unsafe {
            let ret = ffi::gaf_reader_get_exact_duration(self.to_glib_none().0);
            from_glib(ret)
        }
    }

    /// Tells the length of the file. While `Reader::is_exact_duration()` is `false` it is an estimate, which reading
    /// to the end corrects.
    ///
    /// Returns: frames (samples per channel)
    #[doc(alias = "gaf_reader_get_n_frames")]
    pub fn n_frames(&self) -> i64 {
        unsafe {
            let ret = ffi::gaf_reader_get_n_frames(self.to_glib_none().0);
            ret
        }
    }

    /// Tells the sample rate of the file. Some formats allow fractions of a hertz.
    ///
    /// Returns: frames per second, Hz
    #[doc(alias = "gaf_reader_get_rate")]
    pub fn rate(&self) -> f64 {
        unsafe {
            let ret = ffi::gaf_reader_get_rate(self.to_glib_none().0);
            ret
        }
    }

    /// Tells the format of one sample of the file, as `Reader::read_raw()` delivers it. Codecs with loss are
    /// delivered as float.
    ///
    /// Returns: the sample format
    #[doc(alias = "gaf_reader_get_sample_format")]
    pub fn sample_format(&self) -> SampleFormat {
        unsafe {
            let ret = ffi::gaf_reader_get_sample_format(self.to_glib_none().0);
            from_glib(ret)
        }
    }

    /// Tells whether the reader was closed by `Reader::close()`; it cannot be opened again.
    ///
    /// Returns: `true` after `Reader::close()`
    #[doc(alias = "gaf_reader_is_closed")]
    pub fn is_closed(&self) -> bool {
        unsafe {
            let ret = ffi::gaf_reader_is_closed(self.to_glib_none().0);
            from_glib(ret)
        }
    }

    /// Reads frames as 32-bit float into a block of its own, and goes on behind them with the next call. The block
    /// has fewer frames than asked for at the end of the file; and it may have while the length is an estimate.
    ///
    /// `n_frames`: how many frames to read at most
    ///
    /// `layout`: how the channels are to lie in memory
    ///
    /// `cancellable`: cancels the reading
    ///
    /// Returns: a block of at most `n_frames` frames, with none at the end of the file
    #[doc(alias = "gaf_reader_read_frames")]
    pub fn read_frames(&self, n_frames: i64, layout: Layout, cancellable: Option<&gio::Cancellable>) -> Result<Block, glib::Error> {
        unsafe {
            let mut error = std::ptr::null_mut();
            let ret = ffi::gaf_reader_read_frames(self.to_glib_none().0, n_frames, layout.into_glib(), cancellable.to_glib_none().0, &mut error);
            if error.is_null() { Ok(from_glib_full(ret)) } else { Err(from_glib_full(error)) }
        }
    }

    /// Reads as `Reader::read_frames()` does, without making the caller wait. Asynchronous calls on one reader are
    /// done in the order in which they were made.
    ///
    /// `n_frames`: how many frames to read
    ///
    /// `layout`: how the channels are to be laid out
    ///
    /// `cancellable`: cancels the call
    #[doc(alias = "gaf_reader_read_frames_async")]
    pub fn read_frames_async<P: FnOnce(Result<Block, glib::Error>) + 'static>(&self, n_frames: i64, layout: Layout, cancellable: Option<&gio::Cancellable>, callback: P) {
        unsafe {
            let (ready, ready_data) = callbacks::ready(callback, |source, result| {
                let mut error = std::ptr::null_mut();
                let ret = ffi::gaf_reader_read_frames_finish(source as *mut _, result, &mut error);
                if error.is_null() { Ok(from_glib_full(ret)) } else { Err(from_glib_full(error)) }
            });
            ffi::gaf_reader_read_frames_async(self.to_glib_none().0, n_frames, layout.into_glib(), cancellable.to_glib_none().0, ready, ready_data);
        }
    }

    /// [`read_frames_async()`](Self::read_frames_async) as a future; dropping it cancels.
    pub fn read_frames_future(&self, n_frames: i64, layout: Layout) -> Pin<Box<dyn Future<Output = Result<Block, glib::Error>> + 'static>> {
        Box::pin(gio::GioFuture::new(self, move |this, cancellable, send| {
            this.read_frames_async(n_frames, layout, Some(cancellable), move |result| send.resolve(result));
        }))
    }

    /// Reads the frames at a position as 32-bit float, as `Reader::read_at()`: in one call, and without moving the
    /// position that `Reader::read_frames()` goes on from.
    ///
    /// `frame`: where to read, from 0 to the length
    ///
    /// `n_frames`: how many frames to read at most
    ///
    /// `layout`: how the channels are to lie in memory
    ///
    /// `cancellable`: cancels the reading
    ///
    /// Returns: a block of at most `n_frames` frames, with none at the end of the file
    #[doc(alias = "gaf_reader_read_frames_at")]
    pub fn read_frames_at(&self, frame: i64, n_frames: i64, layout: Layout, cancellable: Option<&gio::Cancellable>) -> Result<Block, glib::Error> {
        unsafe {
            let mut error = std::ptr::null_mut();
            let ret = ffi::gaf_reader_read_frames_at(self.to_glib_none().0, frame, n_frames, layout.into_glib(), cancellable.to_glib_none().0, &mut error);
            if error.is_null() { Ok(from_glib_full(ret)) } else { Err(from_glib_full(error)) }
        }
    }

    /// Reads as `Reader::read_frames_at()` does, without making the caller wait.
    ///
    /// `frame`: the first frame to read
    ///
    /// `n_frames`: how many frames to read
    ///
    /// `layout`: how the channels are to be laid out
    ///
    /// `cancellable`: cancels the call
    #[doc(alias = "gaf_reader_read_frames_at_async")]
    pub fn read_frames_at_async<P: FnOnce(Result<Block, glib::Error>) + 'static>(&self, frame: i64, n_frames: i64, layout: Layout, cancellable: Option<&gio::Cancellable>, callback: P) {
        unsafe {
            let (ready, ready_data) = callbacks::ready(callback, |source, result| {
                let mut error = std::ptr::null_mut();
                let ret = ffi::gaf_reader_read_frames_at_finish(source as *mut _, result, &mut error);
                if error.is_null() { Ok(from_glib_full(ret)) } else { Err(from_glib_full(error)) }
            });
            ffi::gaf_reader_read_frames_at_async(self.to_glib_none().0, frame, n_frames, layout.into_glib(), cancellable.to_glib_none().0, ready, ready_data);
        }
    }

    /// [`read_frames_at_async()`](Self::read_frames_at_async) as a future; dropping it cancels.
    pub fn read_frames_at_future(&self, frame: i64, n_frames: i64, layout: Layout) -> Pin<Box<dyn Future<Output = Result<Block, glib::Error>> + 'static>> {
        Box::pin(gio::GioFuture::new(self, move |this, cancellable, send| {
            this.read_frames_at_async(frame, n_frames, layout, Some(cancellable), move |result| send.resolve(result));
        }))
    }

    /// Reads frames in the file's own sample format (`Reader::sample_format()`) into a block of its own, as
    /// `Reader::read_frames()` does.
    ///
    /// `n_frames`: how many frames to read at most
    ///
    /// `layout`: how the channels are to lie in memory
    ///
    /// `cancellable`: cancels the reading
    ///
    /// Returns: a block of at most `n_frames` frames, with none at the end of the file
    #[doc(alias = "gaf_reader_read_raw_frames")]
    pub fn read_raw_frames(&self, n_frames: i64, layout: Layout, cancellable: Option<&gio::Cancellable>) -> Result<Block, glib::Error> {
        unsafe {
            let mut error = std::ptr::null_mut();
            let ret = ffi::gaf_reader_read_raw_frames(self.to_glib_none().0, n_frames, layout.into_glib(), cancellable.to_glib_none().0, &mut error);
            if error.is_null() { Ok(from_glib_full(ret)) } else { Err(from_glib_full(error)) }
        }
    }

    /// Reads as `Reader::read_raw_frames()` does, without making the caller wait.
    ///
    /// `n_frames`: how many frames to read
    ///
    /// `layout`: how the channels are to be laid out
    ///
    /// `cancellable`: cancels the call
    #[doc(alias = "gaf_reader_read_raw_frames_async")]
    pub fn read_raw_frames_async<P: FnOnce(Result<Block, glib::Error>) + 'static>(&self, n_frames: i64, layout: Layout, cancellable: Option<&gio::Cancellable>, callback: P) {
        unsafe {
            let (ready, ready_data) = callbacks::ready(callback, |source, result| {
                let mut error = std::ptr::null_mut();
                let ret = ffi::gaf_reader_read_raw_frames_finish(source as *mut _, result, &mut error);
                if error.is_null() { Ok(from_glib_full(ret)) } else { Err(from_glib_full(error)) }
            });
            ffi::gaf_reader_read_raw_frames_async(self.to_glib_none().0, n_frames, layout.into_glib(), cancellable.to_glib_none().0, ready, ready_data);
        }
    }

    /// [`read_raw_frames_async()`](Self::read_raw_frames_async) as a future; dropping it cancels.
    pub fn read_raw_frames_future(&self, n_frames: i64, layout: Layout) -> Pin<Box<dyn Future<Output = Result<Block, glib::Error>> + 'static>> {
        Box::pin(gio::GioFuture::new(self, move |this, cancellable, send| {
            this.read_raw_frames_async(n_frames, layout, Some(cancellable), move |result| send.resolve(result));
        }))
    }

    /// Reads the tags of the file. Where the reader goes on reading stays as it is. Tags are read by TagLib, in this
    /// process: that is what a reader with `GAF_ISOLATION_PROCESS` is to avoid, so it fails for one.
    ///
    /// `cancellable`: cancels the call
    ///
    /// Returns: the tags
    #[doc(alias = "gaf_reader_read_tags")]
    pub fn read_tags(&self, cancellable: Option<&gio::Cancellable>) -> Result<Tags, glib::Error> {
        unsafe {
            let mut error = std::ptr::null_mut();
            let ret = ffi::gaf_reader_read_tags(self.to_glib_none().0, cancellable.to_glib_none().0, &mut error);
            if error.is_null() { Ok(from_glib_full(ret)) } else { Err(from_glib_full(error)) }
        }
    }

    /// Reads the tags of the file as `Reader::read_tags()` does, without making the caller wait.
    ///
    /// `cancellable`: cancels the call
    #[doc(alias = "gaf_reader_read_tags_async")]
    pub fn read_tags_async<P: FnOnce(Result<Tags, glib::Error>) + 'static>(&self, cancellable: Option<&gio::Cancellable>, callback: P) {
        unsafe {
            let (ready, ready_data) = callbacks::ready(callback, |source, result| {
                let mut error = std::ptr::null_mut();
                let ret = ffi::gaf_reader_read_tags_finish(source as *mut _, result, &mut error);
                if error.is_null() { Ok(from_glib_full(ret)) } else { Err(from_glib_full(error)) }
            });
            ffi::gaf_reader_read_tags_async(self.to_glib_none().0, cancellable.to_glib_none().0, ready, ready_data);
        }
    }

    /// [`read_tags_async()`](Self::read_tags_async) as a future; dropping it cancels.
    pub fn read_tags_future(&self) -> Pin<Box<dyn Future<Output = Result<Tags, glib::Error>> + 'static>> {
        Box::pin(gio::GioFuture::new(self, move |this, cancellable, send| {
            this.read_tags_async(Some(cancellable), move |result| send.resolve(result));
        }))
    }

    /// Sets the frame that is read next. The file is not touched: the next read does the work of finding the frame.
    ///
    /// `frame`: the frame to go on at, from 0 to `Reader::n_frames()`
    ///
    /// `cancellable`: not used: seeking does not wait for the file
    #[doc(alias = "gaf_reader_seek")]
    pub fn seek(&self, frame: i64, cancellable: Option<&gio::Cancellable>) -> Result<(), glib::Error> {
        unsafe {
            let mut error = std::ptr::null_mut();
            let _ = ffi::gaf_reader_seek(self.to_glib_none().0, frame, cancellable.to_glib_none().0, &mut error);
            if error.is_null() { Ok(()) } else { Err(from_glib_full(error)) }
        }
    }

    /// Goes to a frame as `Reader::seek()` does, without making the caller wait. Asynchronous calls on one reader
    /// are done in the order in which they were made.
    ///
    /// `frame`: where to go on
    ///
    /// `cancellable`: cancels the call
    #[doc(alias = "gaf_reader_seek_async")]
    pub fn seek_async<P: FnOnce(Result<(), glib::Error>) + 'static>(&self, frame: i64, cancellable: Option<&gio::Cancellable>, callback: P) {
        unsafe {
            let (ready, ready_data) = callbacks::ready(callback, |source, result| {
                let mut error = std::ptr::null_mut();
                let _ = ffi::gaf_reader_seek_finish(source as *mut _, result, &mut error);
                if error.is_null() { Ok(()) } else { Err(from_glib_full(error)) }
            });
            ffi::gaf_reader_seek_async(self.to_glib_none().0, frame, cancellable.to_glib_none().0, ready, ready_data);
        }
    }

    /// [`seek_async()`](Self::seek_async) as a future; dropping it cancels.
    pub fn seek_future(&self, frame: i64) -> Pin<Box<dyn Future<Output = Result<(), glib::Error>> + 'static>> {
        Box::pin(gio::GioFuture::new(self, move |this, cancellable, send| {
            this.seek_async(frame, Some(cancellable), move |result| send.resolve(result));
        }))
    }

    /// Tells the frame that is read next, at the rate of the file.
    ///
    /// Returns: a frame, counted from 0
    #[doc(alias = "gaf_reader_tell")]
    pub fn tell(&self) -> i64 {
        unsafe {
            let ret = ffi::gaf_reader_tell(self.to_glib_none().0);
            ret
        }
    }

    /// The file to read, if the reader was made for a path or a file; else `None`.
    pub fn file(&self) -> Option<gio::File> {
        ObjectExt::property(self, "file")
    }

    /// Where the file is decoded: with `GAF_ISOLATION_PROCESS` in a process of its own, which has no files, no
    /// network and limited memory, so that a file that is made to attack the decoder gets no further. Where that
    /// cannot be had, opening fails with `GAF_ERROR_NO_ISOLATION`. A decoder that crashes is an error of the read.
    /// To choose, make the reader by g_initable_new() with this property. Of a reader that is open it tells what it
    /// is, never `GAF_ISOLATION_DEFAULT`.
    pub fn isolation(&self) -> Isolation {
        ObjectExt::property(self, "isolation")
    }

    /// What the file may claim and cost; `None` for the defaults. They are copied. To set them, make the reader by
    /// g_initable_new() with this property.
    pub fn limits(&self) -> Option<Limits> {
        ObjectExt::property(self, "limits")
    }

    /// The frame that is read next, counted from 0. It is not notified.
    pub fn position(&self) -> i64 {
        ObjectExt::property(self, "position")
    }

    /// Which audio track is read, counted from 0, of a file that may hold several: MP4, QuickTime, Matroska and
    /// WebM. -1, the default, is the one that the file says is meant to be heard, else the first. To choose another,
    /// make the reader by g_initable_new() with this property; a track that is not there fails with
    /// `GAF_ERROR_INVALID_ARGUMENT`.
    pub fn track(&self) -> i32 {
        ObjectExt::property(self, "track")
    }

}

// SAFETY: one reader can be used from several threads, one call at a time.
unsafe impl Send for Reader {}

// SAFETY: one reader can be used from several threads, one call at a time.
unsafe impl Sync for Reader {}

/// Makes a [`Reader`] of properties.
#[must_use = "nothing is made before build()"]
pub struct ReaderBuilder {
    properties: Vec<(&'static str, glib::Value)>,
}

impl ReaderBuilder {
    /// The bytes of the audio file, if the reader is made for memory. They can only be set, because closing gives
    /// them back.
    pub fn bytes(mut self, bytes: &glib::Bytes) -> Self {
        self.properties.push(("bytes", bytes.into()));
        self
    }

    /// The file to read, if the reader was made for a path or a file; else `None`.
    pub fn file(mut self, file: &impl IsA<gio::File>) -> Self {
        self.properties.push(("file", file.as_ref().into()));
        self
    }

    /// Where the file is decoded: with `GAF_ISOLATION_PROCESS` in a process of its own, which has no files, no
    /// network and limited memory, so that a file that is made to attack the decoder gets no further. Where that
    /// cannot be had, opening fails with `GAF_ERROR_NO_ISOLATION`. A decoder that crashes is an error of the read.
    /// To choose, make the reader by g_initable_new() with this property. Of a reader that is open it tells what it
    /// is, never `GAF_ISOLATION_DEFAULT`.
    pub fn isolation(mut self, isolation: Isolation) -> Self {
        self.properties.push(("isolation", isolation.into()));
        self
    }

    /// What the file may claim and cost; `None` for the defaults. They are copied. To set them, make the reader by
    /// g_initable_new() with this property.
    pub fn limits(mut self, limits: &Limits) -> Self {
        self.properties.push(("limits", limits.into()));
        self
    }

    /// The stream to read, if the reader is made for one. It can only be set, because closing gives the stream back.
    pub fn stream(mut self, stream: &impl IsA<gio::InputStream>) -> Self {
        self.properties.push(("stream", stream.as_ref().into()));
        self
    }

    /// Which audio track is read, counted from 0, of a file that may hold several: MP4, QuickTime, Matroska and
    /// WebM. -1, the default, is the one that the file says is meant to be heard, else the first. To choose another,
    /// make the reader by g_initable_new() with this property; a track that is not there fails with
    /// `GAF_ERROR_INVALID_ARGUMENT`.
    pub fn track(mut self, track: i32) -> Self {
        self.properties.push(("track", track.into()));
        self
    }

    /// Makes it, and opens what it was told of.
    pub fn build(self, cancellable: Option<&gio::Cancellable>) -> Result<Reader, glib::Error> {
        self.properties
            .into_iter()
            .fold(gio::Initable::builder(), |builder, (name, value)| builder.property(name, value))
            .build(cancellable)
    }
}
