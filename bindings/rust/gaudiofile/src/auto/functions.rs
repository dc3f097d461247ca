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

/// Converts a file into another format, with its tags and covers. All that can be chosen is in `Conversion`.
///
/// `source`: name of the audio file to convert
///
/// `destination`: name of the file to write, whose extension is its format; an old one is replaced when the new one
/// is whole
///
/// `cancellable`: cancels the call
///
/// Returns: how many frames were written, before the codec resamples them as Opus does, and what was called
/// `destination` is as it was
#[doc(alias = "gaf_convert")]
pub fn convert(source: impl AsRef<Path>, destination: impl AsRef<Path>, cancellable: Option<&gio::Cancellable>) -> Result<i64, glib::Error> {
    unsafe {
        let mut error = std::ptr::null_mut();
        let ret = ffi::gaf_convert(source.as_ref().to_glib_none().0, destination.as_ref().to_glib_none().0, cancellable.to_glib_none().0, &mut error);
        if error.is_null() { Ok(ret) } else { Err(from_glib_full(error)) }
    }
}

/// Converts as `convert()` does, without making the caller wait.
///
/// `source`: name of the audio file to convert
///
/// `destination`: name of the file to write
///
/// `cancellable`: cancels the call
#[doc(alias = "gaf_convert_async")]
pub fn convert_async<P: FnOnce(Result<i64, glib::Error>) + 'static>(source: impl AsRef<Path>, destination: impl AsRef<Path>, cancellable: Option<&gio::Cancellable>, callback: P) {
    unsafe {
        let (ready, ready_data) = callbacks::ready(callback, |_source, result| {
            let mut error = std::ptr::null_mut();
            let ret = ffi::gaf_convert_finish(result, &mut error);
            if error.is_null() { Ok(ret) } else { Err(from_glib_full(error)) }
        });
        ffi::gaf_convert_async(source.as_ref().to_glib_none().0, destination.as_ref().to_glib_none().0, cancellable.to_glib_none().0, ready, ready_data);
    }
}

/// [`convert_async()`](convert_async) as a future; dropping it cancels.
pub fn convert_future(source: impl AsRef<Path>, destination: impl AsRef<Path>) -> Pin<Box<dyn Future<Output = Result<i64, glib::Error>> + 'static>> {
    let source = source.as_ref().to_owned();
    let destination = destination.as_ref().to_owned();
    Box::pin(gio::GioFuture::new(&(), move |_, cancellable, send| {
        convert_async(&source, &destination, Some(cancellable), move |result| send.resolve(result));
    }))
}

/// Converts files on several threads, each file on one, which end before this returns. A function that was set with
/// `Conversion::set_process()` is called on them.
///
/// `jobs`: what to convert; each once, and each into a file of its own
///
/// `n_jobs`: how many
///
/// `max_threads`: how many threads at most; 0 for `get_max_threads()`. With 1, this thread converts
///
/// `flags`: how to go on after an error
///
/// `cancellable`: cancels what is being converted, and begins no more
///
/// `progress`: is told how many files are done, on this thread
#[doc(alias = "gaf_convert_many")]
#[allow(clippy::too_many_arguments)]
pub fn convert_many(jobs: &[ConvertJob], max_threads: u32, flags: LoadFlags, cancellable: Option<&gio::Cancellable>, progress: Option<&mut dyn FnMut(usize, usize)>) -> Result<(), glib::Error> {
    unsafe {
        let mut progress = progress;
        let (progress, progress_data) = callbacks::load_progress(&mut progress);
        let mut error = std::ptr::null_mut();
        let _ = ffi::gaf_convert_many(jobs.as_ptr() as *const *mut ffi::GafConvertJob, jobs.len(), max_threads, flags.into_glib(), cancellable.to_glib_none().0, progress, progress_data, &mut error);
        if error.is_null() { Ok(()) } else { Err(from_glib_full(error)) }
    }
}

