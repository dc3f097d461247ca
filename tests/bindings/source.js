// SPDX-FileCopyrightText: 2026 gaudiofile contributors
// SPDX-License-Identifier: LGPL-2.1-or-later

// A GafSource written in JavaScript, read at another rate, written into a file, played; and sources that fail. Prints, as
// JSON, what test_source.py compares.

import GAudioFile from 'gi://GAudioFile?version=1.0';
import Gio from 'gi://Gio';
import GLib from 'gi://GLib';
import GObject from 'gi://GObject';

const RATE = 8000;
const CHANNELS = 2;
const FRAMES = 10000;
const {PLANAR} = GAudioFile.Layout;

const Ramp = GObject.registerClass({Implements: [GAudioFile.Source]}, class Ramp extends GObject.Object {
    _init() {
        super._init();
        this.position = 0;
    }

    vfunc_describe() {
        return [RATE, CHANNELS];
    }

    vfunc_get_n_frames() {
        return FRAMES;
    }

    vfunc_tell() {
        return this.position;
    }

    vfunc_seek(frame, cancellable) {
        this.position = Number(frame);
        return true;
    }

    vfunc_read_frames(wanted, layout, cancellable) {
        const frames = Math.min(Number(wanted), FRAMES - this.position, 1000);
        const samples = new Float32Array(CHANNELS * frames);
        for (let i = 0; i < frames; i++) {
            samples[i] = (this.position + i) / 16384;
            samples[frames + i] = -samples[i];
        }
        this.position += frames;
        return GAudioFile.Block.new(GAudioFile.SampleFormat.FLOAT32, PLANAR, CHANNELS, RATE, frames,
            new GLib.Bytes(new Uint8Array(samples.buffer)));
    }
});

const Failing = GObject.registerClass({Implements: [GAudioFile.Source]}, class Failing extends Ramp {
    vfunc_read_frames() {
        throw new GLib.Error(Gio.IOErrorEnum, Gio.IOErrorEnum.TIMED_OUT, 'the cable is out');
    }
});

const Silent = GObject.registerClass({Implements: [GAudioFile.Source]}, class Silent extends Ramp {
    vfunc_read_frames() {
        return null;
    }
});

const Empty = GObject.registerClass({Implements: [GAudioFile.Source]}, class Empty extends GObject.Object {});

function failure(source) {
    try {
        source.read_frames(10, PLANAR, null);
        return '';
    } catch (e) {
        return e.message;
    }
}

const source = new Ramp();
const writer = GAudioFile.Writer.new_for_memory(new GAudioFile.EncodeSpec({format: 'wav', rate: RATE, channels: CHANNELS}));
for (;;) {
    const block = source.read_frames(4096, GAudioFile.Layout.INTERLEAVED, null);
    if (Number(block.get_n_frames()) === 0)
        break;
    writer.write_block(block, null);
}
const written = Number(writer.tell());
writer.close(null);

const resampled = GAudioFile.ResampledReader.new(source, 11025, GAudioFile.ResampleQuality.WINDOWED_SINC_32);
resampled.seek(5000, null);
const data = resampled.read_frames(10, PLANAR, null).get_bytes().toArray();
const samples = new Float32Array(data.buffer.slice(data.byteOffset, data.byteOffset + data.byteLength));

// Before the stream is open, which needs no device.
const stream = GAudioFile.Stream.new_play(null, RATE, CHANNELS, 0);
source.seek(0, null);
stream.write_block(source.read_frames(500, PLANAR, null), null);
const streamed = Number(stream.get_buffered_frames(GAudioFile.Direction.OUTPUT));
stream.close();

print(JSON.stringify({
    written,
    streamed,
    frames: Number(resampled.get_n_frames()),
    samples: [[...samples.slice(0, 10)], [...samples.slice(10)]],
    failing: failure(new Failing()),
    silent: failure(new Silent()),
    empty: failure(new Empty()),
}));
