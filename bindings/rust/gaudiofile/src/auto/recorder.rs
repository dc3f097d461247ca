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
    /// Records from a device into a file, or into several, one after the other: with pauses, a longest time, a level
    /// for meters, and the waveform as it grows.
    ///
    /// It has a thread of its own, which writes what was captured; what a slow disk makes wait is kept for up to 20
    /// seconds. The files are usable at any moment: if the process dies, at most the last second is lost (unless the
    /// `EncodeSpec` is atomic). Between two files no frame is missing.
    ///
    /// A recorder of the default device goes on when another device becomes the default one, and when the sound
    /// server is restarted; what could not be captured meanwhile is counted (`Recorder::lost_frames()`) and not
    /// filled in. If the device that was given is gone, it ends with `Recorder:error`, and the file is whole.
    ///
    /// A recorder records once. Signals are emitted, and `Recorder:state` notified, on the main context that was the
    /// thread's default one when the recorder was made.
    ///
    #[doc(alias = "GafRecorder")]
    pub struct Recorder(Object<ffi::GafRecorder, ffi::GafRecorderClass>);

    match fn {
        type_ => || ffi::gaf_recorder_get_type(),
    }
}

impl Recorder {
    /// Makes a [`Recorder`] of properties.
    pub fn builder() -> RecorderBuilder {
        RecorderBuilder { builder: glib::Object::builder() }
    }

    /// Makes a recorder. It does nothing before `Recorder::start()`.
    ///
    /// `device`: the device to record from; `None` for the default one, whichever that is
    ///
    /// `path`: the name of the file
    ///
    /// `spec`: the format, with the rate and the channels that are recorded
    ///
    /// Returns: a recorder
    #[doc(alias = "gaf_recorder_new")]
    #[allow(clippy::new_ret_no_self, clippy::new_without_default)]
    pub fn new(device: Option<&Device>, path: impl AsRef<Path>, spec: &EncodeSpec) -> Self {
        unsafe {
            let ret = ffi::gaf_recorder_new(device.to_glib_none().0, path.as_ref().to_glib_none().0, spec.to_glib_none().0);
            from_glib_full(ret)
        }
    }

    /// Tells the names of the files that were begun, the one that is written to last.
    ///
    /// Returns: the names, in their order
    #[doc(alias = "gaf_recorder_get_files")]
    pub fn files(&self) -> Vec<PathBuf> {
        unsafe {
            let ret = ffi::gaf_recorder_get_files(self.to_glib_none().0);
            FromGlibPtrContainer::from_glib_full(ret)
        }
    }

    /// Tells how loud the device is, over the last whole twentieth of a second, also while the recorder is paused. A
    /// meter asks as often as it draws.
    ///
    /// Returns: the level; one without channels before it has begun
    #[doc(alias = "gaf_recorder_get_level")]
    pub fn level(&self) -> Level {
        unsafe {
            let ret = ffi::gaf_recorder_get_level(self.to_glib_none().0);
            from_glib_full(ret)
        }
    }

    /// Tells how many frames are missing in the recording: those that the device did not give while it was gone or
    /// the machine was busy, and those that a disk was too slow for.
    ///
    /// Returns: frames
    #[doc(alias = "gaf_recorder_get_lost_frames")]
    pub fn lost_frames(&self) -> i64 {
        unsafe {
            let ret = ffi::gaf_recorder_get_lost_frames(self.to_glib_none().0);
            ret
        }
    }

    /// Tells after how many frames it ends by itself.
    ///
    /// Returns: frames; 0 for never
    #[doc(alias = "gaf_recorder_get_max_frames")]
    pub fn max_frames(&self) -> i64 {
        unsafe {
            let ret = ffi::gaf_recorder_get_max_frames(self.to_glib_none().0);
            ret
        }
    }

    /// Gives the waveform of what was recorded, of all files together. It grows with the recording.
    ///
    /// Returns: the peaks; `None` before it has begun
    #[doc(alias = "gaf_recorder_get_peaks")]
    pub fn peaks(&self) -> Option<Peaks> {
        unsafe {
            let ret = ffi::gaf_recorder_get_peaks(self.to_glib_none().0);
            from_glib_full(ret)
        }
    }

    /// Tells how much was recorded, in all files together.
    ///
    /// Returns: frames
    #[doc(alias = "gaf_recorder_get_position")]
    pub fn position(&self) -> i64 {
        unsafe {
            let ret = ffi::gaf_recorder_get_position(self.to_glib_none().0);
            ret
        }
    }

