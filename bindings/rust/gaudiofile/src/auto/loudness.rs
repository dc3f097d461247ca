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
    /// How loud a file is: by EBU R 128 (ITU-R BS.1770), and the ReplayGain 2 that follows from it, all in one pass
    /// over the file. The filters and gates are libebur128's, which has to be installed.
    ///
    /// Loudness is in LUFS (loudness units below full scale, as dB), and negative infinity for silence. One channel
    /// is measured as one loudspeaker, which is 3 dB below what two with the same signal are.
    ///
    #[doc(alias = "GafLoudness")]
    pub struct Loudness(Object<ffi::GafLoudness, ffi::GafLoudnessClass>);

    match fn {
        type_ => || ffi::gaf_loudness_get_type(),
    }
}

impl Loudness {
    /// Measures the loudness of a whole file by EBU R 128, in one pass and on this thread.
    ///
    /// `reader`: a reader, whose position stays as it is
    ///
    /// `cancellable`: cancels the call
    ///
    /// `progress`: is told how far it is, on this thread
    ///
    /// Returns: the loudness
    #[doc(alias = "gaf_loudness_new_for_reader")]
    pub fn for_reader(reader: &Reader, cancellable: Option<&gio::Cancellable>, progress: Option<&mut dyn FnMut(i64, i64)>) -> Result<Self, glib::Error> {
        unsafe {
            let mut progress = progress;
            let (progress, progress_data) = callbacks::analysis_progress(&mut progress);
            let mut error = std::ptr::null_mut();
            let ret = ffi::gaf_loudness_new_for_reader(reader.to_glib_none().0, cancellable.to_glib_none().0, progress, progress_data, &mut error);
            if error.is_null() { Ok(from_glib_full(ret)) } else { Err(from_glib_full(error)) }
        }
    }

