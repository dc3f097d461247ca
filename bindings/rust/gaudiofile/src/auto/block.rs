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
    /// Some frames of audio in memory: the samples and what has to be known to use them. It does not change once
    /// made, and is reference counted; references are taken and dropped by one thread at a time.
    ///
    /// This is how samples cross into languages that cannot hand in memory of their own; C programs rather call
    /// `Reader::read()`.
    ///
    #[doc(alias = "GafBlock")]
    #[derive(Debug)]
    pub struct Block(Shared<ffi::GafBlock>);

    match fn {
        ref => |ptr| ffi::gaf_block_ref(ptr),
        unref => |ptr| ffi::gaf_block_unref(ptr),
        type_ => || ffi::gaf_block_get_type(),
    }
}

impl Block {
    /// Makes a block of samples, without copying them.
    ///
    /// `format`: the format of one sample
    ///
    /// `layout`: how the channels lie in memory
    ///
    /// `channels`: how many channels
    ///
    /// `rate`: frames per second, Hz
    ///
    /// `n_frames`: frames (samples per channel)
    ///
    /// `bytes`: the samples in native byte order: `n_frames` × `channels` × the width of `format`; a reference is
    /// kept
    ///
    /// Returns: a new block; `None` if `bytes` has another size than the rest says
    #[doc(alias = "gaf_block_new")]
    #[allow(clippy::new_ret_no_self, clippy::new_without_default)]
    pub fn new(format: SampleFormat, layout: Layout, channels: u32, rate: f64, n_frames: i64, bytes: &glib::Bytes) -> Option<Block> {
        unsafe {
            let ret = ffi::gaf_block_new(format.into_glib(), layout.into_glib(), channels, rate, n_frames, bytes.to_glib_none().0);
            from_glib_full(ret)
        }
    }

    /// Gives the samples, in native byte order: frames × channels × the width of the format. Planar, all samples of
    /// a channel lie together, of shape (channels, frames); interleaved, all samples of a frame, of shape (frames,
    /// channels).
    ///
    /// Returns: the bytes
    #[doc(alias = "gaf_block_get_bytes")]
    pub fn bytes(&self) -> glib::Bytes {
        unsafe {
            let ret = ffi::gaf_block_get_bytes(self.to_glib_none().0);
            from_glib_none(ret)
        }
    }

    /// Tells how many channels each frame of the block has.
    ///
    /// Returns: the number of channels
    #[doc(alias = "gaf_block_get_channels")]
    pub fn channels(&self) -> u32 {
        unsafe {
            let ret = ffi::gaf_block_get_channels(self.to_glib_none().0);
            ret
        }
    }

    /// Tells the format of one sample, and with it how many bytes that has.
    ///
    /// Returns: the sample format
    #[doc(alias = "gaf_block_get_format")]
    pub fn format(&self) -> SampleFormat {
        unsafe {
            let ret = ffi::gaf_block_get_format(self.to_glib_none().0);
            from_glib(ret)
        }
    }

    /// Tells how the channels lie in memory: one after the other, or frame by frame.
    ///
    /// Returns: the layout
    #[doc(alias = "gaf_block_get_layout")]
    pub fn layout(&self) -> Layout {
        unsafe {
            let ret = ffi::gaf_block_get_layout(self.to_glib_none().0);
            from_glib(ret)
        }
    }

    /// Tells the length of the block in frames; each has a sample of every channel.
    ///
    /// Returns: frames (samples per channel)
    #[doc(alias = "gaf_block_get_n_frames")]
    pub fn n_frames(&self) -> i64 {
        unsafe {
            let ret = ffi::gaf_block_get_n_frames(self.to_glib_none().0);
            ret
        }
    }

    /// Tells the sample rate of the frames in the block, in Hz.
    ///
    /// Returns: frames per second, Hz
    #[doc(alias = "gaf_block_get_rate")]
    pub fn rate(&self) -> f64 {
        unsafe {
            let ret = ffi::gaf_block_get_rate(self.to_glib_none().0);
            ret
        }
    }

}
