// SPDX-FileCopyrightText: 2026 gaudiofile contributors
// SPDX-License-Identifier: LGPL-2.1-or-later

//! Writing from slices.

use glib::translate::*;

use crate::{ffi, planes, Sample, Writer};

/// What has no value beside its error.
fn done(error: *mut glib::ffi::GError) -> Result<(), glib::Error> {
    planes::count(0, error).map(|_| ())
}

impl Writer {
    /// Appends samples of 32-bit float, of which each channel has a slice, all of the same length.
    #[doc(alias = "gaf_writer_write")]
    pub fn write(&self, planes: &[&[f32]], cancellable: Option<&gio::Cancellable>) -> Result<(), glib::Error> {
        let (pointers, n) = planes::shared(planes, self.spec().channels())?;
        let mut error = std::ptr::null_mut();
        unsafe {
            ffi::gaf_writer_write(
                self.to_glib_none().0,
                pointers.as_ptr(),
                n as i64,
                cancellable.to_glib_none().0,
                &mut error,
            );
        }
        done(error)
    }

    /// As [`write()`](Self::write), with the samples of all channels in turn.
    #[doc(alias = "gaf_writer_write_interleaved")]
    pub fn write_interleaved(
        &self,
        samples: &[f32],
        cancellable: Option<&gio::Cancellable>,
    ) -> Result<(), glib::Error> {
        let n = planes::frames(samples.len(), self.spec().channels())?;
        let mut error = std::ptr::null_mut();
        unsafe {
            ffi::gaf_writer_write_interleaved(
                self.to_glib_none().0,
                samples.as_ptr(),
                n as i64,
                cancellable.to_glib_none().0,
                &mut error,
            );
        }
        done(error)
    }

    /// As [`write()`](Self::write), of samples of any type.
    #[doc(alias = "gaf_writer_write_raw")]
    pub fn write_raw<T: Sample>(
        &self,
        planes: &[&[T]],
        cancellable: Option<&gio::Cancellable>,
    ) -> Result<(), glib::Error> {
        let (pointers, n) = planes::shared(planes, self.spec().channels())?;
        let mut error = std::ptr::null_mut();
        unsafe {
            ffi::gaf_writer_write_raw(
                self.to_glib_none().0,
                T::FORMAT.into_glib(),
                pointers.as_ptr().cast(),
                std::mem::size_of::<T>(),
                n as i64,
                cancellable.to_glib_none().0,
                &mut error,
            );
        }
        done(error)
    }
}
