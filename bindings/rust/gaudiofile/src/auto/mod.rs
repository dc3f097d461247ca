// SPDX-FileCopyrightText: 2026 gaudiofile contributors
// SPDX-License-Identifier: LGPL-2.1-or-later
// Made by bindings/rust/generate from GAudioFile-1.0.gir; changes belong there.

use crate::ffi;

mod numbers;
pub use numbers::*;
mod block;
pub use block::*;
mod clip;
pub use clip::*;
mod conversion;
pub use conversion::*;
mod convert_job;
pub use convert_job::*;
mod converted_reader;
pub use converted_reader::*;
mod cover;
pub use cover::*;
mod device;
pub use device::*;
mod device_monitor;
pub use device_monitor::*;
mod effect;
pub use effect::*;
mod encode_spec;
pub use encode_spec::*;
mod info;
pub use info::*;
mod level;
pub use level::*;
mod limits;
pub use limits::*;
mod loudness;
pub use loudness::*;
mod mark;
pub use mark::*;
mod peaks;
pub use peaks::*;
mod player;
pub use player::*;
mod processed_reader;
pub use processed_reader::*;
mod reader;
pub use reader::*;
mod recorder;
pub use recorder::*;
mod resampled_reader;
pub use resampled_reader::*;
mod resampler;
pub use resampler::*;
mod silences;
pub use silences::*;
mod source;
pub use source::*;
mod stream;
pub use stream::*;
mod support;
pub use support::*;
mod tags;
pub use tags::*;
mod writer;
pub use writer::*;
mod functions;
pub use functions::*;

/// The first number of the version of the headers. `get_version()` tells the library's version, which may be newer.
pub const MAJOR_VERSION: i32 = ffi::GAF_MAJOR_VERSION;

/// The third number of the version of the headers.
pub const MICRO_VERSION: i32 = ffi::GAF_MICRO_VERSION;

/// The second number of the version of the headers.
pub const MINOR_VERSION: i32 = ffi::GAF_MINOR_VERSION;

/// The usual base resolution of `Peaks`: so many frames have a minimum, a maximum and a root mean square.
pub const PEAKS_RESOLUTION: i32 = ffi::GAF_PEAKS_RESOLUTION;
