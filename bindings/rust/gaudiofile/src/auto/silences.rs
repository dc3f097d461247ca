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
    /// Where a file is silent, exact to the frame, and where its sound begins and ends.
    ///
    #[doc(alias = "GafSilences")]
    pub struct Silences(Object<ffi::GafSilences, ffi::GafSilencesClass>);

    match fn {
        type_ => || ffi::gaf_silences_get_type(),
    }
}

impl Silences {
    /// Looks for silence in a whole file, on all processors if it is long.
    ///
    /// `reader`: a reader, whose position stays as it is
    ///
    /// `threshold`: the level up to which samples are silent, dBFS: -60, for instance; negative infinity for zeros
    /// alone
    ///
    /// `n_frames`: how many frames in a row have to be silent in all channels; at least 1
    ///
    /// `cancellable`: cancels the call
    ///
    /// `progress`: is told how far it is, on this thread
    ///
    /// Returns: what was found
    #[doc(alias = "gaf_silences_new_for_reader")]
    pub fn for_reader(reader: &Reader, threshold: f64, n_frames: i64, cancellable: Option<&gio::Cancellable>, progress: Option<&mut dyn FnMut(i64, i64)>) -> Result<Self, glib::Error> {
        unsafe {
            let mut progress = progress;
            let (progress, progress_data) = callbacks::analysis_progress(&mut progress);
            let mut error = std::ptr::null_mut();
            let ret = ffi::gaf_silences_new_for_reader(reader.to_glib_none().0, threshold, n_frames, cancellable.to_glib_none().0, progress, progress_data, &mut error);
            if error.is_null() { Ok(from_glib_full(ret)) } else { Err(from_glib_full(error)) }
        }
    }

    /// Looks for silence as `Silences::for_reader()` does, without making the caller wait.
    ///
    /// `reader`: a reader, whose position stays as it is
    ///
    /// `threshold`: the level up to which samples are silent, dBFS
    ///
    /// `n_frames`: how many frames in a row have to be silent in all channels; at least 1
    ///
    /// `cancellable`: cancels the call
    ///
    /// `progress`: is told how far it is, on the caller's main context
    #[doc(alias = "gaf_silences_new_for_reader_async")]
    #[allow(clippy::too_many_arguments)]
    pub fn for_reader_async<P: FnOnce(Result<Silences, glib::Error>) + 'static>(reader: &Reader, threshold: f64, n_frames: i64, cancellable: Option<&gio::Cancellable>, progress: Option<Box<dyn Fn(i64, i64)>>, callback: P) {
        unsafe {
            let (ready, ready_data) = callbacks::ready(callback, |_source, result| {
                let mut error = std::ptr::null_mut();
                let ret = ffi::gaf_silences_new_for_reader_finish(result, &mut error);
                if error.is_null() { Ok(from_glib_full(ret)) } else { Err(from_glib_full(error)) }
            });
            let (progress, progress_data, progress_destroy) = callbacks::analysis_progress_kept(progress);
            ffi::gaf_silences_new_for_reader_async(reader.to_glib_none().0, threshold, n_frames, cancellable.to_glib_none().0, progress, progress_data, progress_destroy, ready, ready_data);
        }
    }

    /// [`for_reader_async()`](Self::for_reader_async) as a future; dropping it cancels.
    pub fn for_reader_future(reader: &Reader, threshold: f64, n_frames: i64, progress: Option<Box<dyn Fn(i64, i64)>>) -> Pin<Box<dyn Future<Output = Result<Silences, glib::Error>> + 'static>> {
        let reader = reader.clone();
        Box::pin(gio::GioFuture::new(&(), move |_, cancellable, send| {
            Self::for_reader_async(&reader, threshold, n_frames, Some(cancellable), progress, move |result| send.resolve(result));
        }))
    }

    /// Tells where it is silent: for each silence the first frame, and the first one behind it.
    ///
    /// Returns: frames, in order
    #[doc(alias = "gaf_silences_get_ranges")]
    pub fn ranges(&self) -> Vec<i64> {
        unsafe {
            let mut n_ret: usize = Default::default();
            let ret = ffi::gaf_silences_get_ranges(self.to_glib_none().0, &mut n_ret);
            memory::numbers(ret, n_ret)
        }
    }

    /// Tells between which frames there is sound: what is left when silence of any length is cut off at both ends.
    /// Both are the file's length if all of it is silent.
    #[doc(alias = "gaf_silences_get_trim")]
    pub fn trim(&self) -> (i64, i64) {
        unsafe {
            let mut begin: i64 = Default::default();
            let mut end: i64 = Default::default();
            ffi::gaf_silences_get_trim(self.to_glib_none().0, &mut begin, &mut end);
            (begin, end)
        }
    }

}
