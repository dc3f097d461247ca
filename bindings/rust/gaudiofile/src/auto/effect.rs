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
    /// GStreamer elements that change audio, as a function of blocks of samples.
    ///
    /// planes ─► feed ─► audioconvert ! the elements ! audioconvert ! audioresample ! float ─► drain ─► ring ─►
    /// planes
    ///
    /// Everything happens on the thread that calls, unless the elements have threads of their own. As many frames
    /// come out as go in: elements with a delay give silence first.
    ///
    /// An effect is used by one thread at a time.
    ///
    #[doc(alias = "GafEffect")]
    pub struct Effect(Object<ffi::GafEffect, ffi::GafEffectClass>);

    match fn {
        type_ => || ffi::gaf_effect_get_type(),
    }
}

impl Effect {
    /// Makes an effect of GStreamer elements. Samples are converted before and behind them, so they may work in any
    /// format of audio.
    ///
    /// `description`: elements as gst-launch-1.0 has them, such as `"audiodynamic ratio=2 ! volume volume=0.5"`
    ///
    /// `rate`: frames per second, from 1 to 1536000 Hz
    ///
    /// `channels`: how many channels, from 1 to 64
    ///
    /// Returns: an effect
    #[doc(alias = "gaf_effect_new_for_description")]
    pub fn for_description(description: &str, rate: u32, channels: u32) -> Result<Self, glib::Error> {
        unsafe {
            let mut error = std::ptr::null_mut();
            let ret = ffi::gaf_effect_new_for_description(description.to_glib_none().0, rate, channels, &mut error);
            if error.is_null() { Ok(from_glib_full(ret)) } else { Err(from_glib_full(error)) }
        }
    }

    /// Makes an effect of a GStreamer element, whose properties can be changed while it works. The element can be
    /// used elsewhere when the effect has been freed.
    ///
    /// `element`: a GstElement with an input and an output, which is in no pipeline; a reference is kept
    ///
    /// `rate`: frames per second, from 1 to 1536000 Hz
    ///
    /// `channels`: how many channels, from 1 to 64
    ///
    /// Returns: an effect
    #[doc(alias = "gaf_effect_new_for_element")]
    pub fn for_element(element: &impl IsA<glib::Object>, rate: u32, channels: u32) -> Result<Self, glib::Error> {
        unsafe {
            let mut error = std::ptr::null_mut();
            let ret = ffi::gaf_effect_new_for_element(element.as_ref().to_glib_none().0, rate, channels, &mut error);
            if error.is_null() { Ok(from_glib_full(ret)) } else { Err(from_glib_full(error)) }
        }
    }

    /// Tells how many channels the effect takes and gives.
    ///
    /// Returns: how many
    #[doc(alias = "gaf_effect_get_channels")]
    pub fn channels(&self) -> u32 {
        unsafe {
            let ret = ffi::gaf_effect_get_channels(self.to_glib_none().0);
            ret
        }
    }

    /// Tells the sample rate that the effect was made for.
    ///
    /// Returns: frames per second
    #[doc(alias = "gaf_effect_get_rate")]
    pub fn rate(&self) -> u32 {
        unsafe {
            let ret = ffi::gaf_effect_get_rate(self.to_glib_none().0);
            ret
        }
    }

    /// Sends a block through the elements, as `Effect::process()` does, and leaves the block itself as it is.
    ///
    /// `block`: samples, 32-bit float in either layout, with the effect's channels
    ///
    /// Returns: a planar block of as many frames
    #[doc(alias = "gaf_effect_process_block")]
    pub fn process_block(&self, block: &Block) -> Result<Block, glib::Error> {
        unsafe {
            let mut error = std::ptr::null_mut();
            let ret = ffi::gaf_effect_process_block(self.to_glib_none().0, block.to_glib_none().0, &mut error);
            if error.is_null() { Ok(from_glib_full(ret)) } else { Err(from_glib_full(error)) }
        }
    }

    /// Calls `f` when the property `channels` has changed.
    pub fn connect_channels_notify<F: Fn(&Self) + 'static>(&self, f: F) -> glib::SignalHandlerId {
        ObjectExt::connect_notify_local(self, Some("channels"), move |this, _| f(this))
    }

    /// Calls `f` when the property `rate` has changed.
    pub fn connect_rate_notify<F: Fn(&Self) + 'static>(&self, f: F) -> glib::SignalHandlerId {
        ObjectExt::connect_notify_local(self, Some("rate"), move |this, _| f(this))
    }

}
