// SPDX-FileCopyrightText: 2026 gaudiofile contributors
// SPDX-License-Identifier: LGPL-2.1-or-later

//! Opens a file and tells what is in it: `cargo run --example info FILE`

use std::process::ExitCode;

use gaudiofile::Reader;

fn main() -> ExitCode {
    let Some(path) = std::env::args_os().nth(1) else {
        eprintln!("usage: info FILE");
        return ExitCode::from(2);
    };

    match Reader::for_path(path, None) {
        Ok(reader) => {
            println!(
                "{}: {} Hz, {} channels, {} frames, {:.3} s",
                reader.codec(),
                reader.rate(),
                reader.channels(),
                reader.n_frames(),
                reader.duration()
            );
            ExitCode::SUCCESS
        }
        Err(error) => {
            eprintln!("{error}");
            ExitCode::FAILURE
        }
    }
}
