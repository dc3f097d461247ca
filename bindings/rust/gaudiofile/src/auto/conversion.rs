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
    /// How audio files are made of others: which part, at which rate, with which channels, how loud, in which
    /// format.
    ///
    /// What is not set is as in the source, or what is nearest to that in the new format: an MP3 of a file with 96
    /// kHz has 48 kHz, and one of a file with six channels has two. Samples that are only stored in another way stay
    /// as they are, bit for bit, where the new format has room for them.
    ///
    /// source ─► range ─► channels and rate ─► effects ─► a function ─► gain, fades ─► encoder ─► file
    ///
    /// The new file appears under its name when it is whole, in one step, with the tags and covers of the old one. A
    /// conversion that fails or is cancelled leaves no file, and an old file of that name as it was. Source and
    /// destination may be the same file.
    ///
    /// Decoding and encoding happen on two threads, one of which is made for the time; the samples do not depend on
    /// that.
    ///
    /// One conversion may be run any number of times, and on several threads at the same time, as long as nobody
    /// changes its properties meanwhile.
    #[doc(alias = "GafConversion")]
    pub struct Conversion(Object<ffi::GafConversion, ffi::GafConversionClass>);

    match fn {
        type_ => || ffi::gaf_conversion_get_type(),
    }
}

impl Conversion {
    /// Makes a [`Conversion`] of properties.
    pub fn builder() -> ConversionBuilder {
        ConversionBuilder { builder: glib::Object::builder() }
    }

    /// Makes a conversion that changes nothing but the format.
    ///
    /// Returns: a conversion
    #[doc(alias = "gaf_conversion_new")]
    #[allow(clippy::new_ret_no_self, clippy::new_without_default)]
    pub fn new() -> Self {
        unsafe {
            let ret = ffi::gaf_conversion_new();
            from_glib_full(ret)
        }
    }

    /// Tells by how much the last run that went well has raised the level: `Conversion:gain`, or what was needed to
    /// normalize, as far as nothing would have been clipped.
    ///
    /// Returns: dB
    #[doc(alias = "gaf_conversion_get_applied_gain")]
    pub fn applied_gain(&self) -> f64 {
        unsafe {
            let ret = ffi::gaf_conversion_get_applied_gain(self.to_glib_none().0);
            ret
        }
    }

    /// Converts a file to another one of the given name, which is replaced when the new one is whole.
    ///
    /// `source`: name of the audio file to convert
    ///
    /// `destination`: name of the file to write; an old one is replaced when the new one is whole
    ///
    /// `cancellable`: cancels the call
    ///
    /// `progress`: is told how far it is, on this thread
    ///
    /// Returns: how many frames were written, before the codec resamples them as Opus does, and what was called
    /// `destination` is as it was
    #[doc(alias = "gaf_conversion_run")]
    pub fn run(&self, source: impl AsRef<Path>, destination: impl AsRef<Path>, cancellable: Option<&gio::Cancellable>, progress: Option<&mut dyn FnMut(i64, i64)>) -> Result<i64, glib::Error> {
        unsafe {
            let mut progress = progress;
            let (progress, progress_data) = callbacks::analysis_progress(&mut progress);
            let mut error = std::ptr::null_mut();
            let ret = ffi::gaf_conversion_run(self.to_glib_none().0, source.as_ref().to_glib_none().0, destination.as_ref().to_glib_none().0, cancellable.to_glib_none().0, progress, progress_data, &mut error);
            if error.is_null() { Ok(ret) } else { Err(from_glib_full(error)) }
        }
    }

