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
    /// Changes the sample rate of a stream of audio, piece by piece, in constant memory.
    ///
    /// Frame k of the output has its place at the time k / target rate: the delay of the filter is taken out. n
    /// frames become the whole number nearest to n × target rate / source rate (halves up). Before the stream and
    /// behind it there is silence. The output is the same, bit for bit, whatever the pieces in which the input
    /// comes. Not a number and infinity spoil the output only as far as the filter reaches.
    ///
    /// `Resampler::process()` returns what is ready, which is the filter's reach (`Resampler::input_latency()`)
    /// behind the input; `Resampler::flush()` the rest. `Resampler::resample()` has both in one call, of what is in
    /// memory as a whole.
    ///
    /// Long pieces are shared among all processors, see `set_max_threads()`; the threads have ended when the call
    /// returns.
    ///
    /// Rates are real numbers from 1 to 768,000 Hz. Their ratio is taken as a fraction of whole numbers: exactly
    /// when one of few digits is, else with an error below 1e-12 of it.
    ///
    /// One resampler can be used from several threads, one call at a time.
    ///
    #[doc(alias = "GafResampler")]
    pub struct Resampler(Object<ffi::GafResampler, ffi::GafResamplerClass>);

    match fn {
        type_ => || ffi::gaf_resampler_get_type(),
    }
}

impl Resampler {
    /// Makes a resampler, which takes one stream of audio after another.
    ///
    /// `source_rate`: frames per second of what comes in, from 1 to 768000 Hz
    ///
    /// `target_rate`: frames per second of what is wanted, from 1 to 768000 Hz
    ///
    /// `channels`: how many channels, from 1 to 64
    ///
    /// `quality`: the filter to use
    ///
    /// Returns: a new resampler
    #[doc(alias = "gaf_resampler_new")]
    #[allow(clippy::new_ret_no_self, clippy::new_without_default)]
    pub fn new(source_rate: f64, target_rate: f64, channels: u32, quality: ResampleQuality) -> Result<Self, glib::Error> {
        unsafe {
            let mut error = std::ptr::null_mut();
            let ret = ffi::gaf_resampler_new(source_rate, target_rate, channels, quality.into_glib(), &mut error);
            if error.is_null() { Ok(from_glib_full(ret)) } else { Err(from_glib_full(error)) }
        }
    }

    /// Ends the stream, and gives the rest of the output; after it the resampler is as new, for the next stream.
    ///
    /// Returns: a planar block
    #[doc(alias = "gaf_resampler_flush_block")]
    pub fn flush_block(&self) -> Result<Block, glib::Error> {
        unsafe {
            let mut error = std::ptr::null_mut();
            let ret = ffi::gaf_resampler_flush_block(self.to_glib_none().0, &mut error);
            if error.is_null() { Ok(from_glib_full(ret)) } else { Err(from_glib_full(error)) }
        }
    }

    /// Tells the number of channels of the input, which is that of the output too.
    ///
    /// Returns: the number of channels
    #[doc(alias = "gaf_resampler_get_channels")]
    pub fn channels(&self) -> u32 {
        unsafe {
            let ret = ffi::gaf_resampler_get_channels(self.to_glib_none().0);
            ret
        }
    }

    /// Tells how many source frames must be given before the first frame comes out: half the length of the filter.
    /// Only the waiting is meant: the output is not shifted by it.
    ///
    /// Returns: frames at the source's rate
    #[doc(alias = "gaf_resampler_get_input_latency")]
    pub fn input_latency(&self) -> f64 {
        unsafe {
            let ret = ffi::gaf_resampler_get_input_latency(self.to_glib_none().0);
            ret
        }
    }

    /// Tells how many frames a whole stream becomes: n × target rate / source rate to the nearest whole number,
    /// halves up.
    ///
    /// `n_source_frames`: the length of a stream in source frames
    ///
    /// Returns: the length of the output, frames at the target's rate
    #[doc(alias = "gaf_resampler_get_n_frames")]
    pub fn n_frames(&self, n_source_frames: i64) -> i64 {
        unsafe {
            let ret = ffi::gaf_resampler_get_n_frames(self.to_glib_none().0, n_source_frames);
            ret
        }
    }