    /// Measures the loudness of a whole file as `Loudness::for_reader()` does, without making the caller wait.
    ///
    /// `reader`: a reader, whose position stays as it is
    ///
    /// `cancellable`: cancels the call
    ///
    /// `progress`: is told how far it is, on the caller's main context
    #[doc(alias = "gaf_loudness_new_for_reader_async")]
    pub fn for_reader_async<P: FnOnce(Result<Loudness, glib::Error>) + 'static>(reader: &Reader, cancellable: Option<&gio::Cancellable>, progress: Option<Box<dyn Fn(i64, i64)>>, callback: P) {
        unsafe {
            let (ready, ready_data) = callbacks::ready(callback, |_source, result| {
                let mut error = std::ptr::null_mut();
                let ret = ffi::gaf_loudness_new_for_reader_finish(result, &mut error);
                if error.is_null() { Ok(from_glib_full(ret)) } else { Err(from_glib_full(error)) }
            });
            let (progress, progress_data, progress_destroy) = callbacks::analysis_progress_kept(progress);
            ffi::gaf_loudness_new_for_reader_async(reader.to_glib_none().0, cancellable.to_glib_none().0, progress, progress_data, progress_destroy, ready, ready_data);
        }
    }

    /// [`for_reader_async()`](Self::for_reader_async) as a future; dropping it cancels.
    pub fn for_reader_future(reader: &Reader, progress: Option<Box<dyn Fn(i64, i64)>>) -> Pin<Box<dyn Future<Output = Result<Loudness, glib::Error>> + 'static>> {
        let reader = reader.clone();
        Box::pin(gio::GioFuture::new(&(), move |_, cancellable, send| {
            Self::for_reader_async(&reader, Some(cancellable), progress, move |result| send.resolve(result));
        }))
    }

    /// Tells the loudness of the whole, without its silent and quiet parts (the gates of R 128).
    ///
    /// Returns: LUFS; negative infinity for silence, and for what is shorter than 0.4 seconds
    #[doc(alias = "gaf_loudness_get_integrated")]
    pub fn integrated(&self) -> f64 {
        unsafe {
            let ret = ffi::gaf_loudness_get_integrated(self.to_glib_none().0);
            ret
        }
    }

    /// Tells the loudness of the loudest 0.4 seconds.
    ///
    /// Returns: LUFS; negative infinity for what is shorter
    #[doc(alias = "gaf_loudness_get_max_momentary")]
    pub fn max_momentary(&self) -> f64 {
        unsafe {
            let ret = ffi::gaf_loudness_get_max_momentary(self.to_glib_none().0);
            ret
        }
    }

    /// Tells the loudness of the loudest 3 seconds.
    ///
    /// Returns: LUFS; negative infinity for what is shorter
    #[doc(alias = "gaf_loudness_get_max_short_term")]
    pub fn max_short_term(&self) -> f64 {
        unsafe {
            let ret = ffi::gaf_loudness_get_max_short_term(self.to_glib_none().0);
            ret
        }
    }

    /// Tells the loudness of the last 0.4 seconds, at the end of each tenth of a second; in the first 0.4 seconds,
    /// of those since the beginning.
    ///
    /// Returns: LUFS
    #[doc(alias = "gaf_loudness_get_momentary")]
    pub fn momentary(&self) -> Vec<f32> {
        unsafe {
            let mut n_ret: usize = Default::default();
            let ret = ffi::gaf_loudness_get_momentary(self.to_glib_none().0, &mut n_ret);
            memory::numbers(ret, n_ret)
        }
    }

    /// Tells how much the loudness varies, after EBU Tech 3342.
    ///
    /// Returns: LU
    #[doc(alias = "gaf_loudness_get_range")]
    pub fn range(&self) -> f64 {
        unsafe {
            let ret = ffi::gaf_loudness_get_range(self.to_glib_none().0);
            ret
        }
    }

    /// Tells by how much to play the file louder for it to be as loud as all that have a ReplayGain 2, which is -18
    /// LUFS: its track gain.
    ///
    /// Returns: dB; 0 for silence
    #[doc(alias = "gaf_loudness_get_replay_gain")]
    pub fn replay_gain(&self) -> f64 {
        unsafe {
            let ret = ffi::gaf_loudness_get_replay_gain(self.to_glib_none().0);
            ret
        }
    }

    /// Tells the track peak of ReplayGain 2: the largest sample, without its sign.
    ///
    /// Returns: the peak; 1 is full scale
    #[doc(alias = "gaf_loudness_get_replay_peak")]
    pub fn replay_peak(&self) -> f64 {
        unsafe {
            let ret = ffi::gaf_loudness_get_replay_peak(self.to_glib_none().0);
            ret
        }
    }

    /// Tells the loudness of the last 3 seconds, at the end of each tenth of a second; in the first 3 seconds, of
    /// those since the beginning.
    ///
    /// Returns: LUFS
    #[doc(alias = "gaf_loudness_get_short_term")]
    pub fn short_term(&self) -> Vec<f32> {
        unsafe {
            let mut n_ret: usize = Default::default();
            let ret = ffi::gaf_loudness_get_short_term(self.to_glib_none().0, &mut n_ret);
            memory::numbers(ret, n_ret)
        }
    }

    /// Tells the highest level of all channels, between samples too: of four times as many samples below 96 kHz, and
    /// of twice as many below 192 kHz.
    ///
    /// Returns: dBTP; negative infinity for silence
    #[doc(alias = "gaf_loudness_get_true_peak")]
    pub fn true_peak(&self) -> f64 {
        unsafe {
            let ret = ffi::gaf_loudness_get_true_peak(self.to_glib_none().0);
            ret
        }
    }

    /// Calls `f` when the property `integrated` has changed.
    pub fn connect_integrated_notify<F: Fn(&Self) + 'static>(&self, f: F) -> glib::SignalHandlerId {
        ObjectExt::connect_notify_local(self, Some("integrated"), move |this, _| f(this))
    }

    /// Calls `f` when the property `max-momentary` has changed.
    pub fn connect_max_momentary_notify<F: Fn(&Self) + 'static>(&self, f: F) -> glib::SignalHandlerId {
        ObjectExt::connect_notify_local(self, Some("max-momentary"), move |this, _| f(this))
    }

    /// Calls `f` when the property `max-short-term` has changed.
    pub fn connect_max_short_term_notify<F: Fn(&Self) + 'static>(&self, f: F) -> glib::SignalHandlerId {
        ObjectExt::connect_notify_local(self, Some("max-short-term"), move |this, _| f(this))
    }

    /// Calls `f` when the property `range` has changed.
    pub fn connect_range_notify<F: Fn(&Self) + 'static>(&self, f: F) -> glib::SignalHandlerId {
        ObjectExt::connect_notify_local(self, Some("range"), move |this, _| f(this))
    }

    /// Calls `f` when the property `replay-gain` has changed.
    pub fn connect_replay_gain_notify<F: Fn(&Self) + 'static>(&self, f: F) -> glib::SignalHandlerId {
        ObjectExt::connect_notify_local(self, Some("replay-gain"), move |this, _| f(this))
    }

    /// Calls `f` when the property `replay-peak` has changed.
    pub fn connect_replay_peak_notify<F: Fn(&Self) + 'static>(&self, f: F) -> glib::SignalHandlerId {
        ObjectExt::connect_notify_local(self, Some("replay-peak"), move |this, _| f(this))
    }

    /// Calls `f` when the property `true-peak` has changed.
    pub fn connect_true_peak_notify<F: Fn(&Self) + 'static>(&self, f: F) -> glib::SignalHandlerId {
        ObjectExt::connect_notify_local(self, Some("true-peak"), move |this, _| f(this))
    }

}
