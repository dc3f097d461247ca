// SPDX-FileCopyrightText: 2026 gaudiofile contributors
// SPDX-License-Identifier: LGPL-2.1-or-later

// What tour.c does, in TypeScript; one of the calls is awaited.

import GAudioFile from 'gi://GAudioFile?version=1.0';
import Gio from 'gi://Gio';
import GLib from 'gi://GLib';

Gio._promisify(GAudioFile.Reader, 'new_for_path_async', 'new_for_path_finish');

const {INTERLEAVED, PLANAR} = GAudioFile.Layout;

function printBlock(what: string, block: GAudioFile.Block): void {
    const sum = GLib.compute_checksum_for_bytes(GLib.ChecksumType.SHA256, block.get_bytes());
    print(`${what}: ${block.get_n_frames()} frames ${sum}`);
}

function writeFile(source: GAudioFile.Source, path: string): void {
    const tags = GAudioFile.Tags.new();
    tags.set_value('title', 'A tour');
    const spec = new GAudioFile.EncodeSpec({format: 'flac', rate: 32000, channels: 2, bitDepth: 24, tags});
    const writer = GAudioFile.Writer.new_for_path(path, spec, null);
    source.seek(0, null);
    for (;;) {
        const block = source.read_frames(4096, PLANAR, null);
        if (block.get_n_frames() === 0)
            break;
        writer.write_block(block, null);
    }
    writer.close(null);
}

const [from, to] = ARGV;
const reader = GAudioFile.Reader.new_for_path(from, null);
print(`${reader.codec} ${reader.rate} ${reader.channels} ${reader.n_frames}`);

reader.seek(12345, null);
printBlock('read', reader.read_frames(1000, INTERLEAVED, null));

const resampled = GAudioFile.ResampledReader.new(reader, 32000, GAudioFile.ResampleQuality.WINDOWED_SINC_32);
resampled.seek(5000, null);
printBlock('resampled', resampled.read_frames(2000, PLANAR, null));
writeFile(resampled, to);

const tags = GAudioFile.Tags.read(to, null);
tags.set_value('artist', 'gaudiofile');
tags.write(to, false, null);
const again = GAudioFile.Tags.read(to, null);
print(`${again.get_value('title')} by ${again.get_value('artist')}`);

const written = await GAudioFile.Reader.new_for_path_async(to, null);
printBlock('written', written.read_frames(written.n_frames, PLANAR, null));
