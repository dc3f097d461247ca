// SPDX-FileCopyrightText: 2026 gaudiofile contributors
// SPDX-License-Identifier: LGPL-2.1-or-later

// Reads a file to its end in pieces and tells how loud it is: the largest sample, and the mean power (RMS).
// gjs -m 2-read.js FILE

import System from 'system';

import GAudioFile from 'gi://GAudioFile?version=1.0';

const BLOCK_FRAMES = 4096;

/** The samples of a block of 32-bit float. */
function samplesOf(block) {
    const data = block.get_bytes().toArray();
    return new Float32Array(data.buffer, data.byteOffset, data.byteLength / 4);
}

if (ARGV.length !== 1) {
    printerr('usage: 2-read.js FILE');
    System.exit(2);
}

try {
    const reader = GAudioFile.Reader.new_for_path(ARGV[0], null);
    let peak = 0, power = 0;

    for (;;) {
        const block = reader.read_frames(BLOCK_FRAMES, GAudioFile.Layout.INTERLEAVED, null);
        if (block.get_n_frames() === 0)
            break; // the end
        for (const sample of samplesOf(block)) {
            peak = Math.max(peak, Math.abs(sample));
            power += sample * sample;
        }
    }

    const n = reader.tell();
    const rms = Math.sqrt(power / Math.max(n * reader.channels, 1));
    print(`${n} frames, peak ${peak.toFixed(4)}, RMS ${rms.toFixed(4)}`);
} catch (error) {
    printerr(error.message);
    System.exit(1);
}
