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
    /// Audio from a device, to a device, or both, as it happens.
    ///
    /// A stream is made for a device or for the default one, opened with `Stream::open()`, and then read from and
    /// written to in frames of 32-bit float of the stream's own rate and channels; the sound server converts. A
    /// stream with both directions can also pass audio through (`Stream::set_pass_through()`), with something done
    /// to it on the way (`Stream::set_process()`).
    ///
    /// A stream of the default device goes on when another device becomes the default one and when the sound server
    /// is restarted: it is interrupted meanwhile (`Stream:state`), and counts what was lost (`Stream:lost-frames`).
    /// When the device that a stream was made for is gone, the stream fails within two seconds. Properties are
    /// notified on the main context that was the thread's default one when the stream was made.
    ///
    /// Waiting calls take a timeout in milliseconds: they do what can be done until then. -1 waits for as long as it
    /// takes; but never on a device that is gone. Several threads may use one stream.
    ///
    #[doc(alias = "GafStream")]
    pub struct Stream(Object<ffi::GafStream, ffi::GafStreamClass>);

    match fn {
        type_ => || ffi::gaf_stream_get_type(),
    }
}

impl Stream {
    /// Makes a [`Stream`] of properties.
    pub fn builder() -> StreamBuilder {
        StreamBuilder { builder: glib::Object::builder() }
    }

    /// Makes a stream that records and plays. It does nothing before `Stream::open()`, which also checks the
    /// numbers.
    ///
    /// `input`: the device to record from; `None` for the default one, whichever that is at any time
    ///
    /// `output`: the device to play on; `None` likewise
    ///
    /// `rate`: frames per second, from 1000 to 1536000 Hz; 0 for 44100
    ///
    /// `input_channels`: how many channels to record, up to 64
    ///
    /// `output_channels`: how many channels to play, up to 64
    ///
    /// `buffer_size`: frames that a device gives or takes at once, from 16 to 262144; 0 for 512
    ///
    /// Returns: a stream
    #[doc(alias = "gaf_stream_new_duplex")]
    pub fn duplex(input: Option<&Device>, output: Option<&Device>, rate: u32, input_channels: u32, output_channels: u32, buffer_size: u32) -> Self {
        unsafe {
            let ret = ffi::gaf_stream_new_duplex(input.to_glib_none().0, output.to_glib_none().0, rate, input_channels, output_channels, buffer_size);
            from_glib_full(ret)
        }
    }

    /// Makes a stream that plays. It does nothing before `Stream::open()`, which also checks the numbers.
    ///
    /// `output`: the device to play on; `None` for the default one, whichever that is at any time
    ///
    /// `rate`: frames per second, from 1000 to 1536000 Hz; 0 for 44100
    ///
    /// `channels`: how many channels, from 1 to 64
    ///
    /// `buffer_size`: frames that the device takes at once, from 16 to 262144; 0 for 512
    ///
    /// Returns: a stream
    #[doc(alias = "gaf_stream_new_play")]
    pub fn play(output: Option<&Device>, rate: u32, channels: u32, buffer_size: u32) -> Self {
        unsafe {
            let ret = ffi::gaf_stream_new_play(output.to_glib_none().0, rate, channels, buffer_size);
            from_glib_full(ret)
        }
    }

    /// Makes a stream that records. It does nothing before `Stream::open()`, which also checks the numbers.
    ///
    /// `input`: the device to record from; `None` for the default one, whichever that is at any time
    ///
    /// `rate`: frames per second, from 1000 to 1536000 Hz; 0 for 44100
    ///
    /// `channels`: how many channels, from 1 to 64
    ///
    /// `buffer_size`: frames that the device gives at once, from 16 to 262144: few for a low latency, many against
    /// dropouts; 0 for 512
    ///
    /// Returns: a stream
    #[doc(alias = "gaf_stream_new_record")]
    pub fn record(input: Option<&Device>, rate: u32, channels: u32, buffer_size: u32) -> Self {
        unsafe {
            let ret = ffi::gaf_stream_new_record(input.to_glib_none().0, rate, channels, buffer_size);
            from_glib_full(ret)
        }
    }

