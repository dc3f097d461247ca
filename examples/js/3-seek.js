// SPDX-FileCopyrightText: 2026 gaudiofile contributors
// SPDX-License-Identifier: LGPL-2.1-or-later

// Tells the largest sample of each second, from the last to the first: every seek lands on the very frame.
// gjs -m 3-seek.js FILE

import System from 'system';

import GAudioFile from 'gi://GAudioFile?version=1.0';

if (ARGV.length !== 1) {
    printerr('usage: 3-seek.js FILE');
    System.exit(2);
}

try {
    const reader = GAudioFile.Reader.new_for_path(ARGV[0], null);
    const second = Math.trunc(reader.rate);

    for (let i = Math.trunc(reader.n_frames / second); i >= 0; i--) {
        reader.seek(i * second, null);
        const block = reader.read_frames(second, GAudioFile.Layout.INTERLEAVED, null);
        const data = block.get_bytes().toArray();
        const samples = new Float32Array(data.buffer, data.byteOffset, data.byteLength / 4);
        const peak = samples.reduce((most, sample) => Math.max(most, Math.abs(sample)), 0);
        print(`${String(i).padStart(4)} s: ${peak.toFixed(4)}`);
    }
} catch (error) {
    printerr(error.message);
    System.exit(1);
}
