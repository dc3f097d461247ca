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
    /// A device that audio is played to or recorded from: a sound card, a virtual device of the sound server, or the
    /// monitor of an output, which records what is being played there.
    ///
    /// The devices in a `DeviceMonitor` are kept up to date: when the default device or something else about them
    /// changes, the object stays and its properties change, with `notify`. All others tell what was so when they
    /// were made.
    ///
    #[doc(alias = "GafDevice")]
    pub struct Device(Object<ffi::GafDevice, ffi::GafDeviceClass>);

    match fn {
        type_ => || ffi::gaf_device_get_type(),
    }
}

impl Device {
    /// Looks for a device among those that there are now. Waits for the sound server as `Device::list()` does.
    ///
    /// `direction`: input or output
    ///
    /// `name`: a device's id or name; "default" or `None` for the default device
    ///
    /// Returns: the device
    #[doc(alias = "gaf_device_find")]
    pub fn find(direction: Direction, name: Option<&str>) -> Result<Device, glib::Error> {
        unsafe {
            let mut error = std::ptr::null_mut();
            let ret = ffi::gaf_device_find(direction.into_glib(), name.to_glib_none().0, &mut error);
            if error.is_null() { Ok(from_glib_full(ret)) } else { Err(from_glib_full(error)) }
        }
    }

