/*
 * SPDX-FileCopyrightText: 2026 gaudiofile contributors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

/* Lists the outputs, and plays a file on the default one, or on the one that is named. */

int main (string[] args) {
    if (args.length < 2) {
        printerr ("usage: %s FILE [DEVICE]\n", args[0]);
        return 2;
    }

    try {
        var outputs = Gaf.Device.list (Gaf.Direction.OUTPUT);
        for (uint i = 0; i < outputs.get_n_items (); i++) {
            var output = (Gaf.Device) outputs.get_item (i);
            print ("%s%s\n", output.name, output.is_default ? " (default)" : "");
        }

        var device = args.length > 2 ? Gaf.Device.find (Gaf.Direction.OUTPUT, args[2]) : null;
        var reader = new Gaf.Reader.for_path (args[1], null);
        var stream = new Gaf.Stream.play (device, (uint) reader.get_rate (), reader.get_channels (), 1024);

        stream.open (null);
        while (reader.tell () < reader.get_n_frames ())
            stream.write_block (reader.read_frames (4096, Gaf.Layout.INTERLEAVED, null), null);
        stream.drain (-1, null);
        stream.close ();
        print ("%lld frames, %lld silent\n", reader.tell (), stream.get_underrun_frames ());
    } catch (Error error) {
        printerr ("%s\n", error.message);
        return 1;
    }
    return 0;
}
