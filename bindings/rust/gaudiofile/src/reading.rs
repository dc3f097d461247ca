// SPDX-FileCopyrightText: 2026 gaudiofile contributors
// SPDX-License-Identifier: LGPL-2.1-or-later

//! Reading into slices.

use glib::prelude::*;
use glib::translate::*;

use crate::error::invalid;
use crate::{ffi, planes, Block, ConvertedReader, Layout, Reader, ResampledReader, Sample, Source, SourceExt};

/// What every [`Source`] has beside [`SourceExt`].
pub trait SourceExtManual: IsA<Source> + 'static {
    /// Reads the next frames as 32-bit float into slices, one for each channel, all of the same length. Returns how many
    /// frames were read: fewer than there is room for only at the end, and there none.
    ///
    /// `planes`: one slice for each channel
    ///
    /// `cancellable`: cancels the reading
    #[doc(alias = "gaf_source_read")]
    fn read(&self, planes: &mut [&mut [f32]], cancellable: Option<&gio::Cancellable>) -> Result<usize, glib::Error> {
        let (pointers, n) = planes::exclusive(planes, self.channels())?;
        let mut error = std::ptr::null_mut();
        let n = unsafe {
            ffi::gaf_source_read(
                self.as_ref().to_glib_none().0,
                pointers.as_ptr(),
                n as i64,
                cancellable.to_glib_none().0,
                &mut error,
            )
        };
        planes::count(n, error)
    }

    /// Blocks of so many frames from where it is to the end; the last one may have fewer.
    ///
    /// ```no_run
    /// use gaudiofile::prelude::*;
    ///
    /// let reader = gaudiofile::Reader::for_path("song.flac", None)?;
    /// for block in reader.blocks(4096, gaudiofile::Layout::Interleaved) {
    ///     let block = block?;
    ///     println!("{:?}", block.samples::<f32>().and_then(|samples| samples.first()));
    /// }
    /// # Ok::<(), gaudiofile::glib::Error>(())
    /// ```
    fn blocks(&self, n_frames: i64, layout: Layout) -> Blocks<Self>
    where
        Self: Clone,
    {
        Blocks {
            source: Some(self.clone()),
            n_frames,
            layout,
        }
    }
}

impl<O: IsA<Source>> SourceExtManual for O {}

/// The blocks of [`SourceExtManual::blocks()`]. After an error there are no more.
#[derive(Debug)]
pub struct Blocks<S> {
    source: Option<S>,
    n_frames: i64,
    layout: Layout,
}

impl<S: IsA<Source>> Iterator for Blocks<S> {
    type Item = Result<Block, glib::Error>;

    fn next(&mut self) -> Option<Self::Item> {
        let read = self.source.as_ref()?.read_frames(self.n_frames, self.layout, None);
        if !matches!(&read, Ok(block) if block.n_frames() > 0) {
            self.source = None;
        }
        match read {
            Ok(block) if block.n_frames() == 0 => None,
            read => Some(read),
        }
    }
}

impl Reader {
    /// Reads the next frames as 32-bit float into slices, one for each channel, all of the same length. Returns how many
    /// frames were read: fewer than there is room for only at the end, and there none.
    #[doc(alias = "gaf_reader_read")]
    pub fn read(
        &self,
        planes: &mut [&mut [f32]],
        cancellable: Option<&gio::Cancellable>,
    ) -> Result<usize, glib::Error> {
        let (pointers, n) = planes::exclusive(planes, self.channels())?;
        let mut error = std::ptr::null_mut();
        let n = unsafe {
            ffi::gaf_reader_read(
                self.to_glib_none().0,
                pointers.as_ptr(),
                n as i64,
                cancellable.to_glib_none().0,
                &mut error,
            )
        };
        planes::count(n, error)
    }

    /// As [`read()`](Self::read), from a frame on, without moving from where the next reading goes on.
    #[doc(alias = "gaf_reader_read_at")]
    pub fn read_at(
        &self,
        frame: i64,
        planes: &mut [&mut [f32]],
        cancellable: Option<&gio::Cancellable>,
    ) -> Result<usize, glib::Error> {
        let (pointers, n) = planes::exclusive(planes, self.channels())?;
        let mut error = std::ptr::null_mut();
        let n = unsafe {
            ffi::gaf_reader_read_at(
                self.to_glib_none().0,
                frame,
                pointers.as_ptr(),
                n as i64,
                cancellable.to_glib_none().0,
                &mut error,
            )
        };
        planes::count(n, error)
    }