    /// Looks a device up as `Device::find()` does, without making the caller wait for the sound server.
    ///
    /// `direction`: inputs or outputs
    ///
    /// `name`: name or id of a device
    ///
    /// `cancellable`: cancels the call
    #[doc(alias = "gaf_device_find_async")]
    pub fn find_async<P: FnOnce(Result<Device, glib::Error>) + 'static>(direction: Direction, name: &str, cancellable: Option<&gio::Cancellable>, callback: P) {
        unsafe {
            let (ready, ready_data) = callbacks::ready(callback, |_source, result| {
                let mut error = std::ptr::null_mut();
                let ret = ffi::gaf_device_find_finish(result, &mut error);
                if error.is_null() { Ok(from_glib_full(ret)) } else { Err(from_glib_full(error)) }
            });
            ffi::gaf_device_find_async(direction.into_glib(), name.to_glib_none().0, cancellable.to_glib_none().0, ready, ready_data);
        }
    }

    /// [`find_async()`](Self::find_async) as a future; dropping it cancels.
    pub fn find_future(direction: Direction, name: &str) -> Pin<Box<dyn Future<Output = Result<Device, glib::Error>> + 'static>> {
        let name = glib::GString::from(name);
        Box::pin(gio::GioFuture::new(&(), move |_, cancellable, send| {
            Self::find_async(direction, &name, Some(cancellable), move |result| send.resolve(result));
        }))
    }

    /// Looks for the device that is used where none is named, as it is now.
    ///
    /// `direction`: input or output
    ///
    /// Returns: the device
    #[doc(alias = "gaf_device_get_default")]
    pub fn default(direction: Direction) -> Result<Device, glib::Error> {
        unsafe {
            let mut error = std::ptr::null_mut();
            let ret = ffi::gaf_device_get_default(direction.into_glib(), &mut error);
            if error.is_null() { Ok(from_glib_full(ret)) } else { Err(from_glib_full(error)) }
        }
    }

    /// Tells the default device as `Device::get_default()` does, without making the caller wait for the sound
    /// server.
    ///
    /// `direction`: inputs or outputs
    ///
    /// `cancellable`: cancels the call
    #[doc(alias = "gaf_device_get_default_async")]
    pub fn default_async<P: FnOnce(Result<Device, glib::Error>) + 'static>(direction: Direction, cancellable: Option<&gio::Cancellable>, callback: P) {
        unsafe {
            let (ready, ready_data) = callbacks::ready(callback, |_source, result| {
                let mut error = std::ptr::null_mut();
                let ret = ffi::gaf_device_get_default_finish(result, &mut error);
                if error.is_null() { Ok(from_glib_full(ret)) } else { Err(from_glib_full(error)) }
            });
            ffi::gaf_device_get_default_async(direction.into_glib(), cancellable.to_glib_none().0, ready, ready_data);
        }
    }

    /// [`default_async()`](Self::default_async) as a future; dropping it cancels.
    pub fn default_future(direction: Direction) -> Pin<Box<dyn Future<Output = Result<Device, glib::Error>> + 'static>> {
        Box::pin(gio::GioFuture::new(&(), move |_, cancellable, send| {
            Self::default_async(direction, Some(cancellable), move |result| send.resolve(result));
        }))
    }

    /// Lists the devices that there are now. The list does not change; `DeviceMonitor` is one that does. Waits for
    /// the sound server, 1.5 seconds at most.
    ///
    /// `direction`: inputs or outputs
    ///
    /// Returns: a list of `Device`, empty where there is no sound server
    #[doc(alias = "gaf_device_list")]
    pub fn list(direction: Direction) -> Result<gio::ListModel, glib::Error> {
        unsafe {
            let mut error = std::ptr::null_mut();
            let ret = ffi::gaf_device_list(direction.into_glib(), &mut error);
            if error.is_null() { Ok(from_glib_full(ret)) } else { Err(from_glib_full(error)) }
        }
    }

    /// Lists the devices as `Device::list()` does, without making the caller wait for the sound server.
    ///
    /// `direction`: inputs or outputs
    ///
    /// `cancellable`: cancels the call
    #[doc(alias = "gaf_device_list_async")]
    pub fn list_async<P: FnOnce(Result<gio::ListModel, glib::Error>) + 'static>(direction: Direction, cancellable: Option<&gio::Cancellable>, callback: P) {
        unsafe {
            let (ready, ready_data) = callbacks::ready(callback, |_source, result| {
                let mut error = std::ptr::null_mut();
                let ret = ffi::gaf_device_list_finish(result, &mut error);
                if error.is_null() { Ok(from_glib_full(ret)) } else { Err(from_glib_full(error)) }
            });
            ffi::gaf_device_list_async(direction.into_glib(), cancellable.to_glib_none().0, ready, ready_data);
        }
    }

    /// [`list_async()`](Self::list_async) as a future; dropping it cancels.
    pub fn list_future(direction: Direction) -> Pin<Box<dyn Future<Output = Result<gio::ListModel, glib::Error>> + 'static>> {
        Box::pin(gio::GioFuture::new(&(), move |_, cancellable, send| {
            Self::list_async(direction, Some(cancellable), move |result| send.resolve(result));
        }))
    }

    /// Tells whether what is played on `output` is likely to come in again at `input`, so that passing audio from
    /// one to the other howls. It is so for an output and its own monitor, and for the microphone and the
    /// loudspeakers that are built into one machine. Of the item "System default" of a `DeviceMonitor` it cannot be
    /// told: ask for the device that is the default one.
    ///
    /// `output`: a device to play to
    ///
    /// Returns: `true` if it is likely
    #[doc(alias = "gaf_device_feeds_back")]
    pub fn feeds_back(&self, output: &Device) -> bool {
        unsafe {
            let ret = ffi::gaf_device_feeds_back(self.to_glib_none().0, output.to_glib_none().0);
            from_glib(ret)
        }
    }

    /// Tells the largest number of channels that the device, or the sound server on its behalf, can play or record.
    ///
    /// Returns: a number of channels, 0 where it is not known
    #[doc(alias = "gaf_device_get_channels")]
    pub fn channels(&self) -> u32 {
        unsafe {
            let ret = ffi::gaf_device_get_channels(self.to_glib_none().0);
            ret
        }
    }

    /// Tells whether one records from the device or plays to it.
    ///
    /// Returns: the direction
    #[doc(alias = "gaf_device_get_direction")]
    pub fn direction(&self) -> Direction {
        unsafe {
            let ret = ffi::gaf_device_get_direction(self.to_glib_none().0);
            from_glib(ret)
        }
    }

    /// Tells what the sound server calls the device. It stays the same when the server or the machine is restarted.
    ///
    /// Returns: the id, owned by `self`
    #[doc(alias = "gaf_device_get_id")]
    pub fn id(&self) -> glib::GString {
        unsafe {
            let ret = ffi::gaf_device_get_id(self.to_glib_none().0);
            from_glib_none(ret)
        }
    }

    /// Tells whether the device is the one that is used where none is named.
    ///
    /// Returns: `true` for the default device of its direction
    #[doc(alias = "gaf_device_get_is_default")]
    pub fn is_default(&self) -> bool {
        unsafe {
            let ret = ffi::gaf_device_get_is_default(self.to_glib_none().0);
            from_glib(ret)
        }
    }

    /// Tells the highest sample rate that the device, or the sound server on its behalf, can run at.
    ///
    /// Returns: Hz, 0 where it is not known
    #[doc(alias = "gaf_device_get_max_rate")]
    pub fn max_rate(&self) -> u32 {
        unsafe {
            let ret = ffi::gaf_device_get_max_rate(self.to_glib_none().0);
            ret
        }
    }

    /// Tells the lowest sample rate that the device, or the sound server on its behalf, can run at.
    ///
    /// Returns: Hz, 0 where it is not known
    #[doc(alias = "gaf_device_get_min_rate")]
    pub fn min_rate(&self) -> u32 {
        unsafe {
            let ret = ffi::gaf_device_get_min_rate(self.to_glib_none().0);
            ret
        }
    }

    /// Tells, for an input that records what is played on an output, which output that is.
    ///
    /// Returns: the id of the output, or `None` if this is no monitor
    #[doc(alias = "gaf_device_get_monitor_of")]
    pub fn monitor_of(&self) -> Option<glib::GString> {
        unsafe {
            let ret = ffi::gaf_device_get_monitor_of(self.to_glib_none().0);
            from_glib_none(ret)
        }
    }

    /// Tells what people call the device. Where several have the same name, the id is added, so that names tell
    /// devices apart.
    ///
    /// Returns: the name, a string that is never freed
    #[doc(alias = "gaf_device_get_name")]
    pub fn name(&self) -> glib::GString {
        unsafe {
            let ret = ffi::gaf_device_get_name(self.to_glib_none().0);
            from_glib_none(ret)
        }
    }

    /// Calls `f` when the property `channels` has changed.
    pub fn connect_channels_notify<F: Fn(&Self) + 'static>(&self, f: F) -> glib::SignalHandlerId {
        ObjectExt::connect_notify_local(self, Some("channels"), move |this, _| f(this))
    }

    /// Calls `f` when the property `direction` has changed.
    pub fn connect_direction_notify<F: Fn(&Self) + 'static>(&self, f: F) -> glib::SignalHandlerId {
        ObjectExt::connect_notify_local(self, Some("direction"), move |this, _| f(this))
    }

    /// Calls `f` when the property `id` has changed.
    pub fn connect_id_notify<F: Fn(&Self) + 'static>(&self, f: F) -> glib::SignalHandlerId {
        ObjectExt::connect_notify_local(self, Some("id"), move |this, _| f(this))
    }

    /// Calls `f` when the property `is-default` has changed.
    pub fn connect_is_default_notify<F: Fn(&Self) + 'static>(&self, f: F) -> glib::SignalHandlerId {
        ObjectExt::connect_notify_local(self, Some("is-default"), move |this, _| f(this))
    }

    /// Calls `f` when the property `max-rate` has changed.
    pub fn connect_max_rate_notify<F: Fn(&Self) + 'static>(&self, f: F) -> glib::SignalHandlerId {
        ObjectExt::connect_notify_local(self, Some("max-rate"), move |this, _| f(this))
    }

    /// Calls `f` when the property `min-rate` has changed.
    pub fn connect_min_rate_notify<F: Fn(&Self) + 'static>(&self, f: F) -> glib::SignalHandlerId {
        ObjectExt::connect_notify_local(self, Some("min-rate"), move |this, _| f(this))
    }

    /// Calls `f` when the property `monitor-of` has changed.
    pub fn connect_monitor_of_notify<F: Fn(&Self) + 'static>(&self, f: F) -> glib::SignalHandlerId {
        ObjectExt::connect_notify_local(self, Some("monitor-of"), move |this, _| f(this))
    }

    /// Calls `f` when the property `name` has changed.
    pub fn connect_name_notify<F: Fn(&Self) + 'static>(&self, f: F) -> glib::SignalHandlerId {
        ObjectExt::connect_notify_local(self, Some("name"), move |this, _| f(this))
    }

}
