// SPDX-FileCopyrightText: 2026 gaudiofile contributors
// SPDX-License-Identifier: LGPL-2.1-or-later

//! What goes from slices to slices: resampling, effects, and the waveform.

use glib::translate::*;

use crate::error::invalid;
use crate::{ffi, planes, Effect, Peaks, Resampler};

impl Resampler {
    /// Takes the next piece of the stream, and puts what is ready of the output into `target`; what does not fit there
    /// comes with the next call. Returns how many frames were put there.
    #[doc(alias = "gaf_resampler_process")]
    pub fn process(&self, source: &[&[f32]], target: &mut [&mut [f32]]) -> Result<usize, glib::Error> {
        let (from, n) = planes::shared(source, self.channels())?;
        let (to, room) = planes::exclusive(target, self.channels())?;
        let mut error = std::ptr::null_mut();
        let n = unsafe {
            ffi::gaf_resampler_process(
                self.to_glib_none().0,
                from.as_ptr(),
                n as i64,
                to.as_ptr(),
                room as i64,
                &mut error,
            )
        };
        planes::count(n, error)
    }

    /// Ends the stream, and puts the rest of the output into `target`; [`n_rest()`](Self::n_rest) tells how much that is.
    #[doc(alias = "gaf_resampler_flush")]
    pub fn flush(&self, target: &mut [&mut [f32]]) -> Result<usize, glib::Error> {
        let (to, room) = planes::exclusive(target, self.channels())?;
        let mut error = std::ptr::null_mut();
        let n = unsafe { ffi::gaf_resampler_flush(self.to_glib_none().0, to.as_ptr(), room as i64, &mut error) };
        planes::count(n, error)
    }

    /// Resamples a whole stream, on all processors. `target` has room for [`n_frames()`](Self::n_frames) of its length.
    #[doc(alias = "gaf_resampler_resample")]
    pub fn resample(&self, source: &[&[f32]], target: &mut [&mut [f32]]) -> Result<usize, glib::Error> {
        let (from, n) = planes::shared(source, self.channels())?;
        let (to, room) = planes::exclusive(target, self.channels())?;
        if (room as i64) < self.n_frames(n as i64) {
            return Err(invalid(&format!(
                "{} frames do not fit into {room}",
                self.n_frames(n as i64)
            )));
        }
        let mut error = std::ptr::null_mut();
        let n = unsafe {
            ffi::gaf_resampler_resample(self.to_glib_none().0, from.as_ptr(), n as i64, to.as_ptr(), &mut error)
        };
        planes::count(n, error)
    }
}

impl Effect {
    /// Changes samples in place.
    #[doc(alias = "gaf_effect_process")]
    pub fn process(&self, planes: &mut [&mut [f32]]) -> Result<(), glib::Error> {
        let (pointers, n) = planes::exclusive(planes, self.channels())?;
        let mut error = std::ptr::null_mut();
        unsafe { ffi::gaf_effect_process(self.to_glib_none().0, pointers.as_ptr(), n as i64, &mut error) };
        planes::count(0, error).map(|_| ())
    }
}

impl Peaks {
    /// Appends samples, of which each channel has a slice, all of the same length.
    #[doc(alias = "gaf_peaks_append")]
    pub fn append(&self, planes: &[&[f32]]) -> Result<(), glib::Error> {
        let (pointers, n) = planes::shared(planes, self.channels())?;
        let mut error = std::ptr::null_mut();
        unsafe { ffi::gaf_peaks_append(self.to_glib_none().0, pointers.as_ptr(), n as i64, &mut error) };
        planes::count(0, error).map(|_| ())
    }

    /// As [`query()`](Self::query), into a slice of channels × 3 × `n_pixels` numbers.
    ///
    /// # Panics
    ///
    /// If the slice has another length.
    #[doc(alias = "gaf_peaks_query_into")]
    pub fn query_into(&self, frame: i64, n_frames: i64, n_pixels: u32, values: &mut [f32]) {
        assert_eq!(values.len(), self.channels() as usize * 3 * n_pixels as usize);
        unsafe {
            ffi::gaf_peaks_query_into(self.to_glib_none().0, frame, n_frames, n_pixels, values.as_mut_ptr());
        }
    }
}