/// Converts files on several threads as `convert_many()` does, without making the caller wait.
///
/// `jobs`: what to convert; they belong to the call until it ends
///
/// `n_jobs`: how many
///
/// `max_threads`: how many threads at most; 0 for `get_max_threads()`
///
/// `flags`: how to go on after an error
///
/// `cancellable`: cancels what is being converted, and begins no more
///
/// `progress`: is told how many files are done, on the caller's main context
#[doc(alias = "gaf_convert_many_async")]
#[allow(clippy::too_many_arguments)]
pub fn convert_many_async<P: FnOnce(Result<(), glib::Error>) + 'static>(jobs: &[ConvertJob], max_threads: u32, flags: LoadFlags, cancellable: Option<&gio::Cancellable>, progress: Option<Box<dyn Fn(usize, usize)>>, callback: P) {
    unsafe {
        let (ready, ready_data) = callbacks::ready(callback, |_source, result| {
            let mut error = std::ptr::null_mut();
            let _ = ffi::gaf_convert_many_finish(result, &mut error);
            if error.is_null() { Ok(()) } else { Err(from_glib_full(error)) }
        });
        let (progress, progress_data, progress_destroy) = callbacks::load_progress_kept(progress);
        ffi::gaf_convert_many_async(jobs.as_ptr() as *const *mut ffi::GafConvertJob, jobs.len(), max_threads, flags.into_glib(), cancellable.to_glib_none().0, progress, progress_data, progress_destroy, ready, ready_data);
    }
}

/// [`convert_many_async()`](convert_many_async) as a future; dropping it cancels.
pub fn convert_many_future(jobs: &[ConvertJob], max_threads: u32, flags: LoadFlags, progress: Option<Box<dyn Fn(usize, usize)>>) -> Pin<Box<dyn Future<Output = Result<(), glib::Error>> + 'static>> {
    let jobs = jobs.to_vec();
    Box::pin(gio::GioFuture::new(&(), move |_, cancellable, send| {
        convert_many_async(&jobs, max_threads, flags, Some(cancellable), progress, move |result| send.resolve(result));
    }))
}

/// Tells how many threads a call may have work at most; see `set_max_threads()`.
///
/// Returns: how many threads, the calling one included: at least 1
#[doc(alias = "gaf_get_max_threads")]
pub fn max_threads() -> u32 {
    unsafe {
        let ret = ffi::gaf_get_max_threads();
        ret
    }
}

/// Lists the MIME types of the formats that can be read on this machine now, for GtkFileFilter and .desktop files.
/// Formats without a type of their own are left out, and types that are special cases of others, such as Ogg of a
/// certain codec, need not be in it.
///
/// Returns: MIME types, sorted
#[doc(alias = "gaf_get_readable_content_types")]
pub fn readable_content_types() -> Vec<glib::GString> {
    unsafe {
        let ret = ffi::gaf_get_readable_content_types();
        FromGlibPtrContainer::from_glib_full(ret)
    }
}

/// Lists the extensions of the formats that can be read on this machine now: those whose GStreamer elements are
/// installed.
///
/// A file is recognised by what is in it, never by its name; this is for file choosers and messages.
///
/// Returns: extensions with their dot, in lower case, sorted
#[doc(alias = "gaf_get_readable_extensions")]
pub fn readable_extensions() -> Vec<glib::GString> {
    unsafe {
        let ret = ffi::gaf_get_readable_extensions();
        FromGlibPtrContainer::from_glib_full(ret)
    }
}

/// Tells the version of the library that runs, which may be newer than the headers that a program was compiled with.
///
/// Returns: three numbers with points between them, such as `0.1.0`
#[doc(alias = "gaf_get_version")]
pub fn version() -> glib::GString {
    unsafe {
        let ret = ffi::gaf_get_version();
        from_glib_none(ret)
    }
}

/// Lists the MIME types of the formats that can be written on this machine now.
///
/// Returns: MIME types, sorted
#[doc(alias = "gaf_get_writable_content_types")]
pub fn writable_content_types() -> Vec<glib::GString> {
    unsafe {
        let ret = ffi::gaf_get_writable_content_types();
        FromGlibPtrContainer::from_glib_full(ret)
    }
}

/// Lists the extensions of the formats that can be written on this machine now: those of which an encoder is
/// installed, or which need none.
///
/// Returns: extensions with their dot, in lower case, sorted
#[doc(alias = "gaf_get_writable_extensions")]
pub fn writable_extensions() -> Vec<glib::GString> {
    unsafe {
        let ret = ffi::gaf_get_writable_extensions();
        FromGlibPtrContainer::from_glib_full(ret)
    }
}