    /// Tells how many frames `Resampler::process()` would return for `n_frames` more, if there was room for all.
    ///
    /// `n_frames`: a number of source frames
    ///
    /// Returns: frames at the target's rate; 0 in a child of fork() if another thread was using the resampler
    #[doc(alias = "gaf_resampler_get_n_ready")]
    pub fn n_ready(&self, n_frames: i64) -> i64 {
        unsafe {
            let ret = ffi::gaf_resampler_get_n_ready(self.to_glib_none().0, n_frames);
            ret
        }
    }

    /// Tells how many frames `Resampler::flush()` would return, if there was room for all.
    ///
    /// Returns: frames at the target's rate; 0 in a child of fork() if another thread was using the resampler
    #[doc(alias = "gaf_resampler_get_n_rest")]
    pub fn n_rest(&self) -> i64 {
        unsafe {
            let ret = ffi::gaf_resampler_get_n_rest(self.to_glib_none().0);
            ret
        }
    }

    /// Tells which filter the resampler was made with.
    ///
    /// Returns: the quality
    #[doc(alias = "gaf_resampler_get_quality")]
    pub fn quality(&self) -> ResampleQuality {
        unsafe {
            let ret = ffi::gaf_resampler_get_quality(self.to_glib_none().0);
            from_glib(ret)
        }
    }

    /// Tells the sample rate of what comes in.
    ///
    /// Returns: frames per second, Hz
    #[doc(alias = "gaf_resampler_get_source_rate")]
    pub fn source_rate(&self) -> f64 {
        unsafe {
            let ret = ffi::gaf_resampler_get_source_rate(self.to_glib_none().0);
            ret
        }
    }

    /// Tells the sample rate of what comes out.
    ///
    /// Returns: frames per second, Hz
    #[doc(alias = "gaf_resampler_get_target_rate")]
    pub fn target_rate(&self) -> f64 {
        unsafe {
            let ret = ffi::gaf_resampler_get_target_rate(self.to_glib_none().0);
            ret
        }
    }

    /// Takes the next piece of the stream, and gives what is ready of the output. After an error the piece was not
    /// taken.
    ///
    /// `block`: the next piece of the stream: 32-bit float in either layout, with the resampler's channels and
    /// source rate
    ///
    /// Returns: a planar block, with no frames if nothing is ready
    #[doc(alias = "gaf_resampler_process_block")]
    pub fn process_block(&self, block: &Block) -> Result<Block, glib::Error> {
        unsafe {
            let mut error = std::ptr::null_mut();
            let ret = ffi::gaf_resampler_process_block(self.to_glib_none().0, block.to_glib_none().0, &mut error);
            if error.is_null() { Ok(from_glib_full(ret)) } else { Err(from_glib_full(error)) }
        }
    }

    /// Resamples a whole stream in one call, on all processors: bit for bit what `Resampler::process_block()` and
    /// `Resampler::flush_block()` give of it. A stream that was begun is forgotten, and after this the resampler is
    /// as new.
    ///
    /// `block`: a whole stream, as `Resampler::process_block()` takes its pieces
    ///
    /// Returns: a planar block
    #[doc(alias = "gaf_resampler_resample_block")]
    pub fn resample_block(&self, block: &Block) -> Result<Block, glib::Error> {
        unsafe {
            let mut error = std::ptr::null_mut();
            let ret = ffi::gaf_resampler_resample_block(self.to_glib_none().0, block.to_glib_none().0, &mut error);
            if error.is_null() { Ok(from_glib_full(ret)) } else { Err(from_glib_full(error)) }
        }
    }

    /// Forgets the stream so far, with what was not given out yet; a new one begins.
    #[doc(alias = "gaf_resampler_reset")]
    pub fn reset(&self) -> Result<(), glib::Error> {
        unsafe {
            let mut error = std::ptr::null_mut();
            let _ = ffi::gaf_resampler_reset(self.to_glib_none().0, &mut error);
            if error.is_null() { Ok(()) } else { Err(from_glib_full(error)) }
        }
    }

}

// SAFETY: one resampler can be used from several threads, one call at a time.
unsafe impl Send for Resampler {}

// SAFETY: one resampler can be used from several threads, one call at a time.
unsafe impl Sync for Resampler {}
