// SPDX-FileCopyrightText: 2026 gaudiofile contributors
// SPDX-License-Identifier: LGPL-2.1-or-later

fn main() {
    if let Err(error) = system_deps::Config::new().probe() {
        eprintln!("{error}");
        std::process::exit(1);
    }
}
