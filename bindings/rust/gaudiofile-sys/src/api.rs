// SPDX-FileCopyrightText: 2026 gaudiofile contributors
// SPDX-License-Identifier: LGPL-2.1-or-later
// Made by bindings/rust/generate from GAudioFile-1.0.gir; changes belong there.

use std::ffi::{c_char, c_double, c_float, c_int, c_uint, c_void};
use std::marker::{PhantomData, PhantomPinned};

use gio_sys as gio;
use glib_sys as glib;
use gobject_sys as gobject;

pub type GafCoverKind = c_int;
pub const GAF_COVER_KIND_OTHER: GafCoverKind = 0;
pub const GAF_COVER_KIND_FRONT: GafCoverKind = 3;
pub const GAF_COVER_KIND_BACK: GafCoverKind = 4;
pub const GAF_COVER_KIND_LEAFLET: GafCoverKind = 5;
pub const GAF_COVER_KIND_MEDIUM: GafCoverKind = 6;
pub const GAF_COVER_KIND_ARTIST: GafCoverKind = 8;

pub type GafDirection = c_int;
pub const GAF_DIRECTION_INPUT: GafDirection = 0;
pub const GAF_DIRECTION_OUTPUT: GafDirection = 1;

pub type GafError = c_int;
pub const GAF_ERROR_NOT_FOUND: GafError = 0;
pub const GAF_ERROR_NOT_A_FILE: GafError = 1;
pub const GAF_ERROR_NOT_AUDIO: GafError = 2;
pub const GAF_ERROR_EMPTY: GafError = 3;
pub const GAF_ERROR_CORRUPT: GafError = 4;
pub const GAF_ERROR_LIMIT: GafError = 5;
pub const GAF_ERROR_UNSUPPORTED: GafError = 6;
pub const GAF_ERROR_MISSING_PLUGIN: GafError = 7;
pub const GAF_ERROR_NOT_SEEKABLE: GafError = 8;
pub const GAF_ERROR_OUT_OF_RANGE: GafError = 9;
pub const GAF_ERROR_INVALID_ARGUMENT: GafError = 10;
pub const GAF_ERROR_CLOSED: GafError = 11;
pub const GAF_ERROR_BUSY: GafError = 12;
pub const GAF_ERROR_IO: GafError = 13;
pub const GAF_ERROR_NO_DEVICE: GafError = 14;
pub const GAF_ERROR_NO_ISOLATION: GafError = 15;

pub type GafIsolation = c_int;
pub const GAF_ISOLATION_DEFAULT: GafIsolation = 0;
pub const GAF_ISOLATION_NONE: GafIsolation = 1;
pub const GAF_ISOLATION_PROCESS: GafIsolation = 2;

pub type GafLayout = c_int;
pub const GAF_LAYOUT_PLANAR: GafLayout = 0;
pub const GAF_LAYOUT_INTERLEAVED: GafLayout = 1;

pub type GafLoadFlags = c_uint;
pub const GAF_LOAD_DEFAULT: GafLoadFlags = 0;
pub const GAF_LOAD_STOP_AT_ERROR: GafLoadFlags = 1;

pub type GafNormalize = c_int;
pub const GAF_NORMALIZE_NONE: GafNormalize = 0;
pub const GAF_NORMALIZE_LOUDNESS: GafNormalize = 1;
pub const GAF_NORMALIZE_PEAK: GafNormalize = 2;

pub type GafPeaksFlags = c_uint;
pub const GAF_PEAKS_DEFAULT: GafPeaksFlags = 0;
pub const GAF_PEAKS_NO_CACHE: GafPeaksFlags = 1;

pub type GafPlayerState = c_int;
pub const GAF_PLAYER_STATE_STOPPED: GafPlayerState = 0;
pub const GAF_PLAYER_STATE_PLAYING: GafPlayerState = 1;
pub const GAF_PLAYER_STATE_PAUSED: GafPlayerState = 2;
pub const GAF_PLAYER_STATE_CLOSED: GafPlayerState = 3;

pub type GafRecorderState = c_int;
pub const GAF_RECORDER_STATE_NEW: GafRecorderState = 0;
pub const GAF_RECORDER_STATE_RECORDING: GafRecorderState = 1;
pub const GAF_RECORDER_STATE_PAUSED: GafRecorderState = 2;
pub const GAF_RECORDER_STATE_STOPPED: GafRecorderState = 3;

pub type GafResampleQuality = c_int;
pub const GAF_RESAMPLE_QUALITY_ZERO_ORDER_HOLD: GafResampleQuality = 0;
pub const GAF_RESAMPLE_QUALITY_LINEAR: GafResampleQuality = 1;
pub const GAF_RESAMPLE_QUALITY_CATMULL_ROM: GafResampleQuality = 2;
pub const GAF_RESAMPLE_QUALITY_LAGRANGE: GafResampleQuality = 3;
pub const GAF_RESAMPLE_QUALITY_WINDOWED_SINC: GafResampleQuality = 4;
pub const GAF_RESAMPLE_QUALITY_WINDOWED_SINC_256: GafResampleQuality = 5;
pub const GAF_RESAMPLE_QUALITY_WINDOWED_SINC_128: GafResampleQuality = 6;
pub const GAF_RESAMPLE_QUALITY_WINDOWED_SINC_64: GafResampleQuality = 7;
pub const GAF_RESAMPLE_QUALITY_WINDOWED_SINC_32: GafResampleQuality = 8;
pub const GAF_RESAMPLE_QUALITY_WINDOWED_SINC_16: GafResampleQuality = 9;
pub const GAF_RESAMPLE_QUALITY_WINDOWED_SINC_8: GafResampleQuality = 10;

pub type GafSampleFormat = c_int;
pub const GAF_SAMPLE_FORMAT_UNKNOWN: GafSampleFormat = 0;
pub const GAF_SAMPLE_FORMAT_INT8: GafSampleFormat = 1;
pub const GAF_SAMPLE_FORMAT_INT16: GafSampleFormat = 2;
pub const GAF_SAMPLE_FORMAT_INT24: GafSampleFormat = 3;
pub const GAF_SAMPLE_FORMAT_INT32: GafSampleFormat = 4;
pub const GAF_SAMPLE_FORMAT_FLOAT32: GafSampleFormat = 5;
pub const GAF_SAMPLE_FORMAT_FLOAT64: GafSampleFormat = 6;

pub type GafStreamState = c_int;
pub const GAF_STREAM_STATE_NEW: GafStreamState = 0;
pub const GAF_STREAM_STATE_RUNNING: GafStreamState = 1;
pub const GAF_STREAM_STATE_INTERRUPTED: GafStreamState = 2;
pub const GAF_STREAM_STATE_FAILED: GafStreamState = 3;
pub const GAF_STREAM_STATE_CLOSED: GafStreamState = 4;

pub type GafSupportKind = c_int;
pub const GAF_SUPPORT_KIND_READING: GafSupportKind = 0;
pub const GAF_SUPPORT_KIND_WRITING: GafSupportKind = 1;
pub const GAF_SUPPORT_KIND_OTHER: GafSupportKind = 2;

pub const GAF_MAJOR_VERSION: c_int = 0;

pub const GAF_MICRO_VERSION: c_int = 0;

pub const GAF_MINOR_VERSION: c_int = 1;

pub const GAF_PEAKS_RESOLUTION: c_int = 1024;

pub const GAF_VERSION_STRING: &std::ffi::CStr = c_str(b"0.1.0\0");

const fn c_str(bytes: &[u8]) -> &std::ffi::CStr {
    // SAFETY: what is above ends with a zero, and has no other.
    unsafe { std::ffi::CStr::from_bytes_with_nul_unchecked(bytes) }
}

pub type GafAnalysisProgress = Option<unsafe extern "C" fn(n_done: i64, n_frames: i64, user_data: glib::gpointer)>;

pub type GafConversionProcess = Option<unsafe extern "C" fn(block: *mut GafBlock, frame: i64, user_data: glib::gpointer, error: *mut *mut glib::GError) -> *mut GafBlock>;

pub type GafInterruptFunc = Option<unsafe extern "C" fn() -> glib::gboolean>;

pub type GafLoadProgress = Option<unsafe extern "C" fn(n_done: usize, n_clips: usize, user_data: glib::gpointer)>;

pub type GafStreamProcess = Option<unsafe extern "C" fn(planes: *const *mut c_float, n_channels: c_uint, n_frames: i64, user_data: glib::gpointer)>;

#[repr(C)]
pub struct GafBlock {
    _data: [u8; 0],
    _marker: PhantomData<(*mut u8, PhantomPinned)>,
}

#[repr(C)]
pub struct GafClip {
    _data: [u8; 0],
    _marker: PhantomData<(*mut u8, PhantomPinned)>,
}

#[repr(C)]
#[derive(Clone, Copy)]
pub struct GafClipClass {
    pub parent_class: gobject::GObjectClass,
}

#[repr(C)]
pub struct GafConversion {
    _data: [u8; 0],
    _marker: PhantomData<(*mut u8, PhantomPinned)>,
}

#[repr(C)]
#[derive(Clone, Copy)]
pub struct GafConversionClass {
    pub parent_class: gobject::GObjectClass,
}

#[repr(C)]
pub struct GafConvertJob {
    _data: [u8; 0],
    _marker: PhantomData<(*mut u8, PhantomPinned)>,
}

#[repr(C)]
#[derive(Clone, Copy)]
pub struct GafConvertJobClass {
    pub parent_class: gobject::GObjectClass,
}

#[repr(C)]
pub struct GafConvertedReader {
    _data: [u8; 0],
    _marker: PhantomData<(*mut u8, PhantomPinned)>,
}

#[repr(C)]
#[derive(Clone, Copy)]
pub struct GafConvertedReaderClass {
    pub parent_class: gobject::GObjectClass,
}

#[repr(C)]
pub struct GafCover {
    _data: [u8; 0],
    _marker: PhantomData<(*mut u8, PhantomPinned)>,
}

#[repr(C)]
#[derive(Clone, Copy)]
pub struct GafCoverClass {
    pub parent_class: gobject::GObjectClass,
}

#[repr(C)]
pub struct GafDevice {
    _data: [u8; 0],
    _marker: PhantomData<(*mut u8, PhantomPinned)>,
}

#[repr(C)]
#[derive(Clone, Copy)]
pub struct GafDeviceClass {
    pub parent_class: gobject::GObjectClass,
}

#[repr(C)]
pub struct GafDeviceMonitor {
    _data: [u8; 0],
    _marker: PhantomData<(*mut u8, PhantomPinned)>,
}

#[repr(C)]
#[derive(Clone, Copy)]
pub struct GafDeviceMonitorClass {
    pub parent_class: gobject::GObjectClass,
}

#[repr(C)]
pub struct GafEffect {
    _data: [u8; 0],
    _marker: PhantomData<(*mut u8, PhantomPinned)>,
}

#[repr(C)]
#[derive(Clone, Copy)]
pub struct GafEffectClass {
    pub parent_class: gobject::GObjectClass,
}

#[repr(C)]
pub struct GafEncodeSpec {
    _data: [u8; 0],
    _marker: PhantomData<(*mut u8, PhantomPinned)>,
}

#[repr(C)]
#[derive(Clone, Copy)]
pub struct GafEncodeSpecClass {
    pub parent_class: gobject::GObjectClass,
}

#[repr(C)]
pub struct GafInfo {
    _data: [u8; 0],
    _marker: PhantomData<(*mut u8, PhantomPinned)>,
}

#[repr(C)]
#[derive(Clone, Copy)]
pub struct GafInfoClass {
    pub parent_class: gobject::GObjectClass,
}

#[repr(C)]
pub struct GafLevel {
    _data: [u8; 0],
    _marker: PhantomData<(*mut u8, PhantomPinned)>,
}

#[repr(C)]
pub struct GafLimits {
    _data: [u8; 0],
    _marker: PhantomData<(*mut u8, PhantomPinned)>,
}

#[repr(C)]
pub struct GafLoudness {
    _data: [u8; 0],
    _marker: PhantomData<(*mut u8, PhantomPinned)>,
}

#[repr(C)]
#[derive(Clone, Copy)]
pub struct GafLoudnessClass {
    pub parent_class: gobject::GObjectClass,
}

