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
    /// Describes an audio file that is to be written: its format, sample rate, channels, bit depth and quality.
    ///
    /// Make one with `EncodeSpec::new()` (or set the properties when constructing), change what shall differ from
    /// the format's usual settings, and hand it to a `Writer`. The writer copies it: later changes of the spec have
    /// no effect on files that are open already, and one spec may serve for many files. `Writer::spec()` tells what
    /// the writer made of it, with everything filled in that was left open here.
    ///
    /// Values are not checked when they are set but by `EncodeSpec::resolve()`, which each writer calls, since
    /// whether one is possible depends on the others.
    ///
    #[doc(alias = "GafEncodeSpec")]
    pub struct EncodeSpec(Object<ffi::GafEncodeSpec, ffi::GafEncodeSpecClass>);

    match fn {
        type_ => || ffi::gaf_encode_spec_get_type(),
    }
}

impl EncodeSpec {
    /// Makes a [`EncodeSpec`] of properties.
    pub fn builder() -> EncodeSpecBuilder {
        EncodeSpecBuilder { builder: glib::Object::builder() }
    }

    /// Creates the description of a file. What is not set has the format's default: 16 bits, its usual codec and its
    /// default quality.
    ///
    /// `format`: a file name extension such as "wav", "flac" or "ogg", with or without a dot in front;
    /// `get_writable_extensions()` lists all
    ///
    /// `rate`: the sample rate of the file, frames per second (Hz)
    ///
    /// `channels`: how many channels the file has
    ///
    /// Returns: a new spec
    #[doc(alias = "gaf_encode_spec_new")]
    #[allow(clippy::new_ret_no_self, clippy::new_without_default)]
    pub fn new(format: &str, rate: f64, channels: u32) -> Self {
        unsafe {
            let ret = ffi::gaf_encode_spec_new(format.to_glib_none().0, rate, channels);
            from_glib_full(ret)
        }
    }

    /// Tells whether the file appears under its name only when it is complete.
    ///
    /// Returns: `true` if so
    #[doc(alias = "gaf_encode_spec_get_atomic")]
    pub fn is_atomic(&self) -> bool {
        unsafe {
            let ret = ffi::gaf_encode_spec_get_atomic(self.to_glib_none().0);
            from_glib(ret)
        }
    }

    /// Tells how many bits a sample has in the file. Codecs with loss have no such thing and ignore it.
    ///
    /// Returns: bits per sample
    #[doc(alias = "gaf_encode_spec_get_bit_depth")]
    pub fn bit_depth(&self) -> u32 {
        unsafe {
            let ret = ffi::gaf_encode_spec_get_bit_depth(self.to_glib_none().0);
            ret
        }
    }

    /// Tells which loudspeakers the channels are for, one bit for each of them.
    ///
    /// Returns: one bit for each `GstAudioChannelPosition`; 0 for what is usual with that number of channels
    #[doc(alias = "gaf_encode_spec_get_channel_mask")]
    pub fn channel_mask(&self) -> u64 {
        unsafe {
            let ret = ffi::gaf_encode_spec_get_channel_mask(self.to_glib_none().0);
            ret
        }
    }

    /// Tells the number of channels of the file.
    ///
    /// Returns: how many channels; 0 while it is not set
    #[doc(alias = "gaf_encode_spec_get_channels")]
    pub fn channels(&self) -> u32 {
        unsafe {
            let ret = ffi::gaf_encode_spec_get_channels(self.to_glib_none().0);
            ret
        }
    }

    /// Tells the codec that was set; after `EncodeSpec::resolve()`, and in a writer's spec, the one that is used.
    ///
    /// Returns: the codec, owned by `self`; `None` if none was set
    #[doc(alias = "gaf_encode_spec_get_codec")]
    pub fn codec(&self) -> Option<glib::GString> {
        unsafe {
            let ret = ffi::gaf_encode_spec_get_codec(self.to_glib_none().0);
            from_glib_none(ret)
        }
    }

