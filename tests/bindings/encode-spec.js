// SPDX-FileCopyrightText: 2026 gaudiofile contributors
// SPDX-License-Identifier: LGPL-2.1-or-later

// Sets the properties of a GAudioFile.EncodeSpec and writes with it. Prints, as JSON, what they were then, what was
// notified, and what the writer made of them. test_introspection.py knows the answers.

import GAudioFile from 'gi://GAudioFile?version=1.0';

const spec = new GAudioFile.EncodeSpec({format: 'flac', rate: 44100, channels: 2});
const notified = [];
spec.connect('notify', (object, pspec) => notified.push(pspec.name));
spec.bit_depth = 24;
spec.bitDepth = 24; // the same again: no notification
spec.quality = 'best';
spec.atomic = true;

const writer = GAudioFile.Writer.new_for_memory(spec);
const resolved = writer.get_spec();
spec.channels = 1; // has no effect on the writer
resolved.channels = 8; // neither
writer.close(null);
const reader = GAudioFile.Reader.new_for_bytes(writer.steal_bytes(), null);

print(JSON.stringify({
    bitDepth: spec.get_bit_depth(),
    atomic: spec.atomic,
    codec: spec.codec,
    notified,
    written: [resolved.codec, resolved.quality, reader.channels, reader.bits],
}));
