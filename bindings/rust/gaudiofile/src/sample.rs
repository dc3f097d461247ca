// SPDX-FileCopyrightText: 2026 gaudiofile contributors
// SPDX-License-Identifier: LGPL-2.1-or-later

//! Numbers that are samples.

use crate::SampleFormat;

mod sealed {
    pub trait Sealed {}
}

/// A number that a sample can be: `i8`, `i16`, `i32`, `f32` or `f64`.
pub trait Sample: Copy + Default + sealed::Sealed + 'static {
    /// The format of samples of this type.
    const FORMAT: SampleFormat;

    /// Whether samples of a format are of this type. Those of 24 bits are the upper ones of an `i32`.
    fn is_of(format: SampleFormat) -> bool {
        format == Self::FORMAT || (Self::FORMAT == SampleFormat::Int32 && format == SampleFormat::Int24)
    }
}

macro_rules! samples {
    ($($type:ty: $format:ident,)*) => {
        $(
            impl sealed::Sealed for $type {}
            impl Sample for $type {
                const FORMAT: SampleFormat = SampleFormat::$format;
            }
        )*
    };
}

samples! {
    i8: Int8,
    i16: Int16,
    i32: Int32,
    f32: Float32,
    f64: Float64,
}
