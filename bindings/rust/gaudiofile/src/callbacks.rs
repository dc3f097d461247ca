// SPDX-FileCopyrightText: 2026 gaudiofile contributors
// SPDX-License-Identifier: LGPL-2.1-or-later

//! Closures as C wants them: a function, what is handed to it, and one that frees that.

use gio::ffi::{GAsyncReadyCallback, GAsyncResult};
use glib::ffi::{gpointer, GDestroyNotify};
use glib::gobject_ffi::GObject;
use glib::thread_guard::ThreadGuard;
use glib::MainContext;

use crate::ffi;

/// What is called when an asynchronous call is done, in the main context of this thread. `finish` gets the result.
pub(crate) fn ready<T, P, F>(callback: P, finish: F) -> (GAsyncReadyCallback, gpointer)
where
    P: FnOnce(Result<T, glib::Error>) + 'static,
    F: FnOnce(*mut GObject, *mut GAsyncResult) -> Result<T, glib::Error> + 'static,
{
    unsafe extern "C" fn trampoline<T, P, F>(source: *mut GObject, result: *mut GAsyncResult, data: gpointer)
    where
        P: FnOnce(Result<T, glib::Error>) + 'static,
        F: FnOnce(*mut GObject, *mut GAsyncResult) -> Result<T, glib::Error> + 'static,
    {
        let (callback, finish) = *Box::from_raw(data as *mut (ThreadGuard<P>, F));
        callback.into_inner()(finish(source, result));
    }

    let context = MainContext::ref_thread_default();
    assert!(
        context.is_owner() || context.acquire().is_ok(),
        "the main context of this thread is another thread's, which the callback would come on"
    );
    let data = Box::new((ThreadGuard::new(callback), finish));
    (Some(trampoline::<T, P, F>), Box::into_raw(data) as gpointer)
}

/// Both forms of a closure that hears how far something is.
macro_rules! progress {
    ($lent:ident, $kept:ident, $c:ident, $number:ty) => {
        /// For a call that is over before the closure is.
        pub(crate) fn $lent(closure: &mut Option<&mut dyn FnMut($number, $number)>) -> (ffi::$c, gpointer) {
            unsafe extern "C" fn trampoline(done: $number, all: $number, data: gpointer) {
                let closure = &mut *(data as *mut &mut dyn FnMut($number, $number));
                closure(done, all);
            }

            match closure {
                Some(closure) => (Some(trampoline), closure as *mut &mut _ as gpointer),
                None => (None, std::ptr::null_mut()),
            }
        }

        /// For an asynchronous call, which calls it in the main context of this thread.
        pub(crate) fn $kept(closure: Option<Box<dyn Fn($number, $number)>>) -> (ffi::$c, gpointer, GDestroyNotify) {
            unsafe extern "C" fn trampoline(done: $number, all: $number, data: gpointer) {
                let closure = &*(data as *const ThreadGuard<Box<dyn Fn($number, $number)>>);
                closure.get_ref()(done, all);
            }

            unsafe extern "C" fn destroy(data: gpointer) {
                drop(Box::from_raw(
                    data as *mut ThreadGuard<Box<dyn Fn($number, $number)>>,
                ));
            }

            match closure {
                Some(closure) => {
                    let data = Box::into_raw(Box::new(ThreadGuard::new(closure)));
                    (Some(trampoline), data as gpointer, Some(destroy))
                }
                None => (None, std::ptr::null_mut(), None),
            }
        }
    };
}

progress!(analysis_progress, analysis_progress_kept, GafAnalysisProgress, i64);
progress!(load_progress, load_progress_kept, GafLoadProgress, usize);
