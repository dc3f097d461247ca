// SPDX-FileCopyrightText: 2026 gaudiofile contributors
// SPDX-License-Identifier: LGPL-2.1-or-later

// 2-read, of a file as it is at another sample rate: gjs -m 4-resample.js FILE RATE
// What is resampled is a source like the file itself: it can be read, sought in, converted and played.

import System from 'system';

import GAudioFile from 'gi://GAudioFile?version=1.0';

const BLOCK_FRAMES = 4096;

if (ARGV.length !== 2) {
    printerr('usage: 4-resample.js FILE RATE');
    System.exit(2);
}

try {
    const reader = GAudioFile.Reader.new_for_path(ARGV[0], null);
    const source = GAudioFile.ResampledReader.new(reader, Number(ARGV[1]), GAudioFile.ResampleQuality.WINDOWED_SINC_32);
    let peak = 0, power = 0;

    for (;;) {
        const block = source.read_frames(BLOCK_FRAMES, GAudioFile.Layout.INTERLEAVED, null);
        if (block.get_n_frames() === 0)
            break;
        const data = block.get_bytes().toArray();
        for (const sample of new Float32Array(data.buffer, data.byteOffset, data.byteLength / 4)) {
            peak = Math.max(peak, Math.abs(sample));
            power += sample * sample;
        }
    }

    const n = source.tell();
    const rms = Math.sqrt(power / Math.max(n * source.get_channels(), 1));
    print(`${n} frames at ${source.get_rate()} Hz, peak ${peak.toFixed(4)}, RMS ${rms.toFixed(4)}`);
} catch (error) {
    printerr(error.message);
    System.exit(1);
}