    /// Tells the format of the file, in lower case and without a dot.
    ///
    /// Returns: the format, owned by `self`; `None` while none is set
    #[doc(alias = "gaf_encode_spec_get_format")]
    pub fn format(&self) -> Option<glib::GString> {
        unsafe {
            let ret = ffi::gaf_encode_spec_get_format(self.to_glib_none().0);
            from_glib_none(ret)
        }
    }

    /// Tells the quality that was set; after `EncodeSpec::resolve()`, and in a writer's spec, the full name of the
    /// quality that is used.
    ///
    /// Returns: the quality, owned by `self`; `None` if none was set or the format has none
    #[doc(alias = "gaf_encode_spec_get_quality")]
    pub fn quality(&self) -> Option<glib::GString> {
        unsafe {
            let ret = ffi::gaf_encode_spec_get_quality(self.to_glib_none().0);
            from_glib_none(ret)
        }
    }

    /// Tells the sample rate of the file: frames per second, in Hz.
    ///
    /// Returns: frames per second, Hz; 0 while none is set
    #[doc(alias = "gaf_encode_spec_get_rate")]
    pub fn rate(&self) -> f64 {
        unsafe {
            let ret = ffi::gaf_encode_spec_get_rate(self.to_glib_none().0);
            ret
        }
    }

    /// Tells which tags the file shall have. They belong to the spec.
    ///
    /// Returns: the tags; `None` for none
    #[doc(alias = "gaf_encode_spec_get_tags")]
    pub fn tags(&self) -> Option<Tags> {
        unsafe {
            let ret = ffi::gaf_encode_spec_get_tags(self.to_glib_none().0);
            from_glib_none(ret)
        }
    }

    /// Checks that such a file can be written, and fills in what was left open: the codec, and the full name of the
    /// quality. A `Writer` does this by itself, with a copy; call it to know before.
    #[doc(alias = "gaf_encode_spec_resolve")]
    pub fn resolve(&self) -> Result<(), glib::Error> {
        unsafe {
            let mut error = std::ptr::null_mut();
            let _ = ffi::gaf_encode_spec_resolve(self.to_glib_none().0, &mut error);
            if error.is_null() { Ok(()) } else { Err(from_glib_full(error)) }
        }
    }

    /// Sets whether the file appears under its name only when it is complete. It is then written beside that name
    /// and renamed when the writer is closed without an error. Until then, and for good if writing fails, an older
    /// file of that name stays as it was.
    ///
    /// `atomic`: whether the file shall appear as a whole or not at all
    #[doc(alias = "gaf_encode_spec_set_atomic")]
    pub fn set_atomic(&self, atomic: bool) {
        unsafe {
            ffi::gaf_encode_spec_set_atomic(self.to_glib_none().0, atomic.into_glib());
        }
    }

    /// Sets how many bits a sample has in the file, for PCM and lossless codecs. In WAV, RF64, W64, AIFF and AU, 64
    /// bits are floating point, and so are 32.
    ///
    /// `bits`: bits per sample: 8, 16, 24, 32 or 64, as far as the format has them
    #[doc(alias = "gaf_encode_spec_set_bit_depth")]
    pub fn set_bit_depth(&self, bits: u32) {
        unsafe {
            ffi::gaf_encode_spec_set_bit_depth(self.to_glib_none().0, bits);
        }
    }

    /// Sets which loudspeakers the channels are for; the channels are in the order of the bits.
    ///
    /// `mask`: one bit for each `GstAudioChannelPosition`, as many as there are channels; 0 for what is usual with
    /// that number of channels
    #[doc(alias = "gaf_encode_spec_set_channel_mask")]
    pub fn set_channel_mask(&self, mask: u64) {
        unsafe {
            ffi::gaf_encode_spec_set_channel_mask(self.to_glib_none().0, mask);
        }
    }

