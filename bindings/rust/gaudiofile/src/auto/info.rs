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
    /// What an audio file is: its format, its length and so on, as its headers say. `probe()` makes it.
    ///
    /// What a `Reader` of the file tells too is the same here. Nothing of it changes.
    ///
    #[doc(alias = "GafInfo")]
    pub struct Info(Object<ffi::GafInfo, ffi::GafInfoClass>);

    match fn {
        type_ => || ffi::gaf_info_get_type(),
    }
}

impl Info {
    /// Tells how many bits a second of audio has in the file, on average: of PCM all of its samples, else the bytes
    /// of the audio by its duration. What a container has around packets counts, tags do not.
    ///
    /// It is an estimate where the number of frames is.
    ///
    /// Returns: bits per second; 0 if it is not known without reading all of the file: where video is in it too, and
    /// for some others
    #[doc(alias = "gaf_info_get_bit_rate")]
    pub fn bit_rate(&self) -> u32 {
        unsafe {
            let ret = ffi::gaf_info_get_bit_rate(self.to_glib_none().0);
            ret
        }
    }

    /// Tells how many bits of a sample are significant, as `Reader::bits()` does.
    ///
    /// Returns: bits; 0 for codecs with loss
    #[doc(alias = "gaf_info_get_bits")]
    pub fn bits(&self) -> u32 {
        unsafe {
            let ret = ffi::gaf_info_get_bits(self.to_glib_none().0);
            ret
        }
    }

    /// Tells what people call these channels: "mono", "stereo", "5.1", "5.1(side)" and so on, by the names that
    /// FFmpeg has for them.
    ///
    /// Returns: a static string; `None` if the file does not say, or there is no name
    #[doc(alias = "gaf_info_get_channel_layout")]
    pub fn channel_layout(&self) -> Option<glib::GString> {
        unsafe {
            let ret = ffi::gaf_info_get_channel_layout(self.to_glib_none().0);
            from_glib_none(ret)
        }
    }

    /// Tells which loudspeakers the channels are for, as `Reader::channel_mask()` does.
    ///
    /// Returns: the mask; 0 if the file does not say
    #[doc(alias = "gaf_info_get_channel_mask")]
    pub fn channel_mask(&self) -> u64 {
        unsafe {
            let ret = ffi::gaf_info_get_channel_mask(self.to_glib_none().0);
            ret
        }
    }

    /// Tells the number of channels, as `Reader::channels()` does.
    ///
    /// Returns: the number of channels, from 1 to 64
    #[doc(alias = "gaf_info_get_channels")]
    pub fn channels(&self) -> u32 {
        unsafe {
            let ret = ffi::gaf_info_get_channels(self.to_glib_none().0);
            ret
        }
    }

    /// Tells the chapters: of MP4 (the list that Nero began) and Matroska, of ID3v2 (`CHAP`), and of Vorbis comments
    /// (`CHAPTER001=…`) in Ogg and FLAC.
    ///
    /// Returns: its chapters, in their order
    #[doc(alias = "gaf_info_get_chapters")]
    pub fn chapters(&self) -> Vec<Mark> {
        unsafe {
            let ret = ffi::gaf_info_get_chapters(self.to_glib_none().0);
            memory::pointers(ret, |one| from_glib_none(one as *mut ffi::GafMark))
        }
    }

    /// Tells the short name of the codec, as `Reader::codec()` does: "pcm", "flac", "mp3" and so on.
    ///
    /// Returns: a static string
    #[doc(alias = "gaf_info_get_codec")]
    pub fn codec(&self) -> glib::GString {
        unsafe {
            let ret = ffi::gaf_info_get_codec(self.to_glib_none().0);
            from_glib_none(ret)
        }
    }

    /// Tells the name of the container, as `Reader::container()` does: "WAV", "Ogg", "MP4" and so on.
    ///
    /// Returns: a static string; `None` for a codec without a container, such as MP3
    #[doc(alias = "gaf_info_get_container")]
    pub fn container(&self) -> Option<glib::GString> {
        unsafe {
            let ret = ffi::gaf_info_get_container(self.to_glib_none().0);
            from_glib_none(ret)
        }
    }

