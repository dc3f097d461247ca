// SPDX-FileCopyrightText: 2026 gaudiofile contributors
// SPDX-License-Identifier: LGPL-2.1-or-later

//! Slices, one for each channel, as C wants them: an array of pointers, and one length.

use crate::error::invalid;

/// Pointers to slices that are read, and their length.
pub(crate) fn shared<T>(planes: &[&[T]], channels: u32) -> Result<(Vec<*const T>, usize), glib::Error> {
    let n = check(planes.iter().map(|plane| plane.len()), planes.len(), channels)?;
    Ok((planes.iter().map(|plane| plane.as_ptr()).collect(), n))
}

/// Pointers to slices that are written, and their length.
pub(crate) fn exclusive<T>(planes: &mut [&mut [T]], channels: u32) -> Result<(Vec<*mut T>, usize), glib::Error> {
    let n = check(planes.iter().map(|plane| plane.len()), planes.len(), channels)?;
    Ok((planes.iter_mut().map(|plane| plane.as_mut_ptr()).collect(), n))
}

/// How many frames are in interleaved samples.
pub(crate) fn frames(n_samples: usize, channels: u32) -> Result<usize, glib::Error> {
    let channels = channels as usize;
    if channels == 0 || n_samples % channels != 0 {
        return Err(invalid(&format!(
            "{n_samples} samples are not whole frames of {channels} channels"
        )));
    }
    Ok(n_samples / channels)
}

/// What C counts frames with, -1 being an error.
pub(crate) fn count(n: i64, error: *mut glib::ffi::GError) -> Result<usize, glib::Error> {
    if error.is_null() {
        Ok(n.max(0) as usize)
    } else {
        Err(unsafe { glib::translate::from_glib_full(error) })
    }
}

fn check(lengths: impl Iterator<Item = usize> + Clone, n: usize, channels: u32) -> Result<usize, glib::Error> {
    if n != channels as usize {
        return Err(invalid(&format!("{n} planes for {channels} channels")));
    }
    let first = lengths.clone().next().unwrap_or(0);
    if lengths.clone().any(|length| length != first) {
        return Err(invalid("the planes have different lengths"));
    }
    Ok(first)
}