    /// Sets the number of channels of the file.
    ///
    /// `channels`: how many channels
    #[doc(alias = "gaf_encode_spec_set_channels")]
    pub fn set_channels(&self, channels: u32) {
        unsafe {
            ffi::gaf_encode_spec_set_channels(self.to_glib_none().0, channels);
        }
    }

    /// Chooses the codec, where the format can hold more than one.
    ///
    /// `codec`: a codec by its short name, such as "alac" in M4A or "opus" in Ogg; `None` for the format's usual one
    #[doc(alias = "gaf_encode_spec_set_codec")]
    pub fn set_codec(&self, codec: Option<&str>) {
        unsafe {
            ffi::gaf_encode_spec_set_codec(self.to_glib_none().0, codec.to_glib_none().0);
        }
    }

    /// Sets the format of the file. Upper case and a dot in front do no harm.
    ///
    /// `format`: the format, as `EncodeSpec::new()` takes it
    #[doc(alias = "gaf_encode_spec_set_format")]
    pub fn set_format(&self, format: Option<&str>) {
        unsafe {
            ffi::gaf_encode_spec_set_format(self.to_glib_none().0, format.to_glib_none().0);
        }
    }

    /// Sets the quality: kilobits per second for Vorbis, Opus, AAC and MP3 ("192" or "192 kbps"), also "V0" to "V9"
    /// for MP3, and the compression level "0" to "8" for FLAC.
    ///
    /// `quality`: a number, a full name, the beginning of one, "best", "worst", "fastest" or "slowest"; `None` or
    /// blank for the format's default
    #[doc(alias = "gaf_encode_spec_set_quality")]
    pub fn set_quality(&self, quality: Option<&str>) {
        unsafe {
            ffi::gaf_encode_spec_set_quality(self.to_glib_none().0, quality.to_glib_none().0);
        }
    }

    /// Sets the sample rate of the file. It has to be a whole number that the format can hold, or resolving fails.
    ///
    /// Opus, AAC and AC-3 take any rate from 1 to 768000 Hz, and what the codec has not is resampled: the file is
    /// then of 48 kHz (Opus, whatever the rate is; the header tells the original one), or of the next rate above it
    /// that AAC has, at most 96 kHz, or AC-3, at most 48 kHz. Of n frames, round(n × new / old) are in the file
    /// then.
    ///
    /// `rate`: frames per second, Hz
    #[doc(alias = "gaf_encode_spec_set_rate")]
    pub fn set_rate(&self, rate: f64) {
        unsafe {
            ffi::gaf_encode_spec_set_rate(self.to_glib_none().0, rate);
        }
    }

    /// Sets tags and covers of the file. They are written when the writer is closed, which has to read and copy the
    /// file once more; an atomic file is put into its place afterwards. That needs a file of the system, and a
    /// format of which `Tags::write()` can write the tags: else opening the writer fails.
    ///
    /// `tags`: the tags, which are copied
    #[doc(alias = "gaf_encode_spec_set_tags")]
    pub fn set_tags(&self, tags: Option<&Tags>) {
        unsafe {
            ffi::gaf_encode_spec_set_tags(self.to_glib_none().0, tags.to_glib_none().0);
        }
    }