#[repr(C)]
pub struct GafMark {
    _data: [u8; 0],
    _marker: PhantomData<(*mut u8, PhantomPinned)>,
}

#[repr(C)]
pub struct GafPeaks {
    _data: [u8; 0],
    _marker: PhantomData<(*mut u8, PhantomPinned)>,
}

#[repr(C)]
#[derive(Clone, Copy)]
pub struct GafPeaksClass {
    pub parent_class: gobject::GObjectClass,
}

#[repr(C)]
pub struct GafPlayer {
    _data: [u8; 0],
    _marker: PhantomData<(*mut u8, PhantomPinned)>,
}

#[repr(C)]
#[derive(Clone, Copy)]
pub struct GafPlayerClass {
    pub parent_class: gobject::GObjectClass,
}

#[repr(C)]
pub struct GafProcessedReader {
    _data: [u8; 0],
    _marker: PhantomData<(*mut u8, PhantomPinned)>,
}

#[repr(C)]
#[derive(Clone, Copy)]
pub struct GafProcessedReaderClass {
    pub parent_class: gobject::GObjectClass,
}

#[repr(C)]
pub struct GafReader {
    _data: [u8; 0],
    _marker: PhantomData<(*mut u8, PhantomPinned)>,
}

#[repr(C)]
#[derive(Clone, Copy)]
pub struct GafReaderClass {
    pub parent_class: gobject::GObjectClass,
}

#[repr(C)]
pub struct GafRecorder {
    _data: [u8; 0],
    _marker: PhantomData<(*mut u8, PhantomPinned)>,
}

#[repr(C)]
#[derive(Clone, Copy)]
pub struct GafRecorderClass {
    pub parent_class: gobject::GObjectClass,
}

#[repr(C)]
pub struct GafResampledReader {
    _data: [u8; 0],
    _marker: PhantomData<(*mut u8, PhantomPinned)>,
}

#[repr(C)]
#[derive(Clone, Copy)]
pub struct GafResampledReaderClass {
    pub parent_class: gobject::GObjectClass,
}

#[repr(C)]
pub struct GafResampler {
    _data: [u8; 0],
    _marker: PhantomData<(*mut u8, PhantomPinned)>,
}

#[repr(C)]
#[derive(Clone, Copy)]
pub struct GafResamplerClass {
    pub parent_class: gobject::GObjectClass,
}

#[repr(C)]
pub struct GafSilences {
    _data: [u8; 0],
    _marker: PhantomData<(*mut u8, PhantomPinned)>,
}

#[repr(C)]
#[derive(Clone, Copy)]
pub struct GafSilencesClass {
    pub parent_class: gobject::GObjectClass,
}

#[repr(C)]
pub struct GafSource {
    _data: [u8; 0],
    _marker: PhantomData<(*mut u8, PhantomPinned)>,
}

#[repr(C)]
#[derive(Clone, Copy)]
pub struct GafSourceInterface {
    pub parent_iface: gobject::GTypeInterface,
    pub describe: Option<unsafe extern "C" fn(self_: *mut GafSource, rate: *mut c_double, channels: *mut c_uint)>,
    pub get_channel_mask: Option<unsafe extern "C" fn(self_: *mut GafSource) -> u64>,
    pub get_n_frames: Option<unsafe extern "C" fn(self_: *mut GafSource) -> i64>,
    pub get_exact_duration: Option<unsafe extern "C" fn(self_: *mut GafSource) -> glib::gboolean>,
    pub get_sample_format: Option<unsafe extern "C" fn(self_: *mut GafSource) -> GafSampleFormat>,
    pub read: Option<unsafe extern "C" fn(self_: *mut GafSource, planes: *const *mut c_float, n_frames: i64, cancellable: *mut gio::GCancellable, error: *mut *mut glib::GError) -> i64>,
    pub read_frames: Option<unsafe extern "C" fn(self_: *mut GafSource, n_frames: i64, layout: GafLayout, cancellable: *mut gio::GCancellable, error: *mut *mut glib::GError) -> *mut GafBlock>,
    pub seek: Option<unsafe extern "C" fn(self_: *mut GafSource, frame: i64, cancellable: *mut gio::GCancellable, error: *mut *mut glib::GError) -> glib::gboolean>,
    pub tell: Option<unsafe extern "C" fn(self_: *mut GafSource) -> i64>,
    pub is_closed: Option<unsafe extern "C" fn(self_: *mut GafSource) -> glib::gboolean>,
    pub trusted: glib::gconstpointer,
    pub padding: [glib::gpointer; 7],
}

#[repr(C)]
pub struct GafStream {
    _data: [u8; 0],
    _marker: PhantomData<(*mut u8, PhantomPinned)>,
}

#[repr(C)]
#[derive(Clone, Copy)]
pub struct GafStreamClass {
    pub parent_class: gobject::GObjectClass,
}

#[repr(C)]
pub struct GafSupport {
    _data: [u8; 0],
    _marker: PhantomData<(*mut u8, PhantomPinned)>,
}

#[repr(C)]
pub struct GafTags {
    _data: [u8; 0],
    _marker: PhantomData<(*mut u8, PhantomPinned)>,
}

#[repr(C)]
#[derive(Clone, Copy)]
pub struct GafTagsClass {
    pub parent_class: gobject::GObjectClass,
}

#[repr(C)]
pub struct GafWriter {
    _data: [u8; 0],
    _marker: PhantomData<(*mut u8, PhantomPinned)>,
}

#[repr(C)]
#[derive(Clone, Copy)]
pub struct GafWriterClass {
    pub parent_class: gobject::GObjectClass,
}

