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
    /// What a file may claim, and cost, before reading it fails with `GAF_ERROR_LIMIT`.
    ///
    /// The defaults are safe for files from anywhere, and true audio does not reach them. A program that knows what
    /// it is given narrows them; one that has a file beyond them, and trusts it, raises them: each message of
    /// `GAF_ERROR_LIMIT` that a limit of these is behind names it. Set them as `Reader:limits`.
    ///
    #[doc(alias = "GafLimits")]
    #[derive(Debug)]
    pub struct Limits(Boxed<ffi::GafLimits>);

    match fn {
        copy => |ptr| ffi::gaf_limits_copy(mut_override(ptr)),
        free => |ptr| ffi::gaf_limits_free(ptr),
        type_ => || ffi::gaf_limits_get_type(),
    }
}

impl Limits {
    /// Makes limits that have their default values, which are safe for files from anywhere.
    ///
    /// Returns: new limits
    #[doc(alias = "gaf_limits_new")]
    #[allow(clippy::new_ret_no_self, clippy::new_without_default)]
    pub fn new() -> Self {
        unsafe {
            let ret = ffi::gaf_limits_new();
            from_glib_full(ret)
        }
    }

    /// Tells how many channels a file may have at the most.
    ///
    /// Returns: the limit
    #[doc(alias = "gaf_limits_get_channels")]
    pub fn channels(&self) -> u32 {
        unsafe {
            let ret = ffi::gaf_limits_get_channels(mut_override(self.to_glib_none().0));
            ret
        }
    }

    /// Tells how many bytes of samples (as float) a single packet may become: what the reader holds that nobody has
    /// read yet. The default is 16 MiB, a minute and a half of mono at 44.1 kHz.
    ///
    /// Returns: the limit
    #[doc(alias = "gaf_limits_get_decode_ahead")]
    pub fn decode_ahead(&self) -> u64 {
        unsafe {
            let ret = ffi::gaf_limits_get_decode_ahead(mut_override(self.to_glib_none().0));
            ret
        }
    }

    /// Tells how large a header may be that has to be read to open a file or a codec, in bytes: a codec's own,
    /// comments of Ogg with the pictures in them, tables of packets. The default is 16 MiB.
    ///
    /// Returns: the limit
    #[doc(alias = "gaf_limits_get_header_bytes")]
    pub fn header_bytes(&self) -> u64 {
        unsafe {
            let ret = ffi::gaf_limits_get_header_bytes(mut_override(self.to_glib_none().0));
            ret
        }
    }

    /// Tells how many streams a file may be a chain of: of Ogg, or of bare frames whose rate or channels change. The
    /// default is 10,000. As long as it is not set to more, chains of streams of a few bytes are refused earlier.
    ///
    /// Returns: the limit
    #[doc(alias = "gaf_limits_get_links")]
    pub fn links(&self) -> u32 {
        unsafe {
            let ret = ffi::gaf_limits_get_links(mut_override(self.to_glib_none().0));
            ret
        }
    }

    /// Tells the highest sample rate of a file, in Hz.
    ///
    /// Returns: the limit
    #[doc(alias = "gaf_limits_get_rate")]
    pub fn rate(&self) -> u32 {
        unsafe {
            let ret = ffi::gaf_limits_get_rate(mut_override(self.to_glib_none().0));
            ret
        }
    }

    /// Tells how many seconds may be computed in one call without a frame being found, on the thread that calls.
    /// Waiting, for a disk or a network, does not count: cancel a call that takes too long for other reasons. The
    /// default is 30.
    ///
    /// Returns: the limit
    #[doc(alias = "gaf_limits_get_seconds")]
    pub fn seconds(&self) -> f64 {
        unsafe {
            let ret = ffi::gaf_limits_get_seconds(mut_override(self.to_glib_none().0));
            ret
        }
    }

    /// Tells how large the tags in front of the audio and behind it may be (ID3, APE, Lyrics3), all together, in
    /// bytes. They are stepped over, so the default is large: 1 GiB.
    ///
    /// Returns: the limit
    #[doc(alias = "gaf_limits_get_tag_bytes")]
    pub fn tag_bytes(&self) -> u64 {
        unsafe {
            let ret = ffi::gaf_limits_get_tag_bytes(mut_override(self.to_glib_none().0));
            ret
        }
    }

    /// Sets how many channels a file may have at the most; the default is 64.
    ///
    /// `channels`: how many, at least 1; no more than the default, 64, is possible
    #[doc(alias = "gaf_limits_set_channels")]
    pub fn set_channels(&mut self, channels: u32) {
        unsafe {
            ffi::gaf_limits_set_channels(self.to_glib_none_mut().0, channels);
        }
    }

    /// Sets how many bytes of samples (as float) a single packet may become: what the reader holds that nobody has
    /// read yet. The default is 16 MiB, a minute and a half of mono at 44.1 kHz.
    ///
    /// `n_bytes`: a number of bytes, at least 1
    #[doc(alias = "gaf_limits_set_decode_ahead")]
    pub fn set_decode_ahead(&mut self, n_bytes: u64) {
        unsafe {
            ffi::gaf_limits_set_decode_ahead(self.to_glib_none_mut().0, n_bytes);
        }
    }

    /// Sets how large a header may be that has to be read to open a file or a codec, in bytes: a codec's own,
    /// comments of Ogg with the pictures in them, tables of packets. The default is 16 MiB.
    ///
    /// `n_bytes`: a number of bytes, at least 1; no more than 1 GiB is possible
    #[doc(alias = "gaf_limits_set_header_bytes")]
    pub fn set_header_bytes(&mut self, n_bytes: u64) {
        unsafe {
            ffi::gaf_limits_set_header_bytes(self.to_glib_none_mut().0, n_bytes);
        }
    }

    /// Sets how many streams a file may be a chain of: of Ogg, or of bare frames whose rate or channels change. The
    /// default is 10,000. As long as it is not set to more, chains of streams of a few bytes are refused earlier.
    ///
    /// `links`: how many, at least 1
    #[doc(alias = "gaf_limits_set_links")]
    pub fn set_links(&mut self, links: u32) {
        unsafe {
            ffi::gaf_limits_set_links(self.to_glib_none_mut().0, links);
        }
    }

    /// Sets the highest sample rate of a file, in Hz.
    ///
    /// `rate`: a rate in Hz, at least 1; no more than the default, 1,536,000, is possible
    #[doc(alias = "gaf_limits_set_rate")]
    pub fn set_rate(&mut self, rate: u32) {
        unsafe {
            ffi::gaf_limits_set_rate(self.to_glib_none_mut().0, rate);
        }
    }

    /// Sets how many seconds may be computed in one call without a frame being found, on the thread that calls.
    /// Waiting, for a disk or a network, does not count: cancel a call that takes too long for other reasons. The
    /// default is 30.
    ///
    /// `seconds`: a time, more than 0
    #[doc(alias = "gaf_limits_set_seconds")]
    pub fn set_seconds(&mut self, seconds: f64) {
        unsafe {
            ffi::gaf_limits_set_seconds(self.to_glib_none_mut().0, seconds);
        }
    }

    /// Sets how large the tags in front of the audio and behind it may be (ID3, APE, Lyrics3), all together, in
    /// bytes. They are stepped over, so the default is large: 1 GiB.
    ///
    /// `n_bytes`: a number of bytes
    #[doc(alias = "gaf_limits_set_tag_bytes")]
    pub fn set_tag_bytes(&mut self, n_bytes: u64) {
        unsafe {
            ffi::gaf_limits_set_tag_bytes(self.to_glib_none_mut().0, n_bytes);
        }
    }

}
