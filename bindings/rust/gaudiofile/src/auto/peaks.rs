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
    /// The waveform of audio at a glance: lowest sample, highest sample and root mean square (RMS) of each channel,
    /// of any range and for any number of pixels, in microseconds.
    ///
    /// They are made of a file (`Peaks::for_path()`, on all processors, at the speed of decoding) or grow block by
    /// block, as while recording (`Peaks::new()` and `Peaks::append_block()`); one thread may append while others
    /// ask.
    ///
    /// Each `Peaks:resolution` frames, by default `PEAKS_RESOLUTION`, are a bin, of which the three numbers are
    /// exact: those of the samples as they are read, as 32-bit float. A range is cut into equal parts, one for each
    /// pixel, and a pixel is made of all bins that its part touches. So with edges at multiples of the resolution
    /// all is exact, and with others a pixel looks at up to one bin more on either side. To look closer than that,
    /// read the samples themselves. Samples that are not a number count as zero.
    ///
    /// An hour of stereo at 44,100 Hz takes 7 MB.
    ///
    #[doc(alias = "GafPeaks")]
    pub struct Peaks(Object<ffi::GafPeaks, ffi::GafPeaksClass>);

    match fn {
        type_ => || ffi::gaf_peaks_get_type(),
    }
}

impl Peaks {
    /// Makes a [`Peaks`] of properties.
    pub fn builder() -> PeaksBuilder {
        PeaksBuilder { builder: glib::Object::builder() }
    }

    /// Makes peaks of nothing, for blocks to be appended.
    ///
    /// `rate`: frames per second, Hz
    ///
    /// `channels`: how many channels, from 1 to 64
    ///
    /// `resolution`: a power of two from 16 to 65536 frames, or 0 for `PEAKS_RESOLUTION`
    ///
    /// Returns: new peaks
    #[doc(alias = "gaf_peaks_new")]
    #[allow(clippy::new_ret_no_self, clippy::new_without_default)]
    pub fn new(rate: f64, channels: u32, resolution: u32) -> Result<Self, glib::Error> {
        unsafe {
            let mut error = std::ptr::null_mut();
            let ret = ffi::gaf_peaks_new(rate, channels, resolution, &mut error);
            if error.is_null() { Ok(from_glib_full(ret)) } else { Err(from_glib_full(error)) }
        }
    }

    /// Makes the peaks of a file. They are kept in `gaudiofile/peaks` of the user's cache folder, and there for the
    /// next time, as long as the file is the same by device, inode, size and time of change. What is damaged there
    /// is computed anew. All together take 256 MB at most: those that were not asked for longest are removed.
    ///
    /// `path`: the file
    ///
    /// `resolution`: a power of two from 16 to 65536 frames, or 0 for `PEAKS_RESOLUTION`
    ///
    /// `flags`: whether they may come from the user's cache
    ///
    /// `cancellable`: cancels the call
    ///
    /// `progress`: is told how far it is, on this thread
    ///
    /// Returns: the peaks
    #[doc(alias = "gaf_peaks_new_for_path")]
    pub fn for_path(path: impl AsRef<Path>, resolution: u32, flags: PeaksFlags, cancellable: Option<&gio::Cancellable>, progress: Option<&mut dyn FnMut(i64, i64)>) -> Result<Self, glib::Error> {
        unsafe {
            let mut progress = progress;
            let (progress, progress_data) = callbacks::analysis_progress(&mut progress);
            let mut error = std::ptr::null_mut();
            let ret = ffi::gaf_peaks_new_for_path(path.as_ref().to_glib_none().0, resolution, flags.into_glib(), cancellable.to_glib_none().0, progress, progress_data, &mut error);
            if error.is_null() { Ok(from_glib_full(ret)) } else { Err(from_glib_full(error)) }
        }
    }

    /// Decodes a file from its beginning to its end, on all processors if it is long, for the peaks of all of it.
    ///
    /// `reader`: a reader, whose position stays as it is
    ///
    /// `resolution`: a power of two from 16 to 65536 frames, or 0 for `PEAKS_RESOLUTION`
    ///
    /// `cancellable`: cancels the call
    ///
    /// `progress`: is told how far it is, on this thread
    ///
    /// Returns: the peaks
    #[doc(alias = "gaf_peaks_new_for_reader")]
    pub fn for_reader(reader: &Reader, resolution: u32, cancellable: Option<&gio::Cancellable>, progress: Option<&mut dyn FnMut(i64, i64)>) -> Result<Self, glib::Error> {
        unsafe {
            let mut progress = progress;
            let (progress, progress_data) = callbacks::analysis_progress(&mut progress);
            let mut error = std::ptr::null_mut();
            let ret = ffi::gaf_peaks_new_for_reader(reader.to_glib_none().0, resolution, cancellable.to_glib_none().0, progress, progress_data, &mut error);
            if error.is_null() { Ok(from_glib_full(ret)) } else { Err(from_glib_full(error)) }
        }
    }

