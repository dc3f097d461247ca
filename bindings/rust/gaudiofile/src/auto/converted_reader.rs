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
    /// A source of audio with another number of channels, at another rate, or in another sample format.
    ///
    /// It mixes the channels of the source that it was made for, resamples as a `ResampledReader` does, and delivers
    /// samples as float or integers. What is read is the same, bit for bit, wherever reading begins and in whatever
    /// pieces. Reading moves the position of the source; closing this leaves the source open. Other threads may use
    /// that source meanwhile, as with a `ResampledReader`.
    ///
    /// It is read and sought in by the functions of `Source`, as 32-bit float, and by `ConvertedReader::read_as()`
    /// and `ConvertedReader::read_block()` in other formats. Lengths and positions are frames at its own rate.
    ///
    #[doc(alias = "GafConvertedReader")]
    pub struct ConvertedReader(Object<ffi::GafConvertedReader, ffi::GafConvertedReaderClass>) @implements Source;

    match fn {
        type_ => || ffi::gaf_converted_reader_get_type(),
    }
}

impl ConvertedReader {
    /// Wraps a source so that it is read with other channels, at another rate, or in another sample format. It
    /// begins at frame 0 wherever the source stands.
    ///
    /// `source`: what to read from; a reference is kept
    ///
    /// `rate`: frames per second that are wanted, from 1 to 768000 Hz; 0 for those of `source`
    ///
    /// `channels`: how many channels are wanted, 1 to 64; 0 for those of `source`
    ///
    /// `matrix`: for each channel that is wanted, the weight of each channel of `source`, so that channels ×
    /// channels of source weights are wanted; `None` for the usual: one channel is the mean of all, several made of
    /// one are copies, and any others what GStreamer makes of such loudspeakers
    ///
    /// `n_matrix`: how many weights
    ///
    /// `quality`: the filter to resample with
    ///
    /// Returns: a reader at frame 0
    #[doc(alias = "gaf_converted_reader_new")]
    #[allow(clippy::new_ret_no_self, clippy::new_without_default)]
    pub fn new(source: &impl IsA<Source>, rate: f64, channels: u32, matrix: Option<&[f32]>, quality: ResampleQuality) -> Result<Self, glib::Error> {
        unsafe {
            let mut error = std::ptr::null_mut();
            let ret = ffi::gaf_converted_reader_new(source.as_ref().to_glib_none().0, rate, channels, matrix.map_or(std::ptr::null(), <[_]>::as_ptr), matrix.map_or(0, <[_]>::len), quality.into_glib(), &mut error);
            if error.is_null() { Ok(from_glib_full(ret)) } else { Err(from_glib_full(error)) }
        }
    }

    /// Ends reading: seeking and reading fail with `GAF_ERROR_CLOSED` from now on. The source stays open, and the
    /// properties readable.
    #[doc(alias = "gaf_converted_reader_close")]
    pub fn close(&self) {
        unsafe {
            ffi::gaf_converted_reader_close(self.to_glib_none().0);
        }
    }

    /// Tells the weights with which channels are mixed: for each channel of `self`, one for each channel of its
    /// source.
    ///
    /// Returns: the weights; `None` if channels stay as they are
    #[doc(alias = "gaf_converted_reader_get_matrix")]
    pub fn matrix(&self) -> Vec<f32> {
        unsafe {
            let mut n_ret: usize = Default::default();
            let ret = ffi::gaf_converted_reader_get_matrix(self.to_glib_none().0, &mut n_ret);
            memory::numbers(ret, n_ret)
        }
    }

    /// Tells the source that is converted, which the reader keeps a reference to.
    ///
    /// Returns: the source
    #[doc(alias = "gaf_converted_reader_get_source")]
    pub fn source(&self) -> Source {
        unsafe {
            let ret = ffi::gaf_converted_reader_get_source(self.to_glib_none().0);
            from_glib_none(ret)
        }
    }

    /// Reads frames as planar samples of a format into a block of its own, as `ConvertedReader::read_as()`.
    ///
    /// `format`: int16, int32, float32 or float64
    ///
    /// `n_frames`: how many frames to read at most
    ///
    /// `cancellable`: cancels the reading
    ///
    /// Returns: a block of at most `n_frames` frames, with none at the end
    #[doc(alias = "gaf_converted_reader_read_block")]
    pub fn read_block(&self, format: SampleFormat, n_frames: i64, cancellable: Option<&gio::Cancellable>) -> Result<Block, glib::Error> {
        unsafe {
            let mut error = std::ptr::null_mut();
            let ret = ffi::gaf_converted_reader_read_block(self.to_glib_none().0, format.into_glib(), n_frames, cancellable.to_glib_none().0, &mut error);
            if error.is_null() { Ok(from_glib_full(ret)) } else { Err(from_glib_full(error)) }
        }
    }

