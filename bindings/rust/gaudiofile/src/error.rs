// SPDX-FileCopyrightText: 2026 gaudiofile contributors
// SPDX-License-Identifier: LGPL-2.1-or-later

//! The library's errors, as kinds of `glib::Error`: `error.matches(gaudiofile::Error::Corrupt)`.

use glib::translate::*;

use crate::{ffi, Error};

impl glib::error::ErrorDomain for Error {
    fn domain() -> glib::Quark {
        unsafe { from_glib(ffi::gaf_error_quark()) }
    }

    fn code(self) -> i32 {
        self.into_glib()
    }

    fn from(code: i32) -> Option<Self> {
        Some(unsafe { from_glib(code) })
    }
}

pub(crate) fn invalid(message: &str) -> glib::Error {
    glib::Error::new(Error::InvalidArgument, message)
}
