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
    /// A source of audio at another sample rate.
    ///
    /// What is read is what a `Resampler` makes of the whole source, bit for bit, wherever reading begins and in
    /// whatever pieces; and a seek takes no longer the farther it goes. Reading moves the position of the source
    /// that it reads from; closing it leaves that source open. Other threads may read and seek in that source
    /// meanwhile, or resample it in other ways: if it is one of the library's own, that changes nothing of what is
    /// read here.
    ///
    /// It is read and sought in by the functions of `Source`, whose lengths and positions are frames at the new
    /// rate.
    ///
    #[doc(alias = "GafResampledReader")]
    pub struct ResampledReader(Object<ffi::GafResampledReader, ffi::GafResampledReaderClass>) @implements Source;

    match fn {
        type_ => || ffi::gaf_resampled_reader_get_type(),
    }
}

impl ResampledReader {
    /// Wraps a source so that it can be read at another rate. It begins at frame 0 wherever the source stands.
    ///
    /// `source`: what to read from; a reference is kept
    ///
    /// `rate`: frames per second that are wanted, from 1 to 768000 Hz
    ///
    /// `quality`: the filter to use
    ///
    /// Returns: a reader at frame 0
    #[doc(alias = "gaf_resampled_reader_new")]
    #[allow(clippy::new_ret_no_self, clippy::new_without_default)]
    pub fn new(source: &impl IsA<Source>, rate: f64, quality: ResampleQuality) -> Result<Self, glib::Error> {
        unsafe {
            let mut error = std::ptr::null_mut();
            let ret = ffi::gaf_resampled_reader_new(source.as_ref().to_glib_none().0, rate, quality.into_glib(), &mut error);
            if error.is_null() { Ok(from_glib_full(ret)) } else { Err(from_glib_full(error)) }
        }
    }

    /// Ends reading: seeking and reading fail with `GAF_ERROR_CLOSED` from now on. The source stays open, and the
    /// properties readable.
    #[doc(alias = "gaf_resampled_reader_close")]
    pub fn close(&self) {
        unsafe {
            ffi::gaf_resampled_reader_close(self.to_glib_none().0);
        }
    }

    /// Tells which filter the reader was made with.
    ///
    /// Returns: the quality
    #[doc(alias = "gaf_resampled_reader_get_quality")]
    pub fn quality(&self) -> ResampleQuality {
        unsafe {
            let ret = ffi::gaf_resampled_reader_get_quality(self.to_glib_none().0);
            from_glib(ret)
        }
    }

    /// Tells the source that is resampled, which the reader keeps a reference to.
    ///
    /// Returns: the source
    #[doc(alias = "gaf_resampled_reader_get_source")]
    pub fn source(&self) -> Source {
        unsafe {
            let ret = ffi::gaf_resampled_reader_get_source(self.to_glib_none().0);
            from_glib_none(ret)
        }
    }

    /// `true` if this reader or its source was closed. It is notified when this reader is.
    pub fn is_closed(&self) -> bool {
        ObjectExt::property(self, "closed")
    }

    /// Calls `f` when the property `closed` has changed.
    pub fn connect_closed_notify<F: Fn(&Self) + 'static>(&self, f: F) -> glib::SignalHandlerId {
        ObjectExt::connect_notify_local(self, Some("closed"), move |this, _| f(this))
    }

    /// The length in seconds; an estimate while `ResampledReader:exact-duration` is `false`.
    pub fn duration(&self) -> f64 {
        ObjectExt::property(self, "duration")
    }

    /// Calls `f` when the property `duration` has changed.
    pub fn connect_duration_notify<F: Fn(&Self) + 'static>(&self, f: F) -> glib::SignalHandlerId {
        ObjectExt::connect_notify_local(self, Some("duration"), move |this, _| f(this))
    }

    /// `true` if the length is exact; `false` while it is an estimate.
    pub fn is_exact_duration(&self) -> bool {
        ObjectExt::property(self, "exact-duration")
    }

    /// Calls `f` when the property `exact-duration` has changed.
    pub fn connect_exact_duration_notify<F: Fn(&Self) + 'static>(&self, f: F) -> glib::SignalHandlerId {
        ObjectExt::connect_notify_local(self, Some("exact-duration"), move |this, _| f(this))
    }

    /// The length in frames at `ResampledReader:rate`; an estimate while that of the source is one. It is notified
    /// when a read has found out more, as the two below are.
    pub fn n_frames(&self) -> i64 {
        ObjectExt::property(self, "n-frames")
    }

    /// Calls `f` when the property `n-frames` has changed.
    pub fn connect_n_frames_notify<F: Fn(&Self) + 'static>(&self, f: F) -> glib::SignalHandlerId {
        ObjectExt::connect_notify_local(self, Some("n-frames"), move |this, _| f(this))
    }

    /// The frame that is read next, counted from 0 at `ResampledReader:rate`. It is not notified.
    pub fn position(&self) -> i64 {
        ObjectExt::property(self, "position")
    }

    /// Calls `f` when the property `position` has changed.
    pub fn connect_position_notify<F: Fn(&Self) + 'static>(&self, f: F) -> glib::SignalHandlerId {
        ObjectExt::connect_notify_local(self, Some("position"), move |this, _| f(this))
    }

    /// Calls `f` when the property `quality` has changed.
    pub fn connect_quality_notify<F: Fn(&Self) + 'static>(&self, f: F) -> glib::SignalHandlerId {
        ObjectExt::connect_notify_local(self, Some("quality"), move |this, _| f(this))
    }

    /// The sample rate of what is read: frames per second, Hz.
    pub fn rate(&self) -> f64 {
        ObjectExt::property(self, "rate")
    }

    /// Calls `f` when the property `rate` has changed.
    pub fn connect_rate_notify<F: Fn(&Self) + 'static>(&self, f: F) -> glib::SignalHandlerId {
        ObjectExt::connect_notify_local(self, Some("rate"), move |this, _| f(this))
    }

    /// Calls `f` when the property `source` has changed.
    pub fn connect_source_notify<F: Fn(&Self) + 'static>(&self, f: F) -> glib::SignalHandlerId {
        ObjectExt::connect_notify_local(self, Some("source"), move |this, _| f(this))
    }

}
