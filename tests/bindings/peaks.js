// SPDX-FileCopyrightText: 2026 gaudiofile contributors
// SPDX-License-Identifier: LGPL-2.1-or-later

// The waveform of an audio file by a promise, with its progress: peaks.js FILE.

import Gio from 'gi://Gio';
import GLib from 'gi://GLib';
import GAudioFile from 'gi://GAudioFile?version=1.0';

Gio._promisify(GAudioFile.Loudness, 'new_for_reader_async', 'new_for_reader_finish');

const loop = new GLib.MainLoop(null, false);
const told = [];

function makePeaks(path) {
    return new Promise((resolve, reject) => {
        GAudioFile.Peaks.new_for_path_async(path, 256, GAudioFile.PeaksFlags.NO_CACHE, null,
            (done, frames) => told.push([done, frames]),
            (_, result) => {
                try {
                    resolve(GAudioFile.Peaks.new_for_path_finish(result));
                } catch (error) {
                    reject(error);
                }
            });
    });
}

async function look(path) {
    const peaks = await makePeaks(path);
    const values = peaks.query(0, -1, 100);
    const bytes = new Float32Array(peaks.query_bytes(0, -1, 100).buffer);
    const growing = GAudioFile.Peaks.new(peaks.rate, peaks.channels, 256);
    const reader = GAudioFile.Reader.new_for_path(path, null);
    for (;;) {
        const block = reader.read_frames(999, GAudioFile.Layout.INTERLEAVED, null);
        if (block.get_n_frames() === 0)
            break;
        growing.append_block(block);
    }
    const loudness = await GAudioFile.Loudness.new_for_reader_async(reader, null, null);
    const silences = GAudioFile.Silences.new_for_reader(reader, -60, 100, null, null);
    return {
        frames: peaks.n_frames,
        told,
        values,
        bytes: Array.from(bytes),
        grown: growing.query(0, -1, 100),
        integrated: loudness.integrated,
        momentary: loudness.get_momentary(),
        silences: silences.get_ranges(),
        trim: silences.get_trim(),
    };
}

look(ARGV[0]).then(answer => print(JSON.stringify(answer))).catch(error => {
    printerr(error.message);
    imports.system.exit(1);
}).finally(() => loop.quit());
loop.run();
