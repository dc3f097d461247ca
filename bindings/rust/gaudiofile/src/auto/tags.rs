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
    /// What the tags of an audio file say: texts by name, and covers.
    ///
    /// Names are those that TagLib has for all formats, in upper case: `TITLE`, `ARTIST`, `ALBUM`, `ALBUMARTIST`,
    /// `TRACKNUMBER`, `DISCNUMBER`, `DATE`, `GENRE`, `COMMENT`, `COMPOSER`, `LYRICS`, `REPLAYGAIN_TRACK_GAIN`,
    /// `MUSICBRAINZ_TRACKID` and so on. Any other name of ASCII letters can be used too. They may be given in any
    /// case. Each has a list of texts, mostly of one.
    ///
    /// Tags that are written are an order to change those of the file: names that they have are set, a name with an
    /// empty list is removed, and what is not named stays, unless all is to be replaced. The audio is not encoded
    /// anew: after the edit it is compared, packet by packet, with what it was before, and only a file that has all
    /// of them takes the place of the old one. It does so in one step, so that there is the old file or the new one
    /// at any moment.
    ///
    #[doc(alias = "GafTags")]
    pub struct Tags(Object<ffi::GafTags, ffi::GafTagsClass>);

    match fn {
        type_ => || ffi::gaf_tags_get_type(),
    }
}

impl Tags {
    /// Makes tags that say nothing yet, to be filled and then written or handed to `EncodeSpec::set_tags()`.
    ///
    /// Returns: tags
    #[doc(alias = "gaf_tags_new")]
    #[allow(clippy::new_ret_no_self, clippy::new_without_default)]
    pub fn new() -> Self {
        unsafe {
            let ret = ffi::gaf_tags_new();
            from_glib_full(ret)
        }
    }

    /// Reads the tags of a file. A format of which tags cannot be had gives none.
    ///
    /// `path`: name of an audio file
    ///
    /// `cancellable`: cancels the call
    ///
    /// Returns: the tags
    #[doc(alias = "gaf_tags_read")]
    pub fn read(path: impl AsRef<Path>, cancellable: Option<&gio::Cancellable>) -> Result<Tags, glib::Error> {
        unsafe {
            let mut error = std::ptr::null_mut();
            let ret = ffi::gaf_tags_read(path.as_ref().to_glib_none().0, cancellable.to_glib_none().0, &mut error);
            if error.is_null() { Ok(from_glib_full(ret)) } else { Err(from_glib_full(error)) }
        }
    }

