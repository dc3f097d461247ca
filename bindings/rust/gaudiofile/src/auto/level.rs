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
    /// How loud each channel was over a twentieth of a second: the largest sample and the root of the mean square.
    /// Full scale is 1.0.
    ///
    #[doc(alias = "GafLevel")]
    #[derive(Debug)]
    pub struct Level(Shared<ffi::GafLevel>);

    match fn {
        ref => |ptr| ffi::gaf_level_ref(ptr),
        unref => |ptr| ffi::gaf_level_unref(ptr),
        type_ => || ffi::gaf_level_get_type(),
    }
}

impl Level {
    /// Tells the number of channels that were measured.
    ///
    /// Returns: the number of channels
    #[doc(alias = "gaf_level_get_channels")]
    pub fn channels(&self) -> u32 {
        unsafe {
            let ret = ffi::gaf_level_get_channels(self.to_glib_none().0);
            ret
        }
    }

    /// Tells the largest absolute value of a sample of the channel.
    ///
    /// `channel`: a channel, from 0
    ///
    /// Returns: the peak, 1.0 for full scale; 0 for a channel that there is not
    #[doc(alias = "gaf_level_get_peak")]
    pub fn peak(&self, channel: u32) -> f64 {
        unsafe {
            let ret = ffi::gaf_level_get_peak(self.to_glib_none().0, channel);
            ret
        }
    }

    /// Tells the root of the mean square of the samples of the channel: 0.707 for a sine of full scale.
    ///
    /// `channel`: a channel, from 0
    ///
    /// Returns: the RMS, 1.0 for full scale; 0 for a channel that there is not
    #[doc(alias = "gaf_level_get_rms")]
    pub fn rms(&self, channel: u32) -> f64 {
        unsafe {
            let ret = ffi::gaf_level_get_rms(self.to_glib_none().0, channel);
            ret
        }
    }

}

// SAFETY: it does not change, and its references are counted atomically.
unsafe impl Send for Level {}

// SAFETY: it does not change, and its references are counted atomically.
unsafe impl Sync for Level {}
