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
use crate::macros;
use crate::{callbacks, memory};

macros::enumeration! {
    /// What a picture shows. The numbers are those of ID3v2 and FLAC (picture types), which have some more: numbers
    /// up to 20 are kept as they are.
    pub enum CoverKind: GafCoverKind, gaf_cover_kind_get_type {
        /// something else
        Other = GAF_COVER_KIND_OTHER,
        /// the front of the cover
        Front = GAF_COVER_KIND_FRONT,
        /// the back of the cover
        Back = GAF_COVER_KIND_BACK,
        /// a page of the booklet
        Leaflet = GAF_COVER_KIND_LEAFLET,
        /// the disc itself
        Medium = GAF_COVER_KIND_MEDIUM,
        /// an artist
        Artist = GAF_COVER_KIND_ARTIST,
    }
}

macros::enumeration! {
    /// Which way audio goes between the program and a `Device`.
    pub enum Direction: GafDirection, gaf_direction_get_type {
        /// from a device to the program: microphones, and what others play
        Input = GAF_DIRECTION_INPUT,
        /// from the program to a device: loudspeakers
        Output = GAF_DIRECTION_OUTPUT,
    }
}

macros::enumeration! {
    /// What can go wrong. Each code has one meaning, and each message names the thing and the way out.
    pub enum Error: GafError, gaf_error_get_type {
        /// There is no file of that name, or no folder for it.
        NotFound = GAF_ERROR_NOT_FOUND,
        /// It is a directory, a pipe, a device or a socket.
        NotAFile = GAF_ERROR_NOT_A_FILE,
        /// The bytes are of no audio format that this library reads.
        NotAudio = GAF_ERROR_NOT_AUDIO,
        /// There are no bytes at all.
        Empty = GAF_ERROR_EMPTY,
        /// The format was recognised, but the file is damaged beyond use.
        Corrupt = GAF_ERROR_CORRUPT,
        /// The file claims more than a documented limit allows.
        Limit = GAF_ERROR_LIMIT,
        /// A known format, in a variant that cannot be decoded.
        Unsupported = GAF_ERROR_UNSUPPORTED,
        /// A GStreamer element is not installed; the message names it and its package.
        MissingPlugin = GAF_ERROR_MISSING_PLUGIN,
        /// The stream cannot seek.
        NotSeekable = GAF_ERROR_NOT_SEEKABLE,
        /// A position lies outside the file.
        OutOfRange = GAF_ERROR_OUT_OF_RANGE,
        /// An argument has no meaning here.
        InvalidArgument = GAF_ERROR_INVALID_ARGUMENT,
        /// The object was closed before.
        Closed = GAF_ERROR_CLOSED,
        /// The object was used again from inside one of its own calls, or the file to be written is being read by
        /// this process.
        Busy = GAF_ERROR_BUSY,
        /// Reading or writing bytes failed; the message holds the system's reason, and `gaf_error_get_errno()` its
        /// number.
        Io = GAF_ERROR_IO,
        /// There is no such audio device, or it has gone, or the sound server does not answer.
        NoDevice = GAF_ERROR_NO_DEVICE,
        /// The file was to be decoded in a process of its own, and that cannot be had here; nothing of the file was
        /// decoded.
        NoIsolation = GAF_ERROR_NO_ISOLATION,
    }
}

impl Error {
    /// The system's number of an error, such as `ENOSPC` (no space), `EDQUOT` (over quota), `EFBIG` (larger than the
    /// file system or a limit allows) or `EIO`. See `Error` for which code such an error has. Of an error that a
    /// stream reported in the domain `G_IO_ERROR` it is the number that GIO made the code from; there `EPERM` is
    /// told as `EACCES`.
    ///
    /// `error`: an error of any domain
    ///
    /// Returns: the number as in `errno`; 0 if the error is not the system's, or it is not known which
    #[doc(alias = "gaf_error_get_errno")]
    pub fn errno(error: &glib::Error) -> i32 {
        unsafe {
            let ret = ffi::gaf_error_get_errno(error.to_glib_none().0);
            ret
        }
    }

}

macros::enumeration! {
    /// Where a file is decoded: in the program or in a process of its own, see `Reader:isolation`.
    pub enum Isolation: GafIsolation, gaf_isolation_get_type {
        /// As the environment variable `GAUDIOFILE_ISOLATION` says: `process` or `none`; none if it is not set.
        Default = GAF_ISOLATION_DEFAULT,
        /// In the program.
        None = GAF_ISOLATION_NONE,
        /// In a process of its own, which can do nothing but decode: it opens no files, has no network, starts
        /// nothing, and its memory and time are limited.
        Process = GAF_ISOLATION_PROCESS,
    }
}