    /// Reads the tags of a file as `Tags::read()` does, without making the caller wait.
    ///
    /// `path`: name of an audio file
    ///
    /// `cancellable`: cancels the call
    #[doc(alias = "gaf_tags_read_async")]
    pub fn read_async<P: FnOnce(Result<Tags, glib::Error>) + 'static>(path: impl AsRef<Path>, cancellable: Option<&gio::Cancellable>, callback: P) {
        unsafe {
            let (ready, ready_data) = callbacks::ready(callback, |_source, result| {
                let mut error = std::ptr::null_mut();
                let ret = ffi::gaf_tags_read_finish(result, &mut error);
                if error.is_null() { Ok(from_glib_full(ret)) } else { Err(from_glib_full(error)) }
            });
            ffi::gaf_tags_read_async(path.as_ref().to_glib_none().0, cancellable.to_glib_none().0, ready, ready_data);
        }
    }

    /// [`read_async()`](Self::read_async) as a future; dropping it cancels.
    pub fn read_future(path: impl AsRef<Path>) -> Pin<Box<dyn Future<Output = Result<Tags, glib::Error>> + 'static>> {
        let path = path.as_ref().to_owned();
        Box::pin(gio::GioFuture::new(&(), move |_, cancellable, send| {
            Self::read_async(&path, Some(cancellable), move |result| send.resolve(result));
        }))
    }

    /// Reads the tags of a file, which need not be a local one.
    ///
    /// `file`: an audio file
    ///
    /// `cancellable`: cancels the call
    ///
    /// Returns: the tags
    #[doc(alias = "gaf_tags_read_file")]
    pub fn read_file(file: &impl IsA<gio::File>, cancellable: Option<&gio::Cancellable>) -> Result<Tags, glib::Error> {
        unsafe {
            let mut error = std::ptr::null_mut();
            let ret = ffi::gaf_tags_read_file(file.as_ref().to_glib_none().0, cancellable.to_glib_none().0, &mut error);
            if error.is_null() { Ok(from_glib_full(ret)) } else { Err(from_glib_full(error)) }
        }
    }

    /// Reads the tags of a file as `Tags::read_file()` does, without making the caller wait.
    ///
    /// `file`: an audio file
    ///
    /// `cancellable`: cancels the call
    #[doc(alias = "gaf_tags_read_file_async")]
    pub fn read_file_async<P: FnOnce(Result<Tags, glib::Error>) + 'static>(file: &impl IsA<gio::File>, cancellable: Option<&gio::Cancellable>, callback: P) {
        unsafe {
            let (ready, ready_data) = callbacks::ready(callback, |_source, result| {
                let mut error = std::ptr::null_mut();
                let ret = ffi::gaf_tags_read_file_finish(result, &mut error);
                if error.is_null() { Ok(from_glib_full(ret)) } else { Err(from_glib_full(error)) }
            });
            ffi::gaf_tags_read_file_async(file.as_ref().to_glib_none().0, cancellable.to_glib_none().0, ready, ready_data);
        }
    }

    /// [`read_file_async()`](Self::read_file_async) as a future; dropping it cancels.
    pub fn read_file_future(file: &(impl IsA<gio::File> + Clone + 'static)) -> Pin<Box<dyn Future<Output = Result<Tags, glib::Error>> + 'static>> {
        let file = file.clone();
        Box::pin(gio::GioFuture::new(&(), move |_, cancellable, send| {
            Self::read_file_async(&file, Some(cancellable), move |result| send.resolve(result));
        }))
    }

    /// Adds a cover. The covers of tags that have any take the place of all that the file has.
    ///
    /// `cover`: a cover
    #[doc(alias = "gaf_tags_add_cover")]
    pub fn add_cover(&self, cover: &Cover) {
        unsafe {
            ffi::gaf_tags_add_cover(self.to_glib_none().0, cover.to_glib_none().0);
        }
    }

    /// Has no covers any more: those of the file are to be removed when the tags are written.
    #[doc(alias = "gaf_tags_clear_covers")]
    pub fn clear_covers(&self) {
        unsafe {
            ffi::gaf_tags_clear_covers(self.to_glib_none().0);
        }
    }

    /// Gives one of the covers, in their order in the file. It belongs to the tags.
    ///
    /// `index`: which, counted from 0
    ///
    /// Returns: the cover; `None` if there are not so many
    #[doc(alias = "gaf_tags_get_cover")]
    pub fn cover(&self, index: u32) -> Option<Cover> {
        unsafe {
            let ret = ffi::gaf_tags_get_cover(self.to_glib_none().0, index);
            from_glib_none(ret)
        }
    }

    /// Tells how many covers there are to ask `Tags::cover()` for.
    ///
    /// Returns: a number
    #[doc(alias = "gaf_tags_get_n_covers")]
    pub fn n_covers(&self) -> u32 {
        unsafe {
            let ret = ffi::gaf_tags_get_n_covers(self.to_glib_none().0);
            ret
        }
    }

    /// Lists the names that have texts, or are to be removed.
    ///
    /// Returns: names in upper case
    #[doc(alias = "gaf_tags_get_names")]
    pub fn names(&self) -> Vec<glib::GString> {
        unsafe {
            let ret = ffi::gaf_tags_get_names(self.to_glib_none().0);
            FromGlibPtrContainer::from_glib_full(ret)
        }
    }

    /// Gives the first text of a name, which is the only one mostly.
    ///
    /// `name`: a name, in any case
    ///
    /// Returns: the text, which stays until the name is set again; `None` if there is none
    #[doc(alias = "gaf_tags_get_value")]
    pub fn value(&self, name: &str) -> Option<glib::GString> {
        unsafe {
            let ret = ffi::gaf_tags_get_value(self.to_glib_none().0, name.to_glib_none().0);
            from_glib_none(ret)
        }
    }

    /// Gives all texts of a name, in their order, as UTF-8.
    ///
    /// `name`: a name, in any case
    ///
    /// Returns: the texts, of which there are none if they are to be removed; `None` if the tags say nothing about
    /// `name`
    #[doc(alias = "gaf_tags_get_values")]
    pub fn values(&self, name: &str) -> Vec<glib::GString> {
        unsafe {
            let ret = ffi::gaf_tags_get_values(self.to_glib_none().0, name.to_glib_none().0);
            FromGlibPtrContainer::from_glib_full(ret)
        }
    }

    /// Sets the text of a name, in place of all texts that it had before.
    ///
    /// `name`: a name: ASCII without "="
    ///
    /// `value`: its only text; `None`: it is to be removed from the file
    #[doc(alias = "gaf_tags_set_value")]
    pub fn set_value(&self, name: &str, value: Option<&str>) {
        unsafe {
            ffi::gaf_tags_set_value(self.to_glib_none().0, name.to_glib_none().0, value.to_glib_none().0);
        }
    }

    /// Sets the texts of a name. Empty texts are left out.
    ///
    /// `name`: a name: ASCII without "="
    ///
    /// `values`: its texts; `None` or none: it is to be removed from the file
    #[doc(alias = "gaf_tags_set_values")]
    pub fn set_values(&self, name: &str, values: &[&str]) {
        unsafe {
            ffi::gaf_tags_set_values(self.to_glib_none().0, name.to_glib_none().0, ToGlibPtr::<*mut *mut std::ffi::c_char>::to_glib_none(values).0 as *const *const _);
        }
    }

    /// Says nothing about a name any more: what a file has under it stays.
    ///
    /// `name`: a name, in any case
    #[doc(alias = "gaf_tags_unset")]
    pub fn unset(&self, name: &str) {
        unsafe {
            ffi::gaf_tags_unset(self.to_glib_none().0, name.to_glib_none().0);
        }
    }

    /// Changes the tags of a file, without encoding the audio anew. Frames and chunks that are not understood stay.
    ///
    /// The file is copied, the copy is changed and compared, and then takes the old one's place in one step, with
    /// its mode and owner. Whoever has the old file open goes on reading the old file. Nothing is written if there
    /// is nothing to change.
    ///
    /// `path`: name of the audio file to change
    ///
    /// `replace`: whether all names and covers that `self` does not have are to be removed from the file
    ///
    /// `cancellable`: cancels the call
    #[doc(alias = "gaf_tags_write")]
    pub fn write(&self, path: impl AsRef<Path>, replace: bool, cancellable: Option<&gio::Cancellable>) -> Result<(), glib::Error> {
        unsafe {
            let mut error = std::ptr::null_mut();
            let _ = ffi::gaf_tags_write(self.to_glib_none().0, path.as_ref().to_glib_none().0, replace.into_glib(), cancellable.to_glib_none().0, &mut error);
            if error.is_null() { Ok(()) } else { Err(from_glib_full(error)) }
        }
    }

    /// Changes the tags of a file as `Tags::write()` does, without making the caller wait.
    ///
    /// `path`: name of an audio file
    ///
    /// `replace`: whether all names and covers that `self` does not have are to be removed from the file
    ///
    /// `cancellable`: cancels the call
    #[doc(alias = "gaf_tags_write_async")]
    pub fn write_async<P: FnOnce(Result<(), glib::Error>) + 'static>(&self, path: impl AsRef<Path>, replace: bool, cancellable: Option<&gio::Cancellable>, callback: P) {
        unsafe {
            let (ready, ready_data) = callbacks::ready(callback, |source, result| {
                let mut error = std::ptr::null_mut();
                let _ = ffi::gaf_tags_write_finish(source as *mut _, result, &mut error);
                if error.is_null() { Ok(()) } else { Err(from_glib_full(error)) }
            });
            ffi::gaf_tags_write_async(self.to_glib_none().0, path.as_ref().to_glib_none().0, replace.into_glib(), cancellable.to_glib_none().0, ready, ready_data);
        }
    }

    /// [`write_async()`](Self::write_async) as a future; dropping it cancels.
    pub fn write_future(&self, path: impl AsRef<Path>, replace: bool) -> Pin<Box<dyn Future<Output = Result<(), glib::Error>> + 'static>> {
        let path = path.as_ref().to_owned();
        Box::pin(gio::GioFuture::new(self, move |this, cancellable, send| {
            this.write_async(&path, replace, Some(cancellable), move |result| send.resolve(result));
        }))
    }

    /// Changes the tags of a file, as `Tags::write()` does.
    ///
    /// `file`: the audio file to change, which has to have a path
    ///
    /// `replace`: whether all names and covers that `self` does not have are to be removed from the file
    ///
    /// `cancellable`: cancels the call
    #[doc(alias = "gaf_tags_write_file")]
    pub fn write_file(&self, file: &impl IsA<gio::File>, replace: bool, cancellable: Option<&gio::Cancellable>) -> Result<(), glib::Error> {
        unsafe {
            let mut error = std::ptr::null_mut();
            let _ = ffi::gaf_tags_write_file(self.to_glib_none().0, file.as_ref().to_glib_none().0, replace.into_glib(), cancellable.to_glib_none().0, &mut error);
            if error.is_null() { Ok(()) } else { Err(from_glib_full(error)) }
        }
    }

    /// Changes the tags of a file as `Tags::write_file()` does, without making the caller wait.
    ///
    /// `file`: an audio file
    ///
    /// `replace`: whether all names and covers that `self` does not have are to be removed from the file
    ///
    /// `cancellable`: cancels the call
    #[doc(alias = "gaf_tags_write_file_async")]
    pub fn write_file_async<P: FnOnce(Result<(), glib::Error>) + 'static>(&self, file: &impl IsA<gio::File>, replace: bool, cancellable: Option<&gio::Cancellable>, callback: P) {
        unsafe {
            let (ready, ready_data) = callbacks::ready(callback, |source, result| {
                let mut error = std::ptr::null_mut();
                let _ = ffi::gaf_tags_write_file_finish(source as *mut _, result, &mut error);
                if error.is_null() { Ok(()) } else { Err(from_glib_full(error)) }
            });
            ffi::gaf_tags_write_file_async(self.to_glib_none().0, file.as_ref().to_glib_none().0, replace.into_glib(), cancellable.to_glib_none().0, ready, ready_data);
        }
    }

    /// [`write_file_async()`](Self::write_file_async) as a future; dropping it cancels.
    pub fn write_file_future(&self, file: &(impl IsA<gio::File> + Clone + 'static), replace: bool) -> Pin<Box<dyn Future<Output = Result<(), glib::Error>> + 'static>> {
        let file = file.clone();
        Box::pin(gio::GioFuture::new(self, move |this, cancellable, send| {
            this.write_file_async(&file, replace, Some(cancellable), move |result| send.resolve(result));
        }))
    }

}
