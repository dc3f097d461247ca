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
    /// A picture in the tags of an audio file: the front of the cover, mostly. It does not change.
    ///
    #[doc(alias = "GafCover")]
    pub struct Cover(Object<ffi::GafCover, ffi::GafCoverClass>);

    match fn {
        type_ => || ffi::gaf_cover_get_type(),
    }
}

impl Cover {
    /// Makes a [`Cover`] of properties.
    pub fn builder() -> CoverBuilder {
        CoverBuilder { builder: glib::Object::builder() }
    }

    /// Makes a cover out of the bytes of a picture's file, for `Tags::add_cover()`.
    ///
    /// `data`: the bytes of a picture's file; they are not copied
    ///
    /// `mime_type`: what it is; `None` to have it recognised (JPEG, PNG, GIF, WebP and BMP are)
    ///
    /// `kind`: what it shows: a `CoverKind`, `GAF_COVER_KIND_FRONT` mostly
    ///
    /// `description`: words about it
    ///
    /// Returns: a cover
    #[doc(alias = "gaf_cover_new")]
    #[allow(clippy::new_ret_no_self, clippy::new_without_default)]
    pub fn new(data: &glib::Bytes, mime_type: Option<&str>, kind: u32, description: Option<&str>) -> Self {
        unsafe {
            let ret = ffi::gaf_cover_new(data.to_glib_none().0, mime_type.to_glib_none().0, kind, description.to_glib_none().0);
            from_glib_full(ret)
        }
    }

    /// Gives the bytes of the picture's file, as they lie in the audio file.
    ///
    /// Returns: the bytes, owned by `self`
    #[doc(alias = "gaf_cover_get_data")]
    pub fn data(&self) -> glib::Bytes {
        unsafe {
            let ret = ffi::gaf_cover_get_data(self.to_glib_none().0);
            from_glib_none(ret)
        }
    }

    /// Gives the words about the picture that the file has with it.
    ///
    /// Returns: a text, often empty
    #[doc(alias = "gaf_cover_get_description")]
    pub fn description(&self) -> glib::GString {
        unsafe {
            let ret = ffi::gaf_cover_get_description(self.to_glib_none().0);
            from_glib_none(ret)
        }
    }

    /// Tells what the picture shows, by the numbers that ID3 and FLAC share.
    ///
    /// Returns: a `CoverKind`, or another number up to 20
    #[doc(alias = "gaf_cover_get_kind")]
    pub fn kind(&self) -> u32 {
        unsafe {
            let ret = ffi::gaf_cover_get_kind(self.to_glib_none().0);
            ret
        }
    }

    /// Tells the MIME type of the picture, recognised by its first bytes where they are known.
    ///
    /// Returns: such as "image/jpeg"; "application/octet-stream" if nobody knows
    #[doc(alias = "gaf_cover_get_mime_type")]
    pub fn mime_type(&self) -> glib::GString {
        unsafe {
            let ret = ffi::gaf_cover_get_mime_type(self.to_glib_none().0);
            from_glib_none(ret)
        }
    }

}

/// Makes a [`Cover`] of properties.
#[must_use = "nothing is made before build()"]
pub struct CoverBuilder {
    builder: glib::object::ObjectBuilder<'static, Cover>,
}

impl CoverBuilder {
    /// The bytes of the picture's file, as they lie in the audio file.
    pub fn data(self, data: &glib::Bytes) -> Self {
        Self { builder: self.builder.property("data", data) }
    }

    /// Words about the picture, such as "Back side"; often there are none.
    pub fn description(self, description: &str) -> Self {
        Self { builder: self.builder.property("description", description) }
    }

    /// What the picture shows, a `CoverKind` or another number up to 20.
    pub fn kind(self, kind: u32) -> Self {
        Self { builder: self.builder.property("kind", kind) }
    }

    /// What the picture is, such as "image/jpeg". What the bytes show counts more than what was said.
    pub fn mime_type(self, mime_type: &str) -> Self {
        Self { builder: self.builder.property("mime-type", mime_type) }
    }

    /// Makes it.
    pub fn build(self) -> Cover {
        self.builder.build()
    }
}