macros::enumeration! {
    /// How the samples of several channels lie in memory.
    pub enum Layout: GafLayout, gaf_layout_get_type {
        /// All samples of the first channel, then all of the second, and so on: shape (channels, frames).
        Planar = GAF_LAYOUT_PLANAR,
        /// Frame after frame; a frame is one sample of each channel: shape (frames, channels).
        Interleaved = GAF_LAYOUT_INTERLEAVED,
    }
}

macros::flags! {
    /// How `load_many()` goes on, and `convert_many()` with files.
    pub enum LoadFlags: GafLoadFlags, gaf_load_flags_get_type {
        /// All clips are loaded; those that cannot be have an error.
        DEFAULT = GAF_LOAD_DEFAULT,
        /// No clip is begun after one that cannot be loaded. All before that one are loaded.
        STOP_AT_ERROR = GAF_LOAD_STOP_AT_ERROR,
    }
}

macros::enumeration! {
    /// By what measure a `Conversion` brings audio to its `Conversion:target`.
    pub enum Normalize: GafNormalize, gaf_normalize_get_type {
        /// The level stays as it is.
        None = GAF_NORMALIZE_NONE,
        /// To so many LUFS, after EBU R 128.
        Loudness = GAF_NORMALIZE_LOUDNESS,
        /// The largest sample becomes so many dBFS.
        Peak = GAF_NORMALIZE_PEAK,
    }
}

macros::flags! {
    /// How `Peaks::for_path()` goes about it: whether it uses the cache of the user.
    pub enum PeaksFlags: GafPeaksFlags, gaf_peaks_flags_get_type {
        /// What was computed is kept in the user's cache, and taken from there.
        DEFAULT = GAF_PEAKS_DEFAULT,
        /// The file is decoded, and nothing is kept.
        NO_CACHE = GAF_PEAKS_NO_CACHE,
    }
}

macros::enumeration! {
    /// What a player does, as `Player:state` tells and notifies it.
    pub enum PlayerState: GafPlayerState, gaf_player_state_get_type {
        /// Nothing is played: not yet, or not any more.
        Stopped = GAF_PLAYER_STATE_STOPPED,
        /// It plays, or will as soon as the device is open.
        Playing = GAF_PLAYER_STATE_PLAYING,
        /// It was paused.
        Paused = GAF_PLAYER_STATE_PAUSED,
        /// The player was closed.
        Closed = GAF_PLAYER_STATE_CLOSED,
    }
}

macros::enumeration! {
    /// What a recorder does, as `Recorder:state` tells and notifies it.
    pub enum RecorderState: GafRecorderState, gaf_recorder_state_get_type {
        /// It has not begun.
        New = GAF_RECORDER_STATE_NEW,
        /// It records.
        Recording = GAF_RECORDER_STATE_RECORDING,
        /// It was paused; the device stays open, and what it gives is dropped.
        Paused = GAF_RECORDER_STATE_PAUSED,
        /// It has ended, and all files are whole.
        Stopped = GAF_RECORDER_STATE_STOPPED,
    }
}

macros::enumeration! {
    /// The filter of a `Resampler`: the more taps, the more work for each sample. Only the sinc filters keep what is
    /// above half of the lower rate from folding back as aliases; the others are for special effects and
    /// comparisons.
    pub enum ResampleQuality: GafResampleQuality, gaf_resample_quality_get_type {
        /// The nearest sample.
        ZeroOrderHold = GAF_RESAMPLE_QUALITY_ZERO_ORDER_HOLD,
        /// A straight line between the two samples around.
        Linear = GAF_RESAMPLE_QUALITY_LINEAR,
        /// A Catmull-Rom spline, a cubic through the two samples in the middle of four.
        CatmullRom = GAF_RESAMPLE_QUALITY_CATMULL_ROM,
        /// A polynomial of the fourth degree through the five samples around.
        Lagrange = GAF_RESAMPLE_QUALITY_LAGRANGE,
        /// The same as `GAF_RESAMPLE_QUALITY_WINDOWED_SINC_256`.
        WindowedSinc = GAF_RESAMPLE_QUALITY_WINDOWED_SINC,
        /// 384 taps: flat to 0.48 of the lower rate, aliases below -135 dB.
        WindowedSinc256 = GAF_RESAMPLE_QUALITY_WINDOWED_SINC_256,
        /// 256 taps: flat to 0.47 of the lower rate, aliases below -128 dB.
        WindowedSinc128 = GAF_RESAMPLE_QUALITY_WINDOWED_SINC_128,
        /// 192 taps: flat to 0.46 of the lower rate, aliases below -120 dB.
        WindowedSinc64 = GAF_RESAMPLE_QUALITY_WINDOWED_SINC_64,
        /// 160 taps, the default: flat to 0.455 of the lower rate, aliases below -115 dB.
        WindowedSinc32 = GAF_RESAMPLE_QUALITY_WINDOWED_SINC_32,
        /// 96 taps: flat to 0.44 of the lower rate, aliases below -88 dB.
        WindowedSinc16 = GAF_RESAMPLE_QUALITY_WINDOWED_SINC_16,
        /// 32 taps: flat to 0.37 of the lower rate, aliases below -65 dB.
        WindowedSinc8 = GAF_RESAMPLE_QUALITY_WINDOWED_SINC_8,
    }
}

