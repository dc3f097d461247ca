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
    /// Plays a file, or any other `Source`, on a device: play, pause, seek, volume, speed, and what comes next
    /// without a gap.
    ///
    /// No call but `Player::wait()`, `Player::close()` and those that open a file waits for anything: the player has
    /// a thread of its own, which opens the device, reads the source and watches what is heard. A pause is heard
    /// within 50 milliseconds and a seek within 100, without a click; `Player::position()` tells what is heard now.
    ///
    /// What is in the queue (`Player::enqueue()`) follows without a gap: no frame is missing and none is added. A
    /// source of another rate or with other channels than the first one is converted.
    ///
    /// A source is read by the player alone, from its first frame on. It may be one of the program's own, which is
    /// read on the player's thread.
    ///
    /// A player of the default device goes on when another device becomes the default one, and when the sound server
    /// is restarted, from where it was. If the device that was set is gone, it stops with `Player:error`.
    ///
    /// Signals are emitted, and `Player:state` and `Player:source` notified, on the main context that was the
    /// thread's default one when the player was made.
    ///
    #[doc(alias = "GafPlayer")]
    pub struct Player(Object<ffi::GafPlayer, ffi::GafPlayerClass>);

    match fn {
        type_ => || ffi::gaf_player_get_type(),
    }
}

impl Player {
    /// Makes a [`Player`] of properties.
    pub fn builder() -> PlayerBuilder {
        PlayerBuilder { builder: glib::Object::builder() }
    }

    /// Makes a player for the default device, without anything to play.
    ///
    /// Returns: a player
    #[doc(alias = "gaf_player_new")]
    #[allow(clippy::new_ret_no_self, clippy::new_without_default)]
    pub fn new() -> Self {
        unsafe {
            let ret = ffi::gaf_player_new();
            from_glib_full(ret)
        }
    }

    /// Drops all that is to be played behind the source that is heard.
    #[doc(alias = "gaf_player_clear_queue")]
    pub fn clear_queue(&self) {
        unsafe {
            ffi::gaf_player_clear_queue(self.to_glib_none().0);
        }
    }

    /// Ends the player: what is heard is faded out, the device is closed, and its thread ends. It takes less than
    /// two seconds, even when the sound server hangs. Closing again does nothing.
    #[doc(alias = "gaf_player_close")]
    pub fn close(&self) {
        unsafe {
            ffi::gaf_player_close(self.to_glib_none().0);
        }
    }

