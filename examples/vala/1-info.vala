/*
 * SPDX-FileCopyrightText: 2026 gaudiofile contributors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

/* Opens a file and tells what is in it. */

int main (string[] args) {
    if (args.length != 2) {
        printerr ("usage: %s FILE\n", args[0]);
        return 2;
    }

    try {
        var reader = new Gaf.Reader.for_path (args[1]);
        print ("%s: %g Hz, %u channels, %lld frames, %.3f s\n", reader.codec, reader.rate, reader.channels,
               reader.n_frames, reader.duration);
    } catch (Error error) {
        printerr ("%s\n", error.message);
        return 1;
    }
    return 0;
}
