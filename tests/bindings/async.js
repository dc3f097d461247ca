// SPDX-FileCopyrightText: 2026 gaudiofile contributors
// SPDX-License-Identifier: LGPL-2.1-or-later

// Copies an audio file by promises: async.js FROM TO. The main loop turns meanwhile.

import Gio from 'gi://Gio';
import GLib from 'gi://GLib';
import GAudioFile from 'gi://GAudioFile?version=1.0';

Gio._promisify(GAudioFile.Reader, 'new_for_path_async', 'new_for_path_finish');
Gio._promisify(GAudioFile.Reader.prototype, 'read_frames_async', 'read_frames_finish');
Gio._promisify(GAudioFile.Writer, 'new_for_path_async', 'new_for_path_finish');
Gio._promisify(GAudioFile.Writer.prototype, 'write_block_async', 'write_block_finish');
Gio._promisify(GAudioFile.Writer.prototype, 'close_async', 'close_finish');

let ticks = 0;
const ticking = GLib.idle_add(GLib.PRIORITY_DEFAULT_IDLE, () => {
    ticks++;
    return GLib.SOURCE_CONTINUE;
});

async function copy(from, to) {
    const reader = await GAudioFile.Reader.new_for_path_async(from, null);
    const spec = GAudioFile.EncodeSpec.new('wav', reader.rate, reader.channels);
    const writer = await GAudioFile.Writer.new_for_path_async(to, spec, null);
    let frames = 0;
    for (;;) {
        const block = await reader.read_frames_async(10000, GAudioFile.Layout.PLANAR, null);
        if (block.get_n_frames() === 0)
            break;
        frames += block.get_n_frames();
        await writer.write_block_async(block, null);
    }
    await writer.close_async(null);
    return frames;
}

const loop = new GLib.MainLoop(null, false);
copy(ARGV[0], ARGV[1]).then(frames => {
    print(JSON.stringify({frames, ticks}));
}).catch(error => {
    printerr(error.message);
    imports.system.exit(1);
}).finally(() => {
    GLib.source_remove(ticking);
    loop.quit();
});
loop.run();
