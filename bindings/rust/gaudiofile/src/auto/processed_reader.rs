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
    /// A source of audio that goes through GStreamer elements, such as `"audioecho delay=200000000 ! audiodynamic
    /// ratio=2"`.
    ///
    /// It is as long as its source, to the frame: what the elements give too late is taken when they have heard of
    /// the end, what they give too much is cut, and what is missing is silence.
    ///
    /// Effects remember what was before. So going to a frame means to send through them all that is before it, from
    /// the beginning on: what is read does not depend on how one came there, but takes its time. With a pre-roll
    /// only so many frames before the target are sent through; that is enough where the effect has forgotten what
    /// was earlier. Reading on, and going forward, goes on from where the last read has ended.
    ///
    /// Reading moves the position of the source that it reads from; closing it leaves that source open.
    ///
    /// It is read and sought in by the functions of `Source`.
    ///
    #[doc(alias = "GafProcessedReader")]
    pub struct ProcessedReader(Object<ffi::GafProcessedReader, ffi::GafProcessedReaderClass>) @implements Source;

    match fn {
        type_ => || ffi::gaf_processed_reader_get_type(),
    }
}

impl ProcessedReader {
    /// Wraps a source so that what is read has gone through GStreamer elements. It begins at frame 0 wherever the
    /// source stands.
    ///
    /// `source`: what to read from; a reference is kept
    ///
    /// `effects`: elements as gst-launch-1.0 has them, as for `Effect::for_description()`
    ///
    /// `pre_roll`: how many frames before the target of a seek are sent through the elements; -1 for all
    ///
    /// Returns: a reader at frame 0
    #[doc(alias = "gaf_processed_reader_new")]
    #[allow(clippy::new_ret_no_self, clippy::new_without_default)]
    pub fn new(source: &impl IsA<Source>, effects: &str, pre_roll: i64) -> Result<Self, glib::Error> {
        unsafe {
            let mut error = std::ptr::null_mut();
            let ret = ffi::gaf_processed_reader_new(source.as_ref().to_glib_none().0, effects.to_glib_none().0, pre_roll, &mut error);
            if error.is_null() { Ok(from_glib_full(ret)) } else { Err(from_glib_full(error)) }
        }
    }

    /// Ends reading: seeking and reading fail with `GAF_ERROR_CLOSED` from now on. The source stays open, and the
    /// properties readable.
    #[doc(alias = "gaf_processed_reader_close")]
    pub fn close(&self) {
        unsafe {
            ffi::gaf_processed_reader_close(self.to_glib_none().0);
        }
    }

    /// Tells the elements that the audio goes through.
    ///
    /// Returns: their description
    #[doc(alias = "gaf_processed_reader_get_effects")]
    pub fn effects(&self) -> glib::GString {
        unsafe {
            let ret = ffi::gaf_processed_reader_get_effects(self.to_glib_none().0);
            from_glib_none(ret)
        }
    }

    /// Tells the source whose audio goes through the elements.
    ///
    /// Returns: the source
    #[doc(alias = "gaf_processed_reader_get_source")]
    pub fn source(&self) -> Source {
        unsafe {
            let ret = ffi::gaf_processed_reader_get_source(self.to_glib_none().0);
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

    /// The length in seconds; an estimate while `ProcessedReader:exact-duration` is `false`.
    pub fn duration(&self) -> f64 {
        ObjectExt::property(self, "duration")
    }

    /// Calls `f` when the property `duration` has changed.
    pub fn connect_duration_notify<F: Fn(&Self) + 'static>(&self, f: F) -> glib::SignalHandlerId {
        ObjectExt::connect_notify_local(self, Some("duration"), move |this, _| f(this))
    }

    /// Calls `f` when the property `effects` has changed.
    pub fn connect_effects_notify<F: Fn(&Self) + 'static>(&self, f: F) -> glib::SignalHandlerId {
        ObjectExt::connect_notify_local(self, Some("effects"), move |this, _| f(this))
    }

    /// `true` if the length is exact; `false` while it is an estimate.
    pub fn is_exact_duration(&self) -> bool {
        ObjectExt::property(self, "exact-duration")
    }

    /// Calls `f` when the property `exact-duration` has changed.
    pub fn connect_exact_duration_notify<F: Fn(&Self) + 'static>(&self, f: F) -> glib::SignalHandlerId {
        ObjectExt::connect_notify_local(self, Some("exact-duration"), move |this, _| f(this))
    }

    /// The length in frames; an estimate while that of the source is one. It is notified when a read has found out
    /// more, as the two below are.
    pub fn n_frames(&self) -> i64 {
        ObjectExt::property(self, "n-frames")
    }

    /// Calls `f` when the property `n-frames` has changed.
    pub fn connect_n_frames_notify<F: Fn(&Self) + 'static>(&self, f: F) -> glib::SignalHandlerId {
        ObjectExt::connect_notify_local(self, Some("n-frames"), move |this, _| f(this))
    }

    /// The frame that is read next, counted from 0. It is not notified.
    pub fn position(&self) -> i64 {
        ObjectExt::property(self, "position")
    }

    /// Calls `f` when the property `position` has changed.
    pub fn connect_position_notify<F: Fn(&Self) + 'static>(&self, f: F) -> glib::SignalHandlerId {
        ObjectExt::connect_notify_local(self, Some("position"), move |this, _| f(this))
    }

    /// How many frames before the target of a seek are sent through the elements; -1 for all.
    pub fn pre_roll(&self) -> i64 {
        ObjectExt::property(self, "pre-roll")
    }

    /// Calls `f` when the property `pre-roll` has changed.
    pub fn connect_pre_roll_notify<F: Fn(&Self) + 'static>(&self, f: F) -> glib::SignalHandlerId {
        ObjectExt::connect_notify_local(self, Some("pre-roll"), move |this, _| f(this))
    }

    /// The sample rate of what is read, which is that of the source: frames per second, Hz.
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