    /// Reads as `ConvertedReader::read_block()` does, without making the caller wait.
    ///
    /// `format`: the type of the samples
    ///
    /// `n_frames`: how many frames to read
    ///
    /// `cancellable`: cancels the call
    #[doc(alias = "gaf_converted_reader_read_block_async")]
    pub fn read_block_async<P: FnOnce(Result<Block, glib::Error>) + 'static>(&self, format: SampleFormat, n_frames: i64, cancellable: Option<&gio::Cancellable>, callback: P) {
        unsafe {
            let (ready, ready_data) = callbacks::ready(callback, |source, result| {
                let mut error = std::ptr::null_mut();
                let ret = ffi::gaf_converted_reader_read_block_finish(source as *mut _, result, &mut error);
                if error.is_null() { Ok(from_glib_full(ret)) } else { Err(from_glib_full(error)) }
            });
            ffi::gaf_converted_reader_read_block_async(self.to_glib_none().0, format.into_glib(), n_frames, cancellable.to_glib_none().0, ready, ready_data);
        }
    }

    /// [`read_block_async()`](Self::read_block_async) as a future; dropping it cancels.
    pub fn read_block_future(&self, format: SampleFormat, n_frames: i64) -> Pin<Box<dyn Future<Output = Result<Block, glib::Error>> + 'static>> {
        Box::pin(gio::GioFuture::new(self, move |this, cancellable, send| {
            this.read_block_async(format, n_frames, Some(cancellable), move |result| send.resolve(result));
        }))
    }

    /// The number of channels of what is read.
    pub fn channels(&self) -> u32 {
        ObjectExt::property(self, "channels")
    }

    /// Calls `f` when the property `channels` has changed.
    pub fn connect_channels_notify<F: Fn(&Self) + 'static>(&self, f: F) -> glib::SignalHandlerId {
        ObjectExt::connect_notify_local(self, Some("channels"), move |this, _| f(this))
    }

    /// `true` if this reader or its source was closed. It is notified when this reader is.
    pub fn is_closed(&self) -> bool {
        ObjectExt::property(self, "closed")
    }

    /// Calls `f` when the property `closed` has changed.
    pub fn connect_closed_notify<F: Fn(&Self) + 'static>(&self, f: F) -> glib::SignalHandlerId {
        ObjectExt::connect_notify_local(self, Some("closed"), move |this, _| f(this))
    }

    /// The length in seconds; an estimate while `ConvertedReader:exact-duration` is `false`.
    pub fn duration(&self) -> f64 {
        ObjectExt::property(self, "duration")
    }

    /// Calls `f` when the property `duration` has changed.
    pub fn connect_duration_notify<F: Fn(&Self) + 'static>(&self, f: F) -> glib::SignalHandlerId {
        ObjectExt::connect_notify_local(self, Some("duration"), move |this, _| f(this))
    }

    /// `true` if the length is exact; `false` while it is an estimate.
    pub fn is_exact_duration(&self) -> bool {
        ObjectExt::property(self, "exact-duration")
    }

    /// Calls `f` when the property `exact-duration` has changed.
    pub fn connect_exact_duration_notify<F: Fn(&Self) + 'static>(&self, f: F) -> glib::SignalHandlerId {
        ObjectExt::connect_notify_local(self, Some("exact-duration"), move |this, _| f(this))
    }

    /// The length in frames at `ConvertedReader:rate`; an estimate while that of the source is one. It is notified
    /// when a read has found out more, as the two below are.
    pub fn n_frames(&self) -> i64 {
        ObjectExt::property(self, "n-frames")
    }

    /// Calls `f` when the property `n-frames` has changed.
    pub fn connect_n_frames_notify<F: Fn(&Self) + 'static>(&self, f: F) -> glib::SignalHandlerId {
        ObjectExt::connect_notify_local(self, Some("n-frames"), move |this, _| f(this))
    }

    /// The frame that is read next, counted from 0 at `ConvertedReader:rate`. It is not notified.
    pub fn position(&self) -> i64 {
        ObjectExt::property(self, "position")
    }

    /// Calls `f` when the property `position` has changed.
    pub fn connect_position_notify<F: Fn(&Self) + 'static>(&self, f: F) -> glib::SignalHandlerId {
        ObjectExt::connect_notify_local(self, Some("position"), move |this, _| f(this))
    }

    /// The sample rate of what is read: frames per second, Hz.
    pub fn rate(&self) -> f64 {
        ObjectExt::property(self, "rate")
    }

    /// Calls `f` when the property `rate` has changed.
    pub fn connect_rate_notify<F: Fn(&Self) + 'static>(&self, f: F) -> glib::SignalHandlerId {
        ObjectExt::connect_notify_local(self, Some("rate"), move |this, _| f(this))
    }

    /// Calls `f` when the property `source` has changed.
    pub fn connect_source_notify<F: Fn(&Self) + 'static>(&self, f: F) -> glib::SignalHandlerId {
        ObjectExt::connect_notify_local(self, Some("source"), move |this, _| f(this))
    }

}
