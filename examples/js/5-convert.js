// SPDX-FileCopyrightText: 2026 gaudiofile contributors
// SPDX-License-Identifier: LGPL-2.1-or-later

// Makes another file of a file: its name says the format, and what the format needs is done on the way. Tells how far
// it is. gjs -m 5-convert.js FILE NEW-FILE [RATE]

import System from 'system';
import GLib from 'gi://GLib';

import GAudioFile from 'gi://GAudioFile?version=1.0';

if (ARGV.length !== 2 && ARGV.length !== 3) {
    printerr('usage: 5-convert.js FILE NEW-FILE [RATE]');
    System.exit(2);
}

const [from, to, rate] = ARGV;
const conversion = new GAudioFile.Conversion();
// All that a conversion can be told is a property. What is not set in a specification stays as it is in the file.
if (rate)
    conversion.encode_spec = new GAudioFile.EncodeSpec({rate: Number(rate)});

const loop = new GLib.MainLoop(null, false);
let status = 0;

conversion.run_async(from, to, null,
    (done, frames) => printerr(`${frames > 0 ? Math.trunc(100 * done / frames) : 0} %`),
    (_, result) => {
        try {
            print(`${conversion.run_finish(result)} frames written`);
        } catch (error) {
            printerr(error.message);
            status = 1;
        }
        loop.quit();
    });
loop.run();
System.exit(status);