    /// Tells the MIME type, by the name that the shared MIME-info database has for it. Files with video too have
    /// types of video.
    ///
    /// Returns: a static string; `None` for a format that has none
    #[doc(alias = "gaf_info_get_content_type")]
    pub fn content_type(&self) -> Option<glib::GString> {
        unsafe {
            let ret = ffi::gaf_info_get_content_type(self.to_glib_none().0);
            from_glib_none(ret)
        }
    }

    /// Tells the cue points: of WAV (`cue ` with its labels), of AIFF (`MARK`), and of FLAC the tracks of the sheet
    /// of a CD.
    ///
    /// Returns: its cue points, in their order
    #[doc(alias = "gaf_info_get_cues")]
    pub fn cues(&self) -> Vec<Mark> {
        unsafe {
            let ret = ffi::gaf_info_get_cues(self.to_glib_none().0);
            memory::pointers(ret, |one| from_glib_none(one as *mut ffi::GafMark))
        }
    }

    /// Tells the length in time: `Info::n_frames()` divided by `Info::rate()`.
    ///
    /// Returns: seconds
    #[doc(alias = "gaf_info_get_duration")]
    pub fn duration(&self) -> f64 {
        unsafe {
            let ret = ffi::gaf_info_get_duration(self.to_glib_none().0);
            ret
        }
    }

    /// Tells whether the length is exact, as `Reader::is_exact_duration()` does.
    ///
    /// Returns: `true` if the length is exact, `false` if it is an estimate
    #[doc(alias = "gaf_info_get_exact_duration")]
    pub fn is_exact_duration(&self) -> bool {
        unsafe {
            let ret = ffi::gaf_info_get_exact_duration(self.to_glib_none().0);
            from_glib(ret)
        }
    }

    /// Tells what people call the file: the name of its container, or of its codec where there is no container.
    ///
    /// Returns: a static string
    #[doc(alias = "gaf_info_get_format")]
    pub fn format(&self) -> glib::GString {
        unsafe {
            let ret = ffi::gaf_info_get_format(self.to_glib_none().0);
            from_glib_none(ret)
        }
    }

    /// Tells the parts that an instrument plays over and over: of WAV (`smpl`) and AIFF (`INST`).
    ///
    /// Returns: its loops, in their order
    #[doc(alias = "gaf_info_get_loops")]
    pub fn loops(&self) -> Vec<Mark> {
        unsafe {
            let ret = ffi::gaf_info_get_loops(self.to_glib_none().0);
            memory::pointers(ret, |one| from_glib_none(one as *mut ffi::GafMark))
        }
    }

    /// Tells the length in frames, as `Reader::n_frames()` of an open file does.
    ///
    /// Returns: frames (samples per channel)
    #[doc(alias = "gaf_info_get_n_frames")]
    pub fn n_frames(&self) -> i64 {
        unsafe {
            let ret = ffi::gaf_info_get_n_frames(self.to_glib_none().0);
            ret
        }
    }

    /// Tells the sample rate in Hz, as `Reader::rate()` of an open file does.
    ///
    /// Returns: frames per second, Hz
    #[doc(alias = "gaf_info_get_rate")]
    pub fn rate(&self) -> f64 {
        unsafe {
            let ret = ffi::gaf_info_get_rate(self.to_glib_none().0);
            ret
        }
    }

    /// Tells the format of one sample of the file, as `Reader::sample_format()` does.
    ///
    /// Returns: the sample format
    #[doc(alias = "gaf_info_get_sample_format")]
    pub fn sample_format(&self) -> SampleFormat {
        unsafe {
            let ret = ffi::gaf_info_get_sample_format(self.to_glib_none().0);
            from_glib(ret)
        }
    }