extern "C" {
    // GafBlock
    pub fn gaf_block_get_type() -> glib::GType;
    pub fn gaf_block_new(format: GafSampleFormat, layout: GafLayout, channels: c_uint, rate: c_double, n_frames: i64, bytes: *mut glib::GBytes) -> *mut GafBlock;
    pub fn gaf_block_get_bytes(self_: *mut GafBlock) -> *mut glib::GBytes;
    pub fn gaf_block_get_channels(self_: *mut GafBlock) -> c_uint;
    pub fn gaf_block_get_format(self_: *mut GafBlock) -> GafSampleFormat;
    pub fn gaf_block_get_layout(self_: *mut GafBlock) -> GafLayout;
    pub fn gaf_block_get_n_frames(self_: *mut GafBlock) -> i64;
    pub fn gaf_block_get_rate(self_: *mut GafBlock) -> c_double;
    pub fn gaf_block_ref(self_: *mut GafBlock) -> *mut GafBlock;
    pub fn gaf_block_unref(self_: *mut GafBlock);

    // GafClip
    pub fn gaf_clip_get_type() -> glib::GType;
    pub fn gaf_clip_new_for_bytes(bytes: *mut glib::GBytes) -> *mut GafClip;
    pub fn gaf_clip_new_for_file(file: *mut gio::GFile) -> *mut GafClip;
    pub fn gaf_clip_new_for_path(path: *const c_char) -> *mut GafClip;
    pub fn gaf_clip_new_for_stream(stream: *mut gio::GInputStream) -> *mut GafClip;
    pub fn gaf_clip_get_block(self_: *mut GafClip) -> *mut GafBlock;
    pub fn gaf_clip_get_channels(self_: *mut GafClip) -> c_uint;
    pub fn gaf_clip_get_error(self_: *mut GafClip) -> *const glib::GError;
    pub fn gaf_clip_get_n_frames(self_: *mut GafClip) -> i64;
    pub fn gaf_clip_get_rate(self_: *mut GafClip) -> c_double;
    pub fn gaf_clip_load(self_: *mut GafClip, cancellable: *mut gio::GCancellable, error: *mut *mut glib::GError) -> glib::gboolean;
    pub fn gaf_clip_load_async(self_: *mut GafClip, cancellable: *mut gio::GCancellable, callback: gio::GAsyncReadyCallback, user_data: glib::gpointer);
    pub fn gaf_clip_load_finish(self_: *mut GafClip, result: *mut gio::GAsyncResult, error: *mut *mut glib::GError) -> glib::gboolean;
    pub fn gaf_clip_set_conversion(self_: *mut GafClip, rate: c_double, channels: c_uint);
    pub fn gaf_clip_set_limits(self_: *mut GafClip, limits: *const GafLimits);
    pub fn gaf_clip_set_memory(self_: *mut GafClip, samples: *mut c_float, n_samples: usize);
    pub fn gaf_clip_set_range(self_: *mut GafClip, offset: i64, n_frames: i64);

    // GafConversion
    pub fn gaf_conversion_get_type() -> glib::GType;
    pub fn gaf_conversion_new() -> *mut GafConversion;
    pub fn gaf_conversion_get_applied_gain(self_: *mut GafConversion) -> c_double;
    pub fn gaf_conversion_run(self_: *mut GafConversion, source: *const c_char, destination: *const c_char, cancellable: *mut gio::GCancellable, progress: GafAnalysisProgress, progress_data: glib::gpointer, error: *mut *mut glib::GError) -> i64;
    pub fn gaf_conversion_run_async(self_: *mut GafConversion, source: *const c_char, destination: *const c_char, cancellable: *mut gio::GCancellable, progress: GafAnalysisProgress, progress_data: glib::gpointer, progress_destroy: glib::GDestroyNotify, callback: gio::GAsyncReadyCallback, user_data: glib::gpointer);
    pub fn gaf_conversion_run_files(self_: *mut GafConversion, source: *mut gio::GFile, destination: *mut gio::GFile, cancellable: *mut gio::GCancellable, progress: GafAnalysisProgress, progress_data: glib::gpointer, error: *mut *mut glib::GError) -> i64;
    pub fn gaf_conversion_run_files_async(self_: *mut GafConversion, source: *mut gio::GFile, destination: *mut gio::GFile, cancellable: *mut gio::GCancellable, progress: GafAnalysisProgress, progress_data: glib::gpointer, progress_destroy: glib::GDestroyNotify, callback: gio::GAsyncReadyCallback, user_data: glib::gpointer);
    pub fn gaf_conversion_run_files_finish(self_: *mut GafConversion, result: *mut gio::GAsyncResult, error: *mut *mut glib::GError) -> i64;
    pub fn gaf_conversion_run_finish(self_: *mut GafConversion, result: *mut gio::GAsyncResult, error: *mut *mut glib::GError) -> i64;
    pub fn gaf_conversion_run_source(self_: *mut GafConversion, source: *mut GafSource, destination: *const c_char, cancellable: *mut gio::GCancellable, progress: GafAnalysisProgress, progress_data: glib::gpointer, error: *mut *mut glib::GError) -> i64;
    pub fn gaf_conversion_run_source_async(self_: *mut GafConversion, source: *mut GafSource, destination: *const c_char, cancellable: *mut gio::GCancellable, progress: GafAnalysisProgress, progress_data: glib::gpointer, progress_destroy: glib::GDestroyNotify, callback: gio::GAsyncReadyCallback, user_data: glib::gpointer);
    pub fn gaf_conversion_run_source_finish(self_: *mut GafConversion, result: *mut gio::GAsyncResult, error: *mut *mut glib::GError) -> i64;
    pub fn gaf_conversion_run_stream(self_: *mut GafConversion, source: *mut GafSource, destination: *mut gio::GOutputStream, cancellable: *mut gio::GCancellable, progress: GafAnalysisProgress, progress_data: glib::gpointer, error: *mut *mut glib::GError) -> i64;
    pub fn gaf_conversion_run_stream_async(self_: *mut GafConversion, source: *mut GafSource, destination: *mut gio::GOutputStream, cancellable: *mut gio::GCancellable, progress: GafAnalysisProgress, progress_data: glib::gpointer, progress_destroy: glib::GDestroyNotify, callback: gio::GAsyncReadyCallback, user_data: glib::gpointer);
    pub fn gaf_conversion_run_stream_finish(self_: *mut GafConversion, result: *mut gio::GAsyncResult, error: *mut *mut glib::GError) -> i64;
    pub fn gaf_conversion_set_matrix(self_: *mut GafConversion, channels: c_uint, matrix: *const c_float, n_matrix: usize);
    pub fn gaf_conversion_set_process(self_: *mut GafConversion, process: GafConversionProcess, user_data: glib::gpointer, destroy: glib::GDestroyNotify);

    // GafConvertJob
    pub fn gaf_convert_job_get_type() -> glib::GType;
    pub fn gaf_convert_job_new(conversion: *mut GafConversion, source: *const c_char, destination: *const c_char) -> *mut GafConvertJob;
    pub fn gaf_convert_job_get_applied_gain(self_: *mut GafConvertJob) -> c_double;
    pub fn gaf_convert_job_get_destination(self_: *mut GafConvertJob) -> *const c_char;
    pub fn gaf_convert_job_get_error(self_: *mut GafConvertJob) -> *const glib::GError;
    pub fn gaf_convert_job_get_n_frames(self_: *mut GafConvertJob) -> i64;
    pub fn gaf_convert_job_get_source(self_: *mut GafConvertJob) -> *const c_char;

    // GafConvertedReader
    pub fn gaf_converted_reader_get_type() -> glib::GType;
    pub fn gaf_converted_reader_new(source: *mut GafSource, rate: c_double, channels: c_uint, matrix: *const c_float, n_matrix: usize, quality: GafResampleQuality, error: *mut *mut glib::GError) -> *mut GafConvertedReader;
    pub fn gaf_converted_reader_close(self_: *mut GafConvertedReader);
    pub fn gaf_converted_reader_get_matrix(self_: *mut GafConvertedReader, n_matrix: *mut usize) -> *const c_float;
    pub fn gaf_converted_reader_get_source(self_: *mut GafConvertedReader) -> *mut GafSource;
    pub fn gaf_converted_reader_read_as(self_: *mut GafConvertedReader, format: GafSampleFormat, planes: *const *mut c_void, n_frames: i64, cancellable: *mut gio::GCancellable, error: *mut *mut glib::GError) -> i64;
    pub fn gaf_converted_reader_read_as_async(self_: *mut GafConvertedReader, format: GafSampleFormat, planes: *const *mut c_void, n_frames: i64, cancellable: *mut gio::GCancellable, callback: gio::GAsyncReadyCallback, user_data: glib::gpointer);
    pub fn gaf_converted_reader_read_as_finish(self_: *mut GafConvertedReader, result: *mut gio::GAsyncResult, error: *mut *mut glib::GError) -> i64;
    pub fn gaf_converted_reader_read_at(self_: *mut GafConvertedReader, frame: i64, format: GafSampleFormat, planes: *const *mut c_void, n_frames: i64, cancellable: *mut gio::GCancellable, error: *mut *mut glib::GError) -> i64;
    pub fn gaf_converted_reader_read_at_async(self_: *mut GafConvertedReader, frame: i64, format: GafSampleFormat, planes: *const *mut c_void, n_frames: i64, cancellable: *mut gio::GCancellable, callback: gio::GAsyncReadyCallback, user_data: glib::gpointer);
    pub fn gaf_converted_reader_read_at_finish(self_: *mut GafConvertedReader, result: *mut gio::GAsyncResult, error: *mut *mut glib::GError) -> i64;
    pub fn gaf_converted_reader_read_block(self_: *mut GafConvertedReader, format: GafSampleFormat, n_frames: i64, cancellable: *mut gio::GCancellable, error: *mut *mut glib::GError) -> *mut GafBlock;
    pub fn gaf_converted_reader_read_block_async(self_: *mut GafConvertedReader, format: GafSampleFormat, n_frames: i64, cancellable: *mut gio::GCancellable, callback: gio::GAsyncReadyCallback, user_data: glib::gpointer);
    pub fn gaf_converted_reader_read_block_finish(self_: *mut GafConvertedReader, result: *mut gio::GAsyncResult, error: *mut *mut glib::GError) -> *mut GafBlock;

    // GafCover
    pub fn gaf_cover_get_type() -> glib::GType;
    pub fn gaf_cover_new(data: *mut glib::GBytes, mime_type: *const c_char, kind: c_uint, description: *const c_char) -> *mut GafCover;
    pub fn gaf_cover_get_data(self_: *mut GafCover) -> *mut glib::GBytes;
    pub fn gaf_cover_get_description(self_: *mut GafCover) -> *const c_char;
    pub fn gaf_cover_get_kind(self_: *mut GafCover) -> c_uint;
    pub fn gaf_cover_get_mime_type(self_: *mut GafCover) -> *const c_char;

    // GafCoverKind
    pub fn gaf_cover_kind_get_type() -> glib::GType;

    // GafDevice
    pub fn gaf_device_get_type() -> glib::GType;
    pub fn gaf_device_find(direction: GafDirection, name: *const c_char, error: *mut *mut glib::GError) -> *mut GafDevice;
    pub fn gaf_device_find_async(direction: GafDirection, name: *const c_char, cancellable: *mut gio::GCancellable, callback: gio::GAsyncReadyCallback, user_data: glib::gpointer);
    pub fn gaf_device_find_finish(result: *mut gio::GAsyncResult, error: *mut *mut glib::GError) -> *mut GafDevice;
    pub fn gaf_device_get_default(direction: GafDirection, error: *mut *mut glib::GError) -> *mut GafDevice;
    pub fn gaf_device_get_default_async(direction: GafDirection, cancellable: *mut gio::GCancellable, callback: gio::GAsyncReadyCallback, user_data: glib::gpointer);
    pub fn gaf_device_get_default_finish(result: *mut gio::GAsyncResult, error: *mut *mut glib::GError) -> *mut GafDevice;
    pub fn gaf_device_list(direction: GafDirection, error: *mut *mut glib::GError) -> *mut gio::GListModel;
    pub fn gaf_device_list_async(direction: GafDirection, cancellable: *mut gio::GCancellable, callback: gio::GAsyncReadyCallback, user_data: glib::gpointer);
    pub fn gaf_device_list_finish(result: *mut gio::GAsyncResult, error: *mut *mut glib::GError) -> *mut gio::GListModel;
    pub fn gaf_device_feeds_back(self_: *mut GafDevice, output: *mut GafDevice) -> glib::gboolean;
    pub fn gaf_device_get_channels(self_: *mut GafDevice) -> c_uint;
    pub fn gaf_device_get_direction(self_: *mut GafDevice) -> GafDirection;
    pub fn gaf_device_get_id(self_: *mut GafDevice) -> *const c_char;
    pub fn gaf_device_get_is_default(self_: *mut GafDevice) -> glib::gboolean;
    pub fn gaf_device_get_max_rate(self_: *mut GafDevice) -> c_uint;
    pub fn gaf_device_get_min_rate(self_: *mut GafDevice) -> c_uint;
    pub fn gaf_device_get_monitor_of(self_: *mut GafDevice) -> *const c_char;
    pub fn gaf_device_get_name(self_: *mut GafDevice) -> *const c_char;

    // GafDeviceMonitor
    pub fn gaf_device_monitor_get_type() -> glib::GType;
    pub fn gaf_device_monitor_new(direction: GafDirection, error: *mut *mut glib::GError) -> *mut GafDeviceMonitor;
    pub fn gaf_device_monitor_create_async(direction: GafDirection, cancellable: *mut gio::GCancellable, callback: gio::GAsyncReadyCallback, user_data: glib::gpointer);
    pub fn gaf_device_monitor_create_finish(result: *mut gio::GAsyncResult, error: *mut *mut glib::GError) -> *mut GafDeviceMonitor;
    pub fn gaf_device_monitor_get_default(self_: *mut GafDeviceMonitor) -> *mut GafDevice;
    pub fn gaf_device_monitor_get_direction(self_: *mut GafDeviceMonitor) -> GafDirection;
    pub fn gaf_device_monitor_get_offers_default(self_: *mut GafDeviceMonitor) -> glib::gboolean;
    pub fn gaf_device_monitor_set_offers_default(self_: *mut GafDeviceMonitor, offers_default: glib::gboolean);

    // GafDirection
    pub fn gaf_direction_get_type() -> glib::GType;

    // GafEffect
    pub fn gaf_effect_get_type() -> glib::GType;
    pub fn gaf_effect_new_for_description(description: *const c_char, rate: c_uint, channels: c_uint, error: *mut *mut glib::GError) -> *mut GafEffect;
    pub fn gaf_effect_new_for_element(element: *mut gobject::GObject, rate: c_uint, channels: c_uint, error: *mut *mut glib::GError) -> *mut GafEffect;
    pub fn gaf_effect_get_channels(self_: *mut GafEffect) -> c_uint;
    pub fn gaf_effect_get_rate(self_: *mut GafEffect) -> c_uint;
    pub fn gaf_effect_process(self_: *mut GafEffect, planes: *const *mut c_float, n_frames: i64, error: *mut *mut glib::GError) -> glib::gboolean;
    pub fn gaf_effect_process_block(self_: *mut GafEffect, block: *mut GafBlock, error: *mut *mut glib::GError) -> *mut GafBlock;

    // GafEncodeSpec
    pub fn gaf_encode_spec_get_type() -> glib::GType;
    pub fn gaf_encode_spec_new(format: *const c_char, rate: c_double, channels: c_uint) -> *mut GafEncodeSpec;
    pub fn gaf_encode_spec_get_atomic(self_: *mut GafEncodeSpec) -> glib::gboolean;
    pub fn gaf_encode_spec_get_bit_depth(self_: *mut GafEncodeSpec) -> c_uint;
    pub fn gaf_encode_spec_get_channel_mask(self_: *mut GafEncodeSpec) -> u64;
    pub fn gaf_encode_spec_get_channels(self_: *mut GafEncodeSpec) -> c_uint;
    pub fn gaf_encode_spec_get_codec(self_: *mut GafEncodeSpec) -> *const c_char;
    pub fn gaf_encode_spec_get_format(self_: *mut GafEncodeSpec) -> *const c_char;
    pub fn gaf_encode_spec_get_quality(self_: *mut GafEncodeSpec) -> *const c_char;
    pub fn gaf_encode_spec_get_rate(self_: *mut GafEncodeSpec) -> c_double;
    pub fn gaf_encode_spec_get_tags(self_: *mut GafEncodeSpec) -> *mut GafTags;
    pub fn gaf_encode_spec_resolve(self_: *mut GafEncodeSpec, error: *mut *mut glib::GError) -> glib::gboolean;
    pub fn gaf_encode_spec_set_atomic(self_: *mut GafEncodeSpec, atomic: glib::gboolean);
    pub fn gaf_encode_spec_set_bit_depth(self_: *mut GafEncodeSpec, bits: c_uint);
    pub fn gaf_encode_spec_set_channel_mask(self_: *mut GafEncodeSpec, mask: u64);
    pub fn gaf_encode_spec_set_channels(self_: *mut GafEncodeSpec, channels: c_uint);
    pub fn gaf_encode_spec_set_codec(self_: *mut GafEncodeSpec, codec: *const c_char);
    pub fn gaf_encode_spec_set_format(self_: *mut GafEncodeSpec, format: *const c_char);
    pub fn gaf_encode_spec_set_quality(self_: *mut GafEncodeSpec, quality: *const c_char);
    pub fn gaf_encode_spec_set_rate(self_: *mut GafEncodeSpec, rate: c_double);
    pub fn gaf_encode_spec_set_tags(self_: *mut GafEncodeSpec, tags: *mut GafTags);

    // GafError
    pub fn gaf_error_get_type() -> glib::GType;
    pub fn gaf_error_get_errno(error: *const glib::GError) -> c_int;
    pub fn gaf_error_quark() -> glib::GQuark;

    // GafInfo
    pub fn gaf_info_get_type() -> glib::GType;
    pub fn gaf_info_get_bit_rate(self_: *mut GafInfo) -> c_uint;
    pub fn gaf_info_get_bits(self_: *mut GafInfo) -> c_uint;
    pub fn gaf_info_get_channel_layout(self_: *mut GafInfo) -> *const c_char;
    pub fn gaf_info_get_channel_mask(self_: *mut GafInfo) -> u64;
    pub fn gaf_info_get_channels(self_: *mut GafInfo) -> c_uint;
    pub fn gaf_info_get_chapters(self_: *mut GafInfo) -> *mut glib::GPtrArray;
    pub fn gaf_info_get_codec(self_: *mut GafInfo) -> *const c_char;
    pub fn gaf_info_get_container(self_: *mut GafInfo) -> *const c_char;
    pub fn gaf_info_get_content_type(self_: *mut GafInfo) -> *const c_char;
    pub fn gaf_info_get_cues(self_: *mut GafInfo) -> *mut glib::GPtrArray;
    pub fn gaf_info_get_duration(self_: *mut GafInfo) -> c_double;
    pub fn gaf_info_get_exact_duration(self_: *mut GafInfo) -> glib::gboolean;
    pub fn gaf_info_get_format(self_: *mut GafInfo) -> *const c_char;
    pub fn gaf_info_get_loops(self_: *mut GafInfo) -> *mut glib::GPtrArray;
    pub fn gaf_info_get_n_frames(self_: *mut GafInfo) -> i64;
    pub fn gaf_info_get_rate(self_: *mut GafInfo) -> c_double;
    pub fn gaf_info_get_sample_format(self_: *mut GafInfo) -> GafSampleFormat;
    pub fn gaf_info_get_tags(self_: *mut GafInfo) -> *mut GafTags;

    // GafIsolation
    pub fn gaf_isolation_get_type() -> glib::GType;

    // GafLayout
    pub fn gaf_layout_get_type() -> glib::GType;

    // GafLevel
    pub fn gaf_level_get_type() -> glib::GType;
    pub fn gaf_level_get_channels(self_: *mut GafLevel) -> c_uint;
    pub fn gaf_level_get_peak(self_: *mut GafLevel, channel: c_uint) -> c_double;
    pub fn gaf_level_get_rms(self_: *mut GafLevel, channel: c_uint) -> c_double;
    pub fn gaf_level_ref(self_: *mut GafLevel) -> *mut GafLevel;
    pub fn gaf_level_unref(self_: *mut GafLevel);

    // GafLimits
    pub fn gaf_limits_get_type() -> glib::GType;
    pub fn gaf_limits_new() -> *mut GafLimits;
    pub fn gaf_limits_copy(self_: *mut GafLimits) -> *mut GafLimits;
    pub fn gaf_limits_free(self_: *mut GafLimits);
    pub fn gaf_limits_get_channels(self_: *mut GafLimits) -> c_uint;
    pub fn gaf_limits_get_decode_ahead(self_: *mut GafLimits) -> u64;
    pub fn gaf_limits_get_header_bytes(self_: *mut GafLimits) -> u64;
    pub fn gaf_limits_get_links(self_: *mut GafLimits) -> c_uint;
    pub fn gaf_limits_get_rate(self_: *mut GafLimits) -> c_uint;
    pub fn gaf_limits_get_seconds(self_: *mut GafLimits) -> c_double;
    pub fn gaf_limits_get_tag_bytes(self_: *mut GafLimits) -> u64;
    pub fn gaf_limits_set_channels(self_: *mut GafLimits, channels: c_uint);
    pub fn gaf_limits_set_decode_ahead(self_: *mut GafLimits, n_bytes: u64);
    pub fn gaf_limits_set_header_bytes(self_: *mut GafLimits, n_bytes: u64);
    pub fn gaf_limits_set_links(self_: *mut GafLimits, links: c_uint);
    pub fn gaf_limits_set_rate(self_: *mut GafLimits, rate: c_uint);
    pub fn gaf_limits_set_seconds(self_: *mut GafLimits, seconds: c_double);
    pub fn gaf_limits_set_tag_bytes(self_: *mut GafLimits, n_bytes: u64);

    // GafLoadFlags
    pub fn gaf_load_flags_get_type() -> glib::GType;

    // GafLoudness
    pub fn gaf_loudness_get_type() -> glib::GType;
    pub fn gaf_loudness_new_for_reader(reader: *mut GafReader, cancellable: *mut gio::GCancellable, progress: GafAnalysisProgress, progress_data: glib::gpointer, error: *mut *mut glib::GError) -> *mut GafLoudness;
    pub fn gaf_loudness_new_for_reader_finish(result: *mut gio::GAsyncResult, error: *mut *mut glib::GError) -> *mut GafLoudness;
    pub fn gaf_loudness_new_for_reader_async(reader: *mut GafReader, cancellable: *mut gio::GCancellable, progress: GafAnalysisProgress, progress_data: glib::gpointer, progress_destroy: glib::GDestroyNotify, callback: gio::GAsyncReadyCallback, user_data: glib::gpointer);
    pub fn gaf_loudness_get_integrated(self_: *mut GafLoudness) -> c_double;
    pub fn gaf_loudness_get_max_momentary(self_: *mut GafLoudness) -> c_double;
    pub fn gaf_loudness_get_max_short_term(self_: *mut GafLoudness) -> c_double;
    pub fn gaf_loudness_get_momentary(self_: *mut GafLoudness, n_values: *mut usize) -> *const c_float;
    pub fn gaf_loudness_get_range(self_: *mut GafLoudness) -> c_double;
    pub fn gaf_loudness_get_replay_gain(self_: *mut GafLoudness) -> c_double;
    pub fn gaf_loudness_get_replay_peak(self_: *mut GafLoudness) -> c_double;
    pub fn gaf_loudness_get_short_term(self_: *mut GafLoudness, n_values: *mut usize) -> *const c_float;
    pub fn gaf_loudness_get_true_peak(self_: *mut GafLoudness) -> c_double;

    // GafMark
    pub fn gaf_mark_get_type() -> glib::GType;
    pub fn gaf_mark_get_end(self_: *mut GafMark) -> i64;
    pub fn gaf_mark_get_start(self_: *mut GafMark) -> i64;
    pub fn gaf_mark_get_title(self_: *mut GafMark) -> *const c_char;
    pub fn gaf_mark_ref(self_: *mut GafMark) -> *mut GafMark;
    pub fn gaf_mark_unref(self_: *mut GafMark);

    // GafNormalize
    pub fn gaf_normalize_get_type() -> glib::GType;

    // GafPeaks
    pub fn gaf_peaks_get_type() -> glib::GType;
    pub fn gaf_peaks_new(rate: c_double, channels: c_uint, resolution: c_uint, error: *mut *mut glib::GError) -> *mut GafPeaks;
    pub fn gaf_peaks_new_for_path(path: *const c_char, resolution: c_uint, flags: GafPeaksFlags, cancellable: *mut gio::GCancellable, progress: GafAnalysisProgress, progress_data: glib::gpointer, error: *mut *mut glib::GError) -> *mut GafPeaks;
    pub fn gaf_peaks_new_for_path_finish(result: *mut gio::GAsyncResult, error: *mut *mut glib::GError) -> *mut GafPeaks;
    pub fn gaf_peaks_new_for_reader(reader: *mut GafReader, resolution: c_uint, cancellable: *mut gio::GCancellable, progress: GafAnalysisProgress, progress_data: glib::gpointer, error: *mut *mut glib::GError) -> *mut GafPeaks;
    pub fn gaf_peaks_new_for_reader_finish(result: *mut gio::GAsyncResult, error: *mut *mut glib::GError) -> *mut GafPeaks;
    pub fn gaf_peaks_new_for_path_async(path: *const c_char, resolution: c_uint, flags: GafPeaksFlags, cancellable: *mut gio::GCancellable, progress: GafAnalysisProgress, progress_data: glib::gpointer, progress_destroy: glib::GDestroyNotify, callback: gio::GAsyncReadyCallback, user_data: glib::gpointer);
    pub fn gaf_peaks_new_for_reader_async(reader: *mut GafReader, resolution: c_uint, cancellable: *mut gio::GCancellable, progress: GafAnalysisProgress, progress_data: glib::gpointer, progress_destroy: glib::GDestroyNotify, callback: gio::GAsyncReadyCallback, user_data: glib::gpointer);
    pub fn gaf_peaks_append(self_: *mut GafPeaks, planes: *const *const c_float, n_frames: i64, error: *mut *mut glib::GError) -> glib::gboolean;
    pub fn gaf_peaks_append_block(self_: *mut GafPeaks, block: *mut GafBlock, error: *mut *mut glib::GError) -> glib::gboolean;
    pub fn gaf_peaks_draw(self_: *mut GafPeaks, frame: i64, n_frames: i64, width: c_uint, height: c_uint, color: u32) -> *mut glib::GBytes;
    pub fn gaf_peaks_get_channels(self_: *mut GafPeaks) -> c_uint;
    pub fn gaf_peaks_get_n_frames(self_: *mut GafPeaks) -> i64;
    pub fn gaf_peaks_get_rate(self_: *mut GafPeaks) -> c_double;
    pub fn gaf_peaks_get_resolution(self_: *mut GafPeaks) -> c_uint;
    pub fn gaf_peaks_get_size(self_: *mut GafPeaks) -> usize;
    pub fn gaf_peaks_get_start(self_: *mut GafPeaks) -> i64;
    pub fn gaf_peaks_query(self_: *mut GafPeaks, frame: i64, n_frames: i64, n_pixels: c_uint, n_values: *mut usize) -> *mut c_float;
    pub fn gaf_peaks_query_bytes(self_: *mut GafPeaks, frame: i64, n_frames: i64, n_pixels: c_uint, n_bytes: *mut usize) -> *mut u8;
    pub fn gaf_peaks_query_into(self_: *mut GafPeaks, frame: i64, n_frames: i64, n_pixels: c_uint, values: *mut c_float) -> glib::gboolean;
    pub fn gaf_peaks_set_start(self_: *mut GafPeaks, frame: i64);

    // GafPeaksFlags
    pub fn gaf_peaks_flags_get_type() -> glib::GType;

    // GafPlayer
    pub fn gaf_player_get_type() -> glib::GType;
    pub fn gaf_player_new() -> *mut GafPlayer;
    pub fn gaf_player_clear_queue(self_: *mut GafPlayer);
    pub fn gaf_player_close(self_: *mut GafPlayer);
    pub fn gaf_player_close_async(self_: *mut GafPlayer, callback: gio::GAsyncReadyCallback, user_data: glib::gpointer);
    pub fn gaf_player_close_finish(self_: *mut GafPlayer, result: *mut gio::GAsyncResult, error: *mut *mut glib::GError) -> glib::gboolean;
    pub fn gaf_player_enqueue(self_: *mut GafPlayer, source: *mut GafSource);
    pub fn gaf_player_enqueue_path(self_: *mut GafPlayer, path: *const c_char, cancellable: *mut gio::GCancellable, error: *mut *mut glib::GError) -> glib::gboolean;
    pub fn gaf_player_enqueue_path_async(self_: *mut GafPlayer, path: *const c_char, cancellable: *mut gio::GCancellable, callback: gio::GAsyncReadyCallback, user_data: glib::gpointer);
    pub fn gaf_player_enqueue_path_finish(self_: *mut GafPlayer, result: *mut gio::GAsyncResult, error: *mut *mut glib::GError) -> glib::gboolean;
    pub fn gaf_player_get_device(self_: *mut GafPlayer) -> *mut GafDevice;
    pub fn gaf_player_get_level(self_: *mut GafPlayer) -> *mut GafLevel;
    pub fn gaf_player_get_loop(self_: *mut GafPlayer) -> glib::gboolean;
    pub fn gaf_player_get_mute(self_: *mut GafPlayer) -> glib::gboolean;
    pub fn gaf_player_get_n_queued(self_: *mut GafPlayer) -> c_uint;
    pub fn gaf_player_get_position(self_: *mut GafPlayer) -> i64;
    pub fn gaf_player_get_rate(self_: *mut GafPlayer) -> c_double;
    pub fn gaf_player_get_source(self_: *mut GafPlayer) -> *mut GafSource;
    pub fn gaf_player_get_state(self_: *mut GafPlayer) -> GafPlayerState;
    pub fn gaf_player_get_volume(self_: *mut GafPlayer) -> c_double;
    pub fn gaf_player_next(self_: *mut GafPlayer, error: *mut *mut glib::GError) -> glib::gboolean;
    pub fn gaf_player_pause(self_: *mut GafPlayer, error: *mut *mut glib::GError) -> glib::gboolean;
    pub fn gaf_player_play(self_: *mut GafPlayer, error: *mut *mut glib::GError) -> glib::gboolean;
    pub fn gaf_player_seek(self_: *mut GafPlayer, frame: i64, error: *mut *mut glib::GError) -> glib::gboolean;
    pub fn gaf_player_set_device(self_: *mut GafPlayer, device: *mut GafDevice);
    pub fn gaf_player_set_loop(self_: *mut GafPlayer, loop_: glib::gboolean);
    pub fn gaf_player_set_mute(self_: *mut GafPlayer, mute: glib::gboolean);
    pub fn gaf_player_set_path(self_: *mut GafPlayer, path: *const c_char, cancellable: *mut gio::GCancellable, error: *mut *mut glib::GError) -> glib::gboolean;
    pub fn gaf_player_set_path_async(self_: *mut GafPlayer, path: *const c_char, cancellable: *mut gio::GCancellable, callback: gio::GAsyncReadyCallback, user_data: glib::gpointer);
    pub fn gaf_player_set_path_finish(self_: *mut GafPlayer, result: *mut gio::GAsyncResult, error: *mut *mut glib::GError) -> glib::gboolean;
    pub fn gaf_player_set_rate(self_: *mut GafPlayer, rate: c_double);
    pub fn gaf_player_set_source(self_: *mut GafPlayer, source: *mut GafSource);
    pub fn gaf_player_set_volume(self_: *mut GafPlayer, volume: c_double);
    pub fn gaf_player_stop(self_: *mut GafPlayer, error: *mut *mut glib::GError) -> glib::gboolean;
    pub fn gaf_player_wait(self_: *mut GafPlayer, timeout: c_int, cancellable: *mut gio::GCancellable, error: *mut *mut glib::GError) -> glib::gboolean;
    pub fn gaf_player_wait_async(self_: *mut GafPlayer, timeout: c_int, cancellable: *mut gio::GCancellable, callback: gio::GAsyncReadyCallback, user_data: glib::gpointer);
    pub fn gaf_player_wait_finish(self_: *mut GafPlayer, result: *mut gio::GAsyncResult, error: *mut *mut glib::GError) -> glib::gboolean;

    // GafPlayerState
    pub fn gaf_player_state_get_type() -> glib::GType;

    // GafProcessedReader
    pub fn gaf_processed_reader_get_type() -> glib::GType;
    pub fn gaf_processed_reader_new(source: *mut GafSource, effects: *const c_char, pre_roll: i64, error: *mut *mut glib::GError) -> *mut GafProcessedReader;
    pub fn gaf_processed_reader_close(self_: *mut GafProcessedReader);
    pub fn gaf_processed_reader_get_effects(self_: *mut GafProcessedReader) -> *const c_char;
    pub fn gaf_processed_reader_get_source(self_: *mut GafProcessedReader) -> *mut GafSource;

    // GafReader
    pub fn gaf_reader_get_type() -> glib::GType;
    pub fn gaf_reader_new_for_bytes(bytes: *mut glib::GBytes, cancellable: *mut gio::GCancellable, error: *mut *mut glib::GError) -> *mut GafReader;
    pub fn gaf_reader_new_for_bytes_finish(result: *mut gio::GAsyncResult, error: *mut *mut glib::GError) -> *mut GafReader;
    pub fn gaf_reader_new_for_file(file: *mut gio::GFile, cancellable: *mut gio::GCancellable, error: *mut *mut glib::GError) -> *mut GafReader;
    pub fn gaf_reader_new_for_file_finish(result: *mut gio::GAsyncResult, error: *mut *mut glib::GError) -> *mut GafReader;
    pub fn gaf_reader_new_for_path(path: *const c_char, cancellable: *mut gio::GCancellable, error: *mut *mut glib::GError) -> *mut GafReader;
    pub fn gaf_reader_new_for_path_finish(result: *mut gio::GAsyncResult, error: *mut *mut glib::GError) -> *mut GafReader;
    pub fn gaf_reader_new_for_stream(stream: *mut gio::GInputStream, cancellable: *mut gio::GCancellable, error: *mut *mut glib::GError) -> *mut GafReader;
    pub fn gaf_reader_new_for_stream_finish(result: *mut gio::GAsyncResult, error: *mut *mut glib::GError) -> *mut GafReader;
    pub fn gaf_reader_new_for_bytes_async(bytes: *mut glib::GBytes, cancellable: *mut gio::GCancellable, callback: gio::GAsyncReadyCallback, user_data: glib::gpointer);
    pub fn gaf_reader_new_for_file_async(file: *mut gio::GFile, cancellable: *mut gio::GCancellable, callback: gio::GAsyncReadyCallback, user_data: glib::gpointer);
    pub fn gaf_reader_new_for_path_async(path: *const c_char, cancellable: *mut gio::GCancellable, callback: gio::GAsyncReadyCallback, user_data: glib::gpointer);
    pub fn gaf_reader_new_for_stream_async(stream: *mut gio::GInputStream, cancellable: *mut gio::GCancellable, callback: gio::GAsyncReadyCallback, user_data: glib::gpointer);
    pub fn gaf_reader_close(self_: *mut GafReader);
    pub fn gaf_reader_close_async(self_: *mut GafReader, callback: gio::GAsyncReadyCallback, user_data: glib::gpointer);
    pub fn gaf_reader_close_finish(self_: *mut GafReader, result: *mut gio::GAsyncResult, error: *mut *mut glib::GError) -> glib::gboolean;
    pub fn gaf_reader_get_bits(self_: *mut GafReader) -> c_uint;
    pub fn gaf_reader_get_channel_mask(self_: *mut GafReader) -> u64;
    pub fn gaf_reader_get_channels(self_: *mut GafReader) -> c_uint;
    pub fn gaf_reader_get_codec(self_: *mut GafReader) -> *const c_char;
    pub fn gaf_reader_get_container(self_: *mut GafReader) -> *const c_char;
    pub fn gaf_reader_get_duration(self_: *mut GafReader) -> c_double;
    pub fn gaf_reader_get_exact_duration(self_: *mut GafReader) -> glib::gboolean;
    pub fn gaf_reader_get_n_frames(self_: *mut GafReader) -> i64;
    pub fn gaf_reader_get_rate(self_: *mut GafReader) -> c_double;
    pub fn gaf_reader_get_sample_format(self_: *mut GafReader) -> GafSampleFormat;
    pub fn gaf_reader_is_closed(self_: *mut GafReader) -> glib::gboolean;
    pub fn gaf_reader_read(self_: *mut GafReader, planes: *const *mut c_float, n_frames: i64, cancellable: *mut gio::GCancellable, error: *mut *mut glib::GError) -> i64;
    pub fn gaf_reader_read_async(self_: *mut GafReader, planes: *const *mut c_float, n_frames: i64, cancellable: *mut gio::GCancellable, callback: gio::GAsyncReadyCallback, user_data: glib::gpointer);
    pub fn gaf_reader_read_at(self_: *mut GafReader, frame: i64, planes: *const *mut c_float, n_frames: i64, cancellable: *mut gio::GCancellable, error: *mut *mut glib::GError) -> i64;
    pub fn gaf_reader_read_at_async(self_: *mut GafReader, frame: i64, planes: *const *mut c_float, n_frames: i64, cancellable: *mut gio::GCancellable, callback: gio::GAsyncReadyCallback, user_data: glib::gpointer);
    pub fn gaf_reader_read_at_finish(self_: *mut GafReader, result: *mut gio::GAsyncResult, error: *mut *mut glib::GError) -> i64;
    pub fn gaf_reader_read_finish(self_: *mut GafReader, result: *mut gio::GAsyncResult, error: *mut *mut glib::GError) -> i64;
    pub fn gaf_reader_read_frames(self_: *mut GafReader, n_frames: i64, layout: GafLayout, cancellable: *mut gio::GCancellable, error: *mut *mut glib::GError) -> *mut GafBlock;
    pub fn gaf_reader_read_frames_async(self_: *mut GafReader, n_frames: i64, layout: GafLayout, cancellable: *mut gio::GCancellable, callback: gio::GAsyncReadyCallback, user_data: glib::gpointer);
    pub fn gaf_reader_read_frames_at(self_: *mut GafReader, frame: i64, n_frames: i64, layout: GafLayout, cancellable: *mut gio::GCancellable, error: *mut *mut glib::GError) -> *mut GafBlock;
    pub fn gaf_reader_read_frames_at_async(self_: *mut GafReader, frame: i64, n_frames: i64, layout: GafLayout, cancellable: *mut gio::GCancellable, callback: gio::GAsyncReadyCallback, user_data: glib::gpointer);
    pub fn gaf_reader_read_frames_at_finish(self_: *mut GafReader, result: *mut gio::GAsyncResult, error: *mut *mut glib::GError) -> *mut GafBlock;
    pub fn gaf_reader_read_frames_finish(self_: *mut GafReader, result: *mut gio::GAsyncResult, error: *mut *mut glib::GError) -> *mut GafBlock;
    pub fn gaf_reader_read_interleaved(self_: *mut GafReader, samples: *mut c_float, n_frames: i64, cancellable: *mut gio::GCancellable, error: *mut *mut glib::GError) -> i64;
    pub fn gaf_reader_read_interleaved_async(self_: *mut GafReader, samples: *mut c_float, n_frames: i64, cancellable: *mut gio::GCancellable, callback: gio::GAsyncReadyCallback, user_data: glib::gpointer);
    pub fn gaf_reader_read_interleaved_finish(self_: *mut GafReader, result: *mut gio::GAsyncResult, error: *mut *mut glib::GError) -> i64;
    pub fn gaf_reader_read_raw(self_: *mut GafReader, layout: GafLayout, planes: *const *mut c_void, n_frames: i64, cancellable: *mut gio::GCancellable, error: *mut *mut glib::GError) -> i64;
    pub fn gaf_reader_read_raw_async(self_: *mut GafReader, layout: GafLayout, planes: *const *mut c_void, n_frames: i64, cancellable: *mut gio::GCancellable, callback: gio::GAsyncReadyCallback, user_data: glib::gpointer);
    pub fn gaf_reader_read_raw_finish(self_: *mut GafReader, result: *mut gio::GAsyncResult, error: *mut *mut glib::GError) -> i64;
    pub fn gaf_reader_read_raw_frames(self_: *mut GafReader, n_frames: i64, layout: GafLayout, cancellable: *mut gio::GCancellable, error: *mut *mut glib::GError) -> *mut GafBlock;
    pub fn gaf_reader_read_raw_frames_async(self_: *mut GafReader, n_frames: i64, layout: GafLayout, cancellable: *mut gio::GCancellable, callback: gio::GAsyncReadyCallback, user_data: glib::gpointer);
    pub fn gaf_reader_read_raw_frames_finish(self_: *mut GafReader, result: *mut gio::GAsyncResult, error: *mut *mut glib::GError) -> *mut GafBlock;
    pub fn gaf_reader_read_tags(self_: *mut GafReader, cancellable: *mut gio::GCancellable, error: *mut *mut glib::GError) -> *mut GafTags;
    pub fn gaf_reader_read_tags_async(self_: *mut GafReader, cancellable: *mut gio::GCancellable, callback: gio::GAsyncReadyCallback, user_data: glib::gpointer);
    pub fn gaf_reader_read_tags_finish(self_: *mut GafReader, result: *mut gio::GAsyncResult, error: *mut *mut glib::GError) -> *mut GafTags;
    pub fn gaf_reader_seek(self_: *mut GafReader, frame: i64, cancellable: *mut gio::GCancellable, error: *mut *mut glib::GError) -> glib::gboolean;
    pub fn gaf_reader_seek_async(self_: *mut GafReader, frame: i64, cancellable: *mut gio::GCancellable, callback: gio::GAsyncReadyCallback, user_data: glib::gpointer);
    pub fn gaf_reader_seek_finish(self_: *mut GafReader, result: *mut gio::GAsyncResult, error: *mut *mut glib::GError) -> glib::gboolean;
    pub fn gaf_reader_tell(self_: *mut GafReader) -> i64;

    // GafRecorder
    pub fn gaf_recorder_get_type() -> glib::GType;
    pub fn gaf_recorder_new(device: *mut GafDevice, path: *const c_char, spec: *mut GafEncodeSpec) -> *mut GafRecorder;
    pub fn gaf_recorder_get_files(self_: *mut GafRecorder) -> *mut *mut c_char;
    pub fn gaf_recorder_get_level(self_: *mut GafRecorder) -> *mut GafLevel;
    pub fn gaf_recorder_get_lost_frames(self_: *mut GafRecorder) -> i64;
    pub fn gaf_recorder_get_max_frames(self_: *mut GafRecorder) -> i64;
    pub fn gaf_recorder_get_peaks(self_: *mut GafRecorder) -> *mut GafPeaks;
    pub fn gaf_recorder_get_position(self_: *mut GafRecorder) -> i64;
    pub fn gaf_recorder_get_split_bytes(self_: *mut GafRecorder) -> i64;
    pub fn gaf_recorder_get_split_frames(self_: *mut GafRecorder) -> i64;
    pub fn gaf_recorder_get_state(self_: *mut GafRecorder) -> GafRecorderState;
    pub fn gaf_recorder_pause(self_: *mut GafRecorder, error: *mut *mut glib::GError) -> glib::gboolean;
    pub fn gaf_recorder_resume(self_: *mut GafRecorder, error: *mut *mut glib::GError) -> glib::gboolean;
    pub fn gaf_recorder_set_max_frames(self_: *mut GafRecorder, n_frames: i64);
    pub fn gaf_recorder_set_split_bytes(self_: *mut GafRecorder, n_bytes: i64);
    pub fn gaf_recorder_set_split_frames(self_: *mut GafRecorder, n_frames: i64);
    pub fn gaf_recorder_start(self_: *mut GafRecorder, cancellable: *mut gio::GCancellable, error: *mut *mut glib::GError) -> glib::gboolean;
    pub fn gaf_recorder_start_async(self_: *mut GafRecorder, cancellable: *mut gio::GCancellable, callback: gio::GAsyncReadyCallback, user_data: glib::gpointer);
    pub fn gaf_recorder_start_finish(self_: *mut GafRecorder, result: *mut gio::GAsyncResult, error: *mut *mut glib::GError) -> glib::gboolean;
    pub fn gaf_recorder_stop(self_: *mut GafRecorder, cancellable: *mut gio::GCancellable, error: *mut *mut glib::GError) -> glib::gboolean;
    pub fn gaf_recorder_stop_async(self_: *mut GafRecorder, cancellable: *mut gio::GCancellable, callback: gio::GAsyncReadyCallback, user_data: glib::gpointer);
    pub fn gaf_recorder_stop_finish(self_: *mut GafRecorder, result: *mut gio::GAsyncResult, error: *mut *mut glib::GError) -> glib::gboolean;
    pub fn gaf_recorder_wait(self_: *mut GafRecorder, timeout: c_int, cancellable: *mut gio::GCancellable, error: *mut *mut glib::GError) -> glib::gboolean;
    pub fn gaf_recorder_wait_async(self_: *mut GafRecorder, timeout: c_int, cancellable: *mut gio::GCancellable, callback: gio::GAsyncReadyCallback, user_data: glib::gpointer);
    pub fn gaf_recorder_wait_finish(self_: *mut GafRecorder, result: *mut gio::GAsyncResult, error: *mut *mut glib::GError) -> glib::gboolean;

    // GafRecorderState
    pub fn gaf_recorder_state_get_type() -> glib::GType;

    // GafResampleQuality
    pub fn gaf_resample_quality_get_type() -> glib::GType;

    // GafResampledReader
    pub fn gaf_resampled_reader_get_type() -> glib::GType;
    pub fn gaf_resampled_reader_new(source: *mut GafSource, rate: c_double, quality: GafResampleQuality, error: *mut *mut glib::GError) -> *mut GafResampledReader;
    pub fn gaf_resampled_reader_close(self_: *mut GafResampledReader);
    pub fn gaf_resampled_reader_get_quality(self_: *mut GafResampledReader) -> GafResampleQuality;
    pub fn gaf_resampled_reader_get_source(self_: *mut GafResampledReader) -> *mut GafSource;
    pub fn gaf_resampled_reader_read_at(self_: *mut GafResampledReader, frame: i64, planes: *const *mut c_float, n_frames: i64, cancellable: *mut gio::GCancellable, error: *mut *mut glib::GError) -> i64;
    pub fn gaf_resampled_reader_read_at_async(self_: *mut GafResampledReader, frame: i64, planes: *const *mut c_float, n_frames: i64, cancellable: *mut gio::GCancellable, callback: gio::GAsyncReadyCallback, user_data: glib::gpointer);
    pub fn gaf_resampled_reader_read_at_finish(self_: *mut GafResampledReader, result: *mut gio::GAsyncResult, error: *mut *mut glib::GError) -> i64;

    // GafResampler
    pub fn gaf_resampler_get_type() -> glib::GType;
    pub fn gaf_resampler_new(source_rate: c_double, target_rate: c_double, channels: c_uint, quality: GafResampleQuality, error: *mut *mut glib::GError) -> *mut GafResampler;
    pub fn gaf_resampler_flush(self_: *mut GafResampler, target: *const *mut c_float, room: i64, error: *mut *mut glib::GError) -> i64;
    pub fn gaf_resampler_flush_block(self_: *mut GafResampler, error: *mut *mut glib::GError) -> *mut GafBlock;
    pub fn gaf_resampler_get_channels(self_: *mut GafResampler) -> c_uint;
    pub fn gaf_resampler_get_input_latency(self_: *mut GafResampler) -> c_double;
    pub fn gaf_resampler_get_n_frames(self_: *mut GafResampler, n_source_frames: i64) -> i64;
    pub fn gaf_resampler_get_n_ready(self_: *mut GafResampler, n_frames: i64) -> i64;
    pub fn gaf_resampler_get_n_rest(self_: *mut GafResampler) -> i64;
    pub fn gaf_resampler_get_quality(self_: *mut GafResampler) -> GafResampleQuality;
    pub fn gaf_resampler_get_source_rate(self_: *mut GafResampler) -> c_double;
    pub fn gaf_resampler_get_target_rate(self_: *mut GafResampler) -> c_double;
    pub fn gaf_resampler_process(self_: *mut GafResampler, source: *const *const c_float, n_frames: i64, target: *const *mut c_float, room: i64, error: *mut *mut glib::GError) -> i64;
    pub fn gaf_resampler_process_block(self_: *mut GafResampler, block: *mut GafBlock, error: *mut *mut glib::GError) -> *mut GafBlock;
    pub fn gaf_resampler_resample(self_: *mut GafResampler, source: *const *const c_float, n_frames: i64, target: *const *mut c_float, error: *mut *mut glib::GError) -> i64;
    pub fn gaf_resampler_resample_block(self_: *mut GafResampler, block: *mut GafBlock, error: *mut *mut glib::GError) -> *mut GafBlock;
    pub fn gaf_resampler_reset(self_: *mut GafResampler, error: *mut *mut glib::GError) -> glib::gboolean;

    // GafSampleFormat
    pub fn gaf_sample_format_get_type() -> glib::GType;
    pub fn gaf_sample_format_get_name(format: GafSampleFormat) -> *const c_char;
    pub fn gaf_sample_format_get_width(format: GafSampleFormat) -> usize;

    // GafSilences
    pub fn gaf_silences_get_type() -> glib::GType;
    pub fn gaf_silences_new_for_reader(reader: *mut GafReader, threshold: c_double, n_frames: i64, cancellable: *mut gio::GCancellable, progress: GafAnalysisProgress, progress_data: glib::gpointer, error: *mut *mut glib::GError) -> *mut GafSilences;
    pub fn gaf_silences_new_for_reader_finish(result: *mut gio::GAsyncResult, error: *mut *mut glib::GError) -> *mut GafSilences;
    pub fn gaf_silences_new_for_reader_async(reader: *mut GafReader, threshold: c_double, n_frames: i64, cancellable: *mut gio::GCancellable, progress: GafAnalysisProgress, progress_data: glib::gpointer, progress_destroy: glib::GDestroyNotify, callback: gio::GAsyncReadyCallback, user_data: glib::gpointer);
    pub fn gaf_silences_get_ranges(self_: *mut GafSilences, n_values: *mut usize) -> *const i64;
    pub fn gaf_silences_get_trim(self_: *mut GafSilences, begin: *mut i64, end: *mut i64);

    // GafSource
    pub fn gaf_source_get_type() -> glib::GType;
    pub fn gaf_source_describe(self_: *mut GafSource, rate: *mut c_double, channels: *mut c_uint);
    pub fn gaf_source_get_channel_mask(self_: *mut GafSource) -> u64;
    pub fn gaf_source_get_channels(self_: *mut GafSource) -> c_uint;
    pub fn gaf_source_get_duration(self_: *mut GafSource) -> c_double;
    pub fn gaf_source_get_exact_duration(self_: *mut GafSource) -> glib::gboolean;
    pub fn gaf_source_get_n_frames(self_: *mut GafSource) -> i64;
    pub fn gaf_source_get_rate(self_: *mut GafSource) -> c_double;
    pub fn gaf_source_get_sample_format(self_: *mut GafSource) -> GafSampleFormat;
    pub fn gaf_source_is_closed(self_: *mut GafSource) -> glib::gboolean;
    pub fn gaf_source_make_element(self_: *mut GafSource, error: *mut *mut glib::GError) -> *mut gobject::GObject;
    pub fn gaf_source_read(self_: *mut GafSource, planes: *const *mut c_float, n_frames: i64, cancellable: *mut gio::GCancellable, error: *mut *mut glib::GError) -> i64;
    pub fn gaf_source_read_async(self_: *mut GafSource, planes: *const *mut c_float, n_frames: i64, cancellable: *mut gio::GCancellable, callback: gio::GAsyncReadyCallback, user_data: glib::gpointer);
    pub fn gaf_source_read_finish(self_: *mut GafSource, result: *mut gio::GAsyncResult, error: *mut *mut glib::GError) -> i64;
    pub fn gaf_source_read_frames(self_: *mut GafSource, n_frames: i64, layout: GafLayout, cancellable: *mut gio::GCancellable, error: *mut *mut glib::GError) -> *mut GafBlock;
    pub fn gaf_source_read_frames_async(self_: *mut GafSource, n_frames: i64, layout: GafLayout, cancellable: *mut gio::GCancellable, callback: gio::GAsyncReadyCallback, user_data: glib::gpointer);
    pub fn gaf_source_read_frames_finish(self_: *mut GafSource, result: *mut gio::GAsyncResult, error: *mut *mut glib::GError) -> *mut GafBlock;
    pub fn gaf_source_seek(self_: *mut GafSource, frame: i64, cancellable: *mut gio::GCancellable, error: *mut *mut glib::GError) -> glib::gboolean;
    pub fn gaf_source_seek_async(self_: *mut GafSource, frame: i64, cancellable: *mut gio::GCancellable, callback: gio::GAsyncReadyCallback, user_data: glib::gpointer);
    pub fn gaf_source_seek_finish(self_: *mut GafSource, result: *mut gio::GAsyncResult, error: *mut *mut glib::GError) -> glib::gboolean;
    pub fn gaf_source_tell(self_: *mut GafSource) -> i64;

    // GafStream
    pub fn gaf_stream_get_type() -> glib::GType;
    pub fn gaf_stream_new_duplex(input: *mut GafDevice, output: *mut GafDevice, rate: c_uint, input_channels: c_uint, output_channels: c_uint, buffer_size: c_uint) -> *mut GafStream;
    pub fn gaf_stream_new_play(output: *mut GafDevice, rate: c_uint, channels: c_uint, buffer_size: c_uint) -> *mut GafStream;
    pub fn gaf_stream_new_record(input: *mut GafDevice, rate: c_uint, channels: c_uint, buffer_size: c_uint) -> *mut GafStream;
    pub fn gaf_stream_close(self_: *mut GafStream);
    pub fn gaf_stream_close_async(self_: *mut GafStream, callback: gio::GAsyncReadyCallback, user_data: glib::gpointer);
    pub fn gaf_stream_close_finish(self_: *mut GafStream, result: *mut gio::GAsyncResult, error: *mut *mut glib::GError) -> glib::gboolean;
    pub fn gaf_stream_drain(self_: *mut GafStream, timeout: c_int, cancellable: *mut gio::GCancellable, error: *mut *mut glib::GError) -> glib::gboolean;
    pub fn gaf_stream_drain_async(self_: *mut GafStream, timeout: c_int, cancellable: *mut gio::GCancellable, callback: gio::GAsyncReadyCallback, user_data: glib::gpointer);
    pub fn gaf_stream_drain_finish(self_: *mut GafStream, result: *mut gio::GAsyncResult, error: *mut *mut glib::GError) -> glib::gboolean;
    pub fn gaf_stream_get_buffer_size(self_: *mut GafStream) -> c_uint;
    pub fn gaf_stream_get_buffered_frames(self_: *mut GafStream, direction: GafDirection) -> i64;
    pub fn gaf_stream_get_channels(self_: *mut GafStream, direction: GafDirection) -> c_uint;
    pub fn gaf_stream_get_device(self_: *mut GafStream, direction: GafDirection) -> *mut GafDevice;
    pub fn gaf_stream_get_dropped_frames(self_: *mut GafStream) -> i64;
    pub fn gaf_stream_get_interruptions(self_: *mut GafStream) -> c_uint;
    pub fn gaf_stream_get_latency(self_: *mut GafStream, direction: GafDirection) -> c_double;
    pub fn gaf_stream_get_level(self_: *mut GafStream, direction: GafDirection) -> *mut GafLevel;
    pub fn gaf_stream_get_lost_frames(self_: *mut GafStream) -> i64;
    pub fn gaf_stream_get_pass_through(self_: *mut GafStream) -> glib::gboolean;
    pub fn gaf_stream_get_rate(self_: *mut GafStream) -> c_uint;
    pub fn gaf_stream_get_state(self_: *mut GafStream) -> GafStreamState;
    pub fn gaf_stream_get_underrun_frames(self_: *mut GafStream) -> i64;
    pub fn gaf_stream_is_closed(self_: *mut GafStream) -> glib::gboolean;
    pub fn gaf_stream_open(self_: *mut GafStream, cancellable: *mut gio::GCancellable, error: *mut *mut glib::GError) -> glib::gboolean;
    pub fn gaf_stream_open_async(self_: *mut GafStream, cancellable: *mut gio::GCancellable, callback: gio::GAsyncReadyCallback, user_data: glib::gpointer);
    pub fn gaf_stream_open_finish(self_: *mut GafStream, result: *mut gio::GAsyncResult, error: *mut *mut glib::GError) -> glib::gboolean;
    pub fn gaf_stream_read(self_: *mut GafStream, planes: *const *mut c_float, n_frames: i64, timeout: c_int, cancellable: *mut gio::GCancellable, error: *mut *mut glib::GError) -> i64;
    pub fn gaf_stream_read_async(self_: *mut GafStream, planes: *const *mut c_float, n_frames: i64, timeout: c_int, cancellable: *mut gio::GCancellable, callback: gio::GAsyncReadyCallback, user_data: glib::gpointer);
    pub fn gaf_stream_read_finish(self_: *mut GafStream, result: *mut gio::GAsyncResult, error: *mut *mut glib::GError) -> i64;
    pub fn gaf_stream_read_frames(self_: *mut GafStream, n_frames: i64, layout: GafLayout, timeout: c_int, cancellable: *mut gio::GCancellable, error: *mut *mut glib::GError) -> *mut GafBlock;
    pub fn gaf_stream_read_frames_async(self_: *mut GafStream, n_frames: i64, layout: GafLayout, timeout: c_int, cancellable: *mut gio::GCancellable, callback: gio::GAsyncReadyCallback, user_data: glib::gpointer);
    pub fn gaf_stream_read_frames_finish(self_: *mut GafStream, result: *mut gio::GAsyncResult, error: *mut *mut glib::GError) -> *mut GafBlock;
    pub fn gaf_stream_read_interleaved(self_: *mut GafStream, samples: *mut c_float, n_frames: i64, timeout: c_int, cancellable: *mut gio::GCancellable, error: *mut *mut glib::GError) -> i64;
    pub fn gaf_stream_read_interleaved_async(self_: *mut GafStream, samples: *mut c_float, n_frames: i64, timeout: c_int, cancellable: *mut gio::GCancellable, callback: gio::GAsyncReadyCallback, user_data: glib::gpointer);
    pub fn gaf_stream_read_interleaved_finish(self_: *mut GafStream, result: *mut gio::GAsyncResult, error: *mut *mut glib::GError) -> i64;
    pub fn gaf_stream_record_to(self_: *mut GafStream, writer: *mut GafWriter, n_frames: i64, cancellable: *mut gio::GCancellable, error: *mut *mut glib::GError) -> i64;
    pub fn gaf_stream_record_to_async(self_: *mut GafStream, writer: *mut GafWriter, n_frames: i64, cancellable: *mut gio::GCancellable, callback: gio::GAsyncReadyCallback, user_data: glib::gpointer);
    pub fn gaf_stream_record_to_finish(self_: *mut GafStream, result: *mut gio::GAsyncResult, error: *mut *mut glib::GError) -> i64;
    pub fn gaf_stream_set_buffer_size(self_: *mut GafStream, n_frames: c_uint);
    pub fn gaf_stream_set_channels(self_: *mut GafStream, direction: GafDirection, channels: c_uint);
    pub fn gaf_stream_set_device(self_: *mut GafStream, direction: GafDirection, device: *mut GafDevice);
    pub fn gaf_stream_set_device_time(self_: *mut GafStream, seconds: c_double);
    pub fn gaf_stream_set_effect(self_: *mut GafStream, effect: *mut GafEffect, error: *mut *mut glib::GError) -> glib::gboolean;
    pub fn gaf_stream_set_pass_through(self_: *mut GafStream, pass_through: glib::gboolean);
    pub fn gaf_stream_set_process(self_: *mut GafStream, process: GafStreamProcess, user_data: glib::gpointer, destroy: glib::GDestroyNotify);
    pub fn gaf_stream_set_rate(self_: *mut GafStream, rate: c_uint);
    pub fn gaf_stream_write(self_: *mut GafStream, planes: *const *const c_float, n_frames: i64, timeout: c_int, cancellable: *mut gio::GCancellable, error: *mut *mut glib::GError) -> i64;
    pub fn gaf_stream_write_async(self_: *mut GafStream, planes: *const *const c_float, n_frames: i64, timeout: c_int, cancellable: *mut gio::GCancellable, callback: gio::GAsyncReadyCallback, user_data: glib::gpointer);
    pub fn gaf_stream_write_block(self_: *mut GafStream, block: *mut GafBlock, cancellable: *mut gio::GCancellable, error: *mut *mut glib::GError) -> glib::gboolean;
    pub fn gaf_stream_write_block_async(self_: *mut GafStream, block: *mut GafBlock, cancellable: *mut gio::GCancellable, callback: gio::GAsyncReadyCallback, user_data: glib::gpointer);
    pub fn gaf_stream_write_block_finish(self_: *mut GafStream, result: *mut gio::GAsyncResult, error: *mut *mut glib::GError) -> glib::gboolean;
    pub fn gaf_stream_write_finish(self_: *mut GafStream, result: *mut gio::GAsyncResult, error: *mut *mut glib::GError) -> i64;
    pub fn gaf_stream_write_interleaved(self_: *mut GafStream, samples: *const c_float, n_frames: i64, timeout: c_int, cancellable: *mut gio::GCancellable, error: *mut *mut glib::GError) -> i64;
    pub fn gaf_stream_write_interleaved_async(self_: *mut GafStream, samples: *const c_float, n_frames: i64, timeout: c_int, cancellable: *mut gio::GCancellable, callback: gio::GAsyncReadyCallback, user_data: glib::gpointer);
    pub fn gaf_stream_write_interleaved_finish(self_: *mut GafStream, result: *mut gio::GAsyncResult, error: *mut *mut glib::GError) -> i64;

    // GafStreamState
    pub fn gaf_stream_state_get_type() -> glib::GType;

    // GafSupport
    pub fn gaf_support_get_type() -> glib::GType;
    pub fn gaf_support_get_codec(self_: *mut GafSupport) -> *const c_char;
    pub fn gaf_support_get_containers(self_: *mut GafSupport) -> *const *const c_char;
    pub fn gaf_support_get_element(self_: *mut GafSupport) -> *const c_char;
    pub fn gaf_support_get_extensions(self_: *mut GafSupport) -> *const *const c_char;
    pub fn gaf_support_get_message(self_: *mut GafSupport) -> *const c_char;
    pub fn gaf_support_get_name(self_: *mut GafSupport) -> *const c_char;
    pub fn gaf_support_get_package(self_: *mut GafSupport) -> *const c_char;
    pub fn gaf_support_get_works(self_: *mut GafSupport) -> glib::gboolean;
    pub fn gaf_support_ref(self_: *mut GafSupport) -> *mut GafSupport;
    pub fn gaf_support_unref(self_: *mut GafSupport);
    pub fn gaf_support_list(kind: GafSupportKind) -> *mut glib::GPtrArray;

    // GafSupportKind
    pub fn gaf_support_kind_get_type() -> glib::GType;

    // GafTags
    pub fn gaf_tags_get_type() -> glib::GType;
    pub fn gaf_tags_new() -> *mut GafTags;
    pub fn gaf_tags_read(path: *const c_char, cancellable: *mut gio::GCancellable, error: *mut *mut glib::GError) -> *mut GafTags;
    pub fn gaf_tags_read_async(path: *const c_char, cancellable: *mut gio::GCancellable, callback: gio::GAsyncReadyCallback, user_data: glib::gpointer);
    pub fn gaf_tags_read_file(file: *mut gio::GFile, cancellable: *mut gio::GCancellable, error: *mut *mut glib::GError) -> *mut GafTags;
    pub fn gaf_tags_read_file_async(file: *mut gio::GFile, cancellable: *mut gio::GCancellable, callback: gio::GAsyncReadyCallback, user_data: glib::gpointer);
    pub fn gaf_tags_read_file_finish(result: *mut gio::GAsyncResult, error: *mut *mut glib::GError) -> *mut GafTags;
    pub fn gaf_tags_read_finish(result: *mut gio::GAsyncResult, error: *mut *mut glib::GError) -> *mut GafTags;
    pub fn gaf_tags_add_cover(self_: *mut GafTags, cover: *mut GafCover);
    pub fn gaf_tags_clear_covers(self_: *mut GafTags);
    pub fn gaf_tags_get_cover(self_: *mut GafTags, index: c_uint) -> *mut GafCover;
    pub fn gaf_tags_get_n_covers(self_: *mut GafTags) -> c_uint;
    pub fn gaf_tags_get_names(self_: *mut GafTags) -> *mut *mut c_char;
    pub fn gaf_tags_get_value(self_: *mut GafTags, name: *const c_char) -> *const c_char;
    pub fn gaf_tags_get_values(self_: *mut GafTags, name: *const c_char) -> *mut *mut c_char;
    pub fn gaf_tags_set_value(self_: *mut GafTags, name: *const c_char, value: *const c_char);
    pub fn gaf_tags_set_values(self_: *mut GafTags, name: *const c_char, values: *const *const c_char);
    pub fn gaf_tags_unset(self_: *mut GafTags, name: *const c_char);
    pub fn gaf_tags_write(self_: *mut GafTags, path: *const c_char, replace: glib::gboolean, cancellable: *mut gio::GCancellable, error: *mut *mut glib::GError) -> glib::gboolean;
    pub fn gaf_tags_write_async(self_: *mut GafTags, path: *const c_char, replace: glib::gboolean, cancellable: *mut gio::GCancellable, callback: gio::GAsyncReadyCallback, user_data: glib::gpointer);
    pub fn gaf_tags_write_file(self_: *mut GafTags, file: *mut gio::GFile, replace: glib::gboolean, cancellable: *mut gio::GCancellable, error: *mut *mut glib::GError) -> glib::gboolean;
    pub fn gaf_tags_write_file_async(self_: *mut GafTags, file: *mut gio::GFile, replace: glib::gboolean, cancellable: *mut gio::GCancellable, callback: gio::GAsyncReadyCallback, user_data: glib::gpointer);
    pub fn gaf_tags_write_file_finish(self_: *mut GafTags, result: *mut gio::GAsyncResult, error: *mut *mut glib::GError) -> glib::gboolean;
    pub fn gaf_tags_write_finish(self_: *mut GafTags, result: *mut gio::GAsyncResult, error: *mut *mut glib::GError) -> glib::gboolean;

    // GafWriter
    pub fn gaf_writer_get_type() -> glib::GType;
    pub fn gaf_writer_new_for_file(file: *mut gio::GFile, spec: *mut GafEncodeSpec, cancellable: *mut gio::GCancellable, error: *mut *mut glib::GError) -> *mut GafWriter;
    pub fn gaf_writer_new_for_file_finish(result: *mut gio::GAsyncResult, error: *mut *mut glib::GError) -> *mut GafWriter;
    pub fn gaf_writer_new_for_memory(spec: *mut GafEncodeSpec, error: *mut *mut glib::GError) -> *mut GafWriter;
    pub fn gaf_writer_new_for_path(path: *const c_char, spec: *mut GafEncodeSpec, cancellable: *mut gio::GCancellable, error: *mut *mut glib::GError) -> *mut GafWriter;
    pub fn gaf_writer_new_for_path_finish(result: *mut gio::GAsyncResult, error: *mut *mut glib::GError) -> *mut GafWriter;
    pub fn gaf_writer_new_for_stream(stream: *mut gio::GOutputStream, spec: *mut GafEncodeSpec, cancellable: *mut gio::GCancellable, error: *mut *mut glib::GError) -> *mut GafWriter;
    pub fn gaf_writer_new_for_stream_finish(result: *mut gio::GAsyncResult, error: *mut *mut glib::GError) -> *mut GafWriter;
    pub fn gaf_writer_new_for_file_async(file: *mut gio::GFile, spec: *mut GafEncodeSpec, cancellable: *mut gio::GCancellable, callback: gio::GAsyncReadyCallback, user_data: glib::gpointer);
    pub fn gaf_writer_new_for_path_async(path: *const c_char, spec: *mut GafEncodeSpec, cancellable: *mut gio::GCancellable, callback: gio::GAsyncReadyCallback, user_data: glib::gpointer);
    pub fn gaf_writer_new_for_stream_async(stream: *mut gio::GOutputStream, spec: *mut GafEncodeSpec, cancellable: *mut gio::GCancellable, callback: gio::GAsyncReadyCallback, user_data: glib::gpointer);
    pub fn gaf_writer_abort(self_: *mut GafWriter, error: *mut *mut glib::GError) -> glib::gboolean;
    pub fn gaf_writer_abort_async(self_: *mut GafWriter, callback: gio::GAsyncReadyCallback, user_data: glib::gpointer);
    pub fn gaf_writer_abort_finish(self_: *mut GafWriter, result: *mut gio::GAsyncResult, error: *mut *mut glib::GError) -> glib::gboolean;
    pub fn gaf_writer_close(self_: *mut GafWriter, cancellable: *mut gio::GCancellable, error: *mut *mut glib::GError) -> glib::gboolean;
    pub fn gaf_writer_close_async(self_: *mut GafWriter, cancellable: *mut gio::GCancellable, callback: gio::GAsyncReadyCallback, user_data: glib::gpointer);
    pub fn gaf_writer_close_finish(self_: *mut GafWriter, result: *mut gio::GAsyncResult, error: *mut *mut glib::GError) -> glib::gboolean;
    pub fn gaf_writer_flush(self_: *mut GafWriter, cancellable: *mut gio::GCancellable, error: *mut *mut glib::GError) -> glib::gboolean;
    pub fn gaf_writer_flush_async(self_: *mut GafWriter, cancellable: *mut gio::GCancellable, callback: gio::GAsyncReadyCallback, user_data: glib::gpointer);
    pub fn gaf_writer_flush_finish(self_: *mut GafWriter, result: *mut gio::GAsyncResult, error: *mut *mut glib::GError) -> glib::gboolean;
    pub fn gaf_writer_get_sample_format(self_: *mut GafWriter) -> GafSampleFormat;
    pub fn gaf_writer_get_spec(self_: *mut GafWriter) -> *mut GafEncodeSpec;
    pub fn gaf_writer_is_closed(self_: *mut GafWriter) -> glib::gboolean;
    pub fn gaf_writer_make_element(self_: *mut GafWriter, error: *mut *mut glib::GError) -> *mut gobject::GObject;
    pub fn gaf_writer_steal_bytes(self_: *mut GafWriter, error: *mut *mut glib::GError) -> *mut glib::GBytes;
    pub fn gaf_writer_tell(self_: *mut GafWriter) -> i64;
    pub fn gaf_writer_write(self_: *mut GafWriter, planes: *const *const c_float, n_frames: i64, cancellable: *mut gio::GCancellable, error: *mut *mut glib::GError) -> glib::gboolean;
    pub fn gaf_writer_write_async(self_: *mut GafWriter, planes: *const *const c_float, n_frames: i64, cancellable: *mut gio::GCancellable, callback: gio::GAsyncReadyCallback, user_data: glib::gpointer);
    pub fn gaf_writer_write_block(self_: *mut GafWriter, block: *mut GafBlock, cancellable: *mut gio::GCancellable, error: *mut *mut glib::GError) -> glib::gboolean;
    pub fn gaf_writer_write_block_async(self_: *mut GafWriter, block: *mut GafBlock, cancellable: *mut gio::GCancellable, callback: gio::GAsyncReadyCallback, user_data: glib::gpointer);
    pub fn gaf_writer_write_block_finish(self_: *mut GafWriter, result: *mut gio::GAsyncResult, error: *mut *mut glib::GError) -> glib::gboolean;
    pub fn gaf_writer_write_finish(self_: *mut GafWriter, result: *mut gio::GAsyncResult, error: *mut *mut glib::GError) -> glib::gboolean;
    pub fn gaf_writer_write_interleaved(self_: *mut GafWriter, samples: *const c_float, n_frames: i64, cancellable: *mut gio::GCancellable, error: *mut *mut glib::GError) -> glib::gboolean;
    pub fn gaf_writer_write_interleaved_async(self_: *mut GafWriter, samples: *const c_float, n_frames: i64, cancellable: *mut gio::GCancellable, callback: gio::GAsyncReadyCallback, user_data: glib::gpointer);
    pub fn gaf_writer_write_interleaved_finish(self_: *mut GafWriter, result: *mut gio::GAsyncResult, error: *mut *mut glib::GError) -> glib::gboolean;
    pub fn gaf_writer_write_raw(self_: *mut GafWriter, format: GafSampleFormat, planes: *const *mut c_void, stride: usize, n_frames: i64, cancellable: *mut gio::GCancellable, error: *mut *mut glib::GError) -> glib::gboolean;
    pub fn gaf_writer_write_raw_async(self_: *mut GafWriter, format: GafSampleFormat, planes: *const *mut c_void, stride: usize, n_frames: i64, cancellable: *mut gio::GCancellable, callback: gio::GAsyncReadyCallback, user_data: glib::gpointer);
    pub fn gaf_writer_write_raw_finish(self_: *mut GafWriter, result: *mut gio::GAsyncResult, error: *mut *mut glib::GError) -> glib::gboolean;

    // not of a type
    pub fn gaf_convert(source: *const c_char, destination: *const c_char, cancellable: *mut gio::GCancellable, error: *mut *mut glib::GError) -> i64;
    pub fn gaf_convert_async(source: *const c_char, destination: *const c_char, cancellable: *mut gio::GCancellable, callback: gio::GAsyncReadyCallback, user_data: glib::gpointer);
    pub fn gaf_convert_finish(result: *mut gio::GAsyncResult, error: *mut *mut glib::GError) -> i64;
    pub fn gaf_convert_many(jobs: *const *mut GafConvertJob, n_jobs: usize, max_threads: c_uint, flags: GafLoadFlags, cancellable: *mut gio::GCancellable, progress: GafLoadProgress, progress_data: glib::gpointer, error: *mut *mut glib::GError) -> glib::gboolean;
    pub fn gaf_convert_many_async(jobs: *const *mut GafConvertJob, n_jobs: usize, max_threads: c_uint, flags: GafLoadFlags, cancellable: *mut gio::GCancellable, progress: GafLoadProgress, progress_data: glib::gpointer, progress_destroy: glib::GDestroyNotify, callback: gio::GAsyncReadyCallback, user_data: glib::gpointer);
    pub fn gaf_convert_many_finish(result: *mut gio::GAsyncResult, error: *mut *mut glib::GError) -> glib::gboolean;
    pub fn gaf_get_max_threads() -> c_uint;
    pub fn gaf_get_readable_content_types() -> *mut *mut c_char;
    pub fn gaf_get_readable_extensions() -> *mut *mut c_char;
    pub fn gaf_get_version() -> *const c_char;
    pub fn gaf_get_writable_content_types() -> *mut *mut c_char;
    pub fn gaf_get_writable_extensions() -> *mut *mut c_char;
    pub fn gaf_load_many(clips: *const *mut GafClip, n_clips: usize, max_threads: c_uint, flags: GafLoadFlags, cancellable: *mut gio::GCancellable, progress: GafLoadProgress, progress_data: glib::gpointer, error: *mut *mut glib::GError) -> glib::gboolean;
    pub fn gaf_load_many_async(clips: *const *mut GafClip, n_clips: usize, max_threads: c_uint, flags: GafLoadFlags, cancellable: *mut gio::GCancellable, progress: GafLoadProgress, progress_data: glib::gpointer, progress_destroy: glib::GDestroyNotify, callback: gio::GAsyncReadyCallback, user_data: glib::gpointer);
    pub fn gaf_load_many_finish(result: *mut gio::GAsyncResult, error: *mut *mut glib::GError) -> glib::gboolean;
    pub fn gaf_object_unref(object: glib::gpointer);
    pub fn gaf_plot_save(peaks: *mut GafPeaks, path: *const c_char, title: *const c_char, width: c_uint, height: c_uint, cancellable: *mut gio::GCancellable, error: *mut *mut glib::GError) -> glib::gboolean;
    pub fn gaf_plot_save_async(peaks: *mut GafPeaks, path: *const c_char, title: *const c_char, width: c_uint, height: c_uint, cancellable: *mut gio::GCancellable, callback: gio::GAsyncReadyCallback, user_data: glib::gpointer);
    pub fn gaf_plot_save_finish(peaks: *mut GafPeaks, result: *mut gio::GAsyncResult, error: *mut *mut glib::GError) -> glib::gboolean;
    pub fn gaf_probe(file: *mut gio::GFile, limits: *const GafLimits, cancellable: *mut gio::GCancellable, error: *mut *mut glib::GError) -> *mut GafInfo;
    pub fn gaf_probe_async(file: *mut gio::GFile, limits: *const GafLimits, cancellable: *mut gio::GCancellable, callback: gio::GAsyncReadyCallback, user_data: glib::gpointer);
    pub fn gaf_probe_finish(result: *mut gio::GAsyncResult, error: *mut *mut glib::GError) -> *mut GafInfo;
    pub fn gaf_probe_path(path: *const c_char, limits: *const GafLimits, cancellable: *mut gio::GCancellable, error: *mut *mut glib::GError) -> *mut GafInfo;
    pub fn gaf_probe_path_async(path: *const c_char, limits: *const GafLimits, cancellable: *mut gio::GCancellable, callback: gio::GAsyncReadyCallback, user_data: glib::gpointer);
    pub fn gaf_probe_path_finish(result: *mut gio::GAsyncResult, error: *mut *mut glib::GError) -> *mut GafInfo;
    pub fn gaf_probe_reader(reader: *mut GafReader, cancellable: *mut gio::GCancellable, error: *mut *mut glib::GError) -> *mut GafInfo;
    pub fn gaf_probe_reader_async(reader: *mut GafReader, cancellable: *mut gio::GCancellable, callback: gio::GAsyncReadyCallback, user_data: glib::gpointer);
    pub fn gaf_probe_reader_finish(result: *mut gio::GAsyncResult, error: *mut *mut glib::GError) -> *mut GafInfo;
    pub fn gaf_set_interrupt_func(func: GafInterruptFunc);
    pub fn gaf_set_max_threads(n_threads: c_uint);
    pub fn gaf_set_thread_cancellable(cancellable: *mut gio::GCancellable);
}
