/*
 * SPDX-FileCopyrightText: 2026 gaudiofile contributors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

/* Reads a file to its end in pieces and tells how loud it is: the largest sample, and the mean power (RMS). */

const int64 BLOCK_FRAMES = 4096;

/* What is in a block; it stays the block's memory. */
unowned float[] samples_of (Gaf.Block block) {
    unowned float[] samples = (float[]) block.get_bytes ().get_data ();
    samples.length = (int) (block.get_n_frames () * block.get_channels ());
    return samples;
}

int main (string[] args) {
    if (args.length != 2) {
        printerr ("usage: %s FILE\n", args[0]);
        return 2;
    }

    try {
        var reader = new Gaf.Reader.for_path (args[1]);
        double peak = 0, power = 0;

        while (true) {
            var block = ((Gaf.Source) reader).read_frames (BLOCK_FRAMES, Gaf.Layout.INTERLEAVED);
            if (block.get_n_frames () == 0)
                break; // the end
            foreach (unowned float sample in samples_of (block)) {
                peak = double.max (peak, Math.fabs (sample));
                power += (double) sample * sample;
            }
        }

        int64 n = ((Gaf.Source) reader).tell ();
        print ("%lld frames, peak %.4f, RMS %.4f\n", n, peak, Math.sqrt (power / int64.max (n * reader.channels, 1)));
    } catch (Error error) {
        printerr ("%s\n", error.message);
        return 1;
    }
    return 0;
}
