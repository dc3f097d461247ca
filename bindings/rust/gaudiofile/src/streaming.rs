// SPDX-FileCopyrightText: 2026 gaudiofile contributors
// SPDX-License-Identifier: LGPL-2.1-or-later

//! Live audio in slices.

use glib::ffi::gpointer;
use glib::translate::*;

use crate::{ffi, planes, Direction, Stream};

impl Stream {
    /// Reads what was captured into slices, one for each channel, all of the same length. Returns how many frames there
    /// are.
    ///
    /// `timeout`: how long to wait, in milliseconds; -1 for as long as it takes
    #[doc(alias = "gaf_stream_read")]
    pub fn read(
        &self,
        planes: &mut [&mut [f32]],
        timeout: i32,
        cancellable: Option<&gio::Cancellable>,
    ) -> Result<usize, glib::Error> {
        let (pointers, n) = planes::exclusive(planes, self.channels(Direction::Input))?;
        let mut error = std::ptr::null_mut();
        let n = unsafe {
            ffi::gaf_stream_read(
                self.to_glib_none().0,
                pointers.as_ptr(),
                n as i64,
                timeout,
                cancellable.to_glib_none().0,
                &mut error,
            )
        };
        planes::count(n, error)
    }

    /// As [`read()`](Self::read), with the samples of all channels in turn.
    #[doc(alias = "gaf_stream_read_interleaved")]
    pub fn read_interleaved(
        &self,
        samples: &mut [f32],
        timeout: i32,
        cancellable: Option<&gio::Cancellable>,
    ) -> Result<usize, glib::Error> {
        let n = planes::frames(samples.len(), self.channels(Direction::Input))?;
        let mut error = std::ptr::null_mut();
        let n = unsafe {
            ffi::gaf_stream_read_interleaved(
                self.to_glib_none().0,
                samples.as_mut_ptr(),
                n as i64,
                timeout,
                cancellable.to_glib_none().0,
                &mut error,
            )
        };
        planes::count(n, error)
    }

    /// Hands over samples to be played, of which each channel has a slice, all of the same length. Returns how many frames
    /// were taken.
    ///
    /// `timeout`: how long to wait for room, in milliseconds; -1 for as long as it takes
    #[doc(alias = "gaf_stream_write")]
    pub fn write(
        &self,
        planes: &[&[f32]],
        timeout: i32,
        cancellable: Option<&gio::Cancellable>,
    ) -> Result<usize, glib::Error> {
        let (pointers, n) = planes::shared(planes, self.channels(Direction::Output))?;
        let mut error = std::ptr::null_mut();
        let n = unsafe {
            ffi::gaf_stream_write(
                self.to_glib_none().0,
                pointers.as_ptr(),
                n as i64,
                timeout,
                cancellable.to_glib_none().0,
                &mut error,
            )
        };
        planes::count(n, error)
    }

    /// As [`write()`](Self::write), with the samples of all channels in turn.
    #[doc(alias = "gaf_stream_write_interleaved")]
    pub fn write_interleaved(
        &self,
        samples: &[f32],
        timeout: i32,
        cancellable: Option<&gio::Cancellable>,
    ) -> Result<usize, glib::Error> {
        let n = planes::frames(samples.len(), self.channels(Direction::Output))?;
        let mut error = std::ptr::null_mut();
        let n = unsafe {
            ffi::gaf_stream_write_interleaved(
                self.to_glib_none().0,
                samples.as_ptr(),
                n as i64,
                timeout,
                cancellable.to_glib_none().0,
                &mut error,
            )
        };
        planes::count(n, error)
    }

    /// Sets the function that audio goes through on its way from the input to the output, before the stream is opened. It
    /// is called on a thread of the stream, with a slice for each channel, and has to be done in the time that they last.
    #[doc(alias = "gaf_stream_set_process")]
    pub fn set_process<F: FnMut(&mut [&mut [f32]]) + Send + 'static>(&self, process: F) {
        unsafe extern "C" fn trampoline<F: FnMut(&mut [&mut [f32]]) + Send + 'static>(
            planes: *const *mut f32,
            n_channels: u32,
            n_frames: i64,
            data: gpointer,
        ) {
            let process = &mut *(data as *mut F);
            let mut slices: Vec<&mut [f32]> = std::slice::from_raw_parts(planes, n_channels as usize)
                .iter()
                .map(|plane| std::slice::from_raw_parts_mut(*plane, n_frames as usize))
                .collect();
            process(&mut slices);
        }

        unsafe extern "C" fn destroy<F>(data: gpointer) {
            drop(Box::from_raw(data as *mut F));
        }

        unsafe {
            ffi::gaf_stream_set_process(
                self.to_glib_none().0,
                Some(trampoline::<F>),
                Box::into_raw(Box::new(process)) as gpointer,
                Some(destroy::<F>),
            );
        }
    }
}
