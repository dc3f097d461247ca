// SPDX-FileCopyrightText: 2026 gaudiofile contributors
// SPDX-License-Identifier: LGPL-2.1-or-later

// Opens a file and tells what is in it: gjs -m 1-info.js FILE

import System from 'system';

import GAudioFile from 'gi://GAudioFile?version=1.0';

if (ARGV.length !== 1) {
    printerr('usage: 1-info.js FILE');
    System.exit(2);
}

try {
    const reader = GAudioFile.Reader.new_for_path(ARGV[0], null);
    print(`${reader.codec}: ${reader.rate} Hz, ${reader.channels} channels, ${reader.n_frames} frames, ` +
        `${reader.duration.toFixed(3)} s`);
} catch (error) {
    printerr(error.message);
    System.exit(1);
}