    /// Closes the player as `Player::close()` does, without making the caller wait.
    #[doc(alias = "gaf_player_close_async")]
    pub fn close_async<P: FnOnce(Result<(), glib::Error>) + 'static>(&self, callback: P) {
        unsafe {
            let (ready, ready_data) = callbacks::ready(callback, |source, result| {
                let mut error = std::ptr::null_mut();
                let _ = ffi::gaf_player_close_finish(source as *mut _, result, &mut error);
                if error.is_null() { Ok(()) } else { Err(from_glib_full(error)) }
            });
            ffi::gaf_player_close_async(self.to_glib_none().0, ready, ready_data);
        }
    }

    /// [`close_async()`](Self::close_async) as a future; dropping it cancels.
    pub fn close_future(&self) -> Pin<Box<dyn Future<Output = Result<(), glib::Error>> + 'static>> {
        Box::pin(gio::GioFuture::new(self, move |this, _, send| {
            this.close_async(move |result| send.resolve(result));
        }))
    }

    /// Adds a source to the queue: it is heard straight behind the one before, without a gap and with no frame more
    /// or less. The source of an empty player is what is played next.
    ///
    /// `source`: what to play behind all that is there
    #[doc(alias = "gaf_player_enqueue")]
    pub fn enqueue(&self, source: &impl IsA<Source>) {
        unsafe {
            ffi::gaf_player_enqueue(self.to_glib_none().0, source.as_ref().to_glib_none().0);
        }
    }

    /// Opens a file and adds it to the queue as `Player::enqueue()` does.
    ///
    /// `path`: the name of a file
    ///
    /// `cancellable`: cancels the opening
    #[doc(alias = "gaf_player_enqueue_path")]
    pub fn enqueue_path(&self, path: impl AsRef<Path>, cancellable: Option<&gio::Cancellable>) -> Result<(), glib::Error> {
        unsafe {
            let mut error = std::ptr::null_mut();
            let _ = ffi::gaf_player_enqueue_path(self.to_glib_none().0, path.as_ref().to_glib_none().0, cancellable.to_glib_none().0, &mut error);
            if error.is_null() { Ok(()) } else { Err(from_glib_full(error)) }
        }
    }

    /// Opens a file and adds it to the queue as `Player::enqueue_path()` does, without making the caller wait. Calls
    /// of this and its like are done in their order.
    ///
    /// `path`: the name of a file
    ///
    /// `cancellable`: cancels the call
    #[doc(alias = "gaf_player_enqueue_path_async")]
    pub fn enqueue_path_async<P: FnOnce(Result<(), glib::Error>) + 'static>(&self, path: impl AsRef<Path>, cancellable: Option<&gio::Cancellable>, callback: P) {
        unsafe {
            let (ready, ready_data) = callbacks::ready(callback, |source, result| {
                let mut error = std::ptr::null_mut();
                let _ = ffi::gaf_player_enqueue_path_finish(source as *mut _, result, &mut error);
                if error.is_null() { Ok(()) } else { Err(from_glib_full(error)) }
            });
            ffi::gaf_player_enqueue_path_async(self.to_glib_none().0, path.as_ref().to_glib_none().0, cancellable.to_glib_none().0, ready, ready_data);
        }
    }

    /// [`enqueue_path_async()`](Self::enqueue_path_async) as a future; dropping it cancels.
    pub fn enqueue_path_future(&self, path: impl AsRef<Path>) -> Pin<Box<dyn Future<Output = Result<(), glib::Error>> + 'static>> {
        let path = path.as_ref().to_owned();
        Box::pin(gio::GioFuture::new(self, move |this, cancellable, send| {
            this.enqueue_path_async(&path, Some(cancellable), move |result| send.resolve(result));
        }))
    }

    /// Tells which device was set, which need not be there now.
    ///
    /// Returns: the device, or `None` for the default one, whichever that is
    #[doc(alias = "gaf_player_get_device")]
    pub fn device(&self) -> Option<Device> {
        unsafe {
            let ret = ffi::gaf_player_get_device(self.to_glib_none().0);
            from_glib_full(ret)
        }
    }

    /// Tells how loud it is, over the last whole twentieth of a second, with the volume. A meter asks as often as it
    /// draws.
    ///
    /// Returns: the level; one without channels while the device is not open
    #[doc(alias = "gaf_player_get_level")]
    pub fn level(&self) -> Level {
        unsafe {
            let ret = ffi::gaf_player_get_level(self.to_glib_none().0);
            from_glib_full(ret)
        }
    }

    /// Tells whether the source is played again and again.
    ///
    /// Returns: `true` if it is
    #[doc(alias = "gaf_player_get_loop")]
    pub fn is_loop(&self) -> bool {
        unsafe {
            let ret = ffi::gaf_player_get_loop(self.to_glib_none().0);
            from_glib(ret)
        }
    }

    /// Tells whether the player is mute. The volume stays what it was meanwhile.
    ///
    /// Returns: `true` if nothing is to be heard
    #[doc(alias = "gaf_player_get_mute")]
    pub fn is_mute(&self) -> bool {
        unsafe {
            let ret = ffi::gaf_player_get_mute(self.to_glib_none().0);
            from_glib(ret)
        }
    }

    /// Tells how many sources are to be played behind the one that is heard.
    ///
    /// Returns: the number of sources in the queue
    #[doc(alias = "gaf_player_get_n_queued")]
    pub fn n_queued(&self) -> u32 {
        unsafe {
            let ret = ffi::gaf_player_get_n_queued(self.to_glib_none().0);
            ret
        }
    }

    /// Tells which frame is heard now: the device's delay is taken into account.
    ///
    /// Returns: a frame of the source that is heard
    #[doc(alias = "gaf_player_get_position")]
    pub fn position(&self) -> i64 {
        unsafe {
            let ret = ffi::gaf_player_get_position(self.to_glib_none().0);
            ret
        }
    }

    /// Tells how quickly the source is played, from 0.5 to 2 times its own speed.
    ///
    /// Returns: the speed; 1 is that of the source
    #[doc(alias = "gaf_player_get_rate")]
    pub fn rate(&self) -> f64 {
        unsafe {
            let ret = ffi::gaf_player_get_rate(self.to_glib_none().0);
            ret
        }
    }

    /// Tells what is played now, or would be played next by `Player::play()`.
    ///
    /// Returns: the source that is heard, or would be
    #[doc(alias = "gaf_player_get_source")]
    pub fn source(&self) -> Option<Source> {
        unsafe {
            let ret = ffi::gaf_player_get_source(self.to_glib_none().0);
            from_glib_full(ret)
        }
    }

    /// Tells whether the player plays, pauses, has stopped or was closed.
    ///
    /// Returns: the state
    #[doc(alias = "gaf_player_get_state")]
    pub fn state(&self) -> PlayerState {
        unsafe {
            let ret = ffi::gaf_player_get_state(self.to_glib_none().0);
            from_glib(ret)
        }
    }

    /// Tells the volume, as a factor of the samples: 1 leaves them as they are.
    ///
    /// Returns: what samples are multiplied with
    #[doc(alias = "gaf_player_get_volume")]
    pub fn volume(&self) -> f64 {
        unsafe {
            let ret = ffi::gaf_player_get_volume(self.to_glib_none().0);
            ret
        }
    }

    /// Goes over to the next source of the queue now.
    #[doc(alias = "gaf_player_next")]
    pub fn next(&self) -> Result<(), glib::Error> {
        unsafe {
            let mut error = std::ptr::null_mut();
            let _ = ffi::gaf_player_next(self.to_glib_none().0, &mut error);
            if error.is_null() { Ok(()) } else { Err(from_glib_full(error)) }
        }
    }

    /// Pauses, which is heard within 50 milliseconds, without a click. The device stays open. A player that does not
    /// play stays as it is.
    #[doc(alias = "gaf_player_pause")]
    pub fn pause(&self) -> Result<(), glib::Error> {
        unsafe {
            let mut error = std::ptr::null_mut();
            let _ = ffi::gaf_player_pause(self.to_glib_none().0, &mut error);
            if error.is_null() { Ok(()) } else { Err(from_glib_full(error)) }
        }
    }

    /// Plays, or goes on where it was paused. What was heard to its end begins anew, or the next one of the queue
    /// does.
    ///
    /// It does not wait: what goes wrong with the device or the source later is told by `Player:error` and
    /// `Player::wait()`.
    #[doc(alias = "gaf_player_play")]
    pub fn play(&self) -> Result<(), glib::Error> {
        unsafe {
            let mut error = std::ptr::null_mut();
            let _ = ffi::gaf_player_play(self.to_glib_none().0, &mut error);
            if error.is_null() { Ok(()) } else { Err(from_glib_full(error)) }
        }
    }

    /// Goes to a frame of the source that is heard, exactly; of one that is converted, to the frame next to it. It
    /// is heard within 100 milliseconds if the source is as quick, faded into in a few. What is played stays played,
    /// and what is paused stays paused. Behind the end of the source is its end.
    ///
    /// It does not wait; the position is `frame` at once.
    ///
    /// `frame`: the frame of the source that is to be heard next, from 0 on
    #[doc(alias = "gaf_player_seek")]
    pub fn seek(&self, frame: i64) -> Result<(), glib::Error> {
        unsafe {
            let mut error = std::ptr::null_mut();
            let _ = ffi::gaf_player_seek(self.to_glib_none().0, frame, &mut error);
            if error.is_null() { Ok(()) } else { Err(from_glib_full(error)) }
        }
    }

    /// Sets the device to play on, at any time: it goes on there from where it is.
    ///
    /// `device`: an output device; `None`, or the item "System default" of a `DeviceMonitor`, for the default one,
    /// whichever that is at any time
    #[doc(alias = "gaf_player_set_device")]
    pub fn set_device(&self, device: Option<&Device>) {
        unsafe {
            ffi::gaf_player_set_device(self.to_glib_none().0, device.to_glib_none().0);
        }
    }

    /// Has the source that is played begin anew at its end, without a gap, until this is set to `false`; the queue
    /// waits.
    ///
    /// `loop_`: whether the source is to be played again and again
    #[doc(alias = "gaf_player_set_loop")]
    pub fn set_loop(&self, loop_: bool) {
        unsafe {
            ffi::gaf_player_set_loop(self.to_glib_none().0, loop_.into_glib());
        }
    }

    /// Makes the player mute, or audible again. It goes on playing.
    ///
    /// `mute`: whether nothing is to be heard
    #[doc(alias = "gaf_player_set_mute")]
    pub fn set_mute(&self, mute: bool) {
        unsafe {
            ffi::gaf_player_set_mute(self.to_glib_none().0, mute.into_glib());
        }
    }

    /// Opens a file and sets it as `Player::set_source()` does.
    ///
    /// `path`: the name of a file
    ///
    /// `cancellable`: cancels the opening
    #[doc(alias = "gaf_player_set_path")]
    pub fn set_path(&self, path: impl AsRef<Path>, cancellable: Option<&gio::Cancellable>) -> Result<(), glib::Error> {
        unsafe {
            let mut error = std::ptr::null_mut();
            let _ = ffi::gaf_player_set_path(self.to_glib_none().0, path.as_ref().to_glib_none().0, cancellable.to_glib_none().0, &mut error);
            if error.is_null() { Ok(()) } else { Err(from_glib_full(error)) }
        }
    }

    /// Opens a file and sets it as `Player::set_path()` does, without making the caller wait. Calls of this and its
    /// like are done in their order.
    ///
    /// `path`: the name of a file
    ///
    /// `cancellable`: cancels the call
    #[doc(alias = "gaf_player_set_path_async")]
    pub fn set_path_async<P: FnOnce(Result<(), glib::Error>) + 'static>(&self, path: impl AsRef<Path>, cancellable: Option<&gio::Cancellable>, callback: P) {
        unsafe {
            let (ready, ready_data) = callbacks::ready(callback, |source, result| {
                let mut error = std::ptr::null_mut();
                let _ = ffi::gaf_player_set_path_finish(source as *mut _, result, &mut error);
                if error.is_null() { Ok(()) } else { Err(from_glib_full(error)) }
            });
            ffi::gaf_player_set_path_async(self.to_glib_none().0, path.as_ref().to_glib_none().0, cancellable.to_glib_none().0, ready, ready_data);
        }
    }

    /// [`set_path_async()`](Self::set_path_async) as a future; dropping it cancels.
    pub fn set_path_future(&self, path: impl AsRef<Path>) -> Pin<Box<dyn Future<Output = Result<(), glib::Error>> + 'static>> {
        let path = path.as_ref().to_owned();
        Box::pin(gio::GioFuture::new(self, move |this, cancellable, send| {
            this.set_path_async(&path, Some(cancellable), move |result| send.resolve(result));
        }))
    }

    /// Sets the speed, which the pitch does not follow. At 1 samples are played as they are.
    ///
    /// `rate`: the speed, from 0.5 to 2
    #[doc(alias = "gaf_player_set_rate")]
    pub fn set_rate(&self, rate: f64) {
        unsafe {
            ffi::gaf_player_set_rate(self.to_glib_none().0, rate);
        }
    }

    /// Sets what is played, in place of what is played and of the queue. A player that plays goes over to it, one
    /// that is paused stays so.
    ///
    /// `source`: what to play, from its first frame on; `None` for nothing
    #[doc(alias = "gaf_player_set_source")]
    pub fn set_source(&self, source: Option<&impl IsA<Source>>) {
        unsafe {
            ffi::gaf_player_set_source(self.to_glib_none().0, source.map(|one| one.as_ref()).to_glib_none().0);
        }
    }

    /// Sets the volume, which is heard within 100 milliseconds, without a click.
    ///
    /// `volume`: what samples are multiplied with: 1 for as they are, 0 for silence, 8 at most
    #[doc(alias = "gaf_player_set_volume")]
    pub fn set_volume(&self, volume: f64) {
        unsafe {
            ffi::gaf_player_set_volume(self.to_glib_none().0, volume);
        }
    }

    /// Stops playing, closes the device, and goes back to the first frame of the source.
    #[doc(alias = "gaf_player_stop")]
    pub fn stop(&self) -> Result<(), glib::Error> {
        unsafe {
            let mut error = std::ptr::null_mut();
            let _ = ffi::gaf_player_stop(self.to_glib_none().0, &mut error);
            if error.is_null() { Ok(()) } else { Err(from_glib_full(error)) }
        }
    }

    /// Waits until the player is stopped: because all was heard, or for another reason. It is for programs without a
    /// main loop, and for threads of their own.
    ///
    /// `timeout`: how long to wait, in milliseconds; -1 for as long as it takes
    ///
    /// `cancellable`: cancels the waiting
    #[doc(alias = "gaf_player_wait")]
    pub fn wait(&self, timeout: i32, cancellable: Option<&gio::Cancellable>) -> Result<(), glib::Error> {
        unsafe {
            let mut error = std::ptr::null_mut();
            let _ = ffi::gaf_player_wait(self.to_glib_none().0, timeout, cancellable.to_glib_none().0, &mut error);
            if error.is_null() { Ok(()) } else { Err(from_glib_full(error)) }
        }
    }

    /// Waits for the end as `Player::wait()` does, without making the caller wait.
    ///
    /// `timeout`: how long to wait, in milliseconds; -1 for as long as it takes
    ///
    /// `cancellable`: cancels the call
    #[doc(alias = "gaf_player_wait_async")]
    pub fn wait_async<P: FnOnce(Result<(), glib::Error>) + 'static>(&self, timeout: i32, cancellable: Option<&gio::Cancellable>, callback: P) {
        unsafe {
            let (ready, ready_data) = callbacks::ready(callback, |source, result| {
                let mut error = std::ptr::null_mut();
                let _ = ffi::gaf_player_wait_finish(source as *mut _, result, &mut error);
                if error.is_null() { Ok(()) } else { Err(from_glib_full(error)) }
            });
            ffi::gaf_player_wait_async(self.to_glib_none().0, timeout, cancellable.to_glib_none().0, ready, ready_data);
        }
    }

    /// [`wait_async()`](Self::wait_async) as a future; dropping it cancels.
    pub fn wait_future(&self, timeout: i32) -> Pin<Box<dyn Future<Output = Result<(), glib::Error>> + 'static>> {
        Box::pin(gio::GioFuture::new(self, move |this, cancellable, send| {
            this.wait_async(timeout, Some(cancellable), move |result| send.resolve(result));
        }))
    }

    /// Calls `f` when the property `device` has changed.
    pub fn connect_device_notify<F: Fn(&Self) + 'static>(&self, f: F) -> glib::SignalHandlerId {
        ObjectExt::connect_notify_local(self, Some("device"), move |this, _| f(this))
    }

    /// Calls `f` when the property `loop` has changed.
    pub fn connect_loop_notify<F: Fn(&Self) + 'static>(&self, f: F) -> glib::SignalHandlerId {
        ObjectExt::connect_notify_local(self, Some("loop"), move |this, _| f(this))
    }

    /// Calls `f` when the property `mute` has changed.
    pub fn connect_mute_notify<F: Fn(&Self) + 'static>(&self, f: F) -> glib::SignalHandlerId {
        ObjectExt::connect_notify_local(self, Some("mute"), move |this, _| f(this))
    }

    /// Whether it plays. Setting it plays or pauses; where there is nothing to play it stays `false`.
    pub fn is_playing(&self) -> bool {
        ObjectExt::property(self, "playing")
    }

    /// Whether it plays. Setting it plays or pauses; where there is nothing to play it stays `false`.
    pub fn set_playing(&self, playing: bool) {
        ObjectExt::set_property(self, "playing", playing);
    }

    /// Calls `f` when the property `playing` has changed.
    pub fn connect_playing_notify<F: Fn(&Self) + 'static>(&self, f: F) -> glib::SignalHandlerId {
        ObjectExt::connect_notify_local(self, Some("playing"), move |this, _| f(this))
    }

    /// Calls `f` when the property `position` has changed.
    pub fn connect_position_notify<F: Fn(&Self) + 'static>(&self, f: F) -> glib::SignalHandlerId {
        ObjectExt::connect_notify_local(self, Some("position"), move |this, _| f(this))
    }

    /// Calls `f` when the property `rate` has changed.
    pub fn connect_rate_notify<F: Fn(&Self) + 'static>(&self, f: F) -> glib::SignalHandlerId {
        ObjectExt::connect_notify_local(self, Some("rate"), move |this, _| f(this))
    }

    /// Calls `f` when the property `source` has changed.
    pub fn connect_source_notify<F: Fn(&Self) + 'static>(&self, f: F) -> glib::SignalHandlerId {
        ObjectExt::connect_notify_local(self, Some("source"), move |this, _| f(this))
    }

    /// Calls `f` when the property `state` has changed.
    pub fn connect_state_notify<F: Fn(&Self) + 'static>(&self, f: F) -> glib::SignalHandlerId {
        ObjectExt::connect_notify_local(self, Some("state"), move |this, _| f(this))
    }

    /// Calls `f` when the property `volume` has changed.
    pub fn connect_volume_notify<F: Fn(&Self) + 'static>(&self, f: F) -> glib::SignalHandlerId {
        ObjectExt::connect_notify_local(self, Some("volume"), move |this, _| f(this))
    }

    /// All was heard to its end, and the player has stopped.
    pub fn connect_ended<F: Fn(&Self) + 'static>(&self, f: F) -> glib::SignalHandlerId {
        ObjectExt::connect_local(self, "ended", false, move |values| {
            let this = values[0].get::<Self>().expect("ended");
            f(&this);
            None
        })
    }

    /// The player has stopped because of an error. `Player::play()` tries again, from where it was.
    pub fn connect_error<F: Fn(&Self, glib::Error) + 'static>(&self, f: F) -> glib::SignalHandlerId {
        ObjectExt::connect_local(self, "error", false, move |values| {
            let this = values[0].get::<Self>().expect("error");
            f(&this, values[1].get::<glib::Error>().expect("error"));
            None
        })
    }

    /// The next source of the queue is heard now: `Player:source`.
    pub fn connect_source_changed<F: Fn(&Self) + 'static>(&self, f: F) -> glib::SignalHandlerId {
        ObjectExt::connect_local(self, "source-changed", false, move |values| {
            let this = values[0].get::<Self>().expect("source-changed");
            f(&this);
            None
        })
    }

}