/// Loads clips on several threads, which end before this returns. The samples do not depend on their number.
///
/// `clips`: what to load; each once
///
/// `n_clips`: how many
///
/// `max_threads`: how many threads at most; 0 for `get_max_threads()`. With 1, this thread loads
///
/// `flags`: how to go on after an error
///
/// `cancellable`: cancels what is being loaded, and begins no more
///
/// `progress`: is told how far it is, on this thread
#[doc(alias = "gaf_load_many")]
#[allow(clippy::too_many_arguments)]
pub fn load_many(clips: &[Clip], max_threads: u32, flags: LoadFlags, cancellable: Option<&gio::Cancellable>, progress: Option<&mut dyn FnMut(usize, usize)>) -> Result<(), glib::Error> {
    unsafe {
        let mut progress = progress;
        let (progress, progress_data) = callbacks::load_progress(&mut progress);
        let mut error = std::ptr::null_mut();
        let _ = ffi::gaf_load_many(clips.as_ptr() as *const *mut ffi::GafClip, clips.len(), max_threads, flags.into_glib(), cancellable.to_glib_none().0, progress, progress_data, &mut error);
        if error.is_null() { Ok(()) } else { Err(from_glib_full(error)) }
    }
}

/// Loads clips on several threads, as `load_many()`, while the program goes on.
///
/// `clips`: what to load; each once. They belong to the call until it ends
///
/// `n_clips`: how many
///
/// `max_threads`: how many threads at most; 0 for `get_max_threads()`
///
/// `flags`: how to go on after an error
///
/// `cancellable`: cancels what is being loaded, and begins no more
///
/// `progress`: is told how far it is, in the caller's main context
#[doc(alias = "gaf_load_many_async")]
#[allow(clippy::too_many_arguments)]
pub fn load_many_async<P: FnOnce(Result<(), glib::Error>) + 'static>(clips: &[Clip], max_threads: u32, flags: LoadFlags, cancellable: Option<&gio::Cancellable>, progress: Option<Box<dyn Fn(usize, usize)>>, callback: P) {
    unsafe {
        let (ready, ready_data) = callbacks::ready(callback, |_source, result| {
            let mut error = std::ptr::null_mut();
            let _ = ffi::gaf_load_many_finish(result, &mut error);
            if error.is_null() { Ok(()) } else { Err(from_glib_full(error)) }
        });
        let (progress, progress_data, progress_destroy) = callbacks::load_progress_kept(progress);
        ffi::gaf_load_many_async(clips.as_ptr() as *const *mut ffi::GafClip, clips.len(), max_threads, flags.into_glib(), cancellable.to_glib_none().0, progress, progress_data, progress_destroy, ready, ready_data);
    }
}

/// [`load_many_async()`](load_many_async) as a future; dropping it cancels.
pub fn load_many_future(clips: &[Clip], max_threads: u32, flags: LoadFlags, progress: Option<Box<dyn Fn(usize, usize)>>) -> Pin<Box<dyn Future<Output = Result<(), glib::Error>> + 'static>> {
    let clips = clips.to_vec();
    Box::pin(gio::GioFuture::new(&(), move |_, cancellable, send| {
        load_many_async(&clips, max_threads, flags, Some(cancellable), progress, move |result| send.resolve(result));
    }))
}

/// Draws a waveform: for each channel, from the lowest to the highest samples in a light colour, and their root mean
/// square in a dark one, over an axis of time. An older file stays until the new one is whole.
///
/// `peaks`: the waveform
///
/// `path`: the picture: a file that ends with `.png` or `.svg`
///
/// `title`: what to write over it
///
/// `width`: how wide, in pixels; 0 for 1200
///
/// `height`: how high, in pixels; 0 for what fits the number of channels
///
/// `cancellable`: cancels the call
#[doc(alias = "gaf_plot_save")]
pub fn plot_save(peaks: &Peaks, path: impl AsRef<Path>, title: Option<&str>, width: u32, height: u32, cancellable: Option<&gio::Cancellable>) -> Result<(), glib::Error> {
    unsafe {
        let mut error = std::ptr::null_mut();
        let _ = ffi::gaf_plot_save(peaks.to_glib_none().0, path.as_ref().to_glib_none().0, title.to_glib_none().0, width, height, cancellable.to_glib_none().0, &mut error);
        if error.is_null() { Ok(()) } else { Err(from_glib_full(error)) }
    }
}

/// Draws a waveform as `plot_save()` does, without making the caller wait.
///
/// `peaks`: the waveform
///
/// `path`: the picture: a file that ends with `.png` or `.svg`
///
/// `title`: what to write over it
///
/// `width`: how wide, in pixels; 0 for 1200
///
/// `height`: how high, in pixels; 0 for what fits the number of channels
///
/// `cancellable`: cancels the call
#[doc(alias = "gaf_plot_save_async")]
pub fn plot_save_async<P: FnOnce(Result<(), glib::Error>) + 'static>(peaks: &Peaks, path: impl AsRef<Path>, title: Option<&str>, width: u32, height: u32, cancellable: Option<&gio::Cancellable>, callback: P) {
    unsafe {
        let (ready, ready_data) = callbacks::ready(callback, |source, result| {
            let mut error = std::ptr::null_mut();
            let _ = ffi::gaf_plot_save_finish(source as *mut _, result, &mut error);
            if error.is_null() { Ok(()) } else { Err(from_glib_full(error)) }
        });
        ffi::gaf_plot_save_async(peaks.to_glib_none().0, path.as_ref().to_glib_none().0, title.to_glib_none().0, width, height, cancellable.to_glib_none().0, ready, ready_data);
    }
}