    /// As [`read()`](Self::read), with the samples of all channels in turn.
    ///
    /// ```no_run
    /// let reader = gaudiofile::Reader::for_path("song.flac", None)?;
    /// let mut samples = vec![0.0; 4096 * reader.channels() as usize];
    /// let frames = reader.read_interleaved(&mut samples, None)?;
    /// # Ok::<(), gaudiofile::glib::Error>(())
    /// ```
    #[doc(alias = "gaf_reader_read_interleaved")]
    pub fn read_interleaved(
        &self,
        samples: &mut [f32],
        cancellable: Option<&gio::Cancellable>,
    ) -> Result<usize, glib::Error> {
        let n = planes::frames(samples.len(), self.channels())?;
        let mut error = std::ptr::null_mut();
        let n = unsafe {
            ffi::gaf_reader_read_interleaved(
                self.to_glib_none().0,
                samples.as_mut_ptr(),
                n as i64,
                cancellable.to_glib_none().0,
                &mut error,
            )
        };
        planes::count(n, error)
    }

    /// As [`read()`](Self::read), with the samples as they are in the file, of [`sample_format()`](Self::sample_format);
    /// an error if that is not of this type. Those of 24 bits are the upper ones of an `i32`.
    #[doc(alias = "gaf_reader_read_raw")]
    pub fn read_raw<T: Sample>(
        &self,
        planes: &mut [&mut [T]],
        cancellable: Option<&gio::Cancellable>,
    ) -> Result<usize, glib::Error> {
        if !T::is_of(self.sample_format()) {
            return Err(invalid(&format!("the file's samples are {:?}", self.sample_format())));
        }
        let (pointers, n) = planes::exclusive(planes, self.channels())?;
        let mut error = std::ptr::null_mut();
        let n = unsafe {
            ffi::gaf_reader_read_raw(
                self.to_glib_none().0,
                Layout::Planar.into_glib(),
                pointers.as_ptr().cast(),
                n as i64,
                cancellable.to_glib_none().0,
                &mut error,
            )
        };
        planes::count(n, error)
    }
}

impl ResampledReader {
    /// As [`SourceExtManual::read()`], from a frame on, without moving from where the next reading goes on.
    #[doc(alias = "gaf_resampled_reader_read_at")]
    pub fn read_at(
        &self,
        frame: i64,
        planes: &mut [&mut [f32]],
        cancellable: Option<&gio::Cancellable>,
    ) -> Result<usize, glib::Error> {
        let (pointers, n) = planes::exclusive(planes, self.channels())?;
        let mut error = std::ptr::null_mut();
        let n = unsafe {
            ffi::gaf_resampled_reader_read_at(
                self.to_glib_none().0,
                frame,
                pointers.as_ptr(),
                n as i64,
                cancellable.to_glib_none().0,
                &mut error,
            )
        };
        planes::count(n, error)
    }
}

impl ConvertedReader {
    /// Reads the next frames as samples of a type (not `i8`) into slices, one for each channel, all of the same length.
    #[doc(alias = "gaf_converted_reader_read_as")]
    pub fn read_as<T: Sample>(
        &self,
        planes: &mut [&mut [T]],
        cancellable: Option<&gio::Cancellable>,
    ) -> Result<usize, glib::Error> {
        let (pointers, n) = planes::exclusive(planes, self.channels())?;
        let mut error = std::ptr::null_mut();
        let n = unsafe {
            ffi::gaf_converted_reader_read_as(
                self.to_glib_none().0,
                T::FORMAT.into_glib(),
                pointers.as_ptr().cast(),
                n as i64,
                cancellable.to_glib_none().0,
                &mut error,
            )
        };
        planes::count(n, error)
    }

    /// As [`read_as()`](Self::read_as), from a frame on, without moving from where the next reading goes on.
    #[doc(alias = "gaf_converted_reader_read_at")]
    pub fn read_at<T: Sample>(
        &self,
        frame: i64,
        planes: &mut [&mut [T]],
        cancellable: Option<&gio::Cancellable>,
    ) -> Result<usize, glib::Error> {
        let (pointers, n) = planes::exclusive(planes, self.channels())?;
        let mut error = std::ptr::null_mut();
        let n = unsafe {
            ffi::gaf_converted_reader_read_at(
                self.to_glib_none().0,
                frame,
                T::FORMAT.into_glib(),
                pointers.as_ptr().cast(),
                n as i64,
                cancellable.to_glib_none().0,
                &mut error,
            )
        };
        planes::count(n, error)
    }
}