    /// Tells how large a file gets, about, before the next one begins.
    ///
    /// Returns: bytes; 0 for any size
    #[doc(alias = "gaf_recorder_get_split_bytes")]
    pub fn split_bytes(&self) -> i64 {
        unsafe {
            let ret = ffi::gaf_recorder_get_split_bytes(self.to_glib_none().0);
            ret
        }
    }

    /// Tells how many frames a file has before the next one begins.
    ///
    /// Returns: frames; 0 for any number
    #[doc(alias = "gaf_recorder_get_split_frames")]
    pub fn split_frames(&self) -> i64 {
        unsafe {
            let ret = ffi::gaf_recorder_get_split_frames(self.to_glib_none().0);
            ret
        }
    }

    /// Tells whether the recorder has not begun, records, pauses or has ended.
    ///
    /// Returns: the state
    #[doc(alias = "gaf_recorder_get_state")]
    pub fn state(&self) -> RecorderState {
        unsafe {
            let ret = ffi::gaf_recorder_get_state(self.to_glib_none().0);
            from_glib(ret)
        }
    }

    /// Pauses. What was captured until now is recorded; what comes until `Recorder::resume()` is not. It does not
    /// wait.
    #[doc(alias = "gaf_recorder_pause")]
    pub fn pause(&self) -> Result<(), glib::Error> {
        unsafe {
            let mut error = std::ptr::null_mut();
            let _ = ffi::gaf_recorder_pause(self.to_glib_none().0, &mut error);
            if error.is_null() { Ok(()) } else { Err(from_glib_full(error)) }
        }
    }

    /// Goes on recording, from now on. It does not wait.
    #[doc(alias = "gaf_recorder_resume")]
    pub fn resume(&self) -> Result<(), glib::Error> {
        unsafe {
            let mut error = std::ptr::null_mut();
            let _ = ffi::gaf_recorder_resume(self.to_glib_none().0, &mut error);
            if error.is_null() { Ok(()) } else { Err(from_glib_full(error)) }
        }
    }

    /// Sets after how many frames the recording ends by itself. What is left out by pauses does not count.
    ///
    /// `n_frames`: after how many frames to end; 0 for never
    #[doc(alias = "gaf_recorder_set_max_frames")]
    pub fn set_max_frames(&self, n_frames: i64) {
        unsafe {
            ffi::gaf_recorder_set_max_frames(self.to_glib_none().0, n_frames);
        }
    }

    /// Splits the recording by size: exactly for PCM, and about for codecs, of which the size of what is not written
    /// yet is not known. A file has at least half a second.
    ///
    /// `n_bytes`: how large each file gets; 0 for one file
    #[doc(alias = "gaf_recorder_set_split_bytes")]
    pub fn set_split_bytes(&self, n_bytes: i64) {
        unsafe {
            ffi::gaf_recorder_set_split_bytes(self.to_glib_none().0, n_bytes);
        }
    }

    /// Splits the recording by time. The names of the files have numbers, see `Recorder:path`.
    ///
    /// `n_frames`: how many frames each file has; 0 for one file
    #[doc(alias = "gaf_recorder_set_split_frames")]
    pub fn set_split_frames(&self, n_frames: i64) {
        unsafe {
            ffi::gaf_recorder_set_split_frames(self.to_glib_none().0, n_frames);
        }
    }

    /// Opens the device and the file, which may take three seconds, and begins to record.
    ///
    /// `cancellable`: cancels the opening of the device
    #[doc(alias = "gaf_recorder_start")]
    pub fn start(&self, cancellable: Option<&gio::Cancellable>) -> Result<(), glib::Error> {
        unsafe {
            let mut error = std::ptr::null_mut();
            let _ = ffi::gaf_recorder_start(self.to_glib_none().0, cancellable.to_glib_none().0, &mut error);
            if error.is_null() { Ok(()) } else { Err(from_glib_full(error)) }
        }
    }