macros::enumeration! {
    /// The format of one sample when it is delivered in the file's own, by `Reader::read_raw()` and
    /// `Reader::read_raw_frames()`.
    ///
    /// Codecs with loss, and the logarithmic and adaptive PCM codings, are delivered as float.
    pub enum SampleFormat: GafSampleFormat, gaf_sample_format_get_type {
        /// The format is not known, or not fixed yet.
        Unknown = GAF_SAMPLE_FORMAT_UNKNOWN,
        /// An 8-bit signed integer.
        Int8 = GAF_SAMPLE_FORMAT_INT8,
        /// A 16-bit signed integer of native byte order.
        Int16 = GAF_SAMPLE_FORMAT_INT16,
        /// 24 significant bits, delivered left-justified in a 32-bit signed integer of native byte order (the low
        /// eight bits are zero).
        Int24 = GAF_SAMPLE_FORMAT_INT24,
        /// A 32-bit signed integer of native byte order.
        Int32 = GAF_SAMPLE_FORMAT_INT32,
        /// A 32-bit IEEE float of native byte order.
        Float32 = GAF_SAMPLE_FORMAT_FLOAT32,
        /// A 64-bit IEEE float of native byte order.
        Float64 = GAF_SAMPLE_FORMAT_FLOAT64,
    }
}

impl SampleFormat {
    /// The short name of a sample format, as NumPy writes it: "int16", "float32" and so on.
    ///
    /// `format`: a sample format
    ///
    /// Returns: a static string
    #[doc(alias = "gaf_sample_format_get_name")]
    pub fn name(self) -> glib::GString {
        unsafe {
            let ret = ffi::gaf_sample_format_get_name(self.into_glib());
            from_glib_none(ret)
        }
    }

    /// Tells the size of one sample in memory. 24-bit samples are delivered in four bytes.
    ///
    /// `format`: a sample format
    ///
    /// Returns: bytes; 0 for `GAF_SAMPLE_FORMAT_UNKNOWN`
    #[doc(alias = "gaf_sample_format_get_width")]
    pub fn width(self) -> usize {
        unsafe {
            let ret = ffi::gaf_sample_format_get_width(self.into_glib());
            ret
        }
    }

}

macros::enumeration! {
    /// How a live stream is doing, as `Stream:state` tells and notifies it.
    pub enum StreamState: GafStreamState, gaf_stream_state_get_type {
        /// The stream was not opened yet.
        New = GAF_STREAM_STATE_NEW,
        /// Audio is flowing.
        Running = GAF_STREAM_STATE_RUNNING,
        /// A device or the sound server is gone; the stream looks for it, or for another one.
        Interrupted = GAF_STREAM_STATE_INTERRUPTED,
        /// The stream has ended with an error, which every read and write returns from then on.
        Failed = GAF_STREAM_STATE_FAILED,
        /// The stream was closed.
        Closed = GAF_STREAM_STATE_CLOSED,
    }
}

macros::enumeration! {
    /// What a list of `Support` is about: codecs that are read, formats that are written, and so on.
    pub enum SupportKind: GafSupportKind, gaf_support_kind_get_type {
        /// codecs that can be decoded
        Reading = GAF_SUPPORT_KIND_READING,
        /// formats that can be written, each with its codecs
        Writing = GAF_SUPPORT_KIND_WRITING,
        /// everything else that needs something which may not be installed: tags, loudness, pictures, devices
        Other = GAF_SUPPORT_KIND_OTHER,
    }
}

