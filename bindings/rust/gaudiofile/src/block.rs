// SPDX-FileCopyrightText: 2026 gaudiofile contributors
// SPDX-License-Identifier: LGPL-2.1-or-later

//! Blocks of slices, and slices of blocks.

use glib::translate::*;

use crate::error::invalid;
use crate::{ffi, planes, Block, Layout, Sample};

impl Block {
    /// A block of samples of which each channel has a slice; copies them.
    ///
    /// ```
    /// let block = gaudiofile::Block::from_planes(&[&[0.5, -0.5], &[0.25f32, 0.0]], 48000.0)?;
    /// assert_eq!((block.channels(), block.n_frames()), (2, 2));
    /// assert_eq!(block.plane::<f32>(1), Some(&[0.25, 0.0][..]));
    /// # Ok::<(), gaudiofile::glib::Error>(())
    /// ```
    pub fn from_planes<T: Sample>(planes: &[&[T]], rate: f64) -> Result<Self, glib::Error> {
        let (_, n) = planes::shared(planes, planes.len() as u32)?;
        Self::of(&planes.concat(), Layout::Planar, planes.len() as u32, rate, n)
    }

    /// A block of samples of all channels in turn; copies them.
    pub fn from_interleaved<T: Sample>(samples: &[T], channels: u32, rate: f64) -> Result<Self, glib::Error> {
        let n = planes::frames(samples.len(), channels)?;
        Self::of(samples, Layout::Interleaved, channels, rate, n)
    }

    fn of<T: Sample>(samples: &[T], layout: Layout, channels: u32, rate: f64, n: usize) -> Result<Self, glib::Error> {
        // SAFETY: numbers are bytes too.
        let bytes = unsafe { std::slice::from_raw_parts(samples.as_ptr().cast(), std::mem::size_of_val(samples)) };
        Self::new(T::FORMAT, layout, channels, rate, n as i64, &glib::Bytes::from(bytes))
            .ok_or_else(|| invalid("a block has one channel or more, and a rate"))
    }

    /// All samples, in the order of [`layout()`](Self::layout): planar, all of one channel after all of another. `None` if
    /// they are of another type.
    pub fn samples<T: Sample>(&self) -> Option<&[T]> {
        if !T::is_of(self.format()) {
            return None;
        }
        let mut size = 0;
        // SAFETY: the bytes are the block's and stay as they are as long as that.
        unsafe {
            let bytes = ffi::gaf_block_get_bytes(self.to_glib_none().0);
            let data = glib::ffi::g_bytes_get_data(bytes, &mut size) as *const T;
            let n = size / std::mem::size_of::<T>();
            if n == 0 {
                return Some(&[]);
            }
            // What somebody else has made a block of may lie anywhere.
            is_aligned(data).then(|| std::slice::from_raw_parts(data, n))
        }
    }

    /// The samples of one channel of a planar block. `None` if it is interleaved with others, of another type, or has no
    /// such channel.
    pub fn plane<T: Sample>(&self, channel: usize) -> Option<&[T]> {
        let (channels, n) = (self.channels() as usize, self.n_frames() as usize);
        if channel >= channels || (self.layout() != Layout::Planar && channels > 1) {
            return None;
        }
        self.samples()?.get(channel * n..(channel + 1) * n)
    }
}

/// What the pointer's own method says, which is newer than the Rust that is asked for.
fn is_aligned<T>(pointer: *const T) -> bool {
    (pointer as usize) % std::mem::align_of::<T>() == 0
}