    /// Begins to record as `Recorder::start()` does, without making the caller wait.
    ///
    /// `cancellable`: cancels the call
    #[doc(alias = "gaf_recorder_start_async")]
    pub fn start_async<P: FnOnce(Result<(), glib::Error>) + 'static>(&self, cancellable: Option<&gio::Cancellable>, callback: P) {
        unsafe {
            let (ready, ready_data) = callbacks::ready(callback, |source, result| {
                let mut error = std::ptr::null_mut();
                let _ = ffi::gaf_recorder_start_finish(source as *mut _, result, &mut error);
                if error.is_null() { Ok(()) } else { Err(from_glib_full(error)) }
            });
            ffi::gaf_recorder_start_async(self.to_glib_none().0, cancellable.to_glib_none().0, ready, ready_data);
        }
    }

    /// [`start_async()`](Self::start_async) as a future; dropping it cancels.
    pub fn start_future(&self) -> Pin<Box<dyn Future<Output = Result<(), glib::Error>> + 'static>> {
        Box::pin(gio::GioFuture::new(self, move |this, cancellable, send| {
            this.start_async(Some(cancellable), move |result| send.resolve(result));
        }))
    }

    /// Ends the recording: what was captured until now is written, and the file is finished. Stopping again only
    /// waits for that.
    ///
    /// `cancellable`: cancels the waiting, not the stopping
    #[doc(alias = "gaf_recorder_stop")]
    pub fn stop(&self, cancellable: Option<&gio::Cancellable>) -> Result<(), glib::Error> {
        unsafe {
            let mut error = std::ptr::null_mut();
            let _ = ffi::gaf_recorder_stop(self.to_glib_none().0, cancellable.to_glib_none().0, &mut error);
            if error.is_null() { Ok(()) } else { Err(from_glib_full(error)) }
        }
    }

    /// Ends the recording as `Recorder::stop()` does, without making the caller wait.
    ///
    /// `cancellable`: cancels the waiting, not the stopping
    #[doc(alias = "gaf_recorder_stop_async")]
    pub fn stop_async<P: FnOnce(Result<(), glib::Error>) + 'static>(&self, cancellable: Option<&gio::Cancellable>, callback: P) {
        unsafe {
            let (ready, ready_data) = callbacks::ready(callback, |source, result| {
                let mut error = std::ptr::null_mut();
                let _ = ffi::gaf_recorder_stop_finish(source as *mut _, result, &mut error);
                if error.is_null() { Ok(()) } else { Err(from_glib_full(error)) }
            });
            ffi::gaf_recorder_stop_async(self.to_glib_none().0, cancellable.to_glib_none().0, ready, ready_data);
        }
    }

    /// [`stop_async()`](Self::stop_async) as a future; dropping it cancels.
    pub fn stop_future(&self) -> Pin<Box<dyn Future<Output = Result<(), glib::Error>> + 'static>> {
        Box::pin(gio::GioFuture::new(self, move |this, cancellable, send| {
            this.stop_async(Some(cancellable), move |result| send.resolve(result));
        }))
    }

    /// Waits until the recording has ended, and all files are whole.
    ///
    /// `timeout`: how long to wait, in milliseconds; -1 for as long as it takes
    ///
    /// `cancellable`: cancels the waiting
    #[doc(alias = "gaf_recorder_wait")]
    pub fn wait(&self, timeout: i32, cancellable: Option<&gio::Cancellable>) -> Result<(), glib::Error> {
        unsafe {
            let mut error = std::ptr::null_mut();
            let _ = ffi::gaf_recorder_wait(self.to_glib_none().0, timeout, cancellable.to_glib_none().0, &mut error);
            if error.is_null() { Ok(()) } else { Err(from_glib_full(error)) }
        }
    }

    /// Waits for the end as `Recorder::wait()` does, without making the caller wait.
    ///
    /// `timeout`: how long to wait, in milliseconds; -1 for as long as it takes
    ///
    /// `cancellable`: cancels the call
    #[doc(alias = "gaf_recorder_wait_async")]
    pub fn wait_async<P: FnOnce(Result<(), glib::Error>) + 'static>(&self, timeout: i32, cancellable: Option<&gio::Cancellable>, callback: P) {
        unsafe {
            let (ready, ready_data) = callbacks::ready(callback, |source, result| {
                let mut error = std::ptr::null_mut();
                let _ = ffi::gaf_recorder_wait_finish(source as *mut _, result, &mut error);
                if error.is_null() { Ok(()) } else { Err(from_glib_full(error)) }
            });
            ffi::gaf_recorder_wait_async(self.to_glib_none().0, timeout, cancellable.to_glib_none().0, ready, ready_data);
        }
    }

    /// [`wait_async()`](Self::wait_async) as a future; dropping it cancels.
    pub fn wait_future(&self, timeout: i32) -> Pin<Box<dyn Future<Output = Result<(), glib::Error>> + 'static>> {
        Box::pin(gio::GioFuture::new(self, move |this, cancellable, send| {
            this.wait_async(timeout, Some(cancellable), move |result| send.resolve(result));
        }))
    }

    /// The device to record from; `None` for the default one, whichever that is.
    pub fn device(&self) -> Option<Device> {
        ObjectExt::property(self, "device")
    }

    /// Calls `f` when the property `max-frames` has changed.
    pub fn connect_max_frames_notify<F: Fn(&Self) + 'static>(&self, f: F) -> glib::SignalHandlerId {
        ObjectExt::connect_notify_local(self, Some("max-frames"), move |this, _| f(this))
    }

    /// The name of the file. If there may be several of them, each has a number behind it: `take.wav` becomes
    /// `take-001.wav`.
    pub fn path(&self) -> Option<glib::GString> {
        ObjectExt::property(self, "path")
    }

    /// Calls `f` when the property `position` has changed.
    pub fn connect_position_notify<F: Fn(&Self) + 'static>(&self, f: F) -> glib::SignalHandlerId {
        ObjectExt::connect_notify_local(self, Some("position"), move |this, _| f(this))
    }

    /// The format, and the rate and channels that are recorded.
    pub fn spec(&self) -> Option<EncodeSpec> {
        ObjectExt::property(self, "spec")
    }

    /// Calls `f` when the property `split-bytes` has changed.
    pub fn connect_split_bytes_notify<F: Fn(&Self) + 'static>(&self, f: F) -> glib::SignalHandlerId {
        ObjectExt::connect_notify_local(self, Some("split-bytes"), move |this, _| f(this))
    }

    /// Calls `f` when the property `split-frames` has changed.
    pub fn connect_split_frames_notify<F: Fn(&Self) + 'static>(&self, f: F) -> glib::SignalHandlerId {
        ObjectExt::connect_notify_local(self, Some("split-frames"), move |this, _| f(this))
    }

    /// Calls `f` when the property `state` has changed.
    pub fn connect_state_notify<F: Fn(&Self) + 'static>(&self, f: F) -> glib::SignalHandlerId {
        ObjectExt::connect_notify_local(self, Some("state"), move |this, _| f(this))
    }

    /// The recording has ended, because it was stopped or is as long as it may be.
    pub fn connect_ended<F: Fn(&Self) + 'static>(&self, f: F) -> glib::SignalHandlerId {
        ObjectExt::connect_local(self, "ended", false, move |values| {
            let this = values[0].get::<Self>().expect("ended");
            f(&this);
            None
        })
    }

    /// The recording has ended with an error. What was captured until then is in the files, as far as they could be
    /// written.
    pub fn connect_error<F: Fn(&Self, glib::Error) + 'static>(&self, f: F) -> glib::SignalHandlerId {
        ObjectExt::connect_local(self, "error", false, move |values| {
            let this = values[0].get::<Self>().expect("error");
            f(&this, values[1].get::<glib::Error>().expect("error"));
            None
        })
    }

    /// A file is whole: it has its last frame, its header is true, and other programs may open it.
    pub fn connect_file_finished<F: Fn(&Self, String) + 'static>(&self, f: F) -> glib::SignalHandlerId {
        ObjectExt::connect_local(self, "file-finished", false, move |values| {
            let this = values[0].get::<Self>().expect("file-finished");
            f(&this, values[1].get::<String>().expect("file-finished"));
            None
        })
    }

}