    /// Ends the stream: the devices are closed, what was written and not played yet is lost, and calls that are
    /// waiting in other threads return. It takes less than two seconds, even when the sound server or the function
    /// of `Stream::set_process()` hangs. Closing again does nothing, and does not wait.
    #[doc(alias = "gaf_stream_close")]
    pub fn close(&self) {
        unsafe {
            ffi::gaf_stream_close(self.to_glib_none().0);
        }
    }

    /// Closes the stream as `Stream::close()` does, without making the caller wait.
    #[doc(alias = "gaf_stream_close_async")]
    pub fn close_async<P: FnOnce(Result<(), glib::Error>) + 'static>(&self, callback: P) {
        unsafe {
            let (ready, ready_data) = callbacks::ready(callback, |source, result| {
                let mut error = std::ptr::null_mut();
                let _ = ffi::gaf_stream_close_finish(source as *mut _, result, &mut error);
                if error.is_null() { Ok(()) } else { Err(from_glib_full(error)) }
            });
            ffi::gaf_stream_close_async(self.to_glib_none().0, ready, ready_data);
        }
    }

    /// [`close_async()`](Self::close_async) as a future; dropping it cancels.
    pub fn close_future(&self) -> Pin<Box<dyn Future<Output = Result<(), glib::Error>> + 'static>> {
        Box::pin(gio::GioFuture::new(self, move |this, _, send| {
            this.close_async(move |result| send.resolve(result));
        }))
    }

    /// Waits until the device has played everything that was written. Silence that is played from then on is not
    /// counted as an underrun, until more is written.
    ///
    /// `timeout`: how long to wait, in milliseconds; -1 for as long as it takes
    ///
    /// `cancellable`: cancels the waiting
    #[doc(alias = "gaf_stream_drain")]
    pub fn drain(&self, timeout: i32, cancellable: Option<&gio::Cancellable>) -> Result<(), glib::Error> {
        unsafe {
            let mut error = std::ptr::null_mut();
            let _ = ffi::gaf_stream_drain(self.to_glib_none().0, timeout, cancellable.to_glib_none().0, &mut error);
            if error.is_null() { Ok(()) } else { Err(from_glib_full(error)) }
        }
    }

    /// Waits until all has been played as `Stream::drain()` does, without making the caller wait.
    ///
    /// `timeout`: how long to wait, in milliseconds; -1 for as long as it takes
    ///
    /// `cancellable`: cancels the call
    #[doc(alias = "gaf_stream_drain_async")]
    pub fn drain_async<P: FnOnce(Result<(), glib::Error>) + 'static>(&self, timeout: i32, cancellable: Option<&gio::Cancellable>, callback: P) {
        unsafe {
            let (ready, ready_data) = callbacks::ready(callback, |source, result| {
                let mut error = std::ptr::null_mut();
                let _ = ffi::gaf_stream_drain_finish(source as *mut _, result, &mut error);
                if error.is_null() { Ok(()) } else { Err(from_glib_full(error)) }
            });
            ffi::gaf_stream_drain_async(self.to_glib_none().0, timeout, cancellable.to_glib_none().0, ready, ready_data);
        }
    }

    /// [`drain_async()`](Self::drain_async) as a future; dropping it cancels.
    pub fn drain_future(&self, timeout: i32) -> Pin<Box<dyn Future<Output = Result<(), glib::Error>> + 'static>> {
        Box::pin(gio::GioFuture::new(self, move |this, cancellable, send| {
            this.drain_async(timeout, Some(cancellable), move |result| send.resolve(result));
        }))
    }

    /// Tells how many frames go to or come from a device at once.
    ///
    /// Returns: frames
    #[doc(alias = "gaf_stream_get_buffer_size")]
    pub fn buffer_size(&self) -> u32 {
        unsafe {
            let ret = ffi::gaf_stream_get_buffer_size(self.to_glib_none().0);
            ret
        }
    }

    /// Tells how many frames are waiting in the stream: of the input, those that can be read at once; of the output,
    /// those that were written and the device has not taken yet.
    ///
    /// `direction`: input or output
    ///
    /// Returns: frames
    #[doc(alias = "gaf_stream_get_buffered_frames")]
    pub fn buffered_frames(&self, direction: Direction) -> i64 {
        unsafe {
            let ret = ffi::gaf_stream_get_buffered_frames(self.to_glib_none().0, direction.into_glib());
            ret
        }
    }

    /// Tells how many channels are read or written.
    ///
    /// `direction`: input or output
    ///
    /// Returns: the number of channels; 0 if the stream does not have that direction
    #[doc(alias = "gaf_stream_get_channels")]
    pub fn channels(&self, direction: Direction) -> u32 {
        unsafe {
            let ret = ffi::gaf_stream_get_channels(self.to_glib_none().0, direction.into_glib());
            ret
        }
    }

    /// Tells which device the stream was made for.
    ///
    /// `direction`: input or output
    ///
    /// Returns: the device, or `None` for the default one, whichever that is
    #[doc(alias = "gaf_stream_get_device")]
    pub fn device(&self, direction: Direction) -> Option<Device> {
        unsafe {
            let ret = ffi::gaf_stream_get_device(self.to_glib_none().0, direction.into_glib());
            from_glib_none(ret)
        }
    }

    /// Tells how many frames of input were dropped since the stream was opened, because the program did not read
    /// them in time. About half a second is kept, or eight buffers if that is more.
    ///
    /// Returns: frames
    #[doc(alias = "gaf_stream_get_dropped_frames")]
    pub fn dropped_frames(&self) -> i64 {
        unsafe {
            let ret = ffi::gaf_stream_get_dropped_frames(self.to_glib_none().0);
            ret
        }
    }

    /// Tells how many times a device or its sound server was lost since the stream was opened. With both directions
    /// it is the sum of both.
    ///
    /// Returns: the number of interruptions
    #[doc(alias = "gaf_stream_get_interruptions")]
    pub fn interruptions(&self) -> u32 {
        unsafe {
            let ret = ffi::gaf_stream_get_interruptions(self.to_glib_none().0);
            ret
        }
    }

    /// Tells how long audio takes between a device and the program, as the device says: for the output from being
    /// written to being heard, with all that is waiting now; for the input from being heard to being there to be
    /// read.
    ///
    /// `direction`: input or output
    ///
    /// Returns: seconds; 0 while the device is not open
    #[doc(alias = "gaf_stream_get_latency")]
    pub fn latency(&self, direction: Direction) -> f64 {
        unsafe {
            let ret = ffi::gaf_stream_get_latency(self.to_glib_none().0, direction.into_glib());
            ret
        }
    }

    /// Tells how loud it is now: over the last whole twentieth of a second.
    ///
    /// `direction`: input or output
    ///
    /// Returns: the level; it has no channels if the stream does not have that direction
    #[doc(alias = "gaf_stream_get_level")]
    pub fn level(&self, direction: Direction) -> Level {
        unsafe {
            let ret = ffi::gaf_stream_get_level(self.to_glib_none().0, direction.into_glib());
            from_glib_full(ret)
        }
    }

    /// Tells how many frames were lost since the stream was opened: skipped by a device, or the time during which
    /// there was none. With both directions it is the sum of both.
    ///
    /// Returns: frames
    #[doc(alias = "gaf_stream_get_lost_frames")]
    pub fn lost_frames(&self) -> i64 {
        unsafe {
            let ret = ffi::gaf_stream_get_lost_frames(self.to_glib_none().0);
            ret
        }
    }

    /// Tells whether the input is played on the output.
    ///
    /// Returns: `true` if it is
    #[doc(alias = "gaf_stream_get_pass_through")]
    pub fn pass_through(&self) -> bool {
        unsafe {
            let ret = ffi::gaf_stream_get_pass_through(self.to_glib_none().0);
            from_glib(ret)
        }
    }

    /// Tells the sample rate of what is read and written.
    ///
    /// Returns: frames per second, Hz
    #[doc(alias = "gaf_stream_get_rate")]
    pub fn rate(&self) -> u32 {
        unsafe {
            let ret = ffi::gaf_stream_get_rate(self.to_glib_none().0);
            ret
        }
    }

    /// Tells whether the stream is new, runs, is interrupted, has failed or was closed.
    ///
    /// Returns: the state
    #[doc(alias = "gaf_stream_get_state")]
    pub fn state(&self) -> StreamState {
        unsafe {
            let ret = ffi::gaf_stream_get_state(self.to_glib_none().0);
            from_glib(ret)
        }
    }

    /// Tells how many frames of silence were played because what was to be played came too late: from the program
    /// between two writes, or on its way from the input to the output.
    ///
    /// Returns: frames
    #[doc(alias = "gaf_stream_get_underrun_frames")]
    pub fn underrun_frames(&self) -> i64 {
        unsafe {
            let ret = ffi::gaf_stream_get_underrun_frames(self.to_glib_none().0);
            ret
        }
    }

    /// Tells whether the stream was closed by `Stream::close()`; it cannot be opened again.
    ///
    /// Returns: `true` after `Stream::close()`
    #[doc(alias = "gaf_stream_is_closed")]
    pub fn is_closed(&self) -> bool {
        unsafe {
            let ret = ffi::gaf_stream_is_closed(self.to_glib_none().0);
            from_glib(ret)
        }
    }

    /// Opens the devices, and waits for that three seconds at most. Recording begins, and so does playing: with what
    /// was written before, and then with silence until more is written. A stream that could not be opened is closed.
    ///
    /// `cancellable`: cancels the opening, which then fails with `gio::IOErrorEnum::Cancelled`
    #[doc(alias = "gaf_stream_open")]
    pub fn open(&self, cancellable: Option<&gio::Cancellable>) -> Result<(), glib::Error> {
        unsafe {
            let mut error = std::ptr::null_mut();
            let _ = ffi::gaf_stream_open(self.to_glib_none().0, cancellable.to_glib_none().0, &mut error);
            if error.is_null() { Ok(()) } else { Err(from_glib_full(error)) }
        }
    }

    /// Opens the devices as `Stream::open()` does, without making the caller wait for the sound server.
    ///
    /// `cancellable`: cancels the call
    #[doc(alias = "gaf_stream_open_async")]
    pub fn open_async<P: FnOnce(Result<(), glib::Error>) + 'static>(&self, cancellable: Option<&gio::Cancellable>, callback: P) {
        unsafe {
            let (ready, ready_data) = callbacks::ready(callback, |source, result| {
                let mut error = std::ptr::null_mut();
                let _ = ffi::gaf_stream_open_finish(source as *mut _, result, &mut error);
                if error.is_null() { Ok(()) } else { Err(from_glib_full(error)) }
            });
            ffi::gaf_stream_open_async(self.to_glib_none().0, cancellable.to_glib_none().0, ready, ready_data);
        }
    }

    /// [`open_async()`](Self::open_async) as a future; dropping it cancels.
    pub fn open_future(&self) -> Pin<Box<dyn Future<Output = Result<(), glib::Error>> + 'static>> {
        Box::pin(gio::GioFuture::new(self, move |this, cancellable, send| {
            this.open_async(Some(cancellable), move |result| send.resolve(result));
        }))
    }

    /// Takes frames that were recorded, as a block of 32-bit float of its own, and waits for those that were not
    /// yet.
    ///
    /// `n_frames`: how many frames
    ///
    /// `layout`: how the samples are to lie in memory
    ///
    /// `timeout`: how long to wait for them, in milliseconds; -1 for as long as it takes
    ///
    /// `cancellable`: cancels the waiting
    ///
    /// Returns: a block, with fewer frames only when the time was over or before an error
    #[doc(alias = "gaf_stream_read_frames")]
    pub fn read_frames(&self, n_frames: i64, layout: Layout, timeout: i32, cancellable: Option<&gio::Cancellable>) -> Result<Block, glib::Error> {
        unsafe {
            let mut error = std::ptr::null_mut();
            let ret = ffi::gaf_stream_read_frames(self.to_glib_none().0, n_frames, layout.into_glib(), timeout, cancellable.to_glib_none().0, &mut error);
            if error.is_null() { Ok(from_glib_full(ret)) } else { Err(from_glib_full(error)) }
        }
    }

    /// Takes what was recorded as `Stream::read_frames()` does, without making the caller wait.
    ///
    /// `n_frames`: how many frames
    ///
    /// `layout`: how the channels are to be laid out
    ///
    /// `timeout`: how long to wait, in milliseconds; -1 for as long as it takes
    ///
    /// `cancellable`: cancels the call
    #[doc(alias = "gaf_stream_read_frames_async")]
    pub fn read_frames_async<P: FnOnce(Result<Block, glib::Error>) + 'static>(&self, n_frames: i64, layout: Layout, timeout: i32, cancellable: Option<&gio::Cancellable>, callback: P) {
        unsafe {
            let (ready, ready_data) = callbacks::ready(callback, |source, result| {
                let mut error = std::ptr::null_mut();
                let ret = ffi::gaf_stream_read_frames_finish(source as *mut _, result, &mut error);
                if error.is_null() { Ok(from_glib_full(ret)) } else { Err(from_glib_full(error)) }
            });
            ffi::gaf_stream_read_frames_async(self.to_glib_none().0, n_frames, layout.into_glib(), timeout, cancellable.to_glib_none().0, ready, ready_data);
        }
    }

    /// [`read_frames_async()`](Self::read_frames_async) as a future; dropping it cancels.
    pub fn read_frames_future(&self, n_frames: i64, layout: Layout, timeout: i32) -> Pin<Box<dyn Future<Output = Result<Block, glib::Error>> + 'static>> {
        Box::pin(gio::GioFuture::new(self, move |this, cancellable, send| {
            this.read_frames_async(n_frames, layout, timeout, Some(cancellable), move |result| send.resolve(result));
        }))
    }

    /// Records into a file, from now on: what was recorded before and not read yet is dropped. Blocks until it is
    /// done, so it is for a thread of its own in a program with a main loop.
    ///
    /// `writer`: where the frames go; it has the channels and the rate of the stream, and is left open
    ///
    /// `n_frames`: how many frames; -1 to go on until `cancellable` is cancelled or the stream is closed
    ///
    /// `cancellable`: ends the recording; what was recorded until then is written, and that is no error
    ///
    /// Returns: how many frames were written
    #[doc(alias = "gaf_stream_record_to")]
    pub fn record_to(&self, writer: &Writer, n_frames: i64, cancellable: Option<&gio::Cancellable>) -> Result<i64, glib::Error> {
        unsafe {
            let mut error = std::ptr::null_mut();
            let ret = ffi::gaf_stream_record_to(self.to_glib_none().0, writer.to_glib_none().0, n_frames, cancellable.to_glib_none().0, &mut error);
            if error.is_null() { Ok(ret) } else { Err(from_glib_full(error)) }
        }
    }

    /// Records into a file as `Stream::record_to()` does, without making the caller wait. Cancelling ends the
    /// recording; what was recorded is in the file.
    ///
    /// `writer`: what is written to
    ///
    /// `n_frames`: how many frames, or -1 until it is cancelled or the stream is closed
    ///
    /// `cancellable`: cancels the call
    #[doc(alias = "gaf_stream_record_to_async")]
    pub fn record_to_async<P: FnOnce(Result<i64, glib::Error>) + 'static>(&self, writer: &Writer, n_frames: i64, cancellable: Option<&gio::Cancellable>, callback: P) {
        unsafe {
            let (ready, ready_data) = callbacks::ready(callback, |source, result| {
                let mut error = std::ptr::null_mut();
                let ret = ffi::gaf_stream_record_to_finish(source as *mut _, result, &mut error);
                if error.is_null() { Ok(ret) } else { Err(from_glib_full(error)) }
            });
            ffi::gaf_stream_record_to_async(self.to_glib_none().0, writer.to_glib_none().0, n_frames, cancellable.to_glib_none().0, ready, ready_data);
        }
    }

    /// [`record_to_async()`](Self::record_to_async) as a future; dropping it cancels.
    pub fn record_to_future(&self, writer: &Writer, n_frames: i64) -> Pin<Box<dyn Future<Output = Result<i64, glib::Error>> + 'static>> {
        let writer = writer.clone();
        Box::pin(gio::GioFuture::new(self, move |this, cancellable, send| {
            this.record_to_async(&writer, n_frames, Some(cancellable), move |result| send.resolve(result));
        }))
    }

    /// Sets how many frames go to or come from a device at once.
    ///
    /// `n_frames`: from 16 to 262144: few for a low latency, many against dropouts; 0 for 512
    #[doc(alias = "gaf_stream_set_buffer_size")]
    pub fn set_buffer_size(&self, n_frames: u32) {
        unsafe {
            ffi::gaf_stream_set_buffer_size(self.to_glib_none().0, n_frames);
        }
    }

    /// Sets how many channels are read or written.
    ///
    /// `direction`: input or output
    ///
    /// `channels`: how many channels, up to 64; 0 for a stream without that direction
    #[doc(alias = "gaf_stream_set_channels")]
    pub fn set_channels(&self, direction: Direction, channels: u32) {
        unsafe {
            ffi::gaf_stream_set_channels(self.to_glib_none().0, direction.into_glib(), channels);
        }
    }

    /// Sets the device to record from or to play on. The stream only has a direction for which it has channels, see
    /// `Stream::set_channels()`.
    ///
    /// `direction`: input or output
    ///
    /// `device`: a device of that direction; `None`, or the item "System default" of a `DeviceMonitor`, for the
    /// default one, whichever that is at any time
    #[doc(alias = "gaf_stream_set_device")]
    pub fn set_device(&self, direction: Direction, device: Option<&Device>) {
        unsafe {
            ffi::gaf_stream_set_device(self.to_glib_none().0, direction.into_glib(), device.to_glib_none().0);
        }
    }

    /// Sets how much audio a device may hold; it is two buffers at least. Much suits what is known long before, such
    /// as a file that is played: it is safe there from anything that the program is busy with. Little suits what is
    /// to be heard at once. With PipeWire it is one second at most. Of an input it is one second at least, which is
    /// no delay: what has come is taken at once.
    ///
    /// `seconds`: seconds of audio, 10 at most; 0 for the default: eight buffers, or four if the stream has both
    /// directions
    #[doc(alias = "gaf_stream_set_device_time")]
    pub fn set_device_time(&self, seconds: f64) {
        unsafe {
            ffi::gaf_stream_set_device_time(self.to_glib_none().0, seconds);
        }
    }

    /// Sets the effect that audio goes through when it passes from the input to the output, in place of one, or of a
    /// function, that was set before: `Stream::set_process()` for other languages, in which nothing can be called on
    /// the stream's threads. Several effects are one: an effect's description may be a chain of elements.
    ///
    /// `effect`: an effect of as many channels as the stream has inputs, and its rate; `None` for none
    #[doc(alias = "gaf_stream_set_effect")]
    pub fn set_effect(&self, effect: Option<&Effect>) -> Result<(), glib::Error> {
        unsafe {
            let mut error = std::ptr::null_mut();
            let _ = ffi::gaf_stream_set_effect(self.to_glib_none().0, effect.to_glib_none().0, &mut error);
            if error.is_null() { Ok(()) } else { Err(from_glib_full(error)) }
        }
    }

    /// Plays on the output what comes from the input, by way of the function that was set with
    /// `Stream::set_process()`. What is written is mixed with it, and what is read is what that function has made. A
    /// stream that does not have both directions stays as it is.
    ///
    /// `pass_through`: `true` to play the input on the output
    #[doc(alias = "gaf_stream_set_pass_through")]
    pub fn set_pass_through(&self, pass_through: bool) {
        unsafe {
            ffi::gaf_stream_set_pass_through(self.to_glib_none().0, pass_through.into_glib());
        }
    }

    /// Sets the sample rate of what is read and written.
    ///
    /// `rate`: frames per second, from 1000 to 1536000 Hz; 0 for 44100
    #[doc(alias = "gaf_stream_set_rate")]
    pub fn set_rate(&self, rate: u32) {
        unsafe {
            ffi::gaf_stream_set_rate(self.to_glib_none().0, rate);
        }
    }

    /// Plays the frames of a block, and waits until all of them are in line to be played.
    ///
    /// `block`: samples of 32-bit float, with as many channels as the stream, and its rate
    ///
    /// `cancellable`: cancels the waiting
    #[doc(alias = "gaf_stream_write_block")]
    pub fn write_block(&self, block: &Block, cancellable: Option<&gio::Cancellable>) -> Result<(), glib::Error> {
        unsafe {
            let mut error = std::ptr::null_mut();
            let _ = ffi::gaf_stream_write_block(self.to_glib_none().0, block.to_glib_none().0, cancellable.to_glib_none().0, &mut error);
            if error.is_null() { Ok(()) } else { Err(from_glib_full(error)) }
        }
    }

    /// Plays as `Stream::write_block()` does, without making the caller wait.
    ///
    /// `block`: samples at the stream's rate
    ///
    /// `cancellable`: cancels the call
    #[doc(alias = "gaf_stream_write_block_async")]
    pub fn write_block_async<P: FnOnce(Result<(), glib::Error>) + 'static>(&self, block: &Block, cancellable: Option<&gio::Cancellable>, callback: P) {
        unsafe {
            let (ready, ready_data) = callbacks::ready(callback, |source, result| {
                let mut error = std::ptr::null_mut();
                let _ = ffi::gaf_stream_write_block_finish(source as *mut _, result, &mut error);
                if error.is_null() { Ok(()) } else { Err(from_glib_full(error)) }
            });
            ffi::gaf_stream_write_block_async(self.to_glib_none().0, block.to_glib_none().0, cancellable.to_glib_none().0, ready, ready_data);
        }
    }

    /// [`write_block_async()`](Self::write_block_async) as a future; dropping it cancels.
    pub fn write_block_future(&self, block: &Block) -> Pin<Box<dyn Future<Output = Result<(), glib::Error>> + 'static>> {
        let block = block.clone();
        Box::pin(gio::GioFuture::new(self, move |this, cancellable, send| {
            this.write_block_async(&block, Some(cancellable), move |result| send.resolve(result));
        }))
    }

    /// Calls `f` when the property `buffer-size` has changed.
    pub fn connect_buffer_size_notify<F: Fn(&Self) + 'static>(&self, f: F) -> glib::SignalHandlerId {
        ObjectExt::connect_notify_local(self, Some("buffer-size"), move |this, _| f(this))
    }

    /// Calls `f` when the property `closed` has changed.
    pub fn connect_closed_notify<F: Fn(&Self) + 'static>(&self, f: F) -> glib::SignalHandlerId {
        ObjectExt::connect_notify_local(self, Some("closed"), move |this, _| f(this))
    }

    /// How many channels are recorded; 0 for a stream without an input. It can be set until the stream is opened.
    pub fn input_channels(&self) -> u32 {
        ObjectExt::property(self, "input-channels")
    }

    /// How many channels are recorded; 0 for a stream without an input. It can be set until the stream is opened.
    pub fn set_input_channels(&self, input_channels: u32) {
        ObjectExt::set_property(self, "input-channels", input_channels);
    }

    /// Calls `f` when the property `input-channels` has changed.
    pub fn connect_input_channels_notify<F: Fn(&Self) + 'static>(&self, f: F) -> glib::SignalHandlerId {
        ObjectExt::connect_notify_local(self, Some("input-channels"), move |this, _| f(this))
    }

    /// The device to record from; `None` for the default one, whichever that is. It can be set until the stream is
    /// opened.
    pub fn input_device(&self) -> Option<Device> {
        ObjectExt::property(self, "input-device")
    }

    /// The device to record from; `None` for the default one, whichever that is. It can be set until the stream is
    /// opened.
    pub fn set_input_device(&self, input_device: Option<&Device>) {
        ObjectExt::set_property(self, "input-device", input_device);
    }

    /// Calls `f` when the property `input-device` has changed.
    pub fn connect_input_device_notify<F: Fn(&Self) + 'static>(&self, f: F) -> glib::SignalHandlerId {
        ObjectExt::connect_notify_local(self, Some("input-device"), move |this, _| f(this))
    }

    /// How loud the input is now, over the last whole twentieth of a second. It is not notified: a meter asks as
    /// often as it draws.
    pub fn input_level(&self) -> Option<Level> {
        ObjectExt::property(self, "input-level")
    }

    /// Calls `f` when the property `input-level` has changed.
    pub fn connect_input_level_notify<F: Fn(&Self) + 'static>(&self, f: F) -> glib::SignalHandlerId {
        ObjectExt::connect_notify_local(self, Some("input-level"), move |this, _| f(this))
    }

    /// Calls `f` when the property `interruptions` has changed.
    pub fn connect_interruptions_notify<F: Fn(&Self) + 'static>(&self, f: F) -> glib::SignalHandlerId {
        ObjectExt::connect_notify_local(self, Some("interruptions"), move |this, _| f(this))
    }

    /// Calls `f` when the property `lost-frames` has changed.
    pub fn connect_lost_frames_notify<F: Fn(&Self) + 'static>(&self, f: F) -> glib::SignalHandlerId {
        ObjectExt::connect_notify_local(self, Some("lost-frames"), move |this, _| f(this))
    }

    /// How many channels are played; 0 for a stream without an output. It can be set until the stream is opened.
    pub fn output_channels(&self) -> u32 {
        ObjectExt::property(self, "output-channels")
    }

    /// How many channels are played; 0 for a stream without an output. It can be set until the stream is opened.
    pub fn set_output_channels(&self, output_channels: u32) {
        ObjectExt::set_property(self, "output-channels", output_channels);
    }

    /// Calls `f` when the property `output-channels` has changed.
    pub fn connect_output_channels_notify<F: Fn(&Self) + 'static>(&self, f: F) -> glib::SignalHandlerId {
        ObjectExt::connect_notify_local(self, Some("output-channels"), move |this, _| f(this))
    }

    /// The device to play on; `None` for the default one, whichever that is. It can be set until the stream is
    /// opened.
    pub fn output_device(&self) -> Option<Device> {
        ObjectExt::property(self, "output-device")
    }

    /// The device to play on; `None` for the default one, whichever that is. It can be set until the stream is
    /// opened.
    pub fn set_output_device(&self, output_device: Option<&Device>) {
        ObjectExt::set_property(self, "output-device", output_device);
    }

    /// Calls `f` when the property `output-device` has changed.
    pub fn connect_output_device_notify<F: Fn(&Self) + 'static>(&self, f: F) -> glib::SignalHandlerId {
        ObjectExt::connect_notify_local(self, Some("output-device"), move |this, _| f(this))
    }

    /// How loud the output is now, over the last whole twentieth of a second. It is not notified: a meter asks as
    /// often as it draws.
    pub fn output_level(&self) -> Option<Level> {
        ObjectExt::property(self, "output-level")
    }

    /// Calls `f` when the property `output-level` has changed.
    pub fn connect_output_level_notify<F: Fn(&Self) + 'static>(&self, f: F) -> glib::SignalHandlerId {
        ObjectExt::connect_notify_local(self, Some("output-level"), move |this, _| f(this))
    }

    /// Calls `f` when the property `pass-through` has changed.
    pub fn connect_pass_through_notify<F: Fn(&Self) + 'static>(&self, f: F) -> glib::SignalHandlerId {
        ObjectExt::connect_notify_local(self, Some("pass-through"), move |this, _| f(this))
    }

    /// Calls `f` when the property `rate` has changed.
    pub fn connect_rate_notify<F: Fn(&Self) + 'static>(&self, f: F) -> glib::SignalHandlerId {
        ObjectExt::connect_notify_local(self, Some("rate"), move |this, _| f(this))
    }

    /// Calls `f` when the property `state` has changed.
    pub fn connect_state_notify<F: Fn(&Self) + 'static>(&self, f: F) -> glib::SignalHandlerId {
        ObjectExt::connect_notify_local(self, Some("state"), move |this, _| f(this))
    }

}

