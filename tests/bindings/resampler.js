// SPDX-FileCopyrightText: 2026 gaudiofile contributors
// SPDX-License-Identifier: LGPL-2.1-or-later

// Resamples a ramp block by block, and prints, as JSON: how many frames it became, ten of them, and what an absurd rate is
// answered with. test_resampler.py compares that with its own.

import GAudioFile from 'gi://GAudioFile?version=1.0';
import GLib from 'gi://GLib';

const CHANNELS = 2;
const FRAMES = 3000;
const BLOCK = 1000;

function rampBlock(start) {
    const samples = new Float32Array(CHANNELS * BLOCK);
    for (let i = 0; i < BLOCK; i++) {
        samples[i] = (start + i) / FRAMES;
        samples[BLOCK + i] = -(start + i) / FRAMES;
    }
    return GAudioFile.Block.new(GAudioFile.SampleFormat.FLOAT32, GAudioFile.Layout.PLANAR, CHANNELS, 44100, BLOCK,
        new GLib.Bytes(new Uint8Array(samples.buffer)));
}

function planes(block) {
    const data = block.get_bytes().toArray();
    const frames = Number(block.get_n_frames());
    const samples = new Float32Array(data.buffer.slice(data.byteOffset, data.byteOffset + data.byteLength));
    return [samples.slice(0, frames), samples.slice(frames)];
}

const resampler = GAudioFile.Resampler.new(44100, 48000, CHANNELS, GAudioFile.ResampleQuality.WINDOWED_SINC_32);
const channels = [[], []];
for (let start = 0; start <= FRAMES; start += BLOCK) {
    const block = start < FRAMES ? resampler.process_block(rampBlock(start)) : resampler.flush_block();
    planes(block).forEach((plane, c) => channels[c].push(...plane));
}

let error = '';
try {
    GAudioFile.Resampler.new(0, 48000, CHANNELS, GAudioFile.ResampleQuality.LINEAR);
} catch (e) {
    error = e.message;
}
print(JSON.stringify({frames: channels[0].length, samples: channels.map(plane => plane.slice(1000, 1010)), error}));
