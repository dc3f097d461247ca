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
    /// Audio that can be read, and perhaps sought in: a `Reader`, a `ResampledReader`, or an object of yours.
    ///
    /// Lengths and positions are frames at the source's own rate; a frame is one sample of each channel.
    ///
    /// To make a source of your own, implement `Source::describe` and `Source::read_frames`; the other virtual
    /// methods are for what else it can do. It can then be read at another rate by a `ResampledReader`, and its
    /// blocks can be handed to a `Writer`.
    ///
    #[doc(alias = "GafSource")]
    pub struct Source(Interface<ffi::GafSource, ffi::GafSourceInterface>);

    match fn {
        type_ => || ffi::gaf_source_get_type(),
    }
}

/// What every [`Source`] has.
pub trait SourceExt: IsA<Source> + 'static {
    /// Tells the sample rate and the number of channels, which stay the same for as long as the source lives. Both
    /// are 0 while the source does not tell a rate above zero and from 1 to 64 channels; it cannot be read then.
    #[doc(alias = "gaf_source_describe")]
    fn describe(&self) -> (f64, u32) {
        unsafe {
            let mut rate: f64 = Default::default();
            let mut channels: u32 = Default::default();
            ffi::gaf_source_describe(self.as_ref().to_glib_none().0, &mut rate, &mut channels);
            (rate, channels)
        }
    }

    /// Tells which loudspeakers the channels are for, as `Reader::channel_mask()`.
    ///
    /// Returns: one bit for each `GstAudioChannelPosition`, 0 if it is not known
    #[doc(alias = "gaf_source_get_channel_mask")]
    fn channel_mask(&self) -> u64 {
        unsafe {
            let ret = ffi::gaf_source_get_channel_mask(self.as_ref().to_glib_none().0);
            ret
        }
    }

    /// Tells how many channels the source has, the same from its beginning to its end.
    ///
    /// Returns: the number of channels; 0 as `Source::describe()` tells
    #[doc(alias = "gaf_source_get_channels")]
    fn channels(&self) -> u32 {
        unsafe {
            let ret = ffi::gaf_source_get_channels(self.as_ref().to_glib_none().0);
            ret
        }
    }

    /// Tells the length in time: the frames divided by the rate. It is as exact as `Source::n_frames()`.
    ///
    /// Returns: seconds; 0 if the rate is not known
    #[doc(alias = "gaf_source_get_duration")]
    fn duration(&self) -> f64 {
        unsafe {
            let ret = ffi::gaf_source_get_duration(self.as_ref().to_glib_none().0);
            ret
        }
    }

    /// Tells whether the length is exact: that of what reading to the end delivers.
    ///
    /// Returns: `false` if it is an estimate, which reading to the end corrects
    #[doc(alias = "gaf_source_get_exact_duration")]
    fn is_exact_duration(&self) -> bool {
        unsafe {
            let ret = ffi::gaf_source_get_exact_duration(self.as_ref().to_glib_none().0);
            from_glib(ret)
        }
    }

    /// Tells the length. It is an estimate while `Source::is_exact_duration()` is `false`; of a source that knows
    /// nothing about its length it is what was read so far.
    ///
    /// Returns: frames (samples per channel)
    #[doc(alias = "gaf_source_get_n_frames")]
    fn n_frames(&self) -> i64 {
        unsafe {
            let ret = ffi::gaf_source_get_n_frames(self.as_ref().to_glib_none().0);
            ret
        }
    }

    /// Tells the sample rate, in which all positions and lengths of the source are counted.
    ///
    /// Returns: frames per second, Hz; 0 as `Source::describe()` tells
    #[doc(alias = "gaf_source_get_rate")]
    fn rate(&self) -> f64 {
        unsafe {
            let ret = ffi::gaf_source_get_rate(self.as_ref().to_glib_none().0);
            ret
        }
    }

    /// Tells what the samples were stored as, before anything was done with them. What is read is 32-bit float in
    /// any case.
    ///
    /// Returns: the sample format
    #[doc(alias = "gaf_source_get_sample_format")]
    fn sample_format(&self) -> SampleFormat {
        unsafe {
            let ret = ffi::gaf_source_get_sample_format(self.as_ref().to_glib_none().0);
            from_glib(ret)
        }
    }

    /// Tells whether the source was closed, so that nothing can be read from it any more.
    ///
    /// Returns: `true` once it was closed
    #[doc(alias = "gaf_source_is_closed")]
    fn is_closed(&self) -> bool {
        unsafe {
            let ret = ffi::gaf_source_is_closed(self.as_ref().to_glib_none().0);
            from_glib(ret)
        }
    }

    /// Makes an element for a pipeline of GStreamer's that gives the audio of a source: a GstAppSrc with 32-bit
    /// float in its rate and channels. It seeks to the frame, and ends where the source does, or where a seek has
    /// asked for.
    ///
    /// The source is read on a thread of the pipeline, from frame 0 on wherever it stands. The element keeps a
    /// reference. One element is made for one source at a time: each moves it.
    ///
    /// Returns: a GstElement, which is floating as all new ones are
    #[doc(alias = "gaf_source_make_element")]
    fn make_element(&self) -> Result<glib::Object, glib::Error> {
        unsafe {
            let mut error = std::ptr::null_mut();
            let ret = ffi::gaf_source_make_element(self.as_ref().to_glib_none().0, &mut error);
            if error.is_null() { Ok(from_glib_none(ret)) } else { Err(from_glib_full(error)) }
        }
    }

    /// Reads the next frames as 32-bit float, full scale being 1.0, and moves on behind them.
    ///
    /// `n_frames`: how many frames to read at most
    ///
    /// `layout`: how the channels are to lie
    ///
    /// `cancellable`: cancels the reading
    ///
    /// Returns: a block of at most `n_frames` frames, with none at the end
    #[doc(alias = "gaf_source_read_frames")]
    fn read_frames(&self, n_frames: i64, layout: Layout, cancellable: Option<&gio::Cancellable>) -> Result<Block, glib::Error> {
        unsafe {
            let mut error = std::ptr::null_mut();
            let ret = ffi::gaf_source_read_frames(self.as_ref().to_glib_none().0, n_frames, layout.into_glib(), cancellable.to_glib_none().0, &mut error);
            if error.is_null() { Ok(from_glib_full(ret)) } else { Err(from_glib_full(error)) }
        }
    }

    /// Reads as `Source::read_frames()` does, without making the caller wait. Asynchronous calls on one source are
    /// done in the order in which they were made.
    ///
    /// `n_frames`: how many frames to read
    ///
    /// `layout`: how the channels are to be laid out
    ///
    /// `cancellable`: cancels the call
    #[doc(alias = "gaf_source_read_frames_async")]
    fn read_frames_async<P: FnOnce(Result<Block, glib::Error>) + 'static>(&self, n_frames: i64, layout: Layout, cancellable: Option<&gio::Cancellable>, callback: P) {
        unsafe {
            let (ready, ready_data) = callbacks::ready(callback, |source, result| {
                let mut error = std::ptr::null_mut();
                let ret = ffi::gaf_source_read_frames_finish(source as *mut _, result, &mut error);
                if error.is_null() { Ok(from_glib_full(ret)) } else { Err(from_glib_full(error)) }
            });
            ffi::gaf_source_read_frames_async(self.as_ref().to_glib_none().0, n_frames, layout.into_glib(), cancellable.to_glib_none().0, ready, ready_data);
        }
    }

    /// [`read_frames_async()`](Self::read_frames_async) as a future; dropping it cancels.
    fn read_frames_future(&self, n_frames: i64, layout: Layout) -> Pin<Box<dyn Future<Output = Result<Block, glib::Error>> + 'static>> {
        Box::pin(gio::GioFuture::new(self, move |this, cancellable, send| {
            this.read_frames_async(n_frames, layout, Some(cancellable), move |result| send.resolve(result));
        }))
    }

    /// Sets the frame that is read next. What is read there is the same as what a read from the start delivers
    /// there.
    ///
    /// `frame`: where to go on reading, from 0 to the length
    ///
    /// `cancellable`: cancels it
    #[doc(alias = "gaf_source_seek")]
    fn seek(&self, frame: i64, cancellable: Option<&gio::Cancellable>) -> Result<(), glib::Error> {
        unsafe {
            let mut error = std::ptr::null_mut();
            let _ = ffi::gaf_source_seek(self.as_ref().to_glib_none().0, frame, cancellable.to_glib_none().0, &mut error);
            if error.is_null() { Ok(()) } else { Err(from_glib_full(error)) }
        }
    }

    /// Goes to a frame as `Source::seek()` does, without making the caller wait.
    ///
    /// `frame`: where to go on
    ///
    /// `cancellable`: cancels the call
    #[doc(alias = "gaf_source_seek_async")]
    fn seek_async<P: FnOnce(Result<(), glib::Error>) + 'static>(&self, frame: i64, cancellable: Option<&gio::Cancellable>, callback: P) {
        unsafe {
            let (ready, ready_data) = callbacks::ready(callback, |source, result| {
                let mut error = std::ptr::null_mut();
                let _ = ffi::gaf_source_seek_finish(source as *mut _, result, &mut error);
                if error.is_null() { Ok(()) } else { Err(from_glib_full(error)) }
            });
            ffi::gaf_source_seek_async(self.as_ref().to_glib_none().0, frame, cancellable.to_glib_none().0, ready, ready_data);
        }
    }

    /// [`seek_async()`](Self::seek_async) as a future; dropping it cancels.
    fn seek_future(&self, frame: i64) -> Pin<Box<dyn Future<Output = Result<(), glib::Error>> + 'static>> {
        Box::pin(gio::GioFuture::new(self, move |this, cancellable, send| {
            this.seek_async(frame, Some(cancellable), move |result| send.resolve(result));
        }))
    }

    /// Tells the frame that is read next, at the rate of the source.
    ///
    /// Returns: a frame, counted from 0
    #[doc(alias = "gaf_source_tell")]
    fn tell(&self) -> i64 {
        unsafe {
            let ret = ffi::gaf_source_tell(self.as_ref().to_glib_none().0);
            ret
        }
    }

}

impl<O: IsA<Source>> SourceExt for O {}
