// SPDX-FileCopyrightText: 2026 gaudiofile contributors
// SPDX-License-Identifier: LGPL-2.1-or-later

// Records from the default input into a file, showing the level, and plays that on the default output.
// gjs -m 6-record-and-play.js NEW-FILE SECONDS

import System from 'system';
import Gio from 'gi://Gio';
import GLib from 'gi://GLib';

import GAudioFile from 'gi://GAudioFile?version=1.0';

Gio._promisify(GAudioFile.Recorder.prototype, 'wait_async', 'wait_finish');
Gio._promisify(GAudioFile.Player.prototype, 'wait_async', 'wait_finish');

const RATE = 48000;
const CHANNELS = 2;

async function recordAndPlay(path, seconds) {
    // The format goes by the file's name.
    const format = path.includes('.') ? path.split('.').pop() : 'wav';
    const recorder = GAudioFile.Recorder.new(null, path, GAudioFile.EncodeSpec.new(format, RATE, CHANNELS));
    recorder.max_frames = Math.trunc(seconds * RATE);
    recorder.start(null);

    const timer = GLib.timeout_add(GLib.PRIORITY_DEFAULT, 100, () => {
        const level = recorder.get_level();
        if (level)
            printerr(`${(recorder.get_position() / RATE).toFixed(1)} s, peak ${level.get_peak(0).toFixed(3)}`);
        return GLib.SOURCE_CONTINUE;
    });
    await recorder.wait_async(-1, null);
    GLib.source_remove(timer);
    print(`recorded ${recorder.get_position()} frames, lost ${recorder.get_lost_frames()}`);

    const player = GAudioFile.Player.new();
    player.set_path(path, null);
    player.play();
    await player.wait_async(-1, null);
    print(`played ${player.get_position()} frames`);
    player.close();
}

if (ARGV.length !== 2) {
    printerr('usage: 6-record-and-play.js NEW-FILE SECONDS');
    System.exit(2);
}

const loop = new GLib.MainLoop(null, false);
let status = 0;

recordAndPlay(ARGV[0], Number(ARGV[1])).catch(error => {
    printerr(error.message);
    status = 1;
}).finally(() => loop.quit());
loop.run();
System.exit(status);
