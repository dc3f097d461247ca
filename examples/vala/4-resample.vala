/*
 * SPDX-FileCopyrightText: 2026 gaudiofile contributors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

/* 2-read, of a file as it is at another sample rate. What is resampled is a source like the file itself: it can be read,
 * sought in, converted and played. */

const int64 BLOCK_FRAMES = 4096;

int main (string[] args) {
    if (args.length != 3) {
        printerr ("usage: %s FILE RATE\n", args[0]);
        return 2;
    }

    try {
        var reader = new Gaf.Reader.for_path (args[1]);
        Gaf.Source source = new Gaf.ResampledReader (reader, double.parse (args[2]), Gaf.ResampleQuality.WINDOWED_SINC_32);
        double peak = 0, power = 0;

        while (true) {
            var block = source.read_frames (BLOCK_FRAMES, Gaf.Layout.INTERLEAVED);
            if (block.get_n_frames () == 0)
                break;
            unowned float[] samples = (float[]) block.get_bytes ().get_data ();
            samples.length = (int) (block.get_n_frames () * block.get_channels ());
            foreach (unowned float sample in samples) {
                peak = double.max (peak, Math.fabs (sample));
                power += (double) sample * sample;
            }
        }

        int64 n = source.tell ();
        print ("%lld frames at %g Hz, peak %.4f, RMS %.4f\n", n, source.get_rate (), peak,
               Math.sqrt (power / int64.max (n * source.get_channels (), 1)));
    } catch (Error error) {
        printerr ("%s\n", error.message);
        return 1;
    }
    return 0;
}
