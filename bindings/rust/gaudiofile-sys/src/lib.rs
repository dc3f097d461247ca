// SPDX-FileCopyrightText: 2026 gaudiofile contributors
// SPDX-License-Identifier: LGPL-2.1-or-later

//! FFI bindings to libgaudiofile: the C API as it is. Programs want the crate `gaudiofile`, which is safe.

#![allow(non_camel_case_types, clippy::missing_safety_doc)]

#[rustfmt::skip]
mod api;
pub use api::*;

#[cfg(test)]
#[rustfmt::skip]
mod every;

#[cfg(test)]
mod tests {
    /// That this is linked at all says that the library has each of them.
    #[test]
    fn every_function_is_in_the_library() {
        assert!(super::every::functions().iter().all(|function| !function.is_null()));
    }

    #[test]
    fn the_library_is_of_this_version() {
        let version = unsafe { std::ffi::CStr::from_ptr(super::gaf_get_version()) };
        assert_eq!(version, super::GAF_VERSION_STRING);
    }
}
