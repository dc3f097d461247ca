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
    /// The devices of one direction, as a list that follows what is plugged in and out, a change of the default
    /// device, and a restart of the sound server.
    ///
    /// Items are `Device`. As long as a device is there, its object stays the same and at its place among the
    /// others; what changes about it is told by `notify`, such as `notify::is-default`. New devices are added at the
    /// end. For a menu there can be an item "System default" in front, see `DeviceMonitor:offers-default`.
    ///
    /// The list and its devices change on the main context that was the thread's default one when the monitor was
    /// made, and only while that runs.
    ///
    #[doc(alias = "GafDeviceMonitor")]
    pub struct DeviceMonitor(Object<ffi::GafDeviceMonitor, ffi::GafDeviceMonitorClass>) @implements gio::ListModel;

    match fn {
        type_ => || ffi::gaf_device_monitor_get_type(),
    }
}

impl DeviceMonitor {
    /// Makes a [`DeviceMonitor`] of properties.
    pub fn builder() -> DeviceMonitorBuilder {
        DeviceMonitorBuilder { builder: glib::Object::builder() }
    }

    /// Makes a list of the devices that there are, which follows them from now on. Without a sound server it is
    /// empty until one is started. Waits for the sound server, 1.5 seconds at most.
    ///
    /// `direction`: inputs or outputs
    ///
    /// Returns: a list
    #[doc(alias = "gaf_device_monitor_new")]
    #[allow(clippy::new_ret_no_self, clippy::new_without_default)]
    pub fn new(direction: Direction) -> Result<Self, glib::Error> {
        unsafe {
            let mut error = std::ptr::null_mut();
            let ret = ffi::gaf_device_monitor_new(direction.into_glib(), &mut error);
            if error.is_null() { Ok(from_glib_full(ret)) } else { Err(from_glib_full(error)) }
        }
    }

    /// Makes a list of the devices as `DeviceMonitor::new()` does (a constructor of Vala has the name already),
    /// without making the caller wait for the sound server. The list changes on the caller's main context.
    ///
    /// `direction`: inputs or outputs
    ///
    /// `cancellable`: cancels the call
    #[doc(alias = "gaf_device_monitor_create_async")]
    pub fn create_async<P: FnOnce(Result<DeviceMonitor, glib::Error>) + 'static>(direction: Direction, cancellable: Option<&gio::Cancellable>, callback: P) {
        unsafe {
            let (ready, ready_data) = callbacks::ready(callback, |_source, result| {
                let mut error = std::ptr::null_mut();
                let ret = ffi::gaf_device_monitor_create_finish(result, &mut error);
                if error.is_null() { Ok(from_glib_full(ret)) } else { Err(from_glib_full(error)) }
            });
            ffi::gaf_device_monitor_create_async(direction.into_glib(), cancellable.to_glib_none().0, ready, ready_data);
        }
    }

    /// [`create_async()`](Self::create_async) as a future; dropping it cancels.
    pub fn create_future(direction: Direction) -> Pin<Box<dyn Future<Output = Result<DeviceMonitor, glib::Error>> + 'static>> {
        Box::pin(gio::GioFuture::new(&(), move |_, cancellable, send| {
            Self::create_async(direction, Some(cancellable), move |result| send.resolve(result));
        }))
    }

    /// Tells the device in the list that is used where none is named.
    ///
    /// Returns: the device, or `None` if there is none
    #[doc(alias = "gaf_device_monitor_get_default")]
    pub fn default(&self) -> Option<Device> {
        unsafe {
            let ret = ffi::gaf_device_monitor_get_default(self.to_glib_none().0);
            from_glib_full(ret)
        }
    }

    /// Tells whether the list has inputs or outputs.
    ///
    /// Returns: the direction that the list was made with
    #[doc(alias = "gaf_device_monitor_get_direction")]
    pub fn direction(&self) -> Direction {
        unsafe {
            let ret = ffi::gaf_device_monitor_get_direction(self.to_glib_none().0);
            from_glib(ret)
        }
    }

    /// Tells whether the first item of the list is "System default".
    ///
    /// Returns: `true` if it is
    #[doc(alias = "gaf_device_monitor_get_offers_default")]
    pub fn offers_default(&self) -> bool {
        unsafe {
            let ret = ffi::gaf_device_monitor_get_offers_default(self.to_glib_none().0);
            from_glib(ret)
        }
    }

    /// Puts an item in front of the devices that stands for the default device, whichever that is at any time, or
    /// takes it away again. A stream that is made for it goes on when another device becomes the default one. Its id
    /// is "default", and nothing is known of its channels and rates.
    ///
    /// `offers_default`: whether the first item is "System default"
    #[doc(alias = "gaf_device_monitor_set_offers_default")]
    pub fn set_offers_default(&self, offers_default: bool) {
        unsafe {
            ffi::gaf_device_monitor_set_offers_default(self.to_glib_none().0, offers_default.into_glib());
        }
    }

    /// The device in the list that is used where none is named; `None` if there is none. It is notified when another
    /// device becomes the default one.
    pub fn default_device(&self) -> Option<Device> {
        ObjectExt::property(self, "default-device")
    }

    /// Calls `f` when the property `default-device` has changed.
    pub fn connect_default_device_notify<F: Fn(&Self) + 'static>(&self, f: F) -> glib::SignalHandlerId {
        ObjectExt::connect_notify_local(self, Some("default-device"), move |this, _| f(this))
    }

    /// Calls `f` when the property `direction` has changed.
    pub fn connect_direction_notify<F: Fn(&Self) + 'static>(&self, f: F) -> glib::SignalHandlerId {
        ObjectExt::connect_notify_local(self, Some("direction"), move |this, _| f(this))
    }

    /// Calls `f` when the property `offers-default` has changed.
    pub fn connect_offers_default_notify<F: Fn(&Self) + 'static>(&self, f: F) -> glib::SignalHandlerId {
        ObjectExt::connect_notify_local(self, Some("offers-default"), move |this, _| f(this))
    }

}

/// Makes a [`DeviceMonitor`] of properties.
#[must_use = "nothing is made before build()"]
pub struct DeviceMonitorBuilder {
    builder: glib::object::ObjectBuilder<'static, DeviceMonitor>,
}

impl DeviceMonitorBuilder {
    /// Whether the first item of the list is "System default", which stands for the default device, whichever that
    /// is.
    pub fn offers_default(self, offers_default: bool) -> Self {
        Self { builder: self.builder.property("offers-default", offers_default) }
    }

    /// Makes it.
    pub fn build(self) -> DeviceMonitor {
        self.builder.build()
    }
}