    /// Tells the tags, with covers, as `Reader::read_tags()` reads them.
    ///
    /// Returns: tags, empty where the file has none; `None` if they cannot be read: without TagLib, of a file that
    /// is isolated, and where they are damaged or too large
    #[doc(alias = "gaf_info_get_tags")]
    pub fn tags(&self) -> Option<Tags> {
        unsafe {
            let ret = ffi::gaf_info_get_tags(self.to_glib_none().0);
            from_glib_none(ret)
        }
    }

    /// Calls `f` when the property `bit-rate` has changed.
    pub fn connect_bit_rate_notify<F: Fn(&Self) + 'static>(&self, f: F) -> glib::SignalHandlerId {
        ObjectExt::connect_notify_local(self, Some("bit-rate"), move |this, _| f(this))
    }

    /// Calls `f` when the property `bits` has changed.
    pub fn connect_bits_notify<F: Fn(&Self) + 'static>(&self, f: F) -> glib::SignalHandlerId {
        ObjectExt::connect_notify_local(self, Some("bits"), move |this, _| f(this))
    }

    /// Calls `f` when the property `channel-layout` has changed.
    pub fn connect_channel_layout_notify<F: Fn(&Self) + 'static>(&self, f: F) -> glib::SignalHandlerId {
        ObjectExt::connect_notify_local(self, Some("channel-layout"), move |this, _| f(this))
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

    /// Calls `f` when the property `container` has changed.
    pub fn connect_container_notify<F: Fn(&Self) + 'static>(&self, f: F) -> glib::SignalHandlerId {
        ObjectExt::connect_notify_local(self, Some("container"), move |this, _| f(this))
    }

    /// Calls `f` when the property `content-type` has changed.
    pub fn connect_content_type_notify<F: Fn(&Self) + 'static>(&self, f: F) -> glib::SignalHandlerId {
        ObjectExt::connect_notify_local(self, Some("content-type"), move |this, _| f(this))
    }

    /// Calls `f` when the property `duration` has changed.
    pub fn connect_duration_notify<F: Fn(&Self) + 'static>(&self, f: F) -> glib::SignalHandlerId {
        ObjectExt::connect_notify_local(self, Some("duration"), move |this, _| f(this))
    }

    /// Calls `f` when the property `exact-duration` has changed.
    pub fn connect_exact_duration_notify<F: Fn(&Self) + 'static>(&self, f: F) -> glib::SignalHandlerId {
        ObjectExt::connect_notify_local(self, Some("exact-duration"), move |this, _| f(this))
    }

    /// Calls `f` when the property `format` has changed.
    pub fn connect_format_notify<F: Fn(&Self) + 'static>(&self, f: F) -> glib::SignalHandlerId {
        ObjectExt::connect_notify_local(self, Some("format"), move |this, _| f(this))
    }

    /// Calls `f` when the property `n-frames` has changed.
    pub fn connect_n_frames_notify<F: Fn(&Self) + 'static>(&self, f: F) -> glib::SignalHandlerId {
        ObjectExt::connect_notify_local(self, Some("n-frames"), move |this, _| f(this))
    }

    /// Calls `f` when the property `rate` has changed.
    pub fn connect_rate_notify<F: Fn(&Self) + 'static>(&self, f: F) -> glib::SignalHandlerId {
        ObjectExt::connect_notify_local(self, Some("rate"), move |this, _| f(this))
    }

    /// Calls `f` when the property `sample-format` has changed.
    pub fn connect_sample_format_notify<F: Fn(&Self) + 'static>(&self, f: F) -> glib::SignalHandlerId {
        ObjectExt::connect_notify_local(self, Some("sample-format"), move |this, _| f(this))
    }

    /// Calls `f` when the property `tags` has changed.
    pub fn connect_tags_notify<F: Fn(&Self) + 'static>(&self, f: F) -> glib::SignalHandlerId {
        ObjectExt::connect_notify_local(self, Some("tags"), move |this, _| f(this))
    }

}
