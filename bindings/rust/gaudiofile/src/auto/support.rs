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
    /// Something that this library can do if what it needs is installed: read a codec, write a format, or one of a
    /// few other things. It says whether that works here, by which GStreamer element, and which package of Debian
    /// has it.
    ///
    /// Nothing of it changes; what is installed later is in a new list.
    ///
    #[doc(alias = "GafSupport")]
    #[derive(Debug)]
    pub struct Support(Shared<ffi::GafSupport>);

    match fn {
        ref => |ptr| ffi::gaf_support_ref(ptr),
        unref => |ptr| ffi::gaf_support_unref(ptr),
        type_ => || ffi::gaf_support_get_type(),
    }
}

impl Support {
    /// Tells the codec, as `Reader::codec()` and `EncodeSpec::set_codec()` call it.
    ///
    /// Returns: the codec; `None` for what is neither reading nor writing
    #[doc(alias = "gaf_support_get_codec")]
    pub fn codec(&self) -> Option<glib::GString> {
        unsafe {
            let ret = ffi::gaf_support_get_codec(self.to_glib_none().0);
            from_glib_none(ret)
        }
    }

    /// Tells which containers may have the codec, or the one that is written.
    ///
    /// Returns: names for people, maybe none
    #[doc(alias = "gaf_support_get_containers")]
    pub fn containers(&self) -> Vec<glib::GString> {
        unsafe {
            let ret = ffi::gaf_support_get_containers(self.to_glib_none().0);
            FromGlibPtrContainer::from_glib_none(ret)
        }
    }

    /// Tells the GStreamer element that does it, or that is missing.
    ///
    /// Returns: its name; `None` where it takes none
    #[doc(alias = "gaf_support_get_element")]
    pub fn element(&self) -> Option<glib::GString> {
        unsafe {
            let ret = ffi::gaf_support_get_element(self.to_glib_none().0);
            from_glib_none(ret)
        }
    }

    /// Tells the usual extensions: of the files that have the codec most of the time, or of those that are written
    /// so.
    ///
    /// Returns: extensions with their dot, maybe none
    #[doc(alias = "gaf_support_get_extensions")]
    pub fn extensions(&self) -> Vec<glib::GString> {
        unsafe {
            let ret = ffi::gaf_support_get_extensions(self.to_glib_none().0);
            FromGlibPtrContainer::from_glib_none(ret)
        }
    }

    /// Tells why it does not work, and what to install for it, in a sentence for people.
    ///
    /// Returns: a sentence; `None` if it works
    #[doc(alias = "gaf_support_get_message")]
    pub fn message(&self) -> Option<glib::GString> {
        unsafe {
            let ret = ffi::gaf_support_get_message(self.to_glib_none().0);
            from_glib_none(ret)
        }
    }

    /// Tells what it is about: a codec or a format, as people call it, or another thing.
    ///
    /// Returns: the name
    #[doc(alias = "gaf_support_get_name")]
    pub fn name(&self) -> glib::GString {
        unsafe {
            let ret = ffi::gaf_support_get_name(self.to_glib_none().0);
            from_glib_none(ret)
        }
    }

    /// Tells the package of Debian that has what does it: the one to install if it does not work.
    ///
    /// Returns: its name; `None` where this library does it alone
    #[doc(alias = "gaf_support_get_package")]
    pub fn package(&self) -> Option<glib::GString> {
        unsafe {
            let ret = ffi::gaf_support_get_package(self.to_glib_none().0);
            from_glib_none(ret)
        }
    }

    /// Tells whether it works on this machine now, with what is installed.
    ///
    /// Returns: `true` if it does
    #[doc(alias = "gaf_support_get_works")]
    pub fn works(&self) -> bool {
        unsafe {
            let ret = ffi::gaf_support_get_works(self.to_glib_none().0);
            from_glib(ret)
        }
    }

    /// Lists all that this library could do, with what of it works on this machine now. Of reading there is an entry
    /// for each codec; of writing one for each format and codec in it; the others have names of their own: `tags`,
    /// `loudness`, `pictures`, `live audio`, `PulseAudio and PipeWire`.
    ///
    /// `kind`: what of
    ///
    /// Returns: the list, which has a reference to each
    #[doc(alias = "gaf_support_list")]
    pub fn list(kind: SupportKind) -> Vec<Support> {
        unsafe {
            let ret = ffi::gaf_support_list(kind.into_glib());
            memory::pointers_container(ret, |one| from_glib_none(one as *mut ffi::GafSupport))
        }
    }

}
