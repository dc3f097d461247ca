// SPDX-FileCopyrightText: 2026 gaudiofile contributors
// SPDX-License-Identifier: LGPL-2.1-or-later

//! Plays a file on the default output, and shows where it is: `cargo run --example play FILE`

use std::process::ExitCode;
use std::time::Duration;

use gaudiofile::glib::{self, ControlFlow, MainContext};
use gaudiofile::Player;

async fn play(path: String) -> Result<(), glib::Error> {
    let player = Player::new();
    player.set_path_future(path).await?;
    player.play()?;

    // The main loop runs while the player is waited for.
    let shown = player.clone();
    let timer = glib::timeout_add_local(Duration::from_millis(100), move || {
        eprint!("frame {}\r", shown.position());
        ControlFlow::Continue
    });
    let ended = player.wait_future(-1).await;
    timer.remove();
    ended?;
    println!("played {} frames", player.position());
    player.close_future().await
}

fn main() -> ExitCode {
    let Some(path) = std::env::args().nth(1) else {
        eprintln!("usage: play FILE");
        return ExitCode::from(2);
    };

    match MainContext::default().block_on(play(path)) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("{error}");
            ExitCode::FAILURE
        }
    }
}
