// SPDX-FileCopyrightText: 2026 gaudiofile contributors
// SPDX-License-Identifier: LGPL-2.1-or-later

//! A closure that changes what is converted.

use glib::ffi::{gpointer, GError};
use glib::prelude::*;
use glib::translate::*;

use crate::{ffi, Block, Conversion};

impl Conversion {
    /// Sets a closure that changes the audio, with the rate and the channels of the new file. It gets each block, and the
    /// number of its first frame; at the end one without frames, for which all is returned that is still held back.
    ///
    /// It is called on the thread that converts, which is another one of an asynchronous call.
    ///
    /// # Panics
    ///
    /// If there is one already: a conversion that is going on might be in it.
    #[doc(alias = "gaf_conversion_set_process")]
    pub fn set_process<F>(&self, process: F)
    where
        F: Fn(&Block, i64) -> Result<Block, glib::Error> + Send + Sync + 'static,
    {
        unsafe extern "C" fn trampoline<F>(
            block: *mut ffi::GafBlock,
            frame: i64,
            data: gpointer,
            error: *mut *mut GError,
        ) -> *mut ffi::GafBlock
        where
            F: Fn(&Block, i64) -> Result<Block, glib::Error> + Send + Sync + 'static,
        {
            let process = &*(data as *const F);
            match process(&from_glib_borrow(block), frame) {
                Ok(block) => block.to_glib_full(),
                Err(failed) => {
                    glib::ffi::g_propagate_error(error, failed.into_glib_ptr());
                    std::ptr::null_mut()
                }
            }
        }

        unsafe extern "C" fn destroy<F>(data: gpointer) {
            drop(Box::from_raw(data as *mut F));
        }

        unsafe {
            let quark = glib::Quark::from_str("gaudiofile-rust-process");
            assert!(self.qdata::<()>(quark).is_none(), "a conversion has one process");
            self.set_qdata(quark, ());
            ffi::gaf_conversion_set_process(
                self.to_glib_none().0,
                Some(trampoline::<F>),
                Box::into_raw(Box::new(process)) as gpointer,
                Some(destroy::<F>),
            );
        }
    }
}
