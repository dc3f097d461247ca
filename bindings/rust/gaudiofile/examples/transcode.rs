// SPDX-FileCopyrightText: 2026 gaudiofile contributors
// SPDX-License-Identifier: LGPL-2.1-or-later

//! Makes another file of a file, and tells how far it is: `cargo run --example transcode FILE NEW-FILE [RATE]`
//!
//! The new file's name says the format, and what that needs is done on the way.

use std::process::ExitCode;

use gaudiofile::{Conversion, EncodeSpec};

fn transcode(from: &str, to: &str, rate: Option<f64>) -> Result<i64, gaudiofile::glib::Error> {
    let mut conversion = Conversion::builder();
    // What is not set in a specification stays as it is in the file.
    if let Some(rate) = rate {
        conversion = conversion.encode_spec(&EncodeSpec::builder().rate(rate).build());
    }
    let mut show_progress = |done: i64, frames: i64| eprint!("{:3} %\r", 100 * done / frames.max(1));
    conversion.build().run(from, to, None, Some(&mut show_progress))
}

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let (from, to, rate) = match arguments.as_slice() {
        [from, to] => (from, to, None),
        [from, to, rate] => (from, to, rate.parse().ok()),
        _ => {
            eprintln!("usage: transcode FILE NEW-FILE [RATE]");
            return ExitCode::from(2);
        }
    };

    match transcode(from, to, rate) {
        Ok(frames) => {
            println!("{frames} frames written");
            ExitCode::SUCCESS
        }
        Err(error) => {
            eprintln!("{error}");
            ExitCode::FAILURE
        }
    }
}