    /// Converts as `Conversion::run()` does, without making the caller wait. Several calls run at the same time.
    ///
    /// `source`: name of the audio file to convert
    ///
    /// `destination`: name of the file to write
    ///
    /// `cancellable`: cancels the call
    ///
    /// `progress`: is told how far it is, on the caller's main context
    #[doc(alias = "gaf_conversion_run_async")]
    pub fn run_async<P: FnOnce(Result<i64, glib::Error>) + 'static>(&self, source: impl AsRef<Path>, destination: impl AsRef<Path>, cancellable: Option<&gio::Cancellable>, progress: Option<Box<dyn Fn(i64, i64)>>, callback: P) {
        unsafe {
            let (ready, ready_data) = callbacks::ready(callback, |source, result| {
                let mut error = std::ptr::null_mut();
                let ret = ffi::gaf_conversion_run_finish(source as *mut _, result, &mut error);
                if error.is_null() { Ok(ret) } else { Err(from_glib_full(error)) }
            });
            let (progress, progress_data, progress_destroy) = callbacks::analysis_progress_kept(progress);
            ffi::gaf_conversion_run_async(self.to_glib_none().0, source.as_ref().to_glib_none().0, destination.as_ref().to_glib_none().0, cancellable.to_glib_none().0, progress, progress_data, progress_destroy, ready, ready_data);
        }
    }

    /// [`run_async()`](Self::run_async) as a future; dropping it cancels.
    pub fn run_future(&self, source: impl AsRef<Path>, destination: impl AsRef<Path>, progress: Option<Box<dyn Fn(i64, i64)>>) -> Pin<Box<dyn Future<Output = Result<i64, glib::Error>> + 'static>> {
        let source = source.as_ref().to_owned();
        let destination = destination.as_ref().to_owned();
        Box::pin(gio::GioFuture::new(self, move |this, cancellable, send| {
            this.run_async(&source, &destination, Some(cancellable), progress, move |result| send.resolve(result));
        }))
    }

    /// Converts a file, which need not be a local one. Tags are written into local files.
    ///
    /// `source`: the audio file to convert
    ///
    /// `destination`: the file to write; an old one is replaced when the new one is whole
    ///
    /// `cancellable`: cancels the call
    ///
    /// `progress`: is told how far it is, on this thread
    ///
    /// Returns: how many frames were written, before the codec resamples them as Opus does
    #[doc(alias = "gaf_conversion_run_files")]
    pub fn run_files(&self, source: &impl IsA<gio::File>, destination: &impl IsA<gio::File>, cancellable: Option<&gio::Cancellable>, progress: Option<&mut dyn FnMut(i64, i64)>) -> Result<i64, glib::Error> {
        unsafe {
            let mut progress = progress;
            let (progress, progress_data) = callbacks::analysis_progress(&mut progress);
            let mut error = std::ptr::null_mut();
            let ret = ffi::gaf_conversion_run_files(self.to_glib_none().0, source.as_ref().to_glib_none().0, destination.as_ref().to_glib_none().0, cancellable.to_glib_none().0, progress, progress_data, &mut error);
            if error.is_null() { Ok(ret) } else { Err(from_glib_full(error)) }
        }
    }

    /// Converts as `Conversion::run_files()` does, without making the caller wait. Several calls run at the same
    /// time.
    ///
    /// `source`: the audio file to convert
    ///
    /// `destination`: the file to write
    ///
    /// `cancellable`: cancels the call
    ///
    /// `progress`: is told how far it is, on the caller's main context
    #[doc(alias = "gaf_conversion_run_files_async")]
    pub fn run_files_async<P: FnOnce(Result<i64, glib::Error>) + 'static>(&self, source: &impl IsA<gio::File>, destination: &impl IsA<gio::File>, cancellable: Option<&gio::Cancellable>, progress: Option<Box<dyn Fn(i64, i64)>>, callback: P) {
        unsafe {
            let (ready, ready_data) = callbacks::ready(callback, |source, result| {
                let mut error = std::ptr::null_mut();
                let ret = ffi::gaf_conversion_run_files_finish(source as *mut _, result, &mut error);
                if error.is_null() { Ok(ret) } else { Err(from_glib_full(error)) }
            });
            let (progress, progress_data, progress_destroy) = callbacks::analysis_progress_kept(progress);
            ffi::gaf_conversion_run_files_async(self.to_glib_none().0, source.as_ref().to_glib_none().0, destination.as_ref().to_glib_none().0, cancellable.to_glib_none().0, progress, progress_data, progress_destroy, ready, ready_data);
        }
    }

    /// [`run_files_async()`](Self::run_files_async) as a future; dropping it cancels.
    pub fn run_files_future(&self, source: &(impl IsA<gio::File> + Clone + 'static), destination: &(impl IsA<gio::File> + Clone + 'static), progress: Option<Box<dyn Fn(i64, i64)>>) -> Pin<Box<dyn Future<Output = Result<i64, glib::Error>> + 'static>> {
        let source = source.clone();
        let destination = destination.clone();
        Box::pin(gio::GioFuture::new(self, move |this, cancellable, send| {
            this.run_files_async(&source, &destination, Some(cancellable), progress, move |result| send.resolve(result));
        }))
    }

    /// Makes a file of any source. A `Reader` hands on its tags.
    ///
    /// `source`: what to convert, from its beginning on wherever it stands; it is moved, and left open
    ///
    /// `destination`: name of the file to write; an old one is replaced when the new one is whole
    ///
    /// `cancellable`: cancels the call
    ///
    /// `progress`: is told how far it is, on this thread
    ///
    /// Returns: how many frames were written, before the codec resamples them as Opus does
    #[doc(alias = "gaf_conversion_run_source")]
    pub fn run_source(&self, source: &impl IsA<Source>, destination: impl AsRef<Path>, cancellable: Option<&gio::Cancellable>, progress: Option<&mut dyn FnMut(i64, i64)>) -> Result<i64, glib::Error> {
        unsafe {
            let mut progress = progress;
            let (progress, progress_data) = callbacks::analysis_progress(&mut progress);
            let mut error = std::ptr::null_mut();
            let ret = ffi::gaf_conversion_run_source(self.to_glib_none().0, source.as_ref().to_glib_none().0, destination.as_ref().to_glib_none().0, cancellable.to_glib_none().0, progress, progress_data, &mut error);
            if error.is_null() { Ok(ret) } else { Err(from_glib_full(error)) }
        }
    }

    /// Converts as `Conversion::run_source()` does, without making the caller wait. Several calls run at the same
    /// time.
    ///
    /// `source`: what to convert, from its beginning on; it is moved, and left open
    ///
    /// `destination`: name of the file to write
    ///
    /// `cancellable`: cancels the call
    ///
    /// `progress`: is told how far it is, on the caller's main context
    #[doc(alias = "gaf_conversion_run_source_async")]
    pub fn run_source_async<P: FnOnce(Result<i64, glib::Error>) + 'static>(&self, source: &impl IsA<Source>, destination: impl AsRef<Path>, cancellable: Option<&gio::Cancellable>, progress: Option<Box<dyn Fn(i64, i64)>>, callback: P) {
        unsafe {
            let (ready, ready_data) = callbacks::ready(callback, |source, result| {
                let mut error = std::ptr::null_mut();
                let ret = ffi::gaf_conversion_run_source_finish(source as *mut _, result, &mut error);
                if error.is_null() { Ok(ret) } else { Err(from_glib_full(error)) }
            });
            let (progress, progress_data, progress_destroy) = callbacks::analysis_progress_kept(progress);
            ffi::gaf_conversion_run_source_async(self.to_glib_none().0, source.as_ref().to_glib_none().0, destination.as_ref().to_glib_none().0, cancellable.to_glib_none().0, progress, progress_data, progress_destroy, ready, ready_data);
        }
    }

    /// [`run_source_async()`](Self::run_source_async) as a future; dropping it cancels.
    pub fn run_source_future(&self, source: &(impl IsA<Source> + Clone + 'static), destination: impl AsRef<Path>, progress: Option<Box<dyn Fn(i64, i64)>>) -> Pin<Box<dyn Future<Output = Result<i64, glib::Error>> + 'static>> {
        let source = source.clone();
        let destination = destination.as_ref().to_owned();
        Box::pin(gio::GioFuture::new(self, move |this, cancellable, send| {
            this.run_source_async(&source, &destination, Some(cancellable), progress, move |result| send.resolve(result));
        }))
    }

    /// Converts any source into a stream, without the tags of the source. What was written when it fails stays.
    ///
    /// `source`: what to convert, from its beginning on wherever it stands; it is moved, and left open
    ///
    /// `destination`: where the bytes go, as for `Writer::for_stream()`; it is left open
    ///
    /// `cancellable`: cancels the call
    ///
    /// `progress`: is told how far it is, on this thread
    ///
    /// Returns: how many frames were written
    #[doc(alias = "gaf_conversion_run_stream")]
    pub fn run_stream(&self, source: &impl IsA<Source>, destination: &impl IsA<gio::OutputStream>, cancellable: Option<&gio::Cancellable>, progress: Option<&mut dyn FnMut(i64, i64)>) -> Result<i64, glib::Error> {
        unsafe {
            let mut progress = progress;
            let (progress, progress_data) = callbacks::analysis_progress(&mut progress);
            let mut error = std::ptr::null_mut();
            let ret = ffi::gaf_conversion_run_stream(self.to_glib_none().0, source.as_ref().to_glib_none().0, destination.as_ref().to_glib_none().0, cancellable.to_glib_none().0, progress, progress_data, &mut error);
            if error.is_null() { Ok(ret) } else { Err(from_glib_full(error)) }
        }
    }

    /// Converts as `Conversion::run_stream()` does, without making the caller wait. Several calls run at the same
    /// time.
    ///
    /// `source`: what to convert, from its beginning on; it is moved, and left open
    ///
    /// `destination`: where the bytes go; it is left open
    ///
    /// `cancellable`: cancels the call
    ///
    /// `progress`: is told how far it is, on the caller's main context
    #[doc(alias = "gaf_conversion_run_stream_async")]
    pub fn run_stream_async<P: FnOnce(Result<i64, glib::Error>) + 'static>(&self, source: &impl IsA<Source>, destination: &impl IsA<gio::OutputStream>, cancellable: Option<&gio::Cancellable>, progress: Option<Box<dyn Fn(i64, i64)>>, callback: P) {
        unsafe {
            let (ready, ready_data) = callbacks::ready(callback, |source, result| {
                let mut error = std::ptr::null_mut();
                let ret = ffi::gaf_conversion_run_stream_finish(source as *mut _, result, &mut error);
                if error.is_null() { Ok(ret) } else { Err(from_glib_full(error)) }
            });
            let (progress, progress_data, progress_destroy) = callbacks::analysis_progress_kept(progress);
            ffi::gaf_conversion_run_stream_async(self.to_glib_none().0, source.as_ref().to_glib_none().0, destination.as_ref().to_glib_none().0, cancellable.to_glib_none().0, progress, progress_data, progress_destroy, ready, ready_data);
        }
    }

    /// [`run_stream_async()`](Self::run_stream_async) as a future; dropping it cancels.
    pub fn run_stream_future(&self, source: &(impl IsA<Source> + Clone + 'static), destination: &(impl IsA<gio::OutputStream> + Clone + 'static), progress: Option<Box<dyn Fn(i64, i64)>>) -> Pin<Box<dyn Future<Output = Result<i64, glib::Error>> + 'static>> {
        let source = source.clone();
        let destination = destination.clone();
        Box::pin(gio::GioFuture::new(self, move |this, cancellable, send| {
            this.run_stream_async(&source, &destination, Some(cancellable), progress, move |result| send.resolve(result));
        }))
    }

    /// Sets how channels are mixed. It is used with sources of n_matrix / channels channels; a run with any other
    /// fails.
    ///
    /// `channels`: how many channels the new file has
    ///
    /// `matrix`: for each of them, the weight of each channel of the source, as for `ConvertedReader::new()`; `None`
    /// for the usual ones
    ///
    /// `n_matrix`: how many weights
    #[doc(alias = "gaf_conversion_set_matrix")]
    pub fn set_matrix(&self, channels: u32, matrix: Option<&[f32]>) {
        unsafe {
            ffi::gaf_conversion_set_matrix(self.to_glib_none().0, channels, matrix.map_or(std::ptr::null(), <[_]>::as_ptr), matrix.map_or(0, <[_]>::len));
        }
    }

    /// Calls `f` when the property `applied-gain` has changed.
    pub fn connect_applied_gain_notify<F: Fn(&Self) + 'static>(&self, f: F) -> glib::SignalHandlerId {
        ObjectExt::connect_notify_local(self, Some("applied-gain"), move |this, _| f(this))
    }

    /// GStreamer elements that the audio goes through, as for `ProcessedReader::new()`, with the rate and the
    /// channels of the new file; `None` for none.
    pub fn effects(&self) -> Option<glib::GString> {
        ObjectExt::property(self, "effects")
    }

    /// GStreamer elements that the audio goes through, as for `ProcessedReader::new()`, with the rate and the
    /// channels of the new file; `None` for none.
    pub fn set_effects(&self, effects: Option<&str>) {
        ObjectExt::set_property(self, "effects", effects);
    }

    /// Calls `f` when the property `effects` has changed.
    pub fn connect_effects_notify<F: Fn(&Self) + 'static>(&self, f: F) -> glib::SignalHandlerId {
        ObjectExt::connect_notify_local(self, Some("effects"), move |this, _| f(this))
    }

    /// What the new file is like; `None` for the format of its extension, and all else as in the source. In it, a
    /// format of `None`, and a rate, a number of channels or a bit depth of 0 leave that open, and tags are changes
    /// of those that are kept. Files are always written as `EncodeSpec:atomic` says.
    ///
    /// `EncodeSpec::new()` sets a bit depth of 16.
    pub fn encode_spec(&self) -> Option<EncodeSpec> {
        ObjectExt::property(self, "encode-spec")
    }

    /// What the new file is like; `None` for the format of its extension, and all else as in the source. In it, a
    /// format of `None`, and a rate, a number of channels or a bit depth of 0 leave that open, and tags are changes
    /// of those that are kept. Files are always written as `EncodeSpec:atomic` says.
    ///
    /// `EncodeSpec::new()` sets a bit depth of 16.
    pub fn set_encode_spec(&self, encode_spec: Option<&EncodeSpec>) {
        ObjectExt::set_property(self, "encode-spec", encode_spec);
    }

    /// Calls `f` when the property `encode-spec` has changed.
    pub fn connect_encode_spec_notify<F: Fn(&Self) + 'static>(&self, f: F) -> glib::SignalHandlerId {
        ObjectExt::connect_notify_local(self, Some("encode-spec"), move |this, _| f(this))
    }

    /// How long the level rises from silence at the beginning, in a straight line: seconds.
    pub fn fade_in(&self) -> f64 {
        ObjectExt::property(self, "fade-in")
    }

    /// How long the level rises from silence at the beginning, in a straight line: seconds.
    pub fn set_fade_in(&self, fade_in: f64) {
        ObjectExt::set_property(self, "fade-in", fade_in);
    }

    /// Calls `f` when the property `fade-in` has changed.
    pub fn connect_fade_in_notify<F: Fn(&Self) + 'static>(&self, f: F) -> glib::SignalHandlerId {
        ObjectExt::connect_notify_local(self, Some("fade-in"), move |this, _| f(this))
    }

    /// How long it falls to silence at the end: seconds.
    pub fn fade_out(&self) -> f64 {
        ObjectExt::property(self, "fade-out")
    }

    /// How long it falls to silence at the end: seconds.
    pub fn set_fade_out(&self, fade_out: f64) {
        ObjectExt::set_property(self, "fade-out", fade_out);
    }

    /// Calls `f` when the property `fade-out` has changed.
    pub fn connect_fade_out_notify<F: Fn(&Self) + 'static>(&self, f: F) -> glib::SignalHandlerId {
        ObjectExt::connect_notify_local(self, Some("fade-out"), move |this, _| f(this))
    }

    /// By how much the level is raised, dB. What is above full scale then is clipped by formats of integers.
    pub fn gain(&self) -> f64 {
        ObjectExt::property(self, "gain")
    }

    /// By how much the level is raised, dB. What is above full scale then is clipped by formats of integers.
    pub fn set_gain(&self, gain: f64) {
        ObjectExt::set_property(self, "gain", gain);
    }

    /// Calls `f` when the property `gain` has changed.
    pub fn connect_gain_notify<F: Fn(&Self) + 'static>(&self, f: F) -> glib::SignalHandlerId {
        ObjectExt::connect_notify_local(self, Some("gain"), move |this, _| f(this))
    }

    /// Whether the new file has the tags and covers of the old one, but for those that its tags have no place for.
    /// Tags that tell a ReplayGain are left out if the level changes.
    pub fn is_keep_tags(&self) -> bool {
        ObjectExt::property(self, "keep-tags")
    }

    /// Whether the new file has the tags and covers of the old one, but for those that its tags have no place for.
    /// Tags that tell a ReplayGain are left out if the level changes.
    pub fn set_keep_tags(&self, keep_tags: bool) {
        ObjectExt::set_property(self, "keep-tags", keep_tags);
    }

    /// Calls `f` when the property `keep-tags` has changed.
    pub fn connect_keep_tags_notify<F: Fn(&Self) + 'static>(&self, f: F) -> glib::SignalHandlerId {
        ObjectExt::connect_notify_local(self, Some("keep-tags"), move |this, _| f(this))
    }

    /// Whether nothing may be lost: a conversion that would lose something fails. Of MP3, and of Vorbis and Opus in
    /// Ogg, packets are copied and not decoded; a part of them begins at the frame that is asked for, of Vorbis at
    /// the beginning of its packet, and ends at the frame.
    pub fn is_lossless(&self) -> bool {
        ObjectExt::property(self, "lossless")
    }

    /// Whether nothing may be lost: a conversion that would lose something fails. Of MP3, and of Vorbis and Opus in
    /// Ogg, packets are copied and not decoded; a part of them begins at the frame that is asked for, of Vorbis at
    /// the beginning of its packet, and ends at the frame.
    pub fn set_lossless(&self, lossless: bool) {
        ObjectExt::set_property(self, "lossless", lossless);
    }

    /// Calls `f` when the property `lossless` has changed.
    pub fn connect_lossless_notify<F: Fn(&Self) + 'static>(&self, f: F) -> glib::SignalHandlerId {
        ObjectExt::connect_notify_local(self, Some("lossless"), move |this, _| f(this))
    }

    /// How many threads may work, the calling one included; 0 for `get_max_threads()`. With 1 none is made.
    pub fn max_threads(&self) -> u32 {
        ObjectExt::property(self, "max-threads")
    }

    /// How many threads may work, the calling one included; 0 for `get_max_threads()`. With 1 none is made.
    pub fn set_max_threads(&self, max_threads: u32) {
        ObjectExt::set_property(self, "max-threads", max_threads);
    }

    /// Calls `f` when the property `max-threads` has changed.
    pub fn connect_max_threads_notify<F: Fn(&Self) + 'static>(&self, f: F) -> glib::SignalHandlerId {
        ObjectExt::connect_notify_local(self, Some("max-threads"), move |this, _| f(this))
    }

    /// How many frames of the source are converted; -1 for all to the end.
    pub fn n_frames(&self) -> i64 {
        ObjectExt::property(self, "n-frames")
    }

    /// How many frames of the source are converted; -1 for all to the end.
    pub fn set_n_frames(&self, n_frames: i64) {
        ObjectExt::set_property(self, "n-frames", n_frames);
    }

    /// Calls `f` when the property `n-frames` has changed.
    pub fn connect_n_frames_notify<F: Fn(&Self) + 'static>(&self, f: F) -> glib::SignalHandlerId {
        ObjectExt::connect_notify_local(self, Some("n-frames"), move |this, _| f(this))
    }

    /// To what the level is brought, which takes a pass over the audio before; `Conversion:gain` does not count
    /// then. No sample is clipped: where it would be, also between samples, the level is raised by less.
    pub fn normalize(&self) -> Normalize {
        ObjectExt::property(self, "normalize")
    }

    /// To what the level is brought, which takes a pass over the audio before; `Conversion:gain` does not count
    /// then. No sample is clipped: where it would be, also between samples, the level is raised by less.
    pub fn set_normalize(&self, normalize: Normalize) {
        ObjectExt::set_property(self, "normalize", normalize);
    }

    /// Calls `f` when the property `normalize` has changed.
    pub fn connect_normalize_notify<F: Fn(&Self) + 'static>(&self, f: F) -> glib::SignalHandlerId {
        ObjectExt::connect_notify_local(self, Some("normalize"), move |this, _| f(this))
    }

    /// The first frame of the source that is converted.
    pub fn offset(&self) -> i64 {
        ObjectExt::property(self, "offset")
    }

    /// The first frame of the source that is converted.
    pub fn set_offset(&self, offset: i64) {
        ObjectExt::set_property(self, "offset", offset);
    }

    /// Calls `f` when the property `offset` has changed.
    pub fn connect_offset_notify<F: Fn(&Self) + 'static>(&self, f: F) -> glib::SignalHandlerId {
        ObjectExt::connect_notify_local(self, Some("offset"), move |this, _| f(this))
    }

    /// The filter to resample with, where the rates differ.
    pub fn resample_quality(&self) -> ResampleQuality {
        ObjectExt::property(self, "resample-quality")
    }

    /// The filter to resample with, where the rates differ.
    pub fn set_resample_quality(&self, resample_quality: ResampleQuality) {
        ObjectExt::set_property(self, "resample-quality", resample_quality);
    }

    /// Calls `f` when the property `resample-quality` has changed.
    pub fn connect_resample_quality_notify<F: Fn(&Self) + 'static>(&self, f: F) -> glib::SignalHandlerId {
        ObjectExt::connect_notify_local(self, Some("resample-quality"), move |this, _| f(this))
    }

    /// The level that `Conversion:normalize` brings the audio to: LUFS for a loudness, dBFS for a peak.
    pub fn target(&self) -> f64 {
        ObjectExt::property(self, "target")
    }

    /// The level that `Conversion:normalize` brings the audio to: LUFS for a loudness, dBFS for a peak.
    pub fn set_target(&self, target: f64) {
        ObjectExt::set_property(self, "target", target);
    }

    /// Calls `f` when the property `target` has changed.
    pub fn connect_target_notify<F: Fn(&Self) + 'static>(&self, f: F) -> glib::SignalHandlerId {
        ObjectExt::connect_notify_local(self, Some("target"), move |this, _| f(this))
    }

}

