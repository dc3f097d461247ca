/*
 * SPDX-FileCopyrightText: 2026 gaudiofile contributors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

/* Tells the largest sample of each second, from the last to the first: every seek lands on the very frame. */

int main (string[] args) {
    if (args.length != 2) {
        printerr ("usage: %s FILE\n", args[0]);
        return 2;
    }

    try {
        Gaf.Source reader = new Gaf.Reader.for_path (args[1]);
        var second = (int64) reader.get_rate ();

        for (int64 start = reader.get_n_frames () / second * second; start >= 0; start -= second) {
            double peak = 0;

            reader.seek (start);
            var block = reader.read_frames (second, Gaf.Layout.INTERLEAVED);
            unowned float[] samples = (float[]) block.get_bytes ().get_data ();
            samples.length = (int) (block.get_n_frames () * block.get_channels ());
            foreach (unowned float sample in samples)
                peak = double.max (peak, Math.fabs (sample));
            print ("%4lld s: %.4f\n", start / second, peak);
        }
    } catch (Error error) {
        printerr ("%s\n", error.message);
        return 1;
    }
    return 0;
}