/// [`plot_save_async()`](plot_save_async) as a future; dropping it cancels.
pub fn plot_save_future(peaks: &Peaks, path: impl AsRef<Path>, title: Option<&str>, width: u32, height: u32) -> Pin<Box<dyn Future<Output = Result<(), glib::Error>> + 'static>> {
    let peaks = peaks.clone();
    let path = path.as_ref().to_owned();
    let title = title.map(glib::GString::from);
    Box::pin(gio::GioFuture::new(&(), move |_, cancellable, send| {
        plot_save_async(&peaks, &path, title.as_deref(), width, height, Some(cancellable), move |result| send.resolve(result));
    }))
}

/// Tells what an audio file is, by its headers: thousands of files a second.
///
/// A `Reader` of the file tells the same rate, channels and length. Samples are decoded only where nothing else
/// tells those: the first packet, of codecs whose headers may be silent about channels or rate, such as AAC with one
/// channel, which may turn out as two.
///
/// `file`: a file, local or not, that GIO can read and seek in
///
/// `limits`: what the file may claim and cost; `None` for the defaults
///
/// `cancellable`: cancels the call
///
/// Returns: what the file is
#[doc(alias = "gaf_probe")]
pub fn probe(file: &impl IsA<gio::File>, limits: Option<&Limits>, cancellable: Option<&gio::Cancellable>) -> Result<Info, glib::Error> {
    unsafe {
        let mut error = std::ptr::null_mut();
        let ret = ffi::gaf_probe(file.as_ref().to_glib_none().0, limits.to_glib_none().0, cancellable.to_glib_none().0, &mut error);
        if error.is_null() { Ok(from_glib_full(ret)) } else { Err(from_glib_full(error)) }
    }
}

/// Tells what an audio file is as `probe()` does, without making the caller wait.
///
/// `file`: a file, local or not, that GIO can read and seek in
///
/// `limits`: what the file may claim and cost; `None` for the defaults
///
/// `cancellable`: cancels the call
#[doc(alias = "gaf_probe_async")]
pub fn probe_async<P: FnOnce(Result<Info, glib::Error>) + 'static>(file: &impl IsA<gio::File>, limits: Option<&Limits>, cancellable: Option<&gio::Cancellable>, callback: P) {
    unsafe {
        let (ready, ready_data) = callbacks::ready(callback, |_source, result| {
            let mut error = std::ptr::null_mut();
            let ret = ffi::gaf_probe_finish(result, &mut error);
            if error.is_null() { Ok(from_glib_full(ret)) } else { Err(from_glib_full(error)) }
        });
        ffi::gaf_probe_async(file.as_ref().to_glib_none().0, limits.to_glib_none().0, cancellable.to_glib_none().0, ready, ready_data);
    }
}