    /// Makes the peaks of a file as `Peaks::for_path()` does, without making the caller wait.
    ///
    /// `path`: the file
    ///
    /// `resolution`: a power of two from 16 to 65536 frames, or 0 for `PEAKS_RESOLUTION`
    ///
    /// `flags`: whether they may come from the user's cache
    ///
    /// `cancellable`: cancels the call
    ///
    /// `progress`: is told how far it is, on the caller's main context
    #[doc(alias = "gaf_peaks_new_for_path_async")]
    #[allow(clippy::too_many_arguments)]
    pub fn for_path_async<P: FnOnce(Result<Peaks, glib::Error>) + 'static>(path: impl AsRef<Path>, resolution: u32, flags: PeaksFlags, cancellable: Option<&gio::Cancellable>, progress: Option<Box<dyn Fn(i64, i64)>>, callback: P) {
        unsafe {
            let (ready, ready_data) = callbacks::ready(callback, |_source, result| {
                let mut error = std::ptr::null_mut();
                let ret = ffi::gaf_peaks_new_for_path_finish(result, &mut error);
                if error.is_null() { Ok(from_glib_full(ret)) } else { Err(from_glib_full(error)) }
            });
            let (progress, progress_data, progress_destroy) = callbacks::analysis_progress_kept(progress);
            ffi::gaf_peaks_new_for_path_async(path.as_ref().to_glib_none().0, resolution, flags.into_glib(), cancellable.to_glib_none().0, progress, progress_data, progress_destroy, ready, ready_data);
        }
    }

    /// [`for_path_async()`](Self::for_path_async) as a future; dropping it cancels.
    pub fn for_path_future(path: impl AsRef<Path>, resolution: u32, flags: PeaksFlags, progress: Option<Box<dyn Fn(i64, i64)>>) -> Pin<Box<dyn Future<Output = Result<Peaks, glib::Error>> + 'static>> {
        let path = path.as_ref().to_owned();
        Box::pin(gio::GioFuture::new(&(), move |_, cancellable, send| {
            Self::for_path_async(&path, resolution, flags, Some(cancellable), progress, move |result| send.resolve(result));
        }))
    }

    /// Makes the peaks of a file as `Peaks::for_reader()` does, without making the caller wait.
    ///
    /// `reader`: a reader, whose position stays as it is
    ///
    /// `resolution`: a power of two from 16 to 65536 frames, or 0 for `PEAKS_RESOLUTION`
    ///
    /// `cancellable`: cancels the call
    ///
    /// `progress`: is told how far it is, on the caller's main context
    #[doc(alias = "gaf_peaks_new_for_reader_async")]
    pub fn for_reader_async<P: FnOnce(Result<Peaks, glib::Error>) + 'static>(reader: &Reader, resolution: u32, cancellable: Option<&gio::Cancellable>, progress: Option<Box<dyn Fn(i64, i64)>>, callback: P) {
        unsafe {
            let (ready, ready_data) = callbacks::ready(callback, |_source, result| {
                let mut error = std::ptr::null_mut();
                let ret = ffi::gaf_peaks_new_for_reader_finish(result, &mut error);
                if error.is_null() { Ok(from_glib_full(ret)) } else { Err(from_glib_full(error)) }
            });
            let (progress, progress_data, progress_destroy) = callbacks::analysis_progress_kept(progress);
            ffi::gaf_peaks_new_for_reader_async(reader.to_glib_none().0, resolution, cancellable.to_glib_none().0, progress, progress_data, progress_destroy, ready, ready_data);
        }
    }

    /// [`for_reader_async()`](Self::for_reader_async) as a future; dropping it cancels.
    pub fn for_reader_future(reader: &Reader, resolution: u32, progress: Option<Box<dyn Fn(i64, i64)>>) -> Pin<Box<dyn Future<Output = Result<Peaks, glib::Error>> + 'static>> {
        let reader = reader.clone();
        Box::pin(gio::GioFuture::new(&(), move |_, cancellable, send| {
            Self::for_reader_async(&reader, resolution, Some(cancellable), progress, move |result| send.resolve(result));
        }))
    }

    /// Adds a block behind the frames that are there, as it was recorded or read.
    ///
    /// `block`: frames of 32-bit float, of either layout
    #[doc(alias = "gaf_peaks_append_block")]
    pub fn append_block(&self, block: &Block) -> Result<(), glib::Error> {
        unsafe {
            let mut error = std::ptr::null_mut();
            let _ = ffi::gaf_peaks_append_block(self.to_glib_none().0, block.to_glib_none().0, &mut error);
            if error.is_null() { Ok(()) } else { Err(from_glib_full(error)) }
        }
    }

    /// Draws a range as a waveform, a channel under the other: from the lowest to the highest sample of each column,
    /// half as opaque outside of the root mean square. The rest is transparent. It takes one or two milliseconds: a
    /// widget may call it whenever it is drawn. With axes and into a file it is `plot_save()`.
    ///
    /// The pixels are those of `GDK_MEMORY_R8G8B8A8_PREMULTIPLIED`. `gdk_memory_texture_new()` makes a texture of
    /// them, with a stride of 4 × `width`.
    ///
    /// `frame`: the first frame of the range; it and the end may lie outside of what is there
    ///
    /// `n_frames`: how many frames the range has; -1 for all from `frame` on
    ///
    /// `width`: how many pixels a row has, from 1 to 16384
    ///
    /// `height`: how many rows there are, from 1 to 16384
    ///
    /// `color`: red, green, blue and opacity, as 0xRRGGBBAA
    ///
    /// Returns: 4 × `width` × `height` bytes
    #[doc(alias = "gaf_peaks_draw")]
    pub fn draw(&self, frame: i64, n_frames: i64, width: u32, height: u32, color: u32) -> glib::Bytes {
        unsafe {
            let ret = ffi::gaf_peaks_draw(self.to_glib_none().0, frame, n_frames, width, height, color);
            from_glib_full(ret)
        }
    }

    /// Tells the number of channels of the audio that the peaks are of.
    ///
    /// Returns: the number of channels
    #[doc(alias = "gaf_peaks_get_channels")]
    pub fn channels(&self) -> u32 {
        unsafe {
            let ret = ffi::gaf_peaks_get_channels(self.to_glib_none().0);
            ret
        }
    }

    /// Tells how many frames they are of so far.
    ///
    /// Returns: frames
    #[doc(alias = "gaf_peaks_get_n_frames")]
    pub fn n_frames(&self) -> i64 {
        unsafe {
            let ret = ffi::gaf_peaks_get_n_frames(self.to_glib_none().0);
            ret
        }
    }

    /// Tells the sample rate of the audio that the peaks are of, in Hz.
    ///
    /// Returns: frames per second, Hz
    #[doc(alias = "gaf_peaks_get_rate")]
    pub fn rate(&self) -> f64 {
        unsafe {
            let ret = ffi::gaf_peaks_get_rate(self.to_glib_none().0);
            ret
        }
    }

    /// Tells how many frames the smallest part is that has numbers of its own.
    ///
    /// Returns: frames
    #[doc(alias = "gaf_peaks_get_resolution")]
    pub fn resolution(&self) -> u32 {
        unsafe {
            let ret = ffi::gaf_peaks_get_resolution(self.to_glib_none().0);
            ret
        }
    }

    /// Tells how much memory the peaks take now, in bytes.
    ///
    /// Returns: bytes
    #[doc(alias = "gaf_peaks_get_size")]
    pub fn size(&self) -> usize {
        unsafe {
            let ret = ffi::gaf_peaks_get_size(self.to_glib_none().0);
            ret
        }
    }

    /// Tells where the audio begins that they are of, in a longer one.
    ///
    /// Returns: frames; 0 unless it was set
    #[doc(alias = "gaf_peaks_get_start")]
    pub fn start(&self) -> i64 {
        unsafe {
            let ret = ffi::gaf_peaks_get_start(self.to_glib_none().0);
            ret
        }
    }

    /// Tells lowest sample, highest sample and root mean square of each part of a range.
    ///
    /// First come the lowest samples of the first channel, for each pixel, then its highest ones, then the root mean
    /// squares; then those of the second channel, and so on. Pixels without frames are not a number. Part i of n
    /// goes from `frame` + i × `n_frames` / n, rounded down, to where part i + 1 begins, and is widened to whole
    /// bins.
    ///
    /// `frame`: the first frame of the range; it and the end may lie outside of what is there
    ///
    /// `n_frames`: how many frames the range has; -1 for all from `frame` on
    ///
    /// `n_pixels`: into how many equal parts the range is cut, up to ten million
    ///
    /// Returns: the numbers, to be freed by g_free()
    #[doc(alias = "gaf_peaks_query")]
    pub fn query(&self, frame: i64, n_frames: i64, n_pixels: u32) -> Vec<f32> {
        unsafe {
            let mut n_ret: usize = Default::default();
            let ret = ffi::gaf_peaks_query(self.to_glib_none().0, frame, n_frames, n_pixels, &mut n_ret);
            memory::numbers_full(ret, n_ret)
        }
    }

    /// As `Peaks::query()`, for languages in which an array of bytes is quicker than one of numbers: `new
    /// Float32Array(peaks.query_bytes(…).buffer)` in JavaScript.
    ///
    /// It is no #GBytes, whose memory a garbage collector does not know of: JavaScript would keep all that it ever
    /// got.
    ///
    /// `frame`: the first frame of the range; it and the end may lie outside of what is there
    ///
    /// `n_frames`: how many frames the range has; -1 for all from `frame` on
    ///
    /// `n_pixels`: into how many equal parts the range is cut, up to ten million
    ///
    /// Returns: 32-bit floats in the machine's byte order; free them with g_free()
    #[doc(alias = "gaf_peaks_query_bytes")]
    pub fn query_bytes(&self, frame: i64, n_frames: i64, n_pixels: u32) -> Vec<u8> {
        unsafe {
            let mut n_ret: usize = Default::default();
            let ret = ffi::gaf_peaks_query_bytes(self.to_glib_none().0, frame, n_frames, n_pixels, &mut n_ret);
            memory::numbers_full(ret, n_ret)
        }
    }

    /// Says where the audio begins that they are of. It is for the times of `plot_save()` only: queries count frames
    /// from 0 on.
    ///
    /// `frame`: which frame of a longer audio the first one is
    #[doc(alias = "gaf_peaks_set_start")]
    pub fn set_start(&self, frame: i64) {
        unsafe {
            ffi::gaf_peaks_set_start(self.to_glib_none().0, frame);
        }
    }

    /// Calls `f` when the property `channels` has changed.
    pub fn connect_channels_notify<F: Fn(&Self) + 'static>(&self, f: F) -> glib::SignalHandlerId {
        ObjectExt::connect_notify_local(self, Some("channels"), move |this, _| f(this))
    }

    /// Calls `f` when the property `n-frames` has changed.
    pub fn connect_n_frames_notify<F: Fn(&Self) + 'static>(&self, f: F) -> glib::SignalHandlerId {
        ObjectExt::connect_notify_local(self, Some("n-frames"), move |this, _| f(this))
    }

    /// Calls `f` when the property `rate` has changed.
    pub fn connect_rate_notify<F: Fn(&Self) + 'static>(&self, f: F) -> glib::SignalHandlerId {
        ObjectExt::connect_notify_local(self, Some("rate"), move |this, _| f(this))
    }

    /// Calls `f` when the property `resolution` has changed.
    pub fn connect_resolution_notify<F: Fn(&Self) + 'static>(&self, f: F) -> glib::SignalHandlerId {
        ObjectExt::connect_notify_local(self, Some("resolution"), move |this, _| f(this))
    }

    /// Calls `f` when the property `start` has changed.
    pub fn connect_start_notify<F: Fn(&Self) + 'static>(&self, f: F) -> glib::SignalHandlerId {
        ObjectExt::connect_notify_local(self, Some("start"), move |this, _| f(this))
    }

}

/// Makes a [`Peaks`] of properties.
#[must_use = "nothing is made before build()"]
pub struct PeaksBuilder {
    builder: glib::object::ObjectBuilder<'static, Peaks>,
}

impl PeaksBuilder {
    /// Where the audio begins that they are of, if it is a part of a longer one: the times of `plot_save()` begin
    /// there.
    pub fn start(self, start: i64) -> Self {
        Self { builder: self.builder.property("start", start) }
    }

    /// Makes it.
    pub fn build(self) -> Peaks {
        self.builder.build()
    }
}
