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
    /// A place in an audio file, or a part of it, that the file itself names: a chapter, a cue point or a loop.
    ///
    /// A `Info` has them. Nothing of it changes.
    ///
    #[doc(alias = "GafMark")]
    #[derive(Debug)]
    pub struct Mark(Shared<ffi::GafMark>);

    match fn {
        ref => |ptr| ffi::gaf_mark_ref(ptr),
        unref => |ptr| ffi::gaf_mark_unref(ptr),
        type_ => || ffi::gaf_mark_get_type(),
    }
}

impl Mark {
    /// Tells where a part ends, in frames of the file's own rate from its first one.
    ///
    /// Returns: the frame behind its last; -1 for a place, and for a part of which the file does not say it, which
    /// goes up to the next
    #[doc(alias = "gaf_mark_get_end")]
    pub fn end(&self) -> i64 {
        unsafe {
            let ret = ffi::gaf_mark_get_end(self.to_glib_none().0);
            ret
        }
    }

    /// Tells where it is, or begins: as the file says, which may be behind its end. What a file says as a time is
    /// rounded to the nearest frame.
    ///
    /// Returns: a frame
    #[doc(alias = "gaf_mark_get_start")]
    pub fn start(&self) -> i64 {
        unsafe {
            let ret = ffi::gaf_mark_get_start(self.to_glib_none().0);
            ret
        }
    }

    /// Tells what the file calls the chapter, cue or loop, in UTF-8.
    ///
    /// Returns: the title, or `None` if it has none
    #[doc(alias = "gaf_mark_get_title")]
    pub fn title(&self) -> Option<glib::GString> {
        unsafe {
            let ret = ffi::gaf_mark_get_title(self.to_glib_none().0);
            from_glib_none(ret)
        }
    }

}