/// Makes a [`Player`] of properties.
#[must_use = "nothing is made before build()"]
pub struct PlayerBuilder {
    builder: glib::object::ObjectBuilder<'static, Player>,
}

impl PlayerBuilder {
    /// The device to play on; `None` for the default one, whichever that is.
    pub fn device(self, device: &Device) -> Self {
        Self { builder: self.builder.property("device", device) }
    }

    /// Whether the source is played again and again, without a gap.
    pub fn loop_(self, loop_: bool) -> Self {
        Self { builder: self.builder.property("loop", loop_) }
    }

    /// Whether nothing is to be heard, whatever the volume.
    pub fn mute(self, mute: bool) -> Self {
        Self { builder: self.builder.property("mute", mute) }
    }

    /// Whether it plays. Setting it plays or pauses; where there is nothing to play it stays `false`.
    pub fn playing(self, playing: bool) -> Self {
        Self { builder: self.builder.property("playing", playing) }
    }

    /// The speed, with the pitch kept; 1 at first.
    pub fn rate(self, rate: f64) -> Self {
        Self { builder: self.builder.property("rate", rate) }
    }

    /// What is played now. Setting it drops the queue.
    pub fn source(self, source: &impl IsA<Source>) -> Self {
        Self { builder: self.builder.property("source", source.as_ref()) }
    }

    /// What samples are multiplied with, 1 at first.
    pub fn volume(self, volume: f64) -> Self {
        Self { builder: self.builder.property("volume", volume) }
    }

    /// Makes it.
    pub fn build(self) -> Player {
        self.builder.build()
    }
}
