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
    /// One file that `convert_many()` converts, and what has become of it.
    ///
    #[doc(alias = "GafConvertJob")]
    pub struct ConvertJob(Object<ffi::GafConvertJob, ffi::GafConvertJobClass>);

    match fn {
        type_ => || ffi::gaf_convert_job_get_type(),
    }
}

impl ConvertJob {
    /// Makes a job, which is done by `convert_many()`.
    ///
    /// `conversion`: how to convert; many jobs may have the same
    ///
    /// `source`: name of the audio file to convert
    ///
    /// `destination`: name of the file to write
    ///
    /// Returns: a job
    #[doc(alias = "gaf_convert_job_new")]
    #[allow(clippy::new_ret_no_self, clippy::new_without_default)]
    pub fn new(conversion: &Conversion, source: impl AsRef<Path>, destination: impl AsRef<Path>) -> Self {
        unsafe {
            let ret = ffi::gaf_convert_job_new(conversion.to_glib_none().0, source.as_ref().to_glib_none().0, destination.as_ref().to_glib_none().0);
            from_glib_full(ret)
        }
    }

    /// Tells by how much the level was raised, as `Conversion::applied_gain()`.
    ///
    /// Returns: dB
    #[doc(alias = "gaf_convert_job_get_applied_gain")]
    pub fn applied_gain(&self) -> f64 {
        unsafe {
            let ret = ffi::gaf_convert_job_get_applied_gain(self.to_glib_none().0);
            ret
        }
    }

    /// Tells the name of the file that is written, as the job was made with it.
    ///
    /// Returns: its name
    #[doc(alias = "gaf_convert_job_get_destination")]
    pub fn destination(&self) -> PathBuf {
        unsafe {
            let ret = ffi::gaf_convert_job_get_destination(self.to_glib_none().0);
            from_glib_none(ret)
        }
    }

    /// Tells why there is no new file, after `convert_many()` has returned. The error belongs to the job.
    ///
    /// Returns: the error; `None` if there is none, or the job was not begun
    #[doc(alias = "gaf_convert_job_get_error")]
    pub fn error(&self) -> Option<glib::Error> {
        unsafe {
            let ret = ffi::gaf_convert_job_get_error(self.to_glib_none().0);
            from_glib_none(ret)
        }
    }

    /// Tells how long the new file is, in frames of its own rate.
    ///
    /// Returns: frames; -1 if the job was not done, or has failed
    #[doc(alias = "gaf_convert_job_get_n_frames")]
    pub fn n_frames(&self) -> i64 {
        unsafe {
            let ret = ffi::gaf_convert_job_get_n_frames(self.to_glib_none().0);
            ret
        }
    }

    /// Tells the name of the file that is converted, as the job was made with it.
    ///
    /// Returns: its name
    #[doc(alias = "gaf_convert_job_get_source")]
    pub fn source(&self) -> PathBuf {
        unsafe {
            let ret = ffi::gaf_convert_job_get_source(self.to_glib_none().0);
            from_glib_none(ret)
        }
    }

    /// Calls `f` when the property `applied-gain` has changed.
    pub fn connect_applied_gain_notify<F: Fn(&Self) + 'static>(&self, f: F) -> glib::SignalHandlerId {
        ObjectExt::connect_notify_local(self, Some("applied-gain"), move |this, _| f(this))
    }

    /// Calls `f` when the property `destination` has changed.
    pub fn connect_destination_notify<F: Fn(&Self) + 'static>(&self, f: F) -> glib::SignalHandlerId {
        ObjectExt::connect_notify_local(self, Some("destination"), move |this, _| f(this))
    }

    /// Calls `f` when the property `n-frames` has changed.
    pub fn connect_n_frames_notify<F: Fn(&Self) + 'static>(&self, f: F) -> glib::SignalHandlerId {
        ObjectExt::connect_notify_local(self, Some("n-frames"), move |this, _| f(this))
    }

    /// Calls `f` when the property `source` has changed.
    pub fn connect_source_notify<F: Fn(&Self) + 'static>(&self, f: F) -> glib::SignalHandlerId {
        ObjectExt::connect_notify_local(self, Some("source"), move |this, _| f(this))
    }

}