/// Makes a [`Conversion`] of properties.
#[must_use = "nothing is made before build()"]
pub struct ConversionBuilder {
    builder: glib::object::ObjectBuilder<'static, Conversion>,
}

impl ConversionBuilder {
    /// GStreamer elements that the audio goes through, as for `ProcessedReader::new()`, with the rate and the
    /// channels of the new file; `None` for none.
    pub fn effects(self, effects: &str) -> Self {
        Self { builder: self.builder.property("effects", effects) }
    }

    /// What the new file is like; `None` for the format of its extension, and all else as in the source. In it, a
    /// format of `None`, and a rate, a number of channels or a bit depth of 0 leave that open, and tags are changes
    /// of those that are kept. Files are always written as `EncodeSpec:atomic` says.
    ///
    /// `EncodeSpec::new()` sets a bit depth of 16.
    pub fn encode_spec(self, encode_spec: &EncodeSpec) -> Self {
        Self { builder: self.builder.property("encode-spec", encode_spec) }
    }

    /// How long the level rises from silence at the beginning, in a straight line: seconds.
    pub fn fade_in(self, fade_in: f64) -> Self {
        Self { builder: self.builder.property("fade-in", fade_in) }
    }

    /// How long it falls to silence at the end: seconds.
    pub fn fade_out(self, fade_out: f64) -> Self {
        Self { builder: self.builder.property("fade-out", fade_out) }
    }