/// Makes a [`Stream`] of properties.
#[must_use = "nothing is made before build()"]
pub struct StreamBuilder {
    builder: glib::object::ObjectBuilder<'static, Stream>,
}

impl StreamBuilder {
    /// The number of frames that go to or come from a device at once. It can be set until the stream is opened.
    pub fn buffer_size(self, buffer_size: u32) -> Self {
        Self { builder: self.builder.property("buffer-size", buffer_size) }
    }

    /// How many channels are recorded; 0 for a stream without an input. It can be set until the stream is opened.
    pub fn input_channels(self, input_channels: u32) -> Self {
        Self { builder: self.builder.property("input-channels", input_channels) }
    }

    /// The device to record from; `None` for the default one, whichever that is. It can be set until the stream is
    /// opened.
    pub fn input_device(self, input_device: &Device) -> Self {
        Self { builder: self.builder.property("input-device", input_device) }
    }

    /// How many channels are played; 0 for a stream without an output. It can be set until the stream is opened.
    pub fn output_channels(self, output_channels: u32) -> Self {
        Self { builder: self.builder.property("output-channels", output_channels) }
    }

    /// The device to play on; `None` for the default one, whichever that is. It can be set until the stream is
    /// opened.
    pub fn output_device(self, output_device: &Device) -> Self {
        Self { builder: self.builder.property("output-device", output_device) }
    }

    /// `true` while the input is played on the output. Setting it has no effect on a stream that does not have both.
    pub fn pass_through(self, pass_through: bool) -> Self {
        Self { builder: self.builder.property("pass-through", pass_through) }
    }

    /// The sample rate of what is read and written: frames per second, Hz. It can be set until the stream is opened.
    pub fn rate(self, rate: u32) -> Self {
        Self { builder: self.builder.property("rate", rate) }
    }

    /// Makes it.
    pub fn build(self) -> Stream {
        self.builder.build()
    }
}