/// [`probe_async()`](probe_async) as a future; dropping it cancels.
pub fn probe_future(file: &(impl IsA<gio::File> + Clone + 'static), limits: Option<&Limits>) -> Pin<Box<dyn Future<Output = Result<Info, glib::Error>> + 'static>> {
    let file = file.clone();
    let limits = limits.cloned();
    Box::pin(gio::GioFuture::new(&(), move |_, cancellable, send| {
        probe_async(&file, limits.as_ref(), Some(cancellable), move |result| send.resolve(result));
    }))
}

/// Tells what the audio file at `path` is, as `probe()` does.
///
/// `path`: name of a file, absolute or relative to the current directory
///
/// `limits`: what the file may claim and cost; `None` for the defaults
///
/// `cancellable`: cancels the call
///
/// Returns: what the file is
#[doc(alias = "gaf_probe_path")]
pub fn probe_path(path: impl AsRef<Path>, limits: Option<&Limits>, cancellable: Option<&gio::Cancellable>) -> Result<Info, glib::Error> {
    unsafe {
        let mut error = std::ptr::null_mut();
        let ret = ffi::gaf_probe_path(path.as_ref().to_glib_none().0, limits.to_glib_none().0, cancellable.to_glib_none().0, &mut error);
        if error.is_null() { Ok(from_glib_full(ret)) } else { Err(from_glib_full(error)) }
    }
}

/// Tells what the audio file at `path` is as `probe_path()` does, without making the caller wait.
///
/// `path`: name of a file, absolute or relative to the current directory
///
/// `limits`: what the file may claim and cost; `None` for the defaults
///
/// `cancellable`: cancels the call
#[doc(alias = "gaf_probe_path_async")]
pub fn probe_path_async<P: FnOnce(Result<Info, glib::Error>) + 'static>(path: impl AsRef<Path>, limits: Option<&Limits>, cancellable: Option<&gio::Cancellable>, callback: P) {
    unsafe {
        let (ready, ready_data) = callbacks::ready(callback, |_source, result| {
            let mut error = std::ptr::null_mut();
            let ret = ffi::gaf_probe_path_finish(result, &mut error);
            if error.is_null() { Ok(from_glib_full(ret)) } else { Err(from_glib_full(error)) }
        });
        ffi::gaf_probe_path_async(path.as_ref().to_glib_none().0, limits.to_glib_none().0, cancellable.to_glib_none().0, ready, ready_data);
    }
}

/// [`probe_path_async()`](probe_path_async) as a future; dropping it cancels.
pub fn probe_path_future(path: impl AsRef<Path>, limits: Option<&Limits>) -> Pin<Box<dyn Future<Output = Result<Info, glib::Error>> + 'static>> {
    let path = path.as_ref().to_owned();
    let limits = limits.cloned();
    Box::pin(gio::GioFuture::new(&(), move |_, cancellable, send| {
        probe_path_async(&path, limits.as_ref(), Some(cancellable), move |result| send.resolve(result));
    }))
}

/// Tells what the file of a reader is, as `probe()` does: for files in memory and streams, and for one that was
/// opened in a certain way.
///
/// Of a reader whose file is decoded in a process of its own only what that tells is known: neither tags, chapters,
/// cues and loops, nor the bit rate where it differs from moment to moment.
///
/// `reader`: a reader that is open, whose position stays as it is
///
/// `cancellable`: cancels the call
///
/// Returns: what the file is
#[doc(alias = "gaf_probe_reader")]
pub fn probe_reader(reader: &Reader, cancellable: Option<&gio::Cancellable>) -> Result<Info, glib::Error> {
    unsafe {
        let mut error = std::ptr::null_mut();
        let ret = ffi::gaf_probe_reader(reader.to_glib_none().0, cancellable.to_glib_none().0, &mut error);
        if error.is_null() { Ok(from_glib_full(ret)) } else { Err(from_glib_full(error)) }
    }
}

/// Tells what the file of a reader is as `probe_reader()` does, without making the caller wait.
///
/// `reader`: a reader that is open, whose position stays as it is
///
/// `cancellable`: cancels the call
#[doc(alias = "gaf_probe_reader_async")]
pub fn probe_reader_async<P: FnOnce(Result<Info, glib::Error>) + 'static>(reader: &Reader, cancellable: Option<&gio::Cancellable>, callback: P) {
    unsafe {
        let (ready, ready_data) = callbacks::ready(callback, |_source, result| {
            let mut error = std::ptr::null_mut();
            let ret = ffi::gaf_probe_reader_finish(result, &mut error);
            if error.is_null() { Ok(from_glib_full(ret)) } else { Err(from_glib_full(error)) }
        });
        ffi::gaf_probe_reader_async(reader.to_glib_none().0, cancellable.to_glib_none().0, ready, ready_data);
    }
}

/// [`probe_reader_async()`](probe_reader_async) as a future; dropping it cancels.
pub fn probe_reader_future(reader: &Reader) -> Pin<Box<dyn Future<Output = Result<Info, glib::Error>> + 'static>> {
    let reader = reader.clone();
    Box::pin(gio::GioFuture::new(&(), move |_, cancellable, send| {
        probe_reader_async(&reader, Some(cancellable), move |result| send.resolve(result));
    }))
}

/// Limits the threads that `load_many()`, long reads, long writes of FLAC and long pieces for a `Resampler` make for
/// their time. With 1 none is made. Without a call of this, the environment variable `GAUDIOFILE_MAX_THREADS`
/// counts; without that, the processors that the process may use, by its affinity and its control group.
///
/// `n_threads`: how many threads a call may have work, the calling one included; 0 for the usual
#[doc(alias = "gaf_set_max_threads")]
pub fn set_max_threads(n_threads: u32) {
    unsafe {
        ffi::gaf_set_max_threads(n_threads);
    }
}

