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
    /// A file, or a part of one, that is loaded as a whole: what is to be loaded, and then the samples or the error.
    ///
    /// Many of them are loaded on all processors by `load_many()`. A clip is used by one thread at a time, and
    /// loaded once.
    ///
    #[doc(alias = "GafClip")]
    pub struct Clip(Object<ffi::GafClip, ffi::GafClipClass>);

    match fn {
        type_ => || ffi::gaf_clip_get_type(),
    }
}

impl Clip {
    /// Makes a clip of a file in memory.
    ///
    /// `bytes`: a whole audio file in memory
    ///
    /// Returns: a clip
    #[doc(alias = "gaf_clip_new_for_bytes")]
    pub fn for_bytes(bytes: &glib::Bytes) -> Self {
        unsafe {
            let ret = ffi::gaf_clip_new_for_bytes(bytes.to_glib_none().0);
            from_glib_full(ret)
        }
    }

    /// Makes a clip of a file, which is opened only when the clip is loaded.
    ///
    /// `file`: a file that GIO can read and seek in
    ///
    /// Returns: a clip
    #[doc(alias = "gaf_clip_new_for_file")]
    pub fn for_file(file: &impl IsA<gio::File>) -> Self {
        unsafe {
            let ret = ffi::gaf_clip_new_for_file(file.as_ref().to_glib_none().0);
            from_glib_full(ret)
        }
    }

    /// Makes a clip of a file. It is not looked at before it is loaded.
    ///
    /// `path`: name of a file
    ///
    /// Returns: a clip
    #[doc(alias = "gaf_clip_new_for_path")]
    pub fn for_path(path: impl AsRef<Path>) -> Self {
        unsafe {
            let ret = ffi::gaf_clip_new_for_path(path.as_ref().to_glib_none().0);
            from_glib_full(ret)
        }
    }

    /// Makes a clip of what a stream delivers.
    ///
    /// `stream`: a stream that is a `Gio::Seekable`; it is read on another thread, and by no other clip
    ///
    /// Returns: a clip
    #[doc(alias = "gaf_clip_new_for_stream")]
    pub fn for_stream(stream: &impl IsA<gio::InputStream>) -> Self {
        unsafe {
            let ret = ffi::gaf_clip_new_for_stream(stream.as_ref().to_glib_none().0);
            from_glib_full(ret)
        }
    }

    /// Tells the samples: 32-bit float, planar, of shape (channels, frames). The block belongs to the clip.
    ///
    /// Returns: the samples; `None` if the clip was not loaded, or to memory of the caller's
    #[doc(alias = "gaf_clip_get_block")]
    pub fn block(&self) -> Option<Block> {
        unsafe {
            let ret = ffi::gaf_clip_get_block(self.to_glib_none().0);
            from_glib_none(ret)
        }
    }

    /// Tells how many channels the samples have: as many as asked for, or as the file has.
    ///
    /// Returns: the number of channels; before loading, the wanted one
    #[doc(alias = "gaf_clip_get_channels")]
    pub fn channels(&self) -> u32 {
        unsafe {
            let ret = ffi::gaf_clip_get_channels(self.to_glib_none().0);
            ret
        }
    }

    /// Tells why the clip could not be loaded.
    ///
    /// Returns: the error; `None` if there was none
    #[doc(alias = "gaf_clip_get_error")]
    pub fn error(&self) -> Option<glib::Error> {
        unsafe {
            let ret = ffi::gaf_clip_get_error(self.to_glib_none().0);
            from_glib_none(ret)
        }
    }

    /// Tells how many frames were loaded, which are fewer than asked for where the file ends before.
    ///
    /// Returns: frames; 0 if the clip was not loaded
    #[doc(alias = "gaf_clip_get_n_frames")]
    pub fn n_frames(&self) -> i64 {
        unsafe {
            let ret = ffi::gaf_clip_get_n_frames(self.to_glib_none().0);
            ret
        }
    }

    /// Tells the sample rate of what was loaded.
    ///
    /// Returns: frames per second, Hz; before loading, the wanted one
    #[doc(alias = "gaf_clip_get_rate")]
    pub fn rate(&self) -> f64 {
        unsafe {
            let ret = ffi::gaf_clip_get_rate(self.to_glib_none().0);
            ret
        }
    }

    /// Loads one clip, on this thread, and returns when all samples are there.
    ///
    /// `cancellable`: cancels the loading
    #[doc(alias = "gaf_clip_load")]
    pub fn load(&self, cancellable: Option<&gio::Cancellable>) -> Result<(), glib::Error> {
        unsafe {
            let mut error = std::ptr::null_mut();
            let _ = ffi::gaf_clip_load(self.to_glib_none().0, cancellable.to_glib_none().0, &mut error);
            if error.is_null() { Ok(()) } else { Err(from_glib_full(error)) }
        }
    }

    /// Loads as `Clip::load()` does, without making the caller wait.
    ///
    /// `cancellable`: cancels the call
    #[doc(alias = "gaf_clip_load_async")]
    pub fn load_async<P: FnOnce(Result<(), glib::Error>) + 'static>(&self, cancellable: Option<&gio::Cancellable>, callback: P) {
        unsafe {
            let (ready, ready_data) = callbacks::ready(callback, |source, result| {
                let mut error = std::ptr::null_mut();
                let _ = ffi::gaf_clip_load_finish(source as *mut _, result, &mut error);
                if error.is_null() { Ok(()) } else { Err(from_glib_full(error)) }
            });
            ffi::gaf_clip_load_async(self.to_glib_none().0, cancellable.to_glib_none().0, ready, ready_data);
        }
    }

    /// [`load_async()`](Self::load_async) as a future; dropping it cancels.
    pub fn load_future(&self) -> Pin<Box<dyn Future<Output = Result<(), glib::Error>> + 'static>> {
        Box::pin(gio::GioFuture::new(self, move |this, cancellable, send| {
            this.load_async(Some(cancellable), move |result| send.resolve(result));
        }))
    }

    /// Says how the file is converted as it is loaded; see `ConvertedReader::new()`.
    ///
    /// `rate`: frames per second; 0 for the file's
    ///
    /// `channels`: how many channels; 0 for the file's
    #[doc(alias = "gaf_clip_set_conversion")]
    pub fn set_conversion(&self, rate: f64, channels: u32) {
        unsafe {
            ffi::gaf_clip_set_conversion(self.to_glib_none().0, rate, channels);
        }
    }

    /// Says what the file may claim, and cost, before loading it fails with `GAF_ERROR_LIMIT`; see `Reader:limits`.
    ///
    /// `limits`: what the file may claim, and cost; `None` for the defaults
    #[doc(alias = "gaf_clip_set_limits")]
    pub fn set_limits(&self, limits: Option<&Limits>) {
        unsafe {
            ffi::gaf_clip_set_limits(self.to_glib_none().0, limits.to_glib_none().0);
        }
    }

    /// Says which part of the file is loaded; without it, all.
    ///
    /// `offset`: the first frame, from 0, at the rate that is wanted
    ///
    /// `n_frames`: how many frames at most; -1 for all
    #[doc(alias = "gaf_clip_set_range")]
    pub fn set_range(&self, offset: i64, n_frames: i64) {
        unsafe {
            ffi::gaf_clip_set_range(self.to_glib_none().0, offset, n_frames);
        }
    }

}