/// Makes a [`Recorder`] of properties.
#[must_use = "nothing is made before build()"]
pub struct RecorderBuilder {
    builder: glib::object::ObjectBuilder<'static, Recorder>,
}

impl RecorderBuilder {
    /// The device to record from; `None` for the default one, whichever that is.
    pub fn device(self, device: &Device) -> Self {
        Self { builder: self.builder.property("device", device) }
    }

    /// After how many frames it ends by itself; 0 for never. It can be set until it begins.
    pub fn max_frames(self, max_frames: i64) -> Self {
        Self { builder: self.builder.property("max-frames", max_frames) }
    }

    /// The name of the file. If there may be several of them, each has a number behind it: `take.wav` becomes
    /// `take-001.wav`.
    pub fn path(self, path: &str) -> Self {
        Self { builder: self.builder.property("path", path) }
    }

    /// The format, and the rate and channels that are recorded.
    pub fn spec(self, spec: &EncodeSpec) -> Self {
        Self { builder: self.builder.property("spec", spec) }
    }

    /// How large a file gets, about, before the next one begins; 0 for any size. It can be set until it begins.
    pub fn split_bytes(self, split_bytes: i64) -> Self {
        Self { builder: self.builder.property("split-bytes", split_bytes) }
    }

    /// How many frames a file has before the next one begins; 0 for any number. It can be set until it begins.
    pub fn split_frames(self, split_frames: i64) -> Self {
        Self { builder: self.builder.property("split-frames", split_frames) }
    }

    /// Makes it.
    pub fn build(self) -> Recorder {
        self.builder.build()
    }
}
