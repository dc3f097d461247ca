// SPDX-FileCopyrightText: 2026 gaudiofile contributors
// SPDX-License-Identifier: LGPL-2.1-or-later

#![doc = include_str!("../README.md")]
#![warn(missing_docs)]

pub use gaudiofile_sys as ffi;
pub use gio;
pub use glib;

#[macro_use]
mod macros;

mod block;
mod callbacks;
mod conversion;
mod error;
mod memory;
mod planes;
mod reading;
mod resampling;
mod sample;
mod streaming;
mod writing;

#[rustfmt::skip]
#[allow(missing_docs, clippy::let_and_return, clippy::type_complexity)]
mod auto;

pub use auto::*;
pub use reading::{Blocks, SourceExtManual};
pub use sample::Sample;

/// The traits that objects get methods from.
pub mod prelude {
    pub use crate::{SourceExt, SourceExtManual};
    pub use gio::prelude::*;
}