    /// By how much the level is raised, dB. What is above full scale then is clipped by formats of integers.
    pub fn gain(self, gain: f64) -> Self {
        Self { builder: self.builder.property("gain", gain) }
    }

    /// Whether the new file has the tags and covers of the old one, but for those that its tags have no place for.
    /// Tags that tell a ReplayGain are left out if the level changes.
    pub fn keep_tags(self, keep_tags: bool) -> Self {
        Self { builder: self.builder.property("keep-tags", keep_tags) }
    }

    /// Whether nothing may be lost: a conversion that would lose something fails. Of MP3, and of Vorbis and Opus in
    /// Ogg, packets are copied and not decoded; a part of them begins at the frame that is asked for, of Vorbis at
    /// the beginning of its packet, and ends at the frame.
    pub fn lossless(self, lossless: bool) -> Self {
        Self { builder: self.builder.property("lossless", lossless) }
    }

    /// How many threads may work, the calling one included; 0 for `get_max_threads()`. With 1 none is made.
    pub fn max_threads(self, max_threads: u32) -> Self {
        Self { builder: self.builder.property("max-threads", max_threads) }
    }

    /// How many frames of the source are converted; -1 for all to the end.
    pub fn n_frames(self, n_frames: i64) -> Self {
        Self { builder: self.builder.property("n-frames", n_frames) }
    }

    /// To what the level is brought, which takes a pass over the audio before; `Conversion:gain` does not count
    /// then. No sample is clipped: where it would be, also between samples, the level is raised by less.
    pub fn normalize(self, normalize: Normalize) -> Self {
        Self { builder: self.builder.property("normalize", normalize) }
    }

    /// The first frame of the source that is converted.
    pub fn offset(self, offset: i64) -> Self {
        Self { builder: self.builder.property("offset", offset) }
    }

    /// The filter to resample with, where the rates differ.
    pub fn resample_quality(self, resample_quality: ResampleQuality) -> Self {
        Self { builder: self.builder.property("resample-quality", resample_quality) }
    }

    /// The level that `Conversion:normalize` brings the audio to: LUFS for a loudness, dBFS for a peak.
    pub fn target(self, target: f64) -> Self {
        Self { builder: self.builder.property("target", target) }
    }

    /// Makes it.
    pub fn build(self) -> Conversion {
        self.builder.build()
    }
}