    /// Calls `f` when the property `atomic` has changed.
    pub fn connect_atomic_notify<F: Fn(&Self) + 'static>(&self, f: F) -> glib::SignalHandlerId {
        ObjectExt::connect_notify_local(self, Some("atomic"), move |this, _| f(this))
    }

    /// Calls `f` when the property `bit-depth` has changed.
    pub fn connect_bit_depth_notify<F: Fn(&Self) + 'static>(&self, f: F) -> glib::SignalHandlerId {
        ObjectExt::connect_notify_local(self, Some("bit-depth"), move |this, _| f(this))
    }

    /// Calls `f` when the property `channel-mask` has changed.
    pub fn connect_channel_mask_notify<F: Fn(&Self) + 'static>(&self, f: F) -> glib::SignalHandlerId {
        ObjectExt::connect_notify_local(self, Some("channel-mask"), move |this, _| f(this))
    }

    /// Calls `f` when the property `channels` has changed.
    pub fn connect_channels_notify<F: Fn(&Self) + 'static>(&self, f: F) -> glib::SignalHandlerId {
        ObjectExt::connect_notify_local(self, Some("channels"), move |this, _| f(this))
    }

    /// Calls `f` when the property `codec` has changed.
    pub fn connect_codec_notify<F: Fn(&Self) + 'static>(&self, f: F) -> glib::SignalHandlerId {
        ObjectExt::connect_notify_local(self, Some("codec"), move |this, _| f(this))
    }

    /// Calls `f` when the property `format` has changed.
    pub fn connect_format_notify<F: Fn(&Self) + 'static>(&self, f: F) -> glib::SignalHandlerId {
        ObjectExt::connect_notify_local(self, Some("format"), move |this, _| f(this))
    }

    /// Calls `f` when the property `quality` has changed.
    pub fn connect_quality_notify<F: Fn(&Self) + 'static>(&self, f: F) -> glib::SignalHandlerId {
        ObjectExt::connect_notify_local(self, Some("quality"), move |this, _| f(this))
    }

    /// Calls `f` when the property `rate` has changed.
    pub fn connect_rate_notify<F: Fn(&Self) + 'static>(&self, f: F) -> glib::SignalHandlerId {
        ObjectExt::connect_notify_local(self, Some("rate"), move |this, _| f(this))
    }

    /// Calls `f` when the property `tags` has changed.
    pub fn connect_tags_notify<F: Fn(&Self) + 'static>(&self, f: F) -> glib::SignalHandlerId {
        ObjectExt::connect_notify_local(self, Some("tags"), move |this, _| f(this))
    }

}

/// Makes a [`EncodeSpec`] of properties.
#[must_use = "nothing is made before build()"]
pub struct EncodeSpecBuilder {
    builder: glib::object::ObjectBuilder<'static, EncodeSpec>,
}

impl EncodeSpecBuilder {
    /// Whether the file appears under its name only when it is complete.
    pub fn atomic(self, atomic: bool) -> Self {
        Self { builder: self.builder.property("atomic", atomic) }
    }

    /// Bits per sample of PCM and lossless codecs.
    pub fn bit_depth(self, bit_depth: u32) -> Self {
        Self { builder: self.builder.property("bit-depth", bit_depth) }
    }

    /// Which loudspeakers the channels are for; 0 for what is usual with that number of channels.
    pub fn channel_mask(self, channel_mask: u64) -> Self {
        Self { builder: self.builder.property("channel-mask", channel_mask) }
    }

    /// The number of channels; 0 while it is not set.
    pub fn channels(self, channels: u32) -> Self {
        Self { builder: self.builder.property("channels", channels) }
    }

    /// The codec, where the format can hold more than one; `None` for the format's usual codec.
    pub fn codec(self, codec: &str) -> Self {
        Self { builder: self.builder.property("codec", codec) }
    }

    /// The format by its file name extension, in lower case and without a dot.
    pub fn format(self, format: &str) -> Self {
        Self { builder: self.builder.property("format", format) }
    }

    /// The quality as `EncodeSpec::set_quality()` takes it; `None` for the format's default.
    pub fn quality(self, quality: &str) -> Self {
        Self { builder: self.builder.property("quality", quality) }
    }

    /// Frames per second, Hz; 0 while it is not set.
    pub fn rate(self, rate: f64) -> Self {
        Self { builder: self.builder.property("rate", rate) }
    }

    /// The tags of the file, `None` for none; see `EncodeSpec::set_tags()` for which formats take them.
    pub fn tags(self, tags: &Tags) -> Self {
        Self { builder: self.builder.property("tags", tags) }
    }

    /// Makes it.
    pub fn build(self) -> EncodeSpec {
        self.builder.build()
    }
}
