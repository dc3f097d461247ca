// SPDX-FileCopyrightText: 2026 gaudiofile contributors
// SPDX-License-Identifier: LGPL-2.1-or-later

//! Arrays that C has returned.

use glib::ffi::{g_free, g_ptr_array_unref, gpointer, GPtrArray};

/// Copies numbers that stay C's.
pub(crate) unsafe fn numbers<T: Copy>(from: *const T, n: usize) -> Vec<T> {
    if from.is_null() || n == 0 {
        return Vec::new();
    }
    std::slice::from_raw_parts(from, n).to_vec()
}

/// Copies numbers, and frees them.
pub(crate) unsafe fn numbers_full<T: Copy>(from: *mut T, n: usize) -> Vec<T> {
    let copy = numbers(from, n);
    g_free(from.cast());
    copy
}

/// Takes a reference to each object of an array that stays C's.
pub(crate) unsafe fn pointers<T>(from: *mut GPtrArray, take: impl Fn(gpointer) -> T) -> Vec<T> {
    if from.is_null() {
        return Vec::new();
    }
    numbers((*from).pdata, (*from).len as usize)
        .into_iter()
        .map(take)
        .collect()
}

/// Takes a reference to each object of an array, and frees that.
pub(crate) unsafe fn pointers_container<T>(from: *mut GPtrArray, take: impl Fn(gpointer) -> T) -> Vec<T> {
    let taken = pointers(from, take);
    if !from.is_null() {
        g_ptr_array_unref(from);
    }
    taken
}
