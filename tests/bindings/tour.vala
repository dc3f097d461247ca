/*
 * SPDX-FileCopyrightText: 2026 gaudiofile contributors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

/* What tour.c does, in Vala. */

void print_block (string what, Gaf.Block block) {
    print ("%s: %lld frames %s\n", what, block.get_n_frames (),
           Checksum.compute_for_bytes (ChecksumType.SHA256, block.get_bytes ()));
}

void write_file (Gaf.Source source, string path) throws Error {
    var tags = new Gaf.Tags ();
    tags.set_value ("title", "A tour");
    var spec = new Gaf.EncodeSpec ("flac", 32000, 2);
    spec.bit_depth = 24;
    spec.tags = tags;
    var writer = new Gaf.Writer.for_path (path, spec);

    source.seek (0);
    while (true) {
        var block = source.read_frames (4096, Gaf.Layout.PLANAR);
        if (block.get_n_frames () == 0)
            break;
        writer.write_block (block);
    }
    writer.close ();
}

int main (string[] args) {
    try {
        Gaf.Source source = new Gaf.Reader.for_path (args[1]);
        var reader = (Gaf.Reader) source;
        print ("%s %g %u %lld\n", reader.codec, reader.rate, reader.channels, reader.n_frames);

        source.seek (12345);
        print_block ("read", source.read_frames (1000, Gaf.Layout.INTERLEAVED));

        Gaf.Source resampled = new Gaf.ResampledReader (source, 32000, Gaf.ResampleQuality.WINDOWED_SINC_32);
        resampled.seek (5000);
        print_block ("resampled", resampled.read_frames (2000, Gaf.Layout.PLANAR));
        write_file (resampled, args[2]);

        var tags = Gaf.Tags.read (args[2]);
        tags.set_value ("artist", "gaudiofile");
        tags.write (args[2], false);
        tags = Gaf.Tags.read (args[2]);
        print ("%s by %s\n", tags.get_value ("title"), tags.get_value ("artist"));

        Gaf.Source written = new Gaf.Reader.for_path (args[2]);
        print_block ("written", written.read_frames (written.get_n_frames (), Gaf.Layout.PLANAR));
    } catch (Error error) {
        printerr ("%s\n", error.message);
        return 1;
    }
    return 0;
}
